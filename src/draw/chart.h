/*
 * Charts, laid out once onto a canvas: one geometry for every format.
 */
#ifndef KD_DRAW_CHART_H
#define KD_DRAW_CHART_H

#include "document/doc.h"
#include "draw/canvas.h"

/* Height in pt that chart (DOC_CHART) takes at this width in pt. */
double chart_height(const struct doc_node *chart, const struct theme *t, double width);
/* Draws chart with its top left corner at (x, y). A chart without a single value draws the words "keine Daten". */
void chart_draw(const struct doc_node *chart, struct canvas *c, double x, double y, double width);
/*
 * Small multiples come in rows of panels that can stand on different pages; any other chart is one row. Row 0 has the
 * head of the whole, so it may be higher. The panels of a row are the series from..to (exclusive, from 0).
 */
int chart_rows(const struct doc_node *chart, const struct theme *t, double width);
double chart_row_height(const struct doc_node *chart, const struct theme *t, double width, int row);
void chart_row_series(const struct doc_node *chart, const struct theme *t, double width, int row, int *from, int *to);
/* Draws rows from..to (exclusive), the first with its top at y. */
void chart_draw_rows(const struct doc_node *chart, struct canvas *c, double x, double y, double width, int from,
                     int to);
/*
 * The bar of one table cell (bar, mark and tone of a DOC_CELL; scale 0..max) in a box of w x h with its top left
 * corner at (x, y): a pale track, the bar, the stroke of the comparison. Draws nothing where the cell has no bar.
 */
void chart_draw_bar(const struct doc_node *cell, double max, struct canvas *c, double x, double y, double w, double h);

#endif
