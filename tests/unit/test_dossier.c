/* The dossier for supervision (spec 4.2): caseworkers counted, sentences true, the sample repeatable, the document
 * whole. */
#include "cmocka_all.h"

#include "aggregate/caseworkers.h"
#include "base/xml.h"
#include "cases/cases.h"
#include "document/doc.h"
#include "document/template.h"
#include "exports.h"
#include "results/dossier_sample.h"
#include "results/results.h"
#include "words/dossier_sentences.h"

/*
 * Uelzen: arbeitslos, Ü25, every 3 months; profile I every 6; arbeitsuchend otherwise not covered. S is 30.11.2023.
 * Each customer but the last two takes one of the ways away from being late at the end of October.
 */
static const char customers[] =
    "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Betreuung bis;"
    "Gültig ab;Mitwirkung\n"
    "seen;S;A;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;;;\n"
    "still;S;B;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;;;ja\n"
    "fresh;S;C;01.01.1980;arbeitslos;F;A;OEH;01.01.2020;;;\n"
    "handed;S;D;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;;;\n"
    "handed;S;D;01.01.1980;arbeitslos;M;A;ZOR;01.01.2020;;05.11.2023;\n"
    "left;S;E;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;10.11.2023;;\n"
    "exempt;S;F;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;;;\n"
    "other;S;G;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;;;\n"
    "other;S;G;01.01.1980;arbeitsuchend;M;A;OEH;01.01.2020;;05.11.2023;\n"
    "looser;S;H;01.01.1980;arbeitslos;M;A;OEH;01.01.2020;;;\n"
    "looser;S;H;01.01.1980;arbeitslos;I;A;OEH;01.01.2020;;05.11.2023;\n"
    "free;S;I;01.01.1980;arbeitslos;M;A;;01.01.2020;;;\n";
static const char contacts[] = "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner;Mitarbeiter\n"
                               "seen;01.06.2023;Beratungsvermerk;persönlich;;OEH\n"
                               "seen;10.11.2023;Beratungsvermerk;persönlich;;OEH\n"
                               "seen;11.11.2023;Allgemeiner Vermerk;telefonisch;;OEH\n"
                               "seen;12.11.2023;Allgemeiner Vermerk;telefonisch;;ZOR\n"
                               "fresh;20.08.2023;Beratungsvermerk;persönlich;;OEH\n"
                               "looser;20.06.2023;Beratungsvermerk;persönlich;;OEH\n"
                               "other;15.11.2023;Allgemeiner Vermerk;telefonisch;;OEH\n" /* nothing is asked for */
                               "free;30.08.2023;Allgemeiner Vermerk;persönlich;;OEH\n"   /* a day too early */
                               "free;31.08.2023;Allgemeiner Vermerk;persönlich;;OEH\n"
                               "free;01.11.2023;Beratungsvermerk;persönlich;;OEH\n"
                               "free;01.11.2023;Beratungsvermerk;telefonisch;;OEH\n"
                               "free;04.11.2023;Beratungsvermerk;schriftlich;;OEH\n"
                               "free;05.11.2023;Beratungsvermerk;persönlich;Berufsberatung;OEH\n";
static const char staff[] = "Kürzel;Name;Team;Funktion;Wochenstunden;Von;Bis\n"
                            "ZOR;Zorn, Max;A;IFK;39;;\n"
                            "OEH;Öhlen, Ida;A;IFK;39;;\n"
                            "ABE;Abel, Nora;A;IFK;39;;\n"          /* nobody in her care */
                            "WEG;Weg, Rita;A;IFK;39;;29.11.2023\n" /* no longer there */
                            "BIN;Binder, Bo;B;IFK;39;;\n";         /* a team without customers */

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_groups *groups;
    struct agg_courses *courses;
    struct agg_staff *staff;
    struct agg_caseworkers *all;
    struct cases *cases;
};

