/*
 * Rows of text and the files they go to.
 */
#ifndef KD_SAMPLE_CSV_H
#define KD_SAMPLE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calendar.h"

#define CSV_CELLS   20
#define CSV_SCRATCH 4096

struct csv_cell {
    const char *text; /* borrowed, or in the row's scratch */
    size_t len;
    bool quoted; /* written in quotes, quotes inside doubled */
};

struct csv_row {
    struct csv_cell cell[CSV_CELLS];
    size_t n;
    char scratch[CSV_SCRATCH];
    size_t used;
};

/* A literal as (text, length) */
#define CSV_LIT(s) (s), (sizeof(s) - 1)

void csv_start(struct csv_row *row);
/* text is borrowed until the row is written */
void csv_put(struct csv_row *row, const char *text, size_t len);
void csv_put_text(struct csv_row *row, const char *text);
/* len bytes of the row's scratch, to be filled by the caller, as the next cell */
char *csv_put_space(struct csv_row *row, size_t len);
/* TT.MM.JJJJ; empty for CAL_NONE */
void csv_put_date(struct csv_row *row, const struct calendar *cal, int32_t date);
void csv_put_number(struct csv_row *row, uint32_t value);
/* replaces a cell by a copy of the text */
void csv_set(struct csv_row *row, size_t column, const char *text);
void csv_copy(struct csv_row *to, const struct csv_row *from);

/*
 * A file. In the order of dates, the rows are first measured (csv_measure = true), then written again, the
 * same rows in the same order: each day's bytes have their place in the file before the first row is written,
 * so that nothing has to be held but a small buffer a day.
 */
struct csv_file;

struct csv_form {
    const char *header; /* with its separators, without a line end */
    bool bom;
    bool crlf;
    bool no_last_end; /* the last line has no line end; not with by_date */
    bool by_date;
};

/* NULL and a message on standard error where the file cannot be made */
struct csv_file *csv_open(const char *folder, const char *name, struct csv_form form);
/* by_date: ends the measuring; the rows come again */
void csv_measured(struct csv_file *f);
/* day: the row's place in the order of dates; not used otherwise */
void csv_write(struct csv_file *f, const struct csv_row *row, int32_t day);
uint64_t csv_rows(const struct csv_file *f);
uint64_t csv_bytes(const struct csv_file *f);
/* false and a message where anything could not be written; takes NULL */
bool csv_close(struct csv_file *f);

#endif
