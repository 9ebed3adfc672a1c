/* The command line (spec 5.1). */
#include "cmocka_all.h"

#include "base/day.h"
#include "cli/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Words of a line as arguments; quotes are not known here. */
static bool parse_on(struct settings *o, const char *line, int32_t today, struct diag *d)
{
    static char texts[128][512]; /* options point into it: no text is used twice */
    static int n_texts;
    char *text = texts[n_texts++], *argv[32], *at = NULL;
    int argc = 0;
    assert_in_range(n_texts, 1, 128);
    snprintf(text, sizeof *texts, "kontaktdichte %s", line);
    for (char *word = strtok_r(text, " ", &at); word; word = strtok_r(NULL, " ", &at)) {
        if (strcmp(word, "''") == 0)
            *word = '\0';
        argv[argc++] = word;
    }
    argv[argc] = NULL;
    *d = (struct diag){0};
    return options_parse(o, argc, argv, today, d);
}

static bool parse(struct settings *o, const char *line, struct diag *d)
{
    return parse_on(o, line, day_make(2024, 3, 15), d);
}

static void assert_good(struct settings *o, const char *line, enum settings_command command)
{
    struct diag d;
    if (!parse(o, line, &d))
        fail_msg("„%s“: %s; %s", line, d.what, d.expected);
    assert_int_equal(o->command, command);
    assert_int_equal(d.code, DIAG_NONE);
}

static void test_commands(void **state)
{
    (void)state;
    struct settings o;
    assert_good(&o, "report in", COMMAND_REPORT);
    assert_string_equal(o.input, "in");
    assert_good(&o, "evaluate in", COMMAND_EVALUATE);
    assert_good(&o, "check in", COMMAND_CHECK);
    assert_good(&o, "rules list", COMMAND_RULES_LIST);
    assert_null(o.input);
    assert_good(&o, "rules show aa90", COMMAND_RULES_SHOW);
    assert_good(&o, "rules check aa90", COMMAND_RULES_CHECK);
    assert_string_equal(o.input, "aa90");
}

static void test_defaults(void **state)
{
    (void)state;
    struct settings o;
    assert_good(&o, "report in", COMMAND_REPORT);
    assert_string_equal(day_iso(o.as_of).s, "2024-02-29"); /* the last day of the month before today */
    assert_int_equal(o.lead, 14);
    assert_int_equal(o.bad_lines, 10000);
    assert_in_range(o.threads, 1, 64);
    assert_true(!o.rules && !o.output && !o.data_dir && !o.replace && !o.quiet && !o.verbose);
    assert_string_equal(o.jobcenter, "");
    assert_non_null(o.out);
    struct diag d;
    assert_true(parse_on(&o, "report in", day_make(2024, 1, 1), &d));
    assert_string_equal(day_iso(o.as_of).s, "2023-12-31");
}

static void test_options(void **state)
{
    (void)state;
    struct settings o;
    assert_good(&o,
                "report in --rules aa90 --as-of 30.11.2023 --out x --lead 0 --threads 3 --replace --quiet "
                "--jobcenter Musterstadt --bad-lines 0,05 --data-dir /d",
                COMMAND_REPORT);
    assert_string_equal(o.rules, "aa90");
    assert_string_equal(day_iso(o.as_of).s, "2023-11-30");
    assert_string_equal(o.out, "x");
    assert_int_equal(o.lead, 0);
    assert_int_equal(o.threads, 3);
    assert_true(o.replace && o.quiet && !o.verbose);
    assert_string_equal(o.jobcenter, "Musterstadt");
    assert_int_equal(o.bad_lines, 50000);
    assert_string_equal(o.data_dir, "/d");
    /* anywhere, with =; the last one holds */
    assert_good(&o, "--as-of=2023-11-30 evaluate --lead=7 in --output y --lead 8", COMMAND_EVALUATE);
    assert_string_equal(day_iso(o.as_of).s, "2023-11-30");
    assert_int_equal(o.lead, 8);
    assert_string_equal(o.output, "y");
    assert_good(&o, "evaluate -- --in", COMMAND_EVALUATE);
    assert_string_equal(o.input, "--in");
    assert_good(&o, "evaluate in --bad-lines 1", COMMAND_EVALUATE);
    assert_good(&o, "evaluate in --bad-lines 0", COMMAND_EVALUATE);
    assert_int_equal(o.bad_lines, 0);
}

