/*
 * Every combination of what a rule set asks for, and sets of such combinations (private to the proof, prove.h).
 *
 * A value that no rule asks for tells no two customers apart: such a dimension has one value here. What is left is at
 * most 2 ages x 4 statuses x 10 profiles x 5 functions x 32 sets of flags, unknown values among them; a set of them is
 * a word of 32 flag sets for each of the 400 others.
 */
#ifndef KD_RULES_PROVE_SPACE_H
#define KD_RULES_PROVE_SPACE_H

#include "rules/condition.h"

enum { SPACE_LANES = AGE_COUNT * STATUS_COUNT * PROFILE_COUNT * FUNCTION_COUNT };

_Static_assert(FLAG_COUNT <= 5,
               "a set of flags is a bit of one word of 32: with a sixth flag space_set needs wider words");
_Static_assert(AGE_COUNT < 32 && STATUS_COUNT < 32 && PROFILE_COUNT < 32 && FUNCTION_COUNT < 32,
               "the values of a dimension are bits of one word of 32");

struct space_set {
    uint32_t lane[SPACE_LANES]; /* bit i: the flags i */
};

struct space {
    unsigned asks;               /* 1 << enum rule_part: what some rule asks for */
    uint8_t flags;               /* 1 << enum word_flag: those that some rule asks for */
    uint32_t value[PART_NONE];   /* 1 << value that a dimension takes; of flags not used */
    struct space_set all, known; /* known: without an unknown value */
};

/* Combinations that can be told by one condition. */
struct space_range {
    struct rule_condition when;
    uint32_t combinations;
};

void space_init(struct space *s, const struct ruleset *set);
/* Where a condition holds, and where all that is known of it holds but a value it asks for is unknown. */
void space_fill(const struct space *s, const struct rule_condition *c, struct space_set *holds,
                struct space_set *cannot_tell);
/* The combinations whose part (status, profile or function) is unknown, and nothing else is. */
struct space_set space_unknown(const struct space *s, enum rule_part part);

bool space_empty(const struct space_set *a);
uint32_t space_count(const struct space_set *a);
bool space_within(const struct space_set *a, const struct space_set *b); /* a in b */
bool space_meet(const struct space_set *a, const struct space_set *b);
struct space_set space_and(const struct space_set *a, const struct space_set *b);
struct space_set space_without(const struct space_set *a, const struct space_set *b);
void space_add(struct space_set *a, const struct space_set *b); /* to a */

/*
 * One combination of a, which is not empty, as a condition that asks for each value that the space tells apart; of
 * flags those that are set, and of wanted those that are not.
 */
struct rule_condition space_example(const struct space *s, const struct space_set *a, unsigned wanted);

/*
 * a as few conditions whose combinations together are a (they may overlap), each as wide as can be; in arena, n of
 * them. An unknown value counts as one that is not asked for: a should hold, of each part, all of its combinations
 * with one or none.
 */
const struct space_range *space_ranges(const struct space *s, const struct space_set *a, struct arena *arena, int *n);

#endif
