/*
 * The reports of a run, one row each, and what parts they have.
 *
 * To add a report:
 *
 * template: it goes to templates/. It finds its results under /ergebnis, and as parameters `bereich` (jobcenter, team,
 * betreuung: the scope of the part), `nr` (of its team or, for a caseworker, of his groups, blank-separated, as @nr in
 * ergebnis.xml; "" for the Jobcenter) and `name` (whom the part is on).
 *
 * results: puts the results XML of one part; struct run has all that was counted, struct report_part says of whom.
 *
 * cases: true where the template names lists (<table source="faelle" .../>).
 *
 * sheet: only for CSV and XLSX, the bytes of one part in one of these formats.
 *
 * by_caseworker, sampled: the attributes of <bericht> that it knows; the job reads them without knowing reports.
 *
 * What a report needs counted or prepared for all parts at once gets a field in struct run, is made by a step of run.c
 * (before reports_plan) and freed in run_free. Files, formats, schedule, publishing, run id, record, front page and
 * folders to be handed out follow from the row; templates/auftrag.rng knows its name, templates/index.xsl its title.
 */
#include "reports/state.h"

#include "archive/seal.h"
#include "results/evidence.h"
#include "results/names.h"
#include "results/worklist.h"

#include <stdlib.h>
#include <string.h>

/* ---- monatsbericht ---- */

static void monthly_results(const struct run *r, const struct report_part *p, struct buf *xml)
{
    struct results_run about = reports_published(r);
    bool team = p->scope == REPORT_TEAM;
    struct results_area area[2] = {
        {.groups = r->groups, .detail = team ? RESULTS_BRIEF : RESULTS_REPORT, .course = &r->courses->all}};
    if (team)
        area[1] = (struct results_area){.groups = r->team[p->team].groups,
                                        .team = p->name,
                                        .detail = RESULTS_REPORT,
                                        .course = r->team[p->team].course};
    results_put(xml, &about, area, team ? 2 : 1);
}

/* ---- fachaufsicht ---- */

enum { SAMPLE = 5 /* where the job does not say */ };

static void supervision_results(const struct run *r, const struct report_part *p, struct buf *xml)
{
    struct results_run about = reports_results(r);
    const struct job_report *asked = reports_asked(&r->s, p->report);
    struct results_dossier dossier = {.sample = asked && asked->sample >= 0 ? (size_t)asked->sample : SAMPLE,
                                      .cases = r->cases};
    struct results_area area[2] = {{.groups = r->groups, .detail = RESULTS_BRIEF, .course = &r->courses->all},
                                   {.groups = r->team[p->team].groups,
                                    .team = p->name,
                                    .detail = RESULTS_REPORT,
                                    .course = r->team[p->team].course,
                                    .dossier = &dossier}};
    results_put(xml, &about, area, 2);
}

/* ---- nachweis ---- */

/* The same results as in the monthly report, but for what is not archived: no course, no staff, no practice. */
static void evidence_results(const struct run *r, const struct report_part *p, struct buf *xml)
{
    (void)p;
    struct results_run all = reports_results(r);
    struct buf seal = {0};
    seal_put(&seal, r->seal.hex);
    struct results_evidence evidence = {.record = &r->record, .cases = r->cases, .seal = buf_str(&seal)};
    struct results_run about = {.tables = all.tables,
                                .set = all.set,
                                .jobcenter = all.jobcenter,
                                .day = all.day,
                                .lead = all.lead,
                                .run_id = all.run_id,
                                .version = all.version,
                                .reach = all.reach,
                                .smallest = all.smallest,
                                .evidence = &evidence};
    struct results_area area = {.groups = r->groups, .detail = RESULTS_REPORT};
    results_put(xml, &about, &area, 1);
    buf_free(&seal);
}

/* ---- arbeitslisten ---- */

static struct results_worklist work_list(const struct run *r, const struct report_part *p,
                                         const struct results_run *about)
{
    return (struct results_worklist){.run = about,
                                     .cases = r->cases,
                                     .name = p->name,
                                     .code = p->code,
                                     .teams = p->teams,
                                     .staff = p->staff,
                                     .n_staff = p->n_staff,
                                     .folder = r->publish ? publish_folder(r->publish) : NULL};
}

static void work_list_results(const struct run *r, const struct report_part *p, struct buf *xml)
{
    struct results_run about = reports_results(r);
    struct results_worklist list = work_list(r, p, &about);
    results_put_worklist(xml, &list);
}

