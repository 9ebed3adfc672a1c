#include "draw/canvas_trace.h"

static struct buf *begin(struct canvas *c, const char *call)
{
    struct buf *b = ((struct canvas_trace *)c)->out;
    buf_text(b, call);
    return b;
}

static void put_numbers(struct buf *b, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(b, ' ');
        canvas_put_number(b, v[i]);
    }
}

static void end(struct buf *b, enum theme_colour colour, const char *more)
{
    buf_char(b, ' ');
    buf_text(b, theme_colour_name(colour));
    buf_text(b, more);
    buf_char(b, '\n');
}

static void rect(struct canvas *c, double x, double y, double w, double h, enum theme_colour fill)
{
    struct buf *b = begin(c, "rect");
    put_numbers(b, (double[]){x, y, w, h}, 4);
    end(b, fill, "");
}

static void line(struct canvas *c, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                 bool dashed)
{
    struct buf *b = begin(c, "line");
    put_numbers(b, &width, 1);
    buf_char(b, ':');
    for (size_t i = 0; i < n; i++)
        put_numbers(b, (double[]){p[i].x, p[i].y}, 2);
    end(b, stroke, dashed ? " dashed" : "");
}

static void disc(struct canvas *c, double x, double y, double radius, enum theme_colour fill)
{
    struct buf *b = begin(c, "disc");
    put_numbers(b, (double[]){x, y, radius}, 3);
    end(b, fill, "");
}

static void text(struct canvas *c, const struct canvas_text *how, const char *s, size_t n)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    static const char *const faces[] = {" regular", " bold", " italic"};
    struct buf *b = begin(c, "text \"");
    buf_put(b, s, n);
    buf_text(b, "\" ");
    buf_text(b, anchors[how->anchor]);
    put_numbers(b, (double[]){how->x, how->y, how->size}, 3);
    buf_text(b, faces[how->face]);
    end(b, how->colour, how->tabular ? " tabular" : "");
}

static void clip(struct canvas *c, double x, double y, double w, double h)
{
    struct buf *b = begin(c, "clip");
    put_numbers(b, (double[]){x, y, w, h}, 4);
    buf_char(b, '\n');
}

static void unclip(struct canvas *c)
{
    begin(c, "unclip\n");
}

static void image(struct canvas *c, double x, double y, double w, double h)
{
    struct buf *b = begin(c, "image");
    put_numbers(b, (double[]){x, y, w, h}, 4);
    buf_char(b, '\n');
}

static const struct canvas_ops ops = {rect, line, disc, text, clip, unclip, image};

void canvas_trace_begin(struct canvas_trace *trace, struct buf *out, struct fonts *fonts, const struct theme *theme)
{
    trace->canvas = (struct canvas){&ops, fonts, theme};
    trace->out = out;
}
