/* Staff in the results (spec 2.10): targets, weeks, figures of an area, its teams and caseworkers. */
#include "results/results.h"

#include "base/num.h"
#include "base/xml_put.h"
#include "words/sentences_staff.h"

enum { RAW_PLACES = 4, HUNDREDTHS = 100 };

/* ---- fractions ---- */

/* part / whole x 10^places, rounded half up, exact: whole x 2 x 10^places fits. */
static int64_t scale(uint64_t part, uint64_t whole, int places)
{
    uint64_t power = 1;
    for (; places > 0; places--)
        power *= 10;
    return (int64_t)(part / whole * power + (part % whole * 2 * power + whole) / (2 * whole));
}

static void put_raw(struct buf *b, const char *name, uint64_t part, uint64_t whole)
{
    int64_t v = scale(part, whole, RAW_PLACES);
    buf_char(b, ' ');
    buf_text(b, name);
    buf_printf(b, "=\"%lld.%04lld\"", (long long)(v / 10000), (long long)(v % 10000));
}

static void put_decimal(struct buf *b, const char *name, uint64_t part, uint64_t whole)
{
    int64_t v = scale(part, whole, 1);
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    num_put_german(b, v / 10);
    buf_printf(b, ",%d\"", (int)(v % 10));
}

void results_put_ratio(struct buf *b, int depth, const char *name, uint64_t part, uint64_t whole)
{
    xml_line(b, depth, "<");
    buf_text(b, name);
    if (whole) {
        put_raw(b, "wert", part, whole);
        put_decimal(b, "text", part, whole);
    } else {
        xml_attr(b, "text", "\u2013");
    }
    buf_text(b, "/>\n");
}

static void put_percent(struct buf *b, const char *name, uint64_t part, uint64_t whole)
{
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    num_put_percent(b, part, whole);
    buf_char(b, '"');
}

/* part and whole below 2^63 / 20000: the raw percentage has four decimals. */
static void put_share(struct buf *b, int depth, const char *name, uint64_t part, uint64_t whole)
{
    xml_line(b, depth, "<");
    buf_text(b, name);
    if (whole)
        put_raw(b, "prozent", part * 100, whole);
    put_percent(b, "text", part, whole);
    buf_text(b, "/>\n");
}

/* Minutes as hours. */
static void put_hours(struct buf *b, int depth, const char *name, uint64_t minutes, uint64_t unit)
{
    xml_line(b, depth, "<");
    buf_text(b, name);
    put_raw(b, "minuten", minutes, unit);
    put_decimal(b, "stunden-text", minutes, unit * 60);
    buf_text(b, "/>\n");
}

/* ---- figures ---- */

void results_put_staff_week(struct buf *b, int depth, const struct agg_staff *s, const struct agg_staff_week *w)
{
    if (s->known.consultations) {
        xml_value(b, depth, "beratungen", (int64_t)w->consultations);
        xml_value(b, depth, "weitere", (int64_t)w->other);
        xml_value(b, depth, "ohne-person", (int64_t)w->strange);
    }
    if (s->known.target) {
        results_put_ratio(b, depth, "ziel", w->target, s->unit);
        put_share(b, depth, "erreicht", w->consultations * s->unit, w->target);
    }
    if (s->known.time) {
        uint64_t spent = w->minutes * (AGG_STAFF_MINUTE / TBL_MINUTE);
        put_hours(b, depth, "zeit", w->minutes, TBL_MINUTE);
        put_hours(b, depth, "zeit-ziel", w->time_target, AGG_STAFF_MINUTE);
        put_hours(b, depth, "anwesenheit", w->present, AGG_STAFF_MINUTE);
        put_share(b, depth, "anteil", spent, w->present);
        put_share(b, depth, "anteil-ziel", w->time_target, w->present);
        xml_line(b, depth, "<ohne-dauer");
        xml_attr_german(b, "wert", (int64_t)w->untimed);
        xml_attr_german(b, "von", (int64_t)(w->timed + w->untimed));
        buf_text(b, "/>\n");
        xml_value(b, depth, "zeit-ohne-person", (int64_t)w->strange_time);
    }
}

/* A ratio to posts, which are shown, tells the customers in it. */
static void put_per_post(struct buf *b, int depth, const char *name, uint64_t customers, const struct agg_staff *s,
                         const struct agg_staff_numbers *n, bool hidden)
{
    if (hidden)
        results_put_count(b, depth, name, 0, true);
    else
        results_put_ratio(b, depth, name, customers * (uint64_t)s->full_time, n->hours);
}

