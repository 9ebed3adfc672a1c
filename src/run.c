#include "run.h"

#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "aggregate/hints.h"
#include "aggregate/practice.h"
#include "aggregate/staff.h"
#include "archive/digest.h"
#include "archive/publish.h"
#include "base/pool.h"
#include "cli/session.h"
#include "document/doc.h"
#include "document/theme.h"
#include "draw/font.h"
#include "draw/hyphen.h"
#include "render/html.h"
#include "render/pdf.h"
#include "render/pdf_file.h"
#include "report/lists.h"
#include "report/names.h"
#include "report/record.h"
#include "report/results.h"
#include "report/template.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* What the program itself brings to a report; its digests are part of the run id. */
enum own_file {
    OWN_TEMPLATE,
    OWN_THEME,
    OWN_DOCUMENT_SCHEMA,
    OWN_THEME_SCHEMA,
    OWN_RESULTS_SCHEMA,
    OWN_RULES_SCHEMA,
    OWN_TEMPLATE_STAFF,
    OWN_TEMPLATE_COURSE,
    OWN_TEMPLATE_PRACTICE,
    OWN_FILES
};
static const char *const own_names[OWN_FILES] = {
    "templates/monatsbericht.xsl",
    "templates/theme.xml",
    "templates/document.rng",
    "templates/theme.rng",
    "templates/ergebnis.rng",
    "rules/regelwerk.rng",
    "templates/monatsbericht-personal.xsl",
    "templates/monatsbericht-verlauf.xsl",
    "templates/monatsbericht-praxis.xsl",
};

/* One report on the Jobcenter or on a team, in both formats. */
struct rendering {
    const struct agg_groups *groups;
    const struct agg_course *course;
    const char *team; /* NULL: the Jobcenter */
    const char *path; /* without suffix */
    struct buf html, pdf;
    struct diag diag;
};

struct run {
    struct session s;
    struct eval_question q;
    struct verdict *verdict, *visible;
    struct agg_groups *groups;
    struct agg_teams teams;
    struct agg_courses *courses;
    struct agg_staff *staff;
    struct agg_practice *practice;
    const char *own_file[OWN_FILES];
    struct digest_text own_digest[OWN_FILES], rules_digest, job_digest;
    char run_id[13];
    struct theme theme;
    struct template *template;
    struct hyphens *hyphens;
    struct rendering *rendering;
    size_t n_renderings;
    atomic_size_t rendered;
    struct publish *publish;
};

static bool digest_everything(struct run *r, struct diag *d)
{
    struct issue_file *file = r->s.tables->issues.file;
    struct digest_text digest;
    for (int i = 0; i < TBL_FILES; i++) {
        if (!file[i].path)
            continue;
        if (!digest_file(file[i].path, &digest, d))
            return false;
        memcpy(file[i].sha256, digest.hex, sizeof file[i].sha256);
    }
    const struct job *job = r->s.job;
    if (job && !digest_file(job->path, &r->job_digest, d))
        return false;
    for (int i = 0; i < OWN_FILES; i++) {
        r->own_file[i] = arena_printf(r->s.arena, "%s/%s", r->s.data_dir, own_names[i]);
        if (i == OWN_TEMPLATE && job && job->report[JOB_MONTHLY].template)
            r->own_file[i] = job->report[JOB_MONTHLY].template;
        if (!digest_file(r->own_file[i], &r->own_digest[i], d))
            return false;
    }
    return digest_file(r->s.set->file, &r->rules_digest, d);
}

/* The Bundesland with its regional holidays as a parameter: "BY+Mariä Himmelfahrt"; "" not told. */
static const char *land_words(const struct run *r)
{
    struct buf b = {0};
    holiday_region_put(&b, r->s.options->land);
    const char *s = arena_strdup(r->s.arena, buf_str(&b));
    buf_free(&b);
    return s;
}

/* The first 12 hex digits over parameters and digests (2.13): the same from the same, anywhere. */
static void make_run_id(struct run *r)
{
    const struct options *o = r->s.options;
    const struct issues *issues = &r->s.tables->issues;
    struct buf b = {0};
    buf_printf(&b, "programm=%s\nstichtag=%s\nvorlauf=%d\njobcenter=%s\nregelwerk=%s\n", KD_VERSION,
               day_iso(o->as_of).s, o->lead, o->jobcenter, r->rules_digest.hex);
    buf_printf(&b, "unbrauchbar-je-million=%lld\n", (long long)(o->bad_lines * 1e6 + 0.5));
    buf_printf(&b, "land=%s\nvollzeit-hundertstel=%d\n", land_words(r), o->full_time_hours);
    if (r->s.job)
        buf_printf(&b, "auftrag=%s\n", r->job_digest.hex);
    if (r->s.key)
        buf_printf(&b, "schlüssel=%s\n", pseudonym_key_mark(r->s.key).s);
    for (int i = 0; i < TBL_FILES; i++)
        buf_printf(&b, "%s=%s\n", tbl_file_names[i], issues->file[i].sha256);
    for (int i = 0; i < OWN_FILES; i++)
        buf_printf(&b, "%s=%s\n", own_names[i], r->own_digest[i].hex);
    struct digest_text id = digest_bytes(buf_str(&b), b.n);
    memcpy(r->run_id, id.hex, sizeof r->run_id - 1);
    buf_free(&b);
}

