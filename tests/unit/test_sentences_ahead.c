/* What is said about the weeks ahead: true for none, one and many, with and without a capacity (spec 4.1, section 8).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "words/sentences_ahead.h"

#include "base/mem.h"

#include <string.h>

#define NBSP "\u00a0"
#define ALL_WEEKS(n)                                                                                                   \
    {                                                                                                                  \
        n, n, n, n, n, n, n, n, n, n, n, n                                                                             \
    }

/* S is 30.11.2023; the weeks are 48, 49, ... 7. Whole consultations. */
static struct agg_ahead ahead(bool known, bool land)
{
    struct agg_ahead a = {.day = day_make(2023, 11, 30),
                          .last = day_make(2024, 2, 18),
                          .last_absence = day_make(2024, 6, 1),
                          .unit = 10,
                          .known = {known, known, true, land}};
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++)
        a.monday[w] = day_make(2023, 11, 27) + 7 * w;
    return a;
}

struct said {
    struct agg_ahead_numbers n;
    const char *heading, *course;
};

static void expect(const struct agg_ahead *a, const struct said *s)
{
    struct arena *arena = arena_new();
    assert_string_equal(words_say_ahead(a, &s->n, arena), s->heading);
    assert_string_equal(words_say_ahead_course(a, &s->n, arena), s->course);
    arena_free(arena);
}

