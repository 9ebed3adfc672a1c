#!/usr/bin/env python3
"""A digest of every byte that the program prints or publishes over its samples, to see what a change of the code changes.

    python3 tests/golden/bytes.py PROGRAM > before
    python3 tests/golden/bytes.py PROGRAM --against before

Each of the five rule sets over the sample folder and the sample with a job of its own; a smallest group, folders for
recipients, pseudonyms, a second theme, a Datenstand that is missed; `evaluate`, `list`, `explain`, `check`, `rules show|check|list`,
`job init`, in every format. A line is `digest  run/file`; standard output, standard error and the exit code are files of a run, too. With
--against it names each file that is other, gone or new, and ends with `N same, M other`.

The digests are not kept in the project: nearly every change of behaviour changes some. A commit that says it changes no byte is
held against the one before it.
"""
import argparse
import concurrent.futures
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = os.path.join(ROOT, "samples")
RULES = ("aa90", "aa90-2021", "uelzen-ga-08-2019", "ba-arbeitshilfe", "moenchengladbach-2012")
DAY = "2023-11-30"
FORMATS = {"explain": ("text", "xml", "csv"), "list": ("table", "csv"), "show": ("text", "html")}
JOB = """<?xml version="1.0" encoding="UTF-8"?>
<auftrag version="1">
  <jobcenter>Jobcenter Musterstadt</jobcenter>
  <bundesland name="Niedersachsen"/>
  <regelwerk>uelzen-ga-08-2019</regelwerk>
  <stichtag>2023-11-30</stichtag>{more}
  <exporte ordner="{folder}"/>
  <berichte>
    <bericht name="monatsbericht" betreuer="ja"/><bericht name="fachaufsicht"/><bericht name="nachweis"/><bericht name="arbeitslisten"/>
  </berichte>
</auftrag>
"""
MORE = {  # what of a job is tried: elements in the order of the schema
    "group": ("<dienstvereinbarung>DV 1/2023</dienstvereinbarung><mindestgruppe>5</mindestgruppe>", []),
    "recipients": ("<dienstvereinbarung>DV 1/2023</dienstvereinbarung>", ["--recipients"]),
    "pseudonyms": ('<namen schluessel="key.txt">pseudonym</namen>', []),
}


def first_number(folder):
    with open(os.path.join(folder, "kunden.csv"), encoding="utf-8", errors="replace") as file:
        next(file)
        return [line.split(";")[0].strip('"') for line in file if re.match(r'"?[\w]{10}"?;', line)][:3]


def runs(work, folder):
    """(name, arguments, folder that the run publishes into or None)"""
    job = os.path.join(SAMPLES, "beispielkreis", "auftrag.xml")
    for rules in RULES:
        under = ["--rules", rules, "--as-of", DAY]
        out = os.path.join(work, "report-" + rules)
        yield "report-" + rules, ["report", folder, *under, "--jobcenter", "Jobcenter Musterstadt", "--out", out], out
        yield "evaluate-" + rules, ["evaluate", folder, *under], None
        yield "check-" + rules, ["check", folder, *under], None
        for form in FORMATS["list"]:
            yield "list-%s-%s" % (form, rules), ["list", folder, *under, "--format", form], None
        for number in first_number(folder):
            for form in FORMATS["explain"]:
                yield ("explain-%s-%s-%s" % (form, rules, number),
                       ["explain", folder, *under, "--customer", number, "--format", form], None)
        for form in FORMATS["show"]:
            yield "show-%s-%s" % (form, rules), ["rules", "show", rules, "--format", form], None
        yield "prove-" + rules, ["rules", "check", rules], None
        out = os.path.join(work, "job-" + rules)
        yield "job-" + rules, ["report", job, "--rules", rules, "--out", out], out
    out = os.path.join(work, "theme")
    yield ("theme", ["report", folder, "--rules", "aa90", "--as-of", DAY, "--theme",
                     os.path.join(SAMPLES, "themes", "kreisgruen.xml"), "--out", out], out)
    out = os.path.join(work, "late")
    yield "late", ["report", folder, "--rules", "aa90", "--as-of", "2024-02-29", "--out", out], out
    with open(os.path.join(work, "key.txt"), "w", encoding="ascii", opener=lambda *of: os.open(*of, 0o600)) as file:
        file.write("NDIgYnl0ZXMgb2YgYSBrZXkgZm9yIHRoZSBzYW1wbGVzIG9ubHksIG5vIHNlY3JldA==\n")
    for name, (more, options) in MORE.items():
        path, out = os.path.join(work, name + ".xml"), os.path.join(work, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(JOB.format(folder=folder, more=more))
        yield name, ["report", path, "--out", out, *options], out
    yield "rules-list", ["rules", "list"], None
    yield "init", ["job", "init", os.path.join(SAMPLES, "beispielkreis")], None
    yield "init-own", ["job", "init", folder], None


def digests(program, run):
    name, arguments, out = run
    done = subprocess.run([program, *arguments, "--threads", "1"] if arguments[0] not in ("rules", "job") else [program, *arguments],
                          capture_output=True, check=False, env={"PATH": os.environ["PATH"]})
    work = os.path.dirname(out or "").encode()
    found = {}
    for kind, text in (("stdout", done.stdout), ("stderr", done.stderr), ("exit", b"%d" % done.returncode)):
        found["%s/%s" % (name, kind)] = text.replace(work, b"") if work else text
    for at, _, files in os.walk(out or ""):
        for file in files:
            path = os.path.join(at, file)
            with open(path, "rb") as handle:
                found["%s/%s" % (name, os.path.relpath(path, out))] = handle.read()
    shutil.rmtree(out or "", ignore_errors=True)
    return {key: hashlib.sha256(data).hexdigest() for key, data in found.items()}


def main():
    parser = argparse.ArgumentParser(description="Digests of all that the program makes of its samples.")
    parser.add_argument("program")
    parser.add_argument("--against", metavar="FILE")
    options = parser.parse_args()
    # One place, whatever the machine: paths stand in messages.
    work = os.path.join(tempfile.gettempdir(), "kontaktdichte-bytes")
    shutil.rmtree(work, ignore_errors=True)
    os.makedirs(work, 0o700)
    found = {}
    try:
        folder = os.path.join(work, "musterstadt")
        shutil.copytree(os.path.join(SAMPLES, "musterstadt"), folder)
        program = os.path.abspath(options.program)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for part in pool.map(lambda run: digests(program, run), list(runs(work, folder))):
                found.update(part)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if not options.against:
        for key in sorted(found):
            print(found[key] + "  " + key)
        return 0
    with open(options.against, encoding="utf-8") as file:
        before = dict(reversed(line.rstrip("\n").split("  ", 1)) for line in file)
    same = 0
    for key in sorted(set(before) | set(found)):
        if before.get(key) == found.get(key):
            same += 1
        else:
            print("%s  %s" % ("new" if key not in before else "gone" if key not in found else "other", key))
    print("%d same, %d other" % (same, len(set(before) | set(found)) - same))
    return same != len(set(before) | set(found))


if __name__ == "__main__":
    sys.exit(main())
