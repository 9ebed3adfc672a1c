/* The trail as plain text, in the order in which somebody checks it by hand. */
#include "explain/explain.h"

#include "base/lines.h"
#include "explain/explain_words.h"
#include "words/ruleset_words.h"

#include <string.h>

enum { COLUMNS = 100, LABEL_COLUMNS = 22, NOTE_COLUMNS = 28 };

static void heading(struct buf *b, const char *text)
{
    buf_char(b, '\n');
    lines_wrap(b, 0, 0, COLUMNS, text);
}

static void paragraph(struct buf *b, int indent, const char *text)
{
    if (!*text)
        return;
    lines_spaces(b, indent);
    lines_wrap(b, indent, indent, COLUMNS, text);
}

/* "  Vorgabe           mindestens ..."; nothing where there is no text. */
static void labelled(struct buf *b, const char *label, const char *text)
{
    if (!*text)
        return;
    buf_text(b, "  ");
    lines_cell(b, label, LABEL_COLUMNS - 2, false);
    lines_wrap(b, LABEL_COLUMNS, LABEL_COLUMNS, COLUMNS, text);
}

static void put_head(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct ruleset *set = t->q.set;
    lines_wrap(
        b, 0, 2, COLUMNS,
        arena_printf(a, "Kundennummer %s, Stichtag %s", tables_number(t->t, t->customer), explain_day(t->q.day, a)));
    lines_wrap(b, 0, 2, COLUMNS,
               arena_printf(a, "Regelwerk %s (%s, Version %s), %s", set->title, set->id, set->version,
                            words_validity(set, a)));
    heading(b, "Urteil");
    paragraph(b, 2, t->population == POPULATION_IN ? explain_verdict(t, a) : explain_population(t, a));
}

static void put_states(struct buf *b, const struct trail *t, struct arena *a)
{
    const uint32_t *first = t->t->customers.first;
    heading(b, arena_printf(a, "Stand der Daten (%s)", explain_file(t, FILE_CUSTOMERS)));
    for (uint32_t s = first[t->customer]; s < first[t->customer + 1]; s++) {
        paragraph(b, 2, arena_printf(a, "Zeile %u, %s", t->t->states.line[s], explain_validity(t, s, a)));
        paragraph(b, 4, explain_state(t, s, a));
    }
}

static void put_start(struct buf *b, const struct trail *t, struct arena *a)
{
    heading(b, "Beginn der Betreuung");
    paragraph(b, 2, arena_printf(a, "%s", explain_day(t->v.start, a)));
    for (size_t i = 0; i < t->n_periods && t->n_periods > 1; i++)
        paragraph(b, 4, explain_period(t, &t->period[i], a));
}

static void put_search(struct buf *b, const struct trail *t, struct arena *a)
{
    for (size_t i = 0; i < t->n_trials; i++)
        paragraph(b, 4,
                  arena_printf(a, "%s: %s", explain_rule(t, t->trial[i].rule, a), explain_trial(t, &t->trial[i], a)));
}

static void put_rule(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct trail_level *now = trail_now(t);
    heading(b, "Regel");
    paragraph(b, 2, explain_rule(t, t->v.rule, a));
    if (t->v.rule >= 0) {
        const struct rule *r = &t->q.set->rule[t->v.rule];
        labelled(b, "Vorgabe", explain_requirement(t, t->v.rule, t->v.individual, a));
        labelled(b, "Kontaktarten", words_modes(t->q.set, r, a));
        labelled(b, "Fundstelle", r->source);
        labelled(b, "Wortlaut", *r->quote ? arena_printf(a, "»%s«", r->quote) : "");
        if (t->n_exceptions && now) {
            const char *accepts = words_accepts(r, a);
            labelled(b, "Ausnahmen", *accepts ? accepts : "keine");
            if (*accepts && strcmp(r->accepts_source, r->source) != 0)
                labelled(b, "  Fundstelle", r->accepts_source);
        }
        if (now)
            labelled(b, "In Kraft seit", explain_since(t, now, a));
    }
    paragraph(b, 2,
              t->v.rule >= 0 ? "Warum diese: es gilt die erste, die zutrifft." : "Geprüft, in dieser Reihenfolge:");
    put_search(b, t, a);
}

/* Only where it changed. */
static void put_course(struct buf *b, const struct trail *t, struct arena *a)
{
    if (t->n_stages < 2)
        return;
    heading(b, "Vorgaben im Lauf der Betreuung");
    for (size_t i = 0; i < t->n_stages; i++) {
        const struct eval_stage *s = &t->stage[i];
        paragraph(b, 2,
                  arena_printf(a, "%s bis %s: %s: %s", explain_day(s->from, a), explain_day(trail_stage_end(t, i), a),
                               explain_rule(t, s->rule, a), explain_requirement(t, s->rule, s->individual, a)));
    }
}

static void put_notes(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct tbl_contacts *c = &t->t->contacts;
    heading(b, arena_printf(a, "Vermerke (%s)", explain_file(t, FILE_CONTACTS)));
    if (!t->n_notes)
        paragraph(b, 2, "keine");
    for (size_t i = 0; i < t->n_notes; i++) {
        const struct trail_note *n = &t->note[i];
        const char *where = arena_printf(a, "%s  Zeile %u", explain_day(c->day[n->note], a), c->line[n->note]);
        buf_text(b, "  ");
        lines_cell(b, where, NOTE_COLUMNS - 2, false);
        lines_wrap(b, NOTE_COLUMNS, NOTE_COLUMNS, COLUMNS, explain_note_kind(t, n, a));
        paragraph(b, NOTE_COLUMNS, explain_note(t, n, a));
        paragraph(b, NOTE_COLUMNS, explain_note_weight(t, n, a));
    }
}

