#include "rules/evaluate.h"

#include "rules/scratch.h"

#include <stdlib.h>
#include <string.h>

const char *const verdict_codes[VERDICT_CODES] = {
    [VERDICT_UNCLEAR] = "unklar",
    [VERDICT_NONE] = "ohne_vorgabe",
    [VERDICT_NOT_COVERED] = "nicht_geregelt",
    [VERDICT_EXEMPT] = "ausgenommen",
    [VERDICT_NEVER] = "nie",
    [VERDICT_OVERDUE] = "ueberfaellig",
    [VERDICT_NEW] = "neu",
    [VERDICT_DUE_SOON] = "faellig",
    [VERDICT_MET] = "erfuellt",
};

const char *const due_source_codes[DUE_SOURCES] = {
    [DUE_RULE] = "regel",         [DUE_START] = "anlauf",         [DUE_FIRST] = "erstkontakt",
    [DUE_BACKLOG] = "rueckstand", [DUE_TRANSITION] = "uebergang", [DUE_BEFORE] = "bisher",
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
    free(e->assumed_for);
    free(e);
}

void eval_listen(struct eval *e, const struct eval_listener *l)
{
    e->listener = l;
}

struct eval_question eval_question(const struct ruleset *set, int32_t day, int lead)
{
    return (struct eval_question){.set = set,
                                  .day = day,
                                  .lead = lead,
                                  .partners = UINT16_MAX,
                                  .left_out = TBL_NONE,
                                  .note_left_out = TBL_NONE,
                                  .known_by = DAY_OPEN,
                                  .last_note = DAY_OPEN,
                                  .held_from = DAY_OPEN};
}

/* --- the verdict (2.7, 2.8) --- */

/* The end of the stretch of suspending exceptions that holds S; DAY_NONE: not exempt. */
static int32_t exempt_until(struct eval *e, const struct eval_question *q, const struct rule *rule)
{
    due_collect_pauses(e, q, rule, DAY_OPEN);
    for (size_t i = 0; i < e->n_pauses; i++)
        if (e->pause[i].from <= q->day && q->day <= e->pause[i].to) {
            if (e->listener)
                e->listener->exempt(e->listener->context, e->pause[i].from, e->pause[i].to);
            return e->pause[i].to;
        }
    return DAY_NONE;
}

/* Of the first requirement with alternation. */
static bool must_be_in_person(const struct eval *e, const struct eval_demand *d)
{
    int by_phone = 0, i = 0;
    while (i < d->rule->n_asks && !eval_demand_asks(d, i)->alternation)
        i++;
    if (i == d->rule->n_asks)
        return false;
    struct contacts_list c = contacts_of(e, i);
    for (size_t k = c.n; k > 0 && c.at[k - 1].mode != MODE_IN_PERSON; k--)
        by_phone += c.at[k - 1].mode == MODE_PHONE;
    if (e->listener)
        e->listener->telephone(e->listener->context, by_phone);
    return by_phone >= eval_demand_asks(d, i)->alternation;
}

static bool is_eligible(const struct eval *e, const struct eval_question *q, const struct rule *rule, uint32_t note)
{
    for (int i = 0; i < rule->n_asks; i++)
        if (contacts_eligibility(e, q, q->set, &rule->ask[i], note, q->day) == NOTE_COUNTED)
            return true;
    return false;
}

/* Eligible contacts in S's month, for the groups. */
static void count_month(const struct eval *e, const struct eval_question *q, const struct rule *rule, struct verdict *v)
{
    struct day_parts p = day_split(q->day);
    uint32_t first, end;
    contacts_between(e, day_make(p.year, p.month, 1), q->day, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        if (!is_eligible(e, q, rule, i) || v->month_contacts == UINT16_MAX)
            continue;
        v->month_contacts++;
        v->month_phone += contacts_mode(q->set, e->t->contacts.codes[i]) == MODE_PHONE;
    }
}

