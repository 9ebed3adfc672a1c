/* <exporte> of a job file: files, columns, values. */
#include "job/jobfile.h"

#include "base/near.h"
#include "base/num.h"
#include "base/text.h"

#include <string.h>

static size_t count(const xmlNode *of, const char *name)
{
    size_t n = 0;
    for (const xmlNode *node = xml_child(of, name); node; node = xml_next(node))
        n++;
    return n;
}

static bool same(const char *a, const char *b)
{
    return text_equal_name(a, strlen(a), b, strlen(b));
}

/* ---- values ---- */

static bool unknown_value(struct jobfile *l, const xmlNode *node, enum tbl_column c, const char *value)
{
    struct buf expected = {0};
    const char *likest = column_likest_word(c, value);
    column_put_expected(&expected, c);
    jobfile_fail(l, node, "Spalte „%s“: den Wert „%s“ (nach) kennt das Programm nicht", tbl_columns[c].name, value);
    if (*likest)
        diag_expect(l->d, "%s; am nächsten liegt „%s“", buf_str(&expected), likest);
    else
        diag_expect(l->d, "%s", buf_str(&expected));
    buf_free(&expected);
    return false;
}

static bool read_values(struct jobfile *l, const xmlNode *node, struct ingest_column *c)
{
    struct ingest_value *value = arena_zero(l->job->arena, (count(node, "wert") + 1) * sizeof *value);
    c->value = value;
    for (const xmlNode *n = xml_child(node, "wert"); n; n = xml_next(n)) {
        struct ingest_value v = {jobfile_attribute(l, n, "von"), jobfile_attribute(l, n, "nach"), xml_node_line(n)};
        for (size_t i = 0; i < c->n_values; i++) {
            if (strcmp(value[i].from, v.from) != 0)
                continue;
            jobfile_fail(l, n, "Spalte „%s“: der Wert „%s“ steht schon in Zeile %zu", tbl_columns[c->column].name,
                         v.from, value[i].line);
            return diag_expect(l->d, "jeder Wert des Exports einmal");
        }
        if (!column_accepts(c->column, v.to))
            return unknown_value(l, n, c->column, v.to);
        value[c->n_values++] = v;
    }
    return true;
}

/* ---- columns ---- */

static bool unknown_column(struct jobfile *l, const xmlNode *node, enum tbl_file file, const char *name)
{
    const char *known[COL_COUNT];
    struct buf list = {0};
    int first = (int)column_first(file), n = column_count(file);
    for (int i = 0; i < n; i++) {
        known[i] = tbl_columns[first + i].name;
        buf_printf(&list, "%s%s", i ? ", " : "", known[i]);
    }
    int best = near_best(name, known, (size_t)n);
    jobfile_fail(l, node, "eine Spalte „%s“ kennt das Programm in %s nicht", name, tbl_file_names[file]);
    if (best >= 0)
        diag_expect(l->d, "am ehesten „%s“; eine von: %s", known[best], buf_str(&list));
    else
        diag_expect(l->d, "eine von: %s", buf_str(&list));
    buf_free(&list);
    return false;
}

/* Each canonical column once, each column of the export for one thing. */
static bool check_once(struct jobfile *l, const xmlNode *node, const struct ingest_file *f,
                       const struct ingest_column *c)
{
    const char *name = tbl_columns[c->column].name;
    for (size_t i = 0; i < f->n_columns; i++) {
        const struct ingest_column *other = &f->column[i];
        if (other->column == c->column) {
            jobfile_fail(l, node, "der Spalte „%s“ sind zwei des Exports zugeordnet: „%s“ (Zeile %zu) und „%s“", name,
                         other->in ? other->in : "keine", other->line, c->in ? c->in : "keine");
            return diag_expect(l->d, "jede Spalte einmal");
        }
        bool parts = c->part != PART_WHOLE && other->part != PART_WHOLE && c->part != other->part;
        if (c->in && other->in && same(c->in, other->in) && !parts) {
            jobfile_fail(l, node, "die Spalte „%s“ des Exports ist schon „%s“ zugeordnet (Zeile %zu), nun auch „%s“",
                         c->in, tbl_columns[other->column].name, other->line, name);
            return diag_expect(l->d, "jede Spalte des Exports für eine des Programms, oder in zwei Teilen (teil)");
        }
    }
    return true;
}

