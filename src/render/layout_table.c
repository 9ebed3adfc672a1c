#include "render/layout_table.h"

#include "draw/chart.h"

#include <math.h>
#include <stdlib.h>

static const double BAR_HEIGHT = 12.0; /* of the box that the bar and its stroke get, pt */
static const double BAR_TEXT_GAP = 6.0;
static const double TILE_GAP = 0.7,
                    TILE_MARGIN = 4.5;       /* heat cells: half the white between two, and their inner margin */
static const double LIGHT = 0.5, DARK = 0.8; /* rules, pt */
static const double TABLE_BEFORE = 6.5, TABLE_AFTER = 7.0;
static const double LARGEST_HEAD = 0.4; /* of the room: a larger head is not repeated */
enum {
    LONGEST_SPAN = 64, /* rows held together by a cell that reaches down */
    SHORT_TABLE = 14,
};

struct cell_layout {
    const struct doc_node *cell;
    struct text_block text;
    int column, span, rows;
    double x, width; /* from the left edge of the table */
    double shift;    /* to the left, to stand under the decimal commas above */
};

struct row_layout {
    const struct doc_node *row;
    struct cell_layout *cell;
    size_t n;
    double height;
    bool last_of_body;
};

/* One row, or several that a cell reaching down holds together; lines from..to of its cells. */
struct row_box {
    struct box box;
    const struct table_plan *plan;
    const struct row_layout *row;
    size_t n_rows;
    enum doc_kind part;
    bool first_of_part, foot_follows;
    size_t from, to; /* lines */
    double x;
};

struct head { /* repeated */
    struct repeat repeat;
    struct row_box rows;
};

struct table {
    struct flow *f;
    const struct table_plan *plan;
    int c0, c1; /* the panel */
    double x;
    const struct side_rule *side;
    struct row_walk walk;
    int *taken;
    struct head *head;
    const struct doc_node *foot; /* NULL: none */
    bool note_follows, any;
    bool short_table; /* stays on one page */
    double room;      /* for one box, below a repeated head */
};

static bool is_tile(const struct cell_layout *c)
{
    return c->cell->cell.heat.has;
}

static void lay_cell(struct table *t, struct cell_layout *c, enum doc_kind part, struct arena *a)
{
    const struct column *col = &t->plan->col[c->column];
    const struct column *last = &t->plan->col[c->column + c->span - 1];
    const double left = t->plan->col[t->c0].x;
    c->x = col->x - left;
    c->width = last->x + last->width - col->x;
    struct text_style style = cell_style(t->f, c->cell, col, part);
    text_begin(t->f->text, &style);
    text_add(t->f->text, c->cell);
    double width = c->width;
    if (col->bar && part != DOC_HEAD)
        width = col->bar_text > 0 ? col->bar_text : c->width;
    text_break(t->f->text, width, a, &c->text);
    if (col->number && col->tail > 0 && part != DOC_HEAD && c->text.n_lines == 1 && c->span == 1) {
        double tail = cell_tail(t->f, c->cell, &style);
        c->shift = fmax(fmin(col->tail - tail, c->width - c->text.width), 0);
        if (col->bar || tail < 0) /* words, not a number */
            c->shift = 0;
    }
}

/* The cells of a row that stand in this panel. False: none. */
static void lay_row(struct table *t, const struct doc_node *row, enum doc_kind part, struct arena *a,
                    struct row_layout *out)
{
    size_t n = 0;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next)
        n++;
    *out = (struct row_layout){.row = row, .cell = arena_zero(a, n * sizeof *out->cell)};
    for (int i = 0; i < t->walk.n; i++)
        t->taken[i] = 0;
    int at = 0, column, span;
    double lines = 1, leading = t->f->theme->type[part == DOC_HEAD ? THEME_SMALL : THEME_TABLE].leading;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        if (!row_walk_next(&t->walk, cell, at, &column, &span))
            break;
        const int rows = cell->cell.rowspan > 1 ? cell->cell.rowspan : 1;
        for (int i = column; i < column + span; i++)
            t->taken[i] = rows;
        at = column + span;
        int c0 = column > t->c0 ? column : t->c0, c1 = column + span < t->c1 ? column + span : t->c1;
        if (c0 >= c1)
            continue;
        struct cell_layout *c = &out->cell[out->n++];
        *c = (struct cell_layout){.cell = cell, .column = c0, .span = c1 - c0, .rows = rows};
        lay_cell(t, c, part, a);
        if (column < t->c0) /* its text stands in the panel above */
            c->text.n_lines = 0;
        if (rows == 1)
            lines = fmax(lines, (double)c->text.n_lines);
    }
    row_walk_end(&t->walk, t->taken);
    out->height = t->plan->pad_top + lines * leading + t->plan->pad_bottom;
}

