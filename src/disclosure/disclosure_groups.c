/* Disclosure control: customers by status, how long overdue, exemptions that end, the rate that the Controlling sees. */
#include "disclosure/disclosure_parts.h"

#include "base/mem.h"

#include <stdlib.h>

static int32_t cost_in(size_t place, int32_t cost)
{
    return place ? cost : cost * 4; /* the Jobcenter's figures are missed more than a team's */
}

static bool any_closed(const struct disclosure *s, const struct place *place, size_t n, int what)
{
    for (size_t p = 1; p < n; p++)
        if (!place_shows(s, &place[p], what))
            return true;
    return false;
}

/* ---- status ---- */

/* Two verdicts of the rate and their sum, where both are shown: alone it would tell of them. NO_CELL: it is not. */
static size_t put_half(struct ledger *l, struct agg_unit unit, const struct agg_numbers *x, bool late,
                       const size_t *cell)
{
    const enum verdict_code one = late ? VERDICT_OVERDUE : VERDICT_MET, two = late ? VERDICT_NEVER : VERDICT_DUE_SOON;
    if (cell[one] == NO_CELL || cell[two] == NO_CELL)
        return NO_CELL;
    size_t sum = ledger_cell(l, unit, late ? DISCLOSE_LATE : DISCLOSE_MET, (uint64_t)x->code[one] + x->code[two],
                             SUPPRESS_DEAR / 4);
    ledger_sum2(l, sum, cell[one], cell[two]);
    return sum;
}

/* One status of a place. all: of the Jobcenter; what nobody there is with this status is shown, as nobody may be. */
static void put_row(struct ledger *l, const struct place *p, struct agg_unit unit, const struct agg_numbers *x,
                    const struct agg_numbers *all, size_t cell[VERDICT_CODES])
{
    static const enum verdict_code others[] = {VERDICT_NEW, VERDICT_EXEMPT, VERDICT_NONE, VERDICT_NOT_COVERED,
                                               VERDICT_UNCLEAR};
    enum { OTHERS = sizeof others / sizeof *others };
    for (int i = 0; i < VERDICT_CODES; i++)
        if (place_shows(l->disclosure, p, DISCLOSE_CODE + i))
            cell[i] = ledger_cell(l, unit, DISCLOSE_CODE + i, x->code[i],
                                  all->code[i] ? cost_in(x != all, SUPPRESS_USUAL) : SUPPRESS_KEPT);
    size_t met = put_half(l, unit, x, false, cell), late = put_half(l, unit, x, true, cell), rated = NO_CELL;
    if (met != NO_CELL && late != NO_CELL) {
        rated = ledger_cell(l, unit, DISCLOSE_RATED, agg_rate(x).whole, SUPPRESS_DEAR / 2);
        ledger_sum2(l, rated, met, late);
    }
    if (!place_shows_all(l->disclosure, p))
        return;
    size_t part[OTHERS + 1] = {rated}, sum = ledger_cell(l, unit, DISCLOSE_CUSTOMERS, x->customers, SUPPRESS_DEAR / 2);
    for (int i = 0; i < OTHERS; i++)
        part[i + 1] = cell[others[i]];
    ledger_sum(l, sum, part, OTHERS + 1);
}

static void put_status(struct disclosure *s, const struct place *place, size_t n)
{
    const struct agg_list *list = &place[0].groups->list[AGG_STATUS];
    struct ledger l;
    ledger_open(&l, s);
    size_t width = list->n * VERDICT_CODES, *cell = mem_zero(n * width + 1, sizeof *cell);
    size_t *part = mem_zero(n * list->n + 1, sizeof *part);
    for (size_t i = 0; i < n * width; i++)
        cell[i] = NO_CELL;
    for (size_t p = 0; p < n; p++)
        for (size_t g = 0; g < list->n; g++) {
            const struct agg_group *group = agg_lookup(place[p].groups, AGG_STATUS, 0, list->item[g].key);
            if (group)
                put_row(&l, &place[p], agg_unit_group(place[p].groups, AGG_STATUS, 0, group->key), &group->numbers,
                        &list->item[g].numbers, cell + p * width + g * VERDICT_CODES);
        }
    for (size_t i = 0; i < VERDICT_CODES; i++) {
        for (size_t p = 0; p < n; p++) {
            for (size_t g = 0; g < list->n; g++)
                part[p * list->n + g] = cell[p * width + g * VERDICT_CODES + i];
            if (place_shows(s, &place[p], DISCLOSE_CODE + (int)i))
                ledger_sum(&l, ledger_shown(&l, place[p].now->code[i]), part + p * list->n, list->n);
        }
        ledger_across(&l, part, n, list->n, any_closed(s, place, n, DISCLOSE_CODE + (int)i));
    }
    free(part);
    free(cell);
    ledger_close(&l);
}

