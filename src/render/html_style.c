/*
 * The style sheet: variables from the theme, rules from here. Lengths of type in rem, so that the reader's
 * own size of letters counts; 1 rem is the theme's body size.
 */
#include "render/html_parts.h"

#include "draw/canvas_svg.h"

static void put_colours(struct buf *b, const uint32_t *colour)
{
    for (int i = 0; i < THEME_COLOURS; i++)
        buf_printf(b, "--%s:#%06x;", theme_colour_name((enum theme_colour)i), colour[i]);
    for (int i = 0; i < THEME_HEAT_STEPS; i++)
        buf_printf(b, "--on-%d:var(--%s);", i + 1, theme_colour_name(theme_heat_text(colour, i)));
}

static void put_types(struct buf *b, const struct theme *t)
{
    const double body = t->type[THEME_BODY].size;
    for (int i = 0; i < THEME_TYPES; i++) {
        buf_printf(b, "--%s:", theme_type_name((enum theme_type)i));
        canvas_put_number(b, t->type[i].size / body);
        buf_text(b, "rem/");
        canvas_put_number(b, t->type[i].leading / t->type[i].size);
        buf_text(b, " var(--family);");
    }
}

/* Half a rem is the unit of space; 0.87 of it the line of a table. */
static const char rules[] =
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n"
    "body{margin:0 "
    "auto;padding:1.5rem;max-width:57.3rem;background:var(--paper);color:var(--ink);font:var(--body);"
    "font-variant-numeric:lining-nums proportional-nums;overflow-wrap:break-word}\n"
    "p,ul,ol,dl,figure,h1,h2,h3,h4,h5,h6{margin:0}\n"
    "p,li,dd,h1,h2,h3,h4,h5,h6,.note{max-width:40rem}\n"
    "a{color:var(--data);text-decoration:underline;text-decoration-thickness:from-font;text-underline-offset:"
    ".15em}\n"
    ":focus-visible{outline:2px solid var(--data);outline-offset:2px}\n"
    ".skip{position:absolute;left:1.5rem;top:-4rem;padding:.5rem .75rem;background:var(--paper);z-index:1}\n"
    ".skip:focus{top:.5rem}\n"
    "strong,.strong,h1,h2,h3,h4,h5,h6,.sum,tfoot{font-weight:600}\n"
    ".muted,.subline,.small,.furniture,caption,thead,dt{color:var(--grey)}\n"
    ".alert{color:var(--alert)}\n"
    /* page header and footer */
    ".furniture{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem "
    "1.5rem;font:var(--small)}\n"
    ".furniture p+p{margin-top:0}\n"
    "header.furniture{padding-bottom:.75rem;border-bottom:1px solid var(--rule)}\n"
    "footer.furniture{margin-top:4rem;padding-top:.75rem;border-top:1px solid var(--rule)}\n"
    /* headings and text */
    "h1{font:var(--title);font-weight:600;margin-top:2rem;max-width:none;text-wrap:balance}\n"
    "h2{font:var(--heading);font-weight:600;margin-top:2.75rem}\n"
    "h3{font:var(--subheading);font-weight:600;margin-top:1.75rem}\n"
    "h4,h5,h6{font:var(--table);font-weight:600;margin-top:1.25rem}\n"
    ".subline{font:var(--small);margin-top:.2rem}.subline,.small{max-width:48rem}\n"
    "h1+.subline{font:var(--body);margin-top:.15rem}\n"
    "p+p,p+ul,p+ol,ul+p,ol+p,ul+ul,ul+ol,ol+ul,ol+ol,div+p,dl+p,figure+p,table+p{margin-top:.75rem}\n"
    "h2+p:not(.subline),h3+p:not(.subline),h2+ul,h2+ol,h3+ul,h3+ol,.subline+p,.subline+ul,.subline+ol{margin-"
    "top:.5rem}\n"
    ".lead,.subline+.lead{font:var(--lead);margin-top:1.75rem;max-width:47rem;text-wrap:pretty}\n"
    ".small{font:var(--small)}\n"
    "ul,ol{padding-left:1.25rem}\n"
    "li+li{margin-top:.25rem}li>p+p{margin-top:.4rem}li>p+ul,li>p+ol{margin-top:.25rem}\n"
    "ul>li::marker{content:\"–  "
    "\";color:var(--grey)}ol>li::marker{font-variant-numeric:tabular-nums;color:var(--grey)}\n"
    ".note{margin-top:1.25rem;padding-left:1rem;border-left:3px solid var(--data-soft)}\n"
    ".warning{border-color:var(--alert)}.warning>p:first-child>strong:first-child{color:var(--alert)}\n"
    ".toc{margin-top:2.5rem}.toc h2{margin-top:0}.toc ol{list-style:none;padding:0;margin-top:.5rem}\n"
    ".toc ol ol{padding-left:1.25rem;margin:.15rem 0 .35rem}.toc li+li{margin-top:.1rem}\n"
    ".toc a{display:inline-block;padding:.15rem 0;text-decoration:none}.toc "
    "a:hover{text-decoration:underline}\n"
    /* figures in a row */
    ".kpis{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.75rem,1fr));gap:1.5rem "
    "1rem;margin-top:2rem;"
    "padding-top:1.1rem;border-top:1.5px solid var(--rule-dark)}\n"
    ".kpis+.kpis{margin-top:1.5rem;padding-top:0;border:0}\n"
    ".kpis dt{font:var(--small)}.kpis dd{margin:0;font:var(--small)}\n"
    ".kpis .value{font:var(--figure);font-weight:600;margin:.35rem 0}\n"
    ".sign{width:.6em;height:.6em;margin-right:.45em}.sign path{fill:currentColor}\n"
    ".kpis+p{font:var(--small);color:var(--grey);margin-top:1rem}\n";

