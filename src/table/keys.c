#include "table/keys.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

const char *const key_look_words[KEY_LOOKS] = {
    [KEYS_UNLIKE] = "",
    [KEYS_POWER] = "Nummern sind als Zehnerpotenz geschrieben, wie nach dem Öffnen in einer Tabellenkalkulation",
    [KEYS_ZEROS] = ("die Nummern unterscheiden sich durch führende Nullen, wie nach dem Öffnen in einer "
                    "Tabellenkalkulation"),
    [KEYS_DECIMALS] = "an Nummern hängen Nachkommastellen, wie nach dem Öffnen in einer Tabellenkalkulation",
    [KEYS_CASE] = "die Nummern unterscheiden sich durch Groß- und Kleinschreibung",
    [KEYS_SIGNS] = "die Nummern unterscheiden sich durch Anführungszeichen, Leerzeichen oder andere Zeichen",
    [KEYS_DIGITS] = "nur die Ziffern der Nummern sind dieselben",
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool key_is_zeros(const char *s, size_t n)
{
    size_t zeros = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] != '0' && !strchr(" -/.", s[i]))
            return false;
        zeros += s[i] == '0';
    }
    return zeros > 0;
}

/* 2,14E+14 and the like. */
static bool is_power(const char *s)
{
    size_t digits = strspn(s, "0123456789");
    if (!digits)
        return false;
    s += digits;
    if (*s == ',' || *s == '.')
        s += 1 + strspn(s + 1, "0123456789");
    if (*s != 'E' && *s != 'e')
        return false;
    s += 1 + (s[1] == '+');
    return is_digit(*s) && s[strspn(s, "0123456789")] == '\0';
}

/* The end without ",0" or ".00". */
static size_t whole_part(const char *s, size_t n)
{
    size_t end = n;
    while (end && s[end - 1] == '0')
        end--;
    return end < n && end && (s[end - 1] == ',' || s[end - 1] == '.') ? end - 1 : n;
}

/* What is left of a key where the look is passed over; each look passes over what those before do, too. */
static const char *plain(const char *s, enum key_look look, struct arena *a)
{
    size_t n = strlen(s);
    char *out = arena_text(a, s, n);
    size_t kept = 0;
    if (look >= KEYS_DECIMALS)
        n = whole_part(s, n);
    for (size_t i = 0; i < n; i++) {
        char c = s[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
        if ((look >= KEYS_SIGNS && !letter && !is_digit(c)) || (look >= KEYS_DIGITS && !is_digit(c)))
            continue;
        out[kept++] = look >= KEYS_CASE && c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    out[kept] = '\0';
    return out + strspn(out, "0");
}

struct plain_key {
    const char *plain, *key;
};

static int compare_plain(const void *a, const void *b)
{
    return strcmp(((const struct plain_key *)a)->plain, ((const struct plain_key *)b)->plain);
}

static struct key_comparison compare_by(enum key_look look, const char *const *ours, size_t n_ours,
                                        const char *const *theirs, size_t n_theirs)
{
    struct arena *a = arena_new();
    struct plain_key *there = mem_zero(n_ours + 1, sizeof *there);
    struct key_comparison c = {.look = look, .ours = "", .theirs = ""};
    for (size_t i = 0; i < n_ours; i++)
        there[i] = (struct plain_key){plain(ours[i], look, a), ours[i]};
    if (n_ours > 1)
        qsort(there, n_ours, sizeof *there, compare_plain);
    for (size_t i = 0; i < n_theirs; i++) {
        struct plain_key asked = {plain(theirs[i], look, a), theirs[i]};
        const struct plain_key *found =
            *asked.plain && n_ours ? bsearch(&asked, there, n_ours, sizeof *there, compare_plain) : NULL;
        if (found && !c.alike++) {
            c.ours = found->key;
            c.theirs = theirs[i];
        }
    }
    free(there);
    arena_free(a);
    return c;
}

static size_t powers_among(const char *const *key, size_t n, const char **example)
{
    size_t powers = 0;
    for (size_t i = 0; i < n; i++)
        if (is_power(key[i]) && !powers++)
            *example = key[i];
    return powers;
}

struct key_comparison keys_compare(const char *const *ours, size_t n_ours, const char *const *theirs, size_t n_theirs)
{
    struct key_comparison none = {KEYS_UNLIKE, 0, n_ours ? ours[0] : "", n_theirs ? theirs[0] : ""};
    struct key_comparison power = {KEYS_POWER, 0, none.ours, none.theirs};
    power.alike = powers_among(theirs, n_theirs, &power.theirs);
    if (power.alike * 2 >= n_theirs || powers_among(ours, n_ours, &power.ours) * 2 > n_ours)
        return power;
    for (enum key_look look = KEYS_ZEROS; look < KEY_LOOKS; look++) {
        struct key_comparison c = compare_by(look, ours, n_ours, theirs, n_theirs);
        if (c.alike * 2 >= n_theirs)
            return c;
    }
    return none;
}
