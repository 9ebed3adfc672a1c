/* What counts, and what a directive provides beyond its rules, as labelled lines in German. */
#include "base/num.h"
#include "table/word_sets.h"
#include "words/ruleset_words.h"
#include "words/words_list.h"

enum { MOST_LINES = 16 }; /* fixed lines; staff targets come on top */

struct lines {
    struct arena *arena;
    struct words_line *line;
    int n;
};

static struct lines lines_new(struct arena *a, int targets)
{
    return (struct lines){a, arena_zero(a, (size_t)(MOST_LINES + targets) * sizeof(struct words_line)), 0};
}

static void add(struct lines *l, const char *label, const char *words, const char *source)
{
    l->line[l->n++] = (struct words_line){label, words, source};
}

const struct words_line *words_counting(const struct ruleset *r, struct arena *a, int *n)
{
    struct lines l = lines_new(a, 0);
    struct buf b = {0};
    lexicon_put_set(&b, r->lexicon, WORDS_KIND, r->kinds, "und");
    add(&l, "Vermerkarten", buf_keep(&b, a), r->counting_source);

    lexicon_put_set(&b, r->lexicon, WORDS_PARTNER, r->partners, "und");
    buf_text(&b, "; Bezirk innerhalb einer Ausnahme der Art JBA");
    if (r->partners_unseen) {
        buf_text(&b, "; vom Controlling nicht erfasst: ");
        lexicon_put_set(&b, r->lexicon, WORDS_PARTNER, r->partners_unseen, "und");
    }
    add(&l, "Gesprächspartner", buf_keep(&b, a), r->counting_source);

    words_put_modes(&b, r, r->modes, true);
    buf_text(&b, ", soweit eine Regel nichts anderes sagt");
    add(&l, "Kontaktarten", buf_keep(&b, a), r->counting_source);
    *n = l.n;
    return l.line;
}

static const char *attribute_words(const struct attribute *x, struct arena *a)
{
    struct buf b = {0};
    switch (x->kind) {
    case ATTRIBUTE_YES:
        return "ja oder nein";
    case ATTRIBUTE_DAY:
        return "ein Tag";
    case ATTRIBUTE_WORD:
        break;
    }
    for (int v = 1; v <= x->n_words; v++) {
        word_set_separate(&b, v - 1, x->n_words, "oder");
        buf_text(&b, x->word[v]);
    }
    return buf_keep(&b, a);
}

/* The further words of a list; of a mode what it stands for. */
static const char *further_words(const struct lexicon *x, enum word_list list, struct arena *a)
{
    const struct lexicon_list *more = &x->list[list];
    struct buf b = {0};
    for (int i = 0; i < more->n; i++) {
        word_set_separate(&b, i, more->n, "und");
        buf_text(&b, more->word[i]);
        if (list == WORDS_MODE)
            buf_printf(&b, " (gilt als %s)", word_text(WORDS_MODE, more->as[i]));
    }
    return buf_keep(&b, a);
}

const struct words_line *words_declared(const struct ruleset *r, struct arena *a, int *n)
{
    static const struct {
        enum word_list list;
        const char *label;
    } lists[] = {{WORDS_FUNCTION, "Funktion"},     {WORDS_STATUS, "Status"}, {WORDS_KIND, "Vermerkart"},
                 {WORDS_PARTNER, "Gesprächspartner"}, {WORDS_MODE, "Kontaktart"}};
    const struct lexicon *x = r->lexicon;
    struct lines l = lines_new(a, LEXICON_ATTRIBUTES);
    for (int i = ATTRIBUTE_GIVEN; i < x->n_attributes; i++)
        add(&l, x->attribute[i].name, attribute_words(&x->attribute[i], a), "");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (x->list[lists[i].list].n)
            add(&l, lists[i].label, further_words(x, lists[i].list, a), "");
    *n = l.n;
    return l.line;
}

static void put_share(struct buf *b, const struct rule_staff_target *t)
{
    num_put_german_decimal(b, t->share * 100, 0);
    buf_text(b, "\u00a0% der Arbeitszeit ");
    buf_text(b, t->from_contacts ? "in persönlichen Gesprächen (nach ihrer Dauer)" : "in Terminen");
    if (t->longest)
        buf_printf(b, ", jeder mit höchstens %d\u00a0Minuten", t->longest);
}

