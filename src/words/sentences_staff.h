/*
 * What is said about staff (spec 2.10, 4.1 section 7): like sentences.h, true in every case, German, in the arena or
 * static.
 */
#ifndef KD_WORDS_SENTENCES_STAFF_H
#define KD_WORDS_SENTENCES_STAFF_H

#include "aggregate/staff.h"

/*
 * The finding of some staff against the targets: consultations where the rule set has a target for them, else time;
 * else "Personal". Short of a target is only said where what is not known (talks of nobody known, lengths, regional
 * holidays) could not change it.
 */
const char *words_say_staff(const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a);

/* How many consultations were held by somebody else than the caseworker; "" where that is not known. */
const char *words_say_substitution(const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a);
/* How many appointments in an absence were stood in for; "" where that is not known. */
const char *words_say_standing_in(const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a);

/* A target in words: "24 Beratungen je Woche bei Vollzeit", "60 % der Arbeitszeit in Terminen (je höchstens 60
 * Minuten)". */
const char *words_say_target(const struct rule_staff_target *t, struct arena *a);

/* What the time of the first target of time is spent in: "Terminen", "Gesprächen". */
const char *words_time(const struct ruleset *set);

/*
 * What is not known, and why; "" where nothing is missing of this kind. Where staff is missing altogether, that is all
 * that is said.
 */
enum words_staff_gap {
    GAP_STAFF,
    GAP_RULES,
    GAP_WEEKS,
    GAP_HOLDERS,
    GAP_ABSENCES,
    GAP_LENGTHS,
    GAP_LAND,
    GAP_DEPUTIES,
    STAFF_GAPS
};
const char *words_say_gap(const struct agg_staff *s, const struct tables *t, enum words_staff_gap gap);

#endif
