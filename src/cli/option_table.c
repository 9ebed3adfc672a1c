#include "cli/option_table.h"

#include "base/pool.h"

#include <stddef.h>

enum { MOST_LEAD = 3660, MOST_HOURS = 168 };

#define ON(command) (1u << COMMAND_##command)
#define RUNS        (ON(REPORT) | ON(EVALUATE) | ON(CHECK) | ON(EXPLAIN) | ON(LIST))
#define ALL         ~0u
#define AT(field)   offsetof(struct options, field)

#define FOLDER                                                                                                         \
    "ORDNER enthält kunden.csv und kontakte.csv, dazu, soweit vorhanden, mitarbeiter.csv, abwesenheiten.csv, "        \
    "ausnahmen.csv und termine.csv. AUFTRAG ist eine XML-Datei, die sagt, wie Exporte anderer Form zu lesen sind "     \
    "(docs/auftrag.md; job init schlägt einen vor). Was die Befehlszeile nennt, geht vor."

const struct command_row command_rows[] = {
    {"report", NULL, COMMAND_REPORT, "ORDNER|AUFTRAG", "Exporte auswerten und Berichte veröffentlichen", FOLDER,
     "kontaktdichte report samples/musterstadt --rules uelzen-ga-08-2019 --as-of 2023-11-30"},
    {"evaluate", NULL, COMMAND_EVALUATE, "ORDNER|AUFTRAG", "nur die Urteile, als CSV", FOLDER,
     "kontaktdichte evaluate samples/musterstadt --rules aa90 --as-of 2023-11-30 --output urteile.csv"},
    {"check", NULL, COMMAND_CHECK, "ORDNER|AUFTRAG", "Exporte prüfen: jeder Fehler, jeder Hinweis; schreibt nichts",
     FOLDER, "kontaktdichte check samples/musterstadt --rules aa90 --as-of 2023-11-30"},
    {"explain", NULL, COMMAND_EXPLAIN, "ORDNER|AUFTRAG", "ein Urteil ganz erklären: --customer NR", FOLDER,
     "kontaktdichte explain samples/musterstadt --rules aa90 --as-of 2023-11-30 --customer 000017"},
    {"list", NULL, COMMAND_LIST, "ORDNER|AUFTRAG", "Suchlauf: wer zu den Filtern passt, die Dringlichsten zuerst",
     "Mehrere Werte eines Filters trennt ein Komma; mehrere Filter müssen alle zutreffen. " FOLDER,
     "kontaktdichte list samples/musterstadt --rules aa90 --as-of 2023-11-30 --verdict ueberfaellig,nie"},
    {"verify", NULL, COMMAND_VERIFY, "LAUF", "ein veröffentlichter Lauf: vollständig, unverändert, woraus entstanden",
     "LAUF ist der Ordner, den report veröffentlicht hat.", "kontaktdichte verify ausgabe/2023-11-30"},
    {"job", "init", COMMAND_JOB_INIT, "ORDNER", "ein erster Auftrag aus einem Blick in einen Ordner mit Exporten",
     "Der Vorschlag nennt zu jeder Vermutung den Grund und bezeichnet mit OFFEN, was jemand entscheiden muss.",
     "kontaktdichte job init exporte --output auftrag.xml"},
    {"rules", "list", COMMAND_RULES_LIST, NULL, "die vorhandenen Regelwerke", "", "kontaktdichte rules list"},
    {"rules", "show", COMMAND_RULES_SHOW, "ID|DATEI", "ein Regelwerk in Worten; mit --format html als Seite", "",
     "kontaktdichte rules show aa90"},
    {"rules", "check", COMMAND_RULES_CHECK, "ID|DATEI", "ein Regelwerk prüfen: Lücken, Überschneidungen, Wirkungsloses",
     "", "kontaktdichte rules check aa90"},
};
const int command_row_count = sizeof command_rows / sizeof *command_rows;

static const char *const log_forms[] = {"text", "json", NULL};

