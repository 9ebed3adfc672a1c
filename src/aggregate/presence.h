/*
 * Who is there on which days, and what part of a week's target that makes (spec 2.10): for the weeks of the month
 * (staff.h) and for those ahead (ahead.h). A target is base x hours / full time x presence / working days; with 420,
 * which all numbers of working days from 1 to 7 divide, it is an integer in units of 1 / (full time x 420).
 */
#ifndef KD_AGGREGATE_PRESENCE_H
#define KD_AGGREGATE_PRESENCE_H

#include "base/holidays.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    AGG_STAFF_PARTS = 420, /* divides by each number of working days a week, 1 to 7 */
    AGG_PRESENCE_DAYS = 128,
};

/* Holidays and absences of at most AGG_PRESENCE_DAYS days. */
struct agg_presence;

/* Of the days first..last; first > last: of none. Linear in absences, and the days of each. */
struct agg_presence *agg_presence_new(const struct tables *t, struct holiday_region region, int32_t first,
                                      int32_t last);
void agg_presence_free(struct agg_presence *p); /* takes NULL */

/* Whether who has this Kürzel (word) is absent on a day of first..last. */
bool agg_presence_absent(const struct agg_presence *p, uint32_t word, int32_t day);
/*
 * Weekly hours (hundredths; full_time where not given) x days from..to on which a line of staff holds and its member is
 * there / working days a week, in units of 1 / 420: working days less holidays and absences. 0 without working days.
 */
uint64_t agg_presence_part(const struct agg_presence *p, uint32_t line, int32_t full_time, int32_t from, int32_t to);

/* The target for a function; NULL: the rule set has none for it. */
const struct rule_staff_target *agg_staff_target(const struct ruleset *set, enum word_function function);
/* The target under a line of staff; NULL: the rule set has none for its function, or it is not known. */
const struct rule_staff_target *agg_line_target(const struct ruleset *set, const struct tables *t, uint32_t line);

#endif
