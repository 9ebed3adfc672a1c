#include "render/layout_table.h"

#include <math.h>
#include <string.h>

static const double GAP = 9.0;     /* between the contents of two columns, pt */
static const double SPREAD = 16.0; /* a column without a need for room gets at most this much more, pt */
static const double BAR_WISH = 120.0, BAR_ENOUGH = 64.0, BAR_LEAST = 48.0, BAR_MOST = 190.0, BAR_TEXT_GAP = 6.0;
static const double NARROWEST = 8.0;
static const double ENOUGH = 60.0; /* pt: a column as wide as this need not be narrower for the sake of one word */
enum {
    LONG_TABLE = 40, /* rows; beyond, they stand closer */
    SAMPLE = 4000,   /* cells */
};

void row_walk_begin(struct row_walk *w)
{
    memset(w->busy, 0, (size_t)w->n * sizeof *w->busy);
}

bool row_walk_next(const struct row_walk *w, const struct doc_node *cell, int from, int *column, int *span)
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

void row_walk_end(struct row_walk *w, const int *taken)
{
    for (int i = 0; i < w->n; i++) {
        if (taken[i] > 0)
            w->busy[i] = taken[i];
        if (w->busy[i] > 0)
            w->busy[i]--;
    }
}

struct text_style cell_style(const struct flow *f, const struct doc_node *cell, const struct column *col,
                             enum doc_kind part)
{
    struct text_style s = {
        .type = THEME_TABLE, .face = FONT_REGULAR, .colour = THEME_INK, .tabular = true, .hyphenate = !col->number};
    if (part == DOC_HEAD)
        return (struct text_style){
            .type = THEME_SMALL, .face = FONT_REGULAR, .colour = THEME_GREY, .even = true, .hyphenate = true};
    if (part == DOC_FOOT || cell->cell.strong || (cell->parent && cell->parent->row.strong))
        s.face = FONT_BOLD;
    if (cell->cell.heat.has) {
        s.colour = theme_heat_text(f->theme->colour, theme_heat_step(cell->cell.heat.value));
        s.one_colour = s.colour != THEME_INK;
    }
    return s;
}

/* The one text of a cell, NULL where it has several or none. */
static const char *only_text(const struct doc_node *n)
{
    while (n->kind != DOC_TEXT) {
        if (!n->first || n->first != n->last)
            return NULL;
        n = n->first;
    }
    return n->text;
}

double cell_tail(struct flow *f, const struct doc_node *cell, const struct text_style *style)
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
    if (!tail)
        return -1;
    if (!*tail)
        return 0;
    return font_width(f->fonts, style->face, style->tabular, f->theme->type[style->type].size, tail, strlen(tail));
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

static void measure_cell(struct flow *f, struct table_plan *p, const struct doc_node *cell, int c, int span,
                         enum doc_kind part)
{
    struct column *col = &p->col[c];
    const struct text_style style = cell_style(f, cell, col, part);
    struct text_measure m = {.whole = col->least};
    if (p->measured++ > SAMPLE) /* so many words tell enough; the rest is divided where it has to be */
        m.whole = fmax(m.whole, ENOUGH);
    text_begin(f->text, &style);
    text_add(f->text, cell);
    text_measure(f->text, &m);
    double wish = m.widest_line, least = m.widest_part;
    if (part == DOC_HEAD)
        wish = m.widest_half;
    else if (col->number)
        least = m.widest_line;
    if (span > 1) { /* the columns below share what their own content does not take */
        double has_wish = GAP * (span - 1), has_least = has_wish;
        for (int i = c; i < c + span; i++) {
            has_wish += p->col[i].wish;
            has_least += p->col[i].least;
        }
        for (int i = c; i < c + span; i++) {
            p->col[i].least += fmax(least - has_least, 0) / span;
            p->col[i].wish += fmax((part == DOC_HEAD ? wish : least) - has_wish, 0) / span;
        }
        return;
    }
    if (col->bar && part != DOC_HEAD) {
        col->bar_text = fmax(col->bar_text, wish);
        return;
    }
    if (part == DOC_HEAD)
        col->head = fmax(col->head, m.widest_word);
    col->heat = col->heat || cell->cell.heat.has;
    col->least = fmax(col->least, least);
    col->wish = fmax(col->wish, wish);
    col->total += part == DOC_BODY ? wish : 0;
    if (col->number && part != DOC_HEAD) {
        /* Digits before the comma and what follows are measured apart: their widest need not be in one cell.
         */
        const double tail = fmax(cell_tail(f, cell, &style), 0);
        col->tail = fmax(col->tail, tail);
        col->whole = fmax(col->whole, wish - tail);
        col->least = fmax(col->least, col->whole + col->tail);
        col->wish = fmax(col->wish, col->whole + col->tail);
    }
}

