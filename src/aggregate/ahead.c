#include "aggregate/ahead.h"

#include "base/pool.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, BLOCK = 1024 };

/* What one thread counts. */
struct tally {
    struct eval *eval;
    struct agg_ahead_numbers *team; /* n_teams */
};

struct counting {
    const struct agg_ahead_input *in;
    struct agg_ahead *ahead;
    uint32_t *place; /* by word of a team: its index; TBL_NONE */
    struct tally *tally;
};

_Static_assert(AGG_AHEAD_WEEKS *WEEK <= AGG_PRESENCE_DAYS, "a bit a day");
_Static_assert(sizeof(struct agg_ahead_numbers) % sizeof(uint64_t) == 0, "padding");

static void add(struct agg_ahead_numbers *sum, const struct agg_ahead_numbers *n)
{
    uint64_t *to = (uint64_t *)sum;
    const uint64_t *from = (const uint64_t *)n;
    for (size_t i = 0; i < sizeof *n / sizeof *to; i++)
        to[i] += from[i]; /* NOLINT(clang-analyzer-core.uninitialized.Assign): tallies begin as zeros */
}

/* ---- teams ---- */

static void place_team(struct counting *k, uint32_t team, size_t *cap)
{
    struct agg_ahead *a = k->ahead;
    if (k->place[team] != TBL_NONE)
        return;
    k->place[team] = 0; /* for now; the index follows when they are in order */
    a->team = mem_grow(a->team, a->n_teams, cap, sizeof *a->team);
    a->team[a->n_teams++] = (struct agg_ahead_group){
        .team = team, .name = agg_team_name(k->in->tables, team), .code = k->in->tables->word[team]};
}

static int compare_teams(const void *x, const void *y)
{
    const struct agg_ahead_group *a = x, *b = y;
    if (!a->team != !b->team)
        return a->team ? -1 : 1;
    return text_compare(a->name, b->name);
}

/* The line of staff holds a day after S up to the last week's. */
static bool holds_ahead(const struct counting *k, uint32_t line)
{
    const struct tbl_staff *s = &k->in->tables->staff;
    return s->from[line] <= k->ahead->last && s->to[line] > k->ahead->day;
}

/* Teams of the customers in the population and of the staff. */
static void place_teams(struct counting *k)
{
    const struct tables *t = k->in->tables;
    size_t cap = 0;
    k->place = mem_alloc((t->n_words + (size_t)1) * sizeof *k->place);
    memset(k->place, 0xff, (t->n_words + (size_t)1) * sizeof *k->place);
    for (uint32_t i = 0; i < t->customers.n; i++)
        if (k->in->verdict[i].in_population)
            place_team(k, tables_team_of(t, k->in->verdict[i].state, k->in->q->day), &cap);
    for (uint32_t i = 0; i < t->staff.n; i++)
        if (holds_ahead(k, i) || tables_staff_on(t, t->staff.key[i], k->ahead->day) == i)
            place_team(k, t->staff.team[i], &cap);
    if (k->ahead->n_teams > 1)
        qsort(k->ahead->team, k->ahead->n_teams, sizeof *k->ahead->team, compare_teams);
    for (size_t i = 0; i < k->ahead->n_teams; i++)
        k->place[k->ahead->team[i].team] = (uint32_t)i;
}

/* ---- demand ---- */

static bool has_number(const struct rule_staff_target *target)
{
    return target && target->consultations > 0;
}

/* Who has this Kürzel is known and has no number of consultations on day: that contact is not held against capacity. */
static bool is_free(const struct counting *k, uint32_t word, int32_t day)
{
    uint32_t line = tables_staff_on(k->in->tables, word, day);
    return line != TBL_NONE && !has_number(agg_line_target(k->ahead->set, k->in->tables, line));
}

static int week_of(const struct agg_ahead *a, int32_t day)
{
    return (day - a->monday[0]) / WEEK;
}

static void count_customer(const struct counting *k, struct tally *tally, uint32_t customer)
{
    const struct agg_ahead_input *in = k->in;
    const struct verdict *v = &in->verdict[customer];
    int32_t day[AGG_AHEAD_WEEKS * WEEK];
    if (!v->in_population)
        return;
    struct agg_ahead_numbers *n = &tally->team[k->place[tables_team_of(in->tables, v->state, in->q->day)]];
    bool late = v->code == VERDICT_OVERDUE || v->code == VERDICT_NEVER;
    uint32_t caseworker = in->tables->states.staff[v->state];
    size_t found = eval_ahead(tally->eval, in->q, customer, v, k->ahead->last, day);
    n->exempt_open += v->code == VERDICT_EXEMPT && v->exempt_until == DAY_OPEN;
    n->backlog += late;
    n->backlog_free += late && is_free(k, caseworker, in->q->day);
    for (size_t i = late; i < found; i++) {
        int w = week_of(k->ahead, day[i]);
        n->due[w]++;
        n->due_free[w] += is_free(k, caseworker, day[i]);
    }
}

