/* Text: what is UTF-8, NFC, comparison apart from case, and the order of DIN 5007. */
#include "cmocka_all.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void test_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {"", "abc", "Ünïcödé", "€", "𝒳", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF", "\x7F"};
    static const struct {
        const char *s;
        size_t n;
    } bad[] = {
        {"\x80", 1},             /* continuation alone */
        {"\xC3", 1},             /* cut short */
        {"\xC3(", 2},
        {"\xC0\xAF", 2},         /* longer than needed */
        {"\xC1\xBF", 2},
        {"\xE0\x9F\xBF", 3},
        {"\xF0\x8F\xBF\xBF", 4},
        {"\xED\xA0\x80", 3},     /* surrogate */
        {"\xED\xBF\xBF", 3},
        {"\xF4\x90\x80\x80", 4}, /* beyond U+10FFFF */
        {"\xF5\x80\x80\x80", 4},
        {"\xFF", 1},
        {"\xFE\xFF", 2},
        {"a\0b", 3},             /* NUL */
        {"\xE2\x82", 2},
        {"\xF0\x9F\x98", 3},
        {"M\xFCller", 6},        /* Windows-1252 */
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(text_is_utf8(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (text_is_utf8(bad[i].s, bad[i].n))
            fail_msg("case %zu taken as UTF-8", i);
    assert_true(text_is_ascii("abc", 3));
    assert_false(text_is_ascii("abcdefghi\xC3\xBC", 11));
}

static void assert_nfc(const char *in, const char *out)
{
    struct buf b = {0};
    text_put_nfc(&b, in, strlen(in));
    assert_string_equal(buf_str(&b), out);
    buf_free(&b);
}

static void test_nfc(void **state)
{
    (void)state;
    assert_nfc("Mu\u0308ller", "M\u00fcller");
    assert_nfc("e\u0302\u0323", "\u1ec7");   /* marks in either order */
    assert_nfc("e\u0323\u0302", "\u1ec7");
    assert_nfc("\u212b", "\u00c5");          /* Angstrom sign */
    assert_nfc("C\u0328\u0306", "C\u0328\u0306"); /* DIN 91379: no code point of its own */
    assert_nfc("L\u0302", "L\u0302");
    assert_nfc("M\u0302 m\u0302", "M\u0302 m\u0302");
    assert_nfc("\ufb01", "\ufb01");          /* NFC, not NFKC: a ligature stays */
    assert_nfc("plain", "plain");
}

static bool equal(const char *a, const char *b)
{
    return text_equal_folded(a, strlen(a), b, strlen(b));
}

static void test_folding(void **state)
{
    (void)state;
    assert_true(equal("KONTAKTART", "Kontaktart"));
    assert_true(equal("GÜLTIG AB", "Gültig ab"));
    assert_true(equal("Gu\u0308ltig ab", "GÜLTIG AB"));
    assert_true(equal("Maßnahme", "MASSNAHME"));
    assert_true(equal("MAẞNAHME", "maßnahme"));
    assert_false(equal("Gultig ab", "Gültig ab"));
    assert_false(equal("I", "ı")); /* no Turkish rules */
    assert_true(equal("", ""));
    assert_false(equal("a", ""));
}

static void assert_trimmed(const char *in, const char *out)
{
    size_t n = strlen(in);
    const char *s = text_trim(in, &n);
    assert_int_equal(n, strlen(out));
    assert_memory_equal(s, out, n);
}

static void test_trim(void **state)
{
    (void)state;
    assert_trimmed("  a b \t\r\n", "a b");
    assert_trimmed("\u00a0\u00a0a\u00a0 ", "a");
    assert_trimmed(" \u00a0 ", "");
    assert_trimmed("", "");
    assert_trimmed("à", "à"); /* ends in A0 as well: no space */
    assert_trimmed("Ġ", "Ġ");
}

/* DIN 5007 variant 1: umlauts as their base letters, ß as ss, case only where all else is equal. */
static void test_order(void **state)
{
    (void)state;
    static const char *const sorted[] = {
        "",        "Aal",     "Ähre",    "Ahrens",  "Arslan",   "Ärzte",   "Bär",     "Baral", "Çelik", "Celikk",
        "Cem",     "Đoković", "Ekşi",    "Göbel",   "Goethe",   "Götz",    "Łukasz",  "Lutz",  "Maß",   "Massa",
        "Müller",  "Mullers", "Öztürk",  "Ozturka", "Šlezák",   "Strasse", "Straße",  "Strassen", "Übel", "Uhl",
        "Zahn",    "Žižek",
    };
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++)
        for (size_t k = 0; k < sizeof sorted / sizeof *sorted; k++) {
            int expected = i < k ? -1 : i > k;
            if (text_compare(sorted[i], sorted[k]) != expected)
                fail_msg("„%s“ and „%s“: %d", sorted[i], sorted[k], text_compare(sorted[i], sorted[k]));
        }
}

/* Never 0 for different texts, and turned round it is turned round. */
static void test_order_is_total(void **state)
{
    (void)state;
    static const char *const near[] = {"a", "A", "ä", "Ä", "á", "a\u0308", "ae", "æ", "b", "ß", "ss", "SS", "ẞ", "1", "01", " "};
    for (size_t i = 0; i < sizeof near / sizeof *near; i++)
        for (size_t k = 0; k < sizeof near / sizeof *near; k++) {
            assert_int_equal(text_compare(near[i], near[k]), -text_compare(near[k], near[i]));
            assert_int_equal(text_compare(near[i], near[k]) == 0, i == k);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8), cmocka_unit_test(test_nfc),   cmocka_unit_test(test_folding),
        cmocka_unit_test(test_trim), cmocka_unit_test(test_order), cmocka_unit_test(test_order_is_total),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
