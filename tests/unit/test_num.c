/* Numbers: reading with comma and point, and the German form. */
#include "cmocka_all.h"

#include "base/num.h"

#include <stdio.h>
#include <string.h>

/* INT64_MIN: cannot be read. */
static void assert_scaled(const char *s, int places, int64_t expected)
{
    int64_t v = 4711;
    bool ok = num_parse_scaled(s, strlen(s), places, &v);
    if (ok != (expected != INT64_MIN) || (ok && v != expected))
        fail_msg("„%s“ with %d places gives %d, %lld", s, places, ok, (long long)v);
    if (!ok)
        assert_int_equal(v, 4711);
}

static void test_scaled(void **state)
{
    (void)state;
    assert_scaled("0", 0, 0);
    assert_scaled("007", 0, 7);
    assert_scaled("39", 2, 3900);
    assert_scaled("19,5", 2, 1950);
    assert_scaled("19.5", 2, 1950);
    assert_scaled("19,50", 1, 195);
    assert_scaled("0,005", 2, 1);
    assert_scaled("0,0049", 2, 0);
    assert_scaled("1,5", 0, 2);
    assert_scaled("1,4999", 0, 1);
    assert_scaled("999999999999", 0, 999999999999);
    assert_scaled("1000000000000", 0, INT64_MIN);
    assert_scaled("99999999999999999999999999", 6, INT64_MIN);
    static const char *const none[] = {"",    "-1",  "+1",   "1e3", "1.000,5", "1,000.5", ",5", "5,",  ".",
                                       "1 0", " 1",  "1 ",   "abc", "1a",      "0x10",    "NaN", "1,,5", "١"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_scaled(none[i], 2, INT64_MIN);
}

static void test_double(void **state)
{
    (void)state;
    double v = -1;
    assert_true(num_parse_double("0.01", 4, &v));
    assert_true(v > 0.0099999 && v < 0.0100001);
    assert_true(num_parse_double("-12.5", 5, &v));
    assert_true(v > -12.51 && v < -12.49);
    static const char *const none[] = {"", "-", ".", "-.", "1,5", "1e5", "inf", "nan", "--1", "1.2.3", " 1"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (num_parse_double(none[i], strlen(none[i]), &v))
            fail_msg("„%s“ was read", none[i]);
}

static void assert_text(struct buf *b, const char *expected)
{
    assert_string_equal(buf_str(b), expected);
    buf_clear(b);
}

static void test_fixed(void **state)
{
    (void)state;
    struct buf b = {0};
    num_put_fixed(&b, 12, 3);
    assert_text(&b, "12");
    num_put_fixed(&b, -0.5, 3);
    assert_text(&b, "-0.5");
    num_put_fixed(&b, -0.0001, 3); /* no minus zero */
    assert_text(&b, "0");
    num_put_fixed(&b, 1.0 / 3, 3);
    assert_text(&b, "0.333");
    num_put_fixed(&b, 0.9996, 3);
    assert_text(&b, "1");
    num_put_fixed(&b, 100.05, 2);
    assert_text(&b, "100.05");
    buf_free(&b);
}

static void test_german(void **state)
{
    (void)state;
    struct buf b = {0};
    static const struct {
        int64_t n;
        const char *text;
    } whole[] = {{0, "0"},       {999, "999"},           {1000, "1.000"},  {12345, "12.345"},
                 {123456, "123.456"}, {1234567, "1.234.567"}, {-1, "\u22121"}, {-12345, "\u221212.345"}};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        num_put_german(&b, whole[i].n);
        assert_text(&b, whole[i].text);
    }
    num_put_german_decimal(&b, 1234.5, 1);
    assert_text(&b, "1.234,5");
    num_put_german_decimal(&b, 0.05, 1);
    assert_text(&b, "0,1");
    num_put_german_decimal(&b, -2.25, 1);
    assert_text(&b, "\u22122,3");
    num_put_german_decimal(&b, 1.005, 0);
    assert_text(&b, "1");
    buf_free(&b);
}

static void test_percent(void **state)
{
    (void)state;
    struct buf b = {0};
    static const struct {
        uint64_t part, whole;
        const char *text;
        int64_t tenths;
    } shares[] = {
        {0, 0, "\u2013", -1},
        {0, 5, "0,0\u00a0%", 0},
        {5, 5, "100,0\u00a0%", 1000},
        {1, 3, "33,3\u00a0%", 333},
        {2, 3, "66,7\u00a0%", 667},
        {1, 2000, "0,1\u00a0%", 1},   /* exactly half a tenth: up */
        {1, 2001, "0,0\u00a0%", 0},
        {1999, 2000, "100,0\u00a0%", 1000},
        {1998, 2000, "99,9\u00a0%", 999},
        {1000000000, 3000000000u, "33,3\u00a0%", 333},
    };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        num_put_percent(&b, shares[i].part, shares[i].whole);
        assert_text(&b, shares[i].text);
        assert_int_equal(num_per_mille(shares[i].part, shares[i].whole), shares[i].tenths);
    }
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scaled), cmocka_unit_test(test_double),  cmocka_unit_test(test_fixed),
        cmocka_unit_test(test_german), cmocka_unit_test(test_percent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
