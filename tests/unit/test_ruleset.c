/* The five rule sets against spec part 3, typed anew; rules and rule sets in words. */
#include "rules/ruleset.h"
#include "words/ruleset_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define SCHEMA KD_ROOT "/rules/regelwerk.rng"

/* ---- The five rule sets ---- */

enum { PERSON = 1 << MODE_IN_PERSON, PHONE = 1 << MODE_PHONE, VIDEO = 1 << MODE_VIDEO };
enum {
    CASE = 1 << EXCEPTION_CASE,
    OTHERS = 1 << EXCEPTION_MEASURE | 1 << EXCEPTION_JOB_OFFER | 1 << EXCEPTION_ASSESSMENT | 1 << EXCEPTION_SPECIAL
};
enum { ALL = CASE | OTHERS };
#define P(profile) (1 << PROFILE_##profile)
#define MONTHS(n)                                                                                                      \
    {                                                                                                                  \
        n, SPAN_MONTHS                                                                                                 \
    }
#define WEEKS(n)                                                                                                       \
    {                                                                                                                  \
        n, SPAN_WEEKS                                                                                                  \
    }
#define NO_SPAN                                                                                                        \
    {                                                                                                                  \
        0, SPAN_DAYS                                                                                                   \
    }

/* 0 in a condition: asks for nothing. */
struct expected_rule {
    unsigned age, status, profile, function, yes, no;
    enum rule_outcome outcome;
    struct span within, earliest;
    int count, alternation;
    unsigned modes, suspend, any, shorter; /* of rules with a requirement */
};

#define U25        (1 << AGE_U25)
#define UNSET      (1 << STATUS_UNSET)
#define SEEKING    (1 << STATUS_SEEKING)
#define UNEMPLOYED (1 << STATUS_UNEMPLOYED)
#define REQ        RULE_REQUIREMENT

static const struct expected_rule aa90[] = {
    {U25, UNSET, 0, 0, 1 << ATTRIBUTE_SCHOOL, 1 << ATTRIBUTE_FINAL_YEAR, RULE_NONE, NO_SPAN, NO_SPAN, 1, 0, 0, 0, 0, 0},
    {0, UNSET, 0, 0, 0, 0, REQ, MONTHS(12), NO_SPAN, 1, 0, PERSON | PHONE, 0, 0, CASE},
    {0, SEEKING, P(I), 0, 0, 0, REQ, MONTHS(12), NO_SPAN, 1, 0, PERSON, 0, 0, CASE},
    {0, SEEKING, 0, 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 1, 0, PERSON, 0, 0, CASE},
    {U25, UNEMPLOYED, 0, 0, 0, 0, REQ, MONTHS(1), NO_SPAN, 1, 1, PERSON | PHONE, 0, 0, CASE},
    {0, UNEMPLOYED, 0, 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 1, 0, PERSON, 0, 0, CASE},
};
static const struct expected_rule aa90_2021[] = {
    {U25, UNSET, 0, 0, 1 << ATTRIBUTE_SCHOOL, 1 << ATTRIBUTE_FINAL_YEAR, RULE_NONE, NO_SPAN, NO_SPAN, 1, 0, 0, 0, 0, 0},
    {0, UNSET, 0, 0, 0, 0, REQ, MONTHS(12), NO_SPAN, 1, 0, PERSON | PHONE | VIDEO, 0, 0, CASE},
    {0, SEEKING, P(I), 0, 0, 0, REQ, MONTHS(12), NO_SPAN, 1, 0, PERSON | PHONE | VIDEO, 0, 0, CASE},
    {0, SEEKING, 0, 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 1, 0, PERSON | PHONE | VIDEO, 0, 0, CASE},
    {U25, UNEMPLOYED, 0, 0, 0, 0, REQ, MONTHS(1), NO_SPAN, 1, 0, PERSON | PHONE | VIDEO, 0, 0, CASE},
    {0, UNEMPLOYED, 0, 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 1, 0, PERSON | PHONE | VIDEO, 0, 0, CASE},
};
static const struct expected_rule uelzen[] = {
    {U25, UNEMPLOYED, 0, 0, 0, 0, REQ, MONTHS(1), NO_SPAN, 1, 0, PERSON | PHONE, 0, 0, 0},
    {0, 0, P(I) | P(Z), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 1, 0, PERSON | PHONE, 0, 0, 0},
    {0, UNEMPLOYED, 0, 0, 0, 0, REQ, MONTHS(3), NO_SPAN, 1, 0, PERSON | PHONE, ALL, ALL, 0},
    {0, 0, 0, 0, 0, 0, RULE_NOT_COVERED, NO_SPAN, NO_SPAN, 1, 0, 0, 0, 0, 0},
};
static const struct expected_rule ba[] = {
    {U25, 0, 0, 0, 0, 0, REQ, WEEKS(4), NO_SPAN, 1, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(M), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 4, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(A), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 5, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(F), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 3, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(E), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 4, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(S), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 2, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(U), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 2, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(I), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 2, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(Z), 0, 0, 0, REQ, MONTHS(6), NO_SPAN, 1, 0, PERSON, ALL, ALL, 0},
    {0, 0, P(NONE), 0, 0, 0, RULE_CANNOT_TELL, NO_SPAN, NO_SPAN, 1, 0, 0, 0, 0, 0},
};
static const struct expected_rule moenchengladbach[] = {
    {0, 0, 0, 1 << FUNCTION_CASE, 0, 0, RULE_NONE, NO_SPAN, NO_SPAN, 1, 0, 0, 0, 0, 0},
    {U25, 0, 0, 0, 0, 0, REQ, MONTHS(1), NO_SPAN, 1, 0, PERSON, OTHERS, 0, CASE},
    {0, 0, P(M) | P(A), 0, 0, 0, REQ, WEEKS(6), NO_SPAN, 1, 0, PERSON, OTHERS, 0, CASE},
    {0, 0, P(F) | P(E), 0, 0, 0, REQ, MONTHS(3), MONTHS(2), 1, 0, PERSON, OTHERS, 0, CASE},
    {0, 0, P(S) | P(U), 0, 0, 0, REQ, MONTHS(9), MONTHS(6), 1, 0, PERSON, OTHERS, 0, CASE},
    {0, 0, P(Z) | P(I), 0, 0, 0, REQ, MONTHS(12), MONTHS(6), 1, 0, PERSON, OTHERS, 0, CASE},
    {0, 0, P(NONE), 0, 0, 0, RULE_CANNOT_TELL, NO_SPAN, NO_SPAN, 1, 0, 0, 0, 0, 0},
};

