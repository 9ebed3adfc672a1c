#include "base/holidays.h"

#include "base/day.h"
#include "base/text.h"

#include <string.h>

/* ---- the Länder ---- */

static const struct {
    const char *code, *name;
} lands[LAND_COUNT] = {
    [IN_NO_LAND] = {"", ""},
    [IN_SH] = {"SH", "Schleswig-Holstein"},
    [IN_HH] = {"HH", "Hamburg"},
    [IN_NI] = {"NI", "Niedersachsen"},
    [IN_HB] = {"HB", "Bremen"},
    [IN_NW] = {"NW", "Nordrhein-Westfalen"},
    [IN_HE] = {"HE", "Hessen"},
    [IN_RP] = {"RP", "Rheinland-Pfalz"},
    [IN_BW] = {"BW", "Baden-Württemberg"},
    [IN_BY] = {"BY", "Bayern"},
    [IN_SL] = {"SL", "Saarland"},
    [IN_BE] = {"BE", "Berlin"},
    [IN_BB] = {"BB", "Brandenburg"},
    [IN_MV] = {"MV", "Mecklenburg-Vorpommern"},
    [IN_SN] = {"SN", "Sachsen"},
    [IN_ST] = {"ST", "Sachsen-Anhalt"},
    [IN_TH] = {"TH", "Thüringen"},
};

static const struct {
    enum holiday_option option;
    const char *name;
} options[] = {
    {HOLIDAY_ASSUMPTION, "Mariä Himmelfahrt"},
    {HOLIDAY_AUGSBURG, "Augsburger Friedensfest"},
    {HOLIDAY_CORPUS_CHRISTI, "Fronleichnam"},
};
enum { N_OPTIONS = sizeof options / sizeof *options };

/* ---- the law ---- */

enum movement {
    ON_DATE,    /* month, day */
    BY_EASTER,  /* day: days after Easter Sunday */
    REPENTANCE, /* the Wednesday before 23 November: eleven days before the first Sunday in Advent */
};

#define IN(land) (1u << IN_##land)
enum {
    ALL = (1u << LAND_COUNT) - 2, /* every Land, without IN_NO_LAND */
    NEW = IN(BB) | IN(MV) | IN(SN) | IN(ST) | IN(TH),
    ALWAYS = 0,
    STILL = 9999,
};

