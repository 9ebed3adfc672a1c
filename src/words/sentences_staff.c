#include "words/sentences_staff.h"

#include "base/num.h"
#include "words/sentences.h"

enum { DAY_MINUTES = 24 * 60 };

/* ---- against the targets ---- */

static const char *say_consultations(const struct agg_staff *s, const struct agg_staff_week *m, struct arena *a)
{
    uint64_t held = m->consultations * s->unit;
    if (held >= m->target)
        return "Zusammen erreichen die Beratungen das Ziel";
    /* Those of nobody known may be theirs; without the regional holidays the target may be too high. */
    if ((m->consultations + m->strange) * s->unit >= m->target || !s->known.land)
        return "Personal";
    if (m->consultations == 0)
        return "Keine Beratung ist erfasst, die auf das Ziel zählt";
    int64_t shown = num_per_mille(held, m->target);
    if (shown == 0 || shown == 1000)
        return "Zusammen verfehlen die Beratungen das Ziel";
    return arena_printf(a, "Zusammen erreichen die Beratungen %s des Ziels", words_percent(held, m->target, a));
}

static bool time_from_contacts(const struct ruleset *set)
{
    for (int i = 0; i < set->n_staff; i++)
        if (set->staff[i].share > 0)
            return set->staff[i].from_contacts;
    return false;
}

const char *words_time(const struct ruleset *set)
{
    return time_from_contacts(set) ? "Gesprächen" : "Terminen";
}

static const char *say_time(const struct agg_staff *s, const struct agg_staff_week *m, struct arena *a)
{
    uint64_t spent = m->minutes * (AGG_STAFF_MINUTE / TBL_MINUTE);
    const char *where = words_time(s->set);
    if (spent >= m->time_target)
        return arena_printf(a, "Die Arbeitszeit in %s erreicht zusammen das Ziel", where);
    const char *target = words_percent(m->time_target, m->present, a);
    uint64_t unknown = m->untimed + m->strange_time; /* none can last longer than a day */
    if (spent + unknown * DAY_MINUTES * AGG_STAFF_MINUTE >= m->time_target || !s->known.land)
        return "Personal";
    if (unknown || num_per_mille(spent, m->present) == num_per_mille(m->time_target, m->present))
        return arena_printf(a, "Die Arbeitszeit in %s verfehlt zusammen das Ziel von %s", where, target);
    return arena_printf(a, "In %s liegen %s der Arbeitszeit, Ziel sind %s", where, words_percent(spent, m->present, a),
                        target);
}

const char *words_say_staff(const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a)
{
    struct agg_staff_week m = agg_staff_month(n);
    if (s->known.target && m.target)
        return say_consultations(s, &m, a);
    if (s->known.time && m.time_target)
        return say_time(s, &m, a);
    return "Personal";
}

const char *words_say_target(const struct rule_staff_target *t, struct arena *a)
{
    const char *number = "", *share = "";
    if (t->consultations)
        number = arena_printf(a, "%s %s je Woche bei Vollzeit", num_german((uint64_t)t->consultations, a),
                              t->consultations == 1 ? "Beratung" : "Beratungen");
    if (t->share > 0)
        share = arena_printf(a, "%d\u00a0%% der Arbeitszeit in %s%s", (int)(t->share * 100 + 0.5),
                             t->from_contacts ? "persönlichen Gesprächen" : "Terminen",
                             t->longest ? arena_printf(a, " (je höchstens %d\u00a0Minuten)", t->longest) : "");
    if (!*number || !*share)
        return *number ? number : share;
    return arena_printf(a, t->decides ? "%s; daneben, ohne dass es entscheidet, %s" : "%s und %s", number, share);
}

/* ---- substitution, standing in ---- */

