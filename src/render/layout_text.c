#include "render/layout_text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What stands before a piece: whether a line may be broken there, and what it shows when it is not. */
enum before { JOINED, MAY_BREAK, HYPHEN, SPACE, NEW_LINE };

struct piece { /* never broken */
    const char *s;
    uint32_t n;
    uint8_t face, colour, before;
    bool after_space; /* s[-1] is the space in front of it */
    double width;     /* pt */
    const struct doc_node *link;
};

struct choice { /* the best way to end a line before piece i */
    double cost;
    size_t from; /* the piece the line begins with */
};

struct pieces {
    struct piece *p;
    size_t n, cap;
};

struct text_engine {
    struct fonts *fonts;
    const struct theme *theme;
    struct hyphens *hyphens;
    struct text_style style;
    struct pieces raw, split;
    double *until; /* width of all pieces before i, gaps included */
    size_t cap_until;
    struct choice *choice;
    size_t cap_choice;
    uint8_t pending;                                                 /* enum before, for the next piece */
    int32_t space_units[2][FONT_FACES], hyphen_units[2][FONT_FACES]; /* [tabular][face] */
    double space[FONT_FACES], hyphen[FONT_FACES];                    /* pt, in the style being set */
};

enum {
    SHORTEST_DIVIDED = 6, /* letters */
    SHORTEST_HALVED = 9,
    NARROW_EMS = 15, /* a column narrower than this divides words to fill its lines */
};

