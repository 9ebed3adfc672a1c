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

/* Of day[low .. high), which rise, the last that is not after d; the first where all are. */
static uint32_t last_not_after(const int32_t *day, uint32_t low, uint32_t high, int32_t d)
{
    uint32_t first = low;
    while (low < high) { /* the first after d */
        uint32_t middle = low + (high - low) / 2;
        if (day[middle] <= d)
            low = middle + 1;
        else
            high = middle;
    }
    return low > first ? low - 1 : first;
}

uint32_t tables_state_on(const struct tables *t, uint32_t customer, int32_t d)
{
    const struct tbl_validity *v = &t->validity;
    if (v->first[customer] != v->first[customer + 1])
        return v->state[last_not_after(v->from, v->first[customer], v->first[customer + 1], d)];
    return last_not_after(t->states.key_day, t->customers.first[customer], t->customers.first[customer + 1], d);
}

bool tables_valid_days(const struct tables *t, uint32_t customer, uint32_t state, uint32_t n, int32_t *from,
                       int32_t *to)
{
    const struct tbl_validity *v = &t->validity;
    uint32_t first = t->customers.first[customer], end = t->customers.first[customer + 1];
    if (v->first[customer] == v->first[customer + 1]) {
        *from = state == first ? DAY_NONE : t->states.key_day[state];
        *to = state + 1 == end ? DAY_OPEN : t->states.key_day[state + 1] - 1;
        return n == 0;
    }
    for (uint32_t i = v->first[customer]; i < v->first[customer + 1]; i++) {
        if (v->state[i] != state || n-- > 0)
            continue;
        *from = v->from[i];
        *to = i + 1 == v->first[customer + 1] ? DAY_OPEN : v->from[i + 1] - 1;
        return true;
    }
    return false;
}

/* A member's lines do not overlap: the last that has begun holds d, or none does and it is the latest before. */
uint32_t tables_staff_on(const struct tables *t, uint32_t word, int32_t d)
{
    uint32_t member = t->staff_of_word[word];
    if (member == TBL_NONE)
        return TBL_NONE;
    return last_not_after(t->staff.from, t->staff.first[member], t->staff.first[member + 1], d);
}

int32_t tables_staff_end(const struct tables *t, uint32_t word)
{
    uint32_t member = t->staff_of_word[word];
    return member == TBL_NONE ? DAY_OPEN : t->staff.to[t->staff.first[member + 1] - 1];
}

enum word_function tables_function_of(const struct tables *t, uint32_t state, int32_t d)
{
    uint32_t line = tables_staff_on(t, t->states.staff[state], d);
    return line == TBL_NONE ? FUNCTION_UNKNOWN : (enum word_function)t->staff.function[line];
}

uint32_t tables_team_of(const struct tables *t, uint32_t state, int32_t d)
{
    if (t->states.team[state])
        return t->states.team[state];
    uint32_t line = tables_staff_on(t, t->states.staff[state], d);
    return line == TBL_NONE ? 0 : t->staff.team[line];
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
