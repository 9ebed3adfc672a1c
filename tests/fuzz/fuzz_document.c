/* Any bytes as a document: it is refused with a reason, or both renderers can write it. */
#include "fuzz.h"

#include "document/doc.h"
#include "document/theme.h"
#include "html/html.h"
#include "pdf/pdf.h"

#define FILE_OF(name) KD_ROOT "/templates/" name

static struct theme theme;
static struct fonts *fonts;
static struct hyphen *hyphens;

static void clean_up(void)
{
    fonts_free(fonts);
    hyphen_free(hyphens);
}

static void set_up(void)
{
    struct diag d = {0};
    MUST(theme_load(&theme, FILE_OF("theme.xml"), FILE_OF("theme.rng"), &d));
    fonts = fonts_new(&theme, &d);
    MUST(fonts);
    hyphens = hyphen_new(theme.file[THEME_HYPHENS]);
    atexit(clean_up);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct diag d = {0};
    if (!fonts)
        set_up();
    struct doc *doc = doc_read((const char *)data, size, "fuzz.xml", FILE_OF("document.rng"), NULL, &d);
    MUST(doc ? d.code == DIAG_NONE : d.code == DIAG_RULES && d.what[0]);
    if (doc) {
        struct buf html = {0}, pdf = {0};
        MUST(html_write(doc, &theme, fonts, &html, &d));
        MUST(pdf_write(doc_root(doc), &theme, fonts, hyphens, &pdf, NULL, &d));
        MUST(html.n > 0 && pdf.n > 5 && memcmp(pdf.p, "%PDF-", 5) == 0);
        buf_free(&html);
        buf_free(&pdf);
    }
    doc_free(doc);
    return 0;
}
