#include "pdf/pdf.h"

#include "base/mem.h"
#include "layout/pages.h"
#include "pdf/pdf_canvas.h"
#include "pdf/pdf_image.h"
#include "pdf/pdf_info.h"
#include "pdf/pdf_tags.h"

#include <stdlib.h>
#include <string.h>

struct target { /* where a node begins */
    const struct doc_node *node;
    unsigned page; /* object number */
    double y;      /* PDF coordinates */
};

struct pdf_link {
    unsigned object, struct_parent;
    double box[4];
    const struct doc_node *target;
    const char *address;
    const struct doc_node *label; /* says where it leads */
};

/* Of struct pdf_sink.marked: content that belongs to no element, minus its kind (enum page_artifact). */
#define FURNITURE(kind) (-(int64_t)(kind))

struct pdf_sink {
    struct page_sink sink;
    struct pdf_canvas canvas;
    struct pdf_file *file;
    struct pdf_fonts *fonts;
    struct pdf_tags *tags;
    struct pdf_outline outline;
    struct buf content; /* of the page */
    unsigned resources, page;
    size_t n_pages;
    enum page_artifact artifact;
    bool in_span;   /* of a word that reads otherwise */
    int64_t marked; /* what the open stretch of content belongs to: an element, FURNITURE(), or 0: none is open */
    struct target *target;
    size_t n_targets, cap_targets;
    struct pdf_link *link;
    size_t n_links, cap_links, first_link; /* first_link: of this page */
    const struct doc_node *link_node;
};

static void close_mark(struct pdf_sink *p)
{
    if (p->marked)
        buf_text(&p->content, "EMC\n");
    p->marked = 0;
}

static void open_furniture(struct pdf_sink *p, enum page_artifact kind)
{
    static const char *const marks[] = {
        [ARTIFACT_LAYOUT] = "/Artifact BMC\n",
        [ARTIFACT_HEADER] = "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
        [ARTIFACT_FOOTER] = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
        [ARTIFACT_TABLE_HEAD] = "/Artifact<</Type/Pagination>>BDC\n",
    };
    buf_text(&p->content, marks[kind]);
    p->marked = FURNITURE(kind);
}

/* Every stretch of content says what it belongs to, and begins when something is drawn for it. */
static void before(void *user, bool drawing)
{
    struct pdf_sink *p = user;
    const int64_t belongs = p->artifact ? FURNITURE(p->artifact) : (int64_t)pdf_tags_current(p->tags);
    if (!drawing) {
        close_mark(p);
        return;
    }
    if (p->marked && p->marked == belongs)
        return;
    close_mark(p);
    const char *name;
    int mcid = belongs > 0 ? pdf_tags_mark(p->tags, &name) : -1;
    if (mcid < 0) {
        open_furniture(p, p->artifact ? p->artifact : ARTIFACT_LAYOUT);
        return;
    }
    buf_char(&p->content, '/');
    buf_text(&p->content, name);
    buf_text(&p->content, "<</MCID ");
    buf_int(&p->content, mcid);
    buf_text(&p->content, ">>BDC\n");
    p->marked = belongs;
}

/* A span of the structure says it, and so does the mark: some readers look here, some there. */
static void reads_as(void *user, const char *s, size_t n)
{
    struct pdf_sink *p = user;
    if (!s) {
        if (p->in_span)
            pdf_tags_end(p->tags);
        buf_text(&p->content, "EMC\n");
        if (p->in_span)
            p->marked = 0;
        p->in_span = false;
        return;
    }
    const char *name;
    int mcid = -1;
    if (!p->artifact && pdf_tags_has_content(p->tags)) {
        close_mark(p);
        pdf_tags_begin_span(p->tags, s, n);
        p->in_span = true;
        mcid = pdf_tags_mark(p->tags, &name);
    } else {
        before(p, true);
    }
    buf_text(&p->content, "/Span<<");
    if (mcid >= 0) {
        buf_text(&p->content, "/MCID ");
        buf_int(&p->content, mcid);
    }
    buf_text(&p->content, "/ActualText");
    pdf_text_string(&p->content, s, n);
    buf_text(&p->content, ">>BDC\n");
}

static struct canvas *begin_page(struct page_sink *s, double width, double height)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    p->page = pdf_file_page(p->file, width, height, p->resources);
    pdf_tags_page(p->tags, p->page);
    buf_clear(&p->content);
    p->first_link = p->n_links;
    pdf_canvas_begin(&p->canvas, height);
    return &p->canvas.canvas;
}

static void end_page(struct page_sink *s)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    close_mark(p);
    const size_t n = p->n_links - p->first_link;
    unsigned *annotation = mem_zero(n, sizeof *annotation);
    for (size_t i = 0; i < n; i++)
        annotation[i] = p->link[p->first_link + i].object;
    pdf_file_page_content(p->file, buf_str(&p->content), p->content.n, (unsigned)p->n_pages++, annotation, n);
    free(annotation);
}

static void begin(struct page_sink *s, enum page_role role, const struct doc_node *node)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    if (p->artifact)
        return;
    if (role == ROLE_LINK)
        p->link_node = node;
    pdf_tags_begin(p->tags, role, node);
}

static void end(struct page_sink *s, enum page_role role)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    (void)role;
    if (p->artifact)
        return;
    close_mark(p);
    pdf_tags_end(p->tags);
}

static void resume(struct page_sink *s, enum page_role role, size_t kid)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    if (!p->artifact)
        pdf_tags_resume(p->tags, role, kid);
}

static void artifact(struct page_sink *s, enum page_artifact kind)
{
    ((struct pdf_sink *)s)->artifact = kind;
}

