#!/usr/bin/env python3
"""`kontaktdichte explain`: it cites nothing that did not matter and leaves out nothing that did.

    python3 test_explain.py PROGRAM [unittest arguments]
    python3 test_explain.py PROGRAM --rewrite      writes golden/explain anew, for a human to read the difference

The properties are tested with generated exports (../oracle/generate.py): every note and exception that explain
calls without effect is taken out of the files, alone and together, and the rows of `evaluate` stay; every one that it
calls deciding is taken out alone, and the row changes.
"""

import csv
import datetime
import io
import os
import re
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree

import program
from program import ANOTHERS, CUSTOMERS, ROOT, SAMPLE, Case, call, customers, read_csv

sys.path.insert(0, os.path.join(ROOT, "tests", "oracle"))
import compare  # noqa: E402
import generate  # noqa: E402
import oracle  # noqa: E402

GOLDEN = os.path.join(ROOT, "tests", "golden", "explain")
CASES = os.path.join(ROOT, "tests", "cases")
SEEDS = [(1, "aa90"), (2, "uelzen-ga-08-2019"), (3, "ba-arbeitshilfe"), (5, "moenchengladbach-2012"), (8, "aa90-2021"),
         (9, "uelzen-ga-08-2019"), (11, "aa90")]
CUSTOMERS_PER_SEED = 45


def day(text):
    return datetime.date.fromisoformat(text)


def add_span(start, span, times):
    """Written from the specification, not from the program."""
    number, unit = span.split()
    n = int(number) * times
    if unit == "Arbeitstag": # Mon-Fri less the holidays that all Länder have, for no Land is told
        while n:
            start += generate.DAY
            n -= start.weekday() < 5 and start not in oracle.holidays(start.year)
        return start
    if unit.startswith("Tag"):
        return start + n * generate.DAY
    if unit.startswith("Woche"):
        return start + 7 * n * generate.DAY
    return generate.plus_months(start, n)


def fields_of(record, separator):
    """What stands in them, however the record is written; empty ones at its end do not matter."""
    fields = [field.strip() for field in next(csv.reader([record.rstrip("\r")], delimiter=separator))]
    while fields and not fields[-1]:
        fields.pop()
    return tuple(fields)


class Exports:
    """A folder of exports from which records can be left out."""

    def __init__(self, folder):
        self.folder = folder
        self.records = {name: compare.raw_records(os.path.join(folder, name)) for name in os.listdir(folder)}

    def without(self, name, lines):
        """Writes the file without the records that begin on these lines, and those that repeat one of them."""
        separator = oracle.Table(os.path.join(self.folder, name)).separator
        gone = {fields_of(text, separator) for at, text in self.records[name] if at in lines}
        kept = [text for _, text in self.records[name] if fields_of(text, separator) not in gone]
        assert len(kept) <= len(self.records[name]) - len(lines), (name, lines)
        program.write(os.path.join(self.folder, name), "\n".join(kept) + "\n")

    def restore(self, name):
        self.without(name, set())


