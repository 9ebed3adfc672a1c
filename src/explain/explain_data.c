/* The trail as data: XML and CSV. */
#include "explain/explain.h"

#include "base/xml_put.h"
#include "base/csv_put.h"
#include "explain/explain_words.h"
#include "words/ruleset_words.h"

#include <string.h>

static const char *const outcome_codes[] = {[RULE_REQUIREMENT] = "vorgabe",
                                            [RULE_NONE] = "keine",
                                            [RULE_NOT_COVERED] = "nicht-erfasst",
                                            [RULE_CANNOT_TELL] = "unklar"};
static const char *const sum_codes[TRAIL_SUMS] = {[SUM_BASE] = "vorgabe",
                                                  [SUM_ALTERNATION] = "wechsel",
                                                  [SUM_FIRST] = "erstkontakt",
                                                  [SUM_TRANSITION] = "uebergang",
                                                  [SUM_TRANSITION_ALTERNATION] = "uebergang-wechsel",
                                                  [SUM_CORRIDOR] = "kontakt-ab"};
static const char *const case_codes[] = {[CASE_FIRST] = "keine-fruehere",
                                         [CASE_BASE] = "nicht-strenger",
                                         [CASE_BACKLOG] = "rueckstand",
                                         [CASE_TIME] = "uebergang"};

/* Under the requirement of S, only under an earlier one that was looked at, or not at all. */
static const char *counted_code(const struct trail_note *n)
{
    return n->counted ? "ja" : n->counted_before ? "frueher" : "nein";
}

/* What would count if there were a requirement has no reason of the spec. */
static const char *reason_code(const struct trail_note *n)
{
    return n->reason == NOTE_COUNTED && !n->counted ? "ohne_vorgabe" : note_reason_codes[n->reason];
}

static const char *effect_code(const struct trail_exception *x)
{
    static const char *const codes[] = {[EXCEPTION_NOT_ACCEPTED] = "nicht_zugelassen",
                                        [EXCEPTION_SUSPENDS] = "ruht",
                                        [EXCEPTION_INTERVAL] = "intervall",
                                        [EXCEPTION_LETS_COUNT] = "jba"};
    return codes[x->answer.effect];
}

static const char *yes_no(bool yes)
{
    return yes ? "ja" : "nein";
}

/* What something did, and where it decides, what would be without it. */
static const char *joined(const char *what, bool decides, const char *weight, struct arena *a)
{
    return decides ? arena_printf(a, "%s; %s", what, weight) : what;
}

/* ---- XML ---- */

/* Nothing for no day; "offen" for no end. */
static void attr_day(struct buf *b, const char *name, int32_t d)
{
    if (d != DAY_NONE)
        xml_attr(b, name, d == DAY_OPEN ? "offen" : day_iso(d).s);
}

/* The same, and as it is shown: `tag="2023-10-31" tag-text="31.10.2023"`. */
static void attr_day_text(struct buf *b, const char *name, int32_t d, struct arena *a)
{
    attr_day(b, name, d);
    xml_attr(b, arena_printf(a, "%s-text", name), explain_day(d, a));
}

/* Ends the start tag opened before: with text, or empty. */
static void close_tag(struct buf *b, const char *name, const char *text)
{
    if (!*text) {
        buf_text(b, "/>\n");
        return;
    }
    buf_char(b, '>');
    xml_escape(b, text);
    buf_printf(b, "</%s>\n", name);
}

static void xml_verdict(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct verdict *v = &t->v;
    xml_line(b, 1, "<urteil");
    if (t->population != POPULATION_IN) {
        xml_attr(b, "im-bestand", "nein");
        close_tag(b, "urteil", explain_population(t, a));
        return;
    }
    xml_attr(b, "im-bestand", "ja");
    xml_attr(b, "code", verdict_codes[v->code]);
    if (trail_now(t)) {
        if (v->code != VERDICT_EXEMPT) {
            attr_day(b, "faellig", v->due);
            xml_attr_int(b, "tage-ueberfaellig", verdict_overdue_days(v, t->q.day));
            xml_attr(b, "frist-aus", due_source_codes[v->source]);
            xml_attr_int(b, "pausentage", v->pause_days);
            attr_day(b, "kontakt-ab", v->corridor);
        }
        xml_attr_int(b, "gezaehlt", v->counted);
        xml_attr_int(b, "gefordert", v->asked);
        attr_day(b, "letzter-kontakt", v->last);
        xml_attr(b, "naechster-persoenlich", yes_no(v->next_in_person));
        attr_day(b, "ausgenommen-bis", v->exempt_until);
    }
    close_tag(b, "urteil", explain_verdict(t, a));
}

