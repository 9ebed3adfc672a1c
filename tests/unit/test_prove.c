/* The proof of a rule set: each kind of finding by hand, and random sets against brute force over every combination. */
#include "cmocka_all.h"

#include "rules/prove.h"
#include "words/ruleset_words.h"

#include <stdbool.h>
#include <string.h>

enum { MOST_RULES = 50 };

/* ---- Sets by hand; 0 in a condition asks for nothing ---- */

struct made {
    struct ruleset set;
    struct rule_dimension dim[RULE_DIMENSIONS];
    struct rule rule[MOST_RULES];
};

static struct lexicon *given; /* what nobody has to declare */

static void make(struct made *m)
{
    *m = (struct made){.set = {.id = "probe",
                               .title = "Probe",
                               .file = "probe.xml",
                               .first_note = -1,
                               .every_note = -1,
                               .kinds = 1 << KIND_ADVICE | 1 << KIND_STANDING}};
    m->set.rule = m->rule;
    m->set.dim = m->dim;
    m->set.lexicon = given;
    m->set.n_dims = dimensions_make(m->dim, given, NULL);
    for (int i = 0; i < RULE_CITED; i++)
        m->set.cited[i] = (struct rule_citation){"", ""};
}

enum { FLAG_DIM = DIM_FUNCTION + 1, FLAGS = 5 /* those of flags, in their order */ };

static struct rule_condition asking(const struct ruleset *set, const unsigned values[4], unsigned yes, unsigned no)
{
    struct rule_condition c = condition_of_all(set->dim, set->n_dims);
    for (int d = DIM_AGE; d <= DIM_FUNCTION; d++)
        if (values[d] && values[d] != set->dim[d].known)
            condition_ask(&c, d, values[d]);
    for (int flag = 0; flag < FLAGS; flag++) {
        if (yes >> flag & 1)
            condition_ask(&c, FLAG_DIM + flag, 1 << 1);
        if (no >> flag & 1)
            condition_ask(&c, FLAG_DIM + flag, 1 << 0);
    }
    return c;
}

static struct rule *add(struct made *m, unsigned age, unsigned status, unsigned profile, unsigned function,
                        unsigned yes, unsigned no)
{
    struct rule *r = &m->rule[m->set.n_rules++];
    *r = (struct rule){.when = asking(&m->set, (const unsigned[]){age, status, profile, function}, yes, no),
                       .outcome = RULE_REQUIREMENT,
                       .ask = {{.within = {m->set.n_rules, SPAN_MONTHS}, .count = 1, .modes = 1 << MODE_IN_PERSON}},
                       .n_asks = 1,
                       .accepts = m->set.accepts,
                       .name = "Probe",
                       .source = "",
                       .quote = "",
                       .accepts_source = ""};
    ruleset_settle(&m->set);
    return r;
}

/* Flags that a condition wants set, and not set. */
static unsigned yes_of(const struct rule_condition *c, unsigned wanted)
{
    unsigned flags = 0;
    for (int flag = 0; flag < FLAGS; flag++)
        if (c->asks >> (FLAG_DIM + flag) & 1 && !(c->values[FLAG_DIM + flag] >> !wanted & 1))
            flags |= 1u << flag;
    return flags;
}

#define U25        (1u << AGE_U25)
#define O25        (1u << AGE_O25)
#define UNSET      (1u << STATUS_UNSET)
#define SEEKING    (1u << STATUS_SEEKING)
#define UNEMPLOYED (1u << STATUS_UNEMPLOYED)
#define P(letter)  (1u << PROFILE_##letter)
#define FLAG(name) (ATTRIBUTE_##name - ATTRIBUTE_SCHOOL) /* in the order of their dimensions */
#define SCHOOL     (1u << FLAG(SCHOOL))
#define HEALTH     (1u << FLAG(HEALTH))
#define ANYBODY(m) add(m, 0, 0, 0, 0, 0, 0)

