#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>

bool diag_fail(struct diag *d, enum diag_code code, const char *file, size_t line, const char *format, ...)
{
    if (d->code != DIAG_NONE)
        return false;
    d->code = code;
    snprintf(d->file, sizeof d->file, "%s", file ? file : "");
    d->line = line;
    d->expected[0] = '\0';
    va_list args;
    va_start(args, format);
    vsnprintf(d->what, sizeof d->what, format, args);
    va_end(args);
    return false;
}

bool diag_expect(struct diag *d, const char *format, ...)
{
    if (d->expected[0])
        return false;
    va_list args;
    va_start(args, format);
    vsnprintf(d->expected, sizeof d->expected, format, args);
    va_end(args);
    return false;
}

void diag_print(const struct diag *d)
{
    if (!d->file[0])
        fprintf(stderr, "kontaktdichte: %s", d->what);
    else if (d->line)
        fprintf(stderr, "%s:%zu: %s", d->file, d->line, d->what);
    else
        fprintf(stderr, "%s: %s", d->file, d->what);
    if (d->expected[0])
        fprintf(stderr, "; erwartet: %s", d->expected);
    fputc('\n', stderr);
}
