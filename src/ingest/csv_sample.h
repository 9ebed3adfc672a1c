/*
 * The beginning of a file that may be an export of any kind: all its columns with their values, for guesses.
 */
#ifndef KD_INGEST_CSV_SAMPLE_H
#define KD_INGEST_CSV_SAMPLE_H

#include "base/diag.h"
#include "base/mem.h"
#include "ingest/encoding.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSV_SAMPLE_ROWS = 20000 };

struct csv_sample_value {
    const char *text; /* UTF-8, NFC, trimmed, not empty; undecodable bytes as U+FFFD */
    uint32_t count;
};

struct csv_sample_column {
    const char *name;
    struct csv_sample_value *value; /* different ones, the most frequent first, then by bytes */
    uint32_t n_values;
    uint32_t filled; /* rows that have one */
};

struct csv_sample {
    struct arena *arena;
    char separator;
    enum encoding encoding;
    uint32_t header_line; /* of the file, on which the header begins */
    struct csv_sample_column *column;
    int n_columns;
    uint32_t rows; /* records that were whole, at most CSV_SAMPLE_ROWS */
};

/*
 * NULL, with d untouched: the file is no table of text with two columns or more, d set: it cannot be read (DIAG_INPUT).
 * Free with csv_sample_free.
 */
struct csv_sample *csv_sample_read(const char *path, struct diag *d) MUST_CHECK;
void csv_sample_free(struct csv_sample *s); /* takes NULL */

#endif
