#include "results/overview.h"

#include "base/num.h"
#include "base/xml_put.h"

#include <string.h>

static const char *const scopes[] = {[OVERVIEW_JOBCENTER] = "jobcenter",
                                     [OVERVIEW_TEAM] = "team",
                                     [OVERVIEW_STAFF] = "betreuung",
                                     [OVERVIEW_DATA] = "daten"};

/* "pdf"; "" for a name without a suffix. */
static const char *suffix_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *dot = strrchr(slash ? slash : path, '.');
    return dot ? dot + 1 : "";
}

/* Whole kilobytes below a megabyte: what a reader of links wants to know. */
static const char *short_size(uint64_t bytes, struct arena *a)
{
    enum { KB = 1000, MB = KB * KB };
    if (bytes >= MB || bytes < KB)
        return num_bytes_words(bytes, a);
    return arena_printf(a, "%u\u00a0kB", (unsigned)((bytes + KB / 2) / KB));
}

static void put_file(struct buf *b, const struct results_overview_file *f, struct arena *a)
{
    xml_line(b, 3, "<datei");
    if (*f->report)
        xml_attr(b, "bericht", f->report);
    xml_attr(b, "format", suffix_of(f->path));
    xml_attr(b, "pfad", f->path);
    xml_attr_int(b, "bytes", (int64_t)f->bytes);
    xml_attr(b, "text", short_size(f->bytes, a));
    buf_text(b, "/>\n");
}

static void put_entry(struct buf *b, const struct results_overview_entry *e, struct arena *a)
{
    xml_line(b, 2, "<fuer");
    xml_attr(b, "art", scopes[e->scope]);
    if (*e->name)
        xml_attr(b, "name", e->name);
    if (*e->code)
        xml_attr(b, "kennung", e->code);
    if (*e->teams)
        xml_attr(b, "teams", e->teams);
    if (e->nr)
        xml_attr_int(b, "nr", (int64_t)e->nr);
    buf_text(b, ">\n");
    for (size_t i = 0; i < e->n_files; i++)
        put_file(b, &e->file[i], a);
    xml_line(b, 2, "</fuer>\n");
}

static void put_sum(struct buf *b, const struct results_overview_entry *entry, size_t n, struct arena *a)
{
    uint64_t bytes = 0, files = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t f = 0; f < entry[i].n_files; f++) {
            bytes += entry[i].file[f].bytes;
            files++;
        }
    xml_line(b, 1, "<dateien");
    xml_attr_german(b, "zahl", (int64_t)files);
    xml_attr_int(b, "bytes", (int64_t)bytes);
    xml_attr(b, "text", num_bytes_words(bytes, a));
    buf_text(b, ">\n");
}

void results_put_overview(struct buf *b, const struct results_run *run, const struct results_area *area, size_t n_areas,
                          const struct results_overview_entry *entry, size_t n_entries)
{
    struct arena *a = arena_new();
    struct buf results = {0};
    results_put(&results, run, area, n_areas);
    const char *root = strstr(buf_str(&results), "<ergebnis"); /* behind the XML declaration */
    buf_text(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<uebersicht>\n");
    buf_text(b, root ? root : "");
    put_sum(b, entry, n_entries, a);
    for (size_t i = 0; i < n_entries; i++)
        put_entry(b, &entry[i], a);
    xml_line(b, 1, "</dateien>\n");
    buf_text(b, "</uebersicht>\n");
    buf_free(&results);
    arena_free(a);
}
