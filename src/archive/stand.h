/*
 * The state of a run that is being published, written beside its folder: OUT/.NAME.XXXXXX is the folder,
 * OUT/.NAME.XXXXXX.stand its state. Whoever is at work holds the state locked. So the next run can tell what a killed
 * one left, and how far it had come, without a guess (leftovers.h). Private to the room.
 */
#ifndef KD_ARCHIVE_STAND_H
#define KD_ARCHIVE_STAND_H

#include "base/digest.h"
#include "base/diag.h"
#include "base/mem.h"

#include <stdbool.h>

#define STAND_SUFFIX ".stand"
enum { STAND_MARK = 6 /* characters of XXXXXX */, STAND_LONGEST_NAME = 255 };

/* What is on its way: the new run to the name of the old one. Folders are told by their SHA256SUMS ("-": has none). */
struct stand_swap {
    struct digest_text fresh, old;
    char aside[STAND_LONGEST_NAME + 1]; /* the name in OUT for the old one, where it is moved there first */
    bool only_one;                      /* of the old ones only the last is kept */
};

/*
 * Begins a state and makes the folder (mode 0700) that it is on: *work and *state are their paths, in a. Gives the
 * state, open and locked; < 0: it cannot be made (DIAG_OUTPUT).
 */
int stand_begin(const char *out, const char *name, struct arena *a, const char **work, const char **state,
                struct diag *d) MUST_CHECK;
/* Writes down, on the disk, that from now on both may have changed places. False: DIAG_OUTPUT. */
bool stand_write_swap(int fd, const char *state, const struct stand_swap *swap, struct diag *d) MUST_CHECK;

enum stand_lock { STAND_FREE, STAND_BUSY, STAND_NO_LOCKS, STAND_GONE };
/* Takes the state of another run over: *fd is open where it is STAND_FREE. */
enum stand_lock stand_take(const char *state, int *fd);
/* False: no swap was begun. */
bool stand_read_swap(int fd, struct stand_swap *swap);

/* By what a folder is told. */
struct digest_text stand_mark(const char *folder);

#endif
