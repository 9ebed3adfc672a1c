#!/usr/bin/env python3
"""HTML in a real browser: valid, nothing for axe-core to find, works by the keyboard, without a script and on paper.

    python3 test_pages.py KD-RENDER

Renders tests/golden/document/example.xml and tests/html/pages/*.xml, with the theme of the program and with that of
samples/themes. Ends with `N passed, M failed`.
"""
import filecmp
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
EXAMPLE = os.path.join(ROOT, "tests", "golden", "document", "example.xml")
TABLES = os.path.join(HERE, "pages", "tabellen.xml")
LIST = os.path.join(HERE, "pages", "liste.xml")
THEME = os.path.join(ROOT, "samples", "themes", "kreisgruen.xml")
RENDER = OUT = None


def render(folder, *arguments, env=None, cwd=None):
    os.makedirs(folder, exist_ok=True)
    subprocess.run([RENDER, *arguments, folder], check=True, env=env, cwd=cwd)


def tool(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


class Pages(unittest.TestCase):
    def test_valid_and_accessible(self):
        files = [os.path.join(OUT, *name) for name in (("own", "example.html"), ("own", "tabellen.html"),
                                                       ("green", "example.html"), ("green", "tabellen.html"))]
        done = subprocess.run(["bash", os.path.join(HERE, "check.sh"), *files], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_behaviour_and_paper(self):
        done = subprocess.run(["node", os.path.join(HERE, "behaviour.mjs"), os.path.join(OUT, "own")],
                              capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.look_at_paper()

    def look_at_paper(self):
        paper = os.path.join(OUT, "own", "liste.pdf")
        info = tool("pdfinfo", paper)
        pages = int(re.search(r"(?m)^Pages: +(\d+)", info).group(1))
        self.assertRegex(info, r"(?m)^Page size: +59[45](\.\d+)? x 84[12]")
        self.assertGreater(pages, 50)
        for page in range(1, pages + 1):
            words = tool("pdftotext", "-layout", "-f", str(page), "-l", str(page), paper, "-")
            self.assertEqual(words.count("Nummer "), 1, "the head of the table stands on every page once")
            self.assertIn("Seite %d von %d" % (page, pages), words)
            self.assertEqual(words.count("Jobcenter Musterstadt"), 1)
            self.assertNotIn("Liste filtern", words)
            if page in (1, pages):
                self.assertIn("K%06d" % (1 if page == 1 else 3000), words)
        whole = tool("pdftotext", "-layout", paper, "-")
        self.assertEqual(sorted(re.findall(r"K\d{6}", whole)), ["K%06d" % i for i in range(1, 3001)])
        # no row is torn, no line leaves the paper
        for word in re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"',
                               tool("pdftotext", "-bbox", os.path.join(OUT, "own", "tabellen-papier.pdf"), "-")):
            left, top, right, bottom = map(float, word)
            self.assertTrue(left >= 0 and top >= 0 and right <= 596 and bottom <= 842, word)
        # a list that was filtered says on paper that it is not all of it
        filtered = tool("pdftotext", "-layout", os.path.join(OUT, "own", "gefiltert.pdf"), "-")
        self.assertRegex(filtered, r"\d+ von 3\.000 Zeilen")

    def test_same_bytes_anywhere(self):
        elsewhere = os.path.join(OUT, "an anderem Ort")
        os.makedirs(elsewhere)
        for file in (EXAMPLE, TABLES):
            shutil.copy(file, elsewhere)
        for env in ({"LC_ALL": "C", "TZ": "Asia/Tokyo"}, {"LC_ALL": "de_DE.UTF-8", "TZ": "America/New_York"}):
            render(os.path.join(elsewhere, "x"), "example.xml", "tabellen.xml", env=env, cwd=elsewhere)
            for name in ("example.html", "tabellen.html"):
                self.assertTrue(filecmp.cmp(os.path.join(OUT, "own", name), os.path.join(elsewhere, "x", name), False))

    def test_no_address_of_a_network(self):
        for name in ("example.html", "tabellen.html", "liste.html"):
            with open(os.path.join(OUT, "own", name), encoding="utf-8") as file:
                self.assertNotIn("://", file.read())


def main():
    global RENDER, OUT
    RENDER = os.path.abspath(sys.argv.pop(1))
    with tempfile.TemporaryDirectory() as OUT:
        render(os.path.join(OUT, "own"), EXAMPLE, TABLES)
        render(os.path.join(OUT, "green"), "--theme", THEME, EXAMPLE, TABLES)
        render(os.path.join(OUT, "own"), "--rows", "3000", LIST)
        shutil.copy(LIST, os.path.join(OUT, "lang.xml"))
        render(os.path.join(OUT, "own"), "--rows", "12000", os.path.join(OUT, "lang.xml"))
        result = unittest.TextTestRunner(sys.stdout, verbosity=0).run(unittest.defaultTestLoader.loadTestsFromName("__main__"))
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