static void xml_state(struct buf *b, const struct trail *t, uint32_t state, int32_t from, int32_t to, struct arena *a)
{
    xml_line(b, 2, "<zeile");
    xml_attr_int(b, "nr", t->t->states.line[state]);
    attr_day(b, "von", from);
    attr_day(b, "bis", to);
    xml_attr(b, "am-stichtag", yes_no(state == t->v.state && from <= t->q.day && t->q.day <= to));
    close_tag(b, "zeile", explain_state(t, state, a));
}

static void xml_states(struct buf *b, const struct trail *t, struct arena *a)
{
    const uint32_t *first = t->t->customers.first;
    xml_line(b, 1, "<stand>\n");
    for (uint32_t s = first[t->customer]; s < first[t->customer + 1]; s++) {
        int32_t from, to;
        uint32_t n = 0;
        for (; tables_valid_days(t->t, t->customer, s, n, &from, &to); n++)
            xml_state(b, t, s, from, to, a);
        if (!n)
            xml_state(b, t, s, DAY_NONE, DAY_NONE, a);
    }
    xml_line(b, 1, "</stand>\n");
}

static void xml_start(struct buf *b, const struct trail *t, struct arena *a)
{
    xml_line(b, 1, "<beginn");
    attr_day_text(b, "tag", t->v.start, a);
    buf_text(b, ">\n");
    for (size_t i = 0; i < t->n_periods; i++) {
        xml_line(b, 2, "<betreuung");
        attr_day(b, "von", t->period[i].begin);
        attr_day(b, "bis", t->period[i].end);
        xml_attr_int(b, "zeile", t->t->states.line[t->period[i].state]);
        xml_attr(b, "verbunden", yes_no(t->period[i].joined));
        close_tag(b, "betreuung", explain_period(t, &t->period[i], a));
    }
    xml_line(b, 1, "</beginn>\n");
}

static void xml_rule(struct buf *b, const struct trail *t, struct arena *a)
{
    xml_line(b, 1, "<regel");
    if (t->v.rule >= 0) {
        const struct rule *r = &t->q.set->rule[t->v.rule];
        xml_attr_int(b, "nr", t->v.rule + 1);
        xml_attr(b, "name", r->name);
        xml_attr(b, "ausgang", outcome_codes[r->outcome]);
        attr_day(b, "seit", t->v.since);
        if (t->v.individual != TBL_NONE)
            xml_attr_int(b, "individuell", t->t->exceptions.line[t->v.individual]);
        buf_text(b, ">\n");
        xml_element(b, 2, "vorgabe", explain_requirement(t, t->v.rule, t->v.individual, a));
        xml_element(b, 2, "kontaktarten", words_modes(t->q.set, r, a));
        xml_element(b, 2, "fundstelle", r->source);
        xml_element(b, 2, "wortlaut", r->quote);
    } else {
        xml_attr(b, "ausgang", outcome_codes[RULE_CANNOT_TELL]);
        buf_text(b, ">\n");
    }
    for (size_t i = 0; i < t->n_trials; i++) {
        const struct rule_trial *trial = &t->trial[i];
        xml_line(b, 2, "<geprueft");
        xml_attr_int(b, "regel", trial->rule + 1);
        xml_attr(b, "ergebnis", trial->failed ? "nein" : trial->unknown ? "unbekannt" : "ja");
        if (trial->failed)
            xml_attr(b, "bedingung", explain_failed(t, trial));
        close_tag(b, "geprueft", explain_trial(t, trial, a));
    }
    xml_line(b, 1, "</regel>\n");
}

static void xml_course(struct buf *b, const struct trail *t, struct arena *a)
{
    xml_line(b, 1, "<verlauf>\n");
    for (size_t i = 0; i < t->n_stages; i++) {
        const struct eval_stage *s = &t->stage[i];
        xml_line(b, 2, "<abschnitt");
        attr_day(b, "von", s->from);
        attr_day(b, "bis", trail_stage_end(t, i));
        if (s->rule >= 0)
            xml_attr_int(b, "regel", s->rule + 1);
        xml_attr(b, "ausgang", outcome_codes[s->outcome]);
        if (s->individual != TBL_NONE)
            xml_attr_int(b, "individuell", t->t->exceptions.line[s->individual]);
        close_tag(b, "abschnitt", explain_requirement(t, s->rule, s->individual, a));
    }
    xml_line(b, 1, "</verlauf>\n");
}

