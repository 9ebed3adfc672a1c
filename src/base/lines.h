/*
 * Text for a terminal: widths in columns, wrapped and labelled lines, padded cells. Control characters, which a
 * terminal would obey, become U+FFFD wherever they stand.
 */
#ifndef KD_BASE_LINES_H
#define KD_BASE_LINES_H

#include "base/buf.h"

/* The columns that s (n bytes of valid UTF-8) takes: marks none, wide characters two. */
int lines_width(const char *s, size_t n);
void lines_spaces(struct buf *b, int n);
/*
 * Writes s, wrapped at spaces so that no line is longer than columns (as long as no single word is); the first line
 * goes on at column `at`, further ones begin at indent. Ends the line.
 */
void lines_wrap(struct buf *b, int at, int indent, int columns, const char *s);
/* s in one line, filled up with spaces to `columns` (not cut where longer); right: the spaces in front. */
void lines_cell(struct buf *b, const char *s, int columns, bool right);

#endif
