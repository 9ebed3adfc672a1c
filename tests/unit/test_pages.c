/*
 * Page layout: examples. What holds for every document is checked for each of them, too (page_check.h).
 */
#include "cmocka_all.h"

#include "layout/pages.h"
#include "page_check.h"
#include "page_trees.h"

#include <stdlib.h>
#include <string.h>

static struct theme theme;
static struct fonts *fonts;
static struct hyphen *hyphens;

static int setup(void **state)
{
    struct diag d = {0};
    (void)state;
    if (!theme_load(&theme, KD_ROOT "/templates/theme.xml", KD_ROOT "/templates/theme.rng", &d))
        return -1;
    fonts = fonts_new(&theme, &d);
    hyphens = hyphen_new(theme.file[THEME_HYPHENS]);
    return fonts && hyphens ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    hyphen_free(hyphens);
    fonts_free(fonts);
    return 0;
}

static void add_row(struct arena *a, struct doc_node *part, int columns, const char *s)
{
    struct doc_node *row = add(a, part, DOC_ROW);
    for (int i = 0; i < columns; i++)
        add_text(a, add(a, row, DOC_CELL), s);
}

static int lay_out(const struct doc_node *root, struct buf *trace, const char *what)
{
    char why[600];
    buf_clear(trace);
    pages_trace(root, &theme, fonts, hyphens, trace);
    const int pages = page_check(trace, root, fonts, &theme, why, sizeof why);
    if (pages == 0)
        fail_msg("%s: %s", what, why);
    return pages;
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
        add(a, root, DOC_TOC)->contents = 2;
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

/* Whether both texts are drawn on one page. */
static bool on_one_page(const struct buf *trace, const char *a, const char *b)
{
    const char *first = strstr(buf_str(trace), a), *second = first ? strstr(first, b) : NULL;
    assert_non_null(second);
    const char *turn = strstr(first, "endpage");
    return second < turn;
}

static void a_torn_row_stays_one_row(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0}, words = {0};
    for (int i = 0; i < 3000; i++)
        buf_text(&words, "Vermerk ");
    struct doc_node *root = new_document(a), *t = add_table(a, add_section(a, root, "Liste", 2), 3);
    add_row(a, add(a, t, DOC_HEAD), 3, "Kopf");
    struct doc_node *row = add(a, add(a, t, DOC_BODY), DOC_ROW);
    for (int i = 0; i < 3; i++)
        add_text(a, add(a, row, DOC_CELL), i == 1 ? words.p : "kurz");
    const int pages = lay_out(root, &trace, "torn");
    assert_true(pages >= 3);
    assert_int_equal(count(&trace, "begin TR\n"), 2);
    assert_int_equal(count(&trace, "begin TD\n"), 3);
    assert_int_equal(count(&trace, "resume TR\n"), (size_t)pages - 1);
    assert_int_equal(count(&trace, "resume TD 1\n"), (size_t)pages - 1);
    assert_int_equal(count(&trace, "text \"Kopf\""), 3 * (size_t)pages);
    assert_true(on_one_page(&trace, "text \"Liste\"", "text \"Vermerk")); /* it begins below its heading */
    buf_free(&words);
    buf_free(&trace);
    arena_free(a);
}

static void add_group(struct arena *a, struct doc_node *body, const char *name, int rows)
{
    struct doc_node *row = add(a, body, DOC_ROW), *cell = add(a, row, DOC_CELL);
    row->row.group = cell->cell.header = true;
    cell->cell.colspan = 3;
    add_text(a, cell, name);
    for (int i = 0; i < rows; i++)
        add_row(a, body, 3, "zwei Wörter");
}

