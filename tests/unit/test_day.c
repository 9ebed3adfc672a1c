/* Days: the calendar against a walk day by day, the months of spec 2 (head), what is a date and what is none. */
#include "cmocka_all.h"

#include "base/day.h"

#include <stdio.h>
#include <string.h>

static bool leap(int year)
{
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}

/* Every day from 1890 to 2210, counted on by hand. */
static void test_calendar(void **state)
{
    (void)state;
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t d = day_make(1890, 1, 1);
    int weekday = 2; /* 01.01.1890 was a Wednesday */
    assert_int_equal(day_make(1970, 1, 1), 0);
    for (int year = 1890; year <= 2210; year++) {
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (month == 2 && leap(year));
            assert_int_equal(day_month_length(year, month), length);
            for (int day = 1; day <= length; day++, d++, weekday = (weekday + 1) % 7) {
                struct day_parts p = day_split(d);
                assert_int_equal(day_make(year, month, day), d);
                assert_true(p.year == year && p.month == month && p.day == day);
                assert_int_equal(day_weekday(d), weekday);
                assert_int_equal(day_month_end(d), d + length - day);
            }
        }
    }
}

static void test_iso_weeks(void **state)
{
    (void)state;
    static const struct {
        int y, m, d, week, year;
    } known[] = {
        {2023, 1, 1, 52, 2022}, {2023, 1, 2, 1, 2023},   {2020, 12, 31, 53, 2020}, {2021, 1, 3, 53, 2020},
        {2021, 1, 4, 1, 2021},  {2024, 12, 30, 1, 2025}, {2024, 12, 29, 52, 2024}, {2026, 12, 31, 53, 2026},
        {2027, 1, 1, 53, 2026}, {2016, 1, 3, 53, 2015},  {2000, 2, 29, 9, 2000},   {1900, 1, 1, 1, 1900},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        int year = 0;
        assert_int_equal(day_iso_week(day_make(known[i].y, known[i].m, known[i].d), &year), known[i].week);
        assert_int_equal(year, known[i].year);
    }
}

static void assert_day(int32_t d, const char *iso)
{
    assert_string_equal(day_iso(d).s, iso);
}

static void test_months(void **state)
{
    (void)state;
    assert_day(day_add_months(day_make(2023, 8, 31), 6), "2024-02-29"); /* the example of spec 2 */
    assert_day(day_add_months(day_make(2022, 8, 31), 6), "2023-02-28");
    assert_day(day_add_months(day_make(2024, 2, 29), 12), "2025-02-28");
    assert_day(day_add_months(day_make(2024, 2, 29), 48), "2028-02-29");
    assert_day(day_add_months(day_make(2023, 12, 31), 2), "2024-02-29");
    assert_day(day_add_months(day_make(2023, 1, 30), 1), "2023-02-28");
    assert_day(day_add_months(day_make(2023, 3, 31), -1), "2023-02-28");
    assert_day(day_add_months(day_make(2023, 1, 15), -13), "2021-12-15");
    assert_day(day_add_months(day_make(2023, 6, 15), 0), "2023-06-15");
    assert_day(day_add_calendar_months(day_make(2023, 8, 1), 6), "2024-02-29");
    assert_day(day_add_calendar_months(day_make(2023, 8, 31), 1), "2023-09-30");
    assert_day(day_add_calendar_months(day_make(2023, 12, 5), 0), "2023-12-31");
}

static void test_birthdays(void **state)
{
    (void)state;
    assert_day(day_birthday(day_make(2000, 2, 29), 25), "2025-03-01"); /* spec 2.1 */
    assert_day(day_birthday(day_make(2000, 2, 29), 24), "2024-02-29");
    assert_day(day_birthday(day_make(1999, 2, 28), 25), "2024-02-28");
    assert_day(day_birthday(day_make(1998, 12, 31), 25), "2023-12-31");
    assert_day(day_birthday(day_make(1875, 2, 29 - 1), 25), "1900-02-28");
}

struct reading {
    const char *text, *iso; /* iso NULL: no date */
    int minute;
};

