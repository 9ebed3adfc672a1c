/* Disclosure control: the weeks ahead, Bedarfsgemeinschaften. */
#include "disclosure/disclosure_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* ---- the weeks ahead ---- */

enum {
    WEEK_BACKLOG = AGG_AHEAD_WEEKS,
    DEMANDS, /* each week, then the backlog: what is held against the capacity, and what is free of it */
    PARTS = 2,
    WEEK_NAME = DISCLOSE_NOT_LATE + 1, /* names of parts that nobody asks for by themselves */
};

static uint64_t demand_of(const struct agg_ahead_numbers *x, int i, bool is_free)
{
    uint64_t all = i == WEEK_BACKLOG ? x->backlog : x->due[i];
    uint64_t part = i == WEEK_BACKLOG ? x->backlog_free : x->due_free[i];
    return is_free ? part : all - part;
}

/* Without anybody free of the capacity there is nothing to divide. */
static void put_weeks(struct ledger *l, const struct place *p, bool divided, bool whole_run,
                      size_t cell[DEMANDS * PARTS])
{
    /* One hidden week hides all, so the Jobcenter's are kept as long as can be; what they are divided into may go. */
    const int32_t few = whole_run ? SUPPRESS_DEAR * 8 : SUPPRESS_USUAL, many = whole_run ? few : SUPPRESS_DEAR;
    const struct agg_ahead_numbers *x = p->ahead;
    size_t bound[DEMANDS], due[AGG_AHEAD_WEEKS];
    uint64_t all = 0, held = 0;
    for (int i = 0; i < DEMANDS; i++) {
        uint64_t n = demand_of(x, i, false), more = demand_of(x, i, true);
        size_t whole = i == WEEK_BACKLOG ? ledger_shown(l, n + more)
                                         : ledger_cell(l, p->unit, WEEK_NAME + DEMANDS * PARTS + i, n + more, few);
        if (i < WEEK_BACKLOG) {
            due[i] = whole;
            all += n + more;
        }
        held += n;
        bound[i] = cell[i * PARTS] =
            divided ? ledger_cell(l, p->unit, WEEK_NAME + i * PARTS, n, SUPPRESS_CHEAP) : whole;
        cell[i * PARTS + 1] =
            divided ? ledger_cell(l, p->unit, WEEK_NAME + i * PARTS + 1, more, SUPPRESS_CHEAP) : NO_CELL;
        if (divided)
            ledger_sum2(l, whole, cell[i * PARTS], cell[i * PARTS + 1]);
    }
    ledger_sum(l, ledger_cell(l, p->unit, DISCLOSE_DUE_ALL, all, many), due, AGG_AHEAD_WEEKS);
    ledger_sum(l, ledger_cell(l, p->unit, DISCLOSE_BOUND, held, whole_run ? SUPPRESS_DEAR : SUPPRESS_DEAR / 4), bound,
               DEMANDS);
}

static bool is_divided(const struct agg_ahead *a)
{
    uint64_t n = a->all.backlog_free;
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++)
        n += a->all.due_free[w];
    return n > 0;
}

/* Whoever is due soon is due in one of these weeks. */
static bool is_open(const struct disclosure *s, const struct place *p)
{
    return place_shows(s, p, DISCLOSE_LATE) && place_shows(s, p, DISCLOSE_CODE + VERDICT_DUE_SOON);
}

/* Staff without customers: 0 is shown. */
static void show_idle(struct disclosure *s, const struct agg_ahead *a, const struct place *place, size_t n)
{
    static const int sums[] = {DISCLOSE_WEEKS,   DISCLOSE_DIVISION, DISCLOSE_BACKLOG,
                               DISCLOSE_DUE_ALL, DISCLOSE_BOUND,    DISCLOSE_OPEN};
    for (size_t i = 0; i < a->n_teams; i++) {
        bool known = false;
        for (size_t p = 1; p < n; p++)
            known = known || place[p].unit.team == a->team[i].team;
        for (size_t k = 0; !known && k < sizeof sums / sizeof *sums; k++)
            disclosure_decide(s, agg_unit_whole(a->team[i].team), sums[k], false);
    }
}

/* All weeks of a place are shown, or none; of what they are divided into likewise. */
static void decide_weeks(struct disclosure *s, struct agg_unit unit, bool divided)
{
    bool weeks = false, division = false;
    for (int i = 0; i < DEMANDS; i++) {
        weeks = weeks || (i < WEEK_BACKLOG && disclosure_hides(s, unit, WEEK_NAME + DEMANDS * PARTS + i));
        for (int k = 0; divided && k < PARTS; k++)
            division = division || disclosure_hides(s, unit, WEEK_NAME + i * PARTS + k);
    }
    disclosure_decide(s, unit, DISCLOSE_WEEKS, weeks);
    disclosure_decide(s, unit, DISCLOSE_DIVISION, weeks || division);
}

