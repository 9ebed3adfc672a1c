#!/usr/bin/env python3
"""`kontaktdichte list`: every filter recounted from the rows of `evaluate`.

    python3 test_list.py PROGRAM [unittest arguments]
"""

import csv
import io
import itertools
import os
import pty
import sys

import program
from program import CONTACTS, ROOT, SAMPLE, Case, call, read_csv

sys.path.insert(0, os.path.join(ROOT, "tests", "oracle"))
import generate  # noqa: E402

DAY = "2023-11-30"
RULES = "uelzen-ga-08-2019"
COLUMNS = "Kundennummer;Team;Betreuer;Altersgruppe;Status;Profillage;Urteil;Fällig;Tage überfällig;Letzter Kontakt"
WITHOUT = ("unklar", "ohne_vorgabe", "nicht_geregelt")


def urgency(row):
    """As every list has it: by verdict, within a verdict by due day, then by number."""
    order = ("nie", "ueberfaellig", "faellig", "neu", "erfuellt", "ausgenommen", "unklar", "nicht_geregelt", "ohne_vorgabe")
    return order.index(row["Urteil"]), row["Fällig"], row["Kundennummer"].encode()


class List(Case):
    def rows(self, *filters, folder=SAMPLE, rules=RULES, day=DAY):
        done = self.good(call("list", folder, "--rules", rules, "--as-of", day, *filters))
        self.assertEqual(done.text.split("\n", 1)[0], COLUMNS)
        rows = read_csv(done.out)
        self.assertIn("%d von " % len(rows), done.err)
        self.assertEqual(rows, sorted(rows, key=urgency))
        return rows

    def all_rows(self):
        return read_csv(self.good(call("evaluate", SAMPLE, "--rules", RULES, "--as-of", DAY)).out)

    def numbers(self, rows):
        return sorted(row["Kundennummer"] for row in rows)

    def test_columns_are_those_of_evaluate(self):
        rows = {row["Kundennummer"]: row for row in self.rows()}
        teams = {row["Kürzel"]: row["Team"] for row in self.staff()}
        everybody = self.all_rows()
        self.assertEqual(len(rows), len(everybody))
        for wanted in everybody:
            got = rows[wanted["Kundennummer"]]
            for column in ("Betreuer", "Altersgruppe", "Status", "Profillage", "Urteil", "Fällig", "Tage überfällig"):
                self.assertEqual(got[column], wanted[column], wanted)
            self.assertEqual(got["Team"], wanted["Team"] or teams.get(wanted["Betreuer"], ""))
            if wanted["Urteil"] not in WITHOUT:
                self.assertEqual(got["Letzter Kontakt"], wanted["Letzter Kontakt"], wanted)

    def staff(self):
        with open(os.path.join(SAMPLE, "mitarbeiter.csv"), "rb") as handle:
            text = handle.read().decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text), delimiter=";"))

    def test_single_filters(self):
        everybody = self.rows()
        profiles = {"M": "M", "Z": "Z", "marktprofil": "M", "ohne": "", "keine": ""}
        for value, letter in profiles.items():
            self.assertEqual(self.numbers(self.rows("--profile", value)),
                             self.numbers(row for row in everybody if row["Profillage"] == letter), value)
        for value in ("arbeitslos", "ARBEITSUCHEND", "nicht gesetzt"):
            self.assertEqual(self.numbers(self.rows("--status", value)),
                             self.numbers(row for row in everybody if row["Status"] == value.lower()), value)
        for value, group in {"U25": "U25", "ü25": "Ü25", "Ü25": "Ü25", "ue25": "Ü25"}.items():
            self.assertEqual(self.numbers(self.rows("--age", value)),
                             self.numbers(row for row in everybody if row["Altersgruppe"] == group), value)
        for code in {row["Urteil"] for row in everybody}:
            self.assertEqual(self.numbers(self.rows("--verdict", code.upper())),
                             self.numbers(row for row in everybody if row["Urteil"] == code), code)
        self.assertEqual(self.rows("--verdict", "überfällig"), self.rows("--verdict", "ueberfaellig"))
        for column, option in (("Team", "--team"), ("Betreuer", "--caseworker")):
            for value in sorted({row[column] for row in everybody}):
                self.assertEqual(self.numbers(self.rows(option, value.swapcase().replace("ß", "SS"))),
                                 self.numbers(row for row in everybody if row[column] == value), value)

    def test_words_of_the_rule_set(self):
        folder = os.path.join(ROOT, "tests", "cases", "sprache", "worte")
        rules = os.path.join(folder, "worte.xml")
        found = self.rows("--status", "RATSUCHEND", "--bad-lines", "1", folder=folder, rules=rules)
        self.assertEqual({row["Kundennummer"] for row in found}, {"RAT", "RAT-BUERO"})
        done = call("list", folder, "--rules", rules, "--as-of", DAY, "--status", "ratsuchen")
        self.assertEqual(done.code, 2, done.err)
        self.assertIn("am ehesten „ratsuchend“", done.err)
        done = call("list", SAMPLE, "--rules", RULES, "--as-of", DAY, "--status", "ratsuchend")
        self.assertEqual(done.code, 2, done.err) # no word of this rule set

    def test_several_values_and_filters(self):
        everybody = self.rows()
        values = {"--profile": ("Profillage", "M, a ,F"), "--status": ("Status", "arbeitslos,nicht gesetzt"),
                  "--age": ("Altersgruppe", "Ü25"), "--verdict": ("Urteil", "nie,ueberfaellig,faellig")}
        for count in (2, 3, 4):
            for options in itertools.combinations(values, count):
                wanted = everybody
                words = []
                for option in options:
                    column, given = values[option]
                    allowed = [value.strip().lower() for value in given.split(",")]
                    wanted = [row for row in wanted if row[column].lower() in allowed]
                    words += [option, given]
                self.assertEqual(self.rows(*words), wanted, options)

    def test_no_contact_since(self):
        everybody = self.rows()
        for day in ("2023-11-30", "2023-09-01", "2020-01-01", "1900-01-01"):
            self.assertEqual(self.rows("--no-contact-since", day),
                             [row for row in everybody if row["Letzter Kontakt"] < day], day)
        german = self.rows("--no-contact-since", "01.09.2023")
        self.assertEqual(german, self.rows("--no-contact-since", "2023-09-01"))

    def test_any_note(self):
        """Every note up to the reporting day, of whatever kind, by whomever, even before the care began."""
        notes = {"A": ["20.11.2023;Allgemeiner Vermerk;elektronisch", "01.02.2023;Beratungsvermerk;persönlich"],
                 "B": ["01.12.2023;Beratungsvermerk;persönlich",
                       "30.11.2023;Allgemeiner schriftlicher Kontakt;schriftlich"],
                 "C": ["01.12.2023;Beratungsvermerk;persönlich"], "D": ["01.01.2015;Beratungsvermerk;telefonisch"]}
        people = "".join("%s;01.01.1980;arbeitslos;01.01.2020\n" % name for name in notes)
        lines = "".join("%s;%s\n" % (name, note) for name in notes for note in notes[name])
        folder = self.exports(kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit\n" + people,
                              kontakte=CONTACTS + lines)
        last = {row["Kundennummer"]: row["Letzter Kontakt"] for row in self.rows("--any-note", folder=folder)}
        self.assertEqual(last, {"A": "2023-11-20", "B": "2023-11-30", "C": "", "D": "2015-01-01"})
        last = {row["Kundennummer"]: row["Letzter Kontakt"] for row in self.rows(folder=folder)}
        self.assertEqual(last, {"A": "2023-02-01", "B": "", "C": "", "D": ""})
        self.assertEqual(self.numbers(self.rows("--any-note", "--no-contact-since", "2023-11-30", folder=folder)),
                         ["A", "C", "D"])
        self.assertEqual(self.numbers(self.rows("--no-contact-since", "2023-02-01", folder=folder)), ["B", "C", "D"])

    def test_contact_counts_without_requirement(self):
        """Somebody whom the directive does not cover and who was seen last week was seen."""
        folder = self.exports(kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit\nA;01.01.1980;;01.01.2020\n"
                                     "B;01.01.1980;;01.01.2020\n",
                              kontakte=CONTACTS + "A;20.11.2023;Beratungsvermerk;persönlich\n"
                                                  "B;20.11.2023;Allgemeiner Vermerk;persönlich\n")
        rows = self.rows("--no-contact-since", "01.11.2023", folder=folder)
        self.assertEqual([(row["Kundennummer"], row["Urteil"]) for row in rows], [("B", "nicht_geregelt")])
        self.assertEqual(self.rows("--no-contact-since", "01.11.2023", "--any-note", folder=folder), [])

    def test_generated(self):
        for seed in (1, 2, 6):
            folder = self.path("gen%d" % seed)
            day = generate.generate(seed, 200, folder).isoformat()
            rows = self.rows(folder=folder, rules="aa90", day=day)
            wanted = read_csv(self.good(call("evaluate", folder, "--rules", "aa90", "--as-of", day)).out)
            self.assertEqual(self.numbers(rows), self.numbers(wanted))
            for value in ("unbekannt", "ohne"):
                some = self.rows("--profile", value, folder=folder, rules="aa90", day=day)
                known = list("MAFESUIZ")
                self.assertTrue(all((row["Profillage"] == "") if value == "ohne" else
                                    row["Profillage"] not in known for row in some))

    def test_cells_are_safe(self):
        folder = self.exports(kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit;Team\n"
                                     "=1+1;01.01.1980;arbeitslos;01.01.2020;@x\n"
                                     "-5;01.01.1980;arbeitslos;01.01.2020;a\x1b[2Jb\n")
        text = self.good(call("list", folder, "--rules", "aa90", "--as-of", DAY)).text
        self.assertIn("'=1+1;'@x;", text)
        self.assertIn("\n-5;", text)
        table = self.good(call("list", folder, "--rules", "aa90", "--as-of", DAY, "--format", "table")).text
        self.assertNotIn("\x1b", table)

    def test_a_comma_in_a_name(self):
        folder = self.exports(kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit;Team\n"
                                     "A;01.01.1980;arbeitslos;01.01.2020;Nord, Süd\n"
                                     "B;01.01.1980;arbeitslos;01.01.2020;\n")
        self.assertEqual(self.numbers(self.rows("--team", "nord, süd", folder=folder)), ["A"])
        self.assertEqual(self.numbers(self.rows("--team", "ohne Team", folder=folder)), ["B"])
        self.assertEqual(self.numbers(self.rows("--team", "", folder=folder)), ["B"])

    def test_table(self):
        done = call("list", SAMPLE, "--rules", RULES, "--as-of", DAY, "--verdict", "nie", "--format", "table")
        self.good(done)
        lines = done.text.splitlines()
        self.assertEqual(lines[0].split("  ")[0], "Kundennummer")
        at = lines[0].index("Urteil")
        self.assertTrue(all(line[at:].startswith("ohne anrechenbaren Kontakt") for line in lines[1:]))
        self.assertTrue(all(line == line.rstrip() for line in lines))
        self.assertEqual(len(lines) - 1, len(self.rows("--verdict", "nie")))

    def test_output_file(self):
        words = ["list", SAMPLE, "--rules", RULES, "--as-of", DAY, "--profile", "M"]
        for more in ([], ["--format", "table"]):
            done = self.good(call(*words, *more, "--output", self.path("l")))
            self.assertEqual(done.out, b"")
            with open(self.path("l"), "rb") as handle:
                self.assertEqual(handle.read(), call(*words, *more).out)
        self.assertEqual(os.listdir(self.dir), ["l"])
        self.assertEqual(call(*words, "--output", self.path("none", "l")).code, 6)
        os.symlink("/dev/full", self.path("full"))
        self.assertEqual(call(*words, "--output", self.path("full")).code, 6)
        self.assertTrue(os.path.islink(self.path("full")))

    def test_terminal_gets_a_table(self):
        try:
            ours, theirs = pty.openpty()
        except OSError as error:
            self.skipTest(f"no terminal to be had: {error}")
        done = call("list", SAMPLE, "--rules", RULES, "--as-of", DAY, "--verdict", "nie", stdout=theirs)
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            text += piece
            if not piece:
                break
        os.close(ours)
        self.assertEqual(done.code, 0, done.err)
        self.assertTrue(text.decode("utf-8").startswith("Kundennummer  "))

    def test_refusals(self):
        for words, pattern in ((("--profile", "Q"), "--profile: „Q“.*„M“, „A“, „F“"), (("--status", "krank"), "arbeitslos"),
                               (("--age", "30"), "„U25“ oder „Ü25“"), (("--verdict", "ueberfalig"), "am ehesten „ueberfaellig“"),
                               (("--team", "Team 9"), "„Team 101 "), (("--caseworker", "XXX99"), "LÜT01"),
                               (("--status", "x,y"), "„x“"), (("--profile", "M,"), "--profile: „“"),
                               (("--caseworker", "LÜT01,"), "--caseworker: „“"), (("--verdict", ""), "--verdict: „“"),
                               (("--no-contact-since", "01.12.2023"), "nach dem Stichtag.*30.11.2023"),
                               (("--no-contact-since", "31.02.2023"), "kein Tag"),
                               (("--format", "xml"), "„table“ oder „csv“")):
            self.refused(call("list", SAMPLE, "--rules", RULES, "--as-of", DAY, *words), 2, pattern)
        for command in ("evaluate", "check"):
            done = call(command, SAMPLE, "--rules", RULES, "--as-of", DAY, "--profile", "M")
            self.assertEqual(done.code, 2, done)


if __name__ == "__main__":
    program.main()
