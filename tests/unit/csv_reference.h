/*
 * For tests: what csv_file_read has to give, as one plain pass over the whole file in memory. Written from RFC 4180 and
 * docs/architecture.md ("A stray quote costs one line"), not from the program: no pieces, no windows, no libcsv.
 * UTF-8 in NFC only; separator `;`.
 */
#ifndef KD_TESTS_CSV_REFERENCE_H
#define KD_TESTS_CSV_REFERENCE_H

#include "csv_reader.h"

enum { REFERENCE_MOST_LINES = 100, REFERENCE_LONGEST_RECORD = 64 << 10, REFERENCE_LONGEST_LINE = 1 << 20 };

struct reference {
    const char *p, *end;
    uint32_t line;
    struct buf field[64]; /* of the record at hand */
    int n_fields;
};

static inline const char *reference_line_end(const struct reference *r, const char *p)
{
    const char *lf = memchr(p, '\n', (size_t)(r->end - p));
    return lf ? lf + 1 : r->end;
}

static inline bool reference_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/*
 * One field from p on, into b. Gives where it ended: at a separator, a line break or the end; NULL where a quoted field
 * is not closed, or holds a lone quote.
 */
static inline const char *reference_field(const struct reference *r, const char *p, struct buf *b)
{
    buf_clear(b);
    while (p < r->end && (*p == ' ' || *p == '\t'))
        p++;
    if (p < r->end && *p == '"') {
        for (p++;; p++) {
            if (p == r->end)
                return NULL;
            if (*p == '"' && (p + 1 == r->end || p[1] != '"'))
                break;
            p += *p == '"';
            buf_char(b, *p);
        }
        for (p++; p < r->end && *p == ' '; p++)
            ;
        bool closed = p == r->end || *p == ';' || *p == '\n' || *p == '\r';
        return closed ? p : NULL;
    }
    for (; p < r->end && *p != ';' && *p != '\n' && *p != '\r'; p++)
        buf_char(b, *p);
    return p;
}

/* The record at r->p. Gives the offset behind its line break, NULL: it is no record. */
static inline const char *reference_record(struct reference *r)
{
    const char *p = r->p;
    r->n_fields = 0;
    for (;;) {
        assert_in_range(r->n_fields, 0, 63);
        p = reference_field(r, p, &r->field[r->n_fields++]);
        if (!p)
            return NULL;
        if (p == r->end)
            return p;
        if (*p == ';') {
            p++;
            continue;
        }
        p += *p == '\r';
        return p < r->end && *p == '\n' ? p + 1 : p;
    }
}

/* Whether [p, end) is closed before it has too many lines and bytes. */
static inline bool reference_fits(const struct reference *r, const char *end, uint32_t *lines)
{
    const char *p = r->p;
    for (*lines = 0; p < end; *lines += 1) {
        const char *next = reference_line_end(r, p);
        if (next - p > REFERENCE_LONGEST_LINE || *lines >= REFERENCE_MOST_LINES || p - r->p >= REFERENCE_LONGEST_RECORD)
            return false;
        p = next;
    }
    return true;
}

/* The fields of the record as a row; gives whether there were more than columns. */
static inline bool reference_cells(struct reference *r, struct csv_field cell[READER_COLUMNS])
{
    bool too_many = false;
    for (int i = 0; i < READER_COLUMNS || i < r->n_fields; i++) {
        const char *s = i < r->n_fields ? buf_str(&r->field[i]) : "";
        size_t n = i < r->n_fields ? r->field[i].n : 0;
        while (n && reference_is_space(*s)) {
            s++;
            n--;
        }
        while (n && reference_is_space(s[n - 1]))
            n--;
        if (i < READER_COLUMNS)
            cell[i] = (struct csv_field){s, n};
        else
            too_many |= n > 0;
    }
    return too_many;
}

/* All rows behind the header of a file, as reader_read gives them. */
static inline void reference_read(const struct buf *file, struct buf *rows)
{
    static const struct csv_field none[READER_COLUMNS];
    struct reference r = {.p = file->p, .end = file->p + file->n, .line = 2};
    r.p = reference_line_end(&r, r.p);
    while (r.p < r.end) {
        const char *first_end = reference_line_end(&r, r.p), *end;
        struct csv_field cell[READER_COLUMNS];
        uint32_t lines = 1;
        if (first_end - r.p > REFERENCE_LONGEST_LINE) {
            buf_int(rows, r.line);
            reader_put_row(rows, CSV_TOO_LONG, false, none, READER_COLUMNS);
            end = first_end;
        } else if (!(end = reference_record(&r)) || !reference_fits(&r, end, &lines) ||
                   (reference_cells(&r, cell) && lines > 1) || (lines > 1 && r.n_fields < READER_COLUMNS)) {
            buf_int(rows, r.line);
            reader_put_row(rows, CSV_OPEN_QUOTE, false, none, READER_COLUMNS);
            end = first_end;
            lines = 1;
        } else if (r.n_fields > 1 || cell[0].n || memchr(r.p, '"', (size_t)(end - r.p))) { /* no empty line */
            buf_int(rows, r.line);
            reader_put_row(rows, CSV_FINE, reference_cells(&r, cell), cell, READER_COLUMNS);
        }
        r.line += lines;
        r.p = end;
    }
    for (size_t i = 0; i < sizeof r.field / sizeof *r.field; i++)
        buf_free(&r.field[i]);
}

#endif
