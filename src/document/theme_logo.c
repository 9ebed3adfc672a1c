/*
 * The logo of a theme. It goes into the reports as the file is, so it is checked here as far as readers of PDF and
 * HTML rely on: a PNG is decoded once as a whole, of a JPEG the frame header is read.
 */
#include "document/theme_parts.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST_FILE = 2 << 20, LARGEST_SIDE = 4000 };

/* The whole file, NULL: d says why. To be freed. */
static unsigned char *read_bytes(const char *path, size_t *n, const char *theme, size_t line, struct diag *d)
{
    struct buf b = {0};
    struct diag unread = {0};
    if (file_read(path, LARGEST_FILE, DIAG_RULES, &b, &unread)) {
        *n = b.n;
        buf_char(&b, '\0'); /* an empty file has bytes, too */
        return (unsigned char *)b.p;
    }
    buf_free(&b);
    diag_fail(d, DIAG_RULES, theme, line, "das Logo „%s“ %s", path, unread.what);
    diag_expect(d, "eine PNG- oder JPEG-Datei im Ordner des Themas, höchstens 2 MiB groß");
    return NULL;
}

/* Decodes all of it: what is damaged is found here and not by a reader of the report. */
static const char *check_png(struct theme_logo *logo)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_memory(&image, logo->bytes, logo->n))
        return "ist keine lesbare PNG-Datei";
    const char *fault = NULL;
    if (image.width > LARGEST_SIDE || image.height > LARGEST_SIDE)
        fault = "hat zu viele Pixel";
    else if (image.format & PNG_FORMAT_FLAG_LINEAR)
        fault = "hat 16 Bit je Farbe";
    if (!fault) {
        image.format = PNG_FORMAT_RGBA;
        void *pixels = mem_alloc(PNG_IMAGE_SIZE(image));
        if (!png_image_finish_read(&image, NULL, pixels, 0, NULL))
            fault = "ist beschädigt";
        free(pixels);
    }
    logo->width = (int)image.width;
    logo->height = (int)image.height;
    png_image_free(&image);
    return fault;
}

/* Whether a scan begins behind `at`: without one there is a frame and no picture in it. */
static bool has_scan(const unsigned char *p, size_t n, size_t at)
{
    while (at + 4 <= n && p[at] == 0xFF) {
        const size_t length = (size_t)p[at + 2] << 8 | p[at + 3];
        if (p[at + 1] == 0xFF) {
            at++;
            continue;
        }
        if (p[at + 1] == 0xDA) /* its header, at least a byte of the picture, the end */
            return at + 2 + length + 1 + 2 <= n;
        if (length < 2)
            return false;
        at += 2 + length;
    }
    return false;
}

/* From segment to segment up to the frame header: baseline, extended and progressive are what readers of PDF know. */
static const char *check_jpeg(struct theme_logo *logo)
{
    const unsigned char *p = logo->bytes;
    size_t at = 2;
    while (at + 4 <= logo->n && p[at] == 0xFF) {
        const int marker = p[at + 1];
        const size_t length = (size_t)p[at + 2] << 8 | p[at + 3];
        if (marker == 0xFF) { /* a fill byte */
            at++;
            continue;
        }
        if (marker >= 0xC0 && marker <= 0xC2 && length >= 8 && at + 2 + length <= logo->n) {
            logo->height = p[at + 5] << 8 | p[at + 6];
            logo->width = p[at + 7] << 8 | p[at + 8];
            logo->components = p[at + 9];
            if (p[at + 4] != 8)
                return "hat nicht 8 Bit je Farbe";
            if (p[at + 9] != 1 && p[at + 9] != 3)
                return "ist weder grau noch in RGB (YCbCr), vermutlich CMYK";
            return logo->width > LARGEST_SIDE || logo->height > LARGEST_SIDE ? "hat zu viele Pixel"
                   : p[logo->n - 2] != 0xFF || p[logo->n - 1] != 0xD9        ? "ist abgeschnitten"
                   : !has_scan(p, logo->n, at + 2 + length)                  ? "enthält kein Bild"
                                                                             : NULL;
        }
        if (length < 2 || marker == 0xDA || (marker >= 0xC3 && marker <= 0xCF && marker != 0xC4))
            break; /* the picture begins without a frame that anybody could show */
        at += 2 + length;
    }
    return "ist keine lesbare JPEG-Datei";
}

bool theme_read_logo(struct theme_logo *logo, const char *path, double height, const char *theme, size_t line,
                     struct diag *d)
{
    static const unsigned char png[] = {0x89, 'P', 'N', 'G'}, jpeg[] = {0xFF, 0xD8, 0xFF};
    const char *fault = "ist weder PNG noch JPEG";
    unsigned char *bytes = read_bytes(path, &logo->n, theme, line, d);
    if (!bytes)
        return false;
    logo->bytes = bytes;
    logo->jpeg = logo->n > sizeof jpeg && memcmp(bytes, jpeg, sizeof jpeg) == 0;
    if (logo->jpeg)
        fault = check_jpeg(logo);
    else if (logo->n > sizeof png && memcmp(bytes, png, sizeof png) == 0)
        fault = check_png(logo);
    if (!fault && (logo->width < 1 || logo->height < 1))
        fault = "hat keine Pixel";
    if (fault) {
        diag_fail(d, DIAG_RULES, theme, line, "das Logo „%s“ %s", path, fault);
        return diag_expect(d, "PNG mit 8 Bit oder JPEG in Grau oder RGB, je Seite höchstens 4000 Pixel");
    }
    logo->height_pt = height;
    logo->width_pt = height * logo->width / logo->height;
    return true;
}

const char *theme_library(void)
{
    return png_get_libpng_ver(NULL);
}
