/* The practice (spec 2.9) as XML: what is not known or not asked for has its reason in place of a value. */
#include "base/num.h"
#include "base/xml_put.h"
#include "results/results.h"
#include "words/sentences_practice.h"

#include <string.h>

/* `<entfaellt grund="...">Satz</entfaellt>`; false: nothing lacks. */
static bool put_lack(struct buf *b, int depth, const struct words_practice_view *v, enum agg_topic topic,
                     struct arena *a)
{
    struct agg_lack lack = agg_practice_lack(v->tables, v->set, topic);
    if (lack.what == LACK_NOTHING)
        return false;
    xml_line(b, depth, "<entfaellt");
    xml_attr(b, "grund", lack.what == LACK_RULE ? "regelwerk" : "daten");
    buf_char(b, '>');
    xml_escape(b, words_say_lack(&lack, topic, a));
    buf_text(b, "</entfaellt>\n");
    return true;
}

/* Whether a figure is hidden; what counts no customers is not. */
static bool hides(const struct words_practice_view *v, int name, enum agg_figure f, int w)
{
    return agg_figures[f].unit != FIGURE_EVENTS &&
           disclosure_hides(v->disclosure, agg_unit_whole(v->part->team), name + (int)f * AGG_WINDOWS + w);
}

/* A share is told where part, whole and what is between them are. */
static bool hides_share(const struct words_practice_view *v, enum agg_figure f, enum agg_figure whole, int w)
{
    return hides(v, DISCLOSE_PRACTICE, f, w) || hides(v, DISCLOSE_PRACTICE, whole, w) || hides(v, DISCLOSE_REST, f, w);
}

static void put_row(struct buf *b, int depth, const struct words_practice_view *v, enum agg_figure f, struct arena *a)
{
    static const char *const names[AGG_WINDOWS] = {[AGG_CARE] = "<gesamt", [AGG_MONTH] = "<monat"};
    const struct agg_figure_row *r = &agg_figures[f];
    const struct agg_practice_numbers *n = &v->part->numbers;
    xml_line(b, depth, "<figur");
    xml_attr(b, "art", r->name);
    buf_text(b, ">\n");
    if (!put_lack(b, depth + 1, v, r->topic, a))
        for (int w = 0; w < AGG_WINDOWS; w++) {
            if (!(r->windows >> w & 1))
                continue;
            xml_line(b, depth + 1, names[w]);
            results_attr_count(b, (int64_t)n->figure[f][w], hides(v, DISCLOSE_PRACTICE, f, w));
            if (r->part & FIGURE_SHARE)
                results_attr_percent(b, "anteil-text", n->figure[f][w], n->figure[r->whole][w],
                                     hides_share(v, f, r->whole, w));
            buf_text(b, "/>\n");
        }
    xml_line(b, depth, "</figur>\n");
}

/* ---- first contact ---- */

/* Of the new customers. Stages sum up to them, so a share tells no more than they do. */
static void put_step(struct buf *b, int depth, const struct words_practice_view *v, const char *art, const char *name,
                     enum agg_figure f)
{
    const uint64_t(*x)[AGG_WINDOWS] = v->part->numbers.figure;
    bool hidden = hides(v, DISCLOSE_PRACTICE, f, AGG_CARE);
    xml_line(b, depth, "<stufe");
    xml_attr(b, "art", art);
    xml_attr(b, "name", name);
    results_attr_count(b, (int64_t)x[f][AGG_CARE], hidden);
    results_attr_percent(b, "anteil-text", x[f][AGG_CARE], x[FIG_NEW][AGG_CARE],
                         hidden || hides(v, DISCLOSE_PRACTICE, FIG_NEW, AGG_CARE));
    buf_text(b, "/>\n");
}

