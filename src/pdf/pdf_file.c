#include "pdf/pdf_file.h"

#include "base/mem.h"
#include "draw/canvas.h"

#include <hpdf.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    PAGES_PER_NODE = 128, /* readers find a page by its place in a tree of nodes, and arrays end at 32,767 items */
    OBJECT_NUMBER = 0x00FFFFFF,
    XREF_BLOCK = 4096,
    PACK = 256,             /* objects in one object stream: a place in it is one byte */
    MOST_OBJECTS = 8388607, /* ISO 19005-2, 6.1.13 */
    LENGTH_DIGITS = 10,
    LONGEST_STRING = 2 * 32000, /* hex digits; PDF/A ends at 32,767 bytes */
    LEVEL = 5,                  /* of deflate: a sixth faster than 6 for a fiftieth more bytes */
};

/* What libharu's entry_typ says of an object; its own 'n' is one not yet written. */
enum { WRITTEN = 'w' /* at byte_offset */, PACKED = 'p' /* as number byte_offset of all packed ones */ };

struct series {
    pdf_file_writer *writer;
    void *user;
    size_t n;
};

/* The text that a dictionary of ours writes between << and >>. */
struct entries {
    size_t n;
    char p[];
};

struct pdf_file {
    HPDF_Doc pdf;
    struct buf *out;
    size_t start; /* of the file in out */
    z_stream deflater;
    bool deflates, too_large;
    struct buf text; /* scratch */

    unsigned page, resources, node; /* object numbers */
    double width, height;
    size_t n_pages;
    struct buf kids; /* of the node of the page tree that is being filled */

    struct series *series;
    size_t n_series, cap_series;
    unsigned n_objects; /* libharu's and those of the series, object 0 included; 0: there is no series yet */

    struct buf index, body; /* of the object stream that is being filled */
    HPDF_Stream into_body;
    size_t n_packed;
    uint32_t *pack; /* where each object stream begins */
    size_t n_packs, cap_packs;
};

static void *take(HPDF_UINT n)
{
    return mem_alloc(n);
}

static void give(void *p)
{
    free(p);
}

static HPDF_STATUS write_body(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
    buf_put(stream->attr, p, n);
    return HPDF_OK;
}

