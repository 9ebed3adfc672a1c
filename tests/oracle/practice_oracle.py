#!/usr/bin/env python3
"""An independent oracle for spec 2.9: notes, first contact, appointments, exceptions, EGV.

It reads the raw exports; which contacts count, which rule holds and when the next contact is due it takes from
oracle.py.  Nothing in here is taken from the program.  `count(folder, rules, day)` gives, for the whole ("") and for each
team, a dict of figures under the names of ergebnis.xml, and the findings as (line, column).

    python3 practice_oracle.py DIR --rules ba-arbeitshilfe --as-of 2023-11-30

Readings, where 2.9 leaves a doubt:
 - A care is looked at from A - 31 days on, as 2.4 does; notes up to S; appointments ahead are "ahead".
 - Days are the contacts' own; a first contact before A has a lead of 0 working days.
 - Without a requirement on S nothing is counted: the lead to the first contact is then neither met nor missed; where
   it is unclear which holds, that is told apart, and whether an exception but JBA has an effect cannot be said.
 - A cancelled appointment is none: it is no offer, keeps no invitation chain, has no length and no instruction to lack.
   But the next appointment was agreed at a contact, also where it was cancelled later.
 - "`Kundennummer`, `Beginn` (date and time; both needed)": both columns; a day without a time is one at midnight.
 - A first appointment, for its length, is one with the Gesprächsart `Erstgespräch`.
 - The due day is that of S; somebody exempt has none, so that any day agreed is in time.
 - An EGV holds for 6 months, the day after them included as for a contact (`c + W >= S`).
 - The half-year of the EGV: contacts from `EGV seit` to S, of those not exempt and without an individual interval.
"""

import argparse
import collections
import datetime
import os
import sys
import unicodedata
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import csv                        # noqa: E402
import oracle                     # noqa: E402

DAY = datetime.timedelta(days=1)
STANDING = "Beratungsvermerk zur Standortbestimmung"

# Spec part 3: what each directive asks for beside the density.
Asks = collections.namedtuple("Asks", "usual most first_note every_note first_minutes longest instruction agreed phone")
ASKS = {
    "aa90": Asks(0, 0, None, None, 0, 0, False, False, None),
    "aa90-2021": Asks(0, 0, None, None, 0, 0, False, False, None),
    "uelzen-ga-08-2019": Asks(0, 0, None, STANDING, 0, 60, True, True,
                              ({"M"}, ("SV-Beschäftigung", "Gesundheit"))),
    "ba-arbeitshilfe": Asks(0, 0, STANDING, None, 45, 0, True, True, None),
    "moenchengladbach-2012": Asks(7, 10, None, None, 45, 0, False, False, None),
}

STATUS = oracle.word_table("geplant", "wahrgenommen", "nicht erschienen", "abgesagt")
STATUS[""] = "geplant"
PROFILE_NAMES = {"M": "Marktprofil", "A": "Aktivierungsprofil", "F": "Förderprofil", "E": "Entwicklungsprofil",
                 "S": "Stabilisierungsprofil", "U": "Unterstützungsprofil", "I": "Profillage I", "Z": "Profillage Z",
                 "": "ohne Profillage", oracle.UNKNOWN: "unbekannte Profillage"}


class LooseTable(oracle.Table):
    """As oracle.Table; a line with bytes that are no UTF-8 is bad instead of the whole file, and lines know where they
    begin in the file."""

    def __init__(self, path):
        with open(path, "rb") as handle:
            text = handle.read().decode("utf-8-sig", "surrogateescape")
        self.path, self.bad, self.columns, self.lines, self.begins = path, 0, {}, [], []
        self.separator = max(";,\t", key=text.split("\n", 1)[0].count)
        reader = csv.reader(oracle.StringLines(text), delimiter=self.separator)
        begin = 1
        for record in reader:
            if record and not self.columns:
                for index, name in enumerate(record):
                    self.columns.setdefault(oracle.same_word(unicodedata.normalize("NFC", name)), index)
            elif record:
                if any("\udc80" <= sign <= "\udcff" for field in record for sign in field):
                    record = [""]
                self.lines.append([unicodedata.normalize("NFC", field) for field in record])
                self.begins.append(begin)
            begin = reader.line_num + 1

    def check_share(self, limit=0.01):
        pass


oracle.Table = LooseTable


def is_working_day(day, land):
    return day.weekday() < 5 and day not in oracle.holidays(day.year, land)


