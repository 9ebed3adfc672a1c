#include "draw/chart.h"

#include "draw/chart_parts.h"

#include <math.h>
#include <stdlib.h>

static struct chart survey(const struct doc_node *node, const struct theme *t)
{
    struct chart k = {.node = node,
                      .small = t->type[THEME_SMALL].size,
                      .strong = t->type[THEME_TABLE].size,
                      .line = t->type[THEME_SMALL].leading};
    for (const struct doc_node *s = node->first; s; s = s->next) {
        if (s->kind == DOC_TARGET)
            k.target = s;
        if (s->kind != DOC_SERIES)
            continue;
        int n = 0;
        for (const struct doc_node *p = s->first; p; p = p->next, n++) {
            if (!p->point.value.has)
                continue;
            double v = p->point.value.value;
            k.min = k.has_data ? fmin(k.min, v) : v;
            k.max = k.has_data ? fmax(k.max, v) : v;
            k.has_data = true;
        }
        k.n_series++;
        if (n > k.n_points || !k.axis) {
            k.n_points = n;
            k.axis = s;
        }
    }
    return k;
}

double chart_height(const struct doc_node *chart, const struct theme *t, double width)
{
    struct chart k = survey(chart, t);
    if (!k.has_data)
        return 2 * k.line;
    double height = chart->chart.chart == DOC_CHART_LINE  ? line_height(&k)
                    : chart->chart.chart == DOC_CHART_BAR ? bars_height(&k, width)
                                                          : stacked_height(&k, width);
    return chart->chart.height > 0 ? fmax(height, chart->chart.height * t->type[THEME_BODY].leading) : height;
}

void chart_draw(const struct doc_node *chart, struct canvas *c, double x, double y, double width)
{
    struct chart k = survey(chart, c->theme);
    k.c = c;
    k.area = (struct box){x, y, width, chart_height(chart, c->theme, width)};
    if (!k.has_data) {
        struct canvas_text how = chart_small_text(&k, x, y + k.line, CANVAS_START, THEME_GREY);
        chart_say(&k, &how, "keine Daten");
    } else if (chart->chart.chart == DOC_CHART_LINE) {
        line_draw(&k);
    } else if (chart->chart.chart == DOC_CHART_BAR) {
        bars_draw(&k);
    } else {
        stacked_draw(&k);
    }
    free(k.taken.box);
    buf_free(&k.scratch);
}

void chart_draw_bar(const struct doc_node *cell, double max, struct canvas *c, double x, double y, double w, double h)
{
    if (!cell->cell.bar.has || !(max > 0))
        return;
    const double thick = h * 0.6, stroke = 1;
    double length = w * fmin(fmax(cell->cell.bar.value / max, 0), 1);
    canvas_rect(c, x, y + (h - thick) / 2, w, thick, THEME_TRACK);
    if (length > 0)
        canvas_rect(c, x, y + (h - thick) / 2, length, thick, chart_tone(cell->cell.tone));
    if (cell->cell.mark.has) {
        double at = w * fmin(fmax(cell->cell.mark.value / max, 0), 1);
        canvas_rect(c, x + fmin(fmax(at - stroke / 2, 0), w - stroke), y, stroke, h, THEME_INK);
    }
}
