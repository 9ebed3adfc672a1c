#include "aggregate/course.h"

#include "aggregate/reach.h"
#include "base/pool.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 512 };

const int8_t agg_flow_part[FLOW_MOVES] = {
    [MOVE_LATE_MET] = 1,  [MOVE_MET_LATE] = -1, [MOVE_NONE_MET] = 1,
    [MOVE_NONE_LATE] = 0, [MOVE_MET_NONE] = -1, [MOVE_LATE_NONE] = 0,
};
const int8_t agg_flow_whole[FLOW_MOVES] = {
    [MOVE_LATE_MET] = 0,  [MOVE_MET_LATE] = 0,  [MOVE_NONE_MET] = 1,
    [MOVE_NONE_LATE] = 1, [MOVE_MET_NONE] = -1, [MOVE_LATE_NONE] = -1,
};

struct agg_rate agg_course_rate(const struct agg_counts *n)
{
    struct agg_numbers numbers = {.customers = n->customers};
    memcpy(numbers.code, n->code, sizeof numbers.code);
    return agg_rate(&numbers);
}

void agg_flow_change(const struct agg_flow *f, int64_t *part, int64_t *whole)
{
    *part = *whole = 0;
    for (int cause = 0; cause < FLOW_CAUSES; cause++)
        for (int move = 0; move < FLOW_MOVES; move++) {
            *part += (int64_t)f->cause[cause][move] * agg_flow_part[move];
            *whole += (int64_t)f->cause[cause][move] * agg_flow_whole[move];
        }
}

bool agg_course_known_differs(const struct agg_courses *c, const struct agg_course *of, int point)
{
    if (!c->known_then)
        return false;
    struct agg_rate now = agg_course_rate(&of->point[point]), then = agg_course_rate(&of->known[point]);
    return now.part != then.part || now.whole != then.whole;
}

/* ---- the flow ---- */

enum rated { RATED_NOT, RATED_MET, RATED_LATE, RATED_KINDS };

static enum rated rated(unsigned place)
{
    return place == VERDICT_MET || place == VERDICT_DUE_SOON    ? RATED_MET
           : place == VERDICT_OVERDUE || place == VERDICT_NEVER ? RATED_LATE
                                                                : RATED_NOT;
}

/* FLOW_MOVES: it changes neither part nor whole. */
static enum agg_flow_move move_of(unsigned from, unsigned to)
{
    static const uint8_t moves[RATED_KINDS][RATED_KINDS] = {
        [RATED_NOT] = {[RATED_NOT] = FLOW_MOVES, [RATED_MET] = MOVE_NONE_MET, [RATED_LATE] = MOVE_NONE_LATE},
        [RATED_MET] = {[RATED_NOT] = MOVE_MET_NONE, [RATED_MET] = FLOW_MOVES, [RATED_LATE] = MOVE_MET_LATE},
        [RATED_LATE] = {[RATED_NOT] = MOVE_LATE_NONE, [RATED_MET] = MOVE_LATE_MET, [RATED_LATE] = FLOW_MOVES},
    };
    return (enum agg_flow_move)moves[rated(from)][rated(to)];
}

/* Places that are neither rated nor new speak for themselves. */
static bool has_deadline(unsigned place)
{
    return rated(place) != RATED_NOT || place == VERDICT_NEW;
}

/* Both ends of a customer's step. */
struct step {
    unsigned from, to; /* places */
    bool other_rule;   /* another rule or individual interval applies */
    bool late_anyway;  /* of other_rule: S would find him late under what applied before, too */
    bool seen;         /* a contact after the month before counts */
};

