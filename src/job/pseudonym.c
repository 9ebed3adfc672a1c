#include "job/pseudonym.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/hmac.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHORTEST_KEY = 16, LONGEST_KEY = 4096 };

struct pseudonym_key {
    struct hmac_sha256_ctx ctx; /* with the key, nothing digested yet */
    bool open_to_others;
};

static ssize_t read_whole(int fd, unsigned char *p, size_t n)
{
    size_t at = 0;
    while (at < n) {
        ssize_t got = read(fd, p + at, n - at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        at += (size_t)got;
    }
    return (ssize_t)at;
}

struct pseudonym_key *pseudonym_key_load(const char *path, const char *job, size_t line, struct diag *d)
{
    unsigned char bytes[LONGEST_KEY + 1];
    struct pseudonym_key *k = NULL;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe is refused, not waited for */
    if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
        diag_fail(d, DIAG_INPUT, job, line, "der Schlüssel %s ist keine Datei", path);
        diag_expect(d, "eine Datei mit mindestens 16 zufälligen Zeichen");
        goto out;
    }
    ssize_t n = fd < 0 || fstat(fd, &st) != 0 ? -1 : read_whole(fd, bytes, sizeof bytes);
    if (n < 0) {
        diag_fail(d, DIAG_INPUT, job, line, "der Schlüssel %s kann nicht gelesen werden: %s", path, diag_system(errno));
        diag_expect(d, "eine Datei mit mindestens 16 zufälligen Zeichen");
        goto out;
    }
    while (n && n <= LONGEST_KEY && (bytes[n - 1] == '\n' || bytes[n - 1] == '\r'))
        n--;
    if (n < SHORTEST_KEY || n > LONGEST_KEY) {
        diag_fail(d, DIAG_INPUT, job, line, "der Schlüssel in %s hat %s Zeichen", path,
                  n < SHORTEST_KEY ? "weniger als 16" : "mehr als 4096");
        diag_expect(d, "mindestens 16 zufällige Zeichen");
        goto out;
    }
    k = mem_zero(1, sizeof *k);
    hmac_sha256_set_key(&k->ctx, (size_t)n, bytes);
    k->open_to_others = (st.st_mode & 077) != 0;
out:
    explicit_bzero(bytes, sizeof bytes);
    if (fd >= 0)
        close(fd);
    return k;
}

void pseudonym_key_free(struct pseudonym_key *k)
{
    if (!k)
        return;
    explicit_bzero(k, sizeof *k);
    free(k);
}

bool pseudonym_key_open_to_others(const struct pseudonym_key *k)
{
    return k->open_to_others;
}

struct pseudonym pseudonym_of(const struct pseudonym_key *k, const char *kind, const char *s, size_t n)
{
    static const char alphabet[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    struct hmac_sha256_ctx ctx = k->ctx;
    uint8_t digest[SHA256_DIGEST_SIZE];
    struct pseudonym out = {0};
    hmac_sha256_update(&ctx, strlen(kind) + 1, (const uint8_t *)kind);
    hmac_sha256_update(&ctx, n, (const uint8_t *)s);
    hmac_sha256_digest(&ctx, sizeof digest, digest);
    uint64_t bits = 0;
    for (int i = 0; i < 8; i++)
        bits = bits << 8 | digest[i];
    out.s[0] = alphabet[bits & 15];
    bits >>= 4;
    for (int i = 1; i < PSEUDONYM_LENGTH; i++, bits >>= 5)
        out.s[i] = alphabet[bits & 31];
    return out;
}

struct pseudonym pseudonym_key_mark(const struct pseudonym_key *k)
{
    return pseudonym_of(k, "Schlüssel", "", 0);
}

static int compare_texts(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(struct pseudonym));
}

static bool all_different(const struct pseudonym *text, uint32_t n, struct diag *d)
{
    struct pseudonym *sorted = mem_alloc(n * sizeof *sorted);
    bool different = true;
    memcpy(sorted, text, n * sizeof *sorted);
    if (n > 1)
        qsort(sorted, n, sizeof *sorted, compare_texts);
    for (uint32_t i = 1; i < n && different; i++)
        different = memcmp(&sorted[i - 1], &sorted[i], sizeof *sorted) != 0;
    free(sorted);
    if (different)
        return true;
    diag_fail(d, DIAG_INPUT, NULL, 0, "zwei Kundennummern haben mit diesem Schlüssel dasselbe Pseudonym");
    return diag_expect(d, "ein anderer Schlüssel");
}

static bool apply_to_customers(const struct pseudonym_key *k, struct tables *t, struct diag *d)
{
    uint32_t n = t->customers.n;
    struct pseudonym *text = arena_raw(t->arena, (n + 1) * sizeof *text);
    for (uint32_t i = 0; i < n; i++) {
        const char *number = tables_number(t, i);
        text[i] = pseudonym_of(k, "Kundennummer", number, strlen(number));
    }
    for (uint32_t i = 0; i < n; i++)
        t->customers.number[i] = (uint32_t)(i * sizeof *text);
    t->text = (const char *)text;
    return all_different(text, n, d);
}

/* Words of households become words of their own: the same text may mean something else in another column. */
static void apply_to_households(const struct pseudonym_key *k, struct tables *t)
{
    uint32_t *place = mem_zero(t->n_words, sizeof *place), n = t->n_words;
    for (uint32_t i = 0; i < t->states.n; i++) {
        uint32_t w = t->states.household[i];
        if (w && !place[w])
            place[w] = n++;
    }
    const char **word = arena_raw(t->arena, n * sizeof *word);
    uint32_t *staff = arena_raw(t->arena, n * sizeof *staff);
    memcpy(word, t->word, t->n_words * sizeof *word);
    memcpy(staff, t->staff_of_word, t->n_words * sizeof *staff);
    for (uint32_t w = 1; w < t->n_words; w++) {
        if (!place[w])
            continue;
        word[place[w]] = arena_strdup(t->arena, pseudonym_of(k, "BG-Nummer", t->word[w], strlen(t->word[w])).s);
        staff[place[w]] = TBL_NONE;
    }
    for (uint32_t i = 0; i < t->states.n; i++)
        if (t->states.household[i])
            t->states.household[i] = place[t->states.household[i]];
    t->word = word;
    t->staff_of_word = staff;
    t->n_words = n;
    free(place);
}

static void apply_to_issues(const struct pseudonym_key *k, struct tables *t)
{
    const char *number = tbl_columns[COL_C_NUMBER].name;
    for (size_t i = 0; i < t->issues.n; i++) {
        struct issue *x = &t->issues.item[i];
        if (x->kind == WARN_KEY_LIKE) /* "12 Zeilen, zuerst Zeile 3: 100 statt 000100" */
            x->value = arena_text(t->issues.arena, x->value, strcspn(x->value, ":"));
        else if (*x->value && x->kind != WARN_LOOSE && x->kind != WARN_NOTHING && strcmp(x->column, number) == 0)
            x->value = arena_strdup(t->issues.arena, pseudonym_of(k, number, x->value, strlen(x->value)).s);
    }
}

bool pseudonym_apply(const struct pseudonym_key *k, struct tables *t, struct diag *d)
{
    if (!apply_to_customers(k, t, d))
        return false;
    apply_to_households(k, t);
    tables_hide_names(t);
    apply_to_issues(k, t);
    return true;
}
