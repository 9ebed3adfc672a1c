#include "pdf/pdf_font.h"

#include "base/mem.h"
#include "draw/canvas.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

enum { GLYPHS = 65536, CMAP_BLOCK = 100, SYMBOLIC = 4, ITALIC = 64 };

struct used {            /* of one face; made when its first glyph is drawn */
    uint32_t *character; /* GLYPHS; 0: not used */
    uint16_t *advance;   /* GLYPHS; font units */
    int units;
};

struct pdf_fonts {
    struct fonts *fonts;
    struct used face[FONT_ALL];
};

struct pdf_fonts *pdf_fonts_new(struct fonts *fonts)
{
    struct pdf_fonts *p = mem_zero(1, sizeof *p);
    p->fonts = fonts;
    return p;
}

void pdf_fonts_free(struct pdf_fonts *p)
{
    if (!p)
        return;
    for (int i = 0; i < FONT_ALL; i++) {
        free(p->face[i].character);
        free(p->face[i].advance);
    }
    free(p);
}

/* Of the private use areas: what such a character means has to be said beside it. */
static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

bool pdf_fonts_use(struct pdf_fonts *p, enum font_face face, uint16_t glyph, uint32_t character)
{
    struct used *u = &p->face[face];
    if (!u->character) {
        u->character = mem_zero(GLYPHS, sizeof *u->character);
        u->advance = mem_zero(GLYPHS, sizeof *u->advance);
        u->units = font_units_per_em(p->fonts, face);
    }
    const bool bom = character == 0xFEFF; /* must not stand in a ToUnicode map: its newer self does */
    if (bom)
        character = 0x2060;
    if (u->character[glyph] == 0) {
        u->character[glyph] = character;
        u->advance[glyph] = (uint16_t)font_glyph_advance(p->fonts, face, glyph);
    }
    return u->character[glyph] == character && !bom && !is_private(character);
}

double pdf_fonts_advance(struct pdf_fonts *p, enum font_face face, uint16_t glyph)
{
    const struct used *u = &p->face[face];
    return u->advance ? u->advance[glyph] * 1000.0 / u->units : 0;
}

/* Six capital letters that depend on the glyphs alone, so that the same text gives the same bytes. */
static void put_subset_tag(struct buf *b, const struct used *u)
{
    uint32_t h = 2166136261u;
    for (uint32_t i = 0; i < GLYPHS; i++)
        if (u->character[i])
            h = ((h ^ (i & 0xFF)) * 16777619u ^ i >> 8) * 16777619u;
    for (int i = 0; i < 6; i++, h /= 26)
        buf_char(b, (char)('A' + h % 26));
    buf_char(b, '+');
}

static void put_hex4(struct buf *b, uint32_t v)
{
    static const char hex[] = "0123456789ABCDEF";
    const char out[4] = {hex[v >> 12 & 15], hex[v >> 8 & 15], hex[v >> 4 & 15], hex[v & 15]};
    buf_put(b, out, 4);
}

static void put_mapping(struct buf *b, uint32_t glyph, uint32_t c)
{
    buf_char(b, '<');
    put_hex4(b, glyph);
    buf_text(b, "><");
    if (c >= 0x10000) {
        put_hex4(b, 0xD800 + ((c - 0x10000) >> 10));
        put_hex4(b, 0xDC00 + ((c - 0x10000) & 0x3FF));
    } else {
        put_hex4(b, c);
    }
    buf_text(b, ">\n");
}

