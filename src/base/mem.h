/*
 * Memory that cannot fail: out of memory ends the program here, in one place.
 */
#ifndef KD_BASE_MEM_H
#define KD_BASE_MEM_H

#include <stddef.h>

/* n bytes, uninitialised; n = 0 gives a valid pointer. Ends the program (exit 70) where there is no memory. */
void *mem_alloc(size_t n) __attribute__((malloc, returns_nonnull));
/* n items of size bytes each, zeroed; an overflow of n x size counts as out of memory. */
void *mem_zero(size_t n, size_t size) __attribute__((malloc, returns_nonnull));
/* As realloc; p may be NULL. n items of size bytes each. */
void *mem_resize(void *p, size_t n, size_t size) __attribute__((returns_nonnull));

/*
 * There is no memory (n bytes, 0: nobody knows how many): ends the program as the calls above do. For libraries, too,
 * which only say that they had none; where the allocator is ours (mem_libraries.c) they never come to that.
 */
_Noreturn void mem_none(size_t n);

/*
 * Makes room for one more item in a growing array: doubles *cap where used == *cap.
 * Gives the (possibly moved) array of *cap items.
 */
void *mem_grow(void *items, size_t used, size_t *cap, size_t size) __attribute__((returns_nonnull));

/*
 * Arena: many small allocations with one life. Everything is given back by arena_free.
 * Not for use by two threads at once; blocks never move.
 */
struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* takes NULL */
/* All that was made from a is given back; a itself is as new, and keeps one block to be quick. */
void arena_reset(struct arena *a);
/* n bytes, zeroed, aligned for any type. */
void *arena_zero(struct arena *a, size_t n) __attribute__((returns_nonnull));
/* The same, uninitialised: for large columns that are written whole. */
void *arena_raw(struct arena *a, size_t n) __attribute__((returns_nonnull));
/* A copy of n bytes of s with a final NUL. */
char *arena_text(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
char *arena_strdup(struct arena *a, const char *s) __attribute__((returns_nonnull));
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3), returns_nonnull));
/* Everything of *from is from now on part of a; *from is freed. Pointers stay valid. */
void arena_merge(struct arena *a, struct arena *from);

#endif
