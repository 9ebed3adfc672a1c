#include "table/issues.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_VALUE = 200 };

const char *const tbl_file_names[TBL_FILES + 1] = {
    [FILE_CUSTOMERS] = "kunden.csv",
    [FILE_CONTACTS] = "kontakte.csv",
    [FILE_STAFF] = "mitarbeiter.csv",
    [FILE_ABSENCES] = "abwesenheiten.csv",
    [FILE_EXCEPTIONS] = "ausnahmen.csv",
    [FILE_APPOINTMENTS] = "termine.csv",
    [FILE_NONE] = "System",
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
    [REJECT_FIELDS] = {ISSUE_REJECTED, "mehr Felder als Spalten (ein Trennzeichen ohne Anführungszeichen?)"},
    [REJECT_CUSTOMER] = {ISSUE_REJECTED, "unbekannter Kunde"},
    [REJECT_FOOTER] = {ISSUE_REJECTED, "Summe oder Fußzeile, kein Datensatz"},
    [REJECT_HEADER] = {ISSUE_REJECTED, "die Kopfzeile noch einmal, kein Datensatz"},
    [REJECT_CUT] = {ISSUE_REJECTED, "Zeile nicht zu Ende, die Datei bricht darin ab"},
    [DOUBT_NO_LINES] = {ISSUE_WARNING, "Datei ohne eine Zeile"},
    [DOUBT_NO_NOTES] = {ISSUE_WARNING, "kaum jemand hat einen Vermerk"},
    [DOUBT_WORDS] = {ISSUE_WARNING, "kaum ein Wort einer Spalte ist bekannt, nach der das Regelwerk fragt"},
    [DOUBT_STALE] = {ISSUE_WARNING, "Vermerke enden lange vor dem Stichtag oder beginnen erst danach"},
    [DOUBT_REACH] = {ISSUE_WARNING, "Exporte reichen nicht bis zum Stichtag"},
    [DOUBT_BEGIN] = {ISSUE_WARNING, "Vermerke beginnen später, als das Regelwerk zurückfragt"},
    [DOUBT_PERIOD] = {ISSUE_WARNING, "Export scheint aus einer anderen Zeit zu sein als die anderen"},
    [DOUBT_PERIOD_ASIDE] = {ISSUE_WARNING, "Export scheint aus einer anderen Zeit zu sein als die anderen"},
    [DOUBT_NOBODY] = {ISSUE_WARNING, "niemand in Betreuung"},
    [DOUBT_CUT] = {ISSUE_WARNING, "Datei scheint abgeschnitten"},
    [DOUBT_FEW_NOTES] = {ISSUE_WARNING, "viele ohne Vermerk"},
    [DOUBT_NONE_COUNTS] = {ISSUE_WARNING, "kein Vermerk zählt"},
    [DOUBT_UNKNOWN] = {ISSUE_WARNING, "die meisten Zeilen sind zu unbekannten Kund*innen"},
    [DOUBT_STAFF] = {ISSUE_WARNING, "die meisten Betreuer*innen sind nicht in den Mitarbeiterdaten"},
    [DOUBT_WORD] = {ISSUE_WARNING, "ein unbekanntes Wort ist häufig"},
    [DOUBT_UNREAD] = {ISSUE_WARNING, "kaum ein Wert einer Spalte ist lesbar"},
    [DOUBT_COLUMN_EMPTY] = {ISSUE_WARNING, "Spalte überall leer, nach der das Regelwerk fragt"},
    [DOUBT_WORDS_ASIDE] = {ISSUE_WARNING, "kaum ein Wort einer Spalte ist bekannt"},
    [DOUBT_WORD_ASIDE] = {ISSUE_WARNING, "ein unbekanntes Wort ist häufig"},
    [DOUBT_ENCODINGS] = {ISSUE_WARNING, "zwei Zeichensätze in einer Datei"},
    [DOUBT_FILE_BESIDE] = {ISSUE_WARNING, "nicht geliefert, aber eine Datei heißt fast so"},
    [DOUBT_FEWER_LINES] = {ISSUE_WARNING, "weniger als halb so viele Zeilen wie im früheren Lauf"},
    [DOUBT_FILE_GONE] = {ISSUE_WARNING, "Datei fehlt, die zum früheren Lauf geliefert war"},
    [DOUBT_NO_LINES_ASIDE] = {ISSUE_WARNING, "Datei ohne eine Zeile, wie nicht geliefert behandelt"},
    [DOUBT_KEY_LIKE] = {ISSUE_WARNING, "Schlüssel nur anders geschrieben"},
    [DOUBT_STAFF_KEYS] = {ISSUE_WARNING, "die meisten Kürzel einer Spalte sind nicht in den Mitarbeiterdaten"},
    [DOUBT_TEAM_LIKE] = {ISSUE_WARNING, "Teams nur anders geschrieben"},
    [DOUBT_SHARED] = {ISSUE_WARNING, "derselbe Schlüssel in zu vielen Zeilen"},
    [DOUBT_VALUES] = {ISSUE_WARNING, "Werte, die so nicht gemeint sein können"},
    [DOUBT_BIRTH] = {ISSUE_WARNING, "Geburtsdaten, die so nicht gemeint sein können"},
    [DOUBT_ONE_DAY] = {ISSUE_WARNING, "die meisten Vermerke haben denselben Tag"},
    [WARN_NUMBER] = {ISSUE_WARNING, "Zahl nicht lesbar, als leer behandelt"},
    [WARN_YES_NO] = {ISSUE_WARNING, "weder Ja noch Nein, als leer behandelt"},
    [WARN_SHORT] = {ISSUE_WARNING, "weniger Felder als Spalten"},
    [WARN_UNUSED] = {ISSUE_WARNING, "Spalte wird nicht verwendet"},
    [WARN_UNUSED_LIKE] = {ISSUE_WARNING, "Spalte wird nicht verwendet; gemeint ist wohl eine, die fehlt"},
    [WARN_ENCODING] = {ISSUE_WARNING, "Zeichensatz ist ein anderer als im Auftrag"},
    [WARN_BIRTH] = {ISSUE_WARNING, "Geburtsdatum unvollständig, letzter möglicher Tag angenommen"},
    [WARN_DATE] = {ISSUE_WARNING, "kein gültiges Datum (TT.MM.JJJJ oder JJJJ-MM-TT), als leer behandelt"},
    [WARN_KIND] = {ISSUE_WARNING, "unbekannte Vermerkart, der Vermerk zählt nie"},
    [WARN_MODE] = {ISSUE_WARNING, "unbekannte Kontaktart, der Vermerk zählt nie"},
    [WARN_PARTNER] = {ISSUE_WARNING, "unbekannter Gesprächspartner, der Vermerk zählt nie"},
    [WARN_STATUS] = {ISSUE_WARNING, "unbekannter Status"},
    [WARN_PROFILE] = {ISSUE_WARNING, "unbekannte Profillage"},
    [WARN_ATTRIBUTE] = {ISSUE_WARNING, "unbekanntes Wort in einer Spalte des Regelwerks"},
    [WARN_FUNCTION] = {ISSUE_WARNING, "unbekannte Funktion"},
    [WARN_TALK] = {ISSUE_WARNING, "unbekannte Gesprächsart"},
    [WARN_EXCEPTION] = {ISSUE_WARNING, "unbekannte Art der Ausnahme, nicht anerkannt"},
    [WARN_APPOINTMENT] = {ISSUE_WARNING, "unbekannter Status des Termins"},
    [WARN_WORKDAYS] = {ISSUE_WARNING, "Arbeitstage nicht lesbar, Mo-Fr angenommen"},
    [WARN_REPEATED] = {ISSUE_WARNING, "Zeilen doppelt geliefert, jede zählt einmal"},
    [WARN_NOTHING] = {ISSUE_WARNING, "Zeichen für nichts (wie NULL, #NV, -), als leer behandelt"},
    [WARN_LOOSE] = {ISSUE_WARNING, "anders nur durch mehrfache oder geschützte Leerzeichen oder unsichtbare Zeichen, ohne sie gelesen"},
    [WARN_KEY_CUT] = {ISSUE_WARNING, "Schlüssel von einer Tabellenkalkulation verkürzt (Zahl mit E+)"},
    [WARN_KEY_HIDDEN] = {ISSUE_WARNING, "Schlüssel mit unsichtbaren Zeichen"},
    [WARN_KEY_LIKE] = {ISSUE_WARNING,
                       "Kundennummer oder Kürzel unbekannt, aber nur in führenden Nullen, Groß- und Kleinschreibung, "
                       "Leerzeichen oder unsichtbaren Zeichen anders geschrieben als bekannt"},
    [WARN_TWO_PEOPLE] = {ISSUE_WARNING, "zwei Menschen unter einer Kundennummer?"},
    [WARN_AFTER] = {ISSUE_WARNING, "Kontakt nach dem Stichtag"},
    [WARN_BEFORE] = {ISSUE_WARNING, "Kontakt mehr als 31 Tage vor Beginn der Betreuung"},
    [WARN_AGE] = {ISSUE_WARNING, "am Stichtag jünger als 15 oder älter als 67 Jahre"},
    [WARN_NO_TEAM] = {ISSUE_WARNING, "ohne Team"},
    [WARN_NO_STAFF] = {ISSUE_WARNING, "ohne Betreuer*in"},
    [WARN_STAFF] = {ISSUE_WARNING, "Betreuer*in nicht in den Mitarbeiterdaten"},
    [WARN_STAFF_LEFT] = {ISSUE_WARNING, "Betreuer*in nicht mehr da, hat aber noch Kund*innen"},
    [WARN_HOURS] = {ISSUE_WARNING, "Wochenstunden über dem 1,25-Fachen der Vollzeit"},
    [WARN_CARE_OVERLAP] = {ISSUE_WARNING, "Zeiten der Betreuung überschneiden sich"},
    [WARN_TEAM_LIKE] = {ISSUE_WARNING,
                        "Team nur in Groß- und Kleinschreibung, Leerzeichen oder Satzzeichen anders als ein anderes"},
    [WARN_MINUTES] = {ISSUE_WARNING, "Dauer von mehr als zehn Stunden"},
    [WARN_COLUMN] = {ISSUE_WARNING, "Spalte fehlt, nach der das Regelwerk fragt"},
    [WARN_NO_STAFF_FILE] = {ISSUE_WARNING, "keine Mitarbeiterdaten, das Regelwerk fragt nach der Funktion"},
    [WARN_NOT_ACCEPTED] = {ISSUE_WARNING, "Ausnahme vom Regelwerk nicht anerkannt, ohne Wirkung"},
    [WARN_JBA_INTERVAL] = {ISSUE_WARNING, "Intervall einer JBA-Ausnahme, ohne Wirkung"},
    [WARN_NOT_COMPARED] = {ISSUE_WARNING, "früherer Lauf, dessen Urteile nicht einzeln verglichen werden"},
    [POOR_FILE] = {ISSUE_WARNING, "Datei des Systems fehlt"},
    [POOR_LETTER] = {ISSUE_WARNING, "Zeichen, das keine Schrift hat, in PDF als � dargestellt"},
    [POOR_ARCHIVE] = {ISSUE_WARNING, "früherer Lauf nicht lesbar, damit wird nicht verglichen"},
    [FIND_LATE_EXEMPTION] = {ISSUE_FINDING, "ausgenommen nach Ablauf der Frist"},
    [FIND_JBA_OPEN] = {ISSUE_FINDING, "JBA-Ausnahme ohne Ende"},
    [FIND_NO_REASON] = {ISSUE_FINDING, "Ausnahme ohne Begründung"},
    [FIND_FIRST_NOTE] = {ISSUE_FINDING, "erster gezählter Kontakt nicht in der verlangten Vermerkart"},
    [FIND_NOTE] = {ISSUE_FINDING, "gezählter Kontakt nicht in der verlangten Vermerkart"},
    [FIND_MISCODED] = {ISSUE_FINDING, "Beratungsvermerk mit schriftlicher oder elektronischer Kontaktart"},
    [FIND_MISSED_ROW] = {ISSUE_FINDING, "dreimal in Folge nicht erschienen"},
    [FIND_NO_NOTE] = {ISSUE_FINDING,
                      "überfällig, und zum zuletzt wahrgenommenen Termin fehlt ein Vermerk dieses Tages"},
    [FIND_AFTERWARDS] = {ISSUE_FINDING, "Urteil eines archivierten Laufs nachträglich geändert"},
};

