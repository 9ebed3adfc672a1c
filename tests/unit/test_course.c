/* Course and flow (spec 2.12): points, what was known then, causes that sum to the change of the rate. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "aggregate/course.h"
#include "base/buf.h"
#include "exports.h"

struct world {
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_groups *groups;
    struct agg_courses *courses;
};

/* contacts: `NUMBER;DAY;ENTERED`, each an advisory note in person. */
static void world_open(struct world *w, const char *rules, const char *customers, const char *contacts,
                       const char *exceptions, int32_t day)
{
    struct exports e;
    struct buf b = {0};
    exports_make(&e);
    exports_put(&e, "kunden.csv", customers);
    buf_text(&b, "Kundennummer;Datum;Erfasst am;Vermerkart;Kontaktart\n");
    for (const char *s = contacts; *s;) {
        size_t n = strcspn(s, "\n");
        buf_put(&b, s, n);
        buf_text(&b, ";Beratungsvermerk;persönlich\n");
        s += n + 1;
    }
    exports_put(&e, "kontakte.csv", buf_str(&b));
    buf_free(&b);
    if (exceptions)
        exports_put(&e, "ausnahmen.csv", exceptions);
    w->tables = exports_read(&e);
    exports_remove(&e, NULL);
    for (int k = 0; k <= REJECT_CUSTOMER; k++)
        assert_int_equal(w->tables->issues.count[k], 0); /* the test itself is wrong */
    w->set = exports_rules(rules);
    w->q = eval_question(w->set, day, 14);
    w->verdict = eval_all(w->tables, &w->q, 1);
    struct agg_input in = {.tables = w->tables, .set = w->set, .verdict = w->verdict, .day = day};
    w->groups = agg_groups_new(&in, NULL, 0);
    w->courses = agg_courses_new(w->tables, &w->q, w->verdict, 1);
}

static void world_close(struct world *w)
{
    agg_courses_free(w->courses);
    agg_groups_free(w->groups);
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
}

static void assert_checks(struct world *w)
{
    struct diag d = {0};
    if (!agg_courses_check(w->courses, w->groups, &d))
        fail_msg("%s", d.what);
}

/* aa90: Ü25, arbeitslos, every 6 months; nicht gesetzt, every 12; the flow is that of November 2023. */
static const char customers[] =
    "Kundennummer;Geburtsdatum;Status;Team;Betreuung seit;Betreuung bis;Gültig ab;Schulpflichtig\n"
    "seen;01.01.1980;arbeitslos;A;01.01.2020;;;\n"
    "late;01.01.1980;arbeitslos;A;01.01.2020;;;\n"
    "first;01.01.1980;arbeitslos;A;01.10.2023;;;\n"
    "missed;01.01.1980;arbeitslos;A;15.05.2023;;;\n"
    "entered;01.01.1980;arbeitslos;A;05.11.2023;;;\n"
    "left;01.01.1980;arbeitslos;A;01.01.2020;10.11.2023;;\n"
    "gone;01.01.1980;arbeitslos;A;01.01.2020;30.10.2023;;\n"
    "moved;01.01.1980;arbeitslos;A;01.01.2020;;;\n"
    "moved;01.01.1980;arbeitslos;B;01.01.2020;;05.11.2023;\n"
    "unclear;01.01.1980;arbeitslos;B;01.01.2020;;;\n"
    "unclear;01.01.1980;seltsam;B;01.01.2020;;05.11.2023;\n"
    "clear;01.01.1980;seltsam;B;01.01.2020;;;\n"
    "clear;01.01.1980;arbeitslos;B;01.01.2020;;05.11.2023;\n"
    "looser;01.01.1980;arbeitslos;B;01.01.2020;;;\n"
    "looser;01.01.1980;;B;01.01.2020;;05.11.2023;\n"
    "bound;01.01.2005;;;01.01.2022;;;ja\n"
    "bound;01.01.2005;arbeitslos;;01.01.2022;;05.11.2023;\n"
    "released;01.01.2005;arbeitslos;;01.01.2022;;;\n"
    "released;01.01.2005;;;01.01.2022;;05.11.2023;ja\n";
