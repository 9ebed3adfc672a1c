/* Disclosure control: figures of the practice that count customers, and exceptions. */
#include "disclosure/disclosure_parts.h"

#include "base/mem.h"

#include <stdlib.h>

static const uint64_t *figures(const struct place *p, enum agg_figure f)
{
    return p->practice->numbers.figure[f];
}

static int figure_name(enum agg_figure f, int window)
{
    return DISCLOSE_PRACTICE + (int)f * AGG_WINDOWS + window;
}

/* Cells of all figures of a place, by figure x AGG_WINDOWS + window. */
enum { FIGURES = AGG_FIGURES * AGG_WINDOWS };

static size_t keep(struct ledger *l, const struct place *p, enum agg_figure f, int window, size_t cell[FIGURES])
{
    return cell[(int)f * AGG_WINDOWS + window] =
               ledger_cell(l, p->unit, figure_name(f, window), figures(p, f)[window], SUPPRESS_USUAL);
}

/* A part of whole, which is n, and what is left without it: a share tells that, too. */
static void split(struct ledger *l, const struct place *p, enum agg_figure f, int window, size_t whole, uint64_t n,
                  size_t cell[FIGURES])
{
    size_t part = keep(l, p, f, window, cell), rest = ledger_rest(l, n - figures(p, f)[window]);
    ledger_alias(l, p->unit, DISCLOSE_REST + (int)f * AGG_WINDOWS + window, rest);
    ledger_sum2(l, whole, part, rest);
}

/* ---- customers ---- */

/* What the groups count the same way is the same. */
static void copy_counts(struct disclosure *s, const struct place *p)
{
    for (int w = 0; w < AGG_WINDOWS; w++) {
        disclosure_decide(s, p->unit, figure_name(FIG_CUSTOMERS, w), !place_shows(s, p, DISCLOSE_CUSTOMERS));
        disclosure_decide(s, p->unit, figure_name(FIG_LATE, w), !place_shows(s, p, DISCLOSE_LATE));
    }
}

/* Overdue customers with and without an appointment. */
static void put_planned(struct ledger *l, const struct place *p, size_t cell[FIGURES])
{
    if (!p->groups->planned_known || !place_shows(l->disclosure, p, DISCLOSE_LATE))
        return;
    size_t with = keep(l, p, FIG_LATE_PLANNED, AGG_CARE, cell);
    size_t without = keep(l, p, FIG_LATE_UNPLANNED, AGG_CARE, cell);
    ledger_alias(l, p->unit, DISCLOSE_UNPLANNED, without);
    ledger_alias(l, p->unit, DISCLOSE_REST + (int)FIG_LATE_UNPLANNED * AGG_WINDOWS, with);
    ledger_alias(l, p->unit, DISCLOSE_REST + (int)FIG_LATE_PLANNED * AGG_WINDOWS, without);
    ledger_sum2(l, ledger_shown(l, figures(p, FIG_LATE)[0]), with, without);
}

/* Within the deadline: those with an appointment, of them those whose next one is too late. */
static void put_timely(struct ledger *l, const struct place *p, size_t cell[FIGURES])
{
    const uint64_t timely = figures(p, FIG_TIMELY)[0], planned = figures(p, FIG_TIMELY_PLANNED)[0];
    if (!place_shows(l->disclosure, p, DISCLOSE_MET) || !place_shows(l->disclosure, p, DISCLOSE_CODE + VERDICT_NEW))
        return;
    size_t some = keep(l, p, FIG_TIMELY_PLANNED, AGG_CARE, cell);
    split(l, p, FIG_TIMELY_TOO_LATE, AGG_CARE, some, planned, cell);
    ledger_sum2(l, ledger_shown(l, timely), some, suppression_unseen(l->engine, timely - planned));
}

/* First counted contacts: one a customer who has any, and of them those in another kind of note. */
static void put_first(struct ledger *l, const struct place *p, size_t cell[FIGURES])
{
    const uint32_t *code = p->now->code;
    uint64_t met = (uint64_t)code[VERDICT_MET] + code[VERDICT_DUE_SOON] + code[VERDICT_OVERDUE];
    if (!place_shows(l->disclosure, p, DISCLOSE_MET) || !place_shows(l->disclosure, p, DISCLOSE_CODE + VERDICT_OVERDUE))
        return;
    for (int w = 0; w < AGG_WINDOWS; w++) {
        uint64_t first = figures(p, FIG_FIRST)[w];
        size_t all = keep(l, p, FIG_FIRST, w, cell);
        split(l, p, FIG_FIRST_OTHER, w, all, first, cell);
        if (w == AGG_CARE && first >= met)
            ledger_sum2(l, all, ledger_shown(l, met), suppression_unseen(l->engine, first - met));
    }
}