static void count_block(void *context, size_t block, unsigned thread)
{
    struct counting *k = context;
    uint32_t from = (uint32_t)block * BLOCK;
    for (uint32_t i = from; i < k->in->tables->customers.n && i < from + BLOCK; i++)
        count_customer(k, &k->tally[thread], i);
}

static void count_demand(struct counting *k)
{
    struct agg_ahead *a = k->ahead;
    unsigned threads = k->in->threads;
    k->tally = mem_zero(threads, sizeof *k->tally);
    for (unsigned i = 0; i < threads; i++) {
        k->tally[i].eval = eval_new(k->in->tables);
        k->tally[i].team = mem_zero(a->n_teams, sizeof *k->tally[i].team);
    }
    pool_run(threads, (k->in->tables->customers.n + BLOCK - 1) / BLOCK, count_block, k);
    for (unsigned i = 0; i < threads; i++) {
        for (size_t team = 0; team < a->n_teams; team++)
            add(&a->team[team].numbers, &k->tally[i].team[team]);
        eval_free(k->tally[i].eval);
        free(k->tally[i].team);
    }
    free(k->tally);
}

/* ---- capacity ---- */

static void count_line(struct counting *k, const struct agg_presence *presence, uint32_t line)
{
    struct agg_ahead *a = k->ahead;
    const struct rule_staff_target *target = agg_line_target(a->set, k->in->tables, line);
    struct agg_ahead_numbers *n = &a->team[k->place[k->in->tables->staff.team[line]]].numbers;
    if (!a->known.absences || !has_number(target))
        return;
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++) {
        int32_t from = a->monday[w] > a->day ? a->monday[w] : a->day + 1;
        n->capacity[w] += (uint64_t)target->consultations *
                          agg_presence_part(presence, line, k->in->full_time, from, a->monday[w] + WEEK - 1);
    }
}

/*
 * A member once, in a team (word) or (TBL_NONE) wherever he is: with a number where one of his lines there has one,
 * else as the first of them says.
 */
static void count_member(const struct counting *k, uint32_t member, uint32_t team, struct agg_ahead_numbers *n)
{
    const struct tbl_staff *s = &k->in->tables->staff;
    uint64_t *as = NULL;
    for (uint32_t i = s->first[member]; i < s->first[member + 1]; i++) {
        if (!holds_ahead(k, i) || (team != TBL_NONE && team != s->team[i]))
            continue;
        if (has_number(agg_line_target(k->ahead->set, k->in->tables, i)))
            as = &n->counted;
        else if (!as)
            as = s->function[i] == FUNCTION_UNKNOWN ? &n->without_function : &n->without_target;
    }
    if (as)
        (*as)++;
}

/* A team at its first line of the member; those before it in the weeks are few, for each holds a day of its own. */
static bool first_of_team(const struct counting *k, uint32_t member, uint32_t line)
{
    const struct tbl_staff *s = &k->in->tables->staff;
    for (uint32_t i = line; i > s->first[member] && holds_ahead(k, i - 1); i--)
        if (s->team[i - 1] == s->team[line])
            return false;
    return true;
}

static void count_capacity(struct counting *k)
{
    const struct tables *t = k->in->tables;
    const struct tbl_staff *s = &t->staff;
    struct agg_presence *presence = agg_presence_new(t, k->in->region, k->ahead->monday[0], k->ahead->last);
    for (uint32_t m = 0; m < s->n_members; m++) {
        for (uint32_t i = s->first[m]; i < s->first[m + 1]; i++) {
            if (!holds_ahead(k, i))
                continue;
            count_line(k, presence, i);
            if (first_of_team(k, m, i))
                count_member(k, m, s->team[i], &k->ahead->team[k->place[s->team[i]]].numbers);
        }
    }
    agg_presence_free(presence);
}

/* Teams sum to the whole, but who changes teams in these weeks is in both of them and one person. */
static void sum_up(struct counting *k)
{
    struct agg_ahead *a = k->ahead;
    for (size_t i = 0; i < a->n_teams; i++)
        add(&a->all, &a->team[i].numbers);
    a->all.counted = a->all.without_target = a->all.without_function = 0;
    for (uint32_t m = 0; m < k->in->tables->staff.n_members; m++)
        count_member(k, m, TBL_NONE, &a->all);
}

