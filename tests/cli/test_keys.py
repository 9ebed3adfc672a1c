#!/usr/bin/env python3
"""Keys and repeats in the exports (spec 1.2, 1.4, 1.9), as a user sees them.

    python3 test_keys.py PROGRAM [unittest arguments]
"""

import os
import random
import shutil
import xml.etree.ElementTree as ElementTree

import program
from program import SAMPLE, Case, call, read_csv

DAY = "2023-11-30"
RULES = ["--rules", "uelzen-ga-08-2019", "--as-of", DAY]
FOUR = ["kontakte.csv", "termine.csv", "ausnahmen.csv", "abwesenheiten.csv"]


def lines_of(name):
    """The records: a line break inside quotation marks is none; a stray quotation mark opens nothing."""
    with open(os.path.join(SAMPLE, name), "rb") as handle:
        lines = handle.read().splitlines()
    records = []
    while lines:
        n = 1
        while b"\n".join(lines[:n]).count(b'"') % 2 and n < min(5, len(lines)):
            n += 1
        n = n if b"\n".join(lines[:n]).count(b'"') % 2 == 0 else 1
        records.append(b"\n".join(lines[:n]))
        del lines[:n]
    return records


class Keys(Case):
    def sample(self, folder, **more):
        """A copy of the sample; more: the name of a file without .csv, and what changes the list of its lines."""
        shutil.copytree(SAMPLE, self.path(folder))
        for name, change in more.items():
            lines = lines_of(name + ".csv")
            change(lines)
            with open(self.path(folder, name + ".csv"), "wb") as handle:
                handle.write(b"\n".join(lines) + b"\n")
        return self.path(folder)

    def report(self, folder, out):
        done = call("report", folder, *RULES, "--out", self.path(out), "--land", "NI", "--quiet")
        self.assertEqual(done.code, 0, done.text)
        return self.path(out, DAY)

    def figures(self, out):
        """ergebnis.xml without what is said of the files, and without the run id."""
        root = ElementTree.parse(os.path.join(out, "ergebnis.xml")).getroot()
        kennung = root.find("lauf").get("kennung")
        for part in root.findall("daten"):
            root.remove(part)
        return ElementTree.tostring(root, encoding="unicode").replace(kennung, "") if kennung else \
            ElementTree.tostring(root, encoding="unicode")

    def test_every_line_twice(self):
        """Doubling every line of the four files changes no verdict and no figure."""
        rng = random.Random(1)

        def twice(lines):
            again = lines[1:]
            rng.shuffle(again)
            lines += again

        once = self.report(self.sample("once"), "a")
        folder = self.sample("twice", **{name[:-4]: twice for name in FOUR})
        doubled = self.report(folder, "b")
        with open(os.path.join(once, "ergebnis.csv"), "rb") as a, open(os.path.join(doubled, "ergebnis.csv"), "rb") as b:
            self.assertEqual(a.read(), b.read())
        self.assertEqual(self.figures(once), self.figures(doubled))
        told = {r["Datei"]: r["Wert"] for r in read_csv(os.path.join(doubled, "hinweise.csv")) if "doppelt" in r["Grund"]}
        self.assertEqual(sorted(told), sorted(FOUR))
        record = ElementTree.parse(os.path.join(doubled, "lauf.xml")).getroot()
        before = ElementTree.parse(os.path.join(once, "lauf.xml")).getroot()
        for entry in record.findall("eingabe"):
            other = before.find("eingabe[@art='%s']" % entry.get("art"))
            self.assertEqual(entry.get("verwendet"), other.get("verwendet"))
            if entry.get("art") in FOUR:
                self.assertTrue(told[entry.get("art")].startswith(entry.get("doppelt") + " Zeile"), told)
        for threads in ("1", "3"):
            done = call("check", folder, *RULES, "--threads", threads)
            self.assertIn("doppelt geliefert", done.text)

    def test_footers(self):
        """A footer ends no run, is nobody, and is told, in each file; exports of five lines have no per cent to spare."""
        footers = [b"(5 Zeilen betroffen)", b"Summe;5", b"-----;-----"]
        for name in ["kunden.csv", "mitarbeiter.csv"] + FOUR:
            for footer in footers:
                with self.subTest(file=name, footer=footer):
                    folder = self.sample("in", **{name[:-4]: lambda lines: lines.__setitem__(slice(None), lines[:6] + [footer])})
                    text = call("check", folder, *RULES).text
                    self.assertRegex(text, r"%s \(.*\): 6 Zeilen, davon \d verwendet, .*, 1 Summe oder Fußzeile" % name)
                    self.assertNotIn(name + ":7: Pflichtfeld leer", text)
                    shutil.rmtree(folder)

    def test_staff_who_left(self):
        """One line in hinweise.csv for each caseworker who has left, with how many customers he still has."""
        end = b"31.08.2023"

        def leave(lines):
            head = lines[0].decode("utf-8-sig", "replace").split(";")
            at = next(i for i, name in enumerate(head) if name.strip() == "Bis")
            for i in range(1, len(lines)):
                fields = lines[i].split(b";")
                if not fields[at] and not fields[at - 1].endswith(b"2023"):
                    fields[at] = end
                    lines[i] = b";".join(fields)

        out = self.report(self.sample("in", mitarbeiter=leave), "out")
        told = [r for r in read_csv(os.path.join(out, "hinweise.csv")) if "nicht mehr da" in r["Grund"]]
        self.assertTrue(told)
        rows = read_csv(os.path.join(out, "ergebnis.csv"))
        staff = {r["Wert"].split(" bis ")[0]: int(r["Wert"].split("am Stichtag ")[1].split(" ")[0]) for r in told}
        for key, customers in staff.items():
            self.assertEqual(customers, sum(r["Betreuer"] == key for r in rows))
        self.assertEqual(sum(staff.values()), sum(r["Betreuer"] != "" and r["Betreuer"] in staff for r in rows))


if __name__ == "__main__":
    program.main()
