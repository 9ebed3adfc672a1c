#include "draw/font.h"

#include "base/hash.h"
#include "base/mem.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    GENERATION_LIMIT = 3 << 20, /* bytes; some 20,000 words, far more than a page has */
    FIRST_SLOTS = 1 << 10,
    LONGEST_CACHED = 255, /* bytes; longer "words" are data faults and not seen again */
};

struct face {
    hb_blob_t *blob;
    hb_face_t *face;
    hb_font_t *font;
    int units, ascent, descent;
};

struct entry {
    struct font_run run;
    uint32_t hash;
    uint32_t n; /* bytes of the key */
    uint8_t face;
    bool tabular;
    bool missing; /* it has a character that no face has */
    char key[];
};

/*
 * Words shaped, in a hash table with open addressing. There are two: what is asked for is found in, or comes into, the
 * young one; where that is full it grows old, and what was not asked for since the last time is forgotten. So memory
 * stays bounded and the words of every page stay at hand.
 */
struct generation {
    struct arena *arena; /* entries and their glyphs */
    size_t used;         /* bytes */
    struct entry **slot; /* n_slots, a power of two */
    size_t n_slots, n_entries;
};

struct fonts {
    struct hash_seed seed;
    struct face face[FONT_ALL];
    char fallback[FONT_ALL - FONT_FACES][THEME_LONGEST_PATH]; /* loaded when first needed */
    bool tried[FONT_ALL - FONT_FACES];
    hb_buffer_t *buffer;
    hb_language_t language;
    struct generation young, old;
    struct font_glyph *scratch;
    size_t n_scratch, cap_scratch;
    uint32_t *missing; /* characters, ascending */
    size_t n_missing, cap_missing;
};

static bool face_load(struct face *f, const char *file)
{
    f->blob = hb_blob_create_from_file_or_fail(file);
    if (!f->blob)
        return false;
    f->face = hb_face_create(f->blob, 0);
    f->units = (int)hb_face_get_upem(f->face);
    if (hb_face_get_glyph_count(f->face) == 0 || f->units <= 0)
        return false;
    f->font = hb_font_create(f->face);
    hb_font_set_scale(f->font, f->units, f->units);
    hb_ot_font_set_funcs(f->font);
    hb_font_extents_t extents = {0};
    hb_font_get_h_extents(f->font, &extents);
    f->ascent = extents.ascender;
    f->descent = extents.descender;
    return true;
}

static void face_drop(struct face *f)
{
    hb_font_destroy(f->font);
    hb_face_destroy(f->face);
    hb_blob_destroy(f->blob);
    *f = (struct face){0};
}

static void generation_new(struct generation *g)
{
    *g = (struct generation){.arena = arena_new(), .n_slots = FIRST_SLOTS};
    g->slot = mem_zero(g->n_slots, sizeof *g->slot);
}

static void generation_free(struct generation *g)
{
    arena_free(g->arena);
    free(g->slot);
}

_Static_assert(FONT_MATH - FONT_SYMBOLS == THEME_MATH - THEME_SYMBOLS &&
                   FONT_SIGNS - FONT_SYMBOLS == THEME_SIGNS - THEME_SYMBOLS && FONT_SIGNS + 1 == FONT_ALL,
               "the faces that lend are the theme's, in their order");

struct fonts *fonts_new(const struct theme *t, struct diag *d)
{
    const char *file[FONT_FACES] = {
        [FONT_REGULAR] = t->font_regular, [FONT_BOLD] = t->font_bold, [FONT_ITALIC] = t->font_italic};
    struct fonts *f = mem_zero(1, sizeof *f);
    f->seed = hash_seed();
    for (int i = 0; i < FONT_FACES; i++) {
        if (!face_load(&f->face[i], file[i])) {
            diag_fail(d, DIAG_INPUT, file[i], 0, "die Schriftdatei ist nicht lesbar");
            diag_expect(d, "eine TrueType-Schrift (Debian-Paket fonts-noto-core)");
            fonts_free(f);
            return NULL;
        }
    }
    for (int i = FONT_FACES; i < FONT_ALL; i++)
        snprintf(f->fallback[i - FONT_FACES], THEME_LONGEST_PATH, "%s", t->file[THEME_SYMBOLS + i - FONT_FACES]);
    f->buffer = hb_buffer_create();
    f->language = hb_language_from_string("de", -1);
    generation_new(&f->young);
    generation_new(&f->old);
    return f;
}

