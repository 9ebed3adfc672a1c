/*
 * The flow of boxes down the pages: white space, page breaks, what must stay together, page header and
 * footer. Whoever lays out a block makes boxes and hands them over in order; the flow draws each as soon as
 * its place is known and forgets it.
 */
#ifndef KD_LAYOUT_FLOW_H
#define KD_LAYOUT_FLOW_H

#include "layout/layout_text.h"
#include "layout/pages.h"

struct flow;
struct layout_box;
struct layout_table_plans;

/* Draws b with its top at y of the current page. */
typedef void layout_box_draw(struct flow *f, const struct layout_box *b, double y);

/* What is drawn again at the top of each page that a table continues on. */
struct layout_repeat {
    double height; /* pt */
    void (*draw)(struct flow *f, const struct layout_repeat *r, double y);
};

/* A thin rule at the left of all boxes of a note. */
struct layout_side_rule {
    double x;
    enum theme_colour colour;
};

enum layout_box_kind {
    BOX_DRAWN,
    BOX_BEGIN, /* of an element: role, node */
    BOX_END,
    BOX_DESTINATION, /* node */
    BOX_OUTLINE,     /* node is the heading, level its depth */
    BOX_CLEAR,       /* what follows stands below what reaches down */
};

/* With the next box on one page, if one page can hold both. */
enum layout_box_keep {
    KEEP_NOT,
    KEEP_FIRM, /* whatever white it leaves at the foot of the page before */
    KEEP_SOFT, /* while that is little */
};

struct layout_box {
    enum layout_box_kind kind;
    /* drawn */
    double height; /* pt; what is higher than a page and cannot be torn is cut off at its foot */
    /*
     * Cuts b so that it takes at most `room` pt; the rest is a box of its own, for the next page. NULL: there is no
     * good place to cut, b is left as it is. The function itself is NULL where the box cannot be torn.
     */
    struct layout_box *(*tear)(struct flow *f, struct layout_box *b, double room);
    double least;        /* of a box that can be torn: what it needs at the foot of a page */
    double gives, given; /* white of its height that it can do without where a page would have to be turned, and does */
    double reach;        /* of a box without height: how far down it reaches beside what follows */
    double before, after; /* white space wished; between two boxes the larger of both counts, none at the top */
    enum layout_box_keep keep;
    const struct layout_repeat *repeat; /* drawn first where this box opens a page; lives as long as it may be needed */
    const struct layout_side_rule *side;
    layout_box_draw *draw;
    /* marks */
    enum page_role role;
    const struct doc_node *node;
    int level;
    struct layout_box *next;
};

struct layout_heading { /* of a heading, for the table of contents */
    const struct doc_node *section, *heading;
    int level;   /* 2, 3 */
    size_t page; /* 1-based; 0: not yet known */
};

struct flow {
    const struct doc_node *root;
    const struct theme *theme;
    struct fonts *fonts;
    struct layout_text_engine *text;
    struct page_sink *sink; /* NULL while pages are only counted */
    struct canvas *canvas;  /* of the current page; NULL while pages are only counted */
    struct arena *arena;    /* of the boxes that wait */
    struct arena *lasting;  /* of the whole document */

    bool landscape; /* the next page */
    bool page_open, page_used;
    double width, height;                /* of the page, pt */
    double left, right, top, bottom;     /* of the body, pt from the top left corner */
    double floor;                        /* a box without height reaches down to here: a label, the logo */
    double y, after;                     /* where the last box ended, and the white space it wishes */
    size_t page, pages;                  /* current, 1-based; all, as counted before */
    const struct layout_side_rule *side; /* of the last box, while on the same page */

    struct layout_box *first, **last; /* waiting */
    size_t waiting;                   /* drawn boxes among them */
    double waiting_height;
    int held; /* flow_hold without flow_release */

    int in_artifact;

    struct layout_table_plans *plans; /* of the tables met so far, kept from pass to pass */

    struct layout_heading *heading;
    size_t n_headings, next_heading;
    bool contents; /* the table of contents is shown */
};

/* Room for a box on an empty page of the kind the next box will be on, pt. */
double flow_room(const struct flow *f);
/* Width of the body of that page, pt. */
double flow_width(const struct flow *f);
/* A box of `size` bytes, the struct that begins with a struct layout_box; in the arena of the boxes that wait. */
void *flow_box(struct flow *f, size_t size, layout_box_draw *draw);
void flow_add(struct flow *f, struct layout_box *b);
/* In between nothing is drawn and nothing forgotten: for boxes that share memory, the lines of one text.
 * Nests. */
void flow_hold(struct flow *f);
void flow_release(struct flow *f);
void flow_begin(struct flow *f, enum page_role role, const struct doc_node *node);
void flow_end(struct flow *f, enum page_role role);
void flow_mark(struct flow *f, enum layout_box_kind kind, const struct doc_node *node, int level);
/* Draws everything that waits; what follows begins on a new page, landscape or not. */
void flow_break(struct flow *f, bool landscape);
/* Draws everything that waits and ends the last page. */
void flow_finish(struct flow *f);

/* For drawing functions; all do nothing while pages are only counted. */
void layout_begin(struct flow *f, enum page_role role, const struct doc_node *node);
void layout_end(struct flow *f, enum page_role role);
/* Goes on with an element that ended on an earlier page (page_sink_ops.resume); closed with layout_end. */
void layout_resume(struct flow *f, enum page_role role, size_t kid);
void layout_artifact(struct flow *f, bool begins);
/* As layout_artifact(f, true), which is one of layout; ended by layout_artifact(f, false). */
void layout_artifact_as(struct flow *f, enum page_artifact kind);
void layout_rule(struct flow *f, double x, double y, double width, double thickness, enum theme_colour colour);
/* Lines from..to of a text, the top of line `from` at y; in a column of `width` pt, aligned in it. */
void layout_draw_text(struct flow *f, const struct layout_text_block *t, size_t from, size_t to, double x, double y,
                      double width, enum doc_align align);
void layout_plain(struct flow *f, const struct canvas_text *how, const char *s);

#endif
