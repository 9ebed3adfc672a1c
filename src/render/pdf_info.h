/*
 * What a PDF file says about itself: bookmarks, metadata, the colour space it means.
 */
#ifndef KD_RENDER_PDF_INFO_H
#define KD_RENDER_PDF_INFO_H

#include "document/doc.h"
#include "render/pdf_file.h"

/* The colour space that is meant; from the Debian package icc-profiles-free. */
#define PDF_PROFILE "/usr/share/color/icc/sRGB.icc"

struct pdf_bookmark {
    int depth;
    char *title; /* owned */
    unsigned page;
    double y;
};

struct pdf_outline {
    struct pdf_bookmark *item;
    size_t n, cap;
};

/* A bookmark to height y (PDF coordinates) of a page; depth grows by one at most, more counts as one. */
void pdf_outline_add(struct pdf_outline *o, int depth, const char *title, unsigned page, double y);
void pdf_outline_free(struct pdf_outline *o);
/* Object number of the outline, 0: there are no bookmarks. */
unsigned pdf_outline_write(const struct pdf_outline *o, struct pdf_file *file);

/* `/Dest[...]` to height y of a page. */
void pdf_put_destination(struct buf *b, unsigned page, double y);
/* An address as a string in brackets. */
void pdf_put_address(struct buf *b, const char *address);

/*
 * Catalogue, document information, XMP and output intent. Where the colour profile of the system is missing,
 * the file does not claim to be PDF/A.
 */
void pdf_info_write(struct pdf_file *file, const struct doc_node *root, unsigned tags, unsigned outlines);

#endif
