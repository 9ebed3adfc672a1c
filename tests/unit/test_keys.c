/* Spoilt keys, two people under one, lines that are no records, customers of staff who have left (spec 1.2 to 1.9). */
#include "cmocka_all.h"

#include "exports.h"

#include "base/buf.h"
#include "doubts/hints.h"
#include "ingest/keys.h"
#include "table/keys.h"

#define CUSTOMERS "Kundennummer;Geburtsdatum;Status;Betreuung seit\n"
#define NOTES     "Kundennummer;Datum;Vermerkart;Kontaktart\n"
#define STAFF     "Kürzel;Name;Team;Funktion;Wochenstunden;Von;Bis\n"
#define ONE       "K1;01.01.1980;arbeitslos;01.01.2020\n"

static struct exports exports;

static int make_folder(void **state)
{
    (void)state;
    exports_make(&exports);
    exports_put(&exports, "kunden.csv", CUSTOMERS ONE);
    exports_put(&exports, "kontakte.csv", NOTES);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    exports_remove(&exports, NULL);
    return 0;
}

/* `file:line KIND column=value` of the issues of the kinds that are asked about here. */
static void assert_told(const struct tables *t, const char *expected)
{
    struct buf b = {0};
    for (size_t i = 0; i < t->issues.n; i++) {
        static const char *const names[ISSUE_KINDS] = {
            [REJECT_FOOTER] = "FOOTER",   [WARN_SHORT] = "SHORT",          [WARN_KEY_CUT] = "CUT",
            [WARN_KEY_HIDDEN] = "HIDDEN", [WARN_KEY_LIKE] = "LIKE",        [WARN_LOOSE] = "LOOSE",
            [WARN_NOTHING] = "NOTHING",   [WARN_NUMBER] = "NUMBER",        [WARN_PROFILE] = "PROFILE",
            [REJECT_DATE] = "DATE",       [WARN_TWO_PEOPLE] = "TWO",       [WARN_STAFF_LEFT] = "LEFT",
            [WARN_HOURS] = "HOURS",       [WARN_CARE_OVERLAP] = "OVERLAP", [REJECT_DUPLICATE] = "DUPLICATE",
            [REJECT_ORDER] = "ORDER",     [REJECT_EMPTY] = "EMPTY",
        };
        const struct issue *x = &t->issues.item[i];
        if (names[x->kind])
            buf_printf(&b, "%s:%u %s %s=%s\n", tbl_file_names[x->file], x->line, names[x->kind], x->column, x->value);
    }
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static void expect(const char *file, const char *text, const char *told)
{
    exports_put(&exports, file, text);
    struct tables *t = exports_read(&exports);
    assert_told(t, told);
    for (int f = 0; f < TBL_FILES; f++) {
        const struct issue_file *x = &t->issues.file[f];
        assert_int_equal(x->lines, x->used + x->rejected + x->outside + x->repeated + x->footers);
    }
    assert_int_equal(ingest_over_limit(t, 0.01), strstr(told, "DUPLICATE") ? FILE_CUSTOMERS : TBL_FILES);
    tables_free(t);
}

/* ---- the words ---- */

static bool cut(const char *s)
{
    return ingest_key_is_cut(s, strlen(s));
}
static bool hidden(const char *s)
{
    return ingest_key_has_hidden(s, strlen(s));
}
static bool footer(const char *s)
{
    return ingest_footer_is_text(s, strlen(s));
}

static void assert_bare(const char *s, const char *bare)
{
    struct buf b = {0};
    ingest_key_put_bare(&b, s, strlen(s));
    assert_string_equal(buf_str(&b), bare);
    buf_free(&b);
}

static void test_words(void **state)
{
    (void)state;
    static const char *const cuts[] = {"2,14E+14", "2.14E+14", "2E+05", "2,14e+014", "1E-5"};
    static const char *const whole[] = {"", "214", "2E5", "E+14", "2,14E+", "2,14E+1a", "B2E+5", "2,E+5x"};
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++)
        assert_true(cut(cuts[i]));
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_false(cut(whole[i]));
    static const char *const seen[] = {"", "K 1", "Müller", "K-1", "ß", "Ωμ", "a\u0301"};
    static const char *const unseen[] = {"K\u00A01",
                                         "K\u200B1",
                                         "K\u00AD1",
                                         "K\t1",
                                         "\x1A",
                                         "K\xC2\x85"
                                         "1",
                                         "K\uFEFF1"};
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        assert_false(hidden(seen[i]));
    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        assert_true(hidden(unseen[i]));
    assert_bare("000100", "100");
    assert_bare("000", "0");
    assert_bare("K\u00A01", "k1");
    assert_bare("0A 0\x1A", "a0");
    static const char *const footers[] = {"Summe",
                                          "SUMME:",
                                          "Summe: 120",
                                          "Gesamt",
                                          "Gesamtergebnis",
                                          "Total",
                                          "(120 Zeilen betroffen)",
                                          "(4 rows affected)",
                                          "4 Zeilen",
                                          "1.200 Datensätze",
                                          "(1 row(s) affected)",
                                          "-----",
                                          "*** Ende der Liste ***",
                                          "=====",
                                          "\x1A",
                                          "Stand: 30.11.2023",
                                          "Seite 1 von 3",
                                          "Ende der Datei",
                                          "Anzahl: 5",
                                          "Zwischensumme Team 1"};
    static const char *const none[] = {"",       "K1",       "Sum1",  "Summer",   "Gesamtschule", "000100", "4",
                                       "--",     "(intern)", "Ende",  "Stand",    "4 Zeiler",     "Anna B", "Seite",
                                       "Total1", "120 Euro", "Eva S", "(4) Zwei", "ab:cd"};
    for (size_t i = 0; i < sizeof footers / sizeof *footers; i++)
        if (!footer(footers[i]))
            fail_msg("no footer: %s", footers[i]);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (footer(none[i]))
            fail_msg("a footer: %s", none[i]);
}

