/* The table of columns (cases/columns.h). */
#include "cases/columns.h"

#include "aggregate/appointments.h"
#include "base/num.h"
#include "base/xml_put.h"
#include "cases/cases_parts.h"
#include "words/ruleset_words.h"

#include <string.h>

/* Frist aus, in words. */
static const char *const source_words[DUE_SOURCES] = {
    [DUE_RULE] = "Regel",        [DUE_START] = "Anlauf",        [DUE_FIRST] = "Erstkontakt",
    [DUE_BACKLOG] = "Rückstand", [DUE_TRANSITION] = "Übergang", [DUE_BEFORE] = "bisher",
};

int cases_urgency(enum verdict_code code)
{
    static const uint8_t urgency[VERDICT_CODES] = {
        [VERDICT_NEVER] = 0,  [VERDICT_OVERDUE] = 1, [VERDICT_DUE_SOON] = 2,    [VERDICT_NEW] = 3,  [VERDICT_MET] = 4,
        [VERDICT_EXEMPT] = 5, [VERDICT_UNCLEAR] = 6, [VERDICT_NOT_COVERED] = 7, [VERDICT_NONE] = 8,
    };
    return urgency[code];
}

int cases_compare_urgency(const struct verdict *a, const struct verdict *b)
{
    int x = cases_urgency((enum verdict_code)a->code), y = cases_urgency((enum verdict_code)b->code);
    if (x != y || !verdict_has_requirement(a) || a->code == VERDICT_EXEMPT)
        return x - y;
    return (a->due > b->due) - (a->due < b->due);
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

/* ---- values: a function a column ---- */

static struct case_value text(const char *s)
{
    return (struct case_value){.has = *s, .type = CASE_TEXT, .text = s};
}

/* Text of an export, as it stands in data, and as every list may show it. */
static struct case_value free_text(const struct case_of *o, const char *s)
{
    return text(o->c ? cases_clean(s, o->a) : s);
}

static struct case_value yes_no(bool yes)
{
    return text(yes ? "ja" : "nein");
}

static struct case_value day(int32_t d)
{
    if (d == DAY_OPEN)
        return text("offen");
    return (struct case_value){.has = d != DAY_NONE, .type = CASE_DAY, .day = d};
}

/* Lists that people read leave a zero out. */
static struct case_value count(const struct case_of *o, int64_t n)
{
    return (struct case_value){.has = n != 0 || !o->c, .type = CASE_COUNT, .count = n};
}

static const struct case_value nothing = {.has = false};

/* Without a requirement there is none of what only it gives; where the clock is stopped none that depends on it. */
static bool required(const struct case_of *o)
{
    return verdict_has_requirement(o->v);
}

static bool running(const struct case_of *o)
{
    return required(o) && o->v->code != VERDICT_EXEMPT;
}

static const struct rule *rule_of(const struct case_of *o)
{
    return o->v->rule < 0 ? NULL : &o->q->set->rule[o->v->rule];
}

static struct case_value value_number(const struct case_of *o)
{
    return free_text(o, tables_number(o->t, o->customer));
}

static struct case_value value_name(const struct case_of *o)
{
    const struct tbl_states *s = &o->t->states;
    if (!o->c->there[CASE_NAME])
        return nothing;
    const char *surname = cases_clean(o->t->word[s->surname[o->v->state]], o->a);
    const char *given = cases_clean(o->t->word[s->given[o->v->state]], o->a);
    return text(*surname && *given ? arena_printf(o->a, "%s, %s", surname, given) : *surname ? surname : given);
}

static uint32_t team_on(const struct case_of *o)
{
    return tables_team_of(o->t, o->v->state, o->q->day);
}

static struct case_value value_team(const struct case_of *o)
{
    return free_text(o, agg_team_name(o->t, team_on(o)));
}

static struct case_value value_team_known(const struct case_of *o)
{
    return free_text(o, o->t->word[team_on(o)]);
}

static struct case_value value_team_delivered(const struct case_of *o)
{
    return free_text(o, o->t->word[o->t->states.team[o->v->state]]);
}

static struct case_value value_staff(const struct case_of *o)
{
    uint32_t key = o->t->states.staff[o->v->state];
    return free_text(o, o->c ? agg_staff_name(o->t, key) : o->t->word[key]);
}

static struct case_value value_age(const struct case_of *o)
{
    return text(word_text(WORDS_AGE, o->v->age));
}

static struct case_value value_status(const struct case_of *o)
{
    uint8_t status = o->t->states.status[o->v->state];
    if (status == STATUS_UNKNOWN)
        return free_text(o, o->t->word[o->t->states.status_word[o->v->state]]);
    return text(lexicon_text(o->t->lexicon, WORDS_STATUS, status));
}

static struct case_value value_profile(const struct case_of *o)
{
    uint8_t profile = o->t->states.profile[o->v->state];
    if (profile == PROFILE_UNKNOWN)
        return free_text(o, o->t->word[o->t->states.profile_word[o->v->state]]);
    return text(word_profile_letter(profile));
}

static struct case_value value_rule(const struct case_of *o)
{
    if (o->v->rule < 0)
        return nothing;
    if (!o->c)
        return count(o, o->v->rule + 1);
    return text(arena_printf(o->a, o->v->individual == TBL_NONE ? "%d" : "%d i", o->v->rule + 1));
}

static struct case_value value_individual(const struct case_of *o)
{
    return yes_no(o->v->individual != TBL_NONE);
}

static struct case_value value_requirement(const struct case_of *o)
{
    if (o->v->individual != TBL_NONE)
        return text(words_interval(o->t->exceptions.interval[o->v->individual], o->a));
    return o->v->rule < 0 ? nothing : text(o->c->requirement[o->v->rule]);
}

static struct case_value value_verdict(const struct case_of *o)
{
    return text((o->c ? words_verdict : verdict_codes)[o->v->code]);
}

static struct case_value value_due(const struct case_of *o)
{
    return running(o) ? day(o->v->due) : nothing;
}

static struct case_value value_overdue(const struct case_of *o)
{
    return running(o) ? count(o, verdict_overdue_days(o->v, o->q->day)) : nothing;
}

static struct case_value value_last(const struct case_of *o)
{
    return required(o) ? day(o->v->last) : nothing;
}

static struct case_value value_seen(const struct case_of *o)
{
    return day(o->seen);
}

static struct case_value value_from(const struct case_of *o)
{
    return running(o) ? day(o->v->corridor) : nothing;
}

static struct case_value value_counted(const struct case_of *o)
{
    if (!required(o))
        return nothing;
    return o->c ? text(arena_printf(o->a, "%u von %u", o->v->counted, o->v->asked)) : count(o, o->v->counted);
}

static struct case_value value_asked(const struct case_of *o)
{
    return required(o) ? count(o, o->v->asked) : nothing;
}

/* Data say what follows from the contacts so far, a list for people what to do. */
static struct case_value value_in_person(const struct case_of *o)
{
    if (!required(o))
        return nothing;
    return yes_no(o->v->next_in_person || (o->c && !(rule_of(o)->ask[o->v->requirement].modes >> MODE_PHONE & 1)));
}

/* What an exception does on S: it exempts, its interval is in force, or it lets the partner's talks count. */
static bool has_effect(const struct case_of *o, uint32_t x)
{
    const struct tbl_exceptions *e = &o->t->exceptions;
    if (x == o->v->individual)
        return true;
    if (e->kind[x] == EXCEPTION_JBA)
        return required(o);
    return o->v->code == VERDICT_EXEMPT && !e->interval[x].n && rule_of(o) &&
           (rule_of(o)->accepts.suspend >> e->kind[x] & 1);
}

/* The kinds of the exceptions that do something on S, each once. */
static struct case_value value_exception(const struct case_of *o)
{
    const struct tbl_exceptions *e = &o->t->exceptions;
    const char *words = "";
    unsigned seen = 0;
    for (uint32_t x = e->first[o->customer]; x < e->first[o->customer + 1]; x++) {
        if (e->from[x] > o->q->day || e->to[x] < o->q->day || seen >> e->kind[x] & 1 || !has_effect(o, x))
            continue;
        seen |= 1u << e->kind[x];
        words = arena_printf(o->a, "%s%s%s", words, *words ? ", " : "", word_text(WORDS_EXCEPTION, e->kind[x]));
    }
    return text(words);
}

static struct case_value value_exempt_until(const struct case_of *o)
{
    return o->v->code == VERDICT_EXEMPT ? day(o->v->exempt_until) : nothing;
}

/* Index of the next appointment; TBL_NONE: none, or nobody can know of it. */
static uint32_t next_appointment(const struct case_of *o)
{
    return agg_appointments_known(o->t) ? agg_next_appointment(o->t, o->customer, o->q->day) : TBL_NONE;
}

static bool is_late(const struct case_of *o, uint32_t appointment)
{
    return running(o) && o->t->appointments.day[appointment] > o->v->due;
}

static struct case_value value_appointment(const struct case_of *o)
{
    uint32_t x = next_appointment(o);
    return x == TBL_NONE ? nothing : day(o->t->appointments.day[x]);
}

static struct case_value value_appointment_late(const struct case_of *o)
{
    uint32_t x = next_appointment(o);
    return x == TBL_NONE ? nothing : yes_no(is_late(o, x));
}

static struct case_value value_not_counted(const struct case_of *o)
{
    return text(cases_notes_words(o->c, o->customer, "; ", o->a));
}

static struct case_value value_source(const struct case_of *o)
{
    return rule_of(o) && rule_of(o)->source ? text(rule_of(o)->source) : nothing;
}

static struct case_value value_pause_days(const struct case_of *o)
{
    return running(o) ? count(o, o->v->pause_days) : nothing;
}

static struct case_value value_due_source(const struct case_of *o)
{
    return running(o) ? text((o->c ? source_words : due_source_codes)[o->v->source]) : nothing;
}

static struct case_value value_ruleset(const struct case_of *o)
{
    return text(o->q->set->id);
}

static struct case_value value_rated(const struct case_of *o)
{
    unsigned code = o->v->code;
    return yes_no(code == VERDICT_MET || code == VERDICT_DUE_SOON || code == VERDICT_OVERDUE || code == VERDICT_NEVER);
}

static struct case_value value_reason(const struct case_of *o)
{
    return text(agg_reason_codes[o->reason]);
}

static struct case_value value_missed(const struct case_of *o)
{
    if (!agg_appointments_known(o->t))
        return nothing;
    return count(o, agg_missed_in_row(o->t, o->customer, o->v, o->q->day, NULL));
}

/* ---- what is sorted in another order than that of the values ---- */

static int64_t order_team(const struct case_of *o)
{
    return o->c->team_of[o->customer];
}

static int64_t order_staff(const struct case_of *o)
{
    return o->c->staff_of[o->customer];
}

static int64_t order_verdict(const struct case_of *o)
{
    return cases_urgency((enum verdict_code)o->v->code);
}

static int64_t order_rule(const struct case_of *o)
{
    return o->v->rule < 0 ? CASE_NO_VALUE : o->v->rule;
}

/* ---- where nothing can stand in a column ---- */

static bool there_names(const struct cases *c)
{
    const struct tables *t = c->in.tables;
    return t->states.surname && (t->has[COL_C_SURNAME] || t->has[COL_C_GIVEN]);
}

static bool there_profiles(const struct cases *c)
{
    return c->in.tables->has[COL_C_PROFILE];
}

static bool there_corridor(const struct cases *c)
{
    const struct ruleset *set = c->in.q->set;
    for (int i = 0; i < set->n_rules; i++)
        if (set->rule[i].n_asks && set->rule[i].ask[0].earliest.n)
            return true;
    return false;
}

static bool there_in_person(const struct cases *c)
{
    const struct ruleset *set = c->in.q->set;
    for (int i = 0; i < set->n_rules; i++) {
        const struct rule *r = &set->rule[i];
        for (int k = 0; k < r->n_asks; k++)
            if (r->ask[k].alternation || !(r->ask[k].modes >> MODE_PHONE & 1))
                return true;
    }
    return false;
}

static bool there_exceptions(const struct cases *c)
{
    return c->in.tables->has_file[FILE_EXCEPTIONS];
}

static bool there_appointments(const struct cases *c)
{
    return agg_appointments_known(c->in.tables);
}

static bool there_notes(const struct cases *c)
{
    return c->in.single_notes;
}

/* ---- the table ---- */

/* clang-format off: a row of the table is two lines */
_Static_assert(CASE_NONE <= 64, "sets of columns are bits of a word");
const struct case_column_row case_columns[CASE_COLUMNS] = {
    [CASE_NUMBER] = {"nummer", "Kundennummer", "Kundennummer", CASE_TEXT, 0, value_number, NULL, NULL, "Kundennummer"},
    [CASE_NAME] = {"name", "Name", NULL, CASE_TEXT, 1, value_name, NULL, there_names, "Nachname und Vorname"},
    [CASE_TEAM] = {"team", "Team", "Team wirksam", CASE_TEXT, 1, value_team, order_team, NULL, "Team am Stichtag"},
    [CASE_STAFF] = {"betreuung", "Betreuung", "Betreuer", CASE_TEXT, 1, value_staff, order_staff, NULL,
                    "Betreuer*in am Stichtag"},
    [CASE_AGE] = {"alter", "Alter", "Altersgruppe", CASE_TEXT, 0, value_age, NULL, NULL,
                  "U25: am Stichtag noch keine 25 Jahre alt, sonst Ü25"},
    [CASE_STATUS] = {"status", "Status", "Status", CASE_TEXT, 0, value_status, NULL, NULL, "Status am Stichtag"},
    [CASE_PROFILE] = {"profillage", "Profil", "Profillage", CASE_TEXT, 0, value_profile, NULL, there_profiles,
                      "Profillage am Stichtag mit ihrem Buchstaben"},
    [CASE_RULE] = {"regel", "Regel", "Regel", CASE_TEXT, 0, value_rule, order_rule, NULL,
                   "Nummer der Regel im Regelwerk; mit „i“ gilt das Intervall einer Ausnahme"},
    [CASE_REQUIREMENT] = {"vorgabe", "Vorgabe", NULL, CASE_TEXT, 1, value_requirement, NULL, NULL,
                          "was die Regel oder das Intervall einer Ausnahme verlangt"},
    [CASE_VERDICT] = {"urteil", "Urteil", "Urteil", CASE_TEXT, 1, value_verdict, order_verdict, NULL,
                      "Urteil am Stichtag"},
    [CASE_DUE] = {"faellig", "fällig", "Fällig", CASE_DAY, 0, value_due, NULL, NULL,
                  "Tag, bis zu dem der nächste Kontakt sein muss; am Tag selbst ist er noch rechtzeitig"},
    [CASE_OVERDUE] = {"tage", "Tage überfällig", "Tage überfällig", CASE_COUNT, 0, value_overdue, NULL, NULL,
                      "Tage, um die der Fälligkeitstag am Stichtag überschritten ist"},
    [CASE_LAST] = {"letzter-kontakt", "letzter Kontakt", "Letzter Kontakt", CASE_DAY, 0, value_last, NULL, NULL,
                   "Tag des letzten gezählten Kontakts"},
    [CASE_FROM] = {"kontakt-ab", "Kontakt ab", "Kontakt ab", CASE_DAY, 0, value_from, NULL, there_corridor,
                   "erster Tag, an dem der nächste Kontakt sein soll"},
    [CASE_COUNTED] = {"gezaehlt", "gezählt", "Gezählte Kontakte", CASE_TEXT, 0, value_counted, NULL, NULL,
                      "gezählte Kontakte in der Frist und wie viele verlangt sind"},
    [CASE_IN_PERSON] = {"persoenlich", "persönlich", "Nächster persönlich", CASE_TEXT, 0, value_in_person, NULL,
                        there_in_person, "„ja“: der nächste Kontakt zählt nur persönlich, am Telefon nicht"},
    [CASE_EXCEPTION] = {"ausnahme", "Ausnahme", NULL, CASE_TEXT, 1, value_exception, NULL, there_exceptions,
                        "Ausnahme, die am Stichtag wirkt"},
    [CASE_EXEMPT_UNTIL] = {"ausgenommen-bis", "ausgenommen bis", "Ausgenommen bis", CASE_DAY, 0, value_exempt_until,
                           NULL, there_exceptions, "letzter Tag, an dem die Frist ruht; „offen“ ohne Ende"},
    [CASE_APPOINTMENT] = {"termin", "Termin", "Nächster Termin", CASE_DAY, 0, value_appointment, NULL,
                          there_appointments,
                          "erster nach dem Stichtag geplanter Termin; „zu spät“: erst nach dem Fälligkeitstag"},
    [CASE_APPOINTMENT_LATE] = {"termin-zu-spaet", "Termin zu spät", NULL, CASE_TEXT, 0, value_appointment_late, NULL,
                               there_appointments, "„ja“: der geplante Termin liegt nach dem Fälligkeitstag"},
    [CASE_NOT_COUNTED] = {"nicht-gezaehlt", "nicht gezählte Vermerke", NULL, CASE_TEXT, 6, value_not_counted, NULL,
                          there_notes, "Vermerke der letzten drei Monate, die nicht zählen, und warum"},
    [CASE_SOURCE] = {"fundstelle", "Fundstelle", "Fundstelle", CASE_TEXT, 2, value_source, NULL, NULL,
                     "wo die Regel im Regelwerk steht"},
    [CASE_PAUSE_DAYS] = {"pausentage", "Pausentage", "Pausentage", CASE_COUNT, 0, value_pause_days, NULL,
                         there_exceptions, "Tage, um die Ausnahmen den Fälligkeitstag verschoben haben"},
    [CASE_DUE_SOURCE] = {"frist-aus", "Frist aus", "Frist aus", CASE_TEXT, 0, value_due_source, NULL, NULL,
                         "woraus sich der Fälligkeitstag ergibt"},
    /* in data alone */
    [CASE_TEAM_DELIVERED] = {NULL, NULL, "Team", CASE_TEXT, 0, value_team_delivered, NULL, NULL, NULL},
    [CASE_TEAM_KNOWN] = {NULL, NULL, "Team", CASE_TEXT, 0, value_team_known, NULL, NULL, NULL},
    [CASE_INDIVIDUAL] = {NULL, NULL, "Individuell", CASE_TEXT, 0, value_individual, NULL, NULL, NULL},
    [CASE_ASKED] = {NULL, NULL, "Gefordert", CASE_COUNT, 0, value_asked, NULL, NULL, NULL},
    [CASE_SEEN] = {NULL, NULL, "Letzter Kontakt", CASE_DAY, 0, value_seen, NULL, NULL, NULL},
    [CASE_RULESET] = {NULL, NULL, "Regelwerk", CASE_TEXT, 0, value_ruleset, NULL, NULL, NULL},
    [CASE_RATED] = {NULL, NULL, "Bewertet", CASE_TEXT, 0, value_rated, NULL, NULL, NULL},
    [CASE_REASON] = {NULL, NULL, "Grund", CASE_TEXT, 0, value_reason, NULL, NULL, NULL},
    [CASE_MISSED] = {NULL, NULL, "Nicht erschienen in Folge", CASE_COUNT, 0, value_missed, NULL, NULL, NULL},
};
/* clang-format on */

/* ---- columns that rule sets declare ---- */

static struct case_value value_attribute(const struct case_of *o)
{
    const struct attribute *a = &o->t->lexicon->attribute[o->attribute];
    const struct tbl_attribute *said = &o->t->states.attribute[o->attribute];
    uint32_t at = o->v->state;
    if (a->kind == ATTRIBUTE_DAY)
        return day(said->day[at]);
    if (a->kind == ATTRIBUTE_YES)
        return said->value[at] ? yes_no(true) : nothing;
    if (said->value[at] == ATTRIBUTE_UNKNOWN)
        return free_text(o, o->t->word[said->word[at]]);
    return text(attribute_text(a, said->value[at]));
}

/* Templates part names by blanks: "Höchster Abschluss" is Höchster-Abschluss there. */
static const char *name_of(const char *attribute, struct arena *a)
{
    char *name = arena_strdup(a, attribute);
    for (char *p = name; *p; p++)
        if (*p == ' ')
            *p = '-';
    return name;
}

void cases_make_columns(struct cases *c)
{
    const struct lexicon *x = c->in.tables->lexicon;
    c->n_columns = CASE_COLUMNS;
    for (int i = ATTRIBUTE_GIVEN; x && i < x->n_attributes; i++) {
        const struct attribute *a = &x->attribute[i];
        c->declared[i - ATTRIBUTE_GIVEN] = (struct case_column_row){
            .name = name_of(a->name, c->arena),
            .head = a->name,
            .type = a->kind == ATTRIBUTE_DAY ? CASE_DAY : CASE_TEXT,
            .value = value_attribute,
            .meaning = arena_printf(c->arena, "„%s“ am Stichtag, wie das Regelwerk es kennt", a->name),
            .attribute = i};
        c->there[c->n_columns++] = c->in.tables->has[a->column];
    }
    for (int i = 0; i < CASE_COLUMNS; i++)
        c->there[i] = !case_columns[i].there || case_columns[i].there(c);
}

const struct case_column_row *cases_column(const struct cases *c, enum case_column column)
{
    return column < CASE_COLUMNS ? &case_columns[column] : &c->declared[column - CASE_COLUMNS];
}

bool cases_column_there(const struct cases *c, enum case_column column)
{
    return c->there[column];
}

enum case_column cases_column_named(const struct cases *c, const char *name, size_t n)
{
    for (int i = 0; i < c->n_columns; i++) {
        const char *it = cases_column(c, (enum case_column)i)->name;
        if (it && strlen(it) == n && memcmp(it, name, n) == 0)
            return (enum case_column)i;
    }
    return CASE_NONE;
}

void cases_put_columns(struct buf *b, const struct cases *c, int depth)
{
    for (int i = 0; i < c->n_columns; i++) {
        const struct case_column_row *row = cases_column(c, (enum case_column)i);
        if (!row->name)
            continue;
        xml_line(b, depth, "<spalte");
        xml_attr(b, "name", row->name);
        xml_attr(b, "kopf", row->head);
        xml_attr(b, "da", c->there[i] ? "ja" : "nein");
        xml_attr(b, "bedeutung", row->meaning);
        buf_text(b, "/>\n");
    }
}

/* ---- cells ---- */

struct case_of cases_of(const struct cases *c, uint32_t customer, struct arena *a)
{
    return (struct case_of){
        .t = c->in.tables, .q = c->in.q, .customer = customer, .v = &c->in.verdict[customer], .c = c, .a = a};
}

struct case_value cases_value(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a)
{
    struct case_of o = cases_of(c, customer, a);
    o.attribute = cases_column(c, column)->attribute;
    return cases_column(c, column)->value(&o);
}

/* "05.12.2023, 10:30 Uhr", and below it "zu spät". */
static const char *appointment_words(const struct case_of *o)
{
    uint32_t x = next_appointment(o);
    unsigned minute = o->t->appointments.minute[x];
    const char *words = arena_strdup(o->a, day_german(o->t->appointments.day[x]).s);
    if (minute)
        words = arena_printf(o->a, "%s, %02u:%02u\u00a0Uhr", words, minute / 60, minute % 60);
    return is_late(o, x) ? arena_printf(o->a, "%s\nzu spät", words) : words;
}

const char *cases_text(const struct cases *c, uint32_t customer, enum case_column column, struct arena *a)
{
    if (column == CASE_NOT_COUNTED)
        return cases_notes_words(c, customer, "\n", a);
    struct case_value value = cases_value(c, customer, column, a);
    if (!value.has)
        return "";
    if (value.type == CASE_TEXT)
        return value.text;
    if (value.type == CASE_COUNT) {
        struct buf b = {0};
        num_put_german(&b, value.count);
        return buf_keep(&b, a);
    }
    struct case_of o = cases_of(c, customer, a);
    return column == CASE_APPOINTMENT ? appointment_words(&o) : arena_strdup(a, day_german(value.day).s);
}
