#include "aggregate/groups.h"

#include "aggregate/appointments.h"
#include "aggregate/map.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- numbers ---- */

struct agg_rate agg_rate(const struct agg_numbers *n)
{
    uint64_t met = (uint64_t)n->code[VERDICT_MET] + n->code[VERDICT_DUE_SOON];
    return (struct agg_rate){met, met + agg_late(n)};
}

struct agg_rate agg_rate_unclear(const struct agg_numbers *n)
{
    struct agg_rate r = agg_rate(n);
    r.whole += n->code[VERDICT_UNCLEAR];
    return r;
}

struct agg_rate agg_rate_visible(const struct agg_numbers *n)
{
    return (struct agg_rate){n->visible_met, n->visible_rated};
}

uint32_t agg_late(const struct agg_numbers *n)
{
    return n->code[VERDICT_OVERDUE] + n->code[VERDICT_NEVER];
}

/* Every member is a count, so that a sum is a sum of members; overdue_max alone is not. No padding: memcmp compares. */
_Static_assert(sizeof(struct agg_numbers) == 8 + 4 * (2 + VERDICT_CODES + AGG_BANDS + 6), "padding");

static void add(struct agg_numbers *sum, const struct agg_numbers *n)
{
    sum->overdue_days += n->overdue_days;
    if (n->overdue_max > sum->overdue_max)
        sum->overdue_max = n->overdue_max;
    sum->customers += n->customers;
    for (int i = 0; i < VERDICT_CODES; i++)
        sum->code[i] += n->code[i];
    for (int i = 0; i < AGG_BANDS; i++)
        sum->band[i] += n->band[i];
    sum->visible_met += n->visible_met;
    sum->visible_rated += n->visible_rated;
    sum->month_contacts += n->month_contacts;
    sum->month_phone += n->month_phone;
    sum->unplanned += n->unplanned;
    sum->exempt_ending += n->exempt_ending;
}