/* Of the first requirement: those that reach S, or lie in its period. */
static uint16_t count_lasting(const struct eval *e, const struct eval_question *q, const struct eval_demand *d)
{
    struct contacts_list c = contacts_of(e, 0);
    uint16_t n = 0;
    int32_t first = d->own.period ? rule_period_first(d->own.period, q->day) : DAY_NONE;
    for (size_t i = c.n; i > 0 && n < UINT16_MAX; i--) {
        int32_t day = c.at[i - 1].taken;
        if (d->own.period ? day < first : span_add(day, d->own.within, 1) < q->day)
            break;
        n++;
    }
    return n;
}

/* The last contact under any requirement, by its own date. */
static int32_t last_of_all(const struct eval *e, int n_asks)
{
    int32_t last = DAY_NONE;
    for (int i = 0; i < n_asks; i++) {
        struct contacts_list c = contacts_of(e, i);
        if (c.n && c.at[c.n - 1].own > last)
            last = c.at[c.n - 1].own;
    }
    return last;
}

static enum verdict_code code_of(const struct eval_question *q, const struct verdict *v)
{
    if (v->exempt_until != DAY_NONE)
        return VERDICT_EXEMPT;
    if (q->day > v->due || (v->at_end && q->day == v->due))
        return v->ever ? VERDICT_OVERDUE : VERDICT_NEVER;
    if (!v->ever)
        return VERDICT_NEW;
    return v->due - q->day <= q->lead ? VERDICT_DUE_SOON : VERDICT_MET;
}

static void judge(struct eval *e, const struct eval_question *q, struct verdict *v)
{
    struct due due = due_day(e, q, v);
    const struct eval_demand *d = &e->demand[0];
    v->since = d->since;
    v->due = due.at.day;
    v->pause_days = due.at.by;
    v->source = (uint8_t)due.source;
    v->asked = (uint16_t)d->own.count;
    v->ever = e->n_counted > 0;
    v->last = last_of_all(e, d->rule->n_asks);
    v->next_in_person = must_be_in_person(e, d);
    v->counted = count_lasting(e, q, d);
    v->corridor = due_corridor(e, q);
    if (v->corridor > v->due) /* where the due day comes from a change */
        v->corridor = DAY_NONE;
    count_month(e, q, d->rule, v);
    v->exempt_until = exempt_until(e, q, d->rule);
    v->code = (uint8_t)code_of(q, v);
}

enum eval_population eval_population(const struct tables *t, uint32_t state, int32_t day)
{
    if (t->states.care_from[state] > day)
        return POPULATION_NOT_YET;
    return t->states.care_to[state] < day ? POPULATION_NO_MORE : POPULATION_IN;
}

/* Start of care and stages of a customer. */
static void build_timeline(struct eval *e, const struct eval_question *q, uint32_t customer, uint32_t state,
                           const struct eval_listener *l)
{
    e->start = timeline_start(&e->timeline, e->t, customer, state, q->day, l);
    timeline_build(&e->timeline, e->t, q, customer, e->start, l);
    e->built = true;
    e->built_customer = customer;
    e->built_day = q->day;
    e->built_set = q->set;
    e->built_left_out = q->left_out;
    e->built_held_from = q->held_from;
}

void eval_customer(struct eval *e, const struct eval_question *q, uint32_t customer, struct verdict *v)
{
    static const uint8_t without_requirement[] = {
        [RULE_NONE] = VERDICT_NONE, [RULE_NOT_COVERED] = VERDICT_NOT_COVERED, [RULE_CANNOT_TELL] = VERDICT_UNCLEAR};
    const struct tables *t = e->t;
    *v = (struct verdict){.rule = -1,
                          .individual = TBL_NONE,
                          .base = DAY_NONE,
                          .prev = DAY_NONE,
                          .due = DAY_NONE,
                          .corridor = DAY_NONE,
                          .last = DAY_NONE,
                          .reference = DAY_NONE,
                          .exempt_until = DAY_NONE,
                          .since = DAY_NONE};
    v->state = tables_state_on(t, customer, q->day);
    if (eval_population(t, v->state, q->day) != POPULATION_IN)
        return;
    v->in_population = true;
    v->age = q->day < timeline_end_of_youth(t->states.born[v->state]) ? AGE_U25 : AGE_O25;
    e->customer = customer;
    build_timeline(e, q, customer, v->state, e->listener);
    v->start = e->start;
    const struct eval_stage *now = &e->timeline.stage[e->timeline.n - 1];
    v->rule = now->rule;
    v->individual = now->individual;
    v->since = now->from;
    if (now->outcome == RULE_REQUIREMENT)
        judge(e, q, v);
    else
        v->code = without_requirement[now->outcome];
}

