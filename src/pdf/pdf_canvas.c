#include "pdf/pdf_canvas.h"

#include <math.h>
#include <string.h>

static const double WIDEST_KERN = 40;      /* 1/1000 em to the right */
static const double CIRCLE = 0.5522847498; /* of the radius: control points of a quarter */
enum { MISSING = 0xFFFD };

static void put(struct buf *b, const double *v, size_t n, const char *operator_)
{
    for (size_t i = 0; i < n; i++) {
        canvas_put_number(b, v[i]);
        buf_char(b, ' ');
    }
    buf_text(b, operator_);
}

/* Part of 255 with three decimals: two would merge neighbours. */
static void put_colour(struct buf *b, uint32_t rgb, const char *operator_)
{
    for (int shift = 16; shift >= 0; shift -= 8) {
        unsigned v = ((rgb >> shift & 0xFF) * 1000 + 127) / 255;
        const char text[6] = {(char)('0' + v / 1000), '.', (char)('0' + v / 100 % 10), (char)('0' + v / 10 % 10),
                              (char)('0' + v % 10),   ' '};
        buf_put(b, text, sizeof text);
    }
    buf_text(b, operator_);
}

static void set_fill(struct pdf_canvas *c, enum theme_colour colour)
{
    if (c->state.fill == (int)colour)
        return;
    c->state.fill = (int)colour;
    put_colour(c->out, c->canvas.theme->colour[colour], "rg\n");
}

static void rect(struct canvas *canvas, double x, double y, double w, double h, enum theme_colour fill)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    c->before(c->user, true);
    set_fill(c, fill);
    put(c->out, (double[]){x, c->height - y - h, w, h}, 4, "re f\n");
}

static void set_stroke(struct pdf_canvas *c, double width, enum theme_colour stroke, bool dashed)
{
    if (c->state.stroke != (int)stroke)
        put_colour(c->out, c->canvas.theme->colour[stroke], "RG\n");
    if (c->state.stroke < 0)
        buf_text(c->out, "1 j 0 J\n");
    if (c->state.line_width != width)
        put(c->out, &width, 1, "w\n");
    if (c->state.dashed != dashed)
        buf_text(c->out, dashed ? "[3 2.4] 0 d\n" : "[] 0 d\n");
    c->state.stroke = (int)stroke;
    c->state.line_width = width;
    c->state.dashed = dashed;
}

static void line(struct canvas *canvas, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                 bool dashed)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    c->before(c->user, true);
    set_stroke(c, width, stroke, dashed);
    for (size_t i = 0; i < n; i++)
        put(c->out, (double[]){p[i].x, c->height - p[i].y}, 2, i ? "l\n" : "m\n");
    buf_text(c->out, "S\n");
}

static void disc(struct canvas *canvas, double x, double y, double r, enum theme_colour fill)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    const double k = CIRCLE * r;
    y = c->height - y;
    c->before(c->user, true);
    set_fill(c, fill);
    put(c->out, (double[]){x + r, y}, 2, "m\n");
    put(c->out, (double[]){x + r, y + k, x + k, y + r, x, y + r}, 6, "c\n");
    put(c->out, (double[]){x - k, y + r, x - r, y + k, x - r, y}, 6, "c\n");
    put(c->out, (double[]){x - r, y - k, x - k, y - r, x, y - r}, 6, "c\n");
    put(c->out, (double[]){x + k, y - r, x + r, y - k, x + r, y}, 6, "c f\n");
}

static void clip(struct canvas *canvas, double x, double y, double w, double h)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    c->before(c->user, false);
    if (c->clips < PDF_CLIP_DEPTH)
        c->saved[c->clips] = c->state;
    c->clips++;
    buf_text(c->out, "q ");
    put(c->out, (double[]){x, c->height - y - h, w, h}, 4, "re W n\n");
}

static void unclip(struct canvas *canvas)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    if (c->clips == 0)
        return;
    c->before(c->user, false);
    c->clips--;
    if (c->clips < PDF_CLIP_DEPTH)
        c->state = c->saved[c->clips];
    else
        c->state = (struct pdf_state){-1, -1, -1, -1, -1, -1};
    buf_text(c->out, "Q\n");
}

/* --- text --- */

