/*
 * All that can be set, one row each. Command line, help, job, merging, run id, lauf.xml, replay and the words of the
 * evidence follow from here.
 */
#include "settings/settings.h"

#include "base/pool.h"

#define ON(command) (1u << COMMAND_##command)
#define RUNS        (ON(REPORT) | ON(EVALUATE) | ON(CHECK) | ON(EXPLAIN) | ON(LIST))
#define ALL         ~0u
#define AT(field)   offsetof(struct settings, field)

static const char *const log_forms[] = {[SETTINGS_LOG_TEXT] = "text", [SETTINGS_LOG_JSON] = "json", NULL};
static const char *const access_words[] = {[SETTINGS_ACCESS_OWNER] = "eigen",
                                           [SETTINGS_ACCESS_GROUP] = "gruppe",
                                           [SETTINGS_ACCESS_ALL] = "alle",
                                           [SETTINGS_ACCESS_DRIVE] = "laufwerk",
                                           NULL};
static const char *const names_words[] = {
    [SETTINGS_NAMES_CLEAR] = "klar", [SETTINGS_NAMES_PSEUDONYM] = "pseudonym", NULL};
static const char *const contacts_words[] = {[SETTINGS_CONTACTS_CLEAR] = "klar",
                                             [SETTINGS_CONTACTS_PSEUDONYM] = "pseudonym",
                                             [SETTINGS_CONTACTS_NONE] = "ohne",
                                             NULL};
static const char *const yes[] = {"ja", NULL};
static const char *const no[] = {"nein", NULL};

