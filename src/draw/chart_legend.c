/*
 * Names of series that cannot stand at their data: a line of keys above the chart.
 */
#include "draw/chart_parts.h"

static const double SQUARE = 6, LINE_KEY = 16, KEY_GAP = 4, ENTRY_GAP = 14;

static bool has_lines(const struct chart *k)
{
    return k->node->chart.chart == DOC_CHART_LINE;
}

static double key_width(const struct chart *k)
{
    return has_lines(k) ? LINE_KEY : SQUARE;
}

/* The name of a series in a legend, with its only value where values. */
static const char *legend_text(struct chart *k, const struct doc_node *series, bool values, struct buf *b)
{
    buf_clear(b);
    buf_text(b, series->series.name);
    if (values && series->first && series->first->point.value.has) {
        buf_char(b, ' ');
        buf_text(b, chart_point_text(k, series->first));
    }
    return buf_str(b);
}

int chart_legend_lines(const struct chart *k, double width, bool values)
{
    int lines = 1;
    double at = 0;
    CHART_EACH_SERIES(s, k)
    {
        double w = key_width(k) + KEY_GAP + chart_estimate(s->series.name, k->small);
        if (values && s->first)
            w += chart_estimate(s->first->point.text[0] ? s->first->point.text : "000 000 000,0", k->small) + k->small;
        if (at > 0 && at + w > width) {
            lines++;
            at = 0;
        }
        at += w + ENTRY_GAP;
    }
    return lines;
}

static void draw_key(struct chart *k, double x, double base, int series)
{
    const enum theme_colour shade = k->shade[series];
    if (!has_lines(k)) {
        chart_fill(k, (struct chart_box){x, base - SQUARE + 0.3, SQUARE, SQUARE}, shade);
        return;
    }
    const double y = base - k->small * 0.36;
    chart_hline(k, x, x + LINE_KEY, y, 1.6, shade, chart_is_dashed(series));
    chart_mark(k, x + LINE_KEY / 2, y, 2, series, shade);
}

void chart_legend(struct chart *k, double x, double y, double width, bool values)
{
    int lines = chart_legend_lines(k, width, values), line = 0, i = 0;
    const double key = key_width(k) + KEY_GAP;
    double at = 0;
    struct buf text = {0}, cut = {0};
    CHART_EACH_SERIES(s, k)
    {
        const char *words = legend_text(k, s, values, &text);
        double w = key + chart_width_of(k, FONT_REGULAR, k->small, words);
        if (at > 0 && at + w > width && line + 1 < lines) {
            line++;
            at = 0;
        }
        double base = y + line * k->line + k->small;
        words = chart_fit(k, FONT_REGULAR, k->small, words, width - at - key, &cut);
        if (words[0]) {
            draw_key(k, x + at, base, i);
            struct canvas_text how = chart_small_text(k, x + at + key, base, CANVAS_START, THEME_INK);
            chart_say(k, &how, words);
        }
        at += w + ENTRY_GAP;
        i++;
    }
    buf_free(&text);
    buf_free(&cut);
}