static bool work_list_sheet(const struct run *r, const struct report_part *p, unsigned format, struct buf *out,
                            struct diag *d)
{
    struct results_run about = reports_results(r);
    struct results_worklist list = work_list(r, p, &about);
    if (format == JOB_XLSX)
        return results_put_worklist_xlsx(out, &list, d);
    results_put_worklist_csv(out, &list);
    return true;
}

/* ---- the rows ---- */

const struct report report_rows[] = {
    {.name = "monatsbericht",
     .single = "monatsbericht",
     .template = "monatsbericht.xsl",
     .scopes = REPORT_JOBCENTER | REPORT_TEAM,
     .formats = JOB_PDF | JOB_HTML,
     .by_caseworker = true,
     .cost = {40000, 0},
     .results = monthly_results},
    {.name = "fachaufsicht",
     .single = "fachaufsicht",
     .template = "fachaufsicht.xsl",
     .scopes = REPORT_TEAM,
     .formats = JOB_PDF | JOB_HTML,
     .cases = true,
     .sampled = true,
     .cost = {40000, 60},
     .results = supervision_results},
    {.name = "nachweis",
     .single = "nachweis",
     .template = "nachweis.xsl",
     .scopes = REPORT_JOBCENTER,
     .formats = JOB_PDF | JOB_HTML,
     .cases = true,
     .archived = true,
     .cost = {40000, 40},
     .results = evidence_results},
    {.name = "arbeitslisten",
     .single = "arbeitsliste",
     .template = "arbeitsliste.xsl",
     .scopes = REPORT_STAFF,
     .formats = JOB_PDF | JOB_HTML | JOB_CSV | JOB_XLSX,
     .cases = true,
     .cost = {10000, 40},
     .results = work_list_results,
     .sheet = work_list_sheet},
    {.name = NULL},
};

_Static_assert(sizeof report_rows / sizeof *report_rows <= REPORT_MOST + 1, "each has a place among the templates");

const struct job_report *reports_asked(const struct session *s, const struct report *report)
{
    return s->job ? job_report_of(s->job, report->name) : NULL;
}

unsigned reports_formats(const struct session *s, const struct report *report)
{
    const struct job_report *asked = reports_asked(s, report);
    if (!asked)
        return s->job && s->job->tells_reports ? 0 : report->formats;
    return asked->formats ? report->formats & asked->formats : report->formats;
}

const char *reports_template_of(const struct session *s, const struct report *report, bool *own)
{
    const struct job_report *asked = reports_asked(s, report);
    *own = asked && asked->template;
    return *own ? asked->template : arena_printf(s->arena, "%s/templates/%s", s->data_dir, report->template);
}

static bool check_asked(const struct job *job, const struct job_report *asked, const struct report *report,
                        struct diag *d)
{
    if (asked->formats & ~report->formats) {
        diag_fail(d, DIAG_RULES, job->path, asked->line, "den Bericht „%s“ gibt es nicht als CSV oder XLSX",
                  report->name);
        return diag_expect(d, "<format>pdf</format>, <format>html</format>");
    }
    if (asked->caseworkers >= 0 && !report->by_caseworker) {
        diag_fail(d, DIAG_RULES, job->path, asked->line, "betreuer=\"\" gibt es im Bericht „%s“ nicht", report->name);
        return diag_expect(d, "nur im Monatsbericht");
    }
    if (asked->sample >= 0 && !report->sampled) {
        diag_fail(d, DIAG_RULES, job->path, asked->line, "stichprobe=\"\" gibt es im Bericht „%s“ nicht", report->name);
        return diag_expect(d, "nur in der Fachaufsicht");
    }
    return true;
}

bool reports_check_job(const struct session *s, struct diag *d)
{
    for (const struct report *x = report_rows; x->name; x++) {
        const struct job_report *asked = reports_asked(s, x);
        if (asked && !check_asked(s->job, asked, x, d))
            return false;
    }
    return true;
}

struct template *reports_load_template(const struct session *s, const char *file, bool own, struct diag *d)
{
    const char *const results[] = {arena_printf(s->arena, "%s/templates/ergebnis.rng", s->data_dir),
                                   arena_printf(s->arena, "%s/templates/erklaerung.rng", s->data_dir),
                                   arena_printf(s->arena, "%s/templates/arbeitsliste.rng", s->data_dir)};
    struct template *t = template_load(file, d);
    if (!t || !own || template_check_names(t, results, sizeof results / sizeof *results, d))
        return t;
    template_free(t);
    return NULL;
}

