#!/usr/bin/env python3
"""Exports bent in many ways: every run ends in the right figures or in a message that names the trouble, none in other
figures without a word.

    python3 test_bends.py PROGRAM SAMPLE_GENERATOR [--only TEXT] [--all] [--pairs N] [--list]
    python3 test_bends.py --table [--write]

The table is in forms.py, values.py, whole.py and jobs.py. Without --all each kind is tried in two of its files and
every second one through a job; --table prints what docs/eingaben.md has to hold, --write puts it there. Ends with
`N passed, M failed`.
"""

import argparse
import concurrent.futures
import os
import random
import shutil
import sys
import tempfile

import forms  # each adds its kinds
import values  # noqa: F401
import whole  # noqa: F401
import jobs  # noqa: F401
from bench import RULES, Bench
from kinds import Expect, Kind
from known import entry as known_entry

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOC = os.path.join(ROOT, "docs", "eingaben.md")
BEGIN, END = "<!-- bends: begin -->\n", "<!-- bends: end -->\n"


def table():
    """Markdown: a kind a line."""
    lines, chapter, seen = [], None, {}
    for kind in Kind.every:
        seen.setdefault(kind.name, []).extend(kind.rows)
    for name, rows in seen.items():
        kind = rows[0].kind
        if kind.chapter != chapter:
            chapter = kind.chapter
            lines += ["", "### " + chapter, "", "| Was | Beispiel | Datei | Was geschieht |",
                      "| --- | --- | --- | --- |"]
        ends = {}
        for row in rows:
            end = "noch offen: kein Wort oder nur ein Hinweis" if row.known else Expect.WORDS[row.expect.outcome]
            ends.setdefault(end, []).append(row.stem)
        for end, stems in ends.items():
            stems = list(dict.fromkeys(stems))
            lines.append("| %s | %s | %s | %s |" % (kind.what, kind.example,
                                                    "alle" if len(stems) == 6 else ", ".join(stems), end))
    return "\n".join(lines[1:]) + "\n"


def chosen(rows):
    """Of each kind one of the two needed files, one of the others, and of every second kind one through a job."""
    found, of = [], {}
    for row in rows:
        of.setdefault(row.kind.name, []).append(row)
    for turn, of_kind in enumerate(of.values()):
        needed = [r for r in of_kind if not r.foreign and r.stem in forms.CORE]
        others = [r for r in of_kind if not r.foreign and r.stem not in forms.CORE]
        job = [r for r in of_kind if r.foreign and (turn % 2 or not needed)]
        for part in (needed, others, job):
            found += part[turn % len(part):][:1] if part else []
    return found


def pairs(bench, n):
    """n pairs of rows: the first is read as if it were not there."""
    dice, found = random.Random(20231130), []
    rows = [r for k in Kind.every for r in k.rows
            if not (r.foreign or r.known or k.init) and k.touches is not None and k.keys is None and k.rules == RULES]
    silent = [r for r in rows if r.expect.outcome == "same" and not r.expect.like]
    while len(found) < n:
        first, second = dice.choice(silent), dice.choice(rows if len(found) % 4 == 0 else silent)
        if dice.random() < 0.7:
            same_file = [r for r in second.kind.rows if r.stem == first.stem and not r.foreign and not r.known]
            second = same_file[0] if same_file else second
        apart = first.stem != second.stem or not first.kind.touches & second.kind.touches
        if apart and bench.pair((first, second)):
            found.append((first, second))
    return found


def doc():
    """The documentation before the table, the table, what stands behind it."""
    with open(DOC, encoding="utf-8") as handle:
        before, _, rest = handle.read().partition(BEGIN)
    there, _, behind = rest.partition(END)
    return before, there, behind


def write_doc():
    before, _, behind = doc()
    with open(DOC, "w", encoding="utf-8") as handle:
        handle.write(before + BEGIN + table() + END + behind)


def doc_fault():
    return "" if doc()[1] == table() else "docs/eingaben.md does not hold the table (--table --write puts it there)"


def run(work, names, workers):
    """[(name, fault)] in order."""
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        return list(zip(names, pool.map(lambda one: one(), work)))


def main():
    if sys.argv[1:] in (["--table"], ["--table", "--write"]):
        write_doc() if "--write" in sys.argv else sys.stdout.write(table())
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("sample")
    parser.add_argument("--only", default="")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--pairs", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--list", action="store_true", help="every row with its end")
    options = parser.parse_args()
    rows = [row for kind in Kind.every for row in kind.rows if options.only in row.name]
    rows = rows if options.all or options.only else chosen(rows)
    folder = tempfile.mkdtemp(prefix="kd-bends-")
    try:
        bench = Bench(os.path.abspath(options.program), os.path.abspath(options.sample), folder)
        couples = pairs(bench, options.pairs) if not options.only else []
        work = [lambda r=r: bench.judge(r) for r in rows] + [lambda c=c: bench.judge_pair(c) for c in couples]
        names = [r.name for r in rows] + ["%s + %s" % (a.name, b.name) for a, b in couples]
        ends = run(work, names, options.workers)
    finally:
        shutil.rmtree(folder)
    passed = failed = known = 0
    still = {}  # an entry of known.py: the faults of its rows
    for (name, fault), row in zip(ends, rows + [None] * len(couples)):
        if row and row.known:
            still.setdefault(known_entry(name), []).append(fault)
        if row and row.known:
            known += bool(fault)
            print("KNOWN %s: %s%s" % (name, row.known if fault else "right by now",
                                      " | " + fault if fault and options.list else ""))
            continue
        passed, failed = passed + (not fault), failed + bool(fault)
        if fault or options.list:
            expected = row.expect.outcome if row else "pair"
            print("%s %s (%s) %s" % ("FAILED" if fault else "ok", name, expected, fault))
    every = [known_entry(row.name) for kind in Kind.every for row in kind.rows]
    for entry, faults in sorted(still.items()):
        if not any(faults) and len(faults) == every.count(entry):  # all of them were run
            print("FAILED %s is right by now: take it out of known.py" % entry)
            failed += 1
    fault = doc_fault()
    passed, failed = passed + (not fault), failed + bool(fault)
    print(("FAILED %s\n" % fault if fault else "") + "%d rows, %d pairs, %d calls of the program, %d known" %
          (len(rows), len(couples), bench.runs, known))
    print("%d passed, %d failed" % (passed, failed))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
