/* Lines that repeat an earlier one in every field count once (spec 1.9), whatever the order, the threads, the quotes.
 */
#include "cmocka_all.h"

#include "exports.h"

#include "base/buf.h"

#define CUSTOMERS                                                                                                      \
    "Kundennummer;Geburtsdatum;Status;Betreuung seit\n"                                                                \
    "K1;01.01.1980;;01.01.2020\nK2;01.01.1980;;01.01.2020\nK3;01.01.1980;;01.01.2020\n"
#define NOTES "Kundennummer;Datum;Vermerkart;Kontaktart;Bemerkung;Ort\n"

static struct exports exports;

static int make_folder(void **state)
{
    (void)state;
    exports_make(&exports);
    exports_put(&exports, "kunden.csv", CUSTOMERS);
    exports_put(&exports, "kontakte.csv", NOTES);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    exports_remove(&exports, NULL);
    return 0;
}

static struct tables *load(bool details, unsigned threads)
{
    struct diag d = {0};
    struct ingest_options o = {.dir = exports.dir, .contact_details = details, .threads = threads};
    struct tables *t = ingest_load(&o, &d);
    if (!t)
        diag_print(&d);
    assert_non_null(t);
    return t;
}

static void assert_repeats(const struct tables *t, enum tbl_file file, uint64_t used, uint64_t repeated,
                           const char *value)
{
    const struct issue_file *f = &t->issues.file[file];
    assert_int_equal(f->repeated, repeated);
    assert_int_equal(f->used, used);
    assert_int_equal(f->lines, f->used + f->rejected + f->outside + f->repeated + f->footers);
    assert_int_equal(t->issues.count[WARN_REPEATED], repeated > 0);
    for (size_t i = 0; i < t->issues.n; i++)
        if (t->issues.item[i].kind == WARN_REPEATED && t->issues.item[i].file == file)
            assert_string_equal(t->issues.item[i].value, value);
}

static void assert_lines(const uint32_t *line, uint32_t n, const uint32_t *expected, uint32_t n_expected)
{
    assert_int_equal(n, n_expected);
    for (uint32_t i = 0; i < n; i++)
        assert_int_equal(line[i], expected[i]);
}

static void test_notes(void **state)
{
    (void)state;
    exports_put(&exports, "kontakte.csv",
                NOTES "K2;02.01.2023;Beratungsvermerk;persönlich;\n"            /* 2 */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;a\n"           /* 3 */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;b\n"           /* 4: another in a column not used */
                      "K2;02.01.2023;Beratungsvermerk;persönlich;\n"            /* 5: 2 again */
                      "K1;04.01.2023;Beratungsvermerk;telefonisch;a\n"          /* 6 */
                      "\"K1\";05.01.2023;\"Beratungsvermerk\";persönlich;a\n"   /* 7: 3 again, quoted */
                      "K1;05.01.2023;Beratungsvermerk;persönlich\n"             /* 8: a field less */
                      "K3;05.01.2023;Beratungsvermerk;persönlich;a\n"           /* 9: somebody else */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;\"a;b\"\n"     /* 10 */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;a;b\n"         /* 11: the same bytes, another field */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;\"a;b\"\n"     /* 12: 10 again */
                      "K1;2023-01-05;Beratungsvermerk;persönlich;a\n"           /* 13: written otherwise */
                      "K2;02.01.2023;Beratungsvermerk;persönlich;\n"            /* 14: 2 again */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;\"a\nb\";\n"   /* 15, 16 */
                      "K1;05.01.2023;Beratungsvermerk;persönlich;\"a\nb\";\n"); /* 17, 18: 15 again */
    static const uint32_t kept[] = {6, 3, 4, 8, 10, 11, 13, 15, 2, 9};
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct tables *t = load(true, threads);
        assert_repeats(t, FILE_CONTACTS, 10, 5, "5 Zeilen, die erste ist Zeile 5");
        assert_lines(t->contacts.line, t->contacts.n, kept, 10);
        assert_int_equal(t->contacts.first[1], 8);
        assert_int_equal(t->contacts.first[2], 9);
        assert_int_equal(t->contacts.first[3], 10);
        tables_free(t);
    }
    struct tables *t = load(false, 1); /* verdicts alone: nothing hangs on repeats */
    assert_repeats(t, FILE_CONTACTS, 15, 0, "");
    assert_int_equal(t->contacts.n, 15);
    tables_free(t);
}

/* Pieces, threads, many notes on one day. */
static void test_many(void **state)
{
    (void)state;
    enum { LINES = 120000 };
    struct buf b = {0};
    buf_text(&b, NOTES);
    for (int twice = 0; twice < 2; twice++)
        for (int i = 0; i < LINES; i++)
            buf_printf(&b, "K%d;0%d.01.2023;Beratungsvermerk;persönlich;%d\n", i % 3 + 1, i % 7 ? 1 : 2, i);
    exports_put(&exports, "kontakte.csv", buf_str(&b));
    buf_free(&b);
    for (unsigned threads = 1; threads <= 2; threads++) {
        struct tables *t = load(true, threads);
        assert_repeats(t, FILE_CONTACTS, LINES, LINES, "120000 Zeilen, die erste ist Zeile 120002");
        for (uint32_t i = 0; i < t->contacts.n; i++)
            assert_true(t->contacts.line[i] <= LINES + 1);
        tables_free(t);
    }
}

