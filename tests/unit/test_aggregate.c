/* Groups (spec 2.11) and hints (spec 1.9, 2.2, 2.7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "aggregate/groups.h"
#include "doubts/hints.h"
#include "exports.h"

static const char customers_head[] =
    "Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;BG-Nummer\n";

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct verdict *verdict;
    struct agg_input in;
    int32_t day;
};

static void world_open(struct world *w, const char *customers, const char *staff, const char *appointments)
{
    char text[4096];
    exports_make(&w->exports);
    snprintf(text, sizeof text, "%s%s", customers_head, customers);
    exports_put(&w->exports, "kunden.csv", text);
    exports_put(&w->exports, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    if (staff)
        exports_put(&w->exports, "mitarbeiter.csv", staff);
    if (appointments)
        exports_put(&w->exports, "termine.csv", appointments);
    w->tables = exports_read(&w->exports);
    w->set = exports_rules("uelzen-ga-08-2019");
    w->day = day_make(2023, 11, 30);
    w->verdict = mem_zero(w->tables->customers.n, sizeof *w->verdict);
    w->in = (struct agg_input){w->tables, w->set, w->verdict, NULL, w->day, false};
}

static void world_close(struct world *w)
{
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
    exports_remove(&w->exports, NULL);
}

/* The verdict on customer i: code, days over the due day (negative: still to come). */
static struct verdict *judge(struct world *w, uint32_t i, enum verdict_code code, int overdue)
{
    struct verdict *v = &w->verdict[i];
    *v = (struct verdict){.in_population = true,
                          .code = (uint8_t)code,
                          .age = AGE_O25,
                          .rule = 2,
                          .state = w->tables->customers.first[i],
                          .due = w->day - overdue,
                          .exempt_until = DAY_NONE,
                          .individual = TBL_NONE};
    return v;
}

static const char eight[] = "1;01.01.1980;arbeitslos;M;Team B;ab;01.01.2020;BG1\n"
                            "2;01.01.1980;arbeitslos;M;Team B;ab;01.01.2020;BG1\n"
                            "3;01.01.1980;arbeitsuchend;F;Team B;cd;01.01.2020;BG2\n"
                            "4;01.01.1980;;;Ärzte;cd;01.01.2020;BG2\n"
                            "5;01.01.2001;arbeitslos;Q;Ärzte;;01.01.2020;BG3\n"
                            "6;01.01.1980;seltsam;Z;;;01.01.2020;BG4\n"
                            "7;01.01.1980;arbeitslos;A;;zz;01.01.2020;\n"
                            "8;01.01.1980;arbeitslos;A;Team B;ab;01.01.2020;BG9\n";
static const char staff[] = "Kürzel;Name;Team\nab;Öztürk, A.;Team B\ncd;Ober, C.;Team B\n";
static const char appointments[] = "Kundennummer;Beginn;Status\n"
                                   "2;01.12.2023 09:00;geplant\n" /* planned after S */
                                   "3;30.11.2023 09:00;geplant\n" /* on S: not after it */
                                   "3;05.12.2023 09:00;abgesagt\n";

static void judge_eight(struct world *w)
{
    judge(w, 0, VERDICT_MET, -40)->month_contacts = 3;
    w->verdict[0].month_phone = 1;
    judge(w, 1, VERDICT_OVERDUE, 14);
    judge(w, 2, VERDICT_OVERDUE, 181);
    judge(w, 3, VERDICT_NEVER, 400);
    judge(w, 4, VERDICT_DUE_SOON, -3)->age = AGE_U25;
    judge(w, 5, VERDICT_UNCLEAR, 0)->rule = -1;
    judge(w, 6, VERDICT_EXEMPT, 0)->exempt_until = w->day + 30;
    /* 8 is outside the population */
}

static void test_numbers(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, staff, appointments);
    judge_eight(&w);
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    struct diag d = {0};
    assert_true(agg_groups_check(g, &d));
    const struct agg_numbers *n = &g->all;
    assert_int_equal(n->customers, 7);
    assert_int_equal(n->code[VERDICT_OVERDUE], 2);
    assert_int_equal(n->band[AGG_BAND_14], 1);
    assert_int_equal(n->band[AGG_BAND_MORE], 1);
    assert_int_equal(n->overdue_days, 14 + 181 + 400);
    assert_int_equal(n->overdue_max, 400);
    assert_int_equal(n->unplanned, 2);
    assert_int_equal(n->exempt_ending, 1);
    assert_int_equal(n->month_contacts, 3);
    assert_int_equal(n->month_phone, 1);
    assert_int_equal(agg_rate(n).part, 2);
    assert_int_equal(agg_rate(n).whole, 5);
    assert_int_equal(agg_rate_unclear(n).whole, 6);
    assert_true(g->planned_known);
    assert_false(g->visible_known);
    agg_groups_free(g);
    world_close(&w);
}

