/*
 * The style sheet: variables from the theme, then html.css, then what depends on theme and document. Lengths of type
 * and space in rem, so that the reader's own size of letters counts; 1 rem is the theme's body size.
 */
#include "html/html_parts.h"

#include "draw/canvas_svg.h"

static void put_colours(struct buf *b, const uint32_t *colour)
{
    for (int i = 0; i < THEME_COLOURS; i++)
        buf_printf(b, "--%s:#%06x;", theme_colour_name((enum theme_colour)i), (unsigned)colour[i]);
    for (int i = 0; i < THEME_HEAT_STEPS; i++)
        buf_printf(b, "--on-%d:var(--%s);", i + 1, theme_colour_name(theme_heat_text(colour, i)));
}

static void put_lengths(struct buf *b, const struct theme *t)
{
    const double body = t->type[THEME_BODY].size;
    for (int i = 0; i < THEME_TYPES; i++) {
        buf_printf(b, "--%s:", theme_type_name((enum theme_type)i));
        canvas_put_number(b, t->type[i].size / body);
        buf_text(b, "rem/");
        canvas_put_number(b, t->type[i].leading / t->type[i].size);
        buf_text(b, " var(--sans);");
    }
    for (int i = 0; i < THEME_SPACES; i++) {
        buf_printf(b, "--%s:", theme_space_name((enum theme_space)i));
        canvas_put_number(b, t->space[i] / body);
        buf_text(b, "rem;");
    }
}

/* A CSS string: quotes, backslashes and what could end the element are escaped. */
static void put_string(struct buf *b, const char *s)
{
    buf_char(b, '"');
    for (; *s; s++) {
        if (*s == '"' || *s == '\\' || *s == '<' || *s == '>' || *s == '&' || (unsigned char)*s < ' ')
            buf_printf(b, "\\%x ", (unsigned)(unsigned char)*s);
        else
            buf_char(b, *s);
    }
    buf_char(b, '"');
}

static void put_margin_box(struct buf *b, const char *where, const char *s)
{
    if (!s[0])
        return;
    buf_printf(b, "@%s{content:", where);
    put_string(b, s);
    buf_char(b, '}');
}

/* Header and footer of the pages: the first has the document's own header, so only those behind it repeat it. */
static void put_pages(struct html *h)
{
    struct buf *b = h->b;
    const struct theme *t = h->theme;
    const struct doc_node *root = doc_root(h->doc);
    const double margin[] = {t->margin_top, t->margin_right, t->margin_bottom, t->margin_left};
    buf_printf(b, "@page{size:A4%s;margin:", root->document.landscape ? " landscape" : "");
    for (int i = 0; i < 4; i++) {
        canvas_put_number(b, margin[i]);
        buf_text(b, i < 3 ? "pt " : "pt;font:");
    }
    canvas_put_number(b, t->type[THEME_SMALL].size);
    buf_printf(b, "pt \"" HTML_FAMILY "\",sans-serif;color:#%06x;", (unsigned)t->colour[THEME_GREY]);
    put_margin_box(b, "top-left", root->document.header_left);
    put_margin_box(b, "top-right", root->document.header_right);
    put_margin_box(b, "bottom-left", root->document.footer_left);
    buf_text(b, "@bottom-right{content:\"Seite \" counter(page) \" von \" counter(pages)}}\n"
                "@page :first{@top-left{content:none}@top-right{content:none}}\n"
                "@page wide{size:A4 landscape}\n");
}

void html_style(struct html *h)
{
    struct buf *b = h->b;
    buf_text(b, ":root{color-scheme:light dark;--sans:\"" HTML_FAMILY "\",\"Noto Sans\",system-ui,\"Segoe UI\",Roboto,"
                "\"Helvetica Neue\",Arial,sans-serif;");
    put_lengths(b, h->theme);
    put_colours(b, h->theme->colour);
    buf_printf(b, "--plate:#%06x}\n", (unsigned)h->theme->colour[THEME_PAPER]); /* a logo is made for light paper */
    buf_text(b, "@media screen and (prefers-color-scheme:dark){:root{");
    put_colours(b, h->theme->dark);
    buf_text(b, "}}\n");
    buf_text(b, (const char *)html_css);
    for (int i = 1; i <= THEME_HEAT_STEPS; i++)
        buf_printf(b, ".h%d{background-color:var(--heat-%d);color:var(--on-%d)}\n", i, i, i);
    canvas_svg_put_style(b);
    put_pages(h);
}
