#include "pdf/pdf_image.h"

#include "base/mem.h"

#include <png.h>
#include <stdlib.h>

static void put_entries(struct buf *b, int width, int height, bool grey)
{
    buf_printf(b, "/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8/ColorSpace/%s", width, height,
               grey ? "DeviceGray" : "DeviceRGB");
}

/* 0: it cannot be read. */
static unsigned write_png(const struct theme *theme, struct pdf_file *file, struct buf *entries, struct diag *d)
{
    const uint32_t paper = theme->colour[THEME_PAPER];
    const png_color ground = {(png_byte)(paper >> 16), (png_byte)(paper >> 8), (png_byte)paper};
    png_image image = {.version = PNG_IMAGE_VERSION};
    unsigned object = 0;
    png_byte *pixels = NULL;
    if (png_image_begin_read_from_memory(&image, theme->logo.bytes, theme->logo.n)) {
        image.format = PNG_FORMAT_RGB;
        pixels = mem_alloc(PNG_IMAGE_SIZE(image));
        if (png_image_finish_read(&image, &ground, pixels, 0, NULL)) {
            put_entries(entries, (int)image.width, (int)image.height, false);
            object = pdf_file_stream(file, buf_str(entries), pixels, PNG_IMAGE_SIZE(image));
        }
    }
    if (object == 0)
        (void)diag_fail(d, DIAG_RULES, NULL, 0, "das Logo lässt sich nicht lesen: %s", image.message);
    png_image_free(&image);
    free(pixels);
    return object;
}

bool pdf_image_write(const struct theme *theme, struct pdf_file *file, struct buf *resources, struct diag *d)
{
    const struct theme_logo *logo = &theme->logo;
    struct buf entries = {0};
    unsigned object;
    if (logo->jpeg) {
        put_entries(&entries, logo->width, logo->height, logo->components == 1);
        buf_text(&entries, "/Filter/DCTDecode");
        object = pdf_file_plain_stream(file, buf_str(&entries), logo->bytes, logo->n);
    } else {
        object = write_png(theme, file, &entries, d);
    }
    buf_free(&entries);
    if (object)
        buf_printf(resources, "/XObject<</Logo %u 0 R>>\n", object);
    return object != 0;
}
