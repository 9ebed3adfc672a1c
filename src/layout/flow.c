#include "layout/flow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double A4_SHORT = 595.28, A4_LONG = 841.89; /* pt */

/* The page furniture, in pt from the margins; the margins of the theme are those of its base lines. */
static const double HEADER_RULE = 8.4, HEADER_GAP = 28.4, FOOTER_RULE = 3.0, FOOTER_GAP = 17.0, FOOTER_LINE = 12.6;
static const double HAIRLINE = 0.6;
static const double MOST_WHITE = 0.25; /* of a page that may stay empty to keep a short table whole */
enum { LONGEST_WAIT = 4096 };

static void page_size(const struct flow *f, double *width, double *height)
{
    *width = f->landscape ? A4_LONG : A4_SHORT;
    *height = f->landscape ? A4_SHORT : A4_LONG;
}

double flow_room(const struct flow *f)
{
    double width, height;
    page_size(f, &width, &height);
    return fmax(height - f->theme->margin_top - f->theme->margin_bottom - HEADER_GAP - FOOTER_GAP, 72);
}

double flow_width(const struct flow *f)
{
    double width, height;
    page_size(f, &width, &height);
    return fmax(width - f->theme->margin_left - f->theme->margin_right, 72);
}

void *flow_box(struct flow *f, size_t size, layout_box_draw *draw)
{
    struct layout_box *b = arena_zero(f->arena, size);
    b->draw = draw;
    return b;
}

static void draw_in_width(struct flow *f, struct canvas_text *how, const char *s, double width)
{
    if (!s || !s[0])
        return;
    double w = canvas_text_width(f->canvas, how->face, how->tabular, how->size, s);
    if (w > width && w > 0) /* a name of any length stays inside; too small to read beats overlapping */
        how->size *= width / w;
    canvas_text(f->canvas, how, s);
}

static void draw_furniture(struct flow *f)
{
    const double size = f->theme->type[THEME_SMALL].size;
    const double span = f->right - f->left;
    struct buf number = {0};
    buf_text(&number, "Seite ");
    buf_int(&number, (int64_t)f->page);
    buf_text(&number, " von ");
    buf_int(&number, (int64_t)f->pages);
    const double header = f->theme->margin_top, rule = f->height - f->theme->margin_bottom + FOOTER_RULE;
    const struct canvas_text left = {f->left, header, CANVAS_START, FONT_REGULAR, size, THEME_GREY, true};
    const struct canvas_text right = {f->right, header, CANVAS_END, FONT_REGULAR, size, THEME_GREY, true};
    struct canvas_text how = left;
    layout_artifact_as(f, ARTIFACT_HEADER);
    draw_in_width(f, &how, f->root->document.header_left, span * 0.6);
    how = right;
    draw_in_width(f, &how, f->root->document.header_right, span * 0.38);
    layout_rule(f, f->left, header + HEADER_RULE, span, HAIRLINE, THEME_RULE);
    layout_artifact(f, false);
    layout_artifact_as(f, ARTIFACT_FOOTER);
    layout_rule(f, f->left, rule, span, HAIRLINE, THEME_RULE);
    how = left;
    how.y = rule + FOOTER_LINE;
    draw_in_width(f, &how, f->root->document.footer_left, span * 0.75);
    how = right;
    how.y = rule + FOOTER_LINE;
    draw_in_width(f, &how, buf_str(&number), span * 0.23);
    layout_artifact(f, false);
    buf_free(&number);
}

static void begin_page(struct flow *f)
{
    page_size(f, &f->width, &f->height);
    f->left = f->theme->margin_left;
    f->right = f->left + flow_width(f);
    f->top = f->theme->margin_top + HEADER_GAP;
    f->bottom = f->top + flow_room(f);
    f->y = f->top;
    f->after = 0;
    f->floor = 0;
    f->side = NULL;
    f->page_open = true;
    f->page_used = false;
    f->page++;
    if (!f->sink)
        return;
    f->canvas = f->sink->ops->begin_page(f->sink, f->width, f->height);
    draw_furniture(f);
}

