"""Every figure in every report is one of ergebnis.xml (a case one of ergebnis.csv, a trail what `explain` says), told by meaning.

usage: test_figures.py PROGRAM

Walks all pages of several runs: tables cell by cell, figures at the top, texts of charts, sentences. The tables of a PDF are
those of the HTML. That the check can fail is proved on pages and results in which one figure was changed.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from report_pages import Page, squeezed, tables_of_pdf
from report_run import Run

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "samples", "musterstadt")
KREIS = os.path.join(ROOT, "samples", "beispielkreis")
DAY = "2023-11-30"
KEY = "ein Schlüssel mit mehr als sechzehn Zeichen"
PROGRAM = OUT = None
RUNS = {}


def copy_exports(name, files):
    folder = os.path.join(OUT, "exporte-" + name)
    os.makedirs(folder)
    for file in files:
        shutil.copy(os.path.join(SAMPLE, file + ".csv"), folder)
    return folder


def job_with_pseudonyms(folder):
    """The sample's job, with all reports, pseudonyms, figures per caseworker and folders to be handed out."""
    shutil.copytree(KREIS, folder)
    path = os.path.join(folder, "auftrag.xml")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(os.path.join(folder, "schluessel.txt"), "w", encoding="utf-8") as file:
        file.write(KEY)
    text = re.sub(r"(?s)<berichte>.*</berichte>", '<berichte><bericht name="monatsbericht" betreuer="ja"/><bericht name="fachaufsicht" stichprobe="2"/>'
                  '<bericht name="nachweis"/><bericht name="arbeitslisten"/></berichte><ausgabe empfaenger="ja"/>', text)
    text = text.replace("  <exporte>", "  <zielquote>80</zielquote>\n  <dienstvereinbarung>Dienstvereinbarung vom 01.03.2022, § 4</dienstvereinbarung>\n"
                        '  <namen schluessel="schluessel.txt">pseudonym</namen>\n  <exporte>')
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def make_runs():
    usual = ["--as-of", DAY, "--jobcenter", "Jobcenter Musterstadt"]

    def make(name, source, *options, exports=None):
        RUNS[name] = Run(PROGRAM, source, os.path.join(OUT, name), *options, exports=exports)
    make("musterstadt", SAMPLE, "--rules", "uelzen-ga-08-2019", "--land", "NI", *usual, exports=SAMPLE)
    make("pseudonym", job_with_pseudonyms(os.path.join(OUT, "kreis")))
    few = copy_exports("wenig", ["kunden", "kontakte"])
    make("wenig", few, "--rules", "uelzen-ga-08-2019", *usual, exports=few)
    make("anzahl", SAMPLE, "--rules", "moenchengladbach-2012", "--land", "NI", *usual, exports=SAMPLE)
    make("arbeitshilfe", SAMPLE, "--rules", "ba-arbeitshilfe", *usual, exports=SAMPLE)


class Figures(unittest.TestCase):
    maxDiff = None

    def test_every_figure_is_in_the_results(self):
        for name, run in RUNS.items():
            pages = run.pages()
            self.assertGreater(len(pages), 20, name)
            for path in pages:
                with self.subTest(run=name, page=path):
                    self.assertEqual([], run.faults(path)[:10])

    def test_tables_of_pdf_are_those_of_html(self):
        compared = 0
        for path in (p for p in self.chosen() if os.path.exists(RUNS[p[0]].path(p[1][:-len("html")] + "pdf"))):
            name, html = path
            with self.subTest(run=name, page=html):
                page = RUNS[name].page(html)
                tables, _ = tables_of_pdf(RUNS[name].path(html[:-len("html")] + "pdf"))
                self.assertEqual(len(page.tables), len(tables))
                for (caption, rows), table in zip(tables, page.tables):
                    self.assertEqual([squeezed(table.caption)] if caption else [""], [caption])
                    self.assertEqual([[squeezed(cell) for cell in row] for row in table.raw], rows, table.caption)
                    compared += sum(len(row) for row in rows)
        self.assertGreater(compared, 20000)

    @staticmethod
    def chosen():
        """All of the first run; of the others the monthly report, and of each kind of report by team one."""
        for name, run in RUNS.items():
            seen = set()
            for path in run.pages():
                kind = os.path.dirname(path)
                if name == "musterstadt" or path == "monatsbericht.html" or (kind and kind not in seen):
                    seen.add(kind)
                    yield name, path

    def test_every_kind_of_table_was_met(self):
        """What is never shown would be checked by nobody."""
        import report_figures
        met = set()
        for run in RUNS.values():
            for path in run.pages():
                for table in run.page(path).tables:
                    met.update(pattern for pattern, _ in report_figures.TABLES if re.match(pattern, table.caption))
        elsewhere = {"Quote nach Altersgruppe"}  # where no Profillage is delivered: test_agree.py
        self.assertEqual(elsewhere, {pattern for pattern, _ in report_figures.TABLES} - met)


