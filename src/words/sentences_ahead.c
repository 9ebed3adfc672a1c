#include "words/sentences_ahead.h"

#include "base/num.h"
#include "words/sentences.h"

enum { LAST_WEEK = AGG_AHEAD_WEEKS - 1 };

const char *words_week_name(int32_t monday, struct arena *a)
{
    int year;
    return arena_printf(a, "Woche\u00a0%d", day_iso_week(monday, &year));
}

/* "fehlt ein Termin", "fehlen mindestens 12 Termine". */
static const char *say_missing(const struct agg_ahead *a, uint64_t n, struct arena *arena)
{
    /* Without the regional holidays capacity may be less. */
    const char *least = a->known.land ? "" : "mindestens ";
    return n == 1 ? arena_printf(arena, "fehlt %sein Termin", least)
                  : arena_printf(arena, "fehlen %s%s Termine", least, words_count_word(n, false, arena));
}

static const char *say_demand(const struct agg_ahead_numbers *n, uint64_t due, struct arena *arena)
{
    if (!n->backlog && !due)
        return "In den nächsten zwölf Wochen wird kein Kontakt fällig";
    if (!due)
        return n->backlog == 1 ? "Ein Kontakt ist im Rückstand, in den nächsten zwölf Wochen wird keiner fällig"
                               : arena_printf(arena,
                                              "%s Kontakte sind im Rückstand, in den nächsten zwölf Wochen wird keiner "
                                              "fällig",
                                              words_count_word(n->backlog, true, arena));
    const char *falling =
        due == 1 ? "wird ein Kontakt" : arena_printf(arena, "werden %s Kontakte", words_count_word(due, false, arena));
    if (!n->backlog)
        return arena_printf(arena, "In den nächsten zwölf Wochen %s fällig", falling);
    return arena_printf(arena, "In den nächsten zwölf Wochen %s fällig, %s im Rückstand", falling,
                        n->backlog == 1 ? "einer ist"
                                        : arena_printf(arena, "%s sind", words_count_word(n->backlog, false, arena)));
}

const char *words_say_ahead(const struct agg_ahead *a, const struct agg_ahead_numbers *n, struct arena *arena)
{
    struct agg_ahead_balance b = agg_ahead_balance(a, n);
    if (!b.known || !b.held_against[LAST_WEEK])
        return say_demand(n, b.all_due, arena);
    if (b.short_from == 0)
        return arena_printf(arena, "In keiner der zwölf Wochen reicht die Kapazität, am Ende %s",
                            say_missing(a, b.missing[LAST_WEEK], arena));
    if (b.short_from > 0)
        return arena_printf(arena, "Ab %s reicht die Kapazität nicht mehr, am Ende der zwölf Wochen %s",
                            words_week_name(a->monday[b.short_from], arena),
                            say_missing(a, b.missing[LAST_WEEK], arena));
    if (!a->known.land) /* with the regional holidays it might not */
        return say_demand(n, b.all_due, arena);
    if (b.most >= 0)
        return arena_printf(arena, "Nach zwölf Wochen reicht die Kapazität, in %s %s",
                            words_week_name(a->monday[b.most], arena), say_missing(a, b.missing[b.most], arena));
    return "Die Kapazität reicht in allen zwölf Wochen";
}

/* The week by whose end the backlog is worked off. */
static const char *say_caught_up(const struct agg_ahead *a, const struct agg_ahead_numbers *n,
                                 const struct agg_ahead_balance *b, struct arena *arena)
{
    uint64_t done = 0, backlog = n->backlog - n->backlog_free;
    if (!backlog)
        return "";
    for (int w = 0; w < AGG_AHEAD_WEEKS; w++) {
        done += b->backlog[w];
        if (done == backlog)
            return arena_printf(arena, " Wird der Rückstand zuerst abgearbeitet, ist er in %s aufgeholt.",
                                words_week_name(a->monday[w], arena));
    }
    return " Auch wenn der Rückstand zuerst abgearbeitet wird, ist er nach zwölf Wochen nicht aufgeholt.";
}

const char *words_say_ahead_course(const struct agg_ahead *a, const struct agg_ahead_numbers *n, struct arena *arena)
{
    struct agg_ahead_balance b = agg_ahead_balance(a, n);
    const char *until = arena_strdup(arena, day_german(a->last).s), *day = arena_strdup(arena, day_german(a->day).s),
               *s;
    if (!n->backlog && !b.all_due)
        return "";
    if (!n->backlog)
        s = arena_printf(arena, "Am %s ist kein Kontakt im Rückstand; bis zum %s %s fällig.", day, until,
                         b.all_due == 1 ? "wird einer"
                                        : arena_printf(arena, "werden %s", words_count_word(b.all_due, false, arena)));
    else
        s = arena_printf(
            arena, "Am %s %s im Rückstand, bis zum %s %s fällig.", day,
            n->backlog == 1 ? "ist ein Kontakt"
                            : arena_printf(arena, "sind %s Kontakte", words_count_word(n->backlog, false, arena)),
            until,
            b.all_due == 0   ? "wird keiner"
            : b.all_due == 1 ? "wird ein weiterer"
                             : arena_printf(arena, "werden %s weitere", words_count_word(b.all_due, false, arena)));
    if (!b.known || !b.held_against[LAST_WEEK])
        return s;
    const char *backlog = say_caught_up(a, n, &b, arena);
    if (b.short_from >= 0 && b.short_from < LAST_WEEK)
        return arena_printf(arena, "%s%s Am Ende von %s %s, am Ende der zwölf Wochen %s.", s, backlog,
                            words_week_name(a->monday[b.short_from], arena),
                            say_missing(a, b.missing[b.short_from], arena),
                            say_missing(a, b.missing[LAST_WEEK], arena));
    return arena_printf(arena, "%s%s", s, backlog);
}