static void xml_notes(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct tbl_contacts *c = &t->t->contacts;
    xml_line(b, 1, "<vermerke>\n");
    for (size_t i = 0; i < t->n_notes; i++) {
        const struct trail_note *n = &t->note[i];
        uint16_t code = c->codes[n->note];
        xml_line(b, 2, "<vermerk");
        xml_attr_int(b, "zeile", c->line[n->note]);
        attr_day_text(b, "tag", c->day[n->note], a);
        xml_attr(b, "vermerkart", lexicon_text(t->t->lexicon, WORDS_KIND, tbl_kind(code)));
        xml_attr(b, "kontaktart", lexicon_text(t->t->lexicon, WORDS_MODE, tbl_mode(code)));
        xml_attr(b, "partner", lexicon_text(t->t->lexicon, WORDS_PARTNER, tbl_partner(code)));
        xml_attr(b, "grund", reason_code(n));
        xml_attr(b, "gezaehlt", counted_code(n));
        xml_attr(b, "entscheidet", yes_no(n->decides));
        close_tag(b, "vermerk", joined(explain_note(t, n, a), n->decides, explain_note_weight(t, n, a), a));
    }
    xml_line(b, 1, "</vermerke>\n");
}

static void xml_exceptions(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct tbl_exceptions *x = &t->t->exceptions;
    xml_line(b, 1, "<ausnahmen>\n");
    for (size_t i = 0; i < t->n_exceptions; i++) {
        const struct trail_exception *one = &t->exception[i];
        uint32_t at = one->exception;
        xml_line(b, 2, "<ausnahme");
        xml_attr_int(b, "zeile", x->line[at]);
        attr_day_text(b, "von", x->from[at], a);
        attr_day_text(b, "bis", x->to[at], a);
        xml_attr(b, "art", word_text(WORDS_EXCEPTION, x->kind[at]));
        if (x->interval[at].n)
            xml_attr(b, "intervall", explain_span(x->interval[at], a));
        xml_attr(b, "wirkung", effect_code(one));
        xml_attr(b, "entscheidet", yes_no(one->decides));
        close_tag(b, "ausnahme",
                  joined(explain_exception(t, one, a), one->decides, explain_exception_weight(t, one, a), a));
    }
    xml_line(b, 1, "</ausnahmen>\n");
}

static void xml_sum(struct buf *b, const struct trail *t, const struct trail_level *level, int i, enum eval_sum_use use,
                    struct arena *a)
{
    const struct trail_sum *sum = &level->part[i].sum[use];
    xml_line(b, 3, "<summe");
    if (level->demand.rule->n_asks > 1)
        xml_attr_int(b, "vorgabe", i + 1);
    xml_attr(b, "fuer", sum_codes[use]);
    attr_day(b, "von", sum->sum.ref);
    if (sum->sum.note != TBL_NONE)
        xml_attr_int(b, "vermerk", t->t->contacts.line[sum->sum.note]);
    if (sum->sum.period)
        xml_attr(b, "je", rule_periods[sum->sum.period].name);
    xml_attr(b, "spanne", sum->sum.use == SUM_FIRST ? "1 Arbeitstag" : explain_span(sum->sum.within, a));
    xml_attr_int(b, "mal", sum->sum.times);
    attr_day(b, "ohne-pausen", sum->sum.raw);
    xml_attr_int(b, "pausentage", sum->pause_days);
    attr_day(b, "tag", sum->day);
    buf_text(b, ">\n");
    for (size_t k = 0; k < sum->n_pauses; k++) {
        xml_line(b, 4, "<pause");
        attr_day(b, "von", sum->pause[k].from);
        attr_day(b, "bis", sum->pause[k].to);
        attr_day(b, "dann", sum->pause[k].after);
        buf_text(b, "/>\n");
    }
    xml_element(b, 4, "rechnung", explain_sum(t, level, i, use, a));
    xml_line(b, 3, "</summe>\n");
}

