/* What is said about staff (spec 2.10, 4.1 section 7): sentences true in every case; the section in the report. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/xml.h"
#include "document/doc.h"
#include "document/template.h"
#include "exports.h"
#include "results/results.h"
#include "words/sentences_staff.h"

#define NBSP "\u00a0"

/* ---- sentences ---- */

static struct rule_staff_target target = {
    .functions = 1, .consultations = 24, .share = 0.6, .longest = 60, .decides = true, .source = "Q", .quote = ""};
static struct ruleset set = {.staff = &target, .n_staff = 1};

/* Figures of one week: consultations against a target in tenths, minutes against 60 % of some. */
struct figures {
    uint64_t held, target_tenths, strange, minutes, present, untimed;
};

static struct agg_staff staff_with(bool consultations, bool land)
{
    target.consultations = consultations ? 24 : 0;
    return (struct agg_staff){.set = &set,
                              .full_time = 3900,
                              .unit = (uint64_t)3900 * AGG_STAFF_PARTS,
                              .n_weeks = 1,
                              .known = {.land = land,
                                        .posts = true,
                                        .consultations = true,
                                        .absences = true,
                                        .target = consultations,
                                        .time = true,
                                        .substitution = true,
                                        .standing_in = true,
                                        .profiles = true}};
}

static void expect_finding(const struct agg_staff *s, struct figures f, const char *expected)
{
    struct arena *a = arena_new();
    struct agg_staff_numbers n = {0};
    n.week[0] = (struct agg_staff_week){.consultations = f.held,
                                        .target = f.target_tenths * s->unit / 10,
                                        .strange = f.strange,
                                        .minutes = f.minutes * TBL_MINUTE,
                                        .untimed = f.untimed,
                                        .present = f.present * AGG_STAFF_MINUTE,
                                        .time_target = f.present * AGG_STAFF_MINUTE / 10 * 6};
    assert_string_equal(words_say_staff(s, &n, a), expected);
    arena_free(a);
}

static void test_consultations(void **state)
{
    (void)state;
    struct agg_staff s = staff_with(true, true);
    const char *reached = "Zusammen erreichen die Beratungen das Ziel";
    expect_finding(&s, (struct figures){.held = 24, .target_tenths = 240}, reached);
    expect_finding(&s, (struct figures){.held = 25, .target_tenths = 240}, reached);
    expect_finding(&s, (struct figures){.held = 18, .target_tenths = 240},
                   "Zusammen erreichen die Beratungen 75,0" NBSP "% des Ziels");
    expect_finding(&s, (struct figures){.held = 0, .target_tenths = 240},
                   "Keine Beratung ist erfasst, die auf das Ziel zählt");
    /* As shown it would be 100,0 %, or 0,0 %. */
    expect_finding(&s, (struct figures){.held = 24000, .target_tenths = 240001},
                   "Zusammen verfehlen die Beratungen das Ziel");
    expect_finding(&s, (struct figures){.held = 1, .target_tenths = 100000},
                   "Zusammen verfehlen die Beratungen das Ziel");
    /* What is not known could change it. */
    expect_finding(&s, (struct figures){.held = 20, .target_tenths = 240, .strange = 4}, "Personal");
    expect_finding(&s, (struct figures){.held = 20, .target_tenths = 240, .strange = 3},
                   "Zusammen erreichen die Beratungen 83,3" NBSP "% des Ziels");
    expect_finding(&s, (struct figures){0}, "Personal"); /* nobody was there */
    struct agg_staff nowhere = staff_with(true, false);
    expect_finding(&nowhere, (struct figures){.held = 24, .target_tenths = 240}, reached);
    expect_finding(&nowhere, (struct figures){.held = 23, .target_tenths = 240}, "Personal");
}

static void test_time(void **state)
{
    (void)state;
    struct agg_staff s = staff_with(false, true);
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 6000},
                   "Die Arbeitszeit in Terminen erreicht zusammen das Ziel");
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 4711},
                   "In Terminen liegen 47,1" NBSP "% der Arbeitszeit, Ziel sind 60,0" NBSP "%");
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 5999},
                   "Die Arbeitszeit in Terminen verfehlt zusammen das Ziel von 60,0" NBSP "%");
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 4600, .untimed = 1}, "Personal");
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 4500, .untimed = 1},
                   "Die Arbeitszeit in Terminen verfehlt zusammen das Ziel von 60,0" NBSP "%");
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 6000, .untimed = 9},
                   "Die Arbeitszeit in Terminen erreicht zusammen das Ziel");
    target.from_contacts = true;
    expect_finding(&s, (struct figures){.present = 10000, .minutes = 0},
                   "In Gesprächen liegen 0,0" NBSP "% der Arbeitszeit, Ziel sind 60,0" NBSP "%");
    target.from_contacts = false;
    struct agg_staff nowhere = staff_with(false, false);
    expect_finding(&nowhere, (struct figures){.present = 10000, .minutes = 100}, "Personal");
}

