#include "layout/layout_row.h"

#include <math.h>
#include <stdlib.h>

static const double TABLE_AFTER = 7.0;
static const double CAPTION_AFTER = 3.0, NOTES_BEFORE = 4.0, NOTE_AFTER = 1.0, NOTES_AFTER = 10.0; /* pt */
static const double LARGEST_HEAD = 0.4; /* of the room: a larger head is not repeated */
static const double TALL_ROW = 0.1;     /* of the room: such a row may stand alone */
enum {
    LONGEST_SPAN = 64, /* rows held together by a cell that reaches down */
    SHORT_TABLE = 14,  /* rows; such a table stays on one page where that leaves no great gap */
    FEWEST_ROWS = 3,   /* on both sides of a torn table */
    GROUP_LINES = 3,   /* of the words that head a group, where it goes on */
};
static const char CONTINUED[] = " (Fortsetzung)";

struct head { /* repeated; of the table alone or with the words of the group that goes on */
    struct layout_repeat repeat;
    const struct layout_row_box *rows; /* NULL: the table has none */
    double rows_height;
    const struct layout_text_block *group;
    const struct layout_table_plan *plan;
    double x;
};

struct table {
    struct flow *f;
    const struct layout_place *place;
    const struct doc_node *table;
    const struct layout_table_plan *plan;
    struct layout_row_setter setter;
    struct head *head, *group; /* NULL: none */
    const struct doc_node *foot;
    bool ends, any;   /* ends: nothing of the table stands below; any: a row has been added */
    bool short_table; /* stays on one page */
    size_t placed;    /* rows of the body so far */
};

/* --- heads --- */

static void draw_head_again(struct flow *f, const struct layout_repeat *r, double y)
{
    const struct head *h = (const struct head *)r;
    if (h->rows) {
        layout_row_draw(f, &h->rows->box, y);
        y += h->rows_height;
    }
    if (h->group)
        layout_draw_text(f, h->group, 0, h->group->n_lines, h->x, y + h->plan->pad_top, h->plan->width, DOC_ALIGN_LEFT);
    if (h->group)
        layout_rule(f, h->x, y + h->repeat.height - h->rows_height, h->plan->width, 0.5, THEME_RULE);
}

static struct head *new_head(const struct table *t, double height)
{
    struct head *h = arena_zero(t->f->lasting, sizeof *h); /* rows that wait when the table is done may need it */
    h->repeat = (struct layout_repeat){height, draw_head_again};
    h->plan = t->plan;
    h->x = t->place->x;
    return h;
}

/* The head as one group of rows, so that cells may reach down in it and its rule is drawn once. */
static bool lay_head(struct table *t, const struct doc_node *part, struct arena *a, struct layout_row_group *g)
{
    *g = (struct layout_row_group){0};
    layout_row_walk_begin(&t->setter.walk);
    for (const struct doc_node *row = part->first; row; row = row->next) {
        if (g->n > LONGEST_SPAN)
            return false;
        layout_row_lay(&t->setter, row, DOC_HEAD, a, g, 0);
    }
    layout_row_group_close(&t->setter, g, DOC_HEAD);
    return g->height <= LARGEST_HEAD * flow_room(t->f);
}

/* It is laid out for the pages to come: the rows of the first page go with that. */
static bool make_head(struct table *t, const struct doc_node *part)
{
    struct layout_row_group g;
    if (!lay_head(t, part, t->f->lasting, &g))
        return false;
    struct layout_row_box *rows = arena_zero(t->f->lasting, sizeof *rows);
    *rows = (struct layout_row_box){.box = {.height = g.height, .draw = layout_row_draw},
                                    .plan = t->plan,
                                    .row = g.row,
                                    .n_rows = g.n,
                                    .part = DOC_HEAD,
                                    .to = SIZE_MAX,
                                    .x = t->place->x};
    t->head = new_head(t, g.height);
    t->head->rows = rows;
    t->head->rows_height = g.height;
    return true;
}

