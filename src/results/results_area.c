#include "results/results.h"

#include "base/num.h"
#include "base/xml_put.h"
#include "words/sentences.h"

/* ---- the figures of one group ---- */

/*
 * The step of a rate in the heat table, 0..1. The bounds are fixed, so that the same shade means the same in every
 * month and in every team; templates/monatsbericht.xsl names them.
 */
static const char *heat_step(struct agg_rate r)
{
    int64_t shown = num_per_mille(r.part, r.whole);
    return shown < 500 ? "0.1" : shown < 600 ? "0.3" : shown < 700 ? "0.5" : shown < 800 ? "0.7" : "0.9";
}

/* A rate is told where its part, its whole and what is between them are. */
static void put_rate(struct buf *b, const char *name, struct agg_rate r, bool hides_part, bool hides_whole, bool hides)
{
    xml_line(b, 4, "<");
    buf_text(b, name);
    results_attr_german(b, "zaehler", (int64_t)r.part, hides_part);
    results_attr_german(b, "nenner", (int64_t)r.whole, hides_whole);
    if (r.whole && !hides) { /* undefined is not 0: no value then */
        buf_text(b, " prozent=\"");
        num_put_fixed(b, 100.0 * (double)r.part / (double)r.whole, 4);
        buf_text(b, "\"");
        xml_attr(b, "stufe", heat_step(r));
    }
    if (hides)
        xml_attr(b, "verborgen", "ja");
    results_attr_percent(b, "text", r.part, r.whole, hides);
    buf_text(b, "/>\n");
}

/* of: the unit that is asked about; nobody: the group has none, and it is that of the area. */
static void put_rates(struct buf *b, const struct disclosure *s, const struct agg_groups *g,
                      const struct agg_numbers *n, struct agg_unit of, bool nobody)
{
    bool rate = disclosure_hides_rate(s, of) || (nobody && disclosure_hides_any(s, of)),
         unclear = rate || disclosure_hides(s, of, DISCLOSE_CODE + VERDICT_UNCLEAR);
    bool visible = s && disclosure_hides(s, of, DISCLOSE_VISIBLE);
    if (g->unrated) { /* everybody would seem never to have been met */
        put_rate(b, "quote", (struct agg_rate){0, 0}, false, false, false);
        put_rate(b, "quote-unklar", (struct agg_rate){0, 0}, false, false, false);
        return;
    }
    put_rate(b, "quote", agg_rate(n), disclosure_hides(s, of, DISCLOSE_MET), disclosure_hides(s, of, DISCLOSE_RATED),
             rate);
    put_rate(b, "quote-unklar", agg_rate_unclear(n), unclear, unclear, unclear);
    if (g->visible_known)
        put_rate(b, "quote-sichtbar", agg_rate_visible(n), visible, visible, visible);
}

/* A mean tells a sum; with the bands it could tell of single ones. The longest is one customer's. */
static void put_days(struct buf *b, const struct agg_numbers *n, struct agg_unit unit, const struct disclosure *s)
{
    uint64_t late = agg_late(n);
    bool hidden = disclosure_hides(s, unit, DISCLOSE_LATE);
    for (int i = 0; i < AGG_BANDS; i++)
        hidden = hidden || disclosure_hides(s, unit, DISCLOSE_BAND + i);
    xml_line(b, 4, "<tage");
    if (late && !hidden) {
        double mean = (double)n->overdue_days / (double)late;
        buf_text(b, " mittel=\"");
        num_put_fixed(b, mean, 4);
        buf_text(b, "\" mittel-text=\"");
        num_put_german_decimal(b, mean, 1);
        buf_char(b, '"');
        if (!s)
            xml_attr_german(b, "hoechst", n->overdue_max);
    }
    buf_text(b, "/>\n");
}

