/*
 * For tests: what csv_file_read has to give, as one plain pass over the whole file in memory. Written from RFC 4180 and
 * docs/architecture.md ("A stray quote costs one line"), not from the program: no pieces, no windows, no libcsv.
 * UTF-8 in NFC only; separator `;`.
 */
#ifndef KD_TESTS_CSV_REFERENCE_H
#define KD_TESTS_CSV_REFERENCE_H

#include "csv_reader.h"

enum { REFERENCE_LONGEST = 16 << 20, REFERENCE_SHORT = 64 << 10 };

struct reference {
    const char *p, *end;
    uint32_t line;
    struct buf field[64]; /* of the record at hand */
    int n_fields;
    bool odd; /* a field without quotes around has one inside, and is no ="..." */
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

/* b is ="...": its content stays. False: it is none. */
static inline bool reference_text(struct buf *b)
{
    const char *s = buf_str(b);
    size_t n = b->n, k = 0;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    if (n < 3 || memcmp(s, "=\"", 2) != 0 || s[n - 1] != '"')
        return false;
    for (size_t i = 2; i < n - 1; i++)
        if (s[i] == '"' && (i + 1 == n - 1 || s[++i] != '"'))
            return false;
    for (size_t i = 2; i < n - 1; i++, k++) {
        b->p[k] = b->p[i];
        i += b->p[i] == '"';
    }
    b->n = k;
    b->p[k] = '\0';
    return true;
}

/*
 * One field from p on, into b. Gives where it ended: at a separator, a line break or the end; NULL where a quoted field
 * is not closed, or holds a lone quote.
 */
static inline const char *reference_field(struct reference *r, const char *p, struct buf *b)
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
        reference_text(b);
        return closed ? p : NULL;
    }
    for (; p < r->end && *p != ';' && *p != '\n' && *p != '\r'; p++)
        buf_char(b, *p);
    r->odd |= !reference_text(b) && b->n && memchr(b->p, '"', b->n);
    return p;
}

/* The record at r->p. Gives the offset behind its line break, NULL: it is no record. */
static inline const char *reference_record(struct reference *r)
{
    const char *p = r->p;
    r->n_fields = 0;
    r->odd = false;
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

/* How many lines end before `end`; false: the record is too long. */
static inline bool reference_fits(const struct reference *r, const char *end, uint32_t *lines)
{
    *lines = 0;
    for (const char *p = r->p; p < end; p = reference_line_end(r, p))
        *lines += 1;
    return end - r->p <= REFERENCE_LONGEST;
}

/* Whether the record at hand, over several lines, can be one: as many fields as the header, or a short one with more.
 */
static inline bool reference_is_whole(const struct reference *r, const char *end, bool too_many)
{
    return !r->odd && !too_many && r->n_fields >= READER_COLUMNS &&
           (r->n_fields == READER_COLUMNS || end - r->p <= REFERENCE_SHORT);
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
        const bool no_line_end = first_end[-1] != '\n';
        if (first_end - r.p > REFERENCE_LONGEST) {
            buf_int(rows, r.line);
            reader_put_row(rows, CSV_TOO_LONG, "", none, READER_COLUMNS);
            end = first_end;
        } else if (!(end = reference_record(&r)) || !reference_fits(&r, end, &lines) ||
                   (lines > 1 && !reference_is_whole(&r, end, reference_cells(&r, cell)))) {
            buf_int(rows, r.line);
            reader_put_row(rows, CSV_OPEN_QUOTE, no_line_end ? "~" : "", none, READER_COLUMNS);
            end = first_end;
            lines = 1;
        } else {
            bool too_many = reference_cells(&r, cell), filled = too_many;
            for (int i = 0; i < READER_COLUMNS; i++)
                filled |= cell[i].n > 0;
            if (filled) { /* no empty line */
                buf_int(rows, r.line);
                reader_put_row(rows, CSV_FINE,
                               too_many                                     ? "+"
                               : no_line_end && r.n_fields < READER_COLUMNS ? "~"
                                                                            : "",
                               cell, READER_COLUMNS);
            }
        }
        r.line += lines;
        r.p = end;
    }
    for (size_t i = 0; i < sizeof r.field / sizeof *r.field; i++)
        buf_free(&r.field[i]);
}

#endif
