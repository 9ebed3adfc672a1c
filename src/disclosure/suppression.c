#include "disclosure/suppression.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_MOVES = 24,     /* of a witness: hidden counts that differ */
    MOST_OPEN = 24,      /* sums that do not add up yet */
    MOST_STATES = 60000, /* looked at before the search gives up */
    SEEN = 1 << 17,      /* more than the states */
    FEW_TIMES = 1,       /* that a search goes on from the same open sums */
    MORE_TIMES = 8,
    STEP = 1,  /* of each move on top of what it hides: short witnesses first */
    OPEN = 12, /* what an open sum may still cost: the search goes for few of them */
};

struct cell {
    uint64_t count, least;
    int32_t cost;
    bool hidden, safe, told, unseen;
    uint32_t *sum; /* the sums it stands in */
    size_t n_sums, cap_sums;
};

struct sum {
    size_t first, n; /* in member; the whole is the first */
};

/* A witness in the making. A move is cell * 2, + 1: down. An open sum is sum * 2, + 1: the parts are too many. */
struct state {
    uint64_t cost, rank; /* rank: what it has cost and may still cost */
    uint32_t move[MOST_MOVES];
    uint32_t open[MOST_OPEN];
    uint8_t n_moves, n_open;
};

/*
 * Open sums that a search went on from before, for no more than now: what can be done from there was tried, but for
 * moves that had been made already. That keeps the search to the ways that sums can be open, which are not so many;
 * where it finds nothing, it goes on from each several times, by different moves.
 */
struct seen {
    uint64_t open;
    uint32_t search, times;
};

struct suppression {
    unsigned smallest;
    struct cell *cell;
    size_t n, cap;
    struct sum *sum;
    size_t n_sums, cap_sums;
    size_t *member;
    size_t n_members, cap_members;
    struct state *state; /* of one search */
    size_t n_states, cap_states;
    size_t *heap; /* states still to be continued, the cheapest first */
    size_t n_heap, cap_heap;
    struct seen *seen; /* SEEN of them */
    uint32_t search;   /* its number */
    bool any;          /* counts that are kept may be hidden, too */
};

struct suppression *suppression_new(unsigned smallest)
{
    struct suppression *p = mem_zero(1, sizeof *p);
    p->smallest = smallest;
    p->seen = mem_zero(SEEN, sizeof *p->seen);
    return p;
}

void suppression_free(struct suppression *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->n; i++)
        free(p->cell[i].sum);
    free(p->cell);
    free(p->sum);
    free(p->member);
    free(p->state);
    free(p->heap);
    free(p->seen);
    free(p);
}

size_t suppression_cell(struct suppression *p, uint64_t count, int32_t cost)
{
    p->cell = mem_grow(p->cell, p->n, &p->cap, sizeof *p->cell);
    p->cell[p->n] = (struct cell){.count = count, .cost = cost};
    return p->n++;
}

size_t suppression_unseen(struct suppression *p, uint64_t count)
{
    size_t i = suppression_cell(p, count, SUPPRESS_CHEAP);
    p->cell[i].hidden = p->cell[i].unseen = true;
    return i;
}

void suppression_least(struct suppression *p, size_t cell, uint64_t least)
{
    p->cell[cell].least = least;
}

static void add_member(struct suppression *p, size_t i)
{
    p->member = mem_grow(p->member, p->n_members, &p->cap_members, sizeof *p->member);
    p->member[p->n_members++] = i;
    struct cell *c = &p->cell[i];
    c->sum = mem_grow(c->sum, c->n_sums, &c->cap_sums, sizeof *c->sum);
    c->sum[c->n_sums++] = (uint32_t)p->n_sums;
}

void suppression_sum(struct suppression *p, size_t whole, const size_t *part, size_t n)
{
    p->sum = mem_grow(p->sum, p->n_sums, &p->cap_sums, sizeof *p->sum);
    p->sum[p->n_sums] = (struct sum){p->n_members, n + 1};
    add_member(p, whole);
    for (size_t i = 0; i < n; i++)
        add_member(p, part[i]);
    p->n_sums++;
}

bool suppression_primary(const struct suppression *p, size_t cell)
{
    const struct cell *c = &p->cell[cell];
    return c->count > 0 && c->count < p->smallest && c->cost != SUPPRESS_SHOWN && !c->unseen;
}

