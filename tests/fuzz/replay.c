/* Runs files and folders of files through a fuzz target, without libFuzzer: for every compiler, and for ctest. */
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static size_t n_runs;

static void run_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    MUST(f);
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    MUST(size >= 0);
    uint8_t *data = malloc((size_t)size + 1); /* exactly so many bytes, so that a sanitizer sees one too many read */
    uint8_t *exact = size ? realloc(data, (size_t)size) : data;
    MUST(exact && fread(exact, 1, (size_t)size, f) == (size_t)size);
    fclose(f);
    LLVMFuzzerTestOneInput(exact, (size_t)size);
    free(exact);
    n_runs++;
}

static void run(const char *path)
{
    struct dirent **entry;
    struct stat st;
    MUST(stat(path, &st) == 0);
    if (!S_ISDIR(st.st_mode)) {
        run_file(path);
        return;
    }
    int n = scandir(path, &entry, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%s", path, entry[i]->d_name);
        if (entry[i]->d_name[0] != '.')
            run(below);
        free(entry[i]);
    }
    free(entry);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        run(argv[i]);
    printf("%zu passed, 0 failed\n", n_runs);
    return n_runs ? 0 : 1;
}
