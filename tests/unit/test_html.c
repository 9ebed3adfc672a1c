/*
 * HTML: the example as a golden (KD_REWRITE=1 writes it anew), well-formed and quiet about what must not be in it.
 * tests/html looks at the same document with the Nu HTML checker, axe-core and the keyboard.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/source.h"
#include "html/html.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

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

/* A list of made-up cases: "N" or "N/G", N rows, a group before every G-th. */
struct cases {
    long n, every, at;
    bool told; /* the group at hand */
    struct doc_source_row row;
    struct doc_source_cell cell[4];
    char text[4][40];
};

static const struct doc_source_column case_columns[] = {{.head = "Nummer", .header = true},
                                                        {.head = "Name", .weight = 2},
                                                        {.head = "fällig", .number = true},
                                                        {.head = "Tage", .align = DOC_ALIGN_RIGHT, .number = true}};

static bool ask(void *context, const struct doc_query *q, struct arena *a, struct doc_source *out, const char **what,
                const char **expected)
{
    (void)context, (void)what, (void)expected;
    struct cases *c = arena_zero(a, sizeof *c);
    char *end;
    c->n = strtol(q->where, &end, 10);
    c->every = *end == '/' ? strtol(end + 1, NULL, 10) : 0;
    out->col = case_columns;
    out->n_cols = 4;
    out->n_rows = (size_t)(q->limit >= 0 && q->limit < c->n ? q->limit : c->n);
    out->n_all = (size_t)c->n;
    out->handle = c;
    return true;
}

static void *open_cases(const struct doc_source *s)
{
    struct cases *c = malloc(sizeof *c);
    assert_non_null(c);
    memcpy(c, s->handle, sizeof *c);
    c->n = (long)s->n_rows;
    return c;
}

static const struct doc_source_row *next_case(void *cursor)
{
    struct cases *c = cursor;
    if (c->at == c->n)
        return NULL;
    if (c->every && c->at % c->every == 0 && !c->told) {
        c->told = true;
        snprintf(c->text[0], sizeof c->text[0], "Gruppe %ld", c->at / c->every);
        c->row = (struct doc_source_row){.group = c->text[0]};
        return &c->row;
    }
    c->told = false;
    snprintf(c->text[0], sizeof c->text[0], "K%06ld", c->at);
    snprintf(c->text[1], sizeof c->text[1], "Şahin & %ld", c->at);
    snprintf(c->text[2], sizeof c->text[2], "%02ld.11.2023", c->at % 30 + 1);
    snprintf(c->text[3], sizeof c->text[3], "%ld", c->at % 200);
    for (int i = 0; i < 4; i++)
        c->cell[i].text = c->text[i];
    c->row = (struct doc_source_row){.cell = c->cell};
    c->at++;
    return &c->row;
}

static const struct doc_sources sources = {NULL, ask, open_cases, next_case, free};

static struct doc *read_doc(const char *xml, size_t n)
{
    struct diag d = {0};
    struct doc *doc = doc_read(xml, n, "probe.xml", rng, &sources, &d);
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
              (const char *[]){"<title>T &lt; U</title>",
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
              "<foot><row><cell "
              "header='yes'>Summe</cell><cell>1</cell><cell>2</cell><cell/></row></foot></table>",
              (const char *[]){"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"t_1\">",
                               "<caption id=\"t_1\">C</caption>", "<th scope=\"col\" rowspan=\"2\">a</th>",
                               "<th scope=\"colgroup\" colspan=\"2\">b</th>",
                               "<colgroup></colgroup><colgroup span=\"2\"></colgroup>", "<td></td></tr>",
                               "<th scope=\"col\" class=\"n\">c</th>",
                               "<th scope=\"rowgroup\" colspan=\"4\">Gruppe</th>", "<th scope=\"row\">x</th>",
                               "<td class=\"n heat h3\">1</td>", "<td class=\"n strong\">2</td>",
                               "<td><svg class=\"bar\"", "aria-hidden=\"true\"", "<tfoot>", NULL});
}