def minutes(text):
    """Minutes with their decimals; None where there are none."""
    text = text.strip()
    whole, _, rest = text.replace(",", ".").partition(".")
    if not (whole + rest).isascii() or not (whole + rest).isdigit() or (not whole and not rest):
        return None
    value = Fraction(int(whole or 0)) + (Fraction(int(rest), 10 ** len(rest)) if rest else 0)
    return value if value < 65535 else None


Appointment = collections.namedtuple("Appointment", "day minute index status first minutes instructed agreed")


class Exports:
    """oracle.Data, and the columns that it leaves out."""

    def __init__(self, folder):
        self.data = oracle.Data(folder, limit=2)
        self.customers = LooseTable(os.path.join(folder, "kunden.csv"))
        self.notes = LooseTable(os.path.join(folder, "kontakte.csv"))
        self.has_exceptions = os.path.exists(os.path.join(folder, "ausnahmen.csv"))
        self.appointments, self.planned = None, collections.defaultdict(list)
        path = os.path.join(folder, "termine.csv")
        if os.path.exists(path):
            self.appointments = LooseTable(path)
            self.read_appointments(self.appointments)

    def read_appointments(self, table):
        once = oracle.Once()
        for index, record in enumerate(table.lines):
            try:
                number = table.filled(record, "Kundennummer")
                begin = table.filled(record, "Beginn").strip()
                day = oracle.read_day(begin)
                if len(begin) <= 10:
                    begin += " 00:00"
                if int(begin[-5:-3]) > 23 or int(begin[-2:]) > 59:
                    raise oracle.Bad("no such time")
                agreed = oracle.read_day_or_empty(table.field(record, "Vereinbart am"))
            except (oracle.Bad, ValueError):
                continue
            if number not in self.data.customers or once.again(record):
                continue
            self.planned[number].append(Appointment(
                day, begin[-5:], index, STATUS.get(oracle.same_word(table.field(record, "Status"))),
                oracle.same_word(table.field(record, "Gesprächsart")) == "erstgespräch",
                minutes(table.field(record, "Dauer")),
                oracle.same_word(table.field(record, "Rechtsfolgenbelehrung")) in oracle.YES_WORDS, agreed))
        for several in self.planned.values():
            several.sort(key=lambda a: (a.day, a.minute, a.index))

    def of_line(self, line, column):
        return self.customers.field(self.customers.lines[line.index - 2], column)

    def of_note(self, contact, column):
        return self.notes.field(self.notes.lines[contact.index - 2], column)

    def line_of_note(self, contact):
        return self.notes.begins[contact.index - 2]

    def has(self, *columns):
        return self.appointments is not None and all(self.appointments.has(c) for c in columns)


