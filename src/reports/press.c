/* From results to files: template, document, pages; what each worker needs for that is made once. */
#include "reports/state.h"

#include "base/pool.h"
#include "draw/font.h"
#include "draw/hyphen.h"
#include "html/html.h"
#include "pdf/pdf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct reports_press {
    struct doc_schema *schema;
    struct hyphen *hyphens;
    struct fonts *fonts[POOL_MOST_THREADS]; /* of each worker, where it had something to draw */
    pthread_mutex_t lock;                   /* of what follows */
    uint32_t *missing;                      /* characters without a glyph, ascending */
    size_t n_missing, cap_missing;
};

struct reports_press *reports_press_new(const struct run *r, struct diag *d)
{
    struct reports_press *p = mem_zero(1, sizeof *p);
    pthread_mutex_init(&p->lock, NULL);
    p->hyphens = hyphen_new(r->theme.file[THEME_HYPHENS]);
    p->schema = doc_schema_new(arena_printf(r->s.arena, "%s/templates/document.rng", r->s.data_dir), d);
    if (p->schema)
        return p;
    reports_press_free(p);
    return NULL;
}

void reports_press_free(struct reports_press *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < POOL_MOST_THREADS; i++)
        fonts_free(p->fonts[i]);
    hyphen_free(p->hyphens);
    doc_schema_free(p->schema);
    pthread_mutex_destroy(&p->lock);
    free(p->missing);
    free(p);
}

/* A template of one's own, not one of ours. */
static bool is_own(const struct run *r, const struct template *t)
{
    bool own = false;
    for (const struct report *x = report_rows; x->name; x++)
        if (r->templates[x - report_rows] == t)
            (void)reports_template_of(&r->s, x, &own);
    return own;
}

/*
 * An expression of an author that selects nothing gives an empty text, which nobody would see: there, what is to be
 * read has words. In our own templates a text that has nothing to say may be empty, and no report fails for it.
 */
static struct doc *read_document(const struct run *r, const struct template *t, const struct buf *xml, const char *name,
                                 bool cases, struct diag *d)
{
    struct doc *doc = doc_read_by(buf_str(xml), xml->n, name, r->press->schema, cases ? r->sources : NULL, d);
    if (!doc || !is_own(r, t) || doc_check_words(doc, name, d))
        return doc;
    doc_free(doc);
    return NULL;
}

struct doc *reports_document(const struct run *r, const struct template *t, const char *name, bool cases,
                             const struct buf *results, const struct template_parameter *parameter, size_t n,
                             struct diag *d)
{
    struct buf xml = {0};
    struct doc *doc = NULL;
    if (template_apply(t, buf_str(results), results->n, parameter, n, &xml, d))
        doc = read_document(r, t, &xml, name, cases, d);
    buf_free(&xml);
    return doc;
}

/* ---- documents that are rejected ---- */

/* Says what is wrong with the document `name` at its place in the template; gives that line of the document as shown.
 */
static size_t blame(const struct template *t, const char *name, const struct template_origin *from, struct diag *d)
{
    struct diag own = *d;
    *d = (struct diag){.code = DIAG_NONE};
    diag_fail(d, own.code, from && from->file ? from->file : template_file(t, 0), from ? from->line : 0,
              "das Dokument „%s“, das diese Vorlage schreibt, stimmt nicht%s%.200s%s: %.600s", name,
              from && from->section ? " im Abschnitt „" : "", from && from->section ? from->section : "",
              from && from->section ? "“" : "", own.what);
    diag_expect(d, "%s", *own.expected ? own.expected : "ein Dokument, wie docs/templates.md es beschreibt");
    return from ? from->shown : 0;
}

void reports_blame_template(const struct template *t, const char *name, struct diag *d)
{
    if (d->code == DIAG_RULES && strcmp(d->file, name) == 0)
        blame(t, name, NULL, d);
}

/* The document, readable, beside the run that it was made for; NULL: it could not be kept. */
static const char *keep_rejected(struct run *r, const char *name, const struct buf *shown)
{
    struct diag d = {0};
    const char *file = arena_printf(r->s.arena, "%s.xml", name), *kept = NULL;
    struct publish *p = reports_open_leftovers(r, &d);
    if (p && publish_put(p, file, buf_str(shown), shown->n, &d) && publish_commit(p, &d))
        kept = arena_printf(r->s.arena, "%s/%s", publish_target(p), file);
    else
        diag_print(&d);
    publish_free(p);
    return kept;
}

void reports_blame(struct run *r, const struct template *t, const char *name, bool cases, const struct buf *results,
                   const struct template_parameter *parameter, size_t n, struct diag *d)
{
    struct template_traced *x = template_trace(t, buf_str(results), results->n, parameter, n);
    struct diag again = {0};
    const struct buf *flat = x ? template_traced_flat(x) : NULL;
    struct doc *doc = flat ? read_document(r, t, flat, name, cases, &again) : NULL;
    doc_free(doc);
    if (x && !doc && strcmp(again.what, d->what) == 0) {
        size_t line = blame(t, name, template_traced_origin(x, again.line), d);
        const char *kept = keep_rejected(r, name, template_traced_shown(x));
        if (kept)
            diag_cure(d, "das Dokument liegt in %s, dort Zeile %zu", kept, line);
    }
    reports_blame_template(t, name, d);
    template_traced_free(x);
}

/* ---- fonts ---- */

static struct fonts *fonts_of(const struct run *r, unsigned thread, struct diag *d)
{
    struct fonts **f = &r->press->fonts[thread];
    if (!*f)
        *f = fonts_new(&r->theme, d);
    return *f;
}

static void add_missing(struct reports_press *p, uint32_t character)
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

static void note_missing(struct reports_press *p, struct fonts *f)
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

size_t reports_missing(const struct run *r, const uint32_t **character)
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

bool reports_put_html(const struct run *r, unsigned thread, const struct doc *doc, const char *path, struct diag *d)
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

bool reports_put_pdf(const struct run *r, unsigned thread, const struct doc *doc, const char *path, struct diag *d)
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

bool reports_work(const struct run *r, size_t n, bool (*one)(void *context, size_t i, unsigned thread, struct diag *d),
                  void *context, struct diag *d)
{
    struct work w = {.one = one, .context = context};
    atomic_init(&w.failed, n);
    pthread_mutex_init(&w.lock, NULL);
    pool_run(r->s.settings->threads, n, work_one, &w);
    pthread_mutex_destroy(&w.lock);
    if (atomic_load(&w.failed) == n)
        return true;
    *d = w.diag;
    return false;
}
