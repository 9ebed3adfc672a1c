/*
 * The search run ("Suchlauf") as a table for a terminal, or as CSV for a spreadsheet.
 */
#ifndef KD_CASES_SEARCH_H
#define KD_CASES_SEARCH_H

#include "base/buf.h"
#include "cases/columns.h"

/* Most urgent first (cases_compare_urgency), then by number. */
void cases_search_sort(struct case_of *row, size_t n);

/*
 * Writes all rows (of data) piece by piece through `write`, which gives false to stop. table: aligned, German days, the
 * verdict in words; else CSV: header, ISO days, the verdict's code, cells safe for a spreadsheet. False: write gave
 * false.
 */
bool cases_search_put(const struct case_of *row, size_t n, bool table,
                      bool (*write)(const struct buf *b, void *context), void *context) MUST_CHECK;

#endif
