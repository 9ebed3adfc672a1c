/*
 * Fonts and shaped text (HarfBuzz). The one place that knows how wide a text is; charts, pages and SVG ask
 * here, so that one geometry serves every format.
 */
#ifndef KD_DRAW_FONT_H
#define KD_DRAW_FONT_H

#include "base/buf.h"
#include "base/diag.h"
#include "document/theme.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Those behind FONT_FACES only ever come out of shaping: they lend the characters that the others lack (▲ ≤ ①). */
enum font_face {
    FONT_REGULAR,
    FONT_BOLD,
    FONT_ITALIC,
    FONT_FACES,
    FONT_SYMBOLS = FONT_FACES,
    FONT_MATH,
    FONT_SIGNS,
    FONT_ALL
};

struct font_glyph {
    uint16_t id;
    uint8_t face;          /* enum font_face: the face the glyph stands in */
    uint32_t cluster;      /* byte offset in the text */
    int32_t advance, x, y; /* font units (font_units_per_em of the face that was asked for) */
};

/* A text shaped once; borrowed from the cache, valid until the next text is shaped. */
struct font_run {
    const struct font_glyph *glyph;
    size_t n;
    int32_t width; /* font units */
};

struct fonts; /* faces, and a cache of shaped words of a few MB at most; not for two threads at once */

/* NULL: a font file cannot be read (DIAG_INPUT). Only the files that the theme names, and the fallbacks
 * beside them. */
struct fonts *fonts_new(const struct theme *t, struct diag *d) MUST_CHECK;
void fonts_free(struct fonts *f); /* takes NULL */
/* Whether a face can be used; those behind FONT_FACES need not be installed. */
bool fonts_have(struct fonts *f, enum font_face face);
/*
 * Characters that no face has, each once, ascending, of all texts since fonts_new or fonts_forget_missing. U+FFFD is
 * drawn in their place, of white space a space, which is not missing. Borrowed until the next text is shaped. To be
 * asked and forgotten once a document.
 */
size_t fonts_missing(const struct fonts *f, const uint32_t **character);
/* Appends them as "U+6F22, U+1F600"; false: there are none, nothing is appended. */
bool fonts_put_missing(const struct fonts *f, struct buf *out);
void fonts_forget_missing(struct fonts *f);

/* n bytes of UTF-8. tabular: figures of one width ('tnum'). */
const struct font_run *font_shape(struct fonts *f, enum font_face face, bool tabular, const char *s, size_t n);
/* Width in pt of a whole text (shaped word by word, spaces between). */
double font_width(struct fonts *f, enum font_face face, bool tabular, double size, const char *s, size_t n);
int font_units_per_em(const struct fonts *f, enum font_face face);
/* Font units above (positive) and below (negative) the base line. */
int font_ascent(const struct fonts *f, enum font_face face);
int font_descent(const struct fonts *f, enum font_face face);

/* What a writer of font programs needs. False: the face was never loaded (a fallback that is not installed).
 */
struct font_program {
    const unsigned char *bytes; /* of the whole file, borrowed */
    size_t n;
    unsigned face_index;
    char name[64]; /* PostScript name */
    int units_per_em, ascent, descent, cap_height, weight;
    int x_min, y_min, x_max, y_max; /* font units */
    double italic_angle;            /* degrees, as in the table 'post' */
};
bool font_program(struct fonts *f, enum font_face face, struct font_program *out);
/* The unkerned advance of a glyph in units of its own face. */
int font_glyph_advance(struct fonts *f, enum font_face face, uint16_t glyph);
/* The glyph a character has in this face before any shaping; 0: none. */
uint16_t font_glyph_of(struct fonts *f, enum font_face face, uint32_t character);

/* The version of the shaping library, for the record of a run. */
const char *font_library(void);

#endif
