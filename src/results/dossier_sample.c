#include "results/dossier_sample.h"

#include <nettle/sha2.h>
#include <string.h>

static void digest_case(const char *run_id, const char *code, const char *number, uint8_t out[SHA256_DIGEST_SIZE])
{
    const char *part[] = {run_id, "/", code, "/", number};
    struct sha256_ctx sha;
    sha256_init(&sha);
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        sha256_update(&sha, strlen(part[i]), (const uint8_t *)part[i]);
    sha256_digest(&sha, SHA256_DIGEST_SIZE, out);
}

size_t results_draw(const struct tables *t, const char *run_id, const char *code, const uint32_t *customer, size_t n,
                    size_t most, struct results_draw *out)
{
    size_t drawn = 0;
    for (size_t i = 0; i < n; i++) {
        struct results_draw one = {.customer = customer[i]};
        size_t at = drawn;
        digest_case(run_id, code, tables_number(t, one.customer), one.digest);
        while (at > 0 && memcmp(one.digest, out[at - 1].digest, sizeof one.digest) < 0)
            at--;
        if (at == most)
            continue;
        drawn += drawn < most;
        memmove(&out[at + 1], &out[at], (drawn - at - 1) * sizeof *out);
        out[at] = one;
    }
    return drawn;
}
