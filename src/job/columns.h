/*
 * What the fields of each canonical column hold (spec 1.2 to 1.7): for checking and for guessing mappings.
 */
#ifndef KD_JOB_COLUMNS_H
#define KD_JOB_COLUMNS_H

#include "base/buf.h"
#include "table/tables.h"

#include <stdbool.h>

enum column_kind {
    COLUMN_CUSTOMER, /* Kundennummer */
    COLUMN_STAFF,    /* Kürzel of a member of staff */
    COLUMN_TEXT,
    COLUMN_TEAM,
    COLUMN_DAY,
    COLUMN_TIME, /* day and time */
    COLUMN_WORD, /* one of a list of fixed words */
    COLUMN_YES,
    COLUMN_NUMBER,
    COLUMN_INTERVAL,
    COLUMN_WORKDAYS,
};

struct column_meaning {
    enum column_kind kind;
    enum word_list words; /* of COLUMN_WORD */
};
extern const struct column_meaning column_meanings[COL_COUNT];

/* How many words a list has that an export may hold ("unbekannt" is none of them). */
int column_word_count(enum word_list list);
/* The first one is the empty value in some lists; "" where the value has no word. */
const char *column_word(enum word_list list, int value);

/* Whether a field with this value can be read; the empty one can. */
bool column_accepts(enum tbl_column c, const char *value);
/* Appends what would fit: a list of words, or a form. */
void column_put_expected(struct buf *b, enum tbl_column c);
/* The likest word for a value; "" none. */
const char *column_likest_word(enum tbl_column c, const char *value);

/* The first column of a file, and how many it has. */
enum tbl_column column_first(enum tbl_file file);
int column_count(enum tbl_file file);
/* The canonical column with this name, case apart; COL_COUNT: none. */
enum tbl_column column_named(enum tbl_file file, const char *name);

#endif
