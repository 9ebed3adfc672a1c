/*
 * The pages of the example document as a trace, a golden: KD_REWRITE=1 writes it anew, for a human to read the
 * difference.
 */
#include "cmocka_all.h"

#include "document/doc.h"
#include "draw/hyphen.h"
#include "layout/pages.h"

#include <stdio.h>
#include <stdlib.h>

static void read_file(const char *path, struct buf *out)
{
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    for (size_t n = 1; n;) {
        buf_reserve(out, 1 << 14);
        n = fread(out->p + out->n, 1, 1 << 14, in);
        out->n += n;
    }
    buf_put(out, "", 0);
    fclose(in);
}

static void write_file(const char *path, const struct buf *b)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(b->p, 1, b->n, out), b->n);
    assert_int_equal(fclose(out), 0);
}

static void test_example(void **state)
{
    (void)state;
    static const char golden[] = KD_ROOT "/tests/golden/document/example.pages.txt";
    struct diag d = {0};
    struct theme theme;
    struct buf xml = {0}, trace = {0}, expected = {0};
    assert_true(theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d));
    struct fonts *fonts = fonts_new(&theme, &d);
    struct hyphen *hyphens = hyphen_new(theme.file[THEME_HYPHENS]);
    read_file(KD_ROOT "/tests/golden/document/example.xml", &xml);
    struct doc *doc = doc_read(xml.p, xml.n, "example.xml", KD_ROOT "/templates/document.rng", NULL, &d);
    assert_non_null(doc);
    pages_trace(doc_root(doc), &theme, fonts, hyphens, &trace);
    if (getenv("KD_REWRITE"))
        write_file(golden, &trace);
    read_file(golden, &expected);
    assert_string_equal(buf_str(&trace), buf_str(&expected));
    doc_free(doc);
    hyphen_free(hyphens);
    fonts_free(fonts);
    buf_free(&xml);
    buf_free(&trace);
    buf_free(&expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_example)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
