#include "rules/timeline.h"

#include <stdlib.h>

enum {
    SHORT_GAP = 31, /* a gap in care or an interruption of so many days does not break anything */
    COMING_OF_AGE = 25,
};

/* The later beginning first; lines of one period in order of their key day. */
static int compare_periods(const void *a, const void *b)
{
    const struct timeline_period *x = a, *y = b;
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
        tl->period[i] = (struct timeline_period){s->care_from[first + i], s->care_to[first + i], first + i};
    qsort(tl->period, n, sizeof *tl->period, compare_periods);
    size_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct timeline_period p = tl->period[i];
        if (kept == 0 || tl->period[kept - 1].begin != p.begin)
            tl->period[kept++] = p;
        else if (s->key_day[p.line] <= day)
            tl->period[kept - 1].end = p.end;
    }
    return kept;
}

int32_t timeline_start(struct timeline *tl, const struct tables *t, uint32_t customer, uint32_t state, int32_t day,
                       const struct eval_listener *l)
{
    int32_t start = t->states.care_from[state];
    if (t->customers.first[customer + 1] - t->customers.first[customer] == 1)
        return start;
    /* One way back is enough: a period passed over begins no earlier than whatever is joined after it. */
    size_t n = collect_periods(tl, t, customer, day);
    for (size_t i = 0; i < n; i++) {
        const struct timeline_period *p = &tl->period[i];
        bool joined = p->begin < start && (p->end == DAY_OPEN || p->end >= start - SHORT_GAP);
        if (l)
            l->period(l->context, &(struct eval_period){p->begin, p->end, p->line, joined});
        if (joined)
            start = p->begin;
    }
    return start;
}

int32_t timeline_end_of_youth(int32_t born)
{
    return day_birthday(born, COMING_OF_AGE);
}

/* The first rule whose conditions all hold; -1: none, or it cannot be told (2.2). */
static int find_rule(const struct tables *t, const struct ruleset *set, uint32_t state, int32_t day, int32_t start,
                     const struct eval_listener *l)
{
    struct rule_facts facts;
    for (uint32_t left = set->asks; left; left &= left - 1) {
        int d = __builtin_ctz(left);
        facts.value[d] = dimension_value(&set->dim[d], t, state, day, start);
    }
    for (int i = 0; i < set->n_rules; i++) {
        struct rule_trial trial = rule_try(&set->rule[i].when, set->dim, set->certain, &facts);
        trial.rule = (int16_t)i;
        if (l)
            l->trial(l->context, day, state, &trial);
        if (!trial.failed)
            return trial.unknown ? -1 : i;
    }
    return -1;
}

int32_t timeline_own_end(const struct rule *r, int32_t from)
{
    const struct rule_requirement *first = &r->ask[0];
    int32_t end = span_add(from, first->within, 1);
    return first->count > 1 ? from + (end - from) / first->count : end;
}

struct exception_answer timeline_interval(const struct tables *t, const struct ruleset *set, int rule, uint32_t x)
{
    const struct tbl_exceptions *e = &t->exceptions;
    struct exception_answer answer = {.effect = EXCEPTION_NOT_ACCEPTED, .rule = rule};
    if (rule < 0 || set->rule[rule].outcome != RULE_REQUIREMENT) {
        answer.refusal = REFUSAL_NO_REQUIREMENT;
        return answer;
    }
    const struct rule *r = &set->rule[rule];
    unsigned kind = e->kind[x], kinds = r->accepts.any_interval | r->accepts.only_shorter;
    if (e->interval[x].n == 0 || kind == EXCEPTION_UNKNOWN || kind == EXCEPTION_JBA || !(kinds >> kind & 1)) {
        answer.refusal = REFUSAL_KIND;
        return answer;
    }
    if (!(r->accepts.any_interval >> kind & 1)) {
        int32_t from = e->from[x];
        answer.own = timeline_own_end(r, from);
        answer.given = span_add(from, e->interval[x], 1);
        if (answer.given >= answer.own) {
            answer.refusal = REFUSAL_NOT_SHORTER;
            return answer;
        }
    }
    answer.effect = EXCEPTION_INTERVAL;
    return answer;
}

/*
 * The accepted individual interval in force on day: the one with the later Von, then the later line (2.7). Looks back
 * from the last that has begun, no further than any of them can reach.
 */
static uint32_t find_individual(const struct timeline *tl, const struct tables *t, const struct eval_question *q,
                                int rule, int32_t day)
{
    size_t low = 0, high = tl->n_intervals;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tl->interval[middle].from <= day)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low > 0 && tl->interval[low - 1].latest >= day; low--) {
        const struct timeline_given *x = &tl->interval[low - 1];
        if (x->to >= day && x->exception != q->left_out &&
            timeline_interval(t, q->set, rule, x->exception).effect == EXCEPTION_INTERVAL)
            return x->exception;
    }
    return TBL_NONE;
}

static struct eval_stage stage_on(const struct timeline *tl, const struct tables *t, const struct eval_question *q,
                                  uint32_t customer, int32_t day, int32_t start, const struct eval_listener *l)
{
    struct eval_stage s = {.from = day, .individual = TBL_NONE};
    s.rule = (int16_t)find_rule(t, q->set, tables_state_on(t, customer, day), day, start, l);
    s.outcome = s.rule < 0 ? RULE_CANNOT_TELL : (uint8_t)q->set->rule[s.rule].outcome;
    if (s.outcome == RULE_REQUIREMENT)
        s.individual = find_individual(tl, t, q, s.rule, day);
    return s;
}

