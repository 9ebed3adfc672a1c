/*
 * Publishing a run, all or nothing (spec 5.3): files are written into a folder of their own beside the target, synced,
 * and the folder is renamed. A published run is never written over; an old one is kept beside the new one.
 */
#ifndef KD_ARCHIVE_PUBLISH_H
#define KD_ARCHIVE_PUBLISH_H

#include "archive/digest.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct publish;

/* Who may read what is published: files 0600, 0640, 0644; folders 0700, 0750, 0755, whatever the umask. */
enum publish_access { PUBLISH_OWNER, PUBLISH_GROUP, PUBLISH_ALL };

/*
 * Begins to publish OUT/NAME; OUT is made where it is not there. replace: an existing OUT/NAME is kept as OUT/NAME.alt
 * (.alt2, ...). What a run that was killed left of OUT/NAME in the making is removed. NULL: the target exists and
 * replace was not asked for, or a folder cannot be made (DIAG_OUTPUT).
 */
struct publish *publish_new(const char *out, const char *name, bool replace, enum publish_access access,
                            struct diag *d) MUST_CHECK;

/*
 * The calls below, up to publish_sums, may be made by several threads at once, each path once. Folders on the way of a
 * path (relative to the run) are made. False: DIAG_OUTPUT.
 */
bool publish_put(struct publish *p, const char *path, const void *bytes, size_t n, struct diag *d) MUST_CHECK;
/* The same piece by piece. NULL: DIAG_OUTPUT. */
struct publish_file *publish_open(struct publish *p, const char *path, struct diag *d) MUST_CHECK;
bool publish_write(struct publish_file *f, const void *bytes, size_t n, struct diag *d) MUST_CHECK;
/* Frees f. ok: all was written; else the file is taken away. Gives whether it is there. */
bool publish_close(struct publish_file *f, bool ok, struct diag *d) MUST_CHECK;
struct publish_entry {
    const char *path;
    uint64_t bytes;
    struct digest_text digest;
};
/* What was put so far, in the order of the paths' bytes; free() it, its paths live as long as p. */
struct publish_entry *publish_entries(struct publish *p, size_t *n);
/* The one with this path, NULL: none. entry: as publish_entries gave them. */
const struct publish_entry *publish_lookup(const struct publish_entry *entry, size_t n, const char *path);
/* A file that was put once more under another path: the same file where the file system can do that, else a copy. */
bool publish_link(struct publish *p, const struct publish_entry *was, const char *again, struct diag *d) MUST_CHECK;
/* Puts FOLDER/SHA256SUMS over these files, which all lie below FOLDER, so that it can be verified alone. */
bool publish_sums(struct publish *p, const char *folder, const struct publish_entry *entry, size_t n,
                  struct diag *d) MUST_CHECK;

/* Writes SHA256SUMS over all files, syncs, renames. False: DIAG_OUTPUT; nothing was published then. */
bool publish_commit(struct publish *p, struct diag *d) MUST_CHECK;
/* Takes NULL. What was not committed is removed. */
void publish_free(struct publish *p);
/* Where the run stands or will stand: OUT/NAME. */
const char *publish_target(const struct publish *p);

#endif
