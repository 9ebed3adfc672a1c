/* Caseworkers one by one in the results (spec 4.2), and the sample of their cases in a dossier. */
#include "results/results.h"

#include "base/num.h"
#include "base/xml_put.h"
#include "cases/cases.h"
#include "explain/explain.h"
#include "results/dossier_sample.h"
#include "words/dossier_sentences.h"

#include <string.h>

/* What is written, and about whom. */
struct part {
    struct buf *b;
    const struct results_run *run;
    const struct results_dossier *dossier;
    const struct agg_caseworkers *all;
    const struct agg_caseworker *w;
    struct arena *a;
};

static void attr_day(const struct part *p, const char *name, int32_t day)
{
    xml_attr(p->b, name, day_iso(day).s);
    xml_attr(p->b, arena_printf(p->a, "%s-text", name), day_german(day).s);
}

static void attr_value(const struct part *p, int64_t n)
{
    xml_attr_int(p->b, "wert", n);
    buf_text(p->b, " text=\"");
    num_put_german(p->b, n);
    buf_char(p->b, '"');
}

/* ---- the caseload ---- */

static void put_counts(const struct part *p, int depth, const struct agg_counts *n)
{
    struct agg_rate r = words_has_notes(p->run->courses, COURSE_NOW) ? agg_course_rate(n) : (struct agg_rate){0, 0};
    xml_value(p->b, depth, "kunden", n->customers);
    for (int i = 0; i < VERDICT_CODES; i++) {
        xml_line(p->b, depth, "<urteil");
        xml_attr(p->b, "code", verdict_codes[i]);
        attr_value(p, n->code[i]);
        buf_text(p->b, "/>\n");
    }
    xml_line(p->b, depth, "<quote");
    xml_attr_german(p->b, "zaehler", (int64_t)r.part);
    xml_attr_german(p->b, "nenner", (int64_t)r.whole);
    if (r.whole) {
        buf_text(p->b, " prozent=\"");
        num_put_fixed(p->b, 100.0 * (double)r.part / (double)r.whole, 4);
        buf_char(p->b, '"');
    }
    buf_text(p->b, " text=\"");
    num_put_percent(p->b, r.part, r.whole);
    buf_text(p->b, "\"/>\n");
}

/* In the order of the groups: the profiles, none, unknown. */
static void put_profiles(const struct part *p)
{
    for (int i = 0; i < PROFILE_COUNT; i++) {
        int profile = i < PROFILE_Z ? i + 1 : i == PROFILE_Z ? PROFILE_NONE : PROFILE_UNKNOWN;
        if (!p->w->profile[profile].customers)
            continue;
        xml_line(p->b, 4, "<profillage");
        xml_attr(p->b, "name", word_text(WORDS_PROFILE, profile));
        xml_attr(p->b, "kennung", word_profile_letter(profile));
        buf_text(p->b, ">\n");
        put_counts(p, 5, &p->w->profile[profile]);
        xml_line(p->b, 4, "</profillage>\n");
    }
}

static void put_late(const struct part *p)
{
    /* As they are read, what was done about it first. */
    static const struct {
        const char *name;
        enum agg_late_step step;
    } steps[LATE_STEPS] = {{"kontakt", LATE_CONTACTED},  {"im-rhythmus", LATE_MET},  {"ausgenommen", LATE_EXEMPT},
                           {"ausgeschieden", LATE_LEFT}, {"abgegeben", LATE_HANDED}, {"sonstige", LATE_OTHER},
                           {"weiterhin", LATE_STILL}};
    if (!p->run->courses->all.point[COURSE_MONTH_BEFORE].customers ||
        !words_compares(p->run->courses, COURSE_MONTH_BEFORE))
        return; /* the exports begin in S's month: there is nothing to hold it against */
    xml_line(p->b, 4, "<ueber-der-frist>\n");
    xml_element(p->b, 5, "satz", words_dossier_late(p->w, p->all->before, p->a));
    xml_value(p->b, 5, "vormonat", p->w->late_then);
    for (int i = 0; i < LATE_STEPS; i++)
        xml_value(p->b, 5, steps[i].name, p->w->step[steps[i].step]);
    xml_value(p->b, 5, "neu", p->w->fresh);
    xml_value(p->b, 5, "uebernommen", p->w->taken);
    xml_value(p->b, 5, "jetzt", p->w->all.code[VERDICT_OVERDUE] + p->w->all.code[VERDICT_NEVER]);
    xml_line(p->b, 4, "</ueber-der-frist>\n");
}