/* Whatever the reason is that nothing can be told, it is one stretch. */
static bool same_stage(const struct eval_stage *a, const struct eval_stage *b)
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

static int compare_intervals(const void *a, const void *b)
{
    const struct timeline_given *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->exception > y->exception) - (x->exception < y->exception);
}

static void collect_intervals(struct timeline *tl, const struct tables *t, uint32_t customer)
{
    const struct tbl_exceptions *e = &t->exceptions;
    tl->n_intervals = 0;
    for (uint32_t x = e->first[customer]; x < e->first[customer + 1]; x++) {
        if (e->interval[x].n == 0)
            continue;
        tl->interval = mem_grow(tl->interval, tl->n_intervals, &tl->cap_intervals, sizeof *tl->interval);
        tl->interval[tl->n_intervals++] = (struct timeline_given){e->from[x], e->to[x], e->to[x], x};
    }
    if (tl->n_intervals > 1)
        qsort(tl->interval, tl->n_intervals, sizeof *tl->interval, compare_intervals);
    for (size_t i = 1; i < tl->n_intervals; i++)
        if (tl->interval[i].latest < tl->interval[i - 1].latest)
            tl->interval[i].latest = tl->interval[i - 1].latest;
}

/*
 * A caseworker's function changes on the first days of his lines alone: where none holds, it stays that of the latest.
 */
static void collect_caseworker(struct timeline *tl, const struct tables *t, uint32_t state, int32_t start, int32_t end)
{
    uint32_t member = t->staff_of_word[t->states.staff[state]];
    if (member == TBL_NONE)
        return;
    for (uint32_t i = t->staff.first[member] + 1; i < t->staff.first[member + 1]; i++)
        add_event(tl, t->staff.from[i], start, end);
}

/* The day counted from and the ends of the spans that rules count from it. */
static void collect_since(struct timeline *tl, const struct tables *t, const struct ruleset *set, uint32_t state,
                          int32_t start, int32_t end)
{
    for (uint32_t left = set->asks; left; left &= left - 1) {
        const struct rule_dimension *dim = &set->dim[__builtin_ctz(left)];
        int32_t from = dim->kind == DIM_SINCE ? dimension_since(dim, t, state, start) : DAY_NONE;
        if (from == DAY_NONE)
            continue;
        add_event(tl, from, start, end);
        for (int i = 0; i < dim->cuts->n; i++)
            add_event(tl, span_add(from, dim->cuts->span[i], 1), start, end);
    }
}

/* The days in (start, day] on which a rule or an interval may change (2.3), up to that whose requirement is held. */
static void collect_events(struct timeline *tl, const struct tables *t, const struct eval_question *q,
                           uint32_t customer, int32_t start)
{
    const struct tbl_states *s = &t->states;
    int32_t end = q->held_from < q->day ? q->held_from : q->day;
    tl->n_events = 0;
    for (uint32_t i = t->customers.first[customer]; i < t->customers.first[customer + 1]; i++) {
        add_event(tl, s->key_day[i], start, end);
        add_event(tl, s->care_from[i], start, end);
        if (s->care_to[i] < end)
            add_event(tl, s->care_to[i] + 1, start, end);
        add_event(tl, timeline_end_of_youth(s->born[i]), start, end);
        collect_caseworker(tl, t, i, start, end);
        if (q->set->counts_time)
            collect_since(tl, t, q->set, i, start, end);
    }
    collect_intervals(tl, t, customer);
    for (size_t i = 0; i < tl->n_intervals; i++) {
        add_event(tl, tl->interval[i].from, start, end);
        if (tl->interval[i].to != DAY_OPEN)
            add_event(tl, tl->interval[i].to + 1, start, end);
    }
    if (tl->n_events > 1)
        qsort(tl->event, tl->n_events, sizeof *tl->event, compare_days);
}

void timeline_build(struct timeline *tl, const struct tables *t, const struct eval_question *q, uint32_t customer,
                    int32_t start, const struct eval_listener *l)
{
    collect_events(tl, t, q, customer, start);
    tl->stage = mem_grow(tl->stage, 0, &tl->cap, sizeof *tl->stage);
    tl->stage[0] = stage_on(tl, t, q, customer, start, start, l);
    tl->n = 1;
    for (size_t i = 0; i < tl->n_events; i++) {
        if (i && tl->event[i] == tl->event[i - 1])
            continue;
        struct eval_stage s = stage_on(tl, t, q, customer, tl->event[i], start, l);
        /* The later of two "cannot tell" holds the rule that is shown on S. */
        if (same_stage(&tl->stage[tl->n - 1], &s)) {
            tl->stage[tl->n - 1].rule = s.rule;
            continue;
        }
        tl->stage = mem_grow(tl->stage, tl->n, &tl->cap, sizeof *tl->stage);
        tl->stage[tl->n++] = s;
    }
    if (l)
        l->stages(l->context, tl->stage, tl->n);
}

size_t timeline_stretch(const struct timeline *tl, size_t i)
{
    const struct eval_stage *key = &tl->stage[i];
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
    free(tl->interval);
    *tl = (struct timeline){0};
}
