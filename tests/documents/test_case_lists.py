"""Work lists and the record, from the finished files: held against ergebnis.csv, against the exports and against each other.

usage: test_case_lists.py PROGRAM

What is expected comes from ergebnis.csv (which the oracle tests hold against the spec), from the exports and from hashlib;
HTML, PDF, CSV and XLSX are each read back on their own.
"""
import csv
import datetime
import glob
import hashlib
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "samples", "musterstadt")
DAY = datetime.date(2023, 11, 30)
LEAD = 14
PROGRAM = OUT = None
URGENCY = ["nie", "ueberfaellig", "faellig", "neu"]
WORDS = {"unklar": "unklar", "ohne_vorgabe": "ohne Vorgabe", "nicht_geregelt": "vom Regelwerk nicht erfasst",
         "ausgenommen": "ausgenommen", "nie": "ohne anrechenbaren Kontakt", "ueberfaellig": "überfällig",
         "neu": "noch ohne Kontakt, in der Frist", "faellig": "bald fällig", "erfuellt": "im Rhythmus"}
SHOWN = {"unbekannter Kunde": "Kundennummer nicht im Bestand"}  # the reason in abgelehnt.csv, and as reports say it
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


# ---- reading ----

def tool(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "replace")


def report(out, *words, job=SAMPLE, env=None):
    subprocess.run([PROGRAM, "report", job, *words, "--quiet", "--out", out], check=True,
                   env=dict(os.environ, **(env or {})))
    return os.path.join(out, DAY.isoformat())


