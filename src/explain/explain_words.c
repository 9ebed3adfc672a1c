/* A trail in German sentences: the verdict, the lines of kunden.csv, the rule; see explain_trail.c for the rest. */
#include "explain/explain_words.h"

#include "base/buf.h"
#include "words/ruleset_words.h"

#include <string.h>

const char *explain_day(int32_t d, struct arena *a)
{
    return d == DAY_OPEN ? "offen" : arena_strdup(a, day_german(d).s);
}

const char *explain_days(int64_t n, struct arena *a)
{
    return n == 1 ? "1 Tag" : arena_printf(a, "%lld Tage", (long long)n);
}

const char *explain_span(struct span s, struct arena *a)
{
    static const char *const unit[][2] = {
        [SPAN_DAYS] = {"Tag", "Tage"}, [SPAN_WEEKS] = {"Woche", "Wochen"}, [SPAN_MONTHS] = {"Monat", "Monate"}};
    return arena_printf(a, "%d %s", s.n, unit[s.unit][s.n != 1]);
}

const char *explain_file(const struct trail *t, enum tbl_file file)
{
    const char *path = t->t->issues.file[file].path, *slash = path ? strrchr(path, '/') : NULL;
    return slash ? slash + 1 : path ? path : tbl_file_names[file];
}

const char *explain_rule(const struct trail *t, int rule, struct arena *a)
{
    return rule < 0 ? "keine Regel" : arena_printf(a, "Regel %d (%s)", rule + 1, t->q.set->rule[rule].name);
}

const char *explain_requirement(const struct trail *t, int rule, uint32_t individual, struct arena *a)
{
    if (rule < 0)
        return "nicht zu bestimmen";
    if (individual == TBL_NONE)
        return words_requirement(t->q.set, &t->q.set->rule[rule], a);
    const struct tbl_exceptions *x = &t->t->exceptions;
    const struct rule *r = &t->q.set->rule[rule];
    struct rule_requirement own = {.within = x->interval[individual], .count = 1, .alternation = r->ask[0].alternation};
    return arena_printf(a, "eigenes Intervall (%s, Zeile %u): %s%s", explain_file(t, FILE_EXCEPTIONS),
                        x->line[individual], words_ask(&own, a),
                        r->n_asks > 1 ? "; die weiteren Vorgaben der Regel bleiben" : "");
}

/* ---- the verdict ---- */

static const char *unclear(const struct trail *t, struct arena *a)
{
    if (t->v.rule >= 0)
        return arena_printf(a, "unklar: Nach %s lässt sich nicht bestimmen, wie oft ein Kontakt verlangt ist.",
                            explain_rule(t, t->v.rule, a));
    const struct rule_trial *last = &t->trial[t->n_trials - 1];
    if (!last->failed)
        return arena_printf(a, "unklar: Welche Regel gilt, lässt sich nicht sagen. %s: %s.",
                            explain_rule(t, last->rule, a), explain_trial(t, last, a));
    return "unklar: Keine Regel des Regelwerks trifft zu.";
}

static const char *exempt(const struct trail *t, struct arena *a)
{
    const char *from = explain_day(t->exempt_from, a);
    if (t->v.exempt_until == DAY_OPEN)
        return arena_printf(a, "ausgenommen: Am Stichtag ruht die Frist, seit %s und ohne genanntes Ende.", from);
    return arena_printf(a, "ausgenommen: Am Stichtag ruht die Frist, vom %s bis zum %s.", from,
                        explain_day(t->v.exempt_until, a));
}

static const char *overdue(const struct trail *t, struct arena *a)
{
    const char *due = explain_day(t->v.due, a);
    if (t->q.day == t->v.due) /* the last day of a period, judged at its end */
        return arena_printf(a,
                            "%s: Der %s Kontakt war spätestens am %s fällig, mit dem heutigen Stichtag ist der "
                            "Zeitraum um.",
                            words_verdict[t->v.code], t->v.code == VERDICT_NEVER ? "erste" : "nächste", due);
    return arena_printf(a, "%s: Der %s Kontakt war spätestens am %s fällig; von da bis zum Stichtag %s %s.",
                        words_verdict[t->v.code], t->v.code == VERDICT_NEVER ? "erste" : "nächste", due,
                        t->q.day - t->v.due == 1 ? "ist es" : "sind es", explain_days(t->q.day - t->v.due, a));
}

