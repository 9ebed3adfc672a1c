#include "render/pdf_file.h"

#include "base/mem.h"

#include <hpdf.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    PAGES_PER_NODE = 256, /* an array ends at 32,767 items: a flat page tree would end there */
    OBJECT_NUMBER = 0x00FFFFFF,
    XREF_BLOCK = 4096,
};

struct series {
    pdf_file_writer *writer;
    void *user;
    size_t n, at; /* at: the one to be written next */
    unsigned first;
    HPDF_Dict dict;
    struct buf out;
};

/* The text that a dictionary of ours writes between << and >>. */
struct entries {
    size_t n;
    char p[];
};

struct pdf_file {
    HPDF_Doc pdf;
    HPDF_Page page;
    struct series **series;
    size_t n_series, cap_series;
};

static void *take(HPDF_UINT n)
{
    return mem_alloc(n);
}

static void give(void *p)
{
    free(p);
}

struct pdf_file *pdf_file_new(void)
{
    struct pdf_file *f = mem_zero(1, sizeof *f);
    f->pdf = HPDF_NewEx(NULL, take, give, 0, NULL);
    if (f->pdf) {
        HPDF_SetPagesConfiguration(f->pdf, PAGES_PER_NODE);
        f->pdf->pdf_version = HPDF_VER_17;
    }
    return f;
}

bool pdf_file_ready(const struct pdf_file *f)
{
    return f->pdf != NULL;
}

/* All entries of a series share one dictionary: only the first may free it. */
static void unshare(struct pdf_file *f, const struct series *s)
{
    for (size_t i = 1; i < s->n; i++) {
        HPDF_XrefEntry e = HPDF_Xref_GetEntry(f->pdf->xref, (HPDF_UINT)(s->first + i));
        if (e && e->obj == s->dict)
            e->obj = NULL;
    }
}

void pdf_file_free(struct pdf_file *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->n_series; i++) {
        unshare(f, f->series[i]);
        buf_free(&f->series[i]->out);
        free(f->series[i]);
    }
    if (f->pdf)
        HPDF_Free(f->pdf);
    free(f->series);
    free(f);
}

/* libharu's list grows by a fixed step and copies each time: doubling the step keeps that linear. */
static void ease_growth(struct pdf_file *f)
{
    HPDF_List list = f->pdf->xref->entries;
    list->items_per_block = list->count > XREF_BLOCK ? list->count : XREF_BLOCK;
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

static unsigned number_of(const void *object)
{
    return object ? ((const HPDF_Obj_Header *)object)->obj_id & OBJECT_NUMBER : 0;
}

unsigned pdf_file_object(struct pdf_file *f)
{
    ease_growth(f);
    HPDF_Dict dict = HPDF_Dict_New(f->pdf->mmgr);
    if (!dict || HPDF_Xref_Add(f->pdf->xref, dict) != HPDF_OK)
        return 0;
    return number_of(dict);
}

static HPDF_Dict dict_of(struct pdf_file *f, unsigned object)
{
    HPDF_XrefEntry e = object ? HPDF_Xref_GetEntry(f->pdf->xref, object) : NULL;
    return e ? e->obj : NULL;
}

void pdf_file_entries(struct pdf_file *f, unsigned object, const char *p, size_t n)
{
    HPDF_Dict dict = dict_of(f, object);
    if (dict)
        set_entries(dict, p, n);
}

/* Deflated early, a page is 4 KB and not 30 KB for the rest of the run. */
static void fill(HPDF_Dict dict, const void *p, size_t n, const char *entries, bool deflated)
{
    struct buf all = {0};
    buf_text(&all, entries);
    if (deflated) {
        buf_text(&all, "/Filter/FlateDecode\n");
        uLongf size = compressBound((uLong)n);
        Bytef *out = mem_alloc(size);
        if (compress2(out, &size, n ? p : (const Bytef *)"", (uLong)n, 6) == Z_OK)
            HPDF_Stream_Write(dict->stream, out, (HPDF_UINT)size);
        free(out);
    } else {
        HPDF_Stream_Write(dict->stream, p, (HPDF_UINT)n);
    }
    set_entries(dict, all.p, all.n);
    buf_free(&all);
}

static unsigned new_stream(struct pdf_file *f, const char *entries, const void *p, size_t n, bool deflated)
{
    ease_growth(f);
    HPDF_Dict dict = HPDF_DictStream_New(f->pdf->mmgr, f->pdf->xref);
    if (!dict)
        return 0;
    fill(dict, p, n, entries, deflated);
    return number_of(dict);
}

unsigned pdf_file_stream(struct pdf_file *f, const char *entries, const void *p, size_t n)
{
    return new_stream(f, entries, p, n, true);
}

unsigned pdf_file_plain_stream(struct pdf_file *f, const char *entries, const void *p, size_t n)
{
    return new_stream(f, entries, p, n, false);
}

static HPDF_STATUS write_series(HPDF_Dict dict, HPDF_Stream stream)
{
    struct series *s = dict->attr;
    buf_clear(&s->out);
    s->writer(s->user, s->at++, &s->out);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)buf_str(&s->out), (HPDF_UINT)s->out.n);
}

