/*
 * The results of a run as XML (ergebnis.xml, schema templates/ergebnis.rng): every figure as a raw value with its
 * German text beside it, and the sentences that say the finding, so that templates do no arithmetic and no date work.
 * It holds no case: no customer's number or name. Counts that a disclosure hides are not in it: `verborgen="ja"` and
 * the sign RESULTS_HIDDEN stand in their place, and sentences say nothing that tells them. Names and Kürzel of
 * caseworkers only where RESULTS_FULL asks for them.
 */
#ifndef KD_RESULTS_RESULTS_H
#define KD_RESULTS_RESULTS_H

#include "aggregate/ahead.h"
#include "aggregate/caseworkers.h"
#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "aggregate/practice.h"
#include "aggregate/reach.h"
#include "aggregate/staff.h"
#include "base/buf.h"
#include "disclosure/disclosure.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdint.h>

struct results_archived;

/* As DOC_HIDDEN_SIGN of documents: templates put it there as it is. */
#define RESULTS_HIDDEN "\u00d7"

struct results_run {
    const struct tables *tables;
    const struct ruleset *set;
    const char *jobcenter;                     /* name; "" where not known */
    int32_t day;                               /* S */
    int lead;                                  /* days that count as due soon */
    const char *run_id;                        /* 12 hex digits */
    const char *version;                       /* of the program */
    const struct agg_courses *courses;         /* NULL: no course was made */
    int target;                                /* rate to be reached, per mille; 0: none */
    const struct agg_reach *reach;             /* how far the exports reach; NULL: nothing is said about it */
    const struct agg_staff *staff;             /* NULL: nothing is said about staff */
    const struct agg_practice *practice;       /* NULL: nothing is said about notes and appointments */
    const struct agg_caseworkers *caseworkers; /* NULL: nothing is said about them one by one */
    const struct agg_ahead *ahead;             /* NULL: nothing is said about the weeks ahead */
    bool by_caseworker;    /* the monthly report shows consultations per caseworker, too: the job asks for it */
    const char *agreement; /* Dienstvereinbarung that this rests on; NULL or "": none is named */
    const struct results_archived *archived; /* archived records of months of the course; NULL: none */
    size_t n_archived;
    const struct results_afterwards *afterwards; /* results/afterwards.h: their verdicts against today's; NULL: none */
    const struct results_evidence *evidence; /* results/evidence.h; NULL: no record */
    unsigned smallest;                       /* group that published reports show; 0 and 1: all */
    const struct disclosure *disclosure;     /* NULL: exact, for those in charge; else what a published report hides */
};

/*
 * A month as an archived run recorded it (spec 2.12), held against what the same month gives today. day: one of the
 * days of the course but S; records of other days are passed over.
 */
struct results_archived {
    int32_t day;
    const char *run_id; /* of that run */
    const char *rules;  /* id of its rule set: another one than today's is told with it */
    struct agg_counts counts;
    const struct results_archived_team *team; /* as that run named them */
    size_t n_teams;
    int64_t lines[TBL_FILES]; /* of each file; -1: not delivered */
    const char *not_compared; /* why its verdicts are not held against today's one by one; NULL: they are */
};
struct results_archived_team {
    const char *code; /* as delivered: @kennung in ergebnis.xml; "" "ohne Team" */
    struct agg_counts counts;
};

struct cases;

enum results_detail {
    RESULTS_BRIEF,  /* the whole alone, to compare with */
    RESULTS_REPORT, /* what a report on this area shows */
    RESULTS_FULL,   /* caseworkers, and team x profile, too: the Jobcenter in ergebnis.xml */
};

/* What a dossier for supervision (spec 4.2) adds to a team: its caseworkers one by one, and a sample of their cases. */
struct results_dossier {
    size_t sample;             /* cases of each, 0..DOSSIER_SAMPLE_MOST (results/dossier_sample.h) */
    const struct cases *cases; /* for names that may be shown (cases/cases.h) */
};

/* A part of the population that a report is on. */
struct results_area {
    const struct agg_groups *groups;
    const char *team; /* its name as shown; NULL: the Jobcenter */
    enum results_detail detail;
    const struct agg_course *course;       /* its course; NULL: none */
    const struct results_dossier *dossier; /* of a team; NULL: none */
};

/*
 * Appends the whole XML document, UTF-8. area[0] is the Jobcenter; a report on a team adds that team as area[1] (and
 * may have the Jobcenter brief), ergebnis.xml adds all of them, so that every figure of every report is in it. The same
 * input gives the same bytes.
 */
void results_put(struct buf *b, const struct results_run *run, const struct results_area *area, size_t n_areas);

/* Parts of results_put; private to the room. */
void results_put_run(struct buf *b, const struct results_run *run, struct arena *a);
void results_put_area(struct buf *b, const struct results_run *run, const struct results_area *area,
                      const struct results_area *jobcenter);
void results_put_course(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a);
void results_put_staff(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a);
void results_put_ahead(struct buf *b, const struct results_run *run, const struct results_area *area,
                       struct arena *arena);
void results_put_practice(struct buf *b, const struct results_run *run, const struct results_area *area,
                          struct arena *a);
/* Caseworkers: of the Jobcenter where the detail is RESULTS_FULL, of a team where it has a dossier. */
void results_put_caseworkers(struct buf *b, const struct results_run *run, const struct results_area *area,
                             struct arena *a);
/* How many verdicts of an archived run are others today, and why: of a team, NULL: of the Jobcenter. */
void results_put_afterwards_month(struct buf *b, const struct results_run *run, const struct results_archived *record,
                                  const char *team);
/* Those of a team that has a dossier, one by one, the latest month first; all of them are in hinweise.csv. */
void results_put_afterwards(struct buf *b, const struct results_run *run, const struct results_area *area);
/* The figures of staff in a week, or of the weeks together. */
void results_put_staff_week(struct buf *b, int depth, const struct agg_staff *s, const struct agg_staff_week *w);
void results_put_rules(struct buf *b, const struct results_run *run, struct arena *a);
/* `<zweifel>`, one a doubt about the data as a whole (table/issues.h). */
void results_put_doubts(struct buf *b, int depth, const struct issues *i, struct arena *a);
/* `<name wert="12.3333" text="12,3"/>`; without wert and with "–" where whole is 0: not defined, not 0. */
void results_put_ratio(struct buf *b, int depth, const char *name, uint64_t part, uint64_t whole);

/* `<name wert="12345" text="12.345"/>`, or `<name verborgen="ja" text="×"/>`. */
void results_put_count(struct buf *b, int depth, const char *name, int64_t n, bool hidden);
/* ` wert="12345" text="12.345"`, or ` verborgen="ja" text="×"`. */
void results_attr_count(struct buf *b, int64_t n, bool hidden);
/* ` name="12345" name-text="12.345"`, or ` name-text="×"`. */
void results_attr_german(struct buf *b, const char *name, int64_t n, bool hidden);
/* ` name="75,1 %"`, or the sign. */
void results_attr_percent(struct buf *b, const char *name, uint64_t part, uint64_t whole, bool hidden);

#endif
