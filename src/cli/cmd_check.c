#include "aggregate/hints.h"
#include "aggregate/practice.h"
#include "base/buf.h"
#include "base/num.h"
#include "cli/commands.h"
#include "cli/open_points.h"
#include "cli/output.h"
#include "cli/session.h"

#include <stdlib.h>

static void put_issue(struct buf *b, const struct issue *x, const struct issues *all, struct arena *a)
{
    buf_text(b, all->file[x->file].path ? all->file[x->file].path : tbl_file_names[x->file]);
    if (x->line)
        buf_printf(b, ":%u", x->line);
    buf_printf(b, ": %s", issue_reason(x, a));
    if (*x->column)
        buf_printf(b, ", Spalte „%s“", x->column);
    if (*x->value)
        buf_printf(b, ": „%s“", x->value);
    buf_char(b, '\n');
}

/* All issues of a class, by kind; within a kind by file and line, as they are sorted. */
static void put_class(struct buf *b, const struct issues *all, enum issue_class class, const char *title, struct arena *a)
{
    uint64_t sum = 0;
    for (int k = 0; k < ISSUE_KINDS; k++)
        sum += issue_texts[k].class == class ? all->count[k] : 0;
    buf_printf(b, "\n%s: ", title);
    num_put_german(b, (int64_t)sum);
    buf_char(b, '\n');
    for (int k = 0; k < ISSUE_KINDS; k++) {
        if (issue_texts[k].class != class || !all->count[k])
            continue;
        buf_text(b, "\n  ");
        num_put_german(b, (int64_t)all->count[k]);
        buf_printf(b, " × %s\n", issue_texts[k].text);
        for (size_t i = 0; i < all->n; i++) {
            if (all->item[i].kind != k)
                continue;
            buf_text(b, "    ");
            put_issue(b, &all->item[i], all, a);
        }
    }
}

static void put_files(struct buf *b, const struct tables *t)
{
    for (int i = 0; i < TBL_FILES; i++) {
        const struct issue_file *f = &t->issues.file[i];
        if (!f->path) {
            buf_printf(b, "%s: nicht geliefert\n", tbl_file_names[i]);
            continue;
        }
        buf_printf(b, "%s (%s): ", f->path, f->encoding);
        num_put_german(b, (int64_t)f->lines);
        buf_text(b, " Zeilen, davon ");
        num_put_german(b, (int64_t)f->used);
        buf_text(b, " verwendet, ");
        num_put_german(b, (int64_t)f->rejected);
        buf_text(b, " nicht brauchbar, ");
        num_put_german(b, (int64_t)f->outside);
        buf_text(b, " von unbekannten Kund*innen\n");
    }
}

/* Without a rule set nothing can be said that depends on one. */
static void add_hints(struct session *s)
{
    if (!s->set)
        return;
    struct eval_question q = eval_question(s->set, s->options->as_of, s->options->lead);
    struct verdict *v = eval_all(s->tables, &q, s->options->threads);
    struct agg_practice_input in = {.tables = s->tables, .q = &q, .verdict = v};
    agg_practice_free(agg_practice_new(&in)); /* for its findings */
    agg_hints(s->tables, &q, v);
    free(v);
}

static void add_fault(void *context, const struct diag *d)
{
    struct buf *b = context;
    buf_printf(b, "  %s", d->file);
    if (d->line)
        buf_printf(b, ":%zu", d->line);
    buf_printf(b, ": %s", d->what);
    if (*d->expected)
        buf_printf(b, "; erwartet: %s", d->expected);
    buf_char(b, '\n');
}

/* Files and columns first, all of their faults at once: with one of them nothing can be read. */
static bool check_headers(const struct ingest_options *in, struct diag *d)
{
    struct buf b = {0};
    size_t n = ingest_check(in, add_fault, &b);
    if (n > 1) { /* one alone is said where the reading ends */
        printf("Dateien und Spalten: %zu Fehler\n\n%s", n, buf_str(&b));
        diag_fail(d, DIAG_INPUT, in->job ? in->job : in->dir, 0, "%zu Fehler bei Dateien und Spalten", n);
        if (fflush(stdout) != 0)
            *d = (struct diag){.code = DIAG_OUTPUT, .what = "Standardausgabe kann nicht geschrieben werden"};
    }
    buf_free(&b);
    return n <= 1;
}

bool command_check(const struct options *o, struct diag *d)
{
    struct session s;
    struct ingest_options in;
    struct buf open = {0};
    bool ok = session_begin(&s, o, &in, d);
    open_points_put(&open, &s, o->input); /* also of a job that is not valid yet */
    ok = output_put(NULL, &open, d) && ok;
    buf_free(&open);
    ok = ok && check_headers(&in, d) && session_load(&s, &in, true, false, d);
    if (ok) {
        struct buf b = {0};
        add_hints(&s);
        put_files(&b, s.tables);
        put_class(&b, &s.tables->issues, ISSUE_REJECTED, "Abgelehnte Zeilen", s.arena);
        put_class(&b, &s.tables->issues, ISSUE_WARNING, "Hinweise", s.arena);
        if (s.set)
            put_class(&b, &s.tables->issues, ISSUE_FINDING, "Befunde", s.arena);
        else
            buf_text(&b, "\nMit --rules und --as-of kommen die Hinweise hinzu, die Regelwerk und Stichtag brauchen.\n");
        ok = output_put(NULL, &b, d);
        buf_free(&b);
        ok = session_check_doubts(&s, d) && ok;
        ok = ok && session_check_limit(&s, d);
    }
    session_close(&s);
    return ok;
}
