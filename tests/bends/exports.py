"""Exports as values that can be bent: rows, the form they are written in, and the bytes of the file.

A bend is a function on `Exports`. It changes rows (what is said), the form (how it is written) or adds a function on
the text or the bytes of one file. These three follow each other, so bends can be combined in any order.
"""

import copy
import csv
import os
from xml.sax.saxutils import quoteattr

FILES = ["kunden", "kontakte", "mitarbeiter", "abwesenheiten", "ausnahmen", "termine"]

# The columns that hold something else than free text, by file.
DAYS = {
    "kunden": ["Geburtsdatum", "Betreuung seit", "Betreuung bis", "Gültig ab", "EGV seit"],
    "kontakte": ["Datum", "Erfasst am"],
    "mitarbeiter": ["Von", "Bis"],
    "abwesenheiten": ["Von", "Bis"],
    "ausnahmen": ["Von", "Bis"],
    "termine": ["Beginn", "Vereinbart am"],
}
ENDS = {"kunden": "Betreuung bis", "mitarbeiter": "Bis", "ausnahmen": "Bis"}
NUMBERS = {"kontakte": "Dauer", "termine": "Dauer", "mitarbeiter": "Wochenstunden"}
FLAGS = {
    "kunden": ["Schulpflichtig", "Abschlussjahr", "SV-Beschäftigung", "Gesundheit", "Mitwirkung"],
    "termine": ["Rechtsfolgenbelehrung"],
}
WORDS = {
    "kunden": ["Status", "Profillage"],
    "kontakte": ["Vermerkart", "Kontaktart", "Gesprächspartner", "Gesprächsart"],
    "mitarbeiter": ["Funktion"],
    "ausnahmen": ["Art"],
    "termine": ["Gesprächsart", "Status"],
}
NUMBERED = ["kunden", "kontakte", "ausnahmen", "termine"]  # by Kundennummer
SIGNED = {"kunden": "Betreuer", "kontakte": "Mitarbeiter", "mitarbeiter": "Kürzel", "abwesenheiten": "Kürzel",
          "termine": "Mitarbeiter"}  # by Kürzel


class Export:
    """One file."""

    def __init__(self, stem, header, rows):
        self.stem, self.header, self.rows = stem, header, rows
        self.names = list(header)  # what the columns are, whatever the header calls them
        self.path = stem + ".csv"
        self.separator, self.line_end, self.encoding = ";", "\n", "utf-8"
        self.quoted = False  # every field
        self.spelled = []    # functions (name, text of the field as it is written) -> text
        self.above, self.below = [], []
        self.lines = []  # functions (records as they are written, separator) -> records
        self.text, self.bytes = [], []
        self.instead = None  # function (path): makes something else of that name

    def at(self, name):
        return self.names.index(name)

    def has(self, name):
        return name in self.names

    def each(self, name, change):
        """Every value of a column."""
        at = self.at(name)
        for row in self.rows:
            row[at] = change(row[at])

    def filled(self, name, change):
        self.each(name, lambda value: change(value) if value else value)

    def values(self, name):
        at = self.at(name)
        return [row[at] for row in self.rows]

    def call(self, name, header):
        self.header[self.at(name)] = header

    def drop(self, name):
        at = self.at(name)
        for row in [self.header, self.names] + self.rows:
            del row[at]

    def add(self, name, value, at=None):
        at = len(self.names) if at is None else at
        self.header.insert(at, name)
        self.names.insert(at, "+" + name)
        for i, row in enumerate(self.rows):
            row.insert(at, value(i) if callable(value) else value)

    def field(self, name, value):
        needs = self.quoted or any(c in value for c in self.separator + '"\n\r')
        text = '"' + value.replace('"', '""') + '"' if needs else value
        for spell in self.spelled:
            text = spell(name, text)
        return text

    def line(self, row):
        line = self.separator.join(row)
        plain = not (self.quoted or self.spelled or '"' in line or "\n" in line or "\r" in line)
        if plain and line.count(self.separator) == len(row) - 1:  # as most are; else field by field
            return line
        return self.separator.join(self.field(self.names[i] if i < len(self.names) else "", value)
                                   for i, value in enumerate(row))

    def head(self):
        return self.separator.join('"%s"' % h.replace('"', '""')
                                   if self.quoted or any(c in h for c in self.separator + '"\n\r') else h
                                   for h in self.header)

    def made(self):
        lines = [self.head()] + [self.line(row) for row in self.rows]
        for change in self.lines:
            lines = change(lines, self.separator)
        text = "".join(line + self.line_end for line in self.above + lines + self.below)
        for change in self.text:
            text = change(text)
        data = text.encode(self.encoding)
        for change in self.bytes:
            data = change(data)
        return data


