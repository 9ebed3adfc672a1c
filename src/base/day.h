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

/*
 * `TT.MM.JJJJ` or `JJJJ-MM-TT`, a time may follow (spec 1.1); n bytes, without surrounding spaces.
 * minute: minutes since midnight, -1 where there is no time; may be NULL.
 * False: not a day (form, impossible date, year outside 1900..2199, impossible time); *d is unchanged.
 */
bool day_parse(const char *s, size_t n, int32_t *d, int *minute);

/* Both write 10 characters and a NUL; DAY_NONE gives "". */
struct day_text {
    char s[11];
};
struct day_text day_german(int32_t d); /* 30.11.2023 */
struct day_text day_iso(int32_t d);    /* 2023-11-30 */
const char *day_month_name(int month); /* "Januar" .. "Dezember" */

#endif
