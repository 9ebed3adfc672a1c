"""Runs bent exports and judges what came of it."""

import csv
import html
import os
import re
import shutil
import subprocess
import tempfile
import unicodedata

import exports

DAY = "2023-11-30"
SAMPLE = ["--customers", "120", "--contacts", "900", "--teams", "2", "--staff", "6", "--seed", "7", "--as-of", DAY]
RULES = "uelzen-ga-08-2019"


def text_of(path):
    try:
        with open(path, encoding="utf-8-sig", newline="") as handle:
            return handle.read()
    except FileNotFoundError:
        return ""


def rows_of(path):
    return list(csv.reader(text_of(path).splitlines(keepends=True), delimiter=";"))[1:]


def words_of(page):
    page = re.sub(r"(?s)<(style|script)\b.*?</\1>", " ", page)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def found(pattern, text):
    return re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None


def more_than(mine, theirs):
    """What is in mine and not in theirs, as often as it is there more often."""
    rest = list(mine)
    for one in theirs:
        if one in rest:
            rest.remove(one)
    return rest


def latin(text):
    """In letters that every encoding here has."""
    def letter(c):
        return c if c.encode("latin-1", "ignore") else "-" if c == "\u2013" else unicodedata.normalize("NFD", c)[0]
    return "".join(letter(c) for c in text).encode("latin-1", "replace").decode("latin-1")


class Seen:
    """What a run showed."""

    def __init__(self, bench, x, rules, folder, check):
        x.write(folder)
        self.code, _, err = bench.call(folder, "report", "auftrag.xml", "--rules", rules, "--out", "out")
        self.said = [line for line in err.splitlines() if not re.search(r"Lauf [0-9a-f]{12}", line)]
        out = os.path.join(folder, "out", x.day)
        self.published = os.path.isdir(out)
        lists = out if self.published else out + ".fehler"
        # Lines apart, and however the file's name is written.
        self.hints = [[row[0].lower()] + row[2:] for row in rows_of(os.path.join(lists, "hinweise.csv"))]
        self.rejected = [row[:1] + row[2:] for row in rows_of(os.path.join(lists, "abgelehnt.csv"))]
        _, checked, err = bench.call(folder, "check", "auftrag.xml", "--rules", rules) if check else (0, "", "")
        self.checked = checked.splitlines() + err.splitlines()
        self.page = words_of(text_of(os.path.join(out, "index.html"))).split("\n")
        self.figures = self.read_figures(out) if self.published else None

    @staticmethod
    def read_figures(out):
        """All figures and lists; what tells of the files themselves and the run's name left aside."""
        xml = re.sub(r"(?s)<daten>.*?</daten>", "", text_of(os.path.join(out, "ergebnis.xml")))
        figures = {"ergebnis.csv": text_of(os.path.join(out, "ergebnis.csv")),
                   "ergebnis.xml": re.sub(r' kennung="[0-9a-f]{12}"', "", xml)}
        for name in sorted(os.listdir(os.path.join(out, "arbeitslisten"))):
            figures[name] = text_of(os.path.join(out, "arbeitslisten", name))
        return figures


def difference(a, b):
    """The first one, in words; "": none."""
    for name in sorted(set(a) | set(b)):
        left, right = a.get(name, "").splitlines(), b.get(name, "").splitlines()
        for i, (one, other) in enumerate(zip(left, right)):
            if one != other:
                return "%s:%d: %s | %s" % (name, i + 1, one.strip()[:80], other.strip()[:80])
        if len(left) != len(right):
            return "%s: %d and %d lines" % (name, len(left), len(right))
    return ""


def fault(expect, files, seen, usual, plain):
    """Why a run did not end as expected; "": it did. usual: with the expected figures; plain: nothing bent."""
    said = more_than(seen.said, plain.said)
    if expect.outcome == "refused":
        message = "\n".join(said)
        if seen.published:
            return "published: " + (difference(seen.figures, plain.figures) or "the same figures")
        if seen.code not in expect.codes:
            return "exit code %d: %s" % (seen.code, message[:300])
        if not found(expect.pattern, message):
            return "not said /%s/: %s" % (expect.pattern, message[:300])
        return "" if any(name in message for name in files) else "not named %s: %s" % (files, message[:300])
    if not seen.published:
        return "exit code %d: %s" % (seen.code, " ".join(seen.said)[:300])
    if expect.outcome == "doubt":
        if not found(expect.pattern, "\n".join(said)):
            return "standard error does not say /%s/: %s (figures: %s)" % (
                expect.pattern, said[:1], difference(seen.figures, plain.figures) or "the same")
        return "" if found(expect.pattern, "\n".join(more_than(seen.page, plain.page))) else "not on the front page"
    other = difference(seen.figures, usual.figures)
    if other:
        return "figures: " + other
    return fault_of_words(expect, files, seen, usual, plain, said)


