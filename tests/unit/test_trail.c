/* The trail of a verdict: what is heard, and that hearing changes nothing. */
#include "cmocka_all.h"

#include "one_customer.h"

#include "rules/trail.h"

static void same_verdict(const struct verdict *a, const struct verdict *b)
{
    assert_true(trail_same_row(a, b));
    assert_int_equal(a->state, b->state);
    assert_int_equal(a->start, b->start);
    assert_int_equal(a->since, b->since);
    assert_int_equal(a->base, b->base);
    assert_int_equal(a->prev, b->prev);
    assert_int_equal(a->due, b->due);
    assert_int_equal(a->individual, b->individual);
}

static void hearing_changes_nothing(void **state)
{
    (void)state;
    struct diag d = {0};
    struct ingest_options in = {.dir = KD_ROOT "/samples/musterstadt", .contact_details = true, .threads = 1};
    struct tables *t = ingest_load(&in, &d);
    assert_non_null(t);
    static const char *const sets[] = {"aa90", "uelzen-ga-08-2019", "ba-arbeitshilfe"};
    for (int i = 0; i < 3; i++) {
        struct ruleset *set = exports_rules(sets[i]);
        struct eval *e = eval_new(t);
        struct eval_question q = eval_question(set, day_make(2023, 11, 30), 14);
        for (uint32_t c = 0; c < t->customers.n; c += 7) {
            struct verdict v;
            struct trail *trail = trail_new(t, &q, c);
            eval_customer(e, &q, c, &v);
            same_verdict(&v, &trail->v);
            assert_int_equal(trail->population == POPULATION_IN, v.in_population);
            if (v.in_population && verdict_has_requirement(&v)) {
                assert_non_null(trail_now(trail));
                assert_int_equal(trail_decided(trail_now(trail))->due, v.due);
                assert_int_equal(trail_now(trail)->demand.since, v.since);
                assert_true(trail_now(trail)->matters);
            } else {
                assert_null(trail_now(trail));
            }
            trail_free(trail);
        }
        eval_free(e);
        ruleset_free(set);
    }
    tables_free(t);
}

/* U25, from arbeitsuchend to arbeitslos: the requirement becomes stricter (spec 2.6, first example). */
static void levels_of_a_change(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", "03.03.2002", "arbeitsuchend;;01.01.2020;;\narbeitslos;;01.01.2020;;01.11.2023",
             "10.06.2023;Beratungsvermerk;persönlich;IFK\n11.06.2023;Allgemeiner Vermerk;persönlich;IFK\n"
             "10.06.2023;Beratungsvermerk;telefonisch;IFK",
             NULL, "2023-11-15");
    struct trail *t = trail_new(o.tables, &o.q, 0);
    assert_int_equal(t->n_levels, 2);
    ASSERT_DAY(trail_decided(&t->level[0])->due, "2023-12-10");
    assert_true(t->level[0].matters);
    const struct trail_level *now = trail_now(t);
    assert_int_equal(trail_decided(now)->taken, CASE_TIME);
    ASSERT_DAY(trail_decided(now)->base, "2023-07-10");
    ASSERT_DAY(trail_decided(now)->prev, "2023-12-10");
    ASSERT_DAY(trail_decided(now)->moved, "2023-12-01");
    assert_false(trail_decided(now)->capped);
    ASSERT_DAY(now->part[0].sum[SUM_BASE].sum.ref, "2023-06-10");
    assert_int_equal(now->part[0].sum[SUM_ALTERNATION].sum.times, 2);
    ASSERT_DAY(now->part[0].sum[SUM_TRANSITION].day, "2023-12-01");
    assert_int_equal(t->n_notes, 3);
    assert_true(t->note[0].counted && t->note[0].decides);
    assert_int_equal(t->note[1].reason, NOTE_SAME_DAY);
    assert_int_equal(t->note[1].instead, t->note[0].note);
    assert_false(t->note[1].decides);
    assert_int_equal(t->note[2].reason, NOTE_KIND);
    assert_int_equal(t->trial[0].failed, 1 << (DIM_FUNCTION + 1)); /* status comes later */
    assert_int_equal(t->trial[t->n_trials - 1].rule, t->v.rule);
    assert_int_equal(t->trial[t->n_trials - 1].failed, 0);
    trail_free(t);
    one_free(&o);
}

