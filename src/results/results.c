#include "results/results.h"

#include "base/num.h"
#include "base/path.h"
#include "base/xml_put.h"
#include "results/evidence.h"
#include "words/ruleset_words.h"
#include "words/sentences.h"

#include <string.h>

/* ---- counts, or the sign in their place ---- */

void results_attr_count(struct buf *b, int64_t n, bool hidden)
{
    if (hidden) {
        xml_attr(b, "verborgen", "ja");
        xml_attr(b, "text", RESULTS_HIDDEN);
        return;
    }
    xml_attr_int(b, "wert", n);
    buf_text(b, " text=\"");
    num_put_german(b, n);
    buf_char(b, '"');
}

void results_put_count(struct buf *b, int depth, const char *name, int64_t n, bool hidden)
{
    xml_line(b, depth, "<");
    buf_text(b, name);
    results_attr_count(b, n, hidden);
    buf_text(b, "/>\n");
}

void results_attr_german(struct buf *b, const char *name, int64_t n, bool hidden)
{
    if (!hidden) {
        xml_attr_german(b, name, n);
        return;
    }
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "-text=\"" RESULTS_HIDDEN "\"");
}

void results_attr_percent(struct buf *b, const char *name, uint64_t part, uint64_t whole, bool hidden)
{
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    if (hidden)
        buf_text(b, RESULTS_HIDDEN);
    else
        num_put_percent(b, part, whole);
    buf_char(b, '"');
}

/* ---- the run ---- */

/* What is published and what is not. */
static void put_smallest(struct buf *b, const struct results_run *run, struct arena *a)
{
    if (run->smallest <= 1)
        return;
    xml_line(b, 2, "<mindestgruppe");
    xml_attr_int(b, "wert", run->smallest);
    xml_attr(b, "angewendet", run->disclosure ? "ja" : "nein");
    buf_char(b, '>');
    xml_escape(b, run->disclosure
                      ? arena_printf(a,
                                     "Zahlen von Kund*innen, die kleiner als %u sind, und solche, aus denen "
                                     "sie sich berechnen ließen, sind aus Gründen des Datenschutzes nicht "
                                     "gezeigt.",
                                     run->smallest)
                      : "Alle Zahlen sind genau; sie sind nicht zum Veröffentlichen bestimmt.");
    buf_text(b, "</mindestgruppe>\n");
}

/* How far each file reaches, and all of it in words: "Kund*innen 30.11.2023, Vermerke 04.12.2023". */
static void put_reach(struct buf *b, const struct agg_reach *r, struct arena *a)
{
    static const char *const names[TBL_FILES] = {
        [FILE_CUSTOMERS] = "Kund*innen", [FILE_CONTACTS] = "Vermerke", [FILE_APPOINTMENTS] = "Termine"};
    const char *words = "";
    if (!r)
        return;
    for (int i = 0; i < TBL_FILES; i++)
        if (names[i] && r->newest[i] != DAY_NONE)
            words = arena_printf(a, "%s%s%s\u00a0%s", words, *words ? ", " : "", names[i], day_german(r->newest[i]).s);
    if (!*words)
        return;
    xml_line(b, 2, "<datenstand");
    xml_attr(b, "text", words);
    buf_text(b, ">\n");
    for (int i = 0; i < TBL_FILES; i++) {
        if (!names[i] || r->newest[i] == DAY_NONE)
            continue;
        xml_line(b, 3, "<bis");
        xml_attr(b, "art", tbl_file_names[i]);
        xml_attr(b, "wert", day_iso(r->newest[i]).s);
        xml_attr(b, "text", day_german(r->newest[i]).s);
        buf_text(b, "/>\n");
    }
    xml_line(b, 2, "</datenstand>\n");
}

