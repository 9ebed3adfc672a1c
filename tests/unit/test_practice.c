/* Practice beside the density (spec 2.9), by hand: boundary days, holidays in between, missing files and columns. */
#include "cmocka_all.h"

#include "exports.h"

#include "aggregate/practice.h"
#include "base/buf.h"
#include "base/xml.h"
#include "results/results.h"
#include "words/sentences_practice.h"

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_practice *practice;
};

static int32_t day_of(const char *german)
{
    int32_t d;
    assert_true(day_parse(german, strlen(german), &d, NULL));
    return d;
}

#define CUSTOMERS                                                                                                      \
    "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Team;EGV seit;SV-Beschäftigung;Gesundheit;Gültig ab\n"
#define NOTES        "Kundennummer;Datum;Vermerkart;Kontaktart;Dauer;Erfasst am\n"
#define APPOINTMENTS "Kundennummer;Beginn;Status;Dauer;Gesprächsart;Rechtsfolgenbelehrung;Vereinbart am\n"
#define EXCEPTIONS   "Kundennummer;Von;Bis;Art;Intervall\n"

/* Every customer has the same caseworker, an IFK, so that a rule that asks for the function can tell. */
static void put_customers(const struct exports *e, const char *customers)
{
    struct buf b = {0};
    for (const char *s = customers; *s;) {
        size_t n = strcspn(s, "\n");
        buf_put(&b, s, n);
        buf_text(&b, s == customers ? ";Betreuer\n" : ";X\n");
        s += n + 1;
    }
    exports_put(e, "kunden.csv", buf_str(&b));
    exports_put(e, "mitarbeiter.csv", "Kürzel;Funktion\nX;IFK\n");
    buf_free(&b);
}

/* The files are left out where they are NULL. */
static void open_world(struct world *w, const char *rules, const char *day, enum land land, const char *customers,
                       const char *notes, const char *appointments, const char *exceptions)
{
    *w = (struct world){.tables = NULL};
    exports_make(&w->exports);
    put_customers(&w->exports, customers);
    exports_put(&w->exports, "kontakte.csv", notes);
    if (appointments)
        exports_put(&w->exports, "termine.csv", appointments);
    if (exceptions)
        exports_put(&w->exports, "ausnahmen.csv", exceptions);
    w->tables = exports_read(&w->exports);
    for (int k = 0; k <= REJECT_CUSTOMER; k++)
        assert_int_equal(w->tables->issues.count[k], 0); /* the test itself is wrong */
    exports_remove(&w->exports, NULL);
    w->set = exports_rules(rules);
    w->q = eval_question(w->set, day_of(day), 14);
    w->verdict = eval_all(w->tables, &w->q, 1);
    struct agg_practice_input in = {.tables = w->tables, .q = &w->q, .verdict = w->verdict, .region = {land, 0}};
    w->practice = agg_practice_new(&in);
    struct agg_input groups = {w->tables, w->set, w->verdict, NULL, w->q.day, false};
    struct agg_groups *g = agg_groups_new(&groups, NULL, 0);
    struct diag d = {0};
    if (!agg_practice_check(w->practice, g, &d))
        diag_print(&d);
    assert_int_equal(d.code, DIAG_NONE);
    agg_groups_free(g);
}

static void close_world(struct world *w)
{
    agg_practice_free(w->practice);
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
}

static uint64_t care(const struct world *w, enum agg_figure f)
{
    return w->practice->all.numbers.figure[f][AGG_CARE];
}
static uint64_t month(const struct world *w, enum agg_figure f)
{
    return w->practice->all.numbers.figure[f][AGG_MONTH];
}

/* ---- first contact ---- */

/* In care from Fri 20.12.2024; to one appointment and one contact; the figures in the order usual, max, beyond, open.
 */
static void expect_lead(const char *day, enum land land, const char *appointment, const char *contact, int offer,
                        int met)
{
    struct world w;
    char notes[256], appointments[256];
    snprintf(notes, sizeof notes, NOTES "%s%s%s", contact ? "K;" : "", contact ? contact : "",
             contact ? ";Beratungsvermerk;persönlich;;\n" : "");
    snprintf(appointments, sizeof appointments, APPOINTMENTS "%s%s%s", appointment ? "K;" : "",
             appointment ? appointment : "", appointment ? ";;;;\n" : "");
    open_world(&w, "moenchengladbach-2012", day, land, CUSTOMERS "K;01.01.1980;arbeitslos;M;20.12.2024;T;;;;\n", notes,
               appointments, NULL);
    assert_int_equal(care(&w, FIG_NEW), 1);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(care(&w, FIG_OFFER_USUAL + (enum agg_figure)i), i == offer);
        assert_int_equal(care(&w, FIG_MET_USUAL + (enum agg_figure)i), i == met);
    }
    assert_int_equal(care(&w, FIG_OFFER_MISSING), offer == 2 && !appointment);
    assert_int_equal(care(&w, FIG_MET_MISSING), met == 2 && !contact);
    close_world(&w);
}

