/*
 * Where a command's text goes: --output, all or nothing, or standard output.
 */
#ifndef KD_CLI_OUTPUT_H
#define KD_CLI_OUTPUT_H

#include "base/buf.h"
#include "base/diag.h"

/* path NULL: standard output. Something there that is no file (a device, a pipe) is written, never replaced. */
bool output_put(const char *path, const struct buf *b, struct diag *d) MUST_CHECK;
/* A file that must not be there yet. */
bool output_put_new(const char *path, const struct buf *b, struct diag *d) MUST_CHECK;

#endif
