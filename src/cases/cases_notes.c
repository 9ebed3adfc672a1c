/* Notes of the last months that did not count, and why (cases/cases.h). */
#include "cases/cases_parts.h"

#include "base/pool.h"

#include <stdlib.h>
#include <string.h>

enum { NOTE_MONTHS = 3, CHUNK = 1024 };

/* ---- which they are ---- */

/* Those of a chunk of customers, put together in order afterwards. */
struct note_chunk {
    struct case_note *note;
    size_t n, cap;
};

struct note_work {
    const struct cases *c;
    struct note_chunk *chunk;
    struct eval **eval; /* one a thread, made when first used */
    uint8_t **reason;   /* scratch of each thread */
    size_t most_notes;
    uint32_t *count; /* one a customer */
};

static void collect_notes(struct note_work *w, struct note_chunk *chunk, unsigned thread, uint32_t customer)
{
    const struct cases_input *in = &w->c->in;
    const struct tbl_contacts *n = &in->tables->contacts;
    const struct verdict *v = &in->verdict[customer];
    uint32_t first = n->first[customer], end = n->first[customer + 1];
    int32_t from = day_add_months(in->q->day, -NOTE_MONTHS);
    w->count[customer] = 0;
    if (!v->in_population || first == end || n->day[end - 1] <= from)
        return;
    eval_notes(w->eval[thread], in->q, customer, v, EVAL_ANY, w->reason[thread]);
    for (uint32_t i = end; i > first && n->day[i - 1] > from; i--) {
        uint8_t reason = w->reason[thread][i - 1 - first];
        if (n->day[i - 1] > in->q->day || reason == NOTE_COUNTED)
            continue;
        chunk->note = mem_grow(chunk->note, chunk->n, &chunk->cap, sizeof *chunk->note);
        chunk->note[chunk->n++] = (struct case_note){i - 1, reason};
        w->count[customer]++;
    }
}

static void collect_chunk(void *context, size_t i, unsigned thread)
{
    struct note_work *w = context;
    size_t end = (i + 1) * CHUNK, n = w->c->in.tables->customers.n;
    if (!w->eval[thread]) {
        w->eval[thread] = eval_new(w->c->in.tables);
        w->reason[thread] = mem_alloc(w->most_notes + 1);
    }
    for (size_t k = i * CHUNK; k < end && k < n; k++)
        collect_notes(w, &w->chunk[i], thread, (uint32_t)k);
}

static size_t most_notes(const struct tables *t)
{
    size_t most = 0;
    for (uint32_t i = 0; i < t->customers.n; i++)
        if (t->contacts.first[i + 1] - t->contacts.first[i] > most)
            most = t->contacts.first[i + 1] - t->contacts.first[i];
    return most;
}

void cases_index_notes(struct cases *c)
{
    uint32_t n = c->in.tables->customers.n;
    size_t n_chunks = ((size_t)n + CHUNK - 1) / CHUNK, sum = 0;
    struct eval *eval[POOL_MOST_THREADS] = {NULL};
    uint8_t *reason[POOL_MOST_THREADS] = {NULL};
    c->note_first = arena_zero(c->arena, ((size_t)n + 1) * sizeof(uint32_t));
    struct note_work w = {.c = c,
                          .chunk = mem_zero(n_chunks + 1, sizeof *w.chunk),
                          .eval = eval,
                          .reason = reason,
                          .most_notes = most_notes(c->in.tables),
                          .count = c->note_first + 1};
    pool_run(c->in.threads, n_chunks, collect_chunk, &w);
    for (uint32_t i = 0; i < n; i++)
        c->note_first[i + 1] += c->note_first[i];
    c->note = arena_raw(c->arena, (c->note_first[n] + (size_t)1) * sizeof *c->note);
    for (size_t i = 0; i < n_chunks; i++) {
        if (w.chunk[i].n)
            memcpy(c->note + sum, w.chunk[i].note, w.chunk[i].n * sizeof *c->note);
        sum += w.chunk[i].n;
        free(w.chunk[i].note);
    }
    for (size_t i = 0; i < POOL_MOST_THREADS; i++) {
        eval_free(eval[i]);
        free(reason[i]);
    }
    free(w.chunk);
}

const struct case_note *cases_notes(const struct cases *c, uint32_t customer, size_t *n)
{
    if (!c->note_first) {
        *n = 0;
        return NULL;
    }
    *n = c->note_first[customer + 1] - c->note_first[customer];
    return c->note + c->note_first[customer];
}

/* ---- in words ---- */

const char *const case_note_reasons[NOTE_REASONS] = {
    [NOTE_COUNTED] = "zählt",
    [NOTE_KIND] = "Vermerkart zählt nicht",
    [NOTE_PARTNER] = "Gesprächspartner zählt nicht",
    [NOTE_MODE] = "Kontaktart zählt nicht",
    [NOTE_SAME_DAY] = "am selben Tag zählt ein anderer",
    [NOTE_BEFORE] = "vor Beginn der Betreuung",
    [NOTE_AFTER] = "nach dem Stichtag",
};

/* Notes of one kind, mode, partner and reason are told together. */
static bool alike(const struct tbl_contacts *t, const struct case_note *a, const struct case_note *b)
{
    uint16_t x = t->codes[a->note], y = t->codes[b->note];
    return a->reason == b->reason && tbl_kind(x) == tbl_kind(y) && tbl_mode(x) == tbl_mode(y) &&
           (a->reason != NOTE_PARTNER || tbl_partner(x) == tbl_partner(y));
}

/* "15.11.2023, 08.11.2023 Allgemeiner Vermerk, telefonisch: Vermerkart zählt nicht": note[i] and those like it. */
static void put_notes(struct buf *b, const struct tables *all, const struct case_note *note, size_t i, size_t n)
{
    const struct tbl_contacts *t = &all->contacts;
    const struct lexicon *x = all->lexicon;
    uint16_t code = t->codes[note[i].note];
    const char *kind = tbl_kind(code) == KIND_UNKNOWN ? "unbekannte Vermerkart"
                                                      : lexicon_text(x, WORDS_KIND, (int)tbl_kind(code));
    const char *mode = tbl_mode(code) == MODE_UNKNOWN ? "unbekannte Kontaktart"
                                                      : lexicon_text(x, WORDS_MODE, (int)tbl_mode(code));
    buf_text(b, day_german(t->day[note[i].note]).s);
    for (size_t k = i + 1; k < n; k++)
        if (alike(t, &note[i], &note[k]))
            buf_printf(b, ", %s", day_german(t->day[note[k].note]).s);
    buf_printf(b, " %s, %s", kind, mode);
    if (note[i].reason == NOTE_PARTNER && tbl_partner(code) != PARTNER_UNKNOWN)
        buf_printf(b, ", %s", lexicon_text(x, WORDS_PARTNER, (int)tbl_partner(code)));
    buf_printf(b, ": %s", case_note_reasons[note[i].reason]);
}

const char *cases_notes_words(const struct cases *c, uint32_t customer, const char *between, struct arena *a)
{
    const struct tbl_contacts *t = &c->in.tables->contacts;
    struct buf b = {0};
    size_t n;
    const struct case_note *note = cases_notes(c, customer, &n);
    for (size_t i = 0; i < n; i++) {
        size_t first = 0;
        while (first < i && !alike(t, &note[first], &note[i]))
            first++;
        if (first < i)
            continue;
        if (b.n)
            buf_text(&b, between);
        put_notes(&b, c->in.tables, note, i, n);
    }
    return buf_keep(&b, a);
}
