#include "layout/layout_table.h"

#include <math.h>
#include <string.h>

static const double ENOUGH = 60.0;     /* pt: a column as wide as this need not be narrower for the sake of one word */
static const double LONG_WORD = 150.0; /* pt: a longer one may be divided before a table is turned or cut */
enum { SAMPLE = 4000 /* cells */ };

void layout_row_walk_begin(struct layout_row_walk *w)
{
    memset(w->busy, 0, (size_t)w->n * sizeof *w->busy);
}

bool layout_row_walk_next(const struct layout_row_walk *w, const struct doc_node *cell, int from, int *column,
                          int *span)
{
    while (from < w->n && w->busy[from] > 0)
        from++;
    if (from >= w->n)
        return false;
    const int wish = cell->cell.colspan > 1 ? cell->cell.colspan : 1;
    *column = from;
    *span = 1;
    while (*span < wish && from + *span < w->n && w->busy[from + *span] == 0)
        ++*span;
    return true;
}

void layout_row_walk_end(struct layout_row_walk *w, const int *taken)
{
    for (int i = 0; i < w->n; i++) {
        if (taken[i] > 0)
            w->busy[i] = taken[i];
        if (w->busy[i] > 0)
            w->busy[i]--;
    }
}

struct layout_text_style layout_cell_style(const struct flow *f, const struct doc_node *cell,
                                           const struct layout_column_content *col, enum doc_kind part)
{
    struct layout_text_style s = {
        .type = THEME_TABLE, .face = FONT_REGULAR, .colour = THEME_INK, .tabular = true, .hyphenate = !col->number};
    if (part == DOC_HEAD)
        return (struct layout_text_style){
            .type = THEME_SMALL, .face = FONT_REGULAR, .colour = THEME_GREY, .even = true, .hyphenate = true};
    const struct doc_node *row = cell->parent;
    if (part == DOC_FOOT || cell->cell.strong || (row && (row->row.strong || row->row.group)))
        s.face = FONT_BOLD;
    if (cell->cell.heat.has) {
        s.colour = theme_heat_text(f->theme->colour, theme_heat_step(cell->cell.heat.value));
        s.one_colour = s.colour != THEME_INK;
    }
    return s;
}

/* The one text of a cell, NULL where it has several or none; the number of a footnote behind it does not count. */
static const char *only_text(const struct doc_node *n)
{
    while (n->kind != DOC_TEXT) {
        const struct doc_node *child = n->first;
        if (!child)
            return NULL;
        for (const struct doc_node *more = child->next; more; more = more->next)
            if (more->kind != DOC_NOTEREF)
                return NULL;
        n = child;
    }
    return n->text;
}

/* The width of the numbers of footnotes behind a number, which hang over to the right of it. */
static double hanging(struct flow *f, const struct doc_node *cell, const struct layout_text_style *style)
{
    double width = 0;
    for (const struct doc_node *n = cell->first; n; n = n->next)
        if (n->kind == DOC_NOTEREF) {
            struct layout_text_measure m = {.whole = INFINITY};
            layout_text_begin(f->text, style);
            layout_text_add(f->text, n);
            layout_text_measure(f->text, &m);
            width += m.widest_line;
        }
    return width;
}

double layout_cell_tail(struct flow *f, const struct doc_node *cell, const struct layout_text_style *style)
{
    const char *s = only_text(cell);
    if (!s)
        return -1;
    const char *tail = NULL;
    for (const char *p = s; *p; p++) {
        bool digit = *p >= '0' && *p <= '9';
        if (digit && p > s && p[-1] == ',' && p - 1 > s && p[-2] >= '0' && p[-2] <= '9')
            tail = p - 1;
        else if (digit && !(tail && *tail == ',' && p > tail && strspn(tail + 1, "0123456789") >= (size_t)(p - tail)))
            tail = p + 1;
    }
    if (!tail) /* a dash for no number stands where its last whole digit would */
        return strcmp(s, "–") == 0 ? 0 : -1;
    double width = cell->last && cell->last->kind == DOC_NOTEREF ? hanging(f, cell, style) : 0;
    if (*tail)
        width +=
            font_width(f->fonts, style->face, style->tabular, f->theme->type[style->type].size, tail, strlen(tail));
    return width;
}

