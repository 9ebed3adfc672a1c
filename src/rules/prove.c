#include "rules/prove.h"

#include "rules/timeline.h"

#include <stdlib.h>
#include <string.h>

struct prover {
    struct proof *proof;
    const struct ruleset *set;
    struct arena *arena;
    struct space space;
    struct space_set *holds;      /* a rule: where it holds, all values known */
    struct space_set *wins;       /* a rule: where it applies, all values known */
    bool *dead;                   /* a rule */
    struct space_set cannot_tell; /* where an unknown value ends the search */
    struct space_set left;        /* where no rule has answered yet */
};

/* ---- Who applies where; gaps ---- */

/* As the search of a day goes: the first rule that holds, or that asks for what is unknown, takes a combination. */
static void search(struct prover *p)
{
    p->left = p->space.all;
    for (int i = 0; i < p->set->n_rules; i++) {
        struct space_set holds, ends, taken;
        space_fill(&p->space, &p->set->rule[i].when, &holds, &ends);
        taken = space_and(&holds, &p->left);
        p->holds[i] = space_and(&holds, &p->space.known);
        p->wins[i] = space_and(&taken, &p->space.known);
        p->dead[i] = space_empty(&taken);
        ends = space_and(&ends, &p->left);
        space_add(&p->cannot_tell, &ends);
        p->left = space_without(&p->left, &holds);
        p->left = space_without(&p->left, &ends);
    }
}

/*
 * What is left of the known combinations. Those with an unknown value need no look: where no rule answers, none asks
 * for that value, and the known ones beside it are left as well.
 */
static void find_gaps(struct prover *p)
{
    struct space_set gaps = space_and(&p->left, &p->space.known);
    p->proof->gap_combinations = space_count(&gaps);
    p->proof->gap = space_ranges(&p->space, &gaps, p->arena, &p->proof->n_gaps);
}

static void find_unclear(struct prover *p)
{
    static const enum rule_part parts[] = {PART_STATUS, PART_PROFILE, PART_FUNCTION};
    struct proof *proof = p->proof;
    proof->cannot_tell = arena_zero(p->arena, sizeof parts / sizeof *parts * sizeof *proof->cannot_tell);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!(p->space.asks >> parts[i] & 1))
            continue;
        struct proof_unclear *u = &proof->cannot_tell[proof->n_cannot_tell++];
        struct space_set unknown = space_unknown(&p->space, parts[i]);
        struct space_set unclear = space_and(&unknown, &p->cannot_tell);
        u->part = parts[i];
        u->combinations = space_count(&unknown);
        u->unclear = space_count(&unclear);
        u->range = space_ranges(&p->space, &unclear, p->arena, &u->n_ranges);
    }
}

static void find_open(struct prover *p)
{
    struct proof *proof = p->proof;
    proof->open = arena_zero(p->arena, ((size_t)p->set->n_rules + 1) * sizeof *proof->open);
    for (int i = 0; i < p->set->n_rules; i++) {
        enum rule_outcome outcome = p->set->rule[i].outcome;
        if (p->dead[i] || (outcome != RULE_NOT_COVERED && outcome != RULE_CANNOT_TELL))
            continue;
        struct proof_open *open = &proof->open[proof->n_open++];
        open->rule = i;
        open->range = space_ranges(&p->space, &p->wins[i], p->arena, &open->n_ranges);
    }
}

/* ---- Dead rules ---- */

/* Leaves out, from the last on, each of the rules `by` without which the others still take all that rule i names. */
static void drop_needless(const struct prover *p, int i, int *by, int *n)
{
    for (int out = *n - 1; out >= 0 && *n > 1; out--) {
        struct space_set others = {0};
        for (int k = 0; k < *n; k++)
            if (k != out)
                space_add(&others, &p->holds[by[k]]);
        if (!space_within(&p->holds[i], &others))
            continue;
        memmove(&by[out], &by[out + 1], (size_t)(*n - out - 1) * sizeof *by);
        --*n;
    }
}

/* A single rule that takes it all is said rather than several that do. */
static void cover(const struct prover *p, struct proof_dead *dead)
{
    int *by = arena_zero(p->arena, ((size_t)dead->rule + 1) * sizeof *by);
    const struct space_set *names = &p->holds[dead->rule];
    dead->by = by;
    for (int i = 0; i < dead->rule; i++)
        if (space_within(names, &p->holds[i])) {
            by[dead->n_by++] = i;
            return;
        }
    for (int i = 0; i < dead->rule; i++)
        if (space_meet(names, &p->wins[i]))
            by[dead->n_by++] = i;
    drop_needless(p, dead->rule, by, &dead->n_by);
}

