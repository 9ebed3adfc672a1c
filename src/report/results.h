/*
 * The results of a run as XML (ergebnis.xml, schema templates/ergebnis.rng): every figure as a raw value with its
 * German text beside it, and the sentences that say the finding, so that templates do no arithmetic and no date work.
 * It holds no case: no customer's number or name. Names and Kürzel of caseworkers only where RESULTS_FULL asks for
 * them.
 */
#ifndef KD_REPORT_RESULTS_H
#define KD_REPORT_RESULTS_H

#include "aggregate/course.h"
#include "aggregate/groups.h"
#include "aggregate/practice.h"
#include "aggregate/staff.h"
#include "base/buf.h"
#include "rules/ruleset.h"
#include "table/tables.h"

#include <stdint.h>

struct results_run {
    const struct tables *tables;
    const struct ruleset *set;
    const char *jobcenter;               /* name; "" where not known */
    int32_t day;                         /* S */
    int lead;                            /* days that count as due soon */
    const char *run_id;                  /* 12 hex digits */
    const char *version;                 /* of the program */
    const struct agg_courses *courses;   /* NULL: no course was made */
    int target;                          /* rate to be reached, per mille; 0: none */
    const struct agg_staff *staff;       /* NULL: nothing is said about staff */
    const struct agg_practice *practice; /* NULL: nothing is said about notes and appointments */
};

enum results_detail {
    RESULTS_BRIEF,  /* the whole alone, to compare with */
    RESULTS_REPORT, /* what a report on this area shows */
    RESULTS_FULL,   /* caseworkers, and team x profile, too: what is published as ergebnis.xml */
};

/* A part of the population that a report is on. */
struct results_area {
    const struct agg_groups *groups;
    const char *team; /* its name as shown; NULL: the Jobcenter */
    enum results_detail detail;
    const struct agg_course *course; /* its course; NULL: none */
};

/*
 * Appends the whole XML document, UTF-8. area[0] is the Jobcenter; a report on a team adds that team as area[1] (and
 * may have the Jobcenter brief). The same input gives the same bytes.
 */
void results_put(struct buf *b, const struct results_run *run, const struct results_area *area, size_t n_areas);

/* Parts of results_put, in files of their own; private to the room. */
void results_put_area(struct buf *b, const struct results_run *run, const struct results_area *area,
                      const struct results_area *jobcenter);
void results_put_course(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a);
void results_put_staff(struct buf *b, const struct results_run *run, const struct results_area *area, struct arena *a);
void results_put_practice(struct buf *b, const struct results_run *run, const struct results_area *area,
                          struct arena *a);
void results_put_rules(struct buf *b, const struct results_run *run, struct arena *a);
void results_put_data(struct buf *b, const struct issues *i, struct arena *a);

#endif
