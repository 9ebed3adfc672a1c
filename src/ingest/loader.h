/*
 * What the loaders of the six files share (internal to ingest): pieces of typed rows, and fields with their faults.
 */
#ifndef KD_INGEST_LOADER_H
#define KD_INGEST_LOADER_H

#include "ingest/csv_file.h"
#include "ingest/ingest.h"
#include "ingest/intern.h"

struct loader;

/*
 * Where an export lies in a folder, its name compared case apart; its canonical path where there is none. To be freed.
 * second: another one (NULL before), where there are two; may be NULL.
 */
char *ingest_path_in(const char *dir, enum tbl_file file, char **second);

/* Spellings seen lately, so that a word is folded and compared once and not on every line. */
enum { LOADER_CACHE_SLOTS = 16, LOADER_CACHE_LONGEST = 47 };
struct loader_cache {
    struct {
        uint8_t n; /* 0: free */
        int8_t value;
        char s[LOADER_CACHE_LONGEST];
    } slot[LOADER_CACHE_SLOTS];
};

/* Fields of one column of which something is told once, with how many they are (tidy.c). */
struct loader_tally {
    uint64_t n;
    uint32_t line;  /* of the first */
    bool other;     /* not all are like the first */
    char first[24]; /* as delivered */
};
struct loader_tallies {
    struct loader_tally nothing[CSV_MOST_COLUMNS], loose[CSV_MOST_COLUMNS];
    bool maybe; /* some mark for nothing could be a Kürzel, too (NOTHING_MAYBE) */
};

/* The rows of one piece. */
struct loader_piece {
    struct loader *l;
    struct issues issues;
    struct intern *words;
    struct loader_cache cache[WORDS_LISTS];
    unsigned char *rows;
    size_t n, cap;
    uint64_t *digest; /* of each row, where its loader asks for them */
    size_t cap_digests;
    uint64_t rejected, outside, footers, short_rows;
    int32_t *outside_day; /* of each line outside */
    size_t cap_outside;
    uint64_t filled[CSV_MOST_COLUMNS]; /* fields with something in them, of lines that were read */
    uint32_t first_short;              /* line of the first short row */
    uint32_t cut;                      /* line of the one that the file ends in; 0: none */
    uint32_t other_header;             /* line of the first header with columns in another order; 0: none */
    uint32_t line_base;
    int shows_record; /* the column by which the last record was told from a footer: that mostly tells the next, too */
    struct csv_row canonical; /* where the export's values are mapped: the row with those of the program */
    struct buf scratch, tidy;
    struct loader_tallies tallies;
    struct csv_row tidied;           /* where fields are not read as they stand: the row as it is read */
    const struct csv_row *delivered; /* the row with marks for nothing still in it */
    struct buf name;                 /* a name as it is compared */
    /* of the row being read */
    const struct csv_row *row;
    uint32_t last_customer;
    char last_number[24];
    size_t last_number_n;
};

/* Reads one file: how its rows are made. */
struct loader {
    const struct ingest_options *options;
    struct tables *t;
    enum tbl_file file;
    int n_columns;                /* that the file may have */
    const struct lexicon *own;    /* with the columns that the rule set declares */
    int first_column;             /* of the file, in tbl_columns */
    struct ingest_values *values; /* NULL: none is mapped */
    int century;                  /* where years of two digits begin (day_read); 0: nobody says */
    size_t row_size;
    bool with_lines;                                 /* the first member of a row is its line (uint32_t) */
    bool with_digests;                               /* rows alike in every field are to be found */
    bool (*read)(struct loader_piece *p, void *row); /* false: the line is rejected (noted already) */
    struct intern *words;                            /* of the whole run */
    struct intern *numbers;                          /* Kundennummern; their number is the customer's place */
    struct loader_piece **piece;                     /* in order, taken over */
    size_t n_pieces, cap_pieces;
    uint64_t short_rows;        /* with fewer fields than columns, but those of staff */
    uint32_t first_short;       /* the line of the first */
    uint32_t cut, other_header; /* lines, as those of a piece */
    uint64_t rows;
    struct loader_tallies tallies;
    int marked[CSV_MOST_COLUMNS]; /* n_marked columns in which a mark for nothing may stand, from the first on */
    int n_marked;
    int number; /* the column of Kundennummern, of which only what can be seen counts; -1: none */
};

/* Which columns are tidied how. */
void tidy_begin(struct loader *l);
/* Of the row being read: marks for nothing become empty fields, Kundennummern lose what nobody sees. Tallied. */
void tidy_row(struct loader_piece *p);
/* Those of a piece behind which are `line_base` lines of the file; in order. */
void tidy_take(struct loader_tallies *all, const struct loader_tallies *piece, uint32_t line_base);
/* A warning for each column. */
void tidy_note(struct loader *l);
/*
 * Teams, Kürzel and BG-Nummern of which two spellings differ by what nobody sees alone are one word: the plain
 * spelling, where it was delivered, else the first. Before the words are the tables'.
 */
