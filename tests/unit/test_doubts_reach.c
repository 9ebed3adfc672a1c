/* Exports of another stretch of time than the reporting day asks for: the days and counts at which a doubt begins. */
#include "base/buf.h"
#include "cmocka_all.h"
#include "doubts/doubts.h"
#include "exports.h"

enum { S = 19691 }; /* 30.11.2023 */

static struct exports e;
static struct buf customers, notes;

static void begin_world(void)
{
    exports_make(&e);
    buf_clear(&customers);
    buf_clear(&notes);
    buf_text(&customers, "Kundennummer;Geburtsdatum;Status;Betreuung seit\n");
    buf_text(&notes, "Kundennummer;Datum;Vermerkart;Kontaktart\n");
}

static void add_customers(unsigned from, unsigned n, int32_t since)
{
    for (unsigned i = from; i < from + n; i++)
        buf_printf(&customers, "K%03u;01.01.1980;arbeitslos;%s\n", i, day_german(since).s);
}

static void add_note(unsigned customer, int32_t day)
{
    buf_printf(&notes, "K%03u;%s;Beratungsvermerk;persönlich\n", customer, day_german(day).s);
}

/* How many doubts of this kind there are about `file`; the world is gone. */
static uint64_t doubts(enum issue_kind kind, enum tbl_file file)
{
    exports_put(&e, "kunden.csv", buf_str(&customers));
    exports_put(&e, "kontakte.csv", buf_str(&notes));
    struct tables *t = exports_read(&e);
    struct ruleset *set = exports_rules("aa90");
    struct doubts_input in = {.set = set, .day = S, .numbers = true};
    doubts_find(t, &in);
    uint64_t n = 0;
    for (size_t i = 0; i < t->issues.n; i++)
        n += t->issues.item[i].kind == kind && t->issues.item[i].file == file;
    ruleset_free(set);
    tables_free(t);
    exports_remove(&e, NULL);
    return n;
}

/* `met` customers with notes on `first` and on 20.11.2023, `bare` without any. */
static uint64_t begin_of(unsigned met, unsigned bare, int32_t first, int32_t since, unsigned stray)
{
    begin_world();
    add_customers(0, met + bare, since);
    for (unsigned i = 0; i < met; i++) {
        add_note(i, first);
        add_note(i, S - 10);
    }
    for (unsigned i = 0; i < stray; i++)
        add_note(i, S - 2000);
    return doubts(DOUBT_BEGIN, FILE_CONTACTS);
}

/* aa90 asks for a contact in twelve months of some: back to 30.11.2022. */
static void test_begin(void **state)
{
    (void)state;
    const int32_t back = day_make(2022, 11, 30), long_ago = day_make(2020, 1, 1);
    assert_int_equal(S, day_make(2023, 11, 30));
    assert_int_equal(begin_of(100, 10, back + 1, long_ago, 0), 1);
    assert_int_equal(begin_of(100, 10, back, long_ago, 0), 0);
    assert_int_equal(begin_of(100, 9, back + 1, long_ago, 0), 0); /* a few people say little */
    assert_int_equal(begin_of(190, 10, S - 60, long_ago, 0), 1);
    assert_int_equal(begin_of(191, 10, S - 60, long_ago, 0), 0); /* and one in twenty */
    /* One note in a hundred may have a wrong year, not more. */
    assert_int_equal(begin_of(100, 10, S - 60, long_ago, 2), 1);
    assert_int_equal(begin_of(100, 10, S - 60, long_ago, 3), 0);
    assert_int_equal(begin_of(30, 10, S - 60, long_ago, 1), 1); /* of a few: one */
    assert_int_equal(begin_of(30, 10, S - 60, long_ago, 2), 0);
    /* Nobody lacks a note who came with the first one. */
    assert_int_equal(begin_of(100, 10, back + 1, back, 0), 1);
    assert_int_equal(begin_of(100, 10, back + 1, back + 1, 0), 0);
}