const struct option_row option_rows[] = {
    {"rules", "ID|DATEI", RUNS | ON(JOB_INIT) | ON(VERIFY), OPTION_PATH, AT(rules), 0, 0, 0, NULL,
     "Regelwerk; kontaktdichte rules list zeigt die vorhandenen"},
    {"as-of", "TAG", RUNS | ON(JOB_INIT), OPTION_DAY, AT(as_of), GIVEN_AS_OF, 0, 0, NULL,
     "Stichtag, JJJJ-MM-TT oder TT.MM.JJJJ; sonst der letzte Tag des Vormonats"},
    {"out", "ORDNER", ON(REPORT), OPTION_PATH, AT(out), GIVEN_OUT, 0, 0, NULL,
     "wohin report schreibt; sonst ausgabe neben dem Auftrag, bei einem Ordner im aktuellen Ordner"},
    {"recipients", NULL, ON(REPORT), OPTION_FLAG, AT(recipients), 0, 0, 0, NULL,
     "dazu je Team und je Betreuer*in ein Ordner, der allein weitergegeben werden kann"},
    {"theme", "DATEI", ON(REPORT) | ON(RULES_SHOW) | ON(VERIFY), OPTION_PATH, AT(theme), 0, 0, 0, NULL,
     "eigene Farben, Schriftgrößen und Logo (docs/templates.md)"},
    {"replace", NULL, ON(REPORT), OPTION_FLAG, AT(replace), 0, 0, 0, NULL,
     "einen veröffentlichten Lauf ersetzen; der alte bleibt daneben erhalten"},
    {"sign", "DATEI", ON(REPORT) | ON(CHECK), OPTION_PATH, AT(sign), 0, 0, 0, NULL,
     "den Lauf unterschreiben: SHA256SUMS.sig, mit diesem geheimen Schlüssel von signify"},
    {"output", "DATEI", ON(EVALUATE) | ON(EXPLAIN) | ON(LIST) | ON(JOB_INIT), OPTION_PATH, AT(output), 0, 0, 0, NULL,
     "wohin evaluate, explain, list und job init schreiben; sonst auf die Standardausgabe"},
    {"exports", "ORDNER", ON(VERIFY), OPTION_PATH, AT(exports), 0, 0, 0, NULL,
     "auch die Exporte, die heute in diesem Ordner liegen, mit denen des Laufs vergleichen; mit --replay und einem "
     "Auftrag: wo dessen Exporte jetzt liegen"},
    {"chain", NULL, ON(VERIFY), OPTION_FLAG, AT(chain), 0, 0, 0, NULL,
     "LAUF ist der Ordner mit allen Läufen: jeder wird geprüft, keiner darf fehlen oder ausgetauscht sein"},
    {"replay", "ORDNER|AUFTRAG", ON(VERIFY), OPTION_PATH, AT(replay), 0, 0, 0, NULL,
     "den Lauf aus diesen Exporten noch einmal machen und Byte für Byte vergleichen; mit dem Auftrag, wenn er einen "
     "hatte"},
    {"archive", "ORDNER", ON(VERIFY), OPTION_PATH, AT(archive), 0, 0, 0, NULL,
     "dabei: wo die früheren Läufe liegen; sonst, wo der Auftrag sagt, oder neben dem Lauf"},
    {"key", "DATEI", ON(VERIFY), OPTION_PATH, AT(key), 0, 0, 0, NULL,
     "dabei: der Schlüssel der Pseudonyme; sonst, wo der Auftrag sagt"},
    {"digest", "PRÜFZAHL", ON(VERIFY), OPTION_TEXT, AT(digest), 0, 0, 0, NULL,
     "die Prüfzahl vom unterschriebenen Blatt des Nachweises: gehört dieser Ordner dazu? Die ersten 24 Stellen "
     "genügen; "
     "Leerzeichen und Großbuchstaben sind erlaubt"},
    {"public-key", "DATEI", ON(VERIFY), OPTION_PATH, AT(public_key), 0, 0, 0, NULL,
     "der öffentliche Schlüssel von signify, mit dem SHA256SUMS.sig gelten muss"},
    {"customer", "NR", ON(EXPLAIN), OPTION_TEXT, AT(customer), 0, 0, 0, NULL, "die Kundennummer, die explain erklärt"},
    {"format", "FORM", ON(EXPLAIN) | ON(LIST) | ON(RULES_SHOW), OPTION_TEXT, AT(format), 0, 0, 0, NULL,
     "explain: text (sonst), xml oder csv; list: table oder csv (sonst: Tabelle auf dem Bildschirm, CSV in eine Datei "
     "oder Pipe); rules show: text (sonst) oder html"},
    {"jobcenter", "NAME", ON(REPORT) | ON(CHECK) | ON(JOB_INIT), OPTION_NAME, AT(jobcenter), 0, 0, 0, NULL,
     "Name des Jobcenters in den Berichten"},
    {"lead", "TAGE", RUNS, OPTION_COUNT, AT(lead), GIVEN_LEAD, 0, MOST_LEAD, NULL,
     "so viele Tage voraus heißt „bald fällig“; sonst 14"},
    {"land", "CODE", ON(REPORT) | ON(EVALUATE) | ON(CHECK) | ON(JOB_INIT), OPTION_LAND, AT(land), 0, 0, 0, NULL,
     "Bundesland, dessen Feiertage gelten: NI oder Niedersachsen; mit Feiertagen, die es nur in Teilen gibt: "
     "\"BY+Mariä Himmelfahrt+Augsburger Friedensfest\", \"SN+Fronleichnam\""},
    {"full-time", "ZAHL", ON(REPORT), OPTION_HOURS, AT(full_time_hours), GIVEN_FULL_TIME, 0, MOST_HOURS, NULL,
     "Wochenstunden einer Vollzeitstelle; sonst 39"},
    {"bad-lines", "ANTEIL", RUNS, OPTION_SHARE, AT(bad_lines), GIVEN_BAD_LINES, 0, 0, NULL,
     "über diesem Anteil unbrauchbarer Zeilen einer Datei scheitert ein Lauf; sonst 0.01"},
    {"accept-mismatch", NULL, RUNS, OPTION_FLAG, AT(accept_mismatch), 0, 0, 0, NULL,
     "weitermachen, obwohl Exporte nicht zueinander passen; die erste Seite jedes Berichts sagt es dann"},
    {"no-contact-since", "TAG", ON(LIST), OPTION_DAY, AT(list.no_contact_since), 0, 0, 0, NULL,
     "Filter: kein gezählter Kontakt an diesem Tag oder danach"},
    {"any-note", NULL, ON(LIST), OPTION_FLAG, AT(list.any_note), 0, 0, 0, NULL,
     "als Kontakt gilt dabei jeder Vermerk, auch einer, der nicht zählt"},
    {"profile", "WERT", ON(LIST), OPTION_TEXT, AT(list.profile), 0, 0, 0, NULL,
     "Filter: M, A, F, E, S, U, I, Z, ohne oder unbekannt"},
    {"status", "WERT", ON(LIST), OPTION_TEXT, AT(list.status), 0, 0, 0, NULL,
     "Filter: arbeitslos, arbeitsuchend, nicht gesetzt oder unbekannt"},
    {"age", "WERT", ON(LIST), OPTION_TEXT, AT(list.age), 0, 0, 0, NULL, "Filter: U25 oder Ü25"},
    {"team", "NAME", ON(LIST), OPTION_TEXT, AT(list.team), 0, 0, 0, NULL,
     "Filter: wie in den Exporten; ohne heißt: keines angegeben"},
    {"caseworker", "KÜRZEL", ON(LIST), OPTION_TEXT, AT(list.caseworker), 0, 0, 0, NULL,
     "Filter: wie in den Exporten; ohne heißt: keines angegeben"},
    {"verdict", "WERT", ON(LIST), OPTION_TEXT, AT(list.verdict), 0, 0, 0, NULL,
     "Filter: unklar, ohne_vorgabe, nicht_geregelt, ausgenommen, nie, ueberfaellig, neu, faellig oder erfuellt; auch "
     "in Worten"},
    {"threads", "N", RUNS, OPTION_COUNT, AT(threads), 0, 1, POOL_MOST_THREADS, NULL,
     "Zahl der Threads; sonst so viele wie Prozessoren. Die Ausgabe hängt nicht davon ab"},
    {"data-dir", "ORDNER", ALL & ~ON(JOB_INIT), OPTION_PATH, AT(data_dir), 0, 0, 0, NULL,
     "wo rules/ und templates/ liegen"},
    {"log", "FORM", ON(REPORT), OPTION_WORD, AT(log), 0, 0, 0, log_forms,
     "die Zahlen des Laufs zum Schluss: text (sonst) auf der Standardfehlerausgabe, json auf der Standardausgabe"},
    {"quiet", NULL, ALL, OPTION_FLAG, AT(quiet), 0, 0, 0, NULL,
     "kein Fortschritt, keine Erfolgsmeldung; Warnungen und was an den Exporten zweifelhaft ist, stehen trotzdem da"},
    {"verbose", NULL, ALL, OPTION_FLAG, AT(verbose), 0, 0, 0, NULL, "mehr Meldungen"},
    {"help", NULL, ALL, OPTION_FLAG, AT(help), 0, 0, 0, NULL, "diese Hilfe; hinter einem Befehl die Hilfe zu ihm"},
    {"version", NULL, ALL, OPTION_FLAG, AT(version), 0, 0, 0, NULL,
     "die Fassung des Programms, was es schützt, und seine Bibliotheken"},
};
const int option_row_count = sizeof option_rows / sizeof *option_rows;
_Static_assert(sizeof option_rows / sizeof *option_rows <= 64, "options that were given are bits of a uint64_t");

void option_put_command(struct buf *b, const struct command_row *c)
{
    buf_text(b, c->name);
    if (c->sub)
        buf_printf(b, " %s", c->sub);
}
