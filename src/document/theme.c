#include "document/theme.h"

#include "base/xml.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *const colour_roles[THEME_COLOURS] = {
    [THEME_INK] = "ink",
    [THEME_GREY] = "grey",
    [THEME_PAPER] = "paper",
    [THEME_RULE] = "rule",
    [THEME_RULE_DARK] = "rule-dark",
    [THEME_DATA] = "data",
    [THEME_DATA_SOFT] = "data-soft",
    [THEME_TRACK] = "track",
    [THEME_ALERT] = "alert",
    [THEME_HEAT_1] = "heat-1",
    [THEME_HEAT_2] = "heat-2",
    [THEME_HEAT_3] = "heat-3",
    [THEME_HEAT_4] = "heat-4",
    [THEME_HEAT_5] = "heat-5",
    [THEME_ON_HEAT] = "on-heat",
};

static const char *const type_roles[THEME_TYPES] = {
    [THEME_BODY] = "body",       [THEME_TABLE] = "table",           [THEME_SMALL] = "small",
    [THEME_HEADING] = "heading", [THEME_SUBHEADING] = "subheading", [THEME_TITLE] = "title",
    [THEME_LEAD] = "lead",       [THEME_FIGURE] = "figure",
};

const char *theme_colour_name(enum theme_colour colour)
{
    return colour_roles[colour];
}

const char *theme_type_name(enum theme_type type)
{
    return type_roles[type];
}

int theme_heat_step(double share)
{
    if (!(share > 0)) /* NaN, too */
        return 0;
    int step = share >= 1 ? THEME_HEAT_STEPS - 1 : (int)(share * THEME_HEAT_STEPS);
    return step < THEME_HEAT_STEPS ? step : THEME_HEAT_STEPS - 1;
}