static void test_order_and_names(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, staff, NULL);
    judge_eight(&w);
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    assert_false(g->planned_known);
    assert_int_equal(g->all.unplanned, 0);

    const struct agg_list *teams = &g->list[AGG_TEAM];
    assert_int_equal(teams->n, 3);
    assert_string_equal(teams->item[0].name, "Ärzte"); /* DIN 5007: as "Arzte" */
    assert_string_equal(teams->item[1].name, "Team B");
    assert_string_equal(teams->item[2].name, "ohne Team");

    const struct agg_list *people = &g->list[AGG_STAFF];
    static const char *const expected[][3] = {{"Ärzte", "Ober, C.", "cd"},  {"Ärzte", "ohne Betreuer*in", ""},
                                              {"Team B", "Ober, C.", "cd"}, {"Team B", "Öztürk, A.", "ab"},
                                              {"ohne Team", "zz", "zz"},    {"ohne Team", "ohne Betreuer*in", ""}};
    assert_int_equal(people->n, 6);
    for (size_t i = 0; i < people->n; i++) {
        assert_string_equal(people->item[i].outer_name, expected[i][0]);
        assert_string_equal(people->item[i].name, expected[i][1]);
        assert_string_equal(people->item[i].code, expected[i][2]);
    }

    static const char *const profiles[] = {"M", "A", "F", "Z", "", ""};
    assert_int_equal(g->list[AGG_PROFILE].n, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(g->list[AGG_PROFILE].item[i].code, profiles[i]);
    assert_string_equal(g->list[AGG_PROFILE].item[4].name, "ohne Profillage");
    assert_string_equal(g->list[AGG_PROFILE].item[5].name, "unbekannte Profillage");
    assert_int_equal(g->list[AGG_PROFILE_AGE].n, 12);
    assert_string_equal(g->list[AGG_STATUS].item[0].name, "arbeitslos");
    assert_string_equal(g->list[AGG_STATUS].item[3].name, "unbekannter Status");
    assert_int_equal(g->list[AGG_RULE].n, (size_t)w.set->n_rules + 1);
    assert_int_equal(g->list[AGG_RULE].item[2].numbers.customers, 6);
    assert_int_equal(g->list[AGG_RULE].item[w.set->n_rules].numbers.customers, 1);
    agg_groups_free(g);
    world_close(&w);
}

static void test_households(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, NULL, NULL);
    judge_eight(&w);
    judge(&w, 7, VERDICT_NEW, -10); /* BG9: a requirement, not in rhythm, nobody late */
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    assert_true(g->households.known);
    assert_int_equal(g->households.n, 5);
    assert_int_equal(g->households.members, 7);
    assert_int_equal(g->households.all, 1);       /* BG3 */
    assert_int_equal(g->households.some, 1);      /* BG1 */
    assert_int_equal(g->households.no, 2);        /* BG2, BG9 */
    assert_int_equal(g->households.not_asked, 1); /* BG4: unclear */
    assert_int_equal(g->households.not_late, 1);  /* BG9 */
    /* A team's: those with a member in it, asked as a whole. BG2 has one in each of two teams. */
    struct agg_input in = w.in;
    uint32_t one = 2, other = 3;
    struct agg_groups *team = agg_groups_new(&in, &one, 1), *its = agg_groups_new(&in, &other, 1);
    assert_int_equal(team->households.n, 1);
    assert_int_equal(team->households.members, 2);
    assert_int_equal(team->households.no, 1);
    assert_memory_equal(&team->households, &its->households, sizeof its->households);
    agg_groups_free(team);
    agg_groups_free(its);
    agg_groups_free(g);
    world_close(&w);
}