bool agg_numbers_equal(const struct agg_numbers *a, const struct agg_numbers *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static enum agg_band band_of(int32_t days)
{
    return days <= 14    ? AGG_BAND_14
           : days <= 30  ? AGG_BAND_30
           : days <= 90  ? AGG_BAND_90
           : days <= 180 ? AGG_BAND_180
                         : AGG_BAND_MORE;
}

/* What one customer adds to each of his groups. */
static void numbers_of(struct agg_numbers *n, const struct agg_input *in, bool planned_known, uint32_t customer)
{
    const struct verdict *v = &in->verdict[customer];
    *n = (struct agg_numbers){.customers = 1, .month_contacts = v->month_contacts, .month_phone = v->month_phone};
    n->code[v->code] = 1;
    if (agg_late(n)) {
        int32_t days = verdict_overdue_days(v, in->day);
        n->overdue_days = n->overdue_max = (uint32_t)days;
        if (v->code == VERDICT_OVERDUE)
            n->band[band_of(days)] = 1;
        n->unplanned = planned_known && agg_next_appointment(in->tables, customer, in->day) == TBL_NONE;
    }
    n->exempt_ending = v->code == VERDICT_EXEMPT && v->exempt_until <= in->day + AGG_ENDING_DAYS;
    if (in->visible) {
        uint8_t code = in->visible[customer].code;
        n->visible_met = code == VERDICT_MET || code == VERDICT_DUE_SOON;
        n->visible_rated = n->visible_met || code == VERDICT_OVERDUE || code == VERDICT_NEVER;
    }
}

/* ---- groups ---- */

/* Keys of the groups that v's customer is in, one a dimension: outer in the upper half. */
static void keys_of(uint64_t key[AGG_DIMENSIONS], const struct tables *t, const struct verdict *v, int32_t day)
{
    const struct tbl_states *s = &t->states;
    uint64_t team = tables_team_of(t, v->state, day), profile = s->profile[v->state];
    key[AGG_TEAM] = team;
    key[AGG_STAFF] = team << 32 | s->staff[v->state];
    key[AGG_PROFILE] = profile;
    key[AGG_STATUS] = s->status[v->state];
    key[AGG_AGE] = v->age;
    key[AGG_RULE] = v->rule < 0 ? AGG_NO_RULE : (uint64_t)v->rule;
    key[AGG_TEAM_PROFILE] = team << 32 | profile;
    key[AGG_PROFILE_AGE] = profile << 32 | v->age;
}

static struct agg_group *group_of(struct agg_list *list, struct agg_map *m, uint64_t key)
{
    uint32_t at = agg_map_number(m, key);
    if (at == list->n) {
        list->item = mem_grow(list->item, list->n, &list->cap, sizeof *list->item);
        list->item[list->n++] = (struct agg_group){
            .outer = (uint32_t)(key >> 32), .key = (uint32_t)key, .outer_name = "", .name = "", .code = ""};
    }
    return &list->item[at];
}

static uint32_t profile_order(uint32_t profile)
{
    return profile == PROFILE_NONE ? PROFILE_UNKNOWN : profile == PROFILE_UNKNOWN ? PROFILE_COUNT : profile;
}

static const char *profile_name(uint32_t profile)
{
    return profile == PROFILE_UNKNOWN ? "unbekannte Profillage" : word_text(WORDS_PROFILE, (int)profile);
}

const char *agg_team_name(const struct tables *t, uint32_t team)
{
    return team ? t->word[team] : "ohne Team";
}

const char *agg_staff_name(const struct tables *t, uint32_t key)
{
    uint32_t member = t->staff_of_word[key];
    if (key == 0)
        return "ohne Betreuer*in";
    /* One name a person: that of the latest line which has one. */
    for (uint32_t i = member == TBL_NONE ? 0 : t->staff.first[member + 1]; i && i > t->staff.first[member]; i--)
        if (t->staff.name[i - 1])
            return t->word[t->staff.name[i - 1]];
    return t->word[key];
}

static void name_group(enum agg_dimension d, struct agg_group *g, const struct agg_input *in, struct arena *a)
{
    static const uint8_t status_order[STATUS_COUNT] = {
        [STATUS_UNEMPLOYED] = 0, [STATUS_SEEKING] = 1, [STATUS_UNSET] = 2, [STATUS_UNKNOWN] = 3};
    switch (d) {
    case AGG_TEAM:
        g->name = agg_team_name(in->tables, g->key);
        g->code = in->tables->word[g->key];
        g->order[0] = g->key == 0;
        break;
    case AGG_STAFF:
        g->outer_name = agg_team_name(in->tables, g->outer);
        g->name = agg_staff_name(in->tables, g->key);
        g->code = in->tables->word[g->key];
        g->order[1] = g->key == 0;
        break;
    case AGG_PROFILE:
    case AGG_TEAM_PROFILE:
        g->outer_name = d == AGG_TEAM_PROFILE ? agg_team_name(in->tables, g->outer) : "";
        g->name = profile_name(g->key);
        g->code = word_profile_letter((int)g->key);
        g->order[1] = profile_order(g->key);
        break;
    case AGG_STATUS:
        g->name = g->key == STATUS_UNKNOWN ? "unbekannter Status" : lexicon_text(in->tables->lexicon, WORDS_STATUS, (int)g->key);
        g->order[0] = g->key < STATUS_COUNT ? status_order[g->key] : g->key;
        break;
    case AGG_AGE:
        g->name = word_text(WORDS_AGE, (int)g->key);
        g->code = g->name;
        g->order[0] = g->key;
        break;
    case AGG_RULE:
        g->name = g->key == AGG_NO_RULE ? "keine Regel anwendbar" : in->set->rule[g->key].name;
        g->code = g->key == AGG_NO_RULE ? "" : arena_printf(a, "%u", g->key + 1);
        g->order[0] = g->key;
        break;
    case AGG_PROFILE_AGE:
        g->outer_name = profile_name(g->outer);
        g->name = word_text(WORDS_AGE, (int)g->key);
        g->code = word_profile_letter((int)g->outer);
        g->order[0] = profile_order(g->outer);
        g->order[1] = g->key;
        break;
    case AGG_DIMENSIONS:
        break;
    }
}

static int compare(const void *x, const void *y)
{
    const struct agg_group *a = x, *b = y;
    for (int i = 0; i < 2; i++)
        if (a->order[i] != b->order[i])
            return a->order[i] < b->order[i] ? -1 : 1;
    int by_name = text_compare(a->name, b->name);
    return by_name ? by_name : text_compare(a->code, b->code);
}

/* Names and sorts the groups of a dimension. teams: from word to place, known once the teams are sorted. */
static void finish(struct agg_groups *g, enum agg_dimension d, const struct agg_input *in, struct agg_map *teams)
{
    struct agg_list *list = &g->list[d];
    for (size_t i = 0; i < list->n; i++) {
        name_group(d, &list->item[i], in, g->arena);
        if (d == AGG_STAFF || d == AGG_TEAM_PROFILE)
            list->item[i].order[0] = agg_map_number(teams, list->item[i].outer);
    }
    if (list->n > 1)
        qsort(list->item, list->n, sizeof *list->item, compare);
    if (d == AGG_TEAM) {
        agg_map_free(teams);
        *teams = (struct agg_map){0};
        for (size_t i = 0; i < list->n; i++)
            agg_map_number(teams, list->item[i].key);
    }
}

/* The groups that stand in the lists even where nobody is in them. */
static void put_always(struct agg_groups *g, struct agg_map map[], const struct ruleset *set)
{
    for (uint32_t age = 0; age < AGE_COUNT; age++)
        group_of(&g->list[AGG_AGE], &map[AGG_AGE], age);
    for (int r = 0; r < set->n_rules; r++)
        group_of(&g->list[AGG_RULE], &map[AGG_RULE], (uint64_t)r);
}

/* ---- Bedarfsgemeinschaften ---- */

struct household {
    uint32_t asked, met, late;
};

struct households {
    struct agg_map map;
    struct household *item;
    size_t cap;
};

static void count_member(struct households *h, uint32_t number, const struct verdict *v)
{
    uint32_t at = agg_map_number(&h->map, number);
    if (at >= h->cap || !h->item) {
        h->item = mem_grow(h->item, at, &h->cap, sizeof *h->item);
        memset(h->item + at, 0, (h->cap - at) * sizeof *h->item);
    }
    h->item[at].asked += verdict_has_requirement(v);
    h->item[at].met += v->code == VERDICT_MET || v->code == VERDICT_DUE_SOON;
    h->item[at].late += v->code == VERDICT_OVERDUE || v->code == VERDICT_NEVER;
}

static void sum_households(struct agg_households *sum, const struct households *h)
{
    sum->n = (uint32_t)h->map.n;
    for (size_t i = 0; i < h->map.n; i++) {
        const struct household *one = &h->item[i];
        if (!one->asked) {
            sum->not_asked++;
        } else if (one->met == one->asked) {
            sum->all++;
        } else {
            *(one->met ? &sum->some : &sum->no) += 1;
            sum->not_late += one->late == 0;
        }
    }
}

/* ---- the whole ---- */

static void count(struct agg_groups *g, struct agg_map map[], const struct agg_input *in, uint32_t customer)
{
    const struct verdict *v = &in->verdict[customer];
    if (!v->in_population)
        return;
    struct agg_numbers one;
    uint64_t key[AGG_DIMENSIONS];
    numbers_of(&one, in, g->planned_known, customer);
    keys_of(key, in->tables, v, in->day);
    add(&g->all, &one);
    for (int d = 0; d < AGG_DIMENSIONS; d++)
        add(&group_of(&g->list[d], &map[d], key[d])->numbers, &one);
}

/*
 * Those with a member among the customers, by all their members: also those of other teams are asked (2.11). customer,
 * n: as in agg_groups_new.
 */
static void count_households(struct agg_households *sum, const struct agg_input *in, const uint32_t *customer, size_t n)
{
    const struct tables *t = in->tables;
    struct households h = {0};
    bool *here = mem_zero(t->n_words, sizeof *here);
    for (size_t i = 0; i < n; i++) {
        const struct verdict *v = &in->verdict[customer ? customer[i] : i];
        if (v->in_population)
            here[t->states.household[v->state]] = true;
    }
    for (uint32_t i = 0; i < t->customers.n; i++) {
        const struct verdict *v = &in->verdict[i];
        uint32_t household = v->in_population ? t->states.household[v->state] : 0;
        if (!household || !here[household])
            continue;
        sum->members++;
        count_member(&h, household, v);
    }
    sum_households(sum, &h);
    agg_map_free(&h.map);
    free(h.item);
    free(here);
}

const char *agg_teams_lack(const struct tables *t)
{
    bool by_staff = t->has[COL_C_STAFF] && t->has_file[FILE_STAFF] && t->has[COL_S_TEAM];
    return t->has[COL_C_TEAM] || by_staff ? NULL : tbl_columns[COL_C_TEAM].name;
}

/* A grouping by a column that nobody delivered would put everybody into one row (2.11). */
static void look_for_columns(struct agg_groups *g, const struct tables *t)
{
    const char *teams = agg_teams_lack(t);
    const char *profiles = t->has[COL_C_PROFILE] ? NULL : tbl_columns[COL_C_PROFILE].name;
    g->lacking[AGG_TEAM] = teams;
    g->lacking[AGG_STAFF] = t->has[COL_C_STAFF] ? NULL : tbl_columns[COL_C_STAFF].name;
    g->lacking[AGG_PROFILE] = g->lacking[AGG_PROFILE_AGE] = profiles;
    g->lacking[AGG_TEAM_PROFILE] = profiles ? profiles : teams;
    g->households.known = t->has[COL_C_HOUSEHOLD];
}

struct agg_groups *agg_groups_new(const struct agg_input *in, const uint32_t *customer, size_t n)
{
    const struct tables *t = in->tables;
    struct agg_groups *g = mem_zero(1, sizeof *g);
    struct agg_map map[AGG_DIMENSIONS] = {{0}};
    g->arena = arena_new();
    g->day = in->day;
    g->unrated = in->unrated;
    g->visible_known = in->visible != NULL;
    g->planned_known = agg_appointments_known(t);
    look_for_columns(g, t);
    put_always(g, map, in->set);
    if (!customer)
        n = t->customers.n;
    for (size_t i = 0; i < n; i++)
        count(g, map, in, customer ? customer[i] : (uint32_t)i);
    for (size_t i = 0; i < g->list[AGG_PROFILE].n; i++)
        for (uint64_t age = 0; age < AGE_COUNT; age++)
            group_of(&g->list[AGG_PROFILE_AGE], &map[AGG_PROFILE_AGE],
                     (uint64_t)g->list[AGG_PROFILE].item[i].key << 32 | age);
    for (int d = 0; d < AGG_DIMENSIONS; d++) /* AGG_TEAM comes first: others sort by its order */
        finish(g, (enum agg_dimension)d, in, &map[AGG_TEAM]);
    g->team = customer && g->list[AGG_TEAM].n ? g->list[AGG_TEAM].item[0].key : AGG_JOBCENTER;
    if (g->households.known)
        count_households(&g->households, in, customer, n);
    for (int d = 0; d < AGG_DIMENSIONS; d++)
        agg_map_free(&map[d]);
    return g;
}

void agg_groups_free(struct agg_groups *g)
{
    if (!g)
        return;
    for (int d = 0; d < AGG_DIMENSIONS; d++)
        free(g->list[d].item);
    arena_free(g->arena);
    free(g);
}

const struct agg_group *agg_lookup(const struct agg_groups *g, enum agg_dimension d, uint32_t outer, uint32_t key)
{
    for (size_t i = 0; i < g->list[d].n; i++)
        if (g->list[d].item[i].outer == outer && g->list[d].item[i].key == key)
            return &g->list[d].item[i];
    return NULL;
}

/* ---- the sums of the parts ---- */

static const char *const dimension_names[AGG_DIMENSIONS] = {
    [AGG_TEAM] = "Team",
    [AGG_STAFF] = "Betreuung",
    [AGG_PROFILE] = "Profillage",
    [AGG_STATUS] = "Status",
    [AGG_AGE] = "Altersgruppe",
    [AGG_RULE] = "Regel",
    [AGG_TEAM_PROFILE] = "Team und Profillage",
    [AGG_PROFILE_AGE] = "Profillage und Altersgruppe",
};

static bool check_numbers(const struct agg_numbers *n, const char *of, struct diag *d)
{
    uint64_t codes = 0, bands = 0;
    for (int i = 0; i < VERDICT_CODES; i++)
        codes += n->code[i];
    for (int i = 0; i < AGG_BANDS; i++)
        bands += n->band[i];
    if (codes != n->customers)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Urteile und Kund*innen stimmen nicht überein (%s)", of);
    if (bands != n->code[VERDICT_OVERDUE])
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Dauer der Überfälligkeit: Summe stimmt nicht (%s)", of);
    if (n->month_phone > n->month_contacts || n->unplanned > agg_late(n) ||
        n->exempt_ending > n->code[VERDICT_EXEMPT] || n->visible_met > n->visible_rated ||
        (n->overdue_max > 0) != (agg_late(n) > 0))
        return diag_fail(d, DIAG_FAULT, NULL, 0, "ein Teil ist größer als das Ganze (%s)", of);
    return true;
}

/* Groups of d, which stand in the order of the outer groups, against those: each sum equals its outer group. */
static bool check_within(const struct agg_groups *g, enum agg_dimension d, enum agg_dimension outer, struct diag *diag)
{
    const struct agg_list *list = &g->list[d], *whole = &g->list[outer];
    size_t at = 0;
    for (size_t i = 0; i < whole->n; i++) {
        struct agg_numbers sum = {0};
        for (; at < list->n && list->item[at].outer == whole->item[i].key; at++)
            add(&sum, &list->item[at].numbers);
        if (!agg_numbers_equal(&sum, &whole->item[i].numbers))
            return diag_fail(diag, DIAG_FAULT, NULL, 0, "die Summe der Teile ist nicht das Ganze: %s in %s",
                             dimension_names[d], dimension_names[outer]);
    }
    return at == list->n || diag_fail(diag, DIAG_FAULT, NULL, 0, "Gruppen ohne Ganzes: %s", dimension_names[d]);
}

bool agg_groups_check(const struct agg_groups *g, struct diag *d)
{
    if (!check_numbers(&g->all, "Jobcenter", d))
        return false;
    for (int i = 0; i < AGG_DIMENSIONS; i++) {
        struct agg_numbers sum = {0};
        for (size_t k = 0; k < g->list[i].n; k++) {
            if (!check_numbers(&g->list[i].item[k].numbers, dimension_names[i], d))
                return false;
            add(&sum, &g->list[i].item[k].numbers);
        }
        if (!agg_numbers_equal(&sum, &g->all))
            return diag_fail(d, DIAG_FAULT, NULL, 0, "die Summe der Teile ist nicht das Ganze: %s", dimension_names[i]);
    }
    const struct agg_households *h = &g->households;
    if (h->n != h->all + h->some + h->no + h->not_asked || h->n > h->members)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "die Summe der Teile ist nicht das Ganze: Bedarfsgemeinschaften");
    return check_within(g, AGG_STAFF, AGG_TEAM, d) && check_within(g, AGG_TEAM_PROFILE, AGG_TEAM, d) &&
           check_within(g, AGG_PROFILE_AGE, AGG_PROFILE, d);
}

/* ---- teams ---- */

void agg_teams_make(struct agg_teams *t, const struct agg_input *in, const struct agg_groups *g)
{
    const struct agg_list *teams = &g->list[AGG_TEAM];
    struct agg_map place = {0};
    for (size_t i = 0; i < teams->n; i++)
        agg_map_number(&place, teams->item[i].key);
    t->n = teams->n;
    t->first = mem_zero(t->n + 1, sizeof *t->first);
    t->customer = mem_alloc((g->all.customers + (size_t)1) * sizeof *t->customer);
    for (size_t i = 0; i < t->n; i++)
        t->first[i + 1] = t->first[i] + teams->item[i].numbers.customers;
    uint32_t *next = mem_alloc((t->n + 1) * sizeof *next);
    memcpy(next, t->first, (t->n + 1) * sizeof *next);
    for (uint32_t c = 0; c < in->tables->customers.n; c++)
        if (in->verdict[c].in_population)
            t->customer[next[agg_map_number(&place, tables_team_of(in->tables, in->verdict[c].state, in->day))]++] = c;
    free(next);
    agg_map_free(&place);
}

void agg_teams_free(struct agg_teams *t)
{
    free(t->first);
    free(t->customer);
    *t = (struct agg_teams){0};
}
