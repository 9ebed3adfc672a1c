/*
 * The elements of a tagged PDF into the file: the tree itself, the tree that leads from marks back to their elements,
 * and that of the IDs.
 */
#include "base/mem.h"
#include "pdf/pdf_elements.h"
#include "pdf/pdf_heads.h"

#include <stdlib.h>

enum {
    PAGES_PER_LEAF = 2, /* of the parent tree: a page may have thousands of marks */
    KEYS_PER_LEAF = 64,
    LEAVES_PER_NODE = 256,
};

/* A tree of numbers or names: leaves, and nodes above them. */
struct leaves {
    size_t n;       /* leaves */
    unsigned first; /* object of the first leaf */
    size_t n_nodes;
    unsigned first_node;
    void (*limits)(const struct pdf_tags *t, size_t from, size_t to, struct buf *b); /* of leaves from..to-1 */
};

struct pdf_tree {
    unsigned root, first; /* objects: root; first element */
    struct leaves pages, annotations, ids;
    struct pdf_heads *heads;
    size_t next_detail;
    uint32_t *id; /* elements with an ID: first those of cells, then those of notes, each in their order */
    size_t n_ids, cap_ids;
};

void pdf_tree_free(struct pdf_tree *tree)
{
    if (!tree)
        return;
    pdf_heads_free(tree->heads);
    free(tree->id);
    free(tree);
}

static void put_reference(struct buf *b, unsigned object)
{
    buf_int(b, object);
    buf_text(b, " 0 R");
}

static unsigned object_of(const struct pdf_tags *t, uint32_t element)
{
    return t->tree->first + element - 1;
}

/* Of one length, so that they sort as the elements do. */
static void put_id(const struct pdf_tags *t, uint32_t element, struct buf *b)
{
    char text[] = "(h0000000000)";
    text[1] = t->element[element].role == ROLE_FOOTNOTE ? 'n' : 'h';
    for (size_t i = sizeof text - 3; element; i--, element /= 10)
        text[i] = (char)('0' + element % 10);
    buf_put(b, text, sizeof text - 1);
}

/* --- elements --- */

static void put_kids(const struct pdf_tags *t, const struct pdf_element *e, struct buf *b)
{
    if (e->mcid != PDF_NO_MCID) {
        buf_text(b, "/Pg ");
        put_reference(b, t->page[e->first].object);
        buf_text(b, "/K ");
        buf_int(b, e->mcid);
        return;
    }
    if (e->first == 0)
        return;
    buf_text(b, "/K[");
    for (uint32_t kid = e->first; kid;) {
        if (!(kid & (uint32_t)PDF_EXTRA)) {
            put_reference(b, object_of(t, kid));
            kid = t->element[kid].next;
            if (kid)
                buf_char(b, ' ');
            continue;
        }
        const struct pdf_extra *x = &t->extra[kid & ~(uint32_t)PDF_EXTRA];
        buf_text(b, x->annotation ? "<</Type/OBJR/Pg " : "<</Type/MCR/Pg ");
        put_reference(b, t->page[x->page].object);
        buf_text(b, x->annotation ? "/Obj " : "/MCID ");
        buf_int(b, x->value);
        buf_text(b, x->annotation ? " 0 R>>" : ">>");
        kid = x->next;
    }
    buf_char(b, ']');
}

static void put_cell(const struct pdf_tags *t, const struct pdf_element *e, const uint32_t *head, size_t n,
                     struct buf *b)
{
    const struct pdf_cell *c = &t->cell[e->cell];
    if (e->cell == 0 && n == 0)
        return;
    buf_text(b, "/A<</O/Table");
    if (c->scope)
        buf_text(b, c->scope == PDF_SCOPE_COLUMN ? "/Scope/Column" : "/Scope/Row");
    if (c->columns > 1) {
        buf_text(b, "/ColSpan ");
        buf_int(b, c->columns);
    }
    if (c->rows > 1) {
        buf_text(b, "/RowSpan ");
        buf_int(b, c->rows);
    }
    if (n)
        buf_text(b, "/Headers[");
    for (size_t i = 0; i < n; i++)
        put_id(t, head[i], b);
    buf_text(b, n ? "]>>" : ">>");
}

