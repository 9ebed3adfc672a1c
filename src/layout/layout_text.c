#include "layout/layout_text_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHORTEST_DIVIDED = 6, /* letters */
    SHORTEST_HALVED = 9,
};
static const double LEAST_FILLED = 0.4; /* of a line that ends behind a stop in a word without a hyphen */

struct layout_text_engine *layout_text_engine_new(struct fonts *fonts, const struct theme *theme,
                                                  struct hyphen *hyphens)
{
    struct layout_text_engine *e = mem_zero(1, sizeof *e);
    e->fonts = fonts;
    e->theme = theme;
    e->hyphens = hyphens;
    for (int i = 0; i < 2 * FONT_FACES; i++) {
        e->space_units[i / FONT_FACES][i % FONT_FACES] =
            font_shape(fonts, (enum font_face)(i % FONT_FACES), i >= FONT_FACES, " ", 1)->width;
        e->hyphen_units[i / FONT_FACES][i % FONT_FACES] =
            font_shape(fonts, (enum font_face)(i % FONT_FACES), i >= FONT_FACES, "-", 1)->width;
    }
    return e;
}

void layout_text_engine_free(struct layout_text_engine *e)
{
    if (!e)
        return;
    free(e->raw.p);
    free(e->split.p);
    free(e->until);
    free(e->penalty);
    free(e->choice);
    free(e);
}

double layout_text_run_width(struct layout_text_engine *e, enum font_face face, const char *s, size_t n)
{
    return font_shape(e->fonts, face, e->style.tabular, s, n)->width * layout_text_em(e) /
           font_units_per_em(e->fonts, face);
}

void layout_text_begin(struct layout_text_engine *e, const struct layout_text_style *style)
{
    e->style = *style;
    e->raw.n = 0;
    e->pending = BEFORE_JOINED;
    for (int i = 0; i < FONT_FACES; i++) {
        const double scale = layout_text_em(e) / font_units_per_em(e->fonts, (enum font_face)i);
        e->space[i] = e->space_units[style->tabular][i] * scale;
        e->hyphen[i] = e->hyphen_units[style->tabular][i] * scale;
    }
}

void layout_text_put_piece(struct layout_pieces *list, struct layout_piece p)
{
    list->p = mem_grow(list->p, list->n, &list->cap, sizeof *list->p);
    list->p[list->n++] = p;
}

/*
 * A place in a word behind which a line may be broken: `keep` bytes stay on the line, `skip` bytes are not shown.
 * A hyphen, a slash, a dash between words; a zero width space; a soft hyphen is a hyphen only when broken.
 */
struct chance {
    size_t keep, skip;
    enum layout_before kind;
};

static bool starts_word(char c)
{
    return (unsigned char)c >= 'A'; /* not within numbers: 08/2019, -38, 5–7 */
}

/* What stands at `at` begins the text, or follows a space that does not break: "-c" is no compound. */
static bool begins(const char *s, size_t at)
{
    return at == 0 || (at >= 2 && memcmp(s + at - 2, "\u00a0", 2) == 0) ||
           (at >= 3 && memcmp(s + at - 3, "\u202f", 3) == 0);
}

static struct chance chance_at(const char *s, size_t at, size_t n)
{
    const unsigned char *p = (const unsigned char *)s + at;
    if ((p[0] == '-' || p[0] == '/') && !begins(s, at) && at + 1 < n && s[at - 1] != s[at] && starts_word(s[at + 1]))
        return (struct chance){1, 0, BEFORE_MAY_BREAK};
    if (p[0] == 0xC2 && at + 1 < n && p[1] == 0xAD)
        return (struct chance){0, 2, BEFORE_HYPHEN};
    if (p[0] != 0xE2 || at + 2 >= n || p[1] != 0x80)
        return (struct chance){0};
    if (p[2] == 0x8B)
        return (struct chance){0, 3, BEFORE_MAY_BREAK};
    const bool dash = p[2] == 0x90 || p[2] == 0x93 || p[2] == 0x94; /* hyphen, en dash, em dash */
    if (dash && at > 0 && s[at - 1] != ' ' && at + 3 < n && starts_word(s[at + 3]))
        return (struct chance){3, 0, BEFORE_MAY_BREAK};
    return (struct chance){0};
}

/* Bytes of a white space at s; 0: there is none. Line and paragraph separators and the next line of Latin 1 are some.
 */
static size_t space_at(const char *s)
{
    const unsigned char *p = (const unsigned char *)s;
    if (p[0] == ' ' || (p[0] >= '\t' && p[0] <= '\r'))
        return 1;
    if (p[0] == 0xC2 && p[1] == 0x85)
        return 2;
    return p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9) ? 3 : 0;
}

