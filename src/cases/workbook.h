/*
 * A table as an XLSX workbook, over libxlsxwriter (workbook.c alone includes it): one sheet, its header frozen,
 * filtered and repeated on each printed page; days and numbers as such, text never as a formula; columns as wide as
 * their content. The bytes depend on what is given here and on nothing else.
 */
#ifndef KD_CASES_WORKBOOK_H
#define KD_CASES_WORKBOOK_H

#include "base/buf.h"
#include "base/diag.h"

#include <stddef.h>
#include <stdint.h>

enum workbook_kind { WORKBOOK_NOTHING, WORKBOOK_TEXT, WORKBOOK_DAY, WORKBOOK_NUMBER };
struct workbook_cell {
    enum workbook_kind kind;
    const char *text; /* UTF-8 without control characters but '\n'; cut where Excel has no room for it */
    int32_t day;
    int64_t number;
};

struct workbook {
    const char *sheet;                                    /* its name: at most 31 characters, none of []:*?/\ */
    const char *title, *subject, *company;                /* properties of the file */
    const char *header_left, *header_right, *footer_left; /* of printed pages; the footer's right is the page */
    int32_t created;                                      /* day in the properties */
    const char *folder; /* for the parts, which are there as long as the file is made; NULL: that of the system */
    const char *const *head;
    size_t n_columns;
    size_t n_rows;
    const char *empty; /* the sentence in place of rows */
    void (*cell)(void *context, size_t row, size_t column, struct workbook_cell *out); /* good until the next call */
    void *context;
};

/* Appends the bytes of the file. False: it cannot be made (DIAG_OUTPUT). Several threads may write at once. */
bool workbook_write(const struct workbook *w, struct buf *out, struct diag *d) MUST_CHECK;

/* The version of the library, for the record of a run. */
const char *workbook_library(void);

#endif