/* With memmem, for a sanitizer takes the length of all that is left at each strstr. */
static size_t count_in(const char *s, size_t length, const char *what)
{
    const char *const end = s + length;
    size_t n = 0;
    for (; (s = memmem(s, (size_t)(end - s), what, strlen(what))); s += strlen(what))
        n++;
    return n;
}

static size_t count(const char *s, const char *what)
{
    return count_in(s, strlen(s), what);
}

static void test_group_rows(void **state)
{
    (void)state;
    struct buf html = html_of("<table caption='C'><col/><col/><body><row><cell>a</cell><cell>b</cell></row>"
                              "<row group='yes'><cell header='yes' colspan='2'>Team Nord</cell></row>"
                              "<row><cell>c</cell><cell>d</cell></row>"
                              "<row strong='yes'><cell>e</cell><cell>f</cell></row></body></table>"
                              "<table caption='leer'><col/><col/><body/></table>");
    const char *s = buf_str(&html);
    assert_int_equal(count(s, "<tbody>"), 3);
    assert_int_equal(count(s, "</tbody>"), 3);
    assert_non_null(strstr(s, "</tr>\n</tbody>\n<tbody>\n<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"2\">Team "
                              "Nord</th></tr>\n<tr><td>c</td>"));
    assert_non_null(strstr(s, "<tr class=\"sum\"><td>e</td>"));
    assert_non_null(strstr(s, "<td colspan=\"2\"><span class=\"muted\">keine Einträge</span></td>"));
    buf_free(&html);
}

static void test_footnotes(void **state)
{
    (void)state;
    expect_in(
        "<table caption='C'><col/><col/><body>"
        "<row><cell>a<noteref to='eins'/></cell><cell>b<noteref to='zwei'/></cell></row>"
        "<row><cell>c<noteref to='zwei'/></cell><cell>d</cell></row></body>"
        "<footnote id='eins'>Erstens.</footnote><footnote id='zwei'>Zweitens <strong>so</strong>.</footnote>"
        "<footnote id='drei'>Ohne Stelle.</footnote></table>",
        (const char *[]){"<td>a<sup><a id=\"r_eins\" href=\"#eins\" role=\"doc-noteref\" aria-label=\"Fußnote 1\">"
                         "1</a></sup></td>",
                         "<td>b<sup><a id=\"r_zwei\" href=\"#zwei\"",
                         /* a second place has no id: there can be only one */
                         "<td>c<sup><a href=\"#zwei\"",
                         "</table>\n<p class=\"footnote\" id=\"eins\"><sup><a href=\"#r_eins\" "
                         "role=\"doc-backlink\" aria-label=\"Fußnote 1, zurück zur Tabelle\">1</a></sup>Erstens.</p>",
                         "</sup>Zweitens <strong>so</strong>.</p>",
                         "<p class=\"footnote\" id=\"drei\"><sup>3</sup>Ohne Stelle.</p>", NULL});
    expect_in("<table source='faelle' where='40' limit='20' columns='x' empty='Niemand.' caption='C'/>",
              (const char *[]){"</div>\n<p class=\"footnote\">20 von 40</p>", NULL});
}

static void test_lines_and_notes(void **state)
{
    (void)state;
    expect_in("<lines label='Feststellungen' n='3'/>",
              (const char *[]){
                  "<div class=\"lines\">\n<p>Feststellungen</p>\n<div></div><div></div><div></div>\n</div>", NULL});
    expect_in(
        "<note kind='warning'>Nicht in Kraft.</note><note><para><strong>Achtung: </strong>so.</para></note>",
        (const char *[]){"<div role=\"note\" class=\"note warning\">\n<p><strong>Warnung:</strong> Nicht in Kraft.</p>",
                         "<div role=\"note\" class=\"note\">\n<p><strong>Achtung:</strong> so.</p>", NULL});
}

