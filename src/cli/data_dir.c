#include "cli/data_dir.h"

#include "base/near.h"
#include "base/path.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* The whole path of a folder where the program's data lies; NULL: it does not. */
static const char *holds_data(const char *dir, struct arena *a)
{
    return is_file(arena_printf(a, "%s/rules/regelwerk.rng", dir)) &&
                   is_file(arena_printf(a, "%s/templates/document.rng", dir))
               ? path_whole(a, dir)
               : NULL;
}

/* The folder that the program lies in, links resolved; NULL: cannot be told. */
static const char *program_folder(struct arena *a)
{
    char exe[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", exe, sizeof exe - 1);
    if (n <= 0)
        return NULL;
    exe[n] = '\0';
    return path_folder(a, exe);
}

const char *data_dir_find(const char *given, struct arena *a, struct diag *d)
{
    static const char *const from_program[] = {KD_DATA_FROM_BIN, KD_SOURCE_FROM_BUILD};
    if (given) {
        const char *dir = holds_data(given, a);
        if (dir)
            return dir;
        diag_fail(d, DIAG_RULES, given, 0, "hier liegen keine Regelwerke und Vorlagen");
        diag_expect(d, "ein Ordner mit rules/ und templates/");
        return NULL;
    }
    const char *program = program_folder(a), *dir = NULL;
    for (size_t i = 0; program && !dir && i < sizeof from_program / sizeof *from_program; i++)
        dir = holds_data(arena_printf(a, "%s/%s", program, from_program[i]), a);
    if (dir || (dir = holds_data(KD_DATA_DIR, a)))
        return dir;
    diag_fail(d, DIAG_RULES, NULL, 0, "Regelwerke und Vorlagen nicht gefunden, weder in %s noch beim Programm in %s",
              KD_DATA_DIR, program ? program : "?");
    diag_expect(d, "--data-dir mit dem Ordner, in dem rules/ und templates/ liegen");
    return NULL;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **data_dir_rule_ids(const char *data_dir, struct arena *a)
{
    const char **id = NULL;
    size_t n = 0, cap = 0;
    DIR *dir = opendir(arena_printf(a, "%s/rules", data_dir));
    for (struct dirent *e; dir && (e = readdir(dir));) {
        size_t length = strlen(e->d_name);
        if (length <= 4 || strcmp(e->d_name + length - 4, ".xml") != 0)
            continue;
        id = mem_grow(id, n, &cap, sizeof *id);
        id[n++] = arena_text(a, e->d_name, length - 4);
    }
    if (dir)
        closedir(dir);
    if (n > 1)
        qsort(id, n, sizeof *id, compare_names);
    const char **sorted = arena_zero(a, (n + 1) * sizeof *sorted);
    if (n)
        memcpy(sorted, id, n * sizeof *sorted);
    free(id);
    return sorted;
}

const char *data_dir_rules(const char *data_dir, const char *id_or_file, struct arena *a, struct diag *d)
{
    if (!strchr(id_or_file, '/')) {
        const char *file = arena_printf(a, "%s/rules/%s.xml", data_dir, id_or_file);
        if (is_file(file))
            return file;
    }
    if (is_file(id_or_file))
        return id_or_file;
    const char **id = data_dir_rule_ids(data_dir, a);
    size_t n = 0;
    while (id[n])
        n++;
    diag_fail(d, DIAG_RULES, NULL, 0, "Regelwerk „%s“ nicht gefunden", id_or_file);
    near_expect(d, id_or_file, "eine Datei, oder eines von ", id, n);
    diag_cure(d, "kontaktdichte rules list zeigt die vorhandenen");
    return NULL;
}
