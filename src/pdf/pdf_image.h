/*
 * The theme's logo as an image of a PDF file.
 */
#ifndef KD_PDF_PDF_IMAGE_H
#define KD_PDF_PDF_IMAGE_H

#include "document/theme.h"
#include "pdf/pdf_file.h"

/*
 * Writes the logo of theme, which has one, into file and `/XObject<<...>>` into resources; it is called /Logo. A JPEG
 * stays as it is; a PNG is laid upon the colour of the paper, for an archive is better off without transparency.
 * False: it cannot be read after all (DIAG_RULES).
 */
bool pdf_image_write(const struct theme *theme, struct pdf_file *file, struct buf *resources,
                     struct diag *d) MUST_CHECK;

#endif