def fault_of_words(expect, files, seen, usual, plain, said):
    """The figures are right; what was said beside."""
    hints, rejected = more_than(seen.hints, plain.hints), more_than(seen.rejected, plain.rejected)
    if expect.outcome == "same":
        for what, mine, theirs in [("says", seen.said, usual.said), ("rejects", seen.rejected, usual.rejected),
                                   ("hints", seen.hints, usual.hints)]:
            if more_than(mine, theirs):
                return "%s: %s" % (what, more_than(mine, theirs)[:2])
    if expect.outcome == "noted":
        text = "\n".join([";".join(row) for row in hints] + more_than(seen.checked, plain.checked) + said)
        return "" if found(expect.pattern, text) else "not noted /%s/: %s" % (expect.pattern, hints[:2])
    if expect.outcome == "rejected":
        mine = [row for row in rejected if row[0] == files[0]]
        hit = any(found(expect.pattern, ";".join(row)) for row in mine)
        if not hit or (expect.count is not None and len(mine) != expect.count):
            return "rejected: %s" % rejected[:3]
    return ""


class Bench:
    def __init__(self, program, sample, folder):
        self.program, self.folder, self.runs, self.cache = program, folder, 0, {}
        made = os.path.join(folder, "sample")
        subprocess.run([sample, "--out", made] + SAMPLE, check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        self.base = exports.read(made)
        # Years stand there in the sample, and letters that old encodings do not have.
        self.base["kunden"].each("Abschlussjahr", lambda v: {"": "", "2024": "ja"}.get(v, "nein"))
        for e in self.base:
            e.rows = [[latin(value) for value in row] for row in e.rows]

    def call(self, folder, *words, threads=True):
        self.runs += 1
        done = subprocess.run([self.program, *words] + ["--threads", "1"] * threads, cwd=folder,
                              stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    def start(self, keys=None, foreign=False):
        x = self.base.copy()
        exports.renumber(x, lambda i: keys == "zahlen" or (keys is None and i % 2 == 0))
        if foreign:
            exports.foreign(x)
        return x

    def inside(self, work):
        folder = tempfile.mkdtemp(dir=self.folder)
        try:
            return work(folder)
        finally:
            shutil.rmtree(folder)

    def see(self, x, rules, check=True):
        return self.inside(lambda folder: Seen(self, x, rules, folder, check))

    def usual(self, keys, foreign, rules, like=None, stem=None):
        """A run without a bend, or with one that makes the expected figures."""
        key = (keys, foreign, rules, like, stem)
        if key not in self.cache:
            x = self.start(keys, foreign)
            if like:
                like(x, stem)
            self.cache[key] = self.see(x, rules)
        return self.cache[key]

    def judge(self, row):
        """The fault of a row, "" none."""
        if row.kind.init:
            return self.judge_init(row)
        kind, e = row.kind, row.expect
        x = self.start(kind.keys, row.foreign)
        files = [x[row.stem].path] + ["auftrag.xml"] * row.foreign
        row.bend(x)
        files += ["auftrag.xml"] * bool(x.told)
        plain = self.usual(kind.keys, row.foreign, kind.rules)
        usual = self.usual(kind.keys, row.foreign, kind.rules, e.like, row.stem) if e.like else plain
        return fault(e, files, self.see(x, kind.rules, e.outcome == "noted"), usual, plain)

    def pair(self, rows):
        """The exports with two bends; None: they cannot be together, for the encoding does not have a character."""
        x = self.start()
        try:
            for row in rows:
                row.bend(x)
            for e in x:
                e.made()
            return x
        except UnicodeEncodeError:
            return None

    def judge_pair(self, rows):
        """The first is read as if it were not there, so it ends as the second does by itself."""
        last = rows[-1]
        x = self.pair(rows)
        plain = self.usual(None, False, last.kind.rules)
        usual = self.usual(None, False, last.kind.rules, last.expect.like, last.stem) if last.expect.like else plain
        return fault(last.expect, [last.stem + ".csv"], self.see(x, last.kind.rules, last.expect.outcome == "noted"),
                     usual, plain)

    def judge_init(self, row):
        x = self.start()
        row.bend(x)
        return self.inside(lambda folder: self.fault_of_proposal(row, x, folder))

    def fault_of_proposal(self, row, x, folder):
        x.write(folder)
        code, out, err = self.call(folder, "job", "init", "in", "--output", "vorschlag.xml", "--rules", RULES,
                                   "--as-of", DAY,
                                   "--land", "NI", "--jobcenter", "Probe", threads=False)
        said = text_of(os.path.join(folder, "vorschlag.xml")) + out + err
        if row.kind.then:
            row.kind.then(x, row.stem)
            for e in x:
                with open(os.path.join(folder, "in", e.path), "wb") as handle:
                    handle.write(e.made())
        after, verdicts, err = self.call(folder, "evaluate", "vorschlag.xml") if code == 0 else (code, "", "")
        right = after == 0 and verdicts == self.usual(None, False, RULES).figures["ergebnis.csv"]
        e = row.expect
        if e.outcome == "refused":
            return "" if after and found(e.pattern, said + err) else "exit code %d: %s" % (after, err[:300])
        if e.pattern and not found(e.pattern, said):
            return "not said /%s/ (%s): %s" % (e.pattern, "right" if right else "exit code %d" % after, err[:200])
        return "" if right or e.outcome == "asked" else "exit code %d, other verdicts: %s" % (after, err[:300])
