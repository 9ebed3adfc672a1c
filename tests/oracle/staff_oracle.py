#!/usr/bin/env python3
"""An independent oracle for the figures on staff (specification 2.10), compared with ergebnis.xml of the program.

    python3 tests/oracle/staff_oracle.py --program build/release/kontaktdichte --seeds 1-12
    python3 tests/oracle/staff_oracle.py --program build/release/kontaktdichte --folder DIR --as-of 2023-11-30 --land NI

Written from the specification alone. Only the reading of exports and who is in the population are shared with oracle.py;
the holidays are those of tests/data/feiertage.csv (made by holidays_table.py). All sums are fractions; nothing is rounded
before it is compared, to four decimals as a value and to one as a text.

Without --folder exports are made for each seed (staff_exports.py).

Readings, where the specification leaves a doubt:
1. A week is whole, Saturday and Sunday after S included, for contacts, appointments and presence alike.
2. Several notes of one customer, day and member of staff are one consultation; its length is the first known one of those
   in person, in the order of the file.
3. An appointment takes the time of `Vertretung` where one is given, else of `Mitarbeiter`.
4. Contacts of a team are those of its members (`Team` of mitarbeiter.csv), held with whomever; customers are those of
   2.11. What nobody in mitarbeiter.csv held, substitution and standing in belong to team and caseworker of the customer
   on that day.
5. Substitution is looked for among the consultations of the weeks; standing in among all appointments of the weeks, cancelled
   ones too: stood in for is one not cancelled whose `Vertretung` or `Mitarbeiter` is somebody else than the caseworker.
6. Posts are those of the staff there on S; U25 and over 25 are customers of that age by all posts.
7. Without abwesenheiten.csv presence is not known, and so no target; without a column that a figure needs, it is not
   there.
8. A rule set without staff targets counts as consultations what it counts as contacts, by its general modes.
"""

import argparse
import collections
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import oracle                     # noqa: E402
import staff_exports              # noqa: E402

DAY = datetime.timedelta(days=1)
HOLIDAYS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data", "feiertage.csv")
WEEKDAYS = ["mo", "di", "mi", "do", "fr", "sa", "so"]

# ---- spec 3: functions -> (consultations, percent, from contacts, longest), and what a consultation is ----

IFK, YOUNG, CASE, ABC = "IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC"
Target = collections.namedtuple("Target", "number percent contacts longest")
Staff = collections.namedtuple("Staff", "targets modes named")

RULES = {
    "aa90": Staff({IFK: Target(20, 0, False, 0), YOUNG: Target(20, 0, False, 0)}, ["persönlich"], []),
    "aa90-2021": Staff({IFK: Target(20, 0, False, 0), YOUNG: Target(20, 0, False, 0)},
                       ["persönlich", "video", "telefonisch"],
                       ["Erstgespräch", "Absolventengespräch", "Wunschgespräch", "Strategiegespräch"]),
    "uelzen-ga-08-2019": Staff({IFK: Target(24, 60, False, 60), YOUNG: Target(24, 60, False, 60),
                                CASE: Target(0, 60, False, 0), ABC: Target(0, 60, False, 0)},
                               ["persönlich", "telefonisch"], []),
    "ba-arbeitshilfe": Staff({}, ["persönlich"], []),
    "moenchengladbach-2012": Staff({f: Target(0, 60, True, 0) for f in (IFK, YOUNG, CASE, ABC)}, ["persönlich"], []),
}
VIDEO_IS_PERSON = {"aa90-2021"}


def holidays_of(land):
    found = set()
    with open(HOLIDAYS, encoding="ascii") as handle:
        for line in handle:
            day, *lands = line.strip().split(";")
            if land in lands or (land is None and len([l for l in lands if "+" not in l]) == 16):
                found.add(datetime.date.fromisoformat(day))
    return found


def weeks_of(s):
    """Mondays of the ISO weeks whose Friday lies in S's month and is not after S."""
    days = [datetime.date(s.year, s.month, n) for n in range(1, s.day + 1)]
    return [day - 4 * DAY for day in days if day.isoweekday() == 5]


