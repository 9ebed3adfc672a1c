/* Cases for lists: filters, order, columns, streaming (cases/cases.h). */
#include "cmocka_all.h"

#include "cases_world.h"

static struct doc_query query(const char *where, const char *order)
{
    return (struct doc_query){
        .source = "faelle", .where = where, .columns = "nummer", .order = order, .group = "", .limit = -1};
}

/* The numbers of a list, "9 8": without their zeros. */
static const char *listed(struct world *w, const char *where, const char *order, long limit)
{
    struct cases_list list;
    struct doc_query q = query(where, order);
    const char *what = "", *expected = "", *s = "";
    q.limit = limit;
    if (!cases_ask(w->cases, &q, w->mem, &list, &what, &expected))
        return arena_printf(w->mem, "%s | %s", what, expected);
    for (size_t i = 0; i < list.n; i++)
        s = arena_printf(w->mem, "%s%s%s", s, i ? " " : "", tables_number(w->tables, list.customer[i]) + 3);
    return s;
}

static const char *shown(struct world *w, uint32_t customer, enum case_column column)
{
    return cases_text(w->cases, customer, column, w->mem);
}

/* The groups by DIN 5007: Team A (ax), Team B (be2 Ober, be1 Öztürk, nobody). */
static void test_filters(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    assert_string_equal(listed(&w, "", "", -1), "9 8 7 6 5 4 2 1");
    assert_string_equal(listed(&w, "team:1", "", -1), "7");
    assert_string_equal(listed(&w, "team:2", "", -1), "9 8 6 5 4 2 1");
    assert_string_equal(listed(&w, "betreuung:2", "", -1), "5 4");
    assert_string_equal(listed(&w, "betreuung:3", "", -1), "9 8 2 1");
    assert_string_equal(listed(&w, "betreuung:4", "", -1), "6");
    assert_string_equal(listed(&w, "team:1 betreuung:4", "", -1), "");
    assert_string_equal(listed(&w, "betreuung:4,3", "", -1), "9 8 6 2 1");
    assert_string_equal(listed(&w, "betreuung:1,1,4 team:2,1", "", -1), "7 6");
    assert_string_equal(listed(&w, "urteil:nie,ueberfaellig", "", -1), "9 7 1");
    assert_string_equal(listed(&w, " urteil:faellig \n team:2 ", "", -1), "8");
    assert_string_equal(listed(&w, "urteil:ausgenommen", "", -1), "5");
    assert_string_equal(listed(&w, "urteil:nicht_geregelt", "", -1), "4");
    assert_string_equal(listed(&w, "urteil:ohne-anrechenbaren-Kontakt,ueberfaellig", "", -1), "9 7 1");
    assert_string_equal(listed(&w, "profillage:a,f", "", -1), "8 7");
    assert_string_equal(listed(&w, "profillage:ohne", "", -1), "6");
    assert_string_equal(listed(&w, "status:arbeitsuchend", "", -1), "4");
    assert_string_equal(listed(&w, "status:nicht-gesetzt", "", -1), "");
    assert_string_equal(listed(&w, "alter:U25", "", -1), "");
    assert_string_equal(listed(&w, "faellig-bis:4", "", -1), "9 7 1");
    assert_string_equal(listed(&w, "faellig-bis:5", "", -1), "9 8 7 1");
    assert_string_equal(listed(&w, "mitwirkung:nein", "", -1), "9");
    assert_string_equal(listed(&w, "mitwirkung:ja urteil:ueberfaellig", "", -1), "1");
    assert_string_equal(listed(&w, "neu-ueberfaellig:ja", "", -1), "1");
    assert_string_equal(listed(&w, "neu-ueberfaellig:nein", "", -1), "9 7");
    world_close(&w);
}

