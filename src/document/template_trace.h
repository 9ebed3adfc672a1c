/*
 * Where in a template each element of a document comes from: while a style sheet is read, every element that it will
 * write gets an attribute with its file and line, which is taken off again when the document is written down. Only for
 * documents that are rejected. Internal to the template driver; template.h has what others use.
 */
#ifndef KD_DOCUMENT_TEMPLATE_TRACE_H
#define KD_DOCUMENT_TEMPLATE_TRACE_H

#include "document/template.h"

#include <libxml/tree.h>

/* Marks what the style sheet `sheet`, the part-th file of its template, writes. */
void template_mark(xmlDoc *sheet, size_t part);
/* doc: what the marked template t wrote. */
struct template_traced *template_traced_new(const xmlDoc *doc, const struct template *t);

/* Whether x is the element of XSLT of this name. */
bool template_is_xslt(const xmlNode *x, const char *name);

#endif