/* ---- how long overdue ---- */

static void put_bands(struct disclosure *s, const struct place *place, size_t n)
{
    const int what = DISCLOSE_CODE + VERDICT_OVERDUE;
    struct ledger l;
    ledger_open(&l, s);
    size_t *cell = mem_zero(n * AGG_BANDS, sizeof *cell);
    for (size_t p = 0; p < n; p++) {
        const struct agg_numbers *x = &place[p].groups->all;
        const bool open = place_shows(s, &place[p], what);
        for (int i = 0; i < AGG_BANDS; i++)
            cell[p * AGG_BANDS + (size_t)i] =
                open ? ledger_cell(&l, place[p].unit, DISCLOSE_BAND + i, x->band[i], cost_in(p, SUPPRESS_USUAL))
                     : NO_CELL;
        if (open)
            ledger_sum(&l, ledger_shown(&l, x->code[VERDICT_OVERDUE]), cell + p * AGG_BANDS, AGG_BANDS);
    }
    ledger_across(&l, cell, n, AGG_BANDS, any_closed(s, place, n, what));
    free(cell);
    ledger_close(&l);
}

/* ---- exempt: some end soon, of some no end is known, the rest ends later ---- */

static void put_exempt(struct disclosure *s, const struct place *place, size_t n)
{
    enum { KINDS = 2 };
    const int what = DISCLOSE_CODE + VERDICT_EXEMPT;
    struct ledger l;
    ledger_open(&l, s);
    size_t *cell = mem_zero(n * KINDS, sizeof *cell);
    for (size_t p = 0; p < n; p++) {
        const struct agg_numbers *x = &place[p].groups->all;
        uint64_t open = place[p].ahead->exempt_open, exempt = x->code[VERDICT_EXEMPT];
        size_t *at = cell + p * KINDS;
        at[0] = at[1] = NO_CELL;
        if (!place_shows(s, &place[p], what) || x->exempt_ending + open > exempt)
            continue;
        at[0] = ledger_cell(&l, place[p].unit, DISCLOSE_ENDING, x->exempt_ending, cost_in(p, SUPPRESS_USUAL));
        at[1] = ledger_cell(&l, place[p].unit, DISCLOSE_OPEN, open, cost_in(p, SUPPRESS_USUAL));
        size_t part[] = {at[0], at[1], ledger_rest(&l, exempt - x->exempt_ending - open)};
        ledger_sum(&l, ledger_shown(&l, exempt), part, 3);
    }
    ledger_across(&l, cell, n, KINDS, any_closed(s, place, n, what));
    free(cell);
    ledger_close(&l);
}

/* ---- the rate that the Controlling sees ---- */

/* Only of the Jobcenter, and only where it differs from the rate by nobody or by enough. */
static void decide_visible(struct disclosure *s, const struct place *place, size_t n)
{
    const unsigned smallest = disclosure_smallest(s);
    for (size_t p = 0; p < n; p++) {
        const struct agg_numbers *x = &place[p].groups->all;
        struct agg_rate r = agg_rate(x), v = agg_rate_visible(x);
        const uint64_t apart[] = {v.part, v.whole, v.whole - v.part, r.part - v.part, r.whole - v.whole};
        bool hidden = p > 0 || v.part > r.part || v.whole > r.whole;
        for (size_t i = 0; i < sizeof apart / sizeof *apart; i++)
            hidden = hidden || (apart[i] && apart[i] < smallest);
        disclosure_decide(s, place[p].unit, DISCLOSE_VISIBLE, hidden || disclosure_hides_rate(s, place[p].unit));
    }
}

void disclosure_groups(struct disclosure *s, const struct place *place, size_t n)
{
    put_status(s, place, n);
    put_bands(s, place, n);
    put_exempt(s, place, n);
    decide_visible(s, place, n);
}
