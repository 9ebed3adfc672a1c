#include "archive/leftovers.h"

#include "base/buf.h"

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

enum { MARK = 6 /* characters that mkdtemp chooses */, OPEN_FOLDERS = 16 };

int leftovers_hold(const char *work)
{
    int fd = open(work, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    close(fd);
    return LEFTOVERS_NO_LOCK;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    (void)remove(path);
    return 0;
}

static bool is_leftover(const char *entry, const char *name)
{
    size_t n = strlen(name);
    return entry[0] == '.' && strncmp(entry + 1, name, n) == 0 && entry[n + 1] == '.' && strlen(entry + n + 2) == MARK;
}

void leftovers_remove(const char *out, const char *name)
{
    DIR *dir = opendir(out);
    struct buf path = {0};
    for (struct dirent *e; dir && (e = readdir(dir));) {
        if (!is_leftover(e->d_name, name))
            continue;
        buf_clear(&path);
        buf_printf(&path, "%s/%s", out, e->d_name);
        int fd = leftovers_hold(buf_str(&path));
        if (fd >= 0 && faccessat(fd, "SHA256SUMS", F_OK, 0) != 0)
            nftw(buf_str(&path), remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
        if (fd >= 0)
            close(fd);
    }
    if (dir)
        closedir(dir);
    buf_free(&path);
}
