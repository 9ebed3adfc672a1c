/* The data beside the reports: verdicts, results (of the Jobcenter and of each team), rejected lines, warnings. */
#include "reports/state.h"

#include "cases/lists.h"

#include <stdlib.h>

enum { BLOCK = 1 << 18 };

static bool put(struct run *r, const char *path, struct buf *b, struct diag *d)
{
    bool ok = publish_put(r->publish, path, buf_str(b), b->n, d);
    buf_free(b);
    return ok;
}

bool reports_put_lists(struct run *r, struct diag *d)
{
    struct buf rejected = {0}, hints = {0};
    cases_put_rejected(&rejected, &r->s.tables->issues);
    bool ok = put(r, "abgelehnt.csv", &rejected, d);
    if (!ok)
        return false;
    cases_put_hints(&hints, &r->s.tables->issues);
    return put(r, "hinweise.csv", &hints, d);
}

bool reports_put_verdicts(struct run *r, struct diag *d)
{
    struct buf b = {0};
    struct publish_file *f = publish_open(r->publish, "ergebnis.csv", d);
    bool ok = f;
    cases_put_data_heads(&b, cases_record);
    for (uint32_t i = 0; ok && i < r->s.tables->customers.n; i++) {
        struct case_of o = {.t = r->s.tables,
                            .q = &r->q,
                            .customer = i,
                            .v = &r->verdict[i],
                            .reason = (enum agg_reason)r->reason[i]};
        cases_put_data(&b, cases_record, &o, false);
        if (b.n < BLOCK)
            continue;
        ok = publish_write(f, b.p, b.n, d);
        buf_clear(&b);
    }
    ok = ok && publish_write(f, buf_str(&b), b.n, d);
    buf_free(&b);
    return f && publish_close(f, ok, d);
}

bool reports_put_results(struct run *r, struct diag *d)
{
    struct results_run about = reports_results(r);
    struct results_area *area = mem_zero(1 + r->n_teams, sizeof *area);
    area[0] = (struct results_area){.groups = r->groups, .detail = RESULTS_FULL, .course = &r->courses->all};
    for (size_t i = 0; i < r->n_teams; i++)
        area[1 + i] = (struct results_area){.groups = r->team[i].groups,
                                            .team = r->team[i].name,
                                            .detail = RESULTS_REPORT,
                                            .course = r->team[i].course};
    struct buf b = {0};
    results_put(&b, &about, area, 1 + r->n_teams);
    free(area);
    return put(r, "ergebnis.xml", &b, d);
}
