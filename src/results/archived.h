/*
 * What an earlier run recorded, from its ergebnis.xml: whole-Jobcenter and team counts (spec 2.12).
 */
#ifndef KD_RESULTS_ARCHIVED_H
#define KD_RESULTS_ARCHIVED_H

#include "base/mem.h"
#include "results/results.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads n bytes of ergebnis.xml (not more of it than is needed; no network, no DOCTYPE). All of *out and the name of
 * its Jobcenter are in a. Teams whose figures are not whole (they were withheld) are left out. False: it is no
 * ergebnis.xml, or the Jobcenter's own figures are not whole.
 */
bool results_read_archived(const char *xml, size_t n, struct arena *a, struct results_archived *out,
                           const char **jobcenter);

#endif