void results_put_run(struct buf *b, const struct results_run *run, struct arena *a)
{
    struct day_parts p = day_split(run->day);
    struct day_text german = day_german(run->day);
    struct day_parts before = day_split(day_add_months(run->day, -1));
    bool whole_month = run->day == day_month_end(run->day);
    const char *month = day_month_name(p.month);
    xml_line(b, 1, "<lauf");
    xml_attr(b, "kennung", run->run_id);
    xml_attr(b, "programm", run->version);
    buf_text(b, ">\n");
    xml_element(b, 2, "jobcenter", run->jobcenter[0] ? run->jobcenter : "Jobcenter");
    xml_line(b, 2, "<stichtag");
    xml_attr(b, "wert", day_iso(run->day).s);
    xml_attr(b, "text", german.s);
    buf_text(b, "/>\n");
    put_reach(b, run->reach, a);
    xml_line(b, 2, "<monat");
    xml_attr(b, "name", month);
    xml_attr_int(b, "jahr", p.year);
    xml_attr(b, "vormonat", day_month_name(before.month));
    /* A month that is not over is not "im November". */
    xml_attr(b, "zeitraum",
             whole_month ? arena_printf(a, "im %s %d", month, p.year) : arena_printf(a, "am %s", german.s));
    buf_text(b, "/>\n");
    xml_line(b, 2, "<vorlauf");
    xml_attr_int(b, "wert", run->lead);
    xml_attr(b, "text", run->lead == 1 ? "1\u00a0Tag" : arena_printf(a, "%d\u00a0Tage", run->lead));
    xml_attr(b, "bis", day_german(run->day + run->lead).s);
    buf_text(b, "/>\n");
    xml_line(b, 2, "<ausnahme-endet");
    xml_attr(b, "bis", day_german(run->day + AGG_ENDING_DAYS).s);
    buf_text(b, "/>\n");
    put_smallest(b, run, a);
    xml_line(b, 1, "</lauf>\n");
}

static void put_vocabulary(struct buf *b)
{
    xml_line(b, 1, "<urteile>\n");
    for (int i = 0; i < VERDICT_CODES; i++) {
        xml_line(b, 2, "<art");
        xml_attr(b, "code", verdict_codes[i]);
        xml_attr(b, "name", words_verdict[i]);
        buf_text(b, "/>\n");
    }
    xml_line(b, 1, "</urteile>\n");
}

/* ---- the rule set ---- */

/* The words of a set of values: "IFK, bFM und Bezirk". */
static const char *words_of(const struct lexicon *x, enum word_list list, unsigned set, struct arena *a)
{
    struct buf b = {0};
    for (int i = 0; set >> i; i++) {
        if (!(set >> i & 1))
            continue;
        if (b.n)
            buf_text(&b, set >> (i + 1) ? ", " : " und ");
        buf_text(&b, lexicon_text(x, list, i));
    }
    return buf_keep(&b, a);
}

static void put_rule(struct buf *b, const struct ruleset *set, int at, struct arena *a)
{
    static const char *const outcomes[] = {[RULE_REQUIREMENT] = "vorgabe",
                                           [RULE_NONE] = "keine",
                                           [RULE_NOT_COVERED] = "nicht-erfasst",
                                           [RULE_CANNOT_TELL] = "unklar"};
    const struct rule *r = &set->rule[at];
    xml_line(b, 2, "<regel");
    xml_attr_int(b, "nummer", at + 1);
    xml_attr(b, "ergebnis", outcomes[r->outcome]);
    buf_text(b, ">\n");
    xml_element(b, 3, "wer", r->name);
    xml_element(b, 3, "bedingung", rule_condition_words(set, &r->when, a));
    xml_element(b, 3, "vorgabe", words_requirement(set, r, a));
    if (r->outcome == RULE_REQUIREMENT) {
        xml_element(b, 3, "kontaktarten", words_modes(set, r, a));
        xml_element(b, 3, "ausnahmen", words_accepts(r, a));
    }
    xml_element(b, 3, "quelle", r->source);
    xml_element(b, 3, "wortlaut", r->quote);
    xml_line(b, 2, "</regel>\n");
}

