/*
 * What one evaluation works on (internal to rules): contacts.c counts, due.c finds the due day, evaluate.c judges.
 */
#ifndef KD_RULES_SCRATCH_H
#define KD_RULES_SCRATCH_H

#include "rules/evaluate.h"
#include "rules/timeline.h"

enum { DUE_BEFORE_START = 31 /* days before the start of care from which a contact is eligible */ };

struct due_pause {
    int32_t from, to;
};

struct eval {
    const struct tables *t;
    const struct eval_listener *listener; /* NULL: nobody hears */
    struct timeline timeline;
    /* What the timeline was built for, so that questions about one customer's exceptions do not build it again. */
    bool built;
    uint32_t built_customer, built_left_out;
    int32_t built_day, built_held_from;
    const struct ruleset *built_set;
    struct eval_counted *counted;
    size_t n_counted, cap_counted;
    size_t segment[RULE_REQUIREMENTS + 1]; /* those of requirement i: [segment[i], segment[i + 1]) of counted */
    struct due_pause *pause;               /* accepted suspending exceptions up to S, merged, in order */
    size_t n_pauses, cap_pauses;
    struct eval_demand *demand; /* [0] that of S, then backwards */
    size_t n_demands, cap_demands;
    uint8_t *assumed_for; /* eval_ahead */
    size_t cap_assumed;
    uint32_t customer;
    int32_t start; /* A */
};

/* The contacts counted under one requirement, by date. */
struct contacts_list {
    const struct eval_counted *at;
    size_t n;
};
static inline struct contacts_list contacts_of(const struct eval *e, int requirement)
{
    size_t first = e->segment[requirement];
    return (struct contacts_list){e->counted + first, e->segment[requirement + 1] - first};
}

/* A day that pauses moved. */
struct due_moved {
    int32_t day, by;
};
struct due {
    struct due_moved at;
    enum due_source source;
    bool at_end; /* the last day of a period: judged at its end (2.5) */
};

/* --- contacts.c (2.4) --- */

/*
 * Why a note is not eligible under a requirement of the set (NULL: under any modes and partners), in the order in which
 * 2.4 asks; NOTE_COUNTED: it is.
 */
enum note_reason contacts_eligibility(const struct eval *e, const struct eval_question *q, const struct ruleset *set,
                                      const struct rule_requirement *r, uint32_t note, int32_t until);
/* As what a note's mode counts. */
enum word_mode contacts_mode(const struct ruleset *set, uint16_t code);
/* The notes of the customer dated from..until: [*first, *end) of the contacts. */
void contacts_between(const struct eval *e, int32_t from, int32_t until, uint32_t *first, uint32_t *end);
/* The contacts counted under each requirement of a rule up to a day, one a date, by date: e->counted, e->segment. */
void contacts_count(struct eval *e, const struct eval_question *q, const struct ruleset *set, const struct rule *rule,
                    int32_t until);

/* --- due.c (2.5, 2.6) --- */

/* The exceptions that a rule accepts as suspending and that begin by `until`, merged: e->pause. */
void due_collect_pauses(struct eval *e, const struct eval_question *q, const struct rule *rule, int32_t until);
/*
 * The due day on S, with v->base and v->prev. Leaves the contacts and pauses of S's demand (e->demand[0]) in e.
 */
struct due due_day(struct eval *e, const struct eval_question *q, struct verdict *v);
/* First day of the corridor of S's demand; DAY_NONE: it has none. After due_day. */
int32_t due_corridor(const struct eval *e, const struct eval_question *q);

#endif
