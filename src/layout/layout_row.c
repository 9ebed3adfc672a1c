#include "layout/layout_row.h"

#include "draw/chart.h"

#include <math.h>

static const double BAR_HEIGHT = 12.0;       /* of the box that the bar and its stroke get, pt */
static const double TILE_GAP = 0.7;          /* heat cells: half the white between two */
static const double LIGHT = 0.5, DARK = 0.8; /* rules, pt */
static const double GIVES = 0.33;            /* of the white of a row, where its table misses a page by so little */
static const double GROUP_AIR = 5.0;         /* above a row that heads a group, pt */
enum { FEWEST_LINES = 2 /* of a torn row, on both sides */ };

double layout_row_leading(const struct flow *f, enum doc_kind part)
{
    return f->theme->type[part == DOC_HEAD ? THEME_SMALL : THEME_TABLE].leading;
}

static double air_above(const struct layout_row *row)
{
    return row->row->row.group ? GROUP_AIR : 0;
}

/* Where the text of a number begins, so that its comma stands below the others. */
static double shift_of(struct layout_row_setter *s, const struct layout_cell *c, const struct layout_text_style *style)
{
    const struct layout_column *col = &s->plan->col[c->column];
    if (!col->content->number || col->content->tail <= 0 || col->content->bar || c->text.n_lines != 1 || c->spans)
        return 0;
    const double tail = layout_cell_tail(s->f, c->cell, style);
    const double shift = tail < 0 ? col->content->hang : col->content->tail - tail; /* < 0: words */
    return fmax(fmin(shift, c->width - c->text.width), 0);
}

static void lay_cell(struct layout_row_setter *s, struct layout_cell *c, int last, enum doc_kind part, struct arena *a)
{
    const struct layout_column *col = &s->plan->col[c->column], *to = &s->plan->col[last];
    c->x = col->x;
    c->width = to->x + to->width - col->x;
    c->spans = last > c->column;
    if (!s->f->sink && !c->spans && part == DOC_BODY && col->content->one_line && !col->content->bar &&
        col->width >= col->content->wish) {
        c->text.n_lines = 1; /* pages are only counted, and this is known from measuring */
        return;
    }
    const struct layout_text_style style = layout_cell_style(s->f, c->cell, col->content, part);
    const bool beside_bar = col->content->bar && part != DOC_HEAD && !c->spans;
    layout_text_begin(s->f->text, &style);
    layout_text_add(s->f->text, c->cell);
    const double hang = part == DOC_HEAD && !c->spans ? fmin(col->content->hang, c->width / 2) : 0;
    layout_text_break(s->f->text, beside_bar && col->bar_text > 0 ? col->bar_text : c->width - hang, a, &c->text);
    c->shift = part == DOC_HEAD ? hang : shift_of(s, c, &style);
}

/* Structure tells of the columns that are there. */
static const struct doc_node *as_shown(const struct doc_node *cell, int span, int rows, struct arena *a)
{
    if (cell->cell.colspan == span && cell->cell.rowspan == rows)
        return cell;
    struct doc_node *shown = arena_zero(a, sizeof *shown);
    *shown = *cell;
    shown->cell.colspan = span;
    shown->cell.rowspan = rows;
    return shown;
}

/*
 * The part of a cell over columns c..end that this panel shows: *first and *last of them, and how many. Those that head
 * the rows are in every panel. text: it has begun in none before. False: nothing of it.
 */
static bool in_panel(const struct layout_row_setter *s, int c, int end, int *first, int *last, int *span, bool *text)
{
    const int heads = s->plan->n_heads;
    const int c0 = s->panel.c0, c1 = s->panel.c1;
    const int own0 = c > c0 ? c : c0, own1 = end < c1 ? end : c1;
    const int head1 = end < heads ? end : heads;
    *span = (own1 > own0 ? own1 - own0 : 0) + (head1 > c ? head1 - c : 0);
    if (*span == 0)
        return false;
    *first = c < heads ? c : own0;
    *last = own1 > own0 ? own1 - 1 : head1 - 1;
    *text = c < heads || c >= c0;
    return true;
}

static struct layout_row *new_row(struct layout_row_group *g, struct arena *a)
{
    if ((g->n & (g->n - 1)) == 0) { /* the arena cannot grow a block: take the next larger one */
        struct layout_row *rows = arena_zero(a, (g->n ? g->n * 2 : 1) * sizeof *rows);
        for (size_t i = 0; i < g->n; i++)
            rows[i] = g->row[i];
        g->row = rows;
    }
    return &g->row[g->n++];
}

