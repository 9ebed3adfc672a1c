#include "cli/session.h"

#include "base/buf.h"
#include "base/near.h"
#include "base/num.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/confine.h"
#include "cli/data_dir.h"
#include "doubts/doubts.h"
#include "ingest/ingest.h"
#include "words/ruleset_words.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void print_line(const char *format, va_list args) __attribute__((format(printf, 1, 0)));
static void print_line(const char *format, va_list args)
{
    struct buf line = {0}, safe = {0};
    buf_text(&line, "kontaktdichte: ");
    buf_vprintf(&line, format, args);
    text_put_safe(&safe, buf_str(&line), line.n, false);
    fprintf(stderr, "%s\n", buf_str(&safe));
    buf_free(&line);
    buf_free(&safe);
}

void session_log(const struct session *s, const char *format, ...)
{
    va_list args;
    if (!s->settings->verbose)
        return;
    progress_clear(s->progress);
    va_start(args, format);
    print_line(format, args);
    va_end(args);
}

void session_say(const struct session *s, const char *format, ...)
{
    va_list args;
    if (s->settings->quiet)
        return;
    progress_clear(s->progress);
    va_start(args, format);
    print_line(format, args);
    va_end(args);
}

void session_warn(const struct session *s, const char *format, ...)
{
    va_list args;
    progress_clear(s->progress);
    va_start(args, format);
    print_line(format, args);
    va_end(args);
}

void session_phase(struct session *s, const char *name)
{
    double t = now();
    progress_clear(s->progress);
    session_log(s, "%-34s %7.0f ms", name, (t - s->phase_start) * 1000);
    s->phase_start = t;
}

/* Once, in plain words: what the rule set's dates mean for this reporting day (2.13). */
static void say_validity(struct session *s)
{
    enum ruleset_force force = ruleset_force_on(s->set, s->settings->as_of);
    if (force == RULESET_IN_FORCE)
        return;
    /* That a document names no period says nothing about this run; that it does not hold does. */
    bool matters = force == RULESET_NOT_YET || force == RULESET_NO_MORE;
    (matters ? session_warn : session_say)(s, "Hinweis: Regelwerk %s, Stichtag %s: %s%s", s->set->id,
                                           day_german(s->settings->as_of).s,
                                           force == RULESET_NOT_YET   ? "noch nicht in Kraft; "
                                           : force == RULESET_NO_MORE ? "nicht mehr in Kraft; "
                                                                      : "",
                                           words_validity(s->set, s->arena));
}

/* A folder of exports or a job file; anything else is said before anybody looks for a rule set. */
static bool check_input(const char *path, bool *is_job, struct diag *d)
{
    struct stat st;
    struct buf names = {0}, likest = {0};
    bool there = stat(path, &st) == 0;
    int error = errno;
    *is_job = there && S_ISREG(st.st_mode);
    if (there && (*is_job || S_ISDIR(st.st_mode)))
        return true;
    if (there)
        diag_fail(d, DIAG_INPUT, path, 0, "ist weder ein Ordner noch eine Datei");
    else if (error == ENOENT)
        diag_fail(d, DIAG_INPUT, path, 0, "gibt es nicht");
    else
        diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden: %s", diag_system(error));
    near_names_beside(path, &names, &likest);
    diag_expect(d, "ein Ordner mit Exporten oder ein Auftrag (XML)%s%s%s", likest.n ? ", am ehesten „" : "",
                buf_str(&likest), likest.n ? "“" : "");
    buf_free(&names);
    buf_free(&likest);
    return false;
}

/* The command line goes before the job, and that before the defaults; the folder of the output lies beside the job. */
static void merge(struct session *s, const struct job *j)
{
    struct settings *o = &s->merged;
    settings_merge(o, &j->settings);
    if (!SETTINGS_TOLD(o, out))
        o->out = path_from(s->arena, j->dir, o->out);
}

static void say_hints(const struct session *s)
{
    struct job_hint hint[JOB_MOST_HINTS];
    size_t n = job_hints(s->job, hint);
    for (size_t i = 0; i < n; i++)
        session_say(s, "Hinweis: %s:%zu: %s", s->job->path, hint[i].line, hint[i].what);
}

/* Where the inputs of a job lie now, by verify --replay. */
static void move_inputs(struct session *s)
{
    const struct settings *o = s->settings;
    struct job *j = s->job;
    if (!o->exports)
        return;
    j->export_dir = o->exports;
    for (int i = 0; i < TBL_FILES; i++)
        if (j->export[i].path)
            j->export[i].path = path_from(s->arena, o->exports, path_name(j->export[i].path));
}