static void write_element(void *user, size_t i, struct buf *b)
{
    struct pdf_tags *t = user;
    struct pdf_tree *tree = t->tree;
    const uint32_t index = (uint32_t)i + 1;
    const struct pdf_element *e = &t->element[index];
    const uint32_t *head;
    size_t n;
    const bool has_id = pdf_heads_next(tree->heads, index, &head, &n);
    buf_text(b, "/S/");
    buf_text(b, pdf_role_name((enum page_role)e->role));
    buf_text(b, "/P ");
    put_reference(b, e->parent ? object_of(t, e->parent) : tree->root);
    put_kids(t, e, b);
    if (has_id) {
        buf_text(b, "/ID");
        put_id(t, index, b);
    }
    put_cell(t, e, head, n, b);
    if (tree->next_detail < t->n_details && t->detail[tree->next_detail].element == index)
        buf_text(b, t->details.p + t->detail[tree->next_detail++].at);
}

/* --- trees of keys --- */

static void put_limit(struct buf *b, size_t from, size_t to)
{
    buf_text(b, "/Limits[");
    buf_int(b, (int64_t)from);
    buf_char(b, ' ');
    buf_int(b, (int64_t)to);
    buf_char(b, ']');
}

static size_t end_of(size_t leaf, size_t size, size_t n)
{
    return leaf * size + size < n ? leaf * size + size : n;
}

static void limits_of_pages(const struct pdf_tags *t, size_t from, size_t to, struct buf *b)
{
    put_limit(b, from * PAGES_PER_LEAF, end_of(to - 1, PAGES_PER_LEAF, t->n_pages) - 1);
}

static void limits_of_annotations(const struct pdf_tags *t, size_t from, size_t to, struct buf *b)
{
    put_limit(b, PDF_FIRST_ANNOTATION_KEY + from * KEYS_PER_LEAF,
              PDF_FIRST_ANNOTATION_KEY + end_of(to - 1, KEYS_PER_LEAF, t->n_annotations) - 1);
}

static void limits_of_ids(const struct pdf_tags *t, size_t from, size_t to, struct buf *b)
{
    const struct pdf_tree *tree = t->tree;
    buf_text(b, "/Limits[");
    put_id(t, tree->id[from * KEYS_PER_LEAF], b);
    put_id(t, tree->id[end_of(to - 1, KEYS_PER_LEAF, tree->n_ids) - 1], b);
    buf_char(b, ']');
}

static void write_pages(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    limits_of_pages(t, i, i + 1, b);
    buf_text(b, "/Nums[");
    for (size_t p = i * PAGES_PER_LEAF; p < end_of(i, PAGES_PER_LEAF, t->n_pages); p++) {
        buf_int(b, (int64_t)p);
        buf_char(b, '[');
        const size_t end = p + 1 < t->n_pages ? t->page[p + 1].first_owner : t->n_owners;
        for (size_t k = t->page[p].first_owner; k < end; k++) {
            put_reference(b, object_of(t, t->owner[k]));
            buf_char(b, k + 1 < end ? ' ' : ']');
        }
        if (t->page[p].first_owner == end)
            buf_char(b, ']');
    }
    buf_char(b, ']');
}

static void write_annotations(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    limits_of_annotations(t, i, i + 1, b);
    buf_text(b, "/Nums[");
    for (size_t k = i * KEYS_PER_LEAF; k < end_of(i, KEYS_PER_LEAF, t->n_annotations); k++) {
        buf_int(b, (int64_t)(PDF_FIRST_ANNOTATION_KEY + k));
        buf_char(b, ' ');
        put_reference(b, object_of(t, t->annotation[k]));
        buf_char(b, ' ');
    }
    buf_char(b, ']');
}

static void write_ids(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    limits_of_ids(t, i, i + 1, b);
    buf_text(b, "/Names[");
    for (size_t k = i * KEYS_PER_LEAF; k < end_of(i, KEYS_PER_LEAF, t->tree->n_ids); k++) {
        put_id(t, t->tree->id[k], b);
        put_reference(b, object_of(t, t->tree->id[k]));
    }
    buf_char(b, ']');
}

