/* The search run ("Suchlauf"): who matches the filters. How a row looks is in cases/search.c. */
#include "base/buf.h"
#include "base/near.h"
#include "base/text.h"
#include "cases/filter.h"
#include "cases/search.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- values of a filter ---- */

static bool is_word(const char *s, size_t n, const char *word)
{
    return text_is_utf8(s, n) && text_equal_folded(s, n, word, strlen(word));
}

static bool no_such_value(const char *option, const char *value, size_t n, const char *const *there_is, size_t n_there,
                          struct diag *d)
{
    char shown[200];
    snprintf(shown, sizeof shown, "%.*s", (int)(n < sizeof shown ? n : sizeof shown - 1), value);
    diag_fail(d, DIAG_USAGE, NULL, 0, "--%s: „%s“ gibt es nicht", option, shown);
    return n_there ? near_expect(d, shown, "", there_is, n_there) : diag_expect(d, "keinen Wert im Export");
}

struct wanted {
    struct cases_filter words;
    const bool *team, *staff; /* by word; NULL: does not matter */
    int32_t no_contact_since; /* DAY_NONE: does not matter */
    bool any_note;
};

/* The filters that need no export; x: words of the rule set among them. */
static bool parse_words(const struct settings_list *l, const struct lexicon *x, struct wanted *w, struct diag *d)
{
    const char *const given[CASE_FILTERS] = {[FILTER_VERDICT] = l->verdict,
                                             [FILTER_PROFILE] = l->profile,
                                             [FILTER_STATUS] = l->status,
                                             [FILTER_AGE] = l->age};
    w->no_contact_since = l->no_contact_since;
    w->any_note = l->any_note;
    for (int i = 0; i < CASE_FILTERS; i++) {
        const char *word[CASE_FILTER_WORDS];
        const char *bad;
        size_t n;
        if (given[i] && !cases_filter_read(&w->words, (enum case_filter)i, x, given[i], strlen(given[i]), &bad, &n))
            return no_such_value(case_filters[i].option, bad, n, word, cases_filter_words((enum case_filter)i, x, word),
                                 d);
    }
    return true;
}

/* ---- teams and caseworkers, by the words of the export ---- */

static int compare_names(const void *a, const void *b)
{
    return text_compare(*(const char *const *)a, *(const char *const *)b);
}

/* The value is none of those that the export has. */
static bool no_such_name(const char *option, const char *value, size_t length, const struct tables *t,
                         const bool *there, struct diag *d)
{
    const char **name = mem_zero(t->n_words, sizeof *name);
    size_t n = 0;
    for (uint32_t w = 1; w < t->n_words; w++)
        if (there[w])
            name[n++] = t->word[w];
    if (n > 1)
        qsort(name, n, sizeof *name, compare_names);
    no_such_value(option, value, length, name, n, d);
    free(name);
    return false;
}

/* Marks the words that are this value, case apart; word 0 stands for none at all. */
static bool mark(const struct tables *t, const bool *there, const char *value, size_t n, const char *none, bool *wanted)
{
    bool found = false;
    if (n == 0 || is_word(value, n, none) || is_word(value, n, "ohne"))
        return wanted[0] = true;
    for (uint32_t w = 1; w < t->n_words; w++)
        if (there[w] && is_word(value, n, t->word[w]))
            found = wanted[w] = true;
    return found;
}

/* A name may hold a comma itself: the whole value is tried first. */
static bool parse_names(const char *option, const char *values, const char *none, const struct tables *t,
                        uint32_t (*word_of)(const struct tables *, uint32_t, int32_t), int32_t day, struct arena *a,
                        const bool **set, struct diag *d)
{
    const char *value;
    size_t n;
    if (!values)
        return true;
    bool *there = arena_zero(a, t->n_words * sizeof *there), *wanted = arena_zero(a, t->n_words * sizeof *wanted);
    for (uint32_t s = 0; s < t->states.n; s++)
        there[word_of(t, s, day)] = true;
    *set = wanted;
    n = strlen(values);
    value = text_trim(values, &n);
    if (mark(t, there, value, n, none, wanted))
        return true;
    size_t left = strlen(values);
    while (cases_next_value(&values, &left, &value, &n))
        if (!n || !mark(t, there, value, n, none, wanted))
            return no_such_name(option, value, n, t, there, d);
    return true;
}

static uint32_t staff_of(const struct tables *t, uint32_t state, int32_t day)
{
    (void)day;
    return t->states.staff[state];
}

/* ---- the search ---- */

struct search {
    const struct session *s;
    struct eval_question q;
    struct eval *eval;
    struct wanted wanted;
    uint8_t *reason; /* room for the notes of one customer */
    size_t cap_reasons;
};

