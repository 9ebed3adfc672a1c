/*
 * Publishing a run, all or nothing (spec 5.3): files are written into a folder of their own beside the target, synced,
 * and the folder is renamed. A published run is never written over; an old one is kept beside the new one.
 */
#ifndef KD_ARCHIVE_PUBLISH_H
#define KD_ARCHIVE_PUBLISH_H

#include "archive/signature.h"
#include "base/diag.h"
#include "base/digest.h"
#include "base/ending.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct publish;

/*
 * Who may read what is published: files 0600, 0640, 0644; folders 0700, 0750, 0755, whatever the umask. DRIVE: on a
 * drive with rights of its own (a network share) they are neither set nor asked for.
 */
enum publish_access { PUBLISH_OWNER, PUBLISH_GROUP, PUBLISH_ALL, PUBLISH_DRIVE };
/* What becomes of a run of the same name: it is kept as OUT/NAME.alt (.alt2, ...), or as OUT/NAME.alt in place of that.
 */
enum publish_old { PUBLISH_REFUSE, PUBLISH_KEEP, PUBLISH_KEEP_ONE };

struct publish_order {
    const char *out, *name; /* OUT/NAME; OUT is made where it is not there */
    enum publish_old old;
    enum publish_access access;
    void (*say)(void *context,
                const char *what); /* what a drive cannot do and what was done instead; NULL: nobody hears */
    void *context;
    bool dry;                         /* nothing is written; publish_entries tells what would have been */
    const struct signature_key *sign; /* NULL: there is no SHA256SUMS.sig */
    struct ending *ending;            /* a signal takes away what was begun; NULL: it does not */
};

/* Begins to publish. NULL: OUT/NAME is there and shall not be replaced, or a folder cannot be made (DIAG_OUTPUT). */
struct publish *publish_new(const struct publish_order *order, struct diag *d) MUST_CHECK;
/*
 * Mends what runs that were killed left in OUT, of any day: what was in the making is removed, an old run that was on
 * its way to another name comes to it or back. Each is told, and what cannot be mended. Runs that are at work are let
 * be.
 */
void publish_mend(const char *out, void (*say)(void *context, const char *what), void *context);

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
/* A file that was put, once more under another path: a copy, so that who changes one changes no other. */
bool publish_copy(struct publish *p, const struct publish_entry *was, const char *again, struct diag *d) MUST_CHECK;
/* Puts FOLDER/SHA256SUMS over these files, which all lie below FOLDER, so that it can be verified alone. */
bool publish_sums(struct publish *p, const char *folder, const struct publish_entry *entry, size_t n,
                  struct diag *d) MUST_CHECK;

/* Writes SHA256SUMS over all files, syncs, renames. False: DIAG_OUTPUT; nothing was published then. */
bool publish_commit(struct publish *p, struct diag *d) MUST_CHECK;
/* Takes NULL. What was not committed is removed. */
void publish_free(struct publish *p);
/* The folder in the making, for what is to be gone before it is published; of a dry run that of the system. */
const char *publish_folder(const struct publish *p);
/* Where the run stands or will stand: OUT/NAME. */
const char *publish_target(const struct publish *p);

#endif