static void groups_go_on_under_their_name(void **state)
{
    (void)state;
    struct buf trace = {0};
    for (int rows = 30; rows < 60; rows++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a), *t = add_table(a, add_section(a, root, "Liste", 2), 3);
        add_row(a, add(a, t, DOC_HEAD), 3, "Kopf");
        struct doc_node *body = add(a, t, DOC_BODY);
        add_group(a, body, "Erste", rows);
        add_group(a, body, "Zweite", 12);
        const int pages = lay_out(root, &trace, "groups");
        assert_int_equal(count(&trace, "begin TBody"), 2);
        /* each page but the first goes on with a group, unless the second begins there */
        const char *second = strstr(buf_str(&trace), "text \"Zweite\""), *page = second, *row = second;
        while (page > buf_str(&trace) && strncmp(page, "\npage", 5) != 0)
            page--;
        while (strncmp(row, "begin TR", 8) != 0)
            row--;
        const bool opens = strstr(page, "begin TR") == row;
        assert_int_equal(count(&trace, "(Fortsetzung)\""), (size_t)pages - 1 - opens);
        assert_true(on_one_page(&trace, "text \"Zweite\"", "text \"zwei Wörter\""));
        arena_free(a);
    }
    buf_free(&trace);
}

static void footnotes_stand_with_the_end_of_their_table(void **state)
{
    (void)state;
    struct buf trace = {0};
    for (int rows = 25; rows < 60; rows++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a), *t = add_table(a, add_section(a, root, "Liste", 2), 2);
        struct doc_node *body = add(a, t, DOC_BODY), *note = add(a, t, DOC_FOOTNOTE), *rest = add(a, t, DOC_FOOTNOTE);
        note->number = 12;
        add_text(a, note, "Eine Fußnote");
        add_text(a, rest, "50 von 212");
        for (int i = 0; i < rows; i++)
            add_row(a, body, 2, i + 1 == rows ? "letzte" : "Zeile");
        add(a, body->last->last, DOC_NOTEREF)->footnote = note;
        lay_out(root, &trace, "footnotes");
        assert_true(on_one_page(&trace, "text \"letzte\"", "text \"50 von 212\""));
        /* the number above the base line and smaller, in the cell and before the note */
        const char *cell = strstr(buf_str(&trace), "begin NoteRef\nbegin Link\ntext \"12\" start ");
        assert_non_null(cell);
        double x, y, size, of_x, of_y;
        assert_int_equal(sscanf(strstr(cell, "start"), "start %lf %lf %lf", &x, &y, &size), 3);
        const char *of = strstr(buf_str(&trace), "text \"letzte\" start ");
        of = strstr(of + 1, "text \"letzte\" start ");
        assert_int_equal(sscanf(strstr(of, "start"), "start %lf %lf", &of_x, &of_y), 2);
        assert_true(y < of_y - 1 && y > of_y - 5 && size < 8.3 && x > of_x + 10);
        assert_int_equal(count(&trace, "begin Footnote\nbegin Lbl\ntext \"12\""), 1);
        assert_true(strstr(cell, "\nlink ") < strstr(cell, "end NoteRef"));
        arena_free(a);
    }
    buf_free(&trace);
}

static void lines_to_write_on(void **state)
{
    (void)state;
    struct buf trace = {0};
    for (int before = 20; before < 60; before++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a), *s = add_section(a, root, "Felder", 2);
        for (int i = 0; i < before; i++)
            add_text(a, add(a, s, DOC_PARA), "Absatz");
        struct doc_node *n = add(a, s, DOC_LINES);
        n->lines.label = "Feststellungen";
        n->lines.n = 6;
        lay_out(root, &trace, "lines");
        /* six rules after the label, an even step apart; two of them on its page at least */
        const char *p = strstr(buf_str(&trace), "text \"Feststellungen\"");
        double y = 0, was = 0, width, height;
        int on_page = 0, all = 0;
        bool same = true;
        for (p = strchr(p, '\n'); p; p = strchr(p + 1, '\n')) {
            if (strncmp(p, "\nendpage", 8) == 0)
                same = false;
            if (sscanf(p, "\nrect 48 %lf %lf %lf", &y, &width, &height) != 3 || height > 0.55)
                continue;
            if (same && on_page++ > 0)
                assert_true(y - was >= 22 && y - was <= 24);
            was = y;
            all++;
        }
        assert_int_equal(all, 6);
        assert_true(on_page >= 2);
        arena_free(a);
    }
    buf_free(&trace);
}

