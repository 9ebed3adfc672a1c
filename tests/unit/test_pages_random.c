/*
 * Random documents, laid out: what page_check.h says must hold of all of them. The trees come from a generator of our
 * own, so that a failure can be repeated by its number. A few seconds; KD_PAGES=N lays out N documents and a list of
 * N x 100 rows, KD_PAGES_FROM=M begins with document M; KD_PAGES_DUMP=1 prints the trace at fault.
 */
#include "cmocka_all.h"

#include "document/source.h"
#include "layout/pages.h"
#include "page_check.h"
#include "page_trees.h"

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

static unsigned from_environment(const char *name, unsigned otherwise)
{
    const char *s = getenv(name);
    unsigned value;
    return s && sscanf(s, "%u", &value) == 1 ? value : otherwise;
}

/* --- chance --- */

static uint64_t seed;

static unsigned pick(unsigned n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)((seed >> 33) % n);
}

/* Every word is another one, so that none can stand for one that is lost. */
static unsigned next_word;

static void put_word(struct buf *b)
{
    static const char *const words[] = {
        "Team",       "überfällig",  "Leistungsberechtigtenverzeichnis",
        "1\u202f893", "74,2\u00a0%", "Dušek-Łukasiewicz",
        "a",          "Markt/Ü25",   "http://ein.sehr.langer/name/ohne/ende/und/ohne/luft",
        "▲",          "J̌ M̂ n̈",       "aus\u00adge\u00adnom\u00admen",
        "",           "\u200b"};
    buf_text(b, words[pick(sizeof words / sizeof *words)]);
    buf_int(b, next_word++);
}

static const char *random_words(struct arena *a, unsigned least, unsigned most)
{
    struct buf b = {0};
    for (unsigned i = least + pick(most - least + 1); i > 0; i--) {
        put_word(&b);
        if (pick(8))
            buf_char(&b, ' ');
    }
    return buf_keep(&b, a);
}

/* One word without an end, or very many. */
static const char *huge_text(struct arena *a)
{
    struct buf b = {0};
    if (pick(2)) {
        for (unsigned i = 1000 + pick(9000); i > 0; i--)
            buf_char(&b, (char)('a' + pick(26)));
    } else {
        for (unsigned i = 1000 + pick(9000); i > 0; i--) {
            put_word(&b);
            buf_char(&b, ' ');
        }
    }
    return buf_keep(&b, a);
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
            add_text(a, at, random_words(a, 0, most));
    }
}

/* --- tables --- */

static void fill_cell(struct arena *a, struct doc_node *cell, struct doc_node *const *note, unsigned notes)
{
    cell->cell.heat = (struct doc_number){pick(9) == 0, pick(100) / 99.0};
    cell->cell.bar = (struct doc_number){pick(2), pick(140)};
    if (pick(6))
        add_inline(a, cell, pick(30) == 0 ? 60 : 3);
    if (pick(600) == 0)
        add_text(a, cell, huge_text(a));
    if (notes && pick(8) == 0)
        add(a, cell, DOC_NOTEREF)->footnote = note[pick(notes)];
}

/* A row whose cells fill the columns that no cell above reaches down to. */
static void add_random_row(struct arena *a, struct doc_node *part, int columns, int *busy, unsigned left,
                           struct doc_node *const *note, unsigned notes, int heads)
{
    struct doc_node *row = add(a, part, DOC_ROW);
    row->row.strong = pick(9) == 0;
    bool free_row = true;
    for (int i = 0; i < columns; i++)
        free_row = free_row && busy[i] == 0;
    row->row.group = free_row && part->kind == DOC_BODY && pick(12) == 0;
    for (int i = 0; i < columns;) {
        if (busy[i] > 0) {
            busy[i++]--;
            continue;
        }
        struct doc_node *cell = add(a, row, DOC_CELL);
        const int span = row->row.group ? columns : pick(8) == 0 ? 1 + (int)pick(4) : 1;
        const unsigned rows = !row->row.group && left > 1 && pick(14) == 0 ? 1 + pick(left < 7 ? left : 7) : 1;
        cell->cell.header = row->row.group || i < heads;
        cell->cell.rowspan = (int)rows;
        int got = 0;
        while (got < span && i < columns && busy[i] == 0) {
            busy[i++] = (int)rows - 1;
            got++;
        }
        cell->cell.colspan = got;
        fill_cell(a, cell, note, notes);
    }
}

