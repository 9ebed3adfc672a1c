/* Population, the start of care, and since when a requirement is in force (spec 2.1 to 2.3). */
#include "cmocka_all.h"

#include "one_customer.h"

#define ADULT "1980-01-01"
/* Ü25 under aa90: arbeitslos and arbeitsuchend are two rules, each every 6 months. */
#define CARE(since, until) "arbeitslos;;" since ";" until ";\n"

static void assert_start(const char *states, const char *day, const char *start)
{
    struct one_customer o;
    one_make(&o, "aa90", ADULT, states, NULL, NULL, day);
    assert_int_equal(o.v.in_population, start != NULL);
    if (start)
        one_assert_day("start of care", o.v.start, start);
    one_free(&o);
}

static void test_population(void **state)
{
    (void)state;
    assert_start(CARE("2020-05-01", ""), "2020-05-01", "2020-05-01");
    assert_start(CARE("2020-05-01", ""), "2020-04-30", NULL);
    assert_start(CARE("2020-05-01", "2021-06-30"), "2021-06-30", "2020-05-01"); /* both days included */
    assert_start(CARE("2020-05-01", "2021-06-30"), "2021-07-01", NULL);
    /* the line valid on S decides: a later one closes the care, an earlier one says nothing any more */
    assert_start("arbeitslos;;2020-05-01;;\narbeitslos;;2020-05-01;2021-06-30;2021-01-01\n", "2021-07-01", NULL);
    assert_start("arbeitslos;;2020-05-01;2020-12-31;\narbeitslos;;2020-05-01;;2021-01-01\n", "2021-07-01",
                 "2020-05-01");
    assert_start("arbeitslos;;2020-05-01;2020-12-31;\narbeitslos;;2020-05-01;;2021-01-01\n", "2020-12-31",
                 "2020-05-01");
    /* before the first key day the line with the earliest holds */
    assert_start("arbeitslos;;2020-05-01;;2022-01-01\n", "2021-01-01", "2020-05-01");
}

static void test_gaps(void **state)
{
    (void)state;
    /* A - 31 days = 2022-05-31 */
    assert_start(CARE("2020-01-01", "2022-05-31") CARE("2022-07-01", ""), "2023-01-01", "2020-01-01");
    assert_start(CARE("2020-01-01", "2022-05-30") CARE("2022-07-01", ""), "2023-01-01", "2022-07-01");
    assert_start(CARE("2020-01-01", "2022-06-30") CARE("2022-07-01", ""), "2023-01-01", "2020-01-01");
    /* the order in the file does not matter */
    assert_start(CARE("2022-07-01", "") CARE("2020-01-01", "2022-05-31"), "2023-01-01", "2020-01-01");
    /* step by step; each gap for itself */
    assert_start(CARE("2018-01-01", "2019-12-01") CARE("2020-01-01", "2022-05-31") CARE("2022-07-01", ""), "2023-01-01",
                 "2018-01-01");
    assert_start(CARE("2018-01-01", "2019-11-30") CARE("2020-01-01", "2022-05-31") CARE("2022-07-01", ""), "2023-01-01",
                 "2020-01-01");
    assert_start(CARE("2018-01-01", "2019-12-01") CARE("2020-01-01", "2022-05-30") CARE("2022-07-01", ""), "2023-01-01",
                 "2022-07-01");
}

static void test_overlaps(void **state)
{
    (void)state;
    assert_start(CARE("2020-01-01", "") CARE("2022-07-01", ""), "2023-01-01", "2020-01-01"); /* end open */
    assert_start(CARE("2020-01-01", "2025-12-31") CARE("2022-07-01", ""), "2023-01-01", "2020-01-01");
    /* a period too early to be joined is passed over; one around it is not */
    assert_start(CARE("2018-01-01", "2022-06-15") CARE("2020-01-01", "2020-06-30") CARE("2022-07-01", ""), "2023-01-01",
                 "2018-01-01");
    /* a period that begins later than S is none of these */
    assert_start(CARE("2020-01-01", "2022-12-31") CARE("2023-01-15", ""), "2022-12-31", "2020-01-01");
    assert_start(CARE("2020-01-01", "2022-12-31") CARE("2023-01-15", ""), "2023-01-10", NULL);
    assert_start(CARE("2020-01-01", "2022-12-31") CARE("2023-01-15", ""), "2023-01-15", "2020-01-01");
}

