#include "aggregate/caseworkers.h"

#include "aggregate/map.h"
#include "base/pool.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- who there is ---- */

static uint64_t key_of(uint32_t team, uint32_t key)
{
    return (uint64_t)team << 32 | key;
}

/* place: of the team among the groups' teams; only while they are sorted. */
struct entry {
    struct agg_caseworker who;
    uint32_t place;
};

static int compare(const void *x, const void *y)
{
    const struct entry *a = x, *b = y;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if ((a->who.key == 0) != (b->who.key == 0))
        return a->who.key == 0 ? 1 : -1;
    int by_name = text_compare(a->who.name, b->who.name);
    return by_name ? by_name : text_compare(a->who.code, b->who.code);
}

static struct entry entry_of(const struct tables *t, int32_t day, uint32_t team, uint32_t key, uint32_t nr)
{
    return (struct entry){.who = {.team = team,
                                  .key = key,
                                  .team_name = agg_team_name(t, team),
                                  .name = agg_staff_name(t, key),
                                  .code = t->word[key],
                                  .nr = nr,
                                  .line = key ? tables_staff_on(t, key, day) : TBL_NONE}};
}

/* The caseworkers of the groups, and members of their teams with nobody in their care. */
static void list_entries(struct agg_caseworkers *c, const struct agg_caseworkers_input *in)
{
    const struct agg_list *teams = &in->groups->list[AGG_TEAM], *staff = &in->groups->list[AGG_STAFF];
    const struct tbl_staff *m = &in->tables->staff;
    struct entry *entry = mem_zero(staff->n + m->n, sizeof *entry);
    struct agg_map place = {0}, seen = {0};
    for (size_t i = 0; i < teams->n; i++)
        agg_map_number(&place, teams->item[i].key);
    for (size_t i = 0; i < staff->n; i++) {
        const struct agg_group *g = &staff->item[i];
        agg_map_number(&seen, key_of(g->outer, g->key));
        entry[i] = entry_of(in->tables, c->day, g->outer, g->key, (uint32_t)i + 1);
        entry[i].place = agg_map_number(&place, g->outer);
    }
    c->n = staff->n;
    for (uint32_t i = 0; i < m->n; i++) {
        size_t known = seen.n, known_teams = place.n;
        uint32_t at = agg_map_number(&place, m->team[i]);
        bool there = m->from[i] <= c->day && c->day <= m->to[i];
        if (place.n > known_teams || at >= teams->n || !there)
            continue; /* nobody of this team is in the population: it has no report either */
        agg_map_number(&seen, key_of(m->team[i], m->key[i]));
        if (seen.n == known)
            continue;
        entry[c->n] = entry_of(in->tables, c->day, m->team[i], m->key[i], 0);
        entry[c->n++].place = at;
    }
    if (c->n > 1)
        qsort(entry, c->n, sizeof *entry, compare);
    c->item = mem_zero(c->n + 1, sizeof *c->item);
    c->team_first = mem_zero(teams->n + 1, sizeof *c->team_first);
    for (size_t i = 0; i < c->n; i++) {
        c->item[i] = entry[i].who;
        c->team_first[entry[i].place + 1] = i + 1;
    }
    free(entry);
    agg_map_free(&place);
    agg_map_free(&seen);
}

/* ---- what is counted of one customer ---- */

static bool is_late(unsigned code)
{
    return code == VERDICT_OVERDUE || code == VERDICT_NEVER;
}
static bool is_met(unsigned code)
{
    return code == VERDICT_MET || code == VERDICT_DUE_SOON;
}

static void add_code(struct agg_counts *n, uint8_t code)
{
    n->customers++;
    n->code[code]++;
}

static void count_caseload(struct agg_caseworker *w, const struct agg_caseworkers_input *in, const struct verdict *v)
{
    const struct tbl_states *s = &in->tables->states;
    bool waiting = is_met(v->code) || v->code == VERDICT_NEW;
    add_code(&w->all, v->code);
    add_code(&w->profile[s->profile[v->state]], v->code);
    w->ahead += waiting && v->due <= in->q->day + AGG_AHEAD_DAYS;
    w->failing += is_late(v->code) && tables_value(in->tables, ATTRIBUTE_COOPERATION, v->state);
}

/* now, here: the caseworker on S, NULL outside the population; then: the one at the end of the month before. */
static void count_late(struct agg_caseworker *now, struct agg_caseworker *then, const struct verdict *v, bool was_late,
                       int32_t before)
{
    bool late = now && is_late(v->code);
    if (late && !was_late)
        now->fresh++;
    if (late && was_late && now != then)
        now->taken++;
    if (!was_late || !then)
        return;
    then->late_then++;
    enum agg_late_step step = !now                        ? LATE_LEFT
                              : now != then               ? LATE_HANDED
                              : is_met(v->code)           ? (v->last > before ? LATE_CONTACTED : LATE_MET)
                              : v->code == VERDICT_EXEMPT ? LATE_EXEMPT
                              : late                      ? LATE_STILL
                                                          : LATE_OTHER;
    then->step[step]++;
}

