/*
 * Numbers, without any locale: reading (decimal comma or point), and the German form (DIN 5008).
 */
#ifndef KD_BASE_NUM_H
#define KD_BASE_NUM_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Not negative, comma or point, at most `places` decimals kept (rounded half up) as an integer x 10^places. */
bool num_parse_scaled(const char *s, size_t n, int places, int64_t *out);
/* A number as in XML and CSS: optional minus, digits, point. */
bool num_parse_double(const char *s, size_t n, double *out);
/* Fixed point with at most `places` (0..9) decimals, trailing zeros dropped, for XML, SVG, PDF: "-0.5", "12". */
void num_put_fixed(struct buf *b, double v, int places);

/* German: 12.345 (a point groups thousands from four digits on; minus sign U+2212). */
void num_put_german(struct buf *b, int64_t n);
/* The same as text in a, for sentences. */
const char *num_german(uint64_t n, struct arena *a);
/* German, with `places` decimals: 1.234,5; rounded half away from zero. */
void num_put_german_decimal(struct buf *b, double v, int places);
/*
 * The share part / whole as "75,1 %" with a no-break space, exact: rounded half up in integers; "–" where whole is 0.
 */
void num_put_percent(struct buf *b, uint64_t part, uint64_t whole);
/* Tenths of a percent, rounded half up: 751 for 75,1 %; -1 where whole is 0. For differences of what is shown. */
int64_t num_per_mille(uint64_t part, uint64_t whole);

#endif