static void world_open(struct world *w, const char *more_customers, unsigned threads)
{
    struct diag d = {0};
    struct ingest_options o = {.dir = w->exports.dir, .contact_details = true, .customer_names = true, .threads = 1};
    struct buf b = {0};
    exports_make(&w->exports);
    buf_text(&b, customers);
    buf_text(&b, more_customers);
    exports_put(&w->exports, "kunden.csv", buf_str(&b));
    buf_free(&b);
    exports_put(&w->exports, "kontakte.csv", contacts);
    exports_put(&w->exports, "mitarbeiter.csv", staff);
    exports_put(&w->exports, "abwesenheiten.csv", "Kürzel;Von;Bis;Grund\n");
    exports_put(&w->exports, "ausnahmen.csv",
                "Kundennummer;Von;Bis;Art;Begründung\nexempt;05.11.2023;31.12.2023;Maßnahme;so\n");
    w->tables = ingest_load(&o, &d);
    assert_non_null(w->tables);
    exports_remove(&w->exports, NULL);
    for (int k = 0; k <= REJECT_CUSTOMER; k++)
        assert_int_equal(w->tables->issues.count[k], 0); /* the test itself is wrong */
    w->set = exports_rules("uelzen-ga-08-2019");
    w->q = eval_question(w->set, day_make(2023, 11, 30), 14);
    w->verdict = eval_all(w->tables, &w->q, 1);
    struct agg_input in = {.tables = w->tables, .set = w->set, .verdict = w->verdict, .day = w->q.day};
    w->groups = agg_groups_new(&in, NULL, 0);
    w->courses = agg_courses_new(w->tables, &w->q, w->verdict, 1);
    struct agg_staff_input si = {.tables = w->tables,
                                 .set = w->set,
                                 .verdict = w->verdict,
                                 .day = w->q.day,
                                 .region = {.land = IN_NI},
                                 .full_time = 3900};
    w->staff = agg_staff_new(&si);
    struct agg_caseworkers_input ci = {.tables = w->tables,
                                       .q = &w->q,
                                       .verdict = w->verdict,
                                       .groups = w->groups,
                                       .courses = w->courses,
                                       .threads = threads};
    w->all = agg_caseworkers_new(&ci);
    struct cases_input cases = {.tables = w->tables,
                                .q = &w->q,
                                .verdict = w->verdict,
                                .groups = w->groups,
                                .before = w->courses->before,
                                .single_notes = true,
                                .threads = 1};
    w->cases = cases_new(&cases);
}

static void world_close(struct world *w)
{
    cases_free(w->cases);
    agg_caseworkers_free(w->all);
    agg_staff_free(w->staff);
    agg_courses_free(w->courses);
    agg_groups_free(w->groups);
    free(w->verdict);
    ruleset_free(w->set);
    tables_free(w->tables);
}

static const struct agg_caseworker *named(const struct world *w, const char *name)
{
    for (size_t i = 0; i < w->all->n; i++)
        if (strcmp(w->all->item[i].name, name) == 0)
            return &w->all->item[i];
    fail_msg("no %s", name);
    return NULL;
}

/* ---- counting ---- */

