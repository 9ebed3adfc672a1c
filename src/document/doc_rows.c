#include "document/doc_tree.h"
#include "document/source.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct doc_rows {
    const struct doc_node *part, *row; /* of the tree: the next row, and its body */
    const struct doc_source *source;
    void *cursor;
    struct arena *mem; /* of the row at hand */
    struct doc_node body;
    bool any;
};

static const struct doc_node *body_from(const struct doc_node *part)
{
    while (part && (part->kind != DOC_BODY || !part->first))
        part = part->next;
    return part;
}

struct doc_rows *doc_rows_open(const struct doc_node *table)
{
    struct doc_rows *r = mem_zero(1, sizeof *r);
    r->source = table->table.source;
    r->part = body_from(table->first);
    r->row = r->part ? r->part->first : NULL;
    if (r->source) {
        r->cursor = r->source->sources->open(r->source);
        r->mem = arena_new();
        r->body =
            (struct doc_node){.kind = DOC_BODY, .line = table->line, .parent = (struct doc_node *)(uintptr_t)table};
    }
    return r;
}

/* A line break in the text is one in the cell. */
static void add_text(struct doc_rows *r, struct doc_node *cell, const char *s)
{
    while (*s) {
        size_t n = strcspn(s, "\n");
        if (n)
            doc_append(r->mem, cell, DOC_TEXT)->text = arena_text(r->mem, s, n);
        s += n;
        if (*s == '\n') {
            doc_append(r->mem, cell, DOC_BREAK);
            s++;
        }
    }
}

static struct doc_node *add_cell(struct doc_rows *r, struct doc_node *row, const char *text, int span)
{
    struct doc_node *cell = doc_append(r->mem, row, DOC_CELL);
    cell->cell.colspan = span;
    cell->cell.rowspan = 1;
    add_text(r, cell, text);
    return cell;
}

static const struct doc_node *from_source(struct doc_rows *r, bool *begins)
{
    const struct doc_source_row *given = r->source->sources->next(r->cursor);
    if (!given)
        return NULL;
    arena_reset(r->mem);
    struct doc_node *row = arena_zero(r->mem, sizeof *row);
    row->kind = DOC_ROW;
    row->line = r->body.line;
    row->parent = &r->body;
    if (!r->any || given->group)
        r->body.first = row; /* of its body: what a scope of rows hangs on */
    r->body.last = row;
    *begins = !r->any || given->group;
    r->any = true;
    if (given->group) {
        row->row.group = true;
        add_cell(r, row, given->group, (int)r->source->n_cols)->cell.header = true;
        return row;
    }
    for (size_t i = 0; i < r->source->n_cols; i++) {
        struct doc_node *cell = add_cell(r, row, given->cell[i].text, 1);
        cell->cell.header = r->source->col[i].header;
        cell->cell.strong = given->cell[i].strong;
    }
    return row;
}

const struct doc_node *doc_rows_next(struct doc_rows *r, bool *begins)
{
    bool ignored;
    if (!begins)
        begins = &ignored;
    if (r->source)
        return from_source(r, begins);
    if (!r->part)
        return NULL;
    const struct doc_node *row = r->row;
    *begins = row == r->part->first || row->row.group;
    r->row = row->next;
    if (!r->row) {
        r->part = body_from(r->part->next);
        r->row = r->part ? r->part->first : NULL;
    }
    return row;
}

void doc_rows_close(struct doc_rows *r)
{
    if (!r)
        return;
    if (r->source)
        r->source->sources->close(r->cursor);
    arena_free(r->mem);
    free(r);
}

size_t doc_rows_count(const struct doc_node *table)
{
    if (table->table.source)
        return table->table.source->n_rows;
    size_t n = 0;
    for (const struct doc_node *part = body_from(table->first); part; part = body_from(part->next))
        for (const struct doc_node *row = part->first; row; row = row->next)
            n++;
    return n;
}
