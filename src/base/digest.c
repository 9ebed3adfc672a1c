#include "base/digest.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static struct digest_text as_text(struct sha256_ctx *ctx)
{
    static const char hex[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct digest_text t;
    sha256_digest(ctx, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        t.hex[2 * i] = hex[digest[i] >> 4];
        t.hex[2 * i + 1] = hex[digest[i] & 15];
    }
    t.hex[64] = '\0';
    return t;
}

struct digest_text digest_bytes(const void *p, size_t n)
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    sha256_update(&ctx, n, p);
    return as_text(&ctx);
}

struct digest {
    struct sha256_ctx ctx;
};

struct digest *digest_begin(void)
{
    struct digest *s = mem_alloc(sizeof *s);
    sha256_init(&s->ctx);
    return s;
}

void digest_add(struct digest *s, const void *p, size_t n)
{
    sha256_update(&s->ctx, n, p);
}

struct digest_text digest_end(struct digest *s)
{
    struct digest_text t = as_text(&s->ctx);
    free(s);
    return t;
}

/* From the beginning, wherever the file is read at the moment. False: errno. */
static bool digest_open(int fd, struct digest_text *out)
{
    enum { BLOCK = 1 << 18 };
    struct sha256_ctx ctx;
    unsigned char *block = mem_alloc(BLOCK);
    ssize_t n;
    off_t at = 0;
    sha256_init(&ctx);
    while ((n = pread(fd, block, BLOCK, at)) > 0 || (n < 0 && errno == EINTR)) {
        if (n < 0)
            continue;
        sha256_update(&ctx, (size_t)n, block);
        at += n;
    }
    free(block);
    *out = as_text(&ctx);
    return n == 0;
}

bool digest_file(const char *path, struct digest_text *out, struct diag *d)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden: %s", diag_system(errno));
    bool ok = true;
    if (fstat(fd, &st) != 0 || !(S_ISREG(st.st_mode) || S_ISDIR(st.st_mode)))
        ok = diag_fail(d, DIAG_INPUT, path, 0, "ist keine Datei");
    else if (!digest_open(fd, out))
        ok = diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden: %s", diag_system(errno));
    close(fd);
    return ok;
}

/* ---- proof ---- */

/* Seconds: days of files are kept coarsely, and by the clock of whoever keeps the files. */
enum { YOUNG = 10 };

bool digest_proof_begin(struct digest_proof *p, int fd, bool digest)
{
    struct timespec now = {0};
    *p = (struct digest_proof){.first = {""}};
    if (fstat(fd, &p->was) != 0)
        return false;
    bool old = clock_gettime(CLOCK_REALTIME_COARSE, &now) == 0 && p->was.st_ctim.tv_sec < now.tv_sec - YOUNG &&
               p->was.st_mtim.tv_sec < now.tv_sec - YOUNG;
    return !digest || old || digest_open(fd, &p->first);
}

static bool same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

bool digest_proof_broken(const struct digest_proof *p, int fd)
{
    struct stat now;
    return fstat(fd, &now) != 0 || now.st_size != p->was.st_size || !same_time(now.st_mtim, p->was.st_mtim) ||
           !same_time(now.st_ctim, p->was.st_ctim);
}

bool digest_proof_end(const struct digest_proof *p, int fd, struct digest_text *out)
{
    return digest_open(fd, out) && !digest_proof_broken(p, fd) &&
           (!p->first.hex[0] || strcmp(p->first.hex, out->hex) == 0);
}
