/*
 * Which requirement was in force on which days of one customer's care (spec 2.1 to 2.3; internal to rules).
 */
#ifndef KD_RULES_TIMELINE_H
#define KD_RULES_TIMELINE_H

#include "rules/evaluate.h"

struct timeline_period { /* of care */
    int32_t begin, end;
    uint32_t line; /* index into states */
};

struct timeline_given {
    int32_t from, to;
    int32_t latest; /* end of any up to this one */
    uint32_t exception;
};

struct timeline {
    struct eval_stage *stage;
    size_t n, cap;
    int32_t *event; /* scratch */
    size_t n_events, cap_events;
    struct timeline_period *period; /* scratch */
    size_t cap_periods;
    struct timeline_given *interval; /* scratch: the customer's exceptions with an interval, by Von, then by line */
    size_t n_intervals, cap_intervals;
};

/* A (spec 2.1) for a customer in the population on day; state: the line valid on it. */
int32_t timeline_start(struct timeline *tl, const struct tables *t, uint32_t customer, uint32_t state, int32_t day,
                       const struct eval_listener *l);
/* The stages of [start, day]; neighbours differ. l: hears the searches and the stages; NULL. */
void timeline_build(struct timeline *tl, const struct tables *t, const struct eval_question *q, uint32_t customer,
                    int32_t start, const struct eval_listener *l);
/*
 * E for the last day of stage i: the first stage of its stretch, interruptions of at most 31 days in a requirement
 * passed over (2.3).
 */
size_t timeline_stretch(const struct timeline *tl, size_t i);
void timeline_free(struct timeline *tl);

/* The day on which somebody is no longer U25. */
int32_t timeline_end_of_youth(int32_t born);
/* What an interval from this day on has to end before in order to shorten the rule's own; for a count its share (2.7).
 */
int32_t timeline_own_end(const struct rule *r, int32_t from);
/* Whether the rule of a day (-1: none) accepts the interval of exception x (2.7), and if not, why. */
struct exception_answer timeline_interval(const struct tables *t, const struct ruleset *set, int rule, uint32_t x);

#endif
