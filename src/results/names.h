/*
 * Safe file names for teams and staff (spec 5.2): letters, digits, `-` and `_`; never a path, never two the same, not
 * even on a file system that does not tell case.
 */
#ifndef KD_RESULTS_NAMES_H
#define KD_RESULTS_NAMES_H

#include <stddef.h>

struct results_names; /* the names given so far in one folder */

struct results_names *results_names_new(void);
void results_names_free(struct results_names *n); /* takes NULL */

/*
 * A file name for s (valid UTF-8), without a suffix; at most 80 bytes of ASCII. ä becomes ae, ß ss, other letters their
 * base letter, all else one `-`. Where it was given before, or is a name that a system keeps for devices, "-2", "-3"
 * ... follows. Depends on the order of the calls only. Borrowed from n.
 */
const char *results_file_name(struct results_names *n, const char *s);

#endif