static void add_piece(struct layout_text_engine *e, const char *s, size_t n, enum font_face face,
                      enum theme_colour colour, const struct doc_node *link, bool after_space)
{
    if (n == 0)
        return;
    if (e->style.one_colour)
        colour = e->style.colour;
    layout_text_put_piece(&e->raw,
                          (struct layout_piece){.s = s,
                                                .n = (uint32_t)n,
                                                .face = (uint8_t)face,
                                                .colour = (uint8_t)colour,
                                                .before = e->raw.n ? e->pending : BEFORE_JOINED,
                                                .width = layout_text_run_width(e, face, s, n) *
                                                         (link && link->kind == DOC_NOTEREF ? LAYOUT_RAISED_SIZE : 1),
                                                .link = link,
                                                .after_space = after_space});
    e->pending = BEFORE_JOINED;
}

static void add_words(struct layout_text_engine *e, const char *s, enum font_face face, enum theme_colour colour,
                      const struct doc_node *link)
{
    const size_t n = strlen(s);
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t space = space_at(s + i);
        if (space) {
            add_piece(e, s + from, i - from, face, colour, link, from > 0 && s[from - 1] == ' ');
            if (e->pending != BEFORE_NEW_LINE)
                e->pending = BEFORE_SPACE;
            from = i + space;
            i = from - 1;
            continue;
        }
        const struct chance chance = chance_at(s, i, n);
        if (chance.keep + chance.skip == 0)
            continue;
        add_piece(e, s + from, i + chance.keep - from, face, colour, link, from > 0 && s[from - 1] == ' ');
        e->pending = (uint8_t)chance.kind;
        from = i + chance.keep + chance.skip;
        i = from - 1;
    }
    add_piece(e, s + from, n - from, face, colour, link, from > 0 && s[from - 1] == ' ');
}

void layout_text_add_words(struct layout_text_engine *e, const char *s, enum font_face face, enum theme_colour colour)
{
    add_words(e, s, face, colour, NULL);
}

/* Up to 99 in one piece, which is one link; the text has to last as long as the lines do. */
static void add_number(struct layout_text_engine *e, int number, enum font_face face, enum theme_colour colour,
                       const struct doc_node *noteref)
{
    static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
                                "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    if (number >= 100)
        add_number(e, number / 100, face, colour, noteref);
    if (number <= 0)
        return;
    const bool one = number < 10;
    add_piece(e, pairs + 2 * (ptrdiff_t)(number % 100) + one, one ? 1 : 2, face, colour, noteref, false);
}

static void add_node(struct layout_text_engine *e, const struct doc_node *n, enum font_face face,
                     enum theme_colour colour, const struct doc_node *link)
{
    switch (n->kind) {
    case DOC_TEXT:
        add_words(e, n->text, face, colour, link);
        return;
    case DOC_BREAK:
        if (e->pending == BEFORE_NEW_LINE) /* two in a row: an empty line is a no-break space's */
            add_piece(e, "\xC2\xA0", 2, face, colour, NULL, false);
        e->pending = BEFORE_NEW_LINE;
        return;
    case DOC_NOTEREF:
        add_number(e, n->footnote ? n->footnote->number : 0, FONT_REGULAR, colour, n);
        return;
    case DOC_STRONG:
        face = FONT_BOLD;
        break;
    case DOC_EM:
        face = FONT_ITALIC;
        break;
    case DOC_MUTED:
        colour = THEME_GREY;
        break;
    case DOC_LINK:
        link = n;
        colour = THEME_DATA;
        break;
    default:
        break;
    }
    for (const struct doc_node *child = n->first; child; child = child->next)
        add_node(e, child, face, colour, link);
}

void layout_text_add(struct layout_text_engine *e, const struct doc_node *node)
{
    add_node(e, node, e->style.face, e->style.colour, NULL);
}

/* Length of the character (with its marks, as shaped) at byte `at` of a run: up to the next cluster. */
static size_t cluster_length(const struct font_run *run, size_t *glyph, size_t at, size_t n, int32_t *advance)
{
    *advance = 0;
    while (*glyph < run->n && run->glyph[*glyph].cluster <= at)
        *advance += run->glyph[(*glyph)++].advance;
    size_t next = *glyph < run->n ? run->glyph[*glyph].cluster : n;
    return next > at ? next - at : n - at;
}

static void put_part(struct layout_text_engine *e, const struct layout_piece *p, size_t from, size_t to, double width)
{
    struct layout_piece part = *p;
    part.s = p->s + from;
    part.n = (uint32_t)(to - from);
    part.width = width;
    layout_text_put_piece(&e->split, part);
}

/*
 * Cuts a piece that no hyphen can help between any two characters, so that each part fits; behind a stop of an address
 * (a.b@c_d) where that leaves a line well filled.
 */
