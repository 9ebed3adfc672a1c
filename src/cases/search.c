#include "cases/search.h"

#include "base/lines.h"
#include "base/text.h"
#include "cases/lists.h"
#include "words/ruleset_words.h"

#include <stdlib.h>
#include <string.h>

static int compare_rows(const void *a, const void *b)
{
    const struct case_of *x = a, *y = b;
    int order = cases_compare_urgency(x->v, y->v);
    return order ? order : strcmp(tables_number(x->t, x->customer), tables_number(y->t, y->customer));
}

void cases_search_sort(struct case_of *row, size_t n)
{
    if (n > 1)
        qsort(row, n, sizeof *row, compare_rows);
}

/* ---- the table of a terminal ---- */

struct writer {
    const struct case_of *row;
    size_t n;
    int *width;
    struct buf text, safe; /* of the cell at hand */
};

/* As a terminal gets it; valid until the next call. */
static const char *cell(struct writer *w, const struct case_of *row, enum case_column column)
{
    struct case_value v = case_columns[column].value(row);
    buf_clear(&w->text);
    if (column == CASE_VERDICT)
        buf_text(&w->text, words_verdict[row->v->code]);
    else if (v.has && v.type == CASE_DAY)
        buf_text(&w->text, day_german(v.day).s);
    else if (v.has && v.type == CASE_COUNT)
        buf_int(&w->text, v.count);
    else if (v.has)
        buf_text(&w->text, v.text);
    buf_clear(&w->safe);
    text_put_safe(&w->safe, buf_str(&w->text), w->text.n, false);
    return buf_str(&w->safe);
}

/* The last column is not filled up: no spaces at the end of a line. row NULL: the heads. */
static void put_table_row(struct writer *w, struct buf *b, const struct case_of *row)
{
    size_t n = cases_searched.n;
    for (size_t c = 0; c < n; c++) {
        enum case_column column = cases_searched.column[c];
        if (c)
            buf_text(b, "  ");
        lines_cell(b, row ? cell(w, row, column) : case_columns[column].data, c + 1 < n ? w->width[c] : 0,
                   case_columns[column].type == CASE_COUNT);
    }
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    buf_char(b, '\n');
}

static void measure(struct writer *w)
{
    for (size_t c = 0; c < cases_searched.n; c++) {
        enum case_column column = cases_searched.column[c];
        const char *head = case_columns[column].data;
        w->width[c] = lines_width(head, strlen(head));
        for (size_t i = 0; i < w->n; i++) {
            const char *text = cell(w, &w->row[i], column);
            int columns = lines_width(text, strlen(text));
            if (columns > w->width[c])
                w->width[c] = columns;
        }
    }
}

bool cases_search_put(const struct case_of *row, size_t n, bool table,
                      bool (*write)(const struct buf *b, void *context), void *context)
{
    enum { PIECE = 1 << 16 };
    int width[CASE_COLUMNS];
    struct writer w = {.row = row, .n = n, .width = width};
    struct buf b = {0};
    bool ok = true;
    if (table)
        measure(&w);
    for (size_t i = 0; ok && i <= n; i++) { /* the first is the header */
        if (table)
            put_table_row(&w, &b, i ? &row[i - 1] : NULL);
        else if (i)
            cases_put_data(&b, cases_searched, &row[i - 1], true);
        else
            cases_put_data_heads(&b, cases_searched);
        if (b.n < PIECE && i < n)
            continue;
        ok = write(&b, context);
        buf_clear(&b);
    }
    buf_free(&b);
    buf_free(&w.text);
    buf_free(&w.safe);
    return ok;
}