const uint8_t issue_weights[ISSUE_KINDS] = {
    [DOUBT_NO_LINES] = ISSUE_DOUBT | ISSUE_MISMATCH | ISSUE_NOTHING_FOUND | ISSUE_UNRATED,
    [DOUBT_NO_NOTES] = ISSUE_DOUBT | ISSUE_MISMATCH | ISSUE_NOTHING_FOUND | ISSUE_UNRATED,
    [DOUBT_WORDS] = ISSUE_DOUBT | ISSUE_MISMATCH | ISSUE_NOTHING_FOUND,
    [DOUBT_STALE] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND | ISSUE_UNRATED | ISSUE_ANY_DAY,
    [DOUBT_REACH] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND | ISSUE_ANY_DAY,
    [DOUBT_BEGIN] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND | ISSUE_ANY_DAY,
    [DOUBT_PERIOD] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND | ISSUE_ANY_DAY,
    [DOUBT_PERIOD_ASIDE] = ISSUE_DOUBT | ISSUE_ANY_DAY,
    [DOUBT_NOBODY] = ISSUE_DOUBT,
    [DOUBT_CUT] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND,
    [DOUBT_FEW_NOTES] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND,
    [DOUBT_NONE_COUNTS] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND | ISSUE_UNRATED,
    [DOUBT_UNKNOWN] = ISSUE_DOUBT,
    [DOUBT_STAFF] = ISSUE_DOUBT,
    [DOUBT_WORD] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND,
    [DOUBT_UNREAD] = ISSUE_DOUBT,
    [DOUBT_COLUMN_EMPTY] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND,
    [DOUBT_WORDS_ASIDE] = ISSUE_DOUBT,
    [DOUBT_WORD_ASIDE] = ISSUE_DOUBT,
    [DOUBT_NO_LINES_ASIDE] = ISSUE_DOUBT,
    [DOUBT_ENCODINGS] = ISSUE_DOUBT,
    [DOUBT_FILE_BESIDE] = ISSUE_DOUBT,
    [DOUBT_FEWER_LINES] = ISSUE_DOUBT,
    [DOUBT_FILE_GONE] = ISSUE_DOUBT,
    [DOUBT_KEY_LIKE] = ISSUE_DOUBT,
    [DOUBT_STAFF_KEYS] = ISSUE_DOUBT,
    [DOUBT_TEAM_LIKE] = ISSUE_DOUBT,
    [DOUBT_SHARED] = ISSUE_DOUBT,
    [DOUBT_VALUES] = ISSUE_DOUBT,
    [DOUBT_BIRTH] = ISSUE_DOUBT | ISSUE_NOTHING_FOUND,
    [DOUBT_ONE_DAY] = ISSUE_DOUBT,
    [WARN_NOT_ACCEPTED] = ISSUE_CASEWORK,
    [WARN_JBA_INTERVAL] = ISSUE_CASEWORK,
    [POOR_FILE] = ISSUE_POORER,
    [POOR_LETTER] = ISSUE_POORER,
    [POOR_ARCHIVE] = ISSUE_POORER,
};

