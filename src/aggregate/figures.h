/*
 * The figures of the practice (spec 2.9), each once: counting, the check that parts are no more than their whole,
 * suppression, `ergebnis.xml` and the tests' walk over pages go by this table. docs/architecture.md: how to add one.
 */
#ifndef KD_AGGREGATE_FIGURES_H
#define KD_AGGREGATE_FIGURES_H

#include <stdint.h>

/*
 * What happened in the care that holds S (notes up to S; appointments up to S, and those ahead where a figure says so),
 * and what of it in S's month up to S. Figures on S itself stand in AGG_CARE alone.
 */
enum agg_window { AGG_CARE, AGG_MONTH, AGG_WINDOWS };

/* What has to be there, in rule set and exports, for a figure to be known. */
enum agg_topic {
    TOPIC_ALWAYS,
    TOPIC_OFFER, /* first contact, (a) */
    TOPIC_MET,   /* first contact, (b) */
    TOPIC_FIRST_NOTE,
    TOPIC_NOTE,
    TOPIC_PHONE,
    TOPIC_ENTRY,
    TOPIC_TALK_LENGTH,
    TOPIC_APPOINTMENTS, /* with their status */
    TOPIC_PLAN_LENGTH,
    TOPIC_LONGEST,
    TOPIC_FIRST_LENGTH,
    TOPIC_INSTRUCTION,
    TOPIC_NEXT_AGREED,
    TOPIC_EXCEPTIONS,
    TOPIC_AGREEMENT,
    TOPIC_HALF_YEAR,
    AGG_TOPICS
};

/* What it is of its whole. */
enum agg_figure_part {
    FIGURE_WHOLE = 0,
    FIGURE_PART = 1,       /* no more than it */
    FIGURE_SHARE = 2,      /* that, and told as a share of it */
    FIGURE_SUMS = 4,       /* one of the parts of one topic that sum to it */
    FIGURE_SUMS_KNOWN = 8, /* the same, or all of them 0, where the exports do not tell them */
    FIGURE_SHARE_SUMS = FIGURE_SHARE | FIGURE_SUMS,
    FIGURE_SHARE_SUMS_KNOWN = FIGURE_SHARE | FIGURE_SUMS_KNOWN,
};

/* What one more of a figure is: so whether and how a small number of it is hidden (disclosure/). */
enum agg_figure_unit {
    FIGURE_EVENTS,    /* a note, an appointment: never hidden */
    FIGURE_PEOPLE,    /* a customer out of all of the area: hidden where these, or all others, are few */
    FIGURE_TOGETHER,  /* a customer, in sums with other figures: disclosure_practice.c says which */
    FIGURE_AS_GROUPS, /* what the groups count, too: decided with theirs */
};

/*
 * Name in ergebnis.xml, NULL: told in a shape of its own; whole, NONE: it is one; part, unit; the topic that has to be
 * known; the windows that are told.
 */