static void end_page(struct flow *f)
{
    if (f->page_open && f->sink)
        f->sink->ops->end_page(f->sink);
    f->page_open = false;
    f->canvas = NULL;
}

/* White space above b where it would stand now. */
static double space_above(const struct flow *f, const struct layout_box *b)
{
    return f->page_used ? fmax(f->after, b->before) : 0;
}

/* What a box needs where it begins: one that can be torn goes on elsewhere, and what stands behind it. */
static double needs(const struct layout_box *b)
{
    return b->tear ? b->least : b->height;
}

static double fresh_height(const struct layout_box *first, const struct layout_box *stop)
{
    double height = 0, after = 0, reach = 0;
    bool any = false;
    for (const struct layout_box *b = first; b != stop; b = b->next) {
        if (b->kind != BOX_DRAWN)
            continue;
        height += any ? fmax(after, b->before) : b->repeat ? b->repeat->height : 0;
        reach = fmax(reach, height + b->reach);
        height += needs(b);
        after = b->after;
        any = true;
        if (b->tear)
            break;
    }
    return fmax(height, reach);
}

/* How far down the boxes from first to stop would reach below what is on the page already. */
static double end_of(const struct flow *f, const struct layout_box *first, const struct layout_box *stop)
{
    double y = f->y, after = f->after, reach = 0;
    bool used = f->page_used;
    for (const struct layout_box *b = first; b != stop; b = b->next) {
        if (b->kind != BOX_DRAWN)
            continue;
        y += used ? fmax(after, b->before) : 0;
        reach = fmax(reach, y + b->reach);
        y += needs(b);
        after = b->after;
        used = true;
        if (b->tear)
            break;
    }
    return fmax(y, reach);
}

static bool fits_here(const struct flow *f, const struct layout_box *first, const struct layout_box *stop)
{
    return end_of(f, first, stop) <= f->bottom + 0.01;
}

/* Where the heading of a section stands is noted on every pass, so that the table of contents can tell. */
static void note_heading(struct flow *f, const struct doc_node *heading)
{
    if (f->next_heading < f->n_headings && f->heading[f->next_heading].heading == heading)
        f->heading[f->next_heading++].page = f->page;
}

static void play_mark(struct flow *f, const struct layout_box *b)
{
    struct page_sink *s = f->sink;
    if ((b->kind == BOX_CLEAR || (b->kind == BOX_END && b->role == ROLE_LIST_ITEM)) && f->y < f->floor)
        f->y = f->floor;
    if (b->kind == BOX_OUTLINE)
        note_heading(f, b->node);
    if (!s)
        return;
    struct arena *a;
    switch (b->kind) {
    case BOX_BEGIN:
        s->ops->begin(s, b->role, b->node);
        break;
    case BOX_END:
        s->ops->end(s, b->role);
        break;
    case BOX_DESTINATION:
        s->ops->destination(s, b->node, f->y);
        break;
    case BOX_OUTLINE:
        a = arena_new();
        s->ops->outline(s, b->level, doc_plain_text(b->node, a), f->y);
        arena_free(a);
        break;
    case BOX_DRAWN:
    case BOX_CLEAR:
        break;
    }
}

static void draw_side(struct flow *f, const struct layout_box *b, double from, double to)
{
    if (!b->side || !f->canvas)
        return;
    layout_artifact(f, true);
    canvas_rect(f->canvas, b->side->x, from, 1.2, to - from, b->side->colour);
    layout_artifact(f, false);
}

static void place(struct flow *f, const struct layout_box *b)
{
    const double ended = f->y;
    if (!f->page_used && b->repeat) {
        if (f->canvas) {
            layout_artifact_as(f, ARTIFACT_TABLE_HEAD);
            b->repeat->draw(f, b->repeat, f->y);
            layout_artifact(f, false);
        }
        f->y += b->repeat->height;
        f->page_used = true;
    } else {
        f->y += space_above(f, b);
    }
    if (f->canvas) {
        draw_side(f, b, b->side && b->side == f->side ? ended : f->y, f->y + b->height);
        bool outside = f->y + b->height > f->bottom + 0.01;
        if (outside)
            canvas_clip(f->canvas, 0, 0, f->width, f->bottom);
        b->draw(f, b, f->y);
        if (outside)
            canvas_unclip(f->canvas);
    }
    f->floor = fmax(f->floor, f->y + b->reach);
    f->y += b->height;
    f->after = b->after;
    f->side = b->side;
    f->page_used = true;
}

