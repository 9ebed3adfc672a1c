/*
 * Blocks that are no tables: texts, lists, notes, kpis, charts, signatures, the table of contents.
 */
#ifndef KD_LAYOUT_LAYOUT_BLOCK_H
#define KD_LAYOUT_LAYOUT_BLOCK_H

#include "layout/flow.h"

/* Where blocks stand: within the page, a list, a note. */
struct layout_place {
    double x, width; /* pt */
    const struct layout_side_rule *side;
    double after; /* white space wished below a paragraph */
    bool quiet;   /* a heading in here is no section's */
};

/* How a text block stands. */
struct layout_block_style {
    struct layout_text_style text;
    enum page_role role;
    double before, after, measure; /* pt; measure: the longest line wanted, 0: as wide as the place */
    enum layout_box_keep keep;     /* with the next block */
};

/* The inline children of node as a block; first_word: bold in front of it, with a space at its end; NULL
 * none. */
void layout_block_text(struct flow *f, const struct layout_place *p, const struct doc_node *node,
                       const struct layout_block_style *s, const char *first_word);
/* The same for plain words. */
void layout_block_words(struct flow *f, const struct layout_place *p, const struct doc_node *node,
                        const struct layout_block_style *s, const char *words);
/* A DOC_FOOTNOTE, its number raised before it; role and indent are its own. */
void layout_block_footnote(struct flow *f, const struct layout_place *p, const struct doc_node *note,
                           const struct layout_block_style *s);
/* Ruled lines to write on, with their label above. */
void layout_block_lines(struct flow *f, const struct layout_place *p, const struct doc_node *lines);
/* The theme's logo at the right; what is laid out next stands beside it, until BOX_CLEAR. Gives the width it takes. */
double layout_block_logo(struct flow *f, const struct layout_place *p);
double layout_block_logo_width(const struct flow *f,
                               const struct layout_place *p); /* with the white beside it; 0: there is none */
void layout_block_kpis(struct flow *f, const struct layout_place *p, const struct doc_node *kpis);
void layout_block_chart(struct flow *f, const struct layout_place *p, const struct doc_node *chart);
void layout_block_signatures(struct flow *f, const struct layout_place *p, const struct doc_node *signatures);
void layout_block_contents(struct flow *f, const struct layout_place *p);
/* The bullet or number of a list item; stands on the line of what follows. overlaps: there is no room beside
 * it. */
void layout_block_label(struct flow *f, const struct layout_place *p, const char *label, bool overlaps);

#endif
