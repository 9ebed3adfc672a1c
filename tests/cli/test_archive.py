#!/usr/bin/env python3
"""What proves that an archived run is the one that was published: the number on paper, every edit found.

    python3 test_archive.py PROGRAM [unittest arguments]
"""

import hashlib
import os
import re
import shutil
import subprocess

import program
from program import ROOT, SAMPLE, Case, call, files_below, write

DAY = "2023-11-30"
DATA = ["abgelehnt.csv", "ergebnis.csv", "ergebnis.xml", "hinweise.csv", "lauf.xml"]


def sealed(folder):
    """The number of a run, from its files alone."""
    lines = ""
    for name in DATA:
        with open(os.path.join(folder, name), "rb") as handle:
            lines += "%s  %s\n" % (hashlib.sha256(handle.read()).hexdigest(), name)
    return hashlib.sha256(lines.encode()).hexdigest()


def groups(number):
    return " ".join(number[i:i + 4] for i in range(0, 64, 4))


def seal_anew(folder):
    """SHA256SUMS as whoever edits a run would make them anew."""
    files = files_below(folder)
    files.pop("SHA256SUMS", None)
    write(os.path.join(folder, "SHA256SUMS"), "".join(
        "%s  %s\n" % (hashlib.sha256(content).hexdigest(), name)
        for name, content in sorted(files.items(), key=lambda item: item[0].encode())))


class Paper(Case):
    def setUp(self):
        super().setUp()
        self.good(self.report(self.exports(), "--jobcenter", "Jobcenter Test"))
        self.run_folder = self.path("out", DAY)
        self.number = sealed(self.run_folder)

    def test_stands_on_the_signed_page(self):
        """In both formats, within the section with the signatures."""
        text = subprocess.run(["pdftotext", "-layout", os.path.join(self.run_folder, "nachweis.pdf"), "-"],
                              stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
        page = [p for p in text.split("\f") if "für die Leitung" in p]
        self.assertEqual(len(page), 1)
        self.assertIn(groups(self.number), page[0])
        with open(os.path.join(self.run_folder, "nachweis.html"), encoding="utf-8") as handle:
            page = handle.read()
        section = page[page.rindex("Bestätigung</h"):page.index("für die Leitung")]
        self.assertIn(groups(self.number), section)

    def test_as_typed(self):
        line = groups(self.number)
        for typed in (line, line.upper(), self.number, "  " + self.number[:24].upper() + "\n", line[:29], line.replace(" ", "\u00a0"),
                      line.replace(" ", "-"), line[:40] + "\n" + line[40:]):
            done = self.good(call("verify", self.run_folder, "--digest", typed))
            self.assertIn("Papier und Ordner gehören zusammen", done.text)
            self.assertIn(line, done.text)
        with open(os.path.join(self.run_folder, "SHA256SUMS"), "rb") as handle:
            self.good(call("verify", self.run_folder, "--digest", hashlib.sha256(handle.read()).hexdigest()))
        self.assertNotIn("Papier", self.good(call("verify", self.run_folder)).text)

    def test_every_digit_counts(self):
        for i in range(64):
            other = self.number[:i] + ("0" if self.number[i] != "0" else "1") + self.number[i + 1:]
            done = call("verify", self.run_folder, "--digest", other)
            self.refused(done, 1, "die Prüfzahl ist nicht die dieses Laufs")
            self.assertIn("Papier und Ordner gehören nicht zusammen", done.text)

    def test_refused(self):
        for typed, pattern in ((self.number[:23], "23 Stellen sind zu wenige, um einen Lauf zu erkennen"), ("", "ist keine Prüfzahl"),
                               (self.number + "0", "ist keine Prüfzahl"), (self.number[:-1] + "g", "ist keine Prüfzahl"),
                               (self.number[:-1] + "ü", "ist keine Prüfzahl")):
            self.refused(call("verify", self.run_folder, "--digest", typed), 2, pattern)
        self.refused(call("verify", "--chain", self.path("out"), "--digest", self.number), 2, "gilt einem Lauf, --chain einer Reihe")

    def test_edited_and_sealed_anew(self):
        """Whoever edits the data and makes all sums anew is found by the paper alone."""
        for name in DATA:
            path = os.path.join(self.run_folder, name)
            with open(path, "rb") as handle:
                was = handle.read()
            write(path, was.replace(b"aa90", b"aa91") if b"aa90" in was else was + b"\n")
            os.chmod(path, 0o600)
            seal_anew(self.run_folder)
            done = call("verify", self.run_folder, "--digest", self.number)
            self.assertEqual(done.code, 1, name)
            self.assertIn("Papier und Ordner gehören nicht zusammen", done.text, name)
            write(path, was)
        seal_anew(self.run_folder)
        self.good(call("verify", self.run_folder, "--digest", self.number))
        with open(path, "ab") as handle: # SHA256SUMS are those of the paper, a file is not
            handle.write(b" ")
        done = call("verify", self.run_folder, "--digest", self.number)
        self.assertEqual(done.code, 1)
        self.assertIn("die Dateien sind aber nicht mehr, wie diese sie nennt", done.text)

    def test_letters_of_templates(self):
        """What pages turn out to lack stands in the data before their number is on the page."""
        with open(os.path.join(ROOT, "templates", "nachweis.xsl"), encoding="utf-8") as handle:
            template = handle.read()
        for name in ("zweifel.xsl",):
            shutil.copy(os.path.join(ROOT, "templates", name), self.path(name))
        write(self.path("eigen.xsl"), template.replace("Die Urteile</heading>", "Die Urteile \u6f22</heading>"))
        write(self.path("auftrag.xml"), '<auftrag version="1"><jobcenter>T</jobcenter><exporte ordner="in"/><berichte>'
              '<bericht name="nachweis" vorlage="eigen.xsl"/></berichte></auftrag>')
        self.good(self.report(self.path("auftrag.xml"), out=self.path("own")))
        folder = self.path("own", DAY)
        with open(os.path.join(folder, "hinweise.csv"), encoding="utf-8") as handle:
            self.assertIn("U+6F22; in einem Text der Berichte", handle.read())
        with open(os.path.join(folder, "nachweis.html"), encoding="utf-8") as handle:
            self.assertIn(groups(sealed(folder)), handle.read())
        self.good(call("verify", folder, "--digest", sealed(folder)))
        self.assertEqual(os.listdir(self.path("own")), [DAY])

    def test_no_run(self):
        self.good(self.report(self.path("in"), "--recipients", "--replace"))
        teams = os.path.join(self.run_folder, "empfaenger", "teams")
        folder = os.path.join(teams, os.listdir(teams)[0])
        done = call("verify", folder, "--digest", self.number)
        self.refused(done, 1, "die Prüfzahl ist nicht die dieses Laufs")
        self.assertIn("Hier liegen nicht alle Daten eines Laufs", done.text)


if __name__ == "__main__":
    program.main()
