/*
 * Which of some names a mistyped or abbreviated one most likely means: for messages, and for guesses at columns.
 */
#ifndef KD_BASE_NEAR_H
#define KD_BASE_NEAR_H

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

/* s as it is compared: lower case, letters and digits alone, ä ae, ß ss, other marks dropped. out: n bytes, NUL-ended.
 */
void near_plain(const char *s, char *out, size_t n);

#endif