static struct ruleset *load_shipped(const char *id)
{
    char file[512];
    struct diag d = {0};
    snprintf(file, sizeof file, KD_ROOT "/rules/%s.xml", id);
    struct ruleset *set = ruleset_load(file, SCHEMA, &d);
    if (!set)
        diag_print(&d);
    assert_non_null(set);
    assert_string_equal(set->id, id);
    assert_string_equal(set->file, file);
    return set;
}

static unsigned or_all(unsigned asked, unsigned all)
{
    return asked ? asked : all;
}

static void assert_span(struct span got, struct span expected)
{
    assert_int_equal(got.n, expected.n);
    if (expected.n)
        assert_int_equal(got.unit, expected.unit);
}

static void assert_rule(const struct ruleset *set, const struct rule *got, const struct expected_rule *expected)
{
    const unsigned asked[] = {expected->age, expected->status, expected->profile, expected->function};
    for (int d = DIM_AGE; d <= DIM_FUNCTION; d++)
        assert_int_equal(got->when.values[d], or_all(asked[d], (unsigned)set->dim[d].known));
    for (int d = 0; d < set->n_dims; d++)
        if (set->dim[d].kind == DIM_YES) {
            unsigned yes = expected->yes >> set->dim[d].attribute & 1, no = expected->no >> set->dim[d].attribute & 1;
            assert_int_equal(got->when.asks >> d & 1, yes | no);
            assert_int_equal(got->when.values[d], yes ? 2 : no ? 1 : 3);
        }
    assert_int_equal(got->outcome, expected->outcome);
    assert_int_equal(got->n_asks, expected->outcome == RULE_REQUIREMENT);
    if (expected->outcome == RULE_REQUIREMENT) {
        assert_span(got->ask[0].within, expected->within);
        assert_span(got->ask[0].earliest, expected->earliest);
        assert_int_equal(got->ask[0].count, expected->count);
        assert_int_equal(got->ask[0].alternation, expected->alternation);
        assert_int_equal(got->ask[0].period, PERIOD_NONE);
        assert_int_equal(got->ask[0].modes, expected->modes);
        assert_int_equal(got->ask[0].partners, set->partners);
        assert_int_equal(got->accepts.suspend, expected->suspend);
        assert_int_equal(got->accepts.any_interval, expected->any);
        assert_int_equal(got->accepts.only_shorter, expected->shorter);
    }
    assert_true(got->source[0] && got->name[0] && got->line > 0);
}

