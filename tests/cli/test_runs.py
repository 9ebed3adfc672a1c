#!/usr/bin/env python3
"""A run as a whole: its front page, folders that are handed out alone, the archive, verify, who may read.

    python3 test_runs.py PROGRAM [unittest arguments]
"""

import hashlib
import html.parser
import io
import json
import os
import re
import shutil
import stat
import subprocess
import urllib.parse
import xml.etree.ElementTree as ET
import zipfile

import program
from program import ROOT, SAMPLE, Case, call, files_below, write

DAY = "2023-11-30"
DATA = {"ergebnis.csv", "ergebnis.xml", "abgelehnt.csv", "hinweise.csv", "lauf.xml"}
FORMATS = {"monatsbericht": ["pdf", "html"], "fachaufsicht": ["pdf", "html"], "nachweis": ["pdf", "html"],
           "arbeitslisten": ["pdf", "html", "xlsx", "csv"]}


class Links(html.parser.HTMLParser):
    """Where a page leads to, and its text."""

    def __init__(self, page):
        super().__init__()
        self.to, self.loads, self.words, self.ids = [], [], [], set()
        self.feed(page.decode("utf-8"))
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "href" and tag == "a":
                self.to.append(value)
            elif name in ("href", "src", "data", "action") and not value.startswith("data:"):
                self.loads.append((tag, name, value))
            elif name == "id":
                self.ids.add(value)

    def handle_data(self, data):
        self.words.append(data)

    def files(self):
        return {urllib.parse.unquote(os.path.normpath(to)) for to in self.to if not to.startswith("#")}


