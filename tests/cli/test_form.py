#!/usr/bin/env python3
"""Exports in other forms that mean the same (spec 1.1): each bend of each file gives the same verdicts, byte by byte; what
cannot be read ends with a message that names the trouble and the cure.

    python3 test_form.py PROGRAM [unittest arguments]
"""

import csv
import gzip
import io
import os
import re
import shutil
import tempfile
import unittest
import zipfile

from program import SAMPLE, call, main, write

FILES = ["kunden", "kontakte", "mitarbeiter", "abwesenheiten", "ausnahmen", "termine"]
RULES = ["--rules", "uelzen-ga-08-2019", "--as-of", "2023-11-30"]
MOST = 40  # customers


def sample():
    """{name: rows of the sample, header first}, of its first customers alone, in plain form."""
    tables = {}
    for name in FILES:
        with open(os.path.join(SAMPLE, name + ".csv"), "rb") as handle:
            data = handle.read()
        utf8 = b"\xc3" in data.split(b"\n")[0] or name in ("kunden", "kontakte")
        text = data.decode("utf-8-sig" if utf8 else "cp1252", "replace")
        separator = ";" if ";" in text.splitlines()[0] else ","
        lines = [line for line in text.splitlines() if '"' not in line and "\ufffd" not in line]  # the sample has odd ones
        tables[name] = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator) if any(row)]
    numbers = []
    for row in tables["kunden"][1:]:
        if row[0] not in numbers:
            numbers.append(row[0])
    keep = set(numbers[:MOST])
    for name in FILES:
        head, rows = tables[name][0], tables[name][1:]
        if head[0].lower() == "kundennummer":
            rows = [row for row in rows if row[0] in keep]
        tables[name] = [head] + [row[:len(head)] + [""] * (len(head) - len(row)) for row in rows]
    return tables


TABLES = sample()


def plain(rows, separator=";", end="\r\n"):
    def cell(text):
        return '"%s"' % text.replace('"', '""') if re.search('["\n\r%s]' % re.escape(separator), text) else text
    return "".join(separator.join(cell(text) for text in row) + end for row in rows)


def with_head(rows, change):
    return [[change(cell) for cell in rows[0]]] + rows[1:]


def with_cells(rows, change):
    return rows[:1] + [[change(cell) for cell in row] for row in rows[1:]]


def day(text, form):
    return re.sub(r"^(\d\d)\.(\d\d)\.(\d{4})", form, text)


def shorten(match):
    return "%d.%d.%s" % (int(match.group(1)), int(match.group(2)), match.group(3))


def quoted(rows, change=lambda text: text):
    return "".join(";".join('"%s"' % change(cell.replace('"', '""')) for cell in row) + "\n" for row in rows)


