#include "table/issues.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_VALUE = 200 };

const char *const tbl_file_names[TBL_FILES] = {
    [FILE_CUSTOMERS] = "kunden.csv",       [FILE_CONTACTS] = "kontakte.csv",    [FILE_STAFF] = "mitarbeiter.csv",
    [FILE_ABSENCES] = "abwesenheiten.csv", [FILE_EXCEPTIONS] = "ausnahmen.csv", [FILE_APPOINTMENTS] = "termine.csv",
};

const struct issue_text issue_texts[ISSUE_KINDS] = {
    [REJECT_EMPTY] = {ISSUE_REJECTED, "Pflichtfeld leer"},
    [REJECT_DATE] = {ISSUE_REJECTED, "kein gültiges Datum (TT.MM.JJJJ oder JJJJ-MM-TT)"},
    [REJECT_INTERVAL] = {ISSUE_REJECTED, "Intervall nicht lesbar"},
    [REJECT_DUPLICATE] = {ISSUE_REJECTED, "doppelter Schlüssel"},
    [REJECT_ORDER] = {ISSUE_REJECTED, "Ende vor Beginn"},
    [REJECT_BYTES] = {ISSUE_REJECTED, "nicht lesbare Zeichen"},
    [REJECT_QUOTE] = {ISSUE_REJECTED, "Anführungszeichen nicht geschlossen"},
    [REJECT_LONG] = {ISSUE_REJECTED, "Zeile zu lang"},
    [REJECT_YEAR] = {ISSUE_REJECTED, "Jahr mit zwei Ziffern; welches Jahrhundert, sagt der Auftrag (jahrhundert)"},
    [REJECT_CUSTOMER] = {ISSUE_REJECTED, "unbekannter Kunde"},
    [WARN_NUMBER] = {ISSUE_WARNING, "Zahl nicht lesbar, als leer behandelt"},
    [WARN_YES_NO] = {ISSUE_WARNING, "weder Ja noch Nein, als leer behandelt"},
    [WARN_BIRTH] = {ISSUE_WARNING, "Geburtsdatum unvollständig, letzter möglicher Tag angenommen"},
    [WARN_DATE] = {ISSUE_WARNING, "kein gültiges Datum (TT.MM.JJJJ oder JJJJ-MM-TT), als leer behandelt"},
    [WARN_KIND] = {ISSUE_WARNING, "unbekannte Vermerkart, der Vermerk zählt nie"},
    [WARN_MODE] = {ISSUE_WARNING, "unbekannte Kontaktart, der Vermerk zählt nie"},
    [WARN_PARTNER] = {ISSUE_WARNING, "unbekannter Gesprächspartner, der Vermerk zählt nie"},
    [WARN_STATUS] = {ISSUE_WARNING, "unbekannter Status"},
    [WARN_PROFILE] = {ISSUE_WARNING, "unbekannte Profillage"},
    [WARN_FUNCTION] = {ISSUE_WARNING, "unbekannte Funktion"},
    [WARN_TALK] = {ISSUE_WARNING, "unbekannte Gesprächsart"},
    [WARN_EXCEPTION] = {ISSUE_WARNING, "unbekannte Art der Ausnahme, nicht anerkannt"},
    [WARN_APPOINTMENT] = {ISSUE_WARNING, "unbekannter Status des Termins"},
    [WARN_WORKDAYS] = {ISSUE_WARNING, "Arbeitstage nicht lesbar, Mo-Fr angenommen"},
    [WARN_FIELDS] = {ISSUE_WARNING, "mehr Felder als Spalten"},
    [WARN_AFTER] = {ISSUE_WARNING, "Kontakt nach dem Stichtag"},
    [WARN_BEFORE] = {ISSUE_WARNING, "Kontakt mehr als 31 Tage vor Beginn der Betreuung"},
    [WARN_AGE] = {ISSUE_WARNING, "am Stichtag jünger als 15 oder älter als 67 Jahre"},
    [WARN_NO_TEAM] = {ISSUE_WARNING, "ohne Team"},
    [WARN_NO_STAFF] = {ISSUE_WARNING, "ohne Betreuer*in"},
    [WARN_STAFF] = {ISSUE_WARNING, "Betreuer*in nicht in den Mitarbeiterdaten"},
    [WARN_COLUMN] = {ISSUE_WARNING, "Spalte fehlt, nach der das Regelwerk fragt"},
    [WARN_NO_STAFF_FILE] = {ISSUE_WARNING, "keine Mitarbeiterdaten, das Regelwerk fragt nach der Funktion"},
    [WARN_NOT_ACCEPTED] = {ISSUE_WARNING, "Ausnahme vom Regelwerk nicht anerkannt, ohne Wirkung"},
    [WARN_JBA_INTERVAL] = {ISSUE_WARNING, "Intervall einer JBA-Ausnahme, ohne Wirkung"},
    [FIND_LATE_EXEMPTION] = {ISSUE_FINDING, "ausgenommen nach Ablauf der Frist"},
    [FIND_JBA_OPEN] = {ISSUE_FINDING, "JBA-Ausnahme ohne Ende"},
    [FIND_NO_REASON] = {ISSUE_FINDING, "Ausnahme ohne Begründung"},
    [FIND_FIRST_NOTE] = {ISSUE_FINDING, "erster gezählter Kontakt nicht in der verlangten Vermerkart"},
    [FIND_NOTE] = {ISSUE_FINDING, "gezählter Kontakt nicht in der verlangten Vermerkart"},
    [FIND_MISCODED] = {ISSUE_FINDING, "Beratungsvermerk mit schriftlicher oder elektronischer Kontaktart"},
};

