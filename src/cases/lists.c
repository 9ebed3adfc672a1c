#include "cases/lists.h"

#include "aggregate/appointments.h"
#include "aggregate/groups.h"

#include <stdbool.h>
#include <string.h>

/* ---- fields ---- */

static bool needs_quotes(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] == ';' || s[i] == '"' || s[i] == '\n' || s[i] == '\r')
            return true;
    return false;
}

/* Room for 2 n + 2 bytes is there. */
static char *put_field(char *p, const char *s, size_t n)
{
    if (!needs_quotes(s, n)) {
        memcpy(p, s, n);
        return p + n;
    }
    *p++ = '"';
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            *p++ = '"';
        *p++ = s[i];
    }
    *p++ = '"';
    return p;
}

/* ---- ergebnis.csv: a million rows, so nothing is formatted that can be copied ---- */

enum { FIXED_ROOM = 256 }; /* more than all fields of a row together that are no free text */

void cases_put_verdict_header(struct buf *b)
{
    buf_text(b, "Kundennummer;Team;Betreuer;Altersgruppe;Status;Profillage;Regel;Individuell;Urteil;Fällig;"
                "Tage überfällig;Gezählte Kontakte;Gefordert;Letzter Kontakt;Kontakt ab;Nächster persönlich;"
                "Ausgenommen bis;Frist aus;Pausentage;Fundstelle;Regelwerk;Team wirksam;Bewertet;Grund;"
                "Nicht erschienen in Folge;Nächster Termin\n");
}

static char *put_word(char *p, const char *s)
{
    size_t n = strlen(s);
    memcpy(p, s, n);
    return p + n;
}

static char *put_number(char *p, uint32_t n)
{
    char digits[10];
    size_t at = sizeof digits;
    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    memcpy(p, digits + at, sizeof digits - at);
    return p + (sizeof digits - at);
}

static char *put_day(char *p, int32_t d)
{
    if (d == DAY_NONE)
        return p;
    if (d == DAY_OPEN)
        return put_word(p, "offen");
    memcpy(p, day_iso(d).s, 10);
    return p + 10;
}

static char *put_free(char *p, const char *s)
{
    return put_field(p, s, strlen(s));
}

/* From Fällig to Pausentage, each with the separator behind it. */
static char *put_requirement(char *p, int32_t day, const struct verdict *v)
{
    bool exempt = v->code == VERDICT_EXEMPT;
    if (!verdict_has_requirement(v))
        return put_word(p, ";;;;;;;;;;");
    if (!exempt) {
        p = put_day(p, v->due);
        *p++ = ';';
        p = put_number(p, (uint32_t)verdict_overdue_days(v, day));
        *p++ = ';';
    } else {
        p = put_word(p, ";;");
    }
    p = put_number(p, v->counted);
    *p++ = ';';
    p = put_number(p, v->asked);
    *p++ = ';';
    p = put_day(p, v->last);
    *p++ = ';';
    if (!exempt)
        p = put_day(p, v->corridor);
    p = put_word(p, v->next_in_person ? ";ja;" : ";nein;");
    if (exempt) {
        p = put_day(p, v->exempt_until);
        return put_word(p, ";;;");
    }
    *p++ = ';';
    p = put_word(p, due_source_codes[v->source]);
    *p++ = ';';
    p = put_number(p, (uint32_t)v->pause_days);
    *p++ = ';';
    return p;
}

static bool is_rated(const struct verdict *v)
{
    return v->code == VERDICT_MET || v->code == VERDICT_DUE_SOON || v->code == VERDICT_OVERDUE ||
           v->code == VERDICT_NEVER;
}

/* From Bewertet on. */
static char *put_practice(char *p, const struct tables *t, int32_t day, uint32_t customer, const struct verdict *v,
                          enum agg_reason reason)
{
    p = put_word(p, is_rated(v) ? "ja;" : "nein;");
    p = put_word(p, agg_reason_codes[reason]);
    if (!agg_appointments_known(t))
        return put_word(p, ";;");
    *p++ = ';';
    p = put_number(p, agg_missed_in_row(t, customer, v, day, NULL));
    *p++ = ';';
    uint32_t next = agg_next_appointment(t, customer, day);
    return put_day(p, next == TBL_NONE ? DAY_NONE : t->appointments.day[next]);
}

