/*
 * What is said about the weeks ahead (spec 4.1, section 8): like sentences.h, true in every case, German, in the arena
 * or static.
 */
#ifndef KD_WORDS_SENTENCES_AHEAD_H
#define KD_WORDS_SENTENCES_AHEAD_H

#include "aggregate/ahead.h"

/*
 * The finding, as a heading: from which week on the capacity does not suffice and how many appointments are missing in
 * the end; that it suffices; without a capacity how many contacts fall due.
 */
const char *words_say_ahead(const struct agg_ahead *a, const struct agg_ahead_numbers *n, struct arena *arena);

/* Backlog, what falls due, and when what is missing, in one or two sentences. */
const char *words_say_ahead_course(const struct agg_ahead *a, const struct agg_ahead_numbers *n, struct arena *arena);

/* What is not known or not counted, and why; "" where there is nothing of this kind. team: it is about one team. */
enum words_ahead_gap {
    AHEAD_GAP_CAPACITY, /* why there is none */
    AHEAD_GAP_LAND,
    AHEAD_GAP_FREE,
    AHEAD_GAP_STAFF,
    AHEAD_GAP_EXEMPT,
    AHEAD_GAP_ABSENCES,
    AHEAD_GAPS
};
const char *words_say_ahead_gap(const struct agg_ahead *a, const struct agg_ahead_numbers *n, bool team,
                                enum words_ahead_gap gap, struct arena *arena);

/* "Woche 48". */
const char *words_week_name(int32_t monday, struct arena *a);

#endif
