/*
 * A growing byte buffer. Numbers are written without any locale.
 */
#ifndef KD_BASE_BUF_H
#define KD_BASE_BUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *p; /* n bytes, and a NUL behind them; NULL as long as nothing was put */
    size_t n, cap;
};

void buf_free(struct buf *b); /* b is empty afterwards and may be used again */
static inline void buf_clear(struct buf *b)
{
    b->n = 0;
}
/* Room for n more bytes behind b->n. */
void buf_reserve(struct buf *b, size_t n);
void buf_put(struct buf *b, const void *p, size_t n);
void buf_char(struct buf *b, char c);
void buf_text(struct buf *b, const char *s);
void buf_int(struct buf *b, int64_t n);
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *b, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* The bytes as a C string: "" where nothing was put. */
const char *buf_str(const struct buf *b);
struct arena;
/* The same in a; b is freed. */
const char *buf_keep(struct buf *b, struct arena *a);

#endif
