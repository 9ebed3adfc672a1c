/* Rules in German words, meant to be read out as well as read. */
#include "words/ruleset_words.h"
#include "base/buf.h"
#include "table/word_sets.h"
#include "words/words_list.h"

const char *const words_verdict[VERDICT_CODES] = {
    [VERDICT_UNCLEAR] = "unklar",
    [VERDICT_NONE] = "ohne Vorgabe",
    [VERDICT_NOT_COVERED] = "vom Regelwerk nicht erfasst",
    [VERDICT_EXEMPT] = "ausgenommen",
    [VERDICT_NEVER] = "ohne anrechenbaren Kontakt",
    [VERDICT_OVERDUE] = "überfällig",
    [VERDICT_NEW] = "noch ohne Kontakt, in der Frist",
    [VERDICT_DUE_SOON] = "bald fällig",
    [VERDICT_MET] = "im Rhythmus",
};

static void put_number(struct buf *b, int n)
{
    static const char *const words[] = {"null",   "ein",  "zwei", "drei", "vier", "fünf", "sechs",
                                        "sieben", "acht", "neun", "zehn", "elf",  "zwölf"};
    if (n >= 0 && n < (int)(sizeof words / sizeof *words))
        buf_text(b, words[n]);
    else
        buf_int(b, n);
}

/* ---- The requirement ---- */

struct unit_words {
    const char *each;     /* "jeden Monat" */
    const char *one;      /* "einem Monat": after "nach", "innerhalb von" */
    const char *many;     /* "Monate" */
    const char *many_dat; /* "Monaten" */
};

static const struct unit_words units[] = {
    [SPAN_DAYS] = {"jeden Tag", "einem Tag", "Tage", "Tagen"},
    [SPAN_WEEKS] = {"jede Woche", "einer Woche", "Wochen", "Wochen"},
    [SPAN_MONTHS] = {"jeden Monat", "einem Monat", "Monate", "Monaten"},
};

/* "einem Monat", "6 Monaten". */
static void put_span_dative(struct buf *b, struct span s)
{
    if (s.n == 1)
        buf_text(b, units[s.unit].one);
    else
        buf_printf(b, "%d %s", s.n, units[s.unit].many_dat);
}

/* "mindestens jeden Monat ein Kontakt". */
static void put_every(struct buf *b, struct span s)
{
    if (s.n == 1)
        buf_printf(b, "mindestens %s ein Kontakt", units[s.unit].each);
    else
        buf_printf(b, "mindestens alle %d %s ein Kontakt", s.n, units[s.unit].many);
}

/* "alle 2 bis 3 Monate ein Kontakt, spätestens nach 3 Monaten". */
static void put_range(struct buf *b, struct span from, struct span to)
{
    if (from.unit != to.unit) {
        buf_text(b, "ein Kontakt, frühestens nach ");
        put_span_dative(b, from);
        buf_text(b, " und spätestens nach ");
        put_span_dative(b, to);
    } else {
        buf_printf(b, "alle %d bis %d %s ein Kontakt, spätestens nach ", from.n, to.n, units[to.unit].many);
        put_span_dative(b, to);
    }
}

const char *words_interval(struct span w, struct arena *a)
{
    struct buf b = {0};
    put_every(&b, w);
    return buf_keep(&b, a);
}

/* "in jedem Kalendermonat mindestens zwei Kontakte". */
static void put_calendar(struct buf *b, const struct rule_requirement *r)
{
    buf_printf(b, "in %s %s mindestens ", r->period == PERIOD_WEEK ? "jeder" : "jedem", rule_periods[r->period].name);
    put_number(b, r->count);
    buf_text(b, r->count == 1 ? " Kontakt" : " Kontakte");
}

static void put_ask(struct buf *b, const struct rule_requirement *r)
{
    if (r->period) {
        put_calendar(b, r);
    } else if (r->earliest.n) {
        put_range(b, r->earliest, r->within);
    } else if (r->by_count) {
        buf_text(b, "mindestens ");
        put_number(b, r->count);
        buf_text(b, r->count == 1 ? " Kontakt innerhalb von " : " Kontakte innerhalb von ");
        put_span_dative(b, r->within);
    } else {
        put_every(b, r->within);
    }
    if (r->alternation) {
        buf_text(b, "; zwischen zwei persönlichen höchstens ");
        put_number(b, r->alternation);
        buf_text(b, r->alternation == 1 ? " telefonischer" : " telefonische");
    }
}

const char *words_ask(const struct rule_requirement *r, struct arena *a)
{
    struct buf b = {0};
    put_ask(&b, r);
    return buf_keep(&b, a);
}