void results_put_rules(struct buf *b, const struct results_run *run, struct arena *a)
{
    static const char *const force[] = {[RULESET_IN_FORCE] = "ja",
                                        [RULESET_NOT_YET] = "noch-nicht",
                                        [RULESET_NO_MORE] = "nicht-mehr",
                                        [RULESET_UNKNOWN] = "nicht-angegeben"};
    const struct ruleset *set = run->set;
    xml_line(b, 1, "<regelwerk");
    xml_attr(b, "kennung", set->id);
    xml_attr(b, "in-kraft", force[ruleset_force_on(set, run->day)]);
    buf_text(b, ">\n");
    xml_element(b, 2, "titel", set->title);
    xml_element(b, 2, "kurztitel", set->short_title);
    xml_element(b, 2, "herausgeber", set->publisher);
    xml_element(b, 2, "fassung", set->edition);
    xml_element(b, 2, "geltung", words_validity(set, a));
    xml_element(b, 2, "geltung-quelle", set->validity_source ? set->validity_source : "");
    xml_element(b, 2, "warnung", words_say_force(set, run->day, a));
    xml_line(b, 2, "<zaehlung>\n");
    xml_element(b, 3, "vermerkarten", words_of(set->lexicon, WORDS_KIND, set->kinds, a));
    xml_element(b, 3, "partner", words_of(set->lexicon, WORDS_PARTNER, set->partners & ~(1u << PARTNER_DISTRICT), a));
    xml_element(b, 3, "partner-ungesehen", words_of(set->lexicon, WORDS_PARTNER, set->partners_unseen, a));
    xml_element(b, 3, "video", set->video_in_person ? "Video zählt wie ein persönliches Gespräch." : "");
    xml_element(b, 3, "quelle", set->counting_source ? set->counting_source : "");
    xml_line(b, 2, "</zaehlung>\n");
    for (int i = 0; i < set->n_rules; i++)
        put_rule(b, set, i, a);
    for (const char **s = set->remark; s && *s; s++)
        xml_element(b, 2, "anmerkung", *s);
    xml_line(b, 1, "</regelwerk>\n");
}

/* ---- data ---- */

static void put_file(struct buf *b, const struct issues *i, int f, struct arena *a)
{
    const struct issue_file *file = &i->file[f];
    xml_line(b, 2, "<datei");
    xml_attr(b, "art", tbl_file_names[f]);
    xml_attr(b, "geliefert", file->path ? "ja" : "nein");
    if (!file->path) {
        buf_text(b, "/>\n");
        return;
    }
    xml_attr(b, "name", path_name(file->path));
    xml_attr(b, "kodierung", file->encoding ? file->encoding : "");
    buf_text(b, ">\n");
    xml_line(b, 3, "<groesse");
    xml_attr_int(b, "wert", (int64_t)file->bytes);
    xml_attr(b, "text", num_bytes_words(file->bytes, a));
    buf_text(b, "/>\n");
    xml_value(b, 3, "zeilen", (int64_t)file->lines);
    xml_value(b, 3, "verwendet", (int64_t)file->used);
    xml_value(b, 3, "abgelehnt", (int64_t)file->rejected);
    xml_value(b, 3, "unbekannte", (int64_t)file->outside);
    xml_value(b, 3, "doppelt", (int64_t)file->repeated);
    xml_value(b, 3, "fusszeilen", (int64_t)file->footers);
    xml_line(b, 2, "</datei>\n");
}

static const char *const classes[] = {
    [ISSUE_REJECTED] = "abgelehnt", [ISSUE_WARNING] = "hinweis", [ISSUE_FINDING] = "befund"};

/* One kind of issue, over all files and in each. */
static void put_kind(struct buf *b, enum issue_kind kind, const uint64_t in[TBL_FILES + 1], bool published)
{
    const bool hidden = published && issue_texts[kind].class != ISSUE_REJECTED;
    uint64_t sum = 0;
    for (int f = 0; f <= FILE_NONE; f++)
        sum += in[f];
    if (!sum)
        return;
    xml_line(b, 2, "<meldung");
    xml_attr(b, "klasse", classes[issue_texts[kind].class]);
    xml_attr(b, "grund", issue_shown(kind));
    results_attr_count(b, (int64_t)sum, hidden);
    buf_text(b, ">\n");
    for (int f = 0; f <= FILE_NONE; f++) {
        if (!in[f])
            continue;
        xml_line(b, 3, "<in");
        xml_attr(b, "datei", tbl_file_names[f]);
        results_attr_count(b, (int64_t)in[f], hidden);
        buf_text(b, "/>\n");
    }
    xml_line(b, 2, "</meldung>\n");
}

