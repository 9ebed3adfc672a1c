/*
 * The blocks of a document in HTML; tables are in html_table.c.
 */
#include "html/html_parts.h"

#include "base/mem.h"
#include "draw/canvas_svg.h"
#include "draw/chart.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Widths in px at which charts are laid out: the column of the page, and a phone (or 400 % zoom). */
static const double wide_chart = 976, narrow_chart = 287;

/* The first place that leads to a note is where the note leads back. */
static void put_noteref(struct html *h, const struct doc_node *n)
{
    const struct doc_node *note = n->footnote;
    bool first = true;
    for (size_t i = 0; i < h->n_notes; i++)
        first = first && h->notes[i] != note;
    buf_text(h->b, "<sup><a");
    if (first) {
        h->notes = mem_grow(h->notes, h->n_notes, &h->cap_notes, sizeof *h->notes);
        h->notes[h->n_notes++] = note;
        buf_printf(h->b, " id=\"r_%s\"", note->id);
    }
    buf_printf(h->b, " href=\"#%s\" role=\"doc-noteref\" aria-label=\"Fußnote %d\">%d</a></sup>", note->id,
               note->number, note->number);
}

static void put_link(struct html *h, const struct doc_node *link)
{
    bool here = doc_lookup(h->doc, link->to) != NULL;
    buf_text(h->b, here ? "<a href=\"#" : "<a href=\"");
    html_text(h, link->to);
    buf_text(h->b, "\">");
    html_inline(h, link);
    buf_text(h->b, "</a>");
}

void html_hidden_sign(struct html *h)
{
    buf_text(h->b,
             "<span aria-hidden=\"true\">" DOC_HIDDEN_SIGN "</span><span class=\"hidden\">" DOC_HIDDEN_WORDS "</span>");
}

void html_inline(struct html *h, const struct doc_node *parent)
{
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        switch (n->kind) {
        case DOC_TEXT:
            html_text(h, n->text);
            break;
        case DOC_BREAK:
            buf_text(h->b, "<br>");
            break;
        case DOC_STRONG:
            buf_text(h->b, "<strong>");
            html_inline(h, n);
            buf_text(h->b, "</strong>");
            break;
        case DOC_EM:
            buf_text(h->b, "<em>");
            html_inline(h, n);
            buf_text(h->b, "</em>");
            break;
        case DOC_MUTED:
            buf_text(h->b, "<span class=\"muted\">");
            html_inline(h, n);
            buf_text(h->b, "</span>");
            break;
        case DOC_LINK:
            put_link(h, n);
            break;
        case DOC_NOTEREF:
            put_noteref(h, n);
            break;
        default:
            break;
        }
    }
}