static void test_working_days(void **state)
{
    (void)state;
    /* 23. 24. 27. 30. 31.12. 02. 03.01. are the first seven, 06. 07. 08.01. the next three, 09.01. is the eleventh */
    expect_lead("31.01.2025", IN_NW, "03.01.2025 09:00;geplant", "03.01.2025", 0, 0);
    expect_lead("31.01.2025", IN_NW, "06.01.2025 09:00;nicht erschienen", "06.01.2025", 1, 1);
    expect_lead("31.01.2025", IN_NW, "08.01.2025 09:00;wahrgenommen", "08.01.2025", 1, 1);
    expect_lead("31.01.2025", IN_NW, "09.01.2025 09:00;geplant", "09.01.2025", 2, 2);
    expect_lead("31.01.2025", IN_NW, "04.01.2025 09:00;geplant", "05.01.2025", 0, 0); /* a weekend adds nothing */
    /* Heilige Drei Könige on 06.01. */
    expect_lead("31.01.2025", IN_BW, "07.01.2025 09:00;geplant", "09.01.2025", 1, 1);
    expect_lead("31.01.2025", IN_BW, "10.01.2025 09:00;geplant", "10.01.2025", 2, 2);
    /* no Land: only what is a holiday in all of them */
    expect_lead("31.01.2025", IN_NO_LAND, "08.01.2025 09:00;geplant", "09.01.2025", 1, 2);
}

static void test_lead_without_one(void **state)
{
    (void)state;
    expect_lead("08.01.2025", IN_NW, NULL, NULL, 3, 3); /* the tenth day is not over */
    expect_lead("09.01.2025", IN_NW, NULL, NULL, 2, 2);
    expect_lead("09.01.2025", IN_BW, NULL, NULL, 3, 3);
    expect_lead("08.01.2025", IN_NW, "03.01.2025 09:00;abgesagt", NULL, 3, 3);             /* no offer */
    expect_lead("08.01.2025", IN_NW, "20.01.2025 09:00;geplant", NULL, 2, 3);              /* offered, but too late */
    expect_lead("08.01.2025", IN_NW, "18.12.2024 09:00;wahrgenommen", "19.11.2024", 0, 0); /* 31 days before A */
    expect_lead("08.01.2025", IN_NW, "18.11.2024 09:00;wahrgenommen", "18.11.2024", 3, 3); /* 32 */
}

static uint64_t new_on(const char *day)
{
    struct world w;
    open_world(&w, "moenchengladbach-2012", day, IN_NW, CUSTOMERS "K;01.01.1980;arbeitslos;M;30.11.2023;T;;;;\n", NOTES,
               NULL, NULL);
    uint64_t n = care(&w, FIG_NEW);
    close_world(&w);
    return n;
}

static void test_who_is_new(void **state)
{
    (void)state;
    assert_int_equal(new_on("30.11.2023"), 1);
    assert_int_equal(new_on("28.02.2024"), 1); /* + 3 months: 29.02.2024 */
    assert_int_equal(new_on("29.02.2024"), 0);
}

static void test_first_contact_not_known(void **state)
{
    (void)state;
    struct world w;
    /* unclear which requirement holds: nothing can be counted; without termine.csv nothing is said of offers */
    open_world(&w, "moenchengladbach-2012", "31.01.2025", IN_NW,
               CUSTOMERS "K;01.01.1980;arbeitslos;;20.12.2024;T;;;;\n",
               NOTES "K;23.12.2024;Beratungsvermerk;persönlich;;\n", NULL, NULL);
    assert_int_equal(care(&w, FIG_MET_UNCLEAR), 1);
    assert_int_equal(care(&w, FIG_MET_NOT_ASKED), 0);
    assert_int_equal(care(&w, FIG_COUNTED), 0);
    assert_int_equal(care(&w, FIG_OFFER_BEYOND), 0);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_OFFER).what, LACK_FILE);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_MET).what, LACK_NOTHING);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_NOTE).what, LACK_RULE);
    close_world(&w);
    open_world(&w, "moenchengladbach-2012", "31.01.2025", IN_NW,
               CUSTOMERS "K;01.01.1980;arbeitslos;;20.12.2024;T;;;;\n", NOTES,
               "Kundennummer;Beginn;Dauer\nK;23.12.2024 10:00;30\n", NULL);
    struct agg_lack lack = agg_practice_lack(w.tables, w.set, TOPIC_OFFER);
    assert_int_equal(lack.what, LACK_COLUMN);
    assert_int_equal(lack.column - tbl_columns, COL_T_STATUS);
    assert_int_equal(care(&w, FIG_OFFERED), 0);
    close_world(&w);
}

/* ---- notes ---- */

