/*
 * For tests: csv_file_read into a plain list of rows, one text a row, and files to read.
 *
 * A row reads `LINE FAULT field|field|field`; FAULT is `-`, `bytes`, `quote` or `long`, with `+` behind it where there
 * were more fields than columns.
 */
#ifndef KD_TESTS_CSV_READER_H
#define KD_TESTS_CSV_READER_H

#include "base/buf.h"
#include "base/mem.h"
#include "ingest/csv_file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { READER_COLUMNS = 4 }; /* of abwesenheiten.csv: Kürzel, Von, Bis, Grund */

struct reader {
    struct buf rows;  /* all rows, each with its LF */
    struct buf notes; /* unknown columns, each with a comma behind it */
    struct csv_result result;
    struct diag diag;
    bool has[COL_ALL];
    int begun, dropped, taken;
};

struct reader_piece {
    struct reader *r;
    struct buf text;      /* rows of the piece, without their lines */
    struct buf line, end; /* uint32_t a row: its line, where its text ends */
};

static inline void *reader_begin(void *shared, size_t bytes)
{
    (void)bytes;
    struct reader_piece *p = mem_zero(1, sizeof *p);
    p->r = shared;
    __atomic_add_fetch(&p->r->begun, 1, __ATOMIC_SEQ_CST);
    return p;
}

/* flags: + too many fields, ~ cut off, h the header again, o another one. */
static inline void reader_put_row(struct buf *b, enum csv_fault fault, const char *flags, const struct csv_field *field,
                                  int n)
{
    static const char *const faults[] = {"-", "bytes", "quote", "long"};
    buf_printf(b, " %s%s ", faults[fault], flags);
    for (int i = 0; i < n; i++) {
        if (i)
            buf_char(b, '|');
        buf_put(b, field[i].p, field[i].n);
    }
    buf_char(b, '\n');
}

static inline void reader_row(void *piece, const struct csv_row *row)
{
    struct reader_piece *p = piece;
    const char *const flags = row->sort == CSV_HEADER_AGAIN   ? "h"
                              : row->sort == CSV_OTHER_HEADER ? "o"
                              : row->cut                      ? "~"
                                                              : "";
    reader_put_row(&p->text, row->fault, row->too_many ? "+" : flags, row->field, READER_COLUMNS);
    uint32_t end = (uint32_t)p->text.n;
    buf_put(&p->line, &row->line, sizeof row->line);
    buf_put(&p->end, &end, sizeof end);
}

static inline void reader_free_piece(struct reader_piece *p)
{
    buf_free(&p->text);
    buf_free(&p->line);
    buf_free(&p->end);
    free(p);
}

static inline void reader_drop(void *piece)
{
    struct reader_piece *p = piece;
    __atomic_add_fetch(&p->r->dropped, 1, __ATOMIC_SEQ_CST);
    reader_free_piece(p);
}

static inline void reader_take(void *shared, void *piece, uint32_t line_base)
{
    struct reader *r = shared;
    struct reader_piece *p = piece;
    uint32_t begin = 0;
    for (size_t i = 0; i < p->line.n; i += sizeof(uint32_t)) {
        uint32_t line, end;
        memcpy(&line, p->line.p + i, sizeof line);
        memcpy(&end, p->end.p + i, sizeof end);
        buf_int(&r->rows, (int64_t)line_base + line);
        buf_put(&r->rows, p->text.p + begin, end - begin);
        begin = end;
    }
    r->taken++;
    reader_free_piece(p);
}

static inline void reader_note(void *context, const struct csv_unused *u)
{
    struct reader *r = context;
    buf_text(&r->notes, u->name);
    if (u->meant != COL_COUNT)
        buf_printf(&r->notes, "=%s", tbl_columns[u->meant].name);
    buf_char(&r->notes, ',');
}

/* Reads path as abwesenheiten.csv. Every piece begun is dropped or taken, whatever happens. */
static inline bool reader_read(struct reader *r, const char *path, unsigned threads)
{
    *r = (struct reader){.begun = 0};
    struct csv_user user = {
        .begin = reader_begin, .row = reader_row, .drop = reader_drop, .take = reader_take, .shared = r};
    struct csv_notes notes = {reader_note, r};
    bool ok = csv_file_read(path, FILE_ABSENCES, threads, &user, r->has, &notes, &r->result, &r->diag);
    assert_int_equal(r->begun, r->dropped + r->taken);
    assert_int_equal(ok, r->diag.code == DIAG_NONE);
    return ok;
}

static inline void reader_free(struct reader *r)
{
    buf_free(&r->rows);
    buf_free(&r->notes);
}

/* A file of n bytes in memory; its name is written to path (at least 32 bytes). Close what it gives. */
static inline int reader_write(char *path, const void *bytes, size_t n)
{
    int fd = memfd_create("kd-csv", MFD_CLOEXEC);
    assert_true(fd >= 0);
    for (size_t at = 0; at < n;) {
        ssize_t put = write(fd, (const char *)bytes + at, n - at);
        assert_true(put > 0);
        at += (size_t)put;
    }
    snprintf(path, 32, "/proc/self/fd/%d", fd);
    return fd;
}

#endif
