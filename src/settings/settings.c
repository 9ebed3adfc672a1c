#include "settings/settings.h"

#include "base/day.h"
#include "base/near.h"
#include "base/num.h"
#include "base/path.h"
#include "base/pool.h"
#include "base/text.h"

#include <string.h>

int settings_row_at(size_t at)
{
    int row = 0;
    while (setting_rows[row].at != at)
        row++;
    return row;
}

static const void *field_of(const struct settings *s, int row)
{
    return (const char *)s + setting_rows[row].at;
}

/* ---- values ---- */

static bool take_number(const struct setting_row *row, const char *text, int *value)
{
    int64_t n;
    bool whole = row->places || strspn(text, "0123456789") == strlen(text);
    if (!whole || !num_parse_scaled(text, strlen(text), row->places, &n) || n < row->low || n > row->high)
        return false;
    *value = (int)n;
    return true;
}

static int word_at(const char *const *words, const char *text)
{
    int n = 0;
    while (words[n] && strcmp(words[n], text) != 0)
        n++;
    return words[n] ? n : -1;
}

/* A name that can be shown: text, on one line, not blank. */
static bool is_name(const char *s)
{
    size_t n = strlen(s), trimmed = n;
    text_trim(s, &trimmed);
    bool ok = text_is_utf8(s, n) && trimmed;
    for (size_t i = 0; i < n; i++)
        ok &= (unsigned char)s[i] >= ' ' && s[i] != 0x7F;
    return ok;
}

bool settings_check_path(const char *path, const struct setting_place *at, struct diag *d)
{
    struct arena *a = arena_new();
    const char *instead = path_from_windows(a, ".", path);
    if (instead) {
        diag_fail(d, at->code, at->file, at->line, "%s%s„%s“ ist ein Pfad von Windows", at->what, *at->what ? ": " : "",
                  path);
        diag_expect(d, "%s", instead);
    }
    arena_free(a);
    return !instead;
}

static bool fail_choice(const struct setting_row *row, const char *text, const struct setting_place *at, struct diag *d)
{
    size_t n = 0;
    while (row->words[n])
        n++;
    diag_fail(d, at->code, at->file, at->line, "%s: „%s“ gibt es nicht", at->what, text);
    return near_expect(d, text, "", row->words, n);
}

static bool fail(const struct setting_row *row, const char *text, const struct setting_place *at, struct diag *d)
{
    switch (row->type) {
    case SETTING_NUMBER:
        diag_fail(d, at->code, at->file, at->line, "%s: „%s“ ist keine passende Zahl", at->what, text);
        return diag_expect(d, "%s", row->expected);
    case SETTING_DAY:
        diag_fail(d, at->code, at->file, at->line, "%s: „%s“ ist kein Tag", at->what, text);
        return diag_expect(d, "JJJJ-MM-TT oder TT.MM.JJJJ, in den Jahren 1900 bis 2199");
    case SETTING_LAND:
        diag_fail(d, at->code, at->file, at->line,
                  "%s: „%s“ ist kein Bundesland, oder einen Feiertag gibt es dort nicht in Teilen", at->what, text);
        return diag_expect(
            d, "BW, BY, BE, BB, HB, HH, HE, MV, NI, NW, RP, SL, SN, ST, SH, TH oder der Name; dahinter, mit +, "
               "Mariä Himmelfahrt und Augsburger Friedensfest in BY, Fronleichnam in SN und TH");
    case SETTING_CHOICE:
        return fail_choice(row, text, at, d);
    case SETTING_NAME:
        diag_fail(d, at->code, at->file, at->line, "%s: kein Name, der sich zeigen lässt", at->what);
        return diag_expect(d, "Text in UTF-8, auf einer Zeile, nicht leer");
    case SETTING_PATH:
    case SETTING_RULES:
        return settings_check_path(text, at, d);
    case SETTING_FLAG:
    case SETTING_TEXT:
        break;
    }
    return false;
}

