#!/usr/bin/env python3
"""Compares the program with the oracle over generated exports.

    python3 compare.py --program build/release/kontaktdichte --seeds 1-20 --customers 500
                       [--rules all | --rules aa90,ba-arbeitshilfe] [--as-of DAY ...] [--lead N]

For each seed the exports are generated, and for each rule set and reporting day every row and
column of `PROGRAM evaluate DIR --rules ID --as-of DAY` is compared with the oracle (but not
`Fundstelle`).  `--probe FILE` compares the oracle's rule set `probe` (see README.md) too, for which FILE is given
to the program.  `--program self` compares the oracle with its own day-by-day walk instead;
`--folder DIR` compares an existing folder of exports (needs --as-of).
Ends with `N passed, M failed` (customers x rule set x day), exit status 1 on any disagreement.
"""

import argparse
import collections
import csv
import datetime
import io
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate as generator      # noqa: E402
import oracle                     # noqa: E402

IGNORED = {"Fundstelle"}


def numbers(text):
    """1-20 or 3,5,9-12"""
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return found


def raw_records(path):
    """[(number of the first line, the raw text)] of a CSV file; quoted line breaks kept."""
    with open(path, "rb") as handle:
        text = handle.read().decode("utf-8-sig")
    records, begun, pending = [], 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not pending:
            begun = number
        pending += line
        if pending.count('"') % 2:
            pending += "\n"
            continue
        if pending:
            records.append((begun, pending))
        pending = ""
    return records


