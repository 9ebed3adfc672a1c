/*
 * Small multiples: a panel a series, all on one scale, so that shapes and levels can be compared. Each has its name
 * above, its last value at the end of its line, and the target as a thin line.
 */
#include "draw/chart_parts.h"

#include "base/mem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 4, PLOT_LINES = 4 };
static const double LEAST_WIDTH = 112, GAP = 16, ROW_GAP = 12, AIR = 5, LAST_RADIUS = 2.3, LABEL_GAP = 3;
static const double USUAL_AXIS = 30; /* of the numbers at the left, where they cannot be measured */

int chart_multiples_rows(const struct chart *k, double width, int *columns)
{
    int most = (int)floor((width + GAP) / (LEAST_WIDTH + GAP));
    most = most < 1 ? 1 : most > MOST_COLUMNS ? MOST_COLUMNS : most;
    int n = k->n_series > 0 ? k->n_series : 1, rows = (n + most - 1) / most;
    *columns = (n + rows - 1) / rows; /* six are three and three, not four and two */
    return rows;
}

static double panel_width(double width, double axis, int columns)
{
    return (width - axis - (columns - 1) * GAP) / columns;
}

/* Names on two lines in all panels, where one is too long for a line. */
static int name_lines(const struct chart *k, double width)
{
    int columns;
    (void)chart_multiples_rows(k, width, &columns);
    CHART_EACH_SERIES(s, k)
    if (chart_estimate(s->series.name, k->small) > panel_width(width, USUAL_AXIS, columns))
        return 2;
    return 1;
}

double chart_multiples_height(const struct chart *k, double width, int row)
{
    const double head = row == 0 && k->target ? k->line + 6 : 0;
    return head + (name_lines(k, width) + PLOT_LINES + 1) * k->line + 2 * AIR + ROW_GAP;
}

struct panels {
    struct chart *k;
    struct chart_axis scale;
    int columns, lines;
    double width, axis, margin; /* of a panel; of the numbers at the left of each row; of the last values */
};

struct panel {
    double x, y, left, right, top, bottom;
};

static double y_of(const struct panels *p, const struct panel *at, double value)
{
    double share = (value - p->scale.low) / (p->scale.high - p->scale.low);
    return at->bottom - fmin(fmax(share, 0), 1) * (at->bottom - at->top);
}

static double x_of(const struct panels *p, const struct panel *at, int i)
{
    const int n = p->k->n_points;
    return n > 1 ? at->left + (at->right - at->left) * i / (n - 1) : (at->left + at->right) / 2;
}

/* Where the first line of a name ends: at the last space that fits, else at its end. */
static size_t first_line(const struct panels *p, const char *s)
{
    size_t best = strlen(s);
    if (chart_width_of(p->k, FONT_BOLD, p->k->small, s) <= p->width || p->lines < 2)
        return best;
    struct buf b = {0};
    for (size_t i = 1; s[i]; i++) {
        if (s[i] != ' ')
            continue;
        buf_clear(&b);
        buf_put(&b, s, i);
        if (chart_width_of(p->k, FONT_BOLD, p->k->small, buf_str(&b)) > p->width)
            break;
        best = i;
    }
    buf_free(&b);
    return best;
}

static void draw_name(struct panels *p, const struct panel *at, const char *name)
{
    struct chart *k = p->k;
    struct buf line = {0}, cut = {0};
    const size_t n = first_line(p, name);
    buf_put(&line, name, n);
    struct canvas_text how = {at->x, at->y + k->small, CANVAS_START, FONT_BOLD, k->small, THEME_INK, false};
    const bool two = name[n] != '\0';
    how.y += two ? 0 : (p->lines - 1) * k->line; /* names stand on their plots */
    chart_say(k, &how, chart_fit(k, FONT_BOLD, k->small, buf_str(&line), p->width, &cut));
    if (two) {
        how.y += k->line;
        chart_say(k, &how, chart_fit(k, FONT_BOLD, k->small, name + n + 1, p->width, &cut));
    }
    buf_free(&line);
    buf_free(&cut);
}