/* The end of a period stands in its line with the latest key day <= S; in its earliest line where there is none. */
static void test_end_of_period(void **state)
{
    (void)state;
#define SECOND "arbeitslos;;2022-07-01;;\n"
    assert_start("arbeitslos;;2020-01-01;2021-12-31;\narbeitslos;;2020-01-01;2022-06-15;2021-06-01\n" SECOND,
                 "2023-01-01", "2020-01-01");
    assert_start("arbeitslos;;2020-01-01;2022-06-15;\narbeitslos;;2020-01-01;2021-12-31;2021-06-01\n" SECOND,
                 "2023-01-01", "2022-07-01");
    /* a line that becomes valid after S is not known on S */
    assert_start("arbeitslos;;2020-01-01;2021-12-31;\narbeitslos;;2020-01-01;2022-06-15;2023-06-01\n" SECOND,
                 "2023-01-01", "2022-07-01");
    /* all its lines become valid after S: the earliest of them */
    assert_start("arbeitslos;;2020-01-01;2022-06-15;2023-05-01\narbeitslos;;2020-01-01;2021-12-31;2023-06-01\n" SECOND,
                 "2023-01-01", "2020-01-01");
#undef SECOND
}

/* ---- E ---- */

static void assert_since(const char *born, const char *states, const char *exceptions, const char *day, const char *since)
{
    struct one_customer o;
    one_make(&o, "aa90", born, states, NULL, exceptions, day);
    assert_true(o.v.in_population);
    one_assert_day("E", o.v.since, since);
    one_free(&o);
}

static void test_interruptions(void **state)
{
    (void)state;
#define BEGIN "arbeitslos;;2020-01-01;;\n"
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\n", NULL, "2022-12-31", "2022-03-01");
    /* 01.03. to 31.03.: 31 days, then the same again */
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\narbeitslos;;2020-01-01;;2022-04-01\n", NULL,
                 "2022-12-31", "2020-01-01");
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\narbeitslos;;2020-01-01;;2022-04-02\n", NULL,
                 "2022-12-31", "2022-04-02");
    /* on a day of the interruption it is in force itself */
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\narbeitslos;;2020-01-01;;2022-04-01\n", NULL,
                 "2022-03-31", "2022-03-01");
    /* two different things in between are one interruption */
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\nnicht gesetzt;;2020-01-01;;2022-03-15\n"
                              "arbeitslos;;2020-01-01;;2022-04-01\n", NULL, "2022-12-31", "2020-01-01");
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\nnicht gesetzt;;2020-01-01;;2022-03-15\n"
                              "arbeitslos;;2020-01-01;;2022-04-02\n", NULL, "2022-12-31", "2022-04-02");
    /* a blank is an interruption, too */
    assert_since(ADULT, BEGIN "wer weiß;;2020-01-01;;2022-03-01\narbeitslos;;2020-01-01;;2022-04-01\n", NULL,
                 "2022-12-31", "2020-01-01");
    /* two interruptions, each for itself */
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\narbeitslos;;2020-01-01;;2022-04-01\n"
                              "arbeitsuchend;;2020-01-01;;2022-04-02\narbeitslos;;2020-01-01;;2022-05-03\n", NULL,
                 "2022-12-31", "2020-01-01");
    assert_since(ADULT, BEGIN "arbeitsuchend;;2020-01-01;;2022-03-01\narbeitslos;;2020-01-01;;2022-04-02\n"
                              "arbeitsuchend;;2020-01-01;;2022-04-03\narbeitslos;;2020-01-01;;2022-05-04\n", NULL,
                 "2022-12-31", "2022-04-02");
    /* what changes nothing in the rule changes nothing */
    assert_since(ADULT, BEGIN "arbeitslos;M;2020-01-01;;2022-03-01\narbeitslos;A;2020-01-01;;2022-06-01\n", NULL,
                 "2022-12-31", "2020-01-01");
