/* The verdict (spec 2.4 to 2.8): the examples of 2.6, the reasons of notes, what exceptions did, the order of verdicts.
 */
#include "cmocka_all.h"

#include "one_customer.h"

#define ADULT     "1980-01-01"
#define YOUNG     "2005-01-01"
#define SEEN(day) day ";Beratungsvermerk;persönlich;\n"

static void assert_due(const struct one_customer *o, const char *due, enum due_source source)
{
    one_assert_day("due day", o->v.due, due);
    assert_string_equal(due_source_codes[o->v.source], due_source_codes[source]);
}

/* ---- 2.6 ---- */

#define STRICTER "arbeitsuchend;;2020-01-01;;\narbeitslos;;2020-01-01;;2023-11-01\n"
#define LOOSER   "arbeitslos;;2020-01-01;;\narbeitsuchend;;2020-01-01;;2023-11-01\n"

static void test_stricter(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG, STRICTER, SEEN("2023-06-10"), NULL, "2023-11-30");
    ASSERT_DAY(o.v.base, "2023-07-10");
    ASSERT_DAY(o.v.prev, "2023-12-10");
    ASSERT_DAY(o.v.since, "2023-11-01");
    assert_due(&o, "2023-12-01", DUE_TRANSITION);
    assert_int_equal(o.v.code, VERDICT_DUE_SOON);
    one_ask(&o, "2023-12-01"); /* the due day is in time */
    assert_int_equal(o.v.code, VERDICT_DUE_SOON);
    one_ask(&o, "2023-12-02");
    assert_int_equal(o.v.code, VERDICT_OVERDUE);
    assert_int_equal(verdict_overdue_days(&o.v, o.q.day), 1);
    one_free(&o);
}

static void test_never_seen(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG, STRICTER, NULL, NULL, "2023-11-30");
    ASSERT_DAY(o.v.base, "2020-02-01");
    assert_due(&o, "2020-07-01", DUE_BACKLOG);
    assert_int_equal(o.v.code, VERDICT_NEVER);
    one_free(&o);
}

static void test_looser(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG, LOOSER, SEEN("2023-06-10"), NULL, "2023-11-30");
    ASSERT_DAY(o.v.base, "2023-12-10");
    ASSERT_DAY(o.v.prev, "2023-07-10");
    assert_due(&o, "2023-12-10", DUE_RULE);
    one_free(&o);
}

/* A status that nobody knows, from 01.09. to 31.10., is passed over. */
static void test_after_a_blank(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG,
             "arbeitsuchend;;2020-01-01;;\nwer weiß;;2020-01-01;;2023-09-01\narbeitslos;;2020-01-01;;2023-11-01\n",
             SEEN("2023-06-10"), NULL, "2023-11-30");
    assert_due(&o, "2023-12-01", DUE_TRANSITION);
    one_ask(&o, "2023-10-31");
    assert_int_equal(o.v.code, VERDICT_UNCLEAR);
    assert_int_equal(o.v.rule, -1);
    ASSERT_DAY(o.v.due, "");
    one_free(&o);
    one_make(&o, "aa90", YOUNG,
             "arbeitslos;;2020-01-01;;\nwer weiß;;2020-01-01;;2023-09-01\narbeitsuchend;;2020-01-01;;2023-11-01\n",
             SEEN("2023-06-10"), NULL, "2023-11-30");
    assert_due(&o, "2023-12-10", DUE_RULE);
    one_free(&o);
    /* nothing before the blank: base */
    one_make(&o, "aa90", YOUNG, "wer weiß;;2020-01-01;;\narbeitslos;;2020-01-01;;2023-11-01\n", SEEN("2023-06-10"),
             NULL, "2023-11-30");
    assert_due(&o, "2023-07-10", DUE_RULE);
    one_free(&o);
}