struct text_engine *text_engine_new(struct fonts *fonts, const struct theme *theme, struct hyphens *hyphens)
{
    struct text_engine *e = mem_zero(1, sizeof *e);
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

void text_engine_free(struct text_engine *e)
{
    if (!e)
        return;
    free(e->raw.p);
    free(e->split.p);
    free(e->until);
    free(e->choice);
    free(e);
}

static double size_of(const struct text_engine *e)
{
    return e->theme->type[e->style.type].size;
}

static double run_width(struct text_engine *e, enum font_face face, const char *s, size_t n)
{
    return font_shape(e->fonts, face, e->style.tabular, s, n)->width * size_of(e) / font_units_per_em(e->fonts, face);
}

void text_begin(struct text_engine *e, const struct text_style *style)
{
    e->style = *style;
    e->raw.n = 0;
    e->pending = JOINED;
    for (int i = 0; i < FONT_FACES; i++) {
        const double scale = size_of(e) / font_units_per_em(e->fonts, (enum font_face)i);
        e->space[i] = e->space_units[style->tabular][i] * scale;
        e->hyphen[i] = e->hyphen_units[style->tabular][i] * scale;
    }
}

static void put(struct pieces *list, struct piece p)
{
    list->p = mem_grow(list->p, list->n, &list->cap, sizeof *list->p);
    list->p[list->n++] = p;
}

/*
 * How many bytes at s end a piece behind which a line may be broken, 0: none.
 * A hyphen or a slash between word and word, a zero width space; a soft hyphen is a hyphen only when broken.
 */
static size_t break_behind(const char *s, size_t at, size_t n, enum before *kind)
{
    const unsigned char *p = (const unsigned char *)s + at;
    *kind = MAY_BREAK;
    if ((p[0] == '-' || p[0] == '/') && at > 0 && at + 1 < n && s[at - 1] != p[0])
        return (unsigned char)p[1] >= 'A' ? 1 : 0; /* not within numbers: 08/2019, -38 */
    if (p[0] == 0xC2 && at + 1 < n && p[1] == 0xAD) {
        *kind = HYPHEN;
        return 2;
    }
    if (p[0] == 0xE2 && at + 2 < n && p[1] == 0x80 && p[2] == 0x8B)
        return 3;
    return 0;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void add_piece(struct text_engine *e, const char *s, size_t n, enum font_face face, enum theme_colour colour,
                      const struct doc_node *link, bool after_space)
{
    if (n == 0)
        return;
    if (e->style.one_colour)
        colour = e->style.colour;
    put(&e->raw, (struct piece){.s = s,
                                .n = (uint32_t)n,
                                .face = (uint8_t)face,
                                .colour = (uint8_t)colour,
                                .before = e->raw.n ? e->pending : JOINED,
                                .width = run_width(e, face, s, n),
                                .link = link,
                                .after_space = after_space});
    e->pending = JOINED;
}

static void add_words(struct text_engine *e, const char *s, enum font_face face, enum theme_colour colour,
                      const struct doc_node *link)
{
    const size_t n = strlen(s);
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        if (is_space(s[i])) {
            add_piece(e, s + from, i - from, face, colour, link, from > 0 && s[from - 1] == ' ');
            if (e->pending != NEW_LINE)
                e->pending = SPACE;
            from = i + 1;
            continue;
        }
        enum before kind;
        size_t behind = break_behind(s, i, n, &kind);
        if (behind == 0)
            continue;
        add_piece(e, s + from, i + (behind == 1 ? 1 : 0) - from, face, colour, link, from > 0 && s[from - 1] == ' ');
        e->pending = (uint8_t)kind;
        from = i + behind;
        i = from - 1;
    }
    add_piece(e, s + from, n - from, face, colour, link, from > 0 && s[from - 1] == ' ');
}

void text_add_words(struct text_engine *e, const char *s, enum font_face face, enum theme_colour colour)
{
    add_words(e, s, face, colour, NULL);
}

static void add_node(struct text_engine *e, const struct doc_node *n, enum font_face face, enum theme_colour colour,
                     const struct doc_node *link)
{
    switch (n->kind) {
    case DOC_TEXT:
        add_words(e, n->text, face, colour, link);
        return;
    case DOC_BREAK:
        if (e->pending == NEW_LINE) /* two in a row: an empty line is a no-break space's */
            add_piece(e, "\xC2\xA0", 2, face, colour, NULL, false);
        e->pending = NEW_LINE;
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

void text_add(struct text_engine *e, const struct doc_node *node)
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

/* Cuts a piece that no hyphen can help between any two characters, so that each part fits. */
static void cut_anywhere(struct text_engine *e, struct piece p, double width)
{
    const struct font_run *run = font_shape(e->fonts, (enum font_face)p.face, e->style.tabular, p.s, p.n);
    const double scale = size_of(e) / font_units_per_em(e->fonts, (enum font_face)p.face);
    size_t glyph = 0, from = 0, at = 0;
    double w = 0;
    while (at < p.n) {
        int32_t advance;
        size_t len = cluster_length(run, &glyph, at, p.n, &advance);
        if (at > from && w + advance * scale > width) {
            struct piece part = p;
            part.s = p.s + from;
            part.n = (uint32_t)(at - from);
            part.width = w;
            put(&e->split, part);
            p.before = MAY_BREAK;
            from = at;
            w = 0;
        }
        w += advance * scale;
        at += len;
    }
    p.s += from;
    p.n -= (uint32_t)from;
    p.width = w;
    put(&e->split, p);
}

static bool is_letter_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The letters of a piece, without what stands around them (a bracket, a comma). */
static void letters_of(const struct piece *p, size_t *from, size_t *to)
{
    *from = 0;
    *to = p->n;
    while (*from < p->n && !is_letter_byte(p->s[*from]))
        ++*from;
    while (*to > *from && !is_letter_byte(p->s[*to - 1]))
        --*to;
}

/* Divides a piece at every place where German allows it; limit: parts wider than this are cut anywhere. */
static void divide(struct text_engine *e, struct piece p, double limit)
{
    bool may[HYPHENS_LONGEST];
    size_t from, to;
    letters_of(&p, &from, &to);
    if (to - from < SHORTEST_DIVIDED || !hyphens_find(e->hyphens, p.s + from, to - from, may)) {
        if (p.width > limit)
            cut_anywhere(e, p, limit);
        else
            put(&e->split, p);
        return;
    }
    size_t start = 0;
    double until = 0; /* parts are measured from the start of the word: kerned, they fill it exactly */
    for (size_t i = from + 1; i <= p.n; i++) {
        if (i < p.n && !(i < to && may[i - from]))
            continue;
        struct piece part = p;
        part.s = p.s + start;
        part.n = (uint32_t)(i - start);
        const double width = i < p.n ? run_width(e, (enum font_face)p.face, p.s, i) : p.width;
        part.width = width - until;
        until = width;
        double with_hyphen = part.width + (i < p.n ? e->hyphen[p.face] : 0);
        if (with_hyphen > limit)
            cut_anywhere(e, part, limit - (i < p.n ? e->hyphen[p.face] : 0));
        else
            put(&e->split, part);
        p.before = HYPHEN;
        start = i;
    }
}

static void split_pieces(struct text_engine *e, double width)
{
    struct text_measure m = {.whole = INFINITY};
    text_measure(e, &m);
    const bool narrow = e->style.hyphenate && width < NARROW_EMS * size_of(e) && m.widest_line > width;
    e->split.n = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        const bool before_hyphen = i + 1 < e->raw.n && e->raw.p[i + 1].before == HYPHEN;
        const double limit = before_hyphen ? width - e->hyphen[e->raw.p[i].face] : width;
        if (narrow || e->raw.p[i].width > limit)
            divide(e, e->raw.p[i], limit);
        else
            put(&e->split, e->raw.p[i]);
    }
    /* Pieces joined without a break between them may still be too wide together: then they may be parted. */
    double w = 0;
    for (size_t i = 0; i < e->split.n; i++) {
        struct piece *p = &e->split.p[i];
        w = p->before == JOINED ? w + p->width : p->width;
        if (p->before == JOINED && i > 0 && w > width) {
            p->before = MAY_BREAK;
            w = p->width;
        }
    }
}

static double gap(const struct text_engine *e, size_t i)
{
    const struct piece *p = &e->split.p[i];
    return p->before == SPACE && i > 0 ? e->space[e->split.p[i - 1].face] : 0;
}

static double line_width(const struct text_engine *e, size_t from, size_t to)
{
    double w = e->until[to] - e->until[from] - gap(e, from);
    if (to < e->split.n && e->split.p[to].before == HYPHEN)
        w += e->hyphen[e->split.p[to - 1].face];
    return w;
}

/* Cost of a line with this much room left. The first aim is few lines, the second an even edge. */
static double line_cost(const struct text_engine *e, size_t from, size_t to, double width, double w)
{
    const double em = size_of(e);
    double slack = (width - w) / em;
    bool last = to == e->split.n || e->split.p[to].before == NEW_LINE;
    double cost = 1e6;
    if (last && !e->style.even)
        cost += w < 0.12 * width && from > 0 ? 40 : 0; /* a single short word alone */
    else
        cost += slack * slack;
    if (!last && e->split.p[to].before == HYPHEN)
        cost += 30;
    return cost;
}

/* Least total cost over all ways to break; the number of ways looked at for each end is bounded by what fits
 * a line. */
static void choose_breaks(struct text_engine *e, double width)
{
    const size_t n = e->split.n;
    while (e->cap_until < n + 1)
        e->until = mem_grow(e->until, e->cap_until, &e->cap_until, sizeof *e->until);
    while (e->cap_choice < n + 1)
        e->choice = mem_grow(e->choice, e->cap_choice, &e->cap_choice, sizeof *e->choice);
    e->until[0] = 0;
    for (size_t i = 0; i < n; i++)
        e->until[i + 1] = e->until[i] + gap(e, i) + e->split.p[i].width;
    e->choice[0] = (struct choice){0, 0};
    for (size_t to = 1; to <= n; to++) {
        e->choice[to] = (struct choice){INFINITY, to - 1};
        if (to < n && e->split.p[to].before == JOINED)
            continue;
        for (size_t from = to; from-- > 0;) {
            double w = line_width(e, from, to);
            bool may = from == 0 || e->split.p[from].before != JOINED;
            if (may && (w <= width + 0.001 || isinf(e->choice[to].cost))) {
                /* A line that does not fit is taken only where there is no other. */
                double cost = e->choice[from].cost + line_cost(e, from, to, width, w) + (w > width + 0.001 ? 1e9 : 0);
                if (cost < e->choice[to].cost)
                    e->choice[to] = (struct choice){cost, from};
            }
            if ((w > width && !isinf(e->choice[to].cost)) || (from > 0 && e->split.p[from].before == NEW_LINE))
                break;
        }
    }
}

static bool same_style(const struct piece *a, const struct piece *b)
{
    return a->face == b->face && a->colour == b->colour && a->link == b->link;
}

/* The space behind a span is drawn, though nobody sees it: whoever reads the text aloud needs it. False: none
 * is there. */
static bool say_space(struct text_span *s)
{
    if (s->hyphen || s->s[s->n] != ' ')
        return false;
    s->n++;
    return true;
}

/* Joins the pieces of a line that follow each other in the text, so that they are drawn, kerned and copied as
 * one. */
static void set_line(struct text_engine *e, size_t from, size_t to, struct arena *a, struct text_line *line)
{
    struct text_span *span = arena_zero(a, (to - from) * sizeof *span);
    size_t n = 0;
    double x = 0;
    for (size_t i = from; i < to; i++) {
        const struct piece *p = &e->split.p[i];
        struct text_span *s = n ? &span[n - 1] : NULL;
        size_t between = s ? (size_t)(p->s - (s->s + s->n)) : 0;
        bool follows =
            s && i > from && same_style(&e->split.p[i - 1], p) && p->s >= s->s + s->n &&
            ((between == 0 && p->before != SPACE) || (between == 1 && p->before == SPACE && s->s[s->n] == ' '));
        if (i > from)
            x += gap(e, i);
        if (follows) {
            s->n += (uint32_t)(between + p->n);
            s->width = x + p->width - s->x;
        } else {
            const bool draws_space = s && i > from && p->before == SPACE && !say_space(s) && p->after_space;
            span[n++] = (struct text_span){
                .s = p->s, .n = p->n, .face = p->face, .colour = p->colour, .x = x, .width = p->width, .link = p->link};
            if (draws_space) {
                span[n - 1].s--;
                span[n - 1].n++;
                span[n - 1].x -= e->space[p->face];
                span[n - 1].width += e->space[p->face];
            }
        }
        x += p->width;
    }
    if (to < e->split.n && e->split.p[to].before == HYPHEN) {
        span[n - 1].hyphen = true;
        span[n - 1].width += e->hyphen[span[n - 1].face];
        x += e->hyphen[span[n - 1].face];
    }
    if (to < e->split.n && e->split.p[to].before == SPACE)
        (void)say_space(&span[n - 1]);
    *line = (struct text_line){span, n, x};
}

void text_break(struct text_engine *e, double width, struct arena *a, struct text_block *out)
{
    const struct theme_type_size *type = &e->theme->type[e->style.type];
    const double units = font_units_per_em(e->fonts, e->style.face);
    const double ascent = font_ascent(e->fonts, e->style.face) * type->size / units;
    const double descent = -font_descent(e->fonts, e->style.face) * type->size / units;
    *out = (struct text_block){.size = type->size,
                               .leading = type->leading,
                               .tabular = e->style.tabular,
                               .ascent = (type->leading - ascent - descent) / 2 + ascent};
    if (e->raw.n == 0)
        return;
    split_pieces(e, width);
    choose_breaks(e, width);
    size_t lines = 0;
    for (size_t to = e->split.n; to > 0; to = e->choice[to].from)
        lines++;
    struct text_line *line = arena_zero(a, lines * sizeof *line);
    size_t at = lines;
    for (size_t to = e->split.n; to > 0; to = e->choice[to].from)
        set_line(e, e->choice[to].from, to, a, &line[--at]);
    out->line = line;
    out->n_lines = lines;
    for (size_t i = 0; i < lines; i++)
        out->width = fmax(out->width, line[i].width);
}

/* The widest stretch without a break; divided: with hyphens counted where they would stand. */
static double widest(const struct text_engine *e, const struct pieces *list)
{
    double best = 0, w = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct piece *p = &list->p[i];
        w = p->before == JOINED ? w + p->width : p->width;
        bool hyphen = i + 1 < list->n && list->p[i + 1].before == HYPHEN;
        best = fmax(best, w + (hyphen ? e->hyphen[p->face] : 0));
    }
    return best;
}

/* Where a word is divided once, the wider of its two parts decides; a short word stays whole. */
static double half_width(struct text_engine *e, const struct piece *p)
{
    bool may[HYPHENS_LONGEST];
    size_t from, to;
    letters_of(p, &from, &to);
    if (to - from < SHORTEST_HALVED || !hyphens_find(e->hyphens, p->s + from, to - from, may))
        return p->width;
    double best = p->width;
    for (size_t i = from + 1; i < to; i++) {
        if (!may[i - from])
            continue;
        double left = run_width(e, (enum font_face)p->face, p->s, i) + e->hyphen[p->face];
        best = fmin(best, fmax(left, p->width - left + e->hyphen[p->face]));
    }
    return best;
}

static double widest_half(struct text_engine *e)
{
    double best = 0, joined = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        const struct piece *p = &e->raw.p[i];
        const bool alone = p->before != JOINED && (i + 1 == e->raw.n || e->raw.p[i + 1].before != JOINED);
        const double w = alone || e->raw.n == 1 ? half_width(e, p) : p->width;
        joined = p->before == JOINED ? joined + w : w;
        best = fmax(best, joined);
    }
    return best;
}

void text_measure(struct text_engine *e, struct text_measure *out)
{
    *out = (struct text_measure){.whole = out->whole};
    double line = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        const struct piece *p = &e->raw.p[i];
        if (p->before == NEW_LINE)
            line = 0;
        else if (p->before == SPACE)
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
            divide(e, e->raw.p[i], INFINITY);
        else
            put(&e->split, e->raw.p[i]);
    }
    out->widest_part = widest(e, &e->split);
}
