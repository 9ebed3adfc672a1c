/*
 * What a chart says to those who do not see it as drawn: its words, in every case singular and plural; its colours in
 * grey and to the colour-blind; the ticks of its axes; and small multiples on pages.
 */
#include "cmocka_all.h"

#include "base/buf.h"
#include "base/mem.h"
#include "draw/canvas_trace.h"
#include "draw/chart.h"
#include "layout/pages.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;
static const char rng[] = KD_ROOT "/templates/document.rng";

static struct doc *make(const char *attributes, const char *inner)
{
    struct buf b = {0};
    struct diag d = {0};
    buf_printf(&b, "<document lang='de' title='T'><title>T</title><chart %s>%s</chart></document>", attributes, inner);
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

/* --- words --- */

static void expect_words(const char *attributes, const char *inner, const char *words)
{
    struct doc *doc = make(attributes, inner);
    assert_string_equal(chart_of(doc)->chart.alt, words);
    doc_free(doc);
}

static void the_template_may_say_it(void **state)
{
    (void)state;
    expect_words("kind='line' alt='So ist es.'", "<series name='Quote'><point label='a' value='1'/></series>",
                 "So ist es.");
}

static void nothing_is_said_to_be_nothing(void **state)
{
    (void)state;
    static const char *const kinds[] = {"line", "bar", "stacked", "histogram", "multiples"};
    for (int i = 0; i < 5; i++) {
        char attribute[40];
        snprintf(attribute, sizeof attribute, "kind='%s'", kinds[i]);
        expect_words(attribute, "<series name='s'/>", "Diagramm ohne Daten.");
        expect_words(attribute, "<series name='s'><point label='a'/></series>", "Diagramm ohne Daten.");
    }
}

static void lines_in_words(void **state)
{
    (void)state;
    expect_words("kind='line' unit='%'", "<series name='Quote'><point label='Nov' value='71.8' text='71,8'/></series>",
                 "Liniendiagramm „Quote“: ein Wert, 71,8\u00a0% (Nov).");
    expect_words("kind='line' unit='%'",
                 "<series name='Quote'><point label='Nov' sublabel='2022' value='71.8'/>"
                 "<point label='Dez' value='70'/></series><target value='71' label='Ziel 71 %'/>",
                 "Liniendiagramm „Quote“: 2 Werte von Nov 2022 bis Dez 2022, zuerst 71,8\u00a0%, zuletzt 70\u00a0%. "
                 "Vergleichslinie „Ziel 71 %“: 1 von 2 Werten liegt darunter.");
    expect_words("kind='line' unit='%'",
                 "<series name='Quote'><point label='Nov' sublabel='2022' value='71.8' text='71,8 %'/>"
                 "<point label='Dez' value='70.9' text='70,9 %'/><point label='Jan' sublabel='2023'/>"
                 "<point label='Feb' value='74.4' text='74,4 %'/><point label='Mär' value='73' text='73,0 %'/></series>"
                 "<target value='73.5' label='Ziel'/>",
                 "Liniendiagramm „Quote“: 4 Werte von Nov 2022 bis Mär 2023, zuerst 71,8 %, zuletzt 73,0 %. "
                 "Am höchsten 74,4 % (Feb 2023), am niedrigsten 70,9 % (Dez 2022). Ohne Wert: Jan 2023. "
                 "Vergleichslinie „Ziel“: 3 von 4 Werten liegen darunter.");
    expect_words("kind='line'", "<series name='s'><point label='a' value='5'/><point label='b' value='5'/></series>",
                 "Liniendiagramm „s“: 2 Werte von a bis b, beide 5.");
    expect_words("kind='line'",
                 "<series name='s'><point label='a' value='-5'/><point label='b' value='-5'/>"
                 "<point label='c' value='-5'/></series><target value='-7' label='t'/>",
                 "Liniendiagramm „s“: 3 Werte von a bis c, alle −5. Vergleichslinie „t“: kein Wert liegt darunter.");
    expect_words("kind='line'",
                 "<series name='x'><point label='a' value='1'/><point label='b' value='2'/></series>"
                 "<series name='y'><point label='a'/><point label='b'/></series><target value='3' label='t'/>",
                 "Liniendiagramm mit 2 Linien von a bis b. „x“: 2 Werte von a bis b, zuerst 1, zuletzt 2. "
                 "„y“: keine Werte. Vergleichslinie „t“: der letzte Wert liegt darunter.");
}

static void bars_in_words(void **state)
{
    (void)state;
    expect_words("kind='bar'", "<series name='über der Frist'><point label='1–14' value='12'/></series>",
                 "Balkendiagramm „über der Frist“: „1–14“ mit 12.");
    expect_words("kind='bar' unit='%'",
                 "<series name='Quote'><point label='A' value='12.5'/><point label='B'/><point label='C' value='0'/>"
                 "</series><target value='50' label='Jobcenter'/>",
                 "Balkendiagramm „Quote“: „A“ mit 12,5\u00a0%, „C“ mit 0\u00a0%. Ohne Wert: B. "
                 "Vergleichslinie „Jobcenter“: 2 von 2 Balken liegen darunter.");
    expect_words(
        "kind='histogram'",
        "<series name='Tage'><point label='1' value='3'/><point label='2' value='9'/><point label='3' value='7'/>"
        "<point label='4' value='1'/><point label='5' value='2'/><point label='6' value='2'/>"
        "<point label='7' value='1234'/></series>",
        "Histogramm „Tage“, 7 Klassen: am längsten „7“ mit 1.234, am kürzesten „4“ mit 1.");
    expect_words(
        "kind='bar'",
        "<series name='fällig'><point label='48' sublabel='KW' value='3'/><point label='49' value='4'/></series>"
        "<series name='leistbar'><point label='48' value='5'/><point label='49' value='4'/></series>",
        "Balkendiagramm mit 2 Reihen von 48 KW bis 49 KW. „fällig“: „48 KW“ mit 3, „49 KW“ mit 4. "
        "„leistbar“: „48“ mit 5, „49“ mit 4.");
}

static void stacks_in_words(void **state)
{
    (void)state;
    expect_words("kind='stacked'",
                 "<series name='im Rhythmus'><point label='Jobcenter' value='30'/></series>"
                 "<series name='überfällig'><point label='Jobcenter' value='12'/></series>",
                 "Gestapelter Balken „Jobcenter“: im Rhythmus 30, überfällig 12, zusammen 42.");
    expect_words("kind='stacked'",
                 "<series name='a'><point label='X' value='30'/><point label='Y' value='1'/></series>"
                 "<series name='b'><point label='X' value='12'/><point label='Y'/></series>",
                 "2 gestapelte Balken von X bis Y, je aus: a, b. Am längsten „X“ mit zusammen 42, am kürzesten „Y“ mit "
                 "zusammen 1.");
}

static void multiples_in_words(void **state)
{
    (void)state;
    static const char three[] = "<series name='A'><point label='Jan' value='1'/><point label='Feb' value='2'/></series>"
                                "<series name='B'><point label='Jan' value='5'/><point label='Feb'/></series>"
                                "<series name='C'><point label='Jan'/></series><target value='3' label='t'/>";
    expect_words("kind='multiples'", three,
                 "3 kleine Liniendiagramme auf derselben Skala von Jan bis Feb. Zuletzt am höchsten „B“ mit 5, am "
                 "niedrigsten „A“ mit 2. Vergleichslinie „t“: 1 von 2 letzten Werten liegt darunter. Ohne Werte: „C“.");
    struct doc *doc = make("kind='multiples'", three);
    struct arena *a = arena_new();
    assert_string_equal(doc_chart_words(chart_of(doc), 1, 2, a),
                        "Ein kleines Liniendiagramm „B“ von Jan bis Feb. Zuletzt „B“ mit 5. Vergleichslinie „t“: der "
                        "letzte Wert liegt nicht darunter.");
    assert_string_equal(doc_chart_words(chart_of(doc), 2, 9, a),
                        "Ein kleines Liniendiagramm „C“ von Jan bis Feb. Ohne Werte: „C“.");
    arena_free(a);
    doc_free(doc);
}

/* --- colours --- */

struct look {
    enum theme_colour shade[16];
    int n;
};

static enum theme_colour colour_named(const char *s)
{
    for (int i = 0; i < THEME_COLOURS; i++)
        if (strcmp(s, theme_colour_name((enum theme_colour)i)) == 0)
            return (enum theme_colour)i;
    fail_msg("»%s«", s);
    return THEME_INK;
}

static struct buf trace(const struct doc_node *chart, double width)
{
    struct buf b = {0};
    struct canvas_trace t;
    canvas_trace_begin(&t, &b, fonts, &theme);
    chart_draw(chart, &t.canvas, 0, 0, width);
    return b;
}

/* The colours of a legend's keys: squares of 6 pt, pale ones with an inner square of 4.8. */
static struct look keys_of(const struct doc_node *chart)
{
    struct look k = {.n = 0};
    struct buf b = trace(chart, 499);
    for (const char *l = buf_str(&b); *l; l += strcspn(l, "\n"), l += *l == '\n') {
        double x, y, w, h;
        char name[20];
        if (sscanf(l, "rect %lf %lf %lf %lf %19s", &x, &y, &w, &h, name) != 5)
            continue;
        if (w == 6 && h == 6)
            k.shade[k.n++] = colour_named(name);
        else if (w == 4.8 && h == 4.8)
            k.shade[k.n - 1] = colour_named(name);
    }
    buf_free(&b);
    return k;
}

static void lab_of(uint32_t rgb, const double m[9], double lab[3])
{
    double c[3], s[3];
    for (int i = 0; i < 3; i++) {
        double v = (double)(rgb >> (16 - 8 * i) & 0xFF) / 255;
        c[i] = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
    }
    for (int i = 0; i < 3; i++)
        s[i] = fmin(fmax(m[3 * i] * c[0] + m[3 * i + 1] * c[1] + m[3 * i + 2] * c[2], 0), 1);
    const double xyz[3] = {(0.4124 * s[0] + 0.3576 * s[1] + 0.1805 * s[2]) / 0.9505,
                           0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2],
                           (0.0193 * s[0] + 0.1192 * s[1] + 0.9505 * s[2]) / 1.089};
    double f[3];
    for (int i = 0; i < 3; i++)
        f[i] = xyz[i] > 0.008856 ? cbrt(xyz[i]) : 7.787 * xyz[i] + 16.0 / 116;
    lab[0] = 116 * f[1] - 16;
    lab[1] = 500 * (f[0] - f[1]);
    lab[2] = 200 * (f[1] - f[2]);
}

