#include "draw/canvas_svg.h"

#include <nettle/base64.h>
#include <string.h>

void canvas_svg_put_escaped(struct buf *out, const char *s, size_t n)
{
    size_t from = 0;
    for (size_t i = 0; i < n; i++) {
        const char *entity;
        switch (s[i]) {
        case '&':
            entity = "&amp;";
            break;
        case '<':
            entity = "&lt;";
            break;
        case '>':
            entity = "&gt;";
            break;
        case '"':
            entity = "&quot;";
            break;
        case '\'':
            entity = "&#39;";
            break;
        default:
            continue;
        }
        buf_put(out, s + from, i - from);
        buf_text(out, entity);
        from = i + 1;
    }
    buf_put(out, s + from, n - from);
}

static struct buf *out_of(struct canvas *c)
{
    return ((struct canvas_svg *)c)->out;
}

static void put_attribute(struct buf *b, const char *name, double value)
{
    buf_char(b, ' ');
    buf_text(b, name);
    buf_text(b, "=\"");
    canvas_put_number(b, value);
    buf_char(b, '"');
}

static void put_box(struct buf *b, double x, double y, double w, double h)
{
    put_attribute(b, "x", x);
    put_attribute(b, "y", y);
    put_attribute(b, "width", w > 0 ? w : 0);
    put_attribute(b, "height", h > 0 ? h : 0);
}

static void put_class(struct buf *b, const char *prefix, enum theme_colour colour, const char *more)
{
    buf_text(b, " class=\"");
    buf_text(b, prefix);
    buf_text(b, theme_colour_name(colour));
    buf_text(b, more);
    buf_char(b, '"');
}

static void rect(struct canvas *c, double x, double y, double w, double h, enum theme_colour fill)
{
    struct buf *b = out_of(c);
    buf_text(b, "<rect");
    put_class(b, "f-", fill, "");
    put_box(b, x, y, w, h);
    buf_text(b, "/>");
}

static void line(struct canvas *c, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                 bool dashed)
{
    struct buf *b = out_of(c);
    buf_text(b, "<path");
    put_class(b, "s-", stroke, dashed ? " dash" : "");
    put_attribute(b, "stroke-width", width);
    buf_text(b, " d=\"");
    for (size_t i = 0; i < n; i++) {
        buf_char(b, i ? 'L' : 'M');
        canvas_put_number(b, p[i].x);
        buf_char(b, ' ');
        canvas_put_number(b, p[i].y);
    }
    buf_text(b, "\"/>");
}

static void disc(struct canvas *c, double x, double y, double radius, enum theme_colour fill)
{
    struct buf *b = out_of(c);
    buf_text(b, "<circle");
    put_class(b, "f-", fill, "");
    put_attribute(b, "cx", x);
    put_attribute(b, "cy", y);
    put_attribute(b, "r", radius);
    buf_text(b, "/>");
}

static void text(struct canvas *c, const struct canvas_text *how, const char *s, size_t n)
{
    static const char *const faces[2][FONT_FACES] = {{"", " b", " i"}, {" tn", " b tn", " i tn"}};
    struct buf *b = out_of(c);
    buf_text(b, "<text");
    put_class(b, "f-", how->colour, faces[how->tabular][how->face]);
    put_attribute(b, "x", how->x);
    put_attribute(b, "y", how->y);
    put_attribute(b, "font-size", how->size);
    if (how->anchor != CANVAS_START)
        buf_text(b, how->anchor == CANVAS_MIDDLE ? " text-anchor=\"middle\"" : " text-anchor=\"end\"");
    buf_char(b, '>');
    canvas_svg_put_escaped(b, s, n);
    buf_text(b, "</text>");
}

/* An inner <svg> clips to its own box: no ids that would have to be unique in the file. */
static void clip(struct canvas *c, double x, double y, double w, double h)
{
    struct buf *b = out_of(c);
    buf_text(b, "<svg");
    put_box(b, x, y, w, h);
    buf_text(b, " viewBox=\"");
    canvas_put_number(b, x);
    buf_char(b, ' ');
    canvas_put_number(b, y);
    buf_char(b, ' ');
    canvas_put_number(b, w > 0 ? w : 0);
    buf_char(b, ' ');
    canvas_put_number(b, h > 0 ? h : 0);
    buf_text(b, "\">");
}

static void unclip(struct canvas *c)
{
    buf_text(out_of(c), "</svg>");
}

/* What an image's address holds: the file itself, in base64. */
static void put_base64(struct buf *b, const unsigned char *p, size_t n)
{
    const size_t length = BASE64_ENCODE_RAW_LENGTH(n);
    buf_reserve(b, length);
    base64_encode_raw(b->p + b->n, n, p);
    b->n += length;
    b->p[b->n] = '\0';
}

static void image(struct canvas *c, double x, double y, double w, double h)
{
    struct buf *b = out_of(c);
    const struct theme_logo *logo = &c->theme->logo;
    buf_text(b, "<image");
    put_box(b, x, y, w, h);
    buf_text(b, " preserveAspectRatio=\"none\" href=\"data:image/");
    buf_text(b, logo->jpeg ? "jpeg" : "png");
    buf_text(b, ";base64,");
    put_base64(b, logo->bytes, logo->n);
    buf_text(b, "\"/>");
}

static const struct canvas_ops ops = {rect, line, disc, text, clip, unclip, image};

void canvas_svg_begin(struct canvas_svg *svg, struct buf *out, struct fonts *fonts, const struct theme *theme,
                      double width, double height, double scale, const char *class, const char *alt)
{
    svg->canvas = (struct canvas){&ops, fonts, theme};
    svg->out = out;
    buf_text(out, "<svg class=\"");
    buf_text(out, class);
    buf_text(out, "\" viewBox=\"0 0 ");
    canvas_put_number(out, width);
    buf_char(out, ' ');
    canvas_put_number(out, height);
    buf_char(out, '"');
    put_attribute(out, "width", width * scale);
    put_attribute(out, "height", height * scale);
    if (alt) {
        buf_text(out, " role=\"img\" aria-label=\"");
        canvas_svg_put_escaped(out, alt, strlen(alt));
        buf_text(out, "\">");
    } else {
        buf_text(out, " aria-hidden=\"true\">");
    }
}

void canvas_svg_end(struct canvas_svg *svg)
{
    buf_text(svg->out, "</svg>");
}

void canvas_svg_put_style(struct buf *out)
{
    for (int i = 0; i < THEME_COLOURS; i++) {
        const char *name = theme_colour_name((enum theme_colour)i);
        buf_printf(out, ".f-%s{fill:var(--%s)}.s-%s{stroke:var(--%s)}\n", name, name, name, name);
    }
    buf_text(out, "svg path{fill:none;stroke-linejoin:round;stroke-linecap:butt}\n"
                  "svg path.dash{stroke-dasharray:3 2.5}\n"
                  "svg text{font-family:inherit;font-variant-numeric:lining-nums proportional-nums}\n"
                  "svg .b{font-weight:600}svg .i{font-style:italic}svg .tn{font-variant-numeric:tabular-nums}\n");
}
