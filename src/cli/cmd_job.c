#include "archive/publish.h"
#include "base/buf.h"
#include "cli/commands.h"
#include "job/init.h"

bool command_job_init(const struct options *o, struct diag *d)
{
    struct buf b = {0};
    bool ok = job_init(o->input, o->output, &b, d);
    if (ok && o->output) {
        ok = publish_file(o->output, buf_str(&b), b.n, d);
    } else if (ok && (fwrite(buf_str(&b), 1, b.n, stdout) != b.n || fflush(stdout) != 0)) {
        ok = diag_fail(d, DIAG_OUTPUT, "Standardausgabe", 0, "kann nicht geschrieben werden");
    }
    buf_free(&b);
    return ok;
}
