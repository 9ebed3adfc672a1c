/*
 * A map from 64-bit keys to small numbers, counted up from 0. Private to the room.
 */
#ifndef KD_AGGREGATE_MAP_H
#define KD_AGGREGATE_MAP_H

#include <stddef.h>
#include <stdint.h>

struct agg_map { /* all zero: empty */
    uint64_t *key;
    uint32_t *value; /* UINT32_MAX: free */
    size_t n, cap;   /* cap: a power of two */
};

/* The number of key; a key not seen before gets the next one (m->n before the call). */
uint32_t agg_map_number(struct agg_map *m, uint64_t key);
void agg_map_free(struct agg_map *m);

#endif