/* ---- lines that are no records ---- */

static void test_footers(void **state)
{
    (void)state;
    expect("kunden.csv", CUSTOMERS ONE "(1 Zeilen betroffen)\n",
           "kunden.csv:3 FOOTER Kundennummer=(1 Zeilen betroffen)\nkunden.csv:3 SHORT =1 Zeile, diese\n");
    expect("kunden.csv", CUSTOMERS ONE "Summe;1;;\n", "kunden.csv:3 FOOTER Kundennummer=Summe\n");
    exports_put(&exports, "kunden.csv", CUSTOMERS ONE);
    expect("kontakte.csv", NOTES "K1;01.01.2023;Beratungsvermerk;video\nGesamt;;;1\n-----;-----;-----;-----\n",
           "kontakte.csv:3 FOOTER Kundennummer=Gesamt\nkontakte.csv:4 FOOTER Kundennummer=-----\n");
    exports_put(&exports, "kontakte.csv", NOTES);
    expect("abwesenheiten.csv", "Kürzel;Von;Bis\n12;01.01.2023;02.01.2023\n1 Zeilen;;\n",
           "abwesenheiten.csv:3 FOOTER Kürzel=1 Zeilen\n");
    exports_put(&exports, "abwesenheiten.csv", "Kürzel;Von;Bis\n");
    expect("ausnahmen.csv", "Kundennummer;Von;Bis;Art\nK1;01.01.2023;;JBA\nStand: 30.11.2023;;;\n",
           "ausnahmen.csv:3 FOOTER Kundennummer=Stand: 30.11.2023\n");
    exports_put(&exports, "ausnahmen.csv", "Kundennummer;Von;Bis;Art\n");
    /* not only in the column of keys; and where nothing at all stands in a column that is known */
    expect("termine.csv", "Zimmer;Status;Kundennummer;Beginn\n;geplant;K1;01.01.2023 10:00\n;Total:;;12\n(2 Zeilen)\n",
           "termine.csv:3 FOOTER Beginn=12\ntermine.csv:4 FOOTER =\ntermine.csv:4 SHORT =1 Zeile, diese\n");
}

