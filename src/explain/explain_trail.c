/* A trail in German sentences: notes, exceptions, the due day as a sum; see explain_words.c for the rest. */
#include "explain/explain_words.h"

#include "base/buf.h"
#include "words/ruleset_words.h"

#include <string.h>

/* ---- what would be different ---- */

static void put_difference(struct buf *b, const char *what)
{
    buf_printf(b, "%s%s", b->n ? ", " : "", what);
}

static const char *day_or_none(int32_t d, struct arena *a)
{
    return d == DAY_NONE ? "keiner" : explain_day(d, a);
}

/* The columns of ergebnis.csv in which the verdict without something differs. */
static const char *difference(const struct trail *t, const struct verdict *w, struct arena *a)
{
    const struct verdict *v = &t->v;
    struct buf b = {0};
    bool both = verdict_has_requirement(v) && verdict_has_requirement(w);
    bool dated = both && v->code != VERDICT_EXEMPT && w->code != VERDICT_EXEMPT;
    if (w->code != v->code)
        put_difference(&b, arena_printf(a, "Urteil „%s“ statt „%s“", words_verdict[w->code], words_verdict[v->code]));
    if ((w->individual == TBL_NONE) != (v->individual == TBL_NONE))
        put_difference(&b, w->individual == TBL_NONE ? "kein eigenes Intervall" : "ein eigenes Intervall");
    if (dated && w->due != v->due)
        put_difference(&b, arena_printf(a, "fällig am %s statt am %s", explain_day(w->due, a), explain_day(v->due, a)));
    if (both && w->last != v->last)
        put_difference(&b, arena_printf(a, "letzter Kontakt: %s", day_or_none(w->last, a)));
    if (both && w->counted != v->counted)
        put_difference(&b, arena_printf(a, "gezählte Kontakte: %u statt %u", w->counted, v->counted));
    if (both && w->asked != v->asked)
        put_difference(&b, arena_printf(a, "gefordert: %u statt %u", w->asked, v->asked));
    if (both && w->next_in_person != v->next_in_person)
        put_difference(&b, w->next_in_person ? "der nächste müsste persönlich sein"
                                             : "der nächste müsste nicht persönlich sein");
    if (w->exempt_until != v->exempt_until && w->code == v->code)
        put_difference(&b, arena_printf(a, "ausgenommen bis %s", explain_day(w->exempt_until, a)));
    if (dated && w->pause_days != v->pause_days)
        put_difference(&b, arena_printf(a, "Pausentage: %d statt %d", w->pause_days, v->pause_days));
    if (dated && w->corridor != v->corridor)
        put_difference(&b, arena_printf(a, "Kontakt ab: %s", day_or_none(w->corridor, a)));
    if (dated && w->source != v->source)
        put_difference(&b, arena_printf(a, "Frist aus: %s", due_source_codes[w->source]));
    return buf_keep(&b, a);
}

/* ---- notes ---- */

const char *explain_note_kind(const struct trail *t, const struct trail_note *n, struct arena *a)
{
    uint16_t code = t->t->contacts.codes[n->note];
    const char *as = tbl_mode(code) == MODE_VIDEO && t->q.set->video_in_person ? " (gilt als persönlich)" : "";
    return arena_printf(a, "%s, %s%s, %s", lexicon_text(t->t->lexicon, WORDS_KIND, tbl_kind(code)), lexicon_text(t->t->lexicon, WORDS_MODE, tbl_mode(code)),
                        as, lexicon_text(t->t->lexicon, WORDS_PARTNER, tbl_partner(code)));
}

