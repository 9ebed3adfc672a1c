#include "layout/layout_block.h"

#include "draw/chart.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double KPI_GAP = 14.0, KPI_LEAST = 80.0, KPI_RULE = 1.0;
static const double KPI_TOP = 12.6, KPI_INNER = 7.6;     /* below the rule; between label, value and change */
static const double SIGN_SIZE = 0.85, SIGN_SPACE = 0.32; /* of the type */
static const double KPIS_BEFORE = 17.0, KPIS_AFTER = 9.7;
static const double CHART_AFTER = 10.0;
static const double SIGN_GAP = 30.0, SIGN_LEAST = 110.0, SIGN_MOST = 190.0, SIGN_ROOM = 40.0, SIGN_LABEL = 3.0;
static const double RAISED_SIZE = 0.8, RAISED_BASE = 0.55; /* of type and leading */
static const double FOOTNOTE_INDENT = 7.0;
static const double LOGO_TOP = 3.0, LOGO_GAP = 18.0, HIGHEST_LOGO = 90.0; /* pt */
static const double MOST_LOGO = 0.4;                                      /* of the width */
static const double LINES_BEFORE = 10.0, LINES_AFTER = 12.0, WRITING_LINE = 23.0;
static const double CONTENTS_STEP = 12.0, CONTENTS_LINE = 2.3, CONTENTS_NUMBER = 30.0;
enum {
    KPIS_ABREAST = 5,
    SIGNATURES_ABREAST = 3,
    SHORT_CONTENTS = 36, /* lines that stay on one page */
};

struct line_box {
    struct layout_box box;
    struct layout_text_block text;
    size_t line;
    double x, width;
};

static void draw_line_box(struct flow *f, const struct layout_box *box, double y)
{
    const struct line_box *b = (const struct line_box *)box;
    layout_draw_text(f, &b->text, b->line, b->line + 1, b->x, y, b->width, DOC_ALIGN_LEFT);
}

/* Each line is a box: two stay together at the head and at the foot of a page. */
static void add_lines(struct flow *f, const struct layout_place *p, const struct layout_text_block *text,
                      const struct layout_block_style *s)
{
    for (size_t i = 0; i < text->n_lines; i++) {
        struct line_box *b = flow_box(f, sizeof *b, draw_line_box);
        const bool last = i + 1 == text->n_lines;
        b->box.height = text->leading;
        b->box.before = i == 0 ? s->before : 0;
        b->box.after = last ? s->after : 0;
        b->box.keep = last ? s->keep : i == 0 || i + 2 == text->n_lines ? KEEP_FIRM : KEEP_NOT;
        b->box.side = p->side;
        b->text = *text;
        b->line = i;
        b->x = p->x;
        b->width = p->width;
        flow_add(f, &b->box);
    }
}

void layout_block_text(struct flow *f, const struct layout_place *p, const struct doc_node *node,
                       const struct layout_block_style *s, const char *first_word)
{
    struct layout_text_block text;
    flow_hold(f);
    flow_begin(f, s->role, node);
    layout_text_begin(f->text, &s->text);
    if (first_word)
        layout_text_add_words(f->text, first_word, FONT_BOLD, s->text.colour);
    layout_text_add(f->text, node);
    layout_text_break(f->text, s->measure > 0 ? fmin(s->measure, p->width) : p->width, f->arena, &text);
    add_lines(f, p, &text, s);
    flow_end(f, s->role);
    flow_release(f);
}

void layout_block_words(struct flow *f, const struct layout_place *p, const struct doc_node *node,
                        const struct layout_block_style *s, const char *words)
{
    struct layout_text_block text;
    flow_hold(f);
    flow_begin(f, s->role, node);
    layout_text_begin(f->text, &s->text);
    layout_text_add_words(f->text, arena_strdup(f->arena, words), s->text.face, s->text.colour);
    layout_text_break(f->text, s->measure > 0 ? fmin(s->measure, p->width) : p->width, f->arena, &text);
    add_lines(f, p, &text, s);
    flow_end(f, s->role);
    flow_release(f);
}

/* --- what stands beside something --- */

struct label_box {
    struct layout_box box;
    const char *label;
    double x;
};