static void test_staff(void **state)
{
    (void)state;
    /* totals with hours and by team; a colleague of that name; lines that the export has cut short */
    expect("mitarbeiter.csv",
           STAFF "ab;Anna;T1;IFK;39;;\n"
                 "Summe;;;;195;;\n"
                 "Summe;;T1;;78;;\n"
                 "Gesamt;5 Personen;;;195;;\n"
                 "Sum;Suminski;T1;IFK;39;;\n"
                 "cd;Cem;T1\n"
                 "(4 Zeilen betroffen)\n"
                 "e\x1A"
                 "f;;T1;IFK;;;\n"
                 "gh;;;;;;\n"
                 "i\x1Aj;Ines;T1;IFK;39;;\n", /* placed like a colleague: one, with a spoilt key */
           "mitarbeiter.csv:3 FOOTER Kürzel=Summe\n"
           "mitarbeiter.csv:4 FOOTER Kürzel=Summe\n"
           "mitarbeiter.csv:5 FOOTER Kürzel=Gesamt\n"
           "mitarbeiter.csv:8 FOOTER Kürzel=(4 Zeilen betroffen)\n"
           "mitarbeiter.csv:9 FOOTER Kürzel=e\x1A"
           "f\n"
           "mitarbeiter.csv:7 SHORT =\n"
           "mitarbeiter.csv:8 SHORT =\n"
           "mitarbeiter.csv:11 HIDDEN Kürzel=i\x1Aj\n");
    struct tables *t = exports_read(&exports);
    assert_int_equal(t->staff.n, 5);
    assert_int_equal(t->issues.file[FILE_STAFF].footers, 5);
    tables_free(t);
}

/* ---- spoilt keys ---- */

static void test_spoilt(void **state)
{
    (void)state;
    expect("kunden.csv",
           CUSTOMERS "2,14E+14;01.01.1980;;01.01.2020\n2,14E+14;01.01.1980;;01.01.2021\n"
                     "K\x08;01.01.1980;;01.01.2020\n",
           "kunden.csv:2 CUT Kundennummer=2,14E+14\nkunden.csv:4 HIDDEN Kundennummer=K\x08\n");
    exports_put(&exports, "kunden.csv", CUSTOMERS ONE);
    expect("mitarbeiter.csv", STAFF "1E+05;;;;;;\na\u00A0b;;;;;;\n",
           "mitarbeiter.csv:2 CUT Kürzel=1E+05\nmitarbeiter.csv:3 HIDDEN Kürzel=a\u00A0b\n");
}

/* What nobody sees tells no two keys and no two teams apart; a word that is always written so stays as delivered. */
static void test_loose(void **state)
{
    (void)state;
    exports_put(&exports, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Betreuung seit;Team;Betreuer;BG-Nummer\n"
                "K\u200B1;01.01.1980;;01.01.2020;Team  \u00A0Süd;a b;1  2\n"
                "K2;01.01.1980;;01.01.2020;Team\u2003Süd;a\u00A0b;1  2\n"
                "K 3;01.01.1980;;01.01.2020;Team Süd;a b;1  2\n"
                "K  4;01.01.1980;;01.01.2020;\"Team\nNord\";c\u200Bd;\n"
                "K5;01.01.1980;;01.01.2020;Team  Nord;c\u200Bd;\n");
    exports_put(&exports, "mitarbeiter.csv",
                STAFF "a\u00A0 b;Al  Be;;;;;31.12.2020\na b;;;;;01.01.2021;\nc\u200Bd;;;;;;\n");
    expect("kontakte.csv",
           NOTES "K1\uFEFF;01.01.2023;Beratungsvermerk;video\nK\u00AD2;01.01.2023;Beratungsvermerk;video\n",
           "kunden.csv:2 LOOSE Kundennummer=1 Zeile, diese\n"
           "kunden.csv:2 LOOSE Team=3 Zeilen, die erste ist diese\n"
           "kunden.csv:3 LOOSE Betreuer=1 Zeile, diese\n"
           "kontakte.csv:3 LOOSE Kundennummer=1 Zeile, diese\n"
           "mitarbeiter.csv:2 LOOSE Kürzel=1 Zeile, diese\n"
           "mitarbeiter.csv:2 HIDDEN Kürzel=a\u00A0 b\n"
           "mitarbeiter.csv:4 HIDDEN Kürzel=c\u200Bd\n");
    struct tables *t = exports_read(&exports);
    assert_string_equal(tables_number(t, 0), "K1");
    assert_string_equal(tables_number(t, 2), "K 3");
    assert_string_equal(tables_number(t, 3), "K  4");
    for (uint32_t i = 1; i < 3; i++) {
        assert_int_equal(t->states.team[i], t->states.team[0]);
        assert_int_equal(t->states.staff[i], t->states.staff[0]);
        assert_int_equal(t->states.household[i], t->states.household[0]);
    }
    assert_string_equal(t->word[t->states.team[0]], "Team Süd");
    assert_string_equal(t->word[t->states.team[3]], "Team\nNord");
    assert_int_equal(t->states.team[4], t->states.team[3]);
    assert_string_equal(t->word[t->states.household[0]], "1  2");
    assert_int_equal(t->staff.n_members, 2); /* two periods of one, and another */
    assert_int_equal(t->staff_of_word[t->states.staff[0]], 0);
    assert_int_equal(t->staff_of_word[t->states.staff[4]], 1);
    assert_string_equal(t->word[t->staff.name[0]], "Al  Be"); /* a name is no key */
    assert_int_equal(t->contacts.n, 2);
    tables_free(t);
}

