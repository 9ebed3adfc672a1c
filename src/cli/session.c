#include "cli/session.h"

#include "base/buf.h"
#include "base/num.h"
#include "cli/data_dir.h"
#include "ingest/ingest.h"

#include <stdarg.h>
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
    fputs("kontaktdichte: ", stderr);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
}

void session_log(const struct session *s, const char *format, ...)
{
    va_list args;
    if (!s->options->verbose)
        return;
    va_start(args, format);
    print_line(format, args);
    va_end(args);
}

void session_say(const struct session *s, const char *format, ...)
{
    va_list args;
    if (s->options->quiet)
        return;
    va_start(args, format);
    print_line(format, args);
    va_end(args);
}

void session_phase(struct session *s, const char *name)
{
    double t = now();
    session_log(s, "%-34s %7.0f ms", name, (t - s->phase_start) * 1000);
    s->phase_start = t;
}

static void note_column(void *context, const char *name)
{
    session_log(context, "Spalte „%s“ wird nicht gebraucht", name);
}

/* Once, in plain words: what the rule set's dates mean for this reporting day (2.13). */
static void say_validity(struct session *s)
{
    if (ruleset_force_on(s->set, s->options->as_of) == RULESET_IN_FORCE)
        return;
    session_say(s, "Hinweis: %s, Stichtag %s: %s", s->set->id, day_german(s->options->as_of).s,
                ruleset_validity_words(s->set, s->arena));
}

bool session_open(struct session *s, const struct options *o, bool contact_details, bool rules_needed, struct diag *d)
{
    *s = (struct session){.options = o, .arena = arena_new(), .phase_start = now()};
    s->data_dir = data_dir_find(o->data_dir, KD_SOURCE_DIR, KD_DATA_DIR, s->arena, d);
    if (!s->data_dir)
        return false;
    if (o->rules) {
        const char *file = data_dir_rules(s->data_dir, o->rules, s->arena, d);
        const char *rng = arena_printf(s->arena, "%s/rules/regelwerk.rng", s->data_dir);
        if (!file || !(s->set = ruleset_load(file, rng, d)))
            return false;
        say_validity(s);
    } else if (rules_needed) {
        diag_fail(d, DIAG_USAGE, NULL, 0, "kein Regelwerk genannt");
        return diag_expect(d, "--rules ID oder DATEI; kontaktdichte rules list zeigt die vorhandenen");
    }
    struct ingest_options in = {.dir = o->input, .contact_details = contact_details, .threads = o->threads,
                                .note = note_column, .note_context = s};
    s->tables = ingest_load(&in, d);
    session_phase(s, "Exporte gelesen");
    return s->tables != NULL;
}

void session_close(struct session *s)
{
    tables_free(s->tables);
    ruleset_free(s->set);
    arena_free(s->arena);
    *s = (struct session){0};
}

bool session_check_limit(const struct session *s, struct diag *d)
{
    enum tbl_file file = ingest_over_limit(s->tables, s->options->bad_lines);
    if (file == TBL_FILES)
        return true;
    const struct issue_file *f = &s->tables->issues.file[file];
    struct buf limit = {0};
    num_put_german_decimal(&limit, s->options->bad_lines * 100, 2);
    diag_fail(d, DIAG_BAD_LINES, f->path, 0, "%llu von %llu Zeilen sind nicht brauchbar",
              (unsigned long long)f->rejected, (unsigned long long)f->lines);
    diag_expect(d, "höchstens %s %% (--bad-lines)", buf_str(&limit));
    buf_free(&limit);
    return false;
}
