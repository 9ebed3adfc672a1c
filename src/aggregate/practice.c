#include "aggregate/appointments.h"
#include "aggregate/practice_count.h"

#include <stdlib.h>
#include <string.h>

/* ---- exceptions, agreement: the customer on S ---- */

/*
 * On S alone: an interval is in force where the verdict says so, and of several only one is; a suspending one where the
 * rule in force accepts its kind. Where no rule can be told, neither can be said.
 */
static enum agg_effect effect_of(const struct agg_count_practice *c, uint32_t x)
{
    const struct tbl_exceptions *e = &c->t->exceptions;
    if (e->kind[x] == EXCEPTION_JBA)
        return EFFECT_LETS_COUNT;
    if (c->v->code == VERDICT_UNCLEAR)
        return EFFECT_UNCLEAR;
    if (e->interval[x].n)
        return c->v->individual == x ? EFFECT_INTERVAL : EFFECT_NOTHING;
    bool suspends = verdict_has_requirement(c->v) && (c->set->rule[c->v->rule].accepts.suspend >> e->kind[x] & 1);
    return suspends ? EFFECT_SUSPENDS : EFFECT_NOTHING;
}

static void count_exceptions(const struct agg_count_practice *c)
{
    const struct tbl_exceptions *e = &c->t->exceptions;
    if (!e->first)
        return;
    for (uint32_t x = e->first[c->customer]; x < e->first[c->customer + 1]; x++) {
        if (e->from[x] > c->day || e->to[x] < c->day)
            continue;
        enum agg_effect effect = effect_of(c, x);
        for (int i = 0; i < 2; i++) {
            c->to[i]->numbers.exception[e->kind[x]][effect]++;
            c->to[i]->numbers.ending[e->kind[x]] += e->to[x] <= c->day + AGG_ENDING_DAYS;
        }
    }
}

static void count_standing(const struct agg_count_practice *c)
{
    int32_t begin = tables_attribute_day(c->t, ATTRIBUTE_AGREEMENT, c->v->state);
    agg_practice_add_now(c, FIG_CUSTOMERS);
    switch (c->v->code) {
    case VERDICT_NEVER:
    case VERDICT_OVERDUE:
        agg_practice_add_now(c, FIG_LATE);
        break;
    case VERDICT_NEW:
    case VERDICT_DUE_SOON:
    case VERDICT_MET:
        agg_practice_add_now(c, FIG_TIMELY);
        break;
    default:
        break;
    }
    if (begin != DAY_NONE && begin <= c->day && day_add_months(begin, AGG_AGREEMENT_MONTHS) >= c->day)
        agg_practice_add_now(c, FIG_AGREEMENT);
}

/* ---- the whole ---- */

static struct agg_practice_part *part_of_team(struct agg_practice *p, uint32_t team)
{
    if (p->team_of_word[team] == TBL_NONE) {
        p->team = mem_grow(p->team, p->n_teams, &p->cap, sizeof *p->team);
        p->team[p->n_teams] = (struct agg_practice_part){
            .team = team, .half_year = arena_zero(p->arena, (size_t)p->n_rules * sizeof *p->all.half_year)};
        p->team_of_word[team] = (uint32_t)p->n_teams++;
    }
    return &p->team[p->team_of_word[team]];
}

struct agg_practice *agg_practice_new(const struct agg_practice_input *in)
{
    struct agg_practice *p = mem_zero(1, sizeof *p);
    struct tables *t = in->tables;
    struct day_parts s = day_split(in->q->day);
    struct agg_count_practice c = {.in = in,
                                   .t = t,
                                   .set = in->q->set,
                                   .day = in->q->day,
                                   .month = day_make(s.year, s.month, 1),
                                   .eval = eval_new(t)};
    c.appointments = agg_appointments_known(t);
    c.agreed = t->appointments.first && t->has[COL_T_AGREED];
    p->arena = arena_new();
    p->n_rules = c.set->n_rules;
    p->region = in->region;
    p->all.team = AGG_JOBCENTER;
    p->all.half_year = arena_zero(p->arena, (size_t)p->n_rules * sizeof *p->all.half_year);
    p->team_of_word = mem_alloc(t->n_words * sizeof *p->team_of_word);
    memset(p->team_of_word, 0xff, t->n_words * sizeof *p->team_of_word);
    for (uint32_t i = 0; i < t->customers.n; i++) {
        if (!in->verdict[i].in_population)
            continue;
        c.customer = i;
        c.v = &in->verdict[i];
        c.to[0] = &p->all;
        c.to[1] = part_of_team(p, tables_team_of(t, c.v->state, in->q->day));
        count_standing(&c);
        count_exceptions(&c);
        agg_count_notes(&c);
        agg_count_appointments(&c);
    }
    free(c.reason);
    eval_free(c.eval);
    return p;
}