static const char *in_time(const struct trail *t, struct arena *a)
{
    int32_t left = t->v.due - t->q.day;
    const char *begin = arena_printf(a, "%s: Der %s Kontakt ist spätestens am %s fällig", words_verdict[t->v.code],
                                     t->v.code == VERDICT_NEW ? "erste" : "nächste", explain_day(t->v.due, a));
    const char *lead = t->v.code == VERDICT_NEW        ? ""
                       : t->v.code == VERDICT_DUE_SOON ? ", nicht mehr als der Vorlauf von "
                                                       : ", mehr als der Vorlauf von ";
    const char *days = *lead ? explain_days(t->q.lead, a) : "";
    if (left == 0)
        return arena_printf(a, "%s, das ist der Stichtag selbst; ein Kontakt an diesem Tag ist rechtzeitig.", begin);
    return arena_printf(a, "%s, %s nach dem Stichtag%s%s.", begin, explain_days(left, a), lead,
                        t->q.lead == 1 || !*lead ? days : arena_printf(a, "%sn", days));
}

const char *explain_verdict(const struct trail *t, struct arena *a)
{
    switch ((enum verdict_code)t->v.code) {
    case VERDICT_UNCLEAR:
        return unclear(t, a);
    case VERDICT_NONE:
        return "ohne Vorgabe: Das Regelwerk verlangt hier keinen Kontakt.";
    case VERDICT_NOT_COVERED:
        return "vom Regelwerk nicht erfasst: Das Regelwerk sagt hierzu nichts; es gibt keine Frist.";
    case VERDICT_EXEMPT:
        return exempt(t, a);
    case VERDICT_NEVER:
    case VERDICT_OVERDUE:
        return overdue(t, a);
    default:
        return in_time(t, a);
    }
}

const char *explain_population(const struct trail *t, struct arena *a)
{
    const struct tbl_states *s = &t->t->states;
    uint32_t at = t->v.state;
    bool early = t->population == POPULATION_NOT_YET;
    return arena_printf(a,
                        "nicht im Bestand: Nach der am Stichtag gültigen Zeile %u von %s %s die Betreuung %s am %s, "
                        "%s dem Stichtag.",
                        s->line[at], explain_file(t, FILE_CUSTOMERS), early ? "beginnt" : "endete",
                        early ? "erst" : "schon", explain_day(early ? s->care_from[at] : s->care_to[at], a),
                        early ? "nach" : "vor");
}

/* ---- the lines of kunden.csv ---- */

static const char *valid_days(int32_t from, int32_t to, struct arena *a)
{
    if (from == DAY_NONE)
        return arena_printf(a, "bis zum %s", explain_day(to, a));
    if (to == DAY_OPEN)
        return arena_printf(a, "ab dem %s", explain_day(from, a));
    return arena_printf(a, "vom %s bis zum %s", explain_day(from, a), explain_day(to, a));
}

const char *explain_validity(const struct trail *t, uint32_t state, struct arena *a)
{
    int32_t from, to;
    uint32_t n = 0;
    struct buf b = {0};
    while (tables_valid_days(t->t, t->customer, state, n, &from, &to)) {
        if (from == DAY_NONE && to == DAY_OPEN) {
            buf_free(&b);
            return "die einzige Zeile; gilt am Stichtag";
        }
        buf_printf(&b, "%s%s", n++ ? ", " : "gilt ", valid_days(from, to, a));
    }
    if (!n)
        buf_text(&b, "gilt an keinem Tag: es geht stets eine andere vor");
    if (state == t->v.state)
        buf_text(&b, "; gilt am Stichtag");
    return buf_keep(&b, a);
}

static const char *status_of(const struct trail *t, uint32_t state, struct arena *a)
{
    const struct tbl_states *s = &t->t->states;
    if (s->status[state] == STATUS_UNKNOWN)
        return arena_printf(a, "Status „%s“ (kein bekanntes Wort)", t->t->word[s->status_word[state]]);
    return arena_printf(a, "Status %s", lexicon_text(t->t->lexicon, WORDS_STATUS, s->status[state]));
}

