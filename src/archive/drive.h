/*
 * What drives that are no file system of Linux (network shares, sticks) may refuse, and what is done instead. Private
 * to the room.
 */
#ifndef KD_ARCHIVE_DRIVE_H
#define KD_ARCHIVE_DRIVE_H

#include <stdbool.h>

/* errno says that the drive does not know or allow this call, not that it failed. */
bool drive_refuses(int error);
/* Gives a folder another name that is free. 0, or errno (EEXIST, ENOTEMPTY: it is not free). */
int drive_move(const char *from, const char *to);
/* Two folders change places in one step. 0, or errno. */
int drive_exchange(const char *a, const char *b);
/* A folder and all below it is on the disk. 0, or errno. */
int drive_sync(const char *folder);
/* What is in the folder, not below it. 0, or errno. */
int drive_sync_names(const char *folder);
/* A folder with all below it; what cannot be removed stays. False: it is still there. */
bool drive_remove(const char *folder);
bool drive_has(const char *path);

/* Where the system keeps what is gone soon. */
const char *drive_temporary(void);

#endif