#undef BEGIN
}

/* Stretches without a requirement are not joined over an interruption. */
static void test_no_requirement(void **state)
{
    (void)state;
    struct one_customer o; /* uelzen: arbeitsuchend over 25 is not covered */
    one_make(&o, "uelzen-ga-08-2019", ADULT,
             "arbeitsuchend;;2020-01-01;;\narbeitslos;;2020-01-01;;2022-03-01\narbeitsuchend;;2020-01-01;;2022-03-15\n",
             NULL, NULL, "2022-12-31");
    assert_int_equal(o.v.code, VERDICT_NOT_COVERED);
    ASSERT_DAY(o.v.since, "2022-03-15");
    one_free(&o);
}

static void test_birthday(void **state)
{
    (void)state;
    static const char care[] = "arbeitslos;;2015-01-01;;\n";
    assert_since("1998-03-15", care, NULL, "2023-03-14", "2015-01-01");
    assert_since("1998-03-15", care, NULL, "2023-12-31", "2023-03-15");
    assert_since("2000-02-29", care, NULL, "2025-02-28", "2015-01-01");
    assert_since("2000-02-29", care, NULL, "2025-12-31", "2025-03-01");
    /* rules that do not look at the age begin no new stretch */
    assert_since("1998-03-15", "arbeitsuchend;;2015-01-01;;\n", NULL, "2023-12-31", "2015-01-01");
}

static void test_individual_intervals(void **state)
{
    (void)state;
    static const char care[] = "arbeitslos;;2020-01-01;;\n";
    assert_since(ADULT, care, "2022-02-01;2022-02-28;Einzelfall;6 Wochen\n", "2022-02-28", "2022-02-01");
    assert_since(ADULT, care, "2022-02-01;2022-02-28;Einzelfall;6 Wochen\n", "2022-12-31", "2020-01-01"); /* 28 days */
    assert_since(ADULT, care, "2022-02-01;2022-03-03;Einzelfall;6 Wochen\n", "2022-12-31", "2020-01-01"); /* 31 */
    assert_since(ADULT, care, "2022-02-01;2022-03-04;Einzelfall;6 Wochen\n", "2022-12-31", "2022-03-05"); /* 32 */
    /* not accepted: not shorter, or of a kind that aa90 does not know */
    assert_since(ADULT, care, "2022-02-01;;Einzelfall;6 Monate\n", "2022-12-31", "2020-01-01");
    assert_since(ADULT, care, "2022-02-01;;Maßnahme;6 Wochen\n", "2022-12-31", "2020-01-01");
    assert_since(ADULT, care, "2022-02-01;;JBA;6 Wochen\n", "2022-12-31", "2020-01-01");
    /* the same interval in two lines is two requirements */
    assert_since(ADULT, care, "2022-02-01;2022-05-31;Einzelfall;6 Wochen\n2022-06-01;;Einzelfall;6 Wochen\n",
                 "2022-12-31", "2022-06-01");
    /* of several on one day the later Von, then the later line */
    assert_since(ADULT, care, "2022-06-01;;Einzelfall;6 Wochen\n2022-02-01;;Einzelfall;2 Wochen\n", "2022-12-31",
                 "2022-06-01");
    /* after S there is nothing */
    assert_since(ADULT, care, "2023-01-01;;Einzelfall;6 Wochen\n", "2022-12-31", "2020-01-01");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_population),    cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_overlaps),      cmocka_unit_test(test_end_of_period),
        cmocka_unit_test(test_interruptions), cmocka_unit_test(test_no_requirement),
        cmocka_unit_test(test_birthday),      cmocka_unit_test(test_individual_intervals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
