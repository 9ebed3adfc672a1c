/*
 * The weeks ahead (spec 4.1, section 8): the contacts that fall due in the next 12 ISO weeks and the backlog, against
 * the consultations that the staff targets ask for in the same weeks; for the Jobcenter and each team.
 *
 * The first week is the ISO week that holds S + 1; where S is not a Sunday it has begun, and only its days after S
 * count, for contacts and for capacity alike.
 *
 * What falls due is asked of the evaluator day by day (eval_ahead): each contact is taken as held on its due day, and
 * the next one counted from it; pauses and ends of exceptions, individual intervals, the 25th birthday, lines that
 * become valid and the end of care are those of the exports. The backlog (overdue or without contact on S) is one
 * contact each, taken as held on S + 1 for what comes after it; where a rule asks for several contacts at once (a count
 * not reached), one a day follows. Not foreseen: who comes new, contacts that fail, absences not entered yet.
 *
 * Capacity is the target of consultations, in the arithmetic of staff.h, of the members whose function has one. A
 * customer whose caseworker is known and has none is not held against it ("free"): those consultations are held by
 * somebody whose number the rule set leaves open. The backlog is worked off first, then what is due.
 */
#ifndef KD_AGGREGATE_AHEAD_H
#define KD_AGGREGATE_AHEAD_H

#include "aggregate/groups.h"
#include "aggregate/presence.h"
#include "base/diag.h"
#include "rules/evaluate.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AGG_AHEAD_WEEKS = 12 };

/* Every member is a count, so that a sum is a sum of members (but of staff, see there). */
struct agg_ahead_numbers {
    uint64_t backlog, backlog_free; /* contacts; free: of these, not held against capacity */
    uint64_t due[AGG_AHEAD_WEEKS], due_free[AGG_AHEAD_WEEKS];
    uint64_t capacity[AGG_AHEAD_WEEKS]; /* in agg_ahead.unit of one consultation */
    uint64_t exempt_open;               /* customers exempt on S without a known end: nothing is foreseen for them */
    /* Staff there in the weeks, each member once a team and once in all: who moves between teams is in both. */
    uint64_t counted;          /* with a target of consultations, on some of the days at least */
    uint64_t without_target;   /* the rule set has none for their function */
    uint64_t without_function; /* their function is not known */
};

struct agg_ahead_group {
    uint32_t team;           /* word; 0 "ohne Team" */
    const char *name, *code; /* as shown; as delivered */
    struct agg_ahead_numbers numbers;
};

/* What must be known for a capacity; what is false is not known and is not 0. */
struct agg_ahead_known {
    bool posts;    /* mitarbeiter.csv */
    bool absences; /* abwesenheiten.csv */
    bool target;   /* the rule set has a number of consultations */
    bool land;     /* else only the holidays common to all Länder count: capacity is too high rather than too low */
};

struct agg_ahead {
    int32_t day;                     /* S */
    int32_t monday[AGG_AHEAD_WEEKS]; /* the first not after S + 1 */
    int32_t last;                    /* the Sunday of the last week */
    int32_t last_absence;            /* the last day of any absence; DAY_NONE: there is none */
    const struct ruleset *set;       /* borrowed */
    struct holiday_region region;
    uint64_t unit; /* of capacity: full-time hours in hundredths x AGG_STAFF_PARTS */
    struct agg_ahead_known known;
    struct agg_ahead_numbers all;
    struct agg_ahead_group *team; /* with customers or staff; DIN 5007, "ohne Team" last */
    size_t n_teams;
};

struct agg_ahead_input {
    const struct tables *tables;
    const struct eval_question *q; /* of S */
    const struct verdict *verdict; /* customers.n, in table order */
    struct holiday_region region;
    int32_t full_time; /* weekly hours, in hundredths; > 0 */
    unsigned threads;
};

/* The same for any number of threads. Borrows names from tables and the rule set: they must live longer. */
struct agg_ahead *agg_ahead_new(const struct agg_ahead_input *in);
void agg_ahead_free(struct agg_ahead *a); /* takes NULL */
/* The team with this word, NULL: nobody in it. Linear. */
const struct agg_ahead_group *agg_ahead_team(const struct agg_ahead *a, uint32_t team);

/* Demand against capacity of one group, up to the end of each week. */
struct agg_ahead_balance {
    bool known;                             /* there is a capacity: all of agg_ahead_known but land, and counted > 0 */
    uint64_t due[AGG_AHEAD_WEEKS];          /* backlog and what is due up to the end of the week, all of it */
    uint64_t held_against[AGG_AHEAD_WEEKS]; /* the same without what is free */
    uint64_t capacity[AGG_AHEAD_WEEKS];     /* in units, up to the end of the week */
    uint64_t backlog[AGG_AHEAD_WEEKS];      /* whole consultations of this week that the backlog takes */
    uint64_t missing[AGG_AHEAD_WEEKS];      /* whole appointments that are missing by the end of the week; 0: none */
    int short_from; /* the first week from which on something is missing at the end of each; -1: it suffices in the end
                     */
    int most;       /* the week with the most missing, the first of them; -1: none in any */
    uint64_t all_due; /* over the weeks, without the backlog */
};
struct agg_ahead_balance agg_ahead_balance(const struct agg_ahead *a, const struct agg_ahead_numbers *n);

/*
 * Holds that teams sum to the Jobcenter, that parts are not larger than the whole, and that the backlog is what the
 * groups count as overdue and without contact. False: a fault of the program (DIAG_FAULT).
 */
bool agg_ahead_check(const struct agg_ahead *a, const struct agg_groups *g, struct diag *d) MUST_CHECK;

#endif
