/* Fields that are not read as they stand: marks for nothing, and what nobody sees in keys and teams. */
#include "ingest/loader.h"

#include "base/num.h"
#include "base/text.h"
#include "ingest/intern.h"
#include "table/keys.h"

#include <stdlib.h>
#include <string.h>

static void count(struct loader_tally *t, const char *s, size_t n, uint32_t line)
{
    char delivered[sizeof t->first] = "";
    memcpy(delivered, s, n < sizeof delivered ? n : 0);
    t->other |= t->n && strcmp(delivered, t->first) != 0;
    if (t->n++ && t->line <= line)
        return;
    t->line = line;
    memcpy(t->first, delivered, sizeof delivered);
}

/* The row's own copy, whose fields may be changed. */
static struct csv_field *own_fields(struct loader_piece *p)
{
    if (p->row == p->delivered) {
        p->tidied = *p->row;
        p->row = &p->tidied;
    }
    return p->tidied.field;
}

void tidy_begin(struct loader *l)
{
    l->number = -1;
    for (int i = 0; i < l->n_columns; i++) {
        enum tbl_column c = lexicon_at(l->file, i);
        if (column_is_nothing(c, "-", 1))
            l->marked[l->n_marked++] = i;
        if (lexicon_column(l->own, c)->kind == COLUMN_CUSTOMER)
            l->number = i;
    }
}

/* Out of line: hardly a number has anything that cannot be seen. */
static void tidy_number(struct loader_piece *p, int i, struct csv_field f)
{
    count(&p->tallies.loose[i], "", 0, p->row->line);
    buf_clear(&p->tidy);
    text_put_seen(&p->tidy, f.p, f.n);
    own_fields(p)[i] = (struct csv_field){buf_str(&p->tidy), p->tidy.n};
}

void tidy_row(struct loader_piece *p)
{
    const struct csv_row *row = p->row;
    const struct loader *l = p->l;
    p->delivered = row;
    for (int k = 0; k < l->n_marked; k++) {
        int i = l->marked[k];
        struct csv_field f = row->field[i];
        if (f.n && (word_may_be_nothing(f.p, f.n) || *f.p == '0') &&
            column_is_nothing(lexicon_at(l->file, i), f.p, f.n)) {
            count(&p->tallies.nothing[i], f.p, f.n, row->line);
            p->tallies.maybe |= word_nothing(f.p, f.n) == NOTHING_MAYBE;
            own_fields(p)[i].n = 0;
        }
    }
    if (l->number >= 0) {
        struct csv_field f = p->row->field[l->number];
        if (text_has_unseen(f.p, f.n))
            tidy_number(p, l->number, f);
    }
}

static void take(struct loader_tally *all, const struct loader_tally *more, uint32_t line_base)
{
    uint64_t before = all->n;
    bool other = all->other || more->other || (before && more->n && strcmp(all->first, more->first) != 0);
    if (!before) {
        *all = *more;
        all->line += line_base;
    }
    all->n = before + more->n;
    all->other = other;
}

void tidy_take(struct loader_tallies *all, const struct loader_tallies *piece, uint32_t line_base)
{
    all->maybe |= piece->maybe;
    for (int i = 0; i < CSV_MOST_COLUMNS; i++) {
        take(&all->nothing[i], &piece->nothing[i], line_base);
        take(&all->loose[i], &piece->loose[i], line_base);
    }
}

static void note(struct issues *issues, enum issue_kind kind, const struct tbl_column_row *c,
                 const struct loader_tally *t)
{
    struct buf b = {0};
    if (!t->n)
        return;
    num_put_german(&b, (int64_t)t->n);
    buf_text(&b, t->n == 1 ? " Zeile, diese" : " Zeilen, die erste ist diese");
    if (*t->first)
        buf_printf(&b, ": %s%s", t->first, t->other ? " und andere" : "");
    issues_add(issues, kind, c->file, t->line, c->name, b.p, b.n);
    buf_free(&b);
}

void tidy_note(struct loader *l)
{
    l->t->marked[l->file] = l->tallies.maybe;
    for (int i = 0; i < l->n_columns; i++) {
        const struct tbl_column_row *c = lexicon_column(l->own, lexicon_at(l->file, i));
        note(&l->t->issues, WARN_NOTHING, c, &l->tallies.nothing[i]);
        note(&l->t->issues, WARN_LOOSE, c, &l->tallies.loose[i]);
    }
}

/* ---- words that differ by what nobody sees ---- */

struct spellings {
    const struct intern *words;
    struct intern *seen; /* of spellings that are not plain */
    uint32_t *first;     /* by number of seen: the word that stands for it */
    uint32_t *meant;     /* by word; TBL_NONE: not looked at yet */
};

static bool is_plain(const char *s)
{
    return !text_has_unseen(s, strlen(s)) && !strstr(s, "  ");
}

