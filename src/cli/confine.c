#include "cli/confine.h"

#include "archive/drive.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/sandbox.h"
#include "cli/data_dir.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct room {
    struct sandbox *box;
    struct arena *a;
};

/* What libraries read by themselves: faces, hyphenation, colour profile, other encodings, and each other. */
static void add_system(struct room *r)
{
    static const char *const paths[] = {"/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/sys/devices/system/cpu"};
    struct stat st;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (stat(paths[i], &st) == 0)
            sandbox_read(r->box, paths[i]);
}

static void add_data(struct room *r, const char *dir)
{
    static const char *const parts[] = {"rules", "templates", "system"};
    for (size_t i = 0; dir && i < sizeof parts / sizeof *parts; i++)
        sandbox_read_links(r->box, arena_printf(r->a, "%s/%s", dir, parts[i]));
}

/* A file with what lies beside it or below, which it may name: a theme's logo, what a template includes. */
static void add_with_folder(struct room *r, const char *file)
{
    if (!file)
        return;
    sandbox_read(r->box, file);
    sandbox_read_links(r->box, path_folder(r->a, file));
}

/* Rule sets by ID lie with the data; files are taken as they are named. */
static void add_rules(struct room *r, const char *rules)
{
    struct stat st;
    for (size_t n; rules && *rules; rules += n + (rules[n] == ',')) {
        n = strcspn(rules, ",");
        const char *one = arena_text(r->a, rules, n);
        if (stat(one, &st) == 0)
            add_with_folder(r, one);
    }
}

/* --output becomes a file in its folder, through links; what is no file is written as it is. */
static void add_output(struct room *r, const char *output)
{
    struct stat st;
    if (!output)
        return;
    char *whole = realpath(output, NULL);
    const char *path = whole ? whole : output;
    if (stat(path, &st) != 0 || S_ISREG(st.st_mode))
        path = path_folder(r->a, path);
    (void)sandbox_write(r->box, path);
    free(whole);
}

static void add_exports(struct room *r, const struct ingest_options *in)
{
    for (int i = 0; in->file && i < TBL_FILES; i++)
        if (in->file[i].path)
            sandbox_read(r->box, in->file[i].path);
    if (!in->file)
        sandbox_read_links(r->box, in->dir);
}

/* What the job names. */
static void add_job(struct room *r, const struct job *job)
{
    for (size_t i = 0; i < job->n_reports; i++)
        add_with_folder(r, job->report[i].template);
}

static bool add_session(struct room *r, const struct session *s, const struct ingest_options *in)
{
    const struct settings *o = s->settings;
    add_data(r, s->data_dir);
    add_exports(r, in);
    add_rules(r, o->rules);
    if (s->job)
        add_job(r, s->job);
    if (s->job && o->archive && !o->no_archive)
        sandbox_read_links(r->box, o->archive);
    if (o->command != COMMAND_REPORT)
        return false;
    sandbox_read_links(r->box, o->archive ? o->archive : o->out); /* earlier runs */
    if (o->replay)
        return sandbox_write(r->box, drive_temporary()) && false;
    return sandbox_write(r->box, o->out);
}

bool confine(const struct settings *o, const struct session *s, const struct ingest_options *in)
{
    if (o->unconfined)
        return false;
    struct room r = {sandbox_new(), arena_new()};
    struct diag unfound = {0}; /* the command says it */
    bool above = false;
    add_system(&r);
    (o->command == COMMAND_JOB_INIT ? sandbox_read_links : sandbox_read)(r.box, o->input);
    if (s)
        above = add_session(&r, s, in);
    else
        add_data(&r, data_dir_find(o->data_dir, r.a, &unfound));
    if (o->exports)
        sandbox_read_links(r.box, o->exports);
    if (o->public_key)
        sandbox_read(r.box, o->public_key);
    add_with_folder(&r, o->theme);
    add_output(&r, o->output);
    sandbox_enter(r.box, o->ending);
    arena_free(r.a);
    return above;
}
