/*
 * Tables in HTML. Long ones are written row by row and can be drained after each, so memory does not grow with them.
 */
#include "html/html_parts.h"

#include "base/mem.h"
#include "draw/canvas_svg.h"
#include "draw/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * A table that may be wider than a phone, which is also 400 % zoom, scrolls by itself and can be reached by the
 * keyboard; one that never is needs no stop of the keyboard. In px: what 320 leave of the page, less a little for other
 * fonts.
 */
static const double phone = 276;
/* A list by reference is not measured: with so many columns it is wider. From so many rows on it can be sorted. */
enum { SCROLLS_FROM = 4, SORTS_FROM = 12 };
/* So many rows take a browser a while: where they are out of sight it leaves them until they come near. */
enum { LONG_FROM = 100 };
enum { LONGEST_NAME = 32 };                                            /* bytes */
static const double page_width = 966;                                  /* px of a page's column, less a little */
static const double bar_least = 64, bar_most = 420, bar_height = 11.5; /* pt */

struct table {
    struct html *h;
    const struct doc_node **cols; /* n_cols */
    const char **classes;         /* n_cols: of a cell that has nothing special */
    int n_cols;
    int *busy;        /* n_cols: rows below that a cell above covers */
    double bar_width; /* pt */
    bool names;       /* rows may be headed by names: not in a list by reference, where a number heads them */
};

/* After a row each cell that reaches below covers one row less. */
static void end_row(const struct table *t)
{
    for (int i = 0; i < t->n_cols; i++)
        if (t->busy[i] > 0)
            t->busy[i]--;
}

bool html_is_sorted(const struct doc_node *table)
{
    return table->table.sortable && (!table->table.source || doc_rows_count(table) >= SORTS_FROM);
}

/* The widest piece of text in px that no line can be broken in; all of it where the cell stays whole. */
static double widest_piece(struct html *h, const struct doc_node *cell, bool whole)
{
    const double size = h->theme->type[THEME_TABLE].size;
    const char *s = doc_plain_text(cell, h->mem);
    double widest = 0;
    while (*s) {
        size_t n = whole ? strlen(s) : strcspn(s, " -");
        n += s[n] == '-';
        widest = fmax(widest, font_width(h->fonts, cell->cell.strong ? FONT_BOLD : FONT_REGULAR, true, size, s, n));
        s += n;
        s += *s == ' ';
    }
    return widest * html_scale(h->theme);
}

/* Adds what the cells of one row ask for to the widths of their columns; one over several columns asks for nothing. */
static void measure_row(const struct table *t, const struct doc_node *row, bool in_head, bool whole, double *column)
{
    int at = 0;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        while (at < t->n_cols && t->busy[at] > 0)
            at++;
        if (at >= t->n_cols)
            break;
        const bool keeps = whole || (!cell->cell.header && t->cols[at]->col.align != DOC_ALIGN_LEFT);
        if (cell->cell.colspan == 1)
            column[at] = fmax(column[at], widest_piece(t->h, cell, keeps && !in_head));
        for (int i = 0; i < cell->cell.colspan && at < t->n_cols; i++, at++)
            t->busy[at] = cell->cell.rowspan;
    }
    end_row(t);
}

/* Width in px of a table that stands in the tree, without its bars: the least one, or with every cell on one line. */
static double measure(const struct table *t, const struct doc_node *table, bool whole)
{
    double *column = mem_zero((size_t)t->n_cols, sizeof *column), sum = 0;
    for (const struct doc_node *part = table->first; part; part = part->next) {
        if (part->kind != DOC_HEAD && part->kind != DOC_BODY && part->kind != DOC_FOOT)
            continue;
        memset(t->busy, 0, (size_t)t->n_cols * sizeof *t->busy);
        for (const struct doc_node *row = part->first; row; row = row->next)
            measure_row(t, row, part->kind == DOC_HEAD, whole, column);
    }
    for (int i = 0; i < t->n_cols; i++)
        sum += column[i] + (i ? t->h->theme->space[THEME_COLUMN] * html_scale(t->h->theme) : 0);
    free(column);
    return sum;
}

/* Bars share what the other columns leave of the page, within bounds. */
static void plan_bars(struct table *t, const struct doc_node *table)
{
    int bars = 0;
    for (int i = 0; i < t->n_cols; i++)
        bars += t->cols[i]->col.bar;
    if (bars == 0)
        return;
    const double room = (page_width - measure(t, table, true)) / html_scale(t->h->theme) / bars;
    t->bar_width = fmin(fmax(floor(room), bar_least), bar_most);
}

static const char *column_class(const struct doc_node *col)
{
    switch (col->col.align) {
    case DOC_ALIGN_RIGHT:
        return col->col.number ? "n" : "r";
    case DOC_ALIGN_CENTER:
        return col->col.number ? "c tn" : "c";
    default:
        return col->col.number ? "tn" : "";
    }
}