static const char *not_counted(const struct trail *t, const struct trail_note *n, struct arena *a)
{
    switch ((enum note_reason)n->reason) {
    case NOTE_KIND:
        return "nicht gezählt: diese Vermerkart zählt nicht";
    case NOTE_PARTNER:
        return tbl_partner(t->t->contacts.codes[n->note]) == PARTNER_DISTRICT
                   ? "nicht gezählt: Gespräche des Bezirks zählen nur während einer Ausnahme der Art JBA"
                   : "nicht gezählt: Gespräche dieses Gesprächspartners zählen nicht";
    case NOTE_MODE:
        return arena_printf(a, "nicht gezählt: diese Kontaktart zählt nicht (%s: %s)", explain_rule(t, t->v.rule, a),
                            words_modes(t->q.set, &t->q.set->rule[t->v.rule], a));
    case NOTE_SAME_DAY:
        return arena_printf(a, "nicht gezählt: von mehreren am selben Tag zählt einer, hier Zeile %u",
                            t->t->contacts.line[n->instead]);
    case NOTE_BEFORE:
        return "nicht gezählt: mehr als 31 Tage vor dem Beginn der Betreuung";
    case NOTE_AFTER:
        return "nicht gezählt: nach dem Stichtag";
    default:
        return "der Art nach anrechenbar; es steht keine Vorgabe fest, für die er zählt";
    }
}

const char *explain_note(const struct trail *t, const struct trail_note *n, struct arena *a)
{
    bool early = t->t->contacts.day[n->note] < t->v.start;
    if (n->counted)
        return early ? arena_printf(a, "gezählt, wie am Beginn der Betreuung (%s) gehalten", explain_day(t->v.start, a))
                     : "gezählt";
    const char *why = not_counted(t, n, a);
    return n->counted_before ? arena_printf(a, "%s; unter einer früheren Vorgabe gezählt", why) : why;
}

const char *explain_note_weight(const struct trail *t, const struct trail_note *n, struct arena *a)
{
    if (n->decides)
        return arena_printf(a, "entscheidet; ohne ihn: %s", difference(t, &n->without, a));
    return n->counted || n->counted_before ? "ohne ihn wäre das Ergebnis dasselbe" : "";
}

/* ---- exceptions ---- */

const char *explain_exception_kind(const struct trail *t, uint32_t exception, struct arena *a)
{
    const struct tbl_exceptions *x = &t->t->exceptions;
    bool known = x->kind[exception] != EXCEPTION_UNKNOWN;
    const char *kind = known ? word_text(WORDS_EXCEPTION, x->kind[exception]) : "unbekannte Art";
    if (!x->interval[exception].n)
        return arena_printf(a, "%s, ohne Intervall", kind);
    return arena_printf(a, "%s, Intervall %s", kind, explain_span(x->interval[exception], a));
}

/* The sum that gave the due day; NULL: there is none. */
static const struct trail_sum *deciding_sum(const struct trail *t)
{
    for (size_t i = t->n_levels; i > 0; i--) {
        const struct eval_change *c = trail_decided(&t->level[i - 1]);
        const struct trail_part *part = &t->level[i - 1].part[t->level[i - 1].decides];
        if (c->source == DUE_TRANSITION)
            return &part->sum[c->by_alternation ? SUM_TRANSITION_ALTERNATION : SUM_TRANSITION];
        if (c->source == DUE_FIRST)
            return &part->sum[SUM_FIRST];
        if (c->source != DUE_BACKLOG && c->source != DUE_BEFORE)
            return &part->sum[c->by_alternation ? SUM_ALTERNATION : SUM_BASE];
    }
    return NULL;
}

/* How many of the days by which the due day was moved lie in an exception. */
static int32_t days_moved(const struct trail *t, uint32_t exception)
{
    const struct tbl_exceptions *x = &t->t->exceptions;
    const struct trail_sum *sum = deciding_sum(t);
    int32_t days = 0;
    for (size_t i = 0; sum && i < sum->n_pauses; i++) {
        int32_t from = sum->pause[i].from > x->from[exception] ? sum->pause[i].from : x->from[exception];
        int32_t to = sum->pause[i].to < x->to[exception] ? sum->pause[i].to : x->to[exception];
        days += from <= to ? to - from + 1 : 0;
    }
    return days;
}

