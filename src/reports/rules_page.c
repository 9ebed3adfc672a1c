#include "reports/rules_page.h"

#include "base/near.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "document/doc.h"
#include "document/theme.h"
#include "draw/font.h"
#include "html/html.h"
#include "results/ruleset_page.h"

#include <string.h>

/* The way of a report from the document on. */
static bool render(const struct ruleset *set, const char *data_dir, const char *own_theme, struct arena *a,
                   struct buf *html, struct diag *d)
{
    struct buf xml = {0};
    struct theme theme = {0};
    struct doc *doc = NULL;
    struct fonts *fonts = NULL;
    bool ok = false;
    results_put_ruleset_page(&xml, set);
    if (!theme_load(&theme, own_theme ? own_theme : arena_printf(a, "%s/templates/theme.xml", data_dir),
                    arena_printf(a, "%s/templates/theme.rng", data_dir), d) ||
        !(fonts = fonts_new(&theme, d)))
        goto out;
    doc = doc_read(buf_str(&xml), xml.n, set->file, arena_printf(a, "%s/templates/document.rng", data_dir), NULL, d);
    ok = doc && html_write(doc, &theme, fonts, html, d);
out:
    doc_free(doc);
    fonts_free(fonts);
    theme_free(&theme);
    buf_free(&xml);
    return ok;
}

static bool show_html(const struct settings *o, struct diag *d)
{
    struct arena *a = arena_new();
    struct buf html = {0};
    const char *data_dir;
    struct ruleset *set = command_open_rules(o, a, &data_dir, d);
    bool ok = set && render(set, data_dir, o->theme, a, &html, d);
    ok = ok && output_put(NULL, &html, d);
    ruleset_free(set);
    buf_free(&html);
    arena_free(a);
    return ok;
}

bool reports_rules_show(const struct settings *o, struct diag *d)
{
    if (!o->format || strcmp(o->format, "text") == 0)
        return command_rules_show(o, d);
    if (strcmp(o->format, "html") == 0)
        return show_html(o, d);
    diag_fail(d, DIAG_USAGE, NULL, 0, "--format: „%s“ gibt es für rules show nicht", o->format);
    return near_expect(d, o->format, "", (const char *const[]){"text", "html"}, 2);
}