static void draw_label(struct flow *f, const struct layout_box *box, double y)
{
    const struct label_box *b = (const struct label_box *)box;
    const struct theme_type_size *type = &f->theme->type[THEME_BODY];
    const double units = font_units_per_em(f->fonts, FONT_REGULAR);
    const double ascent = font_ascent(f->fonts, FONT_REGULAR) * type->size / units;
    const double descent = -font_descent(f->fonts, FONT_REGULAR) * type->size / units;
    const struct canvas_text how = {
        b->x, y + (type->leading - ascent - descent) / 2 + ascent, CANVAS_START, FONT_REGULAR, type->size, THEME_GREY,
        true};
    layout_begin(f, ROLE_LABEL, NULL);
    layout_plain(f, &how, b->label);
    layout_end(f, ROLE_LABEL);
}

void layout_block_label(struct flow *f, const struct layout_place *p, const char *label, bool overlaps)
{
    struct label_box *b = flow_box(f, sizeof *b, draw_label);
    b->label = arena_strdup(f->arena, label);
    b->x = p->x;
    b->box.height = overlaps ? f->theme->type[THEME_BODY].leading : 0;
    b->box.reach = f->theme->type[THEME_BODY].leading;
    b->box.keep = KEEP_FIRM;
    b->box.side = p->side;
    flow_add(f, &b->box);
}

struct number_box {
    struct layout_box box;
    const char *number;
    double x;
};

static void draw_raised(struct flow *f, const struct layout_box *box, double y)
{
    const struct number_box *b = (const struct number_box *)box;
    const struct theme_type_size *type = &f->theme->type[THEME_SMALL];
    const struct canvas_text how = {
        b->x, y + type->leading * RAISED_BASE, CANVAS_START, FONT_REGULAR, type->size * RAISED_SIZE, THEME_GREY, true};
    layout_begin(f, ROLE_LABEL, NULL);
    layout_plain(f, &how, b->number);
    layout_end(f, ROLE_LABEL);
}

void layout_block_footnote(struct flow *f, const struct layout_place *p, const struct doc_node *note,
                           const struct layout_block_style *s)
{
    struct layout_block_style style = *s;
    style.role = ROLE_PARAGRAPH;
    if (note->number <= 0) {
        layout_block_text(f, p, note, &style, NULL);
        return;
    }
    flow_hold(f);
    flow_mark(f, BOX_DESTINATION, note, 0);
    flow_begin(f, ROLE_FOOTNOTE, note);
    struct number_box *b = flow_box(f, sizeof *b, draw_raised);
    b->number = arena_printf(f->arena, "%d", note->number);
    b->x = p->x;
    b->box.keep = KEEP_FIRM;
    b->box.before = style.before;
    b->box.reach = f->theme->type[THEME_SMALL].leading;
    b->box.side = p->side;
    flow_add(f, &b->box);
    struct layout_place in = *p;
    const double indent = FOOTNOTE_INDENT + (note->number > 9 ? FOOTNOTE_INDENT / 2 : 0);
    in.x += indent;
    in.width -= indent;
    style.before = 0;
    layout_block_text(f, &in, note, &style, NULL);
    flow_mark(f, BOX_CLEAR, note, 0);
    flow_end(f, ROLE_FOOTNOTE);
    flow_release(f);
}

struct logo_box {
    struct layout_box box;
    double x, width;
};

static void draw_logo(struct flow *f, const struct layout_box *box, double y)
{
    const struct logo_box *b = (const struct logo_box *)box;
    if (!f->canvas)
        return;
    const struct page_box area = {b->x, y + LOGO_TOP, b->width, box->reach - LOGO_TOP};
    layout_begin(f, ROLE_LOGO, NULL);
    f->sink->ops->figure(f->sink, &area);
    canvas_image(f->canvas, area.x, area.y, area.width, area.height);
    layout_end(f, ROLE_LOGO);
}

static double logo_scale(const struct flow *f, const struct layout_place *p)
{
    const struct theme_logo *logo = &f->theme->logo;
    if (logo->n == 0 || logo->width_pt <= 0 || logo->height_pt <= 0)
        return 0;
    return fmin(1, fmin(p->width * MOST_LOGO / logo->width_pt, HIGHEST_LOGO / logo->height_pt));
}

double layout_block_logo_width(const struct flow *f, const struct layout_place *p)
{
    const double scale = logo_scale(f, p);
    return scale > 0 ? f->theme->logo.width_pt * scale + LOGO_GAP : 0;
}

double layout_block_logo(struct flow *f, const struct layout_place *p)
{
    const double scale = logo_scale(f, p);
    if (scale <= 0)
        return 0;
    struct logo_box *b = flow_box(f, sizeof *b, draw_logo);
    b->width = f->theme->logo.width_pt * scale;
    b->x = p->x + p->width - b->width;
    b->box.reach = LOGO_TOP + f->theme->logo.height_pt * scale;
    b->box.keep = KEEP_FIRM;
    flow_add(f, &b->box);
    return b->width + LOGO_GAP;
}