void fonts_free(struct fonts *f)
{
    if (!f)
        return;
    for (int i = 0; i < FONT_ALL; i++)
        face_drop(&f->face[i]);
    if (f->buffer)
        hb_buffer_destroy(f->buffer);
    generation_free(&f->young);
    generation_free(&f->old);
    free(f->scratch);
    free(f->missing);
    free(f);
}

static struct face *face_get(struct fonts *f, enum font_face face)
{
    if (face >= FONT_FACES && !f->tried[face - FONT_FACES]) {
        f->tried[face - FONT_FACES] = true;
        const char *file = f->fallback[face - FONT_FACES];
        if (!file[0] || !face_load(&f->face[face], file))
            face_drop(&f->face[face]);
    }
    return f->face[face].font ? &f->face[face] : NULL;
}

/* One character of UTF-8 at *at, which moves on; a malformed byte counts as U+FFFD. */
static uint32_t next_character(const char *s, size_t n, size_t *at)
{
    const unsigned char *p = (const unsigned char *)s + *at;
    size_t left = n - *at;
    size_t len = p[0] < 0x80 ? 1 : p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : p[0] >= 0xC2 ? 2 : 0;
    if (len == 0 || len > left || len > 4) {
        *at += 1;
        return 0xFFFD;
    }
    uint32_t c = len == 1 ? p[0] : p[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            *at += 1;
            return 0xFFFD;
        }
        c = c << 6 | (p[i] & 0x3Fu);
    }
    *at += len;
    return c;
}

/* The first face that has the character: the one asked for, then the fallbacks, else the one asked for. */
static enum font_face face_for(struct fonts *f, enum font_face face, uint32_t c)
{
    hb_codepoint_t glyph;
    if (hb_font_get_nominal_glyph(f->face[face].font, c, &glyph))
        return face;
    for (int i = FONT_FACES; i < FONT_ALL; i++) {
        const struct face *other = face_get(f, (enum font_face)i);
        if (other && hb_font_get_nominal_glyph(other->font, c, &glyph))
            return (enum font_face)i;
    }
    return face;
}

static bool is_mark(uint32_t c)
{
    hb_unicode_general_category_t k = hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
    return k == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK || k == HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK ||
           k == HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK;
}

/*
 * Shapes bytes from..to of s in one face; adds to the scratch glyphs, measured in units of the face asked
 * for. Ligatures stay off: German forbids them across the joints of a compound (Auf-lage), and only a
 * dictionary knows those.
 */
