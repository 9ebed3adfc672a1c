/*
 * The front page of a run, and a folder for each team and caseworker that can be handed out alone: what is in it is on
 * him alone, and can be verified alone.
 */
#include "reports/state.h"

#include "results/overview.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OF_PART = 4 /* formats */, MOST_DATA = 8 };

static const struct {
    unsigned format;
    const char *suffix;
} suffixes[MOST_OF_PART] = {{JOB_PDF, "pdf"}, {JOB_HTML, "html"}, {JOB_XLSX, "xlsx"}, {JOB_CSV, "csv"}};

/* What was published, and who is to be found in it. */
struct listing {
    struct run *run;
    struct arena *arena;
    struct publish_entry *entry;
    size_t n;
    const struct report_part **first; /* n_whom + 1: parts of whom i are first[i] .. first[i + 1] - 1 */
    size_t *from;
};

static void listing_make(struct listing *l, struct run *r)
{
    *l = (struct listing){.run = r, .arena = arena_new()};
    l->entry = publish_entries(r->publish, &l->n);
    l->first = arena_zero(l->arena, (r->n_parts + 1) * sizeof *l->first);
    l->from = arena_zero(l->arena, (r->n_whom + 2) * sizeof *l->from);
    for (size_t i = 0; i < r->n_parts; i++)
        l->from[r->part[i].whom + 2]++;
    for (size_t i = 1; i < r->n_whom + 2; i++)
        l->from[i] += l->from[i - 1];
    for (size_t i = 0; i < r->n_parts; i++)
        l->first[l->from[r->part[i].whom + 1]++] = &r->part[i];
}

static void listing_free(struct listing *l)
{
    free(l->entry);
    arena_free(l->arena);
}

/* The files of one part; renamed: as they are called in a folder of their own. */
static size_t put_files(const struct listing *l, const struct report_part *p, const char *renamed, struct arena *a,
                        struct results_overview_file *out)
{
    size_t n = 0;
    for (size_t i = 0; i < MOST_OF_PART; i++) {
        const char *path = arena_printf(a, "%s.%s", p->path, suffixes[i].suffix);
        const struct publish_entry *e = publish_lookup(l->entry, l->n, path);
        if (e)
            out[n++] = (struct results_overview_file){
                p->report->name, renamed ? arena_printf(a, "%s.%s", renamed, suffixes[i].suffix) : e->path, e->bytes};
    }
    return n;
}

/* Whom i is on, with all files; false: there are none. */
static bool make_entry(const struct listing *l, size_t i, struct arena *a, struct results_overview_entry *out)
{
    size_t n = l->from[i + 1] - l->from[i];
    const struct report_part *p = n ? l->first[l->from[i]] : NULL;
    if (!p)
        return false;
    *out = (struct results_overview_entry){.scope = p->scope == REPORT_JOBCENTER ? OVERVIEW_JOBCENTER
                                                    : p->scope == REPORT_TEAM    ? OVERVIEW_TEAM
                                                                                 : OVERVIEW_STAFF,
                                           .name = p->name,
                                           .code = p->code,
                                           .teams = p->teams ? p->teams : "",
                                           .nr = p->scope == REPORT_TEAM ? p->team + 1 : 0,
                                           .file = arena_zero(a, n * MOST_OF_PART * sizeof *out->file)};
    for (size_t k = 0; k < n; k++)
        out->n_files += put_files(l, l->first[l->from[i] + k], NULL, a, out->file + out->n_files);
    return true;
}

static struct results_overview_entry data_entry(const struct listing *l)
{
    static const char *const names[] = {"ergebnis.csv", "ergebnis.xml", "abgelehnt.csv", "hinweise.csv", "lauf.xml"};
    struct results_overview_entry e = {.scope = OVERVIEW_DATA, .name = "", .code = "", .teams = ""};
    e.file = arena_zero(l->arena, MOST_DATA * sizeof *e.file);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const struct publish_entry *f = publish_lookup(l->entry, l->n, names[i]);
        if (f)
            e.file[e.n_files++] = (struct results_overview_file){"", f->path, f->bytes};
    }
    return e;
}

static bool put_page(const struct run *r, unsigned thread, const struct buf *overview, const char *whom,
                     const char *name, const char *path, struct diag *d)
{
    const struct template_parameter parameter[] = {{"fuer", whom}, {"name", name}};
    struct doc *doc = reports_document(r, r->index, path, false, overview, parameter, 2, d);
    bool ok = doc && reports_put_html(r, thread, doc, path, d);
    reports_blame_template(r->index, path, d);
    doc_free(doc);
    return ok;
}

bool reports_put_index(struct run *r, struct diag *d)
{
    struct listing l;
    struct buf b = {0};
    struct results_run about = reports_published(r);
    struct results_area all = {.groups = r->groups, .detail = RESULTS_REPORT, .course = &r->courses->all};
    listing_make(&l, r);
    struct results_overview_entry *entry = arena_zero(l.arena, (r->n_whom + 1) * sizeof *entry);
    size_t n = 0;
    for (size_t i = 0; i < r->n_whom; i++)
        n += make_entry(&l, i, l.arena, &entry[n]);
    entry[n++] = data_entry(&l);
    results_put_overview(&b, &about, &all, 1, entry, n);
    bool ok = put_page(r, 0, &b, "jobcenter", r->s.settings->jobcenter, "index.html", d);
    buf_free(&b);
    listing_free(&l);
    session_phase(&r->s, "Übersicht");
    return ok;
}

