/*
 * Inside of the theme. Private to src/document/theme*.c.
 */
#ifndef KD_DOCUMENT_THEME_PARTS_H
#define KD_DOCUMENT_THEME_PARTS_H

#include "document/theme.h"

/*
 * Reads the logo's file into t->logo: PNG of up to 8 bits a channel, or JPEG in grey or colour, at most 2 MiB and
 * 4,000 px a side. theme, line: where it is named, for messages. height: pt on the page; the width follows.
 */
bool theme_read_logo(struct theme_logo *logo, const char *path, double height, const char *theme, size_t line,
                     struct diag *d) MUST_CHECK;

#endif
