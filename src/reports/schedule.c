/*
 * The files of a run, made on all threads: the longest work first, so that all have something to do to the end. Each
 * file is written as soon as it is made, and nothing of it is held longer.
 */
#include "reports/state.h"

#include "archive/seal.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    SPLIT_FROM = 150000, /* µs: of a part that takes so long PDF and HTML are two tasks */
    DATA_COST = 100000,
    DATA_CUSTOMER = 1, /* µs */
};

struct task {
    const struct report_part *part;              /* NULL: data */
    bool (*data)(struct run *r, struct diag *d); /* a file beside the reports */
    unsigned formats;
    uint64_t cost; /* about, in µs */
    size_t place;  /* in the order of the plan */
};

struct workshop {
    struct run *run;
    struct task *task;
    size_t n, cap;
    uint64_t cost;
    atomic_uint_fast64_t done_cost, done; /* done: files */
};

/* ---- one part ---- */

static size_t put_parameters(const struct report_part *p, struct arena *a,
                             struct template_parameter out[REPORT_MOST_PARAMETERS])
{
    const char *scope = p->scope == REPORT_JOBCENTER ? "jobcenter" : p->scope == REPORT_TEAM ? "team" : "betreuung";
    struct buf nr = {0};
    if (p->scope == REPORT_TEAM)
        buf_printf(&nr, "%zu", p->team + 1);
    for (size_t i = 0; i < p->n_staff; i++)
        buf_printf(&nr, "%s%zu", i ? " " : "", p->staff[i] + 1);
    out[0] = (struct template_parameter){"bereich", scope};
    out[1] = (struct template_parameter){"nr", arena_strdup(a, buf_str(&nr))};
    out[2] = (struct template_parameter){"name", p->name};
    buf_free(&nr);
    return 3;
}

static const struct template *template_of(const struct run *r, const struct report *report)
{
    return r->templates[report - report_rows];
}

static bool put_pages(const struct run *r, const struct report_part *p, unsigned formats, unsigned thread,
                      struct arena *a, struct diag *d)
{
    struct template_parameter parameter[REPORT_MOST_PARAMETERS];
    struct buf results = {0};
    size_t n = put_parameters(p, a, parameter);
    p->report->results(r, p, &results);
    struct doc *doc =
        reports_document(r, template_of(r, p->report), p->path, p->report->cases, &results, parameter, n, d);
    buf_free(&results);
    bool ok = doc;
    if (ok && formats & JOB_HTML)
        ok = reports_put_html(r, thread, doc, arena_printf(a, "%s.html", p->path), d);
    if (ok && formats & JOB_PDF)
        ok = reports_put_pdf(r, thread, doc, arena_printf(a, "%s.pdf", p->path), d);
    doc_free(doc);
    return ok;
}

/* A document of one of the parts was rejected: it is made once more, for where that comes from. */
static void blame_part(struct run *r, struct diag *d)
{
    const struct report_part *p = r->part, *end = p + r->n_parts;
    while (p < end && (strcmp(p->path, d->file) != 0 || !reports_formats(&r->s, p->report)))
        p++;
    if (p == end)
        return;
    struct template_parameter parameter[REPORT_MOST_PARAMETERS];
    struct buf results = {0};
    size_t n = put_parameters(p, r->s.arena, parameter);
    p->report->results(r, p, &results);
    reports_blame(r, template_of(r, p->report), p->path, p->report->cases, &results, parameter, n, d);
    buf_free(&results);
}

static bool put_sheet(const struct run *r, const struct report_part *p, unsigned format, const char *path,
                      struct diag *d)
{
    struct buf b = {0};
    bool ok = p->report->sheet(r, p, format, &b, d) && publish_put(r->publish, path, buf_str(&b), b.n, d);
    buf_free(&b);
    return ok;
}

