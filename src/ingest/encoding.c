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

/* 0x80..0xFF of code page 850 (DOS, Western Europe). */
static const uint16_t cp850[128] = {
    0x00C7, 0x00FC, 0x00E9, 0x00E2, 0x00E4, 0x00E0, 0x00E5, 0x00E7, 0x00EA, 0x00EB, 0x00E8, 0x00EF, 0x00EE,
    0x00EC, 0x00C4, 0x00C5, 0x00C9, 0x00E6, 0x00C6, 0x00F4, 0x00F6, 0x00F2, 0x00FB, 0x00F9, 0x00FF, 0x00D6,
    0x00DC, 0x00F8, 0x00A3, 0x00D8, 0x00D7, 0x0192, 0x00E1, 0x00ED, 0x00F3, 0x00FA, 0x00F1, 0x00D1, 0x00AA,
    0x00BA, 0x00BF, 0x00AE, 0x00AC, 0x00BD, 0x00BC, 0x00A1, 0x00AB, 0x00BB, 0x2591, 0x2592, 0x2593, 0x2502,
    0x2524, 0x00C1, 0x00C2, 0x00C0, 0x00A9, 0x2563, 0x2551, 0x2557, 0x255D, 0x00A2, 0x00A5, 0x2510, 0x2514,
    0x2534, 0x252C, 0x251C, 0x2500, 0x253C, 0x00E3, 0x00C3, 0x255A, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550,
    0x256C, 0x00A4, 0x00F0, 0x00D0, 0x00CA, 0x00CB, 0x00C8, 0x0131, 0x00CD, 0x00CE, 0x00CF, 0x2518, 0x250C,
    0x2588, 0x2584, 0x00A6, 0x00CC, 0x2580, 0x00D3, 0x00DF, 0x00D4, 0x00D2, 0x00F5, 0x00D5, 0x00B5, 0x00FE,
    0x00DE, 0x00DA, 0x00DB, 0x00D9, 0x00FD, 0x00DD, 0x00AF, 0x00B4, 0x00AD, 0x00B1, 0x2017, 0x00BE, 0x00B6,
    0x00A7, 0x00F7, 0x00B8, 0x00B0, 0x00A8, 0x00B7, 0x00B9, 0x00B3, 0x00B2, 0x25A0, 0x00A0,
};

static const char *const names[ENCODINGS] = {
    [ENCODING_DETECT] = "",
    [ENCODING_UTF8] = "UTF-8",
    [ENCODING_WINDOWS_1252] = "Windows-1252",
    [ENCODING_ISO_8859_15] = "ISO-8859-15",
    [ENCODING_CP850] = "CP850",
    [ENCODING_UTF16] = "UTF-16",
    [ENCODING_UTF16_LE] = "UTF-16LE",
    [ENCODING_UTF16_BE] = "UTF-16BE",
};

const char *encoding_name(enum encoding e)
{
    return names[e];
}

enum encoding encoding_named(const char *name)
{
    for (int e = ENCODING_UTF8; e < ENCODINGS; e++)
        if (strcmp(names[e], name) == 0)
            return (enum encoding)e;
    return ENCODING_DETECT;
}

bool encoding_is_utf16(enum encoding e)
{
    return e == ENCODING_UTF16 || e == ENCODING_UTF16_LE || e == ENCODING_UTF16_BE;
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
        else if (e == ENCODING_CP850 && c >= 0x80)
            c = cp850[c - 0x80];
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
    if (e == ENCODING_WINDOWS_1252 || e == ENCODING_ISO_8859_15 || e == ENCODING_CP850)
        return decode_single_bytes(e, s, n, out);
    if (!text_is_utf8(s, n))
        return false;
    if (is_nfc_at_a_glance(s, n))
        buf_put(out, s, n);
    else
        text_put_nfc(out, s, n);
    return true;
}

static bool is_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

