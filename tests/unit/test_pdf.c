/*
 * The PDF file, looked at with other programs (qpdf, pdftotext, pdfinfo) where they are installed; without
 * them those tests are skipped.
 */
#include "cmocka_all.h"

#include "base/mem.h"
#include "document/doc.h"
#include "draw/canvas_svg.h"
#include "draw/canvas_trace.h"
#include "pdf/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct theme theme;
static struct fonts *fonts;
static struct hyphen *hyphens;
static char pdf_file[] = "/tmp/kd-pdf-XXXXXX";

static int setup(void **state)
{
    struct diag d = {0};
    (void)state;
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        return -1;
    fonts = fonts_new(&theme, &d);
    hyphens = hyphen_new(theme.file[THEME_HYPHENS]);
    int fd = mkstemp(pdf_file);
    if (fd >= 0)
        close(fd);
    return fonts && fd >= 0 ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    unlink(pdf_file);
    hyphen_free(hyphens);
    fonts_free(fonts);
    return 0;
}

static const char head[] =
    "<document lang=\"de\" title=\"Prüfung der „Ausgabe“\" header-left=\"Links\" header-right=\"Rechts\""
    " footer-left=\"Fuß\"><title>Titel</title>";

static void make(const char *xml, struct buf *out)
{
    struct diag d = {0};
    struct doc *doc = doc_read(xml, strlen(xml), "test", KD_ROOT "/templates/document.rng", NULL, &d);
    if (!doc)
        fail_msg("%s:%zu: %s", d.file, d.line, d.what);
    buf_clear(out);
    if (!pdf_write(doc_root(doc), &theme, fonts, hyphens, out, NULL, &d))
        fail_msg("%s", d.what);
    doc_free(doc);
}

static void save(const struct buf *pdf)
{
    FILE *f = fopen(pdf_file, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(pdf->p, 1, pdf->n, f), pdf->n);
    assert_int_equal(fclose(f), 0);
}

static bool installed(const char *program)
{
    char command[200];
    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", program);
    return system(command) == 0;
}

/* What a command says about the file saved last. */
static int run(const char *command, const char *options, struct buf *said)
{
    char line[400];
    snprintf(line, sizeof line, "%s %s %s 2>&1", command, pdf_file, options);
    FILE *f = popen(line, "r");
    assert_non_null(f);
    buf_clear(said);
    char bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, f));)
        buf_put(said, bytes, n);
    for (size_t i = 0; i < said->n; i++)
        if (said->p[i] == '\0')
            said->p[i] = ' ';
    return pclose(f);
}

static const char everything[] =
    "<subline>Unterzeile</subline><para style=\"lead\">Ein Satz mit <strong>fett</strong>.</para>"
    "<kpis><kpi label=\"Quote\" value=\"74,2 %\" change=\"up\" change-text=\"+1,0\"/></kpis>"
    "<toc/>"
    "<section id=\"eins\"><heading>Eins</heading><para>Siehe <link to=\"zwei\">Abschnitt zwei</link> und "
    "<link to=\"../andere/datei.pdf\">anderswo</link>.</para>"
    "<list><item>Punkt</item><item><para>Unterpunkte</para><list "
    "numbered=\"yes\"><item>a</item></list></item></list>"
    "<note kind=\"warning\">Achtung.</note></section>"
    "<section id=\"zwei\" page-break=\"yes\"><heading>Zwei</heading>"
    "<table caption=\"Liste\"><col/><col number=\"yes\"/><head><row><cell header=\"yes\">Name</cell><cell "
    "header=\"yes\">Zahl"
    "</cell></row></head><body><row><cell header=\"yes\">Müller</cell><cell heat=\"0.9\">1,5</cell></row>"
    "<row><cell "
    "colspan=\"2\">beide</cell></row></body><foot><row><cell>Summe</cell><cell>1,5</cell></row></foot></"
    "table>"
    "<chart kind=\"line\" alt=\"Verlauf von 1 nach 2\"><series name=\"s\"><point label=\"Jan\" value=\"1\" "
    "text=\"1\"/>"
    "<point label=\"Feb\" value=\"2\" text=\"2\"/></series></chart>"
    "<section><heading>Zwei eins</heading><signatures><signature label=\"Ort, "
    "Datum\"/></signatures></section></section>"
    "<section id=\"quer\" landscape=\"yes\"><heading>Quer</heading></section></document>";

