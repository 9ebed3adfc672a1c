#include "ingest/ingest.h"

#include "ingest/loader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool is_there(const struct ingest_options *o, enum tbl_file file)
{
    struct stat st;
    char *path = NULL;
    size_t n = strlen(o->dir) + strlen(tbl_file_names[file]) + 2;
    path = mem_alloc(n);
    snprintf(path, n, "%s/%s", o->dir, tbl_file_names[file]);
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
    for (uint32_t i = 0; i < t->staff.n; i++)
        t->staff_of_word[t->staff.key[i]] = i;
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

struct tables *ingest_load(const struct ingest_options *options, struct diag *d)
{
    struct tables *t = mem_zero(1, sizeof *t);
    t->arena = arena_new();
    issues_init(&t->issues);
    struct loader l = {.options = options, .t = t, .words = intern_new(), .numbers = intern_new()};
    intern_put(l.words, "", 0);
    bool ok = load_all(&l, d);
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
