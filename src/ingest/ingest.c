#include "ingest/ingest.h"

#include "base/near.h"
#include "ingest/loader.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The canonical path; to be freed. */
static char *path_in(const char *dir, enum tbl_file file)
{
    size_t n = strlen(dir) + strlen(tbl_file_names[file]) + 2;
    char *path = mem_alloc(n);
    snprintf(path, n, "%s/%s", dir, tbl_file_names[file]);
    return path;
}

static bool is_there(const struct ingest_options *o, enum tbl_file file)
{
    struct stat st;
    if (o->file)
        return o->file[file].path != NULL;
    char *path = path_in(o->dir, file);
    bool there = stat(path, &st) == 0;
    free(path);
    return there;
}

/* Groups of nothing, so that what reads a table need not ask whether the file was there. */
static void empty_groups(struct tables *t)
{
    size_t n = (size_t)t->customers.n + 1;
    t->exceptions.first = arena_zero(t->arena, n * sizeof(uint32_t));
    t->appointments.first = arena_zero(t->arena, n * sizeof(uint32_t));
}

/* The interned words and numbers become the tables' own. */
static void settle(struct loader *l)
{
    struct tables *t = l->t;
    size_t n;
    const char *bytes = intern_bytes(l->numbers, &n);
    t->text = memcpy(arena_raw(t->arena, n + 1), bytes, n);
    t->customers.number = memcpy(loader_column(l, t->customers.n, sizeof(uint32_t)), intern_offsets(l->numbers),
                                 t->customers.n * sizeof(uint32_t));
    bytes = intern_bytes(l->words, &n);
    const char *words = memcpy(arena_raw(t->arena, n + 1), bytes, n);
    t->n_words = intern_count(l->words);
    t->word = loader_column(l, t->n_words, sizeof *t->word);
    t->staff_of_word = loader_column(l, t->n_words, sizeof *t->staff_of_word);
    for (uint32_t i = 0; i < t->n_words; i++) {
        t->word[i] = words + intern_offsets(l->words)[i];
        t->staff_of_word[i] = TBL_NONE;
    }
    for (uint32_t i = 0; i < t->staff.n_members; i++)
        t->staff_of_word[t->staff.key[t->staff.first[i]]] = i;
}

static bool load_one(struct loader *l, bool (*load)(struct loader *, struct diag *), struct diag *d)
{
    struct loader one = {.options = l->options, .t = l->t, .words = l->words, .numbers = l->numbers};
    return load(&one, d);
}

static bool load_all(struct loader *l, struct diag *d)
{
    static const struct {
        enum tbl_file file;
        bool (*load)(struct loader *, struct diag *);
    } optional[] = {
        {FILE_STAFF, load_staff},
        {FILE_EXCEPTIONS, load_exceptions},
        {FILE_ABSENCES, load_absences},
        {FILE_APPOINTMENTS, load_appointments},
    };
    if (!load_one(l, load_customers, d))
        return false;
    empty_groups(l->t);
    if (!load_one(l, load_contacts, d))
        return false;
    for (size_t i = 0; i < sizeof optional / sizeof *optional; i++)
        if (is_there(l->options, optional[i].file) && !load_one(l, optional[i].load, d))
            return false;
    settle(l);
    return true;
}

/* A file that the job names has to be there. */
static bool check_file(const struct ingest_options *o, enum tbl_file file, struct diag *d)
{
    const struct ingest_file *f = &o->file[file];
    struct stat st;
    struct buf names = {0}, likest = {0};
    if (stat(f->path, &st) == 0)
        return true;
    int error = errno;
    near_names_beside(f->path, &names, &likest);
    if (error != ENOENT)
        diag_fail(d, DIAG_INPUT, o->job, f->line, "%s kann nicht gelesen werden: %s", f->path, diag_system(error));
    else
        diag_fail(d, DIAG_INPUT, o->job, f->line, "%s gibt es nicht; im Ordner: %s", f->path,
                  names.n ? buf_str(&names) : "nichts");
    if (likest.n)
        diag_expect(d, "der Pfad eines Exports, am ehesten „%s“", buf_str(&likest));
    else
        diag_expect(d, "der Pfad eines Exports");
    buf_free(&names);
    buf_free(&likest);
    return false;
}

/* A folder without a job has to hold the two files that every run needs. */
static bool check_folder(const struct ingest_options *o, struct diag *d)
{
    static const enum tbl_file needed[] = {FILE_CUSTOMERS, FILE_CONTACTS};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (is_there(o, needed[i]))
            continue;
        struct buf names = {0}, likest = {0};
        char *path = path_in(o->dir, needed[i]);
        near_names_beside(path, &names, &likest);
        diag_fail(d, DIAG_INPUT, path, 0, "gibt es nicht; im Ordner: %s", names.n ? buf_str(&names) : "nichts");
        diag_expect(d, "ein Ordner mit kunden.csv und kontakte.csv");
        d->other_form = names.n > 0;
        free(path);
        buf_free(&names);
        buf_free(&likest);
        return false;
    }
    return true;
}

static bool check_files(const struct ingest_options *o, struct diag *d)
{
    if (!o->file)
        return check_folder(o, d);
    for (int i = 0; i < TBL_FILES; i++)
        if (o->file[i].path && !check_file(o, (enum tbl_file)i, d))
            return false;
    return true;
}

size_t ingest_check(const struct ingest_options *o, void (*fault)(void *, const struct diag *), void *context)
{
    size_t n = 0;
    for (int i = 0; i < TBL_FILES; i++) {
        enum tbl_file file = (enum tbl_file)i;
        struct diag d = {0};
        if (!is_there(o, file))
            continue;
        if (o->file && !check_file(o, file, &d)) {
            fault(context, &d);
            n++;
        } else if (o->file) {
            struct csv_mapping mapping = {&o->file[i], o->job};
            n += csv_file_check(o->file[i].path, file, &mapping, fault, context);
        } else {
            char *path = path_in(o->dir, file);
            n += csv_file_check(path, file, NULL, fault, context);
            free(path);
        }
    }
    return n;
}

struct tables *ingest_load(const struct ingest_options *options, struct diag *d)
{
    struct tables *t = mem_zero(1, sizeof *t);
    t->arena = arena_new();
    issues_init(&t->issues);
    struct loader l = {.options = options, .t = t, .words = intern_new(), .numbers = intern_new()};
    intern_put(l.words, "", 0);
    bool ok = check_files(options, d) && load_all(&l, d);
    intern_free(l.words);
    intern_free(l.numbers);
    if (ok) {
        issues_sort(&t->issues);
        return t;
    }
    tables_free(t);
    return NULL;
}

enum tbl_file ingest_over_limit(const struct tables *t, double limit)
{
    for (int i = 0; i < TBL_FILES; i++) {
        const struct issue_file *f = &t->issues.file[i];
        if (f->lines && (double)f->rejected > limit * (double)f->lines)
            return (enum tbl_file)i;
    }
    return TBL_FILES;
}
