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
        {2023, 1, 1, 52, 2022},  {2023, 1, 2, 1, 2023},   {2020, 12, 31, 53, 2020}, {2021, 1, 3, 53, 2020},
        {2021, 1, 4, 1, 2021},   {2024, 12, 30, 1, 2025}, {2024, 12, 29, 52, 2024}, {2026, 12, 31, 53, 2026},
        {2027, 1, 1, 53, 2026},  {2016, 1, 3, 53, 2015},  {2000, 2, 29, 9, 2000},   {1900, 1, 1, 1, 1900},
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
        {"31.02.2023", NULL, 0},
        {"29.02.2023", NULL, 0},
        {"29.02.1900", NULL, 0},
        {"31.04.2023", NULL, 0},
        {"00.01.2023", NULL, 0},
        {"01.00.2023", NULL, 0},
        {"01.13.2023", NULL, 0},
        {"31.12.1899", NULL, 0},
        {"01.01.2200", NULL, 0},
        {"1.1.2023", NULL, 0},
        {"01.01.23", NULL, 0},
        {"2023-1-1", NULL, 0},
        {"2023/11/30", NULL, 0},
        {"11/30/2023", NULL, 0},
        {"30-11-2023", NULL, 0},
        {"30.11.2023 24:00", NULL, 0},
        {"30.11.2023 12:60", NULL, 0},
        {"30.11.2023 1:00", NULL, 0},
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
        cmocka_unit_test(test_birthdays), cmocka_unit_test(test_parse),     cmocka_unit_test(test_print),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
