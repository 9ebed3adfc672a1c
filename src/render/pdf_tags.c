#include "render/pdf_tags.h"

#include "base/mem.h"
#include "draw/canvas.h"

#include <stdlib.h>
#include <string.h>

enum {
    EXTRA = (int)0x80000000u,        /* a link to a kid that is no element */
    FIRST_ANNOTATION_KEY = 10000000, /* behind the keys of all pages */
    KEYS_PER_LEAF = 64,
    LARGEST_MCID = 65534,
    NO_MCID = 65535,
};

/*
 * An element; index 0 is none. Most have one stretch of content and nothing else (a cell): that one is kept
 * in the element itself, others in a list of kids.
 */
struct element {
    const struct doc_node *node;
    uint32_t parent, next; /* next: of its parent's kids; with EXTRA: an extra */
    uint32_t first, last;  /* kids */
    uint32_t page;         /* of the one stretch; index */
    uint16_t mcid;         /* of the one stretch, or NO_MCID */
    uint8_t role;
};

struct extra { /* a kid that is no element */
    uint32_t next;
    uint32_t page;  /* index */
    uint32_t value; /* mcid, or the object number of an annotation */
    bool annotation;
};

struct page {
    unsigned object;
    size_t first_owner; /* of its stretches in t->owner */
};

struct figure_box {
    uint32_t element;
    float box[4];
};

struct pdf_tags {
    struct element *element;
    size_t n, cap;
    struct extra *extra;
    size_t n_extra, cap_extra;
    struct page *page;
    size_t n_pages, cap_pages;
    uint32_t *owner; /* the element of every stretch, page by page in the order of their MCID */
    size_t n_owners, cap_owners;
    uint32_t *annotation; /* the element of every annotation */
    size_t n_annotations, cap_annotations;
    struct figure_box *figure;
    size_t n_figures, cap_figures, next_figure;
    uint32_t open;
    unsigned root, first; /* object numbers */
    size_t notes;
};

static const struct {
    const char *name;
    bool content; /* may hold stretches of its own */
} roles[ROLES] = {
    [ROLE_DOCUMENT] = {"Document", false},
    [ROLE_SECTION] = {"Sect", false},
    [ROLE_H1] = {"H1", true},
    [ROLE_H2] = {"H2", true},
    [ROLE_H3] = {"H3", true},
    [ROLE_H4] = {"H4", true},
    [ROLE_H5] = {"H5", true},
    [ROLE_H6] = {"H6", true},
    [ROLE_PARAGRAPH] = {"P", true},
    [ROLE_LIST] = {"L", false},
    [ROLE_LIST_ITEM] = {"LI", false},
    [ROLE_LABEL] = {"Lbl", true},
    [ROLE_ITEM_BODY] = {"LBody", false},
    [ROLE_NOTE] = {"Note", false},
    [ROLE_GROUP] = {"Div", false},
    [ROLE_TABLE] = {"Table", false},
    [ROLE_CAPTION] = {"Caption", true},
    [ROLE_TABLE_HEAD] = {"THead", false},
    [ROLE_TABLE_BODY] = {"TBody", false},
    [ROLE_TABLE_FOOT] = {"TFoot", false},
    [ROLE_ROW] = {"TR", false},
    [ROLE_HEADER_CELL] = {"TH", true},
    [ROLE_CELL] = {"TD", true},
    [ROLE_FIGURE] = {"Figure", true},
    [ROLE_LINK] = {"Link", true},
    [ROLE_CONTENTS] = {"TOC", false},
    [ROLE_CONTENTS_ITEM] = {"TOCI", false},
};

struct pdf_tags *pdf_tags_new(void)
{
    struct pdf_tags *t = mem_zero(1, sizeof *t);
    t->element = mem_grow(t->element, 0, &t->cap, sizeof *t->element);
    t->element[0] = (struct element){.mcid = NO_MCID};
    t->n = 1;
    return t;
}

