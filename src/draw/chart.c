#include "draw/chart.h"

#include "draw/chart_parts.h"

#include <math.h>
#include <stdlib.h>

static void look_at(struct chart *k, double v)
{
    k->min = k->has_data ? fmin(k->min, v) : v;
    k->max = k->has_data ? fmax(k->max, v) : v;
    k->whole = (k->whole || !k->has_data) && fabs(v - round(v)) < 1e-9;
    k->has_data = true;
}

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
        for (const struct doc_node *p = s->first; p; p = p->next, n++)
            if (p->point.value.has)
                look_at(&k, p->point.value.value);
        k.n_series++;
        if (n > k.n_points || !k.axis) {
            k.n_points = n;
            k.axis = s;
        }
    }
    return k;
}

static double own_height(const struct chart *k, double width)
{
    switch (k->node->chart.chart) {
    case DOC_CHART_LINE:
        return chart_line_height(k, width);
    case DOC_CHART_STACKED:
        return chart_stacked_height(k, width);
    default:
        return chart_bars_height(k, width);
    }
}

static bool is_multiples(const struct chart *k)
{
    return k->has_data && k->node->chart.chart == DOC_CHART_MULTIPLES;
}

int chart_rows(const struct doc_node *chart, const struct theme *t, double width)
{
    const struct chart k = survey(chart, t);
    int columns;
    return is_multiples(&k) ? chart_multiples_rows(&k, width, &columns) : 1;
}

double chart_row_height(const struct doc_node *chart, const struct theme *t, double width, int row)
{
    const struct chart k = survey(chart, t);
    if (!k.has_data)
        return 2 * k.line;
    if (is_multiples(&k))
        return chart_multiples_height(&k, width, row);
    return fmax(own_height(&k, width), chart->chart.height * t->type[THEME_BODY].leading);
}

void chart_row_series(const struct doc_node *chart, const struct theme *t, double width, int row, int *from, int *to)
{
    const struct chart k = survey(chart, t);
    int columns = k.n_series;
    if (is_multiples(&k))
        (void)chart_multiples_rows(&k, width, &columns);
    *from = row * columns;
    *to = *from + columns < k.n_series ? *from + columns : k.n_series;
}

double chart_height(const struct doc_node *chart, const struct theme *t, double width)
{
    const int rows = chart_rows(chart, t, width);
    double height = chart_row_height(chart, t, width, 0);
    return rows > 1 ? height + (rows - 1) * chart_row_height(chart, t, width, 1) : height;
}

void chart_draw_rows(const struct doc_node *chart, struct canvas *c, double x, double y, double width, int from, int to)
{
    struct chart k = survey(chart, c->theme);
    k.c = c;
    k.area = (struct chart_box){x, y, width, chart_height(chart, c->theme, width)};
    if (!k.has_data) {
        struct canvas_text how = chart_small_text(&k, x, y + k.line, CANVAS_START, THEME_GREY);
        chart_say(&k, &how, "keine Daten");
    } else if (is_multiples(&k)) {
        chart_multiples_draw(&k, from, to);
    } else if (chart->chart.chart == DOC_CHART_LINE) {
        chart_line_draw(&k);
    } else if (chart->chart.chart == DOC_CHART_STACKED) {
        chart_stacked_draw(&k);
    } else {
        chart_bars_draw(&k);
    }
    free(k.taken.box);
    free(k.shade);
    buf_free(&k.scratch);
}

void chart_draw(const struct doc_node *chart, struct canvas *c, double x, double y, double width)
{
    chart_draw_rows(chart, c, x, y, width, 0, chart_rows(chart, c->theme, width));
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
