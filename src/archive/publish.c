#include "archive/publish.h"

#include "archive/leftovers.h"
#include "base/buf.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct publish {
    struct arena *arena;
    char *out, *target, *work; /* work: the folder in the making */
    int held;                  /* work, open and locked as long as it is in the making; -1: not */
    mode_t file_mode, folder_mode;
    bool replace, committed;
    pthread_mutex_t lock; /* for all below, and the arena */
    struct publish_entry *entry;
    size_t n, cap;
};

struct publish_file {
    struct publish *p;
    char *full; /* path; free() */
    size_t at;  /* in it: the path within the run */
    int fd;
    uint64_t bytes;
    struct digest *digest;
};

static bool fail(struct diag *d, const char *path, const char *what)
{
    return diag_fail(d, DIAG_OUTPUT, path, 0, "%s: %s", what, diag_system(errno));
}

/* Makes a folder and those above it; those that were not there get the mode, whatever the umask. */
static bool make_folders(const char *path, mode_t mode, struct diag *d)
{
    char *p = mem_alloc(strlen(path) + 1);
    memcpy(p, path, strlen(path) + 1);
    bool ok = true;
    for (char *at = p + (*p != '\0'); ok; at++) {
        char c = *at;
        if (c != '/' && c != '\0')
            continue;
        *at = '\0';
        if (mkdir(p, 0700) == 0)
            ok = mode == 0700 || chmod(p, mode) == 0 ? true : fail(d, p, "Rechte können nicht gesetzt werden");
        else if (errno != EEXIST)
            ok = fail(d, p, "Ordner kann nicht angelegt werden");
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

/* Once more where another run took the folder for a leftover before it was held. */
static void make_work(struct publish *p, const char *name, struct diag *d)
{
    enum { TRIES = 10 };
    for (int i = 0; i < TRIES && !p->work; i++) {
        char *work = arena_printf(p->arena, "%s/.%s.XXXXXX", p->out, name);
        if (!mkdtemp(work)) {
            fail(d, work, "Ordner kann nicht angelegt werden");
            return;
        }
        p->held = leftovers_hold(work);
        if (exists(work))
            p->work = work;
        else if (p->held >= 0)
            close(p->held);
    }
    if (!p->work)
        diag_fail(d, DIAG_OUTPUT, p->out, 0, "hier sind zu viele Läufe zugleich am Werk");
}

struct publish *publish_new(const char *out, const char *name, bool replace, enum publish_access access, struct diag *d)
{
    static const mode_t files[] = {0600, 0640, 0644}, folders[] = {0700, 0750, 0755};
    struct publish *p = mem_zero(1, sizeof *p);
    pthread_mutex_init(&p->lock, NULL);
    p->arena = arena_new();
    p->out = arena_strdup(p->arena, out);
    p->target = arena_printf(p->arena, "%s/%s", out, name);
    p->held = -1;
    p->replace = replace;
    p->file_mode = files[access];
    p->folder_mode = folders[access];
    if (exists(p->target) && !replace) {
        refuse_target(p->target, d);
    } else if (make_folders(out, p->folder_mode, d)) {
        leftovers_remove(out, name);
        make_work(p, name, d);
    }
    if (p->work)
        return p;
    publish_free(p);
    return NULL;
}

/* ---- files ---- */

static void note(struct publish *p, const char *path, uint64_t bytes, struct digest_text digest)
{
    pthread_mutex_lock(&p->lock);
    p->entry = mem_grow(p->entry, p->n, &p->cap, sizeof *p->entry);
    p->entry[p->n++] = (struct publish_entry){.path = arena_strdup(p->arena, path), .bytes = bytes, .digest = digest};
    pthread_mutex_unlock(&p->lock);
}

/* WORK/PATH; free(). *at: where PATH begins. */
static char *full_path(const struct publish *p, const char *path, size_t *at)
{
    size_t work = strlen(p->work), n = strlen(path);
    char *full = mem_alloc(work + n + 2);
    memcpy(full, p->work, work);
    full[work] = '/';
    memcpy(full + work + 1, path, n + 1);
    *at = work + 1;
    return full;
}

/* Removes the folders on the way to path, up to the work folder, as far as they are empty. path is changed. */
static void remove_folders(const struct publish *p, char *path)
{
    for (char *slash; (slash = strrchr(path, '/')) && slash > path + strlen(p->work);) {
        *slash = '\0';
        rmdir(path);
    }
}

static bool make_way(const struct publish *p, char *full, struct diag *d)
{
    char *slash = strrchr(full, '/');
    *slash = '\0';
    bool ok = strcmp(full, p->work) == 0 || make_folders(full, p->folder_mode, d);
    *slash = '/';
    return ok;
}

/* A file that was not there. */
static int open_new(const struct publish *p, const char *full, struct diag *d)
{
    int fd = open(full, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd >= 0 && (p->file_mode == 0600 || fchmod(fd, p->file_mode) == 0))
        return fd;
    fail(d, full, fd < 0 ? "kann nicht angelegt werden" : "Rechte können nicht gesetzt werden");
    if (fd >= 0) {
        close(fd);
        unlink(full);
    }
    return -1;
}

struct publish_file *publish_open(struct publish *p, const char *path, struct diag *d)
{
    struct publish_file *f = mem_zero(1, sizeof *f);
    f->p = p;
    f->full = full_path(p, path, &f->at);
    f->fd = make_way(p, f->full, d) ? open_new(p, f->full, d) : -1;
    if (f->fd >= 0) {
        f->digest = digest_begin();
        return f;
    }
    remove_folders(p, f->full);
    free(f->full);
    free(f);
    return NULL;
}

bool publish_write(struct publish_file *f, const void *bytes, size_t n, struct diag *d)
{
    const char *at = bytes;
    digest_add(f->digest, bytes, n);
    f->bytes += n;
    while (n) {
        ssize_t put = write(f->fd, at, n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return fail(d, f->full, "kann nicht geschrieben werden");
        at += put;
        n -= (size_t)put;
    }
    return true;
}

bool publish_close(struct publish_file *f, bool ok, struct diag *d)
{
    struct publish *p = f->p;
    struct digest_text digest = digest_end(f->digest);
    if (close(f->fd) != 0 && ok)
        ok = fail(d, f->full, "kann nicht geschrieben werden");
    if (ok) {
        note(p, f->full + f->at, f->bytes, digest);
    } else {
        unlink(f->full);
        remove_folders(p, f->full);
    }
    free(f->full);
    free(f);
    return ok;
}

bool publish_put(struct publish *p, const char *path, const void *bytes, size_t n, struct diag *d)
{
    struct publish_file *f = publish_open(p, path, d);
    return f && publish_close(f, publish_write(f, bytes, n, d), d);
}

static bool copy(struct publish *p, const char *from, const char *again, struct diag *d)
{
    enum { BLOCK = 1 << 18 };
    FILE *in = fopen(from, "rbe");
    if (!in)
        return fail(d, from, "kann nicht gelesen werden");
    struct publish_file *f = publish_open(p, again, d);
    char *block = mem_alloc(BLOCK);
    bool ok = f;
    for (size_t n; ok && (n = fread(block, 1, BLOCK, in)) > 0;)
        ok = publish_write(f, block, n, d);
    if (ok && ferror(in))
        ok = fail(d, from, "kann nicht gelesen werden");
    fclose(in);
    free(block);
    return f && publish_close(f, ok, d);
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct publish_entry *)a)->path, ((const struct publish_entry *)b)->path);
}