static void write_node(const struct pdf_tags *t, const struct leaves *l, size_t i, struct buf *b)
{
    const size_t to = end_of(i, LEAVES_PER_NODE, l->n);
    l->limits(t, i * LEAVES_PER_NODE, to, b);
    buf_text(b, "/Kids[");
    for (size_t k = i * LEAVES_PER_NODE; k < to; k++) {
        put_reference(b, l->first + (unsigned)k);
        buf_char(b, k + 1 < to ? ' ' : ']');
    }
}

static void write_page_node(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    write_node(t, &t->tree->pages, i, b);
}

static void write_annotation_node(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    write_node(t, &t->tree->annotations, i, b);
}

static void write_id_node(void *user, size_t i, struct buf *b)
{
    const struct pdf_tags *t = user;
    write_node(t, &t->tree->ids, i, b);
}

static void add_leaves(struct pdf_tags *t, struct pdf_file *file, struct leaves *l, size_t keys, size_t per_leaf,
                       pdf_file_writer *leaf, pdf_file_writer *node)
{
    l->n = (keys + per_leaf - 1) / per_leaf;
    l->first = pdf_file_series(file, l->n, leaf, t);
    l->n_nodes = (l->n + LEAVES_PER_NODE - 1) / LEAVES_PER_NODE;
    l->first_node = pdf_file_series(file, l->n_nodes, node, t);
}

static void put_nodes(const struct leaves *l, struct buf *b)
{
    for (size_t i = 0; i < l->n_nodes; i++) {
        put_reference(b, l->first_node + (unsigned)i);
        buf_char(b, ' ');
    }
}

/* Cells first, then notes: their IDs sort that way. */
static void collect_ids(struct pdf_tags *t)
{
    struct pdf_tree *tree = t->tree;
    for (int notes = 0; notes < 2; notes++) {
        struct pdf_heads *h = pdf_heads_new(t);
        const uint32_t *head;
        size_t n;
        for (size_t i = 1; i < t->n; i++) {
            if (!pdf_heads_next(h, (uint32_t)i, &head, &n) || (t->element[i].role == ROLE_FOOTNOTE) != notes)
                continue;
            tree->id = mem_grow(tree->id, tree->n_ids, &tree->cap_ids, sizeof *tree->id);
            tree->id[tree->n_ids++] = (uint32_t)i;
        }
        pdf_heads_free(h);
    }
}

void pdf_tags_write(struct pdf_tags *t, struct pdf_file *file, unsigned root)
{
    struct pdf_tree *tree = t->tree = mem_zero(1, sizeof *tree);
    tree->root = root;
    tree->heads = pdf_heads_new(t);
    tree->pages.limits = limits_of_pages;
    tree->annotations.limits = limits_of_annotations;
    tree->ids.limits = limits_of_ids;
    if (t->any_id)
        collect_ids(t);
    tree->first = pdf_file_series(file, t->n - 1, write_element, t);
    add_leaves(t, file, &tree->pages, t->n_pages, PAGES_PER_LEAF, write_pages, write_page_node);
    add_leaves(t, file, &tree->annotations, t->n_annotations, KEYS_PER_LEAF, write_annotations, write_annotation_node);
    add_leaves(t, file, &tree->ids, tree->n_ids, KEYS_PER_LEAF, write_ids, write_id_node);
    struct buf b = {0};
    buf_text(&b, "/Type/StructTreeRoot/K[");
    put_reference(&b, object_of(t, 1));
    buf_text(&b, "]/ParentTree<</Kids[");
    put_nodes(&tree->pages, &b);
    put_nodes(&tree->annotations, &b);
    buf_text(&b, "]>>/ParentTreeNextKey ");
    buf_int(&b, (int64_t)(PDF_FIRST_ANNOTATION_KEY + t->n_annotations));
    if (tree->n_ids) {
        buf_text(&b, "/IDTree<</Kids[");
        put_nodes(&tree->ids, &b);
        buf_text(&b, "]>>");
    }
    pdf_file_entries(file, root, b.p, b.n);
    buf_free(&b);
}