BENDS = {
    "sep= and a tab": lambda r: "sep=\t\n" + plain(r, "\t"),
    "sep= with quotes, another separator": lambda r: '"sep=|"\n' + plain(r, "|"),
    "title, date and empty lines above": lambda r: 'Auswertung "Jobcenter"\nStand: 30.11.2023; Seite 1\n\n;;;;\n' + plain(r),
    "a mark, sep= and a title": lambda r: "\ufeffsep=;\r\nAuswertung\r\n" + plain(r),
    "two marks": lambda r: "\ufeff\ufeff" + plain(r),
    "a mark inside the first quotes": lambda r: '"\ufeff' + quoted(r)[1:],
    "UTF-16 LE": lambda r: b"\xff\xfe" + plain(r).encode("utf-16-le"),
    "UTF-16 BE with sep=": lambda r: b"\xfe\xff" + ("sep=;\n" + plain(r)).encode("utf-16-be"),
    "everything quoted": lambda r: quoted(r),
    '="..." in every field': lambda r: "".join(";".join('="%s"' % cell if ";" not in cell and '"' not in cell else plain([[cell]], ";", "")
                                                       for cell in row) + "\n" for row in r),
    '"=""...""" in every field': lambda r: quoted(r, lambda text: '=""%s""' % text.replace('""', '""""')),
    "Ctrl-Z and padding at the end": lambda r: plain(r) + "\x1a\r\n\0\0",
    "empty lines in between": lambda r: plain(r).replace("\r\n", "\r\n;;; ;\r\n\r\n \t\r\n", 5),
    "no line break at the end": lambda r: plain(r)[:-2],
    "header in capitals with blanks and a colon": lambda r: plain(with_head(r, lambda h: "  %s : " % h.upper())),
    "header with no-break and double space": lambda r: plain(with_head(r, lambda h: h.replace(" ", "\u00a0 "))),
    "header with line breaks": lambda r: plain(with_head(r, lambda h: h.replace(" ", "\n") + "\n")),
    "header with what cannot be seen": lambda r: plain(with_head(r, lambda h: "\u200b%s\u00ad%s\ufeff" % (h[:1], h[1:]))),
    "days without zeros": lambda r: plain(with_cells(r, lambda c: day(c, shorten))),
    "days of a database": lambda r: plain(with_cells(r, lambda c: re.sub(r"^(\d{4}-\d\d-\d\d)$", r"\1 00:00:00.000",
                                                                         day(c, r"\3-\2-\1")))),
    "times with T": lambda r: plain(with_cells(r, lambda c: re.sub(r"^(\S+) (\d\d:\d\d)$", r"\1T\2:00,0", day(c, r"\3-\2-\1")))),
    "times with Uhr and no zero": lambda r: plain(with_cells(r, lambda c: re.sub(r"^(\d\S+) 0?(\d+:\d\d)$", "\\1\u00a0 \\2 Uhr", c))),
    "wahr and falsch": lambda r: plain(with_cells(r, lambda c: {"ja": "WAHR", "nein": "Falsch"}.get(c, c))),
    "words in capitals with no-break spaces": lambda r: plain(with_cells(
        r, lambda c: c.upper().replace(" ", "\u00a0 ") if c.lower() in WORDS else c)),
    "an unread column with long texts": lambda r: plain([r[0] + ["Bemerkung"]] + [
        row + ["erste Zeile\n\"zweite\"; Zeile\n" * (300 if i == 3 else 1)] for i, row in enumerate(r[1:])]),
}
WORDS = {"nicht gesetzt", "arbeitslos", "arbeitsuchend", "beratungsvermerk", "beratungsvermerk zur standortbestimmung",
         "allgemeiner vermerk", "allgemeiner schriftlicher kontakt", "persönlich", "telefonisch", "einzelfall", "maßnahme",
         "besondere umstände", "6 wochen", "2 monate", "28 tage", "geplant", "wahrgenommen", "nicht erschienen", "abgesagt",
         "fallmanagement", "ifk u25", "erstgespräch", "folgegespräch", "nein", "ja"}
OPEN = {"kunden": ["Betreuung bis"], "mitarbeiter": ["Bis"], "ausnahmen": ["Bis"]}


