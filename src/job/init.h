/*
 * A first job file from a look at a folder of exports of any names, columns and values.
 */
#ifndef KD_JOB_INIT_H
#define KD_JOB_INIT_H

#include "base/buf.h"
#include "base/diag.h"

/*
 * Appends the job file, XML that is valid against templates/auftrag.rng: each guess with a comment that says why and
 * how sure it is, what is open marked "OFFEN". output: the file it will be written to, for its paths; NULL: one in the
 * current folder.
 * False: dir cannot be read, or holds nothing that looks like an export (DIAG_INPUT).
 */
bool job_init(const char *dir, const char *output, struct buf *b, struct diag *d) MUST_CHECK;

#endif