uint64_t suppression_count(const struct suppression *p, size_t cell)
{
    return p->cell[cell].count;
}

bool suppression_hidden(const struct suppression *p, size_t cell)
{
    return p->cell[cell].hidden;
}

bool suppression_told(const struct suppression *p, size_t cell)
{
    return p->cell[cell].told;
}

/* The heap: cheaper first, among equals the older, so that the same input gives the same answer. */
static bool before(const struct suppression *p, size_t a, size_t b)
{
    return p->state[a].rank != p->state[b].rank ? p->state[a].rank < p->state[b].rank : a < b;
}

static void heap_push(struct suppression *p, size_t s)
{
    p->heap = mem_grow(p->heap, p->n_heap, &p->cap_heap, sizeof *p->heap);
    size_t i = p->n_heap++;
    for (; i > 0 && before(p, s, p->heap[(i - 1) / 2]); i = (i - 1) / 2)
        p->heap[i] = p->heap[(i - 1) / 2];
    p->heap[i] = s;
}

static size_t heap_pop(struct suppression *p)
{
    size_t top = p->heap[0], last = p->heap[--p->n_heap], i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= p->n_heap)
            break;
        if (child + 1 < p->n_heap && before(p, p->heap[child + 1], p->heap[child]))
            child++;
        if (!before(p, p->heap[child], last))
            break;
        p->heap[i] = p->heap[child];
        i = child;
    }
    if (p->n_heap)
        p->heap[i] = last;
    return top;
}

static bool is_whole(const struct suppression *p, uint32_t sum, size_t cell)
{
    return p->member[p->sum[sum].first] == cell;
}

/* Of two counts that would do, the smaller one is missed less. */
static uint64_t size_of(uint64_t count)
{
    uint64_t bits = 0;
    for (; count; count >>= 1)
        bits++;
    return bits;
}

static bool can_be_hidden(const struct suppression *p, const struct cell *c)
{
    return c->hidden || c->cost < SUPPRESS_KEPT || (c->cost == SUPPRESS_KEPT && p->any);
}

/* One count goes up or down by one. False: it cannot, or it closes nothing that this search can hold. */
static bool move(const struct suppression *p, struct state *s, size_t cell, bool down)
{
    const struct cell *c = &p->cell[cell];
    if (s->n_moves == MOST_MOVES || (down && c->count <= c->least) || !can_be_hidden(p, c))
        return false;
    for (int i = 0; i < s->n_moves; i++)
        if (s->move[i] / 2 == cell)
            return false;
    s->move[s->n_moves++] = (uint32_t)(cell * 2 + down);
    s->cost +=
        STEP + (c->hidden ? 0 : (uint64_t)(c->cost == SUPPRESS_KEPT ? SUPPRESS_DEAR : c->cost) + size_of(c->count));
    for (size_t i = 0; i < c->n_sums; i++) {
        /* parts less whole: too much where a part went up or the whole down */
        uint32_t is = c->sum[i] * 2 + (is_whole(p, c->sum[i], cell) == down), other = is ^ 1;
        int k = 0;
        while (k < s->n_open && s->open[k] != other)
            k++;
        if (k < s->n_open)
            s->open[k] = s->open[--s->n_open];
        else if (s->n_open == MOST_OPEN)
            return false;
        else
            s->open[s->n_open++] = is;
    }
    return true;
}

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

/* Whether the search went on from these open sums that often before; it is counted. */
static bool was_here(struct suppression *p, const struct state *s, uint32_t times)
{
    uint64_t open = 1;
    for (int i = 0; i < s->n_open; i++)
        open += mix(s->open[i] + 1u); /* in any order */
    size_t at = (size_t)mix(open) & (SEEN - 1);
    while (p->seen[at].search == p->search && p->seen[at].open != open)
        at = (at + 1) & (SEEN - 1);
    if (p->seen[at].search != p->search)
        p->seen[at] = (struct seen){open, p->search, 0};
    return ++p->seen[at].times > times;
}

static void remember(struct suppression *p, const struct state *s)
{
    p->state = mem_grow(p->state, p->n_states, &p->cap_states, sizeof *p->state);
    p->state[p->n_states] = *s;
    p->state[p->n_states].rank = s->cost + (uint64_t)s->n_open * OPEN;
    heap_push(p, p->n_states++);
}

