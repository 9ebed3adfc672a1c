/*
 * The fonts that go with an HTML file: of each face the glyphs of the characters that are in the document, as WOFF in a
 * data: address. So a report looks the same on every desk, and texts of charts are as wide as they were laid out.
 */
#include "html/html_parts.h"

#include "base/mem.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { CHARACTERS = 0x110000, WORDS = CHARACTERS / 32 };

static void use(struct html *h, enum font_face face, uint32_t c)
{
    if (c < CHARACTERS)
        h->survey.used[face][c / 32] |= 1u << c % 32;
}

/* Every character of s, which is UTF-8. */
static void use_text(struct html *h, enum font_face face, const char *s)
{
    const unsigned char *p = (const unsigned char *)s;
    while (*p) {
        uint32_t c = *p++;
        if (c >= 0x80) {
            const int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
            c &= 0x3Fu >> more;
            for (int i = 0; i < more && (*p & 0xC0) == 0x80; i++)
                c = c << 6 | (*p++ & 0x3Fu);
        }
        use(h, face, c);
    }
}

static void use_both(struct html *h, const char *s)
{
    use_text(h, FONT_REGULAR, s);
    use_text(h, FONT_BOLD, s);
}

/* All that is inline in n, which itself is set in this face. */
static void survey_inline(struct html *h, const struct doc_node *n, enum font_face face)
{
    for (const struct doc_node *x = n->first; x; x = x->next) {
        if (x->kind == DOC_TEXT)
            use_text(h, face, x->text);
        else
            survey_inline(h, x, x->kind == DOC_STRONG ? FONT_BOLD : x->kind == DOC_EM ? FONT_ITALIC : face);
    }
}

static void survey_row(struct html *h, const struct doc_node *row, bool strong)
{
    strong = strong || row->row.strong || row->row.group;
    for (const struct doc_node *cell = row->first; cell; cell = cell->next)
        survey_inline(h, cell, strong || cell->cell.strong || cell->cell.colspan > 1 ? FONT_BOLD : FONT_REGULAR);
}

static void survey_table(struct html *h, const struct doc_node *table)
{
    h->survey.sorts = h->survey.sorts || html_is_sorted(table);
    use_text(h, FONT_REGULAR, table->table.caption);
    for (const struct doc_node *part = table->first; part; part = part->next) {
        if (part->kind == DOC_FOOTNOTE)
            survey_inline(h, part, FONT_REGULAR);
        else if (part->kind == DOC_HEAD || part->kind == DOC_FOOT)
            for (const struct doc_node *row = part->first; row; row = row->next)
                survey_row(h, row, part->kind == DOC_FOOT);
    }
    struct doc_rows *rows = doc_rows_open(table);
    for (const struct doc_node *row; (row = doc_rows_next(rows, NULL));)
        survey_row(h, row, false);
    doc_rows_close(rows);
}

static void survey_chart(struct html *h, const struct doc_node *chart)
{
    use_both(h, chart->chart.unit);
    for (const struct doc_node *n = chart->first; n; n = n->next) {
        use_both(h, n->kind == DOC_SERIES ? n->series.name : n->target.label);
        for (const struct doc_node *point = n->first; point; point = point->next) {
            use_both(h, point->point.label);
            use_both(h, point->point.text);
        }
    }
}

static void survey_blocks(struct html *h, const struct doc_node *parent)
{
    for (const struct doc_node *n = parent->first; n; n = n->next) {
        switch (n->kind) {
        case DOC_TITLE:
        case DOC_HEADING:
            survey_inline(h, n, FONT_BOLD);
            use_text(h, FONT_REGULAR, doc_plain_text(n, h->mem)); /* in the table of contents */
            break;
        case DOC_SUBLINE:
        case DOC_PARA:
            survey_inline(h, n, FONT_REGULAR);
            break;
        case DOC_KPI:
            use_text(h, FONT_REGULAR, n->kpi.label);
            use_text(h, FONT_REGULAR, n->kpi.change_text);
            use_text(h, FONT_BOLD, n->kpi.value);
            break;
        case DOC_TABLE:
            survey_table(h, n);
            break;
        case DOC_CHART:
            survey_chart(h, n);
            break;
        case DOC_SIGNATURE:
            use_text(h, FONT_REGULAR, n->label);
            break;
        case DOC_LINES:
            use_text(h, FONT_REGULAR, n->lines.label);
            break;
        default:
            survey_blocks(h, n);
        }
    }
}

