/*
 * Names of elements and attributes that the expressions of a template ask for. One that the results never have selects
 * nothing, and XSLT does not say so. Internal to the template driver; template.h has what others use.
 */
#ifndef KD_DOCUMENT_TEMPLATE_NAMES_H
#define KD_DOCUMENT_TEMPLATE_NAMES_H

#include "base/mem.h"
#include "document/template.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct template_name {
    const char *name;
    bool attribute;
    size_t part, line; /* the file of the template in which it stands */
};
struct template_names {
    struct template_name *item;
    size_t n, cap;
};

/* Adds those of the style sheet `sheet`, the part-th file of its template; a: for the names. */
void template_names_add(struct template_names *names, const xmlDoc *sheet, size_t part, struct arena *a);
/* Each is in one of the n schemas. False: d says which is not and where in the template t, or that a schema cannot be
 * read. */
bool template_names_check(const struct template_names *names, const struct template *t, const char *const *rng,
                          size_t n, struct diag *d);

#endif
