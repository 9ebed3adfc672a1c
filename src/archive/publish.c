#include "archive/publish.h"

#include "archive/digest.h"
#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
    char *path;
    struct digest_text digest;
};

struct publish {
    struct arena *arena;
    char *out, *target, *work; /* work: the folder in the making */
    bool replace, committed;
    struct entry *entry;
    size_t n, cap;
};

static bool fail(struct diag *d, const char *path, const char *what)
{
    return diag_fail(d, DIAG_OUTPUT, path, 0, "%s: %s", what, diag_system(errno));
}

/* Makes a folder and those above it. */
static bool make_folders(const char *path, struct diag *d)
{
    char *p = mem_alloc(strlen(path) + 1);
    memcpy(p, path, strlen(path) + 1);
    bool ok = true;
    for (char *at = p + (*p != '\0'); ok; at++) {
        char c = *at;
        if (c != '/' && c != '\0')
            continue;
        *at = '\0';
        ok = mkdir(p, 0700) == 0 || errno == EEXIST ? true : fail(d, p, "Ordner kann nicht angelegt werden");
        *at = c;
        if (!c)
            break;
    }
    free(p);
    return ok;
}

static bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

static bool refuse_target(const char *target, struct diag *d)
{
    diag_fail(d, DIAG_OUTPUT, target, 0, "dieser Lauf ist schon veröffentlicht und wird nicht überschrieben");
    return diag_expect(d, "ein anderer Ordner mit --out, oder --replace (der alte Lauf bleibt daneben erhalten)");
}

struct publish *publish_new(const char *out, const char *name, bool replace, struct diag *d)
{
    struct publish *p = mem_zero(1, sizeof *p);
    p->arena = arena_new();
    p->out = arena_strdup(p->arena, out);
    p->target = arena_printf(p->arena, "%s/%s", out, name);
    p->replace = replace;
    if (exists(p->target) && !replace) {
        refuse_target(p->target, d);
    } else if (make_folders(out, d)) {
        char *work = arena_printf(p->arena, "%s/.%s.XXXXXX", out, name);
        if (mkdtemp(work))
            p->work = work;
        else
            fail(d, work, "Ordner kann nicht angelegt werden");
    }
    if (p->work)
        return p;
    publish_free(p);
    return NULL;
}

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t put = write(fd, bytes, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        n -= (size_t)put;
    }
    return fsync(fd) == 0;
}

/* A file that was not there; nothing is left of it where it cannot be written. */
static bool write_new(const char *path, const void *bytes, size_t n, struct diag *d)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return fail(d, path, "kann nicht angelegt werden");
    bool ok = write_all(fd, bytes, n);
    if (!ok)
        fail(d, path, "kann nicht geschrieben werden");
    if (close(fd) != 0 && ok)
        ok = fail(d, path, "kann nicht geschrieben werden");
    if (!ok)
        unlink(path);
    return ok;
}

static bool sync_folder(const char *path, struct diag *d)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(d, path, "Ordner kann nicht gesichert werden");
    bool ok = fsync(fd) == 0 || errno == EINVAL; /* some file systems cannot sync a folder */
    close(fd);
    return ok ? true : fail(d, path, "Ordner kann nicht gesichert werden");
}

/* Removes the folders on the way to path, up to the work folder, as far as they are empty. path is changed. */
static void remove_folders(const struct publish *p, char *path)
{
    for (char *slash; (slash = strrchr(path, '/')) && slash > path + strlen(p->work);) {
        *slash = '\0';
        rmdir(path);
    }
}

bool publish_put(struct publish *p, const char *path, const void *bytes, size_t n, struct diag *d)
{
    char *full = arena_printf(p->arena, "%s/%s", p->work, path);
    char *slash = strrchr(full, '/');
    *slash = '\0';
    bool ok = strcmp(full, p->work) == 0 || make_folders(full, d);
    *slash = '/';
    if (!ok || !write_new(full, bytes, n, d)) {
        remove_folders(p, full);
        return false;
    }
    p->entry = mem_grow(p->entry, p->n, &p->cap, sizeof *p->entry);
    p->entry[p->n].path = arena_strdup(p->arena, path);
    p->entry[p->n++].digest = digest_bytes(bytes, n);
    return true;
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->path, ((const struct entry *)b)->path);
}

