/*
 * Public holidays (spec 2.10): every day from 1990 to 2100 in every Land against tests/data/feiertage.csv, which an
 * independent program made (tests/oracle/holidays_table.py), and days worked out by hand from the laws.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/holidays.h"

#include "base/day.h"

#include <stdio.h>
#include <string.h>

static const unsigned all_options = HOLIDAY_ASSUMPTION | HOLIDAY_AUGSBURG | HOLIDAY_CORPUS_CHRISTI;

/* ---- against the table ---- */

struct expected { /* Länder as bits: everywhere, and with one regional holiday each */
    unsigned whole, assumption, augsburg, corpus_christi;
};

static struct expected table[41000]; /* by day since 01.01.1990 */

static void put_token(struct expected *e, const char *token)
{
    enum land land = land_lookup(token, 2);
    assert_int_not_equal(land, IN_NO_LAND);
    const char *part = token + 2;
    unsigned *where = strcmp(part, "+himmelfahrt") == 0      ? &e->assumption
                      : strcmp(part, "+friedensfest") == 0   ? &e->augsburg
                      : strcmp(part, "+fronleichnam") == 0   ? &e->corpus_christi
                                                             : &e->whole;
    assert_true(where != &e->whole || *part == '\0');
    *where |= 1u << land;
}

static void read_table(int32_t first)
{
    char line[200], *rest;
    size_t lines = 0;
    FILE *f = fopen(KD_ROOT "/tests/data/feiertage.csv", "r");
    assert_non_null(f);
    for (; fgets(line, sizeof line, f); lines++) {
        int32_t day;
        line[strcspn(line, "\n")] = '\0';
        const char *token = strtok_r(line, ";", &rest);
        assert_true(day_parse(token, strlen(token), &day, NULL));
        while ((token = strtok_r(NULL, ";", &rest)))
            put_token(&table[day - first], token);
    }
    fclose(f);
    assert_true(lines > 2000);
}

static void expect(int32_t day, enum land land, unsigned options, bool holiday)
{
    if (holiday_is(day, land, options) == holiday)
        return;
    print_error("%s in %s, options %u: %s\n", day_german(day).s, land_code(land), options,
                holiday ? "should be a holiday" : holiday_name(day, land, options));
    fail();
}

static void test_every_day_in_every_land(void **state)
{
    (void)state;
    int32_t first = day_make(1990, 1, 1), last = day_make(2100, 12, 31);
    read_table(first);
    for (int32_t day = first; day <= last; day++) {
        const struct expected *e = &table[day - first];
        for (enum land land = IN_NO_LAND + 1; land < LAND_COUNT; land++) {
            unsigned bit = 1u << land;
            expect(day, land, 0, e->whole & bit);
            expect(day, land, HOLIDAY_ASSUMPTION, (e->whole | e->assumption) & bit);
            expect(day, land, HOLIDAY_AUGSBURG, (e->whole | e->augsburg) & bit);
            expect(day, land, HOLIDAY_CORPUS_CHRISTI, (e->whole | e->corpus_christi) & bit);
            expect(day, land, all_options, (e->whole | e->assumption | e->augsburg | e->corpus_christi) & bit);
        }
        expect(day, IN_NO_LAND, all_options, e->whole == (1u << LAND_COUNT) - 2);
    }
}

/* ---- Easter ---- */

/* Days after 21 March, 1990 to 2100: from the tables of the Gregorian calendar. */
static const unsigned char easter_sundays[] = {
    25, 10, 29, 21, 13, 26, 17, 9, 22, 14, 33, 25, 10, 30, 21, 6, 26, 18, 2, 22, 14, 34, 18, 10, 30, 15, 6, 26,
    11, 31, 22, 14, 27, 19, 10, 30, 15, 7, 26, 11, 31, 23, 7, 27, 19, 4, 23, 15, 35, 20, 11, 31, 16, 8, 27, 19,
    4, 24, 15, 28, 20, 12, 31, 16, 8, 28, 12, 32, 24, 9, 28, 20, 5, 25, 16, 8, 21, 13, 32, 24, 9, 29, 20, 5,
    25, 17, 29, 21, 13, 33, 17, 9, 29, 14, 5, 25, 10, 30, 21, 13, 26, 18, 9, 22, 14, 34, 25, 10, 30, 22, 7};

static void test_easter(void **state)
{
    (void)state;
    assert_int_equal(sizeof easter_sundays, 111);
    for (int year = 1990; year <= 2100; year++)
        assert_int_equal(holiday_easter(year), day_make(year, 3, 21) + easter_sundays[year - 1990]);
    /* The earliest and the latest there are, and the exceptions of Gauss's rule. */
    assert_int_equal(holiday_easter(1818), day_make(1818, 3, 22));
    assert_int_equal(holiday_easter(1943), day_make(1943, 4, 25));
    assert_int_equal(holiday_easter(1954), day_make(1954, 4, 18));
    assert_int_equal(holiday_easter(1981), day_make(1981, 4, 19));
    assert_int_equal(holiday_easter(2049), day_make(2049, 4, 18));
    assert_int_equal(holiday_easter(2076), day_make(2076, 4, 19));
}

/* ---- the legal history, by hand ---- */

