#include "results/record.h"

#include "base/path.h"
#include "base/xml_put.h"

#include <string.h>

static void put_entries(struct buf *b, const char *element, const char *value, const struct results_entry *entry,
                        size_t n)
{
    for (size_t i = 0; i < n; i++) {
        xml_line(b, 1, "<");
        buf_text(b, element);
        xml_attr(b, "name", path_name(entry[i].name));
        xml_attr(b, value, entry[i].value);
        buf_text(b, "/>\n");
    }
}

static void put_ruleset(struct buf *b, const struct results_record *r)
{
    static const char *const force[] = {[RULESET_IN_FORCE] = "ja",
                                        [RULESET_NOT_YET] = "noch-nicht",
                                        [RULESET_NO_MORE] = "nicht-mehr",
                                        [RULESET_UNKNOWN] = "nicht-angegeben"};
    const struct ruleset *set = r->set;
    xml_line(b, 1, "<regelwerk");
    xml_attr(b, "kennung", set->id);
    xml_attr(b, "name", path_name(set->file));
    if (set->valid_from != DAY_NONE)
        xml_attr(b, "gilt-von", day_iso(set->valid_from).s);
    if (set->valid_to != DAY_OPEN)
        xml_attr(b, "gilt-bis", day_iso(set->valid_to).s);
    xml_attr(b, "in-kraft", force[ruleset_force_on(set, r->day)]);
    xml_attr(b, "sha256", r->ruleset_sha256);
    buf_text(b, "/>\n");
}

static void put_inputs(struct buf *b, const struct issues *i, const struct agg_reach *reach)
{
    for (int f = 0; f < TBL_FILES; f++) {
        const struct issue_file *file = &i->file[f];
        if (!file->path)
            continue;
        xml_line(b, 1, "<eingabe");
        xml_attr(b, "art", tbl_file_names[f]);
        xml_attr(b, "name", path_name(file->path));
        xml_attr(b, "kodierung", file->encoding ? file->encoding : "");
        xml_attr_int(b, "bytes", (int64_t)file->bytes);
        xml_attr_int(b, "zeilen", (int64_t)file->lines);
        xml_attr_int(b, "verwendet", (int64_t)file->used);
        xml_attr_int(b, "abgelehnt", (int64_t)file->rejected);
        xml_attr_int(b, "unbekannte-kunden", (int64_t)file->outside);
        if (reach && reach->newest[f] != DAY_NONE)
            xml_attr(b, "datenstand", day_iso(reach->newest[f]).s);
        xml_attr_int(b, "doppelt", (int64_t)file->repeated);
        xml_attr_int(b, "fusszeilen", (int64_t)file->footers);
        xml_attr(b, "sha256", file->sha256);
        buf_text(b, "/>\n");
    }
}

/* What was in doubt; a mismatch stands here only where the run was told to go on all the same. */
static void put_doubts(struct buf *b, const struct issues *i)
{
    struct arena *a = arena_new();
    size_t n;
    const struct issue_doubt *doubt = issues_doubts(i, a, &n);
    for (size_t k = 0; k < n; k++) {
        xml_line(b, 1, "<zweifel");
        xml_attr(b, "an", tbl_file_names[doubt[k].file]);
        xml_attr(b, "angenommen", issue_weights[doubt[k].kind] & ISSUE_MISMATCH ? "ja" : "nein");
        buf_char(b, '>');
        xml_escape(b, doubt[k].words.fact);
        buf_text(b, "</zweifel>\n");
    }
    arena_free(a);
}

static void put_poorer(struct buf *b, const struct issues *i)
{
    struct arena *a = arena_new();
    size_t n;
    const struct issue_poorer *poorer = issues_poorer(i, a, &n);
    for (size_t k = 0; k < n; k++) {
        xml_line(b, 1, "<einschraenkung");
        xml_attr(b, "grund", issue_texts[poorer[k].kind].text);
        xml_attr_int(b, "anzahl", (int64_t)poorer[k].count);
        buf_char(b, '>');
        xml_escape(b, poorer[k].what);
        buf_text(b, "</einschraenkung>\n");
    }
    arena_free(a);
}

static void put_archived(struct buf *b, const struct results_record *r)
{
    for (size_t i = 0; i < r->n_archived; i++) {
        xml_line(b, 1, "<archiv");
        xml_attr(b, "stichtag", day_iso(r->archived[i].day).s);
        xml_attr(b, "kennung", r->archived[i].run_id);
        xml_attr(b, "sha256", r->archived[i].sha256);
        if (r->archived[i].verdicts)
            xml_attr(b, "urteile-sha256", r->archived[i].verdicts);
        buf_text(b, "/>\n");
    }
    if (!r->before_sha256)
        return;
    xml_line(b, 1, "<vorgaenger");
    xml_attr(b, "stichtag", day_iso(r->before).s);
    xml_attr(b, "sha256", r->before_sha256);
    buf_text(b, "/>\n");
}

void results_put_record(struct buf *b, const struct results_record *r)
{
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lauf version=\"1\"");
    xml_attr(b, "kennung", r->run_id);
    xml_attr(b, "programm", "kontaktdichte");
    xml_attr(b, "programmversion", r->version);
    buf_text(b, ">\n");
    xml_element(b, 1, "jobcenter", r->jobcenter);
    xml_element(b, 1, "stichtag", day_iso(r->day).s);
    put_ruleset(b, r);
    put_entries(b, "parameter", "wert", r->parameter, r->n_parameters);
    put_inputs(b, r->issues, r->reach);
    put_doubts(b, r->issues);
    put_poorer(b, r->issues);
    put_archived(b, r);
    put_entries(b, "datei", "sha256", r->file, r->n_files);
    put_entries(b, "bibliothek", "version", r->library, r->n_libraries);
    buf_text(b, "</lauf>\n");
}
