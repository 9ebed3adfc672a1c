#include "document/doc_tree.h"

#include "base/buf.h"
#include "base/xml.h"
#include "document/source.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { DEEPEST = 100 };

struct reader {
    struct doc *doc;
    const char *name;
    const struct doc_sources *sources;
    struct diag *d;
    struct buf text;
    bool space; /* a space is due before the next text of this run of inline content */
    bool begun; /* it ends in something else than a space: one may become due */
};

static const struct {
    const char *name;
    enum doc_kind kind;
} elements[] = {
    {"cell", DOC_CELL},
    {"row", DOC_ROW},
    {"point", DOC_POINT},
    {"strong", DOC_STRONG},
    {"em", DOC_EM},
    {"muted", DOC_MUTED},
    {"link", DOC_LINK},
    {"br", DOC_BREAK},
    {"noteref", DOC_NOTEREF},
    {"ref", DOC_LINK},
    {"para", DOC_PARA},
    {"item", DOC_ITEM},
    {"list", DOC_LIST},
    {"col", DOC_COL},
    {"head", DOC_HEAD},
    {"body", DOC_BODY},
    {"foot", DOC_FOOT},
    {"footnote", DOC_FOOTNOTE},
    {"table", DOC_TABLE},
    {"section", DOC_SECTION},
    {"heading", DOC_HEADING},
    {"subline", DOC_SUBLINE},
    {"note", DOC_NOTE},
    {"kpis", DOC_KPIS},
    {"kpi", DOC_KPI},
    {"chart", DOC_CHART},
    {"series", DOC_SERIES},
    {"target", DOC_TARGET},
    {"toc", DOC_TOC},
    {"pagebreak", DOC_PAGEBREAK},
    {"signature", DOC_SIGNATURE},
    {"signatures", DOC_SIGNATURES},
    {"lines", DOC_LINES},
    {"title", DOC_TITLE},
    {"document", DOC_DOCUMENT},
};

/* Control characters that XML allows (delete, and those beyond ASCII) and no page does: U+FFFD in their place. */
static const char *without_controls(struct reader *r, const char *s, size_t *n)
{
    struct buf b = {0};
    size_t from = 0;
    for (size_t i = 0, w; i < *n; i += w) {
        const unsigned char *p = (const unsigned char *)s + i;
        w = p[0] == 0x7F ? 1 : p[0] == 0xC2 && i + 1 < *n && p[1] < 0xA0 ? 2 : 0;
        if (w) {
            buf_put(&b, s + from, i - from);
            buf_text(&b, w == 2 && p[1] == 0x85 ? " " : "\uFFFD"); /* a line break of mainframes is white space */
            from = i + w;
        } else {
            w = 1;
        }
    }
    if (!from)
        return s;
    buf_put(&b, s + from, *n - from);
    s = arena_text(r->doc->mem, buf_str(&b), b.n);
    *n = b.n;
    buf_free(&b);
    return s;
}

/* NFC, in the document's arena. */
static const char *keep_text(struct reader *r, const char *s, size_t n)
{
    s = without_controls(r, s, &n);
    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] < 0xCC) /* below U+0300 nothing composes */
            continue;
        utf8proc_uint8_t *composed = NULL;
        utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)n, &composed,
                                               UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        if (length < 0)
            break;
        const char *kept = arena_text(r->doc->mem, (const char *)composed, (size_t)length);
        free(composed);
        return kept;
    }
    return arena_text(r->doc->mem, s, n);
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* An attribute's text: spaces collapsed, those at the ends dropped, line breaks (&#10;) kept. "" where it is
 * missing. */
static const char *text_of(struct reader *r, const xmlNode *x, const char *attribute)
{
    const char *s = xml_attribute(x, attribute);
    if (!s)
        return "";
    buf_clear(&r->text);
    bool space = false;
    for (; *s; s++) {
        if (is_space(*s) && *s != '\n') {
            space = r->text.n > 0;
            continue;
        }
        if (space && *s != '\n' && r->text.p[r->text.n - 1] != '\n')
            buf_char(&r->text, ' ');
        space = false;
        buf_char(&r->text, *s);
    }
    return keep_text(r, buf_str(&r->text), r->text.n);
}

static bool is_yes(const xmlNode *x, const char *attribute)
{
    const char *s = xml_attribute(x, attribute);
    return s && strcmp(s, "yes") == 0;
}

