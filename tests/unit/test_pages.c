/*
 * Page layout: examples, and what holds for every document: all on the page, no two texts on each other.
 * Random trees come from a generator of our own, so that a failure can be repeated by its number.
 */
#include "cmocka_all.h"

#include "base/mem.h"
#include "render/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;
static struct hyphens *hyphens;

static int setup(void **state)
{
    struct diag d = {0};
    (void)state;
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        return -1;
    fonts = fonts_new(&theme, &d);
    hyphens = hyphens_new(HYPHENS_GERMAN);
    return fonts && hyphens ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    hyphens_free(hyphens);
    fonts_free(fonts);
    return 0;
}

/* --- trees --- */

static struct doc_node *add(struct arena *a, struct doc_node *parent, enum doc_kind kind)
{
    struct doc_node *n = arena_zero(a, sizeof *n);
    n->kind = kind;
    n->parent = parent;
    if (kind == DOC_CELL)
        n->cell.colspan = n->cell.rowspan = 1;
    if (!parent)
        return n;
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    return n;
}

static struct doc_node *add_text(struct arena *a, struct doc_node *parent, const char *s)
{
    struct doc_node *n = add(a, parent, DOC_TEXT);
    n->text = arena_strdup(a, s);
    return n;
}

static struct doc_node *new_document(struct arena *a)
{
    struct doc_node *root = add(a, NULL, DOC_DOCUMENT);
    root->document.lang = "de";
    root->document.title = "Probe";
    root->document.subject = "";
    root->document.header_left = "Jobcenter Musterstadt";
    root->document.header_right = "Stichtag 30.11.2023";
    root->document.footer_left = "Probe";
    add_text(a, add(a, root, DOC_TITLE), "Probe");
    return root;
}

static struct doc_node *add_section(struct arena *a, struct doc_node *parent, const char *heading, int level)
{
    struct doc_node *s = add(a, parent, DOC_SECTION), *h = add(a, s, DOC_HEADING);
    h->level = level;
    add_text(a, h, heading);
    return s;
}

static struct doc_node *add_table(struct arena *a, struct doc_node *parent, int columns)
{
    struct doc_node *t = add(a, parent, DOC_TABLE);
    t->table.caption = "Tabelle";
    t->table.caption_hidden = true;
    t->table.n_cols = columns;
    for (int i = 0; i < columns; i++)
        add(a, t, DOC_COL);
    return t;
}

static void add_row(struct arena *a, struct doc_node *part, int columns, const char *s)
{
    struct doc_node *row = add(a, part, DOC_ROW);
    for (int i = 0; i < columns; i++)
        add_text(a, add(a, row, DOC_CELL), s);
}

/* --- what every trace must hold to --- */

struct text_box {
    double x0, y0, x1, y1;
    char text[60];
};

struct seen {
    struct text_box *box;
    size_t n, cap;
    double width, height;
    int pages, depth, begins, ends;
};

/* Texts are set in lines whose boxes may touch; this much of a box is ink in any case. */
static const double ABOVE = 0.72, BELOW = 0.2, TOUCH = 0.3;

static void check_page(const struct seen *s, const char *what)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct text_box *a = &s->box[i];
        if (a->x0 < -0.1 || a->y0 < -0.1 || a->x1 > s->width + 0.1 || a->y1 > s->height + 0.1)
            fail_msg("%s: page %d: \"%s\" leaves the page (%.1f..%.1f, %.1f..%.1f)", what, s->pages, a->text,
                     a->x0, a->x1, a->y0, a->y1);
        for (size_t k = i + 1; k < s->n; k++) {
            const struct text_box *b = &s->box[k];
            if (a->x0 + TOUCH < b->x1 && b->x0 + TOUCH < a->x1 && a->y0 + TOUCH < b->y1 &&
                b->y0 + TOUCH < a->y1)
                fail_msg("%s: page %d: \"%s\" at %.1f,%.1f and \"%s\" at %.1f,%.1f overlap", what, s->pages,
                         a->text, a->x0, a->y1, b->text, b->x0, b->y1);
        }
    }
}

/* text "…" start 48 95.4 9.2 regular ink tabular */
static void see_text(struct seen *s, const char *line, size_t n)
{
    const char *end = line + n;
    while (end > line && *end != '"')
        end--;
    char anchor[16], face[16], colour[16], more[16] = "";
    double x, y, size;
    const char *text = line + 6;
    assert_true(
        sscanf(end + 1, " %15s %lf %lf %lf %15s %15s %15s", anchor, &x, &y, &size, face, colour, more) >= 6);
    size_t length = (size_t)(end - text);
    const char *measured = text;
    if (length == 2 && memcmp(text, "\xC2\xAD", 2) == 0) {
        measured = "-";
        length = 1;
    }
    enum font_face f = face[0] == 'b' ? FONT_BOLD : face[0] == 'i' ? FONT_ITALIC : FONT_REGULAR;
    double w = font_width(fonts, f, memcmp(line + n - 7, "tabular", 7) == 0, size, measured, length);
    if (anchor[0] == 'e')
        x -= w;
    else if (anchor[0] == 'm')
        x -= w / 2;
    s->box = mem_grow(s->box, s->n, &s->cap, sizeof *s->box);
    struct text_box *b = &s->box[s->n++];
    *b = (struct text_box){x, y - ABOVE * size, x + w, y + BELOW * size, ""};
    memcpy(b->text, text, length < sizeof b->text - 1 ? length : sizeof b->text - 1);
}

