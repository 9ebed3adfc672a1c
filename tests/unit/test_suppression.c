/*
 * The attacker: tables with sums, as a report shows them, with the hidden counts left out; and three ways to compute
 * them back that know nothing of how they were chosen. Bounds: a count is not negative and not more than its sum.
 * Elimination: sums as linear equations. Enumeration: every table of whole numbers that fits (small tables).
 */
#include "cmocka_all.h"

#include "base/mem.h"
#include "disclosure/suppression.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 600, MOST_SUMS = 400, UNBOUNDED = 1 << 30 };

/* A system of counts and sums as both sides see it: whole = sum of parts. */
struct world {
    size_t n, n_sums;
    int count[MOST];
    int32_t cost[MOST];
    size_t sum[MOST_SUMS][64], length[MOST_SUMS]; /* the whole is the first */
    bool hidden[MOST];
    unsigned smallest;
};

static uint64_t seed;
static unsigned rnd(unsigned below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % below;
}

static size_t add(struct world *w, int count, int32_t cost)
{
    assert_true(w->n < MOST);
    w->count[w->n] = count;
    w->cost[w->n] = cost;
    return w->n++;
}

static void relate(struct world *w, const size_t *member, size_t n)
{
    assert_true(w->n_sums < MOST_SUMS && n <= 64);
    memcpy(w->sum[w->n_sums], member, n * sizeof *member);
    w->length[w->n_sums++] = n;
}

static bool is_small(const struct world *w, size_t i)
{
    return w->count[i] > 0 && w->count[i] < (int)w->smallest && w->cost[i] != SUPPRESS_SHOWN;
}

/* Asks the module; told: how many it could not save. */
static size_t protect(struct world *w)
{
    struct suppression *p = suppression_new(w->smallest);
    for (size_t i = 0; i < w->n; i++)
        assert_int_equal(suppression_cell(p, (uint64_t)w->count[i], w->cost[i]), i);
    for (size_t s = 0; s < w->n_sums; s++)
        suppression_sum(p, w->sum[s][0], w->sum[s] + 1, w->length[s] - 1);
    bool ok = suppression_solve(p);
    size_t told = 0;
    for (size_t i = 0; i < w->n; i++) {
        w->hidden[i] = suppression_hidden(p, i);
        told += suppression_told(p, i);
        assert_int_equal(suppression_primary(p, i), is_small(w, i));
        if (is_small(w, i))
            assert_true(w->hidden[i]);
        if (w->cost[i] == SUPPRESS_SHOWN)
            assert_false(w->hidden[i]);
    }
    assert_int_equal(ok, told == 0);
    suppression_free(p);
    return told;
}

/* Least and most that each hidden count can be, narrowed sum by sum until nothing moves. */
static void bounds(const struct world *w, int *low, int *high)
{
    for (size_t i = 0; i < w->n; i++) {
        low[i] = w->hidden[i] ? 0 : w->count[i];
        high[i] = w->hidden[i] ? UNBOUNDED : w->count[i];
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (size_t s = 0; s < w->n_sums; s++)
            for (size_t k = 0; k < w->length[s]; k++) {
                size_t i = w->sum[s][k], whole = w->sum[s][0];
                int64_t lo = 0, hi = 0;
                if (k == 0) {
                    for (size_t j = 1; j < w->length[s]; j++) {
                        lo += low[w->sum[s][j]];
                        hi += high[w->sum[s][j]];
                    }
                } else {
                    lo = low[whole];
                    hi = high[whole];
                    for (size_t j = 1; j < w->length[s]; j++)
                        if (j != k) {
                            lo -= high[w->sum[s][j]];
                            hi -= low[w->sum[s][j]];
                        }
                }
                if (lo > low[i]) {
                    low[i] = (int)lo;
                    moved = true;
                }
                if (hi < high[i]) {
                    high[i] = (int)hi;
                    moved = true;
                }
            }
    }
}

