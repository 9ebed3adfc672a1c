/*
 * Charts on a canvas that notes where things are: no two words touch, nothing leaves the chart's box, at any
 * width and for any data. And the trace of the example's charts as a golden (KD_REWRITE=1 writes it anew).
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "draw/canvas_trace.h"
#include "draw/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;

struct chart_box {
    double x, y, w, h;
    char text[80];
};

struct watch {
    struct canvas canvas;
    struct chart_box words[4096];
    size_t n;
    struct chart_box marks[8192]; /* what stands for a value: discs and squares on lines, bars; no word may lie on it */
    size_t n_marks;
    bool parts;           /* words may stand in bars: those of stacked ones */
    struct chart_box all; /* what is drawn at all */
    int discs, rects, lines;
};

static void stretch(struct watch *w, double x0, double y0, double x1, double y1)
{
    assert_true(isfinite(x0) && isfinite(y0) && isfinite(x1) && isfinite(y1));
    double right = fmax(w->all.x + w->all.w, x1), bottom = fmax(w->all.y + w->all.h, y1);
    w->all.x = fmin(w->all.x, x0);
    w->all.y = fmin(w->all.y, y0);
    w->all.w = right - w->all.x;
    w->all.h = bottom - w->all.y;
}

static void watch_rect(struct canvas *c, double x, double y, double w, double h, enum theme_colour fill)
{
    assert_true(w >= 0 && h >= 0);
    struct watch *watch = (struct watch *)c;
    if (fill == THEME_PAPER)
        return; /* a patch behind a word */
    watch->rects++;
    stretch(watch, x, y, x + w, y + h);
    if (fill != THEME_TRACK && !watch->parts && w > 0.3 && h > 0.3) {
        assert_true(watch->n_marks < sizeof watch->marks / sizeof *watch->marks);
        watch->marks[watch->n_marks++] = (struct chart_box){.x = x, .y = y, .w = w, .h = h};
    }
}

static void watch_line(struct canvas *c, const struct canvas_point *p, size_t n, double width, enum theme_colour stroke,
                       bool dashed)
{
    (void)width;
    (void)stroke;
    (void)dashed;
    ((struct watch *)c)->lines++;
    for (size_t i = 0; i < n; i++)
        stretch((struct watch *)c, p[i].x, p[i].y, p[i].x, p[i].y);
}

static void watch_disc(struct canvas *c, double x, double y, double radius, enum theme_colour fill)
{
    struct watch *watch = (struct watch *)c;
    if (fill == THEME_PAPER)
        return; /* the hole of a ring */
    watch->discs++;
    assert_true(watch->n_marks < sizeof watch->marks / sizeof *watch->marks);
    watch->marks[watch->n_marks++] =
        (struct chart_box){.x = x - radius, .y = y - radius, .w = 2 * radius, .h = 2 * radius};
    stretch(watch, x - radius, y - radius, x + radius, y + radius);
}

static void watch_text(struct canvas *c, const struct canvas_text *how, const char *s, size_t n)
{
    struct watch *w = (struct watch *)c;
    double width = font_width(c->fonts, how->face, how->tabular, how->size, s, n);
    double x = how->anchor == CANVAS_START ? how->x : how->anchor == CANVAS_END ? how->x - width : how->x - width / 2;
    assert_true(w->n < sizeof w->words / sizeof *w->words);
    struct chart_box *b = &w->words[w->n++];
    *b = (struct chart_box){.x = x, .y = how->y - how->size * 0.72, .w = width, .h = how->size * 0.9};
    snprintf(b->text, sizeof b->text, "%.*s", (int)n, s);
    stretch(w, b->x, b->y, b->x + b->w, b->y + b->h);
}

static void watch_clip(struct canvas *c, double x, double y, double w, double h)
{
    (void)c, (void)x, (void)y, (void)w, (void)h;
}

static void watch_unclip(struct canvas *c)
{
    (void)c;
}

