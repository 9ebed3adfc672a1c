/*
 * Which of some names a mistyped or abbreviated one most likely means: for messages, and for guesses at columns.
 */
#ifndef KD_BASE_NEAR_H
#define KD_BASE_NEAR_H

#include "base/buf.h"

#include <stddef.h>

/*
 * How alike two texts are, 0 (nothing in common) to 100 (equal): compared apart from case, spaces, marks of punctuation
 * and the spelling of umlauts (ä, ae), by single-character changes. The beginning counts for abbreviations: "gebdat"
 * is like "Geburtsdatum". Texts longer than 64 characters are compared by their beginnings.
 */
int near_likeness(const char *a, const char *b);
enum { NEAR_LIKE = 50 }; /* from here on one text may be meant by the other */
/* The likest of n texts, the earlier of two; -1: none is like s (below NEAR_LIKE). */
int near_best(const char *s, const char *const *list, size_t n);

/* Appends what of a list was expected instead of s, as near_expect. */
void near_put_expected(struct buf *b, const char *s, const char *before, const char *const *list, size_t n);
struct diag;
/*
 * Adds to d what of a list was expected instead of s: the likest first, then all, quoted („a“, „b“ oder „c“), as many
 * as a message holds. before: words in front of the list, such as "eines von "; gives false.
 */
bool near_expect(struct diag *d, const char *s, const char *before, const char *const *list, size_t n);

/*
 * For a message on a file that is not there: the first 40 names in its folder, quoted („a“, „b“), to names; the one it
 * most likely means to likest, nothing where none is like it.
 */
void near_names_beside(const char *path, struct buf *names, struct buf *likest);

/* s as it is compared: lower case, letters and digits alone, ä ae, ß ss, other marks dropped. out: n bytes, NUL-ended.
 */
void near_plain(const char *s, char *out, size_t n);

#endif
