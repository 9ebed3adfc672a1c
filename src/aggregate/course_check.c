/* Whether course and flow agree with themselves and with the groups (spec 2.11, 2.12). */
#include "aggregate/course.h"

#include <string.h>

static bool fault(struct diag *d, const char *what, const struct agg_course *of)
{
    return diag_fail(d, DIAG_FAULT, NULL, 0, "Verlauf: %s (%s)", what, of->name ? of->name : "Jobcenter");
}

static bool sums_to_customers(const struct agg_counts *n)
{
    uint64_t sum = 0;
    for (int i = 0; i < VERDICT_CODES; i++)
        sum += n->code[i];
    return sum == n->customers;
}

static bool check_points(const struct agg_courses *c, const struct agg_course *of, struct diag *d)
{
    for (int i = 0; i < COURSE_POINTS; i++) {
        if (!sums_to_customers(&of->point[i]) || !sums_to_customers(&of->known[i]))
            return fault(d, "die Urteile ergeben nicht die Kund*innen", of);
        if (c->known_then && of->known[i].customers != of->point[i].customers)
            return fault(d, "damals waren andere Kund*innen in Betreuung", of);
    }
    return true;
}

/* Rows of the matrix are the month before, columns are S. */
static bool check_flow(const struct agg_course *of, struct diag *d)
{
    const struct agg_counts *then = &of->point[COURSE_MONTH_BEFORE], *now = &of->point[COURSE_NOW];
    for (int place = 0; place < VERDICT_CODES; place++) {
        uint64_t row = 0, column = 0;
        for (int other = 0; other < FLOW_PLACES; other++) {
            row += of->flow.from_to[place][other];
            column += of->flow.from_to[other][place];
        }
        if (row != then->code[place] || column != now->code[place])
            return fault(d, "die Bewegung führt nicht vom Vormonat zum Stichtag", of);
    }
    struct agg_rate before = agg_course_rate(then), after = agg_course_rate(now);
    int64_t part, whole;
    agg_flow_change(&of->flow, &part, &whole);
    if ((int64_t)after.part - (int64_t)before.part != part || (int64_t)after.whole - (int64_t)before.whole != whole)
        return fault(d, "die Ursachen ergeben nicht die Veränderung der Quote", of);
    return true;
}

static bool same(const struct agg_counts *point, const struct agg_numbers *n)
{
    return point->customers == n->customers && memcmp(point->code, n->code, sizeof point->code) == 0;
}

static bool check_groups(const struct agg_courses *c, const struct agg_groups *g, struct diag *d)
{
    static const struct agg_numbers nobody;
    if (!same(&c->all.point[COURSE_NOW], &g->all))
        return fault(d, "der letzte Punkt ist nicht der Stichtag", &c->all);
    for (size_t i = 0; i < c->n_teams; i++) {
        const struct agg_group *team = agg_lookup(g, AGG_TEAM, 0, c->team[i].team);
        if (!same(&c->team[i].point[COURSE_NOW], team ? &team->numbers : &nobody))
            return fault(d, "der letzte Punkt ist nicht der Stichtag", &c->team[i]);
    }
    return true;
}

static void take_off(struct agg_counts *rest, const struct agg_counts *n)
{
    rest->customers -= n->customers;
    for (int i = 0; i < VERDICT_CODES; i++)
        rest->code[i] -= n->code[i];
}

static bool check_teams(const struct agg_courses *c, struct diag *d)
{
    static const struct agg_counts nothing;
    for (int i = 0; i < COURSE_POINTS; i++) {
        struct agg_counts rest = c->all.point[i], rest_known = c->all.known[i];
        for (size_t k = 0; k < c->n_teams; k++) {
            take_off(&rest, &c->team[k].point[i]);
            take_off(&rest_known, &c->team[k].known[i]);
        }
        if (memcmp(&rest, &nothing, sizeof rest) != 0 || memcmp(&rest_known, &nothing, sizeof rest_known) != 0)
            return fault(d, "die Summe der Teams ist nicht das Ganze", &c->all);
    }
    return true;
}

bool agg_courses_check(const struct agg_courses *c, const struct agg_groups *g, struct diag *d)
{
    if (!check_points(c, &c->all, d) || !check_flow(&c->all, d) || !check_groups(c, g, d) || !check_teams(c, d))
        return false;
    for (size_t i = 0; i < c->n_teams; i++)
        if (!check_points(c, &c->team[i], d) || !check_flow(&c->team[i], d))
            return false;
    return true;
}
