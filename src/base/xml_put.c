#include "base/xml_put.h"

#include "base/num.h"

#include <stdbool.h>
#include <string.h>

/* What XML cannot hold: white space as a space, all else as U+FFFD. */
static const char *instead_of(const unsigned char *s)
{
    if (*s == '\v' || *s == '\f')
        return " ";
    const bool none =
        (*s < 0x20 && *s != '\t' && *s != '\n' && *s != '\r') || (s[0] == 0xEF && s[1] == 0xBF && s[2] >= 0xBE);
    return none ? "\uFFFD" : NULL;
}

static const char *replacement(const unsigned char *s)
{
    switch (*s) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t': /* as characters they would become spaces in an attribute */
        return "&#9;";
    case '\n':
        return "&#10;";
    case '\r':
        return "&#13;";
    default:
        return instead_of(s);
    }
}

static void put_replaced(struct buf *b, const char *s, const char *(*replace)(const unsigned char *))
{
    const char *from = s;
    for (; *s; s++) {
        const char *instead = replace((const unsigned char *)s);
        if (!instead)
            continue;
        buf_put(b, from, (size_t)(s - from));
        buf_text(b, instead);
        if ((unsigned char)*s == 0xEF) /* U+FFFE and U+FFFF: three bytes */
            s += 2;
        from = s + 1;
    }
    buf_put(b, from, (size_t)(s - from));
}

void xml_escape(struct buf *b, const char *s)
{
    put_replaced(b, s, replacement);
}

void xml_put_valid(struct buf *b, const char *s)
{
    put_replaced(b, s, instead_of);
}

void xml_attr(struct buf *b, const char *name, const char *value)
{
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    xml_escape(b, value);
    buf_char(b, '"');
}

void xml_attr_int(struct buf *b, const char *name, int64_t value)
{
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    buf_int(b, value);
    buf_char(b, '"');
}

void xml_attr_german(struct buf *b, const char *name, int64_t value)
{
    xml_attr_int(b, name, value);
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "-text=\"");
    num_put_german(b, value);
    buf_char(b, '"');
}

void xml_line(struct buf *b, int depth, const char *s)
{
    for (int i = 0; i < depth; i++)
        buf_text(b, "  ");
    buf_text(b, s);
}

void xml_element(struct buf *b, int depth, const char *name, const char *text)
{
    if (!*text)
        return;
    xml_line(b, depth, "<");
    buf_text(b, name);
    buf_char(b, '>');
    xml_escape(b, text);
    buf_text(b, "</");
    buf_text(b, name);
    buf_text(b, ">\n");
}

void xml_value(struct buf *b, int depth, const char *name, int64_t value)
{
    xml_line(b, depth, "<");
    buf_text(b, name);
    xml_attr_int(b, "wert", value);
    buf_text(b, " text=\"");
    num_put_german(b, value);
    buf_text(b, "\"/>\n");
}

const char *num_bytes_words(uint64_t bytes, struct arena *a)
{
    static const char *const units[] = {"kB", "MB", "GB", "TB"};
    struct buf b = {0};
    size_t unit = 0;
    double v = (double)bytes / 1000;
    while (v >= 999.95 && unit < sizeof units / sizeof *units - 1) { /* 999.95 would be shown as 1.000,0 */
        v /= 1000;
        unit++;
    }
    if (bytes < 1000)
        num_put_german(&b, (int64_t)bytes);
    else
        num_put_german_decimal(&b, v, 1);
    buf_text(&b, "\u00a0");
    buf_text(&b, bytes < 1000 ? "Byte" : units[unit]);
    return buf_keep(&b, a);
}
