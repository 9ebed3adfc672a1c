#include "archive/drive.h"
#include "base/day.h"
#include "base/ending.h"
#include "base/sandbox.h"
#include "cli/commands.h"
#include "cli/confine.h"
#include "cli/options.h"
#include "reports/check.h"
#include "reports/rules_page.h"
#include "reports/version.h"
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

/* The only look at the clock: the default of the reporting day. */
static int32_t today(void)
{
    time_t now = time(NULL);
    struct tm t;
    if (now == (time_t)-1 || !localtime_r(&now, &t))
        return day_make(2000, 1, 1);
    return day_make(t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

static bool reads_exports(enum settings_command c)
{
    return c == COMMAND_REPORT || c == COMMAND_EVALUATE || c == COMMAND_CHECK || c == COMMAND_EXPLAIN ||
           c == COMMAND_LIST;
}

static bool run_command(const struct settings *o, struct diag *d)
{
    if (o->replay) /* what the job names is read, too, which is known later */
        sandbox_narrow(drive_temporary(), o->ending);
    else if (!reads_exports(o->command)) /* those confine themselves, once they know what the job names */
        (void)confine(o, NULL, NULL);
    switch (o->command) {
    case COMMAND_REPORT:
        return run_report(o, d);
    case COMMAND_EVALUATE:
        return command_evaluate(o, d);
    case COMMAND_CHECK:
        return command_check(o, reports_check_materials, d);
    case COMMAND_JOB_INIT:
        return command_job_init(o, d);
    case COMMAND_EXPLAIN:
        return command_explain(o, d);
    case COMMAND_LIST:
        return command_list(o, d);
    case COMMAND_VERIFY:
        return command_verify(o, run_again, d);
    case COMMAND_RULES_LIST:
        return command_rules_list(o, d);
    case COMMAND_RULES_SHOW:
        return reports_rules_show(o, d);
    case COMMAND_RULES_CHECK:
        return command_rules_check(o, d);
    default:
        return diag_fail(d, DIAG_FAULT, NULL, 0, "Befehl ohne Ausführung");
    }
}

/*
 * Standard input, output and error are there, so that no file that is opened later is taken for one of them. What was
 * closed cannot be read from or written to.
 */
static void hold_standard(void)
{
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        if (fcntl(fd, F_GETFD) < 0)
            (void)!open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int main(int argc, char **argv)
{
    hold_standard();
    sandbox_keep_memory();
    struct settings o;
    struct diag d = {0};
    /* A reader who has seen enough (head) is no fault: writing fails with EPIPE, and the rest is dropped (output.h). */
    signal(SIGPIPE, SIG_IGN);
    struct ending *ending = ending_begin();
    bool ok = options_parse(&o, argc, argv, today(), &d);
    if (ok && o.help)
        options_print_help(&o, stdout);
    else if (ok && o.version)
        reports_version();
    else if (ok) {
        o.ending = ending;
        ok = run_command(&o, &d);
    }
    errno = 0;
    if (ok && (fflush(stdout) != 0 || ferror(stdout)) && errno != EPIPE)
        ok = diag_fail(&d, DIAG_OUTPUT, "Standardausgabe", 0, "kann nicht geschrieben werden");
    ending_finish(ending);
    if (ok)
        return 0;
    diag_print(&d);
    return d.code;
}