static void test_note_kinds(void **state)
{
    (void)state;
    struct world w;
    open_world(
        &w, "ba-arbeitshilfe", "30.11.2023", IN_NW,
        CUSTOMERS "K;01.01.1980;arbeitslos;M;20.12.2022;T;;;;\n"
                  "L;01.01.1980;arbeitslos;M;01.11.2023;U;;;;\n",
        NOTES
        "K;18.11.2022;Beratungsvermerk;persönlich;30;\n" /* before A - 31 */
        "K;20.12.2022;Beratungsvermerk;persönlich;30;\n"
        "K;02.11.2023;Beratungsvermerk;persönlich;;\n" /* no first one */
        "K;03.11.2023;Beratungsvermerk;elektronisch;;\n"
        "K;01.12.2023;Beratungsvermerk;schriftlich;;\n" /* after S */
        "L;06.11.2023;Allgemeiner Vermerk;schriftlich;;\n"
        "L;31.10.2023;Beratungsvermerk zur Standortbestimmung;persönlich;40;\n", /* before A, first all the same */
        NULL, NULL);
    assert_int_equal(care(&w, FIG_COUNTED), 3);
    assert_int_equal(month(&w, FIG_COUNTED), 1);
    assert_int_equal(care(&w, FIG_FIRST), 2);
    assert_int_equal(care(&w, FIG_FIRST_OTHER), 1);
    assert_int_equal(month(&w, FIG_FIRST_OTHER), 0);
    assert_int_equal(care(&w, FIG_COUNTED_OTHER), 0); /* not asked for */
    assert_int_equal(care(&w, FIG_ADVICE), 4);
    assert_int_equal(month(&w, FIG_MISCODED), 1);
    const struct issues *i = &w.tables->issues;
    assert_int_equal(i->count[FIND_FIRST_NOTE], 1);
    assert_int_equal(i->count[FIND_NOTE], 0);
    assert_int_equal(i->count[FIND_MISCODED], 1);
    for (size_t k = 0; k < i->n; k++) {
        if (i->item[k].kind == FIND_FIRST_NOTE) {
            assert_int_equal(i->item[k].line, 3);
            assert_string_equal(i->item[k].value, "Beratungsvermerk");
        } else if (i->item[k].kind == FIND_MISCODED) {
            assert_int_equal(i->item[k].line, 5);
            assert_string_equal(i->item[k].column, "Kontaktart");
        }
    }
    const struct agg_length *l = w.practice->all.numbers.talk[PROFILE_M];
    assert_int_equal(l[AGG_CARE].known, 2);
    assert_int_equal(l[AGG_CARE].minutes, 70 * TBL_MINUTE);
    assert_int_equal(l[AGG_CARE].unknown, 1);
    assert_int_equal(l[AGG_MONTH].known, 0);
    assert_int_equal(l[AGG_MONTH].unknown, 1);
    /* the teams */
    for (uint32_t word = 0; word < w.tables->n_words; word++) {
        const struct agg_practice_part *part = agg_practice_team(w.practice, word);
        assert_int_equal(part != NULL, !strcmp(w.tables->word[word], "T") || !strcmp(w.tables->word[word], "U"));
        if (part)
            assert_int_equal(part->numbers.figure[FIG_COUNTED][AGG_CARE], *w.tables->word[word] == 'T' ? 2 : 1);
    }
    close_world(&w);
}

static void test_entry(void **state)
{
    (void)state;
    struct world w;
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n",
               NOTES "K;31.01.2023;Beratungsvermerk zur Standortbestimmung;persönlich;;28.02.2023\n"
                     "K;01.02.2023;Beratungsvermerk zur Standortbestimmung;persönlich;;01.04.2023\n"
                     "K;02.10.2023;Beratungsvermerk zur Standortbestimmung;persönlich;;09.10.2023\n" /* 7 days */
                     "K;03.10.2023;Beratungsvermerk zur Standortbestimmung;persönlich;;11.10.2023\n" /* 8 */
                     "K;04.10.2023;Beratungsvermerk;persönlich;;01.10.2023\n"
                     "K;05.10.2023;Allgemeiner Vermerk;persönlich;;31.12.2023\n" /* not counted */
                     "K;06.10.2023;Beratungsvermerk zur Standortbestimmung;persönlich;;\n",
               NULL, NULL);
    assert_int_equal(care(&w, FIG_COUNTED), 6);
    assert_int_equal(care(&w, FIG_ENTERED), 5);
    assert_int_equal(month(&w, FIG_ENTERED), 3);
    assert_int_equal(care(&w, FIG_ENTERED_LATE), 3);
    assert_int_equal(month(&w, FIG_ENTERED_LATE), 1);
    assert_int_equal(care(&w, FIG_ENTERED_OVER), 1);
    assert_int_equal(care(&w, FIG_COUNTED_OTHER), 1);
    close_world(&w);
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n",
               "Kundennummer;Datum;Vermerkart;Kontaktart\n", NULL, NULL);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_ENTRY).column - tbl_columns, COL_N_ENTERED);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_TALK_LENGTH).column - tbl_columns, COL_N_MINUTES);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_EXCEPTIONS).what, LACK_FILE);
    close_world(&w);
}

