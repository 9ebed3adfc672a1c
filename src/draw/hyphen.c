#include "draw/hyphen.h"

#include "base/hash.h"
#include "base/mem.h"
#include "draw/hyphen_dict.h"

#include <hyphen.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { LEFT_MIN = 3, RIGHT_MIN = 3 };

/* A word that was looked at, in the encoding of the patterns, and where it may be divided. */
struct known {
    struct known *next;
    size_t n; /* bytes */
    char *letters;
    bool *before; /* n: before this byte's letter */
};

enum { KNOWN_SLOTS = 4096 };

struct hyphen {
    struct hash_seed seed;
    struct hyphen_dict *dict;
    pthread_mutex_t lock; /* of what follows */
    struct arena *arena;
    struct known *known[KNOWN_SLOTS];
};

struct hyphen *hyphen_new(const char *file)
{
    struct hyphen_dict *dict = hyphen_dict_new(file);
    if (!dict)
        return NULL;
    struct hyphen *h = mem_zero(1, sizeof *h);
    h->seed = hash_seed();
    h->dict = dict;
    h->arena = arena_new();
    pthread_mutex_init(&h->lock, NULL);
    return h;
}

void hyphen_free(struct hyphen *h)
{
    if (!h)
        return;
    hyphen_dict_free(h->dict);
    arena_free(h->arena);
    pthread_mutex_destroy(&h->lock);
    free(h);
}

/* The letter as the patterns know it: small, and without a mark where Latin 1 has none. 0: not a letter. */
static utf8proc_int32_t pattern_letter(utf8proc_int32_t c)
{
    const utf8proc_property_t *p = utf8proc_get_property(c);
    if (p->category < UTF8PROC_CATEGORY_LU || p->category > UTF8PROC_CATEGORY_LO)
        return 0;
    c = utf8proc_tolower(c);
    if (c < 0x100)
        return c;
    utf8proc_int32_t parts[8];
    int boundary = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, 8, UTF8PROC_DECOMPOSE, &boundary);
    return n > 0 && parts[0] < 0x100 ? parts[0] : 'x';
}

/* Asks libhyphen, with the patterns that this word needs. */
static void divide(const struct hyphen *h, struct known *w)
{
    struct buf patterns = {0};
    hyphen_dict_put(h->dict, w->letters, w->n, &patterns);
    FILE *in = fmemopen(patterns.p, patterns.n, "r");
    HyphenDict *dict = in ? hnj_hyphen_load_file(in) : NULL;
    if (in)
        fclose(in);
    buf_free(&patterns);
    if (!dict)
        return;
    char marks[2 * HYPHEN_LONGEST + 8] = {0};
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    hnj_hyphen_hyphenate3(dict, w->letters, (int)w->n, marks, NULL, &rep, &pos, &cut, LEFT_MIN, RIGHT_MIN, 0, 0);
    /* marks are by letter; what is spelt otherwise when divided is left alone. */
    for (size_t i = 1; i < w->n; i++)
        w->before[i] = (marks[i - 1] & 1) && !(rep && rep[i - 1]);
    for (size_t i = 0; rep && i < w->n; i++)
        free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
    hnj_hyphen_free(dict);
}

/* The word (n bytes as the patterns have them), looked at once. */
static const struct known *look_up(struct hyphen *h, const char *letters, size_t n)
{
    uint64_t hash = hash_bytes(h->seed, letters, n);
    pthread_mutex_lock(&h->lock);
    struct known **slot = &h->known[hash % KNOWN_SLOTS], *w = *slot;
    while (w && (w->n != n || memcmp(w->letters, letters, n) != 0))
        w = w->next;
    if (!w) {
        w = arena_zero(h->arena, sizeof *w);
        *w = (struct known){*slot, n, arena_text(h->arena, letters, n), arena_zero(h->arena, n * sizeof(bool))};
        divide(h, w);
        *slot = w;
    }
    pthread_mutex_unlock(&h->lock);
    return w;
}

/* Letters that follow each other in a word, in the encoding of the patterns. */
struct stretch {
    char letters[2 * HYPHEN_LONGEST + 8];
    size_t bytes, count;
    size_t at[HYPHEN_LONGEST]; /* byte offset of each letter in the word */
    bool after_digit;
};

static bool divide_stretch(struct hyphen *h, const struct stretch *s, bool before_digit, bool out[HYPHEN_LONGEST])
{
    if (s->count < LEFT_MIN + RIGHT_MIN || s->after_digit || before_digit)
        return false;
    const struct known *w = look_up(h, s->letters, s->bytes);
    bool any = false;
    for (size_t i = LEFT_MIN; i + RIGHT_MIN <= s->count; i++)
        any |= out[s->at[i]] = w->before[i];
    return any;
}

bool hyphen_find(struct hyphen *h, const char *word, size_t n, bool out[HYPHEN_LONGEST])
{
    memset(out, 0, HYPHEN_LONGEST * sizeof *out);
    if (!h || n >= HYPHEN_LONGEST)
        return false;
    struct stretch s = {.count = 0};
    bool any = false;
    for (size_t i = 0; i < n;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)word + i, (utf8proc_ssize_t)(n - i), &c);
        if (len <= 0)
            return any;
        utf8proc_int32_t letter = pattern_letter(c);
        if (letter == 0) {
            const bool digit = c >= '0' && c <= '9';
            any |= divide_stretch(h, &s, digit, out);
            s.count = s.bytes = 0;
            s.after_digit = digit;
        } else {
            s.at[s.count++] = i;
            if (hyphen_dict_is_utf8(h->dict))
                s.bytes += (size_t)utf8proc_encode_char(letter, (utf8proc_uint8_t *)s.letters + s.bytes);
            else
                s.letters[s.bytes++] = (char)letter;
        }
        i += (size_t)len;
    }
    return divide_stretch(h, &s, false, out) || any;
}
