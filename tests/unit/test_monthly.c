/*
 * The monthly report as a document (spec 4.1): every section is there and says something under every rule set, however
 * little was delivered; no table is empty; archived months and caseworkers are shown as they should be.
 */
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

struct input {
    const char *what;
    const char *customers, *contacts;                         /* behind the heads */
    const char *staff, *absences, *exceptions, *appointments; /* behind the heads; NULL: not delivered */
};

static const struct {
    const char *name, *head;
    size_t at; /* of the text in struct input */
} files[] = {
    {"kunden.csv", "Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;BG-Nummer;EGV seit",
     offsetof(struct input, customers)},
    {"kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter;Dauer;Erfasst am",
     offsetof(struct input, contacts)},
    {"mitarbeiter.csv", "Kürzel;Name;Team;Funktion", offsetof(struct input, staff)},
    {"abwesenheiten.csv", "Kürzel;Von;Bis", offsetof(struct input, absences)},
    {"ausnahmen.csv", "Kundennummer;Von;Bis;Art;Intervall", offsetof(struct input, exceptions)},
    {"termine.csv", "Kundennummer;Beginn;Mitarbeiter;Dauer;Status;Vertretung", offsetof(struct input, appointments)},
};

#define CUSTOMER "7741;01.01.1980;arbeitslos;M;A;ab;01.01.2020;;\n"
static const struct input inputs[] = {
    {"nothing but heads", "", "", "", "", "", ""},
    {"two files with heads", "", "", NULL, NULL, NULL, NULL},
    {"one customer, never met", CUSTOMER, "", NULL, NULL, NULL, NULL},
    {"one customer, never met, all files", CUSTOMER, "", "", "", "", ""},
    {"one customer, met", CUSTOMER, "7741;20.11.2023;Beratungsvermerk;persönlich;ab;30;21.11.2023\n",
     "ab;Geheimrat;A;IFK\n", "", "", ""},
    {"no team, no caseworker, no profile", "7741;01.01.2004;arbeitslos;;;;01.11.2023;;\n", "", NULL, NULL, NULL, NULL},
    {"unknown words", "7741;01.01.1980;krank;Q;A;zz;01.01.2020;;\n", "", "ab;Geheimrat;A;Leitung\n", "", NULL, NULL},
    {"nothing asked for", "7741;01.01.1980;arbeitsuchend;Z;A;ab;01.01.2020;BG1;01.10.2023\n", "",
     "ab;Geheimrat;A;Fallmanagement\n", "", "", NULL},
    {"exempt without end", CUSTOMER, "", "ab;Geheimrat;A;IFK\n", NULL, "7741;01.02.2021;;Maßnahme;\n", ""},
    {"in care since the reporting month", "7741;01.01.1980;arbeitslos;M;A;ab;15.11.2023;;\n", "", "", "", "", ""},
    {"staff without customers", "", "", "ab;Geheimrat;A;IFK\ncd;Anders;B;Fallmanagement\n",
     "ab;01.12.2023;31.12.2023\n", "", ""},
    {"two teams, appointments", CUSTOMER "7742;01.01.2004;arbeitslos;F;B;cd;01.01.2020;BG1;01.10.2023\n",
     "7741;20.11.2023;Beratungsvermerk;telefonisch;cd;;\n7742;02.10.2022;Beratungsvermerk;persönlich;cd;;\n",
     "ab;Geheimrat;A;IFK\ncd;Anders;B;IFK U25\n", "ab;15.11.2023;10.12.2023\n",
     "7742;01.11.2023;20.11.2023;Einzelfall;\n",
     "7741;22.11.2023 09:00;ab;30;nicht erschienen;\n7742;22.12.2023 09:00;cd;30;geplant;\n"},
};

static const char *const sets[] = {"aa90", "aa90-2021", "uelzen-ga-08-2019", "ba-arbeitshilfe",
                                   "moenchengladbach-2012"};

struct report {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct eval_question q;
    struct verdict *verdict;
    struct agg_groups *all, *team, *teams[8]; /* team: the first of them, NULL: there is none */
    struct disclosure *disclosure;
    struct agg_courses *courses;
    struct agg_staff *staff;
    struct agg_practice *practice;
    struct agg_ahead *ahead;
    struct results_run run;
    struct buf results, document;
    struct doc *doc;
};