static void draw_tile(struct flow *f, const struct row_box *b, const struct cell_layout *c, double y, double height)
{
    const int step = theme_heat_step(c->cell->cell.heat.value);
    draw_artifact(f, true);
    canvas_rect(f->canvas, b->x + c->x - TILE_MARGIN + TILE_GAP, y + TILE_GAP, c->width + 2 * (TILE_MARGIN - TILE_GAP),
                height - 2 * TILE_GAP, (enum theme_colour)(THEME_HEAT_1 + step));
    draw_artifact(f, false);
}

/* The bar says what the number beside it says: to a reader who cannot see it, it is decoration. */
static void draw_cell_bar(struct flow *f, const struct row_box *b, const struct cell_layout *c, double y)
{
    const struct column *col = &b->plan->col[c->column];
    if (!col->bar || b->from > 0)
        return;
    const double text = col->bar_text > 0 ? col->bar_text + BAR_TEXT_GAP : 0;
    const double leading = f->theme->type[THEME_TABLE].leading;
    draw_artifact(f, true);
    chart_draw_bar(c->cell, col->bar_max, f->canvas, b->x + c->x + text,
                   y + b->plan->pad_top + (leading - BAR_HEIGHT) / 2, fmax(c->width - text, 1), BAR_HEIGHT);
    draw_artifact(f, false);
}

/* height: of all rows that the cell takes. */
static void draw_cell(struct flow *f, const struct row_box *b, const struct cell_layout *c, double y, double height)
{
    const struct column *col = &b->plan->col[c->column];
    const enum page_role role = c->cell->cell.header || b->part == DOC_HEAD ? ROLE_HEADER_CELL : ROLE_CELL;
    if (is_tile(c))
        draw_tile(f, b, c, y, height);
    draw_begin(f, role, c->cell);
    double top = y + b->plan->pad_top;
    size_t to = b->to < c->text.n_lines ? b->to : c->text.n_lines;
    if (b->part == DOC_HEAD && b->to >= c->text.n_lines) /* heads stand on their rule */
        top = y + height - b->plan->pad_bottom - (double)(to - (b->from < to ? b->from : to)) * c->text.leading;
    enum doc_align align = col->number || col->align == DOC_ALIGN_RIGHT ? DOC_ALIGN_RIGHT : col->align;
    if (c->span > 1 && b->part == DOC_HEAD)
        align = DOC_ALIGN_LEFT;
    if (col->bar)
        align = DOC_ALIGN_LEFT;
    draw_text(f, &c->text, b->from, to, b->x + c->x - c->shift, top, c->width, align);
    draw_cell_bar(f, b, c, y);
    draw_end(f, role);
    if (c->span > 1 && b->part == DOC_HEAD && b->n_rows > 1 && c->text.n_lines)
        draw_rule(f, b->x + c->x, y + height, c->width, LIGHT, THEME_RULE);
}

static void draw_row_box(struct flow *f, const struct box *box, double y)
{
    const struct row_box *b = (const struct row_box *)box;
    const double width = b->plan->width;
    if (b->part == DOC_FOOT && b->first_of_part)
        draw_rule(f, b->x, y, width, DARK, THEME_RULE_DARK);
    for (size_t i = 0; i < b->n_rows; i++) {
        const struct row_layout *row = &b->row[i];
        double own = b->n_rows == 1 ? box->height : row->height;
        draw_begin(f, ROLE_ROW, row->row);
        for (size_t k = 0; k < row->n; k++) {
            double height = own;
            for (size_t r = i + 1; r < i + (size_t)row->cell[k].rows && r < b->n_rows; r++)
                height += b->row[r].height;
            draw_cell(f, b, &row->cell[k], y, height);
        }
        draw_end(f, ROLE_ROW);
        y += own;
        if (b->part == DOC_HEAD)
            continue;
        bool ends = row->last_of_body && (b->part == DOC_FOOT || b->foot_follows);
        bool inside = i + 1 < b->n_rows;
        if (!ends && !inside)
            draw_rule(f, b->x, y, width, LIGHT, THEME_RULE);
        else if (inside && row->n > 0) /* a cell that reaches down is not crossed: the rule begins behind it */
            for (size_t k = 0; k < row->n; k++)
                if (row->cell[k].rows == 1)
                    draw_rule(f, b->x + row->cell[k].x, y, row->cell[k].width, LIGHT, THEME_RULE);
    }
    if (b->part == DOC_HEAD)
        draw_rule(f, b->x, y, width, DARK, THEME_RULE_DARK);
}

