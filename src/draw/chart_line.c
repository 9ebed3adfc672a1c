/*
 * The line chart: three gridlines, a line a series with a disc a value, gaps where a value is missing.
 * Numbers stand at the line: the last value in the right margin, the extremes and the first where they find
 * room.
 */
#include "draw/chart_parts.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double line_width = 1.6, disc_radius = 1.6, other_radius = 2, last_radius = 2.8, label_gap = 4.5;
enum {
    DEFAULT_LINES = 11, /* of the small size: the height of the plot and what is around it */
    MOST_NAMED = 5,     /* series with their names at their ends; more have them in a legend */
};

struct plot {
    struct chart *k;
    struct chart_axis scale;
    double left, right, top, bottom; /* of the gridlines */
    double *x;                       /* n_points */
    bool legend;
};

/* The label at the end of a series: the value, with several series its name below it. */
struct end_label {
    const struct doc_node *series, *last; /* the last point that has a value */
    int number;                           /* of the series */
    double x, y;                          /* of the point */
    double at;                            /* middle of the label, moved apart from others */
};

static double legend_height(const struct chart *k, double width)
{
    return k->n_series > MOST_NAMED ? chart_legend_lines(k, width, false) * k->line + 4 : 0;
}

double chart_line_height(const struct chart *k, double width)
{
    return k->line * DEFAULT_LINES + legend_height(k, width);
}

static double y_of(const struct plot *p, double value)
{
    double share = (value - p->scale.low) / (p->scale.high - p->scale.low);
    return p->bottom - fmin(fmax(share, 0), 1) * (p->bottom - p->top);
}

/* Room to the right of the plot for the end labels: as wide as they are, but never more than a third. */
static double end_margin(struct chart *k, bool named)
{
    double widest = 0;
    CHART_EACH_SERIES(s, k)
    {
        int i;
        const struct doc_node *last = chart_last_point(s, &i);
        if (!last)
            continue;
        widest = fmax(widest, chart_width_of(k, FONT_BOLD, k->strong, chart_point_text(k, last)));
        if (named)
            widest = fmax(widest, chart_width_of(k, FONT_REGULAR, k->small, s->series.name));
    }
    return fmin(widest + last_radius + label_gap, k->area.w / 3);
}

static void draw_grid(struct plot *p)
{
    struct chart *k = p->k;
    double widest = 0;
    for (int i = 0; i < p->scale.n_ticks; i++) {
        chart_put_tick(&k->scratch, k, &p->scale, i);
        widest = fmax(widest, chart_width_of(k, FONT_REGULAR, k->small, buf_str(&k->scratch)));
    }
    p->left = k->area.x + widest + 6;
    for (int i = 0; i < p->scale.n_ticks; i++) {
        double y = y_of(p, p->scale.tick + i * p->scale.step);
        chart_put_tick(&k->scratch, k, &p->scale, i);
        chart_hline(k, p->left, p->right, y, 0.6, THEME_RULE, false);
        struct canvas_text how = chart_small_text(k, k->area.x + widest, y + k->small * 0.36, CANVAS_END, THEME_GREY);
        if (chart_is_free(k, chart_text_box(k, &how, buf_str(&k->scratch))))
            chart_say(k, &how, buf_str(&k->scratch));
    }
}

/* One series: its stretches between gaps, and a mark for each value as long as they stand apart. */
static void draw_series(struct plot *p, const struct doc_node *series, int number)
{
    struct chart *k = p->k;
    enum theme_colour colour = k->shade[number];
    struct canvas_point *stretch = mem_zero((size_t)k->n_points, sizeof *stretch);
    bool marks = k->n_points < 2 || (p->right - p->left) / (k->n_points - 1) >= 5;
    const double radius = k->n_series > 1 ? other_radius : disc_radius;
    int last = -1, i = 0;
    size_t n = 0;
    chart_last_point(series, &last);
    for (const struct doc_node *v = series->first;; v = v->next, i++) {
        if (v && v->point.value.has) {
            stretch[n++] = (struct canvas_point){p->x[i], y_of(p, v->point.value.value)};
            continue;
        }
        canvas_line(k->c, stretch, n, line_width, colour, chart_is_dashed(number));
        for (size_t j = 0; j < n; j++) {
            const bool end = j + 1 == n && last == i - 1;
            if (end || marks || n == 1)
                chart_mark(k, stretch[j].x, stretch[j].y, end ? last_radius : radius, number, colour);
        }
        n = 0;
        if (!v)
            break;
    }
    free(stretch);
}