static void make_everything(struct buf *out)
{
    struct buf xml = {0};
    buf_text(&xml, head);
    buf_text(&xml, everything);
    make(buf_str(&xml), out);
    buf_free(&xml);
}

static void same_document_same_bytes(void **state)
{
    (void)state;
    struct buf a = {0}, b = {0};
    make_everything(&a);
    make_everything(&b);
    assert_int_equal(a.n, b.n);
    assert_memory_equal(a.p, b.p, a.n);
    assert_memory_equal(a.p, "%PDF-1.7", 8);
    assert_null(memmem(a.p, a.n, "CreationDate", 12));
    buf_free(&a);
    buf_free(&b);
}

static void the_file_is_sound(void **state)
{
    (void)state;
    if (!installed("qpdf"))
        skip();
    struct buf pdf = {0}, said = {0};
    make_everything(&pdf);
    save(&pdf);
    if (run("qpdf --check", "", &said) != 0)
        fail_msg("%s", buf_str(&said));
    assert_null(strstr(buf_str(&said), "WARNING"));
    buf_free(&pdf);
    buf_free(&said);
}

/* What can be seen without taking it apart; the rest is tests/documents/test_pdf.py's. */
static void the_file_says_what_it_is(void **state)
{
    static const char *const parts[] = {"<pdfaid:part>2</pdfaid:part>",
                                        "<pdfaid:conformance>A</pdfaid:conformance>",
                                        "<pdfuaid:part>1</pdfuaid:part>",
                                        "<rdf:li>de</rdf:li>",
                                        "/Type/XRef",
                                        "/Type/ObjStm",
                                        "/ID[<"};
    (void)state;
    struct buf pdf = {0};
    make_everything(&pdf);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!memmem(pdf.p, pdf.n, parts[i], strlen(parts[i])))
            fail_msg("missing: %s", parts[i]);
    assert_memory_equal(pdf.p + pdf.n - 7, "\n%%EOF\n", 7);
    buf_free(&pdf);
}

/* Whoever calls may have something in the buffer: the file is one of its own behind that. */
static void the_file_goes_behind_what_is_there(void **state)
{
    (void)state;
    struct buf alone = {0}, behind = {0};
    struct diag d = {0};
    make_everything(&alone);
    buf_text(&behind, "davor");
    struct buf xml = {0};
    buf_text(&xml, head);
    buf_text(&xml, everything);
    struct doc *doc = doc_read(buf_str(&xml), xml.n, "test", KD_ROOT "/templates/document.rng", NULL, &d);
    assert_non_null(doc);
    assert_true(pdf_write(doc_root(doc), &theme, fonts, hyphens, &behind, NULL, &d));
    assert_int_equal(behind.n, alone.n + 5);
    assert_memory_equal(behind.p, "davor", 5);
    assert_memory_equal(behind.p + 5, alone.p, alone.n);
    doc_free(doc);
    buf_free(&xml);
    buf_free(&alone);
    buf_free(&behind);
}

static void the_logo_is_drawn_everywhere(void **state)
{
    (void)state;
    struct theme with = theme;
    with.logo = (struct theme_logo){.bytes = (const unsigned char *)"hallo", .n = 5, .alt = "Wappen"};
    struct buf out = {0};
    struct canvas_trace trace;
    canvas_trace_begin(&trace, &out, fonts, &with);
    canvas_image(&trace.canvas, 1, 2.5, 30, 40);
    assert_string_equal(buf_str(&out), "image 1 2.5 30 40\n");
    buf_clear(&out);
    struct canvas_svg svg = {.out = &out};
    canvas_svg_begin(&svg, &out, fonts, &with, 100, 50, 1, "x", NULL);
    canvas_image(&svg.canvas, 1, 2.5, 30, 40);
    canvas_svg_end(&svg);
    assert_non_null(strstr(buf_str(&out), "<image x=\"1\" y=\"2.5\" width=\"30\" height=\"40\""));
    assert_non_null(strstr(buf_str(&out), "href=\"data:image/png;base64,aGFsbG8=\"/>"));
    buf_clear(&out);
    canvas_trace_begin(&trace, &out, fonts, &theme);
    canvas_image(&trace.canvas, 1, 2.5, 30, 40); /* this theme has none */
    assert_int_equal(out.n, 0);
    buf_free(&out);
}