/* Groups of columns as the first row of the head has them, so that a colgroup scope has something to name. */
static void put_colgroups(struct table *t, const struct doc_node *head)
{
    const struct doc_node *row = head ? head->first : NULL;
    bool grouped = false;
    for (const struct doc_node *cell = row ? row->first : NULL; cell; cell = cell->next)
        grouped = grouped || cell->cell.colspan > 1;
    if (!grouped)
        return;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        if (cell->cell.colspan > 1)
            buf_printf(t->h->b, "<colgroup span=\"%d\"></colgroup>", cell->cell.colspan);
        else
            buf_text(t->h->b, "<colgroup></colgroup>");
    }
    buf_char(t->h->b, '\n');
}

static void put_bar(struct table *t, const struct doc_node *cell, const struct doc_node *col)
{
    struct canvas_svg svg;
    canvas_svg_begin(&svg, t->h->b, t->h->fonts, t->h->theme, t->bar_width, bar_height, html_scale(t->h->theme), "bar",
                     NULL);
    chart_draw_bar(cell, col->col.bar_max, &svg.canvas, 0, 0, t->bar_width, bar_height);
    canvas_svg_end(&svg);
}

/*
 * The scope of a header cell: over its column or columns, or for its row; alone in the first row of a body it heads the
 * rows below.
 */
static const char *scope_of(const struct table *t, const struct doc_node *cell, bool in_head)
{
    if (in_head)
        return cell->cell.colspan > 1 ? "colgroup" : "col";
    const struct doc_node *row = cell->parent;
    const bool heads = row->row.group || (cell->cell.colspan == t->n_cols && row->parent->first == row);
    return heads ? "rowgroup" : "row";
}

/* A short name at the head of a row stays on one line where the window is wide; a number has no place to break. */
static bool is_name(struct table *t, const struct doc_node *cell)
{
    if (cell->parent->parent->kind == DOC_HEAD || cell->cell.colspan > 1 || t->n_cols < SCROLLS_FROM || !t->names ||
        !cell->cell.header || !cell->first)
        return false;
    const char *s = doc_plain_text(cell, t->h->mem);
    return strlen(s) <= LONGEST_NAME && strpbrk(s, " -");
}

static void put_classes(struct table *t, const struct doc_node *cell, int at)
{
    const char *column = cell->cell.colspan > 1 && cell->cell.header ? "" : t->classes[at];
    if (!column[0] && is_name(t, cell))
        column = "name";
    bool heat = cell->cell.heat.has;
    if (!column[0] && !heat && !cell->cell.strong)
        return;
    struct buf *b = t->h->b;
    buf_text(b, " class=\"");
    const char *space = "";
    if (column[0]) {
        buf_text(b, column);
        space = " ";
    }
    if (cell->cell.strong) {
        buf_text(b, space);
        buf_text(b, "strong");
        space = " ";
    }
    if (heat) {
        buf_text(b, space);
        buf_text(b, "heat h");
        buf_char(b, (char)('1' + theme_heat_step(cell->cell.heat.value)));
    }
    buf_char(b, '"');
}

static void put_cell(struct table *t, const struct doc_node *cell, int at, bool in_head)
{
    struct buf *b = t->h->b;
    /* a header without words would be announced as one: the column of bars has none */
    bool header = cell->cell.header && cell->first;
    buf_text(b, header ? "<th" : "<td");
    if (header) {
        buf_text(b, " scope=\"");
        buf_text(b, scope_of(t, cell, in_head));
        buf_char(b, '"');
    }
    put_classes(t, cell, at);
    if (cell->cell.colspan > 1)
        buf_printf(b, " colspan=\"%d\"", cell->cell.colspan);
    if (cell->cell.rowspan > 1)
        buf_printf(b, " rowspan=\"%d\"", cell->cell.rowspan);
    buf_char(b, '>');
    if (doc_cell_is_hidden(cell))
        html_hidden_sign(t->h);
    else
        html_inline(t->h, cell);
    if (cell->cell.bar.has && t->cols[at]->col.bar)
        put_bar(t, cell, t->cols[at]);
    buf_text(b, header ? "</th>" : "</td>");
}

static void put_row(struct table *t, const struct doc_node *row, bool in_head)
{
    buf_text(t->h->b, row->row.strong ? "<tr class=\"sum\">" : row->row.group ? "<tr class=\"group\">" : "<tr>");
    int at = 0;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        while (at < t->n_cols && t->busy[at] > 0)
            at++;
        if (at >= t->n_cols)
            break;
        put_cell(t, cell, at, in_head);
        for (int i = 0; i < cell->cell.colspan && at < t->n_cols; i++, at++)
            t->busy[at] = cell->cell.rowspan;
    }
    end_row(t);
    buf_text(t->h->b, "</tr>\n");
    html_settle(t->h);
}

