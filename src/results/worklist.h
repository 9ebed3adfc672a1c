/*
 * A caseworker's list (spec 4.4): who is to be contacted, most urgent first. As XML for its template (schema
 * templates/arbeitsliste.rng), as CSV and as a workbook; the cases themselves come from cases/cases.h in all of them.
 *
 * On the list is who has a due day up to S + lead: without a counted contact or overdue, due soon, and those new whose
 * first contact is due in that time. Who is not is counted with the reason.
 */
#ifndef KD_RESULTS_WORKLIST_H
#define KD_RESULTS_WORKLIST_H

#include "base/buf.h"
#include "base/diag.h"
#include "cases/cases.h"
#include "results/results.h"
#include "words/sentences.h"

struct results_worklist {
    const struct results_run *run;
    const struct cases *cases;
    const char *name;    /* whom it is for: the caseworker; "ohne Betreuer*in, Team 101" */
    const char *code;    /* his Kürzel; "" nobody's customers */
    const char *teams;   /* as shown: those in which he has customers; else his own; "" none */
    const size_t *staff; /* indices in the Jobcenter's AGG_STAFF, one for each team; none: nobody in his care */
    size_t n_staff;
    const char *folder; /* for the parts of a workbook in the making (cases/workbook.h); NULL: that of the system */
};

/* Appends the whole XML document. */
void results_put_worklist(struct buf *b, const struct results_worklist *w);

/*
 * CSV for a spreadsheet: UTF-8 with a byte order mark (Excel takes the umlauts for others without), `;`, LF, a header,
 * ISO days, texts defused (csv_put_cell). Nobody on the list: the header alone.
 */
void results_put_worklist_csv(struct buf *b, const struct results_worklist *w);

/*
 * The same as an XLSX workbook: real days and numbers, texts never formulas, header frozen and filtered, ready to be
 * printed. Nobody on the list: header and a sentence. The same bytes whenever and wherever. False: DIAG_OUTPUT.
 */
bool results_put_worklist_xlsx(struct buf *b, const struct results_worklist *w, struct diag *d) MUST_CHECK;

/* The columns of CSV and XLSX that there are: gives how many. */
size_t results_worklist_columns(const struct results_worklist *w, enum case_column column[CASE_NONE]);
/* The cases on the list, most urgent first; in a. */
struct cases_list results_worklist_cases(const struct results_worklist *w, struct arena *a);
/* "Niemand ist zu kontaktieren.", "Drei Kund*innen sind zu kontaktieren: ..." */
struct words_sentence results_worklist_say(const struct results_worklist *w, struct arena *a);

#endif