const char *words_say_substitution(const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a)
{
    uint64_t all = n->own + n->substituted;
    const char *unclear = "";
    if (!s->known.substitution || !s->n_weeks)
        return "";
    if (n->unclear)
        unclear =
            arena_printf(a, " Bei %s ist nicht angegeben, wer sie geführt hat oder wer zuständig war.",
                         n->unclear == 1 ? "einer weiteren"
                                         : arena_printf(a, "weiteren %s", words_count_word(n->unclear, false, a)));
    if (all == 0)
        return n->unclear
                   ? "Wie viele Beratungen in Vertretung geführt wurden, ist nicht bekannt: Nirgends ist angegeben, "
                     "wer sie geführt hat oder wer zuständig war."
                   : "In diesen Wochen ist keine Beratung erfasst.";
    if (n->substituted == 0)
        return arena_printf(a, "%s in Vertretung geführt.%s",
                            all == 1
                                ? "Die eine Beratung wurde nicht"
                                : arena_printf(a, "Keine der %s Beratungen wurde", words_count_word(all, false, a)),
                            unclear);
    if (n->substituted == all)
        return arena_printf(a, "%s in Vertretung geführt, also nicht von der zuständigen Fachkraft.%s",
                            all == 1 ? "Die eine Beratung wurde"
                                     : arena_printf(a, "Alle %s Beratungen wurden", words_count_word(all, false, a)),
                            unclear);
    return arena_printf(
        a, "%s von %s Beratungen (%s) %s in Vertretung geführt, also nicht von der zuständigen Fachkraft.%s",
        words_count_word(n->substituted, true, a), words_count_word(all, false, a),
        words_percent(n->substituted, all, a), n->substituted == 1 ? "wurde" : "wurden", unclear);
}

/* "Erstgespräch, Wunschgespräch oder Strategiegespräch" */
static const char *talks(unsigned set, struct arena *a)
{
    const char *s = "";
    for (int i = 0; set >> i; i++)
        if (set >> i & 1)
            s = arena_printf(a, "%s%s%s", s, !*s ? "" : set >> (i + 1) ? ", " : " oder ", word_text(WORDS_TALK, i));
    return s;
}

static const char *say_stood_in(uint64_t part, uint64_t whole, struct arena *a)
{
    if (part == 0)
        return whole == 1 ? "er wurde nicht vertreten" : "keiner wurde vertreten";
    if (part == whole)
        return whole == 1 ? "er wurde vertreten" : "alle wurden vertreten";
    return part == 1 ? "einer wurde vertreten"
                     : arena_printf(a, "%s wurden vertreten", words_count_word(part, false, a));
}

const char *words_say_standing_in(const struct agg_staff *s, const struct agg_staff_numbers *n, struct arena *a)
{
    if (!s->known.standing_in || !s->n_weeks)
        return "";
    if (n->absent == 0)
        return "Kein Termin lag in einer Abwesenheit der zuständigen Fachkraft.";
    const char *of =
        n->absent == 1 ? "Ein Termin lag" : arena_printf(a, "%s Termine lagen", words_count_word(n->absent, true, a));
    const char *all = arena_printf(a, "%s in einer Abwesenheit der zuständigen Fachkraft, %s.", of,
                                   say_stood_in(n->stood_in, n->absent, a));
    if (!s->set->deputise)
        return all;
    const char *kinds = talks(s->set->deputise, a);
    if (!s->known.talks)
        return arena_printf(a,
                            "%s Wie viele davon zu vertreten waren (%s), lässt sich nicht sagen: Die Termindaten haben "
                            "keine Spalte „%s“.",
                            all, kinds, tbl_columns[COL_T_TALK].name);
    if (n->absent_named == 0)
        return arena_printf(a, "%s Als %s, die vertreten werden sollen, war keiner davon angegeben.", all, kinds);
    return arena_printf(a, "%s Zu vertreten (%s) %s davon %s; %s.", all, kinds, n->absent_named == 1 ? "war" : "waren",
                        n->absent_named == 1 ? "einer" : words_count_word(n->absent_named, false, a),
                        say_stood_in(n->stood_in_named, n->absent_named, a));
}

