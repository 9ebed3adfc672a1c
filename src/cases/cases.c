#include "cases/cases.h"

#include "cases/cases_parts.h"
#include "words/ruleset_words.h"

#include <stdlib.h>
#include <string.h>

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

/* ---- the whole ---- */

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
    cases_make_columns(c);
    index_groups(c);
    if (in->single_notes)
        cases_index_notes(c);
    c->requirement = arena_zero(c->arena, ((size_t)set->n_rules + 1) * sizeof *c->requirement);
    for (int i = 0; i < set->n_rules; i++)
        c->requirement[i] = words_requirement(set, &set->rule[i], c->arena);
    cases_source_make(c);
    return c;
}