/* The earlier outcome asked for nothing: there is time until E + W. */
static void test_nothing_before(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "uelzen-ga-08-2019", ADULT, STRICTER, NULL, NULL, "2023-11-30");
    ASSERT_DAY(o.v.prev, "open");
    assert_due(&o, "2024-02-01", DUE_TRANSITION);
    assert_int_equal(o.v.code, VERDICT_NEW);
    one_free(&o);
}

/* While nobody was seen since, the change gives no more time than what held before; afterwards E + W does. */
static void test_bisher(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG, STRICTER, SEEN("2023-05-20"), NULL, "2023-11-30"); /* prev = 20.11. < E + W */
    assert_due(&o, "2023-11-20", DUE_BEFORE);
    one_free(&o);
    /* equal: uebergang */
    one_make(&o, "aa90", YOUNG, STRICTER, SEEN("2023-06-01"), NULL, "2023-11-30"); /* prev = 01.12. = E + W */
    assert_due(&o, "2023-12-01", DUE_TRANSITION);
    one_free(&o);
}

/* A talk in a blank counts for what held before it: prev = 20.09. + 6 months, not 10.04. + 6 months before E. */
static void test_talk_in_a_blank(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG,
             "arbeitsuchend;;2020-01-01;;\nwer weiß;;2020-01-01;;2023-09-01\narbeitslos;;2020-01-01;;2023-11-01\n",
             SEEN("2023-04-10") SEEN("2023-09-20"), NULL, "2023-11-30");
    ASSERT_DAY(o.v.prev, "2024-03-20");
    assert_due(&o, "2023-12-01", DUE_TRANSITION);
    one_free(&o);
}

/* With alternation each day has a transition of its own: by telephone 10.12., in person max(10.08., 01.01.). */
static void test_days_of_an_alternation(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG, STRICTER, SEEN("2023-06-10") "2023-11-10;Beratungsvermerk;telefonisch;\n", NULL,
             "2023-11-30");
    assert_due(&o, "2023-12-10", DUE_RULE);
    assert_true(o.v.next_in_person);
    one_free(&o);
    /* overdue when it changed, and met since: the backlog is cleared, and the second day has until 01.11. + 2 months */
    one_make(&o, "aa90", YOUNG, STRICTER, SEEN("2023-01-10") "2023-12-20;Beratungsvermerk;telefonisch;\n", NULL,
             "2023-12-31");
    ASSERT_DAY(o.v.prev, "2023-07-10");
    assert_due(&o, "2024-01-01", DUE_TRANSITION);
    one_free(&o);
}

/* ---- 2.4, 2.8: notes ---- */

static void test_note_reasons(void **state)
{
    (void)state;
    static const struct {
        const char *note, *reason;
    } notes[] = {
        {"2022-11-30;Beratungsvermerk;persönlich;IFK\n", "vor_beginn"},
        {"2022-12-01;Beratungsvermerk;persönlich;IFK\n", "gezaehlt"}, /* A - 31 */
        {"2023-01-02;Allgemeiner Vermerk;persönlich;IFK\n", "vermerkart"},
        {"2023-01-03;Aktenvermerk;persönlich;IFK\n", "vermerkart"},
        {"2023-01-04;Beratungsvermerk;persönlich;Chef\n", "partner"},
        {"2023-01-05;Beratungsvermerk;persönlich;Bezirk\n", "partner"},
        {"2023-02-05;Beratungsvermerk;persönlich;Bezirk\n", "gezaehlt"}, /* inside JBA */
        {"2023-02-06;Beratungsvermerk;telefonisch;\n", "kontaktart"},
        {"2023-02-07;Beratungsvermerk;schriftlich;\n", "kontaktart"},
        {"2023-02-08;Beratungsvermerk;per Fax;\n", "kontaktart"},
        {"2023-02-09;Beratungsvermerk;persönlich;IFK\n", "gezaehlt"},
        {"2023-02-09;Beratungsvermerk;persönlich;bFM\n", "gleicher_tag"},
        {"2023-02-09;Allgemeiner Vermerk;persönlich;bFM\n", "vermerkart"},
        {"2023-06-30;Beratungsvermerk zur Standortbestimmung;persönlich;Berufsberatung\n", "gezaehlt"},
        {"2023-07-01;Beratungsvermerk;persönlich;IFK\n", "nach_stichtag"},
        {"2023-07-01;Beratungsvermerk;telefonisch;IFK\n", "kontaktart"},
    };
    enum { N = sizeof notes / sizeof *notes };
    struct buf b = {0};
    struct one_customer o;
    uint8_t reason[N];
    for (size_t i = 0; i < N; i++)
        buf_text(&b, notes[i].note);
    one_make(&o, "aa90", ADULT, "arbeitslos;;2023-01-01;;\n", buf_str(&b), "2023-02-01;2023-02-05;JBA;\n",
             "2023-06-30");
    eval_notes(o.eval, &o.q, 0, &o.v, EVAL_ANY, reason);
    for (size_t i = 0; i < N; i++)
        if (strcmp(note_reason_codes[reason[i]], notes[i].reason) != 0)
            fail_msg("%s is %s", notes[i].note, note_reason_codes[reason[i]]);
    ASSERT_DAY(o.v.last, "2023-06-30");
    assert_int_equal(o.v.month_contacts, 1);
    one_free(&o);
    buf_free(&b);
}

