/* What was proved of a rule set, in German, meant for those who write and those who check directives. */
#include "base/lines.h"
#include "base/num.h"
#include "rules/prove.h"
#include "table/word_sets.h"
#include "words/ruleset_words.h"
#include "words/words_list.h"

#include <string.h>

enum { INDENT = 2, DEEPER = 4, HANGING = 2, MOST_RANGES = 20 };

struct writer {
    const struct proof *p;
    struct buf *out;
    struct buf line; /* in the making */
    struct arena *arena;
};

/* "– " and what has been put on the line, wrapped; the line is empty afterwards. */
static void end_item(struct writer *w, int indent)
{
    lines_spaces(w->out, indent);
    buf_text(w->out, "– ");
    lines_wrap(w->out, indent + HANGING, indent + HANGING, WORDS_COLUMNS, buf_str(&w->line));
    buf_clear(&w->line);
}

static void end_line(struct writer *w, int indent)
{
    lines_spaces(w->out, indent);
    lines_wrap(w->out, indent, indent, WORDS_COLUMNS, buf_str(&w->line));
    buf_clear(&w->line);
}

static void put_count(struct buf *b, int64_t n, const char *one, const char *many)
{
    num_put_german(b, n);
    buf_char(b, ' ');
    buf_text(b, n == 1 ? one : many);
}

static void put_combinations(struct buf *b, uint64_t n)
{
    put_count(b, (int64_t)n, "Kombination", "Kombinationen");
}

static const char *condition_words(struct writer *w, const struct rule_condition *c)
{
    return rule_condition_words(w->p->set, c, w->arena);
}

static const struct rule *rule_at(const struct writer *w, int i)
{
    return &w->p->set->rule[i];
}

static const char *requirement_words(struct writer *w, int rule)
{
    return words_requirement(w->p->set, rule_at(w, rule), w->arena);
}

/* "Regel 3 „U25, arbeitslos“" */
static void put_rule(struct writer *w, int i)
{
    buf_printf(&w->line, "Regel %d „%s“", i + 1, rule_at(w, i)->name);
}

static void put_line_number(struct writer *w, int i)
{
    if (rule_at(w, i)->line)
        buf_printf(&w->line, " (Zeile %zu)", rule_at(w, i)->line);
}

static void put_heading(struct writer *w, const char *text)
{
    buf_char(w->out, '\n');
    lines_wrap(w->out, 0, 0, WORDS_COLUMNS, text);
}

/* ---- What was looked at ---- */

static void put_dimension(struct writer *w, int d)
{
    const struct rule_dimension *dim = &w->p->set->dim[d];
    buf_printf(&w->line, dim->kind == DIM_SINCE ? "Zeit seit %s" : "%s", dim->name);
}

static void put_asked(struct writer *w)
{
    const struct ruleset *set = w->p->set;
    int n = word_set_count(set->asks), at = 0;
    for (uint32_t left = set->asks; left; left &= left - 1) {
        word_set_separate(&w->line, at++, n, "und");
        put_dimension(w, __builtin_ctz(left));
    }
}

static void put_head(struct writer *w)
{
    const struct ruleset *set = w->p->set;
    buf_printf(&w->line, "Prüfung des Regelwerks %s: %s, ", set->id, set->title);
    put_count(&w->line, set->n_rules, "Regel", "Regeln");
    end_line(w, 0);
    buf_char(w->out, '\n');
    if (!set->asks) {
        buf_text(&w->line, "Keine Regel stellt eine Bedingung.");
    } else {
        buf_text(&w->line, "Gefragt wird nach ");
        put_asked(w);
        buf_char(&w->line, '.');
    }
    if (set->asks && !w->p->refused) {
        buf_text(&w->line, " Geprüft: ");
        put_combinations(&w->line, w->p->known);
        buf_text(&w->line, " bekannter Angaben");
        if (w->p->unknown) {
            buf_text(&w->line, ", ");
            num_put_german(&w->line, (int64_t)w->p->unknown);
            buf_text(&w->line, " mit unbekannten");
        }
        buf_char(&w->line, '.');
    }
    end_line(w, 0);
}

/* ---- Faults ---- */

