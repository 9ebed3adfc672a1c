/* Interned texts: the same text the same number, and keys that somebody chose so that they meet do not meet. */
#include "cmocka_all.h"

#include "ingest/intern.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void test_numbers_in_order(void **state)
{
    (void)state;
    struct intern *in = intern_new();
    char text[64];
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < 5000; i++) {
            /* short ones stand in the slot, long ones do not */
            int n = snprintf(text, sizeof text, i % 2 ? "%" PRIu32 : "ein langer Schlüssel mit Nummer %" PRIu32, i);
            assert_int_equal(intern_put(in, text, (size_t)n), i);
        }
    assert_int_equal(intern_count(in), 5000);
    assert_int_equal(intern_lookup(in, "4999", 4), 4999);
    assert_true(intern_lookup(in, "5001", 4) == INTERN_NONE);
    assert_int_equal(intern_put(in, "", 0), 5000);
    assert_int_equal(intern_lookup(in, "", 0), 5000);
    assert_string_equal(intern_text(in, 4998), "ein langer Schlüssel mit Nummer 4998");
    intern_free(in);
    intern_free(NULL);
}

/* A multiply-and-shift hash whose numbers are known to everybody: the kind that keys can be chosen against. */
static uint64_t known_mix(uint64_t a, uint64_t b)
{
    uint64_t h = (a ^ 0x9E3779B97F4A7C15u) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    h = (h + b) * 0xCA5A826395121157u;
    return h ^ h >> 29;
}

static void test_chosen_keys(void **state)
{
    (void)state;
    struct intern *in = intern_new();
    uint32_t chosen = 0;
    char text[12];
    for (uint64_t i = 0; chosen < 2000; i++) {
        uint64_t first;
        int n = snprintf(text, sizeof text, "%08" PRIu64, i);
        memcpy(&first, text, 8);
        if (n != 8 || (known_mix(first, (uint64_t)n << 24) & 0xFFF))
            continue;
        assert_int_equal(intern_put(in, text, 8), chosen++);
    }
    /* all in one place each look-up would take 1,000 steps on average */
    assert_true(intern_misplaced(in) < 8 * (uint64_t)chosen);
    intern_free(in);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers_in_order),
        cmocka_unit_test(test_chosen_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
