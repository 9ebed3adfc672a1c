#include "base/buf.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "job/init.h"
#include "job/job.h"

#include <stdlib.h>
#include <string.h>

/* A rule file on the command line is seen from the working folder, in a job from the job's. */
static char *rules_path(const char *rules)
{
    size_t n = rules ? strlen(rules) : 0;
    bool is_file = n && (strchr(rules, '/') || (n > 4 && strcmp(rules + n - 4, ".xml") == 0));
    return is_file ? realpath(rules, NULL) : NULL;
}

bool command_job_init(const struct options *o, struct diag *d)
{
    struct buf b = {0}, land = {0};
    char *rules = rules_path(o->rules);
    holiday_region_put(&land, o->land); /* BY+Mariä Himmelfahrt */
    const char *plus = strchr(buf_str(&land), '+');
    struct job_init_told told = {.jobcenter = o->jobcenter,
                                 .rules = rules ? rules : o->rules,
                                 .land = (enum job_land)o->land.land,
                                 .regional = plus ? plus + 1 : "",
                                 .as_of = o->given & GIVEN_AS_OF ? o->as_of : DAY_NONE};
    bool ok = job_init_told(o->input, o->output, &told, &b, d) &&
              (o->output ? output_put_new(o->output, &b, d) : output_put(NULL, &b, d));
    free(rules);
    buf_free(&land);
    buf_free(&b);
    return ok;
}