/* Of one day: in person before telephone, then the earlier line; aa90-2021 takes video as in person. */
static void test_best_of_a_day(void **state)
{
    (void)state;
    struct one_customer o;
    uint8_t reason[4];
    one_make(&o, "aa90-2021", YOUNG, "arbeitslos;;2023-01-01;;\n",
             "2023-02-01;Beratungsvermerk;telefonisch;\n2023-02-01;Beratungsvermerk;video;\n"
             "2023-02-01;Beratungsvermerk;persönlich;\n2023-02-01;Beratungsvermerk;persönlich;IFK\n",
             NULL, "2023-02-15");
    eval_notes(o.eval, &o.q, 0, &o.v, EVAL_ANY, reason);
    static const uint8_t expected[] = {NOTE_SAME_DAY, NOTE_COUNTED, NOTE_SAME_DAY, NOTE_SAME_DAY};
    assert_memory_equal(reason, expected, 4);
    assert_int_equal(o.v.counted, 1);
    assert_int_equal(o.v.month_contacts, 4); /* eligible ones are not one a day */
    one_free(&o);
}

/* A contact before A counts and is taken as held on A. */
static void test_before_the_start(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", ADULT, "arbeitslos;;2023-01-10;;\n", SEEN("2022-12-15"), NULL, "2023-06-30");
    ASSERT_DAY(o.v.last, "2022-12-15");
    assert_due(&o, "2023-07-10", DUE_RULE);
    one_free(&o);
}

/* ---- 2.7 ---- */

static void assert_effect(const char *rules, const char *states, const char *exception, enum exception_effect effect)
{
    struct one_customer o;
    one_make(&o, rules, ADULT, states, NULL, exception, "2023-06-30");
    enum exception_effect is = eval_exception(o.eval, &o.q, 0, 0);
    if (is != effect)
        fail_msg("%s: %s has effect %d, expected %d", rules, exception, is, effect);
    one_free(&o);
}

