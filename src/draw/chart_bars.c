/*
 * Bars: lying where names are long or few, standing where many short ones follow each other (weeks, months) and for the
 * classes of a histogram. They begin at zero and carry their value at the end; only where bars are too narrow for that
 * there is an axis.
 */
#include "draw/chart_parts.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_STANDING = 7, MOST_LYING = 30, STANDING_LINES = 11 };
static const double thick = 8, pitch = 16, gap = 4, widest_name = 0.42;

/* A name on one line. */
static const char *one_line(const char *label, struct buf *b)
{
    if (!strchr(label, '\n'))
        return label;
    buf_clear(b);
    buf_text(b, label);
    for (size_t i = 0; i < b->n; i++)
        if (b->p[i] == '\n')
            b->p[i] = ' ';
    return buf_str(b);
}

static double widest_estimate(const struct chart *k)
{
    double w = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next)
        w = fmax(w, chart_estimate(p->point.label, k->small));
    return w;
}

static double widest_half(const struct chart *k) /* of labels on two lines */
{
    double w = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next) {
        const char *end = strchr(p->point.label, '\n');
        double whole = chart_estimate(p->point.label, k->small), second = end ? chart_estimate(end + 1, k->small) : 0;
        w = fmax(w, end ? fmax(second, whole - second) : whole);
    }
    return w;
}

static bool stands(const struct chart *k, double width)
{
    if (k->n_points > MOST_LYING || k->node->chart.chart == DOC_CHART_HISTOGRAM)
        return true;
    return k->n_points >= FEWEST_STANDING && widest_half(k) + 2 <= width / k->n_points;
}

bool chart_names_above(const struct chart *k, double width)
{
    return widest_estimate(k) > width * widest_name;
}

double chart_names_width(struct chart *k)
{
    struct buf flat = {0};
    double names = 0;
    for (const struct doc_node *p = k->axis->first; p && !chart_names_above(k, k->area.w); p = p->next)
        names = fmax(names, chart_width_of(k, FONT_REGULAR, k->small, one_line(p->point.label, &flat)));
    buf_free(&flat);
    return names > 0 ? fmin(names, k->area.w * widest_name) + 8 : 0;
}

void chart_say_name(struct chart *k, const struct doc_node *point, double y, double room)
{
    struct buf flat = {0}, cut = {0};
    struct canvas_text how = chart_small_text(k, k->area.x, y + k->small * 0.36, CANVAS_START, THEME_INK);
    chart_say(k, &how, chart_fit(k, FONT_REGULAR, k->small, one_line(point->point.label, &flat), room, &cut));
    buf_free(&flat);
    buf_free(&cut);
}

static double row_height(const struct chart *k, double width)
{
    double bars = k->n_series > 1 ? k->n_series * (thick + 1) + 6 : pitch;
    return bars + (chart_names_above(k, width) ? k->line : 0);
}

static double head_height(const struct chart *k, double width, bool standing)
{
    double head = k->n_series > 1 ? chart_legend_lines(k, width, false) * k->line + 4 : 0;
    return head + (k->target ? k->line + (standing ? 0 : 2) : 0);
}

double chart_bars_height(const struct chart *k, double width)
{
    if (stands(k, width))
        return head_height(k, width, true) + k->line * STANDING_LINES;
    return head_height(k, width, false) + k->n_points * row_height(k, width);
}

/* The widest value as text, also of the bars that are left of zero. */
static double widest_value(struct chart *k, bool negative)
{
    double w = 0;
    CHART_EACH_SERIES(s, k)
    {
        for (const struct doc_node *p = s->first; p; p = p->next)
            if (p->point.value.has && (p->point.value.value < 0) == negative)
                w = fmax(w, chart_width_of(k, FONT_REGULAR, k->small, chart_point_text(k, p)));
    }
    return w > 0 ? w + gap : 0;
}

struct bars {
    struct chart *k;
    struct chart_axis scale;
    double from, to; /* the pt of scale.low and scale.high on the axis of values */
    double zero;
};

static double at(const struct bars *b, double value)
{
    double share = (value - b->scale.low) / (b->scale.high - b->scale.low);
    return b->from + fmin(fmax(share, 0), 1) * (b->to - b->from);
}

static enum theme_colour value_colour(const struct doc_node *series)
{
    return series->series.tone == DOC_TONE_ALERT ? THEME_ALERT : THEME_INK;
}