static void count_customers(struct agg_caseworkers *c, const struct agg_caseworkers_input *in, struct agg_map *of)
{
    const struct tables *t = in->tables;
    size_t listed = of->n;
    uint32_t *next = mem_zero(c->n + 1, sizeof *next);
    for (uint32_t i = 0; i < t->customers.n; i++) {
        const struct verdict *v = &in->verdict[i];
        bool was_late = is_late(in->courses->before[i]);
        struct agg_caseworker *now = NULL, *then = NULL;
        if (v->in_population) {
            now = &c->item[agg_map_number(of, key_of(tables_team_of(t, v->state, c->day), t->states.staff[v->state]))];
            count_caseload(now, in, v);
        }
        if (was_late) {
            uint32_t state = tables_state_on(t, i, c->before);
            uint32_t at = agg_map_number(of, key_of(tables_team_of(t, state, c->before), t->states.staff[state]));
            then = at < listed ? &c->item[at] : NULL; /* gone himself: nobody asks him */
        }
        if (now || then)
            count_late(now, then, v, was_late, c->before);
    }
    c->first = mem_zero(c->n + 1, sizeof *c->first);
    for (size_t i = 0; i < c->n; i++)
        c->first[i + 1] = c->first[i] + c->item[i].all.customers;
    memcpy(next, c->first, c->n * sizeof *next);
    c->customer = mem_alloc((in->groups->all.customers + (size_t)1) * sizeof *c->customer);
    for (uint32_t i = 0; i < t->customers.n; i++) {
        const struct verdict *v = &in->verdict[i];
        if (v->in_population)
            c->customer[next[agg_map_number(
                of, key_of(tables_team_of(t, v->state, c->day), t->states.staff[v->state]))]++] = i;
    }
    free(next);
}

/* ---- notes ---- */

/* How many ways there are for a note not to count: reason, kind, mode, partner. */
static size_t ways_of(const struct lexicon *x)
{
    return NOTE_REASONS * (size_t)lexicon_values(x, WORDS_KIND) * (size_t)lexicon_values(x, WORDS_MODE) *
           (size_t)lexicon_values(x, WORDS_PARTNER);
}

struct notes {
    struct agg_caseworkers *c;
    const struct agg_caseworkers_input *in;
    struct notes_thread {
        struct eval *eval;
        struct agg_note_way *way; /* ways_of */
        uint8_t *reason;
        size_t cap;
    } * thread;
};

static struct agg_note_way *way_of(const struct lexicon *x, struct agg_note_way *way, uint8_t reason, uint16_t code)
{
    size_t at = reason;
    at = at * (size_t)lexicon_values(x, WORDS_KIND) + tbl_kind(code);
    at = at * (size_t)lexicon_values(x, WORDS_MODE) + tbl_mode(code);
    at = at * (size_t)lexicon_values(x, WORDS_PARTNER) + tbl_partner(code);
    way[at].reason = reason;
    way[at].kind = (uint8_t)tbl_kind(code);
    way[at].mode = (uint8_t)tbl_mode(code);
    way[at].partner = (uint8_t)tbl_partner(code);
    return &way[at];
}

static void count_notes(const struct notes *k, struct notes_thread *y, struct agg_caseworker *w, uint32_t customer)
{
    const struct tbl_contacts *n = &k->in->tables->contacts;
    uint32_t from = n->first[customer], to = n->first[customer + 1];
    if (from == to || n->day[to - 1] < k->c->note_from || !verdict_has_requirement(&k->in->verdict[customer]))
        return;
    if (to - from > y->cap) {
        y->cap = (to - from) * (size_t)2;
        y->reason = mem_resize(y->reason, y->cap, 1);
    }
    eval_notes(y->eval, k->in->q, customer, &k->in->verdict[customer], EVAL_ANY, y->reason);
    for (uint32_t i = from; i < to; i++) {
        uint8_t reason = y->reason[i - from];
        if (n->day[i] < k->c->note_from || n->day[i] > k->c->day)
            continue;
        w->notes++;
        w->notes_counted += reason == NOTE_COUNTED;
        if (reason == NOTE_COUNTED)
            continue;
        struct agg_note_way *way = way_of(k->in->tables->lexicon, y->way, reason, n->codes[i]);
        way->n++;
        way->own += k->c->holders_known && w->key && n->staff[i] == w->key;
    }
}

