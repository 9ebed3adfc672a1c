/* When the next contact is due (spec 2.5, 2.6). */
#include "base/holidays.h"
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

/* --- a due day as a sum: ref + times x within, as the pauses move it; they are cut off at S --- */

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

static bool is_paused(const struct eval *e, int32_t day, int32_t cut)
{
    for (size_t i = 0; i < e->n_pauses; i++)
        if (e->pause[i].from <= day && day <= e->pause[i].to && day <= cut)
            return true;
    return false;
}

/* --- one requirement of a demand (2.5) --- */

/* What its days are found from. */
struct finding {
    const struct eval *e;
    const struct eval_question *q;
    const struct eval_demand *d;
    const struct rule_requirement *r;
    struct contacts_list c; /* counted under it */
};

static struct finding finding_of(const struct eval *e, const struct eval_question *q, const struct eval_demand *d,
                                 int i)
{
    return (struct finding){e, q, d, eval_demand_asks(d, i), contacts_of(e, i)};
}

/* Times the span from a contact, as it is taken; NULL: from the start of care. */
static struct eval_sum sum_from(const struct finding *f, enum eval_sum_use use, const struct eval_counted *contact,
                                struct span within, int times)
{
    return (struct eval_sum){.use = use,
                             .ref = contact ? contact->taken : f->e->start,
                             .within = within,
                             .times = times,
                             .note = contact ? contact->note : TBL_NONE};
}

/* NULL: none. */
static const struct eval_counted *last_in_person(const struct finding *f)
{
    for (size_t i = f->c.n; i > 0; i--)
        if (f->c.at[i - 1].mode == MODE_IN_PERSON)
            return &f->c.at[i - 1];
    return NULL;
}

/* The contact from which the interval is counted; NULL: there are not so many. */
static const struct eval_counted *reference(const struct finding *f)
{
    size_t k = (size_t)f->r->count;
    return f->c.n >= k ? &f->c.at[f->c.n - k] : NULL;
}

/* --- calendar requirements --- */

/* Whether the period that begins on `first` counts: its last day lies in no pause, nor does more than half of it. */
static bool is_counting(const struct finding *f, int32_t first, int32_t last)
{
    const struct eval *e = f->e;
    int32_t paused = 0;
    for (size_t i = 0; i < e->n_pauses; i++) {
        int32_t from = e->pause[i].from > first ? e->pause[i].from : first;
        int32_t to = e->pause[i].to < f->q->day ? e->pause[i].to : f->q->day;
        if (from <= last && last <= to)
            return false;
        to = to < last ? to : last;
        paused += from <= to ? to - from + 1 : 0;
    }
    return 2 * paused <= last - first + 1;
}

/* The last contact of the latest period with as many as are asked for; NULL: there is no such period. */
static const struct eval_counted *last_fulfilling(const struct finding *f)
{
    size_t k = (size_t)f->r->count;
    for (size_t i = f->c.n; i >= k && i > 0;) {
        int32_t first = rule_period_first(f->r->period, f->c.at[i - 1].taken);
        if (f->c.at[i - k].taken >= first)
            return &f->c.at[i - 1];
        while (i > 0 && f->c.at[i - 1].taken >= first)
            i--;
    }
    return NULL;
}

/* How many of the contacts were held from..until. */
static size_t held_between(const struct finding *f, int32_t from, int32_t until)
{
    size_t n = 0;
    for (size_t i = 0; i < f->c.n; i++)
        n += f->c.at[i].taken >= from && f->c.at[i].taken <= until;
    return n;
}

/*
 * The last day of the next period that counts: after that of `fulfilled`, or, where that is NULL, from `begin` on; in
 * that case the length of a period from begin, where it ends earlier and not enough contacts were held from begin on.
 */
static struct due calendar_day(const struct finding *f, enum eval_sum_use use, const struct eval_counted *fulfilled,
                               int32_t begin)
{
    enum rule_period p = f->r->period;
    int32_t first = rule_period_first(p, fulfilled ? fulfilled->taken : begin);
    if (fulfilled || first < begin)
        first = rule_period_last(p, first) + 1;
    int32_t last = rule_period_last(p, first);
    for (; !is_counting(f, first, last); last = rule_period_last(p, first))
        first = last + 1;
    if (!fulfilled && span_add(begin, f->r->within, 1) < last) {
        struct eval_sum sum = {.use = use, .ref = begin, .within = f->r->within, .times = 1, .note = TBL_NONE};
        struct due_moved at = add_up(f->e, sum, f->q->day);
        if (at.day < last && held_between(f, begin, at.day) < (size_t)f->r->count)
            return (struct due){at, DUE_RULE, false};
    }
    if (f->e->listener) {
        struct eval_sum sum = {.use = use,
                               .ref = first,
                               .within = f->r->within,
                               .times = 1,
                               .note = fulfilled ? fulfilled->note : TBL_NONE,
                               .period = p,
                               .raw = last};
        f->e->listener->sum(f->e->listener->context, &sum);
    }
    return (struct due){{last, 0}, DUE_RULE, true};
}

