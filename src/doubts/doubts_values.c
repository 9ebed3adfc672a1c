/* Values that can be read, but cannot be meant (spec 1.9): another unit, another century, one day for all. */
#include "doubts/doubts.h"

#include "base/buf.h"
#include "base/num.h"

#include <stdlib.h>

enum {
    ONE_IN = 20,
    FEWEST = 3,                 /* customers: one wrong day is a hint */
    SHORTEST = 4 * TBL_MINUTE,  /* hardly a talk is shorter: 0,5 are hours */
    LONGEST = 240 * TBL_MINUTE, /* hardly one is longer: 1800 are seconds */
    TOO_LONG = 600 * TBL_MINUTE,
    FEW_HOURS = 1000,  /* hundredths: shares of a post, or hours of a day */
    MANY_HOURS = 4800, /* more than the law allows: percent, or hours of a month */
    OLDEST = 110,
    WORKING_FROM = 15,
    WORKING_TO = 68,
};

/* ---- lengths ---- */

static void doubt_minutes(struct tables *t, enum tbl_column c, const uint32_t *minutes, const uint32_t *line,
                          uint32_t n, struct arena *a)
{
    enum tbl_file file = tbl_columns[c].file;
    uint64_t given = 0, tiny = 0, huge = 0;
    for (uint32_t i = 0; minutes && i < n; i++) {
        if (minutes[i] == TBL_NO_MINUTES || !minutes[i])
            continue;
        given++;
        tiny += minutes[i] < SHORTEST;
        huge += minutes[i] > LONGEST;
    }
    bool hours = tiny * 10 >= given * 9, seconds = huge * 2 > given;
    if (given >= DOUBTS_LINES && (hours || seconds)) {
        issues_add_doubt(
            &t->issues, DOUBT_VALUES, file,
            &(struct issue_words){arena_printf(a, "%s: die Spalte %s enthält in %s von %s ausgefüllten Zeilen %s",
                                               tbl_file_names[file], tbl_columns[c].name,
                                               num_german(hours ? tiny : huge, a), num_german(given, a),
                                               hours ? "weniger als 4 Minuten; es scheinen Stunden zu sein"
                                                     : "mehr als 240 Minuten; es scheinen Sekunden zu sein"),
                                  "Zeiten und was von der Dauer abhängt, stimmen so nicht.", "", "Minuten"});
        return;
    }
    for (uint32_t i = 0; minutes && huge && i < n; i++) {
        struct buf b = {0};
        if (minutes[i] == TBL_NO_MINUTES || minutes[i] <= TOO_LONG)
            continue;
        buf_printf(&b, "%u Minuten", minutes[i] / TBL_MINUTE);
        issues_add(&t->issues, WARN_MINUTES, file, line[i], tbl_columns[c].name, b.p, b.n);
        buf_free(&b);
    }
}

static void doubt_hours(struct tables *t, struct arena *a)
{
    uint64_t given = 0, few = 0, many = 0;
    for (uint32_t i = 0; i < t->staff.n; i++) {
        int32_t hours = t->staff.hours[i];
        given += hours > 0;
        few += hours > 0 && hours <= FEW_HOURS;
        many += hours > MANY_HOURS;
    }
    bool share = few * 10 >= given * 9, percent = many * 2 > given;
    if (given < 3 || (!share && !percent))
        return;
    issues_add_doubt(
        &t->issues, DOUBT_VALUES, FILE_STAFF,
        &(struct issue_words){
            arena_printf(a, "mitarbeiter.csv: die Spalte Wochenstunden enthält in %s von %s ausgefüllten Zeilen %s",
                         num_german(share ? few : many, a), num_german(given, a),
                         share ? "höchstens 10; es scheinen Anteile einer Stelle oder Stunden am Tag zu sein"
                               : "mehr als 48; es scheinen Prozent einer Stelle oder Stunden im Monat zu sein"),
            "Ziele und Auslastung stimmen so nicht.", "", "Stunden in der Woche"});
}

/* ---- days of birth ---- */

/* How often the commonest of n days is there, the earliest of them. */
static uint64_t commonest(const int32_t *day, size_t n, int32_t *which)
{
    const int32_t first = day_make(DAY_FIRST_YEAR, 1, 1), last = day_make(DAY_LAST_YEAR, 12, 31);
    uint64_t *uses = mem_zero((size_t)(last - first) + 1, sizeof *uses), most = 0;
    for (size_t i = 0; i < n; i++)
        if (day[i] >= first && day[i] <= last)
            uses[day[i] - first]++;
    for (int32_t d = first; d <= last; d++)
        if (uses[d - first] > most) {
            most = uses[d - first];
            *which = d;
        }
    free(uses);
    return most;
}

/* 01.01. of some year is what stands for an unknown day. */
static bool is_new_year(int32_t day)
{
    struct day_parts p = day_split(day);
    return p.month == 1 && p.day == 1;
}