/* The rules, and what all five have in common. */
static struct ruleset *load_expecting(const char *id, const struct expected_rule *rule, int n, unsigned partners)
{
    struct ruleset *set = load_shipped(id);
    assert_int_equal(set->n_rules, n);
    for (int i = 0; i < n; i++)
        assert_rule(set, &set->rule[i], &rule[i]);
    assert_int_equal(set->kinds, 1 << KIND_ADVICE | 1 << KIND_STANDING);
    assert_int_equal(set->partners, partners);
    assert_int_equal(set->partners_unseen, partners & 1 << PARTNER_VOCATIONAL);
    assert_true(set->counting_source[0] && set->validity_source[0] && set->title[0] && set->publisher[0]);
    assert_non_null(set->remark[0]);
    return set;
}
#define COUNT_OF(a) ((int)(sizeof(a) / sizeof *(a)))
enum { USUAL = 1 << PARTNER_IFK | 1 << PARTNER_BFM, VOCATIONAL = 1 << PARTNER_VOCATIONAL };

static void assert_target(const struct rule_staff_target *t, unsigned functions, int consultations, int percent,
                          int longest, bool decides, bool from_contacts)
{
    assert_int_equal(t->functions, functions);
    assert_int_equal(t->consultations, consultations);
    assert_true(t->share > percent / 100.0 - 1e-9 && t->share < percent / 100.0 + 1e-9);
    assert_int_equal(t->longest, longest);
    assert_int_equal(t->decides, decides);
    assert_int_equal(t->from_contacts, from_contacts);
    assert_true(t->source[0]);
}
enum { IFKS = 1 << FUNCTION_IFK | 1 << FUNCTION_IFK_U25, BEYOND = 1 << FUNCTION_CASE | 1 << FUNCTION_ABC };

static void assert_no_appointment_provisions(const struct ruleset *set)
{
    assert_int_equal(set->first_minutes, 0);
    assert_int_equal(set->longest_minutes, 0);
    assert_false(set->instruction || set->next_agreed);
    assert_int_equal(set->first_note, -1);
    assert_int_equal(set->every_note, -1);
    assert_int_equal(set->first_max, 0);
    assert_false(set->phone_named);
}

static void aa90_is_spec_3_1(void **state)
{
    (void)state;
    struct ruleset *set = load_expecting("aa90", aa90, COUNT_OF(aa90), USUAL | VOCATIONAL);
    assert_false(set->validity_given);
    assert_int_equal(ruleset_force_on(set, day_make(2023, 12, 31)), RULESET_UNKNOWN);
    assert_false(set->video_in_person);
    assert_int_equal(set->n_staff, 1);
    assert_target(&set->staff[0], IFKS, 20, 0, 0, false, false);
    assert_int_equal(set->consultation_modes, PERSON);
    assert_int_equal(set->consultation_partners, USUAL);
    assert_int_equal(set->deputise, 0);
    assert_no_appointment_provisions(set);
    ruleset_free(set);
}

static void aa90_2021_is_spec_3_2(void **state)
{
    (void)state;
    struct ruleset *set = load_expecting("aa90-2021", aa90_2021, COUNT_OF(aa90_2021), USUAL | VOCATIONAL);
    assert_true(set->validity_given);
    assert_int_equal(ruleset_force_on(set, day_make(2021, 1, 28)), RULESET_NOT_YET);
    assert_int_equal(ruleset_force_on(set, day_make(2021, 1, 29)), RULESET_IN_FORCE);
    assert_int_equal(ruleset_force_on(set, day_make(2199, 12, 31)), RULESET_IN_FORCE);
    assert_true(set->video_in_person);
    assert_int_equal(set->n_staff, 1);
    assert_target(&set->staff[0], IFKS, 20, 0, 0, false, false);
    assert_int_equal(set->consultation_modes, PERSON | PHONE | VIDEO);
    assert_int_equal(set->consultation_partners, USUAL);
    assert_int_equal(set->deputise, 1 << TALK_FIRST | 1 << TALK_GRADUATE | 1 << TALK_WISH | 1 << TALK_STRATEGY);
    assert_no_appointment_provisions(set);
    ruleset_free(set);
}

