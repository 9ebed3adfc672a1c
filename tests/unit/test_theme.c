#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "document/theme.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char theme_file[] = KD_ROOT "/templates/theme.xml";
static const char rng[] = KD_ROOT "/templates/theme.rng";

static void test_the_theme_loads(void **state)
{
    (void)state;
    struct theme t;
    struct diag d = {0};
    assert_true(theme_load(&t, theme_file, rng, &d));
    assert_int_equal(t.colour[THEME_INK], 0x1B1F23);
    assert_int_equal(t.colour[THEME_DATA], 0x1F4E79);
    assert_true(t.type[THEME_BODY].size == 9.2);
    assert_true(t.type[THEME_TITLE].size == 19);
    assert_true(t.margin_left > 40);
    assert_non_null(strstr(t.font_bold, "Bold"));
    assert_string_equal(t.font_regular, "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf");
    for (int i = 0; i < THEME_TYPES; i++)
        assert_true(t.type[i].leading > t.type[i].size);
    assert_true(t.space[THEME_SECTION] == 18 && t.space[THEME_COLUMN] == 9);
    assert_int_equal(t.logo.n, 0);
    theme_free(&t);
}

static void test_contrast(void **state)
{
    (void)state;
    assert_true(fabs(theme_contrast(0xFFFFFF, 0) - 21) < 1e-9);
    assert_true(fabs(theme_contrast(0, 0xFFFFFF) - 21) < 1e-9);
    assert_true(theme_contrast(0x777777, 0xFFFFFF) < 4.5); /* the well-known pair around the limit */
    assert_true(theme_contrast(0x767676, 0xFFFFFF) > 4.5);
}

static void test_heat_steps(void **state)
{
    (void)state;
    assert_int_equal(theme_heat_step(0), 0);
    assert_int_equal(theme_heat_step(0.2), 1);
    assert_int_equal(theme_heat_step(0.999), 4);
    assert_int_equal(theme_heat_step(1), 4);
    assert_int_equal(theme_heat_step(-3), 0);
    assert_int_equal(theme_heat_step(1e300), 4);
    assert_int_equal(theme_heat_step(NAN), 0);
}

static size_t changed_line; /* where load_changed put in something else */

