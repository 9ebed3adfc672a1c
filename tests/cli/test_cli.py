#!/usr/bin/env python3
"""The program from outside (spec 5): commands, options, exit codes, messages, what a run leaves.

    python3 test_cli.py PROGRAM [unittest arguments]
"""

import collections
import datetime
import glob
import hashlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import threading
import time
import unittest
import xml.etree.ElementTree as ElementTree

import program
from program import ANOTHER, ANOTHERS, CONTACTS, CUSTOMERS, ROOT, RULE_SETS, SAMPLE, VERDICTS, Case, call, customers, read_csv, write


class Usage(Case):
    def test_help(self):
        done = self.good(call("--help"))
        for word in ("report", "evaluate", "check", "rules list", "rules show", "--rules", "--as-of", "--replace"):
            self.assertIn(word, done.text)
        self.assertEqual(done.err, "")

    def test_version(self):
        done = self.good(call("--version"))
        self.assertRegex(done.text, r"^kontaktdichte \d+\.\d+\.\d+\nGebaut mit: .+\nSchutz im Lauf: .+\n"
                                    r"Bibliotheken: libharu [\d.]+, zlib .+, utf8proc [\d.]+\n$")

    def test_wrong_usage(self):
        exports = self.exports()
        for words in ([], ["berichte", exports], ["report"], ["report", exports, "mehr"], ["rules"], ["rules", "show"],
                      ["report", exports, "--nichts"], ["report", exports, "--lead", "bald"],
                      ["report", exports, "--lead", "-1"], ["report", exports, "--threads", "0"],
                      ["report", exports, "--as-of", "31.02.2024"], ["report", exports, "--bad-lines", "2"],
                      ["report", exports, "--out"], ["report", exports], ["evaluate", exports]):
            with self.subTest(words=words):
                done = call(*words)
                self.refused(done, 2, r"^kontaktdichte: .+; erwartet: .+")
                self.assertEqual(done.out, b"")

    def test_the_wrong_word_is_named(self):
        exports = self.exports()
        for words, pattern in ((["evaluate", exports, "--foo"], "unbekannte Option „--foo“"),
                               (["evaluate", "--foo=3", exports], "unbekannte Option „--foo=3“"),
                               (["evaluate", exports, "-x"], "unbekannte Option „-x“"),
                               (["evaluate", exports, "-xy", "--quiet"], "unbekannte Option „-xy“"),
                               (["evaluate", exports, "--quiet", "--rules"], "Wert fehlt zu „--rules“"),
                               (["evaluate", exports, "--quiet=1"], "„--quiet=1“: diese Option hat keinen Wert"),
                               (["evaluate", exports, "--ou"], "unbekannte Option „--ou“; erwartet: .*„--out“ oder „--output“")):
            self.refused(call(*words), 2, pattern)
        self.assertTrue(self.refused(call("rules", "list", "x"), 2, "zu viel").endswith("erwartet: kontaktdichte rules list"))

    def test_commands_take_no_foreign_options(self):
        exports = self.exports()
        for words in (["check", exports, "--output", self.path("c")], ["report", exports, "--output", self.path("c")],
                      ["rules", "list", "--output", self.path("c")], ["evaluate", exports, "--format", "csv"],
                      ["check", exports, "--format", "csv"], ["rules", "list", "--format", "html"],
                      ["check", exports, "--quiet", "--verbose"], ["job", "init", exports, "--lead", "3"]):
            with self.subTest(words=words):
                self.refused(call(*words), 2, "kontaktdichte: ")
        self.assertEqual(os.listdir(self.dir), ["in"])
        self.good(call("check", exports))  # needs no rule set
        self.good(call("rules", "list", "--quiet"))


class Rules(Case):
    def test_list(self):
        lines = self.good(call("rules", "list")).text.splitlines()
        self.assertEqual([line.split()[0] for line in lines], RULE_SETS)

    def test_show(self):
        for name in RULE_SETS:
            text = self.good(call("rules", "show", name)).text
            self.assertGreater(len(text.splitlines()), 20)
            path = os.path.join(ROOT, "rules", name + ".xml")
            self.assertEqual(self.good(call("rules", "show", path)).text, text)

    def test_unknown(self):
        for words in (["rules", "show", "aa91"], ["evaluate", self.exports(), "--rules", "aa91"],
                      ["report", self.exports(), "--rules", "../rules/aa90"], ["rules", "show", ""]):
            line = self.refused(call(*words), 5, r"Regelwerk „.*“ nicht gefunden")
            for name in RULE_SETS:
                self.assertIn(name, line)

    def test_data_dir(self):
        data = self.path("data")
        shutil.copytree(os.path.join(ROOT, "rules"), os.path.join(data, "rules"))
        self.refused(call("rules", "list", "--data-dir", data), 5, "keine Regelwerke und Vorlagen")
        shutil.copytree(os.path.join(ROOT, "templates"), os.path.join(data, "templates"))
        os.rename(os.path.join(data, "rules", "aa90.xml"), os.path.join(data, "rules", "hier.xml"))
        self.assertIn("hier", call("rules", "show", "aa90", "--data-dir", data).err)

    MUTATIONS = [
        ("not well-formed", "</regelwerk>", ""),
        ("unknown element", "<regeln>", "<regeln><unfug/>"),
        ("unknown attribute", '<regelwerk id="aa90"', '<regelwerk farbe="rot" id="aa90"'),
        ("no id", ' id="aa90"', ""),
        ("no rules", None, None),
        ("unknown word", "<status>arbeitsuchend</status>", "<status>arbeitssuchend</status>"),
        ("unknown profile", "<profillage>I</profillage>", "<profillage>K</profillage>"),
        ("unreadable span", 'alle="12 Monate"', 'alle="12 Jahre"'),
        ("span of nothing", 'alle="12 Monate"', 'alle="0 Monate"'),
        ("unknown note kind", "<vermerkart>Beratungsvermerk</vermerkart>", "<vermerkart>Beratung</vermerkart>"),
        ("impossible day", '<gueltigkeit angegeben="nein">', '<gueltigkeit angegeben="ja" von="2023-02-30">'),
        ("an entity", "<titel>", '<titel>&nichts;'),
        ("an external entity", '<?xml version="1.0" encoding="UTF-8"?>',
         '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY e SYSTEM "/etc/hostname">]>'),
        ("a bomb", '<?xml version="1.0" encoding="UTF-8"?>',
         '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE x [<!ENTITY a0 "%s">%s]>' % (
             "x" * 1000, "".join('<!ENTITY a%d "%s">' % (i, "&a%d;" % (i - 1) * 50) for i in range(1, 12)))),
        ("bytes that are no UTF-8", "Kundenkontaktdichtekonzept", b"\xff\xfe"),
    ]

    def test_broken_files(self):
        with open(os.path.join(ROOT, "rules", "aa90.xml"), "rb") as handle:
            good = handle.read()
        for name, old, new in self.MUTATIONS:
            with self.subTest(mutation=name):
                if old is None:
                    text = re.sub(b"<regeln>.*</regeln>", b"<regeln></regeln>", good, flags=re.S)
                else:
                    text = good.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1)
                if name == "an external entity":
                    text = text.replace(b"<titel>", b"<titel>&e;")
                if name == "a bomb":
                    text = text.replace(b"<titel>", b"<titel>&a11;")
                self.assertNotEqual(text, good)
                path = self.path("kaputt.xml")
                write(path, text)
                done = call("rules", "show", path, timeout=20)
                self.assertEqual(done.code, 5, done)
                self.assertRegex(done.err.splitlines()[0], "^" + re.escape(path) + r":\d+: .+")
                self.assertEqual(done.out, b"")
                self.assertEqual(self.evaluate(self.exports(), rules=path).code, 5)

    def test_no_rule_files(self):
        for content in (b"", b"\n", b"<regelwerk/>", b"kein XML", b"\x00" * 100, b"<a>" * 100000):
            write(self.path("x.xml"), content)
            done = call("rules", "show", self.path("x.xml"), timeout=20)
            self.assertEqual(done.code, 5, done)
            self.assertTrue(done.err.startswith(self.path("x.xml")), done)
        self.assertEqual(call("rules", "show", self.dir).code, 5)


