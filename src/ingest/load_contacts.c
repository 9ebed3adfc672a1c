#include "base/pool.h"
#include "ingest/loader.h"

#include <stdlib.h>
#include <string.h>

/*
 * A note on its way: eight bytes where only verdicts are asked for. day: days since 01.01.1900 in the upper 20 bits,
 * the codes (12 bits) below.
 */
struct note_core {
    uint32_t customer;
    uint32_t day_and_codes;
};

struct note_row {
    uint32_t line;
    struct note_core core;
    uint32_t staff;
    int32_t entered;
    uint32_t minutes;
};

enum { CODE_BITS = TBL_CODE_BITS /* and 17 for the days of 300 years */ };

static int32_t day_zero(void)
{
    return day_make(DAY_FIRST_YEAR, 1, 1);
}

static bool read_core(struct loader_piece *p, struct note_core *r, int32_t *entered, uint32_t *minutes)
{
    struct csv_field f;
    int32_t day;
    if (!field_needed(p, COL_N_NUMBER, &f) || !field_day(p, COL_N_DAY, &day, NULL) ||
        !field_needed(p, COL_N_KIND, &f) || !field_needed(p, COL_N_MODE, &f) ||
        !field_day(p, COL_N_ENTERED, entered, NULL) || !field_customer(p, COL_N_NUMBER, day, &r->customer))
        return false;
    int kind = field_word(p, COL_N_KIND);
    int mode = field_word(p, COL_N_MODE);
    int partner = field_word(p, COL_N_PARTNER);
    int talk = field_word(p, COL_N_TALK);
    *minutes = field_minutes(p, COL_N_MINUTES);
    unsigned code =
        tbl_contact_code((enum word_kind)kind, (enum word_mode)mode, (enum word_partner)partner, (enum word_talk)talk);
    r->day_and_codes = (uint32_t)(day - day_zero()) << CODE_BITS | code;
    return true;
}

static bool read_note(struct loader_piece *p, void *out)
{
    int32_t entered;
    uint32_t minutes;
    return read_core(p, out, &entered, &minutes);
}

static bool read_note_with_details(struct loader_piece *p, void *out)
{
    struct note_row *r = out;
    uint32_t minutes;
    if (!read_core(p, &r->core, &r->entered, &minutes))
        return false;
    r->minutes = minutes;
    r->staff = field_text(p, COL_N_STAFF);
    return true;
}

static struct note_core *core_of(const struct loader *l, const struct loader_piece *p, size_t i)
{
    size_t offset = l->with_lines ? offsetof(struct note_row, core) : 0;
    return (struct note_core *)(void *)(p->rows + i * l->row_size + offset);
}

static void make_columns(struct loader *l, uint32_t n)
{
    struct tbl_contacts *c = &l->t->contacts;
    c->n = n;
    c->first = loader_column(l, (size_t)l->t->customers.n + 1, sizeof *c->first);
    c->day = loader_column(l, n, sizeof *c->day);
    c->codes = loader_column(l, n, sizeof *c->codes);
    if (!l->with_lines)
        return;
    c->line = loader_column(l, n, sizeof *c->line);
    c->staff = loader_column(l, n, sizeof *c->staff);
    c->entered = loader_column(l, n, sizeof *c->entered);
    c->minutes = loader_column(l, n, sizeof *c->minutes);
}

/*
 * What is needed until each customer's notes are in order. Without details nothing but verdicts is asked for, where a
 * second note of a day changes nothing: then repeats stay.
 */
struct sorting {
    struct loader *l;
    uint64_t *digest; /* of each note, in the order of the table; NULL: repeats stay */
    uint32_t *kept;   /* by customer: how many notes are left without them */
    uint32_t *again;  /* by customer: the line of the first that is not */
};

