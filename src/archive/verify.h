/*
 * An archived run (spec 5.1): is it complete and unchanged, measured by its SHA256SUMS.
 */
#ifndef KD_ARCHIVE_VERIFY_H
#define KD_ARCHIVE_VERIFY_H

#include "base/diag.h"
#include "base/digest.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum verify_kind {
    VERIFY_MISSING,
    VERIFY_CHANGED,
    VERIFY_EXTRA,      /* a file, folder, link or other thing that SHA256SUMS does not know */
    VERIFY_UNREADABLE, /* it is there and cannot be read, or is no file */
    VERIFY_DISAGREES,  /* SHA256SUMS of a folder within it that say something else */
    VERIFY_OPEN,       /* more people may read it than when it was published */
    VERIFY_KINDS
};

struct verify_finding {
    enum verify_kind kind;
    const char *path; /* from the folder on */
};

struct verify_line {
    const char *path;
    struct digest_text digest;
    bool seen;
};

struct verify {
    struct arena *arena;
    struct verify_finding *finding; /* by kind, then path */
    size_t n, cap;
    const char *dir;
    struct verify_line *line; /* of SHA256SUMS, by path */
    size_t files;
    unsigned file_mode, folder_mode; /* of verify_modes */
    uint64_t bytes;
    bool is_signed;          /* there is a SHA256SUMS.sig (signature.h), which is not in SHA256SUMS */
    struct digest_text sums; /* of SHA256SUMS itself: who has kept it elsewhere can tell that all was made anew */
};

/*
 * Reads every file below dir. False: dir has no SHA256SUMS, or they are not such as a run writes: a file of its own
 * that names at least one file, by rising names, each line whole (DIAG_INPUT). Call verify_free in any case.
 */
bool verify_folder(const char *dir, struct verify *v, struct diag *d) MUST_CHECK;
/* The digest that SHA256SUMS give for path; NULL: they do not name it. */
const struct digest_text *verify_named(const struct verify *v, const char *path);
/* Adds what the caller found. */
void verify_find(struct verify *v, enum verify_kind kind, const char *path);
/* Adds what has rights beyond these. Narrower ones (an archive that was made read-only) are no finding. */
void verify_modes(struct verify *v, unsigned file, unsigned folder);
void verify_free(struct verify *v);

/* The digest that DIR/SHA256SUMS gives for a path, in lower case; "" where it names none. False: DIAG_INPUT. */
bool verify_digest_of(const char *dir, const char *path, struct digest_text *out, struct diag *d) MUST_CHECK;

#endif
