/*
 * HTML: the example as a golden (KD_REWRITE=1 writes it anew), well-formed and quiet about what must not be
 * in it. tests/html/check.sh looks at the same golden with the Nu HTML checker and axe-core.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/html.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;
static const char rng[] = KD_ROOT "/templates/document.rng";

static size_t read_all(const char *file, char *p, size_t cap)
{
    FILE *f = fopen(file, "rb");
    if (!f)
        return 0;
    size_t n = fread(p, 1, cap, f);
    fclose(f);
    return n;
}

static struct doc *read_doc(const char *xml, size_t n)
{
    struct diag d = {0};
    struct doc *doc = doc_read(xml, n, "probe.xml", rng, NULL, &d);
    if (!doc)
        fail_msg("%zu: %s; %s", d.line, d.what, d.expected);
    return doc;
}

/* The HTML of a document with this inside; to be freed. */
static struct buf html_of(const char *inner)
{
    struct buf xml = {0}, html = {0};
    struct diag d = {0};
    buf_printf(&xml, "<document lang='de' title='T &lt; U'><title>T</title>%s</document>", inner);
    struct doc *doc = read_doc(buf_str(&xml), xml.n);
    assert_true(html_write(doc, &theme, fonts, &html, &d));
    doc_free(doc);
    buf_free(&xml);
    return html;
}

static void expect_in(const char *inner, const char *const *expected)
{
    struct buf html = html_of(inner);
    for (; *expected; expected++)
        if (!strstr(buf_str(&html), *expected))
            fail_msg("»%s« fehlt in:\n%s", *expected, strstr(buf_str(&html), "<body>"));
    buf_free(&html);
}

static void test_escaping(void **state)
{
    (void)state;
    expect_in("<para>&lt;script&gt;alert('x')&lt;/script&gt; &amp;amp; \"a\"</para>",
              (const char *[]){
                  "<title>T &lt; U</title>",
                  "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;amp; &quot;a&quot;</p>", NULL});
    expect_in("<chart kind='line' alt='&quot; onload=&quot;x'><series name='&lt;s'><point label='&lt;b&gt;' "
              "value='1'/></series></chart>",
              (const char *[]){"aria-label=\"&quot; onload=&quot;x\"", ">&lt;b&gt;</text>", NULL});
}

static void test_table_roles(void **state)
{
    (void)state;
    expect_in("<table caption='C'><col/><col number='yes'/><col number='yes'/><col bar-max='2'/>"
              "<head><row><cell header='yes' rowspan='2'>a</cell><cell header='yes' "
              "colspan='2'>b</cell><cell header='yes'/></row>"
              "<row><cell header='yes'>c</cell><cell header='yes'>d</cell><cell/></row></head>"
              "<body><row><cell header='yes' colspan='4'>Gruppe</cell></row>"
              "<row><cell header='yes'>x</cell><cell heat='0.5'>1</cell><cell strong='yes'>2</cell><cell "
              "bar='1'/></row></body>"
              "<body/><foot><row><cell "
              "header='yes'>Summe</cell><cell>1</cell><cell>2</cell><cell/></row></foot></table>",
              (const char *[]){"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"t_1\">",
                               "<caption id=\"t_1\">C</caption>", "<th scope=\"col\" rowspan=\"2\">a</th>",
                               "<th scope=\"colgroup\" colspan=\"2\">b</th>",
                               "<colgroup></colgroup><colgroup span=\"2\"></colgroup>", "<td></td></tr>",
                               "<th scope=\"col\" class=\"n\">c</th>",
                               "<th scope=\"rowgroup\" colspan=\"4\">Gruppe</th>", "<th scope=\"row\">x</th>",
                               "<td class=\"n heat h3\">1</td>", "<td class=\"n strong\">2</td>",
                               "<td><svg class=\"bar\"", "aria-hidden=\"true\"", "keine Einträge", "<tfoot>",
                               NULL});
}

