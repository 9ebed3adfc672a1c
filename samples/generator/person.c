#include "life.h"

#include <stdio.h>
#include <string.h>

#define HOUSEHOLD_BLOCK 12u      /* households never reach over such a block of customers */
#define NUMBERS         8000000u /* eight letters of a million numbers each */

struct household {
    uint32_t first; /* index of its first member */
    uint32_t size, role;
    uint32_t origin;
    struct name surname;
    bool couple;
    int32_t head_age; /* years */
    struct rng r;
};

static int32_t years_before(int32_t day, int32_t years)
{
    return cal_add_months(day, -12 * years);
}

static void find_household(const struct world *w, uint32_t index, struct household *h)
{
    static const uint8_t size_weight[] = {60, 24, 10, 4, 2};
    uint32_t block = index / HOUSEHOLD_BLOCK;
    uint32_t offset = index % HOUSEHOLD_BLOCK;
    uint32_t at = 0;
    struct rng split = rng_make(w->seed, STREAM_SPLIT, block);

    for (;;) {
        h->size = rng_weighted(&split, size_weight, sizeof size_weight) + 1;
        if (h->size > HOUSEHOLD_BLOCK - at)
            h->size = HOUSEHOLD_BLOCK - at;
        if (offset < at + h->size)
            break;
        at += h->size;
    }
    h->first = block * HOUSEHOLD_BLOCK + at;
    h->role = offset - at;
    h->r = rng_make(w->seed, STREAM_HOUSEHOLD, h->first);
    h->origin = names_origin(&h->r);
    names_surname(&h->r, h->origin, &h->surname);
    h->couple = h->size >= 4 || (h->size > 1 && rng_chance(&h->r, h->size == 2 ? 700 : 750));
    h->head_age = 0;
    bool children = h->size > (h->couple ? 2u : 1u);
    if (children) {
        h->head_age = rng_range(&h->r, 36, 58);
    } else if (h->size == 1 && rng_chance(&h->r, 50)) {
        h->head_age = rng_range(&h->r, 18, 24);
    } else {
        for (int i = 0; i < 3; i++)
            h->head_age += rng_range(&h->r, 25, 65);
        h->head_age = h->head_age / 3;
        h->head_age += rng_range(&h->r, -9, 9);
    }
    h->head_age = h->head_age < 18 ? 18 : h->head_age > 65 ? 65 : h->head_age;
}

static void put_digits(char *to, uint32_t value, int n)
{
    while (n-- > 0) {
        to[n] = (char)('0' + value % 10);
        value /= 10;
    }
}

/* Three digits, letter, six digits; no two the same, as the letter and the last six digits never repeat */
static void make_number(const struct world *w, uint32_t index, struct rng *r, struct life *life)
{
    static const char *const other_office[] = {"037", "041", "115", "221", "237",
                                               "311", "522", "613", "723", "955"};
    uint64_t shift = rng_mix(w->seed) % NUMBERS;
    uint32_t id = (uint32_t)(((uint64_t)index * 4944271u + shift) % NUMBERS);
    const char *prefix = rng_chance(r, 820) ? "214" : other_office[rng_below(r, 10)];

    memcpy(life->number, prefix, 3);
    life->number[3] = (char)((life->left ? 'K' : 'A') + (char)(id / 1000000u));
    put_digits(life->number + 4, id % 1000000u, 6);
    life->number[10] = '\0';
}

static void make_names(const struct world *w, uint32_t index, struct household *h, struct rng *r,
                       struct life *life)
{
    uint32_t step = w->customers / NAMES_SPECIAL;
    bool woman =
        h->role == 1 && h->couple ? rng_chance(r, 900) : rng_chance(r, h->role == 0 && h->couple ? 120 : 500);

    life->surname = h->surname;
    if (h->role > 0 && rng_chance(r, 150))
        names_surname(r, rng_chance(r, 700) ? h->origin : names_origin(r), &life->surname);
    names_given(r, h->origin, woman, &life->given);
    if (step > 8 && index % step == 7 && index / step < NAMES_SPECIAL)
        names_special(index / step, &life->surname, &life->given);
}

