/* What a rule file may say, and what it may not (src/rules/load.c, rules/regelwerk.rng). */
#include "base/buf.h"
#include "rules/ruleset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SCHEMA KD_ROOT "/rules/regelwerk.rng"

/* A small valid rule set; %s stand for: attributes of gueltigkeit, counted modes, acceptance, rules, what
 * follows. */
#define FRAME                                                                                                          \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                     \
    "<regelwerk id=\"probe\" version=\"1.2\">\n"                                                                       \
    "<titel>Probe</titel><kurztitel>Probe</kurztitel><herausgeber>wir</herausgeber><fassung>1</fassung>\n"             \
    "<gueltigkeit %s><fundstelle>Seite 1</fundstelle></gueltigkeit>\n"                                                 \
    "<zaehlt "                                                                                                         \
    "video-als-persoenlich=\"nein\"><vermerkart>Beratungsvermerk</vermerkart><partner>IFK</partner>%s"                 \
    "<fundstelle>Seite 2</fundstelle></zaehlt>\n"                                                                      \
    "<ausnahmen>%s</ausnahmen>\n"                                                                                      \
    "<regeln>\n"                                                                                                       \
    "%s</regeln>\n"                                                                                                    \
    "%s</regelwerk>\n"
#define NOT_GIVEN     "angegeben=\"nein\""
#define BY_PERSON     "<kontaktart>persönlich</kontaktart>"
#define BY_PHONE      "<kontaktart>telefonisch</kontaktart>"
#define SOURCE        "<fundstelle>Seite 3</fundstelle>"
#define RULE(inner)   "<regel><wenn/>" inner SOURCE "</regel>"
#define EVERY         RULE("<vorgabe alle=\"1 Monat\"/>")
#define STAFF(target) "<personal><beratung><partner>IFK</partner>" BY_PERSON "</beratung>" target "</personal>\n"

struct file_case {
    const char *validity, *modes, *acceptance, *rules, *behind;
    size_t line;      /* of the failure; 0: the file is valid */
    const char *what; /* part of the message; NULL: not looked at */
};

static char folder[] = "/tmp/kd-ruleset-XXXXXX";
static char probe[64];

static void write_probe(const char *text, size_t n)
{
    FILE *f = fopen(probe, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static struct ruleset *load_case(const struct file_case *c, struct diag *d)
{
    struct buf b = {0};
    buf_printf(&b, FRAME, c->validity, c->modes, c->acceptance, c->rules, c->behind);
    write_probe(b.p, b.n);
    buf_free(&b);
    return ruleset_load(probe, SCHEMA, d);
}

static void run_cases(const struct file_case *c, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct diag d = {0};
        struct ruleset *set = load_case(&c[i], &d);
        if (!c[i].line) {
            if (!set)
                diag_print(&d);
            assert_non_null(set);
            ruleset_free(set);
            continue;
        }
        if (set || d.line != c[i].line || (c[i].what && !strstr(d.what, c[i].what))) {
            print_message("case %zu, expected line %zu, %s:\n", i, c[i].line, c[i].what ? c[i].what : "");
            diag_print(&d);
        }
        assert_null(set);
        assert_int_equal(d.code, DIAG_RULES);
        assert_int_equal(d.line, c[i].line);
        assert_string_equal(d.file, probe);
        assert_true(d.expected[0] || strstr(d.what, "fehlt")); /* what is missing is what was expected */
        if (c[i].what)
            assert_non_null(strstr(d.what, c[i].what));
    }
}
#define RUN_CASES(c) run_cases(c, sizeof(c) / sizeof *(c))

static void valid_files(void **state)
{
    (void)state;
    static const struct file_case cases[] = {
        {NOT_GIVEN, BY_PERSON, "", EVERY, "", 0, NULL},
        {"angegeben=\"ja\" von=\"2020-01-01\"", BY_PERSON, "", EVERY, "", 0, NULL},
        {"angegeben=\"ja\" bis=\"2020-01-01\"", BY_PERSON, "", EVERY, "", 0, NULL},
        {"angegeben=\"ja\" von=\"2020-01-01\" bis=\"2020-01-01\"", BY_PERSON, "", EVERY, "", 0, NULL},
        {NOT_GIVEN, BY_PERSON BY_PHONE, "", RULE("<vorgabe alle=\"2 Wochen\" telefonisch-zwischen=\"3\"/>"), "", 0,
         NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe je=\"Kalenderhalbjahr\" anzahl=\"1\"/>"), "", 0, NULL},
        {NOT_GIVEN, BY_PERSON, "",
         RULE("<vorgabe alle=\"1 Monat\"/><vorgabe alle=\"3 "
              "Monate\"><kontaktart>telefonisch</kontaktart><partner>IFK</partner>"
              "</vorgabe>"),
         "", 0, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe zwischen=\"6 Wochen\" und=\"2 Monate\"/>"), "", 0, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe anzahl=\"3\" innerhalb=\"90 Tage\"/>"), "", 0, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<unklar/>"),
         STAFF("<ziel beratungen-je-woche=\"5\"><funktion>IFK</funktion>" SOURCE "</ziel>"), 0, NULL},
    };
    RUN_CASES(cases);
}

