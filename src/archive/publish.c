#include "archive/publish.h"

#include "archive/drive.h"
#include "archive/stand.h"
#include "archive/swap.h"
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
    struct publish_order order;
    const char *target, *work, *state; /* work: the folder in the making */
    int held;                          /* state, open and locked as long as work is in the making; -1: not */
    mode_t file_mode, folder_mode;     /* 0: the drive's */
    bool committed, stuck;             /* neither: work and state are to be removed */
    pthread_mutex_t lock;              /* for all below, the arena, and so that nothing is made while all is removed */
    struct ending_undo undo;
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

/* ---- rights ---- */

static bool refuse_mode(const char *path, mode_t is, mode_t wanted, struct diag *d)
{
    diag_fail(d, DIAG_OUTPUT, path, 0, "die Rechte lassen sich auf diesem Laufwerk nicht setzen (%04o statt %04o)",
              (unsigned)is, (unsigned)wanted);
    return diag_expect(d,
                       "ein anderer Ordner mit --out, oder im Auftrag <ausgabe zugriff=\"laufwerk\"/> (dann gelten die "
                       "Rechte, die das Laufwerk vergibt)");
}

/* What was just made has this mode, whatever the umask and the drive. fd < 0: a folder. */
static bool set_mode(int fd, const char *path, mode_t mode, struct diag *d)
{
    struct stat st;
    for (int i = 0; mode && i < 2; i++) {
        if (fd >= 0 ? fstat(fd, &st) : lstat(path, &st))
            return fail(d, path, "Rechte können nicht gelesen werden");
        if ((st.st_mode & 0777) == mode)
            return true;
        if (i == 0 && (fd >= 0 ? fchmod(fd, mode) : chmod(path, mode)) != 0 && !drive_refuses(errno))
            return fail(d, path, "Rechte können nicht gesetzt werden");
    }
    return !mode || refuse_mode(path, st.st_mode & 0777, mode, d);
}

/* Makes a folder and those above it; those that were not there get the mode. */
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
            ok = set_mode(-1, p, mode, d);
        else if (errno != EEXIST)
            ok = fail(d, p, "Ordner kann nicht angelegt werden");
        *at = c;
        if (!c)
            break;
    }
    free(p);
    return ok;
}

/* ---- the beginning ---- */

/* A signal ends the program: nobody makes anything any more. The lock is kept to the end. */
static void undo(void *context)
{
    struct publish *p = context;
    pthread_mutex_lock(&p->lock);
    if (p->held < 0 || p->stuck)
        return;
    if (drive_remove(p->work)) /* else the next run does it */
        unlink(p->state);
}

struct publish *publish_new(const struct publish_order *order, struct diag *d)
{
    static const mode_t files[] = {0600, 0640, 0644, 0}, folders[] = {0700, 0750, 0755, 0};
    struct publish *p = mem_zero(1, sizeof *p);
    pthread_mutex_init(&p->lock, NULL);
    p->arena = arena_new();
    p->order = *order;
    p->order.out = arena_strdup(p->arena, order->out);
    p->target = arena_printf(p->arena, "%s/%s", order->out, order->name);
    p->held = -1;
    p->file_mode = files[order->access];
    p->folder_mode = folders[order->access];
    p->undo = (struct ending_undo){.undo = undo, .context = p};
    if (order->dry) {
        p->work = drive_temporary();
        return p;
    }
    if (drive_has(p->target) && order->old == PUBLISH_REFUSE) {
        swap_refuse(p->target, d);
    } else if (make_folders(order->out, p->folder_mode, d)) {
        ending_add(order->ending, &p->undo);
        ending_hold(order->ending);
        p->held = stand_begin(p->order.out, order->name, p->arena, &p->work, &p->state, d);
        ending_release(order->ending, NULL);
    }
    if (p->held >= 0 && set_mode(-1, p->work, p->folder_mode, d))
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
    if (fd < 0)
        fail(d, full, "kann nicht angelegt werden");
    if (fd < 0 || set_mode(fd, full, p->file_mode, d))
        return fd;
    close(fd);
    unlink(full);
    return -1;
}