static void test_parse(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"30.11.2023", "2023-11-30", -1},
        {"2023-11-30", "2023-11-30", -1},
        {"29.02.2024", "2024-02-29", -1},
        {"29.02.2000", "2000-02-29", -1},
        {"01.01.1900", "1900-01-01", -1},
        {"31.12.2199", "2199-12-31", -1},
        {"30.11.2023 08:05", "2023-11-30", 485},
        {"2023-11-30T23:59", "2023-11-30", 1439},
        {"2023-11-30T00:00:00", "2023-11-30", 0},
        {"2023-11-30 12:30", "2023-11-30", 750},
        {"1.1.2023", "2023-01-01", -1},
        {"1.12.2023", "2023-12-01", -1},
        {"01.2.2023", "2023-02-01", -1},
        {"30.11.2023 9:05", "2023-11-30", 545},
        {"1.11.2023 9:05 Uhr", "2023-11-01", 545},
        {"1.11.2023 09:05:07Uhr", "2023-11-01", 545},
        {"2023-10-01 00:00:00.000", "2023-10-01", 0},
        {"2023-10-01T00:00:00.1234567", "2023-10-01", 0},
        {"01.10.2023 23:59:59,9", "2023-10-01", 1439},
        {"01.10.2023\u00a009:05", "2023-10-01", 545},
        {"01.10.2023 \u202f 9:05\u00a0Uhr", "2023-10-01", 545},
        {"2023-10-01T09:05+02:00", "2023-10-01", 545}, /* the time of Germany on that day */
        {"2023-12-01T09:05:00.000+0100", "2023-12-01", 545},
        {"2023-10-29T09:05+01", "2023-10-29", 545}, /* the clocks are changed: either */
        {"2023-10-29T09:05+02:00", "2023-10-29", 545},
        {"2023-10-01T09:05+01:00", NULL, 0}, /* a time elsewhere */
        {"2023-12-01T09:05+02:00", NULL, 0},
        {"2023-12-01T09:05+00:00", NULL, 0},
        {"2023-12-01T09:05+01:30", NULL, 0},
        {"2023-10-01T22:30:00Z", NULL, 0}, /* in Germany that was the day after */
        {"2023-10-01T22:30-02:00", NULL, 0},
        {"30.11.2023 9:5", NULL, 0},
        {"30.11.2023 009:05", NULL, 0},
        {"30.11.2023 9:05:", NULL, 0},
        {"30.11.2023 9:05:0", NULL, 0},
        {"30.11.2023 9:05:00.", NULL, 0},
        {"30.11.2023 9:05 AM", NULL, 0},
        {"30.11.2023 9 Uhr", NULL, 0},
        {"30.11.2023 Uhr", NULL, 0},
        {"001.11.2023", NULL, 0},
        {"1.111.2023", NULL, 0},
        {"1.1.20233", NULL, 0},
        {"1.1.203", NULL, 0},
        {"1. 1. 2023", NULL, 0},
        {"1.1.", NULL, 0},
        {"20230305", NULL, 0},
        {"2023-3-5", NULL, 0},
        {"2023-03-055", NULL, 0},
        {"05/03/2023", NULL, 0},
        {"00.00.0000", NULL, 0},
        {"31.02.2023", NULL, 0},
        {"29.02.2023", NULL, 0},
        {"29.02.1900", NULL, 0},
        {"31.04.2023", NULL, 0},
        {"00.01.2023", NULL, 0},
        {"01.00.2023", NULL, 0},
        {"01.13.2023", NULL, 0},
        {"31.12.1899", NULL, 0},
        {"01.01.2200", NULL, 0},
        {"01.01.23", NULL, 0},
        {"2023-1-1", NULL, 0},
        {"2023/11/30", NULL, 0},
        {"11/30/2023", NULL, 0},
        {"30-11-2023", NULL, 0},
        {"30.11.2023 24:00", NULL, 0},
        {"30.11.2023 12:60", NULL, 0},
        {"30.11.2023 ", NULL, 0},
        {"30.11.2023T", NULL, 0},
        {"30.11.2023x", NULL, 0},
        {"30.11.2023 12:00x", NULL, 0},
        {"30.11.202", NULL, 0},
        {"+0.11.2023", NULL, 0},
        {"30.11.-023", NULL, 0},
        {"45000", NULL, 0}, /* a day as a spreadsheet numbers it */
        {"", NULL, 0},
    };
    for (size_t i = 0; i < sizeof readings / sizeof *readings; i++) {
        const struct reading *r = &readings[i];
        int32_t d = 4711;
        int minute = 99;
        bool ok = day_parse(r->text, strlen(r->text), &d, &minute);
        if (ok != (r->iso != NULL))
            fail_msg("„%s“ gives %d", r->text, ok);
        if (!ok) {
            assert_int_equal(d, 4711);
            continue;
        }
        assert_day(d, r->iso);
        assert_int_equal(minute, r->minute);
    }
}

