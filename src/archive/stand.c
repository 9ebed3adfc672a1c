#include "archive/stand.h"

#include "archive/drive.h"
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* The last line of each part: what has it not was not written to its end. */
#define FIRST "kontaktdichte 1: in Arbeit\n"
#define LAST  "Ende\n"

static const char *const words[] = {"neu ", "alt ", "daneben ", "nur-einer "};
enum { FRESH, OLD, ASIDE, ONLY_ONE, LINES };

static bool put(int fd, const char *s, size_t n)
{
    while (n) {
        ssize_t put = write(fd, s, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        s += put;
        n -= (size_t)put;
    }
    return true;
}

/* The file that this name stands for is the one that is open. */
static bool is_same(int fd, const char *path)
{
    struct stat open, named;
    return fstat(fd, &open) == 0 && lstat(path, &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

/* Once more where another run took it for a leftover before it was locked, or the folder's name was taken. */
int stand_begin(const char *out, const char *name, struct arena *a, const char **work, const char **state,
                struct diag *d)
{
    enum { TRIES = 10 };
    for (int i = 0; i < TRIES; i++) {
        char *path = arena_printf(a, "%s/.%s.XXXXXX" STAND_SUFFIX, out, name);
        int fd = mkostemps(path, sizeof STAND_SUFFIX - 1, O_CLOEXEC);
        if (fd < 0) {
            diag_fail(d, DIAG_OUTPUT, path, 0, "kann nicht angelegt werden: %s", diag_system(errno));
            return -1;
        }
        (void)flock(fd, LOCK_EX | LOCK_NB); /* a drive without locks: then nobody takes it for a leftover */
        const char *folder = arena_text(a, path, strlen(path) - (sizeof STAND_SUFFIX - 1));
        bool ours = is_same(fd, path);
        if (ours && put(fd, FIRST, sizeof FIRST - 1) && mkdir(folder, 0700) == 0) {
            *work = folder;
            *state = path;
            return fd;
        }
        int error = errno;
        if (ours)
            unlink(path);
        close(fd);
        if (ours && error != EEXIST) {
            diag_fail(d, DIAG_OUTPUT, folder, 0, "Ordner kann nicht angelegt werden: %s", diag_system(error));
            return -1;
        }
    }
    diag_fail(d, DIAG_OUTPUT, out, 0, "hier sind zu viele Läufe zugleich am Werk");
    return -1;
}

bool stand_write_swap(int fd, const char *state, const struct stand_swap *swap, struct diag *d)
{
    struct buf b = {0};
    buf_printf(&b, "%s%s\n%s%s\n%s%s\n%s%s\n" LAST, words[FRESH], swap->fresh.hex, words[OLD], swap->old.hex,
               words[ASIDE], swap->aside, words[ONLY_ONE], swap->only_one ? "ja" : "nein");
    bool ok = put(fd, buf_str(&b), b.n) && (fsync(fd) == 0 || drive_refuses(errno));
    buf_free(&b);
    return ok ? true : diag_fail(d, DIAG_OUTPUT, state, 0, "kann nicht geschrieben werden: %s", diag_system(errno));
}

enum stand_lock stand_take(const char *state, int *fd)
{
    *fd = open(state, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (*fd < 0)
        return STAND_GONE;
    enum stand_lock got = STAND_FREE;
    if (flock(*fd, LOCK_EX | LOCK_NB) != 0)
        got = errno == EWOULDBLOCK ? STAND_BUSY : STAND_NO_LOCKS;
    else if (!is_same(*fd, state))
        got = STAND_GONE;
    if (got != STAND_FREE)
        close(*fd);
    return got;
}

/* The value of a line, and *at behind it; NULL: the line is another, or not whole. */
static const char *take_line(char **at, const char *word)
{
    size_t n = strlen(word);
    char *end = strchr(*at, '\n'), *value = *at + n;
    if (!end || strncmp(*at, word, n) != 0)
        return NULL;
    *end = '\0';
    *at = end + 1;
    return value;
}

bool stand_read_swap(int fd, struct stand_swap *swap)
{
    char text[1024], *at = text;
    const char *value[LINES];
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    text[n > 0 ? n : 0] = '\0';
    if (strncmp(at, FIRST, sizeof FIRST - 1) != 0)
        return false;
    at += sizeof FIRST - 1;
    for (int i = 0; i < LINES; i++)
        if (!(value[i] = take_line(&at, words[i])))
            return false;
    if (strcmp(at, LAST) != 0 || strlen(value[FRESH]) >= sizeof swap->fresh.hex ||
        strlen(value[OLD]) >= sizeof swap->old.hex || strlen(value[ASIDE]) > STAND_LONGEST_NAME)
        return false;
    memcpy(swap->fresh.hex, value[FRESH], strlen(value[FRESH]) + 1);
    memcpy(swap->old.hex, value[OLD], strlen(value[OLD]) + 1);
    memcpy(swap->aside, value[ASIDE], strlen(value[ASIDE]) + 1);
    swap->only_one = strcmp(value[ONLY_ONE], "ja") == 0;
    return true;
}

struct digest_text stand_mark(const char *folder)
{
    struct digest_text mark = {"-"};
    struct diag none = {0};
    struct buf path = {0};
    buf_printf(&path, "%s/SHA256SUMS", folder);
    if (!digest_file(buf_str(&path), &mark, &none))
        mark = (struct digest_text){"-"};
    buf_free(&path);
    return mark;
}
