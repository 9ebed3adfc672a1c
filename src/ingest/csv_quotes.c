#include "ingest/csv_quotes.h"

#include <string.h>

static bool is_blank(char c, char separator)
{
    return (c == ' ' || c == '\t') && c != separator;
}

bool csv_text_of(const char *s, size_t n, struct buf *out)
{
    while (n && (*s == ' ' || *s == '\t')) {
        s++;
        n--;
    }
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t'))
        n--;
    if (n < 3 || s[0] != '=' || s[1] != '"' || s[n - 1] != '"')
        return false;
    size_t before = out->n;
    for (size_t i = 2; i < n - 1; i++) {
        if (s[i] == '"' && (i + 1 == n - 1 || s[++i] != '"')) { /* one that is not doubled */
            out->n = before;
            return false;
        }
        buf_char(out, s[i]);
    }
    return true;
}

/* A field that does not begin with a quotation mark may hold one only as `="..."`. */
static bool is_bare(const char *s, size_t n)
{
    struct buf unused = {0};
    bool ok = !memchr(s, '\r', n) && (!memchr(s, '"', n) || csv_text_of(s, n, &unused));
    buf_free(&unused);
    return ok;
}

/* The end of a quoted field whose content begins at s; NULL: it is not closed in this line. */
static const char *quote_end(const char *s, const char *end, char separator, bool *bad)
{
    while ((s = memchr(s, '"', (size_t)(end - s)))) {
        if (++s < end && *s == '"') {
            s++;
            continue;
        }
        while (s < end && is_blank(*s, separator))
            s++;
        if (s == end || *s == separator)
            return s;
        *bad = true; /* a lone one: taken as text */
    }
    return NULL;
}

struct csv_scan csv_scan_line(const char *line, size_t n, char separator, bool open)
{
    struct csv_scan scan = {0};
    if (n && line[n - 1] == '\n')
        n--;
    if (n && line[n - 1] == '\r')
        n--;
    for (const char *s = line, *end = line + n;;) {
        if (!open) {
            while (s < end && is_blank(*s, separator))
                s++;
            open = s < end && *s == '"';
            s += open;
        }
        const char *stop;
        if (open) {
            stop = quote_end(s, end, separator, &scan.bad);
            scan.open = !stop;
        } else {
            stop = memchr(s, separator, (size_t)(end - s));
            scan.bad |= !is_bare(s, (size_t)((stop ? stop : end) - s));
        }
        open = false;
        if (!stop || stop == end)
            return scan;
        scan.separators++;
        s = stop + 1;
    }
}

static void move_rear(struct csv_run *run, struct csv_window *w, char separator, off_t to)
{
    while (run->rear < to) {
        bool cut;
        const char *line;
        size_t n = csv_window_line(w, run->rear, &line, &cut);
        if (!n)
            return;
        run->separators -= csv_scan_line(line, n, separator, true).separators;
        run->rear += (off_t)n;
        run->lines--;
    }
}

static void move_front(struct csv_run *run, char separator)
{
    bool cut;
    const char *line;
    size_t n = csv_window_line(&run->ahead, run->front, &line, &cut);
    run->blocked = !n || cut;
    if (run->blocked)
        return;
    struct csv_scan scan = csv_scan_line(line, n, separator, true);
    run->separators += scan.separators;
    if (scan.bad)
        run->last_bad = run->front;
    run->front += (off_t)n;
    run->lines++;
    run->closed = !scan.open;
}

bool csv_run_to_end(struct csv_run *run, struct csv_window *w, char separator, off_t record, off_t from)
{
    if (from < run->rear || from > run->front || (run->closed && from == run->front)) {
        *run = (struct csv_run){.ahead = run->ahead, .rear = from, .front = from, .last_bad = -1};
        run->ahead.fd = w->fd;
        run->ahead.size = w->size;
    }
    move_rear(run, w, separator, from);
    while (!run->closed && !run->blocked && run->front - record < CSV_LONGEST)
        move_front(run, separator);
    if (run->ahead.error)
        w->error = run->ahead.error;
    return run->closed && run->front - record <= CSV_LONGEST;
}