static const char contacts[] = "seen;01.01.2023;\n"
                               "seen;10.11.2023;\n"
                               "late;10.05.2023;\n"
                               "first;05.11.2023;\n"
                               "entered;06.11.2023;\n"
                               "moved;01.10.2023;\n"
                               "unclear;01.10.2023;\n"
                               "clear;01.01.2023;\n"
                               "looser;01.02.2023;\n"
                               "bound;06.11.2023;\n";

static void assert_cause(const struct agg_course *c, enum agg_flow_cause cause, enum agg_flow_move move, uint32_t n)
{
    if (c->flow.cause[cause][move] != n)
        fail_msg("cause %d, move %d: %u, expected %u", (int)cause, (int)move, c->flow.cause[cause][move], n);
}

static uint32_t all_causes(const struct agg_course *c)
{
    uint32_t sum = 0;
    for (int cause = 0; cause < FLOW_CAUSES; cause++)
        for (int move = 0; move < FLOW_MOVES; move++)
            sum += c->flow.cause[cause][move];
    return sum;
}

static void test_causes(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90", customers, contacts, NULL, day_make(2023, 11, 30));
    assert_checks(&w);
    const struct agg_course *all = &w.courses->all;
    assert_cause(all, CAUSE_CONTACT, MOVE_LATE_MET, 1);          /* seen */
    assert_cause(all, CAUSE_DEADLINE, MOVE_MET_LATE, 1);         /* late */
    assert_cause(all, CAUSE_CONTACT, MOVE_NONE_MET, 1);          /* first */
    assert_cause(all, CAUSE_DEADLINE, MOVE_NONE_LATE, 1);        /* missed */
    assert_cause(all, CAUSE_ENTRY, MOVE_NONE_MET, 1);            /* entered */
    assert_cause(all, CAUSE_EXIT, MOVE_LATE_NONE, 1);            /* left */
    assert_cause(all, CAUSE_UNCLEAR, MOVE_MET_NONE, 1);          /* unclear */
    assert_cause(all, CAUSE_UNCLEAR_NO_MORE, MOVE_NONE_LATE, 1); /* clear: last seen in January */
    assert_cause(all, CAUSE_RULE, MOVE_LATE_MET, 1);             /* looser */
    assert_cause(all, CAUSE_BOUND, MOVE_NONE_MET, 1);            /* bound */
    assert_cause(all, CAUSE_RELEASED, MOVE_LATE_NONE, 1);        /* released: never seen */
    assert_int_equal(all_causes(all), 11);
    int64_t part, whole;
    agg_flow_change(&all->flow, &part, &whole);
    assert_int_equal(part, 1 - 1 + 1 + 1 - 1 + 1 + 1);
    assert_int_equal(whole, 1 + 1 + 1 - 1 - 1 + 1 + 1 - 1);
    assert_int_equal(all->flow.from_to[VERDICT_NEVER][FLOW_OUTSIDE], 1);
    assert_int_equal(all->flow.from_to[FLOW_OUTSIDE][VERDICT_MET], 1);
    assert_int_equal(all->flow.from_to[FLOW_OUTSIDE][FLOW_OUTSIDE], 0);
    world_close(&w);
}

/*
 * M asks for 4 in 6 months, A for 5. Under A from 10.11. the fifth last, of 02.05., decides: 02.11. "both": the fourth
 * last of 20.05. gives 20.11. under M, passed as well; "rule": the fourth last of 20.06. would have given 20.12.
 */
static void test_deadline_under_both(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "ba-arbeitshilfe",
               "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Gültig ab\n"
               "both;01.01.1980;arbeitslos;M;01.01.2020;\nboth;01.01.1980;arbeitslos;A;01.01.2020;10.11.2023\n"
               "rule;01.01.1980;arbeitslos;M;01.01.2020;\n",
               "both;02.05.2023;\nboth;20.05.2023;\nboth;01.08.2023;\nboth;01.09.2023;\n"
               "rule;20.06.2023;\nrule;01.07.2023;\nrule;01.08.2023;\nrule;01.09.2023;\n",
               "Kundennummer;Von;Bis;Art;Intervall\nrule;05.11.2023;;Einzelfall;2 Wochen\n", day_make(2023, 11, 30));
    assert_checks(&w);
    const struct agg_course *all = &w.courses->all;
    assert_cause(all, CAUSE_DEADLINE, MOVE_MET_LATE, 1); /* both */
    assert_cause(all, CAUSE_RULE, MOVE_MET_LATE, 1);     /* rule */
    assert_int_equal(all_causes(all), 2);
    world_close(&w);
}

