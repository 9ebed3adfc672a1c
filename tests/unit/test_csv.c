/* One export as rows: form, header, encodings, faults (spec 1.1, 1.9). The pieces have a test of their own. */
#include "cmocka_all.h"

#include "csv_reader.h"

#include <sys/stat.h>

#define HEADER "Kürzel;Von;Bis;Grund\n"

static void read_bytes(struct reader *r, const void *bytes, size_t n, bool expected)
{
    char path[32];
    int fd = reader_write(path, bytes, n);
    bool ok = reader_read(r, path, 2);
    if (ok != expected)
        fail_msg("read: %d, %s", ok, r->diag.what);
    close(fd);
}

/* text is a string literal with what NUL bytes there may be. */
#define ASSERT_ROWS(text, expected)                                                                                    \
    do {                                                                                                               \
        struct reader r_;                                                                                              \
        read_bytes(&r_, text, sizeof(text) - 1, true);                                                                 \
        assert_string_equal(buf_str(&r_.rows), expected);                                                              \
        reader_free(&r_);                                                                                              \
    } while (0)

static void test_separators(void **state)
{
    (void)state;
    ASSERT_ROWS("Kürzel;Von;Bis;Grund\nAB;1;2;x,y\tz\n", "2 - AB|1|2|x,y\tz\n");
    ASSERT_ROWS("Kürzel,Von,Bis,Grund\nAB,1,2,x;y\n", "2 - AB|1|2|x;y\n");
    ASSERT_ROWS("Kürzel\tVon\tBis\tGrund\nAB\t1\t2\tx;y,z\n", "2 - AB|1|2|x;y,z\n");
    ASSERT_ROWS("\"Kürzel\";\"Von\";\"Bis\";\"Notiz, lang; mit allem\"\nAB;1;2;3\n", "2 - AB|1|2|\n");
    /* tabs between empty fields are no white space where the tab separates */
    ASSERT_ROWS("Kürzel\tVon\tBis\tGrund\n\t\t2\t\nAB\t\t\tx\n", "2 - ||2|\n3 - AB|||x\n");
}

static void test_form(void **state)
{
    (void)state;
    ASSERT_ROWS("\xEF\xBB\xBF" HEADER "AB;1;2;3\n", "2 - AB|1|2|3\n");
    ASSERT_ROWS("Kürzel;Von;Bis;Grund\r\nAB;1;2;3\r\nCD;1;2;3\r\n", "2 - AB|1|2|3\n3 - CD|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;3", "2 - AB|1|2|3\n"); /* last line break missing */
    ASSERT_ROWS(HEADER "AB;1;2;\"3\"", "2 - AB|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;", "2 - AB|1|2|\n");
    ASSERT_ROWS(HEADER, "");
    ASSERT_ROWS("Kürzel;Von;Bis;Grund", "");
    ASSERT_ROWS(HEADER "\n\nAB;1;2;3\n   \n\nCD;1;2;3\n\n", "4 - AB|1|2|3\n7 - CD|1|2|3\n"); /* empty lines */
    ASSERT_ROWS(HEADER "  AB ;\t1\t; 2;  a  b  \n", "2 - AB|1|2|a  b\n");
    ASSERT_ROWS(HEADER "\u00a0AB\u00a0;1;2;\" x \"\n", "2 - AB|1|2|x\n");
    ASSERT_ROWS(HEADER "Mu\u0308;1;2;e\u0323\u0302\n", "2 - M\u00fc|1|2|\u1ec7\n"); /* NFC */
}

static void test_quotes(void **state)
{
    (void)state;
    ASSERT_ROWS(HEADER "AB;1;2;\"a;b,c\td\"\n", "2 - AB|1|2|a;b,c\td\n");
    ASSERT_ROWS(HEADER "AB;1;2;\"a\nb\n\nc\"\nCD;1;2;3\n", "2 - AB|1|2|a\nb\n\nc\n6 - CD|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;\"a\r\nb\"\r\nCD;1;2;3\r\n", "2 - AB|1|2|a\r\nb\n4 - CD|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;\"er sagte \"\"ja\"\"\"\n", "2 - AB|1|2|er sagte \"ja\"\n");
    ASSERT_ROWS(HEADER "\"\"\"\";\"\";2;\"\"\"a\"\"\"\n", "2 - \"||2|\"a\"\n");
    ASSERT_ROWS(HEADER "AB;1;2;5\" Rohr\n", "2 - AB|1|2|5\" Rohr\n"); /* inside a bare field a quote is a quote */
    ASSERT_ROWS(HEADER "AB ; \"1\" ;2;3\n", "2 - AB|1|2|3\n");
    /* a header over two lines: rows count from the file's first line */
    ASSERT_ROWS("Kürzel;Von;Bis;\"Grund\n(lang)\"\nAB;1;2;3\n", "3 - AB|1|2|\n");
}

