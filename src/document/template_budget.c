#include "document/template_budget.h"

#include "base/ending.h"

#include <libxml/xmlmemory.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CALLS_A_LOOK = 4096 }; /* how often the clock is looked at */

/* libxml2's functions for memory take no context: this is the one way to know on whose account they are. */
static _Thread_local struct template_budget *account;

static long long processor_time(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void stop(struct template_budget *b, enum template_over why)
{
    if (b->over == TEMPLATE_WITHIN)
        b->over = why;
    b->stop(b->context);
}

/*
 * One step may ask for anything (a text doubled thirty times): what is past all reason is not given, and libraries that
 * are refused memory cannot be trusted to go on.
 */
static _Noreturn void end_program(const struct template_budget *b)
{
    struct diag d = {0};
    diag_fail(&d, DIAG_RULES, b->file, 0, "die Vorlage braucht mehr als %d MiB Speicher in einem Schritt",
              TEMPLATE_MOST_MEMORY_EVER >> 20);
    diag_expect(&d, "eine Vorlage, die Texte und Knoten nicht vervielfacht");
    ending_at_once(&d);
}

static void ask(size_t more)
{
    struct template_budget *b = account;
    if (!b)
        return;
    if (more > TEMPLATE_MOST_MEMORY_EVER || b->bytes > TEMPLATE_MOST_MEMORY_EVER - more)
        end_program(b);
    if (b->bytes + more > TEMPLATE_MOST_MEMORY)
        stop(b, TEMPLATE_OVER_MEMORY);
    if (++b->calls % CALLS_A_LOOK == 0 && processor_time() > b->end)
        stop(b, TEMPLATE_OVER_SECONDS);
}

static void put_down(const void *p)
{
    struct template_budget *b = account;
    if (!b || !p)
        return;
    b->bytes += malloc_usable_size((void *)p);
    if (b->bytes > b->highest)
        b->highest = b->bytes;
}

static void strike(const void *p)
{
    struct template_budget *b = account;
    size_t n = b && p ? malloc_usable_size((void *)p) : 0;
    if (n)
        b->bytes -= n < b->bytes ? n : b->bytes; /* what was there before the account was opened */
}

static void *counted_malloc(size_t n)
{
    ask(n);
    void *p = malloc(n);
    put_down(p);
    return p;
}

static void *counted_realloc(void *old, size_t n)
{
    ask(n);
    size_t was = old ? malloc_usable_size(old) : 0;
    void *p = realloc(old, n);
    if (p && account)
        account->bytes -= was < account->bytes ? was : account->bytes;
    put_down(p);
    return p;
}

static void counted_free(void *p)
{
    strike(p);
    free(p);
}

static char *counted_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    char *copy = counted_malloc(n);
    return copy ? memcpy(copy, s, n) : NULL;
}

void template_budget_init(void)
{
    xmlMemSetup(counted_free, counted_malloc, counted_realloc, counted_strdup);
}

void template_budget_begin(struct template_budget *b, void (*stop_at)(void *context), void *context, const char *file)
{
    *b = (struct template_budget){.stop = stop_at,
                                  .context = context,
                                  .file = file,
                                  .end = processor_time() + TEMPLATE_MOST_SECONDS * 1000000000LL};
    account = b;
}

void template_budget_end(void)
{
    account = NULL;
}
