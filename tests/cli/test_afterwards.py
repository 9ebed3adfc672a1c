#!/usr/bin/env python3
"""Afterwards changed: archived verdicts against those that later exports give for the same day (spec 2.12).

    python3 test_afterwards.py PROGRAM [unittest arguments]

Small months by hand, from the text of the directive (unemployed: a contact every three months); and a large one, whose
exports are changed at random, against a reckoning of its own: verdicts from `evaluate`, causes from the changes made.
"""

import os
import random
import re
import shutil
import xml.etree.ElementTree as ET

import program
from program import SAMPLE, Case, call, files_below, read_csv, write

import test_archive

HEAD = "Kundennummer;Geburtsdatum;Status;Betreuung seit;Team;Betreuer\n"
NOTES = "Kundennummer;Datum;Vermerkart;Kontaktart;Gesprächspartner;Erfasst am\n"
EXCEPTIONS = "Kundennummer;Von;Bis;Art;Intervall;Begründung\n"
RULES = "uelzen-ga-08-2019"
THEN, NOW = "2023-10-31", "2023-11-30"


def customer(number, status="arbeitslos", team="Team A", born="01.01.1980"):
    return "%s;%s;%s;01.01.2020;%s;P1\n" % (number, born, status, team)


def note(number, day, entered=None, mode="persönlich"):
    return "%s;%s;Beratungsvermerk;%s;IFK;%s\n" % (number, day, mode, entered or day)


STEADY = ["S%02d" % i for i in range(30)]
ALL = ["ADD", "OFTEN", "GONE", "REMOVED", "MODE", "STATUS", "BOTH", "EXEMPT", "BACK"]


def month_then(number):
    """What was known at the end of October: whoever is to lose or gain has the other."""
    old = note(number, "01.03.2023")
    return old + (note(number, "02.10.2023") if number in ("REMOVED", "MODE", "GONE", "OFTEN", "STATUS") else "")


def exports_then():
    return {"kunden": HEAD + "".join(customer(n, team="Team B" if n in ("MODE", "S00") else "Team A") for n in ALL + STEADY),
            "kontakte": NOTES + "".join(map(month_then, ALL)) + "".join(note(n, "30.10.2023") for n in STEADY),
            "ausnahmen": EXCEPTIONS}


def exports_now():
    """A month later: everything as it was, and each customer's own change."""
    known = "".join(month_then(n) for n in ("ADD", "OFTEN", "STATUS", "BOTH", "EXEMPT", "BACK"))
    known += note("REMOVED", "01.03.2023")
    known += note("MODE", "01.03.2023") + note("MODE", "02.10.2023", mode="schriftlich")
    added = note("ADD", "12.10.2023", "05.11.2023") + note("BOTH", "13.10.2023", "06.11.2023")
    added += note("BACK", "14.10.2023", "14.10.2023") + note("OFTEN", "20.10.2023", "07.11.2023")
    added += note("NEW", "15.10.2023") + "".join(note(n, "30.10.2023") + note(n, "29.11.2023") for n in STEADY)
    people = [customer(n, team="Team B" if n in ("MODE", "S00") else "Team A") for n in ALL + STEADY if n not in ("GONE", "STATUS", "BOTH")]
    people += [customer("STATUS", "arbeitsuchend"), customer("BOTH", born="01.01.2003"), customer("NEW")]
    return {"kunden": HEAD + "".join(people), "kontakte": NOTES + known + added,
            "ausnahmen": EXCEPTIONS + "EXEMPT;01.10.2023;31.12.2023;Maßnahme;;Kurs\n"}


EXPECTED = {  # by hand: due on 01.06.2023 without a note after that of March
    "ADD": ("damals überfällig, jetzt im Rhythmus; Vermerk vom 12.10.2023, erfasst am 05.11.2023", "kontakte.csv", "nachgetragen"),
    "BACK": ("damals überfällig, jetzt im Rhythmus; Vermerk vom 14.10.2023 zählt erst jetzt", "kontakte.csv", "geaendert"),
    "REMOVED": ("damals im Rhythmus, jetzt überfällig; Vermerk vom 02.10.2023 fehlt", "kunden.csv", "entfernt"),
    "MODE": ("damals im Rhythmus, jetzt überfällig; Vermerk vom 02.10.2023 zählt nicht mehr", "kontakte.csv", "geaendert"),
    "STATUS": ("damals im Rhythmus, jetzt vom Regelwerk nicht erfasst; Status damals arbeitslos, jetzt arbeitsuchend", "kunden.csv", "zustand"),
    "EXEMPT": ("damals überfällig, jetzt ausgenommen; ausgenommen bis damals –, jetzt 31.12.2023", "kunden.csv", "zustand"),
    "BOTH": ("damals überfällig, jetzt bald fällig; Vermerk vom 13.10.2023, erfasst am 06.11.2023; Altersgruppe damals Ü25, jetzt U25", "kontakte.csv", "beides"),
    "NEW": ("damals nicht im Bestand, jetzt im Rhythmus", "kunden.csv", "dazu"),
    "GONE": ("damals im Rhythmus, jetzt nicht im Bestand", "kunden.csv", "weg"),
}
WORDS = {"nachgetragen": "Vermerk nachgetragen", "geaendert": "Vermerk geändert", "entfernt": "Vermerk entfernt",
         "zustand": "Angaben zur Kund*in geändert", "beides": "Vermerk und Angaben geändert",
         "dazu": "damals nicht im Bestand", "weg": "jetzt nicht im Bestand"}