class Inputs(Case):
    def test_missing_files(self):
        for stem in ("kunden", "kontakte"):
            exports = self.exports(stem, **{stem: None})
            for command in ("report", "evaluate", "check"):
                where = ["--out", self.path("out")] if command == "report" else []
                done = call(command, exports, "--rules", "aa90", "--as-of", "2023-11-30", *where)
                self.assertEqual(done.code, 4, done)
                self.assertIn(os.path.join(exports, stem + ".csv"), done.err)
                self.assertEqual(done.out, b"")
        self.assertFalse(os.path.exists(self.path("out")))

    def test_pipes_are_refused(self):
        exports = self.exports(kontakte=None)
        os.mkfifo(self.path("in", "kontakte.csv"))
        self.refused(self.evaluate(exports, timeout=20), 4, "kontakte.csv: ist keine Datei")

    def test_no_folder(self):
        for exports in (self.path("nichts"), self.path("in", "kunden.csv"), "", "/dev/null"):
            self.exports()  # a file is taken as a job, and is none
            self.assertIn(self.evaluate(exports).code, (4, 5), exports)

    def test_missing_column(self):
        exports = self.exports(kunden="Kundennummer;Status;Betreuung seit;Haarfarbe\n")
        line = self.refused(self.evaluate(exports), 4, r"^.*/kunden\.csv:1: .*„Geburtsdatum“.*; erwartet: ")
        for word in ("Kundennummer", "Status", "Betreuung seit", "Haarfarbe"):
            self.assertIn(word, line)

    def test_unreadable_forms(self):
        for name, content in (("empty", b""), ("utf16", "Kundennummer;Geburtsdatum\n".encode("utf-16")),
                              ("binary", os.urandom(5000)), ("nul", b"\0" * 5000), ("html", b"<!DOCTYPE html><p>Anmeldung"),
                              ("zip", b"PK\x03\x04" + os.urandom(2000)), ("quotes", b'"' * 70000)):
            with self.subTest(name=name):
                exports = self.exports(name, kunden=content)
                self.assertEqual(self.evaluate(exports).code, 4)

    def test_broken_optional_file(self):
        for stem in ("mitarbeiter", "ausnahmen", "abwesenheiten", "termine"):
            done = self.evaluate(self.exports(stem, **{stem: "Unfug\n1\n"}))
            self.refused(done, 4, r"/%s\.csv:1: " % stem)

    def test_nobody(self):
        exports = self.exports(kunden=CUSTOMERS, kontakte=ANOTHERS)
        self.assertEqual(self.good(self.evaluate(exports, "--accept-mismatch")).text, program.COLUMNS + "\n")
        self.good(self.report(exports, "--accept-mismatch"))
        exports = self.exports(kunden=CUSTOMERS + "K1;01.01.1980;arbeitslos;01.01.2024;T\n", kontakte=ANOTHERS)
        self.assertEqual(self.good(self.evaluate(exports)).text, program.COLUMNS + "\n")

    def test_other_line_ends(self):
        """Old Macintosh line ends: no line may vanish without a word."""
        exports = self.exports(kontakte=(CONTACTS + "K1;01.11.2023;Beratungsvermerk;persönlich\n").replace("\n", "\r"))
        done = self.evaluate(exports)
        rows = read_csv(done.out) if done.code == 0 else []
        self.assertTrue(done.code == 4 or (rows and rows[0]["Letzter Kontakt"] == "2023-11-01"), done)

    def test_swallowed_lines(self):
        """A quotation mark that nobody closes must not take the lines behind it along."""
        exports = self.exports(
            kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit;Notiz\n"
                   'K1;01.01.1980;arbeitslos;01.01.2020;"5 Zoll\n' + "".join(
                       "K%d;01.01.1980;arbeitslos;01.01.2020;x\n" % i for i in range(2, 41))
                   + 'K41;01.01.1980;arbeitslos;01.01.2020;"gut"\n',
            kontakte=CONTACTS + "".join("K%d;01.11.2023;Beratungsvermerk;persönlich\n" % i for i in range(1, 42)))
        rows = read_csv(self.good(self.evaluate(exports, "--bad-lines", "1")).out)
        self.assertEqual(len(rows), 40)

    def test_history_and_order(self):
        exports = self.exports(
            kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit;Gültig ab;Team\n"
                   "B;01.01.1980;arbeitslos;01.01.2020;01.06.2023;neu\nA;01.01.1980;arbeitslos;01.01.2020;;A\n"
                   "B;01.01.1980;arbeitslos;01.01.2020;;alt\n", kontakte=ANOTHERS)
        rows = read_csv(self.good(self.evaluate(exports)).out)
        self.assertEqual([(r["Kundennummer"], r["Team"]) for r in rows], [("B", "neu"), ("A", "A")])