static void test_complete(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    add(&m, U25, UNEMPLOYED, 0, 0, 0, 0);
    ANYBODY(&m)->outcome = RULE_NOT_COVERED;
    struct proof *p = proof_new(&m.set);
    assert_int_equal(proof_faults(p), 0);
    assert_int_equal(p->known, 6);
    assert_int_equal(p->unknown, 2);
    assert_int_equal(p->n_overlaps, 1);
    assert_int_equal(p->overlap[0].order, PROOF_SPECIAL);
    assert_int_equal(p->overlap[0].combinations, 1);
    assert_false(p->overlap[0].same);
    /* unclear is the U25 of unknown status alone: nobody asks for the status of the others before the last rule */
    assert_int_equal(p->n_cannot_tell, 1);
    assert_int_equal(p->cannot_tell[0].dimension, DIM_STATUS);
    assert_int_equal(p->cannot_tell[0].combinations, 2);
    assert_int_equal(p->cannot_tell[0].unclear, 1);
    assert_int_equal(p->cannot_tell[0].n_ranges, 1);
    assert_int_equal(p->cannot_tell[0].range[0].when.values[DIM_AGE], U25);
    assert_int_equal(p->cannot_tell[0].range[0].when.values[DIM_STATUS], m.dim[DIM_STATUS].known);
    /* left open in so many words: Ü25, and U25 with another status */
    assert_int_equal(p->n_open, 1);
    assert_int_equal(p->open[0].rule, 1);
    assert_int_equal(p->open[0].n_ranges, 2);
    proof_free(p);
}

static void test_no_conditions(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    ANYBODY(&m);
    struct proof *p = proof_new(&m.set);
    assert_int_equal(proof_faults(p) + p->n_overlaps + p->n_cannot_tell + (int)p->unknown, 0);
    assert_int_equal(p->known, 1);
    proof_free(p);
    proof_free(NULL);
}

static void test_gaps(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    add(&m, 0, UNEMPLOYED | SEEKING, 0, 0, 0, 0);
    add(&m, O25, UNSET, 0, 0, 0, SCHOOL);
    struct proof *p = proof_new(&m.set);
    assert_int_equal(p->known, 12);
    assert_int_equal(p->gap_combinations, 3); /* nicht gesetzt: U25 either way, Ü25 schulpflichtig */
    assert_int_equal(p->n_gaps, 2);
    bool young = false, pupils = false;
    for (int i = 0; i < p->n_gaps; i++) {
        const struct rule_condition *c = &p->gap[i].when;
        assert_int_equal(c->values[DIM_STATUS], UNSET);
        assert_int_equal(c->values[DIM_PROFILE], m.dim[DIM_PROFILE].known);
        assert_int_equal(c->values[DIM_FUNCTION], m.dim[DIM_FUNCTION].known);
        assert_int_equal(p->gap[i].combinations, 2); /* each as wide as can be */
        young = young || (c->values[DIM_AGE] == U25 && !yes_of(c, 1) && !yes_of(c, 0));
        pupils = pupils || (c->values[DIM_AGE] == m.dim[DIM_AGE].known && yes_of(c, 1) == SCHOOL);
    }
    assert_true(young && pupils);
    assert_int_equal(proof_faults(p), 2);
    proof_free(p);
}

/* An unknown value is no gap where a rule asks for it, and part of one where none does. */
static void test_gap_with_unknown(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    add(&m, U25, UNEMPLOYED, 0, 0, 0, 0);
    add(&m, U25, 0, 0, 0, 0, 0);
    struct proof *p = proof_new(&m.set);
    assert_int_equal(p->n_gaps, 1);
    assert_int_equal(p->gap[0].when.values[DIM_AGE], O25);
    assert_int_equal(p->gap[0].when.values[DIM_STATUS], m.dim[DIM_STATUS].known);
    assert_int_equal(p->gap[0].combinations, 3);
    assert_int_equal(p->unclear, 1);
    proof_free(p);
}

