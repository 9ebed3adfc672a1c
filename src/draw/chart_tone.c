/*
 * Colours of charts: a tone is what a series means, a shade is how it is drawn beside its neighbours.
 */
#include "draw/chart_parts.h"

#include "base/mem.h"

#include <math.h>
#include <string.h>

enum { SHADES = 8, TONES = 4 };

/* What a tone may be drawn as, the best first. */
static const enum theme_colour family[TONES][SHADES] = {
    [DOC_TONE_DATA] = {THEME_DATA, THEME_DATA_SOFT, THEME_HEAT_4, THEME_HEAT_3, THEME_HEAT_2, THEME_GREY, THEME_HEAT_1,
                       THEME_DATA},
    [DOC_TONE_SOFT] = {THEME_DATA_SOFT, THEME_HEAT_3, THEME_HEAT_2, THEME_HEAT_4, THEME_HEAT_1, THEME_GREY, THEME_DATA,
                       THEME_DATA_SOFT},
    [DOC_TONE_ALERT] = {THEME_ALERT, THEME_ALERT_SOFT, THEME_ALERT, THEME_ALERT_SOFT, THEME_ALERT, THEME_ALERT_SOFT,
                        THEME_ALERT, THEME_ALERT_SOFT},
    [DOC_TONE_PALE] = {THEME_HEAT_2, THEME_HEAT_1, THEME_HEAT_3, THEME_DATA_SOFT, THEME_HEAT_4, THEME_GREY, THEME_DATA,
                       THEME_HEAT_2},
};

static const double GRAPHIC = 3;            /* least contrast to paper of what is thin */
static const double STEP = 1.3, DARK = 1.2; /* of neighbours to each other */

enum theme_colour chart_tone(enum doc_tone tone)
{
    return tone == DOC_TONE_ALERT ? THEME_ALERT : tone == DOC_TONE_DATA ? THEME_DATA : THEME_DATA_SOFT;
}

enum theme_colour chart_tone_text(enum doc_tone tone)
{
    return tone == DOC_TONE_ALERT ? THEME_ALERT : tone == DOC_TONE_DATA ? THEME_DATA : THEME_GREY;
}

enum theme_colour chart_text_on(const struct theme *t, enum theme_colour shade)
{
    const double ink = theme_contrast(t->colour[THEME_INK], t->colour[shade]);
    return ink >= theme_contrast(t->colour[THEME_PAPER], t->colour[shade]) ? THEME_INK : THEME_PAPER;
}

static bool on_paper(const struct theme *t, enum theme_colour shade)
{
    return theme_contrast(t->colour[shade], t->colour[THEME_PAPER]) >= GRAPHIC &&
           theme_contrast(t->dark[shade], t->dark[THEME_PAPER]) >= GRAPHIC;
}

static bool is_alert(enum theme_colour c)
{
    return c == THEME_ALERT || c == THEME_ALERT_SOFT;
}

/* On paper, where a print may be grey, luminance alone has to tell them; on a dark screen blue and red do, too. */
static bool apart(const struct theme *t, enum theme_colour a, enum theme_colour b)
{
    return theme_contrast(t->colour[a], t->colour[b]) >= STEP &&
           (is_alert(a) != is_alert(b) || theme_contrast(t->dark[a], t->dark[b]) >= DARK);
}

struct choosing {
    const struct theme *theme;
    enum theme_colour *shade;
    int n;
    bool strong, used[THEME_COLOURS];
};

static const enum theme_colour NOT_YET = THEME_COLOURS; /* no colour */

static bool stands_apart(const struct choosing *c, int i, enum theme_colour shade)
{
    const int beside[2] = {i - 1, i + 1};
    for (int k = 0; k < 2; k++)
        if (beside[k] >= 0 && beside[k] < c->n && c->shade[beside[k]] != NOT_YET &&
            !apart(c->theme, shade, c->shade[beside[k]]))
            return false;
    return true;
}

/*
 * The first of the tone's colours that is new and apart; else one that is apart; else one that is new. Lines cross, so
 * that for them new comes before apart.
 */
static enum theme_colour choose(const struct choosing *c, int i, enum doc_tone tone)
{
    static const struct {
        bool new, apart;
    } asks[2][3] = {{{true, true}, {false, true}, {true, false}}, {{true, true}, {true, false}, {false, true}}};
    for (int ask = 0; ask < 3; ask++)
        for (int j = 0; j < SHADES; j++) {
            const enum theme_colour shade = family[tone][j];
            if (c->strong && !on_paper(c->theme, shade))
                continue;
            if ((!asks[c->strong][ask].new || !c->used[shade]) &&
                (!asks[c->strong][ask].apart || stands_apart(c, i, shade)))
                return shade;
        }
    return family[tone][i % 2];
}

void chart_choose_shades(struct chart *k, bool strong)
{
    struct choosing c = {.theme = k->c->theme, .n = k->n_series, .strong = strong};
    c.shade = k->shade = mem_zero((size_t)k->n_series + 1, sizeof *k->shade);
    bool met[TONES] = {false};
    int i = 0;
    CHART_EACH_SERIES(s, k)
    { /* the first of each tone has the tone's own colour */
        const enum theme_colour own = strong ? chart_tone(s->series.tone) : family[s->series.tone][0];
        c.shade[i] = met[s->series.tone] || c.used[own] ? NOT_YET : own;
        c.used[own] = met[s->series.tone] = true;
        i++;
    }
    i = 0;
    CHART_EACH_SERIES(s, k)
    {
        if (c.shade[i] == NOT_YET) {
            c.shade[i] = choose(&c, i, s->series.tone);
            c.used[c.shade[i]] = true;
        }
        i++;
    }
}

void chart_fill(struct chart *k, struct chart_box b, enum theme_colour shade)
{
    const double edge = 0.6;
    if (on_paper(k->c->theme, shade) || shade == THEME_TRACK) {
        canvas_rect(k->c, b.x, b.y, b.w, b.h, shade);
        return;
    }
    canvas_rect(k->c, b.x, b.y, b.w, b.h, THEME_DATA_SOFT);
    if (b.w > 2 * edge && b.h > 2 * edge)
        canvas_rect(k->c, b.x + edge, b.y + edge, b.w - 2 * edge, b.h - 2 * edge, shade);
}

bool chart_is_dashed(int style)
{
    return style % 2 == 1;
}

void chart_mark(struct chart *k, double x, double y, double radius, int style, enum theme_colour colour)
{
    const double side = radius * 1.8, hole = radius * 0.5;
    if (style % 2 == 0) {
        canvas_disc(k->c, x, y, radius, colour);
        if (style % 4 == 2)
            canvas_disc(k->c, x, y, hole, THEME_PAPER);
    } else {
        canvas_rect(k->c, x - side / 2, y - side / 2, side, side, colour);
        if (style % 4 == 3)
            canvas_rect(k->c, x - hole, y - hole, 2 * hole, 2 * hole, THEME_PAPER);
    }
}