void pdf_tags_free(struct pdf_tags *t)
{
    if (!t)
        return;
    free(t->element);
    free(t->extra);
    free(t->page);
    free(t->owner);
    free(t->annotation);
    free(t->figure);
    free(t);
}

void pdf_tags_page(struct pdf_tags *t, unsigned page)
{
    t->page = mem_grow(t->page, t->n_pages, &t->cap_pages, sizeof *t->page);
    t->page[t->n_pages++] = (struct page){page, t->n_owners};
}

static void add_kid(struct pdf_tags *t, uint32_t parent, uint32_t kid)
{
    struct element *p = &t->element[parent];
    uint32_t last = p->last;
    if (last == 0)
        p->first = kid;
    else if (last & (uint32_t)EXTRA)
        t->extra[last & ~(uint32_t)EXTRA].next = kid;
    else
        t->element[last].next = kid;
    p->last = kid;
}

static void add_extra(struct pdf_tags *t, uint32_t parent, struct extra x)
{
    t->extra = mem_grow(t->extra, t->n_extra, &t->cap_extra, sizeof *t->extra);
    t->extra[t->n_extra] = x;
    add_kid(t, parent, (uint32_t)t->n_extra++ | (uint32_t)EXTRA);
}

/* An element that gets a second kid keeps its one stretch in the list like all others. */
static void unfold(struct pdf_tags *t, uint32_t e)
{
    struct element *x = &t->element[e];
    if (x->mcid == NO_MCID)
        return;
    const struct extra one = {.page = x->page, .value = x->mcid};
    x->mcid = NO_MCID;
    add_extra(t, e, one);
}

void pdf_tags_begin(struct pdf_tags *t, enum page_role role, const struct doc_node *node)
{
    unfold(t, t->open);
    t->element = mem_grow(t->element, t->n, &t->cap, sizeof *t->element);
    t->element[t->n] = (struct element){.node = node, .parent = t->open, .mcid = NO_MCID, .role = (uint8_t)role};
    if (t->open)
        add_kid(t, t->open, (uint32_t)t->n);
    t->open = (uint32_t)t->n++;
}

void pdf_tags_end(struct pdf_tags *t)
{
    t->open = t->element[t->open].parent;
}

size_t pdf_tags_current(const struct pdf_tags *t)
{
    return t->open;
}

int pdf_tags_mark(struct pdf_tags *t, const char **name)
{
    if (t->open == 0 || t->n_pages == 0 || !roles[t->element[t->open].role].content)
        return -1;
    const uint32_t page = (uint32_t)t->n_pages - 1;
    const size_t mcid = t->n_owners - t->page[page].first_owner;
    if (mcid > LARGEST_MCID)
        return -1;
    t->owner = mem_grow(t->owner, t->n_owners, &t->cap_owners, sizeof *t->owner);
    t->owner[t->n_owners++] = t->open;
    struct element *e = &t->element[t->open];
    *name = roles[e->role].name;
    if (e->first == 0 && e->mcid == NO_MCID) {
        e->page = page;
        e->mcid = (uint16_t)mcid;
    } else {
        unfold(t, t->open);
        add_extra(t, t->open, (struct extra){.page = page, .value = (uint32_t)mcid});
    }
    return (int)mcid;
}

unsigned pdf_tags_annotation(struct pdf_tags *t, unsigned annotation)
{
    unfold(t, t->open);
    add_extra(t, t->open, (struct extra){.page = (uint32_t)t->n_pages - 1, .value = annotation, .annotation = true});
    t->annotation = mem_grow(t->annotation, t->n_annotations, &t->cap_annotations, sizeof *t->annotation);
    t->annotation[t->n_annotations] = t->open;
    return FIRST_ANNOTATION_KEY + (unsigned)t->n_annotations++;
}

