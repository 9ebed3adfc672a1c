/*
 * The last step of publishing: a finished folder gets the name of the run, an old run of that name is put aside. At
 * each moment one of both stands complete under that name, or its state says where (stand.h). Private to the room.
 */
#ifndef KD_ARCHIVE_SWAP_H
#define KD_ARCHIVE_SWAP_H

#include "archive/publish.h"
#include "archive/stand.h"

struct swap {
    const char *work, *target, *state; /* state: path of fd */
    int fd;
    struct digest_text fresh; /* mark of work */
    enum publish_old old;
    void (*say)(void *context, const char *what); /* NULL: nobody listens */
    void *context;
    bool stuck; /* out: it failed half-way; work and state stay for the next run, which mends it */
};

/* False: DIAG_OUTPUT; the old run stands as before, or the swap is stuck. */
bool swap_in(struct swap *s, struct arena *a, struct diag *d) MUST_CHECK;
/* An existing run is not written over. Gives false. */
bool swap_refuse(const char *target, struct diag *d);
/* Gives the old run, now at `from`, a name beside target: *to. 0, or errno. only_one: in place of the last old one. */
int swap_put_aside(const char *from, const char *target, bool only_one, struct arena *a, const char **to);

#endif
