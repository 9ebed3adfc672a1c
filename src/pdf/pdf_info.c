#include "pdf/pdf_info.h"

#include "base/file.h"
#include "base/mem.h"
#include "draw/canvas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char PRODUCER[] = "kontaktdichte " KD_VERSION ", libharu, HarfBuzz";
enum { LARGEST_PROFILE = 1 << 20, PROFILE_HEAD = 128, DEEPEST_BOOKMARK = 16 };

void pdf_outline_add(struct pdf_outline *o, int depth, const char *title, unsigned page, double y)
{
    const int most = o->n ? o->item[o->n - 1].depth + 1 : 0;
    if (depth > most)
        depth = most;
    if (depth >= DEEPEST_BOOKMARK)
        depth = DEEPEST_BOOKMARK - 1;
    o->item = mem_grow(o->item, o->n, &o->cap, sizeof *o->item);
    char *copy = mem_alloc(strlen(title) + 1);
    memcpy(copy, title, strlen(title) + 1);
    o->item[o->n++] = (struct pdf_bookmark){depth < 0 ? 0 : depth, copy, page, y};
}

void pdf_outline_free(struct pdf_outline *o)
{
    for (size_t i = 0; i < o->n; i++)
        free(o->item[i].title);
    free(o->item);
    *o = (struct pdf_outline){0};
}

void pdf_put_destination(struct buf *b, unsigned page, double y)
{
    buf_text(b, "/Dest[");
    buf_int(b, page);
    buf_text(b, " 0 R/XYZ 0 ");
    canvas_put_number(b, y);
    buf_text(b, " null]\n");
}

void pdf_put_address(struct buf *b, const char *address)
{
    static const char hex[] = "0123456789ABCDEF";
    buf_char(b, '(');
    for (const unsigned char *p = (const unsigned char *)address; *p; p++) {
        if (*p <= 0x20 || *p >= 0x7F) { /* an address is ASCII */
            const char escaped[3] = {'%', hex[*p >> 4], hex[*p & 15]};
            buf_put(b, escaped, 3);
            continue;
        }
        if (*p == '(' || *p == ')' || *p == '\\')
            buf_char(b, '\\');
        buf_char(b, (char)*p);
    }
    buf_char(b, ')');
}

static void put_key(struct buf *b, const char *key, unsigned object)
{
    if (object == 0)
        return;
    buf_text(b, key);
    buf_char(b, ' ');
    buf_int(b, object);
    buf_text(b, " 0 R");
}

struct family { /* of a bookmark, as object numbers; 0: none */
    unsigned parent, previous, next, first, last;
    int kids;
};

/* Bookmarks come as a list with depths; the file wants each to know its family. */
static struct family *find_families(const struct pdf_outline *o, unsigned root, unsigned first)
{
    struct family *f = mem_zero(o->n + 1, sizeof *f); /* the last is the root's */
    size_t open[DEEPEST_BOOKMARK + 1];                /* the bookmark last met at each depth, index + 1; 0: none */
    memset(open, 0, sizeof open);
    for (size_t i = 0; i < o->n; i++) {
        const int depth = o->item[i].depth;
        const unsigned own = first + (unsigned)i;
        struct family *parent = depth > 0 ? &f[open[depth - 1] - 1] : &f[o->n];
        f[i].parent = depth > 0 ? first + (unsigned)(open[depth - 1] - 1) : root;
        if (open[depth]) {
            f[i].previous = first + (unsigned)(open[depth] - 1);
            f[open[depth] - 1].next = own;
        } else {
            parent->first = own;
        }
        parent->last = own;
        parent->kids++;
        open[depth] = i + 1;
        for (int k = depth + 1; k <= DEEPEST_BOOKMARK; k++)
            open[k] = 0;
    }
    return f;
}

unsigned pdf_outline_write(const struct pdf_outline *o, struct pdf_file *file)
{
    if (o->n == 0)
        return 0;
    const unsigned root = pdf_file_object(file), first = root + 1;
    for (size_t i = 0; i < o->n; i++)
        (void)pdf_file_object(file);
    struct family *f = find_families(o, root, first);
    struct buf b = {0};
    for (size_t i = 0; i <= o->n; i++) {
        buf_clear(&b);
        if (i == o->n) {
            buf_text(&b, "/Type/Outlines");
        } else {
            buf_text(&b, "/Title");
            pdf_text_string(&b, o->item[i].title, strlen(o->item[i].title));
            pdf_put_destination(&b, o->item[i].page, o->item[i].y);
        }
        put_key(&b, "/Parent", f[i].parent);
        put_key(&b, "/Prev", f[i].previous);
        put_key(&b, "/Next", f[i].next);
        put_key(&b, "/First", f[i].first);
        put_key(&b, "/Last", f[i].last);
        if (f[i].kids) {
            buf_text(&b, "/Count ");
            buf_int(&b, i == o->n ? f[i].kids : -f[i].kids); /* open at the outermost, closed within */
        }
        pdf_file_entries(file, i == o->n ? root : first + (unsigned)i, b.p, b.n);
    }
    buf_free(&b);
    free(f);
    return root;
}

