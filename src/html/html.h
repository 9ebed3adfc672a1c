/*
 * A document as one self-contained HTML file: no network, light and dark, screen and print (spec 4.5). Its fonts come
 * with it, as subsets of the characters that are in it. Nothing needs a script; where a table can be sorted, a small
 * one of the project's own is part of the file and the only one that the page's policy lets run.
 */
#ifndef KD_HTML_HTML_H
#define KD_HTML_HTML_H

#include "base/buf.h"
#include "base/diag.h"
#include "document/doc.h"
#include "document/theme.h"
#include "draw/font.h"

#include <stdbool.h>

/*
 * Where the file goes while it is made. What is written collects in buf; whenever that has passed HTML_FLUSH
 * bytes at the end of a block or of a table row, drain is called to take it away (and clears it). drain =
 * NULL: everything stays in buf. drain gives false when it cannot write (d says why); nothing is written
 * after that.
 */
struct html_out {
    struct buf *buf;
    bool (*drain)(void *to, struct buf *buf, struct diag *d);
    void *to;
};
enum { HTML_FLUSH = 1 << 16 };

/*
 * Appends doc as HTML to out. Any tree that doc.h allows can be written; the same tree, theme and fonts give
 * the same bytes. Rows by reference are asked for twice. False: drain failed, d as it left it, or no subset of a font
 * could be made (DIAG_FAULT).
 */
bool html_write_to(const struct doc *doc, const struct theme *t, struct fonts *f, struct html_out *out,
                   struct diag *d) MUST_CHECK;
/* The same into memory. */
bool html_write(const struct doc *doc, const struct theme *t, struct fonts *f, struct buf *out,
                struct diag *d) MUST_CHECK;

#endif
