#!/usr/bin/env python3
"""What no terminal, parser of XML or spreadsheet may take for an order: control characters, marks of direction, formulas.

    python3 test_terminal.py PROGRAM [unittest arguments]
"""

import csv
import io
import json
import os
import re
import xml.etree.ElementTree as tree
import zipfile

import program
from program import ANOTHERS, CONTACTS, Case, call, files_below, write

ESC, BEL, CSI, RLO = "\x1b[31m", "\x07", "\u009b31m", "\u202e"
NASTY = "A" + ESC + BEL + CSI + RLO + "Z"
# what may be in text for people: no control character but the line break, no mark of direction
STEERS = re.compile("[\x00-\x09\x0b-\x1f\x7f\x80-\x9f\u2028-\u202e\u2066-\u2069]")
CUSTOMERS = "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Bemerkung\n"
STAFF = "Kürzel;Nachname;Vorname;Team;Funktion;Bemerkung\n"
LONG = "viel Text " * 300  # so that a file with many control characters is no binary file
HEAD = '<auftrag version="1"><jobcenter>%s</jobcenter><regelwerk>aa90</regelwerk><stichtag>2023-11-30</stichtag>%s</auftrag>'


def exports(name, number="K1", plain=20):
    """One customer whose every text is `name`; more who are plain."""
    rows = ["%s;%s;%s;01.01.1980;arbeitslos;%s;%s;%s;01.01.2020;%s\n" % (number, name, name, name, name, name, LONG)]
    rows += ["K%d;Nach;Vor;01.01.1980;arbeitslos;Marktprofil;Team A;P1;01.01.2020;\n" % i for i in range(2, 2 + plain)]
    notes = ["K%d;01.11.2023;Beratungsvermerk;persönlich\n" % i for i in range(1, 2 + plain)]
    return {"kunden": CUSTOMERS + "".join(rows), "kontakte": CONTACTS + "".join(notes),
            "mitarbeiter": STAFF + "%s;%s;%s;%s;IFK;%s\nP1;Nach;Vor;Team A;IFK;\n" % (name, name, name, name, LONG)}


