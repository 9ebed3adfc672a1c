/* Members of staff with several periods (spec 1.4): which line counts on which day, and what follows from it. */
#include "cmocka_all.h"

#include "exports.h"

#include "aggregate/ahead.h"
#include "aggregate/groups.h"
#include "aggregate/staff.h"

#define STAFF "Kürzel;Name;Team;Funktion;Wochenstunden;Von;Bis\n"
#define CUSTOMER                                                                                                       \
    "Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit\n"                                       \
    "1;01.01.1980;arbeitslos;M;;ab;01.01.2020\n"
#define NOTES "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter\n"

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
};

static void world_open(struct world *w, const char *staff, const char *notes, const char *rules, int32_t day)
{
    exports_make(&w->exports);
    exports_put(&w->exports, "mitarbeiter.csv", staff);
    exports_put(&w->exports, "kunden.csv", CUSTOMER);
    exports_put(&w->exports, "kontakte.csv", notes ? notes : NOTES);
    exports_put(&w->exports, "abwesenheiten.csv", "Kürzel;Von;Bis\n");
    w->tables = exports_read(&w->exports);
    w->set = exports_rules(rules);
    w->q = eval_question(w->set, day, 14);
    w->verdict = eval_all(w->tables, &w->q, 1);
}

static void world_close(struct world *w)
{
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
    exports_remove(&w->exports, NULL);
}

static uint32_t word_of(const struct tables *t, const char *word)
{
    for (uint32_t i = 0; i < t->n_words; i++)
        if (strcmp(t->word[i], word) == 0)
            return i;
    fail_msg("no word %s", word);
    return 0;
}

static uint32_t line_on(const struct tables *t, const char *key, int32_t day)
{
    uint32_t at = tables_staff_on(t, word_of(t, key), day);
    return at == TBL_NONE ? 0 : t->staff.line[at];
}

/* ---- the tables ---- */

#define GAPS                                                                                                           \
    STAFF "ab;Alt;T3;IFK;;01.07.2023;\n"                                                                               \
          "cd;C;T1;;;;\n"                                                                                              \
          "ab;;T1;IFK;;;31.01.2023\n"                                                                                  \
          "ab;Neu;T2;Fallmanagement;;01.03.2023;31.05.2023\n"

static void test_which_line(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, GAPS, NULL, "aa90", day_make(2023, 11, 30));
    const struct tables *t = w.tables;
    assert_int_equal(t->staff.n, 4);
    assert_int_equal(t->staff.n_members, 2);
    assert_int_equal(t->issues.n, 0);
    assert_int_equal(line_on(t, "ab", day_make(1950, 1, 1)), 4);
    assert_int_equal(line_on(t, "ab", day_make(2023, 1, 31)), 4);
    assert_int_equal(line_on(t, "ab", day_make(2023, 2, 28)), 4); /* in a gap: the latest before it */
    assert_int_equal(line_on(t, "ab", day_make(2023, 3, 1)), 5);
    assert_int_equal(line_on(t, "ab", day_make(2023, 6, 30)), 5);
    assert_int_equal(line_on(t, "ab", day_make(2023, 7, 1)), 2);
    assert_int_equal(line_on(t, "ab", DAY_OPEN), 2);
    assert_int_equal(line_on(t, "cd", DAY_NONE), 3);
    assert_int_equal(tables_staff_on(t, 0, day_make(2023, 1, 1)), TBL_NONE);
    assert_int_equal(tables_staff_end(t, word_of(t, "ab")), DAY_OPEN);
    /* one name a person: the latest line that has one */
    assert_string_equal(agg_staff_name(t, word_of(t, "ab")), "Alt");
    /* the customer's team and the caseworker's function are those of the day */
    assert_string_equal(t->word[tables_team_of(t, 0, day_make(2023, 4, 1))], "T2");
    assert_string_equal(t->word[tables_team_of(t, 0, day_make(2023, 8, 1))], "T3");
    assert_int_equal(tables_function_of(t, 0, day_make(2023, 4, 1)), FUNCTION_CASE);
    assert_int_equal(tables_function_of(t, 0, day_make(2023, 8, 1)), FUNCTION_IFK);
    world_close(&w);
}

