#include "pdf/pdf_tags.h"

#include "base/mem.h"
#include "draw/canvas.h"
#include "pdf/pdf_elements.h"

#include <stdlib.h>
#include <string.h>

enum {
    LARGEST_MCID = 65534,
    LOOK_BACK = 32, /* kinds of cells among which the same is looked for */
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
    [ROLE_NOTE] = {"Div", false}, /* PDF calls a note what is referred to from elsewhere; this one stands for itself */
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
    [ROLE_REFERENCE] = {"Reference", false},
    [ROLE_FOOTNOTE] = {"Note", true},
    [ROLE_NOTEREF] = {"Reference", true},
    [ROLE_SPAN] = {"Span", true},
    [ROLE_LOGO] = {"Figure", true},
};

const char *pdf_role_name(enum page_role role)
{
    return roles[role].name;
}

struct pdf_tags *pdf_tags_new(const struct theme *theme)
{
    struct pdf_tags *t = mem_zero(1, sizeof *t);
    t->theme = theme;
    t->element = mem_grow(t->element, 0, &t->cap, sizeof *t->element);
    t->element[0] = (struct pdf_element){.mcid = PDF_NO_MCID};
    t->n = 1;
    t->cell = mem_grow(t->cell, 0, &t->cap_cells, sizeof *t->cell);
    t->cell[0] = (struct pdf_cell){1, 1, PDF_SCOPE_NONE};
    t->n_cells = 1;
    t->open = mem_grow(t->open, 0, &t->cap_open, sizeof *t->open);
    t->open[0] = (struct pdf_open){0};
    t->n_open = 1;
    return t;
}

void pdf_tags_free(struct pdf_tags *t)
{
    if (!t)
        return;
    pdf_tree_free(t->tree);
    free(t->element);
    free(t->extra);
    free(t->page);
    free(t->owner);
    free(t->annotation);
    free(t->cell);
    free(t->detail);
    free(t->open);
    buf_free(&t->details);
    free(t);
}

void pdf_tags_page(struct pdf_tags *t, unsigned page)
{
    t->page = mem_grow(t->page, t->n_pages, &t->cap_pages, sizeof *t->page);
    t->page[t->n_pages++] = (struct pdf_tags_page){page, t->n_owners};
}

static struct pdf_open *top(struct pdf_tags *t)
{
    return &t->open[t->n_open - 1];
}

static struct pdf_element *current(struct pdf_tags *t)
{
    return &t->element[top(t)->element];
}

static void push(struct pdf_tags *t, struct pdf_open open)
{
    t->open = mem_grow(t->open, t->n_open, &t->cap_open, sizeof *t->open);
    t->open[t->n_open++] = open;
}

static void add_kid(struct pdf_tags *t, uint32_t kid)
{
    struct pdf_open *o = top(t);
    if (o->last == 0)
        t->element[o->element].first = kid;
    else if (o->last & (uint32_t)PDF_EXTRA)
        t->extra[o->last & ~(uint32_t)PDF_EXTRA].next = kid;
    else
        t->element[o->last].next = kid;
    o->last = kid;
}

static void add_extra(struct pdf_tags *t, struct pdf_extra x)
{
    t->extra = mem_grow(t->extra, t->n_extra, &t->cap_extra, sizeof *t->extra);
    t->extra[t->n_extra] = x;
    add_kid(t, (uint32_t)t->n_extra++ | (uint32_t)PDF_EXTRA);
}

/* An element that gets a second kid keeps its one stretch in the list like all others. */
static void unfold(struct pdf_tags *t)
{
    struct pdf_element *e = current(t);
    if (e->mcid == PDF_NO_MCID)
        return;
    const struct pdf_extra one = {.page = e->first, .value = e->mcid};
    e->mcid = PDF_NO_MCID;
    e->first = 0;
    add_extra(t, one);
}

/* --- what only some elements say --- */

/* Further attributes of element, which is the newest or has some already. */
static struct buf *detail(struct pdf_tags *t, uint32_t element)
{
    if (t->n_details && t->detail[t->n_details - 1].element == element) {
        t->details.n--; /* the NUL of what stands there */
        return &t->details;
    }
    t->detail = mem_grow(t->detail, t->n_details, &t->cap_details, sizeof *t->detail);
    t->detail[t->n_details++] = (struct pdf_detail){element, t->details.n};
    return &t->details;
}

static void put_text(struct buf *b, const char *key, const char *s)
{
    buf_text(b, key);
    pdf_text_string(b, s, strlen(s));
}

