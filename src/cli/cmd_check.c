#include "aggregate/practice.h"
#include "base/buf.h"
#include "base/num.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/open_points.h"
#include "cli/output.h"
#include "cli/session.h"
#include "doubts/hints.h"

#include <stdlib.h>
#include <string.h>

/* Of an export: on one line, and such that it cannot steer a terminal. */
static void put_found(struct buf *b, const char *before, const char *s, const char *behind)
{
    buf_text(b, before);
    text_put_safe(b, s, strlen(s), false);
    buf_text(b, behind);
}

static void put_issue(struct buf *b, const struct issue *x, const struct issues *all, struct arena *a)
{
    put_found(b, "", all->file[x->file].path ? all->file[x->file].path : tbl_file_names[x->file], "");
    if (x->line)
        buf_printf(b, ":%u", x->line);
    put_found(b, ": ", issue_reason(x, a), "");
    if (*x->column)
        put_found(b, ", Spalte „", x->column, "“");
    if (*x->value)
        put_found(b, ": „", x->value, "“");
    buf_char(b, '\n');
}

/* What check tells apart: doubts about the data as a whole, and the rest of the warnings, by what they are about. */
enum found { FOUND_DOUBT, FOUND_REJECTED, FOUND_WARNING, FOUND_FINDING, FOUND_CLASSES };

static const struct {
    const char *title;
    bool rules;  /* needs a rule set */
    bool always; /* stands there also where nothing was found */
} classes[FOUND_CLASSES] = {[FOUND_DOUBT] = {"Zweifel", false, false},
                            [FOUND_REJECTED] = {"Abgelehnte Zeilen", false, true},
                            [FOUND_WARNING] = {"Hinweise", false, true},
                            [FOUND_FINDING] = {"Befunde", true, true}};
enum { SHOWN_OF_A_KIND = 20 };

static enum found found_as(int kind)
{
    if (issue_weights[kind] & ISSUE_DOUBT)
        return FOUND_DOUBT;
    if (issue_texts[kind].class == ISSUE_REJECTED)
        return FOUND_REJECTED;
    return issue_texts[kind].class == ISSUE_FINDING || issue_weights[kind] & ISSUE_CASEWORK ? FOUND_FINDING
                                                                                            : FOUND_WARNING;
}

static uint64_t sum_of(const struct issues *all, enum found class)
{
    uint64_t sum = 0;
    for (int k = 0; k < ISSUE_KINDS; k++)
        sum += found_as(k) == class ? all->count[k] : 0;
    return sum;
}

/* How many of each class and kind. */
static void put_summary(struct buf *b, const struct issues *all, bool rules)
{
    buf_char(b, '\n');
    for (int c = 0; c < FOUND_CLASSES; c++) {
        uint64_t sum = sum_of(all, (enum found)c);
        if ((classes[c].rules && !rules) || (!sum && !classes[c].always))
            continue;
        buf_printf(b, "%s: ", classes[c].title);
        num_put_german(b, (int64_t)sum);
        buf_char(b, '\n');
        for (int k = 0; k < ISSUE_KINDS; k++) {
            if ((int)found_as(k) != c || !all->count[k])
                continue;
            buf_text(b, "  ");
            num_put_german(b, (int64_t)all->count[k]);
            buf_printf(b, " × %s\n", issue_shown((enum issue_kind)k));
        }
    }
}

/* Those of a kind, by file and line, as they are sorted; most: no more of them. */
static void put_kind(struct buf *b, const struct issues *all, int kind, uint64_t most, struct arena *a)
{
    uint64_t n = 0;
    buf_printf(b, "\n%s: ", issue_shown((enum issue_kind)kind));
    num_put_german(b, (int64_t)all->count[kind]);
    buf_char(b, '\n');
    for (size_t i = 0; i < all->n && n < most; i++) {
        if (all->item[i].kind != kind)
            continue;
        buf_text(b, "  ");
        put_issue(b, &all->item[i], all, a);
        n++;
    }
    if (n == all->count[kind])
        return;
    buf_text(b, "  … und ");
    num_put_german(b, (int64_t)(all->count[kind] - n));
    buf_text(b, " weitere: --verbose\n");
}

static void put_details(struct buf *b, const struct issues *all, bool rules, uint64_t most, struct arena *a)
{
    for (int c = 0; c < FOUND_CLASSES; c++)
        for (int k = 0; (rules || !classes[c].rules) && k < ISSUE_KINDS; k++)
            if ((int)found_as(k) == c && all->count[k])
                put_kind(b, all, k, most, a);
}

static void put_more(struct buf *b, uint64_t n, const char *what)
{
    buf_text(b, ", ");
    num_put_german(b, (int64_t)n);
    buf_printf(b, " %s", what);
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
        buf_text(b, " mit Kundennummer nicht im Bestand");
        if (f->repeated)
            put_more(b, f->repeated, "doppelt geliefert");
        if (f->footers)
            put_more(b, f->footers, f->footers == 1 ? "Summe oder Fußzeile" : "Summen oder Fußzeilen");
        buf_char(b, '\n');
    }
}