class Properties(Case):
    def explain(self, exports, number):
        done = self.good(call("explain", exports.folder, "--customer", number, "--format", "xml", *self.options))
        return ElementTree.fromstring(done.out)

    def rows(self, exports):
        """Up to Fundstelle: what stands behind it explains beside the verdict, from appointments, too."""
        done = self.good(call("evaluate", exports.folder, *self.options))
        return {row["Kundennummer"]: dict(list(row.items())[:20]) for row in read_csv(done.out)}

    def make(self, seed, rules):
        folder = self.path("exports%d" % seed)
        s = generate.generate(seed, CUSTOMERS_PER_SEED, folder)
        self.options = ["--rules", rules, "--as-of", s.isoformat(), "--bad-lines", "1", "--quiet"]
        return Exports(folder)

    def check_row(self, tree, row):
        verdict = tree.find("urteil")
        for attribute, column in (("code", "Urteil"), ("faellig", "Fällig"), ("tage-ueberfaellig", "Tage überfällig"),
                                  ("gezaehlt", "Gezählte Kontakte"), ("gefordert", "Gefordert"),
                                  ("letzter-kontakt", "Letzter Kontakt"), ("kontakt-ab", "Kontakt ab"),
                                  ("naechster-persoenlich", "Nächster persönlich"), ("frist-aus", "Frist aus"),
                                  ("ausgenommen-bis", "Ausgenommen bis"), ("pausentage", "Pausentage")):
            self.assertEqual(verdict.get(attribute, ""), row[column], (row["Kundennummer"], attribute))
        self.assertEqual(tree.find("regel").get("nr", ""), row["Regel"])
        self.assertEqual("individuell" in tree.find("regel").attrib, row["Individuell"] == "ja")
        self.assertEqual(tree.findtext("regel/fundstelle", ""), row["Fundstelle"])

    def check_sums(self, tree):
        """Every sum can be done by hand, and the case of 2.6 follows from the days shown."""
        before = None
        for level in tree.iter("vorgabe"):
            if level.get("fall") is None:
                continue # the requirement in words
            sums = {}
            for one in level.iter("summe"):
                result = add_span(day(one.get("von")), one.get("spanne"), int(one.get("mal")))
                self.assertEqual(result.isoformat(), one.get("ohne-pausen"))
                for pause in one.iter("pause"):
                    self.assertGreaterEqual(result, day(pause.get("von")))
                    result += (day(pause.get("bis")) - day(pause.get("von"))).days * generate.DAY + generate.DAY
                    self.assertEqual(result.isoformat(), pause.get("dann"))
                self.assertEqual(result.isoformat(), one.get("tag"))
                sums[one.get("fuer")] = result
                self.assertIn(result.strftime("%d.%m.%Y"), one.findtext("rechnung"))
            base = min(sums[use] for use in ("vorgabe", "wechsel", "erstkontakt") if use in sums)
            self.assertEqual(base.isoformat(), level.get("basis"))
            due, prev, case = level.get("faellig"), level.get("bisher"), level.get("fall")
            if before is not None:
                self.assertEqual(prev, before)
            if case == "rueckstand":
                self.assertLess(prev, level.get("seit"))
                self.assertEqual(due, prev)
            elif case == "uebergang":
                self.assertGreater("9" if prev == "offen" else prev, base.isoformat())
                self.assertIn(due, (base.isoformat(), sums["uebergang"].isoformat(), prev))
            else:
                self.assertEqual(due, base.isoformat())
            before = due
        return before

    def search_is_sound(self, tree):
        """Rules are tried in order; all but the last do not match."""
        tried = tree.findall("regel/geprueft")
        self.assertEqual([int(one.get("regel")) for one in tried], list(range(1, len(tried) + 1)))
        self.assertTrue(all(one.get("ergebnis") == "nein" for one in tried[:-1]))
        last = tried[-1]
        self.assertEqual(last.get("ergebnis") == "ja", "nr" in tree.find("regel").attrib)

    def take_out_alone(self, exports, name, lines, before, changes, what):
        """lines: {customer: [line]}; one of each customer at a time."""
        count = 0
        for turn in range(max(map(len, lines.values()), default=0)):
            now = {number: of[turn] for number, of in lines.items() if turn < len(of)}
            exports.without(name, set(now.values()))
            rows = self.rows(exports)
            for number, line in now.items():
                same = rows[number] == before[number]
                self.assertEqual(same, not changes, "%s %s:%d of %r" % (what, name, line, number))
                count += 1
        exports.restore(name)
        return count

    def run_seed(self, seed, rules):
        exports = self.make(seed, rules)
        before = self.rows(exports)
        self.assertGreater(len(before), 10)
        files = {"vermerk": "kontakte.csv", "ausnahme": "ausnahmen.csv"}
        found = {(kind, group): {} for kind in files for group in ("uncounted", "idle", "decides")}
        for number, row in before.items():
            tree = self.explain(exports, number)
            self.check_row(tree, row)
            self.search_is_sound(tree)
            due = self.check_sums(tree)
            if row["Fällig"]:
                self.assertEqual(due, row["Fällig"])
            for kind in files:
                for one in tree.iter(kind):
                    group = "decides" if one.get("entscheidet") == "ja" else \
                        "uncounted" if one.get("gezaehlt") == "nein" else "idle"
                    found[kind, group].setdefault(number, []).append(int(one.get("zeile")))
        counts = {}
        for (kind, group), lines in found.items():
            if not lines:
                continue
            if group == "uncounted":
                exports.without(files[kind], {line for of in lines.values() for line in of})
                self.assertEqual(self.rows(exports), before, "all of %s without effect" % kind)
            counts[kind, group] = self.take_out_alone(exports, files[kind], lines, before, group == "decides",
                                                      kind + " " + group)
        return counts

    def test_nothing_but_what_mattered(self):
        total = {}
        for seed, rules in SEEDS:
            with self.subTest(seed=seed, rules=rules):
                for key, count in self.run_seed(seed, rules).items():
                    total[key] = total.get(key, 0) + count
        for key in (("vermerk", "uncounted"), ("vermerk", "idle"), ("vermerk", "decides"), ("ausnahme", "idle"),
                    ("ausnahme", "decides")):
            self.assertGreater(total.get(key, 0), 30, total)

    def test_forms_agree(self):
        """Text and CSV say what the XML says; the text holds nothing that a terminal would obey, and fits a page."""
        exports = self.make(4, "uelzen-ga-08-2019")
        for number, row in list(self.rows(exports).items())[:25]:
            common = ["explain", exports.folder, "--customer", number] + self.options
            text = self.good(call(*common)).text
            tree = self.explain(exports, number)
            facts = read_csv(self.good(call(*common, "--format", "csv")).out)
            flat = " ".join(text.split())
            for one in tree.iter("rechnung"):
                self.assertIn(one.text, [fact["Wert"] for fact in facts])
            for level in tree.iter("vorgabe"):
                if level.get("wirkt") == "ja":
                    for one in level.iter("rechnung"):
                        self.assertIn(" ".join(one.text.split()), flat)
            self.assertIn(tree.find("urteil").text.strip(), flat)
            for kind in ("vermerk", "ausnahme"):
                self.assertEqual([(one.get("zeile"), one.get("entscheidet")) for one in tree.iter(kind)],
                                 [(fact["Zeile"], fact["Entscheidet"]) for fact in facts if fact["Teil"] == kind])
            self.assertFalse([c for c in text if unicodedata.category(c) == "Cc" and c != "\n"])
            long = [line for line in text.split("\n") if len(line) > 100 and " " in line.strip()]
            self.assertEqual(long, [])
            self.assertIn("Fällig ", text) if row["Fällig"] else None

    def test_schema(self):
        exports = self.make(7, "ba-arbeitshilfe")
        files = []
        numbers = list(self.rows(exports))
        everybody = {record["Kundennummer"] for record in self.customers_of(exports)}
        for i, number in enumerate(numbers[:30] + sorted(everybody - set(numbers))[:5]):
            done = call("explain", exports.folder, "--customer", number, "--format", "xml", *self.options)
            if done.code == 0:
                files.append(self.path("%d.xml" % i))
                program.write(files[-1], done.out)
        schema = os.path.join(ROOT, "templates", "erklaerung.rng")
        done = subprocess.run(["xmllint", "--noout", "--relaxng", schema] + files, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, 0, done.stderr.decode()[-3000:])

    def customers_of(self, exports):
        table = compare.oracle.Table(os.path.join(exports.folder, "kunden.csv"))
        text = "\n".join(record for _, record in exports.records["kunden.csv"])
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=table.separator)
        names = {name: name.strip().lower() for name in rows.fieldnames}
        return [{"Kundennummer": row[[n for n in names if names[n] == "kundennummer"][0]].strip()} for row in rows]


