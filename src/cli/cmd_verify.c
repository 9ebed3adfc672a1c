/* An archived run: complete, unchanged, from which inputs (spec 5.1). */
#include "archive/verify.h"
#include "base/day.h"
#include "base/file.h"
#include "base/num.h"
#include "base/xml.h"
#include "cli/commands.h"
#include "cli/data_dir.h"
#include "cli/output.h"

#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *const finding_words[VERIFY_KINDS] = {[VERIFY_MISSING] = "fehlt",
                                                        [VERIFY_CHANGED] = "geändert",
                                                        [VERIFY_EXTRA] = "gehört nicht dazu",
                                                        [VERIFY_UNREADABLE] = "nicht lesbar",
                                                        [VERIFY_DISAGREES] = "passt nicht zu den übrigen Prüfsummen",
                                                        [VERIFY_OPEN] = "kann jetzt von anderen gelesen werden"};

struct check {
    const struct options *o;
    const char *folder; /* of the run */
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
    if (!c->found)
        buf_text(&c->out, "Vollständig und unverändert: ");
    else
        buf_text(&c->out, "Nicht so, wie der Lauf war; ");
    num_put_german(&c->out, (int64_t)v->files);
    buf_text(&c->out, v->files == 1 ? " Datei" : " Dateien");
    buf_text(&c->out, c->found ? " in SHA256SUMS.\n" : ".\n");
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
    for (n = named_from(root->children, "vorgaenger"); n; n = named_from(n->next, "vorgaenger"))
        buf_printf(&c->out, "Folgt auf: Lauf vom %s\n    %s\n", value(n, "stichtag"), value(n, "sha256"));
    for (n = named_from(root->children, "datei"); n; n = named_from(n->next, "datei"))
        buf_printf(&c->out, "Dazu: %s\n    %s\n", value(n, "name"), value(n, "sha256"));
    for (n = named_from(root->children, "bibliothek"); n; n = named_from(n->next, "bibliothek"))
        buf_printf(&c->out, "Bibliothek: %s %s\n", value(n, "name"), value(n, "version"));
}

/* ---- does it agree with itself ---- */

enum { DAY = 10 /* JJJJ-MM-TT */, HEAD = 4096 };
static const char *const of_a_run[] = {"abgelehnt.csv", "ergebnis.csv", "ergebnis.xml",
                                       "hinweise.csv",  "index.html",   "lauf.xml"};
static const char *const of_failures[] = {"abgelehnt.csv", "hinweise.csv"}, *const of_a_recipient[] = {"index.html"};

/* The last part of the folder's path, wherever it is called from. */
static const char *folder_name(struct check *c)
{
    char *full = realpath(c->folder, NULL), *slash = full ? strrchr(full, '/') : NULL;
    const char *name = arena_strdup(c->a, slash ? slash + 1 : c->folder);
    free(full);
    return name;
}

