#include "cli/output.h"

#include "base/mem.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail(const char *path, const char *what, struct diag *d)
{
    return diag_fail(d, DIAG_OUTPUT, path, 0, "%s: %s", what, diag_system(errno));
}

/* path names what standard output or the log already goes to. */
static int standard_of(const struct stat *st)
{
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        struct stat open;
        if (fstat(fd, &open) == 0 && open.st_dev == st->st_dev && open.st_ino == st->st_ino)
            return fd;
    }
    return -1;
}

/* Something that is no file: written, never replaced. */
static bool open_device(struct output *o, struct diag *d)
{
    o->fd = open(o->path, O_WRONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (o->fd < 0 && errno == ENXIO) {
        diag_fail(d, DIAG_OUTPUT, o->path, 0, "diese Pipe liest niemand");
        return diag_expect(d, "ein Programm, das sie liest, schon vor dem Aufruf");
    }
    int flags = o->fd < 0 ? -1 : fcntl(o->fd, F_GETFL);
    if (flags >= 0 && fcntl(o->fd, F_SETFL, flags & ~O_NONBLOCK) == 0)
        return true;
    fail(o->path, "kann nicht geöffnet werden", d);
    if (o->fd >= 0)
        close(o->fd);
    return false;
}

/* A name beside the file that is to become: to mkostemp, or to be given to the nameless one. */
static char *name_beside(const char *to)
{
    size_t n = strlen(to) + sizeof ".XXXXXX";
    char *name = mem_alloc(n);
    snprintf(name, n, "%s.XXXXXX", to);
    return name;
}

static bool open_file(struct output *o, struct diag *d)
{
    char *slash = strrchr(o->to, '/');
    char *folder = slash ? mem_alloc((size_t)(slash - o->to) + 2) : NULL;
    if (folder)
        snprintf(folder, (size_t)(slash - o->to) + 2, "%s", o->to);
    o->fd = open(folder ? folder : ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
    free(folder);
    if (o->fd >= 0)
        return true;
    o->work = name_beside(o->to);
    o->fd = mkostemp(o->work, O_CLOEXEC);
    if (o->fd >= 0)
        return true;
    fail(o->path, "kann nicht angelegt werden", d);
    free(o->work);
    free(o->to);
    return false;
}

bool output_open(struct output *o, const char *path, struct diag *d)
{
    struct stat st;
    *o = (struct output){.path = path ? path : "Standardausgabe", .fd = STDOUT_FILENO};
    if (!path)
        return fflush(stdout) == 0 || errno == EPIPE ? true : fail(o->path, "kann nicht geschrieben werden", d);
    if (stat(path, &st) == 0) {
        o->fd = standard_of(&st);
        if (o->fd >= 0)
            return true;
        if (!S_ISREG(st.st_mode))
            return open_device(o, d);
    } else if (lstat(path, &st) == 0) {
        diag_fail(d, DIAG_OUTPUT, path, 0, "ein Verweis, der auf nichts zeigt");
        return diag_expect(d, "eine Datei, oder ein Name, den es noch nicht gibt");
    }
    o->to = realpath(path, NULL);
    if (!o->to) {
        size_t n = strlen(path) + 1;
        o->to = mem_alloc(n);
        memcpy(o->to, path, n);
    }
    return open_file(o, d);
}

bool output_write(struct output *o, const struct buf *b, struct diag *d)
{
    for (size_t at = 0; at < b->n;) {
        ssize_t n = write(o->fd, b->p + at, b->n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EPIPE && o->fd == STDOUT_FILENO) /* whoever reads has seen enough: head */
            return true;
        if (n < 0)
            return fail(o->path, "kann nicht geschrieben werden", d);
        at += (size_t)n;
    }
    return true;
}

/* The nameless file gets the name beside the one that it shall have; a link cannot take the place of a file. */
static bool give_name(struct output *o)
{
    enum { TRIES = 100 };
    char from[64];
    snprintf(from, sizeof from, "/proc/self/fd/%d", o->fd);
    for (int i = 0; i < TRIES; i++) {
        o->work = name_beside(o->to);
        int fd = mkostemp(o->work, O_CLOEXEC); /* a name that is free */
        if (fd >= 0) {
            close(fd);
            unlink(o->work);
            if (linkat(AT_FDCWD, from, AT_FDCWD, o->work, AT_SYMLINK_FOLLOW) == 0)
                return true;
        }
        int error = errno;
        free(o->work);
        o->work = NULL;
        errno = error;
        if (fd < 0 || error != EEXIST)
            return false;
    }
    return false;
}

bool output_close(struct output *o, bool ok, struct diag *d)
{
    if (o->fd == STDOUT_FILENO || o->fd == STDERR_FILENO)
        return ok;
    ok = ok && (!o->to || (fsync(o->fd) == 0 && (o->work || give_name(o))) ||
                fail(o->path, "kann nicht geschrieben werden", d));
    if (close(o->fd) != 0 && ok)
        ok = fail(o->path, "kann nicht geschrieben werden", d);
    if (ok && o->to && rename(o->work, o->to) != 0)
        ok = fail(o->path, "kann nicht geschrieben werden", d);
    if (!ok && o->work)
        unlink(o->work);
    free(o->work);
    free(o->to);
    return ok;
}

bool output_put(const char *path, const struct buf *b, struct diag *d)
{
    struct output o;
    return output_open(&o, path, d) && output_close(&o, output_write(&o, b, d), d);
}

bool output_put_text(const char *path, const struct buf *b, struct diag *d)
{
    struct buf safe = {0};
    text_put_safe(&safe, buf_str(b), b->n, true);
    bool ok = output_put(path, &safe, d);
    buf_free(&safe);
    return ok;
}

bool output_put_new(const char *path, const struct buf *b, struct diag *d)
{
    struct output o = {.path = path, .fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    if (o.fd < 0 && errno == EEXIST) {
        diag_fail(d, DIAG_OUTPUT, path, 0, "gibt es schon");
        return diag_expect(d, "ein Name, den es noch nicht gibt; überschrieben wird nichts");
    }
    if (o.fd < 0)
        return fail(path, "kann nicht angelegt werden", d);
    bool ok = output_write(&o, b, d) && (fsync(o.fd) == 0 || fail(path, "kann nicht geschrieben werden", d));
    if (close(o.fd) != 0 && ok)
        ok = fail(path, "kann nicht geschrieben werden", d);
    if (!ok)
        unlink(path);
    return ok;
}