static void make_birth(const struct world *w, struct household *h, struct rng *r, struct life *life)
{
    int32_t day = w->as_of;
    bool child = h->role > (h->couple ? 1u : 0u);

    if (child && rng_chance(r, 50)) { /* the 25th birthday in the weeks around the reporting day */
        int32_t near = rng_chance(r, 200) ? rng_range(r, -1, 1) : rng_range(r, -42, 42);
        life->birth = years_before(day, 25) + near;
    } else if (child) {
        life->birth = years_before(day, 15) - rng_range(r, 0, 3640);
    } else if (h->role == 0) {
        life->birth = years_before(day, h->head_age) - rng_range(r, 0, 364);
    } else {
        int32_t age = h->head_age + rng_range(r, -7, 5);
        life->birth = years_before(day, age < 20 ? 20 : age > 66 ? 66 : age) - rng_range(r, 0, 300);
    }
}

static void make_care_span(const struct world *w, struct rng *r, struct life *life, int32_t *until)
{
    static const uint8_t weight[] = {6, 15, 37, 29, 13};
    static const int32_t upto[] = {0, 90, 365, 1095, 2190, 4380};
    uint32_t i = rng_weighted(r, weight, sizeof weight);
    int32_t day = w->as_of;
    int32_t earliest = cal_birthday(life->birth, 15);

    life->start = day - rng_range(r, upto[i] + 1, upto[i + 1]);
    if (life->start < earliest)
        life->start = earliest + rng_range(r, 0, (day - earliest) / 2);
    *until = CAL_NONE;
    if (life->left) {
        *until = day - rng_range(r, 420, 900);
        life->start = *until - rng_range(r, 100, 1000);
    } else if (rng_chance(r, 9)) {
        life->start = day + (rng_chance(r, 200) ? 0 : rng_range(r, 1, 60));
    } else if (rng_chance(r, 190) && day - life->start > 60) {
        *until = rng_chance(r, 10)
                     ? day
                     : day - rng_range(r, 1, day - life->start - 30 < 420 ? day - life->start - 30 : 420);
    } else if (rng_chance(r, 12)) {
        *until = day + rng_range(r, 1, 90);
    }
}

static enum team_kind choose_kind(const struct world *w, struct rng *r, int32_t birth)
{
    static const uint8_t weight[] = {68, 0, 11, 9, 12};
    int32_t grown = cal_birthday(birth, 25);

    if (w->as_of < grown)
        return rng_chance(r, 930) ? TEAM_YOUNG : TEAM_MARKET;
    if (w->as_of - grown < 120 && rng_chance(r, 450)) /* not handed on yet */
        return TEAM_YOUNG;
    return (enum team_kind)rng_weighted(r, weight, TEAM_KINDS);
}

static enum profile choose_profile(struct rng *r, enum team_kind kind)
{
    static const uint8_t weight[TEAM_KINDS][PROFILE_NONE + 1] = {
        {18, 16, 24, 12, 4, 3, 12, 6, 5}, {10, 20, 24, 14, 6, 6, 6, 6, 8},  {0, 3, 10, 34, 24, 20, 2, 3, 4},
        {0, 6, 22, 40, 14, 8, 4, 2, 4},   {12, 10, 14, 8, 2, 2, 34, 12, 6},
    };

    return (enum profile)rng_weighted(r, weight[kind], PROFILE_NONE + 1);
}

static enum status choose_status(struct rng *r, enum team_kind kind, enum profile profile, int32_t age)
{
    static const uint8_t weight[][3] = {{60, 33, 7}, {58, 25, 17}, {65, 27, 8}, {82, 15, 3}, {8, 82, 10}};
    static const uint8_t pupil[] = {4, 18, 78};
    static const uint8_t in_work[] = {6, 88, 6};
    static const uint8_t not_available[] = {4, 40, 56};

    if (age < 18)
        return (enum status)rng_weighted(r, pupil, 3);
    if (profile == PROFILE_I)
        return (enum status)rng_weighted(r, in_work, 3);
    if (profile == PROFILE_Z)
        return (enum status)rng_weighted(r, not_available, 3);
    return (enum status)rng_weighted(r, weight[kind], 3);
}