static bool open_job(struct session *s, struct diag *d)
{
    const char *rng = arena_printf(s->arena, "%s/templates/auftrag.rng", s->data_dir);
    s->job = job_load(s->settings->input, rng, d);
    if (!s->job)
        return false;
    merge(s, s->job);
    if (s->settings->command == COMMAND_REPORT && strcmp(s->settings->jobcenter, JOB_PLACEHOLDER) == 0) {
        diag_fail(d, DIAG_RULES, s->job->path, SETTINGS_LINE(s->settings, jobcenter),
                  "<jobcenter>: „" JOB_PLACEHOLDER "“ ist noch der Platzhalter von job init");
        return diag_expect(d, "der Name des Jobcenters, hier oder mit --jobcenter");
    }
    say_hints(s);
    move_inputs(s);
    const struct settings *o = s->settings;
    if (o->names != SETTINGS_NAMES_PSEUDONYM)
        return true;
    s->key = pseudonym_key_load(o->key, s->job->path, SETTINGS_LINE(o, names), d);
    if (s->key && pseudonym_key_open_to_others(s->key))
        session_warn(s, "Hinweis: den Schlüssel %s können auch andere lesen (chmod 600 ändert das)", o->key);
    return s->key != NULL;
}

/* Who only evaluates needs no key. */
static bool open_signature(struct session *s, struct diag *d)
{
    const struct settings *o = s->settings;
    if (!o->sign || o->replay || (o->command != COMMAND_REPORT && o->command != COMMAND_CHECK))
        return true;
    s->sign = signature_key_load(o->sign, d);
    if (s->sign && signature_key_open_to_others(s->sign))
        session_warn(s, "Hinweis: den Schlüssel %s können auch andere lesen (chmod 600 ändert das)", o->sign);
    return s->sign != NULL;
}

bool session_begin(struct session *s, const struct settings *o, struct ingest_options *in, struct diag *d)
{
    *s = (struct session){.merged = *o, .arena = arena_new(), .phase_start = now()};
    s->settings = &s->merged;
    s->progress = progress_new(!o->quiet);
    s->data_dir = data_dir_find(o->data_dir, s->arena, d);
    bool is_job;
    if (!s->data_dir || !check_input(o->input, &is_job, d) || (is_job && !open_job(s, d)) || !open_signature(s, d))
        return false;
    s->merged.out = path_whole(s->arena, s->merged.out);
    *in = (struct ingest_options){.dir = s->job ? s->job->export_dir : o->input,
                                  .threads = (unsigned)o->threads,
                                  .progress = s->progress ? progress_bytes : NULL,
                                  .progress_context = s->progress};
    if (s->job && !s->job->canonical) {
        in->file = s->job->export;
        in->job = s->job->path;
    }
    s->makes_out = confine(s->settings, s, in);
    return true;
}

static bool load_rules(struct session *s, bool needed, struct diag *d)
{
    const char *rules = s->settings->rules;
    if (rules) {
        const char *file = data_dir_rules(s->data_dir, rules, s->arena, d);
        const char *rng = arena_printf(s->arena, "%s/rules/regelwerk.rng", s->data_dir);
        if (!file && SETTINGS_LINE(s->settings, rules) && !*d->file) { /* where it is named */
            snprintf(d->file, sizeof d->file, "%s", s->job->path);
            d->line = SETTINGS_LINE(s->settings, rules);
        }
        if (!file || !(s->set = ruleset_load(file, rng, d)))
            return false;
        say_validity(s);
    } else if (needed) {
        diag_fail(d, DIAG_USAGE, s->job ? s->job->path : NULL, 0, "kein Regelwerk genannt");
        diag_expect(d, s->job ? "--rules ID oder DATEI, oder <regelwerk> im Auftrag" : "--rules ID oder DATEI");
        return diag_cure(d, "kontaktdichte rules list zeigt die vorhandenen");
    }
    return true;
}

bool session_rules(struct session *s, struct ingest_options *in, bool needed, struct diag *d)
{
    if (s->lexicon)
        return true;
    if (!load_rules(s, needed, d))
        return false;
    in->lexicon = s->lexicon = s->set ? s->set->lexicon : lexicon_new(s->arena);
    return !s->job || job_settle(s->job, s->lexicon, d);
}

/* As it is typed. */
static const char *typed(const struct session *s, const char *path)
{
    struct buf b = {0};
    text_put_shell_word(&b, path);
    return buf_keep(&b, s->arena);
}

static const char *typed_input(const struct session *s)
{
    return typed(s, s->settings->input);
}

void session_offer_job(const struct session *s, struct diag *d)
{
    if (d->other_form && !s->job)
        diag_cure(d, "kontaktdichte job init %s --output auftrag.xml schlägt vor, wie diese Exporte zu lesen sind",
                  typed_input(s));
    else if (d->other_form)
        diag_cure(d, "kontaktdichte job init %s schlägt vor, was unter <exporte> zu sagen ist",
                  typed(s, s->job->export_dir));
}