FOUND = "Urteil eines archivierten Laufs nachträglich geändert"
ASIDE = "früherer Lauf, dessen Urteile nicht einzeln verglichen werden"

SPOILT = "früherer Lauf nicht lesbar, damit wird nicht verglichen"


def text(path, encoding="utf-8"):
    with open(path, encoding=encoding, newline="") as handle:
        return handle.read()


def findings(folder, reason=FOUND):
    return [row for row in read_csv(os.path.join(folder, "hinweise.csv")) if row["Grund"] == reason]


def point(folder, area="jobcenter", day=THEN):
    """<nachtraeglich> of a month, of the Jobcenter or a team."""
    root = ET.parse(os.path.join(folder, "ergebnis.xml")).getroot()
    of = [b for b in root.findall("bereich") if b.get("art") == area or b.get("name") == area][0]
    return of.find("verlauf/punkt[@tag='%s']/archiv/nachtraeglich" % day)


class ByHand(Case):
    def run_then(self, *more, **files):
        self.good(self.report(self.exports("then", **dict(exports_then(), **files)), *more, rules=RULES, day=THEN))

    def run_now(self, *more, **files):
        done = self.good(self.report(self.exports("now", **dict(exports_now(), **files)), *more, rules=RULES, day=NOW))
        return done, self.path("out", NOW)

    def test_every_cause(self):
        self.run_then()
        _, folder = self.run_now()
        found = {row["Wert"].split(" ")[0]: row for row in findings(folder)}
        self.assertEqual(sorted(found), sorted(EXPECTED))
        lines = {name: text(self.path("now", name)).splitlines() for name in ("kunden.csv", "kontakte.csv")}
        for number, (words, file, _) in EXPECTED.items():
            row = found[number]
            self.assertEqual(row["Wert"], "%s 31.10.2023: %s" % (number, words))
            self.assertEqual(row["Datei"], file, row)
            if number == "GONE":
                self.assertEqual(row["Zeile"], "")
            else: # the line it names is one of this customer
                self.assertTrue(lines[file][int(row["Zeile"]) - 1].startswith(number + ";"), row)

    def test_figures(self):
        self.run_then()
        _, folder = self.run_now()
        for area, who in (("jobcenter", set(EXPECTED)), ("Team B", {"MODE"}), ("Team A", set(EXPECTED) - {"MODE"})):
            month = point(folder, area)
            self.assertEqual(month.get("wert"), str(len(who)), area)
            causes = {x.get("code"): int(x.get("wert")) for x in month}
            expected = {}
            for number in who:
                expected[EXPECTED[number][2]] = expected.get(EXPECTED[number][2], 0) + 1
            self.assertEqual(causes, expected, area)
            for x in month:
                self.assertEqual(x.get("name"), WORDS[x.get("code")])
        page = text(os.path.join(folder, "monatsbericht.html"))
        self.assertIn("Nachträglich geändert: Urteile archivierter Läufe", page)
        dossier = text([os.path.join(folder, "fachaufsicht", n) for n in os.listdir(os.path.join(folder, "fachaufsicht"))
                        if n.endswith("B.html")][0])
        self.assertIn("Vermerk vom 02.10.2023 zählt nicht mehr", dossier)
        self.assertNotIn("Vermerk vom 12.10.2023, erfasst", dossier)  # of the other team

    def test_nothing_changed(self):
        self.run_then()
        files = exports_then()
        files["kontakte"] += "".join(note(n, "29.11.2023") for n in STEADY)
        _, folder = self.run_now(**files)
        self.assertEqual(findings(folder), [])
        self.assertEqual(point(folder).get("wert"), "0")

    def test_without_day_of_entry(self):
        def bare(files):
            files["kontakte"] = re.sub(r";[^;\n]*(?=\n)", "", files["kontakte"])
            return files
        self.good(self.report(self.exports("then", **bare(exports_then())), rules=RULES, day=THEN))
        self.good(self.report(self.exports("now", **bare(exports_now())), rules=RULES, day=NOW))
        words = [row["Wert"] for row in findings(self.path("out", NOW))]
        self.assertIn("ADD 31.10.2023: damals überfällig, jetzt im Rhythmus; Vermerk vom 12.10.2023 kam dazu oder zählt erst jetzt", words)

    def test_what_cannot_be_compared(self):
        """Said, with why; the figures of the month are compared all the same."""
        self.run_then("--lead", "7")
        _, folder = self.run_now()
        self.assertEqual(findings(folder), [])
        self.assertEqual([row["Wert"] for row in findings(folder, ASIDE)], ["2023-10-31: anderer Vorlauf"])
        self.assertEqual(point(folder).get("grund"), "anderer Vorlauf")
        shutil.rmtree(self.path("out"))
        self.good(self.report(self.exports("then", **exports_then()), rules="aa90", day=THEN))
        _, folder = self.run_now()
        self.assertEqual([row["Wert"] for row in findings(folder, ASIDE)], ["2023-10-31: anderes Regelwerk"])

    def test_only_what_the_sums_name(self):
        self.run_then()
        path = self.path("out", THEN, "ergebnis.csv")
        whole = text(path)
        write(path, whole.replace("ueberfaellig", "erfuellt     "[:8], 1))
        done, folder = self.run_now()
        spoilt = "2023-10-31: ergebnis.csv ist nicht die Datei, die SHA256SUMS nennt"
        self.assertEqual([row["Wert"] for row in findings(folder, SPOILT)], [spoilt])
        self.assertIn(SPOILT + ": " + spoilt, done.err)
        self.assertIn(SPOILT, text(os.path.join(folder, "lauf.xml")))
        for content in ("", whole[:-1], whole.replace("ADD;", "ADD;x;"), whole.replace("ADD;", '"ADD;'),
                        whole.replace(";ueberfaellig;", ";spaet;"), whole + whole.splitlines(keepends=True)[1],
                        whole.replace("Kundennummer;", "Nummer;"), whole + "\0"):
            write(path, content)
            test_archive.seal_anew(self.path("out", THEN))
            shutil.rmtree(folder)
            _, folder = self.run_now()
            self.assertEqual(point(folder).get("grund"), "ergebnis.csv ist nicht, wie ein Lauf sie schreibt", content[-200:])

    def test_pipes_are_not_waited_for(self):
        for name in ("ergebnis.csv", "lauf.xml", "ergebnis.xml", "SHA256SUMS"):
            shutil.rmtree(self.path("out"), ignore_errors=True)
            self.run_then()
            os.remove(self.path("out", THEN, name))
            os.mkfifo(self.path("out", THEN, name))
            done = self.good(self.report(self.exports("now", **exports_now()), rules=RULES, day=NOW, timeout=60))
            self.assertRegex(done.err, SPOILT + ": 2023-10-31: %s" % name)
            self.assertNotEqual(call("verify", self.path("out", THEN), timeout=60).code, 0)
            self.assertNotEqual(call("verify", "--chain", self.path("out"), timeout=60).code, 0)

    def test_is_part_of_the_record(self):
        """The digest of what was compared; another one is another run; made again, the same bytes."""
        self.run_then()
        _, folder = self.run_now()
        record = ET.parse(os.path.join(folder, "lauf.xml")).getroot().find("archiv")
        sums = dict(reversed(line.split("  ", 1)) for line in
                    text(self.path("out", THEN, "SHA256SUMS")).splitlines())
        self.assertEqual(record.get("urteile-sha256"), sums["ergebnis.csv"])
        done = self.good(call("verify", folder, "--replay", self.path("now")))
        self.assertIn("dieselben Bytes", done.text)

    def job(self, name, names="klar", more="", columns=""):
        write(self.path(name), """<?xml version="1.0" encoding="UTF-8"?>
<auftrag version="1"><jobcenter>Jobcenter Test</jobcenter><regelwerk>%s</regelwerk>
<namen%s>%s</namen>%s
<exporte ordner="in"><datei art="kunden" pfad="kunden.csv">%s</datei><datei art="kontakte" pfad="kontakte.csv"/></exporte>
<ausgabe ordner="out"/></auftrag>
""" % (RULES, ' schluessel="schluessel"' if names == "pseudonym" else "", names, more, columns))
        return self.path(name)

    def run_job(self, day, files, **job):
        shutil.rmtree(self.path("in"), ignore_errors=True)
        self.exports("in", **files)
        self.good(call("report", self.job("auftrag.xml", **job), "--as-of", day))
        return self.path("out", day)

    def test_small_groups(self):
        self.run_job(THEN, exports_then(), more="<mindestgruppe>5</mindestgruppe>")
        folder = self.run_job(NOW, exports_now(), more="<mindestgruppe>5</mindestgruppe>")
        self.assertEqual(point(folder).get("wert"), "8")  # EXEMPT: the job names no exceptions
        page = text(os.path.join(folder, "monatsbericht.html"))
        part = page[page.index("Nachträglich geändert: Urteile"):]
        part = part[:part.index("</table>")]
        self.assertIn("×", part)
        for words in WORDS.values():
            self.assertNotIn(words, part)

    def test_pseudonyms_and_mapping(self):
        write(self.path("schluessel"), "a" * 64 + "\n")
        os.chmod(self.path("schluessel"), 0o600)
        self.run_job(THEN, exports_then(), names="pseudonym")
        folder = self.run_job(NOW, exports_now(), names="pseudonym")
        found = findings(folder)
        self.assertEqual(len(found), 8)
        for number in EXPECTED:
            self.assertFalse([row for row in found if row["Wert"].startswith(number)])
        shutil.rmtree(folder)
        folder = self.run_job(NOW, exports_now())
        self.assertEqual(point(folder).get("grund"), "andere Pseudonyme")
        write(self.path("schluessel"), "b" * 64 + "\n")
        shutil.rmtree(folder)
        folder = self.run_job(NOW, exports_now(), names="pseudonym")
        self.assertEqual(point(folder).get("grund"), "andere Pseudonyme")
        shutil.rmtree(self.path("out"))
        self.run_job(THEN, exports_then())
        folder = self.run_job(NOW, exports_now(), columns='<spalte name="Status"><wert von="arbeitsuchend" nach="arbeitslos"/></spalte>')
        self.assertEqual(point(folder).get("grund"), "andere Zuordnung der Exporte im Auftrag")


