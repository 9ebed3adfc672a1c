/*
 * The words of a document held against those of its pages: part of page_check.h, which includes it.
 */
#ifndef KD_TESTS_PAGE_WORDS_H
#define KD_TESTS_PAGE_WORDS_H

/* --- every word, once and in order --- */

static void put_element(struct buf *b, const struct element *e, bool labels)
{
    if (role_is(e, "Figure") || role_is(e, "Logo") || (!labels && role_is(e, "Lbl")))
        return;
    put_solid(b, e->s, e->n);
    for (const struct element *kid = e->first; kid; kid = kid->next)
        put_element(b, kid, labels);
}

static void put_inline(struct buf *b, const struct doc_node *n)
{
    if (n->kind == DOC_TEXT && n->text)
        put_solid(b, n->text, strlen(n->text));
    if (n->kind == DOC_NOTEREF && n->footnote)
        buf_int(b, n->footnote->number);
    for (const struct doc_node *child = n->first; child; child = child->next)
        put_inline(b, child);
}

/* Whether the texts of the cells of both are the same; which: 0 expected, 1 seen. */
struct cell_text {
    struct buf text;
    int wanted, seen; /* wanted: in each panel (2), in one of them (1); empty cells are not looked at */
};

struct cell_list {
    struct cell_text *cell;
    size_t n, cap;
};

static struct cell_text *add_cell_text(struct cell_list *list)
{
    list->cell = mem_grow(list->cell, list->n, &list->cap, sizeof *list->cell);
    list->cell[list->n] = (struct cell_text){0};
    return &list->cell[list->n++];
}

static int by_text(const void *a, const void *b)
{
    return strcmp(buf_str(&((const struct cell_text *)a)->text), buf_str(&((const struct cell_text *)b)->text));
}

static void free_cells(struct cell_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        buf_free(&list->cell[i].text);
    free(list->cell);
}

static void expect_row(struct cell_list *list, const struct doc_node *row, enum doc_kind part)
{
    for (const struct doc_node *cell = row->first; cell; cell = cell->next) {
        struct cell_text *t = add_cell_text(list);
        put_inline(&t->text, cell);
        t->wanted = part != DOC_BODY || cell->cell.header ? 2 : 1;
    }
}

static void expect_cells(struct cell_list *list, const struct doc_node *table)
{
    for (enum doc_kind kind = DOC_HEAD; kind <= DOC_FOOT; kind++) {
        if (kind == DOC_BODY) {
            struct doc_rows *rows = doc_rows_open(table);
            for (const struct doc_node *row; (row = doc_rows_next(rows, NULL));)
                expect_row(list, row, kind);
            doc_rows_close(rows);
            continue;
        }
        for (const struct doc_node *part = table->first; part; part = part->next)
            for (const struct doc_node *row = part->kind == kind ? part->first : NULL; row; row = row->next)
                expect_row(list, row, kind);
    }
}

static void seen_cells(struct cell_list *list, const struct element *table)
{
    for (const struct element *part = table->first; part; part = part->next)
        for (const struct element *row = part->first; row && role_is(row, "TR"); row = row->next)
            for (const struct element *cell = row->first; cell; cell = cell->next) {
                struct cell_text *t = add_cell_text(list);
                put_element(&t->text, cell, true);
            }
}

