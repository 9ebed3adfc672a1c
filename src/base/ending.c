#include "base/ending.h"

#include "base/mem.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

static const struct {
    int number;
    const char *name;
} ends[] = {{SIGTERM, "SIGTERM"}, {SIGINT, "SIGINT"}, {SIGHUP, "SIGHUP"}, {SIGQUIT, "SIGQUIT"}, {SIGXCPU, "SIGXCPU"}};
enum { N_ENDS = sizeof ends / sizeof *ends };

struct ending {
    sigset_t set;
    pthread_t thread;
    pthread_mutex_t lock; /* for the list; whoever undoes keeps it to the end */
    struct ending_undo *first;
    bool finished, awaited; /* awaited: there is the thread */
    int taken;              /* a signal that came when the thread was to stop; 0: none */
};

/* Past stdio, whose lock another thread may hold; not at all where nobody reads. */
static void say(const char *name, bool undone)
{
    char text[256];
    struct pollfd out = {.fd = STDERR_FILENO, .events = POLLOUT};
    int n = snprintf(text, sizeof text, "kontaktdichte: abgebrochen durch %s%s\n", name,
                     undone ? "; veröffentlicht ist nichts, was angefangen war, ist entfernt" : "");
    if (n > 0 && poll(&out, 1, 0) == 1)
        (void)!write(STDERR_FILENO, text, (size_t)n);
}

/* As the signal ends a program that does not wait for it, but without memory, which is full of people, in a file. */
static _Noreturn void die(int number)
{
    sigset_t one;
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    sigemptyset(&one);
    sigaddset(&one, number);
    signal(number, SIG_DFL);
    pthread_sigmask(SIG_UNBLOCK, &one, NULL);
    raise(number);
    _exit(128 + number);
}

static void *await(void *context)
{
    struct ending *e = context;
    int number = 0, i = 0;
    while (sigwait(&e->set, &number) != 0)
        ;
    pthread_mutex_lock(&e->lock);
    if (e->finished) {
        e->taken = number;
        pthread_mutex_unlock(&e->lock);
        return NULL;
    }
    for (struct ending_undo *u = e->first; u; u = u->next)
        u->undo(u->context);
    while (i + 1 < N_ENDS && ends[i].number != number)
        i++;
    say(ends[i].name, e->first);
    die(number);
}

/* False: no thread can be had; signals end the program as they do any other. */
static bool begin_waiting(struct ending *e)
{
    e->awaited = pthread_sigmask(SIG_BLOCK, &e->set, NULL) == 0 && pthread_create(&e->thread, NULL, await, e) == 0;
    if (!e->awaited)
        pthread_sigmask(SIG_UNBLOCK, &e->set, NULL);
    return e->awaited;
}

static void end_waiting(struct ending *e)
{
    if (!e->awaited)
        return;
    pthread_mutex_lock(&e->lock); /* not while something is being undone: that ends the program */
    e->finished = true;
    pthread_mutex_unlock(&e->lock);
    pthread_cancel(e->thread);
    pthread_join(e->thread, NULL);
    e->awaited = false;
}

struct ending *ending_begin(void)
{
    struct ending *e = mem_zero(1, sizeof *e);
    sigemptyset(&e->set);
    for (int i = 0; i < N_ENDS; i++) {
        struct sigaction now;
        if (sigaction(ends[i].number, NULL, &now) == 0 && now.sa_handler != SIG_IGN)
            sigaddset(&e->set, ends[i].number);
    }
    signal(SIGXFSZ, SIG_IGN);
    pthread_mutex_init(&e->lock, NULL);
    if (begin_waiting(e))
        return e;
    pthread_mutex_destroy(&e->lock);
    free(e);
    return NULL;
}

void ending_finish(struct ending *e)
{
    if (!e)
        return;
    end_waiting(e);
    pthread_mutex_destroy(&e->lock);
    free(e);
}

void ending_alone(struct ending *e, void (*step)(void *context), void *context)
{
    if (!e) {
        step(context);
        return;
    }
    end_waiting(e);
    const int taken = e->taken;
    e->finished = false;
    step(context);
    (void)begin_waiting(e);
    if (taken)
        kill(getpid(), taken);
}

void ending_add(struct ending *e, struct ending_undo *u)
{
    if (!e)
        return;
    pthread_mutex_lock(&e->lock);
    u->next = e->first;
    e->first = u;
    pthread_mutex_unlock(&e->lock);
}

static void drop(struct ending *e, const struct ending_undo *u)
{
    struct ending_undo **at = &e->first;
    while (*at && *at != u)
        at = &(*at)->next;
    if (*at)
        *at = u->next;
}

void ending_remove(struct ending *e, struct ending_undo *u)
{
    ending_hold(e);
    ending_release(e, u);
}

void ending_hold(struct ending *e)
{
    if (e)
        pthread_mutex_lock(&e->lock);
}

void ending_release(struct ending *e, struct ending_undo *done)
{
    if (!e)
        return;
    if (done)
        drop(e, done);
    pthread_mutex_unlock(&e->lock);
}

void ending_at_once(const struct diag *d)
{
    diag_print(d);
    _exit(d->code);
}