static void uelzen_is_spec_3_3(void **state)
{
    (void)state;
    struct ruleset *set = load_expecting("uelzen-ga-08-2019", uelzen, COUNT_OF(uelzen), USUAL);
    assert_int_equal(ruleset_force_on(set, day_make(2018, 12, 31)), RULESET_NOT_YET);
    assert_int_equal(ruleset_force_on(set, day_make(2019, 1, 1)), RULESET_IN_FORCE);
    assert_int_equal(ruleset_force_on(set, day_make(2023, 12, 31)), RULESET_IN_FORCE);
    assert_int_equal(ruleset_force_on(set, day_make(2024, 1, 1)), RULESET_NO_MORE);
    assert_false(set->video_in_person);
    assert_int_equal(set->n_staff, 2);
    assert_target(&set->staff[0], IFKS, 24, 60, 60, true, false);
    assert_target(&set->staff[1], BEYOND, 0, 60, 0, false, false);
    assert_int_equal(set->consultation_modes, PERSON | PHONE);
    assert_int_equal(set->every_note, KIND_STANDING);
    assert_int_equal(set->first_note, -1);
    assert_true(set->instruction && set->next_agreed);
    assert_int_equal(set->longest_minutes, 60);
    assert_int_equal(set->first_minutes, 0);
    assert_int_equal(set->first_max, 0);
    assert_true(set->phone_named);
    assert_int_equal(set->phone_attributes, 1 << ATTRIBUTE_EMPLOYED | 1 << ATTRIBUTE_HEALTH);
    assert_int_equal(set->phone_profiles, P(M));
    ruleset_free(set);
}

static void ba_is_spec_3_4(void **state)
{
    (void)state;
    struct ruleset *set = load_expecting("ba-arbeitshilfe", ba, COUNT_OF(ba), USUAL);
    assert_false(set->validity_given);
    assert_int_equal(set->n_staff, 0);
    assert_int_equal(set->first_note, KIND_STANDING);
    assert_int_equal(set->every_note, -1);
    assert_int_equal(set->first_minutes, 45);
    assert_int_equal(set->longest_minutes, 0);
    assert_true(set->instruction && set->next_agreed);
    assert_int_equal(set->first_max, 0);
    assert_false(set->phone_named);
    ruleset_free(set);
}

static void moenchengladbach_is_spec_3_5(void **state)
{
    (void)state;
    struct ruleset *set = load_expecting("moenchengladbach-2012", moenchengladbach, COUNT_OF(moenchengladbach), USUAL);
    assert_int_equal(ruleset_force_on(set, day_make(2012, 2, 29)), RULESET_NOT_YET);
    assert_int_equal(ruleset_force_on(set, day_make(2012, 3, 1)), RULESET_IN_FORCE);
    assert_int_equal(set->first_usual, 7);
    assert_int_equal(set->first_max, 10);
    assert_int_equal(set->first_minutes, 45);
    assert_false(set->instruction || set->next_agreed);
    assert_int_equal(set->n_staff, 1);
    assert_target(&set->staff[0], IFKS | BEYOND, 0, 60, 0, false, true);
    assert_int_equal(set->consultation_modes, PERSON);
    ruleset_free(set);
}

/* ---- In words ---- */

static void rules_in_words(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct ruleset *set = load_shipped("aa90");
    const struct rule *r = &set->rule[4];
    assert_string_equal(rule_condition_words(set, &r->when, a), "U25, arbeitslos");
    assert_string_equal(words_requirement(set, r, a),
                        "mindestens jeden Monat ein Kontakt; zwischen zwei persönlichen höchstens ein telefonischer");
    assert_string_equal(words_modes(set, r, a), "persönlich oder telefonisch");
    assert_string_equal(words_accepts(r, a), "Einzelfall (mit eigenem, kürzerem Intervall)");
    assert_string_equal(words_validity(set, a), "das Dokument nennt keine Geltungsdauer");
    r = &set->rule[0];
    assert_string_equal(rule_condition_words(set, &r->when, a),
                        "U25, Status nicht gesetzt, schulpflichtig, nicht im Abschlussjahr");
    assert_string_equal(words_requirement(set, r, a), "keine Vorgabe");
    assert_string_equal(words_modes(set, r, a), "");
    assert_string_equal(words_accepts(r, a), "");
    assert_string_equal(words_modes(set, &set->rule[5], a), "nur persönlich");
    ruleset_free(set);

    set = load_shipped("ba-arbeitshilfe");
    assert_string_equal(words_requirement(set, &set->rule[0], a), "mindestens alle 4 Wochen ein Kontakt");
    assert_string_equal(words_requirement(set, &set->rule[1], a), "mindestens vier Kontakte innerhalb von 6 Monaten");
    assert_string_equal(words_requirement(set, &set->rule[8], a), "mindestens ein Kontakt innerhalb von 6 Monaten");
    assert_string_equal(words_accepts(&set->rule[1], a),
                        "jede Art außer JBA (ohne Intervall ruht die Frist, mit Intervall gilt dieses)");
    assert_string_equal(rule_condition_words(set, &set->rule[9].when, a), "ohne Profillage");
    ruleset_free(set);

    set = load_shipped("moenchengladbach-2012");
    assert_string_equal(rule_condition_words(set, &set->rule[0].when, a), "betreut im Fallmanagement");
    assert_string_equal(rule_condition_words(set, &set->rule[2].when, a), "Marktprofil oder Aktivierungsprofil");
    assert_string_equal(rule_condition_words(set, &set->rule[5].when, a), "Profillage I oder Z");
    assert_string_equal(words_requirement(set, &set->rule[3], a),
                        "alle 2 bis 3 Monate ein Kontakt, spätestens nach 3 Monaten");
    assert_string_equal(words_validity(set, a), "in Kraft ab 01.03.2012, ohne genanntes Ende");
    ruleset_free(set);

    set = load_shipped("aa90-2021");
    assert_string_equal(words_modes(set, &set->rule[1], a), "persönlich (auch per Video) oder telefonisch");
    ruleset_free(set);
    arena_free(a);
}

