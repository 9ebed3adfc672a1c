#include "calendar.h"

#include <stdlib.h>

int32_t cal_day(int32_t year, int32_t month, int32_t day)
{
    int32_t y = month <= 2 ? year - 1 : year; /* years beginning in March; all of them are positive here */
    int32_t century = y / 400;
    int32_t of_century = y - century * 400;
    int32_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

    return century * 146097 + of_century * 365 + of_century / 4 - of_century / 100 + of_year - 719468;
}

void cal_civil(int32_t date, int32_t *year, int32_t *month, int32_t *day)
{
    int32_t z = date + 719468;
    int32_t century = z / 146097;
    int32_t of_century = z - century * 146097;
    int32_t y = (of_century - of_century / 1460 + of_century / 36524 - of_century / 146096) / 365;
    int32_t of_year = of_century - (365 * y + y / 4 - y / 100);
    int32_t m = (5 * of_year + 2) / 153;

    *day = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + century * 400 + (*month <= 2 ? 1 : 0);
}

int32_t cal_year(int32_t date)
{
    int32_t y, m, d;

    cal_civil(date, &y, &m, &d);
    return y;
}

static int32_t month_length(int32_t year, int32_t month)
{
    return month == 12 ? 31 : cal_day(year, month + 1, 1) - cal_day(year, month, 1);
}

bool cal_parse_iso(const char *text, int32_t *date)
{
    static const char form[] = "dddd-dd-dd";
    int32_t part[3] = {0, 0, 0};
    int at = 0;

    for (int i = 0; form[i] != '\0'; i++) {
        if (form[i] == '-') {
            if (text[i] != '-')
                return false;
            at++;
        } else {
            if (text[i] < '0' || text[i] > '9')
                return false;
            part[at] = part[at] * 10 + (text[i] - '0');
        }
    }
    if (text[10] != '\0' || part[0] < 1900 || part[0] > 2199 || part[1] < 1 || part[1] > 12 || part[2] < 1 ||
        part[2] > month_length(part[0], part[1]))
        return false;
    *date = cal_day(part[0], part[1], part[2]);
    return true;
}

int32_t cal_add_months(int32_t date, int32_t months)
{
    int32_t y, m, d;

    cal_civil(date, &y, &m, &d);
    int32_t total = y * 12 + (m - 1) + months;
    y = total / 12;
    m = total % 12 + 1;
    int32_t last = month_length(y, m);
    return cal_day(y, m, d < last ? d : last);
}

int32_t cal_birthday(int32_t birth, int32_t years)
{
    int32_t y, m, d;

    cal_civil(birth, &y, &m, &d);
    return cal_day(y + years, m, d); /* 29.02. of a common year comes out as 01.03. */
}

/* Gregorian Easter Sunday, after Butcher */
static int32_t easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100;
    int32_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int32_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451;
    int32_t sum = h + l - 7 * m + 114;

    return cal_day(year, sum / 31, sum % 31 + 1);
}

static void mark_holidays(struct calendar *cal, int32_t year)
{
    static const int8_t fixed[][2] = {{1, 1}, {5, 1}, {10, 3}, {12, 25}, {12, 26}};
    static const int8_t from_easter[] = {-2, 1, 39, 50};

    for (unsigned i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        cal->holiday[cal_day(year, fixed[i][0], fixed[i][1]) - CAL_FIRST] = true;
    for (unsigned i = 0; i < sizeof from_easter; i++)
        cal->holiday[easter(year) + from_easter[i] - CAL_FIRST] = true;
    if (year >= 2017)
        cal->holiday[cal_day(year, 10, 31) - CAL_FIRST] = true;
}

struct calendar *cal_new(void)
{
    struct calendar *cal = calloc(1, sizeof *cal);

    if (cal == NULL)
        return NULL;
    for (int32_t i = 0; i < CAL_DAYS; i++) {
        int32_t y, m, d;
        char *t = cal->text[i];
        cal_civil(CAL_FIRST + i, &y, &m, &d);
        t[0] = (char)('0' + d / 10);
        t[1] = (char)('0' + d % 10);
        t[2] = '.';
        t[3] = (char)('0' + m / 10);
        t[4] = (char)('0' + m % 10);
        t[5] = '.';
        t[6] = (char)('0' + y / 1000);
        t[7] = (char)('0' + y / 100 % 10);
        t[8] = (char)('0' + y / 10 % 10);
        t[9] = (char)('0' + y % 10);
    }
    for (int32_t y = 1900; y <= 2199; y++)
        mark_holidays(cal, y);
    return cal;
}

void cal_free(struct calendar *cal)
{
    free(cal);
}
