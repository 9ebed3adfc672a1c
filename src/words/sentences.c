#include "words/sentences.h"

#include "base/num.h"

#include <string.h>

/* ---- numbers in words ---- */

const char *words_percent(uint64_t part, uint64_t whole, struct arena *a)
{
    struct buf b = {0};
    num_put_percent(&b, part, whole);
    return buf_keep(&b, a);
}

static const char *percent(struct agg_rate r, struct arena *a)
{
    return words_percent(r.part, r.whole, a);
}

const char *words_count_word(uint64_t n, bool capital, struct arena *a)
{
    static const char *const small[] = {"keine",  "eine", "zwei", "drei", "vier", "fünf", "sechs",
                                        "sieben", "acht", "neun", "zehn", "elf",  "zwölf"};
    static const char *const large[] = {"Keine",  "Eine", "Zwei", "Drei", "Vier", "Fünf", "Sechs",
                                        "Sieben", "Acht", "Neun", "Zehn", "Elf",  "Zwölf"};
    if (n < sizeof small / sizeof *small)
        return capital ? large[n] : small[n];
    return num_german(n, a);
}

static int64_t shown(struct agg_rate r)
{
    return num_per_mille(r.part, r.whole);
}

/* x - y in exact terms: -1, 0, 1. Counts are far below 2^32, so the products fit. */
static int compare_rates(struct agg_rate x, struct agg_rate y)
{
    uint64_t left = x.part * y.whole, right = y.part * x.whole;
    return (left > right) - (left < right);
}

/* Whether the figures as shown stand to each other as the exact ones do: only then is a finding plain to the reader. */
static bool shown_alike(struct agg_rate x, struct agg_rate y)
{
    int64_t p = shown(x), q = shown(y);
    return ((p > q) - (p < q)) == compare_rates(x, y);
}

/* ---- the result ---- */

static const char *without_rate(const struct agg_numbers *n, int32_t day, const struct disclosure *s,
                                struct agg_unit unit, struct arena *a)
{
    if (disclosure_hides_any(s, unit))
        return "Eine Quote gibt es nicht: Niemand ist bewertet";
    uint32_t unclear = n->code[VERDICT_UNCLEAR], exempt = n->code[VERDICT_EXEMPT], fresh = n->code[VERDICT_NEW];
    if (n->customers == 0)
        return arena_printf(a, "Am %s ist niemand in Betreuung", day_german(day).s);
    if (exempt && fresh)
        return "Eine Quote gibt es nicht: Wer eine Vorgabe hat, ist ausgenommen oder neu und noch in der Frist";
    if (exempt)
        return "Eine Quote gibt es nicht: Wer eine Vorgabe hat, ist ausgenommen";
    if (fresh)
        return "Eine Quote gibt es noch nicht: Wer eine Vorgabe hat, ist neu und noch in der Frist";
    if (unclear == n->customers)
        return "Eine Quote gibt es nicht: Welche Vorgabe gilt, ist in allen Fällen unklar";
    if (unclear)
        return "Eine Quote gibt es nicht: Für niemanden steht eine Vorgabe fest";
    return arena_printf(a, "Am %s gilt für niemanden eine Vorgabe", day_german(day).s);
}

static const char *with_rate(struct agg_rate r, struct arena *a, bool *in_percent)
{
    *in_percent = false;
    if (r.whole == 1)
        return r.part ? "Die eine bewertete Person ist im Rhythmus" : "Die eine bewertete Person ist nicht im Rhythmus";
    if (r.part == 0)
        return arena_printf(a, "Niemand von den %s bewerteten Kund*innen ist im Rhythmus",
                            words_count_word(r.whole, false, a));
    if (r.part == r.whole)
        return r.whole == 2 ? "Beide bewerteten Kund*innen sind im Rhythmus"
                            : arena_printf(a, "Alle %s bewerteten Kund*innen sind im Rhythmus",
                                           words_count_word(r.whole, false, a));
    int64_t figure = shown(r);
    if (figure == 0 || figure == 1000) /* "100,0 %" would say that nobody is missing */
        return arena_printf(a, "%s von %s bewerteten Kund*innen %s im Rhythmus", words_count_word(r.part, true, a),
                            num_german(r.whole, a), r.part == 1 ? "ist" : "sind");
    *in_percent = true;
    return arena_printf(a, "%s der bewerteten Kund*innen sind im Rhythmus", percent(r, a));
}