static void put_bands(struct buf *b, const struct agg_numbers *n, struct agg_unit unit, const struct disclosure *s)
{
    static const char *const names[AGG_BANDS] = {"1 bis 14 Tage", "15 bis 30 Tage", "31 bis 90 Tage", "91 bis 180 Tage",
                                                 "über 180 Tage"};
    const bool late = disclosure_hides(s, unit, DISCLOSE_LATE);
    for (int i = 0; i < AGG_BANDS; i++) {
        bool hidden = disclosure_hides(s, unit, DISCLOSE_BAND + i);
        xml_line(b, 4, "<dauer");
        xml_attr(b, "name", names[i]);
        results_attr_count(b, n->band[i], hidden);
        results_attr_percent(b, "anteil-text", n->band[i], agg_late(n), hidden || late);
        buf_text(b, "/>\n");
    }
    xml_line(b, 4, "<dauer-ohne");
    results_attr_percent(b, "anteil-text", n->code[VERDICT_NEVER], agg_late(n),
                         late || disclosure_hides(s, unit, DISCLOSE_CODE + VERDICT_NEVER));
    buf_text(b, "/>\n");
}

/* unit: whose they are; area: where a group of it has nobody, else NULL. */
static void put_numbers(struct buf *b, const struct disclosure *s, const struct agg_groups *g,
                        const struct agg_numbers *n, struct agg_unit unit, const struct agg_unit *area)
{
    const struct agg_unit of = area ? *area : unit;
    bool all = area ? disclosure_hides_any(s, of) : disclosure_hides(s, of, DISCLOSE_CUSTOMERS);
    results_put_count(b, 4, "kunden", n->customers, all);
    for (int i = 0; i < VERDICT_CODES; i++) {
        xml_line(b, 4, "<urteil");
        xml_attr(b, "code", verdict_codes[i]);
        results_attr_count(b, n->code[i], disclosure_hides(s, of, DISCLOSE_CODE + i));
        buf_text(b, "/>\n");
    }
    put_rates(b, s, g, n, of, area != NULL);
    results_put_count(b, 4, "ueber-der-frist", agg_late(n), disclosure_hides(s, of, DISCLOSE_LATE));
    put_days(b, n, unit, s);
    put_bands(b, n, unit, s);
    xml_line(b, 4, "<kontakte");
    xml_attr_german(b, "wert", n->month_contacts);
    xml_attr_german(b, "telefon", n->month_phone);
    results_attr_percent(b, "telefon-anteil-text", n->month_phone, n->month_contacts, false);
    buf_text(b, "/>\n");
    if (g->planned_known)
        results_put_count(b, 4, "ohne-termin", n->unplanned, disclosure_hides(s, unit, DISCLOSE_UNPLANNED));
    results_put_count(b, 4, "endet-bald", n->exempt_ending, disclosure_hides(s, unit, DISCLOSE_ENDING));
}

/* ---- groups ---- */

static const struct dimension {
    const char *name;
    const char *outer; /* attribute with the name of the outer group; NULL: none */
    enum results_detail from;
    bool jobcenter_only;
} dimensions[AGG_DIMENSIONS] = {
    [AGG_TEAM] = {"team", NULL, RESULTS_REPORT, true},
    [AGG_STAFF] = {"betreuung", "team", RESULTS_FULL, false},
    [AGG_PROFILE] = {"profillage", NULL, RESULTS_REPORT, false},
    [AGG_STATUS] = {"status", NULL, RESULTS_REPORT, false},
    [AGG_AGE] = {"alter", NULL, RESULTS_REPORT, false},
    [AGG_RULE] = {"regel", NULL, RESULTS_REPORT, false},
    [AGG_TEAM_PROFILE] = {"team-profillage", "team", RESULTS_FULL, true},
    [AGG_PROFILE_AGE] = {"profillage-alter", "profillage", RESULTS_REPORT, false},
};

/*
 * Where a group stands among the Jobcenter's, from 1: what case lists are asked by (`team:3`, cases/cases.h). Teams
 * and caseworkers keep the Jobcenter's number in a team's area, too; what is grouped otherwise has its own there.
 */
