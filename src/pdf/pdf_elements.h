/*
 * The elements of a tagged PDF as they are kept: shared by who collects them (pdf_tags.c), who finds the heads of
 * cells (pdf_heads.c) and who writes them (pdf_tree.c).
 */
#ifndef KD_PDF_PDF_ELEMENTS_H
#define KD_PDF_PDF_ELEMENTS_H

#include "layout/pages.h"
#include "pdf/pdf_tags.h"

enum {
    PDF_EXTRA = (int)0x80000000u, /* a link to a kid that is no element */
    PDF_NO_MCID = 65535,
    PDF_FIRST_ANNOTATION_KEY = 10000000, /* of the parent tree: behind the keys of all pages */
};

enum pdf_element_flag {
    PDF_MANY_HEADS = 1, /* of a table: scopes are not enough */
    PDF_GROUP_HEAD = 2, /* of a head: it heads the rows below it, over all columns */
};

/*
 * An element; index 0 is none. Most have one stretch of content and nothing else (a cell): that one is kept in the
 * element itself, others in a list of kids.
 */
struct pdf_element {
    uint32_t parent, next; /* next: of its parent's kids; with PDF_EXTRA: an extra */
    uint32_t first;        /* kids; where mcid is one: the page of the one stretch (index) */
    uint32_t cell;         /* of a cell: its kind; 0: one column, one row, no head */
    uint16_t mcid;         /* of the one stretch, or PDF_NO_MCID */
    uint8_t role, flags;
};

struct pdf_extra { /* a kid that is no element */
    uint32_t next;
    uint32_t page;  /* index */
    uint32_t value; /* mcid, or the object number of an annotation */
    bool annotation;
};

enum pdf_scope { PDF_SCOPE_NONE, PDF_SCOPE_COLUMN, PDF_SCOPE_ROW };

struct pdf_cell {
    uint16_t columns, rows; /* that it reaches over */
    uint8_t scope;          /* enum pdf_scope */
};

struct pdf_detail { /* attributes that only this element has, as text */
    uint32_t element;
    size_t at; /* in details */
};

struct pdf_tags_page {
    unsigned object;
    size_t first_owner; /* of its stretches in t->owner */
};

struct pdf_open {
    uint32_t element, last; /* last: of its kids */
};

struct pdf_tags {
    const struct theme *theme;
    struct pdf_element *element;
    size_t n, cap;
    struct pdf_extra *extra;
    size_t n_extra, cap_extra;
    struct pdf_tags_page *page;
    size_t n_pages, cap_pages;
    uint32_t *owner; /* the element of every stretch, page by page in the order of their MCID */
    size_t n_owners, cap_owners;
    uint32_t *annotation; /* the element of every annotation */
    size_t n_annotations, cap_annotations;
    struct pdf_cell *cell;
    size_t n_cells, cap_cells;
    struct pdf_detail *detail; /* in the order of the elements */
    size_t n_details, cap_details;
    struct buf details;
    struct pdf_open *open; /* from the outermost */
    size_t n_open, cap_open;
    const struct doc_node *link; /* of the link begun last, and its element */
    uint32_t link_element;
    bool any_id;
    struct pdf_tree *tree; /* while it is written (pdf_tree.c) */
};

/* The name of the elements of a role in the file. */
const char *pdf_role_name(enum page_role role);
void pdf_tree_free(struct pdf_tree *tree); /* takes NULL */

#endif