static struct row_box *new_box(struct table *t, enum doc_kind part)
{
    struct row_box *b = flow_box(t->f, sizeof *b, draw_row_box);
    b->box.repeat = t->head && part != DOC_HEAD ? &t->head->repeat : NULL;
    b->box.side = t->side;
    b->box.before = t->any ? 0 : TABLE_BEFORE;
    b->plan = t->plan;
    b->part = part;
    b->x = t->x;
    b->to = SIZE_MAX;
    b->foot_follows = t->foot != NULL;
    t->any = true;
    return b;
}

/* A row taller than a page: as many lines as fit, then the rest. */
static void add_torn(struct table *t, const struct row_layout *row, enum doc_kind part, bool first, bool keep)
{
    const double leading = t->f->theme->type[part == DOC_HEAD ? THEME_SMALL : THEME_TABLE].leading;
    const double pads = t->plan->pad_top + t->plan->pad_bottom;
    const size_t most = (size_t)fmax(floor((t->room - pads) / leading), 1);
    size_t lines = 1;
    for (size_t i = 0; i < row->n; i++)
        lines = row->cell[i].text.n_lines > lines ? row->cell[i].text.n_lines : lines;
    for (size_t from = 0; from < lines; from += most) {
        struct row_box *b = new_box(t, part);
        b->row = row;
        b->n_rows = 1;
        b->first_of_part = first && from == 0;
        b->from = from;
        b->to = from + most;
        b->box.height = pads + (double)(lines - from < most ? lines - from : most) * leading;
        b->box.keep = keep && from + most >= lines;
        flow_add(t->f, &b->box);
    }
}

struct group { /* rows that belong together */
    struct row_layout *row;
    size_t n;
    double height;
};

/* The last row grows where a cell that reaches down needs more room than its rows have. */
static void stretch(struct table *t, struct group *g, double leading)
{
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < g->row[i].n; k++) {
            const struct cell_layout *c = &g->row[i].cell[k];
            if (c->rows < 2)
                continue;
            size_t end = i + (size_t)c->rows < g->n ? i + (size_t)c->rows : g->n;
            double has = 0, needs = t->plan->pad_top + (double)c->text.n_lines * leading + t->plan->pad_bottom;
            for (size_t r = i; r < end; r++)
                has += g->row[r].height;
            g->row[end - 1].height += fmax(needs - has, 0);
        }
    }
    g->height = 0;
    for (size_t i = 0; i < g->n; i++)
        g->height += g->row[i].height;
}

/* Lays row and the rows that its cells reach down to; gives the row behind them. */
static const struct doc_node *lay_group(struct table *t, const struct doc_node *row, enum doc_kind part,
                                        struct arena *a, struct group *g)
{
    size_t reach = 1;
    g->n = 0;
    g->row = NULL;
    size_t cap = 0;
    while (row && g->n < reach && g->n < LONGEST_SPAN) {
        if (g->n == cap) { /* the arena cannot grow a block: take the next larger one */
            size_t larger = cap ? cap * 4 : 1;
            struct row_layout *rows = arena_zero(a, larger * sizeof *rows);
            for (size_t i = 0; i < g->n; i++)
                rows[i] = g->row[i];
            g->row = rows;
            cap = larger;
        }
        struct row_layout *r = &g->row[g->n];
        lay_row(t, row, part, a, r);
        for (size_t k = 0; k < r->n; k++)
            if (g->n + (size_t)r->cell[k].rows > reach)
                reach = g->n + (size_t)r->cell[k].rows;
        g->n++;
        row = row->next;
        r->last_of_body = !row;
    }
    stretch(t, g, t->f->theme->type[part == DOC_HEAD ? THEME_SMALL : THEME_TABLE].leading);
    return row;
}