void encoding_note_broken(struct encoding_evidence *e, const char *s, size_t n)
{
    e->broken_fields++;
    for (size_t i = 0; i < n; i++) {
        unsigned c = (unsigned char)s[i];
        if (c < 0x80)
            continue;
        e->byte[c - 0x80]++;
        /* ä and ö of code page 850 are quotes in Windows-1252, which stand at the edge of words; its ü is nothing. */
        bool dos = c == 0x81 || c == 0x84 || c == 0x94;
        e->dos_letters += dos && i && i + 1 < n && is_letter(s[i - 1]) && is_letter(s[i + 1]);
    }
}

void encoding_add(struct encoding_evidence *sum, const struct encoding_evidence *e)
{
    sum->utf8_fields += e->utf8_fields;
    sum->broken_fields += e->broken_fields;
    sum->dos_letters += e->dos_letters;
    for (int i = 0; i < 128; i++)
        sum->byte[i] += e->byte[i];
}

static bool has_any(const struct encoding_evidence *e, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (e->byte[bytes[i] - 0x80])
            return true;
    return false;
}

/* Which of the three that are not UTF-8. */
static enum encoding decide_broken(const struct encoding_evidence *e)
{
    static const unsigned char umlauts[] = {0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC}; /* of Windows-1252 and ISO-8859-15 */
    /* Without 0x80..0x9F only the letters S, Z, OE, Y and the euro tell: in names they are likelier than signs. */
    static const unsigned char letters[] = {0xA4, 0xA6, 0xA8, 0xB4, 0xB8, 0xBC, 0xBD, 0xBE};
    if (e->dos_letters && !has_any(e, umlauts, sizeof umlauts))
        return ENCODING_CP850;
    /* 0x80..0x9F are letters and quotes in Windows-1252 and nothing in ISO-8859-15. */
    for (int c = 0x80; c < 0xA0; c++)
        if (e->byte[c - 0x80])
            return ENCODING_WINDOWS_1252;
    return has_any(e, letters, sizeof letters) ? ENCODING_ISO_8859_15 : ENCODING_WINDOWS_1252;
}

enum encoding encoding_decide(const struct encoding_evidence *e)
{
    return e->broken_fields <= e->utf8_fields ? ENCODING_UTF8 : decide_broken(e);
}

enum encoding encoding_second(const struct encoding_evidence *e)
{
    enum { MANY = 10, ONE_IN = 20 };
    uint64_t sum = e->utf8_fields + e->broken_fields,
             fewer = e->utf8_fields < e->broken_fields ? e->utf8_fields : e->broken_fields;
    enum encoding other = fewer >= MANY && fewer * ONE_IN >= sum ? decide_broken(e) : ENCODING_DETECT;
    return other == ENCODING_CP850 ? ENCODING_DETECT : other; /* that one is never taken at a guess */
}

/* Half of a pair is written as UTF-8 would write its number, which is none. */
static void put_unit(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        buf_char(out, (char)c);
    } else if (c < 0x10000) {
        put_code_point(out, c);
    } else {
        buf_char(out, (char)(0xF0 | c >> 18));
        buf_char(out, (char)(0x80 | (c >> 12 & 0x3F)));
        buf_char(out, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(out, (char)(0x80 | (c & 0x3F)));
    }
}

void encoding_put_utf16(struct buf *out, const unsigned char *s, size_t n, bool big_endian, uint32_t *half, bool last)
{
    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t c = (uint32_t)s[i + !big_endian] << 8 | s[i + big_endian];
        bool low = c >= 0xDC00 && c <= 0xDFFF;
        if (*half && low) {
            put_unit(out, 0x10000 + ((*half - 0xD800) << 10) + (c - 0xDC00));
            *half = 0;
            continue;
        }
        if (*half)
            put_unit(out, *half);
        *half = c >= 0xD800 && c <= 0xDBFF ? c : 0;
        if (!*half)
            put_unit(out, c);
    }
    if (last && *half)
        put_unit(out, *half);
    if (last && n % 2)
        buf_char(out, '\xFF');
}
