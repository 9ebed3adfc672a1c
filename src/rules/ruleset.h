/*
 * A rule set (spec 3) as data: conditions, requirements, what counts, what is accepted. Read from rules/ID.xml, checked
 * against rules/regelwerk.rng. Nothing here knows a directive.
 */
#ifndef KD_RULES_RULESET_H
#define KD_RULES_RULESET_H

#include "base/day.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/mem.h"
#include "rules/dimension.h"
#include "table/words.h"

#include <stdbool.h>
#include <stdint.h>

enum rule_outcome { RULE_REQUIREMENT, RULE_NONE, RULE_NOT_COVERED, RULE_CANNOT_TELL };

/* Which kinds of exception are accepted, 1 << enum word_exception; never JBA. */
struct rule_acceptance {
    uint8_t suspend;      /* without interval: stops the clock */
    uint8_t any_interval; /* with an interval of any length */
    uint8_t only_shorter; /* with an interval that shortens */
};

/* What a calendar requirement is asked in (2.5). */
enum rule_period {
    PERIOD_NONE, /* none: counted from a contact */
    PERIOD_WEEK, /* of ISO 8601 */
    PERIOD_MONTH,
    PERIOD_QUARTER,
    PERIOD_HALF_YEAR,
    PERIOD_YEAR,
    RULE_PERIODS
};
struct rule_period_row {
    const char *name; /* in rule files: "Kalendermonat" */
    struct span length;
};
extern const struct rule_period_row rule_periods[RULE_PERIODS];
/* The first and the last day of the period that holds day; p is not PERIOD_NONE. */
int32_t rule_period_first(enum rule_period p, int32_t day);
int32_t rule_period_last(enum rule_period p, int32_t day);

/* One requirement of a rule: an interval, a count, a range or a calendar requirement. */
struct rule_requirement {
    struct span within;           /* W; of a calendar requirement the length of its period */
    struct span earliest;         /* V of a range; n = 0: no corridor */
    enum rule_period period;      /* PERIOD_NONE: none */
    int count;                    /* k; 1 for an interval */
    bool by_count;                /* told as a count; with k = 1 the same as an interval, but for the words */
    int alternation;              /* r: at most so many telephone contacts between two in person; 0: no alternation */
    uint16_t modes;               /* allowed, 1 << enum word_mode; with video wherever video counts as in person */
    uint16_t partners;            /* allowed, of those that the rule set counts; the Bezirk under JBA beside them */
    bool own_modes, own_partners; /* said by itself, in place of what its rule allows */
};
enum { RULE_REQUIREMENTS = 4 };

struct rule {
    struct rule_condition when;
    enum rule_outcome outcome;
    struct rule_requirement ask[RULE_REQUIREMENTS]; /* the first is the one whose contacts are shown */
    int n_asks;                                     /* 0 where nothing is asked for */
    struct rule_acceptance accepts;
    bool accepts_own;           /* said by the rule itself, in place of what the rule set accepts */
    const char *name;           /* who, in words: "U25, arbeitslos" */
    const char *source;         /* document and section, as cited */
    const char *quote;          /* the sentence of the directive; "" none */
    const char *accepts_source; /* of the acceptance, its own or the rule set's; "" none */
    size_t line;                /* in the file, for messages */
};

/* The modes that some requirement of the rule allows. */
static inline unsigned rule_modes(const struct rule *r)
{
    unsigned modes = 0;
    for (int i = 0; i < r->n_asks; i++)
        modes |= r->ask[i].modes;
    return modes;
}
bool rule_same_span(struct span a, struct span b);
/* Whether two rules lead to the same verdicts where they apply: outcome, requirements, modes, partners, exceptions. */
bool rule_same(const struct rule *a, const struct rule *b);