bool pdf_profile_read(const char *file, struct buf *out)
{
    struct diag d = {0};
    const size_t before = out->n;
    if (!file_read(file, LARGEST_PROFILE, DIAG_INPUT, out, &d) || out->n - before < PROFILE_HEAD)
        return false;
    const char *p = out->p + before; /* ICC.1: colour space and signature of the header */
    return memcmp(p + 16, "RGB ", 4) == 0 && memcmp(p + 36, "acsp", 4) == 0;
}

static unsigned write_profile(struct pdf_file *file, const char *profile)
{
    struct buf b = {0};
    unsigned object = pdf_profile_read(profile, &b) ? pdf_file_stream(file, "/N 3\n", b.p, b.n) : 0;
    buf_free(&b);
    return object;
}

static void put_xml(struct buf *b, const char *s)
{
    for (; *s; s++) {
        if (*s == '<')
            buf_text(b, "&lt;");
        else if (*s == '>')
            buf_text(b, "&gt;");
        else if (*s == '&')
            buf_text(b, "&amp;");
        else
            buf_char(b, *s);
    }
}

static void put_localised(struct buf *b, const char *name, const char *s)
{
    buf_printf(b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">", name);
    put_xml(b, s);
    buf_printf(b, "</rdf:li></rdf:Alt></%s>\n", name);
}

/* PDF/A knows only the schemas of its day; that of PDF/UA has to be described where it is used. */
static const char UA_SCHEMA[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>Indicates, which part of ISO 14289 standard is "
    "followed</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\n";

static unsigned write_xmp(struct pdf_file *file, const struct doc_node *root, bool archive)
{
    struct buf b = {0};
    buf_text(&b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF "
                 "xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                 "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                 " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
                 " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                 "<dc:format>application/pdf</dc:format>\n");
    put_localised(&b, "dc:title", root->document.title);
    if (root->document.subject && root->document.subject[0])
        put_localised(&b, "dc:description", root->document.subject);
    buf_text(&b, "<dc:language><rdf:Bag><rdf:li>");
    put_xml(&b, root->document.lang);
    buf_text(&b, "</rdf:li></rdf:Bag></dc:language>\n<pdf:Producer>");
    put_xml(&b, PRODUCER);
    buf_text(&b, "</pdf:Producer>\n");
    if (archive)
        buf_text(&b, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>\n");
    buf_text(&b, "<pdfuaid:part>1</pdfuaid:part>\n</rdf:Description>\n");
    buf_text(&b, UA_SCHEMA);
    buf_text(&b, "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>\n");
    unsigned object = pdf_file_plain_stream(file, "/Type/Metadata/Subtype/XML\n", b.p, b.n);
    buf_free(&b);
    return object;
}

void pdf_info_write(struct pdf_file *file, const struct doc_node *root, const char *icc, unsigned tags,
                    unsigned outlines)
{
    const unsigned profile = write_profile(file, icc);
    struct buf b = {0};
    if (profile)
        buf_printf(&b,
                   "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
                   "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>]\n",
                   profile);
    put_key(&b, "/Metadata", write_xmp(file, root, profile != 0));
    put_key(&b, "/StructTreeRoot", tags);
    put_key(&b, "/Outlines", outlines);
    buf_text(
        &b, "/PageLabels<</Nums[0<</S/D>>]>>/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Lang");
    pdf_text_string(&b, root->document.lang, strlen(root->document.lang));
    if (outlines)
        buf_text(&b, "/PageMode/UseOutlines");
    buf_char(&b, '\n');
    pdf_file_catalog(file, buf_str(&b));
    buf_clear(&b);
    buf_text(&b, "/Title");
    pdf_text_string(&b, root->document.title, strlen(root->document.title));
    if (root->document.subject && root->document.subject[0]) {
        buf_text(&b, "/Subject");
        pdf_text_string(&b, root->document.subject, strlen(root->document.subject));
    }
    buf_text(&b, "/Producer");
    pdf_text_string(&b, PRODUCER, strlen(PRODUCER));
    buf_char(&b, '\n');
    pdf_file_info(file, buf_str(&b));
    buf_free(&b);
}