/* The theme with one text replaced, in a file of its own; what theme_load says. */
static struct diag load_changed_into(struct theme *t, const char *from, const char *to)
{
    static char text[1 << 14];
    FILE *f = fopen(theme_file, "rb");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    char *at = strstr(text, from);
    assert_non_null(at);
    changed_line = 1;
    for (const char *c = text; c < at; c++)
        changed_line += *c == '\n';
    char name[] = "theme-XXXXXX";
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    f = fdopen(fd, "wb");
    fprintf(f, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    fclose(f);
    struct diag d = {0};
    bool ok = theme_load(t, name, rng, &d);
    unlink(name);
    assert_int_equal(ok, d.code == DIAG_NONE);
    return d;
}

static struct diag load_changed(const char *from, const char *to)
{
    struct theme t;
    struct diag d = load_changed_into(&t, from, to);
    theme_free(&t);
    return d;
}

enum { NO_LINE = -100 };

/* after: lines between the change and what the message names. */
static void expect_fault(const char *from, const char *to, int after, const char *what, const char *expected)
{
    struct diag d = load_changed(from, to);
    assert_int_equal(d.code, DIAG_RULES);
    assert_int_equal(strncmp(d.file, "theme-", 6), 0);
    const size_t line = after == NO_LINE ? 0 : changed_line + (size_t)after;
    if (!strstr(d.what, what) || !strstr(d.expected, expected) || d.line != line)
        fail_msg("%zu: %s; %s", d.line, d.what, d.expected);
}

static void test_faults(void **state)
{
    (void)state;
    expect_fault("#57606A", "#90989F", 0, "Kontrast von „grey“ auf „paper“ (hell)", "mindestens 4,5:1");
    expect_fault("dark=\"#4A6D92\"", "dark=\"#304050\"", 0, "„data-soft“ auf „paper“ (dunkel)", "mindestens 3:1");
    /* pale enough on paper, but not beside its track */
    expect_fault("light=\"#EDF1F5\"", "light=\"#C8D0D8\"", -1, "„data-soft“ auf „track“ (hell)", "mindestens 3:1");
    /* the value inside a bar: dark on a light screen, and the dark screen's dark is too dark there */
    expect_fault("dark=\"#82B1DF\"", "dark=\"#3A5F85\"", -12, "„paper“ auf „heat-4“ (dunkel)", "mindestens 4,5:1");
    expect_fault("#1B1F23", "1B1F23", 0, "„light“ in <colour>", "");
    expect_fault("role=\"grey\"", "role=\"ink\"", 0, "„ink“ steht zum zweiten Mal da, zuerst in Zeile ", "");
    expect_fault("<space role=\"item\"       size=\"2\"/>", "", NO_LINE, "es fehlt „item“", "<space>");
    expect_fault("size=\"9.2\"", "size=\"9,2\"", 0, "„size“ in <type>", "");
    expect_fault("face=\"bold\"", "face=\"italic\"", 1, "„italic“ steht zum zweiten Mal", "");
    struct theme t;
    struct diag d = {0};
    assert_false(theme_load(&t, "/gibt/es/nicht.xml", rng, &d));
    assert_int_equal(d.code, DIAG_RULES);
    theme_free(&t);
}

/* Only fonts that came with the system, whatever a theme says. */
static void test_fonts(void **state)
{
    (void)state;
    static const char regular[] = "file=\"truetype/noto/NotoSans-Regular.ttf\"";
    static const char *const refused[] = {"/tmp/boese.ttf", "../../../tmp/boese.ttf", "truetype/../../boese.ttf",
                                          "./boese.ttf",    "truetype//x.ttf",        "truetype/x.otf"};
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct buf b = {0};
        buf_printf(&b, "file=\"%s\"", refused[i]);
        expect_fault(regular, buf_str(&b), 0, "„file“ in <font>", "");
        buf_free(&b);
    }
    expect_fault(regular, "file=\"truetype/noto/fehlt.ttf\"", 0, "/usr/share/fonts/truetype/noto/fehlt.ttf",
                 "eine TrueType-Datei");
}

static void put_file(const char *name, const void *p, size_t n)
{
    FILE *f = fopen(name, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(p, 1, n, f), n);
    fclose(f);
}

static const char with_logo[] = "</fonts>\n<logo file=\"logo-probe\" alt=\"Wappen\" height=\"24\"/>";

static void test_logo_png(void **state)
{
    (void)state;
    unsigned char pixels[4 * 6 * 4], file[4096];
    memset(pixels, 0x80, sizeof pixels);
    png_image image = {.version = PNG_IMAGE_VERSION, .width = 6, .height = 4, .format = PNG_FORMAT_RGBA};
    png_alloc_size_t n = sizeof file;
    assert_true(png_image_write_to_memory(&image, file, &n, 0, pixels, 0, NULL));
    put_file("logo-probe", file, n);
    struct theme t;
    struct diag d = load_changed_into(&t, "</fonts>", with_logo);
    assert_int_equal(d.code, DIAG_NONE);
    assert_int_equal(t.logo.n, n);
    assert_memory_equal(t.logo.bytes, file, n);
    assert_false(t.logo.jpeg);
    assert_int_equal(t.logo.width, 6);
    assert_int_equal(t.logo.height, 4);
    assert_true(t.logo.height_pt == 24 && t.logo.width_pt == 36);
    assert_string_equal(t.logo.alt, "Wappen");
    theme_free(&t);
    file[n - 20] ^= 1; /* a checksum no longer fits */
    put_file("logo-probe", file, n);
    expect_fault("</fonts>", with_logo, 1, "ist beschädigt", "PNG mit 8 Bit oder JPEG");
    put_file("logo-probe", file, n - 16); /* in the middle of the pixels */
    expect_fault("</fonts>", with_logo, 1, "ist beschädigt", "PNG mit 8 Bit oder JPEG");
    put_file("logo-probe", file, 16);
    expect_fault("</fonts>", with_logo, 1, "ist keine lesbare PNG-Datei", "");
    static uint16_t deep[4 * 6 * 4];
    png_image sixteen = {.version = PNG_IMAGE_VERSION, .width = 6, .height = 4, .format = PNG_FORMAT_LINEAR_RGB_ALPHA};
    n = sizeof file;
    assert_true(png_image_write_to_memory(&sixteen, file, &n, 0, deep, 0, NULL));
    put_file("logo-probe", file, n);
    expect_fault("</fonts>", with_logo, 1, "hat 16 Bit je Farbe", "PNG mit 8 Bit");
    unlink("logo-probe");
}