# ---- the exports that oracle.py does not read ----

def minutes_of(text):
    """Minutes with their decimals; None where there are none."""
    text = text.replace(",", ".")
    return Fraction(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else None


def yes_day(text):
    return oracle.read_day(text)


def workdays_of(text):
    text = text.strip().lower()
    if not text:
        return {0, 1, 2, 3, 4}
    days = set()
    for part in text.split(","):
        names = [WEEKDAYS.index(name.strip()) for name in part.split("-")]
        at = names[0]
        days.add(at)
        while at != names[-1]:
            at = (at + 1) % 7
            days.add(at)
    return days


class Member(oracle.StaffPeriod):
    """A line of mitarbeiter.csv: a period of a member of staff (spec 1.4)."""


def read(folder, name):
    path = os.path.join(folder, name)
    return oracle.Table(path) if os.path.exists(path) else None


class Exports:
    def __init__(self, folder):
        self.data = oracle.Data(folder, limit=1.0)
        self.members = None
        self.absences = None
        self.appointments = None
        self.read_members(read(folder, "mitarbeiter.csv"))
        self.read_absences(read(folder, "abwesenheiten.csv"))
        self.read_contacts(read(folder, "kontakte.csv"))
        self.read_appointments(read(folder, "termine.csv"))
        customers = read(folder, "kunden.csv")
        self.has_caseworker = customers.has("Betreuer")
        self.has_profile = customers.has("Profillage")

    def read_members(self, table):
        if table is None:
            return
        self.members = collections.OrderedDict()       # key -> its lines that are used
        for line in table.lines:
            m = Member()
            try:
                m.key = table.filled(line, "Kürzel").strip()
                m.first, m.last = yes_day(table.field(line, "Von")), yes_day(table.field(line, "Bis"))
            except oracle.Bad:
                continue
            if (m.first and m.last and m.last < m.first) or any(m.overlaps(other)
                                                                for other in self.members.get(m.key, ())):
                continue
            m.team = table.field(line, "Team").strip()
            m.function = oracle.FUNCTION_WORDS.get(oracle.same_word(table.field(line, "Funktion")), None)
            hours = table.field(line, "Wochenstunden").strip().replace(",", ".")
            m.hours = Fraction(hours) if hours else None
            m.days = workdays_of(table.field(line, "Arbeitstage"))
            self.members.setdefault(m.key, []).append(m)

    def read_absences(self, table):
        if table is None:
            return
        self.absences = collections.defaultdict(list)
        for line in table.lines:
            try:
                first, last = yes_day(table.filled(line, "Von")), yes_day(table.filled(line, "Bis"))
                if first <= last:
                    self.absences[table.filled(line, "Kürzel").strip()].append((first, last))
            except oracle.Bad:
                continue

    def read_contacts(self, table):
        self.has_holder, self.has_length = table.has("Mitarbeiter"), table.has("Dauer")
        once = oracle.Once()
        self.contacts = []       # (customer, day, note, mode, partner, staff, minutes), in the order of the file
        for line in table.lines:
            try:
                number, day = table.filled(line, "Kundennummer"), yes_day(table.filled(line, "Datum"))
                note = oracle.NOTE_WORDS.get(oracle.same_word(table.filled(line, "Vermerkart")))
                mode = oracle.MODE_WORDS.get(oracle.same_word(table.filled(line, "Kontaktart")))
            except oracle.Bad:
                continue
            if number not in self.data.customers or once.again(line):
                continue
            partner = oracle.PARTNER_WORDS.get(oracle.same_word(table.field(line, "Gesprächspartner")))
            minutes = table.field(line, "Dauer").strip()
            self.contacts.append((number, day, note, mode, partner, table.field(line, "Mitarbeiter").strip(),
                                  minutes_of(minutes)))

    def read_appointments(self, table):
        if table is None:
            return
        self.columns = {name: table.has(name) for name in ("Mitarbeiter", "Dauer", "Status", "Vertretung", "Gesprächsart")}
        once = oracle.Once()
        self.appointments = []   # (customer, day, staff, deputy, minutes, talk, status)
        for line in table.lines:
            try:
                number, day = table.filled(line, "Kundennummer"), yes_day(table.filled(line, "Beginn"))
            except oracle.Bad:
                continue
            if number not in self.data.customers or not any(mark in table.field(line, "Beginn") for mark in " T"):
                continue
            if once.again(line):
                continue
            minutes = table.field(line, "Dauer").strip()
            self.appointments.append((number, day, table.field(line, "Mitarbeiter").strip(),
                                      table.field(line, "Vertretung").strip(),
                                      minutes_of(minutes),
                                      oracle.same_word(table.field(line, "Gesprächsart")),
                                      oracle.same_word(table.field(line, "Status"))))

    def absent(self, key, day):
        return any(first <= day <= last for first, last in (self.absences or {}).get(key, ()))

    def line_on(self, number, day):
        return oracle.valid_line(self.data.customers[number], day)

    def member_on(self, key, day):
        """The line of that Kürzel that counts on a day; None: there is none."""
        lines = (self.members or {}).get(key)
        return oracle.period_on(lines, day) if lines else None

    def place(self, line, day):
        """(team, caseworker) of a line of kunden.csv on a day."""
        team, key = line.team.strip(), line.caseworker.strip()
        member = self.member_on(key, day)
        if not team and member:
            team = member.team
        return team, key


# ---- spec 2.10 ----

class Figures:
    def __init__(self, exports, rules, s, land, full_time):
        self.e, self.rules, self.s, self.full_time = exports, rules, s, full_time
        self.staff = RULES[rules]
        self.set = oracle.RULE_SETS[rules]
        self.mondays = weeks_of(s)
        self.days = {monday + n * DAY: w for w, monday in enumerate(self.mondays) for n in range(7)}
        self.free = holidays_of(land)
        # (team, key) -> what -> amount; what is a name, or (name, week)
        self.rows = collections.defaultdict(collections.Counter)
        self.count_members()
        self.count_customers()
        if exports.has_holder:
            self.count_contacts()
        if exports.appointments is not None:
            self.count_appointments()

    def hours(self, m):
        return self.full_time if m.hours is None else m.hours

    def presence(self, m, week):
        days = [self.mondays[week] + n * DAY for n in range(7)]
        there = [day for day in days if day.weekday() in m.days and day not in self.free
                 and not self.e.absent(m.key, day) and (m.first is None or m.first <= day)
                 and (m.last is None or day <= m.last)]
        return Fraction(len(there), len(m.days))

    def count_members(self):
        for m in (m for lines in (self.e.members or {}).values() for m in lines):
            if m is not self.e.member_on(m.key, self.s) and not any(m.holds(day) for day in self.days):
                continue
            row = self.rows[m.team, m.key]
            target = self.staff.targets.get(m.function)
            if (m.first is None or m.first <= self.s) and (m.last is None or self.s <= m.last):
                row["members"] += 1
                row["hours"] += self.hours(m)
                row["no function"] += m.function is None
                row["no target"] += m.function is not None and target is None
            if target is None:
                continue
            for week in range(len(self.mondays)):
                part = self.presence(m, week)
                row["target", week] += target.number * self.hours(m) / self.full_time * part
                if target.percent:
                    row["present", week] += self.hours(m) * 60 * part
                    row["time target", week] += Fraction(target.percent, 100) * self.hours(m) * 60 * part

    def count_customers(self):
        for number in self.e.data.customers:
            line = self.e.line_on(number, self.s)
            if line.seit > self.s or (line.bis is not None and line.bis < self.s):
                continue
            row = self.rows[self.e.place(line, self.s)]
            row["customers"] += 1
            row["young"] += self.s < oracle.twenty_fifth_birthday(line.born)
            row["z"] += line.profile == "Z"

    def consultation(self, note, mode, partner):
        return note in self.set.note_kinds and partner in ("IFK", "bFM") and mode in self.staff.modes

    def measured(self, source):
        return any(t.percent and t.contacts == source for t in self.staff.targets.values())

    def time(self, number, day, key, minutes, source):
        member = self.e.member_on(key, day)
        if member is None:
            if self.measured(source):
                self.rows[self.e.place(self.e.line_on(number, day), day)]["strange time", self.days[day]] += 1
            return
        target = self.staff.targets.get(member.function)
        if target is None or not target.percent or target.contacts != source:
            return
        row = self.rows[member.team, key]
        if minutes is None:
            row["untimed", self.days[day]] += 1
        else:
            row["timed", self.days[day]] += 1
            row["minutes", self.days[day]] += min(minutes, target.longest or minutes)

    def count_contacts(self):
        seen, talks = set(), collections.OrderedDict()
        person = {"persönlich"} | ({"video"} if self.rules in VIDEO_IS_PERSON else set())
        for number, day, note, mode, partner, key, minutes in self.e.contacts:
            if day not in self.days or not self.consultation(note, mode, partner):
                continue
            once = (number, day, key)
            if once not in seen:
                seen.add(once)
                team, caseworker = self.e.place(self.e.line_on(number, day), day)
                row = self.rows[team, caseworker]
                row["unclear" if not key or not caseworker else "own" if key == caseworker else "substituted"] += 1
                member = self.e.member_on(key, day)
                if member is None:
                    row["strange", self.days[day]] += 1
                else:
                    target = self.staff.targets.get(member.function)
                    what = "consultations" if target and target.number else "other"
                    self.rows[member.team, key][what, self.days[day]] += 1
            # "of several notes of one consultation the first known one counts"
            if mode in person and talks.get(once) is None:
                talks[once] = minutes
        for (number, day, key), minutes in talks.items():
            self.time(number, day, key, minutes, True)

    def count_appointments(self):
        named = [oracle.same_word(talk) for talk in self.staff.named]
        for number, day, key, deputy, minutes, talk, status in self.e.appointments:
            if day not in self.days:
                continue
            place = self.e.place(self.e.line_on(number, day), day)
            if place[1] and self.e.absent(place[1], day):
                # "(not cancelled, held by a `Vertretung` or another `Mitarbeiter`)"
                stood_in = status != "abgesagt" and any(other and other != place[1] for other in (key, deputy))
                self.rows[place]["absent"] += 1
                self.rows[place]["stood in"] += stood_in
                self.rows[place]["absent named"] += talk in named
                self.rows[place]["stood in named"] += talk in named and stood_in
            if status != "abgesagt":
                self.time(number, day, deputy or key, minutes, False)

    def sum_of(self, keys):
        total = collections.Counter()
        for key in keys:
            for what, amount in self.rows[key].items():
                total[what] += amount
        return total

    # ---- what the exports tell ----

    def known(self):
        e, targets = self.e, self.staff.targets.values()
        posts, absences = e.members is not None, e.absences is not None
        talks = e.appointments is not None
        lengths = (not self.measured(True) or (e.has_holder and e.has_length)) and \
                  (not self.measured(False) or
                   (talks and all(e.columns[name] for name in ("Mitarbeiter", "Dauer", "Status"))))
        consultations = posts and e.has_holder
        return {"posts": posts, "consultations": consultations,
                "target": consultations and absences and any(t.number for t in targets),
                "time": posts and absences and lengths and any(t.percent for t in targets),
                "substitution": e.has_holder and e.has_caseworker,
                "standing in": talks and absences and e.has_caseworker and
                               (e.columns["Mitarbeiter"] or e.columns["Vertretung"]),
                "profiles": e.has_profile}


# ---- how the program writes them ----

def half_up(value, places):
    scaled = Fraction(value) * 10 ** places
    return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def raw(value):
    n = half_up(value, 4)
    return "%d.%04d" % (n // 10000, n % 10000)


def grouped(n):
    return "{:,}".format(n).replace(",", ".")


def german(value):
    n = half_up(value, 1)
    return "%s,%d" % (grouped(n // 10), n % 10)


def percent(part, whole):
    return german(Fraction(part) * 100 / whole) + "\u00a0%" if whole else "–"


def count(n):
    return {"wert": str(n), "text": grouped(n)}


def ratio(part, whole):
    return {"wert": raw(Fraction(part) / whole), "text": german(Fraction(part) / whole)} if whole else {"text": "–"}


def share(part, whole):
    found = {"text": percent(part, whole)}
    if whole:
        found["prozent"] = raw(Fraction(part) * 100 / whole)
    return found


def hours(minutes):
    return {"minuten": raw(minutes), "stunden-text": german(Fraction(minutes) / 60)}


def attributes(**named):
    found = {}
    for name, n in named.items():
        found[name.replace("_", "-")] = str(n)
        found[name.replace("_", "-") + "-text"] = grouped(n)
    return found


def week_elements(known, sums, weeks):
    def total(what):
        return sum(sums[what, week] for week in weeks)
    found = {}
    if known["consultations"]:
        found.update({"beratungen": count(total("consultations")), "weitere": count(total("other")),
                      "ohne-person": count(total("strange"))})
    if known["target"]:
        found.update({"ziel": ratio(total("target"), 1), "erreicht": share(total("consultations"), total("target"))})
    if known["time"]:
        found.update({"zeit": hours(total("minutes")), "zeit-ziel": hours(total("time target")),
                      "anwesenheit": hours(total("present")), "anteil": share(total("minutes"), total("present")),
                      "anteil-ziel": share(total("time target"), total("present")),
                      "ohne-dauer": attributes(wert=total("untimed"), von=total("timed") + total("untimed")),
                      "zeit-ohne-person": count(total("strange time"))})
    return found


def elements(figures, sums):
    known, weeks = figures.known(), range(len(figures.mondays))
    found = week_elements(known, sums, weeks) if figures.mondays else {}
    customers, young = sums["customers"], sums["young"]
    found.update({"kunden": count(customers), "u25": count(young), "ue25": count(customers - young)})
    if known["posts"]:
        posts = Fraction(sums["hours"]) / figures.full_time
        found.update({"personen": count(sums["members"]), "personen-ohne-ziel": count(sums["no target"]),
                      "personen-ohne-funktion": count(sums["no function"]), "stellen": ratio(posts, 1),
                      "kunden-je-stelle": ratio(customers, posts), "u25-je-stelle": ratio(young, posts),
                      "ue25-je-stelle": ratio(customers - young, posts)})
    if known["profiles"]:
        found["profillage-z"] = dict(attributes(wert=sums["z"]), **share(sums["z"], customers))
    if known["substitution"] and figures.mondays:
        found["vertretung"] = dict(attributes(eigene=sums["own"], vertreten=sums["substituted"],
                                              ohne_angabe=sums["unclear"]))
        found["vertretung"]["anteil-text"] = percent(sums["substituted"], sums["own"] + sums["substituted"])
    if known["standing in"] and figures.mondays:
        found["abwesenheit"] = attributes(termine=sums["absent"], vertreten=sums["stood in"])
        found["abwesenheit"]["anteil-text"] = percent(sums["stood in"], sums["absent"])
        if figures.staff.named and figures.e.columns["Gesprächsart"]:   # "left out ... where the column is missing"
            found["abwesenheit"].update(attributes(genannte=sums["absent named"],
                                                   genannte_vertreten=sums["stood in named"]))
            found["abwesenheit"]["genannte-anteil-text"] = percent(sums["stood in named"], sums["absent named"])
    return found


# ---- comparison ----

class Tally:
    passed = failed = 0

    def compare(self, label, wanted, node, beside=()):
        got = {child.tag: dict(child.attrib) for child in node if child.tag not in beside}
        for name in sorted(set(wanted) | set(got)):
            if wanted.get(name) == got.get(name):
                self.passed += 1
                continue
            self.failed += 1
            if self.failed <= 40:
                print("%s: %s: oracle %s, program %s" % (label, name, wanted.get(name), got.get(name)))

    def fault(self, text):
        self.failed += 1
        print(text)


def compare_report(tally, label, figures, path):
    staff = ElementTree.parse(path).getroot().find("bereich/personal")
    if staff is None:
        tally.fault(label + ": no <personal>")
        return
    everyone = figures.sum_of(list(figures.rows))
    tally.compare(label, elements(figures, everyone), staff.find("gesamt"))
    weeks = staff.findall("woche")
    if [week.get("von") for week in weeks] != [monday.isoformat() for monday in figures.mondays]:
        tally.fault(label + ": other weeks: %s" % [week.get("von") for week in weeks])
    for at, week in enumerate(weeks):
        number = figures.mondays[at].isocalendar()
        if (int(week.get("jahr")), int(week.get("nummer"))) != tuple(number)[:2]:
            tally.fault(label + ": week %s is no %s" % (number, week.attrib))
        free = [node.get("tag") for node in week.findall("feiertag")]
        days = [figures.mondays[at] + n * DAY for n in range(7)]
        if free != [day.isoformat() for day in days if day in figures.free]:
            tally.fault(label + ": holidays in week %s: %s" % (week.get("nummer"), free))
        tally.compare("%s week %d" % (label, at), week_elements(figures.known(), everyone, [at]), week, ["feiertag"])
    compare_groups(tally, label + " team", staff.findall("team"), lambda node: node.get("kennung"), figures,
                   lambda key: key[0])
    compare_groups(tally, label + " person", staff.findall("person"),
                   lambda node: ("" if node.get("team") == "ohne Team" else node.get("team"), node.get("kennung")),
                   figures, lambda key: key)


def compare_groups(tally, label, nodes, name_of, figures, group_of):
    found = {}
    for node in nodes:
        if name_of(node) in found:
            tally.fault("%s: %s twice" % (label, name_of(node)))
        found[name_of(node)] = node
    keys = collections.defaultdict(list)
    for key in list(figures.rows):
        keys[group_of(key)].append(key)
    for group, members in keys.items():
        sums = figures.sum_of(members)
        if group in found:
            tally.compare("%s %s" % (label, group), elements(figures, sums), found.pop(group))
        elif any(sums.values()):
            tally.fault("%s %s is missing" % (label, group))
    for group, node in found.items():      # somebody of whom there is nothing to tell
        tally.compare("%s %s" % (label, group), elements(figures, collections.Counter()), node)


def run(tally, options, folder, s, land, full_time, label):
    exports = Exports(folder)
    for rules in options.rules:
        out = tempfile.mkdtemp(prefix="staff-")
        command = [options.program, "report", folder, "--rules", rules, "--as-of", s.isoformat(), "--out", out,
                   "--full-time", full_time, "--bad-lines", "1", "--quiet"] + (["--land", land] if land else [])
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            tally.fault("%s %s: exit status %d: %s" % (label, rules, done.returncode,
                                                       done.stdout.decode("utf-8", "replace")[-500:]))
        else:
            figures = Figures(exports, rules, s, land, Fraction(full_time.replace(",", ".")))
            compare_report(tally, "%s %s" % (label, rules), figures,
                           os.path.join(out, s.isoformat(), "ergebnis.xml"))
        shutil.rmtree(out, ignore_errors=True)


def seeds(text):
    first, _, last = text.partition("-")
    return list(range(int(first), int(last or first) + 1))


def main():
    parser = argparse.ArgumentParser(description="Compares the figures on staff.")
    parser.add_argument("--program", required=True)
    parser.add_argument("--seeds", type=seeds, default=[1])
    parser.add_argument("--rules", default=",".join(RULES))
    parser.add_argument("--folder")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    parser.add_argument("--land")
    parser.add_argument("--full-time", default="39")
    options = parser.parse_args()
    options.rules = options.rules.split(",")
    tally = Tally()
    if options.folder:
        run(tally, options, options.folder, options.as_of, options.land, options.full_time, options.folder)
    else:
        for seed in options.seeds:
            folder = tempfile.mkdtemp(prefix="staff-%d-" % seed)
            maker = staff_exports.Maker(seed, folder, weeks_of)
            maker.make()
            run(tally, options, folder, maker.s, maker.land, maker.full_time, "seed %d" % seed)
            shutil.rmtree(folder, ignore_errors=True)
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed or not tally.passed else 0


if __name__ == "__main__":
    sys.exit(main())
