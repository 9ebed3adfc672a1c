/*
 * Which counts a published table must hide (spec 1.8: from which size a group is shown; 4.1).
 *
 * A count of 1 up to the smallest group less one is small. Small counts are hidden, and with them as many others as it
 * takes so that nobody can compute them back from the sums that the tables obey. That is proved, not hoped: a small
 * count is let go only with a witness, another set of whole numbers >= 0 in the place of the hidden ones that keeps
 * every sum and every count shown, and in which this count is another one. So no arithmetic on what is shown can tell
 * it. A zero is never small, but may be hidden for the sake of others, so that "hidden" does not mean "at least one".
 */
#ifndef KD_AGGREGATE_PROTECT_H
#define KD_AGGREGATE_PROTECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct protect;

struct protect *protect_new(unsigned smallest); /* 1: nothing is small */
void protect_free(struct protect *p);           /* takes NULL */

enum {
    PROTECT_CHEAP = 1, /* to be hidden rather than others */
    PROTECT_USUAL = 4,
    PROTECT_DEAR = 40,            /* sums that a report should show */
    PROTECT_KEPT = INT32_MAX - 1, /* not hidden for the sake of others, but where nothing else helps */
    PROTECT_SHOWN = INT32_MAX,    /* shown whatever happens, for instance in another report already */
};

/*
 * A count that would be shown; gives its number, from 0. cost: 1 .. PROTECT_SHOWN, how much it is missed where it is
 * hidden for the sake of others. A count that is PROTECT_SHOWN is shown even if it is small.
 */
size_t protect_cell(struct protect *p, uint64_t count, int32_t cost);
/* A count that is never shown, like what lies between two tables. */
size_t protect_unseen(struct protect *p, uint64_t count);
/* The reader knows that it is at least so much, for instance because a row stands there only for somebody. */
void protect_least(struct protect *p, size_t cell, uint64_t least);
/* The n parts sum to whole. A part may be a whole elsewhere; no count stands in one sum twice. */
void protect_sum(struct protect *p, size_t whole, const size_t *part, size_t n);

/*
 * Decides. May be called again after more counts and sums were added: what is hidden stays hidden, what was shown may
 * be hidden then, unless it was given as PROTECT_SHOWN.
 * False: some small count found no witness though everything else around it is hidden, because the counts that are
 * PROTECT_SHOWN give it away; protect_told names them.
 */
bool protect_solve(struct protect *p);
uint64_t protect_count(const struct protect *p, size_t cell);
bool protect_hidden(const struct protect *p, size_t cell);
/* Small, hidden, and still to be computed from what must be shown. */
bool protect_told(const struct protect *p, size_t cell);
/* Small: what has to be hidden in the first place. */
bool protect_small(const struct protect *p, size_t cell);

#endif
