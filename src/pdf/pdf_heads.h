/*
 * Which heads a cell has, and which elements need an ID: found while the elements pass by in their order.
 */
#ifndef KD_PDF_PDF_HEADS_H
#define KD_PDF_PDF_HEADS_H

#include "pdf/pdf_elements.h"

struct pdf_heads;

struct pdf_heads *pdf_heads_new(const struct pdf_tags *t); /* borrowed */
void pdf_heads_free(struct pdf_heads *h);                  /* takes NULL */

/*
 * The next element, from 1 on. *head: the heads that the cell names (elements), good until the next call; n of them.
 * True: the element needs an ID of its own.
 */
bool pdf_heads_next(struct pdf_heads *h, uint32_t element, const uint32_t **head, size_t *n);

#endif
