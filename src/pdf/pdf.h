/*
 * A document as PDF: tagged, fit for archives (PDF/A-2a, PDF/UA-1), the same bytes for the same document.
 */
#ifndef KD_PDF_PDF_H
#define KD_PDF_PDF_H

#include "base/buf.h"
#include "base/diag.h"
#include "document/doc.h"
#include "draw/font.h"
#include "draw/hyphen.h"

/*
 * Adds the PDF of root (DOC_DOCUMENT) to out; the caller writes the file. fonts were made from the same
 * theme; hyphens may be NULL: long words then stay whole or are cut without a hyphen. n_pages may be NULL.
 * False: DIAG_FAULT (a fault of the PDF library) or DIAG_OUTPUT (larger than 2 GB); out is then unspecified.
 */
bool pdf_write(const struct doc_node *root, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens,
               struct buf *out, size_t *n_pages, struct diag *d) MUST_CHECK;

#endif
