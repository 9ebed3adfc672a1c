/*
 * Doubts about the exports as a whole (spec 1.9, 2.17): what makes every figure doubtful that a report shows. They
 * are issues with words (table/issues.h); where they go follows from the weight of their kind.
 */
#ifndef KD_AGGREGATE_DOUBTS_H
#define KD_AGGREGATE_DOUBTS_H

#include "aggregate/reach.h"
#include "rules/ruleset.h"
#include "table/tables.h"

enum {
    AGG_DOUBT_CUSTOMERS = 20,  /* so many have to be in care, or so many lines, before a share says anything */
    AGG_DOUBT_LINES = 10,      /* used lines of which 9 in 10 may be unknown words */
    AGG_DOUBT_SETTLED = 183,   /* days in care after which somebody usually has a note ... */
    AGG_DOUBT_LONG_CARE = 366, /* ... and after which hardly anybody has none */
    AGG_DOUBT_EXAMPLES = 2000, /* keys that are compared */
};

struct agg_doubts_input {
    const struct ruleset *set; /* NULL: only what needs neither rule set nor reporting day is looked at */
    int32_t day;               /* S */
    bool numbers;              /* Kundennummern may be shown to those in charge */
};

/*
 * Adds the doubts to tables.issues and sorts them; to be called once, right behind ingest and before anything is
 * counted: an optional file without a line is taken as not delivered from here on (tables.has_file, tables.has). Linear
 * in customers and notes.
 */
void agg_doubts(struct tables *t, const struct agg_doubts_input *in);

/* What an earlier run read. */
struct agg_doubts_before {
    int32_t day;              /* its S */
    int64_t lines[TBL_FILES]; /* -1: not delivered */
};

/* Adds a doubt for each file that has less than half of its lines then, or was delivered then and is not now. */
void agg_doubts_since(struct tables *t, const struct agg_doubts_before *before);

/* Fewer than 1 in 20 of at least 20. */
bool agg_doubts_few(uint64_t part, uint64_t whole);

/* Parts of agg_doubts; private to the room. */
void agg_doubt_words(struct tables *t, const struct ruleset *set);
void agg_doubt_keys_in_part(struct tables *t, const struct agg_doubts_input *in); /* behind those on whole files */
void agg_doubt_values(struct tables *t, const struct agg_doubts_input *in);
void agg_doubt_periods(struct tables *t, const struct agg_doubts_input *in, const struct agg_reach *r);
/* The day on which the notes begin, but for one, or one in a hundred of those up to `day`; DAY_NONE: on `from` or
 * before. */
int32_t agg_doubt_first_note(const struct tables *t, int32_t from, int32_t day);
/*
 * keys of `file` that are no customer's: theirs and ours as examples for those in charge ("" where numbers are not to
 * be shown), and what they look like. In the arena of the issues.
 */
struct agg_doubts_keys {
    uint64_t n; /* lines */
    const char *look, *found;
    bool alike; /* they differ in their way of writing alone */
};
struct agg_doubts_keys agg_doubt_keys(struct tables *t, enum tbl_file file, bool numbers);

#endif