static void the_structure_reads_in_order(void **state)
{
    static const char *const order[] = {"H1",     "Titel", "Quote",  "74,2",    "H2",         "Eins", "Siehe", "Link",
                                        "LBody",  "Zwei",  "Table",  "Caption", "THead",      "TH",   "Name",  "TBody",
                                        "Müller", "TFoot", "Figure", "H3",      "Ort, Datum", "Quer"};
    (void)state;
    if (!installed("pdfinfo"))
        skip();
    struct buf pdf = {0}, said = {0};
    make_everything(&pdf);
    save(&pdf);
    assert_int_equal(run("pdfinfo -struct-text", "", &said), 0);
    const char *at = buf_str(&said);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const char *found = strstr(at, order[i]);
        if (!found)
            fail_msg("%s is not behind %s in:\n%s", order[i], i ? order[i - 1] : "the start", buf_str(&said));
        at = found;
    }
    assert_null(strstr(buf_str(&said), "Seite 1")); /* furniture is no content */
    buf_free(&pdf);
    buf_free(&said);
}

/* What stands between the n-th and the next ';' of a line, without spaces around. */
static void field(const char *line, size_t n, int index, const char **start, size_t *length)
{
    const char *end = line + n, *p = line;
    for (; index > 0 && p; index--) {
        p = memchr(p, ';', (size_t)(end - p));
        p = p ? p + 1 : NULL;
    }
    *start = p ? p : end;
    const char *stop = p ? memchr(p, ';', (size_t)(end - p)) : NULL;
    stop = stop ? stop : end;
    while (*start < stop && **start == ' ')
        ++*start;
    while (stop > *start && stop[-1] == ' ')
        stop--;
    *length = (size_t)(stop - *start);
}

static void put_utf8(struct buf *b, unsigned long c)
{
    if (c < 0x80) {
        buf_char(b, (char)c);
    } else if (c < 0x800) {
        buf_char(b, (char)(0xC0 | c >> 6));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_char(b, (char)(0xE0 | c >> 12));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

/* Every printable entry of DIN 91379 as a line "N«entry»N", NUL-separated into out. */
static size_t read_entries(struct buf *out)
{
    FILE *f = fopen(KD_ROOT "/tests/data/din-91379-latin-list-1.3.txt", "r");
    assert_non_null(f);
    char line[1000];
    size_t n = 0;
    while (fgets(line, sizeof line, f)) {
        const char *codes;
        size_t length;
        field(line, strcspn(line, "\r\n"), 2, &codes, &length);
        struct buf entry = {0};
        bool printable = length > 0;
        for (const char *p = codes; p < codes + length;) {
            char *end;
            unsigned long c = strtoul(p, &end, 16);
            if (end == p) {
                p++;
                continue;
            }
            printable = printable && c > 0x20 && c != 0x7F && c != 0xA0 && c != 0xAD && !(c >= 0x80 && c < 0xA0);
            put_utf8(&entry, c);
            p = end;
        }
        if (printable && entry.n) {
            buf_put(out, entry.p, entry.n);
            buf_char(out, '\0');
            n++;
        }
        buf_free(&entry);
    }
    fclose(f);
    return n;
}

static void put_xml(struct buf *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '<')
            buf_text(b, "&lt;");
        else if (*s == '&')
            buf_text(b, "&amp;");
        else
            buf_char(b, *s);
    }
}

