/*
 * XML from memory or a file, checked against a RELAX NG schema: no network, no DOCTYPE, no entities but the
 * five of XML, depth bounded by libxml2 (256). What is wrong is said in German, with the line and what the
 * schema allows there. Private to the room that includes it; no renderer sees libxml2.
 */
#ifndef KD_BASE_XML_H
#define KD_BASE_XML_H

#include "base/diag.h"
#include "base/digest.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * n bytes; name: for messages; rng: file of the schema. NULL: not well-formed or not valid (DIAG_RULES), d
 * says where. Free with xmlFreeDoc. May be called by several threads at once.
 */
xmlDoc *xml_read(const char *xml, size_t n, const char *name, const char *rng, struct diag *d) MUST_CHECK;
/*
 * The same with a schema that is read once for many documents, by several threads at once. NULL: the schema is not
 * readable or no schema (DIAG_RULES).
 */
struct xml_schema;
struct xml_schema *xml_schema_new(const char *rng, struct diag *d) MUST_CHECK;
void xml_schema_free(struct xml_schema *s); /* takes NULL */
xmlDoc *xml_read_by(const char *xml, size_t n, const char *name, const struct xml_schema *schema,
                    struct diag *d) MUST_CHECK;
/* xml_read for a file of at most 64 MiB. digest: of the bytes that were read; NULL: not asked for. */
xmlDoc *xml_read_file(const char *file, const char *rng, struct digest_text *digest, struct diag *d) MUST_CHECK;

/*
 * The line of the first element with more attributes than anybody writes (XML_MOST_ATTRIBUTES): parsers hold each
 * against all before it, minutes for 200,000. 0: there is none. Asked before a parser sees the bytes.
 */
enum { XML_MOST_ATTRIBUTES = 1000 };
size_t xml_overlong_element(const char *xml, size_t n);

/* Well-formed, whatever it holds; of a file of the program's own, at most 64 MiB. */
xmlDoc *xml_parse_file(const char *file, struct diag *d) MUST_CHECK;

bool xml_is(const xmlNode *node, const char *name);
size_t xml_node_line(const xmlNode *node); /* 0: unknown, or there is no node */
/* The first element of this name: node or a sibling behind it, a child, a sibling behind node of its name. NULL: none.
 */
const xmlNode *xml_from(const xmlNode *node, const char *name);
const xmlNode *xml_child(const xmlNode *of, const char *name);
const xmlNode *xml_next(const xmlNode *node);
/* The attribute's value, or NULL; borrowed from the document (which has no entities, so that a value is one
 * text). */
const char *xml_attribute(const xmlNode *node, const char *name);
/*
 * A decimal number with a point, signs + and -, without exponent, spaces around it allowed; no locale.
 * Correctly rounded up to 15 digits. False: not such a number.
 */
bool xml_number(const char *s, double *value);

/* What a code of the library's parser means, in German. */
const char *xml_parse_reason(int code);

/* The version of the XML library, for the record of a run. */
const char *xml_library(void);

/* Part of the message on a document that is not valid; xml_explain.c. Always gives false. */
bool xml_explain(const xmlDoc *doc, const xmlDoc *schema, const char *name, struct diag *d);
/* False: the children of `in` are not in the order of the schema, or one stands there twice, and d says which. */
bool xml_explain_order(const xmlNode *in, const xmlDoc *schema, const char *name, struct diag *d);
/* Adds to d what the schema says of this element; in_order: the elements it may hold, in the order of the
 * schema. */
bool xml_expect_element(const xmlDoc *schema, const char *element, bool in_order, struct diag *d);

#endif