/* Only a table that can be wider than a phone is a stop of the keyboard. */
static void test_scrolling(void **state)
{
    (void)state;
    struct buf html =
        html_of("<table caption='schmal'><col/><col/><col/><col/><col/><body><row><cell>a</cell><cell>b</cell>"
                "<cell>c</cell><cell>d</cell><cell>kurze Worte in einer Zelle</cell></row></body></table>"
                "<table caption='breit'><col/><col/><body><row><cell>Kundenkontaktdichteauswertung</cell>"
                "<cell>Betreuungsschlüsselvereinbarung</cell></row></body></table>");
    const char *s = buf_str(&html);
    assert_int_equal(count(s, "tabindex"), 1);
    assert_non_null(strstr(s, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"t_2\">"));
    buf_free(&html);
}

/* The script is there where a table can be sorted, and the page lets run no other. */
static void test_sorting(void **state)
{
    (void)state;
    struct buf html =
        html_of("<table caption='a' sortable='yes'><col/><head><row><cell header='yes'>x</cell></row></head>"
                "<body><row><cell>1</cell></row></body></table>"
                "<table caption='b' source='faelle' where='12' columns='x' empty='Niemand.'/>"
                "<table caption='c' source='faelle' where='11' columns='x' empty='Niemand.'/>"
                "<table caption='d' source='faelle' where='0' columns='x' empty='Niemand.'/>");
    const char *s = buf_str(&html), *begin = strstr(s, "<script>"), *end = strstr(s, "</script>\n</body>");
    assert_int_equal(count(s, "<script"), 1);
    assert_int_equal(count(s, "class=\"sortable\""), 2); /* as asked for; long enough */
    assert_non_null(strstr(s, "<p>Niemand.</p>"));
    assert_non_null(begin);
    assert_non_null(end);
    begin += strlen("<script>");
    struct sha256_ctx ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    char text[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1] = {0};
    sha256_init(&ctx);
    sha256_update(&ctx, (size_t)(end - begin), (const uint8_t *)begin);
    sha256_digest(&ctx, sizeof digest, digest);
    base64_encode_raw(text, sizeof digest, digest);
    struct buf policy = {0};
    buf_printf(&policy,
               "content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:; script-src 'sha256-%s'\">",
               text);
    assert_non_null(strstr(s, buf_str(&policy)));
    buf_free(&policy);
    buf_free(&html);
    html = html_of("<table caption='c' source='faelle' where='11' columns='x' empty='Niemand.'/>");
    assert_null(strstr(buf_str(&html), "script-src"));
    assert_null(strstr(buf_str(&html), "<script"));
    buf_free(&html);
}

static uint32_t be32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* A WOFF by its specification: lengths agree, every table inflates to its length and has its checksum. */
static void check_woff(const uint8_t *woff, size_t n)
{
    assert_true(n > 44 && memcmp(woff, "wOFF\0\1\0\0", 8) == 0);
    assert_int_equal(be32(woff + 8), n);
    const unsigned tables = (unsigned)woff[12] << 8 | woff[13];
    size_t sfnt = 12 + 16 * tables;
    bool has_cmap = false;
    for (unsigned i = 0; i < tables; i++) {
        const uint8_t *e = woff + 44 + 20 * i;
        uLongf length = be32(e + 12);
        uint8_t *table = calloc(1, length + 4);
        assert_true(be32(e + 4) % 4 == 0 && be32(e + 4) + be32(e + 8) <= n && be32(e + 8) <= length);
        if (be32(e + 8) == length)
            memcpy(table, woff + be32(e + 4), length);
        else
            assert_int_equal(uncompress(table, &length, woff + be32(e + 4), be32(e + 8)), Z_OK);
        assert_int_equal(length, be32(e + 12));
        uint32_t sum = 0;
        for (size_t at = 0; at < length; at += 4)
            sum += be32(table + at);
        if (memcmp(e, "head", 4) == 0)
            sum -= be32(table + 8); /* the one word that is not counted */
        assert_int_equal(sum, be32(e + 16));
        sfnt += (length + 3) & ~(size_t)3;
        has_cmap = has_cmap || memcmp(e, "cmap", 4) == 0;
        free(table);
    }
    assert_true(has_cmap);
    assert_int_equal(be32(woff + 16), sfnt);
}

