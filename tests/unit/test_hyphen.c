#include "cmocka_all.h"

#include "base/buf.h"
#include "document/theme.h"
#include "draw/hyphen.h"

#include <string.h>

/* As libhyphen divides them with the whole dictionary, which takes it seconds to load. */
static void test_words(void **state)
{
    (void)state;
    static const char *const divided[] = {
        "über-fäl-lig",
        "Rhyth-mus",
        "aus-ge-nom-men",
        "Bedarfs-ge-mein-schaft",
        "Kon-takt-dichte",
        "Pro-fil-lage",
        "Sta-bi-li-sie-rungs-pro-fil",
        "Unter-stüt-zungs-pro-fil",
        "Rechts-fol-gen-be-leh-rung",
        "Ein-glie-de-rungs-ver-ein-ba-rung",
        "Geschäfts-an-wei-sung",
        "Stand-ort-be-stim-mung",
        "Knie-strümpfe",
        "klitsch-nas-ser",
        "Fall-ma-na-ge-ment",
        "Selb-stän-dige",
        "Donau-dampf-schiff-fahrt",
        "Straße",
        "Łódź",
        "Kund",
        "ab",
    };
    struct theme theme = {0};
    theme_find_files(&theme, NULL);
    struct hyphen *h = hyphen_new(theme.file[THEME_HYPHENS]);
    assert_non_null(h);
    for (size_t i = 0; i < sizeof divided / sizeof *divided; i++) {
        struct buf word = {0}, out = {0};
        bool may[HYPHEN_LONGEST];
        for (const char *s = divided[i]; *s; s++)
            if (*s != '-')
                buf_char(&word, *s);
        bool any = hyphen_find(h, buf_str(&word), word.n, may);
        assert_int_equal(any, strchr(divided[i], '-') != NULL);
        for (size_t k = 0; k < word.n; k++) {
            if (may[k])
                buf_char(&out, '-');
            buf_char(&out, word.p[k]);
        }
        assert_string_equal(buf_str(&out), divided[i]);
        buf_free(&word);
        buf_free(&out);
    }
    hyphen_free(h);
}

static void test_without_patterns(void **state)
{
    (void)state;
    bool may[HYPHEN_LONGEST];
    assert_null(hyphen_new("no such file"));
    assert_false(hyphen_find(NULL, "überfällig", 12, may));
    for (size_t i = 0; i < HYPHEN_LONGEST; i++)
        assert_false(may[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_without_patterns)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
