/*
 * What the files of the text layout share. Private to src/layout/layout_text*.c.
 */
#ifndef KD_LAYOUT_LAYOUT_TEXT_PARTS_H
#define KD_LAYOUT_LAYOUT_TEXT_PARTS_H

#include "layout/layout_text.h"

/* What stands before a piece: whether a line may be broken there, and what it shows when it is not. */
enum layout_before { BEFORE_JOINED, BEFORE_MAY_BREAK, BEFORE_HYPHEN, BEFORE_SPACE, BEFORE_NEW_LINE };

struct layout_piece { /* never broken */
    const char *s;
    uint32_t n;
    uint8_t face, colour, before;
    bool after_space; /* s[-1] is the space in front of it */
    double width;     /* pt */
    const struct doc_node *link;
};

struct layout_pieces {
    struct layout_piece *p;
    size_t n, cap;
};

struct layout_choice { /* the best way to end a line before piece i */
    double cost;
    size_t from; /* the piece the line begins with */
};

struct layout_text_engine {
    struct fonts *fonts;
    const struct theme *theme;
    struct hyphen *hyphens;
    struct layout_text_style style;
    struct layout_pieces raw, split; /* as added; as a line of some width can take them */
    double *until;                   /* width of all pieces of split before i, gaps included */
    double *penalty;                 /* of breaking before piece i of split, em squared */
    struct layout_choice *choice;
    size_t cap_until, cap_penalty, cap_choice;
    uint8_t pending;                                                 /* enum layout_before, for the next piece */
    int32_t space_units[2][FONT_FACES], hyphen_units[2][FONT_FACES]; /* [tabular][face] */
    double space[FONT_FACES], hyphen[FONT_FACES];                    /* pt, in the style being set */
};

static inline double layout_text_em(const struct layout_text_engine *e)
{
    return e->theme->type[e->style.type].size;
}

double layout_text_run_width(struct layout_text_engine *e, enum font_face face, const char *s, size_t n);
void layout_text_put_piece(struct layout_pieces *list, struct layout_piece p);
/* Puts p into split, divided wherever German allows it; parts wider than limit are cut anywhere. */
void layout_text_divide(struct layout_text_engine *e, struct layout_piece p, double limit);
/* Width of the gap in front of piece i of split, where it is not the first of its line. */
double layout_text_gap(const struct layout_text_engine *e, size_t i);
/* Fills split and choice: the lines end before choice[split.n].from, choice[that].from ... Some text was added. */
void layout_text_choose_lines(struct layout_text_engine *e, double width);

#endif