static void what_the_schema_refuses(void **state)
{
    (void)state;
    static const struct file_case cases[] = {
        {"angegeben=\"ja\"", BY_PERSON, "", EVERY, "", 4, NULL},
        {"angegeben=\"nein\" von=\"2020-01-01\"", BY_PERSON, "", EVERY, "", 4, NULL},
        {"angegeben=\"ja\" von=\"01.01.2020\"", BY_PERSON, "", EVERY, "", 4, NULL},
        {"angegeben=\"ja\" von=\"2023-02-30\"", BY_PERSON, "", EVERY, "", 4, NULL},
        {NOT_GIVEN, "<kontaktart>schriftlich</kontaktart>", "", EVERY, "", 5, NULL},
        {NOT_GIVEN, BY_PERSON, "<ruhend><art>JBA</art></ruhend>", EVERY, "", 6, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe alle=\"0 Monate\"/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe alle=\"bald\"/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe anzahl=\"0\" innerhalb=\"6 Monate\"/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe alle=\"1 Monat\" anzahl=\"2\"/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe zwischen=\"1 Monat\"/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE(""), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", RULE("<unklar/><keine-vorgabe/>"), "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", "<regel><wenn><status>krank</status></wenn><unklar/>" SOURCE "</regel>", "", 8,
         NULL},
        {NOT_GIVEN, BY_PERSON, "", "<regel><wenn/><unklar/></regel>", "", 8, NULL},
        {NOT_GIVEN, BY_PERSON, "", "", "", 7, NULL},
        {NOT_GIVEN, BY_PERSON, "", EVERY, "<mehr/>", 9, NULL},
    };
    RUN_CASES(cases);
}

