#include "archive/verify.h"

#include "archive/signature.h"
#include "base/buf.h"
#include "base/file.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { LARGEST_SUMS = 256 << 20, DEEPEST = 64 };
#define SUMS "SHA256SUMS"

struct sums {
    struct verify_line *line; /* by path */
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
static bool read_line(char *s, struct arena *a, struct verify_line *out)
{
    enum { HEX = 64 };
    if (strspn(s, "0123456789abcdef") != HEX || s[HEX] != ' ' || s[HEX + 1] != ' ' || !is_inside(s + HEX + 2))
        return false;
    memcpy(out->digest.hex, s, HEX);
    out->digest.hex[HEX] = '\0';
    out->path = arena_strdup(a, s + HEX + 2);
    out->seen = false;
    return true;
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(((const struct verify_line *)a)->path, ((const struct verify_line *)b)->path);
}

static bool no_sums(const char *path, size_t line, const char *what, struct diag *d)
{
    diag_fail(d, DIAG_INPUT, path, line, "%s", what);
    return diag_expect(
        d, "die Datei, wie der Lauf sie schrieb: je Zeile 64 Ziffern 0-9a-f, zwei Leerzeichen, der Name einer "
           "Datei dieses Ordners, nach Namen geordnet");
}

/* The lines of the text, which ends with a NUL that is not counted in n. */
static bool read_lines(char *text, size_t n, const char *path, struct arena *a, struct sums *s, struct diag *d)
{
    size_t number = 0;
    if (!n)
        return no_sums(path, 0, "ist leer", d);
    for (char *at = text, *next; at < text + n; at = next) {
        next = strchr(at, '\n');
        number++;
        if (!next)
            return no_sums(path, number, "die letzte Zeile ist nicht ganz", d);
        *next++ = '\0';
        s->line = mem_grow(s->line, s->n, &s->cap, sizeof *s->line);
        if (!read_line(at, a, &s->line[s->n]))
            return no_sums(path, number, "keine Zeile mit einer Prüfsumme", d);
        if (s->n && strcmp(s->line[s->n - 1].path, s->line[s->n].path) >= 0)
            return no_sums(path, number, "die Namen sind nicht geordnet, oder einer steht zweimal da", d);
        s->n++;
    }
    return true;
}

static bool read_sums(const char *dir, struct arena *a, struct sums *s, struct digest_text *digest, struct diag *d)
{
    const char *path = arena_printf(a, "%s/" SUMS, dir);
    struct buf b = {0};
    struct stat st;
    bool ok = lstat(path, &st) != 0 || !S_ISLNK(st.st_mode) || no_sums(path, 0, "ist nur ein Verweis", d);
    if (ok && !file_read(path, LARGEST_SUMS, DIAG_INPUT, &b, d))
        ok = diag_expect(d, "der Ordner eines veröffentlichten Laufs, mit SHA256SUMS");
    if (ok) {
        *digest = digest_bytes(buf_str(&b), b.n);
        buf_char(&b, '\0');
        ok = read_lines(b.p, b.n - 1, path, a, s, d);
    }
    buf_free(&b);
    return ok;
}

static const struct verify_line *line_of(const struct verify_line *line, size_t n, const char *path)
{
    const struct verify_line key = {.path = path};
    return n ? bsearch(&key, line, n, sizeof *line, compare_lines) : NULL;
}

/* ---- the folder ---- */

void verify_find(struct verify *v, enum verify_kind kind, const char *path)
{
    v->finding = mem_grow(v->finding, v->n, &v->cap, sizeof *v->finding);
    v->finding[v->n++] = (struct verify_finding){kind, arena_strdup(v->arena, path)};
}

static void check_file(struct verify *v, const char *full, const char *path, const struct stat *st)
{
    struct verify_line *line = (struct verify_line *)(uintptr_t)line_of(v->line, v->files, path);
    struct digest_text digest;
    struct diag unread = {0};
    if (!line) {
        bool signature = strcmp(path, SIGNATURE_FILE) == 0 && S_ISREG(st->st_mode);
        v->is_signed |= signature;
        if (strcmp(path, SUMS) != 0 && !signature)
            verify_find(v, VERIFY_EXTRA, path);
        return;
    }
    line->seen = true;
    if (!S_ISREG(st->st_mode) || !digest_file(full, &digest, &unread)) {
        verify_find(v, VERIFY_UNREADABLE, path);
        return;
    }
    v->bytes += (uint64_t)st->st_size;
    if (strcmp(digest.hex, line->digest.hex) != 0)
        verify_find(v, VERIFY_CHANGED, path);
}

/* path: "teams/"; a file that is named lies below it. */
static bool has_files(const struct verify *v, const char *path)
{
    size_t low = 0, high = v->files, n = strlen(path);
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (strcmp(v->line[mid].path, path) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < v->files && strncmp(v->line[low].path, path, n) == 0;
}

static void check_one(struct verify *v, const char *full, const char *path, const struct stat *st)
{
    if (!S_ISDIR(st->st_mode))
        check_file(v, full, path, st);
    else if (!has_files(v, path))
        verify_find(v, VERIFY_EXTRA, path);
}

/* one: for each thing below; its path of a folder has "/" behind it. path: "" or "teams/"; links are not followed. */
static void walk(struct verify *v, const char *full, const char *path, int depth,
                 void (*one)(struct verify *v, const char *full, const char *path, const struct stat *st))
{
    DIR *dir = depth < DEEPEST ? opendir(full) : NULL;
    if (!dir) {
        verify_find(v, VERIFY_UNREADABLE, *path ? path : ".");
        return;
    }
    for (struct dirent *e; (e = readdir(dir));) {
        struct stat st;
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        char *below = arena_printf(v->arena, "%s/%s", full, e->d_name);
        char *name = arena_printf(v->arena, "%s%s", path, e->d_name);
        if (lstat(below, &st) != 0) {
            verify_find(v, VERIFY_UNREADABLE, name);
            continue;
        }
        if (S_ISDIR(st.st_mode))
            name = arena_printf(v->arena, "%s/", name);
        one(v, below, name, &st);
        if (S_ISDIR(st.st_mode))
            walk(v, below, name, depth + 1, one);
    }
    closedir(dir);
}

/* The sums of a folder that is handed out alone say of its files, all of them, what those of the run do. */
static void check_inner(struct verify *v, const char *path)
{
    size_t n = strlen(path) - strlen(SUMS), named = 0;
    char *folder = arena_text(v->arena, path, n); /* with "/" */
    struct sums s = {0};
    struct digest_text digest;
    struct diag d = {0};
    bool same = read_sums(arena_printf(v->arena, "%s/%s", v->dir, folder), v->arena, &s, &digest, &d);
    for (size_t i = 0; i < v->files; i++)
        named += strncmp(v->line[i].path, folder, n) == 0;
    for (size_t i = 0; same && i < s.n; i++) {
        const struct verify_line *outer =
            line_of(v->line, v->files, arena_printf(v->arena, "%s%s", folder, s.line[i].path));
        same = outer && strcmp(outer->digest.hex, s.line[i].digest.hex) == 0;
    }
    if (!same || s.n + 1 != named)
        verify_find(v, VERIFY_DISAGREES, path);
    free(s.line);
}

static int compare_findings(const void *a, const void *b)
{
    const struct verify_finding *x = a, *y = b;
    return x->kind != y->kind ? (x->kind < y->kind ? -1 : 1) : strcmp(x->path, y->path);
}

static void sort_findings(struct verify *v)
{
    if (v->n > 1)
        qsort(v->finding, v->n, sizeof *v->finding, compare_findings);
}

bool verify_folder(const char *dir, struct verify *v, struct diag *d)
{
    struct sums s = {0};
    *v = (struct verify){.arena = arena_new()};
    v->dir = arena_strdup(v->arena, dir);
    bool ok = read_sums(dir, v->arena, &s, &v->sums, d);
    v->line = s.line;
    v->files = s.n;
    if (!ok)
        return false;
    walk(v, dir, "", 0, check_one);
    for (size_t i = 0; i < v->files; i++) {
        const char *path = v->line[i].path, *slash = strrchr(path, '/');
        if (!v->line[i].seen)
            verify_find(v, VERIFY_MISSING, path);
        else if (slash && strcmp(slash + 1, SUMS) == 0)
            check_inner(v, path);
    }
    sort_findings(v);
    return true;
}

const struct digest_text *verify_named(const struct verify *v, const char *path)
{
    const struct verify_line *line = line_of(v->line, v->files, path);
    return line ? &line->digest : NULL;
}

static void check_mode(struct verify *v, const char *full, const char *path, const struct stat *st)
{
    (void)full;
    bool folder = S_ISDIR(st->st_mode);
    if ((folder || S_ISREG(st->st_mode)) && (st->st_mode & 0777 & ~(folder ? v->folder_mode : v->file_mode)))
        verify_find(v, VERIFY_OPEN, path);
}

void verify_modes(struct verify *v, unsigned file, unsigned folder)
{
    struct stat st;
    v->file_mode = file;
    v->folder_mode = folder;
    if (stat(v->dir, &st) == 0 && st.st_mode & 0777 & ~folder)
        verify_find(v, VERIFY_OPEN, "./");
    walk(v, v->dir, "", 0, check_mode);
    sort_findings(v);
}

void verify_free(struct verify *v)
{
    free(v->finding);
    free(v->line);
    arena_free(v->arena);
    *v = (struct verify){0};
}

bool verify_digest_of(const char *dir, const char *path, struct digest_text *out, struct diag *d)
{
    struct arena *a = arena_new();
    struct sums s = {0};
    struct digest_text digest;
    bool ok = read_sums(dir, a, &s, &digest, d);
    const struct verify_line *line = ok ? line_of(s.line, s.n, path) : NULL;
    out->hex[0] = '\0';
    if (line)
        *out = line->digest;
    free(s.line);
    arena_free(a);
    return ok;
}