static void test_dead(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    add(&m, 0, 0, P(M), 0, 0, 0);
    add(&m, U25, 0, 0, 0, 0, 0);
    add(&m, O25, 0, 0, 0, 0, 0);
    add(&m, U25, UNEMPLOYED, P(M), 0, 0, 0); /* by 1 alone, though 2 would do, too */
    add(&m, 0, SEEKING, 0, 0, 0, 0);         /* by 2 and 3 together; 1 is not needed */
    add(&m, 0, 0, 0, 0, HEALTH, HEALTH);     /* impossible */
    struct proof *p = proof_new(&m.set);
    assert_int_equal(p->n_dead, 3);
    assert_int_equal(p->dead[0].rule, 3);
    assert_int_equal(p->dead[0].n_by, 1);
    assert_int_equal(p->dead[0].by[0], 0);
    assert_int_equal(p->dead[1].rule, 4);
    assert_int_equal(p->dead[1].n_by, 2);
    assert_int_equal(p->dead[1].by[0], 1);
    assert_int_equal(p->dead[1].by[1], 2);
    assert_int_equal(p->dead[2].rule, 5);
    assert_true(p->dead[2].impossible);
    assert_int_equal(p->dead[2].n_by, 0);
    assert_int_equal(proof_faults(p), 3);
    proof_free(p);
}

static void test_overlaps(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    add(&m, U25, 0, P(M) | P(A), 0, 0, 0);
    add(&m, 0, 0, P(A) | P(F), 0, 0, 0);
    add(&m, U25, 0, P(A), 0, 0, 0); /* dead: by 1 */
    struct rule *same = ANYBODY(&m);
    same->ask[0] = m.rule[0].ask[0];
    struct proof *p = proof_new(&m.set);
    static const struct {
        int winner, loser;
        enum proof_order order;
        bool same;
        uint32_t combinations, decided;
    } expected[] = {{0, 1, PROOF_PARTIAL, false, 1, 1}, {0, 2, PROOF_COVERED, false, 1, 1},
                    {0, 3, PROOF_SPECIAL, true, 2, 2},  {1, 2, PROOF_COVERED, false, 1, 0},
                    {1, 3, PROOF_SPECIAL, false, 4, 3}, {2, 3, PROOF_SPECIAL, false, 1, 0}};
    assert_int_equal(p->n_overlaps, sizeof expected / sizeof *expected);
    for (int i = 0; i < p->n_overlaps; i++) {
        const struct proof_overlap *o = &p->overlap[i];
        assert_int_equal(o->winner, expected[i].winner);
        assert_int_equal(o->loser, expected[i].loser);
        assert_int_equal(o->order, expected[i].order);
        assert_int_equal(o->same, expected[i].same);
        assert_int_equal(o->combinations, expected[i].combinations);
        assert_int_equal(o->decided, expected[i].decided);
    }
    assert_int_equal(p->overlap[0].example.values[DIM_AGE], U25);
    assert_int_equal(p->overlap[0].example.values[DIM_PROFILE], P(A));
    assert_int_equal(p->overlap[0].example.values[DIM_STATUS], m.dim[DIM_STATUS].known); /* nobody asks */
    proof_free(p);
}

/* ---- Exceptions and further provisions ---- */

static void assert_idle(const struct made *m, int rule, enum proof_idle_reason reason, unsigned kinds)
{
    struct proof *p = proof_new(&m->set);
    assert_int_equal(p->n_idle, 1);
    assert_int_equal(p->idle[0].rule, rule);
    assert_int_equal(p->idle[0].reason, reason);
    assert_int_equal(p->idle[0].kinds, kinds);
    assert_int_equal(proof_faults(p), 1);
    proof_free(p);
}

static void assert_no_idle(const struct made *m)
{
    struct proof *p = proof_new(&m->set);
    assert_int_equal(p->n_idle, 0);
    proof_free(p);
}

enum { CASE = 1 << EXCEPTION_CASE, MEASURE = 1 << EXCEPTION_MEASURE };