class Customer:
    """Adds what one customer has to the counters of the whole and of his team."""

    def __init__(self, exports, rules, case, counters, findings, land):
        self.x, self.rules, self.case, self.counters, self.findings = exports, rules, case, counters, findings
        self.asks, self.s, self.land = ASKS[rules], case.s, land
        self.month = self.s.replace(day=1)
        self.line = case.line_on(case.s)
        self.row = case.row()
        self.code = self.row["Urteil"]
        self.asked = self.code not in ("unklar", "ohne_vorgabe", "nicht_geregelt")
        self.state = case.states[-1]
        self.begin = case.a - 31 * DAY
        self.counted = case.counted_on_s()
        self.appointments = [a for a in exports.planned.get(case.number, []) if a.day >= self.begin]
        self.offered = [a for a in self.appointments if a.status != "abgesagt"]

    def add(self, name, n=1):
        for counter in self.counters:
            counter[name] += n

    def add_on(self, name, day, n=1):
        self.add(name + " gesamt", n)
        if self.month <= day <= self.s:
            self.add(name + " monat", n)

    def count(self):
        self.standing()
        self.exceptions()
        self.notes()
        self.first_contact()
        if self.x.has("Status"):
            self.count_appointments()

    # -- S itself

    def agreement(self):
        day = oracle.read_day_or_empty(self.x.of_line(self.line, "EGV seit"))
        if day is None or day > self.s or oracle.plus(day, oracle.Span(6, "months")) < self.s:
            return None
        return day

    def standing(self):
        self.add("kunden gesamt")
        if self.code in ("nie", "ueberfaellig"):
            self.add("ueber-der-frist gesamt")
        if self.code in ("neu", "faellig", "erfuellt"):
            self.add("in-der-frist gesamt")
        begin = self.agreement()
        if begin is None:
            return
        self.add("egv gesamt")
        if self.asked and self.code != "ausgenommen" and self.state.exception is None \
                and self.state.rule.asked.kind == "count":
            n = sum(1 for contact in self.counted if contact.date >= begin)
            name = "halbjahr %d " % self.state.rule.number
            self.add(name + "kunden")
            self.add(name + "kontakte", n)
            self.add(name + "erreicht", n >= self.state.rule.asked.k)

    def exceptions(self):
        for exception in self.case.exceptions:
            if not exception.holds(self.s):
                continue
            if exception.kind == "JBA":
                effect = "bezirk"
            elif self.code == "unklar":
                effect = "unklar"
            elif exception.span is not None:
                effect = "intervall" if self.state.exception is exception else "ohne-wirkung"
            elif self.asked and self.case.suspends(exception, self.state.rule):
                effect = "ruhend"
            else:
                effect = "ohne-wirkung"
            kind = exception.kind or "unbekannte Art"
            for of in (kind, "zusammen"):
                self.add("ausnahme %s %s" % (of, effect))
                self.add("ausnahme %s gesamt" % of)
                if exception.bis is not None and exception.bis <= self.s + 30 * DAY:
                    self.add("ausnahme %s endet-bald" % of)

    # -- notes

    def notes(self):
        for contact in self.case.contacts:
            if not self.begin <= contact.date <= self.s:
                continue
            if contact.note in ("Beratungsvermerk", STANDING):
                self.add_on("beratungsvermerke", contact.date)
                if contact.mode in ("schriftlich", "elektronisch"):
                    self.add_on("falsch-kodiert", contact.date)
                    self.findings.add((self.x.line_of_note(contact), "falsch"))
        for number, contact in enumerate(self.counted):
            self.contact(contact, number == 0)

    def contact(self, contact, first):
        day = contact.date
        self.add_on("kontakte", day)
        if self.asks.every_note and contact.note != self.asks.every_note:
            self.add_on("kontakt-anders", day)
            self.findings.add((self.x.line_of_note(contact), "jeder"))
        if first:
            self.add_on("erste-kontakte", day)
            if self.asks.first_note and contact.note != self.asks.first_note:
                self.add_on("erster-anders", day)
                self.findings.add((self.x.line_of_note(contact), "erster"))
        if contact.mode == "telefonisch":
            self.phone(day)
        if self.x.notes.has("Erfasst am"):
            self.entry(day, oracle.read_day_or_empty(self.x.of_note(contact, "Erfasst am")))
        self.length("gespraeche", day, minutes(self.x.of_note(contact, "Dauer")))
        if day >= self.month and self.agreed_next(day):
            self.add("naechster-vereinbart monat")

    def phone(self, day):
        self.add_on("telefon", day)
        if not self.asks.phone:
            return
        profiles, flags = self.asks.phone
        line = self.case.line_on(day)
        if line.profile in profiles:
            return
        if any(oracle.same_word(self.x.of_line(line, flag)) in oracle.YES_WORDS for flag in flags):
            return
        self.add_on("telefon-unbekannt" if line.profile == oracle.UNKNOWN else "telefon-ausserhalb", day)

    def entry(self, day, entered):
        if entered is None:
            return
        self.add_on("erfasst", day)
        if (entered - day).days > 7:
            self.add_on("erfasst-spaet", day)
        month_after = (day.year * 12 + day.month - 1) + 1
        if entered.year * 12 + entered.month - 1 > month_after:
            self.add_on("erfasst-nach-folgemonat", day)

    def length(self, of, day, value):
        for name in (PROFILE_NAMES[self.line.profile], "zusammen"):
            for window, inside in (("gesamt", True), ("monat", self.month <= day <= self.s)):
                if inside and value is None:
                    self.add("dauer %s %s %s unbekannt" % (name, of, window))
                elif inside:
                    self.add("dauer %s %s %s bekannt" % (name, of, window))
                    self.add("dauer %s %s %s minuten" % (name, of, window), value)

    def agreed_next(self, day):
        # "and, where the due day on S is after that contact, not after the due day"
        until = None if self.code == "ausgenommen" else self.case.due(self.s).day
        if until is not None and until <= day:
            until = None
        return any(a.agreed == day and a.day > day and (until is None or a.day <= until)
                   for a in self.x.planned.get(self.case.number, []))

    # -- first contact

    def lead(self, of, day):
        last = self.s if day is None else day
        days, one = 0, self.case.a + DAY
        while one <= last:
            days += is_working_day(one, self.land)
            one += DAY
        if days > self.asks.most:
            self.add("vorlauf %s darueber" % of)
            if day is None:
                self.add("vorlauf %s noch-keiner" % of)
        elif day is None:
            self.add("vorlauf %s offen" % of)
        else:
            self.add("vorlauf %s %s" % (of, "in-der-regel" if days <= self.asks.usual else "hoechstens"))

    def first_contact(self):
        # "for customers with `A <= S < A + 3 months`"
        if not self.asks.most or self.s >= oracle.plus(self.case.a, oracle.Span(3, "months")):
            return
        self.add("neue gesamt")
        if self.x.has("Status"):
            self.lead("termin", self.offered[0].day if self.offered else None)
        if self.asked:
            self.lead("kontakt", self.counted[0].date if self.counted else None)
        else:
            self.add("vorlauf kontakt " + ("unklar" if self.code == "unklar" else "ohne-vorgabe"))

    # -- appointments

    def count_appointments(self):
        names = {"geplant": "ohne-ergebnis", "wahrgenommen": "wahrgenommen", "nicht erschienen": "nicht-erschienen",
                 "abgesagt": "abgesagt", None: "status-unbekannt"}
        for a in self.appointments:
            if a.day <= self.s:
                self.add_on("termine", a.day)
                self.add_on(names[a.status], a.day)
        for a in self.offered:
            self.offer(a)
        # "where a `nicht erschienen` is followed by no further appointment and no counted contact" (one of the same
        # day is a contact all the same)
        last = self.counted[-1].date if self.counted else None
        missed = [i for i, a in enumerate(self.offered) if a.status == "nicht erschienen" and a.day <= self.s]
        if any(i == len(self.offered) - 1 and (last is None or last < self.offered[i].day) for i in missed):
            self.add("kette-unterbrochen gesamt")
        self.missed_in_a_row(last)
        # "A planned appointment after S is one that is not `abgesagt`, whatever else its status says"
        planned = [a.day for a in self.offered if a.day > self.s]
        if self.code in ("nie", "ueberfaellig"):
            self.add("ueber-der-frist-%s-termin gesamt" % ("mit" if planned else "ohne"))
        if self.code in ("neu", "faellig", "erfuellt") and planned:
            self.add("in-der-frist-mit-termin gesamt")
            if min(planned) > self.case.due(self.s).day:
                self.add("in-der-frist-zu-spaet gesamt")

    def missed_in_a_row(self, last_contact):
        # "appointments with `Beginn` on or before S and status `nicht erschienen` since the last one `wahrgenommen`
        # or the last counted contact, whichever is later; cancelled ones and those without a result neither count
        # nor break" - of the care that holds S, as all in here
        row = []
        for a in self.appointments:
            if a.day > self.s:
                continue
            if a.status == "wahrgenommen":
                row = []
            elif a.status == "nicht erschienen" and (last_contact is None or a.day > last_contact):
                row.append(a)
        if row:
            # "Shown as 1, 2, 3 and more; from the third on the customer is a finding"
            self.add("nicht-erschienen-%s gesamt" % ("einmal", "zweimal", "dreimal")[min(len(row), 3) - 1])
        if len(row) >= 3:
            self.findings.add((self.x.appointments.begins[row[-1].index], "dreimal"))

    def offer(self, a):
        if a.day > self.s:
            self.add("voraus gesamt")
        self.add_on("angeboten", a.day)
        if not a.instructed:
            self.add_on("ohne-belehrung", a.day)
        if a.minutes is not None:
            self.add_on("laenge-bekannt", a.day)
            if self.asks.longest and a.minutes > self.asks.longest:
                self.add_on("zu-lang", a.day)
        self.length("termine", a.day, a.minutes)
        if not a.first:
            return
        self.add_on("erstgespraeche", a.day)
        if a.minutes is not None:
            self.add_on("erstgespraech-laenge-bekannt", a.day)
            if a.minutes < self.asks.first_minutes:
                self.add_on("erstgespraech-zu-kurz", a.day)