static void put_gaps(struct writer *w)
{
    const struct proof *p = w->p;
    if (!p->n_gaps) {
        put_heading(w, "Lücken: keine");
        return;
    }
    buf_printf(&w->line, "Lücken: %d; ", p->n_gaps);
    put_combinations(&w->line, p->gap_combinations);
    buf_text(&w->line, " nennt keine Regel; dort ist das Urteil „unklar“, ohne Fundstelle");
    put_heading(w, buf_str(&w->line));
    buf_clear(&w->line);
    for (int i = 0; i < p->n_gaps && i < MOST_RANGES; i++) {
        buf_text(&w->line, condition_words(w, &p->gap[i].when));
        buf_text(&w->line, " (");
        put_combinations(&w->line, p->gap[i].combinations);
        buf_char(&w->line, ')');
        end_item(w, INDENT);
    }
    if (p->n_gaps > MOST_RANGES) {
        buf_printf(&w->line, "und %d weitere", p->n_gaps - MOST_RANGES);
        end_item(w, INDENT);
    }
}

static void put_dead(struct writer *w)
{
    const struct proof *p = w->p;
    put_heading(w, p->n_dead ? arena_printf(w->arena, "Regeln ohne Wirkung: %d", p->n_dead)
                             : "Regeln ohne Wirkung: keine");
    for (int i = 0; i < p->n_dead; i++) {
        const struct proof_dead *dead = &p->dead[i];
        put_rule(w, dead->rule);
        put_line_number(w, dead->rule);
        if (dead->impossible)
            buf_text(&w->line, " trifft nie zu: ein Merkmal müsste zugleich gesetzt und nicht gesetzt sein");
        else
            buf_text(&w->line, " gilt nie: alles, was sie nennt, entscheide");
        for (int k = 0; k < dead->n_by; k++) {
            if (k == 0)
                buf_text(&w->line, dead->n_by == 1 ? "t vorher " : "n vorher ");
            word_set_separate(&w->line, k, dead->n_by, "und");
            put_rule(w, dead->by[k]);
        }
        end_item(w, INDENT);
    }
}

static void put_idle(struct writer *w)
{
    static const char *const why[] = {
        [IDLE_NO_REQUIREMENT] = "die Regel verlangt keinen Kontakt",
        [IDLE_SHORTEST] = "nur mit kürzerem Intervall, doch kürzer als verlangt kann keines sein",
        [IDLE_TWICE] = "mit jedem Intervall, also auch mit kürzerem; das zweite besagt nichts",
        [IDLE_NOT_INHERITED] = "jede Regel, die gilt und einen Kontakt verlangt, hat eigene Ausnahmen",
    };
    const struct proof *p = w->p;
    put_heading(w, p->n_idle ? arena_printf(w->arena, "Ausnahmen ohne Wirkung: %d", p->n_idle)
                             : "Ausnahmen ohne Wirkung: keine");
    for (int i = 0; i < p->n_idle; i++) {
        const struct proof_idle *idle = &p->idle[i];
        if (idle->rule < 0) {
            buf_text(&w->line, "für alle Regeln");
        } else {
            put_rule(w, idle->rule);
            put_line_number(w, idle->rule);
        }
        buf_text(&w->line, ": ");
        word_set_put(&w->line, WORDS_EXCEPTION, idle->kinds, "und");
        buf_printf(&w->line, " (%s)", why[idle->reason]);
        end_item(w, INDENT);
    }
}

/* ---- Overlaps ---- */

static bool is_dead(const struct proof *p, int rule)
{
    for (int i = 0; i < p->n_dead; i++)
        if (p->dead[i].rule == rule)
            return true;
    return false;
}

/* Those with a dead rule have been told; those that an earlier rule always decides are told in one line. */
static bool is_listed(const struct proof *p, const struct proof_overlap *o)
{
    return o->decided && !is_dead(p, o->loser);
}

/* "Regel 2 „Status nicht gesetzt“, „mindestens alle 12 Monate ein Kontakt“: 9 Kombinationen, etwa: U25, ..." */
static void put_overlap(struct writer *w, const struct proof_overlap *o)
{
    const char *first = requirement_words(w, o->winner), *second = requirement_words(w, o->loser);
    put_rule(w, o->loser);
    if (o->same)
        buf_text(&w->line, ", die dasselbe sagt");
    else if (strcmp(first, second) == 0)
        buf_text(&w->line, ", die andere Kontaktarten oder Ausnahmen hat");
    else
        buf_printf(&w->line, ", „%s“", second);
    buf_text(&w->line, ": ");
    put_combinations(&w->line, o->combinations);
    if (o->decided < o->combinations) {
        buf_text(&w->line, ", davon ");
        num_put_german(&w->line, (int64_t)(o->combinations - o->decided));
        buf_text(&w->line, " schon von einer früheren Regel entschieden");
    }
    buf_printf(&w->line, "; etwa: %s", condition_words(w, &o->example));
    end_item(w, DEEPER);
}