static void add_random_table(struct arena *a, struct doc_node *parent)
{
    const int columns = 1 + (int)pick(pick(40) == 0 ? 500 : pick(6) == 0 ? 40 : 9);
    struct doc_node *t = add_table(a, parent, columns);
    t->table.caption_hidden = pick(2);
    int *busy = arena_zero(a, (size_t)columns * sizeof *busy);
    for (struct doc_node *c = t->first; c; c = c->next) {
        c->col.number = pick(2);
        c->col.bar = pick(7) == 0;
        c->col.bar_max = pick(2) * 100;
        c->col.weight = (int)pick(3);
        c->col.align = (enum doc_align)pick(3);
    }
    struct doc_node *note[4];
    const unsigned notes = pick(3) ? 0 : 1 + pick(4);
    for (unsigned i = 0; i < notes; i++) {
        note[i] = arena_zero(a, sizeof **note);
        note[i]->kind = DOC_FOOTNOTE;
        note[i]->number = (int)i + 1;
        add_inline(a, note[i], 30);
    }
    const int heads = (int)pick(3);
    for (int part = 0; part < 4; part++) {
        static const enum doc_kind kinds[] = {DOC_HEAD, DOC_BODY, DOC_BODY, DOC_FOOT};
        struct doc_node *p = add(a, t, kinds[part]);
        for (unsigned rows = pick(kinds[part] == DOC_BODY ? 30 : 4); rows > 0; rows--)
            add_random_row(a, p, columns, busy, rows, note, notes, heads);
    }
    for (unsigned i = 0; i < notes; i++) {
        note[i]->parent = t;
        t->last = t->last->next = note[i];
    }
    if (pick(4) == 0)
        add_text(a, add(a, t, DOC_FOOTNOTE), "50 von 212");
}

/* --- a list by reference --- */

struct cursor {
    size_t at;
    unsigned long words;
    char text[6][60];
    struct doc_source_cell cell[6];
    struct doc_source_row row;
};

static void *list_open(const struct doc_source *s)
{
    struct cursor *c = mem_zero(1, sizeof *c);
    c->at = s->n_rows;
    return c;
}

static const struct doc_source_row *list_next(void *cursor)
{
    struct cursor *c = cursor;
    if (c->at == 0)
        return NULL;
    if (c->at % 37 == 0 && !c->row.group) {
        snprintf(c->text[0], sizeof c->text[0], "Betreuung %zu", c->at);
        c->row = (struct doc_source_row){.group = c->text[0]};
        return &c->row;
    }
    for (int i = 0; i < 6; i++) {
        snprintf(c->text[i], sizeof c->text[i],
                 i == 1   ? "Name, Vorname %zu.%d"
                 : i == 4 ? "%zu,%d"
                          : "%zu-%d",
                 c->at, i);
        c->cell[i] = (struct doc_source_cell){c->text[i], i == 5};
    }
    if (c->at % 211 == 0)
        c->cell[3].text = "eine\nzweite Zeile und noch ein paar Worte mehr, die eine dritte brauchen";
    c->at--;
    c->row = (struct doc_source_row){.cell = c->cell};
    return &c->row;
}

static void add_list(struct arena *a, struct doc_node *parent, size_t rows)
{
    static const struct doc_source_column columns[6] = {
        {.head = "Nummer", .header = true}, {.head = "Name"},  {.head = "Team"}, {.head = "Urteil"},
        {.head = "Tage", .number = true},   {.head = "fällig"}};
    static const struct doc_sources sources = {.open = list_open, .next = list_next, .close = free};
    struct doc_source *s = arena_zero(a, sizeof *s);
    *s = (struct doc_source){&sources, columns, 6, rows, rows, NULL};
    struct doc_node *t = add_table(a, parent, 6), *row;
    t->table.source = s;
    row = add(a, add(a, t, DOC_HEAD), DOC_ROW);
    for (int i = 0; i < 6; i++)
        add_text(a, add(a, row, DOC_CELL), columns[i].head);
    add(a, t, DOC_BODY);
}

/* --- documents --- */

static void add_blocks(struct arena *a, struct doc_node *parent, int depth);

static void add_random_section(struct arena *a, struct doc_node *parent, int depth)
{
    struct doc_node *n = add_section(a, parent, random_words(a, 1, 8), depth + 2);
    n->section.page_break = pick(5) == 0;
    n->section.landscape = pick(5) == 0;
    add_blocks(a, n, depth + 1);
}

static void add_random_list(struct arena *a, struct doc_node *parent, int depth)
{
    struct doc_node *n = add(a, parent, pick(2) ? DOC_LIST : DOC_NOTE);
    if (n->kind == DOC_NOTE) {
        n->note = (enum doc_note)pick(2);
        if (depth < 12)
            add_blocks(a, n, depth + 2);
        return;
    }
    n->numbered = pick(2);
    for (unsigned k = pick(5); k > 0; k--) {
        struct doc_node *item = add(a, n, DOC_ITEM);
        if (depth < 12)
            add_blocks(a, item, depth + 2);
    }
}

