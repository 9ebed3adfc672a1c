#!/usr/bin/env python3
"""Runs the golden cases: every folder below this one that holds an erwartet.csv.

    python3 run.py --program PATH [--only TEXT] [--rules-pattern PATTERN]

For each folder and each Stichtag in its erwartet.csv the program is called as

    PATH evaluate FOLDER --rules ID --as-of STICHTAG

and its CSV on standard output is compared, column by column, with the expected
rows.  ID is the first line of the file `regelwerk` (NAME.xml: a file of the folder), or
else the folder's name.
Exit code: 0 all rows agree, 1 a row disagrees or is missing, 2 wrong usage.
Files A.xml,B.xml in `regelwerk` are a series.  A folder with a file `wartet` holds cases
of what the program cannot do yet: rows that fail there are told and counted as waiting.
"""
import argparse
import contextlib
import csv
import io
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KEY = "Kundennummer"
NOT_COMPARED = ("Stichtag", KEY, "Satz", "Rechnung")
ABSENT = "nicht im Bestand"      # Urteil of a customer who must not appear
UNCHECKED = "*"                  # cell that is not compared
TIMEOUT = 120                    # seconds for one call


def read_rows(text):
    """Rows of a semicolon CSV as dictionaries; the header's names are stripped."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    if not rows:
        raise ValueError("no header line")
    head = [name.strip() for name in rows[0]]
    out = []
    for number, row in enumerate(rows[1:], 2):
        if not row:
            continue
        if len(row) != len(head):
            raise ValueError("record %d has %d fields, the header has %d"
                             % (number, len(row), len(head)))
        out.append(dict(zip(head, row)))
    return head, out


def read_file(path):
    with open(path, encoding="utf-8", newline="") as handle:
        return read_rows(handle.read())


def find_folders(only):
    """Folders with cases, in a fixed order."""
    found = []
    for folder, _, files in os.walk(HERE):
        name = os.path.relpath(folder, HERE).replace(os.sep, "/")
        if "erwartet.csv" in files and only in name:
            found.append((name, folder))
    return sorted(found)


def rule_set_of(folder):
    path = os.path.join(folder, "regelwerk")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as handle:
            name = handle.readline().strip()
        return os.path.join(folder, name) if name.endswith(".xml") else name
    return os.path.basename(folder)


def run_program(program, folder, rules, day):
    """Returns (columns, rows by customer, None) or (None, None, what went wrong)."""
    call = [program, "evaluate", folder, "--rules", rules, "--as-of", day]
    try:
        done = subprocess.run(call, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return None, None, "no answer within %d s" % TIMEOUT
    except OSError as fault:
        return None, None, "cannot be started: %s" % fault
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return None, None, "exit code %d: %s" % (done.returncode, " / ".join(said[:3]))
    try:
        head, rows = read_rows(done.stdout.decode("utf-8-sig"))
    except (ValueError, csv.Error) as fault:
        return None, None, "output cannot be read: %s" % fault
    if KEY not in head:
        return None, None, "output has no column %s" % KEY
    by_customer = {}
    for row in rows:
        by_customer.setdefault(row[KEY], []).append(row)
    return head, by_customer, None


def compare(expected, columns, head, by_customer):
    """Disagreements of one expected row, as lines of text; empty when it agrees."""
    found = by_customer.get(expected[KEY], [])
    if expected["Urteil"] == ABSENT:
        if found:
            return ["must not appear, but appears with Urteil %s" % found[0].get("Urteil")]
        return []
    if not found:
        return ["is missing in the output"]
    if len(found) > 1:
        return ["appears %d times in the output" % len(found)]
    lines = []
    for column in columns:
        wanted = expected[column]
        if wanted == UNCHECKED:
            continue
        if column not in head:
            lines.append("%s: the output has no such column" % column)
        elif found[0][column] != wanted:
            lines.append("%s: expected '%s', got '%s'" % (column, wanted, found[0][column]))
    return lines


def run_folder(program, name, folder, pattern):
    """Runs one folder; returns (passed, failed)."""
    head, rows = read_file(os.path.join(folder, "erwartet.csv"))
    columns = [column for column in head if column not in NOT_COMPARED]
    rules = pattern.replace("{}", rule_set_of(folder)).replace(",", "," + os.path.join(folder, ""))
    passed = failed = 0
    for day in sorted({row["Stichtag"] for row in rows}):
        out_head, by_customer, fault = run_program(program, folder, rules, day)
        if fault:
            print("%s, Stichtag %s: %s" % (name, day, fault))
        for row in rows:
            if row["Stichtag"] != day:
                continue
            if fault:
                failed += 1
                continue
            lines = compare(row, columns, out_head, by_customer)
            if not lines:
                passed += 1
                continue
            failed += 1
            print("%s, Stichtag %s, %s" % (name, day, row[KEY]))
            for line in lines:
                print("    %s" % line)
            print("    Satz:     %s" % row["Satz"])
            print("    Rechnung: %s" % row["Rechnung"])
    return passed, failed


def main():
    parser = argparse.ArgumentParser(description="Runs the golden cases of the rule sets.")
    parser.add_argument("--program", required=True, metavar="PATH",
                        help="the program kontaktdichte")
    parser.add_argument("--only", default="", metavar="TEXT",
                        help="only folders whose name contains TEXT")
    parser.add_argument("--rules-pattern", default="{}", metavar="PATTERN",
                        help="what to give to --rules; {} stands for the rule set's id")
    options = parser.parse_args()
    if not os.path.isfile(options.program):
        parser.error("there is no program %s" % options.program)
    program = os.path.abspath(options.program)
    folders = find_folders(options.only)
    if not folders:
        parser.error("no folder with cases contains '%s'" % options.only)
    passed = failed = 0
    for name, folder in folders:
        if os.path.exists(os.path.join(folder, "wartet")):
            with contextlib.redirect_stdout(io.StringIO()):
                good, bad = run_folder(program, name, folder, options.rules_pattern)
            print("%s: %s" % (name, "waits, %d of %d rows fail" % (bad, good + bad) if bad
                              else "passes now: take away the file `wartet`"))
            bad = 0
        else:
            good, bad = run_folder(program, name, folder, options.rules_pattern)
        passed += good
        failed += bad
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
