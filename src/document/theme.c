#include "document/theme_parts.h"

#include "base/mem.h"
#include "base/xml.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A theme while it is read. */
struct reader {
    struct theme *theme;
    const char *file;
    struct diag *d;
    size_t colour[THEME_COLOURS], type[THEME_TYPES], space[THEME_SPACES], font[3]; /* lines; 0: not there yet */
};

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
    [THEME_ALERT_SOFT] = "alert-soft",
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

static const char *const space_roles[THEME_SPACES] = {
    [THEME_SECTION] = "section",     [THEME_SUBSECTION] = "subsection",
    [THEME_PARAGRAPH] = "paragraph", [THEME_BLOCK] = "block",
    [THEME_ITEM] = "item",           [THEME_ROW] = "row",
    [THEME_COLUMN] = "column",
};

static const char *const faces[] = {"regular", "bold", "italic"};

const char *theme_colour_name(enum theme_colour colour)
{
    return colour_roles[colour];
}

const char *theme_type_name(enum theme_type type)
{
    return type_roles[type];
}

const char *theme_space_name(enum theme_space space)
{
    return space_roles[space];
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

/* Which of n words an attribute has; the schema allows no other. */
static int word_of(const xmlNode *x, const char *attribute, const char *const words[], int n)
{
    const char *word = xml_attribute(x, attribute);
    int i = 0;
    while (i + 1 < n && strcmp(word, words[i]) != 0)
        i++;
    return i;
}

/* Notes that word number i of its kind stands in x; twice is a fault. */
static bool note_line(struct reader *r, const xmlNode *x, size_t *line, const char *word)
{
    const long at = xmlGetLineNo((xmlNode *)(uintptr_t)x);
    if (*line)
        return diag_fail(r->d, DIAG_RULES, r->file, (size_t)at, "„%s“ steht zum zweiten Mal da, zuerst in Zeile %zu",
                         word, *line);
    *line = at > 0 ? (size_t)at : 1;
    return true;
}

/* Only TrueType can be put into every format; the name is one below the folder of the system's fonts (schema). */
static bool read_font(struct reader *r, const xmlNode *x)
{
    struct theme *t = r->theme;
    char *const files[] = {t->font_regular, t->font_bold, t->font_italic};
    const int face = word_of(x, "face", faces, 3);
    if (!note_line(r, x, &r->font[face], faces[face]))
        return false;
    snprintf(files[face], sizeof t->font_regular, THEME_FONTS "%s", xml_attribute(x, "file"));
    FILE *in = fopen(files[face], "rb");
    unsigned char head[4] = {1};
    const bool read = in && fread(head, 1, sizeof head, in) == sizeof head;
    const char *why = in ? "ist keine TrueType-Schrift" : diag_system(errno);
    if (in)
        fclose(in);
    if (read && memcmp(head, (const unsigned char[]){0, 1, 0, 0}, sizeof head) == 0)
        return true;
    diag_fail(r->d, DIAG_RULES, r->file, r->font[face], "Schrift „%s“: %s", files[face], why);
    return diag_expect(r->d, "eine TrueType-Datei (.ttf) unterhalb von " THEME_FONTS);
}

static bool read_logo(struct reader *r, const xmlNode *x)
{
    struct theme_logo *logo = &r->theme->logo;
    const char *name = xml_attribute(x, "file"), *alt = xml_attribute(x, "alt"), *slash = strrchr(r->file, '/');
    const int folder = slash ? (int)(slash - r->file) + 1 : 0;
    char path[1200];
    if ((size_t)snprintf(path, sizeof path, "%.*s%s", folder, r->file, name) >= sizeof path ||
        (size_t)snprintf(logo->alt, sizeof logo->alt, "%s", alt) >= sizeof logo->alt)
        return diag_fail(r->d, DIAG_RULES, r->file, (size_t)xmlGetLineNo((xmlNode *)(uintptr_t)x),
                         "Pfad oder Beschreibung des Logos sind zu lang");
    return theme_read_logo(logo, path, points(x, "height"), r->file, (size_t)xmlGetLineNo((xmlNode *)(uintptr_t)x),
                           r->d);
}

static bool read_entry(struct reader *r, const xmlNode *x)
{
    struct theme *t = r->theme;
    if (xml_is(x, "colour")) {
        int i = word_of(x, "role", colour_roles, THEME_COLOURS);
        t->colour[i] = hex_colour(xml_attribute(x, "light"));
        t->dark[i] = hex_colour(xml_attribute(x, "dark"));
        return note_line(r, x, &r->colour[i], colour_roles[i]);
    }
    if (xml_is(x, "type")) {
        int i = word_of(x, "role", type_roles, THEME_TYPES);
        t->type[i] = (struct theme_type_size){points(x, "size"), points(x, "leading")};
        return note_line(r, x, &r->type[i], type_roles[i]);
    }
    if (xml_is(x, "space")) {
        int i = word_of(x, "role", space_roles, THEME_SPACES);
        t->space[i] = points(x, "size");
        return note_line(r, x, &r->space[i], space_roles[i]);
    }
    if (xml_is(x, "page")) {
        t->margin_left = points(x, "margin-left");
        t->margin_right = points(x, "margin-right");
        t->margin_top = points(x, "margin-top");
        t->margin_bottom = points(x, "margin-bottom");
    }
    return xml_is(x, "font") ? read_font(r, x) : xml_is(x, "logo") ? read_logo(r, x) : true;
}

static bool all_there(struct reader *r, const size_t *line, const char *const words[], int n, const char *element)
{
    for (int i = 0; i < n; i++)
        if (!line[i]) {
            diag_fail(r->d, DIAG_RULES, r->file, 0, "es fehlt „%s“", words[i]);
            return diag_expect(r->d, "ein Element <%s> mit diesem Namen", element);
        }
    return true;
}

static bool check_complete(struct reader *r)
{
    return all_there(r, r->colour, colour_roles, THEME_COLOURS, "colour") &&
           all_there(r, r->type, type_roles, THEME_TYPES, "type") &&
           all_there(r, r->space, space_roles, THEME_SPACES, "space") && all_there(r, r->font, faces, 3, "font");
}

static bool check_pair(struct reader *r, bool dark, enum theme_colour front, enum theme_colour behind, double least)
{
    const uint32_t *c = dark ? r->theme->dark : r->theme->colour;
    double ratio = theme_contrast(c[front], c[behind]);
    if (ratio >= least)
        return true;
    int tenths = (int)(ratio * 10); /* rounded down: 4,49 is not 4,5 */
    diag_fail(r->d, DIAG_RULES, r->file, r->colour[front], "Kontrast von „%s“ auf „%s“ (%s) ist %d,%d:1",
              colour_roles[front], colour_roles[behind], dark ? "dunkel" : "hell", tenths / 10, tenths % 10);
    return diag_expect(r->d, "mindestens %s:1", least > 4 ? "4,5" : "3");
}

/* Values inside bars: ink or paper, by the light colours (chart_text_on), on whatever a chart fills. */
static bool check_chart_text(struct reader *r, bool dark)
{
    static const enum theme_colour fills[] = {THEME_DATA,   THEME_DATA_SOFT, THEME_ALERT,  THEME_ALERT_SOFT,
                                              THEME_GREY,   THEME_HEAT_1,    THEME_HEAT_2, THEME_HEAT_3,
                                              THEME_HEAT_4, THEME_HEAT_5};
    const uint32_t *light = r->theme->colour;
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
        const double ink = theme_contrast(light[THEME_INK], light[fills[i]]);
        const enum theme_colour text =
            ink >= theme_contrast(light[THEME_PAPER], light[fills[i]]) ? THEME_INK : THEME_PAPER;
        if (!check_pair(r, dark, text, fills[i], 4.5))
            return false;
    }
    return true;
}