static void test_shortest(void **state)
{
    (void)state;
    static const struct {
        struct span within;
        int count;
        bool idle;
    } cases[] = {{{1, SPAN_DAYS}, 1, true},    {{2, SPAN_DAYS}, 1, false},    {{2, SPAN_DAYS}, 2, true},
                 {{1, SPAN_WEEKS}, 7, true},   {{1, SPAN_WEEKS}, 4, true},    {{1, SPAN_WEEKS}, 3, false},
                 {{1, SPAN_MONTHS}, 31, true}, {{1, SPAN_MONTHS}, 15, false}, /* 31 / 15 days are two */
                 {{1, SPAN_MONTHS}, 16, true}, {{2, SPAN_WEEKS}, 7, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct made m;
        make(&m);
        struct rule *r = ANYBODY(&m);
        r->ask[0].within = cases[i].within;
        r->ask[0].count = cases[i].count;
        r->accepts = (struct rule_acceptance){.suspend = CASE, .only_shorter = CASE | MEASURE};
        r->accepts_own = true;
        if (cases[i].idle)
            assert_idle(&m, 0, IDLE_SHORTEST, CASE | MEASURE);
        else
            assert_no_idle(&m);
    }
}

/* What the rule set accepts is without effect only where it is for every rule that inherits it. */
static void test_defaults(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    m.set.accepts = (struct rule_acceptance){.suspend = MEASURE, .only_shorter = CASE};
    add(&m, U25, 0, 0, 0, 0, 0)->ask[0].within = (struct span){1, SPAN_DAYS};
    struct rule *other = add(&m, O25, 0, 0, 0, 0, 0);
    assert_no_idle(&m);
    other->ask[0].within = (struct span){1, SPAN_DAYS};
    assert_idle(&m, -1, IDLE_SHORTEST, CASE);
    other->ask[0].within = (struct span){1, SPAN_MONTHS};
    other->outcome = RULE_NONE; /* inherits, but asks for nothing */
    assert_idle(&m, -1, IDLE_SHORTEST, CASE);
    m.rule[0].accepts = (struct rule_acceptance){0};
    assert_idle(&m, -1, IDLE_NOT_INHERITED, CASE | MEASURE);
    m.rule[0].accepts = m.set.accepts; /* the same, said by the rule itself */
    m.rule[0].ask[0].within = (struct span){2, SPAN_DAYS};
    m.rule[0].accepts_own = true;
    assert_idle(&m, -1, IDLE_NOT_INHERITED, CASE | MEASURE);
}

static void test_other_idle(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    struct rule *r = ANYBODY(&m);
    r->accepts = (struct rule_acceptance){.any_interval = CASE | MEASURE, .only_shorter = CASE};
    assert_idle(&m, 0, IDLE_TWICE, CASE);
    r->outcome = RULE_NONE;
    assert_idle(&m, 0, IDLE_NO_REQUIREMENT, CASE | MEASURE);
    /* of a dead rule nothing more is said */
    make(&m);
    ANYBODY(&m);
    r = add(&m, U25, 0, 0, 0, 0, 0);
    r->accepts = (struct rule_acceptance){.any_interval = CASE, .only_shorter = CASE};
    assert_no_idle(&m);
}

static void test_hints(void **state)
{
    (void)state;
    struct made m;
    make(&m);
    add(&m, 0, 0, P(M), 0, 0, 0)->ask[0].modes |= 1 << MODE_PHONE;
    add(&m, 0, 0, 0, 0, 0, SCHOOL);
    ANYBODY(&m)->outcome = RULE_NONE;
    m.set.phone_named = true;
    m.set.phone_profiles = P(M) | P(I);
    m.set.phone_attributes = 1u << ATTRIBUTE_SCHOOL | 1u << ATTRIBUTE_HEALTH;
    m.set.every_note = m.set.first_note = KIND_STANDING;
    struct proof *p = proof_new(&m.set);
    assert_int_equal(proof_faults(p), 0); /* hints are none */
    assert_int_equal(p->n_hints, 2);
    assert_int_equal(p->hint[0].reason, HINT_PHONE_PROFILES);
    assert_int_equal(p->hint[0].values, P(I));
    assert_int_equal(p->hint[1].reason, HINT_FIRST_NOTE);
    proof_free(p);
    condition_ask(&m.rule[0].when, FLAG_DIM + FLAG(SCHOOL), 1 << 0);
    ruleset_settle(&m.set);
    m.set.first_note = -1;
    m.set.kinds = 1 << KIND_STANDING;
    p = proof_new(&m.set);
    assert_int_equal(p->n_hints, 3);
    assert_int_equal(p->hint[1].reason, HINT_PHONE_YES);
    assert_int_equal(p->hint[1].values, 1u << ATTRIBUTE_SCHOOL);
    assert_int_equal(p->hint[2].reason, HINT_EVERY_NOTE);
    proof_free(p);
}

/* ---- Random sets against brute force ---- */

static uint64_t seed;

static unsigned draw(unsigned n) /* 0..n-1 */
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % n;
}