static void lying_bar(struct bars *b, const struct doc_node *series, int number, const struct doc_node *point, double y)
{
    struct chart *k = b->k;
    double value = point->point.value.value;
    if (!point->point.value.has) {
        struct canvas_text none =
            chart_small_text(k, b->zero + gap, y + thick / 2 + k->small * 0.36, CANVAS_START, THEME_GREY);
        struct buf cut = {0};
        chart_say(k, &none,
                  chart_fit(k, FONT_REGULAR, k->small, point->point.text[0] ? point->point.text : "keine Angabe",
                            k->area.x + k->area.w - none.x, &cut));
        buf_free(&cut);
        return;
    }
    double end = at(b, value);
    if (k->node->chart.has_scale)
        canvas_rect(k->c, b->zero, y, b->to - b->zero, thick, THEME_TRACK);
    chart_fill(k, (struct chart_box){fmin(b->zero, end), y, fabs(end - b->zero), thick}, k->shade[number]);
    /* at the bar's end, or in one column behind the tracks, and never on the line of the target */
    double x = value < 0 ? end - gap : k->node->chart.has_scale ? b->to + gap : end + gap;
    struct canvas_text how = chart_small_text(k, x, y + thick / 2 + k->small * 0.36,
                                              value < 0 ? CANVAS_END : CANVAS_START, value_colour(series));
    const char *s = chart_point_text(k, point);
    struct chart_box box = chart_text_box(k, &how, s);
    if (k->target) {
        double line = at(b, k->target->target.value);
        bool struck = line > box.x - gap / 2 && line < box.x + box.w + gap / 2;
        if (value >= 0 && struck)
            how.x = line + gap;
        else if (struck && line - gap - box.w >= k->area.x)
            how.x = line - gap;
    }
    chart_say(k, &how, s);
}

static void lying_target(struct bars *b, double top, double bottom)
{
    struct chart *k = b->k;
    struct buf cut = {0};
    double x = at(b, k->target->target.value);
    const char *s = chart_fit(k, FONT_REGULAR, k->small, k->target->target.label, k->area.w, &cut);
    double w = chart_width_of(k, FONT_REGULAR, k->small, s);
    double middle = fmin(fmax(x, k->area.x + w / 2), k->area.x + k->area.w - w / 2);
    chart_vline(k, x, top, bottom, 0.8, THEME_INK, true);
    struct canvas_text how = chart_small_text(k, middle, top - 3, CANVAS_MIDDLE, THEME_INK);
    chart_say(k, &how, s);
    buf_free(&cut);
}

static void draw_lying(struct chart *k)
{
    const bool above = chart_names_above(k, k->area.w);
    const double names = chart_names_width(k);
    struct bars b = {.k = k, .scale = chart_bar_scale(k, k->max)};
    b.from = k->area.x + names + widest_value(k, true);
    b.to = fmax(k->area.x + k->area.w - widest_value(k, false), b.from);
    b.zero = at(&b, 0);
    double height = row_height(k, k->area.w), y = k->area.y;
    if (k->n_series > 1) {
        chart_legend(k, k->area.x, y, k->area.w, false);
        y += chart_legend_lines(k, k->area.w, false) * k->line + 4;
    }
    if (k->target) {
        y += k->line + 2;
        lying_target(&b, y, y + k->n_points * height);
    }
    int i = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next, i++, y += height) {
        double bars = k->n_series > 1 ? k->n_series * (thick + 1) - 1 : thick;
        double bar = y + (above ? k->line : 0) + (height - (above ? k->line : 0) - bars) / 2;
        chart_say_name(k, p, above ? y + k->small * 0.64 : bar + bars / 2, above ? k->area.w : names - 6);
        int number = 0;
        CHART_EACH_SERIES(s, k)
        {
            const struct doc_node *point = chart_point(s, i);
            if (point)
                lying_bar(&b, s, number, point, bar);
            bar += thick + 1;
            number++;
        }
    }
}

static void standing_value(struct bars *b, const struct doc_node *series, const struct doc_node *point, double x)
{
    struct chart *k = b->k;
    double end = at(b, point->point.value.value);
    bool below = point->point.value.value < 0;
    const char *s = chart_point_text(k, point);
    struct canvas_text how =
        chart_small_text(k, x, below ? end + 3 + k->small * 0.76 : end - 3, CANVAS_MIDDLE, value_colour(series));
    struct chart_box box = chart_text_box(k, &how, s);
    if (k->target && !below) {
        double line = at(b, k->target->target.value);
        if (line > box.y - 2 && line < box.y + box.h + 1.5) {
            how.y = line - 3; /* above the line rather than struck through by it */
            box = chart_text_box(k, &how, s);
        }
    }
    bool fits = box.x >= k->area.x && box.x + box.w <= k->area.x + k->area.w;
    if (fits && chart_is_free(k, box)) /* else the table beside the chart has it */
        chart_say(k, &how, s);
}

static void standing_target(struct bars *b, double y, double left)
{
    struct chart *k = b->k;
    struct buf cut = {0};
    chart_hline(k, k->area.x, k->area.x + CHART_TARGET_KEY, y + k->small * 0.55, 0.8, THEME_INK, true);
    struct canvas_text how =
        chart_small_text(k, k->area.x + CHART_TARGET_KEY + 4, y + k->small * 0.85, CANVAS_START, THEME_INK);
    chart_say(k, &how,
              chart_fit(k, FONT_REGULAR, k->small, k->target->target.label, k->area.w - CHART_TARGET_KEY - 4, &cut));
    chart_hline(k, left, k->area.x + k->area.w, at(b, k->target->target.value), 0.8, THEME_INK, true);
    buf_free(&cut);
}

