/*
 * Folders that a run which was killed left in the making. One that is at work holds its folder locked, so that nobody
 * takes it for a leftover. Private to the room.
 */
#ifndef KD_ARCHIVE_LEFTOVERS_H
#define KD_ARCHIVE_LEFTOVERS_H

enum { LEFTOVERS_NO_LOCK = -2 };

/* The folder, open and locked until it is closed or the process ends. -1: it is not there; LEFTOVERS_NO_LOCK. */
int leftovers_hold(const char *work);
/*
 * Removes every OUT/.NAME.XXXXXX that nobody holds. What cannot be removed or locked stays, and so does what has
 * SHA256SUMS: that may be a published run on its way to the name of an old one.
 */
void leftovers_remove(const char *out, const char *name);

#endif
