/* Staff (spec 2.10): weeks, presence, targets, time, substitution, standing in, posts; sums worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "aggregate/staff.h"
#include "cli/options.h"
#include "exports.h"

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct verdict *verdict;
    struct agg_staff *staff;
};

/* The text of a file; NULL: not delivered. */
struct files {
    const char *customers, *contacts, *staff, *absences, *appointments;
};

static const char one_customer[] = "Kundennummer;Geburtsdatum;Status;Team;Betreuer;Betreuung seit\n"
                                   "1;01.01.1980;arbeitslos;Team A;ab;01.01.2020\n";
static const char no_contacts[] = "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter\n";
static const char no_absences[] = "Kürzel;Von;Bis\n";

static void world_open(struct world *w, const char *rules, int32_t day, enum land land, const struct files *f)
{
    struct diag d = {0};
    memset(w, 0, sizeof *w);
    exports_make(&w->exports);
    exports_put(&w->exports, "kunden.csv", f->customers ? f->customers : one_customer);
    exports_put(&w->exports, "kontakte.csv", f->contacts ? f->contacts : no_contacts);
    if (f->staff)
        exports_put(&w->exports, "mitarbeiter.csv", f->staff);
    if (f->absences)
        exports_put(&w->exports, "abwesenheiten.csv", f->absences);
    if (f->appointments)
        exports_put(&w->exports, "termine.csv", f->appointments);
    w->tables = exports_read(&w->exports);
    w->set = exports_rules(rules);
    struct eval_question q = eval_question(w->set, day, 14);
    w->verdict = eval_all(w->tables, &q, 1);
    struct agg_staff_input in = {w->tables, w->set, w->verdict, day, {land, 0}, 3900};
    w->staff = agg_staff_new(&in);
    assert_true(agg_staff_check(w->staff, &d));
}

static void world_close(struct world *w)
{
    agg_staff_free(w->staff);
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
    exports_remove(&w->exports, NULL);
}

/* The row of a Kürzel in a team, both as delivered. */
static const struct agg_staff_numbers *row(const struct world *w, const char *team, const char *key)
{
    for (size_t i = 0; i < w->staff->n_persons; i++)
        if (strcmp(w->staff->person[i].code, key) == 0 && strcmp(w->tables->word[w->staff->person[i].team], team) == 0)
            return &w->staff->person[i].numbers;
    fail_msg("no row %s in %s", key, team);
    return NULL;
}

/* The target of a week in hundredths of a consultation; it has to be a whole number of them. */
static uint64_t hundredths(const struct world *w, uint64_t target)
{
    assert_int_equal(target * 100 % w->staff->unit, 0);
    return target * 100 / w->staff->unit;
}

static uint64_t target_of(const struct world *w, const char *key, int week)
{
    return hundredths(w, row(w, "Team A", key)->week[week].target);
}

/* ---- weeks ---- */

static void expect_weeks(int year, int month, int day, int n, const int (*weeks)[2])
{
    struct world w;
    const struct files f = {0};
    world_open(&w, "uelzen-ga-08-2019", day_make(year, month, day), IN_NI, &f);
    assert_int_equal(w.staff->n_weeks, n);
    for (int i = 0; i < n; i++) {
        int of;
        assert_int_equal(day_weekday(w.staff->monday[i]), 0);
        assert_int_equal(day_iso_week(w.staff->monday[i], &of), weeks[i][0]);
        assert_int_equal(of, weeks[i][1]);
    }
    world_close(&w);
}

