#include "layout/pages.h"

#include "layout/layout_block.h"
#include "layout/layout_table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double LIST_INDENT = 13.0, NOTE_INDENT = 9.0, NARROWEST = 120.0; /* pt */
static const double BODY_MEASURE = 48.0, LEAD_MEASURE = 36.5;                 /* em of the type */
enum { CONTENTS_FROM = 5 /* pages */, DEEPEST_HEADING = 6 };

/* first and all its next siblings. */
static void lay_blocks(struct flow *f, const struct layout_place *p, const struct doc_node *first, int depth);

static double em(const struct flow *f, enum theme_type type)
{
    return f->theme->type[type].size;
}

static void lay_heading(struct flow *f, const struct layout_place *p, const struct doc_node *n, int depth)
{
    int level = n->kind == DOC_TITLE ? 1 : n->level;
    if (level < 1 || level > DEEPEST_HEADING)
        level = level < 1 ? 2 : DEEPEST_HEADING;
    struct layout_block_style s = {
        .text = {.type = level == 1   ? THEME_TITLE
                         : level == 2 ? THEME_HEADING
                                      : THEME_SUBHEADING,
                 .face = FONT_BOLD,
                 .colour = level > 3 ? THEME_GREY : THEME_INK},
        .role = (enum page_role)(ROLE_H1 + level - 1),
        .before = level == 1 ? 0 : f->theme->space[level == 2 ? THEME_SECTION : THEME_SUBSECTION],
        .after = level == 1 ? 1.3 : 3.2,
        .keep = KEEP_FIRM,
    };
    if (n->id)
        flow_mark(f, BOX_DESTINATION, n, 0);
    if (n->kind == DOC_HEADING && !p->quiet)
        flow_mark(f, BOX_OUTLINE, n, depth > 1 ? depth - 1 : 0);
    layout_block_text(f, p, n, &s, NULL);
}

static void lay_subline(struct flow *f, const struct layout_place *p, const struct doc_node *n, bool of_title)
{
    const struct layout_block_style s = {
        .text = {.type = of_title ? THEME_TABLE : THEME_SMALL, .colour = THEME_GREY},
        .role = ROLE_PARAGRAPH,
        .after = of_title ? 15.5 : 6.5,
        .keep = KEEP_FIRM,
    };
    layout_block_text(f, p, n, &s, NULL);
}

static void lay_para(struct flow *f, const struct layout_place *p, const struct doc_node *n, bool keep,
                     const char *first_word)
{
    struct layout_block_style s = {.text = {.type = THEME_BODY, .colour = THEME_INK, .hyphenate = true},
                                   .role = ROLE_PARAGRAPH,
                                   .after = p->after,
                                   .measure = BODY_MEASURE * em(f, THEME_BODY),
                                   .keep = keep ? KEEP_FIRM : KEEP_NOT};
    if (n->style == DOC_STYLE_LEAD) {
        s.text.type = THEME_LEAD;
        s.text.hyphenate = false;
        s.measure = LEAD_MEASURE * em(f, THEME_LEAD);
        s.after = 12;
    } else if (n->style == DOC_STYLE_SMALL) {
        s.text.type = THEME_SMALL;
        s.text.colour = THEME_GREY;
        s.measure = 0;
    }
    layout_block_text(f, p, n, &s, first_word);
}

/* Deeper levels stop moving to the right where lines would become too short. */
static struct layout_place indented(const struct layout_place *p, double indent)
{
    struct layout_place in = *p;
    in.quiet = true;
    if (in.width - indent >= NARROWEST) {
        in.x += indent;
        in.width -= indent;
    }
    return in;
}

