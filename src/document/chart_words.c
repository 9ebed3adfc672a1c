/*
 * What a chart shows, in words: for those who cannot see it, from the same data.
 */
#include "document/doc.h"

#include "base/mem.h"
#include "base/num.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    FEW_BARS = 6,  /* are all named */
    FEW_LINES = 5, /* are all described */
    FEW_GAPS = 4,  /* are all named */
};

struct words {
    const struct doc_node *chart;
    struct buf b;
};

/* What there is to say of one series. */
struct course {
    int n, gaps; /* points with and without a value */
    const struct doc_node *first, *last, *low, *high;
};

static const struct doc_node *series_from(const struct doc_node *n)
{
    while (n && n->kind != DOC_SERIES)
        n = n->next;
    return n;
}

static int count_series(const struct doc_node *chart)
{
    int n = 0;
    for (const struct doc_node *s = series_from(chart->first); s; s = series_from(s->next))
        n++;
    return n;
}

static const struct doc_node *target_of(const struct doc_node *chart)
{
    for (const struct doc_node *n = chart->first; n; n = n->next)
        if (n->kind == DOC_TARGET)
            return n;
    return NULL;
}

static const struct doc_node *point_of(const struct doc_node *series, int i)
{
    const struct doc_node *p = series ? series->first : NULL;
    while (p && i-- > 0)
        p = p->next;
    return p;
}

static struct course survey(const struct doc_node *series)
{
    struct course c = {0};
    for (const struct doc_node *p = series->first; p; p = p->next) {
        if (!p->point.value.has) {
            c.gaps++;
            continue;
        }
        const double v = p->point.value.value;
        c.first = c.first ? c.first : p;
        c.last = p;
        c.low = !c.low || v <= c.low->point.value.value ? p : c.low; /* of equal ones the latest, as in the picture */
        c.high = !c.high || v >= c.high->point.value.value ? p : c.high;
        c.n++;
    }
    return c;
}

void doc_put_point_label(struct buf *out, const struct doc_node *point)
{
    const char *label = point->point.label, *second = strchr(label, '\n');
    buf_put(out, label, second ? (size_t)(second - label) : strlen(label));
    for (const struct doc_node *p = second || !point->parent ? NULL : point->parent->first; p && p != point;
         p = p->next)
        if (strchr(p->point.label, '\n'))
            second = strchr(p->point.label, '\n');
    if (!second || !second[1])
        return;
    buf_char(out, ' ');
    buf_text(out, second + 1);
}

static void put_number(struct words *w, double v)
{
    if (fabs(v) < 1e15)
        num_put_german_decimal(&w->b, v, fabs(v - round(v)) < 1e-9 ? 0 : 1);
    else
        buf_printf(&w->b, "%.0e", v);
    if (w->chart->chart.unit[0]) {
        buf_text(&w->b, "\xC2\xA0");
        buf_text(&w->b, w->chart->chart.unit);
    }
}

static void put_value(struct words *w, const struct doc_node *point)
{
    const char *s = point->point.text, *unit = w->chart->chart.unit;
    if (!s[0]) {
        put_number(w, point->point.value.value);
        return;
    }
    buf_text(&w->b, s);
    const size_t n = strlen(s), u = strlen(unit);
    if (u && (n < u || strcmp(s + n - u, unit) != 0)) {
        buf_text(&w->b, "\xC2\xA0");
        buf_text(&w->b, unit);
    }
}

static void put_quoted(struct words *w, const char *name)
{
    buf_text(&w->b, "„");
    buf_text(&w->b, name);
    buf_text(&w->b, "“");
}

/* "74,2 % (Nov 2023)" */
static void put_at(struct words *w, const struct doc_node *point)
{
    put_value(w, point);
    buf_text(&w->b, " (");
    doc_put_point_label(&w->b, point);
    buf_char(&w->b, ')');
}

/* "„Team 101“ mit 76,7 %" */
static void put_with(struct words *w, const struct doc_node *point)
{
    buf_text(&w->b, "„");
    doc_put_point_label(&w->b, point);
    buf_text(&w->b, "“ mit ");
    put_value(w, point);
}

static void put_count(struct words *w, int n, const char *one, const char *many)
{
    if (n == 1) {
        buf_text(&w->b, one);
        return;
    }
    num_put_german(&w->b, n);
    buf_char(&w->b, ' ');
    buf_text(&w->b, many);
}