static void test_who_is_listed(void **state)
{
    (void)state;
    static const char *const names[] = {"Abel, Nora", "Öhlen, Ida", "Zorn, Max", "ohne Betreuer*in"};
    struct world w;
    struct diag d = {0};
    world_open(&w, "", 2);
    assert_true(agg_caseworkers_check(w.all, w.groups, &d));
    assert_int_equal(w.all->n, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(w.all->item[i].name, names[i]);
    assert_int_equal(w.all->item[0].nr, 0);
    for (size_t i = 1; i < 4; i++) /* numbers are those of the groups, which lists are asked by */
        assert_string_equal(w.groups->list[AGG_STAFF].item[w.all->item[i].nr - 1].name, names[i]);
    assert_int_equal(w.all->team_first[0], 0);
    assert_int_equal(w.all->team_first[1], 4);
    assert_int_equal(w.all->first[2] - w.all->first[1], 6); /* Öhlen: all but handed, left, free */
    world_close(&w);
}

static void test_what_became_of_the_late(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "", 1);
    const struct agg_caseworker *o = named(&w, "Öhlen, Ida"), *z = named(&w, "Zorn, Max");
    assert_int_equal(o->late_then, 7); /* all hers but fresh */
    for (int i = 0; i < LATE_STEPS; i++)
        if (o->step[i] != 1)
            fail_msg("step %d: %u", i, o->step[i]);
    assert_int_equal(o->fresh, 1);
    assert_int_equal(o->taken, 0);
    assert_int_equal(o->all.code[VERDICT_OVERDUE] + o->all.code[VERDICT_NEVER], 2); /* still, fresh */
    assert_int_equal(o->failing, 1);                                                /* still */
    assert_int_equal(o->ahead, 1);                                                  /* looser: due 20.12. */
    assert_int_equal(o->profile[PROFILE_M].customers, 4);
    assert_int_equal(o->profile[PROFILE_I].code[VERDICT_MET], 1);
    assert_int_equal(o->profile[PROFILE_F].code[VERDICT_OVERDUE], 1);
    assert_int_equal(z->late_then, 0);
    assert_int_equal(z->taken, 1);
    assert_int_equal(z->fresh, 0);
    assert_int_equal(w.courses->before[tables_lookup(w.tables, "fresh")], VERDICT_MET);
    assert_int_equal(w.courses->before[tables_lookup(w.tables, "left")], VERDICT_NEVER);
    world_close(&w);
}

static void test_before_outside(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "new;S;J;01.01.1980;arbeitslos;M;A;ZOR;05.11.2023;;;\n", 1);
    assert_int_equal(w.courses->before[tables_lookup(w.tables, "new")], FLOW_OUTSIDE);
    world_close(&w);
}

static void expect_way(const struct agg_caseworker *c, size_t at, enum note_reason reason, enum word_kind kind,
                       enum word_mode mode, enum word_partner partner, uint32_t n, uint32_t own)
{
    assert_true(at < c->n_ways);
    assert_int_equal(c->way[at].reason, reason);
    assert_int_equal(c->way[at].kind, kind);
    assert_int_equal(c->way[at].mode, mode);
    assert_int_equal(c->way[at].partner, partner);
    assert_int_equal(c->way[at].n, n);
    assert_int_equal(c->way[at].own, own);
}

static void test_notes(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "", 2);
    const struct agg_caseworker *o = named(&w, "Öhlen, Ida"), *none = named(&w, "ohne Betreuer*in");
    assert_string_equal(day_iso(w.all->note_from).s, "2023-08-31");
    assert_int_equal(o->notes, 3); /* fresh was seen before the window, of other nothing is asked */
    assert_int_equal(o->notes_counted, 1);
    assert_int_equal(o->n_ways, 1);
    expect_way(o, 0, NOTE_KIND, KIND_GENERAL, MODE_PHONE, PARTNER_IFK, 2, 1);
    assert_int_equal(none->notes, 5);
    assert_int_equal(none->notes_counted, 1);
    assert_int_equal(none->n_ways, 4);
    expect_way(none, 0, NOTE_KIND, KIND_GENERAL, MODE_IN_PERSON, PARTNER_IFK, 1, 0);
    expect_way(none, 1, NOTE_PARTNER, KIND_ADVICE, MODE_IN_PERSON, PARTNER_VOCATIONAL, 1, 0);
    expect_way(none, 2, NOTE_MODE, KIND_ADVICE, MODE_LETTER, PARTNER_IFK, 1, 0);
    expect_way(none, 3, NOTE_SAME_DAY, KIND_ADVICE, MODE_PHONE, PARTNER_IFK, 1, 0);
    world_close(&w);
}

