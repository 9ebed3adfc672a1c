/* Job files: what is read, what every fault says; values; pseudonyms; guesses. */
#include "cmocka_all.h"

#include "base/near.h"
#include "base/text.h"
#include "job/init.h"
#include "job/job.h"
#include "job/pseudonym.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCHEMA KD_ROOT "/templates/auftrag.rng"

static const char *const path = "kd-test-auftrag.xml";

static void write_file(const char *name, const char *text)
{
    FILE *f = fopen(name, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static struct job *load(const char *text, struct diag *d)
{
    write_file(path, text);
    *d = (struct diag){0};
    struct job *j = job_load(path, SCHEMA, d);
    unlink(path);
    if (j && !job_settle(j, lexicon_new(j->arena), d)) {
        job_free(j);
        j = NULL;
    }
    assert_int_equal(j == NULL, d->code != DIAG_NONE);
    return j;
}

#define HEAD "<auftrag version=\"1\">\n<jobcenter> Jobcenter \n X </jobcenter>\n" /* the next line is 4 */
#define EXPORTS(inner)                                                                                                 \
    "<exporte>\n<datei art=\"kunden\" pfad=\"k.txt\">\n" inner                                                         \
    "</datei>\n<datei art=\"kontakte\" pfad=\"v.txt\"/>\n</exporte>\n"
#define TAIL "</auftrag>\n"

/* ---- what is read ---- */

static void test_least(void **state)
{
    (void)state;
    struct diag d;
    struct job *j = load(HEAD "<exporte/>" TAIL, &d);
    assert_non_null(j);
    assert_string_equal(j->settings.jobcenter, "Jobcenter X");
    assert_string_equal(j->dir, ".");
    assert_string_equal(j->export_dir, ".");
    assert_true(j->canonical);
    assert_null(j->settings.rules);
    assert_true(j->settings.told == UINT64_C(1)
                                        << SETTING(jobcenter)); /* all else is the default or the command line's */
    assert_false(SETTINGS_TOLD(&j->settings, lead));
    struct settings merged;
    settings_init(&merged, day_make(2023, 12, 5));
    settings_merge(&merged, &j->settings);
    assert_string_equal(merged.jobcenter, "Jobcenter X");
    assert_int_equal(merged.lead, 14);
    assert_int_equal(merged.full_time_hours, 3900);
    assert_int_equal(merged.target, 0);
    assert_int_equal(merged.smallest_group, 1);
    assert_int_equal(merged.names, SETTINGS_NAMES_CLEAR);
    assert_int_equal(j->settings.land.land, IN_NO_LAND);
    assert_false(j->tells_reports); /* all reports, in all their formats */
    assert_null(job_report_of(j, "nachweis"));
    assert_null(j->settings.out);
    assert_null(j->settings.theme);
    assert_null(j->settings.archive);
    assert_false(j->settings.no_archive || j->settings.recipients);
    assert_int_equal(j->settings.access, SETTINGS_ACCESS_OWNER);
    struct job_hint hint[JOB_MOST_HINTS];
    assert_int_equal(job_hints(j, hint), 0);
    job_free(j);
}

static void test_everything(void **state)
{
    (void)state;
    struct diag d;
    struct job *j =
        load(HEAD "<bundesland name=\"Sachsen\"><regional>Fronleichnam</regional></bundesland>\n"
                  "<regelwerk>eigene/meins.xml</regelwerk><stichtag>30.11.2023</stichtag><vorlauf>0</vorlauf>"
                  "<grenze>0,5</grenze><vollzeitstunden>38,5</vollzeitstunden><zielquote>79,5</zielquote>"
                  "<dienstvereinbarung>DV §&#160;4</dienstvereinbarung>\n"
                  "<namen schluessel=\"/tmp/k\">pseudonym</namen><kontakte>ohne</kontakte>"
                  "<mindestgruppe>3</mindestgruppe>\n"
                  "<exporte ordner=\"ex\">\n<datei art=\"kunden\" pfad=\"k.txt\" kodierung=\"ISO-8859-15\" "
                  "trennzeichen=\"Tabulator\">\n<spalte name=\"STATUS\" in=\" S \">\n"
                  "<wert von=\"1\" nach=\"ArbeitsLos\"/>\n<wert von=\"\" nach=\"\"/>\n</spalte>\n"
                  "<spalte name=\"Gesundheit\" fehlt=\"ja\"/><spalte name=\"Team\"/></datei>\n"
                  "<datei art=\"kontakte\" pfad=\"/v.txt\"/></exporte>"
                  "<berichte><bericht name=\"monatsbericht\" vorlage=\"m.xsl\"><format>html</format></bericht>"
                  "<bericht name=\"arbeitslisten\"><format>csv</format></bericht></berichte>"
                  "<ausgabe ordner=\"aus\"/>" TAIL,
             &d);
    assert_non_null(j);
    assert_int_equal(j->settings.land.land, IN_SN);
    assert_string_equal(land_name(j->settings.land.land), "Sachsen");
    assert_int_equal(j->settings.land.options, HOLIDAY_CORPUS_CHRISTI);
    assert_string_equal(j->settings.rules, "eigene/meins.xml");
    assert_int_equal(j->settings.as_of, day_make(2023, 11, 30));
    assert_int_equal(j->settings.lead, 0);
    assert_int_equal(j->settings.bad_lines, 500000);
    assert_int_equal(j->settings.full_time_hours, 3850);
    assert_int_equal(j->settings.target, 795);
    assert_string_equal(j->settings.agreement, "DV §\u00a04");
    assert_int_equal(j->settings.names, SETTINGS_NAMES_PSEUDONYM);
    assert_string_equal(j->settings.key, "/tmp/k");
    assert_int_equal(j->settings.contacts, SETTINGS_CONTACTS_NONE);
    assert_int_equal(j->settings.smallest_group, 3);
    assert_false(j->canonical);
    const struct ingest_file *f = &j->export[FILE_CUSTOMERS];
    assert_string_equal(f->path, "ex/k.txt");
    assert_string_equal(j->export[FILE_CONTACTS].path, "/v.txt");
    assert_null(j->export[FILE_STAFF].path);
    assert_int_equal(f->encoding, ENCODING_ISO_8859_15);
    assert_int_equal(f->separator, '\t');
    assert_int_equal(j->export[FILE_CONTACTS].encoding, ENCODING_DETECT);
    assert_int_equal(j->export[FILE_CONTACTS].separator, 0);
    assert_int_equal(f->n_columns, 3);
    assert_int_equal(f->column[0].column, COL_C_STATUS);
    assert_string_equal(f->column[0].in, "S");
    assert_int_equal(f->column[0].line, 9);
    assert_int_equal(f->column[0].n_values, 2);
    assert_int_equal(f->column[0].value[0].line, 10);
    assert_string_equal(f->column[0].value[0].to, "ArbeitsLos");
    assert_null(f->column[1].in);
    assert_string_equal(f->column[2].in, "Team");
    assert_int_equal(job_report_of(j, "monatsbericht")->formats, JOB_HTML);
    assert_string_equal(job_report_of(j, "monatsbericht")->template, "m.xsl");
    assert_int_equal(job_report_of(j, "arbeitslisten")->formats, JOB_CSV);
    assert_string_equal(j->settings.out, "aus");
    job_free(j);
}

static void test_paths_from_the_job(void **state)
{
    (void)state;
    struct diag d = {0};
    struct job *j = job_load(KD_ROOT "/samples/beispielkreis/auftrag.xml", SCHEMA, &d);
    assert_non_null(j);
    assert_string_equal(j->dir, KD_ROOT "/samples/beispielkreis");
    assert_string_equal(j->settings.rules, "uelzen-ga-08-2019"); /* an ID is no path */
    assert_string_equal(j->export[FILE_STAFF].path, KD_ROOT "/samples/beispielkreis/PERSONAL.TXT");
    for (int i = 0; i < TBL_FILES; i++)
        assert_int_equal(j->export[i].n_columns, column_count((enum tbl_file)i));
    job_free(j);
}

static void test_reports(void **state)
{
    (void)state;
    struct diag d;
    struct job *j = load(HEAD "<thema>haus/thema.xml</thema><exporte/>\n<berichte>\n"
                              "<bericht name=\"monatsbericht\" betreuer=\"ja\"/>\n"
                              "<bericht name=\"fachaufsicht\" stichprobe=\"0\"><format>html</format></bericht>\n"
                              "<bericht name=\"arbeitslisten\"/></berichte>\n<archiv verwenden=\"nein\"/>"
                              "<ausgabe zugriff=\"alle\" empfaenger=\"ja\"/>" TAIL,
                         &d);
    assert_non_null(j);
    assert_int_equal(job_report_of(j, "monatsbericht")->caseworkers, 1);
    assert_int_equal(job_report_of(j, "monatsbericht")->formats, 0);
    assert_int_equal(job_report_of(j, "fachaufsicht")->formats, JOB_HTML);
    assert_int_equal(job_report_of(j, "fachaufsicht")->sample, 0);
    assert_null(job_report_of(j, "nachweis")); /* not named */
    assert_int_equal(job_report_of(j, "arbeitslisten")->formats, 0);
    assert_true(j->settings.no_archive && j->settings.recipients);
    assert_null(j->settings.out);
    assert_int_equal(j->settings.access, SETTINGS_ACCESS_ALL);
    assert_non_null(strstr(j->settings.theme, "haus/thema.xml"));
    /* figures on each caseworker, and nothing named that they rest on */
    struct job_hint hint[JOB_MOST_HINTS];
    assert_int_equal(job_hints(j, hint), 1);
    assert_int_equal(hint[0].line, job_report_of(j, "monatsbericht")->line);
    job_free(j);
}

/* ---- what is wrong ---- */

static const struct {
    const char *text;
    size_t line;
    const char *what, *expected; /* parts of them */
} faults[] = {
    {HEAD EXPORTS("<spalte name=\"Kundennumer\" in=\"K\"/>\n") TAIL, 6, "„Kundennumer“", "am ehesten „Kundennummer“"},
    {HEAD EXPORTS("<spalte name=\"Xylophon\" in=\"K\"/>\n") TAIL, 6, "„Xylophon“", "eine von: Kundennummer, "},
    {HEAD EXPORTS("<spalte name=\"Datum\" in=\"K\"/>\n") TAIL, 6, "kunden.csv nicht", "Geburtsdatum"},
    {HEAD EXPORTS("<spalte name=\"Status\" in=\"A\"/>\n<spalte name=\"status\" in=\"B\"/>\n") TAIL, 7,
     "zwei des Exports zugeordnet: „A“ (Zeile 6) und „B“", "einmal"},
    {HEAD EXPORTS("<spalte name=\"Status\" in=\"A\"/>\n<spalte name=\"Team\" in=\" a\"/>\n") TAIL, 7,
     "schon „Status“ zugeordnet (Zeile 6), nun auch „Team“", "eine des Programms"},
    {HEAD EXPORTS("<spalte name=\"Status\">\n<wert von=\"1\" nach=\"arbeitlos\"/></spalte>\n") TAIL, 7, "„arbeitlos“",
     "„arbeitsuchend“ oder nichts; am nächsten liegt „arbeitslos“"},
    {HEAD EXPORTS(
         "<spalte name=\"Status\">\n<wert von=\"1\" nach=\"\"/>\n<wert von=\"1\" nach=\"arbeitslos\"/></spalte>\n")
         TAIL,
     8, "„1“ steht schon in Zeile 7", "einmal"},
    {HEAD EXPORTS("<spalte name=\"Mitwirkung\">\n<wert von=\"1\" nach=\"klar\"/></spalte>\n") TAIL, 7, "„klar“",
     "ja, nein oder nichts"},
    {HEAD EXPORTS("<spalte name=\"Geburtsdatum\">\n<wert von=\"1\" nach=\"31.02.2020\"/></spalte>\n") TAIL, 7,
     "„31.02.2020“", "ein Tag"},
    {HEAD "<exporte>\n<datei art=\"kunden\" pfad=\"a\"/>\n</exporte>" TAIL, 4, "„kontakte“", "<datei art=\"kontakte\""},
    {HEAD "<exporte>\n<datei art=\"kunden\" pfad=\"a\"/>\n<datei art=\"kunden\" pfad=\"b\"/>\n</exporte>" TAIL, 6,
     "steht schon in Zeile 5", "einmal"},
    {HEAD "<bundesland name=\"Bayern\">\n<regional>Fronleichnam</regional></bundesland><exporte/>" TAIL, 5, "Bayern",
     "Sachsen"},
    {HEAD "<bundesland name=\"Bayer\"/><exporte/>" TAIL, 4, "<bundesland>", "Bayern"},
    {HEAD "<stichtag>31.11.2023</stichtag><exporte/>" TAIL, 4, "„31.11.2023“ ist kein Tag", "JJJJ-MM-TT"},
    {HEAD "<grenze>1,5</grenze><exporte/>" TAIL, 4, "„1,5“", "0 bis 1"},
    {HEAD "<vollzeitstunden>0</vollzeitstunden><exporte/>" TAIL, 4, "„0“ ist keine passende Zahl", "39"},
    {HEAD "<zielquote>101</zielquote><exporte/>" TAIL, 4, "„101“", "0 bis 100"},
    {HEAD "<namen>pseudonym</namen><exporte/>" TAIL, 4, "Schlüssel", "schluessel="},
    {HEAD "<exporte/>\n<berichte>\n<bericht name=\"nachweis\"/>\n<bericht name=\"nachweis\"/></berichte>" TAIL, 7,
     "schon in Zeile 6", "einmal"},
    {HEAD TAIL, 1, "<exporte>", ""},
    {HEAD "<exporte/>\n<unfug/>" TAIL, 5, "unfug", ""},
    {HEAD EXPORTS("<spalte name=\"Status\" in=\"A\" fehlt=\"ja\"/>\n") TAIL, 6, "", ""},
    {"<auftrag version=\"2\"><jobcenter>x</jobcenter><exporte/></auftrag>", 1, "„version“", "1"},
    {"<!DOCTYPE auftrag [<!ENTITY x SYSTEM \"/etc/passwd\">]><auftrag/>", 1, "DOCTYPE", ""},
    {"kein XML", 1, "", ""},
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct diag d;
        struct job *j = load(faults[i].text, &d);
        if (j || d.line != faults[i].line || !strstr(d.what, faults[i].what) || !strstr(d.expected, faults[i].expected))
            fail_msg("case %zu: %s:%zu: %s; %s", i, d.file, d.line, d.what, d.expected);
        assert_int_equal(d.code, DIAG_RULES);
        assert_string_equal(d.file, path);
    }
}

/* ---- values ---- */

static void test_values(void **state)
{
    (void)state;
    static const struct ingest_value value[] = {{"1", "arbeitslos", 0},   {"ä", "arbeitsuchend", 0},
                                                {"", "nicht gesetzt", 0}, {"x", "klein", 0},
                                                {"X", "groß", 0},         {"ENDE", "", 0}};
    static const struct ingest_column column[] = {{.column = COL_C_TEAM, .in = "T"},
                                                  {.column = COL_C_STATUS, .in = "S", .value = value, .n_values = 6}};
    struct ingest_file f = {.path = "k", .column = column, .n_columns = 2};
    static const struct {
        const char *from, *to;
    } cases[] = {{"1", "arbeitslos"},
                 {"ä", "arbeitsuchend"},
                 {"Ä", "arbeitsuchend"},
                 {"", "nicht gesetzt"},
                 {"x", "klein"},
                 {"X", "groß"},
                 {"ende", ""},
                 {"2", "2"},
                 {"eine viel längere Angabe, die keiner kennt", "eine viel längere Angabe, die keiner kennt"}};
    struct ingest_values *m = ingest_values_new(&f);
    struct buf scratch = {0};
    assert_non_null(m);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct csv_field field[CSV_MOST_COLUMNS] = {{NULL, 0}};
        field[COL_C_STATUS] = (struct csv_field){cases[i].from, strlen(cases[i].from)};
        field[COL_C_TEAM] = (struct csv_field){"1", 1};
        ingest_values_apply(m, field, &scratch);
        assert_int_equal(field[COL_C_STATUS].n, strlen(cases[i].to));
        assert_memory_equal(field[COL_C_STATUS].p, cases[i].to, field[COL_C_STATUS].n);
        assert_int_equal(field[COL_C_TEAM].p[0], '1'); /* another column is not touched */
    }
    buf_free(&scratch);
    ingest_values_free(m);
    f.n_columns = 1;
    assert_null(ingest_values_new(&f));
    ingest_values_free(NULL);
}

