/*
 * Renders documents for tests and for the pictures of docs/templates.md, with the lists of samples/musterstadt behind
 * them:
 *
 *     kd-render [--theme FILE] [--rows N] DOCUMENT.xml... FOLDER
 *
 * writes NAME.html and NAME.pdf for each into the folder. With --rows the source `faelle` gives N made-up rows in place
 * of the sample's. Ends with 0, or with the message of the first fault.
 */
#include "aggregate/groups.h"
#include "base/mem.h"
#include "cases/cases.h"
#include "cli/options.h"
#include "cli/session.h"
#include "document/source.h"
#include "draw/hyphen.h"
#include "html/html.h"
#include "pdf/pdf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct world {
    struct theme theme;
    struct fonts *fonts;
    struct hyphen *hyphens;
    struct settings options;
    struct session s;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_groups *groups;
    struct cases *cases;
    const struct doc_sources *sources;
};

/* Made-up rows: what a browser does with many. Ten columns, a group before every thousandth row. */
static long made_up;
static const struct doc_source_column made_up_columns[] = {{.head = "Nummer", .header = true},
                                                           {.head = "Name", .weight = 2},
                                                           {.head = "Alter", .align = DOC_ALIGN_RIGHT, .number = true},
                                                           {.head = "Status"},
                                                           {.head = "Urteil"},
                                                           {.head = "fällig", .number = true},
                                                           {.head = "Tage", .align = DOC_ALIGN_RIGHT, .number = true}};
enum { MADE_UP_COLUMNS = 7, MADE_UP_GROUP = 1000 };

struct made_up {
    long at;
    bool told;
    struct doc_source_row row;
    struct doc_source_cell cell[MADE_UP_COLUMNS];
    char text[MADE_UP_COLUMNS][48];
};

static bool ask(void *context, const struct doc_query *q, struct arena *a, struct doc_source *out, const char **what,
                const char **expected)
{
    (void)context, (void)q, (void)a, (void)what, (void)expected;
    out->col = made_up_columns;
    out->n_cols = MADE_UP_COLUMNS;
    out->n_rows = out->n_all = (size_t)made_up;
    return true;
}

static void *open_rows(const struct doc_source *s)
{
    (void)s;
    return mem_zero(1, sizeof(struct made_up));
}

static const struct doc_source_row *next_row(void *cursor)
{
    static const char *const names[] = {"Ärzte", "Zander", "Öztürk", "Şahin", "Weiß", "Émile"};
    static const char *const verdicts[] = {"im Rhythmus", "überfällig", "ohne Kontakt"};
    struct made_up *c = cursor;
    if (c->at == made_up)
        return NULL;
    if (c->at % MADE_UP_GROUP == 0 && !c->told) {
        c->told = true;
        snprintf(c->text[0], sizeof c->text[0], "Team %ld", c->at / MADE_UP_GROUP + 1);
        c->row = (struct doc_source_row){.group = c->text[0]};
        return &c->row;
    }
    c->told = false;
    const long i = c->at++, mixed = i * 7919 % 1009;
    snprintf(c->text[0], sizeof c->text[0], "K%06ld", i + 1);
    snprintf(c->text[1], sizeof c->text[1], "%s, %c.", names[mixed % 6], (char)('A' + mixed % 26));
    snprintf(c->text[2], sizeof c->text[2], "%ld", 18 + mixed % 50);
    snprintf(c->text[3], sizeof c->text[3], "%s", mixed % 3 ? "arbeitslos" : "arbeitsuchend");
    snprintf(c->text[4], sizeof c->text[4], "%s", verdicts[mixed % 3]);
    snprintf(c->text[5], sizeof c->text[5], "%02ld.%02ld.2023", mixed % 28 + 1, mixed % 12 + 1);
    snprintf(c->text[6], sizeof c->text[6], mixed % 5 ? "%ld" : "–", mixed % 400);
    for (int k = 0; k < MADE_UP_COLUMNS; k++)
        c->cell[k].text = c->text[k];
    c->row = (struct doc_source_row){.cell = c->cell};
    return &c->row;
}

static const struct doc_sources made_up_sources = {NULL, ask, open_rows, next_row, free};

