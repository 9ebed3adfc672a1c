/*
 * Why somebody is overdue (spec 2.15): one reason for each, the first that holds. It explains, it excuses nobody: no
 * verdict changes. Only where appointments were delivered with their status.
 */
#ifndef KD_AGGREGATE_REASONS_H
#define KD_AGGREGATE_REASONS_H

#include "base/holidays.h"
#include "rules/evaluate.h"
#include "table/tables.h"

enum agg_reason {
    REASON_NONE,        /* not overdue, or nothing can be said */
    REASON_NO_STAFF,    /* nobody in charge: none, not in mitarbeiter.csv, or gone before S */
    REASON_NOT_COUNTED, /* a talk took place that does not count: its note, partner or mode */
    REASON_MISSED,      /* the last appointment: the customer did not come */
    REASON_CANCELLED,   /* ... was cancelled */
    REASON_NO_NOTE,     /* ... took place, and nobody wrote a note that day */
    REASON_ABSENT,      /* the caseworker was absent on most of the last working days before the due day */
    REASON_UNKNOWN,     /* the appointments delivered do not reach back so far */
    REASON_NOT_INVITED,
    AGG_REASONS
};

/* "" for REASON_NONE; "ohne_betreuung", ... */
extern const char *const agg_reason_codes[AGG_REASONS];

/* Of one run; for one thread. */
struct agg_reasons;

/* q: the question that the verdicts are answers to; borrowed. region: whose holidays are no working days. */
struct agg_reasons *agg_reasons_new(const struct tables *t, const struct eval_question *q,
                                    struct holiday_region region);
void agg_reasons_free(struct agg_reasons *r); /* takes NULL */

/*
 * The reason of customer, whose verdict is v. kept: the appointment without a note where that is it (index into
 * appointments), TBL_NONE else; may be NULL.
 */
enum agg_reason agg_reason(struct agg_reasons *r, uint32_t customer, const struct verdict *v, uint32_t *kept);

/*
 * The reasons of all customers, customers.n, to be freed; and a finding for each appointment that was kept without a
 * note (FIND_NO_NOTE), added to t's issues, which are not sorted here. verdict: customers.n, for q.
 */
uint8_t *agg_reasons_all(struct tables *t, const struct eval_question *q, const struct verdict *verdict,
                         struct holiday_region region) MUST_CHECK;

#endif