/* A condition on some values of n, more often on few; 0: none. */
static unsigned draw_values(unsigned n, unsigned odds)
{
    unsigned values = 0;
    if (draw(4) >= odds)
        return 0;
    for (unsigned left = 1 + draw(n - 1); left; left--)
        values |= 1u << draw(n);
    return values;
}

static void draw_set(struct made *m, int n)
{
    make(m);
    unsigned odds = 1 + draw(3), flags = draw(32);
    for (int i = 0; i < n; i++) {
        struct rule *r = add(m, draw_values(2, odds), draw_values(3, odds), draw_values(9, odds), draw_values(4, odds),
                             draw(32) & draw(32) & flags, draw(32) & draw(32) & flags);
        r->outcome = draw(4) ? RULE_REQUIREMENT : (enum rule_outcome)draw(4);
    }
}

struct person {
    unsigned age, status, profile, function, flags;
};

/* -1: does not hold, 0: holds, 1: a value that is asked for is unknown. Spec 2.2 once more, in other words. */
static int ask(const struct rule_condition *c, const struct person *x)
{
    const struct {
        uint64_t asked;
        unsigned all, value, unknown;
    } part[] = {{c->values[DIM_STATUS], 7, x->status, 3},
                {c->values[DIM_PROFILE], 511, x->profile, 9},
                {c->values[DIM_FUNCTION], 15, x->function, 4}};
    int answer = 0;
    if (!(c->values[DIM_AGE] & 1u << x->age) || (x->flags & yes_of(c, 1)) != yes_of(c, 1) ||
        (~x->flags & yes_of(c, 0)) != yes_of(c, 0))
        return -1;
    for (int i = 0; i < 3; i++) {
        if (part[i].asked == part[i].all)
            continue;
        if (part[i].value == part[i].unknown)
            answer = 1;
        else if (!(part[i].asked & 1u << part[i].value))
            return -1;
    }
    return answer;
}

struct brute {
    int gaps, unclear, known;
    int wins[MOST_RULES], names[MOST_RULES];
    int both[MOST_RULES][MOST_RULES], decided[MOST_RULES][MOST_RULES];
};

static void look_at(struct brute *b, const struct made *m, const struct proof *p, const struct person *x)
{
    int n = m->set.n_rules, winner = -1, answer[MOST_RULES];
    bool is_known = x->status < 3 && x->profile < 9 && x->function < 4, ended = false, in_gap = false;
    for (int i = 0; i < n; i++) {
        answer[i] = ask(&m->rule[i].when, x);
        if (winner < 0 && !ended && answer[i] == 0)
            winner = i;
        ended = ended || (winner < 0 && answer[i] == 1);
    }
    /* beside a person of unknown value without an answer, one of any known value is without one, too */
    const struct person known = {x->age, x->status % 3, x->profile % 9, x->function % 4, x->flags};
    for (int i = 0; i < p->n_gaps; i++)
        in_gap = in_gap || ask(&p->gap[i].when, &known) == 0;
    b->unclear += ended;
    if (!is_known) {
        assert_true(in_gap || winner >= 0 || ended);
        return;
    }
    b->known++;
    b->gaps += winner < 0;
    assert_int_equal(in_gap, winner < 0);
    for (int i = 0; i < n; i++) {
        b->wins[i] += winner == i;
        b->names[i] += answer[i] == 0;
        for (int j = i + 1; j < n; j++) {
            b->both[i][j] += answer[i] == 0 && answer[j] == 0;
            b->decided[i][j] += winner == i && answer[j] == 0;
        }
    }
}

