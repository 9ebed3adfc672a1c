/*
 * Tables in HTML. Long ones are written row by row and can be drained after each, so memory does not grow
 * with them.
 */
#include "render/html_parts.h"

#include "base/mem.h"
#include "draw/canvas_svg.h"
#include "draw/chart.h"

#include <stdlib.h>
#include <string.h>

/* From so many columns on a table may be wider than a phone: it scrolls by itself and can be reached by the
 * keyboard. */
enum { SCROLLS_FROM = 4 };
static const double bar_width = 112, bar_narrow = 64, bar_height = 11.5; /* pt; narrow in tables of many columns */
enum { MANY_COLUMNS = 11 };

struct table {
    struct html *h;
    const struct doc_node **cols; /* n_cols */
    const char **classes;         /* n_cols: of a cell that has nothing special */
    int n_cols;
    int *busy; /* n_cols: rows below that a cell above covers */
};

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
    double width = t->n_cols >= MANY_COLUMNS ? bar_narrow : bar_width;
    svg_begin(&svg, t->h->b, t->h->fonts, t->h->theme, width, bar_height, html_scale(t->h->theme), "bar", NULL);
    chart_draw_bar(cell, col->col.bar_max, &svg.canvas, 0, 0, width, bar_height);
    svg_end(&svg);
}

/* The scope of a header cell: over its column or columns, or for its row; alone in its row it heads the rows
 * below. */
static const char *scope_of(const struct table *t, const struct doc_node *cell, bool in_head)
{
    if (in_head)
        return cell->cell.colspan > 1 ? "colgroup" : "col";
    return cell->cell.colspan == t->n_cols && cell->parent->parent->first == cell->parent ? "rowgroup" : "row";
}

static void put_classes(struct table *t, const struct doc_node *cell, int at)
{
    const char *column = cell->cell.colspan > 1 && cell->cell.header ? "" : t->classes[at];
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
    html_inline(t->h, cell);
    if (cell->cell.bar.has && t->cols[at]->col.bar)
        put_bar(t, cell, t->cols[at]);
    buf_text(b, header ? "</th>" : "</td>");
}

static void put_row(struct table *t, const struct doc_node *row, bool in_head)
{
    buf_text(t->h->b, row->row.strong ? "<tr class=\"sum\">" : "<tr>");
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
    for (int i = 0; i < t->n_cols; i++)
        if (t->busy[i] > 0)
            t->busy[i]--;
    buf_text(t->h->b, "</tr>\n");
    html_settle(t->h);
}

static void put_part(struct table *t, const struct doc_node *part, const char *name)
{
    buf_printf(t->h->b, "<%s>\n", name);
    memset(t->busy, 0, (size_t)t->n_cols * sizeof *t->busy);
    for (const struct doc_node *row = part->first; row; row = row->next)
        put_row(t, row, part->kind == DOC_HEAD);
    if (!part->first)
        buf_printf(t->h->b, "<tr><td class=\"none\" colspan=\"%d\">keine Einträge</td></tr>\n", t->n_cols);
    buf_printf(t->h->b, "</%s>\n", name);
}

static void put_caption(struct html *h, const struct doc_node *table, int number)
{
    buf_printf(h->b, "<caption id=\"t_%d\"%s>", number, table->table.caption_hidden ? " class=\"hidden\"" : "");
    html_text(h, table->table.caption);
    buf_text(h->b, "</caption>\n");
}

void html_table(struct html *h, const struct doc_node *table)
{
    struct table t = {.h = h, .n_cols = table->table.n_cols};
    t.cols = mem_zero((size_t)t.n_cols, sizeof *t.cols);
    t.classes = mem_zero((size_t)t.n_cols, sizeof *t.classes);
    t.busy = mem_zero((size_t)t.n_cols, sizeof *t.busy);
    const struct doc_node *head = NULL;
    int n = 0, number = ++h->tables;
    for (const struct doc_node *part = table->first; part; part = part->next) {
        if (part->kind == DOC_COL) {
            t.classes[n] = column_class(part);
            t.cols[n++] = part;
        } else if (part->kind == DOC_HEAD) {
            head = part;
        }
    }
    /* a group, not a region: many tables would bury the landmarks of the page */
    if (t.n_cols >= SCROLLS_FROM)
        buf_printf(h->b, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"t_%d\">\n", number);
    buf_text(h->b, "<table");
    if (table->id)
        html_attribute(h, "id", table->id);
    buf_text(h->b, ">\n");
    put_caption(h, table, number);
    put_colgroups(&t, head);
    for (const struct doc_node *part = table->first; part; part = part->next)
        if (part->kind != DOC_COL)
            put_part(&t, part, part->kind == DOC_HEAD ? "thead" : part->kind == DOC_FOOT ? "tfoot" : "tbody");
    buf_text(h->b, t.n_cols >= SCROLLS_FROM ? "</table>\n</div>\n" : "</table>\n");
    free(t.cols);
    free(t.classes);
    free(t.busy);
}
