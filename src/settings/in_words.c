/* What the record says of settings, as people read it. */
#include "base/num.h"
#include "settings/settings.h"

#include <string.h>

/* A number of `places` decimals as an integer: "1000000" and 6 is 1. NULL: no such number. */
static const char *decimal_words(const char *value, int places, int shown, const char *unit, struct arena *a)
{
    int64_t n = 0;
    struct buf b = {0};
    if (!*value || strspn(value, "0123456789") != strlen(value) || strlen(value) > 15)
        return NULL;
    for (const char *s = value; *s; s++)
        n = 10 * n + (*s - '0');
    double v = (double)n;
    for (int i = 0; i < places; i++)
        v /= 10;
    num_put_german_decimal(&b, v, shown);
    buf_text(&b, unit);
    return buf_keep(&b, a);
}

const char *settings_days_words(const char *value, struct arena *a)
{
    return strcmp(value, "1") == 0 ? "1\u00a0Tag" : decimal_words(value, 0, 0, "\u00a0Tage", a);
}

const char *settings_share_words(const char *value, struct arena *a)
{
    return decimal_words(value, 4, 2, "\u00a0%", a);
}

const char *settings_hours_words(const char *value, struct arena *a)
{
    return decimal_words(value, 2, 1, "\u00a0Stunden", a);
}

const char *settings_per_mille_words(const char *value, struct arena *a)
{
    return strcmp(value, "0") == 0 ? "keine" : decimal_words(value, 1, 1, "\u00a0%", a);
}

const char *settings_land_words(const char *value, struct arena *a)
{
    struct holiday_region region;
    if (!*value || !holiday_region_parse(value, &region))
        return *value ? NULL : "nicht angegeben; nur Feiertage, die alle Länder haben";
    const char *regional = strchr(value, '+');
    return arena_printf(a, "%s%s%s", land_name(region.land), regional ? ", mit " : "", regional ? regional + 1 : "");
}

static const struct setting_row *recorded_as(const char *record)
{
    for (int i = 0; i < setting_row_count; i++)
        if (setting_rows[i].record && strcmp(setting_rows[i].record, record) == 0)
            return &setting_rows[i];
    return NULL;
}

const char *settings_label(const char *record)
{
    const struct setting_row *row = recorded_as(record);
    return row ? row->label : NULL;
}

const char *settings_in_words(const char *record, const char *value, struct arena *a)
{
    const struct setting_row *row = recorded_as(record);
    return row && row->in_words ? row->in_words(value, a) : NULL;
}