static void cut_anywhere(struct layout_text_engine *e, struct layout_piece p, double width)
{
    const struct font_run *run = font_shape(e->fonts, (enum font_face)p.face, e->style.tabular, p.s, p.n);
    const double scale = layout_text_em(e) / font_units_per_em(e->fonts, (enum font_face)p.face);
    size_t glyph = 0, from = 0, at = 0, stop = 0;
    double w = 0, stop_w = 0;
    while (at < p.n) {
        int32_t advance;
        size_t len = cluster_length(run, &glyph, at, p.n, &advance);
        while (at > from && w + advance * scale > width) {
            const bool early = stop > from && stop_w > LEAST_FILLED * width;
            const size_t to = early ? stop : at;
            const double part = early ? stop_w : w;
            put_part(e, &p, from, to, part);
            p.before = BEFORE_MAY_BREAK;
            from = to;
            w -= part;
        }
        w += advance * scale;
        at += len;
        if (strchr(".@_=&?:/-", p.s[at - 1])) {
            stop = at;
            stop_w = w;
        }
    }
    put_part(e, &p, from, p.n, w);
}

/* An address, where a hyphen would be taken for a part of it: a stop or sign within the word. */
static bool is_address(const struct layout_piece *p)
{
    for (uint32_t i = 1; i + 1 < p->n; i++)
        if (p->s[i] == '@' || p->s[i] == '_' || (p->s[i] == '.' && starts_word(p->s[i + 1])))
            return true;
    return false;
}

static bool find_hyphens(struct layout_text_engine *e, const struct layout_piece *p, bool may[HYPHEN_LONGEST])
{
    return p->n >= SHORTEST_DIVIDED && !is_address(p) && hyphen_find(e->hyphens, p->s, p->n, may);
}

/* Divides a piece at every place where German allows it; limit: parts wider than this are cut anywhere. */
void layout_text_divide(struct layout_text_engine *e, struct layout_piece p, double limit)
{
    bool may[HYPHEN_LONGEST];
    if (!find_hyphens(e, &p, may)) {
        if (p.width > limit)
            cut_anywhere(e, p, limit);
        else
            layout_text_put_piece(&e->split, p);
        return;
    }
    size_t start = 0;
    double until = 0; /* parts are measured from the start of the word: kerned, they fill it exactly */
    for (size_t i = 1; i <= p.n; i++) {
        if (i < p.n && !may[i])
            continue;
        struct layout_piece part = p;
        part.s = p.s + start;
        part.n = (uint32_t)(i - start);
        const double width = i < p.n ? layout_text_run_width(e, (enum font_face)p.face, p.s, i) : p.width;
        part.width = width - until;
        until = width;
        double with_hyphen = part.width + (i < p.n ? e->hyphen[p.face] : 0);
        if (with_hyphen > limit)
            cut_anywhere(e, part, limit - (i < p.n ? e->hyphen[p.face] : 0));
        else
            layout_text_put_piece(&e->split, part);
        p.before = BEFORE_HYPHEN;
        start = i;
    }
}

static bool same_style(const struct layout_piece *a, const struct layout_piece *b)
{
    return a->face == b->face && a->colour == b->colour && a->link == b->link;
}

/* The space behind a span is drawn, though nobody sees it: whoever reads the text aloud needs it. False: none
 * is there. */
static bool say_space(struct layout_text_span *s)
{
    if (s->hyphen || s->s[s->n] != ' ')
        return false;
    s->n++;
    return true;
}

/* Joins the pieces of a line that follow each other in the text, so that they are drawn, kerned and copied as
 * one. */
static void set_line(struct layout_text_engine *e, size_t from, size_t to, struct arena *a,
                     struct layout_text_line *line)
{
    struct layout_text_span *span = arena_zero(a, (to - from) * sizeof *span);
    size_t n = 0;
    double x = 0;
    for (size_t i = from; i < to; i++) {
        const struct layout_piece *p = &e->split.p[i];
        struct layout_text_span *s = n ? &span[n - 1] : NULL;
        size_t between = s ? (size_t)(p->s - (s->s + s->n)) : 0;
        bool follows = s && i > from && same_style(&e->split.p[i - 1], p) && p->s >= s->s + s->n &&
                       ((between == 0 && p->before != BEFORE_SPACE) ||
                        (between == 1 && p->before == BEFORE_SPACE && s->s[s->n] == ' '));
        if (i > from)
            x += layout_text_gap(e, i);
        if (follows) {
            s->n += (uint32_t)(between + p->n);
            s->width = x + p->width - s->x;
        } else {
            const bool silent = s && i > from && p->before == BEFORE_SPACE && !say_space(s);
            const bool draws_space = silent && p->after_space;
            if (silent && !draws_space)
                s->space = true;
            span[n] = (struct layout_text_span){
                .s = p->s, .n = p->n, .face = p->face, .colour = p->colour, .x = x, .width = p->width, .link = p->link};
            n++;
            if (draws_space) {
                span[n - 1].s--;
                span[n - 1].n++;
                span[n - 1].x -= e->space[p->face];
                span[n - 1].width += e->space[p->face];
            }
        }
        x += p->width;
    }
    if (to < e->split.n && e->split.p[to].before == BEFORE_HYPHEN) {
        span[n - 1].hyphen = true;
        span[n - 1].width += e->hyphen[span[n - 1].face];
        x += e->hyphen[span[n - 1].face];
    }
    if (to < e->split.n && (e->split.p[to].before == BEFORE_SPACE || e->split.p[to].before == BEFORE_NEW_LINE))
        span[n - 1].space = !say_space(&span[n - 1]);
    *line = (struct layout_text_line){span, n, x};
}

