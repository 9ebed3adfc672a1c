/* Keys that fit in part, and values that cannot be meant: from how many lines on each is a doubt. */
#include "base/buf.h"
#include "cmocka_all.h"
#include "doubts/doubts.h"
#include "exports.h"

#include <string.h>

enum { S = 19691 }; /* 30.11.2023 */

static struct exports exports;

static int make_folder(void **state)
{
    (void)state;
    exports_make(&exports);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    exports_remove(&exports, NULL);
    return 0;
}

/* A file of n lines; the first `odd` of them have other values. Lines hold one %u for their number. */
static void put(const char *file, const char *head, unsigned n, unsigned odd, const char *other, const char *usual)
{
    struct buf b = {0};
    buf_printf(&b, "%s\n", head);
    for (unsigned i = 0; i < n; i++) {
        const char *form = i < odd ? other : usual, *at = strstr(form, "%u");
        buf_printf(&b, "%.*s%u%s\n", (int)(at - form), form, 100 + i, at + 2);
    }
    exports_put(&exports, file, buf_str(&b));
    buf_free(&b);
}

#define CUSTOMERS "Kundennummer;Geburtsdatum;Status;Betreuung seit;Team;Betreuer;BG-Nummer"
#define NOTES     "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter;Dauer"
#define USUAL     "K%u;01.02.1980;arbeitslos;01.01.2020;Team Süd;;"
#define NOTE      "K%u;20.11.2023;Beratungsvermerk;persönlich;;"

static void customers(unsigned n, unsigned odd, const char *other)
{
    put("kunden.csv", CUSTOMERS, n, odd, other, USUAL);
}

static void notes(unsigned n, unsigned odd, const char *other)
{
    put("kontakte.csv", NOTES, n, odd, other, NOTE);
}

static uint64_t count(enum issue_kind kind)
{
    struct tables *t = exports_read(&exports);
    struct ruleset *set = exports_rules("aa90");
    struct doubts_input in = {.set = set, .day = S, .numbers = true};
    doubts_find(t, &in);
    uint64_t n = t->issues.count[kind];
    ruleset_free(set);
    tables_free(t);
    return n;
}

static void assert_count(enum issue_kind kind, uint64_t n)
{
    assert_int_equal(count(kind), n);
}