static void wide_tables_turn_their_pages(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a);
    add_text(a, add(a, add_section(a, root, "Vorher", 2), DOC_PARA), "Text");
    struct doc_node *t = add_table(a, add_section(a, root, "Breit", 2), 22);
    add_row(a, add(a, t, DOC_HEAD), 22, "Wert");
    add_row(a, add(a, t, DOC_BODY), 22, "12.345");
    add_text(a, add(a, add_section(a, root, "Nachher", 2), DOC_PARA), "Text");
    assert_int_equal(lay_out(root, &trace, "wide"), 3);
    assert_non_null(strstr(buf_str(&trace), "page 2 841.89 595.28"));
    assert_int_equal(count(&trace, "begin Table"), 1);
    buf_free(&trace);
    arena_free(a);
}

static void panels_repeat_what_heads_their_rows(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a), *t = add_table(a, add_section(a, root, "Sehr breit", 2), 81);
    add_row(a, add(a, t, DOC_HEAD), 81, "Wert");
    struct doc_node *body = add(a, t, DOC_BODY);
    for (int i = 0; i < 4; i++) {
        add_row(a, body, 81, "12.345");
        struct doc_node *first = body->last->first;
        first->cell.header = true;
        first->first->text = arena_printf(a, "Team %d", i);
    }
    lay_out(root, &trace, "panels");
    const size_t panels = count(&trace, "begin Table");
    assert_true(panels >= 3 && panels <= 8);
    assert_int_equal(count(&trace, "text \"Team 2\""), panels);
    assert_int_equal(count(&trace, "text \"12.345\""), 4 * 80);
    assert_non_null(strstr(buf_str(&trace), "text \"Spalten 1–"));
    assert_non_null(strstr(buf_str(&trace), "–80 von 80\""));
    buf_free(&trace);
    arena_free(a);
}

/* A head word is not divided while a bar has more than it needs. */
static void heads_are_whole_before_bars_are_long(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a), *t = add_table(a, add_section(a, root, "Teams", 2), 11), *row;
    for (struct doc_node *c = t->first; c; c = c->next)
        c->col.number = c != t->first && c != t->last;
    t->last->col.bar = true;
    t->last->col.bar_max = 100;
    t->last->col.weight = 5;
    row = add(a, add(a, t, DOC_HEAD), DOC_ROW);
    for (int i = 0; i < 11; i++)
        add_text(a, add(a, row, DOC_CELL), i == 10 ? "" : "ohne Kontakt");
    row = add(a, add(a, t, DOC_BODY), DOC_ROW);
    for (int i = 0; i < 11; i++)
        add_text(a, add(a, row, DOC_CELL), i == 0 ? "Team 301 – Fallmanagement" : i == 10 ? "" : "12");
    lay_out(root, &trace, "heads");
    assert_int_equal(count(&trace, "Kontakt\""), 10);
    assert_int_equal(count(&trace, "\"Team 301 – Fallmanagement\""), 1);
    buf_free(&trace);
    arena_free(a);
}

/* How far down the first page is filled, 0..1 of its body. */
static double filled(const struct buf *trace)
{
    double most = 0;
    const char *turn = strstr(buf_str(trace), "endpage"), *p = strstr(buf_str(trace), "endartifact\nbegin");
    for (; p && p < turn; p = strchr(p + 1, '\n')) {
        double x, y;
        const char *at = strncmp(p, "\ntext \"", 7) == 0 ? strstr(p, "\" start ") : NULL;
        if (at && sscanf(at, "\" start %lf %lf", &x, &y) == 2 && y > most)
            most = y;
    }
    return (most - 76) / (778 - 76);
}

