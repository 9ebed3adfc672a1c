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

/* What the job calls a column. */
static const char *name_of(const struct job *j, enum tbl_column c)
{
    return c < COL_COUNT ? tbl_columns[c].name : j->own[c - COL_OWN];
}

static bool fail_value(struct diag *d, const char *path, size_t line, const struct lexicon *x, enum tbl_column c,
                       const char *value)
{
    struct buf expected = {0};
    const char *likest = c < COL_COUNT ? column_likest_word(c, value) : "";
    lexicon_put_expected(&expected, x, c);
    diag_fail(d, DIAG_RULES, path, line, "Spalte „%s“: den Wert „%s“ (nach) kennt das Programm nicht",
              lexicon_column(x, c)->name, value);
    if (*likest)
        diag_expect(d, "%s; am nächsten liegt „%s“", buf_str(&expected), likest);
    else
        diag_expect(d, "%s", buf_str(&expected));
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
            jobfile_fail(l, n, "Spalte „%s“: der Wert „%s“ steht schon in Zeile %zu", name_of(l->job, c->column),
                         v.from, value[i].line);
            return diag_expect(l->d, "jeder Wert des Exports einmal");
        }
        if (c->column < COL_COUNT && !column_accepts(c->column, v.to))
            return fail_value(l->d, l->job->path, xml_node_line(n), NULL, c->column, v.to);
        value[c->n_values++] = v;
    }
    return true;
}

/* ---- columns ---- */

/* x: the attributes that are known by now; NULL: they are not looked at. */
static bool fail_column(struct diag *d, const char *path, size_t line, enum tbl_file file, const struct lexicon *x,
                        const char *name)
{
    const char *known[COL_ALL] = {NULL};
    struct buf list = {0};
    int n = lexicon_slots(x, file);
    for (int i = 0; i < n; i++) {
        known[i] = lexicon_column(x, lexicon_at(file, i))->name;
        buf_printf(&list, "%s%s", i ? ", " : "", known[i]);
    }
    int best = near_best(name, known, (size_t)n);
    diag_fail(d, DIAG_RULES, path, line, "eine Spalte „%s“ kennt das Programm in %s nicht", name, tbl_file_names[file]);
    if (best >= 0)
        diag_expect(d, "am ehesten „%s“; eine von: %s", known[best], buf_str(&list));
    else
        diag_expect(d, "eine von: %s", buf_str(&list));
    buf_free(&list);
    return false;
}

/* A column of kunden.csv that only a rule set can know, by its place among those; COL_COUNT: there are too many. */
static enum tbl_column own_column(struct job *j, const char *name)
{
    for (int i = 0; i < j->n_own; i++)
        if (same(j->own[i], name))
            return (enum tbl_column)(COL_OWN + i);
    if (j->n_own == TBL_OWN)
        return COL_COUNT;
    j->own[j->n_own] = name;
    return (enum tbl_column)(COL_OWN + j->n_own++);
}

/* Each canonical column once, each column of the export for one thing. */
static bool check_once(struct jobfile *l, const xmlNode *node, const struct ingest_file *f,
                       const struct ingest_column *c)
{
    const char *name = name_of(l->job, c->column);
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
                         c->in, name_of(l->job, other->column), other->line, name);
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
    if (file == FILE_CUSTOMERS)
        l->job->customers = column;
    for (const xmlNode *n = xml_child(node, "spalte"); n; n = xml_next(n)) {
        const char *name = jobfile_attribute(l, n, "name");
        struct ingest_column c = {.column = column_named(file, name, strlen(name)),
                                  .in = jobfile_attribute(l, n, "in"),
                                  .part = part_of(jobfile_attribute(l, n, "teil")),
                                  .line = xml_node_line(n)};
        if (c.column == COL_COUNT && file == FILE_CUSTOMERS)
            c.column = own_column(l->job, name);
        if (c.column == COL_COUNT)
            return fail_column(l->d, l->job->path, xml_node_line(n), file, NULL, name);
        if (!c.in && !xml_attribute(n, "fehlt"))
            c.in = name_of(l->job, c.column);
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

bool job_settle(struct job *j, const struct lexicon *x, struct diag *d)
{
    for (size_t i = 0; i < j->export[FILE_CUSTOMERS].n_columns; i++) {
        struct ingest_column *c = &j->customers[i];
        if (c->column < COL_OWN)
            continue;
        const char *name = j->own[c->column - COL_OWN];
        c->column = lexicon_column_named(x, FILE_CUSTOMERS, name, strlen(name));
        if (c->column == COL_COUNT)
            return fail_column(d, j->path, c->line, FILE_CUSTOMERS, x, name);
        for (size_t k = 0; k < c->n_values; k++)
            if (!lexicon_accepts(x, c->column, c->value[k].to))
                return fail_value(d, j->path, c->value[k].line, x, c->column, c->value[k].to);
    }
    j->n_own = 0;
    return true;
}
