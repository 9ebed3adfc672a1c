/*
 * What the supervisory meeting asks of each caseworker (spec 4.2): who is cared for, by profile and verdict; who went
 * over the deadline since the month before and what became of those who were; notes kept so that they do not count.
 *
 * A caseworker here is a caseworker in a team, as in AGG_STAFF of the Jobcenter's groups, and further everybody who is
 * in mitarbeiter.csv on S in one of these teams, with nobody in his care.
 */
#ifndef KD_AGGREGATE_CASEWORKERS_H
#define KD_AGGREGATE_CASEWORKERS_H

#include "aggregate/course.h"
#include "aggregate/groups.h"

enum {
    AGG_NOTE_MONTHS = 3, /* looked at: notes dated after S - so many months, up to S */
    AGG_AHEAD_DAYS = 28, /* due within four weeks: the due day is S or up to so many days later */
};

/*
 * What became of those who were overdue or without contact at the end of the month before, in the care of this
 * caseworker then. Each is in exactly one; the earlier goes first.
 */
enum agg_late_step {
    LATE_LEFT,      /* out of the population */
    LATE_HANDED,    /* in the care of another caseworker or team, whatever the verdict now */
    LATE_CONTACTED, /* in rhythm, and a contact dated since counts */
    LATE_MET,       /* in rhythm for another reason */
    LATE_EXEMPT,
    LATE_STILL, /* overdue or without contact */
    LATE_OTHER, /* new, unclear, no requirement */
    LATE_STEPS
};

/* Notes that were kept alike and did not count. */
struct agg_note_way {
    uint8_t reason; /* enum note_reason */
    uint8_t kind, mode, partner;
    uint32_t n;
    uint32_t own; /* of them kept by the caseworker himself */
};

struct agg_caseworker {
    uint32_t team, key;                  /* words; 0: none */
    const char *team_name, *name, *code; /* as in agg_group */
    uint32_t nr;                         /* index from 1 in AGG_STAFF of the groups; 0: nobody in his care */
    uint32_t line;                       /* of staff on S (tables_staff_on); TBL_NONE: not in mitarbeiter.csv */
    struct agg_counts all, profile[PROFILE_COUNT];
    uint32_t ahead;            /* due within four weeks, not exempt */
    uint32_t failing;          /* overdue or without contact, and failing co-operation (Mitwirkung) */
    uint32_t late_then;        /* overdue or without contact at the end of the month before, here */
    uint32_t step[LATE_STEPS]; /* of late_then; they sum to it */
    uint32_t fresh;            /* overdue or without contact now, not then, with nobody */
    uint32_t taken;            /* overdue or without contact now, and then with somebody else */
    /* of customers with a requirement on S; nobody can keep a note that counts for the others */
    uint32_t notes, notes_counted;
    struct agg_note_way *way; /* the others; by reason, kind, mode, partner */
    size_t n_ways;
};

struct agg_caseworkers {
    int32_t day, before, note_from; /* S; end of the month before; first day of the notes looked at */
    bool holders_known;             /* the exports tell who kept a note: agg_note_way.own */
    struct agg_caseworker *item;    /* by team in the order of AGG_TEAM, by name (DIN 5007), without caseworker last */
    size_t n;
    size_t *team_first;         /* teams + 1: item[team_first[i] .. team_first[i + 1]) are in team i */
    uint32_t *first, *customer; /* n + 1: customers of the population of item i, in table order */
};

struct agg_caseworkers_input {
    const struct tables *tables; /* with details of contacts */
    const struct eval_question *q;
    const struct verdict *verdict; /* customers.n, as evaluated for q */
    const struct agg_groups *groups;
    const struct agg_courses *courses;
    unsigned threads;
};

/* Linear in customers and their notes. Borrows names from tables. The same for any number of threads. */
struct agg_caseworkers *agg_caseworkers_new(const struct agg_caseworkers_input *in);
void agg_caseworkers_free(struct agg_caseworkers *c); /* takes NULL */

/*
 * Holds that caseworkers sum to the groups, profiles and steps to their whole, and that who is overdue now is so still,
 * anew, or was taken over so. False: a fault of the program (DIAG_FAULT).
 */
bool agg_caseworkers_check(const struct agg_caseworkers *c, const struct agg_groups *g, struct diag *d) MUST_CHECK;

#endif