static void test_order(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    /* most urgent first: never, 92 days over, 71 days over, due in 5 days, new, in rhythm, exempt, not covered */
    assert_string_equal(listed(&w, "", "urteil faellig", -1), "7 1 9 8 2 6 5 4");
    assert_string_equal(listed(&w, "", "urteil faellig", 3), "7 1 9");
    assert_string_equal(listed(&w, "", "faellig", -1), "7 1 9 8 2 6 5 4"); /* none last, as in the data */
    assert_string_equal(listed(&w, "", "-faellig", -1), "6 2 8 9 1 7 5 4");
    assert_string_equal(listed(&w, "", "-tage", -1), "7 1 9 8 6 5 4 2");
    /* DIN 5007: Adam, Ägidius, Neu, Olm, Zoll A, Zoll B, Zöller; without a name last */
    assert_string_equal(listed(&w, "", "name", -1), "5 6 2 4 1 8 9 7");
    assert_string_equal(listed(&w, "", "-name", -1), "9 8 1 4 2 6 5 7");
    assert_string_equal(listed(&w, "", "nummer", -1), "1 2 4 5 6 7 8 9");
    assert_string_equal(listed(&w, "", "team betreuung nummer", -1), "7 4 5 1 2 8 9 6");
    assert_string_equal(listed(&w, "", "-ausgenommen-bis", -1), "5 9 8 7 6 4 2 1");
    world_close(&w);
}

static void test_faults(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    assert_string_equal(listed(&w, "team:3", "", -1),
                        "where: „team:3“ gibt es nicht | team:1 bis team:2 (@nr im Ergebnis)");
    assert_non_null(strstr(listed(&w, "team:0", "", -1), "„team:0“"));
    assert_non_null(strstr(listed(&w, "team:1x", "", -1), "„team:1x“"));
    assert_non_null(strstr(listed(&w, "betreuung:5", "", -1), "betreuung:1 bis betreuung:4"));
    assert_non_null(strstr(listed(&w, "urteil:gut", "", -1), "where: „urteil:gut“ gibt es nicht | „unklar“, „ohne_vorgabe“"));
    assert_non_null(strstr(listed(&w, "urteil:nie,", "", -1), "„urteil:“ gibt es nicht"));
    assert_non_null(strstr(listed(&w, "team:1,,2", "", -1), "„team:“ gibt es nicht"));
    assert_non_null(strstr(listed(&w, "urteil:", "", -1), "„urteil:“ gibt es nicht"));
    assert_non_null(strstr(listed(&w, "mitwirkung:kaum", "", -1), "mitwirkung:nein oder"));
    assert_non_null(strstr(listed(&w, "faellig-bis:-1", "", -1), "Tage: 0 oder mehr"));
    assert_non_null(
        strstr(listed(&w, "ort:Uelzen", "", -1), "„ort:Uelzen“ gibt es nicht | team:NUMMER,NUMMER; betreuung:NUMMER"));
    assert_non_null(strstr(listed(&w, "team", "", -1), "„team“ gibt es nicht"));
    assert_non_null(strstr(listed(&w, "", "fälligkeit", -1),
                           "order: die Spalte „fälligkeit“ gibt es nicht | am ehesten „faellig“"));
    assert_non_null(strstr(listed(&w, "", "- name", -1), "order: die Spalte „“"));
    assert_non_null(
        strstr(listed(&w, "", "nummer nummer nummer nummer nummer nummer nummer nummer nummer", -1), "zu viele"));
    world_close(&w);
}