static struct doc_number number_of(const xmlNode *x, const char *attribute)
{
    const char *s = xml_attribute(x, attribute);
    struct doc_number n = {0};
    n.has = s && xml_number(s, &n.value);
    return n;
}

static int int_of(const xmlNode *x, const char *attribute, int otherwise)
{
    struct doc_number n = number_of(x, attribute);
    return n.has ? (int)n.value : otherwise; /* the schema bounds every one of them */
}

/* Index of the attribute's value in words (NULL ends them); 0 where it is missing. */
static int word_of(const xmlNode *x, const char *attribute, const char *const words[])
{
    const char *s = xml_attribute(x, attribute);
    for (int i = 0; s && words[i]; i++)
        if (strcmp(s, words[i]) == 0)
            return i;
    return 0;
}

static const char *const styles[] = {"body", "lead", "small", NULL};
static const char *const aligns[] = {"left", "right", "center", NULL};
static const char *const notes[] = {"info", "warning", NULL};
static const char *const charts[] = {"line", "bar", "stacked", "histogram", "multiples", NULL};
static const char *const tones[] = {"data", "soft", "alert", "pale", NULL};
static const char *const changes[] = {"none", "up", "down", "same", NULL};

static void read_cell(const xmlNode *x, struct doc_node *n)
{
    n->cell.header = is_yes(x, "header");
    n->cell.colspan = int_of(x, "colspan", 1);
    n->cell.rowspan = int_of(x, "rowspan", 1);
    n->cell.strong = is_yes(x, "strong");
    n->cell.heat = number_of(x, "heat");
    n->cell.bar = number_of(x, "bar");
    n->cell.mark = number_of(x, "mark");
    n->cell.tone = (enum doc_tone)word_of(x, "tone", tones);
}

static void read_col(const xmlNode *x, struct doc_node *n)
{
    struct doc_number max = number_of(x, "bar-max");
    n->col.number = is_yes(x, "number");
    n->col.bar = max.has;
    n->col.bar_max = max.value;
    n->col.weight = int_of(x, "weight", 0);
    n->col.align = xml_attribute(x, "align") ? (enum doc_align)word_of(x, "align", aligns)
                   : n->col.number           ? DOC_ALIGN_RIGHT
                                             : DOC_ALIGN_LEFT;
}

static void read_chart(struct reader *r, const xmlNode *x, struct doc_node *n)
{
    struct doc_number min = number_of(x, "min"), max = number_of(x, "max");
    n->chart.chart = (enum doc_chart)word_of(x, "kind", charts);
    n->chart.alt = text_of(r, x, "alt");
    n->chart.unit = text_of(r, x, "unit");
    n->chart.has_scale = min.has || max.has; /* doc_check asks for both: one alone leaves min = max */
    if (min.has != max.has)
        min.value = max.value = 0;
    n->chart.min = min.value;
    n->chart.max = max.value;
    n->chart.height = int_of(x, "height", 0);
}

static void read_point(struct reader *r, const xmlNode *x, struct doc_node *n)
{
    const char *below = text_of(r, x, "sublabel");
    n->point.label = text_of(r, x, "label");
    if (below[0])
        n->point.label = arena_printf(r->doc->mem, "%s\n%s", n->point.label, below);
    n->point.value = number_of(x, "value");
    n->point.text = text_of(r, x, "text");
}

static void read_kpi(struct reader *r, const xmlNode *x, struct doc_node *n)
{
    n->kpi.label = text_of(r, x, "label");
    n->kpi.value = text_of(r, x, "value");
    n->kpi.change = (enum doc_change)word_of(x, "change", changes);
    n->kpi.change_text = text_of(r, x, "change-text");
    n->kpi.tone = (enum doc_tone)word_of(x, "tone", tones);
}

static void read_document(struct reader *r, const xmlNode *x, struct doc_node *n)
{
    n->document.lang = text_of(r, x, "lang");
    n->document.title = text_of(r, x, "title");
    n->document.subject = text_of(r, x, "subject");
    n->document.header_left = text_of(r, x, "header-left");
    n->document.header_right = text_of(r, x, "header-right");
    n->document.footer_left = text_of(r, x, "footer-left");
    n->document.landscape = is_yes(x, "landscape");
}