/* usual: the first of its figures. */
static void put_lead(struct buf *b, int depth, const struct words_practice_view *v, bool met, struct arena *a)
{
    enum agg_figure usual = met ? FIG_MET_USUAL : FIG_OFFER_USUAL;
    enum agg_figure missing = met ? FIG_MET_MISSING : FIG_OFFER_MISSING; /* of "darueber" */
    int from = v->set->first_usual, to = v->set->first_max;
    xml_line(b, depth, "<vorlauf");
    xml_attr(b, "bis", met ? "kontakt" : "termin");
    buf_text(b, ">\n");
    if (!put_lack(b, depth + 1, v, met ? TOPIC_MET : TOPIC_OFFER, a)) {
        put_step(b, depth + 1, v, "in-der-regel", arena_printf(a, "bis %d Arbeitstage", from), usual);
        if (to > from)
            put_step(b, depth + 1, v, "hoechstens",
                     from + 1 == to ? arena_printf(a, "%d Arbeitstage", to)
                                    : arena_printf(a, "%d bis %d Arbeitstage", from + 1, to),
                     usual + 1);
        put_step(b, depth + 1, v, "darueber", arena_printf(a, "mehr als %d Arbeitstage", to), usual + 2);
        put_step(b, depth + 1, v, "offen", "noch offen, in der Höchstfrist", usual + 3);
        if (met) {
            put_step(b, depth + 1, v, "ohne-vorgabe", "ohne Vorgabe", FIG_MET_NOT_ASKED);
            put_step(b, depth + 1, v, "unklar", "unklar, welche Vorgabe gilt", FIG_MET_UNCLEAR);
        }
        results_put_count(b, depth + 1, "noch-keiner", (int64_t)v->part->numbers.figure[missing][AGG_CARE],
                          hides(v, DISCLOSE_PRACTICE, missing, AGG_CARE));
    }
    xml_line(b, depth, "</vorlauf>\n");
}

/* ---- lengths ---- */

static void put_length(struct buf *b, int depth, const char *name, const char *window, const struct agg_length *l)
{
    xml_line(b, depth, "<");
    buf_text(b, name);
    xml_attr(b, "zeitraum", window);
    xml_attr_german(b, "bekannt", (int64_t)l->known);
    xml_attr_german(b, "unbekannt", (int64_t)l->unknown);
    buf_text(b, " minuten=\"");
    num_put_fixed(b, (double)l->minutes / TBL_MINUTE, l->minutes % TBL_MINUTE ? 3 : 0);
    buf_char(b, '"');
    if (l->known) {
        double mean = (double)l->minutes / ((double)l->known * TBL_MINUTE);
        buf_text(b, " mittel=\"");
        num_put_fixed(b, mean, 4);
        buf_text(b, "\" mittel-text=\"");
        num_put_german_decimal(b, mean, 1);
        buf_char(b, '"');
    }
    buf_text(b, "/>\n");
}

static void put_lengths_of(struct buf *b, int depth, const struct words_practice_view *v, const char *name,
                           const char *code, const struct agg_length *talk, const struct agg_length *plan)
{
    static const char *const windows[AGG_WINDOWS] = {[AGG_CARE] = "gesamt", [AGG_MONTH] = "monat"};
    bool plans = agg_practice_lack(v->tables, v->set, TOPIC_PLAN_LENGTH).what == LACK_NOTHING;
    bool talks = agg_practice_lack(v->tables, v->set, TOPIC_TALK_LENGTH).what == LACK_NOTHING;
    xml_line(b, depth, "<dauer");
    xml_attr(b, "name", name);
    xml_attr(b, "kennung", code);
    buf_text(b, ">\n");
    for (int w = 0; w < AGG_WINDOWS; w++) {
        if (talks)
            put_length(b, depth + 1, "gespraeche", windows[w], &talk[w]);
        if (plans)
            put_length(b, depth + 1, "termine", windows[w], &plan[w]);
    }
    xml_line(b, depth, "</dauer>\n");
}

static void add_length(struct agg_length *sum, const struct agg_length *l)
{
    for (int w = 0; w < AGG_WINDOWS; w++) {
        sum[w].known += l[w].known;
        sum[w].minutes += l[w].minutes;
        sum[w].unknown += l[w].unknown;
    }
}

