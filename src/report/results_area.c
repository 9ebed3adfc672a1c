#include "report/results.h"

#include "base/num.h"
#include "report/sentences.h"
#include "report/xml.h"

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

static void put_rate(struct buf *b, const char *name, struct agg_rate r)
{
    report_line(b, 4, "<");
    buf_text(b, name);
    report_attr_german(b, "zaehler", (int64_t)r.part);
    report_attr_german(b, "nenner", (int64_t)r.whole);
    if (r.whole) { /* undefined is not 0: no value then */
        buf_text(b, " prozent=\"");
        num_put_fixed(b, 100.0 * (double)r.part / (double)r.whole, 4);
        buf_text(b, "\"");
        report_attr(b, "stufe", heat_step(r));
    }
    buf_text(b, " text=\"");
    num_put_percent(b, r.part, r.whole);
    buf_text(b, "\"/>\n");
}

static void put_days(struct buf *b, const struct agg_numbers *n)
{
    uint64_t late = agg_late(n);
    report_line(b, 4, "<tage");
    if (late) {
        double mean = (double)n->overdue_days / (double)late;
        buf_text(b, " mittel=\"");
        num_put_fixed(b, mean, 4);
        buf_text(b, "\" mittel-text=\"");
        num_put_german_decimal(b, mean, 1);
        buf_char(b, '"');
        report_attr_german(b, "hoechst", n->overdue_max);
    }
    buf_text(b, "/>\n");
}

static void put_bands(struct buf *b, const struct agg_numbers *n)
{
    static const char *const names[AGG_BANDS] = {"1 bis 14 Tage", "15 bis 30 Tage", "31 bis 90 Tage", "91 bis 180 Tage",
                                                 "über 180 Tage"};
    for (int i = 0; i < AGG_BANDS; i++) {
        report_line(b, 4, "<dauer");
        report_attr(b, "name", names[i]);
        report_attr_int(b, "wert", n->band[i]);
        buf_text(b, " text=\"");
        num_put_german(b, n->band[i]);
        buf_text(b, "\" anteil-text=\"");
        num_put_percent(b, n->band[i], agg_late(n));
        buf_text(b, "\"/>\n");
    }
    report_line(b, 4, "<dauer-ohne");
    buf_text(b, " anteil-text=\"");
    num_put_percent(b, n->code[VERDICT_NEVER], agg_late(n));
    buf_text(b, "\"/>\n");
}