/* Every word that a message offers can be used. */
static void test_columns(void **state)
{
    (void)state;
    for (int c = 0; c < COL_COUNT; c++) {
        enum word_list list = tbl_columns[c].words;
        assert_int_equal(column_named(tbl_columns[c].file, tbl_columns[c].name, strlen(tbl_columns[c].name)), c);
        assert_true(column_accepts((enum tbl_column)c, ""));
        if (tbl_columns[c].kind != COLUMN_WORD)
            continue;
        for (int v = 0; v < word_count(list); v++)
            assert_int_equal(word_lookup(list, word_to_read(list, v), strlen(word_to_read(list, v))), v);
        assert_false(column_accepts((enum tbl_column)c, "unbekannt"));
    }
    assert_false(column_accepts(COL_X_INTERVAL, "6 Kalendermonate"));
    assert_true(column_accepts(COL_S_WORKDAYS, "Mo-Mi,Fr"));
}

static void test_near(void **state)
{
    (void)state;
    static const char *const list[] = {"KDNR", "GEB_DAT", "VERMERK"};
    char plain[16];
    near_plain("Gültig-ab ß", plain, sizeof plain);
    assert_string_equal(plain, "gueltigabss");
    near_plain("äääääääääääääääääääää", plain, sizeof plain);
    assert_true(strlen(plain) < sizeof plain);
    assert_int_equal(near_likeness("Kundennummer", " kunden-NUMMER"), 100);
    assert_int_equal(near_likeness("", ""), 0);
    assert_true(near_likeness("gebdat", "Geburtsdatum") >= 70);
    assert_true(near_likeness("Team", "Geburtsdatum") < 50);
    assert_int_equal(near_best("KD_NR", list, 3), 0);
    assert_int_equal(near_best("Gebdatum", list, 3), 1);
    assert_int_equal(near_best("Zzz", list, 3), -1);
    char *text = malloc(100000);
    memset(text, 'x', 99999);
    text[99999] = '\0';
    assert_true(near_likeness(text, "x") >= 0);
    free(text);
}

