#include "ingest/encoding.h"

#include "base/text.h"

#include <string.h>

/* 0x80..0x9F of Windows-1252; 0: no character. The rest is ISO-8859-1. */
static const uint16_t windows_c1[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

/* The eight places in which ISO-8859-15 is not ISO-8859-1. */
static unsigned latin9(unsigned c)
{
    switch (c) {
    case 0xA4:
        return 0x20AC;
    case 0xA6:
        return 0x0160;
    case 0xA8:
        return 0x0161;
    case 0xB4:
        return 0x017D;
    case 0xB8:
        return 0x017E;
    case 0xBC:
        return 0x0152;
    case 0xBD:
        return 0x0153;
    case 0xBE:
        return 0x0178;
    default:
        return c;
    }
}

const char *encoding_name(enum encoding e)
{
    switch (e) {
    case ENCODING_WINDOWS_1252:
        return "Windows-1252";
    case ENCODING_ISO_8859_15:
        return "ISO-8859-15";
    default:
        return "UTF-8";
    }
}

/*
 * Below U+0300 nothing combines and nothing decomposes, nor does it in the blocks that German exports have beside it
 * (U+1E00.., letters; U+2002.., dashes and quotes): such text is NFC as it stands. Saves a look at most of it.
 */
static bool is_nfc_at_a_glance(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s;
    for (size_t i = 0; i < n; i++) {
        if (p[i] < 0xCC)
            continue;
        bool letter = p[i] == 0xE1 && p[i + 1] >= 0xB8 && p[i + 1] <= 0xBB;
        bool sign = p[i] == 0xE2 && p[i + 1] == 0x80 && p[i + 2] >= 0x82;
        if (!letter && !sign)
            return false;
    }
    return true;
}

static void put_code_point(struct buf *out, unsigned c)
{
    if (c < 0x800) {
        buf_char(out, (char)(0xC0 | c >> 6));
    } else {
        buf_char(out, (char)(0xE0 | c >> 12));
        buf_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
    }
    buf_char(out, (char)(0x80 | (c & 0x3F)));
}

static bool decode_single_bytes(enum encoding e, const char *s, size_t n, struct buf *out)
{
    size_t before = out->n;
    for (size_t i = 0; i < n; i++) {
        unsigned c = (unsigned char)s[i];
        if (e == ENCODING_WINDOWS_1252 && c >= 0x80 && c < 0xA0)
            c = windows_c1[c - 0x80];
        else if (e == ENCODING_ISO_8859_15)
            c = c >= 0x80 && c < 0xA0 ? 0 : latin9(c);
        if (c == 0) {
            out->n = before;
            return false;
        }
        if (c < 0x80)
            buf_char(out, (char)c);
        else
            put_code_point(out, c);
    }
    return true;
}

bool encoding_decode(enum encoding e, const char *s, size_t n, struct buf *out)
{
    if (e == ENCODING_WINDOWS_1252 || e == ENCODING_ISO_8859_15)
        return decode_single_bytes(e, s, n, out);
    if (!text_is_utf8(s, n))
        return false;
    if (is_nfc_at_a_glance(s, n))
        buf_put(out, s, n);
    else
        text_put_nfc(out, s, n);
    return true;
}

void encoding_note_broken(struct encoding_evidence *e, const char *s, size_t n)
{
    e->broken_fields++;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] >= 0x80)
            e->byte[(unsigned char)s[i] - 0x80]++;
}

void encoding_add(struct encoding_evidence *sum, const struct encoding_evidence *e)
{
    sum->utf8_fields += e->utf8_fields;
    sum->broken_fields += e->broken_fields;
    for (int i = 0; i < 128; i++)
        sum->byte[i] += e->byte[i];
}

enum encoding encoding_decide(const struct encoding_evidence *e)
{
    if (e->broken_fields <= e->utf8_fields)
        return ENCODING_UTF8;
    /* 0x80..0x9F are letters and quotes in Windows-1252 and nothing in ISO-8859-15. */
    for (int c = 0x80; c < 0xA0; c++)
        if (e->byte[c - 0x80])
            return ENCODING_WINDOWS_1252;
    /* Without them only the letters S, Z, OE, Y and the euro tell: in names they are likelier than signs. */
    static const unsigned char letters[] = {0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE};
    for (size_t i = 0; i < sizeof letters; i++)
        if (e->byte[letters[i] - 0x80])
            return ENCODING_ISO_8859_15;
    return ENCODING_WINDOWS_1252;
}
