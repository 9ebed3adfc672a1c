#include "document/doc_tree.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST_SECTION = 5, MOST_COLUMNS = 500 }; /* headings end at level 6 */

struct checker {
    const struct doc *doc;
    const char *name;
    struct diag *d;
};

static bool fail(struct checker *c, const struct doc_node *n, const char *what)
{
    return diag_fail(c->d, DIAG_RULES, c->name, n->line > 0 ? (size_t)n->line : 0, "%s", what);
}

/*
 * One row against the columns. busy[i]: rows below that a cell above still covers. A cell that spans columns
 * must find them free side by side, so that a grid comes out in every format.
 */
static bool check_row(struct checker *c, const struct doc_node *row, int n_cols, int rows_left, int *busy)
{
    int at = 0;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        while (at < n_cols && busy[at] > 0)
            at++;
        if (cell->cell.rowspan > rows_left) {
            fail(c, cell, "<cell> reicht mit rowspan über das Ende ihres Teils der Tabelle");
            return diag_expect(c->d, "höchstens %d", rows_left);
        }
        for (int i = 0; i < cell->cell.colspan; i++, at++) {
            if (at >= n_cols || busy[at] > 0) {
                fail(c, row, "<row> hat mehr Zellen als die Tabelle Spalten");
                return diag_expect(c->d, "%d Spalten (colspan und rowspan mitgezählt)", n_cols);
            }
            busy[at] = cell->cell.rowspan;
        }
    }
    for (; at < n_cols; at++)
        if (busy[at] == 0) {
            fail(c, row, "<row> hat weniger Zellen als die Tabelle Spalten");
            return diag_expect(c->d, "%d Spalten (colspan und rowspan mitgezählt)", n_cols);
        }
    for (int i = 0; i < n_cols; i++)
        busy[i]--;
    return true;
}

/* Numbers the notes below a table; a note that only says "n von N" (no id) has no number. */
static void number_footnotes(struct doc_node *table)
{
    int number = 0;
    for (struct doc_node *n = table->first; n; n = n->next)
        if (n->kind == DOC_FOOTNOTE)
            n->number = n->id ? ++number : 0;
}

static bool check_noteref(struct checker *c, struct doc_node *n)
{
    const struct doc_node *note = doc_lookup(c->doc, n->to), *table = n->parent;
    while (table && table->kind != DOC_TABLE)
        table = table->parent;
    if (!note || note->kind != DOC_FOOTNOTE || note->parent != table) {
        fail(c, n, "<noteref> führt zu keiner Fußnote seiner Tabelle");
        return diag_expect(c->d, "id eines <footnote> derselben <table>; gefunden „%s“", n->to);
    }
    n->footnote = note;
    return true;
}

static bool check_table(struct checker *c, struct doc_node *table)
{
    int n_cols = 0;
    for (const struct doc_node *n = table->first; n && n->kind == DOC_COL; n = n->next)
        n_cols++;
    if (n_cols > MOST_COLUMNS)
        return fail(c, table, "<table> hat zu viele Spalten");
    table->table.n_cols = n_cols;
    for (const struct doc_node *part = table->first; part; part = part->next) {
        if (part->kind == DOC_COL || part->kind == DOC_FOOTNOTE)
            continue;
        int busy[MOST_COLUMNS] = {0}, rows = 0;
        for (const struct doc_node *row = part->first; row; row = row->next)
            rows++;
        for (const struct doc_node *row = part->first; row; row = row->next)
            if (!check_row(c, row, n_cols, rows--, busy))
                return false;
    }
    return true;
}

static bool give_words(struct checker *c, struct doc_node *link, const struct doc_node *section)
{
    struct doc_node *text = arena_zero(c->doc->mem, sizeof *text);
    text->kind = DOC_TEXT;
    text->line = link->line;
    text->parent = link;
    text->text = doc_plain_text(section->first, c->doc->mem);
    link->first = link->last = text;
    return true;
}

