#include "base/text.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

bool text_is_ascii(const char *s, size_t n)
{
    /* In stretches, so that a long text is given up soon. */
    enum { STRETCH = 1024 };
    for (size_t from = 0; from < n; from += STRETCH) {
        size_t end = n - from < STRETCH ? n : from + STRETCH;
        unsigned char any = 0;
        for (size_t i = from; i < end; i++)
            any |= (unsigned char)s[i];
        if (any >= 0x80)
            return false;
    }
    return true;
}

bool text_is_utf8(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s, *end = p + n;
    while (p < end) {
        unsigned c = *p++;
        if (c < 0x80) {
            if (c == 0)
                return false;
            continue;
        }
        unsigned more, low = 0x80, high = 0xBF; /* bounds of the second byte: shortest form, no surrogates */
        if (c >= 0xC2 && c <= 0xDF) {
            more = 1;
        } else if (c >= 0xE0 && c <= 0xEF) {
            more = 2;
            low = c == 0xE0 ? 0xA0 : 0x80;
            high = c == 0xED ? 0x9F : 0xBF;
        } else if (c >= 0xF0 && c <= 0xF4) {
            more = 3;
            low = c == 0xF0 ? 0x90 : 0x80;
            high = c == 0xF4 ? 0x8F : 0xBF;
        } else {
            return false;
        }
        if ((size_t)(end - p) < more || *p < low || *p > high)
            return false;
        for (p++; --more; p++)
            if (*p < 0x80 || *p > 0xBF)
                return false;
    }
    return true;
}

/* s mapped by utf8proc into out; s is valid UTF-8, so this does not fail. */
static void put_mapped(struct buf *out, const char *s, size_t n, utf8proc_option_t options)
{
    utf8proc_int32_t few[128]; /* as long as most: in one pass, and nothing to allocate */
    utf8proc_ssize_t found = n > sizeof few / sizeof *few / 2
                                 ? 0
                                 : utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, few,
                                                      sizeof few / sizeof *few - 1, options);
    if (found > 0 && found < (utf8proc_ssize_t)(sizeof few / sizeof *few) &&
        (found = utf8proc_reencode(few, found, options)) >= 0) {
        buf_put(out, few, (size_t)found);
        return;
    }
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &mapped, options);
    if (len >= 0)
        buf_put(out, mapped, (size_t)len);
    else
        buf_put(out, s, n);
    free(mapped);
}

