/* Disclosure control: what is hidden, by address; and the verdicts of each month. */
#include "disclosure/disclosure_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct slot {
    struct agg_unit unit;
    uint16_t figure;
    bool used, hidden;
};

struct disclosure {
    unsigned smallest;
    struct slot *slot; /* open addressing; cap is a power of two, never more than half full */
    size_t n, cap;
};

/* ---- what is hidden ---- */

static bool is_slot_of(const struct slot *s, struct agg_unit u, int figure)
{
    return s->figure == figure && s->unit.team == u.team && s->unit.part == u.part && s->unit.outer == u.outer &&
           s->unit.key == u.key;
}

static struct slot *find(const struct disclosure *s, struct agg_unit u, int figure)
{
    uint64_t h = ((uint64_t)u.team << 32 | u.key) * 0x9E3779B97F4A7C15u;
    h = (h ^ h >> 29 ^ ((uint64_t)u.part << 48 | (uint64_t)u.outer << 16 | (uint64_t)figure)) * 0xC2B2AE3D27D4EB4Fu;
    size_t i = (size_t)(h ^ h >> 29) & (s->cap - 1);
    while (s->slot[i].used && !is_slot_of(&s->slot[i], u, figure))
        i = (i + 1) & (s->cap - 1);
    return &s->slot[i];
}

static void grow(struct disclosure *s)
{
    struct disclosure old = *s;
    s->cap = old.cap ? old.cap * 2 : 1024;
    s->slot = mem_zero(s->cap, sizeof *s->slot);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slot[i].used)
            *find(s, old.slot[i].unit, old.slot[i].figure) = old.slot[i];
    free(old.slot);
}

void disclosure_decide(struct disclosure *s, struct agg_unit unit, int figure, bool hidden)
{
    if (2 * (s->n + 1) > s->cap)
        grow(s);
    struct slot *slot = find(s, unit, figure);
    s->n += !slot->used;
    *slot = (struct slot){unit, (uint16_t)figure, true, hidden};
}

bool disclosure_hides(const struct disclosure *s, struct agg_unit unit, int figure)
{
    if (!s)
        return false;
    const struct slot *slot = find(s, unit, figure);
    return !slot->used || slot->hidden;
}

bool disclosure_hides_rate(const struct disclosure *s, struct agg_unit unit)
{
    return disclosure_hides(s, unit, DISCLOSE_MET) || disclosure_hides(s, unit, DISCLOSE_LATE) ||
           disclosure_hides(s, unit, DISCLOSE_RATED);
}

bool disclosure_hides_any(const struct disclosure *s, struct agg_unit unit)
{
    for (int what = 0; what < DISCLOSE_COUNTS; what++)
        if (disclosure_hides(s, unit, what))
            return true;
    return false;
}

unsigned disclosure_smallest(const struct disclosure *s)
{
    return s ? s->smallest : 1;
}

void disclosure_free(struct disclosure *s)
{
    if (!s)
        return;
    free(s->slot);
    free(s);
}

/* ---- counts that are decided together ---- */

void ledger_open(struct ledger *l, struct disclosure *s)
{
    *l = (struct ledger){.disclosure = s, .engine = suppression_new(s->smallest)};
}

/* Where some small count cannot be made safe (rare, and hard to tell whether it is not), nothing of all is shown. */
void ledger_close(struct ledger *l)
{
    bool safe = suppression_solve(l->engine);
    for (size_t i = 0; i < l->n; i++)
        disclosure_decide(l->disclosure, l->entry[i].unit, l->entry[i].figure,
                          !safe || suppression_hidden(l->engine, l->entry[i].cell));
    suppression_free(l->engine);
    free(l->entry);
}

void ledger_alias(struct ledger *l, struct agg_unit unit, int figure, size_t cell)
{
    l->entry = mem_grow(l->entry, l->n, &l->cap, sizeof *l->entry);
    l->entry[l->n++] = (struct ledger_entry){unit, figure, cell};
}

size_t ledger_cell(struct ledger *l, struct agg_unit unit, int figure, uint64_t count, int32_t cost)
{
    size_t cell = suppression_cell(l->engine, count, cost);
    ledger_alias(l, unit, figure, cell);
    return cell;
}