static void test_short_and_long_rows(void **state)
{
    (void)state;
    ASSERT_ROWS(HEADER "AB\nCD;1\n;;;\n", "2 - AB|||\n3 - CD|1||\n");
    ASSERT_ROWS(HEADER "AB;1;2;3;\n", "2 - AB|1|2|3\n"); /* a separator too many at the end is no field */
    ASSERT_ROWS(HEADER "AB;1;2;3; ;\n", "2 - AB|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;3;4\n", "2 -+ AB|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;3;;;4\nCD;1;2;3\n", "2 -+ AB|1|2|3\n3 - CD|1|2|3\n");
}

/* A quotation mark that is never closed costs its own line and no other. */
static void test_stray_quotes(void **state)
{
    (void)state;
    ASSERT_ROWS(HEADER "AB;1;2;\"open\nCD;1;2;3\nEF;1;2;3\n", "2 quote |||\n3 - CD|1|2|3\n4 - EF|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;\"open\nCD;1;2;\"closed\"\nEF;1;2;3\n",
                "2 quote |||\n3 - CD|1|2|closed\n4 - EF|1|2|3\n");
    ASSERT_ROWS(HEADER "\"AB;1;2;3\nCD;1;2;3\n\"EF;1;2;3\nGH;1;2;3\n",
                "2 quote |||\n3 - CD|1|2|3\n4 quote |||\n5 - GH|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;3\nCD;1;2;\"", "2 - AB|1|2|3\n3 quote |||\n");
    ASSERT_ROWS(HEADER "\"\n\"\n", "2 quote |||\n3 quote |||\n");

    struct buf b = {0}; /* 5,000 lines behind it are not swallowed */
    buf_text(&b, HEADER "AB;1;2;\"open\n");
    for (int i = 0; i < 5000; i++)
        buf_printf(&b, "C%d;1;2;3\n", i);
    struct reader r;
    read_bytes(&r, b.p, b.n, true);
    assert_int_equal(r.result.rows, 5001);
    assert_non_null(strstr(buf_str(&r.rows), "5002 - C4999|1|2|3\n"));
    assert_null(strstr(strstr(buf_str(&r.rows), "quote") + 1, "quote"));
    reader_free(&r);
    buf_free(&b);
}

static void test_long_lines(void **state)
{
    (void)state;
    static const size_t sizes[] = {900 << 10, 3 << 20, (16 << 20) - 100, (16 << 20) + 100, 20 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct buf b = {0};
        buf_text(&b, HEADER "AB;1;2;");
        for (size_t k = 0; k < sizes[i]; k++)
            buf_char(&b, 'x');
        buf_text(&b, "\nCD;1;2;3\n");
        struct reader r;
        read_bytes(&r, b.p, b.n, true);
        bool cut = sizes[i] > 16 << 20;
        assert_memory_equal(buf_str(&r.rows), cut ? "2 long " : "2 - AB|", 7);
        assert_string_equal(buf_str(&r.rows) + r.rows.n - 14, "\n3 - CD|1|2|3\n");
        reader_free(&r);
        buf_free(&b);
    }
}

static void assert_refused(const void *bytes, size_t n, const char *said, size_t line)
{
    struct reader r;
    read_bytes(&r, bytes, n, false);
    assert_int_equal(r.diag.code, DIAG_INPUT);
    assert_int_equal(r.diag.line, line);
    if (!strstr(r.diag.what, said) || !r.diag.expected[0])
        fail_msg("said: %s; %s", r.diag.what, r.diag.expected);
    reader_free(&r);
}