size_t layout_row_lay(struct layout_row_setter *s, const struct doc_node *row, enum doc_kind part, struct arena *a,
                      struct layout_row_group *g, size_t reach)
{
    struct layout_row *out = new_row(g, a);
    size_t n = 0;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next)
        n++;
    *out = (struct layout_row){.row = row, .cell = arena_zero(a, n * sizeof *out->cell)};
    for (int i = 0; i < s->walk.n; i++)
        s->taken[i] = 0;
    int at = 0, column, span;
    double lines = 1;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        if (!layout_row_walk_next(&s->walk, cell, at, &column, &span))
            break;
        const int rows = cell->cell.rowspan > 1 ? cell->cell.rowspan : 1;
        for (int i = column; i < column + span; i++)
            s->taken[i] = rows;
        at = column + span;
        int first, last, shown;
        bool text;
        if (!in_panel(s, column, at, &first, &last, &shown, &text))
            continue;
        struct layout_cell *c = &out->cell[out->n++];
        *c = (struct layout_cell){.cell = cell, .tag = as_shown(cell, shown, rows, a), .column = first, .rows = rows};
        lay_cell(s, c, last, part, a);
        if (!text) /* it stands in the panel above */
            c->text.n_lines = 0;
        if (rows == 1)
            lines = fmax(lines, (double)c->text.n_lines);
        else if (g->n - 1 + (size_t)rows > reach)
            reach = g->n - 1 + (size_t)rows;
    }
    layout_row_walk_end(&s->walk, s->taken);
    out->height = s->plan->pad_top + lines * layout_row_leading(s->f, part) + s->plan->pad_bottom + air_above(out);
    return reach;
}

/* The last row grows where a cell that reaches down needs more room than its rows have. */
void layout_row_group_close(const struct layout_row_setter *s, struct layout_row_group *g, enum doc_kind part)
{
    const double leading = layout_row_leading(s->f, part);
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < g->row[i].n; k++) {
            const struct layout_cell *c = &g->row[i].cell[k];
            if (c->rows < 2)
                continue;
            size_t end = i + (size_t)c->rows < g->n ? i + (size_t)c->rows : g->n;
            double has = 0, needs = s->plan->pad_top + (double)c->text.n_lines * leading + s->plan->pad_bottom;
            for (size_t r = i; r < end; r++)
                has += g->row[r].height;
            g->row[end - 1].height += fmax(needs - has, 0);
        }
    }
    g->height = 0;
    for (size_t i = 0; i < g->n; i++)
        g->height += g->row[i].height;
}

/* --- drawing --- */

static void draw_tile(struct flow *f, const struct layout_row_box *b, const struct layout_cell *c, double y,
                      double height)
{
    const int step = theme_heat_step(c->cell->cell.heat.value);
    layout_artifact(f, true);
    canvas_rect(f->canvas, b->x + c->x - LAYOUT_TILE_REACH, y + TILE_GAP, c->width + 2 * LAYOUT_TILE_REACH,
                height - 2 * TILE_GAP, (enum theme_colour)(THEME_HEAT_1 + step));
    layout_artifact(f, false);
}

/* The bar says what the number beside it says: to a reader who cannot see it, it is decoration. */
static void draw_cell_bar(struct flow *f, const struct layout_row_box *b, const struct layout_cell *c, double top)
{
    const struct layout_column *col = &b->plan->col[c->column];
    if (!col->content->bar || c->spans || b->from > 0 || !c->cell->cell.bar.has)
        return;
    layout_artifact(f, true);
    chart_draw_bar(c->cell, col->content->bar_max, f->canvas, b->x + c->x + col->bar_text,
                   top + (layout_row_leading(f, b->part) - BAR_HEIGHT) / 2, fmax(c->width - col->bar_text, 1),
                   BAR_HEIGHT);
    layout_artifact(f, false);
}

static enum doc_align align_of(const struct layout_row_box *b, const struct layout_cell *c)
{
    const struct layout_column_content *col = b->plan->col[c->column].content;
    const bool group = c->cell->parent && c->cell->parent->row.group;
    if (col->bar || (c->spans && (b->part == DOC_HEAD || group)))
        return DOC_ALIGN_LEFT;
    return col->number ? DOC_ALIGN_RIGHT : col->align;
}

static void begin_cell(struct flow *f, const struct layout_row_box *b, const struct layout_cell *c, size_t kid)
{
    const enum page_role role = c->cell->cell.header || b->part == DOC_HEAD ? ROLE_HEADER_CELL : ROLE_CELL;
    if (b->from > 0)
        layout_resume(f, role, kid);
    else
        layout_begin(f, role, c->tag);
}

/* y, height: of all rows that the cell takes. */
static void draw_cell(struct flow *f, const struct layout_row_box *b, const struct layout_cell *c, size_t kid, double y,
                      double height)
{
    const size_t n = c->text.n_lines;
    if (b->from > 0 && n <= b->from) /* it has ended on an earlier page */
        return;
    if (c->cell->cell.heat.has)
        draw_tile(f, b, c, y, height);
    begin_cell(f, b, c, kid);
    const size_t to = b->to < n ? b->to : n;
    double top = y + b->plan->pad_top - b->box.given / 2;
    if (b->part == DOC_HEAD && b->to >= n) /* heads stand on their rule */
        top = y + height - b->plan->pad_bottom - (double)(to - b->from) * c->text.leading;
    layout_draw_text(f, &c->text, b->from, to, b->x + c->x - c->shift, top, c->width, align_of(b, c));
    draw_cell_bar(f, b, c, top);
    layout_end(f, c->cell->cell.header || b->part == DOC_HEAD ? ROLE_HEADER_CELL : ROLE_CELL);
    if (c->spans && b->part == DOC_HEAD && b->n_rows > 1 && n)
        layout_rule(f, b->x + c->x, y + height, c->width, LIGHT, THEME_RULE);
}

