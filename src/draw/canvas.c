#include "draw/canvas.h"

#include <math.h>
#include <string.h>

void canvas_rect(struct canvas *c, double x, double y, double w, double h, enum theme_colour fill)
{
    c->ops->rect(c, x, y, w, h, fill);
}

void canvas_line(struct canvas *c, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                 bool dashed)
{
    if (n >= 2)
        c->ops->line(c, p, n, width, stroke, dashed);
}

void canvas_disc(struct canvas *c, double x, double y, double radius, enum theme_colour fill)
{
    c->ops->disc(c, x, y, radius, fill);
}

void canvas_text(struct canvas *c, const struct canvas_text *how, const char *s)
{
    if (*s)
        c->ops->text(c, how, s, strlen(s));
}

void canvas_clip(struct canvas *c, double x, double y, double w, double h)
{
    c->ops->clip(c, x, y, w, h);
}

void canvas_unclip(struct canvas *c)
{
    c->ops->unclip(c);
}

void canvas_image(struct canvas *c, double x, double y, double w, double h)
{
    if (c->theme->logo.n)
        c->ops->image(c, x, y, w, h);
}

double canvas_text_width(const struct canvas *c, enum font_face face, bool tabular, double size, const char *s)
{
    return font_width(c->fonts, face, tabular, size, s, strlen(s));
}

void canvas_put_number(struct buf *b, double value)
{
    enum { LARGEST = 1000000000 };
    if (!(value > -LARGEST)) /* NaN, too */
        value = value < 0 ? -LARGEST : 0;
    if (value > LARGEST)
        value = LARGEST;
    int64_t hundredths = llround(value * 100);
    if (hundredths < 0) {
        buf_char(b, '-');
        hundredths = -hundredths;
    }
    buf_int(b, hundredths / 100);
    int rest = (int)(hundredths % 100);
    if (!rest)
        return;
    buf_char(b, '.');
    buf_char(b, (char)('0' + rest / 10));
    if (rest % 10)
        buf_char(b, (char)('0' + rest % 10));
}
