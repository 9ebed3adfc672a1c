/*
 * What a drafted job still leaves open (job/init.h).
 */
#ifndef KD_CLI_OPEN_POINTS_H
#define KD_CLI_OPEN_POINTS_H

#include "base/buf.h"
#include "cli/session.h"

/*
 * Appends a block "Im Auftrag noch offen" with file and line: every comment with OFFEN, and what the job does not say.
 * Nothing where nothing is open; gives how much is. s->job may be NULL: the job is not valid, or path is a folder.
 */
size_t command_put_open_points(struct buf *b, const struct session *s, const char *path);

#endif
