#include "doubts/hints.h"

#include "aggregate/groups.h"
#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { YOUNGEST = 15, OLDEST = 67, DAYS_BEFORE = 31 };

struct hints {
    struct tables *t;
    const struct eval_question *q;
    struct eval *eval;
    int32_t full_time;
    bool teams_told, staff_told; /* the export has columns that tell the team, the caseworker */
};

static void add(struct hints *h, enum issue_kind kind, enum tbl_file file, uint32_t line, enum tbl_column column,
                const char *value)
{
    issues_add(&h->t->issues, kind, file, line, lexicon_column(h->t->lexicon, column)->name, value, strlen(value));
}

static void add_day(struct hints *h, enum issue_kind kind, enum tbl_file file, uint32_t line, enum tbl_column column,
                    int32_t day)
{
    add(h, kind, file, line, column, day_german(day).s);
}

/* ---- what the rule set asks for and the export lacks ---- */

static void need(struct hints *h, enum tbl_column column)
{
    enum tbl_file file = lexicon_column(h->t->lexicon, column)->file;
    if (h->t->has_file[file] && !h->t->has[column])
        add(h, WARN_COLUMN, file, 0, column, "");
}

static void hint_columns(struct hints *h)
{
    const struct ruleset *set = h->q->set;
    for (int d = 0; d < set->n_dims; d++) {
        enum tbl_column column[2];
        int n = set->asks >> d & 1 ? dimension_columns(&set->dim[d], column) : 0;
        for (int i = 0; i < n; i++)
            need(h, column[i]);
    }
    if (set->asks >> DIM_FUNCTION & 1 && !h->t->has_file[FILE_STAFF])
        issues_add(&h->t->issues, WARN_NO_STAFF_FILE, FILE_STAFF, 0, "", NULL, 0);
}

/* Where no column could tell, one hint for the file says more than one for every customer. */
static void hint_groups(struct hints *h)
{
    const struct tables *t = h->t;
    h->staff_told = t->has[COL_C_STAFF];
    h->teams_told = !agg_teams_lack(t);
    if (!h->teams_told)
        add(h, WARN_NO_TEAM, FILE_CUSTOMERS, 0, COL_C_TEAM, "");
    if (!h->staff_told)
        add(h, WARN_NO_STAFF, FILE_CUSTOMERS, 0, COL_C_STAFF, "");
}

/* ---- customers ---- */

static void hint_customer(struct hints *h, const struct verdict *v)
{
    const struct tables *t = h->t;
    uint32_t state = v->state, staff = t->states.staff[state], line = t->states.line[state];
    int32_t born = t->states.born[state], day = h->q->day;
    if (day < day_birthday(born, YOUNGEST) || day >= day_birthday(born, OLDEST + 1))
        add_day(h, WARN_AGE, FILE_CUSTOMERS, line, COL_C_BORN, born);
    if (h->teams_told && !tables_team_of(t, state, day))
        add(h, WARN_NO_TEAM, FILE_CUSTOMERS, line, COL_C_TEAM, "");
    if (h->staff_told && !staff)
        add(h, WARN_NO_STAFF, FILE_CUSTOMERS, line, COL_C_STAFF, "");
    if (staff && t->has_file[FILE_STAFF] && t->staff_of_word[staff] == TBL_NONE)
        add(h, WARN_STAFF, FILE_CUSTOMERS, line, COL_C_STAFF, t->word[staff]);
}

/* Caseworkers who have left and whose customers have nobody now: one hint each, with how many they are (spec 1.9). */
static void hint_left(struct hints *h, const struct verdict *verdict)
{
    struct tables *t = h->t;
    const struct tbl_staff *s = &t->staff;
    uint32_t *customers = mem_zero(s->n_members + (size_t)1, sizeof *customers);
    for (uint32_t c = 0; c < t->customers.n; c++) {
        uint32_t word = verdict[c].in_population ? t->states.staff[verdict[c].state] : 0;
        if (word && tables_staff_end(t, word) < h->q->day)
            customers[t->staff_of_word[word]]++;
    }
    for (uint32_t m = 0; m < s->n_members; m++) {
        uint32_t last = s->first[m + 1] - 1;
        struct buf b = {0};
        if (!customers[m])
            continue;
        buf_printf(&b, "%s bis %s, am Stichtag %u Kund*innen", t->word[s->key[last]], day_german(s->to[last]).s,
                   customers[m]);
        add(h, WARN_STAFF_LEFT, FILE_STAFF, s->line[last], COL_S_TO, buf_str(&b));
        buf_free(&b);
    }
    free(customers);
}

/* More than a post and a quarter is no post: a sum, or hours of a month. */
static void hint_hours(struct hints *h)
{
    const struct tbl_staff *s = &h->t->staff;
    for (uint32_t i = 0; i < s->n; i++) {
        struct buf b = {0};
        if (s->hours[i] < 0 || (int64_t)s->hours[i] * 4 <= (int64_t)h->full_time * 5)
            continue;
        buf_printf(&b, "%d", s->hours[i] / 100);
        if (s->hours[i] % 100)
            buf_printf(&b, ",%02d", s->hours[i] % 100);
        add(h, WARN_HOURS, FILE_STAFF, s->line[i], COL_S_HOURS, buf_str(&b));
        buf_free(&b);
    }
}

