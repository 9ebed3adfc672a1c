/*
 * The inside of cases/cases.h, shared by its files. Private to the room.
 */
#ifndef KD_CASES_CASES_PARTS_H
#define KD_CASES_CASES_PARTS_H

#include "base/buf.h"
#include "cases/cases.h"

struct cases {
    struct cases_input in;
    struct arena *arena;
    struct doc_sources sources;
    struct case_column_row declared[TBL_OWN];
    int n_columns; /* with those declared */
    bool there[CASE_NONE];
    uint32_t *all; /* n_all customers of the population, in table order */
    size_t n_all;
    uint32_t *team_of;            /* customers.n: index into the Jobcenter's teams; TBL_NONE outside the population */
    uint32_t *staff_of;           /* the same for caseworkers */
    uint32_t *by_team, *by_staff; /* n_all customers, in table order within a group */
    uint32_t *team_first, *staff_first; /* number of groups + 1 */
    uint32_t *note_first;               /* customers.n + 1; NULL: notes may not be shown one by one */
    struct case_note *note;
    const char **requirement; /* in words, one a rule */
};

/* What is wrong with a query; gives false. Texts in a. */
struct cases_fault {
    struct arena *a;
    const char **what, **expected;
};
bool cases_fault(const struct cases_fault *f, const char *expected, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The next word of a list separated by blanks; false: there is none. *s moves behind it. */
bool cases_word(const char **s, const char **word, size_t *n);

#define CASE_NO_VALUE INT64_MAX

/* The columns of the attributes that the rule sets declare, and which columns are there (cases_columns.c). */
void cases_make_columns(struct cases *c);
/* Finds c->note_first and c->note; the notes of a customer in words (cases_notes.c). */
void cases_index_notes(struct cases *c);
const char *cases_notes_words(const struct cases *c, uint32_t customer, const char *between, struct arena *a);
/* A cell of a list for people. */
struct case_of cases_of(const struct cases *c, uint32_t customer, struct arena *a);

/* `<spalte name kopf da bedeutung/>` of every column, in results that a template with lists gets. */
void cases_put_columns(struct buf *b, const struct cases *c, int depth);

/* Fills in c->sources (cases_source.c). */
void cases_source_make(struct cases *c);

/* A column by name, for the message as in attribute; the group of a query, CASE_NONE where none is asked for. */
bool cases_read_column(const struct cases *c, const char *word, size_t n, const char *attribute, enum case_column *out,
                       const struct cases_fault *f);
bool cases_read_group(const char *s, enum case_column *out, const struct cases_fault *f);

/* One of the sources: the first member of its handle and of its cursors points here. */
struct cases_kind {
    void *(*open)(const struct doc_source *s);
    const struct doc_source_row *(*next)(void *cursor);
    void (*close)(void *cursor);
};

/* Source `abgelehnt` (cases_rejected.c). */
bool cases_rejected_ask(const struct cases *c, const struct doc_query *q, struct arena *a, struct doc_source *out,
                        const struct cases_fault *f);

#endif
