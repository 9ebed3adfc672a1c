#include "draw/hyphen_dict.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line of the file: a pattern, or something that holds for every word (options, the border between levels). */
struct line {
    uint32_t at, n; /* bytes of the text */
    uint32_t next;  /* + 1: next line whose letters have the same hash; 0: none */
    int level;      /* of the patterns: NEXTLEVEL begins the next */
    bool always;
};

struct hyphen_dict {
    struct buf text;
    size_t read; /* bytes of it whose lines are known */
    struct line *line;
    size_t n_lines, cap;
    uint32_t *first;  /* by hash of the letters: line + 1; NULL: not indexed yet */
    size_t n_slots;   /* a power of two */
    uint64_t *prefix; /* hashes of everything that a pattern of a level begins with; 0: free */
    size_t n_prefix_slots, n_prefixes;
    int n_levels;
    bool utf8;
};

enum { LONGEST_PATTERN = 100 };

/* Of letters, one after the other; so good that two different texts do not meet. */
static uint64_t hash_start(int level)
{
    return 0x9E3779B97F4A7C15u * (uint64_t)(level + 1);
}

static uint64_t hash_step(uint64_t h, char c)
{
    h = (h ^ (unsigned char)c) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
}

static uint64_t *prefix_slot(const struct hyphen_dict *d, uint64_t h)
{
    size_t at = (size_t)h & (d->n_prefix_slots - 1);
    while (d->prefix[at] && d->prefix[at] != h)
        at = (at + 1) & (d->n_prefix_slots - 1);
    return &d->prefix[at];
}

static void add_prefix(struct hyphen_dict *d, uint64_t h)
{
    if (2 * d->n_prefixes >= d->n_prefix_slots) {
        uint64_t *old = d->prefix;
        size_t n = d->n_prefix_slots;
        d->n_prefix_slots = n ? n * 2 : 1024;
        d->prefix = mem_zero(d->n_prefix_slots, sizeof *d->prefix);
        for (size_t i = 0; i < n; i++)
            if (old[i])
                *prefix_slot(d, old[i]) = old[i];
        free(old);
    }
    uint64_t *slot = prefix_slot(d, h);
    d->n_prefixes += *slot == 0;
    *slot = h;
}

/* The letters of a pattern: what stands before a replacement, without the digits between them. */
static size_t letters_of(const char *s, size_t n, char out[LONGEST_PATTERN])
{
    size_t count = 0;
    for (size_t i = 0; i < n && s[i] != '/' && count < LONGEST_PATTERN; i++)
        if (s[i] < '0' || s[i] > '9')
            out[count++] = s[i];
    return count;
}

static bool begins_with(const char *s, size_t n, const char *word)
{
    return n >= strlen(word) && memcmp(s, word, strlen(word)) == 0;
}

static bool is_option(const char *s, size_t n)
{
    static const char *const options[] = {"LEFTHYPHENMIN",          "RIGHTHYPHENMIN", "COMPOUNDLEFTHYPHENMIN",
                                          "COMPOUNDRIGHTHYPHENMIN", "NOHYPHEN",       "NEXTLEVEL"};
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (begins_with(s, n, options[i]))
            return true;
    return false;
}

static void add_line(struct hyphen_dict *d, uint32_t at, uint32_t n)
{
    const char *s = d->text.p + at;
    while (n && (s[n - 1] == '\r' || s[n - 1] == ' '))
        n--;
    if (!n || s[0] == '#' || s[0] == '%')
        return;
    d->line = mem_grow(d->line, d->n_lines, &d->cap, sizeof *d->line);
    /* The first line names the encoding. */
    d->line[d->n_lines] = (struct line){at, n, 0, d->n_levels, d->n_lines == 0 || is_option(s, n)};
    d->n_lines++;
    d->n_levels += begins_with(s, n, "NEXTLEVEL");
}

static void make_index(struct hyphen_dict *d)
{
    for (d->n_slots = 1024; d->n_slots < 2 * d->n_lines;)
        d->n_slots *= 2;
    d->first = mem_zero(d->n_slots, sizeof *d->first);
    for (size_t i = 0; i < d->n_lines; i++) {
        struct line *l = &d->line[i];
        char letters[LONGEST_PATTERN];
        size_t n = l->always ? 0 : letters_of(d->text.p + l->at, l->n, letters);
        if (!n)
            continue;
        uint64_t h = hash_start(l->level);
        for (size_t k = 0; k < n; k++) {
            h = hash_step(h, letters[k]);
            add_prefix(d, h);
        }
        uint32_t *slot = &d->first[h & (d->n_slots - 1)];
        l->next = *slot;
        *slot = (uint32_t)i + 1;
    }
}

static bool read_text(const char *file, struct buf *text)
{
    FILE *in = fopen(file, "rb");
    if (!in)
        return false;
    for (size_t n = 1; n;) {
        buf_reserve(text, 1 << 16);
        n = fread(text->p + text->n, 1, 1 << 16, in);
        text->n += n;
    }
    bool ok = !ferror(in) && text->n && text->n < UINT32_MAX;
    fclose(in);
    return ok;
}