static void count_notes_of(void *context, size_t i, unsigned thread)
{
    const struct notes *k = context;
    struct notes_thread *y = &k->thread[thread];
    struct agg_caseworker *w = &k->c->item[i];
    size_t cap = 0;
    for (uint32_t at = k->c->first[i]; at < k->c->first[i + 1]; at++)
        count_notes(k, y, w, k->c->customer[at]);
    if (w->notes == w->notes_counted)
        return;
    const size_t ways = ways_of(k->in->tables->lexicon);
    for (size_t at = 0; at < ways; at++) {
        if (!y->way[at].n)
            continue;
        w->way = mem_grow(w->way, w->n_ways, &cap, sizeof *w->way);
        w->way[w->n_ways++] = y->way[at];
        y->way[at] = (struct agg_note_way){0};
    }
}

static void count_all_notes(struct agg_caseworkers *c, const struct agg_caseworkers_input *in)
{
    struct notes k = {.c = c, .in = in, .thread = mem_zero(in->threads, sizeof *k.thread)};
    for (unsigned i = 0; i < in->threads; i++) {
        k.thread[i].eval = eval_new(in->tables);
        k.thread[i].way = mem_zero(ways_of(in->tables->lexicon), sizeof *k.thread[i].way);
    }
    pool_run(in->threads, c->n, count_notes_of, &k);
    for (unsigned i = 0; i < in->threads; i++) {
        eval_free(k.thread[i].eval);
        free(k.thread[i].way);
        free(k.thread[i].reason);
    }
    free(k.thread);
}

/* ---- the whole ---- */

struct agg_caseworkers *agg_caseworkers_new(const struct agg_caseworkers_input *in)
{
    struct agg_caseworkers *c = mem_zero(1, sizeof *c);
    struct agg_map of = {0};
    *c = (struct agg_caseworkers){.day = in->q->day,
                                  .before = in->courses->day[COURSE_MONTH_BEFORE],
                                  .note_from = day_add_months(in->q->day, -AGG_NOTE_MONTHS) + 1,
                                  .holders_known = in->tables->has[COL_N_STAFF] && in->tables->contacts.staff};
    list_entries(c, in);
    for (size_t i = 0; i < c->n; i++)
        agg_map_number(&of, key_of(c->item[i].team, c->item[i].key));
    count_customers(c, in, &of);
    count_all_notes(c, in);
    agg_map_free(&of);
    return c;
}

void agg_caseworkers_free(struct agg_caseworkers *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->n; i++)
        free(c->item[i].way);
    free(c->item);
    free(c->team_first);
    free(c->first);
    free(c->customer);
    free(c);
}

/* ---- the sums of the parts ---- */

static bool check_one(const struct agg_caseworker *w, struct diag *d)
{
    struct agg_counts profiles = {0};
    uint64_t steps = 0, notes = w->notes_counted, late = w->all.code[VERDICT_OVERDUE] + w->all.code[VERDICT_NEVER];
    for (int p = 0; p < PROFILE_COUNT; p++) {
        profiles.customers += w->profile[p].customers;
        for (int i = 0; i < VERDICT_CODES; i++)
            profiles.code[i] += w->profile[p].code[i];
    }
    for (int i = 0; i < LATE_STEPS; i++)
        steps += w->step[i];
    for (size_t i = 0; i < w->n_ways; i++)
        notes += w->way[i].n;
    if (memcmp(&profiles, &w->all, sizeof profiles) != 0 || steps != w->late_then || notes != w->notes ||
        late != (uint64_t)w->step[LATE_STILL] + w->fresh + w->taken)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Fachaufsicht: die Summe der Teile ist nicht das Ganze (%s)",
                         w->team_name);
    return true;
}

bool agg_caseworkers_check(const struct agg_caseworkers *c, const struct agg_groups *g, struct diag *d)
{
    uint64_t nobody = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct agg_caseworker *w = &c->item[i];
        const struct agg_list *staff = &g->list[AGG_STAFF];
        if (!check_one(w, d))
            return false;
        nobody += w->nr == 0;
        const struct agg_numbers *n = w->nr ? &staff->item[w->nr - 1].numbers : NULL;
        if (n ? w->all.customers != n->customers || memcmp(w->all.code, n->code, sizeof n->code) != 0
              : w->all.customers != 0)
            return diag_fail(d, DIAG_FAULT, NULL, 0, "Fachaufsicht: Betreuungen und Gruppen stimmen nicht überein (%s)",
                             w->team_name);
    }
    return c->n - nobody == g->list[AGG_STAFF].n ||
           diag_fail(d, DIAG_FAULT, NULL, 0, "Fachaufsicht: eine Betreuung fehlt");
}