static const char *suspends(const struct trail *t, const struct trail_exception *x, struct arena *a)
{
    const struct tbl_exceptions *e = &t->t->exceptions;
    int32_t days = days_moved(t, x->exception);
    bool now = t->v.code == VERDICT_EXEMPT && e->from[x->exception] <= t->q.day && t->q.day <= e->to[x->exception];
    if (t->v.code == VERDICT_EXEMPT) /* no due day is shown, so that none can be moved */
        return now ? "zugelassen: am Stichtag ruht die Frist" : "zugelassen: ruht, aber nicht am Stichtag";
    if (days)
        return arena_printf(a, "zugelassen: die Frist ruht, + %s", explain_days(days, a));
    return arena_printf(a, "von %s zugelassen; auf die Frist am Stichtag ohne Wirkung",
                        explain_rule(t, x->answer.rule, a));
}

/* The days on which an individual interval was in force. */
static const char *interval(const struct trail *t, uint32_t exception, struct arena *a)
{
    struct buf b = {0};
    for (size_t i = 0; i < t->n_stages; i++)
        if (t->stage[i].individual == exception)
            buf_printf(&b, "%s%s bis zum %s", b.n ? ", vom " : "zugelassen: eigenes Intervall, in Kraft vom ",
                       explain_day(t->stage[i].from, a), explain_day(trail_stage_end(t, i), a));
    if (!b.n)
        buf_text(&b, "zugelassen, aber bis zum Stichtag an keinem Tag in Kraft");
    return buf_keep(&b, a);
}

static const char *refused(const struct trail *t, const struct trail_exception *x, struct arena *a)
{
    const struct exception_answer *answer = &x->answer;
    const char *rule = explain_rule(t, answer->rule, a);
    bool has_interval = t->t->exceptions.interval[x->exception].n > 0;
    switch (answer->refusal) {
    case REFUSAL_NO_REQUIREMENT:
        return answer->rule < 0 ? "ohne Wirkung: keine Regel trifft zu"
                                : arena_printf(a, "ohne Wirkung: %s verlangt nichts", rule);
    case REFUSAL_NOT_SHORTER:
        return arena_printf(a,
                            "nicht zugelassen: %s erlaubt nur kürzere Intervalle; von %s an gerechnet endet dieses "
                            "am %s, nicht vor dem der Regel am %s",
                            rule, explain_day(t->t->exceptions.from[x->exception], a), explain_day(answer->given, a),
                            explain_day(answer->own, a));
    default:
        return arena_printf(a, "nicht zugelassen: %s lässt diese Art %s nicht zu", rule,
                            has_interval ? "mit Intervall" : "ohne Intervall");
    }
}

const char *explain_exception(const struct trail *t, const struct trail_exception *x, struct arena *a)
{
    const struct tbl_exceptions *e = &t->t->exceptions;
    const char *what = "";
    switch (x->answer.effect) {
    case EXCEPTION_LETS_COUNT:
        what = "Gespräche des Bezirks (SGB VIII) zählen in dieser Zeit; die Frist ruht nicht";
        if (e->interval[x->exception].n)
            what = arena_printf(a, "%s, das Intervall bleibt unbeachtet", what);
        if (e->to[x->exception] == DAY_OPEN)
            what = arena_printf(a, "%s; Befund: JBA ohne Ende", what);
        break;
    case EXCEPTION_SUSPENDS:
        what = suspends(t, x, a);
        break;
    case EXCEPTION_INTERVAL:
        what = interval(t, x->exception, a);
        break;
    case EXCEPTION_NOT_ACCEPTED:
        what = refused(t, x, a);
        break;
    }
    if (x->later)
        what = arena_printf(a, "beginnt nach dem Stichtag; %s", what);
    if (x->late)
        what = arena_printf(a, "%s; Befund: ausgenommen nach Ablauf der Frist", what);
    if (t->t->has[COL_X_REASON] && !e->reasoned[x->exception])
        what = arena_printf(a, "%s; Befund: ohne Begründung", what);
    return what;
}

const char *explain_exception_weight(const struct trail *t, const struct trail_exception *x, struct arena *a)
{
    return x->decides ? arena_printf(a, "entscheidet; ohne sie: %s", difference(t, &x->without, a))
                      : "ohne sie wäre das Ergebnis dasselbe";
}

/* ---- the due day as a sum ---- */