static void test_teams(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90", customers, contacts, NULL, day_make(2023, 11, 30));
    struct agg_courses *c = w.courses;
    assert_int_equal(c->n_teams, 3);
    assert_string_equal(c->team[0].name, "A");
    assert_string_equal(c->team[1].name, "B");
    assert_string_equal(c->team[2].name, "ohne Team");
    assert_cause(&c->team[0], CAUSE_TEAM_OUT, MOVE_MET_NONE, 1);
    assert_cause(&c->team[1], CAUSE_TEAM_IN, MOVE_NONE_MET, 1);
    assert_cause(&c->all, CAUSE_TEAM_OUT, MOVE_MET_NONE, 0);
    assert_int_equal(c->team[0].flow.from_to[VERDICT_MET][FLOW_OTHER_TEAM], 1);
    assert_int_equal(c->team[0].point[COURSE_MONTH_BEFORE].customers, 6);
    assert_int_equal(c->team[1].point[COURSE_MONTH_BEFORE].customers, 3);
    assert_int_equal(c->team[1].point[COURSE_NOW].customers, 4);
    assert_ptr_equal(agg_courses_lookup(c, 0), &c->team[2]);
    assert_null(agg_courses_lookup(c, UINT32_MAX));
    world_close(&w);
}

/* uelzen accepts suspending exceptions. */
static void test_exemptions(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "uelzen-ga-08-2019",
               "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit\n"
               "into;01.01.1980;arbeitslos;M;01.01.2020\n"
               "late;01.01.1980;arbeitslos;M;01.01.2020\n"
               "back;01.01.1980;arbeitslos;M;01.01.2020\n",
               "into;20.10.2023;\nback;20.10.2023;\n",
               "Kundennummer;Von;Bis;Art\ninto;20.11.2023;;Einzelfall\nlate;20.11.2023;;Einzelfall\n"
               "back;25.10.2023;15.11.2023;Einzelfall\n",
               day_make(2023, 11, 30));
    assert_checks(&w);
    const struct agg_course *all = &w.courses->all;
    assert_cause(all, CAUSE_EXEMPT, MOVE_MET_NONE, 1);
    assert_cause(all, CAUSE_EXEMPT, MOVE_LATE_NONE, 1);
    assert_cause(all, CAUSE_EXEMPT_NO_MORE, MOVE_NONE_MET, 1);
    assert_int_equal(all_causes(all), 3);
    world_close(&w);
}

static void assert_day(int32_t d, const char *iso)
{
    assert_string_equal(day_iso(d).s, iso);
}

static void test_days(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90", customers, contacts, NULL, day_make(2024, 3, 15));
    assert_checks(&w);
    assert_day(w.courses->day[COURSE_YEAR_BEFORE], "2023-03-31");
    assert_day(w.courses->day[9], "2023-12-31");
    assert_day(w.courses->day[COURSE_MONTH_BEFORE], "2024-02-29");
    assert_day(w.courses->day[COURSE_NOW], "2024-03-15");
    assert_day(w.courses->oldest_note, "2023-01-01");
    world_close(&w);
}

/* Nobody in care in any of the months: zeros, and no rate. */
static void test_nobody(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90", "Kundennummer;Geburtsdatum;Status;Betreuung seit\n1;01.01.1980;arbeitslos;01.01.2030\n", "",
               NULL, day_make(2023, 11, 30));
    assert_checks(&w);
    assert_int_equal(w.courses->n_teams, 0);
    assert_int_equal(w.courses->all.point[COURSE_NOW].customers, 0);
    assert_int_equal(agg_course_rate(&w.courses->all.point[0]).whole, 0);
    assert_int_equal(w.courses->oldest_note, DAY_NONE);
    assert_int_equal(all_causes(&w.courses->all), 0);
    world_close(&w);
}

