/* Rules in German words, meant to be read out as well as read. */
#include "base/buf.h"
#include "rules/ruleset.h"
#include "rules/words_list.h"

static void put_number(struct buf *b, int n)
{
    static const char *const words[] = {"null",   "ein",  "zwei", "drei", "vier", "fünf", "sechs",
                                        "sieben", "acht", "neun", "zehn", "elf",  "zwölf"};
    if (n >= 0 && n < (int)(sizeof words / sizeof *words))
        buf_text(b, words[n]);
    else
        buf_int(b, n);
}

const char *words_finish(struct buf *b, struct arena *a)
{
    const char *kept = arena_text(a, buf_str(b), b->n);
    buf_free(b);
    return kept;
}

void words_separate(struct buf *b, int at, int n, const char *last)
{
    if (at == 0)
        return;
    if (at == n - 1) {
        buf_char(b, ' ');
        buf_text(b, last);
        buf_char(b, ' ');
    } else {
        buf_text(b, ", ");
    }
}

int words_count(unsigned set)
{
    int n = 0;
    for (; set; set &= set - 1)
        n++;
    return n;
}

void words_put(struct buf *b, enum word_list list, unsigned set, const char *last)
{
    int n = words_count(set), at = 0;
    for (int value = 0; set >> value; value++)
        if (set >> value & 1) {
            words_separate(b, at++, n, last);
            buf_text(b, word_text(list, value));
        }
}

/* ---- The condition ---- */

/* A comma before every part but the first. */
static void next_part(struct buf *b)
{
    if (b->n)
        buf_text(b, ", ");
}

/* Of many, or of both sorts, the letters. */
void words_put_profiles(struct buf *b, unsigned set)
{
    const unsigned plain = 1u << PROFILE_I | 1u << PROFILE_Z; /* called by their letter alone */
    unsigned lettered = set & ~(1u << PROFILE_NONE);
    int n = words_count(lettered), at = 0;
    if (n == 1 || (n == 2 && !(lettered & plain))) {
        words_put(b, WORDS_PROFILE, lettered, "oder");
    } else if (n) {
        buf_text(b, "Profillage ");
        for (int value = 0; lettered >> value; value++)
            if (lettered >> value & 1) {
                words_separate(b, at++, n, "oder");
                buf_text(b, word_profile_letter(value));
            }
    }
    if (set & 1u << PROFILE_NONE)
        buf_text(b, n ? " oder ohne Profillage" : "ohne Profillage");
}

static void put_functions(struct buf *b, unsigned set)
{
    static const char *const by[] = {"von einer IFK", "von einer IFK U25", "im Fallmanagement", "im Netzwerk ABC"};
    int n = words_count(set), at = 0;
    buf_text(b, "betreut ");
    for (int value = 0; value < FUNCTION_UNKNOWN; value++)
        if (set >> value & 1) {
            words_separate(b, at++, n, "oder");
            buf_text(b, by[value]);
        }
}

static void put_flag(struct buf *b, int flag, bool wanted)
{
    static const char *const yes[FLAG_COUNT] = {
        "schulpflichtig", "im Abschlussjahr", "in sozialversicherungspflichtiger Beschäftigung",
        "mit schwerer gesundheitlicher Einschränkung", "mit mangelnder Mitwirkung"};
    static const char *const no[FLAG_COUNT] = {
        "nicht schulpflichtig", "nicht im Abschlussjahr", "nicht in sozialversicherungspflichtiger Beschäftigung",
        "ohne schwere gesundheitliche Einschränkung", "ohne mangelnde Mitwirkung"};
    next_part(b);
    buf_text(b, wanted ? yes[flag] : no[flag]);
}

static void put_status(struct buf *b, unsigned values)
{
    if (values & 1u << STATUS_UNSET)
        buf_text(b, "Status ");
    words_put(b, WORDS_STATUS, values, "oder");
}

/* What is asked about one dimension but flags. */
static void put_values(struct buf *b, const struct rule_dimension *dim, uint64_t values)
{
    next_part(b);
    switch (dim->kind) {
    case DIM_AGE:
        words_put(b, WORDS_AGE, (unsigned)values, "oder");
        break;
    case DIM_STATUS:
        put_status(b, (unsigned)values);
        break;
    case DIM_PROFILE:
        words_put_profiles(b, (unsigned)values);
        break;
    case DIM_FUNCTION:
        put_functions(b, (unsigned)values);
        break;
    case DIM_YES:
    case DIM_KINDS:
        break;
    }
}