static void put_overlaps_of(struct writer *w, enum proof_order order, const char *heading)
{
    const struct proof *p = w->p;
    int winner = -1;
    for (int i = 0; i < p->n_overlaps; i++) {
        const struct proof_overlap *o = &p->overlap[i];
        if (o->order != order || !is_listed(p, o))
            continue;
        if (winner < 0) {
            buf_char(w->out, '\n');
            buf_text(&w->line, heading);
            end_line(w, INDENT);
        }
        if (o->winner != winner) {
            put_rule(w, o->winner);
            buf_printf(&w->line, " geht vor mit „%s“:", requirement_words(w, o->winner));
            end_line(w, INDENT);
        }
        winner = o->winner;
        put_overlap(w, o);
    }
}

static void put_hidden(struct writer *w)
{
    const struct proof *p = w->p;
    int n = 0;
    for (int i = 0; i < p->n_overlaps; i++) {
        const struct proof_overlap *o = &p->overlap[i];
        if (o->decided || is_dead(p, o->winner) || is_dead(p, o->loser))
            continue;
        buf_text(&w->line, n++ ? ", " : "Nie von Belang, weil eine noch frühere Regel stets entscheidet: ");
        buf_printf(&w->line, "%d und %d", o->winner + 1, o->loser + 1);
    }
    if (!n)
        return;
    buf_char(w->out, '\n');
    buf_char(&w->line, '.');
    end_line(w, INDENT);
}

static void put_overlaps(struct writer *w)
{
    const struct proof *p = w->p;
    int partial = 0, special = 0;
    for (int i = 0; i < p->n_overlaps; i++) {
        partial += is_listed(p, &p->overlap[i]) && p->overlap[i].order == PROOF_PARTIAL;
        special += is_listed(p, &p->overlap[i]) && p->overlap[i].order == PROOF_SPECIAL;
    }
    if (partial + special == 0)
        put_heading(w, "Überschneidungen: keine");
    else
        put_heading(w, arena_printf(w->arena, "Überschneidungen: %d; kein Fehler, es gilt die frühere Regel",
                                    partial + special));
    put_overlaps_of(w, PROOF_PARTIAL,
                    "Teilweise: keine der beiden Regeln ist ein Sonderfall der anderen; was gilt, entscheidet allein "
                    "die Reihenfolge.");
    put_overlaps_of(w, PROOF_SPECIAL, "Sonderfall vor der allgemeinen Regel: so gehört es.");
    put_hidden(w);
}

/* ---- What is neither ---- */

static void put_ranges(struct writer *w, const struct space_range *range, int n)
{
    for (int i = 0; i < n && i < MOST_RANGES; i++) {
        buf_text(&w->line, i ? "; sowie " : "");
        buf_text(&w->line, condition_words(w, &range[i].when));
    }
    if (n > MOST_RANGES)
        buf_printf(&w->line, "; sowie %d weitere", n - MOST_RANGES);
}

static void put_unclear(struct writer *w)
{
    const struct proof *p = w->p;
    if (!p->n_cannot_tell)
        return;
    put_heading(w, "Unbekannte Angaben: kein Fehler, das Urteil ist „unklar, weil …“");
    for (int i = 0; i < p->n_cannot_tell; i++) {
        const struct proof_unclear *u = &p->cannot_tell[i];
        const struct rule_dimension *dim = &p->set->dim[u->dimension];
        buf_printf(&w->line, dim->kind == DIM_WORD ? "%s in %s: " : "%s: ", dimension_rows[dim->kind].unknown, dim->name);
        if (!u->unclear) {
            buf_text(&w->line, "nie von Belang");
        } else if (u->unclear == u->combinations) {
            buf_text(&w->line, "immer unklar");
        } else {
            num_put_german(&w->line, (int64_t)u->unclear);
            buf_text(&w->line, " von ");
            put_combinations(&w->line, u->combinations);
            buf_text(&w->line, " unklar, nämlich: ");
            put_ranges(w, u->range, u->n_ranges);
        }
        end_item(w, INDENT);
    }
}

