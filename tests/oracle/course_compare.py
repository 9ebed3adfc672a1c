#!/usr/bin/env python3
"""Compares course and flow (spec 2.12) of the program with the oracle's.

    python3 course_compare.py --program BIN --seeds 1-4 --customers 200
    python3 course_compare.py --program BIN --folder DIR --as-of 2023-11-30 --rules aa90
    python3 course_compare.py --program BIN --sample KD-SAMPLE --rules aa90,uelzen-ga-08-2019

Runs `report` over generated exports (generate.py; with --sample also those of kd-sample), evaluates the same 13 days with
oracle.py, and compares what ergebnis.xml says of the Jobcenter and of each team: points, rates, what was known then, the
comparisons, the matrix from verdict to verdict, and the causes with what they contribute.  Ends with `N passed, M failed`.
"""

import argparse
import collections
import datetime
import os
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate as generator                              # noqa: E402
import oracle                                             # noqa: E402

IN_RHYTHM = ("erfuellt", "faellig")
LATE = ("ueberfaellig", "nie")
CODES = ("unklar", "ohne_vorgabe", "nicht_geregelt", "ausgenommen", "nie", "ueberfaellig", "neu", "faellig",
         "erfuellt")
OUTSIDE, ELSEWHERE = "ausserhalb", "anderes_team"

# what a place that is neither rated nor new says about who comes from it, or goes to it
COMES_FROM = {OUTSIDE: "zugang", ELSEWHERE: "aus-anderem-team", "ausgenommen": "nicht-mehr-ausgenommen",
              "unklar": "nicht-mehr-unklar", "ohne_vorgabe": "mit-vorgabe", "nicht_geregelt": "mit-vorgabe"}
GOES_TO = {OUTSIDE: "abgang", ELSEWHERE: "in-anderes-team", "ausgenommen": "ausgenommen", "unklar": "unklar",
           "ohne_vorgabe": "ohne-vorgabe", "nicht_geregelt": "ohne-vorgabe"}


# --------------------------------------------------------------------------------------
# What the oracle says
# --------------------------------------------------------------------------------------

Verdict = collections.namedtuple("Verdict", "code team rule interval last due")


class KnownThen(oracle.Case):
    """As it was known on S: notes entered later are not there."""

    def __init__(self, data, number, *rest):
        kept = data.contacts.get(number, [])
        day = rest[1]
        data.contacts[number] = [c for c in kept if c.entered is None or c.entered <= day]
        try:
            super().__init__(data, number, *rest)
        finally:
            data.contacts[number] = kept


class Unchanged(oracle.Case):
    """As if the requirement of that day had gone on to S."""

    day = None

    def walk(self):
        super().walk()
        kept = max(1, sum(mark <= self.day for mark in self.marks))
        self.marks, self.states = self.marks[:kept], self.states[:kept]


def unchanged_since(day):
    return type("UnchangedSince", (Unchanged,), {"day": day})


