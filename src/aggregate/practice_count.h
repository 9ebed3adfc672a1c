/*
 * Counting for practice.h (private to the room): practice.c goes over the customers, practice_notes.c and
 * practice_appointments.c count one customer's.
 */
#ifndef KD_AGGREGATE_PRACTICE_COUNT_H
#define KD_AGGREGATE_PRACTICE_COUNT_H

#include "aggregate/practice.h"

struct agg_count_practice {
    const struct agg_practice_input *in;
    struct tables *t;
    const struct ruleset *set;
    int32_t day, month; /* S; the first of its month */
    struct eval *eval;
    uint8_t *reason; /* of the customer's notes */
    size_t cap;
    bool appointments, agreed; /* the export tells what the status was, on which day one was agreed */
    /* the customer: */
    uint32_t customer;
    const struct verdict *v;
    struct agg_practice_part *to[2]; /* the whole, the team */
};

/* One more, on a day: of the care, and of the month where it lies in it. */
static inline void agg_practice_add(const struct agg_count_practice *c, enum agg_figure figure, int32_t day)
{
    for (int i = 0; i < 2; i++) {
        c->to[i]->numbers.figure[figure][AGG_CARE]++;
        c->to[i]->numbers.figure[figure][AGG_MONTH] += c->month <= day && day <= c->day;
    }
}
/* One more on S. */
static inline void agg_practice_add_now(const struct agg_count_practice *c, enum agg_figure figure)
{
    for (int i = 0; i < 2; i++)
        c->to[i]->numbers.figure[figure][AGG_CARE]++;
}
/* minutes: TBL_NO_MINUTES: not known. */
static inline void agg_practice_add_length(const struct agg_count_practice *c, struct agg_length *length, int32_t day,
                                           uint32_t minutes)
{
    bool known = minutes != TBL_NO_MINUTES, month = c->month <= day && day <= c->day;
    for (int w = 0; w < AGG_WINDOWS; w++) {
        if (w == AGG_MONTH && !month)
            continue;
        length[w].known += known;
        length[w].minutes += known ? minutes : 0;
        length[w].unknown += !known;
    }
}

static inline uint8_t agg_practice_profile(const struct agg_count_practice *c)
{
    return c->t->states.profile[c->v->state];
}

/* The customer's notes; and, new customers among them, the first counted contact. */
void agg_count_notes(struct agg_count_practice *c);
void agg_count_appointments(const struct agg_count_practice *c);
/* With the day of the first counted contact, DAY_NONE: none. */
void agg_count_first_contact(const struct agg_count_practice *c, int32_t first_counted);
/* Whether at a contact on day the next appointment was agreed, not after a due day that was still to come. */
bool agg_next_agreed(const struct agg_count_practice *c, int32_t day);

#endif