static const struct holiday {
    const char *name;
    enum movement movement;
    int month, day;
    unsigned in;
    int from, to;    /* years, both included */
    unsigned option; /* only where this is asked for; 0: everywhere in these Länder */
} law[] = {
    /*
     * In all Länder, by the law of each (BW FTG § 1, BayFTG Art. 1, FeiertG BE § 1, FTG BB § 2, ... ThürFtG § 2).
     * In 1990 the GDR had these too: Easter Monday again in that year, Ascension by the Verordnung über die
     * Einführung gesetzlicher Feiertage (FeiertEV) of 16.05.1990 (GBl. I Nr. 27 S. 248).
     */
    {"Neujahr", ON_DATE, 1, 1, ALL, ALWAYS, STILL, 0},
    {"Karfreitag", BY_EASTER, 0, -2, ALL, ALWAYS, STILL, 0},
    {"Ostermontag", BY_EASTER, 0, 1, ALL, ALWAYS, STILL, 0},
    {"1. Mai", ON_DATE, 5, 1, ALL, ALWAYS, STILL, 0},
    {"Christi Himmelfahrt", BY_EASTER, 0, 39, ALL, ALWAYS, STILL, 0},
    {"Pfingstmontag", BY_EASTER, 0, 50, ALL, ALWAYS, STILL, 0},
    {"1. Weihnachtstag", ON_DATE, 12, 25, ALL, ALWAYS, STILL, 0},
    {"2. Weihnachtstag", ON_DATE, 12, 26, ALL, ALWAYS, STILL, 0},

    /* Einigungsvertrag Art. 2 (2), for the first time in 1990; it ended the law on 17 June (of 04.08.1953, West). */
    {"Tag der Deutschen Einheit", ON_DATE, 10, 3, ALL, 1990, STILL, 0},
    {"Tag der deutschen Einheit", ON_DATE, 6, 17, ALL & ~NEW, ALWAYS, 1990, 0},

    /* BW FTG § 1, BayFTG Art. 1; FeiertG LSA § 2 of 22.05.1992, so for the first time on 06.01.1993. */
    {"Heilige Drei Könige", ON_DATE, 1, 6, IN(BW) | IN(BY), ALWAYS, STILL, 0},
    {"Heilige Drei Könige", ON_DATE, 1, 6, IN(ST), 1993, STILL, 0},

    /* FeiertG BE § 1 as of 30.01.2019; FTG M-V § 2 as of 28.06.2022. */
    {"Internationaler Frauentag", ON_DATE, 3, 8, IN(BE), 2019, STILL, 0},
    {"Internationaler Frauentag", ON_DATE, 3, 8, IN(MV), 2023, STILL, 0},

    /* FTG BB § 2 (1): both Sundays, there alone. (In Hessen every Sunday is a holiday; that gives nobody a free day.)
     */
    {"Ostersonntag", BY_EASTER, 0, 0, IN(BB), ALWAYS, STILL, 0},
    {"Pfingstsonntag", BY_EASTER, 0, 49, IN(BB), ALWAYS, STILL, 0},

    /* FeiertG BE § 1: once each, 75 and 80 years after the end of the war, 75 after the uprising in the GDR. */
    {"Tag der Befreiung", ON_DATE, 5, 8, IN(BE), 2020, 2020, 0},
    {"Tag der Befreiung", ON_DATE, 5, 8, IN(BE), 2025, 2025, 0},
    {"75. Jahrestag des Aufstandes vom 17. Juni 1953", ON_DATE, 6, 17, IN(BE), 2028, 2028, 0},

    /*
     * Sachsen: SächsSFG § 1 (1) with the Fronleichnamsverordnung (communities of Bautzen and the old Westlausitzkreis).
     * Thüringen: ThürFtG § 2 (2) with § 10 (1): where it was one in 1994 (Eichsfeld, parts of Unstrut-Hainich and
     * Wartburg). Before those laws: FeiertEV of 16.05.1990, "for territories with a Catholic majority".
     */
    {"Fronleichnam", BY_EASTER, 0, 60, IN(BW) | IN(BY) | IN(HE) | IN(NW) | IN(RP) | IN(SL), ALWAYS, STILL, 0},
    {"Fronleichnam", BY_EASTER, 0, 60, IN(SN) | IN(TH), ALWAYS, STILL, HOLIDAY_CORPUS_CHRISTI},

    /* BayFTG Art. 1 (2): the city of Augsburg. Art. 1 (1) no. 2: communities with more Catholics; SL SFG § 2: all. */
    {"Augsburger Friedensfest", ON_DATE, 8, 8, IN(BY), ALWAYS, STILL, HOLIDAY_AUGSBURG},
    {"Mariä Himmelfahrt", ON_DATE, 8, 15, IN(SL), ALWAYS, STILL, 0},
    {"Mariä Himmelfahrt", ON_DATE, 8, 15, IN(BY), ALWAYS, STILL, HOLIDAY_ASSUMPTION},

    /* ThürFtG § 2 (1) as of 19.02.2019. */
    {"Weltkindertag", ON_DATE, 9, 20, IN(TH), 2019, STILL, 0},

    /*
     * The new Länder since 1990 (FeiertEV, then their own laws); 2017 in all, 500 years after the theses; since 2018 in
     * the north (laws of HH 28.02., SH 22.02., NI 19.06., HB 22.06.2018).
     */
    {"Reformationstag", ON_DATE, 10, 31, NEW, ALWAYS, STILL, 0},
    {"Reformationstag", ON_DATE, 10, 31, ALL & ~NEW, 2017, 2017, 0},
    {"Reformationstag", ON_DATE, 10, 31, IN(HH) | IN(HB) | IN(NI) | IN(SH), 2018, STILL, 0},

    {"Allerheiligen", ON_DATE, 11, 1, IN(BW) | IN(BY) | IN(NW) | IN(RP) | IN(SL), ALWAYS, STILL, 0},

    /*
     * Until 1994 in all Länder (in the new ones by FeiertEV, for territories with a Protestant majority). Given up to
     * pay for the Pflegeversicherung (SGB XI § 58 (2)) in all but Sachsen.
     */
    {"Buß- und Bettag", REPENTANCE, 0, 0, ALL & ~IN(SN), ALWAYS, 1994, 0},
    {"Buß- und Bettag", REPENTANCE, 0, 0, IN(SN), ALWAYS, STILL, 0},
};
enum { N_LAW = sizeof law / sizeof *law };

