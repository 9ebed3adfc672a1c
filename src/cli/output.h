/*
 * Where a command's text goes: --output, all or nothing, or standard output.
 */
#ifndef KD_CLI_OUTPUT_H
#define KD_CLI_OUTPUT_H

#include "base/buf.h"
#include "base/diag.h"

/* A text that is written piece by piece. */
struct output {
    const char *path; /* for messages */
    char *to, *work;  /* the file that shall become, through links; its name until it is whole, NULL: it has none yet */
    int fd;
};

/*
 * path NULL, or another name of it (/dev/stdout): standard output. A device or a pipe is written as it is (a pipe that
 * nobody reads is refused, not waited for), a link is followed; else a file becomes what path names once it is whole,
 * and has no name before where the file system can do that. False: DIAG_OUTPUT; there is nothing to close then.
 */
bool output_open(struct output *o, const char *path, struct diag *d) MUST_CHECK;
bool output_write(struct output *o, const struct buf *b, struct diag *d) MUST_CHECK;
/* ok: all was written. Else what was written so far is removed. Gives whether it is there. */
bool output_close(struct output *o, bool ok, struct diag *d) MUST_CHECK;

/* The three at once. */
bool output_put(const char *path, const struct buf *b, struct diag *d) MUST_CHECK;
/* The same of text for people: nothing in it can steer a terminal (text_put_safe). Data go out as they are. */
bool output_put_text(const char *path, const struct buf *b, struct diag *d) MUST_CHECK;
/* The same into a file that must not be there yet. */
bool output_put_new(const char *path, const struct buf *b, struct diag *d) MUST_CHECK;

#endif