/* ---- marks for nothing ---- */

static void test_marks(void **state)
{
    (void)state;
    static const char *const sure[] = {"NULL",   "(null)", "<NULL>",        "NaN",  "NaT",   "#NV",
                                       "#n/a",   "n/a",    "N.A.",          "\\N",  "-",     "--",
                                       "\u2013", "k. A.",  "Keine  Angabe", "leer", "(Leer)"};
    static const char *const maybe[] = {"NA", "na", "NAT", "nan", "NIL"};
    static const char *const none[] = {"",      "N", "0",    "Null-Linie", "Nulle", "KA",        "-1", "----", "nein",
                                       "#REF!", "x", "ohne", "A",          "NAN1",  "unbekannt", "?",  "???",  "."};
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
        assert_int_equal(word_nothing(sure[i], strlen(sure[i])), NOTHING_SURE);
    for (size_t i = 0; i < sizeof maybe / sizeof *maybe; i++)
        assert_int_equal(word_nothing(maybe[i], strlen(maybe[i])), NOTHING_MAYBE);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(word_nothing(none[i], strlen(none[i])), NOTHING_NOT);
    assert_true(key_is_zeros("0", 1) && key_is_zeros("000//000", 8));
    assert_false(key_is_zeros("", 0) || key_is_zeros("--", 2) || key_is_zeros("001", 3));
    /* a person may be called Null; a column that has to hold a word has an unknown one then */
    assert_false(column_is_nothing(COL_C_SURNAME, "Null", 4) || column_is_nothing(COL_N_MODE, "-", 1));
    assert_true(column_is_nothing(COL_C_STATUS, "-", 1) && column_is_nothing(COL_C_NUMBER, "NULL", 4));
    assert_true(column_is_nothing(COL_C_TO, "NA", 2) && !column_is_nothing(COL_C_STAFF, "NA", 2));
    assert_true(column_is_nothing(COL_C_HOUSEHOLD, "000", 3) && !column_is_nothing(COL_C_STAFF, "000", 3));
}

static void unlink_staff(void)
{
    char path[128];
    snprintf(path, sizeof path, "%s/mitarbeiter.csv", exports.dir);
    assert_int_equal(unlink(path), 0);
}

