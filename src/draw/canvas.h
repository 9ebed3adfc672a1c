/*
 * A small canvas on which charts and pages are drawn. Backends: SVG (html), PDF (pdf) and a
 * trace as text for tests. Unit: pt; origin top left, y grows downwards. Colours are roles of the theme, so
 * that SVG can follow dark mode. Nothing here fails: a backend keeps its first error and reports it at the
 * end.
 */
#ifndef KD_DRAW_CANVAS_H
#define KD_DRAW_CANVAS_H

#include "base/buf.h"
#include "document/theme.h"
#include "draw/font.h"

#include <stdbool.h>
#include <stddef.h>

enum canvas_anchor { CANVAS_START, CANVAS_MIDDLE, CANVAS_END };

struct canvas_point {
    double x, y;
};

struct canvas_text {
    double x, y; /* base line; x is start, middle or end as anchor says */
    enum canvas_anchor anchor;
    enum font_face face;
    double size; /* pt */
    enum theme_colour colour;
    bool tabular;
};

struct canvas; /* a backend: the first member of its own struct */

struct canvas_ops {
    void (*rect)(struct canvas *c, double x, double y, double w, double h, enum theme_colour fill);
    /* An open line through n >= 2 points, width in pt, round joins. */
    void (*line)(struct canvas *c, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                 bool dashed);
    void (*disc)(struct canvas *c, double x, double y, double radius, enum theme_colour fill);
    void (*text)(struct canvas *c, const struct canvas_text *how, const char *s, size_t n);
    /* Everything until the matching unclip stays inside; nests. */
    void (*clip)(struct canvas *c, double x, double y, double w, double h);
    void (*unclip)(struct canvas *c);
    /* theme->logo, which is there. */
    void (*image)(struct canvas *c, double x, double y, double w, double h);
};

struct canvas {
    const struct canvas_ops *ops;
    struct fonts *fonts;       /* borrowed */
    const struct theme *theme; /* borrowed */
};

void canvas_rect(struct canvas *c, double x, double y, double w, double h, enum theme_colour fill);
void canvas_line(struct canvas *c, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                 bool dashed);
void canvas_disc(struct canvas *c, double x, double y, double radius, enum theme_colour fill);
void canvas_text(struct canvas *c, const struct canvas_text *how, const char *s);
void canvas_clip(struct canvas *c, double x, double y, double w, double h);
void canvas_unclip(struct canvas *c);
/* The theme's logo stretched to this box; nothing where the theme has none. */
void canvas_image(struct canvas *c, double x, double y, double w, double h);
/* Appends value with at most two decimals and a point, as SVG, CSS and the trace write lengths; no locale. */
void canvas_put_number(struct buf *b, double value);
double canvas_text_width(const struct canvas *c, enum font_face face, bool tabular, double size, const char *s);

#endif