/* spans: only the cells over several columns, else only the others. */
static size_t measure_rows(struct flow *f, struct table_plan *p, struct row_walk *w, int *taken, bool spans,
                           bool *any_span)
{
    size_t rows = 0;
    for (const struct doc_node *part = p->table->first; part; part = part->next) {
        if (part->kind != DOC_HEAD && part->kind != DOC_BODY && part->kind != DOC_FOOT)
            continue;
        row_walk_begin(w);
        for (const struct doc_node *row = part->first; row; row = row->next, rows++) {
            memset(taken, 0, (size_t)p->n * sizeof *taken);
            int at = 0, c, span;
            for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
                if (!row_walk_next(w, cell, at, &c, &span))
                    break;
                *any_span = *any_span || span > 1;
                if (spans == (span > 1))
                    measure_cell(f, p, cell, c, span, part->kind);
                for (int i = c; i < c + span; i++)
                    taken[i] = cell->cell.rowspan > 1 ? cell->cell.rowspan : 1;
                at = c + span;
            }
            row_walk_end(w, taken);
            if (rows % 1024 == 0)
                fonts_trim(f->fonts);
        }
    }
    return rows;
}

static void read_columns(struct table_plan *p)
{
    int i = 0;
    for (const struct doc_node *c = p->table->first; c && i < p->n; c = c->next) {
        if (c->kind != DOC_COL)
            continue;
        p->col[i++] = (struct column){.align = c->col.align,
                                      .number = c->col.number,
                                      .bar = c->col.bar,
                                      .bar_max = c->col.bar_max,
                                      .weight = c->col.weight > 0 ? c->col.weight : 0};
    }
}

/*
 * Columns c0..c1 in `room` pt, all gaps taken off: narrow ones get their wish, the others share the rest.
 * Those share by the root of what they have to say, which makes about the fewest lines: by the whole of it,
 * short columns would be starved, in equal parts the long ones.
 */
static void share_room(struct table_plan *p, int c0, int c1, double room)
{
    double low = 0, high = 0;
    for (int i = c0; i < c1; i++)
        high = fmax(high, p->col[i].wish / sqrt(p->col[i].total + 1));
    for (int round = 0; round < 50; round++) {
        const double scale = (low + high) / 2;
        double sum = 0;
        for (int i = c0; i < c1; i++)
            sum += fmax(fmin(p->col[i].wish, scale * sqrt(p->col[i].total + 1)), p->col[i].least);
        if (sum > room)
            high = scale;
        else
            low = scale;
    }
    for (int i = c0; i < c1; i++)
        p->col[i].width = fmax(fmin(p->col[i].wish, low * sqrt(p->col[i].total + 1)), p->col[i].least);
}

/* Room that nobody asked for: to the columns with a weight, to bars, else a little to everyone. */
static void share_spare(struct table_plan *p, int c0, int c1, double spare)
{
    double weights = 0;
    int bars = 0;
    for (int i = c0; i < c1; i++) {
        weights += p->col[i].weight;
        bars += p->col[i].bar;
    }
    for (int i = c0; i < c1 && bars > 0; i++) {
        if (!p->col[i].bar)
            continue;
        double more = fmin(spare / bars, fmax(BAR_MOST + p->col[i].bar_text - p->col[i].width, 0));
        p->col[i].width += more;
        spare -= more;
        bars--;
    }
    const double each = spare / (c1 - c0);
    for (int i = c0; i < c1; i++) {
        if (weights > 0)
            p->col[i].width += spare * p->col[i].weight / weights;
        else if (i < c1 - 1 || p->col[i].number)
            p->col[i].width += fmin(each, SPREAD);
    }
}

/* Words of the head are divided before a name below them is: they come last when there is room. */
static double widen_for_heads(struct table_plan *p, int c0, int c1, double spare)
{
    double asked = 0;
    for (int i = c0; i < c1; i++)
        asked += fmax(p->col[i].head - p->col[i].width, 0);
    if (asked <= 0)
        return spare;
    for (int i = c0; i < c1; i++) {
        double more = fmax(p->col[i].head - p->col[i].width, 0);
        if (asked <= spare) /* in part it would help nobody */
            p->col[i].width += more;
    }
    if (asked <= spare)
        return spare - asked;
    for (int i = c0; i < c1; i++) { /* the shortest words first, as far as it goes */
        double more = fmax(p->col[i].head - p->col[i].width, 0);
        if (more > 0 && more <= spare && more <= asked / 2) {
            p->col[i].width += more;
            spare -= more;
        }
    }
    return spare;
}

