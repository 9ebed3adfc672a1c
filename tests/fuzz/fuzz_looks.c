/*
 * Any bytes as a theme (where they hold "<theme") or as a template: it is refused with a reason, or pages can be made
 * with it in both formats; what a template gives is no document, or one that both renderers can write.
 */
#include "fuzz.h"

#include "document/doc.h"
#include "document/template.h"
#include "document/theme.h"
#include "html/html.h"
#include "pdf/pdf.h"

#define FILE_OF(name) KD_ROOT "/templates/" name

static struct theme theme;
static struct fonts *fonts;

static const char results[] =
    "<ergebnis version=\"1\"><lauf kennung=\"0123456789ab\"><jobcenter>Jobcenter</jobcenter>"
    "<stichtag wert=\"2023-11-30\" text=\"30.11.2023\"/></lauf><bereich art=\"jobcenter\" name=\"Jobcenter\">"
    "<satz zu=\"ergebnis\"><kern>Kern</kern><rest>Rest</rest></satz><gruppen nach=\"gesamt\"><gruppe><kunden wert=\"3\" "
    "text=\"3\"/><urteil code=\"erfuellt\" wert=\"3\" text=\"3\"/></gruppe></gruppen></bereich></ergebnis>";
static const char page[] =
    "<document lang=\"de\" title=\"T\" subject=\"S\" header-left=\"l\" header-right=\"r\" footer-left=\"f\"><title>T</title>"
    "<section id=\"a\"><heading>Eins</heading><para>Ein <strong>Wort</strong> und ein Kindertagesstättenplatz.</para>"
    "<table caption=\"c\"><col/><col align=\"right\" number=\"yes\"/><head><row><cell header=\"yes\">a</cell><cell "
    "header=\"yes\">b</cell></row></head><body><row><cell header=\"yes\">x</cell><cell>1</cell></row></body></table>"
    "</section></document>";

static void clean_up(void)
{
    fonts_free(fonts);
    theme_free(&theme);
}

static void render(const struct theme *t, struct fonts *f, const char *xml, size_t n, bool must)
{
    struct diag d = {0};
    struct buf html = {0}, pdf = {0};
    struct doc *doc = doc_read(xml, n, "fuzz.xml", FILE_OF("document.rng"), NULL, &d);
    MUST(doc ? d.code == DIAG_NONE : d.code == DIAG_RULES && d.what[0]);
    MUST(doc || !must);
    if (doc) {
        MUST(html_write(doc, t, f, &html, &d));
        MUST(pdf_write(doc_root(doc), t, f, NULL, &pdf, NULL, &d));
        MUST(html.n > 0 && pdf.n > 5 && memcmp(pdf.p, "%PDF-", 5) == 0);
    }
    buf_free(&html);
    buf_free(&pdf);
    doc_free(doc);
}

static void as_theme(const char *path)
{
    struct diag d = {0};
    struct theme t = {0};
    if (!theme_load(&t, path, FILE_OF("theme.rng"), &d)) {
        MUST(d.code == DIAG_RULES && d.what[0]);
        return;
    }
    struct fonts *f = fonts_new(&t, &d); /* it may name a file that is no font */
    MUST(f ? d.code == DIAG_NONE : d.what[0]);
    if (f)
        render(&t, f, page, sizeof page - 1, true);
    fonts_free(f);
    theme_free(&t);
}

static void as_template(const char *path)
{
    struct diag d = {0};
    struct buf out = {0};
    struct template *t = template_load(path, &d);
    MUST(t ? d.code == DIAG_NONE : d.code == DIAG_RULES && d.what[0]);
    if (t) {
        if (template_apply(t, results, sizeof results - 1, NULL, 0, &out, &d))
            render(&theme, fonts, buf_str(&out), out.n, false);
        else
            MUST(d.code == DIAG_RULES && d.what[0] && !out.n);
    }
    buf_free(&out);
    template_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    struct diag d = {0};
    if (!fonts) {
        MUST(theme_load(&theme, FILE_OF("theme.xml"), FILE_OF("theme.rng"), &d));
        fonts = fonts_new(&theme, &d);
        MUST(fonts);
        atexit(clean_up);
    }
    int fd = fuzz_file(path, data, size);
    if (memmem(data, size, "<theme", 6))
        as_theme(path);
    else
        as_template(path);
    close(fd);
    return 0;
}