struct publish_entry *publish_entries(struct publish *p, size_t *n)
{
    pthread_mutex_lock(&p->lock);
    struct publish_entry *entry = mem_alloc((p->n + 1) * sizeof *entry);
    *n = p->n;
    if (p->n)
        memcpy(entry, p->entry, p->n * sizeof *entry);
    pthread_mutex_unlock(&p->lock);
    if (*n > 1)
        qsort(entry, *n, sizeof *entry, compare_entries);
    return entry;
}

const struct publish_entry *publish_lookup(const struct publish_entry *entry, size_t n, const char *path)
{
    const struct publish_entry key = {.path = path};
    return n ? bsearch(&key, entry, n, sizeof *entry, compare_entries) : NULL;
}

bool publish_link(struct publish *p, const struct publish_entry *was, const char *again, struct diag *d)
{
    size_t at, at_from;
    char *from = full_path(p, was->path, &at_from), *to = full_path(p, again, &at);
    bool ok = make_way(p, to, d), linked = ok && link(from, to) == 0;
    if (linked)
        note(p, again, was->bytes, was->digest);
    else if (ok)
        ok = copy(p, from, again, d); /* a file system without such links, or too many of them */
    if (!ok)
        remove_folders(p, to);
    free(from);
    free(to);
    return ok;
}

/* ---- sums ---- */

/* folder: named from there; "": from the run. */
static void put_sums(struct buf *b, const char *folder, const struct publish_entry *entry, size_t n)
{
    size_t length = strlen(folder);
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "%s  %s\n", entry[i].digest.hex, entry[i].path + length + (length > 0));
}

bool publish_sums(struct publish *p, const char *folder, const struct publish_entry *entry, size_t n, struct diag *d)
{
    struct buf b = {0}, path = {0};
    put_sums(&b, folder, entry, n);
    buf_printf(&path, "%s/SHA256SUMS", folder);
    bool ok = publish_put(p, buf_str(&path), buf_str(&b), b.n, d);
    buf_free(&path);
    buf_free(&b);
    return ok;
}

static bool put_all_sums(struct publish *p, struct diag *d)
{
    struct buf b = {0};
    size_t n;
    struct publish_entry *entry = publish_entries(p, &n);
    put_sums(&b, "", entry, n);
    free(entry);
    bool ok = publish_put(p, "SHA256SUMS", buf_str(&b), b.n, d);
    buf_free(&b);
    return ok;
}

/* ---- the end ---- */

static bool sync_folder(const char *path, struct diag *d)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(d, path, "Ordner kann nicht gesichert werden");
    bool ok = fsync(fd) == 0 || errno == EINVAL; /* some file systems cannot sync a folder */
    close(fd);
    return ok ? true : fail(d, path, "Ordner kann nicht gesichert werden");
}

/* Everything at once: to sync some thousand files one after another takes longer than to write them. */
static bool sync_work(const struct publish *p, struct diag *d)
{
    int fd = open(p->work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return fail(d, p->work, "Ordner kann nicht gesichert werden");
    bool ok = fchmod(fd, p->folder_mode) == 0 && syncfs(fd) == 0;
    if (!ok)
        fail(d, p->work, "kann nicht gesichert werden");
    close(fd);
    return ok;
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
    if (!put_all_sums(p, d) || !sync_work(p, d) || !swap_in(p, d))
        return false;
    p->committed = true;
    return sync_folder(p->out, d);
}

/* Removes what publish_put made; folders after what is in them. */
static void remove_work(struct publish *p)
{
    for (size_t i = 0; i < p->n; i++)
        unlink(arena_printf(p->arena, "%s/%s", p->work, p->entry[i].path));
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
    if (p->held >= 0)
        close(p->held);
    pthread_mutex_destroy(&p->lock);
    free(p->entry);
    arena_free(p->arena);
    free(p);
}

const char *publish_target(const struct publish *p)
{
    return p->target;
}
