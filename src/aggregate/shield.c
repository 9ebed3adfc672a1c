/* The shield: what is hidden, by address; and the verdicts of each month. */
#include "aggregate/shield_parts.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct slot {
    const void *of; /* NULL: free */
    int what;
    bool hidden;
};

struct shield {
    unsigned smallest;
    struct slot *slot; /* open addressing; cap is a power of two, never more than half full */
    size_t n, cap;
};

/* ---- what is hidden ---- */

static struct slot *find(const struct shield *s, const void *of, int what)
{
    uint64_t h = ((uint64_t)(uintptr_t)of >> 2) * 0x9E3779B97F4A7C15u + (uint64_t)what * 0xC2B2AE3D27D4EB4Fu;
    size_t i = (size_t)(h ^ h >> 29) & (s->cap - 1);
    while (s->slot[i].of && (s->slot[i].of != of || s->slot[i].what != what))
        i = (i + 1) & (s->cap - 1);
    return &s->slot[i];
}

static void grow(struct shield *s)
{
    struct shield old = *s;
    s->cap = old.cap ? old.cap * 2 : 1024;
    s->slot = mem_zero(s->cap, sizeof *s->slot);
    for (size_t i = 0; i < old.cap; i++)
        if (old.slot[i].of)
            *find(s, old.slot[i].of, old.slot[i].what) = old.slot[i];
    free(old.slot);
}

void shield_put(struct shield *s, const void *of, int what, bool hidden)
{
    if (2 * (s->n + 1) > s->cap)
        grow(s);
    struct slot *slot = find(s, of, what);
    s->n += slot->of == NULL;
    *slot = (struct slot){of, what, hidden};
}

bool shield_hides(const struct shield *s, const void *of, int what)
{
    if (!s)
        return false;
    const struct slot *slot = find(s, of, what);
    return !slot->of || slot->hidden;
}

bool shield_hides_rate(const struct shield *s, const void *of)
{
    return shield_hides(s, of, SHIELD_MET) || shield_hides(s, of, SHIELD_LATE) || shield_hides(s, of, SHIELD_RATED);
}

bool shield_hides_any(const struct shield *s, const void *of)
{
    for (int what = 0; what < SHIELD_COUNTS; what++)
        if (shield_hides(s, of, what))
            return true;
    return false;
}

unsigned shield_smallest(const struct shield *s)
{
    return s ? s->smallest : 1;
}

void shield_free(struct shield *s)
{
    if (!s)
        return;
    free(s->slot);
    free(s);
}

/* ---- counts that are decided together ---- */

void ledger_open(struct ledger *l, struct shield *s)
{
    *l = (struct ledger){.shield = s, .engine = protect_new(s->smallest)};
}

/* Where some small count cannot be made safe (rare, and hard to tell whether it is not), nothing of all is shown. */
void ledger_close(struct ledger *l)
{
    bool safe = protect_solve(l->engine);
    for (size_t i = 0; i < l->n; i++)
        shield_put(l->shield, l->entry[i].of, l->entry[i].what, !safe || protect_hidden(l->engine, l->entry[i].cell));
    protect_free(l->engine);
    free(l->entry);
}

void ledger_alias(struct ledger *l, const void *of, int what, size_t cell)
{
    l->entry = mem_grow(l->entry, l->n, &l->cap, sizeof *l->entry);
    l->entry[l->n++] = (struct ledger_entry){of, what, cell};
}

size_t ledger_cell(struct ledger *l, const void *of, int what, uint64_t count, int32_t cost)
{
    size_t cell = protect_cell(l->engine, count, cost);
    ledger_alias(l, of, what, cell);
    return cell;
}

size_t ledger_rest(struct ledger *l, uint64_t count)
{
    return protect_cell(l->engine, count, PROTECT_CHEAP);
}

size_t ledger_shown(struct ledger *l, uint64_t count)
{
    return protect_cell(l->engine, count, PROTECT_SHOWN);
}

void ledger_sum(struct ledger *l, size_t whole, const size_t *part, size_t n)
{
    size_t *there = mem_zero(n + 1, sizeof *there), k = 0;
    for (size_t i = 0; i < n; i++)
        if (part[i] != NO_CELL)
            there[k++] = part[i];
    protect_sum(l->engine, whole, there, k);
    free(there);
}

void ledger_sum2(struct ledger *l, size_t whole, size_t x, size_t y)
{
    protect_sum(l->engine, whole, (const size_t[]){x, y}, 2);
}

void ledger_across(struct ledger *l, const size_t *cell, size_t n_places, size_t n, bool closed)
{
    size_t *part = mem_zero(n_places + 1, sizeof *part);
    for (size_t i = 0; i < n; i++) {
        if (cell[i] == NO_CELL)
            continue;
        uint64_t rest = protect_count(l->engine, cell[i]);
        for (size_t p = 1; p < n_places; p++) {
            part[p - 1] = cell[p * n + i];
            if (part[p - 1] != NO_CELL)
                rest -= protect_count(l->engine, part[p - 1]);
        }
        part[n_places - 1] = closed ? protect_unseen(l->engine, rest) : NO_CELL;
        ledger_sum(l, cell[i], part, n_places);
    }
    free(part);
}

/* ---- customers by verdict ---- */

