/* The registry of columns: heads, values, words (cases/cases.h). */
#include "cases/cases.h"

#include "base/num.h"
#include "base/xml_put.h"
#include "cases/cases_parts.h"
#include "words/ruleset_words.h"

#include <string.h>

const struct case_column_info case_columns[CASE_COLUMNS] = {
    [CASE_NUMBER] = {"nummer", "Kundennummer", CASE_TEXT, DOC_ALIGN_LEFT, false, true, 0, "Kundennummer"},
    [CASE_NAME] = {"name", "Name", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 1, "Nachname und Vorname"},
    [CASE_TEAM] = {"team", "Team", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 1, "Team am Stichtag"},
    [CASE_STAFF] = {"betreuung", "Betreuung", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 1, "Betreuer*in am Stichtag"},
    [CASE_AGE] = {"alter", "Alter", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                  "U25: am Stichtag noch keine 25 Jahre alt, sonst Ü25"},
    [CASE_STATUS] = {"status", "Status", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0, "Status am Stichtag"},
    [CASE_PROFILE] = {"profillage", "Profil", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                      "Profillage am Stichtag mit ihrem Buchstaben"},
    [CASE_RULE] = {"regel", "Regel", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                   "Nummer der Regel im Regelwerk; mit „i“ gilt das Intervall einer Ausnahme"},
    [CASE_REQUIREMENT] = {"vorgabe", "Vorgabe", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 1,
                          "was die Regel oder das Intervall einer Ausnahme verlangt"},
    [CASE_VERDICT] = {"urteil", "Urteil", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 1, "Urteil am Stichtag"},
    [CASE_DUE] = {"faellig", "fällig", CASE_DAY, DOC_ALIGN_RIGHT, true, false, 0,
                  "Tag, bis zu dem der nächste Kontakt sein muss; am Tag selbst ist er noch rechtzeitig"},
    [CASE_OVERDUE] = {"tage", "Tage überfällig", CASE_COUNT, DOC_ALIGN_RIGHT, true, false, 0,
                      "Tage, um die der Fälligkeitstag am Stichtag überschritten ist"},
    [CASE_LAST] = {"letzter-kontakt", "letzter Kontakt", CASE_DAY, DOC_ALIGN_RIGHT, true, false, 0,
                   "Tag des letzten gezählten Kontakts"},
    [CASE_FROM] = {"kontakt-ab", "Kontakt ab", CASE_DAY, DOC_ALIGN_RIGHT, true, false, 0,
                   "erster Tag, an dem der nächste Kontakt sein soll"},
    [CASE_COUNTED] = {"gezaehlt", "gezählt", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                      "gezählte Kontakte in der Frist und wie viele verlangt sind"},
    [CASE_IN_PERSON] = {"persoenlich", "persönlich", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                        "„ja“: der nächste Kontakt zählt nur persönlich, am Telefon nicht"},
    [CASE_EXCEPTION] = {"ausnahme", "Ausnahme", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 1,
                        "Ausnahme, die am Stichtag wirkt"},
    [CASE_EXEMPT_UNTIL] = {"ausgenommen-bis", "ausgenommen bis", CASE_DAY, DOC_ALIGN_RIGHT, true, false, 0,
                           "letzter Tag, an dem die Frist ruht; „offen“ ohne Ende"},
    [CASE_APPOINTMENT] = {"termin", "Termin", CASE_DAY, DOC_ALIGN_LEFT, false, false, 0,
                          "erster nach dem Stichtag geplanter Termin; „zu spät“: erst nach dem Fälligkeitstag"},
    [CASE_APPOINTMENT_LATE] = {"termin-zu-spaet", "Termin zu spät", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                               "„ja“: der geplante Termin liegt nach dem Fälligkeitstag"},
    [CASE_NOT_COUNTED] = {"nicht-gezaehlt", "nicht gezählte Vermerke", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 6,
                          "Vermerke der letzten drei Monate, die nicht zählen, und warum"},
    [CASE_SOURCE] = {"fundstelle", "Fundstelle", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 2,
                     "wo die Regel im Regelwerk steht"},
    [CASE_PAUSE_DAYS] = {"pausentage", "Pausentage", CASE_COUNT, DOC_ALIGN_RIGHT, true, false, 0,
                         "Tage, um die Ausnahmen den Fälligkeitstag verschoben haben"},
    [CASE_DUE_SOURCE] = {"frist-aus", "Frist aus", CASE_TEXT, DOC_ALIGN_LEFT, false, false, 0,
                         "woraus sich der Fälligkeitstag ergibt"},
};

