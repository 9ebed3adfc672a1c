/*
 * Is a finished XLSX file one? The library that writes them passes over what its temporary parts could not take (a full
 * disk), so each file is read back before it is published. Private to workbook.c and its tests.
 */
#ifndef KD_CASES_WORKBOOK_CHECK_H
#define KD_CASES_WORKBOOK_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The ZIP archive is whole (directory, sizes, check sums), each part in it well-formed XML, and the first sheet has so
 * many cells.
 */
bool workbook_is_whole(const char *bytes, size_t n, size_t cells);

#endif
