/*
 * Which counts a published table must hide (spec 1.8: from which size a group is shown; 4.1).
 *
 * A count of 1 up to the smallest group less one is small. Small counts are hidden, and with them as many others as it
 * takes so that nobody can compute them back from the sums that the tables obey. That is proved, not hoped: a small
 * count is let go only with a witness, another set of whole numbers >= 0 in the place of the hidden ones that keeps
 * every sum and every count shown, and in which this count is another one. So no arithmetic on what is shown can tell
 * it. A zero is never small, but may be hidden for the sake of others, so that "hidden" does not mean "at least one".
 */
#ifndef KD_DISCLOSURE_SUPPRESSION_H
#define KD_DISCLOSURE_SUPPRESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct suppression;

struct suppression *suppression_new(unsigned smallest); /* 1: nothing is small */
void suppression_free(struct suppression *p);           /* takes NULL */

enum {
    SUPPRESS_CHEAP = 1, /* to be hidden rather than others */
    SUPPRESS_USUAL = 4,
    SUPPRESS_DEAR = 40,            /* sums that a report should show */
    SUPPRESS_KEPT = INT32_MAX - 1, /* not hidden for the sake of others, but where nothing else helps */
    SUPPRESS_SHOWN = INT32_MAX,    /* shown whatever happens, for instance in another report already */
};

/*
 * A count that would be shown; gives its number, from 0. cost: 1 .. SUPPRESS_SHOWN, how much it is missed where it is
 * hidden for the sake of others. A count that is SUPPRESS_SHOWN is shown even if it is small.
 */
size_t suppression_cell(struct suppression *p, uint64_t count, int32_t cost);
/* A count that is never shown, like what lies between two tables. */
size_t suppression_unseen(struct suppression *p, uint64_t count);
/* The reader knows that it is at least so much, for instance because a row stands there only for somebody. */
void suppression_least(struct suppression *p, size_t cell, uint64_t least);
/* The n parts sum to whole. A part may be a whole elsewhere; no count stands in one sum twice. */
void suppression_sum(struct suppression *p, size_t whole, const size_t *part, size_t n);

/*
 * Decides. May be called again after more counts and sums were added: what is hidden stays hidden, what was shown may
 * be hidden then, unless it was given as SUPPRESS_SHOWN.
 * False: some small count found no witness though everything else around it is hidden, because the counts that are
 * SUPPRESS_SHOWN give it away; suppression_told names them.
 */
bool suppression_solve(struct suppression *p);
uint64_t suppression_count(const struct suppression *p, size_t cell);
bool suppression_hidden(const struct suppression *p, size_t cell);
/* Small, hidden, and still to be computed from what must be shown. */
bool suppression_told(const struct suppression *p, size_t cell);
/* Small: what has to be hidden in the first place. */
bool suppression_primary(const struct suppression *p, size_t cell);

#endif
