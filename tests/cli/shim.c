/*
 * A drive, and an end, as the tests want them: preloaded into the program (test_publishing.py).
 *
 *   KD_REFUSE   words: modes exchange noreplace syncfs locks: these calls are refused, as network shares do;
 *               parts: the temporary files of libxlsxwriter take nothing
 *   KD_AT=N     the N-th call that changes the file system (KD_ON: that is called so) is answered by
 *   KD_DO       kill: the process is gone before it; a number: that signal comes, and (wait) the call is never made
 *   KD_CHANGE   file that changes when it was read once (pread), or (KD_CHANGE_AT=N) before the N-th call as above: the
 *               first letter k in it becomes a K and its days are set back; (KD_CHANGE_TO) another file takes its place
 *   KD_MADE     file for the paths that were made or opened to be written, a line each
 *   KD_COUNT    file for the number of calls there were
 *
 * The kernel is one without Landlock, for the shim itself writes where the program may not.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int calls;

enum { LANDLOCK_CREATE_RULESET = 444 };

long syscall(long number, ...)
{
    long a[6];
    va_list args;
    va_start(args, number);
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(args, long);
    va_end(args);
    if (number == LANDLOCK_CREATE_RULESET) {
        errno = ENOSYS;
        return -1;
    }
    return ((long (*)(long, ...))dlsym(RTLD_NEXT, "syscall"))(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static int refused(const char *what, int error)
{
    const char *list = getenv("KD_REFUSE");
    if (!list || !strstr(list, what))
        return 0;
    errno = error;
    return 1;
}

/* Once. By a process of somebody else's, as far as the program can see. */
static void change(void)
{
    static atomic_int done;
    const char *path = getenv("KD_CHANGE"), *to = getenv("KD_CHANGE_TO");
    char text[1 << 16];
    struct stat st;
    if (!path || atomic_exchange(&done, 1))
        return;
    if (to) {
        syscall(SYS_rename, to, path);
        return;
    }
    int fd = (int)syscall(SYS_open, path, O_RDWR, 0);
    ssize_t n = syscall(SYS_read, fd, text, sizeof text);
    char *k = n > 0 ? memchr(text, 'k', (size_t)n) : NULL;
    fstat(fd, &st);
    if (!k || syscall(SYS_pwrite64, fd, "K", (size_t)1, (long)(k - text)) != 1)
        abort();
    futimens(fd, (struct timespec[]){st.st_atim, st.st_mtim});
    close(fd);
}

ssize_t pread(int fd, void *p, size_t n, off_t at)
{
    struct stat st, named;
    const char *path = getenv("KD_CHANGE");
    ssize_t got = (ssize_t)syscall(SYS_pread64, fd, p, n, at);
    if (path && !getenv("KD_CHANGE_AT") && n > 64 && fstat(fd, &st) == 0 && stat(path, &named) == 0 &&
        st.st_ino == named.st_ino)
        change();
    return got;
}

static void count(const char *name)
{
    const char *change_at = getenv("KD_CHANGE_AT");
    if (change_at && atomic_load(&calls) + 1 == atoi(change_at))
        change();
    const char *on = getenv("KD_ON");
    if (on && strcmp(on, name) != 0)
        return;
    const char *at = getenv("KD_AT"), *what = getenv("KD_DO");
    if (atomic_fetch_add(&calls, 1) + 1 != (at ? atoi(at) : 0))
        return;
    if (strcmp(what, "kill") == 0)
        kill(getpid(), SIGKILL);
    else
        kill(getpid(), atoi(what));
    if (strstr(what, "wait"))
        for (;;)
            pause();
}

static void note(const char *path)
{
    const char *list = getenv("KD_MADE");
    FILE *f = list ? fopen(list, "a") : NULL;
    if (!f)
        return;
    fprintf(f, "%s\n", path);
    fclose(f);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("KD_COUNT");
    FILE *f = path ? fopen(path, "w") : NULL;
    if (!f)
        return;
    fprintf(f, "%d\n", atomic_load(&calls));
    fclose(f);
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

int open(const char *path, int flags, ...)
{
    va_list args;
    va_start(args, flags);
    int mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(args, int) : 0;
    va_end(args);
    if (flags & O_CREAT)
        count("open");
    if (flags & O_CREAT)
        note(path);
    if ((flags & (O_CREAT | O_RDWR)) == (O_CREAT | O_RDWR) && refused("parts", 0)) {
        int full = memfd_create("full", MFD_ALLOW_SEALING);
        return fcntl(full, F_ADD_SEALS, F_SEAL_GROW) == 0 ? full : -1;
    }
    return REAL(int, open, const char *, int, ...)(path, flags, mode);
}

int mkostemps(char *path, int suffix, int flags)
{
    count("mkostemps");
    return REAL(int, mkostemps, char *, int, int)(path, suffix, flags);
}

int mkdir(const char *path, mode_t mode)
{
    count("mkdir");
    return REAL(int, mkdir, const char *, mode_t)(path, mode);
}

ssize_t write(int fd, const void *p, size_t n)
{
    if (fd > STDERR_FILENO)
        count("write");
    return REAL(ssize_t, write, int, const void *, size_t)(fd, p, n);
}

int fsync(int fd)
{
    count("fsync");
    return REAL(int, fsync, int)(fd);
}

int syncfs(int fd)
{
    count("syncfs");
    return refused("syncfs", ENOSYS) ? -1 : REAL(int, syncfs, int)(fd);
}

int rename(const char *from, const char *to)
{
    count("rename");
    return REAL(int, rename, const char *, const char *)(from, to);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    count("renameat2");
    if ((flags & 1 && refused("noreplace", EINVAL)) || (flags & 2 && refused("exchange", EINVAL)))
        return -1;
    return REAL(int, renameat2, int, const char *, int, const char *, unsigned)(a, from, b, to, flags);
}

int unlink(const char *path)
{
    count("unlink");
    return REAL(int, unlink, const char *)(path);
}

int remove(const char *path)
{
    count("remove");
    return REAL(int, remove, const char *)(path);
}

int flock(int fd, int how)
{
    return refused("locks", EOPNOTSUPP) ? -1 : REAL(int, flock, int, int)(fd, how);
}

int chmod(const char *path, mode_t mode)
{
    return refused("modes", EPERM) ? -1 : REAL(int, chmod, const char *, mode_t)(path, mode);
}

int fchmod(int fd, mode_t mode)
{
    return refused("modes", EPERM) ? -1 : REAL(int, fchmod, int, mode_t)(fd, mode);
}
