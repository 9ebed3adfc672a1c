/*
 * Lines of a paragraph: where they may end, where they had better not, that the whole is weighed and not each line for
 * itself, that nothing is ever wider than its column, and that long paragraphs take no longer than their length.
 */
#include "cmocka_all.h"

#include "base/buf.h"
#include "layout/layout_text.h"
#include "layout/pages.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct theme theme;
static struct fonts *fonts;
static struct hyphen *hyphens;
static struct layout_text_engine *engine, *whole; /* whole: never divides a word */

static const struct layout_text_style BODY = {.type = THEME_BODY, .colour = THEME_INK, .hyphenate = true};

static int setup(void **state)
{
    struct diag d = {0};
    (void)state;
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        return -1;
    fonts = fonts_new(&theme, &d);
    hyphens = hyphen_new(theme.file[THEME_HYPHENS]);
    if (!fonts || !hyphens)
        return -1;
    engine = layout_text_engine_new(fonts, &theme, hyphens);
    whole = layout_text_engine_new(fonts, &theme, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    layout_text_engine_free(engine);
    layout_text_engine_free(whole);
    hyphen_free(hyphens);
    fonts_free(fonts);
    return 0;
}

static double em(void)
{
    return theme.type[THEME_BODY].size;
}

static double width_of(const char *s)
{
    return font_width(fonts, FONT_REGULAR, false, em(), s, strlen(s));
}

/* s in lines of at most width pt, with | between them and - where a hyphen was added; in a static buffer. */
static const char *broken(struct layout_text_engine *e, const char *s, double width)
{
    static struct buf out;
    struct arena *a = arena_new();
    struct layout_text_block t;
    layout_text_begin(e, &BODY);
    layout_text_add_words(e, s, FONT_REGULAR, THEME_INK);
    layout_text_break(e, width, a, &t);
    buf_clear(&out);
    for (size_t i = 0; i < t.n_lines; i++) {
        if (i)
            buf_char(&out, '|');
        assert_true(t.line[i].width <= width + 0.01);
        for (size_t k = 0; k < t.line[i].n; k++) {
            const struct layout_text_span *p = &t.line[i].span[k];
            size_t n = p->n;
            while (k + 1 == t.line[i].n && n > 0 && p->s[n - 1] == ' ')
                n--;
            buf_put(&out, p->s, n);
            if (p->hyphen)
                buf_char(&out, '-');
        }
    }
    arena_free(a);
    return buf_str(&out);
}

static void expect(const char *s, const char *longest_line, const char *lines)
{
    assert_string_equal(broken(engine, s, width_of(longest_line) + 0.1), lines);
}

static void lines_may_end_there(void **state)
{
    (void)state;
    expect("Jobcenter-Musterstadt", "Musterstadt", "Jobcenter-|Musterstadt");
    expect("Rhythmus/Kontakte", "Kontakte////", "Rhythmus/|Kontakte");
    expect("Montag–Freitag", "Montag––", "Montag–|Freitag");
    expect("Montag – Freitag", "Montag – ", "Montag –|Freitag");
    expect("abcdefg\u200bhijklmn", "abcdefghi", "abcdefg|hijklmn");
    expect("abcdefg\u00adhijklmn", "abcdefghi", "abcdefg-|hijklmn");
    expect("abcdefg\u00adhijklmn", "abcdefghijklmn", "abcdefghijklmn");
    expect("Eingliederungsvereinbarung", "Eingliederungsver-", "Eingliederungsver-|einbarung");
    expect("Mitarbeiter*innen", "Mitarbei--", "Mitarbei-|ter*innen");
}

static void lines_never_end_there(void **state)
{
    (void)state;
    expect("Es sind 75,1\u00a0% im Takt", "Es sind 75,1", "Es sind|75,1\u00a0% im|Takt");
    expect("von 1\u202f893 Leuten", "von 1\u202f89", "von|1\u202f893|Leuten");
    expect("von 08/2019 und -38 an", "von 08/201", "von|08/2019|und -38 an");
    expect("fünf 5–7 Tage", "fünf 5–", "fünf|5–7|Tage");
    expect("Aufruf sha256sum\u00a0-c SUMMEN", "Aufruf sha256sum\u00a0-", "Aufruf|sha256sum\u00a0-c|SUMMEN");
    expect("Team\u202f/Bereich X", "Team\u202f/Bereich", "Team\u202f/Bereich|X");
}

/* Where the text has a choice, it does not leave a number alone, nor a dash at the head of a line. */
static void lines_had_better_not_end_there(void **state)
{
    (void)state;
    expect("Der Termin liegt nun 30 Tage zurück", "Der Termin liegt nun 30", "Der Termin liegt nun|30 Tage zurück");
    expect("Gilt nun nach und mit § 15 SGB II", "Gilt nun nach und mit §", "Gilt nun nach und mit|§ 15 SGB II");
    expect("Das gilt etwa für sie z. B. im Mai", "Das gilt etwa für sie z.", "Das gilt etwa für sie|z. B. im Mai");
    expect("Das Gespräch im Haus – kurz", "Das Gespräch im Haus", "Das Gespräch im|Haus – kurz");
    /* Two words stand on the last line rather than one. */
    expect("Wer heute kommt und wieder geht, der muss bald noch einmal fort nach Ulm",
           "Wer heute kommt und wieder geht, der muss bald noch einmal fort nach",
           "Wer heute kommt und wieder geht, der muss bald noch einmal fort|nach Ulm");
}

static uint32_t seed = 11;

static uint32_t chance(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* By trying every way: the least sum in so many lines, 40 more where the last one is a short word (12 %) alone. */
static double least_squares(const double *word, int n, double space, double width, int lines)
{
    if (n == 0)
        return lines == 0 ? 0 : INFINITY;
    if (lines == 0)
        return INFINITY;
    double best = INFINITY, w = 0;
    for (int k = 1; k <= n; k++) {
        w += word[k - 1] + (k > 1 ? space : 0);
        if (w > width)
            break;
        double own = k == n ? (k == 1 && w < 0.12 * width ? 40 : 0) : (width - w) * (width - w) / em() / em();
        best = fmin(best, own + least_squares(word + k, n - k, space, width, lines - 1));
    }
    return best;
}

/* The sum of the squared shortfalls is the least that so many lines can have: every way to break is tried. */
static void the_whole_paragraph_is_weighed(void **state)
{
    (void)state;
    for (int i = 0; i < 300; i++) {
        char text[400] = "";
        double word[14];
        int n = 6 + (int)chance(8);
        size_t at = 0;
        for (int k = 0; k < n; k++) {
            size_t from = at, letters = 4 + chance(9);
            for (size_t c = 0; c < letters; c++)
                text[at++] = (char)('a' + chance(26));
            text[at] = '\0';
            word[k] = width_of(text + from);
            if (k + 1 < n)
                text[at++] = ' ';
        }
        text[at] = '\0';
        const double width = (14 + chance(30)) * em(), space = width_of(" ");
        struct arena *a = arena_new();
        struct layout_text_block t;
        layout_text_begin(whole, &BODY);
        layout_text_add_words(whole, text, FONT_REGULAR, THEME_INK);
        layout_text_break(whole, width, a, &t);
        int fewest = 1;
        while (isinf(least_squares(word, n, space, width, fewest)))
            fewest++;
        assert_int_equal(t.n_lines, fewest);
        double sum = 0;
        for (size_t k = 0; k + 1 < t.n_lines; k++)
            sum += pow((width - t.line[k].width) / em(), 2);
        const struct layout_text_line *last = &t.line[t.n_lines - 1];
        sum += t.n_lines > 1 && last->width < 0.12 * width && !memchr(last->span->s, ' ', last->span->n) ? 40 : 0;
        const double best = least_squares(word, n, space, width, fewest);
        if (fabs(sum - best) > 0.01 * fmax(best, 1) && fewest > 1)
            fail_msg("»%s« auf %g: %g statt %g", text, width, sum, best);
        arena_free(a);
    }
}

static const char ragged[] =
    "Eingliederungsvereinbarungen und Rechtsfolgenbelehrungen, Bedarfsgemeinschaftsmitglieder und "
    "Erwerbsfähigkeitsfeststellungen, Zuständigkeitsüberprüfungen, Leistungsberechtigungszeiträume, "
    "Aufenthaltserlaubnisverlängerungen und Kontaktdichteverpflichtungen stehen hier hintereinander.";

static double worst_gap(struct layout_text_engine *e, const char *s, double width, int *in_a_row)
{
    const char *line = broken(e, s, width);
    double worst = 0;
    int row = 0;
    *in_a_row = 0;
    while (*line) {
        size_t n = strcspn(line, "|");
        if (line[n])
            worst = fmax(worst, width - font_width(fonts, FONT_REGULAR, false, em(), line, n));
        row = line[n] && line[n - 1] == '-' ? row + 1 : 0;
        *in_a_row = row > *in_a_row ? row : *in_a_row;
        line += n + (line[n] != '\0');
    }
    return worst;
}

static void ragged_edges_are_mended_by_hyphens(void **state)
{
    (void)state;
    for (double width = 26 * em(); width < 55 * em(); width += em()) {
        int row, none;
        double with = worst_gap(engine, ragged, width, &row), without = worst_gap(whole, ragged, width, &none);
        assert_int_equal(none, 0);
        assert_true(with <= without + 0.01);
        assert_true(row <= 3);
        if (without > 9 * em())
            assert_true(with < 9 * em());
    }
    /* What is even enough has no hyphen. */
    assert_null(strchr(
        broken(engine, "Wer heute kommt, der geht auch wieder nach Hause, denn dort ist es warm und hell.", 24 * em()),
        '-'));
}

static void nothing_is_wider_than_its_column(void **state)
{
    (void)state;
    static const char *const words[] = {"a",
                                        "WWWWWWWWWWWWWWWWWW",
                                        "vorname.nachname@jobcenter-musterstadt.de",
                                        "12\u00a0Tage",
                                        "überfällig,",
                                        "D\u0302D\u0302D\u0302D\u0302D\u0302D\u0302",
                                        "08/2019",
                                        "▲▲▲▲▲▲▲▲",
                                        "(Bedarfsgemeinschaft/Haushalt)",
                                        "–",
                                        "Kund*innen",
                                        "iiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiiii"};
    for (int i = 0; i < 2000; i++) {
        struct buf b = {0};
        for (int n = 1 + (int)chance(12); n > 0; n--) {
            buf_text(&b, words[chance(sizeof words / sizeof *words)]);
            buf_text(&b, chance(9) ? " " : "");
        }
        (void)broken(chance(2) ? engine : whole, buf_str(&b), 14 + chance(300));
        buf_free(&b);
    }
    assert_string_equal(broken(engine, "vorname.nachname@jobcenter-musterstadt.de", 14 * em()),
                        "vorname.nachname@|jobcenter-musterstadt.de");
}

static double seconds(int words)
{
    static const char *const some[] = {"Bedarfsgemeinschaft", "und",  "Termin",  "Kontaktdichte", "im",
                                       "Rechtsfolgen",        "oder", "danach,", "überfällig",    "30"};
    struct buf b = {0};
    for (int i = 0; i < words; i++) {
        buf_text(&b, some[chance(10)]);
        buf_char(&b, ' ');
    }
    double best = INFINITY;
    for (int i = 0; i < 3; i++) {
        struct timespec from, to;
        struct arena *a = arena_new();
        struct layout_text_block t;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from); /* others may be busy */
        layout_text_begin(engine, &BODY);
        layout_text_add_words(engine, buf_str(&b), FONT_REGULAR, THEME_INK);
        layout_text_break(engine, 30 * em(), a, &t);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
        best = fmin(best, (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9);
        assert_true(t.n_lines > (size_t)words / 20);
        arena_free(a);
    }
    buf_free(&b);
    return best;
}

static void long_paragraphs_take_their_length(void **state)
{
    (void)state;
    const double once = seconds(10000), four = seconds(40000);
    print_message("10.000 Wörter: %.1f ms, 40.000: %.1f ms\n", once * 1000, four * 1000);
    assert_true(four < 12 * once + 0.01); /* its square would be 16 */
}

/* --- paragraphs on pages --- */

static struct doc_node *add(struct arena *a, struct doc_node *parent, enum doc_kind kind, const char *text)
{
    struct doc_node *n = arena_zero(a, sizeof *n);
    n->kind = kind;
    n->parent = parent;
    if (parent && parent->last)
        parent->last->next = n;
    else if (parent)
        parent->first = n;
    if (parent)
        parent->last = n;
    if (text && kind != DOC_TEXT)
        (void)add(a, n, DOC_TEXT, text);
    else if (text)
        n->text = arena_strdup(a, text);
    return n;
}

/* A paragraph torn by a page leaves two lines on both sides, wherever the page ends and however long it is. */
static void no_widows_no_orphans(void **state)
{
    (void)state;
    int torn = 0;
    for (int before = 0; before < 48; before++) {
        struct arena *a = arena_new();
        struct doc_node *root = add(a, NULL, DOC_DOCUMENT, NULL);
        root->document.lang = "de";
        root->document.title = "T";
        root->document.subject = root->document.header_left = root->document.header_right = root->document.footer_left =
            "";
        (void)add(a, root, DOC_TITLE, "T");
        for (int i = 0; i < before; i++)
            (void)add(a, root, DOC_PARA, "Zeile");
        struct buf text = {0}, trace = {0};
        for (int i = 0; i < 30 + before * 7 % 90; i++)
            buf_text(&text, "Wörter ohne Halt ");
        (void)add(a, root, DOC_PARA, buf_str(&text));
        pages_trace(root, &theme, fonts, NULL, &trace);
        int lines[8] = {0}, page = -1;
        for (const char *l = buf_str(&trace); *l; l += strcspn(l, "\n"), l += *l == '\n') {
            page += strncmp(l, "page ", 5) == 0;
            const char *end = l + strcspn(l, "\n"), *word = strstr(l, "Wörter");
            if (strncmp(l, "text ", 5) == 0 && word && word < end)
                lines[page]++;
        }
        for (int i = 0; i <= page; i++)
            assert_int_not_equal(lines[i], 1);
        torn += page > 0 && lines[page] && lines[page - 1];
        buf_free(&text);
        buf_free(&trace);
        arena_free(a);
    }
    assert_true(torn > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_may_end_there),
        cmocka_unit_test(lines_never_end_there),
        cmocka_unit_test(lines_had_better_not_end_there),
        cmocka_unit_test(the_whole_paragraph_is_weighed),
        cmocka_unit_test(ragged_edges_are_mended_by_hyphens),
        cmocka_unit_test(nothing_is_wider_than_its_column),
        cmocka_unit_test(long_paragraphs_take_their_length),
        cmocka_unit_test(no_widows_no_orphans),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