static void test_refused(void **state)
{
    (void)state;
    assert_refused("", 0, "ist leer (0 Bytes)", 0);
    assert_refused("\xEF\xBB\xBF", 3, "keine Kopfzeile", 1);
    assert_refused("\n\n\n", 3, "keine Kopfzeile", 1);
    static const char missing[] = "Kürzel;Bis;Grund;Bemerkung\nAB;1;2;3\n";
    assert_refused(missing, sizeof missing - 1, "„Von“ fehlt; vorhanden: Kürzel, Bis, Grund, Bemerkung", 1);
    static const char twice[] = "Kürzel;Von;Bis;von\n";
    assert_refused(twice, sizeof twice - 1, "„von“ steht zweimal", 1);
    static const char utf16[] = "K\0\xFC\0r\0z\0;\0V\0o\0n\0\n\0";
    assert_refused(utf16, sizeof utf16 - 1, "UTF-16 ohne Kennung", 0);
    static const char utf16_be[] = "\0K\0\xFC\0r\0z\0;\0V\0o\0n\0\n";
    assert_refused(utf16_be, sizeof utf16_be - 1, "UTF-16 ohne Kennung", 0);
    static const char mac[] = "Kürzel;Von;Bis\rAB;1;2\rCD;1;2\r";
    assert_refused(mac, sizeof mac - 1, "CR allein", 1);
    static const char one_field[] = "Kürzel|Von|Bis\nAB|1|2\n";
    assert_refused(one_field, sizeof one_field - 1, "ein einziges Feld: Kürzel|Von|Bis", 1);
    static const char dos[] = "K\x81rzel;Von;Bis\nM\x81ller;1;2\n";
    assert_refused(dos, sizeof dos - 1, "Codepage 850", 0);
    static const char dos_rows[] = "K;Von;Bis;Kürzel\nx;1;2;M\x94wes\nx;1;2;J\x84ger\nx;1;2;Stra\xE1"
                                   "e\nx;1;2;Z\x84h\n";
    assert_refused(dos_rows, sizeof dos_rows - 1, "Codepage 850", 0);
    static const char unseen[] = "K\u00a0ürzel;Von\u200b;Bis;Be\r\nmerkung\n";
    assert_refused(unseen, sizeof unseen - 1, "„Kürzel“ fehlt; vorhanden: K␣ürzel, Von, Bis, Be", 1);
    static const char open_header[] = "Kürzel;Von;\"Bis;Grund\nAB;1;2;3\n";
    assert_refused(open_header, sizeof open_header - 1, "Anführungszeichen in der Kopfzeile", 1);
}

static void test_no_file(void **state)
{
    (void)state;
    struct reader r;
    assert_false(reader_read(&r, "there-is-none.csv", 1));
    assert_int_equal(r.diag.code, DIAG_INPUT);
    assert_string_equal(r.diag.file, "there-is-none.csv");
    assert_int_equal(mkdir("kd-folder.csv", 0700), 0);
    assert_false(reader_read(&r, "kd-folder.csv", 1));
    assert_non_null(strstr(r.diag.what, "keine Datei"));
    rmdir("kd-folder.csv");
    assert_int_equal(mkfifo("kd-fifo.csv", 0600), 0); /* must not wait for somebody to write */
    int fd = open("kd-fifo.csv", O_RDWR);
    assert_false(reader_read(&r, "kd-fifo.csv", 1));
    close(fd);
    unlink("kd-fifo.csv");
}

static void test_columns(void **state)
{
    (void)state;
    struct reader r;
    static const char text[] = " BIS ;Bemerkung;kürzel;;VON\n2;x;AB;y;1\n";
    read_bytes(&r, text, sizeof text - 1, true);
    assert_string_equal(buf_str(&r.rows), "2 - AB|1|2|\n");
    assert_string_equal(buf_str(&r.notes), "Bemerkung,,");
    assert_true(r.has[COL_A_KEY] && r.has[COL_A_FROM] && r.has[COL_A_TO] && !r.has[COL_A_REASON]);
    reader_free(&r);
    /* names of unknown columns may be there twice; a header may be decomposed */
    ASSERT_ROWS("x;Ku\u0308rzel;x;Von;Bis\n9;AB;9;1;2\n", "2 - AB|1|2|\n");
    /* several hundred columns */
    struct buf b = {0};
    for (int i = 0; i < 500; i++)
        buf_printf(&b, "Spalte %d;", i);
    buf_text(&b, "Kürzel;Von;Bis\n");
    for (int i = 0; i < 500; i++)
        buf_printf(&b, "%d;", i);
    buf_text(&b, "AB;1;2\n");
    read_bytes(&r, b.p, b.n, true);
    assert_string_equal(buf_str(&r.rows), "2 - AB|1|2|\n");
    reader_free(&r);
    buf_free(&b);
}