static bool by_caseworker(const struct session *s)
{
    bool asked_for = false;
    for (const struct report *x = report_rows; x->name; x++) {
        const struct job_report *asked = reports_asked(s, x);
        asked_for |= asked && asked->caseworkers > 0;
    }
    return asked_for;
}

struct results_run reports_results(const struct run *r)
{
    const struct settings *o = r->s.settings;
    return (struct results_run){.tables = r->s.tables,
                                .set = r->s.set,
                                .jobcenter = o->jobcenter,
                                .day = r->q.day,
                                .lead = r->q.lead,
                                .run_id = r->run_id,
                                .version = KD_VERSION,
                                .courses = r->courses,
                                .reach = &r->reach,
                                .staff = r->groups->unrated ? NULL : r->staff, /* talks that nobody knows of are none */
                                .caseworkers = r->caseworkers,
                                .ahead = r->ahead,
                                .by_caseworker = by_caseworker(&r->s),
                                .agreement = o->agreement,
                                .practice = r->practice,
                                .archived = r->archived,
                                .n_archived = r->n_archived,
                                .afterwards = &r->afterwards,
                                .smallest = (unsigned)o->smallest_group,
                                .target = o->target};
}

struct results_run reports_published(const struct run *r)
{
    struct results_run about = reports_results(r);
    about.disclosure = r->disclosure;
    return about;
}

/* ---- the plan ---- */

static bool plan_teams(struct run *r, struct results_names *names, struct diag *d)
{
    struct agg_input in = reports_input(r);
    const struct agg_list *teams = &r->groups->list[AGG_TEAM];
    bool ok = true;
    r->team = mem_zero(teams->n + 1, sizeof *r->team);
    for (size_t i = 0; i < teams->n && ok; i++) {
        const uint32_t *customer = r->teams.customer + r->teams.first[i];
        struct agg_groups *g = agg_groups_new(&in, customer, r->teams.first[i + 1] - r->teams.first[i]);
        r->team[r->n_teams++] =
            (struct report_team){.groups = g,
                                 .course = agg_courses_lookup(r->courses, teams->item[i].key),
                                 .name = teams->item[i].name,
                                 .file = arena_strdup(r->s.arena, results_file_name(names, teams->item[i].name))};
        ok = agg_groups_check(g, d);
    }
    return ok;
}

static size_t team_of(const struct run *r, uint32_t key)
{
    const struct agg_list *teams = &r->groups->list[AGG_TEAM];
    size_t i = 0;
    while (i + 1 < teams->n && teams->item[i].key != key)
        i++;
    return i;
}

/* The carers found so far, behind the parts there are. */
struct carers {
    struct run *r;
    struct results_names *names;
    struct report_part *whom;
    size_t n;
    uint32_t *place; /* of a word (Kürzel) in whom; 0: none */
};

static struct report_part *find_carer(struct carers *c, uint32_t key, const char *name, const char *code, size_t team)
{
    struct arena *a = c->r->s.arena;
    if (key && c->place[key])
        return &c->whom[c->place[key]];
    const char *file = key ? code : arena_printf(a, "ohne-Betreuung_%s", c->r->team[team].file);
    struct report_part *part = &c->whom[c->n];
    c->place[key] = (uint32_t)c->n++;
    *part = (struct report_part){.scope = REPORT_STAFF,
                                 .name = key ? name : arena_printf(a, "%s, %s", name, c->r->team[team].name),
                                 .file = arena_strdup(a, results_file_name(c->names, file)),
                                 .code = code,
                                 .teams = "",
                                 .team = key ? REPORT_NO_TEAM : team};
    return part;
}

static void add_caseload(struct carers *c, size_t at)
{
    struct run *r = c->r;
    const struct agg_group *g = &r->groups->list[AGG_STAFF].item[at];
    struct report_part *part = find_carer(c, g->key, g->name, g->code, g->key ? REPORT_NO_TEAM : team_of(r, g->outer));
    size_t *staff = arena_raw(r->s.arena, (part->n_staff + 1) * sizeof *staff);
    if (part->n_staff)
        memcpy(staff, part->staff, part->n_staff * sizeof *staff);
    part->teams = arena_printf(r->s.arena, "%s%s%s", part->teams, part->n_staff ? ", " : "", g->outer_name);
    staff[part->n_staff++] = at;
    part->staff = staff;
    part->customers += g->numbers.customers;
}

