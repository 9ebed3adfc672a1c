/*
 * How far a run is: one line on a terminal, written over and over, with the phase, the share done and the rate
 * (spec 5.1). Nothing where standard error is no terminal.
 */
#ifndef KD_CLI_PROGRESS_H
#define KD_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress;

/* wanted: false shows nothing. */
struct progress *progress_new(bool wanted);
void progress_free(struct progress *p); /* takes NULL; the line is gone then */
/*
 * What is done of all; at most ten times a second something is shown. context is the progress; done and all in bytes.
 * Safe for several threads at once.
 */
void progress_bytes(void *context, const char *what, uint64_t done, uint64_t all);
/* The same for work of uneven parts: the share is that of done, the rate that of units: "12 Dateien/s". */
void progress_parts(struct progress *p, const char *what, uint64_t done, uint64_t all, uint64_t units,
                    const char *unit);
/* Takes the line away, so that a message can be written. */
void progress_clear(struct progress *p);

#endif
