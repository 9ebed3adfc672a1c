#include "cases/cases.h"

#include "aggregate/appointments.h"
#include "base/pool.h"
#include "cases/cases_parts.h"
#include "words/ruleset_words.h"

#include <stdlib.h>
#include <string.h>

enum { NOTE_MONTHS = 3, CHUNK = 1024 };

/* ---- who is in which group ---- */

/* first[g + 1] counts the customers of group g; then each has its place, in table order. */
static void sort_into(const uint32_t *group, const uint32_t *all, size_t n_all, size_t n_groups, uint32_t *first,
                      uint32_t *sorted)
{
    for (size_t i = 0; i < n_all; i++)
        first[group[all[i]] + 1]++;
    for (size_t g = 0; g < n_groups; g++)
        first[g + 1] += first[g];
    uint32_t *place = mem_alloc((n_groups + 1) * sizeof *place);
    memcpy(place, first, (n_groups + 1) * sizeof *place);
    for (size_t i = 0; i < n_all; i++)
        sorted[place[group[all[i]]]++] = all[i];
    free(place);
}

struct group_key {
    uint64_t key;
    uint32_t at;
};

static int compare_keys(const void *a, const void *b)
{
    const struct group_key *x = a, *y = b;
    return x->key < y->key ? -1 : x->key > y->key;
}

/* The groups of a dimension by their key, to look them up quickly. */
static struct group_key *keys_of(const struct agg_list *list)
{
    struct group_key *key = mem_alloc((list->n + 1) * sizeof *key);
    for (size_t i = 0; i < list->n; i++)
        key[i] = (struct group_key){(uint64_t)list->item[i].outer << 32 | list->item[i].key, (uint32_t)i};
    if (list->n > 1)
        qsort(key, list->n, sizeof *key, compare_keys);
    return key;
}

static uint32_t find_key(const struct group_key *key, size_t n, uint64_t wanted)
{
    struct group_key k = {wanted, 0};
    const struct group_key *found = n ? bsearch(&k, key, n, sizeof *key, compare_keys) : NULL;
    return found ? found->at : TBL_NONE;
}

static void index_groups(struct cases *c)
{
    const struct tables *t = c->in.tables;
    const struct agg_list *teams = &c->in.groups->list[AGG_TEAM], *staff = &c->in.groups->list[AGG_STAFF];
    struct group_key *team_key = keys_of(teams), *staff_key = keys_of(staff);
    size_t n = t->customers.n;
    c->all = arena_raw(c->arena, (n + 1) * sizeof(uint32_t));
    c->team_of = arena_raw(c->arena, (n + 1) * sizeof(uint32_t));
    c->staff_of = arena_raw(c->arena, (n + 1) * sizeof(uint32_t));
    for (uint32_t i = 0; i < n; i++) {
        const struct verdict *v = &c->in.verdict[i];
        c->team_of[i] = c->staff_of[i] = TBL_NONE;
        if (!v->in_population)
            continue;
        uint64_t team = tables_team_of(t, v->state, c->in.q->day);
        c->team_of[i] = find_key(team_key, teams->n, team);
        c->staff_of[i] = find_key(staff_key, staff->n, team << 32 | t->states.staff[v->state]);
        c->all[c->n_all++] = i;
    }
    c->team_first = arena_zero(c->arena, (teams->n + 1) * sizeof(uint32_t));
    c->staff_first = arena_zero(c->arena, (staff->n + 1) * sizeof(uint32_t));
    c->by_team = arena_raw(c->arena, (c->n_all + 1) * sizeof(uint32_t));
    c->by_staff = arena_raw(c->arena, (c->n_all + 1) * sizeof(uint32_t));
    sort_into(c->team_of, c->all, c->n_all, teams->n, c->team_first, c->by_team);
    sort_into(c->staff_of, c->all, c->n_all, staff->n, c->staff_first, c->by_staff);
    free(team_key);
    free(staff_key);
}

struct cases_part cases_of_team(const struct cases *c, size_t team)
{
    return (struct cases_part){c->by_team + c->team_first[team], c->team_first[team + 1] - c->team_first[team]};
}

struct cases_part cases_of_staff(const struct cases *c, size_t staff)
{
    return (struct cases_part){c->by_staff + c->staff_first[staff], c->staff_first[staff + 1] - c->staff_first[staff]};
}

/* ---- notes that did not count ---- */

/* Those of a chunk of customers, put together in order afterwards. */
struct note_chunk {
    struct case_note *note;
    size_t n, cap;
};

struct note_work {
    const struct cases *c;
    struct note_chunk *chunk;
    struct eval **eval; /* one a thread, made when first used */
    uint8_t **reason;   /* scratch of each thread */
    size_t most_notes;
    uint32_t *count; /* one a customer */
};

static void collect_notes(struct note_work *w, struct note_chunk *chunk, unsigned thread, uint32_t customer)
{
    const struct cases_input *in = &w->c->in;
    const struct tbl_contacts *n = &in->tables->contacts;
    const struct verdict *v = &in->verdict[customer];
    uint32_t first = n->first[customer], end = n->first[customer + 1];
    int32_t from = day_add_months(in->q->day, -NOTE_MONTHS);
    w->count[customer] = 0;
    if (!v->in_population || first == end || n->day[end - 1] <= from)
        return;
    eval_notes(w->eval[thread], in->q, customer, v, w->reason[thread]);
    for (uint32_t i = end; i > first && n->day[i - 1] > from; i--) {
        uint8_t reason = w->reason[thread][i - 1 - first];
        if (n->day[i - 1] > in->q->day || reason == NOTE_COUNTED)
            continue;
        chunk->note = mem_grow(chunk->note, chunk->n, &chunk->cap, sizeof *chunk->note);
        chunk->note[chunk->n++] = (struct case_note){i - 1, reason};
        w->count[customer]++;
    }
}

