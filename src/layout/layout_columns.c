#include "layout/layout_table.h"

#include <math.h>
#include <stdlib.h>

static const double TIGHT_GAP = 0.6; /* of the gap between two columns, where words would have to be divided else */
static const double SPREAD = 16.0;   /* a column without a need for room gets at most this much more, pt */
static const double BAR_WISH = 120.0, BAR_ENOUGH = 64.0, BAR_LEAST = 48.0, BAR_MOST = 190.0, BAR_TEXT_GAP = 6.0;
static const double NARROWEST = 8.0, NARROW = 60.0, SHORT_TEXT = 150.0, PROSE = 120.0, ALIKE = 1.0; /* pt */
static const double MOST_HEADS = 0.4; /* of the width for columns that are repeated in each panel */
enum { LONG_TABLE = 40 /* rows; beyond, they stand closer */ };

/*
 * What a column gets at least, the more wished for the later: no word of the body is divided; long words of the head at
 * most once; none of the head; short texts of the body (names) on one line, and so, but a head rather than a name in
 * two.
 */
enum floor { FLOOR_LEAST, FLOOR_WORDS, FLOOR_HALF_HEADS, FLOOR_HEADS, FLOOR_LINES, FLOOR_ALL };

/* The room it takes, with the white behind it. */
static double text_before_bar(const struct layout_column_content *c, double width)
{
    return c->bar && c->bar_text > 0 ? fmin(c->bar_text + BAR_TEXT_GAP, width / 3) : 0;
}

static double floor_of(const struct layout_column_content *c, enum floor level, double width)
{
    const double bar = c->bar ? BAR_LEAST + text_before_bar(c, width) : 0;
    double least = fmax(fmax(fmax(c->least, c->head_least + c->hang), fmin(c->word, NARROW)), bar);
    if (level >= FLOOR_WORDS)
        least = fmax(least, c->word);
    if (level >= FLOOR_HALF_HEADS)
        least = fmax(least, c->head_half + c->hang);
    if (level == FLOOR_HEADS || level == FLOOR_ALL)
        least = fmax(least, c->head + c->hang);
    if (level >= FLOOR_LINES)
        least = fmax(least, c->wish <= SHORT_TEXT ? c->wish : PROSE);
    /* A word that would take the room of all others is cut before it does. */
    return fmin(fmax(fmin(least, fmax(width / 3, NARROW)), NARROWEST), width);
}

static double sum_of(const struct layout_table_plan *p, int c0, int c1, enum floor level, double gap)
{
    double sum = 0;
    for (int i = c0; i < c1; i++)
        sum += floor_of(p->col[i].content, level, p->given) + (i > c0 ? gap : 0);
    return sum;
}

/*
 * Columns c0..c1 in `room` pt, all gaps taken off: narrow ones get their wish, the others share the rest.
 * Those share by the root of what they have to say, which makes about the fewest lines: by the whole of it,
 * short columns would be starved, in equal parts the long ones.
 */
static double share_of(const struct layout_column *c, double scale)
{
    return fmax(fmin(c->wish, scale * sqrt(c->content->total + 1)), c->floor);
}

static void share_room(struct layout_table_plan *p, int c0, int c1, double room)
{
    double low = 0, high = 0;
    for (int i = c0; i < c1; i++)
        high = fmax(high, p->col[i].wish / sqrt(p->col[i].content->total + 1));
    for (int round = 0; round < 50; round++) {
        const double scale = (low + high) / 2;
        double sum = 0;
        for (int i = c0; i < c1; i++)
            sum += share_of(&p->col[i], scale);
        if (sum > room)
            high = scale;
        else
            low = scale;
    }
    for (int i = c0; i < c1; i++)
        p->col[i].width = share_of(&p->col[i], low);
}