static void begin_part(struct table *t, const char *name)
{
    buf_printf(t->h->b, "<%s>\n", name);
    memset(t->busy, 0, (size_t)t->n_cols * sizeof *t->busy);
}

static void put_part(struct table *t, const struct doc_node *part, const char *name)
{
    begin_part(t, name);
    for (const struct doc_node *row = part->first; row; row = row->next)
        put_row(t, row, part->kind == DOC_HEAD);
    buf_printf(t->h->b, "</%s>\n", name);
}

static void put_bodies(struct table *t, const struct doc_node *table)
{
    struct doc_rows *rows = doc_rows_open(table);
    bool any = false, begins;
    for (const struct doc_node *row; (row = doc_rows_next(rows, &begins)) && !t->h->failed; any = true) {
        if (begins) {
            if (any)
                buf_text(t->h->b, "</tbody>\n");
            begin_part(t, "tbody");
        }
        put_row(t, row, false);
    }
    doc_rows_close(rows);
    if (any)
        buf_text(t->h->b, "</tbody>\n");
}

/* The number of a note leads back to where it is referred to. */
static void put_footnote(struct html *h, const struct doc_node *note)
{
    buf_text(h->b, "<p class=\"footnote\"");
    if (note->id)
        html_attribute(h, "id", note->id);
    buf_char(h->b, '>');
    bool referred = false;
    for (size_t i = 0; i < h->n_notes; i++)
        referred = referred || h->notes[i] == note;
    if (note->number > 0 && referred)
        buf_printf(
            h->b,
            "<sup><a href=\"#r_%s\" role=\"doc-backlink\" aria-label=\"Fußnote %d, zurück zur Tabelle\">%d</a></sup>",
            note->id, note->number, note->number);
    else if (note->number > 0)
        buf_printf(h->b, "<sup>%d</sup>", note->number);
    html_inline(h, note);
    buf_text(h->b, "</p>\n");
}

static void put_caption(struct html *h, const struct doc_node *table, int number)
{
    buf_printf(h->b, "<caption id=\"t_%d\"%s>", number, table->table.caption_hidden ? " class=\"hidden\"" : "");
    html_text(h, table->table.caption);
    buf_text(h->b, "</caption>\n");
}

/* The columns, the head and the bodies in their order, the foot. */
static void put_table(struct table *t, const struct doc_node *table, int number)
{
    const struct doc_node *head = NULL, *foot = NULL;
    for (const struct doc_node *part = table->first; part; part = part->next) {
        head = part->kind == DOC_HEAD ? part : head;
        foot = part->kind == DOC_FOOT ? part : foot;
    }
    buf_text(t->h->b, "<table");
    if (table->id)
        html_attribute(t->h, "id", table->id);
    if (html_is_sorted(table) && head)
        buf_text(t->h->b, " class=\"sortable\"");
    buf_text(t->h->b, ">\n");
    put_caption(t->h, table, number);
    put_colgroups(t, head);
    if (head)
        put_part(t, head, "thead");
    put_bodies(t, table);
    if (foot)
        put_part(t, foot, "tfoot");
    buf_text(t->h->b, "</table>\n");
}

void html_table(struct html *h, const struct doc_node *table)
{
    struct table t = {.h = h, .n_cols = table->table.n_cols, .names = !table->table.source};
    t.cols = mem_zero((size_t)t.n_cols, sizeof *t.cols);
    t.classes = mem_zero((size_t)t.n_cols, sizeof *t.classes);
    t.busy = mem_zero((size_t)t.n_cols, sizeof *t.busy);
    int n = 0, number = ++h->tables;
    for (const struct doc_node *col = table->first; col && col->kind == DOC_COL; col = col->next) {
        t.classes[n] = column_class(col);
        t.cols[n++] = col;
    }
    h->n_notes = 0;
    plan_bars(&t, table);
    const double bars = t.bar_width * html_scale(h->theme);
    const bool scrolls = table->table.source ? t.n_cols >= SCROLLS_FROM : measure(&t, table, false) + bars > phone;
    /* a group, not a region: many tables would bury the landmarks of the page */
    const size_t rows = doc_rows_count(table);
    if (scrolls && rows >= LONG_FROM)
        buf_printf(h->b, "<div class=\"scroll long\" style=\"--rows:%zu\"", rows);
    else if (scrolls)
        buf_text(h->b, "<div class=\"scroll\"");
    if (scrolls)
        buf_printf(h->b, " role=\"group\" tabindex=\"0\" aria-labelledby=\"t_%d\">\n", number);
    put_table(&t, table, number);
    buf_text(h->b, scrolls ? "</div>\n" : "");
    for (const struct doc_node *note = table->first; note; note = note->next)
        if (note->kind == DOC_FOOTNOTE)
            put_footnote(h, note);
    free(t.cols);
    free(t.classes);
    free(t.busy);
}