/* New customers by the days to their first appointment, or contact: the stages sum up to them. */
static void put_stages(struct ledger *l, const struct place *p, size_t all, bool met, size_t cell[FIGURES])
{
    const int from = met ? FIG_MET_USUAL : FIG_OFFER_USUAL, to = met ? FIG_MET_UNCLEAR : FIG_OFFER_OPEN;
    const enum agg_figure beyond = met ? FIG_MET_BEYOND : FIG_OFFER_BEYOND;
    size_t stage[AGG_FIGURES], n = 0;
    for (int f = from; f <= to; f++)
        stage[n++] = keep(l, p, (enum agg_figure)f, AGG_CARE, cell);
    ledger_sum(l, all, stage, n);
    split(l, p, met ? FIG_MET_MISSING : FIG_OFFER_MISSING, AGG_CARE, cell[(int)beyond * AGG_WINDOWS],
          figures(p, beyond)[0], cell);
}

static bool is_known(const struct disclosure_input *in, enum agg_topic topic)
{
    return agg_practice_lack(in->tables, in->set, topic).what == LACK_NOTHING;
}

static void put_customers(struct ledger *l, const struct disclosure_input *in, const struct place *p,
                          size_t cell[FIGURES])
{
    const uint64_t customers = p->now->customers;
    put_planned(l, p, cell);
    put_first(l, p, cell);
    if (is_known(in, TOPIC_APPOINTMENTS))
        put_timely(l, p, cell);
    if (!place_shows(l->disclosure, p, DISCLOSE_CUSTOMERS))
        return;
    const size_t all = ledger_shown(l, customers);
    split(l, p, FIG_NEW, AGG_CARE, all, customers, cell);
    const size_t fresh = cell[(int)FIG_NEW * AGG_WINDOWS];
    if (is_known(in, TOPIC_OFFER))
        put_stages(l, p, fresh, false, cell);
    put_stages(l, p, fresh, true, cell);
    for (int f = 0; f < AGG_FIGURES; f++)
        if (agg_figures[f].unit == FIGURE_PEOPLE && is_known(in, agg_figures[f].topic))
            split(l, p, (enum agg_figure)f, AGG_CARE, all, customers, cell);
}

static void put_figures(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n)
{
    struct ledger l;
    ledger_open(&l, s);
    size_t *cell = mem_zero(n * FIGURES, sizeof *cell), *column = mem_zero(n, sizeof *column);
    for (size_t i = 0; i < n * FIGURES; i++)
        cell[i] = NO_CELL;
    for (size_t p = 0; p < n; p++) {
        copy_counts(s, &place[p]);
        put_customers(&l, in, &place[p], cell + p * FIGURES);
    }
    for (size_t f = 0; f < FIGURES; f++) {
        bool closed = false;
        for (size_t p = 0; p < n; p++) {
            column[p] = cell[p * FIGURES + f];
            closed = closed || (p && column[p] == NO_CELL);
        }
        ledger_across(&l, column, n, 1, closed);
    }
    free(column);
    free(cell);
    ledger_close(&l);
}

/* ---- agreements by rule ---- */

static void put_half_years(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n)
{
    enum { PARTS = 2 };
    size_t *cell = mem_zero(n * PARTS, sizeof *cell);
    struct ledger l;
    ledger_open(&l, s);
    for (int r = 0; r < in->practice->n_rules; r++) {
        bool closed = false;
        for (size_t p = 0; p < n; p++) {
            const struct agg_half_year *h = &place[p].practice->half_year[r];
            size_t *at = cell + p * PARTS;
            at[0] = at[1] = NO_CELL;
            if (!place_shows(s, &place[p], DISCLOSE_CUSTOMERS)) {
                closed = closed || p;
                continue;
            }
            const struct agg_unit unit = agg_unit_rule(place[p].unit.team, r);
            size_t all = ledger_cell(&l, unit, DISCLOSE_CUSTOMERS, h->customers, SUPPRESS_USUAL);
            at[0] = ledger_cell(&l, unit, DISCLOSE_REACHED, h->reached, SUPPRESS_USUAL);
            at[1] = ledger_rest(&l, h->customers - h->reached);
            ledger_alias(&l, unit, DISCLOSE_NOT_REACHED, at[1]);
            ledger_sum2(&l, all, at[0], at[1]);
            size_t others = suppression_unseen(l.engine, place[p].now->customers - h->customers);
            ledger_sum2(&l, ledger_shown(&l, place[p].now->customers), all, others);
        }
        ledger_across(&l, cell, n, PARTS, closed);
    }
    free(cell);
    ledger_close(&l);
}

