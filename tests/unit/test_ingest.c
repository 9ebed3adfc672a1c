/* From exports to tables (spec 1.2 to 1.9): every reason for a rejected line, every warning, history, groups. */
#include "cmocka_all.h"

#include "exports.h"

#include "base/buf.h"

#define CUSTOMERS     "Kundennummer;Geburtsdatum;Status;Betreuung seit\n"
#define CONTACTS      "Kundennummer;Datum;Vermerkart;Kontaktart\n"
#define TWO_CUSTOMERS CUSTOMERS "K1;01.01.1980;arbeitslos;01.01.2020\nK2;01.01.1980;arbeitslos;01.01.2020\n"

static struct exports exports;

static int make_folder(void **state)
{
    (void)state;
    exports_make(&exports);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    exports_remove(&exports, NULL);
    return 0;
}

static struct tables *read_two(const char *customers, const char *contacts)
{
    exports_put(&exports, "kunden.csv", customers);
    exports_put(&exports, "kontakte.csv", contacts);
    return exports_read(&exports);
}

static struct tables *read_with(const char *name, const char *text)
{
    exports_put(&exports, name, text);
    return read_two(TWO_CUSTOMERS, CONTACTS);
}

/* `file:line TEXT column=value`, one a line; TEXT is that of the kind. */
static void assert_issues(const struct tables *t, const char *expected)
{
    struct buf b = {0};
    for (size_t i = 0; i < t->issues.n; i++) {
        const struct issue *x = &t->issues.item[i];
        if (x->kind == WARN_SHORT && x->file != FILE_STAFF) /* lines here leave empty ends out: test_short_rows */
            continue;
        buf_printf(&b, "%s:%u %s %s=%s\n", tbl_file_names[x->file], x->line, issue_texts[x->kind].text, x->column,
                   x->value);
    }
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static const char *line_of(enum tbl_file file, unsigned line, enum issue_kind kind, const char *column_and_value)
{
    static char text[16][256];
    static int at;
    at = (at + 1) % 16;
    snprintf(text[at], sizeof text[at], "%s:%u %s %s\n", tbl_file_names[file], line, issue_texts[kind].text,
             column_and_value);
    return text[at];
}

/* Line 2 of `file` is under test: it is rejected for one reason, or used with one warning. */
static void assert_noted(enum tbl_file file, const char *header, const char *row, enum issue_kind kind,
                         const char *column_and_value)
{
    char text[1024];
    struct tables *t;
    if (file == FILE_CUSTOMERS) {
        snprintf(text, sizeof text, "%s%s\nK9;01.01.1980;arbeitslos;01.01.2020\n", header, row);
        t = read_two(text, CONTACTS);
        assert_int_equal(t->customers.n, issue_texts[kind].class == ISSUE_WARNING ? 2 : 1);
    } else {
        snprintf(text, sizeof text, "%s%s\n", header, row);
        t = file == FILE_CONTACTS ? read_two(TWO_CUSTOMERS, text) : read_with(tbl_file_names[file], text);
    }
    assert_issues(t, line_of(file, 2, kind, column_and_value));
    const struct issue_file *f = &t->issues.file[file];
    bool outside = kind == REJECT_CUSTOMER, used = issue_texts[kind].class == ISSUE_WARNING;
    assert_int_equal(f->rejected, !outside && !used);
    assert_int_equal(f->outside, outside);
    assert_int_equal(f->used + f->rejected + f->outside, f->lines);
    assert_int_equal(t->issues.count[kind], 1);
    assert_int_equal(ingest_over_limit(t, 0.2), outside || used ? TBL_FILES : file);
    assert_int_equal(ingest_over_limit(t, 1), TBL_FILES);
    tables_free(t);
    char path[256];
    if (file != FILE_CUSTOMERS && file != FILE_CONTACTS) {
        snprintf(path, sizeof path, "%s/%s", exports.dir, tbl_file_names[file]);
        unlink(path);
    }
}

static void test_rejected_customers(void **state)
{
    (void)state;
    static const char header[] = "Kundennummer;Geburtsdatum;Status;Betreuung seit;Betreuung bis;Gültig ab;EGV seit\n";
    assert_noted(FILE_CUSTOMERS, header, ";01.01.1980;arbeitslos;01.01.2020", REJECT_EMPTY, "Kundennummer=");
    assert_noted(FILE_CUSTOMERS, header, "K1; ;arbeitslos;01.01.2020", REJECT_EMPTY, "Geburtsdatum=");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;arbeitslos;", REJECT_EMPTY, "Betreuung seit=");
    assert_noted(FILE_CUSTOMERS, header, "K1;30.02.1980;arbeitslos;01.01.2020", REJECT_DATE, "Geburtsdatum=30.02.1980");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;arbeitslos;01.01.20", REJECT_YEAR, "Betreuung seit=01.01.20");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;arbeitslos;01.01.2020;unbekannt", REJECT_DATE,
                 "Betreuung bis=unbekannt");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;arbeitslos;01.01.2020;;31.06.2020", REJECT_DATE,
                 "Gültig ab=31.06.2020");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;arbeitslos;01.01.2020;;;0", WARN_DATE, "EGV seit=0");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;arbeitslos;02.01.2020;01.01.2020", REJECT_ORDER,
                 "Betreuung bis=01.01.2020");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;M\xFCller;01.01.2020;", REJECT_BYTES, "Status=M\\xFCller");
    assert_noted(FILE_CUSTOMERS, header, "K1;01.01.1980;\"a;01.01.2020;", REJECT_QUOTE,
                 "=K1;01.01.1980;\"a;01.01.2020;");
}

