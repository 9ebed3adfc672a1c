/*
 * The canvas as SVG text inside an HTML file. Colours are classes (f-ROLE fills, s-ROLE strokes) on variables
 * of the style sheet, so that one drawing follows light, dark and print; canvas_svg_put_style writes those rules.
 */
#ifndef KD_DRAW_CANVAS_SVG_H
#define KD_DRAW_CANVAS_SVG_H

#include "base/buf.h"
#include "draw/canvas.h"

#include <stddef.h>

struct canvas_svg {
    struct canvas canvas; /* first: &svg.canvas is the canvas to draw on */
    struct buf *out;      /* borrowed */
};

/*
 * Opens <svg> of width x height pt; out, fonts and theme are borrowed until canvas_svg_end.
 * scale: CSS px for one pt. class: of the element. alt: its text for assistive technology; NULL hides it from
 * that.
 */
void canvas_svg_begin(struct canvas_svg *svg, struct buf *out, struct fonts *fonts, const struct theme *theme,
                      double width, double height, double scale, const char *class, const char *alt);
void canvas_svg_end(struct canvas_svg *svg);
/* The style rules that every drawing of a file needs once. */
void canvas_svg_put_style(struct buf *out);
/* n bytes of UTF-8 as content or attribute value of XML and HTML: & < > " and ' escaped. */
void canvas_svg_put_escaped(struct buf *out, const char *s, size_t n);

#endif
