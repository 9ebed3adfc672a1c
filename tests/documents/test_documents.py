"""The finished reports of the samples, held against real tools: qpdf, poppler, a schema, HTML validator and axe-core.

usage: test_documents.py PROGRAM KD-SAMPLE

Every rule set on the sample: the PDF is sound, tagged, with title, language, outlines and embedded fonts; what it says is
what the HTML says; no customer's number or name is in any of it; ergebnis.xml keeps its schema.
"""
import csv
import html.parser
import os
import re
import subprocess
import sys
import tempfile
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLE = os.path.join(ROOT, "samples", "musterstadt")
RULE_SETS = ["uelzen-ga-08-2019", "aa90", "aa90-2021", "ba-arbeitshilfe", "moenchengladbach-2012"]
LAND = ["--as-of", "2023-11-30", "--jobcenter", "Jobcenter Musterstadt", "--land", "NI", "--quiet"]
PROGRAM = None
OUT = None
SMALL = "klein"  # a run of a small Jobcenter beside those of the rule sets


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Text(html.parser.HTMLParser):
    """The text of a page: what is read, without style, title and what charts draw."""

    def __init__(self):
        super().__init__()
        self.hidden, self.words = 0, []

    def handle_starttag(self, tag, attributes):
        if tag in ("style", "svg", "title", "script"):
            self.hidden += 1

    def handle_endtag(self, tag):
        if tag in ("style", "svg", "title", "script"):
            self.hidden -= 1

    def handle_data(self, data):
        if not self.hidden:
            self.words += data.split()


def words_of_html(path):
    text = Text()
    with open(path, encoding="utf-8") as file:
        text.feed(file.read())
    return text.words


def words_of_pdf(path):
    return tool("pdftotext", path, "-").replace("\u00ad\n", "").replace("\u00ad", "").split()


def pages():
    for folder, _, files in os.walk(OUT):
        for name in sorted(files):
            yield os.path.join(folder, name)


def of_each_kind():
    """All of the first run and of the small one; of each other rule set what is there once, and of parts of one kind the first:
    teams and caseworkers differ by data alone, which the first run has as well."""
    seen = set()
    for path in pages():
        folder, name = os.path.split(os.path.relpath(path, OUT))
        kind = folder, os.path.splitext(name)[1]
        whole = folder.split(os.sep)[0] in (RULE_SETS[0], SMALL) or folder.count(os.sep) == 1
        if whole or kind not in seen:
            seen.add(kind)
            yield path


class Documents(unittest.TestCase):
    def test_pdf_is_sound(self):
        for path in of_each_kind():
            if path.endswith(".pdf"):
                with self.subTest(path):
                    self.assertIn("No syntax or stream encoding errors", tool("qpdf", "--check", path))
                    info = tool("pdfinfo", path)
                    self.assertRegex(info, r"(?m)^Title: +\S")
                    self.assertRegex(info, r"(?m)^Tagged: +yes")
                    self.assertNotRegex(info, r"(?m)^(CreationDate|ModDate):")
                    for line in tool("pdffonts", path).splitlines()[2:]:
                        self.assertRegex(line, r"yes yes yes +\d+ +\d+$", "embedded, subset, with ToUnicode")

    def test_numbers_of_html_are_in_the_pdf(self):
        for ident in RULE_SETS:
            base = os.path.join(OUT, ident, "2023-11-30", "monatsbericht")
            number = re.compile(r"^[−+±]?[\d.]+(,\d+)?$")
            in_pdf = {}
            for word in words_of_pdf(base + ".pdf"):
                in_pdf[word] = in_pdf.get(word, 0) + 1
            missing = [w for w in set(words_of_html(base + ".html")) if number.match(w) and w not in in_pdf]
            self.assertEqual([], missing, ident)

    def test_nobody_is_named(self):
        with open(os.path.join(SAMPLE, "kunden.csv"), encoding="utf-8-sig", errors="replace", newline="") as file:
            numbers = {row["Kundennummer"].strip() for row in csv.DictReader(file, delimiter=";")} - {""}
        for path in pages():
            name = os.path.basename(path)
            if re.search(r"/(fachaufsicht|arbeitslisten|nachweis)\b", path[len(OUT):]):
                continue # lists of cases are what these are for
            if name.endswith(".html") or name == "ergebnis.xml":
                with open(path, encoding="utf-8") as file:
                    words = set(re.findall(r"[0-9A-Z]{10}", file.read()))
                self.assertEqual(set(), words & numbers, path)
            elif name.endswith(".pdf"):
                self.assertEqual(set(), set(words_of_pdf(path)) & numbers, path)

    def test_results_keep_their_schema(self):
        for ident in RULE_SETS:
            path = os.path.join(OUT, ident, "2023-11-30", "ergebnis.xml")
            tool("xmllint", "--noout", "--nonet", "--relaxng", os.path.join(ROOT, "templates", "ergebnis.rng"), path)

    def checked(self, *arguments):
        done = subprocess.run(["bash", os.path.join(ROOT, "tests", "html", "check.sh"), *arguments], capture_output=True,
                              text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_html_is_valid(self):
        files = [path for path in of_each_kind() if path.endswith(".html")]
        self.assertGreater(len(files), 50)
        self.checked("--valid", *files)

    def test_html_is_accessible(self):
        """A page of each kind: a browser's time grows with the page, its rules do not with the rows of a list."""
        files = [os.path.join(OUT, ident, "2023-11-30", "monatsbericht.html") for ident in ("uelzen-ga-08-2019", "aa90")]
        small = os.path.join(OUT, SMALL, "2023-11-30")
        files += [os.path.join(small, name) for name in ("index.html", "nachweis.html")]
        for kind in ("monatsbericht", "fachaufsicht", "arbeitslisten"):
            names = [name for name in sorted(os.listdir(os.path.join(small, kind))) if name.endswith(".html")]
            files.append(os.path.join(small, kind, names[0]))
        self.checked(*files)


def main():
    global PROGRAM, OUT
    PROGRAM, sample = (os.path.abspath(sys.argv.pop(1)) for _ in range(2))
    with tempfile.TemporaryDirectory() as OUT, tempfile.TemporaryDirectory() as exports:
        for ident in RULE_SETS:
            subprocess.run([PROGRAM, "report", SAMPLE, "--rules", ident, *LAND, "--out", os.path.join(OUT, ident)],
                           check=True)
        subprocess.run([sample, "--out", exports, "--customers", "120", "--contacts", "2000", "--teams", "2", "--staff",
                        "4", "--seed", "3", "--as-of", "2023-11-30", "--messy"], check=True)
        subprocess.run([PROGRAM, "report", exports, "--rules", "uelzen-ga-08-2019", *LAND, "--bad-lines", "1", "--out",
                        os.path.join(OUT, SMALL)], check=True)
        result = unittest.main(exit=False, verbosity=2).result
    failed = len(result.failures) + len(result.errors)
    print(f"{result.testsRun - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