class AtRandom(Case):
    """The sample; half a month later some of its notes and states are others."""

    def evaluate_all(self, exports):
        return {row["Kundennummer"]: row["Urteil"] for row in
                read_csv(self.good(call("evaluate", exports, "--rules", RULES, "--as-of", THEN)).out)}

    def test_against_a_reckoning_of_its_own(self):
        seed = int(os.environ.get("KD_SEED", "13"))
        chance = random.Random(seed)
        shutil.copytree(SAMPLE, self.path("then"))
        shutil.copytree(SAMPLE, self.path("now"))
        path = self.path("now", "kontakte.csv")
        head, *lines = text(path, "cp1252").splitlines(keepends=True)
        removed, changed, added, kept = {}, {}, {}, []
        for line in lines:
            cells = line.rstrip("\r\n").split(";")
            day = cells[1]
            what = chance.random() if re.fullmatch(r"\d\d\.(0[6-9]|10)\.2023", day) and '"' not in line else 1
            if what < .03:
                removed.setdefault(cells[0], set()).add(day)
            elif what < .06:
                cells[3] = "schriftlich"
                changed.setdefault(cells[0], set()).add(day)
                kept.append(";".join(cells) + "\n")
            else:
                kept.append(line)
                if what < .08:  # another customer's talk was written down late
                    other = chance.choice(lines).split(";")[0]
                    cells[0], cells[7] = other, "15.11.2023"
                    added.setdefault(other, set()).add(day)
                    kept.append(";".join(cells) + "\n")
        write(path, (head + "".join(kept)).encode("cp1252"))
        self.good(call("report", self.path("then"), "--rules", RULES, "--as-of", THEN, "--out", self.path("out")))
        self.good(call("report", self.path("now"), "--rules", RULES, "--as-of", NOW, "--out", self.path("out")))
        then = {row["Kundennummer"]: row["Urteil"] for row in read_csv(self.path("out", THEN, "ergebnis.csv"))}
        now = self.evaluate_all(self.path("now"))
        expected = {number for number in set(then) | set(now) if then.get(number) != now.get(number)}
        found = {row["Wert"].split(" ")[0]: row["Wert"] for row in findings(self.path("out", NOW))}
        self.assertEqual(set(found), expected)
        self.assertGreater(len(expected), 10, "seed %d" % seed)
        self.assertEqual(point(self.path("out", NOW)).get("wert"), str(len(expected)))
        kinds = set()
        # where another note of that day is left nobody can tell from ergebnis.csv whether the one that counted is gone
        lost = {number: removed.get(number, set()) | changed.get(number, set()) for number in set(removed) | set(changed)}
        for number, words in found.items():  # a note that is named is one that was touched, in this way
            day = (re.findall(r"Vermerk vom (\S+?)[, ]", words + " ") or [None])[0]
            for pattern, touched in (("fehlt", removed), ("zählt nicht mehr", lost), ("erfasst am 15.11.2023", added)):
                if day and pattern in words:
                    self.assertIn(day, touched.get(number, ()), words)
                    kinds.add(pattern)
            if number not in removed and number not in changed and number not in added:
                self.fail(words)
        self.assertEqual(len(kinds), 3, kinds)


if __name__ == "__main__":
    program.main()
