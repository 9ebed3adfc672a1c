/* A run made again from its record: the same bytes, or what is another (spec 5.1). */
#include "base/day.h"
#include "base/file.h"
#include "base/holidays.h"
#include "base/num.h"
#include "base/path.h"
#include "cli/data_dir.h"
#include "cli/verify_run.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_NAMED = 20 };

/* ---- what the record says, as settings ---- */

static const char *parameter(const xmlNode *root, const char *name)
{
    for (const xmlNode *n = xml_from(root->children, "parameter"); n; n = xml_from(n->next, "parameter"))
        if (strcmp(command_record_value(n, "name"), name) == 0)
            return command_record_value(n, "wert");
    return NULL;
}

static int32_t day_of(const char *s)
{
    int32_t day;
    return day_parse(s, strlen(s), &day, NULL) ? day : DAY_NONE;
}

static bool was_accepted(const xmlNode *root)
{
    for (const xmlNode *n = xml_from(root->children, "zweifel"); n; n = xml_from(n->next, "zweifel"))
        if (strcmp(command_record_value(n, "angenommen"), "ja") == 0)
            return true;
    return false;
}

static bool has_recipients(const struct verify *v)
{
    for (size_t i = 0; i < v->files; i++)
        if (strncmp(v->line[i].path, "empfaenger/", 11) == 0)
            return true;
    return false;
}

/*
 * The rule set: that of the command line; that of the data, where it is the one; else that of the job, else what the
 * data call so, which then is told as another.
 */
static const char *rules_of(const struct command_verify *c, const xmlNode *root, bool job)
{
    const xmlNode *set = xml_from(root->children, "regelwerk");
    struct diag unread = {0};
    struct digest_text digest;
    if (c->o->rules)
        return c->o->rules;
    const char *id = arena_strdup(c->a, command_record_value(set, "kennung"));
    const char *dir = data_dir_find(c->o->data_dir, c->a, &unread);
    const char *file = dir ? data_dir_rules(dir, id, c->a, &unread) : NULL;
    bool same =
        file && digest_file(file, &digest, &unread) && strcmp(digest.hex, command_record_value(set, "sha256")) == 0;
    return same || !job ? id : NULL;
}

static struct settings settings_of(const struct command_verify *c, const struct verify *v, const xmlNode *root,
                                   bool job)
{
    struct settings o = *c->o;
    o.command = COMMAND_REPORT;
    o.input = c->o->replay;
    for (int i = 0; i < setting_row_count; i++) {
        const struct setting_row *row = &setting_rows[i];
        const char *s = row->recorded == RECORD_HEAD     ? command_record_text(root, row->record)
                        : row->recorded == RECORD_ALWAYS ? parameter(root, row->record)
                                                         : NULL;
        if (row->name && row->type != SETTING_RULES && s && *s)
            (void)settings_read(&o, i, arena_strdup(c->a, s));
    }
    o.out = path_folder(c->a, path_whole(c->a, c->folder));
    settings_tell(&o, SETTING(out), 0);
    o.rules = rules_of(c, root, job);
    o.accept_mismatch = was_accepted(root);
    o.recipients = has_recipients(v);
    o.quiet = true;
    return o;
}

static void take_days(const struct command_verify *c, const xmlNode *root, struct replay *r)
{
    const xmlNode *before = xml_from(root->children, "vorgaenger");
    size_t n = 0;
    for (const xmlNode *x = xml_from(root->children, "archiv"); x; x = xml_from(x->next, "archiv"))
        n++;
    int32_t *day = arena_zero(c->a, (n + 1) * sizeof *day);
    for (const xmlNode *x = xml_from(root->children, "archiv"); x; x = xml_from(x->next, "archiv"))
        day[r->n_archived++] = day_of(command_record_value(x, "stichtag"));
    r->archived = day;
    r->before = before ? day_of(command_record_value(before, "stichtag")) : DAY_NONE;
}

/* ---- what differs ---- */

/* Elements of a record: what tells one from another of its kind, and what they say. */
static const struct {
    const char *element, *name, *value, *words;
} parts[] = {{"regelwerk", NULL, "sha256", "Regelwerk"},
             {"parameter", "name", "wert", "Parameter"},
             {"eingabe", "art", "sha256", "Eingabe"},
             {"archiv", "stichtag", "sha256", "früherer Lauf"},
             {"archiv", "stichtag", "urteile-sha256", "ergebnis.csv des früheren Laufs"},
             {"vorgaenger", NULL, "sha256", "Lauf davor"},
             {"datei", "name", "sha256", "Datei"},
             {"bibliothek", "name", "version", "Bibliothek"},
             {"einschraenkung", "grund", "anzahl", "Einschränkung"}};

/* The one that stands for node in the other record; of several of a name that of the same place among them. */
static const xmlNode *same_in(const xmlNode *other, const xmlNode *root, const xmlNode *node, size_t part)
{
    const char *name = parts[part].name ? command_record_value(node, parts[part].name) : "";
    int place = 0, at = 0;
    for (const xmlNode *n = root->children; n != node; n = n->next)
        place +=
            xml_is(n, parts[part].element) && (!*name || strcmp(command_record_value(n, parts[part].name), name) == 0);
    for (const xmlNode *n = xml_from(other->children, parts[part].element); n;
         n = xml_from(n->next, parts[part].element))
        if ((!*name || strcmp(command_record_value(n, parts[part].name), name) == 0) && at++ == place)
            return n;
    return NULL;
}