void agg_practice_free(struct agg_practice *p)
{
    if (!p)
        return;
    arena_free(p->arena);
    free(p->team);
    free(p->team_of_word);
    free(p);
}

const struct agg_practice_part *agg_practice_team(const struct agg_practice *p, uint32_t team)
{
    return p->team_of_word[team] == TBL_NONE ? NULL : &p->team[p->team_of_word[team]];
}

/* ---- what a figure needs ---- */

static bool has_count_rule(const struct ruleset *set)
{
    for (int i = 0; i < set->n_rules; i++)
        if (set->rule[i].outcome == RULE_REQUIREMENT && set->rule[i].ask[0].by_count)
            return true;
    return false;
}

static bool asked_for(const struct ruleset *set, enum agg_topic topic)
{
    switch (topic) {
    case TOPIC_OFFER:
    case TOPIC_MET:
        return set->first_max > 0;
    case TOPIC_FIRST_NOTE:
        return set->first_note >= 0;
    case TOPIC_NOTE:
        return set->every_note >= 0;
    case TOPIC_PHONE:
        return set->phone_named;
    case TOPIC_LONGEST:
        return set->longest_minutes > 0;
    case TOPIC_FIRST_LENGTH:
        return set->first_minutes > 0;
    case TOPIC_INSTRUCTION:
        return set->instruction;
    case TOPIC_NEXT_AGREED:
        return set->next_agreed;
    case TOPIC_HALF_YEAR:
        return has_count_rule(set);
    default:
        return true;
    }
}

/* The groups for the telephone are told by profile and flags: without one of these columns nobody is outside for sure.
 */
static struct agg_lack phone_lack(const struct tables *t, const struct ruleset *set)
{
    if (set->phone_profiles && !t->has[COL_C_PROFILE])
        return (struct agg_lack){LACK_COLUMN, &tbl_columns[COL_C_PROFILE]};
    for (uint32_t left = set->phone_attributes; left; left &= left - 1) {
        enum tbl_column column = t->lexicon->attribute[__builtin_ctz(left)].column;
        if (!t->has[column])
            return (struct agg_lack){LACK_COLUMN, lexicon_column(t->lexicon, column)};
    }
    return (struct agg_lack){.what = LACK_NOTHING};
}

struct agg_lack agg_practice_lack(const struct tables *t, const struct ruleset *set, enum agg_topic topic)
{
    static const struct {
        int n;
        enum tbl_column column[3];
    } needs[AGG_TOPICS] = {
        [TOPIC_OFFER] = {1, {COL_T_STATUS}},
        [TOPIC_ENTRY] = {1, {COL_N_ENTERED}},
        [TOPIC_TALK_LENGTH] = {1, {COL_N_MINUTES}},
        [TOPIC_APPOINTMENTS] = {1, {COL_T_STATUS}},
        [TOPIC_PLAN_LENGTH] = {2, {COL_T_STATUS, COL_T_MINUTES}},
        [TOPIC_LONGEST] = {2, {COL_T_STATUS, COL_T_MINUTES}},
        [TOPIC_FIRST_LENGTH] = {3, {COL_T_STATUS, COL_T_MINUTES, COL_T_TALK}},
        [TOPIC_INSTRUCTION] = {2, {COL_T_STATUS, COL_T_INSTRUCTED}},
        [TOPIC_NEXT_AGREED] = {1, {COL_T_AGREED}},
        [TOPIC_EXCEPTIONS] = {1, {COL_X_KIND}},
        [TOPIC_AGREEMENT] = {1, {COL_C_AGREEMENT}},
        [TOPIC_HALF_YEAR] = {1, {COL_C_AGREEMENT}},
    };
    if (!asked_for(set, topic))
        return (struct agg_lack){.what = LACK_RULE};
    for (int i = 0; i < needs[topic].n; i++) {
        enum tbl_column column = needs[topic].column[i];
        if (!t->has_file[tbl_columns[column].file])
            return (struct agg_lack){LACK_FILE, &tbl_columns[column]};
        if (!t->has[column])
            return (struct agg_lack){LACK_COLUMN, &tbl_columns[column]};
    }
    return topic == TOPIC_PHONE ? phone_lack(t, set) : (struct agg_lack){.what = LACK_NOTHING};
}
