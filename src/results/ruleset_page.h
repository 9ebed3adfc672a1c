/*
 * A rule set as a document (templates/document.rng): `rules show --format html`.
 */
#ifndef KD_RESULTS_RULESET_PAGE_H
#define KD_RESULTS_RULESET_PAGE_H

#include "base/buf.h"
#include "rules/ruleset.h"

/* Appends the document XML: what `rules show` says as text, with the quoted sentences beside the rules. */
void results_put_ruleset_page(struct buf *b, const struct ruleset *set);

#endif
