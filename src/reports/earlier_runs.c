/* What earlier runs recorded (spec 2.12): it is an input of a run, and its digests are part of the run id. */
#include "reports/state.h"

#include "archive/verify.h"
#include "base/file.h"
#include "base/xml.h"
#include "doubts/doubts.h"
#include "results/archived.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MONTHS = COURSE_POINTS - 1, LARGEST = 512 << 20 };

/* Why a record cannot be used; NULL: it can, and *out is it. */
static const char *read_record(const struct run *r, const char *folder, int32_t day, struct results_archived *out,
                               struct digest_text *digest)
{
    const char *jobcenter = *r->s.settings->jobcenter ? r->s.settings->jobcenter : "Jobcenter", *whose = NULL;
    const char *why = NULL;
    struct buf b = {0};
    struct diag unread = {0};
    struct digest_text recorded;
    if (!file_read(arena_printf(r->s.arena, "%s/ergebnis.xml", folder), LARGEST, DIAG_INPUT, &b, &unread))
        why = "ergebnis.xml kann nicht gelesen werden";
    else if (!verify_digest_of(folder, "ergebnis.xml", &recorded, &unread))
        why = "SHA256SUMS kann nicht gelesen werden";
    else if (*digest = digest_bytes(buf_str(&b), b.n), strcmp(digest->hex, recorded.hex) != 0)
        why = "ergebnis.xml ist nicht die Datei, die SHA256SUMS nennt";
    else if (!results_read_archived(buf_str(&b), b.n, r->s.arena, out, &whose) || out->day != day)
        why = "ergebnis.xml enthält keine ganzen Zahlen dieses Tages";
    else if (strcmp(whose, jobcenter) != 0)
        why = "der Lauf ist der eines anderen Jobcenters";
    buf_free(&b);
    return why;
}

static int is_day(const struct dirent *e)
{
    int32_t day;
    return day_parse(e->d_name, strlen(e->d_name), &day, NULL) && strcmp(day_iso(day).s, e->d_name) == 0;
}