/* ---- what is not known ---- */

static bool asks_for_consultations(const struct ruleset *set)
{
    for (int i = 0; i < set->n_staff; i++)
        if (set->staff[i].consultations)
            return true;
    return false;
}

static bool asks_for_time(const struct ruleset *set)
{
    for (int i = 0; i < set->n_staff; i++)
        if (set->staff[i].share > 0)
            return true;
    return false;
}

static const char *say_lengths(const struct agg_staff *s, const struct tables *t)
{
    if (!asks_for_time(s->set) || s->known.time || !s->known.absences)
        return "";
    if (time_from_contacts(s->set))
        return t->has[COL_N_MINUTES]
                   ? ""
                   : "Die Kontaktdaten haben keine Spalte Dauer; die Zeit in Gesprächen ist nicht bekannt.";
    return t->has_file[FILE_APPOINTMENTS] ? "Den Termindaten fehlt eine der Spalten Mitarbeiter, Dauer und Status; die "
                                            "Zeit in Terminen ist nicht bekannt."
                                          : "Keine Termindaten geliefert; die Zeit in Terminen ist nicht bekannt.";
}

static const char *say_deputies(const struct agg_staff *s, const struct tables *t)
{
    if (!t->has[COL_C_STAFF])
        return "Die Kundendaten haben keine Spalte Betreuer; Vertretungen lassen sich nicht erkennen.";
    if (s->known.standing_in)
        return "";
    if (!t->has_file[FILE_APPOINTMENTS])
        return "Keine Termindaten geliefert; ob Termine in Abwesenheiten vertreten wurden, ist nicht bekannt.";
    return s->known.absences
               ? "Den Termindaten fehlen die Spalten Mitarbeiter und Vertretung; ob Termine in Abwesenheiten "
                 "vertreten wurden, ist nicht bekannt."
               : "";
}

const char *words_say_gap(const struct agg_staff *s, const struct tables *t, enum words_staff_gap gap)
{
    bool targets = asks_for_consultations(s->set) || asks_for_time(s->set);
    if (!s->known.posts)
        return gap != GAP_STAFF ? ""
                                : "Keine Mitarbeiterdaten geliefert; Beratungen je Person, Ziele und Kund*innen je "
                                  "Vollzeitstelle sind nicht bekannt.";
    switch (gap) {
    case GAP_RULES:
        return targets ? "" : "Das Regelwerk setzt dem Personal keine Ziele; die Beratungen stehen ohne Vergleich.";
    case GAP_WEEKS:
        return s->n_weeks ? ""
                          : "Bis zum Stichtag liegt kein Freitag im Monat; noch gibt es keine Woche, über die zu "
                            "berichten ist.";
    case GAP_HOLDERS:
        return s->known.consultations
                   ? ""
                   : "Die Kontaktdaten haben keine Spalte Mitarbeiter; wer die Beratungen geführt hat, "
                     "ist nicht bekannt.";
    case GAP_ABSENCES:
        return s->known.absences ? ""
               : targets         ? "Keine Abwesenheiten geliefert; Ziele, die sich nach der Anwesenheit richten, und "
                                   "Vertretungen in Abwesenheiten sind nicht bekannt."
                                 : "Keine Abwesenheiten geliefert; Vertretungen in Abwesenheiten sind nicht bekannt.";
    case GAP_LENGTHS:
        return say_lengths(s, t);
    case GAP_LAND:
        return s->known.land || !(s->known.target || s->known.time)
                   ? ""
                   : "Kein Bundesland angegeben: Berücksichtigt sind nur die Feiertage, die in allen Ländern gelten; "
                     "in Wochen "
                     "mit weiteren Feiertagen sind die Ziele zu hoch.";
    case GAP_DEPUTIES:
        return say_deputies(s, t);
    case GAP_STAFF:
    case STAFF_GAPS:
        break;
    }
    return "";
}