/* Below row i of the box. */
static void draw_row_rule(struct flow *f, const struct layout_row_box *b, size_t i, double y)
{
    const struct layout_row *row = &b->row[i];
    if (b->part == DOC_HEAD)
        return;
    if (i + 1 == b->n_rows) {
        const bool torn = b->to != SIZE_MAX;
        if (!torn && !(row->last && (b->part == DOC_FOOT || b->foot_follows)))
            layout_rule(f, b->x, y, b->plan->width, LIGHT, THEME_RULE);
        return;
    }
    for (size_t k = 0; k < row->n; k++) /* a cell that reaches down is not crossed: the rule begins behind it */
        if (row->cell[k].rows == 1)
            layout_rule(f, b->x + row->cell[k].x, y, row->cell[k].width, LIGHT, THEME_RULE);
}

void layout_row_draw(struct flow *f, const struct layout_box *box, double y)
{
    const struct layout_row_box *b = (const struct layout_row_box *)box;
    if (b->part == DOC_FOOT && b->first_of_part && b->from == 0)
        layout_rule(f, b->x, y, b->plan->width, DARK, THEME_RULE_DARK);
    for (size_t i = 0; i < b->n_rows; i++) {
        const struct layout_row *row = &b->row[i];
        const double own = b->n_rows == 1 ? box->height : row->height, air = b->from == 0 ? air_above(row) : 0;
        if (b->from > 0)
            layout_resume(f, ROLE_ROW, PAGE_LAST_KID);
        else
            layout_begin(f, ROLE_ROW, row->row);
        for (size_t k = 0; k < row->n; k++) {
            double height = own;
            for (size_t r = i + 1; r < i + (size_t)row->cell[k].rows && r < b->n_rows; r++)
                height += b->row[r].height;
            draw_cell(f, b, &row->cell[k], k, y + air, height - air);
        }
        layout_end(f, ROLE_ROW);
        y += own;
        draw_row_rule(f, b, i, y);
    }
    if (b->part == DOC_HEAD)
        layout_rule(f, b->x, y, b->plan->width, DARK, THEME_RULE_DARK);
}

/* --- boxes --- */

static size_t lines_of(const struct layout_row_box *b)
{
    size_t lines = 1;
    for (size_t i = 0; i < b->row->n; i++)
        lines = b->row->cell[i].text.n_lines > lines ? b->row->cell[i].text.n_lines : lines;
    return lines;
}

static void set_height(struct layout_row_box *b, size_t lines, double leading)
{
    const double pads = b->plan->pad_top + b->plan->pad_bottom + (b->from == 0 ? air_above(b->row) : 0);
    b->box.height = pads + (double)lines * leading;
    b->box.least = pads + (double)(lines < FEWEST_LINES ? lines : FEWEST_LINES) * leading;
}

static struct layout_box *tear_row(struct flow *f, struct layout_box *box, double room)
{
    struct layout_row_box *b = (struct layout_row_box *)box;
    const double leading = layout_row_leading(f, b->part);
    const size_t all = lines_of(b), left = all - b->from;
    const double fits = floor((room - (box->height - (double)left * leading)) / leading + 0.001);
    const size_t fewest = f->page_used ? FEWEST_LINES : 1; /* on an empty page there is no better place */
    if (left < 2 * fewest || fits < (double)fewest)
        return NULL;
    size_t here = (size_t)fits;
    if (here > left - fewest)
        here = left - fewest;
    struct layout_row_box *rest = flow_box(f, sizeof *rest, layout_row_draw);
    *rest = *b;
    rest->from = b->from + here;
    rest->box.before = 0;
    b->to = rest->from;
    b->box.after = 0;
    set_height(b, here, leading);
    set_height(rest, left - here, leading);
    return &rest->box;
}

struct layout_row_box *layout_row_box_new(struct layout_row_setter *s, const struct layout_row_group *g,
                                          enum doc_kind part, double x, double most)
{
    struct layout_row_box *b = flow_box(s->f, sizeof *b, layout_row_draw);
    b->plan = s->plan;
    b->row = g->row;
    b->n_rows = g->n;
    b->part = part;
    b->to = SIZE_MAX;
    b->x = x;
    b->box.height = g->height;
    b->box.gives = g->n == 1 && part != DOC_HEAD ? (s->plan->pad_top + s->plan->pad_bottom) * GIVES : 0;
    if (g->n == 1 && g->height > most) {
        b->box.tear = tear_row;
        set_height(b, lines_of(b), layout_row_leading(s->f, part));
    }
    return b;
}
