/*
 * The warnings and findings that ingest cannot give, because they need the reporting day or the rule set (spec 1.9,
 * 2.2, 2.7): added to tables.issues.
 */
#ifndef KD_DOUBTS_HINTS_H
#define KD_DOUBTS_HINTS_H

#include "rules/evaluate.h"
#include "table/tables.h"

/*
 * verdict: customers.n, in table order, as evaluated for q. full_time: weekly hours, in hundredths. Adds the issues
 * from WARN_AFTER to FIND_NO_REASON:
 * - once for a column or file that the rule set asks for and the export lacks (line 0);
 * - on customers of the population: age, no team, no caseworker, caseworker not in mitarbeiter.csv; where the export
 *   has no column that could tell a team (or a caseworker), once for the file instead (line 0);
 * - on staff: hours above 1.25 of full time; one each for who has left and is caseworker of somebody in the population;
 * - on everybody's periods of care: those that overlap;
 * - on notes: after S (everybody's), more than 31 days before the start of care (population);
 * - on exceptions of the population that begin on S or before: without effect, JBA without end or with an interval,
 *   without reason, exempt after the due day had passed.
 * The lines of notes are those of tables.contacts.line, 0 where details were not loaded. Calls issues_sort at the end.
 */
void doubts_hints(struct tables *t, const struct eval_question *q, const struct verdict *verdict, int32_t full_time);

#endif