/* What stands at the top of a page on which the rows below this one go on. */
static void make_group_head(struct table *t, const struct doc_node *row)
{
    struct flow *f = t->f;
    const struct layout_text_style style = {
        .type = THEME_TABLE, .face = FONT_BOLD, .colour = THEME_INK, .tabular = true, .hyphenate = true};
    struct layout_text_block *words = arena_zero(f->lasting, sizeof *words);
    layout_text_begin(f->text, &style);
    layout_text_add_words(f->text, arena_strdup(f->lasting, row->first ? doc_plain_text(row->first, f->arena) : ""),
                          FONT_BOLD, THEME_INK);
    layout_text_add_words(f->text, CONTINUED, FONT_REGULAR, THEME_GREY);
    layout_text_break(f->text, t->plan->width, f->lasting, words);
    const double own = t->plan->pad_top + t->plan->pad_bottom + (double)words->n_lines * words->leading;
    t->group = NULL;
    if (words->n_lines > GROUP_LINES || !row->first || !doc_plain_text(row->first, f->arena)[0])
        return;
    t->group = new_head(t, own + (t->head ? t->head->repeat.height : 0));
    t->group->rows = t->head ? t->head->rows : NULL;
    t->group->rows_height = t->head ? t->head->repeat.height : 0;
    t->group->group = words;
}

/* --- rows --- */

/* What stands above g where it opens a page. */
static const struct head *repeated_head(const struct table *t, const struct layout_row_group *g, enum doc_kind part)
{
    if (part == DOC_HEAD)
        return NULL;
    return t->group && part == DOC_BODY && !g->row->row->row.group ? t->group : t->head;
}

static double room_of(const struct table *t, const struct head *head)
{
    return flow_room(t->f) - (head ? head->repeat.height : 0);
}

static void add_box(struct table *t, const struct layout_row_group *g, enum doc_kind part, bool first,
                    enum layout_box_keep keep, bool last)
{
    const struct head *head = repeated_head(t, g, part);
    struct layout_row_box *b = layout_row_box_new(&t->setter, g, part, t->place->x, room_of(t, head));
    b->box.repeat = head ? &head->repeat : NULL;
    b->box.side = t->place->side;
    b->box.before = t->any ? 0 : t->f->theme->space[THEME_BLOCK];
    b->box.after = last ? TABLE_AFTER : 0;
    b->box.keep = keep;
    b->first_of_part = first;
    b->foot_follows = t->foot != NULL;
    t->any = true;
    flow_add(t->f, &b->box);
}

/* A group too tall to hold together: each row for itself, and what reaches down stands in its first row. */
static void add_parted(struct table *t, struct layout_row_group *g, enum doc_kind part, bool first,
                       enum layout_box_keep keep, bool last)
{
    for (size_t i = 0; i < g->n; i++) {
        struct layout_row *row = &g->row[i];
        double lines = 1;
        for (size_t k = 0; k < row->n; k++) {
            lines = fmax(lines, (double)row->cell[k].text.n_lines);
            row->cell[k].rows = 1;
        }
        const double air = t->plan->pad_top + t->plan->pad_bottom;
        const struct layout_row_group one = {row, 1, fmax(row->height, air + lines * layout_row_leading(t->f, part))};
        const bool ends = i + 1 == g->n;
        add_box(t, &one, part, first && i == 0, ends ? keep : KEEP_NOT, last && ends);
    }
}

static void add_group(struct table *t, struct layout_row_group *g, enum doc_kind part, bool first,
                      enum layout_box_keep keep, bool last)
{
    if (g->n > 1 && g->height > room_of(t, repeated_head(t, g, part)))
        add_parted(t, g, part, first, keep, last);
    else
        add_box(t, g, part, first, keep, last);
}

/* Rows of the head (one that is not repeated) or of the foot. */
static void add_part(struct table *t, const struct doc_node *part)
{
    const enum page_role role = part->kind == DOC_HEAD ? ROLE_TABLE_HEAD : ROLE_TABLE_FOOT;
    layout_row_walk_begin(&t->setter.walk);
    flow_begin(t->f, role, part);
    for (const struct doc_node *row = part->first; row;) {
        const bool first = row == part->first;
        struct layout_row_group g = {0};
        size_t reach = 1;
        flow_hold(t->f);
        for (; row && g.n < reach && g.n < LONGEST_SPAN; row = row->next)
            reach = layout_row_lay(&t->setter, row, part->kind, t->f->arena, &g, reach);
        g.row[g.n - 1].last = !row;
        layout_row_group_close(&t->setter, &g, part->kind);
        const bool last = part->kind == DOC_FOOT && !row;
        add_group(t, &g, part->kind, first, last && t->ends ? KEEP_NOT : KEEP_FIRM, last);
        flow_release(t->f);
    }
    flow_end(t->f, role);
}

