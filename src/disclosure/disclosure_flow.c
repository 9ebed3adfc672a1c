/*
 * The disclosure: the flow from the month before. It is shown only of areas whose verdicts are all shown at both ends,
 * so that the sums of its rows and columns are known anyway, and nothing in it can tell of a verdict that is hidden.
 */
#include "disclosure/disclosure_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS = FLOW_PLACES * FLOW_PLACES, CAUSES = FLOW_CAUSES * FLOW_MOVES };

/* Cells of one flow. */
struct flow_cells {
    size_t step[STEPS], cause[CAUSES];
};

static bool is_rated(int place)
{
    return place == VERDICT_MET || place == VERDICT_DUE_SOON || place == VERDICT_OVERDUE || place == VERDICT_NEVER;
}

static bool is_met(int place)
{
    return place == VERDICT_MET || place == VERDICT_DUE_SOON;
}

/* FLOW_MOVES: none. */
static int move_of(int from, int to)
{
    if (is_rated(from) && is_rated(to))
        return is_met(from) == is_met(to) ? FLOW_MOVES : is_met(to) ? MOVE_LATE_MET : MOVE_MET_LATE;
    if (is_rated(to))
        return is_met(to) ? MOVE_NONE_MET : MOVE_NONE_LATE;
    if (is_rated(from))
        return is_met(from) ? MOVE_MET_NONE : MOVE_LATE_NONE;
    return FLOW_MOVES;
}

/* The only cause that a step can have; FLOW_CAUSES: several could be. */
static int cause_of(int from, int to)
{
    static const enum agg_flow_cause into[FLOW_PLACES] = {
        [VERDICT_UNCLEAR] = CAUSE_UNCLEAR, [VERDICT_NONE] = CAUSE_RELEASED, [VERDICT_NOT_COVERED] = CAUSE_RELEASED,
        [VERDICT_EXEMPT] = CAUSE_EXEMPT,   [FLOW_OUTSIDE] = CAUSE_EXIT,     [FLOW_OTHER_TEAM] = CAUSE_TEAM_OUT};
    static const enum agg_flow_cause out_of[FLOW_PLACES] = {
        [VERDICT_UNCLEAR] = CAUSE_UNCLEAR_NO_MORE, [VERDICT_NONE] = CAUSE_BOUND, [VERDICT_NOT_COVERED] = CAUSE_BOUND,
        [VERDICT_EXEMPT] = CAUSE_EXEMPT_NO_MORE,   [FLOW_OUTSIDE] = CAUSE_ENTRY, [FLOW_OTHER_TEAM] = CAUSE_TEAM_IN};
    if (is_rated(from) && !is_rated(to) && to != VERDICT_NEW)
        return into[to];
    if (is_rated(to) && !is_rated(from) && from != VERDICT_NEW)
        return out_of[from];
    return FLOW_CAUSES;
}

static bool is_step(int from, int to, bool team)
{
    bool inside = from < VERDICT_CODES || to < VERDICT_CODES;
    return inside && (team || (from != FLOW_OTHER_TEAM && to != FLOW_OTHER_TEAM));
}

/* Causes sum up to the steps that they explain: where there is one cause, by it; else by the move. */
static void sum_causes(struct ledger *l, const struct agg_flow *f, const struct flow_cells *c)
{
    for (int move = 0; move < FLOW_MOVES; move++)
        for (int only = 0; only <= FLOW_CAUSES; only++) {
            size_t step[STEPS], cause[FLOW_CAUSES], n = 0, m = 0;
            uint64_t sum = 0;
            for (int i = 0; i < STEPS; i++) {
                int from = i / FLOW_PLACES, to = i % FLOW_PLACES;
                if (c->step[i] == NO_CELL || move_of(from, to) != move || cause_of(from, to) != only)
                    continue;
                step[n++] = c->step[i];
                sum += f->from_to[from][to];
            }
            for (int i = 0; i < FLOW_CAUSES; i++)
                if (i == only || (only == FLOW_CAUSES &&
                                  (i == CAUSE_CONTACT || i == CAUSE_DEADLINE || i == CAUSE_RULE || i == CAUSE_OTHER)))
                    cause[m++] = c->cause[i * FLOW_MOVES + move];
            if (n == 0)
                continue;
            size_t all = suppression_unseen(l->engine, sum);
            ledger_sum(l, all, step, n);
            ledger_sum(l, all, cause, m);
        }
}

/* Rows and columns: a verdict's are its count, which is shown; of those from and to elsewhere they are counts, too. */
static void sum_places(struct ledger *l, struct agg_unit unit, const struct agg_flow *f, const struct flow_cells *c)
{
    for (int place = 0; place < FLOW_PLACES; place++)
        for (int side = 0; side < 2; side++) {
            size_t part[FLOW_PLACES];
            uint64_t sum = 0;
            for (int i = 0; i < FLOW_PLACES; i++) {
                int from = side ? i : place, to = side ? place : i;
                part[i] = c->step[from * FLOW_PLACES + to];
                sum += f->from_to[from][to];
            }
            size_t whole = ledger_cell(l, unit, (side ? DISCLOSE_IS : DISCLOSE_WAS) + place, sum,
                                       place < VERDICT_CODES ? SUPPRESS_SHOWN : SUPPRESS_DEAR);
            ledger_sum(l, whole, part, FLOW_PLACES);
        }
}