class Calls(Case):
    options = ["--rules", "aa90", "--as-of", "2023-11-30"]

    def test_unknown_number(self):
        folder = self.exports(kunden=CUSTOMERS + customers(30))
        self.options = self.options + ["--accept-mismatch"]  # 1 of 30 with a note
        self.refused(call("explain", folder, "--customer", "K111", *self.options), 2, "„K111“.*ähnlich sind: K11")
        self.refused(call("explain", folder, "--customer", "k7", *self.options), 2, "ähnlich sind: K7, ")
        self.refused(call("explain", folder, "--customer", "X" * 300, *self.options), 2, "kommt in den verwendeten")
        folder = self.exports("zeros", kunden=CUSTOMERS + "000123;01.01.1980;arbeitslos;01.01.2020;\n")
        self.refused(call("explain", folder, "--customer", "123", *self.options), 2, "ähnlich sind: 000123")

    def test_number_is_normalised(self):
        folder = self.exports(kunden=CUSTOMERS + "Ü1;01.01.1980;arbeitslos;01.01.2020;\n", kontakte=ANOTHERS)
        self.good(call("explain", folder, "--customer", " U\u03081 ", *self.options))

    def test_usage(self):
        folder = self.exports()
        self.refused(call("explain", folder, *self.options), 2, "keine Kundennummer")
        self.refused(call("explain", folder, "--customer", "K1", "--format", "pdf", *self.options), 2, "„text“, „xml“ oder")
        self.refused(call("explain", folder, "--customer", "K1"), 2, "kein Regelwerk")
        self.refused(call("evaluate", folder, "--customer", "K1", *self.options), 2, "--customer")

    def test_outside_the_population(self):
        folder = self.exports(kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit;Betreuung bis\n"
                                     "alt;01.01.1980;arbeitslos;01.01.2020;31.10.2023\n"
                                     "neu;01.01.1980;arbeitslos;01.12.2023;\n", kontakte=ANOTHERS)
        text = self.good(call("explain", folder, "--customer", "alt", *self.options)).text
        self.assertRegex(" ".join(text.split()), "nicht im Bestand: .*Zeile 2.*endete .* schon am 31.10.2023")
        text = self.good(call("explain", folder, "--customer", "neu", *self.options)).text
        self.assertRegex(" ".join(text.split()), "nicht im Bestand: .*Zeile 3.*beginnt .* erst am 01.12.2023")

    def test_nothing_runs_or_escapes(self):
        folder = self.exports(kunden="Kundennummer;Geburtsdatum;Status;Betreuung seit;Team\n"
                                     "<a&\"b>;01.01.1980;=1+1\x1b[2J;01.01.2020;<script>\n", kontakte=ANOTHERS)
        text = self.good(call("explain", folder, "--customer", "<a&\"b>", *self.options)).text
        self.assertNotIn("\x1b", text)
        done = self.good(call("explain", folder, "--customer", "<a&\"b>", "--format", "xml", *self.options))
        self.assertEqual(ElementTree.fromstring(done.out).get("kundennummer"), "<a&\"b>")