static void what_the_loader_refuses(void **state)
{
    (void)state;
    static const struct file_case cases[] = {
        {"angegeben=\"ja\" von=\"2020-01-02\" bis=\"2020-01-01\"", BY_PERSON, "", EVERY, "", 4, "bevor sie beginnt"},
        {NOT_GIVEN, BY_PERSON BY_PERSON, "", EVERY, "", 5, "zweimal: persönlich"},
        {NOT_GIVEN, BY_PERSON,
         "<jedes-intervall><art>Gutachten</art></jedes-intervall>"
         "<kuerzeres-intervall><art>Gutachten</art></kuerzeres-intervall>",
         EVERY, "", 6, "„jedes-intervall“ und unter „kuerzeres-intervall“"},
        {NOT_GIVEN, BY_PERSON, "", "\n" RULE("<vorgabe zwischen=\"3 Monate\" und=\"3 Monate\"/>"), "", 9,
         "nicht vor der späteren"},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe zwischen=\"90 Tage\" und=\"3 Monate\"/>"), "", 8, /* February */
         "nicht vor der späteren"},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe alle=\"1 Monat\" telefonisch-zwischen=\"1\"/>"), "", 8, "Wechsel"},
        {NOT_GIVEN, BY_PERSON, "", RULE("<vorgabe alle=\"1 Monat\" telefonisch-zwischen=\"1\"/>" BY_PHONE), "", 8,
         "Wechsel"},
        {NOT_GIVEN, BY_PERSON, "", RULE("<keine-vorgabe/>" BY_PHONE), "", 8, "ohne Vorgabe"},
        {NOT_GIVEN, BY_PERSON, "", RULE("<unklar/><ausnahmen/>"), "", 8, "ohne Vorgabe"},
        {NOT_GIVEN, BY_PERSON, "",
         "<regel><wenn><merkmal>Gesundheit</merkmal><merkmal "
         "wert=\"nein\">Gesundheit</merkmal></wenn><unklar/>" SOURCE "</regel>",
         "", 8, "zweimal: Gesundheit"},
        {NOT_GIVEN, BY_PERSON, "", EVERY, STAFF("<ziel><funktion>IFK</funktion>" SOURCE "</ziel>"), 9, "ohne Wert"},
        {NOT_GIVEN, BY_PERSON, "", EVERY,
         STAFF("<ziel beratungen-je-woche=\"5\"><funktion>IFK</funktion>" SOURCE "</ziel>"
               "<ziel beratungen-je-woche=\"6\"><funktion>IFK</funktion>" SOURCE "</ziel>"),
         9, "schon ein Ziel"},
        {NOT_GIVEN, BY_PERSON, "", EVERY,
         STAFF("<ziel anteil-prozent=\"60\"><funktion>IFK</funktion>" SOURCE "</ziel>"), 9, "ohne „dauer-aus“"},
        {NOT_GIVEN, BY_PERSON, "", EVERY, "<erstkontakt in-der-regel=\"8\" hoechstens=\"7\">" SOURCE "</erstkontakt>",
         9, "Vorlauf"},
        {NOT_GIVEN, BY_PERSON, "", EVERY,
         "<vermerke jeder-kontakt=\"Beratungsvermerk zur Standortbestimmung\">" SOURCE "</vermerke>", 9, "nicht zählt"},
        {NOT_GIVEN, BY_PERSON, "", EVERY, "<vermerke>" SOURCE "</vermerke>", 9, "verlangt nichts"},
        {NOT_GIVEN, BY_PERSON, "", EVERY,
         "<termine erstgespraech-mindestens=\"61\" hoechstens=\"60\">" SOURCE "</termine>", 9, "Erstgespräch"},
        {NOT_GIVEN, BY_PERSON, "", EVERY, "<telefon><profillage>M</profillage>" SOURCE "</telefon>", 9, "keiner Regel"},
        {NOT_GIVEN, BY_PERSON BY_PHONE, "", EVERY, "<telefon>" SOURCE "</telefon>", 9, "niemanden"},
    };
    RUN_CASES(cases);
}

static void the_id_is_the_name_of_the_file(void **state)
{
    (void)state;
    struct diag d = {0};
    char other[80];
    struct ruleset *set = load_case(&(struct file_case){NOT_GIVEN, BY_PERSON, "", EVERY, "", 0, NULL}, &d);
    assert_non_null(set);
    assert_string_equal(set->version, "1.2");
    assert_string_equal(set->edition, "1");
    ruleset_free(set);
    snprintf(other, sizeof other, "%s/probe2.xml", folder);
    assert_int_equal(rename(probe, other), 0);
    assert_null(ruleset_load(other, SCHEMA, &d));
    assert_int_equal(d.code, DIAG_RULES);
    assert_int_equal(d.line, 2);
    assert_int_equal(unlink(other), 0);
}

static void assert_refused(const char *text, size_t n)
{
    struct diag d = {0};
    write_probe(text, n);
    assert_null(ruleset_load(probe, SCHEMA, &d));
    assert_int_equal(d.code, DIAG_RULES);
    assert_true(d.what[0]);
}

static void no_doctype_no_rubbish(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "x",
        "<regelwerk",
        "<regelwerk/>",
        "<regelwerk id=\"probe\" version=\"1\"/>",
        "<!DOCTYPE regelwerk [<!ENTITY a \"b\">]><regelwerk id=\"probe\" version=\"1\">&a;</regelwerk>",
        "<!DOCTYPE regelwerk SYSTEM \"file:///etc/passwd\"><regelwerk/>",
        "<regelwerk id=\"probe\" version=\"1\"><titel>&unbekannt;</titel></regelwerk>",
        "<regelwerk><titel>\xFF</titel></regelwerk>",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_refused(bad[i], strlen(bad[i]));
    struct buf deep = {0};
    for (int i = 0; i < 100000; i++)
        buf_text(&deep, "<wenn>");
    assert_refused(deep.p, deep.n);
    buf_free(&deep);

    struct diag d = {0};
    assert_null(ruleset_load("/nirgends/probe.xml", SCHEMA, &d));
    assert_int_equal(d.code, DIAG_RULES);
}