void layout_text_break(struct layout_text_engine *e, double width, struct arena *a, struct layout_text_block *out)
{
    const struct theme_type_size *type = &e->theme->type[e->style.type];
    const double units = font_units_per_em(e->fonts, e->style.face);
    const double ascent = font_ascent(e->fonts, e->style.face) * type->size / units;
    const double descent = -font_descent(e->fonts, e->style.face) * type->size / units;
    *out = (struct layout_text_block){.size = type->size,
                                      .leading = type->leading,
                                      .tabular = e->style.tabular,
                                      .ascent = (type->leading - ascent - descent) / 2 + ascent};
    if (e->raw.n == 0)
        return;
    layout_text_choose_lines(e, width);
    size_t lines = 0;
    for (size_t to = e->split.n; to > 0; to = e->choice[to].from)
        lines++;
    struct layout_text_line *line = arena_zero(a, lines * sizeof *line);
    size_t at = lines;
    for (size_t to = e->split.n; to > 0; to = e->choice[to].from)
        set_line(e, e->choice[to].from, to, a, &line[--at]);
    out->line = line;
    out->n_lines = lines;
    for (size_t i = 0; i < lines; i++)
        out->width = fmax(out->width, line[i].width);
}

/* The widest stretch without a break; divided: with hyphens counted where they would stand. */
static double widest(const struct layout_text_engine *e, const struct layout_pieces *list)
{
    double best = 0, w = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct layout_piece *p = &list->p[i];
        w = p->before == BEFORE_JOINED ? w + p->width : p->width;
        bool hyphen = i + 1 < list->n && list->p[i + 1].before == BEFORE_HYPHEN;
        best = fmax(best, w + (hyphen ? e->hyphen[p->face] : 0));
    }
    return best;
}

/* Where a word is divided once, the wider of its two parts decides; a short word stays whole. */
static double half_width(struct layout_text_engine *e, const struct layout_piece *p)
{
    bool may[HYPHEN_LONGEST];
    if (p->n < SHORTEST_HALVED || !find_hyphens(e, p, may))
        return p->width;
    double best = p->width;
    for (size_t i = 1; i < p->n; i++) {
        if (!may[i])
            continue;
        double left = layout_text_run_width(e, (enum font_face)p->face, p->s, i) + e->hyphen[p->face];
        best = fmin(best, fmax(left, p->width - left + e->hyphen[p->face]));
    }
    return best;
}

static double widest_half(struct layout_text_engine *e)
{
    double best = 0, joined = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        const struct layout_piece *p = &e->raw.p[i];
        const bool alone = p->before != BEFORE_JOINED && (i + 1 == e->raw.n || e->raw.p[i + 1].before != BEFORE_JOINED);
        const double w = alone || e->raw.n == 1 ? half_width(e, p) : p->width;
        joined = p->before == BEFORE_JOINED ? joined + w : w;
        best = fmax(best, joined);
    }
    return best;
}

void layout_text_measure(struct layout_text_engine *e, struct layout_text_measure *out)
{
    *out = (struct layout_text_measure){.whole = out->whole};
    double line = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        const struct layout_piece *p = &e->raw.p[i];
        if (p->before == BEFORE_NEW_LINE)
            line = 0;
        else if (p->before == BEFORE_SPACE)
            line += e->space[e->raw.p[i - 1].face];
        line += p->width;
        out->widest_line = fmax(out->widest_line, line);
    }
    out->widest_word = widest(e, &e->raw);
    out->widest_part = out->widest_half = out->widest_word;
    if (!e->style.hyphenate)
        return;
    if (out->widest_word <= out->whole)
        return;
    out->widest_half = widest_half(e);
    e->split.n = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        if (e->raw.p[i].width > out->whole)
            layout_text_divide(e, e->raw.p[i], INFINITY);
        else
            layout_text_put_piece(&e->split, e->raw.p[i]);
    }
    out->widest_part = widest(e, &e->split);
}