/* From one row of the table to the next, pt. */
static double row_step(const struct buf *trace)
{
    double x, first, second;
    const char *row = strstr(buf_str(trace), "text \"Zeile\" start ");
    assert_int_equal(sscanf(strstr(row, "start"), "start %lf %lf", &x, &first), 2);
    row = strstr(strstr(row, "end TR"), "text \"Zeile\" start ");
    assert_int_equal(sscanf(strstr(row, "start"), "start %lf %lf", &x, &second), 2);
    return second - first;
}

/* A short table stays whole where the gap is small, and is torn, three rows and more on both sides, where it is not. */
static void white_at_the_foot_of_a_page_is_bounded(void **state)
{
    (void)state;
    struct buf trace = {0};
    int whole = 0, torn = 0, tight = 0;
    const double usual = 11 + theme.space[THEME_ROW] * 2 + 0.5; /* line and white of a row */
    for (int lines = 8; lines < 36; lines++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a), *s = add_section(a, root, "Zuerst", 2);
        for (int i = 0; i < lines; i++)
            add_text(a, add(a, s, DOC_PARA), "Absatz");
        struct doc_node *t = add_table(a, add_section(a, root, "Tabelle", 2), 2);
        add_row(a, add(a, t, DOC_HEAD), 2, "Kopf");
        struct doc_node *body = add(a, t, DOC_BODY);
        for (int i = 0; i < 14; i++)
            add_row(a, body, 2, "Zeile");
        const int pages = lay_out(root, &trace, "white");
        /* what misses the page by a little stands closer, by a third of the white at most */
        assert_true(row_step(&trace) < usual + 0.01 && row_step(&trace) > usual - (usual - 11) * 0.34);
        assert_true(pages == 1 || row_step(&trace) > usual - 0.01);
        tight += row_step(&trace) < usual - 0.01;
        if (pages > 1) {
            const char *turn = strstr(buf_str(&trace), "endpage");
            size_t here = 0;
            for (const char *p = buf_str(&trace); (p = strstr(p, "begin TD\n")) && p < turn; p++)
                here++;
            here /= 2;
            assert_true(here == 0 || (here >= 3 && here <= 11) || here == 14);
            assert_true(filled(&trace) > 0.7);
            whole += here == 0;
            torn += here > 0 && here < 14;
        }
        arena_free(a);
    }
    assert_true(whole > 0 && torn > 0 && tight > 0);
    buf_free(&trace);
}

/* What follows a table of contents stands on its page where there is room. */
static void contents_do_not_end_a_page(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a);
    add(a, root, DOC_TOC)->contents = 1;
    for (int i = 0; i < 6; i++) {
        struct doc_node *s = add_section(a, root, arena_printf(a, "Abschnitt %d", i), 2);
        for (int k = 0; k < 40; k++)
            add_text(a, add(a, s, DOC_PARA), "Text");
    }
    lay_out(root, &trace, "flowing");
    const char *contents = strstr(buf_str(&trace), "end TOC\n");
    assert_non_null(contents);
    assert_true(strstr(contents, "begin H2\ntext \"Abschnitt 0\"") < strstr(contents, "endpage"));
    buf_free(&trace);
    arena_free(a);
}