struct pdf_file *pdf_file_new(struct buf *out)
{
    struct pdf_file *f = mem_zero(1, sizeof *f);
    f->out = out;
    f->start = out->n;
    f->pdf = HPDF_NewEx(NULL, take, give, 0, NULL);
    f->deflates = deflateInit(&f->deflater, LEVEL) == Z_OK;
    if (f->pdf)
        f->into_body = HPDF_CallbackWriter_New(f->pdf->mmgr, write_body, &f->body);
    buf_text(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    return f;
}

bool pdf_file_ready(const struct pdf_file *f)
{
    return f->pdf && f->deflates && f->into_body;
}

void pdf_file_free(struct pdf_file *f)
{
    if (!f)
        return;
    if (f->into_body)
        HPDF_Stream_Free(f->into_body);
    if (f->pdf)
        HPDF_Free(f->pdf);
    if (f->deflates)
        deflateEnd(&f->deflater);
    buf_free(&f->text);
    buf_free(&f->kids);
    buf_free(&f->index);
    buf_free(&f->body);
    free(f->series);
    free(f->pack);
    free(f);
}

/* --- objects --- */

/* Enters an object into libharu's list; 0: it could not. */
static unsigned enter(struct pdf_file *f, void *object)
{
    if (f->n_objects) { /* the numbers of the series are given away */
        HPDF_SetError(&f->pdf->error, HPDF_INVALID_OPERATION, 0);
        return 0;
    }
    /* The list grows by a fixed step and copies each time: doubling the step keeps that linear. */
    HPDF_List list = f->pdf->xref->entries;
    list->items_per_block = list->count > XREF_BLOCK ? list->count : XREF_BLOCK;
    if (!object || HPDF_Xref_Add(f->pdf->xref, object) != HPDF_OK)
        return 0;
    return ((const HPDF_Obj_Header *)object)->obj_id & OBJECT_NUMBER;
}

static HPDF_STATUS write_entries(HPDF_Dict dict, HPDF_Stream stream)
{
    const struct entries *e = dict->attr;
    return e ? HPDF_Stream_Write(stream, (const HPDF_BYTE *)e->p, (HPDF_UINT)e->n) : HPDF_OK;
}

static void free_entries(HPDF_Dict dict)
{
    free(dict->attr);
    dict->attr = NULL;
}

static void set_entries(HPDF_Dict dict, const char *p, size_t n)
{
    struct entries *e = mem_alloc(sizeof *e + n);
    e->n = n;
    if (n)
        memcpy(e->p, p, n);
    free(dict->attr);
    dict->attr = e;
    dict->write_fn = write_entries;
    dict->free_fn = free_entries;
}

unsigned pdf_file_object(struct pdf_file *f)
{
    return enter(f, HPDF_Dict_New(f->pdf->mmgr));
}

void pdf_file_entries(struct pdf_file *f, unsigned object, const char *p, size_t n)
{
    HPDF_XrefEntry e = object ? HPDF_Xref_GetEntry(f->pdf->xref, object) : NULL;
    if (e && e->obj)
        set_entries(e->obj, p, n);
}

/* --- streams --- */

/* Deflates parts one after the other to the end of out. */
static void deflate_to(struct pdf_file *f, const struct buf *part, size_t n_parts)
{
    deflateReset(&f->deflater);
    for (size_t i = 0; i < n_parts; i++) {
        f->deflater.next_in = (Bytef *)(uintptr_t)part[i].p;
        f->deflater.avail_in = (uInt)part[i].n;
        const int flush = i + 1 == n_parts ? Z_FINISH : Z_NO_FLUSH;
        int state;
        do {
            const size_t room = deflateBound(&f->deflater, f->deflater.avail_in) + 64;
            buf_reserve(f->out, room);
            f->deflater.next_out = (Bytef *)f->out->p + f->out->n;
            f->deflater.avail_out = (uInt)room;
            state = deflate(&f->deflater, flush);
            f->out->n += room - f->deflater.avail_out;
        } while (flush == Z_FINISH ? state == Z_OK : f->deflater.avail_in > 0);
    }
}

/* Writes a stream object and gives where it begins. Its length is known behind it, and there is room for it. */
static size_t put_stream(struct pdf_file *f, unsigned object, const char *entries, const struct buf *part,
                         size_t n_parts, bool deflated)
{
    static const char blanks[LENGTH_DIGITS + 1] = "          ";
    struct buf *b = f->out;
    const size_t at = b->n - f->start;
    if (at > INT32_MAX) {
        f->too_large = true;
        return at;
    }
    buf_int(b, object);
    buf_text(b, " 0 obj\n<<");
    buf_text(b, entries);
    buf_text(b, deflated ? "/Filter/FlateDecode/Length " : "/Length ");
    const size_t length = b->n;
    buf_text(b, blanks);
    buf_text(b, ">>\nstream\n");
    const size_t begins = b->n;
    if (deflated)
        deflate_to(f, part, n_parts);
    else
        for (size_t i = 0; i < n_parts; i++)
            buf_put(b, part[i].p, part[i].n);
    const size_t ends = b->n;
    buf_text(b, "\nendstream\nendobj\n");
    const size_t end = b->n;
    b->n = length;
    buf_int(b, (int64_t)(ends - begins));
    if (b->n < end)
        b->p[b->n] = ' '; /* buf ends with a NUL, which stood upon a blank */
    b->n = end;
    return at;
}

static unsigned new_stream(struct pdf_file *f, const char *entries, const void *p, size_t n, bool deflated)
{
    const unsigned object = enter(f, HPDF_Null_New(f->pdf->mmgr)); /* nothing but a number is kept */
    HPDF_XrefEntry e = object ? HPDF_Xref_GetEntry(f->pdf->xref, object) : NULL;
    if (!e)
        return 0;
    const struct buf part = {(char *)(uintptr_t)p, n, n};
    e->byte_offset = (HPDF_UINT)put_stream(f, object, entries, &part, 1, deflated);
    e->entry_typ = WRITTEN;
    return object;
}

unsigned pdf_file_stream(struct pdf_file *f, const char *entries, const void *p, size_t n)
{
    return new_stream(f, entries, p, n, true);
}

unsigned pdf_file_plain_stream(struct pdf_file *f, const char *entries, const void *p, size_t n)
{
    return new_stream(f, entries, p, n, false);
}

unsigned pdf_file_series(struct pdf_file *f, size_t n, pdf_file_writer *writer, void *user)
{
    if (f->n_objects == 0)
        f->n_objects = f->pdf->xref->entries->count;
    const unsigned first = f->n_objects;
    if (n > MOST_OBJECTS || first + n > MOST_OBJECTS) {
        f->too_large = true;
        return first;
    }
    f->series = mem_grow(f->series, f->n_series, &f->cap_series, sizeof *f->series);
    f->series[f->n_series++] = (struct series){writer, user, n};
    f->n_objects += (unsigned)n;
    return first;
}

/* --- pages --- */

static void put_number(struct buf *b, const char *key, double value)
{
    buf_text(b, key);
    canvas_put_number(b, value);
}

static void put_reference(struct buf *b, const char *key, unsigned object)
{
    buf_text(b, key);
    buf_int(b, object);
    buf_text(b, " 0 R");
}

static unsigned root_of_pages(const struct pdf_file *f)
{
    return f->pdf->root_pages->header.obj_id & OBJECT_NUMBER;
}

static void end_node(struct pdf_file *f)
{
    if (f->node == 0)
        return;
    const size_t in_node = f->n_pages % PAGES_PER_NODE ? f->n_pages % PAGES_PER_NODE : PAGES_PER_NODE;
    struct buf *b = &f->text;
    buf_clear(b);
    put_reference(b, "/Type/Pages/Parent ", root_of_pages(f));
    put_number(b, "/Count ", (double)in_node);
    buf_text(b, "/Kids[");
    buf_put(b, f->kids.p, f->kids.n);
    buf_text(b, "]\n");
    pdf_file_entries(f, f->node, b->p, b->n);
    buf_clear(&f->kids);
    f->node = 0;
}

unsigned pdf_file_page(struct pdf_file *f, double width, double height, unsigned resources)
{
    if (f->node == 0) {
        f->node = pdf_file_object(f);
        HPDF_Array kids = HPDF_Dict_GetItem(f->pdf->root_pages, "Kids", HPDF_OCLASS_ARRAY);
        HPDF_XrefEntry node = f->node ? HPDF_Xref_GetEntry(f->pdf->xref, f->node) : NULL;
        if (kids && node)
            HPDF_Array_Add(kids, node->obj);
    }
    f->page = pdf_file_object(f);
    f->resources = resources;
    f->width = width;
    f->height = height;
    put_reference(&f->kids, f->kids.n ? " " : "", f->page);
    return f->page;
}

void pdf_file_page_content(struct pdf_file *f, const void *p, size_t n, unsigned struct_parents,
                           const unsigned *annotations, size_t n_annotations)
{
    const unsigned content = pdf_file_stream(f, "", p, n);
    struct buf *b = &f->text;
    buf_clear(b);
    put_reference(b, "/Type/Page/Parent ", f->node);
    put_number(b, "/MediaBox[0 0 ", f->width);
    put_number(b, " ", f->height);
    put_reference(b, "]/Resources ", f->resources);
    put_reference(b, "/Contents ", content);
    put_number(b, "/Tabs/S/StructParents ", struct_parents);
    if (n_annotations) {
        buf_text(b, "/Annots[");
        for (size_t i = 0; i < n_annotations; i++)
            put_reference(b, i ? " " : "", annotations[i]);
        buf_char(b, ']');
    }
    buf_char(b, '\n');
    pdf_file_entries(f, f->page, b->p, b->n);
    if (++f->n_pages % PAGES_PER_NODE == 0)
        end_node(f);
}

void pdf_file_catalog(struct pdf_file *f, const char *entries)
{
    set_entries(f->pdf->catalog, entries, strlen(entries));
}

void pdf_file_info(struct pdf_file *f, const char *entries)
{
    if (!f->pdf->info)
        return;
    HPDF_Dict_RemoveElement(f->pdf->info, "Producer"); /* its own word for it; ours is in entries */
    set_entries(f->pdf->info, entries, strlen(entries));
}

/* --- the end of the file --- */

/* The object streams that are full, and the last, get the numbers behind all other objects. */
static void end_pack(struct pdf_file *f)
{
    if (f->index.n == 0)
        return;
    char entries[64];
    struct buf b = {0};
    const size_t in_pack = f->n_packed % PACK ? f->n_packed % PACK : PACK;
    buf_printf(&b, "/Type/ObjStm/N %zu/First %zu", in_pack, f->index.n);
    memcpy(entries, b.p, b.n + 1);
    buf_free(&b);
    f->pack = mem_grow(f->pack, f->n_packs, &f->cap_packs, sizeof *f->pack);
    const struct buf part[2] = {f->index, f->body};
    const size_t at = put_stream(f, f->n_objects + (unsigned)f->n_packs, entries, part, 2, true);
    f->pack[f->n_packs++] = (uint32_t)at;
    buf_clear(&f->index);
    buf_clear(&f->body);
}

/* Before the text of an object is put to f->body. */
static void begin_packed(struct pdf_file *f, unsigned object)
{
    buf_int(&f->index, object);
    buf_char(&f->index, ' ');
    buf_int(&f->index, (int64_t)f->body.n);
    buf_char(&f->index, '\n');
}

static void end_packed(struct pdf_file *f)
{
    buf_char(&f->body, '\n');
    if (++f->n_packed % PACK == 0)
        end_pack(f);
}

/* All dictionaries into object streams. */
static void pack_all(struct pdf_file *f)
{
    const unsigned own = f->pdf->xref->entries->count;
    for (unsigned i = 1; i < own; i++) {
        HPDF_XrefEntry e = HPDF_Xref_GetEntry(f->pdf->xref, i);
        if (e->entry_typ == WRITTEN)
            continue;
        e->entry_typ = PACKED;
        e->byte_offset = (HPDF_UINT)f->n_packed;
        begin_packed(f, i);
        HPDF_Obj_WriteValue(e->obj, f->into_body, NULL);
        end_packed(f);
    }
    unsigned object = own;
    for (size_t s = 0; s < f->n_series; s++) {
        for (size_t i = 0; i < f->series[s].n && !f->too_large; i++) {
            begin_packed(f, object++);
            buf_text(&f->body, "<<");
            f->series[s].writer(f->series[s].user, i, &f->body);
            buf_text(&f->body, ">>");
            end_packed(f);
        }
    }
    end_pack(f);
}

/* Of everything in front of the cross-reference: no clock, no name, no chance. */
static void digest_of(const struct pdf_file *f, uint8_t id[SHA256_DIGEST_SIZE])
{
    struct sha256_ctx digest;
    sha256_init(&digest);
    sha256_update(&digest, f->out->n - f->start, (const uint8_t *)f->out->p + f->start);
    sha256_digest(&digest, SHA256_DIGEST_SIZE, id);
}

enum { ROW = 6 }; /* bytes of an entry: kind, place (4), index */

static void row_of(const struct pdf_file *f, unsigned object, size_t xref_at, unsigned char row[ROW])
{
    const unsigned own = f->pdf->xref->entries->count;
    enum { FREE, AT, IN } kind = AT;
    size_t place, packed = 0;
    if (object == 0) {
        kind = FREE;
        place = 0;
    } else if (object < own) {
        HPDF_XrefEntry e = HPDF_Xref_GetEntry(f->pdf->xref, object);
        kind = e->entry_typ == PACKED ? IN : AT;
        place = packed = e->byte_offset;
    } else if (object < f->n_objects) {
        const size_t first = f->n_packed - (f->n_objects - own);
        kind = IN;
        packed = first + (object - own);
    } else {
        place = object - f->n_objects < f->n_packs ? f->pack[object - f->n_objects] : xref_at;
    }
    if (kind == IN)
        place = f->n_objects + packed / PACK;
    row[0] = (unsigned char)kind;
    for (int i = 0; i < 4; i++)
        row[1 + i] = (unsigned char)(place >> (24 - 8 * i));
    row[5] = kind == IN ? (unsigned char)(packed % PACK) : 0;
}

/* The cross-reference stream: each row as its difference from the one above, which deflates to next to nothing. */
static void put_xref(struct pdf_file *f)
{
    uint8_t id[SHA256_DIGEST_SIZE];
    digest_of(f, id);
    const size_t at = f->out->n - f->start;
    const unsigned own = f->n_objects + (unsigned)f->n_packs;
    unsigned char row[2][ROW] = {{0}};
    struct buf rows = {0}, entries = {0};
    buf_reserve(&rows, (size_t)(own + 1) * (ROW + 1));
    for (unsigned i = 0; i <= own; i++) {
        unsigned char *now = row[i & 1], *above = row[~i & 1], out[ROW + 1] = {2};
        row_of(f, i, at, now);
        for (int k = 0; k < ROW; k++)
            out[1 + k] = (unsigned char)(now[k] - above[k]);
        buf_put(&rows, out, sizeof out);
    }
    put_number(&entries, "/Type/XRef/W[1 4 1]/DecodeParms<</Predictor 12/Columns 6>>/Size ", own + 1);
    put_reference(&entries, "/Root ", f->pdf->catalog->header.obj_id & OBJECT_NUMBER);
    if (f->pdf->info)
        put_reference(&entries, "/Info ", f->pdf->info->header.obj_id & OBJECT_NUMBER);
    buf_text(&entries, "/ID[");
    for (int i = 0; i < 32; i++) {
        static const char hex[] = "0123456789ABCDEF";
        if (i % 16 == 0)
            buf_char(&entries, '<');
        buf_char(&entries, hex[id[i % 16] >> 4]);
        buf_char(&entries, hex[id[i % 16] & 15]);
        if (i % 16 == 15)
            buf_char(&entries, '>');
    }
    buf_char(&entries, ']');
    put_stream(f, own, entries.p, &rows, 1, true);
    buf_text(f->out, "startxref\n");
    buf_int(f->out, (int64_t)at);
    buf_text(f->out, "\n%%EOF\n");
    buf_free(&entries);
    buf_free(&rows);
}

bool pdf_file_save(struct pdf_file *f, struct diag *d)
{
    if (f->n_pages % PAGES_PER_NODE)
        end_node(f);
    f->pdf->root_pages->before_write_fn = NULL; /* it counts pages of libharu's own */
    HPDF_Dict_AddNumber(f->pdf->root_pages, "Count", (HPDF_INT32)f->n_pages);
    if (f->n_objects == 0)
        (void)pdf_file_series(f, 0, NULL, NULL);
    const HPDF_STATUS status = HPDF_GetError(f->pdf);
    if (status != HPDF_OK)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "die PDF-Datei lässt sich nicht schreiben (libharu 0x%lx)",
                         (unsigned long)status);
    if (!f->too_large)
        pack_all(f);
    if (!f->too_large && f->n_objects + f->n_packs < MOST_OBJECTS)
        put_xref(f);
    else
        f->too_large = true;
    if (f->too_large || f->out->n - f->start > INT32_MAX)
        return diag_fail(d, DIAG_OUTPUT, NULL, 0,
                         "die PDF-Datei würde größer als 2 GB oder hätte mehr als 8 388 607 Objekte");
    return true;
}

