/*
 * Text: UTF-8, normalisation, comparison apart from case, sorting by DIN 5007. Over utf8proc.
 */
#ifndef KD_BASE_TEXT_H
#define KD_BASE_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

bool text_is_ascii(const char *s, size_t n);
/* Whole, shortest-form UTF-8 without surrogates and without NUL. */
bool text_is_utf8(const char *s, size_t n);
/* Appends s (n bytes of valid UTF-8) in NFC. */
void text_put_nfc(struct buf *out, const char *s, size_t n);
/* Appends s folded for comparison apart from case (NFC, full case folding: "ß" equals "ss"). */
void text_put_folded(struct buf *out, const char *s, size_t n);
/* True where both are equal apart from case. */
bool text_equal_folded(const char *a, size_t a_len, const char *b, size_t b_len);
/*
 * Appends s as it is meant: every stretch of white space as one space and none at the ends, without what cannot be
 * seen, case as it is.
 */
void text_put_seen(struct buf *out, const char *s, size_t n);
/* Whether something in a trimmed s cannot be seen, or not be told from a plain blank. */
bool text_has_unseen(const char *s, size_t n);
/*
 * Appends s as fixed words are compared (spec 1.1): folded; every stretch of white space, no-break and line breaks too,
 * as one space and none at the ends; without what cannot be seen (zero-width characters, soft hyphens, a byte order
 * mark inside).
 */
void text_put_word(struct buf *out, const char *s, size_t n);
/* The same for names of columns: without a final colon, too. */
void text_put_name(struct buf *out, const char *s, size_t n);
bool text_equal_name(const char *a, size_t a_len, const char *b, size_t b_len);
/*
 * Appends s for a message, with what cannot be told from a plain space, or not be seen at all, as signs: other white
 * space as ␣, line breaks as ↵, the rest as ‹U+200B›.
 */
void text_put_visible(struct buf *out, const char *s, size_t n);
/*
 * Appends s (any bytes) for a reader at a terminal, which nothing of it can steer: control characters, also those beyond
 * ASCII and marks of direction, and bytes that are no UTF-8 as \x1B; all else as it is. lines: line breaks stay.
 */
void text_put_safe(struct buf *out, const char *s, size_t n, bool lines);
/* The bytes of the character at s (n bytes) where it is white space of any kind; 0: it is none. */
size_t text_space(const char *s, size_t n);
/* Cuts white space of every kind, and what cannot be seen, at both ends; gives the start, changes *n. */
const char *text_trim(const char *s, size_t *n);
/*
 * Appends a key whose bytes sort names as DIN 5007 variant 1 does (ä as a, ß as ss, case and marks only where the
 * letters are equal). Numbers inside sort by their digits, as text.
 */
void text_put_sort_key(struct buf *out, const char *s);
/* -1, 0, 1 in that order, ties by bytes; so never 0 for different texts. */
int text_compare(const char *a, const char *b);

/* A word of a command line that a message shows: as it is where a shell takes it so, else in quotes. */
void text_put_shell_word(struct buf *b, const char *s);

/* The version of the Unicode library, for the record of a run. */
const char *text_library(void);

#endif
