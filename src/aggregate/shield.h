/*
 * Which counts of customers the published reports of a run must hide (spec 1.8, 4.1): those smaller than the smallest
 * group that the job lets be shown, and what would give them back. It is made once, after everything was counted, and
 * then asked for each count where that is written.
 *
 * Published are the monthly reports on the Jobcenter and on each team, and the front page. A reader is taken to have
 * all of them, and those of the months before; he knows every sum that they obey:
 *
 * - verdicts sum to customers; a rate is shown only where its part, its whole and what is missing between them are, so
 *   that it tells nothing more; groups sum to the area, teams to the Jobcenter;
 * - verdicts of a month are decided from the counts of that month alone, for each of the 13 months by itself: so the
 *   month before is hidden in the course as it was in its own report;
 * - groups and parts that hang on a verdict of an area (status, profile, how long overdue, the flow ...) are shown only
 *   where it is: so they can tell nothing about verdicts that are hidden, this month or another (a team has a row for
 *   every status of the Jobcenter, so that none is told by its absence). The flow hangs on all of both its ends;
 * - the weeks ahead of an area are shown all or not at all, and so is what of them is held against the capacity.
 *
 * Counts of contacts, appointments, consultations, hours and lines are no groups of customers and not asked about.
 */
#ifndef KD_AGGREGATE_SHIELD_H
#define KD_AGGREGATE_SHIELD_H

#include "aggregate/ahead.h"
#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "aggregate/practice.h"
#include "aggregate/staff.h"

enum { SHIELD_COUNTS = 4 + VERDICT_CODES };

/* What is counted; with the structure that holds it, this names a count. */
enum shield_what {
    /* of struct agg_counts (a point of a course), struct agg_numbers (an area, a group) */
    SHIELD_CUSTOMERS, /* also of agg_staff_numbers, agg_half_year */
    SHIELD_RATED,
    SHIELD_MET,  /* part of the rate */
    SHIELD_LATE, /* what is missing to its whole */
    SHIELD_CODE, /* + enum verdict_code */
    /* of struct agg_numbers of an area */
    SHIELD_BAND = SHIELD_CODE + VERDICT_CODES, /* + enum agg_band */
    SHIELD_UNPLANNED = SHIELD_BAND + AGG_BANDS,
    SHIELD_ENDING,  /* exempt_ending */
    SHIELD_VISIBLE, /* the rate without partners that the Controlling does not see */
    /* of struct agg_flow; whether it is shown at all, then its parts */
    SHIELD_FLOW,
    SHIELD_WAS,                                             /* + place: row */
    SHIELD_IS = SHIELD_WAS + FLOW_PLACES,                   /* + place: column */
    SHIELD_STEP = SHIELD_IS + FLOW_PLACES,                  /* + from x FLOW_PLACES + to */
    SHIELD_CAUSE = SHIELD_STEP + FLOW_PLACES * FLOW_PLACES, /* + cause x FLOW_MOVES + move */
    /* of struct agg_practice_numbers */
    SHIELD_FIGURE = SHIELD_CAUSE + FLOW_CAUSES * FLOW_MOVES,                    /* + figure x AGG_WINDOWS + window */
    SHIELD_REST = SHIELD_FIGURE + AGG_FIGURES * AGG_WINDOWS,                    /* the same: its whole without it */
    SHIELD_EXCEPTION = SHIELD_REST + AGG_FIGURES * AGG_WINDOWS,                 /* + kind x AGG_EFFECTS + effect */
    SHIELD_EXCEPTIONS = SHIELD_EXCEPTION + (EXCEPTION_COUNT + 1) * AGG_EFFECTS, /* + kind: of all effects */
    SHIELD_ENDS = SHIELD_EXCEPTIONS + EXCEPTION_COUNT + 1, /* + kind; kind = EXCEPTION_COUNT: of all kinds */
    /* of struct agg_half_year */
    SHIELD_REACHED = SHIELD_ENDS + EXCEPTION_COUNT + 1,
    SHIELD_NOT_REACHED,
    /* of struct agg_staff_numbers */
    SHIELD_YOUNG,
    SHIELD_OLD,
    SHIELD_PROFILE_Z,
    SHIELD_NOT_Z,
    /* of struct agg_ahead_numbers */
    SHIELD_WEEKS,    /* whether they are shown at all */
    SHIELD_DIVISION, /* and what of them is held against the capacity */
    SHIELD_BACKLOG,
    SHIELD_DUE_ALL, /* of all weeks */
    SHIELD_BOUND,   /* of backlog and weeks, what is held against the capacity */
    SHIELD_OPEN,    /* exempt_open */
    /* of struct agg_households */
    SHIELD_HOUSEHOLDS,
    SHIELD_ALL_MET,
    SHIELD_SOME_MET,
    SHIELD_NONE_MET,
    SHIELD_NOT_ASKED,
    SHIELD_NOT_LATE,
};

struct shield;

struct shield_input {
    unsigned smallest; /* group that is shown; 1: all */
    const struct tables *tables;
    const struct ruleset *set;
    const struct agg_groups *jobcenter;
    const struct agg_groups *const *team; /* n_teams, in the order of the Jobcenter's AGG_TEAM */
    size_t n_teams;
    const struct agg_courses *courses;
    const struct agg_practice *practice;
    const struct agg_staff *staff;
    const struct agg_ahead *ahead;
    bool by_caseworker; /* figures of each caseworker are published, too */
};

/* NULL: nothing is small. Borrows nothing but the addresses of what is counted. Deterministic. */
struct shield *shield_new(const struct shield_input *in);
void shield_free(struct shield *s); /* takes NULL */

unsigned shield_smallest(const struct shield *s); /* 1 for NULL */
/* Whether this count is hidden. NULL as shield: nothing is. What the shield was not told of is hidden. */
bool shield_hides(const struct shield *s, const void *of, int what);
/* Whether the rate of struct agg_counts or agg_numbers is. */
bool shield_hides_rate(const struct shield *s, const void *of);
/* Whether any verdict of it is, or how many there are. */
bool shield_hides_any(const struct shield *s, const void *of);
/* Whether a figure counts customers; others are not asked about. */
bool shield_is_about(enum agg_figure figure);

#endif