static void put_numbers(struct buf *b, const struct agg_groups *g, const struct agg_numbers *n)
{
    report_value(b, 4, "kunden", n->customers);
    for (int i = 0; i < VERDICT_CODES; i++) {
        report_line(b, 4, "<urteil");
        report_attr(b, "code", verdict_codes[i]);
        report_attr_int(b, "wert", n->code[i]);
        buf_text(b, " text=\"");
        num_put_german(b, n->code[i]);
        buf_text(b, "\"/>\n");
    }
    put_rate(b, "quote", agg_rate(n));
    put_rate(b, "quote-unklar", agg_rate_unclear(n));
    if (g->visible_known)
        put_rate(b, "quote-sichtbar", agg_rate_visible(n));
    report_value(b, 4, "ueber-der-frist", agg_late(n));
    put_days(b, n);
    put_bands(b, n);
    report_line(b, 4, "<kontakte");
    report_attr_german(b, "wert", n->month_contacts);
    report_attr_german(b, "telefon", n->month_phone);
    buf_text(b, " telefon-anteil-text=\"");
    num_put_percent(b, n->month_phone, n->month_contacts);
    buf_text(b, "\"/>\n");
    if (g->planned_known)
        report_value(b, 4, "ohne-termin", n->unplanned);
    report_value(b, 4, "endet-bald", n->exempt_ending);
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

static void put_groups(struct buf *b, const struct agg_groups *g, enum agg_dimension d)
{
    const struct agg_list *list = &g->list[d];
    report_line(b, 2, "<gruppen");
    report_attr(b, "nach", dimensions[d].name);
    buf_text(b, ">\n");
    for (size_t i = 0; i < list->n; i++) {
        const struct agg_group *group = &list->item[i];
        report_line(b, 3, "<gruppe");
        report_attr(b, "name", group->name);
        report_attr(b, "kennung", group->code);
        if (dimensions[d].outer)
            report_attr(b, dimensions[d].outer, group->outer_name);
        buf_text(b, ">\n");
        put_numbers(b, g, &group->numbers);
        report_line(b, 3, "</gruppe>\n");
    }
    report_line(b, 2, "</gruppen>\n");
}

static void put_households(struct buf *b, const struct agg_households *h)
{
    if (!h->known)
        return;
    report_line(b, 2, "<bedarfsgemeinschaften");
    report_attr_german(b, "anzahl", h->n);
    report_attr_german(b, "mitglieder", h->members);
    buf_text(b, ">\n");
    report_value(b, 3, "alle", h->all);
    report_value(b, 3, "einige", h->some);
    report_value(b, 3, "keine", h->no);
    report_value(b, 3, "ohne-vorgabe", h->not_asked);
    report_value(b, 3, "nicht-ueberfaellig", h->not_late);
    report_line(b, 2, "</bedarfsgemeinschaften>\n");
}

static void put_sentence(struct buf *b, const char *kind, const char *strong, const char *rest)
{
    report_line(b, 2, "<satz");
    report_attr(b, "zu", kind);
    buf_text(b, "><kern>");
    report_escape(b, strong);
    buf_text(b, "</kern>");
    if (*rest) {
        buf_text(b, "<rest>");
        report_escape(b, rest);
        buf_text(b, "</rest>");
    }
    buf_text(b, "</satz>\n");
}

/* What the result is held against; an undefined rate where there is no course. */
static struct report_before month_before(const struct results_run *run, const struct results_area *area,
                                         struct arena *a)
{
    if (!run->courses || !area->course)
        return (struct report_before){{0, 0}, ""};
    return (struct report_before){agg_course_rate(&area->course->point[COURSE_MONTH_BEFORE]),
                                  report_in_month(run->courses, COURSE_MONTH_BEFORE, a)};
}

void results_put_area(struct buf *b, const struct results_run *run, const struct results_area *area,
                      const struct results_area *jobcenter)
{
    const struct agg_groups *g = area->groups;
    struct arena *a = arena_new();
    report_line(b, 1, "<bereich");
    report_attr(b, "art", area->team ? "team" : "jobcenter");
    report_attr(b, "name", area->team ? area->team : run->jobcenter[0] ? run->jobcenter : "Jobcenter");
    buf_text(b, ">\n");
    if (area->detail != RESULTS_BRIEF) {
        struct report_before before = month_before(run, area, a);
        struct sentence result = report_say_result(&g->all, run->day, &before, a);
        put_sentence(b, "ergebnis", result.strong, result.rest);
        if (g->all.customers)
            put_sentence(b, "umfang", report_say_population(&g->all, a), "");
        put_sentence(b, "teams",
                     area->team ? report_say_team(&g->all, &jobcenter->groups->all) : report_say_teams(g, a), "");
        put_sentence(b, "alter", report_say_ages(g), "");
        put_sentence(b, "status", report_say_status(g, a), "");
        put_sentence(b, "dauer", report_say_overdue(&g->all, a), "");
        put_sentence(b, "bedarfsgemeinschaften", report_say_households(&g->households, a), "");
    }
    report_line(b, 2, "<gruppen nach=\"gesamt\">\n");
    report_line(b, 3, "<gruppe name=\"gesamt\" kennung=\"\">\n");
    put_numbers(b, g, &g->all);
    report_line(b, 3, "</gruppe>\n");
    report_line(b, 2, "</gruppen>\n");
    for (int d = 0; d < AGG_DIMENSIONS; d++)
        if (area->detail >= dimensions[d].from && !(dimensions[d].jobcenter_only && area->team))
            put_groups(b, g, (enum agg_dimension)d);
    if (area->detail != RESULTS_BRIEF)
        put_households(b, &g->households);
    results_put_course(b, run, area, a);
    results_put_staff(b, run, area, a);
    results_put_practice(b, run, area, a);
    report_line(b, 1, "</bereich>\n");
    arena_free(a);
}
