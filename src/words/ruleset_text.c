#include "words/ruleset_words.h"

#include "base/lines.h"
#include "words/words_list.h"

#include <string.h>

enum { ID_COLUMNS = 24, VALIDITY_COLUMNS = 45, LABEL_COLUMNS = 18 };

/* "    Fundstelle        Arbeitsanleitung ..."; nothing where there is no text. */
static void put_labelled(struct buf *b, int indent, const char *label, const char *text)
{
    if (!text[0])
        return;
    lines_spaces(b, indent);
    buf_text(b, label);
    int width = lines_width(label, strlen(label));
    lines_spaces(b, width < LABEL_COLUMNS ? LABEL_COLUMNS - width : 1);
    lines_wrap(b, indent + LABEL_COLUMNS, indent + LABEL_COLUMNS, WORDS_COLUMNS, text);
}

static void put_quote(struct buf *b, int indent, const char *quote, struct arena *a)
{
    if (quote[0])
        put_labelled(b, indent, "Wortlaut", arena_printf(a, "„%s“", quote));
}

static void put_heading(struct buf *b, const char *text)
{
    buf_char(b, '\n');
    buf_text(b, text);
    buf_char(b, '\n');
}

static void put_rule(struct buf *b, const struct ruleset *set, int number, struct arena *a)
{
    const struct rule *r = &set->rule[number - 1];
    const char *condition = rule_condition_words(set, &r->when, a), *accepts = words_accepts(r, a);
    bool requires = r->outcome == RULE_REQUIREMENT;
    buf_printf(b, "%4d  ", number);
    lines_wrap(b, 6, 6, WORDS_COLUMNS, r->name);
    if (strcmp(condition, r->name) != 0 && strcmp(condition, "alle") != 0)
        put_labelled(b, 6, "Bedingung", condition);
    put_labelled(b, 6, "Vorgabe", words_requirement(set, r, a));
    put_labelled(b, 6, "Kontaktarten", words_modes(set, r, a));
    if (requires) {
        put_labelled(b, 6, "Ausnahmen", accepts[0] ? accepts : "keine");
        if (accepts[0] && strcmp(r->accepts_source, set->cited[CITED_ACCEPTANCE].source) != 0)
            put_labelled(b, 6, "  Fundstelle", r->accepts_source);
    }
    put_labelled(b, 6, "Fundstelle", r->source);
    put_quote(b, 6, r->quote, a);
}

/* Labelled lines; the source once for neighbours that share it. */
static void put_lines(struct buf *b, const struct words_line *line, int n)
{
    for (int i = 0; i < n; i++) {
        bool sourced = i == 0 || strcmp(line[i].source, line[i - 1].source) != 0; /* the one before has its source */
        bool again = !sourced && strcmp(line[i].label, line[i - 1].label) == 0;
        put_labelled(b, 2, again ? "" : line[i].label, line[i].words);
        if (i + 1 == n || strcmp(line[i].source, line[i + 1].source) != 0)
            put_labelled(b, 2, "  Fundstelle", line[i].source);
    }
}

static void put_head(struct buf *b, const struct ruleset *r, struct arena *a)
{
    lines_wrap(b, 0, 2, WORDS_COLUMNS, r->title);
    buf_char(b, '\n');
    put_labelled(b, 2, "Kennung", r->id);
    put_labelled(b, 2, "Herausgeber", r->publisher);
    put_labelled(b, 2, "Fassung", r->edition);
    put_labelled(b, 2, "Geltung", words_validity(r, a));
    put_labelled(b, 2, "  Fundstelle", r->validity_source);
    put_labelled(b, 2, "Regeldatei", arena_printf(a, "Version %s", r->version));
}

void words_put_ruleset(const struct ruleset *r, struct buf *b)
{
    struct arena *a = arena_new();
    int n;
    put_head(b, r, a);

    const struct words_line *line = words_declared(r, a, &n);
    if (n) {
        put_heading(b, "Eigene Merkmale und Wörter");
        put_lines(b, line, n);
    }

    put_heading(b, "Was als Kontakt zählt");
    line = words_counting(r, a, &n);
    put_lines(b, line, n);
    put_quote(b, 2, r->cited[CITED_COUNTING].quote, a);

    if (r->cited[CITED_ACCEPTANCE].source[0]) {
        put_heading(b, "Ausnahmen");
        put_labelled(b, 2, "Fundstelle", r->cited[CITED_ACCEPTANCE].source);
        put_quote(b, 2, r->cited[CITED_ACCEPTANCE].quote, a);
    }

    put_heading(b, "Regeln; es gilt die erste, die zutrifft");
    for (int i = 1; i <= r->n_rules; i++) {
        if (i > 1)
            buf_char(b, '\n');
        put_rule(b, r, i, a);
    }

    line = words_provisions(r, a, &n);
    if (n) {
        put_heading(b, "Weitere Bestimmungen");
        put_lines(b, line, n);
    }
    if (r->remark[0])
        put_heading(b, "Lesarten");
    for (const char **remark = r->remark; *remark; remark++) {
        buf_text(b, "  - ");
        lines_wrap(b, 4, 4, WORDS_COLUMNS, *remark);
    }
    arena_free(a);
}

static void put_padded(struct buf *b, const char *text, int columns)
{
    int width = lines_width(text, strlen(text));
    buf_text(b, text);
    lines_spaces(b, width < columns ? columns - width : 1);
}

void words_put_ruleset_line(const struct ruleset *r, struct buf *b)
{
    struct arena *a = arena_new();
    put_padded(b, r->id, ID_COLUMNS);
    buf_printf(b, "%3d %s", r->n_rules, r->n_rules == 1 ? "Regel   " : "Regeln  ");
    put_padded(b, words_validity(r, a), VALIDITY_COLUMNS);
    buf_text(b, r->title);
    buf_char(b, '\n');
    arena_free(a);
}
