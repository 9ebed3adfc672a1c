#include "cli/output.h"

#include "base/mem.h"

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

bool output_open(struct output *o, const char *path, struct diag *d)
{
    struct stat st;
    *o = (struct output){.path = path ? path : "Standardausgabe", .fd = STDOUT_FILENO};
    if (!path)
        return fflush(stdout) == 0 || errno == EPIPE ? true : fail(o->path, "kann nicht geschrieben werden", d);
    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode)) {
        o->fd = open(path, O_WRONLY | O_CLOEXEC);
        return o->fd >= 0 ? true : fail(path, "kann nicht geöffnet werden", d);
    }
    size_t n = strlen(path) + sizeof ".XXXXXX";
    o->work = mem_alloc(n);
    snprintf(o->work, n, "%s.XXXXXX", path);
    o->fd = mkostemp(o->work, O_CLOEXEC);
    if (o->fd >= 0)
        return true;
    fail(path, "kann nicht angelegt werden", d);
    free(o->work);
    return false;
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

bool output_close(struct output *o, bool ok, struct diag *d)
{
    if (o->fd == STDOUT_FILENO)
        return ok;
    if (ok && o->work && fsync(o->fd) != 0)
        ok = fail(o->path, "kann nicht geschrieben werden", d);
    if (close(o->fd) != 0 && ok)
        ok = fail(o->path, "kann nicht geschrieben werden", d);
    if (ok && o->work && rename(o->work, o->path) != 0)
        ok = fail(o->path, "kann nicht geschrieben werden", d);
    if (!ok && o->work)
        unlink(o->work);
    free(o->work);
    return ok;
}

bool output_put(const char *path, const struct buf *b, struct diag *d)
{
    struct output o;
    return output_open(&o, path, d) && output_close(&o, output_write(&o, b, d), d);
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
    if (output_close(&o, output_write(&o, b, d), d))
        return true;
    unlink(path);
    return false;
}
