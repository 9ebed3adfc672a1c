#include "rules/trail.h"

#include <stdlib.h>
#include <string.h>

/* --- what the evaluator tells --- */

static void hear_period(void *context, const struct eval_period *period)
{
    struct trail *t = context;
    t->period = mem_grow(t->period, t->n_periods, &t->cap_periods, sizeof *t->period);
    t->period[t->n_periods++] = *period;
}

/* Every day on which a rule may change has its search; the last one holds on S. */
static void hear_trial(void *context, int32_t day, uint32_t state, const struct rule_trial *trial)
{
    struct trail *t = context;
    (void)state; /* on S it is that of the verdict */
    if (day != t->trial_day)
        t->n_trials = 0;
    t->trial_day = day;
    t->trial = mem_grow(t->trial, t->n_trials, &t->cap_trials, sizeof *t->trial);
    t->trial[t->n_trials++] = *trial;
}

static void hear_stages(void *context, const struct eval_stage *stage, size_t n)
{
    struct trail *t = context;
    t->stage = mem_resize(t->stage, n, sizeof *stage);
    memcpy(t->stage, stage, n * sizeof *stage);
    t->n_stages = n;
}

static void hear_demand(void *context, const struct eval_demand *demand)
{
    struct trail *t = context;
    t->level = mem_grow(t->level, t->n_levels, &t->cap_levels, sizeof *t->level);
    t->level[t->n_levels++] = (struct trail_level){.demand = *demand};
}

static struct trail_level *heard_last(struct trail *t)
{
    return &t->level[t->n_levels - 1];
}

static void hear_counted(void *context, int requirement, const struct eval_counted *contact, size_t n)
{
    struct trail_part *part = &heard_last(context)->part[requirement];
    part->counted = mem_zero(n, sizeof *contact);
    if (n)
        memcpy(part->counted, contact, n * sizeof *contact);
    part->n_counted = n;
}

static void hear_requirement(void *context, int requirement)
{
    ((struct trail *)context)->hearing_of = requirement;
}

static struct trail_part *heard_part(struct trail *t)
{
    return &heard_last(t)->part[t->hearing_of];
}

static void hear_sum(void *context, const struct eval_sum *sum)
{
    struct trail *t = context;
    struct trail_sum *heard = &heard_part(t)->sum[sum->use];
    t->hearing = sum->use;
    free(heard->pause); /* a period that ends first takes the place of a sum */
    *heard = (struct trail_sum){.sum = *sum, .day = sum->raw};
}

static void hear_pause(void *context, int32_t from, int32_t to)
{
    struct trail *t = context;
    struct trail_sum *sum = &heard_part(t)->sum[t->hearing];
    sum->day += to - from + 1;
    sum->pause_days += to - from + 1;
    sum->pause = mem_grow(sum->pause, sum->n_pauses, &sum->cap_pauses, sizeof *sum->pause);
    sum->pause[sum->n_pauses++] = (struct trail_pause){from, to, sum->day};
}

static void hear_change(void *context, const struct eval_change *change)
{
    struct trail_part *part = heard_part(context);
    part->change[part->n_changes++] = *change;
}

static void hear_decided(void *context, int requirement, size_t change)
{
    struct trail_level *level = heard_last(context);
    level->decides = requirement;
    level->day = change;
}

static void hear_telephone(void *context, int since_in_person)
{
    ((struct trail *)context)->since_in_person = since_in_person;
}

static void hear_exempt(void *context, int32_t from, int32_t to)
{
    (void)to; /* the verdict has it */
    ((struct trail *)context)->exempt_from = from;
}

/* --- what would be different --- */

bool trail_same_row(const struct verdict *a, const struct verdict *b)
{
    if (a->in_population != b->in_population || a->code != b->code || a->rule != b->rule ||
        (a->individual == TBL_NONE) != (b->individual == TBL_NONE))
        return false;
    if (!a->in_population || !verdict_has_requirement(a))
        return true;
    if (a->counted != b->counted || a->asked != b->asked || a->last != b->last ||
        a->next_in_person != b->next_in_person)
        return false;
    if (a->code == VERDICT_EXEMPT)
        return a->exempt_until == b->exempt_until;
    return a->due == b->due && a->corridor == b->corridor && a->source == b->source && a->pause_days == b->pause_days;
}

/* The notes stand by day, so that those of one day are neighbours. */
static void name_instead(struct trail *t)
{
    const int32_t *day = t->t->contacts.day;
    for (size_t i = 0, end; i < t->n_notes; i = end) {
        uint32_t best = TBL_NONE;
        for (end = i; end < t->n_notes && day[t->note[end].note] == day[t->note[i].note]; end++)
            if (t->note[end].reason == NOTE_COUNTED)
                best = t->note[end].note;
        for (size_t k = i; k < end; k++)
            t->note[k].instead = t->note[k].reason == NOTE_SAME_DAY ? best : TBL_NONE;
    }
}

