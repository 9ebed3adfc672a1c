/*
 * Every combination of what a rule set asks for, and sets of such combinations (private to the proof, prove.h).
 *
 * What no rule asks about tells no two customers apart and is left out. Of a dimension, values that no rule tells apart
 * are one class here, which counts as many combinations as it has values. The last dimensions, as many as fit, are the
 * bits of a word of 64, the others say which word: a lane. So sets are as large as the rule set asks.
 */
#ifndef KD_RULES_PROVE_SPACE_H
#define KD_RULES_PROVE_SPACE_H

#include "rules/ruleset.h"

enum { SPACE_MOST_LANES = 1 << 14, SPACE_VALUES = 64 };

/* One dimension of the space. */
struct space_dimension {
    int dimension; /* of the rule set */
    int n;         /* classes, the one of the unknown value among them */
    int unknown;   /* class; -1: none */
    uint64_t values[SPACE_VALUES];  /* of a class, 1 << value, in order of their first values */
    uint32_t weight[SPACE_VALUES];  /* how many they are */
};

struct space {
    const struct ruleset *set;
    struct arena *arena;
    int n, outer;  /* dimensions; the first `outer` of them say the lane */
    struct space_dimension dim[RULE_DIMENSIONS];
    size_t lanes;
    uint64_t *lane_weight; /* combinations that a bit of this lane stands for, but for the bit's own weight */
    uint32_t bit_weight[64];
    bool plain;                   /* every bit weighs 1 */
    struct space_set *all, *known; /* known: without an unknown value */
};

struct space_set {
    uint64_t lane[1]; /* space.lanes of them */
};

/* Combinations that can be told by one condition. */
struct space_range {
    struct rule_condition when;
    uint64_t combinations;
};

/* False: more lanes than SPACE_MOST_LANES; then only dim and n are set. */
bool space_init(struct space *s, const struct ruleset *set, struct arena *arena);
/* An empty set, in the arena. */
struct space_set *space_new(const struct space *s);
/* Where a condition holds, and where all that is known of it holds but a value it asks for is unknown. */
void space_fill(const struct space *s, const struct rule_condition *c, struct space_set *holds,
                struct space_set *cannot_tell);
/* The combinations in which this dimension of the space is unknown, and nothing else is. */
void space_fill_unknown(const struct space *s, int at, struct space_set *out);
/* Those in which a dimension of the rule set has a value; all, where no rule asks about it. */
void space_fill_value(const struct space *s, int dimension, int value, struct space_set *out);

void space_clear(const struct space *s, struct space_set *a);
bool space_empty(const struct space *s, const struct space_set *a);
uint64_t space_count(const struct space *s, const struct space_set *a);
bool space_within(const struct space *s, const struct space_set *a, const struct space_set *b); /* a in b */
bool space_meet(const struct space *s, const struct space_set *a, const struct space_set *b);
/* out may be a or b. */
void space_and(const struct space *s, struct space_set *out, const struct space_set *a, const struct space_set *b);
void space_without(const struct space *s, struct space_set *out, const struct space_set *a, const struct space_set *b);
void space_add(const struct space *s, struct space_set *a, const struct space_set *b); /* to a */

/*
 * One combination of a, which is not empty, as a condition that asks for each value that the space tells apart; of
 * flags those that are set, and of wanted (1 << dimension) those that are not.
 */
struct rule_condition space_example(const struct space *s, const struct space_set *a, uint32_t wanted);

/*
 * a as few conditions whose combinations together are a (they may overlap), each as wide as can be; in the arena, n of
 * them. An unknown value counts as one that is not asked for: a should hold, of each dimension, all of its combinations
 * with one or none.
 */
const struct space_range *space_ranges(const struct space *s, const struct space_set *a, int *n);

#endif
