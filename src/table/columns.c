#include "table/columns.h"

#include "base/near.h"
#include "base/num.h"
#include "base/text.h"
#include "table/keys.h"

#include <string.h>

enum { PLAIN = 80 }; /* bytes of a name as near_plain gives it */
enum { FREE = false, NEEDED = true };
#define NO_WORDS WORDS_LISTS
#define NOTHING  ISSUE_KINDS

/* clang-format off: a row of the table is two lines */
const struct tbl_column_row tbl_columns[COL_COUNT] = {
    [COL_C_NUMBER] = {FILE_CUSTOMERS, "Kundennummer", "", NEEDED, COLUMN_CUSTOMER, NO_WORDS, NOTHING,
                      "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer"},
    [COL_C_SURNAME] = {FILE_CUSTOMERS, "Nachname", "", FREE, COLUMN_NAME, NO_WORDS, NOTHING,
                       "name familienname zuname name1 nname kdname namevorname nachnamevorname kundenname"},
    [COL_C_GIVEN] = {FILE_CUSTOMERS, "Vorname", "", FREE, COLUMN_NAME, NO_WORDS, NOTHING,
                     "name2 rufname vname vornamen"},
    [COL_C_BORN] = {FILE_CUSTOMERS, "Geburtsdatum", "", NEEDED, COLUMN_BIRTH, NO_WORDS, REJECT_DATE,
                    "geburtstag gebdat gebdatum geb gebtag geborenam geburtsdat"},
    [COL_C_STATUS] = {FILE_CUSTOMERS, "Status", "", NEEDED, COLUMN_WORD, WORDS_STATUS, WARN_STATUS,
                      "alostatus alokz kundenstatus kdstatus arbeitslosenstatus statusalo arbeitslosigkeit alo"},
    [COL_C_PROFILE] = {FILE_CUSTOMERS, "Profillage", "", FREE, COLUMN_WORD, WORDS_PROFILE, WARN_PROFILE,
                       "profil profilcd profillagecd profilkz profillagekz marktnaehe pl kundengruppe"},
    [COL_C_TEAM] = {FILE_CUSTOMERS, "Team", "", FREE, COLUMN_TEAM, NO_WORDS, NOTHING,
                    "orgeinheit organisationseinheit oe teamname teamnr gruppe orgeh org dienststelle teamkz"},
    [COL_C_STAFF] = {FILE_CUSTOMERS, "Betreuer", "", FREE, COLUMN_STAFF, NO_WORDS, NOTHING,
                     "ifk hauptbetreuer betreuerkz hb betreuerkuerzel ansprechpartner vermittler pap zustaendig "
                     "hauptansprechpartner fallmanager"},
    [COL_C_FROM] = {FILE_CUSTOMERS, "Betreuung seit", "", NEEDED, COLUMN_DAY, NO_WORDS, REJECT_DATE,
                    "betrvon betrab betreuungab betreuungvon betreuungsbeginn zugang zugangam kundeseit betreutseit "
                    "betrbeginn"},
    [COL_C_TO] = {FILE_CUSTOMERS, "Betreuung bis", "", FREE, COLUMN_END, NO_WORDS, REJECT_DATE,
                  "betrbis betreuungsende abgang abgangam betreutbis betrende"},
    [COL_C_VALID] = {FILE_CUSTOMERS, "Gültig ab", "", FREE, COLUMN_DAY, NO_WORDS, REJECT_DATE,
                     "gueltigab gueltigvon histvon standab wirksamab gueltab gltab gilt"},
    [COL_C_HOUSEHOLD] = {FILE_CUSTOMERS, "BG-Nummer", "", FREE, COLUMN_TEXT, NO_WORDS, NOTHING,
                         "bg bgnr bgnummer bedarfsgemeinschaft bedarfsgem bgid"},
    [COL_C_AGREEMENT] = {FILE_CUSTOMERS, "EGV seit", "Kooperationsplan seit", FREE, COLUMN_DAY, NO_WORDS, WARN_DATE,
                         "egv egvbeginn egvab egvvon egvdatum kooperationsplan koopplan eingliederungsvereinbarung"},
    [COL_C_SCHOOL] = {FILE_CUSTOMERS, "Schulpflichtig", "", FREE, COLUMN_YES, NO_WORDS, WARN_YES_NO,
                      "schulpfl schulpflicht schueler schuelerkz"},
    [COL_C_FINAL_YEAR] = {FILE_CUSTOMERS, "Abschlussjahr", "", FREE, COLUMN_YES, NO_WORDS, WARN_YES_NO,
                          "abschlussjg abschljg abgangsklasse abschlussklasse schulabgang"},
    [COL_C_EMPLOYED] = {FILE_CUSTOMERS, "SV-Beschäftigung", "", FREE, COLUMN_YES, NO_WORDS, WARN_YES_NO,
                        "svb svbkz svpflichtig svbeschaeftigt sozialversicherungspflichtig erwerbstaetig svbesch"},
    [COL_C_HEALTH] = {FILE_CUSTOMERS, "Gesundheit", "", FREE, COLUMN_YES, NO_WORDS, WARN_YES_NO,
                      "gesundheitseinschraenkung gesundheinschr gesundheitl gesundheitlich krank ges"},
    [COL_C_COOPERATION] = {FILE_CUSTOMERS, "Mitwirkung", "", FREE, COLUMN_YES, NO_WORDS, WARN_YES_NO,
                           "mitwkz mitwirkungspflicht sanktion minderung leistungsminderung mitw"},
    [COL_N_NUMBER] = {FILE_CONTACTS, "Kundennummer", "", NEEDED, COLUMN_CUSTOMER, NO_WORDS, REJECT_CUSTOMER,
                      "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer"},
    [COL_N_DAY] = {FILE_CONTACTS, "Datum", "", NEEDED, COLUMN_DAY, NO_WORDS, REJECT_DATE,
                   "vermdat kontaktdatum kontaktam vermerkdatum gespraechsdatum tag vermerkam kontdat gespraecham "
                   "datumkontakt dat"},
    [COL_N_KIND] = {FILE_CONTACTS, "Vermerkart", "", NEEDED, COLUMN_WORD, WORDS_KIND, WARN_KIND,
                    "vermart vermerktyp artdesvermerks vermerkartcd artvermerk vermtyp"},
    [COL_N_MODE] = {FILE_CONTACTS, "Kontaktart", "", NEEDED, COLUMN_WORD, WORDS_MODE, WARN_MODE,
                    "kanal kontaktkanal kontaktweg medium kommunikationsart kontaktform zugangsweg kontart"},
    [COL_N_PARTNER] = {FILE_CONTACTS, "Gesprächspartner", "", FREE, COLUMN_WORD, WORDS_PARTNER, WARN_PARTNER,
                       "gegenueber partner gespraechsmit ansprechpartner dienst rolle stelle"},
    [COL_N_STAFF] = {FILE_CONTACTS, "Mitarbeiter", "", FREE, COLUMN_STAFF, NO_WORDS, NOTHING,
                     "bearbeiter bearb ma sachbearbeiter sb ifk kuerzel mitarbeiterkz perskz erfasser user beraterin "
                     "berater"},
    [COL_N_MINUTES] = {FILE_CONTACTS, "Dauer", "", FREE, COLUMN_NUMBER, NO_WORDS, WARN_NUMBER,
                       "dauermin minuten min dauerinminuten dauerminuten zeitbedarf"},
    [COL_N_ENTERED] = {FILE_CONTACTS, "Erfasst am", "", FREE, COLUMN_DAY, NO_WORDS, WARN_DATE,
                       "erfdat erfasst erfassungsdatum erfassung angelegtam eingetragenam erstelltam anlagedatum"},
    [COL_N_TALK] = {FILE_CONTACTS, "Gesprächsart", "", FREE, COLUMN_WORD, WORDS_TALK, WARN_TALK,
                    "gesprtyp gespraechstyp anlass gespraechsanlass gespraechsartcd artdesgespraechs"},
    [COL_S_KEY] = {FILE_STAFF, "Kürzel", "", NEEDED, COLUMN_STAFF, NO_WORDS, NOTHING,
                   "kuerzel perskz ma makuerzel kz kennung personalnr persnr user benutzer mitarbeiter "
                   "mitarbeiterkz"},
    [COL_S_NAME] = {FILE_STAFF, "Name", "", FREE, COLUMN_NAME, NO_WORDS, NOTHING,
                    "anzeigename nachname mitarbeitername vollname namevorname"},
    [COL_S_TEAM] = {FILE_STAFF, "Team", "", FREE, COLUMN_TEAM, NO_WORDS, NOTHING,
                    "orgeinheit organisationseinheit oe teamname teamnr gruppe orgeh org dienststelle"},
    [COL_S_FUNCTION] = {FILE_STAFF, "Funktion", "", FREE, COLUMN_WORD, WORDS_FUNCTION, WARN_FUNCTION,
                        "rolle aufgabe taetigkeit stelle stellenbezeichnung funktionskz"},
    [COL_S_HOURS] = {FILE_STAFF, "Wochenstunden", "", FREE, COLUMN_NUMBER, NO_WORDS, WARN_NUMBER,
                     "waz stunden std wochenarbeitszeit arbeitszeit wochenstd stundenwoche"},
    [COL_S_WORKDAYS] = {FILE_STAFF, "Arbeitstage", "", FREE, COLUMN_WORKDAYS, NO_WORDS, WARN_WORKDAYS,
                        "tage wochentage arbtage anwesend anwesenheitstage"},
    [COL_S_FROM] = {FILE_STAFF, "Von", "", FREE, COLUMN_DAY, NO_WORDS, REJECT_DATE,
                    "eintritt ab beginn seit eintrittsdatum imhausseit"},
    [COL_S_TO] = {FILE_STAFF, "Bis", "", FREE, COLUMN_END, NO_WORDS, REJECT_DATE,
                  "austritt ende austrittsdatum ausgeschieden"},
    [COL_A_KEY] = {FILE_ABSENCES, "Kürzel", "", NEEDED, COLUMN_STAFF, NO_WORDS, NOTHING,
                   "kuerzel perskz ma makuerzel kz kennung personalnr persnr user benutzer mitarbeiter "
                   "mitarbeiterkz"},
    [COL_A_FROM] = {FILE_ABSENCES, "Von", "", NEEDED, COLUMN_DAY, NO_WORDS, REJECT_DATE,
                    "beginn ab erstertag abwesendvon anfang start"},
    [COL_A_TO] = {FILE_ABSENCES, "Bis", "", NEEDED, COLUMN_END, NO_WORDS, REJECT_DATE,
                  "ende letztertag abwesendbis stop"},
    [COL_A_REASON] = {FILE_ABSENCES, "Grund", "", FREE, COLUMN_TEXT, NO_WORDS, NOTHING,
                      "grundtxt art abwesenheitsart abwesenheitsgrund fehlgrund schluessel"},
    [COL_X_NUMBER] = {FILE_EXCEPTIONS, "Kundennummer", "", NEEDED, COLUMN_CUSTOMER, NO_WORDS, REJECT_CUSTOMER,
                      "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer"},
    [COL_X_FROM] = {FILE_EXCEPTIONS, "Von", "", NEEDED, COLUMN_DAY, NO_WORDS, REJECT_DATE,
                    "giltab beginn ab gueltigab gueltigvon anfang wirksamab"},
    [COL_X_KIND] = {FILE_EXCEPTIONS, "Art", "", NEEDED, COLUMN_WORD, WORDS_EXCEPTION, WARN_EXCEPTION,
                    "fallart ausnahmeart artderausnahme typ ausnahmegrund kategorie sonderfallart"},
    [COL_X_TO] = {FILE_EXCEPTIONS, "Bis", "", FREE, COLUMN_END, NO_WORDS, REJECT_DATE,
                  "giltbis ende gueltigbis befristetbis"},
    [COL_X_INTERVAL] = {FILE_EXCEPTIONS, "Intervall", "", FREE, COLUMN_INTERVAL, NO_WORDS, REJECT_INTERVAL,
                        "takt rhythmus kontaktintervall abstand turnus frist intervallindividuell"},
    [COL_X_REASON] = {FILE_EXCEPTIONS, "Begründung", "", FREE, COLUMN_TEXT, NO_WORDS, NOTHING,
                      "text grund bemerkung erlaeuterung begruendungtext begr anmerkung"},
    [COL_T_NUMBER] = {FILE_APPOINTMENTS, "Kundennummer", "", NEEDED, COLUMN_CUSTOMER, NO_WORDS, REJECT_CUSTOMER,
                      "kdnr knr kundennr kundenr kundenid kdid kundenkennung kundenschluessel kdnummer"},
    [COL_T_BEGIN] = {FILE_APPOINTMENTS, "Beginn", "", NEEDED, COLUMN_TIME, NO_WORDS, REJECT_DATE,
                     "termin terminbeginn termindatum start datum terminam beginndatum datumuhrzeit"},
    [COL_T_STAFF] = {FILE_APPOINTMENTS, "Mitarbeiter", "", FREE, COLUMN_STAFF, NO_WORDS, NOTHING,
                     "perskz ma bearbeiter ifk kuerzel sachbearbeiter kalender einladender"},
    [COL_T_MINUTES] = {FILE_APPOINTMENTS, "Dauer", "", FREE, COLUMN_NUMBER, NO_WORDS, WARN_NUMBER,
                       "dauermin minuten min laenge"},
    [COL_T_TALK] = {FILE_APPOINTMENTS, "Gesprächsart", "", FREE, COLUMN_WORD, WORDS_TALK, WARN_TALK,
                    "gesprtyp gespraechstyp anlass terminart termintyp art"},
    [COL_T_STATUS] = {FILE_APPOINTMENTS, "Status", "", FREE, COLUMN_WORD, WORDS_APPOINTMENT, WARN_APPOINTMENT,
                      "terminstatus stat ergebnis teilnahme erschienen"},
    [COL_T_INSTRUCTED] = {FILE_APPOINTMENTS, "Rechtsfolgenbelehrung", "", FREE, COLUMN_YES, NO_WORDS, WARN_YES_NO,
                          "rfb rechtsfolgen belehrung rfbkz mitrfb"},
    [COL_T_DEPUTY] = {FILE_APPOINTMENTS, "Vertretung", "", FREE, COLUMN_STAFF, NO_WORDS, NOTHING,
                      "vertrkz vertreter vertretendurch vertr vertretungdurch"},
    [COL_T_AGREED] = {FILE_APPOINTMENTS, "Vereinbart am", "", FREE, COLUMN_DAY, NO_WORDS, WARN_DATE,
                      "angelegtam vereinbart vereinbartam erstelltam gebuchtam buchungsdatum eingeladenam"},
};
/* clang-format on */