void disclosure_ahead(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n)
{
    const bool divided = is_divided(in->ahead);
    size_t *cell = mem_zero(n * DEMANDS * PARTS, sizeof *cell);
    struct ledger l;
    bool closed = false;
    ledger_open(&l, s);
    for (size_t p = 0; p < n; p++) {
        for (size_t i = 0; i < DEMANDS * PARTS; i++)
            cell[p * DEMANDS * PARTS + i] = NO_CELL;
        if (is_open(s, &place[p]))
            put_weeks(&l, &place[p], divided, p == 0, cell + p * DEMANDS * PARTS);
        else
            closed = closed || p;
        disclosure_decide(s, place[p].unit, DISCLOSE_BACKLOG, !place_shows(s, &place[p], DISCLOSE_LATE));
    }
    ledger_across(&l, cell, n, DEMANDS * PARTS, closed);
    free(cell);
    ledger_close(&l);
    for (size_t p = 0; p < n; p++)
        decide_weeks(s, place[p].unit, divided);
    show_idle(s, in->ahead, place, n);
}

/* ---- Bedarfsgemeinschaften ---- */

enum { HOUSEHOLDS = 5 };

static void put_households(struct ledger *l, struct agg_unit unit, const struct agg_households *h,
                           size_t cell[HOUSEHOLDS])
{
    static const enum disclosure_figure names[HOUSEHOLDS] = {DISCLOSE_ALL_MET, DISCLOSE_SOME_MET, DISCLOSE_NONE_MET,
                                                             DISCLOSE_NOT_ASKED, DISCLOSE_HOUSEHOLDS};
    const uint32_t count[HOUSEHOLDS] = {h->all, h->some, h->no, h->not_asked, h->n};
    for (int i = 0; i < HOUSEHOLDS; i++)
        cell[i] = ledger_cell(l, unit, names[i], count[i], i < HOUSEHOLDS - 1 ? SUPPRESS_USUAL : SUPPRESS_DEAR);
    ledger_sum(l, cell[HOUSEHOLDS - 1], cell, HOUSEHOLDS - 1);
    /* some and none: in some of them nobody is late, in the rest somebody */
    size_t late[] = {ledger_cell(l, unit, DISCLOSE_NOT_LATE, h->not_late, SUPPRESS_USUAL),
                     ledger_rest(l, h->some + h->no - h->not_late)};
    size_t both = ledger_rest(l, h->some + h->no);
    ledger_sum(l, both, late, 2);
    ledger_sum2(l, both, cell[1], cell[2]);
}

/*
 * Of members in several teams each counts a Bedarfsgemeinschaft: teams do not sum to the Jobcenter. How many it is that
 * are counted more than once the reader is taken to know.
 */
void disclosure_households(struct disclosure *s, const struct place *place, size_t n)
{
    struct ledger l;
    size_t *cell = mem_zero(n * HOUSEHOLDS, sizeof *cell), *part = mem_zero(n, sizeof *part);
    ledger_open(&l, s);
    for (size_t p = 0; p < n; p++)
        put_households(&l, place[p].unit, &place[p].groups->households, cell + p * HOUSEHOLDS);
    for (size_t i = 0; n > 1 && i < HOUSEHOLDS; i++) {
        const struct agg_households *h = &place[0].groups->households;
        const uint32_t whole[HOUSEHOLDS] = {h->all, h->some, h->no, h->not_asked, h->n};
        uint64_t sum = 0;
        for (size_t p = 1; p < n; p++) {
            const struct agg_households *t = &place[p].groups->households;
            const uint32_t count[HOUSEHOLDS] = {t->all, t->some, t->no, t->not_asked, t->n};
            part[p - 1] = cell[p * HOUSEHOLDS + i];
            sum += count[i];
        }
        size_t teams = suppression_unseen(l.engine, sum), over = sum > whole[i] ? sum - whole[i] : whole[i] - sum;
        size_t beyond = suppression_cell(l.engine, over, SUPPRESS_SHOWN);
        ledger_sum(&l, teams, part, n - 1);
        ledger_sum2(&l, sum > whole[i] ? teams : cell[i], sum > whole[i] ? cell[i] : teams, beyond);
    }
    ledger_close(&l);
    free(part);
    free(cell);
}