void text_put_nfc(struct buf *out, const char *s, size_t n)
{
    if (text_is_ascii(s, n))
        buf_put(out, s, n);
    else
        put_mapped(out, s, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

void text_put_folded(struct buf *out, const char *s, size_t n)
{
    if (text_is_ascii(s, n)) {
        buf_reserve(out, n);
        for (size_t i = 0; i < n; i++)
            buf_char(out, s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] | 0x20) : s[i]);
    } else {
        put_mapped(out, s, n, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
    }
}

bool text_equal_folded(const char *a, size_t a_len, const char *b, size_t b_len)
{
    struct buf x = {0}, y = {0};
    text_put_folded(&x, a, a_len);
    text_put_folded(&y, b, b_len);
    bool equal = x.n == y.n && memcmp(buf_str(&x), buf_str(&y), x.n) == 0;
    buf_free(&x);
    buf_free(&y);
    return equal;
}

size_t text_space(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    if (n && p[0] < 0x80)
        return p[0] == ' ' || (p[0] >= '\t' && p[0] <= '\r') ? 1 : 0;
    if (n >= 2 && p[0] == 0xC2)
        return p[1] == 0xA0 || p[1] == 0x85 ? 2 : 0; /* no-break space, next line */
    if (n < 3)
        return 0;
    unsigned c = (unsigned)p[1] << 8 | p[2];
    bool general =
        p[0] == 0xE2 && ((c >= 0x8080 && c <= 0x808A) || c == 0x80A8 || c == 0x80A9 || c == 0x80AF || c == 0x819F);
    return general || (p[0] == 0xE3 && c == 0x8080) || (p[0] == 0xE1 && c == 0x9A80) ? 3 : 0;
}

/* The bytes of the character at s where nothing is to be seen of it: zero-width, marks of direction, soft hyphen, BOM.
 */
static size_t unseen_at(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    if (n >= 2 && p[0] == 0xC2)
        return p[1] == 0xAD ? 2 : 0;
    if (n < 3 || p[0] < 0xE2)
        return 0;
    unsigned c = (unsigned)p[1] << 8 | p[2];
    bool general =
        p[0] == 0xE2 && ((c >= 0x808B && c <= 0x808F) || (c >= 0x80AA && c <= 0x80AE) || (c >= 0x81A0 && c <= 0x81A9));
    return general || (p[0] == 0xEF && c == 0xBBBF) ? 3 : 0;
}

static size_t nothing_at(const char *s, size_t n)
{
    size_t w = text_space(s, n);
    return w ? w : unseen_at(s, n);
}

/* The same of the character that ends n bytes from s. */
static size_t nothing_before(const char *s, size_t n)
{
    size_t w = 1;
    while (w < n && w < 3 && ((unsigned char)s[n - w] & 0xC0) == 0x80)
        w++;
    return w <= n && nothing_at(s + n - w, w) == w ? w : 0;
}

/* A letter, digit or mark of ASCII: most fields begin and end with one. */
static bool is_ink(char c)
{
    return c > ' ' && c < 0x7F;
}

const char *text_trim(const char *s, size_t *n)
{
    if (*n && is_ink(s[0]) && is_ink(s[*n - 1]))
        return s;
    for (size_t w; (w = nothing_at(s, *n)); *n -= w)
        s += w;
    for (size_t w; *n && (w = nothing_before(s, *n));)
        *n -= w;
    return s;
}

bool text_has_unseen(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        bool seen = c >= ' ' && c < 0xC2; /* most are; those from 0x80 on go on with a letter */
        if (!seen && nothing_at(s + i, n - i))
            return true;
    }
    return false;
}

void text_put_seen(struct buf *out, const char *s, size_t n)
{
    s = text_trim(s, &n);
    bool space = false;
    for (size_t w; n; s += w, n -= w) {
        w = text_space(s, n);
        space |= w > 0;
        if (w || (w = unseen_at(s, n)))
            continue;
        if (space)
            buf_char(out, ' ');
        space = false;
        for (w = 1; w < n && is_ink(s[w]);)
            w++;
        buf_put(out, s, w);
    }
}

void text_put_word(struct buf *out, const char *s, size_t n)
{
    struct buf seen = {0};
    text_put_seen(&seen, s, n);
    text_put_folded(out, buf_str(&seen), seen.n);
    buf_free(&seen);
}

void text_put_visible(struct buf *out, const char *s, size_t n)
{
    for (size_t w; n; s += w, n -= w) {
        utf8proc_int32_t c = 0;
        w = unseen_at(s, n);
        if (w && utf8proc_iterate((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)w, &c) > 0) {
            buf_printf(out, "‹U+%04X›", (unsigned)c);
            continue;
        }
        w = text_space(s, n);
        if (!w || *s == ' ') {
            w = 1;
            buf_char(out, *s);
        } else {
            buf_text(out, *s == '\n' || *s == '\r' ? "↵" : "␣");
            w += *s == '\r' && n > 1 && s[1] == '\n';
        }
    }
}

/*
 * The bytes of the character at s; *steers: a terminal may take it as an order, or it turns around what others say, or
 * it is none.
 */
