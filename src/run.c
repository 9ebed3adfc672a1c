#include "run.h"

#include "aggregate/reasons.h"
#include "base/sandbox.h"
#include "doubts/hints.h"
#include "reports/state.h"

#include <stdlib.h>

struct agg_input reports_input(const struct run *r)
{
    return (struct agg_input){.tables = r->s.tables,
                              .set = r->s.set,
                              .verdict = r->verdict,
                              .visible = r->visible,
                              .day = r->q.day,
                              .unrated = !agg_reach_carries(&r->reach, r->q.day) ||
                                         issues_weigh(&r->s.tables->issues, ISSUE_UNRATED)};
}

static void evaluate(struct run *r)
{
    struct session *s = &r->s;
    r->q = session_question(s);
    r->verdict = eval_all(s->tables, &r->q, s->settings->threads);
    if (s->set->partners_unseen) {
        struct eval_question visible = r->q;
        visible.partners &= (uint16_t)~s->set->partners_unseen;
        r->visible = eval_all(s->tables, &visible, s->settings->threads);
    }
    struct agg_practice_input practice = {
        .tables = s->tables, .q = &r->q, .verdict = r->verdict, .region = s->settings->land};
    r->practice = agg_practice_new(&practice);
    r->reason = agg_reasons_all(s->tables, &r->q, r->verdict, s->settings->land);
    doubts_hints(s->tables, &r->q, r->verdict, s->settings->full_time_hours);
    r->reach = agg_reach(s->tables, r->q.day);
    session_phase(s, "Urteile und Hinweise");
}

static bool aggregate(struct run *r, struct diag *d)
{
    struct agg_input in = reports_input(r);
    r->groups = agg_groups_new(&in, NULL, 0);
    agg_teams_make(&r->teams, &in, r->groups);
    bool ok = agg_groups_check(r->groups, d) && agg_practice_check(r->practice, r->groups, d);
    session_phase(&r->s, "Gruppen");
    return ok;
}

/* The same verdicts on the last days of the 12 months before (2.12). */
static bool look_back(struct run *r, struct diag *d)
{
    r->courses = agg_courses_new(r->s.tables, &r->q, r->verdict, r->s.settings->threads);
    bool ok = agg_courses_check(r->courses, r->groups, d) && reports_look_at_afterwards(r, d);
    session_phase(&r->s, "Verlauf");
    return ok;
}

/* What supervision asks of each caseworker (4.2). */
static bool look_at_caseworkers(struct run *r, struct diag *d)
{
    struct agg_caseworkers_input in = {.tables = r->s.tables,
                                       .q = &r->q,
                                       .verdict = r->verdict,
                                       .groups = r->groups,
                                       .courses = r->courses,
                                       .threads = r->s.settings->threads};
    r->caseworkers = agg_caseworkers_new(&in);
    bool ok = agg_caseworkers_check(r->caseworkers, r->groups, d);
    session_phase(&r->s, "Betreuungen");
    return ok;
}

