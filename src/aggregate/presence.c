#include "aggregate/presence.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, WORD = 64 };

struct days { /* a bit a day, from first on */
    uint64_t bits[AGG_PRESENCE_DAYS / WORD];
};

struct agg_presence {
    const struct tables *t;
    int32_t first, last;
    struct days holidays;
    uint32_t *row_of; /* by word; TBL_NONE: never absent */
    struct days *absent;
    size_t n, cap;
};

static void set_day(struct days *d, int32_t at)
{
    d->bits[at / WORD] |= UINT64_C(1) << at % WORD;
}

static bool has_day(const struct days *d, int32_t at)
{
    return d->bits[at / WORD] >> at % WORD & 1;
}

static void mark_absence(struct agg_presence *p, uint32_t word, int32_t from, int32_t to)
{
    from = from > p->first ? from : p->first;
    to = to < p->last ? to : p->last;
    if (from > to)
        return;
    if (p->row_of[word] == TBL_NONE) {
        p->absent = mem_grow(p->absent, p->n, &p->cap, sizeof *p->absent);
        p->absent[p->n] = (struct days){0};
        p->row_of[word] = (uint32_t)p->n++;
    }
    for (int32_t day = from; day <= to; day++)
        set_day(&p->absent[p->row_of[word]], day - p->first);
}

struct agg_presence *agg_presence_new(const struct tables *t, struct holiday_region region, int32_t first, int32_t last)
{
    struct agg_presence *p = mem_zero(1, sizeof *p);
    size_t words = t->n_words + (size_t)1;
    p->t = t;
    p->first = first;
    p->last = last - first < AGG_PRESENCE_DAYS ? last : first + AGG_PRESENCE_DAYS - 1;
    p->row_of = mem_alloc(words * sizeof *p->row_of);
    memset(p->row_of, 0xff, words * sizeof *p->row_of);
    for (int32_t day = p->first; day <= p->last; day++)
        if (holiday_is(day, region.land, region.options))
            set_day(&p->holidays, day - p->first);
    for (uint32_t i = 0; i < t->absences.n; i++)
        mark_absence(p, t->absences.staff[i], t->absences.from[i], t->absences.to[i]);
    return p;
}

void agg_presence_free(struct agg_presence *p)
{
    if (!p)
        return;
    free(p->row_of);
    free(p->absent);
    free(p);
}

bool agg_presence_absent(const struct agg_presence *p, uint32_t word, int32_t day)
{
    uint32_t row = p->row_of[word];
    return row != TBL_NONE && p->first <= day && day <= p->last && has_day(&p->absent[row], day - p->first);
}

uint64_t agg_presence_part(const struct agg_presence *p, uint32_t line, int32_t full_time, int32_t from, int32_t to)
{
    const struct tbl_staff *s = &p->t->staff;
    uint64_t hours = (uint64_t)(s->hours[line] < 0 ? full_time : s->hours[line]), there = 0;
    unsigned a_week = 0;
    for (int i = 0; i < WEEK; i++)
        a_week += s->workdays[line] >> i & 1;
    if (!a_week)
        return 0;
    from = from > s->from[line] ? from : s->from[line];
    to = to < s->to[line] ? to : s->to[line];
    from = from > p->first ? from : p->first;
    to = to < p->last ? to : p->last;
    for (int32_t day = from; day <= to; day++)
        there += (s->workdays[line] >> day_weekday(day) & 1) && !has_day(&p->holidays, day - p->first) &&
                 !agg_presence_absent(p, s->key[line], day);
    return hours * there * (AGG_STAFF_PARTS / a_week);
}

const struct rule_staff_target *agg_staff_target(const struct ruleset *set, enum word_function function)
{
    for (int i = 0; i < set->n_staff; i++)
        if (set->staff[i].functions >> function & 1)
            return &set->staff[i];
    return NULL;
}

const struct rule_staff_target *agg_line_target(const struct ruleset *set, const struct tables *t, uint32_t line)
{
    return t->staff.function[line] == FUNCTION_UNKNOWN
               ? NULL
               : agg_staff_target(set, (enum word_function)t->staff.function[line]);
}
