#include "results/names.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LONGEST_NAME = 80, ROOM_FOR_NUMBER = 12 };

struct name {
    const char *s; /* NULL: free */
    int64_t next;  /* the number to try for the next one that comes to the same */
};

struct results_names {
    struct arena *arena;
    struct name *given; /* a hash table, apart from case */
    size_t n, cap;
};

struct results_names *results_names_new(void)
{
    struct results_names *n = mem_zero(1, sizeof *n);
    n->arena = arena_new();
    return n;
}

void results_names_free(struct results_names *n)
{
    if (!n)
        return;
    free(n->given);
    arena_free(n->arena);
    free(n);
}

/* ---- from text to letters ---- */

static bool is_plain(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* German letters as in a passport; the rest is left to the base letters of the sort key. */
static const char *german_letters(const char *s)
{
    static const char *const pairs[][2] = {{"ä", "ae"}, {"ö", "oe"}, {"ü", "ue"}, {"Ä", "Ae"},
                                           {"Ö", "Oe"}, {"Ü", "Ue"}, {"ß", "ss"}, {"ẞ", "Ss"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strncmp(s, pairs[i][0], strlen(pairs[i][0])) == 0)
            return pairs[i][1];
    return NULL;
}

static size_t width(const char *s)
{
    unsigned char c = (unsigned char)*s;
    size_t w = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    return strnlen(s, w);
}

static void put_letters(struct buf *out, const char *s, size_t w)
{
    const char *german = german_letters(s);
    if (german) {
        buf_text(out, german);
        return;
    }
    char one[5] = {0};
    struct buf key = {0};
    memcpy(one, s, w);
    text_put_sort_key(&key, one);
    bool any = false;
    for (size_t i = 0; i < key.n; i++)
        if (is_plain((unsigned char)key.p[i])) {
            buf_char(out, key.p[i]);
            any = true;
        }
    /* A mark that stood alone vanishes; what is no letter parts words. */
    if (!any && key.n && out->n && out->p[out->n - 1] != '-')
        buf_char(out, '-');
    buf_free(&key);
}

static void put_safe(struct buf *out, const char *s)
{
    for (size_t w; *s && out->n < LONGEST_NAME - ROOM_FOR_NUMBER; s += w) {
        w = width(s);
        if (is_plain((unsigned char)*s))
            buf_char(out, *s);
        else if (w > 1)
            put_letters(out, s, w);
        else if (out->n && out->p[out->n - 1] != '-')
            buf_char(out, '-');
    }
    while (out->n && out->p[out->n - 1] == '-')
        out->n--;
    if (out->n == 0)
        buf_text(out, "ohne-Name");
    out->p[out->n] = '\0';
}

/* Names that some systems keep for devices. */
static bool is_reserved(const char *s)
{
    static const char *const reserved[] = {"con", "prn", "aux", "nul"};
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (strcasecmp(s, reserved[i]) == 0)
            return true;
    return (strncasecmp(s, "com", 3) == 0 || strncasecmp(s, "lpt", 3) == 0) && s[3] >= '0' && s[3] <= '9' && !s[4];
}

/* ---- never two the same ---- */

static struct name *slot(struct name *table, size_t cap, const char *name)
{
    struct hash_seed seed = hash_seed();
    uint64_t mixed = 0;
    for (const char *s = name; *s; s++)
        mixed = hash_pair(seed, mixed, (uint64_t)tolower((unsigned char)*s)); /* ASCII only */
    size_t h = (size_t)mixed;
    for (h &= cap - 1; table[h].s && strcasecmp(table[h].s, name) != 0;)
        h = (h + 1) & (cap - 1);
    return &table[h];
}

static void widen(struct results_names *n)
{
    size_t cap = n->cap ? 2 * n->cap : 64;
    struct name *wide = mem_zero(cap, sizeof *wide);
    for (size_t i = 0; i < n->cap; i++)
        if (n->given[i].s)
            *slot(wide, cap, n->given[i].s) = n->given[i];
    free(n->given);
    n->given = wide;
    n->cap = cap;
}

const char *results_file_name(struct results_names *n, const char *s)
{
    struct buf b = {0};
    if (2 * (n->n + 2) > n->cap) /* for the name, and for the word it is made from */
        widen(n);
    put_safe(&b, s);
    size_t length = b.n;
    struct name *first = slot(n->given, n->cap, b.p), *free_one = first;
    if (!first->s && is_reserved(b.p)) {
        *first = (struct name){arena_text(n->arena, b.p, b.n), 2};
        n->n++;
    }
    while (free_one->s) {
        b.n = length;
        buf_char(&b, '-');
        buf_int(&b, first->next++);
        free_one = slot(n->given, n->cap, b.p);
    }
    *free_one = (struct name){arena_text(n->arena, b.p, b.n), 2};
    n->n++;
    buf_free(&b);
    return free_one->s;
}