static int32_t shape_part(struct fonts *f, enum font_face face, int units, bool tabular, const char *s, size_t n,
                          size_t from, size_t to)
{
    hb_feature_t features[] = {
        {HB_TAG('l', 'i', 'g', 'a'), 0, 0, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, 0, HB_FEATURE_GLOBAL_END},
        {tabular ? HB_TAG('t', 'n', 'u', 'm') : HB_TAG('p', 'n', 'u', 'm'), 1, 0, HB_FEATURE_GLOBAL_END},
    };
    hb_buffer_clear_contents(f->buffer);
    hb_buffer_add_utf8(f->buffer, s, (int)n, (unsigned)from, (int)(to - from));
    hb_buffer_set_direction(f->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(f->buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(f->buffer, f->language);
    hb_shape(f->face[face].font, f->buffer, features, sizeof features / sizeof features[0]);
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(f->buffer, &count);
    const hb_glyph_position_t *at = hb_buffer_get_glyph_positions(f->buffer, &count);
    const int own = f->face[face].units;
    int32_t width = 0;
    for (unsigned i = 0; i < count; i++) {
        f->scratch = mem_grow(f->scratch, f->n_scratch, &f->cap_scratch, sizeof *f->scratch);
        f->scratch[f->n_scratch++] = (struct font_glyph){
            .id = (uint16_t)info[i].codepoint,
            .face = (uint8_t)face,
            .cluster = info[i].cluster,
            .advance = at[i].x_advance * units / own,
            .x = at[i].x_offset * units / own,
            .y = at[i].y_offset * units / own,
        };
        width += at[i].x_advance * units / own;
    }
    return width;
}

static void note_missing(struct fonts *f, uint32_t c)
{
    size_t at = f->n_missing;
    while (at > 0 && f->missing[at - 1] > c)
        at--;
    if (at > 0 && f->missing[at - 1] == c)
        return;
    f->missing = mem_grow(f->missing, f->n_missing, &f->cap_missing, sizeof *f->missing);
    memmove(f->missing + at + 1, f->missing + at, (f->n_missing - at) * sizeof *f->missing);
    f->missing[at] = c;
    f->n_missing++;
}

/* White space that breaks lines or that a face need not have: drawn as a space. */
static bool is_white(uint32_t c)
{
    return (c >= 9 && c <= 13) || c == 0x85 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Notes every character of s, a text with a gap, that no face has. */
static void note_all_missing(struct fonts *f, enum font_face face, const char *s, size_t n)
{
    hb_codepoint_t glyph;
    for (size_t at = 0; at < n;) {
        const uint32_t c = next_character(s, n, &at);
        if (!is_white(c) && !hb_font_get_nominal_glyph(f->face[face_for(f, face, c)].font, c, &glyph))
            note_missing(f, c);
    }
}

/*
 * A character that no face has becomes U+FFFD, white space a space; archives refuse the glyph .notdef. Gives the change
 * of the width.
 */
static int32_t replace_missing(struct fonts *f, int units, const char *s, size_t n, bool *any)
{
    int32_t change = 0;
    for (size_t i = 0; i < f->n_scratch; i++) {
        struct font_glyph *g = &f->scratch[i];
        hb_codepoint_t glyph;
        const struct face *face = &f->face[g->face];
        size_t at = g->cluster;
        if (g->id != 0)
            continue;
        const bool white = at < n && is_white(next_character(s, n, &at));
        if (!hb_font_get_nominal_glyph(face->font, white ? ' ' : 0xFFFD, &glyph))
            continue;
        int32_t advance = hb_font_get_glyph_h_advance(face->font, glyph) * units / face->units;
        change += advance - g->advance;
        g->id = (uint16_t)glyph;
        g->advance = advance;
        *any |= !white;
    }
    return change;
}

static int32_t shape(struct fonts *f, enum font_face face, bool tabular, const char *s, size_t n, bool *missing)
{
    const int units = f->face[face].units;
    f->n_scratch = 0;
    int32_t width = shape_part(f, face, units, tabular, s, n, 0, n);
    bool lacks = false;
    for (size_t i = 0; i < f->n_scratch && !lacks; i++)
        lacks = f->scratch[i].id == 0;
    if (!lacks)
        return width;
    f->n_scratch = 0;
    width = 0;
    size_t from = 0;
    enum font_face of = face;
    for (size_t at = 0; at < n;) {
        size_t here = at;
        uint32_t c = next_character(s, n, &at);
        enum font_face want = here > from && is_mark(c) ? of : face_for(f, face, c);
        if (want != of && here > from) {
            width += shape_part(f, of, units, tabular, s, n, from, here);
            from = here;
        }
        of = want;
    }
    width += shape_part(f, of, units, tabular, s, n, from, n);
    return width + replace_missing(f, units, s, n, missing);
}

static uint32_t hash_key(const struct fonts *f, enum font_face face, bool tabular, const char *s, size_t n)
{
    uint64_t h = hash_fold(hash_bytes(f->seed, s, n), f->seed.a ^ ((uint64_t)face << 1 | tabular));
    return (uint32_t)(h ^ h >> 32);
}

static void put_entry(struct generation *g, struct entry *e)
{
    size_t at = e->hash & (g->n_slots - 1);
    while (g->slot[at])
        at = (at + 1) & (g->n_slots - 1);
    g->slot[at] = e;
}

static void grow_slots(struct generation *g)
{
    struct generation wider = {.n_slots = g->n_slots * 2};
    wider.slot = mem_zero(wider.n_slots, sizeof *wider.slot);
    for (size_t i = 0; i < g->n_slots; i++)
        if (g->slot[i])
            put_entry(&wider, g->slot[i]);
    free(g->slot);
    g->slot = wider.slot;
    g->n_slots = wider.n_slots;
}

static struct entry *find_entry(const struct generation *g, uint32_t hash, enum font_face face, bool tabular,
                                const char *s, size_t n)
{
    for (size_t at = hash & (g->n_slots - 1); g->slot[at]; at = (at + 1) & (g->n_slots - 1)) {
        struct entry *e = g->slot[at];
        if (e->hash == hash && e->n == n && e->face == face && e->tabular == tabular && memcmp(e->key, s, n) == 0)
            return e;
    }
    return NULL;
}

/* The young words are old from now on; those that were old are forgotten. */
static void grow_old(struct fonts *f)
{
    struct generation forgotten = f->old;
    f->old = f->young;
    arena_reset(forgotten.arena);
    memset(forgotten.slot, 0, forgotten.n_slots * sizeof *forgotten.slot);
    forgotten.used = forgotten.n_entries = 0;
    f->young = forgotten;
}

/* A young entry like `like`, whose glyphs are copied, under the key s; a key too long to be kept is not found again. */
static const struct entry *keep_entry(struct fonts *f, const struct entry *like, const char *s)
{
    struct generation *g = &f->young;
    const bool found_again = like->n <= LONGEST_CACHED;
    const size_t key_bytes = found_again ? like->n : 0, glyph_bytes = like->run.n * sizeof *like->run.glyph;
    struct entry *e = arena_raw(g->arena, sizeof *e + key_bytes);
    struct font_glyph *glyph = arena_raw(g->arena, glyph_bytes);
    *e = *like;
    if (glyph_bytes)
        memcpy(glyph, like->run.glyph, glyph_bytes);
    e->run.glyph = glyph;
    g->used += sizeof *e + key_bytes + glyph_bytes + 32;
    if (!found_again)
        return e;
    if (key_bytes)
        memcpy(e->key, s, key_bytes);
    put_entry(g, e);
    if (++g->n_entries * 2 > g->n_slots)
        grow_slots(g);
    return e;
}

const struct font_run *font_shape(struct fonts *f, enum font_face face, bool tabular, const char *s, size_t n)
{
    if (face >= FONT_FACES)
        face = FONT_REGULAR;
    if (f->young.used >= GENERATION_LIMIT) /* before anything is found that would be forgotten by it */
        grow_old(f);
    const uint32_t hash = hash_key(f, face, tabular, s, n);
    const struct entry *e = find_entry(&f->young, hash, face, tabular, s, n);
    if (!e && (e = find_entry(&f->old, hash, face, tabular, s, n)))
        e = keep_entry(f, e, s);
    if (!e) {
        struct entry made = {.hash = hash, .n = (uint32_t)n, .face = (uint8_t)face, .tabular = tabular};
        made.run.width = shape(f, face, tabular, s, n, &made.missing);
        made.run.glyph = f->scratch;
        made.run.n = f->n_scratch;
        e = keep_entry(f, &made, s);
    }
    if (e->missing)
        note_all_missing(f, face, s, n);
    return &e->run;
}

size_t fonts_missing(const struct fonts *f, const uint32_t **character)
{
    *character = f->missing;
    return f->n_missing;
}

bool fonts_put_missing(const struct fonts *f, struct buf *out)
{
    for (size_t i = 0; i < f->n_missing; i++)
        buf_printf(out, "%sU+%04X", i ? ", " : "", (unsigned)f->missing[i]);
    return f->n_missing > 0;
}

void fonts_forget_missing(struct fonts *f)
{
    f->n_missing = 0;
}

double font_width(struct fonts *f, enum font_face face, bool tabular, double size, const char *s, size_t n)
{
    int64_t width = 0;
    for (size_t from = 0; from <= n;) {
        const char *space = n > from ? memchr(s + from, ' ', n - from) : NULL;
        size_t to = space ? (size_t)(space - s) : n;
        if (to > from)
            width += font_shape(f, face, tabular, s + from, to - from)->width;
        if (space)
            width += font_shape(f, face, tabular, " ", 1)->width;
        from = to + 1;
    }
    return (double)width * size / font_units_per_em(f, face);
}

int font_units_per_em(const struct fonts *f, enum font_face face)
{
    return f->face[face].units > 0 ? f->face[face].units : 1000;
}

int font_ascent(const struct fonts *f, enum font_face face)
{
    return f->face[face].ascent;
}

int font_descent(const struct fonts *f, enum font_face face)
{
    return f->face[face].descent;
}

static int be16(const char *p)
{
    return (int16_t)((unsigned char)p[0] << 8 | (unsigned char)p[1]);
}

bool font_program(struct fonts *f, enum font_face face, struct font_program *out)
{
    *out = (struct font_program){0};
    const struct face *a = face_get(f, face);
    if (!a)
        return false;
    unsigned length;
    out->bytes = (const unsigned char *)hb_blob_get_data(a->blob, &length);
    out->n = length;
    out->units_per_em = a->units;
    out->ascent = a->ascent;
    out->descent = a->descent;
    unsigned size = sizeof out->name;
    hb_ot_name_get_utf8(a->face, HB_OT_NAME_ID_POSTSCRIPT_NAME, hb_language_from_string("en", -1), &size, out->name);
    hb_position_t cap = 0;
    if (!hb_ot_metrics_get_position(a->font, HB_OT_METRICS_TAG_CAP_HEIGHT, &cap))
        cap = a->units * 7 / 10;
    out->cap_height = cap;
    out->weight = (int)hb_style_get_value(a->font, HB_STYLE_TAG_WEIGHT);
    out->italic_angle = (double)hb_style_get_value(a->font, HB_STYLE_TAG_SLANT_ANGLE);
    hb_blob_t *head = hb_face_reference_table(a->face, HB_TAG('h', 'e', 'a', 'd'));
    const char *p = hb_blob_get_data(head, &length);
    if (length >= 44) {
        out->x_min = be16(p + 36);
        out->y_min = be16(p + 38);
        out->x_max = be16(p + 40);
        out->y_max = be16(p + 42);
    }
    hb_blob_destroy(head);
    return true;
}

int font_glyph_advance(struct fonts *f, enum font_face face, uint16_t glyph)
{
    const struct face *a = face_get(f, face);
    return a ? hb_font_get_glyph_h_advance(a->font, glyph) : 0;
}

uint16_t font_glyph_of(struct fonts *f, enum font_face face, uint32_t character)
{
    const struct face *a = face_get(f, face);
    hb_codepoint_t glyph = 0;
    return a && hb_font_get_nominal_glyph(a->font, character, &glyph) ? (uint16_t)glyph : 0;
}

bool fonts_have(struct fonts *f, enum font_face face)
{
    return face_get(f, face) != NULL;
}

const char *font_library(void)
{
    return hb_version_string();
}