static void test_nothing(void **state)
{
    (void)state;
    exports_put(
        &exports, "kunden.csv",
        "Kundennummer;Nachname;Geburtsdatum;Status;Profillage;Betreuung seit;Betreuung bis;Team;Betreuer;BG-Nummer\n"
        "K1;Null;01.01.1980;-;NULL;01.01.2020;NULL;NULL;-;0\n"
        "NULL;-;01.01.1980;-;-;01.01.2020;-;-;-;-\n"
        "K3;-;01.01.1980;;I;01.01.2020;;NA;NA;00-0\n"
        "K4;-;NULL;;I;01.01.2020;;;0000;\n"
        "K5;-;01.01.1980;;I;01.01.2020;;;0000;\n"
        "K6;-;01.01.1980;;I;01.01.2020;;T1;NIL;\n");
    exports_put(&exports, "kontakte.csv", NOTES);
    static const char told[] = "kunden.csv:3 EMPTY Kundennummer=NULL\n"
                               "kunden.csv:5 DATE Geburtsdatum=NULL\n"
                               "kunden.csv:2 NOTHING BG-Nummer=3 Zeilen, die erste ist diese: 0 und andere\n"
                               "kunden.csv:2 NOTHING Betreuer=2 Zeilen, die erste ist diese: -\n"
                               "kunden.csv:2 NOTHING Betreuung bis=2 Zeilen, die erste ist diese: NULL und andere\n"
                               "kunden.csv:2 NOTHING Profillage=2 Zeilen, die erste ist diese: NULL und andere\n"
                               "kunden.csv:2 NOTHING Status=2 Zeilen, die erste ist diese: -\n"
                               "kunden.csv:2 NOTHING Team=2 Zeilen, die erste ist diese: NULL und andere\n"
                               "kunden.csv:3 NOTHING Kundennummer=1 Zeile, diese: NULL\n";
    /* without mitarbeiter.csv NA may be a Kürzel, where it does not stand for nothing elsewhere; zeros are none */
    struct tables *t = exports_read(&exports);
    assert_int_equal(t->states.n, 4);
    assert_int_equal(t->states.team[0], 0);
    assert_int_equal(t->states.care_to[0], DAY_OPEN);
    assert_string_equal(t->word[t->states.staff[1]], "NA");
    assert_int_equal(t->states.staff[2], 0);
    tables_free(t);
    /* with it: who is not in it is nobody, who is, is */
    exports_put(&exports, "mitarbeiter.csv", STAFF "NIL;Nils;T1;;-;;\n");
    t = exports_read(&exports);
    struct buf b = {0};
    buf_text(&b, told);
    buf_text(&b, "kunden.csv:4 NOTHING Betreuer=2 Zeilen, die erste ist diese: NA und andere\n"
                 "kunden.csv:4 NOTHING Team=1 Zeile, diese: NA\n"
                 "mitarbeiter.csv:2 NOTHING Wochenstunden=1 Zeile, diese: -\n");
    assert_told(t, buf_str(&b));
    buf_free(&b);
    assert_int_equal(t->states.staff[1], 0);
    assert_int_equal(t->states.team[1], 0);
    assert_string_equal(t->word[t->states.staff[3]], "NIL");
    assert_int_equal(t->staff.hours[0], -1);
    tables_free(t);
    unlink_staff();
    exports_put(&exports, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Team;Betreuer\n"
                "K1;01.01.1980;;I;01.01.2020;NA;NA\nK2;01.01.1980;;NA;01.01.2020;NA;NA\n");
    t = exports_read(&exports);
    assert_told(t, "kunden.csv:2 NOTHING Betreuer=2 Zeilen, die erste ist diese: NA\n"
                   "kunden.csv:2 NOTHING Team=2 Zeilen, die erste ist diese: NA\n"
                   "kunden.csv:3 NOTHING Profillage=1 Zeile, diese: NA\n");
    tables_free(t);
}

static void test_alike(void **state)
{
    (void)state;
    exports_put(&exports, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Betreuung seit;Betreuer\n"
                "000100;01.01.1980;;01.01.2020;7\n200;01.01.1980;;01.01.2020;7\n300;01.01.1980;;01.01.2020;xy\n");
    exports_put(&exports, "mitarbeiter.csv", STAFF "007;;;;;;\nAB;;;;;;\n");
    exports_put(&exports, "abwesenheiten.csv", "Kürzel;Von;Bis\nzz;01.01.2023;02.01.2023\nab;01.01.2023;02.01.2023\n");
    expect("kontakte.csv",
           NOTES "999;01.01.2023;Beratungsvermerk;video\n100;01.01.2023;Beratungsvermerk;video\n"
                 "00200;01.01.2023;Beratungsvermerk;video\n300;01.01.2023;Beratungsvermerk;video\n",
           "kunden.csv:0 LIKE Betreuer=2 Zeilen, zuerst Zeile 2: 7 statt 007\n"
           "kontakte.csv:0 LIKE Kundennummer=2 Zeilen, zuerst Zeile 3: 100 statt 000100\n"
           "abwesenheiten.csv:0 LIKE Kürzel=1 Zeile, Zeile 3: ab statt AB\n");
}