def golden_cases():
    """golden/explain/faelle.csv: Name;Ordner;Stichtag;Kundennummer;Was."""
    with open(os.path.join(GOLDEN, "faelle.csv"), encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


def golden_text(case):
    folder = os.path.join(CASES, case["Ordner"])
    named = os.path.join(folder, "regelwerk")
    rules = os.path.basename(folder)
    if os.path.exists(named):
        with open(named, encoding="utf-8") as handle:
            rules = handle.readline().strip()
    return call("explain", folder, "--rules", rules, "--as-of", case["Stichtag"], "--customer", case["Kundennummer"],
                "--quiet")


class Land(Case):
    def test_holidays_are_those_of_evaluate(self):
        """The tenth working day after 30.12.2020, with Epiphany (BY) and without (NI), in every command."""
        for land, due in (("NI", "2021-01-14"), ("BY", "2021-01-15")):
            asked = [SAMPLE, "--rules", "moenchengladbach-2012", "--as-of", "2023-11-30", "--land", land, "--quiet"]
            number = "214E508548"
            for name in ("evaluate", "list"):
                rows = {row["Kundennummer"]: row for row in read_csv(self.good(call(name, *asked)).out)}
                self.assertEqual(rows[number]["Fällig"], due, name)
            tree = ElementTree.fromstring(self.good(call("explain", *asked, "--customer", number, "--format", "xml")).out)
            self.assertEqual(tree.find("urteil").get("faellig"), due)
            self.assertEqual(tree.find("urteil").get("frist-aus"), "erstkontakt")


class Golden(Case):
    def test_texts(self):
        for case in golden_cases():
            with self.subTest(case["Name"]):
                with open(os.path.join(GOLDEN, case["Name"] + ".txt"), encoding="utf-8") as handle:
                    self.assertEqual(self.good(golden_text(case)).text, handle.read())

    def test_every_case_is_there(self):
        wanted = sorted(case["Name"] + ".txt" for case in golden_cases())
        self.assertEqual(sorted(name for name in os.listdir(GOLDEN) if name.endswith(".txt")), wanted)
        texts = "".join(golden_text(case).text for case in golden_cases())
        for word in ("regel", "anlauf", "rueckstand", "uebergang", "bisher"):
            self.assertTrue(re.search(r"Frist aus +%s " % word, texts), word)


def rewrite():
    for case in golden_cases():
        done = golden_text(case)
        if done.code:
            sys.exit("%s: %s" % (case["Name"], done.err))
        program.write(os.path.join(GOLDEN, case["Name"] + ".txt"), done.out)


if __name__ == "__main__":
    if sys.argv[2:] == ["--rewrite"]:
        program.program = os.path.abspath(sys.argv[1])
        rewrite()
    else:
        program.main()