static void put_lengths(struct buf *b, int depth, const struct words_practice_view *v, struct arena *a)
{
    static const uint8_t order[] = {PROFILE_M, PROFILE_A, PROFILE_F, PROFILE_E,    PROFILE_S,
                                    PROFILE_U, PROFILE_I, PROFILE_Z, PROFILE_NONE, PROFILE_UNKNOWN};
    const struct agg_practice_numbers *n = &v->part->numbers;
    struct agg_length talk[AGG_WINDOWS] = {{0}}, plan[AGG_WINDOWS] = {{0}};
    xml_line(b, depth, "<dauern>\n");
    xml_line(b, depth + 1, "<gespraeche>\n");
    put_lack(b, depth + 2, v, TOPIC_TALK_LENGTH, a);
    xml_line(b, depth + 1, "</gespraeche>\n");
    xml_line(b, depth + 1, "<termine>\n");
    put_lack(b, depth + 2, v, TOPIC_PLAN_LENGTH, a);
    xml_line(b, depth + 1, "</termine>\n");
    for (size_t i = 0; i < sizeof order; i++) {
        int p = order[i];
        if (!(n->talk[p][0].known + n->talk[p][0].unknown + n->plan[p][0].known + n->plan[p][0].unknown))
            continue;
        put_lengths_of(b, depth + 1, v, p == PROFILE_UNKNOWN ? "unbekannte Profillage" : word_text(WORDS_PROFILE, p),
                       word_profile_letter(p), n->talk[p], n->plan[p]);
        add_length(talk, n->talk[p]);
        add_length(plan, n->plan[p]);
    }
    put_lengths_of(b, depth + 1, v, "zusammen", "", talk, plan);
    xml_line(b, depth, "</dauern>\n");
}

/* ---- exceptions ---- */

/* kind = EXCEPTION_COUNT: all of them. */
static void put_exception(struct buf *b, int depth, const struct words_practice_view *v, int kind, const char *name,
                          const uint64_t effect[AGG_EFFECTS], uint64_t ending)
{
    static const char *const names[AGG_EFFECTS] = {[EFFECT_SUSPENDS] = "ruhend",
                                                   [EFFECT_INTERVAL] = "intervall",
                                                   [EFFECT_LETS_COUNT] = "bezirk",
                                                   [EFFECT_NOTHING] = "ohne-wirkung",
                                                   [EFFECT_UNCLEAR] = "unklar"};
    uint64_t sum = 0;
    xml_line(b, depth, "<ausnahme");
    xml_attr(b, "art", name);
    buf_text(b, ">\n");
    for (int e = 0; e < AGG_EFFECTS; e++) {
        results_put_count(b, depth + 1, names[e], (int64_t)effect[e],
                          disclosure_hides(v->disclosure, agg_unit_whole(v->part->team),
                                           DISCLOSE_EXCEPTION + kind * AGG_EFFECTS + e));
        sum += effect[e];
    }
    results_put_count(b, depth + 1, "gesamt", (int64_t)sum,
                      disclosure_hides(v->disclosure, agg_unit_whole(v->part->team), DISCLOSE_EXCEPTIONS + kind));
    results_put_count(b, depth + 1, "endet-bald", (int64_t)ending,
                      disclosure_hides(v->disclosure, agg_unit_whole(v->part->team), DISCLOSE_ENDS + kind));
    xml_line(b, depth, "</ausnahme>\n");
}