static void test_targets_in_words(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct rule_staff_target t = {.consultations = 20};
    assert_string_equal(words_say_target(&t, a), "20 Beratungen je Woche bei Vollzeit");
    t = (struct rule_staff_target){.share = 0.6, .from_contacts = true};
    assert_string_equal(words_say_target(&t, a), "60" NBSP "% der Arbeitszeit in persönlichen Gesprächen");
    t = (struct rule_staff_target){.consultations = 1, .share = 0.29, .longest = 60};
    assert_string_equal(words_say_target(&t, a), "1 Beratung je Woche bei Vollzeit und 29" NBSP
                                                 "% der Arbeitszeit in Terminen (je höchstens 60" NBSP "Minuten)");
    t = (struct rule_staff_target){.consultations = 24, .share = 0.6, .decides = true};
    assert_string_equal(words_say_target(&t, a),
                        "24 Beratungen je Woche bei Vollzeit; daneben, ohne dass es entscheidet, "
                        "60" NBSP "% der Arbeitszeit in Terminen");
    arena_free(a);
}

static void expect_substitution(uint64_t own, uint64_t substituted, uint64_t unclear, const char *expected)
{
    struct arena *a = arena_new();
    struct agg_staff s = staff_with(true, true);
    struct agg_staff_numbers n = {.own = own, .substituted = substituted, .unclear = unclear};
    assert_string_equal(words_say_substitution(&s, &n, a), expected);
    s.known.substitution = false;
    assert_string_equal(words_say_substitution(&s, &n, a), "");
    arena_free(a);
}

static void test_substitution(void **state)
{
    (void)state;
    expect_substitution(0, 0, 0, "In diesen Wochen ist keine Beratung erfasst.");
    expect_substitution(1, 0, 0, "Die eine Beratung wurde nicht in Vertretung geführt.");
    expect_substitution(1234, 0, 0, "Keine der 1.234 Beratungen wurde in Vertretung geführt.");
    expect_substitution(0, 1, 0,
                        "Die eine Beratung wurde in Vertretung geführt, also nicht von der zuständigen Fachkraft.");
    expect_substitution(
        0, 7, 0, "Alle sieben Beratungen wurden in Vertretung geführt, also nicht von der zuständigen Fachkraft.");
    expect_substitution(3, 1, 0,
                        "Eine von vier Beratungen (25,0" NBSP "%) wurde in Vertretung geführt, also nicht von der "
                        "zuständigen Fachkraft.");
    expect_substitution(30, 10, 1,
                        "Zehn von 40 Beratungen (25,0" NBSP "%) wurden in Vertretung geführt, also nicht von der "
                        "zuständigen Fachkraft. Bei einer weiteren ist nicht angegeben, wer sie geführt hat oder "
                        "wer zuständig war.");
    expect_substitution(0, 0, 5,
                        "Wie viele Beratungen in Vertretung geführt wurden, ist nicht bekannt: Nirgends ist "
                        "angegeben, wer sie geführt hat oder wer zuständig war.");
}

static void expect_standing_in(uint8_t deputise, struct agg_staff_numbers n, const char *expected)
{
    struct arena *a = arena_new();
    struct agg_staff s = staff_with(true, true);
    set.deputise = deputise;
    s.known.talks = true;
    assert_string_equal(words_say_standing_in(&s, &n, a), expected);
    s.known.talks = false; /* without the column nothing is said of the named, and not 0 */
    const char *without = words_say_standing_in(&s, &n, a);
    assert_int_equal(strstr(without, "keine Spalte „Gesprächsart“") != NULL, deputise && n.absent);
    assert_true(strstr(without, "davon waren") == NULL && strstr(without, "war keiner davon") == NULL);
    set.deputise = 0;
    arena_free(a);
}