/* Bars of a histogram touch, for its classes do; others stand apart. */
static double bar_width(const struct chart *k, double slot)
{
    if (k->node->chart.chart == DOC_CHART_HISTOGRAM)
        return slot / k->n_series;
    return k->n_series > 1 ? fmin(slot * 0.8, 40.0 * k->n_series) / k->n_series : fmin(slot * 0.66, 40);
}

/* Each bar can carry its value. Else there is an axis, and only some do. */
static bool values_fit(struct chart *k, double slot)
{
    const double room = k->n_series > 1 ? bar_width(k, slot) : slot;
    return fmax(widest_value(k, false), widest_value(k, true)) - gap + 3 <= room;
}

static void standing_axis(struct bars *b, double left)
{
    struct chart *k = b->k;
    for (int i = 0; i < b->scale.n_ticks; i++) {
        double y = at(b, b->scale.tick + i * b->scale.step);
        chart_put_tick(&k->scratch, k, &b->scale, i);
        chart_hline(k, left, k->area.x + k->area.w, y, 0.6, THEME_RULE, false);
        struct canvas_text how = chart_small_text(k, left - 6, y + k->small * 0.36, CANVAS_END, THEME_GREY);
        if (chart_is_free(k, chart_text_box(k, &how, buf_str(&k->scratch))))
            chart_say(k, &how, buf_str(&k->scratch));
    }
}

static double axis_width(struct chart *k, const struct chart_axis *s)
{
    double widest = 0;
    for (int i = 0; i < s->n_ticks; i++) {
        chart_put_tick(&k->scratch, k, s, i);
        widest = fmax(widest, chart_width_of(k, FONT_REGULAR, k->small, buf_str(&k->scratch)));
    }
    return widest + 6;
}

static struct chart_axis standing_scale(const struct chart *k, bool axis)
{
    const struct chart_axis s = chart_bar_scale(k, k->max);
    return axis ? chart_scale(k, s.low, s.high) : s;
}

static void standing_bars(struct bars *b, const double *x, double width)
{
    struct chart *k = b->k;
    int column = 0;
    CHART_EACH_SERIES(s, k)
    {
        int i = 0;
        for (const struct doc_node *p = s->first; p; p = p->next, i++) {
            if (!p->point.value.has)
                continue;
            double end = at(b, p->point.value.value), left = x[i] + (column - k->n_series / 2.0) * width;
            bool touches = k->n_series > 1 || k->node->chart.chart == DOC_CHART_HISTOGRAM;
            const struct chart_box bar = {left, fmin(end, b->zero), fmax(width - (touches ? 0.8 : 0), 0.2),
                                          fabs(end - b->zero)};
            chart_fill(k, bar, k->shade[column]);
            chart_take(k, bar); /* no value of another stands on it */
        }
        column++;
    }
}

/* The highest of all bars is labelled first, the others where they find room. */
static void standing_values(struct bars *b, const double *x, double width, bool all)
{
    struct chart *k = b->k;
    for (int pass = 0; pass < (all ? 2 : 1); pass++) {
        int column = 0;
        CHART_EACH_SERIES(s, k)
        {
            int i = 0;
            for (const struct doc_node *p = s->first; p; p = p->next, i++)
                if (p->point.value.has && (p->point.value.value >= k->max) == (pass == 0))
                    standing_value(b, s, p, x[i] + (column - k->n_series / 2.0 + 0.5) * width);
            column++;
        }
    }
}

static void draw_standing(struct chart *k)
{
    double y = k->area.y, left = k->area.x;
    if (k->n_series > 1) {
        chart_legend(k, k->area.x, y, k->area.w, false);
        y += chart_legend_lines(k, k->area.w, false) * k->line + 4;
    }
    const bool axis = !values_fit(k, k->area.w / k->n_points);
    double below = k->line * (chart_has_sublabels(k) ? 2 : 1) + 4 + (k->min < 0 ? k->small + 4 : 0);
    struct bars b = {.k = k, .scale = standing_scale(k, axis)};
    b.from = k->area.y + k->area.h - below;
    b.to = y + (k->target ? k->line : 0) + k->small + 6;
    b.zero = at(&b, 0);
    if (axis) {
        left += axis_width(k, &b.scale);
        standing_axis(&b, left);
    }
    double slot = (k->area.x + k->area.w - left) / k->n_points, width = bar_width(k, slot);
    double *x = mem_zero((size_t)k->n_points, sizeof *x);
    for (int i = 0; i < k->n_points; i++)
        x[i] = left + slot * (i + 0.5);
    standing_bars(&b, x, width);
    if (k->target)
        standing_target(&b, y, left);
    chart_categories(k, x, k->area.y + k->area.h - below + k->small + 4 + (k->min < 0 ? k->small + 4 : 0));
    chart_hline(k, left, k->area.x + k->area.w, b.zero, 0.6, THEME_RULE_DARK, false);
    standing_values(&b, x, width, !axis);
    free(x);
}

void chart_bars_draw(struct chart *k)
{
    chart_choose_shades(k, false);
    if (stands(k, k->area.w))
        draw_standing(k);
    else
        draw_lying(k);
}
