#include "cmocka_all.h"

#include "base/mem.h"
#include "draw/font.h"
#include "draw/hyphen.h"

#include <stdio.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;

static int setup(void **state)
{
    struct diag d = {0};
    (void)state;
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        return -1;
    fonts = fonts_new(&theme, &d);
    return fonts ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    fonts_free(fonts);
    return 0;
}

/* Resident memory, KiB. */
static long memory_now(void)
{
    FILE *f = fopen("/proc/self/statm", "r");
    long pages = 0, resident = 0;
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%ld %ld", &pages, &resident), 2);
    fclose(f);
    return resident * 4;
}

static const struct font_run *shape(const char *s)
{
    return font_shape(fonts, FONT_REGULAR, false, s, strlen(s));
}

static void width_grows_with_the_text(void **state)
{
    (void)state;
    double one = font_width(fonts, FONT_REGULAR, false, 10, "Team", 4);
    double two = font_width(fonts, FONT_REGULAR, false, 10, "Team Team", 9);
    double space = font_width(fonts, FONT_REGULAR, false, 10, " ", 1);
    assert_true(one > 20 && one < 40);
    assert_true(two > 2 * one + space - 0.001 && two < 2 * one + space + 0.001);
    assert_true(font_width(fonts, FONT_REGULAR, false, 10, "", 0) == 0);
    assert_true(font_width(fonts, FONT_BOLD, false, 10, "Team", 4) > one);
}

static void tabular_figures_have_one_width(void **state)
{
    (void)state;
    double zero = font_width(fonts, FONT_REGULAR, true, 10, "0", 1);
    for (char c = '1'; c <= '9'; c++)
        assert_true(font_width(fonts, FONT_REGULAR, true, 10, &c, 1) == zero);
}

static void pairs_are_kerned(void **state)
{
    (void)state;
    double apart =
        font_width(fonts, FONT_REGULAR, false, 100, "A", 1) + font_width(fonts, FONT_REGULAR, false, 100, "V", 1);
    assert_true(font_width(fonts, FONT_REGULAR, false, 100, "AV", 2) < apart);
}

static void no_ligatures(void **state)
{
    (void)state;
    assert_int_equal(shape("Auflage")->n, 7);
    assert_int_equal(shape("Schifffahrt")->n, 11);
}

static void marks_stand_over_their_letter(void **state)
{
    (void)state;
    const struct font_run *letter = shape("D"), *run = shape("D\xCC\x82"); /* D and a combining circumflex */
    assert_true(run->n >= 1 && run->n <= 2);
    assert_int_equal(run->width, letter->width);
    if (run->n == 2)
        assert_int_equal(run->glyph[1].cluster, run->glyph[0].cluster);
}

static void missing_characters_come_from_other_faces(void **state)
{
    (void)state;
    const struct font_run *run = shape("▲1");
    assert_int_equal(run->n, 2);
    assert_int_equal(run->glyph[0].face, FONT_SYMBOLS);
    assert_int_equal(run->glyph[1].face, FONT_REGULAR);
    assert_int_equal(run->glyph[1].cluster, 3);
    assert_int_equal(shape("≤")->glyph[0].face, FONT_MATH);
    assert_true(shape("≤")->glyph[0].id != 0);
}

/* Nothing is ever drawn with the glyph .notdef: PDF/A forbids it. */
static void nothing_is_undefined(void **state)
{
    static const char *const odd[] = {"\xF0\x9F\x98\x80", "\xFF\xFE", "漢字", "a\x01z", "\xC3"};
    (void)state;
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const struct font_run *run = shape(odd[i]);
        for (size_t k = 0; k < run->n; k++)
            assert_true(run->glyph[k].id != 0);
    }
}

/* A million different words fit into a cache of a few MB, and what is asked for again and again stays in it. */
static void the_cache_is_bounded_and_gives_the_same(void **state)
{
    (void)state;
    const struct font_run *first = shape("Zwischenspeicher");
    assert_ptr_equal(first, shape("Zwischenspeicher"));
    const int32_t width = first->width;
    char word[24];
    const long before = memory_now();
    for (int i = 0; i < 1000000; i++) {
        int n = snprintf(word, sizeof word, "w%d", i);
        (void)font_shape(fonts, FONT_REGULAR, false, word, (size_t)n);
        if (i % 1000 == 0)
            assert_int_equal(shape("Zwischenspeicher")->width, width);
    }
#ifdef __SANITIZE_ADDRESS__
    (void)before; /* what was freed is kept for a while to find who still uses it */
#else
    assert_true(memory_now() - before < 24 << 10);
#endif
    assert_int_equal(shape("w0")->width,
                     font_width(fonts, FONT_REGULAR, false, font_units_per_em(fonts, FONT_REGULAR), "w0", 2));
}