/* Relative luminance (WCAG 2.2). */
static double luminance(uint32_t colour)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(colour >> (16 - 8 * i) & 0xFF) / 255;
        sum += weight[i] * (c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

double theme_contrast(uint32_t a, uint32_t b)
{
    double x = luminance(a), y = luminance(b);
    return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

enum theme_colour theme_heat_text(const uint32_t colours[THEME_COLOURS], int step)
{
    uint32_t behind = colours[THEME_HEAT_1 + step];
    return theme_contrast(colours[THEME_ON_HEAT], behind) > theme_contrast(colours[THEME_INK], behind) ? THEME_ON_HEAT
                                                                                                       : THEME_INK;
}

static uint32_t hex_colour(const char *s)
{
    uint32_t colour = 0;
    for (s++; *s; s++) {
        char c = *s;
        uint32_t digit = c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a' + 10);
        colour = colour << 4 | digit;
    }
    return colour;
}

static double points(const xmlNode *x, const char *attribute)
{
    double value = 0;
    const char *s = xml_attribute(x, attribute);
    return s && xml_number(s, &value) ? value : 0;
}

static int role_of(const xmlNode *x, const char *const roles[], int n)
{
    const char *role = xml_attribute(x, "role");
    for (int i = 0; role && i < n; i++)
        if (strcmp(role, roles[i]) == 0)
            return i;
    return -1;
}

static void read_entry(struct theme *t, const xmlNode *x)
{
    if (xml_is(x, "colour")) {
        int i = role_of(x, colour_roles, THEME_COLOURS);
        if (i >= 0) {
            t->colour[i] = hex_colour(xml_attribute(x, "light"));
            t->dark[i] = hex_colour(xml_attribute(x, "dark"));
        }
    } else if (xml_is(x, "type")) {
        int i = role_of(x, type_roles, THEME_TYPES);
        if (i >= 0)
            t->type[i] = (struct theme_type_size){points(x, "size"), points(x, "leading")};
    } else if (xml_is(x, "page")) {
        t->margin_left = points(x, "margin-left");
        t->margin_right = points(x, "margin-right");
        t->margin_top = points(x, "margin-top");
        t->margin_bottom = points(x, "margin-bottom");
    } else if (xml_is(x, "font")) {
        const char *face = xml_attribute(x, "face");
        char *file = face[0] == 'b' ? t->font_bold : face[0] == 'i' ? t->font_italic : t->font_regular;
        snprintf(file, sizeof t->font_bold, "%s", xml_attribute(x, "file"));
    }
}

/* The schema says what may stand there; that every role stands there once is counted here. */
static bool check_complete(const xmlNode *root, const char *file, struct diag *d)
{
    int colours[THEME_COLOURS] = {0}, types[THEME_TYPES] = {0}, fonts = 0;
    unsigned faces = 0;
    for (const xmlNode *group = root->children; group; group = group->next)
        for (const xmlNode *x = group->children; x; x = x->next) {
            if (xml_is(x, "colour"))
                colours[role_of(x, colour_roles, THEME_COLOURS)]++;
            else if (xml_is(x, "type"))
                types[role_of(x, type_roles, THEME_TYPES)]++;
            else if (xml_is(x, "font")) {
                char face = xml_attribute(x, "face")[0];
                faces |= face == 'r' ? 1 : face == 'b' ? 2 : 4;
                fonts++;
            }
        }
    for (int i = 0; i < THEME_COLOURS; i++)
        if (colours[i] != 1)
            return diag_fail(d, DIAG_RULES, file, 0, "die Farbe »%s« steht nicht genau einmal da", colour_roles[i]);
    for (int i = 0; i < THEME_TYPES; i++)
        if (types[i] != 1)
            return diag_fail(d, DIAG_RULES, file, 0, "die Schriftgröße »%s« steht nicht genau einmal da",
                             type_roles[i]);
    if (faces != 7 || fonts != 3)
        return diag_fail(d, DIAG_RULES, file, 0, "es braucht genau eine Schrift regular, bold und italic");
    return true;
}

static bool check_pair(const uint32_t *c, enum theme_colour front, enum theme_colour behind, double least, bool dark,
                       const char *file, struct diag *d)
{
    double ratio = theme_contrast(c[front], c[behind]);
    if (ratio >= least)
        return true;
    int tenths = (int)(ratio * 10); /* rounded down: 4,49 is not 4,5 */
    diag_fail(d, DIAG_RULES, file, 0, "Kontrast von »%s« auf »%s« (%s) ist %d,%d:1", colour_roles[front],
              colour_roles[behind], dark ? "dunkel" : "hell", tenths / 10, tenths % 10);
    return diag_expect(d, "mindestens %s:1", least > 4 ? "4,5" : "3");
}

/* Spec 4, head: at least 4.5:1 for text, 3:1 for graphics. Rules and tracks carry no meaning of their own. */
static bool check_contrast(const uint32_t *c, bool dark, const char *file, struct diag *d)
{
    static const enum theme_colour text[] = {THEME_INK, THEME_GREY, THEME_DATA, THEME_ALERT};
    static const enum theme_colour graphics[] = {THEME_DATA_SOFT, THEME_RULE_DARK};
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (!check_pair(c, text[i], THEME_PAPER, 4.5, dark, file, d))
            return false;
    for (size_t i = 0; i < sizeof graphics / sizeof *graphics; i++)
        if (!check_pair(c, graphics[i], THEME_PAPER, 3, dark, file, d))
            return false;
    if (!check_pair(c, THEME_INK, THEME_DATA_SOFT, 4.5, dark, file, d)) /* values inside stacked bars */
        return false;
    for (int i = 0; i < THEME_HEAT_STEPS; i++)
        if (!check_pair(c, theme_heat_text(c, i), (enum theme_colour)(THEME_HEAT_1 + i), 4.5, dark, file, d))
            return false;
    return true;
}

bool theme_load(struct theme *t, const char *file, const char *rng, struct diag *d)
{
    *t = (struct theme){0};
    xmlDoc *source = xml_read_file(file, rng, d);
    if (!source)
        return false;
    const xmlNode *root = xmlDocGetRootElement(source);
    for (const xmlNode *group = root->children; group; group = group->next) {
        read_entry(t, group);
        for (const xmlNode *x = group->children; x; x = x->next)
            read_entry(t, x);
    }
    bool ok = check_complete(root, file, d) && check_contrast(t->colour, false, file, d) &&
              check_contrast(t->dark, true, file, d);
    xmlFreeDoc(source);
    return ok;
}
