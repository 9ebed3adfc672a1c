/* What a run writes beside its pages: results, templates, lists, names (spec 4.1, 5.2, 5.3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/csv_put.h"
#include "base/xml.h"
#include "base/xml_put.h"
#include "cases/lists.h"
#include "document/doc.h"
#include "document/template.h"
#include "exports.h"
#include "results/names.h"
#include "results/record.h"
#include "results/results.h"

/* ---- names ---- */

static void test_file_names(void **state)
{
    (void)state;
    struct results_names *n = results_names_new();
    assert_string_equal(results_file_name(n, "Team 101 – Markt Ü25 Nord"), "Team-101-Markt-Ue25-Nord");
    assert_string_equal(results_file_name(n, "team 101 - markt ü25 nord"), "team-101-markt-ue25-nord-2");
    assert_string_equal(results_file_name(n, "Straße/Größe"), "Strasse-Groesse");
    assert_string_equal(results_file_name(n, "../../etc/passwd"), "etc-passwd");
    assert_string_equal(results_file_name(n, ""), "ohne-Name");
    assert_string_equal(results_file_name(n, "///"), "ohne-Name-2");
    assert_string_equal(results_file_name(n, "日本"), "ohne-Name-3");
    assert_string_equal(results_file_name(n, "aux"), "aux-2");
    assert_string_equal(results_file_name(n, "AUX"), "AUX-3");
    assert_string_equal(results_file_name(n, "Com1"), "Com1-2");
    assert_string_equal(results_file_name(n, "Dušek, É."), "Dusek-e");
    assert_string_equal(results_file_name(n, "a_b-c"), "a_b-c");
    /* One that is like a numbered one. */
    assert_string_equal(results_file_name(n, "X-2"), "X-2");
    assert_string_equal(results_file_name(n, "X"), "X");
    assert_string_equal(results_file_name(n, "x"), "x-3");
    assert_string_equal(results_file_name(n, "x-2"), "x-2-2");
    char longest[400];
    memset(longest, 'q', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    assert_true(strlen(results_file_name(n, longest)) <= 80);
    for (int i = 0; i < 5000; i++) {
        const char *name = results_file_name(n, longest);
        assert_true(strlen(name) <= 80);
        for (const char *p = name; *p; p++)
            assert_true((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || *p == '-');
    }
    results_names_free(n);
}

/* ---- lists ---- */

static void expect_cell(const char *value, const char *expected)
{
    struct buf b = {0};
    csv_put_cell(&b, value);
    assert_string_equal(buf_str(&b), expected);
    buf_free(&b);
}

static void test_cells(void **state)
{
    (void)state;
    expect_cell("", "");
    expect_cell("Straße", "Straße");
    expect_cell("a;b", "\"a;b\"");
    expect_cell("sagt \"ja\"", "\"sagt \"\"ja\"\"\"");
    expect_cell("zwei\nZeilen", "\"zwei\nZeilen\"");
    expect_cell("=1+1", "'=1+1");
    expect_cell("@SUM(A1)", "'@SUM(A1)");
    expect_cell("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
    expect_cell("-", "'-");
    expect_cell("\tx", "'\tx");
    expect_cell("\rx", "\"'\rx\"");
    expect_cell("=A1;\"b\"", "\"'=A1;\"\"b\"\"\"");
    expect_cell("-5", "-5");
    expect_cell("-12.345,50", "-12.345,50");
    expect_cell("+49", "+49");
    expect_cell("-5-3", "'-5-3");
    expect_cell("-5,", "'-5,");
    expect_cell("-,5", "'-,5");
    /* where the comma separates, behind a tab, on a line of its own */
    expect_cell("a,=1+1", "a,'=1+1");
    expect_cell("a,=1+1,@b,+", "a,'=1+1,'@b,+");
    expect_cell("a\t+x", "a\t'+x");
    expect_cell("a\n=1+1", "\"a\n'=1+1\"");
    expect_cell("a;=1+1", "\"a;'=1+1\"");
    expect_cell("=a,=b", "'=a,'=b");
    expect_cell("200,-", "200,-");
    expect_cell("a,-5,+49.5", "a,-5,+49.5");
    expect_cell("x = 1, =y", "x = 1, =y");
}

static void test_issue_lists(void **state)
{
    (void)state;
    struct issues i;
    issues_init(&i);
    i.file[FILE_CUSTOMERS].path = "/some/where/kunden.csv";
    issues_add(&i, FIND_NO_REASON, FILE_EXCEPTIONS, 9, "Begründung", NULL, 0);
    issues_add(&i, REJECT_DATE, FILE_CUSTOMERS, 7, "Geburtsdatum", "=31.02.", 7);
    issues_add(&i, WARN_COLUMN, FILE_CUSTOMERS, 0, "Profillage", NULL, 0);
    issues_sort(&i);
    struct buf b = {0};
    cases_put_rejected(&b, &i);
    assert_string_equal(buf_str(&b), CSV_PUT_BYTE_ORDER_MARK
                        "Datei;Zeile;Spalte;Wert;Grund\n"
                        "kunden.csv;7;Geburtsdatum;'=31.02.;kein gültiges Datum (TT.MM.JJJJ oder JJJJ-MM-TT)\n");
    buf_clear(&b);
    cases_put_hints(&b, &i);
    assert_string_equal(buf_str(&b),
                        CSV_PUT_BYTE_ORDER_MARK "Datei;Zeile;Spalte;Wert;Grund\n"
                                              "kunden.csv;;Profillage;;Spalte fehlt, nach der das Regelwerk fragt\n"
                                              "ausnahmen.csv;9;Begründung;;Ausnahme ohne Begründung\n");
    buf_free(&b);
    issues_free(&i);
}

static const char customers[] = "Kundennummer;Nachname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;"
                                "BG-Nummer\n"
                                "K-774411;Geheimrat;01.01.1980;arbeitslos;Marktprofil;\"Team \"\"A\"\"\";x;"
                                "01.01.2020;BG1\n"
                                "K-774422;Geheimrat;01.01.1980;frei;Quark;T<B>&;x;01.01.2020;BG1\n"
                                "K-774433;Geheimrat;01.01.2001;;;;;01.01.2020;\n"
                                "K-774444;Geheimrat;01.01.1980;arbeitslos;F;=T;x;01.01.2020;\n";

struct world {
    struct exports exports;
    struct tables *tables;
    struct ruleset *set;
    struct verdict verdict[4];
    struct agg_input in;
    struct agg_groups *groups;
    struct results_run run;
};

static void world_open(struct world *w, const char *rules, int32_t day)
{
    memset(w, 0, sizeof *w);
    exports_make(&w->exports);
    exports_put(&w->exports, "kunden.csv", customers);
    exports_put(&w->exports, "kontakte.csv",
                "Kundennummer;Datum;Vermerkart;Kontaktart\n"
                "K-999;01.01.2023;Beratungsvermerk;persönlich\n");
    w->tables = exports_read(&w->exports);
    w->set = exports_rules(rules);
    w->in = (struct agg_input){w->tables, w->set, w->verdict, NULL, day, false};
    w->run = (struct results_run){.tables = w->tables,
                                  .set = w->set,
                                  .jobcenter = "Jobcenter „Müller & Söhne“",
                                  .day = day,
                                  .lead = 14,
                                  .run_id = "0123456789ab",
                                  .version = "1.2.3"};
    for (uint32_t i = 0; i < 4; i++)
        w->verdict[i] = (struct verdict){.in_population = true,
                                         .code = VERDICT_UNCLEAR,
                                         .age = AGE_O25,
                                         .rule = -1,
                                         .state = w->tables->customers.first[i],
                                         .individual = TBL_NONE,
                                         .due = DAY_NONE,
                                         .last = DAY_NONE,
                                         .corridor = DAY_NONE,
                                         .exempt_until = DAY_NONE};
}

static void world_close(struct world *w)
{
    agg_groups_free(w->groups);
    ruleset_free(w->set);
    tables_free(w->tables);
    exports_remove(&w->exports, NULL);
}

static void test_verdict_rows(void **state)
{
    (void)state;
    struct world w;
    int32_t day = day_make(2023, 11, 30);
    world_open(&w, "moenchengladbach-2012", day);
    w.set->rule[3].source = "a; b";
    struct verdict *v = w.verdict;
    v[0].code = VERDICT_OVERDUE;
    v[0].rule = 3;
    v[0].due = day_make(2023, 11, 28);
    v[0].counted = 1;
    v[0].asked = 2;
    v[0].last = day_make(2023, 8, 1);
    v[0].corridor = day_make(2023, 10, 1);
    v[0].source = DUE_TRANSITION;
    v[0].pause_days = 12;
    v[0].next_in_person = true;
    v[0].individual = 0;
    v[2].in_population = false;
    v[3].code = VERDICT_EXEMPT;
    v[3].rule = 0;
    w.set->rule[0].source = "Q";
    v[3].due = day;
    v[3].asked = 1;
    v[3].exempt_until = DAY_OPEN;
    struct buf b = {0};
    struct eval_question q = eval_question(w.set, day, 14);
    cases_put_data_heads(&b, cases_record);
    for (uint32_t i = 0; i < 4; i++) {
        struct case_of o = {
            .t = w.tables, .q = &q, .customer = i, .v = &v[i], .reason = i ? REASON_NONE : REASON_ABSENT};
        cases_put_data(&b, cases_record, &o, false);
    }
    assert_string_equal(
        buf_str(&b),
        "Kundennummer;Team;Betreuer;Altersgruppe;Status;Profillage;Regel;Individuell;Urteil;Fällig;Tage überfällig;"
        "Gezählte Kontakte;Gefordert;Letzter Kontakt;Kontakt ab;Nächster persönlich;Ausgenommen bis;Frist aus;"
        "Pausentage;Fundstelle;Regelwerk;Team wirksam;Bewertet;Grund;Nicht erschienen in Folge;Nächster Termin\n"
        "K-774411;\"Team \"\"A\"\"\";x;Ü25;arbeitslos;M;4;ja;ueberfaellig;2023-11-28;2;1;2;2023-08-01;2023-10-01;ja;;"
        "uebergang;12;\"a; b\";moenchengladbach-2012;\"Team \"\"A\"\"\";ja;abwesend;;\n"
        "K-774422;T<B>&;x;Ü25;frei;Quark;;nein;unklar;;;;;;;;;;;;moenchengladbach-2012;T<B>&;nein;;;\n"
        "K-774444;=T;x;Ü25;arbeitslos;F;1;nein;ausgenommen;;;0;1;;;nein;offen;;;Q;moenchengladbach-2012;=T;nein;;;\n");
    buf_free(&b);
    world_close(&w);
}

static void test_record(void **state)
{
    (void)state;
    struct world w;
    world_open(&w, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    const struct results_entry parameter[] = {{"vorlauf", "14"}}, library[] = {{"zlib", "1.2.13"}},
                               file[] = {{"/a/b/monatsbericht.xsl", "00ff"}};
    struct results_record r = {.run_id = "0123456789ab",
                               .version = "1.2.3",
                               .jobcenter = "J & C",
                               .day = day_make(2023, 11, 30),
                               .set = w.set,
                               .ruleset_sha256 = "aa",
                               .issues = &w.tables->issues,
                               .parameter = parameter,
                               .n_parameters = 1,
                               .library = library,
                               .n_libraries = 1,
                               .file = file,
                               .n_files = 1};
    struct buf b = {0};
    results_put_record(&b, &r);
    const char *s = buf_str(&b);
    assert_non_null(strstr(s, "<jobcenter>J &amp; C</jobcenter>"));
    assert_non_null(strstr(s, "<stichtag>2023-11-30</stichtag>"));
    assert_non_null(strstr(s, "gilt-von=\"2019-01-01\" gilt-bis=\"2023-12-31\" in-kraft=\"ja\" sha256=\"aa\""));
    assert_non_null(strstr(s, "<parameter name=\"vorlauf\" wert=\"14\"/>"));
    assert_non_null(strstr(s, "<datei name=\"monatsbericht.xsl\" sha256=\"00ff\"/>"));
    assert_non_null(strstr(s, "<bibliothek name=\"zlib\" version=\"1.2.13\"/>"));
    assert_non_null(strstr(s, "art=\"kunden.csv\" name=\"kunden.csv\""));
    assert_null(strstr(s, w.exports.dir)); /* no folder */
    buf_free(&b);
    world_close(&w);
}

/* ---- results and template ---- */

static void test_escaping(void **state)
{
    (void)state;
    struct buf b = {0};
    xml_escape(&b, "a<b>&\"c\"\n\t\x01ü\xEF\xBF\xBFz");
    assert_string_equal(buf_str(&b), "a&lt;b&gt;&amp;&quot;c&quot;&#10;&#9;\uFFFDü\uFFFDz");
    buf_free(&b);
}

static void expect_valid(const struct buf *xml, const char *rng)
{
    struct diag d = {0};
    xmlDoc *doc = xml_read(xml->p, xml->n, "ergebnis.xml", rng, &d);
    if (!doc)
        diag_print(&d);
    assert_non_null(doc);
    xmlFreeDoc(doc);
}

/* Applies the template and reads the document; gives its text for the caller to look into. */
static void make_document(const struct buf *results, const char *area, struct buf *out)
{
    struct diag d = {0};
    struct template *t = template_load(KD_ROOT "/templates/monatsbericht.xsl", &d);
    struct template_parameter p = {"bereich", area};
    if (!t || !template_apply(t, results->p, results->n, &p, 1, out, &d))
        diag_print(&d);
    assert_int_equal(d.code, DIAG_NONE);
    struct doc *doc = doc_read(out->p, out->n, "monatsbericht", KD_ROOT "/templates/document.rng", NULL, &d);
    if (!doc)
        diag_print(&d);
    assert_non_null(doc);
    doc_free(doc);
    template_free(t);
}

static void expect_nothing_personal(const struct buf *b)
{
    assert_null(strstr(buf_str(b), "7744"));
    assert_null(strstr(buf_str(b), "Geheimrat"));
    assert_null(strstr(buf_str(b), "1980"));
}

static void report_on(struct world *w, struct buf *results, struct buf *document)
{
    struct diag d = {0};
    agg_groups_free(w->groups);
    w->groups = agg_groups_new(&w->in, NULL, 0);
    assert_true(agg_groups_check(w->groups, &d));
    struct eval_question q = eval_question(w->set, w->in.day, 14);
    struct agg_courses *courses = agg_courses_new(w->tables, &q, w->verdict, 1);
    assert_true(agg_courses_check(courses, w->groups, &d));
    struct results_area area = {.groups = w->groups, .detail = RESULTS_FULL, .course = &courses->all};
    w->run.courses = courses;
    w->run.target = 750;
    buf_clear(results);
    buf_clear(document);
    results_put(results, &w->run, &area, 1);
    expect_valid(results, KD_ROOT "/templates/ergebnis.rng");
    make_document(results, "jobcenter", document);
    expect_nothing_personal(results);
    expect_nothing_personal(document);
    w->run.courses = NULL;
    agg_courses_free(courses);
}

static void test_report_in_every_state(void **state)
{
    (void)state;
    static const char *const sets[] = {"aa90", "aa90-2021", "uelzen-ga-08-2019", "ba-arbeitshilfe",
                                       "moenchengladbach-2012"};
    struct buf results = {0}, document = {0};
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        struct world w;
        world_open(&w, sets[i], day_make(2023, 11, 30));
        report_on(&w, &results, &document); /* all unclear */
        for (int code = 0; code < VERDICT_CODES; code++) {
            for (int c = 0; c < 4; c++) {
                w.verdict[c].code = (uint8_t)code;
                w.verdict[c].rule = (int16_t)(c % w.set->n_rules);
                w.verdict[c].due = w.in.day - (code == VERDICT_OVERDUE || code == VERDICT_NEVER ? 1 + 70 * c : -7);
                w.verdict[c].exempt_until = code == VERDICT_EXEMPT ? w.in.day + 7 : DAY_NONE;
            }
            report_on(&w, &results, &document);
        }
        for (int c = 0; c < 4; c++)
            w.verdict[c].code = (uint8_t)(VERDICT_EXEMPT + c);
        w.in.visible = w.verdict;
        report_on(&w, &results, &document);
        w.in.visible = NULL;
        for (int c = 0; c < 4; c++) /* nobody at all */
            w.verdict[c].in_population = false;
        report_on(&w, &results, &document);
        assert_non_null(strstr(buf_str(&document), "Am 30.11.2023 ist niemand in Betreuung"));
        world_close(&w);
    }
    buf_free(&results);
    buf_free(&document);
}

static void test_not_in_force(void **state)
{
    (void)state;
    struct world w;
    struct buf results = {0}, document = {0};
    world_open(&w, "uelzen-ga-08-2019", day_make(2024, 2, 15));
    report_on(&w, &results, &document);
    assert_non_null(strstr(buf_str(&document), "kind=\"warning\""));
    assert_non_null(strstr(buf_str(&document), "nicht mehr in Kraft"));
    assert_non_null(strstr(buf_str(&document), "Kundenkontaktdichte am 15.02.2024")); /* the month is not over */
    buf_free(&results);
    buf_free(&document);
    world_close(&w);
}

static void test_report_on_a_team(void **state)
{
    (void)state;
    struct world w;
    struct buf results = {0}, document = {0};
    struct diag d = {0};
    world_open(&w, "uelzen-ga-08-2019", day_make(2023, 11, 30));
    for (int c = 0; c < 4; c++) {
        w.verdict[c].code = c ? VERDICT_MET : VERDICT_OVERDUE;
        w.verdict[c].rule = 2;
        w.verdict[c].due = w.in.day - (c ? -20 : 5);
    }
    w.groups = agg_groups_new(&w.in, NULL, 0);
    const uint32_t member = 1; /* team T<B>& */
    struct agg_groups *team = agg_groups_new(&w.in, &member, 1);
    struct results_area area[] = {{.groups = w.groups, .detail = RESULTS_BRIEF},
                                  {.groups = team, .team = "T<B>&", .detail = RESULTS_REPORT}};
    results_put(&results, &w.run, area, 2);
    expect_valid(&results, KD_ROOT "/templates/ergebnis.rng");
    make_document(&results, "team", &document);
    assert_non_null(strstr(buf_str(&document), "Das Team liegt über der Quote des Jobcenters"));
    assert_null(strstr(buf_str(&document), "Team \"A\""));
    expect_nothing_personal(&document);
    /* An area that is not there stops the template. */
    struct template *t = template_load(KD_ROOT "/templates/monatsbericht.xsl", &d);
    assert_non_null(t);
    struct template_parameter p = {"bereich", "B '\" X"};
    assert_false(template_apply(t, results.p, results.n, &p, 1, &document, &d));
    assert_int_equal(d.code, DIAG_RULES);
    assert_non_null(strstr(d.what, "B '\" X"));
    template_free(t);
    agg_groups_free(team);
    buf_free(&results);
    buf_free(&document);
    world_close(&w);
}

/* ---- templates are locked in ---- */

#define XSLT(body)                                                                                                     \
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform' "                                  \
    "xmlns:exsl='http://exslt.org/common' xmlns:saxon='http://icl.com/saxon' "                                         \
    "xmlns:xalan='org.apache.xalan.xslt.extensions.Redirect' extension-element-prefixes='exsl saxon xalan'>\n" body    \
    "\n</xsl:stylesheet>"

/* What the template gives for <a/>, or NULL with d; the file lies in e. */
static const char *try_template(const struct exports *e, const char *text, struct buf *out, struct diag *d)
{
    char path[128];
    exports_put(e, "t.xsl", text);
    snprintf(path, sizeof path, "%s/t.xsl", e->dir);
    *d = (struct diag){0};
    buf_clear(out);
    struct template *t = template_load(path, d);
    bool ok = t && template_apply(t, "<a><b/></a>", 11, NULL, 0, out, d);
    template_free(t);
    assert_true(ok == (d->code == DIAG_NONE));
    if (!ok)
        assert_int_equal(d->code, DIAG_RULES);
    return ok ? buf_str(out) : NULL;
}

static bool exists(const struct exports *e, const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", e->dir, name);
    return access(path, F_OK) == 0;
}

static void test_templates_are_locked_in(void **state)
{
    (void)state;
    struct exports e;
    struct buf out = {0};
    struct diag d;
    exports_make(&e);
    exports_put(&e, "secret.xml", "<s>geheim</s>");
    exports_put(&e, "part.xsl", XSLT("<xsl:template match='b'><teil/></xsl:template>"));

    assert_non_null(strstr(try_template(&e, XSLT("<xsl:template match='/'><x/></xsl:template>"), &out, &d), "<x/>"));
    /* A part beside it may be imported, anything else not. */
    assert_non_null(strstr(try_template(&e, XSLT("<xsl:import href='part.xsl'/>"), &out, &d), "<teil/>"));
    assert_non_null(strstr(try_template(&e, XSLT("<xsl:include href='part.xsl'/>"), &out, &d), "<teil/>"));
    assert_null(try_template(&e, XSLT("<xsl:import href='../part.xsl'/>"), &out, &d));
    assert_null(try_template(&e, XSLT("<xsl:include href='" KD_ROOT "/templates/monatsbericht.xsl'/>"), &out, &d));
    assert_null(try_template(&e, XSLT("<xsl:import href='http://localhost/x.xsl'/>"), &out, &d));

    static const char *const reads[] = {"secret.xml", "/etc/passwd", "file:///etc/passwd", "http://localhost/"};
    for (size_t i = 0; i < sizeof reads / sizeof *reads; i++) {
        char text[1024];
        snprintf(text, sizeof text,
                 XSLT("<xsl:template match='/'><x><xsl:copy-of select=\"document('%s')\"/></x></xsl:template>"),
                 reads[i]);
        const char *got = try_template(&e, text, &out, &d);
        assert_true(!got || !strstr(got, "geheim"));
        assert_null(got);
    }
    static const char *const writes[] = {
        XSLT("<xsl:template match='/'><xsl:document href='w.xml'><y/></xsl:document></xsl:template>"),
        XSLT("<xsl:template match='/'><exsl:document href='w.xml'><y/></exsl:document></xsl:template>"),
        XSLT("<xsl:template match='/'><saxon:output href='w.xml'><y/></saxon:output></xsl:template>"),
        XSLT("<xsl:template match='/'><xalan:write file='w.xml'><y/></xalan:write></xsl:template>"),
    };
    for (size_t i = 0; i < sizeof writes / sizeof *writes; i++) {
        try_template(&e, writes[i], &out, &d);
        assert_false(exists(&e, "w.xml"));
        assert_int_not_equal(access("w.xml", F_OK), 0);
        assert_int_equal(d.code, DIAG_RULES);
    }
    const char *const more[] = {"t.xsl", "secret.xml", "part.xsl", NULL};
    exports_remove(&e, more);
    buf_free(&out);
}

static void test_template_faults(void **state)
{
    (void)state;
    struct exports e;
    struct buf out = {0};
    struct diag d;
    exports_make(&e);
    /* Not well-formed, not XSLT, a broken expression, a DOCTYPE: each with the line where one is known. */
    assert_null(try_template(&e, XSLT("<xsl:template match='/'>"), &out, &d));
    assert_null(try_template(&e, "<a/>", &out, &d));
    assert_null(
        try_template(&e, XSLT("<xsl:template match='/'>\n<xsl:value-of select='a['/></xsl:template>"), &out, &d));
    assert_int_equal(d.line, 3);
    assert_non_null(strstr(d.file, "t.xsl"));
    assert_null(try_template(
        &e, "<!DOCTYPE x [<!ENTITY a SYSTEM '/etc/passwd'>]>" XSLT("<xsl:template match='/'>&a;</xsl:template>"), &out,
        &d));
    assert_null(
        try_template(&e, XSLT("<xsl:template match='/'>\n\n<xsl:value-of select='$keine'/></xsl:template>"), &out, &d));
    assert_int_equal(d.line, 4);
    /* Without end: recursion, and one that ends only after 2^40 steps. */
    assert_null(try_template(&e, XSLT("<xsl:template match='/' name='r'><xsl:call-template name='r'/></xsl:template>"),
                             &out, &d));
    assert_null(try_template(&e,
                             XSLT("<xsl:template match='/' name='r'><xsl:param name='n' select='0'/>"
                                  "<xsl:if test='$n &lt; 40'>"
                                  "<xsl:call-template name='r'><xsl:with-param name='n' select='$n + 1'/>"
                                  "</xsl:call-template>"
                                  "<xsl:call-template name='r'><xsl:with-param name='n' select='$n + 1'/>"
                                  "</xsl:call-template></xsl:if></xsl:template>"),
                             &out, &d));
    struct template *t = template_load("gibt-es-nicht.xsl", &d);
    assert_null(t);
    const char *const more[] = {"t.xsl", NULL};
    exports_remove(&e, more);
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_names),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_issue_lists),
        cmocka_unit_test(test_verdict_rows),
        cmocka_unit_test(test_record),
        cmocka_unit_test(test_escaping),
        cmocka_unit_test(test_report_in_every_state),
        cmocka_unit_test(test_not_in_force),
        cmocka_unit_test(test_report_on_a_team),
        cmocka_unit_test(test_templates_are_locked_in),
        cmocka_unit_test(test_template_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