class Mutants(unittest.TestCase):
    """One figure changed, and the check finds it: in a table or at the top always."""

    KINDS = ["monatsbericht.html", "monatsbericht/Team-201-U25-JBA.html", "fachaufsicht/Team-201-U25-JBA.html", "nachweis.html",
             "arbeitslisten/HAR03.html", "index.html"]

    @staticmethod
    def other(text, at, rng):
        """The text with the digit at `at` changed."""
        return text[:at] + rng.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1:]

    def places(self, source):
        """Where a digit of a cell or of a figure at the top stands."""
        found = []
        body = source.index("<main")
        for cell in re.finditer(r'<td[^>]*>(.*?)</td>|<dd class="value[^"]*">(.*?)</dd>', source[body:], re.S):
            group = 1 if cell.group(1) is not None else 2
            plain = re.sub(r"<[^>]*>|&[^;]*;|\b[0-9a-f]{64}\b", lambda m: " " * len(m.group()), cell.group(group))
            digits = [m.start() for m in re.finditer(r"(?<![\w.])\d(?=[\d.,]*(?![\w/]))", plain)]
            if digits:
                found.append(body + cell.start(group) + digits[0])
        return found

    def test_a_changed_figure_is_found(self):
        run, rng = RUNS["musterstadt"], random.Random(5)
        for path in self.KINDS:
            with open(run.path(path), encoding="utf-8") as file:
                source = file.read()
            places = self.places(source)
            self.assertGreater(len(places), 3, path)
            missed = []
            n = 12 if path == "nachweis.html" else 40
            for at in rng.sample(places, min(n, len(places))):
                changed = self.other(source, at, rng)
                if not run.is_faulty(path, Page(changed)):
                    missed.append(source[at - 60:at + 20])
            self.assertEqual([], missed, path)

    def test_changed_results_are_found(self):
        """Each text of the groups and the course that a page shows: another one in ergebnis.xml contradicts a report."""
        run, rng = RUNS["musterstadt"], random.Random(6)
        path = run.path("ergebnis.xml")
        with open(path, encoding="utf-8") as file:
            source = file.read()
        shown = source.index("<gruppen"), source.index('<gruppen nach="betreuung"')
        places = [m.start(1) for m in re.finditer(r'<(?:kunden|urteil|quote) [^>]*? text="(\d)', source[shown[0]:shown[1]])]
        self.assertGreater(len(places), 50)
        missed = []
        try:
            for at in rng.sample(places, 15):
                with open(path, "w", encoding="utf-8") as file:
                    file.write(self.other(source, shown[0] + at, rng))
                run.read()
                if not any(run.is_faulty(page) for page in ("monatsbericht.html", "nachweis.html")):
                    missed.append(source[shown[0] + at - 60:shown[0] + at + 10])
        finally:
            with open(path, "w", encoding="utf-8") as file:
                file.write(source)
            run.read()
        self.assertEqual([], missed)

    def test_a_changed_sentence_is_found(self):
        """The sentence at the top, whose figures are few and large."""
        run = RUNS["musterstadt"]
        with open(run.path("monatsbericht.html"), encoding="utf-8") as file:
            source = file.read()
        lead = re.search(r'<p class="lead">.*?</p>', source, re.S)
        whole = run.root.find("bereich/gruppen[@nach='gesamt']/gruppe/quote")
        changed = lead.group().replace(whole.get("nenner-text"), "7.654")
        self.assertNotEqual(lead.group(), changed)
        self.assertEqual(1, len(run.faults("monatsbericht.html", Page(source.replace(lead.group(), changed)))))


def main():
    global PROGRAM, OUT
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as OUT:
        make_runs()
        result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{max(result.testsRun - failed, 0)} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