static void test_sums_are_checked(void **state)
{
    (void)state;
    struct world w;
    struct diag d = {0};
    world_open(&w, "", 1);
    struct agg_caseworker *o = (struct agg_caseworker *)(uintptr_t)named(&w, "Öhlen, Ida");
    o->fresh++;
    assert_false(agg_caseworkers_check(w.all, w.groups, &d));
    assert_int_equal(d.code, DIAG_FAULT);
    o->fresh--;
    o->profile[PROFILE_M].customers--;
    assert_false(agg_caseworkers_check(w.all, w.groups, &d));
    world_close(&w);
}

/* ---- the sample ---- */

/*
 * printf %s '063ccc49ca45/MÜL01/K6' | sha256sum begins with 10f89646dd2f, and so on: K6 1.., K2 1e.., K5 21.., K3 7a..,
 * K4 98.., K1 b4.., K7 dc.., K8 f0..; without a Kürzel K1 10.., K3 a5.., K2 ab...
 */
static void test_draw(void **state)
{
    (void)state;
    static const char *const order[] = {"K6", "K2", "K5", "K3", "K4", "K1", "K7", "K8"};
    static const char *const nobody[] = {"K1", "K3", "K2"};
    struct exports e;
    struct buf b = {0};
    struct results_draw draw[RESULTS_MOST_DRAWN];
    uint32_t customer[8];
    exports_make(&e);
    buf_text(&b, "Kundennummer;Geburtsdatum;Status;Betreuung seit\n");
    for (int i = 0; i < 8; i++)
        buf_printf(&b, "K%d;01.01.1980;arbeitslos;01.01.2020\n", i + 1);
    exports_put(&e, "kunden.csv", buf_str(&b));
    exports_put(&e, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    buf_free(&b);
    struct tables *t = exports_read(&e);
    exports_remove(&e, NULL);
    for (uint32_t i = 0; i < 8; i++)
        customer[i] = 7 - i; /* the order they are given in makes no difference */
    for (size_t most = 0; most <= 9; most++) {
        size_t n = results_draw(t, "063ccc49ca45", "MÜL01", customer, 8, most, draw);
        assert_int_equal(n, most < 8 ? most : 8);
        for (size_t i = 0; i < n; i++)
            assert_string_equal(tables_number(t, draw[i].customer), order[i]);
    }
    assert_int_equal(draw[0].digest[0], 0x10);
    assert_int_equal(draw[7].digest[1], 0x25);
    assert_int_equal(results_draw(t, "063ccc49ca45", "", (const uint32_t[]){0, 1, 2}, 3, 5, draw), 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(tables_number(t, draw[i].customer), nobody[i]);
    assert_int_equal(results_draw(t, "063ccc49ca45", "MÜL01", customer, 0, 5, draw), 0);
    tables_free(t);
}

/* ---- sentences ---- */

static void expect_empty(struct agg_caseworker w, bool known, const char *expected)
{
    struct arena *a = arena_new();
    assert_string_equal(words_dossier_empty(&w, known, a), expected);
    arena_free(a);
}

static void test_empty_lists(void **state)
{
    (void)state;
    struct agg_caseworker w = {.all = {.customers = 9}};
    expect_empty((struct agg_caseworker){0}, true, "");
    expect_empty(w, true, "Niemand ist über der Frist, in den nächsten vier Wochen fällig oder ausgenommen.");
    w.ahead = 3;
    expect_empty(w, true, "Niemand ist über der Frist oder ausgenommen.");
    w.all.code[VERDICT_OVERDUE] = 2;
    expect_empty(w, true,
                 "Niemand ist ausgenommen. Ganz ohne anrechenbaren Kontakt ist niemand über der Frist. Fehlende "
                 "Mitwirkung ist bei niemandem über der Frist vermerkt.");
    expect_empty(w, false, "Niemand ist ausgenommen. Ganz ohne anrechenbaren Kontakt ist niemand über der Frist.");
    w.failing = 1;
    w.all.code[VERDICT_EXEMPT] = 1;
    expect_empty(w, true, "Ganz ohne anrechenbaren Kontakt ist niemand über der Frist.");
    w.all.code[VERDICT_NEVER] = 1;
    expect_empty(w, true, "");
    w.all.code[VERDICT_OVERDUE] = 0;
    expect_empty(w, true, "Niemand ist überfällig.");
}

/* then, still; now fresh, taken */
static void expect_late(uint32_t then, uint32_t still, uint32_t fresh, uint32_t taken, const char *expected)
{
    struct arena *a = arena_new();
    struct agg_caseworker w = {.late_then = then,
                               .step = {[LATE_STILL] = still, [LATE_CONTACTED] = then - still},
                               .fresh = fresh,
                               .taken = taken};
    w.all.code[VERDICT_OVERDUE] = still + fresh + taken;
    assert_string_equal(words_dossier_late(&w, day_make(2023, 10, 31), a), expected);
    arena_free(a);
}

static void test_late_in_words(void **state)
{
    (void)state;
    expect_late(0, 0, 0, 0, "Weder Ende Oktober noch am Stichtag war jemand über der Frist.");
    expect_late(0, 0, 1, 0, "Ende Oktober war niemand über der Frist; neu ist eine Person.");
    expect_late(0, 0, 0, 2, "Ende Oktober war niemand über der Frist; neu ist niemand, überfällig übernommen zwei.");
    expect_late(1, 1, 0, 0, "Die eine Person, die Ende Oktober über der Frist war, ist es weiterhin; neu ist niemand.");
    expect_late(1, 0, 0, 0,
                "Die eine Person, die Ende Oktober über der Frist war, ist es in dieser Betreuung nicht "
                "mehr.");
    expect_late(4, 0, 13, 0,
                "Von den vier, die Ende Oktober über der Frist waren, ist es in dieser Betreuung niemand "
                "mehr; neu sind 13.");
    expect_late(4, 4, 2, 1,
                "Alle vier, die Ende Oktober über der Frist waren, sind es weiterhin; neu sind zwei, "
                "überfällig übernommen eine Person.");
    expect_late(4, 1, 0, 0,
                "Von den vier, die Ende Oktober über der Frist waren, ist es eine weiterhin; neu ist "
                "niemand.");
    expect_late(17, 12, 3, 0,
                "Von den 17, die Ende Oktober über der Frist waren, sind es zwölf weiterhin; neu sind "
                "drei.");
}

static void test_notes_in_words(void **state)
{
    (void)state;
    static const struct {
        uint32_t notes, counted;
        const char *said;
    } cases[] = {{0, 0, "Seit dem 31.08.2023 gibt es zu Kund*innen mit Vorgabe keinen Vermerk."},
                 {1, 1, "Der eine Vermerk seit dem 31.08.2023 zählt."},
                 {1, 0, "Der eine Vermerk seit dem 31.08.2023 zählt nicht."},
                 {5, 5, "Alle 5 Vermerke seit dem 31.08.2023 zählen."},
                 {5, 0, "Keiner der 5 Vermerke seit dem 31.08.2023 zählt."},
                 {5, 4, "Von 5 Vermerken seit dem 31.08.2023 zählt einer nicht."},
                 {1234, 1000, "Von 1.234 Vermerken seit dem 31.08.2023 zählen 234 nicht."}};
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct agg_caseworker w = {.notes = cases[i].notes, .notes_counted = cases[i].counted};
        assert_string_equal(words_dossier_notes(&w, day_make(2023, 8, 31), a), cases[i].said);
    }
    arena_free(a);
}

static void test_members_in_words(void **state)
{
    (void)state;
    struct world w;
    struct arena *a = arena_new();
    /* Of another team, gone, and not in mitarbeiter.csv at all. */
    world_open(&w,
               "k1;S;K;01.01.1980;arbeitslos;M;A;BIN;01.01.2020;;;\n"
               "k2;S;L;01.01.1980;arbeitslos;M;A;WEG;01.01.2020;;;\n"
               "k3;S;M;01.01.1980;arbeitslos;M;A;XYZ;01.01.2020;;;\n",
               1);
    assert_string_equal(words_dossier_member(w.tables, named(&w, "Öhlen, Ida"), w.q.day, a), "");
    assert_string_equal(words_dossier_member(w.tables, named(&w, "ohne Betreuer*in"), w.q.day, a), "");
    assert_string_equal(words_dossier_member(w.tables, named(&w, "Binder, Bo"), w.q.day, a),
                        "Binder, Bo gehört zu B; Beratungen und Ziel zählen dort.");
    assert_string_equal(words_dossier_member(w.tables, named(&w, "Weg, Rita"), w.q.day, a),
                        "Weg, Rita war nach mitarbeiter.csv nur bis zum 29.11.2023 da.");
    assert_string_equal(words_dossier_member(w.tables, named(&w, "XYZ"), w.q.day, a),
                        "Das Kürzel steht nicht in mitarbeiter.csv; Funktion, Beratungen und Ziel sind nicht bekannt.");
    world_close(&w);
    arena_free(a);
}

/* ---- results and document ---- */

/* The results of the dossier on team A, and of ergebnis.xml; both keep the schema. */
static void make_results(struct world *w, size_t sample, struct buf *dossier, struct buf *published)
{
    struct diag d = {0};
    struct results_run run = {.tables = w->tables,
                              .set = w->set,
                              .jobcenter = "J",
                              .day = w->q.day,
                              .lead = 14,
                              .run_id = "063ccc49ca45",
                              .version = "1.2.3",
                              .courses = w->courses,
                              .staff = w->staff,
                              .caseworkers = w->all};
    struct results_dossier extra = {.sample = sample, .cases = w->cases};
    struct results_area area[] = {{.groups = w->groups, .detail = RESULTS_BRIEF, .course = &w->courses->all},
                                  {.groups = w->groups,
                                   .team = "A",
                                   .detail = RESULTS_REPORT,
                                   .course = agg_courses_lookup(w->courses, w->groups->list[AGG_TEAM].item[0].key),
                                   .dossier = &extra}};
    results_put(dossier, &run, area, 2);
    area[0].detail = RESULTS_FULL;
    results_put(published, &run, area, 1);
    for (int i = 0; i < 2; i++) {
        const struct buf *b = i ? published : dossier;
        xmlDoc *x = xml_read(b->p, b->n, "ergebnis.xml", KD_ROOT "/templates/ergebnis.rng", &d);
        if (!x)
            diag_print(&d);
        assert_non_null(x);
        xmlFreeDoc(x);
    }
}

static size_t occurrences(const struct buf *b, const char *text)
{
    size_t n = 0;
    for (const char *s = buf_str(b); (s = strstr(s, text)); s += strlen(text))
        n++;
    return n;
}

static void test_results(void **state)
{
    (void)state;
    struct world w;
    struct buf dossier = {0}, published = {0}, again = {0}, unused = {0};
    world_open(&w, "", 1);
    make_results(&w, 5, &dossier, &published);
    assert_int_equal(occurrences(&dossier, "<vermerke wert="), 4);
    assert_int_equal(occurrences(&dossier, "<fall "), 5 + 1 + 1); /* Öhlen has six, Zorn and nobody one each */
    assert_int_equal(occurrences(&dossier, "gezogen=\"5\" gezogen-text=\"5\" von=\"6\""), 1);
    assert_int_equal(occurrences(&dossier, "name=\"S, I\""), 1); /* of free, who is the only one there */
    /* every note of free, though only five lie in the last three months */
    const char *fall = strstr(buf_str(&dossier), "kundennummer=\"free\"");
    assert_non_null(fall);
    struct buf one = {0};
    buf_put(&one, fall, (size_t)(strstr(fall, "</erklaerung>") - fall));
    assert_int_equal(occurrences(&one, "<vermerk "), 6);
    buf_free(&one);
    /* what is published knows no case */
    assert_int_equal(occurrences(&published, "<vermerke wert="), 4);
    assert_int_equal(occurrences(&published, "stichprobe"), 0);
    assert_int_equal(occurrences(&published, "kundennummer"), 0);
    make_results(&w, 0, &again, &unused);
    assert_int_equal(occurrences(&again, "<fall "), 0);
    buf_free(&dossier);
    buf_free(&published);
    buf_free(&again);
    buf_free(&unused);
    world_close(&w);
}

static struct doc *make_document(struct world *w, size_t sample)
{
    struct diag d = {0};
    struct buf results = {0}, published = {0}, document = {0};
    make_results(w, sample, &results, &published);
    struct template *x = template_load(KD_ROOT "/templates/fachaufsicht.xsl", &d);
    struct doc *doc = NULL;
    if (x && template_apply(x, results.p, results.n, NULL, 0, &document, &d))
        doc = doc_read(document.p, document.n, "fachaufsicht", KD_ROOT "/templates/document.rng",
                       cases_sources(w->cases), &d);
    if (!doc)
        diag_print(&d);
    assert_non_null(doc);
    template_free(x);
    buf_free(&results);
    buf_free(&published);
    buf_free(&document);
    return doc;
}

/* How many nodes of a kind below n. */
static size_t count_kind(const struct doc_node *n, enum doc_kind kind)
{
    size_t sum = n->kind == kind;
    for (const struct doc_node *c = n->first; c; c = c->next)
        sum += count_kind(c, kind);
    return sum;
}

/* Rows of the lists by reference below n. */
static size_t count_listed(const struct doc_node *n)
{
    size_t sum = n->kind == DOC_TABLE && n->table.source ? doc_rows_count(n) : 0;
    for (const struct doc_node *c = n->first; c; c = c->next)
        sum += count_listed(c);
    return sum;
}

static const struct doc_node *section_of(const struct doc *doc, const char *name, struct arena *a)
{
    for (const struct doc_node *s = doc_root(doc)->first; s; s = s->next)
        if (s->kind == DOC_SECTION && strcmp(doc_plain_text(s->first, a), name) == 0)
            return s;
    fail_msg("no section %s", name);
    return NULL;
}

static void test_document(void **state)
{
    (void)state;
    static const char *const names[] = {"Abel, Nora", "Öhlen, Ida", "Zorn, Max", "ohne Betreuer*in"};
    struct world w;
    struct arena *a = arena_new();
    world_open(&w, "", 1);
    struct doc *doc = make_document(&w, 5);
    for (size_t i = 0; i < 4; i++) {
        const struct doc_node *s = section_of(doc, names[i], a);
        assert_true(s->section.page_break); /* handed out alone */
        assert_int_equal(count_kind(s, DOC_LINES), 2);
        assert_int_equal(count_kind(s, DOC_SIGNATURE), 2);
    }
    /* Öhlen: still; fresh; still again for Mitwirkung; looser; exempt. */
    assert_int_equal(count_listed(section_of(doc, names[1], a)), 5);
    assert_int_equal(count_listed(section_of(doc, names[0], a)), 0);
    assert_int_equal(count_kind(section_of(doc, names[0], a), DOC_TABLE), 1); /* her weeks: she has a target */
    assert_int_equal(count_listed(section_of(doc, names[2], a)), 1);
    /* No person is marked, ranked or coloured: nothing in the overview can be sorted, no bars, no heat. */
    const struct doc_node *overview = section_of(doc, "Die Betreuungen im Überblick", a);
    for (const struct doc_node *c = overview->first; c; c = c->next)
        if (c->kind == DOC_TABLE)
            assert_false(c->table.sortable);
    doc_free(doc);
    world_close(&w);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_who_is_listed),    cmocka_unit_test(test_what_became_of_the_late),
        cmocka_unit_test(test_before_outside),   cmocka_unit_test(test_notes),
        cmocka_unit_test(test_sums_are_checked), cmocka_unit_test(test_draw),
        cmocka_unit_test(test_empty_lists),      cmocka_unit_test(test_late_in_words),
        cmocka_unit_test(test_notes_in_words),   cmocka_unit_test(test_members_in_words),
        cmocka_unit_test(test_results),          cmocka_unit_test(test_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
