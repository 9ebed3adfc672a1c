/* A caseworker's list for spreadsheets: which columns, and as CSV (results/worklist.h). */
#include "results/worklist.h"

#include "base/csv_put.h"
#include "cases/lists.h"

size_t results_worklist_columns(const struct results_worklist *w, enum case_column column[CASE_NONE])
{
    static const enum case_column wanted[] = {CASE_NUMBER,
                                              CASE_NAME,
                                              CASE_TEAM,
                                              CASE_VERDICT,
                                              CASE_DUE,
                                              CASE_OVERDUE,
                                              CASE_LAST,
                                              CASE_FROM,
                                              CASE_PROFILE,
                                              CASE_REQUIREMENT,
                                              CASE_IN_PERSON,
                                              CASE_APPOINTMENT,
                                              CASE_APPOINTMENT_LATE,
                                              CASE_NOT_COUNTED};
    size_t n = 0;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (cases_column_there(w->cases, wanted[i]) && (wanted[i] != CASE_TEAM || w->n_staff > 1))
            column[n++] = wanted[i];
    return n;
}

void results_put_worklist_csv(struct buf *b, const struct results_worklist *w)
{
    enum case_column column[CASE_NONE];
    size_t n_columns = results_worklist_columns(w, column);
    struct arena *a = arena_new(), *row = arena_new();
    struct cases_list list = results_worklist_cases(w, a);
    buf_text(b, CSV_PUT_BYTE_ORDER_MARK);
    for (size_t i = 0; i < n_columns; i++) {
        if (i)
            buf_char(b, ';');
        csv_put_cell(b, cases_column(w->cases, column[i])->head);
    }
    buf_char(b, '\n');
    for (size_t k = 0; k < list.n; k++) {
        for (size_t i = 0; i < n_columns; i++) {
            if (i)
                buf_char(b, ';');
            cases_put_value(b, cases_value(w->cases, list.customer[k], column[i], row), true);
        }
        buf_char(b, '\n');
        arena_reset(row);
    }
    arena_free(row);
    arena_free(a);
}
