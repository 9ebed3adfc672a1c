/*
 * Staff (spec 2.10): consultations and time against the targets of the rule set, substitution, standing in, caseload;
 * for the Jobcenter, each team and each caseworker in a team. All figures are integers in fixed units, so that parts
 * sum exactly to the whole and nothing is rounded before it is shown.
 *
 * Weeks are whole ISO weeks, Monday to Sunday, also where Saturday and Sunday lie after S.
 */
#ifndef KD_AGGREGATE_STAFF_H
#define KD_AGGREGATE_STAFF_H

#include "aggregate/presence.h"
#include "base/diag.h"
#include "rules/evaluate.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    AGG_STAFF_WEEKS = 5,          /* a month has at most five Fridays */
    AGG_STAFF_MINUTE = 500 * 420, /* one minute in units of time_target and present */
};

/* What happened and what was to be in one week. */
struct agg_staff_week {
    uint64_t consultations; /* held by those with a target of consultations */
    uint64_t target;        /* of consultations, in agg_staff.unit of one */
    uint64_t other;         /* consultations held by those without such a target */
    uint64_t strange;       /* consultations without Mitarbeiter, or by one who is not in mitarbeiter.csv */
    uint64_t minutes;       /* talks of those with a time target, each as long as the rule set counts it at most; in 1 /
                               TBL_MINUTE */
    uint64_t timed, untimed; /* those talks with and without a known duration; minutes is of the former */
    uint64_t strange_time;   /* talks of the kind whose time is measured, held by nobody known: in none of these */
    uint64_t time_target;    /* in 1 / AGG_STAFF_MINUTE minutes */
    uint64_t present;        /* working time, less holidays and absences, of those with a time target; the same unit */
};

/* Every member is a count, so that a sum is a sum of members. */
struct agg_staff_numbers {
    struct agg_staff_week week[AGG_STAFF_WEEKS];
    /* on S */
    uint64_t members;                     /* Von <= S <= Bis */
    uint64_t without_target;              /* of those: the rule set has no target for their function */
    uint64_t without_function;            /* of those: their function is not known */
    uint64_t hours;                       /* their weekly hours, in hundredths */
    uint64_t customers, young, profile_z; /* in the population; U25; profile Z */
    /* Consultations of the weeks, by caseworker of the customer on the day. */
    uint64_t own, substituted, unclear; /* held by him; by another; one of the two is not told */
    /*
     * Appointments of the weeks in an absence of the caseworker; stood in for: not cancelled, and held by another. The
     * named: kinds of talk the rule set names.
     */
    uint64_t absent, stood_in, absent_named, stood_in_named;
};

/* A team (key = 0), or a caseworker in a team. */
struct agg_staff_group {
    uint32_t team;                       /* word; 0 "ohne Team" */
    uint32_t key;                        /* word: Kürzel; 0: nobody */
    const char *team_name, *name, *code; /* as in agg_group: name of the team or caseworker, its key as delivered */
    struct agg_staff_numbers numbers;
};

/* What the exports tell; what is false is not known and is not 0. */
struct agg_staff_known {
    bool land;          /* else only the holidays common to all Länder count */
    bool posts;         /* hours of staff: mitarbeiter.csv */
    bool consultations; /* and who held them */
    bool absences;      /* abwesenheiten.csv: without it presence and so targets are not known */
    bool target;        /* of consultations: the rule set has one, and presence is known */
    bool time;          /* share of time: likewise, and lengths are known */
    bool substitution;
    bool standing_in;
    bool talks; /* and of which kind an appointment was: Gesprächsart */
    bool profiles;
};

struct agg_staff {
    int32_t day;               /* S */
    const struct ruleset *set; /* borrowed */
    struct holiday_region region;
    int32_t full_time; /* weekly hours, in hundredths */
    uint64_t unit;     /* of agg_staff_week.target: full_time x AGG_STAFF_PARTS */
    struct agg_staff_known known;
    int n_weeks; /* 0: no Friday of the month up to S */
    int32_t monday[AGG_STAFF_WEEKS];
    struct agg_staff_numbers all;
    struct agg_staff_group *team, *person; /* person: in the order of team, by name in it */
    size_t n_teams, n_persons;
};

struct agg_staff_input {
    const struct tables *tables; /* with the details of contacts */
    const struct ruleset *set;
    const struct verdict *verdict; /* customers.n, in table order */
    int32_t day;                   /* S */
    struct holiday_region region;
    int32_t full_time; /* weekly hours, in hundredths; > 0 */
};

/* Linear in customers, staff and what lies in the weeks. Borrows names from tables: they must live longer. */
struct agg_staff *agg_staff_new(const struct agg_staff_input *in);
void agg_staff_free(struct agg_staff *s); /* takes NULL */

/* The team with this word, NULL: nobody in it. Linear. */
const struct agg_staff_group *agg_staff_team(const struct agg_staff *s, uint32_t team);
/* The weeks together: month sums are compared (spec 2.10). */
struct agg_staff_week agg_staff_month(const struct agg_staff_numbers *n);
/* Whether a note of this code (tbl_contact_code) is a consultation under the rule set. */
bool agg_staff_consults(const struct ruleset *set, uint16_t code);

/* Holds that the sums of the parts equal the whole. False: a fault of the program (DIAG_FAULT). */
bool agg_staff_check(const struct agg_staff *s, struct diag *d) MUST_CHECK;

#endif