static void add_link(struct page_sink *s, const struct page_box *area, const struct doc_node *target,
                     const char *address)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    const double top = p->canvas.height - area->y;
    p->link = mem_grow(p->link, p->n_links, &p->cap_links, sizeof *p->link);
    struct pdf_link *l = &p->link[p->n_links++];
    *l = (struct pdf_link){.box = {area->x, top - area->height, area->x + area->width, top},
                           .target = target,
                           .address = address,
                           .label = p->link_node};
    l->object = pdf_file_object(p->file);
    l->struct_parent = pdf_tags_annotation(p->tags, l->object);
}

static void destination(struct page_sink *s, const struct doc_node *node, double y)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    p->target = mem_grow(p->target, p->n_targets, &p->cap_targets, sizeof *p->target);
    p->target[p->n_targets++] = (struct target){node, p->page, p->canvas.height - y};
}

static void outline(struct page_sink *s, int depth, const char *title, double y)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    pdf_outline_add(&p->outline, depth, title, p->page, p->canvas.height - y);
}

static void figure(struct page_sink *s, const struct page_box *area)
{
    struct pdf_sink *p = (struct pdf_sink *)s;
    const double top = p->canvas.height - area->y;
    pdf_tags_figure(p->tags, (double[]){area->x, top - area->height, area->x + area->width, top});
}

static const struct page_sink_ops ops = {begin_page, end_page, begin,       end,     resume,
                                         artifact,   add_link, destination, outline, figure};

static int by_node(const void *a, const void *b)
{
    uintptr_t x = (uintptr_t)((const struct target *)a)->node, y = (uintptr_t)((const struct target *)b)->node;
    return x < y ? -1 : x > y;
}

static void put_label(struct buf *b, const struct pdf_link *l)
{
    struct arena *a = arena_new();
    const struct doc_node *heading = l->target ? l->target : NULL;
    if (heading && heading->kind == DOC_SECTION)
        heading = heading->first;
    const char *text = l->label ? doc_plain_text(l->label, a) : heading ? doc_plain_text(heading, a) : l->address;
    if (heading && heading->kind == DOC_FOOTNOTE)
        text = arena_printf(a, "Fußnote %d", heading->number);
    buf_text(b, "/Contents");
    pdf_text_string(b, text, strlen(text));
    arena_free(a);
}

/* Only now is known where the targets stand. */
static void write_links(struct pdf_sink *p)
{
    struct buf b = {0};
    if (p->n_targets)
        qsort(p->target, p->n_targets, sizeof *p->target, by_node);
    for (size_t i = 0; i < p->n_links; i++) {
        const struct pdf_link *l = &p->link[i];
        const struct target key = {.node = l->target};
        const struct target *to =
            l->target && p->n_targets ? bsearch(&key, p->target, p->n_targets, sizeof key, by_node) : NULL;
        buf_clear(&b);
        buf_text(&b, "/Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
        for (int k = 0; k < 4; k++) {
            canvas_put_number(&b, l->box[k]);
            buf_char(&b, ' ');
        }
        buf_text(&b, "]/StructParent ");
        buf_int(&b, l->struct_parent);
        put_label(&b, l);
        if (to) {
            pdf_put_destination(&b, to->page, to->y);
        } else if (!l->target && l->address[0]) {
            buf_text(&b, "/A<</S/URI/URI");
            pdf_put_address(&b, l->address);
            buf_text(&b, ">>");
        }
        pdf_file_entries(p->file, l->object, b.p, b.n);
    }
    buf_free(&b);
}

static bool finish(struct pdf_sink *p, const struct doc_node *root, struct diag *d)
{
    struct buf resources = {0};
    const bool fonts = pdf_fonts_write(p->fonts, p->file, &resources, d) &&
                       (!p->canvas.image_used || pdf_image_write(p->canvas.canvas.theme, p->file, &resources, d));
    pdf_file_entries(p->file, p->resources, buf_str(&resources), resources.n);
    buf_free(&resources);
    if (!fonts)
        return false;
    write_links(p);
    const unsigned outlines = pdf_outline_write(&p->outline, p->file);
    const unsigned tags = pdf_file_object(p->file);
    pdf_info_write(p->file, root, p->canvas.canvas.theme->file[THEME_PROFILE], tags, outlines);
    pdf_tags_write(p->tags, p->file, tags); /* last: nothing may follow its series */
    return pdf_file_save(p->file, d);
}

bool pdf_write(const struct doc_node *root, const struct theme *theme, struct fonts *fonts, struct hyphen *hyphens,
               struct buf *out, size_t *n_pages, struct diag *d)
{
    struct pdf_sink p = {.sink = {&ops}};
    p.file = pdf_file_new(out);
    if (!pdf_file_ready(p.file)) {
        pdf_file_free(p.file);
        return diag_fail(d, DIAG_FAULT, NULL, 0, "die PDF-Bibliothek lässt sich nicht starten");
    }
    p.fonts = pdf_fonts_new(fonts);
    p.tags = pdf_tags_new(theme);
    p.resources = pdf_file_object(p.file);
    p.canvas = (struct pdf_canvas){.canvas = {NULL, fonts, theme},
                                   .out = &p.content,
                                   .pdf_fonts = p.fonts,
                                   .before = before,
                                   .reads_as = reads_as,
                                   .user = &p};
    size_t pages = pages_render(root, theme, fonts, hyphens, &p.sink);
    if (n_pages)
        *n_pages = pages;
    bool ok = finish(&p, root, d);
    pdf_file_free(p.file);
    pdf_tags_free(p.tags);
    pdf_fonts_free(p.fonts);
    pdf_outline_free(&p.outline);
    buf_free(&p.content);
    free(p.target);
    free(p.link);
    return ok;
}
