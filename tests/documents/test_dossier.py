"""The dossiers for supervision of a sample, held against ergebnis.csv, ergebnis.xml, `explain` and the sample drawn again.

usage: test_dossier.py PROGRAM

What is expected is counted here from ergebnis.csv and drawn here with hashlib, not taken from the program's own counts.
"""
import base64
import collections
import csv
import datetime
import hashlib
import html.parser
import io
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
import unittest
import xml.etree.ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "samples", "musterstadt")
DAY = datetime.date(2023, 11, 30)
NOBODY = "ohne Betreuer*in"
MOST = 40  # rows of a list
PROGRAM = None

JOB = """<?xml version="1.0" encoding="UTF-8"?>
<auftrag version="1">
  <jobcenter>Jobcenter Musterstadt</jobcenter>
  <bundesland name="Niedersachsen"/>
  <regelwerk>uelzen-ga-08-2019</regelwerk>
  <stichtag>{day}</stichtag>
  {more}
  <exporte ordner="{sample}"/>
  <berichte><bericht name="fachaufsicht"{attributes}/></berichte>
</auftrag>
"""


class Page(html.parser.HTMLParser):
    """Headings as (level, text), paragraphs and tables (rows of cells) in their order."""

    def __init__(self, path):
        super().__init__()
        self.parts, self.open, self.words, self.rows = [], None, [], None
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        if re.fullmatch("h[1-6]|p|td|th", tag):
            self.open, self.words = tag, []
        elif tag == "br" and self.open:
            self.words.append(" ")
        elif tag == "table":
            self.rows = []
        elif tag == "tr" and self.rows is not None:
            self.rows.append([])

    def handle_endtag(self, tag):
        text = " ".join("".join(self.words).replace("\u00ad", "").split())
        if tag == self.open and tag in ("td", "th"):
            self.rows[-1].append(text)
        elif tag == self.open and tag == "p":
            self.parts.append(("p", text))
        elif tag == self.open:
            self.parts.append((int(tag[1]), text))
        elif tag == "table":
            self.parts.append(("table", self.rows))
            self.rows = None
        if tag == self.open:
            self.open = None

    def handle_data(self, data):
        if self.open:
            self.words.append(data)


def under(parts, level, title):
    """The parts below the heading of that level and title."""
    found = []
    inside = False
    for kind, what in parts:
        if isinstance(kind, int) and kind <= level:
            inside = kind == level and what == title
        elif inside:
            found.append((kind, what))
    return found


def tables(parts):
    return [what for kind, what in parts if kind == "table"]


def headings(parts, level):
    return [what for kind, what in parts if kind == level]


def name_key(name):
    """DIN 5007 as far as the samples need it; nobody comes last."""
    plain = unicodedata.normalize("NFKD", name).replace("đ", "d").replace("Đ", "D").replace("ß", "ss")
    return name == NOBODY, "".join(c for c in plain if not unicodedata.combining(c)).casefold()


