/*
 * The evaluator (spec 2.1 to 2.8): the verdict on one customer on one day. There is one of it; report, evaluate, the
 * course over months and every other command call it. It is a function of its arguments alone.
 */
#ifndef KD_RULES_EVALUATE_H
#define KD_RULES_EVALUATE_H

#include "base/holidays.h"
#include "rules/listener.h"
#include "rules/ruleset.h"
#include "table/tables.h"

enum verdict_code {
    VERDICT_UNCLEAR,     /* unklar */
    VERDICT_NONE,        /* ohne_vorgabe */
    VERDICT_NOT_COVERED, /* nicht_geregelt */
    VERDICT_EXEMPT,      /* ausgenommen */
    VERDICT_NEVER,       /* nie */
    VERDICT_OVERDUE,     /* ueberfaellig */
    VERDICT_NEW,         /* neu */
    VERDICT_DUE_SOON,    /* faellig */
    VERDICT_MET,         /* erfuellt */
    VERDICT_CODES
};

enum due_source { DUE_RULE, DUE_START, DUE_FIRST, DUE_BACKLOG, DUE_TRANSITION, DUE_BEFORE, DUE_SOURCES };

/* "erfuellt", ...; "im Rhythmus", ...; "regel", ... */
extern const char *const verdict_codes[VERDICT_CODES];
extern const char *const due_source_codes[DUE_SOURCES];

struct verdict {
    bool in_population; /* false: everything else is unset */
    uint8_t code;       /* enum verdict_code */
    uint8_t age;        /* enum word_age on S */
    uint8_t source;     /* enum due_source; where there is a due day */
    bool next_in_person;
    bool ever;                            /* there is a counted contact, under any requirement */
    bool at_end;                          /* the due day is the last of a period: overdue at its end */
    uint8_t requirement;                  /* that the due day comes from */
    int16_t rule;                         /* index into the rule set; -1: none applies */
    uint16_t counted;                     /* contacts with c + W >= S, or in the period of S; first requirement */
    uint16_t asked;                       /* k of the first requirement */
    uint16_t month_contacts, month_phone; /* eligible contacts in S's month, and those by telephone */
    uint32_t state;                       /* the line valid on S */
    uint32_t individual;                  /* the exception whose interval is in force; TBL_NONE */
    int32_t start;                        /* A */
    int32_t since;                        /* E */
    int32_t base;                         /* as moved by pauses */
    int32_t prev;                         /* DAY_NONE: did not matter; DAY_OPEN: beyond every day */
    int32_t due;                          /* DAY_NONE: no requirement; set for the exempt too */
    int32_t corridor;                     /* Kontakt ab; DAY_NONE: none */
    int32_t last;                         /* last counted contact, by its own date; DAY_NONE */
    int32_t reference;                    /* the last counted for `requirement`; DAY_NONE */
    int32_t exempt_until;                 /* VERDICT_EXEMPT: last day, DAY_OPEN: no end; else DAY_NONE */
    int32_t pause_days;                   /* by which pauses moved the due day */
};

/* What an evaluation asks beside the tables. */
struct eval_question {
    const struct ruleset *set;
    int32_t day;                  /* S */
    int lead;                     /* days that count as due soon */
    struct holiday_region region; /* for working days (2.5) */
    uint16_t partners;            /* 1 << enum word_partner: the others are taken as not there; usually all */
    uint32_t left_out;            /* an exception that is taken as not there; TBL_NONE: none */
    uint32_t note_left_out;       /* a note that is taken as not there; TBL_NONE: none */
    int32_t known_by;  /* notes entered (Erfasst am) after this day are taken as not there; DAY_OPEN: all count */
    int32_t last_note; /* notes dated after this day are taken as not there; DAY_OPEN: all up to S count */
    int32_t held_from; /* the requirement of this day is taken as still in force on S; DAY_OPEN: that of S */
    const int32_t
        *assumed; /* days after last_note, rising: on each a contact in person is taken as held, which counts */
    const uint8_t *assumed_for; /* for which requirement each is held */
    size_t n_assumed;
};

struct eval; /* scratch memory of one thread */
struct eval *eval_new(const struct tables *t);
void eval_free(struct eval *e);
/* From now on l (borrowed) hears what eval_customer decides; NULL: nobody. */
void eval_listen(struct eval *e, const struct eval_listener *l);