static struct agg_ahead_known what_is_known(const struct agg_ahead_input *in)
{
    struct agg_ahead_known known = {.posts = in->tables->has_file[FILE_STAFF],
                                    .absences = in->tables->has_file[FILE_ABSENCES],
                                    .land = in->region.land != IN_NO_LAND};
    for (int i = 0; i < in->q->set->n_staff; i++)
        known.target = known.target || has_number(&in->q->set->staff[i]);
    return known;
}

static int32_t last_absence(const struct tables *t)
{
    int32_t last = DAY_NONE;
    for (uint32_t i = 0; i < t->absences.n; i++)
        last = t->absences.to[i] > last ? t->absences.to[i] : last;
    return last;
}

/* ---- the whole ---- */

struct agg_ahead *agg_ahead_new(const struct agg_ahead_input *in)
{
    struct agg_ahead *a = mem_zero(1, sizeof *a);
    struct counting k = {.in = in, .ahead = a};
    int32_t tomorrow = in->q->day + 1;
    a->day = in->q->day;
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++)
        a->monday[w] = tomorrow - day_weekday(tomorrow) + w * WEEK;
    a->last = a->monday[AGG_AHEAD_WEEKS - 1] + WEEK - 1;
    a->last_absence = last_absence(in->tables);
    a->set = in->q->set;
    a->region = in->region;
    a->unit = (uint64_t)in->full_time * AGG_STAFF_PARTS;
    a->known = what_is_known(in);
    place_teams(&k);
    count_demand(&k);
    count_capacity(&k);
    sum_up(&k);
    free(k.place);
    return a;
}

void agg_ahead_free(struct agg_ahead *a)
{
    if (!a)
        return;
    free(a->team);
    free(a);
}

const struct agg_ahead_group *agg_ahead_team(const struct agg_ahead *a, uint32_t team)
{
    for (size_t i = 0; i < a->n_teams; i++)
        if (a->team[i].team == team)
            return &a->team[i];
    return NULL;
}

static uint64_t less(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

struct agg_ahead_balance agg_ahead_balance(const struct agg_ahead *a, const struct agg_ahead_numbers *n)
{
    struct agg_ahead_balance b = {.known = a->known.posts && a->known.absences && a->known.target && n->counted > 0,
                                  .short_from = -1,
                                  .most = -1};
    uint64_t due = n->backlog, against = n->backlog - n->backlog_free, backlog = against, capacity = 0, worked = 0;
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++) {
        due += n->due[w];
        against += n->due[w] - n->due_free[w];
        capacity += n->capacity[w];
        b.all_due += n->due[w];
        b.due[w] = due;
        b.held_against[w] = against;
        b.capacity[w] = capacity;
        if (!b.known)
            continue;
        uint64_t can = capacity / a->unit; /* whole consultations so far */
        b.backlog[w] = less(backlog, can) - worked;
        worked += b.backlog[w];
        b.missing[w] = against > can ? against - can : 0;
        if (!b.missing[w])
            b.short_from = -1;
        else if (b.short_from < 0)
            b.short_from = w;
        if (b.missing[w] && (b.most < 0 || b.missing[w] > b.missing[b.most]))
            b.most = w;
    }
    return b;
}

static bool is_whole(const struct agg_ahead_numbers *n)
{
    bool ok = n->backlog_free <= n->backlog;
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++)
        ok = ok && n->due_free[w] <= n->due[w];
    return ok;
}

bool agg_ahead_check(const struct agg_ahead *a, const struct agg_groups *g, struct diag *d)
{
    struct agg_ahead_numbers sum = {0};
    for (size_t i = 0; i < a->n_teams; i++) {
        const struct agg_ahead_group *team = &a->team[i];
        const struct agg_group *group = agg_lookup(g, AGG_TEAM, 0, team->team);
        if (!is_whole(&team->numbers))
            return diag_fail(d, DIAG_FAULT, NULL, 0, "Ausblick: ein Teil ist größer als das Ganze (%s)", team->name);
        if (team->numbers.backlog != (group ? agg_late(&group->numbers) : 0))
            return diag_fail(d, DIAG_FAULT, NULL, 0, "Ausblick: der Rückstand ist nicht der der Gruppen (%s)",
                             team->name);
        add(&sum, &team->numbers);
    }
    if (sum.counted + sum.without_target + sum.without_function <
        a->all.counted + a->all.without_target + a->all.without_function)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Ausblick: mehr Personen als in den Teams");
    sum.counted = a->all.counted;
    sum.without_target = a->all.without_target;
    sum.without_function = a->all.without_function;
    if (memcmp(&sum, &a->all, sizeof sum) != 0 || sum.backlog != agg_late(&g->all))
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Ausblick: die Summe der Teile ist nicht das Ganze");
    return true;
}
