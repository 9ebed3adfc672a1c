#include "base/num.h"

#include <math.h>
#include <string.h>

bool num_parse_scaled(const char *s, size_t n, int places, int64_t *out)
{
    int64_t v = 0;
    size_t i = 0;
    int whole = 0;
    for (; i < n && s[i] >= '0' && s[i] <= '9'; i++, whole++)
        if (whole < 12)
            v = v * 10 + (s[i] - '0');
    if (whole > 12)
        return false;
    int decimals = 0;
    bool round_up = false;
    if (i < n && (s[i] == ',' || s[i] == '.')) {
        for (i++; i < n && s[i] >= '0' && s[i] <= '9'; i++, decimals++) {
            if (decimals < places)
                v = v * 10 + (s[i] - '0');
            else if (decimals == places)
                round_up = s[i] >= '5';
        }
        if (!decimals)
            return false;
    }
    if (i != n || whole == 0)
        return false;
    for (; decimals < places; decimals++)
        v *= 10;
    *out = v + round_up;
    return true;
}

bool num_parse_double(const char *s, size_t n, double *out)
{
    double sign = 1;
    if (n && *s == '-') {
        sign = -1;
        s++;
        n--;
    }
    size_t i = 0;
    double v = 0;
    for (; i < n && s[i] >= '0' && s[i] <= '9'; i++)
        v = v * 10 + (s[i] - '0');
    size_t whole = i, decimals = 0;
    if (i < n && s[i] == '.') {
        double scale = 1;
        for (i++; i < n && s[i] >= '0' && s[i] <= '9'; i++, decimals++) {
            v = v * 10 + (s[i] - '0');
            scale *= 10;
        }
        v /= scale;
    }
    if (i != n || whole + decimals == 0 || n > 30)
        return false;
    *out = sign * v;
    return true;
}

static const int64_t power[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000};

/* v x 10^places as an integer, half away from zero; what does not fit is cut off. */
static int64_t scaled(double v, int places)
{
    double x = v * (double)power[places];
    if (!(x > -9e17 && x < 9e17))
        x = x > 0 ? 9e17 : x < 0 ? -9e17 : 0;
    return llround(x);
}

static void put_decimals(struct buf *b, int64_t rest, int places)
{
    char digits[10];
    for (int i = places - 1; i >= 0; i--, rest /= 10)
        digits[i] = (char)('0' + rest % 10);
    buf_put(b, digits, (size_t)places);
}

void num_put_fixed(struct buf *b, double v, int places)
{
    int64_t x = scaled(v, places);
    if (x < 0) {
        buf_char(b, '-');
        x = -x;
    }
    while (places > 0 && x % 10 == 0) {
        x /= 10;
        places--;
    }
    buf_int(b, x / power[places]);
    if (places > 0) {
        buf_char(b, '.');
        put_decimals(b, x % power[places], places);
    }
}

void num_put_german(struct buf *b, int64_t n)
{
    struct buf digits = {0};
    buf_int(&digits, n < 0 ? -n : n);
    if (n < 0)
        buf_text(b, "\u2212");
    for (size_t i = 0; i < digits.n; i++) {
        if (i && (digits.n - i) % 3 == 0)
            buf_char(b, '.');
        buf_char(b, digits.p[i]);
    }
    buf_free(&digits);
}

void num_put_german_decimal(struct buf *b, double v, int places)
{
    int64_t x = scaled(v, places);
    if (x < 0) {
        buf_text(b, "\u2212");
        x = -x;
    }
    num_put_german(b, x / power[places]);
    if (places > 0) {
        buf_char(b, ',');
        put_decimals(b, x % power[places], places);
    }
}

const char *num_german(uint64_t n, struct arena *a)
{
    struct buf b = {0};
    num_put_german(&b, (int64_t)n);
    return buf_keep(&b, a);
}

int64_t num_per_mille(uint64_t part, uint64_t whole)
{
    return whole ? (int64_t)((part * 2000 + whole) / (whole * 2)) : -1;
}

void num_put_percent(struct buf *b, uint64_t part, uint64_t whole)
{
    int64_t tenths = num_per_mille(part, whole);
    if (tenths < 0) {
        buf_text(b, "\u2013");
        return;
    }
    num_put_german(b, tenths / 10);
    buf_char(b, ',');
    buf_char(b, (char)('0' + tenths % 10));
    buf_text(b, "\u00a0%");
}
