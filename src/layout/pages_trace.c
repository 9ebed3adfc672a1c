/*
 * The pages as text: a sink that writes down what it is told.
 */
#include "layout/pages.h"

#include "draw/canvas_trace.h"

struct trace_sink {
    struct page_sink sink;
    struct canvas_trace canvas;
    struct buf *out;
    struct fonts *fonts;
    const struct theme *theme;
    int page;
};

static const char *const names[ROLES] = {
    "Document", "Sect",   "H1",   "H2",  "H3",    "H4",        "H5",       "H6",      "P",     "L",   "LI",
    "Lbl",      "LBody",  "Note", "Div", "Table", "Caption",   "THead",    "TBody",   "TFoot", "TR",  "TH",
    "TD",       "Figure", "Link", "TOC", "TOCI",  "Reference", "Footnote", "NoteRef", "Span",  "Logo"};

static void put_numbers(struct buf *out, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(out, ' ');
        canvas_put_number(out, v[i]);
    }
}

static struct canvas *begin_page(struct page_sink *s, double width, double height)
{
    struct trace_sink *t = (struct trace_sink *)s;
    buf_text(t->out, "page ");
    buf_int(t->out, ++t->page);
    put_numbers(t->out, (double[]){width, height}, 2);
    buf_char(t->out, '\n');
    canvas_trace_begin(&t->canvas, t->out, t->fonts, t->theme);
    return &t->canvas.canvas;
}

static void end_page(struct page_sink *s)
{
    buf_text(((struct trace_sink *)s)->out, "endpage\n");
}

static void begin(struct page_sink *s, enum page_role role, const struct doc_node *node)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    (void)node;
    buf_text(out, "begin ");
    buf_text(out, names[role]);
    buf_char(out, '\n');
}

static void end(struct page_sink *s, enum page_role role)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, "end ");
    buf_text(out, names[role]);
    buf_char(out, '\n');
}

static void resume(struct page_sink *s, enum page_role role, size_t kid)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, "resume ");
    buf_text(out, names[role]);
    if (kid != PAGE_LAST_KID) {
        buf_char(out, ' ');
        buf_int(out, (int64_t)kid);
    }
    buf_char(out, '\n');
}

static void artifact(struct page_sink *s, enum page_artifact kind)
{
    static const char *const kinds[] = {"endartifact", "artifact", "artifact header", "artifact footer",
                                        "artifact tablehead"};
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, kinds[kind]);
    buf_char(out, '\n');
}

static void put_box(struct buf *out, const struct page_box *area)
{
    put_numbers(out, (double[]){area->x, area->y, area->width, area->height}, 4);
}

static void link_to(struct page_sink *s, const struct page_box *area, const struct doc_node *target,
                    const char *address)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, "link");
    put_box(out, area);
    buf_text(out, target ? " #" : " ");
    buf_text(out, target ? (target->id ? target->id : "") : address);
    buf_char(out, '\n');
}

static void destination(struct page_sink *s, const struct doc_node *node, double y)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, "destination");
    put_numbers(out, &y, 1);
    buf_char(out, ' ');
    buf_text(out, node->id ? node->id : "");
    buf_char(out, '\n');
}

static void outline(struct page_sink *s, int depth, const char *title, double y)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, "outline ");
    buf_int(out, depth);
    put_numbers(out, &y, 1);
    buf_char(out, ' ');
    buf_text(out, title);
    buf_char(out, '\n');
}

static void figure(struct page_sink *s, const struct page_box *area)
{
    struct buf *out = ((struct trace_sink *)s)->out;
    buf_text(out, "figure");
    put_box(out, area);
    buf_char(out, '\n');
}

static const struct page_sink_ops ops = {begin_page, end_page, begin,       end,     resume,
                                         artifact,   link_to,  destination, outline, figure};

void pages_trace(const struct doc_node *root, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens,
                 struct buf *out)
{
    struct trace_sink t = {.sink = {&ops}, .out = out, .fonts = fonts, .theme = theme};
    pages_render(root, theme, fonts, hyphens, &t.sink);
}
