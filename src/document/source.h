/*
 * Tables by reference: a template names a source, and both renderers stream its rows, so that a list of 100,000 cases
 * is never held as a tree. The document room knows nothing of cases; who has them fills in these functions.
 *
 *     <table source="faelle" where="team:3 urteil:nie,ueberfaellig" columns="nummer name faellig" order="faellig"
 *            limit="50" caption="..." empty="Niemand ist überfällig."/>
 */
#ifndef KD_DOCUMENT_SOURCE_H
#define KD_DOCUMENT_SOURCE_H

#include "document/doc.h"

/* What a template asks for; "" where it says nothing. */
struct doc_query {
    const char *source, *where, *columns, *order, *group;
    long limit; /* rows; -1: all */
};

struct doc_source_column {
    const char *head;
    enum doc_align align;
    bool number; /* tabular figures, aligned at the decimal */
    bool header; /* its cells head their rows */
    int weight;  /* as of DOC_COL */
};

struct doc_source_cell {
    const char *text; /* UTF-8, NFC; '\n' breaks the line; "" nothing */
    bool strong;
};

/* group: a row that heads those after it, and nothing else; else NULL, and cell has one for each column. */
struct doc_source_row {
    const char *group;
    const struct doc_source_cell *cell;
};

/* The answer to a query; all of it lives in the arena given. */
struct doc_source {
    const struct doc_sources *sources;
    const struct doc_source_column *col;
    size_t n_cols;
    size_t n_rows; /* that will come, group rows not counted */
    size_t n_all;  /* without the limit; a larger one is told below the table: "50 von 212" */
    void *handle;  /* the source's own */
};

/* Several threads may ask and read at once. */
struct doc_sources {
    void *context;
    /* out->sources is set. False: the query makes no sense; *what and *expected (German, in a) say why. */
    bool (*ask)(void *context, const struct doc_query *q, struct arena *a, struct doc_source *out, const char **what,
                const char **expected);
    /* The rows of an answer, always the same ones: each is good until the next call. */
    void *(*open)(const struct doc_source *s);
    const struct doc_source_row *(*next)(void *cursor); /* NULL: no more */
    void (*close)(void *cursor);                        /* takes NULL */
};

#endif
