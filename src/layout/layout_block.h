/*
 * Blocks that are no tables: texts, lists, notes, kpis, charts, signatures, the table of contents.
 */
#ifndef KD_LAYOUT_LAYOUT_BLOCK_H
#define KD_LAYOUT_LAYOUT_BLOCK_H

#include "layout/flow.h"

/* Where blocks stand: within the page, a list, a note. */
struct place {
    double x, width; /* pt */
    const struct side_rule *side;
    double after; /* white space wished below a paragraph */
    bool quiet;   /* a heading in here is no section's */
};

/* How a text block stands. */
struct text_block_style {
    struct text_style text;
    enum page_role role;
    double before, after, measure; /* pt; measure: the longest line wanted, 0: as wide as the place */
    enum box_keep keep;            /* with the next block */
};

/* The inline children of node as a block; first_word: bold in front of it, with a space at its end; NULL
 * none. */
void block_text(struct flow *f, const struct place *p, const struct doc_node *node, const struct text_block_style *s,
                const char *first_word);
/* The same for plain words. */
void block_words(struct flow *f, const struct place *p, const struct doc_node *node, const struct text_block_style *s,
                 const char *words);
/* A DOC_FOOTNOTE, its number raised before it; role and indent are its own. */
void block_footnote(struct flow *f, const struct place *p, const struct doc_node *note,
                    const struct text_block_style *s);
/* Ruled lines to write on, with their label above. */
void block_lines(struct flow *f, const struct place *p, const struct doc_node *lines);
/* The theme's logo at the right; what is laid out next stands beside it, until BOX_CLEAR. Gives the width it takes. */
double block_logo(struct flow *f, const struct place *p);
double block_logo_width(const struct flow *f, const struct place *p); /* with the white beside it; 0: there is none */
void block_kpis(struct flow *f, const struct place *p, const struct doc_node *kpis);
void block_chart(struct flow *f, const struct place *p, const struct doc_node *chart);
void block_signatures(struct flow *f, const struct place *p, const struct doc_node *signatures);
void block_contents(struct flow *f, const struct place *p);
/* The bullet or number of a list item; stands on the line of what follows. overlaps: there is no room beside
 * it. */
void block_label(struct flow *f, const struct place *p, const char *label, bool overlaps);

#endif