/* --- room to write by hand --- */

static void draw_ruled(struct flow *f, const struct layout_box *box, double y)
{
    const struct line_box *b = (const struct line_box *)box;
    layout_rule(f, b->x, y + box->height - 0.3, b->width, 0.5, THEME_RULE);
}

void layout_block_lines(struct flow *f, const struct layout_place *p, const struct doc_node *lines)
{
    const struct layout_block_style style = {.text = {.type = THEME_SMALL, .colour = THEME_GREY},
                                             .role = ROLE_PARAGRAPH,
                                             .before = LINES_BEFORE,
                                             .keep = KEEP_FIRM};
    flow_begin(f, ROLE_GROUP, lines);
    layout_block_words(f, p, lines, &style, lines->lines.label ? lines->lines.label : "");
    for (int i = 0; i < lines->lines.n; i++) {
        struct line_box *b = flow_box(f, sizeof *b, draw_ruled);
        const bool last = i + 1 == lines->lines.n;
        b->box.height = WRITING_LINE;
        b->box.after = last ? LINES_AFTER : 0;
        b->box.keep = !last && (i == 0 || i + 2 == lines->lines.n) ? KEEP_FIRM : KEEP_NOT;
        b->box.side = p->side;
        b->x = p->x;
        b->width = p->width;
        flow_add(f, &b->box);
    }
    flow_end(f, ROLE_GROUP);
}

/* --- figures side by side --- */

struct kpi_layout {
    const struct doc_node *kpi;
    struct layout_text_block label, value, change;
    const char *sign;
    double x, sign_width;
};

struct kpis_box {
    struct layout_box box;
    struct kpi_layout *kpi;
    size_t n;
    double x, width, column; /* width: of all; column: of one */
    double value_top, change_top;
};

static void draw_part(struct flow *f, const struct layout_text_block *text, double x, double y, double width)
{
    if (text->n_lines == 0)
        return;
    layout_begin(f, ROLE_PARAGRAPH, NULL);
    layout_draw_text(f, text, 0, text->n_lines, x, y, width, DOC_ALIGN_LEFT);
    layout_end(f, ROLE_PARAGRAPH);
}

static void draw_kpis(struct flow *f, const struct layout_box *box, double y)
{
    const struct kpis_box *b = (const struct kpis_box *)box;
    layout_rule(f, b->x, y + KPI_RULE / 2, b->width, KPI_RULE, THEME_RULE_DARK);
    for (size_t i = 0; i < b->n; i++) {
        const struct kpi_layout *k = &b->kpi[i];
        const double lower = b->value_top - KPI_INNER - KPI_TOP - (double)k->label.n_lines * k->label.leading;
        draw_part(f, &k->label, k->x, y + KPI_TOP + lower, b->column);
        draw_part(f, &k->value, k->x, y + b->value_top, b->column);
        if (k->change.n_lines == 0)
            continue;
        layout_begin(f, ROLE_PARAGRAPH, k->kpi);
        const double base = y + b->change_top + k->change.ascent;
        const struct canvas_text sign = {k->x,      base, CANVAS_START, FONT_REGULAR, k->change.size * SIGN_SIZE,
                                         THEME_INK, false};
        layout_artifact(f, true); /* the words say plus or minus */
        layout_plain(f, &sign, k->sign);
        layout_artifact(f, false);
        layout_draw_text(f, &k->change, 0, k->change.n_lines, k->x + k->sign_width, y + b->change_top,
                         b->column - k->sign_width, DOC_ALIGN_LEFT);
        layout_end(f, ROLE_PARAGRAPH);
    }
}

static void set_words(struct flow *f, struct layout_text_style style, const char *s, double width,
                      struct layout_text_block *out)
{
    layout_text_begin(f->text, &style);
    layout_text_add_words(f->text, s ? s : "", style.face, style.colour);
    layout_text_break(f->text, width, f->arena, out);
}