void cases_put_verdict_row(struct buf *b, const struct tables *t, const struct ruleset *set, int32_t day,
                           uint32_t customer, const struct verdict *v, enum agg_reason reason)
{
    if (!v->in_population)
        return;
    const struct tbl_states *s = &t->states;
    uint32_t at = v->state;
    const char *number = tables_number(t, customer), *team = t->word[s->team[at]], *staff = t->word[s->staff[at]];
    const char *status =
        s->status[at] == STATUS_UNKNOWN ? t->word[s->status_word[at]] : word_text(WORDS_STATUS, s->status[at]);
    const char *profile =
        s->profile[at] == PROFILE_UNKNOWN ? t->word[s->profile_word[at]] : word_profile_letter(s->profile[at]);
    const char *source = v->rule < 0 || !set->rule[v->rule].source ? "" : set->rule[v->rule].source;
    const char *effective = agg_team_name(t, tables_team_of(t, at, day));
    size_t free_text = strlen(number) + strlen(team) + strlen(staff) + strlen(status) + strlen(profile) +
                       strlen(source) + strlen(set->id) + strlen(effective);
    buf_reserve(b, 2 * free_text + FIXED_ROOM);
    char *p = b->p + b->n;
    p = put_free(p, number);
    *p++ = ';';
    p = put_free(p, team);
    *p++ = ';';
    p = put_free(p, staff);
    *p++ = ';';
    p = put_word(p, word_text(WORDS_AGE, v->age));
    *p++ = ';';
    p = put_free(p, status);
    *p++ = ';';
    p = put_free(p, profile);
    *p++ = ';';
    if (v->rule >= 0)
        p = put_number(p, (uint32_t)v->rule + 1);
    p = put_word(p, v->individual == TBL_NONE ? ";nein;" : ";ja;");
    p = put_word(p, verdict_codes[v->code]);
    *p++ = ';';
    p = put_requirement(p, day, v);
    p = put_free(p, source);
    *p++ = ';';
    p = put_free(p, set->id);
    *p++ = ';';
    p = put_free(p, effective);
    *p++ = ';';
    p = put_practice(p, t, day, customer, v, reason);
    *p++ = '\n';
    *p = '\0';
    b->n = (size_t)(p - b->p);
}

/* ---- abgelehnt.csv, hinweise.csv ---- */

/* -12.345,5 and the like: a sign, digits with points or commas between them, nothing else. */
static bool is_number(const char *s, size_t n)
{
    size_t i = n && (*s == '-' || *s == '+');
    bool digit = false;
    for (; i < n; i++) {
        if (s[i] >= '0' && s[i] <= '9')
            digit = true;
        else if ((s[i] != ',' && s[i] != '.') || !digit || i + 1 == n || s[i + 1] < '0' || s[i + 1] > '9')
            return false;
    }
    return digit;
}

/*
 * Where the comma separates, a spreadsheet cuts this file at commas, whatever is quoted in the middle of a line: there,
 * and behind a tab or line break, a cell can begin, too.
 */
static const char separators[] = ",;\t\r\n";

/* A cell that begins at s + at would be run. */
static bool runs(const char *s, size_t n, size_t at)
{
    if (!at)
        return n && strchr("=+-@\t\r", *s) && !is_number(s, n);
    if (!strchr("=+-@", s[at]) || !strchr(separators, s[at - 1]))
        return false;
    size_t length = strcspn(s + at, separators);
    return length > 1 && !is_number(s + at, length);
}

void cases_put_cell(struct buf *b, const char *s)
{
    size_t n = strlen(s), from = 0;
    struct buf defused = {0};
    for (size_t at = 0; at < n; at++)
        if (runs(s, n, at)) {
            buf_put(&defused, s + from, at - from);
            buf_char(&defused, '\'');
            from = at;
        }
    if (defused.n) {
        buf_put(&defused, s + from, n - from);
        s = buf_str(&defused);
        n = defused.n;
    }
    buf_reserve(b, 2 * n + 2);
    char *p = put_field(b->p + b->n, s, n);
    *p = '\0';
    b->n = (size_t)(p - b->p);
    buf_free(&defused);
}

static void put_issue(struct buf *b, const struct issues *i, const struct issue *item, struct arena *a)
{
    const char *path = i->file[item->file].path;
    const char *slash = path ? strrchr(path, '/') : NULL;
    cases_put_cell(b, slash ? slash + 1 : path ? path : tbl_file_names[item->file]);
    buf_char(b, ';');
    if (item->line)
        buf_int(b, item->line);
    buf_char(b, ';');
    cases_put_cell(b, item->column);
    buf_char(b, ';');
    cases_put_cell(b, item->value);
    buf_char(b, ';');
    /* abgelehnt.csv keeps the reasons that spec 1.9 names. */
    bool rejected = issue_texts[item->kind].class == ISSUE_REJECTED;
    cases_put_cell(b, rejected ? issue_texts[item->kind].text : issue_reason(item, a));
    buf_char(b, '\n');
}

static void put_issues(struct buf *b, const struct issues *i, enum issue_class from, enum issue_class to)
{
    struct arena *a = arena_new();
    buf_text(b, CASES_BYTE_ORDER_MARK "Datei;Zeile;Spalte;Wert;Grund\n");
    for (size_t k = 0; k < i->n; k++) {
        enum issue_class class = issue_texts[i->item[k].kind].class;
        if (class >= from && class <= to)
            put_issue(b, i, &i->item[k], a);
    }
    arena_free(a);
}

void cases_put_rejected(struct buf *b, const struct issues *i)
{
    put_issues(b, i, ISSUE_REJECTED, ISSUE_REJECTED);
}

void cases_put_hints(struct buf *b, const struct issues *i)
{
    put_issues(b, i, ISSUE_WARNING, ISSUE_FINDING);
}