/* Only one of the two may be told: nothing that says what the other is. */
static const char *late_words_of_one(const struct agg_numbers *n, bool hides_overdue, bool hides_never, struct arena *a)
{
    uint64_t overdue = n->code[VERDICT_OVERDUE], never = n->code[VERDICT_NEVER];
    if (!hides_overdue && overdue > 1)
        return arena_printf(a, " %s sind überfällig.", words_count_word(overdue, true, a));
    if (!hides_never && never > 1)
        return arena_printf(a, " %s sind über der Frist und ganz ohne anrechenbaren Kontakt.",
                            words_count_word(never, true, a));
    return "";
}

static const char *late_words(const struct agg_numbers *n, const struct disclosure *s, struct agg_unit unit,
                              struct arena *a)
{
    uint64_t overdue = n->code[VERDICT_OVERDUE], never = n->code[VERDICT_NEVER];
    bool hides_overdue = disclosure_hides(s, unit, DISCLOSE_CODE + VERDICT_OVERDUE);
    bool hides_never = disclosure_hides(s, unit, DISCLOSE_CODE + VERDICT_NEVER);
    if (hides_overdue || hides_never)
        return late_words_of_one(n, hides_overdue, hides_never, a);
    if (!overdue && !never)
        return " Niemand ist überfällig.";
    if (!overdue)
        return never == 1 ? " Eine Person ist über der Frist und ganz ohne anrechenbaren Kontakt."
                          : arena_printf(a, " %s sind über der Frist und ganz ohne anrechenbaren Kontakt.",
                                         words_count_word(never, true, a));
    const char *first = overdue == 1 ? "Eine Person ist überfällig"
                                     : arena_printf(a, "%s sind überfällig", words_count_word(overdue, true, a));
    if (!never)
        return arena_printf(a, " %s.", first);
    const char *second = never == 1 ? "eine weitere" : arena_printf(a, "weitere %s", words_count_word(never, false, a));
    return arena_printf(a, " %s, %s noch ganz ohne anrechenbaren Kontakt.", first, second);
}

/* ", 1,0 Punkte mehr als im Oktober"; "" where there is nothing to hold it against. */
static const char *against_before(struct agg_rate r, bool in_percent, const struct words_before *before,
                                  struct arena *a)
{
    int64_t by;
    if (!before || r.whole < 2 || !words_points(r, before->rate, &by))
        return "";
    if (!in_percent) /* the figure is a word: nothing that points could be added to */
        return arena_printf(a, ", %s waren es %s", before->when, percent(before->rate, a));
    if (by == 0)
        return arena_printf(a, ", der gleiche Anteil wie %s", before->when);
    struct buf b = {0};
    num_put_german_decimal(&b, (double)(by < 0 ? -by : by) / 10, 1);
    const char *s =
        arena_printf(a, ", %s\u00a0Punkte %s als %s", buf_str(&b), by > 0 ? "mehr" : "weniger", before->when);
    buf_free(&b);
    return s;
}

/* Unclear from five in a hundred on. */
static const char *doubt_words(const struct agg_numbers *n, const struct disclosure *s, struct agg_unit unit,
                               struct arena *a)
{
    uint64_t unclear = n->code[VERDICT_UNCLEAR];
    if (!unclear || unclear == n->customers || unclear * 20 < n->customers ||
        disclosure_hides(s, unit, DISCLOSE_CODE + VERDICT_UNCLEAR) || disclosure_hides(s, unit, DISCLOSE_CUSTOMERS))
        return "";
    return unclear == 1 ? " Bei einer Person ist unklar, welche Vorgabe gilt."
                        : arena_printf(a, " Bei %s Kund*innen ist unklar, welche Vorgabe gilt.",
                                       words_count_word(unclear, false, a));
}

struct words_sentence words_say_result(const struct agg_numbers *n, int32_t day, const struct words_before *before,
                                       const struct disclosure *s, struct agg_unit unit, struct arena *a)
{
    struct agg_rate r = agg_rate(n);
    const char *doubt = doubt_words(n, s, unit, a);
    if (disclosure_hides_rate(s, unit))
        return (struct words_sentence){"Die Quote wird aus Gründen des Datenschutzes nicht gezeigt",
                                       arena_printf(a, ".%s%s", late_words(n, s, unit, a), doubt)};
    if (r.whole == 0)
        return (struct words_sentence){without_rate(n, day, s, unit, a), arena_printf(a, ".%s", doubt)};
    bool in_percent;
    const char *strong = with_rate(r, a, &in_percent);
    const char *counts =
        in_percent ? arena_printf(a, " (%s von %s)", num_german(r.part, a), num_german(r.whole, a)) : "";
    return (struct words_sentence){strong,
                                   arena_printf(a, "%s%s.%s%s", counts, against_before(r, in_percent, before, a),
                                                late_words(n, s, unit, a), doubt)};
}