/* --- the days of a requirement --- */

/* As it stands by itself, into day; how many they are. */
static int bases_of(const struct finding *f, struct due day[EVAL_DAYS])
{
    const struct rule_requirement *r = f->r;
    bool started = r->count > 1 && f->c.n < (size_t)r->count;
    if (r->period) {
        day[0] = calendar_day(f, SUM_BASE, last_fulfilling(f), f->e->start);
        return 1;
    }
    day[0] = (struct due){add_up(f->e, sum_from(f, SUM_BASE, reference(f), r->within, 1), f->q->day),
                          started ? DUE_START : DUE_RULE, false};
    if (!r->alternation)
        return 1;
    struct eval_sum other = sum_from(f, SUM_ALTERNATION, last_in_person(f), r->within, r->alternation + 1);
    day[1] = (struct due){add_up(f->e, other, f->q->day), DUE_RULE, false};
    return EVAL_DAYS;
}

/* The n-th working day after begin; pauses: those inside one are left out. */
static int32_t working_day(const struct eval *e, const struct eval_question *q, int32_t begin, int n, bool pauses)
{
    int32_t day = begin;
    while (n > 0) {
        day++;
        n -= day_weekday(day) < 5 && !holiday_is(day, q->region.land, q->region.options) &&
             !(pauses && is_paused(e, day, q->day));
    }
    return day;
}

/* Nobody new is out of sight until the first rhythm ends: the first contact is due where that is earlier (2.5). */
static void put_first_contact(const struct finding *f, struct due day[EVAL_DAYS], int n)
{
    int32_t begin = f->e->start;
    int most = f->d->set->first_max, at = n > 1 && day[1].at.day < day[0].at.day;
    int32_t due = working_day(f->e, f->q, begin, most, true);
    if (due >= day[at].at.day)
        return;
    day[at] = (struct due){{due, due - working_day(f->e, f->q, begin, most, false)}, DUE_FIRST, false};
    if (f->e->listener) {
        struct eval_sum sum = {
            .use = SUM_FIRST, .ref = begin, .within = {1, SPAN_DAYS}, .times = most, .note = TBL_NONE, .raw = due};
        f->e->listener->sum(f->e->listener->context, &sum);
    }
}

int32_t due_corridor(const struct eval *e, const struct eval_question *q)
{
    const struct finding f = finding_of(e, q, &e->demand[0], 0);
    if (!f.r->earliest.n)
        return DAY_NONE;
    if (e->listener)
        e->listener->requirement(e->listener->context, 0);
    return add_up(e, sum_from(&f, SUM_CORRIDOR, reference(&f), f.r->earliest, 1), q->day).day;
}

/* --- the demands that matter (2.6) --- */