static void test_weeks(void **state)
{
    (void)state;
    expect_weeks(2023, 11, 30, 4, (const int[][2]){{44, 2023}, {45, 2023}, {46, 2023}, {47, 2023}});
    /* 1 January 2021 is a Friday: week 53 of 2020 is January's. */
    expect_weeks(2020, 12, 31, 4, (const int[][2]){{49, 2020}, {50, 2020}, {51, 2020}, {52, 2020}});
    expect_weeks(2021, 1, 31, 5, (const int[][2]){{53, 2020}, {1, 2021}, {2, 2021}, {3, 2021}, {4, 2021}});
    /* S is a Friday, the day before one, in the middle of a month. */
    expect_weeks(2024, 5, 31, 5, (const int[][2]){{18, 2024}, {19, 2024}, {20, 2024}, {21, 2024}, {22, 2024}});
    expect_weeks(2024, 5, 30, 4, (const int[][2]){{18, 2024}, {19, 2024}, {20, 2024}, {21, 2024}});
    expect_weeks(2024, 5, 2, 0, NULL);
    expect_weeks(2024, 5, 3, 1, (const int[][2]){{18, 2024}});
}

/* ---- presence and targets ---- */

static const char christmas_staff[] =
    "Kürzel;Team;Funktion;Wochenstunden;Arbeitstage;Von;Bis\n"
    "full;Team A;IFK;;;;\n"                     /* 24 x 3/5 = 14.4: 25 and 26 December are Monday and Tuesday */
    "part;Team A;IFK U25;19,5;Mo-Mi;;\n"        /* 24 x 1/2 x 1/3 = 4 */
    "joins;Team A;IFK;;;28.12.2023;\n"          /* 24 x 2/5 = 9.6 */
    "leaves;Team A;IFK;;;;27.12.2023\n"         /* 24 x 1/5 = 4.8 */
    "absent;Team A;IFK;;;;\n"                   /* absent Friday to Wednesday: 24 x 2/5 = 9.6, holidays once */
    "weekend;Team A;IFK;7,8;Sa,So;;\n"          /* 24 x 1/5 x 2/2 = 4.8 */
    "case;Team A;Fallmanagement;;;;\n"
    "nobody;Team A;Leitung;;;;\n"
    "gone;Team A;IFK;;;;01.06.2023\n"
    "to come;Team A;IFK;;;01.01.2024;\n";

static void test_two_holidays_in_a_week(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.staff = christmas_staff, .absences = "Kürzel;Von;Bis\nabsent;22.12.2023;27.12.2023\n"};
    world_open(&w, "uelzen-ga-08-2019", day_make(2023, 12, 31), IN_NI, &f);
    assert_int_equal(w.staff->n_weeks, 5);
    assert_int_equal(target_of(&w, "full", 4), 1440);
    assert_int_equal(target_of(&w, "part", 4), 400);
    assert_int_equal(target_of(&w, "joins", 4), 960);
    assert_int_equal(target_of(&w, "leaves", 4), 480);
    assert_int_equal(target_of(&w, "absent", 4), 960);
    assert_int_equal(target_of(&w, "weekend", 4), 480);
    assert_int_equal(target_of(&w, "case", 4), 0);
    assert_int_equal(target_of(&w, "nobody", 4), 0);
    assert_int_equal(target_of(&w, "gone", 4), 0);
    assert_int_equal(target_of(&w, "to come", 4), 0);
    /* The weeks before: whole, but for the Friday on which the absence begins. */
    assert_int_equal(target_of(&w, "full", 3), 2400);
    assert_int_equal(target_of(&w, "absent", 3), 1920);
    assert_int_equal(target_of(&w, "joins", 3), 0);
    assert_int_equal(target_of(&w, "leaves", 3), 2400);
    /* Sums: 14.4 + 4 + 9.6 + 4.8 + 9.6 + 4.8; over the month full 110.4. */
    assert_int_equal(hundredths(&w, w.staff->all.week[4].target), 4720);
    assert_int_equal(hundredths(&w, agg_staff_month(row(&w, "Team A", "full")).target), 11040);
    /* On S are there all but those who left, are to come; hours 39 x 4 + 19.5 + 7.8 + 39. */
    assert_int_equal(w.staff->all.members, 7);
    assert_int_equal(w.staff->all.hours, 3900 * 5 + 1950 + 780);
    assert_int_equal(w.staff->all.without_function, 1);
    assert_int_equal(w.staff->all.without_target, 0);
    /* Time: share 60 % of 39 h x 3/5 = 14 h 2.4 min for full, for case the same. */
    const struct agg_staff_week *week = &row(&w, "Team A", "case")->week[4];
    assert_int_equal(week->present * 10, (uint64_t)14040 * AGG_STAFF_MINUTE);
    assert_int_equal(week->time_target * 10, (uint64_t)8424 * AGG_STAFF_MINUTE);
    world_close(&w);
}

