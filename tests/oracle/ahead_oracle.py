#!/usr/bin/env python3
"""An independent oracle for the weeks ahead (specification 4.1, section 8), compared with ergebnis.xml of the program.

    python3 tests/oracle/ahead_oracle.py --program build/release/kontaktdichte --seeds 1-6 --customers 60
    python3 tests/oracle/ahead_oracle.py --program build/release/kontaktdichte --folder DIR --as-of 2023-11-30 --land NI

Plain where the program is clever: every customer is evaluated anew on each single day of the twelve weeks (oracle.py),
with the notes up to S and the contacts that fell due before. Capacity is summed in fractions.

Readings:
1. The first week is the ISO week of S + 1; of a week that has begun only the days after S count.
2. A contact falls due on the first day on which the evaluation of that day, exceptions aside, has a due day that is not
   later. It is then held in person on that day, and counts under every rule.
3. Notes dated after S are not known. Lines of kunden.csv, exceptions and ends of care dated after S are.
4. Whoever is overdue or without a counted contact on S is the backlog: one contact, held on S + 1 for what follows. On
   that day nothing else falls due for this customer.
5. Team and caseworker are those of S. Who is not in the population on S is not foreseen.
6. Capacity: members whose function has a number of consultations; presence as in 2.10. Contacts of customers whose
   caseworker is in mitarbeiter.csv without such a number are not held against it.
7. By the end of a week as many appointments are missing as there are more contacts (backlog first) than whole
   consultations up to it. It does not suffice from the first week on after which something is missing in every week.
"""

import argparse
import collections
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate                   # noqa: E402
import oracle                     # noqa: E402
import staff_oracle               # noqa: E402

DAY = datetime.timedelta(days=1)
WEEKS = 12
LATE = ("nie", "ueberfaellig")
ASKED = LATE + ("neu", "faellig", "erfuellt")
LANDS = ["NI", "BY", None, "SN", "BE", "NW"]


def held(day):
    """A contact that counts under every rule."""
    contact = oracle.Contact()
    contact.index, contact.date, contact.entered = 10 ** 9, day, None
    contact.note, contact.mode, contact.partner = "Beratungsvermerk", "persönlich", "IFK"
    contact.note_text, contact.mode_text, contact.partner_text = "beratungsvermerk", "persönlich", "ifk"
    return contact


def due_on(data, number, rules, day, contacts):
    """The row of the evaluation of one day; None outside the population."""
    case = oracle.Case(data, number, rules, day)
    case.contacts = contacts
    return case.row()


def falling_due(data, number, rules, s, last):
    """(row on S, days on which contacts fall due); the first day of the backlog is S + 1."""
    known = [c for c in data.contacts.get(number, []) if c.date <= s]
    row = due_on(data, number, rules, s, known)
    days = []
    if row is None:
        return None, days
    day = s + DAY
    while day <= last:
        if day == s + DAY and row["Urteil"] in LATE:
            days.append(day)
        else:
            then = due_on(data, number, rules, day, known + [held(d) for d in days])
            if then is not None and then["Urteil"] in ASKED and datetime.date.fromisoformat(then["Fällig"]) <= day:
                days.append(day)
        day += DAY
    return row, days


class Group:
    def __init__(self):
        self.backlog = self.backlog_free = self.open = 0
        self.due, self.due_free = [0] * WEEKS, [0] * WEEKS
        self.capacity = [Fraction(0)] * WEEKS
        self.members = collections.Counter()

    def add(self, other):
        self.backlog += other.backlog
        self.backlog_free += other.backlog_free
        self.open += other.open
        self.members += other.members
        for w in range(WEEKS):
            self.due[w] += other.due[w]
            self.due_free[w] += other.due_free[w]
            self.capacity[w] += other.capacity[w]


