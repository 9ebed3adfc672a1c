/*
 * Files, by Landlock. Its calls are made by their numbers: glibc has no names for them, and the kernel's header is that
 * of the machine it was built on, while what is offered is asked of the kernel that runs.
 */
#include "base/sandbox.h"

#include "base/mem.h"
#include "base/path.h"
#include "base/sandbox_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, VERSION = 1, PATH_BENEATH = 1 };
#define RIGHT(n)    (UINT64_C(1) << (n))
#define WRITE_FILE  RIGHT(1)
#define READ_FILE   RIGHT(2)
#define READ_DIR    RIGHT(3)
#define REMOVE_DIR  RIGHT(4)
#define REMOVE_FILE RIGHT(5)
#define MAKE_DIR    RIGHT(7)
#define MAKE_REG    RIGHT(8)
#define REFER       RIGHT(13) /* since ABI 2: link and rename from one folder into another */
#define TRUNCATE    RIGHT(14) /* 3 */
#define IOCTL_DEV   RIGHT(15) /* 5 */
enum { FIRST_RIGHTS = 13 /* of ABI 1 */ };

#define READ      (READ_FILE | READ_DIR)
#define WRITE     (WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | REFER | TRUNCATE)
#define OF_A_FILE (READ_FILE | WRITE_FILE | TRUNCATE | IOCTL_DEV) /* the others are of folders alone */

/* As the kernel has them. */
struct ruleset {
    uint64_t files, net, scoped;
};
struct path_rule {
    uint64_t rights;
    int32_t fd;
} __attribute__((packed));

struct grant {
    uint64_t rights;
    int fd;
};

struct sandbox {
    struct arena *arena;
    struct grant *grant;
    size_t n, cap;
};

/* What the kernel offers; 0: nothing. */
static int abi(void)
{
#ifdef KD_NO_SANDBOX
    return 0;
#else
    long v = syscall(CREATE_RULESET, NULL, 0, VERSION);
    return v > 0 ? (int)v : 0;
#endif
}

/* ---- what is left ---- */

struct sandbox *sandbox_new(void)
{
    struct sandbox *s = mem_zero(1, sizeof *s);
    s->arena = arena_new();
    return s;
}

/* The nearest folder above that is there. */
static const char *above(struct sandbox *s, const char *path)
{
    struct stat st;
    do
        path = path_folder(s->arena, path);
    while (stat(path, &st) != 0 && strcmp(path, "/") != 0 && strcmp(path, ".") != 0);
    return path;
}

/* False: it is not there. */
static bool add(struct sandbox *s, const char *path, uint64_t rights)
{
    struct stat st;
    int fd = open(path, O_PATH | O_CLOEXEC);
    if (fd < 0)
        return false;
    if (fstat(fd, &st) == 0 && !S_ISDIR(st.st_mode))
        rights &= OF_A_FILE;
    s->grant = mem_grow(s->grant, s->n, &s->cap, sizeof *s->grant);
    s->grant[s->n++] = (struct grant){rights, fd};
    return true;
}

void sandbox_read(struct sandbox *s, const char *path)
{
    if (!add(s, path, READ) && errno == ENOENT)
        (void)add(s, above(s, path), READ_DIR);
}

void sandbox_read_links(struct sandbox *s, const char *path)
{
    enum { MOST = 4096 };
    sandbox_read(s, path);
    DIR *dir = opendir(path);
    for (struct dirent *e; dir && s->n < MOST && (e = readdir(dir));) {
        struct stat st;
        if (e->d_type != DT_LNK && e->d_type != DT_UNKNOWN)
            continue;
        const char *link = arena_printf(s->arena, "%s/%s", path, e->d_name);
        if (lstat(link, &st) == 0 && S_ISLNK(st.st_mode))
            (void)add(s, link, READ);
    }
    if (dir)
        closedir(dir);
}

bool sandbox_write(struct sandbox *s, const char *path)
{
    if (add(s, path, READ | WRITE))
        return false;
    (void)add(s, above(s, path), READ | WRITE);
    return true;
}

/* ---- for good ---- */

static void restrict_files(const struct sandbox *s, uint64_t handled, bool all)
{
    const int version = abi();
    if (!version)
        return;
    struct ruleset set = {.files = handled & (RIGHT(FIRST_RIGHTS) - 1)};
    set.files |= (version >= 2 ? handled & REFER : 0) | (version >= 3 ? handled & TRUNCATE : 0) |
                 (version >= 5 ? handled & IOCTL_DEV : 0);
    if (all && version >= 4)
        set.net = 3; /* bind and connect of TCP */
    if (all && version >= 6)
        set.scoped = 3; /* abstract sockets and signals beyond this process */
    int fd = (int)syscall(CREATE_RULESET, &set, sizeof set, 0);
    if (fd < 0)
        return;
    for (size_t i = 0; i < s->n; i++) {
        struct path_rule rule = {s->grant[i].rights & set.files, s->grant[i].fd};
        if (rule.rights)
            (void)syscall(ADD_RULE, fd, PATH_BENEATH, &rule, 0);
    }
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
        (void)syscall(RESTRICT_SELF, fd, 0);
    close(fd);
}

static void sandbox_free(struct sandbox *s)
{
    for (size_t i = 0; i < s->n; i++)
        close(s->grant[i].fd);
    free(s->grant);
    arena_free(s->arena);
    free(s);
}

static void enter(void *context)
{
    restrict_files(context, ~UINT64_C(0), true);
    (void)sandbox_leave_calls();
}

void sandbox_enter(struct sandbox *s, struct ending *e)
{
    ending_alone(e, enter, s);
    sandbox_free(s);
}

static void narrow(void *context)
{
    restrict_files(context, WRITE, false);
}

void sandbox_narrow(const char *folder, struct ending *e)
{
    struct sandbox *s = sandbox_new();
    if (add(s, folder, WRITE))
        ending_alone(e, narrow, s);
    sandbox_free(s);
}

void sandbox_keep_memory(void)
{
#ifndef KD_NO_SANDBOX
    /* The limit alone does not keep a core from a program that collects them: that is what dumpable is for. */
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    (void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

void sandbox_put_words(struct buf *b)
{
#ifdef KD_NO_SANDBOX
    buf_text(b, "keiner (für Prüfungen gebaut)");
#else
    const int version = abi();
    if (version)
        buf_printf(b, "Landlock (ABI %d)", version);
    else
        buf_text(b, "ohne Landlock (dieser Kernel bietet es nicht)");
    buf_text(b, ", ");
    sandbox_put_calls(b);
    buf_text(b, ", kein Speicherabbild");
#endif
}