size_t ledger_rest(struct ledger *l, uint64_t count)
{
    return suppression_cell(l->engine, count, SUPPRESS_CHEAP);
}

size_t ledger_shown(struct ledger *l, uint64_t count)
{
    return suppression_cell(l->engine, count, SUPPRESS_SHOWN);
}

void ledger_sum(struct ledger *l, size_t whole, const size_t *part, size_t n)
{
    size_t *there = mem_zero(n + 1, sizeof *there), k = 0;
    for (size_t i = 0; i < n; i++)
        if (part[i] != NO_CELL)
            there[k++] = part[i];
    suppression_sum(l->engine, whole, there, k);
    free(there);
}

void ledger_sum2(struct ledger *l, size_t whole, size_t x, size_t y)
{
    suppression_sum(l->engine, whole, (const size_t[]){x, y}, 2);
}

void ledger_across(struct ledger *l, const size_t *cell, size_t n_places, size_t n, bool closed)
{
    size_t *part = mem_zero(n_places + 1, sizeof *part);
    for (size_t i = 0; i < n; i++) {
        if (cell[i] == NO_CELL)
            continue;
        uint64_t rest = suppression_count(l->engine, cell[i]);
        for (size_t p = 1; p < n_places; p++) {
            part[p - 1] = cell[p * n + i];
            if (part[p - 1] != NO_CELL)
                rest -= suppression_count(l->engine, part[p - 1]);
        }
        part[n_places - 1] = closed ? suppression_unseen(l->engine, rest) : NO_CELL;
        ledger_sum(l, cell[i], part, n_places);
    }
    free(part);
}

/* ---- customers by verdict ---- */

/* all: of the Jobcenter. What nobody there is at all is shown: the rule set may not let anybody be it. */
static void put_counts(struct ledger *l, struct agg_unit unit, const struct agg_counts *x, const struct agg_counts *all,
                       size_t cell[DISCLOSE_COUNTS])
{
    static const enum verdict_code others[] = {VERDICT_NEW, VERDICT_EXEMPT, VERDICT_NONE, VERDICT_NOT_COVERED,
                                               VERDICT_UNCLEAR};
    enum { OTHERS = sizeof others / sizeof *others };
    const uint64_t met = (uint64_t)x->code[VERDICT_MET] + x->code[VERDICT_DUE_SOON];
    const uint64_t late = (uint64_t)x->code[VERDICT_OVERDUE] + x->code[VERDICT_NEVER];
    const uint64_t sum[] = {x->customers, met + late, met, late};
    const int32_t few = x == all ? SUPPRESS_DEAR * 4 : SUPPRESS_USUAL,
                  many = x == all ? SUPPRESS_DEAR * 8 : SUPPRESS_DEAR;
    for (int what = 0; what < DISCLOSE_CODE; what++)
        cell[what] = ledger_cell(l, unit, what, sum[what], many);
    for (int i = 0; i < VERDICT_CODES; i++)
        cell[DISCLOSE_CODE + i] =
            ledger_cell(l, unit, DISCLOSE_CODE + i, x->code[i], all->code[i] ? few : SUPPRESS_KEPT);
    suppression_least(l->engine, cell[DISCLOSE_CUSTOMERS], x->customers > 0); /* else it would not be there */
    ledger_sum2(l, cell[DISCLOSE_MET], cell[DISCLOSE_CODE + VERDICT_MET], cell[DISCLOSE_CODE + VERDICT_DUE_SOON]);
    ledger_sum2(l, cell[DISCLOSE_LATE], cell[DISCLOSE_CODE + VERDICT_OVERDUE], cell[DISCLOSE_CODE + VERDICT_NEVER]);
    ledger_sum2(l, cell[DISCLOSE_RATED], cell[DISCLOSE_MET], cell[DISCLOSE_LATE]);
    size_t part[OTHERS + 1] = {cell[DISCLOSE_RATED]};
    for (int i = 0; i < OTHERS; i++)
        part[i + 1] = cell[DISCLOSE_CODE + others[i]];
    ledger_sum(l, cell[DISCLOSE_CUSTOMERS], part, OTHERS + 1);
}

