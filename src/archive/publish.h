/*
 * Publishing a run, all or nothing (spec 5.3): files are written into a folder of their own beside the target, synced,
 * and the folder is renamed. A published run is never written over; an old one is kept beside the new one.
 */
#ifndef KD_ARCHIVE_PUBLISH_H
#define KD_ARCHIVE_PUBLISH_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct publish;

/*
 * Begins to publish OUT/NAME; OUT is made where it is not there. replace: an existing OUT/NAME is kept as OUT/NAME.alt
 * (.alt2, ...). NULL: the target exists and replace was not asked for, or a folder cannot be made (DIAG_OUTPUT).
 */
struct publish *publish_new(const char *out, const char *name, bool replace, struct diag *d) MUST_CHECK;
/* Writes one file, path relative to the run, folders on its way are made. False: DIAG_OUTPUT. */
bool publish_put(struct publish *p, const char *path, const void *bytes, size_t n, struct diag *d) MUST_CHECK;
/* Writes SHA256SUMS over all files, syncs, renames. False: DIAG_OUTPUT; nothing was published then. */
bool publish_commit(struct publish *p, struct diag *d) MUST_CHECK;
/* Takes NULL. What was not committed is removed. */
void publish_free(struct publish *p);
/* Where the run stands or will stand: OUT/NAME. */
const char *publish_target(const struct publish *p);

#endif