/* A name without point and slash is meant as an id; anything else is the address of another file. */
static bool check_link(struct checker *c, struct doc_node *n)
{
    const struct doc_node *target = strpbrk(n->to, "./") ? NULL : doc_lookup(c->doc, n->to);
    if (strpbrk(n->to, "./") && n->first)
        return true;
    if (target && n->first)
        return true;
    if (target && target->kind == DOC_SECTION) /* <ref>: the words of the heading */
        return give_words(c, n, target);
    fail(c, n, "<link> führt zu einer id, die es nicht gibt");
    return diag_expect(c->d, "id eines Abschnitts; gefunden „%s“", n->to);
}

/* Words, or a reference, whose words follow. */
static bool has_words(const struct doc_node *n)
{
    if ((n->kind == DOC_TEXT && n->text[strspn(n->text, " \n")]) || n->kind == DOC_LINK)
        return true;
    for (const struct doc_node *child = n->first; child; child = child->next)
        if (has_words(child))
            return true;
    return false;
}

static bool check_words(struct checker *c, const struct doc_node *n)
{
    static const struct {
        enum doc_kind kind;
        const char *what;
    } read[] = {{DOC_TITLE, "<title> ist leer"},     {DOC_HEADING, "<heading> ist leer"},
                {DOC_SUBLINE, "<subline> ist leer"}, {DOC_PARA, "<para> ist leer"},
                {DOC_ITEM, "<item> ist leer"},       {DOC_FOOTNOTE, "<footnote> ist leer"}};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (n->kind == read[i].kind && !has_words(n)) {
            fail(c, n, read[i].what);
            return diag_expect(c->d, "Text; ein Ausdruck in der Vorlage, der nichts auswählt, ergibt keinen");
        }
    for (const struct doc_node *child = n->first; child; child = child->next)
        if (!check_words(c, child))
            return false;
    return true;
}

bool doc_check_words(struct doc *doc, const char *name, struct diag *d)
{
    struct checker c = {doc, name, d};
    return check_words(&c, doc_root(doc));
}

static bool check_node(struct checker *c, struct doc_node *n, int sections)
{
    if (n->kind == DOC_SECTION && ++sections > DEEPEST_SECTION)
        return fail(c, n, "<section> ist tiefer als 5 Ebenen verschachtelt");
    if (n->kind == DOC_SECTION && n->section.landscape && sections > 1)
        return fail(c, n, "landscape gilt nur für Abschnitte direkt unter <document>");
    if (n->kind == DOC_HEADING)
        n->level = sections + 1;
    if (n->kind == DOC_LINK && !check_link(c, n))
        return false;
    if (n->kind == DOC_NOTEREF && !check_noteref(c, n))
        return false;
    if (n->kind == DOC_TABLE) {
        number_footnotes(n);
        if (!check_table(c, n))
            return false;
    }
    if (n->kind == DOC_CHART && n->chart.has_scale && !(n->chart.min < n->chart.max)) {
        fail(c, n, "<chart> hat keine Skala, die aufgeht");
        return diag_expect(c->d, "min und max, beide oder keines, min kleiner als max");
    }
    for (struct doc_node *child = n->first; child; child = child->next)
        if (!check_node(c, child, sections))
            return false;
    return true;
}

static int by_id(const void *a, const void *b)
{
    const struct doc_node *const *x = a, *const *y = b;
    int order = strcmp((*x)->id, (*y)->id);
    return order ? order : ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

bool doc_check(struct doc *doc, const char *name, struct diag *d)
{
    struct checker c = {doc, name, d};
    if (doc->n_named)
        qsort(doc->named, doc->n_named, sizeof *doc->named, by_id);
    for (size_t i = 1; i < doc->n_named; i++)
        if (strcmp(doc->named[i - 1]->id, doc->named[i]->id) == 0)
            return diag_fail(d, DIAG_RULES, name, (size_t)doc->named[i]->line, "die id „%s“ steht zweimal",
                             doc->named[i]->id);
    return check_node(&c, doc->root, 0);
}
