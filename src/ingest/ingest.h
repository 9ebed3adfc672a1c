/*
 * From a folder of exports to the tables (spec 1). Every line that cannot be used is in tables.issues.
 */
#ifndef KD_INGEST_INGEST_H
#define KD_INGEST_INGEST_H

#include "base/diag.h"
#include "ingest/mapping.h"
#include "table/tables.h"

struct ingest_options {
    const char *dir;                /* folder of canonical exports; not looked at where files are given */
    const struct ingest_file *file; /* TBL_FILES of them: which exports there are, and how they differ; NULL: by dir */
    const char *job;                /* the file whose lines `file` names */
    const struct lexicon *lexicon;  /* attributes that the rule set declares; borrowed by the tables; NULL: none */
    bool contact_details; /* lines, staff, days of entry and lengths of contacts, too: the evaluator needs none */
    bool customer_names;  /* Nachname and Vorname, too: only lists of cases show them */
    bool digests;         /* of each file, as it was read: into its issue_file */
    unsigned threads;     /* >= 1 */
    /* So much of a file is read; from several threads at once. May be NULL. */
    void (*progress)(void *context, const char *file, uint64_t done, uint64_t bytes);
    void *progress_context;
};

/*
 * NULL: an input cannot be read, a needed file or column is missing (DIAG_INPUT). Free with tables_free.
 * Too many bad lines are not an error here: see ingest_over_limit.
 */
struct tables *ingest_load(const struct ingest_options *options, struct diag *d) MUST_CHECK;

/* Every fault of the files and of their mapping, by their headers alone: what ingest_load would not get past. */
size_t ingest_check(const struct ingest_options *options, void (*fault)(void *context, const struct diag *d),
                    void *context);

/*
 * The first file whose share of rejected lines (unknown customers left aside) is above limit (0.01 = one in a hundred);
 * TBL_FILES: none.
 */
enum tbl_file ingest_over_limit(const struct tables *t, double limit);

#endif
