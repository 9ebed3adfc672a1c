/*
 * The memory of the libraries. Each has an idea of its own what it does without: it ends the program with another code
 * (libhyphen, libxml2), goes on with half of what it was given (HarfBuzz, libxlsxwriter), takes it for a fault of the
 * file. So the allocator of the whole process is this one, libc's with one difference: what it gives is there. A
 * sanitizer has an allocator of its own.
 */
#include "base/mem.h"

#ifdef KD_LIBC_MALLOC

#include <stdlib.h>

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);

void *malloc(size_t n)
{
    void *p = __libc_malloc(n);
    if (!p)
        mem_none(n);
    return p;
}

void *calloc(size_t n, size_t size)
{
    void *p = __libc_calloc(n, size);
    if (!p)
        mem_none(size && n > (size_t)-1 / size ? (size_t)-1 : n * size);
    return p;
}

void *realloc(void *p, size_t n)
{
    void *q = __libc_realloc(p, n);
    if (!q && (n || !p)) /* else p is given back, and there is nothing to give */
        mem_none(n);
    return q;
}

#endif
