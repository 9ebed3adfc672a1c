/*
 * Which line of a customer is valid when (spec 2.1), settled once when the lines are placed: tables_state_on asks it.
 */
#ifndef KD_TABLE_VALIDITY_H
#define KD_TABLE_VALIDITY_H

#include "table/tables.h"

/* Overwrites v, with columns in a. s and c are complete. O(lines log lines). */
void validity_settle(struct tbl_validity *v, const struct tbl_states *s, const struct tbl_customers *c, struct arena *a);

#endif