static void lay_list(struct flow *f, const struct layout_place *p, const struct doc_node *list, int depth)
{
    int64_t number = 0, last = 0;
    for (const struct doc_node *item = list->first; item; item = item->next)
        last++;
    struct buf label = {0};
    double indent = LIST_INDENT;
    if (list->numbered) {
        buf_int(&label, last);
        buf_text(&label, ". ");
        indent = fmax(indent, 4 + font_width(f->fonts, FONT_REGULAR, true, em(f, THEME_BODY), label.p, label.n));
    }
    struct layout_place in = indented(p, indent);
    flow_begin(f, ROLE_LIST, list);
    for (const struct doc_node *item = list->first; item; item = item->next) {
        buf_clear(&label);
        if (list->numbered) {
            buf_int(&label, ++number);
            buf_char(&label, '.');
        } else {
            buf_text(&label, "•");
        }
        flow_begin(f, ROLE_LIST_ITEM, item);
        layout_block_label(f, p, buf_str(&label), in.x <= p->x);
        flow_begin(f, ROLE_ITEM_BODY, item);
        in.after = item->next ? f->theme->space[THEME_ITEM] : p->after;
        lay_blocks(f, &in, item->first, depth);
        flow_end(f, ROLE_ITEM_BODY);
        flow_end(f, ROLE_LIST_ITEM);
    }
    flow_end(f, ROLE_LIST);
    buf_free(&label);
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

static void lay_note(struct flow *f, const struct layout_place *p, const struct doc_node *note, int depth)
{
    struct layout_place in = indented(p, NOTE_INDENT);
    const bool warning = note->note == DOC_NOTE_WARNING;
    if (in.x > p->x) {
        struct layout_side_rule *side = arena_zero(f->lasting, sizeof *side);
        *side = (struct layout_side_rule){p->x, warning ? THEME_ALERT : THEME_DATA};
        in.side = side;
    }
    flow_begin(f, ROLE_NOTE, note);
    const struct doc_node *first = note->first;
    if (first && first->kind == DOC_PARA && !begins_strong(first)) {
        lay_para(f, &in, first, false, warning ? "Warnung: " : "Hinweis: ");
        first = first->next;
    }
    lay_blocks(f, &in, first, depth);
    flow_end(f, ROLE_NOTE);
}

static struct layout_place whole_page(const struct flow *f)
{
    return (struct layout_place){
        .x = f->theme->margin_left, .width = flow_width(f), .after = f->theme->space[THEME_PARAGRAPH]};
}

/* The width of the body of a page that is turned or not. */
static double page_width(struct flow *f, bool landscape)
{
    const bool was = f->landscape;
    f->landscape = landscape;
    const double width = flow_width(f);
    f->landscape = was;
    return width;
}

/* A table in here would be set in fewer panels, or with its words whole, on a page that is turned. */
static bool asks_for_width(struct flow *f, const struct doc_node *section)
{
    for (const struct doc_node *n = section->first; n; n = n->next) {
        if (n->kind == DOC_SECTION && asks_for_width(f, n))
            return true;
        if (n->kind != DOC_TABLE)
            continue;
        const struct layout_table_fit upright = layout_table_fits(f, n, page_width(f, false));
        if (upright.panels <= 1 && upright.whole_words)
            continue;
        const struct layout_table_fit turned = layout_table_fits(f, n, page_width(f, true));
        if (turned.panels < upright.panels || (turned.panels == 1 && turned.whole_words))
            return true;
    }
    return false;
}

static void lay_section(struct flow *f, const struct layout_place *p, const struct doc_node *n, int depth)
{
    const bool top = depth == 0 && !p->quiet;
    const bool turns = top && (n->section.landscape || f->root->document.landscape || asks_for_width(f, n));
    struct layout_place at = *p;
    if (top && turns != f->landscape)
        flow_break(f, turns);
    else if (n->section.page_break)
        flow_break(f, f->landscape);
    if (top)
        at = whole_page(f);
    flow_begin(f, ROLE_SECTION, n);
    flow_mark(f, BOX_DESTINATION, n, 0);
    lay_blocks(f, &at, n->first, depth + 1);
    flow_end(f, ROLE_SECTION);
}

static bool is_small(const struct doc_node *n)
{
    return n && n->kind == DOC_PARA && n->style == DOC_STYLE_SMALL;
}

/* Nobody signs an empty page: what is signed for stands above. */
static bool signs(const struct doc_node *n)
{
    return n && (n->kind == DOC_SIGNATURES || n->kind == DOC_SIGNATURE);
}

/* The logo stands beside the title and the line below that. */
static void lay_title(struct flow *f, const struct layout_place *p, const struct doc_node *n, int depth)
{
    struct layout_place beside = *p;
    beside.width -= layout_block_logo(f, p);
    lay_heading(f, &beside, n, depth);
    if (!n->next || n->next->kind != DOC_SUBLINE)
        flow_mark(f, BOX_CLEAR, n, 0);
}

static void lay_title_subline(struct flow *f, const struct layout_place *p, const struct doc_node *n)
{
    struct layout_place beside = *p;
    beside.width -= layout_block_logo_width(f, p);
    lay_subline(f, &beside, n, true);
    flow_mark(f, BOX_CLEAR, n, 0);
}

static void lay_one(struct flow *f, const struct layout_place *p, const struct doc_node *n, bool after_title, int depth)
{
    switch (n->kind) {
    case DOC_SECTION:
        lay_section(f, p, n, depth);
        break;
    case DOC_TITLE:
        lay_title(f, p, n, depth);
        break;
    case DOC_HEADING:
        lay_heading(f, p, n, depth);
        break;
    case DOC_SUBLINE:
        if (after_title)
            lay_title_subline(f, p, n);
        else
            lay_subline(f, p, n, false);
        break;
    case DOC_PARA:
        lay_para(f, p, n, signs(n->next) || (n->style != DOC_STYLE_SMALL && is_small(n->next)), NULL);
        break;
    case DOC_LIST:
        lay_list(f, p, n, depth);
        break;
    case DOC_NOTE:
        lay_note(f, p, n, depth);
        break;
    case DOC_KPIS:
        layout_block_kpis(f, p, n);
        break;
    case DOC_TABLE:
        if (n->id)
            flow_mark(f, BOX_DESTINATION, n, 0);
        layout_table(f, p, n, is_small(n->next) || signs(n->next));
        break;
    case DOC_CHART:
        layout_block_chart(f, p, n);
        break;
    case DOC_TOC:
        if (f->contents)
            layout_block_contents(f, p);
        break;
    case DOC_PAGEBREAK:
        flow_break(f, f->landscape);
        break;
    case DOC_SIGNATURE:
    case DOC_SIGNATURES:
        layout_block_signatures(f, p, n);
        break;
    case DOC_LINES:
        layout_block_lines(f, p, n);
        break;
    default: /* parts of other blocks have no place of their own */
        break;
    }
}

static void lay_blocks(struct flow *f, const struct layout_place *p, const struct doc_node *first, int depth)
{
    bool after_title = false;
    for (const struct doc_node *n = first; n; n = n->next) {
        struct layout_place at = *p;
        const bool wide = f->root->document.landscape;
        if (depth == 0 && !p->quiet && n->kind != DOC_SECTION &&
            f->landscape != wide) { /* back from a landscape section */
            flow_break(f, wide);
            at = whole_page(f);
        }
        if (n->id && n->kind != DOC_SECTION && n->kind != DOC_TABLE && n->kind != DOC_TITLE && n->kind != DOC_HEADING)
            flow_mark(f, BOX_DESTINATION, n, 0);
        lay_one(f, &at, n, after_title, depth);
        after_title = n->kind == DOC_TITLE;
    }
}

static void one_pass(struct flow *f)
{
    f->page = 0;
    f->next_heading = 0;
    f->landscape = f->root->document.landscape;
    const struct layout_place p = whole_page(f);
    flow_begin(f, ROLE_DOCUMENT, f->root);
    lay_blocks(f, &p, f->root->first, 0);
    flow_end(f, ROLE_DOCUMENT);
    flow_finish(f);
}

/* Headings of sections in document order, down to level `deepest`. */
static void collect_headings(struct flow *f, const struct doc_node *parent, int deepest, size_t *cap)
{
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        if (n->kind != DOC_SECTION)
            continue;
        const struct doc_node *h = n->first;
        if (h && h->kind == DOC_HEADING && h->level <= deepest) {
            f->heading = mem_grow(f->heading, f->n_headings, cap, sizeof *f->heading);
            f->heading[f->n_headings++] = (struct layout_heading){n, h, h->level, 0};
        }
        collect_headings(f, n, deepest, cap);
    }
}