const char *const tbl_file_synonyms[TBL_FILES] = {
    [FILE_CUSTOMERS] = "kunde kunden kd stamm stammdaten bewerber elb leistungsberechtigte person personen klient",
    [FILE_CONTACTS] = "kontakt kontakte vermerk vermerke beratung gespraech journal historie verbis",
    [FILE_STAFF] = "mitarbeiter mitarbeitende personal beschaeftigte ifk sachbearbeiter bearbeiter stellen",
    [FILE_ABSENCES] = "abwesenheit abwesenheiten fehlzeit fehlzeiten urlaub krank zeiterfassung",
    [FILE_EXCEPTIONS] = "ausnahme ausnahmen sonderfall sonderfaelle sonder einzelfall befreiung intervall",
    [FILE_APPOINTMENTS] = "termin termine kalender einladung einladungen terminliste atv",
};

/* Where the columns of each file begin; they lie in the order of the files. */
static const enum tbl_column begin[TBL_FILES + 1] = {
    [FILE_CUSTOMERS] = COL_C_NUMBER, [FILE_CONTACTS] = COL_N_NUMBER,   [FILE_STAFF] = COL_S_KEY,
    [FILE_ABSENCES] = COL_A_KEY,     [FILE_EXCEPTIONS] = COL_X_NUMBER, [FILE_APPOINTMENTS] = COL_T_NUMBER,
    [TBL_FILES] = COL_COUNT};