/* Ends without an end, days that are none, days of birth known in part: in every column that may hold them (1.1). */
static void test_odd_days(void **state)
{
    (void)state;
    exports_put(&exports, "mitarbeiter.csv", "Kürzel;Von;Bis\nAB;00.00.0000;31.12.9999\nCD;1.1.2020;0000-00-00\n");
    exports_put(&exports, "abwesenheiten.csv",
                "Kürzel;Von;Bis\nAB;01.01.2023;9999-12-31 00:00:00\nAB;1.1.2023;00.00.0000\n");
    exports_put(&exports, "ausnahmen.csv", "Kundennummer;Von;Bis;Art\nK1;01.01.2023;1.1.2200;JBA\nK1;1.1.9999;;JBA\n");
    exports_put(&exports, "termine.csv", "Kundennummer;Beginn;Vereinbart am\nK1;1.1.2023 9:05 Uhr;31.12.9999\n");
    struct tables *t = read_two("Kundennummer;Geburtsdatum;Status;Betreuung seit;Betreuung bis;EGV seit\n"
                                "K1;00.00.1985;;1.1.2020;31.12.9999;00.00.0000\n"
                                "K2;00.02.1984;;2020-01-01T00:00:00.000;99.99.9999;\n"
                                "K3;00.00.0000;;1.1.2020;;\n",
                                "Kundennummer;Datum;Vermerkart;Kontaktart;Erfasst am\n"
                                "K1;1.10.2023;Beratungsvermerk;video;00.00.0000\n");
    struct buf b = {0};
    buf_text(&b, line_of(FILE_CUSTOMERS, 4, REJECT_EMPTY, "Geburtsdatum=00.00.0000"));
    buf_text(&b, line_of(FILE_ABSENCES, 3, REJECT_EMPTY, "Bis=00.00.0000"));
    buf_text(&b, line_of(FILE_EXCEPTIONS, 3, REJECT_DATE, "Von=1.1.9999"));
    buf_text(&b, line_of(FILE_CUSTOMERS, 2, WARN_BIRTH, "Geburtsdatum=00.00.1985"));
    buf_text(&b, line_of(FILE_CUSTOMERS, 3, WARN_BIRTH, "Geburtsdatum=00.02.1984"));
    buf_text(&b, line_of(FILE_APPOINTMENTS, 2, WARN_DATE, "Vereinbart am=31.12.9999"));
    assert_issues(t, buf_str(&b));
    buf_free(&b);
    assert_int_equal(t->states.n, 2);
    assert_int_equal(t->states.born[0], day_make(1985, 12, 31));
    assert_int_equal(t->states.born[1], day_make(1984, 2, 29));
    assert_int_equal(t->states.care_from[1], day_make(2020, 1, 1));
    assert_int_equal(tables_attribute_day(t, ATTRIBUTE_AGREEMENT, 0), DAY_NONE);
    assert_int_equal(t->states.care_to[0], DAY_OPEN);
    assert_int_equal(t->states.care_to[1], DAY_OPEN);
    assert_int_equal(t->staff.from[0], DAY_NONE);
    assert_int_equal(t->staff.to[0], DAY_OPEN);
    assert_int_equal(t->staff.to[1], DAY_OPEN);
    assert_int_equal(t->absences.to[0], DAY_OPEN);
    assert_int_equal(t->exceptions.to[0], DAY_OPEN);
    assert_int_equal(t->appointments.minute[0], 545);
    assert_int_equal(t->appointments.agreed[0], DAY_NONE);
    tables_free(t);
}

static void test_rejected_contacts(void **state)
{
    (void)state;
    static const char header[] = "Kundennummer;Datum;Vermerkart;Kontaktart;Erfasst am\n";
    assert_noted(FILE_CONTACTS, header, ";01.01.2023;Beratungsvermerk;video", REJECT_EMPTY, "Kundennummer=");
    assert_noted(FILE_CONTACTS, header, "K1;;Beratungsvermerk;video", REJECT_EMPTY, "Datum=");
    assert_noted(FILE_CONTACTS, header, "K1;01.01.2023;Beratungsvermerk;video;;x", REJECT_FIELDS, "=");
    assert_noted(FILE_CONTACTS, header, "K1;01.01.2023;;video", REJECT_EMPTY, "Vermerkart=");
    assert_noted(FILE_CONTACTS, header, "K1;01.01.2023;Beratungsvermerk;", REJECT_EMPTY, "Kontaktart=");
    assert_noted(FILE_CONTACTS, header, "K1;01.13.2023;Beratungsvermerk;video", REJECT_DATE, "Datum=01.13.2023");
    assert_noted(FILE_CONTACTS, header, "K1;01.01.2023;Beratungsvermerk;video;gestern", WARN_DATE,
                 "Erfasst am=gestern");
    assert_noted(FILE_CONTACTS, header, "K3;01.01.2023;Beratungsvermerk;video", REJECT_CUSTOMER, "Kundennummer=K3");
    assert_noted(FILE_CONTACTS, header, "x1;01.01.2023;Beratungsvermerk;video", REJECT_CUSTOMER, "Kundennummer=x1");
    /* a bad line of an unknown customer is a bad line */
    assert_noted(FILE_CONTACTS, header, "K3;01.01.23;Beratungsvermerk;video", REJECT_YEAR, "Datum=01.01.23");
}