static void lay_kpi(struct flow *f, struct kpi_layout *k, double width)
{
    static const char *const signs[] = {
        [DOC_CHANGE_NONE] = "", [DOC_CHANGE_UP] = "▲ ", [DOC_CHANGE_DOWN] = "▼ ", [DOC_CHANGE_SAME] = "■ "};
    const struct layout_text_style label = {.type = THEME_SMALL, .colour = THEME_GREY, .hyphenate = true};
    const struct layout_text_style change = {.type = THEME_SMALL, .colour = THEME_INK, .hyphenate = true};
    const struct layout_text_style value = {.type = THEME_FIGURE,
                                            .face = FONT_BOLD,
                                            .colour = k->kpi->kpi.tone == DOC_TONE_ALERT ? THEME_ALERT : THEME_INK};
    set_words(f, label, k->kpi->kpi.label, width, &k->label);
    set_words(f, value, k->kpi->kpi.value, width, &k->value);
    k->sign = signs[k->kpi->kpi.change];
    if (k->sign[0]) {
        const double size = f->theme->type[THEME_SMALL].size;
        k->sign_width = font_width(f->fonts, FONT_REGULAR, false, size * SIGN_SIZE, k->sign, strlen(k->sign) - 1) +
                        size * SIGN_SPACE;
    }
    set_words(f, change, k->kpi->kpi.change_text, width - k->sign_width, &k->change);
}

static double width_of_value(struct flow *f, const struct doc_node *kpi)
{
    const char *s = kpi->kpi.value ? kpi->kpi.value : "";
    return font_width(f->fonts, FONT_BOLD, false, f->theme->type[THEME_FIGURE].size, s, strlen(s));
}

static double text_height(const struct layout_text_block *t)
{
    return (double)t->n_lines * t->leading;
}

static void add_kpi_row(struct flow *f, const struct layout_place *p, const struct doc_node **kpi, size_t n,
                        double column, bool first, bool last)
{
    flow_hold(f);
    struct kpis_box *b = flow_box(f, sizeof *b, draw_kpis);
    b->kpi = arena_zero(f->arena, n * sizeof *b->kpi);
    b->n = n;
    b->x = p->x;
    b->width = p->width;
    b->column = column;
    double label = 0, value = 0, change = 0;
    for (size_t i = 0; i < n; i++) {
        struct kpi_layout *k = &b->kpi[i];
        k->kpi = kpi[i];
        k->x = p->x + (double)i * (column + KPI_GAP);
        lay_kpi(f, k, column);
        label = fmax(label, text_height(&k->label));
        value = fmax(value, text_height(&k->value));
        change = fmax(change, text_height(&k->change));
    }
    b->value_top = KPI_TOP + label + KPI_INNER;
    b->change_top = b->value_top + value + KPI_INNER;
    b->box.height = b->change_top + change;
    b->box.before = first ? KPIS_BEFORE : KPI_TOP;
    b->box.after = KPIS_AFTER;
    b->box.keep = !last;
    b->box.side = p->side;
    flow_add(f, &b->box);
    flow_release(f);
}

void layout_block_kpis(struct flow *f, const struct layout_place *p, const struct doc_node *kpis)
{
    size_t n = 0;
    double widest = KPI_LEAST;
    for (const struct doc_node *k = kpis->first; k; k = k->next) {
        n++;
        widest = fmax(widest, width_of_value(f, k));
    }
    if (n == 0)
        return;
    size_t abreast = (size_t)fmax(floor((p->width + KPI_GAP) / (widest + KPI_GAP)), 1);
    if (abreast > KPIS_ABREAST)
        abreast = KPIS_ABREAST;
    const size_t rows = (n + abreast - 1) / abreast;
    abreast = (n + rows - 1) / rows; /* seven are four and three, not five and two */
    const double column = (p->width + KPI_GAP) / (double)abreast - KPI_GAP;
    const struct doc_node **kpi = mem_zero(abreast, sizeof *kpi);
    flow_begin(f, ROLE_GROUP, kpis);
    const struct doc_node *k = kpis->first;
    for (size_t row = 0; row < rows; row++) {
        size_t in_row = 0;
        for (; k && in_row < abreast; k = k->next)
            kpi[in_row++] = k;
        add_kpi_row(f, p, kpi, in_row, column, row == 0, row + 1 == rows);
    }
    flow_end(f, ROLE_GROUP);
    free(kpi);
}

/* --- charts --- */

struct chart_box {
    struct layout_box box;
    const struct doc_node *chart; /* with the words for these rows */
    int from, to;                 /* rows */
    double x, width;
};

