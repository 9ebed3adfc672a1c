/*
 * What runs that were killed left in an output folder. Each run that is at work, or was, has a state beside its folder
 * (stand.h); what its state does not tell is not touched. Private to the room but for publish_mend (publish.h).
 */
#ifndef KD_ARCHIVE_LEFTOVERS_H
#define KD_ARCHIVE_LEFTOVERS_H

#include <stdbool.h>

/* OUT/ENTRY is the folder of a run in the making, or (state) its state: ".2023-11-30.XXXXXX", ".2023-11-30.fehler…". */
bool leftovers_are(const char *entry, bool state);

#endif
