#define _POSIX_C_SOURCE   200809L
#define _FILE_OFFSET_BITS 64

#include "csv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define BUFFER     (1u << 20)
#define DAY_BUFFER (1u << 14)
/* Longest line: all cells, each byte doubled, quotes, separators, line end. Cells borrowed from elsewhere are
 * short. */
#define LINE_MAX_BYTES (2 * CSV_SCRATCH + 8 * CSV_CELLS + 4096)

struct day {
    uint64_t bytes;  /* measured */
    uint64_t offset; /* of the next byte to be written */
    char *buffer;
    size_t used;
};

struct csv_file {
    char path[4096];
    int fd;
    bool failed;
    bool measuring;
    struct csv_form form;
    char *buffer;
    size_t used;
    bool end_due; /* the line end of the row before */
    uint64_t rows, bytes;
    struct day *days; /* by_date alone: CAL_DAYS */
};

void csv_start(struct csv_row *row)
{
    row->n = 0;
    row->used = 0;
}

void csv_put(struct csv_row *row, const char *text, size_t len)
{
    if (row->n < CSV_CELLS)
        row->cell[row->n++] = (struct csv_cell){text, len, false};
}

void csv_put_text(struct csv_row *row, const char *text)
{
    csv_put(row, text, strlen(text));
}

static char *take(struct csv_row *row, size_t len)
{
    if (len > CSV_SCRATCH - row->used)
        abort(); /* all texts of this program together are far shorter */
    char *p = row->scratch + row->used;
    row->used += len;
    return p;
}

char *csv_put_space(struct csv_row *row, size_t len)
{
    char *p = take(row, len);

    csv_put(row, p, len);
    return p;
}

void csv_put_date(struct csv_row *row, const struct calendar *cal, int32_t date)
{
    if (date == CAL_NONE)
        csv_put(row, "", 0);
    else
        csv_put(row, cal_text(cal, date), 10);
}

