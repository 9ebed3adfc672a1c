#!/usr/bin/env python3
"""What makes a run poorer is said: files of the system that are missing, characters that no face has, earlier runs.

    python3 test_system.py PROGRAM [unittest arguments]

A file of the system is taken away by a link to nothing in DATA/system, which goes before it.
"""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import program
from program import ROOT, Case, call, read_csv, write

FILES = ["NotoSansSymbols2-Regular.ttf", "NotoSansMath-Regular.ttf", "NotoSansSymbols-Regular.ttf", "hyph_de_DE.dic",
         "sRGB.icc"]
PROFILE = "/usr/share/color/icc/sRGB.icc"
JOB = """<auftrag version="1"><jobcenter>%s</jobcenter><regelwerk>aa90</regelwerk><stichtag>2023-11-30</stichtag>%s
<exporte ordner="in"/><berichte>%s</berichte></auftrag>"""
MONTHLY = '<bericht name="monatsbericht"/>'
ALL = MONTHLY + '<bericht name="nachweis"/>'


class Poorer(Case):
    def data(self, name="data", **files):
        """A data folder of its own; files: what stands in for those of the system, None takes one away."""
        data = self.path(name)
        for folder in ("rules", "templates"):
            os.makedirs(data, exist_ok=True)
            os.symlink(os.path.join(ROOT, folder), os.path.join(data, folder))
        os.mkdir(os.path.join(data, "system"))
        for file in FILES:
            key = file.split(".")[0].replace("-", "_")
            if key in files and files[key] is None:
                os.symlink("/nirgends", os.path.join(data, "system", file))
            elif key in files:
                write(os.path.join(data, "system", file), files[key])
        return data

    def job(self, reports=MONTHLY, jobcenter="Jobcenter Muster", more=""):
        write(self.path("auftrag.xml"), JOB % (jobcenter, more, reports))
        return self.path("auftrag.xml")

    def run_job(self, data=None, out="out", *more):
        words = ["report", self.path("auftrag.xml"), "--out", self.path(out)] + list(more)
        return call(*words, *(["--data-dir", data] if data else []))

    def record(self, out="out"):
        path = self.path(out, "2023-11-30", "lauf.xml")
        subprocess.run(["xmllint", "--noout", "--relaxng", os.path.join(ROOT, "templates", "lauf.rng"), path], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return ET.parse(path).getroot()

    def poorer(self, out="out"):
        """[(reason, text)] of hinweise.csv and of the record, which agree on what the reasons are."""
        rows = [row for row in read_csv(self.path(out, "2023-11-30", "hinweise.csv")) if row["Datei"] == "System"]
        return ([(row["Grund"], row["Wert"]) for row in rows],
                [(x.get("grund"), x.text) for x in self.record(out).iter("einschraenkung")])

    def setUp(self):
        super().setUp()
        self.exports("in")

    def test_nothing_is_missing(self):
        self.job(ALL)
        done = self.good(self.run_job())
        self.assertNotIn("Achtung", done.err)
        self.assertEqual(self.poorer(), ([], []))
        names = {x.get("name") for x in self.record().iter("datei")}
        self.assertLessEqual(set(FILES), names)
        libraries = {x.get("name"): x.get("version") for x in self.record().iter("bibliothek")}
        self.assertEqual(set(libraries), {"libharu", "zlib", "HarfBuzz", "libxml2", "libxslt", "libxlsxwriter", "libpng",
                                          "utf8proc"})
        self.assertTrue(all(libraries.values()))

    def test_without_the_colour_profile(self):
        with open(PROFILE, "rb") as file:
            beginning = file.read(100)
        for name, profile in (("missing", None), ("text", "kein Profil\n" * 40), ("empty", ""), ("cut off", beginning)):
            with self.subTest(name):
                data = self.data("data " + name, sRGB=profile)
                self.job(ALL)
                done = self.run_job(data, name)
                self.assertEqual(done.code, 5, done)
                self.assertIn("icc-profiles-free", done.err)
                self.assertIn("Nachweis", done.err)
                self.assertFalse(os.path.exists(self.path(name, "2023-11-30")))
        self.job(MONTHLY + '<bericht name="nachweis"><format>html</format></bericht>')
        whole, poor = self.good(self.run_job(None, "whole")), self.good(self.run_job(data, "poor", "--quiet"))
        self.assertIn("Achtung: Datei des Systems fehlt: das Farbprofil für das Archiv-PDF, sRGB.icc aus dem Paket "
                      "icc-profiles-free: die PDF-Dateien sind keine Archivdateien (PDF/A)", poor.err)
        self.assertNotIn("Achtung", whole.err)
        hints, record = self.poorer("poor")
        self.assertEqual(hints, record)
        self.assertEqual(len(hints), 1)
        self.assertNotEqual(self.record("whole").get("kennung"), self.record("poor").get("kennung"))
        self.assertNotIn("sRGB.icc", {x.get("name") for x in self.record("poor").iter("datei")})
        with open(self.path("poor", "2023-11-30", "monatsbericht.pdf"), "rb") as file:
            self.assertNotIn(b"pdfaid:part>", file.read())
        with open(self.path("whole", "2023-11-30", "monatsbericht.pdf"), "rb") as file:
            self.assertIn(b"pdfaid:part>", file.read())
        self.good(call("verify", self.path("poor", "2023-11-30")))

    def test_without_hyphenation_or_a_face(self):
        self.job(ALL)
        self.good(self.run_job(None, "whole"))
        ids = {self.record("whole").get("kennung")}
        for i, (key, said) in enumerate((("hyph_de_DE", "die deutsche Silbentrennung, hyph_de_DE.dic aus dem Paket hyphen-de"),
                                         ("NotoSansSymbols2_Regular", "Noto Sans Symbols 2.* aus dem Paket fonts-noto-core"),
                                         ("NotoSansMath_Regular", "Noto Sans Math"),
                                         ("NotoSansSymbols_Regular", "Noto Sans Symbols, "))):
            for broken in (None, "") if i < 2 else (None,):
                with self.subTest(key, broken=broken):
                    out = "%s %s" % (key, broken is None)
                    done = self.good(self.run_job(self.data("data " + out, **{key: broken}), out))
                    self.assertRegex(done.err, "Achtung: Datei des Systems fehlt: .*%s" % said)
                    hints, record = self.poorer(out)
                    self.assertEqual(len(hints), len(record))
                    self.assertEqual(hints[0], record[0])
                    ids.add(self.record(out).get("kennung"))
        self.assertEqual(len(ids), 5)

    def test_files_of_ones_own(self):
        """Who may not install packages puts the files beside rules and templates."""
        with open(PROFILE, "rb") as file:
            data = self.data(sRGB=file.read())
        self.job(ALL)
        self.good(self.run_job(None, "system"))
        self.good(self.run_job(data, "own"))
        self.assertEqual(self.record("system").get("kennung"), self.record("own").get("kennung"))

    def test_check_says_it(self):
        self.job(ALL)
        data = self.data(sRGB=None, hyph_de_DE=None, NotoSansMath_Regular=None)
        done = call("check", self.path("auftrag.xml"), "--data-dir", data)
        both = done.text + done.err
        for package in ("icc-profiles-free", "hyphen-de", "fonts-noto-core"):
            self.assertIn("das Paket %s" % package, both)

    # ---- characters ----

    LETTERS = {"kunden": "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Betreuung seit;Team;Betreuer\n"
                         "K1;漢;Ann;01.01.1980;arbeitslos;01.01.2020;Team A;B1\n"
                         "K2;Müller;Bo 字 漢;01.01.1980;arbeitslos;01.01.2020;Team A;B1\n"
                         "K3;Šćř;Đặng;01.01.1980;arbeitslos;01.01.2020;Team 囲;B1\n"
                         "K4;x;y;01.01.1980;arbeitslos;01.01.2020;Team 囲;B1\n",
               "mitarbeiter": "Kürzel;Name;Team;Funktion\nB1;田 Anna;Team A;Vermittlung\n"}

    def test_characters_are_told_with_whose_they_are(self):
        self.exports("in", **self.LETTERS)
        self.job(ALL + '<bericht name="arbeitslisten"/>', jobcenter="Jobcenter 零")
        done = self.good(self.run_job())
        rows = [(row["Datei"], row["Zeile"], row["Spalte"], row["Wert"])
                for row in read_csv(self.path("out", "2023-11-30", "hinweise.csv")) if row["Grund"].startswith("Zeichen, das")]
        self.assertEqual(rows, [("kunden.csv", "2", "Nachname", "U+6F22; Kundennummer K1"),
                                ("kunden.csv", "3", "Vorname", "U+5B57, U+6F22; Kundennummer K2"),
                                ("kunden.csv", "4", "Team", "U+56F2; Kundennummer K3"),
                                ("mitarbeiter.csv", "2", "Name", "U+7530; Kürzel B1"),
                                ("System", "", "", "U+96F6; Name des Jobcenters")])
        line, = [line for line in done.err.splitlines() if "Achtung: Zeichen" in line]
        for code in ("U+6F22", "U+5B57", "U+56F2", "U+7530", "U+96F6", "5-mal", "hinweise.csv"):
            self.assertIn(code, line)
        self.assertNotRegex(line, r"K[1-4]\b")
        record, = self.record().iter("einschraenkung")
        self.assertEqual(record.get("anzahl"), "5")
        self.assertEqual(set(record.text.split(", ")), {"U+6F22", "U+5B57", "U+56F2", "U+7530", "U+96F6"})

    def test_names_that_are_not_shown_are_not_told(self):
        self.exports("in", kunden=self.LETTERS["kunden"])
        write(self.path("k.txt"), "0123456789abcdef0123456789abcdef")
        os.chmod(self.path("k.txt"), 0o600)
        self.job(ALL, more='<namen schluessel="k.txt">pseudonym</namen>')
        self.good(self.run_job())
        rows = [row["Wert"] for row in read_csv(self.path("out", "2023-11-30", "hinweise.csv"))
                if row["Grund"].startswith("Zeichen, das")]
        self.assertEqual(len(rows), 1)
        self.assertRegex(rows[0], "^U\\+56F2; Kundennummer ")
        self.assertNotIn("K3", rows[0])

    def test_characters_of_a_template(self):
        write(self.path("eigen.xsl"), """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:template match="/"><document lang="de" title="x"><title>x</title><para>漢</para></document></xsl:template></xsl:stylesheet>""")
        self.job('<bericht name="monatsbericht" vorlage="eigen.xsl"/>')
        self.good(self.run_job())
        self.assertIn("U+6F22; in einem Text der Berichte", [text for _, text in self.poorer()[0]])
        self.assertEqual([text for _, text in self.poorer()[1]], ["U+6F22"])

    def test_white_space_in_names_is_white_space(self):
        breaks = "\n", "\r\n", "\t", "\v", "\u0085", "\u2028", "\u2003", "\u3000"
        rows = "".join('K%d;"Groß%sKlein";"Anna%sMaria";01.01.1980;arbeitslos;01.01.2020;"Team%sA%d";\n' % (i, c, c, c, i)
                       for i, c in enumerate(breaks))
        self.exports("in", kunden="Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Betreuung seit;Team;Betreuer\n" + rows,
                     kontakte=program.CONTACTS + "K0;01.11.2023;Beratungsvermerk;persönlich\n")
        self.job(ALL + '<bericht name="arbeitslisten"/><bericht name="fachaufsicht"/>')
        done = self.good(self.run_job())
        self.assertNotIn("Achtung", done.err)
        seen = 0
        for folder, _, names in os.walk(self.path("out", "2023-11-30")):
            for name in names:
                path = os.path.join(folder, name)
                if name.endswith(".pdf"):
                    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, stdout=subprocess.PIPE).stdout
                    self.assertNotIn("\ufffd", text.decode("utf-8"), path)
                    seen += len(re.findall(r"Anna\s+Maria", text.decode("utf-8")))
                elif name.endswith((".html", ".csv", ".xml")):
                    with open(path, encoding="utf-8") as file:
                        self.assertNotIn("\ufffd", re.sub("als \ufffd dargestellt", "", file.read()), path)
        self.assertGreaterEqual(seen, len(breaks))

    # ---- earlier runs ----

    def test_an_earlier_run_that_cannot_be_read(self):
        self.job(ALL)
        self.good(self.run_job())
        whole = self.record().get("kennung")
        shutil.rmtree(self.path("out"))
        write(self.path("out", "2023-10-31", "ergebnis.xml"), "<ergebnis")
        done = self.good(self.run_job())
        self.assertRegex(done.err, "Achtung: früherer Lauf nicht lesbar, .*2023-10-31: ")
        hints, record = self.poorer()
        self.assertEqual(hints, record)
        self.assertRegex(hints[0][1], "^2023-10-31: ")
        self.assertNotEqual(whole, self.record().get("kennung"))


if __name__ == "__main__":
    program.main()
