#include "rules/prove.h"

#include "rules/timeline.h"

#include <stdlib.h>
#include <string.h>

struct prover {
    struct proof *proof;
    const struct ruleset *set;
    struct arena *arena;
    struct space space;
    struct space_set **holds;       /* a rule: where it holds, all values known */
    struct space_set **wins;        /* a rule: where it applies, all values known */
    bool *dead;                     /* a rule */
    struct space_set *cannot_tell;  /* where an unknown value ends the search */
    struct space_set *left;         /* where no rule has answered yet */
    struct space_set *some, *other; /* scratch */
};

/* ---- Who applies where; gaps ---- */

/* As the search of a day goes: the first rule that holds, or that asks for what is unknown, takes a combination. */
static void search(struct prover *p)
{
    const struct space *s = &p->space;
    struct space_set *holds = p->some, *ends = p->other;
    space_add(s, p->left, s->all);
    for (int i = 0; i < p->set->n_rules; i++) {
        p->holds[i] = space_new(s);
        p->wins[i] = space_new(s);
        space_fill(s, &p->set->rule[i].when, holds, ends);
        space_and(s, p->holds[i], holds, s->known);
        space_and(s, p->wins[i], holds, p->left);
        p->dead[i] = space_empty(s, p->wins[i]);
        space_and(s, p->wins[i], p->wins[i], s->known);
        space_and(s, ends, ends, p->left);
        space_add(s, p->cannot_tell, ends);
        space_without(s, p->left, p->left, holds);
        space_without(s, p->left, p->left, ends);
    }
}

/*
 * What is left of the known combinations. Those with an unknown value need no look: where no rule answers, none asks
 * for that value, and the known ones beside it are left as well.
 */
static void find_gaps(struct prover *p)
{
    space_and(&p->space, p->some, p->left, p->space.known);
    p->proof->gap_combinations = space_count(&p->space, p->some);
    p->proof->gap = space_ranges(&p->space, p->some, &p->proof->n_gaps);
}

static void find_unclear(struct prover *p)
{
    const struct space *s = &p->space;
    struct proof *proof = p->proof;
    proof->cannot_tell = arena_zero(p->arena, ((size_t)s->n + 1) * sizeof *proof->cannot_tell);
    for (int i = 0; i < s->n; i++) {
        if (s->dim[i].unknown < 0)
            continue;
        struct proof_unclear *u = &proof->cannot_tell[proof->n_cannot_tell++];
        u->dimension = s->dim[i].dimension;
        space_fill_unknown(s, i, p->some);
        u->combinations = space_count(s, p->some);
        space_and(s, p->some, p->some, p->cannot_tell);
        u->unclear = space_count(s, p->some);
        u->range = space_ranges(s, p->some, &u->n_ranges);
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
        open->range = space_ranges(&p->space, p->wins[i], &open->n_ranges);
    }
}

/* ---- Dead rules ---- */

/* Leaves out, from the last on, each of the rules `by` without which the others still take all that rule i names. */
static void drop_needless(const struct prover *p, int i, int *by, int *n)
{
    for (int out = *n - 1; out >= 0 && *n > 1; out--) {
        space_clear(&p->space, p->some);
        for (int k = 0; k < *n; k++)
            if (k != out)
                space_add(&p->space, p->some, p->holds[by[k]]);
        if (!space_within(&p->space, p->holds[i], p->some))
            continue;
        memmove(&by[out], &by[out + 1], (size_t)(*n - out - 1) * sizeof *by);
        --*n;
    }
}

/* A single rule that takes it all is said rather than several that do. */
static void cover(const struct prover *p, struct proof_dead *dead)
{
    int *by = arena_zero(p->arena, ((size_t)dead->rule + 1) * sizeof *by);
    const struct space_set *names = p->holds[dead->rule];
    dead->by = by;
    for (int i = 0; i < dead->rule; i++)
        if (space_within(&p->space, names, p->holds[i])) {
            by[dead->n_by++] = i;
            return;
        }
    for (int i = 0; i < dead->rule; i++)
        if (space_meet(&p->space, names, p->wins[i]))
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
        dead->impossible = space_empty(&p->space, p->holds[i]);
        if (!dead->impossible)
            cover(p, dead);
    }
}

/* ---- Overlaps ---- */

static bool same_acceptance(const struct rule_acceptance *a, const struct rule_acceptance *b)
{
    return a->suspend == b->suspend && a->any_interval == b->any_interval && a->only_shorter == b->only_shorter;
}

