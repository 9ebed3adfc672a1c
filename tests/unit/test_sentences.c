/* Sentences and headings: true in every case, none, one, all and nobody included (spec 4.1, 4.5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "words/sentences.h"

#include "base/mem.h"

#define NBSP "\u00a0"

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

/* Counts by verdict. */
struct counts {
    uint32_t met, soon, overdue, never, fresh, exempt, unclear, none;
};

static struct agg_numbers numbers(struct counts c)
{
    struct agg_numbers n = {0};
    n.code[VERDICT_MET] = c.met;
    n.code[VERDICT_DUE_SOON] = c.soon;
    n.code[VERDICT_OVERDUE] = c.overdue;
    n.code[VERDICT_NEVER] = c.never;
    n.code[VERDICT_NEW] = c.fresh;
    n.code[VERDICT_EXEMPT] = c.exempt;
    n.code[VERDICT_UNCLEAR] = c.unclear;
    n.code[VERDICT_NONE] = c.none;
    for (int i = 0; i < VERDICT_CODES; i++)
        n.customers += n.code[i];
    return n;
}

static void expect_result(struct arena *a, struct counts c, const char *expected)
{
    struct agg_numbers n = numbers(c);
    struct words_sentence s =
        words_say_result(&n, day_make(2023, 11, 30), NULL, NULL, agg_unit_whole(AGG_JOBCENTER), a);
    assert_string_equal(arena_printf(a, "%s|%s", s.strong, s.rest), expected);
}