/* " Ohne Wert: Mär 2023, Apr 2023." */
static void put_gaps(struct words *w, const struct doc_node *series, const struct course *c)
{
    if (c->gaps == 0 || c->n == 0)
        return;
    if (c->gaps > FEW_GAPS) {
        buf_text(&w->b, " Ohne Wert: ");
        num_put_german(&w->b, c->gaps);
        buf_text(&w->b, " von ");
        num_put_german(&w->b, c->gaps + c->n);
        buf_char(&w->b, '.');
        return;
    }
    const char *before = " Ohne Wert: ";
    for (const struct doc_node *p = series->first; p; p = p->next) {
        if (p->point.value.has)
            continue;
        buf_text(&w->b, before);
        doc_put_point_label(&w->b, p);
        before = ", ";
    }
    buf_char(&w->b, '.');
}

/* "4 von 13 Werten liegen darunter": below of n; one, many: "Wert", "Werten". last: "zuletzt ", or nothing. */
static void put_below(struct words *w, int below, int n, const char *one, const char *many, const char *last)
{
    const struct doc_node *t = target_of(w->chart);
    if (!t || n == 0)
        return;
    buf_text(&w->b, " Vergleichslinie ");
    put_quoted(w, t->target.label);
    buf_text(&w->b, ": ");
    if (n == 1) {
        buf_printf(&w->b, below ? "der %s liegt %sdarunter." : "der %s liegt %snicht darunter.", one, last);
        return;
    }
    if (below == 0) {
        buf_printf(&w->b, "kein %s liegt %sdarunter.", one, last);
        return;
    }
    num_put_german(&w->b, below);
    buf_text(&w->b, " von ");
    num_put_german(&w->b, n);
    buf_printf(&w->b, below == 1 ? " %s liegt %sdarunter." : " %s liegen %sdarunter.", many, last);
}

static int count_below(const struct words *w, const struct doc_node *series)
{
    const struct doc_node *t = target_of(w->chart);
    int below = 0;
    for (const struct doc_node *p = series->first; p && t; p = p->next)
        below += p->point.value.has && p->point.value.value < t->target.value;
    return below;
}

/* --- lines --- */

/* "13 Werte von Nov 2022 bis Nov 2023, zuerst 71,8 %, zuletzt 74,2 %. Am höchsten ..., am niedrigsten ..." */
static void put_course(struct words *w, const struct course *c)
{
    if (c->n == 0) {
        buf_text(&w->b, "keine Werte.");
        return;
    }
    if (c->n == 1) {
        buf_text(&w->b, "ein Wert, ");
        put_at(w, c->first);
        buf_char(&w->b, '.');
        return;
    }
    num_put_german(&w->b, c->n);
    buf_text(&w->b, " Werte von ");
    doc_put_point_label(&w->b, c->first);
    buf_text(&w->b, " bis ");
    doc_put_point_label(&w->b, c->last);
    if (c->low->point.value.value >= c->high->point.value.value) {
        buf_text(&w->b, c->n == 2 ? ", beide " : ", alle ");
        put_value(w, c->first);
        buf_char(&w->b, '.');
        return;
    }
    buf_text(&w->b, ", zuerst ");
    put_value(w, c->first);
    buf_text(&w->b, ", zuletzt ");
    put_value(w, c->last);
    buf_char(&w->b, '.');
    if (c->n == 2)
        return;
    buf_text(&w->b, " Am höchsten ");
    put_at(w, c->high);
    buf_text(&w->b, ", am niedrigsten ");
    put_at(w, c->low);
    buf_char(&w->b, '.');
}

/* Of several series where each ends: the highest, the lowest, how many below the target, which have nothing. */
static void put_ends(struct words *w, int from, int to)
{
    const struct doc_node *low = NULL, *high = NULL, *t = target_of(w->chart);
    int i = 0, n = 0, below = 0, empty = 0;
    for (const struct doc_node *s = series_from(w->chart->first); s; s = series_from(s->next), i++) {
        const struct course c = survey(s);
        if (i < from || i >= to)
            continue;
        empty += c.n == 0;
        if (c.n == 0)
            continue;
        n++;
        below += t && c.last->point.value.value < t->target.value;
        low = !low || c.last->point.value.value < low->point.value.value ? c.last : low;
        high = !high || c.last->point.value.value > high->point.value.value ? c.last : high;
    }
    if (n == 1) {
        buf_text(&w->b, " Zuletzt ");
        put_quoted(w, high->parent->series.name);
        buf_text(&w->b, " mit ");
        put_value(w, high);
        buf_char(&w->b, '.');
    } else if (n > 1 && low->point.value.value < high->point.value.value) {
        buf_text(&w->b, " Zuletzt am höchsten ");
        put_quoted(w, high->parent->series.name);
        buf_text(&w->b, " mit ");
        put_value(w, high);
        buf_text(&w->b, ", am niedrigsten ");
        put_quoted(w, low->parent->series.name);
        buf_text(&w->b, " mit ");
        put_value(w, low);
        buf_char(&w->b, '.');
    } else if (n > 1) {
        buf_text(&w->b, n == 2 ? " Zuletzt beide " : " Zuletzt alle ");
        put_value(w, high);
        buf_char(&w->b, '.');
    }
    put_below(w, below, n, "letzte Wert", "letzten Werten", "");
    const char *before = " Ohne Werte: ";
    i = 0;
    for (const struct doc_node *s = series_from(w->chart->first); s && empty; s = series_from(s->next), i++) {
        if (i < from || i >= to || survey(s).n > 0)
            continue;
        buf_text(&w->b, before);
        put_quoted(w, s->series.name);
        before = ", ";
    }
    if (empty)
        buf_char(&w->b, '.');
}