/* The hidden counts that the sums alone determine, by elimination modulo a prime. */
static void eliminate(const struct world *w, bool *determined)
{
    static const int64_t prime = 1000003;
    static int64_t row[MOST_SUMS][MOST];
    int pivot[MOST_SUMS];
    memset(row, 0, sizeof row);
    for (size_t s = 0; s < w->n_sums; s++)
        for (size_t k = 0; k < w->length[s]; k++)
            if (w->hidden[w->sum[s][k]])
                row[s][w->sum[s][k]] = k == 0 ? prime - 1 : 1;
    for (size_t s = 0; s < w->n_sums; s++) {
        pivot[s] = -1;
        for (size_t i = 0; i < w->n && pivot[s] < 0; i++)
            if (row[s][i])
                pivot[s] = (int)i;
        if (pivot[s] < 0)
            continue;
        int64_t inverse = 1, base = row[s][pivot[s]];
        for (int64_t e = prime - 2; e; e >>= 1) {
            if (e & 1)
                inverse = inverse * base % prime;
            base = base * base % prime;
        }
        for (size_t i = 0; i < w->n; i++)
            row[s][i] = row[s][i] * inverse % prime;
        for (size_t t = 0; t < w->n_sums; t++) {
            int64_t f = row[t][pivot[s]];
            if (t == s || f == 0)
                continue;
            for (size_t i = 0; i < w->n; i++)
                row[t][i] = (row[t][i] + (prime - f) * row[s][i]) % prime;
        }
    }
    memset(determined, 0, w->n * sizeof *determined);
    for (size_t s = 0; s < w->n_sums; s++) {
        size_t others = 0;
        for (size_t i = 0; pivot[s] >= 0 && i < w->n; i++)
            others += row[s][i] != 0;
        if (others == 1)
            determined[pivot[s]] = true;
    }
}

/* How many small counts the attacker gets. */
static size_t attack(const struct world *w)
{
    static int low[MOST], high[MOST];
    static bool determined[MOST];
    size_t got = 0;
    bounds(w, low, high);
    eliminate(w, determined);
    for (size_t i = 0; i < w->n; i++)
        got += is_small(w, i) && (!w->hidden[i] || low[i] == high[i] || determined[i]);
    return got;
}

struct guess {
    const struct world *w;
    int value[MOST], least[MOST], most[MOST];
    uint64_t found, tries;
};

static bool fits(const struct guess *g, size_t upto)
{
    for (size_t s = 0; s < g->w->n_sums; s++) {
        int64_t parts = 0;
        bool all = g->w->sum[s][0] < upto;
        for (size_t k = 1; k < g->w->length[s]; k++) {
            if (g->w->sum[s][k] < upto)
                parts += g->value[g->w->sum[s][k]];
            else
                all = false;
        }
        if (all && parts != g->value[g->w->sum[s][0]])
            return false;
    }
    return true;
}

/* Every table that fits; for each count the least and the most it is in one of them. */
static void enumerate(struct guess *g, const int *low, const int *high, size_t at)
{
    g->tries++;
    if (at == g->w->n) {
        g->found++;
        for (size_t i = 0; i < at; i++) {
            g->least[i] = g->value[i] < g->least[i] ? g->value[i] : g->least[i];
            g->most[i] = g->value[i] > g->most[i] ? g->value[i] : g->most[i];
        }
        return;
    }
    for (int v = low[at]; v <= high[at]; v++) {
        g->value[at] = v;
        if (fits(g, at + 1))
            enumerate(g, low, high, at + 1);
    }
}

static void check_every_table(const struct world *w)
{
    static int low[MOST], high[MOST];
    static struct guess g;
    bounds(w, low, high);
    g = (struct guess){.w = w};
    for (size_t i = 0; i < w->n; i++)
        g.least[i] = UNBOUNDED;
    for (size_t i = 0; i < w->n; i++)
        assert_true(high[i] < 100);
    enumerate(&g, low, high, 0);
    assert_true(g.found > 0);
    for (size_t i = 0; i < w->n; i++)
        if (is_small(w, i))
            assert_true(g.least[i] < g.most[i]);
}

/* rows x columns with both margins and the whole; cells 0..most-1, about every third 0. */
static void make_table(struct world *w, unsigned smallest, int rows, int cols, unsigned most)
{
    *w = (struct world){.smallest = smallest};
    static int value[40][40];
    size_t member[64];
    for (int r = 0; r <= rows; r++)
        for (int c = 0; c <= cols; c++)
            value[r][c] = 0;
    for (int r = 0; r < rows; r++)
        for (int c = 0; c < cols; c++) {
            int v = rnd(3) ? (int)rnd(most) : 0;
            value[r][c] += v;
            value[rows][c] += v;
            value[r][cols] += v;
            value[rows][cols] += v;
        }
    for (int r = 0; r <= rows; r++)
        for (int c = 0; c <= cols; c++)
            add(w, value[r][c], r == rows || c == cols ? SUPPRESS_DEAR : SUPPRESS_USUAL);
    const size_t wide = (size_t)cols + 1;
    for (size_t r = 0; r <= (size_t)rows; r++) {
        member[0] = r * wide + (size_t)cols;
        for (size_t c = 0; c < (size_t)cols; c++)
            member[c + 1] = r * wide + c;
        relate(w, member, wide);
    }
    for (size_t c = 0; c <= (size_t)cols; c++) {
        member[0] = (size_t)rows * wide + c;
        for (size_t r = 0; r < (size_t)rows; r++)
            member[r + 1] = r * wide + c;
        relate(w, member, (size_t)rows + 1);
    }
}

