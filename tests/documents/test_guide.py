#!/usr/bin/env python3
"""Every example of docs/templates.md does what the guide says.

    python3 test_guide.py PROGRAM KD-RENDER [--rewrite]

Documents are rendered in both formats, the template runs as part of a job, faults give the messages that are shown. With
--rewrite the messages and the table of columns are written anew, for a human to read the difference.
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest

import guide

PROGRAM = RENDER = None
SCHEMA = os.path.join(guide.ROOT, "templates", "document.rng")


def render(folder, name, text, *options):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return subprocess.run([RENDER, *options, name, "."], cwd=folder, capture_output=True, text=True)


def message_of(block):
    with tempfile.TemporaryDirectory() as folder:
        if block.kind == "thema":
            with open(os.path.join(folder, "thema.xml"), "w", encoding="utf-8") as file:
                file.write(block.theme())
            done = render(folder, "dokument.xml", '<document lang="de" title="x"><title>x</title></document>',
                          "--theme", "thema.xml")
        else:
            done = render(folder, "dokument.xml", block.document())
    assert done.returncode == 5, "%s: no fault of a template: %s" % (block, done.stderr)
    return done.stderr


def words_of(path):
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout.split()


class Guide(unittest.TestCase):
    def test_documents_in_both_formats(self):
        seen = 0
        for block in guide.blocks():
            if block.kind or not block.document():
                continue
            seen += 1
            with self.subTest(str(block)), tempfile.TemporaryDirectory() as folder:
                done = render(folder, "dokument.xml", block.document())
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                with open(os.path.join(folder, "dokument.html"), encoding="utf-8") as file:
                    self.assertIn("</html>", file.read())
                self.assertGreater(len(words_of(os.path.join(folder, "dokument.pdf"))), 3)
                self.assertTrue(block.picture, "has a picture")
        self.assertGreaterEqual(seen, 15)

    def test_every_element_has_an_example(self):
        with open(SCHEMA, encoding="utf-8") as file:
            elements = set(re.findall(r'<element name="([\w-]+)"', file.read()))
        text = "".join(block.document() or block.text for block in guide.blocks())
        missing = {name for name in elements if not re.search("<%s[ />]" % name, text)} - {"pagebreak"}
        self.assertEqual(missing, set())
        self.assertIn("`pagebreak`", guide.read())

    def test_faults(self):
        for block in guide.blocks():
            if block.kind:
                with self.subTest(str(block)):
                    self.assertEqual(block.message, message_of(block))

    def test_template_in_a_job(self):
        template, = [b for b in guide.blocks() if b.text.startswith("<xsl:stylesheet")]
        reports, = [b for b in guide.blocks() if b.text.startswith("<berichte>")]
        sample = os.path.join(guide.ROOT, "samples", "beispielkreis")
        with open(os.path.join(sample, "auftrag.xml"), encoding="utf-8") as file:
            job = re.sub(r"<berichte>.*</berichte>", reports.text.strip(), file.read(), flags=re.S)
        with tempfile.TemporaryDirectory() as folder:
            for name in os.listdir(sample):
                if name != "auftrag.xml":
                    os.symlink(os.path.join(sample, name), os.path.join(folder, name))
            os.mkdir(os.path.join(folder, "vorlagen"))
            with open(os.path.join(folder, "auftrag.xml"), "w", encoding="utf-8") as file:
                file.write(job)
            with open(os.path.join(folder, "vorlagen", "teamblatt.xsl"), "w", encoding="utf-8") as file:
                file.write(template.text)
            done = subprocess.run([PROGRAM, "report", "auftrag.xml", "--out", "ausgabe", "--quiet"], cwd=folder,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            run, = os.listdir(os.path.join(folder, "ausgabe"))
            run = os.path.join(folder, "ausgabe", run)
            sheets = [name for name in os.listdir(os.path.join(run, "fachaufsicht")) if name.endswith(".html")]
            self.assertGreater(len(sheets), 1)
            cut = 0
            for name in sheets:
                with open(os.path.join(run, "fachaufsicht", name), encoding="utf-8") as file:
                    html = file.read()
                self.assertIn("Am längsten überfällig", html)
                self.assertTrue("Niemand ist überfällig." in html or "<th scope=\"row\">" in html)
                cut += bool(re.search(r">5 von \d+<", html))
                self.assertIn("überfällig", words_of(os.path.join(run, "fachaufsicht", name[:-5] + ".pdf")))
            self.assertGreater(cut, 0)
            with open(os.path.join(run, "lauf.xml"), encoding="utf-8") as file:
                self.assertIn("teamblatt.xsl", file.read())

    def test_theme_on_the_command_line(self):
        command, = [b for b in guide.blocks() if b.language == "sh"]
        words = command.text.replace("\\\n", " ")
        with tempfile.TemporaryDirectory() as folder:
            words = re.sub(r"--out ausgabe\S*", "--out %s --quiet" % folder, words)
            words = re.sub(r"^kontaktdichte", PROGRAM, words)
            done = subprocess.run(words, shell=True, cwd=guide.ROOT, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(os.path.join(folder, "2023-11-30", "monatsbericht.html"), encoding="utf-8") as file:
                html = file.read()
        self.assertIn("--data:#14533a", html)
        self.assertIn('alt="Zeichen des Kreises', html)

    def test_columns(self):
        rows = re.findall(r"^\| `[\w-]+` \| .*\|$", guide.read().split("| Spalte | Kopf | Inhalt |")[1].split("\n\n")[0], re.M)
        self.assertEqual(rows, guide.columns())
        self.assertGreater(len(rows), 20)

    def test_parameters(self):
        """Those of the table are those the program gives."""
        with open(os.path.join(guide.ROOT, "src", "reports/schedule.c"), encoding="utf-8") as file:
            given = re.findall(r'struct template_parameter\)\{"(\w+)"', file.read())
        table = guide.read().split("| Parameter | Wert |")[1].split("\n\n")[0]
        self.assertEqual(re.findall(r"^\| `(\w+)` \|", table, re.M), given)

    def test_pictures_are_there(self):
        for path in re.findall(r"\]\((bilder/[^)]+)\)", guide.read()):
            self.assertTrue(os.path.exists(os.path.join(guide.ROOT, "docs", path)), path + ": make pictures")


def rewrite():
    whole = guide.read()
    table = "| Spalte | Kopf | Inhalt |\n| --- | --- | --- |\n"
    head, tail = whole.split(table)
    whole = head + table + "\n".join(guide.columns()) + "\n\n" + tail.split("\n\n", 1)[1]
    for block in reversed(guide.blocks(whole)):
        if block.kind:
            whole = whole[:block.span[0]] + message_of(block) + whole[block.span[1]:]
    with open(guide.GUIDE, "w", encoding="utf-8") as file:
        file.write(whole)


def main():
    global PROGRAM, RENDER
    PROGRAM, RENDER = map(os.path.abspath, sys.argv[1:3])
    if sys.argv[3:] == ["--rewrite"]:
        rewrite()
        return 0
    result = unittest.TextTestRunner(sys.stdout, verbosity=0).run(unittest.defaultTestLoader.loadTestsFromName("__main__"))
    failed = len(result.failures) + len(result.errors)
    print("%d passed, %d failed" % (result.testsRun - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