static void put_lists(const struct part *p)
{
    bool failing_known = p->run->tables->has[COL_C_COOPERATION];
    xml_line(p->b, 4, "<listen>\n");
    xml_element(p->b, 5, "leer", words_dossier_empty(p->w, failing_known, p->a));
    for (int i = 0; i < DOSSIER_LISTS; i++) {
        xml_line(p->b, 5, "<liste");
        xml_attr(p->b, "art", words_dossier_list_codes[i]);
        attr_value(p, words_dossier_list_size(p->w, (enum words_dossier_list)i));
        buf_text(p->b, "/>\n");
    }
    xml_line(p->b, 4, "</listen>\n");
}

/* ---- what is done ---- */

static const struct agg_staff_group *person_of(const struct agg_staff *s, const struct agg_caseworker *w)
{
    for (size_t i = 0; i < s->n_persons; i++)
        if (s->person[i].team == w->team && s->person[i].key == w->key)
            return &s->person[i];
    return NULL;
}

/* Nothing for those of whom the exports do not tell what they did. */
static void put_weeks(const struct part *p)
{
    const struct agg_staff *s = p->run->staff;
    const struct agg_staff_group *g = s && s->n_weeks && p->w->line != TBL_NONE ? person_of(s, p->w) : NULL;
    if (!g || !(s->known.consultations || s->known.time))
        return;
    xml_line(p->b, 4, "<wochen>\n");
    for (int i = 0; i < s->n_weeks; i++) {
        int year, number = day_iso_week(s->monday[i], &year);
        xml_line(p->b, 5, "<woche");
        xml_attr_int(p->b, "nummer", number);
        xml_attr_int(p->b, "jahr", year);
        xml_attr(p->b, "von-text", day_german(s->monday[i]).s);
        xml_attr(p->b, "bis-text", day_german(s->monday[i] + 6).s);
        buf_text(p->b, ">\n");
        results_put_staff_week(p->b, 6, s, &g->numbers.week[i]);
        xml_line(p->b, 5, "</woche>\n");
    }
    struct agg_staff_week month = agg_staff_month(&g->numbers);
    xml_line(p->b, 5, "<zusammen>\n");
    results_put_staff_week(p->b, 6, s, &month);
    xml_line(p->b, 5, "</zusammen>\n");
    xml_line(p->b, 4, "</wochen>\n");
}

static void put_notes(const struct part *p)
{
    const struct agg_caseworker *w = p->w;
    xml_line(p->b, 4, "<vermerke");
    attr_value(p, w->notes);
    buf_text(p->b, ">\n");
    xml_element(p->b, 5, "satz", words_dossier_notes(w, p->all->note_from, p->a));
    xml_value(p->b, 5, "gezaehlt", w->notes_counted);
    xml_value(p->b, 5, "nicht-gezaehlt", w->notes - w->notes_counted);
    for (size_t i = 0; i < w->n_ways; i++) {
        const struct agg_note_way *way = &w->way[i];
        xml_line(p->b, 5, "<weise");
        xml_attr(p->b, "grund", note_reason_codes[way->reason]);
        xml_attr(p->b, "grund-text", case_note_reasons[way->reason]);
        xml_attr(p->b, "vermerkart", lexicon_text(p->run->tables->lexicon, WORDS_KIND, way->kind));
        xml_attr(p->b, "kontaktart", lexicon_text(p->run->tables->lexicon, WORDS_MODE, way->mode));
        xml_attr(p->b, "partner", lexicon_text(p->run->tables->lexicon, WORDS_PARTNER, way->partner));
        attr_value(p, way->n);
        if (p->all->holders_known && w->key)
            xml_attr_german(p->b, "selbst", way->own);
        buf_text(p->b, "/>\n");
    }
    xml_line(p->b, 4, "</vermerke>\n");
}

/* ---- the sample ---- */

static void put_case(const struct part *p, const struct results_draw *draw, size_t place)
{
    enum { SHOWN_BYTES = 6 };
    struct trail *trail = trail_new(p->run->tables, cases_input(p->dossier->cases)->q, draw->customer);
    const char *name =
        cases_names_shown(p->dossier->cases) ? cases_text(p->dossier->cases, draw->customer, CASE_NAME, p->a) : "";
    xml_line(p->b, 5, "<fall");
    xml_attr_int(p->b, "platz", (int64_t)place);
    buf_text(p->b, " pruefzahl=\"");
    for (int i = 0; i < SHOWN_BYTES; i++)
        buf_printf(p->b, "%02x", draw->digest[i]);
    buf_char(p->b, '"');
    if (*name)
        xml_attr(p->b, "name", name);
    buf_text(p->b, ">\n");
    explain_put_element(p->b, trail);
    xml_line(p->b, 5, "</fall>\n");
    trail_free(trail);
}