static void xml_level(struct buf *b, const struct trail *t, const struct trail_level *level, struct arena *a)
{
    const struct eval_change *c = trail_decided(level);
    xml_line(b, 2, "<vorgabe");
    xml_attr_int(b, "regel", level->demand.rule - t->q.set->rule + 1);
    if (level->demand.individual != TBL_NONE)
        xml_attr_int(b, "individuell", t->t->exceptions.line[level->demand.individual]);
    attr_day(b, "seit", level->demand.since);
    attr_day(b, "am", level->demand.day);
    xml_attr(b, "wirkt", yes_no(level->matters));
    xml_attr(b, "fall", case_codes[c->taken]);
    attr_day(b, "bisher", c->prev);
    attr_day(b, "basis", c->base);
    xml_attr(b, "frist-aus", due_source_codes[c->source]);
    attr_day(b, "faellig", c->due);
    buf_text(b, ">\n");
    for (int i = 0; i < level->demand.rule->n_asks; i++)
        for (int use = 0; use < TRAIL_SUMS; use++)
            if (explain_has_sum(&level->part[i], (enum eval_sum_use)use))
                xml_sum(b, t, level, i, (enum eval_sum_use)use, a);
    xml_element(b, 3, "erklaert", explain_blank(t, (size_t)(level - t->level), a));
    for (int i = 0; i < level->demand.rule->n_asks; i++) {
        const struct trail_part *part = &level->part[i];
        xml_element(b, 3, "erklaert", explain_part(level, i, a));
        for (size_t k = 0; k < part->n_changes; k++)
            xml_element(b, 3, "erklaert", explain_change(level, &part->change[k], a));
        xml_element(b, 3, "erklaert", explain_earlier(part, a));
    }
    xml_element(b, 3, "erklaert", explain_earliest(level, a));
    xml_line(b, 2, "</vorgabe>\n");
}

void explain_put_element(struct buf *b, const struct trail *t)
{
    struct arena *a = arena_new();
    buf_text(b, "<erklaerung");
    xml_attr(b, "kundennummer", tables_number(t->t, t->customer));
    attr_day(b, "stichtag", t->q.day);
    xml_attr(b, "regelwerk", t->q.set->id);
    xml_attr(b, "regelwerk-version", t->q.set->version);
    xml_attr_int(b, "vorlauf", t->q.lead);
    buf_text(b, ">\n");
    xml_verdict(b, t, a);
    xml_states(b, t, a);
    if (t->population == POPULATION_IN) {
        xml_start(b, t, a);
        xml_rule(b, t, a);
        xml_course(b, t, a);
        xml_notes(b, t, a);
        xml_exceptions(b, t, a);
        xml_line(b, 1, "<faelligkeit>\n");
        for (size_t i = 0; i < t->n_levels; i++)
            xml_level(b, t, &t->level[i], a);
        xml_line(b, 1, "</faelligkeit>\n");
    }
    buf_text(b, "</erklaerung>\n");
    arena_free(a);
}

void explain_put_xml(struct buf *b, const struct trail *t)
{
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    explain_put_element(b, t);
}

/* ---- CSV ---- */

struct fact {
    const char *part, *file;
    uint32_t line;    /* 0: none */
    int32_t from, to; /* DAY_NONE: none */
    const char *what, *value, *decides;
};

static void csv_day(struct buf *b, int32_t d)
{
    buf_char(b, ';');
    if (d != DAY_NONE)
        buf_text(b, d == DAY_OPEN ? "offen" : day_iso(d).s);
}

static void csv_fact(struct buf *b, struct fact f)
{
    buf_text(b, f.part);
    buf_char(b, ';');
    csv_put_cell(b, f.file ? f.file : "");
    buf_char(b, ';');
    if (f.line)
        buf_int(b, f.line);
    csv_day(b, f.from);
    csv_day(b, f.to);
    buf_char(b, ';');
    csv_put_cell(b, f.what);
    buf_char(b, ';');
    csv_put_cell(b, f.value);
    buf_printf(b, ";%s\n", f.decides ? f.decides : "");
}

static void csv_states(struct buf *b, const struct trail *t, struct arena *a)
{
    const uint32_t *first = t->t->customers.first;
    for (uint32_t s = first[t->customer]; s < first[t->customer + 1]; s++) {
        struct fact f = {.part = "stand",
                         .file = explain_file(t, FILE_CUSTOMERS),
                         .line = t->t->states.line[s],
                         .value = explain_state(t, s, a)};
        uint32_t n = 0;
        for (; tables_valid_days(t->t, t->customer, s, n, &f.from, &f.to); n++) {
            bool now = s == t->v.state && f.from <= t->q.day && t->q.day <= f.to;
            f.what = now ? "gilt am Stichtag" : "gilt nicht am Stichtag";
            csv_fact(b, f);
        }
        if (n)
            continue;
        f.what = "gilt an keinem Tag";
        f.from = f.to = DAY_NONE;
        csv_fact(b, f);
    }
}

