/*
 * Lays a document out on A4 pages. What comes out is a sequence of calls on a sink: a page with a canvas to
 * draw on, and the meaning of what is drawn. The PDF writer is one sink, the trace for tests is another.
 */
#ifndef KD_LAYOUT_PAGES_H
#define KD_LAYOUT_PAGES_H

#include "base/buf.h"
#include "document/doc.h"
#include "draw/canvas.h"
#include "draw/hyphen.h"

/* What the things drawn between begin and end are: the elements of a tagged PDF. */
enum page_role {
    ROLE_DOCUMENT,
    ROLE_SECTION,
    ROLE_H1, /* .. H6: a heading of level n is ROLE_H1 + n - 1 */
    ROLE_H2,
    ROLE_H3,
    ROLE_H4,
    ROLE_H5,
    ROLE_H6,
    ROLE_PARAGRAPH,
    ROLE_LIST,
    ROLE_LIST_ITEM,
    ROLE_LABEL, /* of an item */
    ROLE_ITEM_BODY,
    ROLE_NOTE,
    ROLE_GROUP, /* things that belong together: kpis, signatures */
    ROLE_TABLE,
    ROLE_CAPTION,
    ROLE_TABLE_HEAD,
    ROLE_TABLE_BODY,
    ROLE_TABLE_FOOT,
    ROLE_ROW,
    ROLE_HEADER_CELL,
    ROLE_CELL,
    ROLE_FIGURE, /* node says what it shows */
    ROLE_LINK,
    ROLE_CONTENTS, /* table of contents */
    ROLE_CONTENTS_ITEM,
    ROLE_REFERENCE, /* around a link to another place of the document: in the table of contents */
    ROLE_FOOTNOTE,  /* behind its table, not in it: a note with a ROLE_LABEL (its number) and its text */
    ROLE_NOTEREF,   /* the raised number in a cell, with a link to its note; node is the DOC_NOTEREF */
    ROLE_SPAN,      /* a word that is not read as its glyphs look; only sinks make it, of what they are told to draw */
    ROLE_LOGO,      /* the theme's picture; node is NULL; wants ops->figure like ROLE_FIGURE */
    ROLES
};

/* What is drawn and no content. */
enum page_artifact {
    ARTIFACT_NONE,       /* content again */
    ARTIFACT_LAYOUT,     /* rules, grounds, bars beside the number they show */
    ARTIFACT_HEADER,     /* of the page */
    ARTIFACT_FOOTER,     /* of the page */
    ARTIFACT_TABLE_HEAD, /* a head that is repeated where its table goes on */
};

/* Of page_sink_ops.resume: the kid begun last. */
#define PAGE_LAST_KID SIZE_MAX

struct page_box {
    double x, y, width, height; /* pt; (x, y) top left */
};

struct page_sink;

struct page_sink_ops {
    /* A page of width x height pt. The canvas is the sink's and good until end_page. */
    struct canvas *(*begin_page)(struct page_sink *s, double width, double height);
    void (*end_page)(struct page_sink *s);
    /*
     * Elements nest as the document does, not as pages do: an element may stay open over several pages.
     * node: what it was made from, or NULL.
     */
    void (*begin)(struct page_sink *s, enum page_role role, const struct doc_node *node);
    void (*end)(struct page_sink *s, enum page_role role);
    /*
     * Opens an element again that has ended, as if it had not: a row that is torn over pages stays one row, and each
     * of its cells one cell. It is kid number `kid` (from 0; PAGE_LAST_KID: the last) of the element that is open,
     * and of this role. Closed with end.
     */
    void (*resume)(struct page_sink *s, enum page_role role, size_t kid);
    /* What is drawn until ARTIFACT_NONE is no content. Does not nest. */
    void (*artifact)(struct page_sink *s, enum page_artifact kind);
    /* Inside ROLE_LINK: this area leads to target; where target is NULL to address. */
    void (*link)(struct page_sink *s, const struct page_box *area, const struct doc_node *target, const char *address);
    /* node begins at height y of this page: what links to it lead to. */
    void (*destination)(struct page_sink *s, const struct doc_node *node, double y);
    /* A bookmark to height y of this page; depth 0 is the outermost and grows by one at most. */
    void (*outline)(struct page_sink *s, int depth, const char *title, double y);
    /* The area that the figure just begun takes. */
    void (*figure)(struct page_sink *s, const struct page_box *area);
};

struct page_sink {
    const struct page_sink_ops *ops;
};

/*
 * Lays root (DOC_DOCUMENT) out and gives it to sink, page by page; at least one page. theme, fonts and
 * hyphens are borrowed, hyphens may be NULL. Gives the number of pages. Any tree that doc.h allows can be
 * laid out; memory does not grow with the pages.
 */
size_t pages_render(const struct doc_node *root, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens,
                    struct page_sink *sink);

/*
 * The pages as text, one line a thing: `page 1 595.28 841.89`, `text 48 95.4 380.2 19 bold ink "..."` (x,
 * base line, width, size), `rect x y w h colour`, `line`, `disc`, `begin H2`, `end H2`, `artifact`, `link`.
 * For tests; out grows.
 */
void pages_trace(const struct doc_node *root, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens,
                 struct buf *out);

#endif