static void evaluate(struct report *r, const char *rules, int32_t day)
{
    struct diag d = {0};
    r->set = exports_rules(rules);
    r->q = eval_question(r->set, day, 14);
    r->verdict = eval_all(r->tables, &r->q, 1);
    struct holiday_region land = {IN_NI, 0};
    struct agg_input in = {r->tables, r->set, r->verdict, NULL, day, false};
    r->all = agg_groups_new(&in, NULL, 0);
    struct agg_teams teams;
    agg_teams_make(&teams, &in, r->all);
    assert_true(teams.n < sizeof r->teams / sizeof *r->teams);
    for (size_t i = 0; i < teams.n; i++)
        r->teams[i] = agg_groups_new(&in, teams.customer + teams.first[i], teams.first[i + 1] - teams.first[i]);
    r->team = r->teams[0];
    agg_teams_free(&teams);
    r->courses = agg_courses_new(r->tables, &r->q, r->verdict, 1);
    r->staff = agg_staff_new(&(struct agg_staff_input){r->tables, r->set, r->verdict, day, land, 3900});
    r->practice = agg_practice_new(
        &(struct agg_practice_input){.tables = r->tables, .q = &r->q, .verdict = r->verdict, .region = land});
    r->ahead = agg_ahead_new(&(struct agg_ahead_input){r->tables, &r->q, r->verdict, land, 3900, 1});
    assert_true(agg_groups_check(r->all, &d) && agg_courses_check(r->courses, r->all, &d) &&
                agg_staff_check(r->staff, &d) && agg_practice_check(r->practice, r->all, &d) &&
                agg_ahead_check(r->ahead, r->all, &d));
    r->run = (struct results_run){.tables = r->tables,
                                  .set = r->set,
                                  .jobcenter = "J",
                                  .day = day,
                                  .lead = 14,
                                  .run_id = "0123456789ab",
                                  .version = "1.2.3",
                                  .courses = r->courses,
                                  .staff = r->staff,
                                  .practice = r->practice,
                                  .ahead = r->ahead};
}

/* From now on as it is published where groups below smallest are not shown. */
static void report_hide(struct report *r, unsigned smallest, bool by_caseworker)
{
    r->disclosure = disclosure_new(&(struct disclosure_input){.smallest = smallest,
                                                              .tables = r->tables,
                                                              .set = r->set,
                                                              .jobcenter = r->all,
                                                              .team = (const struct agg_groups *const *)r->teams,
                                                              .n_teams = r->all->list[AGG_TEAM].n,
                                                              .courses = r->courses,
                                                              .practice = r->practice,
                                                              .staff = r->staff,
                                                              .ahead = r->ahead,
                                                              .by_caseworker = by_caseworker});
    r->run.disclosure = r->disclosure;
    r->run.smallest = smallest;
    r->run.by_caseworker = by_caseworker;
}

static void report_open(struct report *r, const struct input *in, const char *rules, int32_t day)
{
    memset(r, 0, sizeof *r);
    exports_make(&r->exports);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *text, *const *at = (const char *const *)((const char *)in + files[i].at);
        char whole[4096];
        if (!(text = *at))
            continue;
        snprintf(whole, sizeof whole, "%s\n%s", files[i].head, text);
        exports_put(&r->exports, files[i].name, whole);
    }
    r->tables = exports_read(&r->exports);
    evaluate(r, rules, day);
}

/* Of the Jobcenter, or of its first team. */
static const struct doc_node *report_make(struct report *r, bool team)
{
    struct diag d = {0};
    const struct agg_group *group = team ? &r->all->list[AGG_TEAM].item[0] : NULL;
    struct results_area area[] = {
        {.groups = r->all, .detail = team ? RESULTS_BRIEF : RESULTS_REPORT, .course = &r->courses->all},
        {.groups = r->team,
         .team = team ? group->name : NULL,
         .detail = RESULTS_REPORT,
         .course = team ? agg_courses_lookup(r->courses, group->key) : NULL}};
    doc_free(r->doc);
    r->doc = NULL;
    buf_clear(&r->results);
    buf_clear(&r->document);
    results_put(&r->results, &r->run, area, team ? 2 : 1);
    xmlDoc *valid = xml_read(r->results.p, r->results.n, "ergebnis.xml", KD_ROOT "/templates/ergebnis.rng", &d);
    struct template *x = template_load(KD_ROOT "/templates/monatsbericht.xsl", &d);
    struct template_parameter p = {"bereich", team ? "team" : "jobcenter"};
    if (valid && x && template_apply(x, r->results.p, r->results.n, &p, 1, &r->document, &d))
        r->doc = doc_read(r->document.p, r->document.n, "monatsbericht", KD_ROOT "/templates/document.rng", NULL, &d);
    if (!r->doc)
        diag_print(&d);
    assert_non_null(r->doc);
    xmlFreeDoc(valid);
    template_free(x);
    return doc_root(r->doc);
}

