/* Who is in a list, and in which order (cases/cases.h): terms, filters, sorting. */
#include "cases/cases.h"

#include "base/near.h"
#include "base/text.h"
#include "cases/cases_parts.h"
#include "cases/filter.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- faults ---- */

bool cases_fault(const struct cases_fault *f, const char *expected, const char *format, ...)
{
    char what[512];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    *f->what = arena_strdup(f->a, what);
    *f->expected = expected;
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

bool cases_word(const char **s, const char **word, size_t *n)
{
    while (is_blank(**s))
        (*s)++;
    *word = *s;
    while (**s && !is_blank(**s))
        (*s)++;
    *n = (size_t)(*s - *word);
    return *n > 0;
}

/* ---- terms ---- */

enum term { TERM_TEAM, TERM_STAFF, TERM_DUE_BY, TERM_COOPERATION, TERM_NEWLY, TERMS };
static const struct {
    const char *key, *form;
} terms[TERMS] = {
    [TERM_TEAM] = {"team", "team:NUMMER,NUMMER"},
    [TERM_STAFF] = {"betreuung", "betreuung:NUMMER,NUMMER"},
    [TERM_DUE_BY] = {"faellig-bis", "faellig-bis:TAGE"},
    [TERM_COOPERATION] = {"mitwirkung", "mitwirkung:nein oder mitwirkung:ja"},
    [TERM_NEWLY] = {"neu-ueberfaellig", "neu-ueberfaellig:ja oder neu-ueberfaellig:nein"},
};

/* Groups that a query asks for, as indices from 0, each once. */
struct wanted {
    bool asked;
    uint32_t *group;
    size_t n;
};

/* What a query asks of a customer. */
struct filter {
    struct wanted team, staff;
    struct cases_filter words;
    int32_t due_by;  /* DAY_OPEN: any */
    int cooperation; /* 1: yes, 0: no, -1: any */
    int newly;       /* the same */
};

static const char *all_terms(struct arena *a)
{
    const char *s = "";
    for (int i = 0; i < TERMS; i++)
        s = arena_printf(a, "%s%s%s", s, i ? "; " : "", terms[i].form);
    for (int i = 0; i < CASE_FILTERS; i++)
        s = arena_printf(a, "%s; %s:WERT,WERT", s, case_filters[i].term);
    return s;
}

/* A number without sign, at most 9 digits; -1: it is none. */
static long number_in(const char *s, size_t n)
{
    long value = 0;
    if (n == 0 || n > 9)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = 10 * value + (s[i] - '0');
    }
    return value;
}

static bool read_groups(const char *s, size_t left, size_t n_groups, enum term term, struct wanted *out,
                        const struct cases_fault *f)
{
    const char *value, *key = terms[term].key;
    size_t n;
    if (out->asked)
        return cases_fault(f, "jedes Wort höchstens einmal", "where: „%s“ steht zweimal", key);
    out->asked = true;
    out->group = arena_raw(f->a, (left + 1) * sizeof *out->group);
    while (cases_next_value(&s, &left, &value, &n)) {
        long number = number_in(value, n);
        if (number < 1 || (size_t)number > n_groups) {
            const char *expected = n_groups
                                       ? arena_printf(f->a, "%s:1 bis %s:%zu (@nr im Ergebnis)", key, key, n_groups)
                                       : "niemand ist in Betreuung, also keine Auswahl danach";
            return cases_fault(f, expected, "where: „%s:%.*s“ gibt es nicht", key, (int)n, value);
        }
        size_t i = 0;
        while (i < out->n && out->group[i] != (uint32_t)number - 1)
            i++;
        out->group[i] = (uint32_t)number - 1;
        out->n += i == out->n;
    }
    return true;
}