/* 20 lines, or more than one in 20; each is a hint anyway. */
static void test_written_otherwise(void **state)
{
    (void)state;
    customers(60, 0, "");
    notes(60, 3, "k%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_KEY_LIKE, 0); /* exactly one in 20 */
    assert_count(WARN_KEY_LIKE, 1);
    notes(60, 4, "k%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_KEY_LIKE, 1);
    notes(60, 4, "2,14E+%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_KEY_LIKE, 1);
    assert_count(WARN_KEY_CUT, 1);
    customers(500, 0, "");
    notes(500, 19, "k%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_KEY_LIKE, 0);
    notes(500, 20, "k%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_int_equal(count(DOUBT_KEY_LIKE) + count(DOUBT_UNKNOWN), 1); /* once, by either */
    /* Kürzel: nothing is rejected */
    notes(500, 19, "K%u;20.11.2023;Beratungsvermerk;persönlich;ab;");
    exports_put(&exports, "mitarbeiter.csv", "Kürzel\nAB\n");
    assert_count(DOUBT_KEY_LIKE, 0);
    notes(500, 20, "K%u;20.11.2023;Beratungsvermerk;persönlich;ab;");
    assert_count(DOUBT_KEY_LIKE, 1);
    assert_count(DOUBT_STAFF_KEYS, 0); /* told once */
}

/* Of the last 91 days more than a quarter, at least 20. */
static void test_unknown_of_late(void **state)
{
    (void)state;
    customers(60, 0, "");
    notes(80, 20, "X9%u;20.11.2023;Beratungsvermerk;persönlich;;"); /* the last 20 are of K160 on: unknown, too */
    assert_count(DOUBT_UNKNOWN, 1);
    customers(80, 0, "");
    assert_count(DOUBT_UNKNOWN, 0); /* 20 of 80 */
    notes(80, 21, "X9%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_UNKNOWN, 1);
    notes(80, 21, "X9%u;31.08.2023;Beratungsvermerk;persönlich;;"); /* S - 91: those who have left since */
    assert_count(DOUBT_UNKNOWN, 0);
    notes(80, 21, "X9%u;01.09.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_UNKNOWN, 1);
    notes(60, 19, "X9%u;20.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_UNKNOWN, 0);
}

static void test_names_for_keys(void **state)
{
    (void)state;
    customers(60, 0, "");
    exports_put(&exports, "mitarbeiter.csv", "Kürzel;Name\nab;Anna Berg\n");
    notes(60, 20, "K%u;20.11.2023;Beratungsvermerk;persönlich;Anna Berg;");
    assert_count(DOUBT_STAFF_KEYS, 1);
    notes(60, 20, "K%u;20.04.2023;Beratungsvermerk;persönlich;Anna Berg;"); /* more than half a year ago */
    assert_count(DOUBT_STAFF_KEYS, 0);
    notes(60, 9, "K%u;20.11.2023;Beratungsvermerk;persönlich;Anna Berg;");
    assert_count(DOUBT_STAFF_KEYS, 0);
    put("kontakte.csv", NOTES, 60, 30, "K%u;20.11.2023;Beratungsvermerk;persönlich;Anna Berg;",
        "K%u;20.11.2023;Beratungsvermerk;persönlich;ab;");
    assert_count(DOUBT_STAFF_KEYS, 0); /* half */
}

static void test_teams(void **state)
{
    (void)state;
    notes(60, 0, "");
    customers(60, 3, "K%u;01.02.1980;arbeitslos;01.01.2020;TEAM SÜD.;;");
    assert_count(DOUBT_TEAM_LIKE, 0);
    assert_count(WARN_TEAM_LIKE, 1);
    customers(60, 4, "K%u;01.02.1980;arbeitslos;01.01.2020;TEAM SÜD.;;");
    assert_count(DOUBT_TEAM_LIKE, 1);
    assert_count(WARN_TEAM_LIKE, 0);
    customers(30, 2, "K%u;01.02.1980;arbeitslos;01.01.2020;TEAM SÜD.;;");
    assert_count(DOUBT_TEAM_LIKE, 0);
    customers(60, 4, "K%u;01.02.1980;arbeitslos;01.01.2020;Team Sud;;");
    assert_int_equal(count(DOUBT_TEAM_LIKE) + count(WARN_TEAM_LIKE), 0);
    customers(60, 0, "");
    exports_put(&exports, "mitarbeiter.csv", "Kürzel;Team\nab;team süd\ncd;Team Süd\n");
    assert_count(DOUBT_TEAM_LIKE, 1);
}

static void test_shared(void **state)
{
    (void)state;
    notes(100, 0, "");
    customers(100, 20, "K%u;01.02.1980;arbeitslos;01.01.2020;;;BG9");
    assert_count(DOUBT_SHARED, 0);
    customers(100, 21, "K%u;01.02.1980;arbeitslos;01.01.2020;;;BG9");
    assert_count(DOUBT_SHARED, 1);
    customers(100, 21, "K%u;01.02.1980;arbeitslos;01.01.2020;;;0");
    assert_count(DOUBT_SHARED, 0);
    /* 20 under one Kürzel; the others have one each, but all of them one where mitarbeiter.csv knows it */
    put("kunden.csv", CUSTOMERS, 60, 20, "K%u;01.02.1980;arbeitslos;01.01.2020;;POOL;",
        "K10%u;01.02.1980;arbeitslos;01.01.2020;;;");
    assert_count(DOUBT_SHARED, 0); /* nobody else has one */
    struct buf b = {0};
    buf_text(&b, CUSTOMERS "\n");
    for (unsigned i = 0; i < 32; i++)
        buf_printf(&b, "K%u;01.02.1980;arbeitslos;01.01.2020;;%c;\n", 100 + i, i < 20 ? 'P' : 'a' + (int)i / 4);
    exports_put(&exports, "kunden.csv", buf_str(&b));
    assert_count(DOUBT_SHARED, 0); /* 20 x 3 is 5 x 12 */
    buf_text(&b, "K900;01.02.1980;arbeitslos;01.01.2020;;P;\n");
    exports_put(&exports, "kunden.csv", buf_str(&b));
    assert_count(DOUBT_SHARED, 1);
    exports_put(&exports, "mitarbeiter.csv", "Kürzel\nP\n");
    assert_count(DOUBT_SHARED, 0);
    buf_free(&b);
}

static void minutes(unsigned odd, const char *value)
{
    struct buf b = {0};
    buf_printf(&b, "K%%u;20.11.2023;Beratungsvermerk;persönlich;;%s", value);
    put("kontakte.csv", NOTES, 10, odd, buf_str(&b), "K%u;20.11.2023;Beratungsvermerk;persönlich;;45");
    buf_free(&b);
}

static void test_minutes(void **state)
{
    (void)state;
    customers(10, 0, "");
    minutes(9, "3,99");
    assert_count(DOUBT_VALUES, 1);
    minutes(8, "0,5");
    assert_count(DOUBT_VALUES, 0);
    minutes(10, "4");
    assert_count(DOUBT_VALUES, 0);
    minutes(10, "0"); /* a length of nothing is none */
    assert_count(DOUBT_VALUES, 0);
    minutes(6, "241");
    assert_count(DOUBT_VALUES, 1);
    minutes(5, "2400");
    assert_count(DOUBT_VALUES, 0);
    assert_count(WARN_MINUTES, 5);
    minutes(5, "600");
    assert_count(WARN_MINUTES, 0);
    minutes(5, "600,001");
    assert_count(WARN_MINUTES, 5);
}

static void hours(const char *lines, uint64_t n)
{
    struct buf b = {0};
    buf_printf(&b, "Kürzel;Wochenstunden\n%s", lines);
    exports_put(&exports, "mitarbeiter.csv", buf_str(&b));
    assert_count(DOUBT_VALUES, n);
    buf_free(&b);
}

static void test_hours(void **state)
{
    (void)state;
    customers(10, 0, "");
    notes(10, 0, "");
    hours("a;1\nb;0,5\nc;1\nd;\ne;0\n", 1);
    hours("a;1\nb;0,5\n", 0);
    hours("a;10\nb;10\nc;10\n", 1);
    hours("a;10\nb;10\nc;10,01\n", 0);
    hours("a;100\nb;50\nc;20\n", 1);
    hours("a;100\nb;48\nc;20\nd;50\n", 0);
}

static void test_births(void **state)
{
    (void)state;
    notes(60, 0, "");
    customers(60, 4, "K%u;01.12.2023;arbeitslos;01.01.2020;;;");
    assert_count(DOUBT_BIRTH, 1);
    customers(60, 3, "K%u;01.12.2023;arbeitslos;01.01.2020;;;");
    assert_count(DOUBT_BIRTH, 0);
    customers(60, 4, "K%u;30.11.2023;arbeitslos;01.01.2020;;;"); /* born on S: odd, not impossible */
    assert_count(DOUBT_BIRTH, 0);
    customers(30, 2, "K%u;01.12.2023;arbeitslos;01.01.2020;;;"); /* two are hints */
    assert_count(DOUBT_BIRTH, 0);
    customers(60, 4, "K%u;30.11.1913;arbeitslos;01.01.2020;;;"); /* 110 today */
    assert_count(DOUBT_BIRTH, 1);
    customers(60, 4, "K%u;01.12.1913;arbeitslos;01.01.2020;;;");
    assert_count(DOUBT_BIRTH, 0);
    /* all others have one day of birth: told, too */
    customers(100, 20, "K%u;30.11.2015;arbeitslos;01.01.2020;;;");
    assert_count(DOUBT_VALUES, 2);
    customers(100, 19, "K%u;30.11.2015;arbeitslos;01.01.2020;;;");
    assert_count(DOUBT_VALUES, 1);
}

static void test_one_day(void **state)
{
    (void)state;
    customers(60, 0, "");
    notes(60, 31, "K%u;21.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_ONE_DAY, 1);
    notes(60, 30, "K%u;21.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_ONE_DAY, 0); /* half */
    notes(19, 19, "K%u;21.11.2023;Beratungsvermerk;persönlich;;");
    assert_count(DOUBT_ONE_DAY, 0);
}

static void test_beginnings(void **state)
{
    (void)state;
    notes(60, 0, "");
    put("kunden.csv", CUSTOMERS, 60, 30, "K%u;02.02.1980;arbeitslos;30.11.2022;A;;", USUAL); /* half */
    assert_count(DOUBT_VALUES, 1); /* the others' day of birth */
    put("kunden.csv", CUSTOMERS, 60, 31, "K%u;02.02.1980;arbeitslos;30.11.2022;A;;", USUAL);
    assert_count(DOUBT_VALUES, 2); /* S - 365 */
    put("kunden.csv", CUSTOMERS, 60, 60, "K%u;02.02.1980;arbeitslos;29.11.2022;A;;", USUAL);
    assert_count(DOUBT_VALUES, 1);
    /* no team at all: by no column; where staff has one, by Betreuer */
    put("kunden.csv", CUSTOMERS, 60, 60, "K%u;02.02.1980;arbeitslos;29.11.2022;;ab;", USUAL);
    assert_count(DOUBT_VALUES, 2);
    exports_put(&exports, "mitarbeiter.csv", "Kürzel;Team\nab;T\n");
    assert_count(DOUBT_VALUES, 1);
}

static void test_one_number(void **state)
{
    (void)state;
    struct buf b = {0};
    customers(60, 0, "");
    buf_text(&b, NOTES "\n");
    for (unsigned i = 0; i < 99; i++)
        buf_printf(&b, "K100;%02u.%02u.2023;Beratungsvermerk;persönlich;;\n", 1 + i % 28, 1 + i % 11);
    for (unsigned i = 0; i < 60; i++)
        buf_printf(&b, "K%u;%02u.11.2023;Beratungsvermerk;persönlich;x;\n", 100 + i, 1 + i % 28);
    exports_put(&exports, "kontakte.csv", buf_str(&b));
    assert_count(DOUBT_SHARED, 1);                                    /* 100 of 159 */
    const char *second = strstr(strchr(buf_str(&b), '\n') + 1, "\n"); /* without one of the 99 */
    struct buf less = {0};
    buf_printf(&less, NOTES "%s", second);
    exports_put(&exports, "kontakte.csv", buf_str(&less));
    assert_count(DOUBT_SHARED, 0); /* 99 */
    buf_free(&less);
    buf_clear(&b);
    buf_text(&b, CUSTOMERS "\n");
    for (unsigned i = 0; i < 200; i++)
        buf_printf(&b, "K%u;01.02.1980;arbeitslos;%02u.%02u.20%02u;;;\n", i < 21 ? 1 : i, 1 + i % 28, 1 + i % 12,
                   1 + i % 20);
    exports_put(&exports, "kunden.csv", buf_str(&b));
    assert_count(DOUBT_SHARED, 1); /* 21 of 200 */
    for (unsigned i = 0; i < 10; i++)
        buf_printf(&b, "K%u;01.02.1980;arbeitslos;01.01.2020;;;\n", 901 + i);
    exports_put(&exports, "kunden.csv", buf_str(&b));
    assert_count(DOUBT_SHARED, 0); /* 21 of 210 */
    buf_free(&b);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    assert_int_equal(S, day_make(2023, 11, 30));
    const struct CMUnitTest tests[] = {
        TEST(test_written_otherwise),
        TEST(test_unknown_of_late),
        TEST(test_names_for_keys),
        TEST(test_teams),
        TEST(test_shared),
        TEST(test_minutes),
        TEST(test_hours),
        TEST(test_births),
        TEST(test_one_day),
        TEST(test_beginnings),
        TEST(test_one_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
