/*
 * SHA-256 as 64 hex digits (nettle).
 */
#ifndef KD_ARCHIVE_DIGEST_H
#define KD_ARCHIVE_DIGEST_H

#include "base/diag.h"

#include <stddef.h>

struct digest_text {
    char hex[65];
};

struct digest_text digest_bytes(const void *p, size_t n);

/* The same piece by piece; free(), or digest_end, which frees it and gives the digest. */
struct digest;
struct digest *digest_begin(void);
void digest_add(struct digest *s, const void *p, size_t n);
struct digest_text digest_end(struct digest *s);
/* False: the file cannot be read (DIAG_INPUT). */
bool digest_file(const char *path, struct digest_text *out, struct diag *d) MUST_CHECK;

#endif
