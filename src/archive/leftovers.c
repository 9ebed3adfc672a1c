#include "archive/leftovers.h"

#include "archive/drive.h"
#include "archive/publish.h"
#include "archive/stand.h"
#include "archive/swap.h"
#include "base/buf.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct mending {
    struct arena *a;
    const char *work, *target, *aside; /* paths */
    void (*say)(void *context, const char *what);
    void *context;
};

static void tell(const struct mending *m, const char *path, const char *what, const char *where)
{
    m->say(m->context, arena_printf(m->a, "%s: %s%s", path, what, where));
}

/* ---- names ---- */

enum { DAY = 10 /* JJJJ-MM-TT */ };

bool leftovers_are(const char *entry, bool state)
{
    static const char form[] = "0000-00-00";
    const char *s = entry + 1;
    if (entry[0] != '.')
        return false;
    for (int i = 0; i < DAY; i++)
        if (form[i] == '0' ? s[i] < '0' || s[i] > '9' : s[i] != form[i])
            return false;
    s += DAY;
    if (strncmp(s, ".fehler.", 8) == 0)
        s += 7;
    return *s == '.' && strnlen(s, 1 + STAND_MARK) == 1 + STAND_MARK &&
           strcmp(s + 1 + STAND_MARK, state ? STAND_SUFFIX : "") == 0;
}

/* ---- one run ---- */

static bool is(const char *folder, const struct digest_text *mark)
{
    struct digest_text now = stand_mark(folder);
    return strcmp(now.hex, mark->hex) == 0;
}

static bool remove_work(const struct mending *m)
{
    if (!drive_has(m->work))
        return true;
    bool gone = drive_remove(m->work);
    tell(m, m->work,
         gone ? "was ein abgebrochener Lauf hier begonnen hatte, ist entfernt"
              : "was ein abgebrochener Lauf hier begonnen hatte, lässt sich nicht entfernen",
         "");
    return gone;
}

/* The new run came to its place, the old one still has the name of the new one. */
static bool finish(const struct mending *m, const struct stand_swap *swap)
{
    const char *old;
    if (swap_put_aside(m->work, m->target, swap->only_one, m->a, &old) != 0) {
        tell(m, m->work, "hier liegt der alte Lauf; er lässt sich nicht beiseitelegen", "");
        return false;
    }
    tell(m, m->target, "hier wurde ein Lauf beim Ersetzen unterbrochen; der alte Lauf liegt jetzt in ", old);
    return true;
}

/* Neither is at its place: the old one was already aside. */
static bool restore(const struct mending *m)
{
    if (drive_move(m->aside, m->target) != 0) {
        tell(m, m->aside, "hier liegt der letzte veröffentlichte Lauf; er lässt sich nicht zurücklegen", "");
        return false;
    }
    tell(m, m->target, "hier wurde ein Lauf beim Ersetzen unterbrochen; der alte Lauf steht wieder an seiner Stelle",
         "");
    return remove_work(m);
}

/* True: all is as it should be, the state is of no more use. */
static bool mend_swap(const struct mending *m, const struct stand_swap *swap)
{
    if (!drive_has(m->work))
        return true;
    bool fresh = is(m->work, &swap->fresh), old = is(m->work, &swap->old);
    if (!drive_has(m->target) && fresh && drive_has(m->aside) && is(m->aside, &swap->old))
        return restore(m);
    if (old && drive_has(m->target))
        return finish(m, swap);
    if (fresh)
        return remove_work(m);
    tell(m, m->work, "ein unterbrochener Lauf, der seinem Stand nicht mehr gleicht; er bleibt liegen", "");
    return false;
}

/* state: path of a state */
static void mend_one(struct mending *m, const char *out, const char *entry)
{
    const char *state = arena_printf(m->a, "%s/%s", out, entry);
    struct stand_swap swap;
    size_t n = strlen(entry) - (sizeof STAND_SUFFIX - 1);
    int fd;
    m->work = arena_printf(m->a, "%s/%.*s", out, (int)n, entry);
    m->target = arena_printf(m->a, "%s/%.*s", out, (int)(n - 2 - STAND_MARK), entry + 1);
    switch (stand_take(state, &fd)) {
    case STAND_FREE:
        break;
    case STAND_NO_LOCKS:
        tell(m, m->work,
             "vielleicht der Rest eines abgebrochenen Laufs; auf diesem Laufwerk lässt sich nicht sperren, "
             "darum bleibt er liegen (ist kein Lauf am Werk, kann er von Hand gelöscht werden)",
             "");
        return;
    default:
        return;
    }
    bool swapping = stand_read_swap(fd, &swap);
    m->aside = swapping ? arena_printf(m->a, "%s/%s", out, swap.aside) : "";
    if (swapping ? mend_swap(m, &swap) : remove_work(m))
        unlink(state);
    close(fd);
}

/* A folder that has no state was left by a version that wrote none, or is not of this program. */
static void name_stateless(const struct mending *m, const char *out, const char *entry)
{
    const char *work = arena_printf(m->a, "%s/%s", out, entry);
    if (!drive_has(arena_printf(m->a, "%s" STAND_SUFFIX, work)) && drive_has(work))
        tell(m, work,
             "ein Ordner wie der eines abgebrochenen Laufs, aber ohne Stand; er bleibt liegen (ist kein Lauf am "
             "Werk, kann er von Hand gelöscht werden)",
             "");
}

static int is_state(const struct dirent *e)
{
    return leftovers_are(e->d_name, true);
}

static int is_folder(const struct dirent *e)
{
    return leftovers_are(e->d_name, false);
}

void publish_mend(const char *out, void (*say)(void *context, const char *what), void *context)
{
    struct mending m = {.a = arena_new(), .say = say, .context = context};
    struct dirent **entry = NULL;
    int n = scandir(out, &entry, is_state, alphasort);
    for (int i = 0; i < n; i++) {
        mend_one(&m, out, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    entry = NULL;
    n = scandir(out, &entry, is_folder, alphasort);
    for (int i = 0; i < n; i++) {
        name_stateless(&m, out, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
    arena_free(m.a);
}
