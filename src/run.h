/*
 * The main job: exports in, reports out.
 */
#ifndef KD_RUN_H
#define KD_RUN_H

#include "cli/replay.h"
#include "settings/settings.h"

/* False: d says why; nothing was published then. */
bool run_report(const struct settings *o, struct diag *d) MUST_CHECK;
/* The same once more, published nowhere: what would have been (cli/replay.h). */
bool run_again(const struct settings *o, struct replay *replay, struct diag *d) MUST_CHECK;

#endif