const char *issue_shown(enum issue_kind kind)
{
    return kind == REJECT_CUSTOMER ? "Kundennummer nicht im Bestand" : issue_texts[kind].text;
}

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

static const char *kept(struct issues *i, const char *s)
{
    return s && *s ? arena_strdup(i->arena, s) : "";
}

void issues_add_doubt(struct issues *i, enum issue_kind kind, enum tbl_file file, const struct issue_words *words)
{
    const char *found = kept(i, words->found);
    struct issue_words *own = arena_zero(i->arena, sizeof *own);
    *own = (struct issue_words){kept(i, words->fact), kept(i, words->meaning), found, kept(i, words->expected)};
    issues_add(i, kind, file, 0, "", found, strlen(found));
    i->item[i->n - 1].words = own;
}

/* What a doubt without words of its own says: its kind, and how often. */
static struct issue_words words_of_kind(const struct issues *i, enum issue_kind kind, enum tbl_file file,
                                        struct arena *a)
{
    uint64_t n = 0;
    for (size_t k = 0; k < i->n; k++)
        n += i->item[k].kind == kind && i->item[k].file == file;
    const char *often = n > 1 ? arena_printf(a, ", %llu-mal", (unsigned long long)n) : "";
    return (struct issue_words){arena_printf(a, "%s: %s%s", tbl_file_names[file], issue_texts[kind].text, often), "",
                                "", ""};
}

