/*
 * Sentences on the practice (spec 2.9), under the same promise as sentences.h: true in every case, else neutral.
 */
#ifndef KD_WORDS_SENTENCES_PRACTICE_H
#define KD_WORDS_SENTENCES_PRACTICE_H

#include "aggregate/practice.h"
#include "disclosure/disclosure.h"

/* What a sentence is about: the figures of a part, and what rule set and exports let be known of them. */
struct words_practice_view {
    const struct tables *tables;
    const struct ruleset *set;
    const struct agg_practice_part *part;
    int32_t day;                         /* S */
    const struct disclosure *disclosure; /* what it hides is not told; NULL: nothing */
};

/* First contacts beyond the maximum, else notes of another kind than asked for, else "Erstkontakt und Vermerke". */
const char *words_say_notes(const struct words_practice_view *v, struct arena *a);
/* After how many missed appointments none follows, else "Ausnahmen und Termine". */
const char *words_say_appointments(const struct words_practice_view *v, struct arena *a);
/* How many have an agreement in force, else what they are called. */
const char *words_say_agreements(const struct words_practice_view *v, struct arena *a);

/*
 * What an agreement on integration is called on S (spec 2.9): until 30.06.2023 an Eingliederungsvereinbarung, until
 * 31.12.2023 the one or a Kooperationsplan, then that. Static.
 */
struct words_agreement {
    const char *many;  /* "Eingliederungsvereinbarungen" */
    const char *one;   /* as an object: "eine Eingliederungsvereinbarung" */
    const char *bare;  /* "Eingliederungsvereinbarung" */
    const char *whose; /* "der laufenden Eingliederungsvereinbarung" */
};
const struct words_agreement *words_agreement_of(int32_t day);

/* Why a topic is not known, or not asked for, as a sentence; "" where nothing lacks. */
const char *words_say_lack(const struct agg_lack *lack, enum agg_topic topic, struct arena *a);
/* Which holidays are no working days: "gesetzliche Feiertage: Niedersachsen", ... */
const char *words_say_holidays(struct holiday_region region, struct arena *a);
/* The groups that a directive names for the telephone: "Marktprofil, SV-Beschäftigung, Gesundheit"; "" none. */
const char *words_say_phone_groups(const struct ruleset *set, struct arena *a);

#endif
