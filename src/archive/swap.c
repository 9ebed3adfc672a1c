#include "archive/swap.h"

#include "archive/drive.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static bool fail(struct diag *d, const char *path, const char *what, int error)
{
    return diag_fail(d, DIAG_OUTPUT, path, 0, "%s: %s", what, diag_system(error));
}

bool swap_refuse(const char *target, struct diag *d)
{
    diag_fail(d, DIAG_OUTPUT, target, 0, "dieser Lauf ist schon veröffentlicht und wird nicht überschrieben");
    return diag_expect(d, "ein anderer Ordner mit --out, oder --replace (der alte Lauf bleibt daneben erhalten)");
}

static bool is_taken(int error)
{
    return error == EEXIST || error == ENOTEMPTY;
}

/* A free name beside target for the run that was there; of those that are kept once the last. */
static const char *name_aside(const char *target, bool only_one, struct arena *a)
{
    const char *name = arena_printf(a, "%s.alt", target);
    for (int i = 2; !only_one && drive_has(name); i++)
        name = arena_printf(a, "%s.alt%d", target, i);
    return name;
}

int swap_put_aside(const char *from, const char *target, bool only_one, struct arena *a, const char **to)
{
    enum { TRIES = 100 }; /* another program may take the name in between */
    int error = EEXIST;
    for (int i = 0; i < TRIES && is_taken(error); i++) {
        *to = name_aside(target, only_one, a);
        if (only_one)
            drive_remove(*to);
        error = drive_move(from, *to);
    }
    return error;
}

/* Where folders cannot change places: the old one goes first. Between the two steps the state tells where it is. */
static bool replace_in_two(struct swap *s, const char *aside, struct arena *a, struct diag *d)
{
    const char *old;
    int error = swap_put_aside(s->target, s->target, s->old == PUBLISH_KEEP_ONE, a, &old);
    if (error || strcmp(old, aside) != 0) {
        fail(d, s->target, "kann nicht ersetzt werden", error ? error : EEXIST);
        s->stuck = !error && drive_move(old, s->target) != 0;
        return false;
    }
    error = drive_move(s->work, s->target);
    if (error) {
        fail(d, s->target, "kann nicht veröffentlicht werden", error);
        s->stuck = drive_move(old, s->target) != 0;
        return s->stuck ? diag_expect(d, "den alten Lauf legt der nächste Lauf zurück; er liegt in %s", old) : false;
    }
    if (s->say)
        s->say(s->context, "dieses Laufwerk tauscht Ordner nicht in einem Schritt; der alte Lauf wurde zuerst "
                           "beiseitegelegt (bricht ein Lauf gerade dazwischen ab, legt ihn der nächste zurück)");
    return true;
}

static bool replace(struct swap *s, struct arena *a, struct diag *d)
{
    const char *aside = name_aside(s->target, s->old == PUBLISH_KEEP_ONE, a), *slash = strrchr(aside, '/'), *old;
    struct stand_swap swap = {.fresh = s->fresh, .old = stand_mark(s->target), .only_one = s->old == PUBLISH_KEEP_ONE};
    snprintf(swap.aside, sizeof swap.aside, "%s", slash ? slash + 1 : aside);
    if (!stand_write_swap(s->fd, s->state, &swap, d))
        return false;
    int error = drive_exchange(s->work, s->target);
    if (drive_refuses(error))
        return replace_in_two(s, aside, a, d);
    if (error)
        return fail(d, s->target, "kann nicht ersetzt werden", error);
    error = swap_put_aside(s->work, s->target, s->old == PUBLISH_KEEP_ONE, a, &old);
    if (!error)
        return true;
    fail(d, old, "der alte Lauf kann nicht beiseitegelegt werden", error);
    s->stuck = drive_exchange(s->work, s->target) != 0; /* back again: what is removed has to be the new run */
    return false;
}

bool swap_in(struct swap *s, struct arena *a, struct diag *d)
{
    int error = drive_move(s->work, s->target);
    if (!error)
        return true;
    if (!is_taken(error))
        return fail(d, s->target, "kann nicht veröffentlicht werden", error);
    return s->old == PUBLISH_REFUSE ? swap_refuse(s->target, d) : replace(s, a, d);
}
