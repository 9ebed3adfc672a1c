/* One customer's appointments, and the way to the first contact (spec 2.9). */
#include "aggregate/appointments.h"
#include "aggregate/practice_count.h"

#include <string.h>

/* ---- first contact ---- */

/* Mon-Fri less public holidays, after `from` up to and including `to`; counts no further than one beyond limit. */
static int working_days(const struct agg_count_practice *c, int32_t from, int32_t to, int limit)
{
    int n = 0;
    for (int32_t d = from + 1; d <= to && n <= limit; d++)
        n += day_weekday(d) < 5 && !holiday_is(d, c->in->region.land, c->in->region.options);
    return n;
}

/* usual: the figure "up to the usual limit"; up to the maximum, beyond and open follow it. */
static void count_lead(const struct agg_count_practice *c, enum agg_figure usual, enum agg_figure missing, int32_t day)
{
    int days = working_days(c, c->v->start, day == DAY_NONE ? c->day : day, c->set->first_max);
    bool beyond = days > c->set->first_max;
    if (day == DAY_NONE && beyond)
        agg_practice_add_now(c, missing);
    if (beyond)
        agg_practice_add_now(c, usual + 2);
    else if (day == DAY_NONE)
        agg_practice_add_now(c, usual + 3);
    else
        agg_practice_add_now(c, days > c->set->first_usual ? usual + 1 : usual);
}

_Static_assert(FIG_OFFER_OPEN == FIG_OFFER_USUAL + 3 && FIG_MET_OPEN == FIG_MET_USUAL + 3, "order");

static int32_t first_offered(const struct agg_count_practice *c)
{
    const struct tbl_appointments *a = &c->t->appointments;
    for (uint32_t i = a->first[c->customer]; i < a->first[c->customer + 1]; i++)
        if (a->status[i] != APPOINTMENT_CANCELLED && a->day[i] >= c->v->start - AGG_DAYS_BEFORE)
            return a->day[i];
    return DAY_NONE;
}

void agg_count_first_contact(const struct agg_count_practice *c, int32_t first_counted)
{
    if (!c->set->first_max || c->day >= day_add_months(c->v->start, AGG_NEW_MONTHS))
        return;
    agg_practice_add_now(c, FIG_NEW);
    if (c->appointments)
        count_lead(c, FIG_OFFER_USUAL, FIG_OFFER_MISSING, first_offered(c));
    if (verdict_has_requirement(c->v))
        count_lead(c, FIG_MET_USUAL, FIG_MET_MISSING, first_counted);
    else
        agg_practice_add_now(c, c->v->code == VERDICT_UNCLEAR ? FIG_MET_UNCLEAR : FIG_MET_NOT_ASKED);
}

/* ---- appointments ---- */

static void count_status(const struct agg_count_practice *c, uint32_t i)
{
    static const enum agg_figure figure[APPOINTMENT_COUNT] = {[APPOINTMENT_PLANNED] = FIG_NO_RESULT,
                                                              [APPOINTMENT_KEPT] = FIG_KEPT,
                                                              [APPOINTMENT_MISSED] = FIG_MISSED,
                                                              [APPOINTMENT_CANCELLED] = FIG_CANCELLED,
                                                              [APPOINTMENT_UNKNOWN] = FIG_STATUS_UNKNOWN};
    const struct tbl_appointments *a = &c->t->appointments;
    if (a->day[i] > c->day) {
        if (a->status[i] != APPOINTMENT_CANCELLED)
            agg_practice_add_now(c, FIG_AHEAD);
        return;
    }
    agg_practice_add(c, FIG_APPOINTMENTS, a->day[i]);
    agg_practice_add(c, figure[a->status[i]], a->day[i]);
}

