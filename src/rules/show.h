/*
 * A rule set as plain German text: `kontaktdichte rules list` and `rules show`, and the further provisions in
 * words for the method section of the reports.
 */
#ifndef KD_RULES_SHOW_H
#define KD_RULES_SHOW_H

#include "base/buf.h"
#include "rules/ruleset.h"

/*
 * Appends the whole rule set: title, validity, what counts, exceptions, the rules in order with their
 * sources, further provisions, readings. UTF-8, LF, at most 100 columns as long as no single word is longer.
 */
void ruleset_put_text(const struct ruleset *r, struct buf *b);

/* Appends one line, with its LF: id, number of rules, validity, title; columns aligned for ids of up to 23
 * characters. */
void ruleset_put_list_line(const struct ruleset *r, struct buf *b);

/* One further provision (spec 2.9, 2.10): "Erstkontakt", "in der Regel binnen 7, ...", "Konzept ...,
 * Grundsätze". */
struct ruleset_line {
    const char *label, *words, *source;
};

/*
 * What the directive provides beyond its rules, in the order of the spec; lines and texts in a.
 * n: how many; 0 where it has none (the result is then of no use).
 */
const struct ruleset_line *ruleset_provisions(const struct ruleset *r, struct arena *a, int *n);

/* What counts as a contact, in the same form: kinds of note, partners, modes. Never empty. */
const struct ruleset_line *ruleset_counting(const struct ruleset *r, struct arena *a, int *n);

#endif