const char *words_say_population(const struct agg_numbers *n, const struct disclosure *s, struct agg_unit unit,
                                 struct arena *a)
{
    static const struct {
        enum verdict_code code;
        const char *word;
    } others[] = {{VERDICT_NEW, "neu"},
                  {VERDICT_EXEMPT, "ausgenommen"},
                  {VERDICT_NONE, "ohne Vorgabe"},
                  {VERDICT_NOT_COVERED, "vom Regelwerk nicht erfasst"},
                  {VERDICT_UNCLEAR, "unklar"}};
    if (n->customers == 0 || disclosure_hides(s, unit, DISCLOSE_CUSTOMERS) || disclosure_hides(s, unit, DISCLOSE_RATED))
        return "";
    if (n->customers == 1)
        return "In Betreuung ist eine Person.";
    uint64_t rated = agg_rate(n).whole;
    const char *text = arena_printf(a, "Von %s Kund*innen in Betreuung %s bewertet", num_german(n->customers, a),
                                    rated == 0   ? "ist niemand"
                                    : rated == 1 ? "ist 1"
                                                 : arena_printf(a, "sind %s", num_german(rated, a)));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (n->code[others[i].code] && !disclosure_hides(s, unit, DISCLOSE_CODE + (int)others[i].code))
            text = arena_printf(a, "%s, %s %s", text, num_german(n->code[others[i].code], a), others[i].word);
    return arena_printf(a, "%s.", text);
}

/* ---- headings ---- */

const char *words_say_teams(const struct agg_groups *g, struct arena *a)
{
    struct agg_rate all = agg_rate(&g->all);
    uint64_t teams = 0, rated = 0, below = 0;
    for (size_t i = 0; i < g->list[AGG_TEAM].n; i++) {
        const struct agg_group *team = &g->list[AGG_TEAM].item[i];
        if (team->key == 0)
            continue;
        teams++;
        struct agg_rate r = agg_rate(&team->numbers);
        if (r.whole == 0)
            continue;
        if (!shown_alike(r, all))
            return "Teams";
        rated++;
        below += compare_rates(r, all) < 0;
    }
    if (rated < 2)
        return "Teams";
    const char *with = rated < teams ? " mit Quote" : "";
    if (below == 0)
        return arena_printf(a, "Kein Team%s liegt unter der Quote des Jobcenters", with);
    if (below == rated && rated == 2)
        return arena_printf(a, "Beide Teams%s liegen unter der Quote des Jobcenters", with);
    if (below == rated)
        return arena_printf(a, "Alle %s Teams%s liegen unter der Quote des Jobcenters",
                            words_count_word(rated, false, a), with);
    return arena_printf(a, "%s von %s Teams%s %s unter der Quote des Jobcenters",
                        below == 1 ? "Eines" : words_count_word(below, true, a), words_count_word(rated, false, a),
                        with, below == 1 ? "liegt" : "liegen");
}

const char *words_say_team(const struct agg_numbers *team, const struct agg_numbers *jobcenter)
{
    struct agg_rate x = agg_rate(team), y = agg_rate(jobcenter);
    if (x.whole == 0 || y.whole == 0 || !shown_alike(x, y))
        return "Das Team im Vergleich";
    int order = compare_rates(x, y);
    return order < 0   ? "Das Team liegt unter der Quote des Jobcenters"
           : order > 0 ? "Das Team liegt über der Quote des Jobcenters"
                       : "Das Team liegt genau auf der Quote des Jobcenters";
}

const char *words_say_ages(const struct agg_groups *g)
{
    const char *neutral = "Profillage und Altersgruppe";
    const struct agg_group *young = agg_lookup(g, AGG_AGE, 0, AGE_U25), *old = agg_lookup(g, AGG_AGE, 0, AGE_O25);
    if (!young || !old)
        return neutral;
    struct agg_rate x = agg_rate(&young->numbers), y = agg_rate(&old->numbers);
    if (x.whole == 0 || y.whole == 0 || !shown_alike(x, y) || compare_rates(x, y) == 0)
        return neutral;
    return compare_rates(x, y) < 0 ? "Unter 25-Jährige sind seltener im Rhythmus als Ältere"
                                   : "Unter 25-Jährige sind häufiger im Rhythmus als Ältere";
}

