#include "draw/chart_parts.h"

#include "base/mem.h"

#include <math.h>
#include <stdio.h>
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

struct scale chart_scale(const struct chart *k, double min, double max)
{
    if (k->node->chart.has_scale) {
        double low = k->node->chart.min, step = (k->node->chart.max - low) / 2;
        return (struct scale){low, step, low + 2 * step, decimals_of(step)};
    }
    double large = fmax(fabs(min), fabs(max));
    double room = fmax(max - min, fmax(large * 0.02, 1e-4));
    if (max == min && max == 0)
        room = 1;
    double middle = min / 2 + max / 2, start = max - min < room ? middle - room / 2 : min;
    if (min >= 0 && start < 0)
        start = 0; /* no axis goes below zero where no value does */
    double end = fmax(max, start + room);
    for (double step = round_step(room / 2);; step = round_step(step * 1.001)) {
        double low = floor(start / step + 1e-9) * step;
        if (low + 2 * step >= end - 1e-9 * step)
            return (struct scale){low, step, low + 2 * step, decimals_of(step)};
    }
}

struct scale chart_bar_scale(const struct chart *k, double max)
{
    double low = fmin(0, k->min), high = fmax(0, max);
    if (k->target)
        high = fmax(high, k->target->target.value);
    if (k->node->chart.has_scale) {
        low = fmin(low, k->node->chart.min);
        high = fmax(high, k->node->chart.max);
    }
    if (high <= low)
        high = low + 1;
    return (struct scale){low, (high - low) / 2, high, 0};
}

void chart_put_value(struct buf *b, double value, int decimals, const char *unit)
{
    static const double powers[] = {1, 10, 100, 1000, 10000};
    buf_clear(b);
    double scaled = round(fabs(value) * powers[decimals]);
    if (value < 0 && scaled > 0)
        buf_text(b, "\xE2\x88\x92"); /* minus sign */
    if (scaled < 1e15) {
        int64_t all = (int64_t)scaled, power = (int64_t)powers[decimals];
        char digits[24];
        int n = snprintf(digits, sizeof digits, "%lld", (long long)(all / power));
        for (int i = 0; i < n; i++) {
            if (i && (n - i) % 3 == 0)
                buf_text(b, "\xE2\x80\xAF"); /* narrow no-break space */
            buf_char(b, digits[i]);
        }
        if (decimals)
            buf_printf(b, ",%0*lld", decimals, (long long)(all % power));
    } else {
        buf_printf(b, "%.0e", fabs(value)); /* no decimal point, so no locale */
    }
    if (unit[0]) {
        buf_text(b, "\xC2\xA0");
        buf_text(b, unit);
    }
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
    if (chart_width_of(k, face, size, s) <= width)
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

struct box chart_text_box(const struct chart *k, const struct canvas_text *how, const char *s)
{
    double w = canvas_text_width(k->c, how->face, how->tabular, how->size, s);
    double x = how->anchor == CANVAS_START ? how->x : how->anchor == CANVAS_END ? how->x - w : how->x - w / 2;
    return (struct box){x, how->y - how->size * 0.76, w, how->size};
}

static bool overlap(const struct box *a, const struct box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

bool chart_is_free(const struct chart *k, struct box b)
{
    b.x -= 1.5; /* words that touch read as one */
    b.w += 3;
    for (size_t i = 0; i < k->taken.n; i++)
        if (overlap(&k->taken.box[i], &b))
            return false;
    return true;
}

void chart_take(struct chart *k, struct box b)
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

enum theme_colour chart_tone(enum doc_tone tone)
{
    return tone == DOC_TONE_ALERT ? THEME_ALERT : tone == DOC_TONE_SOFT ? THEME_DATA_SOFT : THEME_DATA;
}

enum theme_colour chart_tone_text(enum doc_tone tone)
{
    return tone == DOC_TONE_ALERT ? THEME_ALERT : tone == DOC_TONE_SOFT ? THEME_GREY : THEME_DATA;
}

enum theme_colour chart_text_on(enum doc_tone tone)
{
    return tone == DOC_TONE_SOFT ? THEME_INK : THEME_PAPER; /* theme_load checks the contrast of both */
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

enum { SQUARE = 6, SQUARE_GAP = 4, ENTRY_GAP = 14 };

int chart_legend_lines(const struct chart *k, double width, bool values)
{
    int lines = 1;
    double at = 0;
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        if (s->kind != DOC_SERIES)
            continue;
        double w = SQUARE + SQUARE_GAP + chart_estimate(s->series.name, k->small);
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

void chart_legend(struct chart *k, double x, double y, double width, bool values)
{
    int lines = chart_legend_lines(k, width, values), line = 0;
    double at = 0;
    struct buf text = {0}, cut = {0};
    for (const struct doc_node *s = k->node->first; s; s = s->next) {
        if (s->kind != DOC_SERIES)
            continue;
        const char *words = legend_text(k, s, values, &text);
        double w = SQUARE + SQUARE_GAP + chart_width_of(k, FONT_REGULAR, k->small, words);
        if (at > 0 && at + w > width && line + 1 < lines) {
            line++;
            at = 0;
        }
        double base = y + line * k->line + k->small;
        words = chart_fit(k, FONT_REGULAR, k->small, words, width - at - SQUARE - SQUARE_GAP, &cut);
        if (words[0]) {
            canvas_rect(k->c, x + at, base - SQUARE + 0.3, SQUARE, SQUARE, chart_tone(s->series.tone));
            struct canvas_text how = chart_small_text(k, x + at + SQUARE + SQUARE_GAP, base, CANVAS_START, THEME_INK);
            chart_say(k, &how, words);
        }
        at += w + ENTRY_GAP;
    }
    buf_free(&text);
    buf_free(&cut);
}