/* A rule with modes and exceptions of its own takes nothing from the rule set; texts lose their line breaks.
 */
static void a_rule_replaces_what_the_rule_set_says(void **state)
{
    (void)state;
    struct diag d = {0};
    struct ruleset *set =
        load_case(&(struct file_case){NOT_GIVEN, BY_PERSON, "<ruhend><art>Gutachten</art></ruhend>" SOURCE,
                                      "<regel><name> Wer\n  immer </name><wenn/><vorgabe alle=\"1 Monat\"/>" BY_PHONE
                                      "<ausnahmen/>" SOURCE "</regel>" EVERY,
                                      "", 0, NULL},
                  &d);
    assert_non_null(set);
    assert_int_equal(set->rule[0].ask[0].modes, 1 << MODE_PHONE);
    assert_int_equal(set->rule[0].accepts.suspend, 0);
    assert_string_equal(set->rule[0].name, "Wer immer");
    assert_int_equal(set->rule[1].ask[0].modes, 1 << MODE_IN_PERSON);
    assert_int_equal(set->rule[1].accepts.suspend, 1 << EXCEPTION_ASSESSMENT);
    assert_string_equal(set->rule[1].name, "alle");
    assert_string_equal(set->rule[1].accepts_source, "Seite 3");
    ruleset_free(set);
}

/* The complete example of docs/rules.md: the block that begins with an XML declaration. */
static void the_example_of_the_guide_is_valid(void **state)
{
    (void)state;
    static char guide[1 << 16];
    char file[80];
    struct diag d = {0};
    FILE *f = fopen(KD_ROOT "/docs/rules.md", "rb");
    assert_non_null(f);
    size_t n = fread(guide, 1, sizeof guide - 1, f);
    assert_int_equal(fclose(f), 0);
    guide[n] = '\0';
    const char *start = strstr(guide, "<?xml");
    assert_non_null(start);
    const char *end = strstr(start, "```");
    assert_non_null(end);
    write_probe(start, (size_t)(end - start));
    snprintf(file, sizeof file, "%s/musterstadt-2025.xml", folder);
    assert_int_equal(rename(probe, file), 0);
    struct ruleset *set = ruleset_load(file, SCHEMA, &d);
    if (!set)
        diag_print(&d);
    assert_non_null(set);
    assert_int_equal(set->n_rules, 3);
    assert_int_equal(set->rule[0].ask[0].period, PERIOD_MONTH);
    assert_int_equal(set->rule[0].ask[0].within.n, 1);
    assert_int_equal(set->rule[0].ask[0].modes, 1 << MODE_IN_PERSON | 1 << MODE_PHONE | 1 << MODE_VIDEO);
    assert_int_equal(set->rule[0].accepts.suspend, 0);
    assert_int_equal(set->rule[1].ask[0].modes, 1 << MODE_IN_PERSON | 1 << MODE_VIDEO);
    assert_int_equal(set->rule[1].accepts.suspend, 1 << EXCEPTION_MEASURE);
    ruleset_free(set);
    assert_int_equal(unlink(file), 0);
}

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    snprintf(probe, sizeof probe, "%s/probe.xml", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(probe);
    return rmdir(folder);
}

/* ---- attributes and words of one's own ---- */

struct own_case {
    const char *declared, *when;
    size_t line;
    const char *what; /* part of the message or of what was expected; NULL: the file is valid */
};