static void collect_chunk(void *context, size_t i, unsigned thread)
{
    struct note_work *w = context;
    size_t end = (i + 1) * CHUNK, n = w->c->in.tables->customers.n;
    if (!w->eval[thread]) {
        w->eval[thread] = eval_new(w->c->in.tables);
        w->reason[thread] = mem_alloc(w->most_notes + 1);
    }
    for (size_t k = i * CHUNK; k < end && k < n; k++)
        collect_notes(w, &w->chunk[i], thread, (uint32_t)k);
}

static size_t most_notes(const struct tables *t)
{
    size_t most = 0;
    for (uint32_t i = 0; i < t->customers.n; i++)
        if (t->contacts.first[i + 1] - t->contacts.first[i] > most)
            most = t->contacts.first[i + 1] - t->contacts.first[i];
    return most;
}

static void index_notes(struct cases *c)
{
    uint32_t n = c->in.tables->customers.n;
    size_t n_chunks = ((size_t)n + CHUNK - 1) / CHUNK, sum = 0;
    struct eval *eval[POOL_MOST_THREADS] = {NULL};
    uint8_t *reason[POOL_MOST_THREADS] = {NULL};
    c->note_first = arena_zero(c->arena, ((size_t)n + 1) * sizeof(uint32_t));
    struct note_work w = {.c = c,
                          .chunk = mem_zero(n_chunks + 1, sizeof *w.chunk),
                          .eval = eval,
                          .reason = reason,
                          .most_notes = most_notes(c->in.tables),
                          .count = c->note_first + 1};
    pool_run(c->in.threads, n_chunks, collect_chunk, &w);
    for (uint32_t i = 0; i < n; i++)
        c->note_first[i + 1] += c->note_first[i];
    c->note = arena_raw(c->arena, (c->note_first[n] + (size_t)1) * sizeof *c->note);
    for (size_t i = 0; i < n_chunks; i++) {
        if (w.chunk[i].n)
            memcpy(c->note + sum, w.chunk[i].note, w.chunk[i].n * sizeof *c->note);
        sum += w.chunk[i].n;
        free(w.chunk[i].note);
    }
    for (size_t i = 0; i < POOL_MOST_THREADS; i++) {
        eval_free(eval[i]);
        free(reason[i]);
    }
    free(w.chunk);
}

const struct case_note *cases_notes(const struct cases *c, uint32_t customer, size_t *n)
{
    if (!c->note_first) {
        *n = 0;
        return NULL;
    }
    *n = c->note_first[customer + 1] - c->note_first[customer];
    return c->note + c->note_first[customer];
}

/* ---- appointments ---- */

uint32_t cases_appointment(const struct cases *c, uint32_t customer)
{
    return agg_next_appointment(c->in.tables, customer, c->in.q->day);
}

/* ---- the whole ---- */

static void look_at_columns(struct cases *c)
{
    const struct tables *t = c->in.tables;
    const struct ruleset *set = c->in.q->set;
    bool corridor = false, in_person = false;
    for (int i = 0; i < set->n_rules; i++) {
        const struct rule *r = &set->rule[i];
        if (r->outcome != RULE_REQUIREMENT)
            continue;
        corridor = corridor || r->earliest.n;
        in_person = in_person || r->alternation || !(r->modes >> MODE_PHONE & 1);
    }
    for (int i = 0; i < CASE_COLUMNS; i++)
        c->there[i] = true;
    c->there[CASE_NAME] = t->states.surname && (t->has[COL_C_SURNAME] || t->has[COL_C_GIVEN]);
    c->there[CASE_PROFILE] = t->has[COL_C_PROFILE];
    c->there[CASE_FROM] = corridor;
    c->there[CASE_IN_PERSON] = in_person;
    c->there[CASE_EXCEPTION] = c->there[CASE_EXEMPT_UNTIL] = c->there[CASE_PAUSE_DAYS] = t->has_file[FILE_EXCEPTIONS];
    c->there[CASE_APPOINTMENT] = c->there[CASE_APPOINTMENT_LATE] = c->in.groups->planned_known;
    c->there[CASE_NOT_COUNTED] = c->in.single_notes;
}

bool cases_column_there(const struct cases *c, enum case_column column)
{
    return c->there[column];
}

bool cases_names_shown(const struct cases *c)
{
    return c->there[CASE_NAME];
}

const struct cases_input *cases_input(const struct cases *c)
{
    return &c->in;
}

const struct doc_sources *cases_sources(const struct cases *c)
{
    return &c->sources;
}

void cases_free(struct cases *c)
{
    if (!c)
        return;
    arena_free(c->arena);
    free(c);
}

struct cases *cases_new(const struct cases_input *in)
{
    const struct ruleset *set = in->q->set;
    struct cases *c = mem_zero(1, sizeof *c);
    c->in = *in;
    c->arena = arena_new();
    look_at_columns(c);
    index_groups(c);
    if (in->single_notes)
        index_notes(c);
    c->requirement = arena_zero(c->arena, ((size_t)set->n_rules + 1) * sizeof *c->requirement);
    for (int i = 0; i < set->n_rules; i++)
        c->requirement[i] = words_requirement(&set->rule[i], c->arena);
    cases_source_make(c);
    return c;
}
