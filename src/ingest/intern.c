#include "ingest/intern.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { INLINE_KEY = 12, LONGEST_INLINE = INLINE_KEY - 1, HASHED = 0xFF };

/* A short text (Kundennummern are) stands in the slot itself: a look-up touches one cache line. */
struct key {
    unsigned char b[INLINE_KEY]; /* text, padded, its length last; or hash, length and HASHED */
};

struct slot {
    struct key key;
    uint32_t number; /* + 1; 0: free */
};

struct intern {
    struct hash_seed seed;
    struct slot *slot;
    size_t n_slots; /* a power of two */
    struct buf text;
    uint32_t *offset;
    uint32_t n;
    size_t cap;
};

static struct key key_of(const struct intern *in, const char *s, size_t n)
{
    struct key k = {{0}};
    if (n <= LONGEST_INLINE) {
        memcpy(k.b, s, n);
        k.b[LONGEST_INLINE] = (unsigned char)n;
    } else {
        uint64_t h = hash_bytes(in->seed, s, n);
        memcpy(k.b, &h, 8);
        memcpy(k.b + 8, &n, 3);
        k.b[LONGEST_INLINE] = HASHED;
    }
    return k;
}

static size_t place_of(const struct intern *in, const struct key *k)
{
    uint64_t a;
    uint32_t b;
    memcpy(&a, k->b, 8);
    memcpy(&b, k->b + 8, 4);
    return (size_t)hash_pair(in->seed, a, b) & (in->n_slots - 1);
}

static bool same(const struct intern *in, const struct slot *slot, const struct key *k, const char *s, size_t n)
{
    if (memcmp(slot->key.b, k->b, INLINE_KEY) != 0)
        return false;
    if (k->b[LONGEST_INLINE] != HASHED)
        return true;
    const char *text = in->text.p + in->offset[slot->number - 1];
    return strlen(text) == n && memcmp(text, s, n) == 0;
}

struct intern *intern_new(void)
{
    struct intern *in = mem_zero(1, sizeof *in);
    in->seed = hash_seed();
    in->n_slots = 64;
    in->slot = mem_zero(in->n_slots, sizeof *in->slot);
    in->offset = mem_grow(NULL, 0, &in->cap, sizeof *in->offset); /* is there for no text, too */
    return in;
}

void intern_free(struct intern *in)
{
    if (!in)
        return;
    free(in->slot);
    free(in->offset);
    buf_free(&in->text);
    free(in);
}

static struct slot *find(const struct intern *in, const struct key *k, const char *s, size_t n)
{
    size_t at = place_of(in, k);
    while (in->slot[at].number && !same(in, &in->slot[at], k, s, n))
        at = (at + 1) & (in->n_slots - 1);
    return &in->slot[at];
}

static void grow(struct intern *in)
{
    struct slot *old = in->slot;
    size_t n_old = in->n_slots;
    in->n_slots *= 2;
    in->slot = mem_zero(in->n_slots, sizeof *in->slot);
    for (size_t i = 0; i < n_old; i++) {
        if (!old[i].number)
            continue;
        size_t at = place_of(in, &old[i].key);
        while (in->slot[at].number)
            at = (at + 1) & (in->n_slots - 1);
        in->slot[at] = old[i];
    }
    free(old);
}

uint32_t intern_put(struct intern *in, const char *s, size_t n)
{
    struct key k = key_of(in, s, n);
    struct slot *slot = find(in, &k, s, n);
    if (slot->number)
        return slot->number - 1;
    if (((size_t)in->n + 1) * 8 > in->n_slots * 5) {
        grow(in);
        slot = find(in, &k, s, n);
    }
    in->offset = mem_grow(in->offset, in->n, &in->cap, sizeof *in->offset);
    in->offset[in->n] = (uint32_t)in->text.n;
    buf_put(&in->text, s, n);
    buf_char(&in->text, '\0');
    slot->key = k;
    slot->number = ++in->n;
    return in->n - 1;
}

uint32_t intern_lookup(const struct intern *in, const char *s, size_t n)
{
    struct key k = key_of(in, s, n);
    return find(in, &k, s, n)->number - 1; /* 0 - 1 is INTERN_NONE */
}

uint32_t intern_count(const struct intern *in)
{
    return in->n;
}

const char *intern_text(const struct intern *in, uint32_t number)
{
    return in->text.p + in->offset[number];
}

const char *intern_bytes(const struct intern *in, size_t *n)
{
    *n = in->text.n;
    return buf_str(&in->text);
}

const uint32_t *intern_offsets(const struct intern *in)
{
    return in->offset;
}

uint64_t intern_misplaced(const struct intern *in)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < in->n_slots; i++)
        if (in->slot[i].number)
            sum += (i - place_of(in, &in->slot[i].key)) & (in->n_slots - 1);
    return sum;
}