/* The table of contents; NULL: there is none. */
static const struct doc_node *contents_of(const struct doc_node *root)
{
    for (const struct doc_node *n = root->first; n; n = n->next)
        if (n->kind == DOC_TOC)
            return n;
    return NULL;
}

/*
 * Pages are counted before they are drawn, because each names their number. A table of contents is shown in a
 * document that is longer than four pages without it; where it cannot change that, one count is enough.
 */
static size_t count_pages(struct flow *f)
{
    f->contents = contents_of(f->root) != NULL;
    one_pass(f);
    if (!f->contents || f->page >= 2 * CONTENTS_FROM + f->n_headings / 16)
        return f->page;
    size_t with = f->page;
    f->contents = false;
    one_pass(f);
    if (f->page < CONTENTS_FROM)
        return f->page;
    f->contents = true;
    one_pass(f);
    return with;
}

size_t pages_render(const struct doc_node *root, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens,
                    struct page_sink *sink)
{
    struct flow f = {.root = root, .theme = theme, .fonts = fonts};
    size_t cap = 0;
    f.text = layout_text_engine_new(fonts, theme, hyphens);
    f.arena = arena_new();
    f.lasting = arena_new();
    f.last = &f.first;
    const struct doc_node *contents = contents_of(root);
    if (contents)
        collect_headings(&f, root, 1 + contents->contents, &cap);
    f.pages = count_pages(&f);
    f.sink = sink;
    one_pass(&f);
    layout_text_engine_free(f.text);
    arena_free(f.arena);
    arena_free(f.lasting);
    free(f.heading);
    layout_table_plans_free(f.plans);
    return f.page;
}