static struct proof_overlap overlap_of(const struct prover *p, int winner, int loser)
{
    const struct space *s = &p->space;
    const struct space_set *first = p->holds[winner], *second = p->holds[loser];
    const struct rule *a = &p->set->rule[winner], *b = &p->set->rule[loser];
    struct proof_overlap o = {.winner = winner, .loser = loser, .order = PROOF_PARTIAL, .same = rule_same(a, b)};
    if (space_within(s, second, first))
        o.order = PROOF_COVERED;
    else if (space_within(s, first, second))
        o.order = PROOF_SPECIAL;
    space_and(s, p->some, first, second);
    space_and(s, p->other, p->wins[winner], second);
    o.combinations = space_count(s, p->some);
    o.decided = space_count(s, p->other);
    o.example = space_example(s, o.decided ? p->other : p->some, a->when.asks | b->when.asks);
    return o;
}

static void find_overlaps(struct prover *p)
{
    struct proof_overlap *overlap = NULL;
    size_t n = 0, cap = 0;
    for (int winner = 0; winner < p->set->n_rules; winner++)
        for (int loser = winner + 1; loser < p->set->n_rules; loser++) {
            if (!space_meet(&p->space, p->holds[winner], p->holds[loser]))
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

/* Whether a meets nobody who has this value. */
static bool is_outside(const struct prover *p, int dimension, int value, const struct space_set *a)
{
    space_fill_value(&p->space, dimension, value, p->some);
    return !space_meet(&p->space, p->some, a);
}

/* Of the profiles and attributes that are named for the telephone, those that no rule which counts it applies to. */
static void find_phone_hints(struct prover *p, const struct space_set *phone)
{
    const struct ruleset *set = p->set;
    unsigned profiles = 0, attributes = 0;
    for (int value = 0; set->phone_profiles >> value; value++)
        if (set->phone_profiles >> value & 1 && is_outside(p, DIM_PROFILE, value, phone))
            profiles |= 1u << value;
    for (int d = 0; d < set->n_dims; d++) {
        const struct rule_dimension *dim = &set->dim[d];
        if (dim->kind == DIM_YES && set->phone_attributes >> dim->attribute & 1 && is_outside(p, d, 1, phone))
            attributes |= 1u << dim->attribute;
    }
    add_hint(p->proof, HINT_PHONE_PROFILES, profiles);
    add_hint(p->proof, HINT_PHONE_YES, attributes);
}

static void find_hints(struct prover *p)
{
    enum { MOST_HINTS = 4 };
    const struct ruleset *set = p->set;
    struct proof *proof = p->proof;
    struct space_set *phone = space_new(&p->space);
    proof->hint = arena_zero(p->arena, MOST_HINTS * sizeof *proof->hint);
    for (int i = 0; i < set->n_rules; i++)
        if (set->rule[i].outcome == RULE_REQUIREMENT && rule_modes(&set->rule[i]) >> MODE_PHONE & 1)
            space_add(&p->space, phone, p->wins[i]);
    if (set->phone_named)
        find_phone_hints(p, phone);
    if (set->every_note >= 0 && set->kinds == 1u << set->every_note)
        add_hint(proof, HINT_EVERY_NOTE, set->kinds);
    if (set->first_note >= 0 && (set->kinds == 1u << set->first_note || set->first_note == set->every_note))
        add_hint(proof, HINT_FIRST_NOTE, 1u << set->first_note);
}

/* ---- */

/* What is proved, once there is room for it. */
static void prove(struct prover *p)
{
    struct proof *proof = p->proof;
    size_t n = (size_t)p->set->n_rules + 1;
    p->holds = arena_zero(p->arena, n * sizeof(struct space_set *));
    p->wins = arena_zero(p->arena, n * sizeof(struct space_set *));
    p->dead = arena_zero(p->arena, n * sizeof *p->dead);
    p->cannot_tell = space_new(&p->space);
    p->left = space_new(&p->space);
    p->some = space_new(&p->space);
    p->other = space_new(&p->space);
    proof->known = space_count(&p->space, p->space.known);
    proof->unknown = space_count(&p->space, p->space.all) - proof->known;
    search(p);
    proof->unclear = space_count(&p->space, p->cannot_tell);
    find_gaps(p);
    find_unclear(p);
    find_open(p);
    find_dead(p);
    find_overlaps(p);
    find_idle(p);
    find_hints(p);
}

struct proof *proof_new(const struct ruleset *set)
{
    struct arena *arena = arena_new();
    struct prover p = {.set = set, .arena = arena};
    p.proof = arena_zero(arena, sizeof *p.proof);
    p.proof->arena = arena;
    p.proof->set = set;
    p.proof->refused = !space_init(&p.space, set, arena);
    if (!p.proof->refused)
        prove(&p);
    return p.proof;
}

void proof_free(struct proof *p)
{
    if (p)
        arena_free(p->arena); /* the proof itself is in it */
}

int proof_faults(const struct proof *p)
{
    return p->refused ? 1 : p->n_gaps + p->n_dead + p->n_idle;
}
