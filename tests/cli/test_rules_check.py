#!/usr/bin/env python3
"""`rules check` and `rules show --format html` from outside: the shipped sets pass, broken ones (tests/rules) do not.

    python3 test_rules_check.py PROGRAM [unittest arguments]

KD_REWRITE=1 writes tests/rules/*.txt anew from what the program says, for a human to read the difference.
"""

import glob
import html
import html.parser
import os
import random
import re

import program
from program import ANOTHERS, ROOT, RULE_SETS, Case, call, read_csv, write

BROKEN = sorted(glob.glob(os.path.join(ROOT, "tests", "rules", "*.xml")))
OVERLAPS = {"aa90": 3, "aa90-2021": 3, "ba-arbeitshilfe": 9, "moenchengladbach-2012": 11, "uelzen-ga-08-2019": 6}
NO_FAULT = ["Lücken: keine", "Regeln ohne Wirkung: keine", "Ausnahmen ohne Wirkung: keine"]


def read(path):
    with open(path, encoding="utf-8") as handle:
        return handle.read()


class Page(html.parser.HTMLParser):
    """Text, and everything that points somewhere."""

    def __init__(self, text):
        super().__init__()
        self.text, self.addresses, self.tags = "", [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.addresses += [value for name, value in attributes if name in ("href", "src", "srcset", "data", "action")]

    def handle_data(self, data):
        if self.tags[-1:] != ["style"]:
            self.text += data


class Check(Case):
    def test_shipped(self):
        for name in RULE_SETS:
            with self.subTest(name=name):
                done = self.good(call("rules", "check", name))
                self.assertEqual(done.err, "")
                lines = done.text.splitlines()
                for line in NO_FAULT:
                    self.assertIn(line, lines)
                self.assertIn("Überschneidungen: %d; kein Fehler, es gilt die frühere Regel" % OVERLAPS[name], lines)
                listed = [line for line in lines if re.match(r"    – Regel \d+ ", line)]
                self.assertEqual(len(listed), OVERLAPS[name])
                self.assertEqual(lines[-1], "Ergebnis: nichts zu beanstanden")
                self.assertLessEqual(max(map(len, lines)), 100)
                path = os.path.join(ROOT, "rules", name + ".xml")
                self.assertEqual(self.good(call("rules", "check", path)).text, done.text)

    def test_guide(self):
        """The rule set that the guide shows is a good one."""
        text = re.search(r"```xml\n(<\?xml.*?</regelwerk>\n)```", read(os.path.join(ROOT, "docs", "rules.md")), re.S).group(1)
        write(self.path("musterstadt-2025.xml"), text)
        self.good(call("rules", "check", self.path("musterstadt-2025.xml")))

    def test_broken(self):
        self.assertGreaterEqual(len(BROKEN), 5)
        for path in BROKEN:
            with self.subTest(path=os.path.basename(path)):
                done = call("rules", "check", path)
                expected = path[:-len(".xml")] + ".txt"
                if os.environ.get("KD_REWRITE"):
                    write(expected, done.out)
                self.assertEqual(done.text, read(expected))
                result = done.text.splitlines()[-1][len("Ergebnis: "):]
                if os.path.basename(path) == "ueberschneidungen.xml":
                    self.assertEqual((done.code, done.err, result), (0, "", "nichts zu beanstanden"))
                else:
                    self.assertEqual((done.code, done.err), (1, "%s: %s\n" % (path, result)))

    def test_gap_is_what_the_evaluator_finds(self):
        """luecken.xml: who is in a gap is unklar without a rule, who is not has one."""
        people = [("U1", "01.01.2005", "", "M", True), ("U2", "01.01.2005", "arbeitslos", "M", False),
                  ("E1", "01.01.1980", "", "", True), ("E2", "01.01.1980", "", "I", False)]
        exports = self.exports(
            kunden="Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Team;Betreuer\n" + "".join(
                "%s;%s;%s;%s;01.01.2020;Team A;FM\n" % row[:4] for row in people),
            kontakte=ANOTHERS, mitarbeiter="Kürzel;Name;Team;Funktion\nFM;Fall;Team A;Fallmanagement\n")
        done = self.good(self.evaluate(exports, rules=os.path.join(ROOT, "tests", "rules", "luecken.xml")))
        verdicts = {row["Kundennummer"]: row for row in read_csv(done.out)}
        for number, _, _, _, in_gap in people:
            row = verdicts[number]
            self.assertEqual((row["Urteil"] == "unklar" and row["Regel"] == "", row["Regel"] != ""), (in_gap, not in_gap), row)

    def test_not_valid(self):
        text = read(BROKEN[0])
        write(self.path("kaputt.xml"), text.replace("<regeln>", "<regeln><unfug/>"))
        for words, code in ((["kaputt.xml"], 5), (["gibtesnicht"], 5), ([], 2), (["aa90", "mehr"], 2)):
            done = call("rules", "check", *words, cwd=self.dir)
            self.refused(done, code, ".")
            self.assertEqual(done.out, b"")

    def test_fifty_rules(self):
        """The largest set there can be, below a second; with every part asked for, and gaps all over."""
        draw = random.Random(3)
        parts = [("alter", ["U25", "Ü25"]), ("status", ["arbeitslos", "arbeitsuchend", "nicht gesetzt"]),
                 ("profillage", list("MAFESUIZ") + ["keine"]),
                 ("funktion", ["IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC"])]
        flags = ["Schulpflichtig", "Abschlussjahr", "SV-Beschäftigung", "Gesundheit", "Mitwirkung"]
        rules = ""
        for number in range(50):
            when = "".join("<%s>%s</%s>" % (name, word, name) for name, words in parts
                           for word in sorted(draw.sample(words, draw.randint(1, len(words) - 1)), key=words.index))
            when += "".join("<merkmal%s>%s</merkmal>" % (draw.choice(["", ' wert="nein"']), flag)
                            for flag in flags if draw.random() < 0.7)
            rules += ('<regel><wenn>%s</wenn><vorgabe alle="%d Wochen"/><fundstelle>Satz %d</fundstelle></regel>'
                      % (when, number + 1, number + 1))
        text = re.sub("<regeln>.*</regeln>", "<regeln>%s</regeln>" % rules, read(BROKEN[0]), flags=re.S)
        write(self.path("gross.xml"), re.sub(' id="[^"]*"', ' id="gross"', text))
        done = call("rules", "check", self.path("gross.xml"))
        self.assertEqual(done.code, 1, done)
        self.assertIn("Geprüft: 6.912 Kombinationen bekannter Angaben, 5.888 mit unbekannten.",
                      " ".join(done.text.split()))


class Show(Case):
    def test_html(self):
        for name in RULE_SETS:
            with self.subTest(name=name):
                done = self.good(call("rules", "show", name, "--format", "html"))
                self.assertTrue(done.text.startswith("<!DOCTYPE html>"))
                page = Page(done.text)
                self.assertEqual([a for a in page.addresses if not a.startswith("#")], [])  # self-contained
                self.assertNotIn("script", page.tags)
                words = " ".join(page.text.split())
                source = read(os.path.join(ROOT, "rules", name + ".xml"))
                parts = re.findall(r"<(?:titel|lesart)>([^<]*)<", source)
                rules = source[source.index("<regeln>"):source.index("</regeln>")]
                rules = re.sub("<ausnahmen>.*?</ausnahmen>", "", rules, flags=re.S)
                parts += re.findall(r"<(?:name|fundstelle|wortlaut)>([^<]*)<", rules)
                self.assertGreater(len(parts), 10)
                missing = [part for part in parts if " ".join(html.unescape(part).split()) not in words]
                self.assertEqual(missing, [])
                self.assertEqual(call("rules", "show", name, "--format", "html").out, done.out)

    def test_formats(self):
        text = self.good(call("rules", "show", "aa90")).text
        self.assertEqual(self.good(call("rules", "show", "aa90", "--format", "text")).text, text)
        self.refused(call("rules", "show", "aa90", "--format", "pdf"), 2, "„pdf“.*„text“ oder „html“")
        self.refused(call("rules", "show", "aa91", "--format", "html"), 5, "nicht gefunden")


if __name__ == "__main__":
    program.main()