static void test_history(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        enum land land;
        bool holiday;
    } cases[] = {
        {1994, 11, 16, IN_NI, true},  {1995, 11, 22, IN_NI, false}, {1995, 11, 22, IN_SN, true},
        {1994, 11, 16, IN_NO_LAND, true}, {1995, 11, 22, IN_NO_LAND, false},
        {2016, 10, 31, IN_NI, false}, {2017, 10, 31, IN_NI, true},  {2017, 10, 31, IN_BY, true},
        {2018, 10, 31, IN_BY, false}, {2018, 10, 31, IN_HH, true},  {2018, 10, 31, IN_SH, true},
        {2018, 10, 31, IN_HB, true},  {2018, 10, 31, IN_BE, false}, {2017, 10, 31, IN_NO_LAND, true},
        {2018, 3, 8, IN_BE, false},   {2019, 3, 8, IN_BE, true},    {2022, 3, 8, IN_MV, false},
        {2023, 3, 8, IN_MV, true},    {2018, 9, 20, IN_TH, false},  {2019, 9, 20, IN_TH, true},
        {2020, 5, 8, IN_BE, true},    {2021, 5, 8, IN_BE, false},   {2025, 5, 8, IN_BE, true},
        {2025, 5, 8, IN_BB, false},   {2028, 6, 17, IN_BE, true},   {1990, 6, 17, IN_NW, true},
        {1990, 6, 17, IN_SN, false},  {1991, 6, 17, IN_NW, false},  {1990, 10, 3, IN_NO_LAND, true},
        {1992, 1, 6, IN_ST, false},   {1993, 1, 6, IN_ST, true},    {2024, 3, 31, IN_BB, true},
        {2024, 3, 31, IN_NI, false},  {2024, 12, 24, IN_BY, false}, {2024, 12, 31, IN_BY, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect(day_make(cases[i].year, cases[i].month, cases[i].day), cases[i].land, 0, cases[i].holiday);
}

static void test_names(void **state)
{
    (void)state;
    assert_string_equal(holiday_name(day_make(2023, 10, 31), IN_NI, 0), "Reformationstag");
    assert_string_equal(holiday_name(day_make(2023, 5, 18), IN_NO_LAND, 0), "Christi Himmelfahrt");
    assert_string_equal(holiday_name(day_make(2023, 8, 8), IN_BY, HOLIDAY_AUGSBURG), "Augsburger Friedensfest");
    assert_null(holiday_name(day_make(2023, 8, 8), IN_BY, 0));
    assert_null(holiday_name(day_make(2023, 8, 8), IN_NI, all_options));
    assert_non_null(holiday_name(day_make(2008, 5, 1), IN_NI, 0)); /* 1 May and Ascension on one day */
}

/* ---- words ---- */

static enum land lookup(const char *s)
{
    return land_lookup(s, strlen(s));
}

static void test_lands(void **state)
{
    (void)state;
    static const char codes[] = "BWBYBEBBHBHHHEMVNINWRPSLSNSTSHTH";
    unsigned seen = 0;
    for (const char *s = codes; *s; s += 2)
        seen |= 1u << land_lookup(s, 2);
    assert_int_equal(seen, (1u << LAND_COUNT) - 2);
    for (enum land land = IN_NO_LAND + 1; land < LAND_COUNT; land++) {
        assert_int_equal(lookup(land_code(land)), land);
        assert_int_equal(lookup(land_name(land)), land);
    }
    assert_int_equal(lookup(" ni "), IN_NI);
    assert_int_equal(lookup("BADEN-WÜRTTEMBERG"), IN_BW);
    assert_int_equal(lookup("thüringen"), IN_TH);
    assert_int_equal(lookup(""), IN_NO_LAND);
    assert_int_equal(lookup("Uelzen"), IN_NO_LAND);
    assert_int_equal(IN_SH, 1); /* the official keys */
    assert_int_equal(IN_TH, 16);
}

static void expect_region(const char *s, const char *expected)
{
    struct holiday_region r = {IN_NO_LAND, 0};
    struct buf b = {0};
    bool ok = holiday_region_parse(s, &r);
    assert_true(ok == (expected != NULL));
    holiday_region_put(&b, r);
    assert_string_equal(buf_str(&b), expected ? expected : "");
    buf_free(&b);
}

static void test_regions(void **state)
{
    (void)state;
    expect_region("NI", "NI");
    expect_region("Niedersachsen", "NI");
    expect_region("by+augsburger friedensfest+Mariä Himmelfahrt", "BY+Mariä Himmelfahrt+Augsburger Friedensfest");
    expect_region("Sachsen + Fronleichnam", "SN+Fronleichnam");
    expect_region("", NULL);
    expect_region("NI+", NULL);
    expect_region("NI+Fronleichnam", NULL); /* no part of it has it */
    expect_region("NW+Fronleichnam", NULL); /* all of it has it */
    expect_region("BY+Fronleichnam", NULL);
    expect_region("SL+Mariä Himmelfahrt", NULL);
    expect_region("BY+Karneval", NULL);
    expect_region("B\xff", NULL);
    assert_false(holiday_option_fits(HOLIDAY_AUGSBURG, IN_NO_LAND));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_day_in_every_land), cmocka_unit_test(test_easter),
        cmocka_unit_test(test_history),                 cmocka_unit_test(test_names),
        cmocka_unit_test(test_lands),                   cmocka_unit_test(test_regions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
