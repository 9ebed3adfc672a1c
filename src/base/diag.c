#include "base/diag.h"

#include "base/buf.h"
#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool diag_fail(struct diag *d, enum diag_code code, const char *file, size_t line, const char *format, ...)
{
    if (d->code != DIAG_NONE)
        return false;
    d->code = code;
    snprintf(d->file, sizeof d->file, "%s", file ? file : "");
    d->line = line;
    d->expected[0] = d->cure[0] = '\0';
    d->other_form = false;
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

bool diag_cure(struct diag *d, const char *format, ...)
{
    if (d->cure[0])
        return false;
    va_list args;
    va_start(args, format);
    vsnprintf(d->cure, sizeof d->cure, format, args);
    va_end(args);
    return false;
}

/* What comes from files and command lines must not steer a terminal. */
static void put_safe(struct buf *b, const char *s)
{
    text_put_safe(b, s, strlen(s), false);
}

void diag_put(struct buf *b, const struct diag *d)
{
    put_safe(b, d->file[0] ? d->file : "kontaktdichte");
    if (d->file[0] && d->line)
        buf_printf(b, ":%zu", d->line);
    buf_text(b, ": ");
    put_safe(b, d->what);
    if (d->expected[0])
        buf_text(b, "; erwartet: ");
    put_safe(b, d->expected);
    if (d->cure[0])
        buf_text(b, "\n  Abhilfe: ");
    put_safe(b, d->cure);
}

void diag_print(const struct diag *d)
{
    struct buf b = {0};
    diag_put(&b, d);
    fprintf(stderr, "%s\n", buf_str(&b));
    buf_free(&b);
}

const char *diag_system(int error)
{
    static const struct {
        int error;
        const char *reason;
    } known[] = {
        {ENOENT, "gibt es nicht"},
        {EACCES, "keine Berechtigung"},
        {EPERM, "nicht erlaubt"},
        {EISDIR, "ist ein Ordner"},
        {ENOTDIR, "ein Teil des Pfades ist kein Ordner"},
        {EEXIST, "gibt es schon"},
        {ENOTEMPTY, "der Ordner ist nicht leer"},
        {ENOSPC, "kein Platz mehr auf dem Datenträger"},
        {EDQUOT, "das Kontingent auf dem Datenträger ist erschöpft"},
        {EFBIG, "die Datei würde zu groß"},
        {EROFS, "der Datenträger ist schreibgeschützt"},
        {EIO, "Fehler des Datenträgers"},
        {EPIPE, "der Empfänger liest nicht mehr"},
        {EMFILE, "zu viele offene Dateien"},
        {ENFILE, "zu viele offene Dateien im System"},
        {ENAMETOOLONG, "der Name ist zu lang"},
        {ELOOP, "zu viele Verweise hintereinander"},
        {EBUSY, "wird gerade benutzt"},
        {EINVAL, "geht mit diesem Dateisystem nicht"},
        {EXDEV, "liegt auf einem anderen Datenträger"},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].error == error)
            return known[i].reason;
    return "Fehler des Systems";
}