static int32_t age_on(int32_t birth, int32_t day)
{
    int32_t years = cal_year(day) - cal_year(birth);

    return cal_birthday(birth, years) > day ? years - 1 : years;
}

/* The line that holds at the reporting day (or the last one) */
static void make_present(const struct world *w, struct rng *r, struct life *life, struct line *l)
{
    int32_t age = age_on(life->birth, w->as_of);
    const struct staff *s;

    l->since = l->key = life->start;
    l->key_shown = rng_chance(r, 300);
    l->profile = choose_profile(r, life->kind);
    l->status = choose_status(r, life->kind, l->profile, age);
    l->staff = office_caseworker(&w->office, r, life->kind);
    s = &w->office.staff[l->staff];
    if (s->until != CAL_NONE && s->until < w->as_of && rng_chance(r, 800))
        l->staff = office_colleague(&w->office, r, l->staff, w->as_of);
    l->employed =
        l->profile == PROFILE_I ? rng_chance(r, 850) : l->status == STATUS_SEEKING && rng_chance(r, 250);
    l->agreement = CAL_NONE;
    int32_t latest = w->as_of < life->start ? life->start : w->as_of;
    if (rng_chance(r, 780)) {
        int32_t day = latest - (rng_chance(r, 700) ? rng_range(r, 0, 183) : rng_range(r, 184, 420));
        l->agreement = day < life->start ? life->start + rng_range(r, 0, 14) : day;
        if (l->agreement > w->as_of)
            l->agreement = CAL_NONE;
    }
    if (age < 18 && l->status == STATUS_UNSET) {
        life->school = true;
        life->school_end = (uint32_t)(cal_year(w->as_of) + rng_range(r, 0, 3));
    } else if (age < 25 && rng_chance(r, 120)) {
        life->school_end = (uint32_t)(cal_year(w->as_of) + rng_range(r, -3, 1));
    }
    life->health = rng_chance(r, life->kind == TEAM_CASE ? 180 : 55);
    life->refuses = rng_chance(r, l->status == STATUS_UNEMPLOYED ? 55 : 15);
}

/* What held before `after`: one thing was different */
static void change_back(const struct world *w, struct rng *r, const struct life *life, struct line *before)
{
    uint32_t what = rng_below(r, 100);

    if (what < 50) {
        before->status = before->status == STATUS_UNEMPLOYED
                             ? (rng_chance(r, 650) ? STATUS_SEEKING : STATUS_UNSET)
                         : rng_chance(r, 700)               ? STATUS_UNEMPLOYED
                         : before->status == STATUS_SEEKING ? STATUS_UNSET
                                                            : STATUS_SEEKING;
        if (before->profile == PROFILE_I || before->profile == PROFILE_Z)
            before->profile = PROFILE_A; /* the move into work or out of the market */
    } else if (what < 82) {
        before->profile =
            (enum profile)((before->profile + rng_below(r, PROFILE_NONE) + 1) % (PROFILE_NONE + 1));
    } else {
        before->staff = office_caseworker(&w->office, r, life->kind);
    }
}

/* Puts a copy of line `at` before it; returns the earlier one */
static struct line *split_line(struct life *life, uint32_t at, int32_t key)
{
    memmove(&life->line[at + 1], &life->line[at], (life->n_line - at) * sizeof life->line[0]);
    life->n_line++;
    life->line[at + 1].key = key;
    life->line[at + 1].key_shown = true;
    return &life->line[at];
}