static void watch_image(struct canvas *c, double x, double y, double w, double h)
{
    stretch((struct watch *)c, x, y, x + w, y + h);
}

static const struct canvas_ops watch_ops = {watch_rect, watch_line,   watch_disc, watch_text,
                                            watch_clip, watch_unclip, watch_image};

static bool touch(const struct chart_box *a, const struct chart_box *b)
{
    return a->x < b->x + b->w && b->x < a->x + a->w && a->y < b->y + b->h && b->y < a->y + a->h;
}

static void expect_good(const struct watch *w, double x, double y, double width, double height, const char *what)
{
    const double slack = 0.6;
    if (w->all.x < x - slack || w->all.y < y - slack || w->all.x + w->all.w > x + width + slack ||
        w->all.y + w->all.h > y + height + slack)
        fail_msg("%s (Breite %g): gezeichnet %g %g %g %g, erlaubt %g %g %g %g", what, width, w->all.x, w->all.y,
                 w->all.w, w->all.h, x, y, width, height);
    for (size_t i = 0; i < w->n; i++)
        for (size_t j = i + 1; j < w->n; j++) {
            const struct chart_box *a = &w->words[i], *b = &w->words[j];
            if (touch(a, b))
                fail_msg("%s (Breite %g): »%s« liegt auf »%s«", what, width, a->text, b->text);
        }
    for (size_t i = 0; i < w->n; i++)
        for (size_t j = 0; j < w->n_marks; j++)
            if (touch(&w->words[i], &w->marks[j]))
                fail_msg("%s (Breite %g): »%s« liegt auf einem Wert (%g %g %g %g)", what, width, w->words[i].text,
                         w->marks[j].x, w->marks[j].y, w->marks[j].w, w->marks[j].h);
}

/* Draws chart in a place of its own and looks at what came. */
static struct watch *draw(const struct doc_node *chart, double width, const char *what)
{
    static struct watch w;
    w = (struct watch){.canvas = {&watch_ops, fonts, &theme}, .all = {.x = 100, .y = 50}};
    w.parts = chart->chart.chart == DOC_CHART_STACKED;
    double height = chart_height(chart, &theme, width);
    chart_draw(chart, &w.canvas, 100, 50, width);
    expect_good(&w, 100, 50, width, height, what);
    return &w;
}

static const char rng[] = KD_ROOT "/templates/document.rng";

/* A document with one chart; inner: what is inside <chart>. */
static struct doc *make(const char *attributes, const char *inner)
{
    struct buf b = {0};
    struct diag d = {0};
    buf_printf(&b, "<document lang='de' title='T'><title>T</title><chart alt='a' %s>%s</chart></document>", attributes,
               inner);
    struct doc *doc = doc_read(buf_str(&b), b.n, "probe.xml", rng, NULL, &d);
    if (!doc)
        fail_msg("%s; %s", d.what, d.expected);
    buf_free(&b);
    return doc;
}

static const struct doc_node *chart_of(const struct doc *doc)
{
    return doc_root(doc)->first->next;
}

static bool says(const struct watch *w, const char *text)
{
    for (size_t i = 0; i < w->n; i++)
        if (strcmp(w->words[i].text, text) == 0)
            return true;
    return false;
}

static void test_empty(void **state)
{
    (void)state;
    static const char *const kinds[] = {"kind='line'", "kind='bar'", "kind='stacked'", "kind='histogram'",
                                        "kind='multiples'"};
    static const char *const inner[] = {"<series name='s'/>",
                                        "<series name='s'><point label='a'/><point label='b' value=''/></series>",
                                        "<series name='s'/><target value='3' label='Ziel'/>"};
    for (int i = 0; i < 5; i++)
        for (int j = 0; j < 3; j++) {
            struct doc *doc = make(kinds[i], inner[j]);
            assert_true(says(draw(chart_of(doc), 400, "leer"), "keine Daten"));
            doc_free(doc);
        }
}