/* <name class="..." id="...">inline</name> */
static void put_line(struct html *h, const char *name, const char *class, const struct doc_node *n)
{
    buf_printf(h->b, "<%s", name);
    if (class[0])
        html_attribute(h, "class", class);
    if (n->id)
        html_attribute(h, "id", n->id);
    buf_char(h->b, '>');
    html_inline(h, n);
    buf_printf(h->b, "</%s>\n", name);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A section of the first level is a landmark by its name; only where no other has the same name, so that each
 * can be told. */
static bool is_landmark(const struct html *h, const struct doc_node *section)
{
    if (section->parent->kind != DOC_DOCUMENT || !section->first || section->first->kind != DOC_HEADING)
        return false;
    const char *name = doc_plain_text(section->first, h->mem);
    const char **found = bsearch(&name, h->names, h->n_names, sizeof *h->names, by_text);
    if (!found || !name[0])
        return false;
    bool before = found > h->names && strcmp(found[-1], name) == 0;
    bool after = found + 1 < h->names + h->n_names && strcmp(found[1], name) == 0;
    return !before && !after;
}

static void put_section(struct html *h, const struct doc_node *n)
{
    buf_text(h->b, "\n<section");
    if (n->section.page_break || n->section.landscape) {
        const char *classes[] = {"new-page", "landscape", "new-page landscape"};
        html_attribute(h, "class", classes[n->section.page_break + 2 * n->section.landscape - 1]);
    }
    if (n->id)
        html_attribute(h, "id", n->id);
    if (is_landmark(h, n))
        buf_printf(h->b, " aria-labelledby=\"h_%d\"", h->headings + 1);
    buf_text(h->b, ">\n");
    html_blocks(h, n);
    buf_text(h->b, "</section>\n");
}

static void put_heading(struct html *h, const struct doc_node *n)
{
    int level = n->level < 2 ? 2 : n->level > 6 ? 6 : n->level;
    buf_printf(h->b, "<h%d id=\"h_%d\">", level, ++h->headings);
    html_inline(h, n);
    buf_printf(h->b, "</h%d>\n", level);
}

/* The logo stands at the right of the title, as on the page. */
static void put_title(struct html *h, const struct doc_node *n)
{
    const struct theme_logo *logo = &h->theme->logo;
    if (logo->n) {
        const double scale = html_scale(h->theme);
        buf_printf(h->b, "<img class=\"logo\" width=\"%d\" height=\"%d\"", (int)(logo->width_pt * scale + 0.5),
                   (int)(logo->height_pt * scale + 0.5));
        html_attribute(h, "alt", logo->alt);
        buf_printf(h->b, " src=\"data:image/%s;base64,", logo->jpeg ? "jpeg" : "png");
        html_base64(h->b, logo->bytes, logo->n);
        buf_text(h->b, "\">\n");
    }
    put_line(h, "h1", "", n);
}

static void put_list(struct html *h, const struct doc_node *list)
{
    const char *name = list->numbered ? "ol" : "ul";
    buf_printf(h->b, "<%s>\n", name);
    for (const struct doc_node *item = list->first; item; item = item->next) {
        buf_text(h->b, "<li>");
        bool plain = item->first && !item->first->next && item->first->kind == DOC_PARA && !item->first->id &&
                     item->first->style == DOC_STYLE_BODY;
        if (plain)
            html_inline(h, item->first);
        else
            html_blocks(h, item);
        buf_text(h->b, "</li>\n");
    }
    buf_printf(h->b, "</%s>\n", name);
}

/* A note that begins with a bold word of its own needs no other. */
static bool begins_strong(const struct doc_node *n)
{
    while (n && n->kind != DOC_TEXT) {
        if (n->kind == DOC_STRONG)
            return true;
        n = n->first;
    }
    return false;
}

/* The word stands in the first paragraph, so that it is read (and printed) with it. */
static void put_note(struct html *h, const struct doc_node *n)
{
    const bool warning = n->note == DOC_NOTE_WARNING;
    buf_text(h->b, warning ? "<div role=\"note\" class=\"note warning\"" : "<div role=\"note\" class=\"note\"");
    if (n->id)
        html_attribute(h, "id", n->id);
    buf_text(h->b, ">\n<p>");
    const struct doc_node *rest = n->first;
    if (!begins_strong(rest))
        buf_text(h->b, warning ? "<strong>Warnung:</strong> " : "<strong>Hinweis:</strong> ");
    if (rest && rest->kind == DOC_PARA) {
        html_inline(h, rest);
        rest = rest->next;
    }
    buf_text(h->b, "</p>\n");
    const struct doc_node others = {.kind = DOC_NOTE, .first = (struct doc_node *)(uintptr_t)rest};
    html_blocks(h, &others);
    buf_text(h->b, "</div>\n");
}

static void put_kpi(struct html *h, const struct doc_node *n)
{
    static const char *const shapes[] = {
        [DOC_CHANGE_NONE] = NULL,
        [DOC_CHANGE_UP] = "M5 1 9.4 9H.6z",
        [DOC_CHANGE_DOWN] = "M5 9 .6 1h8.8z",
        [DOC_CHANGE_SAME] = "M1.5 1.5h7v7h-7z",
    };
    buf_text(h->b, "<div><dt>");
    html_text(h, n->kpi.label);
    buf_text(h->b, n->kpi.tone == DOC_TONE_ALERT  ? "</dt><dd class=\"value alert\">"
                   : n->kpi.tone == DOC_TONE_SOFT ? "</dt><dd class=\"value muted\">"
                                                  : "</dt><dd class=\"value\">");
    if (doc_is_hidden_sign(n->kpi.value))
        html_hidden_sign(h);
    else
        html_text(h, n->kpi.value);
    buf_text(h->b, "</dd>");
    const char *shape = shapes[n->kpi.change];
    if (n->kpi.change_text[0] || shape) {
        buf_text(h->b, "<dd class=\"change\">");
        if (shape)
            buf_printf(h->b, "<svg class=\"sign\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><path d=\"%s\"/></svg>",
                       shape);
        html_text(h, n->kpi.change_text);
        buf_text(h->b, "</dd>");
    }
    buf_text(h->b, "</div>\n");
}

static void put_kpis(struct html *h, const struct doc_node *n)
{
    buf_text(h->b, "<dl class=\"kpis\">\n");
    for (const struct doc_node *kpi = n->first; kpi; kpi = kpi->next)
        put_kpi(h, kpi);
    buf_text(h->b, "</dl>\n");
}

/*
 * The same chart at two widths; the style sheet shows the one that fits, so that its words stay readable on a phone.
 * Its name is the figure's: said once.
 */
static void put_chart(struct html *h, const struct doc_node *n)
{
    static const struct {
        const char *class;
        const double *width;
    } forms[] = {{"chart wide", &wide_chart}, {"chart narrow", &narrow_chart}};
    buf_text(h->b, "<figure role=\"img\"");
    if (n->id)
        html_attribute(h, "id", n->id);
    html_attribute(h, "aria-label", n->chart.alt);
    buf_text(h->b, ">\n");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct canvas_svg svg;
        const double scale = html_scale(h->theme), width = *forms[i].width / scale;
        const double height = chart_height(n, h->theme, width);
        canvas_svg_begin(&svg, h->b, h->fonts, h->theme, width, height, scale, forms[i].class, NULL);
        chart_draw(n, &svg.canvas, 0, 0, width);
        canvas_svg_end(&svg);
        buf_char(h->b, '\n');
    }
    buf_text(h->b, "</figure>\n");
}

