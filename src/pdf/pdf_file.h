/*
 * The file around the pages: objects, page tree, cross-reference. The only place that knows libharu; whoever writes a
 * PDF speaks in object numbers and in the text between << and >>.
 *
 * libharu keeps the objects; the form of the file is written here, because it cannot: dictionaries go into compressed
 * object streams (PDF 1.5), which makes a tagged list a fifth as large, and streams leave as soon as they are made, so
 * that nothing is held twice. libharu's errors stick: they are looked at once, in pdf_file_save.
 */
#ifndef KD_PDF_PDF_FILE_H
#define KD_PDF_PDF_FILE_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_file;

/* out: borrowed; what stands in it stays, the file begins behind it. */
struct pdf_file *pdf_file_new(struct buf *out);
/* False: the library could not start; then nothing but pdf_file_free may be called. */
bool pdf_file_ready(const struct pdf_file *f);
void pdf_file_free(struct pdf_file *f); /* takes NULL */

/* The number of a new dictionary; its entries come later, by pdf_file_entries. */
unsigned pdf_file_object(struct pdf_file *f);
/* The entries of a dictionary made by pdf_file_object: n bytes, copied. */
void pdf_file_entries(struct pdf_file *f, unsigned object, const char *p, size_t n);
/* A new stream, written here and now; entries: what else stands in its dictionary. */
unsigned pdf_file_stream(struct pdf_file *f, const char *entries, const void *p, size_t n);
/* The same, not deflated: metadata, and what is compressed already. */
unsigned pdf_file_plain_stream(struct pdf_file *f, const char *entries, const void *p, size_t n);

/* Writes the entries of object i of a series into out. */
typedef void pdf_file_writer(void *user, size_t i, struct buf *out);
/*
 * n dictionaries that take no memory at all: writer is called for each, in order, while the file is saved. Gives the
 * number of the first; the others follow. n = 0 gives the number that the next series would begin with. Behind a
 * series there can only be series: all other objects have to be made before.
 */
unsigned pdf_file_series(struct pdf_file *f, size_t n, pdf_file_writer *writer, void *user);

/* A new page of width x height pt, with the dictionary `resources`; gives its object number. */
unsigned pdf_file_page(struct pdf_file *f, double width, double height, unsigned resources);
/* The content of the page made last, and what else it has. annotations: n_annotations object numbers. */
void pdf_file_page_content(struct pdf_file *f, const void *p, size_t n, unsigned struct_parents,
                           const unsigned *annotations, size_t n_annotations);

/* Further entries of the catalogue and of the document information; copied, given once. */
void pdf_file_catalog(struct pdf_file *f, const char *entries);
void pdf_file_info(struct pdf_file *f, const char *entries);

/*
 * Writes what is left; /ID is a digest of all that. False: a fault (DIAG_FAULT), or larger than 2 GB or 8,388,607
 * objects (DIAG_OUTPUT; PDF/A ends there).
 */
bool pdf_file_save(struct pdf_file *f, struct diag *d) MUST_CHECK;

/* The version of the PDF library, for the record of a run. */
const char *pdf_file_library(void);

/* A text string as UTF-16BE in hex, with its mark: <FEFF0041>. n bytes of UTF-8; cut behind 16,000 characters. */
void pdf_text_string(struct buf *b, const char *s, size_t n);

#endif