static void a_logo_stands_beside_the_title(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf trace = {0};
    struct doc_node *root = new_document(a);
    root->first->first->text =
        "Ein Titel, der so lang ist, dass er über die Breite der ganzen Seite ginge, wenn er könnte";
    add_text(a, add(a, root, DOC_SUBLINE), "was gezeigt wird");
    add_text(a, add(a, root, DOC_PARA), "Absatz");
    theme.logo = (struct theme_logo){
        .bytes = (const unsigned char *)"", .n = 1, .width = 10, .height = 5, .width_pt = 120, .height_pt = 80};
    snprintf(theme.logo.alt, sizeof theme.logo.alt, "Logo");
    lay_out(root, &trace, "logo");
    theme.logo = (struct theme_logo){0};
    double x, y, w, h, text_x, text_y;
    const char *logo = strstr(buf_str(&trace), "begin Logo\n"), *p = strstr(buf_str(&trace), "begin H1");
    assert_non_null(logo);
    assert_int_equal(sscanf(strstr(logo, "image"), "image %lf %lf %lf %lf", &x, &y, &w, &h), 4);
    assert_true(x + w > 547 && x + w < 547.5 && w > 119 && w < 121);
    for (const char *end = strstr(p, "end H1"); (p = strstr(p, "text \"")) && p < end; p++) {
        assert_int_equal(sscanf(strstr(p, "\" start ") + 1, " start %lf %lf", &text_x, &text_y), 2);
        const char *words = p + 6;
        const size_t n = (size_t)(strstr(p, "\" start ") - words);
        assert_true(text_x + font_width(fonts, FONT_BOLD, false, 19, words, n) < x);
    }
    assert_int_equal(sscanf(strstr(buf_str(&trace), "\"Absatz\" start "), "\"Absatz\" start %lf %lf", &text_x, &text_y),
                     2);
    assert_true(text_y > y + h);
    buf_free(&trace);
    arena_free(a);
}

/* Nothing of a label of a thousand words stands below the foot of the body: it is cut off there. */
static void what_is_higher_than_a_page_is_cut_off(void **state)
{
    (void)state;
    struct buf trace = {0}, words = {0};
    for (int i = 0; i < 1000; i++)
        buf_text(&words, "Beschriftung ");
    for (int kind = 0; kind < 2; kind++) {
        struct arena *a = arena_new();
        struct doc_node *root = new_document(a), *s = add_section(a, root, "Hoch", 2);
        struct doc_node *block = add(a, s, kind ? DOC_SIGNATURES : DOC_KPIS);
        struct doc_node *part = add(a, block, kind ? DOC_SIGNATURE : DOC_KPI);
        if (kind)
            part->label = buf_str(&words);
        else
            part->kpi.label = buf_str(&words), part->kpi.value = "1", part->kpi.change_text = "";
        add_text(a, add(a, s, DOC_PARA), "Danach");
        buf_clear(&trace);
        pages_trace(root, &theme, fonts, hyphens, &trace);
        assert_int_equal(count(&trace, "\npage "), 2); /* and the first, which begins the trace */
        assert_int_equal(count(&trace, "\nclip "), 1);
        const char *clip = strstr(buf_str(&trace), "\nclip "), *end = strstr(clip, "\nunclip");
        double x, y, w, h;
        assert_int_equal(sscanf(clip, "\nclip %lf %lf %lf %lf", &x, &y, &w, &h), 4);
        assert_true(y + h < 790); /* the rule of the footer is at 798 */
        assert_true(strstr(clip, "Beschriftung") < end);
        assert_null(strstr(end, "Beschriftung"));
        assert_non_null(strstr(end, "\"Danach\""));
        arena_free(a);
    }
    buf_free(&words);
    buf_free(&trace);
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
        cmocka_unit_test(a_torn_row_stays_one_row),
        cmocka_unit_test(groups_go_on_under_their_name),
        cmocka_unit_test(footnotes_stand_with_the_end_of_their_table),
        cmocka_unit_test(lines_to_write_on),
        cmocka_unit_test(wide_tables_turn_their_pages),
        cmocka_unit_test(panels_repeat_what_heads_their_rows),
        cmocka_unit_test(heads_are_whole_before_bars_are_long),
        cmocka_unit_test(white_at_the_foot_of_a_page_is_bounded),
        cmocka_unit_test(contents_do_not_end_a_page),
        cmocka_unit_test(a_logo_stands_beside_the_title),
        cmocka_unit_test(what_is_higher_than_a_page_is_cut_off),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