static void read_attributes(struct reader *r, const xmlNode *x, struct doc_node *n)
{
    switch (n->kind) {
    case DOC_DOCUMENT:
        read_document(r, x, n);
        break;
    case DOC_SECTION:
        n->section.page_break = is_yes(x, "page-break");
        n->section.landscape = is_yes(x, "landscape");
        break;
    case DOC_PARA:
        n->style = (enum doc_style)word_of(x, "style", styles);
        break;
    case DOC_LIST:
        n->numbered = is_yes(x, "numbered");
        break;
    case DOC_NOTE:
        n->note = (enum doc_note)word_of(x, "kind", notes);
        break;
    case DOC_KPI:
        read_kpi(r, x, n);
        break;
    case DOC_TABLE:
        n->table.caption = text_of(r, x, "caption");
        n->table.caption_hidden = is_yes(x, "caption-hidden");
        n->table.sortable = is_yes(x, "sortable");
        break;
    case DOC_COL:
        read_col(x, n);
        break;
    case DOC_ROW:
        n->row.strong = is_yes(x, "strong");
        n->row.group = is_yes(x, "group");
        break;
    case DOC_CELL:
        read_cell(x, n);
        break;
    case DOC_CHART:
        read_chart(r, x, n);
        break;
    case DOC_SERIES:
        n->series.name = text_of(r, x, "name");
        n->series.tone = (enum doc_tone)word_of(x, "tone", tones);
        break;
    case DOC_POINT:
        read_point(r, x, n);
        break;
    case DOC_TARGET:
        n->target.value = number_of(x, "value").value;
        n->target.label = text_of(r, x, "label");
        break;
    case DOC_SIGNATURE:
        n->label = text_of(r, x, "label");
        break;
    case DOC_LINK:
    case DOC_NOTEREF: /* doc_check resolves it */
        n->to = text_of(r, x, "to");
        break;
    case DOC_TOC:
        n->contents = int_of(x, "depth", 2);
        break;
    case DOC_LINES:
        n->lines.label = text_of(r, x, "label");
        n->lines.n = int_of(x, "n", 4);
        break;
    default:
        break;
    }
}

static struct doc_node *add_node(struct reader *r, struct doc_node *parent, enum doc_kind kind, const xmlNode *x)
{
    struct doc_node *n = doc_append(r->doc->mem, parent, kind);
    long line = xmlGetLineNo((xmlNode *)x);
    n->line = line > 0 && line < INT32_MAX ? (int)line : 0;
    return n;
}

static bool holds_inline(enum doc_kind kind)
{
    switch (kind) {
    case DOC_TITLE:
    case DOC_HEADING:
    case DOC_SUBLINE:
    case DOC_PARA:
    case DOC_CELL:
    case DOC_STRONG:
    case DOC_EM:
    case DOC_MUTED:
    case DOC_LINK:
    case DOC_FOOTNOTE:
        return true;
    default:
        return false;
    }
}

static bool is_mark(enum doc_kind kind)
{
    return kind == DOC_STRONG || kind == DOC_EM || kind == DOC_MUTED || kind == DOC_LINK;
}

static bool is_inline(const xmlNode *x)
{
    if (x->type == XML_TEXT_NODE)
        return x->content && x->content[strspn((const char *)x->content, " \t\r\n")];
    return xml_is(x, "strong") || xml_is(x, "em") || xml_is(x, "muted") || xml_is(x, "link") || xml_is(x, "ref") ||
           xml_is(x, "br");
}

/* White space collapses over the marks inside a paragraph, too: "a <strong> b" has one space, before the
 * mark. */
static void read_text(struct reader *r, const xmlNode *x, struct doc_node *parent)
{
    const char *s = x->content ? (const char *)x->content : "";
    buf_clear(&r->text);
    for (; *s; s++) {
        if (is_space(*s)) {
            r->space = r->begun;
            continue;
        }
        if (r->space)
            buf_char(&r->text, ' ');
        r->space = false;
        r->begun = true;
        buf_char(&r->text, *s);
    }
    if (r->text.n) {
        struct doc_node *n = add_node(r, parent, DOC_TEXT, x);
        n->text = keep_text(r, r->text.p, r->text.n);
    }
}

/* A space that is due goes in front of a mark that begins now, unless the text before can carry it. */
static void settle_space(struct reader *r, struct doc_node *parent, const xmlNode *x)
{
    if (!r->space)
        return;
    r->space = r->begun = false;
    struct doc_node *before = parent->last;
    if (before && before->kind == DOC_TEXT) {
        before->text = arena_printf(r->doc->mem, "%s ", before->text);
        return;
    }
    struct doc_node *n = add_node(r, parent, DOC_TEXT, x);
    n->text = " ";
}