class BadLines(Case):
    def bad_exports(self, bad, good):
        notes = "".join("K%d;01.11.2023;Beratungsvermerk;persönlich\n" % i for i in range(1, good + 1))
        return self.exports(kunden=CUSTOMERS + customers(good) + "".join(
            "X%d;31.02.1980;arbeitslos;01.01.2020;T\n" % i for i in range(bad)), kontakte=CONTACTS + (notes or ANOTHER))

    def test_limit(self):
        self.good(self.evaluate(self.bad_exports(1, 99)))  # one in a hundred is not above
        done = self.evaluate(self.bad_exports(1, 98))
        line = self.refused(done, 3, r"^.*/kunden\.csv:100: 1 von 99 .*: kein gültiges Datum .*Geburtsdatum.*; erwartet: ein Tag")
        self.assertNotIn("--bad-lines", line)  # raising the limit is not the cure
        self.assertIn("  Abhilfe: kontaktdichte check ", done.err)
        self.assertEqual(done.out, b"")
        self.good(self.evaluate(self.bad_exports(1, 1), "--bad-lines", "0.5"))
        self.assertEqual(self.evaluate(self.bad_exports(1, 999), "--bad-lines", "0").code, 3)
        self.good(self.evaluate(self.bad_exports(0, 2), "--bad-lines", "0"))
        self.good(self.evaluate(self.bad_exports(5, 0), "--bad-lines", "1"))

    def test_any_file_counts(self):
        for stem, text in (("kontakte", CONTACTS + "K1;;x;y\n"), ("mitarbeiter", "Kürzel\n;\nA\nA\n"),
                           ("ausnahmen", "Kundennummer;Von;Art\nK1;;JBA\n"), ("abwesenheiten", "Kürzel;Von;Bis\nA;1;2\n"),
                           ("termine", "Kundennummer;Beginn\nK1;morgen\n")):
            exports = self.exports(stem, **{stem: text})
            self.refused(self.evaluate(exports), 3, r"/%s\.csv:\d+: " % stem)
            self.assertEqual(call("check", exports).code, 3)

    def test_unknown_customers_stay_outside(self):
        exports = self.exports(kontakte=CONTACTS + "X9;01.11.2023;Beratungsvermerk;persönlich\n" * 50)
        self.good(self.report(exports, "--bad-lines", "0"))
        rows = read_csv(self.path("out", "2023-11-30", "abgelehnt.csv"))
        self.assertEqual({(r["Datei"], r["Grund"], r["Wert"]) for r in rows}, {("kontakte.csv", "unbekannter Kunde", "X9")})
        self.assertEqual([r["Zeile"] for r in rows], [str(i) for i in range(2, 52)])

    def test_report_leaves_the_lists_alone(self):
        exports = self.bad_exports(1, 2)
        done = self.report(exports)
        self.assertEqual(done.code, 3, done)
        self.assertEqual(sorted(os.listdir(self.path("out"))), ["2023-11-30.fehler"])
        names = set(os.listdir(self.path("out", "2023-11-30.fehler")))
        self.assertLessEqual({"abgelehnt.csv", "hinweise.csv"}, names)
        self.assertLessEqual(names, {"abgelehnt.csv", "hinweise.csv", "SHA256SUMS"})
        rows = read_csv(self.path("out", "2023-11-30.fehler", "abgelehnt.csv"))
        self.assertEqual([(r["Datei"], r["Zeile"], r["Spalte"], r["Wert"]) for r in rows],
                         [("kunden.csv", "4", "Geburtsdatum", "31.02.1980")])
        self.assertEqual(self.report(exports).code, 3)  # again, and with a good run beside it
        self.good(self.report(exports, "--bad-lines", "1"))
        self.assertEqual(self.report(exports).code, 3)
        self.assertTrue(os.path.exists(self.path("out", "2023-11-30", "monatsbericht.pdf")))

    def test_every_line_is_used_or_named(self):
        """On the sample: read = used + rejected, and every rejected line stands in abgelehnt.csv once."""
        self.good(self.report(SAMPLE))
        listed = collections.Counter(r["Datei"] for r in read_csv(self.path("out", "2023-11-30", "abgelehnt.csv")))
        record = ElementTree.parse(self.path("out", "2023-11-30", "lauf.xml")).getroot()
        for entry in record.findall("eingabe"):
            rejected = int(entry.get("abgelehnt")) + int(entry.get("unbekannte-kunden"))
            footers = int(entry.get("fusszeilen"))
            self.assertEqual(int(entry.get("zeilen")),
                             int(entry.get("verwendet")) + rejected + footers + int(entry.get("doppelt")))
            self.assertEqual(listed[entry.get("name")], rejected + footers)

    def test_check(self):
        exports = self.bad_exports(1, 99)
        done = call("check", exports, "--rules", "aa90", "--as-of", "2023-11-30")
        self.assertEqual(done.code, 1, done)
        text = done.text
        self.assertIn("Abgelehnte Zeilen: 1\n  1 × kein gültiges Datum", text)
        self.assertIn("kunden.csv:101: kein gültiges Datum (TT.MM.JJJJ oder JJJJ-MM-TT), Spalte „Geburtsdatum“: „31.02.1980“", text)
        self.assertIn("ausnahmen.csv: nicht geliefert", text)
        self.assertEqual(sorted(os.listdir(self.dir)), ["in"])

    def test_empty_fields_show_no_encoding(self):
        """Many of them do not outvote one name in Windows-1252."""
        kunden = "Kundennummer;Nachname;Geburtsdatum;Status;Betreuung seit;Betreuung bis;BG-Nummer\n" + "".join(
            "K%d;%s;01.01.1980;arbeitslos;01.01.2020;;\n" % (i, "Müller" if i == 7 else "Meier") for i in range(100))
        text = call("check", self.exports(kunden=kunden.encode("cp1252"))).text
        self.assertIn("kunden.csv (Windows-1252): 100 Zeilen, davon 100 verwendet, 0 nicht brauchbar", text)

    def test_a_separator_that_is_none(self):
        """One fault, not one for each column that seems to be missing."""
        for sign in "|^~":
            exports = self.exports(kunden=(CUSTOMERS + customers(2)).replace(";", sign))
            done = call("check", exports)
            self.refused(done, 4, r"kunden\.csv:1: die Kopfzeile ist ein einziges Feld.*; erwartet: das Trennzeichen .*; hier trennt „%s“" % re.escape(sign))
            self.assertEqual((done.text + done.err).count("Kundennummer"), 1, done)
        write(self.path("auftrag.xml"), '<auftrag version="1"><jobcenter>J</jobcenter><exporte ordner="in">\n'
                                        '<datei art="kunden" pfad="kunden.csv" trennzeichen="Komma"/>\n'
                                        '<datei art="kontakte" pfad="kontakte.csv"/></exporte></auftrag>')
        self.exports()
        self.refused(call("check", self.path("auftrag.xml")), 4, r"auftrag\.xml:2: .*Trennzeichen .*; erwartet: trennzeichen=\"Semikolon\"")

    def test_exports_changed_over(self):
        exports = self.exports(kunden=CONTACTS + "K1;01.11.2023;Beratungsvermerk;persönlich\n")
        self.assertIn("die Spalten sehen aus wie die von kontakte.csv", call("check", exports).text)

    def test_check_of_many(self):
        """A summary first, then at most 20 of a kind; --verbose: all."""
        exports = self.bad_exports(30, 3000)
        words = ["check", exports, "--bad-lines", "1"]
        text = self.assert_code(call(*words), 1).text
        self.assertEqual(text.count("31.02.1980"), 20)
        self.assertIn("  … und 10 weitere: --verbose\n", text)
        self.assertLess(text.index("Abgelehnte Zeilen: 30"), text.index("31.02.1980"))
        text = self.assert_code(call(*words, "--verbose"), 1).text
        self.assertEqual(text.count("31.02.1980"), 30)
        self.assertNotIn("weitere", text)

    def test_findings_are_no_faults_of_the_data(self):
        exports = self.exports(kunden=CUSTOMERS.replace("Team", "Team;Betreuer;Profillage;Schulpflichtig;Abschlussjahr") +
                               "K1;01.01.1980;arbeitslos;01.01.2020;T;A;M;nein;nein\n",
                               mitarbeiter="Kürzel\nA\n",
                               kontakte=CONTACTS + "K1;01.11.2023;Beratungsvermerk;schriftlich\nK1;02.11.2023;Beratungsvermerk;persönlich\n")
        text = self.good(call("check", exports, "--rules", "aa90", "--as-of", "2023-11-30")).text
        self.assertIn("Hinweise: 0\n", text)
        self.assertRegex(text, r"Befunde: [1-9]")

    def test_doubts_stand_apart(self):
        """First in the summary and no hints; that the exports do not reach the day leaves the exit code alone."""
        exports = self.exports(kunden=CUSTOMERS.replace("Team", "Team;Betreuer;Profillage;Schulpflichtig;Abschlussjahr") + "".join(
            "K%d;%02d.01.1980;arbeitslos;01.01.2020;T;A;M;nein;nein\n" % (i, i % 28 + 1) for i in range(30)), mitarbeiter="Kürzel\nA\n",
            kontakte=CONTACTS + "".join("K%d;%02d.10.2023;Beratungsvermerk;persönlich\n" % (i, i % 28 + 1) for i in range(30)))
        text = self.good(call("check", exports, "--rules", "aa90", "--as-of", "2023-12-31")).text
        self.assertIn("\nZweifel: 1\n  1 × Vermerke enden lange vor dem Stichtag oder beginnen erst danach\nAbgelehnte Zeilen: 0\nHinweise: 0\n", text)
        self.assertNotIn("Zweifel", self.good(call("check", exports)).text)

    def test_check_looks_at_all_that_report_uses(self):
        exports = self.exports(mitarbeiter="Kürzel\nA\n")
        write(self.path("thema.xml"), "<theme/>")
        job = ('<auftrag version="1"><jobcenter>J</jobcenter><bundesland name="Bayern"/><regelwerk>aa90</regelwerk>'
               '%s<exporte ordner="in"/>%s</auftrag>')
        write(self.path("auftrag.xml"), job % ("<thema>thema.xml</thema>", '<archiv ordner="früher"/><ausgabe ordner="in/kunden.csv"/>'))
        text = self.assert_code(call("check", self.path("auftrag.xml"), "--as-of", "2023-11-30"), 1).text
        self.assertIn("Was report sonst braucht: 3 Fehler", text)
        for word in ("thema.xml", "früher: der Ordner mit den Läufen früherer Monate ist nicht da", "hier kann report nicht schreiben"):
            self.assertIn(word, text)
        self.assertEqual(sorted(os.listdir(self.dir)), ["auftrag.xml", "in", "thema.xml"])

    def test_a_reader_who_has_seen_enough(self):
        for words in (["check", SAMPLE, "--verbose"], ["evaluate", SAMPLE], ["list", SAMPLE]):
            with subprocess.Popen([program.program] + words + ["--rules", "aa90", "--as-of", "2023-11-30"],
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
                process.stdout.read(10)
                process.stdout.close()
                err = process.stderr.read().decode()
            self.assertEqual(process.returncode, 1 if words[0] == "check" else 0, err)
            self.assertNotIn("geschrieben", err)


class Output(Case):
    def test_columns(self):
        done = self.good(self.evaluate(SAMPLE, rules="uelzen-ga-08-2019"))
        self.assertTrue(done.text.startswith(program.COLUMNS + "\n"))
        self.assertNotIn("\r", done.text)
        self.assertTrue(done.text.endswith("\n"))
        for row in read_csv(done.out):
            self.assertIn(row["Urteil"], VERDICTS)
            self.assertEqual(len(row), 26)

    def test_which_fields_are_empty(self):
        """Spec 5.2, for every row of the sample under every rule set."""
        late = program.COLUMNS.split(";")[9:19]
        for rules in RULE_SETS:
            for row in read_csv(self.good(self.evaluate(SAMPLE, rules=rules)).out):
                with self.subTest(rules=rules, row=row):
                    if row["Urteil"] in ("unklar", "ohne_vorgabe", "nicht_geregelt"):
                        self.assertEqual([row[c] for c in late], [""] * 10)
                        self.assertEqual(row["Individuell"], "nein")
                        continue
                    exempt = row["Urteil"] == "ausgenommen"
                    self.assertEqual(row["Regel"] != "" and row["Fundstelle"] != "", True)
                    for column in ("Fällig", "Tage überfällig", "Frist aus", "Pausentage"):
                        self.assertEqual(row[column] == "", exempt, column)
                    self.assertEqual(row["Ausgenommen bis"] != "", exempt)
                    self.assertIn(row["Nächster persönlich"], ("ja", "nein"))
                    self.assertGreaterEqual(int(row["Gefordert"]), 1)
                    self.assertEqual(row["Urteil"] in ("nie", "neu"), row["Letzter Kontakt"] == "" and not exempt)
                    if not exempt:
                        days = (datetime.date(2023, 11, 30) - datetime.date.fromisoformat(row["Fällig"])).days
                        self.assertEqual(int(row["Tage überfällig"]), max(days, 0))
                        self.assertEqual(row["Urteil"] in ("nie", "ueberfaellig"), days > 0)

    def test_output_file(self):
        self.good(self.evaluate(SAMPLE, "--output", self.path("e.csv"), umask=0))
        with open(self.path("e.csv"), "rb") as handle:
            self.assertEqual(handle.read(), self.evaluate(SAMPLE).out)
        self.assertEqual(stat.S_IMODE(os.stat(self.path("e.csv")).st_mode), 0o600)
        self.good(self.evaluate(self.exports(), "--output", self.path("e.csv")))  # may be written again
        self.assertEqual(len(read_csv(self.path("e.csv"))), 2)
        self.assertEqual(sorted(os.listdir(self.dir)), ["e.csv", "in"])

    def test_output_that_cannot_be_written(self):
        exports = self.exports()
        for path in (self.path("none", "e.csv"), self.path("in"), "/proc/e.csv"):
            done = self.evaluate(exports, "--output", path)
            self.assertEqual(done.code, 6, done)
            self.assertIn(path, done.err)
        self.assertEqual(os.listdir(self.dir), ["in"])

    def test_full_disk(self):
        """/dev/full through a link, so that no test can harm the device itself."""
        os.symlink("/dev/full", self.path("full"))
        done = self.evaluate(self.exports(), "--output", self.path("full"))
        self.assertTrue(os.path.islink(self.path("full")), "the link was replaced by a file")
        self.assertEqual(done.code, 6, done)

    def test_output_to_a_pipe(self):
        os.mkfifo(self.path("pipe"))
        got = []
        reader = threading.Thread(target=lambda: got.append(open(self.path("pipe"), "rb").read()), daemon=True)
        reader.start()
        done = self.evaluate(self.exports(), "--output", self.path("pipe"))
        self.assertTrue(stat.S_ISFIFO(os.stat(self.path("pipe")).st_mode), "the pipe was replaced by a file")
        self.good(done)
        reader.join(10)
        self.assertEqual(got, [self.evaluate(self.path("in")).out])

    def test_standard_output_full(self):
        exports = self.exports()
        for words in (["evaluate", exports, "--rules", "aa90"], ["check", exports], ["rules", "list"],
                      ["rules", "show", "aa90"], ["--help"], ["--version"]):
            with self.subTest(words=words), open("/dev/full", "wb") as full:
                self.assertEqual(call(*words, stdout=full).code, 6)

    def test_broken_pipe(self):
        process = subprocess.Popen([program.program, "evaluate", SAMPLE, "--rules", "aa90", "--as-of", "2023-11-30"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read()
        process.stderr.close()
        code = process.wait(30)
        self.assertIn(code, (0, 6), err)  # no signal, no crash

    def test_threads(self):
        expected = self.good(self.evaluate(SAMPLE, "--threads", "1")).out
        for threads in ("2", "3", "64"):
            self.assertEqual(self.good(self.evaluate(SAMPLE, "--threads", threads)).out, expected)

    def test_default_day(self):
        """The last day of the month before today."""
        today = datetime.date.today()
        last = today.replace(day=1) - datetime.timedelta(days=1)
        if datetime.date.today() != today:
            self.skipTest("midnight")
        exports = self.exports()
        self.good(call("report", exports, "--rules", "aa90", "--out", self.path("out")))
        self.assertEqual(os.listdir(self.path("out")), [last.isoformat()])
        self.assertEqual(self.good(call("evaluate", exports, "--rules", "aa90")).out,
                         self.good(self.evaluate(exports, day=last.isoformat())).out)
        self.assertEqual(self.good(self.evaluate(exports, day=last.strftime("%d.%m.%Y"))).out,
                         self.good(self.evaluate(exports, day=last.isoformat())).out)

    def test_lead(self):
        exports = self.exports(kontakte=CONTACTS + "K1;10.06.2023;Beratungsvermerk;persönlich\n")  # due on 10.12.
        for lead, verdict in (("9", "erfuellt"), ("10", "faellig"), ("3660", "faellig")):
            rows = read_csv(self.good(self.evaluate(exports, "--lead", lead)).out)
            self.assertEqual(rows[0]["Urteil"], verdict)

    def test_quiet_and_verbose(self):
        exports = self.exports(kunden=CUSTOMERS.replace("Team", "Team;Haarfarbe") + customers(2))
        self.assertEqual(self.good(self.evaluate(exports, "--quiet")).err, "")
        self.assertIn("Haarfarbe", self.good(self.evaluate(exports, "--verbose")).err)
        self.assertNotIn("Haarfarbe", self.good(self.evaluate(exports)).err)
        self.assertIn("Spalte „Haarfarbe“", self.assert_code(call("check", exports), 1).text)

    def test_nothing_personal_in_the_log(self):
        exports = self.exports(kunden="Kundennummer;Nachname;Geburtsdatum;Status;Betreuung seit;Team\n"
                                      "K471100;Geheimrat;31.02.1980;arbeitslos;01.01.2020;T\n"
                                      "K471101;Geheimrat;01.01.1980;arbeitslos;01.01.2020;T\n")
        for done in (self.report(exports, "--verbose"), self.report(exports, "--verbose", "--bad-lines", "1"),
                     self.evaluate(exports, "--verbose", "--bad-lines", "1")):
            for word in ("K4711", "Geheimrat", "1980"):
                self.assertNotIn(word, done.err)


FORMULAS = ["=1+1", "+49 5821", "@SUM(A1)", "-2+3", "=HYPERLINK(\"http://x\";\"y\")", "\tTab", "-5", "+5", "-1.234,5"]


class Formulas(Case):
    def setUp(self):
        super().setUp()
        lines = "".join('"%s";01.01.1980;arbeitslos;01.01.2020;"%s"\n' % (("K%d" % i), f.replace('"', '""'))
                        for i, f in enumerate(FORMULAS))
        bad = "".join('X;01.01.1980;arbeitslos;"%s";T\n' % f.replace('"', '""') for f in FORMULAS)
        odd = "".join('Y%d;01.01.1980;"%s";01.01.2020;T\n' % (i, f.replace('"', '""')) for i, f in enumerate(FORMULAS))
        self.good(self.report(self.exports(kunden=CUSTOMERS + lines + bad + odd), "--bad-lines", "1"))
        self.run_dir = self.path("out", "2023-11-30")

    def expected(self):
        trimmed = [f.strip() for f in FORMULAS]
        return [f if re.fullmatch(r"[+-]?[0-9.,]+", f) or f[0] not in "=+-@\t\r" else "'" + f for f in trimmed]

    def test_data_is_verbatim(self):
        rows = read_csv(os.path.join(self.run_dir, "ergebnis.csv"))
        self.assertEqual([r["Team"] for r in rows[:len(FORMULAS)]], [f.strip() for f in FORMULAS])
        self.assertEqual([r["Status"] for r in rows[len(FORMULAS):]], [f.strip() for f in FORMULAS])

    def test_lists_are_defused(self):
        rejected = read_csv(os.path.join(self.run_dir, "abgelehnt.csv"))
        self.assertEqual([r["Wert"] for r in rejected], self.expected())
        hints = [r for r in read_csv(os.path.join(self.run_dir, "hinweise.csv")) if r["Spalte"] == "Status"]
        self.assertEqual([r["Wert"] for r in hints], self.expected())
        for row in rejected + hints:
            for cell in row.values():
                self.assertFalse(cell and cell[0] in "=@\t\r", cell)

    def test_reports_hold_them_as_text(self):
        names = glob.glob(os.path.join(self.run_dir, "monatsbericht", "*"))
        self.assertEqual(len(names), 2 * (len(FORMULAS) + 1))
        for name in names:
            self.assertRegex(os.path.basename(name), r"^[0-9A-Za-z_-]+\.(html|pdf)$")


class TeamNames(Case):
    def test_file_names(self):
        """Names of teams become file names: never a path, never two the same (case apart)."""
        teams = ["../../etc", "a/b", "A/B", "a\\b", "con", "CON", ".", "..", "~", "ohne Team", "Ä", "AE", "Ae", "😀", "x" * 300,
                 "x" * 301, "nul.txt", "SHA256SUMS", "-", "--help", "a\u0308", "ß", "ss", "‮evil", "日本"]
        lines = "".join("K%d;01.01.1980;arbeitslos;01.01.2020;%s\n" % (i, t) for i, t in enumerate(teams))
        notes = "".join("K%d;01.11.2023;Beratungsvermerk;persönlich\n" % i for i in range(len(teams)))
        self.good(self.report(self.exports(kunden=CUSTOMERS + lines + "K99;01.01.1980;arbeitslos;01.01.2020;\n",
                                           kontakte=CONTACTS + notes)))
        names = os.listdir(self.path("out", "2023-11-30", "monatsbericht"))
        self.assertEqual(len(names), len({n.lower() for n in names}))
        distinct = {t if t != "a\u0308" else "ä" for t in teams if t != "-"}  # that is a mark for nothing
        self.assertEqual(len(names), 2 * (len(distinct) + 1))
        for name in names:
            self.assertRegex(name, r"^[0-9A-Za-z_-]+\.(html|pdf)$")
            self.assertLess(len(name), 256)
        self.assertEqual(os.listdir(self.path("out")), ["2023-11-30"])


class Publishing(Case):
    def test_a_run(self):
        self.good(self.report(SAMPLE, umask=0))
        run = self.path("out", "2023-11-30")
        for name in ("monatsbericht.html", "monatsbericht.pdf", "ergebnis.csv", "ergebnis.xml", "abgelehnt.csv",
                     "hinweise.csv", "lauf.xml", "SHA256SUMS"):
            self.assertTrue(os.path.getsize(os.path.join(run, name)), name)
        self.assertEqual(os.listdir(self.path("out")), ["2023-11-30"])
        listed = {}
        with open(os.path.join(run, "SHA256SUMS"), encoding="utf-8") as handle:
            for line in handle:
                digest, name = line.rstrip("\n").split("  ", 1)
                listed[name] = digest
        found = program.files_below(run)
        del found["SHA256SUMS"]
        self.assertEqual({n: hashlib.sha256(b).hexdigest() for n, b in found.items()}, listed)
        done = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], cwd=run, stdout=subprocess.PIPE)
        self.assertEqual((done.returncode, done.stdout), (0, b""))
        for folder, _, names in os.walk(self.path("out")):
            self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode), 0o700, folder)
            for name in names:
                self.assertEqual(stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode), 0o600, name)

    def test_ergebnis_is_what_evaluate_gives(self):
        self.good(self.report(SAMPLE))
        with open(self.path("out", "2023-11-30", "ergebnis.csv"), "rb") as handle:
            self.assertEqual(handle.read(), self.evaluate(SAMPLE).out)

    def test_never_overwritten(self):
        exports = self.exports()
        self.good(self.report(exports))
        before = program.files_below(self.path("out"))
        line = self.refused(self.report(exports), 6, r"/2023-11-30: .*schon veröffentlicht")
        self.assertIn("--replace", line)
        self.assertEqual(program.files_below(self.path("out")), before)

    def test_replace(self):
        self.good(self.report(self.exports()))
        first = program.files_below(self.path("out", "2023-11-30"))
        other = self.exports("other", kunden=CUSTOMERS + customers(3))
        self.good(self.report(other, "--replace"))
        self.assertEqual(sorted(os.listdir(self.path("out"))), ["2023-11-30", "2023-11-30.alt"])
        self.assertEqual(program.files_below(self.path("out", "2023-11-30.alt")), first)
        self.assertEqual(len(read_csv(self.path("out", "2023-11-30", "ergebnis.csv"))), 3)
        self.good(self.report(other, "--replace"))
        self.assertEqual(len(os.listdir(self.path("out"))), 3)

    def test_out_cannot_be_made(self):
        exports = self.exports()
        write(self.path("file"), "x")
        for out in (self.path("file"), self.path("file", "below"), "/proc/kd", "/dev/null", ""):
            with self.subTest(out=out):
                done = call("report", exports, "--rules", "aa90", "--as-of", "2023-11-30", "--out", out)
                self.assertIn(done.code, (2, 6) if not out else (6,), done)
        self.assertFalse(os.path.exists("/2023-11-30"))

    @unittest.skipIf(os.geteuid() == 0, "root may write anywhere")
    def test_read_only(self):
        os.makedirs(self.path("out"))
        os.chmod(self.path("out"), 0o500)
        self.assertEqual(self.report(self.exports()).code, 6)
        self.assertEqual(os.listdir(self.path("out")), [])

    def test_file_size_limit(self):
        """As on a full disk: exit 6, the folder is as it was."""
        exports = self.exports()
        for blocks in (0, 1, 8, 40):  # of 512 bytes
            done = self.report(exports, before=["sh", "-c", "trap '' XFSZ; ulimit -f %d; exec \"$@\"" % blocks, "sh"])
            with self.subTest(blocks=blocks):
                self.assertEqual(done.code, 6, done)
                self.assertEqual(os.listdir(self.path("out")), [])

    def test_killed(self):
        """At whatever moment: afterwards there is the whole run, or none under its name; the next run works."""
        for delay in (0.0, 0.02, 0.05, 0.08, 0.11, 0.15, 0.2, 0.3):
            shutil.rmtree(self.path("out"), ignore_errors=True)
            process = subprocess.Popen([program.program, "report", SAMPLE, "--rules", "aa90", "--as-of", "2023-11-30",
                                        "--out", self.path("out")], stderr=subprocess.DEVNULL)
            time.sleep(delay)
            process.send_signal(signal.SIGKILL)
            process.wait()
            run = self.path("out", "2023-11-30")
            if os.path.exists(run):
                done = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=run, stdout=subprocess.PIPE)
                self.assertEqual(done.returncode, 0)
        self.good(self.report(SAMPLE, "--replace"))

    def test_two_at_once(self):
        """One is published, the other says so; with --replace both are, one beside the other."""
        def start(*more):
            return subprocess.Popen([program.program, "report", SAMPLE, "--rules", "aa90", "--as-of", "2023-11-30", "--out",
                                     self.path("out")] + list(more), stderr=subprocess.DEVNULL)
        codes = sorted(p.wait(60) for p in [start() for _ in range(3)])
        self.assertEqual(codes, [0, 6, 6])
        codes = [p.wait(60) for p in [start("--replace") for _ in range(3)]]
        names = sorted(os.listdir(self.path("out")))
        self.assertEqual(names[0], "2023-11-30")
        self.assertEqual(len(names), 1 + codes.count(0))
        for name in names:
            done = subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], cwd=self.path("out", name),
                                  stdout=subprocess.PIPE)
            self.assertEqual(done.returncode, 0, name)

    def test_record(self):
        exports = self.exports()
        self.good(self.report(exports, "--jobcenter", "Jobcenter <Ö> & \"Co\"", "--lead", "7"))
        record = ElementTree.parse(self.path("out", "2023-11-30", "lauf.xml")).getroot()
        self.assertRegex(record.get("kennung"), r"^[0-9a-f]{12}$")
        self.assertEqual(record.findtext("jobcenter"), "Jobcenter <Ö> & \"Co\"")
        self.assertEqual(record.findtext("stichtag"), "2023-11-30")
        with open(os.path.join(exports, "kunden.csv"), "rb") as handle:
            digest = hashlib.sha256(handle.read()).hexdigest()
        self.assertEqual(record.find("eingabe[@name='kunden.csv']").get("sha256"), digest)
        with open(os.path.join(ROOT, "rules", "aa90.xml"), "rb") as handle:
            self.assertEqual(record.find("regelwerk").get("sha256"), hashlib.sha256(handle.read()).hexdigest())
        # what pages depend on and is not the program's: each font that can lend a character, patterns, colour profile
        for file in ["fonts/truetype/noto/NotoSans%s.ttf" % kind for kind in ("-Regular", "-Bold", "-Italic", "Symbols2-Regular", "Math-Regular",
                                                                              "Symbols-Regular")] + ["hyphen/hyph_de_DE.dic", "color/icc/sRGB.icc"]:
            with open(os.path.join("/usr/share", file), "rb") as handle:
                self.assertEqual(record.find("datei[@name='%s']" % os.path.basename(file)).get("sha256"),
                                 hashlib.sha256(handle.read()).hexdigest())
        text = str(program.files_below(self.path("out", "2023-11-30"))["lauf.xml"])
        for secret in (self.dir, socket.gethostname()):
            self.assertNotIn(secret, text)

    def test_run_id(self):
        """The same from the same; another from other parameters or inputs."""
        exports, ids = self.exports(), []
        for i, more in enumerate(([], ["--threads", "1"], ["--lead", "7"], ["--jobcenter", "X"], ["--bad-lines", "0.5"])):
            self.good(self.report(exports, *more, out=self.path("out%d" % i)))
            record = ElementTree.parse(self.path("out%d" % i, "2023-11-30", "lauf.xml")).getroot()
            ids.append(record.get("kennung"))
        self.assertEqual(ids[0], ids[1])
        self.assertEqual(len(set(ids)), 4)