/* Terms are parted by blanks: "nicht gesetzt" is nicht-gesetzt here. */
static bool read_words(const struct lexicon *x, const char *values, size_t n, enum case_filter filter,
                       struct cases_filter *out, const struct cases_fault *f)
{
    const char *word[CASE_FILTER_WORDS];
    char *spaced = arena_strdup(f->a, arena_text(f->a, values, n));
    const char *bad;
    for (char *p = spaced; *p; p++)
        if (*p == '-')
            *p = ' ';
    if (cases_filter_read(out, filter, x, spaced, n, &bad, &n))
        return true;
    struct buf expected = {0};
    bad = arena_text(f->a, bad, n);
    near_put_expected(&expected, bad, "", word, cases_filter_words(filter, x, word));
    return cases_fault(f, buf_keep(&expected, f->a), "where: „%s:%s“ gibt es nicht", case_filters[filter].term, bad);
}

static bool read_yes_no(const char *value, size_t n, enum term term, int *out, const struct cases_fault *f)
{
    *out = n == 2 && memcmp(value, "ja", 2) == 0 ? 1 : n == 4 && memcmp(value, "nein", 4) == 0 ? 0 : -1;
    return *out >= 0 ||
           cases_fault(f, terms[term].form, "where: „%s:%.*s“ gibt es nicht", terms[term].key, (int)n, value);
}

static bool read_term(const struct cases *c, const char *word, size_t n, struct filter *filter,
                      const struct cases_fault *f)
{
    const char *colon = memchr(word, ':', n);
    size_t key = colon ? (size_t)(colon - word) : n, term = 0;
    for (int i = 0; colon && i < CASE_FILTERS; i++)
        if (strlen(case_filters[i].term) == key && memcmp(case_filters[i].term, word, key) == 0)
            return read_words(c->in.tables->lexicon, colon + 1, n - key - 1, (enum case_filter)i, &filter->words, f);
    while (term < TERMS && (strlen(terms[term].key) != key || memcmp(terms[term].key, word, key) != 0))
        term++;
    if (!colon || term == TERMS)
        return cases_fault(f, all_terms(f->a), "where: „%.*s“ gibt es nicht", (int)n, word);
    const char *value = colon + 1;
    size_t length = n - key - 1;
    long days;
    switch ((enum term)term) {
    case TERM_TEAM:
        return read_groups(value, length, c->in.groups->list[AGG_TEAM].n, TERM_TEAM, &filter->team, f);
    case TERM_STAFF:
        return read_groups(value, length, c->in.groups->list[AGG_STAFF].n, TERM_STAFF, &filter->staff, f);
    case TERM_DUE_BY:
        days = number_in(value, length);
        if (days < 0)
            return cases_fault(f, "Tage: 0 oder mehr", "where: „faellig-bis:%.*s“ geht nicht", (int)length, value);
        filter->due_by = c->in.q->day + (int32_t)days;
        return true;
    case TERM_COOPERATION:
        return read_yes_no(value, length, TERM_COOPERATION, &filter->cooperation, f);
    default:
        return read_yes_no(value, length, TERM_NEWLY, &filter->newly, f);
    }
}

static bool is_late(unsigned code)
{
    return code == VERDICT_OVERDUE || code == VERDICT_NEVER;
}

static bool is_wanted(const struct wanted *w, uint32_t group)
{
    size_t i = 0;
    while (i < w->n && w->group[i] != group)
        i++;
    return !w->asked || i < w->n;
}

static bool passes(const struct cases *c, const struct filter *f, uint32_t customer)
{
    const struct verdict *v = &c->in.verdict[customer];
    bool dated = verdict_has_requirement(v) && v->code != VERDICT_EXEMPT;
    if (!is_wanted(&f->team, c->team_of[customer]) || !is_wanted(&f->staff, c->staff_of[customer]))
        return false;
    if (!cases_filter_passes(&f->words, c->in.tables, v))
        return false;
    if (f->due_by != DAY_OPEN && (!dated || v->due > f->due_by))
        return false;
    if (f->cooperation >= 0) {
        bool failing = tables_value(c->in.tables, ATTRIBUTE_COOPERATION, v->state);
        if (failing == (f->cooperation == 1))
            return false;
    }
    if (f->newly < 0)
        return true;
    return c->in.before && is_late(v->code) && is_late(c->in.before[customer]) == (f->newly == 0);
}

