/*
 * Days. A day is an int32_t: days since 01.01.1970 in the proleptic Gregorian calendar.
 * The program knows no time zone and no clock but for the default reporting day (cli).
 */
#ifndef KD_BASE_DAY_H
#define KD_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DAY_NONE INT32_MIN /* no day given; before every day */
#define DAY_OPEN INT32_MAX /* without end; beyond every day */

enum { DAY_FIRST_YEAR = 1900, DAY_LAST_YEAR = 2199 };

struct day_parts {
    int year;  /* 1900..2199 */
    int month; /* 1..12 */
    int day;   /* 1..31 */
};

/* year: 1 or later. */
int32_t day_make(int year, int month, int day);
struct day_parts day_split(int32_t d);
int day_month_length(int year, int month);
/* 0 = Monday .. 6 = Sunday. */
int day_weekday(int32_t d);
/* ISO 8601 week 1..53, and the year it belongs to. */
int day_iso_week(int32_t d, int *year);
int32_t day_month_end(int32_t d);

/*
 * d + n months: keeps the day of the month, or takes the last day of a shorter month (spec 2, head).
 * n may be negative.
 */
int32_t day_add_months(int32_t d, int n);
/* The last day of the n-th month after d's (spec 2, head). */
int32_t day_add_calendar_months(int32_t d, int n);

/* The birthday in year y of somebody born on d: 29.02. becomes 01.03. in a common year (spec 2.1). */
int32_t day_birthday(int32_t born, int age);

/* What a field is that should be a day (spec 1.1). */
enum day_form {
    DAY_IS,         /* *d is it */
    DAY_EMPTY,      /* 00.00.0000: *d is DAY_NONE */
    DAY_BEYOND,     /* a year from 2200 on, whatever the rest: *d is DAY_OPEN */
    DAY_INCOMPLETE, /* day or month is 00: *d is the last day it can be */
    DAY_SHORT_YEAR, /* a year of two digits, and nobody says the century */
    DAY_IS_NOT
};

/*
 * `T.M.JJJJ`, `TT.MM.JJJJ` or `JJJJ-MM-TT`; a time may follow: `9:05`, `09:05`, `09:05:59`, fractions of a second,
 * white space of any kind or `T` before, `Uhr` behind, or the offset that Germany has on that day (any other would be a
 * time elsewhere, and maybe another day). n bytes, without surrounding spaces. century: the first of the hundred years
 * in which one of two digits lies (`1.10.23`); 0: there is none such. minute: minutes since midnight, -1 where there is
 * no time; may be NULL. Both are unchanged where it says IS_NOT or SHORT_YEAR.
 */
enum day_form day_read(const char *s, size_t n, int century, int32_t *d, int *minute);
/* The same where only a whole day will do; false: *d is unchanged. */
bool day_parse(const char *s, size_t n, int32_t *d, int *minute);
/*
 * Where a hundred years begin that leave the years of two digits that were seen together: from the middle of the widest
 * gap between them, 1900 to 1999; 0: none was seen.
 */
int day_century(const bool seen[100]);

/* Both write 10 characters and a NUL; DAY_NONE gives "". */
struct day_text {
    char s[11];
};
struct day_text day_german(int32_t d); /* 30.11.2023 */
struct day_text day_iso(int32_t d);    /* 2023-11-30 */
const char *day_month_name(int month); /* "Januar" .. "Dezember" */

#endif