static void test_without_capacity(void **state)
{
    (void)state;
    static const struct said said[] = {
        {{.backlog = 0}, "In den nächsten zwölf Wochen wird kein Kontakt fällig", ""},
        {{.backlog = 1},
         "Ein Kontakt ist im Rückstand, in den nächsten zwölf Wochen wird keiner fällig",
         "Am 30.11.2023 ist ein Kontakt im Rückstand, bis zum 18.02.2024 wird keiner fällig."},
        {{.backlog = 2},
         "Zwei Kontakte sind im Rückstand, in den nächsten zwölf Wochen wird keiner fällig",
         "Am 30.11.2023 sind zwei Kontakte im Rückstand, bis zum 18.02.2024 wird keiner fällig."},
        {{.due = {[3] = 1}},
         "In den nächsten zwölf Wochen wird ein Kontakt fällig",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 wird einer fällig."},
        {{.backlog = 1, .due = {[3] = 1}},
         "In den nächsten zwölf Wochen wird ein Kontakt fällig, einer ist im Rückstand",
         "Am 30.11.2023 ist ein Kontakt im Rückstand, bis zum 18.02.2024 wird ein weiterer fällig."},
        {{.backlog = 1234, .due = ALL_WEEKS(1000)},
         "In den nächsten zwölf Wochen werden 12.000 Kontakte fällig, 1.234 sind im Rückstand",
         "Am 30.11.2023 sind 1.234 Kontakte im Rückstand, bis zum 18.02.2024 werden 12.000 weitere fällig."},
    };
    struct agg_ahead a = ahead(false, true);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        expect(&a, &said[i]);
}

/* Capacity in tenths. */
static void test_with_capacity(void **state)
{
    (void)state;
    static const struct said said[] = {
        {{.counted = 1, .capacity = ALL_WEEKS(10)}, "In den nächsten zwölf Wochen wird kein Kontakt fällig", ""},
        {{.counted = 1, .due = ALL_WEEKS(1), .capacity = ALL_WEEKS(10)},
         "Die Kapazität reicht in allen zwölf Wochen",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden zwölf fällig."},
        {{.counted = 1, .due = ALL_WEEKS(2), .capacity = ALL_WEEKS(10)},
         "In keiner der zwölf Wochen reicht die Kapazität, am Ende fehlen zwölf Termine",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden 24 fällig. Am Ende von Woche" NBSP
         "48 fehlt ein Termin, am Ende der zwölf Wochen fehlen zwölf Termine."},
        {{.counted = 1, .backlog = 3, .due = {[4] = 1}, .capacity = ALL_WEEKS(20)},
         "Nach zwölf Wochen reicht die Kapazität, in Woche" NBSP "48 fehlt ein Termin",
         "Am 30.11.2023 sind drei Kontakte im Rückstand, bis zum 18.02.2024 wird ein weiterer fällig. Wird der "
         "Rückstand zuerst abgearbeitet, ist er in Woche" NBSP "49 aufgeholt."},
        {{.counted = 1, .due = {[11] = 13}, .capacity = ALL_WEEKS(10)},
         "Ab Woche" NBSP "7 reicht die Kapazität nicht mehr, am Ende der zwölf Wochen fehlt ein Termin",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden 13 fällig."},
        {{.counted = 1, .due = {[5] = 8, [11] = 8}, .capacity = ALL_WEEKS(10)},
         "Ab Woche" NBSP "7 reicht die Kapazität nicht mehr, am Ende der zwölf Wochen fehlen vier Termine",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden 16 fällig."},
        {{.counted = 1, .backlog = 20, .capacity = ALL_WEEKS(10)},
         "In keiner der zwölf Wochen reicht die Kapazität, am Ende fehlen acht Termine",
         "Am 30.11.2023 sind 20 Kontakte im Rückstand, bis zum 18.02.2024 wird keiner fällig. Auch wenn der Rückstand "
         "zuerst abgearbeitet wird, ist er nach zwölf Wochen nicht aufgeholt. Am Ende von Woche" NBSP
         "48 fehlen 19 Termine, am Ende der zwölf Wochen fehlen acht Termine."},
        /* All of it is held by staff without a number. */
        {{.counted = 1, .due = ALL_WEEKS(2), .due_free = ALL_WEEKS(2), .capacity = ALL_WEEKS(10)},
         "In den nächsten zwölf Wochen werden 24 Kontakte fällig",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden 24 fällig."},
    };
    struct agg_ahead a = ahead(true, true);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        expect(&a, &said[i]);
}

/* Regional holidays could lessen the capacity: that it suffices is not said. */
static void test_without_land(void **state)
{
    (void)state;
    static const struct said said[] = {
        {{.counted = 1, .due = ALL_WEEKS(1), .capacity = ALL_WEEKS(10)},
         "In den nächsten zwölf Wochen werden zwölf Kontakte fällig",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden zwölf fällig."},
        {{.counted = 1, .due = {[11] = 13}, .capacity = ALL_WEEKS(10)},
         "Ab Woche" NBSP "7 reicht die Kapazität nicht mehr, am Ende der zwölf Wochen fehlt mindestens ein Termin",
         "Am 30.11.2023 ist kein Kontakt im Rückstand; bis zum 18.02.2024 werden 13 fällig."},
    };
    struct agg_ahead a = ahead(true, false);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        expect(&a, &said[i]);
}

static void expect_gap(const struct agg_ahead *a, struct agg_ahead_numbers n, bool team, enum words_ahead_gap gap,
                       const char *expected)
{
    struct arena *arena = arena_new();
    assert_string_equal(words_say_ahead_gap(a, &n, team, gap, arena), expected);
    arena_free(arena);
}

static void test_gaps(void **state)
{
    (void)state;
    struct agg_ahead a = ahead(true, true);
    const struct agg_ahead_numbers one = {.counted = 1, .due = {[0] = 4}, .due_free = {[0] = 1}};
    expect_gap(&a, one, false, AHEAD_GAP_CAPACITY, "");
    expect_gap(&a, one, false, AHEAD_GAP_LAND, "");
    expect_gap(
        &a, one, false, AHEAD_GAP_FREE,
        "Einer der 4 Kontakte betrifft Kund*innen, für deren Betreuer*in das Regelwerk keine Zahl von Beratungen "
        "nennt; er ist nicht gegen die Kapazität gehalten.");
    expect_gap(&a, (struct agg_ahead_numbers){.counted = 1, .backlog = 2, .backlog_free = 2, .due = {[0] = 4}}, false,
               AHEAD_GAP_FREE,
               "2 der 6 Kontakte, Rückstand eingeschlossen, betreffen Kund*innen, für deren Betreuer*in das Regelwerk "
               "keine Zahl von Beratungen nennt; sie sind nicht gegen die Kapazität gehalten.");
    expect_gap(&a, one, false, AHEAD_GAP_STAFF, "");
    expect_gap(&a, (struct agg_ahead_numbers){.counted = 1, .without_target = 1}, false, AHEAD_GAP_STAFF,
               "In der Kapazität enthalten ist eine Person; ohne Zahl und nicht enthalten ist eine, weil das Regelwerk "
               "für ihre Funktion keine Zahl nennt.");
    expect_gap(&a, (struct agg_ahead_numbers){.counted = 9, .without_target = 3, .without_function = 2}, false,
               AHEAD_GAP_STAFF,
               "In der Kapazität enthalten sind neun Personen; ohne Zahl und nicht enthalten sind fünf, weil das "
               "Regelwerk für ihre Funktion keine Zahl nennt oder sie unbekannt ist.");
    expect_gap(&a, (struct agg_ahead_numbers){.exempt_open = 1}, false, AHEAD_GAP_EXEMPT,
               "Bei einer ausgenommenen Person steht das Ende nicht fest; für sie ist kein Kontakt vorgesehen.");
    expect_gap(&a, (struct agg_ahead_numbers){0}, true, AHEAD_GAP_CAPACITY,
               "In diesem Team hat niemand eine Funktion, für die das Regelwerk eine Zahl von Beratungen nennt; eine "
               "Kapazität lässt sich nicht berechnen.");
    expect_gap(&a, one, false, AHEAD_GAP_ABSENCES,
               "Abgezogen sind die Abwesenheiten, die schon eingetragen sind; was hinzukommt, mindert die Kapazität.");
    a.last_absence = day_make(2024, 1, 5);
    expect_gap(
        &a, one, false, AHEAD_GAP_ABSENCES,
        "Die letzte eingetragene Abwesenheit endet am 05.01.2024; was später hinzukommt, mindert die Kapazität.");
    a.last_absence = a.day;
    expect_gap(&a, one, false, AHEAD_GAP_ABSENCES,
               "Nach dem Stichtag ist keine Abwesenheit eingetragen; die Kapazität ist deshalb eher zu hoch.");
    a.known.land = false;
    expect_gap(&a, one, false, AHEAD_GAP_LAND,
               "Kein Bundesland angegeben: Abgezogen sind nur die Feiertage, die in allen Ländern gelten.");
    a.known.absences = false;
    expect_gap(&a, one, false, AHEAD_GAP_CAPACITY,
               "Keine Abwesenheiten geliefert; wer in den nächsten Wochen da ist, und damit die Kapazität, ist nicht "
               "bekannt.");
    a.known.posts = false;
    expect_gap(&a, one, false, AHEAD_GAP_CAPACITY,
               "Keine Mitarbeiterdaten geliefert; eine Kapazität lässt sich nicht berechnen.");
    a.known.target = false;
    expect_gap(&a, one, false, AHEAD_GAP_CAPACITY,
               "Das Regelwerk nennt keine Zahl von Beratungen je Woche; eine Kapazität lässt sich daraus nicht "
               "berechnen.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_without_capacity),
        cmocka_unit_test(test_with_capacity),
        cmocka_unit_test(test_without_land),
        cmocka_unit_test(test_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
