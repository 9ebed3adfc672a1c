#include "base/day.h"
#include "base/text.h"

#include <string.h>

/* What is still to be read. */
struct scan {
    const char *s;
    size_t n;
};

static bool at_digit(const struct scan *x)
{
    return x->n && *x->s >= '0' && *x->s <= '9';
}

/* A number of least to most digits; false: there are fewer. More are left for whoever reads on. */
static bool take_number(struct scan *x, int least, int most, int *value)
{
    int v = 0, digits = 0;
    for (; digits < most && at_digit(x); digits++, x->s++, x->n--)
        v = v * 10 + (*x->s - '0');
    *value = v;
    return digits >= least;
}

static bool take_char(struct scan *x, char c)
{
    if (!x->n || *x->s != c)
        return false;
    x->s++;
    x->n--;
    return true;
}

static bool take_white(struct scan *x)
{
    size_t before = x->n;
    for (size_t w; (w = text_space(x->s, x->n)); x->n -= w)
        x->s += w;
    return x->n < before;
}

struct date {
    int year, month, day;
    bool short_year; /* of two digits */
};

/* `T.M.JJJJ` or `JJJJ-MM-TT`, as numbers alone. */
static bool take_date(struct scan *x, struct date *t)
{
    int first;
    const char *begin = x->s;
    if (!take_number(x, 1, 4, &first))
        return false;
    size_t digits = (size_t)(x->s - begin);
    if (digits <= 2 && take_char(x, '.')) {
        t->day = first;
        if (!take_number(x, 1, 2, &t->month) || !take_char(x, '.'))
            return false;
        begin = x->s;
        bool ok = take_number(x, 2, 4, &t->year) && !at_digit(x);
        t->short_year = x->s - begin == 2;
        return ok && x->s - begin != 3;
    }
    t->year = first;
    t->short_year = false;
    return digits == 4 && take_char(x, '-') && take_number(x, 2, 2, &t->month) && take_char(x, '-') &&
           take_number(x, 2, 2, &t->day) && !at_digit(x);
}

/* The last Sunday of a month, when the clocks are changed. */
static int32_t last_sunday(int year, int month)
{
    int32_t end = day_make(year, month, day_month_length(year, month));
    return end - (day_weekday(end) + 1) % 7;
}

/* Hours that the clocks of Germany are ahead of UTC on a day; on the two days of change either may be meant. */
static bool is_german_offset(const struct date *t, int hours)
{
    int32_t d = day_make(t->year, t->month, t->day);
    int32_t begin = last_sunday(t->year, 3), end = last_sunday(t->year, 10);
    return d == begin || d == end || hours == (d > begin && d < end ? 2 : 1);
}

/* `+01:00`, `+0100`, `+01`, where it is the time of Germany. */
static bool take_offset(struct scan *x, const struct date *t, bool valid)
{
    int hours, minutes = 0;
    if (!take_char(x, '+') || !take_number(x, 2, 2, &hours) || hours < 1 || hours > 2)
        return false;
    bool colon = take_char(x, ':');
    if ((colon || x->n) && (!take_number(x, 2, 2, &minutes) || minutes))
        return false;
    return valid && is_german_offset(t, hours);
}

static bool take_time(struct scan *x, const struct date *t, bool valid, int *minute)
{
    int hour, min, sec = 0;
    if (!take_char(x, 'T') && !take_char(x, 't') && !take_white(x))
        return false;
    if (!take_number(x, 1, 2, &hour) || !take_char(x, ':') || !take_number(x, 2, 2, &min) || hour > 23 || min > 59)
        return false;
    if (take_char(x, ':')) {
        if (!take_number(x, 2, 2, &sec) || sec > 59)
            return false;
        if ((take_char(x, '.') || take_char(x, ',')) && !at_digit(x))
            return false;
        while (at_digit(x))
            take_char(x, *x->s);
    }
    *minute = hour * 60 + min;
    if (x->n && *x->s == '+')
        return take_offset(x, t, valid);
    take_white(x);
    if (x->n == 3 && (x->s[0] | 0x20) == 'u' && (x->s[1] | 0x20) == 'h' && (x->s[2] | 0x20) == 'r')
        x->n = 0;
    return x->n == 0;
}

static enum day_form form_of(const struct date *t, int32_t *d)
{
    if (!t->year && !t->month && !t->day) {
        *d = DAY_NONE;
        return DAY_EMPTY;
    }
    if (t->short_year)
        return DAY_SHORT_YEAR;
    if (t->year > DAY_LAST_YEAR) {
        *d = DAY_OPEN;
        return DAY_BEYOND;
    }
    if (t->year < DAY_FIRST_YEAR || t->month > 12)
        return DAY_IS_NOT;
    int month = t->month ? t->month : 12, last = day_month_length(t->year, month);
    if (t->day > last)
        return DAY_IS_NOT;
    *d = day_make(t->year, month, t->day ? t->day : last);
    return t->month && t->day ? DAY_IS : DAY_INCOMPLETE;
}

/* `TT.MM.JJJJ` that is a day, as most fields are; everything else is for the scan. */
static bool is_plain_day(const char *s, size_t n, int32_t *d)
{
    static const signed char at[] = {0, 1, 3, 4, 6, 7, 8, 9};
    if (n != 10 || s[2] != '.' || s[5] != '.')
        return false;
    unsigned odd = 0;
    for (size_t i = 0; i < sizeof at; i++)
        odd |= (unsigned char)(s[at[i]] - '0') > 9;
    if (odd)
        return false;
    int day = (s[0] - '0') * 10 + (s[1] - '0'), month = (s[3] - '0') * 10 + (s[4] - '0');
    int year = (s[6] - '0') * 1000 + (s[7] - '0') * 100 + (s[8] - '0') * 10 + (s[9] - '0');
    if (year < DAY_FIRST_YEAR || year > DAY_LAST_YEAR || month < 1 || month > 12 || day < 1 ||
        day > day_month_length(year, month))
        return false;
    *d = day_make(year, month, day);
    return true;
}

enum day_form day_read(const char *s, size_t n, int century, int32_t *d, int *minute)
{
    if (is_plain_day(s, n, d)) {
        if (minute)
            *minute = -1;
        return DAY_IS;
    }
    struct scan x = {s, n};
    struct date t;
    int32_t day = 0;
    int time = -1;
    if (!take_date(&x, &t))
        return DAY_IS_NOT;
    if (t.short_year && century && (t.year || t.month || t.day)) {
        t.year += century - century % 100 + (t.year < century % 100 ? 100 : 0);
        t.short_year = false;
    }
    enum day_form form = form_of(&t, &day);
    if (form == DAY_IS_NOT || (x.n && !take_time(&x, &t, form == DAY_IS, &time)))
        return DAY_IS_NOT;
    if (form == DAY_SHORT_YEAR)
        return form;
    *d = day;
    if (minute)
        *minute = time;
    return form;
}

bool day_parse(const char *s, size_t n, int32_t *d, int *minute)
{
    int32_t day;
    int time;
    if (day_read(s, n, 0, &day, &time) != DAY_IS)
        return false;
    *d = day;
    if (minute)
        *minute = time;
    return true;
}

int day_century(const bool seen[100])
{
    int widest = 0, begin = 0, first = 0;
    while (first < 100 && !seen[first])
        first++;
    if (first == 100)
        return 0;
    for (int gap = 0, i = first + 1; i <= first + 100; i++) {
        gap = seen[i % 100] ? 0 : gap + 1;
        if (gap > widest) {
            widest = gap;
            begin = i - gap + 1;
        }
    }
    return 1900 + (begin + widest / 2) % 100;
}