static int count_columns(const struct doc_node *table)
{
    int n = 0, cells = 0;
    for (const struct doc_node *c = table->first; c; c = c->next) {
        n += c->kind == DOC_COL;
        if (c->kind == DOC_COL || cells)
            continue;
        for (const struct doc_node *cell = c->first ? c->first->first : NULL; cell; cell = cell->next)
            cells += cell->cell.colspan > 1 && cell->cell.colspan < 1000 ? cell->cell.colspan : 1;
    }
    if (n == 0)
        n = table->table.n_cols > 0 && table->table.n_cols < 100000 ? table->table.n_cols : cells;
    return n;
}

struct measurer {
    struct flow *f;
    struct layout_table_content *t;
    struct layout_row_walk walk;
    int *taken;
    size_t cells;
    bool spans;     /* a cell over several columns was met */
    bool want_span; /* this time those are measured, else the others */
};

static bool has_break(const struct doc_node *n)
{
    for (const struct doc_node *child = n->first; child; child = child->next)
        if (child->kind == DOC_BREAK || (child->kind != DOC_TEXT && has_break(child)))
            return true;
    return false;
}

/* The columns below share what their own content does not take. */
static void measure_span(struct measurer *m, const struct layout_text_measure *size, int c, int span, bool head,
                         double gap)
{
    struct layout_column_content *col = m->t->col;
    double has_word = gap * (span - 1), has_least = has_word, has_head = has_word;
    for (int i = c; i < c + span; i++) {
        has_word += col[i].word;
        has_least += fmax(col[i].least, col[i].head_least);
        has_head += fmax(col[i].word, col[i].head);
    }
    for (int i = c; i < c + span; i++) {
        col[i].least += fmax(size->widest_part - has_least, 0) / span;
        if (head) { /* a head over several columns stands on one line where it can */
            const double more = fmax(fmin(size->widest_line, LONG_WORD) - has_head, 0) / span;
            col[i].head = fmax(col[i].head, fmax(col[i].word, col[i].head) + more);
        } else {
            col[i].word += fmax(size->widest_word - has_word, 0) / span;
            col[i].wish = fmax(col[i].wish, col[i].word);
        }
    }
}

static void measure_head(struct layout_column_content *col, const struct layout_text_measure *size)
{
    col->head = fmax(col->head, size->widest_word);
    col->head_half = fmax(col->head_half, size->widest_half);
    col->head_least = fmax(col->head_least, size->widest_part);
}

static void measure_body(struct measurer *m, struct layout_column_content *col, const struct doc_node *cell,
                         const struct layout_text_style *style, const struct layout_text_measure *size,
                         enum doc_kind part)
{
    double wish = size->widest_line, least = size->widest_part, word = size->widest_word;
    if (col->bar) {
        col->bar_text = fmax(col->bar_text, wish);
        return;
    }
    if (col->number)
        least = word = wish;
    col->heat = col->heat || cell->cell.heat.has;
    col->total += part == DOC_BODY ? wish : 0;
    if (part == DOC_BODY)
        col->heads_rows = col->heads_rows && cell->cell.header;
    if (col->number) {
        /* Digits before the comma and what follows are measured apart: their widest need not be in one cell. */
        const double tail = fmax(layout_cell_tail(m->f, cell, style), 0);
        if (cell->last && cell->last->kind == DOC_NOTEREF && only_text(cell))
            col->hang = fmax(col->hang, hanging(m->f, cell, style));
        col->tail = fmax(col->tail, tail);
        col->whole = fmax(col->whole, wish - tail);
        least = word = wish = fmax(wish, col->whole + col->tail);
    }
    col->least = fmax(col->least, least);
    col->word = fmax(col->word, fmin(word, fmax(LONG_WORD, least)));
    col->wish = fmax(col->wish, wish);
    col->one_line = col->one_line && !(cell->first && cell->first->next && has_break(cell));
}

