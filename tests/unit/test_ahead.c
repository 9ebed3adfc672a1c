/* The weeks ahead (spec 4.1, section 8): due days, backlog, capacity and balance, each worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "aggregate/ahead.h"
#include "exports.h"

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_groups *groups;
    struct agg_ahead *ahead;
};

/* Behind the heads; NULL: not delivered. */
struct files {
    const char *customers, *contacts, *exceptions, *staff, *absences;
};

static void put(const struct exports *e, const char *name, const char *head, const char *lines)
{
    char text[4096];
    if (!lines)
        return;
    snprintf(text, sizeof text, "%s\n%s", head, lines);
    exports_put(e, name, text);
}

static void world_open(struct world *w, const char *rules, int32_t day, const struct files *f, unsigned threads)
{
    struct diag d = {0};
    memset(w, 0, sizeof *w);
    exports_make(&w->exports);
    put(&w->exports, "kunden.csv",
        "Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Betreuung bis",
        f->customers ? f->customers : "");
    put(&w->exports, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart", f->contacts ? f->contacts : "");
    put(&w->exports, "ausnahmen.csv", "Kundennummer;Von;Bis;Art;Intervall", f->exceptions);
    put(&w->exports, "mitarbeiter.csv", "Kürzel;Team;Funktion;Wochenstunden;Arbeitstage;Von;Bis", f->staff);
    put(&w->exports, "abwesenheiten.csv", "Kürzel;Von;Bis", f->absences);
    w->tables = exports_read(&w->exports);
    w->set = exports_rules(rules);
    w->q = eval_question(w->set, day, 14);
    w->verdict = eval_all(w->tables, &w->q, 1);
    struct agg_input in = {w->tables, w->set, w->verdict, NULL, day, false};
    w->groups = agg_groups_new(&in, NULL, 0);
    struct agg_ahead_input ahead = {w->tables, &w->q, w->verdict, {IN_NI, 0}, 3900, threads};
    w->ahead = agg_ahead_new(&ahead);
    if (!agg_ahead_check(w->ahead, w->groups, &d))
        diag_print(&d);
    assert_int_equal(d.code, DIAG_NONE);
}

static void world_close(struct world *w)
{
    agg_ahead_free(w->ahead);
    agg_groups_free(w->groups);
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
    exports_remove(&w->exports, NULL);
}

/* due: the weeks (from 0) in which something is due, once for each contact, ended by -1. */
static void expect(const char *rules, int32_t day, const struct files *f, uint64_t backlog, const int *due)
{
    struct world w;
    uint64_t expected[AGG_AHEAD_WEEKS] = {0};
    for (; *due >= 0; due++)
        expected[*due]++;
    world_open(&w, rules, day, f, 1);
    assert_int_equal(w.ahead->all.backlog, backlog);
    for (int i = 0; i < AGG_AHEAD_WEEKS; i++)
        if (w.ahead->all.due[i] != expected[i])
            fail_msg("week %d: %d, expected %d", i, (int)w.ahead->all.due[i], (int)expected[i]);
    world_close(&w);
}
#define DUE(...) ((const int[]){__VA_ARGS__, -1})
#define NOTHING  ((const int[]){-1})

static const char old[] = "1;01.01.1980;arbeitslos;;A;;01.01.2020;\n";
static const char young[] = "1;01.01.2004;arbeitslos;;A;;01.01.2020;\n";

#define WITH(c, n, x) (&(struct files){.customers = (c), .contacts = (n), .exceptions = (x)})
#define NOTE(day)     "1;" day ";Beratungsvermerk;persönlich\n"

/* ---- weeks ---- */

static void expect_weeks(int32_t day, int32_t first, int number, int year, int last_number)
{
    struct world w;
    int of;
    world_open(&w, "uelzen-ga-08-2019", day, &(struct files){0}, 1);
    assert_int_equal(w.ahead->monday[0], first);
    assert_int_equal(day_iso_week(w.ahead->monday[0], &of), number);
    assert_int_equal(of, year);
    assert_int_equal(day_iso_week(w.ahead->monday[AGG_AHEAD_WEEKS - 1], &of), last_number);
    assert_int_equal(w.ahead->last, first + 83);
    world_close(&w);
}

static void test_weeks(void **state)
{
    (void)state;
    expect_weeks(day_make(2023, 11, 30), day_make(2023, 11, 27), 48, 2023, 7); /* a Thursday: the week has begun */
    expect_weeks(day_make(2023, 12, 3), day_make(2023, 12, 4), 49, 2023, 8);   /* a Sunday: the next is whole */
    expect_weeks(day_make(2020, 11, 30), day_make(2020, 11, 30), 49, 2020, 7); /* over a week 53 */
    expect_weeks(day_make(2020, 12, 31), day_make(2020, 12, 28), 53, 2020, 11);
}

/* ---- due days; the weeks after 30.11.2023 begin on 27.11., 04.12., 11.12. ... 12.02. ---- */

static void test_due(void **state)
{
    (void)state;
    const char *set = "uelzen-ga-08-2019";
    int32_t day = day_make(2023, 11, 30);
    /* Every three months: 10.01.2024, the next one in April. */
    expect(set, day, WITH(old, NOTE("10.10.2023"), NULL), 0, DUE(6));
    /* Every month: 15.12., 15.01., 15.02. */
    expect(set, day, WITH(young, NOTE("15.11.2023"), NULL), 0, DUE(2, 7, 11));
    /* On Sunday 03.12. and on Monday 04.12.: the last day of one week, the first of the next. */
    expect(set, day, WITH(old, NOTE("03.09.2023"), NULL), 0, DUE(0));
    expect(set, day, WITH(old, NOTE("04.09.2023"), NULL), 0, DUE(1));
    /* On the last Sunday, 18.02.2024, and a day later. */
    expect(set, day, WITH(old, NOTE("18.11.2023"), NULL), 0, DUE(11));
    expect(set, day, WITH(old, NOTE("19.11.2023"), NULL), 0, NOTHING);
    /* On S itself: not overdue, and still to be done. */
    expect(set, day, WITH(old, NOTE("30.08.2023"), NULL), 0, DUE(0));
    /* What was held after S is not known on S. */
    expect(set, day, WITH(old, NOTE("10.10.2023") NOTE("05.12.2023"), NULL), 0, DUE(6));
    /* Over a 29 February: 29.11. + 3 months; over 31.12. in a week 53. */
    expect(set, day_make(2024, 1, 31), WITH(old, NOTE("29.11.2023"), NULL), 0, DUE(4));
    expect(set, day_make(2020, 11, 30), WITH(old, NOTE("30.09.2020"), NULL), 0, DUE(4));
    expect(set, day_make(2020, 11, 30), WITH(old, NOTE("03.10.2020"), NULL), 0, DUE(4));
    expect(set, day_make(2020, 11, 30), WITH(old, NOTE("04.10.2020"), NULL), 0, DUE(5));
}

static void test_backlog(void **state)
{
    (void)state;
    const char *set = "uelzen-ga-08-2019";
    int32_t day = day_make(2023, 11, 30);
    expect(set, day, WITH(old, NOTE("29.08.2023"), NULL), 1, NOTHING); /* due on 29.11. */
    expect(set, day, WITH(old, NULL, NULL), 1, NOTHING);               /* never */
    /* Met on 01.12.: again on 01.01. and 01.02. */
    expect(set, day, WITH(young, NOTE("01.10.2023"), NULL), 1, DUE(5, 9));
    /* 3 in 6 months, none yet: two more on the days after, Saturday and Sunday. */
    expect("ba-arbeitshilfe", day, WITH("1;01.01.1980;arbeitslos;F;A;;01.01.2020;\n", NULL, NULL), 1, DUE(0, 0));
    /* Two of three: the third by 15.12., for the first is half a year old then; the next by 01.03. */
    expect("ba-arbeitshilfe", day,
           WITH("1;01.01.1980;arbeitslos;F;A;;01.01.2020;\n", NOTE("15.06.2023") NOTE("01.09.2023") NOTE("01.10.2023"),
                NULL),
           0, DUE(2));
    /* Alternation (aa90, every month, U25): by telephone on 20.11., in person on 20.10.: both ask for 20.12. */
    expect("aa90", day, WITH(young, NOTE("20.10.2023") "1;20.11.2023;Beratungsvermerk;telefonisch\n", NULL), 0,
           DUE(3, 7));
}

static void test_what_changes(void **state)
{
    (void)state;
    const char *set = "uelzen-ga-08-2019";
    int32_t day = day_make(2023, 11, 30);
    /* Exempt from 15.10. to 15.12.: 62 days, 01.11. becomes 02.01. */
    expect(set, day, WITH(old, NOTE("01.08.2023"), "1;15.10.2023;15.12.2023;Maßnahme;\n"), 0, DUE(5));
    expect(set, day, WITH(old, NOTE("01.08.2023"), "1;15.10.2023;;Maßnahme;\n"), 0, NOTHING);
    /* An exception that begins later: from 20.12. to 10.01., 22 days, 05.01. becomes 27.01. */
    expect(set, day, WITH(old, NOTE("05.10.2023"), "1;20.12.2023;10.01.2024;Maßnahme;\n"), 0, DUE(8));
    /* Care ends on 31.12.; due on 10.01., or on 31.12. */
    expect(set, day, WITH("1;01.01.1980;arbeitslos;;A;;01.01.2020;31.12.2023\n", NOTE("10.10.2023"), NULL), 0, NOTHING);
    expect(set, day, WITH("1;01.01.1980;arbeitslos;;A;;01.01.2020;31.12.2023\n", NOTE("30.09.2023"), NULL), 0, DUE(4));
    /* 25 on 20.12.: monthly until then, 15.12.; afterwards three months from there. */
    expect(set, day, WITH("1;20.12.1998;arbeitslos;;A;;01.01.2020;\n", NOTE("15.11.2023"), NULL), 0, DUE(2));
    /* Six weeks until 31.12.: 27.12.; afterwards three months from there. */
    expect(set, day, WITH(old, NOTE("15.11.2023"), "1;01.11.2023;31.12.2023;Einzelfall;6 Wochen\n"), 0, DUE(4));
    /* Nothing is asked for, or it is not known what is. */
    expect(set, day, WITH("1;01.01.1980;arbeitsuchend;;A;;01.01.2020;\n", NOTE("15.01.2023"), NULL), 0, NOTHING);
    expect(set, day, WITH("1;01.01.1980;krank;;A;;01.01.2020;\n", NOTE("15.01.2023"), NULL), 0, NOTHING);
}

/* ---- capacity ---- */

static void expect_capacity(const struct world *w, const struct agg_ahead_numbers *n, int week, int tenths)
{
    assert_int_equal(n->capacity[week] * 10 % w->ahead->unit, 0);
    assert_int_equal(n->capacity[week] * 10 / w->ahead->unit, tenths);
}

/* 24 a week; Christmas on Monday and Tuesday, New Year on Monday. */
static void test_capacity(void **state)
{
    (void)state;
    struct world w;
    struct files f = {.staff = "full;A;IFK;39;;;\nmonday;B;IFK;7,8;Mo;;\nleaves;C;IFK;;;;12.12.2023\n"
                               "gone;C;IFK;;;;30.11.2023\ncase;C;Fallmanagement;;;;\nodd;C;Leitung;;;;\n",
                      .absences = "full;04.12.2023;06.12.2023\n"};
    world_open(&w, "uelzen-ga-08-2019", day_make(2023, 11, 30), &f, 1);
    const struct agg_ahead_numbers *a = &w.ahead->team[0].numbers, *b = &w.ahead->team[1].numbers,
                                   *c = &w.ahead->team[2].numbers;
    assert_int_equal(w.ahead->n_teams, 3);
    expect_capacity(&w, a, 0, 48); /* Friday alone */
    expect_capacity(&w, a, 1, 96); /* three of five days absent */
    expect_capacity(&w, a, 2, 240);
    expect_capacity(&w, a, 4, 144); /* two holidays */
    expect_capacity(&w, a, 5, 192); /* one */
    expect_capacity(&w, b, 0, 0);   /* Monday was before S */
    expect_capacity(&w, b, 1, 48);
    expect_capacity(&w, b, 4, 0);
    expect_capacity(&w, b, 5, 0);
    expect_capacity(&w, b, 6, 48);
    expect_capacity(&w, c, 1, 240);
    expect_capacity(&w, c, 2, 96); /* until Tuesday */
    expect_capacity(&w, c, 3, 0);
    assert_int_equal(c->counted, 1);
    assert_int_equal(c->without_target, 1);
    assert_int_equal(c->without_function, 1);
    assert_int_equal(w.ahead->all.counted, 3);
    assert_int_equal(w.ahead->last_absence, day_make(2023, 12, 6));
    world_close(&w);
}

/* Whoever has a caseworker without a number is not held against capacity; whoever has none is. */
static void test_without_number(void **state)
{
    (void)state;
    struct world w;
    struct files f = {.customers =
                          "1;01.01.1980;arbeitslos;;A;case;01.01.2020;\n2;01.01.1980;arbeitslos;;A;;01.01.2020;\n"
                          "3;01.01.1980;arbeitslos;;A;full;01.01.2020;\n4;01.01.1980;arbeitslos;;B;case;01.01.2020;\n",
                      .contacts = "4;10.10.2023;Beratungsvermerk;persönlich\n",
                      .staff = "full;A;IFK;39;;;\ncase;B;Fallmanagement;;;;\n",
                      .absences = ""};
    world_open(&w, "uelzen-ga-08-2019", day_make(2023, 11, 30), &f, 3);
    assert_int_equal(w.ahead->all.backlog, 3);
    assert_int_equal(w.ahead->all.backlog_free, 1);
    assert_int_equal(w.ahead->all.due_free[6], 1);
    struct agg_ahead_balance a = agg_ahead_balance(w.ahead, &w.ahead->team[0].numbers);
    struct agg_ahead_balance b = agg_ahead_balance(w.ahead, &w.ahead->team[1].numbers);
    assert_true(a.known);
    assert_int_equal(a.due[0], 3);
    assert_int_equal(a.held_against[0], 2);
    assert_int_equal(a.backlog[0], 2);
    assert_int_equal(a.short_from, -1);
    assert_int_equal(a.most, -1);
    assert_false(b.known); /* nobody there whose number is known */
    assert_int_equal(b.all_due, 1);
    world_close(&w);
}

static void test_unknown(void **state)
{
    (void)state;
    static const struct {
        const char *set, *staff, *absences;
        bool known;
    } cases[] = {{"uelzen-ga-08-2019", "x;A;IFK;;;;\n", "", true},
                 {"uelzen-ga-08-2019", NULL, "", false},
                 {"uelzen-ga-08-2019", "x;A;IFK;;;;\n", NULL, false},
                 {"uelzen-ga-08-2019", "x;A;Fallmanagement;;;;\n", "", false},
                 {"moenchengladbach-2012", "x;A;IFK;;;;\n", "", false}, /* a share of time alone */
                 {"ba-arbeitshilfe", "x;A;IFK;;;;\n", "", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct world w;
        struct files f = {.customers = old, .staff = cases[i].staff, .absences = cases[i].absences};
        world_open(&w, cases[i].set, day_make(2023, 11, 30), &f, 1);
        assert_int_equal(agg_ahead_balance(w.ahead, &w.ahead->all).known, cases[i].known);
        world_close(&w);
    }
}

/* ---- balance: units of a tenth ---- */

static struct agg_ahead_balance balance(uint64_t backlog, const uint64_t due[AGG_AHEAD_WEEKS], uint64_t capacity)
{
    struct agg_ahead a = {.unit = 10, .known = {true, true, true, true}};
    struct agg_ahead_numbers n = {.backlog = backlog, .counted = 1};
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++) {
        n.due[w] = due[w];
        n.capacity[w] = capacity;
    }
    return agg_ahead_balance(&a, &n);
}

static void test_balance(void **state)
{
    (void)state;
    const uint64_t none[AGG_AHEAD_WEEKS] = {0};
    /* 4.8 a week: 4, 9, 14, 19 done; 12 are missing, 8, 3, none. */
    struct agg_ahead_balance b = balance(12, none, 48);
    assert_int_equal(b.missing[0], 8);
    assert_int_equal(b.missing[1], 3);
    assert_int_equal(b.missing[2], 0);
    assert_int_equal(b.backlog[0], 4);
    assert_int_equal(b.backlog[1], 5);
    assert_int_equal(b.backlog[2], 3);
    assert_int_equal(b.backlog[3], 0);
    assert_int_equal(b.short_from, -1);
    assert_int_equal(b.most, 0);
    /* 5 a week against 4.8: 5, 10, ... 60 against 57.6; from the first week on, 3 at the end. */
    const uint64_t five[AGG_AHEAD_WEEKS] = {5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5};
    b = balance(0, five, 48);
    assert_int_equal(b.missing[0], 1);
    assert_int_equal(b.missing[AGG_AHEAD_WEEKS - 1], 3);
    assert_int_equal(b.short_from, 0);
    assert_int_equal(b.due[AGG_AHEAD_WEEKS - 1], 60);
    assert_int_equal(b.all_due, 60);
    /* Exactly met: 5 against 5.0. */
    b = balance(0, five, 50);
    assert_int_equal(b.short_from, -1);
    assert_int_equal(b.most, -1);
    /* A rush in week 2 is made up for by week 4; another at the end is not. */
    const uint64_t rush[AGG_AHEAD_WEEKS] = {0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 50, 0};
    b = balance(0, rush, 50);
    assert_int_equal(b.missing[2], 5);
    assert_int_equal(b.missing[3], 0);
    assert_int_equal(b.missing[10], 15);
    assert_int_equal(b.missing[11], 10);
    assert_int_equal(b.short_from, 10);
    assert_int_equal(b.most, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weeks),        cmocka_unit_test(test_due),      cmocka_unit_test(test_backlog),
        cmocka_unit_test(test_what_changes), cmocka_unit_test(test_capacity), cmocka_unit_test(test_without_number),
        cmocka_unit_test(test_unknown),      cmocka_unit_test(test_balance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
