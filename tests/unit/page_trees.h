/*
 * Document trees for tests of the layout, made by hand.
 */
#ifndef KD_TESTS_PAGE_TREES_H
#define KD_TESTS_PAGE_TREES_H

#include "base/mem.h"
#include "document/doc.h"

static struct doc_node *add(struct arena *a, struct doc_node *parent, enum doc_kind kind)
{
    struct doc_node *n = arena_zero(a, sizeof *n);
    n->kind = kind;
    n->parent = parent;
    if (kind == DOC_CELL)
        n->cell.colspan = n->cell.rowspan = 1;
    if (!parent)
        return n;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    return n;
}

static struct doc_node *add_text(struct arena *a, struct doc_node *parent, const char *s)
{
    struct doc_node *n = add(a, parent, DOC_TEXT);
    n->text = arena_strdup(a, s);
    return n;
}

static struct doc_node *new_document(struct arena *a)
{
    struct doc_node *root = add(a, NULL, DOC_DOCUMENT);
    root->document.lang = "de";
    root->document.title = "Probe";
    root->document.subject = "";
    root->document.header_left = "Jobcenter Musterstadt";
    root->document.header_right = "Stichtag 30.11.2023";
    root->document.footer_left = "Probe";
    add_text(a, add(a, root, DOC_TITLE), "Probe");
    return root;
}

static struct doc_node *add_section(struct arena *a, struct doc_node *parent, const char *heading, int level)
{
    struct doc_node *s = add(a, parent, DOC_SECTION), *h = add(a, s, DOC_HEADING);
    h->level = level;
    add_text(a, h, heading);
    return s;
}

static struct doc_node *add_table(struct arena *a, struct doc_node *parent, int columns)
{
    struct doc_node *t = add(a, parent, DOC_TABLE);
    t->table.caption = "Tabelle";
    t->table.caption_hidden = true;
    t->table.n_cols = columns;
    for (int i = 0; i < columns; i++)
        add(a, t, DOC_COL);
    return t;
}

#endif
