#include "cli/output.h"

#include "archive/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool write_and_close(int fd, const char *path, const struct buf *b, struct diag *d)
{
    bool ok = true;
    for (size_t at = 0; ok && at < b->n;) {
        ssize_t n = write(fd, b->p + at, b->n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            ok = diag_fail(d, DIAG_OUTPUT, path, 0, "kann nicht geschrieben werden: %s", diag_system(errno));
        else
            at += (size_t)n;
    }
    if (close(fd) != 0 && ok)
        ok = diag_fail(d, DIAG_OUTPUT, path, 0, "kann nicht geschrieben werden: %s", diag_system(errno));
    return ok;
}

bool output_put(const char *path, const struct buf *b, struct diag *d)
{
    struct stat st;
    if (!path) {
        if (fwrite(buf_str(b), 1, b->n, stdout) == b->n && fflush(stdout) == 0)
            return true;
        return diag_fail(d, DIAG_OUTPUT, "Standardausgabe", 0, "kann nicht geschrieben werden");
    }
    if (lstat(path, &st) != 0 || S_ISREG(st.st_mode))
        return publish_file(path, buf_str(b), b->n, d);
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return diag_fail(d, DIAG_OUTPUT, path, 0, "kann nicht geöffnet werden: %s", diag_system(errno));
    return write_and_close(fd, path, b, d);
}

bool output_put_new(const char *path, const struct buf *b, struct diag *d)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (fd < 0 && errno == EEXIST) {
        diag_fail(d, DIAG_OUTPUT, path, 0, "gibt es schon");
        return diag_expect(d, "ein Name, den es noch nicht gibt; überschrieben wird nichts");
    }
    if (fd < 0)
        return diag_fail(d, DIAG_OUTPUT, path, 0, "kann nicht angelegt werden: %s", diag_system(errno));
    if (write_and_close(fd, path, b, d))
        return true;
    unlink(path);
    return false;
}