/* ---- folders that are handed out alone ---- */

/* Copies the files of a part into folder under their names there. */
static bool hand_out(const struct listing *l, const struct report_part *p, const char *folder, const char *name,
                     struct arena *a, struct results_overview_entry *entry, struct diag *d)
{
    entry->n_files = put_files(l, p, name, a, entry->file);
    for (size_t i = 0; i < MOST_OF_PART; i++) {
        const char *path = arena_printf(a, "%s.%s", p->path, suffixes[i].suffix);
        const struct publish_entry *e = publish_lookup(l->entry, l->n, path);
        const char *again = arena_printf(a, "%s/%s.%s", folder, name, suffixes[i].suffix);
        if (e && !publish_copy(l->run->publish, e, again, d))
            return false;
    }
    return true;
}

/* The results that a folder's page shows: a team's; none of a caseworker, whose lists speak for themselves. */
static void put_overview(struct buf *b, const struct run *r, const struct report_part *p,
                         const struct results_overview_entry *entry, size_t n)
{
    struct results_run about = reports_published(r);
    struct results_area area[2] = {{.groups = r->groups, .detail = RESULTS_BRIEF, .course = &r->courses->all}};
    if (p->scope == REPORT_TEAM)
        area[1] = (struct results_area){.groups = r->team[p->team].groups,
                                        .team = p->name,
                                        .detail = RESULTS_REPORT,
                                        .course = r->team[p->team].course};
    results_put_overview(b, &about, area, p->scope == REPORT_TEAM ? 2 : 0, entry, n);
}

/* Whether this part goes to the folder of somebody: his own; a team gets those of customers without a caseworker, too.
 */
static bool is_for(const struct report_part *p, const struct report_part *whom)
{
    return p->whom == whom->whom || (whom->scope == REPORT_TEAM && p->scope == REPORT_STAFF && p->team == whom->team);
}

static bool put_recipient(void *context, size_t i, unsigned thread, struct diag *d)
{
    const struct listing *l = context;
    struct run *r = l->run;
    size_t at = l->from[i + 1], n = 0;
    const struct report_part *whom = at < l->from[i + 2] ? l->first[at] : NULL;
    if (!whom || (whom->scope == REPORT_STAFF && whom->team != REPORT_NO_TEAM))
        return true;
    struct arena *a = arena_new();
    struct buf b = {0};
    const char *folder =
        arena_printf(a, "empfaenger/%s/%s", whom->scope == REPORT_TEAM ? "teams" : "betreuung", whom->file);
    struct results_overview_entry *entry = arena_zero(a, (r->n_parts + 1) * sizeof *entry);
    bool ok = true;
    for (size_t k = 0; ok && k < r->n_parts; k++) {
        const struct report_part *p = &r->part[k];
        if (!is_for(p, whom))
            continue;
        const char *name =
            p->whom == whom->whom ? p->report->single : arena_printf(a, "%s_ohne-Betreuung", p->report->single);
        entry[n] = (struct results_overview_entry){.scope = p->scope == REPORT_TEAM ? OVERVIEW_TEAM : OVERVIEW_STAFF,
                                                   .name = p->name,
                                                   .code = p->code,
                                                   .teams = "",
                                                   .file = arena_zero(a, MOST_OF_PART * sizeof *entry->file)};
        ok = hand_out(l, p, folder, name, a, &entry[n++], d);
    }
    if (ok) {
        put_overview(&b, r, whom, entry, n);
        ok = put_page(r, thread, &b, whom->scope == REPORT_TEAM ? "team" : "betreuung", whom->name,
                      arena_printf(a, "%s/index.html", folder), d);
    }
    buf_free(&b);
    arena_free(a);
    return ok;
}

/* The length of the folder of somebody in a path: empfaenger/teams/Team_101; 0: it is in none. */
static size_t folder_of(const char *path)
{
    const char *slash = strncmp(path, "empfaenger/", 11) == 0 ? strchr(path + 11, '/') : NULL;
    slash = slash ? strchr(slash + 1, '/') : NULL;
    return slash ? (size_t)(slash - path) : 0;
}

static bool put_sums(struct run *r, struct diag *d)
{
    size_t n;
    struct arena *a = arena_new();
    struct publish_entry *entry = publish_entries(r->publish, &n);
    bool ok = true;
    for (size_t i = 0, end; ok && i < n; i = end) {
        size_t length = folder_of(entry[i].path);
        for (end = i + 1; length && end < n && strncmp(entry[i].path, entry[end].path, length + 1) == 0;)
            end++;
        if (length)
            ok = publish_sums(r->publish, arena_text(a, entry[i].path, length), entry + i, end - i, d);
    }
    free(entry);
    arena_free(a);
    return ok;
}

bool reports_put_recipients(struct run *r, struct diag *d)
{
    struct listing l;
    if (!r->s.settings->recipients)
        return true;
    listing_make(&l, r);
    bool ok = reports_work(r, r->n_whom - 1, put_recipient, &l, d) && put_sums(r, d); /* all but the Jobcenter */
    listing_free(&l);
    session_phase(&r->s, "Ordner je Team und Betreuer*in");
    return ok;
}
