/* The fixed words, spans and yes/no (src/table/words.h). */
#include "base/day.h"
#include "base/text.h"
#include "table/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static int lookup(enum word_list list, const char *s)
{
    return word_lookup(list, s, strlen(s));
}

struct word_case {
    enum word_list list;
    const char *word;
    int value;
};

/* The words of spec 1.2 to 1.7, typed anew. */
static const struct word_case words[] = {
    {WORDS_STATUS, "arbeitslos", STATUS_UNEMPLOYED},
    {WORDS_STATUS, "arbeitsuchend", STATUS_SEEKING},
    {WORDS_STATUS, "nicht gesetzt", STATUS_UNSET},
    {WORDS_PROFILE, "Marktprofil", PROFILE_M},
    {WORDS_PROFILE, "Aktivierungsprofil", PROFILE_A},
    {WORDS_PROFILE, "Förderprofil", PROFILE_F},
    {WORDS_PROFILE, "Entwicklungsprofil", PROFILE_E},
    {WORDS_PROFILE, "Stabilisierungsprofil", PROFILE_S},
    {WORDS_PROFILE, "Unterstützungsprofil", PROFILE_U},
    {WORDS_PROFILE, "I", PROFILE_I},
    {WORDS_PROFILE, "Z", PROFILE_Z},
    {WORDS_FUNCTION, "IFK", FUNCTION_IFK},
    {WORDS_FUNCTION, "IFK U25", FUNCTION_IFK_U25},
    {WORDS_FUNCTION, "Fallmanagement", FUNCTION_CASE},
    {WORDS_FUNCTION, "Netzwerk ABC", FUNCTION_ABC},
    {WORDS_KIND, "Beratungsvermerk", KIND_ADVICE},
    {WORDS_KIND, "Beratungsvermerk zur Standortbestimmung", KIND_STANDING},
    {WORDS_KIND, "Allgemeiner Vermerk", KIND_GENERAL},
    {WORDS_KIND, "Allgemeiner schriftlicher Kontakt", KIND_WRITTEN},
    {WORDS_MODE, "persönlich", MODE_IN_PERSON},
    {WORDS_MODE, "telefonisch", MODE_PHONE},
    {WORDS_MODE, "video", MODE_VIDEO},
    {WORDS_MODE, "schriftlich", MODE_LETTER},
    {WORDS_MODE, "elektronisch", MODE_ELECTRONIC},
    {WORDS_PARTNER, "IFK", PARTNER_IFK},
    {WORDS_PARTNER, "bFM", PARTNER_BFM},
    {WORDS_PARTNER, "Berufsberatung", PARTNER_VOCATIONAL},
    {WORDS_PARTNER, "Bezirk", PARTNER_DISTRICT},
    {WORDS_TALK, "Erstgespräch", TALK_FIRST},
    {WORDS_TALK, "Folgegespräch", TALK_FOLLOW_UP},
    {WORDS_TALK, "Absolventengespräch", TALK_GRADUATE},
    {WORDS_TALK, "Wunschgespräch", TALK_WISH},
    {WORDS_TALK, "Strategiegespräch", TALK_STRATEGY},
    {WORDS_EXCEPTION, "Einzelfall", EXCEPTION_CASE},
    {WORDS_EXCEPTION, "Maßnahme", EXCEPTION_MEASURE},
    {WORDS_EXCEPTION, "Einstellungszusage", EXCEPTION_JOB_OFFER},
    {WORDS_EXCEPTION, "Gutachten", EXCEPTION_ASSESSMENT},
    {WORDS_EXCEPTION, "Besondere Umstände", EXCEPTION_SPECIAL},
    {WORDS_EXCEPTION, "JBA", EXCEPTION_JBA},
    {WORDS_APPOINTMENT, "geplant", APPOINTMENT_PLANNED},
    {WORDS_APPOINTMENT, "wahrgenommen", APPOINTMENT_KEPT},
    {WORDS_APPOINTMENT, "nicht erschienen", APPOINTMENT_MISSED},
    {WORDS_APPOINTMENT, "abgesagt", APPOINTMENT_CANCELLED},
    {WORDS_AGE, "U25", AGE_U25},
    {WORDS_AGE, "Ü25", AGE_O25},
};

static void every_word_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_int_equal(lookup(words[i].list, words[i].word), words[i].value);
}

/* Folded as a whole, as comparing apart from case means; the tables hold their own folded spellings. */
static void every_word_is_found_folded(void **state)
{
    (void)state;
    struct buf b = {0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        buf_clear(&b);
        text_put_folded(&b, words[i].word, strlen(words[i].word));
        assert_int_equal(word_lookup(words[i].list, b.p, b.n), words[i].value);
    }
    buf_free(&b);
}

