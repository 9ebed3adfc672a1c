/*
 * Doubts about the exports as a whole (spec 1.9, 2.17): what makes every figure doubtful that a report shows. They
 * are issues with words (table/issues.h); where they go follows from the weight of their kind.
 */
#ifndef KD_AGGREGATE_DOUBTS_H
#define KD_AGGREGATE_DOUBTS_H

#include "rules/ruleset.h"
#include "table/tables.h"

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
void agg_doubts(struct tables *t, const struct doubts_input *in);

#endif
