/*
 * The front page of a run, and of a folder that is handed out alone: what templates/index.xsl gets. That is
 * `<uebersicht><ergebnis>...</ergebnis><dateien>...</dateien></uebersicht>`: results as in results.h, and what was
 * published, by whom it is on.
 */
#ifndef KD_RESULTS_OVERVIEW_H
#define KD_RESULTS_OVERVIEW_H

#include "results/results.h"

enum results_overview_scope { OVERVIEW_JOBCENTER, OVERVIEW_TEAM, OVERVIEW_STAFF, OVERVIEW_DATA };

struct results_overview_file {
    const char *report; /* "monatsbericht"; "" for data */
    const char *path;   /* from the page on */
    uint64_t bytes;
};

/* Somebody whom files are on, and the files. */
struct results_overview_entry {
    enum results_overview_scope scope;
    const char *name;  /* as shown; "" for data */
    const char *code;  /* Kürzel; "" none */
    const char *teams; /* of a caseworker, as shown; "" none */
    size_t nr;         /* of a team: @nr in the results; 0: none */
    struct results_overview_file *file;
    size_t n_files;
};

/* Appends the document. n_areas as in results_put; 0: the run alone, without any figure. */
void results_put_overview(struct buf *b, const struct results_run *run, const struct results_area *area, size_t n_areas,
                          const struct results_overview_entry *entry, size_t n_entries);

#endif
