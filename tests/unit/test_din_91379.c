/*
 * Every printable character and sequence of DIN 91379, in all three faces: drawn from a font of the program, its marks
 * placed over (or under) their letter, apart from each other and within the line. The boxes of the ink come from the
 * font file, not from what shaped the text. That PDF gives the text back is tested in test_pdf.c and here inside words.
 */
#include "cmocka_all.h"

#include "base/buf.h"
#include "base/text.h"
#include "draw/font.h"
#include "html/html.h"
#include "pdf/pdf.h"

#include <hb-ot.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;
static struct buf entries; /* UTF-8, a NUL behind each */
static size_t n_entries;

static void put_utf8(struct buf *b, unsigned long c)
{
    if (c < 0x80) {
        buf_char(b, (char)c);
    } else if (c < 0x800) {
        buf_char(b, (char)(0xC0 | c >> 6));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    } else {
        buf_char(b, (char)(0xE0 | c >> 12));
        buf_char(b, (char)(0x80 | (c >> 6 & 0x3F)));
        buf_char(b, (char)(0x80 | (c & 0x3F)));
    }
}

/* A line: group; kind; code points; name; the character. A mark alone (group dc) is no text. */
static void read_entry(const char *line)
{
    const char *codes = strchr(line, ';');
    codes = codes ? strchr(codes + 1, ';') : NULL;
    if (!codes || strncmp(line, "dc;", 3) == 0)
        return;
    struct buf b = {0};
    bool printable = true;
    for (const char *p = codes + 1; *p && *p != ';'; p++) {
        char *end;
        const unsigned long c = strtoul(p, &end, 16);
        if (end == p)
            continue;
        printable = printable && c > 0x20 && (c < 0x7F || c > 0xA0) && c != 0xAD;
        put_utf8(&b, c);
        p = end - 1;
    }
    if (printable && b.n) {
        buf_put(&entries, b.p, b.n);
        buf_char(&entries, '\0');
        n_entries++;
    }
    buf_free(&b);
}

static int setup(void **state)
{
    struct diag d = {0};
    (void)state;
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        return -1;
    fonts = fonts_new(&theme, &d);
    FILE *f = fopen(KD_ROOT "/tests/data/din-91379-latin-list-1.3.txt", "r");
    char line[1000];
    while (f && fgets(line, sizeof line, f))
        read_entry(line);
    if (f)
        fclose(f);
    return fonts && n_entries > 850 ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    buf_free(&entries);
    fonts_free(fonts);
    return 0;
}

#define EACH_ENTRY(e) for (const char *e = entries.p; e < entries.p + entries.n; e += strlen(e) + 1)

static void every_entry_is_drawn(void **state)
{
    (void)state;
    fonts_forget_missing(fonts);
    for (int face = 0; face < FONT_FACES; face++)
        EACH_ENTRY (e) {
            const struct font_run *r = font_shape(fonts, (enum font_face)face, false, e, strlen(e));
            assert_true(r->n > 0 && r->width > 0);
        }
    struct buf b = {0};
    if (fonts_put_missing(fonts, &b))
        fail_msg("%s", b.p);
    buf_free(&b);
}

/* --- where the ink is --- */

struct ink {
    double left, right, low, high;
    bool mark, any;
};

struct ruler {
    hb_font_t *font[FONT_ALL];
    int marks;
    double highest, lowest; /* of ink that touches no letter of the lines above and below, in the closest type */
};

static hb_font_t *font_of(struct ruler *r, enum font_face face)
{
    struct font_program p;
    if (!r->font[face] && font_program(fonts, face, &p)) {
        hb_blob_t *blob = hb_blob_create((const char *)p.bytes, (unsigned)p.n, HB_MEMORY_MODE_READONLY, NULL, NULL);
        hb_face_t *f = hb_face_create(blob, p.face_index);
        r->font[face] = hb_font_create(f);
        hb_face_destroy(f);
        hb_blob_destroy(blob);
    }
    return r->font[face];
}

static struct ink ink_of(struct ruler *r, const struct font_glyph *g, double pen)
{
    hb_glyph_extents_t x = {0};
    hb_font_t *font = font_of(r, (enum font_face)g->face);
    assert_true(hb_font_get_glyph_extents(font, g->id, &x));
    const double left = pen + g->x + x.x_bearing, high = g->y + x.y_bearing;
    return (struct ink){left, left + x.width, high + x.height, high, g->advance == 0, x.width != 0};
}

