/*
 * What must hold of the trace of a laid-out document (layout/pages.h), whatever the document: nothing leaves the
 * margins, no two texts overlap, elements are balanced and nest as a structure tree has to, rows stand below each
 * other, heads are repeated, and every word of the document is there once and in order. Says what does not hold
 * instead of failing, so that the checker itself can be tested.
 */
#ifndef KD_TESTS_PAGE_CHECK_H
#define KD_TESTS_PAGE_CHECK_H

#include "base/buf.h"
#include "base/mem.h"
#include "document/doc.h"
#include "draw/font.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* --- the trace as a tree --- */

struct element {
    char role[12];
    struct element *parent, *first, *last, *next;
    const char *s; /* role "": text drawn for its parent, on one page */
    size_t n;
    int page;           /* of its first text, 0: none */
    double top, bottom; /* of its ink on that page, with that of its kids */
};

struct ink {
    double x0, y0, x1, y1;
    const char *s;
    int n;
};

struct page_check {
    struct fonts *fonts;
    const struct theme *theme;
    const struct doc_node *root;
    struct arena *mem;
    struct element *top, *open;
    struct ink *ink;
    size_t n_ink, cap_ink;
    int page;
    double width, height;
    int figures;       /* open ones: a chart has a layout of its own */
    char artifact[20]; /* kind of the open one, "" none */
    struct buf head;   /* text of the repeated head of this page, white space dropped */
    int *repeats;      /* for each page: offset of that text in heads, -1 none */
    size_t n_repeats, cap_repeats;
    struct buf heads;
    bool failed;
    char why[600];
};

