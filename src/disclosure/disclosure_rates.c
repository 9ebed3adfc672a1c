/* Disclosure control: rates by profile and age, and the caseload by the same. */
#include "disclosure/disclosure_parts.h"

#include "base/mem.h"

#include <stdlib.h>

enum { HALVES = 2 /* met, late */ };

/* Of each dimension: [place][group of the Jobcenter][HALVES], and the rated of a group. */
struct rates {
    const struct place *place;
    size_t n;
    struct {
        size_t *half, *rated;
    } of[AGG_DIMENSIONS];
};

static bool is_open(const struct disclosure *s, const struct place *p)
{
    return !disclosure_hides_rate(s, p->unit);
}

static bool any_closed(const struct disclosure *s, const struct place *place, size_t n)
{
    for (size_t p = 1; p < n; p++)
        if (!is_open(s, &place[p]))
            return true;
    return false;
}

static void put_rates(struct ledger *l, struct rates *r, enum agg_dimension d, int32_t cost)
{
    const struct agg_list *list = &r->place[0].groups->list[d];
    size_t *half = r->of[d].half = mem_zero(r->n * list->n * HALVES + 1, sizeof *half);
    size_t *rated = r->of[d].rated = mem_zero(r->n * list->n + 1, sizeof *rated);
    for (size_t p = 0; p < r->n; p++)
        for (size_t g = 0; g < list->n; g++) {
            const struct agg_group *like = &list->item[g];
            const struct agg_group *group = agg_lookup(r->place[p].groups, d, like->outer, like->key);
            size_t at = p * list->n + g;
            rated[at] = half[at * HALVES] = half[at * HALVES + 1] = NO_CELL;
            if (!group || !is_open(l->disclosure, &r->place[p]))
                continue;
            const struct agg_unit unit = agg_unit_group(r->place[p].groups, d, like->outer, like->key);
            struct agg_rate x = agg_rate(&group->numbers);
            int32_t here = p ? cost : cost * 4;
            half[at * HALVES] = ledger_cell(l, unit, DISCLOSE_MET, x.part, here);
            half[at * HALVES + 1] = ledger_cell(l, unit, DISCLOSE_LATE, x.whole - x.part, here);
            rated[at] = ledger_cell(l, unit, DISCLOSE_RATED, x.whole, here * 2);
            ledger_sum2(l, rated[at], half[at * HALVES], half[at * HALVES + 1]);
        }
    ledger_across(l, half, r->n, list->n * HALVES, any_closed(l->disclosure, r->place, r->n));
}

/* Groups of one dimension sum to the area. */
static void sum_rates(struct ledger *l, const struct rates *r, enum agg_dimension d)
{
    const struct agg_list *list = &r->place[0].groups->list[d];
    size_t *part = mem_zero(list->n + 1, sizeof *part);
    for (size_t p = 0; p < r->n; p++)
        for (size_t half = 0; half < HALVES && is_open(l->disclosure, &r->place[p]); half++) {
            struct agg_rate x = agg_rate(&r->place[p].groups->all);
            for (size_t g = 0; g < list->n; g++)
                part[g] = r->of[d].half[(p * list->n + g) * HALVES + half];
            ledger_sum(l, ledger_shown(l, half ? x.whole - x.part : x.part), part, list->n);
        }
    free(part);
}

static bool belongs(const struct agg_group *inner, const struct agg_group *outer, enum agg_dimension d)
{
    return d == AGG_PROFILE ? inner->outer == outer->key : inner->key == outer->key;
}

/* Profile x age sums to a profile (over ages) and to an age (over profiles). */
static void sum_crossed(struct ledger *l, const struct rates *r, enum agg_dimension d)
{
    const struct agg_list *list = &r->place[0].groups->list[d];
    const struct agg_list *inner = &r->place[0].groups->list[AGG_PROFILE_AGE];
    size_t *part = mem_zero(inner->n + 1, sizeof *part);
    for (size_t p = 0; p < r->n; p++)
        for (size_t g = 0; g < list->n * HALVES; g++) {
            size_t whole = r->of[d].half[p * list->n * HALVES + g], k = 0;
            for (size_t i = 0; i < inner->n; i++)
                if (belongs(&inner->item[i], &list->item[g / HALVES], d))
                    part[k++] = r->of[AGG_PROFILE_AGE].half[(p * inner->n + i) * HALVES + g % HALVES];
            if (whole != NO_CELL)
                ledger_sum(l, whole, part, k);
        }
    free(part);
}

/* ---- caseload ---- */

enum { LOADS = 4 };
static const enum disclosure_figure loads[LOADS] = {DISCLOSE_YOUNG, DISCLOSE_OLD, DISCLOSE_PROFILE_Z, DISCLOSE_NOT_Z};

static uint64_t load_of(const struct agg_staff_numbers *x, int i)
{
    return i == 0 ? x->young : i == 1 ? x->customers - x->young : i == 2 ? x->profile_z : x->customers - x->profile_z;
}