def text_of(name, content):
    """All that a file says, metadata and names of its parts included."""
    if name.endswith(".pdf"):
        def tool(*command):
            return subprocess.run(command, input=content, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8", "replace")
        return " ".join(tool("pdftotext", "-raw", "-", "-").split()) + tool("pdfinfo", "-") + tool("pdfinfo", "-meta", "-")
    if name.endswith(".xlsx"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(n + book.read(n).decode("utf-8") for n in book.namelist())
    return content.decode("utf-8")


class Job(Case):
    """A job file over exports of the test's own."""

    def job(self, exports, berichte="", more="", before="", name="auftrag.xml"):
        path = self.path(name)
        reports = "<berichte>%s</berichte>" % berichte if berichte else ""
        write(path, '<auftrag version="1"><jobcenter>Jobcenter Test</jobcenter><regelwerk>aa90</regelwerk>'
                    '<stichtag>%s</stichtag>%s<exporte ordner="%s"/>%s%s</auftrag>' % (DAY, before, exports, reports, more))
        return path

    def run_job(self, *words, **options):
        out = self.path("out")
        self.good(call("report", self.job(*words, **options), "--out", out, "--replace"))
        return files_below(os.path.join(out, DAY))


class People(Job):
    """Three teams, one caseworker in two of them, customers without a caseworker."""

    TEAMS = {"Teamalpha": ["QAX1", "QBY2"], "Teambeta": ["QBY2", "QCZ3"], "Teamgamma": ["QDW4"]}
    NAMES = {"QAX1": "Anstett, Ada", "QBY2": "Bolte, Bo", "QCZ3": "Cordes, Cleo", "QDW4": "Drews, Doro"}

    def people(self):
        """(exports, {number: (team, Kürzel)})"""
        customers, contacts, of = [], [], {}
        for t, (team, staff) in enumerate(self.TEAMS.items()):
            for s, code in enumerate(staff + [""]):
                for i in range(4):
                    number = "KD%d%d%dX" % (t, s, i)
                    of[number] = (team, code)
                    customers.append("%s;Nach%s;Vor%s;01.01.1980;arbeitslos;M;%s;%s;01.01.2020" % (number, number, number, team,
                                                                                                 code))
                    if i:
                        contacts.append("%s;%02d.%02d.2023;Beratungsvermerk;persönlich;%s" % (number, 1 + i, 9 + i % 3, code))
        return self.exports(
            kunden="Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit\n" +
                   "\n".join(customers) + "\n",
            kontakte="Kundennummer;Datum;Vermerkart;Kontaktart;Mitarbeiter\n" + "\n".join(contacts) + "\n",
            mitarbeiter="Kürzel;Name;Team;Funktion;Wochenstunden\n" + "".join(
                "%s;%s;%s;IFK;39\n" % (code, name, next(t for t, s in self.TEAMS.items() if code in s))
                for code, name in self.NAMES.items())), of


class Front(Job):
    def setUp(self):
        super().setUp()
        self.good(self.report(SAMPLE, "--jobcenter", "Jobcenter Musterstadt"))
        self.files = files_below(self.path("out", DAY))
        self.page = Links(self.files["index.html"])

    def test_every_report_is_made(self):
        """A run leaves all that the specification names."""
        top = {name for name in self.files if "/" not in name}
        self.assertEqual(top, DATA | {"index.html", "SHA256SUMS", "monatsbericht.pdf", "monatsbericht.html", "nachweis.pdf",
                                      "nachweis.html"})
        for folder in ("monatsbericht", "fachaufsicht", "arbeitslisten"):
            names = {name.split("/")[1] for name in self.files if name.startswith(folder + "/")}
            stems = {name.rsplit(".", 1)[0] for name in names}
            self.assertGreaterEqual(len(stems), 8, folder)
            self.assertEqual(names, {"%s.%s" % (stem, ending) for stem in stems for ending in FORMATS[folder]})

    def test_links_lead_to_everything(self):
        self.assertEqual(self.page.files() | {"index.html"}, set(self.files))

    def test_works_from_a_file_share(self):
        """No server, no other machine, no path from the root; names that need no quoting."""
        self.assertEqual(self.page.loads, [])
        for to in self.page.to:
            self.assertRegex(to, r"\A(#[\w-]+|(\./)?[A-Za-z0-9_][A-Za-z0-9_./-]*)\Z")
        self.assertLessEqual({to[1:] for to in self.page.to if to.startswith("#")}, self.page.ids)

    def test_says_the_result(self):
        root = ET.fromstring(self.files["ergebnis.xml"])
        area = root.find("bereich")
        group = area.find("gruppen[@nach='gesamt']/gruppe")
        for wanted in (area.find("satz[@zu='ergebnis']/kern").text, group.find("quote").get("text"),
                       group.find("kunden").get("text"), group.find("urteil[@code='ueberfaellig']").get("text"),
                       root.find("lauf").get("kennung")):
            self.assertIn(" ".join(wanted.split()), self.page.text)
        for team in area.findall("gruppen[@nach='team']/gruppe"):
            self.assertIn(" ".join(team.get("name").split()), self.page.text)

    def test_sizes(self):
        """Beside each link stands how large the file is, rounded."""
        shown = re.findall(r"(PDF|HTML|XLSX|CSV) ([\d.,]+)[  ](Byte|kB|MB)", self.page.text)
        self.assertEqual(len(shown), sum(1 for n in self.files if "/" in n) + 4)
        pages = [n for n in sorted(self.files) if n.startswith("monatsbericht/") and n.endswith(".pdf")]
        wanted = {"%d" % ((len(self.files[n]) + 500) // 1000) for n in pages}
        self.assertLessEqual(wanted, {size for kind, size, unit in shown if kind == "PDF" and unit == "kB"})

    def test_no_customer(self):
        """Nor a number, nor a name."""
        page = self.files["index.html"].decode("utf-8")
        numbers = {row["Kundennummer"] for row in program.read_csv(self.files["ergebnis.csv"])}
        self.assertGreater(len(numbers), 1000)
        self.assertEqual([n for n in numbers if n in page], [])


class Recipients(People):
    def setUp(self):
        super().setUp()
        self.folder, self.of = self.people()
        self.good(self.report(self.folder, "--recipients"))
        self.files = files_below(self.path("out", DAY, "empfaenger"))

    def folders(self):
        """{("teams", "Teamalpha"): {name: bytes}}"""
        found = {}
        for path, content in self.files.items():
            kind, whose, name = path.split("/")
            found.setdefault((kind, whose), {})[name] = content
        return found

    def test_who_has_what(self):
        team = ["SHA256SUMS", "index.html", "monatsbericht.html", "monatsbericht.pdf", "fachaufsicht.html", "fachaufsicht.pdf"]
        team += ["arbeitsliste_ohne-Betreuung." + ending for ending in FORMATS["arbeitslisten"]]
        staff = ["SHA256SUMS", "index.html"] + ["arbeitsliste." + ending for ending in FORMATS["arbeitslisten"]]
        self.assertEqual({whose: sorted(files) for whose, files in self.folders().items()},
                         {**{("teams", name): sorted(team) for name in self.TEAMS},
                          **{("betreuung", code): sorted(staff) for code in self.NAMES}})

    def test_each_is_on_its_own_alone(self):
        """No number, name or Kürzel of anybody else, in whatever file, its metadata included."""
        for (kind, whose), files in self.folders().items():
            own = {n for n, (team, code) in self.of.items() if whose in ((team,) if kind == "teams" else (code,))}
            staff = set(self.TEAMS[whose]) if kind == "teams" else {whose}
            # a caseworker who works in two teams is named in both, with the team he is posted to
            teams = {team for team, codes in self.TEAMS.items() if staff & set(codes)}
            forbidden = (set(self.of) - own) | (set(self.NAMES) - staff) | (set(self.TEAMS) - teams)
            forbidden |= {self.NAMES[code].split(",")[0] for code in set(self.NAMES) - staff}
            for name, content in files.items():
                text = name + text_of(name, content)
                self.assertEqual([word for word in sorted(forbidden) if word in text], [], (whose, name))

    def test_lists_are_whole(self):
        """What is handed out is all: each customer who needs a contact is in the list of his caseworker."""
        rows = program.read_csv(self.path("out", DAY, "ergebnis.csv"))
        late = {r["Kundennummer"] for r in rows if r["Urteil"] in ("nie", "ueberfaellig", "faellig")}
        self.assertGreater(len(late), 5)
        listed = {}
        for (kind, whose), files in self.folders().items():
            for name, content in files.items():
                if name.endswith(".csv"):
                    for number in re.findall(r"KD\d+X", content.decode("utf-8")):
                        listed.setdefault(number, []).append(whose)
        for number in sorted(late):
            team, code = self.of[number]
            self.assertEqual(sorted(set(listed.get(number, []))), [code or team], number)

    def test_links_and_sums(self):
        for (kind, whose), files in self.folders().items():
            page = Links(files["index.html"])
            self.assertEqual(page.loads, [])
            self.assertEqual(page.files() | {"index.html"}, set(files), whose)
            for name, content in files.items():
                if name.endswith(".html"):
                    self.assertLessEqual(Links(content).files(), set(files), (whose, name))
            sums = dict(reversed(line.split("  ")) for line in files["SHA256SUMS"].decode().splitlines())
            self.assertEqual(sums, {n: hashlib.sha256(c).hexdigest() for n, c in files.items() if n != "SHA256SUMS"})
            done = self.good(call("verify", self.path("out", DAY, "empfaenger", kind, whose)))
            self.assertIn("Vollständig und unverändert", done.text)

    def test_same_bytes_as_in_the_run(self):
        run = files_below(self.path("out", DAY))
        for name in self.TEAMS:
            self.assertEqual(self.files["teams/%s/monatsbericht.pdf" % name], run["monatsbericht/%s.pdf" % name])
        self.assertEqual(self.files["betreuung/QBY2/arbeitsliste.xlsx"], run["arbeitslisten/QBY2.xlsx"])

    def test_only_when_asked(self):
        self.good(self.report(self.folder, out=self.path("plain")))
        self.assertFalse(os.path.exists(self.path("plain", DAY, "empfaenger")))
        by_job = self.run_job(self.folder, more='<ausgabe empfaenger="ja"/>')
        self.assertIn("empfaenger/teams/Teamalpha/index.html", by_job)


class Nobody(Job):
    """Members of staff on S with nobody in their care have a list that says so; those who are not there have none."""

    def test_lists(self):
        exports = self.exports(
            kunden="Kundennummer;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Betreuung bis\n"
                   "K1;01.01.1980;arbeitslos;M;Alpha;QAX1;01.01.2020;\nK2;01.01.1980;arbeitslos;M;Alpha;QBY2;01.01.2020;01.11.2023\n",
            kontakte="Kundennummer;Datum;Vermerkart;Kontaktart\nK1;02.11.2023;Beratungsvermerk;persönlich\n",
            mitarbeiter="Kürzel;Name;Team;Von;Bis\nQAX1;Anstett, Ada;Alpha;;\nQBY2;Bolte, Bo;Alpha;01.01.2020;30.11.2023\n"
                        "QCZ3;Cordes, Cleo;Beta;30.11.2023;\nQDW4;Drews, Doro;Alpha;;29.11.2023\nQEV5;Ehmke, Eva;;01.12.2023;\n"
                        "QFU6;Fromm, Fee;;;\n")
        out = self.path("out")
        self.good(self.report(exports, "--recipients"))
        files = files_below(os.path.join(out, DAY))
        codes = {n.split("/")[1].split(".")[0] for n in files if n.startswith("arbeitslisten/")}
        self.assertEqual(codes, {"QAX1", "QBY2", "QCZ3", "QFU6"})
        page = Links(files["index.html"])
        for code, name, team in (("QBY2", "Bolte, Bo", "Alpha"), ("QCZ3", "Cordes, Cleo", "Beta"), ("QFU6", "Fromm, Fee", None)):
            for ending in FORMATS["arbeitslisten"]:
                self.assertIn("arbeitslisten/%s.%s" % (code, ending), page.files())
                self.assertEqual(files["empfaenger/betreuung/%s/arbeitsliste.%s" % (code, ending)],
                                 files["arbeitslisten/%s.%s" % (code, ending)])
            text = Links(files["arbeitslisten/%s.html" % code]).text
            self.assertIn(name, text)
            self.assertIn("Niemand ist zu kontaktieren: am 30.11.2023 ist niemand in Betreuung.", text)
            self.assertIn("Jobcenter, %sKürzel %s;" % (team + ", " if team else "", code), text)
            self.assertEqual(files["arbeitslisten/%s.csv" % code].decode("utf-8").count("\n"), 1)
            self.assertIn("niemand in Betreuung", text_of("x.xlsx", files["arbeitslisten/%s.xlsx" % code]))
        self.assertNotIn("am 30.11.2023 ist niemand", Links(files["arbeitslisten/QAX1.html"]).text)


class Settings(People):
    """What a job asks for is what comes of it."""

    def test_reports_and_formats(self):
        exports, _ = self.people()
        files = self.run_job(exports, '<bericht name="arbeitslisten"><format>csv</format></bericht>'
                                      '<bericht name="nachweis"><format>html</format></bericht>')
        reports = {n for n in files if n not in DATA | {"index.html", "SHA256SUMS"}}
        self.assertEqual({n for n in reports if "/" not in n}, {"nachweis.html"})
        self.assertEqual({(n.split("/")[0], n.rsplit(".", 1)[1]) for n in reports if "/" in n}, {("arbeitslisten", "csv")})
        self.assertEqual(Links(files["index.html"]).files() | {"index.html"}, set(files))
        files = self.run_job(exports, '<bericht name="fachaufsicht"/>')
        self.assertEqual({n.rsplit(".", 1)[1] for n in files if n.startswith("fachaufsicht/")}, {"pdf", "html"})

    def test_attributes_of_other_reports(self):
        exports, _ = self.people()
        for wrong, pattern in (('<bericht name="nachweis"><format>csv</format></bericht>', "nachweis.*nicht als CSV"),
                               ('<bericht name="nachweis" betreuer="ja"/>', "betreuer=\"\" gibt es im Bericht „nachweis“ nicht"),
                               ('<bericht name="monatsbericht" stichprobe="3"/>', "stichprobe=\"\" gibt es im Bericht „monatsbericht“ nicht"),
                               ('<bericht name="fachaufsicht" stichprobe="101"/>', "stichprobe"),
                               ('<bericht name="fachaufsicht"><format>csv</format></bericht>', "CSV"),
                               ('<bericht name="nachweis"/><bericht name="nachweis"/>', "steht schon in Zeile")):
            self.refused(call("report", self.job(exports, wrong), "--out", self.path("no")), 5, pattern)

    def test_caseworkers_in_the_monthly_report(self):
        exports, _ = self.people()
        write(os.path.join(exports, "abwesenheiten.csv"), "Kürzel;Von;Bis;Grund\nQAX1;01.11.2023;02.11.2023;Urlaub\n")
        agreement = "<dienstvereinbarung>DV Kontakt vom 01.03.2022, § 4</dienstvereinbarung>"
        plain = self.run_job(exports, '<bericht name="monatsbericht"/>', before=agreement)
        for name, content in plain.items():
            if name.startswith("monatsbericht"):
                text = text_of(name, content)
                self.assertEqual([n for n in self.NAMES.values() if n in text], [], name)
        shown = self.run_job(exports, '<bericht name="monatsbericht" betreuer="ja"/>', before=agreement)
        team = Links(shown["monatsbericht/Teamalpha.html"]).text
        self.assertIn("Anstett, Ada", team)
        self.assertNotIn("Drews", team)
        self.assertIn("DV Kontakt vom 01.03.2022, § 4", team)
        done = call("report", self.job(exports, '<bericht name="monatsbericht" betreuer="ja"/>'), "--out", self.path("o2"))
        self.assertRegex(self.good(done).err, "auftrag.xml:1: .*dienstvereinbarung")

    def test_sample_of_the_dossier(self):
        exports, _ = self.people()
        counts = []
        for n in (0, 1, 3):
            files = self.run_job(exports, '<bericht name="fachaufsicht" stichprobe="%d"/>' % n)
            counts.append(len(files["fachaufsicht/Teamgamma.html"]))
        self.assertLess(counts[0], counts[1])
        self.assertLess(counts[1], counts[2])

    def test_access(self):
        exports, _ = self.people()
        for who, file_mode, folder_mode in (("eigen", 0o600, 0o700), ("gruppe", 0o640, 0o750), ("alle", 0o644, 0o755)):
            for umask in (0, 0o077):
                out = self.path("out-%s-%o" % (who, umask))
                job = self.job(exports, '<bericht name="monatsbericht"/>', '<ausgabe zugriff="%s" empfaenger="ja"/>' % who)
                self.good(call("report", job, "--out", out, umask=umask))
                for at, folders, names in os.walk(out):
                    self.assertEqual(stat.S_IMODE(os.stat(at).st_mode), folder_mode, at)
                    for name in names:
                        self.assertEqual(stat.S_IMODE(os.stat(os.path.join(at, name)).st_mode), file_mode, name)

    def test_theme(self):
        exports, _ = self.people()
        shutil.copytree(os.path.join(ROOT, "templates"), self.path("own"))
        with open(self.path("own", "theme.xml"), encoding="utf-8") as handle:
            theme = handle.read()
        colours = re.findall(r"#[0-9A-Fa-f]{6}", theme)
        write(self.path("own.xml"), theme.replace("#1F4E79", "#234E70").replace("#1f4e79", "#234e70"))
        self.assertIn("#1F4E79", [c.upper() for c in colours])
        plain = self.run_job(exports, '<bericht name="monatsbericht"/>')
        own = self.run_job(exports, '<bericht name="monatsbericht"/>', before="<thema>own.xml</thema>")
        for name in ("index.html", "monatsbericht.html"):
            self.assertNotIn(b"#234e70", plain[name].lower(), name)
            self.assertIn(b"#234e70", own[name].lower(), name)
        self.assertNotEqual(ET.fromstring(plain["lauf.xml"]).get("kennung"), ET.fromstring(own["lauf.xml"]).get("kennung"))
        self.good(self.report(exports, "--theme", self.path("own.xml"), out=self.path("cli")))
        self.assertIn(b"#234e70", files_below(self.path("cli"))[DAY + "/index.html"].lower())
        self.assertIn("#234e70", self.good(call("rules", "show", "aa90", "--format", "html", "--theme",
                                                self.path("own.xml"))).text.lower())
        done = self.report(exports, "--theme", self.path("no.xml"), out=self.path("no"))
        self.assertEqual(done.code, 5, done)
        self.assertIn("no.xml: lässt sich nicht öffnen", done.err)

    def test_options_without_use(self):
        """Refused, with the commands that know them."""
        exports, _ = self.people()
        for command, option in (("evaluate", ["--out", "x"]), ("evaluate", ["--replace"]), ("check", ["--recipients"]),
                                ("explain", ["--theme", "x"]), ("list", ["--full-time", "39"]), ("check", ["--customer", "x"]),
                                ("report", ["--output", "x"]), ("report", ["--team", "x"]), ("evaluate", ["--customer", "x"]),
                                ("report", ["--exports", "x"]), ("check", ["--format", "csv"])):
            self.refused(call(command, exports, *option), 2, "dieser Befehl kennt %s nicht" % option[0])
        for words in (["rules", "list", "--lead", "3"], ["rules", "check", "aa90", "--as-of", DAY],
                      ["verify", "x", "--rules", "aa90"], ["rules", "show", "aa90", "--out", "x"]):
            self.refused(call(*words), 2, "dieser Befehl kennt --")


class Archive(Job):
    """A run of an earlier month beside (2.12)."""

    BEFORE = "2023-10-31"

    def setUp(self):
        super().setUp()
        self.good(self.report(SAMPLE, day=self.BEFORE))

    def now(self, *more, exports=SAMPLE):
        done = self.good(self.report(exports, "--replace", *more))
        files = files_below(self.path("out", DAY))
        return done, files, ET.fromstring(files["ergebnis.xml"]), ET.fromstring(files["lauf.xml"])

    def test_compared(self):
        _, _, results, record = self.now()
        archived = record.findall("archiv")
        with open(self.path("out", self.BEFORE, "ergebnis.xml"), "rb") as handle:
            was = handle.read()
        run = ET.fromstring(was).find("lauf").get("kennung")
        self.assertEqual([(a.get("stichtag"), a.get("kennung"), a.get("sha256")) for a in archived],
                         [(self.BEFORE, run, hashlib.sha256(was).hexdigest())])
        points = results.findall("bereich/verlauf/punkt")
        told = {p.get("tag"): p.find("archiv") for p in points if p.find("archiv") is not None}
        self.assertEqual(list(told), [self.BEFORE])
        self.assertEqual((told[self.BEFORE].get("lauf"), told[self.BEFORE].get("abweichend")), (run, "nein"))

    def test_difference_is_named(self):
        """A contact that was entered later: the same month looks better today than it was recorded."""
        exports = self.path("later")
        shutil.copytree(SAMPLE, exports)
        rows = program.read_csv(self.path("out", self.BEFORE, "ergebnis.csv"))
        late = [r["Kundennummer"] for r in rows if r["Urteil"] == "ueberfaellig"][:3]
        with open(os.path.join(exports, "kontakte.csv"), "a", encoding="utf-8") as handle:
            for number in late:
                handle.write("%s;30.10.2023;Beratungsvermerk;persönlich;IFK;;30;;\n" % number)
        _, files, results, _ = self.now(exports=exports)
        point = results.find("bereich/verlauf/punkt[@tag='%s']" % self.BEFORE)
        self.assertEqual(point.find("archiv").get("abweichend"), "ja")
        self.assertTrue(point.find("archiv/unterschied").text)
        was = ET.parse(self.path("out", self.BEFORE, "ergebnis.xml")).find("bereich/gruppen[@nach='gesamt']/gruppe/quote")
        self.assertEqual(point.find("archiv/quote").get("zaehler"), was.get("zaehler"))
        self.assertEqual(int(point.find("quote").get("zaehler")) - int(was.get("zaehler")), len(late))

    def test_part_of_the_run_id(self):
        """With other records it is another run, with the same ones the same."""
        _, first, _, record = self.now()
        _, again, _, _ = self.now()
        self.assertEqual(first, again)
        shutil.rmtree(self.path("out", self.BEFORE))
        _, _, _, alone = self.now()
        self.assertEqual(alone.findall("archiv"), [])
        self.assertNotEqual(record.get("kennung"), alone.get("kennung"))

    def test_records_that_cannot_be_used(self):
        """Each is told, and the run goes on without it."""
        path = self.path("out", self.BEFORE, "ergebnis.xml")
        with open(path, "rb") as handle:
            whole = handle.read()

        def record(content, sums=True):
            write(path, content)
            if sums:
                write(self.path("out", self.BEFORE, "SHA256SUMS"), "%s  ergebnis.xml\n" % hashlib.sha256(content).hexdigest())

        first = re.search(rb"<gruppen nach=\"gesamt\">.*?</gruppen>", whole, re.S).group(0)
        for content, sums, pattern in (
                (whole.replace(b"1", b"2", 1), False, "nicht die Datei, die SHA256SUMS nennt"),
                (b"", True, "keine ganzen Zahlen"),
                (whole[:len(whole) // 2], True, None),
                (b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + whole.split(b"?>", 1)[1], True, "keine ganzen Zahlen"),
                (whole.replace(first, re.sub(rb'<kunden wert="\d+"', b'<kunden wert="7"', first)), True, "keine ganzen Zahlen"),
                (whole.replace(b"2023-10-31", b"2023-09-30", 1), True, "keine ganzen Zahlen dieses Tages"),
                (re.sub(rb"<jobcenter>.*?</jobcenter>", b"<jobcenter>Jobcenter Anderswo</jobcenter>", whole), True,
                 "anderen Jobcenters")):
            record(content, sums)
            done, _, _, lauf = self.now()
            if pattern:
                self.assertRegex(done.err, "Achtung: früherer Lauf nicht lesbar, damit wird nicht verglichen: %s: .*%s" % (self.BEFORE, pattern))
                self.assertEqual(lauf.findall("archiv"), [])
        os.remove(path)
        done, _, _, _ = self.now()
        self.assertIn("kann nicht gelesen werden", done.err)

    def test_by_job(self):
        """Elsewhere, or not at all."""
        os.rename(self.path("out"), self.path("elsewhere"))
        report = '<bericht name="monatsbericht"><format>html</format></bericht>'
        for more, wanted in (("", 0), ('<archiv ordner="elsewhere"/>', 0), ('<archiv verwenden="nein"/>', 0)):
            files = self.run_job(SAMPLE, report, more)
            self.assertEqual(len(ET.fromstring(files["lauf.xml"]).findall("archiv")), wanted, more)
        # the job names a Jobcenter: the same as the record's, then it is compared
        self.good(call("report", self.job(SAMPLE, report), "--as-of", self.BEFORE, "--out", self.path("third")))
        for more, wanted in (('<archiv ordner="third"/>', 1), ('<archiv verwenden="nein"/>', 0)):
            files = self.run_job(SAMPLE, report, more)
            self.assertEqual(len(ET.fromstring(files["lauf.xml"]).findall("archiv")), wanted, more)


class Verify(Job):
    def setUp(self):
        super().setUp()
        self.good(self.report(self.exports(), "--jobcenter", "Jobcenter Test"))
        self.run_folder = self.path("out", DAY)

    def found(self, *patterns):
        done = call("verify", self.run_folder)
        self.assertEqual(done.code, 1, done)
        for pattern in patterns:
            self.assertRegex(done.text, "(?m)^%s$" % pattern)
        return done.text

    def test_unchanged(self):
        text = self.good(call("verify", self.run_folder)).text
        record = ET.parse(os.path.join(self.run_folder, "lauf.xml")).getroot()
        self.assertIn("Vollständig und unverändert: %d Dateien." % (len(files_below(self.run_folder)) - 1), text)
        self.assertIn("Lauf %s, Stichtag %s, Jobcenter Test" % (record.get("kennung"), DAY), text)
        for part in record.findall("eingabe") + [record.find("regelwerk")] + record.findall("datei"):
            self.assertIn(part.get("name"), text)
            self.assertIn(part.get("sha256"), text)
        with open(os.path.join(self.run_folder, "SHA256SUMS"), "rb") as handle:
            self.assertIn(hashlib.sha256(handle.read()).hexdigest(), text)
        self.assertEqual(self.good(call("verify", self.run_folder + "/")).text, text)

    def test_each_finding(self):
        with open(os.path.join(self.run_folder, "ergebnis.csv"), "ab") as handle:
            handle.write(b" ")
        os.remove(os.path.join(self.run_folder, "hinweise.csv"))
        write(os.path.join(self.run_folder, "monatsbericht", "neu.pdf"), "x")
        text = self.found("geändert: ergebnis.csv", "fehlt: hinweise.csv", "gehört nicht dazu: monatsbericht/neu.pdf")
        self.assertNotIn("Vollständig", text)

    def seal(self):
        """SHA256SUMS as whoever edits a run would make them anew."""
        files = files_below(self.run_folder)
        files.pop("SHA256SUMS", None)
        write(os.path.join(self.run_folder, "SHA256SUMS"), "".join(
            "%s  %s\n" % (hashlib.sha256(content).hexdigest(), name)
            for name, content in sorted(files.items(), key=lambda item: item[0].encode())))

    def edit(self, name, old, new):
        path = os.path.join(self.run_folder, name)
        with open(path, encoding="utf-8") as handle:
            text = handle.read()
        self.assertIn(old, text)
        write(path, text.replace(old, new, 1))
        os.chmod(path, 0o600)

    def test_agrees_with_itself(self):
        """What was edited and sealed anew, but not everywhere."""
        record = ET.parse(os.path.join(self.run_folder, "lauf.xml")).getroot()
        run_id = record.get("kennung")
        self.seal()
        self.good(call("verify", self.run_folder))
        self.edit("lauf.xml", run_id, "0123456789ab")
        self.seal()
        self.found("passt nicht zusammen: ergebnis.xml ist nicht die des Laufs 0123456789ab vom .*")
        self.edit("lauf.xml", "0123456789ab", run_id)
        for name in ("lauf.xml", "hinweise.csv", "index.html", "ergebnis.csv"):
            path = os.path.join(self.run_folder, name)
            os.rename(path, self.path("kept"))
            self.seal()
            self.found(r"fehlt: %s \(auch in SHA256SUMS\)" % name)
            os.rename(self.path("kept"), path)
        self.seal()
        self.good(call("verify", self.run_folder))
        other = self.path("out", "2023-10-31")
        os.rename(self.run_folder, other)
        self.run_folder = other
        self.found("passt nicht zusammen: der Ordner heißt 2023-10-31, lauf.xml nennt den Stichtag 2023-11-30")
        for name in ("2023-11-30.alt", "sicherung"):
            os.rename(self.run_folder, self.path("out", name))
            self.run_folder = self.path("out", name)
            self.good(call("verify", self.run_folder))

    def chain(self, code, *patterns):
        done = call("verify", "--chain", self.path("out"))
        self.assertEqual(done.code, code, done)
        for pattern in patterns:
            self.assertRegex(done.text, "(?m)^%s$" % pattern)
        return done.text

    def test_chain(self):
        """Months in a row, each naming the one before it by the digest of its SHA256SUMS."""
        shutil.rmtree(self.path("out"))
        days = ["2023-08-31", "2023-09-30", "2023-10-31", "2023-11-30"]
        for day in days:
            self.good(self.report(self.path("in"), day=day))
        self.chain(0, "2023-08-31: Lauf [0-9a-f]{12}", "2023-11-30: Lauf [0-9a-f]{12}, folgt auf 2023-10-31",
                   "4 Läufe in einer Reihe: keiner fehlt, keiner ist ausgetauscht oder geändert.")
        record = ET.parse(self.path("out", days[3], "lauf.xml")).getroot().find("vorgaenger")
        with open(self.path("out", days[2], "SHA256SUMS"), "rb") as handle:
            self.assertEqual((record.get("stichtag"), record.get("sha256")),
                             (days[2], hashlib.sha256(handle.read()).hexdigest()))
        self.assertIn("Folgt auf: Lauf vom 2023-10-31", self.good(call("verify", self.path("out", days[3]))).text)
        os.rename(self.path("out", days[1]), self.path("kept"))
        self.chain(1, "es fehlt: ein Lauf im Monat 2023-09", "2023-10-31: folgt auf .*|es fehlt: der Lauf vom 2023-09-30.*")
        os.rename(self.path("kept"), self.path("out", days[1]))
        os.rename(self.path("out", days[0]), self.path("kept"))
        self.chain(1, "es fehlt: der Lauf vom 2023-08-31, auf den der vom 2023-09-30 folgt")
        os.rename(self.path("kept"), self.path("out", days[0]))
        self.chain(0)
        # the same day again, from other exports: whole in itself, but not the one that the next followed
        with open(self.path("in", "kontakte.csv"), "a", encoding="utf-8") as handle:
            handle.write("K2;02.10.2023;Beratungsvermerk;persönlich\n")
        self.good(self.report(self.path("in"), "--replace", day=days[2]))
        self.good(call("verify", self.path("out", days[2])))
        self.chain(1, "ausgetauscht: der Lauf vom 2023-10-31 ist nicht der, auf den der vom 2023-11-30 folgt")
        with open(self.path("out", days[0], "ergebnis.csv"), "ab") as handle:
            handle.write(b" ")
        self.chain(1, "2023-08-31: nicht mehr, wie er veröffentlicht wurde .*")
        self.refused(call("verify", "--chain", self.path("in")), 4, "hier liegt kein veröffentlichter Lauf")

    def test_rights_and_folders(self):
        path = os.path.join(self.run_folder, "ergebnis.csv")
        os.chmod(path, 0o644)
        os.mkdir(os.path.join(self.run_folder, "leer"), 0o755)
        self.found("kann jetzt von anderen gelesen werden: ergebnis.csv", "kann jetzt von anderen gelesen werden: leer/",
                   "gehört nicht dazu: leer/")
        os.rmdir(os.path.join(self.run_folder, "leer"))
        os.chmod(path, 0o400)
        self.good(call("verify", self.run_folder))
        os.chmod(self.run_folder, 0o711)
        self.found("kann jetzt von anderen gelesen werden: ./")

    def test_recipient_changes_his_file(self):
        """What one of them changes is found in the run."""
        self.good(self.report(self.path("in"), "--recipients", "--replace"))
        folder = os.path.join(self.run_folder, "empfaenger")
        mine = sorted(name for name in files_below(folder) if name.endswith(".html") and "index" not in name)[0]
        with open(os.path.join(folder, mine), "ab") as handle:
            handle.write(b" ")
        self.found("geändert: empfaenger/%s" % mine)

    def test_record_that_is_none(self):
        write(os.path.join(self.run_folder, "lauf.xml"), "<lauf/>")
        self.found("geändert: lauf.xml", "lauf.xml ist nicht zu verstehen .*")

    def test_exports(self):
        exports = self.path("in")
        text = self.good(call("verify", self.run_folder, "--exports", exports)).text
        self.assertEqual(text.count("heute: unverändert"), 2)
        with open(os.path.join(exports, "kontakte.csv"), "ab") as handle:
            handle.write(b"\n")
        os.remove(os.path.join(exports, "kunden.csv"))
        done = call("verify", self.run_folder, "--exports", exports)
        self.assertEqual(done.code, 1)
        self.assertIn("heute: eine andere", done.text)
        self.assertIn("heute: fehlt", done.text)
        self.refused(done, 1, "hier liegen nicht die Exporte dieses Laufs; der Lauf selbst ist unverändert")

    def test_no_run(self):
        self.refused(call("verify", self.path("in")), 4, "SHA256SUMS")
        self.refused(call("verify", self.path("nowhere")), 4, "SHA256SUMS")
        write(os.path.join(self.run_folder, "SHA256SUMS"), "nothing of that kind\n")
        self.refused(call("verify", self.run_folder), 4, "SHA256SUMS:1: ")

    def test_record_follows_its_schema(self):
        if not shutil.which("xmllint"):
            self.skipTest("no xmllint")
        for folder in (self.run_folder,):
            done = subprocess.run(["xmllint", "--noout", "--nonet", "--relaxng", os.path.join(ROOT, "templates", "lauf.rng"),
                                   os.path.join(folder, "lauf.xml")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(done.returncode, 0, done.stdout)


class Log(Case):
    """The line of figures a run ends with: those of ergebnis.xml and lauf.xml."""

    def run_it(self, *more):
        return self.good(call("report", SAMPLE, "--rules", "uelzen-ga-08-2019", "--as-of", "2023-11-30", "--out", self.path("out"),
                              "--jobcenter", 'J "1"', *more))

    def test_words_and_json(self):
        line = self.run_it().err.splitlines()[-1]
        done = self.run_it("--replace", "--log", "json", "--quiet")
        figures = json.loads(done.text)
        self.assertEqual(done.text.count("\n"), 1)
        self.assertNotIn("Lauf", done.err)
        results = ET.parse(self.path("out", "2023-11-30", "ergebnis.xml")).getroot()
        record = ET.parse(self.path("out", "2023-11-30", "lauf.xml")).getroot()
        rate = results.find("bereich[@art='jobcenter']/gruppen[@nach='gesamt']/gruppe/quote")
        inputs = record.findall("eingabe")
        self.assertEqual(figures["lauf"], record.get("kennung"))
        self.assertEqual((figures["stichtag"], figures["jobcenter"]), ("2023-11-30", 'J "1"'))
        self.assertEqual(figures["kunden"], int(results.find(".//gruppen[@nach='gesamt']/gruppe/kunden").get("wert")))
        self.assertEqual(figures["vermerke"], int(record.find("eingabe[@name='kontakte.csv']").get("verwendet")))
        self.assertEqual(figures["abgelehnt"], sum(int(e.get("abgelehnt")) for e in inputs))
        self.assertEqual(figures["unbekannt"], sum(int(e.get("unbekannte-kunden")) for e in inputs))
        shown = ("%.1f" % figures["quote"]).replace(".", ",")
        self.assertEqual(rate.get("text"), shown + "\u00a0%")
        self.assertEqual(figures["ordner"], self.path("out", "2023-11-30"))
        for part in ("Lauf %s, Stichtag 30.11.2023: " % figures["lauf"], "Quote " + shown, "Datenstand kunden.csv ",
                     ("%+.1f" % figures["veraenderung"]).replace(".", ",").replace("-", "−") + " gegenüber dem 31.10.2023"):
            self.assertIn(part, line)
        self.assertTrue(line.endswith("; " + figures["ordner"]), line)

    def test_forms(self):
        self.refused(call("report", SAMPLE, "--log", "jsn"), 2, "--log: „jsn“ gibt es nicht; erwartet: am ehesten „json“")
        self.refused(call("check", SAMPLE, "--log", "json"), 2, "dieser Befehl kennt --log nicht")

    def test_warnings_are_not_hidden(self):
        done = self.good(call("evaluate", SAMPLE, "--rules", "uelzen-ga-08-2019", "--as-of", "2015-11-30", "--accept-mismatch", "--quiet"))
        self.assertIn("noch nicht in Kraft", done.err)


class Manual(Case):
    """The help of every command and the man page name the same options with the same arguments, and every command."""

    COMMANDS = ["report", "evaluate", "check", "explain", "list", "verify", "job init", "rules list", "rules show", "rules check"]

    @staticmethod
    def page():
        """The man page as plain text, a macro's line break kept."""
        with open(os.path.join(ROOT, "docs", "kontaktdichte.1"), encoding="utf-8") as handle:
            page = handle.read().replace("\\-", "-").replace("\\fR", "").replace("\\fP", "")
        return page

    def in_the_page(self):
        """{option: argument} of the man page's sections on options, from lines such as `.BI --rules " ID" | DATEI`."""
        page = self.page()
        section = page[page.index(".SH OPTIONEN"):page.index(".SH RÜCKGABEWERT")]
        found = {}
        for line in re.findall(r"^\.B[IR]? (--.*)$", section, re.M):
            for option, argument in re.findall(r"--([a-z-]+)([^-]*)", line):
                found[option] = re.sub(r'[", ]', "", argument)
        return found

    @staticmethod
    def in_help(text):
        return {option: argument or "" for option, argument in re.findall(r"^  --([a-z-]+)(?: ([A-ZÜ|]+))?", text, re.M)}

    def test_all_options(self):
        options = self.in_help(self.good(call("--help")).text)
        self.assertGreater(len(options), 20)
        self.assertEqual(options, self.in_the_page())

    def test_all_commands(self):
        usage = self.good(call("--help")).text
        named = re.findall(r"^  kontaktdichte ([a-z ]+?)(?: [A-Z|]+)?$", usage, re.M)
        self.assertEqual(named, self.COMMANDS)
        page = re.sub(r"\n\.[A-Z]+ ", "\n", self.page())
        for words in named:
            self.assertIn("kontaktdichte " + words, page)

    def test_each_command(self):
        """Its page is its own: the options that it takes, and it refuses all others."""
        everything = self.in_help(self.good(call("--help")).text)
        value = {"TAG": "2023-11-30", "TAGE": "3", "N": "1", "ANTEIL": "0.5", "ZAHL": "39", "CODE": "NI", "FORM": "text"}
        for command in self.COMMANDS:
            text = self.good(call(*command.split(), "--help")).text
            own = self.in_help(text)
            self.assertTrue(text.startswith("kontaktdichte " + command), text)
            self.assertEqual(text.count("\n    kontaktdichte ") + text.count("\n  kontaktdichte "), 1, text)
            self.assertLessEqual(set(own.items()), set(everything.items()))
            rest = [] if command == "rules list" else [self.path("nichts")]
            for option in sorted(set(everything) - set(own)):
                words = ["--" + option] + ([value.get(everything[option], "x")] if everything[option] else [])
                with self.subTest(command=command, option=option):
                    self.refused(call(*command.split(), *rest, *words), 2, "dieser Befehl kennt --%s nicht" % option)

    def test_width(self):
        for command in [[]] + [c.split() for c in self.COMMANDS]:
            for line in self.good(call(*command, "--help")).text.splitlines():
                self.assertLessEqual(len(line), 110, line)


if __name__ == "__main__":
    program.main()