def print_raw(folder, customer):
    for name in ("kunden.csv", "kontakte.csv", "ausnahmen.csv"):
        path = os.path.join(folder, name)
        if not os.path.exists(path):
            print("      (no %s)" % name)
            continue
        separator = oracle.Table(path).separator
        records = raw_records(path)
        print("      %s: %s" % (name, records[0][1].strip()))
        for number, text in records[1:]:
            if customer in next(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
                print("      %s:%d: %s" % (name, number, text.rstrip("\r")))


def run_program(program, folder, rules, day, lead):
    """(rows, complaint): the rows of the program as dicts, and what was wrong with its output."""
    command = [program, "evaluate", folder, "--rules", rules, "--as-of", day.isoformat()]
    if lead is not None:
        command += ["--lead", str(lead)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    except (OSError, subprocess.TimeoutExpired) as fault:
        return None, str(fault)
    if done.returncode != 0:
        return None, "exit status %d: %s" % (done.returncode,
                                             done.stderr.decode("utf-8", "replace")[-600:])
    try:
        text = done.stdout.decode("utf-8")
    except UnicodeDecodeError as fault:
        return None, "not UTF-8: %s" % fault
    if text.startswith("\ufeff"):
        return None, "a byte order mark at the beginning"
    try:
        records = list(csv.reader(oracle.StringLines(text), delimiter=";", strict=True))
    except csv.Error as fault:
        return None, "not CSV: %s" % fault
    if not records or records[0] != oracle.COLUMNS:
        return None, "header is %r" % (text.split("\n", 1)[0],)
    rows = []
    for number, record in enumerate(records[1:], 1):
        if len(record) != len(oracle.COLUMNS):
            return None, "record %d has %d fields" % (number, len(record))
        rows.append(dict(zip(oracle.COLUMNS, record)))
    complaint = None
    if not text.endswith("\n"):
        complaint = "the last line end is missing"
    elif "\r\n" in text.replace("\r\n\"", ""):
        # (the exports never hold a CR of their own inside a field)
        complaint = "line ends are not LF"
    return rows, complaint


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0
        self.shown = 0
        self.columns = collections.Counter()
        self.verdicts = collections.Counter()
        self.reasons = collections.Counter()


def compare_rows(wanted, got, tally, label, show):
    """Compares two lists of rows; show(customer) is called for the first few that differ."""
    got_by = collections.OrderedDict()
    for row in got:
        if row["Kundennummer"] in got_by:
            print("%s: customer %r twice" % (label, row["Kundennummer"]))
            tally.failed += 1
        got_by[row["Kundennummer"]] = row
    order = [row["Kundennummer"] for row in wanted]
    known = set(order)
    for row in wanted:
        number = row["Kundennummer"]
        other = got_by.get(number)
        tally.verdicts[(row["Urteil"], row["Frist aus"], row["Individuell"])] += 1
        tally.reasons[row["Grund"]] += 1
        if other is None:
            print("%s: customer %r: no row, expected %s" % (label, number, row["Urteil"]))
            tally.columns["(no row)"] += 1
            tally.failed += 1
            show(number)
            continue
        different = [name for name in oracle.COLUMNS
                     if name not in IGNORED and row[name] != other[name]]
        if not different:
            tally.passed += 1
            continue
        tally.failed += 1
        for name in different:
            tally.columns[name] += 1
            print("%s: customer %r: %s: oracle %r, program %r"
                  % (label, number, name, row[name], other[name]))
        show(number)
    for number in got_by:
        if number not in known:
            print("%s: customer %r: a row, though not in the population" % (label, number))
            tally.columns["(extra row)"] += 1
            tally.failed += 1
            show(number)
    if [n for n in got_by if n in known] != [n for n in order if n in got_by]:
        print("%s: the order of the rows differs" % label)
        tally.columns["(order)"] += 1
        tally.failed += 1


def compare_folder(options, folder, days, lead, label, tally):
    data = oracle.Data(folder)
    for rules in options.rules:
        for day in days:
            name = "%s %s %s%s" % (label, rules, day, "" if lead is None else " lead %d" % lead)
            rule_set = oracle.RULE_SETS[rules]
            real_lead = 14 if lead is None else lead
            wanted = oracle.evaluate(data, rule_set, day, real_lead)
            if options.program == "self":
                got = oracle.evaluate(data, rule_set, day, real_lead, every_day=True)
                complaint = None
            else:
                ident = options.probe if rules == "probe" and options.probe else rules
                got, complaint = run_program(options.program, folder, ident, day, lead)
            if complaint:
                print("%s: %s" % (name, complaint))
                tally.failed += 1
            if got is None:
                tally.failed += len(wanted)
                continue

            def show(number):
                if tally.shown >= options.show or number not in data.customers:
                    return
                tally.shown += 1
                print_raw(folder, number)
                case = oracle.Case(data, number, rule_set, day, real_lead)
                print("      " + case.trace().replace("\n", "\n      "))

            compare_rows(wanted, got, tally, name, show)


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Compares the program with the oracle.")
    parser.add_argument("--program", required=True, help="the program, or `self`")
    parser.add_argument("--seeds", type=numbers, default=[1])
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--rules", default="all")
    parser.add_argument("--probe", metavar="FILE", help="the rule set `probe`, as a rule file")
    parser.add_argument("--as-of", nargs="+", type=datetime.date.fromisoformat, default=[])
    parser.add_argument("--lead", type=int)
    parser.add_argument("--folder", help="compare these exports instead of generated ones")
    parser.add_argument("--keep", metavar="DIR", help="leave the generated exports there")
    parser.add_argument("--show", type=int, default=4,
                        help="for how many disagreements the raw lines and a trace are printed")
    parser.add_argument("--quiet", action="store_true", help="no table of what was covered")
    parser.add_argument("--team-from-caseworker", action="store_true",
                        help="read an empty Team as the caseworker's (see README.md, reading 27)")
    options = parser.parse_args(arguments)
    oracle.TEAM_FROM_CASEWORKER = options.team_from_caseworker
    if options.rules == "all":
        options.rules = list(oracle.THE_FIVE)
        if options.probe or options.program == "self":
            options.rules.append("probe")
    else:
        options.rules = options.rules.split(",")
        for rules in options.rules:
            if rules not in oracle.RULE_SETS:
                parser.error("no such rule set: " + rules)
    if options.folder and not options.as_of:
        parser.error("--folder needs --as-of")

    tally = Tally()
    if options.folder:
        compare_folder(options, options.folder, options.as_of, options.lead, options.folder, tally)
    else:
        work = options.keep or tempfile.mkdtemp(prefix="oracle-")
        try:
            for seed in options.seeds:
                folder = os.path.join(work, "seed-%d" % seed)
                day = generator.generate(seed, options.customers, folder,
                                         options.as_of[0] if options.as_of else None)
                days = options.as_of
                if not days:
                    # the day the data are built around, and one beside it
                    beside = (-1, 1, -31, 29, -180)[seed % 5]
                    days = [day, day + datetime.timedelta(days=beside)]
                lead = options.lead
                if lead is None and seed % 3 == 0:
                    lead = (0, 1, 7, 30, 45)[seed // 3 % 5]
                compare_folder(options, folder, days, lead, "seed %d" % seed, tally)
        finally:
            if not options.keep:
                shutil.rmtree(work, ignore_errors=True)
    if not options.quiet:
        print("covered (verdict, Frist aus, Individuell):")
        for key, amount in sorted(tally.verdicts.items()):
            print("  %7d  %s" % (amount, ", ".join(part or "-" for part in key)))
        print("reasons: " + ", ".join("%s %d" % (name or "-", n) for name, n in sorted(tally.reasons.items())))
    if tally.columns:
        print("disagreements by column: " + ", ".join(
            "%s %d" % pair for pair in tally.columns.most_common()))
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
