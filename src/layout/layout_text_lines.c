/*
 * Where the lines of a text end. All ways to break are weighed against each other (total fit): the sum of the squared
 * shortfalls of a ragged edge, and what a reader stumbles over: a hyphen, several of them below each other, a number
 * parted from its unit, a small word left behind, a last line of one word.
 */
#include "layout/layout_text_parts.h"

#include <math.h>
#include <string.h>

enum {
    NARROW_EMS = 15, /* a column narrower than this divides words to fill its lines */
};
/* A paragraph with a line that falls short by more than this (em, and share of the width) is set anew with hyphens. */
static const double RAGGED_EMS = 5, RAGGED_SHARE = 0.12;

/* Costs in em squared, so that 25 outweighs a line that falls short by 5 em more. Fewer lines come first. */
static const double LINE = 1e6, OVERFULL = 1e9;
static const double AT_HYPHEN = 30, AT_HYPHEN_AGAIN = 80, LAST_IS_REST = 60; /* the last line: the rest of a word */
static const double LAST_SHORT = 40, SHORT_SHARE = 0.12;
static const double BEFORE_UNIT = 25, IN_ABBREVIATION = 150, BEFORE_DASH = 60, AFTER_SMALL = 6, AFTER_ARTICLE = 1.5;

double layout_text_gap(const struct layout_text_engine *e, size_t i)
{
    const struct layout_piece *p = &e->split.p[i];
    return p->before == BEFORE_SPACE && i > 0 ? e->space[e->split.p[i - 1].face] : 0;
}

/* --- pieces for a width --- */

static void split_pieces(struct layout_text_engine *e, double width, bool everywhere)
{
    e->split.n = 0;
    for (size_t i = 0; i < e->raw.n; i++) {
        const bool before_hyphen = i + 1 < e->raw.n && e->raw.p[i + 1].before == BEFORE_HYPHEN;
        const double limit = before_hyphen ? width - e->hyphen[e->raw.p[i].face] : width;
        if (everywhere || e->raw.p[i].width > limit)
            layout_text_divide(e, e->raw.p[i], limit);
        else
            layout_text_put_piece(&e->split, e->raw.p[i]);
    }
    /* Pieces joined without a break between them may still be too wide together: then they may be parted. */
    double w = 0;
    for (size_t i = 0; i < e->split.n; i++) {
        struct layout_piece *p = &e->split.p[i];
        w = p->before == BEFORE_JOINED ? w + p->width : p->width;
        if (p->before == BEFORE_JOINED && i > 0 && w > width) {
            p->before = BEFORE_MAY_BREAK;
            w = p->width;
        }
    }
}

/* --- what a break costs apart from the room that it leaves --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3;
}

/* Digits with what belongs between them: "12,5", "1.893", "30.". */
static bool is_number(const struct layout_piece *p)
{
    bool digit = false;
    for (uint32_t i = 0; i < p->n; i++) {
        digit |= is_digit(p->s[i]);
        if (is_letter(p->s[i]) && !((unsigned char)p->s[i] == 0xE2)) /* a minus sign or a thin space is none */
            return false;
    }
    return digit;
}

static bool is_word(const struct layout_piece *p, const char *word)
{
    return p->n == strlen(word) && memcmp(p->s, word, p->n) == 0;
}

