/*
 * Fields of CSV: separated by `;`, quoted as in RFC 4180 where needed and nowhere else. A field of data stands as it
 * is; a cell for a spreadsheet gets an apostrophe in front where it would run as a formula: numbers stay numbers, and
 * what would run where the comma separates gets one, too.
 */
#ifndef KD_BASE_CSV_PUT_H
#define KD_BASE_CSV_PUT_H

#include "base/buf.h"

/* What a CSV for spreadsheets begins with: Excel takes the umlauts for others without. Data go without. */
#define CSV_PUT_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Data, n bytes. */
void csv_put_field(struct buf *b, const char *s, size_t n);
/* For a spreadsheet. */
void csv_put_cell(struct buf *b, const char *s);

#endif
