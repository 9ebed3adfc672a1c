#include "base/pool.h"
#include "rules/evaluate.h"

#include <stdlib.h>

enum { BLOCK = 2048 };

struct everybody {
    const struct tables *t;
    const struct eval_question *q;
    struct eval **eval; /* one a thread */
    struct verdict *verdict;
};

static void evaluate_block(void *context, size_t block, unsigned thread)
{
    struct everybody *all = context;
    uint32_t end = all->t->customers.n, from = (uint32_t)block * BLOCK;
    for (uint32_t i = from; i < end && i < from + BLOCK; i++)
        eval_customer(all->eval[thread], all->q, i, &all->verdict[i]);
}

struct verdict *eval_all(const struct tables *t, const struct eval_question *q, unsigned threads)
{
    struct everybody all = {.t = t,
                            .q = q,
                            .eval = mem_zero(threads, sizeof *all.eval),
                            .verdict = mem_zero(t->customers.n, sizeof *all.verdict)};
    for (unsigned i = 0; i < threads; i++)
        all.eval[i] = eval_new(t);
    pool_run(threads, (t->customers.n + BLOCK - 1) / BLOCK, evaluate_block, &all);
    for (unsigned i = 0; i < threads; i++)
        eval_free(all.eval[i]);
    free(all.eval);
    return all.verdict;
}