/* Flags stand last, those that must be set before those that must not. */
const char *rule_condition_words(const struct ruleset *set, const struct rule_condition *c, struct arena *a)
{
    struct buf b = {0};
    for (int d = 0; d < set->n_dims; d++)
        if (c->asks >> d & 1 && set->dim[d].kind != DIM_YES)
            put_values(&b, &set->dim[d], c->values[d]);
    for (int wanted = 1; wanted >= 0; wanted--)
        for (int d = 0; d < set->n_dims; d++) {
            bool asked = c->asks >> d & 1 && set->dim[d].kind == DIM_YES;
            if (asked && (!c->values[d] || c->values[d] >> wanted & 1)) /* both of one that cannot be */
                put_flag(&b, set->dim[d].flag, wanted);
        }
    if (!b.n)
        buf_text(&b, "alle");
    return words_finish(&b, a);
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
    [SPAN_CALENDAR_MONTHS] = {"in jedem Kalendermonat", "einem Kalendermonat", "Kalendermonate", "Kalendermonaten"},
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
    else if (s.unit == SPAN_CALENDAR_MONTHS)
        buf_printf(b, "ein Kontakt bis zum Ende des %d. Kalendermonats nach dem letzten", s.n);
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
    } else if (to.unit == SPAN_CALENDAR_MONTHS) {
        buf_printf(b, "ein Kontakt vom Ende des %d. bis zum Ende des %d. Kalendermonats nach dem letzten", from.n,
                   to.n);
    } else {
        buf_printf(b, "alle %d bis %d %s ein Kontakt, spätestens nach ", from.n, to.n, units[to.unit].many);
        put_span_dative(b, to);
    }
}

const char *rule_interval_words(struct span w, struct arena *a)
{
    struct buf b = {0};
    put_every(&b, w);
    return words_finish(&b, a);
}

const char *rule_requirement_words(const struct rule *r, struct arena *a)
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
    if (r->earliest.n) {
        put_range(&b, r->earliest, r->within);
    } else if (r->by_count) {
        buf_text(&b, "mindestens ");
        put_number(&b, r->count);
        buf_text(&b, r->count == 1 ? " Kontakt innerhalb von " : " Kontakte innerhalb von ");
        put_span_dative(&b, r->within);
    } else {
        put_every(&b, r->within);
    }
    if (r->alternation) {
        buf_text(&b, "; zwischen zwei persönlichen höchstens ");
        put_number(&b, r->alternation);
        buf_text(&b, r->alternation == 1 ? " telefonischer" : " telefonische");
    }
    return words_finish(&b, a);
}

/* ---- Modes, exceptions, validity ---- */

void words_put_modes(struct buf *b, unsigned modes, bool video_in_person, bool only)
{
    unsigned beside = modes & ~(1u << MODE_IN_PERSON | 1u << MODE_VIDEO);
    if (!video_in_person || !(modes & 1u << MODE_IN_PERSON)) {
        if (only && words_count(modes) == 1)
            buf_text(b, "nur ");
        words_put(b, WORDS_MODE, modes, "oder");
        return;
    }
    if (only && !beside)
        buf_text(b, "nur ");
    buf_text(b, "persönlich (auch per Video)");
    if (beside) {
        buf_text(b, words_count(beside) > 1 ? ", " : " oder ");
        words_put(b, WORDS_MODE, beside, "oder");
    }
}

const char *rule_modes_words(const struct ruleset *set, const struct rule *r, struct arena *a)
{
    struct buf b = {0};
    if (r->outcome != RULE_REQUIREMENT)
        return "";
    words_put_modes(&b, r->modes, set->video_in_person, true);
    return words_finish(&b, a);
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
        words_put(b, WORDS_EXCEPTION, kinds, "und");
    buf_text(b, effect);
}

const char *rule_accepts_words(const struct rule *r, struct arena *a)
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
    return words_finish(&b, a);
}

const char *ruleset_validity_words(const struct ruleset *r, struct arena *a)
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
