#include "words/sentences_practice.h"

#include "base/buf.h"
#include "words/sentences.h"

#include <string.h>

static const char *taken(struct buf *b, struct arena *a)
{
    const char *s = arena_text(a, buf_str(b), b->n);
    buf_free(b);
    return s;
}

static bool known(const struct words_practice_view *v, enum agg_topic topic)
{
    return agg_practice_lack(v->tables, v->set, topic).what == LACK_NOTHING;
}

static uint64_t figure(const struct words_practice_view *v, enum agg_figure f, enum agg_window w)
{
    return v->part->numbers.figure[f][w];
}

static bool hides(const struct words_practice_view *v, enum agg_figure f, enum agg_window w)
{
    return agg_figures[f].unit != FIGURE_EVENTS && disclosure_hides(v->disclosure, agg_unit_whole(v->part->team),
                                                             DISCLOSE_PRACTICE + (int)f * AGG_WINDOWS + (int)w);
}

/* ---- headings ---- */

/* "" where nobody new has a requirement. */
static const char *say_first_contact(const struct words_practice_view *v, struct arena *a)
{
    uint64_t asked =
        figure(v, FIG_NEW, AGG_CARE) - figure(v, FIG_MET_NOT_ASKED, AGG_CARE) - figure(v, FIG_MET_UNCLEAR, AGG_CARE);
    uint64_t beyond = figure(v, FIG_MET_BEYOND, AGG_CARE);
    const char *what = arena_printf(a, "die Höchstfrist von %d Arbeitstagen für den Erstkontakt", v->set->first_max);
    if (asked < 2 || hides(v, FIG_NEW, AGG_CARE) || hides(v, FIG_MET_NOT_ASKED, AGG_CARE) ||
        hides(v, FIG_MET_UNCLEAR, AGG_CARE) || hides(v, FIG_MET_BEYOND, AGG_CARE))
        return "";
    if (beyond == 0)
        return arena_printf(a, "Bei keiner der %s neuen Personen mit Vorgabe ist %s überschritten",
                            words_count_word(asked, false, a), what);
    if (beyond == asked)
        return arena_printf(a, "Bei allen %s neuen Kund*innen mit Vorgabe ist %s überschritten",
                            words_count_word(asked, false, a), what);
    return arena_printf(a, "Bei %s von %s neuen Kund*innen mit Vorgabe ist %s überschritten",
                        beyond == 1 ? "einer" : words_count_word(beyond, false, a), words_count_word(asked, false, a),
                        what);
}

/* whole contacts of the month, part of them in another kind of note; "" below two. */
static const char *say_kinds(uint64_t part, uint64_t whole, const char *which, const char *month, struct arena *a)
{
    if (whole < 2)
        return "";
    if (part == 0)
        return arena_printf(a, "Alle %s %sKontakte im %s stehen in der verlangten Vermerkart",
                            words_count_word(whole, false, a), which, month);
    if (part == whole)
        return arena_printf(a, "Keiner der %s %sKontakte im %s steht in der verlangten Vermerkart",
                            words_count_word(whole, false, a), which, month);
    return arena_printf(a, "%s von %s %sKontakten im %s %s nicht in der verlangten Vermerkart",
                        part == 1 ? "Einer" : words_count_word(part, true, a), words_count_word(whole, false, a), which,
                        month, part == 1 ? "steht" : "stehen");
}

const char *words_say_notes(const struct words_practice_view *v, struct arena *a)
{
    const char *s = "", *month = day_month_name(day_split(v->day).month);
    if (known(v, TOPIC_MET))
        s = say_first_contact(v, a);
    if (!*s && known(v, TOPIC_NOTE))
        s = say_kinds(figure(v, FIG_COUNTED_OTHER, AGG_MONTH), figure(v, FIG_COUNTED, AGG_MONTH), "gezählten ", month,
                      a);
    if (!*s && known(v, TOPIC_FIRST_NOTE) && !hides(v, FIG_FIRST, AGG_MONTH) && !hides(v, FIG_FIRST_OTHER, AGG_MONTH))
        s = say_kinds(figure(v, FIG_FIRST_OTHER, AGG_MONTH), figure(v, FIG_FIRST, AGG_MONTH), "ersten ", month, a);
    return *s ? s : "Erstkontakt und Vermerke";
}

const char *words_say_appointments(const struct words_practice_view *v, struct arena *a)
{
    uint64_t broken = figure(v, FIG_CHAIN_BROKEN, AGG_CARE);
    if (!known(v, TOPIC_APPOINTMENTS) || figure(v, FIG_MISSED, AGG_CARE) < 2 || hides(v, FIG_CHAIN_BROKEN, AGG_CARE))
        return "Ausnahmen und Termine";
    if (broken == 0)
        return "Auf jeden versäumten Termin folgt ein weiterer oder ein gezählter Kontakt";
    return broken == 1
               ? "Bei einer Person folgt auf den versäumten Termin weder ein weiterer noch ein gezählter Kontakt"
               : arena_printf(
                     a,
                     "Bei %s Kund*innen folgt auf den versäumten Termin weder ein weiterer noch ein gezählter Kontakt",
                     words_count_word(broken, false, a));
}