void results_put_doubts(struct buf *b, int depth, const struct issues *i, struct arena *a)
{
    size_t n;
    const struct issue_doubt *doubt = issues_doubts(i, a, &n);
    for (size_t k = 0; k < n; k++) {
        xml_line(b, depth, "<zweifel");
        xml_attr(b, "an", tbl_file_names[doubt[k].file]);
        xml_attr(b, "grund", issue_texts[doubt[k].kind].text);
        buf_text(b, ">\n");
        xml_element(b, depth + 1, "kern", doubt[k].words.fact);
        xml_element(b, depth + 1, "rest", doubt[k].words.meaning);
        xml_line(b, depth, "</zweifel>\n");
    }
}

/* What nothing is grouped by in any report, because a column was not delivered (2.11). */
static void put_lacking(struct buf *b, const struct agg_groups *g)
{
    static const struct {
        const char *by;
        enum agg_dimension of;
    } grouping[] = {{"team", AGG_TEAM}, {"betreuung", AGG_STAFF}, {"profillage", AGG_PROFILE}};
    for (size_t i = 0; i <= sizeof grouping / sizeof *grouping; i++) {
        bool last = i == sizeof grouping / sizeof *grouping;
        const char *column = !last                 ? g->lacking[grouping[i].of]
                             : g->households.known ? NULL
                                                   : tbl_columns[COL_C_HOUSEHOLD].name;
        if (!column)
            continue;
        xml_line(b, 2, "<ohne-gliederung");
        xml_attr(b, "nach", last ? "bedarfsgemeinschaft" : grouping[i].by);
        xml_attr(b, "spalte", column);
        buf_text(b, "/>\n");
    }
}

/* A warning or finding is often about one customer: how many there are is not published. */
static void put_data(struct buf *b, const struct issues *i, const struct agg_groups *g, bool published, struct arena *a)
{
    uint64_t count[ISSUE_KINDS][TBL_FILES + 1] = {{0}}, sum[sizeof classes / sizeof *classes] = {0};
    for (size_t k = 0; k < i->n; k++) {
        count[i->item[k].kind][i->item[k].file]++;
        sum[issue_texts[i->item[k].kind].class]++;
    }
    xml_line(b, 1, "<daten>\n");
    xml_element(b, 2, "satz", words_say_data(i, a));
    results_put_doubts(b, 2, i, a);
    for (int f = 0; f < TBL_FILES; f++)
        put_file(b, i, f, a);
    put_lacking(b, g);
    for (int kind = 0; kind < ISSUE_KINDS; kind++) /* rejections, warnings, findings: in this order */
        put_kind(b, (enum issue_kind)kind, count[kind], published);
    for (size_t c = 0; c < sizeof classes / sizeof *classes; c++) {
        xml_line(b, 2, "<summe");
        xml_attr(b, "klasse", classes[c]);
        results_attr_count(b, (int64_t)sum[c], published && c != ISSUE_REJECTED);
        buf_text(b, "/>\n");
    }
    xml_line(b, 1, "</daten>\n");
}

void results_put(struct buf *b, const struct results_run *run, const struct results_area *area, size_t n_areas)
{
    struct arena *a = arena_new();
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ergebnis version=\"1\">\n");
    results_put_run(b, run, a);
    put_vocabulary(b);
    results_put_rules(b, run, a);
    put_data(b, &run->tables->issues, area[0].groups, run->disclosure != NULL, a);
    for (size_t i = 0; i < n_areas; i++)
        results_put_area(b, run, &area[i], &area[0]);
    if (run->evidence)
        results_put_evidence(b, run->evidence);
    buf_text(b, "</ergebnis>\n");
    arena_free(a);
}