static uint32_t kind_of_cell(struct pdf_tags *t, struct pdf_cell c)
{
    for (size_t i = t->n_cells; i-- && t->n_cells - i <= LOOK_BACK;)
        if (t->cell[i].columns == c.columns && t->cell[i].rows == c.rows && t->cell[i].scope == c.scope)
            return (uint32_t)i;
    t->cell = mem_grow(t->cell, t->n_cells, &t->cap_cells, sizeof *t->cell);
    t->cell[t->n_cells] = c;
    return (uint32_t)t->n_cells++;
}

static uint16_t span(int n)
{
    return n < 1 ? 1 : n > UINT16_MAX ? UINT16_MAX : (uint16_t)n;
}

/* The table of the cell that is the newest element gets heads that each cell names. */
static void need_heads(struct pdf_tags *t)
{
    uint32_t e = t->element[t->n - 1].parent;
    while (e && t->element[e].role != ROLE_TABLE)
        e = t->element[e].parent;
    t->element[e].flags |= PDF_MANY_HEADS;
    t->any_id = true;
}

/* A head over several columns that has its row for itself says what the rows below it are. */
static bool heads_group(const struct doc_node *cell)
{
    const struct doc_node *row = cell->parent;
    return row && row->kind == DOC_ROW &&
           (row->row.group || (cell->cell.colspan > 1 && row->first && !row->first->next));
}

static void begin_cell(struct pdf_tags *t, bool header, const struct doc_node *n)
{
    struct pdf_element *e = &t->element[t->n - 1];
    struct pdf_cell c = {1, 1, PDF_SCOPE_NONE};
    const uint32_t row = e->parent, part = t->element[row].parent;
    const bool in_head = t->element[part].role == ROLE_TABLE_HEAD;
    bool group = false;
    if (n) {
        c.columns = span(n->cell.colspan);
        c.rows = span(n->cell.rowspan);
        group = header && !in_head && heads_group(n);
    }
    if (header)
        c.scope = in_head || group ? PDF_SCOPE_COLUMN : PDF_SCOPE_ROW;
    if (group)
        e->flags |= PDF_GROUP_HEAD;
    e->cell = c.columns == 1 && c.rows == 1 && !header ? 0 : kind_of_cell(t, c);
    if (n && doc_cell_is_hidden(n)) { /* what the sign stands for is read in its place */
        put_text(detail(t, (uint32_t)t->n - 1), "/E", DOC_HIDDEN_WORDS);
        buf_char(&t->details, '\0');
    }
    if (group || (header && !in_head && c.rows > 1) || (in_head && t->element[part].first != row))
        need_heads(t);
}

static void take_node(struct pdf_tags *t, enum page_role role, const struct doc_node *n)
{
    const uint32_t e = (uint32_t)t->n - 1;
    switch (role) {
    case ROLE_HEADER_CELL:
    case ROLE_CELL:
        begin_cell(t, role == ROLE_HEADER_CELL, n);
        return;
    case ROLE_FIGURE:
        put_text(detail(t, e), "/Alt", n && n->kind == DOC_CHART && n->chart.alt ? n->chart.alt : "Diagramm");
        break;
    case ROLE_LOGO:
        put_text(detail(t, e), "/Alt", t->theme->logo.alt);
        break;
    case ROLE_LIST:
        buf_text(detail(t, e), n && n->kind == DOC_LIST && n->numbered ? "/A<</O/List/ListNumbering/Decimal>>"
                                                                       : "/A<</O/List/ListNumbering/Disc>>");
        break;
    case ROLE_TABLE:
        if (!n || !n->table.caption_hidden || !n->table.caption || !n->table.caption[0])
            return; /* else its caption says it */
        put_text(detail(t, e), "/A<</O/Table/Summary", n->table.caption);
        buf_text(&t->details, ">>");
        break;
    case ROLE_FOOTNOTE:
        t->any_id = true;
        return;
    default:
        return;
    }
    buf_char(&t->details, '\0');
}

void pdf_tags_figure(struct pdf_tags *t, const double box[4])
{
    struct buf *b = detail(t, top(t)->element);
    buf_text(b, "/A<</O/Layout/Placement/Block/BBox[");
    for (int i = 0; i < 4; i++) {
        canvas_put_number(b, box[i]);
        buf_char(b, i < 3 ? ' ' : ']');
    }
    buf_text(b, ">>");
    buf_char(b, '\0');
}

/* --- the tree --- */

static void reopen(struct pdf_tags *t, uint32_t element)
{
    uint32_t last = 0;
    if (t->element[element].mcid == PDF_NO_MCID)
        for (uint32_t k = t->element[element].first; k;) {
            last = k;
            k = k & (uint32_t)PDF_EXTRA ? t->extra[k & ~(uint32_t)PDF_EXTRA].next : t->element[k].next;
        }
    push(t, (struct pdf_open){element, last});
}