static void test_result_with_rate(void **state)
{
    struct arena *a = *state;
    expect_result(a, (struct counts){.met = 1209, .soon = 133, .overdue = 406, .never = 61},
                  "74,2" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (1.342 von 1.809). 406 sind überfällig, "
                  "weitere 61 noch ganz ohne anrechenbaren Kontakt.");
    expect_result(a, (struct counts){.met = 3, .overdue = 1},
                  "75,0" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (3 von 4). Eine Person ist überfällig.");
    expect_result(a, (struct counts){.met = 2, .overdue = 1, .never = 1},
                  "50,0" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (2 von 4). Eine Person ist überfällig, "
                  "eine weitere noch ganz ohne anrechenbaren Kontakt.");
    expect_result(a, (struct counts){.met = 2, .never = 1},
                  "66,7" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (2 von 3). Eine Person ist über der Frist "
                  "und ganz ohne anrechenbaren Kontakt.");
    expect_result(a, (struct counts){.met = 2, .never = 2},
                  "50,0" NBSP "% der bewerteten Kund*innen sind im Rhythmus| (2 von 4). Zwei sind über der Frist und "
                  "ganz ohne anrechenbaren Kontakt.");
    expect_result(a, (struct counts){.met = 5},
                  "Alle fünf bewerteten Kund*innen sind im Rhythmus|. "
                  "Niemand ist überfällig.");
    expect_result(a, (struct counts){.met = 1, .soon = 1},
                  "Beide bewerteten Kund*innen sind im Rhythmus|. Niemand ist überfällig.");
    expect_result(a, (struct counts){.overdue = 13},
                  "Niemand von den 13 bewerteten Kund*innen ist im Rhythmus|. 13 sind überfällig.");
    expect_result(a, (struct counts){.met = 1}, "Die eine bewertete Person ist im Rhythmus|. Niemand ist überfällig.");
    expect_result(a, (struct counts){.overdue = 1},
                  "Die eine bewertete Person ist nicht im Rhythmus|. Eine Person ist überfällig.");
    /* 99,95 % and more would be shown as 100,0 %. */
    expect_result(a, (struct counts){.met = 9999, .overdue = 1},
                  "9.999 von 10.000 bewerteten Kund*innen sind im Rhythmus|. Eine Person ist überfällig.");
    expect_result(a, (struct counts){.met = 1, .overdue = 9999},
                  "Eine von 10.000 bewerteten Kund*innen ist im Rhythmus|. 9.999 sind überfällig.");
    /* The unclear are named from five in a hundred on. */
    expect_result(a, (struct counts){.met = 19, .unclear = 1},
                  "Alle 19 bewerteten Kund*innen sind im Rhythmus|. Niemand ist überfällig. Bei einer Person ist "
                  "unklar, welche Vorgabe gilt.");
    expect_result(a, (struct counts){.met = 20, .unclear = 1},
                  "Alle 20 bewerteten Kund*innen sind im Rhythmus|. Niemand ist überfällig.");
}

static void test_result_without_rate(void **state)
{
    struct arena *a = *state;
    expect_result(a, (struct counts){0}, "Am 30.11.2023 ist niemand in Betreuung|.");
    expect_result(a, (struct counts){.none = 4}, "Am 30.11.2023 gilt für niemanden eine Vorgabe|.");
    expect_result(a, (struct counts){.exempt = 4, .none = 1},
                  "Eine Quote gibt es nicht: Wer eine Vorgabe hat, ist ausgenommen|.");
    expect_result(a, (struct counts){.fresh = 1},
                  "Eine Quote gibt es noch nicht: Wer eine Vorgabe hat, ist neu und noch in der Frist|.");
    expect_result(a, (struct counts){.fresh = 1, .exempt = 1},
                  "Eine Quote gibt es nicht: Wer eine Vorgabe hat, ist ausgenommen oder neu und noch in der Frist|.");
    expect_result(a, (struct counts){.unclear = 3},
                  "Eine Quote gibt es nicht: Welche Vorgabe gilt, ist in allen Fällen unklar|.");
    expect_result(a, (struct counts){.unclear = 3, .none = 3},
                  "Eine Quote gibt es nicht: Für niemanden steht eine Vorgabe fest|. Bei drei Kund*innen ist unklar, "
                  "welche Vorgabe gilt.");
}

static void test_population(void **state)
{
    struct arena *a = *state;
    struct agg_numbers n = numbers((struct counts){0});
    assert_string_equal(words_say_population(&n, NULL, agg_unit_whole(AGG_JOBCENTER), a), "");
    n = numbers((struct counts){.unclear = 1});
    assert_string_equal(words_say_population(&n, NULL, agg_unit_whole(AGG_JOBCENTER), a),
                        "In Betreuung ist eine Person.");
    n = numbers(
        (struct counts){.met = 900, .soon = 9, .never = 80, .fresh = 14, .exempt = 31, .none = 1, .unclear = 8});
    assert_string_equal(words_say_population(&n, NULL, agg_unit_whole(AGG_JOBCENTER), a),
                        "Von 1.043 Kund*innen in Betreuung sind 989 bewertet, 14 neu, "
                        "31 ausgenommen, 1 ohne Vorgabe, 8 unklar.");
    n = numbers((struct counts){.unclear = 2});
    assert_string_equal(words_say_population(&n, NULL, agg_unit_whole(AGG_JOBCENTER), a),
                        "Von 2 Kund*innen in Betreuung ist niemand bewertet, 2 unklar.");
}

/* Teams by (met, overdue); a negative met ends the list. ohne: the group "ohne Team". */
static const char *teams(struct arena *a, const int (*team)[2], size_t n, bool last_is_none)
{
    struct agg_group item[32];
    struct agg_groups g = {0};
    g.list[AGG_TEAM] = (struct agg_list){item, n, n};
    for (size_t i = 0; i < n; i++) {
        item[i] = (struct agg_group){
            .key = last_is_none && i + 1 == n ? 0 : (uint32_t)i + 1,
            .numbers = numbers((struct counts){.met = (uint32_t)team[i][0], .overdue = (uint32_t)team[i][1]})};
        g.all.code[VERDICT_MET] += (uint32_t)team[i][0];
        g.all.code[VERDICT_OVERDUE] += (uint32_t)team[i][1];
    }
    return words_say_teams(&g, a);
}

static void test_team_headings(void **state)
{
    struct arena *a = *state;
    static const int eight[][2] = {{7, 3}, {7, 3}, {7, 3}, {7, 3}, {7, 3}, {9, 1}, {9, 1}, {9, 1}};
    assert_string_equal(teams(a, eight, 8, false), "Fünf von acht Teams liegen unter der Quote des Jobcenters");
    static const int one[][2] = {{5, 5}, {9, 1}, {9, 1}};
    assert_string_equal(teams(a, one, 3, false), "Eines von drei Teams liegt unter der Quote des Jobcenters");
    assert_string_equal(teams(a, one, 2, false), "Eines von zwei Teams liegt unter der Quote des Jobcenters");
    assert_string_equal(teams(a, one, 1, false), "Teams");
    assert_string_equal(teams(a, one, 0, false), "Teams");
    static const int same[][2] = {{8, 2}, {8, 2}, {4, 1}};
    assert_string_equal(teams(a, same, 3, false), "Kein Team liegt unter der Quote des Jobcenters");
    /* Those without a team can lift or lower the whole. */
    static const int lifted[][2] = {{5, 5}, {5, 5}, {99, 1}};
    assert_string_equal(teams(a, lifted, 3, true), "Beide Teams liegen unter der Quote des Jobcenters");
    static const int more[][2] = {{5, 5}, {5, 5}, {5, 5}, {99, 1}};
    assert_string_equal(teams(a, more, 4, true), "Alle drei Teams liegen unter der Quote des Jobcenters");
    static const int lowered[][2] = {{9, 1}, {9, 1}, {1, 99}};
    assert_string_equal(teams(a, lowered, 3, true), "Kein Team liegt unter der Quote des Jobcenters");
    static const int without[][2] = {{5, 5}, {9, 1}, {0, 0}};
    assert_string_equal(teams(a, without, 3, false),
                        "Eines von zwei Teams mit Quote liegt unter der Quote des Jobcenters");
    /* Below by less than is shown: no finding. */
    static const int close[][2] = {{70001, 30000}, {70002, 30000}};
    assert_string_equal(teams(a, close, 2, false), "Teams");
    int many[20][2];
    for (int i = 0; i < 20; i++) {
        many[i][0] = i < 15 ? 5 : 9;
        many[i][1] = 10 - many[i][0];
    }
    assert_string_equal(teams(a, (const int(*)[2])many, 20, false),
                        "15 von 20 Teams liegen unter der Quote des Jobcenters");
}

static void test_one_team(void **state)
{
    (void)state;
    struct agg_numbers low = numbers((struct counts){.met = 5, .overdue = 5});
    struct agg_numbers high = numbers((struct counts){.met = 9, .overdue = 1});
    struct agg_numbers none = numbers((struct counts){.none = 3});
    struct agg_numbers near = numbers((struct counts){.met = 50001, .overdue = 50000}); /* shown as 50,0 % too */
    assert_string_equal(words_say_team(&low, &high), "Das Team liegt unter der Quote des Jobcenters");
    assert_string_equal(words_say_team(&high, &low), "Das Team liegt über der Quote des Jobcenters");
    assert_string_equal(words_say_team(&high, &high), "Das Team liegt genau auf der Quote des Jobcenters");
    assert_string_equal(words_say_team(&none, &high), "Das Team im Vergleich");
    assert_string_equal(words_say_team(&high, &none), "Das Team im Vergleich");
    assert_string_equal(words_say_team(&near, &low), "Das Team im Vergleich");
}

static void test_age_and_status_headings(void **state)
{
    struct arena *a = *state;
    struct agg_group ages[2] = {{.key = AGE_U25, .numbers = numbers((struct counts){.met = 5, .overdue = 5})},
                                {.key = AGE_O25, .numbers = numbers((struct counts){.met = 9, .overdue = 1})}};
    struct agg_group status[3] = {
        {.key = STATUS_UNEMPLOYED, .name = "arbeitslos", .numbers = numbers((struct counts){.met = 9, .overdue = 1})},
        {.key = STATUS_SEEKING, .name = "arbeitsuchend", .numbers = numbers((struct counts){.met = 5, .overdue = 5})},
        {.key = STATUS_UNKNOWN, .name = "unbekannt", .numbers = numbers((struct counts){.unclear = 5})}};
    struct agg_groups g = {0};
    g.list[AGG_AGE] = (struct agg_list){ages, 2, 2};
    g.list[AGG_STATUS] = (struct agg_list){status, 3, 3};
    assert_string_equal(words_say_ages(&g), "Unter 25-Jährige sind seltener im Rhythmus als Ältere");
    assert_string_equal(words_say_status(&g, a), "Am niedrigsten ist die Quote beim Status „arbeitsuchend“");
    ages[0].numbers = numbers((struct counts){.met = 10});
    status[0].numbers = status[1].numbers;
    assert_string_equal(words_say_ages(&g), "Unter 25-Jährige sind häufiger im Rhythmus als Ältere");
    assert_string_equal(words_say_status(&g, a), "Status");
    ages[0].numbers = ages[1].numbers;
    g.list[AGG_STATUS].n = 1;
    assert_string_equal(words_say_ages(&g), "Profillage und Altersgruppe");
    assert_string_equal(words_say_status(&g, a), "Status");
    ages[0].numbers = numbers((struct counts){.unclear = 1});
    assert_string_equal(words_say_ages(&g), "Profillage und Altersgruppe");
}

static void expect_overdue(struct arena *a, uint32_t overdue, uint32_t never, uint32_t many, uint32_t max,
                           const char *expected)
{
    struct agg_numbers n = numbers((struct counts){.met = 5, .overdue = overdue, .never = never});
    n.band[AGG_BAND_180] = many;
    n.band[AGG_BAND_14] = overdue - many;
    n.overdue_max = max;
    assert_string_equal(words_say_overdue(&n, a), expected);
}

static void test_overdue_headings(void **state)
{
    struct arena *a = *state;
    struct agg_numbers unrated = numbers((struct counts){.unclear = 3});
    struct agg_numbers some = numbers((struct counts){.met = 2, .unclear = 3});
    assert_string_equal(words_say_overdue(&unrated, a), "Dauer der Überfälligkeit");
    assert_string_equal(words_say_overdue(&some, a), "Von den Bewerteten ist niemand überfällig");
    expect_overdue(a, 0, 0, 0, 0, "Niemand ist überfällig");
    expect_overdue(a, 0, 3, 0, 500, "Dauer der Überfälligkeit");
    expect_overdue(a, 5, 0, 0, 90, "Niemand ist länger als 90 Tage überfällig");
    expect_overdue(a, 5, 1, 0, 500, "Dauer der Überfälligkeit"); /* the one without contact is */
    expect_overdue(a, 1, 0, 1, 91, "Die eine überfällige Person ist es seit mehr als 90 Tagen");
    expect_overdue(a, 2, 0, 2, 91, "Beide Überfälligen sind es seit mehr als 90 Tagen");
    expect_overdue(a, 20, 0, 20, 91, "Alle 20 Überfälligen sind es seit mehr als 90 Tagen");
    expect_overdue(a, 20, 9, 1, 91, "Eine von 20 Überfälligen ist es seit mehr als 90 Tagen");
    expect_overdue(a, 2406, 0, 123, 91, "123 von 2.406 Überfälligen sind es seit mehr als 90 Tagen");
}

static void test_other_headings(void **state)
{
    struct arena *a = *state;
    struct agg_households h = {.n = 9, .all = 3, .some = 4, .no = 1, .not_asked = 1, .known = true};
    assert_string_equal(words_say_households(&h, a),
                        "In drei von acht Bedarfsgemeinschaften mit Vorgabe sind alle Betroffenen im Rhythmus");
    h.all = 1;
    assert_string_equal(words_say_households(&h, a),
                        "In einer von sechs Bedarfsgemeinschaften mit Vorgabe sind alle Betroffenen im Rhythmus");
    h.all = 0;
    assert_string_equal(words_say_households(&h, a),
                        "In keiner Bedarfsgemeinschaft mit Vorgabe sind alle Betroffenen im Rhythmus");
    h.all = 4;
    h.some = h.no = 0;
    assert_string_equal(words_say_households(&h, a),
                        "In allen vier Bedarfsgemeinschaften mit Vorgabe sind alle Betroffenen im Rhythmus");
    h.all = 1;
    assert_string_equal(words_say_households(&h, a), "Bedarfsgemeinschaften");
    h = (struct agg_households){.known = false};
    assert_string_equal(words_say_households(&h, a), "Bedarfsgemeinschaften");

    struct issues i = {0};
    assert_string_equal(words_say_data(&i, a), "Daten");
    i.file[FILE_CUSTOMERS].lines = 2000;
    assert_string_equal(words_say_data(&i, a), "Alle 2.000 Zeilen wurden verwendet");
    i.file[FILE_CUSTOMERS].rejected = 1;
    assert_string_equal(words_say_data(&i, a), "Eine von 2.000 Zeilen wurde nicht verwendet");
    i.file[FILE_CUSTOMERS].outside = 30;
    assert_string_equal(words_say_data(&i, a), "31 von 2.000 Zeilen wurden nicht verwendet");
    i.file[FILE_CUSTOMERS].rejected = 1970;
    assert_string_equal(words_say_data(&i, a), "Keine der 2.000 Zeilen wurde verwendet");

    struct ruleset set = {
        .validity_given = true, .valid_from = day_make(2019, 1, 1), .valid_to = day_make(2023, 12, 31)};
    assert_string_equal(words_say_force(&set, day_make(2023, 12, 31), a), "");
    assert_string_equal(words_say_force(&set, day_make(2024, 1, 1), a),
                        "Das Regelwerk ist am 01.01.2024 nicht mehr in Kraft; es galt bis 31.12.2023.");
    assert_string_equal(words_say_force(&set, day_make(2018, 12, 31), a),
                        "Das Regelwerk ist am 31.12.2018 noch nicht in Kraft; es gilt ab 01.01.2019.");
    set.validity_given = false;
    assert_string_equal(words_say_force(&set, day_make(2024, 1, 1), a), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_result_with_rate, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_result_without_rate, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_population, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_team_headings, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_age_and_status_headings, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_overdue_headings, open_arena, close_arena),
        cmocka_unit_test_setup_teardown(test_other_headings, open_arena, close_arena),
        cmocka_unit_test(test_one_team),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
