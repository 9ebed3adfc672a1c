/*
 * The main job: exports in, reports out.
 */
#ifndef KD_RUN_H
#define KD_RUN_H

#include "cli/options.h"

/* False: d says why; nothing was published then. */
bool run_report(const struct options *o, struct diag *d) MUST_CHECK;

#endif