static void test_without_unseen_partners(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, NULL, NULL);
    judge_eight(&w);
    struct verdict *visible = mem_zero(w.tables->customers.n, sizeof *visible);
    memcpy(visible, w.verdict, w.tables->customers.n * sizeof *visible);
    visible[0].code = VERDICT_OVERDUE;
    visible[0].due = w.day - 5;
    w.in.visible = visible;
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    assert_true(g->visible_known);
    assert_int_equal(agg_rate(&g->all).part, 2);
    assert_int_equal(agg_rate_visible(&g->all).part, 1);
    assert_int_equal(agg_rate_visible(&g->all).whole, 5);
    agg_groups_free(g);
    free(visible);
    world_close(&w);
}

static void test_nobody(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, staff, appointments);
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    struct diag d = {0};
    assert_true(agg_groups_check(g, &d));
    assert_int_equal(g->all.customers, 0);
    assert_int_equal(agg_rate(&g->all).whole, 0);
    assert_int_equal(g->list[AGG_TEAM].n, 0);
    assert_int_equal(g->list[AGG_AGE].n, 2);
    struct agg_teams teams;
    agg_teams_make(&teams, &w.in, g);
    assert_int_equal(teams.n, 0);
    agg_teams_free(&teams);
    agg_groups_free(g);
    world_close(&w);
}

static void test_teams_are_parts(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, staff, appointments);
    judge_eight(&w);
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    struct agg_teams teams;
    agg_teams_make(&teams, &w.in, g);
    assert_int_equal(teams.n, 3);
    for (size_t i = 0; i < teams.n; i++) {
        struct agg_groups *team =
            agg_groups_new(&w.in, teams.customer + teams.first[i], teams.first[i + 1] - teams.first[i]);
        struct diag d = {0};
        assert_true(agg_groups_check(team, &d));
        assert_true(agg_numbers_equal(&team->all, &g->list[AGG_TEAM].item[i].numbers));
        assert_int_equal(team->list[AGG_TEAM].n, 1);
        agg_groups_free(team);
    }
    agg_teams_free(&teams);
    agg_groups_free(g);
    world_close(&w);
}

static void test_check_finds_faults(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, eight, staff, appointments);
    judge_eight(&w);
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    uint32_t *const broken[] = {&g->all.customers,
                                &g->all.band[AGG_BAND_90],
                                &g->list[AGG_TEAM].item[1].numbers.month_contacts,
                                &g->list[AGG_STAFF].item[0].numbers.unplanned,
                                &g->list[AGG_PROFILE_AGE].item[3].numbers.exempt_ending,
                                &g->households.some};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        struct diag d = {0};
        ++*broken[i];
        assert_false(agg_groups_check(g, &d));
        assert_int_equal(d.code, DIAG_FAULT);
        --*broken[i];
    }
    /* Sums agree over all, but not within the teams. */
    struct diag d = {0};
    uint32_t key = g->list[AGG_STAFF].item[1].outer;
    g->list[AGG_STAFF].item[1].outer = g->list[AGG_STAFF].item[2].outer;
    assert_false(agg_groups_check(g, &d));
    g->list[AGG_STAFF].item[1].outer = key;
    assert_true(agg_groups_check(g, &(struct diag){0}));
    agg_groups_free(g);
    world_close(&w);
}