static void put_exceptions(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct tbl_exceptions *x = &t->t->exceptions;
    if (!t->n_exceptions)
        return;
    heading(b, arena_printf(a, "Ausnahmen (%s)", explain_file(t, FILE_EXCEPTIONS)));
    for (size_t i = 0; i < t->n_exceptions; i++) {
        const struct trail_exception *one = &t->exception[i];
        uint32_t at = one->exception;
        const char *days = x->to[at] == DAY_OPEN
                               ? arena_printf(a, "ab %s", explain_day(x->from[at], a))
                               : arena_printf(a, "%s bis %s", explain_day(x->from[at], a), explain_day(x->to[at], a));
        paragraph(b, 2, arena_printf(a, "Zeile %u, %s: %s", x->line[at], days, explain_exception_kind(t, at, a)));
        paragraph(b, 4, explain_exception(t, one, a));
        paragraph(b, 4, explain_exception_weight(t, one, a));
    }
}

static void put_part(struct buf *b, const struct trail *t, const struct trail_level *level, int i, int indent,
                     struct arena *a)
{
    const struct trail_part *part = &level->part[i];
    paragraph(b, indent, explain_part(level, i, a));
    for (int use = SUM_BASE; use <= SUM_TRANSITION_ALTERNATION; use++)
        if (explain_has_sum(part, (enum eval_sum_use)use))
            paragraph(b, indent, explain_sum(t, level, i, (enum eval_sum_use)use, a));
    for (size_t k = 0; level->matters && k < part->n_changes; k++)
        paragraph(b, indent, explain_change(level, &part->change[k], a));
    paragraph(b, indent, explain_earlier(part, a));
}

/* The sums of what a rule asked for, and how it stands to what was asked before. */
static void put_level(struct buf *b, const struct trail *t, const struct trail_level *level, struct arena *a)
{
    bool now = level == trail_now(t);
    const char *what = explain_requirement(t, (int)(level->demand.rule - t->q.set->rule), level->demand.individual, a);
    if (t->n_levels > 1)
        paragraph(b, 2,
                  now ? arena_printf(a, "Vorgabe seit %s: %s", explain_day(level->demand.since, a), what)
                      : arena_printf(a, "Vorgabe vom %s bis zum %s: %s", explain_day(level->demand.since, a),
                                     explain_day(level->demand.day, a), what));
    int indent = t->n_levels > 1 ? 4 : 2;
    if (level->matters)
        paragraph(b, indent, explain_blank(t, (size_t)(level - t->level), a));
    for (int i = 0; i < level->demand.rule->n_asks; i++)
        put_part(b, t, level, i, indent, a);
    paragraph(b, indent, explain_earliest(level, a));
}

static void put_due(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct trail_level *now = trail_now(t);
    if (!now)
        return;
    heading(b, t->v.code == VERDICT_EXEMPT ? "Fälligkeit (solange die Frist ruht, ohne Wirkung)" : "Fälligkeit");
    /* Of those that do not matter, the last one is what the first that does was held against. */
    for (size_t i = 0; i < t->n_levels; i++)
        if (t->level[i].matters || t->level[i + 1].matters)
            put_level(b, t, &t->level[i], a);
    if (t->v.corridor != DAY_NONE)
        labelled(b, "Kontakt ab", explain_sum(t, now, 0, SUM_CORRIDOR, a));
}

static const char *last_contact(const struct trail *t, struct arena *a)
{
    if (t->v.last == DAY_NONE)
        return "keiner";
    int32_t ago = t->q.day - t->v.last;
    return arena_printf(a, ago == 1 ? "%s, vor %d Tag" : "%s, vor %d Tagen", explain_day(t->v.last, a), ago);
}

static void put_result(struct buf *b, const struct trail *t, struct arena *a)
{
    const struct verdict *v = &t->v;
    bool exempt = v->code == VERDICT_EXEMPT;
    heading(b, "Ergebnis");
    labelled(b, "Urteil", words_verdict[v->code]);
    if (!trail_now(t))
        return;
    if (exempt) {
        labelled(b, "Ausgenommen bis", explain_day(v->exempt_until, a));
    } else {
        labelled(b, "Fällig", explain_day(v->due, a));
        labelled(b, "Frist aus", explain_source(t, a));
        labelled(b, "Pausentage", v->pause_days ? explain_days(v->pause_days, a) : "");
        labelled(b, "Tage überfällig", arena_printf(a, "%d", verdict_overdue_days(v, t->q.day)));
    }
    labelled(b, "Gezählte Kontakte", explain_counted(t, a));
    labelled(b, "Letzter Kontakt", last_contact(t, a));
    labelled(b, "Nächster persönlich", explain_next(t, a));
}

void explain_put_text(struct buf *b, const struct trail *t)
{
    struct arena *a = arena_new();
    put_head(b, t, a);
    put_states(b, t, a);
    if (t->population == POPULATION_IN) {
        put_start(b, t, a);
        put_rule(b, t, a);
        put_course(b, t, a);
        put_notes(b, t, a);
        put_exceptions(b, t, a);
        put_due(b, t, a);
        put_result(b, t, a);
    }
    arena_free(a);
}