/* One panel: cell by cell in order. Several: each is in one of them, what heads rows or columns perhaps in each. */
static void compare_cells(struct page_check *c, struct cell_list *want, struct cell_list *seen, int panels)
{
    size_t k = 0;
    if (panels > 1) {
        if (want->n)
            qsort(want->cell, want->n, sizeof *want->cell, by_text);
        if (seen->n)
            qsort(seen->cell, seen->n, sizeof *seen->cell, by_text);
    }
    for (size_t i = 0; i < want->n && !c->failed;) {
        const char *text = buf_str(&want->cell[i].text);
        int times = 0, may = 0, must = 0;
        for (; i < want->n && strcmp(buf_str(&want->cell[i].text), text) == 0; i++) {
            must++;
            may += want->cell[i].wanted == 2 ? panels : 1;
            if (panels == 1) {
                i++;
                break;
            }
        }
        for (; k < seen->n && strcmp(buf_str(&seen->cell[k].text), text) == 0; times++) {
            k++;
            if (panels == 1) {
                times++;
                break;
            }
        }
        if (text[0] && (times < must || times > may))
            page_fault(c, "the cell \"%.80s\" is there %d times instead of %d..%d; next is \"%.80s\"", text, times,
                       must, may, k < seen->n ? buf_str(&seen->cell[k].text) : "");
        if (!text[0] && panels == 1 && times != 1)
            page_fault(c, "an empty cell is missing before \"%.80s\"", k < seen->n ? buf_str(&seen->cell[k].text) : "");
    }
    if (k < seen->n && !c->failed && buf_str(&seen->cell[k].text)[0])
        page_fault(c, "the cell \"%.80s\" is not in the document", buf_str(&seen->cell[k].text));
}

/* Tables are walked beside the document: the next element of role Table. */
struct table_walk {
    const struct element **table;
    size_t n, cap, at;
};

static void collect_tables(struct table_walk *w, const struct element *e)
{
    if (role_is(e, "Table")) {
        w->table = mem_grow(w->table, w->n, &w->cap, sizeof *w->table);
        w->table[w->n++] = e;
        return;
    }
    for (const struct element *kid = e->first; kid; kid = kid->next)
        collect_tables(w, kid);
}

/* "Spalten 4–6 von 9": whether another panel follows, by its own words. */
static bool panel_of(const struct element *table, bool *follows)
{
    struct buf b = {0};
    int from = 0, to = 0, all = 0;
    if (role_is(table->first, "Caption"))
        put_element(&b, table->first, true);
    const char *s = strstr(buf_str(&b), "Spalte");
    for (const char *more = s; more; more = strstr(more + 1, "Spalte"))
        s = more;
    bool is = false;
    if (s) {
        is = sscanf(s, "Spalten%d–%dvon%d", &from, &to, &all) == 3;
        if (!is && sscanf(s, "Spalte%dvon%d", &to, &all) == 2)
            is = true;
    }
    *follows = is && to < all;
    buf_free(&b);
    return is;
}

static void check_rows_below_each_other(struct page_check *c, const struct element *table)
{
    const struct element *before = NULL;
    for (const struct element *part = table->first; part; part = part->next)
        for (const struct element *row = part->first; row && role_is(row, "TR"); row = row->next) {
            if (row->page == 0)
                continue;
            if (before && before->page == row->page && before->bottom > row->top + MAY_TOUCH)
                page_fault(c, "two rows stand in each other on page %d, at %.1f and %.1f", row->page, before->bottom,
                           row->top);
            if (before && before->page > row->page)
                page_fault(c, "rows stand in disorder");
            before = row;
        }
}

static void check_head_repeated(struct page_check *c, const struct element *table)
{
    struct buf head = {0};
    int own = 0;
    for (const struct element *part = table->first; part; part = part->next)
        if (role_is(part, "THead")) {
            put_element(&head, part, true);
            own = part->page;
        }
    if (head.n > 0 && head.n < 300 && own > 0)
        for (const struct element *part = table->first; part; part = part->next)
            for (const struct element *row = role_is(part, "THead") ? NULL : part->first; row; row = row->next) {
                if (row->page <= own || row->page == 0)
                    continue;
                const int at = c->repeats[row->page - 1];
                if (at < 0 || strncmp(c->heads.p + at, head.p, head.n) != 0)
                    page_fault(c, "page %d goes on with a table without its head", row->page);
            }
    buf_free(&head);
}

