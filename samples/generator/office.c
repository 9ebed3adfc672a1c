#include "office.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Posts asked for by a kind of team: its share of the customers by its usual caseload, in hundredths of a
 * percent */
static const uint32_t need[TEAM_KINDS] = {3660, 2660, 1640, 1150, 890};

const char *office_function(enum team_kind kind)
{
    static const char *const word[TEAM_KINDS] = {"IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC", "IFK"};

    return word[kind];
}

static void *claim(size_t n, size_t size)
{
    void *p = calloc(n > 0 ? n : 1, size);

    if (p == NULL) {
        fputs("kd-sample: out of memory\n", stderr);
        exit(70);
    }
    return p;
}

/* how many teams of each kind: the seven of the sample first, then more of what an office has most of */
static void count_kinds(uint32_t teams, uint32_t *n)
{
    static const enum team_kind first[] = {TEAM_MARKET, TEAM_YOUNG,   TEAM_CASE,  TEAM_MARKET,
                                           TEAM_SELF,   TEAM_NETWORK, TEAM_MARKET};
    static const enum team_kind then[] = {TEAM_YOUNG,  TEAM_MARKET, TEAM_CASE,   TEAM_MARKET,  TEAM_YOUNG,
                                          TEAM_MARKET, TEAM_SELF,   TEAM_MARKET, TEAM_NETWORK, TEAM_MARKET};

    for (uint32_t i = 0; i < teams; i++)
        n[i < COUNT(first) ? first[i] : then[(i - COUNT(first)) % COUNT(then)]]++;
}

static void name_team(struct team *t, uint32_t series, uint32_t number, uint32_t of_kind, uint32_t width)
{
    static const char *const place[] = {"Nord",       "Süd",     "West",      "Ost",       "Mitte",
                                        "Altstadt",   "Hafen",   "Neustadt",  "Bahnhof",   "Markt",
                                        "Heide",      "Am Wald", "Oststadt",  "Weststadt", "Lindenhof",
                                        "Seeviertel", "Burgtor", "Uferstraße"};
    static const char *const what[TEAM_KINDS] = {"Markt Ü25", "U25 / JBA", "Fallmanagement", "Netzwerk ABC",
                                                 "Selbständige"};
    const char *where = t->kind == TEAM_MARKET || of_kind > 0 ? place[of_kind % COUNT(place)] : "";
    uint32_t round = of_kind / COUNT(place);
    char tail[16] = "";

    if (round > 0)
        snprintf(tail, sizeof tail, " %u", (unsigned)(round + 1));
    snprintf(t->name, sizeof t->name, "Team %u%0*u – %s%s%s%s", (unsigned)series, (int)width,
             (unsigned)number, what[t->kind], where[0] != '\0' ? " " : "", where, tail);
}

static void make_teams(struct world *w, struct rng *r)
{
    static const uint32_t series[TEAM_KINDS] = {1, 2, 3, 3, 4};
    struct office *o = &w->office;
    uint32_t n[TEAM_KINDS] = {0};
    uint32_t at = 0, number = 0;
    uint32_t width = o->n_team <= 99 ? 2 : o->n_team <= 999 ? 3 : o->n_team <= 9999 ? 4 : 5;

    count_kinds(o->n_team, n);
    for (uint32_t kind = 0; kind < TEAM_KINDS; kind++) {
        if (kind != TEAM_NETWORK) /* shares its series with the case managers */
            number = 0;
        for (uint32_t i = 0; i < n[kind]; i++) {
            struct team *t = &o->team[at++];
            t->kind = (enum team_kind)kind;
            name_team(t, series[kind], ++number, i, width);
            t->bad_from = w->as_of - rng_range(r, 50, 380);
            t->bad_until = t->bad_from + rng_range(r, 50, 120);
        }
    }
}

