#include "base/path.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *path_whole(struct arena *a, const char *path)
{
    char *known = realpath(path, NULL);
    if (known) {
        const char *whole = arena_strdup(a, known);
        free(known);
        return whole;
    }
    size_t n = strlen(path);
    while (n > 1 && path[n - 1] == '/')
        n--;
    const char *trimmed = arena_text(a, path, n), *name = path_name(trimmed);
    if (!*name || strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return trimmed; /* the root, or a folder that is gone */
    const char *folder = path_whole(a, path_folder(a, trimmed));
    return arena_printf(a, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *path_folder(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == path ? "/" : slash ? arena_text(a, path, (size_t)(slash - path)) : ".";
}

const char *path_from(struct arena *a, const char *folder, const char *path)
{
    return *path == '/' || strcmp(folder, ".") == 0 ? path : arena_printf(a, "%s/%s", folder, path);
}

static const char *with_slashes(struct arena *a, const char *path)
{
    char *s = arena_strdup(a, path);
    for (char *p = s; *p; p++)
        if (*p == '\\')
            *p = '/';
    return s;
}

const char *path_from_windows(struct arena *a, const char *folder, const char *path)
{
    const char letter = (char)(path[0] | 0x20);
    const bool drive = letter >= 'a' && letter <= 'z' && path[1] == ':' && (path[2] == '\\' || path[2] == '/');
    if ((!drive && !strchr(path, '\\')) || access(path_from(a, folder, path), F_OK) == 0)
        return NULL;
    const char *here = with_slashes(a, path);
    if (drive)
        return arena_printf(a,
                            "ein Pfad ohne Laufwerksbuchstaben: dort, wo das Laufwerk %c: eingehängt ist, zum Beispiel "
                            "/mnt/%c/%s",
                            letter - 0x20, letter, here + 3);
    if (strncmp(here, "//", 2) == 0)
        return arena_printf(a,
                            "ein Pfad dieses Rechners: die Freigabe einhängen und den Ordner nennen, in dem sie dann "
                            "liegt, zum Beispiel /mnt/%s",
                            here + 2);
    return arena_printf(a, "Schrägstriche: %s", here);
}
