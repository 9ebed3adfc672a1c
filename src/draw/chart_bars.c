/*
 * Bars: lying where names are long or few, standing where many short ones follow each other (weeks, months).
 * They begin at zero and carry their value at the end, so there is no axis.
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
    if (k->n_points > MOST_LYING)
        return true;
    return k->n_points >= FEWEST_STANDING && widest_half(k) + 2 <= width / k->n_points;
}

/* Names above their bars instead of beside them: where they would take too much of the width. */
static bool names_above(const struct chart *k, double width)
{
    return widest_estimate(k) > width * widest_name;
}

static double row_height(const struct chart *k, double width)
{
    double bars = k->n_series > 1 ? k->n_series * (thick + 1) + 6 : pitch;
    return bars + (names_above(k, width) ? k->line : 0);
}

static double head_height(const struct chart *k, double width, bool standing)
{
    double head = k->n_series > 1 ? chart_legend_lines(k, width, false) * k->line + 4 : 0;
    return head + (k->target ? k->line + (standing ? 0 : 2) : 0);
}

double bars_height(const struct chart *k, double width)
{
    if (stands(k, width))
        return head_height(k, width, true) + k->line * STANDING_LINES;
    return head_height(k, width, false) + k->n_points * row_height(k, width);
}

/* The widest value as text, also of the bars that are left of zero. */
static double widest_value(struct chart *k, bool negative)
{
    double w = 0;
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        if (s->kind != DOC_SERIES)
            continue;
        for (const struct doc_node *p = s->first; p; p = p->next)
            if (p->point.value.has && (p->point.value.value < 0) == negative)
                w = fmax(w, chart_width_of(k, FONT_REGULAR, k->small, chart_point_text(k, p)));
    }
    return w > 0 ? w + gap : 0;
}

struct bars {
    struct chart *k;
    struct scale scale;
    double from, to; /* the pt of scale.low and scale.high on the axis of values */
    double zero;
};

static double at(const struct bars *b, double value)
{
    double share = (value - b->scale.low) / (b->scale.high - b->scale.low);
    return b->from + fmin(fmax(share, 0), 1) * (b->to - b->from);
}

static const struct doc_node *nth(const struct doc_node *series, int i)
{
    const struct doc_node *p = series->first;
    while (p && i-- > 0)
        p = p->next;
    return p;
}

static enum theme_colour value_colour(const struct doc_node *series)
{
    return series->series.tone == DOC_TONE_ALERT ? THEME_ALERT : THEME_INK;
}

static void lying_bar(struct bars *b, const struct doc_node *series, const struct doc_node *point, double y)
{
    struct chart *k = b->k;
    double value = point->point.value.value;
    if (!point->point.value.has) {
        struct canvas_text none =
            chart_small_text(k, b->zero + gap, y + thick / 2 + k->small * 0.36, CANVAS_START, THEME_GREY);
        chart_say(k, &none, point->point.text[0] ? point->point.text : "keine Angabe");
        return;
    }
    double end = at(b, value);
    if (k->node->chart.has_scale)
        canvas_rect(k->c, b->zero, y, b->to - b->zero, thick, THEME_TRACK);
    canvas_rect(k->c, fmin(b->zero, end), y, fabs(end - b->zero), thick, chart_tone(series->series.tone));
    /* at the bar's end, or in one column behind the tracks, and never on the line of the target */
    double x = value < 0 ? end - gap : k->node->chart.has_scale ? b->to + gap : end + gap;
    struct canvas_text how = chart_small_text(k, x, y + thick / 2 + k->small * 0.36,
                                              value < 0 ? CANVAS_END : CANVAS_START, value_colour(series));
    const char *s = chart_point_text(k, point);
    struct box box = chart_text_box(k, &how, s);
    if (k->target) {
        double line = at(b, k->target->target.value);
        if (value >= 0 && line > box.x - gap / 2 && line < box.x + box.w + gap / 2)
            how.x = line + gap;
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
    struct buf flat = {0}, cut = {0};
    bool above = names_above(k, k->area.w);
    double names = 0;
    for (const struct doc_node *p = k->axis->first; p && !above; p = p->next)
        names = fmax(names, chart_width_of(k, FONT_REGULAR, k->small, one_line(p->point.label, &flat)));
    names = above ? 0 : fmin(names, k->area.w * widest_name) + 8;
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
        struct canvas_text how = chart_small_text(k, k->area.x, above ? y + k->small : bar + bars / 2 + k->small * 0.36,
                                                  CANVAS_START, THEME_INK);
        const char *name = one_line(p->point.label, &flat);
        chart_say(k, &how, chart_fit(k, FONT_REGULAR, k->small, name, above ? k->area.w : names - 6, &cut));
        for (const struct doc_node *s = k->node->first; s; s = s->next) {
            const struct doc_node *point = s->kind == DOC_SERIES ? nth(s, i) : NULL;
            if (point)
                lying_bar(&b, s, point, bar);
            if (s->kind == DOC_SERIES)
                bar += thick + 1;
        }
    }
    buf_free(&flat);
    buf_free(&cut);
}

