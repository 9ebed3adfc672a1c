#include "table/tables.h"

#include <stdlib.h>
#include <string.h>

/* The canonical columns (spec 1.2 to 1.7). A needed column must be there; whether its field may be empty is ingest's.
 */
const struct tbl_column_name tbl_columns[COL_COUNT] = {
    [COL_C_NUMBER] = {FILE_CUSTOMERS, "Kundennummer", true},
    [COL_C_SURNAME] = {FILE_CUSTOMERS, "Nachname", false},
    [COL_C_GIVEN] = {FILE_CUSTOMERS, "Vorname", false},
    [COL_C_BORN] = {FILE_CUSTOMERS, "Geburtsdatum", true},
    [COL_C_STATUS] = {FILE_CUSTOMERS, "Status", true},
    [COL_C_PROFILE] = {FILE_CUSTOMERS, "Profillage", false},
    [COL_C_TEAM] = {FILE_CUSTOMERS, "Team", false},
    [COL_C_STAFF] = {FILE_CUSTOMERS, "Betreuer", false},
    [COL_C_FROM] = {FILE_CUSTOMERS, "Betreuung seit", true},
    [COL_C_TO] = {FILE_CUSTOMERS, "Betreuung bis", false},
    [COL_C_VALID] = {FILE_CUSTOMERS, "Gültig ab", false},
    [COL_C_HOUSEHOLD] = {FILE_CUSTOMERS, "BG-Nummer", false},
    [COL_C_AGREEMENT] = {FILE_CUSTOMERS, "EGV seit", false},
    [COL_C_SCHOOL] = {FILE_CUSTOMERS, "Schulpflichtig", false},
    [COL_C_FINAL_YEAR] = {FILE_CUSTOMERS, "Abschlussjahr", false},
    [COL_C_EMPLOYED] = {FILE_CUSTOMERS, "SV-Beschäftigung", false},
    [COL_C_HEALTH] = {FILE_CUSTOMERS, "Gesundheit", false},
    [COL_C_COOPERATION] = {FILE_CUSTOMERS, "Mitwirkung", false},
    [COL_N_NUMBER] = {FILE_CONTACTS, "Kundennummer", true},
    [COL_N_DAY] = {FILE_CONTACTS, "Datum", true},
    [COL_N_KIND] = {FILE_CONTACTS, "Vermerkart", true},
    [COL_N_MODE] = {FILE_CONTACTS, "Kontaktart", true},
    [COL_N_PARTNER] = {FILE_CONTACTS, "Gesprächspartner", false},
    [COL_N_STAFF] = {FILE_CONTACTS, "Mitarbeiter", false},
    [COL_N_MINUTES] = {FILE_CONTACTS, "Dauer", false},
    [COL_N_ENTERED] = {FILE_CONTACTS, "Erfasst am", false},
    [COL_N_TALK] = {FILE_CONTACTS, "Gesprächsart", false},
    [COL_S_KEY] = {FILE_STAFF, "Kürzel", true},
    [COL_S_NAME] = {FILE_STAFF, "Name", false},
    [COL_S_TEAM] = {FILE_STAFF, "Team", false},
    [COL_S_FUNCTION] = {FILE_STAFF, "Funktion", false},
    [COL_S_HOURS] = {FILE_STAFF, "Wochenstunden", false},
    [COL_S_WORKDAYS] = {FILE_STAFF, "Arbeitstage", false},
    [COL_S_FROM] = {FILE_STAFF, "Von", false},
    [COL_S_TO] = {FILE_STAFF, "Bis", false},
    [COL_A_KEY] = {FILE_ABSENCES, "Kürzel", true},
    [COL_A_FROM] = {FILE_ABSENCES, "Von", true},
    [COL_A_TO] = {FILE_ABSENCES, "Bis", true},
    [COL_A_REASON] = {FILE_ABSENCES, "Grund", false},
    [COL_X_NUMBER] = {FILE_EXCEPTIONS, "Kundennummer", true},
    [COL_X_FROM] = {FILE_EXCEPTIONS, "Von", true},
    [COL_X_KIND] = {FILE_EXCEPTIONS, "Art", true},
    [COL_X_TO] = {FILE_EXCEPTIONS, "Bis", false},
    [COL_X_INTERVAL] = {FILE_EXCEPTIONS, "Intervall", false},
    [COL_X_REASON] = {FILE_EXCEPTIONS, "Begründung", false},
    [COL_T_NUMBER] = {FILE_APPOINTMENTS, "Kundennummer", true},
    [COL_T_BEGIN] = {FILE_APPOINTMENTS, "Beginn", true},
    [COL_T_STAFF] = {FILE_APPOINTMENTS, "Mitarbeiter", false},
    [COL_T_MINUTES] = {FILE_APPOINTMENTS, "Dauer", false},
    [COL_T_TALK] = {FILE_APPOINTMENTS, "Gesprächsart", false},
    [COL_T_STATUS] = {FILE_APPOINTMENTS, "Status", false},
    [COL_T_INSTRUCTED] = {FILE_APPOINTMENTS, "Rechtsfolgenbelehrung", false},
    [COL_T_DEPUTY] = {FILE_APPOINTMENTS, "Vertretung", false},
    [COL_T_AGREED] = {FILE_APPOINTMENTS, "Vereinbart am", false},
};

void tables_free(struct tables *t)
{
    if (!t)
        return;
    issues_free(&t->issues);
    arena_free(t->arena);
    free(t);
}

const char *tables_number(const struct tables *t, uint32_t customer)
{
    return t->text + t->customers.number[customer];
}

uint32_t tables_lookup(const struct tables *t, const char *number)
{
    for (uint32_t i = 0; i < t->customers.n; i++)
        if (strcmp(tables_number(t, i), number) == 0)
            return i;
    return TBL_NONE;
}

uint32_t tables_state_on(const struct tables *t, uint32_t customer, int32_t d)
{
    uint32_t low = t->customers.first[customer], high = t->customers.first[customer + 1];
    uint32_t first = low;
    while (low < high) { /* the first line with a key day after d */
        uint32_t middle = low + (high - low) / 2;
        if (t->states.key_day[middle] <= d)
            low = middle + 1;
        else
            high = middle;
    }
    return low > first ? low - 1 : first;
}

enum word_function tables_function_of(const struct tables *t, uint32_t state)
{
    uint32_t member = t->staff_of_word[t->states.staff[state]];
    return member == TBL_NONE ? FUNCTION_UNKNOWN : (enum word_function)t->staff.function[member];
}

uint32_t tables_team_of(const struct tables *t, uint32_t state)
{
    if (t->states.team[state])
        return t->states.team[state];
    uint32_t member = t->staff_of_word[t->states.staff[state]];
    return member == TBL_NONE ? 0 : t->staff.team[member];
}

void tables_hide_names(struct tables *t)
{
    t->states.surname = t->states.given = NULL;
    for (size_t i = 0; i < t->issues.n; i++) {
        struct issue *x = &t->issues.item[i];
        if (x->kind == REJECT_BYTES || x->kind == REJECT_QUOTE || x->kind == REJECT_LONG)
            x->value = "";
    }
}
