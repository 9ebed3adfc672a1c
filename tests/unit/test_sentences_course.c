/* What changed, in words: true in every case, the first month, nobody, no rate, no change included (spec 2.12, 4.1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "words/sentences.h"

#include "base/mem.h"

#include <string.h>

#define NBSP  "\u00a0"
#define MINUS "\u2212"

static int open_arena(void **state)
{
    *state = arena_new();
    return 0;
}

static int close_arena(void **state)
{
    arena_free(*state);
    return 0;
}

static void test_changes(void **state)
{
    struct arena *a = *state;
    int64_t tenths;
    assert_string_equal(words_change_count(38, a), "+38");
    assert_string_equal(words_change_count(-1234, a), MINUS "1.234");
    assert_string_equal(words_change_count(0, a), "±0");
    assert_string_equal(words_change_points(10, a), "+1,0" NBSP "Punkte");
    assert_string_equal(words_change_points(-3, a), MINUS "0,3" NBSP "Punkte");
    assert_string_equal(words_change_points(0, a), "±0,0" NBSP "Punkte");
    assert_true(words_points((struct agg_rate){742, 1000}, (struct agg_rate){732, 1000}, &tenths));
    assert_int_equal(tenths, 10);
    /* Of what is shown: 66,7 and 33,3 are 33,4 apart. */
    assert_true(words_points((struct agg_rate){2, 3}, (struct agg_rate){1, 3}, &tenths));
    assert_int_equal(tenths, 334);
    assert_false(words_points((struct agg_rate){0, 0}, (struct agg_rate){1, 3}, &tenths));
    assert_false(words_points((struct agg_rate){1, 3}, (struct agg_rate){0, 0}, &tenths));
}

/* met of rated are in rhythm, the rest is overdue. */
static struct agg_counts counts(uint32_t met, uint32_t rated)
{
    struct agg_counts n = {.customers = rated};
    n.code[VERDICT_MET] = met;
    n.code[VERDICT_OVERDUE] = rated - met;
    return n;
}

static void expect_result(struct arena *a, uint32_t met, uint32_t rated, struct agg_rate before, const char *expected)
{
    struct agg_counts c = counts(met, rated);
    struct agg_numbers n = {.customers = rated};
    memcpy(n.code, c.code, sizeof n.code);
    struct words_before then = {before, "im Oktober"};
    struct words_sentence s =
        words_say_result(&n, day_make(2023, 11, 30), &then, NULL, agg_unit_whole(AGG_JOBCENTER), a);
    assert_string_equal(arena_printf(a, "%s|%s", s.strong, s.rest), expected);
}

