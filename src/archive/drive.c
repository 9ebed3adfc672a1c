#include "archive/drive.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FOLDERS = 16 };

bool drive_refuses(int error)
{
    return error == EPERM || error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == ENOTTY;
}

bool drive_has(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

int drive_move(const char *from, const char *to)
{
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0)
        return 0;
    if (!drive_refuses(errno))
        return errno;
    if (drive_has(to))
        return EEXIST;
    return rename(from, to) == 0 ? 0 : errno; /* a folder never takes the place of one that is not empty */
}

int drive_exchange(const char *a, const char *b)
{
    return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0 ? 0 : errno;
}

/* fd is closed. */
static int sync_one(int fd)
{
    int error = fd < 0 ? errno : fsync(fd) == 0 || drive_refuses(errno) ? 0 : errno;
    if (fd >= 0)
        close(fd);
    return error;
}

int drive_sync_names(const char *folder)
{
    return sync_one(open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

static int sync_entry(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    if (type == FTW_F)
        return sync_one(open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    return type == FTW_DP ? drive_sync_names(path) : 0;
}

/* All at once: to sync some thousand files one after another takes longer than to write them. */
int drive_sync(const char *folder)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return errno;
    int error = syncfs(fd) == 0 ? 0 : errno;
    close(fd);
    if (!error || !drive_refuses(error))
        return error;
    error = nftw(folder, sync_entry, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return error < 0 ? errno : error;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    (void)remove(path);
    return 0;
}

bool drive_remove(const char *folder)
{
    enum { TRIES = 100 }; /* another thread may have made a file meanwhile */
    for (int i = 0; i < TRIES && drive_has(folder); i++)
        (void)nftw(folder, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return !drive_has(folder);
}

const char *drive_temporary(void)
{
    const char *named = secure_getenv("TMPDIR");
    return named && *named == '/' ? named : "/tmp";
}
