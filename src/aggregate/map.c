#include "aggregate/map.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void agg_map_free(struct agg_map *m)
{
    free(m->key);
    free(m->value);
}

static size_t map_slot(const struct agg_map *m, uint64_t key)
{
    uint64_t h = (key ^ key >> 32) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(h >> 20) & (m->cap - 1);
    while (m->value[at] != UINT32_MAX && m->key[at] != key)
        at = (at + 1) & (m->cap - 1);
    return at;
}

static void map_resize(struct agg_map *m, size_t cap)
{
    struct agg_map wide = {mem_alloc(cap * sizeof *wide.key), mem_alloc(cap * sizeof *wide.value), m->n, cap};
    memset(wide.value, 0xff, cap * sizeof *wide.value);
    for (size_t i = 0; i < m->cap; i++) {
        if (m->value[i] == UINT32_MAX)
            continue;
        size_t at = map_slot(&wide, m->key[i]);
        wide.key[at] = m->key[i];
        wide.value[at] = m->value[i];
    }
    struct agg_map narrow = *m;
    *m = wide;
    agg_map_free(&narrow);
}

uint32_t agg_map_number(struct agg_map *m, uint64_t key)
{
    if (2 * (m->n + 1) > m->cap)
        map_resize(m, m->cap ? 2 * m->cap : 64);
    size_t at = map_slot(m, key);
    if (m->value[at] == UINT32_MAX) {
        m->key[at] = key;
        m->value[at] = (uint32_t)m->n++;
    }
    return m->value[at];
}