static void test_landmarks(void **state)
{
    (void)state;
    /* two sections of one name cannot be told as landmarks: neither is one */
    struct buf html = html_of(
        "<toc/><toc/><section id='a'><heading>Doppelt</heading></section><section><heading>Doppelt</heading>"
        "<section><heading>Tief</heading></section></section><section><heading>Einmal</heading></section>");
    const char *s = buf_str(&html);
    assert_non_null(strstr(s, "<section aria-labelledby=\"h_4\">"));
    assert_null(strstr(s, "aria-labelledby=\"h_1\""));
    assert_null(strstr(s, "aria-labelledby=\"h_2\""));
    assert_non_null(strstr(s, "<h3 id=\"h_3\">Tief</h3>"));
    assert_non_null(strstr(s, "<a href=\"#a\">Doppelt</a>"));
    assert_non_null(strstr(s, "<a href=\"#h_3\">Tief</a>"));
    const char *nav = strstr(s, "<nav");
    assert_non_null(nav);
    assert_null(strstr(nav + 1, "<nav"));
    buf_free(&html);
}

static void test_links(void **state)
{
    (void)state;
    expect_in("<section id='z'><heading>Z</heading><para><link to='z'>a</link> <link "
              "to='b/c.html#z'>d</link></para></section>",
              (const char *[]){"<a href=\"#z\">a</a> <a href=\"b/c.html#z\">d</a>", NULL});
}

struct drained {
    struct buf all;
    size_t largest;
    int calls, fail_at;
};

static bool drain(void *to, struct buf *b, struct diag *d)
{
    struct drained *x = to;
    if (++x->calls == x->fail_at)
        return diag_fail(d, DIAG_OUTPUT, "x.html", 0, "voll");
    if (b->n > x->largest)
        x->largest = b->n;
    buf_put(&x->all, b->p, b->n);
    buf_clear(b);
    return true;
}

/* A long list: the same bytes in pieces, none much larger than the mark; and an end where the disk is full.
 */
static void test_draining(void **state)
{
    (void)state;
    struct buf xml = {0}, whole = {0}, piece = {0};
    buf_text(&xml, "<document lang='de' title='T'><title>T</title><table caption='c'><col/><col/><body>");
    for (int i = 0; i < 20000; i++)
        buf_printf(&xml, "<row><cell header='yes'>K%05d</cell><cell>Text &amp; mehr Text</cell></row>", i);
    buf_text(&xml, "</body></table></document>");
    struct doc *doc = read_doc(buf_str(&xml), xml.n);
    struct diag d = {0};
    struct drained x = {0};
    struct html_out out = {&piece, drain, &x};
    assert_true(html_write(doc, &theme, fonts, &whole, &d));
    assert_true(html_write_to(doc, &theme, fonts, &out, &d));
    assert_int_equal(whole.n, x.all.n);
    assert_memory_equal(whole.p, x.all.p, whole.n);
    assert_true(x.calls > 10 && x.largest < HTML_FLUSH + 1000);
    struct drained full = {.fail_at = 3};
    out.to = &full;
    assert_false(html_write_to(doc, &theme, fonts, &out, &d));
    assert_int_equal(d.code, DIAG_OUTPUT);
    assert_int_equal(full.calls, 3);
    buf_free(&full.all);
    buf_free(&x.all);
    buf_free(&piece);
    buf_free(&whole);
    buf_free(&xml);
    doc_free(doc);
}

static void test_golden(void **state)
{
    (void)state;
    static char xml[1 << 16], golden[1 << 18];
    const char *file = KD_ROOT "/tests/golden/document/example.html";
    size_t n = read_all(KD_ROOT "/tests/golden/document/example.xml", xml, sizeof xml);
    struct doc *doc = read_doc(xml, n);
    struct diag d = {0};
    struct buf html = {0};
    assert_true(html_write(doc, &theme, fonts, &html, &d));
    assert_null(strstr(buf_str(&html), "<script"));
    assert_null(strstr(buf_str(&html), "://"));
    if (getenv("KD_REWRITE")) {
        FILE *f = fopen(file, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(html.p, 1, html.n, f), html.n);
        fclose(f);
    }
    n = read_all(file, golden, sizeof golden);
    assert_int_equal(n, html.n);
    assert_memory_equal(golden, html.p, n);
    buf_free(&html);
    doc_free(doc);
}

static int set_up(void **state)
{
    (void)state;
    struct diag d = {0};
    if (theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        fonts = fonts_new(&theme, &d);
    if (!fonts)
        diag_print(&d);
    return fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    fonts_free(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escaping), cmocka_unit_test(test_table_roles), cmocka_unit_test(test_landmarks),
        cmocka_unit_test(test_links),    cmocka_unit_test(test_draining),    cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
