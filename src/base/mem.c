#include "base/mem.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FIRST_BLOCK = 1 << 12, LARGEST_BLOCK = 1 << 20, ALIGNMENT = 16, EXIT_FAULT = 70 };
static const char cure[] = "  Abhilfe: mehr Speicher für diesen Lauf, oder weniger auf einmal (--threads 1)\n";

/* In the middle of whatever, perhaps in several threads at once: no lock, no memory, and the first alone speaks. */
void mem_none(size_t n)
{
    static atomic_flag said = ATOMIC_FLAG_INIT;
    char text[160];
    int length = n ? snprintf(text, sizeof text, "kontaktdichte: kein Speicher mehr (%zu Byte angefordert)\n", n)
                   : snprintf(text, sizeof text, "kontaktdichte: kein Speicher mehr\n");
    while (atomic_flag_test_and_set(&said))
        pause();
    (void)!write(STDERR_FILENO, text, (size_t)length);
    (void)!write(STDERR_FILENO, cure, sizeof cure - 1);
    _exit(EXIT_FAULT);
}

void *mem_alloc(size_t n)
{
    void *p = malloc(n ? n : 1);
    if (!p)
        mem_none(n);
    return p;
}

void *mem_zero(size_t n, size_t size)
{
    void *p = calloc(n ? n : 1, size ? size : 1);
    if (!p)
        mem_none(n);
    return p;
}

void *mem_resize(void *p, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        mem_none(SIZE_MAX);
    size_t bytes = n * size;
    void *q = realloc(p, bytes ? bytes : 1);
    if (!q)
        mem_none(bytes);
    return q;
}

void *mem_grow(void *items, size_t used, size_t *cap, size_t size)
{
    if (used < *cap)
        return items;
    *cap = *cap ? *cap * 2 : 16;
    return mem_resize(items, *cap, size);
}

struct block {
    struct block *next;
    size_t used, cap;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
    struct block *blocks; /* the first is the one being filled */
    size_t next_size;
};

struct arena *arena_new(void)
{
    struct arena *a = mem_zero(1, sizeof *a);
    a->next_size = FIRST_BLOCK;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

void arena_reset(struct arena *a)
{
    struct block *keep = a->blocks;
    if (!keep)
        return;
    for (struct block *b = keep->next, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    keep->next = NULL;
    keep->used = 0;
}

static struct block *block_for(struct arena *a, size_t n)
{
    size_t cap = a->next_size;
    if (a->next_size < LARGEST_BLOCK)
        a->next_size *= 2;
    if (n > cap)
        cap = n;
    if (cap > SIZE_MAX - sizeof(struct block))
        mem_none(cap);
    struct block *b = mem_alloc(sizeof *b + cap);
    b->used = 0;
    b->cap = cap;
    b->next = a->blocks;
    a->blocks = b;
    return b;
}

static void *take(struct arena *a, size_t n, size_t alignment)
{
    struct block *b = a->blocks;
    size_t at = b ? (b->used + alignment - 1) & ~(alignment - 1) : 0;
    if (!b || at > b->cap || n > b->cap - at) {
        b = block_for(a, n);
        at = 0;
    }
    b->used = at + n;
    return b->bytes + at;
}

void *arena_zero(struct arena *a, size_t n)
{
    return memset(take(a, n, ALIGNMENT), 0, n);
}

void *arena_raw(struct arena *a, size_t n)
{
    return take(a, n, ALIGNMENT);
}

char *arena_text(struct arena *a, const char *s, size_t n)
{
    char *p = take(a, n + 1, 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_text(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *p = take(a, (size_t)(n < 0 ? 0 : n) + 1, 1);
    p[0] = '\0';
    if (n > 0)
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}

void arena_merge(struct arena *a, struct arena *from)
{
    struct block *last = from->blocks;
    if (last) {
        while (last->next)
            last = last->next;
        if (a->blocks) { /* keep filling a's own block: put the others behind it */
            last->next = a->blocks->next;
            a->blocks->next = from->blocks;
        } else {
            a->blocks = from->blocks;
        }
        from->blocks = NULL;
    }
    arena_free(from);
}