const struct setting_row setting_rows[] = {
    {"rules", "ID|DATEI", RUNS | ON(JOB_INIT) | ON(VERIFY), SETTING_RULES, AT(rules),
     .help = "Regelwerk; kontaktdichte rules list zeigt die vorhandenen", .element = "regelwerk", .record = "regelwerk",
     .recorded = RECORD_HEAD, .id = 4},
    {"as-of", "TAG", RUNS | ON(JOB_INIT), SETTING_DAY, AT(as_of),
     .help = "Stichtag, JJJJ-MM-TT oder TT.MM.JJJJ; sonst der letzte Tag des Vormonats", .element = "stichtag",
     .record = "stichtag", .recorded = RECORD_HEAD, .id = 1},
    {"out", "ORDNER", ON(REPORT), SETTING_PATH, AT(out),
     .help = "wohin report schreibt; sonst ausgabe neben dem Auftrag, bei einem Ordner im aktuellen Ordner",
     .otherwise = "ausgabe", .element = "ausgabe/@ordner"},
    {"recipients", NULL, ON(REPORT), SETTING_FLAG, AT(recipients),
     .help = "dazu je Team und je Betreuer*in ein Ordner, der allein weitergegeben werden kann", .words = yes,
     .element = "ausgabe/@empfaenger"},
    {"theme", "DATEI", ON(REPORT) | ON(RULES_SHOW) | ON(VERIFY), SETTING_PATH, AT(theme),
     .help = "eigene Farben, Schriftgrößen und Logo (docs/templates.md)", .element = "thema"},
    {"replace", NULL, ON(REPORT), SETTING_FLAG, AT(replace),
     .help = "einen veröffentlichten Lauf ersetzen; der alte bleibt daneben erhalten"},
    {"sign", "DATEI", ON(REPORT) | ON(CHECK), SETTING_PATH, AT(sign),
     .help = "den Lauf unterschreiben: SHA256SUMS.sig, mit diesem geheimen Schlüssel von signify",
     .element = "ausgabe/@signatur"},
    {"output", "DATEI", ON(EVALUATE) | ON(EXPLAIN) | ON(LIST) | ON(JOB_INIT), SETTING_PATH, AT(output),
     .help = "wohin evaluate, explain, list und job init schreiben; sonst auf die Standardausgabe"},
    {"exports", "ORDNER", ON(VERIFY), SETTING_PATH, AT(exports),
     .help =
         "auch die Exporte, die heute in diesem Ordner liegen, mit denen des Laufs vergleichen; mit --replay und einem "
         "Auftrag: wo dessen Exporte jetzt liegen"},
    {"chain", NULL, ON(VERIFY), SETTING_FLAG, AT(chain),
     .help = "LAUF ist der Ordner mit allen Läufen: jeder wird geprüft, keiner darf fehlen oder ausgetauscht sein"},
    {"replay", "ORDNER|AUFTRAG", ON(VERIFY), SETTING_PATH, AT(replay),
     .help = "den Lauf aus diesen Exporten noch einmal machen und Byte für Byte vergleichen; mit dem Auftrag, wenn er "
             "einen "
             "hatte"},
    {"archive", "ORDNER", ON(VERIFY), SETTING_PATH, AT(archive),
     .help = "dabei: wo die früheren Läufe liegen; sonst, wo der Auftrag sagt, oder neben dem Lauf",
     .element = "archiv/@ordner"},
    {"key", "DATEI", ON(VERIFY), SETTING_PATH, AT(key),
     .help = "dabei: der Schlüssel der Pseudonyme; sonst, wo der Auftrag sagt", .element = "namen/@schluessel",
     .record = "schluessel", .label = "Schlüssel der Pseudonyme, Kennzeichen"},
    {"digest", "PRÜFZAHL", ON(VERIFY), SETTING_TEXT, AT(digest),
     .help = "die Prüfzahl vom unterschriebenen Blatt des Nachweises: gehört dieser Ordner dazu? Die ersten 24 Stellen "
             "genügen; Leerzeichen und Großbuchstaben sind erlaubt"},
    {"public-key", "DATEI", ON(VERIFY), SETTING_PATH, AT(public_key),
     .help = "der öffentliche Schlüssel von signify, mit dem SHA256SUMS.sig gelten muss"},
    {"customer", "NR", ON(EXPLAIN), SETTING_TEXT, AT(customer), .help = "die Kundennummer, die explain erklärt"},
    {"format", "FORM", ON(EXPLAIN) | ON(LIST) | ON(RULES_SHOW), SETTING_TEXT, AT(format),
     .help = "explain: text (sonst), xml oder csv; list: table oder csv (sonst: Tabelle auf dem Bildschirm, CSV in "
             "eine Datei "
             "oder Pipe); rules show: text (sonst) oder html"},
    {"jobcenter", "NAME", ON(REPORT) | ON(CHECK) | ON(JOB_INIT), SETTING_NAME, AT(jobcenter),
     .help = "Name des Jobcenters in den Berichten", .otherwise = "", .element = "jobcenter", .record = "jobcenter",
     .recorded = RECORD_HEAD, .id = 3},
    {"lead", "TAGE", RUNS, SETTING_NUMBER, AT(lead), .help = "so viele Tage voraus heißt „bald fällig“; sonst 14",
     .high = 3660, .expected = "Tage, 0 bis 3660", .otherwise = "14", .element = "vorlauf", .record = "vorlauf",
     .recorded = RECORD_ALWAYS, .id = 2, .label = "als bald fällig gilt, was fällig ist in",
     .in_words = settings_days_words},
    {"bad-lines", "ANTEIL", RUNS, SETTING_NUMBER, AT(bad_lines),
     .help = "über diesem Anteil unbrauchbarer Zeilen einer Datei scheitert ein Lauf; sonst 0.01", .places = 6,
     .high = 1000000, .expected = "ein Anteil von 0 bis 1, zum Beispiel 0,01", .otherwise = "0.01", .element = "grenze",
     .record = "unbrauchbar-je-million", .recorded = RECORD_ALWAYS, .id = 5,
     .label = "höchster Anteil unbrauchbarer Zeilen einer Datei", .in_words = settings_share_words},
    {"land", "CODE", RUNS | ON(JOB_INIT), SETTING_LAND, AT(land),
     .help = "Bundesland, dessen Feiertage gelten: NI oder Niedersachsen; mit Feiertagen, die es nur in Teilen gibt: "
             "\"BY+Mariä Himmelfahrt+Augsburger Friedensfest\", \"SN+Fronleichnam\"",
     .element = "bundesland", .record = "land", .recorded = RECORD_ALWAYS, .id = 6, .label = "Bundesland (Feiertage)",
     .in_words = settings_land_words},
    {"full-time", "ZAHL", ON(REPORT), SETTING_NUMBER, AT(full_time_hours),
     .help = "Wochenstunden einer Vollzeitstelle; sonst 39", .places = 2, .low = 1, .high = 16800,
     .expected = "Stunden in der Woche, mehr als 0 und höchstens 168, zum Beispiel 39 oder 38,5", .otherwise = "39",
     .element = "vollzeitstunden", .record = "vollzeit-hundertstel", .recorded = RECORD_ALWAYS, .id = 7,
     .label = "Vollzeit je Woche", .in_words = settings_hours_words},
    {"accept-mismatch", NULL, RUNS, SETTING_FLAG, AT(accept_mismatch),
     .help = "weitermachen, obwohl Exporte nicht zueinander passen; die erste Seite jedes Berichts sagt es dann"},
    {"no-contact-since", "TAG", ON(LIST), SETTING_DAY, AT(list.no_contact_since),
     .help = "Filter: kein gezählter Kontakt an diesem Tag oder danach"},
    {"any-note", NULL, ON(LIST), SETTING_FLAG, AT(list.any_note),
     .help = "als Kontakt gilt dabei jeder Vermerk, auch einer, der nicht zählt"},
    {"profile", "WERT", ON(LIST), SETTING_TEXT, AT(list.profile),
     .help = "Filter: M, A, F, E, S, U, I, Z, ohne oder unbekannt"},
    {"status", "WERT", ON(LIST), SETTING_TEXT, AT(list.status),
     .help = "Filter: arbeitslos, arbeitsuchend, nicht gesetzt, unbekannt oder ein Wort des Regelwerks"},
    {"age", "WERT", ON(LIST), SETTING_TEXT, AT(list.age), .help = "Filter: U25 oder Ü25"},
    {"team", "NAME", ON(LIST), SETTING_TEXT, AT(list.team),
     .help = "Filter: wie in den Exporten; ohne heißt: keines angegeben"},
    {"caseworker", "KÜRZEL", ON(LIST), SETTING_TEXT, AT(list.caseworker),
     .help = "Filter: wie in den Exporten; ohne heißt: keines angegeben"},
    {"verdict", "WERT", ON(LIST), SETTING_TEXT, AT(list.verdict),
     .help = "Filter: unklar, ohne_vorgabe, nicht_geregelt, ausgenommen, nie, ueberfaellig, neu, faellig oder "
             "erfuellt; auch "
             "in Worten"},
    {"threads", "N", RUNS, SETTING_NUMBER, AT(threads),
     .help = "Zahl der Threads; sonst so viele wie Prozessoren. Die Ausgabe hängt nicht davon ab", .low = 1,
     .high = POOL_MOST_THREADS, .expected = "eine ganze Zahl von 1 bis 64"},
    {"data-dir", "ORDNER", ALL & ~ON(JOB_INIT), SETTING_PATH, AT(data_dir), .help = "wo rules/ und templates/ liegen"},
    {"log", "FORM", ON(REPORT), SETTING_CHOICE, AT(log),
     .help =
         "die Zahlen des Laufs zum Schluss: text (sonst) auf der Standardfehlerausgabe, json auf der Standardausgabe",
     .words = log_forms},
    {"quiet", NULL, ALL, SETTING_FLAG, AT(quiet),
     .help = "kein Fortschritt, keine Erfolgsmeldung; Warnungen und was an den Exporten zweifelhaft ist, stehen "
             "trotzdem da"},
    {"verbose", NULL, ALL, SETTING_FLAG, AT(verbose), .help = "mehr Meldungen"},
    {"help", NULL, ALL, SETTING_FLAG, AT(help), .help = "diese Hilfe; hinter einem Befehl die Hilfe zu ihm"},
    {"version", NULL, ALL, SETTING_FLAG, AT(version),
     .help = "die Fassung des Programms, was es schützt, und seine Bibliotheken"},

    /* Of a job alone. */
    {NULL, NULL, 0, SETTING_CHOICE, AT(access), .words = access_words, .element = "ausgabe/@zugriff",
     .record = "zugriff", .recorded = RECORD_ALWAYS},
    {NULL, NULL, 0, SETTING_NUMBER, AT(target), .places = 1, .high = 1000, .expected = "Prozent, 0 bis 100",
     .element = "zielquote", .record = "zielquote-promille", .recorded = RECORD_JOB, .label = "Zielquote",
     .in_words = settings_per_mille_words},
    {NULL, NULL, 0, SETTING_NUMBER, AT(smallest_group), .low = 1, .high = 1000,
     .expected = "eine ganze Zahl von 1 bis 1000", .otherwise = "1", .element = "mindestgruppe",
     .record = "mindestgruppe", .recorded = RECORD_JOB, .label = "kleinste gezeigte Gruppe"},
    {NULL, NULL, 0, SETTING_CHOICE, AT(names), .words = names_words, .element = "namen", .record = "namen",
     .recorded = RECORD_JOB, .label = "Namen und Nummern der Kund*innen"},
    {NULL, NULL, 0, SETTING_CHOICE, AT(contacts), .words = contacts_words, .element = "kontakte", .record = "kontakte",
     .recorded = RECORD_JOB, .label = "einzelne Kontakte"},
    {NULL, NULL, 0, SETTING_TEXT, AT(agreement), .otherwise = "", .element = "dienstvereinbarung",
     .record = "dienstvereinbarung", .recorded = RECORD_JOB, .label = "Dienstvereinbarung"},
    {NULL, NULL, 0, SETTING_FLAG, AT(no_archive), .words = no, .element = "archiv/@verwenden"},
};
const int setting_row_count = sizeof setting_rows / sizeof *setting_rows;
_Static_assert(sizeof setting_rows / sizeof *setting_rows <= SETTINGS_MOST, "each row has a bit and a line");