/* one each, the others to the team furthest from its need */
static void share_staff(struct office *o)
{
    uint32_t teams_of[TEAM_KINDS] = {0};
    uint32_t staff_of[TEAM_KINDS] = {0};
    uint32_t given = 0;

    for (uint32_t i = 0; i < o->n_team; i++) {
        o->team[i].n = 1;
        teams_of[o->team[i].kind]++;
        staff_of[o->team[i].kind]++;
    }
    for (given = o->n_team; given < o->n_staff; given++) {
        uint32_t best = 0;
        int64_t most = INT64_MIN;
        for (uint32_t k = 0; k < TEAM_KINDS; k++) {
            int64_t lack = (int64_t)need[k] * o->n_staff - (int64_t)staff_of[k] * 10000;
            if (teams_of[k] > 0 && lack > most) {
                most = lack;
                best = k;
            }
        }
        staff_of[best]++;
    }
    uint32_t seen[TEAM_KINDS] = {0};
    uint32_t first = 0;
    for (uint32_t i = 0; i < o->n_team; i++) {
        struct team *t = &o->team[i];
        uint32_t k = t->kind;
        t->n = staff_of[k] / teams_of[k] + (seen[k] < staff_of[k] % teams_of[k] ? 1 : 0);
        seen[k]++;
        t->first = first;
        first += t->n;
    }
}

static void make_hours(struct staff *s, struct rng *r)
{
    static const struct {
        uint32_t hours;
        const char *days;
        uint8_t mask;
    } form[] = {
        {390, "", 31},         {390, "Mo-Fr", 31},    {300, "Mo-Do", 15},    {300, "Mo-Fr", 31},
        {195, "Mo-Mi", 7},     {195, "Mi-Fr", 28},    {250, "Mo,Di,Do", 11}, {312, "Di-Fr", 30},
        {235, "Mo,Mi,Fr", 21}, {195, "Di,Mi,Do", 14}, {340, "Mo-Fr", 31},    {156, "Mo,Di", 3},
    };
    static const uint8_t weight[] = {22, 33, 6, 6, 5, 4, 6, 4, 4, 3, 6, 1};
    uint32_t i = rng_weighted(r, weight, COUNT(weight));

    s->hours = form[i].hours;
    s->days = form[i].days;
    s->mask = form[i].mask;
}

static void add_absence(struct staff *s, int32_t from, int32_t days, const char *reason)
{
    int32_t until = from + days - 1;

    if (s->n_absence == ABSENCES || from < s->from || (s->until != CAL_NONE && until > s->until))
        return;
    uint32_t i = s->n_absence++;
    while (i > 0 && s->absence[i - 1].from > from) {
        s->absence[i] = s->absence[i - 1];
        i--;
    }
    s->absence[i] = (struct absence){from, until, reason};
}

/* A span of shortest..longest days that begins on first..last; one draw a statement, as the order of draws
 * counts */
static void draw_absence(struct staff *s, struct rng *r, int32_t first, int32_t last, int32_t shortest,
                         int32_t longest, const char *reason)
{
    int32_t from = rng_range(r, first, last);
    int32_t days = rng_range(r, shortest, longest);

    add_absence(s, from, days, reason);
}

static void make_absences(const struct world *w, struct staff *s, struct rng *r)
{
    int32_t day = w->as_of;
    int32_t year = cal_year(day);

    for (int32_t y = year - 1; y <= year; y++) {
        int32_t summer = cal_day(y, 7, 1), spring = cal_day(y, 3, 20), autumn = cal_day(y, 10, 1);
        int32_t christmas = cal_day(y, 12, 20);
        draw_absence(s, r, summer, summer + 45, 12, 19, "Urlaub");
        draw_absence(s, r, spring, spring + 40, 5, 12, "Urlaub");
        draw_absence(s, r, autumn, autumn + 50, 3, 12, "Urlaub");
        if (rng_chance(r, 550))
            draw_absence(s, r, christmas, christmas + 3, 8, 17, "Urlaub");
    }
    if (rng_chance(r, 250)) /* near the reporting day, and planned ahead */
        draw_absence(s, r, day - 25, day + 25, 2, 12, "Urlaub");
    for (int32_t i = rng_range(r, 2, 5); i > 0; i--) {
        bool serious = rng_chance(r, 90);
        draw_absence(s, r, day - 400, day, serious ? 30 : 1, serious ? 70 : 8, "krank");
    }
    for (int32_t i = rng_range(r, 1, 3); i > 0; i--)
        draw_absence(s, r, day - 390, day + 40, 1, 3, "Fortbildung");
    if (rng_chance(r, 60))
        draw_absence(s, r, day - 300, day - 20, 90, 240, "Elternzeit");
}

