/*
 * How an export differs from the canonical form (spec 1.8): its name, encoding, separator, column names and values.
 * Plain data that a job fills; ingest knows nothing of jobs but the name of the file that its messages point into.
 */
#ifndef KD_INGEST_MAPPING_H
#define KD_INGEST_MAPPING_H

#include "base/buf.h"
#include "ingest/csv_file.h"
#include "ingest/encoding.h"
#include "table/tables.h"

struct ingest_value {
    const char *from, *to; /* NFC; "" is the empty field */
    size_t line;           /* in the job file */
};

/* Of a field that holds two columns ("Muster, Ute"): which part this one is. */
enum ingest_part { PART_WHOLE, PART_BEFORE_COMMA, PART_AFTER_COMMA };

struct ingest_column {
    enum tbl_column column;
    enum ingest_part part;
    const char *in; /* its header in the export; NULL: the export has no such column, whatever its headers say */
    const struct ingest_value *value;
    size_t n_values;
    size_t line;
};

struct ingest_file {
    const char *path;                   /* NULL: not delivered */
    enum encoding encoding;             /* ENCODING_DETECT: not told */
    char separator;                     /* 0: not told */
    uint32_t header_line;               /* on which the header begins; 0: not told */
    int century;                        /* where years of two digits begin (day_read); 0: not told */
    const struct ingest_column *column; /* each canonical column at most once; each header at most once, or its parts */
    size_t n_columns;
    size_t line;
};

/* Which mapping holds for an export. Borrowed. */
struct csv_mapping {
    const struct ingest_file *file;
    const char *job; /* the file whose lines the mapping names */
};

/* The values of one export, ready for looking up; safe for several threads at once. */
struct ingest_values;

/* NULL: no column of the file has any, or parts. */
struct ingest_values *ingest_values_new(const struct ingest_file *file);
void ingest_values_free(struct ingest_values *m); /* takes NULL */
/*
 * Takes fields apart that hold two columns; without a comma all of it is the part before.
 * Puts the canonical values in place of those that the mapping names: as they are, else compared as words are
 * (text_put_word). Values that it does not name stay. scratch: one a thread.
 */
void ingest_values_apply(const struct ingest_values *m, struct csv_field field[CSV_MOST_COLUMNS], struct buf *scratch);

#endif
