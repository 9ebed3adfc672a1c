/*
 * Paths as people write them, and as they are. The one place where a path is resolved; who is given one afterwards
 * takes it as it is.
 */
#ifndef KD_BASE_PATH_H
#define KD_BASE_PATH_H

#include "base/mem.h"

/*
 * The whole path, from the root: symbolic links resolved as far as it exists, the rest as written. Where the current
 * folder cannot be told, the path as it is. In a.
 */
const char *path_whole(struct arena *a, const char *path);
/* What stands behind the last slash. Borrowed. */
const char *path_name(const char *path);
/* The folder that a file lies in: "." where no slash is, "/" where only the first one is. In a. */
const char *path_folder(struct arena *a, const char *path);

/* The same path seen from a folder; an absolute one as it is. In a. */
const char *path_from(struct arena *a, const char *folder, const char *path);

/*
 * A path written as on Windows (`in\kunden.csv`, `C:\Daten`, `C:/Daten`, `\\server\freigabe`), unless something of that
 * very name exists, seen from a folder. NULL: it is none; else what to write here instead, as the end of a sentence in
 * German. In a.
 */
const char *path_from_windows(struct arena *a, const char *folder, const char *path);

#endif
