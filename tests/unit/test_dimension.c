/* Time since a day as values of a dimension (src/rules/dimension.c), and the time it takes to prove much of it. */
#include "cmocka_all.h"

#include "rules/prove.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

static struct span months(int n)
{
    return (struct span){n, SPAN_MONTHS};
}
static struct span days(int n)
{
    return (struct span){n, SPAN_DAYS};
}

static void test_one_span(void **state)
{
    (void)state;
    struct dimension_cuts c = {.n = 0};
    assert_int_equal(dimension_cuts_add(&c, months(6)), 0);
    assert_int_equal(dimension_cuts_add(&c, months(6)), 0);
    assert_true(dimension_cuts_settle(&c));
    assert_int_equal(c.n_values, 3); /* empty, within, beyond */
    assert_int_equal(dimension_cuts_values(&c, 0, false), 1 << 1);
    assert_int_equal(dimension_cuts_values(&c, 0, true), 1 << 2);
}

static void test_same_length(void **state)
{
    (void)state;
    struct dimension_cuts c = {.n = 0};
    dimension_cuts_add(&c, (struct span){3, SPAN_WEEKS});
    assert_int_equal(dimension_cuts_add(&c, days(21)), 0);
    assert_int_equal(dimension_cuts_add(&c, days(22)), 1);
    assert_true(dimension_cuts_settle(&c));
    assert_int_equal(c.n_values, 4);
}

/* 30 days end before a month from 01.01., behind it from 01.02., with it from 01.04. */
static void test_days_cross_months(void **state)
{
    (void)state;
    struct dimension_cuts c = {.n = 0};
    dimension_cuts_add(&c, days(30));
    dimension_cuts_add(&c, months(1));
    assert_true(dimension_cuts_settle(&c));
    assert_int_equal(c.n_values, 5); /* empty; none, one, the other, both */
    assert_int_equal(__builtin_popcountll(dimension_cuts_values(&c, 0, true) & dimension_cuts_values(&c, 1, false)), 1);
    assert_int_equal(__builtin_popcountll(dimension_cuts_values(&c, 1, true) & dimension_cuts_values(&c, 0, false)), 1);
    /* 28 days never end behind a month, and with it in February alone */
    struct dimension_cuts d = {.n = 0};
    dimension_cuts_add(&d, days(28));
    dimension_cuts_add(&d, months(1));
    assert_true(dimension_cuts_settle(&d));
    assert_int_equal(d.n_values, 4);
    assert_int_equal(dimension_cuts_values(&d, 1, true) & dimension_cuts_values(&d, 0, false), 0);
}

static void test_too_many_spans(void **state)
{
    (void)state;
    struct dimension_cuts c = {.n = 0};
    for (int i = 0; i < DIMENSION_CUTS; i++)
        assert_int_equal(dimension_cuts_add(&c, months(i + 1)), i);
    assert_int_equal(dimension_cuts_add(&c, months(99)), -1);
    assert_true(dimension_cuts_settle(&c));
    assert_int_equal(c.n_values, DIMENSION_CUTS + 2);
}

/* ---- a set of many attributes ---- */

struct large {
    struct arena *arena;
    struct ruleset set;
    struct rule rule[50];
    struct rule_dimension dim[RULE_DIMENSIONS];
    struct dimension_cuts cuts[LEXICON_ATTRIBUTES + 1];
};

static uint64_t seed = 7;

static unsigned draw(unsigned n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % n;
}

/* words: attributes with five words each; two days with three spans each; and as many yes or no. */
static void make(struct large *m, int words, int yes)
{
    char name[16];
    *m = (struct large){.arena = arena_new()};
    m->set = (struct ruleset){.id = "probe", .title = "Probe", .file = "probe.xml", .first_note = -1, .every_note = -1};
    m->set.lexicon = lexicon_new(m->arena);
    for (int i = 0; i < words + yes; i++) {
        snprintf(name, sizeof name, "M%d", i);
        int a = lexicon_declare(m->set.lexicon, i < words ? ATTRIBUTE_WORD : ATTRIBUTE_YES, name, NULL, NULL);
        assert_true(a >= ATTRIBUTE_GIVEN);
        for (int w = 0; i < words && w < 5; w++)
            assert_true(lexicon_declare_word(m->set.lexicon, a, (const char *[]){"a", "b", "c", "d", "e"}[w]));
    }
    for (int i = 0; i < 2; i++) {
        snprintf(name, sizeof name, "Tag %d", i);
        int a = lexicon_declare(m->set.lexicon, ATTRIBUTE_DAY, name, NULL, NULL);
        for (int k = 1; k <= 3; k++)
            dimension_cuts_add(&m->cuts[a], months(3 * k));
        assert_true(dimension_cuts_settle(&m->cuts[a]));
    }
    m->set.rule = m->rule;
    m->set.dim = m->dim;
    m->set.n_dims = dimensions_make(m->dim, m->set.lexicon, m->cuts);
    for (int i = 0; i < RULE_CITED; i++)
        m->set.cited[i] = (struct rule_citation){"", ""};
    for (int i = 0; i < 50; i++) {
        struct rule *r = &m->rule[m->set.n_rules++];
        *r = (struct rule){.when = condition_of_all(m->dim, m->set.n_dims), .outcome = RULE_REQUIREMENT,
                           .ask = {{.within = months(1 + i % 12), .count = 1, .modes = 1}}, .n_asks = 1, .name = "Probe", .source = "",
                           .quote = "", .accepts_source = ""};
        for (int k = 0; i < 49 && k < 3; k++) {
            int d = (int)draw((unsigned)m->set.n_dims);
            uint64_t known = m->dim[d].known, values = 0;
            if (m->dim[d].kind == DIM_AGE || m->dim[d].attribute > ATTRIBUTE_COOPERATION || d == DIM_STATUS)
                while (!(values &= known))
                    values = UINT64_C(1) << draw(8) | UINT64_C(1) << draw(8);
            if (values && values != known)
                condition_ask(&r->when, d, values);
        }
    }
    ruleset_settle(&m->set);
}

/* 50 rules over eight attributes, age and status are proved, and within a second. */
static void test_eight_attributes(void **state)
{
    (void)state;
    struct large m;
    struct timespec begin, end;
    make(&m, 3, 3);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
    struct proof *p = proof_new(&m.set);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
    assert_false(p->refused);
    assert_int_equal(p->known, 2 * 3 * 6 * 6 * 6 * 5 * 5 * 2 * 2 * 2);
    assert_int_equal(p->n_gaps, 0); /* the last rule takes all */
    print_message("%.0f ms\n", (double)(end.tv_sec - begin.tv_sec) * 1e3 + (double)(end.tv_nsec - begin.tv_nsec) / 1e6);
    proof_free(p);
    arena_free(m.arena);
}

static void test_refused(void **state)
{
    (void)state;
    struct large m;
    make(&m, 10, 6);
    struct proof *p = proof_new(&m.set);
    assert_true(p->refused);
    assert_int_equal(proof_faults(p), 1);
    proof_free(p);
    arena_free(m.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_span),         cmocka_unit_test(test_same_length),
        cmocka_unit_test(test_days_cross_months), cmocka_unit_test(test_too_many_spans),
        cmocka_unit_test(test_eight_attributes), cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