class Terminal(Case):
    def quiet(self, done, *codes):
        self.assertIn(done.code, codes or (0,), done)
        for text in (done.text, done.err):
            self.assertFalse(STEERS.search(text), STEERS.findall(text))
        return done

    def test_names_of_exports(self):
        folder = self.exports(**exports(NASTY, "K1" + NASTY))
        on = (folder, "--rules", "aa90", "--as-of", "2023-11-30")
        done = self.quiet(call("check", *on), 1)
        self.assertIn(r"A\x1B[31m\x07\xC2\x9B31m\xE2\x80\xAEZ", done.text)
        done = self.quiet(call("list", *on, "--format", "table"))
        self.assertIn(r"A\x1B[31m", done.text)
        lines = done.text.splitlines()
        at = lines[0].index("Altersgruppe")
        self.assertTrue(all(line[at:at + 3] in ("Alt", "U25", "Ü25") for line in lines), lines[:3])
        self.quiet(call("list", *on, "--format", "table", "--team", "gibt es nicht" + NASTY), 2)
        self.quiet(call("explain", *on, "--customer", "K1" + NASTY))
        self.quiet(call("explain", *on, "--customer", "K3" + NASTY), 2)
        self.quiet(call("report", *on, "--out", self.path("out"), "--verbose"), 0)
        # data stay data
        self.assertIn(NASTY, call("list", *on, "--format", "csv").text)
        self.assertIn(NASTY, call("evaluate", *on).text)

    def test_columns_and_values(self):
        files = exports("Müller")
        files["kunden"] = files["kunden"].replace("Team;", "Te" + NASTY + ";").replace("arbeitslos;", "arb" + NASTY + ";", 3)
        files["kontakte"] = files["kontakte"].replace("K3;01.11.2023", "K3;0\n1.11" + NASTY).replace("Beratungsvermerk", "Ver" + NASTY, 2)
        folder = self.exports(**files)
        for command in ("check", "report", "list", "evaluate"):
            self.quiet(call(command, folder, "--rules", "aa90", "--as-of", "2023-11-30"), 1, 3)
        write(self.path("in", "kunden.csv"), "Kun" + NASTY + ";b" + NASTY + "\n1;2\n")
        for command in ("check", "report"):
            self.quiet(call(command, folder, "--rules", "aa90"), 4)
        self.quiet(call("job", "init", folder, "--output", self.path("x.xml")), 0, 4)

    def test_names_of_files_options_and_jobs(self):
        folder = self.exports("in" + NASTY, **exports("Müller"))
        self.quiet(call("check", folder, "--rules", "aa90", "--as-of", "2023-11-30"), 0, 1)
        self.quiet(call("report", folder, "--rules", "aa90", "--as-of", "2023-11-30", "--out", self.path("out" + NASTY)))
        self.quiet(call("verify", self.path("out" + NASTY, "2023-11-30")))
        self.quiet(call("verify", "--chain", self.path("out" + NASTY)))
        write(self.path("out" + NASTY, "2023-11-30", "fremd" + NASTY), "x")
        self.quiet(call("verify", self.path("out" + NASTY, "2023-11-30")), 1)
        for words in (("check", "fehlt" + NASTY), ("check", folder, "--rules", NASTY), ("check", folder, "--as-of", NASTY),
                      ("check", folder, "--" + NASTY), (NASTY,), ("rules", "show", NASTY), ("list", folder, "--rules", "aa90",
                      "--verdict", NASTY), ("verify", "fehlt" + NASTY), ("explain", folder, "--customer", NASTY, "--format", NASTY)):
            self.quiet(call(*words), 2, 4, 5)
        # XML holds what lies beyond ASCII
        write(self.path("a" + NASTY + ".xml"), HEAD % ("J" + CSI + RLO, '<exporte ordner="nirgends%s"/>' % (CSI + RLO)))
        self.quiet(call("check", self.path("a" + NASTY + ".xml")), 4)
        write(self.path("b.xml"), HEAD % ("J", '<unfug%s/>' % "" + '<land name="%s"/>' % (CSI + RLO)))
        self.quiet(call("check", self.path("b.xml")), 5)
        self.quiet(call("job", "init", folder, "--output", self.path("neu" + NASTY + ".xml")))

    def test_bytes_that_are_no_text(self):
        name = os.fsencode(self.path("in")) + b"\xff\x9b31m\xc3"
        done = call("check", name)
        self.assertEqual(done.code, 4)
        self.assertIn(r"in\xFF\x9B31m\xC3", done.err)

    def test_json(self):
        folder = self.exports(**exports("Müller"))
        for out, shown in (("out" + NASTY, "out" + NASTY), (b"\xff\x9bz", "\ufffd\ufffdz")):
            path = os.path.join(os.fsencode(self.dir), os.fsencode(out))
            done = call("report", folder, "--rules", "aa90", "--as-of", "2023-11-30", "--out", path, "--jobcenter", "J" + CSI,
                        "--log", "json")
            self.assertEqual(done.code, 0, done)
            self.assertFalse(re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.text))
            told = json.loads(done.text)
            self.assertEqual(told["ordner"], os.path.join(self.dir, shown, "2023-11-30"))
            self.assertEqual(told["jobcenter"], "J" + CSI)


