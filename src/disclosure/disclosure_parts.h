/* What the files of disclosure.c share. */
#ifndef KD_DISCLOSURE_DISCLOSURE_PARTS_H
#define KD_DISCLOSURE_DISCLOSURE_PARTS_H

#include "disclosure/disclosure.h"
#include "disclosure/suppression.h"

#define NO_CELL SIZE_MAX

/* Counts that are decided together: those of the engine, and what they are called outside. */
struct ledger {
    struct disclosure *disclosure;
    struct suppression *engine;
    struct ledger_entry {
        struct agg_unit unit;
        int figure;
        size_t cell;
    } * entry;
    size_t n, cap;
};

void ledger_open(struct ledger *l, struct disclosure *s);
/* Decides, and tells the disclosure. */
void ledger_close(struct ledger *l);
/* A count that is shown, or would be. */
size_t ledger_cell(struct ledger *l, struct agg_unit unit, int figure, uint64_t count, int32_t cost);
/* The same count under another name. */
void ledger_alias(struct ledger *l, struct agg_unit unit, int figure, size_t cell);
/* A count that is in no report, but can be computed from those that are: small ones are hidden, too. */
size_t ledger_rest(struct ledger *l, uint64_t count);
/* A count that is decided already, and shown. */
size_t ledger_shown(struct ledger *l, uint64_t count);
void ledger_sum(struct ledger *l, size_t whole, const size_t *part, size_t n); /* without those that are NO_CELL */
void ledger_sum2(struct ledger *l, size_t whole, size_t x, size_t y);
/*
 * cell[place][n]: what place 0 has is the sum of what the others have, NO_CELL: nothing. closed: some of them do not
 * show theirs, and have the rest.
 */
void ledger_across(struct ledger *l, const size_t *cell, size_t n_places, size_t n, bool closed);

/* Tells the disclosure without asking. */
void disclosure_decide(struct disclosure *s, struct agg_unit unit, int figure, bool hidden);

/*
 * The Jobcenter (place 0) and the teams with customers. What hangs on a verdict of a place, its groups and parts, is
 * only shown where that verdict is: so it can tell nothing about those that are hidden, and each table is decided by
 * itself, with what it hangs on as known.
 */
struct place {
    struct agg_unit unit;
    const struct agg_groups *groups;
    const struct agg_course *course;
    const struct agg_practice_part *practice;
    const struct agg_staff_numbers *staff;
    const struct agg_ahead_numbers *ahead;
    const struct agg_counts *now; /* its customers by verdict, on which all else hangs */
};

/* Whether a count of place is shown on which others hang: DISCLOSE_CUSTOMERS .. DISCLOSE_CODE + .. */
bool place_shows(const struct disclosure *s, const struct place *p, int figure);
/* All verdicts, and their sums. */
bool place_shows_all(const struct disclosure *s, const struct place *p);

void disclosure_groups(struct disclosure *s, const struct place *place, size_t n);
void disclosure_practice(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n);
void disclosure_rates(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n);
void disclosure_ahead(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n);
void disclosure_households(struct disclosure *s, const struct place *place, size_t n);
void disclosure_flows(struct disclosure *s, const struct disclosure_input *in, const struct place *place, size_t n);

#endif