def unknown(exports, rules):
    """The figures that cannot be known, or that the directive does not ask for."""
    asks, x = ASKS[rules], exports
    out = set()

    def drop(condition, *names):
        if condition:
            out.update(names)
    drop(not asks.every_note, "kontakt-anders")
    drop(not asks.first_note, "erster-anders")
    drop(not asks.phone or not all(x.customers.has(c) for c in ("Profillage",) + asks.phone[1]),
         "telefon-ausserhalb", "telefon-unbekannt")
    drop(not x.notes.has("Erfasst am"), "erfasst", "erfasst-spaet", "erfasst-nach-folgemonat")
    drop(not asks.agreed or not x.has("Vereinbart am"), "naechster-vereinbart")
    drop(not x.has("Status"), "termine", "wahrgenommen", "nicht-erschienen", "abgesagt", "ohne-ergebnis",
         "status-unbekannt", "voraus", "angeboten", "kette-unterbrochen", "nicht-erschienen-einmal",
         "nicht-erschienen-zweimal", "nicht-erschienen-dreimal", "ueber-der-frist-mit-termin",
         "ueber-der-frist-ohne-termin", "in-der-frist-mit-termin", "in-der-frist-zu-spaet")
    drop(not asks.instruction or not x.has("Status", "Rechtsfolgenbelehrung"), "ohne-belehrung")
    drop(not x.has("Status", "Dauer"), "laenge-bekannt", "dauer termine")
    drop(not x.notes.has("Dauer"), "dauer gespraeche")
    drop(not asks.longest or not x.has("Status", "Dauer"), "zu-lang")
    drop(not asks.first_minutes or not x.has("Status", "Dauer", "Gesprächsart"), "erstgespraeche",
         "erstgespraech-laenge-bekannt", "erstgespraech-zu-kurz")
    drop(not asks.most, "neue", "vorlauf kontakt")
    drop(not asks.most or not x.has("Status"), "vorlauf termin")
    drop(not x.has_exceptions, "ausnahmen")
    drop(not x.customers.has("EGV seit"), "egv")
    drop(rules != "ba-arbeitshilfe" or not x.customers.has("EGV seit"), "halbjahre")
    return out