/* ---- pseudonyms ---- */

static struct pseudonym_key *key(const char *text, struct diag *d)
{
    *d = (struct diag){0};
    write_file("kd-test-key", text);
    struct pseudonym_key *k = pseudonym_key_load("kd-test-key", "auftrag.xml", 7, d);
    unlink("kd-test-key");
    return k;
}

static void test_pseudonyms(void **state)
{
    (void)state;
    struct diag d;
    struct pseudonym_key *a = key("0123456789abcdef\r\n", &d), *b = key("0123456789abcdeg", &d);
    assert_non_null(a);
    assert_non_null(b);
    /* computed with another library */
    assert_string_equal(pseudonym_of(a, "Kundennummer", "214G010520", 10).s, "EYEPXVLZVL7T");
    assert_string_equal(pseudonym_of(a, "BG-Nummer", "214G010520", 10).s, "PTHMWJTQN35Z");
    assert_string_not_equal(pseudonym_of(b, "Kundennummer", "214G010520", 10).s, "EYEPXVLZVL7T");
    assert_string_not_equal(pseudonym_key_mark(a).s, pseudonym_key_mark(b).s);
    for (int i = 0; i < 1000; i++) {
        char number[16];
        snprintf(number, sizeof number, "%d", i);
        struct pseudonym p = pseudonym_of(a, "Kundennummer", number, strlen(number));
        assert_int_equal(strlen(p.s), PSEUDONYM_LENGTH);
        assert_true(p.s[0] >= 'A' && p.s[0] <= 'Z');
    }
    pseudonym_key_free(a);
    pseudonym_key_free(b);
    pseudonym_key_free(NULL);
    assert_null(key("0123456789abcde\n", &d));
    assert_int_equal(d.code, DIAG_INPUT);
    assert_int_equal(d.line, 7);
    d = (struct diag){0};
    assert_null(pseudonym_key_load("gibt/es/nicht", "auftrag.xml", 7, &d));
    assert_int_equal(d.code, DIAG_INPUT);
}