/* What is cited beside the rules; "" where the directive has nothing of the kind. */
enum rule_cited {
    CITED_VALIDITY,
    CITED_COUNTING,
    CITED_ACCEPTANCE,
    CITED_FIRST, /* limits of the first contact */
    CITED_NOTES,
    CITED_APPOINTMENTS,
    CITED_DEPUTISING,
    CITED_PHONE,
    RULE_CITED
};
struct rule_citation {
    const char *source, *quote;
};

struct rule_staff_target {      /* spec 2.10; data for the staff figures */
    uint16_t functions;         /* 1 << enum word_function */
    int consultations;          /* a week at full time; 0: none */
    double share;               /* of weekly hours; 0: none */
    int longest;                /* minutes at most an appointment counts; 0: no limit */
    bool decides;               /* the consultations decide, the share stands beside */
    bool from_contacts;         /* share from durations of contacts in person, not from appointments */
    const char *source, *quote; /* quote: "" none */
};

struct ruleset {
    struct arena *arena;
    const char *file, *id, *title, *short_title, *publisher;
    struct digest_text digest; /* of file, as it was read */
    const char *version;       /* of this file */
    const char *edition;       /* of the document, in its own words: "Sachstand 29.01.2021" */
    const char *validity_source;
    int32_t valid_from, valid_to; /* DAY_NONE / DAY_OPEN */
    bool validity_given;          /* false: the document does not say */
    uint16_t kinds;               /* counted, 1 << enum word_kind */
    uint16_t partners;            /* counted, 1 << enum word_partner; PARTNER_DISTRICT only under JBA, always */
    uint16_t partners_unseen;     /* counted, but not seen by the Controlling */
    bool video_in_person;
    const char *counting_source;
    uint16_t modes;                 /* what rules without modes of their own allow */
    struct rule_acceptance accepts; /* what rules without an acceptance of their own accept */
    struct rule_citation cited[RULE_CITED];
    struct lexicon *lexicon;          /* attributes and words that it declares, and what is given */
    const struct rule_dimension *dim; /* what conditions can ask about */
    int n_dims;
    uint32_t certain; /* 1 << dimension: those that nobody can be unknown in */
    uint32_t asks;    /* 1 << dimension: those that some rule asks about */
    bool counts_time; /* some rule asks about the time since a day */
    struct rule *rule;
    int n_rules;
    /* Further provisions (2.9, 2.10); 0 or NULL where the directive has none. */
    struct rule_staff_target *staff;
    int n_staff;
    uint16_t consultation_modes, consultation_partners;
    int first_usual, first_max; /* working days */
    int first_minutes;          /* least planned length of a first appointment */
    int longest_minutes;        /* most planned length of any */
    int first_note, every_note; /* enum word_kind asked for; -1: none */
    bool instruction;           /* Rechtsfolgenbelehrung asked for */
    bool next_agreed;           /* the next appointment agreed at each contact */
    uint8_t deputise;           /* 1 << enum word_talk: to be stood in for */
    uint32_t phone_attributes;  /* groups for the telephone: 1 << attribute, of yes or no */
    uint16_t phone_profiles;    /* and profiles */
    bool phone_named;           /* the directive names groups for the telephone */
    const char **remark;        /* readings taken, in words, for the method section; NULL-terminated */
};

/* Loads a rule set from a file. NULL: not readable or not valid (DIAG_RULES; d names line and what was expected). */
struct ruleset *ruleset_load(const char *file, const char *rng, struct diag *d) MUST_CHECK;
void ruleset_free(struct ruleset *r); /* takes NULL */
/* From its dimensions and rules: what is certain, and what is asked about. */
void ruleset_settle(struct ruleset *r);

enum ruleset_force { RULESET_IN_FORCE, RULESET_NOT_YET, RULESET_NO_MORE, RULESET_UNKNOWN };
/* Whether it is in force on d (2.13). */
enum ruleset_force ruleset_force_on(const struct ruleset *r, int32_t d);

/* The condition in German words, in a or static: "U25, arbeitslos"; "alle" where it asks for nothing. */
const char *rule_condition_words(const struct ruleset *set, const struct rule_condition *c, struct arena *a);

#endif