static void put_caseload(struct buf *b, int depth, const struct agg_staff *s, const struct agg_staff_numbers *n,
                         struct agg_unit unit, const struct disclosure *disclosure)
{
    const bool all = disclosure_hides(disclosure, unit, DISCLOSE_CUSTOMERS),
               young = disclosure_hides(disclosure, unit, DISCLOSE_YOUNG);
    const bool old = disclosure_hides(disclosure, unit, DISCLOSE_OLD),
               z = disclosure_hides(disclosure, unit, DISCLOSE_PROFILE_Z);
    results_put_count(b, depth, "kunden", (int64_t)n->customers, all);
    results_put_count(b, depth, "u25", (int64_t)n->young, young);
    results_put_count(b, depth, "ue25", (int64_t)(n->customers - n->young), old);
    if (s->known.posts) {
        xml_value(b, depth, "personen", (int64_t)n->members);
        xml_value(b, depth, "personen-ohne-ziel", (int64_t)n->without_target);
        xml_value(b, depth, "personen-ohne-funktion", (int64_t)n->without_function);
        results_put_ratio(b, depth, "stellen", n->hours, (uint64_t)s->full_time);
        put_per_post(b, depth, "kunden-je-stelle", n->customers, s, n, all);
        put_per_post(b, depth, "u25-je-stelle", n->young, s, n, young);
        put_per_post(b, depth, "ue25-je-stelle", n->customers - n->young, s, n, old);
    }
    if (s->known.profiles) {
        xml_line(b, depth, "<profillage-z");
        bool share = all || z || disclosure_hides(disclosure, unit, DISCLOSE_NOT_Z);
        results_attr_german(b, "wert", (int64_t)n->profile_z, z);
        if (n->customers && !share)
            put_raw(b, "prozent", n->profile_z * 100, n->customers);
        if (share)
            xml_attr(b, "verborgen", "ja");
        results_attr_percent(b, "text", n->profile_z, n->customers, share);
        buf_text(b, "/>\n");
    }
}

static void put_substitution(struct buf *b, int depth, const struct agg_staff *s, const struct agg_staff_numbers *n)
{
    if (s->known.substitution && s->n_weeks) {
        xml_line(b, depth, "<vertretung");
        xml_attr_german(b, "eigene", (int64_t)n->own);
        xml_attr_german(b, "vertreten", (int64_t)n->substituted);
        xml_attr_german(b, "ohne-angabe", (int64_t)n->unclear);
        put_percent(b, "anteil-text", n->substituted, n->own + n->substituted);
        buf_text(b, "/>\n");
    }
    if (s->known.standing_in && s->n_weeks) {
        xml_line(b, depth, "<abwesenheit");
        xml_attr_german(b, "termine", (int64_t)n->absent);
        xml_attr_german(b, "vertreten", (int64_t)n->stood_in);
        put_percent(b, "anteil-text", n->stood_in, n->absent);
        if (s->set->deputise && s->known.talks) {
            xml_attr_german(b, "genannte", (int64_t)n->absent_named);
            xml_attr_german(b, "genannte-vertreten", (int64_t)n->stood_in_named);
            put_percent(b, "genannte-anteil-text", n->stood_in_named, n->absent_named);
        }
        buf_text(b, "/>\n");
    }
}

static void put_figures(struct buf *b, int depth, const struct agg_staff *s, const struct agg_staff_numbers *n,
                        struct agg_unit unit, const struct disclosure *disclosure)
{
    struct agg_staff_week month = agg_staff_month(n);
    if (s->n_weeks)
        results_put_staff_week(b, depth, s, &month);
    put_caseload(b, depth, s, n, unit, disclosure);
    put_substitution(b, depth, s, n);
}

static void put_group(struct buf *b, const char *element, const struct agg_staff *s, const struct agg_staff_group *g,
                      struct agg_unit unit, const struct disclosure *disclosure)
{
    xml_line(b, 3, "<");
    buf_text(b, element);
    xml_attr(b, "name", g->name);
    xml_attr(b, "kennung", g->code);
    if (g->name != g->team_name)
        xml_attr(b, "team", g->team_name);
    buf_text(b, ">\n");
    put_figures(b, 4, s, &g->numbers, unit, disclosure);
    xml_line(b, 3, "</");
    buf_text(b, element);
    buf_text(b, ">\n");
}

/* ---- what it is measured by ---- */

static const char *functions_of(const struct lexicon *x, const struct rule_staff_target *t, struct arena *a)
{
    const char *s = "";
    for (int i = 0; t->functions >> i; i++)
        if (t->functions >> i & 1)
            s = arena_printf(a, "%s%s%s", s,
                             !*s                       ? ""
                             : t->functions >> (i + 1) ? ", "
                                                       : " und ",
                             lexicon_text(x, WORDS_FUNCTION, i));
    return s;
}

static void put_targets(struct buf *b, const struct ruleset *set, struct arena *a)
{
    for (int i = 0; i < set->n_staff; i++) {
        const struct rule_staff_target *t = &set->staff[i];
        xml_line(b, 3, "<vorgabe");
        xml_attr(b, "funktionen", functions_of(set->lexicon, t, a));
        xml_attr(b, "text", words_say_target(t, a));
        xml_attr(b, "quelle", t->source);
        buf_text(b, "/>\n");
    }
}

static void put_day(struct buf *b, const char *name, int32_t day, struct arena *a)
{
    xml_attr(b, name, day_iso(day).s);
    xml_attr(b, arena_printf(a, "%s-text", name), day_german(day).s);
}