static enum agg_flow_cause cause_of(const struct step *s)
{
    static const uint8_t out_of[FLOW_PLACES] = {
        [VERDICT_UNCLEAR] = CAUSE_UNCLEAR_NO_MORE, [VERDICT_NONE] = CAUSE_BOUND, [VERDICT_NOT_COVERED] = CAUSE_BOUND,
        [VERDICT_EXEMPT] = CAUSE_EXEMPT_NO_MORE,   [FLOW_OUTSIDE] = CAUSE_ENTRY, [FLOW_OTHER_TEAM] = CAUSE_TEAM_IN};
    static const uint8_t into[FLOW_PLACES] = {
        [VERDICT_UNCLEAR] = CAUSE_UNCLEAR, [VERDICT_NONE] = CAUSE_RELEASED, [VERDICT_NOT_COVERED] = CAUSE_RELEASED,
        [VERDICT_EXEMPT] = CAUSE_EXEMPT,   [FLOW_OUTSIDE] = CAUSE_EXIT,     [FLOW_OTHER_TEAM] = CAUSE_TEAM_OUT};
    if (!has_deadline(s->from))
        return (enum agg_flow_cause)out_of[s->from];
    if (!has_deadline(s->to))
        return (enum agg_flow_cause)into[s->to];
    if (rated(s->to) == RATED_MET && s->seen)
        return CAUSE_CONTACT;
    if (rated(s->to) == RATED_LATE && (!s->other_rule || s->late_anyway))
        return CAUSE_DEADLINE;
    return s->other_rule ? CAUSE_RULE : CAUSE_OTHER;
}

static void count_step(struct agg_flow *f, struct step s, unsigned from, unsigned to)
{
    enum agg_flow_move move = move_of(from, to);
    s.from = from;
    s.to = to;
    f->from_to[from][to]++;
    if (move != FLOW_MOVES)
        f->cause[cause_of(&s)][move]++;
}

/* ---- counting ---- */

struct tally {
    struct eval *eval;
    struct agg_course *course; /* [0] the Jobcenter, [1 + place] the teams */
    char apart[64];            /* so that two threads do not write to one line of the cache */
};

struct counting {
    const struct tables *t;
    const struct eval_question *q;
    const struct verdict *now;
    struct agg_courses *courses;
    uint32_t *place; /* from a team's word to its place in tally.course; 0: no state has that team */
    struct tally *tally;
};

/* Of the team on the day of the verdict. */
static struct agg_course *course_of(const struct counting *c, struct tally *y, const struct verdict *v, int32_t day)
{
    return &y->course[c->place[tables_team_of(c->t, v->state, day)]];
}

static void count_point(struct agg_counts *all, struct agg_counts *team, uint8_t code)
{
    all->customers++;
    all->code[code]++;
    team->customers++;
    team->code[code]++;
}

/* A note of customer dated up to day was entered after it. */
static bool entered_later(const struct tables *t, uint32_t customer, int32_t day)
{
    const struct tbl_contacts *c = &t->contacts;
    for (uint32_t i = c->first[customer]; i < c->first[customer + 1] && c->day[i] <= day; i++)
        if (c->entered[i] > day)
            return true;
    return false;
}

/* The verdict v of a point, and what it would have been with what was known on its day. */
static void count_verdict(const struct counting *c, struct tally *y, uint32_t customer, int point,
                          const struct verdict *v)
{
    if (!v->in_population)
        return;
    struct agg_course *team = course_of(c, y, v, c->courses->day[point]);
    struct eval_question q = *c->q;
    struct verdict known = *v;
    q.day = q.known_by = c->courses->day[point];
    if (c->courses->known_then && entered_later(c->t, customer, q.day))
        eval_customer(y->eval, &q, customer, &known);
    count_point(&y->course[0].point[point], &team->point[point], v->code);
    if (c->courses->known_then)
        count_point(&y->course[0].known[point], &team->known[point], known.code);
}

/* Whether S would find the customer late, had the requirement of the month before gone on. */
static bool is_late_anyway(const struct counting *c, struct tally *y, uint32_t customer)
{
    struct eval_question q = *c->q;
    struct verdict v;
    q.held_from = c->courses->day[COURSE_MONTH_BEFORE];
    eval_customer(y->eval, &q, customer, &v);
    return rated(v.code) == RATED_LATE;
}