static int compare_doubts(const void *a, const void *b)
{
    const struct issue_doubt *x = a, *y = b;
    int order = (int)x->kind - (int)y->kind;
    if (!order)
        order = (int)x->file - (int)y->file;
    return order ? order : strcmp(x->words.fact, y->words.fact);
}

struct issue_doubt *issues_doubts(const struct issues *i, struct arena *a, size_t *n)
{
    struct issue_doubt *doubt = NULL;
    bool told[ISSUE_KINDS][TBL_FILES + 1] = {{false}};
    size_t cap = 0;
    *n = 0;
    for (size_t k = 0; k < i->n; k++) {
        const struct issue *x = &i->item[k];
        enum issue_kind kind = (enum issue_kind)x->kind;
        enum tbl_file file = (enum tbl_file)x->file;
        if (!(issue_weights[kind] & ISSUE_DOUBT) || (!x->words && told[kind][file]))
            continue;
        told[kind][file] |= !x->words;
        doubt = mem_grow(doubt, *n, &cap, sizeof *doubt);
        doubt[(*n)++] = (struct issue_doubt){kind, file, x->words ? *x->words : words_of_kind(i, kind, file, a)};
    }
    if (doubt)
        qsort(doubt, *n, sizeof *doubt, compare_doubts);
    struct issue_doubt *own = arena_zero(a, (*n + 1) * sizeof *own);
    if (doubt)
        memcpy(own, doubt, *n * sizeof *own);
    free(doubt);
    return own;
}

