/*
 * Parsing one piece of an export (internal to csv_file).
 */
#ifndef KD_INGEST_CSV_PIECE_H
#define KD_INGEST_CSV_PIECE_H

#include "ingest/csv_file.h"

#include <stdbool.h>
#include <sys/types.h>

enum {
    CSV_PIECE = 4 << 20,    /* bytes */
    CSV_LONGEST = 16 << 20, /* bytes of one line or record; a longer one is rejected */
    /* Of a header; and of a record over several lines that may have empty fields too many: a longer one has to have
     * just the header's number, so that it is known beforehand whether it is one. */
    CSV_SHORT_RECORD = 64 << 10,
};

/* How the columns of this export lie. */
struct csv_layout {
    char separator;
    enum encoding encoding;
    enum encoding second; /* of fields that are not UTF-8, in a file that holds both; ENCODING_DETECT: it does not */
    bool detecting;       /* the encoding is a guess, evidence is asked for */
    int n_columns;
    int8_t *slot;      /* n_columns: column counted from the file's first, -1: not known */
    int n_slots;       /* columns that the file may have, by tbl_columns */
    const char **name; /* n_columns: header as delivered, UTF-8 */
    off_t data;        /* offset behind the header record */
    uint32_t header_lines;
};

/* A field of the export as UTF-8 in NFC; false: as encoding_decode. */
bool csv_layout_decode(const struct csv_layout *l, const char *s, size_t n, struct buf *out);

/* A window on the file that moves forward. */
struct csv_window {
    int fd;
    off_t size;  /* of the file */
    off_t start; /* of p */
    char *p;
    size_t n, cap;
    int error; /* errno of a failed read; 0: none */
};

struct csv_piece {
    off_t start, end; /* where its first record begins; where the next piece's has to */
    uint32_t lines;   /* line breaks in between */
    uint64_t rows;
    bool unnamed_filled; /* a column without a name holds something */
    bool has_ctrl_z;     /* what ends a file of DOS stands in the middle */
    struct encoding_evidence evidence;
    void *user;
};

void csv_window_free(struct csv_window *w);
/*
 * The line that begins at pos: *line and its length with its line break. 0: end of the file (or error).
 * A line longer than CSV_LONGEST is cut there, and *cut is set.
 */
size_t csv_window_line(struct csv_window *w, off_t pos, const char **line, bool *cut);
/* The offset behind the next line break at or after pos; size where there is none. */
off_t csv_window_skip(struct csv_window *w, off_t pos);

/* Parses the records that begin in [piece->start, limit); sets end, lines, rows and evidence. */
void csv_piece_parse(struct csv_window *w, const struct csv_layout *layout, const struct csv_user *user, off_t limit,
                     struct csv_piece *piece);

/* The fields of the first record (the header) as raw bytes. False: there is none, or it is not closed. */
struct csv_header {
    struct buf bytes;
    size_t *end; /* n_fields: offset in bytes behind each */
    int n_fields;
    size_t cap;
    off_t behind;
    uint32_t lines;
    bool goes_on; /* a carriage return alone ended it: not a line end that is known */
};
bool csv_header_read(struct csv_window *w, off_t from, char separator, struct csv_header *h);
void csv_header_free(struct csv_header *h);

#endif
