#include "results/ruleset_page.h"

#include "base/xml_put.h"
#include "words/ruleset_words.h"

#include <string.h>

struct page {
    struct buf *b;
    const struct ruleset *set;
    struct arena *arena;
};

static void open_section(struct page *p, const char *id, const char *heading, const char *subline)
{
    xml_line(p->b, 1, "<section");
    xml_attr(p->b, "id", id);
    buf_text(p->b, ">\n");
    xml_element(p->b, 2, "heading", heading);
    xml_element(p->b, 2, "subline", subline);
}

static void close_section(struct page *p)
{
    xml_line(p->b, 1, "</section>\n");
}

/* Columns of `weights`, one digit each, and their heads. */
static void open_table(struct page *p, const char *caption, const char *weights, const char *const *head)
{
    xml_line(p->b, 2, "<table");
    xml_attr(p->b, "caption", caption);
    xml_attr(p->b, "caption-hidden", "yes");
    buf_text(p->b, ">\n");
    for (const char *weight = weights; *weight; weight++)
        buf_printf(p->b, "      <col weight=\"%c\"/>\n", *weight);
    xml_line(p->b, 3, "<head><row>");
    for (size_t i = 0; weights[i]; i++) {
        buf_text(p->b, "<cell header=\"yes\">");
        xml_escape(p->b, head[i]);
        buf_text(p->b, "</cell>");
    }
    buf_text(p->b, "</row></head>\n");
    xml_line(p->b, 3, "<body>\n");
}

static void close_table(struct page *p)
{
    xml_line(p->b, 3, "</body>\n");
    xml_line(p->b, 2, "</table>\n");
}

static void put_cell(struct page *p, const char *text, bool header)
{
    buf_text(p->b, header ? "<cell header=\"yes\">" : "<cell>");
    xml_escape(p->b, text);
    buf_text(p->b, "</cell>");
}

/* A further line of a cell, grey; nothing where there is no text. */
static void put_muted(struct page *p, const char *before, const char *text, const char *behind)
{
    if (!*text)
        return;
    buf_text(p->b, "<br/><muted>");
    xml_escape(p->b, before);
    xml_escape(p->b, text);
    xml_escape(p->b, behind);
    buf_text(p->b, "</muted>");
}

static void put_quote(struct page *p, const char *quote)
{
    if (*quote)
        xml_element(p->b, 2, "para", arena_printf(p->arena, "Wortlaut: »%s«", quote));
}

/*
 * Label, words and source; the source once for neighbours that share it. A list, since its long German words can be
 * hyphenated on a phone, those of a table of two columns cannot.
 */
static void put_lines(struct page *p, const struct words_line *line, int n)
{
    xml_line(p->b, 2, "<list>\n");
    for (int i = 0; i < n; i++) {
        bool sourced = i + 1 < n && strcmp(line[i].source, line[i + 1].source) == 0; /* the next one has it */
        xml_line(p->b, 3, "<item><strong>");
        xml_escape(p->b, line[i].label);
        buf_text(p->b, ":</strong> ");
        xml_escape(p->b, line[i].words);
        if (!sourced)
            put_muted(p, "", line[i].source, "");
        buf_text(p->b, "</item>\n");
    }
    xml_line(p->b, 2, "</list>\n");
}

