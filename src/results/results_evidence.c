#include "results/evidence.h"

#include "base/num.h"
#include "base/path.h"
#include "base/xml_put.h"
#include "cases/cases_parts.h"
#include "settings/settings.h"

#include <string.h>

/* ---- parameters in words ---- */

static void put_parameter(struct buf *b, const struct results_entry *entry, struct arena *a)
{
    const char *label = settings_label(entry->name), *words = settings_in_words(entry->name, entry->value, a);
    if (!words)
        words = *entry->value ? cases_clean(entry->value, a) : "keine Angabe";
    xml_line(b, 2, "<parameter");
    xml_attr(b, "name", entry->name);
    xml_attr(b, "bezeichnung", cases_clean(label ? label : entry->name, a));
    xml_attr(b, "wert", cases_clean(entry->value, a));
    xml_attr(b, "text", words);
    buf_text(b, "/>\n");
}

/* ---- files ---- */

static void put_input(struct buf *b, int f, const struct issue_file *file, struct arena *a)
{
    xml_line(b, 2, "<eingabe");
    xml_attr(b, "art", tbl_file_names[f]);
    xml_attr(b, "name", cases_clean(path_name(file->path), a));
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
    xml_attr(b, "regelwerk-datei", cases_clean(path_name(r->set->file), a));
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
        xml_attr(b, "name", cases_clean(path_name(r->file[i].name), a));
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