static void find_dead(struct prover *p)
{
    struct proof *proof = p->proof;
    proof->dead = arena_zero(p->arena, ((size_t)p->set->n_rules + 1) * sizeof *proof->dead);
    for (int i = 0; i < p->set->n_rules; i++) {
        if (!p->dead[i])
            continue;
        struct proof_dead *dead = &proof->dead[proof->n_dead++];
        dead->rule = i;
        dead->impossible = space_empty(&p->holds[i]);
        if (!dead->impossible)
            cover(p, dead);
    }
}

/* ---- Overlaps ---- */

static bool same_span(struct span a, struct span b)
{
    return a.n == b.n && (!a.n || a.unit == b.unit);
}

static bool same_acceptance(const struct rule_acceptance *a, const struct rule_acceptance *b)
{
    return a->suspend == b->suspend && a->any_interval == b->any_interval && a->only_shorter == b->only_shorter;
}

static bool ask_the_same(const struct rule *a, const struct rule *b)
{
    if (a->outcome != b->outcome || a->outcome != RULE_REQUIREMENT)
        return a->outcome == b->outcome;
    return same_span(a->within, b->within) && same_span(a->earliest, b->earliest) && a->count == b->count &&
           a->alternation == b->alternation && a->modes == b->modes && same_acceptance(&a->accepts, &b->accepts);
}

static struct proof_overlap overlap_of(const struct prover *p, int winner, int loser)
{
    const struct space_set *first = &p->holds[winner], *second = &p->holds[loser];
    const struct rule *a = &p->set->rule[winner], *b = &p->set->rule[loser];
    struct space_set both = space_and(first, second), decided = space_and(&p->wins[winner], second);
    struct proof_overlap o = {.winner = winner, .loser = loser, .order = PROOF_PARTIAL, .same = ask_the_same(a, b)};
    if (space_within(second, first))
        o.order = PROOF_COVERED;
    else if (space_within(first, second))
        o.order = PROOF_SPECIAL;
    o.combinations = space_count(&both);
    o.decided = space_count(&decided);
    o.example = space_example(&p->space, o.decided ? &decided : &both,
                              a->when.flags_yes | a->when.flags_no | b->when.flags_yes | b->when.flags_no);
    return o;
}

static void find_overlaps(struct prover *p)
{
    struct proof_overlap *overlap = NULL;
    size_t n = 0, cap = 0;
    for (int winner = 0; winner < p->set->n_rules; winner++)
        for (int loser = winner + 1; loser < p->set->n_rules; loser++) {
            if (!space_meet(&p->holds[winner], &p->holds[loser]))
                continue;
            overlap = mem_grow(overlap, n, &cap, sizeof *overlap);
            overlap[n++] = overlap_of(p, winner, loser);
        }
    p->proof->overlap = arena_zero(p->arena, (n + 1) * sizeof *overlap);
    if (n)
        memcpy(p->proof->overlap, overlap, n * sizeof *overlap);
    p->proof->n_overlaps = (int)n;
    free(overlap);
}

/* ---- Exceptions ---- */

/* Whether no interval at all is shorter than what the rule asks for, from whatever day: a day is the shortest. */
static bool is_shortest(const struct rule *r)
{
    int32_t first = day_make(2000, 1, 1); /* four years hold every length of month and year */
    for (int32_t from = first; from < first + 1461; from++)
        if (timeline_own_end(r, from) > from + 1)
            return false;
    return true;
}

static void add_idle(struct proof *proof, int rule, enum proof_idle_reason reason, unsigned kinds)
{
    if (kinds)
        proof->idle[proof->n_idle++] = (struct proof_idle){reason, rule, (uint8_t)kinds};
}

static unsigned all_kinds(const struct rule_acceptance *a)
{
    return a->suspend | a->any_interval | a->only_shorter;
}

static bool has_own_acceptance(const struct ruleset *set, const struct rule *r)
{
    return r->accepts_own || !same_acceptance(&r->accepts, &set->accepts);
}

/* What stands under the rule set holds for the rules that inherit it: it is idle only where it is for all of them. */
static void find_idle_defaults(struct prover *p)
{
    const struct rule_acceptance *a = &p->set->accepts;
    bool heirs = false, shortest = true;
    for (int i = 0; i < p->set->n_rules; i++) {
        const struct rule *r = &p->set->rule[i];
        if (p->dead[i] || r->outcome != RULE_REQUIREMENT || has_own_acceptance(p->set, r))
            continue;
        heirs = true;
        shortest = shortest && is_shortest(r);
    }
    if (!heirs) {
        add_idle(p->proof, -1, IDLE_NOT_INHERITED, all_kinds(a));
        return;
    }
    add_idle(p->proof, -1, IDLE_TWICE, a->any_interval & a->only_shorter);
    if (shortest)
        add_idle(p->proof, -1, IDLE_SHORTEST, a->only_shorter & ~(unsigned)a->any_interval);
}