static void put_rule(struct page *p, int i)
{
    const struct rule *r = &p->set->rule[i];
    const char *condition = rule_condition_words(p->set, &r->when, p->arena), *accepts = words_accepts(r, p->arena);
    xml_line(p->b, 4, "<row>");
    put_cell(p, arena_printf(p->arena, "%d", i + 1), true);
    buf_text(p->b, "<cell>");
    xml_escape(p->b, r->name);
    if (strcmp(condition, r->name) != 0 && strcmp(condition, "alle") != 0)
        put_muted(p, "", condition, "");
    buf_text(p->b, "</cell><cell>");
    xml_escape(p->b, words_requirement(p->set, r, p->arena));
    put_muted(p, "", words_modes(p->set, r, p->arena), "");
    if (r->outcome == RULE_REQUIREMENT)
        put_muted(p, "Ausnahmen: ", *accepts ? accepts : "keine", "");
    buf_text(p->b, "</cell><cell>");
    xml_escape(p->b, r->source);
    put_muted(p, "»", r->quote, "«");
    if (*accepts && strcmp(r->accepts_source, p->set->cited[CITED_ACCEPTANCE].source) != 0)
        put_muted(p, "Ausnahmen: ", r->accepts_source, "");
    buf_text(p->b, "</cell></row>\n");
}

static void put_rules(struct page *p)
{
    static const char *const head[] = {"Nr.", "Wer", "Vorgabe", "Fundstelle und Wortlaut"};
    open_section(p, "regeln", "Regeln", "In dieser Folge; es gilt die erste, deren Bedingungen alle zutreffen");
    open_table(p, "Regeln mit Vorgabe und Fundstelle", "0234", head);
    for (int i = 0; i < p->set->n_rules; i++)
        put_rule(p, i);
    close_table(p);
    close_section(p);
}

static void put_head(struct page *p)
{
    const struct ruleset *set = p->set;
    const char *validity = words_validity(set, p->arena);
    buf_text(p->b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<document lang=\"de\"");
    xml_attr(p->b, "title", arena_printf(p->arena, "Regelwerk %s", set->short_title));
    xml_attr(p->b, "subject", set->title);
    buf_text(p->b, ">\n");
    xml_element(p->b, 1, "title", set->title);
    xml_element(
        p->b, 1, "subline",
        arena_printf(p->arena, "Herausgeber: %s; Fassung: %s; Geltung: %s", set->publisher, set->edition, validity));
    xml_element(p->b, 1, "para",
                arena_printf(p->arena, "Kennung %s, Version %s der Regeldatei.%s%s", set->id, set->version,
                             *set->validity_source ? " Fundstelle der Geltung: " : "", set->validity_source));
}

void results_put_ruleset_page(struct buf *b, const struct ruleset *set)
{
    struct page p = {b, set, arena_new()};
    const struct rule_citation *acceptance = &set->cited[CITED_ACCEPTANCE];
    int n;
    put_head(&p);
    put_rules(&p);

    const struct words_line *line = words_declared(set, p.arena, &n);
    if (n) {
        open_section(&p, "eigenes", "Eigene Merkmale und Wörter", "Spalten der kunden.csv und Wörter der Exporte");
        put_lines(&p, line, n);
        close_section(&p);
    }
    line = words_counting(set, p.arena, &n);
    open_section(&p, "kontakte", "Was als Kontakt zählt", "");
    put_lines(&p, line, n);
    put_quote(&p, set->cited[CITED_COUNTING].quote);
    close_section(&p);

    if (*acceptance->source) {
        open_section(&p, "ausnahmen", "Ausnahmen", "Welche bei welcher Regel gelten, steht bei der Regel");
        xml_element(b, 2, "para", arena_printf(p.arena, "Fundstelle: %s", acceptance->source));
        put_quote(&p, acceptance->quote);
        close_section(&p);
    }
    line = words_provisions(set, p.arena, &n);
    if (n) {
        open_section(&p, "bestimmungen", "Weitere Bestimmungen", "");
        put_lines(&p, line, n);
        close_section(&p);
    }
    if (set->remark[0]) {
        open_section(&p, "lesarten", "Lesarten", "Wo das Dokument etwas offen lässt: was hier gilt");
        xml_line(b, 2, "<list>\n");
        for (const char **remark = set->remark; *remark; remark++)
            xml_element(b, 3, "item", *remark);
        xml_line(b, 2, "</list>\n");
        close_section(&p);
    }
    buf_text(b, "</document>\n");
    arena_free(p.arena);
}