/* last: nothing of the table follows. */
static void add_group(struct table *t, const struct group *g, enum doc_kind part, bool first, bool last, bool keep)
{
    if (g->height <= t->room) {
        struct row_box *b = new_box(t, part);
        b->row = g->row;
        b->n_rows = g->n;
        b->first_of_part = first;
        b->box.height = g->height;
        b->box.keep = keep;
        b->box.after = last ? TABLE_AFTER : 0;
        flow_add(t->f, &b->box);
        return;
    }
    /* Too tall to hold together: each row for itself, and what reaches down stands in its first row. */
    for (size_t i = 0; i < g->n; i++) {
        for (size_t k = 0; k < g->row[i].n; k++)
            g->row[i].cell[k].rows = 1;
        add_torn(t, &g->row[i], part, first && i == 0, keep && i + 1 == g->n);
    }
}

/* How many rows from row on, at most n. */
static int rows_from(const struct doc_node *row, int n)
{
    int found = 0;
    for (; row && found < n; row = row->next)
        found++;
    return found;
}

static void add_rows(struct table *t, const struct doc_node *part)
{
    static const enum page_role roles[] = {[DOC_HEAD - DOC_HEAD] = ROLE_TABLE_HEAD,
                                           [DOC_BODY - DOC_HEAD] = ROLE_TABLE_BODY,
                                           [DOC_FOOT - DOC_HEAD] = ROLE_TABLE_FOOT};
    const enum page_role role = roles[part->kind - DOC_HEAD];
    row_walk_begin(&t->walk);
    flow_begin(t->f, role, part);
    bool first = true;
    const struct doc_node *row = part->first;
    while (row) {
        flow_hold(t->f);
        struct group g;
        const struct doc_node *next = lay_group(t, row, part->kind, t->f->arena, &g);
        /* A first row and a last row do not stand alone, sums stand with what they sum, notes with their
         * table. */
        bool keep = part->kind == DOC_HEAD || (t->short_table && (next || (t->foot && part->kind != DOC_FOOT))) ||
                    (first && next) || (next && rows_from(next, 2) == 1) ||
                    (part->kind == DOC_BODY && !next && t->foot) || (part->kind == DOC_FOOT && next) ||
                    (!next && t->note_follows && (part->kind == DOC_FOOT || !t->foot));
        add_group(t, &g, part->kind, first, !next && (part->kind == DOC_FOOT || !t->foot), keep);
        flow_release(t->f);
        row = next;
        first = false;
    }
    flow_end(t->f, role);
}

static void draw_head_again(struct flow *f, const struct repeat *r, double y)
{
    const struct head *h = (const struct head *)r;
    draw_row_box(f, &h->rows.box, y);
}

/* The head is laid out once more for the pages to come: the rows of the first one go with their page. */
static void make_head(struct table *t, const struct doc_node *part)
{
    struct arena *a = t->f->lasting; /* rows that still wait when the table is done may need it */
    struct head *h = arena_zero(a, sizeof *h);
    size_t n = 0;
    for (const struct doc_node *row = part->first; row && n <= LONGEST_SPAN; row = row->next)
        n++;
    struct row_layout *rows = arena_zero(a, n * sizeof *rows);
    double height = 0;
    size_t at = 0;
    row_walk_begin(&t->walk);
    for (const struct doc_node *row = part->first; row && at < n;) {
        struct group g;
        row = lay_group(t, row, DOC_HEAD, a, &g);
        for (size_t i = 0; i < g.n && at < n; i++)
            rows[at++] = g.row[i];
        height += g.height;
    }
    if (n == 0 || n > LONGEST_SPAN || height > LARGEST_HEAD * flow_room(t->f))
        return;
    h->repeat = (struct repeat){height, draw_head_again};
    h->rows = (struct row_box){.plan = t->plan,
                               .row = rows,
                               .n_rows = at,
                               .part = DOC_HEAD,
                               .to = SIZE_MAX,
                               .x = t->x,
                               .box = {.height = height, .draw = draw_row_box, .keep = true}};
    t->head = h;
}

