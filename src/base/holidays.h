/*
 * Public holidays of the 16 Länder (gesetzliche Feiertage), 1990 to 2100, with their legal history. They are Land law,
 * but for 3 October. Sources stand at each line of the table in holidays.c.
 *
 * Beyond 2100 the law goes on as it is now; before 1990 as it was in 1990.
 */
#ifndef KD_BASE_HOLIDAYS_H
#define KD_BASE_HOLIDAYS_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* By the official key of the Land, 01 to 16. IN_NO_LAND: not told; then only what is a holiday in all of them is one.
 */
enum land {
    IN_NO_LAND,
    IN_SH,
    IN_HH,
    IN_NI,
    IN_HB,
    IN_NW,
    IN_HE,
    IN_RP,
    IN_BW,
    IN_BY,
    IN_SL,
    IN_BE,
    IN_BB,
    IN_MV,
    IN_SN,
    IN_ST,
    IN_TH,
    LAND_COUNT
};

/* Holidays of parts of a Land, which count only where asked for; without effect in other Länder. */
enum holiday_option {
    HOLIDAY_ASSUMPTION = 1,     /* Mariä Himmelfahrt: communities of BY with more Catholics than Protestants */
    HOLIDAY_AUGSBURG = 2,       /* Augsburger Friedensfest: the city of Augsburg (BY) */
    HOLIDAY_CORPUS_CHRISTI = 4, /* Fronleichnam: Catholic communities of SN and TH */
};

struct holiday_region {
    enum land land;
    unsigned options; /* HOLIDAY_ASSUMPTION ... */
};

/* The name of the holiday on day, as the law calls it; NULL: none. Of two on one day (1 May, Ascension 2008) one. */
const char *holiday_name(int32_t day, enum land land, unsigned options);
bool holiday_is(int32_t day, enum land land, unsigned options);

/* Easter Sunday (Gregorian), any year from 1583 on. */
int32_t holiday_easter(int year);

const char *land_code(enum land land); /* "BW"; "" for IN_NO_LAND */
const char *land_name(enum land land); /* "Baden-Württemberg"; "" for IN_NO_LAND */
/* By code or name, case apart, n bytes of UTF-8; IN_NO_LAND: neither. */
enum land land_lookup(const char *s, size_t n);
/* "Fronleichnam", "Mariä Himmelfahrt", "Augsburger Friedensfest", case apart; 0: none of them. */
enum holiday_option holiday_option_lookup(const char *s, size_t n);
/* Whether the option does anything in that Land. */
bool holiday_option_fits(enum holiday_option option, enum land land);

/*
 * A Land by code or name, regional holidays behind it: "NI", "Bayern", "BY+Mariä Himmelfahrt+Augsburger Friedensfest".
 * False: cannot be read, or a regional holiday that this Land does not have; *r is unchanged.
 */
bool holiday_region_parse(const char *s, struct holiday_region *r);
/* The same in its shortest form, "" for IN_NO_LAND: the region of a run as a parameter. */
void holiday_region_put(struct buf *b, struct holiday_region r);

#endif
