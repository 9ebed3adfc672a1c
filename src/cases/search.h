/*
 * The search run ("Suchlauf") as a table for a terminal, or as CSV for a spreadsheet.
 */
#ifndef KD_CASES_SEARCH_H
#define KD_CASES_SEARCH_H

#include "base/buf.h"
#include "rules/evaluate.h"

struct cases_search_row {
    const char *number;
    const struct verdict *verdict; /* in the population */
    int32_t last;                  /* last contact that is shown; DAY_NONE */
};

/* Most urgent first: by due day; then unclear, exempt, the rest; each by number. */
void cases_search_sort(struct cases_search_row *row, size_t n);

/*
 * Writes all rows piece by piece through `write`, which gives false to stop. table: aligned, German days, the verdict
 * in words; else CSV: header, ISO days, the verdict's code, cells safe for a spreadsheet. False: write gave false.
 */
bool cases_search_put(const struct tables *t, int32_t day, const struct cases_search_row *row, size_t n, bool table,
                      bool (*write)(const struct buf *b, void *context), void *context) MUST_CHECK;

#endif