static void put_part(struct buf *b, const xmlNode *node, size_t part, const char *what)
{
    const char *name = parts[part].name ? command_record_value(node, parts[part].name) : "";
    buf_printf(b, "%s: %s%s%s\n", what, parts[part].words, *name ? " " : "", name);
}

/* Gives how many parts of the record are others. */
static size_t compare_records(struct command_verify *c, const xmlNode *then, const xmlNode *now)
{
    size_t n = 0;
    if (strcmp(command_record_value(then, "programmversion"), command_record_value(now, "programmversion")) != 0) {
        buf_printf(&c->out, "anders: Programm\n    damals %s\n    jetzt  %s\n",
                   command_record_value(then, "programmversion"), command_record_value(now, "programmversion"));
        n++;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        for (const xmlNode *x = xml_from(then->children, parts[i].element); x;
             x = xml_from(x->next, parts[i].element)) {
            const xmlNode *y = same_in(now, then, x, i);
            const char *was = command_record_value(x, parts[i].value),
                       *is = y ? command_record_value(y, parts[i].value) : "";
            if (y && strcmp(was, is) == 0)
                continue;
            put_part(&c->out, x, i, y ? "anders" : "fehlt");
            if (y)
                buf_printf(&c->out, "    damals %s\n    jetzt  %s\n", was, is);
            n++;
        }
        for (const xmlNode *x = xml_from(now->children, parts[i].element); x; x = xml_from(x->next, parts[i].element))
            if (!same_in(then, now, x, i)) {
                put_part(&c->out, x, i, "kam dazu");
                n++;
            }
    }
    return n;
}

static void put_output(struct command_verify *c, size_t n, const char *what, const char *path)
{
    if (n < MOST_NAMED)
        buf_printf(&c->out, "%s: %s\n", what, path);
}

/* Gives how many files are others. */
static size_t compare_outputs(struct command_verify *c, const struct verify *v, const struct replay *r)
{
    size_t n = 0;
    for (size_t i = 0; i < v->files; i++) {
        const struct publish_entry *e = publish_lookup(r->entry, r->n, v->line[i].path);
        if (!e)
            put_output(c, n++, "entsteht nicht", v->line[i].path);
        else if (strcmp(e->digest.hex, v->line[i].digest.hex) != 0)
            put_output(c, n++, "andere Bytes", v->line[i].path);
    }
    for (size_t i = 0; i < r->n; i++)
        if (!verify_named(v, r->entry[i].path) && strcmp(r->entry[i].path, "SHA256SUMS") != 0)
            put_output(c, n++, "entsteht dazu", r->entry[i].path);
    if (n > MOST_NAMED)
        buf_printf(&c->out, "und %zu weitere Dateien\n", n - MOST_NAMED);
    return n;
}

static bool compare(struct command_verify *c, const struct verify *v, const xmlNode *root, const struct replay *r,
                    struct diag *d)
{
    const char *dir = data_dir_find(c->o->data_dir, c->a, d);
    const char *rng = dir ? arena_printf(c->a, "%s/templates/lauf.rng", dir) : NULL;
    xmlDoc *doc = rng ? xml_read(buf_str(&r->record), r->record.n, "lauf.xml", rng, d) : NULL;
    if (!doc)
        return false;
    const xmlNode *now = xmlDocGetRootElement(doc);
    buf_char(&c->out, '\n');
    size_t inputs = compare_records(c, root, now), outputs = compare_outputs(c, v, r);
    c->other_replay = outputs > 0;
    if (!outputs)
        buf_printf(&c->out, "Noch einmal gemacht: in allen %zu Dateien dieselben Bytes.\n", v->files);
    else if (!inputs)
        buf_text(&c->out, "Alle Eingaben, die lauf.xml nennt, sind dieselben, und doch entstehen andere Dateien.\n");
    xmlFreeDoc(doc);
    return true;
}

/* ---- all ---- */

bool command_verify_replay(struct command_verify *c, const struct verify *v, const xmlNode *root, replay_make *again,
                           struct diag *d)
{
    struct replay r = {.arena = c->a};
    struct stat st;
    bool job = stat(c->o->replay, &st) == 0 && S_ISREG(st.st_mode);
    if (!job && parameter(root, "namen")) { /* only a job says how names are shown */
        const xmlNode *first = xml_from(root->children, "datei");
        diag_fail(d, DIAG_USAGE, NULL, 0, "der Lauf hatte einen Auftrag (%s)",
                  first ? command_record_value(first, "name") : "");
        return diag_expect(d, "--replay AUFTRAG; wo seine Exporte jetzt liegen, sagt --exports");
    }
    struct settings o = settings_of(c, v, root, job);
    take_days(c, root, &r);
    bool ok = again(&o, &r, d) && compare(c, v, root, &r, d);
    free(r.entry);
    buf_free(&r.record);
    return ok;
}
