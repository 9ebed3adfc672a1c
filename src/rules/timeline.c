#include "rules/timeline.h"

#include <stdlib.h>

enum {
    SHORT_GAP = 31,      /* a gap in care or an interruption of so many days does not break anything */
    COMING_OF_AGE = 25,
};

/* The later beginning first; lines of one period in order of their key day. */
static int compare_periods(const void *a, const void *b)
{
    const struct period *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin > y->begin ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/*
 * Lines with the same Betreuung seit are one period (2.1); its end stands in its line with the latest key day <= S, in
 * its earliest where there is none. Leaves one entry a period, the later beginning first.
 */
static size_t collect_periods(struct timeline *tl, const struct tables *t, uint32_t customer, int32_t day)
{
    const struct tbl_states *s = &t->states;
    uint32_t first = t->customers.first[customer], n = t->customers.first[customer + 1] - first;
    while (tl->cap_periods < n)
        tl->period = mem_grow(tl->period, tl->cap_periods, &tl->cap_periods, sizeof *tl->period);
    for (uint32_t i = 0; i < n; i++)
        tl->period[i] = (struct period){s->care_from[first + i], s->care_to[first + i], first + i};
    qsort(tl->period, n, sizeof *tl->period, compare_periods);
    size_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct period p = tl->period[i];
        if (kept == 0 || tl->period[kept - 1].begin != p.begin)
            tl->period[kept++] = p;
        else if (s->key_day[p.line] <= day)
            tl->period[kept - 1].end = p.end;
    }
    return kept;
}

int32_t timeline_start(struct timeline *tl, const struct tables *t, uint32_t customer, uint32_t state, int32_t day)
{
    int32_t start = t->states.care_from[state];
    if (t->customers.first[customer + 1] - t->customers.first[customer] == 1)
        return start;
    /* One way back is enough: a period passed over begins no earlier than whatever is joined after it. */
    size_t n = collect_periods(tl, t, customer, day);
    for (size_t i = 0; i < n; i++) {
        const struct period *p = &tl->period[i];
        if (p->begin < start && (p->end == DAY_OPEN || p->end >= start - SHORT_GAP))
            start = p->begin;
    }
    return start;
}

int32_t timeline_end_of_youth(int32_t born)
{
    return day_birthday(born, COMING_OF_AGE);
}

/* Does a rule's condition hold? unknown: it asks for a value that nobody knows, and all else holds. */
static bool holds(const struct tables *t, const struct rule_condition *c, uint32_t state, unsigned age, bool *unknown)
{
    const struct tbl_states *s = &t->states;
    unsigned flags = s->flags[state];
    bool asks_unknown = false;
    if (!(c->age >> age & 1) || (flags & c->flags_yes) != c->flags_yes || (flags & c->flags_no))
        return false;
    if (c->status != RULE_ALL_STATUS) {
        if (s->status[state] == STATUS_UNKNOWN)
            asks_unknown = true;
        else if (!(c->status >> s->status[state] & 1))
            return false;
    }
    if (c->profile != RULE_ALL_PROFILES) {
        if (s->profile[state] == PROFILE_UNKNOWN)
            asks_unknown = true;
        else if (!(c->profile >> s->profile[state] & 1))
            return false;
    }
    if (c->function != RULE_ALL_FUNCTIONS) {
        enum word_function f = tables_function_of(t, state);
        if (f == FUNCTION_UNKNOWN)
            asks_unknown = true;
        else if (!(c->function >> f & 1))
            return false;
    }
    *unknown = asks_unknown;
    return true;
}

/* The first rule whose conditions all hold; -1: none, or it cannot be told (2.2). */
static int find_rule(const struct tables *t, const struct ruleset *set, uint32_t state, int32_t day)
{
    unsigned age = day < timeline_end_of_youth(t->states.born[state]) ? AGE_U25 : AGE_O25;
    for (int i = 0; i < set->n_rules; i++) {
        bool unknown;
        if (holds(t, &set->rule[i].when, state, age, &unknown))
            return unknown ? -1 : i;
    }
    return -1;
}

bool timeline_accepts_interval(const struct tables *t, const struct ruleset *set, int rule, uint32_t x)
{
    const struct tbl_exceptions *e = &t->exceptions;
    if (rule < 0 || set->rule[rule].outcome != RULE_REQUIREMENT || e->interval[x].n == 0)
        return false;
    const struct rule *r = &set->rule[rule];
    unsigned kind = e->kind[x];
    if (kind == EXCEPTION_UNKNOWN || kind == EXCEPTION_JBA)
        return false;
    if (r->accepts.any_interval >> kind & 1)
        return true;
    if (!(r->accepts.only_shorter >> kind & 1))
        return false;
    int32_t from = e->from[x], own = span_add(from, r->within, 1);
    if (r->count > 1)
        own = from + (own - from) / r->count;
    return span_add(from, e->interval[x], 1) < own;
}