/*
 * One for each caseworker, whatever his teams, and one for each team with customers whom nobody cares for; then one for
 * each member of staff on S with nobody in his care, whose list says so.
 */
static void add_carers(struct run *r, struct results_names *names, struct report_part *whom, size_t *n)
{
    const struct tables *t = r->s.tables;
    const struct tbl_staff *m = &t->staff;
    struct carers c = {.r = r, .names = names, .whom = whom, .n = *n};
    c.place = mem_zero(t->n_words + 1, sizeof *c.place);
    for (size_t i = 0; i < r->groups->list[AGG_STAFF].n; i++)
        add_caseload(&c, i);
    for (uint32_t i = 0; i < m->n; i++) {
        if (c.place[m->key[i]] || m->from[i] > r->q.day || r->q.day > m->to[i])
            continue;
        const char *team = m->team[i] ? agg_team_name(t, m->team[i]) : "";
        find_carer(&c, m->key[i], agg_staff_name(t, m->key[i]), t->word[m->key[i]], REPORT_NO_TEAM)->teams = team;
    }
    *n = c.n;
    free(c.place);
}

/* Whom a run can be on: the Jobcenter, the teams, who cares for customers. Parts without report and path; free(). */
static struct report_part *find_whom(struct run *r, struct diag *d)
{
    struct results_names *names = results_names_new(), *staff_names = results_names_new();
    size_t most = 1 + r->groups->list[AGG_TEAM].n + r->groups->list[AGG_STAFF].n + r->s.tables->staff.n;
    struct report_part *whom = mem_zero(most, sizeof *whom);
    bool ok = plan_teams(r, names, d);
    whom[r->n_whom++] = (struct report_part){.scope = REPORT_JOBCENTER,
                                             .name = r->s.settings->jobcenter,
                                             .team = REPORT_NO_TEAM,
                                             .code = "",
                                             .customers = r->groups->all.customers};
    for (size_t i = 0; ok && i < r->n_teams; i++)
        whom[r->n_whom++] = (struct report_part){.scope = REPORT_TEAM,
                                                 .name = r->team[i].name,
                                                 .file = r->team[i].file,
                                                 .team = i,
                                                 .code = "",
                                                 .customers = r->team[i].groups->all.customers};
    if (ok)
        add_carers(r, staff_names, whom, &r->n_whom);
    results_names_free(names);
    results_names_free(staff_names);
    if (ok)
        return whom;
    free(whom);
    return NULL;
}

static void add_part(struct run *r, const struct report *report, struct report_part part, size_t whom)
{
    part.report = report;
    part.whom = whom;
    part.path =
        part.scope == REPORT_JOBCENTER ? report->name : arena_printf(r->s.arena, "%s/%s", report->name, part.file);
    r->part = mem_grow(r->part, r->n_parts, &r->cap_parts, sizeof *r->part);
    r->part[r->n_parts++] = part;
}

/* What the monthly reports hide: it takes all that they could show. */
static void make_disclosure(struct run *r)
{
    const struct agg_groups **team = arena_zero(r->s.arena, (r->n_teams + 1) * sizeof *team);
    for (size_t i = 0; i < r->n_teams; i++)
        team[i] = r->team[i].groups;
    struct results_run about = reports_results(r);
    struct disclosure_input in = {.smallest = about.smallest,
                                  .tables = r->s.tables,
                                  .set = r->s.set,
                                  .jobcenter = r->groups,
                                  .team = team,
                                  .n_teams = r->n_teams,
                                  .courses = r->courses,
                                  .practice = r->practice,
                                  .staff = r->staff,
                                  .ahead = r->ahead,
                                  .by_caseworker = about.by_caseworker};
    r->disclosure = disclosure_new(&in);
}

bool reports_plan(struct run *r, struct diag *d)
{
    struct report_part *whom = find_whom(r, d);
    if (whom)
        make_disclosure(r);
    for (const struct report *x = report_rows; whom && x->name; x++)
        for (size_t i = 0; reports_formats(&r->s, x) && i < r->n_whom; i++)
            if (x->scopes & whom[i].scope)
                add_part(r, x, whom[i], i);
    free(whom);
    return whom;
}
