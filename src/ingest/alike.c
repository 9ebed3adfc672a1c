/* Keys that are not known, but would be but for the way they are written. */
#include "base/buf.h"
#include "ingest/keys.h"
#include "ingest/loader.h"

#include <stdlib.h>
#include <string.h>

/* So many lines have a key that is known otherwise; the first with its key, and the one that is meant. */
static void note_alike(struct tables *t, enum tbl_column c, uint64_t n, uint32_t line, const char *key,
                       const char *meant)
{
    struct buf b = {0};
    buf_int(&b, (int64_t)n);
    buf_printf(&b, "%s %u: %s statt %s", n == 1 ? " Zeile, Zeile" : " Zeilen, zuerst Zeile", line, key, meant);
    issues_add(&t->issues, WARN_KEY_LIKE, tbl_columns[c].file, 0, tbl_columns[c].name, b.p, b.n);
    t->alike[c] += n;
    buf_free(&b);
}

/* Numbers that a spreadsheet has shortened: nobody can tell whose they are. The first is told. */
static void note_cut(struct loader *l, enum tbl_column c)
{
    struct issues *issues = &l->t->issues;
    size_t first = SIZE_MAX;
    uint64_t n = 0;
    for (size_t i = 0; i < issues->n; i++) {
        const struct issue *x = &issues->item[i];
        if (x->file != l->file || x->kind != REJECT_CUSTOMER || !ingest_key_is_cut(x->value, strlen(x->value)))
            continue;
        if (!n++)
            first = i;
    }
    l->t->alike[c] += n;
    if (!n)
        return;
    const struct issue x = issues->item[first];
    issues_add(issues, WARN_KEY_CUT, l->file, x.line, x.column, x.value, strlen(x.value));
}

/* Every known number as it is where its way of writing is passed over; meant: by number of the result. */
static struct intern *bare_numbers(const struct loader *l, uint32_t *meant)
{
    struct intern *bare = intern_new();
    struct buf b = {0};
    for (uint32_t i = 0, n = intern_count(l->numbers); i < n; i++) {
        const char *number = intern_text(l->numbers, i);
        buf_clear(&b);
        ingest_key_put_bare(&b, number, strlen(number));
        uint32_t known = intern_count(bare), at = intern_put(bare, buf_str(&b), b.n);
        if (at == known)
            meant[at] = i;
    }
    buf_free(&b);
    return bare;
}

void alike_numbers(struct loader *l)
{
    const struct issues *issues = &l->t->issues;
    enum tbl_column c = lexicon_at(l->file, l->number);
    uint32_t *meant = mem_alloc(intern_count(l->numbers) * sizeof *meant), first_meant = 0;
    struct intern *bare = bare_numbers(l, meant);
    struct buf b = {0};
    uint64_t lines = 0;
    const struct issue *first = NULL;
    for (size_t i = 0; i < issues->n; i++) {
        const struct issue *x = &issues->item[i];
        if (x->file != l->file || x->kind != REJECT_CUSTOMER)
            continue;
        buf_clear(&b);
        ingest_key_put_bare(&b, x->value, strlen(x->value));
        uint32_t at = intern_lookup(bare, buf_str(&b), b.n);
        if (at == INTERN_NONE)
            continue;
        if (!lines++) {
            first = x;
            first_meant = meant[at];
        }
    }
    if (first)
        note_alike(l->t, c, lines, first->line, first->value, intern_text(l->numbers, first_meant));
    note_cut(l, c);
    buf_free(&b);
    intern_free(bare);
    free(meant);
}

/* A column of Kürzel. */
struct staff_column {
    enum tbl_column column;
    const uint32_t *word, *line; /* n; NULL: not there */
    uint32_t n;
};

/* Of the Kürzel that are not in mitarbeiter.csv those that would be but for zeros, case and what cannot be seen. */
static void note_alike_column(struct tables *t, const struct intern *bare, const uint32_t *meant,
                              const struct staff_column *c)
{
    struct buf b = {0};
    uint64_t lines = 0;
    uint32_t first = TBL_NONE, known = TBL_NONE;
    uint32_t *at = mem_alloc(t->n_words * sizeof *at); /* by word: what it is like; TBL_NONE: not looked up yet */
    memset(at, 0xFF, t->n_words * sizeof *at);
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t w = c->word[i];
        if (!w || t->staff_of_word[w] != TBL_NONE)
            continue;
        if (at[w] == TBL_NONE) {
            buf_clear(&b);
            ingest_key_put_bare(&b, t->word[w], strlen(t->word[w]));
            uint32_t found = intern_lookup(bare, buf_str(&b), b.n);
            at[w] = found == INTERN_NONE ? 0 : found + 1;
        }
        if (!at[w])
            continue;
        lines++;
        if (first == TBL_NONE || c->line[i] < c->line[first]) {
            first = i;
            known = meant[at[w] - 1];
        }
    }
    if (lines)
        note_alike(t, c->column, lines, c->line[first], t->word[c->word[first]], t->word[known]);
    buf_free(&b);
    free(at);
}

void alike_staff(struct tables *t)
{
    const struct staff_column column[] = {
        {COL_C_STAFF, t->states.staff, t->states.line, t->states.n},
        {COL_N_STAFF, t->contacts.staff, t->contacts.line, t->contacts.n},
        {COL_A_KEY, t->absences.staff, t->absences.line, t->absences.n},
        {COL_T_STAFF, t->appointments.staff, t->appointments.line, t->appointments.n},
        {COL_T_DEPUTY, t->appointments.deputy, t->appointments.line, t->appointments.n},
    };
    const struct tbl_staff *s = &t->staff;
    struct intern *bare = intern_new();
    uint32_t *meant = mem_alloc(s->n_members * sizeof *meant); /* by number of bare: the word of the Kürzel */
    struct buf b = {0};
    for (uint32_t m = 0; m < s->n_members; m++) {
        uint32_t word = s->key[s->first[m]], known = intern_count(bare);
        buf_clear(&b);
        ingest_key_put_bare(&b, t->word[word], strlen(t->word[word]));
        if (intern_put(bare, buf_str(&b), b.n) == known)
            meant[known] = word;
    }
    for (size_t i = 0; s->n_members && i < sizeof column / sizeof *column; i++)
        if (column[i].word && column[i].line)
            note_alike_column(t, bare, meant, &column[i]);
    buf_free(&b);
    intern_free(bare);
    free(meant);
}
