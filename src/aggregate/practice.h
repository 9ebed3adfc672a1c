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

/*
 * What happened in the care that holds S (notes up to S; appointments up to S, and those ahead where a figure says so),
 * and what of it in S's month up to S. Figures on S itself stand in AGG_CARE alone.
 */
enum agg_window { AGG_CARE, AGG_MONTH, AGG_WINDOWS };

enum agg_figure {
    /* notes */
    FIG_COUNTED,       /* counted contacts */
    FIG_COUNTED_OTHER, /* of them not of the kind asked for at each */
    FIG_FIRST,         /* first counted contacts of a care */
    FIG_FIRST_OTHER,   /* of them not of the kind asked for at the first */
    FIG_ADVICE,        /* advisory notes, counted or not, of everybody */
    FIG_MISCODED,      /* of them in writing or electronic */
    FIG_PHONE,         /* counted by telephone */
    FIG_PHONE_OUTSIDE, /* of them outside the groups named for it, on their day */
    FIG_PHONE_UNKNOWN, /* of them with an unknown word as profile: nobody can tell */
    FIG_ENTERED,       /* counted with a day of entry */
    FIG_ENTERED_LATE,  /* of them more than AGG_ENTRY_DAYS later */
    FIG_ENTERED_OVER,  /* of them after the end of the following month */
    FIG_NEXT_AGREED,   /* AGG_MONTH: counted with the next appointment agreed that day, not after the due day */
    /* appointments up to S, by status; they sum to FIG_APPOINTMENTS */
    FIG_APPOINTMENTS,
    FIG_KEPT,
    FIG_MISSED,
    FIG_CANCELLED,
    FIG_NO_RESULT, /* still planned though the day has come */
    FIG_STATUS_UNKNOWN,
    FIG_AHEAD, /* beside them: after S, not cancelled */
    /* appointments not cancelled; AGG_CARE: those ahead too */
    FIG_OFFERED,
    FIG_UNINSTRUCTED, /* of them without Rechtsfolgenbelehrung */
    FIG_LENGTH_KNOWN, /* of them with a length */
    FIG_TOO_LONG,
    FIG_FIRST_OFFERED, /* of FIG_OFFERED: Erstgespräche */
    FIG_FIRST_LENGTH_KNOWN,
    FIG_FIRST_TOO_SHORT,
    /* customers on S */
    FIG_CUSTOMERS,
    FIG_CHAIN_BROKEN, /* whose last missed appointment is followed by no other and by no counted contact */
    FIG_MISSED_ONCE,  /* no-shows in a row, up to S */
    FIG_MISSED_TWICE,
    FIG_MISSED_OFTEN,    /* AGG_OFTEN and more */
    FIG_LATE,            /* overdue or without contact */
    FIG_LATE_PLANNED,    /* of them with an appointment planned after S: after the due day, as it cannot be else */
    FIG_LATE_UNPLANNED,  /* of them without */
    FIG_TIMELY,          /* with a due day on S or later, not exempt */
    FIG_TIMELY_PLANNED,  /* of them with an appointment planned after S */
    FIG_TIMELY_TOO_LATE, /* of them with the first of these only after the due day */
    FIG_AGREEMENT,       /* agreement of the last AGG_AGREEMENT_MONTHS */
    /* new customers, by working days from A to the first appointment offered */
    FIG_NEW,
    FIG_OFFER_USUAL,
    FIG_OFFER_MAX,
    FIG_OFFER_BEYOND,  /* also where there is none and the maximum has passed */
    FIG_OFFER_OPEN,    /* none yet */
    FIG_OFFER_MISSING, /* of FIG_OFFER_BEYOND: there is none */
    /* the same, to the first counted contact */
    FIG_MET_USUAL,
    FIG_MET_MAX,
    FIG_MET_BEYOND,
    FIG_MET_OPEN,
    FIG_MET_NOT_ASKED, /* without a requirement: nothing counts, so nothing can be said */
    FIG_MET_UNCLEAR,   /* unclear which requirement holds: nothing can be counted */
    FIG_MET_MISSING,
    AGG_FIGURES
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

/* What has to be there, in rule set and exports, for a figure to be known. */
enum agg_topic {
    TOPIC_ALWAYS,
    TOPIC_OFFER, /* first contact, (a) */
    TOPIC_MET,   /* first contact, (b) */
    TOPIC_FIRST_NOTE,
    TOPIC_NOTE,
    TOPIC_PHONE,
    TOPIC_ENTRY,
    TOPIC_TALK_LENGTH,
    TOPIC_APPOINTMENTS, /* with their status */
    TOPIC_PLAN_LENGTH,
    TOPIC_LONGEST,
    TOPIC_FIRST_LENGTH,
    TOPIC_INSTRUCTION,
    TOPIC_NEXT_AGREED,
    TOPIC_EXCEPTIONS,
    TOPIC_AGREEMENT,
    TOPIC_HALF_YEAR,
    AGG_TOPICS
};
struct agg_lack {
    enum { LACK_NOTHING, LACK_RULE, LACK_FILE, LACK_COLUMN } what; /* LACK_RULE: the rule set asks for nothing here */
    const struct tbl_column_row *column;                           /* LACK_FILE: one of the file */
};
/* The first thing that lacks; the figures of the topic are then not known (and not 0). */
struct agg_lack agg_practice_lack(const struct tables *t, const struct ruleset *set, enum agg_topic topic);

#endif
