/*
 * Quoted fields over several lines (internal to ingest): whether the lines from an open quotation mark on make a
 * record, told in time that is linear in the file, however many marks are never closed.
 */
#ifndef KD_INGEST_CSV_QUOTES_H
#define KD_INGEST_CSV_QUOTES_H

#include "ingest/csv_piece.h"

/* One line, from where a quoted field is open, or from the beginning of a record. */
struct csv_scan {
    uint32_t separators; /* outside quotation marks */
    bool open;           /* a quoted field goes on in the next line */
    bool bad;            /* not quoted as RFC 4180 says, `="..."` aside */
};
struct csv_scan csv_scan_line(const char *line, size_t n, char separator, bool open);

/*
 * The lines behind an open quotation mark, as far as they were looked at. Where a record that began in one line cannot
 * be right, the next line may begin another one; that ends where this one would have, for both are in quotes behind the
 * next line. So the lines are walked once by the front and once by the rear, and not once a line.
 */
struct csv_run {
    struct csv_window ahead; /* of the front: the reader's own stays where it is */
    off_t rear, front;       /* beginnings of lines; those in between were looked at */
    bool closed;             /* the line before the front closes the field */
    bool blocked;            /* nothing follows, or a line too long */
    uint64_t separators;     /* of the lines in between */
    uint32_t lines;
    off_t last_bad; /* the beginning of the last bad one; -1: none */
};
/*
 * A quoted field is open at `from`, the beginning of a line of a record that begins at `record`. True: it is closed
 * within CSV_LONGEST bytes of the record, before run->front. w: the window of the reader.
 */
bool csv_run_to_end(struct csv_run *run, struct csv_window *w, char separator, off_t record, off_t from);

/*
 * The content of `="..."`, which keeps a spreadsheet from taking text for a number: appended to out. False: s is no
 * such thing, nothing is appended.
 */
bool csv_text_of(const char *s, size_t n, struct buf *out);

#endif
