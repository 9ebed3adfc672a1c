/*
 * What one transformation may take of memory and time; internal to the template driver. A template comes from outside
 * and is a program: a few of its lines can ask for more than a machine has.
 */
#ifndef KD_DOCUMENT_TEMPLATE_BUDGET_H
#define KD_DOCUMENT_TEMPLATE_BUDGET_H

#include <stddef.h>

/* Limits: TEMPLATE_MOST_MEMORY and _SECONDS stop a transformation; _MEMORY_EVER ends the program at once. */
enum {
    TEMPLATE_MOST_MEMORY = 256 << 20, /* bytes at a time; the largest Jobcenter takes 15 MiB */
    TEMPLATE_MOST_MEMORY_EVER = 1 << 30,
    TEMPLATE_MOST_SECONDS = 60 /* of processor, of this thread */
};

enum template_over { TEMPLATE_WITHIN, TEMPLATE_OVER_MEMORY, TEMPLATE_OVER_SECONDS };

struct template_budget {
    void (*stop)(
        void *context); /* called where more is taken: asks for an end at the next step; memory is still given */
    void *context;
    const char *file; /* of the template, for the last words */
    size_t bytes, highest;
    unsigned calls;
    long long end; /* nanoseconds of this thread's processor time */
    enum template_over over;
};

/* Once, before two threads can meet in libxml2: its memory is counted from here on. */
void template_budget_init(void);
/* From here on all that libxml2 and libxslt ask for in this thread is on b's account, until the end. */
void template_budget_begin(struct template_budget *b, void (*stop)(void *context), void *context, const char *file);
void template_budget_end(void);

#endif