struct show { /* a TJ array being written */
    struct pdf_canvas *c;
    bool in_text, open, in_string; /* in_text: between BT and ET */
    double x, y;                   /* where the next word begins, PDF coordinates */
    enum theme_colour colour;
    double pending;      /* 1/1000 em to go to the left before the next glyph */
    enum font_face face; /* set */
};

static void end_string(struct show *w)
{
    if (w->in_string)
        buf_char(w->c->out, '>');
    w->in_string = false;
}

static void end_array(struct show *w)
{
    if (!w->open)
        return;
    end_string(w);
    buf_text(w->c->out, "]TJ\n");
    w->open = false;
}

static void move_left(struct show *w, double thousandths)
{
    w->pending += thousandths;
}

static void put_glyph(struct show *w, uint16_t id)
{
    static const char hex[] = "0123456789ABCDEF";
    struct buf *out = w->c->out;
    if (!w->open)
        buf_char(out, '[');
    w->open = true;
    if (fabs(w->pending) >= 0.5) {
        end_string(w);
        canvas_put_number(out, round(w->pending));
        w->pending -= round(w->pending);
    }
    if (!w->in_string)
        buf_char(out, '<');
    w->in_string = true;
    const char text[4] = {hex[id >> 12 & 15], hex[id >> 8 & 15], hex[id >> 4 & 15], hex[id & 15]};
    buf_put(out, text, 4);
}

static void begin_text(struct show *w)
{
    if (w->in_text)
        return;
    set_fill(w->c, w->colour);
    buf_text(w->c->out, "BT\n1 0 0 1 ");
    put(w->c->out, (double[]){w->x, w->y}, 2, "Tm\n");
    w->in_text = true;
    w->pending = 0;
}

static void end_text(struct show *w)
{
    end_array(w);
    if (w->in_text)
        buf_text(w->c->out, "ET\n");
    w->in_text = false;
}

static void set_face(struct show *w, enum font_face face, double size)
{
    struct pdf_state *s = &w->c->state;
    if (s->face == (int)face && s->size == size)
        return;
    end_array(w);
    buf_text(w->c->out, "/F");
    buf_int(w->c->out, face);
    buf_char(w->c->out, ' ');
    put(w->c->out, &size, 1, "Tf\n");
    s->face = (int)face;
    s->size = size;
}

static void put_run(struct show *w, const struct font_run *run, double units, double size)
{
    for (size_t i = 0; i < run->n; i++) {
        const struct font_glyph *g = &run->glyph[i];
        set_face(w, (enum font_face)g->face, size);
        if (g->y) {
            end_array(w);
            put(w->c->out, (double[]){g->y * size / units}, 1, "Ts\n");
        }
        move_left(w, -g->x * 1000.0 / units);
        put_glyph(w, g->id);
        move_left(w, pdf_fonts_advance(w->c->pdf_fonts, (enum font_face)g->face, g->id) -
                         (g->advance - g->x) * 1000.0 / units);
        if (g->y) {
            end_array(w);
            buf_text(w->c->out, "0 Ts\n");
        }
    }
}