static void find_idle(struct prover *p)
{
    enum { MOST_A_RULE = 2 };
    size_t most = MOST_A_RULE * ((size_t)p->set->n_rules + 1);
    p->proof->idle = arena_zero(p->arena, most * sizeof *p->proof->idle);
    find_idle_defaults(p);
    for (int i = 0; i < p->set->n_rules; i++) {
        const struct rule *r = &p->set->rule[i];
        const struct rule_acceptance *a = &r->accepts;
        if (p->dead[i] || !has_own_acceptance(p->set, r))
            continue;
        if (r->outcome != RULE_REQUIREMENT) {
            add_idle(p->proof, i, IDLE_NO_REQUIREMENT, all_kinds(a));
            continue;
        }
        add_idle(p->proof, i, IDLE_TWICE, a->any_interval & a->only_shorter);
        if (is_shortest(r))
            add_idle(p->proof, i, IDLE_SHORTEST, a->only_shorter & ~(unsigned)a->any_interval);
    }
}

/* ---- Further provisions ---- */

static void add_hint(struct proof *proof, enum proof_hint_reason reason, unsigned values)
{
    if (values)
        proof->hint[proof->n_hints++] = (struct proof_hint){reason, values};
}

/* Of the values of a part (profiles, or flags as PART_FLAGS), those of which a is empty. */
static unsigned values_outside(const struct prover *p, enum rule_part part, unsigned values, const struct space_set *a)
{
    unsigned outside = 0;
    for (int value = 0; values >> value; value++) {
        if (!(values >> value & 1))
            continue;
        struct rule_condition c = {RULE_ALL_AGES, RULE_ALL_STATUS, RULE_ALL_PROFILES, RULE_ALL_FUNCTIONS, 0, 0};
        struct space_set named, unknown;
        if (part == PART_PROFILE && p->space.asks >> PART_PROFILE & 1)
            c.profile = (uint16_t)(1u << value);
        else if (part == PART_FLAGS)
            c.flags_yes = (uint8_t)(1u << value & p->space.flags);
        space_fill(&p->space, &c, &named, &unknown);
        if (!space_meet(&named, a))
            outside |= 1u << value;
    }
    return outside;
}

static void find_hints(struct prover *p)
{
    enum { MOST_HINTS = 4 };
    const struct ruleset *set = p->set;
    struct proof *proof = p->proof;
    struct space_set phone = {0};
    proof->hint = arena_zero(p->arena, MOST_HINTS * sizeof *proof->hint);
    for (int i = 0; i < set->n_rules; i++)
        if (set->rule[i].outcome == RULE_REQUIREMENT && set->rule[i].modes >> MODE_PHONE & 1)
            space_add(&phone, &p->wins[i]);
    if (set->phone_named) {
        add_hint(proof, HINT_PHONE_PROFILES, values_outside(p, PART_PROFILE, set->phone_profiles, &phone));
        add_hint(proof, HINT_PHONE_FLAGS, values_outside(p, PART_FLAGS, set->phone_flags, &phone));
    }
    if (set->every_note >= 0 && set->kinds == 1u << set->every_note)
        add_hint(proof, HINT_EVERY_NOTE, set->kinds);
    if (set->first_note >= 0 && (set->kinds == 1u << set->first_note || set->first_note == set->every_note))
        add_hint(proof, HINT_FIRST_NOTE, 1u << set->first_note);
}

/* ---- */

struct proof *proof_new(const struct ruleset *set)
{
    struct arena *arena = arena_new();
    size_t n = (size_t)set->n_rules;
    struct prover *p = mem_zero(1, sizeof *p);
    p->proof = arena_zero(arena, sizeof *p->proof);
    p->set = p->proof->set = set;
    p->arena = p->proof->arena = arena;
    p->holds = mem_zero(n + 1, sizeof *p->holds);
    p->wins = mem_zero(n + 1, sizeof *p->wins);
    p->dead = mem_zero(n + 1, sizeof *p->dead);
    space_init(&p->space, set);
    p->proof->asks = p->space.asks;
    p->proof->flags = p->space.flags;
    p->proof->known = space_count(&p->space.known);
    p->proof->unknown = space_count(&p->space.all) - p->proof->known;
    search(p);
    p->proof->unclear = space_count(&p->cannot_tell);
    find_gaps(p);
    find_unclear(p);
    find_open(p);
    find_dead(p);
    find_overlaps(p);
    find_idle(p);
    find_hints(p);
    struct proof *proof = p->proof;
    free(p->dead);
    free(p->wins);
    free(p->holds);
    free(p);
    return proof;
}

void proof_free(struct proof *p)
{
    if (p)
        arena_free(p->arena); /* the proof itself is in it */
}

int proof_faults(const struct proof *p)
{
    return p->n_gaps + p->n_dead + p->n_idle;
}
