#include "job/job.h"

#include "base/day.h"
#include "base/num.h"
#include "base/path.h"
#include "base/text.h"
#include "job/jobfile.h"

#include <string.h>

enum { FULL_TIME = 3900, MOST_HOURS = 6000 };

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

/* The text of a child, NULL where it is not there; its line. */
static const char *text_of(struct jobfile *l, const xmlNode *of, const char *name, const xmlNode **node)
{
    *node = jobfile_child(of, name);
    return *node ? jobfile_content(l, *node) : NULL;
}

static bool read_land(struct jobfile *l, const xmlNode *root)
{
    struct job *j = l->job;
    const xmlNode *node = jobfile_child(root, "bundesland");
    if (!node)
        return true;
    const char *land = jobfile_attribute(l, node, "name");
    j->land.land = land_lookup(land, strlen(land));
    j->land_line = jobfile_line(node);
    for (const xmlNode *n = jobfile_child(node, "regional"); n; n = jobfile_next(n)) {
        const char *name = jobfile_content(l, n);
        enum holiday_option option = holiday_option_lookup(name, strlen(name));
        if (!holiday_option_fits(option, j->land.land)) {
            jobfile_fail(l, n, "„%s“ ist in %s kein Feiertag eines Teils des Landes", name, land_name(j->land.land));
            return diag_expect(l->d, "Mariä Himmelfahrt oder Augsburger Friedensfest in Bayern, Fronleichnam in "
                                     "Sachsen oder Thüringen");
        }
        j->land.options |= option;
    }
    return true;
}

/* A decimal with comma or point, from 0 to most, in units of 10^-places. */
static bool read_decimal(struct jobfile *l, const xmlNode *root, const char *name, int places, int64_t most,
                         const char *expected, int64_t *value, size_t *line)
{
    const xmlNode *node;
    const char *s = text_of(l, root, name, &node);
    *line = jobfile_line(node);
    if (!s || (num_parse_scaled(s, strlen(s), places, value) && *value <= most))
        return true;
    jobfile_fail(l, node, "<%s>: „%s“ ist keine passende Zahl", name, s);
    return diag_expect(l->d, "%s", expected);
}

static bool read_numbers(struct jobfile *l, const xmlNode *root)
{
    struct job *j = l->job;
    int64_t lead = -1, bad = -1, hours = FULL_TIME, target = -1, group = 1;
    size_t line;
    if (!read_decimal(l, root, "vorlauf", 0, 3660, "Tage, 0 bis 3660", &lead, &line) ||
        !read_decimal(l, root, "grenze", 6, 1000000, "ein Anteil von 0 bis 1, zum Beispiel 0,01", &bad, &line) ||
        !read_decimal(l, root, "vollzeitstunden", 2, MOST_HOURS, "Stunden in der Woche, zum Beispiel 39 oder 38,5",
                      &hours, &j->full_time_line) ||
        !read_decimal(l, root, "zielquote", 1, 1000, "Prozent, 0 bis 100", &target, &j->target_line) ||
        !read_decimal(l, root, "mindestgruppe", 0, 1000, "eine ganze Zahl ab 1", &group, &j->smallest_group_line))
        return false;
    j->lead = (int)lead;
    j->bad_lines = bad < 0 ? -1 : (double)bad / 1e6;
    j->full_time = (int)hours;
    j->target = (int)target;
    j->smallest_group = (int)group;
    if (hours > 0)
        return true;
    jobfile_fail(l, jobfile_child(root, "vollzeitstunden"), "<vollzeitstunden>: 0 Stunden sind keine Vollzeit");
    return diag_expect(l->d, "Stunden in der Woche, zum Beispiel 39 oder 38,5");
}

static bool read_day(struct jobfile *l, const xmlNode *root)
{
    const xmlNode *node;
    const char *s = text_of(l, root, "stichtag", &node);
    l->job->as_of = DAY_NONE;
    if (!s || day_parse(s, strlen(s), &l->job->as_of, NULL))
        return true;
    jobfile_fail(l, node, "<stichtag>: „%s“ ist kein Tag", s);
    return diag_expect(l->d, "JJJJ-MM-TT oder TT.MM.JJJJ, in den Jahren 1900 bis 2199");
}

/* Who and how much is shown. */
static bool read_appearance(struct jobfile *l, const xmlNode *root)
{
    static const char *const contacts[] = {"klar", "pseudonym", "ohne"};
    struct job *j = l->job;
    const xmlNode *node;
    const char *s = text_of(l, root, "namen", &node);
    j->pseudonyms = s && strcmp(s, "pseudonym") == 0;
    if (node) {
        if (!jobfile_path(l, node, "schluessel", j->dir, &j->key))
            return false;
        j->key_line = jobfile_line(node);
    }
    if (j->pseudonyms && !j->key) {
        jobfile_fail(l, node, "<namen>: Pseudonyme brauchen einen Schlüssel");
        return diag_expect(l->d, "<namen schluessel=\"DATEI\">pseudonym</namen>");
    }
    s = text_of(l, root, "kontakte", &node);
    j->contacts = s ? (enum job_contacts)place_of(s, contacts, JOB_CONTACTS_NONE) : JOB_CONTACTS_CLEAR;
    j->contacts_line = jobfile_line(node);
    s = text_of(l, root, "dienstvereinbarung", &node);
    j->agreement = s ? s : "";
    j->agreement_line = jobfile_line(node);
    return true;
}

