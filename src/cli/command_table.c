#include "cli/command_table.h"

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

void command_put_name(struct buf *b, const struct command_row *c)
{
    buf_text(b, c->name);
    if (c->sub)
        buf_printf(b, " %s", c->sub);
}