static void put_hex16(struct buf *b, unsigned v)
{
    static const char hex[] = "0123456789ABCDEF";
    char out[4] = {hex[v >> 12 & 15], hex[v >> 8 & 15], hex[v >> 4 & 15], hex[v & 15]};
    buf_put(b, out, 4);
}

void pdf_text_string(struct buf *b, const char *s, size_t n)
{
    const size_t begins = b->n;
    buf_text(b, "<FEFF");
    for (size_t i = 0; i < n && b->n - begins < LONGEST_STRING;) {
        unsigned char c = (unsigned char)s[i];
        size_t len = c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 0;
        uint32_t v = len == 1 ? c : len ? c & (0xFFu >> (len + 1)) : 0xFFFD;
        if (len == 0 || i + len > n) {
            v = 0xFFFD;
            len = 1;
        }
        for (size_t k = 1; k < len; k++)
            v = v << 6 | ((unsigned char)s[i + k] & 0x3Fu);
        if (v >= 0x10000 && v <= 0x10FFFF) {
            put_hex16(b, 0xD800 + ((v - 0x10000) >> 10));
            put_hex16(b, 0xDC00 + ((v - 0x10000) & 0x3FF));
        } else {
            put_hex16(b, v > 0x10FFFF ? 0xFFFD : v);
        }
        i += len;
    }
    buf_char(b, '>');
}

const char *pdf_file_library(void)
{
    return HPDF_GetVersion();
}