/* Room that nobody asked for: to the columns with a weight, to bars, else a little to everyone. */
static void share_spare(struct layout_table_plan *p, int c0, int c1, double spare)
{
    double weights = 0;
    int bars = 0;
    for (int i = c0; i < c1; i++) {
        weights += p->col[i].content->weight;
        bars += p->col[i].content->bar;
    }
    for (int i = c0; i < c1 && bars > 0; i++) {
        if (!p->col[i].content->bar)
            continue;
        double more = fmin(spare / bars, fmax(BAR_MOST + p->col[i].bar_text - p->col[i].width, 0));
        p->col[i].width += more;
        spare -= more;
        bars--;
    }
    const double each = spare / (c1 - c0);
    for (int i = c0; i < c1; i++) {
        if (weights > 0)
            p->col[i].width += spare * p->col[i].content->weight / weights;
        else if (i < c1 - 1 || p->col[i].content->number)
            p->col[i].width += fmin(each, SPREAD);
    }
}

/* A bar says as much when it is shorter; a name broken in two does not. Gives what the bars gave. */
static double narrow_bars(struct layout_table_plan *p, int c0, int c1, double missing)
{
    double given = 0;
    for (int i = c0; i < c1 && missing > given; i++) {
        struct layout_column *c = &p->col[i];
        const double most = c->content->bar ? fmax(c->wish - fmax(c->floor, BAR_ENOUGH + c->bar_text), 0) : 0;
        const double gives = fmin(most, missing - given);
        c->wish -= gives;
        given += gives;
    }
    return given;
}

/* What column i has less than it would like to have at least; 0: nothing. */
static double misses(const struct layout_table_plan *p, int i)
{
    const double more = floor_of(p->col[i].content, FLOOR_ALL, p->given) - p->col[i].floor;
    return more > 0.01 ? more : 0;
}

static double least_missing(const struct layout_table_plan *p, int c0, int c1)
{
    double least = 0;
    for (int i = c0; i < c1; i++) {
        const double more = misses(p, i);
        if (more > 0 && (least <= 0 || more < least))
            least = more;
    }
    return least;
}

/* Whole heads where all of them fit; else those that miss the least, as far as it goes. */
static void raise_floors(struct layout_table_plan *p, int c0, int c1, double room)
{
    enum floor level = FLOOR_ALL;
    while (level > FLOOR_LEAST && sum_of(p, c0, c1, level, 0) > room)
        level--;
    for (int i = c0; i < c1; i++) {
        p->col[i].floor = floor_of(p->col[i].content, level, p->given);
        room -= p->col[i].floor;
    }
    if (level == FLOOR_LEAST)
        return;
    /* Columns that miss the same get it all or none of them: heads of one kind look alike. */
    for (double least; (least = least_missing(p, c0, c1)) > 0;) {
        int n = 0;
        for (int i = c0; i < c1; i++)
            n += misses(p, i) > 0 && misses(p, i) < least + ALIKE;
        if (n * (least + ALIKE) > room)
            return;
        for (int i = c0; i < c1; i++) {
            const double more = misses(p, i);
            if (more <= 0 || more >= least + ALIKE)
                continue;
            p->col[i].floor += more;
            room -= more;
        }
    }
}

static void set_wishes(struct layout_table_plan *p, int c0, int c1)
{
    for (int i = c0; i < c1; i++) {
        struct layout_column *c = &p->col[i];
        c->wish = fmax(c->floor, c->content->bar ? BAR_WISH + c->bar_text : c->content->wish);
    }
}

/* Columns c0..c1 from x on. Gives where they end. */
static double set_columns(struct layout_table_plan *p, int c0, int c1, double x, double width)
{
    const double room = width - p->gap * (c1 - c0 - 1);
    raise_floors(p, c0, c1, room);
    set_wishes(p, c0, c1);
    double wishes = 0;
    for (int i = c0; i < c1; i++)
        wishes += p->col[i].wish;
    wishes -= narrow_bars(p, c0, c1, wishes - room);
    if (wishes > room + 0.01) {
        share_room(p, c0, c1, room);
    } else {
        for (int i = c0; i < c1; i++)
            p->col[i].width = p->col[i].wish;
        share_spare(p, c0, c1, room - wishes);
    }
    for (int i = c0; i < c1; i++) {
        p->col[i].x = x;
        x += p->col[i].width + p->gap;
    }
    return x - p->gap;
}