static void doubt_births(struct tables *t, int32_t s, struct arena *a)
{
    static const char meaning[] = "Wer unter 25 ist, und damit welche Vorgabe gilt, stimmt so nicht.";
    int32_t *born = mem_alloc((t->customers.n + (size_t)1) * sizeof *born), placeholder = 0;
    uint64_t n = 0, impossible = 0, odd = 0;
    for (uint32_t c = 0; c < t->customers.n; c++) {
        uint32_t state = tables_state_on(t, c, s);
        int32_t b = t->states.born[state];
        if (t->states.care_from[state] > s || t->states.care_to[state] < s)
            continue;
        born[n++] = b;
        impossible += b > s || day_birthday(b, OLDEST) <= s;
        odd += s < day_birthday(b, WORKING_FROM) || s >= day_birthday(b, WORKING_TO);
    }
    uint64_t same = commonest(born, n, &placeholder);
    if (impossible >= DOUBTS_CUSTOMERS || (impossible >= FEWEST && impossible * ONE_IN > n))
        doubts_add(
            t, DOUBT_BIRTH, FILE_CUSTOMERS,
            arena_printf(a,
                         "kunden.csv: %s von %s Kund*innen in Betreuung sind nach ihrem Geburtsdatum nach dem Stichtag "
                         "geboren oder älter als 110 Jahre",
                         num_german(impossible, a), num_german(n, a)),
            meaning);
    else if (odd >= DOUBTS_CUSTOMERS && odd * 10 > n)
        doubts_add(t, DOUBT_VALUES, FILE_CUSTOMERS,
                   arena_printf(
                       a,
                       "kunden.csv: %s von %s Kund*innen in Betreuung sind nach ihrem Geburtsdatum jünger als 15 oder "
                       "älter als 67 Jahre",
                       num_german(odd, a), num_german(n, a)),
                   "Der Export scheint mehr Menschen zu enthalten, als zu betreuen sind, oder falsche Geburtsdaten.");
    if (same >= DOUBTS_CUSTOMERS && same * (is_new_year(placeholder) ? ONE_IN : ONE_IN / 4) > n)
        doubts_add(
            t, DOUBT_VALUES, FILE_CUSTOMERS,
            arena_printf(
                a, "kunden.csv: %s von %s Kund*innen in Betreuung haben dasselbe Geburtsdatum, wohl einen Platzhalter",
                num_german(same, a), num_german(n, a)),
            meaning);
    free(born);
}

/* ---- the beginning of care, and teams ---- */

/*
 * Where most seem to have come on one day of the last year, it is that of an export or a migration: nobody has been
 * there long enough to be overdue. Long ago it says little: many have the day on which their Jobcenter began.
 */
static void doubt_beginnings(struct tables *t, int32_t s, struct arena *a)
{
    int32_t *from = mem_alloc((t->customers.n + (size_t)1) * sizeof *from), which = 0;
    size_t n = 0;
    for (uint32_t c = 0; c < t->customers.n; c++) {
        uint32_t state = tables_state_on(t, c, s);
        if (t->states.care_from[state] <= s && t->states.care_to[state] >= s)
            from[n++] = t->states.care_from[state];
    }
    uint64_t same = commonest(from, n, &which);
    if (same >= DOUBTS_CUSTOMERS && same * 2 > n && which > s - DOUBTS_LONG_CARE)
        doubts_add(
            t, DOUBT_VALUES, FILE_CUSTOMERS,
            arena_printf(a, "kunden.csv: %s von %s Kund*innen sind seit demselben Tag in Betreuung, dem %s",
                         num_german(same, a), num_german(n, a), day_german(which).s),
            "Es scheint der Tag einer Umstellung zu sein; was vom Beginn der Betreuung abhängt, stimmt so nicht.");
    free(from);
}

/* A column Team that tells nothing, where nothing else does. */
static void doubt_no_team(struct tables *t, struct arena *a)
{
    uint64_t lines = t->issues.file[FILE_CUSTOMERS].used;
    bool staff_tells = t->has[COL_C_STAFF] && t->filled[COL_C_STAFF] && t->filled[COL_S_TEAM];
    if (t->has[COL_C_TEAM] && !t->filled[COL_C_TEAM] && !staff_tells && lines >= DOUBTS_CUSTOMERS)
        doubts_add(t, DOUBT_VALUES, FILE_CUSTOMERS,
                   arena_printf(
                       a,
                       "kunden.csv: die Spalte Team ist in allen %s Zeilen leer, und auch über die Betreuer*innen ist "
                       "kein Team bekannt",
                       num_german(lines, a)),
                   "Alle Kund*innen erscheinen „ohne Team“.");
}

/* ---- notes ---- */

/* A list of notes goes over months: where half of them are of one day, that is the day of an export or of entry. */
static void doubt_one_day(struct tables *t, struct arena *a)
{
    const struct tbl_contacts *c = &t->contacts;
    int32_t which = 0;
    uint64_t same = c->n >= DOUBTS_CUSTOMERS ? commonest(c->day, c->n, &which) : 0;
    if (same * 2 > c->n && same)
        doubts_add(
            t, DOUBT_ONE_DAY, FILE_CONTACTS,
            arena_printf(a, "kontakte.csv: %s von %s Vermerken sind vom selben Tag, %s", num_german(same, a),
                         num_german(c->n, a), day_german(which).s),
            "Es scheint der Tag des Exports oder der Erfassung zu sein, nicht der des Gesprächs; so erscheint jede*r "
            "als "
            "kontaktiert.");
}

void doubts_of_values(struct tables *t, const struct doubts_input *in)
{
    struct arena *a = arena_new();
    doubt_minutes(t, COL_N_MINUTES, t->contacts.minutes, t->contacts.line, t->contacts.n, a);
    doubt_minutes(t, COL_T_MINUTES, t->appointments.minutes, t->appointments.line, t->appointments.n, a);
    doubt_hours(t, a);
    if (in->set && t->customers.n) {
        doubt_births(t, in->day, a);
        doubt_beginnings(t, in->day, a);
        doubt_no_team(t, a);
        doubt_one_day(t, a);
    }
    arena_free(a);
}
