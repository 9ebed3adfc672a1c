#include "rules/wrap.h"

#include <string.h>

enum { COLUMNS = 100 };

int wrap_columns(const char *s, size_t n)
{
    int columns = 0;
    for (size_t i = 0; i < n; i++)
        columns += ((unsigned char)s[i] & 0xC0) != 0x80;
    return columns;
}

void wrap_spaces(struct buf *b, int n)
{
    for (int i = 0; i < n; i++)
        buf_char(b, ' ');
}

void wrap_put(struct buf *b, int at, int indent, const char *text)
{
    bool fresh = true;
    for (const char *word = text; *word;) {
        size_t n = strcspn(word, " ");
        int width = wrap_columns(word, n);
        if (!fresh && at + 1 + width > COLUMNS) {
            buf_char(b, '\n');
            wrap_spaces(b, indent);
            at = indent;
        } else if (!fresh) {
            buf_char(b, ' ');
            at++;
        }
        buf_put(b, word, n);
        at += width;
        fresh = false;
        word += n;
        word += strspn(word, " ");
    }
    buf_char(b, '\n');
}
