/*
 * Rows of a table as boxes of the flow: laid out in the columns of one panel, drawn when their place is known.
 */
#ifndef KD_LAYOUT_LAYOUT_ROW_H
#define KD_LAYOUT_LAYOUT_ROW_H

#include "layout/layout_table.h"

struct layout_cell {
    const struct doc_node *cell;
    const struct doc_node *tag; /* the cell as this panel shows it: what it spans may be less */
    struct layout_text_block text;
    int column, rows;
    bool spans;      /* several columns */
    double x, width; /* from the left edge of the table */
    double shift;    /* to the left, to stand under the decimal commas above */
};

struct layout_row {
    const struct doc_node *row;
    struct layout_cell *cell;
    size_t n;
    double height;
    bool last; /* of its part: a rule of another kind follows */
};

struct layout_row_group { /* rows that a cell reaching down holds together, mostly one */
    struct layout_row *row;
    size_t n;
    double height;
};

struct layout_row_box {
    struct layout_box box;
    const struct layout_table_plan *plan;
    const struct layout_row *row;
    size_t n_rows;
    enum doc_kind part;
    bool first_of_part, foot_follows;
    size_t from, to; /* lines of its cells; of a row that is torn */
    double x;
};

/* The table's place and the panel whose columns are laid out. */
struct layout_row_setter {
    struct flow *f;
    const struct layout_table_plan *plan;
    struct layout_table_panel panel;
    bool first_panel;
    struct layout_row_walk walk;
    int *taken; /* for each column */
};

/*
 * Lays out one row and adds it to g, whose rows are in a; gives how many rows from the first of g on belong to it
 * as far as is known.
 */
size_t layout_row_lay(struct layout_row_setter *s, const struct doc_node *row, enum doc_kind part, struct arena *a,
                      struct layout_row_group *g, size_t reach);
/* All rows are there: how tall they are together. */
void layout_row_group_close(const struct layout_row_setter *s, struct layout_row_group *g, enum doc_kind part);
/* A box for a group; one that is taller than most pt can be torn, which only a single row can. */
struct layout_row_box *layout_row_box_new(struct layout_row_setter *s, const struct layout_row_group *g,
                                          enum doc_kind part, double x, double most);
void layout_row_draw(struct flow *f, const struct layout_box *box, double y);
/* Height of a line in this part, pt. */
double layout_row_leading(const struct flow *f, enum doc_kind part);

#endif