void tidy_words(struct loader *l);
/* Kürzel that are zeros alone, or NA, and a team NA are none where mitarbeiter.csv or the rest of the file says so. */
void tidy_fillers(struct tables *t);

/* Reads the file of l into pieces. False: as ingest_load; or the file is not there (t->has_file). */
bool loader_read(struct loader *l, struct diag *d) MUST_CHECK;
/* Numbers of the words of one piece in the whole run's: n slots, to be freed. */
uint32_t *loader_word_map(struct loader *l, const struct loader_piece *p);
/*
 * Of rows alike in every field of the line, as delivered but for what surrounds it, the first stays (spec 1.9);
 * with_digests and with_lines. By digest alone: 64 bits under a seed that nobody knows, so a wrong pair among a million
 * rows is one run in 37 million.
 */
void loader_drop_repeats(struct loader *l);
/* So many lines of the file repeat an earlier one, the first of them on this line: counted, and told once. */
void loader_note_repeats(struct loader *l, uint64_t n, uint32_t first);
/* The line is no record (REJECT_FOOTER): outside the limit. Gives false. */
bool loader_reject_footer(struct loader_piece *p);
/* Warns of a key that a spreadsheet or whoever else has spoilt, on its first line. */
void loader_check_key(struct loader *l, enum tbl_column c, const char *key, uint32_t line);
/*
 * Warns of keys that are not known, but for what gets lost (zeros, case, what cannot be seen), once a column, and
 * counts them in tables.alike: numbers of the file that was read, behind its issues; Kürzel of all files.
 */
void alike_numbers(struct loader *l);
void alike_staff(struct tables *t);
/* Frees the pieces; their issues go to the tables, with the counts of the file. */
void loader_finish(struct loader *l);
/* Room for one column of n values of size bytes, in the tables' arena. */
void *loader_column(struct loader *l, size_t n, size_t size);

/*
 * Stable grouping: customer[i] < n_customers for each of n rows. first: n_customers + 1 slots; order: n slots, the
 * rows by customer.
 */
void loader_group(const uint32_t *customer, uint32_t n, uint32_t n_customers, uint32_t *first, uint32_t *order);

/* Fields of the row being read, as tbl_columns says. False: the line is rejected, which is noted. */
static inline struct csv_field field_of(const struct loader_piece *p, enum tbl_column c)
{
    return p->row->field[c < COL_OWN ? (int)c - p->l->first_column : lexicon_slot(c)];
}

bool field_reject(struct loader_piece *p, enum issue_kind kind, enum tbl_column c);
/* A field that cannot be read: a rejection, or a warning (true), as tbl_columns says. */
bool field_bad(struct loader_piece *p, enum tbl_column c);
/* A field that has to hold something. */
bool field_needed(struct loader_piece *p, enum tbl_column c, struct csv_field *f);
/*
 * A day. Empty: DAY_OPEN in a column of ends, else DAY_NONE, or the line is rejected where the column is needed.
 * What is no day is what tbl_columns says: a rejection, or a warning and as empty. minute: of the day, -1 none; may be
 * NULL.
 */
bool field_day(struct loader_piece *p, enum tbl_column c, int32_t *d, int *minute);
/* A customer by number; false also where there is none (spec 1.9: outside the limit). day: of the line. */
bool field_customer(struct loader_piece *p, enum tbl_column c, int32_t day, uint32_t *customer);
/* The value of a fixed word, that of the empty field among them; with a warning the unknown one of its list. */
int field_word(struct loader_piece *p, enum tbl_column c);
bool field_yes(struct loader_piece *p, enum tbl_column c);
/* A number x 10^places, at most `most`; -1: empty, or with a warning. */
int64_t field_number(struct loader_piece *p, enum tbl_column c, int places, int64_t most);
uint32_t field_minutes(struct loader_piece *p, enum tbl_column c);
uint32_t field_text(struct loader_piece *p, enum tbl_column c); /* interned in the piece */

/* The six files. */
bool load_customers(struct loader *l, struct diag *d) MUST_CHECK;
bool load_contacts(struct loader *l, struct diag *d) MUST_CHECK;
bool load_staff(struct loader *l, struct diag *d) MUST_CHECK;
bool load_absences(struct loader *l, struct diag *d) MUST_CHECK;
bool load_exceptions(struct loader *l, struct diag *d) MUST_CHECK;
bool load_appointments(struct loader *l, struct diag *d) MUST_CHECK;

#endif