static void measure_cell(struct measurer *m, const struct doc_node *cell, int c, int span, enum doc_kind part)
{
    struct flow *f = m->f;
    struct layout_column_content *col = &m->t->col[c];
    const struct layout_text_style style = layout_cell_style(f, cell, col, part);
    struct layout_text_measure size = {.whole = span > 1 ? 0 : part == DOC_HEAD ? col->head_least : col->least};
    if (m->cells++ > SAMPLE) /* so many words tell enough; the rest is divided where it has to be */
        size.whole = fmax(size.whole, ENOUGH);
    layout_text_begin(f->text, &style);
    layout_text_add(f->text, cell);
    layout_text_measure(f->text, &size);
    if (span > 1)
        measure_span(m, &size, c, span, part == DOC_HEAD, f->theme->space[THEME_COLUMN]);
    else if (part == DOC_HEAD)
        measure_head(col, &size);
    else
        measure_body(m, col, cell, &style, &size, part);
}

static void measure_row(struct measurer *m, const struct doc_node *row, enum doc_kind part)
{
    int at = 0, c, span;
    memset(m->taken, 0, (size_t)m->t->n * sizeof *m->taken);
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        if (!layout_row_walk_next(&m->walk, cell, at, &c, &span))
            break;
        if (!row->row.group) { /* what heads a group fills as many lines as it needs */
            m->spans = m->spans || span > 1;
            if (m->want_span == (span > 1))
                measure_cell(m, cell, c, span, part);
        }
        for (int i = c; i < c + span; i++)
            m->taken[i] = cell->cell.rowspan > 1 ? cell->cell.rowspan : 1;
        at = c + span;
    }
    layout_row_walk_end(&m->walk, m->taken);
    m->t->rows++;
}

static void measure_rows(struct measurer *m)
{
    m->t->rows = 0;
    for (const struct doc_node *part = m->t->table->first; part; part = part->next) {
        if (part->kind != DOC_HEAD && part->kind != DOC_FOOT)
            continue;
        layout_row_walk_begin(&m->walk);
        for (const struct doc_node *row = part->first; row; row = row->next)
            measure_row(m, row, part->kind);
    }
    struct doc_rows *rows = doc_rows_open(m->t->table);
    const struct doc_node *row;
    bool begins;
    while ((row = doc_rows_next(rows, &begins))) {
        if (begins)
            layout_row_walk_begin(&m->walk);
        measure_row(m, row, DOC_BODY);
    }
    doc_rows_close(rows);
}

static void read_columns(struct layout_table_content *t)
{
    for (int i = 0; i < t->n; i++)
        t->col[i].heads_rows = t->col[i].one_line = true;
    int i = 0;
    for (const struct doc_node *c = t->table->first; c && i < t->n; c = c->next) {
        if (c->kind != DOC_COL)
            continue;
        struct layout_column_content *col = &t->col[i++];
        col->align = c->col.align;
        col->number = c->col.number;
        col->bar = c->col.bar;
        col->bar_max = c->col.bar_max;
        col->weight = c->col.weight > 0 ? c->col.weight : 0;
    }
}

static double largest_bar(const struct doc_node *table)
{
    double most = 0;
    for (const struct doc_node *part = table->first; part; part = part->next)
        for (const struct doc_node *row = part->first; row; row = row->next)
            for (const struct doc_node *cell = row->first; cell; cell = cell->next)
                if (row->kind == DOC_ROW && cell->cell.bar.has && isfinite(cell->cell.bar.value))
                    most = fmax(most, cell->cell.bar.value);
    return most;
}

struct layout_table_content *layout_table_measure(struct flow *f, const struct doc_node *table, struct arena *a)
{
    struct layout_table_content *t = arena_zero(a, sizeof *t);
    t->table = table;
    t->n = count_columns(table);
    if (t->n <= 0)
        return t;
    const size_t n = (size_t)t->n;
    t->col = arena_zero(a, n * sizeof *t->col);
    read_columns(t);
    struct measurer m = {.f = f, .t = t};
    m.walk = (struct layout_row_walk){t->n, arena_zero(a, n * sizeof *m.walk.busy)};
    m.taken = arena_zero(a, n * sizeof *m.taken);
    measure_rows(&m);
    m.want_span = true;
    if (m.spans)
        measure_rows(&m);
    for (int i = 0; i < t->n; i++)
        if (t->col[i].bar && t->col[i].bar_max <= 0)
            t->col[i].bar_max = fmax(largest_bar(table), 1e-9);
    return t;
}