/* Fonts of the characters that are there: italic only with <em>, other fonts only for what these lack. */
static void test_fonts(void **state)
{
    (void)state;
    static const char src[] = "src:url(data:font/woff;base64,";
    struct buf plain = html_of("<para>a</para>"), more = html_of("<para>a <em>b</em> ₿ Ω Ж</para>");
    struct buf list = html_of("<table caption='c' source='faelle' where='11' columns='x' empty='Niemand.'/>");
    const char *const regular = "{font-family:\"Bericht\";font-weight:400;src:", *const italic =
                                                                                     "font-style:italic;src:";
    assert_int_equal(count(buf_str(&plain), regular), 1);
    assert_int_equal(count(buf_str(&plain), italic), 0);
    assert_int_equal(count(buf_str(&more), italic), 1);
    assert_true(more.n > plain.n + 1000);
    size_t fonts_seen = 0;
    for (const char *at = buf_str(&more); (at = strstr(at, src)); fonts_seen++) {
        at += strlen(src);
        size_t n = strcspn(at, ")"), length = BASE64_DECODE_LENGTH(n);
        uint8_t *woff = malloc(length);
        struct base64_decode_ctx ctx;
        base64_decode_init(&ctx);
        assert_true(base64_decode_update(&ctx, &length, woff, n, at) && base64_decode_final(&ctx));
        check_woff(woff, length);
        free(woff);
    }
    assert_true(fonts_seen >= 3);
    /* what only the rows of a list have is in it, too: the Ş of its names */
    struct buf bare = html_of("<table caption='c'><col/><body><row><cell>S</cell></row></body></table>");
    const char *with = strstr(buf_str(&list), regular), *without = strstr(buf_str(&bare), regular);
    assert_true(strcspn(with, ")") > strcspn(without, ")"));
    buf_free(&bare);
    buf_free(&list);
    buf_free(&more);
    buf_free(&plain);
}

static void test_logo(void **state)
{
    (void)state;
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', 0, 1, 2};
    struct theme with = theme;
    with.logo =
        (struct theme_logo){.bytes = png, .n = sizeof png, .width_pt = 46, .height_pt = 23, .alt = "Wappen & mehr"};
    const char xml[] = "<document lang='de' title='T'><title>T</title></document>";
    struct doc *doc = read_doc(xml, sizeof xml - 1);
    struct buf html = {0};
    struct diag d = {0};
    assert_true(html_write(doc, &with, fonts, &html, &d));
    /* 16 px for the 9.2 pt of the body: 46 pt are 80 px; base64 by hand */
    assert_non_null(strstr(buf_str(&html), "<img class=\"logo\" width=\"80\" height=\"40\" alt=\"Wappen &amp; mehr\" "
                                           "src=\"data:image/png;base64,iVBORwABAg==\">\n<h1>T</h1>"));
    assert_non_null(strstr(buf_str(&html), "; img-src data:\">"));
    buf_free(&html);
    doc_free(doc);
}

static void test_page_furniture(void **state)
{
    (void)state;
    struct buf html = {0};
    struct diag d = {0};
    const char xml[] = "<document lang='de' title='T' header-left='A &quot;B&quot; &lt;/style&gt;' footer-left='F\\'>"
                       "<title>T</title></document>";
    struct doc *doc = read_doc(xml, sizeof xml - 1);
    assert_true(html_write(doc, &theme, fonts, &html, &d));
    assert_non_null(strstr(buf_str(&html), "@top-left{content:\"A \\22 B\\22  \\3c /style\\3e \"}"));
    assert_non_null(strstr(buf_str(&html), "@bottom-left{content:\"F\\5c \"}"));
    assert_non_null(strstr(buf_str(&html), "@bottom-right{content:\"Seite \" counter(page) \" von \" counter(pages)}"));
    buf_free(&html);
    doc_free(doc);
}

