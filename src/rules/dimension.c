#include "rules/dimension.h"

#include "table/tables.h"

const struct dimension_row dimension_rows[DIM_KINDS] = {
    [DIM_AGE] = {"alter", "alter", NULL, WORDS_AGE},
    [DIM_STATUS] = {"status", "status", "unbekannter Status", WORDS_STATUS},
    [DIM_PROFILE] = {"profillage", "profillage", "unbekannte Profillage", WORDS_PROFILE},
    [DIM_FUNCTION] = {"funktion", "funktion", "unbekannte Funktion der Fachkraft", WORDS_FUNCTION},
    [DIM_YES] = {"merkmal", "merkmal", NULL, WORDS_LISTS},
};

static struct rule_dimension of_words(enum dimension_kind kind, const char *name)
{
    int n = word_count(dimension_rows[kind].words);
    return (struct rule_dimension){.kind = kind, .known = (UINT64_C(1) << n) - 1, .unknown = n, .name = name};
}

int dimensions_make(struct rule_dimension *dim, const struct lexicon *x)
{
    int n = 0;
    dim[n++] = (struct rule_dimension){
        .kind = DIM_AGE, .known = (UINT64_C(1) << AGE_COUNT) - 1, .unknown = -1, .name = "Altersgruppe"};
    dim[n++] = of_words(DIM_STATUS, "Status");
    dim[n++] = of_words(DIM_PROFILE, "Profillage");
    dim[n++] = of_words(DIM_FUNCTION, "Funktion der Fachkraft");
    for (int i = 0; i < x->n_attributes; i++)
        if (x->attribute[i].kind == ATTRIBUTE_YES)
            dim[n++] = (struct rule_dimension){.kind = DIM_YES,
                                               .attribute = i,
                                               .column = x->attribute[i].column,
                                               .known = 3,
                                               .unknown = -1,
                                               .name = x->attribute[i].name};
    return n;
}

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

uint8_t dimension_value(const struct rule_dimension *dim, const struct tables *t, uint32_t state, int32_t day)
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
    case DIM_YES:
        return (uint8_t)tables_value(t, dim->attribute, state);
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
    case DIM_YES:
        column[0] = dim->column;
        return 1;
    }
    return 0;
}
