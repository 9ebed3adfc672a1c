/*
 * Sentences and figures of a trail, in German; shared by its three forms. Private to the room.
 * Texts are in a or static.
 */
#ifndef KD_EXPLAIN_EXPLAIN_WORDS_H
#define KD_EXPLAIN_EXPLAIN_WORDS_H

#include "base/buf.h"
#include "base/mem.h"
#include "rules/trail.h"

/* "10.07.2023"; "offen" for no end. */
const char *explain_day(int32_t d, struct arena *a);
/* "1 Tag", "5 Tage". */
const char *explain_days(int64_t n, struct arena *a);
/* "6 Wochen", "1 Monat". */
const char *explain_span(struct span s, struct arena *a);
/* The name of an export as it was delivered, without its folder. */
const char *explain_file(const struct trail *t, enum tbl_file file);
/* "Regel 4 (U25, arbeitslos)"; "keine Regel". */
const char *explain_rule(const struct trail *t, int rule, struct arena *a);
/* "mindestens jeden Monat ein Kontakt", or what an individual interval asks for. */
const char *explain_requirement(const struct trail *t, int rule, uint32_t individual, struct arena *a);

/* The verdict in one sentence or two. */
const char *explain_verdict(const struct trail *t, struct arena *a);
/* Why somebody is not in the population. */
const char *explain_population(const struct trail *t, struct arena *a);

/* A line of kunden.csv: the days on which it is valid, as words; what it says. */
const char *explain_validity(const struct trail *t, uint32_t state, struct arena *a);
const char *explain_state(const struct trail *t, uint32_t state, struct arena *a);
/* What became of a period of care. */
const char *explain_period(const struct trail *t, const struct eval_period *p, struct arena *a);

/* By what a rule that was tried did not hold: "alter". */
const char *explain_failed(const struct trail *t, const struct rule_trial *trial);
/* Why a rule tried before did not apply, or why the search ended with it. */
const char *explain_trial(const struct trail *t, const struct rule_trial *trial, struct arena *a);

/* What a note is: "Beratungsvermerk, persönlich, IFK"; whether it counts, and if not, why; what it decides. */
const char *explain_note_kind(const struct trail *t, const struct trail_note *n, struct arena *a);
const char *explain_note(const struct trail *t, const struct trail_note *n, struct arena *a);
const char *explain_note_weight(const struct trail *t, const struct trail_note *n, struct arena *a);

/* The same for an exception: "Maßnahme, ohne Intervall"; what it did; what it decides. */
const char *explain_exception_kind(const struct trail *t, uint32_t exception, struct arena *a);
const char *explain_exception(const struct trail *t, const struct trail_exception *x, struct arena *a);
const char *explain_exception_weight(const struct trail *t, const struct trail_exception *x, struct arena *a);

/*
 * Requirement i of a level: "letzter Kontakt 10.06.2023 + 1 Monat = 10.07.2023; Pause 01.07. bis 05.07.2023: + 5 Tage =
 * 15.07.2023".
 */
const char *explain_sum(const struct trail *t, const struct trail_level *level, int i, enum eval_sum_use use,
                        struct arena *a);
static inline bool explain_has_sum(const struct trail_part *part, enum eval_sum_use use)
{
    return part->sum[use].sum.within.n > 0;
}
/* Which of two sums holds under an alternation; "" where there is one. */
const char *explain_earlier(const struct trail_part *part, struct arena *a);
/* Requirement i of several, in words: "1. Vorgabe: mindestens jeden Monat ein Kontakt"; "" where there is one. */
const char *explain_part(const struct trail_level *level, int i, struct arena *a);
/* Which of several requirements decides; "" where there is one. */
const char *explain_earliest(const struct trail_level *level, struct arena *a);
/* What the change of requirement did (2.6); "" where there was none. */
const char *explain_change(const struct trail_level *level, const struct eval_change *c, struct arena *a);
/* The days before level i that are passed over because nobody can tell what was asked; "" none. */
const char *explain_blank(const struct trail *t, size_t i, struct arena *a);
/* `Frist aus` in words. */
const char *explain_source(const struct trail *t, struct arena *a);
/* Since when the requirement is in force, with interruptions passed over. */
const char *explain_since(const struct trail *t, const struct trail_level *level, struct arena *a);
/* How many contacts count of those asked for. */
const char *explain_counted(const struct trail *t, struct arena *a);
/* Whether the next contact must be in person, and why; "" without alternation. */
const char *explain_next(const struct trail *t, struct arena *a);

#endif