static void report_close(struct report *r)
{
    doc_free(r->doc);
    buf_free(&r->results);
    buf_free(&r->document);
    agg_ahead_free(r->ahead);
    agg_practice_free(r->practice);
    agg_staff_free(r->staff);
    agg_courses_free(r->courses);
    for (size_t i = 0; i < sizeof r->teams / sizeof *r->teams; i++)
        agg_groups_free(r->teams[i]);
    disclosure_free(r->disclosure);
    agg_groups_free(r->all);
    free(r->verdict);
    ruleset_free(r->set);
    tables_free(r->tables);
    exports_remove(&r->exports, NULL);
}

/* ---- nothing is empty ---- */

/* All that is wrong is told at once. */
static int faults;
#define FAULT(...) (faults++, print_error(__VA_ARGS__))

static bool has_value(const struct doc_node *chart)
{
    for (const struct doc_node *s = chart->first; s; s = s->next)
        for (const struct doc_node *p = s->kind == DOC_SERIES ? s->first : NULL; p; p = p->next)
            if (p->point.value.has)
                return true;
    return false;
}

/* A section says more than its heading. */
static bool says_something(const struct doc_node *section)
{
    for (const struct doc_node *n = section->first; n; n = n->next)
        if (n->kind != DOC_HEADING && n->kind != DOC_SUBLINE)
            return true;
    return false;
}

static void look_at(const struct doc_node *n, const char *where)
{
    if (n->kind == DOC_TABLE && doc_rows_count(n) == 0)
        FAULT("%s: the table „%s“ has no rows\n", where, n->table.caption);
    if (n->kind == DOC_CHART && !has_value(n))
        FAULT("%s: an empty chart: %s\n", where, n->chart.alt);
    if (n->kind == DOC_SECTION && !says_something(n))
        FAULT("%s: the section %s says nothing\n", where, n->id);
    if (n->kind == DOC_PARA && !n->first)
        FAULT("%s: an empty paragraph\n", where);
    for (const struct doc_node *child = n->first; child; child = child->next)
        look_at(child, where);
}

/* The sections of 4.1, by id; 1 and 2 have no heading of their own. */
static void expect_sections(const struct report *r, bool team, const char *where)
{
    static const char *const ids[] = {"verlauf-zahlen",
                                      "bewegung",
                                      "teams",
                                      "profillagen",
                                      "status",
                                      "dauer",
                                      "personal",
                                      "ausblick",
                                      "vorlauf",
                                      "vermerkarten",
                                      "ausnahmen",
                                      "termine",
                                      "bedarfsgemeinschaften",
                                      "egv",
                                      "daten",
                                      "methode",
                                      "regeln"};
    (void)team;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (!doc_lookup(r->doc, ids[i]))
            FAULT("%s: there is no section %s\n", where, ids[i]);
}

/* smallest: 1, or the smallest group that is shown. */
static void expect_full(unsigned smallest)
{
    const int32_t days[] = {day_make(2023, 11, 30), day_make(2023, 11, 2)};
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        for (size_t s = 0; s < sizeof sets / sizeof *sets; s++)
            for (size_t d = 0; d < sizeof days / sizeof *days; d++) {
                struct report r;
                report_open(&r, &inputs[i], sets[s], days[d]);
                if (smallest > 1)
                    report_hide(&r, smallest, d == 1);
                for (int team = 0; team < (r.team ? 2 : 1); team++) {
                    char where[256];
                    snprintf(where, sizeof where, "%s, %s, %s, %u%s", inputs[i].what, sets[s], day_iso(days[d]).s,
                             smallest, team ? ", team" : "");
                    look_at(report_make(&r, team), where);
                    expect_sections(&r, team, where);
                    if (strstr(buf_str(&r.document), "7741") ||
                        (!r.run.by_caseworker && strstr(buf_str(&r.document), "Geheimrat")))
                        FAULT("%s: a name or number\n", where);
                }
                report_close(&r);
            }
    assert_int_equal(faults, 0);
}