/* The first fault is kept. */
static bool page_fault(struct page_check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool page_fault(struct page_check *c, const char *format, ...)
{
    if (c->failed)
        return false;
    c->failed = true;
    int n = snprintf(c->why, sizeof c->why, "page %d: ", c->page);
    va_list args;
    va_start(args, format);
    vsnprintf(c->why + n, sizeof c->why - (size_t)n, format, args);
    va_end(args);
    return false;
}

static bool role_is(const struct element *e, const char *role)
{
    return e && strcmp(e->role, role) == 0;
}

static bool role_among(const char *role, const char *list)
{
    char key[16];
    snprintf(key, sizeof key, " %s ", role);
    return strstr(list, key) != NULL;
}

static void element_append(struct element *parent, struct element *e)
{
    if (parent->last)
        parent->last->next = e;
    else
        parent->first = e;
    parent->last = e;
}

static void element_begin(struct page_check *c, const char *role)
{
    static const char inside[][3][40] = {{" TR ", " THead TBody TFoot "},
                                         {" TH TD ", " TR "},
                                         {" THead TBody TFoot Caption ", " Table "},
                                         {" LI ", " L "},
                                         {" LBody ", " LI "},
                                         {" Lbl ", " LI Footnote "},
                                         {" TOCI ", " TOC "},
                                         {" Table ", " Sect Document LBody Note "}};
    struct element *e = arena_zero(c->mem, sizeof *e);
    snprintf(e->role, sizeof e->role, "%s", role);
    e->parent = c->open;
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (role_among(role, inside[i][0]) && !(c->open && role_among(c->open->role, inside[i][1])))
            page_fault(c, "%s inside %s", role, c->open ? c->open->role : "nothing");
    if (!c->open) {
        if (c->top)
            page_fault(c, "%s beside the document", role);
        c->top = e;
    } else {
        element_append(c->open, e);
    }
    c->open = e;
    c->figures += role_is(e, "Figure");
}

static void element_resume(struct page_check *c, const char *role, long kid)
{
    struct element *e = c->open ? (kid < 0 ? c->open->last : c->open->first) : NULL;
    while (e && (e->s || kid > 0)) {
        kid -= e->s == NULL;
        e = e->next;
    }
    if (!role_is(e, role)) {
        page_fault(c, "%s is resumed that was never begun", role);
        element_begin(c, role);
    } else {
        c->open = e;
    }
}

static void element_end(struct page_check *c, const char *role)
{
    if (!role_is(c->open, role)) {
        page_fault(c, "%s ends, %s is open", role, c->open ? c->open->role : "nothing");
        return;
    }
    c->figures -= role_is(c->open, "Figure");
    c->open = c->open->parent;
}

/* --- what is drawn --- */

/* Lines are set so close that their boxes may touch; this much of a box is ink in any case. */
static const double INK_ABOVE = 0.72, INK_BELOW = 0.2, MAY_TOUCH = 0.3;
/* Page furniture of the flow, pt: the body begins below its header and ends above its footer. */
static const double BODY_TOP = 20.0, BODY_BOTTOM = 13.0, TILE = 5.0;

static void see_ink(struct page_check *c, double x, double y, double width, double size, const char *s, size_t n)
{
    c->ink = mem_grow(c->ink, c->n_ink, &c->cap_ink, sizeof *c->ink);
    c->ink[c->n_ink++] = (struct ink){x, y - INK_ABOVE * size, x + width, y + INK_BELOW * size, s, (int)n};
    struct element *content = c->artifact[0] ? NULL : c->open;
    for (struct element *e = content; e; e = e->parent) {
        if (e->page == 0) {
            e->page = c->page;
            e->top = y - INK_ABOVE * size;
            e->bottom = y + INK_BELOW * size;
        } else if (e->page == c->page) {
            e->top = fmin(e->top, y - INK_ABOVE * size);
            e->bottom = fmax(e->bottom, y + INK_BELOW * size);
        }
    }
}

static void check_margins(struct page_check *c, double x, double y, double width, double size, enum font_face face,
                          const char *s, size_t n)
{
    const double units = font_units_per_em(c->fonts, face);
    const double above = font_ascent(c->fonts, face) * size / units,
                 below = -font_descent(c->fonts, face) * size / units;
    const bool furniture = strstr(c->artifact, "header") || strstr(c->artifact, "footer");
    const double top = furniture ? 0 : c->theme->margin_top + BODY_TOP;
    const double bottom = c->height - (furniture ? 0 : c->theme->margin_bottom + BODY_BOTTOM);
    /* A word cut anywhere is measured with the kerning of the whole. */
    if (x < c->theme->margin_left - 0.1 || x + width > c->width - c->theme->margin_right + 0.1 * size ||
        y - above < top || y + below > bottom)
        page_fault(c, "\"%.*s\" at %.1f..%.1f, %.1f leaves the margins", (int)n, s, x, x + width, y);
}

static void put_solid(struct buf *b, const char *s, size_t n)
{
    for (size_t i = 0; i < n;) {
        const unsigned char *p = (const unsigned char *)s + i;
        size_t skip = p[0] <= ' '                                                                   ? 1
                      : p[0] == 0xC2 && i + 1 < n && (p[1] == 0xAD || p[1] == 0xA0)                 ? 2
                      : p[0] == 0xE2 && i + 2 < n && p[1] == 0x80 && (p[2] == 0x8B || p[2] == 0xAF) ? 3
                                                                                                    : 0;
        if (skip == 0)
            buf_char(b, s[i]);
        i += skip ? skip : 1;
    }
}

static void see_content(struct page_check *c, const char *s, size_t n)
{
    if (strcmp(c->artifact, "tablehead") == 0)
        put_solid(&c->head, s, n);
    if (c->artifact[0])
        return;
    static const char holds[] = " Document Sect L LI LBody Table THead TBody TFoot TR Note Div TOC TOCI Reference ";
    if (!c->open || role_among(c->open->role, holds)) {
        page_fault(c, "\"%.*s\" stands in %s", (int)n, s, c->open ? c->open->role : "nothing");
        return;
    }
    struct element *t = arena_zero(c->mem, sizeof *t);
    t->s = s;
    t->n = n;
    t->parent = c->open;
    element_append(c->open, t);
}

/* text "..." start 48 95.4 9.2 regular ink tabular */
static void see_text(struct page_check *c, const char *line, size_t length)
{
    const char *end = line + length;
    while (end > line + 6 && *end != '"')
        end--;
    char anchor[16] = "", face[16] = "", colour[16], more[16] = "";
    double x, y, size;
    const char *s = line + 6;
    char how[120];
    snprintf(how, sizeof how, "%.*s", (int)(line + length - end - 1), end + 1);
    if (sscanf(how, " %15s %lf %lf %lf %15s %15s %15[^\n]", anchor, &x, &y, &size, face, colour, more) < 6) {
        page_fault(c, "unreadable: %.60s", line);
        return;
    }
    const size_t n = (size_t)(end - s);
    const bool hyphen = n == 2 && memcmp(s, "\xC2\xAD", 2) == 0;
    const enum font_face f = face[0] == 'b' ? FONT_BOLD : face[0] == 'i' ? FONT_ITALIC : FONT_REGULAR;
    size_t shown = n; /* a space at the end is there for who reads aloud */
    while (shown > 0 && s[shown - 1] == ' ')
        shown--;
    const double width = hyphen ? font_width(c->fonts, f, more[0] == 't', size, "-", 1)
                                : font_width(c->fonts, f, more[0] == 't', size, s, shown);
    x -= anchor[0] == 'e' ? width : anchor[0] == 'm' ? width / 2 : 0;
    if (c->figures > 0 && !c->artifact[0])
        return;
    check_margins(c, x, y, width, size, f, s, n);
    see_ink(c, x, y, width, size, s, n);
    see_content(c, s, n);
}

static void see_rect(struct page_check *c, const char *line)
{
    double x, y, w, h;
    if (sscanf(line, "rect %lf %lf %lf %lf", &x, &y, &w, &h) != 4)
        page_fault(c, "unreadable: %.60s", line);
    else if (c->figures == 0 && (x < c->theme->margin_left - TILE || x + w > c->width - c->theme->margin_right + TILE ||
                                 y < c->theme->margin_top || y + h > c->height - c->theme->margin_bottom + TILE))
        page_fault(c, "a rectangle at %.1f, %.1f, %.1f x %.1f leaves the margins", x, y, w, h);
}

static int by_top(const void *a, const void *b)
{
    const struct ink *x = a, *y = b;
    return x->y0 < y->y0 ? -1 : x->y0 > y->y0;
}

static void end_of_page(struct page_check *c)
{
    if (c->n_ink)
        qsort(c->ink, c->n_ink, sizeof *c->ink, by_top);
    for (size_t i = 0; i < c->n_ink && !c->failed; i++) {
        const struct ink *a = &c->ink[i];
        for (size_t k = i + 1; k < c->n_ink && c->ink[k].y0 + MAY_TOUCH < a->y1; k++) {
            const struct ink *b = &c->ink[k];
            if (a->x0 + MAY_TOUCH < b->x1 && b->x0 + MAY_TOUCH < a->x1)
                page_fault(c, "\"%.*s\" at %.1f..%.1f, %.1f and \"%.*s\" at %.1f..%.1f, %.1f overlap", a->n, a->s,
                           a->x0, a->x1, a->y1, b->n, b->s, b->x0, b->x1, b->y1);
        }
    }
    c->repeats = mem_grow(c->repeats, c->n_repeats, &c->cap_repeats, sizeof *c->repeats);
    c->repeats[c->n_repeats++] = c->head.n ? (int)c->heads.n : -1;
    if (c->head.n)
        buf_put(&c->heads, buf_str(&c->head), c->head.n + 1);
    buf_clear(&c->head);
    c->n_ink = 0;
}

static void see_line(struct page_check *c, const char *line, size_t n)
{
    char head[80], role[12] = ""; /* a line may be long, and sscanf looks for the end of what it is given */
    snprintf(head, sizeof head, "%.*s", (int)(n < sizeof head ? n : sizeof head - 1), line);
    long kid = -1;
    int page;
    if (sscanf(head, "page %d %lf %lf", &page, &c->width, &c->height) == 3) {
        if (page != ++c->page)
            page_fault(c, "counted as %d", page);
        const bool a4 = fabs(c->width * c->height - 595.28 * 841.89) < 1;
        if (!a4)
            page_fault(c, "%.2f x %.2f is no A4", c->width, c->height);
    } else if (strncmp(line, "endpage", 7) == 0) {
        end_of_page(c);
    } else if (sscanf(head, "begin %11s", role) == 1) {
        element_begin(c, role);
    } else if (sscanf(head, "resume %11s %ld", role, &kid) >= 1) {
        element_resume(c, role, kid);
    } else if (strncmp(line, "end ", 4) == 0 && sscanf(head, "end %11s", role) == 1) {
        element_end(c, role);
    } else if (strncmp(line, "artifact", 8) == 0) {
        if (c->artifact[0])
            page_fault(c, "an artifact in an artifact");
        if (sscanf(head, "artifact%*1[ ]%19[a-z]", c->artifact) != 1)
            snprintf(c->artifact, sizeof c->artifact, "layout");
    } else if (strncmp(line, "endartifact", 11) == 0) {
        c->artifact[0] = '\0';
    } else if (strncmp(line, "text \"", 6) == 0) {
        see_text(c, line, n);
    } else if (strncmp(line, "rect ", 5) == 0) {
        see_rect(c, head);
    }
}

#include "page_words.h"

/* Gives the number of pages, 0 where something does not hold: why then says what. root NULL: words are not compared. */
static int page_check(const struct buf *trace, const struct doc_node *root, struct fonts *fonts,
                      const struct theme *theme, char *why, size_t n_why)
{
    struct page_check c = {.fonts = fonts, .theme = theme, .root = root, .mem = arena_new()};
    const char *end;
    for (const char *line = buf_str(trace); *line && !c.failed; line = end + 1) {
        end = strchr(line, '\n');
        if (!end)
            break;
        see_line(&c, line, (size_t)(end - line));
    }
    if (c.open)
        page_fault(&c, "%s never ends", c.open->role);
    if (!c.top)
        page_fault(&c, "there is no document");
    if (root && !c.failed)
        check_words(&c);
    snprintf(why, n_why, "%s", c.why);
    const int pages = c.failed ? 0 : c.page;
    arena_free(c.mem);
    free(c.ink);
    free(c.repeats);
    buf_free(&c.head);
    buf_free(&c.heads);
    return pages;
}

#endif