/* ---- guesses ---- */

static struct job *guessed(const char *dir)
{
    struct diag d = {0};
    struct buf b = {0};
    assert_true(job_init(dir, NULL, &b, &d));
    struct job *j = load(buf_str(&b), &d);
    if (!j)
        diag_print(&d);
    assert_non_null(j);
    buf_free(&b);
    return j;
}

/* Both samples: each file, each column; beispielkreis against the job that is known to be right. */
static void test_guesses(void **state)
{
    (void)state;
    struct diag d = {0};
    struct job *right = job_load(KD_ROOT "/samples/beispielkreis/auftrag.xml", SCHEMA, &d);
    struct job *j = guessed(KD_ROOT "/samples/beispielkreis"), *m = guessed(KD_ROOT "/samples/musterstadt");
    assert_non_null(right);
    int found = 0, wrong = 0;
    for (int i = 0; i < TBL_FILES; i++) {
        const struct ingest_file *r = &right->export[i], *g = &j->export[i];
        assert_non_null(g->path);
        assert_string_equal(g->path, r->path);
        assert_int_equal(g->encoding, ENCODING_DETECT); /* what the bytes show holds, next month too */
        assert_int_equal(g->separator, r->separator);
        for (size_t k = 0; k < g->n_columns; k++)
            for (size_t n = 0; n < r->n_columns; n++)
                if (r->column[n].column == g->column[k].column) {
                    found += strcmp(r->column[n].in, g->column[k].in) == 0;
                    wrong += strcmp(r->column[n].in, g->column[k].in) != 0;
                }
        const char *slash = strrchr(m->export[i].path, '/');
        assert_string_equal(slash + 1, tbl_file_names[i]);
        for (size_t k = 0; k < m->export[i].n_columns; k++) {
            const struct ingest_column *c = &m->export[i].column[k];
            assert_true(text_equal_folded(c->in, strlen(c->in), tbl_columns[c->column].name,
                                          strlen(tbl_columns[c->column].name)));
        }
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(found, COL_COUNT);
    job_free(right);
    job_free(j);
    job_free(m);
}

static void test_no_exports(void **state)
{
    (void)state;
    struct diag d = {0};
    struct buf b = {0};
    assert_false(job_init("gibt/es/nicht", NULL, &b, &d));
    assert_int_equal(d.code, DIAG_INPUT);
    assert_int_equal(b.n, 0);
    buf_free(&b);
}

/* ---- columns that a rule set declares ---- */

static bool settle(const char *columns, enum tbl_column *column, struct diag *d)
{
    struct arena *a = arena_new();
    struct lexicon *x = lexicon_new(a);
    struct buf b = {0};
    lexicon_declare_word(x, lexicon_declare(x, ATTRIBUTE_WORD, "Segment", NULL, NULL), "Marktkunde");
    lexicon_declare(x, ATTRIBUTE_DAY, "Kursende", NULL, NULL);
    buf_printf(&b, HEAD EXPORTS("%s") TAIL, columns);
    write_file(path, buf_str(&b));
    *d = (struct diag){0};
    struct job *j = job_load(path, SCHEMA, d);
    unlink(path);
    assert_non_null(j);
    bool ok = job_settle(j, x, d);
    *column = ok ? j->export[FILE_CUSTOMERS].column[0].column : COL_COUNT;
    assert_true(ok || d->line == 6);
    job_free(j);
    buf_free(&b);
    arena_free(a);
    return ok;
}

static void test_declared_columns(void **state)
{
    (void)state;
    enum tbl_column c;
    struct diag d;
    assert_true(settle("<spalte name=\"kursende\" in=\"KE\"/>\n", &c, &d));
    assert_int_equal(c, COL_OWN + 1);
    assert_true(settle("<spalte name=\"Segment\" in=\"S\"><wert von=\"M\" nach=\"marktkunde\"/></spalte>\n", &c, &d));
    assert_int_equal(c, COL_OWN);
    assert_false(settle("<spalte name=\"Segment\" in=\"S\"><wert von=\"M\" nach=\"Markt\"/></spalte>\n", &c, &d));
    assert_non_null(strstr(d.what, "den Wert „Markt“ (nach) kennt das Programm nicht"));
    assert_string_equal(d.expected, "„Marktkunde“, oder nichts");
    assert_false(settle("<spalte name=\"Segmente\" in=\"S\"/>\n", &c, &d));
    assert_non_null(strstr(d.what, "eine Spalte „Segmente“ kennt das Programm in kunden.csv nicht"));
    assert_non_null(strstr(d.expected, "am ehesten „Segment“"));
    assert_false(settle("<spalte name=\"Kursende\" in=\"S\"><wert von=\"M\" nach=\"ja\"/></spalte>\n", &c, &d));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_least),   cmocka_unit_test(test_everything), cmocka_unit_test(test_paths_from_the_job),
        cmocka_unit_test(test_reports), cmocka_unit_test(test_faults),     cmocka_unit_test(test_values),
        cmocka_unit_test(test_columns), cmocka_unit_test(test_near),       cmocka_unit_test(test_pseudonyms),
        cmocka_unit_test(test_guesses), cmocka_unit_test(test_no_exports),
        cmocka_unit_test(test_declared_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