static const char *profile_of(const struct trail *t, uint32_t state, struct arena *a)
{
    const struct tbl_states *s = &t->t->states;
    if (s->profile[state] == PROFILE_UNKNOWN)
        return arena_printf(a, "Profillage „%s“ (kein bekanntes Wort)", t->t->word[s->profile_word[state]]);
    return word_text(WORDS_PROFILE, s->profile[state]);
}

/* What a line of mitarbeiter.csv says of the function. */
static const char *function_of(const struct tables *t, uint32_t line)
{
    return t->staff.function[line] == FUNCTION_UNKNOWN ? "die Funktion in mitarbeiter.csv ist kein bekanntes Wort"
                                                       : lexicon_text(t->lexicon, WORDS_FUNCTION, t->staff.function[line]);
}

/* The caseworker with his function while the line is valid; each change of it with its day. */
static const char *staff_of(const struct trail *t, uint32_t state, struct arena *a)
{
    const struct tables *all = t->t;
    uint32_t word = all->states.staff[state];
    int32_t from = all->states.key_day[state], to = from, begin, end;
    for (uint32_t n = 0; tables_valid_days(all, t->customer, state, n, &begin, &end); n++) {
        from = n ? from : begin;
        to = end;
    }
    if (!word)
        return "Betreuer*in nicht angegeben";
    if (!all->has_file[FILE_STAFF])
        return arena_printf(a, "Betreuer*in %s (Funktion unbekannt: mitarbeiter.csv fehlt)", all->word[word]);
    uint32_t line = tables_staff_on(all, word, from), last = tables_staff_on(all, word, to < t->q.day ? to : t->q.day);
    if (line == TBL_NONE)
        return arena_printf(a, "Betreuer*in %s (steht nicht in mitarbeiter.csv)", all->word[word]);
    const char *s = arena_printf(a, "Betreuer*in %s (%s", all->word[word], function_of(all, line));
    while (++line <= last)
        if (all->staff.function[line] != all->staff.function[line - 1])
            s = arena_printf(a, "%s, ab dem %s %s", s, explain_day(all->staff.from[line], a), function_of(all, line));
    return arena_printf(a, "%s)", s);
}

static const char *born_of(const struct trail *t, uint32_t state, struct arena *a)
{
    int32_t born = t->t->states.born[state];
    return arena_printf(a, "geboren %s, 25 am %s", explain_day(born, a), explain_day(day_birthday(born, 25), a));
}

/* "Segment: Marktkunde". */
static const char *word_of(const struct trail *t, int attribute, uint32_t state, struct arena *a)
{
    const struct attribute *x = &t->t->lexicon->attribute[attribute];
    int value = tables_value(t->t, attribute, state);
    if (value == ATTRIBUTE_UNKNOWN)
        return arena_printf(a, "%s: unbekannt (%s)", x->name,
                            t->t->word[t->t->states.attribute[attribute].word[state]]);
    return arena_printf(a, "%s: %s", x->name, value ? attribute_text(x, value) : "leer");
}

/* What a line says of its attributes: what is set, and what is declared. */
static void put_attributes(struct buf *b, const struct trail *t, uint32_t state, struct arena *a)
{
    const struct lexicon *x = t->t->lexicon;
    for (int i = 0; i < x->n_attributes; i++) {
        const struct attribute *one = &x->attribute[i];
        if (one->kind == ATTRIBUTE_YES && tables_value(t->t, i, state))
            buf_printf(b, "; %s", one->name);
        else if (one->kind == ATTRIBUTE_WORD && tables_value(t->t, i, state))
            buf_printf(b, "; %s", word_of(t, i, state, a));
        else if (one->kind == ATTRIBUTE_DAY && i != ATTRIBUTE_AGREEMENT && tables_attribute_day(t->t, i, state) != DAY_NONE)
            buf_printf(b, "; %s: %s", one->name, explain_day(tables_attribute_day(t->t, i, state), a));
    }
}

const char *explain_state(const struct trail *t, uint32_t state, struct arena *a)
{
    const struct tbl_states *s = &t->t->states;
    uint32_t team = tables_team_of(t->t, state, t->q.day);
    struct buf b = {0};
    buf_printf(&b, "%s; %s; %s; %s; %s%s", born_of(t, state, a), status_of(t, state, a), profile_of(t, state, a),
               staff_of(t, state, a), team ? "Team: " : "ohne Team", team ? t->t->word[team] : "");
    put_attributes(&b, t, state, a);
    buf_printf(&b, "; Betreuung seit %s", explain_day(s->care_from[state], a));
    if (s->care_to[state] != DAY_OPEN)
        buf_printf(&b, " bis %s", explain_day(s->care_to[state], a));
    return buf_keep(&b, a);
}