/* A contact of October entered in November: October was worse than it is known to be now. */
static void test_known_then(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90",
               "Kundennummer;Geburtsdatum;Status;Betreuung seit\n1;01.01.1980;arbeitslos;01.01.2020\n"
               "2;01.01.1980;arbeitslos;01.01.2020\n3;01.01.1980;arbeitslos;01.01.2020\n",
               "1;20.10.2023;05.11.2023\n2;20.10.2023;31.10.2023\n3;20.10.2023;\n", NULL, day_make(2023, 11, 30));
    assert_checks(&w);
    const struct agg_course *all = &w.courses->all;
    assert_true(w.courses->known_then);
    assert_int_equal(agg_course_rate(&all->point[COURSE_MONTH_BEFORE]).part, 3);
    assert_int_equal(agg_course_rate(&all->known[COURSE_MONTH_BEFORE]).part, 2); /* on the day itself is in time */
    assert_int_equal(all->known[COURSE_MONTH_BEFORE].code[VERDICT_NEVER], 1);
    assert_true(agg_course_known_differs(w.courses, all, COURSE_MONTH_BEFORE));
    assert_false(agg_course_known_differs(w.courses, all, COURSE_NOW));
    world_close(&w);
}

static void test_known_by(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90", "Kundennummer;Geburtsdatum;Status;Betreuung seit\n1;01.01.1980;arbeitslos;01.01.2020\n",
               "1;20.10.2023;05.11.2023\n", NULL, day_make(2023, 11, 30));
    struct eval *e = eval_new(w.tables);
    struct verdict v;
    struct eval_question q = w.q;
    assert_int_equal(q.known_by, DAY_OPEN);
    q.known_by = day_make(2023, 11, 5);
    eval_customer(e, &q, 0, &v);
    assert_int_equal(v.code, VERDICT_MET);
    q.known_by--;
    eval_customer(e, &q, 0, &v);
    assert_int_equal(v.code, VERDICT_NEVER);
    eval_free(e);
    world_close(&w);
}

static void test_threads(void **state)
{
    (void)state;
    struct world w;
    struct buf b = {0}, notes = {0};
    buf_text(&b, "Kundennummer;Geburtsdatum;Status;Team;Betreuung seit\n");
    for (int i = 0; i < 3000; i++) {
        buf_printf(&b, "%d;01.01.1980;arbeitslos;Team %d;%02d.%02d.2022\n", i, i % 7, i % 28 + 1, i % 12 + 1);
        buf_printf(&notes, "%d;%02d.%02d.2023;%02d.11.2023\n", i, i % 28 + 1, i % 11 + 1, i % 28 + 1);
    }
    world_open(&w, "aa90", buf_str(&b), buf_str(&notes), NULL, day_make(2023, 11, 30));
    assert_checks(&w);
    struct agg_courses *more = agg_courses_new(w.tables, &w.q, w.verdict, 5);
    assert_memory_equal(&more->all, &w.courses->all, sizeof more->all);
    assert_int_equal(more->n_teams, 7);
    assert_memory_equal(more->team, w.courses->team, more->n_teams * sizeof *more->team);
    agg_courses_free(more);
    buf_free(&b);
    buf_free(&notes);
    world_close(&w);
}

static void expect_fault(struct world *w, uint32_t *at)
{
    struct diag d = {0};
    ++*at;
    assert_false(agg_courses_check(w->courses, w->groups, &d));
    assert_int_equal(d.code, DIAG_FAULT);
    --*at;
    assert_checks(w);
}

/* Whatever is counted once too often is found. */
static void test_check(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "aa90", customers, contacts, NULL, day_make(2023, 11, 30));
    struct agg_course *all = &w.courses->all, *team = &w.courses->team[0];
    for (int i = 0; i < COURSE_POINTS; i++) {
        expect_fault(&w, &all->point[i].customers);
        expect_fault(&w, &team->point[i].code[VERDICT_MET]);
        expect_fault(&w, &team->known[i].customers);
    }
    for (int i = 0; i < FLOW_MOVES; i++)
        expect_fault(&w, &team->flow.cause[CAUSE_OTHER][i]);
    for (int i = 0; i < VERDICT_CODES; i++) {
        expect_fault(&w, &all->flow.from_to[i][FLOW_OUTSIDE]);
        expect_fault(&w, &all->flow.from_to[FLOW_OUTSIDE][i]);
    }
    expect_fault(&w, &w.groups->all.code[VERDICT_MET]);
    agg_courses_free(NULL);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_causes),     cmocka_unit_test(test_deadline_under_both),
        cmocka_unit_test(test_teams),      cmocka_unit_test(test_exemptions),
        cmocka_unit_test(test_days),       cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_known_then), cmocka_unit_test(test_known_by),
        cmocka_unit_test(test_threads),    cmocka_unit_test(test_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
