/*
 * The columns of the exports (spec 1.2 to 1.7), one row each: what it is called, what its fields hold, and what a field
 * that cannot be read does to its line. Loaders, mappings, guesses, messages and docs/eingaben.md all go by this table.
 */
#ifndef KD_TABLE_COLUMNS_H
#define KD_TABLE_COLUMNS_H

#include "base/buf.h"
#include "base/day.h"
#include "table/issues.h"
#include "table/words.h"

#include <stdbool.h>
#include <stddef.h>

enum { TBL_OWN = 20 /* columns that rule sets may declare */ };

/* The columns of each file, in the order of tbl_columns. */
enum tbl_column {
    COL_C_NUMBER,
    COL_C_SURNAME,
    COL_C_GIVEN,
    COL_C_BORN,
    COL_C_STATUS,
    COL_C_PROFILE,
    COL_C_TEAM,
    COL_C_STAFF,
    COL_C_FROM,
    COL_C_TO,
    COL_C_VALID,
    COL_C_HOUSEHOLD,
    COL_C_AGREEMENT,
    COL_C_SCHOOL,
    COL_C_FINAL_YEAR,
    COL_C_EMPLOYED,
    COL_C_HEALTH,
    COL_C_COOPERATION,
    COL_N_NUMBER,
    COL_N_DAY,
    COL_N_KIND,
    COL_N_MODE,
    COL_N_PARTNER,
    COL_N_STAFF,
    COL_N_MINUTES,
    COL_N_ENTERED,
    COL_N_TALK,
    COL_S_KEY,
    COL_S_NAME,
    COL_S_TEAM,
    COL_S_FUNCTION,
    COL_S_HOURS,
    COL_S_WORKDAYS,
    COL_S_FROM,
    COL_S_TO,
    COL_A_KEY,
    COL_A_FROM,
    COL_A_TO,
    COL_A_REASON,
    COL_X_NUMBER,
    COL_X_FROM,
    COL_X_KIND,
    COL_X_TO,
    COL_X_INTERVAL,
    COL_X_REASON,
    COL_T_NUMBER,
    COL_T_BEGIN,
    COL_T_STAFF,
    COL_T_MINUTES,
    COL_T_TALK,
    COL_T_STATUS,
    COL_T_INSTRUCTED,
    COL_T_DEPUTY,
    COL_T_AGREED,
    COL_COUNT, /* of every export; as a column: none */
    /* Columns of kunden.csv that a rule set declares (table/lexicon.h) come behind. */
    COL_OWN,
    COL_ALL = COL_OWN + TBL_OWN
};

enum column_kind {
    COLUMN_CUSTOMER, /* Kundennummer */
    COLUMN_STAFF,    /* Kürzel of a member of staff */
    COLUMN_NAME, /* of a person: whatever it is */
    COLUMN_TEXT,
    COLUMN_TEAM,
    COLUMN_DAY,
    COLUMN_BIRTH, /* a day that may be known in part */
    COLUMN_END,   /* a day that may be open: beyond the calendar, or the empty field */
    COLUMN_TIME,  /* day and time */
    COLUMN_WORD,  /* one of a list of fixed words */
    COLUMN_YES,
    COLUMN_NUMBER,
    COLUMN_INTERVAL,
    COLUMN_WORKDAYS,
};

struct tbl_column_row {
    enum tbl_file file;
    const char *name; /* canonical */
    const char *also; /* a second name that is read as the same column; "" none */
    bool needed;      /* the file has to have it; its field may only be empty where its list has a value for that */
    enum column_kind kind;
    enum word_list words; /* of COLUMN_WORD; else WORDS_LISTS */
    /*
     * A field that cannot be read: a rejection, or a warning, and then the field counts as empty (a word as unknown).
     * ISSUE_KINDS: every field can be read.
     */
    enum issue_kind bad;
    const char *synonyms; /* what exports call it, as near_plain gives it, separated by spaces: for guesses alone */
};
extern const struct tbl_column_row tbl_columns[COL_COUNT];

/* Parts of the names of files that hold this export, as near_plain gives them. */
extern const char *const tbl_file_synonyms[TBL_FILES];

/* The first column of a file, and how many it has. */
enum tbl_column column_first(enum tbl_file file);
int column_count(enum tbl_file file);
/* The column with this name or second name, compared as headers are (text_put_name); COL_COUNT: none. */
enum tbl_column column_named(enum tbl_file file, const char *name, size_t n);
/* Whether a line with an empty field of this column can be used. */
bool column_may_be_empty(enum tbl_column c);
/* 0 (nothing) to 100 (the same): how likely a header means this column, by names, synonyms and spelling. */
int column_likeness(enum tbl_column c, const char *header);

/* Whether a day of this form is one in a column of this kind; DAY_EMPTY is the empty field. */
bool column_takes_day(enum column_kind kind, enum day_form form);
/*
 * Whether a value (n bytes) of this column stands for nothing: NULL, a dash, and of a BG-Nummer zeros alone. In a
 * column that has to hold something such a value is one that cannot be read, but a key "NULL" is nobody's.
 */
bool column_is_nothing(enum tbl_column c, const char *s, size_t n);
/* Whether a field with this value can be read; the empty one can. */
bool column_accepts(enum tbl_column c, const char *value);
/* Appends what would fit: a list of words, or a form. */
void column_put_expected(struct buf *b, enum tbl_column c);
/* The likest word for a value; "" none. */
const char *column_likest_word(enum tbl_column c, const char *value);

#endif