static void count_flow(const struct counting *c, struct tally *y, uint32_t customer, const struct verdict *then)
{
    const struct verdict *now = &c->now[customer];
    struct step s = {.from = then->in_population ? then->code : (unsigned)FLOW_OUTSIDE,
                     .to = now->in_population ? now->code : (unsigned)FLOW_OUTSIDE};
    if (s.from == FLOW_OUTSIDE && s.to == FLOW_OUTSIDE)
        return;
    if (has_deadline(s.from) && has_deadline(s.to)) {
        s.other_rule = then->rule != now->rule || then->individual != now->individual;
        s.late_anyway = s.other_rule && rated(s.to) == RATED_LATE && is_late_anyway(c, y, customer);
        s.seen = now->last > c->courses->day[COURSE_MONTH_BEFORE];
    }
    count_step(&y->course[0].flow, s, s.from, s.to);
    struct agg_course *left =
        s.from == FLOW_OUTSIDE ? NULL : course_of(c, y, then, c->courses->day[COURSE_MONTH_BEFORE]);
    struct agg_course *joined = s.to == FLOW_OUTSIDE ? NULL : course_of(c, y, now, c->courses->day[COURSE_NOW]);
    bool moved = left && joined && left != joined;
    if (left)
        count_step(&left->flow, s, s.from, moved ? (unsigned)FLOW_OTHER_TEAM : s.to);
    if (joined && joined != left)
        count_step(&joined->flow, s, moved ? (unsigned)FLOW_OTHER_TEAM : s.from, s.to);
}

static void count_block(void *context, size_t block, unsigned thread)
{
    const struct counting *c = context;
    struct tally *y = &c->tally[thread];
    struct eval_question q = *c->q;
    uint32_t n = c->t->customers.n, from = (uint32_t)block * BLOCK;
    for (uint32_t i = from; i < n && i < from + BLOCK; i++) {
        struct verdict then = {.in_population = false};
        for (int point = 0; point < COURSE_NOW; point++) {
            q.day = c->courses->day[point];
            eval_customer(y->eval, &q, i, &then);
            c->courses->code[point][i] = then.in_population ? then.code : FLOW_OUTSIDE;
            count_verdict(c, y, i, point, &then);
        }
        count_verdict(c, y, i, COURSE_NOW, &c->now[i]);
        count_flow(c, y, i, &then);
    }
}

/* ---- the whole ---- */

static void add_counts(struct agg_counts *sum, const struct agg_counts *n)
{
    sum->customers += n->customers;
    for (int i = 0; i < VERDICT_CODES; i++)
        sum->code[i] += n->code[i];
}

static void add_course(struct agg_course *sum, const struct agg_course *one)
{
    for (int i = 0; i < COURSE_POINTS; i++) {
        add_counts(&sum->point[i], &one->point[i]);
        add_counts(&sum->known[i], &one->known[i]);
    }
    for (int i = 0; i < FLOW_PLACES; i++)
        for (int k = 0; k < FLOW_PLACES; k++)
            sum->flow.from_to[i][k] += one->flow.from_to[i][k];
    for (int i = 0; i < FLOW_CAUSES; i++)
        for (int k = 0; k < FLOW_MOVES; k++)
            sum->flow.cause[i][k] += one->flow.cause[i][k];
}

static bool is_empty(const struct agg_course *c)
{
    for (int i = 0; i < COURSE_POINTS; i++)
        if (c->point[i].customers)
            return false;
    return true;
}

static int compare_teams(const void *x, const void *y)
{
    const struct agg_course *a = x, *b = y;
    if ((a->team == 0) != (b->team == 0))
        return a->team == 0 ? 1 : -1;
    return text_compare(a->name, b->name);
}

static uint32_t *place_all(const uint32_t *team, uint32_t n_lines, uint32_t *place, uint32_t *word, size_t *n,
                           size_t *cap)
{
    for (uint32_t i = 0; i < n_lines; i++) {
        if (place[team[i]])
            continue;
        word = mem_grow(word, *n, cap, sizeof *word);
        word[(*n)++] = team[i];
        place[team[i]] = (uint32_t)*n;
    }
    return word;
}

/*
 * Every team that a state has, on whatever day, gets a place, in the order in which they turn up: the words of the
 * teams; to be freed.
 */