static void test_result(void **state)
{
    struct arena *a = *state;
    expect_result(a, 742, 1000, (struct agg_rate){732, 1000},
                  "74,2" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (742 von 1.000), 1,0" NBSP
                  "Punkte mehr als im "
                  "Oktober. 258 sind überfällig.");
    expect_result(a, 3, 4, (struct agg_rate){751, 1000},
                  "75,0" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (3 von 4), 0,1" NBSP
                  "Punkte weniger als im "
                  "Oktober. Eine Person ist überfällig.");
    expect_result(a, 3, 4, (struct agg_rate){75, 100},
                  "75,0" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (3 von 4), der gleiche Anteil wie im "
                  "Oktober. Eine Person ist überfällig.");
    /* nothing to compare with */
    expect_result(a, 3, 4, (struct agg_rate){0, 0},
                  "75,0" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (3 von 4). Eine Person ist überfällig.");
    /* a word instead of a figure */
    expect_result(a, 5, 5, (struct agg_rate){97, 100},
                  "Alle fünf bewerteten Kund*innen sind im Rhythmus|, im Oktober waren es 97,0" NBSP "%. Niemand ist "
                  "überfällig.");
    expect_result(a, 0, 5, (struct agg_rate){0, 5},
                  "Niemand von den fünf bewerteten Kund*innen ist im Rhythmus|, im Oktober waren es 0,0" NBSP "%. Fünf "
                  "sind überfällig.");
    expect_result(a, 1, 1, (struct agg_rate){97, 100},
                  "Die eine bewertete Person ist im Rhythmus|. Niemand ist überfällig.");
    expect_result(a, 0, 0, (struct agg_rate){97, 100}, "Am 30.11.2023 ist niemand in Betreuung|.");
}

static void set_days(struct agg_courses *c, int32_t day)
{
    struct day_parts p = day_split(day);
    memset(c, 0, sizeof *c);
    for (int i = 0; i < COURSE_NOW; i++)
        c->day[i] = day_month_end(day_add_months(day_make(p.year, p.month, 1), i - COURSE_NOW));
    c->day[COURSE_NOW] = day;
}

static void test_months(void **state)
{
    struct arena *a = *state;
    struct agg_courses c;
    set_days(&c, day_make(2023, 11, 30));
    assert_string_equal(words_month_name(c.day[COURSE_NOW], a), "November" NBSP "2023");
    assert_string_equal(words_in_month(&c, COURSE_MONTH_BEFORE, a), "im Oktober");
    assert_string_equal(words_in_month(&c, COURSE_YEAR_BEFORE, a), "im November 2022");
    set_days(&c, day_make(2024, 1, 15));
    assert_string_equal(words_month_name(c.day[COURSE_NOW], a), "15.01.2024");
    assert_string_equal(words_in_month(&c, COURSE_MONTH_BEFORE, a), "Ende Dezember");
    assert_string_equal(words_in_month(&c, COURSE_YEAR_BEFORE, a), "Ende Januar 2023");
}

/* Rates in tenths of a percent, -1: nobody is rated. */
static void expect_course(struct arena *a, int32_t day, const int per_mille[COURSE_POINTS], const char *expected)
{
    struct agg_courses c;
    set_days(&c, day);
    for (int i = 0; i < COURSE_POINTS; i++)
        c.all.point[i] = per_mille[i] < 0 ? counts(0, 0) : counts((uint32_t)per_mille[i], 1000);
    assert_string_equal(words_say_course(&c, &c.all, a), expected);
}

static void test_course(void **state)
{
    struct arena *a = *state;
    const int32_t end = day_make(2023, 11, 30), middle = day_make(2023, 11, 15);
#define RATES (const int[COURSE_POINTS])
    expect_course(a, end, RATES{700, 710, 700, 710, 700, 710, 700, 710, 700, 710, 700, 710, 711},
                  "Die Quote ist höher als in jedem der zwölf Monate davor");
    expect_course(a, middle, RATES{700, 710, 700, 710, 700, 710, 700, 710, 700, 710, 700, 710, 699},
                  "Die Quote ist niedriger als an jedem der zwölf Monatsenden davor");
    expect_course(a, end, RATES{700, 750, 700, 710, 700, 710, 700, 710, 700, 690, 695, 700, 710},
                  "Die Quote steigt seit drei Monaten");
    expect_course(a, end, RATES{700, 750, 700, 690, 800, 710, 700, 710, 740, 730, 720, 710, 700},
                  "Die Quote sinkt seit vier Monaten");
    /* a day within the month does not make a month */
    expect_course(a, middle, RATES{700, 750, 700, 710, 700, 710, 700, 710, 700, 690, 695, 700, 710},
                  "Die Quote liegt 1,0" NBSP "Punkte über der von Ende November 2022");
    expect_course(a, end, RATES{700, 750, 600, 710, 700, 710, 700, 710, 700, 690, 695, 700, 699},
                  "Die Quote liegt 0,1" NBSP "Punkte unter der vom November 2022");
    expect_course(a, end, RATES{700, 750, 600, 710, 700, 710, 700, 710, 700, 690, 695, 710, 700},
                  "Die Quote ist so hoch wie im November 2022");
    expect_course(a, middle, RATES{700, 700, 700, 700, 700, 700, 700, 700, 700, 700, 700, 700, 700},
                  "Die Quote ist so hoch wie Ende November 2022");
    /* the highest of those there are says nothing about the others */
    expect_course(a, end, RATES{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 700, 710}, "Verlauf der Quote");
    expect_course(a, end, RATES{-1, -1, -1, -1, -1, -1, -1, -1, -1, 680, 690, 700, 710},
                  "Die Quote steigt seit drei Monaten");
    expect_course(a, end, RATES{700, 710, 700, 710, 700, 710, 700, 710, 700, 710, 700, 710, -1}, "Verlauf der Quote");
    expect_course(a, end, RATES{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}, "Verlauf der Quote");
#undef RATES
}

static void expect_heading(struct arena *a, uint32_t before, uint32_t now, const char *expected)
{
    struct agg_courses c;
    set_days(&c, day_make(2023, 11, 30));
    c.all.point[COURSE_MONTH_BEFORE] = counts(before, before);
    c.all.point[COURSE_NOW] = counts(now, now);
    assert_string_equal(words_say_flow_heading(&c, &c.all, a), expected);
}

static void test_flow_heading(void **state)
{
    struct arena *a = *state;
    expect_heading(a, 0, 0, "Bewegung seit Ende Oktober");
    expect_heading(a, 1, 1, "Im Rhythmus ist eine Person, wie Ende Oktober");
    expect_heading(a, 7, 7, "Im Rhythmus sind ebenso viele wie Ende Oktober");
    expect_heading(a, 7, 8, "Im Rhythmus ist eine Person mehr als Ende Oktober");
    expect_heading(a, 1, 0, "Im Rhythmus ist eine Person weniger als Ende Oktober");
    expect_heading(a, 100, 121, "Im Rhythmus sind 21 Kund*innen mehr als Ende Oktober");
    expect_heading(a, 5, 3, "Im Rhythmus sind zwei Kund*innen weniger als Ende Oktober");
}

static void expect_flow(struct arena *a, uint32_t in, uint32_t out, uint32_t entered, bool team, const char *expected)
{
    struct agg_flow f = {0};
    f.cause[CAUSE_CONTACT][MOVE_LATE_MET] = in;
    f.cause[CAUSE_DEADLINE][MOVE_MET_LATE] = out;
    f.cause[CAUSE_ENTRY][MOVE_NONE_MET] = entered;
    f.cause[CAUSE_EXIT][MOVE_LATE_NONE] = entered ? 1 : 0;
    assert_string_equal(words_say_flow(&f, team, a), expected);
}

static void test_flow(void **state)
{
    struct arena *a = *state;
    expect_flow(a, 0, 0, 0, false, "Bei den Bewerteten hat sich nichts bewegt.");
    expect_flow(
        a, 61, 52, 0, false,
        "61 Überfällige kamen durch einen Kontakt in den Rhythmus, 52 fielen mit Ablauf ihrer Frist heraus. Sonst "
        "hat sich bei den Bewerteten nichts bewegt.");
    expect_flow(
        a, 1, 1, 3, false,
        "Eine überfällige Person kam durch einen Kontakt in den Rhythmus, eine fiel mit Ablauf ihrer Frist "
        "heraus. Zu- und Abgänge, Neue, Ausnahmen, geänderte Vorgaben und alles Übrige zusammen: im Rhythmus +3, "
        "bewertet +2.");
    expect_flow(a, 2, 0, 1, true,
                "Zwei Überfällige kamen durch einen Kontakt in den Rhythmus, niemand fiel mit Ablauf der Frist heraus. "
                "Zu- und Abgänge, Neue, Ausnahmen, Teamwechsel, geänderte Vorgaben und alles Übrige zusammen: im "
                "Rhythmus +1, bewertet ±0.");
    expect_flow(
        a, 0, 1, 0, false,
        "Eine Person fiel mit Ablauf ihrer Frist aus dem Rhythmus; von den Überfälligen kam niemand durch einen "
        "Kontakt hinein. Sonst hat sich bei den Bewerteten nichts bewegt.");
    expect_flow(a, 0, 13, 0, false,
                "13 Kund*innen fielen mit Ablauf ihrer Frist aus dem Rhythmus; von den Überfälligen kam niemand durch "
                "einen Kontakt hinein. Sonst hat sich bei den Bewerteten nichts bewegt.");
    expect_flow(a, 0, 0, 1, false,
                "Von den Überfälligen kam niemand durch einen Kontakt in den Rhythmus, und niemand fiel mit Ablauf der "
                "Frist heraus. Zu- und Abgänge, Neue, Ausnahmen, geänderte Vorgaben und alles Übrige zusammen: im "
                "Rhythmus +1, bewertet ±0.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_changes, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_result, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_months, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_course, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_flow_heading, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_flow, open_arena, close_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