static void test_values(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    assert_string_equal(shown(&w, 0, CASE_NUMBER), "0009");
    assert_string_equal(shown(&w, 0, CASE_NAME), "Zöller, Ada");
    assert_string_equal(shown(&w, 2, CASE_NAME), "");
    assert_string_equal(shown(&w, 0, CASE_STAFF), "Öztürk, A.");
    assert_string_equal(shown(&w, 3, CASE_STAFF), "ohne Betreuer*in");
    assert_string_equal(shown(&w, 0, CASE_DUE), "20.09.2023");
    assert_string_equal(shown(&w, 0, CASE_OVERDUE), "71");
    assert_string_equal(shown(&w, 1, CASE_OVERDUE), "");
    assert_string_equal(shown(&w, 0, CASE_LAST), "20.06.2023");
    assert_string_equal(shown(&w, 0, CASE_COUNTED), "0 von 1");
    assert_string_equal(shown(&w, 0, CASE_REQUIREMENT), "mindestens alle 3 Monate ein Kontakt");
    assert_string_equal(shown(&w, 0, CASE_RULE), "3");
    assert_string_equal(shown(&w, 4, CASE_VERDICT), "ausgenommen");
    assert_string_equal(shown(&w, 4, CASE_EXEMPT_UNTIL), "offen");
    assert_string_equal(shown(&w, 4, CASE_DUE), "");
    assert_string_equal(shown(&w, 4, CASE_EXCEPTION), "Maßnahme");
    assert_string_equal(shown(&w, 0, CASE_EXCEPTION), "");
    assert_string_equal(shown(&w, 5, CASE_COUNTED), "");
    assert_string_equal(shown(&w, 0, CASE_APPOINTMENT), "07.12.2023, 09:05\u00a0Uhr\nzu spät");
    assert_string_equal(shown(&w, 1, CASE_APPOINTMENT), "05.12.2023, 10:30\u00a0Uhr");
    assert_string_equal(shown(&w, 3, CASE_APPOINTMENT), "21.02.2024, 08:00\u00a0Uhr\nzu spät");
    assert_string_equal(shown(&w, 3, CASE_APPOINTMENT_LATE), "ja");
    assert_string_equal(shown(&w, 1, CASE_APPOINTMENT_LATE), "nein");
    assert_string_equal(shown(&w, 2, CASE_APPOINTMENT_LATE), "");
    struct case_value due = cases_value(w.cases, 0, CASE_DUE, w.mem);
    assert_int_equal(due.type, CASE_DAY);
    assert_int_equal(due.day, day_make(2023, 9, 20));
    struct case_value over = cases_value(w.cases, 0, CASE_OVERDUE, w.mem);
    assert_int_equal(over.type, CASE_COUNT);
    assert_int_equal(over.count, 71);
    world_close(&w);
}

static void test_notes(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    assert_string_equal(shown(&w, 0, CASE_NOT_COUNTED),
                        "10.11.2023 Beratungsvermerk, schriftlich: Kontaktart zählt nicht\n"
                        "08.11.2023, 31.08.2023 Allgemeiner Vermerk, telefonisch: Vermerkart zählt nicht");
    assert_string_equal(shown(&w, 1, CASE_NOT_COUNTED),
                        "05.09.2023 Beratungsvermerk, telefonisch: am selben Tag zählt ein anderer");
    assert_string_equal(shown(&w, 2, CASE_NOT_COUNTED),
                        "05.10.2023 Beratungsvermerk, persönlich, Berufsberatung: Gesprächspartner zählt nicht");
    assert_string_equal(shown(&w, 3, CASE_NOT_COUNTED), "");
    assert_non_null(strstr(cases_value(w.cases, 0, CASE_NOT_COUNTED, w.mem).text, "nicht; 08.11.2023"));
    world_close(&w);
    world_open(&w, true, false, true);
    size_t n = 1;
    cases_notes(w.cases, 0, &n);
    assert_int_equal(n, 0);
    assert_false(cases_column_there(w.cases, CASE_NOT_COUNTED));
    assert_string_equal(shown(&w, 0, CASE_NOT_COUNTED), "");
    world_close(&w);
}