static void test_rejected_others(void **state)
{
    (void)state;
    static const char staff[] = "Kürzel;Von;Bis\n", absences[] = "Kürzel;Von;Bis\n";
    static const char exceptions[] = "Kundennummer;Von;Bis;Art;Intervall\n";
    static const char appointments[] = "Kundennummer;Beginn;Vereinbart am\n";
    assert_noted(FILE_STAFF, staff, ";;01.01.2023", REJECT_EMPTY, "Kürzel=");
    assert_noted(FILE_STAFF, staff, "AB;1/1/2023;", REJECT_DATE, "Von=1/1/2023");
    assert_noted(FILE_STAFF, staff, "AB;02.01.2023;01.01.2023", REJECT_ORDER, "Bis=01.01.2023");
    assert_noted(FILE_ABSENCES, absences, ";01.01.2023;01.01.2023", REJECT_EMPTY, "Kürzel=");
    assert_noted(FILE_ABSENCES, absences, "AB;;01.01.2023", REJECT_EMPTY, "Von=");
    assert_noted(FILE_ABSENCES, absences, "AB;01.01.2023;", REJECT_EMPTY, "Bis=");
    assert_noted(FILE_ABSENCES, absences, "AB;02.01.2023;01.01.2023", REJECT_ORDER, "Bis=01.01.2023");
    assert_noted(FILE_EXCEPTIONS, exceptions, "K1;;;JBA;", REJECT_EMPTY, "Von=");
    assert_noted(FILE_EXCEPTIONS, exceptions, "K1;01.01.2023;;;", REJECT_EMPTY, "Art=");
    assert_noted(FILE_EXCEPTIONS, exceptions, "K1;01.01.2023;offen;JBA;", REJECT_DATE, "Bis=offen");
    assert_noted(FILE_EXCEPTIONS, exceptions, "K1;02.01.2023;01.01.2023;JBA;", REJECT_ORDER, "Bis=01.01.2023");
    static const char *const no_interval[] = {"6",       "Wochen",  "0 Tage",     "06 Wochen",     "6Wochen",
                                              "6 Jahre", "-6 Tage", "6,5 Wochen", "alle 6 Wochen", "10000 Tage"};
    for (size_t i = 0; i < sizeof no_interval / sizeof *no_interval; i++) {
        char row[128], value[64];
        snprintf(row, sizeof row, "K1;01.01.2023;;Einzelfall;%s", no_interval[i]);
        snprintf(value, sizeof value, "Intervall=%s", no_interval[i]);
        assert_noted(FILE_EXCEPTIONS, exceptions, row, REJECT_INTERVAL, value);
    }
    assert_noted(FILE_EXCEPTIONS, exceptions, "K3;01.01.2023;;JBA;", REJECT_CUSTOMER, "Kundennummer=K3");
    assert_noted(FILE_APPOINTMENTS, appointments, "K1;;", REJECT_EMPTY, "Beginn=");
    assert_noted(FILE_APPOINTMENTS, appointments, "K1;01.01.2023 25:00;", REJECT_DATE, "Beginn=01.01.2023 25:00");
    assert_noted(FILE_APPOINTMENTS, appointments, "K1;01.01.2023 09:00;x", WARN_DATE, "Vereinbart am=x");
    assert_noted(FILE_APPOINTMENTS, appointments, "K3;01.01.2023 09:00;", REJECT_CUSTOMER, "Kundennummer=K3");
}

/* Kalendermonate are for rule sets; an exception knows weeks, months and days (spec 1.6). */
static void test_interval_of_exports(void **state)
{
    (void)state;
    assert_noted(FILE_EXCEPTIONS, "Kundennummer;Von;Bis;Art;Intervall\n", "K1;01.01.2023;;Einzelfall;2 Kalendermonate",
                 REJECT_INTERVAL, "Intervall=2 Kalendermonate");
}

