#include "rules/evaluate.h"

#include "rules/timeline.h"

#include <stdlib.h>
#include <string.h>

enum { BEFORE_START = 31 /* days before the start of care from which a contact is eligible */ };

const char *const verdict_codes[VERDICT_CODES] = {
    [VERDICT_UNCLEAR] = "unklar", [VERDICT_NONE] = "ohne_vorgabe",    [VERDICT_NOT_COVERED] = "nicht_geregelt",
    [VERDICT_EXEMPT] = "ausgenommen", [VERDICT_NEVER] = "nie",        [VERDICT_OVERDUE] = "ueberfaellig",
    [VERDICT_NEW] = "neu",        [VERDICT_DUE_SOON] = "faellig",     [VERDICT_MET] = "erfuellt",
};

const char *const verdict_words[VERDICT_CODES] = {
    [VERDICT_UNCLEAR] = "unklar",
    [VERDICT_NONE] = "ohne Vorgabe",
    [VERDICT_NOT_COVERED] = "vom Regelwerk nicht erfasst",
    [VERDICT_EXEMPT] = "ausgenommen",
    [VERDICT_NEVER] = "ohne anrechenbaren Kontakt",
    [VERDICT_OVERDUE] = "überfällig",
    [VERDICT_NEW] = "noch ohne Kontakt, in der Frist",
    [VERDICT_DUE_SOON] = "bald fällig",
    [VERDICT_MET] = "im Rhythmus",
};

const char *const due_source_codes[DUE_SOURCES] = {
    [DUE_RULE] = "regel",           [DUE_START] = "anlauf",  [DUE_BACKLOG] = "rueckstand",
    [DUE_TRANSITION] = "uebergang", [DUE_BEFORE] = "bisher",
};

const char *const note_reason_codes[NOTE_REASONS] = {
    [NOTE_COUNTED] = "gezaehlt",      [NOTE_KIND] = "vermerkart",     [NOTE_PARTNER] = "partner",
    [NOTE_MODE] = "kontaktart",       [NOTE_SAME_DAY] = "gleicher_tag", [NOTE_BEFORE] = "vor_beginn",
    [NOTE_AFTER] = "nach_stichtag",
};

/* A counted contact (2.4). */
struct counted {
    int32_t own;   /* its date */
    int32_t taken; /* not before A */
    uint8_t mode;  /* video that counts as in person is in person */
};

struct pause {
    int32_t from, to;
};

/* What was asked on the last day of a stretch: the rule's, or that of an individual interval (2.3). */
struct demand {
    const struct rule *rule;
    struct span within;
    int count, alternation;
    struct span earliest;
    size_t stage;  /* first of the stretch */
    int32_t since; /* E */
    int32_t day;   /* the day looked at: S, or the day before a later stretch */
};

struct eval {
    const struct tables *t;
    struct timeline timeline;
    struct counted *counted;
    size_t n_counted, cap_counted;
    struct pause *pause; /* accepted suspending exceptions up to S, merged, in order */
    size_t n_pauses, cap_pauses;
    struct demand *demand; /* [0] that of S, then backwards */
    size_t n_demands, cap_demands;
    uint32_t customer;
    int32_t start; /* A */
};

struct eval *eval_new(const struct tables *t)
{
    struct eval *e = mem_zero(1, sizeof *e);
    e->t = t;
    return e;
}

void eval_free(struct eval *e)
{
    if (!e)
        return;
    timeline_free(&e->timeline);
    free(e->counted);
    free(e->pause);
    free(e->demand);
    free(e);
}

struct eval_question eval_question(const struct ruleset *set, int32_t day, int lead)
{
    return (struct eval_question){
        .set = set, .day = day, .lead = lead, .partners = set->partners, .left_out = TBL_NONE};
}

/* --- contacts (2.4) --- */

static bool inside_jba(const struct eval *e, const struct eval_question *q, int32_t day)
{
    const struct tbl_exceptions *x = &e->t->exceptions;
    for (uint32_t i = x->first[e->customer]; i < x->first[e->customer + 1]; i++)
        if (x->kind[i] == EXCEPTION_JBA && i != q->left_out && x->from[i] <= day && day <= x->to[i])
            return true;
    return false;
}