/* Columns and head as the source has them, before what the template wrote: sums and footnotes. */
static void add_source_columns(struct reader *r, struct doc_node *table, const struct doc_source *s)
{
    struct doc_node *written = table->first, *last = table->last;
    table->first = table->last = NULL;
    for (size_t i = 0; i < s->n_cols; i++) {
        struct doc_node *col = doc_append(r->doc->mem, table, DOC_COL);
        col->col.align = s->col[i].align;
        col->col.number = s->col[i].number;
        col->col.weight = s->col[i].weight;
    }
    struct doc_node *row = doc_append(r->doc->mem, doc_append(r->doc->mem, table, DOC_HEAD), DOC_ROW);
    for (size_t i = 0; i < s->n_cols; i++) {
        struct doc_node *cell = doc_append(r->doc->mem, row, DOC_CELL);
        cell->cell.header = true;
        cell->cell.colspan = cell->cell.rowspan = 1;
        doc_append(r->doc->mem, cell, DOC_TEXT)->text = s->col[i].head;
    }
    doc_append(r->doc->mem, table, DOC_BODY);
    table->last->next = written;
    if (written)
        table->last = last;
}

/* Nobody is in the list: the words for that instead of a table. */
static void say_empty(struct reader *r, const xmlNode *x, struct doc_node *n)
{
    const char *words = text_of(r, x, "empty");
    n->kind = DOC_PARA;
    n->style = DOC_STYLE_BODY;
    n->first = n->last = NULL;
    doc_append(r->doc->mem, n, DOC_TEXT)->text = words;
}

static bool read_source(struct reader *r, const xmlNode *x, struct doc_node *table)
{
    struct doc_query q = {.source = text_of(r, x, "source"),
                          .where = text_of(r, x, "where"),
                          .columns = text_of(r, x, "columns"),
                          .order = text_of(r, x, "order"),
                          .group = text_of(r, x, "group"),
                          .limit = int_of(x, "limit", -1)};
    struct doc_source *s = arena_zero(r->doc->mem, sizeof *s);
    const char *what = NULL, *expected = NULL;
    if (!r->sources)
        return diag_fail(r->d, DIAG_RULES, r->name, (size_t)table->line, "source=\"%s\": hier gibt es keine Listen",
                         q.source);
    s->sources = r->sources;
    if (!r->sources->ask(r->sources->context, &q, r->doc->mem, s, &what, &expected)) {
        diag_fail(r->d, DIAG_RULES, r->name, (size_t)table->line, "%s", what);
        return diag_expect(r->d, "%s", expected);
    }
    if (s->n_rows == 0) {
        say_empty(r, x, table);
        return true;
    }
    table->table.source = s;
    table->table.sortable = true;
    add_source_columns(r, table, s);
    if (s->n_rows < s->n_all) {
        struct doc_node *cut = doc_append(r->doc->mem, table, DOC_FOOTNOTE);
        doc_append(r->doc->mem, cut, DOC_TEXT)->text = arena_printf(r->doc->mem, "%zu von %zu", s->n_rows, s->n_all);
    }
    return true;
}

/* A template that found no rows and has no words for that: both formats say the same. */
static void say_nothing(struct reader *r, struct doc_node *table)
{
    struct doc_node *body = NULL;
    int n_cols = 0;
    for (struct doc_node *n = table->first; n; n = n->next) {
        n_cols += n->kind == DOC_COL;
        body = n->kind == DOC_BODY ? n : body;
        if (n->kind == DOC_BODY && n->first)
            return;
    }
    if (!body)
        return;
    struct doc_node *cell = doc_append(r->doc->mem, doc_append(r->doc->mem, body, DOC_ROW), DOC_CELL);
    cell->cell.colspan = n_cols;
    cell->cell.rowspan = 1;
    doc_append(r->doc->mem, doc_append(r->doc->mem, cell, DOC_MUTED), DOC_TEXT)->text = "keine Einträge";
}

static bool finish_table(struct reader *r, const xmlNode *x, struct doc_node *table)
{
    if (xml_attribute(x, "source"))
        return read_source(r, x, table);
    say_nothing(r, table);
    return true;
}

/* noteref is a mark without text: it stands close to the word before it. */
static bool is_inline_kind(enum doc_kind kind)
{
    return is_mark(kind) || kind == DOC_BREAK || kind == DOC_NOTEREF;
}

