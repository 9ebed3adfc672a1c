#!/usr/bin/env python3
"""Turns canonical exports into those of a case-management system as they are in life.

    python3 beispielkreis.py CANONICAL_DIR TARGET_DIR

Windows-1252 with CRLF, file and column names of the system's own, codes instead of words, two forms of date in one file,
decimal commas, "31.12.9999" for "without end", and columns that nobody needs; beside them `auftrag.xml`, the job file
that maps them. The verdicts are those of the canonical exports (tests/cli/test_job.py). The same input gives the same
bytes: what is made up follows from a digest of the line. Nothing but the standard library.
"""
import csv
import hashlib
import os
import sys
import unicodedata
from xml.sax.saxutils import quoteattr

FOREVER = "31.12.9999"
MIGRATED = "20220701"  # notes before that day came from an older system, with its form of date

STATUS = {"arbeitslos": "1", "arbeitsuchend": "2", "nicht gesetzt": "9"}
PROFILE = {"Marktprofil": "P10", "Aktivierungsprofil": "P20", "Förderprofil": "P30", "Entwicklungsprofil": "P40",
           "Stabilisierungsprofil": "P50", "Unterstützungsprofil": "P60", "I": "P71", "Z": "P72"}
YES = {"ja": "J", "nein": "N"}
KIND = {"Beratungsvermerk": "BV", "Beratungsvermerk zur Standortbestimmung": "BVSTO", "Allgemeiner Vermerk": "AV",
        "Allgemeiner schriftlicher Kontakt": "ASK"}
MODE = {"persönlich": "01", "telefonisch": "02", "video": "03", "schriftlich": "04", "elektronisch": "05"}
PARTNER = {"IFK": "V", "bFM": "F", "Berufsberatung": "B", "Bezirk": "J"}
TALK = {"Erstgespräch": "ERST", "Folgegespräch": "FOLGE", "Absolventengespräch": "ABSOLV", "Wunschgespräch": "WUNSCH",
        "Strategiegespräch": "STRAT"}
FUNCTION = {"IFK": "IFK-R", "IFK U25": "IFK-J", "Fallmanagement": "FM", "Netzwerk ABC": "ABC"}
EXCEPTION = {"Einzelfall": "E1", "Maßnahme": "M1", "Einstellungszusage": "Z1", "Gutachten": "G1",
             "Besondere Umstände": "U1", "JBA": "JBA"}
APPOINTMENT = {"geplant": "G", "wahrgenommen": "W", "nicht erschienen": "N", "abgesagt": "A"}


def made_up(row, what, n):
    """A number below n that follows from the line."""
    digest = hashlib.sha256((what + "\0" + "\0".join(row.values())).encode()).digest()
    return int.from_bytes(digest[:6], "big") % n


def in_windows_1252(text):
    """What the code page does not have loses its marks, as in systems that have known nothing else."""
    out = []
    for c in unicodedata.normalize("NFC", text):
        try:
            c.encode("cp1252")
        except UnicodeEncodeError:
            c = {"ı": "i", "ł": "l", "đ": "d"}.get(c) or unicodedata.normalize("NFKD", c)
            c = c.encode("ascii", "ignore").decode()
        out.append(c)
    return "".join(out)


def iso(day):
    """TT.MM.JJJJ, with a time or not, as JJJJ-MM-TT."""
    if not day:
        return ""
    date, _, time = day.partition(" ")
    date = "-".join(reversed(date.split(".")))
    return date + "T" + time if time else date


def older(day):
    return iso(day)[:10].replace("-", "") < MIGRATED


class Export:
    """One file: how its columns are made from a canonical line, and what the job says of them."""

    def __init__(self, kind, name, separator=";"):
        self.kind, self.name, self.separator = kind, name, separator
        self.columns = []  # (header, canonical or None, function, [(code, canonical value)])

    def add(self, header, canonical=None, make=None, codes=None):
        table = codes or {}
        get = make or (lambda row: table.get(row[canonical], row[canonical]))
        self.columns.append((header, canonical, get, [(code, word) for word, code in table.items()]))

    def until(self, header, canonical):
        """The last day; what has no end ends at the end of days."""
        self.columns.append((header, canonical, lambda row: row[canonical] or FOREVER, [(FOREVER, "")]))

    def junk(self, **columns):
        for header, make in columns.items():
            self.columns.append((header, None, make if callable(make) else lambda row, text=make: text, []))

    def write(self, rows, folder):
        with open(os.path.join(folder, self.name), "w", encoding="cp1252", newline="") as out:
            writer = csv.writer(out, delimiter=self.separator, lineterminator="\r\n")
            writer.writerow([header for header, *_ in self.columns])
            for row in rows:
                writer.writerow([in_windows_1252(get(row)) for _, _, get, _ in self.columns])

    def job(self):
        separator = {";": "Semikolon", ",": "Komma", "\t": "Tabulator"}[self.separator]
        yield f'    <datei art="{self.kind}" pfad="{self.name}" kodierung="Windows-1252" trennzeichen="{separator}">'
        for header, canonical, _, codes in self.columns:
            if not canonical:
                continue
            head = f"      <spalte name={quoteattr(canonical)} in={quoteattr(header)}"
            if not codes:
                yield head + "/>"
                continue
            yield head + ">"
            for code, word in codes:
                yield f"        <wert von={quoteattr(code)} nach={quoteattr(word)}/>"
            yield "      </spalte>"
        yield "    </datei>"