/* A piece's notes to their customers' places; at[customer] is the next free one. Keeps the order of the file. */
static void scatter(const struct sorting *s, const struct loader_piece *p, uint32_t *at)
{
    struct loader *l = s->l;
    struct tbl_contacts *c = &l->t->contacts;
    uint32_t *map = l->with_lines ? loader_word_map(l, p) : NULL;
    int32_t zero = day_zero();
    for (size_t i = 0; i < p->n; i++) {
        const struct note_core *core = core_of(l, p, i);
        uint32_t to = at[core->customer]++;
        c->day[to] = zero + (int32_t)(core->day_and_codes >> CODE_BITS);
        c->codes[to] = core->day_and_codes & ((1 << CODE_BITS) - 1);
        if (!map)
            continue;
        const struct note_row *r = (const struct note_row *)(const void *)(p->rows + i * l->row_size);
        c->line[to] = r->line;
        c->staff[to] = map[r->staff];
        c->entered[to] = r->entered;
        c->minutes[to] = r->minutes;
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): there are digests where lines are */
        s->digest[to] = p->digest[i];
    }
    free(map);
}

static void place(const struct sorting *s)
{
    struct loader *l = s->l;
    uint32_t n = l->t->customers.n, *first = l->t->contacts.first;
    memset(first, 0, ((size_t)n + 1) * sizeof *first);
    for (size_t i = 0; i < l->n_pieces; i++)
        for (size_t k = 0; k < l->piece[i]->n; k++)
            first[core_of(l, l->piece[i], k)->customer + 1]++;
    for (uint32_t c = 0; c < n; c++)
        first[c + 1] += first[c];
    for (size_t i = 0; i < l->n_pieces; i++) {
        struct loader_piece *p = l->piece[i];
        scatter(s, p, first);
        free(p->rows);
        free(p->digest);
        p->rows = NULL;
        p->digest = NULL;
    }
    memmove(first + 1, first, n * sizeof *first);
    first[0] = 0;
}

