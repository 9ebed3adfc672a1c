/*
 * What a rule's condition can ask about (spec 2.2), one row a dimension: age group, status, profile, function of the
 * caseworker, flags. Reading rule files, the evaluator, the proof, words, trails and warnings all go by these rows.
 *
 * A dimension has values 0, 1, ... A condition holds, of each dimension it asks about, the set of those it is content
 * with; a condition that asks about nothing holds for everybody.
 */
#ifndef KD_RULES_DIMENSION_H
#define KD_RULES_DIMENSION_H

#include "base/buf.h"
#include "table/tables.h"

enum dimension_kind {
    DIM_AGE, /* the first four are also the first dimensions of every rule set */
    DIM_STATUS,
    DIM_PROFILE,
    DIM_FUNCTION, /* of the caseworker */
    DIM_WORD,     /* a word attribute: its values */
    DIM_SINCE,    /* the time since a day attribute, or since the start of care */
    DIM_YES,      /* a yes or no attribute: 0, 1 */
    DIM_KINDS
};

enum {
    RULE_DIMENSIONS = 32, /* at most, of one rule set: sets of them are bits of a word */
    DIMENSION_CUTS = 16,  /* spans that rules of one set may count from one day attribute */
    DIMENSION_VALUES = 64,
    DIMENSION_CARE = -1 /* in place of an attribute: the start of care */
};

/*
 * Time is cut at the ends of the spans that rules count from a day. Value 0: the day is empty or to come; each further
 * one is a set of ends that are reached: those that can be on some day of the calendar (30 days may end before a month
 * and behind it).
 */
struct dimension_cuts {
    int n;
    struct span span[DIMENSION_CUTS];
    int n_values;
    uint32_t reached[DIMENSION_VALUES]; /* of a value, 1 << span */
};

struct rule_dimension {
    enum dimension_kind kind;
    int attribute;    /* DIM_WORD, DIM_SINCE, DIM_YES: of the lexicon, or DIMENSION_CARE */
    const struct dimension_cuts *cuts; /* DIM_SINCE */
    enum tbl_column column; /* and where it is delivered */
    uint64_t known;   /* 1 << value: all but the unknown one */
    int unknown;      /* the value of what nobody knows; -1: there is none */
    const char *name; /* "Altersgruppe", "Schulpflichtig" */
};

/* What a kind is called. */
struct dimension_row {
    const char *code;    /* in the XML of explain: "alter" */
    const char *element; /* in rule files */
    const char *unknown; /* "unbekannter Status"; NULL: never unknown */
    enum word_list words;
};
extern const struct dimension_row dimension_rows[DIM_KINDS];

/*
 * The dimensions of a rule set into dim (room for RULE_DIMENSIONS); how many they are. cuts: LEXICON_ATTRIBUTES + 1, of
 * each attribute and, last, of the start of care; NULL: no rule counts from a day.
 */
int dimensions_make(struct rule_dimension *dim, const struct lexicon *x, const struct dimension_cuts *cuts);
/* One more span that rules count from a day; its number, -1: there are too many. */
int dimension_cuts_add(struct dimension_cuts *c, struct span s);
/* Finds the values, once all spans are there; false: there are too many. care: the day has always come. */
bool dimension_cuts_settle(struct dimension_cuts *c);
/* The values of days that are at least this span (number) behind the day, or short of it: 1 << value. */
uint64_t dimension_cuts_values(const struct dimension_cuts *c, int span, bool reached);

struct rule_condition {
    uint32_t asks;                    /* 1 << dimension */
    uint64_t values[RULE_DIMENSIONS]; /* 1 << value; of a dimension that is not asked about all that are known */
};
/* What asks about none of n dimensions. */
struct rule_condition condition_of_all(const struct rule_dimension *dim, int n);
/* Asks about dimension d, besides: only these values are left. */
void condition_ask(struct rule_condition *c, int d, uint64_t values);

/* What a customer has on one day, of each dimension that was asked for. */
struct rule_facts {
    uint8_t value[RULE_DIMENSIONS];
};
/* Of the line `state` on day, in a care that began on start: the value of a dimension. */
uint8_t dimension_value(const struct rule_dimension *dim, const struct tables *t, uint32_t state, int32_t day,
                        int32_t start);
/* The day from which a DIM_SINCE counts; DAY_NONE: empty. */
int32_t dimension_since(const struct rule_dimension *dim, const struct tables *t, uint32_t state, int32_t start);
/*
 * The columns that a dimension is read from, at most 2, into column; how many they are. The file of the second is
 * another one.
 */
int dimension_columns(const struct rule_dimension *dim, enum tbl_column column[2]);

/* What became of one rule in the search of a day (2.2): in failed or unknown 1 << dimension. */
struct rule_trial {
    int16_t rule;
    uint32_t failed;  /* what does not hold: the first dimension, of flags all; 0: all that is known holds */
    uint32_t unknown; /* asked for, but nobody knows the value; ends the search */
};

/* How one dimension answers a condition that asks about it. */
enum dimension_answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };
static inline enum dimension_answer dimension_answer(const struct rule_dimension *dim, uint64_t values, int value)
{
    if (value == dim->unknown)
        return ANSWER_UNKNOWN;
    return values >> value & 1 ? ANSWER_YES : ANSWER_NO;
}

/*
 * Whether c holds, and if not, why; trial.rule is left to the caller. What is always known (`certain`, 1 << dimension)
 * is asked first. Inline, because every customer's search asks it of every rule.
 */
static inline struct rule_trial rule_try(const struct rule_condition *c, const struct rule_dimension *dim,
                                         uint32_t certain, const struct rule_facts *f)
{
    struct rule_trial trial = {.rule = 0};
    const uint32_t in_turn[2] = {c->asks & certain, c->asks & ~certain};
    for (int turn = 0; turn < 2; turn++) {
        for (uint32_t left = in_turn[turn]; left; left &= left - 1) {
            int d = __builtin_ctz(left);
            enum dimension_answer answer = dimension_answer(&dim[d], c->values[d], f->value[d]);
            if (answer == ANSWER_UNKNOWN)
                trial.unknown |= UINT32_C(1) << d;
            if (answer != ANSWER_NO)
                continue;
            trial.failed |= UINT32_C(1) << d;
            if (dim[d].kind != DIM_YES) /* flags come last, and all of them are told */
                return (struct rule_trial){.failed = trial.failed};
        }
        if (trial.failed)
            return (struct rule_trial){.failed = trial.failed};
    }
    return trial;
}

#endif