static void turn_page(struct flow *f)
{
    end_page(f);
    begin_page(f);
}

/*
 * A mark belongs to the box behind it, which may stand on the next page; a destination points at that box and
 * not at the white space above it.
 */
static void place_mark(struct flow *f, const struct layout_box *b, const struct layout_box *stop)
{
    const struct layout_box *drawn = b;
    while (drawn != stop && drawn->kind != BOX_DRAWN)
        drawn = drawn->next;
    if (drawn != stop && f->page_used && b->kind != BOX_END && !fits_here(f, drawn, drawn->next))
        turn_page(f);
    if (drawn == stop || (b->kind != BOX_DESTINATION && b->kind != BOX_OUTLINE)) {
        play_mark(f, b);
        return;
    }
    const double here = f->y;
    f->y += space_above(f, drawn);
    play_mark(f, b);
    f->y = here;
}

/* The part that is placed already takes the place of the box in the count of what waits. */
static struct layout_box *tear(struct flow *f, struct layout_box *b)
{
    const double top = f->page_used ? space_above(f, b) : b->repeat ? b->repeat->height : 0;
    struct layout_box *rest = b->tear(f, b, f->bottom - f->y - top);
    if (rest)
        f->waiting++;
    return rest;
}

static bool fits_whole(const struct flow *f, const struct layout_box *b)
{
    const double top = f->page_used ? space_above(f, b) : b->repeat ? b->repeat->height : 0;
    return f->y + top + b->height <= f->bottom + 0.01;
}

static void place_box(struct flow *f, struct layout_box *b)
{
    f->waiting_height -= b->height;
    while (b) {
        struct layout_box *rest = NULL;
        const bool whole = !b->tear || fits_whole(f, b);
        if (!whole && !(rest = tear(f, b)) && f->page_used) {
            turn_page(f);
            continue;
        }
        place(f, b);
        f->waiting--;
        b = rest;
        if (b)
            turn_page(f);
    }
}

/* Boxes that are kept together firmly: on this page, or on the next, or, if none can hold them, one by one. */
static void place_firm(struct flow *f, struct layout_box *first, const struct layout_box *stop)
{
    if (f->page_used && fresh_height(first, stop) <= flow_room(f) + 0.01 && !fits_here(f, first, stop))
        turn_page(f);
    for (struct layout_box *b = first; b != stop; b = b->next) {
        if (b->kind != BOX_DRAWN) {
            place_mark(f, b, stop);
            continue;
        }
        if (f->page_used && !fits_here(f, b, b->next))
            turn_page(f);
        place_box(f, b);
    }
}

/* Boxes that miss a page by a little give some of their white, all of them alike. */
static void squeeze(struct flow *f, struct layout_box *first, const struct layout_box *stop)
{
    double gives = 0, needed = 0;
    for (const struct layout_box *b = first; b != stop; b = b->next) {
        if (b->kind != BOX_DRAWN)
            continue;
        if (b->tear)
            return;
        gives += b->gives;
    }
    if (gives <= 0)
        return;
    needed = end_of(f, first, stop) - f->bottom;
    if (needed > gives)
        return;
    for (struct layout_box *b = first; b != stop; b = b->next) {
        b->given = b->gives * needed / gives;
        b->height -= b->given;
        f->waiting_height -= b->given;
    }
}

/* Draws the boxes that wait, up to stop: together where that is meant and leaves no great gap, else as they come. */
static void flush(struct flow *f, struct layout_box *stop)
{
    if (!f->page_open)
        begin_page(f);
    if (f->page_used && !fits_here(f, f->first, stop))
        squeeze(f, f->first, stop);
    const double gap = f->bottom - f->y;
    if (f->page_used && gap <= MOST_WHITE * flow_room(f) && fresh_height(f->first, stop) <= flow_room(f) + 0.01 &&
        !fits_here(f, f->first, stop))
        turn_page(f);
    for (struct layout_box *b = f->first; b != stop;) {
        struct layout_box *end = b;
        while (end != stop && !(end->kind == BOX_DRAWN && end->keep != KEEP_FIRM))
            end = end->next;
        if (end != stop)
            end = end->next;
        place_firm(f, b, end);
        b = end;
    }
    f->first = stop;
    if (!stop)
        f->last = &f->first;
}