void csv_put_number(struct csv_row *row, uint32_t value)
{
    char digits[10];
    size_t n = 0;

    do {
        digits[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    char *p = csv_put_space(row, n);
    for (size_t i = 0; i < n; i++)
        p[i] = digits[n - 1 - i];
}

void csv_set(struct csv_row *row, size_t column, const char *text)
{
    size_t len = strlen(text);
    char *p = take(row, len);

    memcpy(p, text, len);
    row->cell[column].text = p;
    row->cell[column].len = len;
}

void csv_copy(struct csv_row *to, const struct csv_row *from)
{
    csv_start(to);
    for (size_t i = 0; i < from->n; i++) {
        memcpy(csv_put_space(to, from->cell[i].len), from->cell[i].text, from->cell[i].len);
        to->cell[i].quoted = from->cell[i].quoted;
    }
}

static void fail(struct csv_file *f, const char *what)
{
    if (!f->failed)
        fprintf(stderr, "kd-sample: %s: %s: %s\n", f->path, what, strerror(errno));
    f->failed = true;
}

/* at < 0: at the file's own position */
static void put_out(struct csv_file *f, const char *p, size_t n, int64_t at)
{
    while (n > 0 && !f->failed) {
        ssize_t done = at < 0 ? write(f->fd, p, n) : pwrite(f->fd, p, n, (off_t)at);
        if (done < 0) {
            if (errno != EINTR)
                fail(f, "cannot be written");
            continue;
        }
        p += done;
        n -= (size_t)done;
        if (at >= 0)
            at += done;
    }
}

static void flush(struct csv_file *f)
{
    put_out(f, f->buffer, f->used, -1);
    f->used = 0;
}

static void flush_day(struct csv_file *f, struct day *d)
{
    put_out(f, d->buffer, d->used, (int64_t)d->offset);
    d->offset += d->used;
    d->used = 0;
}

struct csv_file *csv_open(const char *folder, const char *name, struct csv_form form)
{
    struct csv_file *f = calloc(1, sizeof *f);

    if (f == NULL)
        abort();
    f->form = form;
    f->measuring = form.by_date;
    snprintf(f->path, sizeof f->path, "%s/%s", folder, name);
    f->buffer = malloc(BUFFER);
    f->days = form.by_date ? calloc(CAL_DAYS, sizeof *f->days) : NULL;
    if (f->buffer == NULL || (form.by_date && f->days == NULL))
        abort();
    f->fd = open(f->path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (f->fd < 0) {
        fail(f, "cannot be made");
        (void)csv_close(f);
        return NULL;
    }
    size_t len = strlen(form.header);
    if (form.bom) {
        memcpy(f->buffer, "\xEF\xBB\xBF", 3);
        f->used = 3;
    }
    memcpy(f->buffer + f->used, form.header, len);
    f->used += len;
    f->bytes = f->used;
    f->end_due = true;
    return f;
}

void csv_measured(struct csv_file *f)
{
    if (!f->measuring)
        return;
    if (f->form.crlf)
        f->buffer[f->used++] = '\r';
    f->buffer[f->used++] = '\n';
    uint64_t at = f->used;
    flush(f);
    for (int32_t i = 0; i < CAL_DAYS; i++) {
        f->days[i].offset = at;
        at += f->days[i].bytes;
    }
    f->bytes = at;
    f->rows = 0;
    f->measuring = false;
}

static char *put_quoted(char *p, const struct csv_cell *c)
{
    *p++ = '"';
    for (size_t i = 0; i < c->len; i++) {
        if (c->text[i] == '"')
            *p++ = '"';
        *p++ = c->text[i];
    }
    *p++ = '"';
    return p;
}

/* without a line end; returns the end */
static char *put_row(char *p, const struct csv_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        const struct csv_cell *c = &row->cell[i];
        if (i > 0)
            *p++ = ';';
        if (c->quoted) {
            p = put_quoted(p, c);
        } else {
            memcpy(p, c->text, c->len);
            p += c->len;
        }
    }
    return p;
}

static void write_by_date(struct csv_file *f, const struct csv_row *row, int32_t day)
{
    char line[LINE_MAX_BYTES];
    char *end = put_row(line, row);
    int32_t i = day - CAL_FIRST;
    struct day *d = &f->days[i < 0 ? 0 : i >= CAL_DAYS ? CAL_DAYS - 1 : i];

    if (f->form.crlf)
        *end++ = '\r';
    *end++ = '\n';
    size_t len = (size_t)(end - line);
    if (f->measuring) {
        d->bytes += len;
        return;
    }
    if (d->buffer == NULL) {
        d->buffer = malloc(DAY_BUFFER);
        if (d->buffer == NULL)
            abort();
    }
    if (len > DAY_BUFFER - d->used)
        flush_day(f, d);
    memcpy(d->buffer + d->used, line, len);
    d->used += len;
}

void csv_write(struct csv_file *f, const struct csv_row *row, int32_t day)
{
    f->rows++;
    if (f->form.by_date) {
        write_by_date(f, row, day);
        return;
    }
    if (BUFFER - f->used < LINE_MAX_BYTES)
        flush(f);
    char *p = f->buffer + f->used;
    char *start = p;
    if (f->end_due && f->form.crlf)
        *p++ = '\r';
    if (f->end_due)
        *p++ = '\n';
    p = put_row(p, row);
    f->end_due = true;
    f->used += (size_t)(p - start);
    f->bytes += (size_t)(p - start);
}

uint64_t csv_rows(const struct csv_file *f)
{
    return f->rows;
}

uint64_t csv_bytes(const struct csv_file *f)
{
    return f->form.by_date || f->form.no_last_end ? f->bytes : f->bytes + (f->form.crlf ? 2 : 1);
}

bool csv_close(struct csv_file *f)
{
    if (f == NULL)
        return false;
    if (f->fd >= 0 && f->form.by_date) {
        csv_measured(f); /* nothing to do unless no row ever came */
        for (int32_t i = 0; i < CAL_DAYS; i++)
            if (f->days[i].used > 0)
                flush_day(f, &f->days[i]);
    } else if (f->fd >= 0) {
        if (!f->form.no_last_end && f->form.crlf)
            f->buffer[f->used++] = '\r';
        if (!f->form.no_last_end)
            f->buffer[f->used++] = '\n';
        flush(f);
    }
    if (f->fd >= 0 && close(f->fd) != 0)
        fail(f, "cannot be closed");
    bool good = !f->failed;
    for (int32_t i = 0; f->days != NULL && i < CAL_DAYS; i++)
        free(f->days[i].buffer);
    free(f->days);
    free(f->buffer);
    free(f);
    return good;
}