static void every_word_is_shown_as_it_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        bool bare_letter = words[i].list == WORDS_PROFILE && strlen(words[i].word) == 1;
        if (!bare_letter)
            assert_string_equal(word_text(words[i].list, words[i].value), words[i].word);
    }
    assert_string_equal(word_text(WORDS_PROFILE, PROFILE_I), "Profillage I");
    assert_string_equal(word_text(WORDS_PROFILE, PROFILE_NONE), "ohne Profillage");
}

static void case_and_umlauts(void **state)
{
    (void)state;
    assert_int_equal(lookup(WORDS_STATUS, "ARBEITSLOS"), STATUS_UNEMPLOYED);
    assert_int_equal(lookup(WORDS_PROFILE, "FÖRDERPROFIL"), PROFILE_F);
    assert_int_equal(lookup(WORDS_PROFILE, "förderPROFIL"), PROFILE_F);
    assert_int_equal(lookup(WORDS_MODE, "PERSÖNLICH"), MODE_IN_PERSON);
    assert_int_equal(lookup(WORDS_AGE, "ü25"), AGE_O25);
    assert_int_equal(lookup(WORDS_EXCEPTION, "MAẞNAHME"), EXCEPTION_MEASURE);
    assert_int_equal(lookup(WORDS_EXCEPTION, "MASSNAHME"), EXCEPTION_MEASURE);
    assert_int_equal(lookup(WORDS_EXCEPTION, "BESONDERE UMSTÄNDE"), EXCEPTION_SPECIAL);
    assert_int_equal(lookup(WORDS_PARTNER, "BFM"), PARTNER_BFM);
}

static void profile_letters(void **state)
{
    (void)state;
    static const char letters[] = "MAFESUIZ";
    for (int i = 0; letters[i]; i++) {
        char upper[2] = {letters[i], 0}, lower[2] = {(char)(letters[i] + 32), 0};
        assert_int_equal(lookup(WORDS_PROFILE, upper), PROFILE_M + i);
        assert_int_equal(lookup(WORDS_PROFILE, lower), PROFILE_M + i);
        assert_string_equal(word_profile_letter(PROFILE_M + i), upper);
    }
    assert_string_equal(word_profile_letter(PROFILE_NONE), "");
    assert_string_equal(word_profile_letter(PROFILE_UNKNOWN), "");
    assert_string_equal(word_profile_letter(-1), "");
}

static void empty_means_the_default(void **state)
{
    (void)state;
    assert_int_equal(lookup(WORDS_STATUS, ""), STATUS_UNSET);
    assert_int_equal(lookup(WORDS_PROFILE, ""), PROFILE_NONE);
    assert_int_equal(lookup(WORDS_FUNCTION, ""), FUNCTION_IFK);
    assert_int_equal(lookup(WORDS_PARTNER, ""), PARTNER_IFK);
    assert_int_equal(lookup(WORDS_TALK, ""), TALK_NONE);
    assert_int_equal(lookup(WORDS_KIND, ""), -1);
    assert_int_equal(lookup(WORDS_EXCEPTION, ""), -1);
    assert_int_equal(lookup(WORDS_APPOINTMENT, ""), APPOINTMENT_PLANNED);
}