static void draw_chart_box(struct flow *f, const struct layout_box *box, double y)
{
    const struct chart_box *b = (const struct chart_box *)box;
    if (!f->canvas)
        return;
    const struct page_box area = {b->x, y, b->width, fmin(box->height, f->bottom - y)};
    layout_begin(f, ROLE_FIGURE, b->chart);
    f->sink->ops->figure(f->sink, &area);
    chart_draw_rows(b->chart, f->canvas, b->x, y, b->width, b->from, b->to);
    layout_end(f, ROLE_FIGURE);
}

static void add_chart(struct flow *f, const struct layout_place *p, const struct doc_node *chart, int from, int to)
{
    struct chart_box *b = flow_box(f, sizeof *b, draw_chart_box);
    b->chart = chart;
    b->from = from;
    b->to = to;
    b->x = p->x;
    b->width = p->width;
    for (int row = from; row < to; row++)
        b->box.height += chart_row_height(chart, f->theme, p->width, row);
    b->box.before = from == 0 ? f->theme->space[THEME_BLOCK] : 0;
    b->box.after = to == chart_rows(chart, f->theme, p->width) ? CHART_AFTER : 0;
    b->box.side = p->side;
    flow_add(f, &b->box);
}

/*
 * Small multiples that take more than half a page flow down the pages row by row, each row a figure that says what it
 * shows; any other chart is one box.
 */
void layout_block_chart(struct flow *f, const struct layout_place *p, const struct doc_node *chart)
{
    const int rows = chart_rows(chart, f->theme, p->width);
    if (rows == 1 || chart_height(chart, f->theme, p->width) <= flow_room(f) / 2) {
        add_chart(f, p, chart, 0, rows);
        return;
    }
    for (int row = 0; row < rows; row++) {
        struct doc_node *part = arena_zero(f->lasting, sizeof *part);
        int from, to;
        *part = *chart;
        part->id = row == 0 ? chart->id : NULL;
        chart_row_series(chart, f->theme, p->width, row, &from, &to);
        part->chart.alt = doc_chart_words(chart, from, to, f->lasting);
        add_chart(f, p, part, row, row + 1);
    }
}

/* --- signatures --- */

struct signature_box {
    struct layout_box box;
    struct layout_text_block label[SIGNATURES_ABREAST];
    const struct doc_node *node[SIGNATURES_ABREAST];
    size_t n;
    double x, width;
};

static void draw_signatures(struct flow *f, const struct layout_box *box, double y)
{
    const struct signature_box *b = (const struct signature_box *)box;
    for (size_t i = 0; i < b->n; i++) {
        const double x = b->x + (double)i * (b->width + SIGN_GAP);
        layout_rule(f, x, y + SIGN_ROOM, b->width, 0.6, THEME_RULE_DARK);
        layout_begin(f, ROLE_PARAGRAPH, b->node[i]);
        layout_draw_text(f, &b->label[i], 0, b->label[i].n_lines, x, y + SIGN_ROOM + SIGN_LABEL, b->width,
                         DOC_ALIGN_LEFT);
        layout_end(f, ROLE_PARAGRAPH);
    }
}

void layout_block_signatures(struct flow *f, const struct layout_place *p, const struct doc_node *signatures)
{
    const struct doc_node *s = signatures->kind == DOC_SIGNATURE ? signatures : signatures->first;
    const struct doc_node *end = signatures->kind == DOC_SIGNATURE ? signatures->next : NULL;
    const struct layout_text_style style = {.type = THEME_SMALL, .colour = THEME_GREY, .hyphenate = true};
    size_t abreast = SIGNATURES_ABREAST;
    while (abreast > 1 && (p->width + SIGN_GAP) / (double)abreast - SIGN_GAP < SIGN_LEAST)
        abreast--;
    flow_begin(f, ROLE_GROUP, signatures);
    while (s != end) {
        flow_hold(f);
        struct signature_box *b = flow_box(f, sizeof *b, draw_signatures);
        b->x = p->x;
        b->width = fmin((p->width + SIGN_GAP) / (double)abreast - SIGN_GAP, SIGN_MOST);
        double lines = 0;
        for (; s != end && b->n < abreast; s = s->next) {
            b->node[b->n] = s;
            set_words(f, style, s->label, b->width, &b->label[b->n]);
            lines = fmax(lines, text_height(&b->label[b->n]));
            b->n++;
        }
        b->box.height = SIGN_ROOM + SIGN_LABEL + lines;
        b->box.before = b->box.after = 8;
        b->box.side = p->side;
        flow_add(f, &b->box);
        flow_release(f);
    }
    flow_end(f, ROLE_GROUP);
}

/* --- table of contents --- */

