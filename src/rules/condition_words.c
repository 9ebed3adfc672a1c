/* A condition in German words: the name of a rule that has no other. */
#include "base/buf.h"
#include "rules/ruleset.h"
#include "table/word_sets.h"

#include <string.h>

/* A comma before every part but the first. */
static void next_part(struct buf *b)
{
    if (b->n)
        buf_text(b, ", ");
}

static void put_functions(struct buf *b, const struct lexicon *x, unsigned set)
{
    static const char *const by[] = {"von einer IFK", "von einer IFK U25", "im Fallmanagement", "im Netzwerk ABC"};
    int n = word_set_count(set), at = 0;
    buf_text(b, "betreut ");
    for (; set; set &= set - 1) {
        int value = __builtin_ctz(set);
        word_set_separate(b, at++, n, "oder");
        if (value < FUNCTION_UNKNOWN)
            buf_text(b, by[value]);
        else
            buf_printf(b, "in der Funktion %s", lexicon_text(x, WORDS_FUNCTION, value));
    }
}

static void put_yes(struct buf *b, const struct attribute *a, bool wanted)
{
    next_part(b);
    buf_text(b, wanted ? a->yes : a->no);
}

static void put_status(struct buf *b, const struct lexicon *x, unsigned values)
{
    if (values & 1u << STATUS_UNSET)
        buf_text(b, "Status ");
    lexicon_put_set(b, x, WORDS_STATUS, values, "oder");
}

/* "Segment Marktkunde oder Beratungskunde", "ohne Segment". */
static void put_words(struct buf *b, const struct attribute *a, uint64_t values)
{
    uint64_t words = values & ~UINT64_C(1);
    int n = __builtin_popcountll(words), at = 0;
    if (words)
        buf_printf(b, "%s ", a->name);
    for (; words; words &= words - 1) {
        word_set_separate(b, at++, n, "oder");
        buf_text(b, attribute_text(a, __builtin_ctzll(words)));
    }
    if (values & 1)
        buf_printf(b, "%sohne %s", n ? " oder " : "", a->name);
}

/* ---- time since a day ---- */

static double length_of(struct span s)
{
    return s.n * (s.unit == SPAN_MONTHS ? 30.436875 : s.unit == SPAN_WEEKS ? 7.0 : 1.0);
}

static void put_span(struct buf *b, struct span s)
{
    static const char *const one[] = {"einem Tag", "einer Woche", "einem Monat"},
                             *const many[] = {"Tagen", "Wochen", "Monaten"};
    if (s.n == 1)
        buf_text(b, one[s.unit]);
    else
        buf_printf(b, "%d %s", s.n, many[s.unit]);
}

/* The longest span that has ended in a value, or the shortest that has not; -1: there is none. */
static int bound_of(const struct dimension_cuts *c, int value, bool reached)
{
    int found = -1;
    for (int i = 0; i < c->n; i++) {
        if ((c->reached[value] >> i & 1) != reached)
            continue;
        if (found < 0 || (length_of(c->span[i]) > length_of(c->span[found])) == reached)
            found = i;
    }
    return found;
}

/* "Kursende"; of „EGV seit“ "EGV". */
static void put_since_name(struct buf *b, const char *name)
{
    static const char since[] = " seit";
    size_t n = strlen(name), m = strlen(since);
    buf_put(b, name, n > m && strcmp(name + n - m, since) == 0 ? n - m : n);
}

/* The values from..to, each later than the day. */
static void put_stretch(struct buf *b, const struct rule_dimension *dim, int from, int to)
{
    const struct dimension_cuts *c = dim->cuts;
    static const char *const first[] = {"am ersten Tag", "in der ersten Woche", "im ersten Monat"};
    int begin = bound_of(c, from, true), end = bound_of(c, to, false);
    if (begin >= 0) {
        buf_text(b, "ab ");
        put_span(b, c->span[begin]);
        if (end >= 0) {
            buf_text(b, " bis vor Ablauf von ");
            put_span(b, c->span[end]);
        }
        buf_char(b, ' ');
    } else if (end >= 0 && c->span[end].n == 1) {
        buf_printf(b, "%s ", first[c->span[end].unit]);
    } else if (end >= 0) {
        buf_text(b, "in den ersten ");
        put_span(b, c->span[end]);
        buf_char(b, ' ');
    }
    buf_text(b, "nach ");
    put_since_name(b, dim->name);
}

static void put_since(struct buf *b, const struct rule_dimension *dim, uint64_t values)
{
    bool more = false;
    for (int from = 1; from < dim->cuts->n_values; from++) {
        int to = from;
        if (!(values >> from & 1))
            continue;
        while (to + 1 < dim->cuts->n_values && values >> (to + 1) & 1)
            to++;
        buf_text(b, more ? " oder " : "");
        put_stretch(b, dim, from, to);
        more = true;
        from = to;
    }
    if (values & 1) {
        buf_text(b, more ? " oder ohne oder vor " : "ohne oder vor ");
        put_since_name(b, dim->name);
    }
}

/* What is asked about one dimension but flags. */
static void put_values(struct buf *b, const struct ruleset *set, const struct rule_dimension *dim, uint64_t values)
{
    next_part(b);
    switch (dim->kind) {
    case DIM_AGE:
        word_set_put(b, WORDS_AGE, (unsigned)values, "oder");
        break;
    case DIM_STATUS:
        put_status(b, set->lexicon, (unsigned)values);
        break;
    case DIM_PROFILE:
        word_set_put_profiles(b, (unsigned)values);
        break;
    case DIM_FUNCTION:
        put_functions(b, set->lexicon, (unsigned)values);
        break;
    case DIM_WORD:
        put_words(b, &set->lexicon->attribute[dim->attribute], values);
        break;
    case DIM_SINCE:
        put_since(b, dim, values);
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
            put_values(&b, set, &set->dim[d], c->values[d]);
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