/* heading: number of headings before this parent's sections; counts as put_heading will. levels: shown below it. */
static void put_toc_level(struct html *h, const struct doc_node *parent, int *heading, int levels)
{
    bool open = false;
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        if (n->kind == DOC_HEADING)
            ++*heading;
        if (n->kind != DOC_SECTION)
            continue;
        bool shown = levels > 0 && n->first && n->first->kind == DOC_HEADING;
        if (shown) {
            buf_text(h->b, open ? "" : "<ol>\n");
            open = true;
            if (n->id)
                buf_printf(h->b, "<li><a href=\"#%s\">", n->id);
            else
                buf_printf(h->b, "<li><a href=\"#h_%d\">", *heading + 1);
            html_text(h, doc_plain_text(n->first, h->mem));
            buf_text(h->b, "</a>");
        }
        put_toc_level(h, n, heading, shown ? levels - 1 : levels);
        if (shown)
            buf_text(h->b, "</li>\n");
    }
    if (open)
        buf_text(h->b, "</ol>\n");
}

static void put_toc(struct html *h, const struct doc_node *n)
{
    if (h->has_toc || !h->n_names)
        return;
    h->has_toc = true;
    int heading = 0;
    buf_text(h->b, "<nav class=\"toc\" aria-labelledby=\"toc_\">\n<h2 id=\"toc_\">Inhalt</h2>\n");
    put_toc_level(h, doc_root(h->doc), &heading, n->contents);
    buf_text(h->b, "</nav>\n");
}

/* Lines to write on: they are borders, which browsers print; assistive technology hears the label alone. */
static void put_lines(struct html *h, const struct doc_node *n)
{
    buf_text(h->b, "<div class=\"lines\">\n<p>");
    html_text(h, n->lines.label);
    buf_text(h->b, "</p>\n");
    for (int i = 0; i < n->lines.n; i++)
        buf_text(h->b, "<div></div>");
    buf_text(h->b, "\n</div>\n");
}

static void put_signatures(struct html *h, const struct doc_node *n)
{
    buf_text(h->b, "<div class=\"signatures\">\n");
    for (const struct doc_node *s = n->first; s; s = s->next) {
        buf_text(h->b, "<p>");
        html_text(h, s->label);
        buf_text(h->b, "</p>\n");
    }
    buf_text(h->b, "</div>\n");
}

static void put_block(struct html *h, const struct doc_node *n)
{
    static const char *const styles[] = {[DOC_STYLE_BODY] = "", [DOC_STYLE_LEAD] = "lead", [DOC_STYLE_SMALL] = "small"};
    switch (n->kind) {
    case DOC_SECTION:
        put_section(h, n);
        break;
    case DOC_TITLE:
        put_title(h, n);
        break;
    case DOC_HEADING:
        put_heading(h, n);
        break;
    case DOC_SUBLINE:
        put_line(h, "p", "subline", n);
        break;
    case DOC_PARA:
        put_line(h, "p", styles[n->style], n);
        break;
    case DOC_LIST:
        put_list(h, n);
        break;
    case DOC_NOTE:
        put_note(h, n);
        break;
    case DOC_KPIS:
        put_kpis(h, n);
        break;
    case DOC_TABLE:
        html_table(h, n);
        break;
    case DOC_CHART:
        put_chart(h, n);
        break;
    case DOC_TOC:
        put_toc(h, n);
        break;
    case DOC_PAGEBREAK:
        buf_text(h->b, "<div class=\"page-end\"></div>\n");
        break;
    case DOC_SIGNATURES:
        put_signatures(h, n);
        break;
    case DOC_LINES:
        put_lines(h, n);
        break;
    default:
        break;
    }
}

void html_blocks(struct html *h, const struct doc_node *parent)
{
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        put_block(h, n);
        html_settle(h);
    }
}