static bool starts(const char *line, size_t n, const char *word)
{
    return n >= strlen(word) && memcmp(line, word, strlen(word)) == 0;
}

/* Checks the whole trace; gives the number of pages. */
static int check_trace(const struct buf *trace, const char *what)
{
    struct seen s = {0};
    bool in_figure = false;
    for (const char *line = buf_str(trace), *end; *line; line = end + 1) {
        end = strchr(line, '\n');
        assert_non_null(end);
        const size_t n = (size_t)(end - line);
        int page;
        if (starts(line, n, "page ")) {
            s.n = 0;
            assert_int_equal(sscanf(line, "page %d %lf %lf", &page, &s.width, &s.height), 3);
            assert_int_equal(page, ++s.pages);
        } else if (starts(line, n, "endpage")) {
            check_page(&s, what);
        } else if (starts(line, n, "begin ")) {
            s.begins++;
            s.depth++;
            in_figure = in_figure || starts(line, n, "begin Figure");
        } else if (starts(line, n, "end ")) {
            assert_true(s.depth-- > 0);
            in_figure = in_figure && !starts(line, n, "end Figure");
        } else if (starts(line, n, "text ") && !in_figure) {
            see_text(&s, line, n);
        }
    }
    assert_int_equal(s.depth, 0);
    free(s.box);
    return s.pages;
}

static int lay_out(const struct doc_node *root, struct buf *trace, const char *what)
{
    buf_clear(trace);
    pages_trace(root, &theme, fonts, hyphens, trace);
    return check_trace(trace, what);
}

static size_t count(const struct buf *trace, const char *word)
{
    size_t n = 0;
    for (const char *p = buf_str(trace); (p = strstr(p, word)); p += strlen(word))
        n++;
    return n;
}

/* --- examples --- */

static void an_empty_document_has_a_page(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    assert_int_equal(lay_out(new_document(a), &trace, "empty"), 1);
    assert_non_null(strstr(buf_str(&trace), "\"Seite 1 von 1\""));
    buf_free(&trace);
    arena_free(a);
}

static void heads_are_repeated_and_rows_whole(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a), *t = add_table(a, add_section(a, root, "Liste", 2), 3);
    add_row(a, add(a, t, DOC_HEAD), 3, "Spalte");
    struct doc_node *body = add(a, t, DOC_BODY);
    for (int i = 0; i < 200; i++)
        add_row(a, body, 3, "zwei<>Wörter");
    int pages = lay_out(root, &trace, "long");
    assert_true(pages >= 4 && pages <= 8);
    assert_int_equal(count(&trace, "text \"Spalte\""), 3 * (size_t)pages);
    assert_int_equal(count(&trace, "begin TH\n"), 3); /* repeated heads are furniture */
    assert_int_equal(count(&trace, "begin TR\n"), 201);
    assert_int_equal(count(&trace, "begin TD\n"), 600);
    buf_free(&trace);
    arena_free(a);
}

static void a_heading_is_never_alone(void **state)
{
    (void)state;
    struct buf trace = {0};
    for (int lines = 30; lines < 70; lines++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a), *s = add_section(a, root, "Zuerst", 2);
        for (int i = 0; i < lines; i++)
            add_text(a, add(a, s, DOC_PARA), "Absatz");
        s = add_section(a, root, "Danach", 2);
        add_text(a, add(a, s, DOC_SUBLINE), "Worum es geht");
        add_text(a, add(a, s, DOC_PARA), "Folgt");
        lay_out(root, &trace, "heading");
        const char *heading = strstr(buf_str(&trace), "text \"Danach\""),
                   *text = strstr(buf_str(&trace), "text \"Folgt\"");
        const char *turn = strstr(heading, "endpage");
        assert_true(heading && text && turn && text < turn);
        arena_free(a);
    }
    buf_free(&trace);
}

