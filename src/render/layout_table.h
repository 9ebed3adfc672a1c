/*
 * Tables: widths of the columns, and rows as boxes of the flow.
 */
#ifndef KD_RENDER_LAYOUT_TABLE_H
#define KD_RENDER_LAYOUT_TABLE_H

#include "render/flow.h"

struct column {
    double x, width; /* of the content, pt; x from the left edge of the table */
    double least, wish;
    double total;       /* length of all texts below the head: what the column has to say */
    double head;        /* widest word of the head; as a whole it is wished for, divided it is asked for */
    double whole, tail; /* widest part before the decimal comma, and from it on, pt */
    double bar_text;    /* widest text before a bar, pt */
    double bar_max;
    enum doc_align align;
    bool number, bar, heat;
    int weight;
};

/* Where the columns of a table stand; worked out once and kept for later passes. */
struct table_plan {
    const struct doc_node *table;
    int n;
    struct column *col;
    size_t measured; /* cells so far */
    double width;    /* of the widest panel, pt */
    double pad_top, pad_bottom;
    int *panel; /* first column of each panel, and n at the end: a table too wide is set in several below each
                   other */
    int n_panels;
};

/* Which columns the cells of a row take: those above may reach down into it. */
struct row_walk {
    int n;     /* columns */
    int *busy; /* for each column: rows from here on that a cell above takes */
};
void row_walk_begin(struct row_walk *w);
/* Column of the next cell at or behind `from`, and how many columns it takes; false: no room left, drop the
 * cell. */
bool row_walk_next(const struct row_walk *w, const struct doc_node *cell, int from, int *column, int *span);
/* Goes on to the next row; taken[c]: rows that a cell which begins at column c takes, 0: none. */
void row_walk_end(struct row_walk *w, const int *taken);

/* The style of a cell's text. part: DOC_HEAD, DOC_BODY or DOC_FOOT. */
struct text_style cell_style(const struct flow *f, const struct doc_node *cell, const struct column *col,
                             enum doc_kind part);
/* Width of the text from its decimal comma on, or behind its last digit; -1: it is no number. */
double cell_tail(struct flow *f, const struct doc_node *cell, const struct text_style *style);

/* The plan of table in `width` pt; made on the first pass, in f->lasting. */
const struct table_plan *table_plan_get(struct flow *f, const struct doc_node *table, double width);

/* Adds the boxes of table at x. note_follows: what comes next stays on the page of its last row. */
void layout_table(struct flow *f, const struct doc_node *table, double x, double width, const struct side_rule *side,
                  bool note_follows);

#endif
