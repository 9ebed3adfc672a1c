/* Memory and buffers, work on threads, and diagnostics. */
#include "cmocka_all.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/pool.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void test_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    char *text[3000];
    for (int i = 0; i < 3000; i++) { /* odd sizes between aligned pieces */
        text[i] = arena_printf(a, "%0*d", i % 300 + 5, i);
        unsigned char *zero = arena_zero(a, (size_t)i % 70);
        assert_int_equal((uintptr_t)zero % 16, 0);
        for (int k = 0; k < i % 70; k++)
            assert_int_equal(zero[k], 0);
        memset(zero, 0xAA, (size_t)i % 70);
    }
    for (int i = 0; i < 3000; i++) {
        assert_int_equal(strlen(text[i]), i % 300 + 5);
        assert_int_equal(atoi(text[i]), i);
    }
    memset(arena_raw(a, 5 << 20), 1, 5 << 20); /* larger than any block */
    assert_string_equal(arena_strdup(a, "äöü"), "äöü");
    assert_string_equal(arena_text(a, "abc", 2), "ab");
    assert_string_equal(arena_text(a, NULL, 0), "");
    arena_free(a);
    arena_free(NULL);
}

static void test_arena_merge(void **state)
{
    (void)state;
    struct arena *a = arena_new(), *b = arena_new(), *empty = arena_new();
    char *x = arena_strdup(a, "x"), *y = arena_strdup(b, "y");
    arena_merge(a, b);
    arena_merge(a, empty);
    for (int i = 0; i < 10000; i++)
        arena_strdup(a, "filling more than a block");
    assert_string_equal(x, "x");
    assert_string_equal(y, "y");
    struct arena *into = arena_new();
    arena_merge(into, a); /* into one that has no block yet */
    assert_string_equal(y, "y");
    assert_string_equal(arena_strdup(into, "z"), "z");
    arena_free(into);
}

static void test_grow(void **state)
{
    (void)state;
    int *n = NULL;
    size_t cap = 0;
    for (int i = 0; i < 1000; i++) {
        n = mem_grow(n, (size_t)i, &cap, sizeof *n);
        n[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(n[i], i);
    free(n);
}

/* Out of memory ends the program with 70, an overflow of the size, too. */
static void test_out_of_memory(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr))
            _exit(1);
        volatile size_t huge = SIZE_MAX / 4;
        void *p = mem_resize(NULL, huge, 8);
        _exit(p ? 1 : 2);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 70);
}

static void test_buf(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_string_equal(buf_str(&b), "");
    buf_put(&b, "", 0);
    assert_string_equal(buf_str(&b), "");
    buf_text(&b, "abc");
    buf_char(&b, 'd');
    buf_int(&b, INT64_MIN);
    assert_string_equal(buf_str(&b), "abcd-9223372036854775808");
    buf_clear(&b);
    assert_string_equal(buf_str(&b), "");
    buf_int(&b, 0);
    buf_int(&b, INT64_MAX);
    assert_string_equal(buf_str(&b), "09223372036854775807");
    buf_clear(&b);
    for (int i = 0; i < 20000; i++)
        buf_printf(&b, "%d,", i % 10);
    assert_int_equal(b.n, 40000);
    assert_memory_equal(b.p + b.n - 4, "8,9,", 4);
    assert_int_equal(b.p[b.n], 0);
    buf_put(&b, "a\0b", 3);
    assert_int_equal(b.n, 40003);
    buf_free(&b);
    buf_text(&b, "again");
    assert_string_equal(buf_str(&b), "again");
    buf_free(&b);
}

struct tally {
    atomic_int done[1000];
    atomic_int wrong_thread;
    unsigned threads;
};

static void tally_one(void *context, size_t i, unsigned thread)
{
    struct tally *t = context;
    t->done[i]++;
    if (thread >= t->threads)
        t->wrong_thread++;
}

static void test_pool(void **state)
{
    (void)state;
    static const unsigned threads[] = {1, 2, 7, 64, 1000};
    static const size_t counts[] = {0, 1, 3, 1000};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
            struct tally *t = mem_zero(1, sizeof *t);
            t->threads = threads[i] < POOL_MOST_THREADS ? threads[i] : POOL_MOST_THREADS;
            pool_run(threads[i], counts[k], tally_one, t);
            for (size_t n = 0; n < 1000; n++)
                assert_int_equal(t->done[n], n < counts[k]);
            assert_int_equal(t->wrong_thread, 0);
            free(t);
        }
    assert_in_range(pool_processors(), 1, POOL_MOST_THREADS);
}

static void test_diag(void **state)
{
    (void)state;
    struct diag d = {0};
    char longer[2000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    assert_false(diag_fail(&d, DIAG_INPUT, "kunden.csv", 7, "%s fehlt", "Status"));
    assert_false(diag_expect(&d, "eine Spalte"));
    diag_fail(&d, DIAG_OUTPUT, "other", 1, "later"); /* the first is kept */
    diag_expect(&d, "anything else");
    assert_int_equal(d.code, DIAG_INPUT);
    assert_int_equal(d.line, 7);
    assert_string_equal(d.file, "kunden.csv");
    assert_string_equal(d.what, "Status fehlt");
    assert_string_equal(d.expected, "eine Spalte");
    struct diag cut = {0};
    diag_fail(&cut, DIAG_INPUT, longer, 0, "%s", longer);
    assert_int_equal(strlen(cut.file), sizeof cut.file - 1);
    assert_int_equal(strlen(cut.what), sizeof cut.what - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena), cmocka_unit_test(test_arena_merge), cmocka_unit_test(test_grow),
        cmocka_unit_test(test_out_of_memory), cmocka_unit_test(test_buf), cmocka_unit_test(test_pool),
        cmocka_unit_test(test_diag),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