static bool put_sums(struct publish *p, struct diag *d)
{
    struct buf b = {0};
    if (p->n > 1)
        qsort(p->entry, p->n, sizeof *p->entry, compare_entries);
    for (size_t i = 0; i < p->n; i++)
        buf_printf(&b, "%s  %s\n", p->entry[i].digest.hex, p->entry[i].path);
    char *path = arena_printf(p->arena, "%s/SHA256SUMS", p->work);
    bool ok = write_new(path, buf_str(&b), b.n, d);
    buf_free(&b);
    return ok;
}

/* The folders below the work folder that files were put into are synced, too: each once, entries are sorted. */
static bool sync_folders(struct publish *p, struct diag *d)
{
    const char *last = "";
    for (size_t i = 0; i < p->n; i++) {
        const char *slash = strrchr(p->entry[i].path, '/');
        if (!slash)
            continue;
        char *folder = arena_text(p->arena, p->entry[i].path, (size_t)(slash - p->entry[i].path));
        if (strcmp(folder, last) != 0 && !sync_folder(arena_printf(p->arena, "%s/%s", p->work, folder), d))
            return false;
        last = folder;
    }
    return sync_folder(p->work, d);
}

/* A free name beside the target for the run that was there. */
static const char *name_for_old(struct publish *p)
{
    const char *name = arena_printf(p->arena, "%s.alt", p->target);
    for (int i = 2; exists(name); i++)
        name = arena_printf(p->arena, "%s.alt%d", p->target, i);
    return name;
}

/*
 * The last step. At no moment is there neither the old run nor the new one under the target's name: where there is an
 * old one both change places at once.
 */
static bool swap_in(struct publish *p, struct diag *d)
{
    if (renameat2(AT_FDCWD, p->work, AT_FDCWD, p->target, RENAME_NOREPLACE) == 0)
        return true;
    if (errno == EINVAL && !exists(p->target)) /* a file system without it */
        return rename(p->work, p->target) == 0 ? true : fail(d, p->target, "kann nicht veröffentlicht werden");
    if (errno != EEXIST)
        return fail(d, p->target, "kann nicht veröffentlicht werden");
    if (!p->replace)
        return refuse_target(p->target, d);
    const char *old = name_for_old(p);
    if (renameat2(AT_FDCWD, p->work, AT_FDCWD, p->target, RENAME_EXCHANGE) == 0) {
        if (rename(p->work, old) == 0)
            return true;
        fail(d, old, "der alte Lauf kann nicht beiseitegelegt werden");
        /* Back again: what publish_free removes has to be the new run. Where even that fails, nothing is removed. */
        p->committed = renameat2(AT_FDCWD, p->work, AT_FDCWD, p->target, RENAME_EXCHANGE) != 0;
        return false;
    }
    if (rename(p->target, old) != 0)
        return fail(d, p->target, "kann nicht veröffentlicht werden");
    if (rename(p->work, p->target) == 0)
        return true;
    fail(d, p->target, "kann nicht veröffentlicht werden");
    if (rename(old, p->target) != 0)
        diag_expect(d, "den alten Lauf von Hand zurückzulegen: er liegt in %s", old);
    return false;
}

bool publish_commit(struct publish *p, struct diag *d)
{
    if (!put_sums(p, d) || !sync_folders(p, d) || !swap_in(p, d))
        return false;
    p->committed = true;
    return sync_folder(p->out, d);
}

/* Removes what publish_put made; folders after what is in them. */
static void remove_work(struct publish *p)
{
    for (size_t i = 0; i < p->n; i++)
        unlink(arena_printf(p->arena, "%s/%s", p->work, p->entry[i].path));
    unlink(arena_printf(p->arena, "%s/SHA256SUMS", p->work));
    for (size_t i = 0; i < p->n; i++)
        remove_folders(p, arena_printf(p->arena, "%s/%s", p->work, p->entry[i].path));
    rmdir(p->work);
}

void publish_free(struct publish *p)
{
    if (!p)
        return;
    if (p->work && !p->committed)
        remove_work(p);
    free(p->entry);
    arena_free(p->arena);
    free(p);
}

const char *publish_target(const struct publish *p)
{
    return p->target;
}