// clang-format off
#define AGG_FIGURES_OF_PRACTICE(X)                                                                                     \
    /* notes */                                                                                                        \
    X(COUNTED, "kontakte", NONE, WHOLE, EVENTS, ALWAYS, BOTH) /* counted contacts */                                   \
    /* of them not of the kind asked for at each: */                                                                   \
    X(COUNTED_OTHER, "kontakt-anders", COUNTED, SHARE, EVENTS, NOTE, BOTH)                                             \
    X(FIRST, "erste-kontakte", COUNTED, PART, TOGETHER, ALWAYS, BOTH) /* first counted contacts of a care */           \
    /* of them not of the kind asked for at the first: */                                                              \
    X(FIRST_OTHER, "erster-anders", FIRST, SHARE, TOGETHER, FIRST_NOTE, BOTH)                                          \
    /* advisory notes, counted or not, of everybody: */                                                                \
    X(ADVICE, "beratungsvermerke", NONE, WHOLE, EVENTS, ALWAYS, BOTH)                                                  \
    X(MISCODED, "falsch-kodiert", ADVICE, SHARE, EVENTS, ALWAYS, BOTH) /* of them in writing or electronic */          \
    X(PHONE, "telefon", COUNTED, SHARE, EVENTS, ALWAYS, BOTH) /* counted by telephone */                               \
    /* of them outside the groups named for it, on their day: */                                                       \
    X(PHONE_OUTSIDE, "telefon-ausserhalb", PHONE, SHARE, EVENTS, PHONE, BOTH)                                          \
    /* of them with an unknown word as profile: nobody can tell: */                                                    \
    X(PHONE_UNKNOWN, "telefon-unbekannt", PHONE, SHARE, EVENTS, PHONE, BOTH)                                           \
    X(ENTERED, "erfasst", COUNTED, SHARE, EVENTS, ENTRY, BOTH) /* counted with a day of entry */                       \
    /* of them more than AGG_ENTRY_DAYS later: */                                                                      \
    X(ENTERED_LATE, "erfasst-spaet", ENTERED, SHARE, EVENTS, ENTRY, BOTH)                                              \
    /* of them after the end of the following month: */                                                                \
    X(ENTERED_OVER, "erfasst-nach-folgemonat", ENTERED, SHARE, EVENTS, ENTRY, BOTH)                                    \
    /* AGG_MONTH: counted with the next appointment agreed that day, not after the due day: */                         \
    X(NEXT_AGREED, "naechster-vereinbart", COUNTED, SHARE, EVENTS, NEXT_AGREED, MONTH)                                 \
    /* appointments up to S, by status; they sum to FIG_APPOINTMENTS */                                                \
    X(APPOINTMENTS, "termine", NONE, WHOLE, EVENTS, APPOINTMENTS, BOTH)                                                \
    X(KEPT, "wahrgenommen", APPOINTMENTS, SHARE_SUMS, EVENTS, APPOINTMENTS, BOTH)                                      \
    X(MISSED, "nicht-erschienen", APPOINTMENTS, SHARE_SUMS, EVENTS, APPOINTMENTS, BOTH)                                \
    X(CANCELLED, "abgesagt", APPOINTMENTS, SHARE_SUMS, EVENTS, APPOINTMENTS, BOTH)                                     \
    /* still planned though the day has come: */                                                                       \
    X(NO_RESULT, "ohne-ergebnis", APPOINTMENTS, SHARE_SUMS, EVENTS, APPOINTMENTS, BOTH)                                \
    X(STATUS_UNKNOWN, "status-unbekannt", APPOINTMENTS, SHARE_SUMS, EVENTS, APPOINTMENTS, BOTH)                        \
    X(AHEAD, "voraus", NONE, WHOLE, EVENTS, APPOINTMENTS, CARE) /* beside them: after S, not cancelled */              \
    /* appointments not cancelled; AGG_CARE: those ahead too */                                                        \
    X(OFFERED, "angeboten", NONE, WHOLE, EVENTS, APPOINTMENTS, BOTH)                                                   \
    /* of them without Rechtsfolgenbelehrung: */                                                                       \
    X(UNINSTRUCTED, "ohne-belehrung", OFFERED, SHARE, EVENTS, INSTRUCTION, BOTH)                                       \
    X(LENGTH_KNOWN, "laenge-bekannt", OFFERED, SHARE, EVENTS, PLAN_LENGTH, BOTH) /* of them with a length */           \
    X(TOO_LONG, "zu-lang", LENGTH_KNOWN, SHARE, EVENTS, LONGEST, BOTH)                                                 \
    X(FIRST_OFFERED, "erstgespraeche", OFFERED, PART, EVENTS, FIRST_LENGTH, BOTH) /* of FIG_OFFERED: Erstgespräche */  \
    X(FIRST_LENGTH_KNOWN, "erstgespraech-laenge-bekannt", FIRST_OFFERED, SHARE, EVENTS, FIRST_LENGTH, BOTH)            \
    X(FIRST_TOO_SHORT, "erstgespraech-zu-kurz", FIRST_LENGTH_KNOWN, SHARE, EVENTS, FIRST_LENGTH, BOTH)                 \
    /* customers on S */                                                                                               \
    /* whose last missed appointment is followed by no other and by no counted contact: */                             \
    X(CHAIN_BROKEN, "kette-unterbrochen", CUSTOMERS, SHARE, PEOPLE, APPOINTMENTS, CARE)                                \
    /* no-shows in a row, up to S: */                                                                                  \
    X(MISSED_ONCE, "nicht-erschienen-einmal", CUSTOMERS, SHARE, PEOPLE, APPOINTMENTS, CARE)                            \
    X(MISSED_TWICE, "nicht-erschienen-zweimal", CUSTOMERS, SHARE, PEOPLE, APPOINTMENTS, CARE)                          \
    /* AGG_OFTEN and more: */                                                                                          \
    X(MISSED_OFTEN, "nicht-erschienen-dreimal", CUSTOMERS, SHARE, PEOPLE, APPOINTMENTS, CARE)                          \
    X(LATE, "ueber-der-frist", CUSTOMERS, SHARE, AS_GROUPS, ALWAYS, CARE) /* overdue or without contact */             \
    /* of them with an appointment planned after S: after the due day, as it cannot be else: */                        \
    X(LATE_PLANNED, "ueber-der-frist-mit-termin", LATE, SHARE_SUMS_KNOWN, TOGETHER, APPOINTMENTS, CARE)                \
    /* of them without: */                                                                                             \
    X(LATE_UNPLANNED, "ueber-der-frist-ohne-termin", LATE, SHARE_SUMS_KNOWN, TOGETHER, APPOINTMENTS, CARE)             \
    /* with a due day on S or later, not exempt: */                                                                    \
    X(TIMELY, "in-der-frist", CUSTOMERS, SHARE, TOGETHER, ALWAYS, CARE)                                                \
    /* of them with an appointment planned after S: */                                                                 \
    X(TIMELY_PLANNED, "in-der-frist-mit-termin", TIMELY, SHARE, TOGETHER, APPOINTMENTS, CARE)                          \
    /* of them with the first of these only after the due day: */                                                      \
    X(TIMELY_TOO_LATE, "in-der-frist-zu-spaet", TIMELY_PLANNED, SHARE, TOGETHER, APPOINTMENTS, CARE)                   \
    X(NEW, "neue", CUSTOMERS, SHARE, TOGETHER, MET, CARE)                                                              \
    X(CUSTOMERS, "kunden", NONE, WHOLE, AS_GROUPS, ALWAYS, CARE)                                                       \
    X(AGREEMENT, "egv", CUSTOMERS, SHARE, PEOPLE, AGREEMENT, CARE) /* agreement of the last AGG_AGREEMENT_MONTHS */    \
    /* new customers, by working days from A to the first appointment offered */                                       \
    X(OFFER_USUAL, NULL, NEW, SUMS_KNOWN, TOGETHER, OFFER, CARE)                                                       \
    X(OFFER_MAX, NULL, NEW, SUMS_KNOWN, TOGETHER, OFFER, CARE)                                                         \
    /* also where there is none and the maximum has passed: */                                                         \
    X(OFFER_BEYOND, NULL, NEW, SUMS_KNOWN, TOGETHER, OFFER, CARE)                                                      \
    X(OFFER_OPEN, NULL, NEW, SUMS_KNOWN, TOGETHER, OFFER, CARE) /* none yet */                                         \
    X(OFFER_MISSING, NULL, OFFER_BEYOND, PART, TOGETHER, OFFER, CARE) /* of FIG_OFFER_BEYOND: there is none */         \
    /* the same, to the first counted contact */                                                                       \
    X(MET_USUAL, NULL, NEW, SUMS, TOGETHER, MET, CARE)                                                                 \
    X(MET_MAX, NULL, NEW, SUMS, TOGETHER, MET, CARE)                                                                   \
    X(MET_BEYOND, NULL, NEW, SUMS, TOGETHER, MET, CARE)                                                                \
    X(MET_OPEN, NULL, NEW, SUMS, TOGETHER, MET, CARE)                                                                  \
    /* without a requirement: nothing counts, so nothing can be said: */                                               \
    X(MET_NOT_ASKED, NULL, NEW, SUMS, TOGETHER, MET, CARE)                                                             \
    /* unclear which requirement holds: nothing can be counted: */                                                     \
    X(MET_UNCLEAR, NULL, NEW, SUMS, TOGETHER, MET, CARE)                                                               \
    X(MET_MISSING, NULL, MET_BEYOND, PART, TOGETHER, MET, CARE)
// clang-format on

#define AGG_FIGURE_ID(id, name, whole, part, unit, topic, windows) FIG_##id,
enum agg_figure { AGG_FIGURES_OF_PRACTICE(AGG_FIGURE_ID) AGG_FIGURES, FIG_NONE = AGG_FIGURES };

struct agg_figure_row {
    const char *name;
    enum agg_figure whole;
    enum agg_figure_part part;
    enum agg_figure_unit unit;
    enum agg_topic topic;
    unsigned windows; /* bits: 1 << enum agg_window */
};
extern const struct agg_figure_row agg_figures[AGG_FIGURES];

#endif
