#include "cli/verify_run.h"

#include "base/file.h"
#include "base/num.h"
#include "cli/data_dir.h"

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

void command_verify_fault(struct command_verify *c, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    buf_printf(&c->out, "%s\n", text);
    c->faults++;
}

static void put_findings(struct command_verify *c, const struct verify *v)
{
    for (size_t i = 0; i < v->n; i++)
        buf_printf(&c->out, "%s: %s\n", finding_words[v->finding[i].kind], v->finding[i].path);
    c->faults += v->n;
    if (!c->faults)
        buf_text(&c->out, "Vollständig und unverändert: ");
    else
        buf_text(&c->out, "Nicht so, wie der Lauf war; ");
    num_put_german(&c->out, (int64_t)v->files);
    buf_text(&c->out, v->files == 1 ? " Datei" : " Dateien");
    buf_text(&c->out, c->faults ? " in SHA256SUMS.\n" : ".\n");
    buf_printf(&c->out, "SHA-256 von SHA256SUMS: %s\n", v->sums.hex);
}

const char *command_record_value(const xmlNode *node, const char *name)
{
    const char *s = xml_attribute(node, name);
    return s ? s : "";
}

const char *command_record_text(const xmlNode *root, const char *name)
{
    const xmlNode *node = xml_from(root->children, name);
    return node && node->children && node->children->content ? (const char *)node->children->content : "";
}

/* ---- does it agree with itself ---- */

enum { DAY = 10 /* JJJJ-MM-TT */, HEAD = 4096 };
static const char *const of_a_run[] = {"abgelehnt.csv", "ergebnis.csv", "ergebnis.xml",
                                       "hinweise.csv",  "index.html",   "lauf.xml"};
static const char *const of_failures[] = {"abgelehnt.csv", "hinweise.csv"}, *const of_a_recipient[] = {"index.html"};

/* The last part of the folder's path, wherever it is called from. */
static const char *folder_name(struct command_verify *c)
{
    char *full = realpath(c->folder, NULL), *slash = full ? strrchr(full, '/') : NULL;
    const char *name = arena_strdup(c->a, slash ? slash + 1 : c->folder);
    free(full);
    return name;
}

