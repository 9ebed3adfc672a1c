"""A run and what its reports are held against: ergebnis.xml, ergebnis.csv, lauf.xml, the exports, `explain`; and the check itself.

Run(program, input, out).faults(path) tells what of a finished page (HTML) is found nowhere. It goes by meaning: a table of
figures by row and column (report_figures), a list of cases by the customer's row, a trail by what `explain` says, a
sentence by the part of the results that its section is on.
"""
import csv
import datetime
import hashlib
import os
import pathlib
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ET

import report_figures
from report_figures import Scope, at, clean, key_of
from report_pages import Page

# A number as it is read: not a part of a word ("U25", "Ü25"), of a name of a file or of a digest.
NUMBER = re.compile(r"(?<![\w.,/-])\d+(?:[.,:]\d+)*(?![\w/])")
# What a template says by itself: periods, thresholds and classes that are no results.
OWN_WORDS = [r"keine 25 Jahre", r"unter 25\b", r"ab 25\b", r"^40 von (?=[\d.]+$)", r"frühestens 31 Tage vor", r"ab 31 Tagen vor", r"mehr als 7 Tage später", r"\(unter 50, ab 50, ab 60, ab 70, ab 80 %\)", r"Ist der Nenner 0",
             r"höchstens 40 Zeilen", r"§ 15", r"in 4 Wochen", r"SHA-256", r"seit weniger als 3 Monaten", r"vom 25\. Geburtstag", r"der 25\. Geburtstag",
             r"die ersten 24 Stellen", r"„1 von 2“", r"Los \d+, Prüfsumme [0-9a-f]{12}…", r"ergibt [0-9a-f]{12}…"]
# What a section is on: paths below the area, with a slash in front below the root; the head and the rules always.
SECTIONS = {
    "verlauf": ["verlauf"], "verlauf-zahlen": ["verlauf"], "verlauf-teams": ["verlauf", "verlaeufe"], "bewegung": ["verlauf"],
    "teams": ["gruppen[@nach='gesamt']", "gruppen[@nach='team']", "satz[@zu='teams']", "JOBCENTER"], "umfang": ["gruppen[@nach='gesamt']", "satz[@zu='umfang']"],
    "profillagen": ["satz[@zu='alter']"], "status": ["satz[@zu='status']", "gruppen[@nach='status']", "JOBCENTER"],
    "dauer": ["satz[@zu='dauer']", "gruppen[@nach='gesamt']"], "personal": ["personal"], "ausblick": ["ausblick"], "vermerke": ["praxis"],
    "vorlauf": ["praxis"], "vermerkarten": ["praxis"], "gespraechsdauer": ["praxis"], "ausnahmen-termine": ["praxis"], "ausnahmen": ["praxis"],
    "termine": ["praxis"], "egv": ["praxis"], "bedarfsgemeinschaften": ["bedarfsgemeinschaften", "satz[@zu='bedarfsgemeinschaften']"],
    "daten": ["/daten", "verlauf"], "nachtraeglich": ["nachtraeglich"], "methode": [], "regeln": [], "urteil": [], "lesarten": [],
}
KPIS = {"Quote": "quote/@text", "überfällig": "urteil[@code='ueberfaellig']/@text", "ohne Kontakt": "urteil[@code='nie']/@text",
        "bald fällig": "urteil[@code='faellig']/@text", "ausgenommen": "urteil[@code='ausgenommen']/@text", "unklar": "urteil[@code='unklar']/@text",
        "in Betreuung": "kunden/@text", "Kund*innen": "kunden/@text"}
WORDS = {"neu": "noch ohne Kontakt, in der Frist"}


def numbers(text):
    return [n.rstrip(".,:") for n in NUMBER.findall(text)]