void pdf_tags_begin(struct pdf_tags *t, enum page_role role, const struct doc_node *node)
{
    /* A link that goes on in the next line, or in another face, is one link. */
    if (role == ROLE_LINK && node && t->link == node && top(t)->last == t->link_element) {
        reopen(t, t->link_element);
        return;
    }
    unfold(t);
    t->element = mem_grow(t->element, t->n, &t->cap, sizeof *t->element);
    const uint32_t e = (uint32_t)t->n++;
    t->element[e] = (struct pdf_element){.parent = top(t)->element, .mcid = PDF_NO_MCID, .role = (uint8_t)role};
    if (top(t)->element)
        add_kid(t, e);
    push(t, (struct pdf_open){e, 0});
    take_node(t, role, node);
    if (role == ROLE_LINK) {
        t->link = node;
        t->link_element = e;
    }
}

void pdf_tags_begin_span(struct pdf_tags *t, const char *s, size_t n)
{
    pdf_tags_begin(t, ROLE_SPAN, NULL);
    struct buf *b = detail(t, top(t)->element);
    buf_text(b, "/ActualText");
    pdf_text_string(b, s, n);
    buf_char(b, '\0');
}

void pdf_tags_resume(struct pdf_tags *t, enum page_role role, size_t kid)
{
    uint32_t found = 0;
    for (uint32_t k = current(t)->mcid == PDF_NO_MCID ? current(t)->first : 0; k;) {
        if (k & (uint32_t)PDF_EXTRA) {
            k = t->extra[k & ~(uint32_t)PDF_EXTRA].next;
            continue;
        }
        found = k;
        if (kid-- == 0)
            break;
        k = t->element[k].next;
    }
    if (found && t->element[found].role == role)
        reopen(t, found);
    else
        pdf_tags_begin(t, role, NULL);
}

/* A head or a foot asks for a body, even where there is nothing to show. */
static bool lacks_body(const struct pdf_tags *t)
{
    const uint32_t table = t->open[t->n_open - 1].element;
    bool any = false;
    if (t->element[table].role != ROLE_TABLE)
        return false;
    for (uint32_t k = t->element[table].first; k && !(k & (uint32_t)PDF_EXTRA); k = t->element[k].next) {
        if (t->element[k].role == ROLE_TABLE_BODY)
            return false;
        any = any || t->element[k].role == ROLE_TABLE_HEAD || t->element[k].role == ROLE_TABLE_FOOT;
    }
    return any;
}

void pdf_tags_end(struct pdf_tags *t)
{
    if (lacks_body(t)) {
        pdf_tags_begin(t, ROLE_TABLE_BODY, NULL);
        t->n_open--;
    }
    if (t->n_open > 1)
        t->n_open--;
}

size_t pdf_tags_current(const struct pdf_tags *t)
{
    return t->open[t->n_open - 1].element;
}

bool pdf_tags_has_content(const struct pdf_tags *t)
{
    const uint32_t open = t->open[t->n_open - 1].element;
    return open && t->n_pages && roles[t->element[open].role].content &&
           t->n_owners - t->page[t->n_pages - 1].first_owner <= LARGEST_MCID;
}

int pdf_tags_mark(struct pdf_tags *t, const char **name)
{
    if (!pdf_tags_has_content(t))
        return -1;
    struct pdf_element *e = current(t);
    const uint32_t page = (uint32_t)t->n_pages - 1;
    const size_t mcid = t->n_owners - t->page[page].first_owner;
    t->owner = mem_grow(t->owner, t->n_owners, &t->cap_owners, sizeof *t->owner);
    t->owner[t->n_owners++] = top(t)->element;
    *name = roles[e->role].name;
    if (top(t)->last == 0 && e->mcid == PDF_NO_MCID) {
        e->first = page;
        e->mcid = (uint16_t)mcid;
    } else {
        unfold(t);
        add_extra(t, (struct pdf_extra){.page = page, .value = (uint32_t)mcid});
    }
    return (int)mcid;
}

unsigned pdf_tags_annotation(struct pdf_tags *t, unsigned annotation)
{
    unfold(t);
    add_extra(t, (struct pdf_extra){.page = (uint32_t)t->n_pages - 1, .value = annotation, .annotation = true});
    t->annotation = mem_grow(t->annotation, t->n_annotations, &t->cap_annotations, sizeof *t->annotation);
    t->annotation[t->n_annotations] = top(t)->element;
    return PDF_FIRST_ANNOTATION_KEY + (unsigned)t->n_annotations++;
}