class Exports:
    """The files of one folder and the job that reads them."""

    def __init__(self, files):
        self.file = files
        self.more = {}     # further files of the folder: {path: bytes}
        self.mapped = None  # {stem: {"columns": {name: header}, "values": {name: {from: to}}}}
        self.told = {}     # {stem: attributes of its <datei>}
        self.day = "2023-11-30"

    def __getitem__(self, stem):
        return self.file[stem]

    def __iter__(self):
        return iter(self.file.values())

    def copy(self):
        files = {stem: Export(stem, list(e.header), [list(row) for row in e.rows]) for stem, e in self.file.items()}
        other = Exports(files)
        assert not self.mapped and not self.told and not self.more  # nothing is bent yet
        return other

    def job(self):
        """The text of the job that reads them."""
        files = []
        if self.mapped is not None or self.told:
            for e in self:
                how = (self.mapped or {}).get(e.stem, {"columns": {}, "values": {}})
                told = "".join(" %s=%s" % (k, quoteattr(v)) for k, v in self.told.get(e.stem, {}).items())
                files.append("<datei art=%s pfad=%s%s>" % (quoteattr(e.stem), quoteattr(e.path), told))
                for name, header in how["columns"].items():
                    values = "".join("<wert von=%s nach=%s/>" % (quoteattr(a), quoteattr(b))
                                     for a, b in how["values"].get(name, {}).items())
                    files.append("<spalte name=%s in=%s>%s</spalte>" % (quoteattr(name), quoteattr(header), values))
                files.append("</datei>")
        return """<?xml version="1.0" encoding="UTF-8"?>
<auftrag version="1">
<jobcenter>Jobcenter Probe</jobcenter>
<bundesland name="Niedersachsen"/>
<stichtag>%s</stichtag>
<exporte ordner="in">%s</exporte>
<berichte><bericht name="arbeitslisten"><format>csv</format></bericht></berichte>
</auftrag>
""" % (self.day, "\n".join(files))

    def write(self, folder):
        os.makedirs(os.path.join(folder, "in"))
        for e in self:
            path = os.path.join(folder, "in", e.path)
            if e.instead:
                e.instead(path)
                continue
            with open(path, "wb") as handle:
                handle.write(e.made())
        for path, data in self.more.items():
            with open(os.path.join(folder, "in", path), "wb") as handle:
                handle.write(data)
        with open(os.path.join(folder, "auftrag.xml"), "w", encoding="utf-8") as handle:
            handle.write(self.job())


def read(folder):
    """A folder of canonical exports."""
    files = {}
    for stem in FILES:
        with open(os.path.join(folder, stem + ".csv"), encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.reader(handle, delimiter=";", strict=True))
        files[stem] = Export(stem, rows[0], rows[1:])
    return Exports(files)


def renumber(exports, is_number):
    """New Kundennummern in every file: ten digits with zeros before where is_number(place), else with a letter."""
    new = {}
    for old in exports["kunden"].values("Kundennummer"):
        i = len(new)
        new.setdefault(old, "%010d" % (21400000 + 37 * i) if is_number(i) else
                       "214%s%06d" % ("ABDEFHK"[i % 7], 100003 + 37 * i))
    for stem in NUMBERED:
        exports[stem].each("Kundennummer", new.get)