static size_t number_of(const struct agg_groups *jobcenter, const struct agg_list *list, enum agg_dimension d, size_t i)
{
    const struct agg_group *group = &list->item[i], *among = NULL;
    if (list != &jobcenter->list[d] && (d == AGG_TEAM || d == AGG_STAFF))
        among = agg_lookup(jobcenter, d, group->outer, group->key);
    return 1 + (among ? (size_t)(among - jobcenter->list[d].item) : i);
}

static void put_group(struct buf *b, const struct disclosure *s, const struct agg_groups *g, enum agg_dimension d,
                      const struct agg_group *group, size_t nr)
{
    xml_line(b, 3, "<gruppe");
    xml_attr_int(b, "nr", (int64_t)nr);
    xml_attr(b, "name", group->name);
    xml_attr(b, "kennung", group->code);
    if (dimensions[d].outer)
        xml_attr(b, dimensions[d].outer, group->outer_name);
    buf_text(b, ">\n");
    put_numbers(b, s, g, &group->numbers, agg_unit_group(g, d, group->outer, group->key), NULL);
    xml_line(b, 3, "</gruppe>\n");
}

/*
 * The statuses of the Jobcenter, also those that nobody of a team has: where verdicts of the team are hidden, a row
 * that is not there would tell where they cannot be.
 */
static void put_every_status(struct buf *b, const struct disclosure *s, const struct agg_groups *g,
                             const struct agg_list *all)
{
    static const struct agg_numbers nobody;
    const struct agg_unit area = agg_unit_whole(g->team);
    for (size_t i = 0; i < all->n; i++) {
        const struct agg_group *group = agg_lookup(g, AGG_STATUS, 0, all->item[i].key);
        if (group) {
            put_group(b, s, g, AGG_STATUS, group, i + 1);
            continue;
        }
        xml_line(b, 3, "<gruppe");
        xml_attr_int(b, "nr", (int64_t)i + 1);
        xml_attr(b, "name", all->item[i].name);
        xml_attr(b, "kennung", all->item[i].code);
        buf_text(b, ">\n");
        put_numbers(b, s, g, &nobody, agg_unit_group(g, AGG_STATUS, 0, all->item[i].key), &area);
        xml_line(b, 3, "</gruppe>\n");
    }
}

/* Teams and caseworkers stay, also where no column tells them: parts of a run go by their numbers. */
static bool is_grouped(const struct agg_groups *g, int d)
{
    return !g->lacking[d] || d == AGG_TEAM || d == AGG_STAFF;
}

static void put_groups(struct buf *b, const struct disclosure *s, const struct agg_groups *g,
                       const struct agg_groups *jobcenter, enum agg_dimension d)
{
    const struct agg_list *list = &g->list[d];
    xml_line(b, 2, "<gruppen");
    xml_attr(b, "nach", dimensions[d].name);
    buf_text(b, ">\n");
    if (s && d == AGG_STATUS)
        put_every_status(b, s, g, &jobcenter->list[d]);
    else
        for (size_t i = 0; i < list->n; i++)
            put_group(b, s, g, d, &list->item[i], number_of(jobcenter, list, d, i));
    xml_line(b, 2, "</gruppen>\n");
}

static void put_households(struct buf *b, const struct agg_households *h, struct agg_unit unit,
                           const struct disclosure *s)
{
    if (!h->known)
        return;
    xml_line(b, 2, "<bedarfsgemeinschaften");
    results_attr_german(b, "anzahl", h->n, disclosure_hides(s, unit, DISCLOSE_HOUSEHOLDS));
    results_attr_german(b, "mitglieder", h->members, s != NULL);
    buf_text(b, ">\n");
    results_put_count(b, 3, "alle", h->all, disclosure_hides(s, unit, DISCLOSE_ALL_MET));
    results_put_count(b, 3, "einige", h->some, disclosure_hides(s, unit, DISCLOSE_SOME_MET));
    results_put_count(b, 3, "keine", h->no, disclosure_hides(s, unit, DISCLOSE_NONE_MET));
    results_put_count(b, 3, "ohne-vorgabe", h->not_asked, disclosure_hides(s, unit, DISCLOSE_NOT_ASKED));
    results_put_count(b, 3, "nicht-ueberfaellig", h->not_late, disclosure_hides(s, unit, DISCLOSE_NOT_LATE));
    xml_line(b, 2, "</bedarfsgemeinschaften>\n");
}

