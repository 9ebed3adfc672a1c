#include "results/evidence.h"

#include "base/holidays.h"
#include "base/num.h"
#include "base/xml_put.h"
#include "cases/cases_parts.h"

#include <string.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *finish(struct buf *b, struct arena *a)
{
    const char *s = arena_text(a, buf_str(b), b->n);
    buf_free(b);
    return s;
}

/* ---- parameters in words ---- */

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
    return finish(&b, a);
}

static const char *days_words(const char *value, struct arena *a)
{
    return strcmp(value, "1") == 0 ? "1\u00a0Tag" : decimal_words(value, 0, 0, "\u00a0Tage", a);
}
static const char *share_words(const char *value, struct arena *a)
{
    return decimal_words(value, 4, 2, "\u00a0%", a);
}
static const char *hours_words(const char *value, struct arena *a)
{
    return decimal_words(value, 2, 1, "\u00a0Stunden", a);
}
static const char *per_mille_words(const char *value, struct arena *a)
{
    return strcmp(value, "0") == 0 ? "keine" : decimal_words(value, 1, 1, "\u00a0%", a);
}
static const char *land_words(const char *value, struct arena *a)
{
    struct holiday_region region;
    if (!*value || !holiday_region_parse(value, &region))
        return *value ? cases_clean(value, a) : "nicht angegeben; nur Feiertage, die alle Länder haben";
    const char *regional = strchr(value, '+');
    return arena_printf(a, "%s%s%s", land_name(region.land), regional ? ", mit " : "",
                        regional ? cases_clean(regional + 1, a) : "");
}

/* Parameters of lauf.xml as people read them. One that is not here stands as it is there. */
static const struct {
    const char *name, *label;
    const char *(*words)(const char *value, struct arena *a); /* NULL: cannot be said */
} parameters[] = {
    {"vorlauf", "als bald fällig gilt, was fällig ist in", days_words},
    {"unbrauchbar-je-million", "höchster Anteil unbrauchbarer Zeilen einer Datei", share_words},
    {"land", "Bundesland (Feiertage)", land_words},
    {"vollzeit-hundertstel", "Vollzeit je Woche", hours_words},
    {"zielquote-promille", "Zielquote", per_mille_words},
    {"mindestgruppe", "kleinste gezeigte Gruppe", NULL},
    {"namen", "Namen und Nummern der Kund*innen", NULL},
    {"kontakte", "einzelne Kontakte", NULL},
    {"dienstvereinbarung", "Dienstvereinbarung", NULL},
    {"schluessel", "Schlüssel der Pseudonyme, Kennzeichen", NULL},
};

static void put_parameter(struct buf *b, const struct results_entry *entry, struct arena *a)
{
    const size_t n = sizeof parameters / sizeof *parameters;
    const char *label = entry->name, *words = NULL;
    for (size_t i = 0; i < n; i++) {
        if (strcmp(parameters[i].name, entry->name) != 0)
            continue;
        label = parameters[i].label;
        words = parameters[i].words ? parameters[i].words(entry->value, a) : NULL;
    }
    if (!words)
        words = *entry->value ? cases_clean(entry->value, a) : "keine Angabe";
    xml_line(b, 2, "<parameter");
    xml_attr(b, "name", entry->name);
    xml_attr(b, "bezeichnung", cases_clean(label, a));
    xml_attr(b, "wert", cases_clean(entry->value, a));
    xml_attr(b, "text", words);
    buf_text(b, "/>\n");
}

/* ---- files ---- */

static void put_input(struct buf *b, int f, const struct issue_file *file, struct arena *a)
{
    xml_line(b, 2, "<eingabe");
    xml_attr(b, "art", tbl_file_names[f]);
    xml_attr(b, "name", cases_clean(base_name(file->path), a));
    xml_attr(b, "kodierung", file->encoding ? file->encoding : "");
    xml_attr(b, "sha256", file->sha256);
    buf_text(b, ">\n");
    xml_line(b, 3, "<groesse");
    xml_attr_int(b, "wert", (int64_t)file->bytes);
    xml_attr(b, "text", num_bytes_words(file->bytes, a));
    buf_text(b, " bytes-text=\"");
    num_put_german(b, (int64_t)file->bytes);
    buf_text(b, "\"/>\n");
    xml_value(b, 3, "zeilen", (int64_t)file->lines);
    xml_line(b, 2, "</eingabe>\n");
}

void results_put_evidence(struct buf *b, const struct results_evidence *e)
{
    const struct results_record *r = e->record;
    struct arena *a = arena_new();
    xml_line(b, 1, "<nachweis");
    xml_attr(b, "regelwerk-datei", cases_clean(base_name(r->set->file), a));
    xml_attr(b, "regelwerk-version", r->set->version ? r->set->version : "");
    xml_attr(b, "regelwerk-sha256", r->ruleset_sha256);
    xml_attr(b, "namen", cases_names_shown(e->cases) ? "ja" : "nein");
    xml_attr(b, "pruefzahl", e->seal);
    buf_text(b, ">\n");
    for (size_t i = 0; i < r->n_parameters; i++)
        put_parameter(b, &r->parameter[i], a);
    for (int f = 0; f < TBL_FILES; f++)
        if (r->issues->file[f].path)
            put_input(b, f, &r->issues->file[f], a);
    for (size_t i = 0; i < r->n_archived; i++) {
        xml_line(b, 2, "<archiv");
        xml_attr(b, "stichtag", day_german(r->archived[i].day).s);
        xml_attr(b, "kennung", r->archived[i].run_id);
        xml_attr(b, "sha256", r->archived[i].sha256);
        buf_text(b, "/>\n");
    }
    for (size_t i = 0; i < r->n_files; i++) {
        xml_line(b, 2, "<datei");
        xml_attr(b, "name", cases_clean(base_name(r->file[i].name), a));
        xml_attr(b, "sha256", r->file[i].value);
        buf_text(b, "/>\n");
    }
    for (size_t i = 0; i < r->n_libraries; i++) {
        xml_line(b, 2, "<bibliothek");
        xml_attr(b, "name", r->library[i].name);
        xml_attr(b, "version", r->library[i].value);
        buf_text(b, "/>\n");
    }
    cases_put_columns(b, e->cases, 2);
    xml_line(b, 1, "</nachweis>\n");
    arena_free(a);
}