/* whole: the Jobcenter's; a step, and a cause, that nobody has there is shown as none: it may not be possible. */
static void put_flow(struct ledger *l, struct agg_unit unit, const struct agg_flow *f, const struct agg_flow *whole,
                     struct flow_cells *c)
{
    const bool team = f != whole;
    for (int i = 0; i < STEPS; i++) {
        int from = i / FLOW_PLACES, to = i % FLOW_PLACES;
        uint64_t n = f->from_to[from][to];
        bool none = from != FLOW_OTHER_TEAM && to != FLOW_OTHER_TEAM && !whole->from_to[from][to];
        c->step[i] = is_step(from, to, team)
                         ? ledger_cell(l, unit, DISCLOSE_STEP + i, n, none ? SUPPRESS_KEPT : SUPPRESS_USUAL)
                         : NO_CELL;
    }
    for (int i = 0; i < CAUSES; i++) {
        int cause = i / FLOW_MOVES, move = i % FLOW_MOVES;
        bool moved = cause == CAUSE_TEAM_IN || cause == CAUSE_TEAM_OUT;
        int32_t cost = moved && !team                         ? SUPPRESS_SHOWN
                       : !moved && !whole->cause[cause][move] ? SUPPRESS_KEPT
                                                              : SUPPRESS_USUAL * 2;
        c->cause[i] = ledger_cell(l, unit, DISCLOSE_CAUSE + i, f->cause[cause][move], cost);
    }
    sum_places(l, unit, f, c);
    sum_causes(l, f, c);
}

/* Who went from one team to another: his step in the Jobcenter's flow, and out of and into "another team". */
static void tie_movers(struct ledger *l, const struct flow_cells *cell, size_t n, const size_t *mover)
{
    size_t *part = mem_zero(n, sizeof *part);
    for (int place = 0; place < VERDICT_CODES; place++)
        for (int side = 0; side < 2; side++) {
            size_t step[VERDICT_CODES];
            uint64_t sum = 0;
            for (int i = 0; i < VERDICT_CODES; i++)
                step[i] = mover[side ? i * FLOW_PLACES + place : place * FLOW_PLACES + i];
            for (size_t p = 1; p < n; p++)
                part[p - 1] =
                    cell[p].step[side ? FLOW_OTHER_TEAM * FLOW_PLACES + place : place * FLOW_PLACES + FLOW_OTHER_TEAM];
            for (size_t p = 1; p < n; p++)
                sum += suppression_count(l->engine, part[p - 1]);
            size_t all = suppression_unseen(l->engine, sum);
            ledger_sum(l, all, step, VERDICT_CODES);
            ledger_sum(l, all, part, n - 1);
        }
    free(part);
}

/*
 * The Jobcenter's flow is what the flows of the teams are, and who went from one team to another. teams: summed up
 * over those that are shown; what is left are the others, and who changed teams: those alone where all are shown.
 */
static void tie_flows(struct ledger *l, const struct agg_flow *whole, const struct flow_cells *cell, size_t n,
                      const struct agg_flow *teams, bool all_shown)
{
    size_t *part = mem_zero(n + 1, sizeof *part), mover[STEPS];
    for (int i = 0; i < STEPS + CAUSES; i++) {
        int k = i < STEPS ? i : i - STEPS;
        uint64_t all =
            i < STEPS ? whole->from_to[k / FLOW_PLACES][k % FLOW_PLACES] : whole->cause[k / FLOW_MOVES][k % FLOW_MOVES];
        uint64_t sum =
            i < STEPS ? teams->from_to[k / FLOW_PLACES][k % FLOW_PLACES] : teams->cause[k / FLOW_MOVES][k % FLOW_MOVES];
        size_t at = i < STEPS ? cell[0].step[k] : cell[0].cause[k];
        if (at == NO_CELL || all < sum) /* steps to and from other teams are none of the Jobcenter's */
            continue;
        for (size_t p = 1; p < n; p++)
            part[p - 1] = i < STEPS ? cell[p].step[k] : cell[p].cause[k];
        part[n - 1] = suppression_unseen(l->engine, all - sum);
        if (i < STEPS)
            mover[i] = part[n - 1];
        ledger_sum(l, at, part, n);
    }
    if (all_shown)
        tie_movers(l, cell, n, mover);
    free(part);
}

static void add_flow(struct agg_flow *sum, const struct agg_flow *f)
{
    for (int i = 0; i < STEPS; i++)
        sum->from_to[i / FLOW_PLACES][i % FLOW_PLACES] += f->from_to[i / FLOW_PLACES][i % FLOW_PLACES];
    for (int i = 0; i < CAUSES; i++)
        sum->cause[i / FLOW_MOVES][i % FLOW_MOVES] += f->cause[i / FLOW_MOVES][i % FLOW_MOVES];
}

void disclosure_flows(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n)
{
    struct ledger l;
    struct agg_flow teams = {0};
    struct flow_cells *cell = mem_zero(n, sizeof *cell);
    size_t shown = 0;
    ledger_open(&l, s);
    for (size_t p = 0; p < n; p++) {
        const struct agg_course *c = place[p].course;
        bool hidden = !c->point[COURSE_MONTH_BEFORE].customers ||
                      disclosure_hides_any(s, agg_unit_month(c->team, COURSE_MONTH_BEFORE)) ||
                      disclosure_hides_any(s, place[p].unit);
        disclosure_decide(s, place[p].unit, DISCLOSE_FLOW, hidden);
        if (hidden)
            continue;
        put_flow(&l, place[p].unit, &c->flow, &place[0].course->flow, &cell[shown++]);
        if (p)
            add_flow(&teams, &c->flow);
    }
    if (shown && !disclosure_hides(s, place[0].unit, DISCLOSE_FLOW))
        tie_flows(&l, &place[0].course->flow, cell, shown, &teams, shown == in->courses->n_teams + 1);
    ledger_close(&l);
    free(cell);
}
