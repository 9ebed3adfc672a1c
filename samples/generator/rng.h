/*
 * Random numbers, the same on every machine: splitmix64, 64-bit integers alone.
 * Each person, household and purpose has a stream of its own, so that a thing can be made again at any time
 * without making those before it.
 */
#ifndef KD_SAMPLE_RNG_H
#define KD_SAMPLE_RNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rng {
    uint64_t state;
};

static inline uint64_t rng_mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static inline uint64_t rng_next(struct rng *r)
{
    r->state += 0x9E3779B97F4A7C15u;
    return rng_mix(r->state);
}

static inline struct rng rng_make(uint64_t seed, uint64_t stream, uint64_t index)
{
    uint64_t s = rng_mix(seed + 0x9E3779B97F4A7C15u);

    s = rng_mix(s ^ (stream * 0xD1B54A32D192ED03u));
    return (struct rng){rng_mix(s ^ (index * 0xA0761D6478BD642Fu))};
}

/* 0..n-1; n > 0 */
static inline uint32_t rng_below(struct rng *r, uint32_t n)
{
    return (uint32_t)(((rng_next(r) >> 32) * n) >> 32);
}

/* lo..hi, both included; lo where hi is smaller */
static inline int32_t rng_range(struct rng *r, int32_t lo, int32_t hi)
{
    return hi <= lo ? lo : lo + (int32_t)rng_below(r, (uint32_t)(hi - lo) + 1u);
}

/* true in permille of 1000 cases */
static inline bool rng_chance(struct rng *r, uint32_t permille)
{
    return rng_below(r, 1000u) < permille;
}

/* 0..n-1 with the given weights, whose sum is above 0 */
static inline uint32_t rng_weighted(struct rng *r, const uint8_t *weight, uint32_t n)
{
    uint32_t sum = 0;

    for (uint32_t i = 0; i < n; i++)
        sum += weight[i];
    uint32_t x = rng_below(r, sum);
    for (uint32_t i = 0; i + 1 < n; i++) {
        if (x < weight[i])
            return i;
        x -= weight[i];
    }
    return n - 1;
}

#endif