struct publish_file *publish_open(struct publish *p, const char *path, struct diag *d)
{
    struct publish_file *f = mem_zero(1, sizeof *f);
    f->p = p;
    f->full = full_path(p, path, &f->at);
    f->fd = -1;
    if (!p->order.dry) {
        pthread_mutex_lock(&p->lock);
        f->fd = make_way(p, f->full, d) ? open_new(p, f->full, d) : -1;
        pthread_mutex_unlock(&p->lock);
    }
    if (f->fd >= 0 || p->order.dry) {
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
    while (n && f->fd >= 0) {
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

/* Whether all is on the disk that was written. */
static bool close_file(struct publish_file *f, bool ok, struct diag *d)
{
    struct stat st;
    if (f->fd < 0)
        return ok;
    if (ok && (fstat(f->fd, &st) != 0 || (uint64_t)st.st_size != f->bytes))
        ok =
            diag_fail(d, DIAG_OUTPUT, f->full, 0, "der Datenträger hat nicht alles aufgenommen, was geschrieben wurde");
    if (close(f->fd) != 0 && ok)
        ok = fail(d, f->full, "kann nicht geschrieben werden");
    return ok;
}

bool publish_close(struct publish_file *f, bool ok, struct diag *d)
{
    struct publish *p = f->p;
    struct digest_text digest = digest_end(f->digest);
    ok = close_file(f, ok, d);
    if (ok) {
        note(p, f->full + f->at, f->bytes, digest);
    } else if (!p->order.dry) {
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

static bool copy_file(struct publish *p, const char *from, const char *again, struct diag *d)
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

bool publish_copy(struct publish *p, const struct publish_entry *was, const char *again, struct diag *d)
{
    size_t at;
    if (p->order.dry) {
        note(p, again, was->bytes, was->digest);
        return true;
    }
    char *from = full_path(p, was->path, &at);
    bool ok = copy_file(p, from, again, d);
    free(from);
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

/* *mark: of the run, by which its folder is told (stand.h) */
static bool put_all_sums(struct publish *p, struct digest_text *mark, struct diag *d)
{
    struct buf b = {0};
    size_t n;
    struct publish_entry *entry = publish_entries(p, &n);
    put_sums(&b, "", entry, n);
    free(entry);
    *mark = digest_bytes(buf_str(&b), b.n);
    bool ok = publish_put(p, "SHA256SUMS", buf_str(&b), b.n, d);
    if (ok && p->order.sign) {
        struct buf signature = {0};
        signature_put(&signature, p->order.sign, buf_str(&b), b.n);
        ok = publish_put(p, SIGNATURE_FILE, buf_str(&signature), signature.n, d);
        buf_free(&signature);
    }
    buf_free(&b);
    return ok;
}

/* ---- the end ---- */

static bool sync_failed(const char *path, int error, struct diag *d)
{
    return diag_fail(d, DIAG_OUTPUT, path, 0, "Ordner kann nicht gesichert werden: %s", diag_system(error));
}

bool publish_commit(struct publish *p, struct diag *d)
{
    struct swap swap = {.work = p->work,
                        .target = p->target,
                        .state = p->state,
                        .fd = p->held,
                        .old = p->order.old,
                        .say = p->order.say,
                        .context = p->order.context};
    if (!put_all_sums(p, &swap.fresh, d) || p->order.dry)
        return p->order.dry;
    int error = drive_sync(p->work);
    if (error)
        return sync_failed(p->work, error, d);
    ending_hold(p->order.ending);
    p->committed = swap_in(&swap, p->arena, d);
    p->stuck = swap.stuck;
    error = p->committed ? drive_sync_names(p->order.out) : 0;
    if (p->committed)
        unlink(p->state);
    ending_release(p->order.ending, p->committed ? &p->undo : NULL);
    return p->committed && (!error || sync_failed(p->order.out, error, d));
}

void publish_free(struct publish *p)
{
    if (!p)
        return;
    if (p->held >= 0 && !p->committed && !p->stuck) {
        if (drive_remove(p->work))
            unlink(p->state);
    }
    ending_remove(p->order.ending, &p->undo);
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

const char *publish_folder(const struct publish *p)
{
    return p->work;
}
