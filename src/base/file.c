#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 1 << 16 };

bool file_read(const char *path, size_t most, enum diag_code code, struct buf *out, struct diag *d)
{
    const size_t before = out->n;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return diag_fail(d, code, path, 0, "lässt sich nicht öffnen: %s", diag_system(errno));
    bool ok = true;
    if (fstat(fd, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode))) { /* a folder fails below, by its name */
        ok = diag_fail(d, code, path, 0, "ist keine Datei");
        diag_expect(d, "eine Datei, kein Gerät und keine Pipe");
    }
    while (ok) {
        buf_reserve(out, BLOCK);
        ssize_t got = read(fd, out->p + out->n, BLOCK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            ok = diag_fail(d, code, path, 0, "lässt sich nicht lesen: %s", diag_system(errno));
        if (got <= 0)
            break;
        out->n += (size_t)got;
        if (out->n - before > most)
            ok = diag_fail(d, code, path, 0, "größer als %zu MiB", most >> 20);
    }
    close(fd);
    return ok;
}
