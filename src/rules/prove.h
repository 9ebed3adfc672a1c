/*
 * What can be proved of a rule set over every combination of the values that its conditions ask for (spec 2.2, 2.7):
 * gaps, rules that never apply, overlaps, acceptances and provisions without effect. For `rules check`.
 *
 * A combination holds a value of each dimension that some rule asks about (rules/dimension.h); one may be unknown. What
 * no rule asks about is not counted. Rules are numbered from 0 here.
 */
#ifndef KD_RULES_PROVE_H
#define KD_RULES_PROVE_H

#include "base/mem.h"
#include "rules/prove_space.h"

/* A rule that applies to nobody. */
struct proof_dead {
    int rule;
    bool impossible; /* it asks for a flag to be set and not to be set */
    const int *by;   /* the earlier rules that between them take all it names; none of them could be left out */
    int n_by;
};

enum proof_order {
    PROOF_SPECIAL, /* whatever the winner names the loser names too, and more: the special before the general */
    PROOF_PARTIAL, /* each names something that the other does not: their order alone decides */
    PROOF_COVERED, /* whatever the loser names the winner names too: the loser is dead */
};

/* Two rules that both hold for some combination. */
struct proof_overlap {
    int winner, loser; /* the earlier, the later */
    enum proof_order order;
    bool same;                     /* both ask for the same: no verdict depends on their order */
    uint64_t combinations;         /* both hold, all values known */
    uint64_t decided;              /* of these, no rule before the winner holds */
    struct rule_condition example; /* one that the winner decides; one where both hold, where decided = 0 */
};

/* Kinds of exception whose acceptance changes nothing. */
enum proof_idle_reason {
    IDLE_NO_REQUIREMENT, /* the rule asks for nothing that could be suspended or shortened */
    IDLE_SHORTEST,       /* only shorter intervals, and none is shorter than what the rule asks for */
    IDLE_TWICE,          /* any interval is accepted of them, and besides only shorter ones */
    IDLE_NOT_INHERITED,  /* of the rule set: no rule that applies and asks for a contact is without its own */
};
struct proof_idle {
    enum proof_idle_reason reason;
    int rule;      /* -1: the acceptance of the rule set */
    uint8_t kinds; /* 1 << enum word_exception */
};

/* Further provisions that change no figure; no fault, since a directive may well say so. */
enum proof_hint_reason {
    HINT_PHONE_PROFILES, /* named for the telephone, but no rule for them counts it; values: 1 << enum word_profile */
    HINT_PHONE_YES,      /* the same; values: 1 << attribute */
    HINT_EVERY_NOTE,     /* no other kind of note counts, so none can deviate; values: 1 << enum word_kind */
    HINT_FIRST_NOTE,     /* the same of the first contact, or each contact is asked for the same kind */
};
struct proof_hint {
    enum proof_hint_reason reason;
    unsigned values;
};

/* Combinations that end with "cannot tell" because one value is unknown; all others are known. No gap. */
struct proof_unclear {
    int dimension;                   /* of the rule set */
    uint64_t combinations, unclear;  /* with this one unknown; of these, without an answer */
    const struct space_range *range; /* of the unclear */
    int n_ranges;
};

/* What a rule leaves open in so many words: "not covered", "cannot tell". No gap. */
struct proof_open {
    int rule;
    const struct space_range *range;
    int n_ranges;
};

struct proof {
    struct arena *arena;
    const struct ruleset *set;     /* borrowed */
    bool refused;                  /* the rules ask for too much at once: nothing below is set */
    uint64_t known, unknown;       /* combinations without and with an unknown value */
    uint64_t unclear;              /* of the latter, without an answer */
    uint64_t gap_combinations;     /* that no rule names, all values known */
    const struct space_range *gap; /* the same as conditions */
    struct proof_dead *dead;
    struct proof_overlap *overlap; /* in order of the winner, then of the loser */
    struct proof_idle *idle;
    struct proof_hint *hint;
    struct proof_unclear *cannot_tell;
    struct proof_open *open;
    int n_gaps, n_dead, n_overlaps, n_idle, n_hints, n_cannot_tell, n_open;
};

/*
 * Takes milliseconds for 50 rules. Rules that ask for more at once than can be gone through are refused, which is a
 * fault. Free with proof_free before the rule set.
 */
struct proof *proof_new(const struct ruleset *set) MUST_CHECK;
void proof_free(struct proof *p); /* takes NULL */
/* Gaps, dead rules, exceptions without effect, or that it was refused: how many. Overlaps and hints are none. */
int proof_faults(const struct proof *p);

#endif
