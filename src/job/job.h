/*
 * The job file (spec 1.8, docs/auftrag.md): which exports and how they are read, and what a run shall make of them.
 * Read against templates/auftrag.rng; what a schema cannot say (is there such a column, such a word) is checked here.
 */
#ifndef KD_JOB_JOB_H
#define KD_JOB_JOB_H

#include "base/diag.h"
#include "base/digest.h"
#include "base/mem.h"
#include "ingest/ingest.h"
#include "settings/settings.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define JOB_PLACEHOLDER "Jobcenter …" /* the name in a draft (job/init.h) */

enum { JOB_PDF = 1, JOB_HTML = 2, JOB_CSV = 4, JOB_XLSX = 8 };

/* A report that is asked for. What there is and what each can have knows the room reports. */
struct job_report {
    const char *name;
    unsigned formats;     /* JOB_PDF ...; 0: not told */
    const char *template; /* path; NULL: the one that ships with the program */
    int caseworkers;      /* with figures on each caseworker: 0, 1; -1: not told */
    int sample;           /* cases of each caseworker; -1: not told */
    size_t line;
};

/* Everything is in the arena; lines are of the job file. */
struct job {
    struct arena *arena;
    const char *path; /* as given */
    const char *dir;  /* its folder */
    struct digest_text digest;
    struct digest_text mapping; /* of how exports are read, wherever they lie: columns, values, encodings */
    struct settings settings; /* those that it tells */
    const char *export_dir;
    bool canonical;                       /* no export is named: export_dir holds canonical ones */
    struct ingest_file export[TBL_FILES]; /* path NULL: not named */
    struct job_report *report;
    size_t n_reports;
    bool tells_reports; /* false: all that there are, in all their formats */
    /* Columns of kunden.csv that only a rule set can know: COL_OWN + i until job_settle. */
    struct ingest_column *customers; /* those of export[FILE_CUSTOMERS] */
    const char *own[TBL_OWN];
    int n_own;
};

/* NULL: not valid (DIAG_RULES; d says file, line and what would fit). Paths in it are not opened. */
struct job *job_load(const char *path, const char *rng, struct diag *d) MUST_CHECK;
void job_free(struct job *j); /* takes NULL */
/* What it says of the report of that name; NULL: nothing. */
const struct job_report *job_report_of(const struct job *j, const char *name);
/*
 * Columns that the job names and every export may have are settled; the others have to be attributes that the rule set
 * declares. False: one is not, or a value is none of it (as job_load). Before the exports are read.
 */
bool job_settle(struct job *j, const struct lexicon *x, struct diag *d) MUST_CHECK;

/*
 * What the reader of a job should know before a run, each once, with the line of the job file.
 */
struct job_hint {
    size_t line;
    const char *what; /* German */
};
/* hint: room for JOB_MOST_HINTS; gives how many. */
enum { JOB_MOST_HINTS = 4 };
size_t job_hints(const struct job *j, struct job_hint hint[JOB_MOST_HINTS]);

/* "kunden" ... as in art="": the canonical name without .csv. */
enum tbl_file job_file_of(const char *art);

#endif
