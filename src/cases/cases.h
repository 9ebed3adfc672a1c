/*
 * The cases of a run, for lists: who is in the population, in which team and with whom, what the verdict is. A template
 * names such a list (document/source.h), CSV and XLSX ask here directly; heads, order, values and words come from one
 * table of columns (cases/columns.h), so that all of them say the same.
 *
 * Source `faelle`; its query:
 *   where    terms that must all hold, separated by blanks, as key:value[,value]:
 *            team:N[,N], betreuung:N[,N] groups by their number from 1 (ergebnis.xml: @nr)
 *            urteil:, profillage:, status:, alter:WORD[,WORD]  as the filters of list (cases/filter.h), - for a blank
 *            faellig-bis:DAYS           has a due day, not more than so many days after S
 *            mitwirkung:nein|ja         nein: failing co-operation or a sanction
 *            neu-ueberfaellig:ja|nein   over the due day now and not (or: also) a month before; nobody where the month
 *                                       before was not given
 *   columns  names of columns, shown in this order. Those that nothing can stand in are left out (cases_column_there),
 *            but for the last one.
 *   order    names of columns, each ascending, `-` in front: descending. Names sort as in DIN 5007, teams and
 *            caseworkers as in the reports, verdicts by urgency (without contact, overdue, due soon, new, in rhythm,
 *            exempt, unclear, the rest); what has no value comes last in both directions. What is equal stays as in the
 *            data.
 *   group    team, betreuung or urteil: a row heads each group, with the number of its rows where all are there; teams
 *            and caseworkers stand as in the reports, verdicts by urgency.
 * Source `abgelehnt`: every rejected line; no where, order and group.
 */
#ifndef KD_CASES_CASES_H
#define KD_CASES_CASES_H

#include "aggregate/groups.h"
#include "cases/columns.h"
#include "document/source.h"
#include "rules/evaluate.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cases;

struct cases_input {
    const struct tables *tables; /* with names where they may be shown; with lines of contacts */
    const struct eval_question *q;
    const struct verdict *verdict;   /* customers.n, as evaluated for q */
    const struct agg_groups *groups; /* the Jobcenter's: numbers of teams and caseworkers */
    const uint8_t *before;           /* customers.n, enum verdict_code on the day the course calls the month before;
                                        VERDICT_CODES:           not in the population then; NULL: not asked */
    bool single_notes;               /* notes may be shown one by one (job: kontakte) */
    unsigned threads;
};

/* Borrows everything it is given. Never NULL. From then on it is const: several threads may ask at once. */
struct cases *cases_new(const struct cases_input *in);
void cases_free(struct cases *c); /* takes NULL */
/* The sources `faelle` and `abgelehnt`; borrowed. */
const struct doc_sources *cases_sources(const struct cases *c);

const struct cases_input *cases_input(const struct cases *c);

/* A column of this run: of the table, or of an attribute that a rule set declares. */
const struct case_column_row *cases_column(const struct cases *c, enum case_column column);
/* The column that templates call so (n bytes); CASE_NONE: there is none. */
enum case_column cases_column_named(const struct cases *c, const char *name, size_t n);
/* Whether anything can stand in a column in this run: names that may be shown, appointments delivered, and so on. */
bool cases_column_there(const struct cases *c, enum case_column column);
/* Whether customers' names are shown. */
bool cases_names_shown(const struct cases *c);

/* The customers of a team, of a caseworker in a team; number from 0 in groups->list. In table order; borrowed. */
struct cases_part {
    const uint32_t *customer;
    size_t n;
};
struct cases_part cases_of_team(const struct cases *c, size_t team);
struct cases_part cases_of_staff(const struct cases *c, size_t staff);

/* customer is in the population. For CSV and XLSX. */
struct case_value cases_value(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a);
/* The same as shown in a document: German, "" where nothing stands there, '\n' between the lines of a cell. */
const char *cases_text(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a);

/*
 * The customers of a list, as a query says but for its columns and its group; limit < 0: all. n_all: without the limit.
 * False: *what and *expected say why (German, in a).
 */
struct cases_list {
    uint32_t *customer; /* in a */
    size_t n, n_all;
};
bool cases_ask(const struct cases *c, const struct doc_query *q, struct arena *a, struct cases_list *out,
               const char **what, const char **expected) MUST_CHECK;

/* A note of the last 3 months, up to S, that did not count. */
struct case_note {
    uint32_t note;  /* index into the contacts */
    uint8_t reason; /* enum note_reason */
};
/* Those of a customer, the latest first; *n of them. Nobody's where single notes may not be shown. */
const struct case_note *cases_notes(const struct cases *c, uint32_t customer, size_t *n);
/* "Vermerkart zählt nicht", ...: why a note did not count, short. */
extern const char *const case_note_reasons[NOTE_REASONS];

#endif
