#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "document/doc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char rng[] = KD_ROOT "/templates/document.rng";

static struct doc *read_text(const char *xml, struct diag *d)
{
    *d = (struct diag){0};
    return doc_read(xml, strlen(xml), "probe.xml", rng, NULL, d);
}

#define HEAD "<document lang='de' title='T'><title>Titel</title>"

static void expect_fault(const char *xml, size_t line, const char *what, const char *expected)
{
    struct diag d;
    struct doc *doc = read_text(xml, &d);
    assert_null(doc);
    assert_int_equal(d.code, DIAG_RULES);
    assert_string_equal(d.file, "probe.xml");
    if (!strstr(d.what, what) || !strstr(d.expected, expected))
        fail_msg("„%s“ / „%s“ statt „%s“ / „%s“", d.what, d.expected, what, expected);
    assert_int_equal(d.line, line);
}

/* Of templates of one's own: an expression that selects nothing leaves a text without words. */
static void test_texts_have_words(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *what;
    } empty[] = {{HEAD "<para>x</para>\n<para><strong> </strong><br/></para></document>", "<para> ist leer"},
                 {HEAD "\n<section><heading/></section></document>", "<heading> ist leer"},
                 {HEAD "\n<list><item>x</item><item/></list></document>", "<item> ist leer"}};
    struct diag d = {0};
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        struct doc *doc = read_text(empty[i].xml, &d);
        assert_non_null(doc); /* ours may have nothing to say */
        assert_false(doc_check_words(doc, "probe.xml", &d));
        assert_string_equal(d.what, empty[i].what);
        assert_int_equal(d.line, 2);
        doc_free(doc);
    }
    struct doc *doc = read_text(HEAD "<para>x</para></document>", &d);
    assert_non_null(doc);
    assert_true(doc_check_words(doc, "probe.xml", &d));
    doc_free(doc);
}

static void test_faults_are_named(void **state)
{
    (void)state;
    expect_fault("", 1, "kein vollständiges XML", "");
    expect_fault("<a>\n<b></a>", 2, "<b> aus Zeile 2 ist nicht geschlossen", "</b>");
    expect_fault("<!DOCTYPE document [<!ENTITY x \"y\">]>\n" HEAD "&x;</document>", 1, "DOCTYPE",
                 "ohne DOCTYPE");
    expect_fault(HEAD "\n<para>&nbsp;</para></document>", 2, "unbekannte Entität", "");
    expect_fault("<dokument/>", 1, "die Datei beginnt mit <dokument>", "<document>");
    expect_fault("<row><cell>x</cell></row>", 1, "die Datei beginnt mit <row>", "<document>");
    expect_fault(HEAD "<section><heading>a</heading>\n<row><cell>x</cell></row></section></document>", 2,
                 "<row> ist nicht erlaubt in <section>", "table");
    expect_fault("<document lang='de'><title>x</title></document>", 1, "Attribut „title“ fehlt", "");
    expect_fault("<document lang='de' title='x'>\n<para>x</para></document>", 1, "Element <title> fehlt", "");
    expect_fault(HEAD "\n\n<tabelle/></document>", 3, "unbekanntes Element <tabelle> in <document>", "table");
    expect_fault(HEAD "\n<row/></document>", 2, "<row> ist nicht erlaubt in <document>", "section");
    expect_fault(HEAD "\nText</document>", 2, "Text ist nicht erlaubt", "para");
    expect_fault(HEAD "<para style='groß'>x</para></document>", 1, "„style“",
                 "body, lead, small; gefunden „groß“");
    expect_fault(HEAD "<para stil='lead'>x</para></document>", 1, "unbekanntes Attribut „stil“ in <para>",
                 "style");
    expect_fault(HEAD "<section>\n<heading>a</heading><heading>b</heading></section></document>", 2, "Schema",
                 "");
    expect_fault(HEAD "<chart kind='line' alt='a'><series name='s'><point label='x' "
                      "value='1e5'/></series></chart></document>",
                 1, "„value“ in <point>", "Dezimalzahl");
    expect_fault(HEAD "<chart kind='line' alt='a' min='3'><series name='s'/></chart></document>", 1, "Skala",
                 "beide");
    expect_fault(HEAD "<para>x <link to='javascript:x'>y</link></para></document>", 1, "link", "");
}

