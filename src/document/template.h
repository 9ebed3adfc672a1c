/*
 * Templates: XSLT 1.0 over libxslt, results in, document out. Only template.c includes libxslt.
 *
 * A template cannot read or write a file, reach a network or run without end: document() and xsl:document are refused,
 * no extension is registered, recursion, steps, memory and time are bounded (template_budget.h). It may import and
 * include other templates of its own folder by their bare name.
 */
#ifndef KD_DOCUMENT_TEMPLATE_H
#define KD_DOCUMENT_TEMPLATE_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/digest.h"

#include <stdbool.h>
#include <stddef.h>

struct template;

/*
 * Compiles a template file. NULL: not readable, not well-formed, not XSLT, or asks for what it may not (DIAG_RULES;
 * d names file and line). Not for two threads at once. Free with template_free.
 */
struct template *template_load(const char *file, struct diag *d) MUST_CHECK;
void template_free(struct template *t); /* takes NULL */
/* The files it was made from: the i-th, the one given to template_load first; NULL: no more. Borrowed from t. */
const char *template_file(const struct template *t, size_t i);
/* What was read of it. */
struct digest_text template_digest(const struct template *t, size_t i);

/*
 * Whether each name that its expressions ask for is in one of these schemas (n files) of the results; one that is not
 * selects nothing, and nobody says so. False: DIAG_RULES names the place.
 */
bool template_check_names(const struct template *t, const char *const *rng, size_t n, struct diag *d) MUST_CHECK;

struct template_parameter {
    const char *name, *value; /* of an xsl:param at the top; the value is a string, never an expression */
};

/*
 * Applies t to the n bytes of results XML and appends the document XML to out. Parameters the template does not
 * declare are ignored. Several threads may apply one template at once. False: the template failed or stopped itself
 * with xsl:message terminate="yes" (DIAG_RULES; d names file and line); out is then unchanged.
 */
bool template_apply(const struct template *t, const char *results, size_t n, const struct template_parameter *parameter,
                    size_t n_parameters, struct buf *out, struct diag *d) MUST_CHECK;

/*
 * A document that is none, and where in the template its elements come from: the template is read and applied once
 * more. flat: the document with one element a line, of which origins are asked by line; shown: the same for people,
 * indented. NULL: it could not be. Not for two threads at once.
 */
struct template_origin {
    const char *file;    /* of the template; NULL: not known */
    size_t line, shown;  /* in file; in shown */
    const char *section; /* words of the heading of the section it stands in; NULL: in none */
};
struct template_traced *template_trace(const struct template *t, const char *results, size_t n,
                                       const struct template_parameter *parameter, size_t n_parameters) MUST_CHECK;
void template_traced_free(struct template_traced *x); /* takes NULL */
const struct buf *template_traced_flat(const struct template_traced *x);
const struct buf *template_traced_shown(const struct template_traced *x);
/* Of the element on this line of flat; NULL: there is none at all. */
const struct template_origin *template_traced_origin(const struct template_traced *x, size_t line);

/* The version of the XSLT library, for the record of a run. */
const char *template_library(void);

#endif
