/*
 * Memory that runs out, as test_memory.py wants it: preloaded into the program, whose allocator asks libc's by the names
 * below (base/mem_libraries.c).
 *
 *   KD_FAIL=N    the N-th allocation gives nothing; (KD_FAIL_ON) nor does any behind it
 *   KD_SITES     file for the numbers of the allocations that were the first of their place, a line each: a place is
 *                who asked, and who asked him, up to DEPTH
 */
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { DEPTH = 5, OWN = 3, SEEN = 1 << 16 };

void *__libc_memalign(size_t alignment, size_t n);
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

static atomic_long calls;
static long fail = -1;
static int on, sites = -1;
static _Thread_local int inside;
static uint64_t seen[SEEN];

__attribute__((constructor)) static void begin(void)
{
    void *frame[DEPTH];
    const char *n = getenv("KD_FAIL"), *path = getenv("KD_SITES");
    fail = n ? atol(n) : -1;
    on = getenv("KD_FAIL_ON") != NULL;
    inside = 1;
    if (path) {
        (void)backtrace(frame, DEPTH); /* loads what it needs */
        sites = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0600);
    }
    inside = 0;
    atomic_store(&calls, 0);
}

static void note(long n)
{
    void *frame[DEPTH + OWN];
    char line[32];
    uint64_t hash = 14695981039346656037u;
    inside = 1;
    int depth = backtrace(frame, DEPTH + OWN);
    inside = 0;
    for (int i = OWN; i < depth; i++)
        hash = (hash ^ (uintptr_t)frame[i]) * 1099511628211u;
    uint64_t at = hash % SEEN;
    for (int tries = 0; tries < SEEN && seen[at] && seen[at] != hash; tries++)
        at = (at + 1) % SEEN;
    if (seen[at])
        return;
    seen[at] = hash;
    int length = snprintf(line, sizeof line, "%ld\n", n);
    if (write(sites, line, (size_t)length) != length)
        abort();
}

static int fails(void)
{
    if (inside)
        return 0;
    long n = atomic_fetch_add(&calls, 1) + 1;
    if (sites >= 0)
        note(n);
    if (fail < 0 || (on ? n < fail : n != fail))
        return 0;
    errno = ENOMEM;
    return 1;
}

void *__libc_malloc(size_t n)
{
    return fails() ? NULL : __libc_memalign(16, n);
}

void *__libc_calloc(size_t n, size_t size)
{
    size_t bytes;
    if (fails() || __builtin_mul_overflow(n, size, &bytes))
        return NULL;
    void *p = __libc_memalign(16, bytes);
    return p ? memset(p, 0, bytes) : NULL;
}

void *__libc_realloc(void *p, size_t n)
{
    if (fails())
        return NULL;
    if (p && !n) {
        free(p);
        return NULL;
    }
    void *q = __libc_memalign(16, n);
    size_t had = p ? malloc_usable_size(p) : 0;
    if (q && p) {
        memcpy(q, p, had < n ? had : n);
        free(p);
    }
    return q;
}