static int compare_keys(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Notes [from, to) of one column in the order of key's low halves; temp: to - from values. */
#define REORDER(column, type)                                                                                          \
    do {                                                                                                               \
        type *temp_ = (type *)(void *)temp;                                                                            \
        for (uint32_t i_ = 0; i_ < n; i_++)                                                                            \
            temp_[i_] = (column)[from + (uint32_t)key[i_]];                                                            \
        memcpy((column) + from, temp_, n * sizeof(type));                                                              \
    } while (0)

static void sort_notes(const struct sorting *s, uint32_t from, uint32_t to)
{
    struct tbl_contacts *c = &s->l->t->contacts;
    uint32_t n = to - from, i = 1;
    while (i < n && c->day[from + i - 1] <= c->day[from + i])
        i++;
    if (i >= n)
        return;
    uint64_t on_stack[64], *key = n <= 32 ? on_stack : mem_alloc(2 * (size_t)n * sizeof *key);
    uint64_t *temp = key + n;
    for (i = 0; i < n; i++)
        key[i] = (uint64_t)((uint32_t)c->day[from + i] ^ UINT32_C(0x80000000)) << 32 | i;
    qsort(key, n, sizeof *key, compare_keys);
    REORDER(c->day, int32_t);
    REORDER(c->codes, uint16_t);
    if (c->line) {
        REORDER(c->line, uint32_t);
        REORDER(c->staff, uint32_t);
        REORDER(c->entered, int32_t);
        REORDER(c->minutes, uint32_t);
        REORDER(s->digest, uint64_t); /* NOLINT(clang-analyzer-core.NullDereference): as above */
    }
    if (key != on_stack)
        free(key);
}

static void move_note(struct tbl_contacts *c, uint32_t to, uint32_t from)
{
    c->day[to] = c->day[from];
    c->codes[to] = c->codes[from];
    c->line[to] = c->line[from];
    c->staff[to] = c->staff[from];
    c->entered[to] = c->entered[from];
    c->minutes[to] = c->minutes[from];
}

struct seen {
    uint64_t digest;
    uint32_t at;
};

static int compare_seen(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->digest != y->digest)
        return x->digest < y->digest ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Of the notes [from, to) of one day those that repeat an earlier one get a 0 for a digest, which no other has. */
static void mark_repeats(uint64_t *digest, uint32_t from, uint32_t to)
{
    enum { FEW = 16 };
    struct seen few[FEW], *seen = to - from <= FEW ? few : mem_alloc((to - from) * sizeof *seen);
    for (uint32_t i = from; i < to; i++)
        seen[i - from] = (struct seen){digest[i] | 1, i};
    qsort(seen, to - from, sizeof *seen, compare_seen);
    for (uint32_t i = 1; i < to - from; i++)
        if (seen[i].digest == seen[i - 1].digest)
            digest[seen[i].at] = 0;
    if (seen != few)
        free(seen);
}

/*
 * One customer's notes, by day, without those that repeat an earlier one: they move up. Only notes of one day are
 * compared, all the fields of the line by their digest: two that differ are taken as one in 2^63 pairs.
 */
static void drop_repeats(const struct sorting *s, uint32_t customer)
{
    struct tbl_contacts *c = &s->l->t->contacts;
    uint32_t from = c->first[customer], end = c->first[customer + 1], kept = from, again = 0;
    for (uint32_t day = from, next; day < end; day = next) {
        for (next = day + 1; next < end && c->day[next] == c->day[day]; next++) {
        }
        if (next - day > 1)
            mark_repeats(s->digest, day, next);
        for (uint32_t i = day; i < next; i++) {
            if (next - day > 1 && s->digest[i] == 0) {
                again = !again || c->line[i] < again ? c->line[i] : again;
                continue;
            }
            if (kept != i)
                move_note(c, kept, i);
            kept++;
        }
    }
    s->kept[customer] = kept - from;
    s->again[customer] = again;
}

enum { SORT_BLOCK = 4096 };

static void sort_block(void *context, size_t k, unsigned thread)
{
    (void)thread;
    const struct sorting *s = context;
    const struct tables *t = s->l->t;
    uint32_t from = (uint32_t)k * SORT_BLOCK, to = from + SORT_BLOCK;
    for (uint32_t i = from; i < to && i < t->customers.n; i++) {
        sort_notes(s, t->contacts.first[i], t->contacts.first[i + 1]);
        if (s->digest)
            drop_repeats(s, i);
    }
}

/* The customers' notes move together, over the gaps that repeats left. */
static void close_gaps(const struct sorting *s)
{
    struct tables *t = s->l->t;
    struct tbl_contacts *c = &t->contacts;
    uint32_t to = 0, again = 0;
    for (uint32_t i = 0; i < t->customers.n; i++) {
        uint32_t from = c->first[i];
        c->first[i] = to;
        if (s->again[i] && (!again || s->again[i] < again))
            again = s->again[i];
        for (uint32_t k = 0; k < s->kept[i]; k++, to++)
            if (to != from + k)
                move_note(c, to, from + k);
    }
    loader_note_repeats(s->l, c->n - to, again);
    c->n = c->first[t->customers.n] = to;
}

bool load_contacts(struct loader *l, struct diag *d)
{
    l->file = FILE_CONTACTS;
    l->with_lines = l->options->contact_details;
    l->with_digests = l->with_lines;
    l->row_size = l->with_lines ? sizeof(struct note_row) : sizeof(struct note_core);
    l->read = l->with_lines ? read_note_with_details : read_note;
    if (!loader_read(l, d))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < l->n_pieces; i++)
        n += l->piece[i]->n;
    if (n >= TBL_NONE)
        return diag_fail(d, DIAG_INPUT, tbl_file_names[FILE_CONTACTS], 0, "mehr als vier Milliarden Zeilen");
    make_columns(l, (uint32_t)n);
    struct sorting s = {.l = l};
    if (l->with_digests) {
        s.digest = mem_alloc(n * sizeof *s.digest);
        s.kept = mem_alloc(l->t->customers.n * sizeof *s.kept);
        s.again = mem_alloc(l->t->customers.n * sizeof *s.again);
    }
    place(&s);
    pool_run(l->options->threads, (l->t->customers.n + SORT_BLOCK - 1) / SORT_BLOCK, sort_block, &s);
    if (l->with_digests)
        close_gaps(&s);
    free(s.digest);
    free(s.kept);
    free(s.again);
    loader_finish(l);
    return true;
}