static void put_sentence(struct buf *b, const char *kind, const char *strong, const char *rest)
{
    if (!*strong)
        return;
    xml_line(b, 2, "<satz");
    xml_attr(b, "zu", kind);
    buf_text(b, "><kern>");
    xml_escape(b, strong);
    buf_text(b, "</kern>");
    if (*rest) {
        buf_text(b, "<rest>");
        xml_escape(b, rest);
        buf_text(b, "</rest>");
    }
    buf_text(b, "</satz>\n");
}

/* What the result is held against; an undefined rate where there is no course. */
static struct words_before month_before(const struct results_run *run, const struct results_area *area, struct arena *a)
{
    if (!run->courses || !area->course || !words_compares(run->courses, COURSE_MONTH_BEFORE) ||
        disclosure_hides_rate(run->disclosure, agg_unit_month(area->course->team, COURSE_MONTH_BEFORE)))
        return (struct words_before){{0, 0}, ""};
    return (struct words_before){agg_course_rate(&area->course->point[COURSE_MONTH_BEFORE]),
                                 words_in_month(run->courses, COURSE_MONTH_BEFORE, a)};
}

/* Whether a heading may be about the rates of all groups of a dimension, and the whole. */
static bool shows_rates(const struct disclosure *s, const struct agg_groups *g, enum agg_dimension d)
{
    bool hidden = disclosure_hides_rate(s, agg_unit_whole(g->team));
    for (size_t i = 0; i < g->list[d].n; i++)
        hidden =
            hidden || disclosure_hides_rate(s, agg_unit_group(g, d, g->list[d].item[i].outer, g->list[d].item[i].key));
    return !hidden;
}

static bool shows_overdue(const struct disclosure *s, struct agg_unit unit)
{
    bool hidden = disclosure_hides_any(s, unit);
    for (int i = 0; i < AGG_BANDS; i++)
        hidden = hidden || disclosure_hides(s, unit, DISCLOSE_BAND + i);
    return !hidden;
}

static bool shows_households(const struct disclosure *s, struct agg_unit unit)
{
    return !disclosure_hides(s, unit, DISCLOSE_ALL_MET) && !disclosure_hides(s, unit, DISCLOSE_SOME_MET) &&
           !disclosure_hides(s, unit, DISCLOSE_NONE_MET);
}

/* Headings that find nothing. */
static void put_topics(struct buf *b, const struct results_area *area)
{
    put_sentence(b, "teams", area->team ? "Das Team im Vergleich" : "Teams", "");
    put_sentence(b, "alter", "Profillage und Altersgruppe", "");
    put_sentence(b, "status", "Status", "");
    put_sentence(b, "dauer", "Dauer der Überfälligkeit", "");
    put_sentence(b, "bedarfsgemeinschaften", "Bedarfsgemeinschaften", "");
}

/* Where nobody can be rated. */
static void put_unrated(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a)
{
    put_sentence(b, "ergebnis",
                 arena_printf(a, "Zum %s gibt es keine Quote: Die Vermerke in den Exporten reichen dafür nicht aus",
                              day_german(run->day).s),
                 ". Wer kontaktiert wurde und wer überfällig ist, lässt sich nicht sagen.");
    put_topics(b, area);
}