/* What is no whole day, and how it is told (spec 1.1). */
static void test_forms(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int century;
        enum day_form form;
        const char *iso; /* NULL: left alone */
    } forms[] = {
        {"1.2.2023", 0, DAY_IS, "2023-02-01"},
        {"00.00.0000", 0, DAY_EMPTY, ""},
        {"0.0.0000", 0, DAY_EMPTY, ""},
        {"00.00.0000 00:00:00", 0, DAY_EMPTY, ""},
        {"0000-00-00", 0, DAY_EMPTY, ""},
        {"0000-00-00T00:00", 0, DAY_EMPTY, ""},
        {"00.00.00", 0, DAY_EMPTY, ""},
        {"00.00.00", 1930, DAY_EMPTY, ""},
        {"31.12.9999", 0, DAY_BEYOND, NULL},
        {"9999-12-31 23:59:59", 0, DAY_BEYOND, NULL},
        {"1.1.2200", 0, DAY_BEYOND, NULL},
        {"99.99.9999", 0, DAY_BEYOND, NULL},
        {"01.01.2200 25:00", 0, DAY_IS_NOT, NULL},
        {"00.00.1985", 0, DAY_INCOMPLETE, "1985-12-31"},
        {"1985-00-00", 0, DAY_INCOMPLETE, "1985-12-31"},
        {"00.02.1984", 0, DAY_INCOMPLETE, "1984-02-29"},
        {"0.4.1985 00:00", 0, DAY_INCOMPLETE, "1985-04-30"},
        {"15.00.1985", 0, DAY_INCOMPLETE, "1985-12-15"},
        {"00.13.1985", 0, DAY_IS_NOT, NULL},
        {"00.00.1899", 0, DAY_IS_NOT, NULL},
        {"1.2.23", 0, DAY_SHORT_YEAR, NULL},
        {"1.2.23 9:05", 0, DAY_SHORT_YEAR, NULL},
        {"1.2.23", 1930, DAY_IS, "2023-02-01"},
        {"1.2.29", 1930, DAY_IS, "2029-02-01"},
        {"1.2.30", 1930, DAY_IS, "1930-02-01"},
        {"1.2.00", 1930, DAY_IS, "2000-02-01"},
        {"1.2.00", 1900, DAY_IS, "1900-02-01"},
        {"29.2.99", 1930, DAY_IS_NOT, NULL},
        {"00.00.85", 1930, DAY_INCOMPLETE, "1985-12-31"},
        {"23-02-01", 1930, DAY_IS_NOT, NULL},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        int32_t d = 4711;
        enum day_form form = day_read(forms[i].text, strlen(forms[i].text), forms[i].century, &d, NULL);
        if (form != forms[i].form)
            fail_msg("„%s“ is %d", forms[i].text, (int)form);
        if (forms[i].iso)
            assert_day(d, forms[i].iso);
        else
            assert_int_equal(d, form == DAY_BEYOND ? DAY_OPEN : 4711);
    }
}

static void test_century(void **state)
{
    (void)state;
    bool seen[100] = {false};
    assert_int_equal(day_century(seen), 0);
    for (int year = 1958; year <= 2023; year++)
        seen[year % 100] = true;
    int begin = day_century(seen);
    assert_true(begin > 1923 && begin <= 1958);
    bool one[100] = {[23] = true};
    assert_true(day_century(one) > 1923 && day_century(one) < 1999);
    bool all[100];
    memset(all, true, sizeof all);
    assert_true(day_century(all) >= 1900 && day_century(all) <= 1999);
}

/* Whatever is printed is read again, and a date that is cut short is none. */
static void test_print(void **state)
{
    (void)state;
    assert_string_equal(day_german(DAY_NONE).s, "");
    assert_string_equal(day_iso(DAY_NONE).s, "");
    assert_string_equal(day_month_name(3), "März");
    for (int32_t d = day_make(1900, 1, 1); d <= day_make(2199, 12, 31); d += 13) {
        int32_t german = 0, iso = 0;
        assert_true(day_parse(day_german(d).s, 10, &german, NULL));
        assert_true(day_parse(day_iso(d).s, 10, &iso, NULL));
        assert_int_equal(german, d);
        assert_int_equal(iso, d);
        assert_false(day_parse(day_iso(d).s, 9, &iso, NULL));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_calendar),  cmocka_unit_test(test_iso_weeks), cmocka_unit_test(test_months),
        cmocka_unit_test(test_birthdays), cmocka_unit_test(test_parse),     cmocka_unit_test(test_forms),
        cmocka_unit_test(test_century),   cmocka_unit_test(test_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
