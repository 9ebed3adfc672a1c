/*
 * For tests: nine customers of two teams, one for each thing that can stand in a list of cases, on 30.11.2023 under
 * uelzen-ga-08-2019.
 */
#ifndef KD_TESTS_CASES_WORLD_H
#define KD_TESTS_CASES_WORLD_H

#include "exports.h"
#include "cases/cases.h"

static const char customers[] =
    "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Mitwirkung\n"
    "0009;Zöller;Ada;01.01.1980;arbeitslos;M;Team B;be1;01.01.2023;ja\n"  /* 0: seen 20.06.: due 20.09. */
    "0008;Zoll;Bo;01.01.1980;arbeitslos;A;Team B;be1;01.01.2023;\n"       /* 1: seen 05.09.: due 05.12. */
    "0007;;;01.01.1980;arbeitslos;F;Team A;ax;01.01.2023;\n"              /* 2: never seen: due 01.04. */
    "0006;Ägidius;Cem;01.01.1980;arbeitslos;;Team B;;01.01.2023;\n"       /* 3: seen 20.11. */
    "0005;Adam;Dora;01.01.1980;arbeitslos;E;Team B;be2;01.01.2023;nein\n" /* 4: exempt */
    "0004;Olm;Eva;01.01.1980;arbeitsuchend;M;Team B;be2;01.01.2023;\n"    /* 5: not covered */
    "0003;Fort;Gerd;01.01.1980;arbeitslos;M;Team B;be1;01.01.2020;\n"     /* 6: left */
    "0002;Neu;Hans;01.01.1980;arbeitslos;M;Team B;be1;15.11.2023;\n"      /* 7: new */
    "0001;Zoll;Anna;01.01.1980;arbeitslos;M;Team B;be1;01.01.2023;\n";    /* 8: seen 30.05.: due 30.08. */
static const char contacts[] = "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner\n"
                               "0009;20.06.2023;Beratungsvermerk;persönlich;\n"
                               "0009;08.11.2023;Allgemeiner Vermerk;telefonisch;\n"
                               "0009;10.11.2023;Beratungsvermerk;schriftlich;\n"
                               "0009;31.08.2023;Allgemeiner Vermerk;telefonisch;\n" /* first of the last 3 months */
                               "0009;30.08.2023;Allgemeiner Vermerk;telefonisch;\n" /* the day before */
                               "0009;01.12.2023;Allgemeiner Vermerk;telefonisch;\n" /* after S */
                               "0008;05.09.2023;Beratungsvermerk;telefonisch;\n"
                               "0008;05.09.2023;Beratungsvermerk;persönlich;\n"
                               "0007;05.10.2023;Beratungsvermerk;persönlich;Berufsberatung\n"
                               "0006;20.11.2023;Beratungsvermerk;persönlich;\n"
                               "0001;30.05.2023;Beratungsvermerk;persönlich;\n";
static const char staff[] = "Kürzel;Name;Team\nbe1;Öztürk, A.;Team B\nbe2;Ober, C.;Team B\n";
static const char exceptions[] = "Kundennummer;Von;Bis;Art;Begründung\n0005;01.06.2023;;Maßnahme;Kurs\n";
static const char appointments[] = "Kundennummer;Beginn;Status\n"
                                   "0008;05.12.2023 10:30;geplant\n" /* on the due day: in time */
                                   "0008;01.12.2023 09:00;abgesagt\n"
                                   "0009;30.11.2023 09:00;geplant\n" /* on S: not after it */
                                   "0009;07.12.2023 09:05;geplant\n"
                                   "0009;08.12.2023 09:05;geplant\n"
                                   "0006;21.02.2024 08:00;geplant\n"; /* one day after its due day */

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_groups *groups;
    struct cases *cases;
    struct arena *mem;
    uint8_t before[16];
};

static inline void world_open(struct world *w, bool names, bool notes, bool optional)
{
    struct diag d = {0};
    *w = (struct world){.mem = arena_new()};
    exports_make(&w->exports);
    exports_put(&w->exports, "kunden.csv", customers);
    exports_put(&w->exports, "kontakte.csv", contacts);
    if (optional) {
        exports_put(&w->exports, "mitarbeiter.csv", staff);
        exports_put(&w->exports, "ausnahmen.csv", exceptions);
        exports_put(&w->exports, "termine.csv", appointments);
    }
    struct ingest_options o = {.dir = w->exports.dir, .contact_details = true, .customer_names = names, .threads = 1};
    w->tables = ingest_load(&o, &d);
    assert_non_null(w->tables);
    exports_remove(&w->exports, NULL);
    w->set = exports_rules("uelzen-ga-08-2019");
    w->q = eval_question(w->set, day_make(2023, 11, 30), 14);
    /* the customer who left: the line has no end, so he is taken out by hand */
    w->verdict = eval_all(w->tables, &w->q, 1);
    w->verdict[6].in_population = false;
    struct agg_input in = {.tables = w->tables, .set = w->set, .verdict = w->verdict, .day = w->q.day};
    w->groups = agg_groups_new(&in, NULL, 0);
    for (size_t i = 0; i < sizeof w->before; i++)
        w->before[i] = VERDICT_MET;
    w->before[0] = VERDICT_OVERDUE;
    w->before[2] = VERDICT_NEVER;
    w->before[8] = VERDICT_CODES;
    struct cases_input ask = {.tables = w->tables,
                              .q = &w->q,
                              .verdict = w->verdict,
                              .groups = w->groups,
                              .before = w->before,
                              .single_notes = notes,
                              .threads = 2};
    w->cases = cases_new(&ask);
}

static inline void world_close(struct world *w)
{
    cases_free(w->cases);
    agg_groups_free(w->groups);
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
    arena_free(w->mem);
}

#endif
