/* What a run is made from: theme, templates, digests of everything, the run id, and the record (lauf.xml). */
#include "reports/state.h"

#include "base/path.h"
#include "base/text.h"
#include "base/xml.h"
#include "cases/workbook.h"
#include "draw/font.h"
#include "pdf/pdf_file.h"
#include "results/record.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static const char *own_path(const struct run *r, const char *name)
{
    return arena_printf(r->s.arena, "%s/%s", r->s.data_dir, name);
}

/* digest: of what was read of it */
static void add_own(struct run *r, const char *name, const char *file, struct digest_text digest)
{
    r->own = mem_grow(r->own, r->n_own, &r->cap_own, sizeof *r->own);
    r->own[r->n_own++] = (struct reports_own){.name = name, .file = file, .digest = digest};
}

/* A file that others read by its name: what it is now has to be what it is at the end (reports_check_unchanged). */
static bool add_watched(struct run *r, const char *name, const char *file, struct diag *d)
{
    struct digest_text digest;
    if (!digest_file(file, &digest, d))
        return false;
    add_own(r, name, file, digest);
    r->own[r->n_own - 1].watched = true;
    return true;
}

/* A template with all that it includes; of two that share a file each names it. */
static bool load_template(struct run *r, const char *report, const char *file, bool own, struct template **t,
                          struct diag *d)
{
    *t = reports_load_template(&r->s, file, own, d);
    bool ok = *t;
    for (size_t i = 0; ok; i++) {
        const char *part = template_file(*t, i);
        if (!part)
            break;
        add_own(r, arena_printf(r->s.arena, "vorlage:%s/%s", report, path_name(part)), arena_strdup(r->s.arena, part),
                template_digest(*t, i));
    }
    return ok;
}

static bool load_theme(struct run *r, struct diag *d)
{
    const char *own = r->s.settings->theme, *theme = own ? own : own_path(r, "templates/theme.xml");
    if (!theme_load(&r->theme, theme, own_path(r, "templates/theme.rng"), d))
        return false;
    theme_find_files(&r->theme, r->s.data_dir);
    add_own(r, "thema", theme, r->theme.digest);
    if (r->theme.logo.n)
        add_own(r, "logo", "logo", digest_bytes(r->theme.logo.bytes, r->theme.logo.n));
    return true;
}

static bool load_looks(struct run *r, struct diag *d)
{
    static const char *const schemas[] = {"templates/document.rng", "templates/theme.rng", "templates/ergebnis.rng",
                                          "rules/regelwerk.rng"};
    bool ok = load_theme(r, d);
    for (size_t i = 0; ok && i < sizeof schemas / sizeof *schemas; i++)
        ok = add_watched(r, schemas[i], own_path(r, schemas[i]), d);
    for (const struct report *x = report_rows; ok && x->name; x++) {
        bool own;
        const char *file = reports_template_of(&r->s, x, &own);
        if (reports_formats(&r->s, x))
            ok = load_template(r, x->name, file, own, &r->templates[x - report_rows], d);
    }
    return ok && load_template(r, "index", own_path(r, "templates/index.xsl"), false, &r->index, d);
}

static const struct reports_library libraries[] = {{"libharu", pdf_file_library}, {"zlib", zlibVersion},
                                                   {"HarfBuzz", font_library},    {"libxml2", xml_library},
                                                   {"libxslt", template_library}, {"libxlsxwriter", workbook_library},
                                                   {"libpng", theme_library},     {"utf8proc", text_library}};
enum { LIBRARIES = sizeof libraries / sizeof *libraries };

const struct reports_library *reports_libraries(size_t *n)
{
    *n = LIBRARIES;
    return libraries;
}