static void test_telephone(void **state)
{
    (void)state;
    static const char phone[] = NOTES "K;02.10.2023;Beratungsvermerk;telefonisch;;\n"
                                      "K;20.10.2023;Beratungsvermerk;telefonisch;;\n"
                                      "L;20.10.2023;Beratungsvermerk;telefonisch;;\n"
                                      "L;21.10.2023;Beratungsvermerk;persönlich;;\n"
                                      "M;20.10.2023;Beratungsvermerk;telefonisch;;\n";
    struct world w;
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, /* K is F until 09.10., M then */
               CUSTOMERS
               "K;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\nK;01.01.1980;arbeitslos;M;01.01.2023;T;;;;10.10.2023\n"
               "L;01.01.1980;arbeitslos;F;01.01.2023;T;;nein;ja;\n"
               "M;01.01.2002;arbeitslos;?;01.01.2023;T;;nein;nein;\n",
               phone, NULL, NULL);
    assert_int_equal(care(&w, FIG_PHONE), 4);
    assert_int_equal(care(&w, FIG_PHONE_OUTSIDE), 1);
    assert_int_equal(care(&w, FIG_PHONE_UNKNOWN), 1);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_PHONE).what, LACK_NOTHING);
    close_world(&w);
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI,
               "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit\nK;01.01.1980;arbeitslos;M;01.01.2023\n",
               NOTES, NULL, NULL);
    assert_int_equal(agg_practice_lack(w.tables, w.set, TOPIC_PHONE).column - tbl_columns, COL_C_EMPLOYED);
    close_world(&w);
}

/* ---- appointments ---- */

static uint64_t broken(const char *appointments)
{
    struct world w;
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.09.2023;T;;;;\n",
               NOTES, appointments, NULL);
    uint64_t n = care(&w, FIG_CHAIN_BROKEN);
    close_world(&w);
    return n;
}

