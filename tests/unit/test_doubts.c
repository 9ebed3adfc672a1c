/* Doubts about the exports as a whole: the days and shares at which each begins. */
#include "base/buf.h"
#include "cmocka_all.h"
#include "doubts/doubts.h"
#include "exports.h"
#include "table/keys.h"

#include <string.h>

enum { S = 19691 }; /* 30.11.2023 */

/* n customers K000, K001, ... in care since 2020, of whom the first `noted` have a note on 20.11.2023. */
static struct tables *world(struct exports *e, unsigned n, unsigned noted)
{
    struct buf customers = {0}, notes = {0};
    buf_text(&customers, "Kundennummer;Geburtsdatum;Status;Betreuung seit\n");
    buf_text(&notes, "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    for (unsigned i = 0; i < n; i++)
        buf_printf(&customers, "K%03u;01.01.1980;arbeitslos;01.01.2020\n", (i * 7) % n);
    for (unsigned i = 0; i < noted; i++)
        buf_printf(&notes, "K%03u;20.11.2023;Beratungsvermerk;persönlich\n", (i * 3) % n);
    buf_text(&notes, "X;20.11.2023;Beratungsvermerk;persönlich\n");
    exports_make(e);
    exports_put(e, "kunden.csv", buf_str(&customers));
    exports_put(e, "kontakte.csv", buf_str(&notes));
    buf_free(&customers);
    buf_free(&notes);
    return exports_read(e);
}

static uint64_t count_under(struct tables *t, const char *rules, enum issue_kind kind)
{
    struct ruleset *set = exports_rules(rules);
    struct doubts_input in = {.set = set, .day = S, .numbers = true};
    doubts_find(t, &in);
    ruleset_free(set);
    return t->issues.count[kind];
}

static uint64_t count_of(struct tables *t, enum issue_kind kind)
{
    return count_under(t, "aa90", kind);
}

static uint64_t no_notes(unsigned n, unsigned noted)
{
    struct exports e;
    struct tables *t = world(&e, n, noted);
    uint64_t found = count_of(t, DOUBT_NO_NOTES);
    tables_free(t);
    exports_remove(&e, NULL);
    return found;
}

static void test_one_in_twenty(void **state)
{
    (void)state;
    assert_int_equal(S, day_make(2023, 11, 30));
    assert_false(doubts_few(1, 20)); /* not fewer than 1 in 20 */
    assert_true(doubts_few(0, 20));
    assert_false(doubts_few(0, 19));
    assert_true(doubts_few(1, 21));
    assert_false(doubts_few(2, 40));
    assert_int_equal(no_notes(20, 1), 0);
    assert_int_equal(no_notes(20, 0), 1);
    assert_int_equal(no_notes(19, 0), 0);
    assert_int_equal(no_notes(41, 2), 1);
}

static void test_windows(void **state)
{
    (void)state;
    assert_false(agg_reach_falls(0, 59)); /* m is below 10 */
    assert_true(agg_reach_falls(0, 60));
    assert_true(agg_reach_falls(2, 60));
    assert_false(agg_reach_falls(3, 60));   /* 3 is not below 2.5 */
    assert_false(agg_reach_falls(10, 240)); /* n = m / 4 exactly */
    assert_true(agg_reach_falls(9, 240));
    assert_true(agg_reach_falls(10, 241));
}

/* Which day belongs to which window: S is the last of the 14, S - 14 the last before. */
static void test_days_of_windows(void **state)
{
    (void)state;
    struct exports e;
    exports_make(&e);
    struct buf b = {0};
    buf_text(&b, "Kundennummer;Datum;Vermerkart;Kontaktart;Erfasst am\n");
    static const int ago[] = {-70, -62, -1, 0, 13, 14, 97, 98, 685, 686, 2561, 2562};
    for (size_t i = 0; i < sizeof ago / sizeof *ago; i++)
        buf_printf(&b, "K;%s;Beratungsvermerk;persönlich;%s\n", day_german(S - ago[i]).s,
                   ago[i] == 14 ? day_german(S + 60).s : "");
    exports_put(
        &e, "kunden.csv",
        "Kundennummer;Geburtsdatum;Status;Betreuung seit;Gültig ab\nK;01.01.1980;arbeitslos;01.01.2010;15.02.2024\n"
        "K;01.01.1980;arbeitslos;01.01.2010;15.01.2024\nK;01.01.1980;arbeitslos;01.01.2010;\n");
    exports_put(&e, "kontakte.csv", buf_str(&b));
    exports_put(&e, "termine.csv",
                "Kundennummer;Beginn;Vereinbart am\nK;01.12.2023 09:00;29.11.2023\n"
                "K;28.11.2023 09:00;\nK;05.12.2023 09:00;\n");
    struct tables *t = exports_read(&e);
    struct agg_reach r = agg_reach(t, S);
    assert_int_equal(r.last[0], 2);   /* S and S - 13 */
    assert_int_equal(r.before[0], 2); /* S - 14 and S - 97; S - 98 is none of the six */
    assert_int_equal(r.last[1], 4);
    assert_int_equal(r.before[1], 2); /* S - 98 and S - 685 */
    assert_int_equal(r.before[2], 3); /* S - 685, S - 686, S - 2561 */
    assert_int_equal(r.newest[FILE_CONTACTS], S + 62);
    assert_int_equal(r.newest[FILE_CUSTOMERS], day_make(2024, 1, 15)); /* the other is later than S + 62 */
    assert_int_equal(r.newest[FILE_APPOINTMENTS], day_make(2023, 11, 29));
    assert_int_equal(r.newest[FILE_STAFF], DAY_NONE);
    assert_int_equal(r.oldest_note, S - 2562);
    assert_int_equal(r.last_note, S);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
}

static enum agg_reach_gap gap_of(unsigned customers, int32_t newest)
{
    struct exports e;
    struct buf b = {0};
    struct tables *t = world(&e, customers, 0);
    tables_free(t);
    buf_printf(&b, "Kundennummer;Datum;Vermerkart;Kontaktart\nK000;%s;Beratungsvermerk;persönlich\n",
               day_german(newest).s);
    exports_put(&e, "kontakte.csv", buf_str(&b));
    t = exports_read(&e);
    struct agg_reach r = agg_reach(t, S);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
    return r.gap;
}

static void test_no_note_for_long(void **state)
{
    (void)state;
    assert_int_equal(gap_of(20, S - 62), REACH_FINE);
    assert_int_equal(gap_of(20, S - 63), REACH_ENDS);
    assert_int_equal(gap_of(19, S - 63), REACH_FINE);
    assert_int_equal(gap_of(19, S - 366), REACH_FINE);
    assert_int_equal(gap_of(19, S - 367), REACH_ENDS);
    assert_int_equal(gap_of(19, S + 1), REACH_LATER);
    assert_int_equal(gap_of(20, S), REACH_FINE);
}

/* Nine of ten used lines; of fewer than ten it is no mismatch. */
static uint64_t words_of(unsigned unknown, unsigned known, enum issue_kind kind)
{
    struct exports e;
    struct buf b = {0};
    struct tables *t = world(&e, 3, 0);
    tables_free(t);
    buf_text(&b, "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    for (unsigned i = 0; i < unknown + known; i++)
        buf_printf(&b, "K00%u;%02u.11.2023;Beratungsvermerk;%s\n", i % 3, i + 1,
                   i < unknown ? "am Schalter" : "persönlich");
    exports_put(&e, "kontakte.csv", buf_str(&b));
    t = exports_read(&e);
    uint64_t found = count_of(t, kind);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
    return found;
}

static void test_nine_of_ten(void **state)
{
    (void)state;
    assert_int_equal(words_of(9, 1, DOUBT_WORDS), 1);
    assert_int_equal(words_of(8, 2, DOUBT_WORDS), 0);
    assert_int_equal(words_of(17, 3, DOUBT_WORDS), 0);
    assert_int_equal(words_of(18, 2, DOUBT_WORDS), 1);
    assert_int_equal(words_of(9, 0, DOUBT_WORDS), 0);
    assert_int_equal(words_of(9, 0, DOUBT_WORDS_ASIDE), 1);
    assert_int_equal(words_of(2, 0, DOUBT_WORDS_ASIDE), 0);
}

/* Doubts of a kind where kontakte.csv has n lines, of which the first `odd` hold `word` as Gesprächspartner. */
static uint64_t partners_of(unsigned n, unsigned odd, const char *word, const char *else_word, enum issue_kind kind)
{
    struct exports e;
    struct buf b = {0};
    struct tables *t = world(&e, 3, 0);
    tables_free(t);
    buf_text(&b, "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner\n");
    for (unsigned i = 0; i < n; i++)
        buf_printf(&b, "K00%u;%s;Beratungsvermerk;persönlich;%s\n", i % 3, day_german(S - (int32_t)i).s,
                   i < odd ? word : else_word);
    exports_put(&e, "kontakte.csv", buf_str(&b));
    t = exports_read(&e);
    uint64_t found = count_of(t, kind);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
    return found;
}

/* Doubts of a kind where 100 appointments are there, of which 20 hold a status that nobody knows. */
static uint64_t appointments_of(enum issue_kind kind)
{
    struct exports e;
    struct buf b = {0};
    struct tables *t = world(&e, 3, 0);
    tables_free(t);
    buf_text(&b, "Kundennummer;Beginn;Status\n");
    for (unsigned i = 0; i < 100; i++)
        buf_printf(&b, "K00%u;%s;%s\n", i % 3, day_german(S - (int32_t)i).s, i < 20 ? "verschoben" : "wahrgenommen");
    exports_put(&e, "termine.csv", buf_str(&b));
    t = exports_read(&e);
    uint64_t found = count_under(t, "uelzen-ga-08-2019", kind);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
    return found;
}

static void test_common_word(void **state)
{
    (void)state;
    /* No verdict follows from appointments: told, but findings and comparisons stay. */
    assert_int_equal(appointments_of(DOUBT_WORD_ASIDE), 1);
    assert_int_equal(appointments_of(DOUBT_WORD), 0);
    assert_int_equal(partners_of(399, 20, "AV", "IFK", DOUBT_WORD), 1);
    assert_int_equal(partners_of(400, 20, "AV", "IFK", DOUBT_WORD), 0); /* 5 % is not more than 5 % */
    assert_int_equal(partners_of(100, 19, "AV", "IFK", DOUBT_WORD), 0);
    assert_int_equal(partners_of(100, 19, "AV", "IFK", DOUBT_WORD_ASIDE), 1);
    assert_int_equal(partners_of(100, 9, "AV", "IFK", DOUBT_WORD_ASIDE), 0);
    assert_int_equal(partners_of(100, 20, "AV", "IFK", DOUBT_WORD), 1);
    /* Nine of ten of those that hold something, however many are empty. */
    assert_int_equal(partners_of(100, 10, "AV", "", DOUBT_UNREAD), 1);
    assert_int_equal(partners_of(100, 9, "AV", "", DOUBT_UNREAD), 0);
    assert_int_equal(partners_of(3, 3, "AV", "", DOUBT_WORDS_ASIDE), 1);
}

/* n customers, all with `status`: a rule set that asks for it cannot be content with an empty column. */
static uint64_t status_of(unsigned n, const char *status)
{
    struct exports e;
    struct buf b = {0};
    struct tables *t = world(&e, 3, 0);
    tables_free(t);
    buf_text(&b, "Kundennummer;Geburtsdatum;Status;Betreuung seit\n");
    for (unsigned i = 0; i < n; i++)
        buf_printf(&b, "K%03u;01.01.1980;%s;01.01.2020\n", i, i ? "" : status);
    exports_put(&e, "kunden.csv", buf_str(&b));
    t = exports_read(&e);
    uint64_t found = count_under(t, "uelzen-ga-08-2019", DOUBT_COLUMN_EMPTY);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
    return found;
}

static void test_empty_column(void **state)
{
    (void)state;
    assert_int_equal(status_of(20, ""), 1);
    assert_int_equal(status_of(20, "arbeitslos"), 0);
    assert_int_equal(status_of(19, ""), 0);
}

/* 40 customers: the first `odd` have `word` as Schulpflichtig, the others `else_word`. */
static uint64_t flags_of(unsigned odd, const char *word, const char *else_word, enum issue_kind kind)
{
    struct exports e;
    struct buf b = {0};
    struct tables *t = world(&e, 3, 0);
    tables_free(t);
    buf_text(&b, "Kundennummer;Geburtsdatum;Status;Betreuung seit;Schulpflichtig\n");
    for (unsigned i = 0; i < 40; i++)
        buf_printf(&b, "K%03u;01.01.1980;arbeitslos;01.01.2020;%s%s\n", i, i < odd ? word : else_word,
                   i < odd && *word == '2' ? i % 2 ? "3" : "4" : "");
    exports_put(&e, "kunden.csv", buf_str(&b));
    t = exports_read(&e);
    uint64_t found = count_of(t, kind);
    tables_free(t);
    buf_free(&b);
    exports_remove(&e, NULL);
    return found;
}

static void test_yes_and_no(void **state)
{
    (void)state;
    assert_int_equal(flags_of(10, "-1", "0", DOUBT_UNREAD), 1); /* nobody says yes */
    assert_int_equal(flags_of(9, "-1", "0", DOUBT_UNREAD), 0);
    assert_int_equal(flags_of(10, "-1", "ja", DOUBT_UNREAD), 0);
    assert_int_equal(flags_of(10, "202", "", DOUBT_UNREAD), 0); /* 2023 and 2024: no word for yes */
    assert_int_equal(flags_of(36, "vielleicht", "ja", DOUBT_UNREAD), 1);
    assert_int_equal(flags_of(35, "vielleicht", "ja", DOUBT_UNREAD), 0);
}

static enum key_look look(const char *ours, const char *theirs)
{
    return keys_compare(&ours, 1, &theirs, 1).look;
}

static void test_keys(void **state)
{
    (void)state;
    assert_int_equal(look("000100", "100"), KEYS_ZEROS);
    assert_int_equal(look("100", "000100"), KEYS_ZEROS);
    assert_int_equal(look("214000000000276", "2,14E+14"), KEYS_POWER);
    assert_int_equal(look("2.14E+14", "214000000000276"), KEYS_POWER);
    assert_int_equal(look("000100", "100,0"), KEYS_DECIMALS);
    assert_int_equal(look("100", "100.00"), KEYS_DECIMALS);
    assert_int_equal(look("214a000276", "214A000276"), KEYS_CASE);
    assert_int_equal(look("214A000276", "'214A000276"), KEYS_SIGNS);
    assert_int_equal(look("214A000276", "214A/000 276"), KEYS_SIGNS);
    assert_int_equal(look("214A000276", "214-000276"), KEYS_DIGITS);
    assert_int_equal(look("214A000276", "7c1b4e8"), KEYS_UNLIKE);
    assert_int_equal(look("0", "000"), KEYS_UNLIKE); /* nothing is left to compare */
    const char *ours[] = {"001", "002"}, *theirs[] = {"7", "8", "2"};
    assert_int_equal(keys_compare(ours, 2, theirs, 3).look, KEYS_UNLIKE); /* one in three */
    struct key_comparison c = keys_compare(ours, 2, theirs + 1, 2);
    assert_int_equal(c.look, KEYS_ZEROS);
    assert_string_equal(c.ours, "002");
    assert_string_equal(c.theirs, "2");
    assert_int_equal(keys_compare(NULL, 0, theirs, 3).look, KEYS_UNLIKE);
}

/* By the mark alone: without words of its own a kind is told once a file, with its count. */
static void test_doubts_of_issues(void **state)
{
    (void)state;
    struct issues i;
    size_t n;
    struct arena *a = arena_new();
    issues_init(&i);
    assert_false(issues_weigh(&i, ISSUE_DOUBT));
    issues_add(&i, WARN_KIND, FILE_CONTACTS, 3, "Vermerkart", "x", 1);
    for (uint32_t line = 5; line < 8; line++)
        issues_add(&i, DOUBT_CUT, FILE_APPOINTMENTS, line, "", NULL, 0);
    const struct issue_words words = {"fünf von sechs", "Das heißt nichts.", "„a“", ""};
    issues_add_doubt(&i, DOUBT_REACH, FILE_CONTACTS, &words);
    issues_sort(&i);
    assert_int_equal(i.item[0].kind, DOUBT_REACH); /* first of the warnings */
    const struct issue_doubt *d = issues_doubts(&i, a, &n);
    assert_int_equal(n, 2);
    assert_string_equal(d[0].words.fact, "fünf von sechs");
    assert_string_equal(d[1].words.fact, "termine.csv: Datei scheint abgeschnitten, 3-mal");
    assert_true(issues_weigh(&i, ISSUE_NOTHING_FOUND));
    assert_false(issues_weigh(&i, ISSUE_MISMATCH));
    for (int kind = 0; kind < ISSUE_KINDS; kind++) /* what ends a run or forbids a comparison is told */
        assert_true(!(issue_weights[kind] & (ISSUE_MISMATCH | ISSUE_NOTHING_FOUND)) ||
                    issue_weights[kind] & ISSUE_DOUBT);
    issues_free(&i);
    arena_free(a);
}

static void test_earlier_run(void **state)
{
    (void)state;
    struct exports e;
    struct tables *t = world(&e, 30, 30); /* 31 lines of notes */
    struct doubts_before before = {.day = S - 30, .lines = {60, 62, -1, 12, -1, -1}};
    doubts_since(t, &before);
    assert_int_equal(t->issues.count[DOUBT_FEWER_LINES], 0); /* half is not less than half */
    assert_int_equal(t->issues.count[DOUBT_FILE_GONE], 1);
    before.lines[FILE_CONTACTS] = 63;
    doubts_since(t, &before);
    assert_int_equal(t->issues.count[DOUBT_FEWER_LINES], 1);
    tables_free(t);
    exports_remove(&e, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_in_twenty),
        cmocka_unit_test(test_windows),
        cmocka_unit_test(test_days_of_windows),
        cmocka_unit_test(test_no_note_for_long),
        cmocka_unit_test(test_nine_of_ten),
        cmocka_unit_test(test_common_word),
        cmocka_unit_test(test_empty_column),
        cmocka_unit_test(test_yes_and_no),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_doubts_of_issues),
        cmocka_unit_test(test_earlier_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