static void draw_axes(struct panels *p, const struct panel *at, bool first)
{
    struct chart *k = p->k;
    for (int i = 0; i < p->scale.n_ticks; i++) {
        const double y = y_of(p, at, p->scale.tick + i * p->scale.step);
        chart_hline(k, at->left, at->right, y, 0.5, THEME_RULE, false);
        if (!first)
            continue;
        chart_put_tick(&k->scratch, k, &p->scale, i);
        struct canvas_text how = chart_small_text(k, at->left - 5, y + k->small * 0.36, CANVAS_END, THEME_GREY);
        const struct chart_box b = chart_text_box(k, &how, buf_str(&k->scratch));
        if (b.x >= k->area.x - 0.01 && chart_is_free(k, b)) /* a number too long for its place is left out */
            chart_say(k, &how, buf_str(&k->scratch));
    }
    if (k->target)
        chart_hline(k, at->left, at->right, y_of(p, at, k->target->target.value), 0.7, THEME_INK, true);
}

static const char *whole_label(const struct doc_node *point, struct buf *b)
{
    buf_clear(b);
    doc_put_point_label(b, point);
    return buf_str(b);
}

/* The first and the last category, where both fit, else the last. */
static void draw_ends(struct panels *p, const struct panel *at)
{
    struct chart *k = p->k;
    const struct doc_node *first = k->axis->first, *last = k->axis->last;
    struct buf a = {0}, b = {0}, cut = {0};
    if (!first)
        return;
    const double y = at->bottom + AIR + k->small, gap = k->small * 0.6, room = at->right - at->left;
    const char *end = chart_fit(k, FONT_REGULAR, k->small, whole_label(last, &b), room, &cut);
    const struct canvas_text right = chart_small_text(k, at->right, y, CANVAS_END, THEME_GREY);
    const struct canvas_text left = chart_small_text(k, at->left, y, CANVAS_START, THEME_GREY);
    const char *start = whole_label(first, &a);
    chart_say(k, &right, end);
    if (first != last &&
        chart_width_of(k, FONT_REGULAR, k->small, start) + gap + chart_width_of(k, FONT_REGULAR, k->small, end) <= room)
        chart_say(k, &left, start);
    buf_free(&a);
    buf_free(&b);
    buf_free(&cut);
}

static void draw_line(struct panels *p, const struct panel *at, const struct doc_node *series, enum theme_colour colour)
{
    struct chart *k = p->k;
    struct canvas_point *stretch = mem_zero((size_t)k->n_points + 1, sizeof *stretch);
    size_t n = 0;
    int i = 0;
    for (const struct doc_node *v = series->first;; v = v->next, i++) {
        if (v && v->point.value.has) {
            stretch[n++] = (struct canvas_point){x_of(p, at, i), y_of(p, at, v->point.value.value)};
            continue;
        }
        canvas_line(k->c, stretch, n, 1.4, colour, false);
        if (n == 1)
            canvas_disc(k->c, stretch[0].x, stretch[0].y, 1.4, colour);
        n = 0;
        if (!v)
            break;
    }
    free(stretch);
}