static void standing_value(struct bars *b, const struct doc_node *series, const struct doc_node *point, double x)
{
    struct chart *k = b->k;
    double end = at(b, point->point.value.value);
    bool below = point->point.value.value < 0;
    const char *s = chart_point_text(k, point);
    struct canvas_text how =
        chart_small_text(k, x, below ? end + 3 + k->small * 0.76 : end - 3, CANVAS_MIDDLE, value_colour(series));
    struct box box = chart_text_box(k, &how, s);
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

static void standing_target(struct bars *b, double y)
{
    struct chart *k = b->k;
    struct buf cut = {0};
    chart_hline(k, k->area.x, k->area.x + 12, y + k->small * 0.55, 0.8, THEME_INK, true);
    struct canvas_text how = chart_small_text(k, k->area.x + 16, y + k->small * 0.85, CANVAS_START, THEME_INK);
    chart_say(k, &how, chart_fit(k, FONT_REGULAR, k->small, k->target->target.label, k->area.w - 16, &cut));
    chart_hline(k, k->area.x, k->area.x + k->area.w, at(b, k->target->target.value), 0.8, THEME_INK, true);
    buf_free(&cut);
}

static void draw_standing(struct chart *k)
{
    double y = k->area.y;
    if (k->n_series > 1) {
        chart_legend(k, k->area.x, y, k->area.w, false);
        y += chart_legend_lines(k, k->area.w, false) * k->line + 4;
    }
    double below = k->line * (chart_has_sublabels(k) ? 2 : 1) + 4 + (k->min < 0 ? k->small + 4 : 0);
    struct bars b = {.k = k, .scale = chart_bar_scale(k, k->max)};
    b.from = k->area.y + k->area.h - below;
    b.to = y + (k->target ? k->line : 0) + k->small + 6;
    b.zero = at(&b, 0);
    double slot = k->area.w / k->n_points, bar = fmin(slot * 0.66, 40) / k->n_series;
    double *x = mem_zero((size_t)k->n_points, sizeof *x);
    for (int i = 0; i < k->n_points; i++)
        x[i] = k->area.x + slot * (i + 0.5);
    int column = 0;
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        if (s->kind != DOC_SERIES)
            continue;
        int i = 0;
        for (const struct doc_node *p = s->first; p; p = p->next, i++) {
            double end = at(&b, p->point.value.value), left = x[i] + (column - k->n_series / 2.0) * bar;
            if (p->point.value.has)
                canvas_rect(k->c, left, fmin(end, b.zero), fmax(bar - (k->n_series > 1 ? 0.8 : 0), 0.2),
                            fabs(end - b.zero), chart_tone(s->series.tone));
        }
        column++;
    }
    if (k->target)
        standing_target(&b, y);
    chart_categories(k, x, k->area.y + k->area.h - below + k->small + 4 + (k->min < 0 ? k->small + 4 : 0));
    chart_hline(k, k->area.x, k->area.x + k->area.w, b.zero, 0.6, THEME_RULE_DARK, false);
    column = 0;
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        if (s->kind != DOC_SERIES)
            continue;
        int i = 0;
        for (const struct doc_node *p = s->first; p; p = p->next, i++)
            if (p->point.value.has)
                standing_value(&b, s, p, x[i] + (column - k->n_series / 2.0 + 0.5) * bar);
        column++;
    }
    free(x);
}

void bars_draw(struct chart *k)
{
    if (stands(k, k->area.w))
        draw_standing(k);
    else
        draw_lying(k);
}

static double whole_of(const struct chart *k, int i)
{
    double sum = 0;
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        const struct doc_node *p = s->kind == DOC_SERIES ? nth(s, i) : NULL;
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

double stacked_height(const struct chart *k, double width)
{
    return chart_legend_lines(k, width, one_bar(k)) * k->line + 6 +
           k->n_points * (pitch + 2 + (names_above(k, width) ? k->line : 0));
}

static void stacked_bar(struct chart *k, int i, double x, double y, double scale)
{
    const double height = 11;
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        const struct doc_node *p = s->kind == DOC_SERIES ? nth(s, i) : NULL;
        if (!p || !p->point.value.has || p->point.value.value <= 0)
            continue;
        double w = p->point.value.value * scale;
        canvas_rect(k->c, x, y, fmax(w - 0.8, 0.2), height, chart_tone(s->series.tone));
        const char *text = chart_point_text(k, p);
        if (!one_bar(k) && chart_width_of(k, FONT_REGULAR, k->small, text) + 5 <= w) {
            struct canvas_text how = chart_small_text(k, x + w / 2 - 0.4, y + height / 2 + k->small * 0.36,
                                                      CANVAS_MIDDLE, chart_text_on(s->series.tone));
            chart_say(k, &how, text);
        }
        x += w;
    }
}

void stacked_draw(struct chart *k)
{
    struct buf flat = {0}, cut = {0};
    bool above = names_above(k, k->area.w);
    double names = 0, most = 0, y = k->area.y;
    int i = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next, i++) {
        most = fmax(most, whole_of(k, i));
        if (!above)
            names = fmax(names, chart_width_of(k, FONT_REGULAR, k->small, one_line(p->point.label, &flat)));
    }
    names = above || names <= 0 ? 0 : fmin(names, k->area.w * widest_name) + 8;
    if (k->node->chart.has_scale)
        most = fmax(most, k->node->chart.max);
    double scale = most > 0 ? (k->area.w - names) / most : 0;
    chart_legend(k, k->area.x, y, k->area.w, one_bar(k));
    y += chart_legend_lines(k, k->area.w, one_bar(k)) * k->line + 6;
    i = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next, i++) {
        struct canvas_text how =
            chart_small_text(k, k->area.x, above ? y + k->small : y + 5.5 + k->small * 0.36, CANVAS_START, THEME_INK);
        const char *name = one_line(p->point.label, &flat);
        chart_say(k, &how, chart_fit(k, FONT_REGULAR, k->small, name, above ? k->area.w : names - 6, &cut));
        y += above ? k->line : 0;
        stacked_bar(k, i, k->area.x + names, y, scale);
        y += pitch + 2;
    }
    buf_free(&flat);
    buf_free(&cut);
}