static void test_week_53_and_new_year(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.staff = "Kürzel;Team;Arbeitstage\nfull;Team A;\nfri;Team A;Fr\nthu;Team A;Do,Fr,Sa\n",
                            .absences = no_absences};
    world_open(&w, "aa90", day_make(2021, 1, 31), IN_NI, &f);
    assert_int_equal(target_of(&w, "full", 0), 1600); /* 20 x 4/5: 1 January */
    assert_int_equal(target_of(&w, "fri", 0), 0);
    assert_int_equal(target_of(&w, "fri", 1), 2000);
    assert_int_equal(row(&w, "Team A", "thu")->week[0].target * 3, 40 * w.staff->unit); /* 20 x 2/3, not rounded */
    world_close(&w);
}

static void test_land_and_full_time(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.staff = "Kürzel;Team;Wochenstunden\nfull;Team A;\npart;Team A;30\n", .absences = no_absences};
    int32_t day = day_make(2023, 11, 5); /* one week, with 31 October and 1 November */
    static const struct {
        enum land land;
        uint64_t target;
    } cases[] = {{IN_NI, 1600}, {IN_NW, 1600}, {IN_HE, 2000}, {IN_NO_LAND, 2000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        world_open(&w, "aa90", day, cases[i].land, &f);
        assert_int_equal(w.staff->known.land, cases[i].land != IN_NO_LAND);
        assert_int_equal(target_of(&w, "full", 0), cases[i].target);
        world_close(&w);
    }
    world_open(&w, "aa90", day, IN_HE, &f);
    struct agg_staff_input in = {w.tables, w.set, w.verdict, day, {IN_HE, 0}, 4000};
    agg_staff_free(w.staff);
    w.staff = agg_staff_new(&in);
    assert_int_equal(target_of(&w, "full", 0), 2000); /* no hours given: full time, whatever that is */
    assert_int_equal(target_of(&w, "part", 0), 1500);
    assert_int_equal(w.staff->all.hours, 7000);
    world_close(&w);
}

/* ---- consultations ---- */

static const char two_teams[] = "Kürzel;Name;Team;Funktion\nab;Abel, A.;Team A;IFK\ncd;Cohn, C.;Team B;IFK\n"
                                "ef;Emm, E.;Team B;Fallmanagement\n";
static const char three_customers[] =
    "Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Gültig ab\n"
    "1;01.01.1980;arbeitslos;Z;Team A;ab;01.01.2020;\n"
    "1;01.01.1980;arbeitslos;Z;Team A;cd;01.01.2020;15.11.2023\n" /* another caseworker from the 15th on */
    "2;01.01.2004;arbeitslos;M;Team B;cd;01.01.2020;\n"
    "3;01.01.1980;arbeitslos;M;Team B;;01.01.2020;\n";
