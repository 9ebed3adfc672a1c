#include "base/lines.h"

#include <string.h>
#include <utf8proc.h>

/* One character at s: its length in bytes (at least 1) and columns. control: not to be sent to a terminal. */
static size_t look(const char *s, size_t n, int *columns, bool *control)
{
    utf8proc_int32_t c;
    utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &c);
    if (length < 1 || c < 0) {
        *control = true;
        length = 1;
    } else {
        utf8proc_category_t k = utf8proc_category(c);
        /* Format characters turn the direction of a line, so that it would show what is not there. */
        *control = k == UTF8PROC_CATEGORY_CC || k == UTF8PROC_CATEGORY_CF || k == UTF8PROC_CATEGORY_ZL ||
                   k == UTF8PROC_CATEGORY_ZP;
    }
    *columns = *control ? 1 : utf8proc_charwidth(c);
    return (size_t)length;
}

int lines_width(const char *s, size_t n)
{
    int width = 0;
    for (size_t i = 0; i < n;) {
        int columns;
        bool control;
        i += look(s + i, n - i, &columns, &control);
        width += columns;
    }
    return width;
}

static void put_tame(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        int columns;
        bool control;
        size_t length = look(s + i, n - i, &columns, &control);
        if (control)
            buf_text(b, "\uFFFD");
        else
            buf_put(b, s + i, length);
        i += length;
    }
}

void lines_spaces(struct buf *b, int n)
{
    for (int i = 0; i < n; i++)
        buf_char(b, ' ');
}

void lines_wrap(struct buf *b, int at, int indent, int columns, const char *s)
{
    bool fresh = true;
    for (const char *word = s; *word;) {
        size_t n = strcspn(word, " ");
        int width = lines_width(word, n);
        if (!fresh && at + 1 + width > columns) {
            buf_char(b, '\n');
            lines_spaces(b, indent);
            at = indent;
        } else if (!fresh) {
            buf_char(b, ' ');
            at++;
        }
        put_tame(b, word, n);
        at += width;
        fresh = false;
        word += n;
        word += strspn(word, " ");
    }
    buf_char(b, '\n');
}

void lines_cell(struct buf *b, const char *s, int columns, bool right)
{
    size_t n = strlen(s);
    int width = lines_width(s, n);
    if (right)
        lines_spaces(b, columns - width);
    put_tame(b, s, n);
    if (!right)
        lines_spaces(b, columns - width);
}