static void test_help_and_version(void **state)
{
    (void)state;
    struct settings o;
    assert_good(&o, "--help", COMMAND_NONE);
    assert_true(o.help);
    assert_good(&o, "--version", COMMAND_NONE);
    assert_true(o.version);
    assert_good(&o, "report --help", COMMAND_REPORT); /* whatever else is missing, and wherever it stands */
    assert_true(o.help);
    assert_good(&o, "--help job init", COMMAND_JOB_INIT);
    assert_good(&o, "rules --help", COMMAND_NONE); /* of three commands the first half */
    struct diag d;
    assert_false(parse(&o, "berichte --help", &d));
}

/* What was most likely meant is named; nothing is taken in short. */
static void test_nearest(void **state)
{
    (void)state;
    static const struct {
        const char *line, *what, *expected;
    } cases[] = {
        {"report in --as 2023-11-30", "unbekannte Option „--as“", "„--as-of“"},
        {"report in --o x", "unbekannte Option „--o“", "„--out“ oder „--output“"},
        {"report in --recipient", "unbekannte Option „--recipient“", "„--recipients“"},
        {"report in --Regelwerk x", "unbekannte Option „--Regelwerk“", "--help"},
        {"report in --badlines 1", "unbekannte Option „--badlines“", "„--bad-lines“"},
        {"report in --outt=x", "unbekannte Option „--outt=x“", "„--out“"},
        {"report in -h", "unbekannte Option „-h“", "„--help“"},
        {"report in -rules aa90", "unbekannte Option „-rules“", "„--rules“"},
        {"raport in", "unbekannter Befehl „raport in“", "am ehesten „report“"},
        {"job int in", "unbekannter Befehl „job int“", "am ehesten „job init“"},
        {"job", "unbekannter Befehl „job“", "am ehesten „job init“"},
        {"rules lst", "unbekannter Befehl „rules lst“", "am ehesten „rules list“"},
        {"report", "es fehlt eine Angabe: ORDNER|AUFTRAG", "kontaktdichte report ORDNER|AUFTRAG"},
        {"check in --out x", "dieser Befehl kennt --out nicht", "sie gilt für report"},
        {"verify in --threads 2", "dieser Befehl kennt --threads nicht", "sie gilt für report, evaluate"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct settings o;
        struct diag d;
        assert_false(parse(&o, cases[i].line, &d));
        if (!strstr(d.what, cases[i].what) || !strstr(d.expected, cases[i].expected))
            fail_msg("„%s“: %s; %s", cases[i].line, d.what, d.expected);
    }
}

/* Exit code 2, and always what was expected instead. */
static void test_usage(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "berichte in",
        "''",
        "report",
        "report in out",
        "evaluate",
        "check",
        "check a b c",
        "rules",
        "rules show",
        "rules lists",
        "rules list more",
        "rules show a b",
        "lists in",
        "report in --no-such-option",
        "report in -x",
        "report in --out",
        "report in --o x", /* --out or --output? */
        "report in --replace=yes",
        "report in --lead",
        "report in --lead -1",
        "report in --lead 1.5",
        "report in --lead 14x",
        "report in --lead ''",
        "report in --lead 3661",
        "report in --lead 99999999999999999999",
        "report in --threads 0",
        "report in --threads 65",
        "report in --threads viele",
        "report in --as-of 31.02.2024",
        "report in --as-of heute",
        "report in --as-of 2024-2-1",
        "report in --as-of 1899-12-31",
        "report in --as-of ''",
        "report in --bad-lines 1.01",
        "report in --bad-lines -0.1",
        "report in --bad-lines 1%",
        "report in --bad-lines nan",
        "evaluate in --profile M",
        "report in --any-note",
        "list in --no-contact-since gestern",
        "list in --customer 1",
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct settings o;
        struct diag d;
        if (parse(&o, lines[i], &d))
            fail_msg("„%s“ was taken", lines[i]);
        assert_int_equal(d.code, DIAG_USAGE);
        if (!d.what[0] || !d.expected[0])
            fail_msg("„%s“: %s; %s", lines[i], d.what, d.expected);
    }
}

