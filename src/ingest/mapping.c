#include "ingest/mapping.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* One way to look values up: open addressing, a power of two of slots, at most half of them used. */
struct value_table {
    struct hash_seed seed;
    struct {
        const char *from; /* NULL: free */
        size_t n;
        struct csv_field to;
    } * slot;
    size_t mask;
};

struct value_map {
    struct value_table exact, folded;
    size_t longest; /* of the folded texts: what is longer is none of them */
};

/* A field that is one part of what stands in another. */
struct field_part {
    int column, of; /* counted from the file's first */
    enum ingest_part part;
};

struct ingest_values {
    struct arena *arena;
    int n;
    int column[CSV_MOST_COLUMNS]; /* counted from the file's first */
    struct value_map map[CSV_MOST_COLUMNS];
    int n_parts;
    struct field_part part[CSV_MOST_COLUMNS];
};

static void table_init(struct value_table *t, struct arena *a, size_t n)
{
    size_t size = 4;
    while (size < 2 * n)
        size *= 2;
    t->slot = arena_zero(a, size * sizeof *t->slot);
    t->mask = size - 1;
    t->seed = hash_seed();
}

/* The first of two with the same text stays. */
static void table_put(struct value_table *t, const char *from, size_t n, struct csv_field to)
{
    size_t i = (size_t)hash_bytes(t->seed, from, n) & t->mask;
    for (; t->slot[i].from; i = (i + 1) & t->mask)
        if (t->slot[i].n == n && memcmp(t->slot[i].from, from, n) == 0)
            return;
    t->slot[i].from = from;
    t->slot[i].n = n;
    t->slot[i].to = to;
}

static const struct csv_field *table_get(const struct value_table *t, const char *s, size_t n)
{
    for (size_t i = (size_t)hash_bytes(t->seed, s, n) & t->mask; t->slot[i].from; i = (i + 1) & t->mask)
        if (t->slot[i].n == n && memcmp(t->slot[i].from, s, n) == 0)
            return &t->slot[i].to;
    return NULL;
}

static void map_init(struct value_map *m, struct arena *a, const struct ingest_column *c)
{
    struct buf folded = {0};
    table_init(&m->exact, a, c->n_values);
    table_init(&m->folded, a, c->n_values);
    for (size_t i = 0; i < c->n_values; i++) {
        const struct ingest_value *v = &c->value[i];
        struct csv_field to = {v->to, strlen(v->to)};
        table_put(&m->exact, v->from, strlen(v->from), to);
        buf_clear(&folded);
        text_put_word(&folded, v->from, strlen(v->from));
        table_put(&m->folded, arena_text(a, buf_str(&folded), folded.n), folded.n, to);
        m->longest = folded.n > m->longest ? folded.n : m->longest;
    }
    buf_free(&folded);
}

/* The first column that is mapped to the same header: the one that its field is read into. */
static enum tbl_column holder(const struct ingest_file *file, const struct ingest_column *c)
{
    for (size_t i = 0; i < file->n_columns; i++)
        if (c->in && file->column[i].in && strcmp(file->column[i].in, c->in) == 0)
            return file->column[i].column;
    return c->column;
}

struct ingest_values *ingest_values_new(const struct ingest_file *file)
{
    struct ingest_values *m = NULL;
    for (size_t i = 0; i < file->n_columns; i++) {
        const struct ingest_column *c = &file->column[i];
        if (!c->n_values && c->part == PART_WHOLE)
            continue;
        if (!m) {
            struct arena *a = arena_new();
            m = arena_zero(a, sizeof *m);
            m->arena = a;
        }
        int column = lexicon_slot(c->column);
        if (c->part != PART_WHOLE)
            m->part[m->n_parts++] = (struct field_part){column, lexicon_slot(holder(file, c)), c->part};
        if (!c->n_values)
            continue;
        m->column[m->n] = column;
        map_init(&m->map[m->n++], m->arena, c);
    }
    return m;
}

/* All parts from the whole fields, before any of them is written. */
static void take_apart(const struct ingest_values *m, struct csv_field field[CSV_MOST_COLUMNS])
{
    struct csv_field own[CSV_MOST_COLUMNS];
    for (int i = 0; i < m->n_parts; i++) {
        struct csv_field whole = field[m->part[i].of];
        const char *comma = whole.n ? memchr(whole.p, ',', whole.n) : NULL;
        size_t before = comma ? (size_t)(comma - whole.p) : whole.n, behind = comma ? before + 1 : whole.n;
        bool is_first = m->part[i].part == PART_BEFORE_COMMA;
        size_t n = is_first ? before : whole.n - behind;
        const char *p = n ? text_trim(whole.p + (is_first ? 0 : behind), &n) : "";
        own[i] = (struct csv_field){p, n};
    }
    for (int i = 0; i < m->n_parts; i++)
        field[m->part[i].column] = own[i];
}

void ingest_values_free(struct ingest_values *m)
{
    if (m)
        arena_free(m->arena); /* the maps themselves are in it */
}

static const struct csv_field *look_up(const struct value_map *m, struct csv_field f, struct buf *scratch)
{
    const struct csv_field *to = table_get(&m->exact, f.p, f.n);
    if (to || f.n > 3 * m->longest + 64) /* folding shortens a text to a third at most, but for white space */
        return to;
    buf_clear(scratch);
    text_put_word(scratch, f.p, f.n);
    return table_get(&m->folded, buf_str(scratch), scratch->n);
}

void ingest_values_apply(const struct ingest_values *m, struct csv_field field[CSV_MOST_COLUMNS], struct buf *scratch)
{
    take_apart(m, field);
    for (int i = 0; i < m->n; i++) {
        struct csv_field *f = &field[m->column[i]];
        const struct csv_field *to = look_up(&m->map[i], *f, scratch);
        if (to)
            *f = *to;
    }
}
