/*
 * Afterwards changed (spec 2.12): the verdicts that an archived run gave, held against those that today's exports give
 * for the same day, customer by customer, and what of the exports is another. From its ergebnis.csv, which holds no
 * note: so of a note that went what remains is its day.
 */
#ifndef KD_RESULTS_AFTERWARDS_H
#define KD_RESULTS_AFTERWARDS_H

#include "aggregate/course.h"
#include "base/mem.h"
#include "rules/evaluate.h"
#include "table/tables.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Each changed verdict has one. */
enum results_afterwards_cause {
    AFTERWARDS_ADDED,   /* a note counts that was entered after the day; without Erfasst am: that counts now */
    AFTERWARDS_CHANGED, /* a note of that day is there, but counts no more, or only now, or in another mode */
    AFTERWARDS_REMOVED, /* a note that counted is not there */
    AFTERWARDS_STATE,   /* what is known of the customer: status, profile, exceptions, beginning of care ... */
    AFTERWARDS_BOTH,    /* a note and the state */
    AFTERWARDS_ENTERED, /* was not in the population then */
    AFTERWARDS_GONE,    /* is not in it now */
    AFTERWARDS_CAUSES
};
extern const char *const results_afterwards_codes[AFTERWARDS_CAUSES]; /* "nachgetragen" ... */
extern const char *const results_afterwards_words[AFTERWARDS_CAUSES]; /* "Vermerk nachgetragen" ... */

struct results_change {
    int32_t day;
    const char *number; /* Kundennummer or pseudonym */
    const char *team;   /* as shown ("Team wirksam"), and Betreuer as delivered: then; of who was not there, today */
    const char *staff;
    uint8_t then, now; /* enum verdict_code, or FLOW_OUTSIDE */
    uint8_t cause;     /* enum results_afterwards_cause */
    const char *why;   /* German, without a full stop */
    enum tbl_file file;
    uint32_t line; /* of today's export: of the note, else of the customer; 0: none */
};

struct results_afterwards {
    struct arena *arena;
    struct results_change *change; /* after results_afterwards_sort: by team, then the latest day first */
    size_t n, cap;
};

struct results_afterwards_input {
    const struct tables *tables; /* with the details of contacts, where notes shall be told by line and day of entry */
    const struct eval_question *q;
    const struct agg_courses *courses; /* of the same tables and question */
};

/*
 * Adds what changed in the month `point` of the course. csv: its ergebnis.csv, n bytes and a NUL; overwritten. False:
 * it is not as a run writes it; nothing is added then. Linear, but for customers in quite another order than today's.
 */
bool results_afterwards_add(struct results_afterwards *f, const struct results_afterwards_input *in, int point,
                            char *csv, size_t n);
void results_afterwards_sort(struct results_afterwards *f);
/* "31.10.2023: damals überfällig, jetzt im Rhythmus; Vermerk vom 12.10.2023, nachgetragen am 05.11.2023". In a. */
const char *results_change_words(const struct results_change *x, struct arena *a);
/* Counts of a day by cause: of a team by its name as shown, NULL: of all. */
uint32_t results_afterwards_count(const struct results_afterwards *f, int32_t day, const char *team,
                                  uint32_t cause[AFTERWARDS_CAUSES]);
/* Those of a team: *n of them. */
const struct results_change *results_afterwards_of(const struct results_afterwards *f, const char *team, size_t *n);
void results_afterwards_free(struct results_afterwards *f);

#endif