static size_t look_at(const char *s, size_t n, bool lines, bool *steers)
{
    const unsigned char *p = (const unsigned char *)s;
    size_t w = p[0] < 0xC2 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (p[0] < 0x80)
        *steers = (p[0] < ' ' && !(lines && p[0] == '\n')) || p[0] == 0x7F;
    else if (w > n || !text_is_utf8(s, w)) {
        *steers = true;
        w = 1;
    } else if (w == 2)
        *steers = p[0] == 0xC2 && p[1] < 0xA0;
    else
        *steers = w == 3 && p[0] == 0xE2 &&
                  ((p[1] == 0x80 && p[2] >= 0xA8 && p[2] <= 0xAE) || (p[1] == 0x81 && p[2] >= 0xA6 && p[2] <= 0xA9));
    return w;
}

void text_put_safe(struct buf *out, const char *s, size_t n, bool lines)
{
    size_t from = 0;
    for (size_t at = 0, w; at < n; at += w) {
        bool steers;
        w = look_at(s + at, n - at, lines, &steers);
        if (!steers)
            continue;
        buf_put(out, s + from, at - from);
        for (size_t i = 0; i < w; i++)
            buf_printf(out, "\\x%02X", (unsigned char)s[at + i]);
        from = at + w;
    }
    buf_put(out, s + from, n - from);
}

void text_put_name(struct buf *out, const char *s, size_t n)
{
    size_t before = out->n;
    text_put_word(out, s, n);
    if (out->n > before && out->p[out->n - 1] == ':')
        out->n--;
    while (out->n > before && out->p[out->n - 1] == ' ')
        out->n--;
}

bool text_equal_name(const char *a, size_t a_len, const char *b, size_t b_len)
{
    struct buf x = {0}, y = {0};
    text_put_name(&x, a, a_len);
    text_put_name(&y, b, b_len);
    bool equal = x.n == y.n && memcmp(buf_str(&x), buf_str(&y), x.n) == 0;
    buf_free(&x);
    buf_free(&y);
    return equal;
}

/* Letters that decomposition leaves alone, as DIN 5007 sorts them. */
static const char *base_letters(utf8proc_int32_t c)
{
    switch (c) {
    case 0xE6:
        return "ae";
    case 0xF8:
        return "o";
    case 0xF0:
    case 0x111:
        return "d";
    case 0xFE:
        return "th";
    case 0x127:
        return "h";
    case 0x131:
        return "i";
    case 0x142:
        return "l";
    case 0x14B:
        return "n";
    case 0x153:
        return "oe";
    case 0x167:
        return "t";
    default:
        return NULL;
    }
}

void text_put_sort_key(struct buf *out, const char *s)
{
    utf8proc_uint8_t *plain = NULL;
    utf8proc_ssize_t len = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)strlen(s), &plain,
                                        UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK | UTF8PROC_CASEFOLD);
    if (len < 0) {
        buf_text(out, s);
        return;
    }
    for (utf8proc_ssize_t at = 0; at < len;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t w = utf8proc_iterate(plain + at, len - at, &c);
        if (w <= 0)
            break;
        const char *letters = base_letters(c);
        if (letters)
            buf_text(out, letters);
        else
            buf_put(out, plain + at, (size_t)w);
        at += w;
    }
    free(plain);
}

int text_compare(const char *a, const char *b)
{
    struct buf x = {0}, y = {0};
    text_put_sort_key(&x, a);
    text_put_sort_key(&y, b);
    int order = strcmp(buf_str(&x), buf_str(&y));
    if (!order)
        order = strcmp(a, b);
    buf_free(&x);
    buf_free(&y);
    return (order > 0) - (order < 0);
}

void text_put_shell_word(struct buf *b, const char *s)
{
    static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./=+:,@%äöüÄÖÜß";
    if (*s && strspn(s, safe) == strlen(s)) {
        buf_text(b, s);
        return;
    }
    buf_char(b, '\'');
    for (; *s; s++)
        if (*s == '\'')
            buf_text(b, "'\\''");
        else
            buf_char(b, *s);
    buf_char(b, '\'');
}

const char *text_library(void)
{
    return utf8proc_version();
}