static uint32_t meant_by(struct spellings *x, uint32_t word)
{
    const char *s = intern_text(x->words, word);
    struct buf b = {0};
    if (is_plain(s))
        return word;
    text_put_seen(&b, s, strlen(s));
    uint32_t meant = intern_lookup(x->words, buf_str(&b), b.n), known = intern_count(x->seen);
    if (meant == INTERN_NONE) {
        uint32_t at = intern_put(x->seen, buf_str(&b), b.n);
        if (at == known)
            x->first[at] = word;
        meant = x->first[at];
    }
    buf_free(&b);
    return meant;
}

static void unite(struct tables *t, struct spellings *x, enum tbl_column c, uint32_t *word, const uint32_t *line,
                  uint32_t n)
{
    struct loader_tally tally = {0};
    for (uint32_t i = 0; word && i < n; i++) {
        uint32_t w = word[i];
        if (x->meant[w] == TBL_NONE)
            x->meant[w] = meant_by(x, w);
        if (x->meant[w] == w)
            continue;
        count(&tally, "", 0, line[i]);
        word[i] = x->meant[w];
    }
    note(&t->issues, WARN_LOOSE, &tbl_columns[c], &tally);
}

void tidy_words(struct loader *l)
{
    struct tables *t = l->t;
    uint32_t n = intern_count(l->words), w = 0;
    while (w < n && is_plain(intern_text(l->words, w)))
        w++;
    if (w == n)
        return;
    struct spellings x = {l->words, intern_new(), mem_zero(n, sizeof *x.first), mem_alloc(n * sizeof *x.meant)};
    memset(x.meant, 0xFF, n * sizeof *x.meant);
    unite(t, &x, COL_S_KEY, t->staff.key, t->staff.line, t->staff.n);
    unite(t, &x, COL_S_TEAM, t->staff.team, t->staff.line, t->staff.n);
    unite(t, &x, COL_C_TEAM, t->states.team, t->states.line, t->states.n);
    unite(t, &x, COL_C_STAFF, t->states.staff, t->states.line, t->states.n);
    unite(t, &x, COL_C_HOUSEHOLD, t->states.household, t->states.line, t->states.n);
    unite(t, &x, COL_N_STAFF, t->contacts.staff, t->contacts.line, t->contacts.n);
    unite(t, &x, COL_A_KEY, t->absences.staff, t->absences.line, t->absences.n);
    unite(t, &x, COL_T_STAFF, t->appointments.staff, t->appointments.line, t->appointments.n);
    unite(t, &x, COL_T_DEPUTY, t->appointments.deputy, t->appointments.line, t->appointments.n);
    intern_free(x.seen);
    free(x.first);
    free(x.meant);
}

/* ---- what only mitarbeiter.csv can tell from a Kürzel or a team ---- */

static bool is_maybe(const char *s)
{
    return word_nothing(s, strlen(s)) == NOTHING_MAYBE;
}

static bool is_staff_filler(const struct tables *t, enum tbl_file file, uint32_t word)
{
    const char *s = t->word[word];
    return t->staff_of_word[word] == TBL_NONE &&
           (key_is_zeros(s, strlen(s)) || ((t->has_file[FILE_STAFF] || t->marked[file]) && is_maybe(s)));
}

static bool is_team_filler(const struct tables *t, enum tbl_file file, uint32_t word)
{
    if (!is_maybe(t->word[word]) || t->marked[file])
        return is_maybe(t->word[word]);
    bool filler = t->has[COL_S_TEAM] && file != FILE_STAFF;
    for (uint32_t i = 0; i < t->staff.n && filler; i++)
        filler = t->staff.team[i] != word;
    return filler;
}

static void drop_fillers(struct tables *t, bool (*is_filler)(const struct tables *, enum tbl_file, uint32_t),
                         enum tbl_column c, uint32_t *word, const uint32_t *line, uint32_t n)
{
    struct loader_tally tally = {0};
    for (uint32_t i = 0; word && i < n; i++) {
        if (!word[i] || !is_filler(t, tbl_columns[c].file, word[i]))
            continue;
        count(&tally, t->word[word[i]], strlen(t->word[word[i]]), line[i]);
        word[i] = 0;
        t->filled[c]--;
    }
    note(&t->issues, WARN_NOTHING, &tbl_columns[c], &tally);
}

void tidy_fillers(struct tables *t)
{
    drop_fillers(t, is_team_filler, COL_S_TEAM, t->staff.team, t->staff.line, t->staff.n);
    drop_fillers(t, is_team_filler, COL_C_TEAM, t->states.team, t->states.line, t->states.n);
    drop_fillers(t, is_staff_filler, COL_C_STAFF, t->states.staff, t->states.line, t->states.n);
    drop_fillers(t, is_staff_filler, COL_N_STAFF, t->contacts.staff, t->contacts.line, t->contacts.n);
    drop_fillers(t, is_staff_filler, COL_T_STAFF, t->appointments.staff, t->appointments.line, t->appointments.n);
    drop_fillers(t, is_staff_filler, COL_T_DEPUTY, t->appointments.deputy, t->appointments.line, t->appointments.n);
}