static void add_head(struct table *t, const struct doc_node *part)
{
    struct layout_row_group g;
    if (!make_head(t, part)) {
        add_part(t, part);
        return;
    }
    flow_hold(t->f);
    flow_begin(t->f, ROLE_TABLE_HEAD, part);
    lay_head(t, part, t->f->arena, &g);
    add_box(t, &g, DOC_HEAD, true, KEEP_FIRM, false);
    flow_end(t->f, ROLE_TABLE_HEAD);
    flow_release(t->f);
}

/* --- the body, wherever its rows come from --- */

struct body_reader {
    struct doc_rows *rows;
    const struct doc_node *ahead; /* the row that comes next */
    const struct doc_node *part;  /* of rows that have none of their own */
    bool begins;                  /* ahead is the first of a body */
    bool streamed;
    size_t left; /* rows from ahead on; group rows may not be counted */
};

static void read_ahead(struct body_reader *r)
{
    r->begins = false;
    r->ahead = doc_rows_next(r->rows, &r->begins);
}

static struct doc_node *copy_node(const struct doc_node *n, struct doc_node *parent, struct arena *a)
{
    struct doc_node *copy = arena_raw(a, sizeof *copy);
    *copy = *n;
    copy->parent = parent;
    copy->first = copy->last = copy->next = NULL;
    if (n->kind == DOC_TEXT)
        copy->text = arena_strdup(a, n->text);
    for (const struct doc_node *child = n->first; child; child = child->next) {
        struct doc_node *c = copy_node(child, copy, a);
        if (copy->last)
            copy->last->next = c;
        else
            copy->first = c;
        copy->last = c;
    }
    return copy;
}

/* The next row; a streamed one is gone when the one behind it is read, but its box may wait. */
static const struct doc_node *take_row(struct body_reader *r, struct arena *a)
{
    const struct doc_node *row = r->ahead;
    if (r->streamed)
        row = copy_node(row, (struct doc_node *)(uintptr_t)r->part, a);
    if (r->left > 0 && !(r->streamed && row->row.group))
        r->left--;
    read_ahead(r);
    return row;
}

/*
 * A first row and a last row do not stand alone, what heads a group stands with its rows, sums with what they sum,
 * notes with their table.
 */
static enum layout_box_keep keep_of(const struct table *t, const struct body_reader *r,
                                    const struct layout_row_group *g, size_t of_group)
{
    const bool follows = r->ahead != NULL;
    if (!follows)
        return t->foot || !t->ends ? KEEP_FIRM : KEEP_NOT;
    const bool tall = g->height > TALL_ROW * flow_room(t->f);
    if (g->row->row->row.group || (!tall && t->placed < FEWEST_ROWS))
        return KEEP_FIRM;
    if (!tall && t->group && of_group < 2 && !r->begins)
        return KEEP_FIRM;
    if (!tall && r->left < FEWEST_ROWS)
        return KEEP_FIRM;
    return t->short_table ? KEEP_SOFT : KEEP_NOT;
}

static void add_body(struct table *t)
{
    struct body_reader r = {
        .rows = doc_rows_open(t->table), .streamed = t->table->table.source != NULL, .left = doc_rows_count(t->table)};
    for (const struct doc_node *part = t->table->first; part; part = part->next)
        if (part->kind == DOC_BODY)
            r.part = part;
    read_ahead(&r);
    size_t of_group = 0;
    bool open = false;
    while (r.ahead) {
        const bool begins = r.begins || !open;
        if (begins) {
            if (open)
                flow_end(t->f, ROLE_TABLE_BODY);
            flow_begin(t->f, ROLE_TABLE_BODY, r.streamed ? r.part : r.ahead->parent);
            layout_row_walk_begin(&t->setter.walk);
            open = true;
            t->group = NULL;
        }
        flow_hold(t->f);
        struct layout_row_group g = {0};
        for (size_t reach = 1; r.ahead && g.n < reach && g.n < LONGEST_SPAN && (g.n == 0 || !r.begins);)
            reach = layout_row_lay(&t->setter, take_row(&r, t->f->arena), DOC_BODY, t->f->arena, &g, reach);
        const bool group_row = g.row->row->row.group;
        g.row[g.n - 1].last = !r.ahead;
        layout_row_group_close(&t->setter, &g, DOC_BODY);
        t->placed += g.n;
        of_group = group_row ? 0 : of_group + g.n;
        add_group(t, &g, DOC_BODY, begins, keep_of(t, &r, &g, of_group), !r.ahead && !t->foot);
        if (group_row)
            make_group_head(t, g.row->row);
        flow_release(t->f);
    }
    if (open)
        flow_end(t->f, ROLE_TABLE_BODY);
    doc_rows_close(r.rows);
    t->group = NULL;
}