const char *words_say_status(const struct agg_groups *g, struct arena *a)
{
    const struct agg_list *list = &g->list[AGG_STATUS];
    const struct agg_group *lowest = NULL;
    size_t rated = 0;
    for (size_t i = 0; i < list->n; i++) {
        struct agg_rate r = agg_rate(&list->item[i].numbers);
        if (r.whole == 0)
            continue;
        rated++;
        if (!lowest || compare_rates(r, agg_rate(&lowest->numbers)) < 0)
            lowest = &list->item[i];
    }
    if (!lowest || rated < 2 || lowest->key == STATUS_UNKNOWN)
        return "Status";
    for (size_t i = 0; i < list->n; i++) { /* the lowest must be alone, as shown too */
        struct agg_rate r = agg_rate(&list->item[i].numbers);
        if (&list->item[i] != lowest && r.whole && shown(r) <= shown(agg_rate(&lowest->numbers)))
            return "Status";
    }
    return arena_printf(a, "Am niedrigsten ist die Quote beim Status „%s“", lowest->name);
}

const char *words_say_overdue(const struct agg_numbers *n, struct arena *a)
{
    const char *neutral = "Dauer der Überfälligkeit";
    uint64_t overdue = n->code[VERDICT_OVERDUE], many = (uint64_t)n->band[AGG_BAND_180] + n->band[AGG_BAND_MORE];
    if (agg_rate(n).whole == 0)
        return neutral;
    if (agg_late(n) == 0)
        return n->code[VERDICT_UNCLEAR] ? "Von den Bewerteten ist niemand überfällig" : "Niemand ist überfällig";
    if (overdue == 0)
        return neutral;
    if (many == 0) /* overdue_max: those without any contact are overdue as well */
        return n->overdue_max <= 90 ? "Niemand ist länger als 90 Tage überfällig" : neutral;
    if (overdue == 1)
        return "Die eine überfällige Person ist es seit mehr als 90 Tagen";
    if (many == overdue)
        return overdue == 2 ? "Beide Überfälligen sind es seit mehr als 90 Tagen"
                            : arena_printf(a, "Alle %s Überfälligen sind es seit mehr als 90 Tagen",
                                           words_count_word(overdue, false, a));
    return arena_printf(a, "%s von %s Überfälligen %s es seit mehr als 90 Tagen", words_count_word(many, true, a),
                        words_count_word(overdue, false, a), many == 1 ? "ist" : "sind");
}

const char *words_say_households(const struct agg_households *h, struct arena *a)
{
    uint64_t asked = (uint64_t)h->all + h->some + h->no;
    if (!h->known || asked < 2)
        return "Bedarfsgemeinschaften";
    if (h->all == 0)
        return "In keiner Bedarfsgemeinschaft mit Vorgabe sind alle Betroffenen im Rhythmus";
    if (h->all == asked)
        return arena_printf(a, "In allen %s Bedarfsgemeinschaften mit Vorgabe sind alle Betroffenen im Rhythmus",
                            words_count_word(asked, false, a));
    return arena_printf(a, "In %s von %s Bedarfsgemeinschaften mit Vorgabe sind alle Betroffenen im Rhythmus",
                        h->all == 1 ? "einer" : words_count_word(h->all, false, a), words_count_word(asked, false, a));
}

const char *words_say_data(const struct issues *i, struct arena *a)
{
    uint64_t lines = 0, lost = 0;
    for (int f = 0; f < TBL_FILES; f++) {
        lines += i->file[f].lines;
        lost += i->file[f].rejected + i->file[f].outside;
    }
    if (lines < 2)
        return "Daten";
    if (lost == 0)
        return arena_printf(a, "Alle %s Zeilen wurden verwendet", words_count_word(lines, false, a));
    if (lost == lines)
        return arena_printf(a, "Keine der %s Zeilen wurde verwendet", words_count_word(lines, false, a));
    return arena_printf(a, "%s von %s Zeilen %s nicht verwendet", words_count_word(lost, true, a),
                        words_count_word(lines, false, a), lost == 1 ? "wurde" : "wurden");
}

const char *words_say_force(const struct ruleset *set, int32_t day, struct arena *a)
{
    struct day_text on = day_german(day);
    switch (ruleset_force_on(set, day)) {
    case RULESET_NOT_YET:
        return arena_printf(a, "Das Regelwerk ist am %s noch nicht in Kraft; es gilt ab %s.", on.s,
                            day_german(set->valid_from).s);
    case RULESET_NO_MORE:
        return arena_printf(a, "Das Regelwerk ist am %s nicht mehr in Kraft; es galt bis %s.", on.s,
                            day_german(set->valid_to).s);
    case RULESET_IN_FORCE:
    case RULESET_UNKNOWN:
        break;
    }
    return "";
}
