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
#ifndef KD_DISCLOSURE_DISCLOSURE_H
#define KD_DISCLOSURE_DISCLOSURE_H

#include "aggregate/ahead.h"
#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "aggregate/practice.h"
#include "aggregate/staff.h"

enum { DISCLOSE_COUNTS = 4 + VERDICT_CODES };

/* What is counted; with the structure that holds it, this names a count. */
enum disclosure_figure {
    /* of struct agg_counts (a point of a course), struct agg_numbers (an area, a group) */
    DISCLOSE_CUSTOMERS, /* also of agg_staff_numbers, agg_half_year */
    DISCLOSE_RATED,
    DISCLOSE_MET,  /* part of the rate */
    DISCLOSE_LATE, /* what is missing to its whole */
    DISCLOSE_CODE, /* + enum verdict_code */
    /* of struct agg_numbers of an area */
    DISCLOSE_BAND = DISCLOSE_CODE + VERDICT_CODES, /* + enum agg_band */
    DISCLOSE_UNPLANNED = DISCLOSE_BAND + AGG_BANDS,
    DISCLOSE_ENDING,  /* exempt_ending */
    DISCLOSE_VISIBLE, /* the rate without partners that the Controlling does not see */
    /* of struct agg_flow; whether it is shown at all, then its parts */
    DISCLOSE_FLOW,
    DISCLOSE_WAS,                                               /* + place: row */
    DISCLOSE_IS = DISCLOSE_WAS + FLOW_PLACES,                   /* + place: column */
    DISCLOSE_STEP = DISCLOSE_IS + FLOW_PLACES,                  /* + from x FLOW_PLACES + to */
    DISCLOSE_CAUSE = DISCLOSE_STEP + FLOW_PLACES * FLOW_PLACES, /* + cause x FLOW_MOVES + move */
    /* of struct agg_practice_numbers */
    DISCLOSE_PRACTICE = DISCLOSE_CAUSE + FLOW_CAUSES * FLOW_MOVES,  /* + figure x AGG_WINDOWS + window */
    DISCLOSE_REST = DISCLOSE_PRACTICE + AGG_FIGURES * AGG_WINDOWS,  /* the same: its whole without it */
    DISCLOSE_EXCEPTION = DISCLOSE_REST + AGG_FIGURES * AGG_WINDOWS, /* + kind x AGG_EFFECTS + effect */
    DISCLOSE_EXCEPTIONS = DISCLOSE_EXCEPTION + (EXCEPTION_COUNT + 1) * AGG_EFFECTS, /* + kind: of all effects */
    DISCLOSE_ENDS = DISCLOSE_EXCEPTIONS + EXCEPTION_COUNT + 1, /* + kind; kind = EXCEPTION_COUNT: of all kinds */
    /* of struct agg_half_year */
    DISCLOSE_REACHED = DISCLOSE_ENDS + EXCEPTION_COUNT + 1,
    DISCLOSE_NOT_REACHED,
    /* of struct agg_staff_numbers */
    DISCLOSE_YOUNG,
    DISCLOSE_OLD,
    DISCLOSE_PROFILE_Z,
    DISCLOSE_NOT_Z,
    /* of struct agg_ahead_numbers */
    DISCLOSE_WEEKS,    /* whether they are shown at all */
    DISCLOSE_DIVISION, /* and what of them is held against the capacity */
    DISCLOSE_BACKLOG,
    DISCLOSE_DUE_ALL, /* of all weeks */
    DISCLOSE_BOUND,   /* of backlog and weeks, what is held against the capacity */
    DISCLOSE_OPEN,    /* exempt_open */
    /* of struct agg_households */
    DISCLOSE_HOUSEHOLDS,
    DISCLOSE_ALL_MET,
    DISCLOSE_SOME_MET,
    DISCLOSE_NONE_MET,
    DISCLOSE_NOT_ASKED,
    DISCLOSE_NOT_LATE,
};

struct disclosure;

struct disclosure_input {
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
struct disclosure *disclosure_new(const struct disclosure_input *in);
void disclosure_free(struct disclosure *s); /* takes NULL */

unsigned disclosure_smallest(const struct disclosure *s); /* 1 for NULL */
/* Whether this count is hidden. NULL as disclosure: nothing is. What the disclosure was not told of is hidden. */
bool disclosure_hides(const struct disclosure *s, struct agg_unit unit, int figure);
/* Whether the rate of struct agg_counts or agg_numbers is. */
bool disclosure_hides_rate(const struct disclosure *s, struct agg_unit unit);
/* Whether any verdict of it is, or how many there are. */
bool disclosure_hides_any(const struct disclosure *s, struct agg_unit unit);

#endif