static void assert_encoding(const void *bytes, size_t n, enum encoding e, const char *rows)
{
    struct reader r;
    read_bytes(&r, bytes, n, true);
    assert_string_equal(encoding_name(r.result.encoding), encoding_name(e));
    assert_string_equal(buf_str(&r.rows), rows);
    reader_free(&r);
}
#define ASSERT_ENCODING(text, e, rows) assert_encoding(text, sizeof(text) - 1, e, rows)

static void test_encodings(void **state)
{
    (void)state;
    ASSERT_ENCODING(HEADER "A\xC3\xA4;1;2;x\n", ENCODING_UTF8, "2 - A\u00e4|1|2|x\n");
    ASSERT_ENCODING("K\xFCrzel;Von;Bis;Grund\nM\xFCl;1;2;\x80 \x84q\x93\n", ENCODING_WINDOWS_1252,
                    "2 - M\u00fcl|1|2|\u20ac \u201eq\u201c\n");
    ASSERT_ENCODING("K\xFCrzel;Von;Bis;Grund\nM\xFC;1;2;\xA4\xA6\xA8\xB4\xB8\xBC\xBD\xBE\n", ENCODING_ISO_8859_15,
                    "2 - M\u00fc|1|2|\u20ac\u0160\u0161\u017d\u017e\u0152\u0153\u0178\n");
    /* what is the same in both */
    ASSERT_ENCODING("K\xFCrzel;Von;Bis;Grund\nM\xFC;1;2;\xDF\n", ENCODING_WINDOWS_1252, "2 - M\u00fc|1|2|\u00df\n");
    /* a byte that Windows-1252 does not have is a fault of its line */
    ASSERT_ENCODING("K\xFCrzel;Von;Bis;Grund\nM\x81;1;2;\xFC\nCD;1;2;\x80\n", ENCODING_WINDOWS_1252,
                    "2 bytes |||\n3 - CD|1|2|\u20ac\n");
}

/* An export in UTF-8 with a few broken bytes stays UTF-8; the broken lines alone are lost. */
static void test_broken_utf8(void **state)
{
    (void)state;
    ASSERT_ENCODING(HEADER "\xC3\xA4;1;2;\xC3\xB6\nCD;1;2;M\xFCller\nEF;1;2;3\n", ENCODING_UTF8,
                    "2 - \u00e4|1|2|\u00f6\n3 bytes |||\n4 - EF|1|2|3\n");
    /* a byte order mark says it is UTF-8, whatever follows */
    ASSERT_ENCODING("\xEF\xBB\xBFK\xC3\xBCrzel;Von;Bis;Grund\nM\xFC;1;2;\xE4\nCD;\xF6;2;3\nEF;1;2;3\n", ENCODING_UTF8,
                    "2 bytes |||\n3 bytes |||\n4 - EF|1|2|3\n");
    /* undecodable bytes are undecodable in a column that nobody reads, too */
    ASSERT_ENCODING("K\xC3\xBCrzel;Von;Bis;\xC3\x84rger;\xC3\x96\nAB;1;2;\xFF;\n", ENCODING_UTF8, "2 bytes |||\n");
    /* surrogates and NUL */
    ASSERT_ENCODING(HEADER "A\xC3\xA4;1;2;\xED\xA0\x80\nCD;1;2;a\0b\nEF;1;2;3\n", ENCODING_UTF8,
                    "2 bytes |||\n3 bytes |||\n4 - EF|1|2|3\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separators),
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_quotes),
        cmocka_unit_test(test_short_and_long_rows),
        cmocka_unit_test(test_stray_quotes),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_broken_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