static unsigned write_to_unicode(const struct used *u, struct pdf_file *file)
{
    struct buf b = {0};
    buf_text(&b, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                 "/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
                 "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                 "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    uint32_t n = 0, done = 0;
    for (uint32_t i = 0; i < GLYPHS; i++)
        n += u->character[i] != 0;
    for (uint32_t i = 0; i < GLYPHS; i++) {
        if (!u->character[i])
            continue;
        if (done % CMAP_BLOCK == 0) {
            buf_int(&b, n - done < CMAP_BLOCK ? n - done : CMAP_BLOCK);
            buf_text(&b, " beginbfchar\n");
        }
        put_mapping(&b, i, u->character[i]);
        if (++done % CMAP_BLOCK == 0 || done == n)
            buf_text(&b, "endbfchar\n");
    }
    buf_text(&b, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    unsigned object = pdf_file_stream(file, "", b.p, b.n);
    buf_free(&b);
    return object;
}

/* Glyph ids stay as they are, so that what is on the pages holds; the empty places cost next to nothing
 * deflated. */
static hb_blob_t *make_subset(const struct font_program *program, const struct used *u)
{
    hb_blob_t *whole =
        hb_blob_create((const char *)program->bytes, (unsigned)program->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(whole, program->face_index);
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_blob_t *out = NULL;
    if (input) {
        static const char *const drop[] = {"GSUB", "GPOS", "GDEF", "name", "post",
                                           "cmap", "DSIG", "OS/2", "kern", "MATH"};
        hb_set_t *glyphs = hb_subset_input_glyph_set(input);
        for (uint32_t i = 0; i < GLYPHS; i++)
            if (u->character[i])
                hb_set_add(glyphs, i);
        hb_set_t *tables = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
        for (size_t i = 0; i < sizeof drop / sizeof *drop; i++)
            hb_set_add(tables, hb_tag_from_string(drop[i], -1));
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NO_HINTING);
        hb_face_t *subset = hb_subset_or_fail(face, input);
        if (subset)
            out = hb_face_reference_blob(subset);
        hb_face_destroy(subset);
        hb_subset_input_destroy(input);
    }
    hb_face_destroy(face);
    hb_blob_destroy(whole);
    return out;
}

static void put_entry(struct buf *b, const char *key, double value)
{
    buf_text(b, key);
    buf_char(b, ' ');
    canvas_put_number(b, value);
}

static unsigned write_descriptor(const struct font_program *p, const char *name, unsigned font_file,
                                 struct pdf_file *file)
{
    struct buf b = {0};
    const double scale = 1000.0 / p->units_per_em;
    buf_text(&b, "/Type/FontDescriptor/FontName/");
    buf_text(&b, name);
    put_entry(&b, "/Flags", SYMBOLIC | (p->italic_angle < 0 ? ITALIC : 0));
    put_entry(&b, "/FontBBox[", p->x_min * scale);
    put_entry(&b, "", p->y_min * scale);
    put_entry(&b, "", p->x_max * scale);
    put_entry(&b, "", p->y_max * scale);
    put_entry(&b, "]/ItalicAngle", p->italic_angle);
    put_entry(&b, "/Ascent", p->ascent * scale);
    put_entry(&b, "/Descent", p->descent * scale);
    put_entry(&b, "/CapHeight", p->cap_height * scale);
    put_entry(&b, "/StemV", 10 + 220.0 * (p->weight - 50) / 900); /* the usual guess from the weight */
    put_entry(&b, "/FontFile2", font_file);
    buf_text(&b, " 0 R\n");
    unsigned object = pdf_file_object(file);
    pdf_file_entries(file, object, b.p, b.n);
    buf_free(&b);
    return object;
}

static void put_widths(struct buf *b, struct pdf_fonts *p, enum font_face face)
{
    const struct used *u = &p->face[face];
    buf_text(b, "/DW 0/W[");
    for (uint32_t i = 0; i < GLYPHS; i++) {
        if (!u->character[i])
            continue;
        buf_int(b, i);
        buf_char(b, '[');
        for (;; i++) { /* neighbours share a bracket */
            canvas_put_number(b, pdf_fonts_advance(p, face, (uint16_t)i));
            if (i + 1 >= GLYPHS || !u->character[i + 1])
                break;
            buf_char(b, ' ');
        }
        buf_text(b, "]\n");
    }
    buf_text(b, "]\n");
}

static unsigned write_face(struct pdf_fonts *p, enum font_face face, struct pdf_file *file, struct diag *d)
{
    struct font_program program;
    if (!font_program(p->fonts, face, &program))
        return 0;
    hb_blob_t *subset = make_subset(&program, &p->face[face]);
    if (!subset) {
        (void)diag_fail(d, DIAG_FAULT, NULL, 0, "aus der Schrift %s lässt sich kein Auszug bilden", program.name);
        return 0;
    }
    unsigned length;
    const char *bytes = hb_blob_get_data(subset, &length);
    struct buf b = {0}, name = {0};
    buf_printf(&b, "/Length1 %u\n", length);
    unsigned font_file = pdf_file_stream(file, b.p, bytes, length);
    hb_blob_destroy(subset);
    put_subset_tag(&name, &p->face[face]);
    buf_text(&name, program.name);
    unsigned descriptor = write_descriptor(&program, name.p, font_file, file);
    buf_clear(&b);
    buf_printf(&b,
               "/Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDToGIDMap/Identity"
               "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %u 0 R\n",
               name.p, descriptor);
    put_widths(&b, p, face);
    unsigned descendant = pdf_file_object(file);
    pdf_file_entries(file, descendant, b.p, b.n);
    buf_clear(&b);
    buf_printf(&b,
               "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R\n",
               name.p, descendant, write_to_unicode(&p->face[face], file));
    unsigned object = pdf_file_object(file);
    pdf_file_entries(file, object, b.p, b.n);
    buf_free(&b);
    buf_free(&name);
    return object;
}

bool pdf_fonts_write(struct pdf_fonts *p, struct pdf_file *file, struct buf *resources, struct diag *d)
{
    buf_text(resources, "/Font<<");
    for (int i = 0; i < FONT_ALL; i++) {
        if (!p->face[i].character)
            continue;
        unsigned object = write_face(p, (enum font_face)i, file, d);
        if (object == 0)
            return diag_fail(d, DIAG_FAULT, NULL, 0, "eine Schrift fehlt der PDF-Datei");
        buf_printf(resources, "/F%d %u 0 R", i, object);
    }
    buf_text(resources, ">>\n");
    return true;
}
