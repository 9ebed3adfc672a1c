#include "pdf/pdf_heads.h"

#include "base/mem.h"

#include <stdlib.h>

struct list {
    uint32_t *p;
    size_t n, cap;
};

struct column {
    struct list head;
    int busy; /* rows that a cell above reaches down, the current one included */
};

struct row_head {
    uint32_t element;
    int rows; /* that it still heads, the current one included */
};

struct pdf_heads {
    const struct pdf_tags *t;
    uint32_t table, part, row; /* elements; 0: none */
    size_t at;                 /* the next column of the row */
    struct column *column;
    size_t n_columns, cap_columns;
    struct row_head *row_head;
    size_t n_row_heads, cap_row_heads;
    uint32_t group;
    struct list found;
};

struct pdf_heads *pdf_heads_new(const struct pdf_tags *t)
{
    struct pdf_heads *h = mem_zero(1, sizeof *h);
    h->t = t;
    return h;
}

void pdf_heads_free(struct pdf_heads *h)
{
    if (!h)
        return;
    for (size_t i = 0; i < h->cap_columns; i++)
        free(h->column[i].head.p);
    free(h->column);
    free(h->row_head);
    free(h->found.p);
    free(h);
}

static void add(struct list *l, uint32_t element)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->p[i] == element)
            return;
    l->p = mem_grow(l->p, l->n, &l->cap, sizeof *l->p);
    l->p[l->n++] = element;
}

static struct column *column(struct pdf_heads *h, size_t i)
{
    while (h->n_columns <= i) {
        const size_t before = h->cap_columns;
        h->column = mem_grow(h->column, h->n_columns, &h->cap_columns, sizeof *h->column);
        for (size_t k = before; k < h->cap_columns; k++)
            h->column[k] = (struct column){0};
        h->n_columns++;
    }
    return &h->column[i];
}

static void begin_table(struct pdf_heads *h, uint32_t table)
{
    h->table = h->t->element[table].flags & PDF_MANY_HEADS ? table : 0;
    for (size_t i = 0; i < h->n_columns; i++) {
        h->column[i].head.n = 0;
        h->column[i].busy = 0;
    }
    h->n_columns = h->n_row_heads = 0;
    h->group = h->part = h->row = 0;
}

static void begin_part(struct pdf_heads *h, uint32_t part)
{
    for (size_t i = 0; i < h->n_columns; i++)
        h->column[i].busy = 0;
    h->n_row_heads = 0;
    h->part = part;
    if (h->t->element[part].role == ROLE_TABLE_FOOT)
        h->group = 0;
}

static void begin_row(struct pdf_heads *h, uint32_t row)
{
    for (size_t i = 0; i < h->n_columns; i++)
        if (h->column[i].busy > 0)
            h->column[i].busy--;
    size_t kept = 0;
    for (size_t i = 0; i < h->n_row_heads; i++)
        if (--h->row_head[i].rows > 0)
            h->row_head[kept++] = h->row_head[i];
    h->n_row_heads = kept;
    h->row = row;
    h->at = 0;
}

static bool take_cell(struct pdf_heads *h, uint32_t element)
{
    const struct pdf_element *e = &h->t->element[element];
    const struct pdf_cell *c = &h->t->cell[e->cell];
    const bool header = e->role == ROLE_HEADER_CELL;
    const bool in_head = h->t->element[h->part].role == ROLE_TABLE_HEAD;
    while (column(h, h->at)->busy > 0)
        h->at++;
    if (e->flags & PDF_GROUP_HEAD)
        h->group = 0;
    for (size_t i = h->at; i < h->at + c->columns; i++) {
        struct column *col = column(h, i);
        for (size_t k = 0; k < col->head.n; k++)
            add(&h->found, col->head.p[k]);
        if (header && in_head)
            add(&col->head, element);
        col->busy = c->rows;
    }
    if (h->group)
        add(&h->found, h->group);
    for (size_t i = 0; i < h->n_row_heads; i++)
        add(&h->found, h->row_head[i].element);
    if (e->flags & PDF_GROUP_HEAD) {
        h->group = element;
        h->found.n = 0; /* it says what the rows are, not what stands in one column */
    } else if (header && !in_head) {
        h->row_head = mem_grow(h->row_head, h->n_row_heads, &h->cap_row_heads, sizeof *h->row_head);
        h->row_head[h->n_row_heads++] = (struct row_head){element, c->rows};
    }
    h->at += c->columns;
    return header;
}

bool pdf_heads_next(struct pdf_heads *h, uint32_t element, const uint32_t **head, size_t *n)
{
    bool has_id = false;
    h->found.n = 0;
    switch (h->t->element[element].role) {
    case ROLE_TABLE:
        begin_table(h, element);
        break;
    case ROLE_TABLE_HEAD:
    case ROLE_TABLE_BODY:
    case ROLE_TABLE_FOOT:
        begin_part(h, element);
        break;
    case ROLE_ROW:
        begin_row(h, element);
        break;
    case ROLE_HEADER_CELL:
    case ROLE_CELL:
        has_id = h->table && take_cell(h, element);
        break;
    case ROLE_FOOTNOTE:
        has_id = true;
        break;
    default:
        break;
    }
    *head = h->found.p;
    *n = h->found.n;
    return has_id;
}
