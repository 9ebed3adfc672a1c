/*
 * A first job file from a look at a folder of exports of any names, columns and values.
 */
#ifndef KD_JOB_INIT_H
#define KD_JOB_INIT_H

#include "base/buf.h"
#include "base/diag.h"
#include "job/job.h"

#include <stdint.h>

/* What is known already and goes into the draft in place of what would be open. */
struct job_init_told {
    const char *jobcenter; /* "" not told */
    const char *rules;     /* NULL not told */
    struct holiday_region land;
    int32_t as_of; /* DAY_NONE not told */
};

/*
 * Appends the job file, XML that is valid against templates/auftrag.rng: each guess with a comment that says why and
 * how sure it is, what is open marked "OFFEN". output: the file it will be written to, for its paths; NULL: not known,
 * and the folder of the exports is named in full.
 * False: dir cannot be read, or holds nothing that looks like an export (DIAG_INPUT).
 */
bool job_init_told(const char *dir, const char *output, const struct job_init_told *told, struct buf *b,
                   struct diag *d) MUST_CHECK;
/* Where nothing is known. */
bool job_init(const char *dir, const char *output, struct buf *b, struct diag *d) MUST_CHECK;

#endif