/* Without a rule set nothing can be said that depends on one. */
static void add_hints(struct session *s)
{
    if (!s->set)
        return;
    struct eval_question q = session_question(s);
    struct verdict *v = eval_all(s->tables, &q, s->settings->threads);
    struct agg_practice_input in = {.tables = s->tables, .q = &q, .verdict = v};
    agg_practice_free(agg_practice_new(&in)); /* for its findings */
    doubts_hints(s->tables, &q, v, s->settings->full_time_hours);
    free(v);
}

static void add_fault(void *context, const struct diag *d)
{
    struct buf *b = context;
    buf_text(b, "  ");
    diag_put(b, d);
    buf_char(b, '\n');
}

/* Files and columns first, all of their faults at once: with one of them nothing can be read. */
static bool check_headers(const struct session *s, const struct ingest_options *in, struct diag *d)
{
    struct buf faults = {0}, b = {0};
    size_t n = ingest_check(in, add_fault, &faults);
    if (n > 1) { /* one alone is said where the reading ends */
        buf_printf(&b, "Dateien und Spalten: %zu Fehler\n\n%s", n, buf_str(&faults));
        if (output_put_text(NULL, &b, d)) {
            diag_fail(d, DIAG_INPUT, in->job ? in->job : in->dir, 0, "%zu Fehler bei Dateien und Spalten", n);
            diag_expect(d, "Exporte, wie docs/eingaben.md oder der Auftrag sie beschreibt");
            d->other_form = true;
            session_offer_job(s, d);
        }
    }
    buf_free(&faults);
    buf_free(&b);
    return n <= 1;
}

/* What report would use beside the exports; gives how many faults there are. */
static size_t put_materials(struct buf *b, const struct session *s, command_check_materials *materials)
{
    struct buf faults = {0};
    size_t n = materials(s, add_fault, &faults);
    if (n)
        buf_printf(b, "\nWas report sonst braucht: %zu Fehler\n%s", n, buf_str(&faults));
    else
        buf_text(b, "\nThema, Vorlagen, Schriften, Archiv und Ausgabe: kein Fehler\n");
    buf_free(&faults);
    return n;
}

/* What was found is the result of the command, not its failure; the exit code says it too. Findings are no fault. */
static bool say_found(const struct session *s, size_t open_points, size_t faults, struct diag *d)
{
    const struct issues *all = &s->tables->issues;
    uint64_t rejected = sum_of(all, FOUND_REJECTED), warnings = sum_of(all, FOUND_WARNING), doubts = 0;
    struct buf b = {0};
    for (int k = 0; k < ISSUE_KINDS; k++)
        doubts += found_as(k) == FOUND_DOUBT && !(issue_weights[k] & ISSUE_ANY_DAY) ? all->count[k] : 0;
    if (!doubts && !rejected && !warnings && !open_points && !faults)
        return true;
    if (doubts)
        buf_printf(&b, "%llu Zweifel an den Exporten, ", (unsigned long long)doubts);
    num_put_german(&b, (int64_t)rejected);
    buf_text(&b, rejected == 1 ? " abgelehnte Zeile, " : " abgelehnte Zeilen, ");
    num_put_german(&b, (int64_t)warnings);
    buf_text(&b, warnings == 1 ? " Hinweis" : " Hinweise");
    if (open_points)
        buf_printf(&b, ", %zu im Auftrag noch offen", open_points);
    if (faults)
        buf_printf(&b, ", %zu Fehler bei dem, was report sonst braucht", faults);
    diag_fail(d, DIAG_FOUND, s->settings->input, 0, "%s", buf_str(&b));
    buf_free(&b);
    diag_expect(d, "nichts davon");
    return diag_cure(d, "die Liste durchgehen: was stimmt, darf bleiben; report wertet trotzdem aus, solange die "
                        "Grenze für unbrauchbare Zeilen hält");
}

bool command_check(const struct settings *o, command_check_materials *materials, struct diag *d)
{
    struct session s;
    struct ingest_options in;
    struct buf b = {0};
    bool ok = session_begin(&s, o, &in, d);
    size_t open = command_put_open_points(&b, &s, o->input); /* also of a job that is not valid yet */
    ok = output_put_text(NULL, &b, d) && ok;
    buf_clear(&b);
    ok = ok && session_rules(&s, &in, false, d) && check_headers(&s, &in, d) &&
         session_load(&s, &in, true, false, d);
    if (ok) {
        const struct issues *all = &s.tables->issues;
        add_hints(&s);
        put_files(&b, s.tables);
        put_summary(&b, all, s.set);
        size_t faults = put_materials(&b, &s, materials);
        put_details(&b, all, s.set, o->verbose ? UINT64_MAX : SHOWN_OF_A_KIND, s.arena);
        if (!s.set)
            buf_text(&b, "\nMit --rules und --as-of kommen die Hinweise hinzu, die Regelwerk und Stichtag brauchen.\n");
        ok = output_put_text(NULL, &b, d);
        ok = session_check_doubts(&s, d) && ok && session_check_limit(&s, d) && say_found(&s, open, faults, d);
    }
    buf_free(&b);
    session_close(&s);
    return ok;
}