static void test_nothing_is_empty(void **state)
{
    (void)state;
    expect_full(1);
}

/* Also where hardly anything may be shown. */
static void test_nothing_is_empty_hidden(void **state)
{
    (void)state;
    expect_full(3);
}

/* ---- months that an archived run recorded; caseworkers ---- */

static void expect(const struct buf *b, const char *text, bool there)
{
    if ((strstr(buf_str(b), text) != NULL) != there)
        fail_msg("%s: „%s“", there ? "missing" : "should not be there", text);
}

static const struct input two_teams = {
    "two teams",
    CUSTOMER "7742;01.01.2004;arbeitslos;F;B;cd;01.01.2020;;\n",
    "7741;20.10.2023;Beratungsvermerk;persönlich;ab;30;\n7742;02.10.2022;Beratungsvermerk;persönlich;cd;;\n",
    "ab;Geheimrat, A.;A;IFK\ncd;Geheimrat, C.;B;IFK\nef;Geheimrat, E.;A;IFK\n",
    "",
    "",
    ""};

static void test_archived(void **state)
{
    (void)state;
    struct report r;
    report_open(&r, &two_teams, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    /* Today October has one in rhythm, one overdue; the record of October says both were overdue. */
    struct results_archived_team team[] = {{"A", {.customers = 1, .code[VERDICT_OVERDUE] = 1}},
                                           {"B", {.customers = 1, .code[VERDICT_OVERDUE] = 1}}};
    struct results_archived archived[] = {
        {day_make(2023, 9, 30), "aaaaaaaaaaaa", "uelzen-ga-08-2019", r.courses->all.point[10], NULL, 0, {0}, NULL},
        {day_make(2023, 10, 31), "bbbbbbbbbbbb", "aa90", {.customers = 2, .code[VERDICT_OVERDUE] = 2}, team, 2, {0}, NULL},
        {day_make(2021, 10, 31), "cccccccccccc", "aa90", {.customers = 2, .code[VERDICT_OVERDUE] = 2}, NULL, 0, {0}, NULL}};
    r.run.archived = archived;
    r.run.n_archived = 3;
    report_make(&r, false);
    expect(&r.document, "<noteref to=\"archiv-2023-10\"/>", true);
    expect(&r.document, "<noteref to=\"archiv-2023-9\"/>", false);
    expect(&r.document,
           "Archiviert (Lauf bbbbbbbbbbbb nach dem Regelwerk aa90): 0,0\u00a0% von 2 Kund*innen; heute 50,0\u00a0% "
           "von 2 (im Rhythmus 1 statt 0, überfällig 1 statt 2).",
           true);
    expect(&r.document, "Zu 2 Monaten liegen archivierte Läufe vor; wo einer abweicht, steht es als Fußnote.", true);
    expect(&r.document, "cccccccccccc", false);
    report_make(&r, true); /* team A */
    expect(&r.document,
           "0,0\u00a0% von 1 Kund*innen; heute 100,0\u00a0% von 1 (im Rhythmus 1 statt 0, überfällig 0 statt 1)", true);
    expect(&r.document, "liegt ein archivierter Lauf vor; er weicht ab (Fußnote).", true);
    report_close(&r);
}

/*
 * One customer a team: all but the Jobcenter's two could be told, and two is less than three. 0 is shown where nobody
 * in the whole Jobcenter is it; nothing says which of the two is late.
 */
static void test_hidden(void **state)
{
    (void)state;
    struct report r;
    report_open(&r, &two_teams, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    struct results_archived_team team[] = {{"A", {.customers = 1, .code[VERDICT_OVERDUE] = 1}},
                                           {"B", {.customers = 1, .code[VERDICT_OVERDUE] = 1}}};
    struct results_archived archived[] = {
        {day_make(2023, 10, 31), "bbbbbbbbbbbb", "aa90", {.customers = 2, .code[VERDICT_OVERDUE] = 2}, team, 2, {0}, NULL}};
    r.run.archived = archived;
    r.run.n_archived = 1;
    report_hide(&r, 3, true);
    for (int team_too = 0; team_too < 2; team_too++) {
        report_make(&r, team_too);
        expect(&r.results, "<mindestgruppe wert=\"3\" angewendet=\"ja\">", true);
        expect(&r.results, "<kunden verborgen=\"ja\" text=\"\u00d7\"/>", true);
        expect(&r.results, "<kunden wert=\"1\"", false);
        expect(&r.results, "<kunden wert=\"2\"", false);
        expect(&r.results, "<urteil code=\"ueberfaellig\" verborgen=\"ja\" text=\"\u00d7\"/>", true);
        expect(&r.results, "<urteil code=\"unklar\" wert=\"0\" text=\"0\"/>", true);
        expect(&r.results, "prozent=\"50", false);
        expect(&r.results, "prozent=\"100", false);
        expect(&r.results, "<bewegung-verborgen/>", true);
        expect(&r.document, "Die Quote wird aus Gründen des Datenschutzes nicht gezeigt", true);
        expect(&r.document, "Die Bewegung ist aus Gründen des Datenschutzes nicht gezeigt", true);
        expect(&r.document, "kleiner als 3", true);
        expect(&r.document, "Der archivierte Lauf bbbbbbbbbbbb nach dem Regelwerk aa90 weicht davon ab.", true);
        expect(&r.document, "Eine Person", false);
        /* team A has nobody late, and 0 is shown */
        expect(&r.document, "Am 30.11.2023 ist von den Bewerteten niemand über der Frist.", team_too);
    }
    report_close(&r);
}

static void test_caseworkers(void **state)
{
    (void)state;
    struct report r;
    report_open(&r, &two_teams, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    report_make(&r, true);
    expect(&r.document, "Geheimrat", false);
    r.run.by_caseworker = true;
    report_make(&r, true);
    expect(&r.document, "Geheimrat, A.", true);
    expect(&r.document, "Geheimrat, E.", true);
    expect(&r.document, "Geheimrat, C.", false); /* of another team */
    expect(&r.document, "Eine Dienstvereinbarung, auf die sie sich stützen, ist nicht genannt.", true);
    r.run.agreement = "Dienstvereinbarung Nr. 7";
    report_make(&r, true);
    expect(&r.document, "Grundlage: Dienstvereinbarung Nr. 7.", true);
    report_make(&r, false);
    expect(&r.document, "Grundlage: Dienstvereinbarung Nr. 7.", true);
    expect(&r.document, "Geheimrat", false);
    report_close(&r);
}

/* The oldest note is of October 2023: no month before is compared, and September has no rate. */
static void test_before_the_data(void **state)
{
    (void)state;
    static const struct input in = {
        "late", CUSTOMER, "7741;20.10.2023;Beratungsvermerk;persönlich;ab;30;\n", NULL, NULL, NULL, NULL};
    struct report r;
    report_open(&r, &in, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    report_make(&r, false);
    expect(&r.results, "<vergleich zu=\"vormonat\"", true);
    expect(&r.results, "<vergleich zu=\"vorjahr\"", false);
    expect(&r.document, "Mit dem Vorjahr lässt sich nicht vergleichen: Der älteste Vermerk ist erst vom 20.10.2023.",
           true);
    expect(&r.document, "· vor dem ältesten Vermerk", true);
    report_close(&r);
    report_open(&r, &in, "uelzen-ga-08-2019", day_make(2023, 10, 31));
    report_make(&r, false);
    expect(&r.results, "<vergleich", false);
    expect(&r.results, "<bewegung", false);
    expect(&r.document, "Mit dem Vormonat lässt sich nicht vergleichen: Der älteste Vermerk ist erst vom 20.10.2023.",
           true);
    expect(&r.document, "Die eine bewertete Person ist im Rhythmus", true);
    expect(&r.document, "als im September", false);
    report_close(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_is_empty), cmocka_unit_test(test_nothing_is_empty_hidden),
        cmocka_unit_test(test_archived),         cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_caseworkers),      cmocka_unit_test(test_before_the_data),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