/* A bar says as much when it is shorter; a name broken in two does not. Gives what the bars gave. */
static double narrow_bars(struct table_plan *p, int c0, int c1, double missing)
{
    double given = 0;
    for (int i = c0; i < c1 && missing > given; i++) {
        const double most =
            p->col[i].bar ? fmax(p->col[i].wish - fmax(p->col[i].least, BAR_ENOUGH + p->col[i].bar_text), 0) : 0;
        const double gives = fmin(most, missing - given);
        p->col[i].wish -= gives;
        given += gives;
    }
    return given;
}

static void set_panel(struct table_plan *p, int c0, int c1, double width)
{
    const double room = width - GAP * (c1 - c0 - 1);
    double wishes = 0;
    for (int i = c0; i < c1; i++)
        wishes += p->col[i].wish;
    wishes -= narrow_bars(p, c0, c1, wishes - room);
    if (wishes > room + 0.01) {
        share_room(p, c0, c1, room);
    } else {
        for (int i = c0; i < c1; i++)
            p->col[i].width = p->col[i].wish;
        share_spare(p, c0, c1, widen_for_heads(p, c0, c1, room - wishes));
    }
    double x = 0;
    for (int i = c0; i < c1; i++) {
        p->col[i].x = x;
        x += p->col[i].width + GAP;
    }
    p->width = fmax(p->width, x - GAP);
}

/* As many columns side by side as their least widths allow; what does not fit is set below. */
static void make_panels(struct flow *f, struct table_plan *p, double width)
{
    p->panel = arena_zero(f->lasting, ((size_t)p->n + 2) * sizeof *p->panel);
    double used = 0;
    int c0 = 0;
    for (int i = 0; i < p->n; i++) {
        double need = p->col[i].least + (i > c0 ? GAP : 0);
        if (i > c0 && used + need > width + 0.01) {
            set_panel(p, c0, i, width);
            p->panel[p->n_panels++] = c0;
            c0 = i;
            used = 0;
            need = p->col[i].least;
        }
        used += need;
    }
    if (p->n > c0) {
        set_panel(p, c0, p->n, width);
        p->panel[p->n_panels++] = c0;
    }
    p->panel[p->n_panels] = p->n;
}

static void settle_wishes(struct table_plan *p, double width)
{
    for (int i = 0; i < p->n; i++) {
        struct column *c = &p->col[i];
        if (c->bar) {
            double text = c->bar_text > 0 ? c->bar_text + BAR_TEXT_GAP : 0;
            c->bar_text = text = fmin(text, width / 3);
            c->least = fmax(c->least, BAR_LEAST + text);
            c->wish = fmax(c->wish, BAR_WISH + text);
        }
        /* A word that would take the room of all others is cut before it does. */
        c->least = fmax(fmin(c->least, fmax(width / 3, 60)), NARROWEST);
        c->least = fmin(c->least, width);
        c->wish = fmax(c->wish, c->least);
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

static struct table_plan *make_plan(struct flow *f, const struct doc_node *table, double width)
{
    struct table_plan *p = arena_zero(f->lasting, sizeof *p);
    p->table = table;
    p->n = count_columns(table);
    if (p->n <= 0)
        return p;
    p->col = arena_zero(f->lasting, (size_t)p->n * sizeof *p->col);
    read_columns(p);
    struct row_walk w = {p->n, arena_zero(f->lasting, (size_t)p->n * sizeof *w.busy)};
    int *taken = arena_zero(f->lasting, (size_t)p->n * sizeof *taken);
    bool spans = false;
    size_t rows = measure_rows(f, p, &w, taken, false, &spans);
    if (spans)
        measure_rows(f, p, &w, taken, true, &spans);
    for (int i = 0; i < p->n; i++)
        if (p->col[i].bar && p->col[i].bar_max <= 0)
            p->col[i].bar_max = fmax(largest_bar(table), 1e-9);
    settle_wishes(p, width);
    make_panels(f, p, width);
    p->pad_top = rows > LONG_TABLE ? 2.2 : 3.6;
    p->pad_bottom = rows > LONG_TABLE ? 2.6 : 4.1;
    return p;
}

const struct table_plan *table_plan_get(struct flow *f, const struct doc_node *table, double width)
{
    size_t i = f->next_plan++;
    if (i < f->n_plans && f->plan[i]->table == table)
        return f->plan[i];
    f->plan = mem_grow(f->plan, f->n_plans, &f->cap_plans, sizeof *f->plan);
    f->plan[f->n_plans++] = make_plan(f, table, width);
    return f->plan[f->n_plans - 1];
}