static void mark_counted(struct trail *t, const struct trail_level *level, uint32_t first)
{
    bool now = level == &t->level[t->n_levels - 1];
    for (int p = 0; p < level->demand.rule->n_asks; p++)
        for (size_t i = 0; i < level->part[p].n_counted; i++) {
            struct trail_note *n = &t->note[level->part[p].counted[i].note - first];
            n->counted = n->counted || now;
            n->counted_before = n->counted_before || !now;
        }
}

/* Notes that no requirement counted cannot matter: only the others are asked about. */
static void weigh_notes(struct trail *t, struct eval *e)
{
    const struct tbl_contacts *c = &t->t->contacts;
    uint32_t first = c->first[t->customer];
    uint8_t *reason = mem_zero(t->n_notes, sizeof *reason);
    eval_notes(e, &t->q, t->customer, &t->v, EVAL_ANY, reason);
    t->note = mem_zero(t->n_notes, sizeof *t->note);
    for (size_t i = 0; i < t->n_notes; i++)
        t->note[i] = (struct trail_note){.note = first + (uint32_t)i, .reason = reason[i]};
    name_instead(t);
    for (size_t l = 0; l < t->n_levels; l++)
        mark_counted(t, &t->level[l], first);
    for (size_t i = 0; i < t->n_notes; i++) {
        struct trail_note *n = &t->note[i];
        struct eval_question q = t->q;
        if (!n->counted && !n->counted_before)
            continue;
        q.note_left_out = n->note;
        eval_customer(e, &q, t->customer, &n->without);
        n->decides = !trail_same_row(&t->v, &n->without);
    }
    free(reason);
}

static void weigh_exceptions(struct trail *t, struct eval *e)
{
    const struct tbl_exceptions *x = &t->t->exceptions;
    uint32_t first = x->first[t->customer];
    t->exception = mem_zero(t->n_exceptions, sizeof *t->exception);
    for (size_t i = 0; i < t->n_exceptions; i++) {
        struct trail_exception *one = &t->exception[i];
        struct eval_question q = t->q;
        one->exception = q.left_out = first + (uint32_t)i;
        one->later = x->from[one->exception] > q.day;
        one->answer = eval_exception_answer(e, &t->q, t->customer, one->exception);
        one->late = !one->later && eval_late_exemption(e, &t->q, t->customer, &t->v, one->exception);
        eval_customer(e, &q, t->customer, &one->without);
        one->decides = !trail_same_row(&t->v, &one->without);
    }
}

/* An earlier requirement is part of the due day where the one behind it took over or weighed its own. */
static void mark_levels(struct trail *t)
{
    bool matters = true;
    for (size_t i = t->n_levels; i > 0; i--) {
        struct trail_level *level = &t->level[i - 1];
        level->matters = matters;
        enum eval_case taken = trail_decided(level)->taken;
        matters = matters && (taken == CASE_BACKLOG || taken == CASE_TIME);
    }
}

struct trail *trail_new(const struct tables *tables, const struct eval_question *q, uint32_t customer)
{
    struct trail *t = mem_zero(1, sizeof *t);
    struct eval_listener listener = {.context = t,
                                     .period = hear_period,
                                     .trial = hear_trial,
                                     .stages = hear_stages,
                                     .demand = hear_demand,
                                     .counted = hear_counted,
                                     .requirement = hear_requirement,
                                     .sum = hear_sum,
                                     .pause = hear_pause,
                                     .change = hear_change,
                                     .decided = hear_decided,
                                     .telephone = hear_telephone,
                                     .exempt = hear_exempt};
    struct eval *e = eval_new(tables);
    *t = (struct trail){.t = tables,
                        .q = *q,
                        .customer = customer,
                        .trial_day = DAY_NONE,
                        .exempt_from = DAY_NONE,
                        .since_in_person = -1,
                        .n_notes = tables->contacts.first[customer + 1] - tables->contacts.first[customer],
                        .n_exceptions = tables->exceptions.first[customer + 1] - tables->exceptions.first[customer]};
    eval_listen(e, &listener);
    eval_customer(e, q, customer, &t->v);
    eval_listen(e, NULL);
    t->population = eval_population(tables, t->v.state, q->day);
    if (t->population == POPULATION_IN) {
        mark_levels(t);
        weigh_notes(t, e);
        weigh_exceptions(t, e);
    } else {
        t->n_notes = t->n_exceptions = 0;
    }
    eval_free(e);
    return t;
}

void trail_free(struct trail *t)
{
    if (!t)
        return;
    for (size_t i = 0; i < t->n_levels; i++)
        for (int p = 0; p < RULE_REQUIREMENTS; p++) {
            for (int s = 0; s < TRAIL_SUMS; s++)
                free(t->level[i].part[p].sum[s].pause);
            free(t->level[i].part[p].counted);
        }
    free(t->period);
    free(t->trial);
    free(t->stage);
    free(t->level);
    free(t->note);
    free(t->exception);
    free(t);
}