static enum word_mode mode_of(const struct ruleset *set, uint16_t code)
{
    enum word_mode mode = tbl_mode(code);
    return mode == MODE_VIDEO && set->video_in_person ? MODE_IN_PERSON : mode;
}

/* Why a note is not eligible under modes, in the order in which 2.4 asks; NOTE_COUNTED: it is. */
static enum note_reason eligibility(const struct eval *e, const struct eval_question *q, unsigned modes, uint32_t note,
                                    int32_t until)
{
    uint16_t code = e->t->contacts.codes[note];
    int32_t day = e->t->contacts.day[note];
    if (!(q->set->kinds >> tbl_kind(code) & 1))
        return NOTE_KIND;
    if (tbl_partner(code) == PARTNER_DISTRICT ? !inside_jba(e, q, day) : !(q->partners >> tbl_partner(code) & 1))
        return NOTE_PARTNER;
    if (!(modes >> mode_of(q->set, code) & 1))
        return NOTE_MODE;
    if (day < e->start - BEFORE_START)
        return NOTE_BEFORE;
    return day > until ? NOTE_AFTER : NOTE_COUNTED;
}

/* In person before video before telephone, then whatever else a rule set may allow. */
static int rank_of(uint8_t mode)
{
    static const int8_t rank[MODE_COUNT] = {[MODE_IN_PERSON] = 0, [MODE_VIDEO] = 1,      [MODE_PHONE] = 2,
                                            [MODE_LETTER] = 3,    [MODE_ELECTRONIC] = 4, [MODE_UNKNOWN] = 5};
    return rank[mode];
}

/* The notes of the customer dated from..until: [*first, *end) of the contacts. */
static void notes_between(const struct eval *e, int32_t from, int32_t until, uint32_t *first, uint32_t *end)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t low = c->first[e->customer], high = c->first[e->customer + 1];
    while (low < high && c->day[high - 1] > until)
        high--;
    while (low < high && c->day[low] < from)
        low++;
    *first = low;
    *end = high;
}

/* The contacts counted under a rule's modes up to a day, one a date, by date. */
static void count_contacts(struct eval *e, const struct eval_question *q, unsigned modes, int32_t until)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t first, end;
    notes_between(e, e->start - BEFORE_START, until, &first, &end);
    e->n_counted = 0;
    for (uint32_t i = first; i < end; i++) {
        if (eligibility(e, q, modes, i, until) != NOTE_COUNTED)
            continue;
        struct counted n = {c->day[i], c->day[i] < e->start ? e->start : c->day[i],
                            (uint8_t)mode_of(q->set, c->codes[i])};
        struct counted *before = e->n_counted ? &e->counted[e->n_counted - 1] : NULL;
        if (before && before->own == n.own) {
            if (rank_of(n.mode) < rank_of(before->mode))
                *before = n;
            continue;
        }
        e->counted = mem_grow(e->counted, e->n_counted, &e->cap_counted, sizeof *e->counted);
        e->counted[e->n_counted++] = n;
    }
}

/* --- pauses (2.5, 2.7) --- */

