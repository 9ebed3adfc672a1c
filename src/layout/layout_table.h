/*
 * Tables. layout_measure.c: what each column has to say; layout_columns.c: widths; layout_row.c: rows as boxes of the
 * flow; layout_table.c: the way through a table.
 */
#ifndef KD_LAYOUT_LAYOUT_TABLE_H
#define KD_LAYOUT_LAYOUT_TABLE_H

#include "layout/layout_block.h"

/* The coloured ground of a number reaches so far beyond its column on both sides, pt. */
#define LAYOUT_TILE_REACH 3.8

/* What a column has to say, in pt; of its body and foot unless it says of its head. */
struct layout_column_content {
    double least;       /* with every word divided where it may be */
    double word;        /* no word divided, no number broken */
    double wish;        /* all on one line */
    double total;       /* length of all texts of the body */
    double head;        /* widest word of the head */
    double head_half;   /* with long words of the head divided once */
    double head_least;  /* with every word of the head divided where it may be */
    double whole, tail; /* widest part before the decimal comma, and from it on */
    double hang;        /* of the numbers of footnotes behind its numbers; the head keeps clear of them, too */
    double bar_text;    /* widest text before a bar */
    double bar_max;
    enum doc_align align;
    bool number, bar, heat;
    bool heads_rows; /* every cell of the body is a header */
    bool one_line;   /* no cell asks for a second line */
    int weight;
};

/* Measured once a table, whatever the width. */
struct layout_table_content {
    const struct doc_node *table;
    int n;
    struct layout_column_content *col;
    size_t rows; /* of head, body and foot */
};

struct layout_column {
    double x, width;    /* of what stands in it, pt; x from the left edge of the table */
    double floor, wish; /* pt; while widths are shared out */
    double bar_text;    /* room for the text before a bar, pt */
    const struct layout_column_content *content;
};

struct layout_table_panel { /* columns c0..c1, behind those that head the rows */
    int c0, c1;
};

/* Where the columns of a table stand in one width. */
struct layout_table_plan {
    const struct layout_table_content *content;
    double asked; /* width, pt */
    double given; /* what the columns may take of it, pt */
    double tile;  /* the rest: tiles of the last column reach so far beyond it, and the rules with them, pt */
    double width; /* of the widest panel, pt */
    double gap, pad_top, pad_bottom;
    int n;
    struct layout_column *col;
    int n_heads; /* columns that are repeated in each panel, where there are several */
    struct layout_table_panel *panel;
    int n_panels;
    struct layout_table_plan *next; /* of this table, in another width */
};

/* How well a table would stand in a width: in so many panels, and whether words have to be divided for it. */
struct layout_table_fit {
    int panels;
    bool whole_words;
};

/* Which columns the cells of a row take: those above may reach down into it. */
struct layout_row_walk {
    int n;     /* columns */
    int *busy; /* for each column: rows from here on that a cell above takes */
};
void layout_row_walk_begin(struct layout_row_walk *w);
/* Column of the next cell at or behind `from`, and how many columns it takes; false: no room left, drop the
 * cell. */
bool layout_row_walk_next(const struct layout_row_walk *w, const struct doc_node *cell, int from, int *column,
                          int *span);
/* Goes on to the next row; taken[c]: rows that a cell which begins at column c takes, 0: none. */
void layout_row_walk_end(struct layout_row_walk *w, const int *taken);

/* The style of a cell's text. part: DOC_HEAD, DOC_BODY or DOC_FOOT. */
struct layout_text_style layout_cell_style(const struct flow *f, const struct doc_node *cell,
                                           const struct layout_column_content *col, enum doc_kind part);
/* Width of the text from its decimal comma on, or behind its last digit; -1: it is no number. */
double layout_cell_tail(struct flow *f, const struct doc_node *cell, const struct layout_text_style *style);

/* Goes through all rows once; everything is in a. */
struct layout_table_content *layout_table_measure(struct flow *f, const struct doc_node *table, struct arena *a);

/* The plan of table in `width` pt; kept, in f->lasting. */
const struct layout_table_plan *layout_table_plan_get(struct flow *f, const struct doc_node *table, double width);
struct layout_table_fit layout_table_fits(struct flow *f, const struct doc_node *table, double width);
void layout_table_plans_free(struct layout_table_plans *plans); /* takes NULL */

/* Adds the boxes of table at p, footnotes included. note_follows: what comes next stays on the page of its end. */
void layout_table(struct flow *f, const struct layout_place *p, const struct doc_node *table, bool note_follows);

#endif
