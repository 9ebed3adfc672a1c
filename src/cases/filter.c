#include "cases/filter.h"

#include "base/text.h"
#include "words/ruleset_words.h"

#include <string.h>

static bool is_word(const char *s, size_t n, const char *word)
{
    return text_is_utf8(s, n) && text_equal_folded(s, n, word, strlen(word));
}

static int verdict_value(const struct lexicon *x, const char *s, size_t n)
{
    (void)x;
    for (int i = 0; i < VERDICT_CODES; i++)
        if (is_word(s, n, verdict_codes[i]) || is_word(s, n, words_verdict[i]))
            return i;
    return -1;
}

static int profile_value(const struct lexicon *x, const char *s, size_t n)
{
    (void)x;
    if (is_word(s, n, "ohne") || is_word(s, n, "keine") || is_word(s, n, "ohne Profillage"))
        return PROFILE_NONE;
    return is_word(s, n, "unbekannt") ? PROFILE_UNKNOWN : word_lookup(WORDS_PROFILE, s, n);
}

static int status_value(const struct lexicon *x, const char *s, size_t n)
{
    return is_word(s, n, "unbekannt") ? STATUS_UNKNOWN : lexicon_lookup(x, WORDS_STATUS, s, n);
}

/* Ue25: for keyboards without an Ü. */
static int age_value(const struct lexicon *x, const char *s, size_t n)
{
    (void)x;
    return is_word(s, n, "Ue25") ? AGE_O25 : word_lookup(WORDS_AGE, s, n);
}

static unsigned verdict_of(const struct tables *t, const struct verdict *v)
{
    (void)t;
    return v->code;
}

static unsigned profile_of(const struct tables *t, const struct verdict *v)
{
    return t->states.profile[v->state];
}

static unsigned status_of(const struct tables *t, const struct verdict *v)
{
    return t->states.status[v->state];
}

static unsigned age_of(const struct tables *t, const struct verdict *v)
{
    (void)t;
    return v->age;
}

static const char *const profiles[] = {"M", "A", "F", "E", "S", "U", "I", "Z", "ohne", "unbekannt"};
static const char *const statuses[] = {"arbeitslos", "arbeitsuchend", "nicht gesetzt", "unbekannt"}; /* and declared */
static const char *const ages[] = {"U25", "Ü25"};
#define WORDS(list) list, sizeof list / sizeof *list

const struct case_filter_row case_filters[CASE_FILTERS] = {
    [FILTER_VERDICT] = {"urteil", "verdict", verdict_value, verdict_of, verdict_codes, VERDICT_CODES},
    [FILTER_PROFILE] = {"profillage", "profile", profile_value, profile_of, WORDS(profiles)},
    [FILTER_STATUS] = {"status", "status", status_value, status_of, WORDS(statuses)},
    [FILTER_AGE] = {"alter", "age", age_value, age_of, WORDS(ages)},
};

bool cases_next_value(const char **rest, size_t *left, const char **value, size_t *n)
{
    if (!*rest)
        return false;
    const char *comma = *left ? memchr(*rest, ',', *left) : NULL;
    size_t whole = comma ? (size_t)(comma - *rest) : *left;
    *n = whole;
    *value = text_trim(*rest, n);
    *rest = comma ? comma + 1 : NULL;
    *left = comma ? *left - whole - 1 : 0;
    return true;
}

bool cases_filter_read(struct cases_filter *f, enum case_filter filter, const struct lexicon *x, const char *values,
                       size_t n, const char **bad, size_t *n_bad)
{
    while (cases_next_value(&values, &n, bad, n_bad)) {
        int found = *n_bad ? case_filters[filter].value_of(x, *bad, *n_bad) : -1;
        if (found < 0)
            return false;
        f->set[filter] |= 1u << found;
    }
    return true;
}

size_t cases_filter_words(enum case_filter filter, const struct lexicon *x, const char *word[CASE_FILTER_WORDS])
{
    const struct case_filter_row *row = &case_filters[filter];
    size_t n = row->n_words;
    memcpy(word, row->words, n * sizeof *word);
    for (int i = 0; filter == FILTER_STATUS && i < x->list[WORDS_STATUS].n; i++)
        word[n++] = x->list[WORDS_STATUS].word[i];
    return n;
}

bool cases_filter_passes(const struct cases_filter *f, const struct tables *t, const struct verdict *v)
{
    for (int i = 0; i < CASE_FILTERS; i++)
        if (f->set[i] && !(f->set[i] >> case_filters[i].of(t, v) & 1))
            return false;
    return true;
}
