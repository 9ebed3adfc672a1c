/*
 * Text of inline nodes, broken into lines. Everything the layout of a text needs is borrowed from the
 * document tree; what it makes lives in the arena given.
 */
#ifndef KD_LAYOUT_LAYOUT_TEXT_H
#define KD_LAYOUT_LAYOUT_TEXT_H

#include "base/mem.h"
#include "document/doc.h"
#include "draw/font.h"
#include "draw/hyphen.h"

struct layout_text_style {
    enum theme_type type;
    enum font_face face;
    enum theme_colour colour;
    bool tabular;
    bool even;       /* lines of one length, the last one too: heads and labels */
    bool one_colour; /* whatever marks ask for: text on a coloured ground */
    bool hyphenate;  /* words may be divided where the column is narrow or an edge would be too ragged; a word too long
                        for the line always is */
};

/* A stretch of one line in one face and colour. */
struct layout_text_span {
    const char *s;
    uint32_t n;
    uint8_t face;                /* enum font_face */
    uint8_t colour;              /* enum theme_colour */
    bool hyphen;                 /* a hyphen follows that is not in the text */
    bool space;                  /* so does a space: where a line is broken, or a mark ends */
    double x, width;             /* pt, from the start of the line; width with the hyphen */
    const struct doc_node *link; /* DOC_LINK; DOC_NOTEREF: raised; NULL: none */
};

/* The number of a footnote is set in so much of the size, so much of the size above the line. */
#define LAYOUT_RAISED_SIZE 0.68
#define LAYOUT_RAISED_BY   0.33

struct layout_text_line {
    const struct layout_text_span *span;
    size_t n;
    double width; /* pt */
};

struct layout_text_block {
    const struct layout_text_line *line;
    size_t n_lines;
    double width;                 /* of the widest line, pt */
    double size, leading, ascent; /* pt; ascent: from the top of a line to its base line */
    bool tabular;
};

struct layout_text_engine; /* with scratch memory that is used again and again */

/* All three borrowed; hyphens may be NULL. */
struct layout_text_engine *layout_text_engine_new(struct fonts *fonts, const struct theme *theme,
                                                  struct hyphen *hyphens);
void layout_text_engine_free(struct layout_text_engine *e); /* takes NULL */

/*
 * Adds the inline children of node to the text being set; layout_text_begin comes first. A node that is itself a
 * DOC_TEXT or a mark is added as such. layout_text_add_words adds plain text in one style.
 */
void layout_text_begin(struct layout_text_engine *e, const struct layout_text_style *style);
void layout_text_add(struct layout_text_engine *e, const struct doc_node *node);
void layout_text_add_words(struct layout_text_engine *e, const char *s, enum font_face face, enum theme_colour colour);

/* Breaks what was added into lines of at most width pt, as evenly as it can. No text gives no lines. */
void layout_text_break(struct layout_text_engine *e, double width, struct arena *a, struct layout_text_block *out);

/* Widths of what was added, pt. */
struct layout_text_measure {
    double whole;       /* in: a word up to this width (pt) is not looked into, for nobody needs it narrower */
    double widest_line; /* broken only where the text says so */
    double widest_word;
    double widest_half; /* with long words divided in two, as evenly as they may be */
    double widest_part; /* with every word divided where it may be */
};
void layout_text_measure(struct layout_text_engine *e, struct layout_text_measure *out);

#endif
