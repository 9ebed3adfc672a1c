/* From results to files: template, document, pages; what each worker needs for that is made once. */
#include "run_state.h"

#include "base/pool.h"
#include "draw/font.h"
#include "draw/hyphen.h"
#include "render/html.h"
#include "render/pdf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct run_press {
    struct doc_schema *schema;
    struct hyphens *hyphens;
    struct fonts *fonts[POOL_MOST_THREADS]; /* of each worker, where it had something to draw */
    pthread_mutex_t lock;                   /* of what follows */
    uint32_t *missing;                      /* characters without a glyph, ascending */
    size_t n_missing, cap_missing;
};

struct run_press *run_press_new(const struct run *r, struct diag *d)
{
    struct run_press *p = mem_zero(1, sizeof *p);
    pthread_mutex_init(&p->lock, NULL);
    p->hyphens = hyphens_new(r->theme.file[THEME_HYPHENS]);
    p->schema = doc_schema_new(arena_printf(r->s.arena, "%s/templates/document.rng", r->s.data_dir), d);
    if (p->schema)
        return p;
    run_press_free(p);
    return NULL;
}

void run_press_free(struct run_press *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < POOL_MOST_THREADS; i++)
        fonts_free(p->fonts[i]);
    hyphens_free(p->hyphens);
    doc_schema_free(p->schema);
    pthread_mutex_destroy(&p->lock);
    free(p->missing);
    free(p);
}

/* A document has no file in which somebody could look: what is wrong with it is the template's. */
static void blame_template(const struct template *t, const char *name, struct diag *d)
{
    struct diag own = *d;
    *d = (struct diag){.code = DIAG_NONE};
    diag_fail(d, own.code, template_file(t, 0), 0, "das Dokument „%s“, das diese Vorlage ergibt, stimmt nicht: %.800s",
              name, own.what);
    diag_expect(d, "%s", *own.expected ? own.expected : "ein Dokument, wie docs/templates.md es beschreibt");
}

struct doc *run_document(const struct run *r, const struct template *t, const char *name, bool cases,
                         const struct buf *results, const struct template_parameter *parameter, size_t n,
                         struct diag *d)
{
    struct buf xml = {0};
    struct doc *doc = NULL;
    if (template_apply(t, buf_str(results), results->n, parameter, n, &xml, d))
        doc = doc_read_by(buf_str(&xml), xml.n, name, r->press->schema, cases ? r->sources : NULL, d);
    if (!doc && d->code == DIAG_RULES && strcmp(d->file, name) == 0)
        blame_template(t, name, d);
    buf_free(&xml);
    return doc;
}

/* ---- fonts ---- */

static struct fonts *fonts_of(const struct run *r, unsigned thread, struct diag *d)
{
    struct fonts **f = &r->press->fonts[thread];
    if (!*f)
        *f = fonts_new(&r->theme, d);
    return *f;
}

static void add_missing(struct run_press *p, uint32_t character)
{
    size_t at = p->n_missing;
    while (at && p->missing[at - 1] >= character)
        at--;
    if (at < p->n_missing && p->missing[at] == character)
        return;
    p->missing = mem_grow(p->missing, p->n_missing, &p->cap_missing, sizeof *p->missing);
    for (size_t i = p->n_missing++; i > at; i--)
        p->missing[i] = p->missing[i - 1];
    p->missing[at] = character;
}

static void note_missing(struct run_press *p, struct fonts *f)
{
    const uint32_t *character;
    size_t n = fonts_missing(f, &character);
    if (!n)
        return;
    pthread_mutex_lock(&p->lock);
    for (size_t i = 0; i < n; i++)
        add_missing(p, character[i]);
    pthread_mutex_unlock(&p->lock);
    fonts_forget_missing(f);
}

size_t run_missing(const struct run *r, const uint32_t **character)
{
    *character = r->press->missing;
    return r->press->n_missing;
}

/* ---- files ---- */

static bool drain(void *to, struct buf *b, struct diag *d)
{
    bool ok = publish_write(to, b->p, b->n, d);
    buf_clear(b);
    return ok;
}

bool run_put_html(const struct run *r, unsigned thread, const struct doc *doc, const char *path, struct diag *d)
{
    struct fonts *fonts = fonts_of(r, thread, d);
    struct publish_file *f = fonts ? publish_open(r->publish, path, d) : NULL;
    if (!f)
        return false;
    struct buf b = {0};
    struct html_out out = {.buf = &b, .drain = drain, .to = f};
    bool ok = html_write_to(doc, &r->theme, fonts, &out, d) && publish_write(f, buf_str(&b), b.n, d);
    note_missing(r->press, fonts);
    buf_free(&b);
    return publish_close(f, ok, d);
}

bool run_put_pdf(const struct run *r, unsigned thread, const struct doc *doc, const char *path, struct diag *d)
{
    struct fonts *fonts = fonts_of(r, thread, d);
    struct buf b = {0};
    bool ok = fonts && pdf_write(doc_root(doc), &r->theme, fonts, r->press->hyphens, &b, NULL, d) &&
              publish_put(r->publish, path, buf_str(&b), b.n, d);
    if (fonts)
        note_missing(r->press, fonts);
    buf_free(&b);
    return ok;
}

/* ---- work on all threads ---- */

struct work {
    bool (*one)(void *context, size_t i, unsigned thread, struct diag *d);
    void *context;
    atomic_size_t failed; /* the first that failed */
    pthread_mutex_t lock;
    struct diag diag; /* of that one */
};

/* All before one that failed have begun when it fails, and come to their end: so the first is always the same. */
static void work_one(void *context, size_t i, unsigned thread)
{
    struct work *w = context;
    struct diag d = {0};
    if (i > atomic_load(&w->failed) || w->one(w->context, i, thread, &d))
        return;
    pthread_mutex_lock(&w->lock);
    if (i < atomic_load(&w->failed)) {
        atomic_store(&w->failed, i);
        w->diag = d;
    }
    pthread_mutex_unlock(&w->lock);
}

bool run_work(const struct run *r, size_t n, bool (*one)(void *context, size_t i, unsigned thread, struct diag *d),
              void *context, struct diag *d)
{
    struct work w = {.one = one, .context = context};
    atomic_init(&w.failed, n);
    pthread_mutex_init(&w.lock, NULL);
    pool_run(r->s.options->threads, n, work_one, &w);
    pthread_mutex_destroy(&w.lock);
    if (atomic_load(&w.failed) == n)
        return true;
    *d = w.diag;
    return false;
}
