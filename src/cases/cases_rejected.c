/* Source `abgelehnt`: every rejected line of the exports, for the record (cases/cases.h). */
#include "cases/cases_parts.h"

#include <stdlib.h>
#include <string.h>

enum column { R_FILE, R_LINE, R_COLUMN, R_VALUE, R_REASON, R_COLUMNS };
static const struct {
    const char *name;
    struct doc_source_column as;
} columns[R_COLUMNS] = {
    [R_FILE] = {"datei", {"Datei", DOC_ALIGN_LEFT, false, true, 1}},
    [R_LINE] = {"zeile", {"Zeile", DOC_ALIGN_RIGHT, true, false, 0}},
    [R_COLUMN] = {"spalte", {"Spalte", DOC_ALIGN_LEFT, false, false, 1}},
    [R_VALUE] = {"wert", {"Wert", DOC_ALIGN_LEFT, false, false, 3}},
    [R_REASON] = {"grund", {"Grund", DOC_ALIGN_LEFT, false, false, 2}},
};

struct answer {
    const struct cases_kind *kind;
    const struct issues *issues;
    enum column column[R_COLUMNS];
};

struct cursor {
    const struct cases_kind *kind;
    const struct doc_source *source;
    size_t at, given;
    struct arena *mem;
    struct doc_source_row row;
    struct doc_source_cell cell[R_COLUMNS];
};

static bool is_rejected(const struct issue *i)
{
    return issue_texts[i->kind].class == ISSUE_REJECTED;
}

static const char *file_of(const struct issues *i, const struct issue *item, struct arena *a)
{
    const char *path = i->file[item->file].path, *slash = path ? strrchr(path, '/') : NULL;
    return cases_clean(slash ? slash + 1 : path ? path : tbl_file_names[item->file], a);
}

static const char *text_of(const struct issues *i, const struct issue *item, enum column column, struct arena *a)
{
    switch (column) {
    case R_FILE:
        return file_of(i, item, a);
    case R_LINE:
        return item->line ? arena_printf(a, "%u", item->line) : "";
    case R_COLUMN:
        return cases_clean(item->column, a);
    case R_VALUE:
        return cases_clean(item->value, a);
    default:
        return issue_shown(item->kind);
    }
}

static void *open_rejected(const struct doc_source *s);
static const struct doc_source_row *next_rejected(void *cursor);
static void close_rejected(void *cursor);
static const struct cases_kind kind_of_rejected = {open_rejected, next_rejected, close_rejected};

static void *open_rejected(const struct doc_source *s)
{
    struct cursor *x = mem_zero(1, sizeof *x);
    x->kind = &kind_of_rejected;
    x->source = s;
    x->mem = arena_new();
    return x;
}

static const struct doc_source_row *next_rejected(void *cursor)
{
    struct cursor *r = cursor;
    const struct answer *x = r->source->handle;
    if (r->given == r->source->n_rows)
        return NULL;
    while (!is_rejected(&x->issues->item[r->at]))
        r->at++;
    arena_reset(r->mem);
    for (size_t i = 0; i < r->source->n_cols; i++)
        r->cell[i] =
            (struct doc_source_cell){.text = text_of(x->issues, &x->issues->item[r->at], x->column[i], r->mem)};
    r->row = (struct doc_source_row){.cell = r->cell};
    r->at++;
    r->given++;
    return &r->row;
}

static void close_rejected(void *cursor)
{
    struct cursor *r = cursor;
    arena_free(r->mem);
    free(r);
}

static bool read_columns(const char *s, struct answer *x, size_t *n_columns, const struct cases_fault *f)
{
    const char *word;
    size_t n;
    unsigned seen = 0;
    *n_columns = 0;
    while (cases_word(&s, &word, &n)) {
        unsigned i = 0;
        while (i < R_COLUMNS && (strlen(columns[i].name) != n || memcmp(columns[i].name, word, n) != 0))
            i++;
        if (i == R_COLUMNS)
            return cases_fault(f, "datei, zeile, spalte, wert, grund", "columns: die Spalte „%.*s“ gibt es nicht",
                               (int)n, word);
        if (seen >> i & 1)
            return cases_fault(f, "jede Spalte einmal", "columns: „%.*s“ steht zweimal da", (int)n, word);
        seen |= 1u << i;
        x->column[(*n_columns)++] = (enum column)i;
    }
    return *n_columns || cases_fault(f, "Namen von Spalten", "columns: keine Spalte ist genannt");
}

bool cases_rejected_ask(const struct cases *c, const struct doc_query *q, struct arena *a, struct doc_source *out,
                        const struct cases_fault *f)
{
    struct answer *x = arena_zero(a, sizeof *x);
    struct doc_source_column *col = arena_zero(a, R_COLUMNS * sizeof *col);
    if (*q->where || *q->order || *q->group)
        return cases_fault(f, "nur columns und limit", "die Liste „abgelehnt“ kennt kein where, order und group");
    x->kind = &kind_of_rejected;
    x->issues = &c->in.tables->issues;
    if (!read_columns(q->columns, x, &out->n_cols, f))
        return false;
    for (size_t i = 0; i < out->n_cols; i++)
        col[i] = columns[x->column[i]].as;
    for (size_t i = 0; i < x->issues->n; i++)
        out->n_all += is_rejected(&x->issues->item[i]);
    out->n_rows = q->limit >= 0 && (size_t)q->limit < out->n_all ? (size_t)q->limit : out->n_all;
    out->col = col;
    out->handle = x;
    return true;
}
