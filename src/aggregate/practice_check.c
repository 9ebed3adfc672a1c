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

/* The parts of whole that sum up to it, as far as topic tells them. */
static bool parts_sum(const struct agg_practice_numbers *n, int whole, int topic, unsigned how, int w)
{
    uint64_t sum = 0;
    bool any = false;
    for (int f = 0; f < AGG_FIGURES; f++)
        if ((int)agg_figures[f].whole == whole && (int)agg_figures[f].topic == topic && agg_figures[f].part & how) {
            sum += n->figure[f][w];
            any = true;
        }
    return !any || sum == n->figure[whole][w] || (how == FIGURE_SUMS_KNOWN && sum == 0);
}

static bool within(const struct agg_practice_numbers *n)
{
    bool ok = true;
    for (int f = 0; f < AGG_FIGURES; f++)
        for (int w = 0; w < AGG_WINDOWS; w++) {
            if (agg_figures[f].whole != FIG_NONE)
                ok = ok && n->figure[f][w] <= n->figure[agg_figures[f].whole][w];
            for (int topic = 0; topic < AGG_TOPICS; topic++)
                ok = ok && parts_sum(n, f, topic, FIGURE_SUMS, w) && parts_sum(n, f, topic, FIGURE_SUMS_KNOWN, w);
        }
    return ok;
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
            known != n->figure[FIG_LENGTH_KNOWN][w])
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
