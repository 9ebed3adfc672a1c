#include "archive/signature.h"

#include "base/file.h"
#include "base/mem.h"

#include <nettle/base64.h>
#include <nettle/eddsa.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The three files have a line of comment and a line of base64, of what begins with "Ed" (signify.c of OpenBSD). */
enum {
    LARGEST = 1 << 20,
    NUMBER = 8,
    LONGEST = 104,
    SECRET = 104, /* "Ed", "BK", rounds, salt, checksum, number, secret and public half */
    SECRET_ROUNDS = 4,
    SECRET_CHECKSUM = 24,
    SECRET_NUMBER = 32,
    SECRET_HALVES = 40,
    PUBLIC = 42, /* "Ed", number, key */
    SIGNED = 74, /* "Ed", number, signature */
    NUMBER_AT = 2,
    BODY_AT = 10,
};
#define COMMENT "untrusted comment: "

struct signature_key {
    unsigned char number[NUMBER], secret[ED25519_KEY_SIZE], public[ED25519_KEY_SIZE];
    bool open_to_others;
};

static struct signature_number number_of(const unsigned char *bytes)
{
    static const char digit[] = "0123456789abcdef";
    struct signature_number number = {""};
    for (int i = 0; i < NUMBER; i++) {
        /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): both callers have decoded them */
        number.hex[2 * i] = digit[bytes[i] >> 4];
        number.hex[2 * i + 1] = digit[bytes[i] & 15];
    }
    return number;
}

/* The second line of text, decoded: exactly `wanted` bytes that begin with "Ed". */
static bool decode(const char *text, size_t n, unsigned char out[LONGEST + 3], size_t wanted)
{
    const char *end = text + n, *line = memchr(text, '\n', n);
    struct base64_decode_ctx ctx;
    size_t got = 0;
    if (!line || strncmp(text, COMMENT, strlen(COMMENT)) != 0)
        return false;
    line++;
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    if (stop && stop + 1 != end)
        return false;
    size_t length = (size_t)((stop ? stop : end) - line);
    if (length != BASE64_ENCODE_RAW_LENGTH(wanted))
        return false;
    base64_decode_init(&ctx);
    return base64_decode_update(&ctx, &got, out, length, line) && base64_decode_final(&ctx) && got == wanted &&
           memcmp(out, "Ed", 2) == 0;
}

static void encode(struct buf *out, const unsigned char *bytes, size_t n)
{
    char text[BASE64_ENCODE_RAW_LENGTH(LONGEST)];
    base64_encode_raw(text, n, bytes);
    buf_put(out, text, BASE64_ENCODE_RAW_LENGTH(n));
    buf_char(out, '\n');
}

/* ---- the secret key ---- */

static struct signature_key *no_key(const char *path, const char *what, struct diag *d)
{
    diag_fail(d, DIAG_INPUT, path, 0, "%s", what);
    diag_expect(d, "ein geheimer Schlüssel ohne Passwort, wie signify ihn macht");
    diag_cure(d, "signify-openbsd -G -n -p kontaktdichte.pub -s kontaktdichte.sec macht ein Paar");
    return NULL;
}

static struct signature_key *make_key(const char *path, const unsigned char *bytes, struct diag *d)
{
    static const unsigned char no_rounds[4] = {0};
    unsigned char sum[SHA512_DIGEST_SIZE], public[ED25519_KEY_SIZE];
    struct sha512_ctx ctx;
    const unsigned char *secret = bytes + SECRET_HALVES;
    if (memcmp(bytes + SECRET_ROUNDS, no_rounds, sizeof no_rounds) != 0)
        return no_key(path,
                      "der Schlüssel ist mit einem Passwort verschlossen, nach dem ein Lauf niemanden fragen kann", d);
    sha512_init(&ctx);
    sha512_update(&ctx, (size_t)2 * ED25519_KEY_SIZE, secret);
    sha512_digest(&ctx, sizeof sum, sum);
    ed25519_sha512_public_key(public, secret);
    if (memcmp(sum, bytes + SECRET_CHECKSUM, NUMBER) != 0 ||
        memcmp(public, secret + ED25519_KEY_SIZE, sizeof public) != 0)
        return no_key(path, "der Schlüssel ist beschädigt", d);
    struct signature_key *k = mem_zero(1, sizeof *k);
    memcpy(k->number, bytes + SECRET_NUMBER, NUMBER);
    memcpy(k->secret, secret, sizeof k->secret);
    memcpy(k->public, public, sizeof k->public);
    return k;
}

struct signature_key *signature_key_load(const char *path, struct diag *d)
{
    unsigned char bytes[LONGEST + 3];
    struct signature_key *k = NULL;
    struct buf b = {0};
    struct stat st;
    if (!file_read(path, LARGEST, DIAG_INPUT, &b, d))
        no_key(path, "", d);
    else if (!decode(buf_str(&b), b.n, bytes, SECRET) || memcmp(bytes + 2, "BK", 2) != 0)
        no_key(path, "ist kein geheimer Schlüssel", d);
    else
        k = make_key(path, bytes, d);
    if (k)
        k->open_to_others = stat(path, &st) != 0 || st.st_mode & 077;
    explicit_bzero(bytes, sizeof bytes);
    if (b.n)
        explicit_bzero(b.p, b.n);
    buf_free(&b);
    return k;
}

void signature_key_free(struct signature_key *k)
{
    if (!k)
        return;
    explicit_bzero(k, sizeof *k);
    free(k);
}

bool signature_key_open_to_others(const struct signature_key *k)
{
    return k->open_to_others;
}

void signature_put(struct buf *out, const struct signature_key *k, const void *bytes, size_t n)
{
    unsigned char all[SIGNED] = "Ed";
    memcpy(all + NUMBER_AT, k->number, NUMBER);
    ed25519_sha512_sign(k->public, k->secret, n, bytes, all + BODY_AT);
    buf_text(out, COMMENT "SHA256SUMS von kontaktdichte\n");
    encode(out, all, sizeof all);
}

/* ---- the other side ---- */

bool signature_parse(const char *text, size_t n, struct signature *out)
{
    unsigned char all[LONGEST + 3];
    if (!decode(text, n, all, SIGNED))
        return false;
    out->key = number_of(all + NUMBER_AT);
    memcpy(out->bytes, all + BODY_AT, sizeof out->bytes);
    return true;
}

bool signature_public_load(const char *path, struct signature_public *out, struct diag *d)
{
    unsigned char all[LONGEST + 3];
    struct buf b = {0};
    bool ok = file_read(path, LARGEST, DIAG_INPUT, &b, d);
    if (ok && !decode(buf_str(&b), b.n, all, PUBLIC))
        ok = diag_fail(d, DIAG_INPUT, path, 0, "ist kein öffentlicher Schlüssel");
    buf_free(&b);
    if (!ok)
        return diag_expect(d, "die Datei, die signify mit -p schreibt, zum Beispiel kontaktdichte.pub");
    out->key = number_of(all + NUMBER_AT);
    memcpy(out->bytes, all + BODY_AT, sizeof out->bytes);
    return true;
}

bool signature_holds(const struct signature *s, const struct signature_public *key, const void *bytes, size_t n)
{
    return strcmp(s->key.hex, key->key.hex) == 0 && ed25519_sha512_verify(key->bytes, n, bytes, s->bytes);
}