static void contents_only_where_they_help(void **state)
{
    (void)state;
    struct buf trace = {0};
    for (int sections = 3; sections <= 8; sections++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a);
        add(a, root, DOC_TOC);
        for (int i = 0; i < sections; i++) {
            struct doc_node *s = add_section(a, root, "Abschnitt", 2);
            s->section.page_break = i > 0;
            s->id = arena_printf(a, "s%d", i);
            add_text(a, add(a, s, DOC_PARA), "Text");
        }
        assert_int_equal(lay_out(root, &trace, "contents"), sections);
        assert_int_equal(count(&trace, "begin TOCI"), sections > 4 ? (size_t)sections : 0);
        if (sections == 8)
            assert_non_null(strstr(buf_str(&trace), "text \" 8\" end"));
        arena_free(a);
    }
    buf_free(&trace);
}

static void landscape_sections_turn_the_page(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a);
    add_section(a, root, "Quer", 2)->section.landscape = true;
    add_section(a, root, "Hoch", 2);
    assert_int_equal(lay_out(root, &trace, "landscape"), 3);
    assert_non_null(strstr(buf_str(&trace), "page 2 841.89 595.28"));
    assert_non_null(strstr(buf_str(&trace), "page 3 595.28 841.89"));
    buf_free(&trace);
    arena_free(a);
}

static void extremes_fit(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0}, words = {0};
    for (int i = 0; i < 6000; i++)
        buf_text(&words, "Unterbrechungsanzeige ");
    struct doc_node *root = new_document(a), *s = add_section(a, root, "Sehr viele Spalten", 2);
    struct doc_node *t = add_table(a, s, 500);
    add_row(a, add(a, t, DOC_HEAD), 500, "Kopfzeile");
    add_row(a, add(a, t, DOC_BODY), 500, "12.345");
    t = add_table(a, s, 2); /* a cell of several pages */
    add_row(a, add(a, t, DOC_BODY), 2, words.p);
    t = add_table(a, s, 2); /* a head of several pages */
    add_row(a, add(a, t, DOC_HEAD), 2, words.p);
    add_row(a, add(a, t, DOC_BODY), 2, "x");
    add_table(a, s, 3); /* nothing in it */
    add(a, add_table(a, s, 0), DOC_BODY);
    memset(words.p, 'W', words.n); /* one word of 130,000 letters */
    add_text(a, add(a, s, DOC_PARA), words.p);
    root->document.footer_left =
        "Ein Fuß, der so lang ist, dass er über die Seite hinaus reichen würde, wenn ihn niemand "
        "daran hinderte, was hier aber zum Glück geschieht, und zwar auf jeder einzelnen Seite";
    int pages = lay_out(root, &trace, "extremes");
    assert_true(pages > 20);
    buf_free(&words);
    buf_free(&trace);
    arena_free(a);
}

static void deep_lists_stay_on_the_page(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a), *at = root;
    for (int i = 0; i < 100; i++) {
        struct doc_node *list = add(a, at, DOC_LIST);
        list->numbered = i % 2 == 0;
        at = add(a, list, DOC_ITEM);
        add_text(a, add(a, at, DOC_PARA), "Ein Punkt, der auf einer Zeile steht");
    }
    lay_out(root, &trace, "deep");
    buf_free(&trace);
    arena_free(a);
}

/* --- random trees --- */

static uint64_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % n);
}

static const char *random_words(struct arena *a, unsigned most)
{
    static const char *const words[] = {
        "Team",       "überfällig",  "Leistungsberechtigtenverzeichnis",
        "1\u202f893", "74,2\u00a0%", "Dušek-Łukasiewicz",
        "a",          "Markt/Ü25",   "http://ein.sehr.langer/name/ohne/ende/und/ohne/luft",
        "▲",          "J̌ M̂ n̈",       "aus\u00adge\u00adnom\u00admen"};
    struct buf b = {0};
    for (unsigned i = pick(most + 1); i > 0; i--) {
        buf_text(&b, words[pick(sizeof words / sizeof *words)]);
        if (pick(8))
            buf_char(&b, ' ');
    }
    const char *s = arena_strdup(a, buf_str(&b));
    buf_free(&b);
    return s;
}

static void add_inline(struct arena *a, struct doc_node *parent, unsigned most)
{
    for (unsigned i = 1 + pick(3); i > 0; i--) {
        static const enum doc_kind marks[] = {DOC_STRONG, DOC_EM, DOC_MUTED, DOC_LINK, DOC_BREAK};
        struct doc_node *at = parent;
        if (pick(3) == 0) {
            at = add(a, parent, marks[pick(5)]);
            at->to = at->kind == DOC_LINK ? "seite.html" : NULL;
        }
        if (at->kind != DOC_BREAK)
            add_text(a, at, random_words(a, most));
    }
}

