#!/usr/bin/env python3
"""Compares the program's figures of spec 2.9 with practice_oracle.py, for the Jobcenter and each team.

    python3 practice_compare.py --program build/release/kontaktdichte --sample build/release/kd-sample --seeds 1-3
                                [--rules all] [--customers 300] [--land NI] [--folder DIR --as-of DAY]

Exports are made with kd-sample, every other seed with the faults of real ones; for every third seed columns and files are left out.
Each figure of ergebnis.xml, and each finding of hinweise.csv, is one comparison.  Ends with `N passed, M failed`.
"""

import argparse
import csv
import datetime
from fractions import Fraction
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import practice_oracle            # noqa: E402

FINDINGS = {"gezählter Kontakt nicht in der verlangten Vermerkart": "jeder",
            "erster gezählter Kontakt nicht in der verlangten Vermerkart": "erster",
            "Beratungsvermerk mit schriftlicher oder elektronischer Kontaktart": "falsch",
            "dreimal in Folge nicht erschienen": "dreimal"}
DAYS = ("2023-11-30", "2024-02-29", "2023-12-31", "2023-06-14", "2024-04-30")


def put_lead(found, element):
    name = "vorlauf " + element.get("bis")
    if element.find("entfaellt") is not None:
        found[name] = None
        return
    for step in element.findall("stufe"):
        found["%s %s" % (name, step.get("art"))] = int(step.get("wert"))
    found[name + " noch-keiner"] = int(element.find("noch-keiner").get("wert"))


def put_lengths(found, element):
    for of in ("gespraeche", "termine"):
        if element.find(of).find("entfaellt") is not None:
            found["dauer " + of] = None
    for length in element.findall("dauer"):
        for one in length:
            name = "dauer %s %s %s " % (length.get("name"), one.tag, one.get("zeitraum"))
            for value in ("bekannt", "unbekannt", "minuten"):
                found[name + value] = Fraction(one.get(value))
            if "mittel" in one.attrib:
                mean = found[name + "minuten"] / found[name + "bekannt"]
                assert abs(float(one.get("mittel")) - mean) < 0.0001, name
                assert abs(float(one.get("mittel-text").replace(".", "").replace(",", ".")) - mean) < 0.0501, name


def figures_of(part):
    """{name: number}; None where the report says why there is none."""
    found = {}
    for figure in part.findall("figur"):
        name = figure.get("art")
        if figure.find("entfaellt") is not None:
            found[name] = None
        for window in ("gesamt", "monat"):
            if figure.find(window) is not None:
                found["%s %s" % (name, window)] = int(figure.find(window).get("wert"))
    for lead in part.findall("vorlauf"):
        put_lead(found, lead)
    put_lengths(found, part.find("dauern"))
    exceptions = part.find("ausnahmen")
    if exceptions.find("entfaellt") is not None:
        found["ausnahmen"] = None
    for exception in exceptions.findall("ausnahme"):
        for value in exception:
            found["ausnahme %s %s" % (exception.get("art"), value.tag)] = int(value.get("wert"))
    if part.find("halbjahre").find("entfaellt") is not None:
        found["halbjahre"] = None
    for half in part.find("halbjahre").findall("halbjahr"):
        for value in ("kunden", "kontakte", "erreicht"):
            found["halbjahr %s %s" % (half.get("regel"), value)] = int(half.get(value))
    return found


def is_lacking(name, lack):
    words = name.split(" ")
    family = {"ausnahme": "ausnahmen", "halbjahr": "halbjahre"}.get(words[0], words[0])
    if words[0] == "vorlauf":
        family = " ".join(words[:2])
    if words[0] == "dauer":
        family = "dauer " + ("gespraeche" if "gespraeche" in words else "termine")
    return family in lack


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, label, what, wanted, got):
        if wanted == got:
            self.passed += 1
            return
        self.failed += 1
        print("%s: %s: oracle %r, program %r" % (label, what, wanted, got))


def compare_part(tally, label, wanted, lack, got):
    tally.check(label, "what is not known", sorted(lack), sorted(name for name, value in got.items() if value is None))
    names = {name for name in got if got[name] is not None} | {n for n in wanted if not is_lacking(n, lack)}
    for name in sorted(names):
        if is_lacking(name, lack):
            tally.check(label, name, "not known", got[name])
        else:
            tally.check(label, name, wanted.get(name, 0), got.get(name, 0))


def run(options, folder, rules, day, out):
    command = [options.program, "report", folder, "--rules", rules, "--as-of", day, "--out", out, "--replace", "--quiet"]
    if options.land:
        command += ["--land", options.land]
    subprocess.run(command, check=True, timeout=600)
    return os.path.join(out, day)


