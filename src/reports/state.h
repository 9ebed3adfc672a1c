/*
 * A run of the main job while it is made; shared by run.c and the room alone. Each field is set by the step of run.c that its
 * comment names and only read behind it, so that parts of reports can be made by several threads at once.
 */
#ifndef KD_REPORTS_STATE_H
#define KD_REPORTS_STATE_H

#include "aggregate/ahead.h"
#include "aggregate/caseworkers.h"
#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "aggregate/practice.h"
#include "aggregate/reach.h"
#include "aggregate/staff.h"
#include "archive/publish.h"
#include "base/digest.h"
#include "cases/cases.h"
#include "cli/replay.h"
#include "cli/session.h"
#include "document/doc.h"
#include "document/template.h"
#include "document/theme.h"
#include "draw/font.h"
#include "results/afterwards.h"
#include "results/record.h"
#include "results/results.h"

enum { REPORT_MOST_PARAMETERS = 4, REPORT_MOST = 16 };
#define REPORT_NO_TEAM SIZE_MAX

/* What one part of a report is on. */
enum report_scope { REPORT_JOBCENTER = 1, REPORT_TEAM = 2, REPORT_STAFF = 4 };

struct run;
struct report_part;

/* A report: one row of reports/reports.c, which says how to add one. */
struct report {
    const char *name;     /* in the job, and of its files and folder */
    const char *single;   /* of its file in a folder that is handed out alone */
    const char *template; /* in templates/, where the job names no other */
    unsigned scopes;      /* one part for the Jobcenter, each team, each caseworker: REPORT_JOBCENTER ... */
    unsigned formats;     /* that it can be made in: JOB_PDF ... */
    bool cases;           /* its template may name lists of cases */
    bool by_caseworker;   /* the job may ask for figures on each caseworker in it */
    bool sampled;         /* the job may say how many cases are drawn for it */
    bool archived;        /* as PDF it has to be an archive's file */
    unsigned cost[2];     /* about so many µs a part, and µs a customer in it: the longest work is begun first */
    void (*results)(const struct run *r, const struct report_part *p, struct buf *xml);
    /* JOB_CSV and JOB_XLSX; NULL: it has neither. */
    bool (*sheet)(const struct run *r, const struct report_part *p, unsigned format, struct buf *out, struct diag *d);
};
/* End with a row whose name is NULL. */
extern const struct report report_rows[];

/* A team of the Jobcenter, in the order of the report. */
struct report_team {
    struct agg_groups *groups;
    const struct agg_course *course; /* NULL: it has none */
    const char *name, *file;         /* as shown; as a file name */
};

/* A report on one thing: the Jobcenter, a team, a caseworker. */
struct report_part {
    const struct report *report;
    enum report_scope scope;
    const char *path; /* of its files in the run, without suffix: "monatsbericht/Team_101" */
    const char *name; /* whom it is on, as shown */
    const char *file; /* the same as a file name */
    size_t team; /* REPORT_TEAM: index in run.team, and in AGG_TEAM of the Jobcenter's groups (@nr - 1); REPORT_STAFF:
                    that of customers without a caseworker; else REPORT_NO_TEAM */
    const size_t *staff; /* REPORT_STAFF: indices in AGG_STAFF (@nr - 1), one for each team he works in */
    size_t n_staff;      /* 0: a member of staff with nobody in his care */
    const char *code;    /* REPORT_STAFF: Kürzel; "" for customers without a caseworker */
    const char *teams;   /* REPORT_STAFF: as shown, those in which he has customers; else his own */
    size_t whom;         /* 0: the Jobcenter; then the teams, then caseworkers: the same in all reports */
    uint32_t customers;
};

/* A file of the program's own that makes a difference to what is published. */
struct reports_own {
    const char *name; /* in the run id; the same wherever the file lies */
    const char *file;
    struct digest_text digest;
    bool watched; /* read by its name, by others */
};