static bool read_element(struct reader *r, const xmlNode *x, struct doc_node *parent, int depth);

static bool read_children(struct reader *r, const xmlNode *x, struct doc_node *n, int depth)
{
    for (const xmlNode *child = x->children; child; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            if (!read_element(r, child, n, depth + 1))
                return false;
        } else if (child->type == XML_TEXT_NODE && holds_inline(n->kind)) {
            read_text(r, child, n);
        }
    }
    return true;
}

/* item and note with text alone: the text is one paragraph. */
static bool wraps_inline(const xmlNode *x, enum doc_kind kind)
{
    if (kind != DOC_ITEM && kind != DOC_NOTE)
        return false;
    for (const xmlNode *child = x->children; child; child = child->next)
        if (is_inline(child))
            return true;
    return false;
}

static bool read_element(struct reader *r, const xmlNode *x, struct doc_node *parent, int depth)
{
    size_t i = 0;
    while (i < sizeof elements / sizeof *elements && !xml_is(x, elements[i].name))
        i++;
    if (i == sizeof elements / sizeof *elements)
        return diag_fail(r->d, DIAG_FAULT, r->name, 0, "das Schema erlaubt <%s>, das Programm kennt es nicht",
                         (const char *)x->name);
    enum doc_kind kind = elements[i].kind;
    if (depth > DEEPEST)
        return diag_fail(r->d, DIAG_RULES, r->name, (size_t)xmlGetLineNo((xmlNode *)x),
                         "<%s> ist zu tief verschachtelt", elements[i].name);
    if (is_mark(kind))
        settle_space(r, parent, x);
    else if (kind != DOC_NOTEREF)
        r->space = r->begun = false; /* a block, or a break: what follows begins anew */
    struct doc_node *n = add_node(r, parent, kind, x);
    read_attributes(r, x, n);
    const char *id = xml_attribute(x, "id");
    if (id) {
        n->id = arena_strdup(r->doc->mem, id);
        r->doc->named = mem_grow(r->doc->named, r->doc->n_named, &r->doc->cap_named, sizeof *r->doc->named);
        r->doc->named[r->doc->n_named++] = n;
    }
    if (wraps_inline(x, kind))
        n = add_node(r, n, DOC_PARA, x);
    bool ok = read_children(r, x, n, depth);
    if (kind == DOC_LINK && !n->first)
        r->begun = true; /* a <ref>: doc_check gives it words, and a space behind them counts */
    if (kind == DOC_CHART && !n->chart.alt[0])
        n->chart.alt = doc_chart_words(n, 0, INT_MAX, r->doc->mem);
    if (!is_inline_kind(kind))
        r->space = r->begun = false;
    return ok && (kind != DOC_TABLE || finish_table(r, x, n));
}

/* Takes source; NULL: there is none, and d says why. */
static struct doc *build(xmlDoc *source, const char *name, const struct doc_sources *sources, struct diag *d)
{
    if (!source)
        return NULL;
    struct doc *doc = mem_zero(1, sizeof *doc);
    doc->mem = arena_new();
    struct reader r = {.doc = doc, .name = name, .sources = sources, .d = d};
    const xmlNode *root = xmlDocGetRootElement(source);
    struct doc_node holder = {0};
    bool ok = read_element(&r, root, &holder, 0);
    doc->root = holder.first;
    if (ok) {
        doc->root->parent = NULL;
        ok = doc_check(doc, name, d);
    }
    buf_free(&r.text);
    xmlFreeDoc(source);
    if (!ok) {
        doc_free(doc);
        doc = NULL;
    }
    return doc;
}

struct doc *doc_read(const char *xml, size_t n, const char *name, const char *rng, const struct doc_sources *sources,
                     struct diag *d)
{
    return build(xml_read(xml, n, name, rng, d), name, sources, d);
}

/* The name that others know of struct xml_schema: no header of the room shows libxml2. */
struct doc_schema *doc_schema_new(const char *rng, struct diag *d)
{
    return (struct doc_schema *)xml_schema_new(rng, d);
}

void doc_schema_free(struct doc_schema *s)
{
    xml_schema_free((struct xml_schema *)s);
}

struct doc *doc_read_by(const char *xml, size_t n, const char *name, const struct doc_schema *schema,
                        const struct doc_sources *sources, struct diag *d)
{
    return build(xml_read_by(xml, n, name, (const struct xml_schema *)schema, d), name, sources, d);
}