# How a case-management system may call all this.
OTHER_NAMES = {
    "kunden": ("KD_STAMM.TXT", {
        "Kundennummer": "KDNR", "Nachname": "NAME1", "Vorname": "NAME2", "Geburtsdatum": "GEB_DAT", "Status": "ALO_KZ",
        "Profillage": "PROFIL_CD", "Team": "ORG_EINHEIT", "Betreuer": "HAUPTBETREUER", "Betreuung seit": "BETR_VON",
        "Betreuung bis": "BETR_BIS", "Gültig ab": "HIST_VON", "BG-Nummer": "BG_NR", "EGV seit": "EGV_BEGINN",
        "Gesundheit": "GESUNDH EINSCHR"}),
    "kontakte": ("VERMERKE.TXT", {
        "Kundennummer": "KDNR", "Datum": "VERM_DAT", "Vermerkart": "VERM_ART", "Kontaktart": "KANAL",
        "Gesprächspartner": "GEGENÜBER", "Mitarbeiter": "BEARBEITER", "Dauer": "DAUER_MIN", "Erfasst am": "ERF_DAT",
        "Gesprächsart": "GESPR TYP"}),
    "mitarbeiter": ("PERSONAL.TXT", {
        "Kürzel": "PERS_KZ", "Name": "ANZEIGENAME", "Team": "OE", "Funktion": "ROLLE", "Wochenstunden": "WAZ",
        "Arbeitstage": "TAGE", "Von": "EINTRITT", "Bis": "AUSTRITT"}),
    "abwesenheiten": ("FEHLZEITEN.TXT", {"Kürzel": "PERS_KZ", "Von": "BEGINN", "Bis": "ENDE", "Grund": "GRUND_TXT"}),
    "ausnahmen": ("SONDERFÄLLE.TXT", {
        "Kundennummer": "KDNR", "Von": "GILT AB", "Bis": "GILT BIS", "Art": "FALLART", "Intervall": "TAKT",
        "Begründung": "TEXT"}),
    "termine": ("TERMINE.TXT", {
        "Kundennummer": "KDNR", "Beginn": "TERMIN_BEGINN", "Mitarbeiter": "PERS_KZ", "Dauer": "DAUER_MIN",
        "Status": "TERMIN_STATUS", "Rechtsfolgenbelehrung": "RFB", "Vertretung": "VERTR_KZ",
        "Vereinbart am": "ANGELEGT_AM"}),
}
OTHER_WORDS = {
    "kunden": {"Status": {"1": "arbeitslos", "2": "arbeitsuchend", "9": "nicht gesetzt"}},
    "kontakte": {
        "Vermerkart": {"BV": "Beratungsvermerk", "BV STO": "Beratungsvermerk zur Standortbestimmung",
                       "AV": "Allgemeiner Vermerk", "ASK": "Allgemeiner schriftlicher Kontakt"},
        "Kontaktart": {"pers": "persönlich", "tel": "telefonisch", "vid": "video", "schr": "schriftlich",
                       "elek": "elektronisch"}},
    "mitarbeiter": {"Funktion": {"IFK-R": "IFK", "IFK-J": "IFK U25", "FM": "Fallmanagement", "ABC": "Netzwerk ABC"}},
    "abwesenheiten": {},
    "ausnahmen": {"Art": {"E 1": "Einzelfall", "M 1": "Maßnahme", "Z 1": "Einstellungszusage", "G 1": "Gutachten",
                          "U 1": "Besondere Umstände", "JBA": "JBA"}},
    "termine": {"Status": {"G": "geplant", "W": "wahrgenommen", "N": "nicht erschienen", "A": "abgesagt"}},
}


def foreign(exports):
    """The same exports as another system delivers them, and the job that maps them."""
    exports.mapped = {}
    for e in exports:
        e.path, columns = OTHER_NAMES[e.stem]
        values = OTHER_WORDS[e.stem]
        for name, words in values.items():
            back = {to: word for word, to in words.items()}
            e.each(name, lambda value: back.get(value, value))
        for name, header in columns.items():
            e.call(name, header)
        exports.mapped[e.stem] = {"columns": dict(columns), "values": copy.deepcopy(values)}
