/*
 * Groups (spec 2.11): what a report shows is counted here, once, from the verdicts. All counts are integers; a rate is
 * a part and a whole, so that nothing is rounded before it is shown.
 */
#ifndef KD_AGGREGATE_GROUPS_H
#define KD_AGGREGATE_GROUPS_H

#include "aggregate/units.h"
#include "base/diag.h"
#include "rules/evaluate.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What customers are grouped by. Each of these parts the population: every customer is in exactly one group of each. */
enum agg_dimension {
    AGG_TEAM,         /* key: word of the team, 0 "ohne Team"; DIN 5007, "ohne Team" last */
    AGG_STAFF,        /* outer: the team; key: word of the Betreuer, 0 "ohne Betreuer*in" last in each team */
    AGG_PROFILE,      /* key: enum word_profile; M A F E S U I Z, none, unknown */
    AGG_STATUS,       /* key: enum word_status; unemployed, seeking, unset, unknown */
    AGG_AGE,          /* key: enum word_age; always both */
    AGG_RULE,         /* key: index of the rule, always all; AGG_NO_RULE last, only where it occurs */
    AGG_TEAM_PROFILE, /* outer: the team; key: the profile */
    AGG_PROFILE_AGE,  /* outer: the profile; key: the age group, always both of a profile that occurs */
    AGG_DIMENSIONS
};
enum { AGG_NO_RULE = INT16_MAX };

/* Days overdue of the overdue (not of those without a counted contact): 1-14, 15-30, 31-90, 91-180, more. */
enum agg_band { AGG_BAND_14, AGG_BAND_30, AGG_BAND_90, AGG_BAND_180, AGG_BAND_MORE, AGG_BANDS };

enum { AGG_ENDING_DAYS = 30 }; /* an exemption that ends on S or up to so many days later ends soon */

struct agg_numbers {
    uint64_t overdue_days; /* sum over overdue and without contact */
    uint32_t overdue_max;  /* days, the same; 0 where nobody is */
    uint32_t customers;
    uint32_t code[VERDICT_CODES];         /* by verdict; they sum to customers */
    uint32_t band[AGG_BANDS];             /* they sum to code[VERDICT_OVERDUE] */
    uint32_t visible_met, visible_rated;  /* the rate without partners that the Controlling does not see */
    uint32_t month_contacts, month_phone; /* eligible contacts in S's month, those by telephone */
    uint32_t unplanned;                   /* overdue or without contact, no appointment planned after S */
    uint32_t exempt_ending;               /* exempt until a day not more than AGG_ENDING_DAYS after S */
};

/* part / whole; whole = 0: undefined, never 0. */
struct agg_rate {
    uint64_t part, whole;
};
struct agg_rate agg_rate(const struct agg_numbers *n);         /* spec 2.8 */
struct agg_rate agg_rate_unclear(const struct agg_numbers *n); /* if every unclear one were overdue */
struct agg_rate agg_rate_visible(const struct agg_numbers *n); /* only where agg_groups.visible_known */
/* Overdue and without contact: those whose days overdue are summed. */
uint32_t agg_late(const struct agg_numbers *n);

struct agg_group {
    uint32_t outer, key;    /* see enum agg_dimension; outer 0 where there is none */
    const char *outer_name; /* "" where there is none */
    const char *name;       /* as shown: "Team 101", "Marktprofil", "arbeitslos", the caseworker's name */
    const char *code;       /* for machines: the Kürzel, the profile's letter, the rule's number from 1; "" none */
    uint32_t order[2];      /* place among its like; text decides where equal */
    struct agg_numbers numbers;
};

struct agg_list {
    struct agg_group *item;
    size_t n, cap;
};

/*
 * Bedarfsgemeinschaften with a member among the customers, by all their members who are in the population, whatever
 * team they are in: so those of the teams do not sum to the Jobcenter's. A member has a requirement when one is in
 * force on S (the exempt and the new have one too); he is in rhythm when `erfuellt` or `faellig`.
 */
struct agg_households {
    uint32_t n;             /* with at least one member among the customers */
    uint32_t all, some, no; /* of those with a requirement: all, some, none in rhythm */
    uint32_t not_asked;     /* no member has a requirement; n = all + some + no + not_asked */
    uint32_t not_late;      /* of some and no: nobody overdue or without contact; the rest is exempt or new */
    uint32_t members;       /* all of theirs, in other teams, too */
    bool known;             /* the export has the column */
};

struct agg_groups {
    struct arena *arena;
    uint32_t team; /* whose: AGG_JOBCENTER, or the word of the one team that all of them are in */
    int32_t day;
    bool unrated;       /* as agg_input has it: no rate is shown, nothing is found in one */
    bool visible_known; /* a second evaluation was given */
    bool planned_known; /* termine.csv was delivered, with the status of the appointments */
    struct agg_numbers all;
    struct agg_list list[AGG_DIMENSIONS];
    const char *lacking[AGG_DIMENSIONS]; /* the column that a grouping needs and the export does not have; NULL: none */
    struct agg_households households;
};

struct agg_input {
    const struct tables *tables; /* with appointments where there are any */
    const struct ruleset *set;
    const struct verdict *verdict; /* customers.n, in table order; in_population = false: outside */
    const struct verdict *visible; /* the same, evaluated without the partners the Controlling does not see; or NULL */
    int32_t day;                   /* S */
    bool unrated;                  /* no note that could count is at hand up to S: nobody is rated (2.12) */
};

/*
 * The groups of all customers, customer = NULL (n is then ignored), or of those of one team: n indices, each once.
 * Nobody in the population gives zero counts and empty lists (but for ages and rules). Linear, sorting the groups
 * aside. Borrows the names from tables and set: they must live longer. Free with agg_groups_free.
 */
struct agg_groups *agg_groups_new(const struct agg_input *in, const uint32_t *customer, size_t n);
void agg_groups_free(struct agg_groups *g); /* takes NULL */

/* The column without which nobody's team is told; NULL: it is told by Team, or by Betreuer and mitarbeiter.csv. */
const char *agg_teams_lack(const struct tables *t);

static inline struct agg_unit agg_unit_group(const struct agg_groups *g, enum agg_dimension d, uint32_t outer,
                                             uint32_t key)
{
    return (struct agg_unit){g->team, UNIT_GROUP + (uint32_t)d, outer, key};
}

/* As shown: "ohne Team", "ohne Betreuer*in" for word 0; the caseworker's name, else the Kürzel. Borrowed from t. */
const char *agg_team_name(const struct tables *t, uint32_t team);
const char *agg_staff_name(const struct tables *t, uint32_t key);

/* The group with these keys, or NULL. Linear. */
const struct agg_group *agg_lookup(const struct agg_groups *g, enum agg_dimension d, uint32_t outer, uint32_t key);

/*
 * Holds that the sums of the parts equal the whole (spec 2.11), in every dimension, within teams and profiles, among
 * verdicts and bands. False: they do not, a fault of the program (DIAG_FAULT).
 */
bool agg_groups_check(const struct agg_groups *g, struct diag *d) MUST_CHECK;
bool agg_numbers_equal(const struct agg_numbers *a, const struct agg_numbers *b);

/* The customers of the population by team, in the order of g's teams, for a report on each. */
struct agg_teams {
    size_t n;           /* = list[AGG_TEAM].n */
    uint32_t *first;    /* n + 1: customer[first[i] .. first[i + 1]) are those of team i */
    uint32_t *customer; /* in table order within a team */
};
void agg_teams_make(struct agg_teams *t, const struct agg_input *in, const struct agg_groups *g);
void agg_teams_free(struct agg_teams *t);

#endif