static void look_at_all(struct brute *b, const struct made *m, const struct proof *p)
{
    struct person x;
    for (x.age = 0; x.age < 2; x.age++)
        for (x.status = 0; x.status < 4; x.status++)
            for (x.profile = 0; x.profile < 10; x.profile++)
                for (x.function = 0; x.function < 5; x.function++)
                    for (x.flags = 0; x.flags < 32; x.flags++)
                        look_at(b, m, p, &x);
}

/* Some person who is as c says; where c does not ask for a value, any. */
static struct person person_of(const struct rule_condition *c)
{
    return (struct person){(unsigned)__builtin_ctzll(c->values[DIM_AGE]),
                           (unsigned)__builtin_ctzll(c->values[DIM_STATUS]),
                           (unsigned)__builtin_ctzll(c->values[DIM_PROFILE]),
                           (unsigned)__builtin_ctzll(c->values[DIM_FUNCTION]), yes_of(c, 1)};
}

static void compare_dead(const struct made *m, const struct proof *p, const struct brute *b)
{
    int dead = 0;
    for (int i = 0; i < m->set.n_rules; i++) {
        if (b->wins[i])
            continue;
        assert_true(dead < p->n_dead);
        const struct proof_dead *d = &p->dead[dead++];
        assert_int_equal(d->rule, i);
        assert_int_equal(d->impossible, !b->names[i]);
        assert_int_equal(d->n_by > 0, b->names[i] > 0);
        /* a set of those that cover it and itself: it is dead there as well, and alive where one of them is left out */
        for (int out = -1; out < d->n_by; out++) {
            struct made covers;
            make(&covers);
            for (int k = 0; k < d->n_by; k++)
                if (k != out)
                    covers.rule[covers.set.n_rules++] = m->rule[d->by[k]];
            covers.rule[covers.set.n_rules++] = m->rule[i];
            ruleset_settle(&covers.set);
            struct proof *q = proof_new(&covers.set);
            struct brute c = {0};
            look_at_all(&c, &covers, q);
            assert_int_equal(c.wins[covers.set.n_rules - 1] == 0, out < 0);
            proof_free(q);
            if (d->impossible)
                break;
        }
    }
    assert_int_equal(dead, p->n_dead);
}

static void compare_overlaps(const struct made *m, const struct proof *p, const struct brute *b, int scale)
{
    int at = 0;
    for (int i = 0; i < m->set.n_rules; i++)
        for (int j = i + 1; j < m->set.n_rules; j++) {
            if (!b->both[i][j])
                continue;
            assert_true(at < p->n_overlaps);
            const struct proof_overlap *o = &p->overlap[at++];
            assert_int_equal(o->winner, i);
            assert_int_equal(o->loser, j);
            assert_int_equal(o->combinations * (unsigned)scale, b->both[i][j]);
            assert_int_equal(o->decided * (unsigned)scale, b->decided[i][j]);
            assert_int_equal(o->order, b->both[i][j] == b->names[j]   ? PROOF_COVERED
                                       : b->both[i][j] == b->names[i] ? PROOF_SPECIAL
                                                                      : PROOF_PARTIAL);
            struct person x = person_of(&o->example);
            assert_int_equal(ask(&m->rule[i].when, &x), 0);
            assert_int_equal(ask(&m->rule[j].when, &x), 0);
            for (int k = 0; k < i && o->decided; k++)
                assert_true(ask(&m->rule[k].when, &x) < 0);
        }
    assert_int_equal(at, p->n_overlaps);
}

static void test_random(void **state)
{
    (void)state;
    enum { SETS = 400, KNOWN = 2 * 3 * 9 * 4 * 32 };
    int gaps = 0, dead = 0, partial = 0;
    for (int i = 0; i < SETS; i++) {
        struct made m;
        struct brute b = {0};
        seed = (uint64_t)i;
        draw_set(&m, 1 + (int)draw(6));
        struct proof *p = proof_new(&m.set);
        look_at_all(&b, &m, p);
        /* what no rule asks for is not counted */
        assert_int_equal(KNOWN % p->known, 0);
        int scale = (int)(KNOWN / p->known);
        assert_int_equal(p->gap_combinations * (unsigned)scale, b.gaps);
        assert_int_equal(p->unclear > 0, b.unclear > 0);
        compare_dead(&m, p, &b);
        compare_overlaps(&m, p, &b, scale);
        gaps += p->n_gaps > 0;
        dead += p->n_dead > 0;
        for (int k = 0; k < p->n_overlaps; k++)
            partial += p->overlap[k].order == PROOF_PARTIAL;
        proof_free(p);
    }
    assert_true(gaps > SETS / 10 && dead > SETS / 10 && partial > SETS / 10); /* none of it by default */
}

