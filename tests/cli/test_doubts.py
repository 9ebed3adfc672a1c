#!/usr/bin/env python3
"""Doubts about the exports as a whole: bent samples, and where each doubt is told.

A doubt goes to standard error (whatever --quiet hides), to the first page of every report in PDF and HTML, to
index.html, hinweise.csv, ergebnis.xml and lauf.xml. Exports that do not fit together end the run with 3.

    python3 test_doubts.py PROGRAM [unittest arguments]
"""

import os
import re
import shutil
import subprocess
import xml.etree.ElementTree

import program
from program import SAMPLE, Case, call, read_csv

DAY = "2023-11-30"
RULES = "uelzen-ga-08-2019"


def text_of(html):
    """What a reader of a page sees, in one line."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", html).replace("\u00ad", "").replace("&quot;", '"').split())


def content(*path):
    with open(os.path.join(*path), encoding="utf-8") as handle:
        return handle.read()


def page_one(pdf):
    done = subprocess.run(["pdftotext", "-l", "1", pdf, "-"], stdout=subprocess.PIPE, check=True)
    return " ".join(done.stdout.decode("utf-8").replace("\u00ad", "").split())


class Doubts(Case):
    def sample(self, **bent):
        """The sample with some files bent: a function of the lines (bytes as Latin-1, without line ends; it may give
        one text, too), None leaves the file out."""
        folder = self.path("in")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        for name in sorted(os.listdir(SAMPLE)):
            stem = name.split(".")[0]
            if stem not in bent:
                os.symlink(os.path.join(SAMPLE, name), os.path.join(folder, name))
                continue
            if bent[stem] is None:
                continue
            with open(os.path.join(SAMPLE, name), encoding="latin-1", newline="") as handle:
                lines = handle.read().split("\n")[:-1]
            made = bent[stem](lines)
            with open(os.path.join(folder, name), "w", encoding="latin-1", newline="") as handle:
                handle.write(made if isinstance(made, str) else "".join(line + "\n" for line in made))
        return folder

    def run_report(self, folder, *more, day=DAY, rules=RULES):
        shutil.rmtree(self.path("out"), ignore_errors=True)
        done = self.report(folder, "--quiet", *more, rules=rules, day=day)
        return done, self.path("out", day)

    def told(self, folder, pattern, *more, day=DAY, rules=RULES):
        """The run goes on, and the doubt stands wherever somebody would act on the figures; gives the run's folder."""
        done, run = self.run_report(folder, *more, day=day, rules=rules)
        self.good(done)
        self.assertRegex(done.err, "kontaktdichte: Achtung: .*" + pattern)
        pages = [os.path.join(run, "monatsbericht"), os.path.join(run, "nachweis")]
        for kind in ("monatsbericht", "fachaufsicht", "arbeitslisten"):
            names = sorted(name for name in os.listdir(os.path.join(run, kind)) if name.endswith(".pdf"))
            pages += [os.path.join(run, kind, name[:-4]) for name in names[:2]]
        for page in pages:
            self.assertRegex(page_one(page + ".pdf"), "Achtung: .*" + pattern, page)
            self.assertRegex(text_of(content(page + ".html")), "Achtung: .*" + pattern, page)
        self.assertRegex(text_of(content(run, "index.html")), "Achtung: .*" + pattern)
        reasons = [row["Grund"] for row in read_csv(os.path.join(run, "hinweise.csv"))]
        self.assertTrue(any(re.search(pattern, reason) for reason in reasons), reasons[:5])
        for name in ("ergebnis.xml", "lauf.xml"):
            tree = xml.etree.ElementTree.parse(os.path.join(run, name))
            told = ["".join(element.itertext()) for element in tree.iter("zweifel")]
            self.assertTrue(any(re.search(pattern, text) for text in told), (name, told))
        return run

    def ended(self, folder, pattern, *more, day=DAY, rules=RULES):
        """Every command ends with 3 and says why; the lists are left, no report is."""
        done, run = self.run_report(folder, *more, day=day, rules=rules)
        line = self.refused(done, 3, pattern)
        self.assertIn("--accept-mismatch", line)
        self.assertFalse(os.path.exists(run))
        self.assertEqual(sorted(os.listdir(run + ".fehler")), ["SHA256SUMS", "abgelehnt.csv", "hinweise.csv"])
        for words in (("evaluate", folder), ("list", folder), ("check", folder), ("explain", folder, "--customer", "1")):
            again = call(*words, "--rules", rules, "--as-of", day, *more)
            self.assertEqual(again.code, 3, again)
            self.assertRegex(again.err, pattern)
        return line

    # ---- files without a line ----

    def test_sample_has_no_doubt(self):
        for rules in program.RULE_SETS:
            done, run = self.run_report(SAMPLE, rules=rules)
            self.good(done)
            self.assertNotIn("Achtung", done.err)
            self.assertNotIn("<zweifel", content(run, "ergebnis.xml"))

    def test_needed_file_without_a_line(self):
        for stem in ("kunden", "kontakte"):
            folder = self.sample(**{stem: lambda lines: lines[:1]})
            self.ended(folder, stem + r"\.csv enthält außer der Kopfzeile keine Zeile")
        run = self.told(folder, r"kontakte\.csv enthält außer der Kopfzeile keine Zeile", "--accept-mismatch")
        self.assertIn('<zweifel an="kontakte.csv" angenommen="ja">', content(run, "lauf.xml"))

    def test_other_file_without_a_line_is_taken_as_not_delivered(self):
        for stem in ("termine", "mitarbeiter", "ausnahmen", "abwesenheiten"):
            folder = self.sample(**{stem: lambda lines: lines[:1]})
            run = self.told(folder, stem + r"\.csv enthält außer der Kopfzeile keine Zeile")
            empty = content(run, "ergebnis.csv")
            done, run = self.run_report(self.sample(**{stem: None}))
            self.good(done)
            self.assertEqual(empty, content(run, "ergebnis.csv"))


if __name__ == "__main__":
    program.main()