class Form(unittest.TestCase):
    def setUp(self):
        self.dir = tempfile.mkdtemp(prefix="kd-form-")
        for name in FILES:
            self.put(name, plain(TABLES[name]))
        self.expected = self.evaluate()

    def tearDown(self):
        shutil.rmtree(self.dir)

    def put(self, name, content, file=None):
        write(os.path.join(self.dir, file or name + ".csv"), content)

    def evaluate(self, job=None):
        done = call("evaluate", job or self.dir, *RULES)
        self.assertEqual(done.code, 0, done)
        return done.out

    def check(self, source=None):
        return call("check", source or self.dir, *RULES)

    def test_each_bend_of_each_file(self):
        hints = re.search("Hinweise: .*", self.check().text).group(0)
        for bend, make in BENDS.items():
            for name in FILES:
                self.put(name, make(TABLES[name]))
            with self.subTest(bend=bend):
                self.assertEqual(self.evaluate(), self.expected)
                done = self.check()
                rows = {name: len(TABLES[name]) - 1 for name in FILES}
                for name in FILES:
                    self.assertRegex(done.text, r"%s\.csv \([^)]*\): %s Zeilen" % (name, "{:,}".format(rows[name]).replace(",", r"\.")))
                if bend != "an unread column with long texts":
                    self.assertIn(hints, done.text)

    def test_open_ends(self):
        for mark in ("31.12.9999", "9999-12-31 00:00:00", "00.00.0000", "0000-00-00"):
            for name, columns in OPEN.items():
                rows = [list(row) for row in TABLES[name]]
                for i, head in enumerate(rows[0]):
                    for row in rows[1:]:
                        if head.lower() in [column.lower() for column in columns] and not row[i]:
                            row[i] = mark
                self.put(name, plain(rows))
            self.assertEqual(self.evaluate(), self.expected, mark)

    def job(self, attributes, columns=""):
        files = "".join('<datei art="%s" pfad="%s.csv"%s>%s</datei>' % (name, name, attributes if name == "kunden" else "",
                                                                      columns if name == "kunden" else "") for name in FILES)
        path = os.path.join(self.dir, "auftrag.xml")
        write(path, '<auftrag version="1">\n<jobcenter>J</jobcenter>\n<exporte>\n%s\n</exporte>\n</auftrag>' % files)
        return path

    def test_told_in_the_job(self):
        rows = TABLES["kunden"]
        short = with_cells(rows, lambda c: day(c, r"\1.\2.") + (re.match(r"\d\d\.\d\d\.\d\d(\d\d)", c) or [0, ""])[1]
                           if re.match(r"\d\d\.\d\d\.\d{4}$", c) else c)
        short = with_cells(rows, lambda c: c[:6] + c[8:] if re.match(r"\d\d\.\d\d\.\d{4}$", c) else c)
        doubled = "Titel\nStand\n" + plain([[cell + "x" for cell in rows[0]]]) + plain(rows)
        for attributes, content in ((' kodierung="CP850"', plain(rows).replace("–", "-").encode("cp850", "replace")),
                                    (' kodierung="UTF-16LE"', plain(rows).encode("utf-16-le")),
                                    (' kodierung="UTF-16BE"', plain(rows).encode("utf-16-be")),
                                    (' kodierung="UTF-16"', b"\xff\xfe" + plain(rows).encode("utf-16-le")),
                                    (' kopfzeile="4"', doubled), (' jahrhundert="1930"', plain(short))):
            with self.subTest(attributes=attributes):
                self.put("kunden", content)
                path = self.job(attributes)
                if "CP850" in attributes:
                    done = self.check(path)
                    self.assertIn(done.code, (0, 1), done)  # what is odd in the sample
                    self.assertIn("(CP850)", done.text)
                    self.assertNotIn("nicht lesbare Zeichen", done.text)
                else:
                    self.assertEqual(self.evaluate(path), self.expected)
        self.put("kunden", plain(short))
        self.assertIn("Jahr mit zwei Ziffern", self.check(self.job("")).text)

    def test_an_export_that_has_become_utf8(self):
        path = self.job(' kodierung="Windows-1252"')
        self.assertEqual(self.evaluate(path), self.expected)
        self.assertIn("im Auftrag: Windows-1252", self.check(path).text)

    def refused(self, *said):
        done = self.check()
        self.assertEqual(done.code, 4, done)
        for text in said + ("erwartet: ",):
            self.assertIn(text, done.err + done.text)
        self.assertNotIn("CR allein", done.err + done.text)

    def test_what_is_no_text(self):
        workbook = io.BytesIO()
        with zipfile.ZipFile(workbook, "w") as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/workbook.xml", "<workbook/>")
        text = plain(TABLES["kontakte"])
        for content, said in ((gzip.compress(text.encode()), "gzip"), (workbook.getvalue(), "XLSX"), (b"", "leer (0 Bytes)"),
                              (text.encode("utf-16-le"), "UTF-16 ohne Kennung"), ("<html><table>", "HTML"),
                              (text.encode("cp850", "replace"), "Codepage 850"), (text.encode("utf-32"), "UTF-32"),
                              (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "XLS"), (bytes(range(256)) * 9, "Binärdatei")):
            with self.subTest(said=said):
                self.put("kontakte", content)
                self.refused("kontakte.csv", said)

    def test_two_exports_of_one_kind(self):
        self.put("kunden", plain(TABLES["kunden"]), "Kunden.CSV")
        self.refused("Kunden.CSV", "kunden.csv")
        self.assertEqual(call("evaluate", self.dir, *RULES).code, 4)
        os.remove(os.path.join(self.dir, "kunden.csv"))
        self.assertEqual(self.evaluate(), self.expected)

    def test_unread_columns(self):
        rows = with_head(TABLES["kunden"], lambda h: h.replace("Betreuung bis", "Betreung bis"))
        self.put("kunden", plain([row + ["x"] for row in rows]).replace(";x", ";Haarfarbe", 1))
        done = self.check()
        self.assertRegex(done.text, "kunden.csv:1: Spalte wird nicht verwendet, Spalte „Haarfarbe“")
        self.assertRegex(done.text, "gemeint ist wohl eine, die fehlt, Spalte „Betreung bis“: „Betreuung bis“")
        self.assertEqual(done.text.count("Haarfarbe"), 1)


if __name__ == "__main__":
    main()