enum case_column case_column_lookup(const char *name, size_t n)
{
    int i = 0;
    while (i < CASE_COLUMNS && (strlen(case_columns[i].name) != n || memcmp(case_columns[i].name, name, n) != 0))
        i++;
    return (enum case_column)i;
}

void cases_put_columns(struct buf *b, const struct cases *c, int depth)
{
    for (int i = 0; i < CASE_COLUMNS; i++) {
        xml_line(b, depth, "<spalte");
        xml_attr(b, "name", case_columns[i].name);
        xml_attr(b, "kopf", case_columns[i].head);
        xml_attr(b, "da", cases_column_there(c, (enum case_column)i) ? "ja" : "nein");
        xml_attr(b, "bedeutung", case_columns[i].meaning);
        buf_text(b, "/>\n");
    }
}

const char *const case_note_reasons[NOTE_REASONS] = {
    [NOTE_COUNTED] = "zählt",
    [NOTE_KIND] = "Vermerkart zählt nicht",
    [NOTE_PARTNER] = "Gesprächspartner zählt nicht",
    [NOTE_MODE] = "Kontaktart zählt nicht",
    [NOTE_SAME_DAY] = "am selben Tag zählt ein anderer",
    [NOTE_BEFORE] = "vor Beginn der Betreuung",
    [NOTE_AFTER] = "nach dem Stichtag",
};

/* Frist aus, in words. */
static const char *const source_words[DUE_SOURCES] = {
    [DUE_RULE] = "Regel",          [DUE_START] = "Anlauf",  [DUE_BACKLOG] = "Rückstand",
    [DUE_TRANSITION] = "Übergang", [DUE_BEFORE] = "bisher",
};

int cases_urgency(enum verdict_code code)
{
    static const uint8_t urgency[VERDICT_CODES] = {
        [VERDICT_NEVER] = 0,  [VERDICT_OVERDUE] = 1, [VERDICT_DUE_SOON] = 2,    [VERDICT_NEW] = 3,  [VERDICT_MET] = 4,
        [VERDICT_EXEMPT] = 5, [VERDICT_UNCLEAR] = 6, [VERDICT_NOT_COVERED] = 7, [VERDICT_NONE] = 8,
    };
    return urgency[code];
}

/* ---- text ---- */

/* Length of the character at s where no list can show it, else 0: controls, U+FFFE, U+FFFF. */
static size_t unshowable(const unsigned char *s)
{
    if (*s < 0x20 || *s == 0x7F)
        return 1;
    if (*s == 0xC2 && s[1] < 0xA0)
        return 2;
    return *s == 0xEF && s[1] == 0xBF && s[2] >= 0xBE ? 3 : 0;
}

/* Of these, white space: a tab or line break in a name parts its words. */
static bool is_white(const unsigned char *s)
{
    return (*s >= '\t' && *s <= '\r') || (*s == 0xC2 && s[1] == 0x85);
}

const char *cases_clean(const char *s, struct arena *a)
{
    const char *p = s;
    while (*p && !unshowable((const unsigned char *)p))
        p++;
    if (!*p)
        return s;
    struct buf b = {0};
    while (*s) {
        size_t n = unshowable((const unsigned char *)s);
        if (n)
            buf_text(&b, is_white((const unsigned char *)s) ? " " : "\uFFFD");
        else
            buf_char(&b, *s);
        s += n ? n : 1;
    }
    return buf_keep(&b, a);
}

static const char *word_of(const struct cases *c, uint32_t word, struct arena *a)
{
    return cases_clean(c->in.tables->word[word], a);
}

static const char *name_of(const struct cases *c, uint32_t state, struct arena *a)
{
    const struct tbl_states *s = &c->in.tables->states;
    if (!c->there[CASE_NAME])
        return "";
    const char *surname = word_of(c, s->surname[state], a), *given = word_of(c, s->given[state], a);
    return *surname && *given ? arena_printf(a, "%s, %s", surname, given) : *surname ? surname : given;
}

static const char *requirement_of(const struct cases *c, const struct verdict *v, struct arena *a)
{
    if (v->individual != TBL_NONE)
        return words_interval(c->in.tables->exceptions.interval[v->individual], a);
    return v->rule < 0 ? "" : c->requirement[v->rule];
}

/* What an exception does on S: it exempts, its interval is in force, or it lets the partner's talks count. */
static bool has_effect(const struct cases *c, const struct verdict *v, uint32_t x)
{
    const struct tbl_exceptions *e = &c->in.tables->exceptions;
    if (x == v->individual)
        return true;
    if (e->kind[x] == EXCEPTION_JBA)
        return verdict_has_requirement(v);
    return v->code == VERDICT_EXEMPT && !e->interval[x].n && v->rule >= 0 &&
           (c->in.q->set->rule[v->rule].accepts.suspend >> e->kind[x] & 1);
}

