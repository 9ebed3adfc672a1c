/*
 * SHA-256 as 64 hex digits (nettle).
 */
#ifndef KD_BASE_DIGEST_H
#define KD_BASE_DIGEST_H

#include "base/diag.h"

#include <stddef.h>
#include <sys/stat.h>

struct digest_text {
    char hex[65];
};

struct digest_text digest_bytes(const void *p, size_t n);

/* The same piece by piece; free(), or digest_end, which frees it and gives the digest. */
struct digest;
struct digest *digest_begin(void);
void digest_add(struct digest *s, const void *p, size_t n);
struct digest_text digest_end(struct digest *s);
/* False: it cannot be read, or is no file (DIAG_INPUT). */
bool digest_file(const char *path, struct digest_text *out, struct diag *d) MUST_CHECK;

/*
 * Proof that what is read from an open file is what is digested: begun before the first byte is read, ended after the
 * last. Whoever writes to it meanwhile changes the days of the file; where these are so young that they could be the
 * same by their coarseness, it is digested before and after.
 */
struct digest_proof {
    struct stat was;
    struct digest_text first; /* "": not needed */
};
/* digest: the end will ask for one. False: it cannot be read (errno). */
bool digest_proof_begin(struct digest_proof *p, int fd, bool digest) MUST_CHECK;
/* Was it written to since then? */
bool digest_proof_broken(const struct digest_proof *p, int fd);
/* The digest of what was read. False: it cannot be read, or is not what it was (digest_proof_broken). */
bool digest_proof_end(const struct digest_proof *p, int fd, struct digest_text *out) MUST_CHECK;

#endif
