/*
 * An archived run (spec 5.1): is it complete and unchanged, measured by its SHA256SUMS.
 */
#ifndef KD_ARCHIVE_VERIFY_H
#define KD_ARCHIVE_VERIFY_H

#include "base/digest.h"
#include "base/diag.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verify_kind {
    VERIFY_MISSING,
    VERIFY_CHANGED,
    VERIFY_EXTRA,      /* a file, link or other thing that SHA256SUMS does not know; empty folders do not count */
    VERIFY_UNREADABLE, /* it is there and cannot be read, or is no file */
    VERIFY_KINDS
};

struct verify_finding {
    enum verify_kind kind;
    const char *path; /* from the folder on */
};

struct verify {
    struct arena *arena;
    struct verify_finding *finding; /* by kind, then path */
    size_t n, cap;
    size_t files; /* that SHA256SUMS names */
    uint64_t bytes;
    struct digest_text sums; /* of SHA256SUMS itself: who has kept it elsewhere can tell that all was made anew */
};

/*
 * Reads every file below dir. False: dir has no SHA256SUMS, or it cannot be read or understood (DIAG_INPUT). Call
 * verify_free in any case.
 */
bool verify_folder(const char *dir, struct verify *v, struct diag *d) MUST_CHECK;
void verify_free(struct verify *v);

/* The digest that DIR/SHA256SUMS gives for a path, in lower case; "" where it names none. False: DIAG_INPUT. */
bool verify_digest_of(const char *dir, const char *path, struct digest_text *out, struct diag *d) MUST_CHECK;

#endif
