/* When the next contact is due (spec 2.5, 2.6). */
#include "rules/scratch.h"

#include <stdlib.h>

static int compare_pauses(const void *a, const void *b)
{
    const struct due_pause *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

void due_collect_pauses(struct eval *e, const struct eval_question *q, const struct rule *rule, int32_t until)
{
    const struct tbl_exceptions *x = &e->t->exceptions;
    e->n_pauses = 0;
    for (uint32_t i = x->first[e->customer]; i < x->first[e->customer + 1]; i++) {
        if (i == q->left_out || x->interval[i].n || !(rule->accepts.suspend >> x->kind[i] & 1) || x->from[i] > until)
            continue;
        e->pause = mem_grow(e->pause, e->n_pauses, &e->cap_pauses, sizeof *e->pause);
        e->pause[e->n_pauses++] = (struct due_pause){x->from[i], x->to[i]};
    }
    if (e->n_pauses < 2)
        return;
    qsort(e->pause, e->n_pauses, sizeof *e->pause, compare_pauses);
    size_t kept = 0;
    for (size_t i = 1; i < e->n_pauses; i++) {
        struct due_pause *last = &e->pause[kept];
        if (last->to == DAY_OPEN || e->pause[i].from <= last->to + 1) {
            if (e->pause[i].to > last->to)
                last->to = e->pause[i].to;
        } else {
            e->pause[++kept] = e->pause[i];
        }
    }
    e->n_pauses = kept + 1;
}

/* --- a due day as a sum: ref + times x within, as the pauses move it; they are cut off at `cut` (S) --- */

static struct due_moved add_up(const struct eval *e, struct eval_sum sum, int32_t cut)
{
    struct due_moved m = {span_add(sum.ref, sum.within, sum.times), 0};
    sum.raw = m.day;
    if (e->listener)
        e->listener->sum(e->listener->context, &sum);
    for (size_t i = 0; i < e->n_pauses; i++) {
        int32_t from = e->pause[i].from > sum.ref ? e->pause[i].from : sum.ref + 1;
        int32_t to = e->pause[i].to < cut ? e->pause[i].to : cut;
        if (from > to || from > m.day)
            continue;
        m.day += to - from + 1;
        m.by += to - from + 1;
        if (e->listener)
            e->listener->pause(e->listener->context, from, to);
    }
    return m;
}

/* --- the due day (2.5, 2.6) --- */

/* Times the span from a contact, as it is taken; NULL: from the start of care. */
static struct eval_sum sum_from(const struct eval *e, enum eval_sum_use use, const struct eval_counted *contact,
                                struct span within, int times)
{
    return (struct eval_sum){.use = use,
                             .ref = contact ? contact->taken : e->start,
                             .within = within,
                             .times = times,
                             .note = contact ? contact->note : TBL_NONE};
}

/* NULL: none. */
static const struct eval_counted *last_in_person(const struct eval *e)
{
    for (size_t i = e->n_counted; i > 0; i--)
        if (e->counted[i - 1].mode == MODE_IN_PERSON)
            return &e->counted[i - 1];
    return NULL;
}

/* The contact from which a demand's interval is counted; NULL: there are not so many. */
static const struct eval_counted *reference(const struct eval *e, const struct eval_demand *d)
{
    size_t k = (size_t)d->count;
    return e->n_counted >= k ? &e->counted[e->n_counted - k] : NULL;
}

/* The days of a demand as it stands by itself, into day; how many they are. */
static int bases_of(const struct eval *e, const struct eval_demand *d, int32_t cut, struct due day[EVAL_DAYS])
{
    bool started = d->count > 1 && e->n_counted < (size_t)d->count;
    day[0] = (struct due){add_up(e, sum_from(e, SUM_BASE, reference(e, d), d->within, 1), cut),
                          started ? DUE_START : DUE_RULE};
    if (!d->alternation)
        return 1;
    day[1] = (struct due){
        add_up(e, sum_from(e, SUM_ALTERNATION, last_in_person(e), d->within, d->alternation + 1), cut), DUE_RULE};
    return EVAL_DAYS;
}

int32_t due_corridor(const struct eval *e, const struct eval_question *q)
{
    const struct eval_demand *d = &e->demand[0];
    return d->earliest.n ? add_up(e, sum_from(e, SUM_CORRIDOR, reference(e, d), d->earliest, 1), q->day).day : DAY_NONE;
}

static struct eval_demand demand_of(const struct eval *e, const struct eval_question *q, size_t stage, int32_t day)
{
    const struct eval_stage *s = &e->timeline.stage[stage];
    const struct rule *r = &q->set->rule[s->rule];
    struct eval_demand d = {.rule = r,
                            .individual = s->individual,
                            .within = r->within,
                            .count = r->count,
                            .alternation = r->alternation,
                            .earliest = r->earliest,
                            .day = day,
                            .last = stage};
    if (s->individual != TBL_NONE) {
        d.within = e->t->exceptions.interval[s->individual];
        d.count = 1; /* modes and alternation stay (2.7) */
        d.earliest = (struct span){0, SPAN_DAYS};
    }
    d.first = timeline_stretch(&e->timeline, stage);
    d.since = e->timeline.stage[d.first].from;
    return d;
}

/*
 * The demands that matter for the due day: that of S, and back to the start of care or to days without one.
 * unbound: before the earliest of them nothing was asked for, so that its due day lies beyond every day.
 */
static void collect_demands(struct eval *e, const struct eval_question *q, bool *unbound)
{
    size_t stage = e->timeline.n - 1;
    int32_t day = q->day, until = q->day;
    e->n_demands = 0;
    *unbound = false;
    for (;;) {
        struct eval_demand d = demand_of(e, q, stage, day);
        d.until = until;
        e->demand = mem_grow(e->demand, e->n_demands, &e->cap_demands, sizeof *e->demand);
        e->demand[e->n_demands++] = d;
        stage = d.first;
        if (stage && e->timeline.stage[stage - 1].outcome == RULE_CANNOT_TELL)
            stage--; /* passed over, but talks held meanwhile count */
        if (stage == 0)
            return;
        day = e->timeline.stage[stage].from - 1;
        until = d.since - 1;
        stage--;
        if (e->timeline.stage[stage].outcome != RULE_REQUIREMENT) {
            *unbound = true;
            return;
        }
    }
}

/* The change gives time until N = E + W, but until somebody was seen not beyond what held before. */
static struct due after_change(const struct eval *e, const struct eval_demand *d, const struct due *base,
                               const struct due *prev, int32_t cut, struct eval_change *change)
{
    bool second = change->by_alternation;
    struct eval_sum sum = {.use = second ? SUM_TRANSITION_ALTERNATION : SUM_TRANSITION,
                           .ref = d->since,
                           .within = d->within,
                           .times = second ? d->alternation + 1 : 1,
                           .note = TBL_NONE};
    struct due n = {add_up(e, sum, cut), DUE_TRANSITION};
    change->moved = n.at.day;
    change->capped = !change->seen_since && prev->at.day < n.at.day;
    if (change->capped) {
        n.at = prev->at;
        n.source = DUE_BEFORE;
    }
    return base->at.day >= n.at.day ? *base : n;
}

/* One day of a demand, held against the due day of the demand before (2.6). */
static struct due held_against(const struct eval *e, const struct eval_demand *d, const struct due *base,
                               const struct due *prev, int32_t cut, struct eval_change *change)
{
    int32_t day = base->at.day;
    struct due due = *base;
    change->base = day;
    change->prev = prev ? prev->at.day : DAY_NONE;
    if (!prev) {
        change->taken = CASE_FIRST;
    } else if (day >= prev->at.day && (day >= d->since || !change->seen_since)) {
        change->taken = CASE_BASE;
    } else if (prev->at.day < d->since && !change->seen_since) {
        change->taken = CASE_BACKLOG;
        due = (struct due){prev->at, DUE_BACKLOG};
    } else {
        change->taken = CASE_TIME;
        change->cleared = prev->at.day < d->since;
        due = after_change(e, d, base, prev, cut, change);
    }
    change->due = due.at.day;
    change->source = (uint8_t)due.source;
    change->pause_days = due.at.by;
    return due;
}

/* The due day of one demand: the earliest of its days, each held against the due day of the demand before. */
static struct due due_of(const struct eval *e, const struct eval_question *q, const struct eval_demand *d,
                         const struct due *prev, struct verdict *v)
{
    struct due base[EVAL_DAYS], due = {{DAY_OPEN, 0}, DUE_RULE};
    bool seen = e->n_counted && e->counted[e->n_counted - 1].own >= d->since;
    size_t decides = 0;
    int n = bases_of(e, d, q->day, base);
    for (int i = 0; i < n; i++) {
        struct eval_change change = {.by_alternation = i > 0, .moved = DAY_NONE, .seen_since = seen};
        struct due one = held_against(e, d, &base[i], prev, q->day, &change);
        if (e->listener)
            e->listener->change(e->listener->context, &change);
        if (i && one.at.day >= due.at.day)
            continue;
        due = one;
        decides = (size_t)i;
        v->base = change.base;
        v->prev = change.prev;
    }
    if (e->listener)
        e->listener->decided(e->listener->context, decides);
    return due;
}

struct due due_day(struct eval *e, const struct eval_question *q, struct verdict *v)
{
    bool unbound;
    collect_demands(e, q, &unbound);
    struct due due = {{DAY_OPEN, 0}, DUE_RULE};
    bool has_prev = unbound;
    for (size_t i = e->n_demands; i > 0; i--) {
        const struct eval_demand *d = &e->demand[i - 1];
        struct due prev = due;
        contacts_count(e, q, d->rule->modes, d->until);
        due_collect_pauses(e, q, d->rule, q->day);
        if (e->listener) {
            e->listener->demand(e->listener->context, d);
            e->listener->counted(e->listener->context, e->counted, e->n_counted);
        }
        due = due_of(e, q, d, has_prev ? &prev : NULL, v);
        has_prev = true;
    }
    return due;
}