static uint32_t character_at(const char *s, size_t n, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s;
    *len = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC2 ? 2 : 1;
    if (*len > n)
        *len = 1;
    if (*len == 1)
        return p[0] < 0x80 ? p[0] : 0xFFFD;
    uint32_t c = p[0] & (0xFFu >> (*len + 1));
    for (size_t i = 1; i < *len; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    return c;
}

/*
 * The character of a cluster that a glyph is drawn for: the one whose own glyph it is, else the first. What no face has
 * is drawn as U+FFFD, and that is what its glyph means.
 */
static uint32_t character_for(struct pdf_canvas *c, const struct font_glyph *g, const char *s, size_t n)
{
    size_t len;
    uint32_t first = character_at(s, n, &len);
    for (size_t i = 0; i < n; i += len) {
        uint32_t one = character_at(s + i, n - i, &len);
        if (font_glyph_of(c->canvas.fonts, (enum font_face)g->face, one) == g->id)
            return one;
    }
    return font_glyph_of(c->canvas.fonts, (enum font_face)g->face, MISSING) == g->id ? MISSING : first;
}

/* Notes the glyphs of a word. False: they do not tell its text one by one, so it has to be written beside
 * them. */
static bool note_glyphs(struct pdf_canvas *c, const struct font_run *run, const char *s, size_t n)
{
    bool plain = true;
    size_t covered = 0;
    for (size_t i = 0; i < run->n;) {
        const size_t from = run->glyph[i].cluster;
        size_t end = i + 1;
        while (end < run->n && run->glyph[end].cluster == from)
            end++;
        const size_t to = end < run->n ? run->glyph[end].cluster : n;
        size_t len;
        const uint32_t first = character_at(s + from, n - from, &len);
        plain = plain && end == i + 1 && to == from + len && from == covered;
        covered = to;
        for (; i < end; i++) {
            uint32_t want = character_for(c, &run->glyph[i], s + from, to > from ? to - from : 1);
            plain = pdf_fonts_use(c->pdf_fonts, (enum font_face)run->glyph[i].face, run->glyph[i].id, want) && plain &&
                    (want != MISSING || first == MISSING);
        }
    }
    return plain && covered == n;
}

/* Readers take a pair that is kerned far apart for two words; then the text has to be said. */
static bool looks_apart(struct pdf_canvas *c, const struct font_run *run, double units)
{
    for (size_t i = 0; i + 1 < run->n; i++) {
        const struct font_glyph *g = &run->glyph[i];
        double own = pdf_fonts_advance(c->pdf_fonts, (enum font_face)g->face, g->id);
        if (g->advance * 1000.0 / units - own > WIDEST_KERN)
            return true;
    }
    return false;
}

static void put_word(struct show *w, const struct canvas_text *how, const char *s, size_t n)
{
    struct pdf_canvas *c = w->c;
    const double units = font_units_per_em(c->canvas.fonts, how->face);
    const bool soft =
        n == 2 && memcmp(s, "\xC2\xAD", 2) == 0; /* a hyphen at the end of a line that is not in the text */
    const struct font_run *run = soft ? font_shape(c->canvas.fonts, how->face, how->tabular, "-", 1)
                                      : font_shape(c->canvas.fonts, how->face, how->tabular, s, n);
    const bool noted = soft ? note_glyphs(c, run, "-", 1) : note_glyphs(c, run, s, n);
    const bool plain = noted && !soft && !looks_apart(c, run, units);
    if (!plain) {
        end_text(w);
        c->reads_as(c->user, s, n);
    } else if (!w->in_text) {
        c->before(c->user, true);
    }
    begin_text(w);
    put_run(w, run, units, how->size);
    w->x += run->width * how->size / units;
    if (!plain) {
        end_text(w);
        c->reads_as(c->user, NULL, 0);
    }
}

static void text(struct canvas *canvas, const struct canvas_text *how, const char *s, size_t n)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    if (n == 0)
        return;
    double x = how->x;
    if (how->anchor != CANVAS_START)
        x -=
            font_width(canvas->fonts, how->face, how->tabular, how->size, s, n) * (how->anchor == CANVAS_END ? 1 : 0.5);
    struct show w = {.c = c, .x = x, .y = c->height - how->y, .colour = how->colour};
    for (size_t from = 0; from <= n;) {
        const char *space = n > from ? memchr(s + from, ' ', n - from) : NULL;
        size_t to = space ? (size_t)(space - s) : n;
        if (to > from)
            put_word(&w, how, s + from, to - from);
        if (space)
            put_word(&w, how, " ", 1);
        from = to + 1;
    }
    end_text(&w);
}

static void image(struct canvas *canvas, double x, double y, double w, double h)
{
    struct pdf_canvas *c = (struct pdf_canvas *)canvas;
    c->before(c->user, true);
    c->image_used = true;
    buf_text(c->out, "q ");
    put(c->out, (double[]){w, 0, 0, h, x, c->height - y - h}, 6, "cm /Logo Do Q\n");
}

static const struct canvas_ops ops = {rect, line, disc, text, clip, unclip, image};

void pdf_canvas_begin(struct pdf_canvas *c, double height)
{
    c->canvas.ops = &ops;
    c->height = height;
    c->clips = 0;
    c->state = (struct pdf_state){-1, -1, -1, -1, -1, -1};
}