def days_of(s):
    """The last day of each of the 12 months before S's, and S."""
    days = []
    for back in range(12, 0, -1):
        count = s.year * 12 + s.month - 1 - back
        days.append(datetime.date(count // 12, count % 12 + 1, oracle.last_of_month(count // 12, count % 12 + 1)))
    return days + [s]


def verdict_of(data, number, rule_set, day, lead, kind=oracle.Case):
    case = kind(data, number, rule_set, day, lead)
    row = case.row()
    if row is None:
        return None
    exception = case.states[-1].exception
    return Verdict(row["Urteil"], row["Team"] or "ohne Team", row["Regel"],
                   None if exception is None else id(exception), row["Letzter Kontakt"], row["Fällig"])


def part_whole(code):
    return (code in IN_RHYTHM, code in IN_RHYTHM or code in LATE)


def move_of(before, after):
    def side(code):
        return "rhythmus" if code in IN_RHYTHM else "ueberfaellig" if code in LATE else "unbewertet"
    return None if part_whole(before) == part_whole(after) else side(before) + "-" + side(after)


def cause_of(before, after, then, now, month_before, late_anyway):
    """before, after: places; then, now: verdicts, where there are any; late_anyway(): whether S would find him
    overdue, too, had the requirement of the month before gone on: then the deadline passed under both."""
    if before in COMES_FROM:
        return COMES_FROM[before]
    if after in GOES_TO:
        return GOES_TO[after]
    seen = now.last != "" and now.last > month_before.isoformat()
    other_rule = (then.rule, then.interval) != (now.rule, now.interval)
    if after in IN_RHYTHM:
        if seen:
            return "kontakt"
    elif after in LATE:
        if not other_rule or late_anyway():
            return "frist"
    return "vorgabe" if other_rule else "sonstiges"


class Course:
    def __init__(self):
        self.points = [collections.Counter() for _ in range(13)]
        self.known = [collections.Counter() for _ in range(13)]
        self.steps = collections.Counter()
        self.causes = collections.Counter()

    def step(self, before, after, then, now, days, late_anyway):
        self.steps[before, after] += 1
        move = move_of(before, after)
        if move:
            self.causes[cause_of(before, after, then, now, days[11], late_anyway), move] += 1


def late_notes(data, number, day):
    return any(c.date <= day and c.entered is not None and c.entered > day for c in data.contacts.get(number, []))


def expected(data, rule_set, s, lead):
    """({None: the Jobcenter, team: ...}, days)"""
    days = days_of(s)
    courses = collections.defaultdict(Course)
    for number in data.customers:
        verdicts = [verdict_of(data, number, rule_set, day, lead) for day in days]
        for at, verdict in enumerate(verdicts):
            if verdict is None:
                continue
            known = verdict
            if late_notes(data, number, days[at]):
                known = verdict_of(data, number, rule_set, days[at], lead, KnownThen)
            for name in (None, verdict.team):
                courses[name].points[at][verdict.code] += 1
                courses[name].known[at][known.code] += 1
        then, now = verdicts[11], verdicts[12]
        before = then.code if then else OUTSIDE
        after = now.code if now else OUTSIDE

        def late_anyway():
            return verdict_of(data, number, rule_set, s, lead, unchanged_since(days[11])).code in LATE

        if then or now:
            courses[None].step(before, after, then, now, days, late_anyway)
        if then and now and then.team != now.team:
            courses[then.team].step(before, ELSEWHERE, then, now, days, late_anyway)
            courses[now.team].step(ELSEWHERE, after, then, now, days, late_anyway)
        elif then or now:
            courses[(then or now).team].step(before, after, then, now, days, late_anyway)
    courses[None]                                         # there even where nobody is
    return courses, days


# --------------------------------------------------------------------------------------
# What the program says
# --------------------------------------------------------------------------------------

def run_report(options, folder, rules, day, lead):
    out = tempfile.mkdtemp(prefix="course-")
    try:
        command = [options.program, "report", folder, "--rules", rules, "--as-of", day.isoformat(), "--out", out,
                   "--lead", str(lead), "--quiet"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
        if done.returncode != 0:
            return None, "exit status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")[-600:])
        return xml.parse(os.path.join(out, day.isoformat(), "ergebnis.xml")).getroot(), None
    finally:
        shutil.rmtree(out, ignore_errors=True)


class Tally:
    def __init__(self):
        self.passed = self.failed = 0
        self.seen = collections.Counter()

    def same(self, label, wanted, got):
        if wanted == got:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= 40:
            print("%s: oracle %r, program %r" % (label, wanted, got))


def rate_of(counts):
    return (sum(counts[c] for c in IN_RHYTHM), sum(counts[c] for c in IN_RHYTHM + LATE))


def rate_in(element):
    return (int(element.get("zaehler")), int(element.get("nenner")))


def tenths(part, whole):
    return (part * 2000 + whole) // (whole * 2)


def compare_points(label, course, days, known_then, got, tally):
    points = got.findall("punkt")
    tally.same(label + " days", [d.isoformat() for d in days], [p.get("tag") for p in points])
    for at, point in enumerate(points):
        where = "%s %s" % (label, point.get("tag"))
        counts = course.points[at]
        tally.same(where + " customers", sum(counts.values()), int(point.find("kunden").get("wert")))
        tally.same(where + " verdicts", {c: counts[c] for c in CODES},
                   {u.get("code"): int(u.get("wert")) for u in point.findall("urteil")})
        tally.same(where + " rate", rate_of(counts), rate_in(point.find("quote")))
        then = point.find("damals")
        tally.same(where + " has known then", known_then, then is not None)
        if then is not None and known_then:
            tally.same(where + " known then", rate_of(course.known[at]), rate_in(then))
            tally.same(where + " differs", rate_of(course.known[at]) != rate_of(counts),
                       then.get("abweichend") == "ja")
            tally.seen["known then differs"] += rate_of(course.known[at]) != rate_of(counts)


def compare_comparison(label, course, at, got, tally):
    before, now = course.points[at], course.points[12]
    tally.same(label + " is there", sum(before.values()) > 0, got is not None)
    if got is None or not before:
        return
    tally.same(label + " customers", sum(now.values()) - sum(before.values()), int(got.find("kunden").get("wert")))
    tally.same(label + " verdicts", {c: now[c] - before[c] for c in CODES},
               {u.get("code"): int(u.get("wert")) for u in got.findall("urteil")})
    (p, w), (q, v) = rate_of(now), rate_of(before)
    points = None if not w or not v else tenths(p, w) - tenths(q, v)
    value = got.find("quote").get("wert")
    tally.same(label + " points", points, None if value is None else round(float(value) * 10))


def compare_flow(label, course, got, tally):
    tally.same(label + " flow is there", bool(course.points[11]), got is not None)
    if got is None:
        return
    tally.same(label + " steps", dict(course.steps),
               {(x.get("von"), x.get("nach")): int(x.get("wert")) for x in got.findall("schritt")})
    causes = {(x.get("kennung"), x.get("zug")): int(x.get("wert")) for x in got.findall("ursache")}
    tally.same(label + " causes", dict(course.causes), causes)
    for key in causes:
        tally.seen[key] += causes[key]
    # the contributions, each and summed, against the change of the rate
    wanted = {}
    for (cause, move), n in course.causes.items():
        before, after = (("erfuellt" if side == "rhythmus" else "nie" if side == "ueberfaellig" else "neu")
                         for side in move.split("-"))
        wanted[cause, move] = tuple(n * (b - a) for a, b in zip(part_whole(before), part_whole(after)))
    given = {(x.get("kennung"), x.get("zug")): rate_in(x) for x in got.findall("ursache")}
    tally.same(label + " contributions", wanted, given)
    change = tuple(b - a for a, b in zip(rate_of(course.points[11]), rate_of(course.points[12])))
    tally.same(label + " change", change, rate_in(got.find("veraenderung")))
    tally.same(label + " sum", change, tuple(sum(x[i] for x in given.values()) for i in (0, 1)))
    for end, at in (("vorher", 11), ("jetzt", 12)):
        places = {x.get("code"): int(x.get(end)) for x in got.findall("platz")}
        tally.same(label + " " + end, {c: course.points[at][c] for c in CODES}, {c: places.get(c, 0) for c in CODES})


def compare_course(label, course, days, known_then, got, tally):
    if got is None:
        tally.same(label + " is there", True, False)
        return
    compare_points(label, course, days, known_then, got, tally)
    for kind, at in (("vormonat", 11), ("vorjahr", 0)):
        compare_comparison("%s %s" % (label, kind), course, at, got.find("vergleich[@zu='%s']" % kind), tally)
    compare_flow(label, course, got.find("bewegung"), tally)


# What generated exports hold too rarely: a rule changed and a contact counted in one month, the deadline passed under
# both rules (both), or under the new one alone (rule).  ba-arbeitshilfe: M asks for 4 in 6 months, A for 5.
BY_HAND = {
    "kunden.csv": "Kundennummer;Geburtsdatum;Status;Profillage;Betreuung seit;Gültig ab\n"
                  "both;01.01.1980;arbeitslos;M;01.01.2020;\nboth;01.01.1980;arbeitslos;A;01.01.2020;10.11.2023\n"
                  "rule;01.01.1980;arbeitslos;M;01.01.2020;\nrule;01.01.1980;arbeitslos;A;01.01.2020;10.11.2023\n",
    "kontakte.csv": "Kundennummer;Datum;Vermerkart;Kontaktart\nboth;01.06.2020;Beratungsvermerk;persönlich\n" + "".join(
        "%s;%s.2023;Beratungsvermerk;persönlich\n" % (who, day)
        for who, days in (("both", ("02.05", "20.05", "01.08", "01.09", "15.11")),
                          ("rule", ("02.05", "20.06", "01.08", "01.09", "15.11"))) for day in days)}


def write_by_hand(folder):
    os.mkdir(folder)
    for name, text in BY_HAND.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as handle:
            handle.write(text)


def compare_folder(options, folder, day, lead, label, tally):
    data = oracle.Data(folder)
    for rules in options.rules:
        name = "%s %s %s" % (label, rules, day)
        courses, days = expected(data, oracle.RULE_SETS[rules], day, lead)
        root, complaint = run_report(options, folder, rules, day, lead)
        if complaint:
            tally.same(name, "", complaint)
            continue
        area = root.find("bereich[@art='jobcenter']")
        compare_course(name, courses[None], days, data.has_entered, area.find("verlauf"), tally)
        teams = {v.get("name"): v for v in area.findall("verlaeufe/verlauf")}
        tally.same(name + " teams", sorted(t for t in courses if t), sorted(teams))
        for team in teams:
            if team in courses:
                compare_course("%s %s" % (name, team), courses[team], days, data.has_entered, teams[team], tally)


def numbers(text):
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def main():
    parser = argparse.ArgumentParser(description="Compares course and flow with the oracle.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--seeds", type=numbers, default=range(1, 3))
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--rules", default="all")
    parser.add_argument("--folder")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    parser.add_argument("--lead", type=int, default=14)
    parser.add_argument("--sample", metavar="KD-SAMPLE", help="the sample generator: its exports, too")
    parser.add_argument("--verbose", action="store_true", help="which causes occurred")
    options = parser.parse_args()
    oracle.TEAM_FROM_CASEWORKER = True                    # 1.2: an empty Team is that of Betreuer
    options.rules = list(oracle.THE_FIVE) if options.rules == "all" else options.rules.split(",")
    tally = Tally()
    work = tempfile.mkdtemp(prefix="course-")
    try:
        if options.folder:
            compare_folder(options, options.folder, options.as_of, options.lead, options.folder, tally)
        else:
            for seed in options.seeds:
                folder = os.path.join(work, "seed-%d" % seed)
                day = generator.generate(seed, options.customers, folder, options.as_of)
                compare_folder(options, folder, day, (14, 0, 30)[seed % 3], "seed %d" % seed, tally)
            write_by_hand(os.path.join(work, "hand"))
            compare_folder(options, os.path.join(work, "hand"), datetime.date(2023, 11, 30), 14, "by hand", tally)
        if options.sample:
            folder = os.path.join(work, "sample")
            subprocess.run([options.sample, "--out", folder, "--customers", "250", "--contacts", "4000", "--teams", "4",
                            "--staff", "12", "--seed", "7", "--as-of", "2023-11-30", "--messy"],
                           check=True, stdout=subprocess.DEVNULL)
            compare_folder(options, folder, datetime.date(2023, 11, 30), 14, "sample", tally)
            compare_folder(options, folder, datetime.date(2023, 11, 15), 14, "sample", tally)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if options.verbose:
        for key, amount in sorted(tally.seen.items(), key=str):
            print("  %7d  %s" % (amount, key if isinstance(key, str) else ", ".join(key)))
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