const char *command_behind_day(const char *name)
{
    static const char form[DAY + 1] = "0000-00-00";
    for (int i = 0; i < DAY; i++)
        if (form[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != form[i])
            return NULL;
    return name + DAY;
}

/* A SHA256SUMS that names less than every run leaves is not that of a run. */
static void require_files(struct command_verify *c, struct verify *v)
{
    const char *behind = command_behind_day(folder_name(c)), *const *needed = of_a_recipient;
    size_t n = 1;
    if (behind && strncmp(behind, ".fehler", 7) == 0) {
        needed = of_failures;
        n = sizeof of_failures / sizeof *of_failures;
    } else if (behind || verify_named(v, "lauf.xml") || verify_named(v, "ergebnis.csv") ||
               verify_named(v, "ergebnis.xml")) {
        needed = of_a_run;
        n = sizeof of_a_run / sizeof *of_a_run;
    }
    for (size_t i = 0; i < n; i++)
        if (!verify_named(v, needed[i]))
            verify_find(v, VERIFY_MISSING, arena_printf(c->a, "%s (auch in SHA256SUMS)", needed[i]));
}

/* The folder's name, lauf.xml and ergebnis.xml tell the same run. */
static void compare_names(struct command_verify *c, const xmlNode *root)
{
    const char *name = folder_name(c), *day = command_record_text(root, "stichtag"),
               *id = command_record_value(root, "kennung");
    struct buf results = {0};
    struct diag unread = {0};
    if (command_behind_day(name) && strncmp(name, day, DAY) != 0)
        command_verify_fault(c, "passt nicht zusammen: der Ordner heißt %s, lauf.xml nennt den Stichtag %s", name, day);
    if (file_read(arena_printf(c->a, "%s/ergebnis.xml", c->folder), SIZE_MAX >> 1, DIAG_INPUT, &results, &unread)) {
        if (results.n > HEAD)
            results.p[HEAD] = '\0';
        if (!strstr(buf_str(&results), arena_printf(c->a, "<lauf kennung=\"%s\"", id)) ||
            !strstr(buf_str(&results), arena_printf(c->a, "<stichtag wert=\"%s\"", day)))
            command_verify_fault(
                c, "passt nicht zusammen: ergebnis.xml ist nicht die des Laufs %s vom %s, den lauf.xml nennt", id, day);
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
    for (const xmlNode *n = xml_from(root->children, "parameter"); n; n = xml_from(n->next, "parameter"))
        for (size_t i = 0; i < sizeof access / sizeof *access; i++)
            if (strcmp(command_record_value(n, "name"), "zugriff") == 0 &&
                strcmp(command_record_value(n, "wert"), access[i].word) == 0)
                verify_modes(v, access[i].file, access[i].folder);
}

/* ---- the signature ---- */

static void compare_signature(struct command_verify *c, const struct verify *v, const struct signature *s,
                              const struct buf *sums)
{
    if (!c->key)
        buf_printf(&c->out, "Signatur: mit dem Schlüssel %s; ob sie gilt, zeigt --public-key\n", s->key.hex);
    else if (strcmp(digest_bytes(buf_str(sums), sums->n).hex, v->sums.hex) == 0 &&
             signature_holds(s, c->key, buf_str(sums), sums->n))
        buf_printf(&c->out, "Signatur: gültig, Schlüssel %s\n", c->key->key.hex);
    else if (strcmp(s->key.hex, c->key->key.hex) != 0)
        command_verify_fault(c, "Signatur: mit einem anderen Schlüssel (%s) als dem genannten (%s)", s->key.hex,
                             c->key->key.hex);
    else
        command_verify_fault(c, "Signatur: gilt nicht; SHA256SUMS ist nicht, was unterschrieben wurde");
}

static void check_signature(struct command_verify *c, const struct verify *v)
{
    enum { LARGEST_SUMS = 256 << 20, LARGEST_SIGNATURE = 1 << 20 };
    struct buf text = {0}, sums = {0};
    struct diag unread = {0};
    struct signature s;
    if (!v->is_signed) {
        if (c->key)
            command_verify_fault(c, "Signatur: fehlt (" SIGNATURE_FILE ")");
        return;
    }
    if (!file_read(arena_printf(c->a, "%s/" SIGNATURE_FILE, c->folder), LARGEST_SIGNATURE, DIAG_INPUT, &text,
                   &unread) ||
        !file_read(arena_printf(c->a, "%s/SHA256SUMS", c->folder), LARGEST_SUMS, DIAG_INPUT, &sums, &unread) ||
        !signature_parse(buf_str(&text), text.n, &s))
        command_verify_fault(c, "Signatur: " SIGNATURE_FILE " ist keine");
    else
        compare_signature(c, v, &s, &sums);
    buf_free(&text);
    buf_free(&sums);
}

/* ---- the record ---- */

static bool read_record(struct command_verify *c, const struct verify *v, xmlDoc **doc, struct diag *d)
{
    const char *path = arena_printf(c->a, "%s/lauf.xml", c->folder);
    const char *data_dir = data_dir_find(c->o->data_dir, c->a, d);
    struct stat st;
    struct diag invalid = {0};
    if (!data_dir)
        return false;
    if (!verify_named(v, "lauf.xml") && stat(path, &st) != 0) {
        if (!c->o->exports)
            return true;
        diag_fail(d, DIAG_INPUT, path, 0, "fehlt; ohne sie lassen sich Exporte nicht vergleichen");
        return diag_expect(d, "der ganze Ordner eines Laufs, oder den Befehl ohne --exports");
    }
    *doc = xml_read_file(path, arena_printf(c->a, "%s/templates/lauf.rng", data_dir), NULL, &invalid);
    if (*doc)
        return true;
    command_verify_fault(c, "lauf.xml ist nicht zu verstehen (Zeile %zu): %s", invalid.line, invalid.what);
    return true;
}

bool command_verify_run(struct command_verify *c, struct verify *v, xmlDoc **doc, struct diag *d)
{
    *doc = NULL;
    if (!verify_folder(c->folder, v, d) || !read_record(c, v, doc, d))
        return false;
    require_files(c, v);
    if (*doc) {
        compare_names(c, xmlDocGetRootElement(*doc));
        check_rights(v, xmlDocGetRootElement(*doc));
    }
    check_signature(c, v);
    put_findings(c, v);
    return true;
}