/* Changes within the present period, from the latest back */
static void make_history(const struct world *w, struct rng *r, struct life *life)
{
    int32_t until = life->line[0].until;
    int32_t last = until != CAL_NONE && until < w->as_of ? until - 1 : w->as_of;
    int32_t first = life->start + 20;
    uint32_t changes = rng_chance(r, 150) ? 1 : 0;
    int32_t grown = cal_birthday(life->birth, 25);

    if (changes > 0 && rng_chance(r, 280))
        changes += rng_chance(r, 300) ? 2 : 1;
    if (life->kind != TEAM_YOUNG && grown > first && last - grown > 5 && last - grown < 400 &&
        rng_chance(r, 650)) {
        struct line *before = split_line(life, 0, grown + rng_range(r, 0, 5)); /* handed on at 25 */
        before->staff = office_caseworker(&w->office, r, TEAM_YOUNG);
        last = life->line[1].key - 25;
        changes = changes > 0 ? 1 : 0;
    }
    for (uint32_t i = 0; i < changes && last - first > 30; i++) {
        int32_t span = rng_chance(r, 650) && last - first > 395 ? 395 : last - first;
        int32_t key = last - rng_range(r, 0, span);
        if (rng_chance(r, 110) && key - first > 60) { /* a short blank, as before afterwards */
            struct line *blank = split_line(life, 0, key);
            blank->status = STATUS_UNSET;
            blank->profile = rng_chance(r, 300) ? PROFILE_NONE : blank->profile;
            split_line(life, 0, key - rng_range(r, 4, 31));
            life->line[0] = life->line[2];
            life->line[0].key = life->start;
            life->line[0].key_shown = false;
            last = life->line[1].key - 25;
            continue;
        }
        change_back(w, r, life, split_line(life, 0, key));
        last = key - 25;
    }
    for (uint32_t i = 0; i + 1 < life->n_line;
         i++) { /* the agreement is of the last line; earlier ones had another */
        struct line *l = &life->line[i];
        l->agreement =
            rng_chance(r, 500) ? l->key + rng_range(r, 0, (life->line[i + 1].key - l->key) / 2) : CAL_NONE;
        if (until != CAL_NONE && rng_chance(r, 700))
            l->until = CAL_NONE; /* the end stands in the last line */
    }
}

/* A change that is entered already and holds after the reporting day only */
static void make_ahead(const struct world *w, struct rng *r, struct life *life)
{
    struct line *now = &life->line[life->n_line - 1];

    if (now->until != CAL_NONE || now->key > w->as_of || life->n_line == LIFE_LINES || !rng_chance(r, 6))
        return;
    struct line *next = &life->line[life->n_line++];
    *next = *now;
    next->key = w->as_of + rng_range(r, 1, 45);
    next->key_shown = true;
    next->status = STATUS_SEEKING;
    next->profile = PROFILE_I;
    next->employed = true;
}

/* Periods of care before the present one */
static void make_earlier(const struct world *w, struct rng *r, struct life *life)
{
    int32_t start = life->start;
    int32_t earliest = cal_birthday(life->birth, 15);

    for (int32_t i = rng_chance(r, 55) ? rng_range(r, 1, 2) : 0; i > 0 && life->n_line < LIFE_LINES; i--) {
        int32_t gap = rng_chance(r, 450) ? rng_range(r, 1, 31) : rng_range(r, 32, 600);
        int32_t until = start - gap;
        int32_t since = until - rng_range(r, 90, 900);
        if (since < earliest)
            return;
        memmove(&life->line[1], &life->line[0], life->n_line * sizeof life->line[0]);
        life->n_line++;
        struct line *l = &life->line[0];
        change_back(w, r, life, l);
        l->since = l->key = since;
        l->key_shown = rng_chance(r, 300);
        l->until = rng_chance(r, 30) ? CAL_NONE : until; /* a few were never closed */
        l->agreement = rng_chance(r, 500) ? since + rng_range(r, 0, 60) : CAL_NONE;
        start = since;
    }
}

void person_make(const struct world *w, uint32_t index, struct life *life)
{
    struct household h;
    struct rng r = rng_make(w->seed, STREAM_PERSON, index);
    int32_t until;

    life->left = index >= w->customers;
    life->school = false;
    life->school_end = 0;
    find_household(w, index, &h);
    make_number(w, index, &r, life);
    snprintf(life->household, sizeof life->household, "21404//%07u",
             (unsigned)(((uint64_t)h.first * 6180343u + rng_mix(w->seed + 1) % 10000000u) % 10000000u));
    make_names(w, index, &h, &r, life);
    make_birth(w, &h, &r, life);
    life->kind = choose_kind(w, &r, life->birth);
    make_care_span(w, &r, life, &until);
    life->n_line = 1;
    life->line[0].until = until;
    make_present(w, &r, life, &life->line[0]);
    make_history(w, &r, life);
    make_ahead(w, &r, life);
    make_earlier(w, &r, life);
}