static enum ingest_part part_of(const char *word)
{
    return !word ? PART_WHOLE : *word == 'v' ? PART_BEFORE_COMMA : PART_AFTER_COMMA;
}

static bool read_columns(struct jobfile *l, const xmlNode *node, enum tbl_file file, struct ingest_file *f)
{
    struct ingest_column *column = arena_zero(l->job->arena, (count(node, "spalte") + 1) * sizeof *column);
    f->column = column;
    for (const xmlNode *n = xml_child(node, "spalte"); n; n = xml_next(n)) {
        const char *name = jobfile_attribute(l, n, "name");
        struct ingest_column c = {.column = column_named(file, name, strlen(name)),
                                  .in = jobfile_attribute(l, n, "in"),
                                  .part = part_of(jobfile_attribute(l, n, "teil")),
                                  .line = xml_node_line(n)};
        if (c.column == COL_COUNT)
            return unknown_column(l, n, file, name);
        if (!c.in && !xml_attribute(n, "fehlt"))
            c.in = tbl_columns[c.column].name;
        if (!check_once(l, n, f, &c) || !read_values(l, n, &c))
            return false;
        column[f->n_columns++] = c;
    }
    return true;
}

/* ---- files ---- */

/* The schema has seen to it that it is a number of a few digits. */
static int number_of(const char *s)
{
    int64_t v = 0;
    return s && num_parse_scaled(s, strlen(s), 0, &v) ? (int)v : 0;
}

static char separator_of(const char *name)
{
    if (!name)
        return 0;
    return *name == 'S' ? ';' : *name == 'K' ? ',' : '\t';
}

static bool read_file(struct jobfile *l, const xmlNode *node)
{
    struct job *j = l->job;
    const char *art = jobfile_attribute(l, node, "art");
    enum tbl_file file = job_file_of(art);
    struct ingest_file *f = &j->export[file];
    if (f->path) {
        jobfile_fail(l, node, "die Datei „%s“ steht schon in Zeile %zu", art, f->line);
        return diag_expect(l->d, "jede Art von Export einmal");
    }
    if (!jobfile_path(l, node, "pfad", j->export_dir, &f->path))
        return false;
    f->line = xml_node_line(node);
    const char *encoding = jobfile_attribute(l, node, "kodierung");
    f->encoding = encoding ? encoding_named(encoding) : ENCODING_DETECT;
    f->separator = separator_of(jobfile_attribute(l, node, "trennzeichen"));
    f->header_line = (uint32_t)number_of(jobfile_attribute(l, node, "kopfzeile"));
    f->century = number_of(jobfile_attribute(l, node, "jahrhundert"));
    return read_columns(l, node, file, f);
}

bool jobfile_exports(struct jobfile *l, const xmlNode *node)
{
    struct job *j = l->job;
    if (!jobfile_path(l, node, "ordner", j->dir, &j->export_dir))
        return false;
    if (!j->export_dir)
        j->export_dir = j->dir;
    j->canonical = !xml_child(node, "datei");
    for (const xmlNode *n = xml_child(node, "datei"); n; n = xml_next(n))
        if (!read_file(l, n))
            return false;
    for (int i = FILE_CUSTOMERS; !j->canonical && i <= FILE_CONTACTS; i++) {
        if (j->export[i].path)
            continue;
        jobfile_fail(l, node, "kein Export der Art „%s“", i == FILE_CUSTOMERS ? "kunden" : "kontakte");
        return diag_expect(l->d, "<datei art=\"%s\" pfad=\"…\">", i == FILE_CUSTOMERS ? "kunden" : "kontakte");
    }
    return true;
}