/* The sample, as `report` would evaluate it. */
static bool open_sample(struct world *w, struct diag *d)
{
    static const char *arguments[] = {"kd-render",
                                      "report",
                                      KD_ROOT "/samples/musterstadt",
                                      "--rules",
                                      "uelzen-ga-08-2019",
                                      "--as-of",
                                      "2023-11-30",
                                      "--jobcenter",
                                      "Jobcenter Musterstadt",
                                      "--data-dir",
                                      KD_ROOT,
                                      "--quiet",
                                      NULL};
    if (!options_parse(&w->options, (int)(sizeof arguments / sizeof *arguments) - 1, (char **)(uintptr_t)arguments, 0,
                       d))
        return false;
    w->options.unconfined = true;
    if (!session_open(&w->s, &w->options, true, true, d))
        return false;
    w->q = eval_question(w->s.set, w->s.settings->as_of, w->s.settings->lead);
    w->verdict = eval_all(w->s.tables, &w->q, 1);
    const struct agg_input groups = {
        .tables = w->s.tables, .set = w->s.set, .verdict = w->verdict, .visible = w->verdict, .day = w->q.day};
    w->groups = agg_groups_new(&groups, NULL, 0);
    const struct cases_input in = {.tables = w->s.tables,
                                   .q = &w->q,
                                   .verdict = w->verdict,
                                   .groups = w->groups,
                                   .single_notes = true,
                                   .threads = 1};
    w->cases = cases_new(&in);
    w->sources = cases_sources(w->cases);
    return true;
}

static bool read_file(const char *path, struct buf *b, struct diag *d)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden");
    char block[1 << 16];
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        buf_put(b, block, n);
    fclose(in);
    return true;
}

static bool drain(void *to, struct buf *b, struct diag *d)
{
    if (fwrite(buf_str(b), 1, b->n, to) != b->n)
        return diag_fail(d, DIAG_OUTPUT, NULL, 0, "kann nicht geschrieben werden");
    buf_clear(b);
    return true;
}

static bool write_html(const struct world *w, const struct doc *doc, const char *path, struct diag *d)
{
    FILE *to = fopen(path, "wb");
    if (!to)
        return diag_fail(d, DIAG_OUTPUT, path, 0, "kann nicht angelegt werden");
    struct buf b = {0};
    struct html_out out = {&b, drain, to};
    bool ok = html_write_to(doc, &w->theme, w->fonts, &out, d);
    buf_free(&b);
    return fclose(to) == 0 && ok;
}

static bool write_pdf(const struct world *w, const struct doc *doc, const char *path, struct diag *d)
{
    struct buf b = {0};
    bool ok = pdf_write(doc_root(doc), &w->theme, w->fonts, w->hyphens, &b, NULL, d);
    FILE *to = ok ? fopen(path, "wb") : NULL;
    ok = to && fwrite(buf_str(&b), 1, b.n, to) == b.n;
    if (to)
        ok = fclose(to) == 0 && ok;
    buf_free(&b);
    return ok;
}

static bool render(const struct world *w, const char *path, const char *folder, struct diag *d)
{
    struct buf xml = {0}, name = {0};
    struct doc *doc = NULL;
    bool ok = read_file(path, &xml, d);
    if (ok)
        doc = doc_read(buf_str(&xml), xml.n, path, KD_ROOT "/templates/document.rng", w->sources, d);
    if (doc) {
        const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
        buf_printf(&name, "%s/%.*s.html", folder, (int)strcspn(base, "."), base);
        ok = write_html(w, doc, buf_str(&name), d);
        buf_clear(&name);
        buf_printf(&name, "%s/%.*s.pdf", folder, (int)strcspn(base, "."), base);
        ok = ok && (made_up || write_pdf(w, doc, buf_str(&name), d));
    }
    doc_free(doc);
    buf_free(&name);
    buf_free(&xml);
    return ok && doc;
}

int main(int argc, char **argv)
{
    struct world w = {0};
    struct diag d = {0};
    const char *theme = KD_ROOT "/templates/theme.xml";
    int first = 1;
    for (; first + 1 < argc && strncmp(argv[first], "--", 2) == 0; first += 2) {
        if (strcmp(argv[first], "--theme") == 0)
            theme = argv[first + 1];
        else if (strcmp(argv[first], "--rows") == 0)
            made_up = strtol(argv[first + 1], NULL, 10);
    }
    if (argc - first < 2) {
        fputs("Aufruf: kd-render [--theme DATEI] [--rows N] DOKUMENT.xml... ORDNER\n", stderr);
        return DIAG_USAGE;
    }
    w.sources = &made_up_sources;
    bool ok = theme_load(&w.theme, theme, KD_ROOT "/templates/theme.rng", &d) &&
              (w.fonts = fonts_new(&w.theme, &d)) != NULL && (made_up || open_sample(&w, &d));
    w.hyphens = hyphen_new(w.theme.file[THEME_HYPHENS]);
    for (int i = first; i < argc - 1 && ok; i++)
        ok = render(&w, argv[i], argv[argc - 1], &d);
    if (!ok)
        diag_print(&d);
    cases_free(w.cases);
    agg_groups_free(w.groups);
    free(w.verdict);
    session_close(&w.s);
    hyphen_free(w.hyphens);
    fonts_free(w.fonts);
    theme_free(&w.theme);
    return ok ? 0 : d.code == DIAG_NONE ? DIAG_FAULT : (int)d.code;
}
