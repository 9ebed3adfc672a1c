#include "document/doc_tree.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

void doc_free(struct doc *doc)
{
    if (!doc)
        return;
    arena_free(doc->mem);
    free(doc->named);
    free(doc);
}

struct doc_node *doc_append(struct arena *mem, struct doc_node *parent, enum doc_kind kind)
{
    struct doc_node *n = arena_zero(mem, sizeof *n);
    n->kind = kind;
    n->line = parent->line;
    n->parent = parent;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    return n;
}

const struct doc_node *doc_root(const struct doc *doc)
{
    return doc->root;
}

const struct doc_node *doc_lookup(const struct doc *doc, const char *id)
{
    size_t low = 0, high = doc->n_named;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(id, doc->named[mid]->id);
        if (order == 0)
            return doc->named[mid];
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return NULL;
}

static void put_plain(const struct doc_node *node, struct buf *b)
{
    for (const struct doc_node *n = node->first; n; n = n->next) {
        if (n->kind == DOC_TEXT)
            buf_text(b, n->text);
        else if (n->kind == DOC_BREAK)
            buf_char(b, ' ');
        else
            put_plain(n, b);
    }
}

const char *doc_plain_text(const struct doc_node *node, struct arena *a)
{
    struct buf b = {0};
    put_plain(node, &b);
    return buf_keep(&b, a);
}

bool doc_is_hidden_sign(const char *text)
{
    return text && strcmp(text, DOC_HIDDEN_SIGN) == 0;
}

bool doc_cell_is_hidden(const struct doc_node *cell)
{
    const struct doc_node *n = cell->first;
    return n && n->kind == DOC_TEXT && !n->next && doc_is_hidden_sign(n->text);
}