/* ---- exceptions ---- */

enum { ALL_KINDS = EXCEPTION_COUNT, WIDTH = AGG_EFFECTS + 2 /* effects, those that end soon, those that do not */ };

static uint64_t count_of(const struct agg_practice_numbers *x, int kind, int effect)
{
    uint64_t n = 0;
    for (int k = 0; k < EXCEPTION_COUNT; k++)
        if (k == kind || kind == ALL_KINDS)
            n += effect < AGG_EFFECTS ? x->exception[k][effect] : x->ending[k];
    return n;
}

/*
 * One kind, or all of them: its effects, which sum up to it; and what of it ends soon. An effect that it has nowhere in
 * the whole Jobcenter is shown as none: the rule set may not let it have it.
 */
static void put_kind(struct ledger *l, struct agg_unit unit, const struct agg_practice_numbers *x,
                     const struct agg_practice_numbers *whole, int kind, int32_t cost, size_t cell[WIDTH])
{
    uint64_t all = 0, ending = count_of(x, kind, AGG_EFFECTS);
    for (int e = 0; e < AGG_EFFECTS; e++) {
        uint64_t n = count_of(x, kind, e);
        cell[e] = ledger_cell(l, unit, DISCLOSE_EXCEPTION + kind * AGG_EFFECTS + e, n,
                              count_of(whole, kind, e) ? cost : SUPPRESS_KEPT);
        all += n;
    }
    size_t sum = ledger_cell(l, unit, DISCLOSE_EXCEPTIONS + kind, all, cost * 2);
    suppression_least(l->engine, sum, all > 0);
    ledger_sum(l, sum, cell, AGG_EFFECTS);
    cell[AGG_EFFECTS] = ledger_cell(l, unit, DISCLOSE_ENDS + kind, ending, cost);
    cell[AGG_EFFECTS + 1] = ledger_rest(l, all - ending);
    ledger_sum2(l, sum, cell[AGG_EFFECTS], cell[AGG_EFFECTS + 1]);
}

/* One place: kinds sum up to all. */
static void put_table(struct ledger *l, struct agg_unit unit, const struct agg_practice_numbers *x,
                      const struct agg_practice_numbers *whole, size_t *row)
{
    size_t part[EXCEPTION_COUNT];
    for (int kind = 0; kind <= ALL_KINDS; kind++)
        put_kind(l, unit, x, whole, kind, kind == ALL_KINDS ? SUPPRESS_DEAR : SUPPRESS_USUAL, row + kind * WIDTH);
    for (int e = 0; e < WIDTH; e++) {
        for (int kind = 0; kind < EXCEPTION_COUNT; kind++)
            part[kind] = row[kind * WIDTH + e];
        ledger_sum(l, row[ALL_KINDS * WIDTH + e], part, EXCEPTION_COUNT);
    }
}

/* Whoever is exempt has an exception that suspends, most of them one: where the exempt are hidden, so are these. */
static void put_exceptions(struct disclosure *s, const struct place *place, size_t n)
{
    enum { ROW = (EXCEPTION_COUNT + 1) * WIDTH };
    size_t *cell = mem_zero(n * ROW, sizeof *cell);
    struct ledger l;
    bool closed = false;
    ledger_open(&l, s);
    for (size_t i = 0; i < n * ROW; i++)
        cell[i] = NO_CELL;
    for (size_t p = 0; p < n; p++) {
        if (place_shows(s, &place[p], DISCLOSE_CODE + VERDICT_EXEMPT))
            put_table(&l, place[p].unit, &place[p].practice->numbers, &place[0].practice->numbers, cell + p * ROW);
        else
            closed = closed || p;
    }
    ledger_across(&l, cell, n, ROW, closed);
    free(cell);
    ledger_close(&l);
}

void disclosure_practice(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n)
{
    put_figures(s, in, place, n);
    if (is_known(in, TOPIC_HALF_YEAR))
        put_half_years(s, in, place, n);
    if (is_known(in, TOPIC_EXCEPTIONS))
        put_exceptions(s, place, n);
}