static void test_two_people(void **state)
{
    (void)state;
    expect("kunden.csv",
           "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Betreuung seit;Gültig ab\n"
           "K1;Muster;Anna;01.01.1980;;01.01.2020;\n"
           "K1;MUSTER;  Anna ;01.01.1980;;01.01.2020;01.02.2021\n" /* the same */
           "K1;Beispiel;Anna;01.01.1980;;01.01.2020;01.03.2021\n"
           "K1;;Anna;01.01.1980;;01.01.2020;01.04.2021\n" /* empty says nothing */
           "K2;Muster;Anna;01.01.1980;;01.01.2020;\n"
           "K2;Muster;Ben;02.02.1990;;01.01.2020;\n", /* the same day: rejected, and told */
           "kunden.csv:7 DUPLICATE Kundennummer=K2\n"
           "kunden.csv:4 TWO Nachname=anders als in Zeile 3\n"
           "kunden.csv:7 TWO Geburtsdatum, Vorname=anders als in Zeile 6\n");
    struct tables *t = exports_read(&exports);
    assert_null(t->states.surname); /* compared, not kept */
    for (uint32_t i = 0; i < t->n_words; i++)
        assert_null(strstr(t->word[i], "uster"));
    tables_free(t);
}

/* ---- what needs the reporting day ---- */

static void test_hints(void **state)
{
    (void)state;
    exports_put(&exports, "kunden.csv",
                "Kundennummer;Geburtsdatum;Status;Betreuer;Betreuung seit;Betreuung bis;Gültig ab\n"
                "K1;01.01.1980;;ab;01.01.2020;;\n"
                "K2;01.01.1980;;ab;01.01.2020;;\n"
                "K3;01.01.1980;;ab;01.01.2020;31.12.2022;\n" /* no longer in care */
                "K4;01.01.1980;;cd;01.01.2020;;\n"
                "K5;01.01.1980;;cd;01.01.2020;;\n"           /* 6 */
                "K5;01.01.1980;;cd;01.01.2021;31.12.2021;\n" /* 7: inside the one before */
                "K5;01.01.1980;;cd;01.01.2022;;\n"           /* 8: that still goes on */
                "K6;01.01.1980;;cd;01.01.2020;31.12.2020;\n"
                "K6;01.01.1980;;cd;01.01.2021;;\n"
                "K7;01.01.1980;;cd;01.01.2020;;\n"                     /* 11 */
                "K7;01.01.1980;;cd;01.01.2020;31.12.2020;01.12.2020\n" /* 12: its end was entered later */
                "K7;01.01.1980;;cd;01.01.2021;;\n");
    exports_put(&exports, "mitarbeiter.csv",
                STAFF "ab;;;IFK;39;;30.06.2022\n"
                      "ab;;;IFK;48,75;01.01.2023;31.08.2023\n" /* exactly 1.25 */
                      "cd;;;IFK;48,8;;31.12.2022\n"
                      "cd;;;IFK;;01.02.2023;\n"
                      "ef;;;IFK;39;;31.08.2023\n"); /* gone, with nobody */
    struct tables *t = exports_read(&exports);
    struct ruleset *set = exports_rules("aa90");
    struct eval_question q = eval_question(set, day_make(2023, 11, 30), 14);
    struct verdict *v = eval_all(t, &q, 1);
    doubts_hints(t, &q, v, 3900);
    assert_told(t, "kunden.csv:7 OVERLAP Betreuung seit=wie Zeile 6\n"
                   "kunden.csv:8 OVERLAP Betreuung seit=wie Zeile 6\n"
                   "mitarbeiter.csv:3 LEFT Bis=ab bis 31.08.2023, am Stichtag 2 Kund*innen\n"
                   "mitarbeiter.csv:4 HOURS Wochenstunden=48,80\n");
    free(v);
    ruleset_free(set);
    tables_free(t);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_words), TEST(test_loose),  TEST(test_marks), TEST(test_nothing),    TEST(test_footers),
        TEST(test_staff), TEST(test_spoilt), TEST(test_alike), TEST(test_two_people), TEST(test_hints),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
