/*
 * The structure of a tagged PDF: a tree of elements whose leaves are marked stretches of page content. Kept
 * small, for a table of 100,000 rows is a million of them; written while the file is saved.
 */
#ifndef KD_RENDER_PDF_TAGS_H
#define KD_RENDER_PDF_TAGS_H

#include "render/pages.h"
#include "render/pdf_file.h"

struct pdf_tags;

struct pdf_tags *pdf_tags_new(void);
void pdf_tags_free(struct pdf_tags *t); /* takes NULL */

/* From here on marks belong to the page with this object number. */
void pdf_tags_page(struct pdf_tags *t, unsigned page);
void pdf_tags_begin(struct pdf_tags *t, enum page_role role, const struct doc_node *node);
void pdf_tags_end(struct pdf_tags *t);
/* The element that is open, as a number that changes with it; 0: none. */
size_t pdf_tags_current(const struct pdf_tags *t);
/*
 * A new stretch of content of the element that is open: its /MCID on this page and the name of the element.
 * -1: the element has no content of its own (a table, a row), or the page no number left: what is drawn is
 * furniture.
 */
int pdf_tags_mark(struct pdf_tags *t, const char **name);
/* The annotation (object number) belongs to the element that is open; gives its /StructParent. */
unsigned pdf_tags_annotation(struct pdf_tags *t, unsigned annotation);
/* Where on the page the figure that is open lies (PDF coordinates). */
void pdf_tags_figure(struct pdf_tags *t, const double box[4]);

/* Adds the tree to the file; gives the object number of its root. t must live until the file is saved. */
unsigned pdf_tags_write(struct pdf_tags *t, struct pdf_file *file);

#endif
