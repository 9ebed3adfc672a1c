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
    for (const xmlNode *n = jobfile_child(node, "regional"); n; n = jobfile_next(n)) {
        const char *name = jobfile_content(l, n);
        enum holiday_option option = holiday_option_lookup(name, strlen(name));
        if (!holiday_option_fits(option, region->land)) {
            jobfile_fail(l, n, "„%s“ ist in %s kein Feiertag eines Teils des Landes", name, land_name(region->land));
            return diag_expect(l->d, "Mariä Himmelfahrt oder Augsburger Friedensfest in Bayern, Fronleichnam in "
                                     "Sachsen oder Thüringen");
        }
        region->options |= option;
    }
    settings_tell(&l->job->settings, row, jobfile_line(node));
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
    struct setting_place place = {DIAG_RULES, l->job->path, jobfile_line(node), what};
    return settings_take(&l->job->settings, row, text, &place, l->d);
}

/* "ausgabe/@zugriff": the attribute of an element, else its text. */
static bool read_setting(struct jobfile *l, const xmlNode *root, int row)
{
    const char *element = setting_rows[row].element, *slash = strchr(element, '/');
    const xmlNode *node =
        jobfile_child(root, slash ? arena_text(l->job->arena, element, (size_t)(slash - element)) : element);
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
    jobfile_fail(l, jobfile_child(root, "namen"), "<namen>: Pseudonyme brauchen einen Schlüssel");
    return diag_expect(l->d, "<namen schluessel=\"DATEI\">pseudonym</namen>");
}

/* ---- reports ---- */

static const char *const report_words[JOB_REPORTS] = {"monatsbericht", "fachaufsicht", "nachweis", "arbeitslisten"};

/* The formats that each report can have: all of them where nothing is said. */
static const unsigned report_formats[JOB_REPORTS] = {[JOB_MONTHLY] = JOB_PDF | JOB_HTML,
                                                     [JOB_SUPERVISION] = JOB_PDF | JOB_HTML,
                                                     [JOB_EVIDENCE] = JOB_PDF | JOB_HTML,
                                                     [JOB_WORK_LISTS] = JOB_PDF | JOB_HTML | JOB_CSV | JOB_XLSX};

/* What only one of the reports has. */
static bool check_report(struct jobfile *l, const xmlNode *n, enum job_report which)
{
    const struct job_report_wish *wish = &l->job->report[which];
    if (wish->formats & ~report_formats[which]) {
        jobfile_fail(l, n, "den Bericht „%s“ gibt es nicht als CSV oder XLSX", report_words[which]);
        return diag_expect(l->d, "<format>pdf</format>, <format>html</format>");
    }
    if (xml_attribute(n, "betreuer") && which != JOB_MONTHLY) {
        jobfile_fail(l, n, "betreuer=\"\" gibt es im Bericht „%s“ nicht", report_words[which]);
        return diag_expect(l->d, "nur im Monatsbericht");
    }
    if (xml_attribute(n, "stichprobe") && which != JOB_SUPERVISION) {
        jobfile_fail(l, n, "stichprobe=\"\" gibt es im Bericht „%s“ nicht", report_words[which]);
        return diag_expect(l->d, "nur in der Fachaufsicht");
    }
    return true;
}

static bool read_report(struct jobfile *l, const xmlNode *n)
{
    static const char *const formats[] = {"pdf", "html", "csv", "xlsx"};
    const char *name = jobfile_attribute(l, n, "name");
    const char *caseworkers = jobfile_attribute(l, n, "betreuer"), *sample = jobfile_attribute(l, n, "stichprobe");
    int which = place_of(name, report_words, JOB_REPORTS - 1);
    struct job_report_wish *wish = &l->job->report[which];
    int64_t cases = JOB_SAMPLE;
    if (wish->line) {
        jobfile_fail(l, n, "der Bericht „%s“ steht schon in Zeile %zu", name, wish->line);
        return diag_expect(l->d, "jeder Bericht einmal");
    }
    wish->line = jobfile_line(n);
    if (!jobfile_path(l, n, "vorlage", l->job->dir, &wish->template))
        return false;
    wish->caseworkers = caseworkers && strcmp(caseworkers, "ja") == 0;
    if (sample)
        (void)!num_parse_scaled(sample, strlen(sample), 0, &cases); /* the schema has checked it */
    wish->sample = (int)cases;
    for (const xmlNode *f = jobfile_child(n, "format"); f; f = jobfile_next(f))
        wish->formats |= 1u << place_of(jobfile_content(l, f), formats, 3);
    if (!wish->formats)
        wish->formats = report_formats[which];
    return check_report(l, n, (enum job_report)which);
}

static bool read_reports(struct jobfile *l, const xmlNode *root)
{
    const xmlNode *list = jobfile_child(root, "berichte");
    for (int i = 0; !list && i < JOB_REPORTS; i++)
        l->job->report[i] = (struct job_report_wish){.formats = report_formats[i], .sample = JOB_SAMPLE};
    for (const xmlNode *n = list ? jobfile_child(list, "bericht") : NULL; n; n = jobfile_next(n))
        if (!read_report(l, n))
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
    l->job->mapping = digest_mapping(jobfile_child(root, "exporte"));
    return read_settings(l, root) && jobfile_exports(l, jobfile_child(root, "exporte")) && read_reports(l, root);
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
    const struct job_report_wish *monthly = &j->report[JOB_MONTHLY];
    size_t n = 0;
    if (monthly->caseworkers && !j->settings.agreement)
        hint[n++] = (struct job_hint){monthly->line,
                                      "Zahlen je Betreuer*in ohne <dienstvereinbarung>: der Bericht sagt, dass keine "
                                      "genannt ist"};
    return n;
}