void pdf_tags_figure(struct pdf_tags *t, const double box[4])
{
    t->figure = mem_grow(t->figure, t->n_figures, &t->cap_figures, sizeof *t->figure);
    struct figure_box *f = &t->figure[t->n_figures++];
    f->element = t->open;
    for (int i = 0; i < 4; i++)
        f->box[i] = (float)box[i];
}

/* --- writing --- */

static void put_reference(struct buf *b, unsigned object)
{
    buf_int(b, object);
    buf_text(b, " 0 R ");
}

static unsigned object_of(const struct pdf_tags *t, uint32_t element)
{
    return t->first + element - 1;
}

static void put_kids(const struct pdf_tags *t, const struct element *e, struct buf *b)
{
    if (e->mcid != NO_MCID) {
        buf_text(b, "/Pg ");
        put_reference(b, t->page[e->page].object);
        buf_text(b, "/K ");
        buf_int(b, e->mcid);
        return;
    }
    if (e->first == 0)
        return;
    buf_text(b, "/K[");
    for (uint32_t kid = e->first; kid;) {
        if (!(kid & (uint32_t)EXTRA)) {
            put_reference(b, object_of(t, kid));
            kid = t->element[kid].next;
            continue;
        }
        const struct extra *x = &t->extra[kid & ~(uint32_t)EXTRA];
        buf_text(b, x->annotation ? "<</Type/OBJR/Pg " : "<</Type/MCR/Pg ");
        put_reference(b, t->page[x->page].object);
        buf_text(b, x->annotation ? "/Obj " : "/MCID ");
        buf_int(b, x->value);
        buf_text(b, x->annotation ? " 0 R>>" : ">>");
        kid = x->next;
    }
    buf_char(b, ']');
}

static void put_cell(const struct doc_node *n, bool header, struct buf *b)
{
    if (!n)
        return;
    const bool in_head = n->parent && n->parent->parent && n->parent->parent->kind == DOC_HEAD;
    if (!header && n->cell.colspan <= 1 && n->cell.rowspan <= 1)
        return;
    buf_text(b, "/A<</O/Table");
    if (header)
        buf_text(b, in_head ? "/Scope/Column" : "/Scope/Row");
    if (n->cell.colspan > 1) {
        buf_text(b, "/ColSpan ");
        buf_int(b, n->cell.colspan);
    }
    if (n->cell.rowspan > 1) {
        buf_text(b, "/RowSpan ");
        buf_int(b, n->cell.rowspan);
    }
    buf_text(b, ">>");
}

static void put_figure(struct pdf_tags *t, uint32_t index, const struct doc_node *n, struct buf *b)
{
    const char *alt = n && n->kind == DOC_CHART && n->chart.alt ? n->chart.alt : "Diagramm";
    buf_text(b, "/Alt");
    pdf_text_string(b, alt, strlen(alt));
    /* Figures and elements come in the same order. */
    if (t->next_figure >= t->n_figures || t->figure[t->next_figure].element != index)
        return;
    const float *box = t->figure[t->next_figure++].box;
    buf_text(b, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        canvas_put_number(b, (double)box[i]);
        buf_char(b, ' ');
    }
    buf_text(b, "]>>");
}

static void put_attributes(struct pdf_tags *t, uint32_t index, struct buf *b)
{
    const struct element *e = &t->element[index];
    const struct doc_node *n = e->node;
    switch (e->role) {
    case ROLE_HEADER_CELL:
    case ROLE_CELL:
        put_cell(n, e->role == ROLE_HEADER_CELL, b);
        break;
    case ROLE_FIGURE:
        put_figure(t, index, n, b);
        break;
    case ROLE_LIST:
        buf_text(b, n && n->numbered ? "/A<</O/List/ListNumbering/Decimal>>" : "/A<</O/List/ListNumbering/Disc>>");
        break;
    case ROLE_NOTE: /* PDF/UA asks for an ID of each */
        buf_printf(b, "/ID(note%zu)", ++t->notes);
        break;
    case ROLE_TABLE:
        if (n && n->table.caption && n->table.caption[0]) {
            buf_text(b, "/A<</O/Table/Summary");
            pdf_text_string(b, n->table.caption, strlen(n->table.caption));
            buf_text(b, ">>");
        }
        break;
    default:
        break;
    }
}