/* Only reports show customers' names, and only where neither names nor contacts are to be hidden. */
static bool names_are_shown(const struct session *s)
{
    return s->settings->command == COMMAND_REPORT && s->settings->names == SETTINGS_NAMES_CLEAR &&
           s->settings->contacts == SETTINGS_CONTACTS_CLEAR;
}

static bool is_output(const struct stat *output, const char *input)
{
    struct stat st;
    return input && stat(input, &st) == 0 && st.st_dev == output->st_dev && st.st_ino == output->st_ino;
}

/* What is read is not written over. */
static bool check_output(const struct session *s, struct diag *d)
{
    struct stat st;
    const char *output = s->settings->output;
    if (!output || stat(output, &st) != 0 || !S_ISREG(st.st_mode))
        return true;
    bool same = (s->set && is_output(&st, s->set->file)) ||
                (s->job && (is_output(&st, s->job->path) || is_output(&st, s->settings->key)));
    for (int i = 0; i < TBL_FILES; i++)
        same |= is_output(&st, s->tables->issues.file[i].path);
    if (!same)
        return true;
    diag_fail(d, DIAG_OUTPUT, output, 0, "diese Datei wird gelesen und nicht überschrieben");
    return diag_expect(d, "mit --output ein anderer Name");
}

/* In the log alone, for evaluate and report need none of them; check and hinweise.csv tell them as warnings. */
static void log_unused_columns(const struct session *s)
{
    const struct issues *all = &s->tables->issues;
    for (size_t i = 0; i < all->n; i++) {
        const struct issue *x = &all->item[i];
        if (x->kind == WARN_UNUSED || x->kind == WARN_UNUSED_LIKE)
            session_log(s, "%s: Spalte „%s“ wird nicht verwendet", tbl_file_names[x->file], x->column);
    }
}

bool session_load(struct session *s, struct ingest_options *in, bool contact_details, bool rules_needed, struct diag *d)
{
    if (!session_rules(s, in, rules_needed, d))
        return false;
    in->contact_details = contact_details;
    in->customer_names = names_are_shown(s);
    in->digests = s->settings->command == COMMAND_REPORT;
    s->tables = ingest_load(in, d);
    session_offer_job(s, d);
    session_phase(s, "Exporte gelesen");
    if (s->tables) {
        struct doubts_input doubts = {.set = s->set, .day = s->settings->as_of, .numbers = !s->key};
        doubts_find(s->tables, &doubts);
        log_unused_columns(s);
    }
    if (s->tables && s->settings->contacts != SETTINGS_CONTACTS_CLEAR)
        tables_hide_names(s->tables);
    return s->tables && check_output(s, d) && (!s->key || pseudonym_apply(s->key, s->tables, d));
}

bool session_open(struct session *s, const struct settings *o, bool contact_details, bool rules_needed, struct diag *d)
{
    struct ingest_options in;
    return session_begin(s, o, &in, d) && session_load(s, &in, contact_details, rules_needed, d);
}

void session_close(struct session *s)
{
    tables_free(s->tables);
    ruleset_free(s->set);
    pseudonym_key_free(s->key);
    signature_key_free(s->sign);
    job_free(s->job);
    arena_free(s->arena);
    progress_free(s->progress);
    *s = (struct session){0};
}

/* The commonest reason for which lines of the file were rejected, and its first line. */
static const struct issue *commonest(const struct issues *all, enum tbl_file file, uint64_t *n)
{
    uint64_t count[ISSUE_KINDS] = {0};
    const struct issue *first[ISSUE_KINDS] = {NULL};
    int most = -1;
    for (size_t i = 0; i < all->n; i++) {
        const struct issue *x = &all->item[i];
        if (x->file != file || issue_texts[x->kind].class != ISSUE_REJECTED || x->kind == REJECT_CUSTOMER)
            continue;
        if (!count[x->kind]++)
            first[x->kind] = x;
        if (most < 0 || count[x->kind] > count[most])
            most = x->kind;
    }
    *n = most < 0 ? 0 : count[most];
    return most < 0 ? NULL : first[most];
}

/* What a line of this kind should have held. */
static const char *wanted_instead(const struct issue *x)
{
    static const char *const wanted[ISSUE_KINDS] = {
        [REJECT_EMPTY] = "ein Wert in dieser Spalte",
        [REJECT_DATE] = "ein Tag, den es gibt, wie 05.03.2023 oder 2023-03-05",
        [REJECT_YEAR] = "ein Jahr mit vier Ziffern, oder das Jahrhundert im Auftrag (jahrhundert)",
        [REJECT_INTERVAL] = "ein Intervall wie 6 Wochen, 2 Monate oder 28 Tage",
        [REJECT_DUPLICATE] = "jeder Schlüssel einmal, oder mit einem anderen „Gültig ab“",
        [REJECT_ORDER] = "ein Ende am Tag des Beginns oder danach",
        [REJECT_BYTES] = "Text in der Kodierung, in der die Datei gelesen wird",
        [REJECT_QUOTE] = "Anführungszeichen, die auch geschlossen werden",
        [REJECT_LONG] = "eine Zeile mit so vielen Feldern wie die Kopfzeile",
    };
    return wanted[x->kind] ? wanted[x->kind] : "eine Zeile, die sich verwenden lässt";
}