/* How far apart two colours are (CIE 1976) to an eye: 2.3 is just noticed. */
static double distance(uint32_t a, uint32_t b, const double eye[9])
{
    double x[3], y[3];
    lab_of(a, eye, x);
    lab_of(b, eye, y);
    return sqrt(pow(x[0] - y[0], 2) + pow(x[1] - y[1], 2) + pow(x[2] - y[2], 2));
}

/* Machado, Oliveira and Fernandes 2009, severity 1.0. */
static const double eyes[3][9] = {
    {1, 0, 0, 0, 1, 0, 0, 0, 1},
    {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
    {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
};

static void expect_apart(const char *tones)
{
    static const char *const names[] = {['d'] = "data", ['s'] = "soft", ['a'] = "alert", ['p'] = "pale"};
    struct buf b = {0};
    for (const char *t = tones; *t; t++)
        buf_printf(&b,
                   "<series name='%c%d' tone='%s'><point label='x' value='3'/><point label='y' value='4'/></series>",
                   *t, (int)(t - tones), names[(int)*t]);
    struct doc *doc = make("kind='stacked'", buf_str(&b));
    struct look k = keys_of(chart_of(doc));
    assert_int_equal(k.n, strlen(tones));
    for (int i = 0; i + 1 < k.n; i++) {
        const enum theme_colour x = k.shade[i], y = k.shade[i + 1];
        const double grey = theme_contrast(theme.colour[x], theme.colour[y]);
        if (grey < 1.3)
            fail_msg("%s: %s neben %s ist in Grau %g", tones, theme_colour_name(x), theme_colour_name(y), grey);
        for (int e = 0; e < 3; e++)
            if (distance(theme.colour[x], theme.colour[y], eyes[e]) < 10 ||
                distance(theme.dark[x], theme.dark[y], eyes[e]) < 7)
                fail_msg("%s: %s neben %s, Auge %d: %g, dunkel %g", tones, theme_colour_name(x), theme_colour_name(y),
                         e, distance(theme.colour[x], theme.colour[y], eyes[e]),
                         distance(theme.dark[x], theme.dark[y], eyes[e]));
    }
    doc_free(doc);
    buf_free(&b);
}

/* Parts of stacked bars that lie beside each other, in the orders that reports have and in others. */
static void neighbours_are_told_apart(void **state)
{
    (void)state;
    static const char *const orders[] = {"d",    "dd",     "ds",      "dsa",       "dsaa",      "dsaap",
                                         "dsap", "dsaapp", "dsaappp", "dsaapppsd", "ddddddddd", "ppppp",
                                         "aa",   "sssss",  "adsp",    "dpdpdp",    "ddssaapp",  "pdsa"};
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        expect_apart(orders[i]);
}

/* Four lines have four looks, whatever their colour. */
static void lines_are_told_apart_without_colour(void **state)
{
    (void)state;
    struct buf b = {0};
    for (int i = 0; i < 4; i++)
        buf_printf(&b, "<series name='s%d'><point label='a' value='%d'/><point label='b' value='%d'/></series>", i, i,
                   9 - i);
    struct doc *doc = make("kind='line'", buf_str(&b));
    struct buf t = trace(chart_of(doc), 499);
    int dashed = 0, discs = 0, holes = 0, squares = 0, open = 0;
    for (const char *l = buf_str(&t); *l; l += strcspn(l, "\n"), l += *l == '\n') {
        const size_t n = strcspn(l, "\n");
        const bool paper = n > 6 && strncmp(l + n - 6, " paper", 6) == 0;
        dashed += strncmp(l, "line 1.6", 8) == 0 && strncmp(l + n - 7, " dashed", 7) == 0;
        if (strncmp(l, "disc", 4) == 0)
            paper ? holes++ : discs++;
        if (strncmp(l, "rect", 4) == 0)
            paper ? open++ : squares++;
    }
    assert_int_equal(dashed, 2);
    assert_int_equal(discs, 4);
    assert_int_equal(holes, 2);
    assert_int_equal(squares, 4);
    assert_int_equal(open, 2);
    buf_free(&t);
    buf_free(&b);
    doc_free(doc);
}

/* --- ticks --- */

static void expect_ticks(const char *attributes, const char *values, const char *ticks)
{
    struct buf b = {0}, said = {0};
    buf_text(&b, "<series name='s'>");
    for (const char *v = values; *v;) {
        size_t n = strcspn(v, " ");
        buf_printf(&b, "<point label='x' value='%.*s' text='w'/>", (int)n, v);
        v += n + (v[n] == ' ');
    }
    buf_text(&b, "</series>");
    struct doc *doc = make(attributes, buf_str(&b));
    struct buf t = trace(chart_of(doc), 499);
    for (const char *l = buf_str(&t); *l; l += strcspn(l, "\n"), l += *l == '\n') {
        const char *end = l + strcspn(l, "\n"), *quote = strchr(l + 6, '"');
        if (strncmp(l, "text \"", 6) == 0 && strncmp(quote, "\" end", 5) == 0 && quote < end) {
            buf_text(&said, said.n ? " " : "");
            buf_put(&said, l + 6, (size_t)(quote - l - 6));
        }
    }
    assert_string_equal(buf_str(&said), ticks);
    buf_free(&t);
    buf_free(&b);
    buf_free(&said);
    doc_free(doc);
}

static void ticks_are_round_and_german(void **state)
{
    (void)state;
    expect_ticks("kind='line'", "71.2 74.8", "69 72 75");
    expect_ticks("kind='line'", "1 2", "0 1 2"); /* counts have no halves */
    expect_ticks("kind='line'", "7 7 7", "6 7 8");
    expect_ticks("kind='line'", "0 0", "0 1 2");
    expect_ticks("kind='line'", "-3 4", "−4 0 4");
    expect_ticks("kind='line'", "0.2 0.6", "0,2 0,4 0,6");
    expect_ticks("kind='line'", "1200 4100", "0 2.500 5.000");
    expect_ticks("kind='line' min='0' max='100'", "71 74", "0 50 100");
    expect_ticks("kind='line' min='60' max='90'", "71 74", "60 70 80 90");
    expect_ticks("kind='line' min='-10' max='200'", "71 74", "0 100 200");
    expect_ticks("kind='line' min='0' max='50'", "71 74", "0 40 80"); /* a value beyond the scale is not cut off */
    expect_ticks("kind='line' unit='%'", "71 74", "70\u00a0% 72\u00a0% 74\u00a0%");
}

/* --- small multiples on pages --- */

/* Sixty teams take more than a page; no row of panels is torn, each team is there once, each row says what it shows. */
static void many_multiples_flow_down_the_pages(void **state)
{
    (void)state;
    struct buf b = {0}, t = {0};
    for (int i = 1; i <= 60; i++)
        buf_printf(&b, "<series name='Team%d'><point label='Jan' value='%d'/><point label='Feb' value='%d'/></series>",
                   i, 40 + i % 17, 45 + i % 13);
    struct doc *doc = make("kind='multiples' unit='%'", buf_str(&b));
    const struct doc_node *chart = chart_of(doc);
    const int rows = chart_rows(chart, &theme, 499);
    int from, to, seen = 0, pages = 0, figures = 0;
    assert_int_equal(rows, 15);
    for (int row = 0; row < rows; row++) {
        chart_row_series(chart, &theme, 499, row, &from, &to);
        assert_int_equal(from, row * 4);
        assert_int_equal(to, row * 4 + 4);
    }
    pages_trace(doc_root(doc), &theme, fonts, NULL, &t);
    for (const char *l = buf_str(&t); *l; l += strcspn(l, "\n"), l += *l == '\n') {
        const char *end = l + strcspn(l, "\n"), *team = strstr(l, "\"Team");
        pages += strncmp(l, "page ", 5) == 0;
        figures += strncmp(l, "begin FIGURE", 12) == 0 || strncmp(l, "begin Figure", 12) == 0;
        assert_false(strncmp(l, "clip", 4) == 0);
        if (strncmp(l, "text ", 5) == 0 && team && team < end)
            assert_int_equal(atoi(team + 5), ++seen);
    }
    assert_int_equal(seen, 60);
    assert_int_equal(figures, rows);
    assert_true(pages >= 2 && pages <= 3);
    buf_free(&b);
    buf_free(&t);
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
        cmocka_unit_test(the_template_may_say_it),
        cmocka_unit_test(nothing_is_said_to_be_nothing),
        cmocka_unit_test(lines_in_words),
        cmocka_unit_test(bars_in_words),
        cmocka_unit_test(stacks_in_words),
        cmocka_unit_test(multiples_in_words),
        cmocka_unit_test(neighbours_are_told_apart),
        cmocka_unit_test(lines_are_told_apart_without_colour),
        cmocka_unit_test(ticks_are_round_and_german),
        cmocka_unit_test(many_multiples_flow_down_the_pages),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
