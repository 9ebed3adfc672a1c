/*
 * The job file (spec 1.8, docs/auftrag.md): which exports and how they are read, and what a run shall make of them.
 * Read against templates/auftrag.rng; what a schema cannot say (is there such a column, such a word) is checked here.
 */
#ifndef KD_JOB_JOB_H
#define KD_JOB_JOB_H

#include "base/diag.h"
#include "base/digest.h"
#include "base/holidays.h"
#include "base/mem.h"
#include "ingest/ingest.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum job_report { JOB_MONTHLY, JOB_SUPERVISION, JOB_EVIDENCE, JOB_WORK_LISTS, JOB_REPORTS };
#define JOB_PLACEHOLDER "Jobcenter …" /* the name in a draft (job/init.h) */

enum { JOB_PDF = 1, JOB_HTML = 2, JOB_CSV = 4, JOB_XLSX = 8 };
enum job_contacts { JOB_CONTACTS_CLEAR, JOB_CONTACTS_PSEUDONYM, JOB_CONTACTS_NONE };

/* Who may read what is published; the same as those of archive/publish.h. */
enum job_access { JOB_ACCESS_OWNER, JOB_ACCESS_GROUP, JOB_ACCESS_ALL, JOB_ACCESS_DRIVE, JOB_ACCESSES };
extern const char *const job_access_words[JOB_ACCESSES]; /* in the job, and in the record of a run */

enum { JOB_SAMPLE = 5 /* where the job does not say */ };

struct job_report_wish {
    unsigned formats;     /* JOB_PDF ...; 0: not asked for */
    const char *template; /* path; NULL: the one that ships with the program */
    bool caseworkers;     /* JOB_MONTHLY: with figures on each caseworker */
    int sample;           /* JOB_SUPERVISION: cases of each caseworker */
    size_t line;
};

/* Everything is in the arena; lines are of the job file, 0 where the element is not there. */
struct job {
    struct arena *arena;
    const char *path; /* as given */
    const char *dir;  /* its folder */
    struct digest_text digest;
    struct digest_text mapping; /* of how exports are read, wherever they lie: columns, values, encodings */
    const char *jobcenter;
    struct holiday_region land;
    const char *rules;     /* ID, or path of a file; NULL: not told */
    int32_t as_of;         /* DAY_NONE: not told */
    int lead;              /* days; -1: not told */
    double bad_lines;      /* share; -1: not told */
    int full_time;         /* weekly hours in hundredths; 3900 where not told */
    int target;            /* per mille; -1: not told */
    const char *agreement; /* Dienstvereinbarung; "" not told */
    bool pseudonyms;
    const char *key; /* path of the key file; NULL: none */
    enum job_contacts contacts;
    int smallest_group; /* 1: all are shown */
    const char *export_dir;
    bool canonical;                       /* no export is named: export_dir holds canonical ones */
    struct ingest_file export[TBL_FILES]; /* path NULL: not named */
    struct job_report_wish report[JOB_REPORTS];
    const char *theme;   /* path of a theme of its own; NULL: the one that ships with the program */
    const char *archive; /* folder with earlier runs to compare with; NULL: that of the output */
    bool no_archive;     /* there shall be no comparison */
    const char *out;     /* NULL: not told */
    enum job_access access;
    const char *sign; /* path of the secret key that signs what is published; NULL: none */
    bool recipients;  /* a folder for each team and caseworker, too */
    size_t land_line, full_time_line, target_line, agreement_line, key_line, contacts_line, smallest_group_line;
    size_t jobcenter_line, rules_line;
};

/* NULL: not valid (DIAG_RULES; d says file, line and what would fit). Paths in it are not opened. */
struct job *job_load(const char *path, const char *rng, struct diag *d) MUST_CHECK;
void job_free(struct job *j); /* takes NULL */

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
