/*
 * The canvas as text, one line a call, for tests and goldens.
 */
#ifndef KD_DRAW_CANVAS_TRACE_H
#define KD_DRAW_CANVAS_TRACE_H

#include "base/buf.h"
#include "draw/canvas.h"

struct canvas_trace {
    struct canvas canvas; /* first: &trace.canvas is the canvas to draw on */
    struct buf *out;      /* borrowed */
};

/* out, fonts and theme are borrowed as long as the canvas is drawn on. */
void canvas_trace_begin(struct canvas_trace *trace, struct buf *out, struct fonts *fonts, const struct theme *theme);

#endif
