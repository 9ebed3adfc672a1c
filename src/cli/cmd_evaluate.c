#include "base/buf.h"
#include "base/pool.h"
#include "cases/lists.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/session.h"

#include <stdlib.h>

enum { BLOCK = 4096, BLOCKS_AT_ONCE = 16 };

/* Rows are made in blocks by several threads and written in order, so that no more than a few blocks are held. */
struct rows {
    const struct session *s;
    struct eval_question q;
    struct eval **eval;           /* one a thread */
    struct agg_reasons **reasons; /* the same */
    struct buf block[BLOCKS_AT_ONCE];
    uint32_t from; /* of the first block at hand */
};

static void make_block(void *context, size_t block, unsigned thread)
{
    struct rows *r = context;
    const struct tables *t = r->s->tables;
    uint32_t from = r->from + (uint32_t)block * BLOCK;
    buf_clear(&r->block[block]);
    for (uint32_t i = from; i < t->customers.n && i < from + BLOCK; i++) {
        struct verdict v;
        eval_customer(r->eval[thread], &r->q, i, &v);
        struct case_of o = {
            .t = t, .q = &r->q, .customer = i, .v = &v, .reason = agg_reason(r->reasons[thread], i, &v, NULL)};
        cases_put_data(&r->block[block], cases_record, &o, false);
    }
}

static bool write_rows(struct rows *r, struct output *out, struct diag *d)
{
    unsigned threads = r->s->settings->threads;
    cases_put_data_heads(&r->block[0], cases_record);
    bool ok = output_write(out, &r->block[0], d);
    r->eval = mem_zero(threads, sizeof *r->eval);
    for (unsigned i = 0; i < threads; i++)
        r->eval[i] = eval_new(r->s->tables);
    r->reasons = mem_zero(threads, sizeof *r->reasons);
    for (unsigned i = 0; i < threads; i++)
        r->reasons[i] = agg_reasons_new(r->s->tables, &r->q, r->s->settings->land);
    for (; ok && r->from < r->s->tables->customers.n; r->from += BLOCK * BLOCKS_AT_ONCE) {
        pool_run(threads, BLOCKS_AT_ONCE, make_block, r);
        for (int i = 0; ok && i < BLOCKS_AT_ONCE; i++)
            ok = output_write(out, &r->block[i], d);
    }
    for (unsigned i = 0; i < threads; i++)
        eval_free(r->eval[i]);
    free(r->eval);
    for (unsigned i = 0; i < threads; i++)
        agg_reasons_free(r->reasons[i]);
    free(r->reasons);
    for (int i = 0; i < BLOCKS_AT_ONCE; i++)
        buf_free(&r->block[i]);
    return ok;
}

bool command_evaluate(const struct settings *o, struct diag *d)
{
    struct session s;
    bool ok = session_open(&s, o, false, true, d) && session_check_limit(&s, d) && session_check_doubts(&s, d);
    if (ok) {
        struct rows r = {.s = &s, .q = session_question(&s)};
        struct output out;
        ok = output_open(&out, s.settings->output, d) && output_close(&out, write_rows(&r, &out, d), d);
        session_phase(&s, "Urteile geschrieben");
    }
    session_close(&s);
    return ok;
}