/* ---- Largest sets; words ---- */

/* 50 rules over the whole space, made so that gaps are many and ragged. */
static void test_largest(void **state)
{
    (void)state;
    for (int i = 0; i < 10; i++) {
        struct made m;
        struct buf b = {0};
        seed = (uint64_t)i;
        make(&m);
        for (int k = 0; k < MOST_RULES; k++) {
            unsigned flags = draw(32), careful = i % 2 ? 31 : draw(32);
            add(&m, 1u << draw(2), 1u << draw(3), 1 + draw(511), 1 + draw(15), flags & careful, ~flags & careful & 31);
        }
        struct proof *p = proof_new(&m.set);
        words_put_proof(p, &b);
        assert_int_equal(p->known, 2 * 3 * 9 * 4 * 32);
        assert_true(p->n_gaps > 50);
        proof_free(p);
        buf_free(&b);
    }
}

static void test_words(void **state)
{
    (void)state;
    struct made m;
    struct buf b = {0};
    make(&m);
    add(&m, U25, 0, 0, 0, 0, 0)->name = "U25";
    add(&m, U25, SEEKING, 0, 0, 0, 0)->name = "U25, arbeitsuchend";
    m.rule[1].line = 12;
    struct proof *p = proof_new(&m.set);
    words_put_proof(p, &b);
    assert_non_null(strstr(buf_str(&b), "Lücken: 1; 3 Kombinationen nennt keine Regel"));
    assert_non_null(strstr(buf_str(&b), "  – Ü25 (3 Kombinationen)\n"));
    assert_non_null(strstr(buf_str(&b), "– Regel 2 „U25, arbeitsuchend“ (Zeile 12) gilt nie: alles, was sie nennt, "
                                        "entscheidet vorher"));
    assert_non_null(strstr(buf_str(&b), "Überschneidungen: keine\n")); /* a dead rule's are told as that */
    assert_non_null(strstr(buf_str(&b), "\nErgebnis: 1 Lücke, 1 Regel ohne Wirkung\n"));
    buf_clear(&b);
    words_put_proof_summary(p, &b);
    assert_string_equal(buf_str(&b), "1 Lücke, 1 Regel ohne Wirkung");
    proof_free(p);
    /* two rules that meet only where an earlier one decides */
    make(&m);
    buf_clear(&b);
    add(&m, 0, 0, P(A), 0, 0, 0);
    add(&m, 0, 0, P(M) | P(A), 0, 0, 0);
    add(&m, 0, 0, P(A) | P(F), 0, 0, 0);
    p = proof_new(&m.set);
    words_put_proof(p, &b);
    assert_non_null(strstr(buf_str(&b), "Überschneidungen: 2; kein Fehler"));
    assert_non_null(
        strstr(buf_str(&b), "\n  Nie von Belang, weil eine noch frühere Regel stets entscheidet: 2 und 3.\n"));
    buf_free(&b);
    proof_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),   cmocka_unit_test(test_no_conditions),
        cmocka_unit_test(test_gaps),       cmocka_unit_test(test_gap_with_unknown),
        cmocka_unit_test(test_dead),       cmocka_unit_test(test_overlaps),
        cmocka_unit_test(test_shortest),   cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_other_idle), cmocka_unit_test(test_hints),
        cmocka_unit_test(test_random),     cmocka_unit_test(test_largest),
        cmocka_unit_test(test_words),
    };
    struct arena *a = arena_new();
    given = lexicon_new(a);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_free(a);
    return failed;
}