/* Before the first line it is the first. */
static void test_before_and_after(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, STAFF "ab;;T1;IFK;;01.01.2022;31.12.2022\nab;;T2;IFK;;01.03.2023;31.05.2023\n", NULL, "aa90",
               day_make(2023, 11, 30));
    assert_int_equal(line_on(w.tables, "ab", day_make(2021, 12, 31)), 2);
    assert_int_equal(line_on(w.tables, "ab", day_make(2024, 1, 1)), 3);
    assert_int_equal(tables_staff_end(w.tables, word_of(w.tables, "ab")), day_make(2023, 5, 31));
    world_close(&w);
}

/* Of periods that overlap the later line of the file goes, wherever it lies; rejected ones block nobody. */
static void test_overlaps(void **state)
{
    (void)state;
    struct world w;
    world_open(&w,
               STAFF "ab;;T1;IFK;;01.03.2023;31.03.2023\n"
                     "ab;;T2;IFK;;31.03.2023;30.04.2023\n" /* one day */
                     "ab;;T3;IFK;;01.01.2023;01.03.2023\n" /* one day */
                     "ab;;T4;IFK;;;\n"                     /* all of it */
                     "ab;;T5;IFK;;10.03.2023;20.03.2023\n" /* inside */
                     "ab;;T6;IFK;;01.04.2023;\n"           /* what line 3 held is free */
                     "ab;;T7;IFK;;;28.02.2023\n"
                     "ab;;T8;IFK;;01.03.2023;31.03.2023\n", /* the first again */
               NULL, "aa90", day_make(2023, 11, 30));
    const struct tables *t = w.tables;
    static const uint32_t rejected[] = {3, 4, 5, 6, 9};
    assert_int_equal(t->issues.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(t->issues.item[i].kind, REJECT_DUPLICATE);
        assert_int_equal(t->issues.item[i].line, rejected[i]);
        assert_string_equal(t->issues.item[i].value, "ab");
    }
    assert_int_equal(t->issues.file[FILE_STAFF].rejected, 5);
    assert_int_equal(t->issues.file[FILE_STAFF].used, 3);
    assert_int_equal(t->staff.n, 3);
    assert_int_equal(line_on(t, "ab", day_make(2023, 2, 1)), 8);
    assert_int_equal(line_on(t, "ab", day_make(2023, 3, 15)), 2);
    assert_int_equal(line_on(t, "ab", day_make(2023, 4, 15)), 7);
    world_close(&w);
}

/* ---- the requirement ---- */

/* Under this rule set nothing is asked of customers of the Fallmanagement; with profile M it is 6 weeks. */
static void test_requirement(void **state)
{
    (void)state;
    struct world w;
    world_open(&w,
               STAFF "ab;;T1;IFK;;;30.06.2023\n"
                     "ab;;T1;Fallmanagement;;01.07.2023;31.08.2023\n"
                     "ab;;T1;IFK;;01.10.2023;\n",
               NOTES "1;20.06.2023;Beratungsvermerk;persönlich;ab\n", "moenchengladbach-2012", day_make(2023, 10, 15));
    assert_int_equal(w.verdict[0].code, VERDICT_MET);
    assert_int_equal(w.verdict[0].since, day_make(2023, 10, 1)); /* September is none's: Fallmanagement as before */
    /* nothing was asked before, so nobody is overdue at once: the rhythm begins with the line */
    assert_int_equal(w.verdict[0].due, day_make(2023, 10, 1) + 42);
    assert_int_equal(w.verdict[0].source, DUE_TRANSITION);
    struct eval *eval = eval_new(w.tables);
    struct verdict v;
    struct eval_question q = eval_question(w.set, day_make(2023, 9, 15), 14);
    eval_customer(eval, &q, 0, &v);
    assert_int_equal(v.code, VERDICT_NONE);
    q = eval_question(w.set, day_make(2023, 6, 30), 14);
    eval_customer(eval, &q, 0, &v);
    assert_int_equal(v.code, VERDICT_MET);
    eval_free(eval);
    world_close(&w);
}

/* ---- staff ---- */

static const struct agg_staff_numbers *row(const struct agg_staff *s, const struct tables *t, const char *team,
                                           const char *key)
{
    for (size_t i = 0; i < s->n_persons; i++)
        if (strcmp(s->person[i].code, key) == 0 && strcmp(t->word[s->person[i].team], team) == 0)
            return &s->person[i].numbers;
    return NULL;
}