/* A word that only means something with the number behind it. */
static bool counts(const struct layout_piece *p)
{
    static const char *const words[] = {"§", "§§", "Abs.", "Art.", "Nr.", "S.", "Ziff.", "Satz", "Rn.", "ca.", "KW"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (is_word(p, words[i]))
            return true;
    return false;
}

static size_t letters(const struct layout_piece *p)
{
    size_t n = 0;
    for (uint32_t i = 0; i < p->n; i++)
        n += ((unsigned char)p->s[i] & 0xC0) != 0x80;
    return n;
}

static bool is_initial(const struct layout_piece *p) /* "z." of "z. B." */
{
    return p->n >= 2 && p->s[p->n - 1] == '.' && letters(p) == 2 && is_letter(p->s[0]);
}

static bool is_dash(const struct layout_piece *p)
{
    return is_word(p, "–") || is_word(p, "—");
}

/* German dashes stand at the end of a line, never at the head of one. */
static double space_penalty(const struct layout_piece *left, bool left_is_word, const struct layout_piece *right)
{
    if (is_dash(right))
        return BEFORE_DASH;
    if (is_initial(left) && is_initial(right))
        return IN_ABBREVIATION;
    if ((counts(left) && is_digit(right->s[0])) || (is_number(left) && is_letter(right->s[0])))
        return BEFORE_UNIT;
    if (!left_is_word || !is_letter(left->s[0]) || !is_letter(left->s[left->n - 1]))
        return 0;
    const size_t n = letters(left);
    return n <= 2 ? AFTER_SMALL : n == 3 ? AFTER_ARTICLE : 0;
}

static void weigh_breaks(struct layout_text_engine *e)
{
    while (e->cap_penalty < e->split.n + 1)
        e->penalty = mem_grow(e->penalty, e->cap_penalty, &e->cap_penalty, sizeof *e->penalty);
    for (size_t i = 1; i < e->split.n; i++) {
        const struct layout_piece *left = &e->split.p[i - 1], *right = &e->split.p[i];
        e->penalty[i] = 0;
        if (right->before == BEFORE_HYPHEN)
            e->penalty[i] = AT_HYPHEN;
        else if (right->before == BEFORE_SPACE)
            e->penalty[i] = space_penalty(left, i == 1 || left->before >= BEFORE_SPACE, right);
    }
}

/* --- lines --- */

static double line_width(const struct layout_text_engine *e, size_t from, size_t to)
{
    double w = e->until[to] - e->until[from] - layout_text_gap(e, from);
    if (to < e->split.n && e->split.p[to].before == BEFORE_HYPHEN)
        w += e->hyphen[e->split.p[to - 1].face];
    return w;
}

static bool ends_text(const struct layout_text_engine *e, size_t to)
{
    return to == e->split.n || e->split.p[to].before == BEFORE_NEW_LINE;
}

/* Pieces from..to are one word, or what is left of one. */
static bool one_word(const struct layout_text_engine *e, size_t from, size_t to)
{
    for (size_t i = from + 1; i < to; i++)
        if (e->split.p[i].before == BEFORE_SPACE)
            return false;
    return true;
}

static double line_cost(const struct layout_text_engine *e, size_t from, size_t to, double width, double w)
{
    const double slack = (width - w) / layout_text_em(e);
    const bool last = ends_text(e, to), hyphen = from > 0 && e->split.p[from].before == BEFORE_HYPHEN;
    double cost = LINE;
    if (!last || e->style.even)
        cost += slack * slack;
    if (!last)
        cost += e->penalty[to] + (hyphen && e->split.p[to].before == BEFORE_HYPHEN ? AT_HYPHEN_AGAIN : 0);
    else if (from > 0 && e->split.p[from].before != BEFORE_NEW_LINE && !e->style.even) {
        cost += hyphen && one_word(e, from, to) ? LAST_IS_REST : 0;
        cost += w < SHORT_SHARE * width && one_word(e, from, to) ? LAST_SHORT : 0;
    }
    return cost;
}

static void measure_pieces(struct layout_text_engine *e)
{
    const size_t n = e->split.n;
    while (e->cap_until < n + 1)
        e->until = mem_grow(e->until, e->cap_until, &e->cap_until, sizeof *e->until);
    while (e->cap_choice < n + 1)
        e->choice = mem_grow(e->choice, e->cap_choice, &e->cap_choice, sizeof *e->choice);
    e->until[0] = 0;
    for (size_t i = 0; i < n; i++)
        e->until[i + 1] = e->until[i] + layout_text_gap(e, i) + e->split.p[i].width;
}

/* Least total cost over all ways to break; the number of ways looked at for each end is bounded by what fits a line. */
static void choose_breaks(struct layout_text_engine *e, double width)
{
    const size_t n = e->split.n;
    measure_pieces(e);
    weigh_breaks(e);
    e->choice[0] = (struct layout_choice){0, 0};
    for (size_t to = 1; to <= n; to++) {
        e->choice[to] = (struct layout_choice){INFINITY, to - 1};
        if (to < n && e->split.p[to].before == BEFORE_JOINED)
            continue;
        for (size_t from = to; from-- > 0;) {
            double w = line_width(e, from, to);
            bool may = from == 0 || e->split.p[from].before != BEFORE_JOINED;
            if (may && (w <= width + 0.001 || isinf(e->choice[to].cost))) {
                /* A line that does not fit is taken only where there is no other. */
                double cost =
                    e->choice[from].cost + line_cost(e, from, to, width, w) + (w > width + 0.001 ? OVERFULL : 0);
                if (cost < e->choice[to].cost)
                    e->choice[to] = (struct layout_choice){cost, from};
            }
            if ((w > width && !isinf(e->choice[to].cost)) || (from > 0 && e->split.p[from].before == BEFORE_NEW_LINE))
                break;
        }
    }
}

/* Some line but the last of a paragraph is so short that hyphens are the lesser evil. */
static bool is_ragged(const struct layout_text_engine *e, double width)
{
    const double most = fmax(RAGGED_EMS * layout_text_em(e), RAGGED_SHARE * width);
    for (size_t to = e->split.n; to > 0; to = e->choice[to].from)
        if (!ends_text(e, to) && width - line_width(e, e->choice[to].from, to) > most)
            return true;
    return false;
}

void layout_text_choose_lines(struct layout_text_engine *e, double width)
{
    struct layout_text_measure m = {.whole = INFINITY};
    layout_text_measure(e, &m);
    const bool narrow = e->style.hyphenate && width < NARROW_EMS * layout_text_em(e) && m.widest_line > width;
    split_pieces(e, width, narrow);
    choose_breaks(e, width);
    if (narrow || !e->style.hyphenate || e->style.even || m.widest_line <= width || !is_ragged(e, width))
        return;
    split_pieces(e, width, true);
    choose_breaks(e, width);
}
