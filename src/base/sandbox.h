/*
 * What this process may still do once it knows what it has to do (docs/sicherheit.md): Landlock leaves the files that
 * were named, seccomp the calls of the system that a batch program needs. What an input might make a library do beyond
 * that is refused by the kernel. Both are what this kernel offers, none where it offers none: a run does not depend on
 * it. A build with KD_NO_SANDBOX has neither, for sanitizers, coverage and fuzzers need more than this leaves.
 */
#ifndef KD_BASE_SANDBOX_H
#define KD_BASE_SANDBOX_H

#include "base/buf.h"
#include "base/ending.h"

#include <stdbool.h>

/* What files and folders are left; made before anything that is not trusted is read. */
struct sandbox;

struct sandbox *sandbox_new(void);
/* A file, or a folder with all below it. Where it is not there, the nearest folder above may be listed: for words. */
void sandbox_read(struct sandbox *s, const char *path);
/* The same, and where what lies in the folder is a link, what that points to: exports and templates are often linked.
 */
void sandbox_read_links(struct sandbox *s, const char *path);
/*
 * A folder in which files and folders are made, changed, renamed and removed; or something that is no folder, which is
 * written. A folder that is not there yet: the nearest one above, and true, for it can be narrowed once it is.
 */
bool sandbox_write(struct sandbox *s, const char *path);
/* From here on, in all threads; to be called while there is no other than that of e (which may be NULL). Frees s. */
void sandbox_enter(struct sandbox *s, struct ending *e);
/* From here on nothing is written but below this folder. */
void sandbox_narrow(const char *folder, struct ending *e);

/* Memory, which is full of people, is never left in a file (core dump), nor shown to other processes of the user. */
void sandbox_keep_memory(void);

/* What of it this program has and this kernel offers, in words, one line. */
void sandbox_put_words(struct buf *b);

#endif
