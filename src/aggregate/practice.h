/*
 * Practice beside the density (spec 2.9): first contact, how notes are kept, appointments, exceptions in force, the
 * agreement on integration. Counted once, for the Jobcenter and for each team, over the population.
 *
 * Which contacts count says the evaluator; so someone without a requirement on S has no counted contact. Days in here
 * are the contacts' own (one held before A lies before A). Looked at is the care that holds S: notes and appointments
 * from A - 31 days on. An appointment that was cancelled is none: it is counted as cancelled and nowhere else.
 */
#ifndef KD_AGGREGATE_PRACTICE_H
#define KD_AGGREGATE_PRACTICE_H

#include "aggregate/figures.h"
#include "aggregate/groups.h"
#include "base/holidays.h"
#include "rules/evaluate.h"
#include "table/tables.h"

enum {
    AGG_NEW_MONTHS = 3,       /* S < A + so many: new */
    AGG_ENTRY_DAYS = 7,       /* a note entered later than so many days is late */
    AGG_AGREEMENT_MONTHS = 6, /* how long an agreement holds */
    AGG_OFTEN = 3,            /* from so many no-shows in a row on a customer is a finding */
};

/* What an exception in force on S does on S. */
enum agg_effect {
    EFFECT_SUSPENDS,
    EFFECT_INTERVAL,   /* its interval is the requirement */
    EFFECT_LETS_COUNT, /* JBA */
    EFFECT_NOTHING,    /* not accepted, or another interval goes before it */
    EFFECT_UNCLEAR,    /* it is unclear which requirement holds, so whether it is accepted */
    AGG_EFFECTS
};

struct agg_length {
    uint64_t known, minutes, unknown; /* minutes: sum over the known, in 1 / TBL_MINUTE */
};

/* Every member is a count, so that a sum is a sum of members. */
struct agg_practice_numbers {
    uint64_t figure[AGG_FIGURES][AGG_WINDOWS];
    uint64_t exception[EXCEPTION_COUNT][AGG_EFFECTS];   /* exceptions in force on S */
    uint64_t ending[EXCEPTION_COUNT];                   /* of them with an end not more than AGG_ENDING_DAYS after S */
    struct agg_length talk[PROFILE_COUNT][AGG_WINDOWS]; /* counted contacts, by profile on S */
    struct agg_length plan[PROFILE_COUNT][AGG_WINDOWS]; /* FIG_OFFERED */
};

/* Customers with an agreement in force under a count rule, not exempt and without an interval of their own. */
struct agg_half_year {
    uint64_t customers;
    uint64_t contacts; /* counted since the agreement began */
    uint64_t reached;  /* customers with k of them or more */
};

struct agg_practice_part {
    uint32_t team; /* word; AGG_JOBCENTER */
    struct agg_practice_numbers numbers;
    struct agg_half_year *half_year; /* one a rule of the rule set; zero for rules without a count */
};

struct agg_practice {
    struct arena *arena;
    int n_rules;
    struct holiday_region region; /* whose holidays are no working days */
    struct agg_practice_part all;
    struct agg_practice_part *team; /* n_teams, in the order in which customers named them */
    size_t n_teams, cap;
    uint32_t *team_of_word; /* tables.n_words: index into team, TBL_NONE */
};

struct agg_practice_input {
    struct tables *tables; /* with details of contacts */
    const struct eval_question *q;
    const struct verdict *verdict; /* customers.n, as evaluated for q */
    struct holiday_region region;
};

/*
 * Counts; and adds to tables.issues, without sorting them, a finding for each counted contact of another kind than
 * asked for (FIND_FIRST_NOTE, FIND_NOTE), each miscoded advisory note (FIND_MISCODED) and each customer with AGG_OFTEN
 * no-shows in a row (FIND_MISSED_ROW, at the last of them). Call it before doubts_hints,
 * which sorts. Linear in notes, appointments and exceptions. Free with agg_practice_free.
 */
struct agg_practice *agg_practice_new(const struct agg_practice_input *in);
void agg_practice_free(struct agg_practice *p); /* takes NULL */
/* The part of a team by its word (0: without); NULL: nobody of it is in the population. */
const struct agg_practice_part *agg_practice_team(const struct agg_practice *p, uint32_t team);

/*
 * Holds that teams sum to the whole, parts to their whole, and that what groups count too is the same. False: a fault
 * of the program (DIAG_FAULT).
 */
bool agg_practice_check(const struct agg_practice *p, const struct agg_groups *g, struct diag *d) MUST_CHECK;

struct agg_lack {
    enum { LACK_NOTHING, LACK_RULE, LACK_FILE, LACK_COLUMN } what; /* LACK_RULE: the rule set asks for nothing here */
    const struct tbl_column_row *column;                           /* LACK_FILE: one of the file */
};
/* The first thing that lacks; the figures of the topic are then not known (and not 0). */
struct agg_lack agg_practice_lack(const struct tables *t, const struct ruleset *set, enum agg_topic topic);

#endif