/*
 * Spec 4, head: at least 4.5:1 for text, 3:1 for graphics: all that is laid upon each other. Rules and tracks carry no
 * meaning of their own, but a bar has to be told from its track. Heat steps lie side by side, too: each has its number
 * on it.
 */
static bool check_contrast(struct reader *r, bool dark)
{
    static const struct {
        enum theme_colour front, behind;
        double least;
    } pairs[] = {
        {THEME_INK, THEME_PAPER, 4.5},     {THEME_GREY, THEME_PAPER, 4.5},    {THEME_DATA, THEME_PAPER, 4.5},
        {THEME_ALERT, THEME_PAPER, 4.5},   {THEME_DATA_SOFT, THEME_PAPER, 3}, {THEME_ALERT_SOFT, THEME_PAPER, 3},
        {THEME_RULE_DARK, THEME_PAPER, 3}, {THEME_DATA, THEME_TRACK, 3},      {THEME_DATA_SOFT, THEME_TRACK, 3},
        {THEME_ALERT, THEME_TRACK, 3},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!check_pair(r, dark, pairs[i].front, pairs[i].behind, pairs[i].least))
            return false;
    const uint32_t *c = dark ? r->theme->dark : r->theme->colour;
    for (int i = 0; i < THEME_HEAT_STEPS; i++)
        if (!check_pair(r, dark, theme_heat_text(c, i), (enum theme_colour)(THEME_HEAT_1 + i), 4.5))
            return false;
    return check_chart_text(r, dark);
}

bool theme_load(struct theme *t, const char *file, const char *rng, struct diag *d)
{
    *t = (struct theme){0};
    xmlDoc *source = xml_read_file(file, rng, &t->digest, d);
    if (!source)
        return false;
    struct reader r = {.theme = t, .file = file, .d = d};
    bool ok = true;
    for (const xmlNode *group = xmlDocGetRootElement(source)->children; group && ok; group = group->next) {
        ok = read_entry(&r, group);
        for (const xmlNode *x = group->children; x && ok; x = x->next)
            ok = read_entry(&r, x);
    }
    ok = ok && check_complete(&r) && check_contrast(&r, false) && check_contrast(&r, true);
    xmlFreeDoc(source);
    theme_find_files(t, NULL);
    if (!ok)
        theme_free(t);
    return ok;
}

void theme_free(struct theme *t)
{
    free((void *)(uintptr_t)t->logo.bytes);
    t->logo = (struct theme_logo){0};
}