/* ---- order ---- */

enum { MOST_KEYS = 8 };
struct sort_key {
    enum case_column column;
    bool descending;
    const char **text; /* n of them, or */
    int64_t *number;
};
struct sorting {
    struct sort_key key[MOST_KEYS];
    size_t n_keys;
    struct arena *mem; /* of the keys' values */
};

static bool sorts_by_number(const struct case_column_row *row)
{
    return row->order || row->type != CASE_TEXT;
}

static int64_t number_of(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a)
{
    struct case_of o = cases_of(c, customer, a);
    if (cases_column(c, column)->order)
        return cases_column(c, column)->order(&o);
    struct case_value value = cases_value(c, customer, column, a);
    if (!value.has)
        return CASE_NO_VALUE;
    return value.type == CASE_DAY ? value.day : value.type == CASE_COUNT ? value.count : DAY_OPEN; /* "offen" */
}

static const char *text_key(const struct cases *c, uint32_t customer, enum case_column column, struct arena *values,
                            struct arena *a)
{
    struct case_value value = cases_value(c, customer, column, values);
    if (!value.has)
        return NULL;
    struct buf b = {0};
    text_put_sort_key(&b, value.text);
    return buf_keep(&b, a);
}

/* The values to sort by, place by place of customer. */
static void fill_key(const struct cases *c, struct sort_key *key, const uint32_t *customer, size_t n, struct arena *a)
{
    struct arena *values = arena_new();
    if (sorts_by_number(cases_column(c, key->column)))
        key->number = arena_raw(a, (n + 1) * sizeof *key->number);
    else
        key->text = arena_raw(a, (n + 1) * sizeof *key->text);
    for (size_t i = 0; i < n; i++) {
        if (key->number)
            key->number[i] = number_of(c, customer[i], key->column, values);
        else
            /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): one of both is there */
            key->text[i] = text_key(c, customer[i], key->column, values, a);
        arena_reset(values);
    }
    arena_free(values);
}

static int compare_key(const struct sort_key *key, uint32_t x, uint32_t y)
{
    int order;
    if (key->number) {
        int64_t a = key->number[x], b = key->number[y];
        if (a == b)
            return 0;
        if (a == CASE_NO_VALUE || b == CASE_NO_VALUE)
            return a == CASE_NO_VALUE ? 1 : -1;
        order = a < b ? -1 : 1;
    } else {
        const char *a = key->text[x], *b = key->text[y];
        if (!a || !b)
            return (a == NULL) - (b == NULL);
        order = strcmp(a, b);
    }
    return key->descending ? -order : order;
}

static int compare_places(const void *a, const void *b, void *context)
{
    const struct sorting *s = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    for (size_t i = 0; i < s->n_keys; i++) {
        int order = compare_key(&s->key[i], x, y);
        if (order)
            return order;
    }
    return x < y ? -1 : x > y; /* as in the data */
}

static void sort_list(const struct cases *c, struct sorting *s, uint32_t *customer, size_t n)
{
    if (s->n_keys == 0 || n < 2)
        return;
    struct arena *a = arena_new();
    uint32_t *place = mem_alloc(n * sizeof *place), *sorted = mem_alloc(n * sizeof *sorted);
    for (size_t i = 0; i < s->n_keys; i++)
        fill_key(c, &s->key[i], customer, n, a);
    for (size_t i = 0; i < n; i++)
        place[i] = (uint32_t)i;
    qsort_r(place, n, sizeof *place, compare_places, s);
    for (size_t i = 0; i < n; i++)
        sorted[i] = customer[place[i]];
    memcpy(customer, sorted, n * sizeof *customer);
    free(sorted);
    free(place);
    arena_free(a);
}

/* ---- names of columns ---- */

