#include "cases/search.h"

#include "base/lines.h"
#include "base/text.h"
#include "cases/lists.h"
#include "words/ruleset_words.h"

#include <stdlib.h>
#include <string.h>

enum search_column {
    S_NUMBER,
    S_TEAM,
    S_STAFF,
    S_AGE,
    S_STATUS,
    S_PROFILE,
    S_VERDICT,
    S_DUE,
    S_OVERDUE,
    S_LAST,
    S_COLUMNS
};
static const char *const heads[S_COLUMNS] = {"Kundennummer",    "Team",           "Betreuer", "Altersgruppe",
                                             "Status",          "Profillage",     "Urteil",   "Fällig",
                                             "Tage überfällig", "Letzter Kontakt"};

/* ---- order ---- */

static int urgency(const struct verdict *v)
{
    if (v->code == VERDICT_UNCLEAR)
        return 1;
    if (v->code == VERDICT_EXEMPT)
        return 2;
    return verdict_has_requirement(v) ? 0 : 3;
}

static int compare_rows(const void *a, const void *b)
{
    const struct cases_search_row *x = a, *y = b;
    int ux = urgency(x->verdict), uy = urgency(y->verdict);
    if (ux != uy)
        return ux < uy ? -1 : 1;
    if (ux == 0 && x->verdict->due != y->verdict->due)
        return x->verdict->due < y->verdict->due ? -1 : 1;
    return strcmp(x->number, y->number);
}

void cases_search_sort(struct cases_search_row *row, size_t n)
{
    if (n > 1)
        qsort(row, n, sizeof *row, compare_rows);
}

/* ---- cells ---- */

struct writer {
    const struct tables *t;
    int32_t day;
    bool table;
    struct buf cell; /* of what is no text at hand */
    struct buf safe; /* a cell as a terminal gets it */
};

static const char *day_cell(struct writer *w, int32_t d)
{
    if (d == DAY_NONE)
        return "";
    buf_clear(&w->cell);
    buf_text(&w->cell, w->table ? day_german(d).s : day_iso(d).s);
    return buf_str(&w->cell);
}

static const char *overdue_cell(struct writer *w, const struct verdict *v)
{
    buf_clear(&w->cell);
    buf_int(&w->cell, verdict_overdue_days(v, w->day));
    return buf_str(&w->cell);
}

/* Valid until the next call. */
static const char *cell(struct writer *w, const struct cases_search_row *row, enum search_column column)
{
    const struct tbl_states *s = &w->t->states;
    const struct verdict *v = row->verdict;
    uint32_t at = v->state;
    bool dated = verdict_has_requirement(v) && v->code != VERDICT_EXEMPT;
    switch (column) {
    case S_NUMBER:
        return row->number;
    case S_TEAM:
        return w->t->word[tables_team_of(w->t, at, w->day)];
    case S_STAFF:
        return w->t->word[s->staff[at]];
    case S_AGE:
        return word_text(WORDS_AGE, v->age);
    case S_STATUS:
        return s->status[at] == STATUS_UNKNOWN ? w->t->word[s->status_word[at]]
                                               : word_text(WORDS_STATUS, s->status[at]);
    case S_PROFILE:
        return s->profile[at] == PROFILE_UNKNOWN ? w->t->word[s->profile_word[at]]
                                                 : word_profile_letter(s->profile[at]);
    case S_VERDICT:
        return (w->table ? words_verdict : verdict_codes)[v->code];
    case S_DUE:
        return dated ? day_cell(w, v->due) : "";
    case S_OVERDUE:
        return dated ? overdue_cell(w, v) : "";
    case S_LAST:
        return day_cell(w, row->last);
    default:
        return "";
    }
}

/* The same for the table; valid until the next call. */
static const char *safe_cell(struct writer *w, const struct cases_search_row *row, enum search_column column)
{
    const char *text = cell(w, row, column);
    buf_clear(&w->safe);
    text_put_safe(&w->safe, text, strlen(text), false);
    return buf_str(&w->safe);
}

/* ---- the two forms ---- */

static void put_csv_row(struct writer *w, struct buf *b, const struct cases_search_row *row)
{
    for (int c = 0; c < S_COLUMNS; c++) {
        if (c)
            buf_char(b, ';');
        cases_put_cell(b, row ? cell(w, row, (enum search_column)c) : heads[c]);
    }
    buf_char(b, '\n');
}

/* The last column is not filled up: no spaces at the end of a line. */
static void put_table_row(struct writer *w, struct buf *b, const struct cases_search_row *row, const int *width)
{
    for (int c = 0; c < S_COLUMNS; c++) {
        if (c)
            buf_text(b, "  ");
        lines_cell(b, row ? safe_cell(w, row, (enum search_column)c) : heads[c], c + 1 < S_COLUMNS ? width[c] : 0,
                   c == S_OVERDUE);
    }
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    buf_char(b, '\n');
}

static void measure(struct writer *w, const struct cases_search_row *row, size_t n, int *width)
{
    for (int c = 0; c < S_COLUMNS; c++) {
        width[c] = lines_width(heads[c], strlen(heads[c]));
        for (size_t i = 0; i < n; i++) {
            const char *text = safe_cell(w, &row[i], (enum search_column)c);
            int columns = lines_width(text, strlen(text));
            if (columns > width[c])
                width[c] = columns;
        }
    }
}

bool cases_search_put(const struct tables *t, int32_t day, const struct cases_search_row *row, size_t n, bool table,
                      bool (*write)(const struct buf *b, void *context), void *context)
{
    enum { PIECE = 1 << 16 };
    struct writer w = {.t = t, .day = day, .table = table};
    struct buf b = {0};
    int width[S_COLUMNS];
    bool ok = true;
    if (table)
        measure(&w, row, n, width);
    for (size_t i = 0; ok && i <= n; i++) { /* the first is the header */
        const struct cases_search_row *one = i ? &row[i - 1] : NULL;
        if (table)
            put_table_row(&w, &b, one, width);
        else
            put_csv_row(&w, &b, one);
        if (b.n < PIECE && i < n)
            continue;
        ok = write(&b, context);
        buf_clear(&b);
    }
    buf_free(&b);
    buf_free(&w.cell);
    buf_free(&w.safe);
    return ok;
}