static const char contacts[] =
    "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner;Mitarbeiter;Dauer\n"
    "1;14.11.2023;Beratungsvermerk;persönlich;;ab;30\n"    /* own */
    "1;14.11.2023;Beratungsvermerk;telefonisch;;ab;99\n"   /* the same day and person: once */
    "1;14.11.2023;Beratungsvermerk;persönlich;;cd;\n"      /* another person: substitution, no length */
    "1;15.11.2023;Beratungsvermerk;persönlich;;ab;20\n"    /* no more his customer: substitution */
    "2;16.11.2023;Allgemeiner Vermerk;persönlich;;cd;60\n" /* no consultation, like the four behind it */
    "2;16.11.2023;Beratungsvermerk;schriftlich;;cd;60\n"
    "2;16.11.2023;Beratungsvermerk;persönlich;Berufsberatung;cd;60\n"
    "2;27.11.2023;Beratungsvermerk;persönlich;;cd;60\n"    /* after the last week */
    "2;29.10.2023;Beratungsvermerk;persönlich;;cd;60\n"    /* before the first */
    "2;16.11.2023;Beratungsvermerk;persönlich;;ef;45\n"    /* by one without a target of consultations */
    "2;18.11.2023;Beratungsvermerk;persönlich;;zz;45\n"    /* by one who is not in mitarbeiter.csv, a Saturday */
    "2;19.11.2023;Beratungsvermerk;persönlich;;;45\n"      /* by nobody told */
    "3;30.10.2023;Beratungsvermerk;persönlich;;cd;25\n";   /* nobody's customer */

static void test_consultations(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.customers = three_customers, .contacts = contacts, .staff = two_teams,
                            .absences = no_absences};
    world_open(&w, "aa90", day_make(2023, 11, 30), IN_NI, &f);
    const struct agg_staff_week *third = &w.staff->all.week[2];
    assert_int_equal(row(&w, "Team A", "ab")->week[2].consultations, 2);
    assert_int_equal(row(&w, "Team B", "cd")->week[2].consultations, 1);
    assert_int_equal(row(&w, "Team B", "cd")->week[0].consultations, 1);
    assert_int_equal(third->consultations, 3);
    assert_int_equal(third->other, 1);
    assert_int_equal(third->strange, 2);
    assert_int_equal(agg_staff_team(w.staff, w.staff->team[1].team)->numbers.week[2].strange, 2); /* the customer's team */
    /* On 14.11. the customer was ab's, on 15.11. cd's. */
    assert_int_equal(row(&w, "Team A", "ab")->own, 1);
    assert_int_equal(row(&w, "Team A", "ab")->substituted, 1);
    assert_int_equal(row(&w, "Team A", "cd")->substituted, 1);
    assert_int_equal(row(&w, "Team B", "cd")->substituted, 2); /* ef, zz */
    assert_int_equal(w.staff->all.own, 1);
    assert_int_equal(w.staff->all.substituted, 4);
    assert_int_equal(w.staff->all.unclear, 2); /* nobody told; nobody's customer */
    world_close(&w);
}

static void test_caseload(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.customers = three_customers, .staff = two_teams, .absences = no_absences};
    world_open(&w, "aa90", day_make(2023, 11, 30), IN_NI, &f);
    assert_int_equal(w.staff->all.customers, 3);
    assert_int_equal(w.staff->all.young, 1);
    assert_int_equal(w.staff->all.profile_z, 1);
    assert_int_equal(row(&w, "Team A", "cd")->customers, 1); /* of S, in the customer's team */
    assert_int_equal(row(&w, "Team A", "cd")->hours, 0);
    assert_int_equal(row(&w, "Team B", "")->customers, 1);
    assert_int_equal(w.staff->n_teams, 2);
    assert_string_equal(w.staff->team[1].name, "Team B");
    assert_int_equal(w.staff->team[1].numbers.hours, 7800);
    world_close(&w);
}

/* ---- time ---- */

static void test_time_from_contacts(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.customers = three_customers, .contacts = contacts, .staff = two_teams,
                            .absences = no_absences};
    world_open(&w, "moenchengladbach-2012", day_make(2023, 11, 30), IN_NW, &f);
    struct agg_staff_week m = agg_staff_month(&w.staff->all);
    assert_true(w.staff->known.time && !w.staff->known.target);
    assert_int_equal(m.minutes, (30 + 20 + 45 + 25) * TBL_MINUTE);
    assert_int_equal(m.timed, 4);
    assert_int_equal(m.untimed, 1);
    assert_int_equal(m.strange_time, 2);
    assert_int_equal(m.consultations, 0); /* nobody has a target of them */
    assert_int_equal(m.other, 5);
    world_close(&w);
}