/* " von Nov 2022 bis Nov 2023": what the points of the longest series are called. */
static void put_span(struct words *w)
{
    const struct doc_node *longest = NULL;
    int most = -1;
    for (const struct doc_node *s = series_from(w->chart->first); s; s = series_from(s->next)) {
        const struct course c = survey(s);
        if (c.n + c.gaps > most) {
            most = c.n + c.gaps;
            longest = s;
        }
    }
    if (most < 2)
        return;
    buf_text(&w->b, " von ");
    doc_put_point_label(&w->b, longest->first);
    buf_text(&w->b, " bis ");
    doc_put_point_label(&w->b, longest->last);
}

static void put_lines(struct words *w)
{
    const int n = count_series(w->chart);
    const struct doc_node *s = series_from(w->chart->first);
    if (n == 1) {
        const struct course c = survey(s);
        buf_text(&w->b, "Liniendiagramm ");
        put_quoted(w, s->series.name);
        buf_text(&w->b, ": ");
        put_course(w, &c);
        put_gaps(w, s, &c);
        put_below(w, count_below(w, s), c.n, "Wert", "Werten", "");
        return;
    }
    buf_text(&w->b, "Liniendiagramm mit ");
    num_put_german(&w->b, n);
    buf_text(&w->b, " Linien");
    put_span(w);
    buf_char(&w->b, '.');
    if (n > FEW_LINES) {
        put_ends(w, 0, n);
        return;
    }
    int last = 0, below = 0;
    for (; s; s = series_from(s->next)) {
        const struct course c = survey(s);
        buf_char(&w->b, ' ');
        put_quoted(w, s->series.name);
        buf_text(&w->b, ": ");
        put_course(w, &c);
        put_gaps(w, s, &c);
        last += c.n > 0;
        below += target_of(w->chart) && c.n > 0 && c.last->point.value.value < target_of(w->chart)->target.value;
    }
    put_below(w, below, last, "letzte Wert", "letzten Werten", "");
}

static void put_multiples(struct words *w, int from, int to)
{
    const int all = count_series(w->chart);
    to = to < all ? to : all;
    put_count(w, to - from, "Ein kleines Liniendiagramm", "kleine Liniendiagramme auf derselben Skala");
    if (to - from == 1) {
        buf_char(&w->b, ' ');
        int i = 0;
        const struct doc_node *s = series_from(w->chart->first);
        while (i++ < from)
            s = series_from(s->next);
        put_quoted(w, s->series.name);
    }
    put_span(w);
    buf_char(&w->b, '.');
    put_ends(w, from, to);
}

/* --- bars --- */

static void put_bars_of(struct words *w, const struct doc_node *series, const struct course *c)
{
    if (c->n == 0) {
        buf_text(&w->b, "keine Werte.");
        return;
    }
    if (c->n > FEW_BARS && c->low->point.value.value >= c->high->point.value.value) {
        buf_text(&w->b, "alle ");
        put_value(w, c->first);
        buf_char(&w->b, '.');
        return;
    }
    if (c->n > FEW_BARS) {
        buf_text(&w->b, "am längsten ");
        put_with(w, c->high);
        buf_text(&w->b, ", am kürzesten ");
        put_with(w, c->low);
        buf_char(&w->b, '.');
        return;
    }
    const char *before = "";
    for (const struct doc_node *p = series->first; p; p = p->next) {
        if (!p->point.value.has)
            continue;
        buf_text(&w->b, before);
        put_with(w, p);
        before = ", ";
    }
    buf_char(&w->b, '.');
}

