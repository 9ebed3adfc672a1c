/*
 * The lists of a run as CSV (spec 1.9, 5.2): UTF-8, `;`, LF, quotes as in RFC 4180 where needed and nowhere else.
 */
#ifndef KD_CASES_LISTS_H
#define KD_CASES_LISTS_H

#include "aggregate/reasons.h"
#include "base/buf.h"
#include "rules/evaluate.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdint.h>

/*
 * ergebnis.csv, exactly as in spec 5.2: data, verbatim. Several threads may write rows at once, each into a buffer of
 * its own. The row of a customer outside the population is nothing.
 */
void cases_put_verdict_header(struct buf *b);
void cases_put_verdict_row(struct buf *b, const struct tables *t, const struct ruleset *set, int32_t day,
                           uint32_t customer, const struct verdict *v, enum agg_reason reason);

/* What a CSV for spreadsheets begins with: Excel takes the umlauts for others without. ergebnis.csv is data, without.
 */
#define CASES_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/*
 * abgelehnt.csv (rejected lines) and hinweise.csv (warnings, then findings), in the order of issues.item, with a byte
 * order mark and a header `Datei;Zeile;Spalte;Wert;Grund`. Meant for spreadsheets: a text that would run as a formula
 * gets an apostrophe in front, numbers stay numbers; what would run where the comma separates gets one, too. The line
 * is empty where the file as a whole is meant.
 */
void cases_put_rejected(struct buf *b, const struct issues *i);
void cases_put_hints(struct buf *b, const struct issues *i);

/* One field for a spreadsheet, defused and quoted as above; for every list that spreadsheets open. */
void cases_put_cell(struct buf *b, const char *s);

#endif