static struct agg_input input_of(const struct run *r)
{
    return (struct agg_input){
        .tables = r->s.tables, .set = r->s.set, .verdict = r->verdict, .visible = r->visible, .day = r->q.day};
}

static void evaluate(struct run *r)
{
    struct session *s = &r->s;
    r->q = eval_question(s->set, s->options->as_of, s->options->lead);
    r->verdict = eval_all(s->tables, &r->q, s->options->threads);
    if (s->set->partners_unseen) {
        struct eval_question visible = r->q;
        visible.partners &= (uint8_t)~s->set->partners_unseen;
        r->visible = eval_all(s->tables, &visible, s->options->threads);
    }
    struct agg_practice_input practice = {
        .tables = s->tables, .q = &r->q, .verdict = r->verdict, .region = s->options->land};
    r->practice = agg_practice_new(&practice);
    agg_hints(s->tables, &r->q, r->verdict);
    session_phase(s, "Urteile und Hinweise");
}

static bool aggregate(struct run *r, struct diag *d)
{
    struct agg_input in = input_of(r);
    r->groups = agg_groups_new(&in, NULL, 0);
    agg_teams_make(&r->teams, &in, r->groups);
    bool ok = agg_groups_check(r->groups, d) && agg_practice_check(r->practice, r->groups, d);
    session_phase(&r->s, "Gruppen");
    return ok;
}

/* The same verdicts on the last days of the 12 months before (2.12). */
static bool look_back(struct run *r, struct diag *d)
{
    r->courses = agg_courses_new(r->s.tables, &r->q, r->verdict, r->s.options->threads);
    bool ok = agg_courses_check(r->courses, r->groups, d);
    session_phase(&r->s, "Verlauf");
    return ok;
}

/* Consultations, time and caseload of the staff (2.10). */
static bool look_at_staff(struct run *r, struct diag *d)
{
    const struct options *o = r->s.options;
    struct agg_staff_input in = {.tables = r->s.tables,
                                 .set = r->s.set,
                                 .verdict = r->verdict,
                                 .day = r->q.day,
                                 .region = o->land,
                                 .full_time = o->full_time_hours};
    r->staff = agg_staff_new(&in);
    bool ok = agg_staff_check(r->staff, d);
    session_phase(&r->s, "Personal");
    return ok;
}

/* The Jobcenter first, then each team in the order of the report. */
static bool plan_renderings(struct run *r, struct diag *d)
{
    struct agg_input in = input_of(r);
    const struct agg_list *teams = &r->groups->list[AGG_TEAM];
    struct report_names *names = report_names_new();
    bool ok = true;
    r->rendering = mem_zero(teams->n + 1, sizeof *r->rendering);
    r->rendering[r->n_renderings++] =
        (struct rendering){.groups = r->groups, .course = &r->courses->all, .path = "monatsbericht"};
    for (size_t i = 0; i < teams->n && ok; i++) {
        const uint32_t *customer = r->teams.customer + r->teams.first[i];
        struct agg_groups *g = agg_groups_new(&in, customer, r->teams.first[i + 1] - r->teams.first[i]);
        const char *file = report_file_name(names, teams->item[i].name);
        r->rendering[r->n_renderings++] =
            (struct rendering){.groups = g,
                               .course = agg_courses_lookup(r->courses, teams->item[i].key),
                               .team = teams->item[i].name,
                               .path = arena_printf(r->s.arena, "monatsbericht/%s", file)};
        ok = agg_groups_check(g, d);
    }
    report_names_free(names);
    return ok;
}

static struct results_run results_run(const struct run *r)
{
    return (struct results_run){.tables = r->s.tables,
                                .set = r->s.set,
                                .jobcenter = r->s.options->jobcenter,
                                .day = r->q.day,
                                .lead = r->q.lead,
                                .run_id = r->run_id,
                                .version = KD_VERSION,
                                .courses = r->courses,
                                .staff = r->staff,
                                .practice = r->practice,
                                .target = r->s.job && r->s.job->target > 0 ? r->s.job->target : 0};
}