void issues_init(struct issues *i)
{
    *i = (struct issues){.arena = arena_new()};
}

void issues_free(struct issues *i)
{
    free(i->item);
    arena_free(i->arena);
    *i = (struct issues){0};
}

/* At most LONGEST_VALUE bytes, not cut inside a character. */
static size_t shortened(const char *s, size_t n)
{
    if (n <= LONGEST_VALUE)
        return n;
    n = LONGEST_VALUE;
    while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    return n;
}

void issues_add(struct issues *i, enum issue_kind kind, enum tbl_file file, uint32_t line, const char *column,
                const char *value, size_t n)
{
    i->item = mem_grow(i->item, i->n, &i->cap, sizeof *i->item);
    i->item[i->n++] = (struct issue){
        .kind = (uint8_t)kind,
        .file = (uint8_t)file,
        .line = line,
        .column = column && *column ? arena_strdup(i->arena, column) : "",
        .value = value && n ? arena_text(i->arena, value, shortened(value, n)) : "",
    };
    i->count[kind]++;
}

void issues_append(struct issues *i, struct issues *from)
{
    if (from->n) {
        i->item = mem_resize(i->item, i->n + from->n, sizeof *i->item);
        i->cap = i->n + from->n;
        memcpy(i->item + i->n, from->item, from->n * sizeof *i->item);
        i->n += from->n;
    }
    for (int k = 0; k < ISSUE_KINDS; k++)
        i->count[k] += from->count[k];
    arena_merge(i->arena, from->arena);
    free(from->item);
    *from = (struct issues){0};
}

static int compare(const void *a, const void *b)
{
    const struct issue *x = a, *y = b;
    int order = (int)issue_texts[x->kind].class - (int)issue_texts[y->kind].class;
    if (!order)
        order = (int)x->file - (int)y->file;
    if (!order)
        order = (x->line > y->line) - (x->line < y->line);
    if (!order)
        order = (int)x->kind - (int)y->kind;
    if (!order)
        order = strcmp(x->column, y->column);
    if (!order)
        order = strcmp(x->value, y->value);
    return order;
}

void issues_sort(struct issues *i)
{
    if (i->n > 1)
        qsort(i->item, i->n, sizeof *i->item, compare);
}