static const char rules_of_tables[] =
    ".scroll{overflow-x:auto;margin-right:-1.5rem;padding-right:1.5rem}\n"
    "table,.scroll{margin-top:1rem}.scroll table{margin-top:0}\n"
    ".subline+table,.subline+.scroll{margin-top:.5rem}\n"
    "table{border-collapse:collapse;font:var(--table);min-width:min(100%,20rem)}.scroll "
    "table{min-width:100%}\n"
    "caption{text-align:left;font:var(--small);padding-bottom:.35rem}\n"
    ".hidden{position:absolute;width:1px;height:1px;padding:0;margin:-1px;overflow:hidden;clip-path:inset(50%"
    ");"
    "white-space:nowrap}\n"
    "th,td{text-align:left;vertical-align:baseline;font-weight:inherit;padding:.39rem 0 .39rem .9rem;"
    "overflow-wrap:normal}\n"
    "table{border-bottom:1px solid var(--rule)}table:has(>tfoot){border-bottom:0}\n"
    "tr+tr>*{border-top:1px solid var(--rule)}\n"
    "th:first-child,td:first-child{padding-left:0}\n"
    "thead th,thead td{font:var(--small);vertical-align:bottom}thead{border-bottom:1px solid "
    "var(--rule-dark)}\n"
    "thead [scope=colgroup]{text-align:center}thead tr+tr>*{border-top:0}\n"
    "tbody [scope=rowgroup]{font-weight:600;padding-top:1rem}\n"
    ".n,.tn,.heat{font-variant-numeric:lining-nums tabular-nums}\n"
    ".n,.r{text-align:right}.c{text-align:center}td.n,td.r,td.c{white-space:nowrap}\n"
    "tbody+tbody>tr:first-child>*{border-top:1px solid var(--rule-dark)}\n"
    ".sum>*,tfoot>tr:first-child>*{border-top:1px solid var(--rule-dark)}\n"
    ".none{color:var(--grey)}\n"
    ".heat{padding-right:.6rem;padding-left:.6rem;border-left:2px solid "
    "var(--paper);background-clip:padding-box}\n"
    "tr+tr>.heat{border-top:2px solid var(--paper)}.heat .muted,.heat a{color:inherit}\n"
    "thead tr:not(:last-child)>:not([rowspan]){padding-bottom:0}\n";

static const char rules_of_drawings[] =
    "svg.bar{display:block}td:has(>svg.bar){vertical-align:middle;padding-top:0;padding-bottom:0}\n"
    "figure{margin-top:1rem}.chart{display:block;max-width:100%;height:auto;overflow:visible;font-family:var("
    "--sans)}\n"
    ".narrow{display:none}\n"
    "@media (max-width:44rem){.wide{display:none}.narrow{display:block;width:100%}}\n"
    ".signatures{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:2rem;margin-top:"
    "5rem}\n"
    ".signatures p{margin:0;padding-top:.35rem;border-top:1px solid "
    "var(--rule-dark);font:var(--small);color:var(--grey)}\n"
    "@media (max-width:30rem){body{padding:1rem}.scroll{margin-right:-1rem;padding-right:1rem}"
    ".kpis{grid-template-columns:1fr 1fr}h1{font-size:1.45rem}h1,h2,h3,p,li{hyphens:auto}}\n"
    "@media (max-width:44rem){.scroll th:first-child[scope=row]{position:sticky;left:0;max-width:9rem;"
    "padding-right:.4rem;background:var(--paper)}}\n";

static const char rules_for_print[] =
    "@media "
    "print{html{font-size:9.2pt}body{padding:0;max-width:none}.skip{display:none}.scroll{overflow:visible;"
    "margin-right:0;"
    "padding-right:0}.wide{display:block}.narrow{display:none}"
    "a{color:inherit;text-decoration:none}h1,h2,h3,h4,h5,h6,.subline{break-after:avoid}"
    "svg.bar{width:auto;height:11.5pt}tr,figure,.kpis,.signatures,.note{break-inside:avoid}thead{display:"
    "table-header-group}"
    "tfoot{display:table-row-group}.new-page{break-before:page}.page-end{break-after:page}.landscape{page:"
    "wide}"
    ".heat,rect,circle{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

void html_style(struct buf *b, const struct theme *t)
{
    buf_text(b, ":root{color-scheme:light dark;--sans:\"Noto Sans\",system-ui,\"Segoe "
                "UI\",Roboto,\"Helvetica Neue\",Arial,"
                "sans-serif;--family:var(--sans);");
    put_types(b, t);
    put_colours(b, t->colour);
    buf_text(b, "}\n@media screen and (prefers-color-scheme:dark){:root{");
    put_colours(b, t->dark);
    buf_text(b, "}}\n");
    buf_text(b, rules);
    buf_text(b, rules_of_tables);
    for (int i = 1; i <= THEME_HEAT_STEPS; i++)
        buf_printf(b, ".h%d{background-color:var(--heat-%d);color:var(--on-%d)}\n", i, i, i);
    svg_put_style(b);
    buf_text(b, rules_of_drawings);
    buf_text(b, rules_for_print);
    buf_text(b, "@page{size:A4;margin:");
    const double margin[] = {t->margin_top, t->margin_right, t->margin_bottom, t->margin_left};
    for (int i = 0; i < 4; i++) {
        canvas_put_number(b, margin[i]);
        buf_text(b, i < 3 ? "pt " : "pt}\n");
    }
    buf_text(b, "@page wide{size:A4 landscape}\n");
}
