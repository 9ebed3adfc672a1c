#include "cli/progress.h"

#include "base/mem.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SHOWN_EVERY = 100 /* ms */ };

struct progress {
    pthread_mutex_t lock;
    bool shown;         /* there is a line */
    char what[64];      /* the phase at hand */
    double began, last; /* ms */
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct progress *progress_new(bool wanted)
{
    if (!wanted || !isatty(STDERR_FILENO))
        return NULL;
    struct progress *p = mem_zero(1, sizeof *p);
    pthread_mutex_init(&p->lock, NULL);
    return p;
}

static void clear(struct progress *p)
{
    if (p->shown)
        fputs("\r\033[K", stderr);
    p->shown = false;
}

void progress_clear(struct progress *p)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    clear(p);
    pthread_mutex_unlock(&p->lock);
}

void progress_free(struct progress *p)
{
    if (!p)
        return;
    clear(p);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

/* units: what is done, in the unit shown. */
static void show(struct progress *p, const char *what, uint64_t done, uint64_t all, double units, const char *unit)
{
    if (!p)
        return;
    pthread_mutex_lock(&p->lock);
    double t = now();
    if (strcmp(p->what, what) != 0) {
        snprintf(p->what, sizeof p->what, "%s", what);
        p->began = p->last = t;
    }
    if (t - p->last >= SHOWN_EVERY && all) {
        double seconds = (t - p->began) / 1e3;
        fprintf(stderr, "\r\033[K%s: %d %%, %.0f %s/s", what, (int)(100 * done / all), units / seconds, unit);
        p->last = t;
        p->shown = true;
    }
    pthread_mutex_unlock(&p->lock);
}

void progress_bytes(void *context, const char *what, uint64_t done, uint64_t all)
{
    show(context, what, done, all, (double)done / 1e6, "MB");
}

void progress_parts(struct progress *p, const char *what, uint64_t done, uint64_t all, uint64_t units, const char *unit)
{
    show(p, what, done, all, (double)units, unit);
}
