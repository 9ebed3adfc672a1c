/*
 * Which requirement was in force on which days of one customer's care (spec 2.1 to 2.3; internal to rules).
 */
#ifndef KD_RULES_TIMELINE_H
#define KD_RULES_TIMELINE_H

#include "rules/evaluate.h"

/* Days of one rule and one individual interval; it ends where the next begins, the last one on S. */
struct stage {
    int32_t from;
    int16_t rule;              /* -1: none applies */
    uint8_t outcome;           /* enum rule_outcome */
    uint32_t individual;       /* exception whose interval is in force; TBL_NONE */
};

struct period { /* of care */
    int32_t begin, end;
    uint32_t line; /* index into states */
};

struct timeline {
    struct stage *stage;
    size_t n, cap;
    int32_t *event; /* scratch */
    size_t n_events, cap_events;
    struct period *period; /* scratch */
    size_t cap_periods;
};

/* A (spec 2.1) for a customer in the population on day; state: the line valid on it. */
int32_t timeline_start(struct timeline *tl, const struct tables *t, uint32_t customer, uint32_t state, int32_t day);
/* The stages of [start, day]; neighbours differ. */
void timeline_build(struct timeline *tl, const struct tables *t, const struct eval_question *q, uint32_t customer,
                    int32_t start);
/*
 * E for the last day of stage i: the first stage of its stretch, interruptions of at most 31 days in a requirement
 * passed over (2.3).
 */
size_t timeline_stretch(const struct timeline *tl, size_t i);
void timeline_free(struct timeline *tl);

/* The day on which somebody is no longer U25. */
int32_t timeline_end_of_youth(int32_t born);
/* Whether the rule of a day accepts the interval of exception x (2.7). */
bool timeline_accepts_interval(const struct tables *t, const struct ruleset *set, int rule, uint32_t x);

#endif