static void test_exception_effects(void **state)
{
    (void)state;
    static const char care[] = "arbeitslos;M;2020-01-01;;\n", seeking[] = "arbeitsuchend;M;2020-01-01;;\n";
    static const char changed[] = "arbeitslos;M;2020-01-01;;\narbeitsuchend;M;2020-01-01;;2023-03-01\n";
#define UELZEN "uelzen-ga-08-2019" /* for the unemployed it accepts everything; seekers it does not cover */
    assert_effect(UELZEN, care, "2023-01-01;;Gutachten;\n", EXCEPTION_SUSPENDS);
    assert_effect(UELZEN, care, "2023-01-01;;Gutachten;2 Monate\n", EXCEPTION_INTERVAL);
    assert_effect(UELZEN, care, "2023-01-01;;Gutachten;12 Monate\n", EXCEPTION_INTERVAL);
    assert_effect(UELZEN, care, "2023-01-01;;JBA;\n", EXCEPTION_LETS_COUNT);
    assert_effect(UELZEN, care, "2023-01-01;;Urlaub;\n", EXCEPTION_NOT_ACCEPTED);
    assert_effect(UELZEN, care, "2023-01-01;;Urlaub;2 Wochen\n", EXCEPTION_NOT_ACCEPTED);
    assert_effect(UELZEN, seeking, "2023-01-01;;Gutachten;\n", EXCEPTION_NOT_ACCEPTED);
    assert_effect(UELZEN, seeking, "2023-01-01;;Gutachten;2 Monate\n", EXCEPTION_NOT_ACCEPTED);
    /* the rule of its own days decides */
    assert_effect(UELZEN, changed, "2023-01-01;2023-02-15;Gutachten;2 Monate\n", EXCEPTION_INTERVAL);
    assert_effect(UELZEN, changed, "2023-04-01;2023-05-15;Gutachten;2 Monate\n", EXCEPTION_NOT_ACCEPTED);
    assert_effect("aa90", care, "2023-01-01;;Einzelfall;6 Wochen\n", EXCEPTION_INTERVAL);
    assert_effect("aa90", care, "2023-01-01;;Einzelfall;180 Tage\n", EXCEPTION_INTERVAL); /* 6 months: 181 days */
    assert_effect("aa90", care, "2023-01-01;;Einzelfall;181 Tage\n", EXCEPTION_NOT_ACCEPTED);
    assert_effect("aa90", care, "2023-01-01;;Einzelfall;\n", EXCEPTION_NOT_ACCEPTED);
    assert_effect("aa90", care, "2023-01-01;;Maßnahme;6 Wochen\n", EXCEPTION_NOT_ACCEPTED);
#undef UELZEN
}

/* Under uelzen somebody unemployed, seen on 10.01.2023, is due on 10.04.2023. */
static void assert_paused(const char *exceptions, const char *day, const char *due, int days, const char *until)
{
    struct one_customer o;
    one_make(&o, "uelzen-ga-08-2019", ADULT, "arbeitslos;;2020-01-01;;\n", SEEN("2023-01-10"), exceptions, day);
    one_assert_day("due day", o.v.due, due);
    assert_int_equal(o.v.pause_days, days);
    one_assert_day("exempt until", o.v.exempt_until, until);
    assert_int_equal(o.v.code == VERDICT_EXEMPT, *until != '\0');
    one_free(&o);
}

