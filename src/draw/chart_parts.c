#include "draw/chart_parts.h"

#include "base/mem.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The smallest round step not below least: 1, 2, 2.5, 3, 4 or 5 times a power of ten; 2.5 only where it is
 * whole. */
static double round_step(double least)
{
    static const double factors[] = {1, 2, 2.5, 3, 4, 5, 10};
    double power = pow(10, floor(log10(least)));
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        double step = factors[i] * power;
        if (step >= least * (1 - 1e-9) && !(factors[i] > 2 && factors[i] < 3 && power < 10))
            return step;
    }
    return 10 * power;
}

static int decimals_of(double step)
{
    int n = 0;
    while (n < 4 && fabs(step - round(step)) > 1e-6 * step) {
        step *= 10;
        n++;
    }
    return n;
}

static bool is_multiple(double v, double step)
{
    return fabs(v / step - round(v / step)) < 1e-6;
}

/* The scale that the document asks for: halves, thirds, quarters of it if they are round, else round numbers in it. */
static struct chart_axis given_scale(const struct chart *k)
{
    const double low = k->node->chart.min, high = k->node->chart.max, span = high - low;
    for (int parts = 2; parts <= 5; parts++) {
        const double step = span / parts;
        if (fabs(round_step(step * (1 - 1e-9)) - step) < 1e-6 * step && is_multiple(low, step))
            return (struct chart_axis){low, high, low, step, parts + 1, decimals_of(step)};
    }
    const double step = round_step(span / 4), tick = ceil(low / step - 1e-9) * step;
    return (struct chart_axis){low, high, tick, step, (int)floor((high - tick) / step + 1e-9) + 1, decimals_of(step)};
}

struct chart_axis chart_scale(const struct chart *k, double min, double max)
{
    if (k->node->chart.has_scale) {
        if (min >= k->node->chart.min && max <= k->node->chart.max)
            return given_scale(k);
        min = fmin(min, k->node->chart.min); /* a value beyond the scale is shown where it is */
        max = fmax(max, k->node->chart.max);
    }
    double large = fmax(fabs(min), fabs(max));
    double room = fmax(max - min, fmax(large * 0.02, 1e-4));
    if (k->whole)
        room = fmax(room, 2);
    if (max == min && max == 0)
        room = fmax(room, 1);
    double middle = min / 2 + max / 2, start = max - min < room ? middle - room / 2 : min;
    if (min >= 0 && start < 0)
        start = 0; /* no axis goes below zero where no value does */
    if (k->whole)
        start = floor(start);
    double end = fmax(max, start + room);
    for (double step = round_step(room / 2);; step = round_step(step * 1.001)) {
        double low = floor(start / step + 1e-9) * step;
        if (low + 2 * step >= end - 1e-9 * step)
            return (struct chart_axis){low, low + 2 * step, low, step, 3, decimals_of(step)};
    }
}

struct chart_axis chart_bar_scale(const struct chart *k, double max)
{
    double low = fmin(0, k->min), high = fmax(0, max);
    if (k->target) {
        low = fmin(low, k->target->target.value);
        high = fmax(high, k->target->target.value);
    }
    if (k->node->chart.has_scale) {
        low = fmin(low, k->node->chart.min);
        high = fmax(high, k->node->chart.max);
    }
    if (high <= low)
        high = low + 1;
    return (struct chart_axis){.low = low, .high = high};
}

void chart_put_tick(struct buf *b, const struct chart *k, const struct chart_axis *s, int i)
{
    chart_put_value(b, s->tick + i * s->step, s->decimals, k->node->chart.unit);
}

void chart_put_value(struct buf *b, double value, int decimals, const char *unit)
{
    buf_clear(b);
    if (fabs(value) < 1e14)
        num_put_german_decimal(b, fabs(value) < 1e-9 ? 0 : value, decimals);
    else
        buf_printf(b, "%.0e", value); /* no decimal point, so no locale */
    if (unit[0]) {
        buf_text(b, "\xC2\xA0");
        buf_text(b, unit);
    }
}

const struct doc_node *chart_point(const struct doc_node *series, int i)
{
    const struct doc_node *p = series->first;
    while (p && i-- > 0)
        p = p->next;
    return p;
}

const struct doc_node *chart_last_point(const struct doc_node *series, int *index)
{
    const struct doc_node *last = NULL;
    int i = 0;
    for (const struct doc_node *p = series->first; p; p = p->next, i++)
        if (p->point.value.has) {
            last = p;
            *index = i;
        }
    return last;
}

const char *chart_point_text(struct chart *k, const struct doc_node *point)
{
    if (point->point.text[0])
        return point->point.text;
    double v = point->point.value.value;
    chart_put_value(&k->scratch, v, fabs(v - round(v)) < 1e-9 ? 0 : 1, k->node->chart.unit);
    return buf_str(&k->scratch);
}

double chart_width_of(const struct chart *k, enum font_face face, double size, const char *s)
{
    return canvas_text_width(k->c, face, false, size, s);
}

double chart_estimate(const char *s, double size)
{
    double n = 0;
    for (; *s; s++)
        n += (*s & 0xC0) != 0x80;
    return n * size * 0.58;
}

