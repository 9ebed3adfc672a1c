#include "job/job.h"

#include "base/num.h"
#include "base/path.h"
#include "base/text.h"
#include "job/jobfile.h"

#include <string.h>

/* The place of a word in a list; the schema has checked that it is there. */
static int place_of(const char *word, const char *const *list, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(word, list[i]) == 0)
            return i;
    return n;
}

enum tbl_file job_file_of(const char *art)
{
    size_t n = strlen(art);
    for (int i = 0; i < TBL_FILES; i++)
        if (strncmp(tbl_file_names[i], art, n) == 0 && strcmp(tbl_file_names[i] + n, ".csv") == 0)
            return (enum tbl_file)i;
    return TBL_FILES;
}

/* ---- settings ---- */

static bool take_land(struct jobfile *l, const xmlNode *node, int row)
{
    struct holiday_region *region = &l->job->settings.land;
    const char *land = jobfile_attribute(l, node, "name");
    region->land = land_lookup(land, strlen(land));
    for (const xmlNode *n = xml_child(node, "regional"); n; n = xml_next(n)) {
        const char *name = jobfile_content(l, n);
        enum holiday_option option = holiday_option_lookup(name, strlen(name));
        if (!holiday_option_fits(option, region->land)) {
            jobfile_fail(l, n, "„%s“ ist in %s kein Feiertag eines Teils des Landes", name, land_name(region->land));
            return diag_expect(l->d, "Mariä Himmelfahrt oder Augsburger Friedensfest in Bayern, Fronleichnam in "
                                     "Sachsen oder Thüringen");
        }
        region->options |= option;
    }
    settings_tell(&l->job->settings, row, xml_node_line(node));
    return true;
}

/* An ID stays as it is; a name with a slash or .xml is a file beside the job. */
static bool is_id(const char *rules)
{
    size_t n = strlen(rules);
    return !strpbrk(rules, "/\\") && (n <= 4 || strcmp(rules + n - 4, ".xml") != 0);
}

/* attribute: NULL, where the text of the node is the value. */
static bool take_value(struct jobfile *l, const xmlNode *node, const char *attribute, int row)
{
    const enum setting_type type = setting_rows[row].type;
    const char *text = attribute ? jobfile_attribute(l, node, attribute) : jobfile_content(l, node);
    if (!text)
        return true;
    if (type == SETTING_PATH || (type == SETTING_RULES && !is_id(text)))
        if (!jobfile_path(l, node, attribute, l->job->dir, &text))
            return false;
    const char *what = arena_printf(l->job->arena, "<%s>", (const char *)node->name);
    struct setting_place place = {DIAG_RULES, l->job->path, xml_node_line(node), what};
    return settings_take(&l->job->settings, row, text, &place, l->d);
}

/* "ausgabe/@zugriff": the attribute of an element, else its text. */
static bool read_setting(struct jobfile *l, const xmlNode *root, int row)
{
    const char *element = setting_rows[row].element, *slash = strchr(element, '/');
    const xmlNode *node =
        xml_child(root, slash ? arena_text(l->job->arena, element, (size_t)(slash - element)) : element);
    if (!node)
        return true;
    return setting_rows[row].type == SETTING_LAND ? take_land(l, node, row)
                                                  : take_value(l, node, slash ? slash + 2 : NULL, row);
}

static bool read_settings(struct jobfile *l, const xmlNode *root)
{
    const struct settings *s = &l->job->settings;
    for (int row = 0; row < setting_row_count; row++)
        if (setting_rows[row].element && !read_setting(l, root, row))
            return false;
    if (s->names != SETTINGS_NAMES_PSEUDONYM || s->key)
        return true;
    jobfile_fail(l, xml_child(root, "namen"), "<namen>: Pseudonyme brauchen einen Schlüssel");
    return diag_expect(l->d, "<namen schluessel=\"DATEI\">pseudonym</namen>");
}

/* ---- reports ---- */

const struct job_report *job_report_of(const struct job *j, const char *name)
{
    for (size_t i = 0; i < j->n_reports; i++)
        if (strcmp(j->report[i].name, name) == 0)
            return &j->report[i];
    return NULL;
}