/* all: of the Jobcenter. What nobody there is at all is shown: the rule set may not let anybody be it. */
static void put_counts(struct ledger *l, const struct agg_counts *x, const struct agg_counts *all,
                       size_t cell[SHIELD_COUNTS])
{
    static const enum verdict_code others[] = {VERDICT_NEW, VERDICT_EXEMPT, VERDICT_NONE, VERDICT_NOT_COVERED,
                                               VERDICT_UNCLEAR};
    enum { OTHERS = sizeof others / sizeof *others };
    const uint64_t met = (uint64_t)x->code[VERDICT_MET] + x->code[VERDICT_DUE_SOON];
    const uint64_t late = (uint64_t)x->code[VERDICT_OVERDUE] + x->code[VERDICT_NEVER];
    const uint64_t sum[] = {x->customers, met + late, met, late};
    const int32_t few = x == all ? PROTECT_DEAR * 4 : PROTECT_USUAL, many = x == all ? PROTECT_DEAR * 8 : PROTECT_DEAR;
    for (int what = 0; what < SHIELD_CODE; what++)
        cell[what] = ledger_cell(l, x, what, sum[what], many);
    for (int i = 0; i < VERDICT_CODES; i++)
        cell[SHIELD_CODE + i] = ledger_cell(l, x, SHIELD_CODE + i, x->code[i], all->code[i] ? few : PROTECT_KEPT);
    protect_least(l->engine, cell[SHIELD_CUSTOMERS], x->customers > 0); /* else it would not be there */
    ledger_sum2(l, cell[SHIELD_MET], cell[SHIELD_CODE + VERDICT_MET], cell[SHIELD_CODE + VERDICT_DUE_SOON]);
    ledger_sum2(l, cell[SHIELD_LATE], cell[SHIELD_CODE + VERDICT_OVERDUE], cell[SHIELD_CODE + VERDICT_NEVER]);
    ledger_sum2(l, cell[SHIELD_RATED], cell[SHIELD_MET], cell[SHIELD_LATE]);
    size_t part[OTHERS + 1] = {cell[SHIELD_RATED]};
    for (int i = 0; i < OTHERS; i++)
        part[i + 1] = cell[SHIELD_CODE + others[i]];
    ledger_sum(l, cell[SHIELD_CUSTOMERS], part, OTHERS + 1);
}

/* One month of the course: the Jobcenter and every team with customers then; of others all is 0 and shown. */
static void decide_month(struct shield *s, const struct agg_courses *c, int point)
{
    struct ledger l;
    ledger_open(&l, s);
    size_t cell[SHIELD_COUNTS], n = 0, *code = mem_zero((c->n_teams + 1) * VERDICT_CODES, sizeof *code);
    for (size_t i = 0; i <= c->n_teams; i++) {
        const struct agg_counts *x = i ? &c->team[i - 1].point[point] : &c->all.point[point];
        if (i && !x->customers) {
            for (int what = 0; what < SHIELD_COUNTS; what++)
                shield_put(s, x, what, false);
            continue;
        }
        put_counts(&l, x, &c->all.point[point], cell);
        memcpy(code + n++ * VERDICT_CODES, cell + SHIELD_CODE, VERDICT_CODES * sizeof *code);
    }
    ledger_across(&l, code, n, VERDICT_CODES, false);
    free(code);
    ledger_close(&l);
}

/* ---- places ---- */

bool place_shows(const struct shield *s, const struct place *p, int what)
{
    return !shield_hides(s, p->now, what);
}

bool place_shows_all(const struct shield *s, const struct place *p)
{
    return !shield_hides_any(s, p->now);
}

/* ---- the whole ---- */

static void make_places(const struct shield_input *in, struct place *place)
{
    const struct agg_list *teams = &in->jobcenter->list[AGG_TEAM];
    place[0] = (struct place){.groups = in->jobcenter,
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
        place[i + 1] = (struct place){.groups = in->team[i],
                                      .course = course,
                                      .now = &course->point[COURSE_NOW],
                                      .practice = agg_practice_team(in->practice, team),
                                      .staff = staff ? &staff->numbers : NULL,
                                      .ahead = ahead ? &ahead->numbers : NULL};
    }
}

/* The same counts lie elsewhere, too. */
static void copy_counts(struct shield *s, const struct shield_input *in, const struct place *place, size_t n)
{
    const struct agg_list *teams = &in->jobcenter->list[AGG_TEAM];
    for (size_t p = 0; p < n; p++)
        for (int what = 0; what < SHIELD_COUNTS; what++) {
            bool hidden = !place_shows(s, &place[p], what);
            shield_put(s, &place[p].groups->all, what, hidden);
            if (p)
                shield_put(s, &teams->item[p - 1].numbers, what, hidden);
        }
}

struct shield *shield_new(const struct shield_input *in)
{
    if (in->smallest <= 1)
        return NULL;
    struct shield *s = mem_zero(1, sizeof *s);
    size_t n = in->n_teams + 1;
    struct place *place = mem_zero(n, sizeof *place);
    s->smallest = in->smallest;
    grow(s);
    make_places(in, place);
    for (int point = 0; point < COURSE_POINTS; point++)
        decide_month(s, in->courses, point);
    copy_counts(s, in, place, n);
    shield_groups(s, place, n);
    shield_rates(s, in, place, n);
    shield_practice(s, in, place, n);
    shield_ahead(s, in, place, n);
    shield_households(s, place, n);
    shield_flows(s, in, place, n);
    free(place);
    return s;
}
