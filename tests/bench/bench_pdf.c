/*
 * How fast dense tagged tables become PDF, and with how much memory: 50 x 8 cells a page, from a source, so that the
 * document is never held. One line comes out: pages, seconds of the processor, pages a second, bytes a page of the file
 * and of the peak of memory beyond that of a document of one page; then what the same rows take as HTML, in which
 * making them up has its part. Called by bench.py; asserts nothing.
 *
 * usage: bench_pdf PAGES [FILE]
 */
#include "document/source.h"
#include "html/html.h"
#include "pdf/pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

enum { COLUMNS = 8, ROWS_A_PAGE = 50 };

static const char document[] =
    "<document lang=\"de\" title=\"Messung\" header-left=\"Messung\" header-right=\"Liste\" footer-left=\"Fuß\">"
    "<title>Liste</title><section id=\"liste\"><heading>Alle</heading>"
    "<table source=\"messung\" columns=\"alle\" empty=\"Nichts.\" caption=\"Liste\" "
    "caption-hidden=\"yes\"/></section></document>";

static const struct doc_source_column columns[COLUMNS] = {
    {"Nummer", DOC_ALIGN_LEFT, false, true, 0},  {"Team", DOC_ALIGN_LEFT, false, false, 0},
    {"Urteil", DOC_ALIGN_LEFT, false, false, 0}, {"Fällig", DOC_ALIGN_LEFT, false, false, 0},
    {"Tage", DOC_ALIGN_RIGHT, true, false, 0},   {"Kontakt", DOC_ALIGN_LEFT, false, false, 0},
    {"Regel", DOC_ALIGN_LEFT, false, false, 0},  {"Status", DOC_ALIGN_LEFT, false, false, 0}};

struct cursor {
    size_t at, n;
    char text[COLUMNS][32];
    struct doc_source_cell cell[COLUMNS];
    struct doc_source_row row;
};

static bool ask(void *context, const struct doc_query *q, struct arena *a, struct doc_source *out, const char **what,
                const char **expected)
{
    (void)q, (void)a, (void)what, (void)expected;
    out->col = columns;
    out->n_cols = COLUMNS;
    out->n_rows = out->n_all = *(const size_t *)context;
    out->handle = context;
    return true;
}

static void *open_rows(const struct doc_source *s)
{
    struct cursor *c = calloc(1, sizeof *c);
    if (!c)
        abort();
    c->n = s->n_rows;
    return c;
}

static const struct doc_source_row *next_row(void *cursor)
{
    static const char *const verdicts[] = {"erfüllt", "überfällig", "ohne Kontakt", "bald fällig", "ausgenommen"};
    static const char *const states[] = {"arbeitslos", "in Arbeit", "Maßnahme", "Elternzeit"};
    struct cursor *c = cursor;
    if (c->at == c->n)
        return NULL;
    const unsigned i = (unsigned)c->at++, day = i * 7919u;
    snprintf(c->text[0], sizeof c->text[0], "%03uA%06u", i % 997, i);
    snprintf(c->text[1], sizeof c->text[1], "Team %u", i / 1000 % 60);
    snprintf(c->text[2], sizeof c->text[2], "%s", verdicts[i * 31 % 5]);
    snprintf(c->text[3], sizeof c->text[3], "%02u.%02u.2023", day % 28 + 1, day / 28 % 12 + 1);
    snprintf(c->text[4], sizeof c->text[4], "%u", day % 400);
    snprintf(c->text[5], sizeof c->text[5], "%02u.%02u.2023", day / 3 % 28 + 1, day / 84 % 12 + 1);
    snprintf(c->text[6], sizeof c->text[6], "R%u", i % 9 + 1);
    snprintf(c->text[7], sizeof c->text[7], "%s", states[i / 3 % 4]);
    for (int k = 0; k < COLUMNS; k++)
        c->cell[k] = (struct doc_source_cell){c->text[k], false};
    c->row = (struct doc_source_row){NULL, c->cell};
    return &c->row;
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static long peak_kib(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_maxrss;
}

/* As HTML where pages is NULL. */
static void render(size_t rows, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens, struct buf *out,
                   size_t *pages)
{
    struct doc_sources sources = {&rows, ask, open_rows, next_row, free};
    struct diag d = {0};
    struct doc *doc = doc_read(document, strlen(document), "messung", KD_ROOT "/templates/document.rng", &sources, &d);
    if (!doc || !(pages ? pdf_write(doc_root(doc), theme, fonts, hyphens, out, pages, &d)
                        : html_write(doc, theme, fonts, out, &d))) {
        fprintf(stderr, "%s\n", d.what);
        exit(1);
    }
    doc_free(doc);
}

int main(int argc, char **argv)
{
    const size_t want = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 1000;
    struct theme theme;
    struct diag d = {0};
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d)) {
        fprintf(stderr, "%s\n", d.what);
        return 1;
    }
    struct fonts *fonts = fonts_new(&theme, &d);
    struct hyphen *hyphens = hyphen_new(theme.file[THEME_HYPHENS]);
    if (!fonts)
        return 1;
    struct buf out = {0};
    size_t pages = 0;
    render(ROWS_A_PAGE / 2, &theme, fonts, hyphens, &out, &pages); /* fonts and hyphens are loaded */
    buf_free(&out);
    const long before = peak_kib();
    double start = seconds();
    render(want * ROWS_A_PAGE, &theme, fonts, hyphens, &out, &pages);
    const double took = seconds() - start;
    const double dense = (double)want; /* the theme's rows are higher: it takes a few pages more */
    printf("%zu pages of 50 x 8 cells (on %zu): %.2f s, %.0f pages/s, %.1f KB of file and %.1f KB of memory a page\n",
           want, pages, took, dense / took, (double)out.n / 1000 / dense,
           (double)(peak_kib() - before) * 1.024 / dense);
    if (argc > 2) {
        FILE *f = fopen(argv[2], "wb");
        if (!f || fwrite(out.p, 1, out.n, f) != out.n || fclose(f))
            return 1;
    }
    buf_clear(&out);
    start = seconds();
    render(want * ROWS_A_PAGE, &theme, fonts, hyphens, &out, NULL);
    printf("the same rows as HTML: %.1f MB, %.0f MB/s\n", (double)out.n / 1e6,
           (double)out.n / 1e6 / (seconds() - start));
    buf_free(&out);
    hyphen_free(hyphens);
    fonts_free(fonts);
    return 0;
}