static void test_chains(void **state)
{
    (void)state;
    assert_int_equal(broken(APPOINTMENTS "K;02.10.2023 09:00;wahrgenommen;;;ja;\n"), 0);
    assert_int_equal(broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\n"), 1);
    assert_int_equal(
        broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\nK;02.10.2023 11:00;wahrgenommen;;;ja;\n"), 0);
    assert_int_equal(
        broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\nK;09.10.2023 11:00;abgesagt;;;ja;\n"), 1);
    assert_int_equal(
        broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\nK;09.11.2023 11:00;geplant;;;ja;\n"), 0);
    assert_int_equal(
        broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\nK;09.10.2023 11:00;nicht erschienen;;;ja;\n"),
        1);
    assert_int_equal(broken(APPOINTMENTS "K;01.11.2023 09:00;nicht erschienen;;;ja;\n"), 0); /* after S */
    assert_int_equal(broken(APPOINTMENTS "K;31.10.2023 09:00;nicht erschienen;;;ja;\n"), 1);
    assert_int_equal(broken(APPOINTMENTS "K;31.07.2023 09:00;nicht erschienen;;;ja;\n"), 0); /* another care */
    /* one after S may have any status but cancelled: the export was drawn days later */
    assert_int_equal(
        broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\nK;02.11.2023 11:00;nicht erschienen;;;ja;\n"),
        0);
    assert_int_equal(
        broken(APPOINTMENTS "K;02.10.2023 09:00;nicht erschienen;;;ja;\nK;02.11.2023 11:00;abgesagt;;;ja;\n"), 1);
}

/* No-shows in a row; with: a note on that day. */
static uint64_t in_a_row(const char *appointments, const char *with)
{
    struct world w;
    char notes[256], lines[1024];
    snprintf(notes, sizeof notes, NOTES "%s%s%s", *with ? "K;" : "", with,
             *with ? ";Beratungsvermerk;persönlich;;\n" : "");
    snprintf(lines, sizeof lines, APPOINTMENTS "%s", appointments);
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.09.2023;T;;;;\n",
               notes, lines, NULL);
    uint64_t once = care(&w, FIG_MISSED_ONCE), twice = care(&w, FIG_MISSED_TWICE), often = care(&w, FIG_MISSED_OFTEN);
    assert_true(once + twice + often <= 1);
    assert_int_equal(w.tables->issues.count[FIND_MISSED_ROW], often);
    close_world(&w);
    return once + 2 * twice + 3 * often;
}

static void test_agreement_words(void **state)
{
    (void)state;
    assert_string_equal(words_agreement_of(day_make(2023, 6, 30))->one, "eine Eingliederungsvereinbarung");
    assert_string_equal(words_agreement_of(day_make(2023, 7, 1))->one,
                        "eine Eingliederungsvereinbarung oder einen Kooperationsplan");
    assert_string_equal(words_agreement_of(day_make(2023, 12, 31))->bare,
                        "Eingliederungsvereinbarung oder Kooperationsplan");
    assert_string_equal(words_agreement_of(day_make(2024, 1, 1))->many, "Kooperationspläne");
}

static void test_no_shows_in_a_row(void **state)
{
    (void)state;
#define MISSED(day) "K;" day " 09:00;nicht erschienen;;;ja;\n"
#define THREE       MISSED("04.09.2023") MISSED("18.09.2023") MISSED("02.10.2023")
    assert_int_equal(in_a_row(MISSED("02.10.2023"), ""), 1);
    assert_int_equal(in_a_row(MISSED("18.09.2023") MISSED("31.10.2023"), ""), 2);
    assert_int_equal(in_a_row(THREE, ""), 3);
    assert_int_equal(in_a_row(THREE MISSED("09.10.2023"), ""), 3);                /* three and more */
    assert_int_equal(in_a_row(MISSED("18.09.2023") MISSED("01.11.2023"), ""), 1); /* after S */
    assert_int_equal(in_a_row(THREE "K;19.09.2023 09:00;wahrgenommen;;;ja;\n", ""), 1);
    assert_int_equal(in_a_row(THREE "K;19.09.2023 09:00;abgesagt;;;ja;\nK;20.09.2023 09:00;geplant;;;ja;\n", ""), 3);
    assert_int_equal(in_a_row(THREE "K;19.09.2023 09:00;verschoben;;;ja;\n", ""), 3);
    assert_int_equal(in_a_row(THREE, "17.09.2023"), 2); /* a counted contact since the first */
    assert_int_equal(in_a_row(THREE, "18.09.2023"), 1); /* of the same day: seen all the same */
    assert_int_equal(in_a_row(THREE, "03.10.2023"), 0);
    assert_int_equal(broken(APPOINTMENTS THREE), 1);
}

static void test_lengths_and_instruction(void **state)
{
    (void)state;
    static const char appointments[] = APPOINTMENTS "K;02.10.2023 09:00;wahrgenommen;60;Erstgespräch;ja;\n"
                                                    "K;03.10.2023 09:00;nicht erschienen;60,4;;nein;\n"
                                                    "K;04.10.2023 09:00;wahrgenommen;44;Erstgespräch;;\n"
                                                    "K;05.10.2023 09:00;abgesagt;90;Erstgespräch;nein;\n"
                                                    "K;06.11.2023 09:00;geplant;45;Erstgespräch;ja;\n"
                                                    "K;07.11.2023 09:00;geplant;120;;ja;\n"
                                                    "K;08.09.2023 09:00;;;Erstgespräch;ja;\n"
                                                    "K;09.09.2023 09:00;verschoben;;;ja;\n";
    struct world w;
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.09.2023;T;;;;\n",
               NOTES, appointments, NULL);
    assert_int_equal(care(&w, FIG_APPOINTMENTS), 6);
    assert_int_equal(month(&w, FIG_APPOINTMENTS), 4);
    assert_int_equal(care(&w, FIG_KEPT), 2);
    assert_int_equal(care(&w, FIG_MISSED), 1);
    assert_int_equal(care(&w, FIG_CANCELLED), 1);
    assert_int_equal(care(&w, FIG_NO_RESULT), 1);
    assert_int_equal(care(&w, FIG_STATUS_UNKNOWN), 1);
    assert_int_equal(care(&w, FIG_AHEAD), 2);
    assert_int_equal(care(&w, FIG_OFFERED), 7);
    assert_int_equal(month(&w, FIG_OFFERED), 3);
    assert_int_equal(care(&w, FIG_TOO_LONG), 2);
    assert_int_equal(month(&w, FIG_TOO_LONG), 1);
    assert_int_equal(care(&w, FIG_UNINSTRUCTED), 2);
    assert_int_equal(w.practice->all.numbers.plan[PROFILE_F][AGG_CARE].unknown, 2);
    assert_int_equal(w.practice->all.numbers.plan[PROFILE_F][AGG_MONTH].minutes, 164 * TBL_MINUTE + 400);
    close_world(&w);
    open_world(&w, "ba-arbeitshilfe", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.09.2023;T;;;;\n",
               NOTES, appointments, NULL);
    assert_int_equal(care(&w, FIG_FIRST_OFFERED), 4);
    assert_int_equal(care(&w, FIG_FIRST_LENGTH_KNOWN), 3);
    assert_int_equal(care(&w, FIG_FIRST_TOO_SHORT), 1);
    assert_int_equal(care(&w, FIG_TOO_LONG), 0);
    close_world(&w);
}

/* Uelzen, arbeitslos: every 3 months; seen 16.08.2023, so due on 16.11.2023, unless a contact of October counts. */
static void test_next_appointment(void **state)
{
    (void)state;
    struct world w;
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI,
               CUSTOMERS "A;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\nB;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n"
                         "C;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\nD;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n"
                         "E;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n",
               NOTES "A;16.08.2023;Beratungsvermerk;persönlich;;\nB;16.08.2023;Beratungsvermerk;persönlich;;\n"
                     "C;16.08.2023;Beratungsvermerk;persönlich;;\n",
               APPOINTMENTS
               "A;16.11.2023 09:00;geplant;;;;\nA;17.12.2023 09:00;geplant;;;;\n"
               "B;17.11.2023 09:00;geplant;;;;\nB;31.10.2023 09:00;geplant;;;;\nB;02.11.2023 09:00;abgesagt;;;;\n"
               "D;01.11.2023 09:00;geplant;;;;\nE;31.10.2023 09:00;geplant;;;;\n",
               NULL);
    assert_int_equal(care(&w, FIG_TIMELY), 3);
    assert_int_equal(care(&w, FIG_TIMELY_PLANNED), 2);
    assert_int_equal(care(&w, FIG_TIMELY_TOO_LATE), 1); /* B */
    assert_int_equal(care(&w, FIG_LATE), 2);
    assert_int_equal(care(&w, FIG_LATE_PLANNED), 1);
    assert_int_equal(care(&w, FIG_LATE_UNPLANNED), 1); /* E: on S is not after S */
    close_world(&w);
}

static uint64_t agreed(const char *appointment, const char *exceptions)
{
    struct world w;
    char appointments[256];
    snprintf(appointments, sizeof appointments, APPOINTMENTS "K;%s\n", appointment);
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "K;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n",
               NOTES "K;04.10.2023;Beratungsvermerk;persönlich;;\nK;04.09.2023;Beratungsvermerk;persönlich;;\n",
               appointments, exceptions);
    assert_int_equal(month(&w, FIG_COUNTED), 1);
    assert_int_equal(care(&w, FIG_NEXT_AGREED), 0); /* of the month alone */
    uint64_t n = month(&w, FIG_NEXT_AGREED);
    close_world(&w);
    return n;
}