enum tbl_column column_first(enum tbl_file file)
{
    return begin[file];
}

int column_count(enum tbl_file file)
{
    return (int)begin[file + 1] - (int)begin[file];
}

enum tbl_column column_named(enum tbl_file file, const char *name, size_t n)
{
    int first = (int)column_first(file), count = column_count(file);
    for (int c = first; c < first + count; c++) {
        const struct tbl_column_row *row = &tbl_columns[c];
        if (text_equal_name(name, n, row->name, strlen(row->name)) ||
            (*row->also && text_equal_name(name, n, row->also, strlen(row->also))))
            return (enum tbl_column)c;
    }
    return COL_COUNT;
}

bool column_may_be_empty(enum tbl_column c)
{
    const struct tbl_column_row *row = &tbl_columns[c];
    return !row->needed || (row->kind == COLUMN_WORD && word_empty(row->words) >= 0);
}

int column_likeness(enum tbl_column c, const char *header)
{
    const char *canonical = tbl_columns[c].name;
    char plain[PLAIN], wanted[PLAIN];
    near_plain(header, plain, sizeof plain);
    near_plain(canonical, wanted, sizeof wanted);
    if (strcmp(plain, wanted) == 0)
        return 100;
    if (word_is_among(tbl_columns[c].synonyms, plain))
        return 90;
    int alike = near_likeness(header, canonical), best = alike >= 70 ? alike * 8 / 10 : 0;
    char one[PLAIN];
    for (const char *s = tbl_columns[c].synonyms; *s; s += strcspn(s, " "), s += *s == ' ') {
        size_t n = strcspn(s, " ");
        if (n < 4 || n >= sizeof one)
            continue;
        memcpy(one, s, n);
        one[n] = '\0';
        alike = near_likeness(header, one);
        if (alike >= 80 && alike * 7 / 10 > best)
            best = alike * 7 / 10;
    }
    return best;
}