const struct words_agreement *words_agreement_of(int32_t day)
{
    static const struct words_agreement old = {"Eingliederungsvereinbarungen", "eine Eingliederungsvereinbarung",
                                               "Eingliederungsvereinbarung",
                                               "der laufenden Eingliederungsvereinbarung"};
    static const struct words_agreement both = {
        "Eingliederungsvereinbarungen und Kooperationspläne",
        "eine Eingliederungsvereinbarung oder einen Kooperationsplan",
        "Eingliederungsvereinbarung oder Kooperationsplan",
        "der laufenden Eingliederungsvereinbarung oder des laufenden Kooperationsplans"};
    static const struct words_agreement plan = {"Kooperationspläne", "einen Kooperationsplan", "Kooperationsplan",
                                                "des laufenden Kooperationsplans"};
    return day < day_make(2023, 7, 1) ? &old : day < day_make(2024, 1, 1) ? &both : &plan;
}

const char *words_say_agreements(const struct words_practice_view *v, struct arena *a)
{
    const struct words_agreement *w = words_agreement_of(v->day);
    uint64_t n = figure(v, FIG_AGREEMENT, AGG_CARE), all = figure(v, FIG_CUSTOMERS, AGG_CARE);
    if (!known(v, TOPIC_AGREEMENT) || all < 2 || hides(v, FIG_AGREEMENT, AGG_CARE) || hides(v, FIG_CUSTOMERS, AGG_CARE))
        return w->many;
    if (n == 0)
        return arena_printf(a, "Niemand hat %s aus den letzten sechs Monaten", w->one);
    if (n == all)
        return arena_printf(a, "Alle haben %s aus den letzten sechs Monaten", w->one);
    return arena_printf(a, "%s von %s Kund*innen %s %s aus den letzten sechs Monaten", words_count_word(n, true, a),
                        words_count_word(all, false, a), n == 1 ? "hat" : "haben", w->one);
}

/* ---- what lacks ---- */

static const char *of_file(enum tbl_file file)
{
    static const char *const names[TBL_FILES] = {
        [FILE_CUSTOMERS] = "Kundendaten",  [FILE_CONTACTS] = "Kontaktdaten", [FILE_STAFF] = "Mitarbeiterdaten",
        [FILE_ABSENCES] = "Abwesenheiten", [FILE_EXCEPTIONS] = "Ausnahmen",  [FILE_APPOINTMENTS] = "Termindaten"};
    return names[file];
}

static const char *not_asked(enum agg_topic topic)
{
    switch (topic) {
    case TOPIC_OFFER:
    case TOPIC_MET:
        return "Das Regelwerk setzt für den Vorlauf bis zum Erstkontakt keine Grenzen.";
    case TOPIC_FIRST_NOTE:
        return "Das Regelwerk verlangt für den ersten Kontakt keine bestimmte Vermerkart.";
    case TOPIC_NOTE:
        return "Das Regelwerk verlangt nicht für jeden Kontakt eine bestimmte Vermerkart.";
    case TOPIC_PHONE:
        return "Das Regelwerk nennt keine Gruppen für das Telefon.";
    case TOPIC_LONGEST:
        return "Das Regelwerk setzt für die Länge von Terminen keine Grenze.";
    case TOPIC_FIRST_LENGTH:
        return "Das Regelwerk verlangt für Erstgespräche keine Mindestlänge.";
    case TOPIC_INSTRUCTION:
        return "Das Regelwerk verlangt zu Terminen keine Rechtsfolgenbelehrung.";
    case TOPIC_NEXT_AGREED:
        return "Das Regelwerk sagt nicht, dass der nächste Termin im Gespräch vereinbart wird.";
    case TOPIC_HALF_YEAR:
        return "Das Regelwerk verlangt keine Anzahl von Kontakten im Halbjahr.";
    default:
        return "Das Regelwerk sagt dazu nichts.";
    }
}

const char *words_say_lack(const struct agg_lack *lack, enum agg_topic topic, struct arena *a)
{
    switch (lack->what) {
    case LACK_RULE:
        return not_asked(topic);
    case LACK_FILE:
        return arena_printf(a, "Es wurden keine %s geliefert.", of_file(lack->column->file));
    case LACK_COLUMN:
        return arena_printf(a, "Die %s haben keine Spalte „%s“.", of_file(lack->column->file), lack->column->name);
    case LACK_NOTHING:
        break;
    }
    return "";
}

/* ---- what is asked for ---- */

const char *words_say_holidays(struct holiday_region region, struct arena *a)
{
    if (region.land == IN_NO_LAND)
        return "nur bundesweite Feiertage; das Land ist nicht angegeben";
    return arena_printf(a, "gesetzliche Feiertage: %s", land_name(region.land));
}

const char *words_say_phone_groups(const struct ruleset *set, struct arena *a)
{
    struct buf b = {0};
    for (int p = 0; p < PROFILE_UNKNOWN; p++)
        if (set->phone_profiles >> p & 1)
            buf_printf(&b, "%s%s", b.n ? ", " : "", word_text(WORDS_PROFILE, p));
    for (uint32_t left = set->phone_attributes; left; left &= left - 1)
        buf_printf(&b, "%s%s", b.n ? ", " : "", set->lexicon->attribute[__builtin_ctz(left)].name);
    return taken(&b, a);
}
