/*
 * Reading in pieces: files of three pieces and more in which something awkward lies across each border, against one
 * plain pass (csv_reference.h). Rows and line numbers are the same for 1, 2 and 7 threads.
 */
#include "cmocka_all.h"

#include "csv_reader.h"
#include "csv_reference.h"

#include "ingest/csv_piece.h"

#define HEADER "Kürzel;Von;Bis;Grund\n"

enum { PIECES = 3 };

static uint32_t seed;

static uint32_t next_random(uint32_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) % below;
}

/* An ordinary record; now and then one over several lines. */
static void put_record(struct buf *b)
{
    buf_printf(b, "K%u;%u;", next_random(10000), next_random(100));
    if (next_random(50) == 0)
        buf_printf(b, "\"zwei\nZeilen; %u\";\"\"\"x\"\"\"\n", next_random(100));
    else
        buf_printf(b, "b;Grund %u äöü\n", next_random(1000000));
}

/* Ordinary records until the file is exactly n bytes long. */
static void fill_to(struct buf *b, size_t n)
{
    while (b->n + 4000 < n)
        put_record(b);
    buf_text(b, "P;1;2;");
    buf_reserve(b, n - b->n);
    while (b->n + 1 < n)
        buf_char(b, 'x');
    buf_char(b, '\n');
    assert_int_equal(b->n, n);
}

/* text, with byte `at` of it just behind the border (at a border the first byte of a piece). */
static void put_across(struct buf *b, const char *text, size_t at)
{
    size_t border = sizeof HEADER - 1 + (size_t)CSV_PIECE;
    while (border < b->n + 8000)
        border += CSV_PIECE;
    fill_to(b, border - at);
    buf_text(b, text);
}

static void explain(const char *name, unsigned threads, const char *is, const char *should)
{
    size_t i = 0;
    while (is[i] && is[i] == should[i])
        i++;
    while (i && is[i - 1] != '\n')
        i--;
    fail_msg("%s, %u threads: „%.80s“, expected „%.80s“", name, threads, is + i, should + i);
}

/* The file is read as the reference reads it, on any number of threads. */
static void assert_same(const struct buf *file, const char *name)
{
#ifdef __SANITIZE_ADDRESS__ /* ten times slower there; the plain build tries all */
    static const unsigned threads[] = {2};
#else
    static const unsigned threads[] = {1, 2, 7};
#endif
    char path[32];
    struct buf expected = {0};
    reference_read(file, &expected);
    int fd = reader_write(path, file->p, file->n);
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        struct reader r;
        assert_true(reader_read(&r, path, threads[i]));
        if (strcmp(buf_str(&r.rows), buf_str(&expected)) != 0)
            explain(name, threads[i], buf_str(&r.rows), buf_str(&expected));
        reader_free(&r);
    }
    close(fd);
    buf_free(&expected);
}

static size_t offset_of(const char *text, const char *part)
{
    return (size_t)(strstr(text, part) - text);
}

/* One awkward text across the borders of a file, at each with another byte of it behind the border. */
static void assert_across(const char *text, const size_t *at, size_t n)
{
    char name[64];
    struct buf b = {0};
    buf_text(&b, HEADER);
    for (size_t i = 0; i < n; i++)
        put_across(&b, text, at[i]);
    fill_to(&b, b.n + 5000);
    snprintf(name, sizeof name, "„%.20s…“", text);
    assert_same(&b, name);
    buf_free(&b);
}

/* Inside the quotes stand lines that look like records of their own. */
static void test_break_inside_quotes(void **state)
{
    (void)state;
    static const char text[] = "A;1;2;\"first\nFAKE;1;2;3\nFAKE;4;5;6\nlast\"\nB;1;2;3\n";
    const size_t at[] = {
        0,
        1,
        offset_of(text, "\"first"),
        offset_of(text, "first"),
        offset_of(text, "\nFAKE;1"),
        offset_of(text, "FAKE;1"),
        offset_of(text, "FAKE;4"),
        offset_of(text, "last"),
        offset_of(text, "\"\nB"),
        offset_of(text, "\nB"),
        offset_of(text, "B;"),
    };
    assert_across(text, at, sizeof at / sizeof *at);
}

static void test_doubled_quotes_and_crlf(void **state)
{
    (void)state;
    static const char text[] = "A;1;2;\"a\r\n\"\"F\"\";\"\"\r\n\"\"\"\r\nB;ä;\"\";3\r\n";
    const size_t at[] = {
        offset_of(text, "\r\n\"\"F"), offset_of(text, "\n\"\"F"),      offset_of(text, "\"\"F"),
        offset_of(text, "\"F"),       offset_of(text, "\r\n\"\"\"\r"), offset_of(text, "\"\"\"\r"),
        offset_of(text, "\r\nB"),     offset_of(text, "\nB"),          offset_of(text, "ä"),
        offset_of(text, "ä") + 1,
    };
    assert_across(text, at, sizeof at / sizeof *at);
}