/* The open sum with the fewest counts that could settle it is settled first. */
static uint32_t choose_open(const struct suppression *p, const struct state *s)
{
    uint32_t best = s->open[0];
    for (int i = 1; i < s->n_open; i++)
        if (p->sum[s->open[i] / 2].n < p->sum[best / 2].n)
            best = s->open[i];
    return best;
}

static bool search(struct suppression *p, size_t cell, bool only_hidden, uint32_t times, struct state *witness)
{
    p->n_states = p->n_heap = 0;
    p->search++;
    for (int down = 0; down < 2; down++) {
        struct state s = {0};
        if (move(p, &s, cell, down))
            remember(p, &s);
    }
    while (p->n_heap && p->n_states < MOST_STATES) {
        struct state s = p->state[heap_pop(p)];
        if (s.n_open == 0) {
            *witness = s;
            return true;
        }
        if (was_here(p, &s, times))
            continue;
        uint32_t open = choose_open(p, &s);
        const struct sum *sum = &p->sum[open / 2];
        const bool too_much = open & 1;
        for (size_t i = 0; i < sum->n; i++) {
            size_t other = p->member[sum->first + i];
            if (only_hidden && !p->cell[other].hidden)
                continue;
            struct state next = s;
            if (move(p, &next, other, (i == 0) != too_much))
                remember(p, &next);
        }
    }
    return false;
}

/* A witness for a count; only hidden = false may hide more. False: none was found. */
static bool find_witness(struct suppression *p, size_t cell, bool only_hidden, struct state *witness)
{
    return search(p, cell, only_hidden, FEW_TIMES, witness) || search(p, cell, only_hidden, MORE_TIMES, witness);
}

/* All that a witness moves is hidden, and what is small in it cannot be told any more. */
static void take_witness(struct suppression *p, const struct state *s)
{
    for (int i = 0; i < s->n_moves; i++) {
        struct cell *c = &p->cell[s->move[i] / 2];
        c->hidden = c->safe = true;
    }
}

/* Everything that stands in a sum with cell is hidden, too. */
static void hide_around(struct suppression *p, size_t cell)
{
    const struct cell *c = &p->cell[cell];
    for (size_t i = 0; i < c->n_sums; i++) {
        const struct sum *sum = &p->sum[c->sum[i]];
        for (size_t k = 0; k < sum->n; k++) {
            struct cell *other = &p->cell[p->member[sum->first + k]];
            other->hidden = can_be_hidden(p, other);
        }
    }
}

static bool shares_sum(const struct suppression *p, size_t a, size_t b)
{
    for (size_t i = 0; i < p->cell[a].n_sums; i++)
        for (size_t k = 0; k < p->cell[b].n_sums; k++)
            if (p->cell[a].sum[i] == p->cell[b].sum[k])
                return true;
    return false;
}

/* More than needed, for a witness that is hard to find. */
static bool hide_more(struct suppression *p, size_t cell, struct state *witness)
{
    for (int wide = 0; wide < 2; wide++) {
        if (wide == 0)
            hide_around(p, cell);
        else
            for (size_t i = 0; i < p->n; i++)
                if (p->cell[i].hidden && shares_sum(p, i, cell))
                    hide_around(p, i);
        if (find_witness(p, cell, true, witness))
            return true;
    }
    return false;
}

static void make_safe(struct suppression *p, size_t cell)
{
    struct state witness;
    p->any = false;
    bool safe = find_witness(p, cell, true, &witness) || find_witness(p, cell, false, &witness);
    if (!safe) {
        p->any = true;
        safe = find_witness(p, cell, false, &witness) || hide_more(p, cell, &witness);
    }
    if (safe)
        take_witness(p, &witness);
    else
        p->cell[cell].told = true;
}

bool suppression_solve(struct suppression *p)
{
    bool ok = true;
    for (size_t i = 0; i < p->n; i++) {
        p->cell[i].safe = p->cell[i].told = false; /* sums added since may give it away */
        p->cell[i].hidden = p->cell[i].hidden || suppression_primary(p, i);
    }
    for (size_t i = 0; i < p->n; i++)
        if (suppression_primary(p, i) && !p->cell[i].safe) {
            make_safe(p, i);
            ok = ok && !p->cell[i].told;
        }
    return ok;
}
