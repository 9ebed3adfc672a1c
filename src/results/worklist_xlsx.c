/* A caseworker's list as a workbook (results/worklist.h). */
#include "results/worklist.h"

#include "cases/cases_parts.h"
#include "cases/workbook.h"

struct rows {
    const struct cases *cases;
    const uint32_t *customer;
    const enum case_column *column;
    struct arena *mem; /* of the cell at hand */
};

static void give_cell(void *context, size_t row, size_t column, struct workbook_cell *out)
{
    struct rows *r = context;
    enum case_column which = r->column[column];
    arena_reset(r->mem);
    struct case_value v = cases_value(r->cases, r->customer[row], which, r->mem);
    if (!v.has)
        return;
    out->kind = v.type == CASE_DAY ? WORKBOOK_DAY : v.type == CASE_COUNT ? WORKBOOK_NUMBER : WORKBOOK_TEXT;
    out->day = v.day;
    out->number = v.count;
    out->text = which == CASE_NOT_COUNTED ? cases_text(r->cases, r->customer[row], which, r->mem) : v.text;
}

bool results_put_worklist_xlsx(struct buf *b, const struct results_worklist *w, struct diag *d)
{
    struct arena *a = arena_new();
    enum case_column column[CASE_NONE];
    const char *head[CASE_NONE];
    struct cases_list list = results_worklist_cases(w, a);
    struct words_sentence empty = results_worklist_say(w, a);
    struct rows rows = {w->cases, list.customer, column, arena_new()};
    struct day_text day = day_german(w->run->day);
    const char *title = arena_printf(a, "Arbeitsliste %s", cases_clean(w->name, a));
    const char *jobcenter = cases_clean(*w->run->jobcenter ? w->run->jobcenter : "Jobcenter", a);
    struct workbook book = {.sheet = "Arbeitsliste",
                            .title = title,
                            .subject = arena_printf(a, "Stichtag %s, Lauf %s", day.s, w->run->run_id),
                            .company = jobcenter,
                            .header_left = title,
                            .header_right = arena_printf(a, "Stichtag %s", day.s),
                            .footer_left = arena_printf(a, "%s · Lauf %s", jobcenter, w->run->run_id),
                            .created = w->run->day,
                            .folder = w->folder,
                            .head = head,
                            .n_columns = results_worklist_columns(w, column),
                            .n_rows = list.n,
                            .empty = arena_printf(a, "%s%s", empty.strong, empty.rest),
                            .cell = give_cell,
                            .context = &rows};
    for (size_t i = 0; i < book.n_columns; i++)
        head[i] = cases_column(w->cases, column[i])->head;
    bool ok = workbook_write(&book, b, d);
    arena_free(rows.mem);
    arena_free(a);
    return ok;
}