void html_survey(struct html *h)
{
    /* what the writer, the style sheet, charts and the script say themselves */
    static const char own[] = "äöüÄÖÜß–…±−·×\u00A0\u2009\u202F";
    const struct doc_node *root = doc_root(h->doc);
    for (int i = 0; i < FONT_FACES; i++)
        h->survey.used[i] = mem_zero(WORDS, sizeof *h->survey.used[i]);
    for (uint32_t c = ' '; c < 0x7F; c++) {
        use(h, FONT_REGULAR, c);
        use(h, FONT_BOLD, c);
    }
    use_both(h, own);
    use_text(h, FONT_REGULAR, root->document.header_left);
    use_text(h, FONT_REGULAR, root->document.header_right);
    use_text(h, FONT_REGULAR, root->document.footer_left);
    survey_blocks(h, root);
}

void html_survey_free(struct html_survey *s)
{
    for (int i = 0; i < FONT_FACES; i++)
        free(s->used[i]);
    *s = (struct html_survey){0};
}

static uint32_t be32(const unsigned char *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static void put32(struct buf *b, uint32_t v)
{
    const unsigned char bytes[4] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16), (unsigned char)(v >> 8),
                                    (unsigned char)v};
    buf_put(b, bytes, sizeof bytes);
}

static void set32(struct buf *b, size_t at, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        b->p[at + (size_t)i] = (char)(unsigned char)(v >> (24 - 8 * i));
}

static void pad(struct buf *b)
{
    while (b->n % 4)
        buf_char(b, '\0');
}

/*
 * WOFF 1.0 from a font of n bytes: its tables in their order, each deflated where that makes it shorter. Half as large,
 * and known to every browser of the last ten years.
 */
static void put_woff(struct buf *b, const unsigned char *font, size_t n)
{
    enum { HEAD = 44, ENTRY = 20, SFNT_HEAD = 12, SFNT_ENTRY = 16 };
    const unsigned tables = (unsigned)font[4] << 8 | font[5];
    uint32_t sfnt = SFNT_HEAD + SFNT_ENTRY * tables;
    buf_text(b, "wOFF");
    put32(b, be32(font));
    put32(b, 0); /* length, below */
    put32(b, tables << 16);
    put32(b, 0); /* length as sfnt, below */
    for (int i = 0; i < 6; i++)
        put32(b, i == 0 ? 1u << 16 : 0); /* version 1.0; no metadata */
    const size_t directory = b->n;
    for (unsigned i = 0; i < tables * ENTRY / 4; i++)
        put32(b, 0);
    for (unsigned i = 0; i < tables; i++) {
        const unsigned char *entry = font + SFNT_HEAD + SFNT_ENTRY * i;
        const uint32_t offset = be32(entry + 8), length = be32(entry + 12);
        if (offset > n || length > n - offset)
            continue;
        uLongf packed = compressBound(length);
        buf_reserve(b, packed);
        if (compress2((Bytef *)b->p + b->n, &packed, font + offset, length, 6) != Z_OK)
            mem_none(0);
        if (packed >= length) {
            packed = length;
            memcpy(b->p + b->n, font + offset, length);
        }
        const size_t at = directory + ENTRY * i;
        set32(b, at, be32(entry));
        set32(b, at + 4, (uint32_t)b->n);
        set32(b, at + 8, (uint32_t)packed);
        set32(b, at + 12, length);
        set32(b, at + 16, be32(entry + 4));
        b->n += packed;
        pad(b);
        sfnt += (length + 3) & ~3u;
    }
    set32(b, 8, (uint32_t)b->n);
    set32(b, 16, sfnt);
}

/* What of a font a browser needs to set these characters as the pages do: outlines, kerning, marks, forms of figures.
 */