def customers(units):
    x = Export("kunden", "KD_STAMM.TXT")
    x.junk(MANDANT="0815", SATZ_ART="K")
    x.add("KDNR", "Kundennummer")
    x.junk(ANREDE_KZ=lambda r: str(made_up(r, "anrede", 3)))
    x.add("NAME1", "Nachname")
    x.add("NAME2", "Vorname")
    x.add("GEB_DAT", "Geburtsdatum")
    x.junk(PLZ=lambda r: "2%04d" % made_up(r, "plz", 9999), ORT="Beispielstadt", TELEFON="",
           STAAT=lambda r: "%03d" % made_up(r, "staat", 400))
    x.add("ALO_KZ", "Status", codes=STATUS)
    x.add("PROFIL_CD", "Profillage", codes=PROFILE)
    x.add("ORG_EINHEIT", "Team", codes=units)
    x.add("HAUPTBETREUER", "Betreuer")
    x.add("BETR_VON", "Betreuung seit")
    x.until("BETR_BIS", "Betreuung bis")
    x.add("HIST_VON", "Gültig ab", lambda r: iso(r["Gültig ab"]))
    x.add("BG_NR", "BG-Nummer")
    x.add("EGV_BEGINN", "EGV seit")
    x.add("SCHULPFL", "Schulpflichtig", codes=YES)
    x.add("ABSCHL_JG", "Abschlussjahr", codes=YES)
    x.add("SVB_KZ", "SV-Beschäftigung", codes=YES)
    x.add("GESUNDH_EINSCHR", "Gesundheit", codes=YES)
    x.add("MITW_KZ", "Mitwirkung", codes=YES)
    x.junk(KONTO_KZ="", AEND_DAT=lambda r: "%02d.11.2023" % (1 + made_up(r, "tag", 28)),
           AEND_USER=lambda r: "SB%03d" % made_up(r, "user", 200), LFD_NR=lambda r: str(made_up(r, "lfd", 100000)),
           BEMERKUNG="")
    return x


def notes():
    x = Export("kontakte", "VERMERKE_2023-11.TXT", "\t")
    x.junk(VERM_ID=lambda r: "%09d" % made_up(r, "id", 10**9))
    x.add("KDNR", "Kundennummer")
    x.add("VERM_DAT", "Datum", lambda r: iso(r["Datum"]) if older(r["Datum"]) else
          r["Datum"] + (" %02d:%02d" % (8 + made_up(r, "h", 9), 15 * made_up(r, "m", 4)) if " " not in r["Datum"] else ""))
    x.junk(VORGANG=lambda r: "VG-%06d" % made_up(r, "vorgang", 10**6), BETREFF="Vermerk")
    x.add("VERM_ART", "Vermerkart", codes=KIND)
    x.add("KANAL", "Kontaktart", codes=MODE)
    x.add("GEGENUEBER", "Gesprächspartner", codes=PARTNER)
    x.add("BEARBEITER", "Mitarbeiter")
    x.add("DAUER_MIN", "Dauer", lambda r: r["Dauer"] + ",0" if r["Dauer"] else "")
    x.add("ERF_DAT", "Erfasst am", lambda r: iso(r["Erfasst am"]) if older(r["Erfasst am"]) else r["Erfasst am"])
    x.add("GESPR_TYP", "Gesprächsart", codes=TALK)
    x.junk(DRUCK_KZ="N", ANLAGEN=lambda r: str(made_up(r, "anlagen", 4)), SPERR_KZ="")
    return x


