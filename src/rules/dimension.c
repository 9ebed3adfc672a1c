#include "rules/dimension.h"

#include "table/tables.h"

#include <stdlib.h>

const struct dimension_row dimension_rows[DIM_KINDS] = {
    [DIM_AGE] = {"alter", "alter", NULL, WORDS_AGE},
    [DIM_STATUS] = {"status", "status", "unbekannter Status", WORDS_STATUS},
    [DIM_PROFILE] = {"profillage", "profillage", "unbekannte Profillage", WORDS_PROFILE},
    [DIM_FUNCTION] = {"funktion", "funktion", "unbekannte Funktion der Fachkraft", WORDS_FUNCTION},
    [DIM_WORD] = {"wort", "wort", "unbekanntes Wort", WORDS_LISTS},
    [DIM_SINCE] = {"seit", "seit", NULL, WORDS_LISTS},
    [DIM_YES] = {"merkmal", "merkmal", NULL, WORDS_LISTS},
};

static struct rule_dimension of_words(const struct lexicon *x, enum dimension_kind kind, const char *name)
{
    enum word_list list = dimension_rows[kind].words;
    return (struct rule_dimension){
        .kind = kind, .known = lexicon_known(x, list), .unknown = word_count(list), .name = name};
}

static uint64_t values_below(int n)
{
    return n == DIMENSION_VALUES ? UINT64_MAX : (UINT64_C(1) << n) - 1;
}

static struct rule_dimension of_attribute(const struct lexicon *x, int i, const struct dimension_cuts *cuts)
{
    const struct attribute *a = &x->attribute[i];
    struct rule_dimension dim = {.attribute = i, .column = a->column, .unknown = -1, .name = a->name};
    switch (a->kind) {
    case ATTRIBUTE_YES:
        dim.kind = DIM_YES;
        dim.known = 3;
        break;
    case ATTRIBUTE_WORD:
        dim.kind = DIM_WORD;
        dim.unknown = ATTRIBUTE_UNKNOWN;
        dim.known = (UINT64_C(1) << (a->n_words + 1)) - 1;
        break;
    case ATTRIBUTE_DAY:
        dim.kind = DIM_SINCE;
        dim.cuts = cuts;
        dim.known = values_below(cuts ? cuts->n_values : 0);
        break;
    }
    return dim;
}

/* All attributes of one kind; of days those that rules count from. */
static int put_attributes(struct rule_dimension *dim, int n, const struct lexicon *x, enum attribute_kind kind,
                          const struct dimension_cuts *cuts)
{
    for (int i = 0; i < x->n_attributes; i++)
        if (x->attribute[i].kind == kind && (kind != ATTRIBUTE_DAY || (cuts && cuts[i].n)))
            dim[n++] = of_attribute(x, i, cuts ? &cuts[i] : NULL);
    return n;
}

int dimensions_make(struct rule_dimension *dim, const struct lexicon *x, const struct dimension_cuts *cuts)
{
    int n = 0;
    dim[n++] = (struct rule_dimension){
        .kind = DIM_AGE, .known = (UINT64_C(1) << AGE_COUNT) - 1, .unknown = -1, .name = "Altersgruppe"};
    dim[n++] = of_words(x, DIM_STATUS, "Status");
    dim[n++] = of_words(x, DIM_PROFILE, "Profillage");
    dim[n++] = of_words(x, DIM_FUNCTION, "Funktion der Fachkraft");
    n = put_attributes(dim, n, x, ATTRIBUTE_WORD, cuts);
    n = put_attributes(dim, n, x, ATTRIBUTE_DAY, cuts);
    const struct dimension_cuts *care = cuts ? &cuts[LEXICON_ATTRIBUTES] : NULL;
    if (care && care->n)
        dim[n++] = (struct rule_dimension){.kind = DIM_SINCE,
                                           .attribute = DIMENSION_CARE,
                                           .cuts = care,
                                           .known = values_below(care->n_values) & ~UINT64_C(1), /* it has come */
                                           .unknown = -1,
                                           .name = "Beginn der Betreuung"};
    return put_attributes(dim, n, x, ATTRIBUTE_YES, cuts);
}

/* ---- time since a day ---- */

static bool same_length(struct span a, struct span b)
{
    enum { WEEK = 7 };
    if ((a.unit == SPAN_MONTHS) != (b.unit == SPAN_MONTHS))
        return false;
    return a.n * (a.unit == SPAN_WEEKS ? WEEK : 1) == b.n * (b.unit == SPAN_WEEKS ? WEEK : 1);
}

int dimension_cuts_add(struct dimension_cuts *c, struct span s)
{
    for (int i = 0; i < c->n; i++)
        if (same_length(c->span[i], s))
            return i;
    if (c->n == DIMENSION_CUTS)
        return -1;
    c->span[c->n] = s;
    return c->n++;
}

static bool add_value(struct dimension_cuts *c, uint32_t reached)
{
    for (int v = 1; v < c->n_values; v++)
        if (c->reached[v] == reached)
            return true;
    if (c->n_values == DIMENSION_VALUES)
        return false;
    c->reached[c->n_values++] = reached;
    return true;
}