/* What a document gets: heads of the columns that are there, group rows, every row twice the same. */
static void test_rows(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, true, true, true);
    const struct doc_sources *sources = cases_sources(w.cases);
    struct doc_query q = query("urteil:nie,ueberfaellig,faellig", "urteil faellig");
    struct doc_source s = {0};
    const char *what = "", *expected = "";
    q.columns = "name kontakt-ab persoenlich tage";
    q.group = "betreuung";
    assert_true(sources->ask(sources->context, &q, w.mem, &s, &what, &expected));
    assert_int_equal(s.n_cols, 2); /* the directive has no corridor, and the telephone always counts */
    assert_string_equal(s.col[0].head, "Name");
    assert_string_equal(s.col[1].head, "Tage überfällig");
    assert_int_equal(s.n_rows, 4);
    for (int pass = 0; pass < 2; pass++) {
        static const char *const expect[][2] = {
            {"Team A · ax: 1", NULL}, {"", "243"},           {"Team B · Öztürk, A. (be1): 3", NULL},
            {"Zoll, Anna", "92"},     {"Zöller, Ada", "71"}, {"Zoll, Bo", ""}};
        void *cursor = s.sources->open(&s);
        for (size_t i = 0; i < sizeof expect / sizeof *expect; i++) {
            const struct doc_source_row *row = s.sources->next(cursor);
            assert_non_null(row);
            assert_string_equal(row->group ? row->group : row->cell[0].text, expect[i][0]);
            assert_true((row->group == NULL) == (expect[i][1] != NULL));
            if (expect[i][1])
                assert_string_equal(row->cell[1].text, expect[i][1]);
        }
        assert_null(s.sources->next(cursor));
        s.sources->close(cursor);
    }
    q.columns = "name ort";
    assert_false(sources->ask(sources->context, &q, w.mem, &s, &what, &expected));
    assert_string_equal(what, "columns: die Spalte „ort“ gibt es nicht");
    q.columns = "name name";
    assert_false(sources->ask(sources->context, &q, w.mem, &s, &what, &expected));
    q.columns = "  ";
    assert_false(sources->ask(sources->context, &q, w.mem, &s, &what, &expected));
    q.columns = "name";
    q.group = "profillage";
    assert_false(sources->ask(sources->context, &q, w.mem, &s, &what, &expected));
    q.source = "kunden";
    assert_false(sources->ask(sources->context, &q, w.mem, &s, &what, &expected));
    assert_string_equal(expected, "faelle oder abgelehnt");
    world_close(&w);
}

/* Without names and optional files their columns are not there, and nothing has a name. */
static void test_columns_that_are_not_there(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, false, true, false);
    static const enum case_column missing[] = {
        CASE_NAME,         CASE_FROM,        CASE_IN_PERSON,       CASE_EXCEPTION,
        CASE_EXEMPT_UNTIL, CASE_APPOINTMENT, CASE_APPOINTMENT_LATE};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        assert_false(cases_column_there(w.cases, missing[i]));
        if (missing[i] != CASE_IN_PERSON)
            for (uint32_t k = 0; k < 9; k++)
                assert_string_equal(k == 6 ? "" : shown(&w, k, missing[i]), "");
    }
    assert_false(cases_names_shown(w.cases));
    assert_null(w.tables->states.surname);
    for (uint32_t i = 0; i < w.tables->n_words; i++)
        assert_null(strstr(w.tables->word[i], "Zoll"));
    /* sorted by a name that nobody has: as in the data */
    assert_string_equal(listed(&w, "", "name", -1), "9 8 7 6 5 4 2 1");
    world_close(&w);
}

static void test_names_are_hidden(void **state)
{
    (void)state;
    struct exports e;
    struct diag d = {0};
    exports_make(&e);
    exports_put(&e, "kunden.csv",
                "Kundennummer;Nachname;Geburtsdatum;Status;Betreuung seit\n1;Zoll;01.01.1980;;01.01.2020\n"
                "2;\"Geheim;01.01.1980;;01.01.2020\n");
    exports_put(&e, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    struct ingest_options o = {.dir = e.dir, .customer_names = true, .threads = 1};
    struct tables *t = ingest_load(&o, &d);
    assert_non_null(t);
    exports_remove(&e, NULL);
    assert_string_equal(t->word[t->states.surname[0]], "Zoll");
    assert_int_equal(t->issues.n, 1);
    assert_non_null(strstr(t->issues.item[0].value, "Geheim"));
    tables_hide_names(t);
    assert_null(t->states.surname);
    assert_null(t->states.given);
    assert_string_equal(t->issues.item[0].value, "");
    tables_free(t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_columns_that_are_not_there),
        cmocka_unit_test(test_names_are_hidden),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