/* One month of the course: the Jobcenter and every team with customers then; of others all is 0 and shown. */
static void decide_month(struct disclosure *s, const struct agg_courses *c, int point)
{
    struct ledger l;
    ledger_open(&l, s);
    size_t cell[DISCLOSE_COUNTS], n = 0, *code = mem_zero((c->n_teams + 1) * VERDICT_CODES, sizeof *code);
    for (size_t i = 0; i <= c->n_teams; i++) {
        const struct agg_course *of = i ? &c->team[i - 1] : &c->all;
        const struct agg_counts *x = &of->point[point];
        const struct agg_unit unit = agg_unit_month(of->team, point);
        if (i && !x->customers) {
            for (int what = 0; what < DISCLOSE_COUNTS; what++)
                disclosure_decide(s, unit, what, false);
            continue;
        }
        put_counts(&l, unit, x, &c->all.point[point], cell);
        memcpy(code + n++ * VERDICT_CODES, cell + DISCLOSE_CODE, VERDICT_CODES * sizeof *code);
    }
    ledger_across(&l, code, n, VERDICT_CODES, false);
    free(code);
    ledger_close(&l);
}

/* ---- places ---- */

bool place_shows(const struct disclosure *s, const struct place *p, int figure)
{
    return !disclosure_hides(s, p->unit, figure);
}

bool place_shows_all(const struct disclosure *s, const struct place *p)
{
    return !disclosure_hides_any(s, p->unit);
}

/* ---- the whole ---- */

static void make_places(const struct disclosure_input *in, struct place *place)
{
    const struct agg_list *teams = &in->jobcenter->list[AGG_TEAM];
    place[0] = (struct place){.unit = agg_unit_whole(AGG_JOBCENTER),
                              .groups = in->jobcenter,
                              .course = &in->courses->all,
                              .practice = &in->practice->all,
                              .staff = &in->staff->all,
                              .ahead = &in->ahead->all,
                              .now = &in->courses->all.point[COURSE_NOW]};
    for (size_t i = 0; i < in->n_teams; i++) {
        uint32_t team = teams->item[i].key;
        const struct agg_staff_group *staff = agg_staff_team(in->staff, team);
        const struct agg_ahead_group *ahead = agg_ahead_team(in->ahead, team);
        const struct agg_course *course = agg_courses_lookup(in->courses, team);
        place[i + 1] = (struct place){.unit = agg_unit_whole(team),
                                      .groups = in->team[i],
                                      .course = course,
                                      .now = &course->point[COURSE_NOW],
                                      .practice = agg_practice_team(in->practice, team),
                                      .staff = staff ? &staff->numbers : NULL,
                                      .ahead = ahead ? &ahead->numbers : NULL};
    }
}

/* The Jobcenter's table of teams has a row for each, with the same counts. */
static void copy_counts(struct disclosure *s, const struct place *place, size_t n)
{
    for (size_t p = 1; p < n; p++)
        for (int what = 0; what < DISCLOSE_COUNTS; what++)
            disclosure_decide(s, agg_unit_group(place[0].groups, AGG_TEAM, 0, place[p].unit.team), what,
                              !place_shows(s, &place[p], what));
}

struct disclosure *disclosure_new(const struct disclosure_input *in)
{
    if (in->smallest <= 1)
        return NULL;
    struct disclosure *s = mem_zero(1, sizeof *s);
    size_t n = in->n_teams + 1;
    struct place *place = mem_zero(n, sizeof *place);
    s->smallest = in->smallest;
    grow(s);
    make_places(in, place);
    for (int point = 0; point < COURSE_POINTS; point++)
        decide_month(s, in->courses, point);
    copy_counts(s, place, n);
    disclosure_groups(s, place, n);
    disclosure_rates(s, in, place, n);
    disclosure_practice(s, in, place, n);
    disclosure_ahead(s, in, place, n);
    disclosure_households(s, place, n);
    disclosure_flows(s, in, place, n);
    free(place);
    return s;
}
