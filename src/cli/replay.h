/*
 * A run made once more from what its record names (spec 5.1, verify --replay): nothing of it is published; what comes
 * out is compared with what was published.
 */
#ifndef KD_CLI_REPLAY_H
#define KD_CLI_REPLAY_H

#include "archive/publish.h"
#include "base/buf.h"
#include "settings/settings.h"

#include <stdint.h>

struct replay {
    /* what its record names; earlier runs that came later are let be */
    const int32_t *archived; /* days of the runs that it was compared with */
    size_t n_archived;
    int32_t before; /* day of the run that it follows; DAY_NONE: none */
    /* what came out */
    struct arena *arena;
    struct publish_entry *entry; /* by path, SHA256SUMS among them; free() */
    size_t n;
    struct buf record; /* lauf.xml */
};

/* o: as the record has it, input: where its inputs are now. False: it could not be made again (d says why). */
typedef bool replay_make(const struct settings *o, struct replay *replay, struct diag *d);

#endif
