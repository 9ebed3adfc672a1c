/*
 * Whether a rule's condition holds (spec 2.2), asked of plain values: of a customer's by the evaluator, of every
 * combination that can be by the proof of a rule set. There is one of it, so that what is proved is what is done.
 */
#ifndef KD_RULES_CONDITION_H
#define KD_RULES_CONDITION_H

#include "rules/listener.h"

/* What a condition can ask about, on one day. */
struct rule_facts {
    uint8_t age;      /* enum word_age */
    uint8_t status;   /* enum word_status */
    uint8_t profile;  /* enum word_profile */
    uint8_t function; /* enum word_function, of the caseworker */
    uint8_t flags;    /* 1 << enum word_flag */
};

/*
 * Whether c holds, and if not, why; trial.rule is left to the caller. Inline, because every customer's search asks it
 * of every rule.
 */
static inline struct rule_trial rule_try(const struct rule_condition *c, const struct rule_facts *f)
{
    struct rule_trial trial = {.failed = PART_NONE};
    unsigned astray = (c->flags_yes & ~(unsigned)f->flags) | (c->flags_no & f->flags);
    if (!(c->age >> f->age & 1))
        return (struct rule_trial){.failed = PART_AGE};
    if (astray)
        return (struct rule_trial){.failed = PART_FLAGS, .flags = (uint8_t)astray};
    if (c->status != RULE_ALL_STATUS) {
        if (f->status == STATUS_UNKNOWN)
            trial.unknown |= 1u << PART_STATUS;
        else if (!(c->status >> f->status & 1))
            return (struct rule_trial){.failed = PART_STATUS};
    }
    if (c->profile != RULE_ALL_PROFILES) {
        if (f->profile == PROFILE_UNKNOWN)
            trial.unknown |= 1u << PART_PROFILE;
        else if (!(c->profile >> f->profile & 1))
            return (struct rule_trial){.failed = PART_PROFILE};
    }
    if (c->function != RULE_ALL_FUNCTIONS) {
        if (f->function == FUNCTION_UNKNOWN)
            trial.unknown |= 1u << PART_FUNCTION;
        else if (!(c->function >> f->function & 1))
            return (struct rule_trial){.failed = PART_FUNCTION};
    }
    return trial;
}

#endif
