#include "reports/check.h"

#include "draw/font.h"
#include "reports/state.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct look {
    struct run run; /* only its session is set */
    void (*fault)(void *, const struct diag *);
    void *context;
    size_t n;
};

static void note(struct look *l, bool ok, const struct diag *d)
{
    if (ok)
        return;
    l->fault(l->context, d);
    l->n++;
}

static const char *data_file(const struct session *s, const char *name)
{
    return arena_printf(s->arena, "%s/templates/%s", s->data_dir, name);
}

/* Files of the system without which PDFs are poorer. */
static void look_at_system_files(struct look *l, const struct theme *theme, struct fonts *fonts)
{
    for (int i = 0; i < THEME_FILES; i++) {
        struct diag d = {0};
        if (reports_theme_file_works(theme, fonts, (enum theme_file)i))
            continue;
        diag_fail(&d, DIAG_RULES, theme->file[i], 0, "%s fehlt: %s", theme_files[i].what, theme_files[i].without);
        diag_cure(&d, "das Paket %s installieren", theme_files[i].package);
        note(l, false, &d);
    }
}

static void look_at_theme(struct look *l)
{
    const struct session *s = &l->run.s;
    struct theme theme = {0};
    struct diag d = {0};
    bool ok = theme_load(&theme, s->settings->theme ? s->settings->theme : data_file(s, "theme.xml"),
                         data_file(s, "theme.rng"), &d);
    theme_find_files(&theme, s->data_dir);
    struct fonts *fonts = ok ? fonts_new(&theme, &d) : NULL;
    note(l, fonts != NULL, &d);
    if (fonts)
        look_at_system_files(l, &theme, fonts);
    fonts_free(fonts);
    theme_free(&theme);
}

static void look_at_template(struct look *l, const char *file, bool own)
{
    struct diag d = {0};
    struct template *t = reports_load_template(&l->run.s, file, own, &d);
    note(l, t != NULL, &d);
    template_free(t);
}

static void look_at_reports(struct look *l)
{
    struct diag d = {0};
    note(l, reports_check_job(&l->run.s, &d), &d);
    const struct session *s = &l->run.s;
    for (const struct report *x = report_rows; x->name; x++) {
        bool own;
        const char *file = reports_template_of(s, x, &own);
        if (reports_formats(s, x))
            look_at_template(l, file, own);
    }
    look_at_template(l, data_file(s, "index.xsl"), false);
}

static void look_at_archive(struct look *l)
{
    const struct settings *o = l->run.s.settings;
    struct stat st;
    struct diag d = {0};
    if (o->no_archive || !o->archive || (stat(o->archive, &st) == 0 && S_ISDIR(st.st_mode)))
        return;
    diag_fail(&d, DIAG_RULES, o->archive, 0, "der Ordner mit den Läufen früherer Monate ist nicht da");
    diag_expect(&d, "ein Ordner bei <archiv>, oder <archiv verwenden=\"nein\"/>");
    note(l, false, &d);
}

/* The folder that report writes into, or the one in which it would have to be made. */
static void look_at_output(struct look *l)
{
    char *path = arena_strdup(l->run.s.arena, l->run.s.settings->out);
    struct stat st;
    struct diag d = {0};
    while (stat(path, &st) != 0 && errno == ENOENT) {
        char *slash = strrchr(path, '/');
        if (!slash || slash == path) {
            path = arena_strdup(l->run.s.arena, slash ? "/" : ".");
            break;
        }
        *slash = '\0';
    }
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode) && access(path, W_OK | X_OK) == 0)
        return;
    diag_fail(&d, DIAG_OUTPUT, path, 0, "hier kann report nicht schreiben: %s",
              stat(path, &st) == 0 && !S_ISDIR(st.st_mode) ? diag_system(ENOTDIR) : diag_system(errno));
    diag_expect(&d, "ein Ordner, in den geschrieben werden darf, mit --out oder <ausgabe> im Auftrag");
    note(l, false, &d);
}

size_t reports_check_materials(const struct session *s, void (*fault)(void *, const struct diag *), void *context)
{
    struct look l = {.run.s = *s, .fault = fault, .context = context};
    look_at_theme(&l);
    look_at_reports(&l);
    look_at_archive(&l);
    look_at_output(&l);
    return l.n;
}