static void test_standing_in(void **state)
{
    (void)state;
    const uint8_t named = 1u << TALK_FIRST | 1u << TALK_WISH | 1u << TALK_STRATEGY;
    expect_standing_in(named, (struct agg_staff_numbers){0},
                       "Kein Termin lag in einer Abwesenheit der zuständigen Fachkraft.");
    expect_standing_in(0, (struct agg_staff_numbers){.absent = 1},
                       "Ein Termin lag in einer Abwesenheit der zuständigen Fachkraft, er wurde nicht vertreten.");
    expect_standing_in(0, (struct agg_staff_numbers){.absent = 100, .stood_in = 86},
                       "100 Termine lagen in einer Abwesenheit der zuständigen Fachkraft, 86 wurden vertreten.");
    expect_standing_in(
        named, (struct agg_staff_numbers){.absent = 3, .stood_in = 3},
        "Drei Termine lagen in einer Abwesenheit der zuständigen Fachkraft, alle wurden vertreten. Als "
        "Erstgespräch, Wunschgespräch oder Strategiegespräch, die vertreten werden sollen, war keiner davon "
        "angegeben.");
    expect_standing_in(
        named, (struct agg_staff_numbers){.absent = 5, .stood_in = 1, .absent_named = 2, .stood_in_named = 0},
        "Fünf Termine lagen in einer Abwesenheit der zuständigen Fachkraft, einer wurde vertreten. Zu vertreten "
        "(Erstgespräch, Wunschgespräch oder Strategiegespräch) waren davon zwei; keiner wurde vertreten.");
}

/* ---- the section in the report ---- */

static const char customers[] = "Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit\n"
                                "K-774411;01.01.1980;arbeitslos;Z;Team A;ab;01.01.2020\n"
                                "K-774422;01.01.2004;arbeitslos;M;;cd;01.01.2020\n";
static const char *const names[] = {"kontakte.csv", "mitarbeiter.csv", "abwesenheiten.csv", "termine.csv"};
static const char contacts[] =
    "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter;Dauer\n"
    "K-774411;14.11.2023;Beratungsvermerk;persönlich;ab;30\nK-774422;14.11.2023;Beratungsvermerk;persönlich;zz;\n";
static const char staff[] = "Kürzel;Name;Team;Funktion\nab;Geheimrat, A.;Team A;\n"
                            "cd;Geheimrat, C.;<B>;Fallmanagement\n";
static const char absences[] = "Kürzel;Von;Bis\nab;15.11.2023;15.11.2023\n";
static const char appointments[] = "Kundennummer;Beginn;Mitarbeiter;Dauer;Status;Vertretung\n"
                                   "K-774411;15.11.2023 09:00;ab;;geplant;cd\n";
static const char *const texts[] = {contacts, staff, absences, appointments};