struct run {
    struct session s;
    struct replay *replay; /* it is made once more, to be compared; NULL: it is to be published */
    /* evaluate */
    struct eval_question q;
    struct verdict *verdict, *visible;
    struct agg_reach reach; /* how far the exports reach */
    uint8_t *reason;        /* customers.n: enum agg_reason */
    struct agg_practice *practice;
    /* reports_read_archive */
    struct results_archived *archived;   /* by rising day */
    struct digest_text *archived_digest;  /* of each ergebnis.xml */
    struct digest_text *archived_verdicts; /* of each ergebnis.csv that is compared; "" */
    size_t n_archived;
    int32_t before;                   /* day of the latest run before this one in the archive; DAY_NONE: none */
    struct digest_text before_digest; /* of its SHA256SUMS */
    /* reports_identify */
    struct theme theme;
    struct template *templates[REPORT_MOST], *index; /* in the order of report_rows; NULL: not asked for */
    struct reports_own *own;
    size_t n_own, cap_own;
    char run_id[13];
    bool lacks[THEME_FILES]; /* of the system */
    uint8_t *letters;        /* a bit a character: told that no face has it */
    struct results_record record;
    /* aggregate, look_back, look_at_caseworkers, look_at_staff */
    struct agg_groups *groups;
    struct agg_teams teams;
    struct agg_courses *courses;
    struct results_afterwards afterwards; /* what earlier runs said of these months, one by one */
    struct agg_caseworkers *caseworkers;
    struct agg_staff *staff;
    struct agg_ahead *ahead;
    struct cases *cases;               /* for lists */
    const struct doc_sources *sources; /* the same, as documents ask for them */
    /* plan */
    struct report_team *team;
    size_t n_teams;
    struct report_part *part;
    size_t n_parts, cap_parts;
    size_t n_whom;
    struct disclosure *disclosure; /* what published reports hide; NULL: nothing */
    /* make_all */
    struct reports_press *press;
    struct publish *publish;
    struct digest_text seal; /* reports_put_data: the number that stands on the signed page (archive/seal.h) */
};

/* run.c: what groups are made of. */
struct agg_input reports_input(const struct run *r);

/* run.c: the folder for what helps to mend a run that failed, OUT/DAY.fehler. NULL: DIAG_OUTPUT. */
struct publish *reports_open_leftovers(struct run *r, struct diag *d) MUST_CHECK;

/* reports/reports.c: what the job says of a report; NULL: nothing. */
const struct job_report *reports_asked(const struct session *s, const struct report *report);
/* False: the job asks a report for what it does not have (DIAG_RULES). */
bool reports_check_job(const struct session *s, struct diag *d) MUST_CHECK;
/* The file of its template; *own: the job's. */
const char *reports_template_of(const struct session *s, const struct report *report, bool *own);
/* Formats of a report in this run; 0: not asked for. */
unsigned reports_formats(const struct session *s, const struct report *report);
/* What the results of every part begin with; exact, or with what is published hidden where the job wants that. */
struct results_run reports_results(const struct run *r);
struct results_run reports_published(const struct run *r);
/* Teams, the parts of all reports that are asked for, and what of them is hidden. */
bool reports_plan(struct run *r, struct diag *d) MUST_CHECK;

/* reports/earlier_runs.c: earlier runs of the last 12 months, where they lie beside; what cannot be used is told. */
void reports_read_archive(struct run *r);
/* The folder with earlier runs; NULL: there shall be no comparison. */
const char *reports_archive(const struct run *r);
/*
 * reports/afterwards.c: why the verdicts of this earlier run cannot be held against today's one by one (another rule
 * set, other settings; *spoilt: a file is not the one it was); NULL: they can, and *verdicts is the digest of its
 * ergebnis.csv. Then, behind the course, what
 * changed: findings, and run.afterwards. False: such a file is another by now (DIAG_INPUT).
 */
const char *reports_not_compared(const struct run *r, const char *folder, struct digest_text *verdicts,
                                 bool *spoilt);
bool reports_look_at_afterwards(struct run *r, struct diag *d) MUST_CHECK;
/* False (DIAG_OUTPUT): a run lies already where this one would; d says whose. */
bool reports_check_place(struct run *r, struct diag *d) MUST_CHECK;

/* reports/reports.c: loads a template for a report, checked against what results can hold; NULL: d says why. own: not
 * ours.
 */
struct template *reports_load_template(const struct session *s, const char *file, bool own, struct diag *d) MUST_CHECK;