static const char appointments[] =
    "Kundennummer;Beginn;Mitarbeiter;Dauer;Gesprächsart;Status;Vertretung\n"
    "1;13.11.2023 09:00;ab;90;Erstgespräch;wahrgenommen;\n"     /* IFK: counts 60 */
    "1;13.11.2023 10:00;ab;45;Folgegespräch;nicht erschienen;\n" /* scheduled time, too */
    "1;13.11.2023 11:00;ab;45;Folgegespräch;abgesagt;\n"
    "1;13.11.2023 12:00;ab;;Wunschgespräch;geplant;\n"          /* length not known */
    "1;14.11.2023 09:00;ab;30;Erstgespräch;wahrgenommen;ef\n"   /* takes ef's time */
    "2;14.11.2023 09:00;ef;90;;wahrgenommen;\n"                 /* Fallmanagement: no limit */
    "2;14.11.2023 11:00;zz;90;;wahrgenommen;\n"                 /* nobody known */
    "2;20.12.2023 11:00;cd;90;;geplant;\n";

static void test_time_from_appointments(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.customers = three_customers, .staff = two_teams, .absences = no_absences,
                            .appointments = appointments};
    world_open(&w, "uelzen-ga-08-2019", day_make(2023, 11, 30), IN_NI, &f);
    assert_int_equal(row(&w, "Team A", "ab")->week[2].minutes, (60 + 45) * TBL_MINUTE);
    assert_int_equal(row(&w, "Team A", "ab")->week[2].timed, 2);
    assert_int_equal(row(&w, "Team A", "ab")->week[2].untimed, 1);
    assert_int_equal(row(&w, "Team B", "ef")->week[2].minutes, (30 + 90) * TBL_MINUTE);
    assert_int_equal(w.staff->all.week[2].strange_time, 1);
    /* Working time: 3 x 39 h, 4/5 of it in the first week (31 October), then three whole weeks; 60 % of it. */
    assert_int_equal(agg_staff_month(&w.staff->all).present * 10, (uint64_t)3 * 39 * 60 * 38 * AGG_STAFF_MINUTE);
    assert_int_equal(agg_staff_month(&w.staff->all).time_target * 100, (uint64_t)3 * 39 * 60 * 38 * 6 * AGG_STAFF_MINUTE);
    world_close(&w);
}

static void test_standing_in(void **state)
{
    (void)state;
    struct world w;
    const struct files f = {.customers = three_customers, .staff = two_teams,
                            .absences = "Kürzel;Von;Bis\nab;13.11.2023;13.11.2023\nab;14.11.2023;30.11.2023\n"
                                        "cd;14.11.2023;14.11.2023\nab;14.11.2023;14.11.2023\n",
                            .appointments = appointments};
    world_open(&w, "aa90-2021", day_make(2023, 11, 30), IN_NI, &f);
    assert_int_equal(row(&w, "Team A", "ab")->absent, 5);
    assert_int_equal(row(&w, "Team A", "ab")->stood_in, 1);       /* Vertretung ef */
    assert_int_equal(row(&w, "Team A", "ab")->absent_named, 3);   /* first talks and a talk by wish */
    assert_int_equal(row(&w, "Team A", "ab")->stood_in_named, 1);
    assert_int_equal(row(&w, "Team B", "cd")->absent, 2);
    assert_int_equal(row(&w, "Team B", "cd")->stood_in, 2);       /* held by others */
    assert_int_equal(w.staff->all.absent, 7);
    world_close(&w);
}