/*
 * Nothing personal goes to a log: no key, name or day of birth, and nothing that may be one because columns are
 * shifted. Whoever looks into the file finds it on the line.
 */
static bool may_be_shown(const struct issue *x)
{
    enum { MOST_LETTERS = 2 };
    static const enum tbl_column kept[] = {COL_C_NUMBER, COL_C_SURNAME, COL_C_GIVEN, COL_C_BORN};
    size_t letters = 0;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strcmp(x->column, tbl_columns[kept[i]].name) == 0)
            return false;
    for (const char *s = x->value; *s; s++)
        letters += !strchr("0123456789.,:/- ", *s);
    return *x->value && (x->kind == REJECT_INTERVAL ||
                         ((x->kind == REJECT_DATE || x->kind == REJECT_YEAR) && letters <= MOST_LETTERS));
}

bool session_check_limit(const struct session *s, struct diag *d)
{
    enum tbl_file file = ingest_over_limit(s->tables, s->settings->bad_lines / 1e6);
    if (file == TBL_FILES)
        return true;
    const struct issue_file *f = &s->tables->issues.file[file];
    uint64_t n;
    const struct issue *x = commonest(&s->tables->issues, file, &n);
    struct buf limit = {0}, example = {0};
    if (x && *x->column)
        buf_printf(&example, ", Spalte „%s“", x->column);
    if (x && may_be_shown(x))
        buf_printf(&example, ": „%s“", x->value);
    num_put_german_decimal(&limit, s->settings->bad_lines / 1e6 * 100, 2);
    diag_fail(d, DIAG_BAD_LINES, f->path, x ? x->line : 0,
              "%llu von %llu Zeilen sind nicht brauchbar (Grenze: %s %%), am häufigsten, in %llu: %s; hier%s",
              (unsigned long long)f->rejected, (unsigned long long)f->lines, buf_str(&limit), (unsigned long long)n,
              x ? issue_texts[x->kind].text : "", buf_str(&example));
    diag_expect(d, "%s", x ? wanted_instead(x) : "Zeilen, die sich verwenden lassen");
    if (s->job)
        diag_cure(d, "kontaktdichte check %s nennt jede Zeile; die Zuordnung im Auftrag oder den Export berichtigen",
                  typed_input(s));
    else
        diag_cure(d,
                  "kontaktdichte check %s nennt jede Zeile; den Export berichtigen oder seine Werte in einem Auftrag "
                  "zuordnen (kontaktdichte job init %s --output auftrag.xml)",
                  typed_input(s), typed_input(s));
    buf_free(&limit);
    buf_free(&example);
    return false;
}

static const char *fact_of(const struct session *s, const struct issue_words *w)
{
    return *w->found ? arena_printf(s->arena, "%s (%s)", w->fact, w->found) : w->fact;
}

static void warn_of(const struct session *s, const struct issue_words *w)
{
    session_warn(s, "Achtung: %s.%s%s", fact_of(s, w), *w->meaning ? " " : "", w->meaning);
}

bool session_check_doubts(const struct session *s, struct diag *d)
{
    size_t n;
    const struct issue_doubt *doubt = issues_doubts(&s->tables->issues, s->arena, &n), *end = NULL;
    for (size_t i = 0; i < n; i++) {
        bool ends = issue_weights[doubt[i].kind] & ISSUE_MISMATCH && !s->settings->accept_mismatch;
        if (ends && !end)
            end = &doubt[i]; /* told where the run ends */
        else
            warn_of(s, &doubt[i].words);
    }
    if (!end)
        return true;
    const char *path = s->tables->issues.file[end->file].path;
    const char *fact = fact_of(s, &end->words), *file = tbl_file_names[end->file];
    size_t named = strlen(file); /* the path stands in front already */
    if (strncmp(fact, file, named) == 0 && strncmp(fact + named, ": ", 2) == 0)
        fact += named + 2;
    diag_fail(d, DIAG_BAD_LINES, path ? path : file, 0, "%s", fact);
    diag_expect(d, "%s%swer sicher ist, dass es so stimmt, nennt --accept-mismatch, und Seite 1 sagt es dann",
                end->words.expected, *end->words.expected ? "; " : "");
    return false;
}

struct eval_question session_question(const struct session *s)
{
    struct eval_question q = eval_question(s->set, s->settings->as_of, s->settings->lead);
    q.region = s->settings->land;
    return q;
}
