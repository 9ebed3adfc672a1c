#include "document/theme.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

const struct theme_file_row theme_files[THEME_FILES] = {
    [THEME_SYMBOLS] = {"NotoSansSymbols2-Regular.ttf", NULL, "fonts-noto-core", "die Schrift Noto Sans Symbols 2",
                       "Zeichen, die nur sie hat, stehen in PDF als �"},
    [THEME_MATH] = {"NotoSansMath-Regular.ttf", NULL, "fonts-noto-core", "die Schrift Noto Sans Math",
                    "Zeichen, die nur sie hat, stehen in PDF als �"},
    [THEME_SIGNS] = {"NotoSansSymbols-Regular.ttf", NULL, "fonts-noto-core", "die Schrift Noto Sans Symbols",
                     "Zeichen, die nur sie hat, stehen in PDF als �"},
    [THEME_HYPHENS] = {"hyph_de_DE.dic", "/usr/share/hyphen", "hyphen-de", "die deutsche Silbentrennung",
                       "Wörter bleiben in PDF ungetrennt"},
    [THEME_PROFILE] = {"sRGB.icc", "/usr/share/color/icc", "icc-profiles-free", "das Farbprofil für das Archiv-PDF",
                       "die PDF-Dateien sind keine Archivdateien (PDF/A)"},
};

static void find(const struct theme *t, const struct theme_file_row *row, const char *data_dir,
                 char out[THEME_LONGEST_PATH])
{
    struct stat st;
    const char *slash = strrchr(t->font_regular, '/');
    const int beside = slash ? (int)(slash - t->font_regular) : 0;
    if (data_dir &&
        (size_t)snprintf(out, THEME_LONGEST_PATH, "%s/system/%s", data_dir, row->name) < THEME_LONGEST_PATH &&
        lstat(out, &st) == 0)
        return;
    if (row->folder)
        snprintf(out, THEME_LONGEST_PATH, "%s/%s", row->folder, row->name);
    else
        snprintf(out, THEME_LONGEST_PATH, "%.*s/%s", beside, t->font_regular, row->name);
}

void theme_find_files(struct theme *t, const char *data_dir)
{
    for (int i = 0; i < THEME_FILES; i++)
        find(t, &theme_files[i], data_dir, t->file[i]);
}
