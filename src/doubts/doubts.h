/*
 * Doubts about the exports as a whole (spec 1.9, 2.17): what makes every figure doubtful that a report shows. They
 * are issues with words (table/issues.h); where they go follows from the weight of their kind.
 */
#ifndef KD_DOUBTS_DOUBTS_H
#define KD_DOUBTS_DOUBTS_H

#include "aggregate/reach.h"
#include "rules/ruleset.h"
#include "table/tables.h"

enum {
    DOUBTS_CUSTOMERS = 20,  /* so many have to be in care, or so many lines, before a share says anything */
    DOUBTS_LINES = 10,      /* used lines of which 9 in 10 may be unknown words */
    DOUBTS_SETTLED = 183,   /* days in care after which somebody usually has a note ... */
    DOUBTS_LONG_CARE = 366, /* ... and after which hardly anybody has none */
    DOUBTS_EXAMPLES = 2000, /* keys that are compared */
};

struct doubts_input {
    const struct ruleset *set; /* NULL: only what needs neither rule set nor reporting day is looked at */
    int32_t day;               /* S */
    bool numbers;              /* Kundennummern may be shown to those in charge */
};

/*
 * Adds the doubts to tables.issues and sorts them; to be called once, right behind ingest and before anything is
 * counted: an optional file without a line is taken as not delivered from here on (tables.has_file, tables.has). Linear
 * in customers and notes.
 */
void doubts_find(struct tables *t, const struct doubts_input *in);

/* What an earlier run read. */
struct doubts_before {
    int32_t day;              /* its S */
    int64_t lines[TBL_FILES]; /* -1: not delivered */
};

/* Adds a doubt for each file that has less than half of its lines then, or was delivered then and is not now. */
void doubts_since(struct tables *t, const struct doubts_before *before);

/* Fewer than 1 in 20 of at least 20. */
bool doubts_few(uint64_t part, uint64_t whole);

/* Parts of doubts_find; private to the room. */
void doubts_add(struct tables *t, enum issue_kind kind, enum tbl_file file, const char *fact, const char *meaning);
void doubts_of_words(struct tables *t, const struct ruleset *set);
void doubts_of_keys(struct tables *t, const struct doubts_input *in); /* behind those on whole files */
void doubts_of_values(struct tables *t, const struct doubts_input *in);
void doubts_of_periods(struct tables *t, const struct doubts_input *in, const struct agg_reach *r);
/* The day on which the notes begin, but for one, or one in a hundred of those up to `day`; DAY_NONE: on `from` or
 * before. */
int32_t doubts_first_note(const struct tables *t, int32_t from, int32_t day);
/*
 * keys of `file` that are no customer's: theirs and ours as examples for those in charge ("" where numbers are not to
 * be shown), and what they look like. In the arena of the issues.
 */
struct doubts_keys {
    uint64_t n; /* lines */
    const char *look, *found;
    bool alike; /* they differ in their way of writing alone */
};
struct doubts_keys doubts_look_at_keys(struct tables *t, enum tbl_file file, bool numbers);

#endif
