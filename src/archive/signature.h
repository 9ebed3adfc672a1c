/*
 * SHA256SUMS.sig: a signature (Ed25519) of SHA256SUMS, in the form of OpenBSD's signify, so that an archive can be
 * proven without this program. The same bytes and key give the same signature.
 */
#ifndef KD_ARCHIVE_SIGNATURE_H
#define KD_ARCHIVE_SIGNATURE_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

#define SIGNATURE_FILE "SHA256SUMS.sig"

/* What tells one key from another, as 16 hex digits. */
struct signature_number {
    char hex[17];
};

/* A secret key as `signify -G -n` makes it: not behind a passphrase. NULL: DIAG_INPUT. Free with signature_key_free. */
struct signature_key *signature_key_load(const char *path, struct diag *d) MUST_CHECK;
void signature_key_free(struct signature_key *k); /* takes NULL; forgets the key */
/* True where others than its owner may read the file. */
bool signature_key_open_to_others(const struct signature_key *k);
/* Puts the text of a signature file over n bytes. */
void signature_put(struct buf *out, const struct signature_key *k, const void *bytes, size_t n);

/* What a signature file says, and whether it is one. */
struct signature {
    struct signature_number key;
    unsigned char bytes[64];
};
bool signature_parse(const char *text, size_t n, struct signature *out) MUST_CHECK;

struct signature_public {
    struct signature_number key;
    unsigned char bytes[32];
};
/* False: DIAG_INPUT. */
bool signature_public_load(const char *path, struct signature_public *out, struct diag *d) MUST_CHECK;
/* Whether s is that of n bytes under this key. */
bool signature_holds(const struct signature *s, const struct signature_public *key, const void *bytes, size_t n);

#endif