def households(exports, rules, day):
    """{team (None: all): {alle, einige, keine, ohne-vorgabe, mitglieder}} of spec 2.11; None without BG-Nummer."""
    if not exports.customers.has("BG-Nummer"):
        return None
    members = collections.defaultdict(list)                  # BG-Nummer -> [(team, verdict)]
    oracle.TEAM_FROM_CASEWORKER = True
    for number in exports.data.customers:
        case = oracle.Case(exports.data, number, oracle.RULE_SETS[rules], day)
        row = case.row()
        if row is None:
            continue
        name = exports.of_line(case.line_on(day), "BG-Nummer").strip()
        if name:
            members[name].append((row["Team"].strip(), row["Urteil"]))
    found = collections.defaultdict(collections.Counter)
    for several in members.values():
        asked = [code for _, code in several if code not in ("unklar", "ohne_vorgabe", "nicht_geregelt")]
        met = [code for code in asked if code in ("erfuellt", "faellig")]
        # "in rhythm when every member with a requirement is `erfuellt` or `faellig` (others are shown apart)"
        kind = "ohne-vorgabe" if not asked else "alle" if len(met) == len(asked) else "einige" if met else "keine"
        # "all its members are asked, whatever team they are in: a team's report shows those with a member in it"
        for team in {None} | {team for team, _ in several}:
            found[team][kind] += 1
            found[team]["mitglieder"] += len(several)
    return found


def count(exports, rules, day, land=""):
    """({team: {figure: number}}, findings, unknown); the team "" of the key None is "ohne Team", the whole is None."""
    figures, findings = collections.defaultdict(collections.Counter), set()
    oracle.TEAM_FROM_CASEWORKER = True
    for number in exports.data.customers:
        case = oracle.Case(exports.data, number, oracle.RULE_SETS[rules], day)
        if not case.in_population():
            continue
        team = case.row()["Team"]
        Customer(exports, rules, case, (figures[None], figures[team.strip()]), findings, land).count()
    return figures, findings, unknown(exports, rules)


def main():
    parser = argparse.ArgumentParser(description="Counts spec 2.9, independently.")
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--rules", required=True, choices=sorted(ASKS))
    parser.add_argument("--as-of", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--land", default="", choices=("", "NI", "NW"))
    options = parser.parse_args()
    figures, _, lack = count(Exports(options.folder), options.rules, options.as_of, options.land)
    for name, value in sorted(figures[None].items()):
        if name.rsplit(" ", 1)[0] not in lack:
            print("%8d  %s" % (value, name))


if __name__ == "__main__":
    main()