/* --- panels: a table too wide is set in several below each other --- */

/* As many columns side by side as fit in `room`; gives the number of panels, where the first panel begins at c0. */
static int cut(const struct layout_table_plan *p, int c0, double room, struct layout_table_panel *out)
{
    int n = 0;
    for (int i = c0; i < p->n;) {
        double used = floor_of(p->col[i].content, FLOOR_HEADS, p->given);
        int end = i + 1;
        while (end < p->n) {
            used += p->gap + floor_of(p->col[end].content, FLOOR_HEADS, p->given);
            if (used > room + 0.01)
                break;
            end++;
        }
        if (out)
            out[n] = (struct layout_table_panel){i, end};
        n++;
        i = end;
    }
    return n;
}

static double width_of_head(const struct layout_table_plan *p, int column, enum floor level)
{
    const struct layout_column_content *c = p->col[column].content;
    return fmax(fmin(c->wish, p->given * MOST_HEADS), floor_of(c, level, p->given)) + p->gap;
}

/* The columns that head the rows, as far as they leave room for others. */
static int count_heads(const struct layout_table_plan *p)
{
    int n = 0;
    double used = 0;
    while (n < p->n - 1 && p->col[n].content->heads_rows && !p->col[n].content->bar) {
        used += width_of_head(p, n, FLOOR_LEAST);
        if (used > p->given * MOST_HEADS + p->gap)
            break;
        n++;
    }
    return n;
}

static double width_of_heads(const struct layout_table_plan *p)
{
    double used = 0, least = 0;
    for (int i = 0; i < p->n_heads; i++) {
        used += width_of_head(p, i, FLOOR_ALL);
        least += width_of_head(p, i, FLOOR_LEAST);
    }
    return used > p->given / 2 ? least : used;
}

/* All panels about equally full: the least room that does with as few of them. */
static void make_panels(struct layout_table_plan *p, struct arena *a)
{
    p->n_heads = count_heads(p);
    const double heads = width_of_heads(p);
    double low = 0, high = p->given - heads;
    p->n_panels = cut(p, p->n_heads, high, NULL);
    for (int round = 0; round < 20; round++) {
        const double middle = (low + high) / 2;
        if (cut(p, p->n_heads, middle, NULL) > p->n_panels)
            low = middle;
        else
            high = middle;
    }
    p->panel = arena_zero(a, (size_t)p->n_panels * sizeof *p->panel);
    cut(p, p->n_heads, high, p->panel);
    const double from = p->n_heads ? set_columns(p, 0, p->n_heads, 0, heads - p->gap) + p->gap : 0;
    for (int i = 0; i < p->n_panels; i++)
        p->width = fmax(p->width, set_columns(p, p->panel[i].c0, p->panel[i].c1, from, p->given - from));
}

static bool fits_one_panel(const struct layout_table_plan *p, enum floor level, double gap)
{
    return sum_of(p, 0, p->n, level, gap) <= p->given + 0.01;
}

/* Columns stand closer before a word of a head is divided; bars give way before columns do. */
static double choose_gap(const struct layout_table_plan *p, const struct flow *f)
{
    const double gap = f->theme->space[THEME_COLUMN], tight = gap * TIGHT_GAP;
    enum floor level = FLOOR_ALL;
    while (level > FLOOR_LEAST && !fits_one_panel(p, level, tight))
        level--;
    double spare = p->given - sum_of(p, 0, p->n, level, 0);
    for (int i = 0; i < p->n; i++)
        spare -= p->col[i].content->bar ? BAR_ENOUGH - BAR_LEAST : 0;
    return fmin(fmax(spare / fmax(p->n - 1, 1), tight), gap);
}

