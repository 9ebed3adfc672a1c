/*
 * Keys that exports have spoilt, and lines that are no records (spec 1.2, 1.4; internal to ingest). Texts are UTF-8 in
 * NFC, trimmed, n bytes.
 */
#ifndef KD_INGEST_KEYS_H
#define KD_INGEST_KEYS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* A number as a spreadsheet shortens it: 2,14E+14. */
bool ingest_key_is_cut(const char *s, size_t n);
/* Something stands in it that nobody sees: a control character, white space but the plain one, zero width. */
bool ingest_key_has_hidden(const char *s, size_t n);
/* A control character stands in it. */
bool ingest_key_has_control(const char *s, size_t n);
/* Appends what is left where leading zeros, case, white space and what cannot be seen are lost; never nothing. */
void ingest_key_put_bare(struct buf *out, const char *s, size_t n);

/* Summe, Gesamt, Total ...: what heads a line of totals, and is nobody's key. */
bool ingest_footer_is_sum(const char *s, size_t n);
/* That, a count of rows as data bases write it ("(120 Zeilen betroffen)"), a rule of dashes, "Stand: 30.11.2023". */
bool ingest_footer_is_text(const char *s, size_t n);
/* Digits, with separators and a sign: what may stand beside such a text. */
bool ingest_footer_is_number(const char *s, size_t n);

#endif