/* "2023-11-30", and what stands behind it: "", ".alt2", ".fehler"; NULL: it is no name of a run. */
static const char *behind_day(const char *name)
{
    static const char form[DAY + 1] = "0000-00-00";
    for (int i = 0; i < DAY; i++)
        if (form[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != form[i])
            return NULL;
    return name + DAY;
}

/* A SHA256SUMS that names less than every run leaves is not that of a run. */
static void require_files(struct check *c, struct verify *v)
{
    const char *behind = behind_day(folder_name(c)), *const *needed = of_a_recipient;
    size_t n = 1;
    if (behind && strncmp(behind, ".fehler", 7) == 0) {
        needed = of_failures;
        n = sizeof of_failures / sizeof *of_failures;
    } else if (behind || verify_names(v, "lauf.xml") || verify_names(v, "ergebnis.csv") ||
               verify_names(v, "ergebnis.xml")) {
        needed = of_a_run;
        n = sizeof of_a_run / sizeof *of_a_run;
    }
    for (size_t i = 0; i < n; i++)
        if (!verify_names(v, needed[i]))
            verify_find(v, VERIFY_MISSING, arena_printf(c->a, "%s (auch in SHA256SUMS)", needed[i]));
}

static void disagree(struct check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void disagree(struct check *c, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    buf_printf(&c->out, "passt nicht zusammen: %s\n", text);
    c->found = true;
}

/* The folder's name, lauf.xml and ergebnis.xml tell the same run. */
static void compare_names(struct check *c, const xmlNode *root)
{
    const char *name = folder_name(c), *day = text_of(root, "stichtag"), *id = value(root, "kennung");
    struct buf results = {0};
    struct diag unread = {0};
    if (behind_day(name) && strncmp(name, day, DAY) != 0)
        disagree(c, "der Ordner heißt %s, lauf.xml nennt den Stichtag %s", name, day);
    if (file_read(arena_printf(c->a, "%s/ergebnis.xml", c->folder), SIZE_MAX >> 1, DIAG_INPUT, &results, &unread)) {
        if (results.n > HEAD)
            results.p[HEAD] = '\0';
        if (!strstr(buf_str(&results), arena_printf(c->a, "<lauf kennung=\"%s\"", id)) ||
            !strstr(buf_str(&results), arena_printf(c->a, "<stichtag wert=\"%s\"", day)))
            disagree(c, "ergebnis.xml ist nicht die des Laufs %s vom %s, den lauf.xml nennt", id, day);
    }
    buf_free(&results);
}

/* As zugriff="" of the job let it (archive/publish.h). A drive with rights of its own promises nothing. */
static void check_rights(struct verify *v, const xmlNode *root)
{
    static const struct {
        const char *word;
        unsigned file, folder;
    } access[] = {{"eigen", 0600, 0700}, {"gruppe", 0640, 0750}, {"alle", 0644, 0755}};
    for (const xmlNode *n = named_from(root->children, "parameter"); n; n = named_from(n->next, "parameter"))
        for (size_t i = 0; i < sizeof access / sizeof *access; i++)
            if (strcmp(value(n, "name"), "zugriff") == 0 && strcmp(value(n, "wert"), access[i].word) == 0)
                verify_modes(v, access[i].file, access[i].folder);
}

/* ---- the record ---- */

/* *doc NULL: there is none, or it is not to be understood, which is told. False: d says why nothing can be said. */
static bool read_record(struct check *c, const struct verify *v, xmlDoc **doc, struct diag *d)
{
    const char *path = arena_printf(c->a, "%s/lauf.xml", c->folder);
    const char *data_dir = data_dir_find(c->o->data_dir, c->a, d);
    struct stat st;
    struct diag invalid = {0};
    if (!data_dir)
        return false;
    if (!verify_names(v, "lauf.xml") && stat(path, &st) != 0) {
        if (!c->o->exports)
            return true;
        diag_fail(d, DIAG_INPUT, path, 0, "fehlt; ohne sie lassen sich Exporte nicht vergleichen");
        return diag_expect(d, "der ganze Ordner eines Laufs, oder den Befehl ohne --exports");
    }
    *doc = xml_read_file(path, arena_printf(c->a, "%s/templates/lauf.rng", data_dir), NULL, &invalid);
    if (*doc)
        return true;
    buf_printf(&c->out, "lauf.xml ist nicht zu verstehen (Zeile %zu): %s\n", invalid.line, invalid.what);
    c->found = true;
    return true;
}

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

/* False: d says why the folder is no run. */
static bool look_at(struct check *c, struct verify *v, xmlDoc **doc, struct diag *d)
{
    *doc = NULL;
    if (!verify_folder(c->folder, v, d) || !read_record(c, v, doc, d))
        return false;
    require_files(c, v);
    if (*doc) {
        compare_names(c, xmlDocGetRootElement(*doc));
        check_rights(v, xmlDocGetRootElement(*doc));
    }
    put_findings(c, v);
    return true;
}

/* ---- a series of runs ---- */

struct chain {
    const struct options *o;
    struct arena *a;
    struct buf out;
    const char *last; /* day of the run before, "" none */
    struct digest_text sums;
    size_t faults;
};

static void fault(struct chain *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fault(struct chain *c, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    buf_printf(&c->out, "%s\n", text);
    c->faults++;
}

/* Months without a run between two. */
static void name_gaps(struct chain *c, const char *from, const char *to)
{
    int32_t day, end;
    if (!day_parse(from, strlen(from), &day, NULL) || !day_parse(to, strlen(to), &end, NULL))
        return;
    struct day_parts p = day_split(day), last = day_split(end);
    for (day = day_add_months(day_make(p.year, p.month, 1), 1); day < day_make(last.year, last.month, 1);
         day = day_add_months(day, 1))
        fault(c, "es fehlt: ein Lauf im Monat %.7s", day_iso(day).s);
}

/* What the run says of the one before it, against the one that stands before it. */
static void compare_before(struct chain *c, const char *name, const xmlNode *before)
{
    const char *day = before ? value(before, "stichtag") : "";
    if (!*c->last && !*day)
        return;
    if (!*c->last || strcmp(day, c->last) > 0)
        fault(c, "es fehlt: der Lauf vom %s, auf den der vom %s folgt", day, name);
    else if (!*day)
        fault(c, "%s: nennt keinen Vorgänger; davor liegt der Lauf vom %s", name, c->last);
    else if (strcmp(day, c->last) < 0)
        fault(c, "%s: folgt auf den Lauf vom %s; der vom %s kam später dazu", name, day, c->last);
    else if (strcmp(value(before, "sha256"), c->sums.hex) != 0)
        fault(c, "ausgetauscht: der Lauf vom %s ist nicht der, auf den der vom %s folgt", c->last, name);
}

static void add_run(struct chain *c, const char *name)
{
    struct check one = {.o = c->o, .a = c->a, .folder = arena_printf(c->a, "%s/%s", c->o->input, name)};
    struct diag d = {0};
    struct verify v;
    xmlDoc *doc;
    bool ok = look_at(&one, &v, &doc, &d);
    if (*c->last)
        name_gaps(c, c->last, name);
    if (!ok)
        fault(c, "%s: kein ganzer Lauf: %s", name, d.what);
    else if (one.found || !doc)
        fault(c, "%s: nicht mehr, wie er veröffentlicht wurde (verify %s sagt, was)", name, one.folder);
    if (doc) {
        const xmlNode *root = xmlDocGetRootElement(doc), *before = named_from(root->children, "vorgaenger");
        compare_before(c, name, before);
        buf_printf(&c->out, "%s: Lauf %s%s%s\n", name, value(root, "kennung"), before ? ", folgt auf " : "",
                   before ? value(before, "stichtag") : "");
    }
    c->last = arena_strdup(c->a, name);
    c->sums = v.sums;
    xmlFreeDoc(doc);
    verify_free(&v);
    buf_free(&one.out);
}

static int is_run(const struct dirent *e)
{
    return behind_day(e->d_name) && !e->d_name[DAY];
}

static bool verify_chain(const struct options *o, struct diag *d)
{
    struct chain c = {.o = o, .a = arena_new(), .last = ""};
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
    } else if (!c.faults) {
        buf_printf(&c.out, "%d %s in einer Reihe: keiner fehlt, keiner ist ausgetauscht oder geändert.\n", n,
                   n == 1 ? "Lauf" : "Läufe");
    }
    ok = ok && output_put(NULL, &c.out, d);
    if (ok && c.faults) {
        ok = diag_fail(d, DIAG_FOUND, o->input, 0, "die Reihe der Läufe ist nicht, wie sie entstand");
        diag_expect(d, "für jeden Monat ein Lauf, unverändert, der den davor nennt");
    }
    buf_free(&c.out);
    arena_free(c.a);
    return ok;
}

bool command_verify(const struct options *o, struct diag *d)
{
    struct check c = {.o = o, .folder = o->input};
    struct verify v;
    xmlDoc *doc;
    if (o->chain)
        return verify_chain(o, d);
    c.a = arena_new();
    bool ok = look_at(&c, &v, &doc, d);
    if (doc)
        put_origin(&c, xmlDocGetRootElement(doc));
    else if (ok && !c.found)
        buf_text(&c.out, "\nHier liegt keine lauf.xml: woraus der Lauf entstand, steht in seinem ganzen Ordner.\n");
    xmlFreeDoc(doc);
    ok = ok && output_put(NULL, &c.out, d);
    if (ok && (c.found || c.other_exports))
        ok = say_found(&c, d);
    verify_free(&v);
    buf_free(&c.out);
    arena_free(c.a);
    return ok;
}
