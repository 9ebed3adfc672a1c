/*
 * The patterns that one word needs, out of the 78,000 of a hyphenation dictionary (private to hyphen.c).
 *
 * libhyphen takes three seconds to load the German patterns, and a report divides a hundred different words. A pattern
 * has a say only where its letters are part of the word; so for each word libhyphen is given just those, in the order
 * of the file, and comes to the same marks.
 */
#ifndef KD_DRAW_HYPHEN_DICT_H
#define KD_DRAW_HYPHEN_DICT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

struct hyphen_dict;

/* NULL: the file cannot be read or holds nothing. */
struct hyphen_dict *hyphen_dict_new(const char *file);
void hyphen_dict_free(struct hyphen_dict *d); /* takes NULL */
/* The patterns are in UTF-8, else in Latin 1. */
bool hyphen_dict_is_utf8(const struct hyphen_dict *d);
/* Appends the dictionary that a word (n bytes in the dictionary's encoding, small letters) needs. The first call indexes
 * the patterns, which takes 70 ms: a run without a PDF asks for none. Not for two threads at once. */
void hyphen_dict_put(struct hyphen_dict *d, const char *word, size_t n, struct buf *out);

#endif