static void test_pauses(void **state)
{
    (void)state;
    assert_paused(NULL, "2023-06-30", "2023-04-10", 0, "");
    assert_paused("2023-02-01;2023-02-10;Maßnahme;\n", "2023-06-30", "2023-04-20", 10, "");
    /* touching and overlapping ones are one */
    assert_paused("2023-02-01;2023-02-10;Maßnahme;\n2023-02-11;2023-02-15;Gutachten;\n", "2023-06-30", "2023-04-25", 15,
                  "");
    assert_paused("2023-02-05;2023-02-10;Maßnahme;\n2023-02-01;2023-02-07;Gutachten;\n", "2023-06-30", "2023-04-20", 10,
                  "");
    assert_paused("2023-02-01;2023-02-10;Maßnahme;\n2023-02-03;2023-02-05;Gutachten;\n", "2023-06-30", "2023-04-20", 10,
                  "");
    /* from the day after the contact on; on the due day it is not too late, the day after it is */
    assert_paused("2022-12-01;2023-01-12;Maßnahme;\n", "2023-06-30", "2023-04-12", 2, "");
    assert_paused("2022-12-01;2023-01-10;Maßnahme;\n", "2023-06-30", "2023-04-10", 0, "");
    assert_paused("2023-04-10;2023-04-14;Maßnahme;\n", "2023-06-30", "2023-04-15", 5, "");
    assert_paused("2023-04-11;2023-04-14;Maßnahme;\n", "2023-06-30", "2023-04-10", 0, "");
    /* a pause moves the due day into the next one */
    assert_paused("2023-04-06;2023-04-10;Maßnahme;\n2023-04-15;2023-04-16;Maßnahme;\n", "2023-06-30", "2023-04-17", 7,
                  "");
    /* on S itself: exempt; the pause is cut off at S, the exemption is not */
    assert_paused("2023-06-21;2023-07-10;Maßnahme;\n", "2023-06-30", "2023-04-10", 0, "2023-07-10");
    assert_paused("2023-04-01;;Maßnahme;\n", "2023-06-30", "2023-07-10", 91, "open");
    assert_paused("2023-06-30;2023-06-30;Maßnahme;\n2023-07-01;2023-07-31;Gutachten;\n", "2023-06-30", "2023-04-10", 0,
                  "2023-07-31");
    assert_paused("2023-06-01;2023-06-29;Maßnahme;\n", "2023-06-30", "2023-04-10", 0, "");
    /* an interval does not suspend */
    assert_paused("2023-06-01;2023-07-29;Maßnahme;3 Monate\n", "2023-06-30", "2023-04-10", 0, "");
}

/* ---- 2.5 ---- */

static void test_alternation(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", YOUNG, "arbeitslos;;2020-01-01;;\n",
             SEEN("2023-01-10") "2023-02-05;Beratungsvermerk;telefonisch;\n", NULL, "2023-02-20");
    assert_due(&o, "2023-03-05", DUE_RULE);
    assert_true(o.v.next_in_person);
    one_free(&o);
    one_make(&o, "aa90", YOUNG, "arbeitslos;;2020-01-01;;\n",
             SEEN("2023-01-10") "2023-02-05;Beratungsvermerk;telefonisch;\n2023-03-01;Beratungsvermerk;telefonisch;\n",
             NULL, "2023-03-09");
    assert_due(&o, "2023-03-10", DUE_RULE); /* twice W after the last one in person */
    one_free(&o);
    one_make(&o, "aa90", YOUNG, "arbeitslos;;2020-01-01;;\n", SEEN("2023-01-10"), NULL, "2023-02-20");
    assert_false(o.v.next_in_person);
    one_free(&o);
}

static void test_count(void **state)
{
    (void)state;
    struct one_customer o; /* ba-arbeitshilfe: profile S twice, Z once within 6 months */
    one_make(&o, "ba-arbeitshilfe", ADULT, "arbeitslos;S;2023-01-01;;\n", SEEN("2023-02-10"), NULL, "2023-06-30");
    assert_due(&o, "2023-07-01", DUE_START);
    assert_int_equal(o.v.asked, 2);
    assert_int_equal(o.v.counted, 1);
    one_free(&o);
    one_make(&o, "ba-arbeitshilfe", ADULT, "arbeitslos;S;2023-01-01;;\n",
             SEEN("2023-02-10") SEEN("2023-03-20") SEEN("2023-04-05"), NULL, "2023-06-30");
    assert_due(&o, "2023-09-20", DUE_RULE); /* the last but one */
    assert_int_equal(o.v.counted, 3);
    one_free(&o);
    one_make(&o, "ba-arbeitshilfe", ADULT, "arbeitslos;Z;2023-01-01;;\n", NULL, NULL, "2023-06-30");
    assert_due(&o, "2023-07-01", DUE_RULE); /* k = 1 needs no start */
    one_free(&o);
}

/* ---- 2.8 ---- */