/* The latest run before this one, whatever its day: this one is the next of the series. */
static void find_before(struct run *r, const char *archive)
{
    struct dirent **entry = NULL;
    int n = scandir(archive, &entry, is_day, alphasort);
    struct day_text today = day_iso(r->q.day);
    const char *name = NULL;
    for (int i = 0; i < n; i++) {
        bool meant = !r->replay ||
                     (r->replay->before != DAY_NONE && strcmp(entry[i]->d_name, day_iso(r->replay->before).s) == 0);
        if (meant && strcmp(entry[i]->d_name, today.s) < 0)
            name = arena_strdup(r->s.arena, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    if (!name)
        return;
    const char *folder = arena_printf(r->s.arena, "%s/%s", archive, name);
    struct digest_text record;
    struct diag unread = {0};
    if (verify_digest_of(folder, "lauf.xml", &record, &unread) && record.hex[0] &&
        digest_file(arena_printf(r->s.arena, "%s/SHA256SUMS", folder), &r->before_digest, &unread))
        day_parse(name, strlen(name), &r->before, NULL);
    else
        session_say(&r->s, "Hinweis: %s: SHA256SUMS kann nicht gelesen werden; dieser Lauf nennt keinen Vorgänger",
                    folder);
}

/* A run that is made once more sees those alone that it saw then. */
static bool is_meant(const struct run *r, int32_t day)
{
    bool meant = !r->replay;
    for (size_t i = 0; !meant && i < r->replay->n_archived; i++)
        meant = r->replay->archived[i] == day;
    return meant;
}

/* Without its folder: the same in any. */
static void note_unread(struct run *r, enum issue_kind kind, int32_t day, const char *why)
{
    const char *what = arena_printf(r->s.arena, "%s: %s", day_iso(day).s, why);
    issues_add(&r->s.tables->issues, kind, FILE_NONE, 0, "", what, strlen(what));
}

const char *reports_archive(const struct run *r)
{
    const struct settings *o = r->s.settings;
    return o->no_archive ? NULL : o->archive ? o->archive : o->out;
}

/* Another rule set is told, and no lack; a file that is not the one it was is. */
static void look_at_verdicts(struct run *r, const char *folder)
{
    struct results_archived *x = &r->archived[r->n_archived];
    bool spoilt = false;
    x->not_compared = reports_not_compared(r, folder, &r->archived_verdicts[r->n_archived], &spoilt);
    if (x->not_compared)
        note_unread(r, spoilt ? POOR_ARCHIVE : WARN_NOT_COMPARED, x->day, x->not_compared);
}

void reports_read_archive(struct run *r)
{
    r->before = DAY_NONE;
    const char *archive = reports_archive(r);
    if (!archive)
        return;
    find_before(r, archive);
    struct day_parts s = day_split(r->q.day);
    r->archived = mem_zero(MONTHS, sizeof *r->archived);
    r->archived_digest = mem_zero(MONTHS, sizeof *r->archived_digest);
    r->archived_verdicts = mem_zero(MONTHS, sizeof *r->archived_verdicts);
    for (int i = -MONTHS; i < 0; i++) {
        int32_t day = day_month_end(day_add_months(day_make(s.year, s.month, 1), i));
        const char *folder = arena_printf(r->s.arena, "%s/%s", archive, day_iso(day).s);
        if (access(folder, F_OK) != 0)
            continue;
        const char *why = read_record(r, folder, day, &r->archived[r->n_archived], &r->archived_digest[r->n_archived]);
        if (why)
            note_unread(r, POOR_ARCHIVE, day, why);
        else if (is_meant(r, day)) {
            look_at_verdicts(r, folder);
            r->n_archived++;
        }
    }
    if (r->n_archived) { /* the latest: what it read is what this one should have read, about */
        const struct results_archived *last = &r->archived[r->n_archived - 1];
        struct doubts_before before = {.day = last->day};
        memcpy(before.lines, last->lines, sizeof before.lines);
        doubts_since(r->s.tables, &before);
    }
    session_phase(&r->s, "Frühere Läufe");
}

/* The run that lies in folder, in words: of which Jobcenter, by which rule set, its id; "" its record cannot be read.
 */
static const char *words_of_run(struct run *r, const char *folder)
{
    struct diag unread = {0};
    xmlDoc *doc = xml_read_file(arena_printf(r->s.arena, "%s/lauf.xml", folder),
                                arena_printf(r->s.arena, "%s/templates/lauf.rng", r->s.data_dir), NULL, &unread);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    const char *whose = "", *rules = "";
    for (const xmlNode *x = root ? root->children : NULL; x; x = x->next) {
        if (xml_is(x, "jobcenter") && x->children && x->children->content)
            whose = (const char *)x->children->content;
        else if (xml_is(x, "regelwerk"))
            rules = xml_attribute(x, "kennung");
    }
    const char *words =
        root ? arena_printf(r->s.arena, "hier liegt der Lauf %s, %s, Regelwerk %s", xml_attribute(root, "kennung"),
                            *whose ? whose : "ohne Namen des Jobcenters", rules)
             : "";
    xmlFreeDoc(doc);
    return words;
}

bool reports_check_place(struct run *r, struct diag *d)
{
    const char *folder = arena_printf(r->s.arena, "%s/%s", r->s.settings->out, day_iso(r->q.day).s);
    const char *words = r->s.settings->replace || access(folder, F_OK) != 0 ? "" : words_of_run(r, folder);
    if (!*words)
        return true;
    diag_fail(d, DIAG_OUTPUT, folder, 0, "dieser Lauf ist schon veröffentlicht und wird nicht überschrieben: %s",
              words);
    return diag_expect(
        d, "ein anderer Ordner mit --out (für jedes Jobcenter und jedes Regelwerk einer), oder --replace (der "
           "alte Lauf bleibt daneben erhalten)");
}