static void put_exceptions(struct buf *b, int depth, const struct words_practice_view *v, struct arena *a)
{
    const struct agg_practice_numbers *n = &v->part->numbers;
    uint64_t sum[AGG_EFFECTS] = {0}, ending = 0;
    xml_line(b, depth, "<ausnahmen>\n");
    if (!put_lack(b, depth + 1, v, TOPIC_EXCEPTIONS, a)) {
        for (int kind = 0; kind < EXCEPTION_COUNT; kind++) {
            uint64_t here = 0;
            for (int e = 0; e < AGG_EFFECTS; e++) {
                here += n->exception[kind][e];
                sum[e] += n->exception[kind][e];
            }
            ending += n->ending[kind];
            if (here || disclosure_hides(v->disclosure, agg_unit_whole(v->part->team), DISCLOSE_EXCEPTIONS + kind))
                put_exception(b, depth + 1, v, kind,
                              kind == EXCEPTION_UNKNOWN ? "unbekannte Art" : word_text(WORDS_EXCEPTION, kind),
                              n->exception[kind], n->ending[kind]);
        }
        put_exception(b, depth + 1, v, EXCEPTION_COUNT, "zusammen", sum, ending);
    }
    xml_line(b, depth, "</ausnahmen>\n");
}

/* ---- half-years of agreements ---- */

/* The mean tells how many contacts there were: with a hidden part it could tell that. */
static void put_half_year(struct buf *b, const struct disclosure *s, struct agg_unit unit,
                          const struct agg_half_year *h)
{
    bool reached = disclosure_hides(s, unit, DISCLOSE_REACHED), all = disclosure_hides(s, unit, DISCLOSE_CUSTOMERS);
    bool hidden = s && h->customers && (reached || all || disclosure_hides(s, unit, DISCLOSE_NOT_REACHED));
    results_attr_german(b, "kunden", (int64_t)h->customers, h->customers && all);
    results_attr_german(b, "kontakte", (int64_t)h->contacts, hidden);
    results_attr_german(b, "erreicht", (int64_t)h->reached, h->customers && reached);
    if (h->customers && !hidden) {
        double mean = (double)h->contacts / (double)h->customers;
        buf_text(b, " mittel=\"");
        num_put_fixed(b, mean, 4);
        buf_text(b, "\" mittel-text=\"");
        num_put_german_decimal(b, mean, 1);
        buf_char(b, '"');
    }
    results_attr_percent(b, "anteil-text", h->reached, h->customers, hidden);
    buf_text(b, "/>\n");
}

static void put_half_years(struct buf *b, int depth, const struct words_practice_view *v, struct arena *a)
{
    xml_line(b, depth, "<halbjahre>\n");
    if (!put_lack(b, depth + 1, v, TOPIC_HALF_YEAR, a))
        for (int r = 0; r < v->set->n_rules; r++) {
            const struct agg_half_year *h = &v->part->half_year[r];
            if (v->set->rule[r].outcome != RULE_REQUIREMENT || !v->set->rule[r].ask[0].by_count)
                continue;
            xml_line(b, depth + 1, "<halbjahr");
            xml_attr_int(b, "regel", r + 1);
            xml_attr(b, "name", v->set->rule[r].name);
            xml_attr_int(b, "verlangt", v->set->rule[r].ask[0].count);
            put_half_year(b, v->disclosure, agg_unit_rule(v->part->team, r), h);
        }
    xml_line(b, depth, "</halbjahre>\n");
}

/* ---- the whole ---- */

static void put_limit(struct buf *b, const char *name, int n)
{
    if (n > 0)
        xml_attr_int(b, name, n);
}

static void put_text(struct buf *b, const char *name, const char *text)
{
    if (text && *text)
        xml_attr(b, name, text);
}

