/*
 * What one customer's appointments say on S (spec 2.9): asked by the groups, the practice, the reasons and the lists.
 * Linear in his appointments.
 */
#ifndef KD_AGGREGATE_APPOINTMENTS_H
#define KD_AGGREGATE_APPOINTMENTS_H

#include "rules/evaluate.h"
#include "table/tables.h"

enum { AGG_DAYS_BEFORE = 31 /* days before A from which notes and appointments belong to the care */ };

/*
 * termine.csv was delivered with the status of the appointments: else nobody can tell a planned one from a cancelled
 * one, and nothing is said.
 */
bool agg_appointments_known(const struct tables *t);

/*
 * The earliest appointment after day that is not cancelled, whatever else its status says (exports are drawn days after
 * S): index into appointments; TBL_NONE: none.
 */
uint32_t agg_next_appointment(const struct tables *t, uint32_t customer, int32_t day);

/*
 * No-shows in a row up to day, in the care that holds it: since the last appointment that was kept, or the last counted
 * contact of v (one of the same day is one), whichever is later; cancelled ones and those without a result neither
 * count nor break. last: the latest of them, index into appointments, TBL_NONE where there is none; may be NULL.
 */
uint32_t agg_missed_in_row(const struct tables *t, uint32_t customer, const struct verdict *v, int32_t day,
                           uint32_t *last);

/*
 * The invitation chain is broken: after the last appointment that was missed up to day there is no other, not
 * cancelled, and no counted contact.
 */
bool agg_chain_broken(const struct tables *t, uint32_t customer, const struct verdict *v, int32_t day);

#endif