def numbers_below(element):
    """Of all texts and of all attributes that are shown; raw values (wert="1643") are not read by anybody."""
    found = set()
    for e in element.iter():
        for name, value in e.attrib.items():
            if name not in ("wert", "prozent", "minuten", "mittel", "stufe") and not (name + "-text") in e.attrib:
                found.update(numbers(clean(value)))
        found.update(numbers(clean(e.text)))
        found.update(numbers(clean(e.tail)))
    return found


def german(iso):
    return ".".join(reversed(iso.split("-"))) if re.fullmatch(r"\d{4}-\d\d-\d\d", iso) else iso


def grouped(n):
    return "{:,}".format(int(n)).replace(",", ".")


def rows_of(path, encoding="utf-8-sig", delimiter=";"):
    with open(path, encoding=encoding, errors="replace", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def plain(name):
    """NFC; what is no character of a name, and what the reports show in its place, as a space."""
    return clean(re.sub("[\x00-\x1f\ufffd]", " ", unicodedata.normalize("NFC", name)))


def size_matches(text, n):
    """text: "427,4 kB", "33 kB", "812 Bytes"."""
    value, decimals, unit = re.fullmatch(r"([\d.]+)(?:,(\d+))? (Bytes?|kB|MB|GB)", text).groups()
    scale = {"B": 1, "k": 1e3, "M": 1e6, "G": 1e9}[unit[0]]
    step = scale / 10 ** len(decimals or "")
    return abs(float(value.replace(".", "") + "." + (decimals or "0")) * scale - n) <= step / 2 + 1e-6


class Exports:
    """Days of notes and appointments and names, customer by customer, from canonical exports."""

    def __init__(self, folder):
        self.notes, self.appointments, self.names, self.lines, self.intervals = {}, {}, {}, {}, {}

        def rows(name):
            path = os.path.join(folder, name + ".csv")
            return rows_of(path) if os.path.exists(path) else []
        for at_line, row in enumerate(rows("kontakte"), 2):
            number = row["Kundennummer"].strip()
            self.lines[at_line] = (number, self.day(row["Datum"]))
            self.notes.setdefault(number, set()).add(self.day(row["Datum"]))
        for row in rows("ausnahmen"):
            row = {head.strip().capitalize(): cell for head, cell in row.items() if head}
            self.intervals.setdefault(row["Kundennummer"].strip(), set()).update(re.findall(r"\d+", row["Intervall"] or ""))
        for row in rows("termine"):
            self.appointments.setdefault(row["Kundennummer"].strip(), set()).add((self.day(row["Beginn"]), row["Beginn"].strip()[-5:]))
        for row in rows("kunden"):
            self.names.setdefault(row["Kundennummer"].strip(), set()).add(plain(f"{row.get('Nachname', '')}, {row.get('Vorname', '')}"))

    @staticmethod
    def day(text):
        found = re.match(r"\s*(\d\d?)\.(\d\d?)\.(\d{4})", text)
        if found:
            return "%02d.%02d.%s" % (int(found.group(1)), int(found.group(2)), found.group(3))
        return german(text.strip()[:10])


class Run:
    def __init__(self, program, source, out, *options, exports=None):
        self.program, self.source = program, source
        valued = ("--rules", "--as-of", "--land") # what a verdict depends on
        self.asked = [o for i, o in enumerate(options) if o in (*valued, "--accept-mismatch") or (i and options[i - 1] in valued)]
        subprocess.run([program, "report", source, *options, "--quiet", "--out", out], check=True)
        self.folder = os.path.join(out, next(name for name in os.listdir(out) if re.fullmatch(r"\d{4}-\d\d-\d\d", name)))
        self.read()
        self.exports = Exports(exports) if exports else None
        self.explained, self.read_pages = {}, {}

    def read(self):
        self.root = ET.parse(self.path("ergebnis.xml")).getroot()
        self.record = ET.parse(self.path("lauf.xml")).getroot()
        sums = "".join("%s  %s\n" % (hashlib.sha256(pathlib.Path(self.path(name)).read_bytes()).hexdigest(), name)
                       for name in ("abgelehnt.csv", "ergebnis.csv", "ergebnis.xml", "hinweise.csv", "lauf.xml"))
        seal = hashlib.sha256(sums.encode()).hexdigest()  # the Prüfzahl of the signed page
        self.seal = " ".join(seal[i:i + 4] for i in range(0, len(seal), 4))
        self.verdicts = {row["Kundennummer"]: row for row in rows_of(self.path("ergebnis.csv"))}
        self.rejected = [[clean(re.sub(r"^'(?=[=+\-@\t\r])", "", row[c])) for c in ("Datei", "Zeile", "Spalte", "Wert", "Grund")]
                         for row in rows_of(self.path("abgelehnt.csv"))]
        for row in self.rejected:  # abgelehnt.csv has the reason as the specification names it; reports say it in other words
            row[4] = "Kundennummer nicht im Bestand" if row[4] == "unbekannter Kunde" else row[4]
        self.words = {e.get("code"): e.get("name") for e in self.root.findall("urteile/art")}
        self.known = {}

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def pages(self, ending=".html"):
        """All of them, relative; what lies in folders to be handed out is the same file but for its index."""
        found = []
        for folder, _, names in os.walk(self.folder):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.folder)
                if name.endswith(ending) and (not path.startswith("empfaenger") or name == "index.html"):
                    found.append(path)
        return sorted(found)

    def page(self, path):
        """Read once."""
        if path not in self.read_pages:
            self.read_pages[path] = Page.read(self.path(path))
        return self.read_pages[path]

    # ---- what a page is on ----

    def area_named(self, name):
        return next((e for e in self.root.findall("bereich") if clean(e.get("name")) == name), None)

    def scope(self, path, page):
        """None: a page without an area of its own (work lists)."""
        jobcenter = clean(self.root.findtext("lauf/jobcenter"))
        day = self.root.find("lauf/stichtag").get("text")
        about = clean(page.about)
        kind = os.path.normpath(path).split(os.sep)
        if kind[0] == "arbeitslisten":
            return Scope(self.root)
        if kind[0] == "fachaufsicht":
            name = about[len("Fachaufsicht "):-len(f", {jobcenter}, Stichtag {day}")]
        elif kind[0] == "monatsbericht":
            name = about[len(f"Monatsbericht {jobcenter} · "):-len(f", Stichtag {day}")]
        elif kind[0] == "empfaenger" and kind[1] == "teams":
            name = next(text for _, tag, text in page.texts if tag == "p" and text.startswith(jobcenter + " · "))[len(jobcenter) + 3:].split(" · Stichtag")[0]
        else:
            return Scope(self.root)
        area = self.area_named(name)
        if area is None:
            raise AssertionError(f"{path}: {about}: no such area in ergebnis.xml")
        return Scope(self.root, area)

    def numbers_of(self, element):
        if element not in self.known:
            self.known[element] = numbers_below(element)
        return self.known[element]

    # ---- the check ----

    def faults(self, path, page=None):
        return list(self.each_fault(path, page or self.page(path)))

    def is_faulty(self, path, page=None):
        """Looks no further than the first."""
        return next(self.each_fault(path, page or self.page(path)), None) is not None

    def each_fault(self, path, page):
        scope = self.scope(path, page)
        for table in page.tables:
            for row, column, shown, expected in self.table_faults(path, scope, table, page):
                yield f"{path}: {table.caption}: {row} / {column}: shows {shown!r}, expected {expected!r}"
        yield from (f"{path}: {text}" for text in self.kpi_faults(scope, page))
        yield from (f"{path}: [{section}] {text}: {number}" for section, text, number in self.text_faults(path, scope, page))

    def table_faults(self, path, scope, table, page):
        for pattern, rows_of_table in report_figures.TABLES:
            if re.match(pattern, table.caption):
                links = self.size_faults(path, table, page.source) if "Fachaufsicht" in table.heads or "Monatsbericht" in table.heads else []
                return [*self.figure_faults(table, rows_of_table(scope, table)), *links]
        others = [(r"Urteile: |Ohne anrechenbaren Kontakt, |Überfällig nach Tagen, |Über der Frist mit fehlender|In den nächsten vier Wochen|"
                   r"Ausgenommen, nach|Zu kontaktierende", self.case_faults),
                  ("Abgelehnte Zeilen$", self.rejected_faults), ("Parameter des Laufs|Das Regelwerk$|Prüfsummen ", self.record_faults),
                  ("Urteil, Regel und Frist, ", self.trail_faults), ("Vermerke, ", self.note_faults),
                  (r"Berichte |Arbeitslisten je|Daten des Laufs", lambda table: self.size_faults(path, table, page.source))]
        for pattern, check in others:
            if re.match(pattern, table.caption):
                return check(table)
        return [("", "", table.caption, "a table that the tests know")]

    def figure_faults(self, table, rows):
        heads, seen = [], {}
        rows = {clean(key) if isinstance(key, str) else key: value for key, value in rows.items()}
        for head in table.heads:
            seen[head] = seen.get(head, 0) + 1
            heads.append(head if seen[head] == 1 else f"{head} {seen[head]}")
        for row in table.rows:
            key = key_of(table, row, rows)
            if key not in rows:
                yield row.cells[0], "", row.cells, "a row that ergebnis.xml has"
                continue
            element, columns = rows[key]
            first = 0 if None in rows else 1
            for place, (head, shown) in enumerate(zip(heads, row.cells)):
                if place < first or not shown or (isinstance(key, tuple) and shown in key):
                    continue
                if head.startswith("Teams mit") or (head in ("Monatsbericht", "Fachaufsicht", "Arbeitsliste")):
                    continue  # links, checked by size
                path = columns.get(head, columns.get(place))
                if path is None:
                    yield row.cells[0], head, shown, "nothing"
                    continue
                expected = at(element, path) if element is not None else "–"
                if expected != shown:
                    yield row.cells[0], head, shown, expected

    def case_faults(self, table):
        for row in table.rows:
            if len(row.raw) == 1:
                name, _, n = row.raw[0].rpartition(": ")
                if not name or not n.replace(".", "").isdigit():
                    yield row.raw[0], "", row.raw, "a group with its number"
                continue
            v = self.verdicts.get(row.cells[0])
            if v is None:
                yield row.cells[0], "", row.cells, "a customer of ergebnis.csv"
                continue
            for head, shown in zip(table.heads, row.cells):
                expected = self.case_cell(v, head, shown)
                if expected != shown:
                    yield row.cells[0], head, shown, expected

    def case_cell(self, v, head, shown):
        number = v["Kundennummer"]
        days = v["Tage überfällig"]
        simple = {"Kundennummer": number, "Alter": v["Altersgruppe"], "Status": v["Status"], "Profil": v["Profillage"], "Team": v["Team"] or "ohne Team",
                  "Regel": v["Regel"] + (" i" if v["Individuell"] == "ja" else ""), "Urteil": self.words[v["Urteil"]],
                  "letzter Kontakt": german(v["Letzter Kontakt"]), "fällig": german(v["Fällig"]), "Kontakt ab": german(v["Kontakt ab"]),
                  "Tage überfällig": "" if days in ("", "0") else grouped(days), "ausgenommen bis": german(v["Ausgenommen bis"]),
                  "gezählt": f"{v['Gezählte Kontakte']} von {v['Gefordert']}" if v["Gefordert"] else "", "persönlich": self.in_person(v)}
        if head in simple:
            return clean(simple[head])
        if head == "Frist aus":
            return shown if shown.lower() in ("", v["Frist aus"], {"rueckstand": "rückstand", "uebergang": "übergang"}.get(v["Frist aus"])) else v["Frist aus"]
        if head == "Name":
            return shown if self.exports is None or plain(shown) in self.exports.names[number] else sorted(self.exports.names[number])
        if head == "Termin" and self.exports and shown:
            day, _, rest = shown.partition(", ")
            return shown if (day, rest[:5]) in self.exports.appointments.get(number, ()) else "an appointment of the export"
        if head == "nicht gezählte Vermerke" and self.exports:
            known = self.exports.notes.get(number, set())
            return shown if all(day in known for day in re.findall(r"\d\d\.\d\d\.\d{4}", shown)) else "notes of the export"
        if head == "Vorgabe":
            return shown if self.requirement_is(v, shown) else "the requirement of the rule, or the interval of an exception"
        if head == "Ausnahme" or (head in ("Termin", "nicht gezählte Vermerke") and not (self.exports and shown)):
            return shown
        return f"a column that the tests know, not {head}"

    def requirement_is(self, v, shown):
        if v["Individuell"] != "ja":
            rule = self.root.find(f"regelwerk/regel[@nummer='{v['Regel']}']")
            return rule is not None and clean(rule.findtext("vorgabe")).startswith(shown)
        return self.exports is None or set(numbers(shown)) <= self.exports.intervals.get(v["Kundennummer"], set())

    def in_person(self, v):
        """ergebnis.csv tells of alternation alone; a rule that accepts nothing else asks for it, too."""
        rule = self.root.find(f"regelwerk/regel[@nummer='{v['Regel']}']")
        only = rule is not None and clean(rule.findtext("kontaktarten")) == "nur persönlich"
        return "ja" if v["Nächster persönlich"] == "ja" or only else v["Nächster persönlich"]

    def rejected_faults(self, table):
        if len(table.rows) != len(self.rejected):
            yield "", "", len(table.rows), len(self.rejected)
        for row, expected in zip(table.rows, self.rejected):
            if row.cells != expected:
                yield row.cells[0], "", row.cells, expected

    def record_faults(self, table):
        """Digests and names are pairs of lauf.xml; all numbers there or in the head of the results."""
        parameter = {e.get("name"): e.get("wert") for e in self.record.findall("parameter")}
        told = self.numbers_of(self.root.find("lauf")) | self.numbers_of(self.root.find("regelwerk")) | {self.record.get("programmversion")}
        told.update(n for value in parameter.values() for n in numbers(value))
        if "unbrauchbar-je-million" in parameter:
            told.add("%d,%02d" % divmod(int(parameter["unbrauchbar-je-million"]) // 100, 100))
        if "vollzeit-hundertstel" in parameter:
            told.add("%d,%d" % divmod(int(parameter["vollzeit-hundertstel"]) // 10, 10))
        if "zielquote-promille" in parameter:
            told.add("%d,%d" % divmod(int(parameter["zielquote-promille"]), 10))
        told.add("1")  # version of a rule set's schema
        digests = {(e.get("name"), e.get("sha256")) for e in self.record.iter() if e.get("sha256")}
        digests |= {(None, value) for _, value in digests} | set(parameter.items())  # that of a mapping is a parameter
        for row in table.rows:
            if re.fullmatch("[0-9a-f]{64}", row.cells[1]):
                name = row.cells[0] if row.cells[0] != "SHA-256" else None
                if (name, row.cells[1]) not in digests:
                    yield row.cells[0], "", row.cells[1], "the digest of lauf.xml"
                continue
            for n in numbers(row.cells[1]):
                if n not in told:
                    yield row.cells[0], "", row.cells[1], f"{n} in lauf.xml"

    def explain(self, number):
        if number not in self.explained:
            done = subprocess.run([self.program, "explain", self.source, *self.asked, "--customer", number, "--format", "xml", "--quiet"], check=True, capture_output=True)
            trail = ET.fromstring(done.stdout)
            said = {clean(value) for e in trail.iter() for value in [e.text, *e.attrib.values()] if value}
            self.explained[number] = (numbers_below(trail) | {number}, sorted((t for t in said if len(t) > 3), key=len, reverse=True),
                                      trail.find("regel").get("nr"))
        return self.explained[number]

    def left_over(self, number, text):
        """What of a text is not said by `explain`, word for word: of whole texts and values, the longest first."""
        for said in self.explain(number)[1]:
            text = text.replace(said, " ")
            for prefix in ("gezählt; ", "nicht gezählt: "):  # has a column of its own in the report
                if said.startswith(prefix):
                    text = text.replace(said[len(prefix):], " ")
        return numbers(text)

    def trail_faults(self, table):
        number = table.caption.split(", ")[-1]
        for row in table.rows:
            text = row.cells[1]
            if row.cells[0] == "Regel" and self.explain(number)[2]:
                rule, _, text = text.partition(" · ")
                if rule != self.explain(number)[2]:
                    yield row.cells[0], "", row.cells[1], self.explain(number)[2]
            for n in self.left_over(number, text):
                yield row.cells[0], "", row.cells[1], f"{n} in what explain says"

    def note_faults(self, table):
        number = table.caption.split(", ")[-1]
        told = self.explain(number)[0]
        for row in table.rows:
            cells = dict(zip(table.heads, row.cells))
            if self.exports:
                have = self.exports.lines.get(int(cells["Zeile"].replace(".", "")))
                if have != (number, cells["Tag"]):
                    yield cells["Tag"], "Zeile", cells, have
            for n in self.left_over(number, row.cells[-1]):
                yield cells["Tag"], "", row.cells, f"{n} in what explain says"
            for n in numbers(" ".join(row.cells[:-1])):
                if n not in told and n.replace(".", "") not in told:
                    yield cells["Tag"], "", row.cells, f"{n} in what explain says"

    def size_faults(self, path, table, source):
        """Each size is that of the file to which the link beside it leads."""
        beside = [(clean(size), href) for href, size in re.findall(
            r'<a href="([^"]+)">[A-Z]+</a>\s*<span class="muted">([^<]+)</span>', source) +
            re.findall(r'<a href="([^"]+)">[\w.]+</a></th><td>[^<]*</td><td class="n">([^<]+)</td>', source)]
        shown = [size for row in table.rows for cell in row.cells for size in re.findall(r"[\d.]+(?:,\d+)? (?:Bytes?|kB|MB|GB)", cell)]
        for size in shown:
            files = [href for text, href in beside if text == size]
            if not files or not all(size_matches(size, os.path.getsize(os.path.join(os.path.dirname(self.path(path)), href))) for href in files):
                yield "", "", size, f"the size of {files}"
        if table.caption.startswith("Arbeitslisten je"):
            known = {(clean(e.get("name")), clean(e.get("kennung"))) for e in
                     self.root.findall("bereich/betreuungen/betreuung") + self.root.findall("bereich/personal/person")}
            teams = {clean(e.get("name")) for e in self.root.findall("bereich[@art='jobcenter']/gruppen[@nach='team']/gruppe")}
            teams |= {clean(e.get("team")) for e in self.root.findall("bereich/personal/person")}
            for row in table.rows:
                name, code, team = row.cells[:3]
                if not ((name, code) in known or name.startswith("ohne Betreuer*in")) or not set(team.split(", ")) <= teams | {""}:
                    yield name, "", row.cells, "a caseworker and teams of ergebnis.xml"
        if not shown and table.rows and "Größe" in table.heads:
            yield "", "", "no size", "sizes"

    def kpi_faults(self, scope, page):
        whole = scope.whole()
        change = scope.area.find("verlauf/vergleich[@zu='vormonat']")
        for label, shown, changed in page.kpis:
            path = KPIS.get(label.split(" (")[0])
            if path is None:
                yield f"{label}: a figure that the tests do not know"
            elif shown != at(whole, path) and not (shown == "–" and report_figures.nothing_required(scope)):
                yield f"{label}: shows {shown!r}, expected {at(whole, path)!r}"
            elif changed and changed.startswith("Jobcenter "):
                if changed != f"Jobcenter {at(scope.whole(scope.jobcenter), path)}":
                    yield f"{label}: beside it {changed!r}"
            elif changed and (change is None or changed.split(" seit ")[0] != at(change, path)):
                yield f"{label}: changed by {changed!r}, expected {None if change is None else at(change, path)!r}"

    def text_faults(self, path, scope, page):
        head = set()
        for part in ("lauf", "regelwerk"):
            head |= self.numbers_of(self.root.find(part))
        head |= set(numbers(clean(scope.area.get("name")))) | {str(len(scope.area.findall("verlauf/punkt")))}
        whole = set(head)
        for e in scope.area:
            if e.tag != "betreuungen" and e.get("nach") not in ("betreuung", "team-profillage"):
                whole |= self.numbers_of(e)
        kind = path.split(os.sep)[0]
        if kind in ("fachaufsicht", "arbeitslisten", "nachweis.html", "index.html"):
            whole |= self.words_of_lists(scope, kind, page)
        for section, tag, text in page.texts:
            if tag == "tick":
                continue
            known = whole
            if kind.startswith("monatsbericht") and section in SECTIONS:
                known = set(head)
                for part in SECTIONS[section]:
                    for e in ([scope.whole(scope.jobcenter)] if part == "JOBCENTER" else
                              self.root.findall(part[1:]) if part[0] == "/" else scope.area.findall(part)):
                        known |= self.numbers_of(e)
            for own in OWN_WORDS:
                text = re.sub(own, " ", text)
            text = text.replace(self.seal, " ")
            for n in numbers(text):
                if n not in known and not (tag == "li" and section == "" and n in whole | self.numbers_of(self.root.find("daten"))):
                    yield section, text, n

    def words_of_lists(self, scope, kind, page):
        """What the words of dossiers, work lists and records may tell besides: the caseworkers, the cases drawn, the record."""
        found = set()
        if kind == "fachaufsicht":
            found |= set(numbers(" ".join(self.root.find("bereich/betreuungen").attrib.values()))) if self.root.find("bereich/betreuungen") is not None else set()
            for e in self.root.findall("bereich/betreuungen/betreuung"):
                if e.get("team") == scope.area.get("name"):
                    found |= self.numbers_of(e)
            for table in page.tables:
                if table.caption.startswith("Urteil, Regel und Frist, "):
                    found |= self.explain(table.caption.split(", ")[-1])[0]
        elif kind == "arbeitslisten":
            found |= self.words_of_list(page)
        else:
            for e in self.record.iter():
                for name, value in e.attrib.items():
                    if name in ("wert", "version", "programmversion"):
                        found |= set(numbers(value))
            for e in self.root.findall("bereich/gruppen"):
                if e.get("nach") in ("team", "betreuung"):
                    found |= self.numbers_of(e)
            found |= self.numbers_of(self.root.find("daten"))
        return found

    def words_of_list(self, page):
        """Counted from ergebnis.csv: who is on the list and who is not, by verdict."""
        until = (datetime.date.fromisoformat(self.root.find("lauf/stichtag").get("wert")) +
                 datetime.timedelta(int(self.root.find("lauf/vorlauf").get("wert")))).isoformat()
        rows = [self.verdicts[row.cells[0]] for table in page.tables for row in table.rows if row.cells[0] in self.verdicts]
        owners = {(v["Betreuer"], "" if v["Betreuer"] else v["Team"]) for v in rows}
        found = {"0"}
        groups = {}
        for v in self.verdicts.values():
            owner = (v["Betreuer"], "" if v["Betreuer"] else v["Team"])
            if owners and owner not in owners:
                continue
            listed = v["Fällig"] != "" and v["Fällig"] <= until
            for key in ((owner, "all"), (owner, listed), (owner, listed, v["Urteil"]), (owner, listed, v["Urteil"] in ("nie", "ueberfaellig"), "late")):
                groups[key] = groups.get(key, 0) + 1
        found.update(grouped(n) for n in groups.values())
        return found