/* Of two lines with one key day the later of the file is rejected, wherever it stands. */
static void test_history(void **state)
{
    (void)state;
    struct tables *t = read_two("Kundennummer;Geburtsdatum;Status;Betreuung seit;Gültig ab;Team\n"
                                "B;01.01.1980;arbeitslos;01.01.2020;01.06.2022;spät\n"
                                "A;01.01.1980;arbeitslos;01.01.2020;;A\n"
                                "B;01.01.1980;arbeitslos;01.01.2020;;anfangs\n"
                                "B;01.01.1980;arbeitsuchend;01.01.2020;01.01.2020;doppelt\n" /* the key day of line 4 */
                                "B;01.01.1980;arbeitslos;01.01.2020;01.01.2019;vorher\n"
                                "B;01.01.1980;arbeitsuchend;01.03.2021;;mitten\n"
                                "A;01.01.1980;arbeitslos;01.01.2020;;A noch einmal\n",
                                CONTACTS);
    assert_issues(t,
                  "kunden.csv:5 doppelter Schlüssel Kundennummer=B\nkunden.csv:8 doppelter Schlüssel Kundennummer=A\n");
    assert_int_equal(t->customers.n, 2);
    assert_string_equal(tables_number(t, 0), "B"); /* in the order of the first line used */
    assert_string_equal(tables_number(t, 1), "A");
    static const char *const teams[] = {"vorher", "anfangs", "mitten", "spät", "A"};
    assert_int_equal(t->states.n, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_string_equal(t->word[t->states.team[i]], teams[i]);
    assert_int_equal(t->customers.first[1], 4);
    assert_int_equal(t->customers.first[2], 5);
    static const struct {
        int y, m, d;
        uint32_t state;
    } valid[] = {{1900, 1, 1, 0},  {2018, 12, 31, 0}, {2019, 1, 1, 0},  {2019, 12, 31, 0}, {2020, 1, 1, 1},
                 {2021, 2, 28, 1}, {2021, 3, 1, 2},   {2022, 5, 31, 2}, {2022, 6, 1, 3},   {2199, 12, 31, 3}};
    for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
        assert_int_equal(tables_state_on(t, 0, day_make(valid[i].y, valid[i].m, valid[i].d)), valid[i].state);
    assert_int_equal(tables_lookup(t, "A"), 1);
    assert_int_equal(tables_lookup(t, "a"), TBL_NONE);
    tables_free(t);
}

/* "in order of the first line used of each" (spec 5.2): a rejected line gives no place. */
static void test_order_of_customers(void **state)
{
    (void)state;
    struct tables *t = read_two(CUSTOMERS "B;99.01.1980;arbeitslos;01.01.2020\n"
                                          "A;01.01.1980;arbeitslos;01.01.2020\n"
                                          "B;01.01.1980;arbeitslos;01.01.2020\n",
                                CONTACTS);
    assert_string_equal(tables_number(t, 0), "A");
    assert_string_equal(tables_number(t, 1), "B");
    tables_free(t);
}

/* The keys keep zeros, letters and case; long ones are told apart, too. */
static void test_keys(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_text(&b, CUSTOMERS);
    static const char *const keys[] = {"1",
                                       "01",
                                       "001",
                                       "K1",
                                       "k1",
                                       "Ä1",
                                       "K 1",
                                       "1234567890A",
                                       "1234567890AB",
                                       "1234567890123456789012345",
                                       "1234567890123456789012346",
                                       "1234567890123456789012345678901234567890"};
    uint32_t n = sizeof keys / sizeof *keys;
    for (uint32_t i = 0; i < n; i++)
        buf_printf(&b, "%s;01.01.1980;arbeitslos;01.01.2020\n", keys[i]);
    struct buf c = {0};
    buf_text(&c, "Kundennummer;Datum;Vermerkart;Kontaktart;Dauer\n");
    for (uint32_t i = 0; i < 2 * n; i++)
        buf_printf(&c, "%s;01.01.2023;Beratungsvermerk;video;%u\n", keys[(i * 7) % n], i);
    struct tables *t = read_two(buf_str(&b), buf_str(&c));
    assert_issues(t, "");
    assert_int_equal(t->customers.n, n);
    for (uint32_t i = 0; i < n; i++) {
        assert_string_equal(tables_number(t, i), keys[i]);
        assert_int_equal(t->contacts.first[i + 1] - t->contacts.first[i], 2);
    }
    tables_free(t);
    buf_free(&b);
    buf_free(&c);
}

/* A number that nobody has although its beginning is one's; lines of whom a rejected line alone tells. */
static void test_unknown_customers(void **state)
{
    (void)state;
    struct tables *t = read_two(CUSTOMERS "K1;01.01.1980;arbeitslos;01.01.2020\nK2;;arbeitslos;01.01.2020\n",
                                CONTACTS "K1;01.01.2023;Beratungsvermerk;video\n"
                                         "K11;01.01.2023;Beratungsvermerk;video\n"
                                         "K;01.01.2023;Beratungsvermerk;video\n"
                                         "K2;01.01.2023;Beratungsvermerk;video\n");
    assert_int_equal(t->contacts.n, 1);
    assert_int_equal(t->issues.count[REJECT_CUSTOMER], 3);
    assert_int_equal(t->issues.file[FILE_CONTACTS].outside, 3);
    assert_int_equal(t->issues.file[FILE_CONTACTS].rejected, 0);
    assert_int_equal(ingest_over_limit(t, 0.01), FILE_CUSTOMERS);
    assert_int_equal(ingest_over_limit(t, 0.5), TBL_FILES); /* half of them: not above */
    tables_free(t);
}

static void test_staff(void **state)
{
    (void)state;
    struct tables *t = read_with("mitarbeiter.csv", "Kürzel;Name;Team;Funktion;Wochenstunden;Arbeitstage;Von;Bis\n"
                                                    "AB;Anna;T1;Fallmanagement;19,5;Mo-Mi;01.01.2020;\n"
                                                    "CD;Cem;;;;;;\n"
                                                    "AB;Noch eine;T2;IFK;39;Mo-Fr;;\n"
                                                    "EF;E;T1;ifk u25;viele;Mo,Di,Do;;31.12.2023\n"
                                                    "GH;G;T1;Chef;169;montags;;\n"
                                                    "ab;klein;T1;NETZWERK ABC;0;So, Mo-Di;;\n");
    assert_issues(t, "mitarbeiter.csv:4 doppelter Schlüssel Kürzel=AB\n"
                     "mitarbeiter.csv:5 Zahl nicht lesbar, als leer behandelt Wochenstunden=viele\n"
                     "mitarbeiter.csv:6 Zahl nicht lesbar, als leer behandelt Wochenstunden=169\n"
                     "mitarbeiter.csv:6 unbekannte Funktion Funktion=Chef\n"
                     "mitarbeiter.csv:6 Arbeitstage nicht lesbar, Mo-Fr angenommen Arbeitstage=montags\n");
    const struct tbl_staff *s = &t->staff;
    assert_int_equal(s->n, 5);
    static const struct {
        const char *key, *team;
        int function, hours, days;
    } expected[] = {
        {"AB", "T1", FUNCTION_CASE, 1950, 0x07},  {"CD", "", FUNCTION_IFK, -1, 0x1F},
        {"EF", "T1", FUNCTION_IFK_U25, -1, 0x0B}, {"GH", "T1", FUNCTION_UNKNOWN, -1, 0x1F},
        {"ab", "T1", FUNCTION_ABC, 0, 0x43},
    };
    for (uint32_t i = 0; i < 5; i++) {
        assert_string_equal(t->word[s->key[i]], expected[i].key);
        assert_string_equal(t->word[s->team[i]], expected[i].team);
        assert_int_equal(s->function[i], expected[i].function);
        assert_int_equal(s->hours[i], expected[i].hours);
        assert_int_equal(s->workdays[i], expected[i].days);
        assert_int_equal(t->staff_of_word[s->key[i]], i);
    }
    assert_int_equal(s->from[0], day_make(2020, 1, 1));
    assert_int_equal(s->to[0], DAY_OPEN);
    assert_int_equal(s->from[1], DAY_NONE);
    tables_free(t);
}

static void test_teams_and_functions(void **state)
{
    (void)state;
    exports_put(&exports, "mitarbeiter.csv", "Kürzel;Team;Funktion\nAB;T1;Fallmanagement\nCD;;Chef\n");
    struct tables *t = read_two("Kundennummer;Geburtsdatum;Status;Betreuung seit;Team;Betreuer\n"
                                "1;01.01.1980;;01.01.2020;T9;AB\n2;01.01.1980;;01.01.2020;;AB\n"
                                "3;01.01.1980;;01.01.2020;;CD\n4;01.01.1980;;01.01.2020;;XX\n"
                                "5;01.01.1980;;01.01.2020;;\n6;01.01.1980;;01.01.2020;;ab\n",
                                CONTACTS);
    static const char *const teams[] = {"T9", "T1", "", "", "", ""};
    static const int functions[] = {FUNCTION_CASE,    FUNCTION_CASE,    FUNCTION_UNKNOWN,
                                    FUNCTION_UNKNOWN, FUNCTION_UNKNOWN, FUNCTION_UNKNOWN};
    for (uint32_t i = 0; i < 6; i++) {
        assert_string_equal(t->word[tables_team_of(t, i, DAY_NONE)], teams[i]);
        assert_int_equal(tables_function_of(t, i, DAY_NONE), functions[i]);
    }
    tables_free(t);
}

/* What is odd is kept, told, and stands as unknown or empty. */
static void test_warnings(void **state)
{
    (void)state;
    struct tables *t = read_two("Kundennummer;Geburtsdatum;Status;Betreuung seit;Profillage;Schulpflichtig;Mitwirkung\n"
                                "K1;01.01.1980;Arbeitslos?;01.01.2020;K;vielleicht;x\n"
                                "K2;01.01.1980; ARBEITSLOS ;01.01.2020;marktPROFIL;JA;\n",
                                "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner;Dauer;Gesprächsart\n"
                                "K1;01.01.2023;Aktenvermerk;persönlich;IFK;30;\n"
                                "K1;02.01.2023;Beratungsvermerk;per Fax;;30,4;Folgegespräch\n"
                                "K1;03.01.2023;beratungsvermerk;VIDEO;Chef;lang;Plausch\n"
                                "K1;04.01.2023;Beratungsvermerk;video;bfm;99999;;\n");
    assert_issues(t, "kunden.csv:2 weder Ja noch Nein, als leer behandelt Schulpflichtig=vielleicht\n"
                     "kunden.csv:2 unbekannter Status Status=Arbeitslos?\n"
                     "kunden.csv:2 unbekannte Profillage Profillage=K\n"
                     "kontakte.csv:2 unbekannte Vermerkart, der Vermerk zählt nie Vermerkart=Aktenvermerk\n"
                     "kontakte.csv:3 unbekannte Kontaktart, der Vermerk zählt nie Kontaktart=per Fax\n"
                     "kontakte.csv:4 Zahl nicht lesbar, als leer behandelt Dauer=lang\n"
                     "kontakte.csv:4 unbekannter Gesprächspartner, der Vermerk zählt nie Gesprächspartner=Chef\n"
                     "kontakte.csv:4 unbekannte Gesprächsart Gesprächsart=Plausch\n"
                     "kontakte.csv:5 Zahl nicht lesbar, als leer behandelt Dauer=99999\n");
    const struct tbl_states *s = &t->states;
    assert_int_equal(s->status[0], STATUS_UNKNOWN);
    assert_string_equal(t->word[s->status_word[0]], "Arbeitslos?");
    assert_int_equal(s->profile[0], PROFILE_UNKNOWN);
    assert_string_equal(t->word[s->profile_word[0]], "K");
    for (int k = ATTRIBUTE_SCHOOL; k < ATTRIBUTE_GIVEN; k++)
        assert_int_equal(tables_value(t, k, 0), k == ATTRIBUTE_COOPERATION);
    assert_int_equal(s->status[1], STATUS_UNEMPLOYED);
    assert_int_equal(s->profile[1], PROFILE_M);
    for (int k = ATTRIBUTE_SCHOOL; k < ATTRIBUTE_GIVEN; k++)
        assert_int_equal(tables_value(t, k, 1), k == ATTRIBUTE_SCHOOL);
    const struct tbl_contacts *c = &t->contacts;
    assert_int_equal(c->n, 4);
    assert_int_equal(tbl_kind(c->codes[0]), KIND_UNKNOWN);
    assert_int_equal(tbl_mode(c->codes[1]), MODE_UNKNOWN);
    assert_int_equal(tbl_partner(c->codes[1]), PARTNER_IFK); /* the default */
    assert_int_equal(tbl_partner(c->codes[2]), PARTNER_UNKNOWN);
    assert_int_equal(tbl_talk(c->codes[2]), TALK_UNKNOWN);
    assert_int_equal(tbl_partner(c->codes[3]), PARTNER_BFM);
    assert_int_equal(c->minutes[0], 30 * TBL_MINUTE);
    assert_int_equal(c->minutes[1], 30 * TBL_MINUTE + 400);
    assert_int_equal(c->minutes[2], TBL_NO_MINUTES);
    assert_int_equal(t->issues.file[FILE_CUSTOMERS].rejected + t->issues.file[FILE_CONTACTS].rejected, 0);
    tables_free(t);
}

/* Absent, empty and invalid are three things. */
static void test_absent_empty_invalid(void **state)
{
    (void)state;
    struct tables *t = read_two(TWO_CUSTOMERS, CONTACTS);
    assert_false(t->has_file[FILE_STAFF] || t->has_file[FILE_EXCEPTIONS] || t->has_file[FILE_APPOINTMENTS]);
    assert_true(t->has_file[FILE_CUSTOMERS] && t->has_file[FILE_CONTACTS]);
    assert_true(t->has[COL_C_STATUS]);
    assert_false(t->has[COL_C_PROFILE] || t->has[COL_N_ENTERED]);
    assert_null(t->issues.file[FILE_STAFF].path);
    for (uint32_t i = 0; i <= t->customers.n; i++)
        assert_int_equal(t->exceptions.first[i] + t->appointments.first[i] + t->contacts.first[i], 0);
    tables_free(t);
    t = read_with("ausnahmen.csv", "Kundennummer;Von;Art\n"); /* there, and empty */
    assert_true(t->has_file[FILE_EXCEPTIONS]);
    assert_false(t->has[COL_X_REASON]);
    assert_int_equal(t->exceptions.n, 0);
    tables_free(t);
}

static void test_no_customers(void **state)
{
    (void)state;
    struct tables *t = read_two(CUSTOMERS, CONTACTS "K1;01.01.2023;Beratungsvermerk;video\n");
    assert_int_equal(t->customers.n, 0);
    assert_int_equal(t->states.n, 0);
    assert_int_equal(t->issues.count[REJECT_CUSTOMER], 1);
    assert_int_equal(ingest_over_limit(t, 0), TBL_FILES);
    tables_free(t);
}

/* By day, then by the order of the file; more than the sort keeps on the stack. */
static void test_contact_order(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_text(&b, "Kundennummer;Datum;Vermerkart;Kontaktart;Dauer\n");
    for (int i = 0; i < 400; i++)
        buf_printf(&b, "K%d;%s;Beratungsvermerk;video;%d\n", i % 2 + 1,
                   day_iso(day_make(2023, 1, 1) + i * 37 % 100).s, i);
    struct tables *t = read_two(TWO_CUSTOMERS, buf_str(&b));
    const struct tbl_contacts *c = &t->contacts;
    assert_int_equal(c->n, 400);
    for (uint32_t k = 0; k < 2; k++)
        for (uint32_t i = c->first[k]; i < c->first[k + 1]; i++) {
            assert_int_equal(c->line[i] % 2, k); /* K1 stands on even lines */
            assert_int_equal(c->day[i], day_make(2023, 1, 1) + (int)(c->line[i] - 2) * 37 % 100);
            if (i > c->first[k])
                assert_true(c->day[i] > c->day[i - 1] || (c->day[i] == c->day[i - 1] && c->line[i] > c->line[i - 1]));
        }
    tables_free(t);
    buf_free(&b);
}

static void test_exceptions_and_appointments(void **state)
{
    (void)state;
    exports_put(
        &exports, "termine.csv",
        "Kundennummer;Beginn;Mitarbeiter;Dauer;Gesprächsart;Status;Rechtsfolgenbelehrung;Vertretung;Vereinbart am\n"
        "K2;02.01.2023 10:00;AB;30;Erstgespräch;wahrgenommen;ja;;01.01.2023\n"
        "K1;02.01.2023 09:30;AB;;;nicht erschienen;nein;CD;\n"
        "K2;2023-01-02T09:00;CD;45;Folgegespräch;verlegt;;;\n");
    struct tables *t = read_with("ausnahmen.csv", "Kundennummer;Von;Art;Bis;Intervall;Begründung\n"
                                                  "K2;01.02.2023;massnahme;;6 wochen;weil\n"
                                                  "K1;01.01.2023;Urlaub;31.01.2023;;\n"
                                                  "K2;01.01.2023;Besondere Umstände;01.01.2023;1 Monat; \n");
    const struct tbl_exceptions *x = &t->exceptions;
    assert_int_equal(x->n, 3);
    assert_int_equal(x->first[1], 1);
    assert_int_equal(x->kind[0], EXCEPTION_UNKNOWN);
    assert_int_equal(x->kind[1], EXCEPTION_MEASURE); /* the order of the file, not of the days */
    assert_int_equal(x->to[1], DAY_OPEN);
    assert_true(x->interval[1].n == 6 && x->interval[1].unit == SPAN_WEEKS);
    assert_true(x->interval[2].n == 1 && x->interval[2].unit == SPAN_MONTHS);
    assert_int_equal(x->kind[2], EXCEPTION_SPECIAL);
    assert_true(!x->reasoned[0] && x->reasoned[1] && !x->reasoned[2]);
    const struct tbl_appointments *a = &t->appointments;
    assert_int_equal(a->n, 3);
    assert_int_equal(a->minute[1], 540); /* K2's earlier one first */
    assert_int_equal(a->status[1], APPOINTMENT_UNKNOWN);
    assert_int_equal(a->minute[2], 600);
    assert_int_equal(a->instructed[2], 1);
    assert_string_equal(t->word[a->deputy[0]], "CD");
    assert_int_equal(a->minutes[0], TBL_NO_MINUTES);
    assert_int_equal(a->agreed[2], day_make(2023, 1, 1));
    assert_issues(t, "ausnahmen.csv:3 unbekannte Art der Ausnahme, nicht anerkannt Art=Urlaub\ntermine.csv:4 "
                     "unbekannter Status des Termins Status=verlegt\n");
    tables_free(t);
}

static void assert_unreadable(enum tbl_file file, const char *text, const char *said)
{
    struct diag d = {0};
    struct ingest_options o = {.dir = exports.dir, .threads = 2};
    exports_put(&exports, "kunden.csv", TWO_CUSTOMERS);
    exports_put(&exports, "kontakte.csv", CONTACTS);
    char path[256];
    snprintf(path, sizeof path, "%s/%s", exports.dir, tbl_file_names[file]);
    unlink(path);
    if (text)
        exports_put(&exports, tbl_file_names[file], text);
    assert_null(ingest_load(&o, &d));
    assert_int_equal(d.code, DIAG_INPUT);
    assert_string_equal(d.file, path);
    if (!strstr(d.what, said))
        fail_msg("said: %s", d.what);
    unlink(path);
}

static void test_unreadable(void **state)
{
    (void)state;
    assert_unreadable(FILE_CUSTOMERS, NULL, "gibt es nicht");
    assert_unreadable(FILE_CONTACTS, NULL, "gibt es nicht");
    assert_unreadable(FILE_CONTACTS, "", "ist leer");
    assert_unreadable(FILE_STAFF, "", "ist leer"); /* an optional file that is there has to be readable */
    for (int c = 0; c < COL_COUNT; c++) {
        char said[128];
        if (!tbl_columns[c].needed)
            continue;
        snprintf(said, sizeof said, "„%s“ fehlt; vorhanden: Bemerkung", tbl_columns[c].name);
        struct buf header = {0};
        buf_text(&header, "Bemerkung");
        for (int k = 0; k < COL_COUNT; k++)
            if (k != c && tbl_columns[k].file == tbl_columns[c].file)
                buf_printf(&header, ";%s", tbl_columns[k].name);
        buf_char(&header, '\n');
        assert_unreadable(tbl_columns[c].file, buf_str(&header), said);
        buf_free(&header);
    }
}

/* Fewer fields than columns: of staff each line, for it may be one of totals; of other files once. */
static void test_short_rows(void **state)
{
    (void)state;
    exports_put(&exports, "mitarbeiter.csv", "Kürzel;Name;Team\nAB;;\nSumme\nCD;\n");
    struct tables *t = read_two("Kundennummer;Geburtsdatum;Status;Betreuung seit;Team\n"
                                "K1;01.01.1980;;1.1.2020;A\nK2;01.01.1980;;1.1.2020\nK3;01.01.1980;;1.1.2020\n",
                                CONTACTS);
    uint32_t lines[TBL_FILES] = {0}, count[TBL_FILES] = {0};
    for (size_t i = 0; i < t->issues.n; i++) {
        const struct issue *x = &t->issues.item[i];
        if (x->kind != WARN_SHORT)
            continue;
        count[x->file]++;
        lines[x->file] += x->line;
        if (x->file == FILE_CUSTOMERS)
            assert_string_equal(x->value, "2 Zeilen, die erste ist diese");
    }
    assert_int_equal(count[FILE_CUSTOMERS], 1);
    assert_int_equal(lines[FILE_CUSTOMERS], 3);
    assert_int_equal(count[FILE_STAFF], 2);
    assert_int_equal(lines[FILE_STAFF], 3 + 4);
    tables_free(t);
}

/* Each once with its file and line, and the missing one that it most likely is; what cannot be seen is shown. */
static void test_unknown_columns_are_named(void **state)
{
    (void)state;
    struct diag d = {0};
    struct ingest_options o = {.dir = exports.dir, .threads = 1};
    exports_put(&exports, "kunden.csv",
                "Kunden\nKundennummer;Nachname;Geburtsdatum;Status;Haar\u00a0farbe;Betreuung seit;Betreung bis;\n");
    exports_put(&exports, "kontakte.csv", CONTACTS);
    struct tables *t = ingest_load(&o, &d);
    assert_non_null(t);
    struct buf b = {0};
    /* the separator at the end makes no column of its own */
    buf_text(&b, line_of(FILE_CUSTOMERS, 2, WARN_UNUSED, "Haar␣farbe="));
    buf_text(&b, line_of(FILE_CUSTOMERS, 2, WARN_UNUSED_LIKE, "Betreung bis=Betreuung bis"));
    assert_issues(t, buf_str(&b));
    assert_null(t->contacts.line); /* without details */
    tables_free(t);
    buf_free(&b);
}

/* The same tables and issues for any number of threads. */
static void test_threads(void **state)
{
    (void)state;
    struct tables *t[3];
    static const unsigned threads[] = {1, 2, 7};
    for (int i = 0; i < 3; i++) {
        struct diag d = {0};
        struct ingest_options o = {
            .dir = KD_ROOT "/samples/musterstadt", .contact_details = true, .threads = threads[i]};
        t[i] = ingest_load(&o, &d);
        assert_non_null(t[i]);
        assert_true(t[i]->customers.n > 1000);
        assert_int_equal(t[i]->contacts.n, t[0]->contacts.n);
        assert_memory_equal(t[i]->contacts.day, t[0]->contacts.day, t[0]->contacts.n * sizeof(int32_t));
        assert_memory_equal(t[i]->contacts.codes, t[0]->contacts.codes, t[0]->contacts.n * sizeof(uint16_t));
        assert_memory_equal(t[i]->contacts.staff, t[0]->contacts.staff, t[0]->contacts.n * sizeof(uint32_t));
        assert_memory_equal(t[i]->states.line, t[0]->states.line, t[0]->states.n * sizeof(uint32_t));
        assert_int_equal(t[i]->n_words, t[0]->n_words);
        assert_int_equal(t[i]->issues.n, t[0]->issues.n);
        for (size_t k = 0; k < t[0]->issues.n; k++) {
            assert_int_equal(t[i]->issues.item[k].line, t[0]->issues.item[k].line);
            assert_int_equal(t[i]->issues.item[k].kind, t[0]->issues.item[k].kind);
            assert_string_equal(t[i]->issues.item[k].value, t[0]->issues.item[k].value);
        }
    }
    for (int i = 0; i < 3; i++)
        tables_free(t[i]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_rejected_customers),
        TEST(test_odd_days),
        TEST(test_rejected_contacts),
        TEST(test_rejected_others),
        TEST(test_interval_of_exports),
        TEST(test_history),
        TEST(test_order_of_customers),
        TEST(test_keys),
        TEST(test_unknown_customers),
        TEST(test_staff),
        TEST(test_teams_and_functions),
        TEST(test_warnings),
        TEST(test_absent_empty_invalid),
        TEST(test_no_customers),
        TEST(test_contact_order),
        TEST(test_exceptions_and_appointments),
        TEST(test_unreadable),
        TEST(test_short_rows),
        TEST(test_unknown_columns_are_named),
        TEST(test_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