struct contents_box {
    struct layout_box box;
    const struct layout_heading *place;
    struct layout_text_block text;
    double x, width; /* of the whole line */
};

static void draw_contents_line(struct flow *f, const struct layout_box *box, double y)
{
    const struct contents_box *b = (const struct contents_box *)box;
    struct buf number = {0};
    buf_char(&number, ' '); /* between title and number, for who reads it aloud */
    buf_int(&number, (int64_t)b->place->page);
    const double base = y + box->height - CONTENTS_LINE - b->text.leading + b->text.ascent;
    const struct canvas_text how = {b->x + b->width, base, CANVAS_END, FONT_REGULAR, b->text.size, THEME_GREY, true};
    const struct page_box area = {b->x, y, b->width, fmin(box->height, f->bottom - y)};
    layout_begin(f, ROLE_REFERENCE, NULL);
    layout_begin(f, ROLE_LINK, NULL);
    layout_draw_text(f, &b->text, 0, b->text.n_lines, b->x, y + CONTENTS_LINE, b->width, DOC_ALIGN_LEFT);
    layout_plain(f, &how, buf_str(&number));
    if (f->sink)
        f->sink->ops->link(f->sink, &area, b->place->section, "");
    layout_end(f, ROLE_LINK);
    layout_end(f, ROLE_REFERENCE);
    layout_rule(f, b->x, y + box->height, b->width, 0.5, THEME_RULE);
    buf_free(&number);
}

static void add_contents_heading(struct flow *f, const struct layout_place *p)
{
    const struct layout_text_style style = {.type = THEME_HEADING, .face = FONT_BOLD, .colour = THEME_INK};
    const struct layout_block_style s = {.before = 18, .after = 3, .keep = KEEP_FIRM};
    struct layout_text_block text;
    flow_hold(f);
    flow_begin(f, ROLE_H2, NULL);
    set_words(f, style, "Inhalt", p->width, &text);
    add_lines(f, p, &text, &s);
    flow_end(f, ROLE_H2);
    flow_release(f);
}

static enum layout_box_keep keep_of_line(const struct flow *f, size_t i)
{
    const struct layout_heading *h = &f->heading[i];
    if (i + 1 == f->n_headings)
        return KEEP_NOT;
    if (i + 2 == f->n_headings || i < 2 || h[1].level > h->level)
        return KEEP_FIRM;
    return f->n_headings <= SHORT_CONTENTS ? KEEP_SOFT : KEEP_NOT;
}

static void add_contents_line(struct flow *f, const struct layout_place *p, size_t i)
{
    const struct layout_heading *h = &f->heading[i];
    const double indent = h->level > 2 ? CONTENTS_STEP : 0;
    const struct layout_text_style style = {.type = THEME_TABLE, .colour = h->level == 2 ? THEME_INK : THEME_GREY};
    flow_hold(f);
    struct contents_box *b = flow_box(f, sizeof *b, draw_contents_line);
    b->place = h;
    b->x = p->x + indent;
    b->width = p->width - indent;
    layout_text_begin(f->text, &style);
    layout_text_add(f->text, h->heading);
    layout_text_break(f->text, b->width - CONTENTS_NUMBER, f->arena, &b->text);
    b->box.height = fmax(text_height(&b->text), b->text.leading) + 2 * CONTENTS_LINE;
    b->box.after = i + 1 == f->n_headings ? 16 : 0;
    b->box.keep = keep_of_line(f, i);
    b->box.side = p->side;
    flow_add(f, &b->box);
    flow_release(f);
}

/* What stands in a section is a table of contents of its own, inside its line. */
void layout_block_contents(struct flow *f, const struct layout_place *p)
{
    bool inner = false;
    add_contents_heading(f, p);
    flow_begin(f, ROLE_CONTENTS, NULL);
    for (size_t i = 0; i < f->n_headings; i++) {
        const bool deep = f->heading[i].level > 2;
        const bool deep_next = i + 1 < f->n_headings && f->heading[i + 1].level > 2;
        flow_begin(f, ROLE_CONTENTS_ITEM, NULL);
        add_contents_line(f, p, i);
        if (!deep && deep_next) {
            flow_begin(f, ROLE_CONTENTS, NULL);
            inner = true;
            continue;
        }
        flow_end(f, ROLE_CONTENTS_ITEM);
        if (inner && !deep_next) {
            flow_end(f, ROLE_CONTENTS);
            flow_end(f, ROLE_CONTENTS_ITEM);
            inner = false;
        }
    }
    flow_end(f, ROLE_CONTENTS);
}