static void measure_line(struct ruler *r, enum font_face face)
{
    static const enum theme_type types[] = {THEME_BODY, THEME_SMALL, THEME_LEAD}; /* rows of tables have air */
    double leading = 2;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (theme.type[types[i]].leading / theme.type[types[i]].size < leading)
            leading = theme.type[types[i]].leading / theme.type[types[i]].size;
    leading *= font_units_per_em(fonts, face);
    r->highest = leading + ink_of(r, font_shape(fonts, face, false, "p", 1)->glyph, 0).low;
    r->lowest = ink_of(r, font_shape(fonts, face, false, "b", 1)->glyph, 0).high - leading;
}

/* Marks that are part of their letter's shape, or span two letters: they touch it, or stand beside its middle. */
static bool is_attached(const char *e)
{
    static const char *const marks[] = {"\u0327", "\u0328", "\u031B", "\u0321", "\u0322", "\u0334",
                                        "\u0335", "\u0336", "\u0337", "\u0338", "\u0315", "\u0313",
                                        "\u0314", "\u035E", "\u035F", "\u0360", "\u0361", "\u035C"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strstr(e, marks[i]))
            return true;
    return false;
}

static bool overlap(const struct ink *a, const struct ink *b)
{
    const double slack = 45; /* thousandths of an em: strokes may touch, as in Noto Sans Italic that of ē̍ its macron */
    return a->left + slack < b->right && b->left + slack < a->right && a->low + slack < b->high &&
           b->low + slack < a->high;
}

static void check_entry(struct ruler *r, enum font_face face, const char *e, const char *in)
{
    const struct font_run *run = font_shape(fonts, face, false, in, strlen(in));
    const struct font_glyph *g = run->glyph;
    struct ink ink[16];
    double pen = 0;
    size_t base = 0;
    assert_true(run->n <= 16);
    for (size_t i = 0; i < run->n; i++) {
        ink[i] = ink_of(r, &g[i], pen);
        pen += g[i].advance;
        if (!ink[i].any)
            continue;
        if (ink[i].high > r->highest || ink[i].low < r->lowest)
            fail_msg("»%s«, Schnitt %d: %g bis %g ragt in die Nachbarzeile (%g bis %g)", in, face, ink[i].low,
                     ink[i].high, r->lowest, r->highest);
        if (!ink[i].mark) {
            base = i;
            continue;
        }
        r->marks++;
        const double middle = (ink[i].left + ink[i].right) / 2, slack = 60;
        if (is_attached(e))
            continue;
        if (middle < ink[base].left - slack || middle > ink[base].right + slack)
            fail_msg("»%s«, Schnitt %d: ein Zeichen bei %g steht nicht über dem Buchstaben (%g bis %g)", in, face,
                     middle, ink[base].left, ink[base].right);
        for (size_t k = base; k < i; k++)
            if (ink[k].any && overlap(&ink[k], &ink[i]))
                fail_msg("»%s«, Schnitt %d: Zeichen %zu liegt auf Zeichen %zu", in, face, i, k);
    }
}

static void marks_stand_where_they_belong(void **state)
{
    (void)state;
    struct ruler r = {0};
    struct buf word = {0};
    for (int face = 0; face < FONT_FACES; face++) {
        measure_line(&r, (enum font_face)face);
        EACH_ENTRY (e) {
            check_entry(&r, (enum font_face)face, e, e);
            buf_clear(&word);
            buf_printf(&word, "n%sn", e);
            check_entry(&r, (enum font_face)face, e, buf_str(&word));
        }
    }
    assert_true(r.marks > 600); /* 149 sequences, alone and in words, in three faces */
    for (int i = 0; i < FONT_ALL; i++)
        hb_font_destroy(r.font[i]);
    buf_free(&word);
}

/* The lines that pdftotext finds, without empty ones and page breaks. */
static void read_lines(const char *file, struct buf *out)
{
    struct buf command = {0};
    char line[400];
    buf_printf(&command, "pdftotext -enc UTF-8 %s -", file);
    FILE *f = popen(buf_str(&command), "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        const char *s = line + strspn(line, "\f\n");
        buf_text(out, s);
    }
    assert_int_equal(pclose(f), 0);
    buf_free(&command);
}