static void intervals_in_words(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    assert_string_equal(words_interval((struct span){1, SPAN_DAYS}, a), "mindestens jeden Tag ein Kontakt");
    assert_string_equal(words_interval((struct span){6, SPAN_WEEKS}, a), "mindestens alle 6 Wochen ein Kontakt");
    assert_string_equal(words_interval((struct span){1, SPAN_WEEKS}, a), "mindestens jede Woche ein Kontakt");
    struct rule_requirement month = {.within = {1, SPAN_MONTHS}, .period = PERIOD_MONTH, .count = 1};
    assert_string_equal(words_ask(&month, a), "in jedem Kalendermonat mindestens ein Kontakt");
    struct rule_requirement week = {.within = {1, SPAN_WEEKS}, .period = PERIOD_WEEK, .count = 2};
    assert_string_equal(words_ask(&week, a), "in jeder Kalenderwoche mindestens zwei Kontakte");
    arena_free(a);
}

static int widest_line(const char *s)
{
    int widest = 0, width = 0;
    for (; *s; s++) {
        width = *s == '\n' ? 0 : width + ((*s & 0xC0) != 0x80);
        if (width > widest)
            widest = width;
    }
    return widest;
}

static void rule_sets_are_shown(void **state)
{
    (void)state;
    static const char *const ids[] = {"aa90", "aa90-2021", "uelzen-ga-08-2019", "ba-arbeitshilfe",
                                      "moenchengladbach-2012"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct ruleset *set = load_shipped(ids[i]);
        struct buf b = {0};
        words_put_ruleset(set, &b);
        assert_true(widest_line(b.p) <= 100);
        assert_non_null(strstr(b.p, set->title));
        assert_non_null(strstr(b.p, "Was als Kontakt zählt\n"));
        assert_non_null(strstr(b.p, "Lesarten\n"));
        assert_null(strstr(b.p, " \n"));
        buf_clear(&b);
        words_put_ruleset_line(set, &b);
        assert_int_equal(strncmp(b.p, ids[i], strlen(ids[i])), 0);
        assert_ptr_equal(strchr(b.p, '\n'), b.p + b.n - 1);
        buf_free(&b);
        ruleset_free(set);
    }
}

static void provisions_are_lines(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct ruleset *set = load_shipped("uelzen-ga-08-2019");
    int n = 0;
    const struct words_line *line = words_provisions(set, a, &n);
    assert_int_equal(n, 8);
    assert_string_equal(line[0].label, "Vermerke");
    assert_string_equal(line[0].words, "jeder Kontakt als Beratungsvermerk zur Standortbestimmung");
    assert_string_equal(line[5].words,
                        "IFK und IFK U25: mindestens 24 Beratungen je Woche bei Vollzeit, Teilzeit anteilig "
                        "(maßgeblich); daneben 60\u00a0% der Arbeitszeit in Terminen, jeder mit "
                        "höchstens 60\u00a0Minuten");
    for (int i = 0; i < n; i++)
        assert_true(line[i].source[0]);
    ruleset_free(set);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aa90_is_spec_3_1),
        cmocka_unit_test(aa90_2021_is_spec_3_2),
        cmocka_unit_test(uelzen_is_spec_3_3),
        cmocka_unit_test(ba_is_spec_3_4),
        cmocka_unit_test(moenchengladbach_is_spec_3_5),
        cmocka_unit_test(rules_in_words),
        cmocka_unit_test(intervals_in_words),
        cmocka_unit_test(rule_sets_are_shown),
        cmocka_unit_test(provisions_are_lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
