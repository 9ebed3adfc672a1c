/*
 * Any bytes as a job file (where they begin with '<'): it is refused with a reason, or it can be asked. Any other bytes
 * as an export in a folder: the proposal for it is a job file that the program reads.
 */
#include "fuzz.h"

#include "job/init.h"
#include "job/job.h"

#define SCHEMA KD_ROOT "/templates/auftrag.rng"

static void check_job(const uint8_t *data, size_t size)
{
    char path[32];
    struct diag d = {0};
    struct job_hint hint[JOB_MOST_HINTS];
    int fd = fuzz_file(path, data, size);
    struct job *j = job_load(path, SCHEMA, &d);
    MUST(j ? d.code == DIAG_NONE : d.code == DIAG_RULES && d.what[0]);
    if (j) {
        MUST(job_hints(j, hint) <= JOB_MOST_HINTS);
        for (int i = 0; i < TBL_FILES; i++)
            ingest_values_free(ingest_values_new(&j->export[i]));
    }
    job_free(j);
    close(fd);
}

static char folder[] = "kd-fuzz-job-XXXXXX", export[sizeof folder + 16];

static void remove_folder(void)
{
    unlink(export);
    rmdir(folder);
}

static void check_proposal(const uint8_t *data, size_t size)
{
    struct diag d = {0};
    struct buf b = {0};
    if (!export[0]) {
        MUST(mkdtemp(folder));
        snprintf(export, sizeof export, "%s/k--d.csv", folder);
        atexit(remove_folder);
    }
    FILE *f = fopen(export, "w");
    MUST(f && fwrite(data, 1, size, f) == size && fclose(f) == 0);
    if (job_init(folder, NULL, &b, &d)) {
        char path[32];
        int fd = fuzz_file(path, buf_str(&b), b.n);
        struct job *j = job_load(path, SCHEMA, &d);
        /* valid, but for what one file cannot be */
        MUST(!j && strstr(d.what, "kein Export der Art") != NULL ? 1 : j && j->canonical);
        job_free(j);
        close(fd);
    } else {
        MUST(d.code == DIAG_INPUT && d.what[0]);
    }
    buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size && data[0] == '<')
        check_job(data, size);
    else
        check_proposal(data, size);
    return 0;
}
