/*
 * What the readers of a rule file share: its elements as words, masks, numbers and texts. Private to load.c,
 * rulefile*.c. Each gives false where what it finds cannot stand; the loader's diag
 * then says where and why.
 */
#ifndef KD_RULES_RULEFILE_H
#define KD_RULES_RULEFILE_H

#include "base/buf.h"
#include "rules/ruleset.h"

#include <libxml/tree.h>

struct rulefile {
    struct ruleset *set;
    struct diag *d;
    const char *file;
    struct buf scratch;
};

#define rulefile_fail(l, node, ...) diag_fail((l)->d, DIAG_RULES, (l)->file, xml_node_line(node), __VA_ARGS__)

/* How many children have that name. */
int rulefile_count(const xmlNode *of, const char *name);

/* Text in NFC, white space collapsed, kept in the rule set's arena: of a node, of its first child of that
 * name ("" none), of an attribute ("" none). */
const char *rulefile_content(struct rulefile *l, const xmlNode *node);
const char *rulefile_text(struct rulefile *l, const xmlNode *of, const char *name);
const char *rulefile_attribute(struct rulefile *l, const xmlNode *of, const char *name);

/* The elements <fundstelle> and <wortlaut> of a node. */
void rulefile_cite(struct rulefile *l, const xmlNode *of, enum rule_cited which);

/* Whether the attribute is there and has this word. */
bool rulefile_is(const xmlNode *of, const char *attribute, const char *word);
/* A whole number; where the attribute is absent *out stays as it is. */
bool rulefile_number(struct rulefile *l, const xmlNode *of, const char *attribute, int *out);
bool rulefile_span(struct rulefile *l, const xmlNode *of, const char *s, struct span *out);

/* The value of an element's text in a list of words, as word_lookup, and "keine" for no profile; -1: none. */
int rulefile_value(struct rulefile *l, const xmlNode *node, enum word_list list);
/* The children of that name as a set 1 << value; a word that is unknown or there twice is a failure. */
bool rulefile_words(struct rulefile *l, const xmlNode *of, const char *name, enum word_list list, unsigned *set);
/* The children <kontaktart>; video joins what is in person where the rule set takes it so. */
bool rulefile_modes(struct rulefile *l, const xmlNode *of, uint16_t *modes);
/* The children <merkmal>, 1 << attribute: those that must be set, those that must not. */
bool rulefile_attributes(struct rulefile *l, const xmlNode *of, uint32_t *yes, uint32_t *no);

/* The attributes that the rule set declares, and its dimensions; whatever asks for them is read later. */
bool rulefile_declarations(struct rulefile *l, const xmlNode *root);
/* <wenn> of a rule. */
bool rulefile_condition(struct rulefile *l, const xmlNode *node, struct rule_condition *c);

/* Everything behind <regeln> but the readings (rulefile_provisions.c). The rules have been read. */
bool rulefile_provisions(struct rulefile *l, const xmlNode *root);

#endif