static void add_kpis(struct arena *a, struct doc_node *parent)
{
    struct doc_node *n = add(a, parent, DOC_KPIS);
    for (unsigned k = pick(9); k > 0; k--) {
        struct doc_node *kpi = add(a, n, DOC_KPI);
        kpi->kpi.label = random_words(a, 0, 5);
        kpi->kpi.value = random_words(a, 0, 2);
        kpi->kpi.change = (enum doc_change)pick(4);
        kpi->kpi.change_text = random_words(a, 0, 4);
    }
}

static void add_chart(struct arena *a, struct doc_node *parent)
{
    struct doc_node *n = add(a, parent, DOC_CHART), *s;
    n->chart.chart = (enum doc_chart)pick(4);
    n->chart.alt = "Schaubild";
    n->chart.unit = pick(2) ? "%" : "";
    for (unsigned k = 1 + pick(2); k > 0; k--) {
        s = add(a, n, DOC_SERIES);
        s->series.name = random_words(a, 1, 2);
        for (unsigned i = 1 + pick(8); i > 0; i--) {
            struct doc_node *point = add(a, s, DOC_POINT);
            point->point.label = random_words(a, 1, 1);
            point->point.text = "12";
            point->point.value = (struct doc_number){pick(5) > 0, pick(100)};
        }
    }
}

static void add_blocks(struct arena *a, struct doc_node *parent, int depth)
{
    for (unsigned i = pick(9); i > 0; i--) {
        struct doc_node *n;
        switch (pick(11)) {
        case 0:
            if (parent->kind == DOC_SECTION && depth < 6)
                add_random_section(a, parent, depth);
            break;
        case 1:
            add_random_list(a, parent, depth);
            break;
        case 2:
        case 3:
            add_random_table(a, parent);
            break;
        case 4:
            add_kpis(a, parent);
            break;
        case 5:
            n = add(a, parent, pick(2) ? DOC_SIGNATURES : DOC_PAGEBREAK);
            for (unsigned k = n->kind == DOC_SIGNATURES ? pick(6) : 0; k > 0; k--)
                add(a, n, DOC_SIGNATURE)->label = random_words(a, 0, 4);
            break;
        case 6:
            n = add(a, parent, DOC_LINES);
            n->lines.label = random_words(a, 1, 5);
            n->lines.n = 1 + (int)pick(pick(5) == 0 ? 40 : 6);
            break;
        case 7:
            add_chart(a, parent);
            break;
        case 8:
            add_list(a, parent, pick(120));
            break;
        default:
            n = add(a, parent, DOC_PARA);
            n->style = (enum doc_style)pick(3);
            add_inline(a, n, pick(20) == 0 ? 400 : 40);
            if (pick(80) == 0)
                add_text(a, n, huge_text(a));
        }
    }
}

static struct doc_node *random_document(struct arena *a, unsigned number)
{
    seed = number * 7919u + 1;
    next_word = 1;
    struct doc_node *root = new_document(a);
    if (pick(2))
        add(a, root, DOC_SUBLINE)->first = NULL;
    if (pick(2))
        add(a, root, DOC_TOC)->contents = 1 + (int)pick(2);
    for (unsigned k = 1 + pick(4); k > 0; k--)
        add_random_section(a, root, 0);
    return root;
}

static int lay_out(const struct doc_node *root, struct buf *trace, const char *what)
{
    char why[600];
    buf_clear(trace);
    pages_trace(root, &theme, fonts, hyphens, trace);
    const int pages = page_check(trace, root, fonts, &theme, why, sizeof why);
    if (pages == 0) {
        if (getenv("KD_PAGES_DUMP"))
            puts(buf_str(trace));
        fail_msg("%s: %s", what, why);
    }
    return pages;
}

/* What could ask for a page at most: each block, row and line of a text one each would be far too many. */
static size_t weight(const struct doc_node *n)
{
    size_t w = n->kind == DOC_TEXT ? strlen(n->text) / 60 : 1;
    if (n->kind == DOC_TABLE)
        w += doc_rows_count(n) / 20 + (size_t)n->table.n_cols / 4;
    for (const struct doc_node *child = n->first; child; child = child->next)
        w += weight(child);
    return w;
}

