/*
 * Pseudonyms in place of Kundennummern (spec 1.8): keyed, the same for the same number and key in every run.
 */
#ifndef KD_JOB_PSEUDONYM_H
#define KD_JOB_PSEUDONYM_H

#include "base/diag.h"
#include "table/tables.h"

#include <stddef.h>

enum { PSEUDONYM_LENGTH = 12 };
struct pseudonym {
    char s[PSEUDONYM_LENGTH + 1];
};

struct pseudonym_key;

/*
 * The key is what stands in the file, without line breaks at its end: at least 16 bytes, at most 4096. line: of the job
 * file, for messages. NULL: cannot be read, or too short (DIAG_INPUT). Free with pseudonym_key_free.
 */
struct pseudonym_key *pseudonym_key_load(const char *path, const char *job, size_t line, struct diag *d) MUST_CHECK;
void pseudonym_key_free(struct pseudonym_key *k); /* takes NULL; forgets the key */
/* True where others than its owner may read the file. */
bool pseudonym_key_open_to_others(const struct pseudonym_key *k);

/*
 * 12 of ABCDEFGHJKLMNPQRSTUVWXYZ23456789, the first a letter (so that no spreadsheet takes one for a number): 59 bits
 * of HMAC-SHA256. What is numbered (n bytes) is told apart by kind, so that equal numbers of different kinds differ.
 */
struct pseudonym pseudonym_of(const struct pseudonym_key *k, const char *kind, const char *s, size_t n);
/* 12 characters that tell one key from another without giving it away. */
struct pseudonym pseudonym_key_mark(const struct pseudonym_key *k);

/*
 * Replaces every Kundennummer and BG-Nummer in the tables, and in what was wrong with their lines; values that may hold
 * a name (whole lines, undecodable fields) are dropped from there. Nothing behind this sees a number.
 * False: two numbers have the same pseudonym (DIAG_INPUT), which at a million customers happens once in a million keys.
 */
bool pseudonym_apply(const struct pseudonym_key *k, struct tables *t, struct diag *d) MUST_CHECK;

#endif