static void begin_plan(struct layout_table_plan *p, const struct layout_table_content *t, const struct flow *f,
                       double width, struct arena *a)
{
    const double tile = t->n > 0 && t->col[t->n - 1].heat ? LAYOUT_TILE_REACH : 0;
    *p = (struct layout_table_plan){.content = t, .asked = width, .given = width - tile, .tile = tile, .n = t->n};
    p->col = arena_zero(a, (size_t)p->n * sizeof *p->col);
    for (int i = 0; i < p->n; i++) {
        p->col[i].content = &t->col[i];
        p->col[i].bar_text = text_before_bar(&t->col[i], p->given);
    }
    p->gap = choose_gap(p, f);
}

static struct layout_table_plan *make_plan(const struct layout_table_content *t, const struct flow *f, double width,
                                           struct arena *a)
{
    struct layout_table_plan *p = arena_zero(a, sizeof *p);
    begin_plan(p, t, f, width, a);
    if (p->n <= 0)
        return p;
    if (fits_one_panel(p, FLOOR_LEAST, p->gap) || p->n == 1) {
        p->panel = arena_zero(a, sizeof *p->panel);
        p->panel[p->n_panels++] = (struct layout_table_panel){0, p->n};
        p->width = set_columns(p, 0, p->n, 0, p->given);
    } else {
        make_panels(p, a);
    }
    p->width += p->tile;
    const double air = f->theme->space[THEME_ROW];
    p->pad_top = t->rows > LONG_TABLE ? air * 0.6 : air;
    p->pad_bottom = t->rows > LONG_TABLE ? air * 0.6 + 0.4 : air + 0.5;
    return p;
}

/* --- plans are kept from pass to pass --- */

struct layout_table_plans {
    struct kept { /* by the address of the table */
        struct layout_table_content *content;
        struct layout_table_plan *first;
    } * slot;
    size_t n, n_slots; /* a power of two, more than half of them empty */
};

void layout_table_plans_free(struct layout_table_plans *plans)
{
    if (!plans)
        return;
    free(plans->slot);
    free(plans);
}

static struct kept *slot_of(const struct layout_table_plans *plans, const struct doc_node *table)
{
    size_t at = (size_t)((uintptr_t)table / sizeof(void *) * 0x9E3779B97F4A7C15u >> 20) & (plans->n_slots - 1);
    while (plans->slot[at].content && plans->slot[at].content->table != table)
        at = (at + 1) & (plans->n_slots - 1);
    return &plans->slot[at];
}

static void grow_slots(struct layout_table_plans *plans)
{
    struct kept *old = plans->slot;
    const size_t n = plans->n_slots;
    plans->n_slots = n ? n * 2 : 64;
    plans->slot = mem_zero(plans->n_slots, sizeof *plans->slot);
    for (size_t i = 0; i < n; i++)
        if (old[i].content)
            *slot_of(plans, old[i].content->table) = old[i];
    free(old);
}

static struct kept *kept_of(struct flow *f, const struct doc_node *table)
{
    if (!f->plans)
        f->plans = mem_zero(1, sizeof *f->plans);
    if (2 * (f->plans->n + 1) > f->plans->n_slots)
        grow_slots(f->plans);
    struct kept *k = slot_of(f->plans, table);
    if (!k->content) {
        k->content = layout_table_measure(f, table, f->lasting);
        f->plans->n++;
    }
    return k;
}

const struct layout_table_plan *layout_table_plan_get(struct flow *f, const struct doc_node *table, double width)
{
    struct kept *k = kept_of(f, table);
    for (struct layout_table_plan *p = k->first; p; p = p->next)
        if (p->asked >= width && p->asked <= width)
            return p;
    struct layout_table_plan *p = make_plan(k->content, f, width, f->lasting);
    p->next = k->first;
    k->first = p;
    return p;
}

struct layout_table_fit layout_table_fits(struct flow *f, const struct doc_node *table, double width)
{
    const struct layout_table_plan *p = layout_table_plan_get(f, table, width);
    struct layout_table_fit fit = {p->n_panels, p->n <= 0 || fits_one_panel(p, FLOOR_WORDS, p->gap)};
    return fit;
}