/* "letzter", "vorletzter", "drittletzter", ... */
static const char *nth_last(int n, struct arena *a)
{
    static const char *const words[] = {
        "", "letzter", "vorletzter", "drittletzter", "viertletzter", "fünftletzter", "sechstletzter"};
    return n < (int)(sizeof words / sizeof *words) ? words[n] : arena_printf(a, "%d.-letzter", n);
}

/* From what a sum begins: "letzter Kontakt 10.06.2023". */
static const char *sum_begin(const struct trail *t, const struct trail_level *level, int i, const struct eval_sum *s,
                             struct arena *a)
{
    const char *ref = explain_day(s->ref, a), *own = "", *what;
    int count = eval_demand_asks(&level->demand, i)->count;
    if (s->use == SUM_TRANSITION || s->use == SUM_TRANSITION_ALTERNATION)
        return arena_printf(a, "Beginn der Vorgabe %s", ref);
    if (s->use == SUM_FIRST)
        return arena_printf(a, "Erster Kontakt: Beginn der Betreuung %s", ref);
    if (s->note == TBL_NONE) {
        if (count > 1)
            return arena_printf(a, "Beginn der Betreuung %s (erst %zu von %d Kontakten)", ref, level->part[i].n_counted,
                                count);
        return arena_printf(a, "Beginn der Betreuung %s (%s)", ref,
                            s->use == SUM_ALTERNATION ? "kein persönlicher Kontakt" : "kein Kontakt");
    }
    if (t->t->contacts.day[s->note] != s->ref)
        own =
            arena_printf(a, " (gehalten am %s, vor Beginn der Betreuung)", explain_day(t->t->contacts.day[s->note], a));
    what =
        s->use == SUM_ALTERNATION ? "letzter persönlicher Kontakt" : arena_printf(a, "%s Kontakt", nth_last(count, a));
    return arena_printf(a, "%s %s%s", what, ref, own);
}

/* "Kalendermonat vom 01.07.2023 bis zum 31.07.2023, der nächste, der zählt nach dem mit dem Kontakt vom 10.06.2023". */
static const char *period_words(const struct trail *t, const struct eval_sum *s, struct arena *a)
{
    const char *what = arena_printf(a, "%s vom %s bis zum %s", rule_periods[s->period].name, explain_day(s->ref, a),
                                    explain_day(s->raw, a));
    if (s->note != TBL_NONE)
        return arena_printf(a, "%s: der nächste Zeitraum, der zählt, nach dem des Kontakts vom %s", what,
                            explain_day(t->t->contacts.day[s->note], a));
    return arena_printf(a, "%s: der erste ganze Zeitraum, der zählt, seit Beginn der %s", what,
                        s->use == SUM_BASE ? "Betreuung" : "Vorgabe");
}

const char *explain_sum(const struct trail *t, const struct trail_level *level, int i, enum eval_sum_use use,
                        struct arena *a)
{
    const struct trail_sum *sum = &level->part[i].sum[use];
    const struct eval_sum *s = &sum->sum;
    struct buf b = {0};
    if (s->period)
        return period_words(t, s, a);
    bool shorter = s->within.unit == SPAN_MONTHS && day_split(s->raw).day != day_split(s->ref).day;
    buf_printf(&b, "%s + ", sum_begin(t, level, i, s, a));
    if (use == SUM_FIRST) {
        buf_printf(&b, "%d Arbeitstag%s = %s, früher als die Vorgabe allein", s->times, s->times > 1 ? "e" : "",
                   explain_day(s->raw, a));
        return buf_keep(&b, a);
    }
    if (s->times > 1)
        buf_printf(&b, "%d × ", s->times);
    buf_printf(&b, "%s = %s%s", explain_span(s->within, a), explain_day(s->raw, a),
               shorter ? " (letzter Tag des kürzeren Monats)" : "");
    for (size_t k = 0; k < sum->n_pauses; k++) {
        const struct trail_pause *p = &sum->pause[k];
        buf_printf(&b, "; Pause %s bis %s: + %s = %s", explain_day(p->from, a), explain_day(p->to, a),
                   explain_days(p->to - p->from + 1, a), explain_day(p->after, a));
    }
    return buf_keep(&b, a);
}

