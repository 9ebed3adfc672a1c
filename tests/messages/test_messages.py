#!/usr/bin/env python3
"""Every message with which the program can fail, and what makes it appear.

    python3 test_messages.py PROGRAM [unittest arguments]

messages.txt has a line for each call of diag_fail in src/ (but faults of the program itself, DIAG_FAULT, exit code 70):

    FILE | MESSAGE | HOW

MESSAGE is the format as the source has it. HOW is one of
    run: WORDS          the program called with these words in the folder that `prepare` makes says it
    test: FILE: WORDS   that test asks for these words of it
    passed on           the words are those of whoever calls it
    not from outside: WHY
A call without a line, and a line without a call, are faults. `python3 test_messages.py --missing` prints lines to be completed.
"""

import glob
import os
import re
import shlex
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))

import program  # noqa: E402
from program import CONTACTS, CUSTOMERS, ROOT, Case, call, customers, write  # noqa: E402

TABLE = os.path.join(HERE, "messages.txt")
MOST_UNREACHABLE = 20


def arguments(text, at):
    """What stands between the parentheses that open at text[at]."""
    depth, i, quoted = 0, at, False
    while True:
        c = text[i]
        if quoted:
            i += c == "\\"
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c in "()":
            depth += 1 if c == "(" else -1
            if not depth:
                return text[at + 1:i]
        i += 1


def split(words):
    """The arguments, cut at their commas."""
    parts, depth, quoted, begin, i = [], 0, False, 0, 0
    while i < len(words):
        c = words[i]
        if quoted:
            i += c == "\\"
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        elif c == "," and not depth:
            parts.append(words[begin:i])
            begin = i + 1
        i += 1
    return parts + [words[begin:]]


def calls():
    """{(file, message)} of the source."""
    found = set()
    for path in glob.glob(os.path.join(ROOT, "src", "**", "*.c"), recursive=True):
        name = os.path.relpath(path, os.path.join(ROOT, "src"))
        with open(path, encoding="utf-8") as handle:
            text = re.sub(r"/\*.*?\*/", "", handle.read(), flags=re.S)
        for match in re.finditer(r"\bdiag_fail\(", text):
            words = arguments(text, match.end() - 1)
            if "DIAG_FAULT" in words or name == "base/diag.c":
                continue
            # one text, or the two of a choice; a macro between two pieces of one is left out
            for run in re.findall(r'(?:"(?:\\.|[^"\\])*"\s*(?:[A-Z][A-Z_]+\s*(?="))?)+', split(words)[4]):
                message = "".join(re.findall(r'"((?:\\.|[^"\\])*)"', run))
                found.add((name, message.replace('\\"', '"')))
    return found


def table():
    """[(file, message, how)]"""
    with open(TABLE, encoding="utf-8") as handle:
        lines = [line.rstrip("\n") for line in handle if line.strip() and not line.startswith("#")]
    return [tuple(part.strip() for part in line.split(" | ", 2)) for line in lines]


def pattern(message):
    parts = re.split(r"%[-+.*0-9]*(?:ll|l|z)?[a-zA-Z%]", message)
    return ".*".join(re.escape(part) for part in parts)


class Messages(Case):
    def prepare(self):
        good = {"kunden": CUSTOMERS + customers(20), "kontakte": CONTACTS + "K1;01.11.2023;Beratungsvermerk;persönlich\n" * 20}
        self.exports("exporte", **good)
        self.exports("spalten", kunden="X;Y\n1;2\n")
        self.exports("zwei", **good)
        write(self.path("zwei", "KUNDEN.CSV"), CUSTOMERS + customers(20))
        self.exports("nichts", **dict(good, kunden=""))
        for name, text in (("ordnung", '<jobcenter>J</jobcenter><exporte/><regelwerk>aa90</regelwerk>'),
                           ("fremd", '<jobcenter>J</jobcenter><unfug/><exporte/>'), ("und", "<jobcenter>A & B</jobcenter>")):
            write(self.path(name + ".xml"), '<auftrag version="1">%s</auftrag>' % text)
        write(self.path("leer.xml"), "")
        write(self.path("fremd.xsl"), '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
                                      '<xsl:template match="/"><document lang="de" title="x"><title>x</title><unfug/></document>'
                                      '</xsl:template></xsl:stylesheet>')
        write(self.path("vorlage.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><exporte ordner="exporte"/><berichte>'
                                        '<bericht name="monatsbericht" vorlage="fremd.xsl"/></berichte></auftrag>')
        write(self.path("kurz.txt"), "kurz")
        write(self.path("kurz.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><namen schluessel="kurz.txt">pseudonym</namen>'
                                     '<exporte ordner="exporte"/></auftrag>')

    def test_the_table_is_whole(self):
        listed, there = {row[:2] for row in table()}, calls()
        self.assertEqual(sorted(there - listed), [], "messages without a line in messages.txt (--missing prints them)")
        self.assertEqual(sorted(listed - there), [], "lines without a message")
        self.assertEqual(len(listed), len(table()), "a line stands twice")
        unreachable = [row for row in table() if row[2].startswith("not from outside: ")]
        self.assertLessEqual(len(unreachable), MOST_UNREACHABLE)

    def test_every_way(self):
        self.prepare()
        for file, message, how in table():
            with self.subTest(file=file, message=message):
                kind, _, rest = how.partition(": ")
                if kind == "run":
                    done = call(*shlex.split(rest), cwd=self.dir)
                    self.assertNotEqual(done.code, 0)
                    self.assertRegex(done.err, pattern(message))
                    self.assertRegex(done.err, "; erwartet: |Abhilfe: ")
                elif kind == "test":
                    path, _, words = rest.partition(": ")
                    with open(os.path.join(ROOT, path), encoding="utf-8") as handle:
                        self.assertTrue(words in handle.read(), "%s asks for no „%s“" % (path, words))
                    self.assertIn(words, message)
                else:
                    self.assertIn(kind, ("passed on", "not from outside"))


if __name__ == "__main__":
    if sys.argv[1:] == ["--missing"]:
        for file, message in sorted(calls() - {row[:2] for row in table()}):
            print("%s | %s | " % (file, message))
    else:
        program.main()