static void attributes_and_words(void **state)
{
    (void)state;
#define WORD  "<wort name=\"Segment\"><wert>M</wert><wert>B</wert></wort>"
#define OWN(x) "<merkmale>" x "</merkmale>"
    static const struct own_case cases[] = {
        {OWN(WORD), "<wort name=\"segment\">m</wort><wort name=\"Segment\">keine</wort>", 0, NULL},
        {OWN("<tag name=\"Kursende\"/>"), "<seit tag=\"Kursende\" mindestens=\"1 Monat\" hoechstens=\"2 Monate\"/>", 0, NULL},
        {"", "<seit tag=\"Betreuung\" hoechstens=\"3 Monate\"/>", 0, NULL},
        {"", "<seit tag=\"Kooperationsplan seit\" hoechstens=\"6 Monate\"/>", 0, NULL},
        {OWN("<ja-nein name=\"Mitwirkung\"/>"), "<merkmal wert=\"nein\">Mitwirkung</merkmal>", 0, NULL},
        {OWN(WORD), "<wort name=\"Segment\">X</wort>", 8, "„Segment“ hat keinen Wert „X“"},
        {OWN(WORD), "<wort name=\"Segment\">M</wort><wort name=\"Segment\">m</wort>", 8, "zweimal"},
        {OWN(WORD), "<wort name=\"Stufe\">M</wort>", 8, "kein Merkmal mit Wörtern heißt „Stufe“"},
        {OWN(WORD WORD), "", 5, "das Merkmal „Segment“ steht zweimal"},
        {OWN("<wort name=\"S\"><wert>M</wert><wert>m</wert></wort>"), "", 5, "„wert“ steht zweimal"},
        {OWN("<wort name=\"S\"><wert>keine</wert></wort>"), "", 5, "kann kein Wert sein"},
        {OWN("<tag name=\"Betreuung seit\"/>"), "", 5, "heißt schon eine Spalte"},
        {OWN("<tag name=\"Betreuung\"/>"), "", 5, "schon der Beginn der Betreuung"},
        {OWN("<tag name=\"Mitwirkung\"/>"), "", 5, "von anderer Art"},
        {"", "<merkmal>Alleinerziehend</merkmal>", 8, "kein Ja-Nein-Merkmal heißt „Alleinerziehend“"},
        {"", "<seit tag=\"Kursende\" hoechstens=\"6 Monate\"/>", 8, "zählt von einem Tag"},
        {"", "<seit tag=\"Betreuung\" mindestens=\"6 Monate\" hoechstens=\"3 Monate\"/>", 8, "endet, bevor sie beginnt"},
        {"<worte><status>ratsuchend</status></worte>", "<status>Ratsuchend</status>", 0, NULL},
        {"<worte><status>ratsuchend</status></worte>", "<status>krank</status>", 8, "unbekanntes Wort in „status“: krank"},
        {"<worte><partner>IFK</partner></worte>", "", 5, "gibt es ohne Angabe"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = {0};
        struct buf b = {0}, rule = {0};
        buf_printf(&rule, "<regel><wenn>%s</wenn><unklar/>" SOURCE "</regel>", cases[i].when);
        buf_printf(&b, FRAME, NOT_GIVEN, BY_PERSON, "", buf_str(&rule), "");
        char *at = strstr(b.p, "<zaehlt");
        struct buf whole = {0};
        buf_put(&whole, b.p, (size_t)(at - b.p));
        buf_text(&whole, cases[i].declared);
        buf_text(&whole, at);
        write_probe(whole.p, whole.n);
        struct ruleset *set = ruleset_load(probe, SCHEMA, &d);
        if (!set != (cases[i].what != NULL) || d.line != cases[i].line || (cases[i].what && !strstr(d.what, cases[i].what)))
            fail_msg("case %zu: line %zu: %s; %s", i, d.line, d.what, d.expected);
        assert_true(set || d.expected[0]);
        ruleset_free(set);
        buf_free(&b);
        buf_free(&rule);
        buf_free(&whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_files),
        cmocka_unit_test(what_the_schema_refuses),
        cmocka_unit_test(what_the_loader_refuses),
        cmocka_unit_test(the_id_is_the_name_of_the_file),
        cmocka_unit_test(no_doctype_no_rubbish),
        cmocka_unit_test(a_rule_replaces_what_the_rule_set_says),
        cmocka_unit_test(the_example_of_the_guide_is_valid),
        cmocka_unit_test(attributes_and_words),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
