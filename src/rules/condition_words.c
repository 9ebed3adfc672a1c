/* A condition in German words: the name of a rule that has no other. */
#include "base/buf.h"
#include "rules/ruleset.h"
#include "table/word_sets.h"

/* A comma before every part but the first. */
static void next_part(struct buf *b)
{
    if (b->n)
        buf_text(b, ", ");
}

static void put_functions(struct buf *b, unsigned set)
{
    static const char *const by[] = {"von einer IFK", "von einer IFK U25", "im Fallmanagement", "im Netzwerk ABC"};
    int n = word_set_count(set), at = 0;
    buf_text(b, "betreut ");
    for (int value = 0; value < FUNCTION_UNKNOWN; value++)
        if (set >> value & 1) {
            word_set_separate(b, at++, n, "oder");
            buf_text(b, by[value]);
        }
}

static void put_yes(struct buf *b, const struct attribute *a, bool wanted)
{
    next_part(b);
    buf_text(b, wanted ? a->yes : a->no);
}

static void put_status(struct buf *b, unsigned values)
{
    if (values & 1u << STATUS_UNSET)
        buf_text(b, "Status ");
    word_set_put(b, WORDS_STATUS, values, "oder");
}

/* What is asked about one dimension but flags. */
static void put_values(struct buf *b, const struct rule_dimension *dim, uint64_t values)
{
    next_part(b);
    switch (dim->kind) {
    case DIM_AGE:
        word_set_put(b, WORDS_AGE, (unsigned)values, "oder");
        break;
    case DIM_STATUS:
        put_status(b, (unsigned)values);
        break;
    case DIM_PROFILE:
        word_set_put_profiles(b, (unsigned)values);
        break;
    case DIM_FUNCTION:
        put_functions(b, (unsigned)values);
        break;
    case DIM_YES:
    case DIM_KINDS:
        break;
    }
}

/* Flags stand last, those that must be set before those that must not. */
const char *rule_condition_words(const struct ruleset *set, const struct rule_condition *c, struct arena *a)
{
    struct buf b = {0};
    for (int d = 0; d < set->n_dims; d++)
        if (c->asks >> d & 1 && set->dim[d].kind != DIM_YES)
            put_values(&b, &set->dim[d], c->values[d]);
    for (int wanted = 1; wanted >= 0; wanted--)
        for (int d = 0; d < set->n_dims; d++) {
            bool asked = c->asks >> d & 1 && set->dim[d].kind == DIM_YES;
            if (asked && (!c->values[d] || c->values[d] >> wanted & 1)) /* both of one that cannot be */
                put_yes(&b, &set->lexicon->attribute[set->dim[d].attribute], wanted);
        }
    if (!b.n)
        buf_text(&b, "alle");
    return buf_keep(&b, a);
}