static void pauses_are_heard_one_by_one(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "uelzen-ga-08-2019", "05.05.1980", "arbeitslos;;01.01.2020;;",
             "01.03.2023;Beratungsvermerk;persönlich;IFK",
             "01.04.2023;05.04.2023;Maßnahme;\n06.04.2023;10.04.2023;Gutachten;\n01.05.2023;02.05.2023;Maßnahme;\n"
             "01.01.2023;31.01.2023;Maßnahme;\n01.05.2023;10.05.2023;JBA;",
             "2023-06-01");
    struct trail *t = trail_new(o.tables, &o.q, 0);
    const struct trail_sum *sum = &trail_now(t)->part[0].sum[SUM_BASE];
    ASSERT_DAY(sum->sum.raw, "2023-06-01");
    assert_int_equal(sum->n_pauses, 2); /* the first two touch; that of January lies before the contact */
    ASSERT_DAY(sum->pause[0].from, "2023-04-01");
    ASSERT_DAY(sum->pause[0].to, "2023-04-10");
    ASSERT_DAY(sum->pause[0].after, "2023-06-11");
    ASSERT_DAY(sum->pause[1].after, "2023-06-13");
    assert_int_equal(sum->pause_days, 12);
    ASSERT_DAY(sum->day, "2023-06-13");
    static const bool decides[] = {true, true, true, false, false};
    assert_int_equal(t->n_exceptions, 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(t->exception[i].decides, decides[i]);
    assert_int_equal(t->exception[4].answer.effect, EXCEPTION_LETS_COUNT);
    trail_free(t);
    one_free(&o);
}

static void why_an_interval_was_refused(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", "05.05.1980", "arbeitslos;;01.01.2020;;", NULL,
             "01.05.2023;;Einzelfall;6 Monate\n01.05.2023;;Gutachten;1 Monat\n01.05.2023;;Einzelfall;5 Monate",
             "2023-06-01");
    struct trail *t = trail_new(o.tables, &o.q, 0);
    assert_int_equal(t->exception[0].answer.refusal, REFUSAL_NOT_SHORTER);
    ASSERT_DAY(t->exception[0].answer.given, "2023-11-01");
    ASSERT_DAY(t->exception[0].answer.own, "2023-11-01");
    assert_int_equal(t->exception[1].answer.refusal, REFUSAL_KIND);
    assert_int_equal(t->exception[2].answer.effect, EXCEPTION_INTERVAL);
    trail_free(t);
    one_free(&o);
}

static void periods_of_care(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", "05.05.1980",
             "arbeitslos;;01.01.2020;31.12.2020;\narbeitslos;;01.01.2022;31.12.2022;\narbeitslos;;15.01.2023;;", NULL,
             NULL, "2023-06-01");
    struct trail *t = trail_new(o.tables, &o.q, 0);
    ASSERT_DAY(t->v.start, "2022-01-01");
    assert_int_equal(t->n_periods, 3);
    ASSERT_DAY(t->period[1].begin, "2022-01-01");
    assert_true(t->period[1].joined);
    assert_false(t->period[2].joined);
    trail_free(t);
    one_ask(&o, "2023-01-05");
    t = trail_new(o.tables, &o.q, 0);
    assert_int_equal(t->population, POPULATION_NO_MORE);
    assert_int_equal(t->n_notes, 0);
    trail_free(t);
    one_free(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hearing_changes_nothing),
        cmocka_unit_test(levels_of_a_change),
        cmocka_unit_test(pauses_are_heard_one_by_one),
        cmocka_unit_test(why_an_interval_was_refused),
        cmocka_unit_test(periods_of_care),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