static void expect_missing(const char *words)
{
    struct buf b = {0};
    assert_int_equal(fonts_put_missing(fonts, &b), words[0] != '\0');
    assert_string_equal(buf_str(&b), words);
    buf_free(&b);
}

/* Every character that no face has is named once, in each document anew, though its word is in the cache by then. */
static void missing_characters_are_named(void **state)
{
    (void)state;
    const uint32_t *character;
    for (int document = 0; document < 2; document++) {
        fonts_forget_missing(fonts);
        expect_missing("");
        assert_int_equal(fonts_missing(fonts, &character), 0);
        (void)shape("Übersicht"), (void)shape("▲"), (void)shape("≤"), (void)shape("a\u200bb\u00ad\u2060");
        expect_missing("");
        (void)shape("a\U0001F9FF\u6F22b"), (void)shape("\u6F22"), (void)shape("D\u0302\u6F23");
        (void)font_width(fonts, FONT_BOLD, true, 9, "x \u6F22 \U0001F9FF", 11);
        expect_missing("U+6F22, U+6F23, U+1F9FF");
        assert_int_equal(fonts_missing(fonts, &character), 3);
        assert_int_equal(character[2], 0x1F9FF);
    }
    /* What stands for it can be seen: the glyph of U+FFFD, as wide as that. */
    assert_int_equal(shape("\u6F22")->width, shape("\uFFFD")->width);
    assert_int_equal(shape("\u6F22")->glyph[0].id, font_glyph_of(fonts, FONT_REGULAR, 0xFFFD));
    fonts_forget_missing(fonts);
}

static void a_missing_file_is_told(void **state)
{
    (void)state;
    struct theme t = theme;
    struct diag d = {0};
    memcpy(t.font_bold, "/nirgends.ttf", sizeof "/nirgends.ttf");
    assert_null(fonts_new(&t, &d));
    assert_int_equal(d.code, DIAG_INPUT);
    assert_string_equal(d.file, "/nirgends.ttf");
}

static void check_hyphens(struct hyphen *h, const char *word, const char *divided)
{
    bool may[HYPHEN_LONGEST];
    char out[300];
    size_t n = 0;
    (void)hyphen_find(h, word, strlen(word), may);
    for (size_t i = 0; i < strlen(word); i++) {
        if (may[i])
            out[n++] = '-';
        out[n++] = word[i];
    }
    out[n] = '\0';
    assert_string_equal(out, divided);
}

static void german_words_are_divided(void **state)
{
    (void)state;
    struct hyphen *h = hyphen_new(theme.file[THEME_HYPHENS]);
    assert_non_null(h);
    check_hyphens(h, "überfällig", "über-fäl-lig");
    check_hyphens(h, "ausgenommen", "aus-ge-nom-men");
    check_hyphens(h, "ABCDE123", "ABCDE123");
    check_hyphens(h, "", "");
    bool may[HYPHEN_LONGEST];
    assert_false(hyphen_find(NULL, "Wort", 4, may));
    hyphen_free(h);
    assert_null(hyphen_new("/nirgends.dic"));
    hyphen_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_grows_with_the_text),
        cmocka_unit_test(tabular_figures_have_one_width),
        cmocka_unit_test(pairs_are_kerned),
        cmocka_unit_test(no_ligatures),
        cmocka_unit_test(marks_stand_over_their_letter),
        cmocka_unit_test(missing_characters_come_from_other_faces),
        cmocka_unit_test(nothing_is_undefined),
        cmocka_unit_test(the_cache_is_bounded_and_gives_the_same),
        cmocka_unit_test(missing_characters_are_named),
        cmocka_unit_test(a_missing_file_is_told),
        cmocka_unit_test(german_words_are_divided),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