/* A period of care (2.1): from its beginning to its end as known on S. */
struct care {
    int32_t from, to;
    uint32_t line; /* that tells the end */
};

static int compare_care(const void *a, const void *b)
{
    const struct care *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Periods of care that overlap: one hint each for the later, which names the line of the one that reaches furthest. */
static void hint_care(struct hints *h, uint32_t customer)
{
    const struct tables *t = h->t;
    uint32_t first = t->customers.first[customer], end = t->customers.first[customer + 1], n = 0;
    if (end - first < 2)
        return;
    struct care *care = mem_alloc((end - first) * sizeof *care);
    for (uint32_t s = first; s < end; s++)
        care[s - first] = (struct care){t->states.care_from[s], t->states.care_to[s], s};
    qsort(care, end - first, sizeof *care, compare_care);
    for (uint32_t i = 0; i < end - first; i++) { /* states rise by key day, so the last known on S tells the end */
        if (!n || care[n - 1].from != care[i].from)
            care[n++] = care[i];
        else if (t->states.key_day[care[i].line] <= h->q->day)
            care[n - 1] = care[i];
    }
    for (uint32_t i = 1, longest = 0; i < n; i++) {
        char other[32];
        if (care[longest].to >= care[i].from) {
            snprintf(other, sizeof other, "wie Zeile %u", t->states.line[care[longest].line]);
            add(h, WARN_CARE_OVERLAP, FILE_CUSTOMERS, t->states.line[care[i].line], COL_C_FROM, other);
        }
        if (care[i].to > care[longest].to)
            longest = i;
    }
    free(care);
}

/* The notes of a customer stand by day: only the ends are looked at. */
static void hint_notes(struct hints *h, uint32_t customer, const struct verdict *v)
{
    const struct tbl_contacts *c = &h->t->contacts;
    uint32_t from = c->first[customer], to = c->first[customer + 1];
    for (uint32_t i = to; i > from && c->day[i - 1] > h->q->day; i--)
        add_day(h, WARN_AFTER, FILE_CONTACTS, c->line ? c->line[i - 1] : 0, COL_N_DAY, c->day[i - 1]);
    if (!v->in_population)
        return;
    for (uint32_t i = from; i < to && c->day[i] < v->start - DAYS_BEFORE; i++)
        add_day(h, WARN_BEFORE, FILE_CONTACTS, c->line ? c->line[i] : 0, COL_N_DAY, c->day[i]);
}

/* ---- exceptions ---- */

static void hint_exception(struct hints *h, uint32_t customer, const struct verdict *v, uint32_t x)
{
    const struct tbl_exceptions *e = &h->t->exceptions;
    uint32_t line = e->line[x];
    const char *kind = word_text(WORDS_EXCEPTION, e->kind[x]);
    if (e->kind[x] == EXCEPTION_JBA) {
        if (e->interval[x].n)
            add(h, WARN_JBA_INTERVAL, FILE_EXCEPTIONS, line, COL_X_INTERVAL, "");
        if (e->to[x] == DAY_OPEN)
            add(h, FIND_JBA_OPEN, FILE_EXCEPTIONS, line, COL_X_TO, "");
    } else if (e->kind[x] != EXCEPTION_UNKNOWN && /* that one is warned of by its word */
               eval_exception(h->eval, h->q, customer, x) == EXCEPTION_NOT_ACCEPTED) {
        add(h, WARN_NOT_ACCEPTED, FILE_EXCEPTIONS, line, COL_X_KIND, kind);
    }
    if (h->t->has[COL_X_REASON] && !e->reasoned[x])
        add(h, FIND_NO_REASON, FILE_EXCEPTIONS, line, COL_X_REASON, "");
    if (eval_late_exemption(h->eval, h->q, customer, v, x))
        add_day(h, FIND_LATE_EXEMPTION, FILE_EXCEPTIONS, line, COL_X_FROM, e->from[x]);
}

void doubts_hints(struct tables *t, const struct eval_question *q, const struct verdict *verdict, int32_t full_time)
{
    struct hints h = {.t = t, .q = q, .eval = eval_new(t), .full_time = full_time};
    hint_columns(&h);
    hint_groups(&h);
    hint_hours(&h);
    hint_left(&h, verdict);
    for (uint32_t c = 0; c < t->customers.n; c++) {
        hint_notes(&h, c, &verdict[c]);
        hint_care(&h, c);
        if (!verdict[c].in_population)
            continue;
        hint_customer(&h, &verdict[c]);
        if (!t->exceptions.first)
            continue;
        for (uint32_t x = t->exceptions.first[c]; x < t->exceptions.first[c + 1]; x++)
            if (t->exceptions.from[x] <= q->day)
                hint_exception(&h, c, &verdict[c], x);
    }
    eval_free(h.eval);
    issues_sort(&t->issues);
}