static void add_random_table(struct arena *a, struct doc_node *parent)
{
    const int columns = (int)pick(pick(6) == 0 ? 60 : 9);
    struct doc_node *t = add_table(a, parent, columns);
    t->table.caption_hidden = pick(2);
    for (struct doc_node *c = t->first; c; c = c->next) {
        c->col.number = pick(2);
        c->col.bar = pick(7) == 0;
        c->col.bar_max = pick(2) * 100;
        c->col.weight = (int)pick(3);
        c->col.align = (enum doc_align)pick(3);
    }
    for (int part = 0; part < 3; part++) {
        struct doc_node *p = add(a, t, (enum doc_kind)(DOC_HEAD + part));
        for (unsigned rows = pick(part == 1 ? 40 : 4); rows > 0; rows--) {
            struct doc_node *row = add(a, p, DOC_ROW);
            row->row.strong = pick(9) == 0;
            for (int i = 0; i < columns; i++) {
                struct doc_node *cell = add(a, row, DOC_CELL);
                cell->cell.header = i == 0;
                if (pick(8) == 0)
                    cell->cell.colspan = 1 + (int)pick(4);
                if (pick(12) == 0)
                    cell->cell.rowspan = 1 + (int)pick(6);
                cell->cell.heat = (struct doc_number){pick(5) == 0, pick(100) / 99.0};
                cell->cell.bar = (struct doc_number){pick(2), pick(140)};
                if (pick(5))
                    add_inline(a, cell, pick(20) == 0 ? 60 : 3);
            }
        }
    }
}

static void add_blocks(struct arena *a, struct doc_node *parent, int depth)
{
    for (unsigned i = pick(9); i > 0; i--) {
        struct doc_node *n;
        switch (pick(9)) {
        case 0:
            if (parent->kind == DOC_SECTION && depth < 6) {
                n = add_section(a, parent, random_words(a, 8), depth + 2);
                n->section.page_break = pick(5) == 0;
                n->section.landscape = pick(5) == 0;
                add_blocks(a, n, depth + 1);
            }
            break;
        case 1:
            n = add(a, parent, pick(2) ? DOC_LIST : DOC_NOTE);
            if (n->kind == DOC_LIST) {
                n->numbered = pick(2);
                for (unsigned k = pick(5); k > 0; k--) {
                    struct doc_node *item = add(a, n, DOC_ITEM);
                    if (depth < 8)
                        add_blocks(a, item, depth + 2);
                }
            } else {
                n->note = (enum doc_note)pick(2);
                if (depth < 8)
                    add_blocks(a, n, depth + 2);
            }
            break;
        case 2:
        case 3:
            add_random_table(a, parent);
            break;
        case 4:
            n = add(a, parent, DOC_KPIS);
            for (unsigned k = pick(9); k > 0; k--) {
                struct doc_node *kpi = add(a, n, DOC_KPI);
                kpi->kpi.label = random_words(a, 5);
                kpi->kpi.value = random_words(a, 2);
                kpi->kpi.change = (enum doc_change)pick(4);
                kpi->kpi.change_text = random_words(a, 4);
            }
            break;
        case 5:
            n = add(a, parent, pick(2) ? DOC_SIGNATURES : DOC_PAGEBREAK);
            for (unsigned k = n->kind == DOC_SIGNATURES ? pick(6) : 0; k > 0; k--)
                add(a, n, DOC_SIGNATURE)->label = random_words(a, 4);
            break;
        default:
            n = add(a, parent, DOC_PARA);
            n->style = (enum doc_style)pick(3);
            add_inline(a, n, pick(20) == 0 ? 400 : 40);
        }
    }
}

static void random_documents_hold(void **state)
{
    (void)state;
    struct buf trace = {0}, again = {0};
    for (unsigned i = 0; i < 250; i++) {
        struct arena *a = arena_new();
        char what[32];
        snprintf(what, sizeof what, "tree %u", i);
        seed = i * 7919u + 1;
        struct doc_node *root = new_document(a);
        if (pick(2))
            add(a, root, DOC_TOC);
        for (unsigned k = 1 + pick(4); k > 0; k--) {
            struct doc_node *s = add_section(a, root, random_words(a, 6), 2);
            s->section.landscape = pick(4) == 0;
            add_blocks(a, s, 0);
        }
        lay_out(root, &trace, what);
        if (i % 50 == 0) {
            buf_clear(&again);
            pages_trace(root, &theme, fonts, hyphens, &again);
            assert_int_equal(again.n, trace.n);
            assert_memory_equal(again.p, trace.p, trace.n);
        }
        arena_free(a);
    }
    buf_free(&trace);
    buf_free(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_document_has_a_page),
        cmocka_unit_test(heads_are_repeated_and_rows_whole),
        cmocka_unit_test(a_heading_is_never_alone),
        cmocka_unit_test(contents_only_where_they_help),
        cmocka_unit_test(landscape_sections_turn_the_page),
        cmocka_unit_test(extremes_fit),
        cmocka_unit_test(deep_lists_stay_on_the_page),
        cmocka_unit_test(random_documents_hold),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