/* results -> template -> document -> both formats. */
static bool render(struct run *r, struct rendering *x, struct fonts *fonts)
{
    struct results_run about = results_run(r);
    struct results_area area[2] = {{r->groups, NULL, x->team ? RESULTS_BRIEF : RESULTS_REPORT, &r->courses->all},
                                   {x->groups, x->team, RESULTS_REPORT, x->course}};
    struct template_parameter parameter = {"bereich", x->team ? "team" : "jobcenter"};
    struct buf results = {0}, document = {0};
    struct doc *doc = NULL;
    bool ok = false;
    results_put(&results, &about, area, x->team ? 2 : 1);
    if (!template_apply(r->template, buf_str(&results), results.n, &parameter, 1, &document, &x->diag))
        goto out;
    doc = doc_read(buf_str(&document), document.n, own_names[OWN_TEMPLATE], r->own_file[OWN_DOCUMENT_SCHEMA], NULL,
                   &x->diag);
    ok = doc && html_write(doc, &r->theme, fonts, &x->html, &x->diag) &&
         pdf_write(doc_root(doc), &r->theme, fonts, r->hyphens, &x->pdf, NULL, &x->diag);
out:
    doc_free(doc);
    buf_free(&document);
    buf_free(&results);
    return ok;
}

static void render_one(void *context, size_t i, unsigned thread)
{
    (void)thread;
    struct run *r = context;
    struct rendering *x = &r->rendering[i];
    struct fonts *fonts = fonts_new(&r->theme, &x->diag);
    if (fonts)
        (void)!render(r, x, fonts);
    fonts_free(fonts);
    progress_count(r->s.progress, "Berichte", atomic_fetch_add(&r->rendered, 1) + 1, r->n_renderings);
}

static bool render_all(struct run *r, struct diag *d)
{
    if (!theme_load(&r->theme, r->own_file[OWN_THEME], r->own_file[OWN_THEME_SCHEMA], d) ||
        !(r->template = template_load(r->own_file[OWN_TEMPLATE], d)) || !plan_renderings(r, d))
        return false;
    r->hyphens = hyphens_new(HYPHENS_GERMAN);
    pool_run(r->s.options->threads, r->n_renderings, render_one, r);
    session_phase(&r->s, "Berichte");
    for (size_t i = 0; i < r->n_renderings; i++)
        if (r->rendering[i].diag.code != DIAG_NONE) {
            *d = r->rendering[i].diag;
            return false;
        }
    return true;
}

/* Writes b as a file of the run; b is empty afterwards. */
static bool put(struct run *r, const char *path, struct buf *b, struct diag *d)
{
    bool ok = publish_put(r->publish, path, buf_str(b), b->n, d);
    buf_free(b);
    return ok;
}

static bool put_lists(struct run *r, struct diag *d)
{
    struct buf rejected = {0}, hints = {0};
    report_put_rejected(&rejected, &r->s.tables->issues);
    report_put_hints(&hints, &r->s.tables->issues);
    bool ok = put(r, "abgelehnt.csv", &rejected, d) && put(r, "hinweise.csv", &hints, d);
    buf_free(&hints);
    return ok;
}

static bool put_verdicts(struct run *r, struct diag *d)
{
    struct buf b = {0};
    report_put_verdict_header(&b);
    for (uint32_t i = 0; i < r->s.tables->customers.n; i++)
        report_put_verdict_row(&b, r->s.tables, r->s.set, r->q.day, i, &r->verdict[i]);
    return put(r, "ergebnis.csv", &b, d);
}

static bool put_results(struct run *r, struct diag *d)
{
    struct results_run about = results_run(r);
    struct results_area all = {r->groups, NULL, RESULTS_FULL, &r->courses->all};
    struct buf b = {0};
    results_put(&b, &about, &all, 1);
    return put(r, "ergebnis.xml", &b, d);
}