/* Weeks 44 to 47 of 2023; 31.10. is a holiday in Niedersachsen. 24 consultations a week under this rule set. */
static void test_targets(void **state)
{
    (void)state;
    struct world w;
    world_open(&w,
               STAFF "ab;;Old;IFK;;;30.06.2020\n"             /* long ago: no row */
                     "ab;;A;IFK;;01.07.2020;15.11.2023\n"     /* Wednesday of week 46 */
                     "ab;;B;IFK;19,5;16.11.2023;24.11.2023\n" /* Friday of week 47 */
                     "ab;;C;Fallmanagement;;27.11.2023;\n",   /* counts on S */
               NOTES "1;14.11.2023;Beratungsvermerk;persönlich;ab\n1;17.11.2023;Beratungsvermerk;persönlich;ab\n",
               "uelzen-ga-08-2019", day_make(2023, 11, 30));
    struct agg_staff_input in = {w.tables, w.set, w.verdict, w.q.day, {IN_NI, 0}, 3900};
    struct agg_staff *s = agg_staff_new(&in);
    struct diag d = {0};
    assert_true(agg_staff_check(s, &d));
    const struct agg_staff_numbers *a = row(s, w.tables, "A", "ab"), *b = row(s, w.tables, "B", "ab"),
                                   *c = row(s, w.tables, "C", "ab");
    assert_null(row(s, w.tables, "Old", "ab"));
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    assert_int_equal(a->members + b->members, 0);
    assert_int_equal(c->members, 1);
    assert_int_equal(s->all.members, 1);
    assert_int_equal(s->all.hours, 3900);
    static const int tenths[2][4] = {{192, 240, 144, 0}, {0, 0, 48, 120}};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(a->week[i].target * 10, (uint64_t)tenths[0][i] * s->unit);
        assert_int_equal(b->week[i].target * 10, (uint64_t)tenths[1][i] * s->unit);
        assert_int_equal(c->week[i].target, 0);
    }
    /* each talk belongs to the team of its day */
    assert_int_equal(a->week[2].consultations, 1);
    assert_int_equal(b->week[2].consultations, 1);
    assert_int_equal(c->customers, 1);
    assert_int_equal(a->own, 1);
    assert_int_equal(b->own, 1);
    agg_staff_free(s);
    world_close(&w);
}

static void test_ahead(void **state)
{
    (void)state;
    struct world w;
    world_open(&w,
               STAFF "ab;;A;Fallmanagement;;;10.12.2023\n"
                     "ab;;A;IFK;;11.12.2023;17.12.2023\n"
                     "ab;;B;IFK;;18.12.2023;\n",
               NULL, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    struct agg_input groups_in = {w.tables, w.set, w.verdict, NULL, w.q.day, false};
    struct agg_groups *groups = agg_groups_new(&groups_in, NULL, 0);
    struct agg_ahead_input in = {w.tables, &w.q, w.verdict, {IN_NI, 0}, 3900, 1};
    struct agg_ahead *a = agg_ahead_new(&in);
    struct diag d = {0};
    assert_true(agg_ahead_check(a, groups, &d));
    assert_int_equal(a->n_teams, 2);
    const struct agg_ahead_numbers *first = &a->team[0].numbers, *second = &a->team[1].numbers;
    assert_int_equal(first->counted, 1);
    assert_int_equal(first->without_target, 0);
    assert_int_equal(second->counted, 1);
    assert_int_equal(a->all.counted, 1); /* one person, though in both teams */
    assert_int_equal(first->capacity[1], 0);
    assert_int_equal(first->capacity[2], 24 * a->unit);
    assert_int_equal(first->capacity[3], 0);
    assert_int_equal(second->capacity[3], 24 * a->unit);
    /* overdue on S, when the caseworker had no number yet: not held against capacity */
    assert_int_equal(first->backlog, 1);
    assert_int_equal(first->backlog_free, 1);
    agg_ahead_free(a);
    agg_groups_free(groups);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_line),  cmocka_unit_test(test_before_and_after), cmocka_unit_test(test_overlaps),
        cmocka_unit_test(test_requirement), cmocka_unit_test(test_targets),          cmocka_unit_test(test_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
