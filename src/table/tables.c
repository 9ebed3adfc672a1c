#include "table/tables.h"

#include <stdlib.h>
#include <string.h>

void tables_free(struct tables *t)
{
    if (!t)
        return;
    issues_free(&t->issues);
    arena_free(t->arena);
    free(t);
}

const char *tables_number(const struct tables *t, uint32_t customer)
{
    return t->text + t->customers.number[customer];
}

uint32_t tables_lookup(const struct tables *t, const char *number)
{
    for (uint32_t i = 0; i < t->customers.n; i++)
        if (strcmp(tables_number(t, i), number) == 0)
            return i;
    return TBL_NONE;
}

uint32_t tables_state_on(const struct tables *t, uint32_t customer, int32_t d)
{
    uint32_t low = t->customers.first[customer], high = t->customers.first[customer + 1];
    uint32_t first = low;
    while (low < high) { /* the first line with a key day after d */
        uint32_t middle = low + (high - low) / 2;
        if (t->states.key_day[middle] <= d)
            low = middle + 1;
        else
            high = middle;
    }
    return low > first ? low - 1 : first;
}

enum word_function tables_function_of(const struct tables *t, uint32_t state)
{
    uint32_t member = t->staff_of_word[t->states.staff[state]];
    return member == TBL_NONE ? FUNCTION_UNKNOWN : (enum word_function)t->staff.function[member];
}

uint32_t tables_team_of(const struct tables *t, uint32_t state)
{
    if (t->states.team[state])
        return t->states.team[state];
    uint32_t member = t->staff_of_word[t->states.staff[state]];
    return member == TBL_NONE ? 0 : t->staff.team[member];
}

void tables_hide_names(struct tables *t)
{
    t->states.surname = t->states.given = NULL;
    for (size_t i = 0; i < t->issues.n; i++) {
        struct issue *x = &t->issues.item[i];
        if (x->kind == REJECT_BYTES || x->kind == REJECT_QUOTE || x->kind == REJECT_LONG)
            x->value = "";
    }
}
