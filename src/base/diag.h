/*
 * Why something failed: one struct that the caller owns and passes down. No globals, no errno.
 */
#ifndef KD_BASE_DIAG_H
#define KD_BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

/* What a failure means for the exit code (spec 5.1). */
enum diag_code {
    DIAG_NONE = 0,
    DIAG_FOUND = 1, /* verify or rules check found something */
    DIAG_USAGE = 2,
    DIAG_BAD_LINES = 3,
    DIAG_INPUT = 4,  /* an input cannot be read */
    DIAG_RULES = 5,  /* rule set, job or template not valid */
    DIAG_OUTPUT = 6, /* output cannot be written */
    DIAG_FAULT = 70, /* a fault of the program */
};

struct diag {
    enum diag_code code; /* DIAG_NONE: nothing went wrong so far */
    char file[512];      /* empty: no file concerned */
    size_t line;         /* 1-based; 0: none */
    char what[1024];     /* what is wrong, German, one line */
    char expected[1024]; /* what was expected; empty: nothing to add */
    char cure[1024];     /* what to do now, best a command line; empty: what was expected says it */
    bool other_form;     /* an export of another form than the program's own: a job can say how to read it */
};

/*
 * Notes a failure and gives false, so that `return diag_fail(...)` reads well. The first failure is kept:
 * a later call on the same diag changes nothing. file may be NULL.
 */
bool diag_fail(struct diag *d, enum diag_code code, const char *file, size_t line, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Adds what was expected to the failure just noted; kept where one stands already. Gives false. */
bool diag_expect(struct diag *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds what to do now; kept where something stands already. Gives false. */
bool diag_cure(struct diag *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * `file:line: what; erwartet: expected` on one line, with the program's name in front where no file is named; the cure
 * on a line of its own below, "  Abhilfe: ...". diag_put: without a line break at the end.
 */
void diag_put(struct buf *b, const struct diag *d);
void diag_print(const struct diag *d); /* to standard error */

/* Why a call of the system failed (errno), in German: the reason behind "kann nicht gelesen werden: ". */
const char *diag_system(int error);

#define MUST_CHECK __attribute__((warn_unused_result))

#endif