const char *explain_earlier(const struct trail_part *part, struct arena *a)
{
    const struct eval_change *c = part->change;
    if (part->n_changes < 2 || (c[0].taken == CASE_BACKLOG && c[1].taken == CASE_BACKLOG))
        return "";
    bool second = c[1].due < c[0].due;
    return arena_printf(a, "Es gilt der frühere der beiden Tage%s: %s.",
                        second ? ", der für den nächsten persönlichen Kontakt" : "", explain_day(c[second].due, a));
}

const char *explain_part(const struct trail_level *level, int i, struct arena *a)
{
    if (level->demand.rule->n_asks < 2)
        return "";
    return arena_printf(a, "%d. Vorgabe: %s", i + 1, words_ask(eval_demand_asks(&level->demand, i), a));
}

const char *explain_earliest(const struct trail_level *level, struct arena *a)
{
    if (level->demand.rule->n_asks < 2)
        return "";
    return arena_printf(a, "Von den %d Vorgaben entscheidet die mit dem frühesten Tag, die %d.: %s.",
                        level->demand.rule->n_asks, level->decides + 1, explain_day(trail_decided(level)->due, a));
}

/* ---- a changed requirement (2.6) ---- */

const char *explain_blank(const struct trail *t, size_t i, struct arena *a)
{
    int32_t from = i ? t->level[i - 1].demand.day + 1 : t->v.start, to = t->level[i].demand.since - 1;
    size_t first = t->level[i].demand.first;
    if (!first || t->stage[first - 1].outcome != RULE_CANNOT_TELL)
        return "";
    if (!i) /* before the blank nothing was asked for, or there was nothing */
        from = t->stage[first - 1].from;
    return arena_printf(a,
                        "Die Zeit vom %s bis zum %s, in der sich nicht sagen lässt, was verlangt war, wird "
                        "übergangen.",
                        explain_day(from, a), explain_day(to, a));
}

/* Why the day of the requirement alone does not hold. */
static const char *not_alone(const struct eval_change *c, const char *since, struct arena *a)
{
    const char *base = explain_day(c->base, a);
    if (c->prev == DAY_OPEN)
        return arena_printf(a, "Vor dem %s war kein Kontakt verlangt", since);
    if (c->base < c->prev && !c->cleared)
        return arena_printf(a,
                            "Nach der neuen Vorgabe allein wäre %s der letzte Tag, früher als bisher (%s), und bei "
                            "ihrem Beginn am %s war noch nichts überfällig",
                            base, explain_day(c->prev, a), since);
    return arena_printf(
        a,
        "Nach der neuen Vorgabe allein wäre %s der letzte Tag, noch vor ihrem Beginn am %s; seitdem ist "
        "ein Kontakt gezählt, der den Rückstand ausgleicht",
        base, since);
}

static const char *more_time(const struct trail_level *level, const struct eval_change *c, struct arena *a)
{
    const char *base = explain_day(c->base, a), *n = explain_day(c->moved, a);
    const char *since = explain_day(level->demand.since, a);
    const char *cap = !c->capped ? ""
                                 : arena_printf(a,
                                                ", aber nicht länger als bisher (%s), solange seitdem kein Kontakt "
                                                "gezählt ist",
                                                explain_day(c->prev, a));
    return arena_printf(a, "%s. Deshalb bleibt Zeit bis %s%s. Es gilt der spätere der Tage %s und %s: %s.",
                        not_alone(c, since, a), n, cap, base, c->capped ? explain_day(c->prev, a) : n,
                        explain_day(c->due, a));
}

const char *explain_change(const struct trail_level *level, const struct eval_change *c, struct arena *a)
{
    const char *which = !c->by_alternation ? "" : "Für den nächsten persönlichen Kontakt: ";
    switch (c->taken) {
    case CASE_BASE:
        return arena_printf(a,
                            "%sDie frühere Vorgabe ließ Zeit bis %s, nicht länger als die jetzige; sie ändert nichts.",
                            which, explain_day(c->prev, a));
    case CASE_BACKLOG:
        if (c->by_alternation) /* said of the first day; it is the same */
            return "";
        return arena_printf(a,
                            "Schon bevor diese Vorgabe am %s begann, war der Kontakt überfällig, seit %s; dieser "
                            "Rückstand bleibt: %s.",
                            explain_day(level->demand.since, a), explain_day(c->prev, a), explain_day(c->due, a));
    case CASE_TIME:
        return arena_printf(a, "%s%s", which, more_time(level, c, a));
    default:
        return "";
    }
}