static void put_measure(struct buf *b, const struct agg_staff *s, struct arena *a)
{
    xml_line(b, 3, "<vollzeit");
    put_raw(b, "wert", (uint64_t)s->full_time, HUNDREDTHS);
    buf_text(b, " text=\"");
    num_put_german_decimal(b, s->full_time / 100.0, s->full_time % 100 == 0 ? 0 : s->full_time % 10 == 0 ? 1 : 2);
    buf_text(b, "\"/>\n");
    if (s->known.land) {
        struct buf code = {0};
        holiday_region_put(&code, s->region);
        xml_line(b, 3, "<bundesland");
        xml_attr(b, "kennung", buf_str(&code));
        xml_attr(b, "name", land_name(s->region.land));
        buf_text(b, "/>\n");
        buf_free(&code);
    }
    put_targets(b, s->set, a);
}

static void put_holidays(struct buf *b, const struct agg_staff *s, int32_t monday, struct arena *a)
{
    for (int32_t day = monday; day < monday + 7; day++) {
        const char *name = holiday_name(day, s->region.land, s->region.options);
        if (!name)
            continue;
        xml_line(b, 4, "<feiertag");
        put_day(b, "tag", day, a);
        xml_attr(b, "name", name);
        buf_text(b, "/>\n");
    }
}

static void put_weeks(struct buf *b, const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a)
{
    for (int w = 0; w < s->n_weeks; w++) {
        int year, number = day_iso_week(s->monday[w], &year);
        xml_line(b, 3, "<woche");
        xml_attr_int(b, "nummer", number);
        xml_attr_int(b, "jahr", year);
        put_day(b, "von", s->monday[w], a);
        put_day(b, "bis", s->monday[w] + 6, a);
        buf_text(b, ">\n");
        put_holidays(b, s, s->monday[w], a);
        results_put_staff_week(b, 4, s, &n->week[w]);
        xml_line(b, 3, "</woche>\n");
    }
}

/* The figures of the area: a team's where it is one. Nobody on either side of it: all are 0. */
static const struct agg_staff_numbers *numbers_of(const struct agg_staff *s, const struct results_area *area)
{
    static const struct agg_staff_numbers none;
    if (!area->team)
        return &s->all;
    const struct agg_list *teams = &area->groups->list[AGG_TEAM];
    const struct agg_staff_group *g = teams->n ? agg_staff_team(s, teams->item[0].key) : NULL;
    return g ? &g->numbers : &none;
}

/* Whether figures on each caseworker are shown, and by what right. */
static void put_agreement(struct buf *b, const struct results_run *run)
{
    if (!run->by_caseworker)
        return;
    xml_line(b, 3, "<einzeln");
    if (run->agreement && *run->agreement)
        xml_attr(b, "dienstvereinbarung", run->agreement);
    buf_text(b, "/>\n");
}

static bool is_of(const struct agg_staff_group *person, const struct results_area *area)
{
    const struct agg_list *teams = &area->groups->list[AGG_TEAM];
    return teams->n && person->team == teams->item[0].key;
}

void results_put_staff(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a)
{
    const struct agg_staff *s = run->staff;
    if (!s)
        return;
    const struct agg_staff_numbers *n = numbers_of(s, area);
    xml_line(b, 2, "<personal");
    if (s->known.time)
        xml_attr(b, "zeit-aus", words_time(s->set));
    buf_text(b, ">\n");
    if (area->detail != RESULTS_BRIEF) {
        xml_element(b, 3, "befund",
                    issues_weigh(&run->tables->issues, ISSUE_NOTHING_FOUND) ? "Personal" : words_say_staff(s, n, a));
        for (int gap = 0; gap < STAFF_GAPS; gap++)
            xml_element(b, 3, "hinweis", words_say_gap(s, run->tables, (enum words_staff_gap)gap));
        xml_element(b, 3, "vertretungen", words_say_substitution(s, n, a));
        xml_element(b, 3, "abwesenheiten", words_say_standing_in(s, n, a));
        put_measure(b, s, a);
        put_weeks(b, s, n, a);
        put_agreement(b, run);
    }
    xml_line(b, 3, "<gesamt>\n");
    put_figures(b, 4, s, n, agg_unit_whole(area->groups->team), run->disclosure);
    xml_line(b, 3, "</gesamt>\n");
    if (!area->team && area->detail != RESULTS_BRIEF)
        for (size_t i = 0; i < s->n_teams; i++)
            put_group(b, "team", s, &s->team[i], agg_unit_whole(s->team[i].team), run->disclosure);
    bool whole = !area->team && area->detail == RESULTS_FULL;
    if (whole || (area->team && area->detail == RESULTS_REPORT && run->by_caseworker))
        for (size_t i = 0; i < s->n_persons; i++)
            if (whole || is_of(&s->person[i], area))
                put_group(b, "person", s, &s->person[i], agg_unit_caseworker(s->person[i].team, s->person[i].key),
                          run->disclosure);
    xml_line(b, 2, "</personal>\n");
}