unsigned pdf_file_next(const struct pdf_file *f)
{
    return f->pdf->xref->start_offset + f->pdf->xref->entries->count;
}

unsigned pdf_file_series(struct pdf_file *f, size_t n, pdf_file_writer *writer, void *user)
{
    unsigned first = pdf_file_next(f);
    if (n == 0)
        return first;
    struct series *s = mem_zero(1, sizeof *s);
    *s = (struct series){.writer = writer, .user = user, .first = first};
    s->dict = HPDF_Dict_New(f->pdf->mmgr);
    f->series = mem_grow(f->series, f->n_series, &f->cap_series, sizeof *f->series);
    f->series[f->n_series++] = s;
    if (!s->dict)
        return first;
    s->dict->attr = s;
    s->dict->write_fn = write_series;
    for (size_t i = 0; i < n; i++) {
        if (pdf_file_next(f) >= HPDF_LIMIT_MAX_XREF_ELEMENT) { /* libharu would free the shared dictionary */
            HPDF_SetError(&f->pdf->error, HPDF_XREF_COUNT_ERR, 0);
            break;
        }
        ease_growth(f);
        s->dict->header.obj_id = HPDF_OTYPE_NONE; /* so that it can be entered once more */
        if (HPDF_Xref_Add(f->pdf->xref, s->dict) != HPDF_OK)
            break;
        s->n++;
    }
    return first;
}

unsigned pdf_file_page(struct pdf_file *f, double width, double height, unsigned resources)
{
    ease_growth(f);
    f->page = HPDF_AddPage(f->pdf);
    if (!f->page)
        return 0;
    HPDF_Page_SetWidth(f->page, (HPDF_REAL)width);
    HPDF_Page_SetHeight(f->page, (HPDF_REAL)height);
    HPDF_Dict shared = dict_of(f, resources);
    if (shared)
        HPDF_Dict_Add(f->page, "Resources", shared);
    return number_of(f->page);
}

void pdf_file_page_content(struct pdf_file *f, const void *p, size_t n, unsigned struct_parents,
                           const unsigned *annotations, size_t n_annotations)
{
    if (!f->page)
        return;
    HPDF_PageAttr attr = f->page->attr;
    fill(attr->contents, p, n, "", true);
    HPDF_Dict_AddNumber(f->page, "StructParents", (HPDF_INT32)struct_parents);
    HPDF_Dict_AddName(f->page, "Tabs", "S");
    if (n_annotations == 0)
        return;
    HPDF_Array array = HPDF_Array_New(f->pdf->mmgr);
    if (!array)
        return;
    HPDF_Dict_Add(f->page, "Annots", array);
    for (size_t i = 0; i < n_annotations; i++)
        HPDF_Array_Add(array, dict_of(f, annotations[i]));
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

static HPDF_STATUS write_out(HPDF_Stream stream, const HPDF_BYTE *p, HPDF_UINT n)
{
    buf_put(stream->attr, p, n);
    return HPDF_OK;
}

bool pdf_file_save(struct pdf_file *f, const unsigned char id[16], struct buf *out, struct diag *d)
{
    HPDF_Array ids = HPDF_Array_New(f->pdf->mmgr);
    for (int i = 0; ids && i < 2; i++) {
        HPDF_BYTE copy[16];
        memcpy(copy, id, sizeof copy);
        HPDF_Array_Add(ids, HPDF_Binary_New(f->pdf->mmgr, copy, sizeof copy));
    }
    if (ids)
        HPDF_Dict_Add(f->pdf->trailer, "ID", ids);
    /* A stream of our own in the place of libharu's: the file is never held twice. */
    const size_t before = out->n;
    f->pdf->stream = HPDF_CallbackWriter_New(f->pdf->mmgr, write_out, out);
    HPDF_STATUS status = HPDF_GetError(f->pdf);
    if (status == HPDF_OK)
        status = HPDF_SaveToStream(f->pdf);
    for (size_t i = 0; i < f->n_series; i++)
        f->series[i]->at = 0;
    if (status != HPDF_OK)
        return diag_fail(d, DIAG_FAULT, NULL, 0, "die PDF-Datei lässt sich nicht schreiben (libharu 0x%lx)",
                         (unsigned long)status);
    if (out->n - before > INT32_MAX)
        return diag_fail(d, DIAG_OUTPUT, NULL, 0, "die PDF-Datei würde größer als 2 GB");
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
    buf_text(b, "<FEFF");
    for (size_t i = 0; i < n;) {
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