const char *chart_fit(const struct chart *k, enum font_face face, double size, const char *s, double width,
                      struct buf *b)
{
    static const double HAIR = 0.05; /* room is often made for just this text: sums of doubles must not cut it */
    if (chart_width_of(k, face, size, s) <= width + HAIR)
        return s;
    for (size_t n = strlen(s); n > 0; n--) {
        unsigned char next = (unsigned char)s[n];
        bool inside = (next & 0xC0) == 0x80 || next == 0xCC || next == 0xCD; /* a byte or a mark that belongs to more */
        if (inside || s[n - 1] == ' ')
            continue;
        buf_clear(b);
        buf_put(b, s, n);
        buf_text(b, "…");
        if (chart_width_of(k, face, size, buf_str(b)) <= width)
            return buf_str(b);
    }
    return "";
}

struct chart_box chart_text_box(const struct chart *k, const struct canvas_text *how, const char *s)
{
    double w = canvas_text_width(k->c, how->face, how->tabular, how->size, s);
    double x = how->anchor == CANVAS_START ? how->x : how->anchor == CANVAS_END ? how->x - w : how->x - w / 2;
    return (struct chart_box){x, how->y - how->size * 0.76, w, how->size};
}

static bool overlap(const struct chart_box *a, const struct chart_box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

bool chart_is_free(const struct chart *k, struct chart_box b)
{
    b.x -= 1.5; /* words that touch read as one */
    b.w += 3;
    for (size_t i = 0; i < k->taken.n; i++)
        if (overlap(&k->taken.box[i], &b))
            return false;
    return true;
}

void chart_take(struct chart *k, struct chart_box b)
{
    k->taken.box = mem_grow(k->taken.box, k->taken.n, &k->taken.cap, sizeof *k->taken.box);
    k->taken.box[k->taken.n++] = b;
}

void chart_say(struct chart *k, const struct canvas_text *how, const char *s)
{
    if (!s[0])
        return;
    chart_take(k, chart_text_box(k, how, s));
    canvas_text(k->c, how, s);
}

struct canvas_text chart_small_text(const struct chart *k, double x, double y, enum canvas_anchor anchor,
                                    enum theme_colour colour)
{
    return (struct canvas_text){x, y, anchor, FONT_REGULAR, k->small, colour, false};
}

void chart_hline(struct chart *k, double x0, double x1, double y, double width, enum theme_colour colour, bool dashed)
{
    canvas_line(k->c, (struct canvas_point[]){{x0, y}, {x1, y}}, 2, width, colour, dashed);
}

void chart_vline(struct chart *k, double x, double y0, double y1, double width, enum theme_colour colour, bool dashed)
{
    canvas_line(k->c, (struct canvas_point[]){{x, y0}, {x, y1}}, 2, width, colour, dashed);
}

/* The label's first or second line, in the chart's scratch. */
static const char *label_line(struct chart *k, const char *label, int line)
{
    const char *end = strchr(label, '\n');
    if (!end)
        return line ? "" : label;
    if (line)
        return end + 1;
    buf_clear(&k->scratch);
    buf_put(&k->scratch, label, (size_t)(end - label));
    return buf_str(&k->scratch);
}

bool chart_has_sublabels(const struct chart *k)
{
    for (const struct doc_node *p = k->axis->first; p; p = p->next)
        if (strchr(p->point.label, '\n'))
            return true;
    return false;
}

struct category {
    double x, w[2]; /* middle, and width of both lines */
};

static double clamp_middle(const struct chart *k, double x, double w)
{
    double low = k->area.x + w / 2, high = k->area.x + k->area.w - w / 2;
    return low > high ? (low + high) / 2 : fmin(fmax(x, low), high);
}

/* Every step-th label, counted from the last, stands free of the next one. */
static bool fits_at(const struct chart *k, const struct category *all, int n, int step)
{
    const double gap = k->small * 0.5;
    for (int i = n - 1; i - step >= 0; i -= step) {
        double right = clamp_middle(k, all[i].x, all[i].w[0]) - all[i].w[0] / 2;
        double left = clamp_middle(k, all[i - step].x, all[i - step].w[0]) + all[i - step].w[0] / 2;
        if (left + gap > right)
            return false;
    }
    return true;
}

void chart_categories(struct chart *k, const double *x, double y)
{
    int n = k->n_points, i = 0;
    struct category *all = mem_zero((size_t)n, sizeof *all);
    for (const struct doc_node *p = k->axis->first; p; p = p->next, i++) {
        all[i].x = x[i];
        for (int line = 0; line < 2; line++)
            all[i].w[line] = chart_width_of(k, FONT_REGULAR, k->small, label_line(k, p->point.label, line));
    }
    int step = 1;
    while (step < n && !fits_at(k, all, n, step))
        step++;
    double free_from = -1e9;
    i = 0;
    for (const struct doc_node *p = k->axis->first; p; p = p->next, i++)
        for (int line = 0; line < 2; line++) {
            double w = all[i].w[line], middle = clamp_middle(k, x[i], w);
            if (w <= 0 || w > k->area.w || (line == 0 && (n - 1 - i) % step != 0) ||
                (line == 1 && middle - w / 2 < free_from))
                continue;
            struct canvas_text how = chart_small_text(k, middle, y + line * k->line, CANVAS_MIDDLE, THEME_GREY);
            chart_say(k, &how, label_line(k, p->point.label, line));
            if (line == 1)
                free_from = middle + w / 2 + k->small * 0.5;
        }
    free(all);
}