/* --- above and below --- */

static const struct layout_block_style small_text = {
    .text = {.type = THEME_SMALL, .face = FONT_REGULAR, .colour = THEME_GREY}, .role = ROLE_CAPTION};

/* "Spalten 1–9 von 24": without those that head the rows, which are in every panel. */
static const char *panel_words(const struct table *t, struct arena *a)
{
    const int heads = t->plan->n_heads, c0 = t->setter.panel.c0 - heads + 1, c1 = t->setter.panel.c1 - heads;
    const int all = t->plan->n - heads;
    return c0 == c1 ? arena_printf(a, "Spalte %d von %d", c0, all)
                    : arena_printf(a, "Spalten %d–%d von %d", c0, c1, all);
}

static void add_caption(struct table *t)
{
    const char *caption = t->table->table.caption;
    const bool shown = t->setter.first_panel && !t->table->table.caption_hidden && caption && caption[0];
    struct layout_block_style style = small_text;
    style.before = t->f->theme->space[THEME_BLOCK];
    style.after = CAPTION_AFTER;
    style.keep = KEEP_FIRM;
    struct arena *a = arena_new();
    const char *words = shown ? caption : "";
    if (t->plan->n_panels > 1)
        words = shown ? arena_printf(a, "%s, %s", caption, panel_words(t, a)) : panel_words(t, a);
    if (words[0])
        layout_block_words(t->f, t->place, NULL, &style, words);
    arena_free(a);
}

/* Below the table: a number above the line where a cell refers to it, a grey line of its own where none does. */
static void add_footnotes(struct table *t, bool note_follows)
{
    for (const struct doc_node *n = t->table->first; n; n = n->next) {
        if (n->kind != DOC_FOOTNOTE)
            continue;
        const struct doc_node *more = n->next;
        while (more && more->kind != DOC_FOOTNOTE)
            more = more->next;
        struct layout_block_style style = small_text;
        style.before = NOTES_BEFORE;
        style.after = more ? NOTE_AFTER : NOTES_AFTER;
        style.keep = more || note_follows ? KEEP_FIRM : KEEP_NOT;
        layout_block_footnote(t->f, t->place, n, &style);
    }
}

static const struct doc_node *part_of(const struct doc_node *table, enum doc_kind kind)
{
    for (const struct doc_node *n = table->first; n; n = n->next)
        if (n->kind == kind && n->first)
            return n;
    return NULL;
}

static void add_panel(struct table *t)
{
    flow_begin(t->f, ROLE_TABLE, t->table);
    add_caption(t);
    const struct doc_node *head = part_of(t->table, DOC_HEAD);
    if (head)
        add_head(t, head);
    add_body(t);
    if (t->foot)
        add_part(t, t->foot);
    flow_end(t->f, ROLE_TABLE);
}

/* A few rows read better on the next page than torn apart. */
static bool is_short(const struct table *t)
{
    size_t rows = doc_rows_count(t->table);
    for (const struct doc_node *row = t->foot ? t->foot->first : NULL; row; row = row->next)
        rows++;
    return rows <= SHORT_TABLE;
}

static bool has_footnotes(const struct doc_node *table)
{
    return table->last && table->last->kind == DOC_FOOTNOTE;
}

void layout_table(struct flow *f, const struct layout_place *p, const struct doc_node *table, bool note_follows)
{
    const struct layout_table_plan *plan = layout_table_plan_get(f, table, p->width);
    if (plan->n <= 0)
        return;
    int *busy = mem_zero((size_t)plan->n, sizeof *busy);
    int *taken = mem_zero((size_t)plan->n, sizeof *taken);
    struct table t = {.f = f, .place = p, .table = table, .plan = plan, .foot = part_of(table, DOC_FOOT)};
    t.short_table = is_short(&t);
    for (int i = 0; i < plan->n_panels; i++) {
        const bool last = i + 1 == plan->n_panels;
        t.setter = (struct layout_row_setter){.f = f,
                                              .plan = plan,
                                              .panel = plan->panel[i],
                                              .first_panel = i == 0,
                                              .walk = {plan->n, busy},
                                              .taken = taken};
        t.head = t.group = NULL;
        t.any = false;
        t.placed = 0;
        t.ends = !(last && (note_follows || has_footnotes(table)));
        add_panel(&t);
    }
    add_footnotes(&t, note_follows);
    free(busy);
    free(taken);
}