static void write_element(void *user, size_t i, struct buf *b)
{
    struct pdf_tags *t = user;
    const struct element *e = &t->element[i + 1];
    if (i == 0)
        t->next_figure = t->notes = 0;
    buf_text(b, "/S/");
    buf_text(b, roles[e->role].name);
    buf_text(b, "/P ");
    put_reference(b, e->parent ? object_of(t, e->parent) : t->root);
    put_kids(t, e, b);
    put_attributes(t, (uint32_t)i + 1, b);
    buf_char(b, '\n');
}

/* One leaf of the tree that leads from a page's marks back to their elements. */
static void write_page_leaf(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    const size_t from = i * KEYS_PER_LEAF, to = from + KEYS_PER_LEAF < t->n_pages ? from + KEYS_PER_LEAF : t->n_pages;
    buf_printf(b, "/Limits[%zu %zu]/Nums[", from, to - 1);
    for (size_t p = from; p < to; p++) {
        buf_int(b, (int64_t)p);
        buf_char(b, '[');
        const size_t end = p + 1 < t->n_pages ? t->page[p + 1].first_owner : t->n_owners;
        for (size_t k = t->page[p].first_owner; k < end; k++)
            put_reference(b, object_of(t, t->owner[k]));
        buf_text(b, "]\n");
    }
    buf_text(b, "]\n");
}

static void write_annotation_leaf(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    const size_t from = i * KEYS_PER_LEAF;
    const size_t to = from + KEYS_PER_LEAF < t->n_annotations ? from + KEYS_PER_LEAF : t->n_annotations;
    buf_printf(b, "/Limits[%zu %zu]/Nums[", FIRST_ANNOTATION_KEY + from, FIRST_ANNOTATION_KEY + to - 1);
    for (size_t k = from; k < to; k++) {
        buf_int(b, (int64_t)(FIRST_ANNOTATION_KEY + k));
        buf_char(b, ' ');
        put_reference(b, object_of(t, t->annotation[k]));
    }
    buf_text(b, "]\n");
}

unsigned pdf_tags_write(struct pdf_tags *t, struct pdf_file *file)
{
    const size_t page_leaves = (t->n_pages + KEYS_PER_LEAF - 1) / KEYS_PER_LEAF;
    const size_t annotation_leaves = (t->n_annotations + KEYS_PER_LEAF - 1) / KEYS_PER_LEAF;
    t->root = pdf_file_object(file);
    t->first = pdf_file_series(file, t->n - 1, write_element, t);
    const unsigned pages = pdf_file_series(file, page_leaves, write_page_leaf, t);
    const unsigned annotations = pdf_file_series(file, annotation_leaves, write_annotation_leaf, t);
    struct buf b = {0};
    buf_text(&b, "/Kids[");
    for (size_t i = 0; i < page_leaves; i++)
        put_reference(&b, pages + (unsigned)i);
    for (size_t i = 0; i < annotation_leaves; i++)
        put_reference(&b, annotations + (unsigned)i);
    buf_text(&b, "]\n");
    const unsigned tree = pdf_file_object(file);
    pdf_file_entries(file, tree, b.p, b.n);
    buf_clear(&b);
    buf_text(&b, "/Type/StructTreeRoot/K[");
    put_reference(&b, object_of(t, 1));
    buf_text(&b, "]/ParentTree ");
    put_reference(&b, tree);
    buf_text(&b, "/ParentTreeNextKey ");
    buf_int(&b, (int64_t)(FIRST_ANNOTATION_KEY + t->n_annotations));
    pdf_file_entries(file, t->root, b.p, b.n);
    buf_free(&b);
    return t->root;
}
