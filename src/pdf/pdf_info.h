/*
 * What a PDF file says about itself: bookmarks, metadata, the colour space it means.
 */
#ifndef KD_PDF_PDF_INFO_H
#define KD_PDF_PDF_INFO_H

#include "document/doc.h"
#include "pdf/pdf_file.h"

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

/* Appends the colour profile of RGB that file holds. False: it holds none. */
bool pdf_profile_read(const char *file, struct buf *out) MUST_CHECK;

/*
 * Catalogue, document information, XMP and output intent. Where the file of the colour profile holds none, the PDF does
 * not claim to be PDF/A.
 */
void pdf_info_write(struct pdf_file *file, const struct doc_node *root, const char *profile, unsigned tags,
                    unsigned outlines);

#endif