class Results(Case):
    """ergebnis.xml and its schemas; its sums counted again from ergebnis.csv."""

    @classmethod
    def setUpClass(cls):
        cls.xmllint, cls.jing = shutil.which("xmllint"), shutil.which("jing")

    def validate(self, schema, path):
        if self.xmllint:
            done = subprocess.run([self.xmllint, "--noout", "--nonet", "--relaxng", schema, path], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT)
            self.assertEqual(done.returncode, 0, done.stdout.decode("utf-8", "replace")[:2000])
        if self.jing:
            done = subprocess.run([self.jing, schema, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(done.returncode, 0, done.stdout.decode("utf-8", "replace")[:2000])
        if not self.xmllint and not self.jing:
            self.skipTest("neither xmllint nor jing")

    def test_rule_sets_are_valid(self):
        for name in RULE_SETS:
            self.validate(os.path.join(ROOT, "rules", "regelwerk.rng"), os.path.join(ROOT, "rules", name + ".xml"))

    def counts(self, rows, keys):
        found = collections.Counter()
        for row in rows:
            found[tuple(key(row) for key in keys)] += 1
        return found

    # What ergebnis.csv tells of each grouping; caseworkers' teams stand in mitarbeiter.csv.
    GROUPINGS = {
        "gesamt": [lambda r: ""],
        "profillage": [lambda r: {"": "ohne Profillage"}.get(r["Profillage"], r["Profillage"])
                       if r["Profillage"] in ["", *"MAFESUIZ"] else "unbekannte Profillage"],
        "alter": [lambda r: r["Altersgruppe"]],
        "regel": [lambda r: r["Regel"]],
    }

    def groups(self, results, by):
        area = results.find("bereich[@art='jobcenter']")
        return area.find("gruppen[@nach='%s']" % by).findall("gruppe")

    def assert_group(self, group, rows):
        count = collections.Counter(r["Urteil"] for r in rows)
        self.assertEqual(int(group.find("kunden").get("wert")), len(rows))
        self.assertEqual({u.get("code"): int(u.get("wert")) for u in group.findall("urteil")},
                         {code: count[code] for code in VERDICTS})
        part = count["erfuellt"] + count["faellig"]
        whole = part + count["ueberfaellig"] + count["nie"]
        rate = group.find("quote")
        self.assertEqual((int(rate.get("zaehler")), int(rate.get("nenner"))), (part, whole))
        if whole:
            tenths = (part * 2000 + whole) // (whole * 2)
            self.assertEqual(rate.get("text"), "%d,%d\u00a0%%" % (tenths // 10, tenths % 10))
        else:
            self.assertEqual(rate.get("text"), "–")
            self.assertIsNone(rate.get("prozent"))
        unclear = group.find("quote-unklar")
        self.assertEqual((int(unclear.get("zaehler")), int(unclear.get("nenner"))), (part, whole + count["unklar"]))
        days = [int(r["Tage überfällig"]) for r in rows if r["Urteil"] in ("ueberfaellig", "nie")]
        self.assertEqual(int(group.find("ueber-der-frist").get("wert")), len(days))
        if days:
            self.assertEqual(int(group.find("tage").get("hoechst")), max(days))
            self.assertAlmostEqual(float(group.find("tage").get("mittel")), sum(days) / len(days), places=3)
        late = [int(r["Tage überfällig"]) for r in rows if r["Urteil"] == "ueberfaellig"]
        self.assertEqual(sum(int(d.get("wert")) for d in group.findall("dauer")), len(late))

    def test_sums(self):
        staff = {r["Kürzel"]: r["Team"] for r in read_csv(os.path.join(SAMPLE, "mitarbeiter.csv"))}
        for rules in RULE_SETS:
            out = self.path(rules)
            self.good(self.report(SAMPLE, rules=rules, out=out))
            path = os.path.join(out, "2023-11-30", "ergebnis.xml")
            self.validate(os.path.join(ROOT, "templates", "ergebnis.rng"), path)
            results = ElementTree.parse(path).getroot()
            rows = read_csv(os.path.join(out, "2023-11-30", "ergebnis.csv"))
            for by, (key,) in self.GROUPINGS.items():
                parts = collections.defaultdict(list)
                for row in rows:
                    parts[key(row)].append(row)
                groups = self.groups(results, by)
                with self.subTest(rules=rules, by=by):
                    seen = {g.get("kennung") or (g.get("name") if by != "gesamt" else ""): g for g in groups}
                    self.assertEqual(sum(int(g.find("kunden").get("wert")) for g in groups), len(rows))
                    if by == "regel":  # whom no rule fits may stand in more than one way
                        parts.pop("", None)
                    for name, part in parts.items():
                        self.assert_group(seen[name], part)
            teams = collections.defaultdict(list)
            for row in rows:
                teams[row["Team"] or staff.get(row["Betreuer"], "") or ""].append(row)
            with self.subTest(rules=rules, by="team"):
                groups = self.groups(results, "team")
                self.assertEqual({g.get("kennung") for g in groups}, set(teams))
                for group in groups:
                    self.assert_group(group, teams[group.get("kennung")])
            with self.subTest(rules=rules, by="team-profillage"):
                groups = self.groups(results, "team-profillage")
                self.assertEqual(sum(int(g.find("kunden").get("wert")) for g in groups), len(rows))

    def test_every_grouping_has_everybody_once(self):
        self.good(self.report(SAMPLE))
        results = ElementTree.parse(self.path("out", "2023-11-30", "ergebnis.xml")).getroot()
        n = len(read_csv(self.path("out", "2023-11-30", "ergebnis.csv")))
        groupings = results.find("bereich[@art='jobcenter']").findall("gruppen")
        self.assertGreaterEqual(len(groupings), 8)
        for grouping in groupings:
            with self.subTest(by=grouping.get("nach")):
                total = collections.Counter()
                for group in grouping.findall("gruppe"):
                    total["kunden"] += int(group.find("kunden").get("wert"))
                    for verdict in group.findall("urteil"):
                        total["urteile"] += int(verdict.get("wert"))
                self.assertEqual(total, {"kunden": n, "urteile": n})

    def test_small_and_odd(self):
        """Nobody, one person, names full of mark-up: the results stay valid."""
        odd = "<&>\"'\u00a0]]> – ä"
        for i, kunden in enumerate((CUSTOMERS, CUSTOMERS + customers(1),
                                    CUSTOMERS + 'K1;01.01.1980;arbeitslos;01.01.2020;"%s"\n' % odd.replace('"', '""'))):
            out = self.path("out%d" % i)
            self.good(self.report(self.exports(kunden=kunden, kontakte=ANOTHERS), "--jobcenter", odd,
                                  "--accept-mismatch", out=out))
            self.validate(os.path.join(ROOT, "templates", "ergebnis.rng"), os.path.join(out, "2023-11-30", "ergebnis.xml"))
            ElementTree.parse(os.path.join(out, "2023-11-30", "lauf.xml"))

    def test_names_of_the_jobcenter(self):
        """A name that no XML can hold is a wrong option; a blank one is none."""
        exports = self.exports()
        for i, name in enumerate((b"\xff\xfe", b"a\x01b", b"\n", b"  ", b"", b"x" * 5000)):
            with self.subTest(name=name[:10]):
                out = self.path("out%d" % i)
                done = self.report(exports, "--jobcenter", os.fsdecode(name), out=out)
                self.assertIn(done.code, (0, 2), done)
                if done.code == 0:
                    self.validate(os.path.join(ROOT, "templates", "ergebnis.rng"),
                                  os.path.join(out, "2023-11-30", "ergebnis.xml"))

    def test_control_characters(self):
        """Characters that XML does not have, in a name that goes there."""
        kunden = CUSTOMERS.encode() + b"K1;01.01.1980;arbeitslos;01.01.2020;A\x01B\x0b\x1f\x7fC\n"
        kunden += "K2;01.01.1980;arbeitslos;01.01.2020;\ufffe\uffffX\n".encode()
        done = self.report(self.exports(kunden=kunden, kontakte=ANOTHERS), "--bad-lines", "1")
        self.good(done)
        self.validate(os.path.join(ROOT, "templates", "ergebnis.rng"), self.path("out", "2023-11-30", "ergebnis.xml"))


class Pathological(Case):
    """Inputs that make bad algorithms quadratic end; how fast is for the benchmark, a machine may be busy."""

    LINES = 20000
    HANGS = 900  # seconds

    def day(self, i):
        return (datetime.date(1950, 1, 1) + datetime.timedelta(days=i)).isoformat()

    def assert_ends(self, exports, command="evaluate", rules="ba-arbeitshilfe"):
        try:
            done = call(command, exports, "--rules", rules, "--as-of", "2023-11-30", "--bad-lines", "1",
                        timeout=self.HANGS)
        except subprocess.TimeoutExpired:
            self.fail("%s takes more than %d s" % (command, self.HANGS))
        self.assertIn(done.code, (0, 1) if command == "check" else (0,), done)

    def one(self, states=None, contacts=None, exceptions=None):
        head = "Kundennummer;Geburtsdatum;Status;Betreuung seit;Gültig ab;Profillage\n"
        files = {"kunden": head + (states or "K1;01.01.1940;arbeitslos;1950-01-01;;M\n"),
                 "kontakte": CONTACTS.replace("\n", ";Gesprächspartner\n") + (contacts or "")}
        if exceptions:
            files["ausnahmen"] = "Kundennummer;Von;Bis;Art;Intervall\n" + exceptions
        return self.exports(**files)

    def notes(self, partner="IFK"):
        return "".join("K1;%s;Beratungsvermerk;persönlich;%s\n" % (self.day(self.LINES - i), partner)
                       for i in range(self.LINES))

    def test_history(self):
        states = "".join("K1;01.01.1940;%s;1950-01-01;%s;%s\n" % (["arbeitslos", "arbeitsuchend"][i // 40 % 2], self.day(i),
                                                                 "MAFESUIZ"[i % 8]) for i in range(self.LINES))
        exports = self.one(states, self.notes())
        for rules in RULE_SETS:
            self.assert_ends(exports, rules=rules)

    def test_notes_in_reverse(self):
        self.assert_ends(self.one(contacts=self.notes()), "check")

    def test_same_key_day(self):
        self.assert_ends(self.one("K1;01.01.1940;arbeitslos;1950-01-01;;M\n" * self.LINES,
                                  "K1;01.11.2023;Beratungsvermerk;persönlich;\n"))

    def test_suspending_exceptions(self):
        lines = "".join("K1;%s;%s;Gutachten;\n" % (self.day(2 * i), self.day(2 * i)) for i in range(10000))
        self.assert_ends(self.one(contacts=self.notes(), exceptions=lines), "check")

    def test_intervals(self):
        lines = "".join("K1;%s;%s;Einzelfall;%d Tage\n" % (self.day(i), self.day(i + 3000 * (i % 2)), i % 50 + 1)
                        for i in range(2000))
        exports = self.one(contacts=self.notes(), exceptions=lines)
        self.assert_ends(exports)
        self.assert_ends(exports, "check")

    def test_open_suspensions(self):
        lines = "".join("K1;%s;;Gutachten;\n" % self.day(i) for i in range(5000))
        self.assert_ends(self.one(contacts=self.notes(), exceptions=lines), "check")

    def test_jba(self):
        lines = "".join("K1;%s;%s;JBA;\n" % (self.day(2 * i), self.day(2 * i)) for i in range(10000))
        self.assert_ends(self.one(contacts=self.notes("Bezirk"), exceptions=lines))

    def test_quotes(self):
        """Lines of nothing but quotation marks, and a file that opens a quotation mark on every line."""
        for line in ('"\n', '"""\n', 'K1;"\n', '";"\n'):
            exports = self.exports(kontakte=CONTACTS + line * 60000)
            self.assert_ends(exports)

    def test_many_teams(self):
        lines = "".join("K%d;01.01.1980;arbeitslos;01.01.2020;Team %d\n" % (i, i) for i in range(20000))
        notes = "".join("K%d;01.11.2023;Beratungsvermerk;persönlich\n" % i for i in range(20000))
        self.assert_ends(self.exports(kunden=CUSTOMERS + lines, kontakte=CONTACTS + notes), "check")


if __name__ == "__main__":
    program.main()