static uint32_t *place_teams(const struct tables *t, uint32_t **place, size_t *n)
{
    static const uint32_t without = 0;
    size_t cap = 0;
    *n = 0;
    *place = mem_zero(t->n_words, sizeof **place);
    uint32_t *word = place_all(&without, 1, *place, NULL, n, &cap);
    word = place_all(t->states.team, t->states.n, *place, word, n, &cap);
    return place_all(t->staff.team, t->staff.n, *place, word, n, &cap);
}

static void sum_up(struct agg_courses *c, const struct counting *k, const uint32_t *team, size_t n_teams,
                   unsigned threads)
{
    for (unsigned i = 0; i < threads; i++)
        add_course(&c->all, &k->tally[i].course[0]);
    c->team = mem_zero(n_teams + 1, sizeof *c->team);
    for (size_t i = 0; i < n_teams; i++) {
        struct agg_course *one = &c->team[c->n_teams];
        for (unsigned j = 0; j < threads; j++)
            add_course(one, &k->tally[j].course[i + 1]);
        if (is_empty(one))
            continue; /* all zero: the next one takes the place */
        one->team = team[i];
        one->name = team[i] ? k->t->word[team[i]] : "ohne Team";
        c->n_teams++;
    }
    qsort(c->team, c->n_teams, sizeof *c->team, compare_teams);
}

/* S is carried by what is said of the exports as a whole; an earlier month may be where S is not: notes that ended. */
static void look_at_reach(struct agg_courses *c, const struct tables *t)
{
    struct agg_reach reach = agg_reach(t, c->day[COURSE_NOW]);
    bool unrated = issues_weigh(&t->issues, ISSUE_UNRATED), ended = reach.gap == REACH_ENDS || reach.gap == REACH_LATER;
    c->oldest_note = reach.oldest_note;
    c->alone = issues_weigh(&t->issues, ISSUE_NOTHING_FOUND);
    for (int i = 0; i < COURSE_POINTS; i++)
        c->bare[i] = !agg_reach_carries(&reach, c->day[i]) || (unrated && (i == COURSE_NOW || !ended));
}

struct agg_courses *agg_courses_new(const struct tables *t, const struct eval_question *q, const struct verdict *now,
                                    unsigned threads)
{
    struct agg_courses *c = mem_zero(1, sizeof *c);
    struct counting k = {.t = t, .q = q, .now = now, .courses = c, .tally = mem_zero(threads, sizeof *k.tally)};
    size_t n_teams;
    uint32_t *team = place_teams(t, &k.place, &n_teams);
    struct day_parts s = day_split(q->day);
    for (int i = 0; i < COURSE_NOW; i++)
        c->day[i] = day_month_end(day_add_months(day_make(s.year, s.month, 1), i - COURSE_NOW));
    c->day[COURSE_NOW] = q->day;
    c->all.team = AGG_JOBCENTER;
    c->known_then = t->has[COL_N_ENTERED] && t->contacts.entered;
    look_at_reach(c, t);
    for (int i = 0; i < COURSE_NOW; i++)
        c->code[i] = mem_alloc(t->customers.n);
    c->before = c->code[COURSE_MONTH_BEFORE];
    for (unsigned i = 0; i < threads; i++) {
        k.tally[i].eval = eval_new(t);
        k.tally[i].course = mem_zero(n_teams + 1, sizeof *k.tally[i].course);
    }
    pool_run(threads, (t->customers.n + BLOCK - 1) / BLOCK, count_block, &k);
    sum_up(c, &k, team, n_teams, threads);
    for (unsigned i = 0; i < threads; i++) {
        eval_free(k.tally[i].eval);
        free(k.tally[i].course);
    }
    free(k.tally);
    free(k.place);
    free(team);
    return c;
}

void agg_courses_free(struct agg_courses *c)
{
    if (!c)
        return;
    for (int i = 0; i < COURSE_NOW; i++)
        free(c->code[i]);
    free(c->team);
    free(c);
}

const struct agg_course *agg_courses_lookup(const struct agg_courses *c, uint32_t team)
{
    for (size_t i = 0; i < c->n_teams; i++)
        if (c->team[i].team == team)
            return &c->team[i];
    return NULL;
}