static struct eval_demand demand_of(const struct eval *e, const struct eval_question *q, size_t stage, int32_t day)
{
    const struct eval_stage *s = &e->timeline.stage[stage];
    const struct rule *r = &q->set->rule[s->rule];
    struct eval_demand d = {
        .set = q->set, .rule = r, .individual = s->individual, .own = r->ask[0], .day = day, .last = stage};
    if (s->individual != TBL_NONE) {
        d.own.within = e->t->exceptions.interval[s->individual];
        d.own.count = 1; /* modes, partners and alternation stay (2.7) */
        d.own.by_count = false;
        d.own.period = PERIOD_NONE;
        d.own.earliest = (struct span){0, SPAN_DAYS};
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
    int32_t day = q->day, until = day;
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

/* N: the time that a change gives, from E. */
static struct due time_of_change(const struct finding *f, bool second)
{
    enum eval_sum_use use = second ? SUM_TRANSITION_ALTERNATION : SUM_TRANSITION;
    struct eval_sum sum = {.use = use,
                           .ref = f->d->since,
                           .within = f->r->within,
                           .times = second ? f->r->alternation + 1 : 1,
                           .note = TBL_NONE};
    if (!f->r->period)
        return (struct due){add_up(f->e, sum, f->q->day), DUE_TRANSITION, false};
    struct due n = calendar_day(f, use, NULL, f->d->since);
    n.source = DUE_TRANSITION;
    return n;
}

/* The change gives time until N, but until somebody was seen not beyond what held before. */
static struct due after_change(const struct finding *f, const struct due *base, const struct due *prev,
                               struct eval_change *change)
{
    struct due n = time_of_change(f, change->by_alternation);
    change->moved = n.at.day;
    change->capped = !change->seen_since && prev->at.day < n.at.day;
    if (change->capped) {
        n = *prev;
        n.source = DUE_BEFORE;
    }
    return base->at.day >= n.at.day ? *base : n;
}

/* One day of a requirement, held against the due day of the demand before (2.6). */
static struct due held_against(const struct finding *f, const struct due *base, const struct due *prev,
                               struct eval_change *change)
{
    int32_t day = base->at.day, since = f->d->since;
    struct due due = *base;
    change->base = day;
    change->prev = prev ? prev->at.day : DAY_NONE;
    if (!prev) {
        change->taken = CASE_FIRST;
    } else if (day >= prev->at.day && (day >= since || !change->seen_since)) {
        change->taken = CASE_BASE;
    } else if (prev->at.day < since && !change->seen_since) {
        change->taken = CASE_BACKLOG;
        due = *prev;
        due.source = DUE_BACKLOG;
    } else {
        change->taken = CASE_TIME;
        change->cleared = prev->at.day < since;
        due = after_change(f, base, prev, change);
    }
    change->due = due.at.day;
    change->source = (uint8_t)due.source;
    change->pause_days = due.at.by;
    return due;
}

/* The earliest day of one requirement into *due, where it is earlier than that; seen: a contact of E or later counts.
 */
static void weigh_requirement(const struct finding *f, int requirement, const struct due *prev, bool seen,
                              struct due *due, struct verdict *v)
{
    const struct eval_listener *l = f->e->listener;
    struct due base[EVAL_DAYS];
    if (l)
        l->requirement(l->context, requirement);
    int n = bases_of(f, base);
    if (requirement == 0 && f->d->set->first_max && f->e->n_counted == 0)
        put_first_contact(f, base, n);
    for (int i = 0; i < n; i++) {
        struct eval_change change = {.by_alternation = i > 0, .moved = DAY_NONE, .seen_since = seen};
        struct due one = held_against(f, &base[i], prev, &change);
        if (l)
            l->change(l->context, &change);
        if ((requirement || i) && one.at.day >= due->at.day)
            continue;
        *due = one;
        v->base = change.base;
        v->prev = change.prev;
        v->requirement = (uint8_t)requirement;
        v->at_end = one.at_end;
        v->reference = f->c.n ? f->c.at[f->c.n - 1].own : DAY_NONE;
        if (l)
            l->decided(l->context, requirement, (size_t)i);
    }
}

static bool was_seen_since(const struct eval *e, int n_asks, int32_t day)
{
    for (int i = 0; i < n_asks; i++) {
        struct contacts_list c = contacts_of(e, i);
        if (c.n && c.at[c.n - 1].own >= day)
            return true;
    }
    return false;
}

struct due due_day(struct eval *e, const struct eval_question *q, struct verdict *v)
{
    bool unbound;
    collect_demands(e, q, &unbound);
    struct due due = {{DAY_OPEN, 0}, DUE_RULE, false};
    bool has_prev = unbound;
    for (size_t i = e->n_demands; i > 0; i--) {
        const struct eval_demand *d = &e->demand[i - 1];
        const struct eval_listener *l = e->listener;
        struct due prev = due;
        contacts_count(e, q, d->set, d->rule, d->until);
        due_collect_pauses(e, q, d->rule, q->day);
        if (l)
            l->demand(l->context, d);
        bool seen = was_seen_since(e, d->rule->n_asks, d->since);
        for (int k = 0; k < d->rule->n_asks; k++) {
            const struct finding f = finding_of(e, q, d, k);
            if (l)
                l->counted(l->context, k, f.c.at, f.c.n);
            weigh_requirement(&f, k, has_prev ? &prev : NULL, seen, &due, v);
        }
        has_prev = true;
    }
    return due;
}
