/*
 * German hyphenation (libhyphen with the patterns of the package hyphen-de).
 */
#ifndef KD_DRAW_HYPHEN_H
#define KD_DRAW_HYPHEN_H

#include <stdbool.h>
#include <stddef.h>

struct hyphen; /* may be used by several threads at once */

/* file: of patterns, theme.file[THEME_HYPHENS]. NULL where it cannot be read: words then stay whole, which is no reason
 * to fail. */
struct hyphen *hyphen_new(const char *file);
void hyphen_free(struct hyphen *h); /* takes NULL */

enum { HYPHEN_LONGEST = 120 }; /* bytes of a word that is looked at; a longer one stays whole */

/*
 * Sets out[i] for every byte i before which the word of n bytes (UTF-8) may be divided, at least three letters on each
 * side; clears the others. What is no letter parts the word (Mitarbeiter*innen, »Rhythmus«,); letters beside a digit
 * stay together (a number, not a word). h may be NULL. False: nowhere.
 */
bool hyphen_find(struct hyphen *h, const char *word, size_t n, bool out[HYPHEN_LONGEST]);

#endif