const char *explain_period(const struct trail *t, const struct eval_period *p, struct arena *a)
{
    const char *end = p->end == DAY_OPEN ? "ohne Ende" : arena_printf(a, "bis zum %s", explain_day(p->end, a));
    int32_t now = t->t->states.care_from[t->v.state];
    const char *what = p->begin == now      ? "die Betreuung am Stichtag"
                       : p->begin > now     ? "beginnt später: ohne Bedeutung"
                       : !p->joined         ? "mehr als 31 Tage Lücke zur nächsten: zählt nicht mit"
                       : p->end == DAY_OPEN ? "läuft weiter: zählt mit"
                                            : "höchstens 31 Tage Lücke zur nächsten: zählt mit";
    return arena_printf(a, "ab dem %s, %s (%s, Zeile %u): %s", explain_day(p->begin, a), end,
                        explain_file(t, FILE_CUSTOMERS), t->t->states.line[p->state], what);
}

/* ---- the rule ---- */

/* "Kursende: 01.03.2023"; the day that time is counted from. */
static const char *since_of(const struct trail *t, const struct rule_dimension *dim, struct arena *a)
{
    int32_t from = dimension_since(dim, t->t, t->v.state, t->v.start);
    return arena_printf(a, "%s: %s", dim->name, from == DAY_NONE ? "leer" : explain_day(from, a));
}

/* What the customer has on S, of one dimension. */
static const char *value_of(const struct trail *t, const struct rule_dimension *dim, struct arena *a)
{
    switch (dim->kind) {
    case DIM_AGE:
        return arena_printf(a, "%s (%s)", word_text(WORDS_AGE, t->v.age), born_of(t, t->v.state, a));
    case DIM_STATUS:
        return status_of(t, t->v.state, a);
    case DIM_PROFILE:
        return profile_of(t, t->v.state, a);
    case DIM_FUNCTION:
        return staff_of(t, t->v.state, a);
    case DIM_WORD:
        return word_of(t, dim->attribute, t->v.state, a);
    case DIM_SINCE:
        return since_of(t, dim, a);
    case DIM_YES:
        return arena_printf(a, "%s: %s", dim->name, tables_value(t->t, dim->attribute, t->v.state) ? "ja" : "nein");
    case DIM_KINDS:
        break;
    }
    return "";
}

/* Those of a set of dimensions, in the order in which they are asked: flags by commas, the others by semicolons. */
static const char *values_of(const struct trail *t, uint32_t dimensions, struct arena *a)
{
    const struct ruleset *set = t->q.set;
    const uint32_t in_turn[2] = {dimensions & set->certain, dimensions & ~set->certain};
    bool flag_before = false;
    struct buf b = {0};
    for (int turn = 0; turn < 2; turn++)
        for (uint32_t left = in_turn[turn]; left; left &= left - 1) {
            const struct rule_dimension *dim = &set->dim[__builtin_ctz(left)];
            bool flag = dim->kind == DIM_YES;
            buf_printf(&b, "%s%s", !b.n ? "" : flag && flag_before ? ", " : "; ", value_of(t, dim, a));
            flag_before = flag;
        }
    return buf_keep(&b, a);
}

const char *explain_failed(const struct trail *t, const struct rule_trial *trial)
{
    return dimension_rows[t->q.set->dim[__builtin_ctz(trial->failed)].kind].code;
}

const char *explain_trial(const struct trail *t, const struct rule_trial *trial, struct arena *a)
{
    uint32_t asked = t->q.set->rule[trial->rule].when.asks;
    if (trial->failed == 1u << DIM_AGE)
        return arena_printf(a, "trifft nicht zu: %s", word_text(WORDS_AGE, t->v.age));
    if (trial->failed)
        return arena_printf(a, "trifft nicht zu: %s", values_of(t, trial->failed, a));
    if (trial->unknown)
        return arena_printf(a, "fragt nach etwas, das nicht bekannt ist: %s", values_of(t, trial->unknown, a));
    return asked ? arena_printf(a, "trifft zu: %s", values_of(t, asked, a)) : "gilt für alle, die bis hier kommen";
}
