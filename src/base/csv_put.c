#include "base/csv_put.h"

#include <stdbool.h>
#include <string.h>

static bool needs_quotes(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == ';' || s[i] == '"' || s[i] == '\n' || s[i] == '\r')
            return true;
    return false;
}

void csv_put_field(struct buf *b, const char *s, size_t n)
{
    if (!needs_quotes(s, n)) {
        buf_put(b, s, n);
        return;
    }
    buf_reserve(b, 2 * n + 2);
    char *p = b->p + b->n;
    *p++ = '"';
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            *p++ = '"';
        *p++ = s[i];
    }
    *p++ = '"';
    *p = '\0';
    b->n = (size_t)(p - b->p);
}

/* -12.345,5 and the like: a sign, digits with points or commas between them, nothing else. */
static bool is_number(const char *s, size_t n)
{
    size_t i = n && (*s == '-' || *s == '+');
    bool digit = false;
    for (; i < n; i++) {
        if (s[i] >= '0' && s[i] <= '9')
            digit = true;
        else if ((s[i] != ',' && s[i] != '.') || !digit || i + 1 == n || s[i + 1] < '0' || s[i + 1] > '9')
            return false;
    }
    return digit;
}

/*
 * Where the comma separates, a spreadsheet cuts this file at commas, whatever is quoted in the middle of a line: there,
 * and behind a tab or line break, a cell can begin, too.
 */
static const char separators[] = ",;\t\r\n";

/* A cell that begins at s + at would be run. */
static bool runs(const char *s, size_t n, size_t at)
{
    if (!at)
        return n && strchr("=+-@\t\r", *s) && !is_number(s, n);
    if (!strchr("=+-@", s[at]) || !strchr(separators, s[at - 1]))
        return false;
    size_t length = strcspn(s + at, separators);
    return length > 1 && !is_number(s + at, length);
}

void csv_put_cell(struct buf *b, const char *s)
{
    size_t n = strlen(s), from = 0;
    struct buf defused = {0};
    for (size_t at = 0; at < n; at++)
        if (runs(s, n, at)) {
            buf_put(&defused, s + from, at - from);
            buf_char(&defused, '\'');
            from = at;
        }
    if (defused.n) {
        buf_put(&defused, s + from, n - from);
        s = buf_str(&defused);
        n = defused.n;
    }
    csv_put_field(b, s, n);
    buf_free(&defused);
}
