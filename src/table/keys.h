/*
 * How keys of one export that are not in another still look like some that are (spec 1.9): leading zeros lost in a
 * spreadsheet, numbers turned into powers of ten, quotation marks, another way of writing.
 */
#ifndef KD_TABLE_KEYS_H
#define KD_TABLE_KEYS_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

/* A key of zeros alone, with signs between them: what fills a field where there is none. */
bool key_is_zeros(const char *s, size_t n);

enum key_look {
    KEYS_UNLIKE,   /* another system of keys, as far as can be seen */
    KEYS_POWER,    /* one side is written as a power of ten: 2,14E+14 */
    KEYS_ZEROS,    /* they differ by zeros in front */
    KEYS_DECIMALS, /* by ",0" behind */
    KEYS_CASE,     /* by the case of letters */
    KEYS_SIGNS,    /* by quotation marks, blanks and other signs */
    KEYS_DIGITS,   /* their digits are the same */
    KEY_LOOKS
};

struct key_comparison {
    enum key_look look;
    size_t alike;       /* of the keys asked about, so many have one like them */
    const char *ours;   /* an example: the key that is there, "" there is none */
    const char *theirs; /* and the one that was asked about */
};

/* What a look means, for a sentence: "in kontakte.csv oder kunden.csv fehlen führende Nullen"; KEYS_UNLIKE: "". */
extern const char *const key_look_words[KEY_LOOKS];

/*
 * ours: n_ours keys that are there; theirs: n_theirs (at least 1) that are not among them. The look is the first of the
 * list by which at least half of theirs are like one of ours. Borrows the texts. O(n log n).
 */
struct key_comparison keys_compare(const char *const *ours, size_t n_ours, const char *const *theirs, size_t n_theirs);

#endif
