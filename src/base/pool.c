#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

struct job {
    void (*work)(void *, size_t, unsigned);
    void *context;
    size_t n;
    atomic_size_t next;
};

struct worker {
    struct job *job;
    unsigned number;
};

static void *labour(void *arg)
{
    struct worker *w = arg;
    for (size_t i; (i = atomic_fetch_add(&w->job->next, 1)) < w->job->n;)
        w->job->work(w->job->context, i, w->number);
    return NULL;
}

void pool_run(unsigned threads, size_t n, void (*work)(void *, size_t, unsigned), void *context)
{
    struct job job = {.work = work, .context = context, .n = n};
    struct worker worker[POOL_MOST_THREADS];
    pthread_t id[POOL_MOST_THREADS];
    if (threads > POOL_MOST_THREADS)
        threads = POOL_MOST_THREADS;
    if (threads > n)
        threads = (unsigned)n;
    unsigned started = 0;
    /* The caller is worker 0; where a thread cannot be made, the others do its share. */
    for (unsigned i = 1; i < threads; i++) {
        worker[started + 1] = (struct worker){&job, started + 1};
        if (pthread_create(&id[started + 1], NULL, labour, &worker[started + 1]) == 0)
            started++;
    }
    worker[0] = (struct worker){&job, 0};
    labour(&worker[0]);
    for (unsigned i = 1; i <= started; i++)
        pthread_join(id[i], NULL);
}

unsigned pool_processors(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > POOL_MOST_THREADS ? POOL_MOST_THREADS : (unsigned)n;
}
