/*
 * Hashes for tables of texts that come from outside. They are seeded anew in every process, so that nobody can make an
 * export whose keys all meet in one place of a table. No output may depend on them, nor on the order of such a table.
 */
#ifndef KD_BASE_HASH_H
#define KD_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct hash_seed {
    uint64_t a, b;
};

/* The seed of this process: random bytes that the kernel gave it. A table keeps a copy. */
struct hash_seed hash_seed(void);

/* Both halves of the whole product: each bit of x and y reaches each bit of it. */
static inline uint64_t hash_fold(uint64_t x, uint64_t y)
{
    __extension__ unsigned __int128 product = (unsigned __int128)x * y;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Of up to 16 bytes that are two numbers already. */
static inline uint64_t hash_pair(struct hash_seed seed, uint64_t x, uint64_t y)
{
    return hash_fold(hash_fold(x ^ seed.a, y ^ seed.b) ^ seed.b, UINT64_C(0x9E3779B97F4A7C15));
}

/* Of n bytes; n = 0 is a text, too. */
static inline uint64_t hash_bytes(struct hash_seed seed, const char *s, size_t n)
{
    uint64_t h = n;
    for (; n > 8; s += 8, n -= 8) {
        uint64_t part;
        memcpy(&part, s, 8);
        h = hash_fold(h ^ seed.a, part ^ seed.b) + part;
    }
    uint64_t rest = 0;
    if (n)
        memcpy(&rest, s, n);
    return hash_pair(seed, h, rest);
}

#endif