/* Consultations, time and caseload of the staff (2.10). */
static bool look_at_staff(struct run *r, struct diag *d)
{
    const struct settings *o = r->s.settings;
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

/* The cases behind the figures, for lists. */
static void list_cases(struct run *r)
{
    struct cases_input in = {.tables = r->s.tables,
                             .q = &r->q,
                             .verdict = r->verdict,
                             .groups = r->groups,
                             .before = r->courses->alone ? NULL : r->courses->before,
                             .single_notes = r->s.settings->contacts != SETTINGS_CONTACTS_NONE,
                             .threads = r->s.settings->threads};
    r->cases = cases_new(&in);
    r->sources = cases_sources(r->cases);
    session_phase(&r->s, "Listen");
}

/* What falls due in the weeks to come, against what the staff can hold (4.1). */
static bool look_ahead(struct run *r, struct diag *d)
{
    const struct settings *o = r->s.settings;
    struct agg_ahead_input in = {.tables = r->s.tables,
                                 .q = &r->q,
                                 .verdict = r->verdict,
                                 .region = o->land,
                                 .full_time = o->full_time_hours,
                                 .threads = o->threads};
    r->ahead = agg_ahead_new(&in);
    bool ok = agg_ahead_check(r->ahead, r->groups, d);
    session_phase(&r->s, "Ausblick");
    return ok;
}

static void say(void *context, const char *what)
{
    session_warn(context, "Hinweis: %s", what);
}

_Static_assert((int)SETTINGS_ACCESS_OWNER == PUBLISH_OWNER && (int)SETTINGS_ACCESS_DRIVE == PUBLISH_DRIVE,
               "the settings for who may read are those of publish.h");

static struct publish_order order_of(struct run *r, const char *name)
{
    const struct settings *o = r->s.settings;
    return (struct publish_order){.out = o->out,
                                  .name = name,
                                  .old = o->replace ? PUBLISH_KEEP : PUBLISH_REFUSE,
                                  .access = (enum publish_access)o->access,
                                  .say = say,
                                  .context = &r->s,
                                  .sign = r->s.sign,
                                  .dry = r->replay,
                                  .ending = o->ending};
}

struct publish *reports_open_leftovers(struct run *r, struct diag *d)
{
    struct publish_order order = order_of(r, arena_printf(r->s.arena, "%s.fehler", day_iso(r->q.day).s));
    order.old = PUBLISH_KEEP_ONE;
    order.sign = NULL; /* it is no run */
    if (order.access != PUBLISH_DRIVE)
        order.access = PUBLISH_OWNER;
    return publish_new(&order, d);
}

/* Too many bad lines: no report, but what was wrong is left for those who have to mend it. */
static bool leave_lists(struct run *r)
{
    struct diag d = {0};
    r->publish = reports_open_leftovers(r, &d);
    if (r->publish && reports_put_lists(r, &d) && publish_commit(r->publish, &d))
        session_say(&r->s, "abgelehnt.csv und hinweise.csv liegen in %s", publish_target(r->publish));
    else
        diag_print(&d);
    return false;
}

static bool check_place(struct run *r, struct diag *d)
{
    if (r->s.settings->access == SETTINGS_ACCESS_DRIVE)
        say(&r->s,
            "zugriff=\"laufwerk\": wer diesen Lauf lesen kann, bestimmt das Laufwerk; das Programm setzt und prüft "
            "keine Rechte");
    return r->replay || reports_check_place(r, d);
}

/*
 * The data come first, for the record names their number. Where pages then lack a character of a template or rule set,
 * the data have to tell it: all is made once more, and no character is new then.
 */
static bool make_all(struct run *r, struct diag *d)
{
    bool ok = true, again = true;
    while (ok && again) {
        struct publish_order order = order_of(r, day_iso(r->q.day).s);
        publish_free(r->publish);
        r->publish = publish_new(&order, d);
        if (r->publish && r->s.makes_out) /* the folder above had to be open until here */
            sandbox_narrow(order.out, order.ending);
        r->s.makes_out = false;
        ok = r->publish && reports_put_data(r, d) && reports_make_files(r, &again, d);
    }
    return ok;
}

/* What a run that is made once more is asked for. */
static bool hand_over(struct run *r, struct diag *d)
{
    struct replay *p = r->replay;
    if (!publish_commit(r->publish, d))
        return false;
    p->entry = publish_entries(r->publish, &p->n);
    for (size_t i = 0; i < p->n; i++)
        p->entry[i].path = arena_strdup(p->arena, p->entry[i].path);
    results_put_record(&p->record, &r->record);
    return true;
}

static bool publish(struct run *r, struct diag *d)
{
    if (r->replay)
        return hand_over(r, d);
    reports_say_poorer(r);
    bool ok = publish_commit(r->publish, d);
    session_phase(&r->s, "Veröffentlicht");
    if (ok)
        reports_log(r);
    return ok;
}

static void run_free(struct run *r)
{
    publish_free(r->publish);
    reports_press_free(r->press);
    for (size_t i = 0; i < r->n_teams; i++)
        agg_groups_free(r->team[i].groups);
    free(r->team);
    free(r->part);
    free(r->own);
    free(r->letters);
    free(r->archived);
    free(r->archived_digest);
    free(r->archived_verdicts);
    results_afterwards_free(&r->afterwards);
    for (int i = 0; i < REPORT_MOST; i++)
        template_free(r->templates[i]);
    template_free(r->index);
    theme_free(&r->theme);
    disclosure_free(r->disclosure);
    cases_free(r->cases);
    agg_caseworkers_free(r->caseworkers);
    agg_courses_free(r->courses);
    agg_staff_free(r->staff);
    agg_ahead_free(r->ahead);
    agg_practice_free(r->practice);
    agg_teams_free(&r->teams);
    agg_groups_free(r->groups);
    free(r->reason);
    free(r->visible);
    free(r->verdict);
    session_close(&r->s);
}

static bool make_run(const struct settings *o, struct replay *replay, struct diag *d)
{
    struct run r = {.replay = replay};
    struct ingest_options in;
    bool ok = session_begin(&r.s, o, &in, d)             /* the job */
              && reports_check_job(&r.s, d)              /* asks for what there is */
              && session_load(&r.s, &in, true, true, d); /* rule set and exports: the tables */
    if (ok) {
        if (!replay)
            publish_mend(r.s.settings->out, say, &r.s); /* what runs left that were killed */
        evaluate(&r);                                   /* a verdict on each customer; warnings and findings */
        reports_read_archive(&r);                       /* what earlier runs recorded */
        ok = (session_check_limit(&r.s, d) && session_check_doubts(&r.s, d)) || (!replay && leave_lists(&r));
    }
    ok = ok && reports_identify(&r, d) /* theme, templates, digests: the run id */
         && aggregate(&r, d)           /* verdicts to groups */
         && look_back(&r, d)           /* course and flow */
         && look_at_caseworkers(&r, d) /* one by one */
         && look_at_staff(&r, d)       /* staff */
         && look_ahead(&r, d);         /* the next 12 weeks */
    if (ok)
        list_cases(&r);            /* who is behind the figures */
    ok = ok && reports_plan(&r, d) /* which report on whom */
         && check_place(&r, d)     /* no other run lies there */
         && make_all(&r, d)        /* in a folder beside: data; results, template, document, pages: PDF and HTML */
         && reports_check_unchanged(&r, d) /* all that was read by name is what it was */
         && reports_put_recipients(&r, d)  /* folders to be handed out alone */
         && reports_put_index(&r, d)       /* the front page */
         && publish(&r, d);                /* all or nothing */
    run_free(&r);
    return ok;
}

bool run_report(const struct settings *o, struct diag *d)
{
    return make_run(o, NULL, d);
}

bool run_again(const struct settings *o, struct replay *replay, struct diag *d)
{
    return make_run(o, replay, d);
}
