/*
 * Sentences and headings that say the finding. Each is true in every case, none, one, all and nobody included; where
 * the data gives no finding, or the figures as shown would seem to contradict it, the neutral heading stands.
 * All texts are German, in the arena or static, and begin with a capital.
 */
#ifndef KD_WORDS_SENTENCES_H
#define KD_WORDS_SENTENCES_H

#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "disclosure/disclosure.h"
#include "rules/ruleset.h"
#include "table/issues.h"

/* "1.643", "78,7 %" as base/num.h writes them; in a. */
const char *words_percent(uint64_t part, uint64_t whole, struct arena *a);

struct words_sentence {
    const char *strong; /* the finding; never empty */
    const char *rest;   /* follows as it is; "" or begins with a space or full stop and ends with a full stop */
};

/* What the result is held against: the rate of the month before, and when that was, "im Oktober". */
struct words_before {
    struct agg_rate rate;
    const char *when;
};
/*
 * The result in words: rate, overdue, without contact; unclear from five in a hundred on. before: NULL, or a rate that
 * is not defined, leaves the comparison out. Counts that s hides (NULL: none) are not told.
 */
struct words_sentence words_say_result(const struct agg_numbers *n, int32_t day, const struct words_before *before,
                                       const struct disclosure *s, struct agg_unit unit, struct arena *a);

/*
 * What the population is made of: "Von 1.643 Kund*innen in Betreuung sind 989 bewertet, 14 neu, 8 unklar.", those who
 * are not there, or that s hides, left out; "" where there is nobody, or nothing to tell.
 */
const char *words_say_population(const struct agg_numbers *n, const struct disclosure *s, struct agg_unit unit,
                                 struct arena *a);

/* Teams against the Jobcenter: "Fünf von acht Teams liegen unter der Quote des Jobcenters", else "Teams". */
const char *words_say_teams(const struct agg_groups *g, struct arena *a);
/* One team against the Jobcenter, else "Das Team im Vergleich". */
const char *words_say_team(const struct agg_numbers *team, const struct agg_numbers *jobcenter);
/* Age groups: who is less often in rhythm, else "Profillage und Altersgruppe". */
const char *words_say_ages(const struct agg_groups *g);
/* The status with the lowest rate, else "Status". */
const char *words_say_status(const struct agg_groups *g, struct arena *a);
/* How many are overdue by more than 90 days, else "Dauer der Überfälligkeit". */
const char *words_say_overdue(const struct agg_numbers *n, struct arena *a);
/* In how many all members are in rhythm, else "Bedarfsgemeinschaften". */
const char *words_say_households(const struct agg_households *h, struct arena *a);
/* How many lines could not be used, else "Daten". */
const char *words_say_data(const struct issues *i, struct arena *a);

/* A plain warning where the rule set is not in force on day (spec 2.13), "" where it is or does not say. */
const char *words_say_force(const struct ruleset *set, int32_t day, struct arena *a);

/* "eine", "zwei" .. "zwölf", from 13 on in digits with points; capital: "Zwei". For counts of persons and the like. */
const char *words_count_word(uint64_t n, bool capital, struct arena *a);

/* ---- what changed (sentences_course.c) ---- */

/* "+38", "−38", "±0". */
const char *words_change_count(int64_t by, struct arena *a);
/* now - before in tenths of a point, of the figures as shown; false: one of them is not defined. */
bool words_points(struct agg_rate now, struct agg_rate before, int64_t *tenths);
/* "+1,0 Punkte", "−0,3 Punkte", "±0,0 Punkte", with a no-break space. */
const char *words_change_points(int64_t tenths, struct arena *a);
/* "November 2023", with a no-break space; a day that does not end its month: "15.11.2023". */
const char *words_month_name(int32_t day, struct arena *a);
/*
 * When a point was: "im Oktober" (month before), "im November 2022"; "Ende Oktober" where S does not end its month, for
 * then it is no month against a month.
 */
const char *words_in_month(const struct agg_courses *c, int point, struct arena *a);

/*
 * Whether the notes reach back to a point of the course. Where the oldest note is later, everybody would seem not to
 * have been met then: such a month is shown without a rate and nothing is compared with it.
 */
bool words_has_notes(const struct agg_courses *c, int point);
/* Whether S is held against that month: both have notes, and the exports carry it. */
bool words_compares(const struct agg_courses *c, int point);

/*
 * The course: higher (lower) than in each of the 12 months, rising (falling) for three months and more, against the
 * year before; else "Verlauf der Quote". By the figures as shown.
 */
const char *words_say_course(const struct agg_courses *c, const struct agg_course *of, struct arena *a);
/* How many more or fewer are in rhythm, else "Bewegung seit Ende Oktober". */
const char *words_say_flow_heading(const struct agg_courses *c, const struct agg_course *of, struct arena *a);
/*
 * What an archived record (run, and rules where it went by other ones than today, else "") says of a month and what the
 * same month gives today; then and now differ. now = NULL: only that they do, for published reports that hide counts.
 */
const char *words_say_archived(const char *run, const char *rules, const struct agg_counts *then,
                               const struct agg_counts *now, struct arena *a);
/* What moved the rate: contacts and deadlines, then all else in one sum, so that both add up to the change. */
const char *words_say_flow(const struct agg_flow *f, bool team, struct arena *a);

#endif
