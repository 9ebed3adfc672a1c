/*
 * What the readers of a job file share (internal to the room).
 */
#ifndef KD_JOB_JOBFILE_H
#define KD_JOB_JOBFILE_H

#include "base/xml.h"
#include "job/job.h"

struct jobfile {
    struct job *job;
    struct diag *d;
};

/* The text of an element, NFC, white space collapsed; in the job's arena. */
const char *jobfile_content(struct jobfile *l, const xmlNode *node);
/* An attribute in NFC, spaces around it cut; NULL: not there. */
const char *jobfile_attribute(struct jobfile *l, const xmlNode *node, const char *name);
/*
 * The path that an attribute holds (name NULL: the text of the element), seen from a folder; byte by byte as written
 * but for spaces around it, for names of files have no normal form. *path NULL: there is no such attribute. False: it
 * is written as on Windows.
 */
bool jobfile_path(struct jobfile *l, const xmlNode *node, const char *name, const char *folder,
                  const char **path) MUST_CHECK;
/* Notes a fault at the node's line; gives false. */
bool jobfile_fail(struct jobfile *l, const xmlNode *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Reads <exporte>. False: not valid. */
bool jobfile_exports(struct jobfile *l, const xmlNode *node);

#endif