static void csv_rule(struct buf *b, const struct trail *t, struct arena *a)
{
    for (size_t i = 0; i < t->n_periods; i++)
        csv_fact(b, (struct fact){"betreuung", explain_file(t, FILE_CUSTOMERS), t->t->states.line[t->period[i].state],
                                  t->period[i].begin, t->period[i].end, t->period[i].joined ? "zählt mit" : "geprüft",
                                  explain_period(t, &t->period[i], a), NULL});
    csv_fact(b, (struct fact){"beginn", NULL, 0, t->v.start, DAY_NONE, "Beginn der Betreuung", "", NULL});
    for (size_t i = 0; i < t->n_trials; i++)
        csv_fact(b, (struct fact){"regelsuche", NULL, 0, DAY_NONE, DAY_NONE, explain_rule(t, t->trial[i].rule, a),
                                  explain_trial(t, &t->trial[i], a), NULL});
    for (size_t i = 0; i < t->n_stages; i++)
        csv_fact(b, (struct fact){"verlauf", NULL, 0, t->stage[i].from, trail_stage_end(t, i),
                                  explain_rule(t, t->stage[i].rule, a),
                                  explain_requirement(t, t->stage[i].rule, t->stage[i].individual, a), NULL});
    if (t->v.rule >= 0)
        csv_fact(b, (struct fact){"fundstelle", NULL, 0, DAY_NONE, DAY_NONE, explain_rule(t, t->v.rule, a),
                                  t->q.set->rule[t->v.rule].source, NULL});
}

static void csv_evidence(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct tbl_contacts *c = &t->t->contacts;
    const struct tbl_exceptions *x = &t->t->exceptions;
    for (size_t i = 0; i < t->n_notes; i++) {
        const struct trail_note *n = &t->note[i];
        csv_fact(b, (struct fact){"vermerk", explain_file(t, FILE_CONTACTS), c->line[n->note], c->day[n->note],
                                  DAY_NONE, explain_note_kind(t, n, a),
                                  joined(explain_note(t, n, a), n->decides, explain_note_weight(t, n, a), a),
                                  yes_no(n->decides)});
    }
    for (size_t i = 0; i < t->n_exceptions; i++) {
        const struct trail_exception *one = &t->exception[i];
        uint32_t at = one->exception;
        csv_fact(
            b, (struct fact){"ausnahme", explain_file(t, FILE_EXCEPTIONS), x->line[at], x->from[at], x->to[at],
                             explain_exception_kind(t, at, a),
                             joined(explain_exception(t, one, a), one->decides, explain_exception_weight(t, one, a), a),
                             yes_no(one->decides)});
    }
}

static void csv_part(struct buf *b, const struct trail *t, const struct trail_level *level, int i, struct arena *a)
{
    const struct trail_part *part = &level->part[i];
    const char *what = level->matters ? "frist" : "frist ohne Wirkung";
    for (int use = 0; use < TRAIL_SUMS; use++)
        if (explain_has_sum(part, (enum eval_sum_use)use))
            csv_fact(b, (struct fact){what, NULL, 0, part->sum[use].day, DAY_NONE, sum_codes[use],
                                      explain_sum(t, level, i, (enum eval_sum_use)use, a), NULL});
    for (size_t k = 0; k < part->n_changes; k++)
        csv_fact(b, (struct fact){what, NULL, 0, part->change[k].due, DAY_NONE, case_codes[part->change[k].taken],
                                  explain_change(level, &part->change[k], a), NULL});
}

static void csv_due(struct buf *b, const struct trail *t, struct arena *a)
{
    for (size_t i = 0; i < t->n_levels; i++) {
        const struct trail_level *level = &t->level[i];
        for (int p = 0; p < level->demand.rule->n_asks; p++)
            csv_part(b, t, level, p, a);
    }
}

void explain_put_csv(struct buf *b, const struct trail *t)
{
    struct arena *a = arena_new();
    bool in = t->population == POPULATION_IN;
    buf_text(b, "Teil;Datei;Zeile;Von;Bis;Angabe;Wert;Entscheidet\n");
    bool dated = in && trail_now(t) && t->v.code != VERDICT_EXEMPT;
    csv_fact(b, (struct fact){"urteil", NULL, 0, dated ? t->v.due : DAY_NONE, in ? t->v.exempt_until : DAY_NONE,
                              in ? verdict_codes[t->v.code] : "nicht im Bestand",
                              in ? explain_verdict(t, a) : explain_population(t, a), NULL});
    csv_states(b, t, a);
    if (in) {
        csv_rule(b, t, a);
        csv_evidence(b, t, a);
        csv_due(b, t, a);
    }
    arena_free(a);
}