/* Draws every group of boxes that is complete; all: the rest too. What nobody needs any more is forgotten. */
static void drain(struct flow *f, bool all)
{
    for (;;) {
        struct layout_box *end = f->first;
        while (end && !(end->kind == BOX_DRAWN && end->keep == KEEP_NOT))
            end = end->next;
        if (end)
            flush(f, end->next);
        else
            break;
    }
    if (f->first && all)
        flush(f, NULL);
    if (!f->first && !f->held) {
        f->waiting = 0;
        f->waiting_height = 0;
        arena_reset(f->arena);
    }
}

/* What is too much to be kept together need not wait: memory stays bounded. */
static bool waits_too_long(const struct flow *f)
{
    return f->waiting_height > 2 * flow_room(f) || f->waiting > LONGEST_WAIT;
}

void flow_add(struct flow *f, struct layout_box *b)
{
    b->next = NULL;
    *f->last = b;
    f->last = &b->next;
    if (b->kind != BOX_DRAWN)
        return;
    f->waiting++;
    f->waiting_height += b->height;
    if (!f->held && (b->keep == KEEP_NOT || waits_too_long(f)))
        drain(f, waits_too_long(f));
}

void flow_hold(struct flow *f)
{
    f->held++;
}

void flow_release(struct flow *f)
{
    if (--f->held == 0)
        drain(f, waits_too_long(f));
}

static void add_mark(struct flow *f, enum layout_box_kind kind, enum page_role role, const struct doc_node *node,
                     int level)
{
    struct layout_box *b = flow_box(f, sizeof *b, NULL);
    b->kind = kind;
    b->role = role;
    b->node = node;
    b->level = level;
    flow_add(f, b);
}

void flow_begin(struct flow *f, enum page_role role, const struct doc_node *node)
{
    add_mark(f, BOX_BEGIN, role, node, 0);
}

void flow_end(struct flow *f, enum page_role role)
{
    add_mark(f, BOX_END, role, NULL, 0);
}

void flow_mark(struct flow *f, enum layout_box_kind kind, const struct doc_node *node, int level)
{
    add_mark(f, kind, ROLE_DOCUMENT, node, level);
}

void flow_break(struct flow *f, bool landscape)
{
    if (f->waiting)
        drain(f, true);
    if (f->page_used) {
        /* What ends before the break ends here; what begins goes along. */
        while (f->first && f->first->kind == BOX_END) {
            play_mark(f, f->first);
            f->first = f->first->next;
        }
        if (!f->first)
            f->last = &f->first;
        end_page(f);
    } else if (f->page_open && landscape != f->landscape) {
        /* An empty page of the other kind: can only be the first of a pass; it is counted. */
        end_page(f);
    }
    f->page_used = false;
    f->landscape = landscape;
}

void flow_finish(struct flow *f)
{
    if (f->first)
        drain(f, true);
    if (f->page == 0)
        begin_page(f);
    end_page(f);
}

void layout_begin(struct flow *f, enum page_role role, const struct doc_node *node)
{
    if (f->sink && !f->in_artifact)
        f->sink->ops->begin(f->sink, role, node);
}

void layout_end(struct flow *f, enum page_role role)
{
    if (f->sink && !f->in_artifact)
        f->sink->ops->end(f->sink, role);
}

void layout_artifact(struct flow *f, bool begins)
{
    if (!f->sink)
        return;
    if (begins ? f->in_artifact++ == 0 : --f->in_artifact == 0)
        f->sink->ops->artifact(f->sink, begins ? ARTIFACT_LAYOUT : ARTIFACT_NONE);
}

void layout_artifact_as(struct flow *f, enum page_artifact kind)
{
    if (f->sink && f->in_artifact++ == 0)
        f->sink->ops->artifact(f->sink, kind);
}