/* The neutral heading stands where the finding would tell of counts that are hidden. */
static void put_sentences(struct buf *b, const struct results_run *run, const struct results_area *area,
                          const struct results_area *jobcenter, struct arena *a)
{
    const struct agg_groups *g = area->groups;
    const struct agg_unit unit = agg_unit_whole(g->team);
    const struct disclosure *s = run->disclosure;
    struct words_before before = month_before(run, area, a);
    struct words_sentence result = words_say_result(&g->all, run->day, &before, s, unit, a);
    put_sentence(b, "ergebnis", result.strong, result.rest);
    put_sentence(b, "umfang", words_say_population(&g->all, s, unit, a), "");
    if (issues_weigh(&run->tables->issues, ISSUE_NOTHING_FOUND)) {
        put_topics(b, area);
        return;
    }
    if (!area->team)
        put_sentence(b, "teams", shows_rates(s, g, AGG_TEAM) ? words_say_teams(g, a) : "Teams", "");
    else if (disclosure_hides_rate(s, unit) || disclosure_hides_rate(s, agg_unit_whole(AGG_JOBCENTER)))
        put_sentence(b, "teams", "Das Team im Vergleich", "");
    else
        put_sentence(b, "teams", words_say_team(&g->all, &jobcenter->groups->all), "");
    put_sentence(b, "alter", shows_rates(s, g, AGG_AGE) ? words_say_ages(g) : "Profillage und Altersgruppe", "");
    put_sentence(b, "status", shows_rates(s, g, AGG_STATUS) ? words_say_status(g, a) : "Status", "");
    put_sentence(b, "dauer", shows_overdue(s, unit) ? words_say_overdue(&g->all, a) : "Dauer der Überfälligkeit", "");
    if (g->households.known)
        put_sentence(b, "bedarfsgemeinschaften",
                     shows_households(s, unit) ? words_say_households(&g->households, a) : "Bedarfsgemeinschaften", "");
}

void results_put_area(struct buf *b, const struct results_run *run, const struct results_area *area,
                      const struct results_area *jobcenter)
{
    const struct agg_groups *g = area->groups;
    struct arena *a = arena_new();
    xml_line(b, 1, "<bereich");
    xml_attr(b, "art", area->team ? "team" : "jobcenter");
    if (area->team && g->list[AGG_TEAM].n)
        xml_attr_int(b, "nr", (int64_t)number_of(jobcenter->groups, &g->list[AGG_TEAM], AGG_TEAM, 0));
    xml_attr(b, "name", area->team ? area->team : run->jobcenter[0] ? run->jobcenter : "Jobcenter");
    if (g->unrated)
        xml_attr(b, "bewertbar", "nein");
    buf_text(b, ">\n");
    if (area->detail != RESULTS_BRIEF && g->unrated && g->all.customers)
        put_unrated(b, run, area, a);
    else if (area->detail != RESULTS_BRIEF)
        put_sentences(b, run, area, jobcenter, a);
    xml_line(b, 2, "<gruppen nach=\"gesamt\">\n");
    xml_line(b, 3, "<gruppe nr=\"1\" name=\"gesamt\" kennung=\"\">\n");
    put_numbers(b, run->disclosure, g, &g->all, agg_unit_whole(g->team), NULL);
    xml_line(b, 3, "</gruppe>\n");
    xml_line(b, 2, "</gruppen>\n");
    for (int d = 0; d < AGG_DIMENSIONS; d++)
        if (area->detail >= dimensions[d].from && !(dimensions[d].jobcenter_only && area->team) && is_grouped(g, d))
            put_groups(b, run->disclosure, g, jobcenter->groups, (enum agg_dimension)d);
    if (area->detail != RESULTS_BRIEF)
        put_households(b, &g->households, agg_unit_whole(g->team), run->disclosure);
    results_put_course(b, run, area, a);
    results_put_staff(b, run, area, a);
    results_put_ahead(b, run, area, a);
    results_put_practice(b, run, area, a);
    results_put_caseworkers(b, run, area, a);
    results_put_afterwards(b, run, area);
    xml_line(b, 1, "</bereich>\n");
    arena_free(a);
}
