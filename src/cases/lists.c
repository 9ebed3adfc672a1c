#include "cases/lists.h"

#include "base/csv_put.h"

#include <string.h>

/* ---- rows of cases ---- */

static const enum case_column record[] = {
    CASE_NUMBER,     CASE_TEAM_DELIVERED, CASE_STAFF,   CASE_AGE,       CASE_STATUS,       CASE_PROFILE,
    CASE_RULE,       CASE_INDIVIDUAL,     CASE_VERDICT, CASE_DUE,       CASE_OVERDUE,      CASE_COUNTED,
    CASE_ASKED,      CASE_LAST,           CASE_FROM,    CASE_IN_PERSON, CASE_EXEMPT_UNTIL, CASE_DUE_SOURCE,
    CASE_PAUSE_DAYS, CASE_SOURCE,         CASE_RULESET, CASE_TEAM,      CASE_RATED,        CASE_REASON,
    CASE_MISSED,     CASE_APPOINTMENT};
static const enum case_column searched[] = {CASE_NUMBER,  CASE_TEAM_KNOWN, CASE_STAFF, CASE_AGE,     CASE_STATUS,
                                            CASE_PROFILE, CASE_VERDICT,    CASE_DUE,   CASE_OVERDUE, CASE_SEEN};
#define LIST(columns)                                                                                                  \
    {                                                                                                                  \
        columns, sizeof columns / sizeof *columns                                                                      \
    }
const struct cases_columns cases_record = LIST(record), cases_searched = LIST(searched);

void cases_put_value(struct buf *b, struct case_value v, bool spreadsheet)
{
    if (!v.has)
        return;
    if (v.type == CASE_DAY)
        buf_put(b, day_iso(v.day).s, 10);
    else if (v.type == CASE_COUNT)
        buf_int(b, v.count);
    else if (spreadsheet)
        csv_put_cell(b, v.text);
    else
        csv_put_field(b, v.text, strlen(v.text));
}

void cases_put_data_heads(struct buf *b, struct cases_columns list)
{
    for (size_t i = 0; i < list.n; i++) {
        buf_text(b, case_columns[list.column[i]].data);
        buf_char(b, i + 1 < list.n ? ';' : '\n');
    }
}

void cases_put_data(struct buf *b, struct cases_columns list, const struct case_of *o, bool spreadsheet)
{
    for (size_t i = 0; o->v->in_population && i < list.n; i++) {
        cases_put_value(b, case_columns[list.column[i]].value(o), spreadsheet);
        buf_char(b, i + 1 < list.n ? ';' : '\n');
    }
}

/* ---- abgelehnt.csv, hinweise.csv ---- */

static void put_issue(struct buf *b, const struct issues *i, const struct issue *item, struct arena *a)
{
    const char *path = i->file[item->file].path;
    const char *slash = path ? strrchr(path, '/') : NULL;
    csv_put_cell(b, slash ? slash + 1 : path ? path : tbl_file_names[item->file]);
    buf_char(b, ';');
    if (item->line)
        buf_int(b, item->line);
    buf_char(b, ';');
    csv_put_cell(b, item->column);
    buf_char(b, ';');
    csv_put_cell(b, item->value);
    buf_char(b, ';');
    /* abgelehnt.csv keeps the reasons that spec 1.9 names. */
    bool rejected = issue_texts[item->kind].class == ISSUE_REJECTED;
    csv_put_cell(b, rejected ? issue_texts[item->kind].text : issue_reason(item, a));
    buf_char(b, '\n');
}

static void put_issues(struct buf *b, const struct issues *i, enum issue_class from, enum issue_class to)
{
    struct arena *a = arena_new();
    buf_text(b, CSV_PUT_BYTE_ORDER_MARK "Datei;Zeile;Spalte;Wert;Grund\n");
    for (size_t k = 0; k < i->n; k++) {
        enum issue_class class = issue_texts[i->item[k].kind].class;
        if (class >= from && class <= to)
            put_issue(b, i, &i->item[k], a);
    }
    arena_free(a);
}

void cases_put_rejected(struct buf *b, const struct issues *i)
{
    put_issues(b, i, ISSUE_REJECTED, ISSUE_REJECTED);
}

void cases_put_hints(struct buf *b, const struct issues *i)
{
    put_issues(b, i, ISSUE_WARNING, ISSUE_FINDING);
}
