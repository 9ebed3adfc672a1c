/*
 * Rows of a table as boxes of the flow: laid out in the columns of one panel, drawn when their place is known.
 */
#ifndef KD_LAYOUT_LAYOUT_ROW_H
#define KD_LAYOUT_LAYOUT_ROW_H

#include "layout/layout_table.h"

struct cell_layout {
    const struct doc_node *cell;
    const struct doc_node *tag; /* the cell as this panel shows it: what it spans may be less */
    struct text_block text;
    int column, rows;
    bool spans;      /* several columns */
    double x, width; /* from the left edge of the table */
    double shift;    /* to the left, to stand under the decimal commas above */
};

struct row_layout {
    const struct doc_node *row;
    struct cell_layout *cell;
    size_t n;
    double height;
    bool last; /* of its part: a rule of another kind follows */
};

struct row_group { /* rows that a cell reaching down holds together, mostly one */
    struct row_layout *row;
    size_t n;
    double height;
};

struct row_box {
    struct box box;
    const struct table_plan *plan;
    const struct row_layout *row;
    size_t n_rows;
    enum doc_kind part;
    bool first_of_part, foot_follows;
    size_t from, to; /* lines of its cells; of a row that is torn */
    double x;
};

/* The table's place and the panel whose columns are laid out. */
struct row_setter {
    struct flow *f;
    const struct table_plan *plan;
    struct table_panel panel;
    bool first_panel;
    struct row_walk walk;
    int *taken; /* for each column */
};

/*
 * Lays out one row and adds it to g, whose rows are in a; gives how many rows from the first of g on belong to it
 * as far as is known.
 */
size_t row_lay(struct row_setter *s, const struct doc_node *row, enum doc_kind part, struct arena *a,
               struct row_group *g, size_t reach);
/* All rows are there: how tall they are together. */
void row_group_close(const struct row_setter *s, struct row_group *g, enum doc_kind part);
/* A box for a group; one that is taller than most pt can be torn, which only a single row can. */
struct row_box *row_box_new(struct row_setter *s, const struct row_group *g, enum doc_kind part, double x, double most);
void row_draw(struct flow *f, const struct box *box, double y);
/* Height of a line in this part, pt. */
double row_leading(const struct flow *f, enum doc_kind part);

#endif