/* Many customers in many groups, drawn: the sums agree, and so does a count made the plain way. */
static void test_sums_of_many(void **state)
{
    (void)state;
    enum { MANY = 3000 };
    static char text[MANY * 80];
    uint32_t seed = 7, expected_overdue = 0;
    size_t at = 0;
    for (int i = 0; i < MANY; i++) {
        seed = seed * 1664525u + 1013904223u;
        at += (size_t)snprintf(text + at, sizeof text - at, "%d;01.01.1980;%s;%c;T%u;s%u;01.01.2020;B%u\n", i,
                               seed >> 8 & 1 ? "arbeitslos" : "", "MAFESUIZ"[seed >> 9 & 7], seed >> 12 & 63,
                               seed >> 18 & 255, seed >> 10 & 1023);
    }
    struct exports e;
    exports_make(&e);
    char *csv = mem_alloc(at + sizeof customers_head);
    strcpy(csv, customers_head);
    strcat(csv, text);
    exports_put(&e, "kunden.csv", csv);
    exports_put(&e, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    free(csv);
    struct world w = {.exports = e, .tables = exports_read(&e), .set = exports_rules("aa90")};
    w.day = day_make(2023, 11, 30);
    w.verdict = mem_zero(MANY, sizeof *w.verdict);
    w.in = (struct agg_input){w.tables, w.set, w.verdict, NULL, w.day, false};
    for (uint32_t i = 0; i < MANY; i++) {
        seed = seed * 1664525u + 1013904223u;
        enum verdict_code code = (enum verdict_code)((seed >> 16) % VERDICT_CODES);
        struct verdict *v =
            judge(&w, i, code, code == VERDICT_OVERDUE || code == VERDICT_NEVER ? 1 + (int)(seed >> 20) % 300 : -1);
        v->rule = (int16_t)(code < VERDICT_EXEMPT ? -1 : (int)(seed >> 4) % w.set->n_rules);
        v->exempt_until = code == VERDICT_EXEMPT ? DAY_OPEN : DAY_NONE;
        v->in_population = i % 5 != 0;
        expected_overdue += v->in_population && code == VERDICT_OVERDUE;
    }
    struct agg_groups *g = agg_groups_new(&w.in, NULL, 0);
    struct diag d = {0};
    assert_true(agg_groups_check(g, &d));
    assert_int_equal(g->all.customers, MANY / 5 * 4);
    assert_int_equal(g->all.code[VERDICT_OVERDUE], expected_overdue);
    assert_int_equal(g->all.exempt_ending, 0);
    for (size_t i = 1; i < g->list[AGG_TEAM].n; i++)
        assert_true(strcmp(g->list[AGG_TEAM].item[i - 1].name, g->list[AGG_TEAM].item[i].name) < 0);
    agg_groups_free(g);
    world_close(&w);
}

/* ---- hints ---- */

static void hint(struct tables *t, const char *rules)
{
    struct ruleset *set = exports_rules(rules);
    struct eval *e = eval_new(t);
    struct eval_question q = eval_question(set, day_make(2023, 11, 30), 14);
    struct verdict *v = mem_zero(t->customers.n, sizeof *v);
    for (uint32_t i = 0; i < t->customers.n; i++)
        eval_customer(e, &q, i, &v[i]);
    doubts_hints(t, &q, v, 3900);
    free(v);
    eval_free(e);
    ruleset_free(set);
}

static void expect_issues(const struct tables *t, enum issue_kind kind, const char *expected)
{
    char got[1024] = "";
    for (size_t i = 0; i < t->issues.n; i++) {
        const struct issue *one = &t->issues.item[i];
        size_t n = strlen(got);
        if (one->kind == kind)
            snprintf(got + n, sizeof got - n, "%s%s:%u %s=%s", n ? "; " : "", tbl_file_names[one->file], one->line,
                     one->column, one->value);
    }
    assert_string_equal(got, expected);
}

static void test_hints_on_customers_and_notes(void **state)
{
    (void)state;
    struct exports e;
    exports_make(&e);
    exports_put(&e, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Team;Betreuer;Betreuung seit;Betreuung bis\n"
                "1;30.11.2008;arbeitslos;T;ab;01.06.2023;\n" /* 15 on S */
                "2;01.12.2008;arbeitslos;T;ab;01.06.2023;\n" /* 14 */
                "3;30.11.1955;arbeitslos;T;xx;01.06.2023;\n" /* 68 on S; xx unknown */
                "4;01.12.1955;arbeitslos;;ab;01.06.2023;\n"  /* 67; team by the caseworker */
                "5;01.01.1980;arbeitslos;;;01.06.2023;\n"
                "6;01.01.2015;arbeitslos;;;01.06.2020;01.06.2021\n"); /* not in the population */
    exports_put(&e, "mitarbeiter.csv", "Kürzel;Team\nab;T\n");
    exports_put(&e, "kontakte.csv",
                "Kundennummer;Datum;Vermerkart;Kontaktart\n"
                "1;01.05.2023;Beratungsvermerk;persönlich\n" /* 31 days before */
                "1;30.04.2023;Beratungsvermerk;persönlich\n" /* 32 */
                "1;30.11.2023;Beratungsvermerk;persönlich\n"
                "1;01.12.2023;Beratungsvermerk;persönlich\n"
                "6;02.12.2023;Beratungsvermerk;persönlich\n"
                "6;02.12.2001;Beratungsvermerk;persönlich\n");
    struct tables *t = exports_read(&e);
    hint(t, "aa90");
    expect_issues(t, WARN_AGE, "kunden.csv:3 Geburtsdatum=01.12.2008; kunden.csv:4 Geburtsdatum=30.11.1955");
    expect_issues(t, WARN_NO_TEAM, "kunden.csv:6 Team=");
    expect_issues(t, WARN_NO_STAFF, "kunden.csv:6 Betreuer=");
    expect_issues(t, WARN_STAFF, "kunden.csv:4 Betreuer=xx");
    expect_issues(t, WARN_AFTER, "kontakte.csv:5 Datum=01.12.2023; kontakte.csv:6 Datum=02.12.2023");
    expect_issues(t, WARN_BEFORE, "kontakte.csv:3 Datum=30.04.2023");
    /* aa90 asks for the profile and two flags. */
    expect_issues(t, WARN_COLUMN,
                  "kunden.csv:0 Abschlussjahr=; kunden.csv:0 Profillage=; "
                  "kunden.csv:0 Schulpflichtig=");
    expect_issues(t, WARN_NO_STAFF_FILE, "");
    tables_free(t);
    exports_remove(&e, NULL);
}

static void test_hints_on_files(void **state)
{
    (void)state;
    struct exports e;
    exports_make(&e);
    exports_put(&e, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit\n"
                "1;01.01.1980;arbeitslos;M;01.06.2023\n2;01.01.1980;arbeitslos;M;01.06.2023\n");
    exports_put(&e, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    struct tables *t = exports_read(&e);
    hint(t, "moenchengladbach-2012");
    expect_issues(t, WARN_NO_STAFF_FILE, "mitarbeiter.csv:0 =");
    expect_issues(t, WARN_COLUMN, "kunden.csv:0 Betreuer=");
    expect_issues(t, WARN_NO_TEAM, "kunden.csv:0 Team=");
    expect_issues(t, WARN_NO_STAFF, "kunden.csv:0 Betreuer=");
    tables_free(t);
    exports_remove(&e, NULL);
}

static void test_hints_on_exceptions(void **state)
{
    (void)state;
    struct exports e;
    exports_make(&e);
    exports_put(&e, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit\n"
                "1;01.01.1980;arbeitslos;M;01.01.2020\n"
                "2;01.01.1980;arbeitslos;M;01.01.2020\n"
                "3;01.01.2005;arbeitslos;M;01.01.2020\n");
    exports_put(&e, "kontakte.csv",
                "Kundennummer;Datum;Vermerkart;Kontaktart\n"
                "1;01.06.2023;Beratungsvermerk;persönlich\n" /* due 01.09. */
                "2;01.06.2023;Beratungsvermerk;persönlich\n");
    exports_put(&e, "ausnahmen.csv",
                "Kundennummer;Von;Bis;Art;Intervall;Begründung\n"
                "1;03.09.2023;;Maßnahme;;ja\n" /* overdue the day before: a finding */
                "2;02.09.2023;;Maßnahme;;ja\n" /* 01.09. is the due day: none */
                "3;01.11.2023;;Maßnahme;;ja\n" /* U25: not accepted */
                "3;01.11.2023;;JBA;2 Wochen;\n"
                "3;01.12.2023;;Maßnahme;;\n"); /* begins after S */
    struct tables *t = exports_read(&e);
    hint(t, "uelzen-ga-08-2019");
    expect_issues(t, FIND_LATE_EXEMPTION, "ausnahmen.csv:2 Von=03.09.2023");
    expect_issues(t, WARN_NOT_ACCEPTED, "ausnahmen.csv:4 Art=Maßnahme");
    expect_issues(t, WARN_JBA_INTERVAL, "ausnahmen.csv:5 Intervall=");
    expect_issues(t, FIND_JBA_OPEN, "ausnahmen.csv:5 Bis=");
    expect_issues(t, FIND_NO_REASON, "ausnahmen.csv:5 Begründung=");
    tables_free(t);
    exports_remove(&e, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_order_and_names),
        cmocka_unit_test(test_households),
        cmocka_unit_test(test_without_unseen_partners),
        cmocka_unit_test(test_nobody),
        cmocka_unit_test(test_teams_are_parts),
        cmocka_unit_test(test_check_finds_faults),
        cmocka_unit_test(test_sums_of_many),
        cmocka_unit_test(test_hints_on_customers_and_notes),
        cmocka_unit_test(test_hints_on_files),
        cmocka_unit_test(test_hints_on_exceptions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
