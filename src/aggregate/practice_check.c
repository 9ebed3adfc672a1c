/* Holds that the parts of practice.h sum to their whole. */
#include "aggregate/practice.h"

#include <stdlib.h>
#include <string.h>

/* Members are counts without padding, so that they can be summed as one row. */
_Static_assert(sizeof(struct agg_practice_numbers) ==
                   sizeof(uint64_t) * (AGG_FIGURES * AGG_WINDOWS + EXCEPTION_COUNT * (AGG_EFFECTS + 1) +
                                       2 * 3 * PROFILE_COUNT * AGG_WINDOWS),
               "padding");
_Static_assert(sizeof(struct agg_half_year) == 3 * sizeof(uint64_t), "padding");

static void add(void *sum, const void *part, size_t bytes)
{
    unsigned char *to = sum;
    const unsigned char *from = part;
    for (size_t at = 0; at < bytes; at += sizeof(uint64_t)) {
        uint64_t x, y;
        memcpy(&x, to + at, sizeof x);
        memcpy(&y, from + at, sizeof y);
        x += y;
        memcpy(to + at, &x, sizeof x);
    }
}

static bool teams_sum(const struct agg_practice *p)
{
    size_t rules = (size_t)p->n_rules * sizeof *p->all.half_year;
    struct agg_practice_numbers *numbers = mem_zero(1, sizeof *numbers);
    struct arena *a = arena_new();
    struct agg_half_year *half_year = arena_zero(a, rules + 1);
    for (size_t i = 0; i < p->n_teams; i++) {
        add(numbers, &p->team[i].numbers, sizeof *numbers);
        add(half_year, p->team[i].half_year, rules);
    }
    bool same =
        memcmp(numbers, &p->all.numbers, sizeof *numbers) == 0 && memcmp(half_year, p->all.half_year, rules) == 0;
    arena_free(a);
    free(numbers);
    return same;
}

/* The first figures are parts of the last one, and no more than it; the sum of them is it where `sum` says so. */
static const struct whole {
    enum agg_figure whole, first, last;
    bool sum;
} wholes[] = {
    {FIG_COUNTED, FIG_COUNTED_OTHER, FIG_FIRST, false},
    {FIG_COUNTED, FIG_ENTERED, FIG_ENTERED, false},
    {FIG_FIRST, FIG_FIRST_OTHER, FIG_FIRST_OTHER, false},
    {FIG_ADVICE, FIG_MISCODED, FIG_MISCODED, false},
    {FIG_PHONE, FIG_PHONE_OUTSIDE, FIG_PHONE_UNKNOWN, false},
    {FIG_ENTERED, FIG_ENTERED_LATE, FIG_ENTERED_OVER, false},
    {FIG_APPOINTMENTS, FIG_KEPT, FIG_STATUS_UNKNOWN, true},
    {FIG_OFFERED, FIG_UNINSTRUCTED, FIG_LENGTH_KNOWN, false},
    {FIG_LENGTH_KNOWN, FIG_TOO_LONG, FIG_TOO_LONG, false},
    {FIG_OFFERED, FIG_FIRST_OFFERED, FIG_FIRST_OFFERED, false},
    {FIG_FIRST_OFFERED, FIG_FIRST_LENGTH_KNOWN, FIG_FIRST_TOO_SHORT, false},
    {FIG_CUSTOMERS, FIG_CHAIN_BROKEN, FIG_LATE, false},
    {FIG_CUSTOMERS, FIG_MISSED_ONCE, FIG_MISSED_OFTEN, false},
    {FIG_CUSTOMERS, FIG_TIMELY, FIG_TIMELY_TOO_LATE, false},
    {FIG_CUSTOMERS, FIG_AGREEMENT, FIG_NEW, false},
    {FIG_OFFER_BEYOND, FIG_OFFER_MISSING, FIG_OFFER_MISSING, false},
    {FIG_NEW, FIG_MET_USUAL, FIG_MET_UNCLEAR, true},
    {FIG_MET_BEYOND, FIG_MET_MISSING, FIG_MET_MISSING, false},
};

static bool within(const struct agg_practice_numbers *n)
{
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        for (int w = 0; w < AGG_WINDOWS; w++) {
            uint64_t sum = 0, whole = n->figure[wholes[i].whole][w];
            for (int f = wholes[i].first; f <= (int)wholes[i].last; f++) {
                if (n->figure[f][w] > whole)
                    return false;
                sum += n->figure[f][w];
            }
            if (wholes[i].sum && sum != whole)
                return false;
        }
    /* Only where appointments are known. */
    uint64_t offers = 0, late = n->figure[FIG_LATE_PLANNED][0] + n->figure[FIG_LATE_UNPLANNED][0];
    for (int f = FIG_OFFER_USUAL; f <= FIG_OFFER_OPEN; f++)
        offers += n->figure[f][0];
    return (!offers || offers == n->figure[FIG_NEW][0]) && (!late || late == n->figure[FIG_LATE][0]);
}

static bool lengths_sum(const struct agg_practice_numbers *n)
{
    for (int w = 0; w < AGG_WINDOWS; w++) {
        uint64_t talks = 0, plans = 0, known = 0;
        for (int p = 0; p < PROFILE_COUNT; p++) {
            talks += n->talk[p][w].known + n->talk[p][w].unknown;
            plans += n->plan[p][w].known + n->plan[p][w].unknown;
            known += n->plan[p][w].known;
        }
        if (talks != n->figure[FIG_COUNTED][w] || plans != n->figure[FIG_OFFERED][w] ||
            known != n->figure[FIG_LENGTH_KNOWN][w] || n->figure[FIG_NEXT_AGREED][w] > n->figure[FIG_COUNTED][w])
            return false;
    }
    return true;
}

static bool check_part(const struct agg_practice_part *p, const char *of, struct diag *d)
{
    const struct agg_practice_numbers *n = &p->numbers;
    if (!within(n))
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Vermerke und Termine: die Teile ergeben nicht das Ganze (%s)", of);
    return lengths_sum(n) || diag_fail(d, DIAG_FAULT, NULL, 0, "Dauern: die Teile ergeben nicht das Ganze (%s)", of);
}

bool agg_practice_check(const struct agg_practice *p, const struct agg_groups *g, struct diag *d)
{
    const struct agg_practice_numbers *n = &p->all.numbers;
    if (!check_part(&p->all, "Jobcenter", d))
        return false;
    for (size_t i = 0; i < p->n_teams; i++)
        if (!check_part(&p->team[i], "Team", d))
            return false;
    if (!teams_sum(p))
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Vermerke und Termine: die Teams ergeben nicht das Jobcenter");
    if (n->figure[FIG_CUSTOMERS][0] != g->all.customers || n->figure[FIG_LATE][0] != agg_late(&g->all) ||
        (g->planned_known && n->figure[FIG_LATE_UNPLANNED][0] != g->all.unplanned))
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Vermerke und Termine: andere Zahlen als die Gruppen");
    return true;
}