static void test_line(void **state)
{
    (void)state;
    struct doc *doc = make("kind='line' unit='%'", "<series name='Quote'><point label='Jan' value='71.8' text='71,8'/>"
                                                   "<point label='Feb' value='70.9' text='70,9'/><point label='Mär'/>"
                                                   "<point label='Apr' value='74.4' text='74,4'/>"
                                                   "<point label='Mai' value='73' text='73,0'/></series>"
                                                   "<target value='72.5' label='Ziel 72,5 %'/>");
    struct watch *w = draw(chart_of(doc), 400, "Linie");
    assert_true(says(w, "73,0") && says(w, "70,9") && says(w, "74,4") && says(w, "71,8") && says(w, "Ziel 72,5 %"));
    assert_true(says(w, "69\xC2\xA0%") && says(w, "72\xC2\xA0%") && says(w, "75\xC2\xA0%"));
    assert_int_equal(w->lines, 3 + 1 + 2); /* gridlines, target, a stretch before and one after the gap */
    assert_int_equal(w->discs, 4);
    doc_free(doc);
}

static void test_single_values(void **state)
{
    (void)state;
    static const char *const values[] = {"0", "1", "-3", "0.0001", "123456789012345678", "-99999999999"};
    static const char *const kinds[] = {"kind='line' unit='%'", "kind='bar'", "kind='stacked'", "kind='histogram'",
                                        "kind='multiples' unit='%'"};
    for (int i = 0; i < 6; i++)
        for (int k = 0; k < 5; k++) {
            struct buf b = {0};
            buf_printf(&b, "<series name='Reihe'><point label='Nov' sublabel='2023' value='%s'/></series>", values[i]);
            struct doc *doc = make(kinds[k], buf_str(&b));
            draw(chart_of(doc), 400, values[i]);
            draw(chart_of(doc), 165, values[i]);
            doc_free(doc);
            buf_free(&b);
        }
}

static uint32_t seed = 7;

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void put_random_series(struct buf *b, int points, int mode, int number)
{
    static const char *const months[] = {"Jan", "Feb", "Mär", "Apr", "Mai", "Jun",
                                         "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"};
    static const char *const names[] = {"Team 101 – Markt Ü25 Nord", "Jobcenter",
                                        "Donaudampfschifffahrtsgesellschaft & Söhne"};
    static const char *const tones[] = {"data", "soft", "alert", "pale"};
    static const double sizes[] = {1, 100, 0.01, 1e6, 1e12};
    buf_printf(b, "<series name='%s' tone='%s'>",
               number % 3 == 2 ? "Donaudampfschifffahrt &amp; Söhne" : names[number % 3], tones[number % 4]);
    double level = chance(1000) / 10.0 * sizes[mode % 5];
    for (int i = 0; i < points; i++) {
        level += ((int)chance(2001) - 1000) / 300.0 * sizes[mode % 5];
        double v = mode % 3 ? fabs(level) : level;
        bool missing = mode % 4 == 3 && chance(4) == 0;
        buf_printf(b, "<point label='%s' sublabel='%s' ",
                   mode % 7 == 6 ? "Langer Name einer Gruppe von Menschen" : months[i % 12], i % 12 == 0 ? "2023" : "");
        if (missing)
            buf_text(b, "/>");
        else
            buf_printf(b, "value='%.3f' text='%.*f'/>", v, mode % 2, v);
    }
    buf_text(b, "</series>");
}