bool column_takes_day(enum column_kind kind, enum day_form form)
{
    return form == DAY_IS || form == DAY_EMPTY || (form == DAY_BEYOND && kind == COLUMN_END) ||
           (form == DAY_INCOMPLETE && kind == COLUMN_BIRTH);
}

bool column_is_nothing(enum tbl_column c, const char *s, size_t n)
{
    if (c >= COL_OWN)
        return word_nothing(s, n) != NOTHING_NOT;
    enum column_kind kind = tbl_columns[c].kind;
    bool key = kind == COLUMN_CUSTOMER || kind == COLUMN_STAFF;
    if (kind == COLUMN_NAME || (!key && !column_may_be_empty(c)))
        return false;
    if (c == COL_C_HOUSEHOLD && key_is_zeros(s, n))
        return true;
    enum word_nothing nothing = word_nothing(s, n);
    return nothing == NOTHING_SURE || (nothing == NOTHING_MAYBE && kind != COLUMN_STAFF && kind != COLUMN_TEAM);
}

bool column_accepts(enum tbl_column c, const char *value)
{
    size_t n = strlen(value);
    int32_t day;
    int64_t number;
    struct span span;
    if (!n || column_is_nothing(c, value, n))
        return true;
    switch (tbl_columns[c].kind) {
    case COLUMN_DAY:
    case COLUMN_BIRTH:
    case COLUMN_END:
    case COLUMN_TIME:
        return column_takes_day(tbl_columns[c].kind, day_read(value, n, 0, &day, NULL));
    case COLUMN_WORD:
        return word_lookup(tbl_columns[c].words, value, n) >= 0;
    case COLUMN_YES:
        return word_yes_no(value, n) >= 0;
    case COLUMN_NUMBER:
        return num_parse_scaled(value, n, 2, &number);
    case COLUMN_INTERVAL:
        return span_parse(value, n, &span);
    case COLUMN_WORKDAYS:
        return word_workdays(value, n) != 0;
    default:
        return true;
    }
}