static void count_offered(const struct agg_count_practice *c, uint32_t i)
{
    const struct tbl_appointments *a = &c->t->appointments;
    int32_t day = a->day[i];
    bool first = a->talk[i] == TALK_FIRST;
    agg_practice_add(c, FIG_OFFERED, day);
    if (!a->instructed[i])
        agg_practice_add(c, FIG_UNINSTRUCTED, day);
    if (first)
        agg_practice_add(c, FIG_FIRST_OFFERED, day);
    for (int k = 0; k < 2; k++)
        agg_practice_add_length(c, c->to[k]->numbers.plan[agg_practice_profile(c)], day, a->minutes[i]);
    if (a->minutes[i] == TBL_NO_MINUTES)
        return;
    agg_practice_add(c, FIG_LENGTH_KNOWN, day);
    if (c->set->longest_minutes && a->minutes[i] > (uint32_t)c->set->longest_minutes * TBL_MINUTE)
        agg_practice_add(c, FIG_TOO_LONG, day);
    if (!first)
        return;
    agg_practice_add(c, FIG_FIRST_LENGTH_KNOWN, day);
    if (c->set->first_minutes && a->minutes[i] < (uint32_t)c->set->first_minutes * TBL_MINUTE)
        agg_practice_add(c, FIG_FIRST_TOO_SHORT, day);
}

static void count_next(const struct agg_count_practice *c)
{
    uint32_t at = agg_next_appointment(c->t, c->customer, c->day);
    int32_t next = at == TBL_NONE ? DAY_NONE : c->t->appointments.day[at];
    switch (c->v->code) {
    case VERDICT_NEVER:
    case VERDICT_OVERDUE:
        agg_practice_add_now(c, next == DAY_NONE ? FIG_LATE_UNPLANNED : FIG_LATE_PLANNED);
        break;
    case VERDICT_NEW:
    case VERDICT_DUE_SOON:
    case VERDICT_MET:
        if (next == DAY_NONE)
            break;
        agg_practice_add_now(c, FIG_TIMELY_PLANNED);
        if (next > c->v->due)
            agg_practice_add_now(c, FIG_TIMELY_TOO_LATE);
        break;
    default:
        break;
    }
}

/* The row of no-shows that S finds; from the third on it is a finding. */
static void count_missed(const struct agg_count_practice *c)
{
    const struct tbl_appointments *a = &c->t->appointments;
    uint32_t last, n = agg_missed_in_row(c->t, c->customer, c->v, c->day, &last);
    if (!n)
        return;
    agg_practice_add_now(c, n == 1 ? FIG_MISSED_ONCE : n == 2 ? FIG_MISSED_TWICE : FIG_MISSED_OFTEN);
    if (n < AGG_OFTEN)
        return;
    const char *number = tables_number(c->t, c->customer);
    issues_add(&c->t->issues, FIND_MISSED_ROW, FILE_APPOINTMENTS, a->line[last], tbl_columns[COL_T_NUMBER].name, number,
               strlen(number));
}

void agg_count_appointments(const struct agg_count_practice *c)
{
    const struct tbl_appointments *a = &c->t->appointments;
    if (!c->appointments)
        return;
    for (uint32_t i = a->first[c->customer]; i < a->first[c->customer + 1]; i++) {
        if (a->day[i] < c->v->start - AGG_DAYS_BEFORE)
            continue;
        count_status(c, i);
        if (a->status[i] != APPOINTMENT_CANCELLED)
            count_offered(c, i);
    }
    if (agg_chain_broken(c->t, c->customer, c->v, c->day))
        agg_practice_add_now(c, FIG_CHAIN_BROKEN);
    count_missed(c);
    count_next(c);
}

/*
 * One cancelled later was agreed all the same. An exempt customer has no due day to be kept, and one that had passed at
 * the contact could not be.
 */
bool agg_next_agreed(const struct agg_count_practice *c, int32_t day)
{
    const struct tbl_appointments *a = &c->t->appointments;
    int32_t until = c->v->code == VERDICT_EXEMPT || c->v->due <= day ? DAY_OPEN : c->v->due;
    for (uint32_t i = a->first[c->customer]; i < a->first[c->customer + 1]; i++)
        if (a->agreed[i] == day && a->day[i] > day && a->day[i] <= until)
            return true;
    return false;
}