bool cases_read_column(const struct cases *c, const char *word, size_t n, const char *attribute, enum case_column *out,
                       const struct cases_fault *f)
{
    const char *names[CASE_NONE], *all = "";
    size_t n_names = 0;
    *out = cases_column_named(c, word, n);
    if (*out != CASE_NONE)
        return true;
    for (int i = 0; i < c->n_columns; i++) {
        const char *name = cases_column(c, (enum case_column)i)->name;
        if (!name)
            continue;
        all = arena_printf(f->a, "%s%s%s", all, n_names ? ", " : "", name);
        names[n_names++] = name;
    }
    int likest = near_best(arena_text(f->a, word, n), names, n_names);
    return cases_fault(f, likest < 0 ? all : arena_printf(f->a, "am ehesten „%s“; es gibt %s", names[likest], all),
                       "%s: die Spalte „%.*s“ gibt es nicht", attribute, (int)n, word);
}

static bool read_order(const struct cases *c, const char *s, struct sorting *sorting, const struct cases_fault *f)
{
    const char *word;
    size_t n;
    while (cases_word(&s, &word, &n)) {
        struct sort_key key = {.descending = *word == '-'};
        if (!cases_read_column(c, word + key.descending, n - key.descending, "order", &key.column, f))
            return false;
        if (sorting->n_keys == MOST_KEYS)
            return cases_fault(f, "höchstens sieben", "order: zu viele Spalten");
        sorting->key[sorting->n_keys++] = key;
    }
    return true;
}

bool cases_read_group(const char *s, enum case_column *out, const struct cases_fault *f)
{
    *out = strcmp(s, "team") == 0        ? CASE_TEAM
           : strcmp(s, "betreuung") == 0 ? CASE_STAFF
           : strcmp(s, "urteil") == 0    ? CASE_VERDICT
                                         : CASE_NONE;
    return *out != CASE_NONE || !*s ||
           cases_fault(f, "team, betreuung oder urteil", "group: nach „%s“ lässt sich nicht gruppieren", s);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* Those who pass, in table order. Only the groups asked for are looked at: lists of all together stay linear. */
static uint32_t *collect(const struct cases *c, const struct filter *f, struct arena *a, size_t *n)
{
    const struct wanted *by = f->staff.asked ? &f->staff : &f->team;
    size_t n_parts = by->asked ? by->n : 1, most = by->asked ? 0 : c->n_all;
    struct cases_part part = {c->all, c->n_all};
    for (size_t i = 0; by->asked && i < n_parts; i++)
        most += (by == &f->staff ? cases_of_staff : cases_of_team)(c, by->group[i]).n;
    uint32_t *customer = arena_raw(a, (most + 1) * sizeof *customer);
    *n = 0;
    for (size_t i = 0; i < n_parts; i++) {
        if (by->asked)
            part = (by == &f->staff ? cases_of_staff : cases_of_team)(c, by->group[i]);
        for (size_t k = 0; k < part.n; k++)
            if (passes(c, f, part.customer[k]))
                customer[(*n)++] = part.customer[k];
    }
    if (n_parts > 1 && *n > 1)
        qsort(customer, *n, sizeof *customer, compare_numbers);
    return customer;
}

bool cases_ask(const struct cases *c, const struct doc_query *q, struct arena *a, struct cases_list *out,
               const char **what, const char **expected)
{
    struct cases_fault fault = {a, what, expected};
    struct filter filter = {.due_by = DAY_OPEN, .cooperation = -1, .newly = -1};
    struct sorting sorting = {.n_keys = 0};
    enum case_column group;
    const char *s = q->where, *word;
    size_t n;
    while (cases_word(&s, &word, &n))
        if (!read_term(c, word, n, &filter, &fault))
            return false;
    if (!cases_read_group(q->group, &group, &fault))
        return false;
    if (group != CASE_NONE)
        sorting.key[sorting.n_keys++] = (struct sort_key){.column = group};
    if (!read_order(c, q->order, &sorting, &fault))
        return false;
    out->customer = collect(c, &filter, a, &out->n_all);
    sort_list(c, &sorting, out->customer, out->n_all);
    out->n = q->limit >= 0 && (size_t)q->limit < out->n_all ? (size_t)q->limit : out->n_all;
    return true;
}
