/* An archived run: complete, unchanged, from which inputs (spec 5.1). */
#include "archive/verify.h"
#include "base/num.h"
#include "base/xml.h"
#include "cli/commands.h"
#include "cli/data_dir.h"
#include "cli/output.h"

#include <string.h>
#include <sys/stat.h>

static const char *const finding_words[VERIFY_KINDS] = {[VERIFY_MISSING] = "fehlt",
                                                        [VERIFY_CHANGED] = "geändert",
                                                        [VERIFY_EXTRA] = "gehört nicht dazu",
                                                        [VERIFY_UNREADABLE] = "nicht lesbar"};

struct check {
    const struct options *o;
    struct arena *a;
    struct buf out;
    bool found;         /* something of the run is not as it was */
    bool other_exports; /* the exports of today are not those of the run */
};

static void put_findings(struct check *c, const struct verify *v)
{
    for (size_t i = 0; i < v->n; i++)
        buf_printf(&c->out, "%s: %s\n", finding_words[v->finding[i].kind], v->finding[i].path);
    c->found |= v->n > 0;
    if (!v->n)
        buf_text(&c->out, "Vollständig und unverändert: ");
    else
        buf_text(&c->out, "Nicht so, wie der Lauf war; ");
    num_put_german(&c->out, (int64_t)v->files);
    buf_text(&c->out, v->files == 1 ? " Datei" : " Dateien");
    buf_text(&c->out, v->n ? " in SHA256SUMS.\n" : ".\n");
    buf_printf(&c->out, "SHA-256 von SHA256SUMS: %s\n", v->sums.hex);
}

static const char *value(const xmlNode *node, const char *name)
{
    const char *s = xml_attribute(node, name);
    return s ? s : "";
}

/* The input as it is today, where its folder is named. */
static void put_today(struct check *c, const xmlNode *input)
{
    struct digest_text digest;
    struct diag unread = {0};
    if (!c->o->exports)
        return;
    const char *path = arena_printf(c->a, "%s/%s", c->o->exports, value(input, "name"));
    if (!digest_file(path, &digest, &unread)) {
        buf_printf(&c->out, "    heute: fehlt (%s)\n", path);
        c->other_exports = true;
        return;
    }
    bool same = strcmp(digest.hex, value(input, "sha256")) == 0;
    buf_printf(&c->out, "    heute: %s\n", same ? "unverändert" : "eine andere");
    c->other_exports |= !same;
}

static const xmlNode *named_from(const xmlNode *node, const char *name)
{
    while (node && !xml_is(node, name))
        node = node->next;
    return node;
}

static const char *text_of(const xmlNode *root, const char *name)
{
    const xmlNode *node = named_from(root->children, name);
    return node && node->children && node->children->content ? (const char *)node->children->content : "";
}

static void put_origin(struct check *c, const xmlNode *root)
{
    const xmlNode *n = named_from(root->children, "regelwerk");
    buf_printf(&c->out, "\nLauf %s, Stichtag %s%s%s\n", value(root, "kennung"), text_of(root, "stichtag"),
               *text_of(root, "jobcenter") ? ", " : "", text_of(root, "jobcenter"));
    buf_printf(&c->out, "Programm: %s %s\n", value(root, "programm"), value(root, "programmversion"));
    buf_printf(&c->out, "Regelwerk: %s (%s), in Kraft: %s\n    %s\n", value(n, "kennung"), value(n, "name"),
               value(n, "in-kraft"), value(n, "sha256"));
    for (n = named_from(root->children, "parameter"); n; n = named_from(n->next, "parameter"))
        buf_printf(&c->out, "Parameter: %s = %s\n", value(n, "name"), value(n, "wert"));
    for (n = named_from(root->children, "eingabe"); n; n = named_from(n->next, "eingabe")) {
        buf_printf(&c->out, "Eingabe: %s (%s Byte, %s Zeilen)\n    %s\n", value(n, "name"), value(n, "bytes"),
                   value(n, "zeilen"), value(n, "sha256"));
        put_today(c, n);
    }
    for (n = named_from(root->children, "archiv"); n; n = named_from(n->next, "archiv"))
        buf_printf(&c->out, "Verglichen mit: Lauf %s, Stichtag %s\n    %s\n", value(n, "kennung"), value(n, "stichtag"),
                   value(n, "sha256"));
    for (n = named_from(root->children, "datei"); n; n = named_from(n->next, "datei"))
        buf_printf(&c->out, "Dazu: %s\n    %s\n", value(n, "name"), value(n, "sha256"));
    for (n = named_from(root->children, "bibliothek"); n; n = named_from(n->next, "bibliothek"))
        buf_printf(&c->out, "Bibliothek: %s %s\n", value(n, "name"), value(n, "version"));
}

/* A folder that was handed out alone has no lauf.xml. */
static bool put_record(struct check *c, struct diag *d)
{
    struct stat st;
    const char *path = arena_printf(c->a, "%s/lauf.xml", c->o->input);
    const char *data_dir = data_dir_find(c->o->data_dir, c->a, d);
    if (!data_dir)
        return false;
    if (stat(path, &st) != 0) {
        buf_text(&c->out, "\nHier liegt keine lauf.xml: woraus der Lauf entstand, steht in seinem ganzen Ordner.\n");
        if (!c->o->exports)
            return true;
        diag_fail(d, DIAG_INPUT, path, 0, "fehlt; ohne sie lassen sich Exporte nicht vergleichen");
        return diag_expect(d, "der ganze Ordner eines Laufs, oder den Befehl ohne --exports");
    }
    struct diag invalid = {0};
    xmlDoc *doc = xml_read_file(path, arena_printf(c->a, "%s/templates/lauf.rng", data_dir), NULL, &invalid);
    if (!doc) {
        buf_printf(&c->out, "\nlauf.xml ist nicht zu verstehen (Zeile %zu): %s\n", invalid.line, invalid.what);
        c->found = true;
        return true;
    }
    put_origin(c, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return true;
}

/* A run that is as it was has not changed because somebody shows other exports. */
static bool say_found(const struct check *c, struct diag *d)
{
    if (c->found) {
        diag_fail(d, DIAG_FOUND, c->o->input, 0, "der Lauf ist nicht mehr, wie er veröffentlicht wurde");
        diag_expect(d, "jede Datei von SHA256SUMS, unverändert, und keine sonst");
        return diag_cure(d, "den Lauf aus der Sicherung zurückholen, oder neu auswerten (kontaktdichte report)");
    }
    diag_fail(d, DIAG_FOUND, c->o->exports, 0,
              "hier liegen nicht die Exporte dieses Laufs; der Lauf selbst ist unverändert");
    return diag_expect(d, "der Ordner mit den Exporten, aus denen der Lauf entstand");
}

bool command_verify(const struct options *o, struct diag *d)
{
    struct check c = {.o = o, .a = arena_new()};
    struct verify v;
    bool ok = verify_folder(o->input, &v, d);
    if (ok) {
        put_findings(&c, &v);
        ok = put_record(&c, d);
    }
    ok = ok && output_put(NULL, &c.out, d);
    if (ok && (c.found || c.other_exports))
        ok = say_found(&c, d);
    verify_free(&v);
    buf_free(&c.out);
    arena_free(c.a);
    return ok;
}