static bool make_part(const struct run *r, const struct task *t, unsigned thread, struct diag *d)
{
    const struct report_part *p = t->part;
    struct arena *a = arena_new();
    bool ok = !(t->formats & (JOB_HTML | JOB_PDF)) || put_pages(r, p, t->formats, thread, a, d);
    if (ok && t->formats & JOB_CSV)
        ok = put_sheet(r, p, JOB_CSV, arena_printf(a, "%s.csv", p->path), d);
    if (ok && t->formats & JOB_XLSX)
        ok = put_sheet(r, p, JOB_XLSX, arena_printf(a, "%s.xlsx", p->path), d);
    arena_free(a);
    return ok;
}

/* ---- tasks ---- */

static bool do_task(void *context, size_t i, unsigned thread, struct diag *d)
{
    struct workshop *w = context;
    const struct task *t = &w->task[i];
    bool ok = t->part ? make_part(w->run, t, thread, d) : t->data(w->run, d);
    uint64_t cost = atomic_fetch_add(&w->done_cost, t->cost) + t->cost;
    uint64_t files = t->part ? (uint64_t)__builtin_popcount(t->formats) : 1;
    progress_parts(w->run->s.progress, "Berichte", cost, w->cost, atomic_fetch_add(&w->done, files) + files, "Dateien");
    return ok;
}

static void add_task(struct workshop *w, struct task t)
{
    w->task = mem_grow(w->task, w->n, &w->cap, sizeof *w->task);
    t.place = w->n;
    w->cost += t.cost;
    w->task[w->n++] = t;
}

static void add_part(struct workshop *w, const struct report_part *p)
{
    unsigned formats = reports_formats(&w->run->s, p->report);
    uint64_t cost = p->report->cost[0] + (uint64_t)p->report->cost[1] * p->customers;
    unsigned pdf = cost >= SPLIT_FROM ? formats & JOB_PDF : 0;
    if (pdf)
        add_task(w, (struct task){.part = p, .formats = pdf, .cost = cost * 3 / 4});
    if (formats & ~pdf)
        add_task(w, (struct task){.part = p, .formats = formats & ~pdf, .cost = pdf ? cost / 4 : cost});
}

static int longest_first(const void *a, const void *b)
{
    const struct task *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? 1 : -1;
    return x->place < y->place ? -1 : 1;
}

/* ---- all ---- */

static bool make_all(struct workshop *w, struct diag *d)
{
    if (w->n > 1)
        qsort(w->task, w->n, sizeof *w->task, longest_first);
    bool ok = reports_work(w->run, w->n, do_task, w, d);
    free(w->task);
    return ok;
}

/* The number of the run is that of the data beside the reports (archive/seal.h). */
static void seal(struct run *r)
{
    size_t n;
    struct publish_entry *entry = publish_entries(r->publish, &n);
    struct digest_text digest[SEAL_FILES];
    for (int i = 0; i < SEAL_FILES; i++)
        digest[i] = publish_lookup(entry, n, seal_files[i])->digest;
    r->seal = seal_of(digest);
    free(entry);
}

bool reports_put_data(struct run *r, struct diag *d)
{
    static bool (*const data[])(struct run *, struct diag *) = {reports_put_verdicts, reports_put_results};
    struct workshop w = {.run = r};
    for (size_t i = 0; i < sizeof data / sizeof *data; i++)
        add_task(
            &w, (struct task){.data = data[i], .cost = DATA_COST + (uint64_t)DATA_CUSTOMER * r->groups->all.customers});
    bool ok = make_all(&w, d) && reports_put_lists(r, d) && reports_put_record(r, d);
    if (ok)
        seal(r);
    session_phase(&r->s, "Daten");
    return ok;
}

bool reports_make_files(struct run *r, bool *again, struct diag *d)
{
    struct workshop w = {.run = r};
    if (!r->press && !(r->press = reports_press_new(r, d)))
        return false;
    for (size_t i = 0; i < r->n_parts; i++)
        add_part(&w, &r->part[i]);
    bool ok = make_all(&w, d);
    if (!ok && d->code == DIAG_RULES)
        blame_part(r, d);
    const uint32_t *character;
    size_t n = ok ? reports_missing(r, &character) : 0;
    *again = n && reports_note_letters(r, character, n);
    session_phase(&r->s, "Berichte");
    return ok;
}
