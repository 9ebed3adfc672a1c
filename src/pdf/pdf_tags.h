/*
 * The structure of a tagged PDF: a tree of elements whose leaves are marked stretches of page content. Kept
 * small, for a table of 100,000 rows is a million of them; written while the file is saved.
 *
 * A cell of a plain table tells by /Scope what its heads are. Where that is not enough (heads in several rows, rows
 * that head a group, heads that reach over rows) the heads get IDs and each cell lists its own (pdf_heads.h).
 */
#ifndef KD_PDF_PDF_TAGS_H
#define KD_PDF_PDF_TAGS_H

#include "layout/pages.h"
#include "pdf/pdf_file.h"

struct pdf_tags;

struct pdf_tags *pdf_tags_new(const struct theme *theme); /* borrowed */
void pdf_tags_free(struct pdf_tags *t);                   /* takes NULL */

/* From here on marks belong to the page with this object number. */
void pdf_tags_page(struct pdf_tags *t, unsigned page);
/* What node says is taken here and now: the row of a source is gone with the next one. */
void pdf_tags_begin(struct pdf_tags *t, enum page_role role, const struct doc_node *node);
/* A span within the element that is open: what is drawn in it reads as these n bytes. */
void pdf_tags_begin_span(struct pdf_tags *t, const char *s, size_t n);
/* Opens a kid of the open element again: number kid, or PAGE_LAST_KID. Where it is not of this role, a new one begins.
 */
void pdf_tags_resume(struct pdf_tags *t, enum page_role role, size_t kid);
void pdf_tags_end(struct pdf_tags *t);
/* The element that is open, as a number that changes with it; 0: none. */
size_t pdf_tags_current(const struct pdf_tags *t);
/* The element that is open may have content of its own, and the page has numbers left. */
bool pdf_tags_has_content(const struct pdf_tags *t);
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

/*
 * Adds the tree to the file as entries of `root` (an object) and as series: after all other objects. t must live until
 * the file is saved.
 */
void pdf_tags_write(struct pdf_tags *t, struct pdf_file *file, unsigned root);

#endif