/* --- what exceptions did (2.7) --- */

/* Under the rule of a day. */
static struct exception_answer answer_of(const struct eval *e, const struct eval_question *q, int rule, uint32_t x)
{
    const struct tbl_exceptions *all = &e->t->exceptions;
    if (all->interval[x].n)
        return timeline_interval(e->t, q->set, rule, x);
    struct exception_answer answer = {.effect = EXCEPTION_NOT_ACCEPTED, .rule = rule};
    if (rule < 0 || q->set->rule[rule].outcome != RULE_REQUIREMENT)
        answer.refusal = REFUSAL_NO_REQUIREMENT;
    else if (!(q->set->rule[rule].accepts.suspend >> all->kind[x] & 1))
        answer.refusal = REFUSAL_KIND;
    else
        answer.effect = EXCEPTION_SUSPENDS;
    return answer;
}

struct exception_answer eval_exception_answer(struct eval *e, const struct eval_question *q, uint32_t customer,
                                              uint32_t exception)
{
    const struct tables *t = e->t;
    const struct tbl_exceptions *x = &t->exceptions;
    if (x->kind[exception] == EXCEPTION_JBA)
        return (struct exception_answer){.effect = EXCEPTION_LETS_COUNT, .rule = -1};
    if (!e->built || e->built_customer != customer || e->built_day != q->day || e->built_set != q->set ||
        e->built_left_out != q->left_out || e->built_held_from != q->held_from)
        build_timeline(e, q, customer, tables_state_on(t, customer, q->day), NULL);
    struct exception_answer answer = {.effect = EXCEPTION_NOT_ACCEPTED, .rule = -1};
    for (size_t i = 0; i < e->timeline.n; i++) {
        const struct eval_stage *s = &e->timeline.stage[i];
        bool last = i + 1 == e->timeline.n;
        int32_t to = last ? q->day : s[1].from - 1;
        /* The rule of S decides on pauses, and on what lies wholly beyond the days looked at. */
        if (!last && (x->from[exception] > to || x->to[exception] < s->from))
            continue;
        answer = answer_of(e, q, s->rule, exception);
        if (answer.effect != EXCEPTION_NOT_ACCEPTED)
            return answer;
    }
    return answer;
}

enum exception_effect eval_exception(struct eval *e, const struct eval_question *q, uint32_t customer,
                                     uint32_t exception)
{
    return eval_exception_answer(e, q, customer, exception).effect;
}

static bool exempts(const struct eval *e, const struct eval_question *q, const struct verdict *v, uint32_t x)
{
    const struct tbl_exceptions *all = &e->t->exceptions;
    return v->code == VERDICT_EXEMPT && v->rule >= 0 && all->interval[x].n == 0 && all->to[x] >= q->day &&
           (q->set->rule[v->rule].accepts.suspend >> all->kind[x] & 1);
}

bool eval_late_exemption(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v,
                         uint32_t exception)
{
    struct eval_question before = *q;
    struct verdict then;
    if (!exempts(e, q, v, exception))
        return false;
    before.day = e->t->exceptions.from[exception] - 1;
    before.left_out = exception;
    eval_customer(e, &before, customer, &then);
    return then.in_population && (then.code == VERDICT_OVERDUE || then.code == VERDICT_NEVER);
}