/* The segment a-b comes into box (Liang and Barsky). */
static bool crosses(struct canvas_point a, struct canvas_point b, const struct chart_box *box)
{
    double from = 0, to = 1;
    const double delta[2] = {b.x - a.x, b.y - a.y}, start[2] = {a.x, a.y};
    const double low[2] = {box->x, box->y}, high[2] = {box->x + box->w, box->y + box->h};
    for (int i = 0; i < 2; i++) {
        if (fabs(delta[i]) < 1e-12) {
            if (start[i] < low[i] || start[i] > high[i])
                return false;
            continue;
        }
        double t0 = (low[i] - start[i]) / delta[i], t1 = (high[i] - start[i]) / delta[i];
        from = fmax(from, fmin(t0, t1));
        to = fmin(to, fmax(t0, t1));
        if (from > to)
            return false;
    }
    return true;
}

static bool near(const struct canvas_point *p, double radius, const struct chart_box *b)
{
    return p->x + radius > b->x && p->x - radius < b->x + b->w && p->y + radius > b->y && p->y - radius < b->y + b->h;
}

static bool clear_of_lines(const struct plot *p, struct chart_box box)
{
    const double air = disc_radius;
    box = (struct chart_box){box.x - air, box.y - air, box.w + 2 * air, box.h + 2 * air};
    CHART_EACH_SERIES(s, p->k)
    {
        struct canvas_point before = {0};
        bool has_before = false;
        int i = 0, last = -1;
        chart_last_point(s, &last);
        for (const struct doc_node *v = s->first; v; v = v->next, i++) {
            if (!v->point.value.has) {
                has_before = false;
                continue;
            }
            struct canvas_point here = {p->x[i], y_of(p, v->point.value.value)};
            if (crosses(has_before ? before : here, here, &box) || (i == last && near(&here, last_radius, &box)))
                return false;
            before = here;
            has_before = true;
        }
    }
    return true;
}

static bool inside(const struct chart *k, const struct chart_box *b)
{
    return b->x >= k->area.x - 0.01 && b->x + b->w <= k->area.x + k->area.w + 0.01 && b->y >= k->area.y - 0.01 &&
           b->y + b->h <= k->area.y + k->area.h + 0.01;
}

/* Draws s so where it covers neither line nor text; a pale gridline may be interrupted for it. */
static bool try_label(struct plot *p, const struct canvas_text *how, const char *s, bool over_target)
{
    struct chart *k = p->k;
    struct chart_box b = chart_text_box(k, how, s);
    if (!inside(k, &b) || !chart_is_free(k, b) || !clear_of_lines(p, b))
        return false;
    if (k->target && !over_target) {
        double y = y_of(p, k->target->target.value);
        if (y > b.y - 1 && y < b.y + b.h + 1)
            return false;
    }
    canvas_rect(k->c, b.x - 1, b.y, b.w + 2, b.h, THEME_PAPER);
    chart_say(k, how, s);
    return true;
}

static void label_point(struct plot *p, const struct doc_node *point, int i, bool below_first)
{
    struct chart *k = p->k;
    const char *s = chart_point_text(k, point);
    double y = y_of(p, point->point.value.value), w = chart_width_of(k, FONT_REGULAR, k->small, s);
    double low = p->left + w / 2, high = fmax(low, k->area.x + k->area.w - w / 2);
    for (int attempt = 0; attempt < 2; attempt++) {
        bool below = (attempt == 0) == below_first;
        struct canvas_text how = chart_small_text(
            k, fmin(fmax(p->x[i], low), high),
            below ? y + label_gap + k->small * 0.76 : y - label_gap - k->small * 0.24, CANVAS_MIDDLE, THEME_GREY);
        if (try_label(p, &how, s, false))
            return;
    }
}