/* Files of the system that pages depend on: the faces of the theme, and of theme_files those that work. */
static bool digest_system(struct run *r, struct diag *d)
{
    const char *const faces[] = {r->theme.font_regular, r->theme.font_bold, r->theme.font_italic};
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof faces / sizeof *faces; i++)
        ok = add_watched(r, arena_printf(r->s.arena, "schrift:%zu", i), faces[i], d);
    for (int i = 0; ok && i < THEME_FILES; i++)
        if (!r->lacks[i])
            ok = add_watched(r, arena_printf(r->s.arena, "system:%s", theme_files[i].name), r->theme.file[i], d);
    return ok;
}

/* What is there of the system and what it lacks, in files and in characters. */
static bool take_system(struct run *r, struct diag *d)
{
    struct fonts *fonts = fonts_new(&r->theme, d);
    bool ok = fonts && reports_take_system(r, fonts, d) && digest_system(r, d);
    if (ok)
        reports_look_at_letters(r, fonts);
    fonts_free(fonts);
    return ok;
}

static void put_poorer(struct buf *b, const struct run *r)
{
    size_t n;
    const struct issue_poorer *poorer = issues_poorer(&r->s.tables->issues, r->s.arena, &n);
    for (size_t i = 0; i < n; i++)
        buf_printf(b, "einschränkung:%s=%s\n", issue_texts[poorer[i].kind].text, poorer[i].what);
}

/* The first 12 hex digits over parameters and digests (2.13): the same from the same, anywhere. */
static void make_run_id(struct run *r)
{
    const struct issues *issues = &r->s.tables->issues;
    struct buf b = {0};
    buf_printf(&b, "programm=%s\n", KD_VERSION);
    settings_put_identity(&b, r->s.settings, r->s.set->digest.hex);
    if (r->s.job)
        buf_printf(&b, "auftrag=%s\n", r->s.job->digest.hex);
    if (r->s.key)
        buf_printf(&b, "schlüssel=%s\n", pseudonym_key_mark(r->s.key).s);
    for (int i = 0; i < TBL_FILES; i++)
        buf_printf(&b, "%s=%s\n", tbl_file_names[i], issues->file[i].sha256);
    for (size_t i = 0; i < r->n_archived; i++)
        buf_printf(&b, "archiv:%s=%s %s\n", day_iso(r->archived[i].day).s, r->archived_digest[i].hex,
                   r->archived_verdicts[i].hex);
    if (r->before != DAY_NONE)
        buf_printf(&b, "vorgänger:%s=%s\n", day_iso(r->before).s, r->before_digest.hex);
    for (size_t i = 0; i < r->n_own; i++)
        buf_printf(&b, "%s=%s\n", r->own[i].name, r->own[i].digest.hex);
    for (int i = 0; i < LIBRARIES; i++)
        buf_printf(&b, "bibliothek:%s=%s\n", libraries[i].name, libraries[i].version());
    put_poorer(&b, r);
    struct digest_text id = digest_bytes(buf_str(&b), b.n);
    memcpy(r->run_id, id.hex, sizeof r->run_id - 1);
    buf_free(&b);
}

bool reports_say_changed(const char *file, struct diag *d)
{
    diag_fail(d, DIAG_INPUT, file, 0, "hat sich während des Laufs geändert");
    return diag_expect(d, "Dateien, an denen niemand mehr schreibt; dann derselbe Aufruf noch einmal");
}

static bool is_still(const char *file, const char *sha256, struct diag *d)
{
    struct digest_text now;
    return digest_file(file, &now, d) && (strcmp(now.hex, sha256) == 0 || reports_say_changed(file, d));
}

bool reports_check_unchanged(const struct run *r, struct diag *d)
{
    for (size_t i = 0; i < r->n_own; i++)
        if (r->own[i].watched && !is_still(r->own[i].file, r->own[i].digest.hex, d))
            return false;
    return true;
}