static void test_random(void **state)
{
    (void)state;
    static const char *const kinds[] = {"kind='line' unit='%'",
                                        "kind='bar'",
                                        "kind='stacked'",
                                        "kind='line' min='-10' max='200'",
                                        "kind='histogram'",
                                        "kind='multiples' unit='%'",
                                        "kind='bar' min='0' max='150'"};
    static const double widths[] = {165, 240, 330, 499, 780};
    for (int i = 0; i < 1050; i++) {
        struct buf b = {0};
        int points = (int)chance(i % 10 == 0 ? 60 : 14) + 1,
            series = (int)chance(i % 7 == 5 || i % 20 == 0 ? 16 : 4) + 1;
        for (int j = 0; j < series; j++) {
            int fewer = (int)chance((uint32_t)points), number = j + (int)chance(2);
            put_random_series(&b, points - fewer, i, number);
        }
        if (chance(2))
            buf_printf(&b, "<target value='%d' label='Zielwert %d'/>", (int)chance(100), i);
        struct doc *doc = make(kinds[i % 7], buf_str(&b));
        char what[32];
        snprintf(what, sizeof what, "Zufall %d", i);
        for (size_t j = 0; j < sizeof widths / sizeof *widths; j++)
            draw(chart_of(doc), widths[j], what);
        doc_free(doc);
        buf_free(&b);
    }
}

static void test_bar_in_cell(void **state)
{
    (void)state;
    struct doc_node cell = {.kind = DOC_CELL};
    static struct watch w;
    w = (struct watch){.canvas = {&watch_ops, fonts, &theme}};
    chart_draw_bar(&cell, 100, &w.canvas, 0, 0, 112, 11);
    assert_int_equal(w.rects, 0);
    static const double values[] = {0, 50, 100, 1e9, -4};
    for (int i = 0; i < 5; i++) {
        w = (struct watch){.canvas = {&watch_ops, fonts, &theme}};
        cell.cell.bar = (struct doc_number){true, values[i]};
        cell.cell.mark = (struct doc_number){true, values[4 - i]};
        chart_draw_bar(&cell, 100, &w.canvas, 0, 0, 112, 11);
        expect_good(&w, 0, 0, 112, 11, "Balken");
        assert_int_equal(w.rects, values[i] > 0 ? 3 : 2);
    }
}

static size_t read_all(const char *file, char *p, size_t cap)
{
    FILE *f = fopen(file, "rb");
    if (!f)
        return 0;
    size_t n = fread(p, 1, cap, f);
    fclose(f);
    return n;
}

static void trace_charts(const struct doc_node *n, struct buf *b, struct canvas_trace *trace)
{
    for (; n; n = n->next) {
        if (n->kind != DOC_CHART) {
            trace_charts(n->first, b, trace);
            continue;
        }
        static const double widths[] = {499, 165};
        for (int i = 0; i < 2; i++) {
            buf_printf(b, "chart line %d width %g height ", n->line, widths[i]);
            canvas_put_number(b, chart_height(n, &theme, widths[i]));
            buf_char(b, '\n');
            chart_draw(n, &trace->canvas, 0, 0, widths[i]);
            buf_char(b, '\n');
        }
    }
}

static void test_golden_trace(void **state)
{
    (void)state;
    static char xml[1 << 16], golden[1 << 17];
    const char *file = KD_ROOT "/tests/golden/document/example.charts.txt";
    struct diag d = {0};
    size_t n = read_all(KD_ROOT "/tests/golden/document/example.xml", xml, sizeof xml);
    struct doc *doc = doc_read(xml, n, "example.xml", rng, NULL, &d);
    assert_non_null(doc);
    struct buf b = {0};
    struct canvas_trace trace;
    canvas_trace_begin(&trace, &b, fonts, &theme);
    trace_charts(doc_root(doc), &b, &trace);
    if (getenv("KD_REWRITE")) {
        FILE *f = fopen(file, "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(b.p, 1, b.n, f), b.n);
        fclose(f);
    }
    n = read_all(file, golden, sizeof golden);
    assert_int_equal(n, b.n);
    assert_memory_equal(golden, b.p, n);
    buf_free(&b);
    doc_free(doc);
}

static int set_up(void **state)
{
    (void)state;
    struct diag d = {0};
    if (theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        fonts = fonts_new(&theme, &d);
    if (!fonts)
        diag_print(&d);
    return fonts ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    fonts_free(fonts);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),  cmocka_unit_test(test_line),        cmocka_unit_test(test_single_values),
        cmocka_unit_test(test_random), cmocka_unit_test(test_bar_in_cell), cmocka_unit_test(test_golden_trace),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
