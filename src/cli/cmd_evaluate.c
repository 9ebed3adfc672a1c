#include "base/buf.h"
#include "base/pool.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "report/lists.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 4096, BLOCKS_AT_ONCE = 16 };

/* Rows are made in blocks by several threads and written in order, so that no more than a few blocks are held. */
struct rows {
    const struct session *s;
    struct eval_question q;
    struct eval **eval;
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
        report_put_verdict_row(&r->block[block], t, r->s->set, r->q.day, i, &v);
    }
}

static bool write_out(int fd, const char *name, const struct buf *b, struct diag *d)
{
    for (size_t at = 0; at < b->n;) {
        ssize_t n = write(fd, b->p + at, b->n - at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return diag_fail(d, DIAG_OUTPUT, name, 0, "kann nicht geschrieben werden: %s", diag_system(errno));
        at += (size_t)n;
    }
    return true;
}

static bool write_rows(struct rows *r, int fd, const char *name, struct diag *d)
{
    unsigned threads = r->s->options->threads;
    bool ok = true;
    report_put_verdict_header(&r->block[0]);
    ok = write_out(fd, name, &r->block[0], d);
    r->eval = mem_zero(threads, sizeof *r->eval);
    for (unsigned i = 0; i < threads; i++)
        r->eval[i] = eval_new(r->s->tables);
    for (; ok && r->from < r->s->tables->customers.n; r->from += BLOCK * BLOCKS_AT_ONCE) {
        pool_run(threads, BLOCKS_AT_ONCE, make_block, r);
        for (int i = 0; ok && i < BLOCKS_AT_ONCE; i++)
            ok = write_out(fd, name, &r->block[i], d);
    }
    for (unsigned i = 0; i < threads; i++)
        eval_free(r->eval[i]);
    free(r->eval);
    for (int i = 0; i < BLOCKS_AT_ONCE; i++)
        buf_free(&r->block[i]);
    return ok;
}

static bool fail_write(const char *path, const char *what, struct diag *d)
{
    return diag_fail(d, DIAG_OUTPUT, path, 0, "%s: %s", what, diag_system(errno));
}

/* Into something that is there and no file (a device, a pipe, a link to one): it is written, never replaced. */
static bool write_through(struct rows *r, const char *path, struct diag *d)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_write(path, "kann nicht geöffnet werden", d);
    bool ok = write_rows(r, fd, path, d);
    if (close(fd) != 0 && ok)
        ok = fail_write(path, "kann nicht geschrieben werden", d);
    return ok;
}

/* To --output all or nothing: beside it first, then under its name. */
static bool write_file(struct rows *r, const char *path, struct diag *d)
{
    struct stat st;
    if (lstat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return write_through(r, path, d);
    char *work = arena_printf(r->s->arena, "%s.XXXXXX", path);
    int fd = mkostemp(work, O_CLOEXEC);
    if (fd < 0)
        return fail_write(path, "kann nicht angelegt werden", d);
    bool ok = write_rows(r, fd, path, d);
    if (ok && fsync(fd) != 0)
        ok = fail_write(path, "kann nicht geschrieben werden", d);
    if (close(fd) != 0 && ok)
        ok = fail_write(path, "kann nicht geschrieben werden", d);
    if (ok && rename(work, path) != 0)
        ok = fail_write(path, "kann nicht geschrieben werden", d);
    if (!ok)
        unlink(work);
    return ok;
}

bool command_evaluate(const struct options *o, struct diag *d)
{
    struct session s;
    bool ok = session_open(&s, o, false, true, d) && session_check_limit(&s, d);
    if (ok) {
        struct rows r = {.s = &s, .q = eval_question(s.set, s.options->as_of, s.options->lead)};
        ok = o->output ? write_file(&r, o->output, d) : write_rows(&r, STDOUT_FILENO, "Standardausgabe", d);
        session_phase(&s, "Urteile geschrieben");
    }
    session_close(&s);
    return ok;
}