def compare(options, tally, exports, folder, rules, day, label, work):
    result = run(options, folder, rules, day, os.path.join(work, "out"))
    figures, findings, lack = practice_oracle.count(exports, rules, datetime.date.fromisoformat(day), options.land)
    root = xml.parse(os.path.join(result, "ergebnis.xml")).getroot()
    practice = root.find("bereich").find("praxis")
    compare_households(tally, label, practice_oracle.households(exports, rules, datetime.date.fromisoformat(day)), root)
    compare_part(tally, label, figures[None], lack, figures_of(practice))
    teams = {team.get("kennung"): team for team in practice.findall("praxis-team")}
    tally.check(label, "teams", sorted(team for team in figures if team is not None), sorted(teams))
    for team in figures:
        if team is not None and team in teams:
            compare_part(tally, "%s, %s" % (label, team or "ohne Team"), figures[team], lack, figures_of(teams[team]))
    with open(os.path.join(result, "hinweise.csv"), encoding="utf-8-sig", newline="") as handle:
        told = {(int(row["Zeile"] or 0), FINDINGS[row["Grund"]])
                for row in csv.DictReader(handle, delimiter=";") if row["Grund"] in FINDINGS}
    for line, kind in sorted(findings | told):
        tally.check(label, "finding, line %d, %s" % (line, kind), (line, kind) in findings, (line, kind) in told)


def compare_households(tally, label, wanted, root):
    for area in root.findall("bereich"):
        team = None if area.get("art") == "jobcenter" else area.get("name")
        got = area.find("bedarfsgemeinschaften")
        tally.check(label, "Bedarfsgemeinschaften are there, %s" % team, wanted is not None, got is not None)
        if got is None or wanted is None:
            continue
        own = wanted["" if team == "ohne Team" else team]
        told = {name: int(got.find(name).get("wert")) for name in ("alle", "einige", "keine", "ohne-vorgabe")}
        told["mitglieder"] = int(got.get("mitglieder"))
        tally.check(label, "Bedarfsgemeinschaften, %s" % team, {name: own[name] for name in told}, told)


def leave_out(folder, seed):
    """Takes files and columns away, another choice for each seed."""
    choices = [("termine.csv", None), ("ausnahmen.csv", None), ("termine.csv", "Status"), ("termine.csv", "Dauer"),
               ("termine.csv", "Vereinbart am"), ("termine.csv", "Gesprächsart"), ("termine.csv", "Rechtsfolgenbelehrung"),
               ("kontakte.csv", "Erfasst am"), ("kontakte.csv", "Dauer"), ("kunden.csv", "EGV seit"),
               ("kunden.csv", "Gesundheit"), ("kunden.csv", "Profillage"), ("kunden.csv", "BG-Nummer")]
    for step in range(4):
        name, column = choices[(seed // 3 * 5 + step * 3) % len(choices)]
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            continue
        if column is None:
            os.remove(path)
            continue
        with open(path, encoding="utf-8-sig", newline="", errors="surrogateescape") as handle:
            rows = list(csv.reader(handle, delimiter=";"))
        drop = [i for i, field in enumerate(rows[0]) if field.strip().lower() == column.lower()]
        with open(path, "w", encoding="utf-8", newline="", errors="surrogateescape") as handle:
            writer = csv.writer(handle, delimiter=";", lineterminator="\n")
            for row in rows:
                writer.writerow([field for i, field in enumerate(row) if i not in drop])


def compare_seed(options, tally, seed, work):
    day = DAYS[seed % len(DAYS)]
    folder = os.path.join(work, "seed-%d" % seed)
    command = [options.sample, "--out", folder, "--customers", str(options.customers),
               "--contacts", str(options.customers * 15), "--teams", "3", "--staff", "8", "--seed", str(seed),
               "--as-of", day]
    subprocess.run(command + (["--messy"] if seed % 2 else []), check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    if seed % 3 == 0:
        leave_out(folder, seed)
    exports = practice_oracle.Exports(folder)
    for rules in options.rules:
        compare(options, tally, exports, folder, rules, day, "seed %d, %s, %s" % (seed, rules, day), work)


def numbers(text):
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main():
    parser = argparse.ArgumentParser(description="Compares the figures of spec 2.9 with the oracle.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--sample", help="kd-sample")
    parser.add_argument("--seeds", type=numbers, default=numbers("1-3"))
    parser.add_argument("--customers", type=int, default=300)
    parser.add_argument("--rules", default="all")
    parser.add_argument("--land", default="", choices=("", "NI", "NW"))
    parser.add_argument("--folder", help="compare these exports instead of made ones")
    parser.add_argument("--as-of")
    options = parser.parse_args()
    options.rules = list(practice_oracle.ASKS) if options.rules == "all" else options.rules.split(",")
    if options.folder and not options.as_of or not options.folder and not options.sample:
        parser.error("--folder needs --as-of, made exports need --sample")
    tally, work = Tally(), tempfile.mkdtemp(prefix="practice-")
    try:
        if options.folder:
            exports = practice_oracle.Exports(options.folder)
            for rules in options.rules:
                compare(options, tally, exports, options.folder, rules, options.as_of, rules, work)
        else:
            for seed in options.seeds:
                compare_seed(options, tally, seed, work)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
