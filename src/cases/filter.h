/*
 * Filters of lists by fixed words: options of `list`, terms of a template's where. One row each says what both call it,
 * which words it takes and what it looks at, so that both take and refuse the same.
 */
#ifndef KD_CASES_FILTER_H
#define KD_CASES_FILTER_H

#include "base/buf.h"
#include "rules/evaluate.h"
#include "table/lexicon.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stddef.h>

enum case_filter { FILTER_VERDICT, FILTER_PROFILE, FILTER_STATUS, FILTER_AGE, CASE_FILTERS };

struct case_filter_row {
    const char *term;                                                  /* in where="..." */
    const char *option;                                                /* of list */
    int (*value_of)(const struct lexicon *x, const char *s, size_t n); /* -1: there is no such value */
    unsigned (*of)(const struct tables *t, const struct verdict *v);
    const char *const *words; /* n_words; cases_filter_words has those of a rule set's own, too */
    size_t n_words;
};
extern const struct case_filter_row case_filters[CASE_FILTERS];

/* What is asked of each: 1 << value; 0: does not matter. */
struct cases_filter {
    unsigned set[CASE_FILTERS];
};

/* The next value of a list that commas part, n bytes, trimmed; *rest NULL: there is none behind it. */
bool cases_next_value(const char **rest, size_t *left, const char **value, size_t *n);
/*
 * Adds the values (n bytes, parted by commas; words of x among them) to the set of a filter. False: *bad, *n_bad is
 * none of its values.
 */
bool cases_filter_read(struct cases_filter *f, enum case_filter filter, const struct lexicon *x, const char *values,
                       size_t n, const char **bad, size_t *n_bad) MUST_CHECK;
/* The words that a filter takes, for messages; gives how many. */
enum { CASE_FILTER_WORDS = 16 + LEXICON_MORE };
size_t cases_filter_words(enum case_filter filter, const struct lexicon *x, const char *word[CASE_FILTER_WORDS]);
bool cases_filter_passes(const struct cases_filter *f, const struct tables *t, const struct verdict *v);

#endif