static void test_next_agreed(void **state)
{
    (void)state; /* due on 04.01.2024 */
    assert_int_equal(agreed("04.01.2024 09:00;geplant;;;;04.10.2023", NULL), 1);
    assert_int_equal(agreed("05.01.2024 09:00;geplant;;;;04.10.2023", NULL), 0);
    assert_int_equal(agreed("05.12.2023 09:00;abgesagt;;;;04.10.2023", NULL), 1);
    assert_int_equal(agreed("05.12.2023 09:00;geplant;;;;05.10.2023", NULL), 0);
    assert_int_equal(agreed("04.10.2023 15:00;geplant;;;;04.10.2023", NULL), 0); /* the same day is not the next */
    assert_int_equal(agreed("05.10.2023 09:00;geplant;;;;04.09.2023", NULL), 0); /* agreed at another month's */
    assert_int_equal(agreed("05.06.2024 09:00;geplant;;;;04.10.2023", EXCEPTIONS "K;10.10.2023;;Gutachten;\n"), 1);
}

/* ---- exceptions, agreements ---- */

static void test_exceptions(void **state)
{
    (void)state;
    struct world w;
    open_world(&w, "moenchengladbach-2012", "30.11.2023", IN_NW,
               CUSTOMERS "A;01.01.1980;arbeitslos;M;01.01.2023;T;;;;\nB;01.01.1980;arbeitslos;M;01.01.2023;T;;;;\n"
                         "C;01.01.1980;arbeitslos;;01.01.2023;T;;;;\n",
               NOTES, NULL,
               EXCEPTIONS
               "A;30.11.2023;30.12.2023;Gutachten;\nA;01.12.2023;;Gutachten;\nA;01.01.2023;29.11.2023;Gutachten;\n"
               "A;01.01.2023;31.12.2023;JBA;\nA;01.02.2023;;Urlaub;\n"
               "B;01.01.2023;30.11.2023;Einzelfall;2 Wochen\nB;01.02.2023;;Einzelfall;4 Wochen\n"
               "B;01.02.2023;01.12.2023;Einzelfall;8 Wochen\n" /* not shorter than six */
               "C;01.02.2023;;Maßnahme;\nC;01.02.2023;;Urlaub;\n");
    const uint64_t(*x)[AGG_EFFECTS] = (const uint64_t(*)[AGG_EFFECTS])w.practice->all.numbers.exception;
    const uint64_t *ending = w.practice->all.numbers.ending;
    assert_int_equal(x[EXCEPTION_ASSESSMENT][EFFECT_SUSPENDS], 1);
    assert_int_equal(ending[EXCEPTION_ASSESSMENT], 1); /* on S + 30 */
    assert_int_equal(x[EXCEPTION_JBA][EFFECT_LETS_COUNT], 1);
    assert_int_equal(ending[EXCEPTION_JBA], 0); /* on S + 31 */
    assert_int_equal(x[EXCEPTION_CASE][EFFECT_INTERVAL], 1);
    assert_int_equal(x[EXCEPTION_CASE][EFFECT_NOTHING], 2);
    assert_int_equal(ending[EXCEPTION_CASE], 2);
    assert_int_equal(x[EXCEPTION_MEASURE][EFFECT_UNCLEAR], 1); /* which requirement holds for C is unclear */
    assert_int_equal(x[EXCEPTION_UNKNOWN][EFFECT_UNCLEAR], 1);
    assert_int_equal(x[EXCEPTION_UNKNOWN][EFFECT_NOTHING], 1);
    close_world(&w);
}

