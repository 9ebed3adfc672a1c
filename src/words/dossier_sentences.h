/*
 * Sentences of the dossier for supervision (spec 4.2), true in every case; German, in the arena or static.
 * Private to the room.
 */
#ifndef KD_WORDS_DOSSIER_SENTENCES_H
#define KD_WORDS_DOSSIER_SENTENCES_H

#include "aggregate/caseworkers.h"
#include "words/sentences.h"

/* The lists of a dossier, in its order. */
enum words_dossier_list {
    DOSSIER_NEVER,
    DOSSIER_OVERDUE,
    DOSSIER_FAILING,
    DOSSIER_AHEAD,
    DOSSIER_EXEMPT,
    DOSSIER_LISTS
};
extern const char *const words_dossier_list_codes[DOSSIER_LISTS]; /* "ohne-kontakt", ... */
uint32_t words_dossier_list_size(const struct agg_caseworker *w, enum words_dossier_list list);

/* The caseload in words; as words_say_result. */
struct words_sentence words_dossier_result(const struct agg_caseworker *w, int32_t day, struct arena *a);
/*
 * The lists that are empty, together; "" where none is or nobody is in his care. failing_known: the exports tell who
 * fails to co-operate.
 */
const char *words_dossier_empty(const struct agg_caseworker *w, bool failing_known, struct arena *a);
/* How many went over the deadline since the month before, and how many no longer are. */
const char *words_dossier_late(const struct agg_caseworker *w, int32_t before, struct arena *a);
/* How many notes of the last months count and how many do not. */
const char *words_dossier_notes(const struct agg_caseworker *w, int32_t from, struct arena *a);
/*
 * Where the caseworker stands in mitarbeiter.csv, if not in this team with customers: not there, in another team, gone;
 * "" where nothing is to be said.
 */
const char *words_dossier_member(const struct tables *t, const struct agg_caseworker *w, int32_t day, struct arena *a);

#endif