static bool has_rowspan(const struct doc_node *n)
{
    if (n->kind == DOC_CELL && n->cell.rowspan > 1)
        return true;
    for (const struct doc_node *child = n->kind == DOC_CELL ? NULL : n->first; child; child = child->next)
        if (has_rowspan(child))
            return true;
    return false;
}

static void check_table(struct page_check *c, struct table_walk *w, const struct doc_node *table)
{
    struct cell_list want = {0}, seen = {0};
    int panels = 0;
    bool follows = true;
    const size_t from = w->at;
    expect_cells(&want, table);
    while (follows && w->at < w->n) {
        const struct element *e = w->table[w->at++];
        panel_of(e, &follows);
        seen_cells(&seen, e);
        panels++;
    }
    if (panels == 0)
        page_fault(c, "a table is missing");
    compare_cells(c, &want, &seen, panels);
    for (size_t i = from; i < w->at; i++) {
        if (!has_rowspan(table))
            check_rows_below_each_other(c, w->table[i]);
        check_head_repeated(c, w->table[i]);
    }
    free_cells(&want);
    free_cells(&seen);
}

static void put_words(struct buf *b, const char *s)
{
    put_solid(b, s ? s : "", s ? strlen(s) : 0);
}

static bool begins_strong(const struct doc_node *n)
{
    while (n && n->kind != DOC_TEXT && n->kind != DOC_STRONG)
        n = n->first;
    return n && n->kind == DOC_STRONG;
}

/* The words of a block as they have to stand, tables apart. */
static void expect_block(struct page_check *c, struct table_walk *w, struct buf *b, const struct doc_node *n)
{
    switch (n->kind) {
    case DOC_CHART:
    case DOC_TOC:
        return;
    case DOC_TABLE:
        if (n->table.n_cols == 0)
            return;
        check_table(c, w, n);
        for (const struct doc_node *note = n->first; note; note = note->next)
            if (note->kind == DOC_FOOTNOTE)
                put_inline(b, note);
        return;
    case DOC_KPI:
        put_words(b, n->kpi.label);
        put_words(b, n->kpi.value);
        put_words(b, n->kpi.change_text);
        return;
    case DOC_SIGNATURE:
        put_words(b, n->label);
        return;
    case DOC_LINES:
        put_words(b, n->lines.label);
        return;
    case DOC_NOTE:
        if (n->first && n->first->kind == DOC_PARA && !begins_strong(n->first))
            put_words(b, n->note == DOC_NOTE_WARNING ? "Warnung:" : "Hinweis:");
        break;
    case DOC_TITLE:
    case DOC_HEADING:
    case DOC_SUBLINE:
    case DOC_PARA:
        put_inline(b, n);
        return;
    default:
        break;
    }
    for (const struct doc_node *child = n->first; child; child = child->next)
        expect_block(c, w, b, child);
}

static void put_blocks(struct buf *b, const struct element *e)
{
    if (role_is(e, "Table") || role_is(e, "TOC") || role_is(e, "Figure") || role_is(e, "Lbl"))
        return;
    if (e->next && role_is(e->next, "TOC")) /* its heading is the renderer's */
        return;
    put_solid(b, e->s, e->n);
    for (const struct element *kid = e->first; kid; kid = kid->next)
        put_blocks(b, kid);
}

static void check_words(struct page_check *c)
{
    struct buf want = {0}, seen = {0};
    struct table_walk w = {0};
    collect_tables(&w, c->top);
    expect_block(c, &w, &want, c->root);
    if (w.at != w.n)
        page_fault(c, "a table that is not in the document");
    put_blocks(&seen, c->top);
    size_t at = 0;
    while (at < want.n && at < seen.n && want.p[at] == seen.p[at])
        at++;
    if (at != want.n || at != seen.n)
        page_fault(c, "the words differ: \"%.60s\" instead of \"%.60s\"", buf_str(&seen) + (at > 20 ? at - 20 : 0),
                   buf_str(&want) + (at > 20 ? at - 20 : 0));
    buf_free(&want);
    buf_free(&seen);
    free(w.table);
}

#endif
