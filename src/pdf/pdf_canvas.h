/*
 * A canvas that writes the operators of a PDF page.
 */
#ifndef KD_PDF_PDF_CANVAS_H
#define KD_PDF_PDF_CANVAS_H

#include "base/buf.h"
#include "draw/canvas.h"
#include "pdf/pdf_font.h"

struct pdf_state { /* what the last operators set; -1: not yet */
    int fill, stroke, face;
    double size, line_width;
    int dashed;
};

enum { PDF_CLIP_DEPTH = 8 };

struct pdf_canvas {
    struct canvas canvas; /* first */
    struct buf *out;      /* borrowed; the operators of the page */
    struct pdf_fonts *pdf_fonts;
    double height; /* of the page, pt */
    struct pdf_state state, saved[PDF_CLIP_DEPTH];
    int clips;
    bool image_used; /* the theme's logo, as /Logo */
    /* Called before anything is drawn, and before the clip changes (drawing = false): for marks of structure.
     */
    void (*before)(void *user, bool drawing);
    /* What is drawn from here reads as these n bytes of s, until s is NULL. Never within a text object. */
    void (*reads_as)(void *user, const char *s, size_t n);
    void *user;
};

void pdf_canvas_begin(struct pdf_canvas *c, double height);

#endif