/* The lowest, the highest and the first value of the only series; of equal ones the latest. */
static void label_extremes(struct plot *p, const struct doc_node *series)
{
    const struct doc_node *low = NULL, *high = NULL, *first = NULL;
    int low_at = 0, high_at = 0, first_at = 0, last_at = 0, i = 0;
    const struct doc_node *last = chart_last_point(series, &last_at);
    for (const struct doc_node *v = series->first; v; v = v->next, i++) {
        if (!v->point.value.has)
            continue;
        double value = v->point.value.value;
        if (!first) {
            first = v;
            first_at = i;
        }
        if (!low || value <= low->point.value.value) {
            low = v;
            low_at = i;
        }
        if (!high || value >= high->point.value.value) {
            high = v;
            high_at = i;
        }
    }
    if (!first || low->point.value.value >= high->point.value.value)
        return; /* nothing, or a level line: its last value says it all */
    if (low != last)
        label_point(p, low, low_at, true);
    if (high != last)
        label_point(p, high, high_at, false);
    if (first != last && first != low && first != high)
        label_point(p, first, first_at,
                    first->next && first->next->point.value.has &&
                        first->next->point.value.value > first->point.value.value);
}

static void label_target(struct plot *p)
{
    struct chart *k = p->k;
    double y = y_of(p, k->target->target.value), room = k->area.x + k->area.w - p->left;
    struct buf cut = {0};
    const char *s = chart_fit(k, FONT_REGULAR, k->small, k->target->target.label, room - CHART_TARGET_KEY - 4, &cut);
    double w = chart_width_of(k, FONT_REGULAR, k->small, s);
    for (int attempt = 0; attempt < 16; attempt++) {
        double x = p->left + floor(attempt / 2.0) / 7.0 * fmax(p->right - p->left - w, 0);
        struct canvas_text how =
            chart_small_text(k, x, attempt % 2 ? y + k->small * 0.76 + 2.5 : y - 3.5, CANVAS_START, THEME_INK);
        if (try_label(p, &how, s, true))
            goto out;
    }
    /* no room at the line: above the plot, with a piece of the line to tell it by */
    const double head = p->top - label_gap - k->small - 1;
    chart_hline(k, p->left, p->left + CHART_TARGET_KEY, head + k->small * 0.5, 0.8, THEME_INK, true);
    struct canvas_text how =
        chart_small_text(k, p->left + CHART_TARGET_KEY + 4, head + k->small * 0.8, CANVAS_START, THEME_INK);
    chart_say(k, &how, s);
out:
    buf_free(&cut);
}

static int by_height(const void *a, const void *b)
{
    const struct end_label *x = a, *y = b;
    return (x->y > y->y) - (x->y < y->y);
}

/* Moves the labels apart, downwards and then back up from the bottom, so that each has its own height. */
static void spread(struct end_label *all, int n, double height, double top, double bottom)
{
    qsort(all, (size_t)n, sizeof *all, by_height);
    double from = top + height / 2;
    for (int i = 0; i < n; i++) {
        all[i].at = fmax(all[i].y, from);
        from = all[i].at + height;
    }
    double until = bottom - height / 2;
    for (int i = n - 1; i >= 0; i--) {
        all[i].at = fmin(all[i].at, until);
        until = all[i].at - height;
    }
}