static void test_nothing_small(void **state)
{
    (void)state;
    struct world *w = mem_zero(1, sizeof *w);
    seed = 1;
    make_table(w, 1, 4, 5, 9);
    assert_int_equal(protect(w), 0);
    for (size_t i = 0; i < w->n; i++)
        assert_false(w->hidden[i]);
    free(w);
}

/*
 *        a   b   sum        The 2 is small. With it the 30 in its row, the 40 in its column and the 50 at the
 *   x    2  30    32        corner have to go: 2 + d, 30 - d, 40 - d, 50 + d fits for every d.
 *   y   40  50    90
 *  sum  42  80   122
 */
static void test_by_hand(void **state)
{
    (void)state;
    static const int count[] = {2, 30, 32, 40, 50, 90, 42, 80, 122};
    static const bool hidden[] = {true, true, false, true, true, false, false, false, false};
    static const size_t sums[][3] = {{2, 0, 1}, {5, 3, 4}, {8, 6, 7}, {6, 0, 3}, {7, 1, 4}, {8, 2, 5}};
    struct world *w = mem_zero(1, sizeof *w);
    w->smallest = 3;
    for (size_t i = 0; i < 9; i++)
        add(w, count[i], i % 3 == 2 || i > 5 ? SUPPRESS_DEAR : SUPPRESS_USUAL);
    for (size_t s = 0; s < 6; s++)
        relate(w, sums[s], 3);
    w->hidden[0] = true;
    assert_int_equal(attack(w), 1); /* hidden alone it is 32 - 30 */
    assert_int_equal(protect(w), 0);
    for (size_t i = 0; i < 9; i++)
        assert_int_equal(w->hidden[i], hidden[i]);
    free(w);
}

/* 1 = 1 + 0: the zero is hidden with the one, for "hidden" alone must not mean "somebody". */
static void test_zero_helps(void **state)
{
    (void)state;
    struct world *w = mem_zero(1, sizeof *w);
    w->smallest = 3;
    const size_t sum[] = {add(w, 9, SUPPRESS_SHOWN), add(w, 1, SUPPRESS_USUAL), add(w, 8, SUPPRESS_USUAL)};
    relate(w, sum, 3);
    assert_int_equal(protect(w), 0);
    assert_true(w->hidden[1] && w->hidden[2]);
    *w = (struct world){.smallest = 3};
    const size_t other[] = {add(w, 1, SUPPRESS_SHOWN), add(w, 1, SUPPRESS_USUAL), add(w, 0, SUPPRESS_USUAL)};
    relate(w, other, 3);
    assert_int_equal(protect(w), 0);
    assert_true(w->hidden[1] && w->hidden[2]);
    free(w);
}

/* One part alone is its sum; where the sum must be shown the module says that it cannot help. */
static void test_told(void **state)
{
    (void)state;
    struct world *w = mem_zero(1, sizeof *w);
    w->smallest = 3;
    const size_t sum[] = {add(w, 2, SUPPRESS_SHOWN), add(w, 2, SUPPRESS_USUAL)};
    relate(w, sum, 2);
    assert_int_equal(protect(w), 1);
    free(w);
}

/*
 * 5 = 2 + 3 + 0, and the 0 is of a kind that nobody may be: it is kept, the 3 is hidden with the 2. Where only it could
 * help, 2 = 2 + 0, it does.
 */
static void test_kept(void **state)
{
    (void)state;
    struct suppression *p = suppression_new(3);
    size_t part[] = {suppression_cell(p, 2, SUPPRESS_USUAL), suppression_cell(p, 3, SUPPRESS_DEAR),
                     suppression_cell(p, 0, SUPPRESS_KEPT)};
    suppression_sum(p, suppression_cell(p, 5, SUPPRESS_SHOWN), part, 3);
    assert_true(suppression_solve(p));
    assert_true(suppression_hidden(p, part[0]) && suppression_hidden(p, part[1]));
    assert_false(suppression_hidden(p, part[2]));
    suppression_free(p);
    p = suppression_new(3);
    part[0] = suppression_cell(p, 2, SUPPRESS_USUAL);
    part[1] = suppression_cell(p, 0, SUPPRESS_KEPT);
    suppression_sum(p, suppression_cell(p, 2, SUPPRESS_SHOWN), part, 2);
    assert_true(suppression_solve(p));
    assert_true(suppression_hidden(p, part[0]) && suppression_hidden(p, part[1]));
    suppression_free(p);
}

/*
 * 3 = 1 + 2 of two rows that are only there for somebody: neither can be 0, but 2 + 1 fits. 2 = 1 + 1 cannot be
 * anything else, while its sum is shown.
 */