/* The kinds of the exceptions that do something on S, each once. */
static const char *exception_of(const struct cases *c, uint32_t customer, const struct verdict *v, struct arena *a)
{
    const struct tbl_exceptions *e = &c->in.tables->exceptions;
    const char *words = "";
    unsigned seen = 0;
    for (uint32_t x = e->first[customer]; x < e->first[customer + 1]; x++) {
        if (e->from[x] > c->in.q->day || e->to[x] < c->in.q->day || seen >> e->kind[x] & 1 || !has_effect(c, v, x))
            continue;
        seen |= 1u << e->kind[x];
        words = arena_printf(a, "%s%s%s", words, *words ? ", " : "", word_text(WORDS_EXCEPTION, e->kind[x]));
    }
    return words;
}

static bool appointment_late(const struct cases *c, const struct verdict *v, uint32_t appointment)
{
    return verdict_has_requirement(v) && v->code != VERDICT_EXEMPT &&
           c->in.tables->appointments.day[appointment] > v->due;
}

static bool only_in_person(const struct cases *c, const struct verdict *v)
{
    return v->next_in_person || !(c->in.q->set->rule[v->rule].modes >> MODE_PHONE & 1);
}

/* Notes of one kind, mode, partner and reason are told together. */
static bool alike(const struct tbl_contacts *t, const struct case_note *a, const struct case_note *b)
{
    uint16_t x = t->codes[a->note], y = t->codes[b->note];
    return a->reason == b->reason && tbl_kind(x) == tbl_kind(y) && tbl_mode(x) == tbl_mode(y) &&
           (a->reason != NOTE_PARTNER || tbl_partner(x) == tbl_partner(y));
}

/* "15.11.2023, 08.11.2023 Allgemeiner Vermerk, telefonisch: Vermerkart zählt nicht": note[i] and those like it. */
static void put_notes(struct buf *b, const struct tbl_contacts *t, const struct case_note *note, size_t i, size_t n)
{
    uint16_t code = t->codes[note[i].note];
    const char *kind = tbl_kind(code) == KIND_UNKNOWN ? "unbekannte Vermerkart" : word_text(WORDS_KIND, tbl_kind(code));
    const char *mode = tbl_mode(code) == MODE_UNKNOWN ? "unbekannte Kontaktart" : word_text(WORDS_MODE, tbl_mode(code));
    buf_text(b, day_german(t->day[note[i].note]).s);
    for (size_t k = i + 1; k < n; k++)
        if (alike(t, &note[i], &note[k]))
            buf_printf(b, ", %s", day_german(t->day[note[k].note]).s);
    buf_printf(b, " %s, %s", kind, mode);
    if (note[i].reason == NOTE_PARTNER && tbl_partner(code) != PARTNER_UNKNOWN)
        buf_printf(b, ", %s", word_text(WORDS_PARTNER, tbl_partner(code)));
    buf_printf(b, ": %s", case_note_reasons[note[i].reason]);
}

static const char *notes_of(const struct cases *c, uint32_t customer, const char *between, struct arena *a)
{
    const struct tbl_contacts *t = &c->in.tables->contacts;
    struct buf b = {0};
    size_t n;
    const struct case_note *note = cases_notes(c, customer, &n);
    for (size_t i = 0; i < n; i++) {
        size_t first = 0;
        while (first < i && !alike(t, &note[first], &note[i]))
            first++;
        if (first < i)
            continue;
        if (b.n)
            buf_text(&b, between);
        put_notes(&b, t, note, i, n);
    }
    const char *words = n ? arena_text(a, buf_str(&b), b.n) : "";
    buf_free(&b);
    return words;
}

/* ---- values ---- */

static struct case_value text(const char *s)
{
    return (struct case_value){.has = *s, .type = CASE_TEXT, .text = s};
}

static struct case_value day(int32_t d)
{
    if (d == DAY_OPEN)
        return text("offen");
    return (struct case_value){.has = d != DAY_NONE, .type = CASE_DAY, .day = d};
}

static struct case_value count(int64_t n)
{
    return (struct case_value){.has = n != 0, .type = CASE_COUNT, .count = n};
}