def staff(units):
    x = Export("mitarbeiter", "PERSONAL.TXT")
    x.add("PERS_KZ", "Kürzel")
    x.add("ANZEIGENAME", "Name")
    x.add("OE", "Team", codes=units)
    x.add("ROLLE", "Funktion", codes=FUNCTION)
    x.add("WAZ", "Wochenstunden", lambda r: "%.2f" % float(r["Wochenstunden"].replace(",", ".")) if r["Wochenstunden"]
          else "")
    x.columns[-1] = x.columns[-1][:2] + (lambda r, get=x.columns[-1][2]: get(r).replace(".", ","), [])
    x.add("TAGE", "Arbeitstage")
    x.add("EINTRITT", "Von")
    x.until("AUSTRITT", "Bis")
    x.junk(RAUM=lambda r: "%d.%02d" % (made_up(r, "etage", 4), made_up(r, "raum", 40)),
           DURCHWAHL=lambda r: "-%d" % (100 + made_up(r, "tel", 900)), KOSTENSTELLE="47110")
    return x


def absences():
    x = Export("abwesenheiten", "FEHLZEITEN.TXT")
    x.junk(ANTRAG_NR=lambda r: "%06d" % made_up(r, "antrag", 10**6))
    x.add("PERS_KZ", "Kürzel")
    x.add("BEGINN", "Von")
    x.add("ENDE", "Bis", lambda r: iso(r["Bis"]))
    x.add("GRUND_TXT", "Grund")
    x.junk(GENEHMIGT="J")
    return x


def exceptions(spans):
    x = Export("ausnahmen", "SONDERFAELLE.TXT", ",")
    x.add("KDNR", "Kundennummer")
    x.add("GILT_AB", "Von")
    x.until("GILT_BIS", "Bis")
    x.add("FALLART", "Art", codes=EXCEPTION)
    x.add("TAKT", "Intervall", codes=spans)
    x.add("TEXT", "Begründung")
    x.junk(WV_DAT=lambda r: r["Bis"])
    return x


def appointments():
    x = Export("termine", "TERMINE.TXT")
    x.junk(TERMIN_ID=lambda r: "%08d" % made_up(r, "id", 10**8))
    x.add("KDNR", "Kundennummer")
    x.add("TERMIN_BEGINN", "Beginn")
    x.add("PERS_KZ", "Mitarbeiter")
    x.add("DAUER_MIN", "Dauer")
    x.add("GESPR_TYP", "Gesprächsart", codes=TALK)
    x.add("TERMIN_STATUS", "Status", codes=APPOINTMENT)
    x.add("RFB", "Rechtsfolgenbelehrung", codes=YES)
    x.add("VERTR_KZ", "Vertretung")
    x.add("ANGELEGT_AM", "Vereinbart am", lambda r: iso(r["Vereinbart am"]))
    x.junk(ORT="Beratungsraum", SERIE_KZ="N")
    return x


HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Der Auftrag des Jobcenters Beispielkreis, das es nicht gibt: wie seine Exporte zu lesen sind.
     Gemacht von samples/beispielkreis.py; was die Elemente bedeuten, steht in docs/auftrag.md. -->
<auftrag version="1">
  <jobcenter>Jobcenter Beispielkreis</jobcenter>
  <bundesland name="Niedersachsen"/>
  <regelwerk>uelzen-ga-08-2019</regelwerk>
  <stichtag>30.11.2023</stichtag>
  <vorlauf>14</vorlauf>
  <grenze>0,01</grenze>
  <vollzeitstunden>39</vollzeitstunden>
  <exporte>"""

TAIL = """  </exporte>
  <berichte>
    <bericht name="monatsbericht">
      <format>pdf</format>
      <format>html</format>
    </bericht>
  </berichte>
</auftrag>
"""


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def span_code(text):
    number, unit = text.split()
    return {"W": "W", "M": "M", "T": "T"}[unit[0]] + "%02d" % int(number)


def main(source, target):
    rows = {kind: read(source, kind + ".csv") for kind in
            ("kunden", "kontakte", "mitarbeiter", "abwesenheiten", "ausnahmen", "termine")}
    teams = sorted({r["Team"] for r in rows["kunden"] + rows["mitarbeiter"]} - {""})
    units = {team: "OE-%d" % (4710 + 10 * i) for i, team in enumerate(teams)}
    spans = {text: span_code(text) for text in sorted({r["Intervall"] for r in rows["ausnahmen"]} - {""})}
    os.makedirs(target, exist_ok=True)
    lines = [HEAD]
    for export in (customers(units), notes(), staff(units), absences(), exceptions(spans), appointments()):
        export.write(rows[export.kind], target)
        lines.extend(export.job())
    with open(os.path.join(target, "auftrag.xml"), "w", encoding="utf-8", newline="\n") as out:
        out.write("\n".join(lines) + "\n" + TAIL)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
