#!/usr/bin/env python3
"""Tests of the oracle itself: the examples of the specification and cases worked out by hand.

    python3 -m unittest tests/oracle/test_oracle.py      (or run this file)
"""

import contextlib
import datetime
import io
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import compare                    # noqa: E402
import generate as generator      # noqa: E402
import oracle                     # noqa: E402

D = datetime.date.fromisoformat
OLD, YOUNG = "01.01.1980", "01.01.2005"


class Folder(unittest.TestCase):
    """Writes exports from short descriptions and evaluates them."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="oracle-")
        self.addCleanup(shutil.rmtree, self.folder)

    def write(self, name, header, rows):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8", newline="") as handle:
            handle.write("\n".join([header] + rows) + "\n")

    def rows(self, rules, day, lines, contacts=(), exceptions=None, staff=None, lead=14):
        """lines: "born|status|profile|caseworker|seit|bis|ab[|schulpflichtig|abschlussjahr]";
        contacts: "date[|mode[|partner[|note]]]"; exceptions: "von|bis|art[|intervall]"."""
        self.write("kunden.csv", "Kundennummer;Geburtsdatum;Status;Profillage;Betreuer;"
                   "Betreuung seit;Betreuung bis;Gültig ab;Schulpflichtig;Abschlussjahr",
                   ["1;" + ";".join((line.split("|") + ["", ""])[:9]) for line in lines])
        made = []
        for contact in contacts:
            parts = contact.split("|")
            parts += ["persönlich", "", "Beratungsvermerk"][len(parts) - 1:]
            made.append("1;%s;%s;%s;%s" % (parts[0], parts[3], parts[1], parts[2]))
        self.write("kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner", made)
        if exceptions is not None:
            self.write("ausnahmen.csv", "Kundennummer;Von;Bis;Art;Intervall",
                       ["1;" + ";".join((e.split("|") + [""])[:4]) for e in exceptions])
        if staff is not None:
            self.write("mitarbeiter.csv", "Kürzel;Funktion", staff)
        self.data = oracle.Data(self.folder, limit=2)
        return oracle.evaluate(self.data, oracle.RULE_SETS[rules], D(day), lead)

    def row(self, *arguments, **named):
        rows = self.rows(*arguments, **named)
        self.assertEqual(len(rows), 1)
        return rows[0]

    def check(self, row, verdict, due=None, source=None, **more):
        self.assertEqual(row["Urteil"], verdict, row)
        if due is not None:
            self.assertEqual((row["Fällig"], row["Frist aus"]), (due, source), row)
        for name, value in more.items():
            self.assertEqual(row[name.replace("_", " ")], value, row)


class Months(unittest.TestCase):
    def test_months(self):
        def months(day, n, times=1):
            return oracle.plus(D(day), oracle.Span(n, "months"), times).isoformat()
        self.assertEqual(months("2023-08-31", 6), "2024-02-29")     # the specification's own
        self.assertEqual(months("2022-08-31", 6), "2023-02-28")
        self.assertEqual(months("2024-01-31", 1), "2024-02-29")
        self.assertEqual(months("2024-02-29", 1), "2024-03-29")
        self.assertEqual(months("2024-02-29", 12), "2025-02-28")
        self.assertEqual(months("2023-11-30", 1), "2023-12-30")
        self.assertEqual(months("2023-12-31", 2), "2024-02-29")
        self.assertEqual(months("2023-11-15", 2), "2024-01-15")
        # 2 x 1 month = 2 months, not a month and another
        self.assertEqual(months("2024-01-31", 1, 2), "2024-03-31")

    def test_other_spans(self):
        self.assertEqual(oracle.plus(D("2024-02-01"), oracle.Span(4, "weeks")), D("2024-02-29"))
        self.assertEqual(oracle.plus(D("2024-02-01"), oracle.Span(28, "days")), D("2024-02-29"))

    def test_birthday(self):
        self.assertEqual(oracle.twenty_fifth_birthday(D("2000-02-29")), D("2025-03-01"))
        self.assertEqual(oracle.twenty_fifth_birthday(D("2000-02-28")), D("2025-02-28"))


class Reading(Folder):
    def test_days(self):
        for text in ("05.03.2024", "2024-03-05", "05.03.2024 08:30", "2024-03-05T08:30",
                     " 05.03.2024 "):
            self.assertEqual(oracle.read_day(text), D("2024-03-05"))
        self.assertIsNone(oracle.read_day("  "))
        for text in ("31.02.2024", "29.02.2023", "2023-13-01", "01.01.1899", "2200-01-01",
                     "gestern", "2024-03"):
            with self.assertRaises(oracle.Bad):
                oracle.read_day(text)

    def test_spans(self):
        self.assertEqual(oracle.read_span("6 Wochen"), oracle.Span(6, "weeks"))
        self.assertEqual(oracle.read_span(" 2 MONATE "), oracle.Span(2, "months"))
        self.assertEqual(oracle.read_span("28 Tage"), oracle.Span(28, "days"))
        self.assertEqual(oracle.read_span("1 Monat"), oracle.Span(1, "months"))
        self.assertIsNone(oracle.read_span(""))
        with self.assertRaises(oracle.Bad):
            oracle.read_span("oft")

    def test_words(self):
        row = self.row("aa90", "2023-12-31",
                       [OLD + "| ARBEITSLOS |marktprofil||2023-12-01||"], ["05.12.2023| Persönlich"])
        self.check(row, "erfuellt", "2024-06-05", "regel", Status="arbeitslos", Profillage="M")
        row = self.row("aa90", "2023-12-31", [OLD + "|||KEY|2023-12-01||"])
        self.check(row, "neu", "2024-12-01", "regel", Status="nicht gesetzt", Profillage="", Regel="2",
                   Betreuer="KEY")
        row = self.row("aa90", "2023-12-31", [OLD + "|Ruhend|K||2023-12-01||"])
        self.check(row, "unklar", Status="Ruhend", Profillage="K", Regel="", Individuell="nein",
                   Gefordert="", Gezählte_Kontakte="", Pausentage="")

    def test_lines(self):
        self.write("kunden.csv", "\ufeff status ,BETREUUNG SEIT,Geburtsdatum,Kundennummer,Team,x",
                   ["arbeitslos,2023-01-01,1980-01-01,7,\"a;b,\"\"c\"\"\nd\",",
                    "arbeitslos,2023-01-01,1980-01-01,007,,",       # another customer
                    "arbeitslos,2023-01-01,1980-02-30,8,,",         # bad
                    "arbeitslos,2023-01-01,1980-01-01,9,,",
                    "arbeitsuchend,2023-01-01,1980-01-01,9,,"])     # duplicate key
        self.write("kontakte.csv", "Kundennummer;Datum;Vermerkart;Kontaktart", [])
        data = oracle.Data(self.folder, limit=2)
        self.assertEqual(list(data.customers), ["7", "007", "9"])
        rows = oracle.evaluate(data, oracle.RULE_SETS["aa90"], D("2023-03-01"))
        self.assertEqual(oracle.as_csv(rows).split("\n", 1)[1],
                         '7;"a;b,""c""\nd";;Ü25;arbeitslos;;6;nein;neu;2023-07-01;0;0;1;;;nein;;'
                         'regel;0;;aa90;"a;b,""c""\nd";nein;;;\n'
                         '007;;;Ü25;arbeitslos;;6;nein;neu;2023-07-01;0;0;1;;;nein;;regel;0;;aa90;ohne Team;nein;;;\n'
                         '9;;;Ü25;arbeitslos;;6;nein;neu;2023-07-01;0;0;1;;;nein;;regel;0;;aa90;ohne Team;nein;;;\n')
        with self.assertRaises(oracle.Refused) as caught:
            oracle.Data(self.folder)
        self.assertEqual(caught.exception.code, 3)

    def test_end_before_beginning_and_missing_column(self):
        self.assertEqual(self.rows("aa90", "2023-03-01",
                                   [OLD + "|arbeitslos|||2023-02-01|2023-01-31|"]), [])
        self.write("kunden.csv", "Kundennummer;Geburtsdatum;Betreuung seit", [])
        with self.assertRaises(oracle.Refused) as caught:
            oracle.Data(self.folder)
        self.assertEqual(caught.exception.code, 4)


class Care(Folder):
    def start(self, day, *lines):
        rows = self.rows("aa90", day, lines)
        if not rows:
            return None
        return oracle.Case(self.data, "1", oracle.RULE_SETS["aa90"], D(day)).a.isoformat()

    def test_population(self):
        line = OLD + "|arbeitslos|||2023-03-10|2023-03-20|"
        self.assertIsNone(self.start("2023-03-09", line))
        self.assertEqual(self.start("2023-03-10", line), "2023-03-10")
        self.assertEqual(self.start("2023-03-20", line), "2023-03-10")
        self.assertIsNone(self.start("2023-03-21", line))

    def test_line_before_the_first_key_day(self):
        # valid from a day after S: before the first key day the earliest line holds
        self.assertEqual(self.start("2023-03-09", OLD + "|arbeitslos|||2023-03-01||2023-05-01"),
                         "2023-03-01")

    def test_gap(self):
        for seit, start in (("2023-05-02", "2023-01-01"),     # 01.04. is A - 31: joined
                            ("2023-05-03", "2023-05-03")):    # one day more
            self.assertEqual(self.start("2023-06-01", OLD + "|arbeitslos|||2023-01-01|2023-04-01|",
                                        OLD + "|arbeitslos|||%s||" % seit), start)

    def test_gaps_in_a_row_and_overlap(self):
        lines = [OLD + "|arbeitslos|||2022-01-01|2022-01-31|",
                 OLD + "|arbeitslos|||2022-03-01|2022-03-31|",       # 29 days on
                 OLD + "|arbeitslos|||2022-03-15|2022-05-31|",       # overlaps
                 OLD + "|arbeitslos|||2022-06-15||"]
        self.assertEqual(self.start("2022-07-01", *lines), "2022-01-01")
        # never closed: an end that is empty joins whatever comes
        lines = [OLD + "|arbeitslos|||2020-01-01||", OLD + "|arbeitslos|||2022-06-15||"]
        self.assertEqual(self.start("2022-07-01", *lines), "2020-01-01")

    def test_end_as_known_on_s(self):
        # the line of 01.05. tells the end of the first period; before, it was open
        lines = [OLD + "|arbeitslos|||2020-01-01||",
                 OLD + "|arbeitslos|||2020-01-01|2021-01-01|2022-08-01",
                 OLD + "|arbeitslos|||2022-06-15||"]
        self.assertEqual(self.start("2022-07-31", *lines), "2020-01-01")
        # from 01.08. on it has ended, long before the second began, which goes on
        self.assertEqual(self.start("2022-08-01", *lines), "2022-06-15")
        lines[1] = OLD + "|arbeitslos|||2020-01-01|2021-01-01|2022-06-01"
        self.assertEqual(self.start("2022-07-31", *lines), "2022-06-15")


class WhichRule(Folder):
    def rule(self, rules, line, staff=None, day="2023-12-20"):
        row = self.row(rules, day, [line + "|2023-12-01||"], staff=staff)
        return row["Regel"], row["Urteil"]

    def test_aa90(self):
        def flags(text):
            row = self.row("aa90", "2023-12-31", [YOUNG + "||||2023-12-01|||" + text])
            return row["Regel"], row["Urteil"]
        self.assertEqual(flags("ja|nein"), ("1", "ohne_vorgabe"))
        self.assertEqual(flags("x|"), ("1", "ohne_vorgabe"))
        self.assertEqual(flags("ja|ja"), ("2", "neu"))
        self.assertEqual(flags("|"), ("2", "neu"))
        self.assertEqual(flags("vielleicht|"), ("2", "neu"))
        self.assertEqual(self.rule("aa90", OLD + "|arbeitsuchend|I|"), ("3", "neu"))
        self.assertEqual(self.rule("aa90", OLD + "|arbeitsuchend||"), ("4", "neu"))
        self.assertEqual(self.rule("aa90", OLD + "|arbeitsuchend|?|"), ("", "unklar"))
        self.assertEqual(self.rule("aa90", YOUNG + "|arbeitslos|?|"), ("5", "neu"))
        self.assertEqual(self.rule("aa90", OLD + "|arbeitslos|?|"), ("6", "neu"))

    def test_birthday(self):
        line = "29.02.2000|arbeitslos|||2025-02-01||"
        self.assertEqual(self.row("aa90", "2025-02-28", [line])["Regel"], "5")
        row = self.row("aa90", "2025-03-01", [line])
        self.assertEqual((row["Regel"], row["Altersgruppe"]), ("6", "Ü25"))

    def test_uelzen(self):
        ident = "uelzen-ga-08-2019"
        self.assertEqual(self.rule(ident, YOUNG + "|arbeitslos|Z|"), ("1", "neu"))
        self.assertEqual(self.rule(ident, OLD + "|arbeitslos|Z|"), ("2", "neu"))
        self.assertEqual(self.rule(ident, OLD + "|?|Z|"), ("2", "neu"))
        self.assertEqual(self.rule(ident, YOUNG + "|?|Z|"), ("", "unklar"))
        self.assertEqual(self.rule(ident, OLD + "|?|M|"), ("", "unklar"))
        self.assertEqual(self.rule(ident, OLD + "|arbeitslos||"), ("3", "neu"))
        self.assertEqual(self.rule(ident, OLD + "|arbeitsuchend||"), ("4", "nicht_geregelt"))
        self.assertEqual(self.rule(ident, OLD + "|arbeitsuchend|?|"), ("", "unklar"))

    def test_ba_and_moenchengladbach(self):
        self.assertEqual(self.rule("ba-arbeitshilfe", OLD + "|||"), ("10", "unklar"))
        self.assertEqual(self.rule("ba-arbeitshilfe", OLD + "||?|"), ("", "unklar"))
        self.assertEqual(self.rule("ba-arbeitshilfe", YOUNG + "||?|"), ("1", "neu"))
        ident, staff = "moenchengladbach-2012", ["a;Fallmanagement", "b;", "c;?"]
        self.assertEqual(self.rule(ident, OLD + "||M|a", staff), ("1", "ohne_vorgabe"))
        self.assertEqual(self.rule(ident, OLD + "||M|b", staff),
                         ("3", "nie"))      # not seen within ten working days
        self.assertEqual(self.rule(ident, OLD + "|||b", staff), ("7", "unklar"))
        for caseworker in ("c", "d", "", "A"):
            self.assertEqual(self.rule(ident, OLD + "||M|" + caseworker, staff), ("", "unklar"))
        os.remove(os.path.join(self.folder, "mitarbeiter.csv"))
        self.assertEqual(self.rule(ident, OLD + "||M|b"), ("", "unklar"))


class Stretch(Folder):
    def first(self, day, lines, exceptions=None, rules="aa90"):
        self.rows(rules, day, lines, exceptions=exceptions)
        case = oracle.Case(self.data, "1", oracle.RULE_SETS[rules], D(day))
        return case.first_day(D(day)).isoformat()

    def test_interruption(self):
        def lines(back):
            return [OLD + "|arbeitslos|||2020-01-01||", OLD + "|arbeitsuchend|||2020-01-01||2023-05-01",
                    OLD + "|arbeitslos|||2020-01-01||" + back]
        self.assertEqual(self.first("2023-12-31", lines("2023-06-01")), "2020-01-01")   # 31 days
        self.assertEqual(self.first("2023-12-31", lines("2023-06-02")), "2023-06-02")   # 32 days
        self.assertEqual(self.first("2023-05-31", lines("2023-06-01")), "2023-05-01")

    def test_interruption_of_several_parts(self):
        lines = [OLD + "|arbeitslos|||2020-01-01||", OLD + "|?|||2020-01-01||2023-05-01",
                 OLD + "|arbeitsuchend|||2020-01-01||2023-05-20", OLD + "|arbeitslos|||2020-01-01||2023-06-01",
                 OLD + "|arbeitsuchend|||2020-01-01||2023-06-05", OLD + "|arbeitslos|||2020-01-01||2023-07-06"]
        self.assertEqual(self.first("2023-12-31", lines), "2020-01-01")
        lines[5] = OLD + "|arbeitslos|||2020-01-01||2023-07-07"
        self.assertEqual(self.first("2023-12-31", lines), "2023-07-07")

    def test_no_requirement_is_not_joined(self):
        lines = [OLD + "|arbeitsuchend|||2020-01-01||", OLD + "|arbeitslos|||2020-01-01||2023-05-01",
                 OLD + "|arbeitsuchend|||2020-01-01||2023-05-03"]
        self.assertEqual(self.first("2023-12-31", lines, rules="uelzen-ga-08-2019"), "2023-05-03")

    def test_individual_interval(self):
        line = [OLD + "|arbeitslos|||2020-01-01||"]
        self.assertEqual(self.first("2023-06-10", line, ["2023-06-01|2023-06-10|Einzelfall|1 Monat"]),
                         "2023-06-01")
        self.assertEqual(self.first("2023-07-02", line, ["2023-06-01|2023-07-01|Einzelfall|1 Monat"]),
                         "2020-01-01")              # over after 31 days
        self.assertEqual(self.first("2023-07-03", line, ["2023-06-01|2023-07-02|Einzelfall|1 Monat"]),
                         "2023-07-03")
        # the same words, but another line of ausnahmen.csv
        self.assertEqual(self.first("2023-07-03", line, ["2023-06-01|2023-06-20|Einzelfall|1 Monat",
                                                         "2023-06-21||Einzelfall|1 Monat"]), "2023-06-21")


class Contacts(Folder):
    def test_before_the_beginning(self):
        line = [OLD + "|arbeitslos|||2023-03-10||"]
        row = self.row("aa90", "2023-03-20", line, ["2023-02-07"])     # A - 31
        self.check(row, "erfuellt", "2023-09-10", "regel", Letzter_Kontakt="2023-02-07",
                   Gezählte_Kontakte="1")
        row = self.row("aa90", "2023-09-10", line, ["2023-02-07"])     # taken as held on A
        self.check(row, "faellig", "2023-09-10", "regel", Gezählte_Kontakte="1")
        row = self.row("aa90", "2023-03-20", line, ["2023-02-06"])
        self.check(row, "neu", "2023-09-10", "regel", Letzter_Kontakt="", Gezählte_Kontakte="0")

    def test_two_before_the_beginning_are_two(self):
        row = self.row("ba-arbeitshilfe", "2023-03-20", [OLD + "||S||2023-03-10||"],
                       ["2023-03-01", "2023-03-10"])
        self.check(row, "erfuellt", "2023-09-10", "regel", Gezählte_Kontakte="2", Gefordert="2")

    def test_kinds(self):
        line = [OLD + "|arbeitslos|||2023-03-10||"]
        for contact, counts in (("2023-03-15|telefonisch", False), ("2023-03-15|video", False),
                                ("2023-03-15|persönlich|Berufsberatung", True),
                                ("2023-03-15|persönlich|bfm", True),
                                ("2023-03-15|persönlich|Bezirk", False),
                                ("2023-03-15|persönlich|Arzt", False),
                                ("2023-03-15|persönlich||Allgemeiner Vermerk", False),
                                ("2023-03-15|persönlich||beratungsvermerk ZUR Standortbestimmung", True),
                                ("2023-03-20", True), ("2023-03-21", False)):
            row = self.row("aa90", "2023-03-20", line, [contact])
            self.assertEqual(row["Urteil"] != "neu", counts, contact)
        for rules, mode, counts in (("aa90-2021", "video", True), ("aa90-2021", "telefonisch", True),
                                    ("aa90-2021", "elektronisch", False),
                                    ("uelzen-ga-08-2019", "telefonisch", True),
                                    ("uelzen-ga-08-2019", "video", False)):
            row = self.row(rules, "2023-03-20", line, ["2023-03-15|" + mode])
            self.assertEqual(row["Urteil"] != "neu", counts, (rules, mode))
        row = self.row("uelzen-ga-08-2019", "2023-03-20", line, ["2023-03-15|persönlich|Berufsberatung"])
        self.check(row, "neu")

    def test_bezirk(self):
        line = [OLD + "|arbeitslos|||2023-03-10||"]
        for jba, counts in (("2023-03-15|2023-03-15", True), ("2023-03-16|", False),
                            ("2023-03-01|2023-03-14", False), ("2023-03-01|", True)):
            row = self.row("uelzen-ga-08-2019", "2023-03-20", line, ["2023-03-15|persönlich|Bezirk"],
                           [jba + "|JBA|2 Wochen"])
            self.assertEqual(row["Urteil"] != "neu", counts, jba)
            self.assertEqual(row["Individuell"], "nein")

    def test_one_a_date(self):
        # in person counts before the telephone, whatever comes first in the file
        row = self.row("aa90", "2023-06-15", [YOUNG + "|arbeitslos|||2023-05-01||"],
                       ["2023-06-01|telefonisch", "2023-06-01T10:00", "2023-06-01|telefonisch"])
        self.check(row, "erfuellt", "2023-07-01", "regel", Gezählte_Kontakte="1",
                   **{"Nächster_persönlich": "nein"})


class Base(Folder):
    def test_interval(self):
        line = [OLD + "|arbeitslos|||2023-01-31||"]
        row = self.row("aa90", "2023-07-31", line)
        self.check(row, "neu", "2023-07-31", "regel", Tage_überfällig="0")
        self.check(self.row("aa90", "2023-08-01", line), "nie", "2023-07-31", "regel",
                   Tage_überfällig="1", Letzter_Kontakt="")
        row = self.row("aa90", "2024-02-29", line, ["2023-08-31"])
        self.check(row, "faellig", "2024-02-29", "regel", Gezählte_Kontakte="1")
        row = self.row("aa90", "2024-03-01", line, ["2023-08-31"])
        self.check(row, "ueberfaellig", "2024-02-29", "regel", Gezählte_Kontakte="0", Tage_überfällig="1")

    def test_lead(self):
        line = [OLD + "|arbeitslos|||2023-01-31||"]
        self.check(self.row("aa90", "2023-08-17", line, ["2023-02-28"]), "faellig", "2023-08-28", "regel")
        self.check(self.row("aa90", "2023-08-14", line, ["2023-02-28"]), "faellig")
        self.check(self.row("aa90", "2023-08-13", line, ["2023-02-28"]), "erfuellt")
        self.check(self.row("aa90", "2023-08-13", line, ["2023-02-28"], lead=15), "faellig")
        self.check(self.row("aa90", "2023-08-27", line, ["2023-02-28"], lead=0), "erfuellt")
        self.check(self.row("aa90", "2023-08-28", line, ["2023-02-28"], lead=0), "faellig")

    def test_alternation(self):
        line = [YOUNG + "|arbeitslos|||2023-01-01||"]

        def due(*contacts):
            row = self.row("aa90", "2023-03-01", line, contacts)
            return row["Fällig"], row["Nächster persönlich"]
        self.assertEqual(due(), ("2023-02-01", "nein"))
        self.assertEqual(due("2023-02-10"), ("2023-03-10", "nein"))
        self.assertEqual(due("2023-02-10", "2023-02-20|telefonisch"), ("2023-03-20", "ja"))
        self.assertEqual(due("2023-01-10", "2023-02-20|telefonisch"), ("2023-03-10", "ja"))
        # none in person: 01.01. + 2 months
        self.assertEqual(due("2023-02-20|telefonisch"), ("2023-03-01", "ja"))
        self.assertEqual(due("2023-01-10", "2023-02-10|telefonisch"), ("2023-03-10", "ja"))
        self.assertEqual(due("2023-01-10", "2023-01-20|telefonisch", "2023-02-25"),
                         ("2023-03-25", "nein"))
        # by their own dates: both are held on A, the telephone came after
        self.assertEqual(due("2022-12-20", "2022-12-30|telefonisch"), ("2023-02-01", "ja"))

    def test_count(self):
        line = [OLD + "||F||2023-01-01||"]                      # 3 within 6 months
        row = self.row("ba-arbeitshilfe", "2023-06-30", line, ["2023-02-01", "2023-03-01"])
        self.check(row, "faellig", "2023-07-01", "anlauf", Gezählte_Kontakte="2", Gefordert="3")
        row = self.row("ba-arbeitshilfe", "2023-06-30", line,
                       ["2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01"])
        self.check(row, "erfuellt", "2023-09-01", "regel", Gezählte_Kontakte="4", Gefordert="3")
        row = self.row("ba-arbeitshilfe", "2023-09-02", line,
                       ["2023-02-01", "2023-03-01", "2023-04-01", "2023-05-01"])
        self.check(row, "ueberfaellig", "2023-09-01", "regel", Gezählte_Kontakte="2")
        # k = 1: no run-up
        row = self.row("ba-arbeitshilfe", "2023-06-30", [OLD + "||Z||2023-01-01||"])
        self.check(row, "neu", "2023-07-01", "regel", Gefordert="1")
        row = self.row("ba-arbeitshilfe", "2023-07-02", line)
        self.check(row, "nie", "2023-07-01", "anlauf")

    def test_range(self):
        row = self.row("moenchengladbach-2012", "2023-06-30", [OLD + "||F|a|2023-01-01||"],
                       ["2023-05-31"], staff=["a;IFK"])
        self.check(row, "erfuellt", "2023-08-31", "regel", Kontakt_ab="2023-07-31", Gefordert="1")


class Pauses(Folder):
    LINE = [OLD + "|arbeitslos|||2023-01-01||"]                 # Uelzen: every 3 months

    def due(self, contacts, exceptions, day="2023-12-31"):
        row = self.row("uelzen-ga-08-2019", day, self.LINE, contacts, exceptions)
        return row["Fällig"], row["Pausentage"]

    def test_moves(self):
        seen = ["2023-05-10"]                                   # base 10.08.
        self.assertEqual(self.due(seen, ["2023-06-01|2023-06-10|Gutachten"]), ("2023-08-20", "10"))
        # from the day after ref on
        self.assertEqual(self.due(seen, ["2023-05-01|2023-05-12|Gutachten"]), ("2023-08-12", "2"))
        self.assertEqual(self.due(seen, ["2023-05-01|2023-05-10|Gutachten"]), ("2023-08-10", "0"))
        # on base, and the day after it
        self.assertEqual(self.due(seen, ["2023-08-10|2023-08-10|Gutachten"]), ("2023-08-11", "1"))
        self.assertEqual(self.due(seen, ["2023-08-11|2023-08-20|Gutachten"]), ("2023-08-10", "0"))
        # the base that has grown counts; overlapping days count once
        self.assertEqual(self.due(seen, ["2023-08-01|2023-08-05|Gutachten", "2023-08-03|2023-08-06|Maßnahme",
                                         "2023-08-14|2023-08-14|Einzelfall"]), ("2023-08-17", "7"))
        # touching ones are one: a whole that begins in time counts to its end
        self.assertEqual(self.due(seen, ["2023-08-10|2023-08-12|Gutachten", "2023-08-13|2023-08-31|Maßnahme"]),
                         ("2023-09-01", "22"))
        # JBA, an unknown kind, one with an interval: none suspends
        self.assertEqual(self.due(seen, ["2023-06-01|2023-06-10|JBA", "2023-06-01|2023-06-10|Urlaub"]),
                         ("2023-08-10", "0"))

    def test_day_by_day(self):
        # the same by walking: each paused day in the span adds one day at its end
        rng = random.Random(1)
        for _ in range(200):
            spans = []
            for _ in range(rng.randrange(6)):
                von = D("2023-04-01") + datetime.timedelta(days=rng.randrange(200))
                spans.append((von, von + datetime.timedelta(days=rng.choice((0, 1, 5, 30)))))
            due, days = self.due(["2023-05-10"], ["%s|%s|Gutachten" % span for span in spans])
            base, moved, day = D("2023-08-10"), 0, D("2023-05-11")
            while day <= base:
                if any(von <= day <= bis for von, bis in spans):
                    base += oracle.ONE_DAY
                    moved += 1
                day += oracle.ONE_DAY
            self.assertEqual((due, days), (base.isoformat(), str(moved)), spans)

    def test_exempt(self):
        row = self.row("uelzen-ga-08-2019", "2023-09-30", self.LINE, ["2023-05-10"],
                       ["2023-09-01|2023-09-30|Gutachten", "2023-10-01|2023-10-15|Maßnahme",
                        "2023-10-17||Maßnahme"])
        self.check(row, "ausgenommen", "", "", Ausgenommen_bis="2023-10-15", Gefordert="1",
                   Gezählte_Kontakte="0", Letzter_Kontakt="2023-05-10", Tage_überfällig="",
                   Pausentage="", Kontakt_ab="", **{"Nächster_persönlich": "nein"})
        row = self.row("uelzen-ga-08-2019", "2023-10-17", self.LINE, ["2023-05-10"],
                       ["2023-10-17||Maßnahme"])
        self.check(row, "ausgenommen", Ausgenommen_bis="offen")
        # rule 1 accepts none
        row = self.row("uelzen-ga-08-2019", "2023-02-01", [YOUNG + "|arbeitslos|||2023-01-01||"], [],
                       ["2023-01-02||Maßnahme"])
        self.check(row, "neu", "2023-02-01", "regel", Pausentage="0", Ausgenommen_bis="")

    def test_corridor(self):
        row = self.row("moenchengladbach-2012", "2023-06-30", [OLD + "||F|a|2023-01-01||"], ["2023-04-01"],
                       ["2023-05-10|2023-05-19|Maßnahme", "2023-06-15|2023-06-19|Gutachten"], staff=["a;"])
        # 01.06. moves by 10 to 11.06., which lies before the second; 01.07. by 10 and 5
        self.check(row, "erfuellt", "2023-07-16", "regel", Kontakt_ab="2023-06-11", Pausentage="15")
        self.assertEqual(self.row("moenchengladbach-2012", "2023-06-30", [OLD + "||F|a|2023-01-01||"],
                                  ["2023-04-01"], ["2023-05-10|2023-05-19|Einzelfall"],
                                  staff=["a;"])["Pausentage"], "0")

    def test_alternation(self):
        # probe, rule 6: every 10 weeks, at most 1 by telephone; seen 02.01. (p), rung up 01.03.
        row = self.row("probe", "2023-05-01", self.LINE, ["2023-01-02", "2023-03-01|telefonisch"],
                       ["2023-02-01|2023-03-10|Gutachten"], staff=["a;"])
        self.assertEqual(row["Urteil"], "unklar")               # no caseworker: cannot tell
        line = [OLD + "|arbeitslos|S|a|2023-01-01||"]
        row = self.row("probe", "2023-05-01", line, ["2023-01-02", "2023-03-01|telefonisch"],
                       ["2023-02-01|2023-03-10|Gutachten"], staff=["a;"])
        # 01.03. + 10 weeks = 10.05., moved by 9 (02.03.-10.03.) = 19.05.;
        # 02.01. + 20 weeks = 22.05., moved by 38 = 29.06.
        self.check(row, "erfuellt", "2023-05-19", "regel", Pausentage="9",
                   **{"Nächster_persönlich": "ja"})
        row = self.row("probe", "2023-05-01", line, ["2023-01-02", "2023-03-20|telefonisch"],
                       ["2023-02-01|2023-02-02|Gutachten"], staff=["a;"])
        # 20.03. + 10 weeks = 29.05.; 22.05. moved by 2 = 24.05.
        self.check(row, "erfuellt", "2023-05-24", "regel", Pausentage="2")
        row = self.row("probe", "2023-05-01", line, ["2023-01-02", "2023-03-15|telefonisch"],
                       ["2023-02-01|2023-02-02|Gutachten"], staff=["a;"])
        # 15.03. + 10 weeks = 24.05., not moved, and again 24.05.: "the first where they are equal"
        self.check(row, "erfuellt", "2023-05-24", "regel", Pausentage="0")


class Change(Folder):
    def change(self, day, before, after, since, contacts=(), rules="aa90", exceptions=None, born=YOUNG,
               more=(), staff=None):
        lines = ["%s|%s|2020-01-01||" % (born, before)]
        lines += ["%s|%s|2020-01-01||%s" % (born, what, when) for what, when in more]
        lines += ["%s|%s|2020-01-01||%s" % (born, after, since)]
        return self.row(rules, day, lines, contacts, exceptions, staff=staff)

    SEEKING, UNEMPLOYED = "arbeitsuchend||", "arbeitslos||"

    def test_stricter(self):
        row = self.change("2023-11-15", self.SEEKING, self.UNEMPLOYED, "2023-11-01", ["2023-06-10"])
        self.check(row, "erfuellt", "2023-12-01", "uebergang", Regel="5")

    def test_never_seen(self):
        row = self.change("2023-11-15", self.SEEKING, self.UNEMPLOYED, "2023-11-01")
        self.check(row, "nie", "2020-07-01", "rueckstand")

    def test_looser(self):
        row = self.change("2023-11-15", self.UNEMPLOYED, self.SEEKING, "2023-11-01", ["2023-06-10"])
        self.check(row, "erfuellt", "2023-12-10", "regel")

    def test_after_a_blank(self):
        row = self.change("2023-11-15", self.UNEMPLOYED, self.SEEKING, "2023-11-01", ["2023-06-10"],
                          more=[("?||", "2023-09-01")])
        self.check(row, "erfuellt", "2023-12-10", "regel")
        # stricter after two different blanks (Ü25, BA): S, then unknown, then none, then M;
        # 2 within 6 months until 31.08.: contacts 10.04. and 10.06., prev = 10.10. < E
        row = self.change("2023-11-15", "|S|", "|M|", "2023-11-01", ["2023-04-10", "2023-06-10"],
                          rules="ba-arbeitshilfe", born=OLD,
                          more=[("|?|", "2023-09-01"), ("||", "2023-10-01")])
        self.check(row, "ueberfaellig", "2023-10-10", "rueckstand")
        # nothing but a blank before: base
        row = self.change("2023-11-15", "?||", self.UNEMPLOYED, "2023-11-01", ["2023-06-10"])
        self.check(row, "ueberfaellig", "2023-07-10", "regel")

    def test_contact_in_the_blank(self):
        # seen 10.03.: a talk in the blank counts for the stretch before it: prev = 20.03.2024;
        # base = 20.10. < prev, not seen since E: the later of base and E + W = 01.12.
        row = self.change("2023-12-20", self.SEEKING, self.UNEMPLOYED, "2023-11-01",
                          ["2023-03-10", "2023-09-20"], more=[("?||", "2023-09-01")])
        self.check(row, "ueberfaellig", "2023-12-01", "uebergang")

    def test_bisher(self):
        # seen 10.05.: prev = 10.11. >= E, not seen since: no later than prev
        row = self.change("2023-11-09", self.SEEKING, self.UNEMPLOYED, "2023-11-01", ["2023-05-10"])
        self.check(row, "faellig", "2023-11-10", "bisher")
        # prev = E is not overdue yet
        row = self.change("2023-11-01", self.SEEKING, self.UNEMPLOYED, "2023-11-01", ["2023-05-01"])
        self.check(row, "faellig", "2023-11-01", "bisher")
        row = self.change("2023-11-01", self.SEEKING, self.UNEMPLOYED, "2023-11-01", ["2023-04-30"])
        self.check(row, "ueberfaellig", "2023-10-30", "rueckstand")
        # E + W = prev
        row = self.change("2023-11-09", self.SEEKING, self.UNEMPLOYED, "2023-11-01", ["2023-06-01"])
        self.check(row, "erfuellt", "2023-12-01", "uebergang")

    def test_seen_since(self):
        # seen since E: base is later than all
        row = self.change("2023-11-09", self.SEEKING, self.UNEMPLOYED, "2023-11-01",
                          ["2023-05-10", "2023-11-05"])
        self.check(row, "erfuellt", "2023-12-05", "regel")
        # a telephone talk on E clears what was before: the first day is 01.11. + 1 month = 01.12. >= prev = 10.11.;
        # the second, 10.05. + 2 months = 10.07. < E, becomes E + 2 months = 01.01.
        row = self.change("2023-11-09", self.SEEKING, self.UNEMPLOYED, "2023-11-01",
                          ["2023-05-10", "2023-11-01|telefonisch"])
        self.check(row, "erfuellt", "2023-12-01", "regel", **{"Nächster_persönlich": "ja"})

    def test_base_as_late(self):
        # seen on E itself: base = E + W = 10.11.
        row = self.change("2023-10-20", self.SEEKING, self.UNEMPLOYED, "2023-10-10", ["2023-10-10"])
        self.check(row, "erfuellt", "2023-11-10", "regel")

    def test_none_before(self):
        # aa90 rule 1 (none) until 31.10.; never seen: base = 2020, prev beyond every day
        lines = [YOUNG + "||||2020-01-01|||ja|nein", YOUNG + "|arbeitslos|||2020-01-01||2023-11-01"]
        self.check(self.row("aa90", "2023-11-20", lines), "neu", "2023-12-01", "uebergang")
        # Uelzen: not covered before
        row = self.change("2024-01-20", "arbeitsuchend||", "arbeitslos||", "2023-11-01", born=OLD,
                          rules="uelzen-ga-08-2019")
        self.check(row, "neu", "2024-02-01", "uebergang")

    def test_in_a_row(self):
        # Ü25: arbeitslos never seen: 01.07.2020; nicht gesetzt from 01.09.2020: base 01.01.2021 >= prev,
        # regel; arbeitslos from 01.12.2020: base 01.07.2020 < prev 01.01.2021 >= E;
        # N = min(01.06.2021, 01.01.2021)
        row = self.change("2020-12-15", self.UNEMPLOYED, self.UNEMPLOYED, "2020-12-01", born=OLD,
                          more=[("||", "2020-09-01")])
        self.check(row, "neu", "2021-01-01", "bisher")
        # twice stricter: 12 -> 6 -> 1 month (turned arbeitslos), the first within its transition
        row = self.change("2021-02-20", "||", self.UNEMPLOYED, "2021-02-10", ["2020-02-20"],
                          more=[(self.SEEKING, "2020-12-20")])
        # 31.12.: prev 20.02.2021 (12 months); arbeitsuchend: base 20.08.2020, E = 20.12.2020,
        # N = min(20.06.2021, 20.02.2021), due 20.02.2021 "bisher".  arbeitslos: base 20.03.2020,
        # prev 20.02.2021 >= E, N = min(10.03.2021, 20.02.2021)
        self.check(row, "faellig", "2021-02-20", "bisher")

    def test_turning_25(self):
        # BA: 25 on 15.06.2023; every 4 weeks before; M: 4 within 6 months after.
        # One contact on 01.06.: base = A + 6 months = 01.07.2023, prev = 29.06.
        row = self.row("ba-arbeitshilfe", "2023-06-20", ["15.06.1998||M||2023-01-01||"], ["2023-06-01"])
        self.check(row, "faellig", "2023-07-01", "anlauf", Regel="2", Altersgruppe="Ü25")

    def test_pauses(self):
        # Uelzen: rule 3 (accepts all) until 31.10., then rule 2 (accepts none), profile Z
        row = self.row("uelzen-ga-08-2019", "2023-11-20",
                       [OLD + "|arbeitslos|Z||2023-01-01||", OLD + "|arbeitslos|M||2023-01-01||2023-08-01"],
                       ["2023-07-31"], ["2023-08-10|2023-08-19|Gutachten"])
        # base 31.10. + 10; prev (6 months) = 31.01.; E + W = 01.11. + 10
        self.check(row, "ueberfaellig", "2023-11-11", "uebergang", Pausentage="10")
        # the other way: prev is moved by pauses to S, though they begin after E, and rule 2 has none
        row = self.row("uelzen-ga-08-2019", "2023-11-20",
                       [OLD + "|arbeitslos|M||2022-01-01||", OLD + "|arbeitslos|Z||2022-01-01||2023-08-01"],
                       ["2023-01-15"], ["2023-04-10|2023-05-19|Gutachten"])
        # prev: 15.04. + 40 = 25.05.; base 15.07. >= prev
        self.check(row, "ueberfaellig", "2023-07-15", "regel", Pausentage="0")
        row = self.row("uelzen-ga-08-2019", "2023-11-20",
                       [OLD + "|arbeitslos|M||2022-01-01||", OLD + "|arbeitslos|Z||2022-01-01||2023-08-01"],
                       ["2023-01-15"], ["2023-04-10||Gutachten"])
        # prev: 15.04. + (10.04. to 20.11. = 225 days) = 26.11.; base 15.07. < prev;
        # N = min(01.02.2024, 26.11.)
        self.check(row, "faellig", "2023-11-26", "bisher", Pausentage="225")


class Individual(Folder):
    LINE = [OLD + "|arbeitslos|||2020-01-01||"]

    def test_only_shorter(self):
        def individual(span, von="2023-02-01", line=YOUNG + "|arbeitslos|||2023-01-01||", rules="aa90",
                       kind="Einzelfall", staff=None):
            row = self.row(rules, "2023-03-05", [line], ["2023-01-15"], ["%s||%s|%s" % (von, kind, span)],
                           staff=staff)
            return row["Individuell"]
        self.assertEqual(individual("27 Tage"), "ja")
        self.assertEqual(individual("28 Tage"), "nein")             # 01.02. + 28 days = 01.03.
        self.assertEqual(individual("4 Wochen"), "nein")
        self.assertEqual(individual("4 Wochen", von="2023-01-20"), "ja")
        self.assertEqual(individual("1 Monat"), "nein")
        self.assertEqual(individual("27 Tage", kind="Maßnahme"), "nein")
        self.assertEqual(individual("6 Wochen", line=self.LINE[0]), "ja")
        self.assertEqual(individual("6 Monate", line=self.LINE[0]), "nein")
        # Uelzen: any interval, under rule 3 only
        self.assertEqual(individual("9 Monate", line=self.LINE[0], rules="uelzen-ga-08-2019",
                                    kind="Gutachten"), "ja")
        self.assertEqual(individual("1 Woche", rules="uelzen-ga-08-2019"), "nein")
        # a range: its W, not its V
        self.assertEqual(individual("10 Wochen", line=OLD + "||F|a|2020-01-01||", staff=["a;"],
                                    rules="moenchengladbach-2012"), "ja")
        # a count rule (probe, rule 3): 3 within 3 months; from 01.02. to 01.05. = 89 days, a third of it 29
        for span, accepted in (("28 Tage", "ja"), ("29 Tage", "nein"), ("4 Wochen", "ja"), ("5 Wochen", "nein")):
            self.assertEqual(individual(span, line=OLD + "||M|a|2020-01-01||", staff=["a;"], rules="probe"),
                             accepted, span)

    def test_the_rule_of_the_day(self):
        # U25 until 14.06.: "5 Wochen" does not shorten a month; from the 25th birthday on it does
        line = ["15.06.1998|arbeitslos|||2023-01-01||"]
        exceptions = ["2023-05-01||Einzelfall|5 Wochen"]
        self.assertEqual(self.row("aa90", "2023-06-14", line, [], exceptions)["Individuell"], "nein")
        row = self.row("aa90", "2023-06-15", line, ["2023-06-01"], exceptions)
        self.check(row, "erfuellt", "2023-07-06", "regel", Individuell="ja", Regel="6")

    def test_several(self):
        def due(*exceptions):
            return self.row("aa90", "2023-06-30", self.LINE, ["2023-06-01"], exceptions)["Fällig"]
        self.assertEqual(due("2023-01-01||Einzelfall|2 Monate", "2023-02-01||Einzelfall|3 Monate"),
                         "2023-09-01")
        self.assertEqual(due("2023-02-01||Einzelfall|3 Monate", "2023-01-01||Einzelfall|2 Monate"),
                         "2023-09-01")
        self.assertEqual(due("2023-02-01||Einzelfall|3 Monate", "2023-02-01||Einzelfall|2 Monate"),
                         "2023-08-01")
        # one that is not accepted does not hide another
        self.assertEqual(due("2023-01-01||Einzelfall|2 Monate", "2023-02-01||Einzelfall|7 Monate"),
                         "2023-08-01")

    def test_alternation_stays_but_no_count(self):
        # from E = 01.05. on every 3 weeks, at most one telephone talk between two in person. First day: 20.06. + 3 weeks
        # = 11.07.; second: A + 6 weeks = 12.02. < E, so E + 6 weeks = 12.06.
        row = self.row("aa90", "2023-06-30", [YOUNG + "|arbeitslos|||2023-01-01||"],
                       ["2023-05-20|telefonisch", "2023-06-20|telefonisch"],
                       ["2023-05-01||Einzelfall|3 Wochen"])
        self.check(row, "ueberfaellig", "2023-06-12", "uebergang", Individuell="ja", Gezählte_Kontakte="1",
                   **{"Nächster_persönlich": "ja"})
        row = self.row("ba-arbeitshilfe", "2023-06-30", [OLD + "||A||2023-01-01||"], ["2023-06-01"],
                       ["2023-01-01||Gutachten|4 Monate"])
        self.check(row, "erfuellt", "2023-10-01", "regel", Individuell="ja", Gefordert="1",
                   Gezählte_Kontakte="1")
        row = self.row("moenchengladbach-2012", "2023-06-30", [OLD + "||F|a|2023-01-01||"], ["2023-06-01"],
                       ["2023-01-01||Einzelfall|2 Monate"], staff=["a;"])
        self.check(row, "erfuellt", "2023-08-01", "regel", Individuell="ja", Kontakt_ab="")

    def test_begins_and_ends(self):
        # a stricter interval from 01.06.: seen 10.02.; base 10.03., prev 10.08.; N = 01.07.
        row = self.row("aa90", "2023-06-20", self.LINE, ["2023-02-10"], ["2023-06-01||Einzelfall|1 Monat"])
        self.check(row, "faellig", "2023-07-01", "uebergang", Individuell="ja")
        # overdue under it when it ends on 31.07.: the rule's own 10.08. is later, base
        row = self.row("aa90", "2023-08-01", self.LINE, ["2023-02-10"],
                       ["2023-06-01|2023-07-31|Einzelfall|1 Monat"])
        self.check(row, "faellig", "2023-08-10", "regel", Individuell="nein")

    def test_exempt_and_individual(self):
        row = self.row("uelzen-ga-08-2019", "2023-06-30", self.LINE, ["2023-06-01"],
                       ["2023-06-10||Einzelfall|1 Monat", "2023-06-20||Gutachten"])
        self.check(row, "ausgenommen", Individuell="ja", Ausgenommen_bis="offen")


class Whole(Folder):
    """The oracle against plainer versions of itself, the generator and the comparer."""

    def test_every_day_and_plain_first_day(self):
        for seed in (1, 6, 12):
            day = generator.generate(seed, 60, self.folder)
            data = oracle.Data(self.folder)
            for ident, rule_set in oracle.RULE_SETS.items():
                self.assertEqual(oracle.evaluate(data, rule_set, day),
                                 oracle.evaluate(data, rule_set, day, every_day=True))
                for number in data.customers:
                    case = oracle.Case(data, number, rule_set, day)
                    if not case.in_population():
                        continue
                    # E again: the days of the same requirement, from S back, as long as no two
                    # of them lie more than 31 days (without a requirement: 0) between apart
                    days = [case.a + datetime.timedelta(days=n) for n in range((day - case.a).days + 1)]
                    states = [case.state_on(one) for one in days]
                    limit = 32 if states[-1].outcome == oracle.REQUIREMENT else 1
                    first = day
                    for one, state in reversed(list(zip(days, states))):
                        if case.same(state, states[-1]):
                            if (first - one).days > limit:
                                break
                            first = one
                    self.assertEqual(case.first_day(day), first, (seed, ident, number))

    def test_generator_is_deterministic(self):
        def made(folder):
            generator.generate(9, 40, folder)
            files = {}
            for name in sorted(os.listdir(folder)):
                with open(os.path.join(folder, name), "rb") as handle:
                    files[name] = handle.read()
            return files
        one, other = os.path.join(self.folder, "a"), os.path.join(self.folder, "b")
        self.assertEqual(made(one), made(other))

    def test_generator_stays_below_the_limit(self):
        for seed in range(1, 30):
            generator.generate(seed, 100, self.folder)
            oracle.Data(self.folder)             # would refuse

    def program(self, mangle):
        path = os.path.join(self.folder, "program")
        with open(path, "w", encoding="utf-8") as handle:
            handle.write("#!%s\nimport sys\nsys.path.insert(0, %r)\nimport oracle, io\n"
                         "raw = io.BytesIO()\nreal = sys.stdout\n"
                         "sys.stdout = io.TextIOWrapper(raw)\n"
                         "code = oracle.main(sys.argv[2:])\n"
                         "text = raw.getvalue().decode('utf-8')\n%s\n"
                         "real.buffer.write(text.encode('utf-8'))\nsys.exit(code)\n"
                         % (sys.executable, HERE, mangle))
        os.chmod(path, stat.S_IRWXU)
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            code = compare.main(["--program", path, "--seeds", "2-3", "--customers", "30",
                                 "--rules", "aa90,probe"])
        return code, out.getvalue()

    def test_comparer(self):
        code, text = self.program("")
        self.assertEqual(code, 0, text)
        self.assertRegex(text.splitlines()[-1], r"^[1-9]\d* passed, 0 failed$")
        for mangle in ("text = text.replace('erfuellt', 'faellig', 1)",
                       "text = '\\n'.join(text.split('\\n')[:-2]) + '\\n'",
                       "text = text.replace('Fällig', 'Faellig')",
                       "text = text[:-1]", "code = 70", "text = ''"):
            code, text = self.program(mangle)
            self.assertEqual(code, 1, mangle)
            self.assertRegex(text.splitlines()[-1], r"^\d+ passed, [1-9]\d* failed$")

    def test_command_line(self):
        day = generator.generate(3, 20, self.folder)
        command = [sys.executable, os.path.join(HERE, "oracle.py"), self.folder, "--rules", "aa90",
                   "--as-of", day.isoformat()]
        text = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode("utf-8")
        self.assertTrue(text.startswith("Kundennummer;Team;"))
        rows = oracle.evaluate(oracle.Data(self.folder), oracle.RULE_SETS["aa90"], day)
        self.assertEqual(text, oracle.as_csv(rows))
        trace = subprocess.run(command + ["--trace", rows[0]["Kundennummer"]], stdout=subprocess.PIPE,
                               check=True).stdout.decode("utf-8")
        self.assertIn("A = ", trace)


if __name__ == "__main__":
    unittest.main()