/* The last day up to S with a contact: any note, or one that counts; DAY_NONE. */
static int32_t last_contact(struct search *f, uint32_t customer, const struct verdict *v)
{
    const struct tbl_contacts *c = &f->s->tables->contacts;
    uint32_t first = c->first[customer], end = c->first[customer + 1];
    if (!f->wanted.any_note && verdict_has_requirement(v))
        return v->last;
    while (end > first && c->day[end - 1] > f->q.day)
        end--;
    if (f->wanted.any_note || end == first)
        return end > first ? c->day[end - 1] : DAY_NONE;
    /* Without a requirement, too, somebody who was seen last week was seen. */
    uint32_t all = c->first[customer + 1] - first;
    if (all > f->cap_reasons) {
        f->cap_reasons = all;
        f->reason = mem_resize(f->reason, all, sizeof *f->reason);
    }
    eval_notes(f->eval, &f->q, customer, v, EVAL_ANY, f->reason);
    for (; end > first; end--)
        if (f->reason[end - 1 - first] == NOTE_COUNTED)
            return c->day[end - 1];
    return DAY_NONE;
}

static bool matches(struct search *f, uint32_t customer, const struct verdict *v, int32_t *last)
{
    const struct tables *t = f->s->tables;
    const struct wanted *w = &f->wanted;
    uint32_t at = v->state;
    if (!v->in_population || !cases_filter_passes(&w->words, t, v) ||
        (w->team && !w->team[tables_team_of(t, at, f->q.day)]) || (w->staff && !w->staff[t->states.staff[at]]))
        return false;
    *last = last_contact(f, customer, v);
    return w->no_contact_since == DAY_NONE || *last < w->no_contact_since;
}

/* All who match, the most urgent first. */
static struct case_of *search(struct search *f, const struct verdict *verdict, size_t *n, size_t *of)
{
    const struct tables *t = f->s->tables;
    struct case_of *row = NULL;
    size_t cap = 0;
    *n = *of = 0;
    for (uint32_t c = 0; c < t->customers.n; c++) {
        int32_t last;
        *of += verdict[c].in_population;
        if (!matches(f, c, &verdict[c], &last))
            continue;
        row = mem_grow(row, *n, &cap, sizeof *row);
        row[(*n)++] = (struct case_of){.t = t, .q = &f->q, .customer = c, .v = &verdict[c], .seen = last};
    }
    cases_search_sort(row, *n);
    return row;
}

static bool write_stdout(const struct buf *b, void *context)
{
    return output_put(NULL, b, context);
}

static bool keep(const struct buf *b, void *context)
{
    buf_put(context, buf_str(b), b->n);
    return true;
}

/* To a file all or nothing, so that all of it is made first. */
static bool put_rows(const struct search *f, const struct case_of *row, size_t n, bool table, struct diag *d)
{
    const char *output = f->s->settings->output;
    struct buf all = {0};
    if (!output)
        return cases_search_put(row, n, table, write_stdout, d);
    bool ok = cases_search_put(row, n, table, keep, &all) && output_put(output, &all, d);
    buf_free(&all);
    return ok;
}

static bool run_search(struct search *f, bool table, struct diag *d)
{
    const struct session *s = f->s;
    struct verdict *verdict = eval_all(s->tables, &f->q, s->settings->threads);
    size_t n, of;
    f->eval = eval_new(s->tables);
    struct case_of *row = search(f, verdict, &n, &of);
    bool ok = put_rows(f, row, n, table, d);
    if (ok)
        session_say(s, "%zu von %zu Kund*innen im Bestand am %s", n, of, day_german(f->q.day).s);
    eval_free(f->eval);
    free(f->reason);
    free(row);
    free(verdict);
    return ok;
}

/* In a file or pipe CSV, on a terminal a table. */
static bool parse_format(const char *format, bool to_file, bool *table, struct diag *d)
{
    static const char *const forms[] = {"table", "csv"};
    *table = format ? strcmp(format, "table") == 0 : !to_file && isatty(STDOUT_FILENO);
    if (!format || *table || strcmp(format, "csv") == 0)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--format: „%s“ gibt es bei list nicht", format);
    return near_expect(d, format, "", forms, 2);
}

/* After the reporting day nobody has a contact yet: everybody would match. */
static bool check_since(const struct settings *o, struct diag *d)
{
    int32_t since = o->list.no_contact_since;
    if (since == DAY_NONE || since <= o->as_of)
        return true;
    diag_fail(d, DIAG_USAGE, NULL, 0, "--no-contact-since: der %s liegt nach dem Stichtag", day_german(since).s);
    return diag_expect(d, "ein Tag bis zum Stichtag, dem %s", day_german(o->as_of).s);
}

bool command_list(const struct settings *o, struct diag *d)
{
    struct session s;
    struct search f = {.s = &s};
    bool table;
    if (!parse_format(o->format, o->output != NULL, &table, d))
        return false;
    struct ingest_options in;
    bool ok = session_begin(&s, o, &in, d) && session_rules(&s, &in, true, d) &&
              parse_words(&o->list, s.lexicon, &f.wanted, d) && check_since(s.settings, d) &&
              session_load(&s, &in, false, true, d) && session_check_limit(&s, d) && session_check_doubts(&s, d);
    ok = ok &&
         parse_names("team", o->list.team, "ohne Team", s.tables, tables_team_of, s.settings->as_of, s.arena,
                     &f.wanted.team, d) &&
         parse_names("caseworker", o->list.caseworker, "ohne Betreuer*in", s.tables, staff_of, s.settings->as_of,
                     s.arena, &f.wanted.staff, d);
    if (ok) {
        f.q = session_question(&s);
        ok = run_search(&f, table, d);
    }
    session_close(&s);
    return ok;
}
