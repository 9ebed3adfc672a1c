/*
 * Stacked bars: parts of a whole, lying, a white gap between them. Only one bar has its numbers in the legend.
 */
#include "draw/chart_parts.h"

#include <math.h>

static const double pitch = 18, thick = 11, white = 0.8;

static double whole_of(const struct chart *k, int i)
{
    double sum = 0;
    CHART_EACH_SERIES(s, k)
    {
        const struct doc_node *p = chart_point(s, i);
        if (p && p->point.value.has)
            sum += fmax(p->point.value.value, 0);
    }
    return sum;
}

/* A legend that carries the numbers, too, where there is only one bar. */
static bool one_bar(const struct chart *k)
{
    return k->n_points == 1;
}

double chart_stacked_height(const struct chart *k, double width)
{
    return chart_legend_lines(k, width, one_bar(k)) * k->line + 6 +
           k->n_points * (pitch + (chart_names_above(k, width) ? k->line : 0));
}

/* The number of each part stands in it where it fits. */
static void stacked_bar(struct chart *k, int i, double x, double y, double scale)
{
    int number = -1;
    CHART_EACH_SERIES(s, k)
    {
        const struct doc_node *p = chart_point(s, i);
        number++;
        if (!p || !p->point.value.has || p->point.value.value <= 0)
            continue;
        double w = p->point.value.value * scale;
        chart_fill(k, (struct chart_box){x, y, fmax(w - white, 0.2), thick}, k->shade[number]);
        const char *text = chart_point_text(k, p);
        if (!one_bar(k) && chart_width_of(k, FONT_REGULAR, k->small, text) + 5 <= w) {
            struct canvas_text how = chart_small_text(k, x + w / 2 - white / 2, y + thick / 2 + k->small * 0.36,
                                                      CANVAS_MIDDLE, chart_text_on(k->c->theme, k->shade[number]));
            chart_say(k, &how, text);
        }
        x += w;
    }
}

void chart_stacked_draw(struct chart *k)
{
    const bool above = chart_names_above(k, k->area.w);
    const double names = chart_names_width(k);
    double most = 0, y = k->area.y;
    chart_choose_shades(k, false);
    for (int i = 0; i < k->n_points; i++)
        most = fmax(most, whole_of(k, i));
    if (k->node->chart.has_scale)
        most = fmax(most, k->node->chart.max);
    double scale = most > 0 ? (k->area.w - names) / most : 0;
    chart_legend(k, k->area.x, y, k->area.w, one_bar(k));
    y += chart_legend_lines(k, k->area.w, one_bar(k)) * k->line + 6;
    int i = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next, i++) {
        chart_say_name(k, p, above ? y + k->small * 0.64 : y + thick / 2, above ? k->area.w : names - 6);
        y += above ? k->line : 0;
        stacked_bar(k, i, k->area.x + names, y, scale);
        y += pitch;
    }
}
