/* The weeks ahead (spec 4.1, section 8) in the results. */
#include "results/results.h"

#include "base/xml_put.h"
#include "words/sentences_ahead.h"

enum { LAST_WEEK = AGG_AHEAD_WEEKS - 1 };
static const char topic[] = "Was in den nächsten zwölf Wochen fällig wird";

static void put_day(struct buf *b, const char *name, int32_t day, struct arena *a)
{
    xml_attr(b, name, day_iso(day).s);
    xml_attr(b, arena_printf(a, "%s-text", name), day_german(day).s);
}

static void put_week_number(struct buf *b, int32_t monday)
{
    int year, number = day_iso_week(monday, &year);
    xml_attr_int(b, "nummer", number);
    xml_attr_int(b, "jahr", year);
}

/* From which week on it is short; weeks that are hidden do not tell. */
static void put_short(struct buf *b, int depth, const struct agg_ahead *a, const struct agg_ahead_balance *balance,
                      bool hidden)
{
    if (hidden)
        results_put_count(b, depth, "reicht-nicht-ab", 0, true);
    if (hidden || balance->short_from < 0)
        return;
    int32_t monday = a->monday[balance->short_from];
    xml_line(b, depth, "<reicht-nicht-ab");
    put_week_number(b, monday);
    xml_attr(b, "von", day_iso(monday > a->day ? monday : a->day + 1).s);
    xml_attr(b, "von-text", day_german(monday > a->day ? monday : a->day + 1).s);
    xml_attr_german(b, "fehlen", (int64_t)balance->missing[balance->short_from]);
    buf_text(b, "/>\n");
}

/* What a group has in all, and from which week on it is short. */
static void put_figures(struct buf *b, int depth, const struct agg_ahead *a, const struct agg_ahead_numbers *n,
                        struct agg_unit unit, const struct disclosure *s)
{
    struct agg_ahead_balance balance = agg_ahead_balance(a, n);
    const bool division = disclosure_hides(s, unit, DISCLOSE_DIVISION);
    uint64_t due_free = 0;
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++)
        due_free += n->due_free[w];
    results_put_count(b, depth, "rueckstand", (int64_t)n->backlog, disclosure_hides(s, unit, DISCLOSE_BACKLOG));
    results_put_count(b, depth, "rueckstand-ohne-zahl", (int64_t)n->backlog_free, division);
    results_put_count(b, depth, "faellig", (int64_t)balance.all_due, disclosure_hides(s, unit, DISCLOSE_DUE_ALL));
    results_put_count(b, depth, "faellig-ohne-zahl", (int64_t)due_free, division);
    results_put_count(b, depth, "ausgenommen-offen", (int64_t)n->exempt_open, disclosure_hides(s, unit, DISCLOSE_OPEN));
    if (a->known.posts) {
        xml_value(b, depth, "personen-mit-zahl", (int64_t)n->counted);
        xml_value(b, depth, "personen-ohne-zahl", (int64_t)n->without_target);
        xml_value(b, depth, "personen-ohne-funktion", (int64_t)n->without_function);
    }
    if (!balance.known)
        return;
    results_put_ratio(b, depth, "kapazitaet", balance.capacity[LAST_WEEK], a->unit);
    results_put_count(b, depth, "fehlen", (int64_t)balance.missing[LAST_WEEK],
                      disclosure_hides(s, unit, DISCLOSE_BOUND));
    /* what suffices in the end is short in no week */
    put_short(b, depth, a, &balance,
              division && (balance.missing[LAST_WEEK] || disclosure_hides(s, unit, DISCLOSE_BOUND)));
}

static void put_week(struct buf *b, const struct agg_ahead *a, const struct agg_ahead_numbers *n,
                     const struct agg_ahead_balance *balance, int w, bool hides_division, struct arena *arena)
{
    int32_t monday = a->monday[w], from = monday > a->day ? monday : a->day + 1, to = monday + 6;
    xml_line(b, 3, "<woche");
    put_week_number(b, monday);
    put_day(b, "von", from, arena);
    put_day(b, "bis", to, arena);
    xml_attr(b, "angebrochen", from > monday ? "ja" : "nein");
    buf_text(b, ">\n");
    for (int32_t day = from; day <= to; day++) {
        const char *name = holiday_name(day, a->region.land, a->region.options);
        if (!name)
            continue;
        xml_line(b, 4, "<feiertag");
        put_day(b, "tag", day, arena);
        xml_attr(b, "name", name);
        buf_text(b, "/>\n");
    }
    xml_value(b, 4, "faellig", (int64_t)n->due[w]);
    results_put_count(b, 4, "faellig-ohne-zahl", (int64_t)n->due_free[w], hides_division);
    xml_value(b, 4, "zusammen", (int64_t)balance->due[w]);
    if (balance->known && !hides_division) {
        xml_value(b, 4, "gegen-kapazitaet", (int64_t)balance->held_against[w]);
        results_put_ratio(b, 4, "kapazitaet", n->capacity[w], a->unit);
        xml_value(b, 4, "fuer-rueckstand", (int64_t)balance->backlog[w]);
        results_put_ratio(b, 4, "kapazitaet-zusammen", balance->capacity[w], a->unit);
        xml_value(b, 4, "fehlen", (int64_t)balance->missing[w]);
    }
    xml_line(b, 3, "</woche>\n");
}