static void put_load(struct ledger *l, struct agg_unit unit, const struct agg_staff_numbers *x, size_t all,
                     int32_t cost, size_t cell[LOADS])
{
    for (int i = 0; i < LOADS; i++)
        cell[i] = ledger_cell(l, unit, loads[i], load_of(x, i), cost);
    ledger_sum2(l, all, cell[0], cell[1]);
    ledger_sum2(l, all, cell[2], cell[3]);
}

/* A group of place p whose customers are counted here: those rated, and others. */
static void tie(struct ledger *l, const struct rates *r, size_t p, size_t customers, enum agg_dimension d, uint32_t key)
{
    const struct agg_list *list = &r->place[0].groups->list[d];
    const struct agg_group *group = agg_lookup(r->place[p].groups, d, 0, key);
    for (size_t g = 0; group && g < list->n; g++) {
        size_t rated = r->of[d].rated[p * list->n + g];
        uint64_t all = suppression_count(l->engine, customers), some = agg_rate(&group->numbers).whole;
        if (list->item[g].key == key && rated != NO_CELL && all >= some)
            ledger_sum2(l, customers, rated, suppression_unseen(l->engine, all - some));
    }
}

/* Everybody who cares for somebody in the team: they sum up to it. Without posts a row is there for customers alone. */
static void put_persons(struct ledger *l, const struct agg_staff *s, uint32_t team, const size_t whole[LOADS])
{
    size_t n = 0, *part = mem_zero(s->n_persons + 1, sizeof *part);
    size_t *cell = mem_zero(s->n_persons * LOADS + 1, sizeof *cell);
    for (size_t i = 0; i < s->n_persons; i++) {
        const struct agg_staff_numbers *x = &s->person[i].numbers;
        if (s->person[i].team != team)
            continue;
        const struct agg_unit unit = agg_unit_caseworker(team, s->person[i].key);
        size_t all = ledger_cell(l, unit, DISCLOSE_CUSTOMERS, x->customers, SUPPRESS_USUAL * 2);
        suppression_least(l->engine, all, x->customers && !x->hours);
        put_load(l, unit, x, all, SUPPRESS_USUAL, cell + n++ * LOADS);
    }
    for (size_t k = 0; k < LOADS; k++) {
        for (size_t i = 0; i < n; i++)
            part[i] = cell[i * LOADS + k];
        ledger_sum(l, whole[k], part, n);
    }
    free(cell);
    free(part);
}

static void put_loads(struct ledger *l, const struct disclosure_input *in, const struct rates *r)
{
    const struct agg_staff *s = in->staff;
    size_t *cell = mem_zero(r->n * LOADS, sizeof *cell);
    bool closed = false;
    for (size_t i = 0; i < s->n_teams; i++) /* staff without customers: 0 is shown */
        for (int k = 0; s->team[i].numbers.customers == 0 && k <= LOADS; k++)
            disclosure_decide(l->disclosure, agg_unit_whole(s->team[i].team),
                              k < LOADS ? (int)loads[k] : DISCLOSE_CUSTOMERS, false);
    for (size_t p = 0; p < r->n; p++) {
        const struct agg_staff_numbers *x = r->place[p].staff;
        const bool open = place_shows(l->disclosure, &r->place[p], DISCLOSE_CUSTOMERS);
        size_t *at = cell + p * LOADS;
        closed = closed || (p && !open);
        for (int i = 0; i < LOADS; i++)
            at[i] = NO_CELL;
        if (!open)
            continue;
        put_load(l, r->place[p].unit, x, ledger_shown(l, x->customers), p ? SUPPRESS_USUAL : SUPPRESS_DEAR, at);
        tie(l, r, p, at[0], AGG_AGE, AGE_U25);
        tie(l, r, p, at[1], AGG_AGE, AGE_O25);
        tie(l, r, p, at[2], AGG_PROFILE, PROFILE_Z);
        if (p && in->by_caseworker)
            put_persons(l, s, in->jobcenter->list[AGG_TEAM].item[p - 1].key, at);
    }
    ledger_across(l, cell, r->n, LOADS, closed);
    free(cell);
}

void disclosure_rates(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n)
{
    struct rates r = {.place = place, .n = n};
    struct ledger l;
    ledger_open(&l, s);
    put_rates(&l, &r, AGG_PROFILE, SUPPRESS_DEAR / 4);
    put_rates(&l, &r, AGG_AGE, SUPPRESS_DEAR / 2);
    put_rates(&l, &r, AGG_PROFILE_AGE, SUPPRESS_USUAL);
    sum_rates(&l, &r, AGG_PROFILE);
    sum_rates(&l, &r, AGG_AGE);
    sum_crossed(&l, &r, AGG_PROFILE);
    sum_crossed(&l, &r, AGG_AGE);
    put_loads(&l, in, &r);
    for (int d = 0; d < AGG_DIMENSIONS; d++) {
        free(r.of[d].half);
        free(r.of[d].rated);
    }
    ledger_close(&l);
}