/* The values that one day counted from has, as time goes on. */
static bool add_values(struct dimension_cuts *c, int32_t from)
{
    uint32_t reached = 0;
    for (;;) {
        int32_t next = DAY_OPEN;
        if (!add_value(c, reached))
            return false;
        for (int i = 0; i < c->n; i++) {
            int32_t end = span_add(from, c->span[i], 1);
            if (!(reached >> i & 1) && end < next)
                next = end;
        }
        if (next == DAY_OPEN)
            return true;
        for (int i = 0; i < c->n; i++)
            if (span_add(from, c->span[i], 1) <= next)
                reached |= UINT32_C(1) << i;
    }
}

/* Whether days and months are so near that their order may depend on the day counted from. */
static bool may_cross(const struct dimension_cuts *c)
{
    enum { NEAR = 4 };
    for (int i = 0; i < c->n; i++)
        for (int k = 0; k < c->n; k++) {
            if (c->span[i].unit != SPAN_MONTHS || c->span[k].unit == SPAN_MONTHS)
                continue;
            double months = c->span[i].n * 30.436875, days = c->span[k].n * (c->span[k].unit == SPAN_WEEKS ? 7.0 : 1.0);
            if (days - months < NEAR && months - days < NEAR)
                return true;
        }
    return false;
}

static int compare_values(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int more = __builtin_popcount(x) - __builtin_popcount(y);
    return more ? more : (x > y) - (x < y);
}

/* The calendar is the same after 400 years. */
bool dimension_cuts_settle(struct dimension_cuts *c)
{
    enum { DAYS_OF_400_YEARS = 146097 };
    int32_t first = day_make(2000, 1, 1), last = may_cross(c) ? first + DAYS_OF_400_YEARS - 1 : first;
    c->n_values = 1;
    for (int32_t from = first; from <= last; from++)
        if (!add_values(c, from))
            return false;
    qsort(c->reached + 1, (size_t)c->n_values - 1, sizeof *c->reached, compare_values);
    return true;
}

uint64_t dimension_cuts_values(const struct dimension_cuts *c, int span, bool reached)
{
    uint64_t values = 0;
    for (int v = 1; v < c->n_values; v++)
        values |= (uint64_t)((c->reached[v] >> span & 1) == reached) << v;
    return values;
}

int32_t dimension_since(const struct rule_dimension *dim, const struct tables *t, uint32_t state, int32_t start)
{
    return dim->attribute == DIMENSION_CARE ? start : tables_attribute_day(t, dim->attribute, state);
}

static uint8_t value_since(const struct dimension_cuts *c, int32_t from, int32_t day)
{
    uint32_t reached = 0;
    int v = 1;
    if (from == DAY_NONE || day < from)
        return 0;
    for (int i = 0; i < c->n; i++)
        reached |= (uint32_t)(day >= span_add(from, c->span[i], 1)) << i;
    while (v + 1 < c->n_values && c->reached[v] != reached)
        v++;
    return (uint8_t)v;
}

/* ---- conditions ---- */

struct rule_condition condition_of_all(const struct rule_dimension *dim, int n)
{
    struct rule_condition c = {.asks = 0};
    for (int d = 0; d < n; d++)
        c.values[d] = dim[d].known;
    return c;
}

void condition_ask(struct rule_condition *c, int d, uint64_t values)
{
    c->asks |= UINT32_C(1) << d;
    c->values[d] &= values;
}

uint8_t dimension_value(const struct rule_dimension *dim, const struct tables *t, uint32_t state, int32_t day,
                        int32_t start)
{
    enum { COMING_OF_AGE = 25 };
    const struct tbl_states *s = &t->states;
    switch (dim->kind) {
    case DIM_AGE:
        return day < day_birthday(s->born[state], COMING_OF_AGE) ? AGE_U25 : AGE_O25;
    case DIM_STATUS:
        return s->status[state];
    case DIM_PROFILE:
        return s->profile[state];
    case DIM_FUNCTION:
        return (uint8_t)tables_function_of(t, state, day);
    case DIM_WORD:
    case DIM_YES:
        return (uint8_t)tables_value(t, dim->attribute, state);
    case DIM_SINCE:
        return value_since(dim->cuts, dimension_since(dim, t, state, start), day);
    case DIM_KINDS:
        break;
    }
    return 0;
}

int dimension_columns(const struct rule_dimension *dim, enum tbl_column column[2])
{
    switch (dim->kind) {
    case DIM_AGE:
    case DIM_KINDS:
        return 0; /* every export has it */
    case DIM_STATUS:
        column[0] = COL_C_STATUS;
        return 1;
    case DIM_PROFILE:
        column[0] = COL_C_PROFILE;
        return 1;
    case DIM_FUNCTION:
        column[0] = COL_C_STAFF;
        column[1] = COL_S_FUNCTION;
        return 2;
    case DIM_WORD:
    case DIM_SINCE:
    case DIM_YES:
        column[0] = dim->column;
        return dim->attribute != DIMENSION_CARE;
    }
    return 0;
}