static void din_91379_comes_back(void **state)
{
    static const char *const marks[] = {"", "strong", "em"};
    (void)state;
    if (!installed("pdftotext"))
        skip();
    struct buf entries = {0}, xml = {0}, pdf = {0}, said = {0}, want = {0};
    const size_t n = read_entries(&entries);
    assert_true(n > 900);
    for (int m = 0; m < 3; m++) {
        buf_clear(&xml);
        buf_text(&xml, head);
        size_t i = 0;
        for (const char *e = entries.p; e < entries.p + entries.n; e += strlen(e) + 1, i++) {
            buf_printf(&xml, m ? "<para><%s>x%zu[" : "<para>%sx%zu[", marks[m], i);
            put_xml(&xml, e);
            buf_printf(&xml, m ? "]</%s></para>" : "]%s</para>", marks[m]);
        }
        buf_text(&xml, "</document>");
        make(buf_str(&xml), &pdf);
        save(&pdf);
        assert_int_equal(run("pdftotext -enc UTF-8", "-", &said), 0);
        size_t lost = 0;
        i = 0;
        for (const char *e = entries.p; e < entries.p + entries.n; e += strlen(e) + 1, i++) {
            buf_clear(&want);
            buf_printf(&want, "x%zu[%s]\n", i, e);
            if (!strstr(buf_str(&said), buf_str(&want))) {
                print_message("lost in face %d: %s", m, buf_str(&want));
                lost++;
            }
        }
        assert_int_equal(lost, 0);
    }
    buf_free(&entries);
    buf_free(&xml);
    buf_free(&pdf);
    buf_free(&said);
    buf_free(&want);
}

static void odd_text_comes_back(void **state)
{
    (void)state;
    if (!installed("pdftotext"))
        skip();
    struct buf xml = {0}, pdf = {0}, said = {0};
    buf_text(&xml, head);
    buf_text(&xml, "<para>▲ +1,0 Punkte, 1\u202f893 und 74,2\u00a0%, ≤ 5, Dušek D\u0302orn, "
                   "\U0001F600</para></document>");
    make(buf_str(&xml), &pdf);
    save(&pdf);
    assert_int_equal(run("pdftotext -enc UTF-8", "-", &said), 0);
    /* pdftotext makes every kind of space a plain one. */
    assert_non_null(strstr(buf_str(&said), "▲ +1,0 Punkte, 1 893 und 74,2 %, ≤ 5, Dušek D\u0302orn, \U0001F600"));
    buf_free(&xml);
    buf_free(&pdf);
    buf_free(&said);
}

static void long_tables_are_tagged_and_sound(void **state)
{
    (void)state;
    if (!installed("qpdf"))
        skip();
    struct buf xml = {0}, pdf = {0}, said = {0};
    buf_text(&xml, head);
    buf_text(&xml, "<section id=\"l\"><heading>Liste</heading><table caption=\"Liste\" "
                   "caption-hidden=\"yes\"><col/><col/>"
                   "<head><row><cell header=\"yes\">A</cell><cell header=\"yes\">B</cell></row></head><body>");
    for (int i = 0; i < 8000; i++)
        buf_printf(&xml, "<row><cell>%d</cell><cell>Zeile</cell></row>", i);
    buf_text(&xml, "</body></table></section></document>");
    make(buf_str(&xml), &pdf);
    save(&pdf);
    if (run("qpdf --check", "", &said) != 0)
        fail_msg("%s", buf_str(&said));
    buf_free(&xml);
    buf_free(&pdf);
    buf_free(&said);
}

/* More pages than an array may have items. */
static void pages_without_end(void **state)
{
    enum { PAGES = 33000 };
    (void)state;
    if (!installed("qpdf") || !installed("pdfinfo"))
        skip();
    struct buf xml = {0}, pdf = {0}, said = {0};
    buf_text(&xml, head);
    for (int i = 1; i < PAGES; i++)
        buf_text(&xml, "<para>x</para><pagebreak/>");
    buf_text(&xml, "<para>x</para></document>");
    make(buf_str(&xml), &pdf);
    save(&pdf);
    if (run("qpdf --check", "", &said) != 0)
        fail_msg("%s", buf_str(&said));
    assert_int_equal(run("pdfinfo", "", &said), 0);
    assert_non_null(strstr(buf_str(&said), "33000\n"));
    assert_non_null(strstr(buf_str(&said), "Tagged:          yes"));
    buf_free(&xml);
    buf_free(&pdf);
    buf_free(&said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_document_same_bytes),
        cmocka_unit_test(the_file_is_sound),
        cmocka_unit_test(the_file_says_what_it_is),
        cmocka_unit_test(the_file_goes_behind_what_is_there),
        cmocka_unit_test(the_logo_is_drawn_everywhere),
        cmocka_unit_test(the_structure_reads_in_order),
        cmocka_unit_test(din_91379_comes_back),
        cmocka_unit_test(odd_text_comes_back),
        cmocka_unit_test(long_tables_are_tagged_and_sound),
        cmocka_unit_test(pages_without_end),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