static void test_faults_beyond_the_schema(void **state)
{
    (void)state;
    const char *table = HEAD "<table caption='c'><col/><col/><body>";
    struct buf b = {0};
    buf_printf(&b, "%s\n<row><cell>1</cell></row></body></table></document>", table);
    expect_fault(buf_str(&b), 2, "weniger Zellen", "2 Spalten");
    buf_clear(&b);
    buf_printf(&b,
               "%s<row><cell rowspan='2'/><cell/></row>\n<row><cell/><cell/></row></body></table></document>",
               table);
    expect_fault(buf_str(&b), 2, "mehr Zellen", "2 Spalten");
    buf_clear(&b);
    buf_printf(&b, "%s<row>\n<cell rowspan='2'/><cell/></row></body></table></document>", table);
    expect_fault(buf_str(&b), 2, "rowspan", "höchstens 1");
    buf_free(&b);
    expect_fault(HEAD "<para id='a'>x</para>\n<para id='a'>y</para></document>", 2, "id „a“ steht zweimal",
                 "");
    expect_fault(HEAD "<para><link to='fehlt'>x</link></para></document>", 1, "id, die es nicht gibt",
                 "„fehlt“");
    expect_fault(HEAD "<section><heading>a</heading><section "
                      "landscape='yes'><heading>b</heading></section></section></document>",
                 1, "landscape", "");
}

static void test_depth_is_bounded(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_text(&b, HEAD);
    for (int i = 0; i < 6; i++)
        buf_text(&b, "<section><heading>x</heading>");
    for (int i = 0; i < 6; i++)
        buf_text(&b, "</section>");
    buf_text(&b, "</document>");
    expect_fault(buf_str(&b), 1, "tiefer als 5", "");
    buf_clear(&b);
    buf_text(&b, HEAD "<para>");
    for (int i = 0; i < 2000; i++)
        buf_text(&b, "<strong>");
    struct diag d;
    assert_null(read_text(buf_str(&b), &d));
    buf_clear(&b);
    buf_text(&b, HEAD "<para>");
    for (int i = 0; i < 120; i++)
        buf_text(&b, "<em>");
    buf_char(&b, 'x');
    for (int i = 0; i < 120; i++)
        buf_text(&b, "</em>");
    buf_text(&b, "</para></document>");
    expect_fault(buf_str(&b), 1, "zu tief", "");
    buf_free(&b);
}

static const struct doc_node *body_of(const struct doc *doc)
{
    return doc_root(doc)->first->next; /* behind the title */
}

static void expect_texts(const char *para, const char *const *expected)
{
    struct buf b = {0};
    struct diag d;
    buf_printf(&b, HEAD "<para>%s</para></document>", para);
    struct doc *doc = read_text(buf_str(&b), &d);
    assert_non_null(doc);
    const struct doc_node *n = body_of(doc)->first;
    for (; *expected; expected++, n = n->next) {
        assert_non_null(n);
        if (n->kind == DOC_TEXT)
            assert_string_equal(n->text, *expected);
        else if (n->kind == DOC_BREAK)
            assert_string_equal("|", *expected);
        else
            assert_string_equal(n->first->text, *expected);
    }
    assert_null(n);
    doc_free(doc);
    buf_free(&b);
}

static void test_white_space(void **state)
{
    (void)state;
    expect_texts("  a \n\t b  ", (const char *[]){"a b", NULL});
    expect_texts("a <strong> b </strong> c", (const char *[]){"a ", "b", " c", NULL});
    expect_texts("a<strong>b</strong>c", (const char *[]){"a", "b", "c", NULL});
    expect_texts("<strong>a</strong> <em>b</em>", (const char *[]){"a", " ", "b", NULL});
    expect_texts("a <br/> b", (const char *[]){"a", "|", "b", NULL});
    expect_texts("1\xC2\xA0"
                 "000 \xE2\x80\xAF%",
                 (const char *[]){"1\xC2\xA0"
                                  "000 \xE2\x80\xAF%",
                                  NULL});
    expect_texts("a &amp; b &lt;c&gt; &#228;", (const char *[]){"a & b <c> ä", NULL});
    expect_texts("<![CDATA[a < b]]>", (const char *[]){"a < b", NULL});
    expect_texts("u\xCC\x88", (const char *[]){"ü", NULL}); /* NFC */
}

