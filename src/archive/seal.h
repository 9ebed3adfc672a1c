/*
 * The number of a run that stands on paper (spec 4.3): the SHA-256 of the lines that `sha256sum` writes of the files
 * that hold what a run found and what it was made from. The reports are drawn from these; the signed page, which names
 * the number, is one of them.
 */
#ifndef KD_ARCHIVE_SEAL_H
#define KD_ARCHIVE_SEAL_H

#include "base/buf.h"
#include "base/digest.h"

#include <stdbool.h>
#include <stddef.h>

enum { SEAL_FILES = 5, SEAL_DIGITS = 64, SEAL_LEAST = 24 /* digits that tell a run for certain */, SEAL_GROUP = 4 };
extern const char *const seal_files[SEAL_FILES]; /* by name */

struct digest_text seal_of(const struct digest_text digest[SEAL_FILES]);
/* In groups of four digits, as people read and type it. */
void seal_put(struct buf *b, const char *hex);
/*
 * The digits of what somebody typed: white space and hyphens between them do not matter, nor do capital letters. Gives
 * how many, 0: it holds something else, or too many.
 */
size_t seal_read(const char *typed, char digits[SEAL_DIGITS + 1]);

#endif
