/*
 * The columns of every list of customers, one row each: templates and dossiers, work lists as CSV and XLSX,
 * ergebnis.csv, the search run. A column is a function that gives its value; a form (words for people, or data with
 * codes) is told by the cell. Behind the table come those of a run: the attributes that its rule sets declare
 * (table/lexicon.h), made by cases_new.
 */
#ifndef KD_CASES_COLUMNS_H
#define KD_CASES_COLUMNS_H

#include "aggregate/reasons.h"
#include "base/buf.h"
#include "rules/evaluate.h"
#include "table/lexicon.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum case_column {
    CASE_NUMBER,
    CASE_NAME, /* of the customer; "Nachname, Vorname" */
    CASE_TEAM,
    CASE_STAFF, /* name of the caseworker; in data the Kürzel */
    CASE_AGE,
    CASE_STATUS,
    CASE_PROFILE,
    CASE_RULE, /* its number; "i" behind it: an exception's interval is in force */
    CASE_REQUIREMENT,
    CASE_VERDICT,
    CASE_DUE,
    CASE_OVERDUE, /* days; nothing where not overdue, in data 0 */
    CASE_LAST,    /* last counted contact */
    CASE_FROM,    /* Kontakt ab */
    CASE_COUNTED, /* "1 von 2"; in data 1 */
    CASE_IN_PERSON,
    CASE_EXCEPTION, /* what exempts, shortens or lets count on S */
    CASE_EXEMPT_UNTIL,
    CASE_APPOINTMENT, /* the first one planned after S */
    CASE_APPOINTMENT_LATE,
    CASE_NOT_COUNTED, /* notes of the last 3 months that did not count, and why */
    CASE_SOURCE,
    CASE_PAUSE_DAYS,
    CASE_DUE_SOURCE,
    CASE_TEAM_DELIVERED, /* from here on in data alone: Team as in the export */
    CASE_TEAM_KNOWN,     /* as CASE_TEAM, but nothing without a team */
    CASE_INDIVIDUAL,
    CASE_ASKED,
    CASE_SEEN, /* case_of.seen */
    CASE_RULESET,
    CASE_RATED,
    CASE_REASON,
    CASE_MISSED,
    CASE_COLUMNS, /* from here on: attributes of the run's rule sets */
    CASE_NONE = CASE_COLUMNS + TBL_OWN
};

enum case_type { CASE_TEXT, CASE_DAY, CASE_COUNT };

/* A value as it is; has = false: nothing stands there. */
struct case_value {
    bool has;
    enum case_type type; /* CASE_TEXT also where a day has no end: "offen" */
    const char *text;    /* CASE_TEXT; static, of the tables, or in the arena given */
    int32_t day;
    int64_t count;
};

struct cases;

/* Whose cell, and for whom. */
struct case_of {
    const struct tables *t;
    const struct eval_question *q;
    uint32_t customer; /* in the population */
    const struct verdict *v;
    const struct cases *c; /* a list for people; NULL: data, texts as they stand in the exports, codes, no arena */
    struct arena *a;
    enum agg_reason reason; /* data: why somebody overdue was not seen, last day with a contact */
    int32_t seen;
    int attribute; /* set by cases_cell */
};

struct case_column_row {
    const char *name; /* as templates call it; NULL: in data alone */
    const char *head; /* as shown to people */
    const char *data; /* as data call it; NULL: not there */
    enum case_type type;
    int weight; /* as in struct doc_source_column */
    struct case_value (*value)(const struct case_of *o);
    int64_t (*order)(const struct case_of *o); /* lists are sorted by this; NULL: by the value */
    bool (*there)(const struct cases *c);      /* whether anything can stand in it; NULL: always */
    const char *meaning; /* a sentence without its subject, for those who read the list: "letzter gezählter Kontakt" */
    int attribute;       /* of declared columns: in tables.lexicon */
};
extern const struct case_column_row case_columns[CASE_COLUMNS];

/* Urgency of a verdict, from 0: the one order of all lists. */
int cases_urgency(enum verdict_code code);

/* The same, and of equal urgency by due day, as templates have it with order="urteil faellig"; < 0: a comes first. */
int cases_compare_urgency(const struct verdict *a, const struct verdict *b);

/* Text of the exports as every list may show it: control characters and what XML cannot hold as U+FFFD; s or in a. */
const char *cases_clean(const char *s, struct arena *a);

#endif