static void put_words(struct buf *b, enum word_list list)
{
    const char *comma = "";
    for (int v = 0; v < word_count(list); v++) {
        const char *word = word_to_read(list, v);
        if (*word) {
            buf_printf(b, "%s„%s“", comma, word);
            comma = ", ";
        }
    }
    if (word_empty(list) >= 0)
        buf_text(b, " oder nichts");
}

void column_put_expected(struct buf *b, enum tbl_column c)
{
    static const char *const forms[] = {
        [COLUMN_DAY] = "ein Tag (TT.MM.JJJJ oder JJJJ-MM-TT) oder nichts",
        [COLUMN_BIRTH] = "ein Tag (TT.MM.JJJJ oder JJJJ-MM-TT) oder nichts",
        [COLUMN_END] = "ein Tag (TT.MM.JJJJ oder JJJJ-MM-TT) oder nichts",
        [COLUMN_TIME] = "Tag und Uhrzeit (TT.MM.JJJJ hh:mm) oder nichts",
        [COLUMN_YES] = "ja, nein oder nichts",
        [COLUMN_NUMBER] = "eine Zahl oder nichts",
        [COLUMN_INTERVAL] = "ein Zeitraum wie „6 Wochen“, „2 Monate“, „28 Tage“, oder nichts",
        [COLUMN_WORKDAYS] = "Wochentage wie „Mo-Mi“ oder „Mo,Di,Do“, oder nichts",
    };
    enum column_kind kind = tbl_columns[c].kind;
    if (kind == COLUMN_WORD)
        put_words(b, tbl_columns[c].words);
    else
        buf_text(b, kind < sizeof forms / sizeof *forms && forms[kind] ? forms[kind] : "Text");
}

const char *column_likest_word(enum tbl_column c, const char *value)
{
    enum word_list list = tbl_columns[c].words;
    const char *word[PROFILE_COUNT + 16];
    size_t n = 0;
    if (tbl_columns[c].kind != COLUMN_WORD)
        return "";
    for (int v = 0; v < word_count(list); v++)
        if (*word_to_read(list, v))
            word[n++] = word_to_read(list, v);
    int best = near_best(value, word, n);
    return best < 0 ? "" : word[best];
}