/* ---- what is not known ---- */

static void test_not_known(void **state)
{
    (void)state;
    struct world w;
    int32_t day = day_make(2023, 11, 30);
    const struct files nothing = {0}, no_leave = {.staff = two_teams, .appointments = appointments},
                       all = {.staff = two_teams, .absences = no_absences, .appointments = appointments},
                       no_holder = {.staff = two_teams, .absences = no_absences,
                                    .contacts = "Kundennummer;Datum;Vermerkart;Kontaktart\n"};
    world_open(&w, "uelzen-ga-08-2019", day, IN_NI, &nothing);
    const struct agg_staff_known *k = &w.staff->known;
    assert_false(k->posts || k->consultations || k->absences || k->target || k->time || k->standing_in);
    world_close(&w);
    world_open(&w, "uelzen-ga-08-2019", day, IN_NI, &no_leave);
    k = &w.staff->known;
    assert_true(k->posts && k->consultations);
    assert_false(k->target || k->time || k->standing_in);
    world_close(&w);
    world_open(&w, "uelzen-ga-08-2019", day, IN_NI, &no_holder);
    k = &w.staff->known;
    assert_false(k->consultations || k->target || k->time || k->substitution);
    world_close(&w);
    world_open(&w, "uelzen-ga-08-2019", day, IN_NI, &all);
    k = &w.staff->known;
    assert_true(k->target && k->time && k->standing_in && k->substitution && k->posts);
    world_close(&w);
    world_open(&w, "ba-arbeitshilfe", day, IN_NI, &all);
    k = &w.staff->known;
    assert_true(k->consultations && !k->target && !k->time);
    world_close(&w);
    world_open(&w, "moenchengladbach-2012", day, IN_NW, &all); /* contacts without Dauer */
    assert_false(w.staff->known.time);
    world_close(&w);
}

/* ---- options ---- */

static bool parse(struct settings *o, const char *option, const char *value)
{
    struct diag d = {0};
    static char program[] = "kontaktdichte", command[] = "report", folder[] = "x";
    char *argv[] = {program, command, folder, (char *)(uintptr_t)option, (char *)(uintptr_t)value, NULL};
    bool ok = options_parse(o, option ? 5 : 3, argv, day_make(2023, 12, 5), &d);
    assert_true(ok || d.code == DIAG_USAGE);
    return ok;
}

static void test_options(void **state)
{
    (void)state;
    struct settings o;
    assert_true(parse(&o, NULL, NULL));
    assert_int_equal(o.land.land, IN_NO_LAND);
    assert_int_equal(o.full_time_hours, 3900);
    assert_true(parse(&o, "--land", "NI"));
    assert_int_equal(o.land.land, IN_NI);
    assert_true(parse(&o, "--land", "Bayern+Mariä Himmelfahrt"));
    assert_int_equal(o.land.land, IN_BY);
    assert_int_equal(o.land.options, HOLIDAY_ASSUMPTION);
    assert_true(parse(&o, "--full-time", "38,5"));
    assert_int_equal(o.full_time_hours, 3850);
    assert_false(parse(&o, "--land", "Preußen"));
    assert_false(parse(&o, "--land", "NI+Fronleichnam"));
    assert_false(parse(&o, "--full-time", "0"));
    assert_false(parse(&o, "--full-time", "169"));
    assert_false(parse(&o, "--full-time", "viel"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weeks),
        cmocka_unit_test(test_two_holidays_in_a_week),
        cmocka_unit_test(test_week_53_and_new_year),
        cmocka_unit_test(test_land_and_full_time),
        cmocka_unit_test(test_consultations),
        cmocka_unit_test(test_caseload),
        cmocka_unit_test(test_time_from_contacts),
        cmocka_unit_test(test_time_from_appointments),
        cmocka_unit_test(test_standing_in),
        cmocka_unit_test(test_not_known),
        cmocka_unit_test(test_options),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