/* Adds the words of s up to the semicolon, parted by commas, that are not in b yet. */
static void add_new_words(struct buf *b, const char *s)
{
    enum { ENOUGH = 120 };
    static const char more[] = " und weitere";
    for (size_t left = strcspn(s, ";"), n; left; left -= n, s += n) {
        n = strcspn(s, ",;");
        if (b->n > ENOUGH) {
            if (strcmp(buf_str(b) + b->n - strlen(more), more) != 0)
                buf_text(b, more);
            return;
        }
        struct buf one = {0};
        buf_put(&one, s, n);
        if (!strstr(buf_str(b), buf_str(&one)))
            buf_printf(b, "%s%s", b->n ? ", " : "", buf_str(&one));
        buf_free(&one);
        n += left > n ? strspn(s + n, ", ") : 0;
    }
}

struct issue_poorer *issues_poorer(const struct issues *i, struct arena *a, size_t *n)
{
    size_t most = 1;
    for (int k = 0; k < ISSUE_KINDS; k++)
        most += issue_weights[k] & ISSUE_POORER ? i->count[k] : 0;
    struct issue_poorer *all =
        arena_zero(a, (i->count[POOR_LETTER] ? most - i->count[POOR_LETTER] + 1 : most) * sizeof *all);
    struct buf letters = {0};
    *n = 0;
    for (size_t k = 0; k < i->n; k++) {
        const struct issue *x = &i->item[k];
        if (x->kind == POOR_LETTER)
            add_new_words(&letters, x->value);
        else if (issue_weights[x->kind] & ISSUE_POORER)
            all[(*n)++] = (struct issue_poorer){(enum issue_kind)x->kind, 1, x->value};
    }
    if (letters.n)
        all[(*n)++] = (struct issue_poorer){POOR_LETTER, i->count[POOR_LETTER], arena_text(a, letters.p, letters.n)};
    buf_free(&letters);
    return all;
}

bool issues_weigh(const struct issues *i, unsigned weight)
{
    for (int k = 0; k < ISSUE_KINDS; k++)
        if (i->count[k] && (issue_weights[k] & weight))
            return true;
    return false;
}

const char *issue_reason(const struct issue *x, struct arena *a)
{
    const char *text = issue_shown((enum issue_kind)x->kind);
    return x->words ? arena_printf(a, "%s: %s. %s", text, x->words->fact, x->words->meaning) : text;
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
        order = (y->words != NULL) - (x->words != NULL);
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
