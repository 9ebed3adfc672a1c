/*
 * Course and flow (spec 2.12): the same evaluation on the last day of each of the 12 months before S's, from the same
 * tables, for the Jobcenter and for each team; and how the rate got from the month before to S, to the last customer.
 * A customer counts in the team of the line valid on the day looked at.
 */
#ifndef KD_AGGREGATE_COURSE_H
#define KD_AGGREGATE_COURSE_H

#include "aggregate/groups.h"

enum {
    COURSE_POINTS = 13,
    COURSE_YEAR_BEFORE = 0, /* the month of S, a year earlier */
    COURSE_MONTH_BEFORE = 11,
    COURSE_NOW = 12, /* S itself */
};

struct agg_counts {
    uint32_t customers;
    uint32_t code[VERDICT_CODES]; /* they sum to customers */
};

/* Where a customer stands at one end of the flow: enum verdict_code, or one of these. */
enum { FLOW_OUTSIDE = VERDICT_CODES, FLOW_OTHER_TEAM, FLOW_PLACES };

/*
 * What a customer's step does to part (in rhythm) and whole (rated) of the rate. Steps that do nothing to either,
 * overdue to without contact, exempt to new, are no moves.
 */
enum agg_flow_move {
    MOVE_LATE_MET,  /* +1,  0 */
    MOVE_MET_LATE,  /* -1,  0 */
    MOVE_NONE_MET,  /* +1, +1 */
    MOVE_NONE_LATE, /*  0, +1 */
    MOVE_MET_NONE,  /* -1, -1 */
    MOVE_LATE_NONE, /*  0, -1 */
    FLOW_MOVES
};
extern const int8_t agg_flow_part[FLOW_MOVES], agg_flow_whole[FLOW_MOVES];

/*
 * Why. Each move has one cause: where one end is not rated, and not new, what it is instead; among the rated and the
 * new, now in rhythm: a contact after the month before counts, else another rule or individual interval, else other
 * data; now late: another rule or interval, unless S would find the customer late as well had that of the month before
 * gone on (the deadline passed under both), else the deadline; now new: another rule or interval, else other data.
 */
enum agg_flow_cause {
    CAUSE_CONTACT,
    CAUSE_DEADLINE,
    CAUSE_RULE,     /* another rule or individual interval applies */
    CAUSE_BOUND,    /* there was no requirement (ohne Vorgabe, nicht erfasst), now there is */
    CAUSE_RELEASED, /* the other way round */
    CAUSE_EXEMPT,
    CAUSE_EXEMPT_NO_MORE,
    CAUSE_ENTRY, /* into the population */
    CAUSE_EXIT,
    CAUSE_TEAM_IN, /* only in a team's flow */
    CAUSE_TEAM_OUT,
    CAUSE_UNCLEAR,
    CAUSE_UNCLEAR_NO_MORE,
    CAUSE_OTHER,
    FLOW_CAUSES
};

struct agg_flow {
    uint32_t from_to[FLOW_PLACES][FLOW_PLACES]; /* [month before][S]; nobody is outside or elsewhere at both ends */
    uint32_t cause[FLOW_CAUSES][FLOW_MOVES];
};

/* The course of the Jobcenter or of one team. */
struct agg_course {
    uint32_t team;                          /* word, 0 "ohne Team"; AGG_JOBCENTER */
    const char *name;                       /* as shown, of a team only */
    struct agg_counts point[COURSE_POINTS]; /* by rising day */
    struct agg_counts known[COURSE_POINTS]; /* as was known on the day itself; only where courses.known_then */
    struct agg_flow flow;
};

struct agg_courses {
    int32_t day[COURSE_POINTS];
    bool known_then;          /* contacts have the column Erfasst am */
    int32_t oldest_note;      /* day of the earliest note whose words are known; DAY_NONE: there is none */
    bool bare[COURSE_POINTS]; /* the notes do not carry a rate on that day */
    bool alone;               /* S is held against no other month: the exports do not carry it (ISSUE_NOTHING_FOUND) */
    uint8_t *code[COURSE_NOW]; /* of each month before S, customers.n: enum verdict_code on its day, or FLOW_OUTSIDE */
    uint8_t *before;           /* code[COURSE_MONTH_BEFORE] */
    struct agg_course all;
    struct agg_course *team; /* every team that somebody was in on one of the days; DIN 5007, "ohne Team" last */
    size_t n_teams;
};

static inline struct agg_unit agg_unit_month(uint32_t team, int point)
{
    return point == COURSE_NOW ? agg_unit_whole(team) : (struct agg_unit){team, UNIT_MONTH, 0, (uint32_t)point};
}

struct agg_rate agg_course_rate(const struct agg_counts *n); /* spec 2.8 */
/* The contributions of a flow, summed: what part and whole changed by. */
void agg_flow_change(const struct agg_flow *f, int64_t *part, int64_t *whole);
/* The rate of the month before was not the same, though today's exports say so: notes were entered later. */
bool agg_course_known_differs(const struct agg_courses *c, const struct agg_course *of, int point);

/*
 * tables with the details of contacts where known_then is to be had (ingest_options.contact_details).
 * now: the verdicts on all customers for q (eval_all), in table order. Linear in customers; of the verdicts only the
 * codes are kept. The same for any number of threads. Borrows team names from tables. Free with
 * agg_courses_free.
 */
struct agg_courses *agg_courses_new(const struct tables *t, const struct eval_question *q, const struct verdict *now,
                                    unsigned threads);
void agg_courses_free(struct agg_courses *c); /* takes NULL */
/* The course of a team by its word; NULL: nobody was in it on any of the days. Linear. */
const struct agg_course *agg_courses_lookup(const struct agg_courses *c, uint32_t team);

/*
 * Holds that teams sum to the Jobcenter on every day, that the last point is that of the groups, that the flow leads
 * from the month before to S, and that its causes sum to the change of part and whole, in integers. False: they do not,
 * a fault of the program (DIAG_FAULT).
 */
bool agg_courses_check(const struct agg_courses *c, const struct agg_groups *g, struct diag *d) MUST_CHECK;

#endif