/* A JPEG by hand (ITU T.81, B.2.2): JFIF, a frame of 300 x 200 with three components, a scan of one byte, an end. */
static void test_logo_jpeg(void **state)
{
    (void)state;
    unsigned char file[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J',  'F',  'I', 'F',  0, 1,    1,   0,
                            0,    1,    0,    1,    0, 0,  0xFF, 0xC2, 0,   17,   8, 0,    200, 1,
                            44,   3,    1,    0x22, 0, 2,  0x11, 1,    3,   0x11, 1, 0xFF, 0xDA,
                            0,    12,   3,    1,    0, 2,  0x11, 3,    0x11, 0,   63, 0,    0x55,
                            0xFF, 0xD9};
    struct theme t;
    put_file("logo-probe", file, sizeof file);
    struct diag d = load_changed_into(&t, "</fonts>", with_logo);
    assert_int_equal(d.code, DIAG_NONE);
    assert_true(t.logo.jpeg && t.logo.width == 300 && t.logo.height == 200);
    assert_true(t.logo.width_pt == 36);
    theme_free(&t);
    file[29] = 4;
    put_file("logo-probe", file, sizeof file);
    expect_fault("</fonts>", with_logo, 1, "vermutlich CMYK", "JPEG in Grau oder RGB");
    file[29] = 3;
    file[24] = 12;
    put_file("logo-probe", file, sizeof file);
    expect_fault("</fonts>", with_logo, 1, "hat nicht 8 Bit je Farbe", "");
    file[24] = 8;
    file[21] = 0xC3; /* lossless */
    put_file("logo-probe", file, sizeof file);
    expect_fault("</fonts>", with_logo, 1, "ist keine lesbare JPEG-Datei", "");
    file[21] = 0xC2;
    file[40] = 0xFE; /* a comment where the scan was */
    put_file("logo-probe", file, sizeof file);
    expect_fault("</fonts>", with_logo, 1, "enthält kein Bild", "");
    file[40] = 0xDA;
    put_file("logo-probe", file, sizeof file - 2);
    expect_fault("</fonts>", with_logo, 1, "ist abgeschnitten", "");
    for (size_t n = 0; n < sizeof file - 2; n++) { /* cut anywhere */
        put_file("logo-probe", file, n);
        d = load_changed("</fonts>", with_logo);
        assert_int_equal(d.code, DIAG_RULES);
        assert_int_equal(d.line, changed_line + 1);
    }
    unlink("logo-probe");
}

static void test_logo_faults(void **state)
{
    (void)state;
    expect_fault("</fonts>", with_logo, 1, "logo-probe“ lässt sich nicht öffnen: gibt es nicht", "PNG- oder JPEG-Datei");
    expect_fault("</fonts>", "</fonts>\n<logo file=\"logo-probe\" height=\"24\"/>", 1, "„alt“", "");
    expect_fault("</fonts>", "</fonts>\n<logo file=\"logo-probe\" alt=\" \" height=\"24\"/>", 1, "„alt“ in <logo>", "");
    expect_fault("</fonts>", "</fonts>\n<logo file=\"../a.png\" alt=\"x\" height=\"24\"/>", 1, "„file“ in <logo>", "");
    expect_fault("</fonts>", "</fonts>\n<logo file=\"/a.png\" alt=\"x\" height=\"24\"/>", 1, "„file“ in <logo>", "");
    put_file("logo-probe", "GIF89a", 6);
    expect_fault("</fonts>", with_logo, 1, "ist weder PNG noch JPEG", "");
    unlink("logo-probe");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_theme_loads), cmocka_unit_test(test_contrast),    cmocka_unit_test(test_heat_steps),
        cmocka_unit_test(test_faults),          cmocka_unit_test(test_fonts),       cmocka_unit_test(test_logo_png),
        cmocka_unit_test(test_logo_jpeg),       cmocka_unit_test(test_logo_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
