#include "base/buf.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "job/init.h"
#include "job/job.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A rule file on the command line is seen from the working folder, in a job from the job's. */
static char *rules_path(const char *rules)
{
    size_t n = rules ? strlen(rules) : 0;
    bool is_file = n && (strchr(rules, '/') || (n > 4 && strcmp(rules + n - 4, ".xml") == 0));
    return is_file ? realpath(rules, NULL) : NULL;
}

static size_t count_open(const char *draft)
{
    size_t n = 0;
    for (const char *s = draft; (s = strstr(s, "<!-- OFFEN")); s++)
        n++;
    return n;
}

/* What was written, what is open, and the command that comes next. */
static void say_next(const struct settings *o, const char *draft)
{
    size_t open = count_open(draft);
    struct buf b = {0}, input = {0}, output = {0};
    if (o->quiet)
        return;
    text_put_shell_word(&input, o->input);
    text_put_shell_word(&output, o->output ? o->output : "auftrag.xml");
    if (o->output)
        buf_printf(&b, "kontaktdichte: Auftrag geschrieben: %s\n", o->output);
    if (open)
        buf_printf(&b,
                   "kontaktdichte: %zu %s noch offen (im Auftrag mit OFFEN bezeichnet); was „unsicher“ heißt, bitte "
                   "prüfen\n",
                   open, open == 1 ? "Stelle ist" : "Stellen sind");
    if (o->output)
        buf_printf(&b, "kontaktdichte: als Nächstes: %skontaktdichte check %s\n",
                   open ? "die Stellen ergänzen, dann " : "", buf_str(&output));
    else
        buf_printf(&b, "kontaktdichte: als Nächstes: kontaktdichte job init %s --output %s\n", buf_str(&input),
                   buf_str(&output));
    struct buf safe = {0};
    text_put_safe(&safe, buf_str(&b), b.n, true);
    fputs(buf_str(&safe), stderr);
    buf_free(&safe);
    buf_free(&b);
    buf_free(&input);
    buf_free(&output);
}

bool command_job_init(const struct settings *o, struct diag *d)
{
    struct buf b = {0};
    char *rules = rules_path(o->rules);
    struct job_init_told told = {.jobcenter = o->jobcenter,
                                 .rules = rules ? rules : o->rules,
                                 .land = o->land,
                                 .as_of = SETTINGS_TOLD(o, as_of) ? o->as_of : DAY_NONE};
    bool ok = job_init_told(o->input, o->output, &told, &b, d) &&
              (o->output ? output_put_new(o->output, &b, d) : output_put(NULL, &b, d));
    if (ok)
        say_next(o, buf_str(&b));
    free(rules);
    buf_free(&b);
    return ok;
}