/* The figures of the area; nobody on either side of it: all are 0. */
static const struct agg_ahead_numbers *numbers_of(const struct agg_ahead *a, const struct results_area *area)
{
    static const struct agg_ahead_numbers none;
    if (!area->team)
        return &a->all;
    const struct agg_list *teams = &area->groups->list[AGG_TEAM];
    const struct agg_ahead_group *g = teams->n ? agg_ahead_team(a, teams->item[0].key) : NULL;
    return g ? &g->numbers : &none;
}

static void put_words(struct buf *b, const struct agg_ahead *a, const struct agg_ahead_numbers *n, struct agg_unit unit,
                      bool found, const struct disclosure *s, struct arena *arena)
{
    const bool hides_open = n->exempt_open && disclosure_hides(s, unit, DISCLOSE_OPEN);
    xml_element(b, 3, "befund", found ? words_say_ahead(a, n, arena) : topic);
    xml_element(b, 3, "verlauf", words_say_ahead_course(a, n, arena));
    for (int gap = 0; gap < AHEAD_GAPS; gap++)
        if (gap != AHEAD_GAP_EXEMPT || !hides_open)
            xml_element(b, 3, "hinweis",
                        words_say_ahead_gap(a, n, unit.team != AGG_JOBCENTER, (enum words_ahead_gap)gap, arena));
}

/* The same where nothing may be held against the capacity. */
static void put_words_undivided(struct buf *b, const struct agg_ahead *a, const struct agg_ahead_numbers *n,
                                struct agg_unit unit, bool found, const struct disclosure *s, struct arena *arena)
{
    struct agg_ahead without = *a;
    without.known.target = false;
    xml_element(b, 3, "befund", found ? words_say_ahead(&without, n, arena) : topic);
    xml_element(b, 3, "verlauf", words_say_ahead_course(&without, n, arena));
    xml_element(b, 3, "hinweis",
                "Der Kapazität ist das aus Gründen des Datenschutzes nicht gegenübergestellt: Kontakte, die nicht "
                "gegen sie zählen, betreffen in einzelnen Wochen zu wenige Kund*innen.");
    if (!n->exempt_open || !disclosure_hides(s, unit, DISCLOSE_OPEN))
        xml_element(b, 3, "hinweis", words_say_ahead_gap(&without, n, false, AHEAD_GAP_EXEMPT, arena));
}

static void put_weeks(struct buf *b, const struct results_run *run, const struct results_area *area,
                      const struct agg_ahead_numbers *n, struct arena *arena)
{
    const struct agg_ahead *a = run->ahead;
    const struct agg_unit unit = agg_unit_whole(area->groups->team);
    const struct disclosure *s = run->disclosure;
    const struct agg_ahead_balance balance = agg_ahead_balance(a, n);
    const bool division = disclosure_hides(s, unit, DISCLOSE_DIVISION);
    const bool found = !issues_weigh(&run->tables->issues, ISSUE_NOTHING_FOUND);
    if (disclosure_hides(s, unit, DISCLOSE_WEEKS)) {
        xml_element(b, 3, "befund", topic);
        xml_line(b, 3, "<wochen-verborgen/>\n");
        return;
    }
    if (division)
        put_words_undivided(b, a, n, unit, found, s, arena);
    else
        put_words(b, a, n, unit, found, s, arena);
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++)
        put_week(b, a, n, &balance, w, division, arena);
}

void results_put_ahead(struct buf *b, const struct results_run *run, const struct results_area *area,
                       struct arena *arena)
{
    const struct agg_ahead *a = run->ahead;
    if (!a)
        return;
    const struct agg_ahead_numbers *n = numbers_of(a, area);
    xml_line(b, 2, "<ausblick");
    put_day(b, "von", a->day + 1, arena);
    put_day(b, "bis", a->last, arena);
    buf_text(b, ">\n");
    if (area->detail != RESULTS_BRIEF)
        put_weeks(b, run, area, n, arena);
    xml_line(b, 3, "<gesamt>\n");
    put_figures(b, 4, a, n, agg_unit_whole(area->groups->team), run->disclosure);
    xml_line(b, 3, "</gesamt>\n");
    for (size_t i = 0; i < a->n_teams && !area->team && area->detail != RESULTS_BRIEF; i++) {
        xml_line(b, 3, "<team");
        xml_attr(b, "name", a->team[i].name);
        xml_attr(b, "kennung", a->team[i].code);
        buf_text(b, ">\n");
        put_figures(b, 4, a, &a->team[i].numbers, agg_unit_whole(a->team[i].team), run->disclosure);
        xml_line(b, 3, "</team>\n");
    }
    xml_line(b, 2, "</ausblick>\n");
}
