/*
 * The Jobcenter: teams, staff, absences; and what every other part of the generator looks things up in.
 */
#ifndef KD_SAMPLE_OFFICE_H
#define KD_SAMPLE_OFFICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "calendar.h"
#include "names.h"
#include "rng.h"

enum team_kind { TEAM_MARKET, TEAM_YOUNG, TEAM_CASE, TEAM_NETWORK, TEAM_SELF, TEAM_KINDS };

struct team {
    char name[80];
    enum team_kind kind;
    uint32_t first, n;           /* its staff */
    int32_t bad_from, bad_until; /* a time of vacant posts, in which more contacts come late */
};

#define ABSENCES 24
struct absence {
    int32_t from, until;
    const char *reason;
};

struct staff {
    char key[16];
    struct name name;
    uint32_t team;
    uint32_t hours;   /* tenths of an hour a week */
    const char *days; /* Arbeitstage as written; "" for the default */
    uint8_t mask;     /* bit 0 = Monday */
    int32_t from, until;
    uint32_t lateness; /* permille: 1000 is usual, more is later */
    struct absence absence[ABSENCES];
    uint32_t n_absence;
};

struct pool { /* the staff of one kind of team, to choose a caseworker from by weight */
    uint32_t *staff;
    uint32_t *upto; /* running sums of the weights */
    uint32_t n;
};

struct office {
    struct team *team;
    uint32_t n_team;
    struct staff *staff;
    uint32_t n_staff;
    struct pool pool[TEAM_KINDS];
};

struct world {
    uint64_t seed;
    int32_t as_of;
    uint32_t customers;
    struct calendar *cal;
    struct office office;
};

/* streams of random numbers */
enum stream {
    STREAM_OFFICE = 1,
    STREAM_SPLIT,
    STREAM_HOUSEHOLD,
    STREAM_PERSON,
    STREAM_CARE,
    STREAM_ROWS,
    STREAM_DIRT
};

/* teams <= staff, both above 0; office->... is NULL-initialised by the caller */
void office_make(struct world *w, uint32_t teams, uint32_t staff);
void office_free(struct office *o);

const char *office_function(enum team_kind kind);
/* a caseworker for a kind of team, or for the market teams where there is none of that kind */
uint32_t office_caseworker(const struct office *o, struct rng *r, enum team_kind kind);
/* another member of the team who is employed on that day; who himself where there is none */
uint32_t office_colleague(const struct office *o, struct rng *r, uint32_t who, int32_t day);
bool office_employed(const struct staff *s, int32_t day);
/* the absence that holds the day, or NULL */
const struct absence *office_absent(const struct staff *s, int32_t day);

#endif