/* Alone in a paragraph, and inside a word, in each face: exactly as it was. */
static void pdf_gives_every_entry_back(void **state)
{
    static const char *const open[] = {"", "<strong>", "<em>"}, *const close[] = {"", "</strong>", "</em>"};
    (void)state;
    if (system("command -v pdftotext >/dev/null 2>&1") != 0)
        skip();
    for (int m = 0; m < 3; m++) {
        struct buf xml = {0}, pdf = {0}, want = {0}, said = {0};
        struct diag d = {0};
        buf_text(&xml, "<document lang='de' title='T'><title>T</title>");
        buf_text(&want, "T\n");
        EACH_ENTRY (e) {
            const char *entity = *e == '<' ? "&lt;" : *e == '&' ? "&amp;" : e;
            buf_printf(&xml, "<para>%s%s%s</para><para>%sNa%sme%s</para>", open[m], entity, close[m], open[m], entity,
                       close[m]);
            buf_clear(&said);
            text_put_nfc(&said, e, strlen(e));
            if (strcmp(e, "-") != 0) /* pdftotext takes it for the hyphen of a divided word */
                buf_printf(&want, "%s\n", buf_str(&said));
            buf_printf(&want, "Na%sme\n", buf_str(&said));
        }
        buf_text(&xml, "</document>");
        struct doc *doc = doc_read(xml.p, xml.n, "din.xml", KD_ROOT "/templates/document.rng", NULL, &d);
        assert_non_null(doc);
        assert_true(pdf_write(doc_root(doc), &theme, fonts, NULL, &pdf, NULL, &d));
        FILE *f = fopen("din_91379.pdf", "wb");
        assert_non_null(f);
        assert_int_equal(fwrite(pdf.p, 1, pdf.n, f), pdf.n);
        fclose(f);
        buf_clear(&said);
        read_lines("din_91379.pdf", &said);
        const char *w = buf_str(&want);
        size_t lost = 0;
        for (const char *at = buf_str(&said); *w; w += strcspn(w, "\n") + 1) {
            const size_t n = strcspn(w, "\n") + 1;
            const char *found = at;
            while (*found && strncmp(found, w, n) != 0) /* page furniture may stand between */
                found += strcspn(found, "\n") + (found[strcspn(found, "\n")] == '\n');
            if (*found) {
                at = found + n;
                continue;
            }
            print_message("fehlt in Schnitt %d: %.*s", m, (int)n, w);
            lost++;
        }
        assert_int_equal(lost, 0);
        (void)remove("din_91379.pdf");
        doc_free(doc);
        buf_free(&xml);
        buf_free(&pdf);
        buf_free(&want);
        buf_free(&said);
    }
}

/* HTML gives every entry as it came, in NFC, alone and inside a word, in every face. */
static void html_has_every_entry(void **state)
{
    static const char *const marks[] = {"", "strong", "em"};
    (void)state;
    struct buf xml = {0}, html = {0}, nfc = {0}, want = {0};
    struct diag d = {0};
    buf_text(&xml, "<document lang='de' title='T'><title>T</title>");
    for (int m = 0; m < 3; m++)
        EACH_ENTRY (e) {
            if (strchr("<&>\"'", *e))
                continue;
            buf_printf(&xml, m ? "<para>|<%s>%s|Na%sme</%s>|</para>" : "<para>|%.0s%s|Na%sme|</para>", marks[m], e, e,
                       marks[m]);
        }
    buf_text(&xml, "</document>");
    struct doc *doc = doc_read(xml.p, xml.n, "din.xml", KD_ROOT "/templates/document.rng", NULL, &d);
    assert_non_null(doc);
    assert_true(html_write(doc, &theme, fonts, &html, &d));
    for (int m = 0; m < 3; m++)
        EACH_ENTRY (e) {
            if (strchr("<&>\"'", *e))
                continue;
            buf_clear(&nfc);
            text_put_nfc(&nfc, e, strlen(e));
            buf_clear(&want);
            buf_printf(&want, m ? "|<%s>%s|Na%sme</%s>|" : "|%.0s%s|Na%sme|", marks[m], buf_str(&nfc), buf_str(&nfc),
                       marks[m]);
            if (!strstr(buf_str(&html), buf_str(&want)))
                fail_msg("%s fehlt", buf_str(&want));
        }
    doc_free(doc);
    buf_free(&xml);
    buf_free(&html);
    buf_free(&nfc);
    buf_free(&want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_entry_is_drawn),
        cmocka_unit_test(marks_stand_where_they_belong),
        cmocka_unit_test(pdf_gives_every_entry_back),
        cmocka_unit_test(html_has_every_entry),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
