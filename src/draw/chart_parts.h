/*
 * What the kinds of charts share. Private to src/draw/chart*.c.
 */
#ifndef KD_DRAW_CHART_PARTS_H
#define KD_DRAW_CHART_PARTS_H

#include "base/buf.h"
#include "document/doc.h"
#include "draw/canvas.h"

#include <stdbool.h>
#include <stddef.h>

struct box {
    double x, y, w, h;
};

/* Boxes where text stands already, so that no other text is put there. */
struct taken {
    struct box *box;
    size_t n, cap;
};

/* One chart while it is drawn. Lengths in pt. */
struct chart {
    const struct doc_node *node;
    struct canvas *c;
    struct box area;
    double small, strong;          /* type sizes of axes and direct labels, and of the labels that matter */
    double line;                   /* leading of the small size */
    int n_series, n_points;        /* n_points: of the longest series */
    const struct doc_node *axis;   /* the longest series: its points name the categories */
    const struct doc_node *target; /* DOC_TARGET, or NULL */
    bool has_data;
    double min, max;    /* of the values that are there */
    struct taken taken; /* freed by chart_draw */
    struct buf scratch; /* freed by chart_draw */
};

/* Three gridlines at round numbers: low, low + step, low + 2 step = high. */
struct scale {
    double low, step, high;
    int decimals;
};

struct scale chart_scale(const struct chart *k, double min, double max);
/* Values from 0 (or below, where there are negative ones) for bars; not rounded. */
struct scale chart_bar_scale(const struct chart *k, double max);
/* "1 893,5 %": German, thin space between groups, no-break space before the unit; replaces what b had. */
void chart_put_value(struct buf *b, double value, int decimals, const char *unit);

/* The point's text, or its value as German text (in k->scratch) where it has none. */
const char *chart_point_text(struct chart *k, const struct doc_node *point);
double chart_width_of(const struct chart *k, enum font_face face, double size, const char *s);
/*
 * About the width of s without a font, seldom less than the true one: decides the layout where only the
 * height is asked for, so that height and drawing agree.
 */
double chart_estimate(const char *s, double size);
/* s, or s cut with "…" so that it is not wider than width; the cut text stands in b. */
const char *chart_fit(const struct chart *k, enum font_face face, double size, const char *s, double width,
                      struct buf *b);

/* The box that text set so takes. */
struct box chart_text_box(const struct chart *k, const struct canvas_text *how, const char *s);
bool chart_is_free(const struct chart *k, struct box b);
void chart_take(struct chart *k, struct box b);
/* Draws s, notes its box as taken. */
void chart_say(struct chart *k, const struct canvas_text *how, const char *s);
struct canvas_text chart_small_text(const struct chart *k, double x, double y, enum canvas_anchor anchor,
                                    enum theme_colour colour);
void chart_hline(struct chart *k, double x0, double x1, double y, double width, enum theme_colour colour, bool dashed);
void chart_vline(struct chart *k, double x, double y0, double y1, double width, enum theme_colour colour, bool dashed);

enum theme_colour chart_tone(enum doc_tone tone);      /* of a shape */
enum theme_colour chart_tone_text(enum doc_tone tone); /* of text on paper */
enum theme_colour chart_text_on(enum doc_tone tone);   /* of text on a shape of that tone */

/*
 * The names below (or beside) a category axis: x[i] is the middle of point i, y the base line of the first of
 * two lines. As many as fit, at even steps counted from the last; second lines where they fit.
 */
void chart_categories(struct chart *k, const double *x, double y);
bool chart_has_sublabels(const struct chart *k);

/* A line of squares with the series' names, for charts whose series cannot be named in place. */
int chart_legend_lines(const struct chart *k, double width, bool values);
void chart_legend(struct chart *k, double x, double y, double width, bool values);

double line_height(const struct chart *k);
void line_draw(struct chart *k);
double bars_height(const struct chart *k, double width);
void bars_draw(struct chart *k);
double stacked_height(const struct chart *k, double width);
void stacked_draw(struct chart *k);

#endif