static void assert_code(const char *contacts, const char *day, enum verdict_code code)
{
    struct one_customer o; /* arbeitslos, Ü25, aa90: every 6 months; due on 01.07.2023 without a contact */
    one_make(&o, "aa90", ADULT, "arbeitslos;;2023-01-01;;\n", contacts, NULL, day);
    assert_string_equal(verdict_codes[o.v.code], verdict_codes[code]);
    one_free(&o);
}

static void test_verdicts(void **state)
{
    (void)state;
    assert_code(NULL, "2023-01-01", VERDICT_NEW);
    assert_code(NULL, "2023-07-01", VERDICT_NEW); /* nobody who was never seen is "due soon" */
    assert_code(NULL, "2023-07-02", VERDICT_NEVER);
    assert_code(SEEN("2023-01-01"), "2023-06-16", VERDICT_MET); /* 15 days ahead */
    assert_code(SEEN("2023-01-01"), "2023-06-17", VERDICT_DUE_SOON);
    assert_code(SEEN("2023-01-01"), "2023-07-01", VERDICT_DUE_SOON);
    assert_code(SEEN("2023-01-01"), "2023-07-02", VERDICT_OVERDUE);
    assert_code(SEEN("2023-07-02"), "2023-07-02", VERDICT_MET);
}

static void test_lead(void **state)
{
    (void)state;
    struct one_customer o;
    one_make(&o, "aa90", ADULT, "arbeitslos;;2023-01-01;;\n", SEEN("2023-01-01"), NULL, "2023-06-30");
    static const struct {
        int lead;
        enum verdict_code code;
    } leads[] = {{0, VERDICT_MET}, {1, VERDICT_DUE_SOON}, {3660, VERDICT_DUE_SOON}};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        o.q.lead = leads[i].lead;
        eval_customer(o.eval, &o.q, 0, &o.v);
        assert_int_equal(o.v.code, leads[i].code);
    }
    one_free(&o);
}

/* All customers of the sample: one by one, in any order and on any number of threads it is the same. */
static void test_all(void **state)
{
    (void)state;
    struct diag d = {0};
    struct ingest_options in = {.dir = KD_ROOT "/samples/musterstadt", .threads = 2};
    struct tables *t = ingest_load(&in, &d);
    assert_non_null(t);
    static const char *const sets[] = {"aa90", "aa90-2021", "uelzen-ga-08-2019", "ba-arbeitshilfe",
                                       "moenchengladbach-2012"};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct ruleset *set = exports_rules(sets[i]);
        struct eval_question q = eval_question(set, one_day("2023-11-30"), 14);
        struct verdict *one = eval_all(t, &q, 1), *seven = eval_all(t, &q, 7);
        struct eval *e = eval_new(t);
        for (uint32_t c = t->customers.n; c-- > 0;) {
            struct verdict v;
            eval_customer(e, &q, c, &v);
            assert_memory_equal(&v, &one[c], sizeof v);
            assert_memory_equal(&v, &seven[c], sizeof v);
            if (v.in_population && verdict_has_requirement(&v) && v.code != VERDICT_EXEMPT)
                assert_int_equal(q.day > v.due, v.code == VERDICT_OVERDUE || v.code == VERDICT_NEVER);
        }
        eval_free(e);
        free(one);
        free(seven);
        ruleset_free(set);
    }
    tables_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stricter),
        cmocka_unit_test(test_never_seen),
        cmocka_unit_test(test_looser),
        cmocka_unit_test(test_after_a_blank),
        cmocka_unit_test(test_nothing_before),
        cmocka_unit_test(test_talk_in_a_blank),
        cmocka_unit_test(test_days_of_an_alternation),
        cmocka_unit_test(test_bisher),
        cmocka_unit_test(test_note_reasons),
        cmocka_unit_test(test_best_of_a_day),
        cmocka_unit_test(test_before_the_start),
        cmocka_unit_test(test_exception_effects),
        cmocka_unit_test(test_pauses),
        cmocka_unit_test(test_alternation),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_lead),
        cmocka_unit_test(test_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
