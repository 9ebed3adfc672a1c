#include "archive/seal.h"

#include <string.h>

const char *const seal_files[SEAL_FILES] = {"abgelehnt.csv", "ergebnis.csv", "ergebnis.xml", "hinweise.csv",
                                            "lauf.xml"};

struct digest_text seal_of(const struct digest_text digest[SEAL_FILES])
{
    struct buf b = {0};
    for (int i = 0; i < SEAL_FILES; i++)
        buf_printf(&b, "%s  %s\n", digest[i].hex, seal_files[i]);
    struct digest_text seal = digest_bytes(buf_str(&b), b.n);
    buf_free(&b);
    return seal;
}

void seal_put(struct buf *b, const char *hex)
{
    for (size_t i = 0; hex[i]; i++) {
        if (i && i % SEAL_GROUP == 0)
            buf_char(b, ' ');
        buf_char(b, hex[i]);
    }
}

/* The bytes of what may stand between two digits; 0: nothing of that. */
static size_t between(const char *s)
{
    static const char *const wide[] = {"\u00a0", "\u202f", "\u2009", "\u00ad", "\u2010", "\u2011", "\u2013"};
    if (*s && strchr(" \t\r\n-", *s))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(s, wide[i], strlen(wide[i])) == 0)
            return strlen(wide[i]);
    return 0;
}

size_t seal_read(const char *typed, char digits[SEAL_DIGITS + 1])
{
    static const char hex[] = "0123456789abcdefABCDEF";
    size_t n = 0;
    for (const char *s = typed; *s;) {
        size_t skip = between(s);
        if (skip) {
            s += skip;
            continue;
        }
        const char *digit = strchr(hex, *s);
        if (!digit || n == SEAL_DIGITS)
            return 0;
        digits[n++] = (char)(*digit >= 'A' && *digit <= 'F' ? *digit - 'A' + 'a' : *digit);
        s++;
    }
    digits[n] = '\0';
    return n;
}
