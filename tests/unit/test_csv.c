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

static void test_header_again(void **state)
{
    (void)state;
    ASSERT_ROWS(HEADER "AB;1;2;3\n" HEADER "CD;1;2;3\n", "2 - AB|1|2|3\n3 -h Kürzel|Von|Bis|Grund\n4 - CD|1|2|3\n");
    ASSERT_ROWS(HEADER "kürzel;VON; Bis:;\"grund\"\n", "2 -h kürzel|VON|Bis:|grund\n");
    ASSERT_ROWS(HEADER "Von;Kürzel;Bis;Grund\n", "2 -o Von|Kürzel|Bis|Grund\n");
    ASSERT_ROWS(HEADER "Grund;1;2;3\n;;;Grund\nKürzel;Von;Bis;3\n", "2 - Grund|1|2|3\n3 - |||Grund\n4 - Kürzel|Von|Bis|3\n");
}

static void test_cut_off(void **state)
{
    (void)state;
    ASSERT_ROWS(HEADER "AB;1;2;3\nCD;1;2", "2 - AB|1|2|3\n3 -~ CD|1|2|\n");
    ASSERT_ROWS(HEADER "AB;1;2;3\nCD;1;2\n", "2 - AB|1|2|3\n3 - CD|1|2|\n");
    ASSERT_ROWS(HEADER "AB;1;2;\"3", "2 quote~ |||\n");
}

/* Ten fields of each are two exports; one fewer is a slip, and each broken field a fault of its line. */
static void test_two_encodings(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int broken = 9; broken <= 10; broken++) {
        struct reader r;
        buf_clear(&text);
        buf_text(&text, HEADER);
        for (int i = 0; i < 11; i++) /* with the header's Kürzel twelve */
            buf_text(&text, "M\u00fc;1;2;3\n");
        for (int i = 0; i < broken; i++)
            buf_text(&text, "M\xFC;1;2;3\n");
        read_bytes(&r, buf_str(&text), text.n, true);
        const char *last = strstr(buf_str(&r.rows), broken == 9 ? "\n21 bytes |||\n" : "\n22 - M\u00fc|1|2|3\n");
        assert_non_null(last);
        assert_int_equal(strstr(buf_str(&r.rows), "bytes") != NULL, broken == 9);
        reader_free(&r);
    }
    buf_free(&text);
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
    ASSERT_ROWS(HEADER "AB;1;2;3\nCD;1;2;\"", "2 - AB|1|2|3\n3 quote~ |||\n");
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

