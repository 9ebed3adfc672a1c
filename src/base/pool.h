/*
 * Work on several threads. What is done does not depend on how many: work is cut into n parts beforehand.
 */
#ifndef KD_BASE_POOL_H
#define KD_BASE_POOL_H

#include <stddef.h>

enum { POOL_MOST_THREADS = 64 };

/*
 * Calls work(context, i, thread) for every i < n, on up to `threads` threads (1: in the caller's), in rising order of
 * i as far as threads are free. thread is 0..threads-1, for scratch memory. Returns when all is done.
 */
void pool_run(unsigned threads, size_t n, void (*work)(void *context, size_t i, unsigned thread), void *context);
/* Processors at hand, 1..POOL_MOST_THREADS. */
unsigned pool_processors(void);

#endif
