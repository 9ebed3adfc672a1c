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

struct chart_box {
    double x, y, w, h;
};

/* Boxes where text stands already, so that no other text is put there. */
struct chart_taken {
    struct chart_box *box;
    size_t n, cap;
};

enum { CHART_TARGET_KEY = 14 }; /* pt: a piece of the dashed line, three dashes whole */

/* One chart while it is drawn. Lengths in pt. */
struct chart {
    const struct doc_node *node;
    struct canvas *c;
    struct chart_box area;
    double small, strong;          /* type sizes of axes and direct labels, and of the labels that matter */
    double line;                   /* leading of the small size */
    int n_series, n_points;        /* n_points: of the longest series */
    const struct doc_node *axis;   /* the longest series: its points name the categories */
    const struct doc_node *target; /* DOC_TARGET, or NULL */
    bool has_data, whole;          /* whole: all values are whole numbers */
    double min, max;               /* of the values that are there */
    enum theme_colour *shade;      /* of each series; NULL while only the height is asked; freed by chart_draw */
    struct chart_taken taken;      /* freed by chart_draw */
    struct buf scratch;            /* freed by chart_draw */
};

/* An axis from low to high with ticks at round numbers: tick, tick + step, ... */
struct chart_axis {
    double low, high, tick, step;
    int n_ticks, decimals;
};

/* Three ticks for values from min to max; more, where the document has a scale that asks for them. */
struct chart_axis chart_scale(const struct chart *k, double min, double max);
/* Values from 0 (or below, where there are negative ones) for bars that carry their values; ends are not rounded. */
struct chart_axis chart_bar_scale(const struct chart *k, double max);
/* The German text of a tick; replaces what b had. */
void chart_put_tick(struct buf *b, const struct chart *k, const struct chart_axis *s, int i);
/* "1.893,5 %": German, no-break space before the unit; replaces what b had. */
void chart_put_value(struct buf *b, double value, int decimals, const char *unit);

/* The last point of a series that has a value, and its index; NULL: none has, *index is left as it is. */
const struct doc_node *chart_last_point(const struct doc_node *series, int *index);
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
struct chart_box chart_text_box(const struct chart *k, const struct canvas_text *how, const char *s);
bool chart_is_free(const struct chart *k, struct chart_box b);
void chart_take(struct chart *k, struct chart_box b);
/* Draws s, notes its box as taken. */
void chart_say(struct chart *k, const struct canvas_text *how, const char *s);
struct canvas_text chart_small_text(const struct chart *k, double x, double y, enum canvas_anchor anchor,
                                    enum theme_colour colour);
void chart_hline(struct chart *k, double x0, double x1, double y, double width, enum theme_colour colour, bool dashed);
void chart_vline(struct chart *k, double x, double y0, double y1, double width, enum theme_colour colour, bool dashed);

static inline const struct doc_node *chart_next_series(const struct doc_node *n)
{
    while (n && n->kind != DOC_SERIES)
        n = n->next;
    return n;
}
#define CHART_EACH_SERIES(s, k)                                                                                        \
    for (const struct doc_node *s = chart_next_series((k)->node->first); s; s = chart_next_series(s->next))
/* The i-th point of a series, or NULL. */
const struct doc_node *chart_point(const struct doc_node *series, int i);

enum theme_colour chart_tone(enum doc_tone tone);      /* of a shape that stands alone */
enum theme_colour chart_tone_text(enum doc_tone tone); /* of text on paper */
/*
 * Fills k->shade: for each series a colour in the manner of its tone, told from its neighbours' by luminance, so that
 * it can be told in grey, too. strong: only colours that a thin line can have.
 */
void chart_choose_shades(struct chart *k, bool strong);
enum theme_colour chart_text_on(const struct theme *t, enum theme_colour shade); /* of text on a shape */
/* A filled box; a pale one gets an edge that can be seen on paper. */
void chart_fill(struct chart *k, struct chart_box b, enum theme_colour shade);

/*
 * Several lines are told apart without colour, too, by how they are drawn: style 0 is whole with discs, then dashed
 * with squares, whole with rings, dashed with open squares.
 */
bool chart_is_dashed(int style);
void chart_mark(struct chart *k, double x, double y, double radius, int style, enum theme_colour colour);

/*
 * The names below (or beside) a category axis: x[i] is the middle of point i, y the base line of the first of
 * two lines. As many as fit, at even steps counted from the last; second lines where they fit.
 */
void chart_categories(struct chart *k, const double *x, double y);
bool chart_has_sublabels(const struct chart *k);

/* A line of squares with the series' names, for charts whose series cannot be named in place. */
int chart_legend_lines(const struct chart *k, double width, bool values);
/* Keys as squares, or as pieces of line for charts of lines. */
void chart_legend(struct chart *k, double x, double y, double width, bool values);

/* Names beside lying bars, and where they would take too much of the width above them. */
bool chart_names_above(const struct chart *k, double width);
double chart_names_width(struct chart *k); /* with the gap behind them; 0 where they stand above */
/* Draws the name of a point, its middle at y, or above a bar whose row begins at y. */
void chart_say_name(struct chart *k, const struct doc_node *point, double y, double room);

double chart_line_height(const struct chart *k, double width);
void chart_line_draw(struct chart *k);
double chart_bars_height(const struct chart *k, double width);
void chart_bars_draw(struct chart *k);
double chart_stacked_height(const struct chart *k, double width);
void chart_stacked_draw(struct chart *k);

/* Small multiples come in rows of panels; row 0 has the head, too. */
int chart_multiples_rows(const struct chart *k, double width, int *columns);
double chart_multiples_height(const struct chart *k, double width, int row);
void chart_multiples_draw(struct chart *k, int from, int to);

#endif