/* White space of every kind is one space, and what cannot be seen is nothing (spec 1.1). */
static void white_space_and_the_unseen(void **state)
{
    (void)state;
    static const char *const same[] = {
        "nicht gesetzt",       " nicht gesetzt",     "nicht  gesetzt",           "nicht\u00a0gesetzt",
        "NICHT\u202fGESETZT",  "nicht\ngesetzt",     "nicht\u00a0\u00a0gesetzt", "\uFEFFnicht gesetzt",
        "ni\u00adcht gesetzt", "nicht gesetzt\u200b"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_int_equal(lookup(WORDS_STATUS, same[i]), STATUS_UNSET);
    assert_int_equal(lookup(WORDS_STATUS, "nichtgesetzt"), -1);
    assert_int_equal(lookup(WORDS_STATUS, "nicht\u00adgesetzt"), -1);
    assert_int_equal(lookup(WORDS_EXCEPTION, "besondere\u00a0UMST\u00c4NDE"), EXCEPTION_SPECIAL);
    assert_int_equal(lookup(WORDS_MODE, "perso\u0308nlich"), MODE_IN_PERSON);
    assert_int_equal(lookup(WORDS_STATUS, "\u200b"), STATUS_UNSET); /* nothing to be seen: the empty field */
}

static void what_is_no_word(void **state)
{
    (void)state;
    assert_int_equal(lookup(WORDS_STATUS, "arbeitslo"), -1);
    assert_int_equal(lookup(WORDS_STATUS, "arbeitslose"), -1);
    assert_int_equal(lookup(WORDS_STATUS, "unbekannt"), -1);
    assert_int_equal(lookup(WORDS_PROFILE, "Profillage I"), -1);
    assert_int_equal(lookup(WORDS_PROFILE, "ohne Profillage"), -1);
    assert_int_equal(lookup(WORDS_MODE, "persoenlich"), -1);
    assert_int_equal(lookup(WORDS_MODE, "pers\xF6nlich"), -1); /* not UTF-8 */
    assert_int_equal(word_lookup(WORDS_FUNCTION, "IFK\0", 4), -1);
    assert_int_equal(word_lookup(WORDS_MODE, "pers\xC3\xB6nlich\0", 12), -1);
    char longer[200];
    memset(longer, 'a', sizeof longer);
    assert_int_equal(word_lookup(WORDS_KIND, longer, sizeof longer), -1);
    assert_string_equal(word_text(WORDS_STATUS, STATUS_UNKNOWN), "unbekannt");
    assert_string_equal(word_text(WORDS_STATUS, 99), "unbekannt");
    assert_string_equal(word_text(WORDS_STATUS, -1), "unbekannt");
}

static bool parses(const char *s, int n, enum span_unit unit)
{
    struct span span = {0, SPAN_DAYS};
    return span_parse(s, strlen(s), &span) && span.n == n && span.unit == unit;
}

static bool refuses(const char *s)
{
    struct span span = {7, SPAN_WEEKS};
    return !span_parse(s, strlen(s), &span) && span.n == 7;
}

static void spans_are_read(void **state)
{
    (void)state;
    assert_true(parses("6 Wochen", 6, SPAN_WEEKS));
    assert_true(parses("1 Woche", 1, SPAN_WEEKS));
    assert_true(parses("2 Monate", 2, SPAN_MONTHS));
    assert_true(parses("1 monat", 1, SPAN_MONTHS));
    assert_true(parses("28 TAGE", 28, SPAN_DAYS));
    assert_true(parses("1   Tag", 1, SPAN_DAYS));
    assert_true(parses(" 6\u00a0Wochen ", 6, SPAN_WEEKS));
    assert_true(parses("6\u202f\tWo\u00adchen", 6, SPAN_WEEKS));
    assert_true(parses("9999 Tage", 9999, SPAN_DAYS));
}

static void what_is_no_span(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "6",
                                      "Wochen",
                                      "6Wochen",
                                      "0 Tage",
                                      "00 Tage",
                                      "06 Wochen",
                                      "-1 Tage",
                                      "1.5 Tage",
                                      "10000 Tage",
                                      "6 Jahre",
                                      "6\u00adWochen",
                                      "6 Wo chen",
                                      "6 Wochen 2 Tage",
                                      "1 Kalendermonat",
                                      "3 Kalendermonate",
                                      "6 Monaten",
                                      "6 ",
                                      "sechs Wochen"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_true(refuses(bad[i]));
}

static void spans_are_added(void **state)
{
    (void)state;
    int32_t d = day_make(2023, 8, 31);
    assert_int_equal(span_add(d, (struct span){6, SPAN_MONTHS}, 1), day_make(2024, 2, 29));
    assert_int_equal(span_add(d, (struct span){1, SPAN_MONTHS}, 2), day_make(2023, 10, 31)); /* not twice one month */
    assert_int_equal(span_add(d, (struct span){2, SPAN_WEEKS}, 3), d + 42);
    assert_int_equal(span_add(d, (struct span){28, SPAN_DAYS}, 1), d + 28);
    assert_int_equal(span_add(DAY_OPEN, (struct span){1, SPAN_MONTHS}, 1), DAY_OPEN);
    assert_int_equal(span_add(DAY_NONE, (struct span){1, SPAN_DAYS}, 1), DAY_NONE);
}

static void yes_and_no(void **state)
{
    (void)state;
    static const char *const yes[] = {"ja", "JA", "j", "1", "x", "X", "true", "True", "wahr", "WAHR", " ja\u00a0"};
    static const char *const no[] = {"nein", "Nein", "n", "0", "", "false", "FALSE", "Falsch", "\u200b"};
    static const char *const neither[] = {"jo", "2", "y", "yes", "wahrscheinlich", "-", "ja nein", "jä"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_int_equal(word_yes_no(yes[i], strlen(yes[i])), 1);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_int_equal(word_yes_no(no[i], strlen(no[i])), 0);
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++)
        assert_int_equal(word_yes_no(neither[i], strlen(neither[i])), -1);
    assert_int_equal(word_yes_no("ja\0", 3), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_is_found),
        cmocka_unit_test(every_word_is_found_folded),
        cmocka_unit_test(every_word_is_shown_as_it_is_read),
        cmocka_unit_test(case_and_umlauts),
        cmocka_unit_test(profile_letters),
        cmocka_unit_test(empty_means_the_default),
        cmocka_unit_test(white_space_and_the_unseen),
        cmocka_unit_test(what_is_no_word),
        cmocka_unit_test(spans_are_read),
        cmocka_unit_test(what_is_no_span),
        cmocka_unit_test(spans_are_added),
        cmocka_unit_test(yes_and_no),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
