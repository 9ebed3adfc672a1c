/* Which line is valid on which day (spec 2.1): the settled stretches against the sentences of the spec, day by day. */
#include "cmocka_all.h"

#include "one_customer.h"

enum { LINES = 24, DAYS = 120 };

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* Of these lines the one with the latest key day <= d; where there is none, the earliest. */
static uint32_t latest_or_earliest(const struct tbl_states *s, const uint32_t *line, uint32_t n, int32_t d)
{
    uint32_t best = line[0];
    for (uint32_t i = 1; i < n; i++) {
        bool has = s->key_day[line[i]] <= d, had = s->key_day[best] <= d;
        bool later = s->key_day[line[i]] > s->key_day[best];
        if (has != had ? has : has == later)
            best = line[i];
    }
    return best;
}

static bool in_force(const struct tbl_states *s, uint32_t line, int32_t d)
{
    uint32_t own[LINES] = {0}, n = 0;
    for (uint32_t i = 0; i < s->n; i++)
        if (s->care_from[i] == s->care_from[line])
            own[n++] = i;
    return s->care_from[line] <= d && s->care_to[latest_or_earliest(s, own, n, d)] >= d;
}

static uint32_t valid_on(const struct tbl_states *s, int32_t d)
{
    uint32_t held[LINES] = {0}, all[LINES] = {0}, n = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        all[i] = i;
        if (in_force(s, i, d))
            held[n++] = i;
    }
    return n ? latest_or_earliest(s, held, n, d) : latest_or_earliest(s, all, s->n, d);
}

/* Every key day once; few beginnings, so that periods have several lines. */
static void put_lines(const struct exports *e, uint32_t *seed, uint32_t n, uint32_t n_periods, int32_t origin)
{
    struct buf b = {0};
    for (uint32_t i = 0, key = 0; i < n; i++) {
        key += 1 + next_random(seed) % 8;
        int32_t from = origin + (int32_t)(next_random(seed) % n_periods * 17);
        int32_t to = from + (int32_t)(next_random(seed) % 70);
        buf_printf(&b, "arbeitslos;;%s;%s;%s\n", day_iso(from).s, next_random(seed) % 3 ? day_iso(to).s : "",
                   day_iso(origin + (int32_t)key - 10).s);
    }
    one_put(e, "kunden.csv", "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Betreuung bis;Gültig ab\n",
            "K1;1980-01-01;", buf_str(&b));
    buf_free(&b);
    exports_put(e, "kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n");
}

static void check_days(const struct tables *t, int32_t origin)
{
    for (int32_t d = origin - 20; d < origin + DAYS + 60; d++) {
        uint32_t is = tables_state_on(t, 0, d), told = TBL_NONE;
        int32_t from, to;
        if (is != valid_on(&t->states, d))
            fail_msg("%s: line %u is valid, expected %u", day_iso(d).s, t->states.line[is],
                     t->states.line[valid_on(&t->states, d)]);
        for (uint32_t s = 0; s < t->states.n; s++)
            for (uint32_t n = 0; tables_valid_days(t, 0, s, n, &from, &to); n++)
                if (from <= d && d <= to) {
                    assert_int_equal(told, TBL_NONE); /* one line a day */
                    told = s;
                }
        assert_int_equal(told, is);
    }
}

static void test_random_histories(void **state)
{
    (void)state;
    int32_t origin = one_day("2023-01-01");
    for (uint32_t round = 0; round < 60; round++) {
        struct exports e;
        uint32_t seed = round + 1;
        exports_make(&e);
        put_lines(&e, &seed, 1 + round % LINES, 1 + round / 7, origin);
        struct tables *t = exports_read(&e);
        exports_remove(&e, NULL);
        assert_int_equal(t->states.n, 1 + round % LINES);
        check_days(t, origin);
        tables_free(t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_random_histories),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
