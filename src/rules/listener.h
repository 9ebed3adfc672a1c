/*
 * What the evaluator decides, told at the moment when it decides it: for `explain`, and for tests. The verdict is the
 * same with and without a listener; without one nothing is done.
 */
#ifndef KD_RULES_LISTENER_H
#define KD_RULES_LISTENER_H

#include "rules/ruleset.h"
#include "table/tables.h"

/* Days of one rule and one individual interval; it ends where the next begins, the last one on S (2.3). */
struct eval_stage {
    int32_t from;
    int16_t rule;        /* -1: none applies */
    uint8_t outcome;     /* enum rule_outcome */
    uint32_t individual; /* exception whose interval is in force; TBL_NONE */
};

/* A period of care that was looked at for the start of care (2.1), the later beginning first. */
struct eval_period {
    int32_t begin, end; /* end: DAY_OPEN */
    uint32_t state;     /* its first line */
    bool joined;        /* A becomes its beginning */
};

/* A requirement that matters for the due day; the earliest is told first, that of S last (2.6). */
struct eval_demand {
    const struct ruleset *set; /* in force on `day` */
    const struct rule *rule;
    uint32_t individual; /* TBL_NONE */
    struct rule_requirement
        own;            /* the first requirement of the rule, with the individual interval where there is one */
    int32_t since;      /* E */
    int32_t day;        /* the day looked at: S, or the day before a later requirement (or before a blank) */
    int32_t until;      /* contacts up to it: day, or the last day of the blank behind it */
    size_t first, last; /* stages of the stretch; others among them are interruptions */
};

static inline const struct rule_requirement *eval_demand_asks(const struct eval_demand *d, int i)
{
    return i ? &d->rule->ask[i] : &d->own;
}

/* A counted contact (2.4). */
struct eval_counted {
    int32_t own;   /* its date */
    int32_t taken; /* not before A */
    uint8_t mode;  /* video that counts as in person is in person */
    uint32_t note; /* index into the contacts */
};

/*
 * ref + times x within = raw, before pauses. SUM_FIRST: the times-th working day after ref, which pauses have moved
 * already. With a period: it begins on ref and ends on raw, and the note, if any, fulfilled an earlier one.
 */
enum eval_sum_use { SUM_BASE, SUM_ALTERNATION, SUM_FIRST, SUM_TRANSITION, SUM_TRANSITION_ALTERNATION, SUM_CORRIDOR };
struct eval_sum {
    enum eval_sum_use use;
    int32_t ref;
    struct span within;
    int times;
    enum rule_period period; /* PERIOD_NONE: none */
    uint32_t note;           /* from this contact; TBL_NONE: from the start of care, of a transition from E */
    int32_t raw;
};

/* How one day of a requirement was found (2.6). */
enum eval_case {
    CASE_FIRST,   /* nothing before it */
    CASE_BASE,    /* base is not before prev (and, where somebody was seen since, not before E) */
    CASE_BACKLOG, /* prev had passed when it began, and nobody was seen since */
    CASE_TIME,    /* the later of base and N */
};
/* A requirement has one day, or two with alternation: each is held against prev by itself, and the earlier is due. */
enum { EVAL_DAYS = 2 };
struct eval_change {
    enum eval_case taken;
    bool by_alternation; /* the second day, of the alternation */
    int32_t base, prev;  /* prev: DAY_NONE where there is none, DAY_OPEN: beyond every day */
    int32_t moved;       /* CASE_TIME: N as moved */
    bool capped;         /* CASE_TIME: N is prev */
    bool seen_since;     /* a contact dated E or later is counted */
    bool cleared;        /* CASE_TIME: prev had passed at E, and somebody was seen since */
    int32_t due;
    uint8_t source; /* enum due_source */
    int32_t pause_days;
};

/* Every function is called; context is handed through. */
struct eval_listener {
    void *context;
    void (*period)(void *context, const struct eval_period *period);
    void (*trial)(void *context, int32_t day, uint32_t state, const struct rule_trial *trial);
    void (*stages)(void *context, const struct eval_stage *stage, size_t n);
    void (*demand)(void *context, const struct eval_demand *demand);
    void (*counted)(void *context, int requirement, const struct eval_counted *contact, size_t n);
    void (*requirement)(void *context, int requirement); /* what is told from now on is of this one */
    void (*sum)(void *context, const struct eval_sum *sum);
    /* The last sum is moved by the days from..to of a pause. */
    void (*pause)(void *context, int32_t from, int32_t to);
    void (*change)(void *context, const struct eval_change *change); /* once a day of the requirement */
    void (*decided)(void *context, int requirement, size_t change);  /* that day is due, as far as is known */
    void (*telephone)(void *context, int since_in_person);           /* alternation: counted since the last in person */
    void (*exempt)(void *context, int32_t from, int32_t to);         /* the stretch that holds S */
};

#endif
