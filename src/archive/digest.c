#include "archive/digest.h"

#include "base/mem.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

bool digest_file(const char *path, struct digest_text *out, struct diag *d)
{
    enum { BLOCK = 1 << 18 };
    struct sha256_ctx ctx;
    FILE *in = fopen(path, "rb");
    if (!in)
        return diag_fail(d, DIAG_INPUT, path, 0, "kann nicht gelesen werden: %s", diag_system(errno));
    unsigned char *block = mem_alloc(BLOCK);
    sha256_init(&ctx);
    for (size_t n; (n = fread(block, 1, BLOCK, in)) > 0;)
        sha256_update(&ctx, n, block);
    bool ok = !ferror(in);
    fclose(in);
    free(block);
    *out = as_text(&ctx);
    return ok ? true : diag_fail(d, DIAG_INPUT, path, 0, "kann nicht zu Ende gelesen werden");
}
