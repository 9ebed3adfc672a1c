/*
 * Guesses at what exports are (internal to the room): which file is which, which column is which, by names and content.
 */
#ifndef KD_JOB_GUESS_H
#define KD_JOB_GUESS_H

#include "ingest/csv_sample.h"
#include "table/columns.h"

/* How sure a guess is, by its points. */
enum { GUESS_SURE = 120, GUESS_LIKELY = 85, GUESS_POOR = 50 };

/* What the values of a column look like; shares are of the fields that hold something, in percent. */
struct guess_profile {
    uint32_t filled, different, rows;
    int days, times; /* days; days with a time */
    int endless;     /* days beyond the calendar: 31.12.9999, 00.00.0000 */
    int first_year, last_year;
    bool short_year[100]; /* years of two digits that stand in it */
    int numbers, yes, intervals, workdays;
    int known[WORDS_LISTS]; /* words of a list, or what mostly stands for them */
    int length;             /* of a value, on average, in characters */
    int commas;             /* two words or more with one comma between: "Muster, Ute" */
    int32_t newest;         /* the last day in it; DAY_NONE: it has none */
};

/* A column of the program, and the one of the export that may be it. */
struct guess_column {
    int at;      /* place in the file; -1: none */
    int points;  /* GUESS_SURE ... */
    int name;    /* likeness of the names, 0 to 100 */
    int content; /* how well the values fit: -100 not at all, 0 cannot be told, to 100 */
    int overlap; /* keys that are in kunden or mitarbeiter too, percent; -1: not looked at */
};

struct guess_file {
    const char *name; /* in the folder */
    struct csv_sample *sample;
    struct guess_profile *profile; /* by column */
    enum tbl_file art;             /* TBL_FILES: none */
    int points;
    int as[TBL_FILES];                     /* points as each kind of export */
    struct intern *keys;                   /* of kunden and mitarbeiter: what others may refer to; NULL: none */
    struct guess_column column[COL_COUNT]; /* those of the art */
    /*
     * Of several exports of one kind in the folder one is used, that with the newest day: the others name it here and
     * are of no art. NULL: nothing of this kind is beside it.
     */
    const struct guess_file *instead;
    int32_t newest;    /* the last day in the columns that tell the age of an export; DAY_NONE: none */
    bool names_in_one; /* surname and given name stand in one column, with a comma between */
};

/* Finds out of n files (name, sample and profile are set) which is which; sets all else. */
void guess_files(struct guess_file *file, size_t n);
void guess_file_free(struct guess_file *f); /* what it holds, sample and profile included */
void guess_profile(const struct csv_sample_column *c, uint32_t rows, struct guess_profile *p);

/*
 * Where the hundred years begin in which the years of two digits of this file most likely lie (attribute jahrhundert);
 * 0: it has none.
 */
int guess_century(const struct guess_file *f);

/* A day that stands for "none" or "without end". */
bool guess_endless(const char *s);
/* The canonical value for a value of an export, in a; sure: needs no second look. NULL: cannot be told. */
const char *guess_value(enum tbl_column c, const char *value, struct arena *a, bool *sure);

#endif