/* Fields of many lines. */
static void test_many_lines(void **state)
{
    (void)state;
    for (int lines = 99; lines <= 20000; lines *= 12) {
        struct buf b = {0};
        buf_text(&b, "A;1;2;\"");
        for (int i = 1; i < lines; i++)
            buf_printf(&b, "L%d;1;2;3\n", i);
        buf_text(&b, "\"\nB;1;2;3\n");
        const size_t at[] = {b.n / 2, offset_of(b.p, "L50"), offset_of(b.p, "\"\nB")};
        assert_across(buf_str(&b), at, sizeof at / sizeof *at);
        buf_free(&b);
    }
}

/* A quotation mark that nobody closes, just before a border: its own line is lost, and no other. */
static void test_stray_quote(void **state)
{
    (void)state;
    static const char text[] = "A;1;2;3\nB;1;2;\"open\nC;1;2;3\nD;1;2;3\n";
    const size_t at[] = {0, offset_of(text, "\"open"), offset_of(text, "C;"), offset_of(text, "D;"), sizeof text - 1};
    assert_across(text, at, sizeof at / sizeof *at);
    static const char closed[] = "A;1;2;3\n\"B;1;2;3\nC;1;2;3\nD\";1;2;3\nE;1;2;3\n";
    const size_t where[] = {offset_of(closed, "B;"), offset_of(closed, "C;"), offset_of(closed, "E;")};
    assert_across(closed, where, sizeof where / sizeof *where);
}

/* Records over several lines alone: nearly every guess is wrong, and each piece is moved by the one before. */
static void test_wrong_guesses(void **state)
{
    (void)state;
    for (int lines = 2; lines < 8; lines += 5) {
        struct buf b = {0};
        buf_text(&b, HEADER);
        for (int n = 0; b.n < (size_t)PIECES * CSV_PIECE + 100000; n++) {
            buf_printf(&b, "A%d;1;2;\"", n);
            for (int i = 0; i < lines; i++)
                buf_printf(&b, "F%d;x;y;%d\n", i, n);
            buf_text(&b, "\"\n");
        }
        assert_same(&b, "several lines each");
        buf_free(&b);
    }
}

static void put_long_line(struct buf *b, size_t n)
{
    buf_text(b, "L;1;2;");
    size_t end = b->n + n;
    buf_reserve(b, n);
    while (b->n < end)
        buf_text(b, "0123456789abcdef");
    buf_char(b, '\n');
}

/* Whether a line is too long does not depend on where it lies. */
static void test_long_lines(void **state)
{
    (void)state;
    static const size_t sizes[] = {(1 << 20) - 4096, 5 << 20, (16 << 20) - 4096, (16 << 20) + 4096};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        char name[64];
        struct buf b = {0};
        buf_text(&b, HEADER);
        fill_to(&b, CSV_PIECE - sizes[i] / 2 % CSV_PIECE);
        for (int k = 0; k < 6; k++) {
            put_long_line(&b, sizes[i]);
            fill_to(&b, b.n + 700000);
        }
        snprintf(name, sizeof name, "lines of %zu bytes", sizes[i]);
        assert_same(&b, name);
        buf_free(&b);
    }
}

/* Everything at once, at random. */
static void assert_random(const char *const *odd, uint32_t n_odd, const char *name)
{
    for (uint32_t i = 1; i <= 2; i++) {
        struct buf b = {0};
        seed = i * 700000001;
        buf_text(&b, HEADER);
        while (b.n < (size_t)PIECES * CSV_PIECE + 12345) {
            put_record(&b);
            if (next_random(20) == 0)
                buf_text(&b, odd[next_random(n_odd)]);
        }
        assert_same(&b, name);
        buf_free(&b);
    }
}

static void test_random(void **state)
{
    (void)state;
    static const char *const odd[] = {
        "\n",
        "\r\n",
        "  \n",
        ";;;\n",
        "short\n",
        "long;1;2;3;4;5\n",
        "q;1;2;\"a\nb\nc\"\n",
        "r;\"1\";\"2\";\"\"\n",
        "t;1;\"a\r\n\r\nb\";\"c\n\"\n",
        "u;a\"b;\"c;d\";\"\"\"\"\n",
        "ä;ö;ü;ß\r\n",
    };
    assert_random(odd, sizeof odd / sizeof *odd, "random");
}

/* With quotation marks that nobody closes among them, so that they meet those of later lines. */
static void test_random_stray_quotes(void **state)
{
    (void)state;
    static const char *const odd[] = {"S;1;2;\"open\n", "S;\"1;2;3\n", "\"S;1;2;3\n", "S;1;2;3\";\n", "S;1;2;\"\n"};
    assert_random(odd, sizeof odd / sizeof *odd, "random stray quotes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_break_inside_quotes),
        cmocka_unit_test(test_doubled_quotes_and_crlf),
        cmocka_unit_test(test_many_lines),
        cmocka_unit_test(test_stray_quote),
        cmocka_unit_test(test_wrong_guesses),
        cmocka_unit_test(test_long_lines),
        cmocka_unit_test(test_random),
        cmocka_unit_test(test_random_stray_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