static int compare_pauses(const void *a, const void *b)
{
    const struct pause *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

/* The exceptions that a rule accepts as suspending and that begin by `until`, merged where they touch or overlap. */
static void collect_pauses(struct eval *e, const struct eval_question *q, const struct rule *rule, int32_t until)
{
    const struct tbl_exceptions *x = &e->t->exceptions;
    e->n_pauses = 0;
    for (uint32_t i = x->first[e->customer]; i < x->first[e->customer + 1]; i++) {
        if (i == q->left_out || x->interval[i].n || !(rule->accepts.suspend >> x->kind[i] & 1) || x->from[i] > until)
            continue;
        e->pause = mem_grow(e->pause, e->n_pauses, &e->cap_pauses, sizeof *e->pause);
        e->pause[e->n_pauses++] = (struct pause){x->from[i], x->to[i]};
    }
    if (e->n_pauses < 2)
        return;
    qsort(e->pause, e->n_pauses, sizeof *e->pause, compare_pauses);
    size_t kept = 0;
    for (size_t i = 1; i < e->n_pauses; i++) {
        struct pause *last = &e->pause[kept];
        if (last->to == DAY_OPEN || e->pause[i].from <= last->to + 1) {
            if (e->pause[i].to > last->to)
                last->to = e->pause[i].to;
        } else {
            e->pause[++kept] = e->pause[i];
        }
    }
    e->n_pauses = kept + 1;
}

/* A day that pauses move. */
struct moved {
    int32_t day, by;
};

/* base, counted from ref, as the pauses move it; they are cut off at `cut` (S). */
static struct moved move_by_pauses(const struct eval *e, int32_t ref, int32_t base, int32_t cut)
{
    struct moved m = {base, 0};
    for (size_t i = 0; i < e->n_pauses; i++) {
        int32_t from = e->pause[i].from > ref ? e->pause[i].from : ref + 1;
        int32_t to = e->pause[i].to < cut ? e->pause[i].to : cut;
        if (from > to || from > m.day)
            continue;
        m.day += to - from + 1;
        m.by += to - from + 1;
    }
    return m;
}

/* --- the due day (2.5, 2.6) --- */

struct due {
    struct moved at;
    enum due_source source;
};

/* The last contact in person; the start of care where there is none. */
static int32_t last_in_person(const struct eval *e)
{
    for (size_t i = e->n_counted; i > 0; i--)
        if (e->counted[i - 1].mode == MODE_IN_PERSON)
            return e->counted[i - 1].taken;
    return e->start;
}

/* The day from which a demand's interval is counted. */
static int32_t reference(const struct eval *e, const struct demand *d)
{
    size_t k = (size_t)d->count;
    return e->n_counted >= k ? e->counted[e->n_counted - k].taken : e->start;
}

static struct due base_of(const struct eval *e, const struct demand *d, int32_t cut)
{
    int32_t ref = reference(e, d);
    struct due base = {move_by_pauses(e, ref, span_add(ref, d->within, 1), cut), DUE_RULE};
    if (d->count > 1 && e->n_counted < (size_t)d->count)
        base.source = DUE_START;
    if (d->alternation) {
        int32_t p = last_in_person(e);
        struct moved other = move_by_pauses(e, p, span_add(p, d->within, d->alternation + 1), cut);
        if (other.day < base.at.day)
            base.at = other;
    }
    return base;
}

static struct demand demand_of(const struct eval *e, const struct eval_question *q, size_t stage, int32_t day)
{
    const struct stage *s = &e->timeline.stage[stage];
    const struct rule *r = &q->set->rule[s->rule];
    struct demand d = {.rule = r, .within = r->within, .count = r->count, .alternation = r->alternation,
                       .earliest = r->earliest, .day = day};
    if (s->individual != TBL_NONE) {
        d.within = e->t->exceptions.interval[s->individual];
        d.count = 1;
        d.alternation = 0;
        d.earliest = (struct span){0, SPAN_DAYS};
    }
    d.stage = timeline_stretch(&e->timeline, stage);
    d.since = e->timeline.stage[d.stage].from;
    return d;
}

/*
 * The demands that matter for the due day: that of S, and back to the start of care or to days without one.
 * unbound: before the earliest of them nothing was asked for, so that its due day lies beyond every day.
 */
static void collect_demands(struct eval *e, const struct eval_question *q, bool *unbound)
{
    size_t stage = e->timeline.n - 1;
    int32_t day = q->day;
    e->n_demands = 0;
    *unbound = false;
    for (;;) {
        struct demand d = demand_of(e, q, stage, day);
        e->demand = mem_grow(e->demand, e->n_demands, &e->cap_demands, sizeof *e->demand);
        e->demand[e->n_demands++] = d;
        stage = d.stage;
        if (stage && e->timeline.stage[stage - 1].outcome == RULE_CANNOT_TELL)
            stage--; /* passed over */
        if (stage == 0)
            return;
        day = e->timeline.stage[stage].from - 1;
        stage--;
        if (e->timeline.stage[stage].outcome != RULE_REQUIREMENT) {
            *unbound = true;
            return;
        }
    }
}

/* Third case of 2.6: the change gives time until E + W, but not beyond what held before until somebody was seen. */
static struct due after_change(const struct eval *e, const struct demand *d, const struct due *base,
                               const struct due *prev, int32_t cut)
{
    struct due n = {move_by_pauses(e, d->since, span_add(d->since, d->within, 1), cut), DUE_TRANSITION};
    bool seen_since = e->n_counted && e->counted[e->n_counted - 1].own >= d->since;
    if (!seen_since && prev->at.day < n.at.day) {
        n.at = prev->at;
        n.source = DUE_BEFORE;
    }
    return base->at.day >= n.at.day ? *base : n;
}

/*
 * The due day on S: from the earliest demand to that of S, each held against the one before. Leaves the contacts and
 * pauses of S's demand in e.
 */
static struct due due_day(struct eval *e, const struct eval_question *q, struct verdict *v)
{
    bool unbound;
    collect_demands(e, q, &unbound);
    struct due due = {{DAY_OPEN, 0}, DUE_RULE};
    bool has_prev = unbound;
    for (size_t i = e->n_demands; i > 0; i--) {
        const struct demand *d = &e->demand[i - 1];
        count_contacts(e, q, d->rule->modes, d->day);
        collect_pauses(e, q, d->rule, q->day);
        struct due base = base_of(e, d, q->day), prev = due;
        v->base = base.at.day;
        v->prev = has_prev ? prev.at.day : DAY_NONE;
        if (!has_prev || base.at.day >= prev.at.day)
            due = base;
        else if (prev.at.day < d->since)
            due = (struct due){prev.at, DUE_BACKLOG};
        else
            due = after_change(e, d, &base, &prev, q->day);
        has_prev = true;
    }
    return due;
}

/* --- the verdict (2.7, 2.8) --- */

/* The end of the stretch of suspending exceptions that holds S; DAY_NONE: not exempt. */
static int32_t exempt_until(struct eval *e, const struct eval_question *q, const struct rule *rule)
{
    collect_pauses(e, q, rule, DAY_OPEN);
    for (size_t i = 0; i < e->n_pauses; i++)
        if (e->pause[i].from <= q->day && q->day <= e->pause[i].to)
            return e->pause[i].to;
    return DAY_NONE;
}

static bool must_be_in_person(const struct eval *e, const struct demand *d)
{
    int by_phone = 0;
    if (!d->alternation)
        return false;
    for (size_t i = e->n_counted; i > 0 && e->counted[i - 1].mode != MODE_IN_PERSON; i--)
        by_phone += e->counted[i - 1].mode == MODE_PHONE;
    return by_phone >= d->alternation;
}

/* Eligible contacts in S's month, for the groups. */
static void count_month(const struct eval *e, const struct eval_question *q, const struct rule *rule, struct verdict *v)
{
    struct day_parts p = day_split(q->day);
    uint32_t first, end;
    notes_between(e, day_make(p.year, p.month, 1), q->day, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        if (eligibility(e, q, rule->modes, i, q->day) != NOTE_COUNTED || v->month_contacts == UINT16_MAX)
            continue;
        v->month_contacts++;
        v->month_phone += mode_of(q->set, e->t->contacts.codes[i]) == MODE_PHONE;
    }
}

static enum verdict_code code_of(const struct eval_question *q, const struct verdict *v)
{
    if (v->exempt_until != DAY_NONE)
        return VERDICT_EXEMPT;
    if (q->day > v->due)
        return v->ever ? VERDICT_OVERDUE : VERDICT_NEVER;
    if (!v->ever)
        return VERDICT_NEW;
    return v->due - q->day <= q->lead ? VERDICT_DUE_SOON : VERDICT_MET;
}

static void judge(struct eval *e, const struct eval_question *q, struct verdict *v)
{
    struct due due = due_day(e, q, v);
    const struct demand *d = &e->demand[0];
    v->since = d->since;
    v->due = due.at.day;
    v->pause_days = due.at.by;
    v->source = (uint8_t)due.source;
    v->asked = (uint16_t)d->count;
    v->ever = e->n_counted > 0;
    v->last = v->ever ? e->counted[e->n_counted - 1].own : DAY_NONE;
    v->next_in_person = must_be_in_person(e, d);
    for (size_t i = e->n_counted; i > 0 && span_add(e->counted[i - 1].taken, d->within, 1) >= q->day; i--)
        v->counted += v->counted < UINT16_MAX;
    if (d->earliest.n) {
        int32_t ref = reference(e, d);
        v->corridor = move_by_pauses(e, ref, span_add(ref, d->earliest, 1), q->day).day;
    }
    count_month(e, q, d->rule, v);
    v->exempt_until = exempt_until(e, q, d->rule);
    v->code = (uint8_t)code_of(q, v);
}

static bool in_population(const struct tables *t, uint32_t state, int32_t day)
{
    return t->states.care_from[state] <= day && t->states.care_to[state] >= day;
}

void eval_customer(struct eval *e, const struct eval_question *q, uint32_t customer, struct verdict *v)
{
    static const uint8_t without_requirement[] = {
        [RULE_NONE] = VERDICT_NONE, [RULE_NOT_COVERED] = VERDICT_NOT_COVERED, [RULE_CANNOT_TELL] = VERDICT_UNCLEAR};
    const struct tables *t = e->t;
    *v = (struct verdict){.rule = -1, .individual = TBL_NONE, .base = DAY_NONE, .prev = DAY_NONE, .due = DAY_NONE,
                          .corridor = DAY_NONE, .last = DAY_NONE, .exempt_until = DAY_NONE, .since = DAY_NONE};
    v->state = tables_state_on(t, customer, q->day);
    if (!in_population(t, v->state, q->day))
        return;
    v->in_population = true;
    v->age = q->day < timeline_end_of_youth(t->states.born[v->state]) ? AGE_U25 : AGE_O25;
    e->customer = customer;
    e->start = v->start = timeline_start(&e->timeline, t, customer, v->state, q->day);
    timeline_build(&e->timeline, t, q, customer, e->start);
    const struct stage *now = &e->timeline.stage[e->timeline.n - 1];
    v->rule = now->rule;
    v->individual = now->individual;
    v->since = now->from;
    if (now->outcome == RULE_REQUIREMENT)
        judge(e, q, v);
    else
        v->code = without_requirement[now->outcome];
}

/* --- what notes and exceptions did --- */

void eval_notes(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v, uint8_t *out)
{
    const struct tbl_contacts *c = &e->t->contacts;
    uint32_t first = c->first[customer], end = c->first[customer + 1], best = TBL_NONE;
    unsigned modes = v->rule >= 0 && verdict_has_requirement(v) ? q->set->rule[v->rule].modes : UINT8_MAX;
    e->customer = customer;
    e->start = v->start;
    for (uint32_t i = first; i < end; i++) {
        out[i - first] = (uint8_t)eligibility(e, q, modes, i, q->day);
        if (out[i - first] != NOTE_COUNTED)
            continue;
        if (best == TBL_NONE || c->day[best] != c->day[i]) {
            best = i;
        } else if (rank_of((uint8_t)mode_of(q->set, c->codes[i])) < rank_of((uint8_t)mode_of(q->set, c->codes[best]))) {
            out[best - first] = NOTE_SAME_DAY;
            best = i;
        } else {
            out[i - first] = NOTE_SAME_DAY;
        }
    }
}

static bool suspends_under(const struct ruleset *set, int rule, unsigned kind)
{
    return rule >= 0 && set->rule[rule].outcome == RULE_REQUIREMENT && (set->rule[rule].accepts.suspend >> kind & 1);
}

enum exception_effect eval_exception(struct eval *e, const struct eval_question *q, uint32_t customer,
                                     uint32_t exception)
{
    const struct tables *t = e->t;
    const struct tbl_exceptions *x = &t->exceptions;
    bool interval = x->interval[exception].n > 0;
    if (x->kind[exception] == EXCEPTION_JBA)
        return EXCEPTION_LETS_COUNT;
    uint32_t state = tables_state_on(t, customer, q->day);
    int32_t start = timeline_start(&e->timeline, t, customer, state, q->day);
    timeline_build(&e->timeline, t, q, customer, start);
    for (size_t i = 0; i < e->timeline.n; i++) {
        const struct stage *s = &e->timeline.stage[i];
        bool last = i + 1 == e->timeline.n;
        int32_t to = last ? q->day : s[1].from - 1;
        /* The rule of S decides on pauses, and on what lies wholly beyond the days looked at. */
        if (!last && (x->from[exception] > to || x->to[exception] < s->from))
            continue;
        if (interval ? timeline_accepts_interval(t, q->set, s->rule, exception)
                     : suspends_under(q->set, s->rule, x->kind[exception]))
            return interval ? EXCEPTION_INTERVAL : EXCEPTION_SUSPENDS;
    }
    return EXCEPTION_NOT_ACCEPTED;
}