static void test_agreements(void **state)
{
    (void)state;
    struct world w;
    open_world(&w, "ba-arbeitshilfe", "30.11.2023", IN_NW,
               CUSTOMERS "A;01.01.1980;arbeitslos;F;01.01.2020;T;30.05.2023;;;\n" /* + 6 months: S */
                         "B;01.01.1980;arbeitslos;F;01.01.2020;T;29.05.2023;;;\n"
                         "C;01.01.1980;arbeitslos;F;01.01.2020;T;30.11.2023;;;\n"
                         "D;01.01.1980;arbeitslos;F;01.01.2020;T;01.12.2023;;;\n"
                         "E;01.01.2005;arbeitslos;F;01.01.2020;T;01.10.2023;;;\n"  /* U25: no count */
                         "F;01.01.1980;arbeitslos;F;01.01.2020;T;01.10.2023;;;\n", /* exempt */
               NOTES "A;29.05.2023;Beratungsvermerk;persönlich;;\nA;30.05.2023;Beratungsvermerk;persönlich;;\n"
                     "A;01.07.2023;Beratungsvermerk;persönlich;;\nA;30.11.2023;Beratungsvermerk;persönlich;;\n"
                     "C;01.11.2023;Beratungsvermerk;persönlich;;\n",
               NULL, EXCEPTIONS "F;01.11.2023;;Gutachten;\n");
    assert_int_equal(care(&w, FIG_CUSTOMERS), 6);
    assert_int_equal(care(&w, FIG_AGREEMENT), 4);                  /* A, C, E, F */
    const struct agg_half_year *h = &w.practice->all.half_year[3]; /* F: 3 in 6 months */
    assert_int_equal(w.set->rule[3].ask[0].count, 3);
    assert_int_equal(h->customers, 2);
    assert_int_equal(h->contacts, 3);
    assert_int_equal(h->reached, 1);
    assert_int_equal(w.practice->all.half_year[0].customers, 0);
    close_world(&w);
}

/* ---- sums ---- */

static void test_sums_are_checked(void **state)
{
    (void)state;
    struct world w;
    struct diag d = {0};
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI,
               CUSTOMERS "A;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\nB;01.01.1980;arbeitslos;F;01.01.2023;U;;;;\n",
               NOTES "A;16.08.2023;Beratungsvermerk;persönlich;;\n", APPOINTMENTS, NULL);
    struct agg_input in = {w.tables, w.set, w.verdict, NULL, w.q.day, false};
    struct agg_groups *g = agg_groups_new(&in, NULL, 0);
    assert_true(agg_practice_check(w.practice, g, &d));
    w.practice->team[0].numbers.ending[0]++;
    assert_false(agg_practice_check(w.practice, g, &d));
    w.practice->team[0].numbers.ending[0]--;
    w.practice->team[1].half_year[1].contacts++;
    assert_false(agg_practice_check(w.practice, g, &d));
    w.practice->team[1].half_year[1].contacts--;
    w.practice->all.numbers.figure[FIG_MISSED][AGG_CARE]++;
    assert_false(agg_practice_check(w.practice, g, &d));
    w.practice->all.numbers.figure[FIG_MISSED][AGG_CARE]--;
    w.practice->all.numbers.talk[PROFILE_F][AGG_CARE].unknown--;
    assert_false(agg_practice_check(w.practice, g, &d));
    w.practice->all.numbers.talk[PROFILE_F][AGG_CARE].unknown++;
    g->all.unplanned++;
    assert_false(agg_practice_check(w.practice, g, &d));
    g->all.unplanned--;
    assert_true(agg_practice_check(w.practice, g, &d));
    agg_groups_free(g);
    close_world(&w);
}

/* ---- as XML and in words ---- */

static const char *results_of(const struct world *w, struct buf *b)
{
    struct agg_input in = {w->tables, w->set, w->verdict, NULL, w->q.day, false};
    struct agg_groups *g = agg_groups_new(&in, NULL, 0);
    struct results_run run = {.tables = w->tables,
                              .set = w->set,
                              .jobcenter = "",
                              .day = w->q.day,
                              .lead = 14,
                              .run_id = "0123456789ab",
                              .version = "1",
                              .practice = w->practice};
    struct results_area area = {.groups = g, .detail = RESULTS_FULL};
    struct diag d = {0};
    buf_clear(b);
    results_put(b, &run, &area, 1);
    agg_groups_free(g);
    xmlDoc *doc = xml_read(b->p, b->n, "ergebnis.xml", KD_ROOT "/templates/ergebnis.rng", &d);
    if (!doc)
        diag_print(&d);
    assert_non_null(doc);
    xmlFreeDoc(doc);
    return buf_str(b);
}

static void expect(const char *xml, const char *part)
{
    if (!strstr(xml, part))
        fail_msg("%s is not in the results", part);
}

static void test_results(void **state)
{
    (void)state;
    struct world w;
    struct buf b = {0};
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS "A;01.01.1980;arbeitslos;F;01.01.2023;T;;;;\n",
               NOTES "A;16.08.2023;Beratungsvermerk;telefonisch;25;\n", NULL, NULL);
    const char *xml = results_of(&w, &b);
    expect(xml, "<entfaellt grund=\"daten\">Es wurden keine Termindaten geliefert.</entfaellt>");
    expect(xml, "<entfaellt grund=\"daten\">Es wurden keine Ausnahmen geliefert.</entfaellt>");
    expect(xml,
           "<entfaellt grund=\"regelwerk\">Das Regelwerk setzt für den Vorlauf bis zum Erstkontakt keine Grenzen.");
    expect(xml, "telefon=\"Marktprofil, SV-Beschäftigung, Gesundheit\"");
    expect(xml, "<gesamt wert=\"1\" text=\"1\" anteil-text=\"100,0\u00a0%\"/>");
    expect(xml, "mittel=\"25\" mittel-text=\"25,0\"");
    expect(xml, "<praxis-team name=\"T\" kennung=\"T\">");
    close_world(&w);
    open_world(&w, "aa90", "31.10.2023", IN_NO_LAND, CUSTOMERS, NOTES, APPOINTMENTS, EXCEPTIONS); /* nobody */
    xml = results_of(&w, &b);
    expect(xml, "<figur art=\"kunden\">");
    expect(xml, "<titel zu=\"vermerke\">Erstkontakt und Vermerke</titel>");
    expect(xml, "<titel zu=\"egv\">Eingliederungsvereinbarungen und Kooperationspläne</titel>");
    close_world(&w);
    buf_free(&b);
}

