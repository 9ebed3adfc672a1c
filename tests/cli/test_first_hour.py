#!/usr/bin/env python3
"""The ten mistakes of a first hour, as docs/eingaben.md tells them ("Die ersten Fehler").

    python3 test_first_hour.py PROGRAM [unittest arguments]

Each section of the chapter has a block that begins with `$ kontaktdichte ...`. The command is run in a folder in which
that mistake has been made (PREPARED below, by the section's number); what the block shows has to be what the program says, on
either output, line by line. `…` in a block stands for anything. The exit code is the one that the sentence below names.
"""

import os
import re
import shlex
import unittest

import program
from program import CONTACTS, CUSTOMERS, ROOT, Case, call, customers, write

CHAPTER = "## Die ersten Fehler"
RUN = ["--rules", "aa90", "--as-of", "2023-11-30"]
NOTES = CONTACTS + "".join("K%d;%02d.11.2023;Beratungsvermerk;persönlich\n" % (i, i) for i in range(1, 21))


def sections():
    """[(number, title, text)] of the chapter."""
    with open(os.path.join(ROOT, "docs", "eingaben.md"), encoding="utf-8") as handle:
        page = handle.read()
    chapter = re.split(r"^## ", page[page.index(CHAPTER) + 3:], flags=re.M)[0]
    return [(int(n), title, text) for n, title, text in re.findall(r"^### (\d+)\. (.+?)\n(.*?)(?=^### |\Z)", chapter, re.M | re.S)]


class FirstHour(Case):
    def good_exports(self, name="exporte", **files):
        given = {"kunden": CUSTOMERS + customers(20), "kontakte": NOTES}
        given.update(files)
        return self.exports(name, **given)

    def other_names(self):
        self.good_exports()
        os.rename(self.path("exporte", "kunden.csv"), self.path("exporte", "KD_STAMM.TXT"))
        os.rename(self.path("exporte", "kontakte.csv"), self.path("exporte", "VERMERKE.TXT"))

    def published(self):
        self.good_exports()
        self.good(call("report", "exporte", *RUN, "--out", "ausgabe", cwd=self.dir))

    def drafted(self):
        self.good_exports()
        self.good(call("job", "init", "exporte", "--output", "auftrag.xml", cwd=self.dir))

    def not_well_formed(self):
        self.good_exports()
        write(self.path("auftrag.xml"), '<auftrag version="1">\n  <jobcenter>Jobcenter Nord & Süd</jobcenter>\n'
                                        '  <exporte ordner="exporte"/>\n</auftrag>\n')

    PREPARED = {
        1: good_exports,
        2: good_exports,
        3: other_names,
        4: lambda self: self.good_exports(kunden=CUSTOMERS.replace("Kundennummer", "KDNR") + customers(20)),
        5: lambda self: self.good_exports(kontakte=re.sub(r";(\d\d)\.(\d\d)\.(\d{4});", r";\3/\2/\1;", NOTES)),
        6: lambda self: self.good_exports(kunden=b"PK\x03\x04\x14\x00\x06\x00" + b"\x00" * 22 + b"[Content_Types].xml" + b"\x00" * 400),
        7: drafted,
        8: not_well_formed,
        9: good_exports,
        10: published,
    }

    def test_ten_of_them(self):
        self.assertEqual([n for n, _, _ in sections()], list(range(1, 11)))
        self.assertEqual(sorted(self.PREPARED), list(range(1, 11)))

    def run_section(self, number, text):
        block = re.search(r"^```text\n\$ kontaktdichte ([^\n]+)\n(.*?)^```$", text, re.M | re.S)
        self.assertIsNotNone(block, "no block with a command")
        self.PREPARED[number](self)
        done = call(*shlex.split(block.group(1)), cwd=self.dir)
        said = (done.text + done.err).splitlines()
        for line in block.group(2).splitlines():
            pattern = ".*".join(re.escape(part) for part in line.split("…"))
            self.assertTrue(any(re.fullmatch(pattern, other) for other in said), "%s\nis not in\n%s" % (line, "\n".join(said)))
        code = re.search(r"Rückgabe (\d+)", text)
        self.assertIsNotNone(code, "no exit code")
        self.assertEqual(done.code, int(code.group(1)), done)


def add(number, title, text):
    def test(self):
        self.run_section(number, text)
    test.__doc__ = title
    setattr(FirstHour, "test_%02d" % number, test)


for section in sections():
    add(*section)


if __name__ == "__main__":
    program.main()