/* ---- what is not known or not counted ---- */

static const char *say_no_capacity(const struct agg_ahead *a, const struct agg_ahead_numbers *n, bool team)
{
    if (!a->known.target)
        return "Das Regelwerk nennt keine Zahl von Beratungen je Woche; eine Kapazität lässt sich daraus nicht "
               "berechnen.";
    if (!a->known.posts)
        return "Keine Mitarbeiterdaten geliefert; eine Kapazität lässt sich nicht berechnen.";
    if (!a->known.absences)
        return "Keine Abwesenheiten geliefert; wer in den nächsten Wochen da ist, und damit die Kapazität, ist nicht "
               "bekannt.";
    if (n->counted)
        return "";
    return team
               ? "In diesem Team hat niemand eine Funktion, für die das Regelwerk eine Zahl von Beratungen nennt; eine "
                 "Kapazität lässt sich nicht berechnen."
               : "Niemand hat eine Funktion, für die das Regelwerk eine Zahl von Beratungen nennt; eine Kapazität "
                 "lässt sich nicht berechnen.";
}

static const char *say_free(const struct agg_ahead_numbers *n, const struct agg_ahead_balance *b, struct arena *arena)
{
    uint64_t unmeasured = b->due[LAST_WEEK] - b->held_against[LAST_WEEK];
    if (!b->known || !unmeasured)
        return "";
    if (unmeasured == b->due[LAST_WEEK])
        return "Alle diese Kontakte betreffen Kund*innen, für deren Betreuer*in das Regelwerk keine Zahl von "
               "Beratungen nennt; gegen die Kapazität gehalten ist deshalb keiner.";
    return arena_printf(arena,
                        "%s der %s Kontakte%s %s Kund*innen, für deren Betreuer*in das Regelwerk keine Zahl von "
                        "Beratungen nennt; %s nicht gegen die Kapazität gehalten.",
                        unmeasured == 1 ? "Einer" : num_german(unmeasured, arena), num_german(b->due[LAST_WEEK], arena),
                        n->backlog ? ", Rückstand eingeschlossen," : "", unmeasured == 1 ? "betrifft" : "betreffen",
                        unmeasured == 1 ? "er ist" : "sie sind");
}

/* Staff without a number: told, not counted. */
static const char *say_staff(const struct agg_ahead_numbers *n, struct arena *arena)
{
    uint64_t others = n->without_target + n->without_function;
    if (!others || !n->counted)
        return "";
    const char *why = n->without_target == 0     ? "weil ihre Funktion unbekannt ist"
                      : n->without_function == 0 ? "weil das Regelwerk für ihre Funktion keine Zahl nennt"
                                                 : "weil das Regelwerk für ihre Funktion keine Zahl nennt oder sie "
                                                   "unbekannt ist";
    return arena_printf(
        arena, "In der Kapazität enthalten %s; ohne Zahl und nicht enthalten %s, %s.",
        n->counted == 1 ? "ist eine Person"
                        : arena_printf(arena, "sind %s Personen", words_count_word(n->counted, false, arena)),
        others == 1 ? "ist eine" : arena_printf(arena, "sind %s", words_count_word(others, false, arena)), why);
}

static const char *say_absences(const struct agg_ahead *a, struct arena *arena)
{
    if (a->last_absence <= a->day)
        return "Nach dem Stichtag ist keine Abwesenheit eingetragen; die Kapazität ist deshalb eher zu hoch.";
    if (a->last_absence < a->last)
        return arena_printf(arena,
                            "Die letzte eingetragene Abwesenheit endet am %s; was später hinzukommt, mindert die "
                            "Kapazität.",
                            day_german(a->last_absence).s);
    return "Abgezogen sind die Abwesenheiten, die schon eingetragen sind; was hinzukommt, mindert die Kapazität.";
}

const char *words_say_ahead_gap(const struct agg_ahead *a, const struct agg_ahead_numbers *n, bool team,
                                enum words_ahead_gap gap, struct arena *arena)
{
    struct agg_ahead_balance b = agg_ahead_balance(a, n);
    switch (gap) {
    case AHEAD_GAP_CAPACITY:
        return b.known ? "" : say_no_capacity(a, n, team);
    case AHEAD_GAP_LAND:
        return !b.known || a->known.land
                   ? ""
                   : "Kein Bundesland angegeben: Abgezogen sind nur die Feiertage, die in allen Ländern gelten.";
    case AHEAD_GAP_FREE:
        return say_free(n, &b, arena);
    case AHEAD_GAP_STAFF:
        return b.known ? say_staff(n, arena) : "";
    case AHEAD_GAP_EXEMPT:
        if (!n->exempt_open)
            return "";
        return n->exempt_open == 1
                   ? "Bei einer ausgenommenen Person steht das Ende nicht fest; für sie ist kein Kontakt vorgesehen."
                   : arena_printf(
                         arena, "Bei %s Ausgenommenen steht das Ende nicht fest; für sie ist kein Kontakt vorgesehen.",
                         num_german(n->exempt_open, arena));
    case AHEAD_GAP_ABSENCES:
        return b.known ? say_absences(a, arena) : "";
    case AHEAD_GAPS:
        break;
    }
    return "";
}