/* What every customer has, whatever his verdict. */
static struct case_value general(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a)
{
    const struct tables *t = c->in.tables;
    const struct verdict *v = &c->in.verdict[customer];
    const struct tbl_states *s = &t->states;
    uint32_t at = v->state, x;
    switch (column) {
    case CASE_NUMBER:
        return text(cases_clean(tables_number(t, customer), a));
    case CASE_NAME:
        return text(name_of(c, at, a));
    case CASE_TEAM:
        return text(cases_clean(agg_team_name(t, tables_team_of(t, at, c->in.q->day)), a));
    case CASE_STAFF:
        return text(cases_clean(agg_staff_name(t, s->staff[at]), a));
    case CASE_AGE:
        return text(word_text(WORDS_AGE, v->age));
    case CASE_STATUS:
        return text(s->status[at] == STATUS_UNKNOWN ? word_of(c, s->status_word[at], a)
                                                    : word_text(WORDS_STATUS, s->status[at]));
    case CASE_PROFILE:
        return text(s->profile[at] == PROFILE_UNKNOWN ? word_of(c, s->profile_word[at], a)
                                                      : word_profile_letter(s->profile[at]));
    case CASE_RULE:
        return text(v->rule < 0 ? "" : arena_printf(a, v->individual == TBL_NONE ? "%d" : "%d i", v->rule + 1));
    case CASE_REQUIREMENT:
        return text(requirement_of(c, v, a));
    case CASE_VERDICT:
        return text(words_verdict[v->code]);
    case CASE_SOURCE:
        return text(v->rule < 0 || !c->in.q->set->rule[v->rule].source ? "" : c->in.q->set->rule[v->rule].source);
    case CASE_EXCEPTION:
        return text(exception_of(c, customer, v, a));
    case CASE_EXEMPT_UNTIL:
        return day(v->code == VERDICT_EXEMPT ? v->exempt_until : DAY_NONE);
    case CASE_APPOINTMENT:
        x = c->there[column] ? cases_appointment(c, customer) : TBL_NONE;
        return day(x == TBL_NONE ? DAY_NONE : t->appointments.day[x]);
    case CASE_APPOINTMENT_LATE:
        x = c->there[column] ? cases_appointment(c, customer) : TBL_NONE;
        return text(x == TBL_NONE ? "" : appointment_late(c, v, x) ? "ja" : "nein");
    case CASE_NOT_COUNTED:
        return text(notes_of(c, customer, "; ", a));
    default:
        return (struct case_value){.has = false};
    }
}

/* What only a requirement gives: nothing without one, and where the clock is stopped nothing that depends on it. */
static struct case_value required(const struct cases *c, const struct verdict *v, enum case_column column,
                                  struct arena *a)
{
    bool exempt = v->code == VERDICT_EXEMPT;
    switch (column) {
    case CASE_DUE:
        return day(exempt ? DAY_NONE : v->due);
    case CASE_OVERDUE:
        return count(verdict_overdue_days(v, c->in.q->day));
    case CASE_LAST:
        return day(v->last);
    case CASE_FROM:
        return day(exempt ? DAY_NONE : v->corridor);
    case CASE_COUNTED:
        return text(arena_printf(a, "%u von %u", v->counted, v->asked));
    case CASE_IN_PERSON:
        return text(only_in_person(c, v) ? "ja" : "nein");
    case CASE_PAUSE_DAYS:
        return count(exempt ? 0 : v->pause_days);
    case CASE_DUE_SOURCE:
        return text(exempt ? "" : source_words[v->source]);
    default:
        return (struct case_value){.has = false};
    }
}

struct case_value cases_value(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a)
{
    const struct verdict *v = &c->in.verdict[customer];
    struct case_value value = general(c, customer, column, a);
    if (!value.has && verdict_has_requirement(v)) {
        struct case_value more = required(c, v, column, a);
        if (more.has)
            return more;
    }
    return value;
}

const char *cases_text(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a)
{
    if (column == CASE_NOT_COUNTED)
        return notes_of(c, customer, "\n", a);
    struct case_value value = cases_value(c, customer, column, a);
    if (!value.has)
        return "";
    if (value.type == CASE_TEXT)
        return value.text;
    if (value.type == CASE_COUNT) {
        struct buf b = {0};
        num_put_german(&b, value.count);
        const char *words = arena_text(a, buf_str(&b), b.n);
        buf_free(&b);
        return words;
    }
    const char *words = arena_strdup(a, day_german(value.day).s);
    if (column != CASE_APPOINTMENT)
        return words;
    uint32_t x = cases_appointment(c, customer);
    unsigned minute = c->in.tables->appointments.minute[x];
    if (minute)
        words = arena_printf(a, "%s, %02u:%02u\u00a0Uhr", words, minute / 60, minute % 60);
    return appointment_late(c, &c->in.verdict[customer], x) ? arena_printf(a, "%s\nzu spät", words) : words;
}