/* Results and document of one run; delivered: bits of names. */
static void report_on(const char *rules, unsigned delivered, const char *team, int32_t day, enum land land,
                      struct buf *results, struct buf *document)
{
    struct exports e;
    struct diag d = {0};
    exports_make(&e);
    exports_put(&e, "kunden.csv", customers);
    exports_put(&e, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
    for (int i = 0; i < 4; i++)
        if (delivered >> i & 1)
            exports_put(&e, names[i], texts[i]);
    struct tables *t = exports_read(&e);
    struct ruleset *r = exports_rules(rules);
    struct eval_question q = eval_question(r, day, 14);
    struct verdict *v = eval_all(t, &q, 1);
    struct agg_input in = {t, r, v, NULL, day, false};
    struct agg_staff_input staff_in = {t, r, v, day, {land, 0}, 3900};
    struct agg_groups *g = agg_groups_new(&in, NULL, 0), *part = agg_groups_new(&in, (const uint32_t[]){0}, 1);
    struct agg_staff *s = agg_staff_new(&staff_in);
    assert_true(agg_staff_check(s, &d));
    struct results_run run = {.tables = t,
                              .set = r,
                              .jobcenter = "J",
                              .day = day,
                              .lead = 14,
                              .run_id = "0123456789ab",
                              .version = "1.2.3",
                              .staff = s};
    struct results_area area[] = {{.groups = g, .detail = team ? RESULTS_BRIEF : RESULTS_FULL},
                                  {.groups = part, .team = team, .detail = RESULTS_REPORT}};
    buf_clear(results);
    buf_clear(document);
    results_put(results, &run, area, team ? 2 : 1);
    xmlDoc *doc = xml_read(results->p, results->n, "ergebnis.xml", KD_ROOT "/templates/ergebnis.rng", &d);
    struct template *x = template_load(KD_ROOT "/templates/monatsbericht.xsl", &d);
    struct template_parameter p = {"bereich", team ? "team" : "jobcenter"};
    struct doc *read = NULL;
    if (doc && x && template_apply(x, results->p, results->n, &p, 1, document, &d))
        read = doc_read(document->p, document->n, "monatsbericht", KD_ROOT "/templates/document.rng", NULL, &d);
    if (!read)
        diag_print(&d);
    assert_non_null(read);
    doc_free(read);
    xmlFreeDoc(doc);
    template_free(x);
    agg_staff_free(s);
    agg_groups_free(g);
    agg_groups_free(part);
    free(v);
    ruleset_free(r);
    tables_free(t);
    exports_remove(&e, NULL);
}

static void expect(const struct buf *b, const char *text, bool there)
{
    if ((strstr(buf_str(b), text) != NULL) == there)
        return;
    print_error("%s: „%s“\n", there ? "missing" : "should not be there", text);
    fail();
}

static void test_every_report(void **state)
{
    (void)state;
    static const char *const sets[] = {"aa90", "aa90-2021", "uelzen-ga-08-2019", "ba-arbeitshilfe",
                                       "moenchengladbach-2012"};
    struct buf results = {0}, document = {0};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
        for (unsigned delivered = 0; delivered < 16; delivered++)
            for (int team = 0; team < 2; team++) {
                report_on(sets[i], delivered, team ? "Team A" : NULL, day_make(2023, 11, 30), IN_NI, &results,
                          &document);
                expect(&document, "Geheimrat", false);
                expect(&document, "7744", false);
                expect(&document, "id=\"personal\"", true);
                expect(&document, "Keine Mitarbeiterdaten geliefert", !(delivered & 2));
                expect(&document, "setzt dem Personal keine Ziele",
                       (delivered & 2) && strcmp(sets[i], "ba-arbeitshilfe") == 0);
                expect(&results, "<person ", !team);
            }
    buf_free(&results);
    buf_free(&document);
}

static void test_gaps(void **state)
{
    (void)state;
    struct buf results = {0}, document = {0};
    int32_t day = day_make(2023, 11, 30);
    report_on("uelzen-ga-08-2019", 15, NULL, day, IN_NO_LAND, &results, &document);
    expect(&document, "Kein Bundesland angegeben", true);
    expect(&document, "Ohne Angabe der Dauer: 1 von 1", true);
    expect(&document, "Beratungen, bei denen niemand aus den Mitarbeiterdaten angegeben ist: 1", true);
    report_on("uelzen-ga-08-2019", 15, NULL, day, IN_NI, &results, &document);
    expect(&document, "Kein Bundesland angegeben", false);
    expect(&document, "Reformationstag", true);
    expect(&document, "(Niedersachsen)", true);
    report_on("uelzen-ga-08-2019", 11, NULL, day, IN_NI, &results, &document); /* no absences */
    expect(&document, "Keine Abwesenheiten geliefert", true);
    expect(&results, "<ziel ", false);
    expect(&results, "<anteil ", false);
    expect(&results, "<beratungen ", true);
    report_on("uelzen-ga-08-2019", 7, NULL, day, IN_NI, &results, &document); /* no appointments */
    expect(&document, "Keine Termindaten geliefert; die Zeit", true);
    expect(&results, "<ziel ", true);
    expect(&results, "<zeit ", false);
    report_on("uelzen-ga-08-2019", 14, NULL, day, IN_NI, &results, &document); /* contacts without Mitarbeiter */
    expect(&document, "Die Kontaktdaten haben keine Spalte Mitarbeiter", true);
    expect(&results, "<beratungen ", false);
    report_on("uelzen-ga-08-2019", 15, NULL, day_make(2024, 5, 2), IN_NI, &results, &document);
    expect(&document, "noch gibt es keine Woche", true);
    expect(&results, "<woche ", false);
    buf_free(&results);
    buf_free(&document);
}

static void test_figures(void **state)
{
    (void)state;
    struct buf results = {0}, document = {0};
    report_on("uelzen-ga-08-2019", 15, NULL, day_make(2023, 11, 30), IN_NI, &results, &document);
    /* ab: 24 a week, but 4/5 in the first (31 October) and third (a day of leave). */
    expect(&results, "<ziel wert=\"86.4000\" text=\"86,4\"/>", true);
    expect(&results, "<erreicht prozent=\"1.1574\" text=\"1,2" NBSP "%\"/>", true);
    expect(&results, "<kunden-je-stelle wert=\"1.0000\" text=\"1,0\"/>", true);
    expect(&results, "<profillage-z wert=\"1\" wert-text=\"1\" prozent=\"50.0000\" text=\"50,0" NBSP "%\"/>", true);
    expect(&results, "<woche nummer=\"44\" jahr=\"2023\" von=\"2023-10-30\" von-text=\"30.10.2023\"", true);
    expect(&results, "<person name=\"Geheimrat, A.\" kennung=\"ab\" team=\"Team A\">", true);
    expect(&results, "<team name=\"&lt;B&gt;\" kennung=\"&lt;B&gt;\">", true);
    buf_free(&results);
    buf_free(&document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_consultations),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_targets_in_words),
        cmocka_unit_test(test_substitution),
        cmocka_unit_test(test_standing_in),
        cmocka_unit_test(test_every_report),
        cmocka_unit_test(test_gaps),
        cmocka_unit_test(test_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
