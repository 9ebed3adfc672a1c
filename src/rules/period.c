/* The periods of calendar requirements (spec 2.5): ISO weeks, months, quarters, half-years and years. */
#include "rules/ruleset.h"

const struct rule_period_row rule_periods[RULE_PERIODS] = {
    [PERIOD_NONE] = {"", {0, SPAN_DAYS}},
    [PERIOD_WEEK] = {"Kalenderwoche", {1, SPAN_WEEKS}},
    [PERIOD_MONTH] = {"Kalendermonat", {1, SPAN_MONTHS}},
    [PERIOD_QUARTER] = {"Kalenderquartal", {3, SPAN_MONTHS}},
    [PERIOD_HALF_YEAR] = {"Kalenderhalbjahr", {6, SPAN_MONTHS}},
    [PERIOD_YEAR] = {"Kalenderjahr", {12, SPAN_MONTHS}},
};

int32_t rule_period_first(enum rule_period p, int32_t day)
{
    if (p == PERIOD_WEEK)
        return day - day_weekday(day);
    struct day_parts d = day_split(day);
    return day_make(d.year, (d.month - 1) / rule_periods[p].length.n * rule_periods[p].length.n + 1, 1);
}

int32_t rule_period_last(enum rule_period p, int32_t day)
{
    return span_add(rule_period_first(p, day), rule_periods[p].length, 1) - 1;
}

bool rule_same_span(struct span a, struct span b)
{
    return a.n == b.n && (!a.n || a.unit == b.unit);
}

static bool same_requirement(const struct rule_requirement *a, const struct rule_requirement *b)
{
    return rule_same_span(a->within, b->within) && rule_same_span(a->earliest, b->earliest) && a->period == b->period &&
           a->count == b->count && a->alternation == b->alternation && a->modes == b->modes &&
           a->partners == b->partners;
}

bool rule_same(const struct rule *a, const struct rule *b)
{
    bool same = a->outcome == b->outcome && a->n_asks == b->n_asks;
    for (int i = 0; same && i < a->n_asks; i++)
        same = same_requirement(&a->ask[i], &b->ask[i]);
    return same && (a->outcome != RULE_REQUIREMENT ||
                    (a->accepts.suspend == b->accepts.suspend && a->accepts.any_interval == b->accepts.any_interval &&
                     a->accepts.only_shorter == b->accepts.only_shorter));
}