static void test_others(void **state)
{
    (void)state;
    exports_put(&exports, "ausnahmen.csv",
                "Kundennummer;Von;Bis;Art;Begründung\n"
                "K2;01.01.2023;;Einzelfall;x\nK1;01.01.2023;;Einzelfall;x\nK2;01.01.2023;;Einzelfall;y\n"
                "K2;01.01.2023;;Einzelfall;x\n");
    struct tables *t = load(true, 2);
    assert_repeats(t, FILE_EXCEPTIONS, 3, 1, "1 Zeile, Zeile 5");
    assert_lines(t->exceptions.line, t->exceptions.n, (const uint32_t[]){3, 2, 4}, 3);
    tables_free(t);
    exports_put(&exports, "ausnahmen.csv", "Kundennummer;Von;Bis;Art;Begründung\n");
    exports_put(&exports, "termine.csv",
                "Kundennummer;Beginn;Status;Zimmer\n"
                "K1;01.02.2023 10:00;geplant;1\nK1;01.01.2023 10:00;geplant;1\nK1;01.02.2023 10:00;geplant;2\n"
                "K1;01.02.2023 10:00;geplant;1\nK9;01.02.2023 10:00;geplant;1\nK9;01.02.2023 10:00;geplant;1\n");
    t = load(true, 2);
    assert_repeats(t, FILE_APPOINTMENTS, 3, 1, "1 Zeile, Zeile 5"); /* both of K9 are of nobody */
    assert_int_equal(t->issues.file[FILE_APPOINTMENTS].outside, 2);
    assert_lines(t->appointments.line, t->appointments.n, (const uint32_t[]){3, 2, 4}, 3);
    tables_free(t);
    exports_put(&exports, "termine.csv", "Kundennummer;Beginn\n");
    exports_put(&exports, "abwesenheiten.csv",
                "Kürzel;Von;Bis;Grund\nab;01.01.2023;02.01.2023;\nab;01.01.2023;02.01.2023;Urlaub\n"
                "ab;01.01.2023;02.01.2023;\nab;01.01.2023;02.01.2023;\n");
    t = load(true, 2);
    assert_repeats(t, FILE_ABSENCES, 2, 2, "2 Zeilen, die erste ist Zeile 4");
    assert_lines(t->absences.line, t->absences.n, (const uint32_t[]){2, 3}, 2);
    tables_free(t);
}

/* The same fields, written in other ways, and some that differ. middle: what stands behind the key. */
static void put_spellings(const char *file, const char *header, const char *key, const char *middle, bool latin)
{
    struct buf b = {0};
    const char *nbsp = latin ? "\xA0" : "\xC2\xA0", *umlaut = latin ? "\xF6" : "ö";
    buf_printf(&b, "%s;R%sumlichkeit;Text;Leer;Zuletzt\n", header, latin ? "\xE4" : "ä");
    buf_printf(&b, "%s;%s;%s;an ders;;\n", key, middle, umlaut);                   /* 2 */
    buf_printf(&b, "%s;%s;\"%s\";\"an ders\";\"\";\"\"\n", key, middle, umlaut);   /* 3: quotation marks */
    buf_printf(&b, "%s;%s;%s;an ders\n", key, middle, umlaut);                     /* 4: empty ones left out */
    buf_printf(&b, "  %s ;%s;\t%s; an ders ; ;\n", key, middle, umlaut);           /* 5: blanks */
    buf_printf(&b, "%s;%s;%s;%san ders%s;;\r\n", key, middle, umlaut, nbsp, nbsp); /* 6: CRLF */
    buf_printf(&b, "%s;%s;\" %s \";=\"an ders\";;\r\n", key, middle, umlaut);      /* 7 */
    buf_printf(&b, "%s;%s;%s;anders;;\n", key, middle, umlaut);                    /* 8: other text */
    buf_printf(&b, "%s;%s;%s;;an ders;\n", key, middle, umlaut);                   /* 9: in another field */
    buf_printf(&b, "%s;%s;%s;\"an ders;\";\n", key, middle, umlaut);               /* 10: with a separator */
    buf_printf(&b, "\"%s\";%s;\"%s\";\" an ders; \"\n", key, middle, umlaut);      /* 11: 10 again */
    exports_put(&exports, file, buf_str(&b));
    buf_free(&b);
}

static void test_spellings(void **state)
{
    (void)state;
    static const struct {
        const char *file, *header, *key, *middle;
        enum tbl_file which;
    } kinds[] = {
        {"kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart", "K1", "05.01.2023;Beratungsvermerk;Video",
         FILE_CONTACTS},
        {"ausnahmen.csv", "Kundennummer;Von;Bis;Art", "K1", "01.01.2023;;Einzelfall", FILE_EXCEPTIONS},
        {"termine.csv", "Kundennummer;Beginn;Status", "K1", "01.02.2023 10:00;geplant", FILE_APPOINTMENTS},
        {"abwesenheiten.csv", "Kürzel;Von;Bis", "ab", "01.01.2023;02.01.2023", FILE_ABSENCES},
    };
    for (size_t i = 0; i < 2 * sizeof kinds / sizeof *kinds; i++) {
        const bool latin = i % 2 && kinds[i / 2].which != FILE_ABSENCES; /* its header has an umlaut in UTF-8 */
        put_spellings(kinds[i / 2].file, kinds[i / 2].header, kinds[i / 2].key, kinds[i / 2].middle, latin);
        struct tables *t = load(true, 2);
        assert_repeats(t, kinds[i / 2].which, 4, 6, "6 Zeilen, die erste ist Zeile 3");
        tables_free(t);
        exports_put(&exports, kinds[i / 2].file, kinds[i / 2].header); /* nothing of it beside the next */
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(test_notes), TEST(test_many), TEST(test_others), TEST(test_spellings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
