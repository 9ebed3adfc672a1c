/*
 * Which line of a customer is valid on which days (spec 2.1), settled once: one way through the days on which that can
 * change, with two heaps, so that it stays n log n for a customer of any number of lines.
 */
#include "table/validity.h"

#include <stdlib.h>

/* Lines of one customer by their place among his lines, smallest value on top; a line is put in once. */
struct heap {
    uint32_t *line;
    size_t n;
};

static void heap_put(struct heap *h, uint32_t line)
{
    size_t at = h->n++;
    for (; at && h->line[(at - 1) / 2] > line; at = (at - 1) / 2)
        h->line[at] = h->line[(at - 1) / 2];
    h->line[at] = line;
}

static void heap_drop(struct heap *h)
{
    uint32_t line = h->line[--h->n];
    size_t at = 0;
    for (size_t child; (child = 2 * at + 1) < h->n; at = child) {
        if (child + 1 < h->n && h->line[child + 1] < h->line[child])
            child++;
        if (h->line[child] >= line)
            break;
        h->line[at] = h->line[child];
    }
    h->line[at] = line;
}

/* A line, and when it begins to speak for its period: with its key day, the first of a period with the care. */
struct start {
    int32_t day;
    uint32_t line;
};

/* What one customer is settled with; places count from his first line, and there is room for the longest history. */
struct settling {
    const struct tbl_states *s;
    uint32_t first, n;
    struct start *start;
    uint32_t *opening; /* the first line of each period, by the period's beginning */
    uint32_t n_periods;
    uint32_t *next; /* the next line of the same period; n: none */
    int32_t *event;
    struct heap begun;   /* lines that speak for a period that began: n - 1 - place, the latest key day on top */
    struct heap waiting; /* first lines with a key day after the beginning of their period, the earliest on top */
};

static int compare_days(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static int compare_starts(const void *a, const void *b)
{
    const struct start *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

static void link_periods(struct settling *k)
{
    k->n_periods = 0;
    for (uint32_t i = 0; i < k->n; i++)
        k->start[i] = (struct start){k->s->care_from[k->first + i], i};
    qsort(k->start, k->n, sizeof *k->start, compare_starts);
    for (uint32_t i = 0; i < k->n; i++) {
        bool same = i + 1 < k->n && k->start[i + 1].day == k->start[i].day;
        k->next[k->start[i].line] = same ? k->start[i + 1].line : k->n;
        if (!i || k->start[i - 1].day != k->start[i].day)
            k->opening[k->n_periods++] = k->start[i].line;
    }
}

static size_t collect_events(struct settling *k)
{
    const struct tbl_states *s = k->s;
    size_t n = 0, kept = 0;
    for (uint32_t i = k->first; i < k->first + k->n; i++) {
        k->event[n++] = s->key_day[i];
        k->event[n++] = s->care_from[i];
        if (s->care_to[i] != DAY_OPEN)
            k->event[n++] = s->care_to[i] + 1;
    }
    qsort(k->event, n, sizeof *k->event, compare_days);
    for (size_t i = 0; i < n; i++)
        if (!kept || k->event[kept - 1] != k->event[i])
            k->event[kept++] = k->event[i];
    return kept;
}

static int32_t key_of(const struct settling *k, uint32_t place)
{
    return k->s->key_day[k->first + place];
}

/* Never valid again from day on: its period is over, or a later line speaks for it. */
static bool is_spent(const struct settling *k, uint32_t place, int32_t day)
{
    uint32_t next = k->next[place];
    return k->s->care_to[k->first + place] < day || (next < k->n && key_of(k, next) <= day);
}

static void drop_spent(struct settling *k, int32_t day)
{
    while (k->begun.n && is_spent(k, k->n - 1 - k->begun.line[0], day))
        heap_drop(&k->begun);
    while (k->waiting.n && (key_of(k, k->waiting.line[0]) <= day || is_spent(k, k->waiting.line[0], day)))
        heap_drop(&k->waiting);
}

/* The lines that may be valid from their day on; start: by that day. */
static void collect_starts(struct settling *k)
{
    for (uint32_t i = 0; i < k->n; i++) {
        int32_t begin = k->s->care_from[k->first + i], key = key_of(k, i);
        k->start[i] = (struct start){begin > key ? begin : key, i};
    }
    qsort(k->start, k->n, sizeof *k->start, compare_starts);
}

static void put_stretch(struct tbl_validity *v, int32_t from, uint32_t state)
{
    if (from != DAY_NONE && v->state[v->n - 1] == state)
        return;
    v->from[v->n] = from;
    v->state[v->n++] = state;
}

static void settle_customer(struct settling *k, struct tbl_validity *v)
{
    uint32_t begun = 0, opened = 0, of_all = 0;
    size_t n_events = collect_events(k);
    k->begun.n = k->waiting.n = 0;
    collect_starts(k);
    put_stretch(v, DAY_NONE, k->first);
    for (size_t e = 0; e < n_events; e++) {
        int32_t day = k->event[e];
        for (; begun < k->n && k->start[begun].day <= day; begun++)
            heap_put(&k->begun, k->n - 1 - k->start[begun].line);
        for (; opened < k->n_periods && k->s->care_from[k->first + k->opening[opened]] <= day; opened++)
            heap_put(&k->waiting, k->opening[opened]);
        drop_spent(k, day);
        while (of_all + 1 < k->n && key_of(k, of_all + 1) <= day)
            of_all++;
        uint32_t valid = k->begun.n ? k->n - 1 - k->begun.line[0] : k->waiting.n ? k->waiting.line[0] : of_all;
        put_stretch(v, day, k->first + valid);
    }
}

/* Most have one period, and need no more than their lines by key day. */
static bool has_periods(const struct tbl_states *s, uint32_t first, uint32_t end)
{
    for (uint32_t i = first + 1; i < end; i++)
        if (s->care_from[i] != s->care_from[first])
            return true;
    return false;
}

void validity_settle(struct tbl_validity *v, const struct tbl_states *s, const struct tbl_customers *c, struct arena *a)
{
    size_t n_lines = 0, longest = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        size_t n = c->first[i + 1] - c->first[i];
        if (!has_periods(s, c->first[i], c->first[i + 1]))
            continue;
        n_lines += n;
        longest = n > longest ? n : longest;
    }
    *v = (struct tbl_validity){.first = arena_zero(a, ((size_t)c->n + 1) * sizeof *v->first)};
    if (!n_lines)
        return;
    size_t most = 4 * n_lines; /* a stretch before the first day, and at most three days a line */
    v->from = arena_raw(a, most * sizeof *v->from);
    v->state = arena_raw(a, most * sizeof *v->state);
    struct settling k = {.s = s,
                         .start = mem_alloc(longest * sizeof *k.start),
                         .opening = mem_alloc(longest * sizeof *k.opening),
                         .next = mem_alloc(longest * sizeof *k.next),
                         .event = mem_alloc(3 * longest * sizeof *k.event),
                         .begun = {.line = mem_alloc(longest * sizeof *k.begun.line)},
                         .waiting = {.line = mem_alloc(longest * sizeof *k.waiting.line)}};
    for (uint32_t i = 0; i < c->n; i++) {
        v->first[i] = v->n;
        k.first = c->first[i];
        k.n = c->first[i + 1] - c->first[i];
        if (!has_periods(s, c->first[i], c->first[i + 1]))
            continue;
        link_periods(&k);
        settle_customer(&k, v);
    }
    v->first[c->n] = v->n;
    free(k.start);
    free(k.opening);
    free(k.next);
    free(k.event);
    free(k.begun.line);
    free(k.waiting.line);
}