static void random_documents_hold(void **state)
{
    (void)state;
    const unsigned from = from_environment("KD_PAGES_FROM", 0), n = from_environment("KD_PAGES", 16);
    struct buf trace = {0}, again = {0};
    for (unsigned i = from; i < from + n; i++) {
        struct arena *a = arena_new();
        char what[32];
        snprintf(what, sizeof what, "document %u", i);
        const struct doc_node *root = random_document(a, i);
        const int pages = lay_out(root, &trace, what);
        assert_true((size_t)pages <= 4 + weight(root));
        if (i % 20 == 0) {
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

static void a_long_list_holds(void **state)
{
    (void)state;
    struct buf trace = {0};
    struct arena *a = arena_new();
    struct doc_node *root = new_document(a);
    const size_t rows = from_environment("KD_PAGES", 120) * 100;
    add_list(a, add_section(a, root, "Liste", 2), rows);
    const int pages = lay_out(root, &trace, "list");
    assert_true((size_t)pages > rows / 60 && (size_t)pages < rows / 20);
    assert_non_null(strstr(buf_str(&trace), "(Fortsetzung)"));
    buf_free(&trace);
    arena_free(a);
}

/* --- the checker finds what it is there to find --- */

struct fault {
    const char *find, *replace; /* in the trace: the last place of the first is replaced by the second */
    const char *why;            /* in what the checker says */
};

static void put_replaced(const struct buf *trace, const struct fault *f, struct buf *out)
{
    const char *at = NULL;
    for (const char *p = buf_str(trace); (p = strstr(p, f->find)); p++)
        at = p;
    assert_non_null(at);
    buf_clear(out);
    buf_put(out, trace->p, (size_t)(at - trace->p));
    buf_text(out, f->replace);
    buf_text(out, at + strlen(f->find));
}

static void a_broken_trace_is_found(void **state)
{
    (void)state;
    static const struct fault faults[] = {
        {"end TD\n", "", "ends"},
        {"begin TD\n", "begin LBody\n", "inside"},
        {"end Document\n", "", "never ends"},
        {"begin TR\n", "begin TR\nresume TD 7\nend TD\n", "resumed"},
        {"begin P\n", "begin P\ntext \"Wort\" start 48 700 9.2 regular ink\n", "words differ"},
        {"begin P\n", "begin P\ntext \"Wort\" start 560 300 9.2 regular ink\n", "margins"},
        {"begin P\n", "begin P\ntext \"Wort\" start 48 800 9.2 regular ink\n", "margins"},
        {"begin Sect\n", "begin Sect\ntext \"Wort\" start 48 700 9.2 regular ink\n", "stands in"},
        {"text \"Ende\"", "text \"Anfang\"", "words differ"},
        {"text \"Zelle 7\"", "text \"Zelle 8\"", "cell"},
        {"text \"Zelle 7\"", "text \"\"", "cell"},
        {"artifact tablehead\n", "artifact layout\n", "head"},
        {"endpage\n", "artifact\nrect 500 300 200 10 rule\nendartifact\nendpage\n", "rectangle"},
        {"page 2 ", "page 3 ", "counted"},
        {"endpage\n",
         "artifact\ntext \"a\" start 60 400 9 regular ink\ntext \"b\" start 62 403 9 regular ink\nendpage\n",
         "overlap"},
    };
    struct arena *a = arena_new();
    struct buf trace = {0}, broken = {0};
    struct doc_node *root = new_document(a), *s = add_section(a, root, "Abschnitt", 2), *t = add_table(a, s, 2), *row;
    row = add(a, add(a, t, DOC_HEAD), DOC_ROW);
    add_text(a, add(a, row, DOC_CELL), "Kopf");
    add_text(a, add(a, row, DOC_CELL), "Spalte");
    struct doc_node *body = add(a, t, DOC_BODY);
    for (int i = 0; i < 60; i++) {
        row = add(a, body, DOC_ROW);
        add_text(a, add(a, row, DOC_CELL), arena_printf(a, "Zelle %d", i));
        add_text(a, add(a, row, DOC_CELL), arena_printf(a, "Wert %d", i));
    }
    add_text(a, add(a, s, DOC_PARA), "Ende");
    assert_int_equal(lay_out(root, &trace, "faultless"), 2);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        char why[600];
        put_replaced(&trace, &faults[i], &broken);
        assert_int_equal(page_check(&broken, root, fonts, &theme, why, sizeof why), 0);
        if (!strstr(why, faults[i].why))
            fail_msg("fault %zu: %s", i, why);
    }
    buf_free(&trace);
    buf_free(&broken);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_broken_trace_is_found),
        cmocka_unit_test(random_documents_hold),
        cmocka_unit_test(a_long_list_holds),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
