/*
 * Inside of struct doc, for the files of this room that make one.
 */
#ifndef KD_DOCUMENT_DOC_TREE_H
#define KD_DOCUMENT_DOC_TREE_H

#include "document/doc.h"

struct doc {
    struct arena *mem;
    struct doc_node *root;
    const struct doc_node **named; /* nodes with an id, sorted by it; owned */
    size_t n_named, cap_named;
};

/* A new last child of parent, at its line. */
struct doc_node *doc_append(struct arena *mem, struct doc_node *parent, enum doc_kind kind);

/*
 * What the schema cannot say: every id once, every link leads somewhere, the cells of each row fill the
 * table's columns exactly, sections no deeper than headings go. Sorts doc->named. name: for messages.
 */
bool doc_check(struct doc *doc, const char *name, struct diag *d) MUST_CHECK;

#endif
