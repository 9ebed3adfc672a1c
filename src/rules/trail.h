/*
 * The whole trail of one verdict as data: what the evaluator decided, heard from the evaluator itself
 * (rules/listener.h), and what would be different without a note or an exception, asked of the evaluator again.
 */
#ifndef KD_RULES_TRAIL_H
#define KD_RULES_TRAIL_H

#include "rules/evaluate.h"

struct trail_pause {
    int32_t from, to; /* the days that were added */
    int32_t after;    /* the due day with them */
};
struct trail_sum {
    struct eval_sum sum; /* sum.within.n = 0: was not asked for */
    struct trail_pause *pause;
    size_t n_pauses, cap_pauses;
    int32_t day; /* with all pauses */
    int32_t pause_days;
};
enum { TRAIL_SUMS = SUM_CORRIDOR + 1 };

/* One requirement of a rule, by itself. */
struct trail_part {
    struct eval_counted *counted;
    size_t n_counted;
    struct trail_sum sum[TRAIL_SUMS];     /* by enum eval_sum_use */
    struct eval_change change[EVAL_DAYS]; /* by the days of the requirement */
    size_t n_changes;
};

/* What a rule asked for, on the way to the due day (2.6). */
struct trail_level {
    struct eval_demand demand;
    struct trail_part part[RULE_REQUIREMENTS]; /* demand.rule->n_asks */
    int decides;                               /* the part whose day is due */
    size_t day;                                /* and its change */
    bool matters;                              /* its due day is part of that of S; else it was only looked at */
};

/* The change whose day is due. */
static inline const struct eval_change *trail_decided(const struct trail_level *level)
{
    return &level->part[level->decides].change[level->day];
}

struct trail_note {
    uint32_t note;          /* index into the contacts */
    uint8_t reason;         /* enum note_reason, under the rule of S */
    bool counted;           /* under the requirement of S */
    bool counted_before;    /* under an earlier requirement that was looked at */
    uint32_t instead;       /* NOTE_SAME_DAY: the note that counts; else TBL_NONE */
    bool decides;           /* the row of ergebnis.csv would be another without it */
    struct verdict without; /* decides: the verdict without it */
};

struct trail_exception {
    uint32_t exception; /* index */
    struct exception_answer answer;
    bool later;   /* begins after S */
    bool late;    /* "ausgenommen nach Ablauf der Frist" */
    bool decides; /* the row of ergebnis.csv would be another without it */
    struct verdict without;
};

struct trail {
    const struct tables *t;
    struct eval_question q;
    uint32_t customer;
    enum eval_population population; /* POPULATION_IN, else only v.state is set */
    struct verdict v;
    struct eval_period *period; /* looked at for the start of care; none where there is only one line */
    size_t n_periods, cap_periods;
    struct rule_trial *trial; /* the search that holds on S; the last one ended it, or none applied */
    size_t n_trials, cap_trials;
    int32_t trial_day;
    struct eval_stage *stage; /* from the start of care to S */
    size_t n_stages;
    struct trail_level *level; /* the earliest first, that of S last; none without a requirement on S */
    size_t n_levels, cap_levels;
    struct trail_note *note; /* every note of the customer, in table order */
    size_t n_notes;
    struct trail_exception *exception; /* every exception of the customer, in the order of the file */
    size_t n_exceptions;
    int since_in_person;       /* alternation: telephone contacts counted since the last in person; else -1 */
    int32_t exempt_from;       /* of the stretch that holds S; DAY_NONE */
    int hearing_of;            /* while it is built: the requirement that is told of */
    enum eval_sum_use hearing; /* and the sum that the next pause belongs to */
};

/* The trail of customer for q; never NULL. Contacts must have their lines (ingest_options.contact_details). */
struct trail *trail_new(const struct tables *t, const struct eval_question *q, uint32_t customer);
void trail_free(struct trail *t); /* takes NULL */

/* The level of S; NULL: no requirement. */
static inline const struct trail_level *trail_now(const struct trail *t)
{
    return t->n_levels ? &t->level[t->n_levels - 1] : NULL;
}
/* The last day of stage i. */
static inline int32_t trail_stage_end(const struct trail *t, size_t i)
{
    return i + 1 < t->n_stages ? t->stage[i + 1].from - 1 : t->q.day;
}
/* Whether two verdicts on one customer give the same row in ergebnis.csv (spec 5.2). */
bool trail_same_row(const struct verdict *a, const struct verdict *b);

#endif
