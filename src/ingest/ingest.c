#include "ingest/ingest.h"

#include "base/near.h"
#include "ingest/loader.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static char *join(const char *dir, const char *name)
{
    size_t n = strlen(dir) + strlen(name) + 2;
    char *path = mem_alloc(n);
    snprintf(path, n, "%s/%s", dir, name);
    return path;
}

char *ingest_path_in(const char *dir, enum tbl_file file, char **second)
{
    const char *name = tbl_file_names[file];
    char *found = NULL;
    DIR *folder = opendir(dir);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (strcasecmp(entry->d_name, name) != 0)
            continue;
        char *path = join(dir, entry->d_name), *greater = path;
        if (!found || strcmp(path, found) < 0) { /* whatever the order of the folder */
            greater = found;
            found = path;
        }
        if (second && !*second)
            *second = greater;
        else
            free(greater);
    }
    if (folder)
        closedir(folder);
    return found ? found : join(dir, name);
}

static bool is_there(const struct ingest_options *o, enum tbl_file file)
{
    struct stat st;
    if (o->file)
        return o->file[file].path != NULL;
    char *path = ingest_path_in(o->dir, file, NULL);
    bool there = lstat(path, &st) == 0; /* a link to nothing is there, and cannot be read */
    free(path);
    return there;
}

/* Two files whose names differ by case alone: which of them is meant nobody can tell. */
static bool check_twins(const struct ingest_options *o, struct diag *d)
{
    bool ok = true;
    for (int i = 0; ok && !o->file && i < TBL_FILES; i++) {
        char *second = NULL, *first = ingest_path_in(o->dir, (enum tbl_file)i, &second);
        if (second) {
            ok = diag_fail(d, DIAG_INPUT, first, 0, "ein zweiter Export derselben Art liegt daneben: %s", second);
            diag_expect(d, "einer von beiden, oder ein Auftrag, der sagt, welcher gilt (kontaktdichte job init)");
        }
        free(first);
        free(second);
    }
    return ok;
}

/* Whether name is that of an export, apart from its ending, a number or a word beside it: "Mitarbeiter (1).csv". */
static bool is_nearly(const char *name, enum tbl_file file)
{
    enum { ALIKE = 75 };
    static const char *const endings[] = {".csv",  ".txt", ".tsv", ".dat", ".asc", ".xls",
                                          ".xlsx", ".ods", ".gz",  ".zip", ".bak", ".old"};
    const char *ending = strrchr(name, '.');
    bool data = !ending;
    for (size_t i = 0; ending && i < sizeof endings / sizeof *endings; i++)
        data |= strcasecmp(ending, endings[i]) == 0;
    for (int i = 0; data && i < TBL_FILES; i++)
        data = strcasecmp(name, tbl_file_names[i]) != 0;
    struct buf own = {0}, stem = {0};
    buf_put(&own, tbl_file_names[file], strlen(tbl_file_names[file]) - strlen(".csv"));
    buf_put(&stem, name, strcspn(name, "."));
    bool nearly = data && near_likeness(buf_str(&own), buf_str(&stem)) >= ALIKE;
    buf_free(&own);
    buf_free(&stem);
    return nearly;
}

/* An export that is not there, where a file beside is called nearly so: forgotten to rename, or loaded down twice. */
static void note_files_beside(struct tables *t, const char *dir)
{
    struct dirent **entry = NULL;
    int n = scandir(dir, &entry, NULL, alphasort);
    for (int file = 0; file < TBL_FILES; file++) {
        struct buf found = {0}, fact = {0};
        for (int i = 0; i < n && !t->has_file[file]; i++)
            if (entry[i]->d_name[0] != '.' && is_nearly(entry[i]->d_name, (enum tbl_file)file))
                buf_printf(&found, "%s„%s“", found.n ? ", " : "", entry[i]->d_name);
        buf_printf(&fact, "%s ist nicht geliefert, aber eine Datei heißt fast so", tbl_file_names[file]);
        const struct issue_words words = {
            buf_str(&fact), "Sie wurde nicht gelesen.", buf_str(&found),
            arena_printf(t->arena, "der Name %s, oder ein Auftrag, der sie nennt", tbl_file_names[file])};
        if (found.n)
            issues_add_doubt(&t->issues, DOUBT_FILE_BESIDE, (enum tbl_file)file, &words);
        buf_free(&found);
        buf_free(&fact);
    }
    for (int i = 0; i < n; i++)
        free(entry[i]);
    free(entry);
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
    tidy_words(l);
    settle(l);
    tidy_fillers(l->t);
    alike_staff(l->t);
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
    if (!check_twins(o, d))
        return false;
    static const enum tbl_file needed[] = {FILE_CUSTOMERS, FILE_CONTACTS};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (is_there(o, needed[i]))
            continue;
        struct buf names = {0}, likest = {0};
        char *path = ingest_path_in(o->dir, needed[i], NULL);
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
            n += csv_file_check(o->file[i].path, file, &mapping, o->lexicon, fault, context);
        } else {
            char *path = ingest_path_in(o->dir, file, NULL);
            n += csv_file_check(path, file, NULL, o->lexicon, fault, context);
            free(path);
        }
    }
    return n;
}

struct tables *ingest_load(const struct ingest_options *options, struct diag *d)
{
    struct tables *t = mem_zero(1, sizeof *t);
    t->arena = arena_new();
    t->lexicon = options->lexicon ? options->lexicon : lexicon_new(t->arena);
    issues_init(&t->issues);
    struct loader l = {.options = options, .t = t, .words = intern_new(), .numbers = intern_new()};
    intern_put(l.words, "", 0);
    bool ok = check_files(options, d) && load_all(&l, d);
    intern_free(l.words);
    intern_free(l.numbers);
    if (ok) {
        if (!options->file)
            note_files_beside(t, options->dir);
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