static hb_blob_t *make_subset(const struct font_program *program, const hb_set_t *characters)
{
    static const char *const keep[] = {"kern", "mark", "mkmk", "ccmp", "pnum", "tnum", "lnum"};
    static const char *const drop[] = {"DSIG", "MATH", "STAT", "meta"};
    hb_blob_t *whole =
        hb_blob_create((const char *)program->bytes, (unsigned)program->n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(whole, program->face_index);
    hb_subset_input_t *input = hb_subset_input_create_or_fail();
    hb_blob_t *out = NULL;
    if (input) {
        hb_set_t *set = hb_subset_input_unicode_set(input);
        hb_set_set(set, characters);
        set = hb_subset_input_set(input, HB_SUBSET_SETS_LAYOUT_FEATURE_TAG);
        hb_set_clear(set);
        for (size_t i = 0; i < sizeof keep / sizeof *keep; i++)
            hb_set_add(set, hb_tag_from_string(keep[i], -1));
        set = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
        for (size_t i = 0; i < sizeof drop / sizeof *drop; i++)
            hb_set_add(set, hb_tag_from_string(drop[i], -1));
        hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
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

/* style: what the rule says of weight, slope and range. */
static bool put_face(struct html *h, enum font_face face, const hb_set_t *characters, const char *style)
{
    struct font_program program;
    hb_blob_t *subset = font_program(h->fonts, face, &program) ? make_subset(&program, characters) : NULL;
    if (!subset)
        return diag_fail(h->d, DIAG_FAULT, NULL, 0, "aus einer Schrift lässt sich kein Auszug bilden");
    unsigned n;
    const char *bytes = hb_blob_get_data(subset, &n);
    struct buf woff = {0};
    put_woff(&woff, (const unsigned char *)bytes, n);
    buf_printf(h->b, "@font-face{font-family:\"" HTML_FAMILY "\";%s;src:url(data:font/woff;base64,", style);
    html_base64(h->b, woff.p, woff.n);
    buf_text(h->b, ")format(\"woff\")}\n");
    buf_free(&woff);
    hb_blob_destroy(subset);
    return true;
}

/* The characters of lack that a fallback has, taken out of it; the rule names them, so that only they come from there.
 */
static bool put_fallback(struct html *h, enum font_face face, hb_set_t *lack, const char *style)
{
    hb_set_t *has = hb_set_create();
    struct buf rule = {0};
    buf_text(&rule, style);
    for (hb_codepoint_t c = HB_SET_VALUE_INVALID; hb_set_next(lack, &c);)
        if (font_glyph_of(h->fonts, face, c)) {
            buf_printf(&rule, hb_set_is_empty(has) ? ";unicode-range:U+%X" : ",U+%X", (unsigned)c);
            hb_set_add(has, c);
        }
    hb_set_subtract(lack, has);
    const bool ok = hb_set_is_empty(has) || put_face(h, face, has, buf_str(&rule));
    buf_free(&rule);
    hb_set_destroy(has);
    return ok;
}

/* The characters set in one face; a browser takes rules of one weight and slope together, whatever font each names. */
static bool put_faces(struct html *h, enum font_face face, const char *style)
{
    hb_set_t *has = hb_set_create(), *lack = hb_set_create();
    for (uint32_t word = 0; word < WORDS; word++)
        for (uint32_t bits = h->survey.used[face][word]; bits; bits &= bits - 1) {
            const uint32_t c = word * 32 + (uint32_t)__builtin_ctz(bits);
            hb_set_add(font_glyph_of(h->fonts, face, c) ? has : lack, c);
        }
    bool ok = hb_set_is_empty(has) || put_face(h, face, has, style);
    for (int other = FONT_FACES; other < FONT_ALL && ok && !hb_set_is_empty(lack); other++)
        ok = put_fallback(h, (enum font_face)other, lack, style);
    hb_set_destroy(has);
    hb_set_destroy(lack);
    return ok;
}

bool html_fonts(struct html *h)
{
    static const char *const style[FONT_FACES] = {[FONT_REGULAR] = "font-weight:400",
                                                  [FONT_BOLD] = "font-weight:600 700",
                                                  [FONT_ITALIC] = "font-weight:400;font-style:italic"};
    bool ok = true;
    for (int face = 0; face < FONT_FACES && ok; face++)
        ok = put_faces(h, (enum font_face)face, style[face]);
    return ok;
}