/* What the directive asks for, and where. */
static void put_asked(struct buf *b, int depth, const struct words_practice_view *v, struct holiday_region region,
                      struct arena *a)
{
    const struct ruleset *s = v->set;
    xml_line(b, depth, "<verlangt");
    put_limit(b, "vorlauf-in-der-regel", s->first_usual);
    put_limit(b, "vorlauf-hoechstens", s->first_max);
    put_text(b, "arbeitstage", s->first_max ? words_say_holidays(region, a) : "");
    put_text(b, "erster-vermerk", s->first_note >= 0 ? word_text(WORDS_KIND, s->first_note) : "");
    put_text(b, "jeder-vermerk", s->every_note >= 0 ? word_text(WORDS_KIND, s->every_note) : "");
    put_limit(b, "erstgespraech-mindestens", s->first_minutes);
    put_limit(b, "termin-hoechstens", s->longest_minutes);
    put_text(b, "telefon", s->phone_named ? words_say_phone_groups(s, a) : "");
    put_text(b, "quelle-erstkontakt", s->cited[CITED_FIRST].source);
    put_text(b, "quelle-vermerke", s->cited[CITED_NOTES].source);
    put_text(b, "quelle-termine", s->cited[CITED_APPOINTMENTS].source);
    put_text(b, "quelle-telefon", s->cited[CITED_PHONE].source);
    buf_text(b, "/>\n");
}

static void put_part(struct buf *b, int depth, const struct words_practice_view *v, struct arena *a)
{
    for (int f = 0; f < AGG_FIGURES; f++)
        if (agg_figures[f].name)
            put_row(b, depth, v, (enum agg_figure)f, a);
    put_lead(b, depth, v, false, a);
    put_lead(b, depth, v, true, a);
    put_lengths(b, depth, v, a);
    put_exceptions(b, depth, v, a);
    put_half_years(b, depth, v, a);
}

static void put_title(struct buf *b, const char *of, const char *text)
{
    xml_line(b, 3, "<titel");
    xml_attr(b, "zu", of);
    buf_char(b, '>');
    xml_escape(b, text);
    buf_text(b, "</titel>\n");
}

static void put_agreement_words(struct buf *b, const struct words_agreement *w)
{
    xml_line(b, 3, "<egv-worte");
    xml_attr(b, "mehrzahl", w->many);
    xml_attr(b, "eine", w->one);
    xml_attr(b, "wort", w->bare);
    xml_attr(b, "genitiv", w->whose);
    buf_text(b, "/>\n");
}

/* Of a team by its group; an area without anybody has no part: all is 0 then. */
static const struct agg_practice_part *part_of(const struct agg_practice *p, const struct agg_groups *g)
{
    return g->list[AGG_TEAM].n ? agg_practice_team(p, g->list[AGG_TEAM].item[0].key) : NULL;
}

void results_put_practice(struct buf *b, const struct results_run *run, const struct results_area *area,
                          struct arena *a)
{
    if (!run->practice || area->detail == RESULTS_BRIEF)
        return;
    struct words_practice_view v = {run->tables, run->set, &run->practice->all, run->day, run->disclosure};
    if (area->team)
        v.part = part_of(run->practice, area->groups);
    if (!v.part)
        return;
    xml_line(b, 2, "<praxis>\n");
    const bool found = !issues_weigh(&run->tables->issues, ISSUE_NOTHING_FOUND);
    put_title(b, "vermerke", found ? words_say_notes(&v, a) : "Erstkontakt und Vermerke");
    put_title(b, "termine", found ? words_say_appointments(&v, a) : "Ausnahmen und Termine");
    put_title(b, "egv", found ? words_say_agreements(&v, a) : words_agreement_of(v.day)->many);
    put_agreement_words(b, words_agreement_of(v.day));
    put_asked(b, 3, &v, run->practice->region, a);
    put_part(b, 3, &v, a);
    const struct agg_list *teams = &area->groups->list[AGG_TEAM];
    for (size_t i = 0; area->detail == RESULTS_FULL && i < teams->n; i++) {
        v.part = agg_practice_team(run->practice, teams->item[i].key);
        xml_line(b, 3, "<praxis-team");
        xml_attr(b, "name", teams->item[i].name);
        xml_attr(b, "kennung", teams->item[i].code);
        buf_text(b, ">\n");
        put_part(b, 4, &v, a);
        xml_line(b, 3, "</praxis-team>\n");
    }
    xml_line(b, 2, "</praxis>\n");
}
