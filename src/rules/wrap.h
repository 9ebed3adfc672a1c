/* Text for a terminal, wrapped at 100 columns; private to the room. */
#ifndef KD_RULES_WRAP_H
#define KD_RULES_WRAP_H

#include "base/buf.h"

/* Columns of n bytes of UTF-8: code points, which for German text is what a terminal shows. */
int wrap_columns(const char *s, size_t n);
void wrap_spaces(struct buf *b, int n);
/* Writes text from column at on, wrapped at spaces; further lines begin at indent. Ends the line. */
void wrap_put(struct buf *b, int at, int indent, const char *text);

#endif