class Run:
    """One run with dossiers alone."""

    def __init__(self, folder, name, attributes="", more=""):
        self.job = os.path.join(folder, name + ".xml")
        with open(self.job, "w", encoding="utf-8") as file:
            file.write(JOB.format(day=DAY.isoformat(), sample=SAMPLE, attributes=attributes, more=more))
        self.out = os.path.join(folder, name, DAY.isoformat())
        subprocess.run([PROGRAM, "report", self.job, "--quiet", "--out", os.path.dirname(self.out)], check=True)
        self.id = xml.etree.ElementTree.parse(os.path.join(self.out, "lauf.xml")).getroot().get("kennung")
        self.results = xml.etree.ElementTree.parse(os.path.join(self.out, "ergebnis.xml")).getroot()
        with open(os.path.join(SAMPLE, "mitarbeiter.csv"), encoding="utf-8-sig", newline="") as file:
            team_of = {row["Kürzel"]: row["Team"] for row in csv.DictReader(file, delimiter=";")}
        self.cases = collections.defaultdict(list)  # (team, Kürzel): rows of ergebnis.csv
        with open(os.path.join(self.out, "ergebnis.csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                team = row["Team"] or team_of.get(row["Betreuer"], "") or "ohne Team"
                self.cases[team, row["Betreuer"]].append(row)
        self.pages = {}
        dossiers = os.path.join(self.out, "fachaufsicht")
        for name in sorted(os.listdir(dossiers)):
            if name.endswith(".html"):
                page = Page(os.path.join(dossiers, name))
                self.pages[self.team_of(page)] = page

    @staticmethod
    def team_of(page):
        """The subline below the title: `TEAM, JOBCENTER · nach ...`."""
        at = [kind for kind, _ in page.parts].index(1)
        return next(what for kind, what in page.parts[at:] if kind == "p").split(", Jobcenter ")[0]

    def draw(self, code, rows, n):
        """The sample as the dossier says that it is drawn."""
        def digest(row):
            return hashlib.sha256(f"{self.id}/{code}/{row['Kundennummer']}".encode()).hexdigest()
        return [(row["Kundennummer"], digest(row)) for row in sorted(rows, key=digest)[:n]]

    def caseworkers(self):
        """(team, name, Kürzel, parts of the section)"""
        for team, page in self.pages.items():
            for name in headings(page.parts, 2):
                parts = under(page.parts, 2, name)
                found = re.match(r"Kürzel (\S+) ·", parts[0][1]) if parts and parts[0][0] == "p" else None
                if found or name == NOBODY:
                    yield team, name, found.group(1) if found else "", parts


class Dossiers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.run_ = Run(cls.folder.name, "klar")
        cls.seen = list(cls.run_.caseworkers())

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_everybody_stands_in_one_dossier(self):
        self.assertEqual(set(self.run_.cases), {(team, code) for team, _, code, parts in self.seen
                                                if headings(parts, 3)[0] == "Fallbestand"})
        self.assertEqual(len(self.seen), len({(team, code) for team, _, code, _ in self.seen}))

    def test_caseworkers_stand_by_name(self):
        for team in self.run_.pages:
            names = [name for t, name, _, _ in self.seen if t == team]
            self.assertEqual(sorted(names, key=name_key), names)
            overview = tables(under(self.run_.pages[team].parts, 2, "Die Betreuungen im Überblick"))[0]
            self.assertEqual(names, [row[0] for row in overview[1:]])
            self.assertNotIn("%", str(overview), "counts alone: a rate would be a ranking")

    def test_caseload(self):
        columns = {"im Rhythmus": "erfuellt", "bald fällig": "faellig", "neu": "neu", "überfällig": "ueberfaellig",
                   "ohne Kontakt": "nie", "ausgenommen": "ausgenommen", "nicht erfasst": "nicht_geregelt",
                   "ohne Vorgabe": "ohne_vorgabe", "unklar": "unklar"}
        for team, name, code, parts in self.seen:
            rows = self.run_.cases.get((team, code), [])
            if not rows:
                continue
            head, *body = tables(under(parts, 3, "Fallbestand"))[0]
            total = next((row for row in body if row[0] == "zusammen"), body[0])
            count = collections.Counter(row["Urteil"] for row in rows)
            self.assertEqual(str(len(rows)), total[1].replace(".", ""), name)
            for title, cell in list(zip(head, total))[2:-1]:
                self.assertEqual(str(count[columns[title]]), cell, f"{name}: {title}")
            part = count["erfuellt"] + count["faellig"]
            whole = part + count["ueberfaellig"] + count["nie"]
            rate = (f"{(part * 2000 + whole) // (2 * whole) / 10:.1f}\u00a0%".replace(".", ",") if whole else "–")
            self.assertEqual(rate.replace("\u00a0", " "), total[-1], name)
            self.assertIn(f"{DAY:%d.%m.%Y}", parts[0][1])

    def test_lists(self):
        until = (DAY + datetime.timedelta(28)).isoformat()
        lists = {
            "Ohne anrechenbaren Kontakt": lambda r: r["Urteil"] == "nie",
            "Überfällig": lambda r: r["Urteil"] == "ueberfaellig",
            "In den nächsten vier Wochen fällig":
                lambda r: r["Urteil"] in ("neu", "faellig", "erfuellt") and r["Fällig"] <= until,
            "Ausgenommen": lambda r: r["Urteil"] == "ausgenommen",
        }
        shown = 0
        for team, name, code, parts in self.seen:
            section = under(parts, 3, "Wer zu besprechen ist")
            titles = dict(t.split(": ") for t in headings(section, 4))
            for title, holds in lists.items():
                numbers = {r["Kundennummer"] for r in self.run_.cases.get((team, code), []) if holds(r)}
                self.assertEqual(str(len(numbers)), titles.get(title, "0"), f"{name}: {title}")
                if not numbers:
                    continue
                head, *rows = tables(under(section, 4, f"{title}: {len(numbers)}"))[0]
                self.assertEqual(min(MOST, len(numbers)), len(rows))
                self.assertLessEqual({row[0] for row in rows}, numbers)
                self.assertEqual(len(rows), len({row[0] for row in rows}))
                shown += len(rows)
                if "Tage überfällig" in head:
                    days = [int(row[head.index("Tage überfällig")].replace(".", "")) for row in rows]
                    self.assertEqual(sorted(days, reverse=True), days, name)
        self.assertGreater(shown, 100)

    def test_sample_can_be_drawn_again(self):
        for team, name, code, parts in self.seen:
            drawn = self.run_.draw(code, self.run_.cases.get((team, code), []), 5)
            section = under(parts, 3, "Stichprobe")
            self.assertEqual([n for n, _ in drawn], [t.split(" · ")[0] for t in headings(section, 4)], name)
            sums = [re.search(r"Los (\d+), Prüfsumme ([0-9a-f]{12})…", what).groups()
                    for kind, what in section if kind == "p" and "Prüfsumme" in what]
            self.assertEqual([(str(i + 1), digest[:12]) for i, (_, digest) in enumerate(drawn)], sums, name)

    def test_sample_as_the_manual_draws_it(self):
        with open(os.path.join(ROOT, "docs", "fachaufsicht.md"), encoding="utf-8") as file:
            script = re.search(r"```sh\n(.*?)```", file.read(), re.S).group(1)
        done = subprocess.run(["sh", "-euc", script], cwd=self.run_.out, check=True, capture_output=True, text=True)
        parts = next(parts for _, _, code, parts in self.seen if code == "HAR03")
        shown = [title.split(" · ")[0] for title in headings(under(parts, 3, "Stichprobe"), 4)]
        self.assertEqual(5, len(shown))
        self.assertEqual(shown, [line.split()[1] for line in done.stdout.splitlines()])

    def test_every_note_stands_in_a_trail(self):
        notes = 0
        for team, name, code, parts in self.seen:
            section = under(parts, 3, "Stichprobe")
            for title in headings(section, 4)[:2]:
                done = subprocess.run([PROGRAM, "explain", self.run_.job, "--customer", title.split(" · ")[0],
                                       "--format", "csv"], check=True, capture_output=True, text=True)
                facts = list(csv.DictReader(io.StringIO(done.stdout), delimiter=";"))
                case = under(section, 4, title)
                rows = [row for table in tables(case) if table[0][0] == "Tag" for row in table[1:]]
                told = [f for f in facts if f["Teil"] == "vermerk"]
                self.assertEqual([(f"{datetime.date.fromisoformat(f['Von']):%d.%m.%Y}", f["Zeile"]) for f in told],
                                 [(row[0], row[1]) for row in reversed(rows)], title)
                for fact, row in zip(told, reversed(rows)):
                    self.assertEqual(fact["Wert"].startswith("gezählt"), row[3] == "ja", title)
                    self.assertEqual(fact["Entscheidet"] == "ja", "entscheidet; " in row[4], title)
                source = [f["Wert"] for f in facts if f["Teil"] == "fundstelle"]
                if source:
                    self.assertIn(["Fundstelle", source[0]], [row for table in tables(case) for row in table])
                verdict = next(f["Wert"] for f in facts if f["Teil"] == "urteil")
                self.assertIn(["Urteil", verdict], [row for table in tables(case) for row in table])
                notes += len(rows)
        self.assertGreater(notes, 100)

    def test_every_figure_is_in_the_results(self):
        """Each number of the tables (lists and sample aside) is a text of this caseworker, the team or the Jobcenter."""
        area = self.run_.results.find("bereich")
        whole = [area.find("gruppen[@nach='gesamt']")]
        number = re.compile(r"[−\d.,]+(\s%)?")
        checked = 0
        for team, name, code, parts in self.seen:
            groups = [g for g in area.findall("gruppen[@nach='team']/gruppe") if g.get("name") == team]
            own = [b for b in area.findall("betreuungen/betreuung")
                   if b.get("team") == team and b.get("kennung") == code]
            self.assertEqual(1, len(own), f"{team}: {name}")
            texts = {value.replace("\u00a0", " ") for e in whole + groups + own for sub in e.iter()
                     for key, value in sub.attrib.items() if key.endswith("text")}
            for title in headings(parts, 3):
                if title.split(" seit ")[0] not in ("Fallbestand", "Über der Frist", "Beratungen nach Wochen",
                                                    "Vermerke, die nicht zählen"):
                    continue
                for table in tables(under(parts, 3, title)):
                    for row in table:
                        for cell in row[1:] if title != "Über der Frist seit Ende Oktober" else row:
                            if number.fullmatch(cell):
                                self.assertIn(cell, texts, f"{team}, {name}: {title}")
                                checked += 1
        self.assertGreater(checked, 1000)

    def test_overdue_adds_up(self):
        for late in self.run_.results.findall("bereich/betreuungen/betreuung/ueber-der-frist"):
            n = {e.tag: int(e.get("wert")) for e in late if e.get("wert")}
            self.assertEqual(n["vormonat"], n["kontakt"] + n["im-rhythmus"] + n["ausgenommen"] + n["ausgeschieden"] +
                             n["abgegeben"] + n["sonstige"] + n["weiterhin"])
            self.assertEqual(n["jetzt"], n["weiterhin"] + n["neu"] + n["uebernommen"])

    def test_pseudonyms(self):
        key = os.path.join(self.folder.name, "key.txt")
        with open(key, "wb") as file:
            file.write(base64.b64encode(bytes(range(32))))
        os.chmod(key, 0o600)
        run = Run(self.folder.name, "pseudonym", ' stichprobe="2"',
                  f'<namen schluessel="{key}">pseudonym</namen><kontakte>ohne</kontakte>')
        with open(os.path.join(SAMPLE, "kunden.csv"), encoding="utf-8-sig", errors="replace", newline="") as file:
            people = list(csv.DictReader(file, delimiter=";"))
        secret = {row["Kundennummer"].strip() for row in people} - {""}
        names = {f"{row['Nachname']}, {row['Vorname']}" for row in people}
        for team, page in run.pages.items():
            text = str(page.parts)
            self.assertEqual(set(), set(re.findall(r"[0-9A-Z]{10}", text)) & secret, team)
            self.assertFalse([n for n in names if n in text], team)
            self.assertNotIn("'zählt'", text, "single notes are not shown")
        for team, name, code, parts in run.caseworkers():
            drawn = [n for n, _ in run.draw(code, run.cases.get((team, code), []), 2)]
            self.assertEqual(drawn, headings(under(parts, 3, "Stichprobe"), 4), name)


def main():
    global PROGRAM
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