void layout_resume(struct flow *f, enum page_role role, size_t kid)
{
    if (f->sink && !f->in_artifact)
        f->sink->ops->resume(f->sink, role, kid);
}

void layout_rule(struct flow *f, double x, double y, double width, double thickness, enum theme_colour colour)
{
    if (!f->canvas)
        return;
    layout_artifact(f, true);
    canvas_rect(f->canvas, x, y - thickness / 2, width, thickness, colour);
    layout_artifact(f, false);
}

void layout_plain(struct flow *f, const struct canvas_text *how, const char *s)
{
    if (f->canvas && s && s[0])
        canvas_text(f->canvas, how, s);
}

/* The node with this id, in document order; links are few, so that a walk for each would do, but the tree may
 * be large. */
static const struct doc_node *find_id(const struct doc_node *n, const char *id)
{
    if (n->id && strcmp(n->id, id) == 0)
        return n;
    if (n->kind == DOC_TABLE)
        return NULL;
    for (const struct doc_node *child = n->first; child; child = child->next) {
        const struct doc_node *found = find_id(child, id);
        if (found)
            return found;
    }
    return NULL;
}

static void draw_link(struct flow *f, const struct layout_text_span *s, const struct page_box *area)
{
    if (f->in_artifact)
        return;
    if (s->link->kind == DOC_NOTEREF) { /* a raised number needs no rule below it */
        f->sink->ops->link(f->sink, area, s->link->footnote, "");
        return;
    }
    const char *to = s->link->to ? s->link->to : "";
    const struct doc_node *target = find_id(f->root, to[0] == '#' ? to + 1 : to);
    f->sink->ops->link(f->sink, area, target, to);
    layout_artifact(f, true);
    canvas_rect(f->canvas, area->x, area->y + area->height * 0.86, area->width, 0.4, (enum theme_colour)s->colour);
    layout_artifact(f, false);
}

static void draw_span(struct flow *f, const struct layout_text_block *t, const struct layout_text_span *s, double x,
                      double y)
{
    struct canvas_text how = {
        x + s->x, y, CANVAS_START, (enum font_face)s->face, t->size, (enum theme_colour)s->colour, t->tabular};
    const bool noteref = s->link && s->link->kind == DOC_NOTEREF;
    if (noteref) {
        how.size *= LAYOUT_RAISED_SIZE;
        how.y -= t->size * LAYOUT_RAISED_BY;
    }
    if (noteref)
        layout_begin(f, ROLE_NOTEREF, s->link);
    if (s->link)
        layout_begin(f, ROLE_LINK, s->link);
    f->canvas->ops->text(f->canvas, &how, s->s, s->n);
    if (s->hyphen) {
        how.x = x + s->x + s->width - font_width(f->fonts, how.face, how.tabular, how.size, "-", 1);
        f->canvas->ops->text(f->canvas, &how, "\xC2\xAD", 2);
    } else if (s->space) { /* nobody sees it: whoever reads the text aloud needs it */
        how.x = x + s->x + s->width;
        f->canvas->ops->text(f->canvas, &how, " ", 1);
    }
    if (!s->link)
        return;
    struct page_box area = {x + s->x, y - t->ascent, s->width, t->leading};
    draw_link(f, s, &area);
    layout_end(f, ROLE_LINK);
    if (noteref)
        layout_end(f, ROLE_NOTEREF);
}

void layout_draw_text(struct flow *f, const struct layout_text_block *t, size_t from, size_t to, double x, double y,
                      double width, enum doc_align align)
{
    if (!f->canvas)
        return;
    for (size_t i = from; i < to && i < t->n_lines; i++, y += t->leading) {
        const struct layout_text_line *line = &t->line[i];
        double at = x;
        if (align == DOC_ALIGN_RIGHT)
            at = x + width - line->width;
        else if (align == DOC_ALIGN_CENTER)
            at = x + (width - line->width) / 2;
        for (size_t k = 0; k < line->n; k++)
            draw_span(f, t, &line->span[k], at, y + t->ascent);
    }
}
