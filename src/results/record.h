/*
 * lauf.xml (schema templates/lauf.rng): what a run was made from (spec 5.2), so that it can be repeated and verified.
 * No clock time, no folder, no number of threads: the same inputs give the same bytes anywhere.
 */
#ifndef KD_RESULTS_RECORD_H
#define KD_RESULTS_RECORD_H

#include "aggregate/reach.h"
#include "base/buf.h"
#include "rules/ruleset.h"
#include "table/issues.h"

#include <stddef.h>
#include <stdint.h>

/* A name with a version, a value or a digest. */
struct results_entry {
    const char *name, *value;
};

/* An earlier run that this one was compared with. */
struct results_compared {
    int32_t day;
    const char *run_id, *sha256; /* sha256: of its ergebnis.xml */
    const char *verdicts;        /* digest of its ergebnis.csv; NULL: its verdicts were not compared one by one */
};

struct results_record {
    const char *run_id;    /* 12 hex digits */
    const char *version;   /* of the program */
    const char *jobcenter; /* "" not known */
    int32_t day;           /* S */
    const struct ruleset *set;
    const char *ruleset_sha256;
    const struct agg_reach *reach; /* NULL: not known */
    const struct issues *issues;   /* the inputs, with their digests */
    const struct results_compared *archived;
    size_t n_archived;
    int32_t before;                        /* the latest run before it in the archive; DAY_NONE: none */
    const char *before_sha256;             /* of its SHA256SUMS */
    const struct results_entry *parameter; /* further ones, as the caller names them: "vorlauf" "14" */
    size_t n_parameters;
    const struct results_entry *library; /* "zlib" "1.2.13" */
    size_t n_libraries;
    const struct results_entry *file; /* templates, schemas, themes, fonts: path or name, SHA-256; shown by base name */
    size_t n_files;
};

/* Appends the whole XML document. */
void results_put_record(struct buf *b, const struct results_record *r);

#endif