class Ahead:
    def __init__(self, exports, rules, s, land, full_time):
        self.e, self.s = exports, s
        self.staff = staff_oracle.RULES[rules]
        self.full_time = full_time
        self.free_days = staff_oracle.holidays_of(land)
        first = s + DAY
        self.mondays = [first - first.weekday() * DAY + n * 7 * DAY for n in range(WEEKS)]
        self.last = self.mondays[-1] + 6 * DAY
        self.teams = collections.defaultdict(Group)
        for number in exports.data.customers:
            self.customer(number, oracle.RULE_SETS[rules])
        for lines in (exports.members or {}).values():
            for m in lines:
                self.member(m)
        self.all = Group()
        for group in self.teams.values():
            self.all.add(group)
        # who changes teams in these weeks is one person
        self.all.members = collections.Counter()
        for lines in (exports.members or {}).values():
            there = [m for m in lines if self.is_there(m)]
            for team in {m.team for m in there}:
                self.teams[team].members[self.counts_as([m for m in there if m.team == team])] += 1
            if there:
                self.all.members[self.counts_as(there)] += 1
        self.posts, self.absences = exports.members is not None, exports.absences is not None
        self.targets = any(t.number for t in self.staff.targets.values())

    def number_of(self, m):
        target = self.staff.targets.get(m.function)
        return target.number if target else 0

    def customer(self, number, rules):
        row, days = falling_due(self.e.data, number, rules, self.s, self.last)
        if row is None:
            return
        team, key = self.e.place(self.e.line_on(number, self.s), self.s)

        def free(day):
            caseworker = self.e.member_on(key, day)
            return caseworker is not None and not self.number_of(caseworker)

        group = self.teams[team]
        group.open += row["Ausgenommen bis"] == "offen"
        if row["Urteil"] in LATE:
            group.backlog += 1
            group.backlog_free += free(self.s)
            days = days[1:]
        for day in days:
            week = (day - self.mondays[0]).days // 7
            group.due[week] += 1
            group.due_free[week] += free(day)

    def is_there(self, m):
        return not ((m.first is not None and m.first > self.last) or (m.last is not None and m.last <= self.s))

    def counts_as(self, lines):
        """A member by his lines in these weeks: with a number where any has one, else as the first says."""
        if any(self.number_of(m) for m in lines):
            return "with"
        first = min(lines, key=lambda m: m.first or datetime.date.min)
        return "no function" if first.function is None else "without"

    def member(self, m):
        if not self.is_there(m):
            return
        group = self.teams[m.team]
        number = self.number_of(m)
        hours = self.full_time if m.hours is None else m.hours
        for w, monday in enumerate(self.mondays):
            there = 0
            for n in range(7):
                day = monday + n * DAY
                there += (day > self.s and day.weekday() in m.days and day not in self.free_days
                          and not self.e.absent(m.key, day) and (m.first is None or m.first <= day)
                          and (m.last is None or day <= m.last))
            group.capacity[w] += number * hours / self.full_time * Fraction(there, len(m.days))

    def known(self, group):
        return self.posts and self.absences and self.targets and group.members["with"] > 0

    # ---- as the program writes it ----

    def weeks(self, group):
        demand, against, capacity, backlog, found = group.backlog, group.backlog - group.backlog_free, Fraction(0), 0, []
        behind = against
        for w in range(WEEKS):
            demand += group.due[w]
            against += group.due[w] - group.due_free[w]
            capacity += group.capacity[w]
            week = {"faellig": staff_oracle.count(group.due[w]),
                    "faellig-ohne-zahl": staff_oracle.count(group.due_free[w]), "zusammen": staff_oracle.count(demand)}
            if self.known(group):
                done = min(behind, int(capacity))
                week.update({"gegen-kapazitaet": staff_oracle.count(against),
                             "kapazitaet": staff_oracle.ratio(group.capacity[w], 1),
                             "fuer-rueckstand": staff_oracle.count(done - backlog),
                             "kapazitaet-zusammen": staff_oracle.ratio(capacity, 1),
                             "fehlen": staff_oracle.count(max(0, against - int(capacity)))})
                backlog = done
            found.append(week)
        return found

    def figures(self, group):
        weeks = self.weeks(group)
        found = {"rueckstand": staff_oracle.count(group.backlog),
                 "rueckstand-ohne-zahl": staff_oracle.count(group.backlog_free),
                 "faellig": staff_oracle.count(sum(group.due)),
                 "faellig-ohne-zahl": staff_oracle.count(sum(group.due_free)),
                 "ausgenommen-offen": staff_oracle.count(group.open)}
        if self.posts:
            found.update({"personen-mit-zahl": staff_oracle.count(group.members["with"]),
                          "personen-ohne-zahl": staff_oracle.count(group.members["without"]),
                          "personen-ohne-funktion": staff_oracle.count(group.members["no function"])})
        if self.known(group):
            found["kapazitaet"] = staff_oracle.ratio(sum(group.capacity), 1)
            found["fehlen"] = weeks[-1]["fehlen"]
            short = [int(week["fehlen"]["wert"]) for week in weeks]
            at = WEEKS
            while at > 0 and short[at - 1] > 0:
                at -= 1
            if at < WEEKS:
                iso = self.mondays[at].isocalendar()
                first = max(self.mondays[at], self.s + DAY)
                found["reicht-nicht-ab"] = {"nummer": str(iso[1]), "jahr": str(iso[0]), "von": first.isoformat(),
                                            "von-text": first.strftime("%d.%m.%Y"), "fehlen": str(short[at]),
                                            "fehlen-text": staff_oracle.grouped(short[at])}
        return found