/* q as usual for this rule set, day and lead. */
struct eval_question eval_question(const struct ruleset *set, int32_t day, int lead);

/* Whether the line valid on day puts its customer into the population (2.1). */
enum eval_population { POPULATION_IN, POPULATION_NOT_YET, POPULATION_NO_MORE };
enum eval_population eval_population(const struct tables *t, uint32_t state, int32_t day);

/* The verdict on customer; v is overwritten. */
void eval_customer(struct eval *e, const struct eval_question *q, uint32_t customer, struct verdict *v);

/* The verdicts on all customers, in table order, on up to `threads` threads; tables.customers.n, to be freed. */
struct verdict *eval_all(const struct tables *t, const struct eval_question *q, unsigned threads) MUST_CHECK;

/*
 * The days after S, up to `until`, on which contacts with customer fall due, rising, into day (room for until - S). v:
 * the verdict on S, in the population. Each is the first day on which the evaluator itself, asked about that day, finds
 * a due day that is not later; the contact is then taken as held on it, in person, and the next is looked for from the
 * day after. Notes are those up to S; lines, exceptions, ends of care and the 25th birthday those of their days, so
 * that nothing is due while exempt, out of care, or without a requirement. Whoever is overdue on S (the backlog) is
 * taken as met on the first day after S: then day[0] = S + 1.
 */
size_t eval_ahead(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v,
                  int32_t until, int32_t *day);

/* S - due, 0 where not overdue. */
static inline int32_t verdict_overdue_days(const struct verdict *v, int32_t day)
{
    return v->code == VERDICT_OVERDUE || v->code == VERDICT_NEVER ? day - v->due : 0;
}
static inline bool verdict_has_requirement(const struct verdict *v)
{
    return v->code >= VERDICT_EXEMPT;
}

/* Why a note counted or not (spec 2.8). */
enum note_reason {
    NOTE_COUNTED,
    NOTE_KIND,
    NOTE_PARTNER,
    NOTE_MODE,
    NOTE_SAME_DAY,
    NOTE_BEFORE,
    NOTE_AFTER,
    NOTE_REASONS
};
extern const char *const note_reason_codes[NOTE_REASONS];

/*
 * The reason for every note of customer under one requirement of the rule of v (which eval_customer gave for the same
 * question); EVAL_ANY: the best under any. out has one slot a note, in table order. Without a rule in force modes and
 * partners of requirements do not matter.
 */
enum { EVAL_ANY = -1 };
void eval_notes(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v,
                int requirement, uint8_t *out);

/* What an exception did on S (spec 2.7), for the warnings and findings. */
enum exception_effect { EXCEPTION_NOT_ACCEPTED, EXCEPTION_SUSPENDS, EXCEPTION_INTERVAL, EXCEPTION_LETS_COUNT };
/* Why one was not accepted. */
enum exception_refusal {
    REFUSAL_NONE,
    REFUSAL_NO_REQUIREMENT, /* the rule of its days asks for nothing */
    REFUSAL_KIND,           /* the rule does not accept this kind so */
    REFUSAL_NOT_SHORTER,    /* the rule accepts only intervals that shorten */
};
struct exception_answer {
    enum exception_effect effect;
    enum exception_refusal refusal;
    int rule;           /* that accepts or refuses; -1: none applies */
    int32_t given, own; /* REFUSAL_NOT_SHORTER: Von + its interval, Von + the rule's own */
};
/*
 * The effect of one exception under the rules in force on its days up to S: not accepted where it changed nothing on
 * any of them by its kind or interval (the refusal is that of the last of these days).
 */
enum exception_effect eval_exception(struct eval *e, const struct eval_question *q, uint32_t customer,
                                     uint32_t exception);
/* The same, with what decided. */
struct exception_answer eval_exception_answer(struct eval *e, const struct eval_question *q, uint32_t customer,
                                              uint32_t exception);
/*
 * Whether the customer, exempt on S by this exception (v is the verdict), was overdue on the day before it began, the
 * exception left out: "ausgenommen nach Ablauf der Frist" (spec 2.7).
 */
bool eval_late_exemption(struct eval *e, const struct eval_question *q, uint32_t customer, const struct verdict *v,
                         uint32_t exception);

#endif
