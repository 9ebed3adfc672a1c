#include "cases/workbook_check.h"

#include "base/mem.h"

#include <libxml/xmlreader.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* Sizes of the fixed parts of a ZIP archive, and where in them the numbers lie (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16). */
enum { LOCAL = 30, CENTRAL = 46, END = 22, STORED = 0, DEFLATED = 8, DEFLATE_MOST = 1040 /* times as large */ };
#define LOCAL_MARK   "PK\3\4"
#define CENTRAL_MARK "PK\1\2"
#define END_MARK     "PK\5\6"
#define SHEET        "xl/worksheets/sheet1.xml"

struct part {
    const char *name;
    size_t n_name;
    const unsigned char *packed;
    size_t n_packed, n;
    uint32_t crc;
    int method;
};

static size_t two(const unsigned char *p)
{
    return p[0] | (size_t)p[1] << 8;
}

static size_t four(const unsigned char *p)
{
    return two(p) | two(p + 2) << 16;
}

/* The part that the entry at *at of the directory names; *at: behind it. directory: where the parts end. */
static bool read_entry(const unsigned char *zip, size_t directory, size_t end, size_t *at, struct part *out)
{
    const unsigned char *c = zip + *at;
    if (end - *at < CENTRAL || memcmp(c, CENTRAL_MARK, 4) != 0)
        return false;
    size_t length = CENTRAL + two(c + 28) + two(c + 30) + two(c + 32), local = four(c + 42);
    *out = (struct part){.name = (const char *)c + CENTRAL,
                         .n_name = two(c + 28),
                         .n_packed = four(c + 20),
                         .n = four(c + 24),
                         .crc = (uint32_t)four(c + 16),
                         .method = (int)two(c + 10)};
    if (end - *at < length || directory < LOCAL || local > directory - LOCAL || memcmp(zip + local, LOCAL_MARK, 4) != 0)
        return false;
    size_t from = local + LOCAL + two(zip + local + 26) + two(zip + local + 28);
    out->packed = zip + from;
    *at += length;
    return from <= directory && out->n_packed <= directory - from && out->n / DEFLATE_MOST <= out->n_packed;
}

/* out: room for p->n bytes */
static bool unpack(const struct part *p, unsigned char *out)
{
    if (p->method == STORED) {
        if (p->n_packed != p->n)
            return false;
        memcpy(out, p->packed, p->n);
    } else {
        z_stream z = {.next_in = (unsigned char *)(uintptr_t)p->packed,
                      .avail_in = (unsigned)p->n_packed,
                      .next_out = out,
                      .avail_out = (unsigned)p->n};
        if (p->method != DEFLATED || inflateInit2(&z, -MAX_WBITS) != Z_OK)
            return false;
        bool whole = inflate(&z, Z_FINISH) == Z_STREAM_END && z.total_out == p->n;
        inflateEnd(&z);
        if (!whole)
            return false;
    }
    return crc32(0, out, (unsigned)p->n) == p->crc;
}

static void swallow(void *unused, const xmlError *error)
{
    (void)unused;
    (void)error;
}

/* Well-formed; *cells: elements <c>. */
static bool read_xml(const unsigned char *xml, size_t n, size_t *cells)
{
    xmlTextReader *x =
        n && n <= INT_MAX ? xmlReaderForMemory((const char *)xml, (int)n, NULL, NULL, XML_PARSE_NONET) : NULL;
    int more = -1;
    *cells = 0;
    if (!x)
        return false;
    xmlTextReaderSetStructuredErrorHandler(x, (xmlStructuredErrorFunc)(void (*)(void))swallow, NULL);
    while ((more = xmlTextReaderRead(x)) == 1)
        *cells += xmlTextReaderNodeType(x) == XML_READER_TYPE_ELEMENT &&
                  strcmp((const char *)xmlTextReaderConstName(x), "c") == 0;
    xmlFreeTextReader(x);
    return more == 0;
}

static bool is_sheet(const struct part *p)
{
    return p->n_name == sizeof SHEET - 1 && memcmp(p->name, SHEET, p->n_name) == 0;
}

static bool check_part(const struct part *p, size_t *cells)
{
    unsigned char *bytes = mem_alloc(p->n + 1);
    size_t found = 0;
    bool ok = unpack(p, bytes) && read_xml(bytes, p->n, &found);
    if (is_sheet(p))
        *cells = found;
    free(bytes);
    return ok;
}

bool workbook_is_whole(const char *bytes, size_t n, size_t cells)
{
    const unsigned char *zip = (const unsigned char *)bytes;
    const unsigned char *end = n >= END ? zip + n - END : NULL;
    if (!end || memcmp(end, END_MARK, 4) != 0)
        return false;
    size_t entries = two(end + 10), size = four(end + 12), directory = four(end + 16), found = SIZE_MAX;
    if (size > n - END || directory != n - END - size)
        return false;
    size_t at = directory;
    struct part p;
    for (size_t i = 0; i < entries; i++)
        if (!read_entry(zip, directory, n - END, &at, &p) || !check_part(&p, &found))
            return false;
    return at == n - END && found == cells;
}