/* The files of the program and the job, each once though two reports include it. */
static const struct results_entry *list_files(struct run *r, size_t *n, struct diag *d)
{
    struct results_entry *file = arena_zero(r->s.arena, (r->n_own + 1) * sizeof *file);
    *n = 0;
    if (r->s.job)
        file[(*n)++] = (struct results_entry){r->s.job->path, r->s.job->digest.hex};
    for (size_t i = 0; i < r->n_own; i++) {
        size_t k = 0;
        while (k < i && strcmp(r->own[k].file, r->own[i].file) != 0)
            k++;
        if (strcmp(r->own[k].digest.hex, r->own[i].digest.hex) != 0 && !reports_say_changed(r->own[i].file, d))
            return NULL; /* between two reports that include it */
        if (k == i)
            file[(*n)++] = (struct results_entry){r->own[i].file, r->own[i].digest.hex};
    }
    return file;
}

/* The settings that are recorded; what only a job says, of a run with a job. */
static const struct results_entry *list_parameters(const struct run *r, size_t *n)
{
    struct arena *a = r->s.arena;
    struct results_entry *list = arena_zero(a, (size_t)(setting_row_count + 2) * sizeof *list);
    *n = 0;
    for (int i = 0; i < setting_row_count; i++) {
        const struct setting_row *row = &setting_rows[i];
        struct buf b = {0};
        if (row->recorded != RECORD_ALWAYS && !(row->recorded == RECORD_JOB && r->s.job))
            continue;
        settings_put(&b, r->s.settings, row);
        list[(*n)++] = (struct results_entry){row->record, buf_keep(&b, a)};
    }
    if (r->s.key)
        list[(*n)++] =
            (struct results_entry){setting_rows[SETTING(key)].record, arena_strdup(a, pseudonym_key_mark(r->s.key).s)};
    if (r->s.job)
        list[(*n)++] = (struct results_entry){"zuordnung", r->s.job->mapping.hex};
    return list;
}

/* What the run is made from, for lauf.xml and the report that is archived. */
static bool make_record(struct run *r, struct diag *d)
{
    struct arena *a = r->s.arena;
    struct results_entry *library = arena_zero(a, LIBRARIES * sizeof *library);
    size_t n;
    const struct results_entry *parameter = list_parameters(r, &n);
    struct results_compared *archived = arena_zero(a, (r->n_archived + 1) * sizeof *archived);
    for (size_t i = 0; i < r->n_archived; i++)
        archived[i] = (struct results_compared){r->archived[i].day, r->archived[i].run_id, r->archived_digest[i].hex,
                                                r->archived[i].not_compared ? NULL : r->archived_verdicts[i].hex};
    for (int i = 0; i < LIBRARIES; i++)
        library[i] = (struct results_entry){libraries[i].name, libraries[i].version()};
    r->record = (struct results_record){.run_id = r->run_id,
                                        .version = KD_VERSION,
                                        .jobcenter = r->s.settings->jobcenter,
                                        .day = r->q.day,
                                        .set = r->s.set,
                                        .ruleset_sha256 = r->s.set->digest.hex,
                                        .reach = &r->reach,
                                        .issues = &r->s.tables->issues,
                                        .archived = archived,
                                        .n_archived = r->n_archived,
                                        .before = r->before,
                                        .before_sha256 = r->before != DAY_NONE ? r->before_digest.hex : NULL,
                                        .parameter = parameter,
                                        .n_parameters = n,
                                        .library = library,
                                        .n_libraries = LIBRARIES};
    r->record.file = list_files(r, &r->record.n_files, d);
    return r->record.file;
}

bool reports_identify(struct run *r, struct diag *d)
{
    if (!load_looks(r, d) || !take_system(r, d))
        return false;
    make_run_id(r);
    if (!make_record(r, d))
        return false;
    session_phase(&r->s, "Vorlagen und Prüfsummen");
    return true;
}

bool reports_put_record(struct run *r, struct diag *d)
{
    struct buf b = {0};
    results_put_record(&b, &r->record);
    bool ok = publish_put(r->publish, "lauf.xml", b.p, b.n, d);
    buf_free(&b);
    return ok;
}