static void put_open(struct writer *w)
{
    const struct proof *p = w->p;
    if (!p->n_open)
        return;
    put_heading(w, "Ausdrücklich offen gelassen: keine Lücke");
    for (int i = 0; i < p->n_open; i++) {
        const struct proof_open *open = &p->open[i];
        put_rule(w, open->rule);
        buf_printf(&w->line, ", %s: ", requirement_words(w, open->rule));
        put_ranges(w, open->range, open->n_ranges);
        end_item(w, INDENT);
    }
}

static void put_hints(struct writer *w)
{
    const struct proof *p = w->p;
    if (p->n_hints)
        put_heading(w, "Hinweise: Bestimmungen, die an keiner Zahl etwas ändern");
    for (int i = 0; i < p->n_hints; i++) {
        const struct proof_hint *hint = &p->hint[i];
        switch (hint->reason) {
        case HINT_PHONE_PROFILES:
            buf_text(&w->line, "Telefon: genannt für ");
            word_set_put_profiles(&w->line, hint->values);
            buf_text(&w->line, ", doch keine Regel, die dort gilt, zählt telefonische Kontakte");
            break;
        case HINT_PHONE_YES:
            buf_text(&w->line, "Telefon: genannt für das Merkmal ");
            lexicon_put_names(&w->line, p->set->lexicon, hint->values, "und");
            buf_text(&w->line, ", doch keine Regel, die dort gilt, zählt telefonische Kontakte");
            break;
        case HINT_EVERY_NOTE:
            buf_printf(&w->line, "Vermerke: jeder Kontakt als %s, doch nur diese Vermerkart zählt",
                       lexicon_text(p->set->lexicon, WORDS_KIND, __builtin_ctz(hint->values)));
            break;
        case HINT_FIRST_NOTE:
            buf_printf(&w->line, "Vermerke: erster Kontakt als %s, doch das gilt ohnehin für jeden",
                       lexicon_text(p->set->lexicon, WORDS_KIND, __builtin_ctz(hint->values)));
            break;
        }
        end_item(w, INDENT);
    }
}

/* ---- */

/* What the rules ask for, and how many values each has: too much to go through. */
static void put_refusal(struct writer *w)
{
    const struct ruleset *set = w->p->set;
    int n = word_set_count(set->asks), at = 0;
    put_heading(w, "Nicht zu beweisen: die Regeln fragen nach zu vielem zugleich");
    buf_text(&w->line, "Zu viele Kombinationen von ");
    for (uint32_t left = set->asks; left; left &= left - 1) {
        const struct rule_dimension *dim = &set->dim[__builtin_ctz(left)];
        word_set_separate(&w->line, at++, n, "und");
        buf_printf(&w->line, "%s (%d Werte)", dim->name, __builtin_popcountll(dim->known));
    }
    buf_text(&w->line, ". Ob eine Lücke bleibt oder eine Regel ohne Wirkung ist, wurde nicht geprüft.");
    end_item(w, INDENT);
}

void words_put_proof_summary(const struct proof *p, struct buf *b)
{
    if (p->refused) {
        buf_text(b, "nicht zu beweisen, zu viele Kombinationen");
        return;
    }
    const struct {
        int n;
        const char *one, *many;
    } part[] = {{p->n_gaps, "Lücke", "Lücken"},
                {p->n_dead, "Regel ohne Wirkung", "Regeln ohne Wirkung"},
                {p->n_idle, "Ausnahme ohne Wirkung", "Ausnahmen ohne Wirkung"}};
    bool fresh = true;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        if (!part[i].n)
            continue;
        buf_text(b, fresh ? "" : ", ");
        put_count(b, part[i].n, part[i].one, part[i].many);
        fresh = false;
    }
}

void words_put_proof(const struct proof *p, struct buf *b)
{
    struct writer w = {.p = p, .out = b, .arena = arena_new()};
    put_head(&w);
    if (p->refused) {
        put_refusal(&w);
    } else {
        put_gaps(&w);
        put_dead(&w);
        put_idle(&w);
        put_overlaps(&w);
        put_unclear(&w);
        put_open(&w);
        put_hints(&w);
    }
    buf_char(b, '\n');
    buf_text(&w.line, "Ergebnis: ");
    if (proof_faults(p))
        words_put_proof_summary(p, &w.line);
    else
        buf_text(&w.line, "nichts zu beanstanden");
    end_line(&w, 0);
    buf_free(&w.line);
    arena_free(w.arena);
}