def rows_of_csv(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


class Tables(html.parser.HTMLParser):
    """All tables of a page: [(caption, [[cell text]])]; '\\n' where a cell breaks its line. And all text."""

    def __init__(self, path):
        super().__init__()
        self.tables, self.rows, self.row, self.cell, self.caption, self.text, self.hidden = [], None, None, None, None, [], 0
        with open(path, encoding="utf-8") as file:
            self.feed(file.read())

    def handle_starttag(self, tag, attributes):
        if tag in ("style", "script"):
            self.hidden += 1
        elif tag == "table":
            self.rows, self.caption = [], ""
        elif tag == "caption":
            self.cell = ""
        elif tag == "tr" and self.rows is not None:
            self.row = []
        elif tag in ("th", "td"):
            self.cell = ""
        elif tag == "br" and self.cell is not None:
            self.cell += "\n"

    def handle_endtag(self, tag):
        if tag in ("style", "script"):
            self.hidden -= 1
        elif tag == "caption":
            self.caption, self.cell = clean(self.cell), None
        elif tag in ("th", "td") and self.row is not None:
            self.row.append("\n".join(clean(line) for line in self.cell.split("\n")))
            self.cell = None
        elif tag == "tr" and self.rows is not None:
            self.rows.append(self.row)
            self.row = None
        elif tag == "table":
            self.tables.append((self.caption, self.rows))
            self.rows = None

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data
        if not self.hidden:
            self.text.append(data)

    def named(self, caption):
        return next(rows for name, rows in self.tables if name == caption)


def clean(text):
    return " ".join(text.replace("\u00ad", "").split())


def lines_of_pdf(path):
    return [line for line in tool("pdftotext", "-layout", path, "-").replace("\u00ad", "").splitlines() if line.strip()]


def cells_of_xlsx(path):
    """{(row, column): value}, from 1; numbers as float."""
    with zipfile.ZipFile(path) as file:
        shared = []
        if "xl/sharedStrings.xml" in file.namelist():
            for item in ET.fromstring(file.read("xl/sharedStrings.xml")):
                shared.append("".join(t.text or "" for t in item.iter(SHEET + "t")))
        sheet = ET.fromstring(file.read("xl/worksheets/sheet1.xml"))
    cells = {}
    for cell in sheet.iter(SHEET + "c"):
        letters, row = re.match(r"([A-Z]+)(\d+)$", cell.get("r")).groups()
        column = 0
        for letter in letters:
            column = 26 * column + ord(letter) - 64
        value = cell.find(SHEET + "v")
        if value is not None:
            cells[int(row), column] = shared[int(value.text)] if cell.get("t") == "s" else float(value.text)
    return cells, sheet


def harmless(cell):
    """A cell of a CSV for spreadsheets without the apostrophe that keeps it from being run."""
    return re.sub(r"^'(?=[=+\-@\t\r])", "", cell)


def grouped(digits):
    return "{:,}".format(int(digits)).replace(",", ".") if digits else ""


def german(iso):
    return ".".join(reversed(iso.split("-"))) if iso else ""


# ---- the sample ----

class Lists(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.files = report(os.path.join(OUT, "muster"), "--rules", "uelzen-ga-08-2019", "--as-of", DAY.isoformat(),
                         "--jobcenter", "Jobcenter Musterstadt", "--land", "NI", "--threads", "2")
        cls.verdicts = rows_of_csv(os.path.join(cls.files, "ergebnis.csv"))
        cls.staff = {row["Kürzel"]: row for row in rows_of_csv(os.path.join(SAMPLE, "mitarbeiter.csv"))}
        for v in cls.verdicts: # the customer's team, else that of the caseworker (spec 1.2)
            v["Team"] = v["Team"] or cls.staff.get(v["Betreuer"], {}).get("Team", "")
        cls.page = Tables(os.path.join(cls.files, "nachweis.html"))

    # ---- nachweis ----

    def test_sums_agree_with_the_monthly_report(self):
        record = self.page.named("Summen je Team")
        monthly = Tables(os.path.join(self.files, "monatsbericht.html")).named("Teams nach Urteil")
        heads = record[0]
        self.assertGreaterEqual(len(heads), 12)
        by_name = {row[0]: dict(zip(heads, row)) for row in record[1:]}
        self.assertEqual([row[0] for row in monthly[1:]], [row[0] for row in record[1:]])
        for row in monthly[1:]:
            shown = {head: cell for head, cell in zip(monthly[0], row) if head and head != "Team"}
            self.assertGreaterEqual(len(shown), 6)
            self.assertEqual(shown, {head: by_name[row[0]][head] for head in shown}, row[0])
        for row in record[1:]: # verdicts that the monthly report leaves out are nobody's
            for head in set(heads) - set(monthly[0]):
                self.assertEqual("0", by_name[row[0]][head])
        # the finished PDFs show the same numbers in the same order as the pages
        for name, rows in (("nachweis.pdf", record), ("monatsbericht.pdf", monthly)):
            lines = lines_of_pdf(os.path.join(self.files, name))
            for row in rows[1:]:
                wanted = [cell.replace(" ", "") for cell in row[1:] if cell]
                found = [re.findall(r"–|\d[\d.]*(?:,\d)?(?:\s?%)?", line.strip()[len(row[0]):]) for line in lines
                         if line.strip().startswith(row[0] + " ")]
                found = [[re.sub(r"\s", "", number) for number in one] for one in found]
                self.assertIn(wanted, found, name + " " + row[0])

    def test_sums_are_those_of_the_verdicts(self):
        record = self.page.named("Summen je Team")
        words = {"im Rhythmus": "erfuellt", "bald fällig": "faellig", "neu": "neu", "überfällig": "ueberfaellig",
                 "ohne Kontakt": "nie", "ausgenommen": "ausgenommen", "nicht erfasst": "nicht_geregelt",
                 "ohne Vorgabe": "ohne_vorgabe", "unklar": "unklar"}
        for row in record[1:]:
            team = "" if row[0] == "ohne Team" else row[0]
            mine = [v for v in self.verdicts if row[0] == "Jobcenter" or v["Team"] == team]
            shown = dict(zip(record[0], row))
            self.assertEqual(len(mine), int(shown["gesamt"].replace(".", "")))
            count = {head: sum(v["Urteil"] == code for v in mine) for head, code in words.items()}
            self.assertEqual(count, {head: int(shown[head].replace(".", "")) for head in words}, row[0])
            met = count["im Rhythmus"] + count["bald fällig"]
            per_mille = (2000 * met // (met + count["überfällig"] + count["ohne Kontakt"]) + 1) // 2
            self.assertEqual("%d,%d %%" % divmod(per_mille, 10), shown["Quote"])

    def test_every_verdict_is_there_once(self):
        expected, shown = {}, {}
        for v in self.verdicts:
            exempt_until = v["Ausgenommen bis"]
            expected[v["Kundennummer"]] = {
                "Alter": v["Altersgruppe"], "Status": v["Status"], "Profil": v["Profillage"],
                "Regel": v["Regel"] + (" i" if v["Individuell"] == "ja" else ""), "Urteil": WORDS[v["Urteil"]],
                "letzter Kontakt": german(v["Letzter Kontakt"]), "fällig": german(v["Fällig"]),
                "Tage überfällig": "" if v["Tage überfällig"] in ("", "0") else grouped(v["Tage überfällig"]),
                "gezählt": "%s von %s" % (v["Gezählte Kontakte"], v["Gefordert"]) if v["Gefordert"] else "",
                "ausgenommen bis": exempt_until if exempt_until == "offen" else german(exempt_until)}
        by_number = {v["Kundennummer"]: v for v in self.verdicts}
        for caption, rows in self.page.tables:
            if not caption.startswith("Urteile: "):
                continue
            team, heads, group, left = caption[len("Urteile: "):], rows[0], None, 0
            for row in rows[1:]:
                if len(row) == 1: # a group: so many rows follow
                    self.assertEqual(0, left, group)
                    group, left = row[0].rsplit(": ", 1)
                    left = int(left)
                    continue
                left -= 1
                cells = dict(zip(heads, row))
                v = by_number[cells["Kundennummer"]]
                self.assertEqual(team, v["Team"] or "ohne Team")
                key = v["Betreuer"]
                name = "%s (%s)" % (self.staff[key]["Name"], key) if key in self.staff else key or "ohne Betreuer*in"
                self.assertEqual(clean(name), group)
                self.assertNotIn(cells["Kundennummer"], shown)
                shown[cells["Kundennummer"]] = {head: cells[head] for head in expected[cells["Kundennummer"]]}
            self.assertEqual(0, left)
        self.assertEqual(expected, shown)

    def test_the_pdf_has_every_verdict(self):
        lines = {}
        for line in lines_of_pdf(os.path.join(self.files, "nachweis.pdf")):
            lines.setdefault(line.split()[0], []).append(line)
        for v in self.verdicts:
            mine = lines.get(v["Kundennummer"], [])
            self.assertEqual(1, len(mine), v["Kundennummer"])
            for day in (v["Fällig"], v["Letzter Kontakt"]):
                self.assertIn(german(day), mine[0])

    def test_rejected_lines_in_full(self):
        rows = self.page.named("Abgelehnte Zeilen")
        expected = [[r["Datei"], r["Zeile"], r["Spalte"], clean(harmless(r["Wert"])), SHOWN.get(r["Grund"], r["Grund"])]
                    for r in rows_of_csv(os.path.join(self.files, "abgelehnt.csv"))]
        self.assertEqual(expected, [[cell.replace("\n", " ") for cell in row] for row in rows[1:]])
        self.assertGreater(len(expected), 100)

    def test_digests(self):
        files = glob.glob(os.path.join(SAMPLE, "*.csv"))
        files += [os.path.join(ROOT, "rules", "uelzen-ga-08-2019.xml"), os.path.join(ROOT, "rules", "regelwerk.rng")]
        files += [os.path.join(ROOT, "templates", name) for name in
                  ("nachweis.xsl", "arbeitsliste.xsl", "document.rng", "ergebnis.rng", "theme.xml")]
        text, pdf = "".join(self.page.text), tool("pdftotext", os.path.join(self.files, "nachweis.pdf"), "-")
        for path in files:
            with open(path, "rb") as file:
                digest = hashlib.sha256(file.read()).hexdigest()
            self.assertIn(digest, text, path)
            self.assertIn(digest, pdf, path)
        run_id = ET.parse(os.path.join(self.files, "lauf.xml")).getroot().get("kennung")
        self.assertIn(run_id, text)

    # ---- arbeitslisten ----

    def expected_lists(self):
        """{(caseworker, "" or team): [numbers]}, the most urgent first; of equal urgency and day in any order."""
        lists = {}
        for v in self.verdicts:
            mine = lists.setdefault((v["Betreuer"], "" if v["Betreuer"] else v["Team"]), [])
            if v["Fällig"] and datetime.date.fromisoformat(v["Fällig"]) <= DAY + datetime.timedelta(LEAD):
                mine.append((URGENCY.index(v["Urteil"]), v["Fällig"], v["Kundennummer"]))
        return lists

    def test_lists_are_complete_and_in_order(self):
        expected = self.expected_lists()
        by_number = {v["Kundennummer"]: v for v in self.verdicts}
        paths = sorted(glob.glob(os.path.join(self.files, "arbeitslisten", "*.csv")))
        self.assertEqual(len(expected), len(paths))
        seen = set()
        for path in paths:
            rows = rows_of_csv(path)
            if not rows:
                continue
            owners = {(by_number[r["Kundennummer"]]["Betreuer"],
                       "" if by_number[r["Kundennummer"]]["Betreuer"] else by_number[r["Kundennummer"]]["Team"]) for r in rows}
            self.assertEqual(1, len(owners), path)
            owner = owners.pop()
            self.assertNotIn(owner, seen)
            seen.add(owner)
            keys = [(URGENCY.index(by_number[r["Kundennummer"]]["Urteil"]), by_number[r["Kundennummer"]]["Fällig"])
                    for r in rows]
            self.assertEqual(sorted(keys), keys, path)
            self.assertEqual(sorted(expected[owner]),
                             sorted(key + (r["Kundennummer"],) for key, r in zip(keys, rows)), path)
            for r in rows:
                v = by_number[r["Kundennummer"]]
                self.assertEqual((WORDS[v["Urteil"]], v["Fällig"], v["Letzter Kontakt"]),
                                 (r["Urteil"], r["fällig"], r["letzter Kontakt"]))
        self.assertEqual({owner for owner, mine in expected.items() if mine}, seen)

    def test_all_forms_say_the_same(self):
        for path in sorted(glob.glob(os.path.join(self.files, "arbeitslisten", "*.csv"))):
            rows, base = rows_of_csv(path), path[:-len(".csv")]
            rows = [{head: harmless(cell) for head, cell in row.items()} for row in rows]
            numbers = [r["Kundennummer"] for r in rows]
            page = Tables(base + ".html")
            pdf = [line.split()[0] for line in lines_of_pdf(base + ".pdf")]
            self.assertEqual(numbers, [word for word in pdf if word in set(numbers)], path)
            cells, _ = cells_of_xlsx(base + ".xlsx")
            if not rows:
                self.assertEqual([], [name for name, _ in page.tables if name.startswith("Zu kont")])
                self.assertIn("Niemand ist zu kontaktieren", "".join(page.text))
                self.assertIn("Niemand ist zu kontaktieren", cells[2, 1])
                continue
            table = page.named("Zu kontaktierende Kund*innen")
            html_rows = [dict(zip(table[0], row)) for row in table[1:] if len(row) > 1]
            self.assertEqual(numbers, [row["Kundennummer"] for row in html_rows], path)
            for r, h in zip(rows, html_rows):
                self.assertEqual([german(r["fällig"]), grouped(r["Tage überfällig"]), german(r["letzter Kontakt"]), clean(r["Name"])],
                                 [h["fällig"], h["Tage überfällig"], h["letzter Kontakt"], h["Name"]])
                self.assertEqual(r["nicht gezählte Vermerke"].replace("; ", "\n"), h["nicht gezählte Vermerke"])
                self.assertEqual(german(r["Termin"]), h["Termin"][:10].strip())
                self.assertEqual(r["Termin zu spät"] == "ja", "zu spät" in h["Termin"])
            heads = list(rows[0])
            self.assertEqual(heads, [cells[1, i + 1] for i in range(len(heads))])
            for at, r in enumerate(rows):
                for i, head in enumerate(heads):
                    value = cells.get((at + 2, i + 1), "")
                    if head in ("fällig", "letzter Kontakt", "Termin", "Kontakt ab") and isinstance(value, float):
                        value = (datetime.date(1899, 12, 30) + datetime.timedelta(value)).isoformat()
                    elif head == "Tage überfällig" and value != "":
                        value = str(int(value))
                    self.assertEqual(r[head].replace("; ", "\n") if head == "nicht gezählte Vermerke" else r[head],
                                     value.replace("\r", ""), (path, head))

    def test_planned_appointments(self):
        planned = {}
        rejected = {int(r["Zeile"]) for r in rows_of_csv(os.path.join(self.files, "abgelehnt.csv")) if r["Datei"] == "termine.csv"}
        for at, row in enumerate(rows_of_csv(os.path.join(SAMPLE, "termine.csv"))):
            if at + 2 in rejected:
                continue
            match = re.match(r"(\d\d)\.(\d\d)\.(\d{4})", row["Beginn"]) or re.match(r"(\d{4})-(\d\d)-(\d\d)", row["Beginn"])
            if not match or row["Status"].strip().lower() != "geplant":
                continue
            parts = [int(part) for part in match.groups()]
            day = datetime.date(*(parts if parts[0] > 31 else reversed(parts)))
            number = row["Kundennummer"].strip()
            if day > DAY and (number not in planned or day < planned[number]):
                planned[number] = day
        found = 0
        for path in glob.glob(os.path.join(self.files, "arbeitslisten", "*.csv")):
            for r in rows_of_csv(path):
                day = planned.get(r["Kundennummer"])
                self.assertEqual(day.isoformat() if day else "", r["Termin"], r["Kundennummer"])
                self.assertEqual("" if not day else "ja" if day.isoformat() > r["fällig"] else "nein", r["Termin zu spät"])
                found += day is not None
        self.assertGreater(found, 10)

    def test_workbooks(self):
        run_id = ET.parse(os.path.join(self.files, "lauf.xml")).getroot().get("kennung")
        for path in sorted(glob.glob(os.path.join(self.files, "arbeitslisten", "*.xlsx"))):
            with zipfile.ZipFile(path) as file:
                self.assertIsNone(file.testzip())
                self.assertEqual({(1980, 1, 1, 0, 0, 0)}, {item.date_time for item in file.infolist()})
                parts = {name: file.read(name) for name in file.namelist()}
            core = parts["docProps/core.xml"].decode()
            self.assertEqual({"2023-11-30T00:00:00Z"}, set(re.findall(r">(\d{4}-\d\d-\d\dT[^<]*)<", core)))
            sheet = ET.fromstring(parts["xl/worksheets/sheet1.xml"])
            self.assertEqual([], list(sheet.iter(SHEET + "f")))
            pane = next(sheet.iter(SHEET + "pane"))
            self.assertEqual(("1", "frozen"), (pane.get("ySplit"), pane.get("state")))
            self.assertTrue(next(sheet.iter(SHEET + "autoFilter")).get("ref").startswith("A1:"))
            setup = next(sheet.iter(SHEET + "pageSetup"))
            self.assertEqual(("landscape", "9", "0"), (setup.get("orientation"), setup.get("paperSize"), setup.get("fitToHeight")))
            furniture = next(sheet.iter(SHEET + "oddHeader")).text + next(sheet.iter(SHEET + "oddFooter")).text
            for part in ("Arbeitsliste ", "Stichtag 30.11.2023", run_id, "Seite &P von &N"):
                self.assertIn(part, furniture)
            self.assertIn("$1:$1", parts["xl/workbook.xml"].decode())
            styles = ET.fromstring(parts["xl/styles.xml"])
            if len(list(sheet.iter(SHEET + "row"))) > 2:
                self.assertIn("dd\\.mm\\.yyyy", {n.get("formatCode") for n in styles.iter(SHEET + "numFmt")})
            widths = [float(c.get("width")) for c in sheet.iter(SHEET + "col")]
            self.assertTrue(all(6 <= width <= 41 for width in widths), widths)


# ---- exports that somebody made up ----

HEAD = "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Team;Betreuer;Betreuung seit\n"
JOB = """<auftrag version="1"><jobcenter>Jobcenter Probe</jobcenter><regelwerk>uelzen-ga-08-2019</regelwerk>
<stichtag>30.11.2023</stichtag><grenze>1</grenze>{more}<exporte ordner="{folder}"/>
<berichte><bericht name="monatsbericht"/><bericht name="fachaufsicht"/><bericht name="nachweis"/><bericht name="arbeitslisten"/></berichte>
</auftrag>"""


class Exports(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.dir = tempfile.mkdtemp(dir=OUT)

    def put(self, name, text):
        with open(os.path.join(self.dir, name), "w", encoding="utf-8", newline="") as file:
            file.write(text)

    def job(self, more=""):
        self.put("auftrag.xml", JOB.format(more=more, folder=self.dir))
        # so few notes are a doubt that ends a run; here the lists are looked at
        return report(os.path.join(self.dir, "aus"), "--replace", "--accept-mismatch", job=os.path.join(self.dir, "auftrag.xml"))

    def everything(self, run):
        """{path: all that can be read of it}, names of files and metadata included."""
        found = {}
        for folder, _, names in os.walk(run):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith(".pdf"):
                    text = tool("pdftotext", path, "-") + tool("pdfinfo", path)
                elif name.endswith(".xlsx"):
                    with zipfile.ZipFile(path) as file:
                        text = "".join(file.read(part).decode("utf-8") for part in file.namelist())
                else:
                    with open(path, encoding="utf-8", errors="surrogateescape") as file:
                        text = file.read()
                found[os.path.relpath(path, run)] = name + "\n" + text
        return found

    def put_named(self):
        self.put("kunden.csv", HEAD + "900071;Zzquark;Yymuster;01.01.1980;arbeitslos;Team A;AB;01.01.2020\n"
                                      "900072;Xxsorge;Wwolf;01.01.1990;arbeitslos;Team A;AB;01.01.2020\n"
                                      "900073;\"Vvoffen;Uu;01.01.1990;arbeitslos;Team A;AB;01.01.2020\n")
        self.put("kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter\n"
                                 "900072;14.11.2023;Allgemeiner Vermerk;telefonisch;CD\n")
        self.put("mitarbeiter.csv", "Kürzel;Name;Team\nAB;Meyer, Anna;Team A\n")

    def test_names_only_where_they_may_be(self):
        self.put_named()
        with open(os.path.join(self.dir, "schluessel.txt"), "w") as file:
            file.write("ein Schlüssel mit mehr als sechzehn Zeichen")
        names = ("Zzquark", "Yymuster", "Xxsorge", "Wwolf", "Vvoffen")
        clear = self.everything(self.job())
        for part in ("nachweis.pdf", "nachweis.html", "arbeitslisten/AB.pdf", "arbeitslisten/AB.html",
                     "arbeitslisten/AB.csv", "arbeitslisten/AB.xlsx"):
            for name in names[:4]:
                self.assertIn(name, clear[part], part)
        for part, text in clear.items():
            if part.startswith("monatsbericht") or part in ("index.html", "ergebnis.xml", "lauf.xml"):
                for word in names + ("900071",):
                    self.assertNotIn(word, text, part)
        self.assertIn("14.11.2023 Allgemeiner Vermerk", clear["arbeitslisten/AB.csv"])
        hidden = {"<kontakte>ohne</kontakte>": names, "<kontakte>pseudonym</kontakte>": names,
                  '<namen schluessel="schluessel.txt">pseudonym</namen>': names + ("900071", "900072", "900073")}
        for more, words in hidden.items():
            run = self.everything(self.job(more))
            self.assertIn("arbeitslisten/AB.xlsx", run)
            for part, text in run.items():
                for word in words:
                    self.assertNotIn(word, text, (more, part))
            for part in ("arbeitslisten/AB.csv", "arbeitslisten/AB.html", "arbeitslisten/AB.xlsx"):
                self.assertEqual("ohne</" not in more, "14.11.2023" in run[part], (more, part))

    def test_strange_texts(self):
        keys = ["=1+1", "../../x", "CON", "a&b<c>", "ÄÖß/\\", "-5+2", "@x", "x" * 200, "x" * 199 + "y", ".", "a b", "A_B"]
        rows, numbers = "", ["=HYPERLINK(1)", "+49", "-1", "@f", "00012", "12E5", "a\tb", "<b>&amp;", "k'9", "\u0001x", "y", "z"]
        for key, number in zip(keys, numbers):
            rows += '"%s";"%s";"%s";01.01.1980;arbeitslos;"=Team";"%s";01.01.2020\n' % (number, "=cmd" + key[:3], "-x", key)
        self.put("kunden.csv", HEAD + rows)
        self.put("kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n")
        run = self.job()
        names = sorted(os.listdir(os.path.join(run, "arbeitslisten")))
        for name in names:
            self.assertRegex(name, r"^[A-Za-z0-9_-]{1,80}\.(pdf|html|csv|xlsx)$")
        self.assertEqual(4 * len(keys), len(names))
        self.assertEqual(4 * len(keys), len({name.lower() for name in names}))
        listed = set()
        for name in names:
            path = os.path.join(run, "arbeitslisten", name)
            if name.endswith(".csv"):
                with open(path, encoding="utf-8") as file:
                    for cell in re.split(r"[;\n]", file.read().lstrip("\ufeff")):
                        self.assertNotRegex(cell, r'^"?[=@\t\r]|^"?[+-](?![\d.,]+$)')
            elif name.endswith(".xlsx"):
                cells, sheet = cells_of_xlsx(path)
                self.assertEqual([], list(sheet.iter(SHEET + "f")))
                listed.add(cells[2, 1])
                self.assertTrue(cells[2, 2].startswith("=cmd"))
            elif name.endswith(".html"):
                self.assertNotRegex("".join(Tables(path).text), "[\x00-\x08\x0b-\x1f]")
        self.assertEqual({n.replace("\t", " ").replace("\u0001", "\ufffd") for n in numbers}, listed)

    def test_many_none_and_two_teams(self):
        rows = "".join("M%03d;Name%03d;Vor;01.01.1980;arbeitslos;Team A;VIEL;01.01.2020\n" % (i, i) for i in range(400))
        rows += "L1;Leer;Vor;01.01.1980;arbeitslos;Team A;RUHE;01.01.2020\n"
        rows += "Z1;Eins;Vor;01.01.1980;arbeitslos;Team A;ZWEI;01.01.2020\nZ2;Zwei;Vor;01.01.1980;arbeitslos;Team B;ZWEI;01.01.2020\n"
        rows += "O1;Ohne;Vor;01.01.1980;arbeitslos;Team B;;01.01.2020\n"
        self.put("kunden.csv", HEAD + rows)
        self.put("kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\nL1;29.11.2023;Beratungsvermerk;persönlich\n")
        run = os.path.join(self.job(), "arbeitslisten")
        names = {name[:-4] for name in os.listdir(run) if name.endswith(".csv")}
        self.assertEqual({"VIEL", "RUHE", "ZWEI", "ohne-Betreuung_Team-B"}, names)
        many = lines_of_pdf(os.path.join(run, "VIEL.pdf"))
        self.assertEqual(["M%03d" % i for i in range(400)], [w for w in (line.split()[0] for line in many) if re.match(r"M\d", w)])
        self.assertIn("400 Kund*innen sind zu kontaktieren", " ".join(many))
        self.assertEqual([], rows_of_csv(os.path.join(run, "RUHE.csv")))
        self.assertIn("Nicht auf der Liste steht eine Person: im Rhythmus.", "".join(Tables(os.path.join(run, "RUHE.html")).text))
        two = rows_of_csv(os.path.join(run, "ZWEI.csv"))
        self.assertEqual([("Z1", "Team A"), ("Z2", "Team B")], [(r["Kundennummer"], r["Team"]) for r in two])
        self.assertIn("Team A, Team B", "".join(Tables(os.path.join(run, "ZWEI.html")).text))
        text = "".join(Tables(os.path.join(run, "ohne-Betreuung_Team-B.html")).text)
        self.assertIn("ohne Betreuer*in, Team B", text)
        self.assertIn("keine Termindaten geliefert", text)

    def test_nobody_and_nothing(self):
        self.put("kunden.csv", HEAD)
        self.put("kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart\n")
        run = self.job()
        text = "".join(Tables(os.path.join(run, "nachweis.html")).text)
        self.assertIn("Es ist niemand in Betreuung.", text)
        self.assertIn("Abgelehnt wurde keine Zeile.", text)
        self.assertFalse(os.path.exists(os.path.join(run, "arbeitslisten")))

    def test_what_is_wrong_with_a_list_is_said(self):
        self.put_named()
        with open(os.path.join(ROOT, "templates", "nachweis.xsl"), encoding="utf-8") as file:
            template = file.read()
        with open(os.path.join(ROOT, "docs", "listen.md"), encoding="utf-8") as file:
            guide = file.read()
        for name in re.findall(r'<xsl:include href="([^"]+)"', template):
            shutil.copy(os.path.join(ROOT, "templates", name), self.dir)
        faults = {'columns="{$spalten}"': ('columns="nummer ort"', "die Spalte „ort“ gibt es nicht"),
                  'where="team:{@nr}"': ('where="bezirk:1"', "where: „bezirk:1“ gibt es nicht"),
                  'source="faelle"': ('source="kunden"', "die Liste „kunden“ gibt es nicht")}
        for right, (wrong, message) in faults.items():
            self.assertIn(right, template)
            self.put("eigene.xsl", template.replace(right, wrong, 1))
            self.put("auftrag.xml", JOB.format(more="", folder=self.dir).replace(
                'name="nachweis"', 'name="nachweis" vorlage="eigene.xsl"'))
            done = subprocess.run([PROGRAM, "report", os.path.join(self.dir, "auftrag.xml"), "--quiet", "--out",
                                   os.path.join(self.dir, "aus")], capture_output=True, text=True)
            self.assertEqual(5, done.returncode, done.stderr)
            self.assertIn(message, done.stderr)
            self.assertFalse(os.path.exists(os.path.join(self.dir, "aus", DAY.isoformat())))
            # what there is instead is in the guide, every name of it
            for name in re.findall(r"[a-z][a-z-]+(?=[,:])", done.stderr.strip().split("erwartet: ")[1].splitlines()[0]):
                self.assertIn("`" + name, guide)

    def test_out_of_force(self):
        self.put_named()
        self.put("auftrag.xml", JOB.format(more="", folder=self.dir).replace("uelzen-ga-08-2019", "aa90-2021")
                 .replace("30.11.2023", "31.01.2020"))
        subprocess.run([PROGRAM, "report", os.path.join(self.dir, "auftrag.xml"), "--quiet", "--out",
                        os.path.join(self.dir, "frueh")], check=True)
        for name in ("nachweis", os.path.join("arbeitslisten", "AB")):
            page = Tables(os.path.join(self.dir, "frueh", "2020-01-31", name + ".html"))
            self.assertRegex(clean("".join(page.text)), r"Achtung: .*nicht in Kraft")


def main():
    global PROGRAM, OUT
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as OUT:
        result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