static void test_landmarks(void **state)
{
    (void)state;
    /* two sections of one name cannot be told as landmarks: neither is one */
    struct buf html =
        html_of("<toc/><toc/><section id='a'><heading>Doppelt</heading></section><section><heading>Doppelt</heading>"
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
    expect_in(
        "<section id='z'><heading>Zwei <em>Worte</em></heading><para>Siehe <ref to='z'/> und <ref to='z'/>.</para>"
        "</section>",
        (const char *[]){"<p>Siehe <a href=\"#z\">Zwei Worte</a> und <a href=\"#z\">Zwei Worte</a>.</p>", NULL});
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

/* A list by reference is never held whole: 200,000 rows go through a buffer of a piece. */
static void test_streaming(void **state)
{
    (void)state;
    static const char xml[] =
        "<document lang='de' title='T'><title>T</title><table source='faelle' where='200000/1000' "
        "columns='x' empty='Niemand.' caption='c'/></document>";
    struct doc *doc = read_doc(xml, sizeof xml - 1);
    struct buf piece = {0};
    struct diag d = {0};
    struct drained x = {0};
    struct html_out out = {&piece, drain, &x};
    assert_true(html_write_to(doc, &theme, fonts, &out, &d));
    assert_true(x.largest < HTML_FLUSH + 1000);
    assert_true(piece.cap < 4 * HTML_FLUSH);
    assert_int_equal(count_in(x.all.p, x.all.n, "<tr>"), 200000 + 1);
    assert_int_equal(count_in(x.all.p, x.all.n, "<tbody>"), 200);
    assert_int_equal(count_in(x.all.p, x.all.n, "<th scope=\"rowgroup\" colspan=\"4\">Gruppe "), 200);
    assert_non_null(strstr(buf_str(&x.all), "<div class=\"scroll long\" style=\"--rows:200000\" role=\"group\""));
    assert_non_null(strstr(buf_str(&x.all), "<tr><th scope=\"row\">K199999</th><td>Şahin &amp; 199999</td>"
                                            "<td class=\"tn\">20.11.2023</td><td class=\"n\">199</td></tr>"));
    buf_free(&x.all);
    buf_free(&piece);
    doc_free(doc);
}

/* Without the fonts' bytes: they are checked above, and another version of zlib packs them otherwise. */
static void drop_fonts(struct buf *b)
{
    static const char mark[] = "font/woff;base64,";
    struct buf out = {0};
    const char *s = buf_str(b);
    for (const char *at; (at = strstr(s, mark)); s = at + strcspn(at, ")")) {
        at += strlen(mark);
        buf_put(&out, s, (size_t)(at - s));
    }
    buf_text(&out, s);
    buf_free(b);
    *b = out;
}

static void test_golden(void **state)
{
    (void)state;
    static char xml[1 << 16], golden[1 << 20];
    const char *file = KD_ROOT "/tests/golden/document/example.html";
    size_t n = read_all(KD_ROOT "/tests/golden/document/example.xml", xml, sizeof xml);
    struct doc *doc = read_doc(xml, n);
    struct diag d = {0};
    struct buf html = {0};
    assert_true(html_write(doc, &theme, fonts, &html, &d));
    assert_null(strstr(buf_str(&html), "://"));
    drop_fonts(&html);
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
        cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_table_roles),
        cmocka_unit_test(test_group_rows),
        cmocka_unit_test(test_footnotes),
        cmocka_unit_test(test_lines_and_notes),
        cmocka_unit_test(test_scrolling),
        cmocka_unit_test(test_sorting),
        cmocka_unit_test(test_fonts),
        cmocka_unit_test(test_logo),
        cmocka_unit_test(test_page_furniture),
        cmocka_unit_test(test_landmarks),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_draining),
        cmocka_unit_test(test_streaming),
        cmocka_unit_test(test_golden),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
