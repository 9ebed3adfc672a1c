/*
 * Rule sets in German words: single rules, whole rule sets (`kontaktdichte rules list` and `rules show`, and the
 * further provisions for the method section of the reports) and what was proved of them (`rules check`).
 */
#ifndef KD_WORDS_RULESET_WORDS_H
#define KD_WORDS_RULESET_WORDS_H

#include "base/buf.h"
#include "rules/evaluate.h"
#include "rules/prove.h"
#include "rules/ruleset.h"

extern const char *const words_verdict[VERDICT_CODES]; /* as shown: "überfällig" */

/*
 * In German words, in a or static:
 * the requirement: "mindestens alle 6 Monate ein Kontakt"; "keine Vorgabe", ... where there is none;
 * an interval, also one of an exception: "mindestens alle 6 Wochen ein Kontakt";
 * the modes: "nur persönlich"; the exceptions accepted, "" none; both "" where the rule has no requirement;
 * the validity: "in Kraft von 01.01.2019 bis 31.12.2023".
 */
const char *words_requirement(const struct ruleset *set, const struct rule *r, struct arena *a);
const char *words_ask(const struct rule_requirement *r, struct arena *a); /* one requirement by itself */
const char *words_interval(struct span w, struct arena *a);
const char *words_modes(const struct ruleset *set, const struct rule *r, struct arena *a);
const char *words_accepts(const struct rule *r, struct arena *a);
const char *words_validity(const struct ruleset *r, struct arena *a);

/*
 * Appends the whole rule set: title, validity, what counts, exceptions, the rules in order with their
 * sources, further provisions, readings. UTF-8, LF, at most 100 columns as long as no single word is longer.
 */
void words_put_ruleset(const struct ruleset *r, struct buf *b);

/* Appends one line, with its LF: id, number of rules, validity, title; columns aligned for ids of up to 23
 * characters. */
void words_put_ruleset_line(const struct ruleset *r, struct buf *b);

/* One further provision (spec 2.9, 2.10): "Erstkontakt", "in der Regel binnen 7, ...", "Konzept ...,
 * Grundsätze". */
struct words_line {
    const char *label, *words, *source;
};

/*
 * What the directive provides beyond its rules, in the order of the spec; lines and texts in a.
 * n: how many; 0 where it has none (the result is then of no use).
 */
const struct words_line *words_provisions(const struct ruleset *r, struct arena *a, int *n);

/* What counts as a contact, in the same form: kinds of note, partners, modes. Never empty. */
const struct words_line *words_counting(const struct ruleset *r, struct arena *a, int *n);

/* Attributes and words of its own, in the same form without sources; n = 0: it has none. */
const struct words_line *words_declared(const struct ruleset *r, struct arena *a, int *n);

/* The report in German, UTF-8, LF, at most 100 columns as long as no single word is longer. */
void words_put_proof(const struct proof *p, struct buf *b);
/* One line: "2 Lücken, 1 Regel ohne Wirkung"; proof_faults(p) is not 0. */
void words_put_proof_summary(const struct proof *p, struct buf *b);

#endif
