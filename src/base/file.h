/*
 * Files as bytes: read as a whole, so that nobody hands a name to a library that would take it for an address.
 */
#ifndef KD_BASE_FILE_H
#define KD_BASE_FILE_H

#include "base/buf.h"
#include "base/diag.h"

/*
 * Appends the whole file to out. code: what a failure means. False: not to be opened, no file (a device or a pipe
 * is refused, not waited for), or more than `most` bytes (a multiple of MiB); out may then hold a part of it.
 */
bool file_read(const char *path, size_t most, enum diag_code code, struct buf *out, struct diag *d) MUST_CHECK;

#endif