static void put_bars(struct words *w)
{
    const bool classes = w->chart->chart.chart == DOC_CHART_HISTOGRAM;
    const int n = count_series(w->chart);
    buf_text(&w->b, classes ? "Histogramm " : "Balkendiagramm ");
    if (n > 1) {
        buf_text(&w->b, "mit ");
        num_put_german(&w->b, n);
        buf_text(&w->b, " Reihen");
        put_span(w);
        buf_char(&w->b, '.');
    }
    for (const struct doc_node *s = series_from(w->chart->first); s; s = series_from(s->next)) {
        const struct course c = survey(s);
        buf_text(&w->b, n > 1 ? " " : "");
        put_quoted(w, s->series.name);
        if (c.n > FEW_BARS) {
            buf_text(&w->b, ", ");
            put_count(w, c.n, "", classes ? "Klassen" : "Balken");
        }
        buf_text(&w->b, ": ");
        put_bars_of(w, s, &c);
        put_gaps(w, s, &c);
        put_below(w, count_below(w, s), c.n, classes ? "Wert" : "Balken", classes ? "Werten" : "Balken", "");
    }
}

/* The sums of n stacked bars; to be freed. */
static double *sums_of(const struct doc_node *chart, int n)
{
    double *sum = mem_zero((size_t)n + 1, sizeof *sum);
    for (const struct doc_node *s = series_from(chart->first); s; s = series_from(s->next)) {
        int i = 0;
        for (const struct doc_node *p = s->first; p && i < n; p = p->next, i++)
            sum[i] += p->point.value.has ? fmax(p->point.value.value, 0) : 0;
    }
    return sum;
}

static void put_one_stack(struct words *w, double sum)
{
    const struct doc_node *first = series_from(w->chart->first);
    buf_text(&w->b, "Gestapelter Balken „");
    doc_put_point_label(&w->b, first->first);
    buf_text(&w->b, "“: ");
    for (const struct doc_node *s = first; s; s = series_from(s->next)) {
        if (!s->first || !s->first->point.value.has)
            continue;
        buf_text(&w->b, s->series.name);
        buf_char(&w->b, ' ');
        put_value(w, s->first);
        buf_text(&w->b, ", ");
    }
    buf_text(&w->b, "zusammen ");
    put_number(w, sum);
    buf_char(&w->b, '.');
}

static void put_stack_of(struct words *w, const struct doc_node *axis, int i, double sum, const char *before)
{
    buf_text(&w->b, before);
    doc_put_point_label(&w->b, point_of(axis, i));
    buf_text(&w->b, "“ mit zusammen ");
    put_number(w, sum);
}

static void put_stacks(struct words *w)
{
    const struct doc_node *axis = NULL;
    int n = 0, low = 0, high = 0;
    for (const struct doc_node *s = series_from(w->chart->first); s; s = series_from(s->next)) {
        const struct course c = survey(s);
        if (!axis || c.n + c.gaps > n) {
            axis = s;
            n = c.n + c.gaps;
        }
    }
    double *sum = sums_of(w->chart, n);
    for (int i = 1; i < n; i++) {
        low = sum[i] < sum[low] ? i : low;
        high = sum[i] > sum[high] ? i : high;
    }
    if (n == 1) {
        put_one_stack(w, sum[0]);
        free(sum);
        return;
    }
    num_put_german(&w->b, n);
    buf_text(&w->b, " gestapelte Balken");
    put_span(w);
    buf_text(&w->b, ", je aus: ");
    for (const struct doc_node *s = series_from(w->chart->first); s; s = series_from(s->next)) {
        buf_text(&w->b, s->series.name);
        buf_text(&w->b, series_from(s->next) ? ", " : ".");
    }
    if (sum[high] - sum[low] > 1e-9) {
        put_stack_of(w, axis, high, sum[high], " Am längsten „");
        put_stack_of(w, axis, low, sum[low], ", am kürzesten „");
        buf_char(&w->b, '.');
    }
    free(sum);
}

static bool has_data(const struct doc_node *chart)
{
    for (const struct doc_node *s = series_from(chart->first); s; s = series_from(s->next))
        if (survey(s).n > 0)
            return true;
    return false;
}

const char *doc_chart_words(const struct doc_node *chart, int from, int to, struct arena *a)
{
    struct words w = {.chart = chart};
    if (!has_data(chart))
        buf_text(&w.b, "Diagramm ohne Daten.");
    else if (chart->chart.chart == DOC_CHART_LINE)
        put_lines(&w);
    else if (chart->chart.chart == DOC_CHART_MULTIPLES)
        put_multiples(&w, from, to);
    else if (chart->chart.chart == DOC_CHART_STACKED)
        put_stacks(&w);
    else
        put_bars(&w);
    const char *words = arena_text(a, buf_str(&w.b), w.b.n);
    buf_free(&w.b);
    return words;
}