/* Ten customers were met once and are overdue under an interval: older notes could not change that. */
static void test_begin_overdue(void **state)
{
    (void)state;
    begin_world();
    add_customers(0, 110, S - 900);
    for (unsigned i = 0; i < 110; i++) {
        add_note(i, S - 250);
        if (i < 100)
            add_note(i, S - 10);
    }
    assert_int_equal(doubts(DOUBT_BEGIN, FILE_CONTACTS), 0);
}

/* Notes in every fortnight of seven years, so that they reach S. */
static void add_usual_notes(void)
{
    for (int32_t ago = 0; ago < 2600; ago += 3)
        add_note((unsigned)(ago / 3) % 100, S - ago);
}

/* 100 customers that came every `step` days up to S - `last`. */
static uint64_t customers_until(int32_t last, int32_t step)
{
    begin_world();
    for (unsigned i = 0; i < 100; i++)
        add_customers(i, 1, S - last - (int32_t)i * step);
    add_usual_notes();
    return doubts(DOUBT_PERIOD, FILE_CUSTOMERS);
}

static void test_customers(void **state)
{
    (void)state;
    assert_int_equal(customers_until(0, 7), 0);
    assert_int_equal(customers_until(70, 7), 0);  /* 4 in the last 14 weeks, 14 before */
    assert_int_equal(customers_until(77, 7), 1);  /* 3 */
    assert_int_equal(customers_until(366, 0), 0); /* all on one day, a year ago */
    assert_int_equal(customers_until(367, 0), 1);
}

/* n lines a day apart, the newest on S - last; of appointments or absences. */
static uint64_t lines_until(enum tbl_file file, unsigned n, int32_t last)
{
    struct buf b = {0};
    begin_world();
    add_customers(0, 100, S - 900);
    add_usual_notes();
    buf_text(&b, file == FILE_APPOINTMENTS ? "Kundennummer;Beginn\n" : "Kürzel;Von;Bis\n");
    for (unsigned i = 0; i < n; i++) {
        struct day_text d = day_german(S - last - (int32_t)i);
        if (file == FILE_APPOINTMENTS)
            buf_printf(&b, "K%03u;%s 09:00\n", i, d.s);
        else
            buf_printf(&b, "B%03u;%s;%s\n", i, d.s, d.s);
    }
    exports_put(&e, tbl_file_names[file], buf_str(&b));
    buf_free(&b);
    return doubts(DOUBT_PERIOD_ASIDE, file);
}

static void test_other_files(void **state)
{
    (void)state;
    for (int k = 0; k < 2; k++) {
        enum tbl_file file = k ? FILE_ABSENCES : FILE_APPOINTMENTS;
        assert_int_equal(lines_until(file, 20, 98), 0);
        assert_int_equal(lines_until(file, 20, 99), 1);
        assert_int_equal(lines_until(file, 19, 99), 0);
        assert_int_equal(lines_until(file, 20, -98 - 19), 0); /* the first is 98 days after S */
        assert_int_equal(lines_until(file, 20, -99 - 19), 1);
    }
}

/* 200 notes of which `late` are more than 62 days after S, 100 customers of whom `new` come then, too. */
static uint64_t ahead_of(unsigned late, unsigned new, int32_t days)
{
    begin_world();
    add_customers(0, 100 - new, S - 900);
    add_customers(100 - new, new, S + days);
    for (unsigned i = 0; i < 200; i++)
        add_note(i % 100, i < late ? S + days : S - (int32_t)i);
    return doubts(DOUBT_PERIOD, FILE_CONTACTS);
}

static void test_ahead(void **state)
{
    (void)state;
    assert_int_equal(ahead_of(20, 0, 63), 1);
    assert_int_equal(ahead_of(20, 0, 62), 0);
    assert_int_equal(ahead_of(19, 0, 63), 0);
    assert_int_equal(ahead_of(20, 1, 63), 0); /* customers reach as far: an earlier day is asked about */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_begin),       cmocka_unit_test(test_begin_overdue), cmocka_unit_test(test_customers),
        cmocka_unit_test(test_other_files), cmocka_unit_test(test_ahead),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    buf_free(&customers);
    buf_free(&notes);
    return failed;
}