/* Beside its point, or, where a gap lies behind that, on a patch that hides what passes below. */
static void draw_end_label(struct plot *p, const struct end_label *e, bool named)
{
    struct chart *k = p->k;
    struct buf cut = {0};
    double x = e->x + last_radius + label_gap - 1.5, room = k->area.x + k->area.w - x;
    double base = e->at + k->strong * 0.36 - (named ? k->small * 0.5 : 0);
    struct canvas_text how = {x,    base, CANVAS_START, FONT_BOLD, k->strong, chart_tone_text(e->series->series.tone),
                              false};
    const char *s = chart_fit(k, FONT_BOLD, k->strong, chart_point_text(k, e->last), room, &cut);
    struct chart_box b = chart_text_box(k, &how, s);
    if (b.x < p->right && s[0])
        canvas_rect(k->c, b.x - 1, b.y, b.w + 2, b.h, THEME_PAPER);
    chart_say(k, &how, s);
    if (named) {
        struct canvas_text name = chart_small_text(k, x, base + k->small * 1.12, CANVAS_START, how.colour);
        chart_say(k, &name, chart_fit(k, FONT_REGULAR, k->small, e->series->series.name, room, &cut));
    }
    buf_free(&cut);
}

static void label_ends(struct plot *p)
{
    struct chart *k = p->k;
    struct end_label *all = mem_zero((size_t)k->n_series, sizeof *all);
    const bool named = k->n_series > 1 && !p->legend;
    double height = named ? k->strong * 1.1 + k->small * 1.4 : k->strong * 1.2;
    int n = 0, number = 0;
    CHART_EACH_SERIES(s, k)
    {
        int i = 0;
        const struct doc_node *last = chart_last_point(s, &i);
        if (last)
            all[n++] = (struct end_label){
                s, last, number, k->n_series > 1 ? p->right : p->x[i], y_of(p, last->point.value.value), 0};
        number++;
    }
    /* above them the name of the target or a legend may stand, below the categories */
    double top = p->top - label_gap - k->small - 1 + (k->target ? k->small + 0.5 : 0);
    double bottom = p->bottom + label_gap + k->small;
    int most = (int)((bottom - top) / height);
    n = n < most ? n : most; /* more series than lines: the table beside the chart has them */
    spread(all, n, height, top, bottom);
    for (int i = 0; i < n; i++)
        draw_end_label(p, &all[i], named);
    free(all);
}

static struct plot make_plot(struct chart *k)
{
    double low = k->min, high = k->max, head = legend_height(k, k->area.w);
    if (k->target) {
        low = fmin(low, k->target->target.value);
        high = fmax(high, k->target->target.value);
    }
    double below = label_gap + k->small + 1 + k->line * (chart_has_sublabels(k) ? 2 : 1) + 2;
    struct plot p = {.k = k,
                     .scale = chart_scale(k, low, high),
                     .legend = head > 0,
                     .top = k->area.y + head + label_gap + k->small + 1,
                     .bottom = k->area.y + k->area.h - below};
    p.right = k->area.x + k->area.w - end_margin(k, k->n_series > 1 && !p.legend);
    p.x = mem_zero((size_t)k->n_points, sizeof *p.x);
    return p;
}

void chart_line_draw(struct chart *k)
{
    chart_choose_shades(k, true);
    struct plot p = make_plot(k);
    draw_grid(&p);
    if (p.legend)
        chart_legend(k, k->area.x, k->area.y, k->area.w, false);
    for (int i = 0; i < k->n_points; i++)
        p.x[i] = k->n_points > 1 ? p.left + (p.right - p.left - 1) * i / (k->n_points - 1) : (p.left + p.right) / 2;
    if (k->target)
        chart_hline(k, p.left, p.right, y_of(&p, k->target->target.value), 0.8, THEME_INK, true);
    chart_categories(k, p.x, p.bottom + label_gap + k->small * 1.9 + 2);
    label_ends(&p);
    if (k->target)
        label_target(&p);
    if (k->n_series == 1)
        label_extremes(&p, chart_next_series(k->node->first));
    /* last, so that no gridline and no patch behind a word lies over the data */
    int number = 0;
    CHART_EACH_SERIES(s, k)
    draw_series(&p, s, number++);
    free(p.x);
}