static bool read_report(struct jobfile *l, const xmlNode *n)
{
    static const char *const formats[] = {"pdf", "html", "csv", "xlsx"};
    const char *name = jobfile_attribute(l, n, "name");
    const char *caseworkers = jobfile_attribute(l, n, "betreuer"), *sample = jobfile_attribute(l, n, "stichprobe");
    const struct job_report *before = job_report_of(l->job, name);
    struct job_report *report = &l->job->report[l->job->n_reports];
    int64_t cases = -1;
    if (before) {
        jobfile_fail(l, n, "der Bericht „%s“ steht schon in Zeile %zu", name, before->line);
        return diag_expect(l->d, "jeder Bericht einmal");
    }
    *report = (struct job_report){.name = name, .line = xml_node_line(n)};
    if (!jobfile_path(l, n, "vorlage", l->job->dir, &report->template))
        return false;
    report->caseworkers = caseworkers ? strcmp(caseworkers, "ja") == 0 : -1;
    if (sample)
        (void)!num_parse_scaled(sample, strlen(sample), 0, &cases); /* the schema has checked it */
    report->sample = (int)cases;
    for (const xmlNode *f = xml_child(n, "format"); f; f = xml_next(f))
        report->formats |= 1u << place_of(jobfile_content(l, f), formats, 3);
    l->job->n_reports++;
    return true;
}

static bool read_reports(struct jobfile *l, const xmlNode *root)
{
    const xmlNode *list = xml_child(root, "berichte"), *first = list ? xml_child(list, "bericht") : NULL;
    size_t n = 0;
    for (const xmlNode *x = first; x; x = xml_next(x))
        n++;
    l->job->tells_reports = list;
    l->job->report = arena_zero(l->job->arena, (n + 1) * sizeof *l->job->report);
    for (const xmlNode *x = first; x; x = xml_next(x))
        if (!read_report(l, x))
            return false;
    return true;
}

/* How exports are read: all that is said below <exporte> but where they lie. */
static void put_mapping(struct buf *b, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        buf_printf(b, "<%s", (const char *)node->name);
        for (const xmlAttr *x = node->properties; x; x = x->next)
            if (strcmp((const char *)x->name, "pfad") != 0)
                buf_printf(b, " %s=%s\n", (const char *)x->name, xml_attribute(node, (const char *)x->name));
        put_mapping(b, node->children);
        buf_char(b, '>');
    }
}

static struct digest_text digest_mapping(const xmlNode *exports)
{
    struct buf b = {0};
    put_mapping(&b, exports ? exports->children : NULL);
    struct digest_text digest = digest_bytes(buf_str(&b), b.n);
    buf_free(&b);
    return digest;
}

static bool read_all(struct jobfile *l, const xmlNode *root)
{
    l->job->mapping = digest_mapping(xml_child(root, "exporte"));
    return read_settings(l, root) && jobfile_exports(l, xml_child(root, "exporte")) && read_reports(l, root);
}

struct job *job_load(const char *path, const char *rng, struct diag *d)
{
    struct digest_text digest;
    xmlDoc *doc = xml_read_file(path, rng, &digest, d);
    if (!doc)
        return NULL;
    struct arena *arena = arena_new();
    struct job *j = arena_zero(arena, sizeof *j);
    struct jobfile l = {j, d};
    j->arena = arena;
    j->path = arena_strdup(arena, path);
    j->digest = digest;
    j->dir = path_folder(arena, path);
    bool ok = read_all(&l, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    if (ok)
        return j;
    job_free(j);
    return NULL;
}

void job_free(struct job *j)
{
    if (j)
        arena_free(j->arena); /* the job itself is in it */
}

size_t job_hints(const struct job *j, struct job_hint hint[JOB_MOST_HINTS])
{
    size_t n = 0;
    for (size_t i = 0; i < j->n_reports && n < JOB_MOST_HINTS; i++)
        if (j->report[i].caseworkers > 0 && !j->settings.agreement)
            hint[n++] = (struct job_hint){
                j->report[i].line, "Zahlen je Betreuer*in ohne <dienstvereinbarung>: der Bericht sagt, dass keine "
                                   "genannt ist"};
    return n;
}