const char *words_requirement(const struct ruleset *set, const struct rule *r, struct arena *a)
{
    struct buf b = {0};
    switch (r->outcome) {
    case RULE_NONE:
        return "keine Vorgabe";
    case RULE_NOT_COVERED:
        return "vom Regelwerk nicht erfasst";
    case RULE_CANNOT_TELL:
        return "nicht zu bestimmen";
    case RULE_REQUIREMENT:
        break;
    }
    for (int i = 0; i < r->n_asks; i++) {
        const struct rule_requirement *ask = &r->ask[i];
        if (i)
            buf_text(&b, "; außerdem ");
        put_ask(&b, ask);
        if (i && ask->modes != r->ask[0].modes) {
            buf_text(&b, " (");
            words_put_modes(&b, set, ask->modes, true);
            buf_char(&b, ')');
        }
        if (ask->own_partners) {
            buf_text(&b, " (mit ");
            lexicon_put_set(&b, set->lexicon, WORDS_PARTNER, ask->partners, "oder");
            buf_char(&b, ')');
        }
    }
    return buf_keep(&b, a);
}

/* ---- Modes, exceptions, validity ---- */

void words_put_modes(struct buf *b, const struct ruleset *set, unsigned modes, bool only)
{
    unsigned beside = modes & ~(1u << MODE_IN_PERSON | 1u << MODE_VIDEO);
    if (!set->video_in_person || !(modes & 1u << MODE_IN_PERSON)) {
        if (only && word_set_count(modes) == 1)
            buf_text(b, "nur ");
        lexicon_put_set(b, set->lexicon, WORDS_MODE, modes, "oder");
        return;
    }
    if (only && !beside)
        buf_text(b, "nur ");
    buf_text(b, "persönlich (auch per Video)");
    if (beside) {
        buf_text(b, word_set_count(beside) > 1 ? ", " : " oder ");
        lexicon_put_set(b, set->lexicon, WORDS_MODE, beside, "oder");
    }
}

const char *words_modes(const struct ruleset *set, const struct rule *r, struct arena *a)
{
    struct buf b = {0};
    if (r->outcome != RULE_REQUIREMENT)
        return "";
    words_put_modes(&b, set, r->ask[0].modes, true);
    return buf_keep(&b, a);
}

enum { ALL_EXCEPTIONS = ((1 << EXCEPTION_UNKNOWN) - 1) & ~(1 << EXCEPTION_JBA) };

/* The kinds, and what they do: "Einzelfall mit eigenem, kürzerem Intervall". */
static void put_accepted(struct buf *b, unsigned kinds, const char *effect)
{
    if (!kinds)
        return;
    if (b->n)
        buf_text(b, "; ");
    if (kinds == ALL_EXCEPTIONS)
        buf_text(b, "jede Art außer JBA");
    else
        word_set_put(b, WORDS_EXCEPTION, kinds, "und");
    buf_text(b, effect);
}

const char *words_accepts(const struct rule *r, struct arena *a)
{
    struct buf b = {0};
    unsigned suspend = r->accepts.suspend, any = r->accepts.any_interval, shorter = r->accepts.only_shorter;
    unsigned suspend_or_any = suspend & any, suspend_or_shorter = suspend & shorter;
    unsigned both = suspend_or_any | suspend_or_shorter;
    if (r->outcome != RULE_REQUIREMENT)
        return "";
    put_accepted(&b, suspend_or_any, " (ohne Intervall ruht die Frist, mit Intervall gilt dieses)");
    put_accepted(&b, suspend_or_shorter, " (ohne Intervall ruht die Frist, mit kürzerem Intervall gilt dieses)");
    put_accepted(&b, suspend & ~both, " (die Frist ruht)");
    put_accepted(&b, any & ~both, " (mit eigenem Intervall)");
    put_accepted(&b, shorter & ~both, " (mit eigenem, kürzerem Intervall)");
    return buf_keep(&b, a);
}

const char *words_validity(const struct ruleset *r, struct arena *a)
{
    if (!r->validity_given)
        return "das Dokument nennt keine Geltungsdauer";
    struct day_text from = day_german(r->valid_from);
    if (r->valid_to == DAY_OPEN)
        return arena_printf(a, "in Kraft ab %s, ohne genanntes Ende", from.s);
    struct day_text to = day_german(r->valid_to);
    if (r->valid_from == DAY_NONE)
        return arena_printf(a, "in Kraft bis %s", to.s);
    return arena_printf(a, "in Kraft von %s bis %s", from.s, to.s);
}