/* Libraries whose version may change a byte of what is published. */
struct reports_library {
    const char *name;
    const char *(*version)(void);
};
/* reports/record.c: theme, templates, digests, run id; lauf.xml. */
const struct reports_library *reports_libraries(size_t *n);
bool reports_identify(struct run *r, struct diag *d) MUST_CHECK;
bool reports_put_record(struct run *r, struct diag *d) MUST_CHECK;
/* Fails: this file has changed since the run began (DIAG_INPUT). */
bool reports_say_changed(const char *file, struct diag *d) MUST_CHECK;
/* False: a file of program or system is not what it was when the run began (DIAG_INPUT). */
bool reports_check_unchanged(const struct run *r, struct diag *d) MUST_CHECK;

/*
 * reports/system.c: what pages take from the system, and what makes the run poorer (spec 5.3), as issues of the tables.
 * Whether a file works as what it should be; fonts: of the theme.
 */
bool reports_theme_file_works(const struct theme *t, struct fonts *fonts, enum theme_file f);
/* Notes those that do not. False: a report that is asked for cannot do without one (DIAG_RULES). */
bool reports_take_system(struct run *r, struct fonts *fonts, struct diag *d) MUST_CHECK;
/* Notes texts of the exports with a character that no face has, and whose they are. */
void reports_look_at_letters(struct run *r, struct fonts *fonts);
/* Notes those of n characters, found while pages were made, that were not noted yet; gives whether there were any. */
bool reports_note_letters(struct run *r, const uint32_t *character, size_t n);
/* All that is noted, to standard error. */
void reports_say_poorer(const struct run *r);

/* reports/files.c: the data beside the reports. */
bool reports_put_lists(struct run *r, struct diag *d) MUST_CHECK;
bool reports_put_verdicts(struct run *r, struct diag *d) MUST_CHECK;
bool reports_put_results(struct run *r, struct diag *d) MUST_CHECK;

/*
 * reports/press.c: from results to files, on several threads at once; thread: the worker, whose fonts are used.
 * Parameters are those of the template. cases: the document may name lists of cases.
 */
struct reports_press *reports_press_new(const struct run *r, struct diag *d) MUST_CHECK;
void reports_press_free(struct reports_press *p); /* takes NULL */
struct doc *reports_document(const struct run *r, const struct template *t, const char *name, bool cases,
                             const struct buf *results, const struct template_parameter *parameter, size_t n,
                             struct diag *d) MUST_CHECK;
/*
 * A document was rejected (d names it as its file): says so of the template. reports_blame, on one thread alone and
 * with what the document was made of: at its place in the template, and the document is kept as
 * OUT/DAY.fehler/NAME.xml.
 */
void reports_blame_template(const struct template *t, const char *name, struct diag *d);
void reports_blame(struct run *r, const struct template *t, const char *name, bool cases, const struct buf *results,
                   const struct template_parameter *parameter, size_t n, struct diag *d);
bool reports_put_html(const struct run *r, unsigned thread, const struct doc *doc, const char *path,
                      struct diag *d) MUST_CHECK;
bool reports_put_pdf(const struct run *r, unsigned thread, const struct doc *doc, const char *path,
                     struct diag *d) MUST_CHECK;
/* Characters that no font has, of all documents so far, ascending; borrowed. */
size_t reports_missing(const struct run *r, const uint32_t **character);
/*
 * Calls one(context, i, thread, d) for every i < n on all threads, in rising order. False: one failed; d is that of the
 * first that did, whatever the number of threads, and those behind it may not have been called.
 */
bool reports_work(const struct run *r, size_t n, bool (*one)(void *context, size_t i, unsigned thread, struct diag *d),
                  void *context, struct diag *d) MUST_CHECK;

/*
 * reports/schedule.c: the data beside the reports, the record, and the number of the run; then all parts in all their
 * formats, on all threads. *again: their pages lack characters that the data do not tell of yet: both are to be made
 * once more.
 */
bool reports_put_data(struct run *r, struct diag *d) MUST_CHECK;
bool reports_make_files(struct run *r, bool *again, struct diag *d) MUST_CHECK;

/* reports/front_page.c: index.html; a folder with its own for each team and caseworker, to be handed out alone. */
bool reports_put_recipients(struct run *r, struct diag *d) MUST_CHECK;
bool reports_put_index(struct run *r, struct diag *d) MUST_CHECK;

/* reports/log.c: the figures of a run that was published, for the log. */
void reports_log(const struct run *r);

#endif