/* The whole head as one box, so that cells may reach down in it and its rule is drawn once. */
static void add_head(struct table *t, const struct doc_node *part)
{
    make_head(t, part);
    if (!t->head) {
        add_rows(t, part);
        return;
    }
    flow_begin(t->f, ROLE_TABLE_HEAD, part);
    struct row_box *b = new_box(t, DOC_HEAD);
    double before = b->box.before;
    struct box *next = b->box.next;
    *b = t->head->rows;
    b->box.before = before;
    b->box.next = next;
    b->box.side = t->side;
    flow_add(t->f, &b->box);
    flow_end(t->f, ROLE_TABLE_HEAD);
    t->room -= t->head->repeat.height;
}

struct caption_box {
    struct box box;
    struct text_block text;
    double x, width;
};

static void draw_caption(struct flow *f, const struct box *box, double y)
{
    const struct caption_box *b = (const struct caption_box *)box;
    draw_text(f, &b->text, 0, b->text.n_lines, b->x, y, b->width, DOC_ALIGN_LEFT);
}

static void add_caption(struct table *t, double width)
{
    const char *caption = t->plan->table->table.caption;
    if (t->plan->table->table.caption_hidden || !caption || !caption[0])
        return;
    const struct text_style style = {.type = THEME_SMALL, .face = FONT_REGULAR, .colour = THEME_GREY};
    flow_hold(t->f);
    flow_begin(t->f, ROLE_CAPTION, NULL);
    struct caption_box *b = flow_box(t->f, sizeof *b, draw_caption);
    text_begin(t->f->text, &style);
    text_add_words(t->f->text, caption, FONT_REGULAR, THEME_GREY);
    text_break(t->f->text, width, t->f->arena, &b->text);
    b->x = t->x;
    b->width = width;
    b->box.height = fmin((double)b->text.n_lines * b->text.leading, flow_room(t->f));
    b->box.before = TABLE_BEFORE;
    b->box.after = 3;
    b->box.keep = true;
    b->box.side = t->side;
    flow_add(t->f, &b->box);
    flow_end(t->f, ROLE_CAPTION);
    flow_release(t->f);
}

static const struct doc_node *part_of(const struct doc_node *table, enum doc_kind kind)
{
    for (const struct doc_node *n = table->first; n; n = n->next)
        if (n->kind == kind && n->first)
            return n;
    return NULL;
}

static void add_panel(struct table *t, const struct doc_node *table, double width)
{
    struct flow *f = t->f;
    flow_begin(f, ROLE_TABLE, table);
    add_caption(t, width);
    const struct doc_node *head = part_of(table, DOC_HEAD);
    if (head)
        add_head(t, head);
    for (const struct doc_node *part = table->first; part; part = part->next)
        if (part->first &&
            (part->kind == DOC_BODY || part->kind == DOC_FOOT || (part->kind == DOC_HEAD && part != head)))
            add_rows(t, part);
    flow_end(f, ROLE_TABLE);
}

/* A few rows read better on the next page than torn apart. */
static bool is_short(const struct doc_node *table)
{
    int rows = 0;
    for (const struct doc_node *part = table->first; part; part = part->next)
        if (part->kind == DOC_BODY || part->kind == DOC_FOOT)
            rows += rows_from(part->first, SHORT_TABLE + 1);
    return rows <= SHORT_TABLE;
}

void layout_table(struct flow *f, const struct doc_node *table, double x, double width, const struct side_rule *side,
                  bool note_follows)
{
    const struct table_plan *plan = table_plan_get(f, table, width);
    if (plan->n <= 0)
        return;
    int *busy = mem_zero((size_t)plan->n, sizeof *busy);
    int *taken = mem_zero((size_t)plan->n, sizeof *taken);
    for (int i = 0; i < plan->n_panels; i++) {
        struct table t = {.f = f,
                          .plan = plan,
                          .c0 = plan->panel[i],
                          .c1 = plan->panel[i + 1],
                          .x = x,
                          .side = side,
                          .walk = {plan->n, busy},
                          .taken = taken,
                          .room = flow_room(f),
                          .foot = part_of(table, DOC_FOOT),
                          .note_follows = note_follows,
                          .short_table = is_short(table)};
        add_panel(&t, table, width);
    }
    free(busy);
    free(taken);
}