/* False: there is no further one. */
static bool read_line(struct hyphen_dict *d)
{
    if (d->read >= d->text.n)
        return false;
    const char *stop = memchr(d->text.p + d->read, '\n', d->text.n - d->read);
    size_t end = stop ? (size_t)(stop - d->text.p) : d->text.n;
    add_line(d, (uint32_t)d->read, (uint32_t)(end - d->read));
    d->read = end + 1;
    return true;
}

struct hyphen_dict *hyphen_dict_new(const char *file)
{
    struct hyphen_dict *d = mem_zero(1, sizeof *d);
    if (!read_text(file, &d->text)) {
        hyphen_dict_free(d);
        return NULL;
    }
    while (!d->n_lines && read_line(d))
        continue;
    d->utf8 = d->n_lines && begins_with(d->text.p + d->line[0].at, d->line[0].n, "UTF-8");
    return d;
}

void hyphen_dict_free(struct hyphen_dict *d)
{
    if (!d)
        return;
    buf_free(&d->text);
    free(d->line);
    free(d->first);
    free(d->prefix);
    free(d);
}

bool hyphen_dict_is_utf8(const struct hyphen_dict *d)
{
    return d->utf8;
}

/* Lines to be given, by number, and the hashes of the parts that were looked at: each is given once. */
struct chosen {
    uint32_t *line;
    size_t n, cap;
    uint64_t *part;
    size_t n_parts, cap_parts;
};

static bool is_new(struct chosen *c, uint64_t h)
{
    for (size_t i = 0; i < c->n_parts; i++)
        if (c->part[i] == h)
            return false;
    c->part = mem_grow(c->part, c->n_parts, &c->cap_parts, sizeof *c->part);
    c->part[c->n_parts++] = h;
    return true;
}

/* The pattern of a level whose letters are just this part of the word: of several the last, which libhyphen obeys. */
static bool choose(const struct hyphen_dict *d, int level, const char *part, size_t n, uint64_t h, struct chosen *c)
{
    char letters[LONGEST_PATTERN];
    for (uint32_t i = d->first[h & (d->n_slots - 1)]; i; i = d->line[i - 1].next) {
        const struct line *l = &d->line[i - 1];
        if (l->level != level || letters_of(d->text.p + l->at, l->n, letters) != n || memcmp(letters, part, n) != 0)
            continue;
        c->line = mem_grow(c->line, c->n, &c->cap, sizeof *c->line);
        c->line[c->n++] = i - 1;
        return true;
    }
    return false;
}

static int compare_lines(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void put_line(const struct hyphen_dict *d, uint32_t i, struct buf *out)
{
    buf_put(out, d->text.p + d->line[i].at, d->line[i].n);
    buf_char(out, '\n');
}

/*
 * A part of the word: the patterns that are just it. What begins a pattern, though it is none itself, is given, too, as
 * one without digits: libhyphen's automaton follows it, and so passes over shorter patterns that end there, as it does
 * with the whole dictionary. False: no pattern begins so.
 */
static bool put_part(const struct hyphen_dict *d, int level, const char *part, size_t n, uint64_t h, struct chosen *c,
                     struct buf *out)
{
    if (*prefix_slot(d, h) != h)
        return false;
    if (is_new(c, h) && !choose(d, level, part, n, h, c)) {
        buf_put(out, part, n);
        buf_char(out, '\n');
    }
    return true;
}

/*
 * One level's patterns for a word. A point stands for a border in patterns; the parts of a compound, which the level
 * before has found, have borders, too, so there may be one anywhere.
 */
static void put_level(const struct hyphen_dict *d, int level, const char *word, size_t n, struct buf *out)
{
    struct chosen c = {0};
    char part[LONGEST_PATTERN + 2];
    for (size_t from = 0; from < 2 * n; from++) {
        const bool border = from >= n;
        const char *s = word + from % n; /* NOLINT(clang-analyzer-core.DivideZero): from < 2 n */
        size_t used = 0;
        uint64_t h = hash_start(level);
        if (border) {
            part[used++] = '.';
            h = hash_step(h, '.');
            put_part(d, level, part, used, h, &c, out);
        }
        for (; s < word + n && used < LONGEST_PATTERN; s++) {
            part[used++] = *s;
            h = hash_step(h, *s);
            if (!put_part(d, level, part, used, h, &c, out))
                break;
            part[used] = '.';
            put_part(d, level, part, used + 1, hash_step(h, '.'), &c, out);
        }
    }
    if (c.n)
        qsort(c.line, c.n, sizeof *c.line, compare_lines);
    for (size_t i = 0; i < c.n; i++)
        put_line(d, c.line[i], out);
    free(c.line);
    free(c.part);
}

/* Options of a level stand before its patterns; NEXTLEVEL, which ends it, behind them. */
static void put_options(const struct hyphen_dict *d, int level, bool border, struct buf *out)
{
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (d->line[i].always && d->line[i].level == level &&
            begins_with(d->text.p + d->line[i].at, d->line[i].n, "NEXTLEVEL") == border)
            put_line(d, i, out);
}

void hyphen_dict_put(struct hyphen_dict *d, const char *word, size_t n, struct buf *out)
{
    if (!d->first) {
        while (read_line(d))
            continue;
        make_index(d);
    }
    for (int level = 0; level <= d->n_levels; level++) {
        put_options(d, level, false, out);
        put_level(d, level, word, n, out);
        put_options(d, level, true, out);
    }
}
