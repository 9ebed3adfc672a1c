/* A series of archived runs: none missing, none exchanged (spec 5.1). */
#include "base/day.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/verify_run.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

struct chain {
    struct command_verify c; /* folder: of all runs */
    const char *last;        /* day of the run before, "" none */
    struct digest_text sums;
};

/* Months without a run between two. */
static void name_gaps(struct chain *c, const char *from, const char *to)
{
    int32_t day, end;
    if (!day_parse(from, strlen(from), &day, NULL) || !day_parse(to, strlen(to), &end, NULL))
        return;
    struct day_parts p = day_split(day), last = day_split(end);
    for (day = day_add_months(day_make(p.year, p.month, 1), 1); day < day_make(last.year, last.month, 1);
         day = day_add_months(day, 1))
        command_verify_fault(&c->c, "es fehlt: ein Lauf im Monat %.7s", day_iso(day).s);
}

/* What the run says of the one before it, against the one that stands before it. */
static void compare_before(struct chain *c, const char *name, const xmlNode *before)
{
    const char *day = before ? command_record_value(before, "stichtag") : "";
    if (!*c->last && !*day)
        return;
    if (!*c->last || strcmp(day, c->last) > 0)
        command_verify_fault(&c->c, "es fehlt: der Lauf vom %s, auf den der vom %s folgt", day, name);
    else if (!*day)
        command_verify_fault(&c->c, "%s: nennt keinen Vorgänger; davor liegt der Lauf vom %s", name, c->last);
    else if (strcmp(day, c->last) < 0)
        command_verify_fault(&c->c, "%s: folgt auf den Lauf vom %s; der vom %s kam später dazu", name, day, c->last);
    else if (strcmp(command_record_value(before, "sha256"), c->sums.hex) != 0)
        command_verify_fault(&c->c, "ausgetauscht: der Lauf vom %s ist nicht der, auf den der vom %s folgt", c->last,
                             name);
}

static void add_run(struct chain *c, const char *name)
{
    struct command_verify one = {
        .o = c->c.o, .key = c->c.key, .a = c->c.a, .folder = arena_printf(c->c.a, "%s/%s", c->c.folder, name)};
    struct diag d = {0};
    struct verify v;
    xmlDoc *doc;
    bool ok = command_verify_run(&one, &v, &doc, &d);
    if (*c->last)
        name_gaps(c, c->last, name);
    if (!ok)
        command_verify_fault(&c->c, "%s: kein ganzer Lauf: %s", name, d.what);
    else if (one.faults || !doc)
        command_verify_fault(&c->c, "%s: nicht mehr, wie er veröffentlicht wurde (verify %s sagt, was)", name,
                             one.folder);
    if (doc) {
        const xmlNode *root = xmlDocGetRootElement(doc), *before = xml_from(root->children, "vorgaenger");
        compare_before(c, name, before);
        buf_printf(&c->c.out, "%s: Lauf %s%s%s\n", name, command_record_value(root, "kennung"),
                   before ? ", folgt auf " : "", before ? command_record_value(before, "stichtag") : "");
    }
    c->last = arena_strdup(c->c.a, name);
    c->sums = v.sums;
    xmlFreeDoc(doc);
    verify_free(&v);
    buf_free(&one.out);
}

static int is_run(const struct dirent *e)
{
    const char *behind = command_behind_day(e->d_name);
    return behind && !*behind;
}

bool command_verify_chain(const struct settings *o, const struct signature_public *key, struct diag *d)
{
    struct chain c = {.c = {.o = o, .folder = o->input, .key = key, .a = arena_new()}, .last = ""};
    struct dirent **entry = NULL;
    int n = scandir(o->input, &entry, is_run, alphasort);
    for (int i = 0; i < n; i++) {
        add_run(&c, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    bool ok = n > 0;
    if (!ok) {
        diag_fail(d, DIAG_INPUT, o->input, 0, "hier liegt kein veröffentlichter Lauf");
        diag_expect(d, "der Ordner, in den report schreibt, mit Ordnern wie 2023-11-30");
    } else if (!c.c.faults) {
        buf_printf(&c.c.out, "%d %s in einer Reihe: keiner fehlt, keiner ist ausgetauscht oder geändert.\n", n,
                   n == 1 ? "Lauf" : "Läufe");
    }
    ok = ok && output_put_text(NULL, &c.c.out, d);
    if (ok && c.c.faults) {
        ok = diag_fail(d, DIAG_FOUND, o->input, 0, "die Reihe der Läufe ist nicht, wie sie entstand");
        diag_expect(d, "für jeden Monat ein Lauf, unverändert, der den davor nennt");
    }
    buf_free(&c.c.out);
    arena_free(c.c.a);
    return ok;
}