static void expect_titles(const struct world *w, const char *notes, const char *appointments, const char *agreements)
{
    struct arena *a = arena_new();
    struct words_practice_view v = {w->tables, w->set, &w->practice->all, w->q.day, NULL};
    assert_string_equal(words_say_notes(&v, a), notes);
    assert_string_equal(words_say_appointments(&v, a), appointments);
    assert_string_equal(words_say_agreements(&v, a), agreements);
    arena_free(a);
}

static void set(struct world *w, enum agg_figure f, uint64_t now, uint64_t in_month)
{
    w->practice->all.numbers.figure[f][AGG_CARE] = now;
    w->practice->all.numbers.figure[f][AGG_MONTH] = in_month;
}

static void test_titles(void **state)
{
    (void)state;
    struct world w;
    const char *neutral = "Ausnahmen und Termine", *none = "Eingliederungsvereinbarungen und Kooperationspläne";
    open_world(&w, "uelzen-ga-08-2019", "31.10.2023", IN_NI, CUSTOMERS, NOTES, APPOINTMENTS, NULL);
    expect_titles(&w, "Erstkontakt und Vermerke", neutral, none);
    set(&w, FIG_COUNTED, 30, 20);
    set(&w, FIG_MISSED, 2, 0);
    set(&w, FIG_CUSTOMERS, 1200, 0);
    expect_titles(
        &w, "Alle 20 gezählten Kontakte im Oktober stehen in der verlangten Vermerkart",
        "Auf jeden versäumten Termin folgt ein weiterer oder ein gezählter Kontakt",
        "Niemand hat eine Eingliederungsvereinbarung oder einen Kooperationsplan aus den letzten sechs Monaten");
    set(&w, FIG_COUNTED_OTHER, 1, 1);
    set(&w, FIG_CHAIN_BROKEN, 1, 0);
    set(&w, FIG_AGREEMENT, 1, 0);
    expect_titles(&w, "Einer von 20 gezählten Kontakten im Oktober steht nicht in der verlangten Vermerkart",
                  "Bei einer Person folgt auf den versäumten Termin weder ein weiterer noch ein gezählter Kontakt",
                  "Eine von 1.200 Kund*innen hat eine Eingliederungsvereinbarung oder einen Kooperationsplan aus den "
                  "letzten sechs Monaten");
    set(&w, FIG_COUNTED_OTHER, 20, 20);
    set(&w, FIG_CHAIN_BROKEN, 2, 0);
    set(&w, FIG_AGREEMENT, 1200, 0);
    expect_titles(
        &w, "Keiner der 20 gezählten Kontakte im Oktober steht in der verlangten Vermerkart",
        "Bei zwei Kund*innen folgt auf den versäumten Termin weder ein weiterer noch ein gezählter Kontakt",
        "Alle haben eine Eingliederungsvereinbarung oder einen Kooperationsplan aus den letzten sechs Monaten");
    close_world(&w);
    open_world(&w, "moenchengladbach-2012", "31.10.2023", IN_NW, CUSTOMERS, NOTES, NULL, NULL);
    set(&w, FIG_NEW, 6, 0);
    set(&w, FIG_MET_NOT_ASKED, 2, 0);
    set(&w, FIG_MET_UNCLEAR, 1, 0);
    set(&w, FIG_MET_BEYOND, 1, 0);
    expect_titles(&w,
                  "Bei einer von drei neuen Kund*innen mit Vorgabe ist die Höchstfrist von 10 Arbeitstagen für den "
                  "Erstkontakt überschritten",
                  neutral, none);
    set(&w, FIG_MET_BEYOND, 0, 0);
    expect_titles(&w,
                  "Bei keiner der drei neuen Personen mit Vorgabe ist die Höchstfrist von 10 Arbeitstagen für den "
                  "Erstkontakt überschritten",
                  neutral, none);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_working_days),
        cmocka_unit_test(test_lead_without_one),
        cmocka_unit_test(test_who_is_new),
        cmocka_unit_test(test_first_contact_not_known),
        cmocka_unit_test(test_note_kinds),
        cmocka_unit_test(test_entry),
        cmocka_unit_test(test_telephone),
        cmocka_unit_test(test_chains),
        cmocka_unit_test(test_no_shows_in_a_row),
        cmocka_unit_test(test_agreement_words),
        cmocka_unit_test(test_lengths_and_instruction),
        cmocka_unit_test(test_next_appointment),
        cmocka_unit_test(test_next_agreed),
        cmocka_unit_test(test_exceptions),
        cmocka_unit_test(test_agreements),
        cmocka_unit_test(test_sums_are_checked),
        cmocka_unit_test(test_results),
        cmocka_unit_test(test_titles),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
