/*
 * One export as rows of fields: header, separator, encoding, and reading in parallel pieces. The only user of libcsv.
 *
 * The file is cut into pieces of a fixed size. Each is parsed on its own from the first line break on, as if no quotes
 * were open there; afterwards the pieces are held against each other in order: where one did not end just where the
 * next began (a line break inside quotes), the next is parsed again from the right place. So the rows are those of one
 * pass from front to back, whatever the number of threads.
 */
#ifndef KD_INGEST_CSV_FILE_H
#define KD_INGEST_CSV_FILE_H

#include "base/diag.h"
#include "base/digest.h"
#include "ingest/encoding.h"
#include "table/tables.h"

#include <stddef.h>
#include <stdint.h>

enum { CSV_MOST_COLUMNS = 40 };

struct csv_field {
    const char *p; /* UTF-8, NFC, trimmed; not NUL-terminated */
    size_t n;
};

enum csv_fault { CSV_FINE, CSV_BAD_BYTES, CSV_OPEN_QUOTE, CSV_TOO_LONG };

enum csv_sort { CSV_RECORD, CSV_HEADER_AGAIN, CSV_OTHER_HEADER /* its columns lie otherwise */ };

struct csv_row {
    uint32_t line;                            /* 1-based within the piece */
    enum csv_fault fault;                     /* with one, fields hold nothing */
    const char *fault_column;                 /* header of the column, "" none */
    struct csv_field fault_value;             /* undecodable bytes as \xNN */
    bool too_many;                            /* more (not empty) fields than columns */
    bool too_few;                             /* fewer fields than columns */
    bool cut;                                 /* too few, or a quote is open, and the file ends without a line break */
    enum csv_sort sort;
    uint64_t digest;                          /* of all fields as delivered, where csv_user.row_digests asks for it */
    struct csv_field field[CSV_MOST_COLUMNS]; /* by column, counted from the file's first; empty where absent */
};

/* What is done with the rows of one piece; each piece has its own context. */
struct csv_user {
    void *(*begin)(void *shared, size_t bytes); /* a piece of about so many bytes begins */
    void (*row)(void *piece, const struct csv_row *row);
    void (*drop)(void *piece); /* what it made is not wanted */
    /* In order: the piece is right; its lines come after `line_base` lines of the file. Takes the piece over. */
    void (*take)(void *shared, void *piece, uint32_t line_base);
    /* So many of the file's bytes are parsed; from any of the threads. May be NULL. */
    void (*progress)(void *shared, uint64_t done, uint64_t bytes);
    void *shared;
    bool digest;      /* of the bytes that were read, in the result */
    bool row_digests; /* rows have digests: alike for records that are alike in every field; of this process alone */
};

/* A column of the export that is not read. */
struct csv_unused {
    uint32_t line;         /* on which the header begins */
    int number;            /* of the column, from 1 */
    const char *name;      /* as delivered; "" it has none */
    enum tbl_column meant; /* the missing one that it most likely is; COL_COUNT: none */
};
struct csv_notes {
    void (*unused)(void *context, const struct csv_unused *u); /* each once, from left to right; may be NULL */
    void *context;
};

struct csv_result {
    enum encoding encoding;
    enum encoding second; /* of a part of the fields; ENCODING_DETECT: all are in the one above */
    uint64_t utf8_fields, second_fields; /* of a file with two: beyond ASCII */
    bool has_ctrl_z;                     /* the end of a file of DOS, and more behind it */
    uint64_t bytes;
    uint64_t rows; /* records behind the header, faulty ones included */
    struct digest_text digest;
};

/*
 * Reads path (columns of `file` as in tbl_columns) on up to `threads` threads. has: set for the columns found.
 * notes: what is found out on the way; may be NULL.
 * False: cannot be read, written to while it is read, no header, a needed column missing, or one twice (DIAG_INPUT);
 * users' pieces are dropped then.
 */
bool csv_file_read(const char *path, enum tbl_file file, unsigned threads, const struct csv_user *user,
                   bool has[COL_ALL], const struct csv_notes *notes, struct csv_result *result,
                   struct diag *d) MUST_CHECK;

/*
 * The same for an export that is not canonical (mapping.h; NULL: it is), or has columns of its own (NULL: none). What does not fit the mapping is said with the
 * line of the job file.
 */
struct csv_mapping;
bool csv_file_read_mapped(const char *path, enum tbl_file file, const struct csv_mapping *mapping,
                          const struct lexicon *own, unsigned threads, const struct csv_user *user,
                          bool has[COL_ALL], const struct csv_notes *notes, struct csv_result *result,
                          struct diag *d) MUST_CHECK;
/*
 * Looks at the header alone and gives every fault of it and of the mapping, not only the first. Gives how many.
 */
size_t csv_file_check(const char *path, enum tbl_file file, const struct csv_mapping *mapping, const struct lexicon *own,
                      void (*fault)(void *context, const struct diag *d), void *context);

#endif