/* False: no value for the row; s is unchanged then. */
static bool set(struct settings *s, const struct setting_row *row, const char *text)
{
    void *at = (char *)s + row->at;
    int place;
    switch (row->type) {
    case SETTING_FLAG:
        *(bool *)at = !text || word_at(row->words, text) >= 0;
        return true;
    case SETTING_NUMBER:
        return take_number(row, text, at);
    case SETTING_DAY:
        return day_parse(text, strlen(text), at, NULL);
    case SETTING_LAND:
        return holiday_region_parse(text, at);
    case SETTING_CHOICE:
        place = word_at(row->words, text);
        if (place >= 0)
            *(unsigned *)at = (unsigned)place; /* what enums without negative values are */
        return place >= 0;
    case SETTING_NAME:
    case SETTING_PATH:
    case SETTING_RULES:
    case SETTING_TEXT:
        break;
    }
    *(const char **)at = text;
    return row->type != SETTING_NAME || is_name(text);
}

bool settings_take(struct settings *s, int row, const char *text, const struct setting_place *place, struct diag *d)
{
    const struct setting_row *r = &setting_rows[row];
    bool path = r->type == SETTING_PATH || r->type == SETTING_RULES;
    if (!set(s, r, text) || (path && !place->file && !settings_check_path(text, place, d)))
        return path ? false : fail(r, text, place, d);
    settings_tell(s, row, place->line);
    return true;
}

void settings_tell(struct settings *s, int row, size_t line)
{
    s->told |= UINT64_C(1) << row;
    s->line[row] = (uint32_t)line;
}

void settings_init(struct settings *s, int32_t today)
{
    struct day_parts p = day_split(today);
    *s = (struct settings){.threads = (int)pool_processors(),
                           .list = {.no_contact_since = DAY_NONE},
                           .as_of = day_make(p.year, p.month, 1) - 1};
    for (int i = 0; i < setting_row_count; i++)
        if (setting_rows[i].otherwise)
            (void)set(s, &setting_rows[i], setting_rows[i].otherwise);
}

static size_t size_of(enum setting_type type)
{
    switch (type) {
    case SETTING_FLAG:
        return sizeof(bool);
    case SETTING_DAY:
        return sizeof(int32_t);
    case SETTING_NUMBER:
    case SETTING_CHOICE:
        return sizeof(int);
    case SETTING_LAND:
        return sizeof(struct holiday_region);
    case SETTING_TEXT:
    case SETTING_PATH:
    case SETTING_RULES:
    case SETTING_NAME:
        break;
    }
    return sizeof(const char *);
}

void settings_merge(struct settings *s, const struct settings *under)
{
    for (int i = 0; i < setting_row_count; i++)
        if ((under->told & ~s->told) >> i & 1) {
            memcpy((char *)s + setting_rows[i].at, field_of(under, i), size_of(setting_rows[i].type));
            settings_tell(s, i, under->line[i]);
        }
}

/* ---- the record ---- */

void settings_put(struct buf *b, const struct settings *s, const struct setting_row *row)
{
    const void *at = (const char *)s + row->at;
    switch (row->type) {
    case SETTING_NUMBER:
        buf_int(b, *(const int *)at);
        break;
    case SETTING_DAY:
        buf_text(b, day_iso(*(const int32_t *)at).s);
        break;
    case SETTING_LAND:
        holiday_region_put(b, *(const struct holiday_region *)at);
        break;
    case SETTING_CHOICE:
        buf_text(b, row->words[*(const unsigned *)at]);
        break;
    case SETTING_FLAG:
        buf_text(b, *(const bool *)at ? "ja" : "nein");
        break;
    case SETTING_TEXT:
    case SETTING_PATH:
    case SETTING_RULES:
    case SETTING_NAME:
        buf_text(b, *(const char *const *)at);
        break;
    }
}

bool settings_read(struct settings *s, int row, const char *recorded)
{
    struct setting_row r = setting_rows[row];
    r.places = 0; /* numbers are recorded in their units */
    if (!set(s, &r, recorded))
        return false;
    settings_tell(s, row, 0);
    return true;
}

void settings_put_identity(struct buf *b, const struct settings *s, const char *rules)
{
    for (int id = 1; id <= setting_row_count; id++)
        for (int i = 0; i < setting_row_count; i++) {
            const struct setting_row *row = &setting_rows[i];
            if (row->id != id)
                continue;
            buf_printf(b, "%s=", row->record);
            if (row->type == SETTING_RULES)
                buf_text(b, rules);
            else
                settings_put(b, s, row);
            buf_char(b, '\n');
        }
}
