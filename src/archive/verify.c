#include "archive/verify.h"

#include "base/buf.h"
#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_SUMS = 256 << 20, DEEPEST = 64 };
#define SUMS "SHA256SUMS"

struct line {
    const char *path;
    struct digest_text digest;
    bool seen;
};

struct sums {
    struct line *line; /* by path */
    size_t n, cap;
};

/* ---- SHA256SUMS ---- */

/* A path within the folder: no way out of it. */
static bool is_inside(const char *path)
{
    if (!*path || *path == '/')
        return false;
    for (const char *s = path; s; s = strchr(s, '/')) {
        s += *s == '/';
        if (strncmp(s, "..", 2) == 0 && (s[2] == '/' || !s[2]))
            return false;
    }
    return true;
}

/* "<64 hex digits>  path", as sha256sum writes it. */
static bool read_line(char *s, struct arena *a, struct line *out)
{
    enum { HEX = 64 };
    if (strspn(s, "0123456789abcdef") != HEX || s[HEX] != ' ' || (s[HEX + 1] != ' ' && s[HEX + 1] != '*') ||
        !is_inside(s + HEX + 2))
        return false;
    memcpy(out->digest.hex, s, HEX);
    out->digest.hex[HEX] = '\0';
    out->path = arena_strdup(a, s + HEX + 2);
    out->seen = false;
    return true;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(((const struct line *)a)->path, ((const struct line *)b)->path);
}

static bool read_sums(const char *dir, struct arena *a, struct sums *s, struct digest_text *digest, struct diag *d)
{
    const char *path = arena_printf(a, "%s/" SUMS, dir);
    struct buf b = {0};
    bool ok = file_read(path, LARGEST_SUMS, DIAG_INPUT, &b, d);
    if (!ok)
        diag_expect(d, "der Ordner eines veröffentlichten Laufs, mit SHA256SUMS");
    size_t number = 0;
    *digest = digest_bytes(buf_str(&b), b.n);
    buf_char(&b, '\0');
    for (char *at = b.p, *next; ok && *at; at = next) {
        next = strchr(at, '\n');
        number++;
        if (next)
            *next++ = '\0';
        else
            next = at + strlen(at);
        s->line = mem_grow(s->line, s->n, &s->cap, sizeof *s->line);
        if (read_line(at, a, &s->line[s->n])) {
            s->n++;
            continue;
        }
        ok = diag_fail(d, DIAG_INPUT, path, number, "keine Zeile mit einer Prüfsumme");
        diag_expect(d, "64 Ziffern 0-9a-f, zwei Leerzeichen, der Name einer Datei dieses Ordners");
    }
    if (s->n > 1)
        qsort(s->line, s->n, sizeof *s->line, compare_lines);
    buf_free(&b);
    return ok;
}

/* ---- the folder ---- */

static void find(struct verify *v, enum verify_kind kind, const char *path)
{
    v->finding = mem_grow(v->finding, v->n, &v->cap, sizeof *v->finding);
    v->finding[v->n++] = (struct verify_finding){kind, arena_strdup(v->arena, path)};
}

static void check_file(struct verify *v, struct sums *s, const char *full, const char *path, const struct stat *st)
{
    const struct line key = {.path = path};
    struct line *line = s->n ? bsearch(&key, s->line, s->n, sizeof *s->line, compare_lines) : NULL;
    struct digest_text digest;
    struct diag unread = {0};
    if (!line) {
        if (strcmp(path, SUMS) != 0)
            find(v, VERIFY_EXTRA, path);
        return;
    }
    line->seen = true;
    if (!S_ISREG(st->st_mode) || !digest_file(full, &digest, &unread)) {
        find(v, VERIFY_UNREADABLE, path);
        return;
    }
    v->bytes += (uint64_t)st->st_size;
    if (strcmp(digest.hex, line->digest.hex) != 0)
        find(v, VERIFY_CHANGED, path);
}

/* path: "" or "teams/"; links are not followed. */
static void check_folder(struct verify *v, struct sums *s, const char *full, const char *path, int depth)
{
    DIR *dir = depth < DEEPEST ? opendir(full) : NULL;
    if (!dir) {
        find(v, VERIFY_UNREADABLE, *path ? path : ".");
        return;
    }
    for (struct dirent *e; (e = readdir(dir));) {
        struct stat st;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *below = arena_printf(v->arena, "%s/%s", full, e->d_name);
        char *name = arena_printf(v->arena, "%s%s", path, e->d_name);
        if (lstat(below, &st) != 0)
            find(v, VERIFY_UNREADABLE, name);
        else if (S_ISDIR(st.st_mode))
            check_folder(v, s, below, arena_printf(v->arena, "%s/", name), depth + 1);
        else
            check_file(v, s, below, name, &st);
    }
    closedir(dir);
}

static int compare_findings(const void *a, const void *b)
{
    const struct verify_finding *x = a, *y = b;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : strcmp(x->path, y->path);
}

bool verify_folder(const char *dir, struct verify *v, struct diag *d)
{
    struct sums s = {0};
    *v = (struct verify){.arena = arena_new()};
    bool ok = read_sums(dir, v->arena, &s, &v->sums, d);
    if (ok) {
        v->files = s.n;
        check_folder(v, &s, dir, "", 0);
        for (size_t i = 0; i < s.n; i++)
            if (!s.line[i].seen)
                find(v, VERIFY_MISSING, s.line[i].path);
        if (v->n > 1)
            qsort(v->finding, v->n, sizeof *v->finding, compare_findings);
    }
    free(s.line);
    return ok;
}

void verify_free(struct verify *v)
{
    free(v->finding);
    arena_free(v->arena);
    *v = (struct verify){0};
}

bool verify_digest_of(const char *dir, const char *path, struct digest_text *out, struct diag *d)
{
    struct arena *a = arena_new();
    struct sums s = {0};
    struct digest_text digest;
    const struct line key = {.path = path};
    bool ok = read_sums(dir, a, &s, &digest, d);
    const struct line *line = ok && s.n ? bsearch(&key, s.line, s.n, sizeof *s.line, compare_lines) : NULL;
    out->hex[0] = '\0';
    if (line)
        *out = line->digest;
    free(s.line);
    arena_free(a);
    return ok;
}
