/*
 * Who is counted: the Jobcenter, its teams, their caseworkers, and the parts that a report shows of each. A unit and a
 * figure name a number wherever it stands: so disclosure control is asked by them.
 */
#ifndef KD_AGGREGATE_UNITS_H
#define KD_AGGREGATE_UNITS_H

#include <stdint.h>

/* In place of the word of a team: all of them. */
#define AGG_JOBCENTER UINT32_MAX

enum agg_unit_part {
    UNIT_WHOLE,      /* the area itself, on S */
    UNIT_MONTH,      /* key: point of its course before S */
    UNIT_RULE,       /* key: index of a rule */
    UNIT_CASEWORKER, /* key: word of who is in this team */
    UNIT_GROUP,      /* + enum agg_dimension; outer, key: of the group */
};

struct agg_unit {
    uint32_t team; /* the area: word of a team, 0 "ohne Team"; AGG_JOBCENTER */
    uint32_t part; /* enum agg_unit_part */
    uint32_t outer, key;
};

static inline struct agg_unit agg_unit_whole(uint32_t team)
{
    return (struct agg_unit){.team = team};
}
static inline struct agg_unit agg_unit_rule(uint32_t team, int rule)
{
    return (struct agg_unit){.team = team, .part = UNIT_RULE, .key = (uint32_t)rule};
}
static inline struct agg_unit agg_unit_caseworker(uint32_t team, uint32_t key)
{
    return (struct agg_unit){.team = team, .part = UNIT_CASEWORKER, .key = key};
}

#endif
