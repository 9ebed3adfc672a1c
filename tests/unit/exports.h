/*
 * For tests: small exports written into a folder of their own, read through ingest. Failures end the test.
 */
#ifndef KD_TESTS_EXPORTS_H
#define KD_TESTS_EXPORTS_H

#include "base/diag.h"
#include "ingest/ingest.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct exports {
    char dir[64];
};

static inline void exports_make(struct exports *e)
{
    strcpy(e->dir, "kd-test-XXXXXX");
    assert_non_null(mkdtemp(e->dir));
}

static inline void exports_put(const struct exports *e, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", e->dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static inline void exports_remove(const struct exports *e, const char *const *more)
{
    char path[256];
    for (int i = 0; i < TBL_FILES; i++) {
        snprintf(path, sizeof path, "%s/%s", e->dir, tbl_file_names[i]);
        unlink(path);
    }
    for (; more && *more; more++) {
        snprintf(path, sizeof path, "%s/%s", e->dir, *more);
        unlink(path);
    }
    rmdir(e->dir);
}

static inline struct tables *exports_read(const struct exports *e)
{
    struct diag d = {0};
    struct ingest_options o = {.dir = e->dir, .contact_details = true, .threads = 1};
    struct tables *t = ingest_load(&o, &d);
    if (!t)
        diag_print(&d);
    assert_non_null(t);
    return t;
}

static inline struct ruleset *exports_rules(const char *id)
{
    struct diag d = {0};
    char file[512];
    snprintf(file, sizeof file, KD_ROOT "/rules/%s.xml", id);
    struct ruleset *set = ruleset_load(file, KD_ROOT "/rules/regelwerk.rng", &d);
    if (!set)
        diag_print(&d);
    assert_non_null(set);
    return set;
}

#endif