const char *explain_source(const struct trail *t, struct arena *a)
{
    static const char *const words[DUE_SOURCES] = {
        [DUE_RULE] = "aus der Vorgabe selbst",
        [DUE_START] = "noch weniger Kontakte, als die Vorgabe verlangt; gerechnet vom Beginn der Betreuung",
        [DUE_FIRST] = "der erste Kontakt ist früher verlangt als nach der Vorgabe allein",
        [DUE_BACKLOG] = "Rückstand aus der Zeit vor der jetzigen Vorgabe",
        [DUE_TRANSITION] = "Übergang: die Vorgabe hat sich geändert",
        [DUE_BEFORE] = "die Frist von vor der Änderung gilt weiter, bis ein Kontakt gezählt ist",
    };
    return arena_printf(a, "%s (%s)", due_source_codes[t->v.source], words[t->v.source]);
}

const char *explain_since(const struct trail *t, const struct trail_level *level, struct arena *a)
{
    const struct eval_demand *d = &level->demand;
    const struct eval_stage *key = &t->stage[d->last];
    struct buf b = {0};
    buf_text(&b, explain_day(d->since, a));
    if (d->since == t->v.start)
        buf_text(&b, ", dem Beginn der Betreuung");
    for (size_t i = d->first; i <= d->last; i++) {
        size_t end = i;
        if (t->stage[i].rule == key->rule && t->stage[i].individual == key->individual)
            continue;
        while (t->stage[end + 1].rule != key->rule || t->stage[end + 1].individual != key->individual)
            end++;
        buf_printf(&b, "; die Unterbrechung vom %s bis zum %s zählt nicht (höchstens 31 Tage)",
                   explain_day(t->stage[i].from, a), explain_day(trail_stage_end(t, end), a));
        i = end;
    }
    return buf_keep(&b, a);
}

/* ---- contacts asked for ---- */

const char *explain_counted(const struct trail *t, struct arena *a)
{
    const struct verdict *v = &t->v;
    const struct trail_level *now = trail_now(t);
    if (!now)
        return ""; /* nothing is asked for */
    const struct eval_demand *d = &now->demand;
    const char *why = "", *which = d->own.period ? arena_printf(a, "Kontakte im laufenden Zeitraum (%s)",
                                                                rule_periods[d->own.period].name)
                                                 : arena_printf(a, "Kontakte, die mit + %s bis zum Stichtag reichen",
                                                                explain_span(d->own.within, a));
    bool in_time = v->code == VERDICT_NEW || v->code == VERDICT_DUE_SOON || v->code == VERDICT_MET;
    if (in_time && v->counted < v->asked)
        why = v->source == DUE_START   ? "; weniger, doch läuft die Frist noch vom Beginn der Betreuung an"
              : d->own.period          ? "; weniger, doch ist der Zeitraum noch nicht um"
              : v->source == DUE_FIRST ? ""
              : v->source != DUE_RULE  ? "; weniger, weil sich die Vorgabe geändert hat"
              : v->pause_days          ? "; weniger, weil Pausen die Frist verschoben haben"
                                       : "";
    return arena_printf(a, "%u von %u (%s%s)%s", v->counted, v->asked, d->rule->n_asks > 1 ? "1. Vorgabe: " : "", which,
                        why);
}

const char *explain_next(const struct trail *t, struct arena *a)
{
    if (t->since_in_person < 0)
        return "";
    int allowed = 0;
    for (int i = 0; !allowed && i < trail_now(t)->demand.rule->n_asks; i++)
        allowed = eval_demand_asks(&trail_now(t)->demand, i)->alternation;
    return arena_printf(a, "%s (zuletzt %d telefonisch ohne einen persönlichen dazwischen, erlaubt sind %d)",
                        t->v.next_in_person ? "ja" : "nein", t->since_in_person, allowed);
}