static void make_staff(struct world *w, struct rng *r)
{
    struct office *o = &w->office;

    for (uint32_t t = 0; t < o->n_team; t++) {
        uint32_t team_lateness = (uint32_t)rng_range(r, 820, 1180);
        for (uint32_t i = o->team[t].first; i < o->team[t].first + o->team[t].n; i++) {
            struct staff *s = &o->staff[i];
            struct name stem;
            names_staff(r, &s->name, &stem);
            snprintf(s->key, sizeof s->key, "%.*s%02u", (int)stem.len, stem.text, (unsigned)(i + 1));
            s->team = t;
            make_hours(s, r);
            s->from = w->as_of - rng_range(r, 1200, 7000);
            s->until = CAL_NONE;
            bool only = o->team[t].n == 1;
            if (!only && rng_chance(r, 120))
                s->from = w->as_of - rng_range(r, 20, 420);
            else if (i > o->team[t].first && rng_chance(r, 80)) /* the first of a team never leaves */
                s->until = w->as_of - rng_range(r, 5, 330);
            else if (i > o->team[t].first && rng_chance(r, 25))
                s->until = w->as_of + rng_range(r, 10, 120);
            static const uint16_t usual[] = {450, 700, 850, 950, 1050, 1150, 1350, 1800};
            s->lateness = usual[rng_below(r, COUNT(usual))];
            s->lateness += rng_below(r, 120);
            s->lateness = s->lateness * team_lateness / 1000;
            make_absences(w, s, r);
        }
    }
}

static void make_pools(struct world *w)
{
    struct office *o = &w->office;

    for (uint32_t k = 0; k < TEAM_KINDS; k++) {
        struct pool *p = &o->pool[k];
        uint32_t sum = 0;
        p->staff = claim(o->n_staff, sizeof *p->staff);
        p->upto = claim(o->n_staff, sizeof *p->upto);
        for (uint32_t i = 0; i < o->n_staff; i++) {
            const struct staff *s = &o->staff[i];
            if ((uint32_t)o->team[s->team].kind != k)
                continue;
            /* a newcomer's list is still short; who has left keeps a few until they are handed on */
            sum += !office_employed(s, w->as_of) ? s->hours / 20
                   : s->from > w->as_of - 90     ? s->hours / 2
                                                 : s->hours;
            p->staff[p->n] = i;
            p->upto[p->n++] = sum;
        }
    }
}

void office_make(struct world *w, uint32_t teams, uint32_t staff)
{
    struct office *o = &w->office;
    struct rng r = rng_make(w->seed, STREAM_OFFICE, 0);

    o->n_team = teams;
    o->n_staff = staff;
    o->team = claim(teams, sizeof *o->team);
    o->staff = claim(staff, sizeof *o->staff);
    make_teams(w, &r);
    share_staff(o);
    make_staff(w, &r);
    make_pools(w);
}

void office_free(struct office *o)
{
    for (uint32_t k = 0; k < TEAM_KINDS; k++) {
        free(o->pool[k].staff);
        free(o->pool[k].upto);
    }
    free(o->team);
    free(o->staff);
}

uint32_t office_caseworker(const struct office *o, struct rng *r, enum team_kind kind)
{
    const struct pool *p = &o->pool[o->pool[kind].n > 0 ? kind : TEAM_MARKET];
    uint32_t x = rng_below(r, p->upto[p->n - 1]);
    uint32_t lo = 0, hi = p->n - 1;

    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (x < p->upto[mid])
            hi = mid;
        else
            lo = mid + 1;
    }
    return p->staff[lo];
}

bool office_employed(const struct staff *s, int32_t day)
{
    return s->from <= day && (s->until == CAL_NONE || s->until >= day);
}

uint32_t office_colleague(const struct office *o, struct rng *r, uint32_t who, int32_t day)
{
    const struct team *t = &o->team[o->staff[who].team];
    uint32_t start = rng_below(r, t->n);

    for (uint32_t i = 0; i < t->n; i++) {
        uint32_t other = t->first + (start + i) % t->n;
        const struct staff *s = &o->staff[other];
        if (other != who && office_employed(s, day) && office_absent(s, day) == NULL)
            return other;
    }
    return who;
}

const struct absence *office_absent(const struct staff *s, int32_t day)
{
    for (uint32_t i = 0; i < s->n_absence; i++)
        if (s->absence[i].from <= day && day <= s->absence[i].until)
            return &s->absence[i];
    return NULL;
}