const char *const job_access_words[JOB_ACCESSES] = {[JOB_ACCESS_OWNER] = "eigen",
                                                    [JOB_ACCESS_GROUP] = "gruppe",
                                                    [JOB_ACCESS_ALL] = "alle",
                                                    [JOB_ACCESS_DRIVE] = "laufwerk"};

static const char *const results_names[JOB_REPORTS] = {"monatsbericht", "fachaufsicht", "nachweis", "arbeitslisten"};

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
        jobfile_fail(l, n, "den Bericht „%s“ gibt es nicht als CSV oder XLSX", results_names[which]);
        return diag_expect(l->d, "<format>pdf</format>, <format>html</format>");
    }
    if (xml_attribute(n, "betreuer") && which != JOB_MONTHLY) {
        jobfile_fail(l, n, "betreuer=\"\" gibt es im Bericht „%s“ nicht", results_names[which]);
        return diag_expect(l->d, "nur im Monatsbericht");
    }
    if (xml_attribute(n, "stichprobe") && which != JOB_SUPERVISION) {
        jobfile_fail(l, n, "stichprobe=\"\" gibt es im Bericht „%s“ nicht", results_names[which]);
        return diag_expect(l->d, "nur in der Fachaufsicht");
    }
    return true;
}

static bool read_report(struct jobfile *l, const xmlNode *n)
{
    static const char *const formats[] = {"pdf", "html", "csv", "xlsx"};
    const char *name = jobfile_attribute(l, n, "name");
    const char *caseworkers = jobfile_attribute(l, n, "betreuer"), *sample = jobfile_attribute(l, n, "stichprobe");
    int which = place_of(name, results_names, JOB_REPORTS - 1);
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

/* Where a run goes, who may read it, and what it is compared with. */
static bool read_places(struct jobfile *l, const xmlNode *root)
{
    struct job *j = l->job;
    const xmlNode *out = jobfile_child(root, "ausgabe"), *archive = jobfile_child(root, "archiv");
    const xmlNode *theme = jobfile_child(root, "thema");
    const char *who = out ? jobfile_attribute(l, out, "zugriff") : NULL;
    const char *recipients = out ? jobfile_attribute(l, out, "empfaenger") : NULL;
    j->access = who ? (enum job_access)place_of(who, job_access_words, JOB_ACCESS_DRIVE) : JOB_ACCESS_OWNER;
    j->recipients = recipients && strcmp(recipients, "ja") == 0;
    if ((out && !jobfile_path(l, out, "ordner", j->dir, &j->out)) ||
        (out && !jobfile_path(l, out, "signatur", j->dir, &j->sign)) ||
        (archive && !jobfile_path(l, archive, "ordner", j->dir, &j->archive)) ||
        (theme && !jobfile_path(l, theme, NULL, j->dir, &j->theme)))
        return false;
    j->no_archive = archive && !j->archive;
    return true;
}

/* An ID stays as it is; a name with a slash or .xml is a file beside the job. */
static bool read_rules(struct jobfile *l, const xmlNode *root)
{
    const xmlNode *node;
    const char *s = text_of(l, root, "regelwerk", &node);
    size_t n = s ? strlen(s) : 0;
    bool is_file = s && (strpbrk(s, "/\\") || (n > 4 && strcmp(s + n - 4, ".xml") == 0));
    l->job->rules_line = jobfile_line(node);
    l->job->rules = s;
    return !is_file || jobfile_path(l, node, NULL, l->job->dir, &l->job->rules);
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
    struct job *j = l->job;
    const xmlNode *node;
    j->jobcenter = text_of(l, root, "jobcenter", &node);
    j->jobcenter_line = jobfile_line(node);
    j->mapping = digest_mapping(jobfile_child(root, "exporte"));
    return read_rules(l, root) && read_places(l, root) && read_land(l, root) && read_day(l, root) &&
           read_numbers(l, root) && read_appearance(l, root) && jobfile_exports(l, jobfile_child(root, "exporte")) &&
           read_reports(l, root);
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
    if (monthly->caseworkers && !*j->agreement)
        hint[n++] = (struct job_hint){monthly->line,
                                      "Zahlen je Betreuer*in ohne <dienstvereinbarung>: der Bericht sagt, dass keine "
                                      "genannt ist"};
    return n;
}