static void put_sample(const struct part *p, size_t item)
{
    struct results_draw draw[RESULTS_MOST_DRAWN + 1];
    const uint32_t *customer = p->all->customer + p->all->first[item];
    size_t n = p->all->first[item + 1] - p->all->first[item];
    size_t drawn = results_draw(p->run->tables, p->run->run_id, p->w->code, customer, n, p->dossier->sample, draw);
    xml_line(p->b, 4, "<stichprobe");
    xml_attr_german(p->b, "gezogen", (int64_t)drawn);
    xml_attr_german(p->b, "von", (int64_t)n);
    xml_attr(p->b, "vermerke", cases_input(p->dossier->cases)->single_notes ? "ja" : "nein");
    buf_text(p->b, ">\n");
    for (size_t i = 0; i < drawn; i++)
        put_case(p, &draw[i], i + 1);
    xml_line(p->b, 4, "</stichprobe>\n");
}

/* ---- one, and all ---- */

static void put_one(struct part *p, size_t item)
{
    const struct agg_caseworker *w = p->w = &p->all->item[item];
    struct words_sentence result = words_dossier_result(w, p->run->day, p->a);
    xml_line(p->b, 3, "<betreuung");
    if (w->nr)
        xml_attr_int(p->b, "nr", w->nr);
    xml_attr(p->b, "team", w->team_name);
    xml_attr(p->b, "name", w->name);
    xml_attr(p->b, "kennung", w->code);
    if (w->line != TBL_NONE && p->run->tables->staff.function[w->line] != FUNCTION_UNKNOWN)
        xml_attr(p->b, "funktion", lexicon_text(p->run->tables->lexicon, WORDS_FUNCTION, p->run->tables->staff.function[w->line]));
    buf_text(p->b, ">\n");
    xml_element(p->b, 4, "hinweis", words_dossier_member(p->run->tables, w, p->run->day, p->a));
    xml_line(p->b, 4, "<satz>\n");
    xml_element(p->b, 5, "kern", result.strong);
    xml_element(p->b, 5, "rest", result.rest);
    xml_line(p->b, 4, "</satz>\n");
    put_counts(p, 4, &w->all);
    put_profiles(p);
    put_late(p);
    put_lists(p);
    put_weeks(p);
    put_notes(p);
    if (p->dossier)
        put_sample(p, item);
    xml_line(p->b, 3, "</betreuung>\n");
}

/* A team's place among the Jobcenter's; its items stand in between team_first[i] and team_first[i + 1]. */
static size_t place_of(const struct agg_caseworkers *all, size_t n_items, uint32_t team)
{
    for (size_t i = 0; i < n_items; i++)
        if (all->item[i].team == team)
            return i;
    return n_items;
}

static void attr_known(const struct part *p, const char *name, bool known)
{
    xml_attr(p->b, name, known ? "bekannt" : "unbekannt");
}

void results_put_caseworkers(struct buf *b, const struct results_run *run, const struct results_area *area,
                             struct arena *a)
{
    const struct agg_caseworkers *all = run->caseworkers;
    if (!all || !run->courses || (area->team ? !area->dossier : area->detail != RESULTS_FULL))
        return;
    const struct tables *t = run->tables;
    struct part p = {.b = b, .run = run, .dossier = area->team ? area->dossier : NULL, .all = all, .a = a};
    const struct agg_list *teams = &area->groups->list[AGG_TEAM];
    size_t first = !area->team ? 0 : teams->n ? place_of(all, all->n, teams->item[0].key) : all->n;
    xml_line(b, 2, "<betreuungen");
    attr_day(&p, "vormonat", all->before);
    xml_attr(b, "vormonat-name", arena_printf(a, "Ende %s", day_month_name(day_split(all->before).month)));
    attr_day(&p, "vermerke-seit", all->note_from);
    attr_known(&p, "fuehrende", all->holders_known);
    attr_known(&p, "profillagen", t->has[COL_C_PROFILE]);
    attr_known(&p, "mitwirkung", t->has[COL_C_COOPERATION]);
    if (run->courses->alone || !words_has_notes(run->courses, COURSE_MONTH_BEFORE))
        xml_attr(b, "verglichen", "nein");
    buf_text(b, ">\n");
    for (size_t i = first; i < all->n && (!area->team || all->item[i].team == all->item[first].team); i++)
        put_one(&p, i);
    xml_line(b, 2, "</betreuungen>\n");
}