class Documents(Case):
    """Characters that XML has no place for, in names of teams, staff and customers: every form of every report holds them."""

    def test_every_form(self):
        characters = "".join(chr(c) for c in range(1, 0x20) if c not in (10, 13)) + "\x7f\ufffe\uffff"
        for name in ("A" + characters + "Z", "\x01", "\ufffe"):
            with self.subTest(name=name):
                folder = self.exports(**exports(name, plain=3))
                write(self.path("a.xml"), HEAD % ("J", '<exporte ordner="in"/>'))
                out = self.path("out%d" % len(name) + str(ord(name[0])))
                self.good(call("report", self.path("a.xml"), "--out", out, "--recipients"))
                self.good(call("verify", os.path.join(out, "2023-11-30")))
                found = files_below(os.path.join(out, "2023-11-30"))
                self.assertTrue([path for path in found if path.startswith("empfaenger/")])
                for path, content in found.items():
                    if path.endswith(".xml"):
                        tree.fromstring(content)
                    elif path.endswith(".html"):
                        text = content.decode("utf-8")
                        self.assertFalse(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text), path)
                    elif path.endswith(".pdf"):
                        self.assertTrue(content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF"), path)
                    elif path.endswith(".xlsx"):
                        with zipfile.ZipFile(io.BytesIO(content)) as book:
                            for part in book.namelist():
                                tree.fromstring(book.read(part))
                done = self.good(call("explain", folder, "--rules", "aa90", "--as-of", "2023-11-30", "--customer", "K1",
                                      "--format", "xml"))
                tree.fromstring(done.out)
                call("job", "init", folder, "--output", self.path("draft%d.xml" % len(name)))
                tree.parse(self.path("draft%d.xml" % len(name)))


class Spreadsheets(Case):
    """No cell of a list runs as a formula, wherever the spreadsheet cuts; no cell of a workbook is one."""

    def test_formulas(self):
        names = ("=1+1", "+1+A1", "-1-A1", "@SUM(1)", "a,=1+1,b", "a,@x", "a\t=1+1", "a\t+x", '"";=1+1', "a\n=1+1,b", "=cmd|' /C calc'!A0")
        rows = [['K%d' % i, name, name, "01.01.1980", "arbeitslos", name, name, "A", "01.01.2020", ""] for i, name in enumerate(names)]
        rows += [["P%d" % i, "N", "V", "31.02.1980" + name, "arbeitslos", "M", "T", "A", "01.01.2020", ""] for i, name in enumerate(names[:5])]
        rows += [["Q%d" % i, "N", "V", "01.01.1980", "arbeitslos", "M", "T", "A", "01.01.2020", ""] for i in range(600)]
        kunden = io.StringIO()
        csv.writer(kunden, delimiter=";").writerows([CUSTOMERS.strip().split(";")] + rows)
        self.exports(kunden=kunden.getvalue(), kontakte=ANOTHERS, mitarbeiter=STAFF + "A;=Nach;+Vor;T;IFK;\n")
        write(self.path("a.xml"), HEAD % ("J", '<exporte ordner="in"/><berichte><bericht name="arbeitslisten">'
                                               '<format>csv</format><format>xlsx</format></bericht></berichte>'))
        self.good(call("report", self.path("a.xml"), "--out", self.path("out"), "--accept-mismatch"))
        lists, books = 0, 0
        for path, content in files_below(self.path("out", "2023-11-30")).items():
            if path.endswith(".csv") and path != "ergebnis.csv":
                lists += 1
                text = content.decode("utf-8-sig")
                cells = [cell for line in csv.reader(io.StringIO(text), delimiter=";") for cell in line]
                for line in re.split("[\r\n]", text):
                    cells += re.split("[,\t]", line)
                bad = [cell for cell in cells if re.match(r"[=+@\t\r-].", cell) and not re.match(r"[+-][\d.,]+$", cell)]
                self.assertEqual(bad, [], path)
                self.assertTrue("'=1+1" in text or path not in ("abgelehnt.csv", "arbeitslisten/A.csv"), path)
            elif path.endswith(".xlsx"):
                books += 1
                with zipfile.ZipFile(io.BytesIO(content)) as book:
                    for part in book.namelist():
                        self.assertFalse(re.search(b"<f[ >]", book.read(part)), part)
                    self.assertIn(b"=1+1", b"".join(book.read(part) for part in book.namelist()))
        self.assertGreater(lists, 2)
        self.assertGreater(books, 0)


if __name__ == "__main__":
    program.main()
