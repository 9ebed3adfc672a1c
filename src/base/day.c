#include "base/day.h"

/* Days from civil and back: eras of 400 years, years that begin in March. */
int32_t day_make(int year, int month, int day)
{
    unsigned y = (unsigned)year - (month <= 2), m = (unsigned)(month > 2 ? month - 3 : month + 9); /* from March on */
    return (int32_t)(y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5) + day - 1 - 719468;
}

struct day_parts day_split(int32_t d)
{
    int z = d + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    struct day_parts p;
    p.day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    p.month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    p.year = year_of_era + era * 400 + (p.month <= 2);
    return p;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int day_month_length(int year, int month)
{
    static const signed char length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : length[month - 1];
}

int day_weekday(int32_t d)
{
    int w = (d + 3) % 7; /* 01.01.1970 was a Thursday */
    return w < 0 ? w + 7 : w;
}

int day_iso_week(int32_t d, int *year)
{
    int32_t thursday = d - day_weekday(d) + 3;
    int y = day_split(thursday).year;
    if (year)
        *year = y;
    return (thursday - day_make(y, 1, 1)) / 7 + 1;
}

int32_t day_month_end(int32_t d)
{
    return day_add_calendar_months(d, 0);
}

/* The month that lies n after p's, as year and month 1..12. */
static void shift_month(const struct day_parts *p, int n, int *year, int *month)
{
    int months = p->year * 12 + p->month - 1 + n;
    *year = months / 12;
    *month = months % 12 + 1;
}

int32_t day_add_months(int32_t d, int n)
{
    struct day_parts p = day_split(d);
    int year, month;
    shift_month(&p, n, &year, &month);
    int last = day_month_length(year, month);
    return day_make(year, month, p.day < last ? p.day : last);
}

int32_t day_add_calendar_months(int32_t d, int n)
{
    struct day_parts p = day_split(d);
    int year, month;
    shift_month(&p, n, &year, &month);
    return day_make(year, month, day_month_length(year, month));
}

int32_t day_birthday(int32_t born, int age)
{
    struct day_parts p = day_split(born);
    int year = p.year + age;
    if (p.month == 2 && p.day == 29 && !is_leap(year))
        return day_make(year, 3, 1);
    return day_make(year, p.month, p.day);
}

static void put_digits(char *s, int n, int value)
{
    for (int i = n - 1; i >= 0; i--, value /= 10)
        s[i] = (char)('0' + value % 10);
}

struct day_text day_german(int32_t d)
{
    struct day_text t = {""};
    if (d == DAY_NONE)
        return t;
    struct day_parts p = day_split(d);
    put_digits(t.s, 2, p.day);
    t.s[2] = t.s[5] = '.';
    put_digits(t.s + 3, 2, p.month);
    put_digits(t.s + 6, 4, p.year);
    return t;
}

struct day_text day_iso(int32_t d)
{
    struct day_text t = {""};
    if (d == DAY_NONE)
        return t;
    struct day_parts p = day_split(d);
    put_digits(t.s, 4, p.year);
    t.s[4] = t.s[7] = '-';
    put_digits(t.s + 5, 2, p.month);
    put_digits(t.s + 8, 2, p.day);
    return t;
}

const char *day_month_name(int month)
{
    static const char *const names[] = {"Januar", "Februar", "März",      "April",   "Mai",      "Juni",
                                        "Juli",   "August",  "September", "Oktober", "November", "Dezember"};
    return names[month - 1];
}