static void draw_panel(struct panels *p, const struct panel *at, const struct doc_node *series, bool first)
{
    struct chart *k = p->k;
    int i = 0;
    const struct doc_node *last = chart_last_point(series, &i);
    const enum theme_colour colour = chart_tone(series->series.tone);
    draw_name(p, at, series->series.name);
    draw_axes(p, at, first);
    draw_ends(p, at);
    if (!last) {
        const struct canvas_text how =
            chart_small_text(k, at->left + 3, (at->top + at->bottom) / 2 + k->small * 0.36, CANVAS_START, THEME_GREY);
        struct chart_box b = chart_text_box(k, &how, "keine Daten");
        canvas_rect(k->c, b.x - 1, b.y, b.w + 2, b.h, THEME_PAPER);
        chart_say(k, &how, "keine Daten");
        return;
    }
    const double x = x_of(p, at, i), y = y_of(p, at, last->point.value.value);
    const double base = fmin(y + k->small * 0.36, at->bottom + 2); /* clear of the categories */
    struct canvas_text how = {x + LAST_RADIUS + LABEL_GAP,          base, CANVAS_START, FONT_BOLD, k->small,
                              chart_tone_text(series->series.tone), false};
    struct buf cut = {0};
    const char *s = chart_fit(k, FONT_BOLD, k->small, chart_point_text(k, last), at->x + p->width - how.x, &cut);
    const struct chart_box b = chart_text_box(k, &how, s);
    if (b.x < at->right && s[0])
        canvas_rect(k->c, b.x - 1, b.y, b.w + 2, b.h, THEME_PAPER);
    chart_say(k, &how, s);
    draw_line(p, at, series, colour);
    canvas_disc(k->c, x, y, LAST_RADIUS, colour);
    buf_free(&cut);
}

static struct panels plan(struct chart *k, const struct chart_box *all)
{
    struct panels p = {.k = k, .lines = name_lines(k, all->w)};
    double low = k->min, high = k->max;
    (void)chart_multiples_rows(k, all->w, &p.columns);
    if (k->target) {
        low = fmin(low, k->target->target.value);
        high = fmax(high, k->target->target.value);
    }
    p.scale = chart_scale(k, low, high);
    for (int i = 0; i < p.scale.n_ticks; i++) {
        chart_put_tick(&k->scratch, k, &p.scale, i);
        p.axis = fmax(p.axis, chart_width_of(k, FONT_REGULAR, k->small, buf_str(&k->scratch)) + 5);
    }
    CHART_EACH_SERIES(s, k)
    {
        int i;
        const struct doc_node *last = chart_last_point(s, &i);
        if (last)
            p.margin = fmax(p.margin, chart_width_of(k, FONT_BOLD, k->small, chart_point_text(k, last)));
    }
    p.axis = fmin(p.axis, all->w / 3);
    p.width = panel_width(all->w, p.axis, p.columns);
    p.margin = fmin(p.margin + LAST_RADIUS + LABEL_GAP, p.width / 2.5);
    return p;
}

static void draw_head(struct chart *k, const struct chart_box *all)
{
    struct buf cut = {0};
    const double y = all->y + k->small;
    chart_hline(k, all->x, all->x + CHART_TARGET_KEY, y - k->small * 0.36, 0.7, THEME_INK, true);
    struct canvas_text how = chart_small_text(k, all->x + CHART_TARGET_KEY + 4, y, CANVAS_START, THEME_INK);
    chart_say(k, &how,
              chart_fit(k, FONT_REGULAR, k->small, k->target->target.label, all->w - CHART_TARGET_KEY - 4, &cut));
    buf_free(&cut);
}

void chart_multiples_draw(struct chart *k, int from, int to)
{
    struct panels p = plan(k, &k->area);
    double y = k->area.y;
    int i = 0, row = from;
    if (from == 0 && k->target)
        draw_head(k, &k->area);
    CHART_EACH_SERIES(s, k)
    {
        const int column = i % p.columns;
        if (i++ / p.columns < from)
            continue;
        if (column == 0 && i - 1 > from * p.columns) {
            y += chart_multiples_height(k, k->area.w, row);
            row++;
        }
        if (row >= to)
            break;
        const double head = row == 0 && k->target ? k->line + 6 : 0;
        struct panel at = {.x = k->area.x + p.axis + column * (p.width + GAP), .y = y + head};
        at.left = at.x;
        at.right = at.x + p.width - p.margin;
        at.top = at.y + p.lines * k->line + AIR;
        at.bottom = at.top + PLOT_LINES * k->line;
        draw_panel(&p, &at, s, column == 0);
    }
}