/* What is no text says what it is and what helps. */
static void test_no_text(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
        const char *said;
    } files[] = {
#define FILE_OF(bytes, said) {bytes, sizeof(bytes) - 1, said}
        FILE_OF("\x1F\x8B\x08\0\0\0\0\0\0\x03", "gzip"),
        FILE_OF("PK\3\4\x14\0\6\0\x08\0\0\0!\0[Content_Types].xml", "Arbeitsmappe (XLSX)"),
        FILE_OF("PK\3\4\x14\0\0\x08mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "Arbeitsmappe (ODS)"),
        FILE_OF("PK\3\4\x14\0\0\x08kunden.csv", "ZIP-Archiv"),
        FILE_OF("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0", "XLS"),
        FILE_OF("%PDF-1.7\n", "PDF"),
        FILE_OF("SQLite format 3\0", "SQLite"),
        FILE_OF("\n<!DOCTYPE html>\n<html>", "HTML"),
        FILE_OF("\xEF\xBB\xBF<TABLE border=1>", "HTML"),
        FILE_OF("<?xml version=\"1.0\"?><Workbook>", "XML"),
        FILE_OF("[{\"Kürzel\": 1}]", "JSON"),
        FILE_OF("\xFF\xFE\0\0K\0\0\0", "UTF-32"),
        FILE_OF("abc\0\1\2\3\4\5\6\7\0\0\0abc", "Binärdatei"),
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_refused(files[i].bytes, files[i].n, files[i].said, 0);
}

/* A line sep=, lines above the header, marks, Ctrl-Z, and all of them together. */
static void test_around_the_table(void **state)
{
    (void)state;
    ASSERT_ROWS("sep=;\n" HEADER "AB;1;2;3\n", "3 - AB|1|2|3\n");
    ASSERT_ROWS("\xEF\xBB\xBF\"sep=|\"\r\nKürzel|Von|Bis|Grund\r\nAB|1|2|x;y\r\n", "3 - AB|1|2|x;y\n");
    ASSERT_ROWS("SEP=,,,,\nKürzel,Von,Bis,Grund\nAB,1,2,3\n", "3 - AB|1|2|3\n");
    ASSERT_ROWS("sep=\t\nKürzel\tVon\tBis\tGrund\nAB\t1\t2\t3\n", "3 - AB|1|2|3\n");
    ASSERT_ROWS("Abwesenheiten\nStand: 30.11.2023; Seite 1\n\n;;;\n" HEADER "AB;1;2;3\n", "6 - AB|1|2|3\n");
    ASSERT_ROWS("Titel \"ohne Ende\n" HEADER "AB;1;2;\"a\nb\"\nCD;1;2;3\n", "3 - AB|1|2|a\nb\n5 - CD|1|2|3\n");
    ASSERT_ROWS("\xEF\xBB\xBF\xEF\xBB\xBF" HEADER "AB;1;2;3\n", "2 - AB|1|2|3\n");
    ASSERT_ROWS("\"\xEF\xBB\xBFKürzel\";Von;Bis;Grund\nAB;1;2;3\n", "2 - AB|1|2|3\n");
    ASSERT_ROWS("\xEF\xBB\xBFsep=;\n\xEF\xBB\xBFTitel\n\"Kürzel:\";Von;Bis;Grund\nAB;1;2;3\n\x1A", "4 - AB|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;3\r\n\x1A\r\n\0\0\x1A\n", "2 - AB|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;3\x1A", "2 - AB|1|2|3\n");
    ASSERT_ROWS(HEADER "AB;1;2;\x1Ax\nCD;1;2;3\n", "2 - AB|1|2|\x1Ax\n3 - CD|1|2|3\n"); /* not at the end: no end */
    /* the 20th line may be the header, the 21st is none */
    struct buf b = {0};
    for (int lines = 19; lines <= 20; lines++) {
        buf_clear(&b);
        for (int i = 0; i < lines; i++)
            buf_printf(&b, "Zeile %d\n", i);
        buf_text(&b, HEADER "AB;1;2;3\n");
        struct reader r;
        read_bytes(&r, b.p, b.n, lines == 19);
        if (lines == 19)
            assert_string_equal(buf_str(&r.rows), "21 - AB|1|2|3\n");
        reader_free(&r);
    }
    buf_free(&b);
}

static void test_fields(void **state)
{
    (void)state;
    ASSERT_ROWS(HEADER "=\"000100\";1;2;3\n", "2 - 000100|1|2|3\n");
    ASSERT_ROWS(HEADER "\"=\"\"000100\"\"\";1;2;=\"\"\n", "2 - 000100|1|2|\n");
    ASSERT_ROWS(HEADER " =\"a\" ;=\"\"\"x\"\"\";=A1;=\"\n", "2 - a|\"x\"|=A1|=\"\n");
    ASSERT_ROWS("=\"Kürzel\";\"=\"\"Von\"\"\";Bis;Grund\n=\"01\";1;2;\"a\nb\"\n", "2 - 01|1|2|a\nb\n");
    ASSERT_ROWS(HEADER ";;;\n ; ;\t;\u00a0\n\"\";\"\";\" \";\nAB;;;\n;;;;;\n;;;;x\n", "5 - AB|||\n7 -+ |||\n");
    /* an unread column that holds something makes a line */
    ASSERT_ROWS("Kürzel;Von;Bis;Notiz\n;;;\n;;;x\n", "3 - |||\n");
}

static void test_utf16(void **state)
{
    (void)state;
    static const char text[] = "\uFEFFKürzel;Von;Bis;Grund\r\nMü;1;2;\"a\r\nb\"\r\nCD;1;2;\U0001F600\r\n";
    for (int big = 0; big <= 1; big++) {
        struct buf b = {0};
        for (const char *s = text; *s;) { /* by hand: each character of up to four bytes */
            unsigned char c = (unsigned char)*s;
            int n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
            uint32_t u = n == 1 ? c : c & (0xFFu >> (n + 1));
            for (int i = 1; i < n; i++)
                u = u << 6 | ((unsigned char)s[i] & 0x3F);
            uint32_t unit[2] = {u, 0};
            if (u > 0xFFFF) {
                unit[0] = 0xD800 + ((u - 0x10000) >> 10);
                unit[1] = 0xDC00 + ((u - 0x10000) & 0x3FF);
            }
            for (int i = 0; i < 2 && (i == 0 || unit[1]); i++) {
                buf_char(&b, (char)(big ? unit[i] >> 8 : unit[i]));
                buf_char(&b, (char)(big ? unit[i] : unit[i] >> 8));
            }
            s += n;
        }
        struct reader r;
        read_bytes(&r, b.p, b.n, true);
        assert_string_equal(buf_str(&r.rows), "2 - Mü|1|2|a\r\nb\n4 - CD|1|2|\U0001F600\n");
        assert_string_equal(encoding_name(r.result.encoding), "UTF-16");
        assert_int_equal(r.result.bytes, b.n);
        reader_free(&r);
        /* half of a pair costs its line; a last odd byte the last one */
        buf_put(&b, big ? "\0A\0;\0001\0;\0002\0;\xD8\0\0\n" : "A\0;\0001\0;\0002\0;\0\0\xD8\n\0", 16);
        buf_put(&b, big ? "\0B\0;\0001\0;\0002\0;\0" : "B\0;\0001\0;\0002\0;\0x", 13);
        read_bytes(&r, b.p, b.n, true);
        assert_non_null(strstr(buf_str(&r.rows), "\n5 bytes |||\n6 bytes |||\n"));
        reader_free(&r);
        buf_free(&b);
    }
}

/* A record is whole however many lines it has, up to 16 MiB; marks that nobody closes cost a line each and no time. */
static void test_long_records(void **state)
{
    (void)state;
    struct buf b = {0};
    struct reader r;
    buf_text(&b, HEADER "AB;1;2;\"");
    for (int i = 0; i < 300000; i++)
        buf_printf(&b, "Zeile %d; \"\"x\"\"\n", i);
    buf_text(&b, "\"\nCD;1;2;3\n");
    read_bytes(&r, b.p, b.n, true);
    assert_int_equal(r.result.rows, 2);
    assert_string_equal(buf_str(&r.rows) + r.rows.n - 19, "\n300003 - CD|1|2|3\n");
    reader_free(&r);
    buf_clear(&b);
    buf_text(&b, HEADER);
    for (int i = 0; i < 400000; i++) /* each line opens, the next one cannot close it */
        buf_printf(&b, "A%d;1;2;\"offen\n", i);
    read_bytes(&r, b.p, b.n, true);
    assert_int_equal(r.result.rows, 400000);
    reader_free(&r);
    buf_clear(&b);
    buf_text(&b, HEADER);
    for (int i = 0; i < 400000; i++) /* all of them close at one mark far behind, with fields too many */
        buf_printf(&b, "A%d;1;2;\"offen\n", i % 7 ? i : i + 1);
    buf_text(&b, "x\";;;\nCD;1;2;3\n");
    read_bytes(&r, b.p, b.n, true);
    assert_int_equal(r.result.rows, 400001);
    reader_free(&r);
    buf_clear(&b);
    buf_text(&b, HEADER "AB;1;2;\"");
    while (b.n < 17 << 20)
        buf_text(&b, "eine Zeile von vielen, die zusammen zu lang sind\n");
    buf_text(&b, "\"\nCD;1;2;3\n");
    read_bytes(&r, b.p, b.n, true);
    assert_memory_equal(buf_str(&r.rows), "2 quote |||\n3 - ", 16);
    reader_free(&r);
    buf_free(&b);
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
        cmocka_unit_test(test_header_again),
        cmocka_unit_test(test_cut_off),
        cmocka_unit_test(test_two_encodings),
        cmocka_unit_test(test_stray_quotes),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_around_the_table),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_utf16),
        cmocka_unit_test(test_long_records),
        cmocka_unit_test(test_no_file),
        cmocka_unit_test(test_columns),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_broken_utf8),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