/* Lichtenberg's form of Gauss's rule: one expression a step, no exceptions. */
int32_t holiday_easter(int year)
{
    int century = year / 100;
    int sun = 2 - (3 * century + 3) / 4;
    int moon = 15 + (3 * century + 3) / 4 - (8 * century + 13) / 25;
    int golden = year % 19;
    int seed = (19 * golden + moon) % 30;
    int correction = (seed + golden / 11) / 29;
    int full_moon = 21 + seed - correction; /* of March */
    int sunday = 7 - (year + year / 4 + sun) % 7;
    return day_make(year, 3, 1) - 1 + full_moon + 7 - (full_moon - sunday) % 7;
}

static int32_t day_of(const struct holiday *h, int year, int32_t easter)
{
    switch (h->movement) {
    case BY_EASTER:
        return easter + h->day;
    case REPENTANCE: {
        int32_t before = day_make(year, 11, 22);
        return before - (day_weekday(before) + 5) % 7; /* 2 is Wednesday */
    }
    case ON_DATE:
        break;
    }
    return day_make(year, h->month, h->day);
}

/* The Länder in which day is a holiday, as bits; name: that of the first line of the law that says so in `wanted`. */
static unsigned lands_on(int32_t day, unsigned wanted, unsigned asked, const char **name)
{
    unsigned found = 0;
    int year = day_split(day).year;
    int32_t easter = holiday_easter(year);
    for (int i = 0; i < N_LAW; i++) {
        const struct holiday *h = &law[i];
        if (year < h->from || year > h->to || (h->option && !(asked & h->option)) || day_of(h, year, easter) != day)
            continue;
        if (!*name && (h->in & wanted))
            *name = h->name;
        found |= h->in;
    }
    return found;
}

const char *holiday_name(int32_t day, enum land land, unsigned asked)
{
    const char *name = NULL;
    if (land == IN_NO_LAND) /* regional holidays belong to a Land */
        return (lands_on(day, ALL, 0, &name) & ALL) == ALL ? name : NULL;
    lands_on(day, 1u << land, asked, &name);
    return name;
}

bool holiday_is(int32_t day, enum land land, unsigned asked)
{
    return holiday_name(day, land, asked) != NULL;
}

/* ---- words ---- */

const char *land_code(enum land land)
{
    return lands[land].code;
}

const char *land_name(enum land land)
{
    return lands[land].name;
}

enum land land_lookup(const char *s, size_t n)
{
    s = text_trim(s, &n);
    for (int i = IN_NO_LAND + 1; i < LAND_COUNT; i++)
        if (text_equal_folded(s, n, lands[i].code, strlen(lands[i].code)) ||
            text_equal_folded(s, n, lands[i].name, strlen(lands[i].name)))
            return (enum land)i;
    return IN_NO_LAND;
}

enum holiday_option holiday_option_lookup(const char *s, size_t n)
{
    s = text_trim(s, &n);
    for (int i = 0; i < N_OPTIONS; i++)
        if (text_equal_folded(s, n, options[i].name, strlen(options[i].name)))
            return options[i].option;
    return 0;
}

bool holiday_option_fits(enum holiday_option option, enum land land)
{
    for (int i = 0; i < N_LAW; i++)
        if (law[i].option == option && (law[i].in >> land & 1))
            return true;
    return false;
}

bool holiday_region_parse(const char *s, struct holiday_region *r)
{
    size_t n = strcspn(s, "+");
    struct holiday_region read = {.land = text_is_utf8(s, strlen(s)) ? land_lookup(s, n) : IN_NO_LAND};
    if (read.land == IN_NO_LAND)
        return false;
    for (s += n; *s; s += n) {
        s++;
        n = strcspn(s, "+");
        enum holiday_option option = holiday_option_lookup(s, n);
        if (!option || !holiday_option_fits(option, read.land))
            return false;
        read.options |= option;
    }
    *r = read;
    return true;
}

void holiday_region_put(struct buf *b, struct holiday_region r)
{
    buf_text(b, land_code(r.land));
    for (int i = 0; i < N_OPTIONS; i++)
        if ((r.options & options[i].option) && holiday_option_fits(options[i].option, r.land)) {
            buf_char(b, '+');
            buf_text(b, options[i].name);
        }
}