def compare_report(tally, label, ahead, path):
    node = ElementTree.parse(path).getroot().find("bereich/ausblick")
    if node is None:
        tally.fault(label + ": no <ausblick>")
        return
    tally.compare(label, ahead.figures(ahead.all), node.find("gesamt"))
    weeks = node.findall("woche")
    for at, (wanted, week) in enumerate(zip(ahead.weeks(ahead.all), weeks)):
        monday, first = ahead.mondays[at], max(ahead.mondays[at], ahead.s + DAY)
        iso = monday.isocalendar()
        head = {"nummer": str(iso[1]), "jahr": str(iso[0]), "von": first.isoformat(),
                "bis": (monday + 6 * DAY).isoformat(), "angebrochen": "ja" if first > monday else "nein"}
        if any(week.get(name) != value for name, value in head.items()):
            tally.fault("%s: week %d: %s, not %s" % (label, at, week.attrib, head))
        days = [first + n * DAY for n in range((monday + 7 * DAY - first).days)]
        if [f.get("tag") for f in week.findall("feiertag")] != [d.isoformat() for d in days if d in ahead.free_days]:
            tally.fault("%s: week %d: holidays" % (label, at))
        tally.compare("%s week %d" % (label, at), wanted, week, ["feiertag"])
    if len(weeks) != WEEKS:
        tally.fault("%s: %d weeks" % (label, len(weeks)))
    found = {team.get("kennung"): team for team in node.findall("team")}
    for name, group in ahead.teams.items():
        if name in found:
            tally.compare("%s team %s" % (label, name), ahead.figures(group), found.pop(name))
        elif group.backlog or any(group.due) or group.members:
            tally.fault("%s: team %s is missing" % (label, name))
    for name, team in found.items():
        tally.compare("%s team %s" % (label, name), ahead.figures(Group()), team)


def run(tally, options, folder, s, land, full_time, label):
    exports = staff_oracle.Exports(folder)
    for rules in options.rules:
        out = tempfile.mkdtemp(prefix="ahead-")
        command = [options.program, "report", folder, "--rules", rules, "--as-of", s.isoformat(), "--out", out,
                   "--full-time", full_time, "--bad-lines", "1", "--quiet"] + (["--land", land] if land else [])
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            tally.fault("%s %s: exit status %d: %s" % (label, rules, done.returncode,
                                                       done.stdout.decode("utf-8", "replace")[-500:]))
        else:
            ahead = Ahead(exports, rules, s, land, Fraction(full_time.replace(",", ".")))
            compare_report(tally, "%s %s" % (label, rules), ahead, os.path.join(out, s.isoformat(), "ergebnis.xml"))
        shutil.rmtree(out, ignore_errors=True)


def make(seed, customers, folder):
    """generate.py's exports, with staff that come, go and are absent in the weeks ahead of S; gives S."""
    rng = random.Random("ahead %d" % seed)
    maker = generate.Maker(seed, customers)
    maker.make()
    # some of what the exports hold lies ahead
    s = maker.s - rng.choice([0, 20, 45, 80]) * DAY
    for name in ("Von", "Bis", "Wochenstunden", "Arbeitstage"):
        maker.dropped["mitarbeiter"].discard(name)
    several = collections.Counter(line["Kürzel"] for line in maker.mitarbeiter)
    for line in maker.mitarbeiter:
        if several[line["Kürzel"]] == 1:
            line["Von"] = (s + rng.randrange(-5, 90) * DAY).isoformat() if rng.random() < 0.15 else ""
            line["Bis"] = (s + rng.randrange(0, 90) * DAY).isoformat() if rng.random() < 0.15 and not line["Von"] else ""
        line["Wochenstunden"] = rng.choice(["", "39", "7,8", "19,5", "0"])
        line["Arbeitstage"] = rng.choice(["", "", "Mo", "Fr-Mo", "Di,Do", "Mo-So"])
    maker.write(folder)
    if rng.random() < 0.9:
        with open(os.path.join(folder, "abwesenheiten.csv"), "w", encoding="utf-8") as handle:
            handle.write("Kürzel;Von;Bis\n")
            for line in maker.mitarbeiter:
                for _ in range(rng.randrange(3)):
                    first = s + rng.randrange(-20, 95) * DAY
                    last = first + rng.randrange(15) * DAY
                    handle.write('"%s";%s;%s\n' % (line["Kürzel"], first.isoformat(), last.isoformat()))
    return s


def main():
    parser = argparse.ArgumentParser(description="Compares the weeks ahead.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--seeds", type=staff_oracle.seeds, default=[1])
    parser.add_argument("--customers", type=int, default=60)
    parser.add_argument("--rules", default=",".join(staff_oracle.RULES))
    parser.add_argument("--folder")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    parser.add_argument("--land")
    parser.add_argument("--full-time", default="39")
    options = parser.parse_args()
    options.rules = options.rules.split(",")
    tally = staff_oracle.Tally()
    if options.folder:
        run(tally, options, options.folder, options.as_of, options.land, options.full_time, options.folder)
    else:
        for seed in options.seeds:
            folder = tempfile.mkdtemp(prefix="ahead-%d-" % seed)
            s = make(seed, options.customers, folder)
            run(tally, options, folder, s, LANDS[seed % len(LANDS)], ["39", "40", "38,5"][seed % 3], "seed %d" % seed)
            shutil.rmtree(folder, ignore_errors=True)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
