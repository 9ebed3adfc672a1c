/* Cases as a source of rows for documents (document/source.h): no more than one row is there at a time. */
#include "cases/cases.h"

#include "base/num.h"
#include "cases/cases_parts.h"
#include "words/ruleset_words.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The handle of an answer of `faelle`; in the document's arena. */
struct answer {
    const struct cases_kind *kind;
    const struct cases *c;
    struct cases_list list;
    enum case_column column[CASE_NONE];
    enum case_column group; /* CASE_NONE: none */
    bool team_named;        /* groups of caseworkers name their team */
};

struct cursor {
    const struct cases_kind *kind;
    const struct doc_source *source;
    size_t at;
    uint32_t group; /* the last that was headed; TBL_NONE: none */
    struct arena *mem;
    struct doc_source_row row;
    struct doc_source_cell cell[CASE_NONE];
};

static const struct cases_kind kind_of_cases;

/* Which columns there are to be; those that nothing can stand in are left out, but for the last one. */
static bool read_columns(const struct cases *c, const char *s, struct answer *x, size_t *n_columns,
                         const struct cases_fault *f)
{
    enum case_column column = CASE_NONE;
    const char *word;
    size_t n;
    uint64_t seen = 0;
    *n_columns = 0;
    while (cases_word(&s, &word, &n)) {
        if (!cases_read_column(c, word, n, "columns", &column, f))
            return false;
        if (seen >> column & 1)
            return cases_fault(f, "jede Spalte einmal", "columns: „%.*s“ steht zweimal da", (int)n, word);
        seen |= UINT64_C(1) << column;
        if (cases_column_there(c, column))
            x->column[(*n_columns)++] = column;
    }
    if (column == CASE_NONE)
        return cases_fault(f, "Namen von Spalten", "columns: keine Spalte ist genannt");
    if (*n_columns == 0)
        x->column[(*n_columns)++] = column;
    return true;
}

static bool ask_cases(const struct cases *c, const struct doc_query *q, struct arena *a, struct doc_source *out,
                      const struct cases_fault *f)
{
    struct answer *x = arena_zero(a, sizeof *x);
    struct doc_source_column *col = arena_zero(a, CASE_NONE * sizeof *col);
    x->kind = &kind_of_cases;
    x->c = c;
    x->team_named = !strstr(q->where, "team:") && !strstr(q->where, "betreuung:");
    if (!read_columns(c, q->columns, x, &out->n_cols, f) || !cases_read_group(q->group, &x->group, f) ||
        !cases_ask(c, q, a, &x->list, f->what, f->expected))
        return false;
    for (size_t i = 0; i < out->n_cols; i++) {
        const struct case_column_row *row = cases_column(c, x->column[i]);
        bool number = row->type != CASE_TEXT && x->column[i] != CASE_APPOINTMENT; /* that has words behind the day */
        col[i] = (struct doc_source_column){.head = row->head,
                                            .align = number ? DOC_ALIGN_RIGHT : DOC_ALIGN_LEFT,
                                            .number = number,
                                            .header = x->column[i] == CASE_NUMBER,
                                            .weight = row->weight};
    }
    out->col = col;
    out->n_rows = x->list.n;
    out->n_all = x->list.n_all;
    out->handle = x;
    return true;
}

/* ---- rows ---- */

static void *open_cases(const struct doc_source *s)
{
    struct cursor *x = mem_zero(1, sizeof *x);
    x->kind = &kind_of_cases;
    x->source = s;
    x->group = TBL_NONE;
    x->mem = arena_new();
    return x;
}

/* Which group of a list a customer is in. */
static uint32_t group_of(const struct answer *x, uint32_t customer)
{
    if (x->group == CASE_VERDICT)
        return x->c->in.verdict[customer].code;
    return (x->group == CASE_TEAM ? x->c->team_of : x->c->staff_of)[customer];
}

/* "Team 101 · Meyer, Anna (BET01)"; the Kürzel only where the name is another. */
static const char *group_name(const struct answer *x, uint32_t group, struct arena *a)
{
    const struct agg_groups *g = x->c->in.groups;
    if (x->group == CASE_VERDICT)
        return words_verdict[group];
    if (x->group == CASE_TEAM)
        return cases_clean(g->list[AGG_TEAM].item[group].name, a);
    const struct agg_group *staff = &g->list[AGG_STAFF].item[group];
    const char *name = cases_clean(staff->name, a), *code = cases_clean(staff->code, a);
    if (*code && strcmp(code, name) != 0)
        name = arena_printf(a, "%s (%s)", name, code);
    return x->team_named ? arena_printf(a, "%s · %s", cases_clean(staff->outer_name, a), name) : name;
}

/* The name, and how many rows follow. */
static const char *group_words(const struct answer *x, size_t at, struct arena *a)
{
    uint32_t group = group_of(x, x->list.customer[at]);
    const char *name = group_name(x, group, a);
    struct buf b = {0};
    size_t n = 0;
    if (x->list.n < x->list.n_all)
        return name;
    while (at + n < x->list.n && group_of(x, x->list.customer[at + n]) == group)
        n++;
    buf_printf(&b, "%s: ", name);
    num_put_german(&b, (int64_t)n);
    name = arena_text(a, buf_str(&b), b.n);
    buf_free(&b);
    return name;
}

static const struct doc_source_row *next_case(void *cursor)
{
    struct cursor *r = cursor;
    const struct answer *x = r->source->handle;
    if (r->at == x->list.n)
        return NULL;
    uint32_t customer = x->list.customer[r->at];
    arena_reset(r->mem);
    if (x->group != CASE_NONE) {
        uint32_t group = group_of(x, customer);
        if (group != r->group) {
            r->group = group;
            r->row = (struct doc_source_row){.group = group_words(x, r->at, r->mem)};
            return &r->row;
        }
    }
    for (size_t i = 0; i < r->source->n_cols; i++)
        r->cell[i] = (struct doc_source_cell){.text = cases_text(x->c, customer, x->column[i], r->mem)};
    r->row = (struct doc_source_row){.cell = r->cell};
    r->at++;
    return &r->row;
}

static void close_cases(void *cursor)
{
    struct cursor *x = cursor;
    arena_free(x->mem);
    free(x);
}

static const struct cases_kind kind_of_cases = {open_cases, next_case, close_cases};

/* ---- either source ---- */

static bool ask(void *context, const struct doc_query *q, struct arena *a, struct doc_source *out, const char **what,
                const char **expected)
{
    const struct cases *c = context;
    struct cases_fault fault = {a, what, expected};
    out->sources = &c->sources;
    if (strcmp(q->source, "faelle") == 0)
        return ask_cases(c, q, a, out, &fault);
    if (strcmp(q->source, "abgelehnt") == 0)
        return cases_rejected_ask(c, q, a, out, &fault);
    return cases_fault(&fault, "faelle oder abgelehnt", "source: die Liste „%s“ gibt es nicht", q->source);
}

static void *open_any(const struct doc_source *s)
{
    return (*(const struct cases_kind *const *)s->handle)->open(s);
}

static const struct doc_source_row *next_any(void *cursor)
{
    return (*(const struct cases_kind *const *)cursor)->next(cursor);
}

static void close_any(void *cursor)
{
    if (cursor)
        (*(const struct cases_kind *const *)cursor)->close(cursor);
}

void cases_source_make(struct cases *c)
{
    c->sources = (struct doc_sources){.context = c, .ask = ask, .open = open_any, .next = next_any, .close = close_any};
}