static void add_targets(struct lines *l, const struct ruleset *r)
{
    struct buf b = {0};
    for (int i = 0; i < r->n_staff; i++) {
        const struct rule_staff_target *t = &r->staff[i];
        lexicon_put_set(&b, r->lexicon, WORDS_FUNCTION, t->functions, "und");
        buf_text(&b, ": mindestens ");
        if (t->consultations) {
            buf_printf(&b, "%d Beratungen je Woche bei Vollzeit, Teilzeit anteilig", t->consultations);
            if (t->share > 0)
                buf_text(&b, t->decides ? " (maßgeblich); daneben " : "; und ");
        }
        if (t->share > 0)
            put_share(&b, t);
        add(l, "Personal", buf_keep(&b, l->arena), t->source);
    }
    if (!r->n_staff)
        return;
    buf_text(&b, "Gespräche von ");
    lexicon_put_set(&b, r->lexicon, WORDS_PARTNER, r->consultation_partners, "und");
    buf_text(&b, ", ");
    words_put_modes(&b, r, r->consultation_modes, true);
    add(l, "Beratung", buf_keep(&b, l->arena), r->staff[0].source);
}

static void add_appointments(struct lines *l, const struct ruleset *r)
{
    const char *source = r->cited[CITED_APPOINTMENTS].source;
    struct arena *a = l->arena;
    if (r->first_minutes)
        add(l, "Termine", arena_printf(a, "Erstgespräche mit mindestens %d\u00a0Minuten geplant", r->first_minutes),
            source);
    if (r->longest_minutes)
        add(l, "Termine", arena_printf(a, "mit höchstens %d\u00a0Minuten geplant", r->longest_minutes), source);
    if (r->instruction)
        add(l, "Termine", "Einladung mit Rechtsfolgenbelehrung", source);
    if (r->next_agreed)
        add(l, "Termine", "am Ende jedes Kontakts wird der nächste Termin vereinbart", source);
}

static void add_phone(struct lines *l, const struct ruleset *r)
{
    struct buf b = {0};
    buf_text(&b, "genannt für ");
    if (r->phone_profiles)
        word_set_put_profiles(&b, r->phone_profiles);
    if (r->phone_attributes) {
        buf_text(&b, r->phone_profiles ? "; Merkmal " : "Merkmal ");
        lexicon_put_names(&b, r->lexicon, r->phone_attributes, "oder");
    }
    add(l, "Telefon", buf_keep(&b, l->arena), r->cited[CITED_PHONE].source);
}

const struct words_line *words_provisions(const struct ruleset *r, struct arena *a, int *n)
{
    struct lines l = lines_new(a, r->n_staff);
    struct buf b = {0};
    const char *notes = r->cited[CITED_NOTES].source;
    if (r->first_max)
        add(&l, "Erstkontakt",
            arena_printf(a,
                         "in der Regel innerhalb von %d, höchstens von %d\u00a0Arbeitstagen nach Beginn der Betreuung",
                         r->first_usual, r->first_max),
            r->cited[CITED_FIRST].source);
    if (r->first_note >= 0)
        add(&l, "Vermerke", arena_printf(a, "erster Kontakt als %s", lexicon_text(r->lexicon, WORDS_KIND, r->first_note)), notes);
    if (r->every_note >= 0)
        add(&l, "Vermerke", arena_printf(a, "jeder Kontakt als %s", lexicon_text(r->lexicon, WORDS_KIND, r->every_note)), notes);
    add_appointments(&l, r);
    if (r->phone_named)
        add_phone(&l, r);
    add_targets(&l, r);
    if (r->deputise) {
        word_set_put(&b, WORDS_TALK, r->deputise, "und");
        buf_text(&b, " bei Abwesenheit der Fachkraft");
        add(&l, "Vertretung", buf_keep(&b, a), r->cited[CITED_DEPUTISING].source);
    }
    *n = l.n;
    return l.line;
}