static void test_least(void **state)
{
    (void)state;
    for (int told = 0; told < 2; told++) {
        struct suppression *p = suppression_new(3);
        uint64_t other = told ? 1 : 2;
        size_t part[] = {suppression_cell(p, 1, SUPPRESS_USUAL), suppression_cell(p, other, SUPPRESS_USUAL)};
        assert_int_equal(suppression_count(p, part[1]), other);
        suppression_sum(p, suppression_cell(p, 1 + other, SUPPRESS_SHOWN), part, 2);
        suppression_least(p, part[0], 1);
        suppression_least(p, part[1], 1);
        assert_int_equal(suppression_solve(p), !told);
        assert_int_equal(suppression_told(p, part[0]), told);
        suppression_free(p);
    }
}

static void test_small_tables_every_way(void **state)
{
    (void)state;
    struct world *w = mem_zero(1, sizeof *w);
    size_t naive = 0;
    for (uint64_t n = 0; n < 400; n++) {
        seed = 77 + n;
        make_table(w, 3 + (unsigned)(n % 3), 2 + (int)rnd(2), 2 + (int)rnd(2), 7);
        for (size_t i = 0; i < w->n; i++)
            w->hidden[i] = is_small(w, i);
        naive += attack(w) > 0;
        assert_int_equal(protect(w), 0);
        assert_int_equal(attack(w), 0);
        bool bounded = true;
        static int low[MOST], high[MOST];
        bounds(w, low, high);
        for (size_t i = 0; i < w->n; i++)
            bounded = bounded && high[i] < 100;
        if (bounded)
            check_every_table(w);
    }
    assert_true(naive > 100); /* hiding small counts alone does not do: the attacker is one */
    free(w);
}

static void test_large_tables(void **state)
{
    (void)state;
    struct world *w = mem_zero(1, sizeof *w);
    for (uint64_t n = 0; n < 60; n++) {
        seed = 4711 + n;
        make_table(w, n % 2 ? 3 : 10, 3 + (int)rnd(28), 3 + (int)rnd(8), n % 3 ? 40 : 12);
        assert_int_equal(protect(w), 0);
        assert_int_equal(attack(w), 0);
    }
    free(w);
}

/* Teams x status x verdict: each table by team, and that of all teams, as the reports of a run show them. */
static void make_cube(struct world *w, unsigned smallest, int teams, int rows, int cols, unsigned most)
{
    *w = (struct world){.smallest = smallest};
    static size_t at[16][16][16];
    static int value[16][16][16];
    memset(value, 0, sizeof value);
    for (int t = 0; t < teams; t++)
        for (int r = 0; r < rows; r++)
            for (int c = 0; c < cols; c++) {
                int v = rnd(3) ? (int)rnd(most) : 0;
                for (int b = 0; b < 8; b++)
                    value[b & 1 ? teams : t][b & 2 ? rows : r][b & 4 ? cols : c] += v;
            }
    for (int t = 0; t <= teams; t++)
        for (int r = 0; r <= rows; r++)
            for (int c = 0; c <= cols; c++)
                at[t][r][c] =
                    add(w, value[t][r][c], t == teams || r == rows || c == cols ? SUPPRESS_DEAR : SUPPRESS_USUAL);
    size_t member[64];
    for (int a = 0; a < 3; a++) {
        const int n[3] = {teams, rows, cols};
        for (int i = 0; i <= n[(a + 1) % 3]; i++)
            for (int k = 0; k <= n[(a + 2) % 3]; k++) {
                for (int j = 0; j <= n[a]; j++) {
                    int x[3];
                    x[a] = j;
                    x[(a + 1) % 3] = i;
                    x[(a + 2) % 3] = k;
                    member[j == n[a] ? 0 : j + 1] = at[x[0]][x[1]][x[2]];
                }
                relate(w, member, (size_t)n[a] + 1);
            }
    }
}

static void test_cubes(void **state)
{
    (void)state;
    struct world *w = mem_zero(1, sizeof *w);
    for (uint64_t n = 0; n < 40; n++) {
        seed = 99 + n;
        make_cube(w, n % 2 ? 3 : 5, 2 + (int)rnd(5), 2 + (int)rnd(3), 2 + (int)rnd(5), n % 3 ? 30 : 9);
        assert_int_equal(protect(w), 0);
        assert_int_equal(attack(w), 0);
    }
    free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_small),
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_zero_helps),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_kept),
        cmocka_unit_test(test_least),
        cmocka_unit_test(test_small_tables_every_way),
        cmocka_unit_test(test_large_tables),
        cmocka_unit_test(test_cubes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