/* The accepted individual interval in force on day: the one with the later Von, then the later line (2.7). */
static uint32_t find_individual(const struct tables *t, const struct eval_question *q, uint32_t customer, int rule,
                                int32_t day)
{
    const struct tbl_exceptions *e = &t->exceptions;
    uint32_t best = TBL_NONE;
    for (uint32_t x = e->first[customer]; x < e->first[customer + 1]; x++) {
        if (x == q->left_out || day < e->from[x] || day > e->to[x] ||
            !timeline_accepts_interval(t, q->set, rule, x))
            continue;
        if (best == TBL_NONE || e->from[x] >= e->from[best])
            best = x;
    }
    return best;
}

static struct stage stage_on(const struct tables *t, const struct eval_question *q, uint32_t customer, int32_t day)
{
    struct stage s = {.from = day, .individual = TBL_NONE};
    s.rule = (int16_t)find_rule(t, q->set, tables_state_on(t, customer, day), day);
    s.outcome = s.rule < 0 ? RULE_CANNOT_TELL : (uint8_t)q->set->rule[s.rule].outcome;
    if (s.outcome == RULE_REQUIREMENT)
        s.individual = find_individual(t, q, customer, s.rule, day);
    return s;
}

/* Whatever the reason is that nothing can be told, it is one stretch. */
static bool same_stage(const struct stage *a, const struct stage *b)
{
    if (a->outcome == RULE_CANNOT_TELL || b->outcome == RULE_CANNOT_TELL)
        return a->outcome == b->outcome;
    return a->rule == b->rule && a->individual == b->individual;
}

static void add_event(struct timeline *tl, int32_t day, int32_t start, int32_t end)
{
    if (day <= start || day > end)
        return;
    tl->event = mem_grow(tl->event, tl->n_events, &tl->cap_events, sizeof *tl->event);
    tl->event[tl->n_events++] = day;
}

static int compare_days(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The days in (start, day] on which a rule or an interval may change (2.3). */
static void collect_events(struct timeline *tl, const struct tables *t, const struct eval_question *q,
                           uint32_t customer, int32_t start)
{
    const struct tbl_exceptions *e = &t->exceptions;
    tl->n_events = 0;
    for (uint32_t i = t->customers.first[customer]; i < t->customers.first[customer + 1]; i++) {
        add_event(tl, t->states.key_day[i], start, q->day);
        add_event(tl, timeline_end_of_youth(t->states.born[i]), start, q->day);
    }
    for (uint32_t x = e->first[customer]; x < e->first[customer + 1]; x++) {
        if (e->interval[x].n == 0)
            continue;
        add_event(tl, e->from[x], start, q->day);
        if (e->to[x] != DAY_OPEN)
            add_event(tl, e->to[x] + 1, start, q->day);
    }
    if (tl->n_events > 1)
        qsort(tl->event, tl->n_events, sizeof *tl->event, compare_days);
}

void timeline_build(struct timeline *tl, const struct tables *t, const struct eval_question *q, uint32_t customer,
                    int32_t start)
{
    collect_events(tl, t, q, customer, start);
    tl->stage = mem_grow(tl->stage, 0, &tl->cap, sizeof *tl->stage);
    tl->stage[0] = stage_on(t, q, customer, start);
    tl->n = 1;
    for (size_t i = 0; i < tl->n_events; i++) {
        if (i && tl->event[i] == tl->event[i - 1])
            continue;
        struct stage s = stage_on(t, q, customer, tl->event[i]);
        /* The later of two "cannot tell" holds the rule that is shown on S. */
        if (same_stage(&tl->stage[tl->n - 1], &s)) {
            tl->stage[tl->n - 1].rule = s.rule;
            continue;
        }
        tl->stage = mem_grow(tl->stage, tl->n, &tl->cap, sizeof *tl->stage);
        tl->stage[tl->n++] = s;
    }
}

size_t timeline_stretch(const struct timeline *tl, size_t i)
{
    const struct stage *key = &tl->stage[i];
    if (key->outcome != RULE_REQUIREMENT)
        return i;
    /* Back over at most 31 days at a time, as long as the same requirement is found behind them. */
    for (size_t k = i; k > 0;) {
        k--;
        if (same_stage(&tl->stage[k], key))
            i = k;
        else if (tl->stage[i].from - tl->stage[k].from > SHORT_GAP)
            break;
    }
    return i;
}

void timeline_free(struct timeline *tl)
{
    free(tl->stage);
    free(tl->event);
    free(tl->period);
    *tl = (struct timeline){0};
}