static void test_attributes(void **state)
{
    (void)state;
    struct diag d;
    struct doc *doc =
        read_text("<document lang='de' title='A &amp; B' header-left='  links  '><title>T</title>"
                  "<kpis><kpi label='L' value='V' change='down' tone='alert'/></kpis>"
                  "<chart kind='bar' alt='a' min='-1.5' max='2'><series name='s' tone='soft'>"
                  "<point label='Nov' sublabel='2023' value='' text='x'/><point label='b' value='-0.25'/>"
                  "</series><target value='75.1' label='Ziel'/></chart></document>",
                  &d);
    assert_non_null(doc);
    const struct doc_node *root = doc_root(doc);
    assert_string_equal(root->document.title, "A & B");
    assert_string_equal(root->document.header_left, "links");
    assert_string_equal(root->document.subject, "");
    const struct doc_node *kpi = body_of(doc)->first, *chart = body_of(doc)->next;
    assert_int_equal(kpi->kpi.change, DOC_CHANGE_DOWN);
    assert_int_equal(kpi->kpi.tone, DOC_TONE_ALERT);
    assert_true(chart->chart.has_scale && chart->chart.min < -1.49 && chart->chart.min > -1.51);
    const struct doc_node *point = chart->first->first;
    assert_string_equal(point->point.label, "Nov\n2023");
    assert_false(point->point.value.has);
    assert_true(point->next->point.value.has);
    assert_true(point->next->point.value.value == -0.25);
    assert_true(chart->last->target.value == 75.1);
    doc_free(doc);
}

static void test_structure(void **state)
{
    (void)state;
    struct diag d;
    struct doc *doc = read_text(
        HEAD "<section id='z'><heading>eins</heading><section id='a'><heading>z<em>w</em>ei<br/>x</heading>"
             "</section></section><list><item>nur <em>Text</em></item></list>"
             "<table caption='c'><col/><col number='yes'/><col number='yes' align='center'/><body>"
             "<row><cell rowspan='2'/><cell colspan='2'/></row><row><cell/><cell/></row>"
             "</body></table></document>",
        &d);
    assert_non_null(doc);
    const struct doc_node *inner = doc_lookup(doc, "a"), *outer = doc_lookup(doc, "z");
    assert_int_equal(outer->first->level, 2);
    assert_int_equal(inner->first->level, 3);
    assert_ptr_equal(inner->parent, outer);
    assert_null(doc_lookup(doc, "b"));
    struct arena *a = arena_new();
    assert_string_equal(doc_plain_text(inner->first, a), "zwei x");
    arena_free(a);
    const struct doc_node *list = outer->next, *table = list->next;
    assert_int_equal(list->first->first->kind, DOC_PARA);
    assert_string_equal(list->first->first->first->text, "nur ");
    assert_int_equal(table->table.n_cols, 3);
    assert_int_equal(table->first->col.align, DOC_ALIGN_LEFT);
    assert_int_equal(table->first->next->col.align, DOC_ALIGN_RIGHT);
    assert_int_equal(table->first->next->next->col.align, DOC_ALIGN_CENTER);
    doc_free(doc);
    doc_free(NULL);
}

/* Bytes cut, doubled and swapped: an answer each time, never a fault of memory (under the sanitizers). */
static void test_damaged_input(void **state)
{
    (void)state;
    static char text[1 << 16], copy[1 << 16];
    FILE *f = fopen(KD_ROOT "/tests/golden/document/example.xml", "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text, f);
    fclose(f);
    uint32_t seed = 1;
    for (int i = 0; i < 300; i++) {
        memcpy(copy, text, n);
        for (int j = 0; j < 3; j++) {
            seed = seed * 1664525u + 1013904223u;
            copy[(seed >> 8) % n] = "<>/\"&= xa1"[(seed >> 4) % 10];
        }
        struct diag d = {0};
        size_t length = i % 3 ? n : seed % n;
        struct doc *doc = doc_read(copy, length, "probe.xml", rng, NULL, &d);
        assert_int_equal(doc == NULL, d.code != DIAG_NONE);
        doc_free(doc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_faults_are_named),
        cmocka_unit_test(test_texts_have_words), cmocka_unit_test(test_faults_beyond_the_schema),
        cmocka_unit_test(test_depth_is_bounded), cmocka_unit_test(test_white_space),
        cmocka_unit_test(test_attributes),       cmocka_unit_test(test_structure),
        cmocka_unit_test(test_damaged_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