static bool put_record(struct run *r, struct diag *d)
{
    const struct options *o = r->s.options;
    struct report_entry parameter[] = {
        {"vorlauf", arena_printf(r->s.arena, "%d", o->lead)},
        {"unbrauchbar-je-million", arena_printf(r->s.arena, "%lld", (long long)(o->bad_lines * 1e6 + 0.5))},
        {"land", land_words(r)},
        {"vollzeit-hundertstel", arena_printf(r->s.arena, "%d", o->full_time_hours)}};
    struct report_entry library[] = {
        {"libharu", pdf_file_library()}, {"zlib", zlibVersion()}, {"HarfBuzz", font_library()}};
    struct report_entry file[OWN_FILES + FONT_FACES + 1];
    size_t n = 0;
    const char *font[FONT_FACES] = {r->theme.font_regular, r->theme.font_bold, r->theme.font_italic};
    if (r->s.job)
        file[n++] = (struct report_entry){r->s.job->path, r->job_digest.hex};
    for (int i = 0; i < OWN_FILES; i++)
        file[n++] = (struct report_entry){r->own_file[i], r->own_digest[i].hex};
    for (int i = 0; i < FONT_FACES; i++) {
        struct digest_text digest;
        if (!digest_file(font[i], &digest, d))
            return false;
        file[n++] = (struct report_entry){font[i], arena_strdup(r->s.arena, digest.hex)};
    }
    struct report_record record = {.run_id = r->run_id,
                                   .version = KD_VERSION,
                                   .jobcenter = o->jobcenter,
                                   .day = r->q.day,
                                   .set = r->s.set,
                                   .ruleset_sha256 = r->rules_digest.hex,
                                   .issues = &r->s.tables->issues,
                                   .parameter = parameter,
                                   .n_parameters = sizeof parameter / sizeof *parameter,
                                   .library = library,
                                   .n_libraries = sizeof library / sizeof *library,
                                   .file = file,
                                   .n_files = n};
    struct buf b = {0};
    report_put_record(&b, &record);
    return put(r, "lauf.xml", &b, d);
}

static bool put_reports(struct run *r, struct diag *d)
{
    for (size_t i = 0; i < r->n_renderings; i++) {
        struct rendering *x = &r->rendering[i];
        unsigned formats = r->s.job ? r->s.job->report[JOB_MONTHLY].formats : JOB_HTML | JOB_PDF;
        if ((formats & JOB_HTML && !put(r, arena_printf(r->s.arena, "%s.html", x->path), &x->html, d)) ||
            (formats & JOB_PDF && !put(r, arena_printf(r->s.arena, "%s.pdf", x->path), &x->pdf, d)))
            return false;
    }
    return true;
}

/* Too many bad lines: no report, but what was wrong is left for those who have to mend it. */
static bool leave_lists(struct run *r)
{
    struct diag d = {0};
    const char *name = arena_printf(r->s.arena, "%s.fehler", day_iso(r->q.day).s);
    r->publish = publish_new(r->s.options->out, name, true, &d);
    if (r->publish && put_lists(r, &d) && publish_commit(r->publish, &d))
        session_say(&r->s, "abgelehnt.csv und hinweise.csv liegen in %s", publish_target(r->publish));
    else
        diag_print(&d);
    return false;
}

static bool publish(struct run *r, struct diag *d)
{
    r->publish = publish_new(r->s.options->out, day_iso(r->q.day).s, r->s.options->replace, d);
    bool ok = r->publish && put_lists(r, d) && put_verdicts(r, d) && put_results(r, d) && put_reports(r, d) &&
              put_record(r, d) && publish_commit(r->publish, d);
    session_phase(&r->s, "Veröffentlicht");
    if (ok)
        session_say(&r->s, "Lauf %s, Stichtag %s: %s", r->run_id, day_german(r->q.day).s, publish_target(r->publish));
    return ok;
}

static void run_free(struct run *r)
{
    for (size_t i = 0; i < r->n_renderings; i++) {
        buf_free(&r->rendering[i].html);
        buf_free(&r->rendering[i].pdf);
        if (i)
            agg_groups_free((struct agg_groups *)(uintptr_t)r->rendering[i].groups);
    }
    free(r->rendering);
    publish_free(r->publish);
    hyphens_free(r->hyphens);
    template_free(r->template);
    agg_courses_free(r->courses);
    agg_staff_free(r->staff);
    agg_practice_free(r->practice);
    agg_teams_free(&r->teams);
    agg_groups_free(r->groups);
    free(r->visible);
    free(r->verdict);
    session_close(&r->s);
}

bool run_report(const struct options *o, struct diag *d)
{
    struct run r = {0};
    bool ok = session_open(&r.s, o, true, true, d); /* rule set and exports: the tables */
    if (ok) {
        evaluate(&r); /* a verdict on each customer; warnings and findings */
        ok = session_check_limit(&r.s, d) || leave_lists(&r);
    }
    if (ok && (ok = digest_everything(&r, d)))
        make_run_id(&r);
    ok = ok && aggregate(&r, d)  /* verdicts to groups */
         && look_back(&r, d)     /* course and flow */
         && look_at_staff(&r, d) /* staff */
         && render_all(&r, d)    /* results, template, document, pages: HTML and PDF */
         && publish(&r, d);      /* all or nothing */
    run_free(&r);
    return ok;
}