static char *help(enum settings_command command)
{
    struct settings o = {.command = command};
    char *text = NULL;
    size_t n = 0;
    FILE *f = open_memstream(&text, &n);
    options_print_help(&o, f);
    fclose(f);
    return text;
}

/* The page of a command names what it has a use for and nothing else. */
static void test_help_of_a_command(void **state)
{
    (void)state;
    char *text = help(COMMAND_JOB_INIT);
    assert_non_null(strstr(text, "kontaktdichte job init ORDNER"));
    assert_non_null(strstr(text, "--output DATEI"));
    assert_null(strstr(text, "--replace"));
    assert_null(strstr(text, "--data-dir"));
    assert_null(strstr(text, "kontaktdichte report"));
    free(text);
}

static void test_help_names_everything(void **state)
{
    (void)state;
    static const char *const words[] = {
        "report",  "evaluate",  "check",    "rules list",  "rules show", "rules check", "--rules",   "--as-of",
        "--out",   "--replace", "--output", "--jobcenter", "--lead",     "--bad-lines", "--threads", "--data-dir",
        "--quiet", "--verbose", "--help",   "--version",   "kunden.csv", "70"};
    char *text = help(COMMAND_NONE);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strstr(text, words[i]))
            fail_msg("help does not name %s", words[i]);
    free(text);
}

/* A bit and a line each, a place of its own in the run id, and a default that the row itself takes. */
static void test_rows(void **state)
{
    (void)state;
    struct settings s;
    uint64_t ids = 0;
    settings_init(&s, day_make(2024, 3, 15));
    assert_true(s.told == 0);
    for (int i = 0; i < setting_row_count; i++) {
        const struct setting_row *row = &setting_rows[i];
        assert_int_equal(settings_row_at(row->at), i); /* no field twice */
        assert_true(row->name || row->element);
        assert_true(!row->name || row->commands);
        assert_false(row->id && ids >> row->id & 1);
        ids |= row->id ? UINT64_C(1) << row->id : 0;
        assert_true(!row->id || row->record);
        assert_true(!row->recorded || row->record);
        if (row->type == SETTING_NUMBER)
            assert_true(row->expected && row->low <= row->high);
        if (row->otherwise) {
            struct diag d = {0};
            struct setting_place place = {.code = DIAG_USAGE, .what = ""};
            assert_true(settings_take(&s, i, row->otherwise, &place, &d) || row->type == SETTING_NAME);
        }
    }
    assert_true((ids & (ids + 2)) == 0); /* 1, 2, 3, ... */
}

/* What is recorded is read back as what it was. */
static void test_recorded(void **state)
{
    (void)state;
    struct settings s, again;
    struct diag d;
    assert_true(parse(
        &s, "report in --rules aa90 --as-of 30.11.2023 --lead 7 --bad-lines 0,05 --full-time 38,5 --land NI", &d));
    settings_init(&again, day_make(2024, 3, 15));
    for (int i = 0; i < setting_row_count; i++) {
        struct buf b = {0};
        if (!setting_rows[i].recorded || setting_rows[i].type == SETTING_RULES)
            continue;
        settings_put(&b, &s, &setting_rows[i]);
        assert_true(settings_read(&again, i, buf_str(&b)) || !b.n);
        if (setting_rows[i].type == SETTING_NAME || setting_rows[i].type == SETTING_TEXT)
            again.jobcenter = again.agreement = "";
        buf_free(&b);
    }
    assert_int_equal(again.as_of, s.as_of);
    assert_int_equal(again.lead, 7);
    assert_int_equal(again.bad_lines, 50000);
    assert_int_equal(again.full_time_hours, 3850);
    assert_int_equal(again.land.land, IN_NI);
    struct buf id = {0};
    settings_put_identity(&id, &s, "digest");
    assert_string_equal(buf_str(&id), "stichtag=2023-11-30\nvorlauf=7\njobcenter=\nregelwerk=digest\n"
                                      "unbrauchbar-je-million=50000\nland=NI\nvollzeit-hundertstel=3850\n");
    buf_free(&id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),
        cmocka_unit_test(test_recorded),
        cmocka_unit_test(test_commands),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_options),
        cmocka_unit_test(test_help_and_version),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_help_of_a_command),
        cmocka_unit_test(test_help_names_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
