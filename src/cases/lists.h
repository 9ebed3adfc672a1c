/*
 * The lists of a run as CSV (spec 1.9, 5.2): UTF-8, `;`, LF, fields as in base/csv_put.h.
 */
#ifndef KD_CASES_LISTS_H
#define KD_CASES_LISTS_H

#include "base/buf.h"
#include "cases/columns.h"

struct cases_columns {
    const enum case_column *column;
    size_t n;
};
/* Those of ergebnis.csv, exactly as in spec 5.2, and of the search run ("Suchlauf"). */
extern const struct cases_columns cases_record, cases_searched;

/*
 * A header and a row of data; several threads may write at once, each into a buffer of its own. o: of data; outside the
 * population nothing. spreadsheet: cells, not fields (base/csv_put.h); ergebnis.csv is verbatim.
 */
void cases_put_data_heads(struct buf *b, struct cases_columns list);
void cases_put_data(struct buf *b, struct cases_columns list, const struct case_of *o, bool spreadsheet);
/* One value: ISO days, plain numbers. */
void cases_put_value(struct buf *b, struct case_value v, bool spreadsheet);

/*
 * abgelehnt.csv (rejected lines) and hinweise.csv (warnings, then findings), in the order of issues.item, with a byte
 * order mark and a header `Datei;Zeile;Spalte;Wert;Grund`, in cells for a spreadsheet. The line is empty where the file
 * as a whole is meant.
 */
void cases_put_rejected(struct buf *b, const struct issues *i);
void cases_put_hints(struct buf *b, const struct issues *i);

#endif
