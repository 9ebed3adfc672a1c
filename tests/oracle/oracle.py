#!/usr/bin/env python3
"""An independent oracle for part 2 of the specification ("The density evaluator").

It reads a folder of canonical exports and prints `ergebnis.csv` (spec 5.2), with the
column `Fundstelle` empty.  It is written to be read beside the specification: each step
carries the sentence it follows.  Nothing in here is taken from the program.

    python3 oracle.py DIR --rules aa90 --as-of 2023-12-31 [--lead 14]
    python3 oracle.py DIR --rules aa90 --as-of 2023-12-31 --trace 000123

Only the standard library is used.  Exit codes: 0 done, 2 usage, 3 too many bad lines,
4 an input cannot be read.
"""

import argparse
import bisect
import collections
import csv
import datetime
import os
import re
import sys
import unicodedata

ONE_DAY = datetime.timedelta(days=1)
BEYOND_EVERY_DAY = datetime.date.max

# Where the reading of the specification is in doubt and easily switched (see README.md):
# "`Team` ... as delivered (the key; empty where there is none)": False prints the field of
# kunden.csv, True fills an empty one with the team of the caseworker.
TEAM_FROM_CASEWORKER = False


# --------------------------------------------------------------------------------------
# Days and spans (spec 2, first paragraph)
# --------------------------------------------------------------------------------------

Span = collections.namedtuple("Span", "number unit")      # unit: days weeks months


def last_of_month(year, month):
    if month == 12:
        return 31
    return (datetime.date(year, month + 1, 1) - ONE_DAY).day


def plus(day, span, times=1):
    """day + times x span."""
    # "n times a span multiplies its number (2 x 1 month = 2 months)"
    n = span.number * times
    if span.unit == "days":
        return day + datetime.timedelta(days=n)
    if span.unit == "weeks":
        # "weeks are 7 days"
        return day + datetime.timedelta(days=7 * n)
    count = day.year * 12 + (day.month - 1) + n
    year, month = count // 12, count % 12 + 1
    if span.unit == "months":
        # "`d + n months` keeps the day of the month, or takes the last day of a shorter month"
        return datetime.date(year, month, min(day.day, last_of_month(year, month)))
    raise ValueError(span.unit)


def easter(year):
    # the anonymous Gregorian algorithm
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    l = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * l) // 451
    month, day = divmod(h + l - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


def holidays(year, land=""):
    """Those of all Länder; with NW or NI those of that Land."""
    sunday = easter(year)
    days = {datetime.date(year, *md) for md in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))}
    days |= {sunday + n * ONE_DAY for n in (-2, 1, 39, 50)}
    if year == 2017:
        days.add(datetime.date(2017, 10, 31))
    if land == "NW":
        days |= {sunday + 60 * ONE_DAY, datetime.date(year, 11, 1)}
    if land == "NI" and year >= 2018:
        days.add(datetime.date(year, 10, 31))
    return days


def twenty_fifth_birthday(born):
    # "someone born on 29.02. turns 25 on 01.03."
    if (born.month, born.day) == (2, 29):
        return datetime.date(born.year + 25, 3, 1)
    return datetime.date(born.year + 25, born.month, born.day)


# --------------------------------------------------------------------------------------
# The rules of spec part 3, as data
# --------------------------------------------------------------------------------------

PERSON, PHONE, VIDEO = "persönlich", "telefonisch", "video"

REQUIREMENT, NONE, NOT_COVERED, CANNOT_TELL = "requirement", "none", "not covered", "cannot tell"

U25, O25 = "U25", "Ü25"
STATUS_NONE, STATUS_SEEKING, STATUS_UNEMPLOYED = "nicht gesetzt", "arbeitsuchend", "arbeitslos"

KINDS_BUT_JBA = frozenset(["Einzelfall", "Maßnahme", "Einstellungszusage", "Gutachten",
                           "Besondere Umstände"])

# suspend: kinds accepted as suspending; interval: kinds accepted with an interval
Acceptance = collections.namedtuple("Acceptance", "suspend interval only_shorten")
NOTHING = Acceptance(frozenset(), frozenset(), False)
EVERYTHING = Acceptance(KINDS_BUT_JBA, KINDS_BUT_JBA, False)

# kind: "interval", "alternation", "count", "range", "calendar" (w: the length of its period)
# modes, partners: those of this requirement alone; None: those of the rule, of the set
Asked = collections.namedtuple("Asked", "kind w v k r modes partners", defaults=(None, None))

# further: the second requirement and those after it (2.5, "Several requirements")
Rule = collections.namedtuple("Rule", "number conditions outcome asked modes acceptance further", defaults=((),))

# word_lists: {word attribute: its words}; words: {"status": [...], "funktion", "vermerkart", "partner"};
# own_modes: {declared mode: the fixed one}; lead: greatest working days to the first contact (None: none)
RuleSet = collections.namedtuple("RuleSet", "ident rules note_kinds partners video_is_person "
                                 "word_lists words own_modes lead",
                                 defaults=({}, {}, {}, None))

# 2.14: first day of each set (the first: from ever), in force until the day before the next one's
Series = collections.namedtuple("Series", "first_days sets")


def as_series(rules):
    return rules if hasattr(rules, "first_days") else Series([datetime.date.min], [rules])


def every(number, unit):
    return Asked("interval", Span(number, unit), None, 1, None)


def alternating(number, unit, r):
    return Asked("alternation", Span(number, unit), None, 1, r)


def count(k, number, unit):
    return Asked("count", Span(number, unit), None, k, None)


def between(v, w, unit):
    return Asked("range", Span(w, unit), Span(v, unit), 1, None)


def number_rules(rows, acceptance=None):
    rules = []
    for row in rows:
        conditions, outcome, asked, modes = row[:4]
        own = row[4] if len(row) > 4 else acceptance
        rules.append(Rule(len(rules) + 1, conditions, outcome, asked, frozenset(modes), own))
    return rules


def who(age=None, status=None, profile=None, function=None, **flags):
    conditions = {}
    if age is not None:
        conditions["age"] = age
    if status is not None:
        conditions["status"] = (status,)
    if profile is not None:
        conditions["profile"] = tuple(profile)         # "" is "no profile"
    if function is not None:
        conditions["function"] = (function,)
    for flag, wanted in flags.items():
        conditions["flag " + flag] = wanted
    return conditions


# "counted notes are `Beratungsvermerk` and `Beratungsvermerk zur Standortbestimmung`"
COUNTED_NOTES = frozenset(["Beratungsvermerk", "Beratungsvermerk zur Standortbestimmung"])
# "counted partners are `IFK` and `bFM`, `Bezirk` under `JBA`"
COMMON_PARTNERS = frozenset(["IFK", "bFM"])

# 3.1: "Exceptions: `Einzelfall` with an interval that shortens."
AA90_ACCEPTANCE = Acceptance(frozenset(), frozenset(["Einzelfall"]), True)


def aa90_rules(person, person_or_phone, u25_unemployed):
    return number_rules([
        (who(U25, STATUS_NONE, Schulpflichtig=True, Abschlussjahr=False), NONE, None, ()),
        (who(status=STATUS_NONE), REQUIREMENT, every(12, "months"), person_or_phone),
        (who(status=STATUS_SEEKING, profile=["I"]), REQUIREMENT, every(12, "months"), person),
        (who(status=STATUS_SEEKING), REQUIREMENT, every(6, "months"), person),
        (who(U25, STATUS_UNEMPLOYED), REQUIREMENT, u25_unemployed, person_or_phone),
        (who(status=STATUS_UNEMPLOYED), REQUIREMENT, every(6, "months"), person),
    ], AA90_ACCEPTANCE)


RULE_SETS = {}


def define(ident, rules, partners=COMMON_PARTNERS, video_is_person=False, lead=None):
    RULE_SETS[ident] = RuleSet(ident, rules, COUNTED_NOTES, partners, video_is_person, lead=lead)


# 3.1  "Partners: also `Berufsberatung`"; "video does not count"
define("aa90",
       aa90_rules([PERSON], [PERSON, PHONE], alternating(1, "months", 1)),
       partners=COMMON_PARTNERS | {"Berufsberatung"})

# 3.2  "in person includes telephone ..., so telephone counts for every rule, without
#      alternation; video counts as in person"
define("aa90-2021",
       aa90_rules([PERSON, PHONE, VIDEO], [PERSON, PHONE, VIDEO], every(1, "months")),
       partners=COMMON_PARTNERS | {"Berufsberatung"}, video_is_person=True)

# 3.3  "In person and telephone count"
define("uelzen-ga-08-2019", number_rules([
    (who(U25, STATUS_UNEMPLOYED), REQUIREMENT, every(1, "months"), [PERSON, PHONE], NOTHING),
    (who(profile="IZ"), REQUIREMENT, every(6, "months"), [PERSON, PHONE], NOTHING),
    (who(status=STATUS_UNEMPLOYED), REQUIREMENT, every(3, "months"), [PERSON, PHONE], EVERYTHING),
    (who(), NOT_COVERED, None, (), NOTHING),
]))

# 3.4  "In person only. Exceptions: all kinds but `JBA`, suspending or with any interval."
define("ba-arbeitshilfe", number_rules([
    (who(U25), REQUIREMENT, every(4, "weeks"), [PERSON]),
    (who(profile="M"), REQUIREMENT, count(4, 6, "months"), [PERSON]),
    (who(profile="A"), REQUIREMENT, count(5, 6, "months"), [PERSON]),
    (who(profile="F"), REQUIREMENT, count(3, 6, "months"), [PERSON]),
    (who(profile="E"), REQUIREMENT, count(4, 6, "months"), [PERSON]),
    (who(profile="S"), REQUIREMENT, count(2, 6, "months"), [PERSON]),
    (who(profile="U"), REQUIREMENT, count(2, 6, "months"), [PERSON]),
    (who(profile="I"), REQUIREMENT, count(2, 6, "months"), [PERSON]),
    (who(profile="Z"), REQUIREMENT, count(1, 6, "months"), [PERSON]),
    (who(profile=[""]), CANNOT_TELL, None, ()),
], EVERYTHING))

# 3.5  "In person only"; "`Maßnahme`, `Einstellungszusage`, `Gutachten`, `Besondere Umstände`
#      suspend (without interval); `Einzelfall` with an interval that shortens."
define("moenchengladbach-2012", number_rules([
    (who(function="Fallmanagement"), NONE, None, ()),
    (who(U25), REQUIREMENT, every(1, "months"), [PERSON]),
    (who(profile="MA"), REQUIREMENT, every(6, "weeks"), [PERSON]),
    (who(profile="FE"), REQUIREMENT, between(2, 3, "months"), [PERSON]),
    (who(profile="SU"), REQUIREMENT, between(6, 9, "months"), [PERSON]),
    (who(profile="ZI"), REQUIREMENT, between(6, 12, "months"), [PERSON]),
    (who(profile=[""]), CANNOT_TELL, None, ()),
], Acceptance(KINDS_BUT_JBA - {"Einzelfall"}, frozenset(["Einzelfall"]), True)),
       lead=10)      # "at most 10 working days (2.5: it is a due day for whoever has not been seen yet)"

THE_FIVE = list(RULE_SETS)

# Not one of the five: a local rule set that asks for what none of the five combines -
# alternation with pauses and with more than one talk by telephone, count with "only shorten",
# calendar months, Ü25 as a condition, a customer to whom no rule applies.  See README.md.
_INTERVAL_SHORTENS = Acceptance(frozenset(), KINDS_BUT_JBA, True)
define("probe", number_rules([
    (who(U25, STATUS_UNEMPLOYED), REQUIREMENT, alternating(1, "months", 2),
     [PERSON, PHONE, VIDEO], Acceptance(KINDS_BUT_JBA, KINDS_BUT_JBA, True)),
    (who(function="Fallmanagement"), NOT_COVERED, None, (), NOTHING),
    (who(profile="MA"), REQUIREMENT, count(3, 3, "months"), [PERSON, VIDEO],
     _INTERVAL_SHORTENS),
    (who(profile="FE"), REQUIREMENT,
     Asked("range", Span(2, "months"), Span(4, "weeks"), 1, None), [PERSON, PHONE],
     Acceptance(KINDS_BUT_JBA, frozenset(), False)),
    (who(Schulpflichtig=True), NONE, None, (), NOTHING),
    (who(status=STATUS_UNEMPLOYED), REQUIREMENT, alternating(10, "weeks", 1),
     [PERSON, PHONE, VIDEO], EVERYTHING),
    (who(profile=[""]), CANNOT_TELL, None, (), NOTHING),
    (who(O25), REQUIREMENT, count(2, 45, "days"), [PERSON], NOTHING),
]), video_is_person=True)


# --------------------------------------------------------------------------------------
# Reading the exports (spec part 1)
# --------------------------------------------------------------------------------------

class Refused(Exception):
    """The run ends; code is the exit code of spec 5.1."""

    def __init__(self, code, message):
        Exception.__init__(self, message)
        self.code = code


class Bad(Exception):
    """This line cannot be used (spec 1.9)."""


UNKNOWN = "<unknown>"        # marker for a value that cannot be known (2.2); never printed


def same_word(text):
    # "The fixed words of 1.2 to 1.7 are compared case apart, surrounding spaces trimmed"
    return text.strip().lower()


def word_table(*words):
    return {same_word(word): word for word in words}


STATUS_WORDS = word_table(STATUS_UNEMPLOYED, STATUS_SEEKING, STATUS_NONE)
STATUS_WORDS[""] = STATUS_NONE                              # "empty = `nicht gesetzt`"
PROFILE_WORDS = {"": ""}                                    # "empty = none"
for _name, _letter in (("Marktprofil", "M"), ("Aktivierungsprofil", "A"), ("Förderprofil", "F"),
                       ("Entwicklungsprofil", "E"), ("Stabilisierungsprofil", "S"),
                       ("Unterstützungsprofil", "U"), ("I", "I"), ("Z", "Z")):
    PROFILE_WORDS[same_word(_name)] = _letter               # "name or letter"
    PROFILE_WORDS[same_word(_letter)] = _letter
FUNCTION_WORDS = word_table("IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC")
FUNCTION_WORDS[""] = "IFK"                                  # "default `IFK`"
NOTE_WORDS = word_table("Beratungsvermerk", "Beratungsvermerk zur Standortbestimmung",
                        "Allgemeiner Vermerk", "Allgemeiner schriftlicher Kontakt")
MODE_WORDS = word_table(PERSON, PHONE, VIDEO, "schriftlich", "elektronisch")
PARTNER_WORDS = word_table("IFK", "bFM", "Berufsberatung", "Bezirk")
PARTNER_WORDS[""] = "IFK"                                   # "`IFK` (default)"
KIND_WORDS = word_table("Einzelfall", "Maßnahme", "Einstellungszusage", "Gutachten",
                        "Besondere Umstände", "JBA")
APPOINTMENT_WORDS = word_table("geplant", "wahrgenommen", "nicht erschienen", "abgesagt")
APPOINTMENT_WORDS[""] = "geplant"
Appointment = collections.namedtuple("Appointment", "day time index status")    # status None: unknown
YES_WORDS = {"ja", "j", "1", "x", "true", "wahr"}
# "nein", "n", "0", "", "false" mean no; what cannot be read is "taken as empty", which is no too

GERMAN_DAY = re.compile(r"^([0-9]{2})\.([0-9]{2})\.([0-9]{4})(?: [0-9]{2}:[0-9]{2})?$")
ISO_DAY = re.compile(r"^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T[0-9]{2}:[0-9]{2})?$")
SPAN_TEXT = re.compile(r"^([1-9][0-9]{0,3}) +(tage?|wochen?|monate?)$")


def read_day(text):
    """A day; None for an empty field; Bad for one that cannot be read."""
    text = text.strip()
    if not text:
        return None
    match = GERMAN_DAY.match(text)
    if match:
        day, month, year = (int(part) for part in match.groups())
    else:
        match = ISO_DAY.match(text)
        if not match:
            raise Bad("not a date: " + text)
        year, month, day = (int(part) for part in match.groups())
    if not 1900 <= year <= 2199:                            # "Years 1900 to 2199"
        raise Bad("year: " + text)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        # "An impossible date (31.02.) is an error of that line."
        raise Bad("impossible date: " + text)


def read_day_or_empty(text):
    """ "elsewhere it is taken as empty, a warning" """
    try:
        return read_day(text)
    except Bad:
        return None


def read_span(text):
    """`6 Wochen`, `2 Monate`, `28 Tage`; None for an empty field."""
    text = same_word(text)
    if not text:
        return None
    match = SPAN_TEXT.match(text)
    if not match:
        raise Bad("Intervall that cannot be read: " + text)
    unit = {"t": "days", "w": "weeks", "m": "months"}[match.group(2)[0]]
    return Span(int(match.group(1)), unit)


def read_workdays(text):
    """`Mo-Mi`, `Mo,Di,Do`; Mon-Fri where empty or not readable: days of the week, Monday 0."""
    names, days = ["mo", "di", "mi", "do", "fr", "sa", "so"], set()
    for part in same_word(text).replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in names or (last or first) not in names or names.index(last or first) < names.index(first):
            return {0, 1, 2, 3, 4}
        days.update(range(names.index(first), names.index(last or first) + 1))
    return days


class Table:
    """One export: its column names and its lines, each a list of fields."""

    def __init__(self, path):
        self.path = path
        with open(path, "rb") as handle:
            raw = handle.read()
        # "UTF-8 with or without BOM"; "normalised to NFC"
        text = unicodedata.normalize("NFC", raw.decode("utf-8-sig"))
        header = text.split("\n", 1)[0]
        # "Separator `;`, `,` or tab; ... detected from the header line"
        self.separator = max(";,\t", key=header.count)
        records = list(csv.reader(StringLines(text), delimiter=self.separator))
        records = [record for record in records if record]  # no field at all: not a line
        if not records:
            raise Refused(4, path + ": no header line")
        # "Columns are found by name, case and surrounding spaces apart; their order is free"
        self.columns = {}
        for index, name in enumerate(records[0]):
            self.columns.setdefault(same_word(name), index)
        self.lines = records[1:]
        self.bad = 0

    def need(self, *names):
        # "A needed column that is missing ends the run with a clear error"
        for name in names:
            if same_word(name) not in self.columns:
                raise Refused(4, "%s: no column %s" % (self.path, name))

    def has(self, name):
        return same_word(name) in self.columns

    def field(self, line, name):
        """The field as it came; "" where the column is not there."""
        index = self.columns.get(same_word(name))
        if index is None or index >= len(line):
            return ""
        return line[index]

    def filled(self, line, name):
        """The field, which must not be empty."""
        value = self.field(line, name)
        if not value.strip():
            raise Bad("needed field empty: " + name)
        return value

    def check_share(self, limit=0.01):
        # "where the share of such lines of any one file is above the limit of 1.8 it ends
        # with exit code 3"
        if self.lines and self.bad / len(self.lines) > limit:
            raise Refused(3, "%s: %d bad lines of %d" % (self.path, self.bad, len(self.lines)))


class StringLines:
    """Feeds csv.reader physical lines with their line ends kept (for quoted line breaks)."""

    def __init__(self, text):
        self.lines = iter(re.findall(r"[^\n]*\n|[^\n]+", text))

    def __iter__(self):
        return self.lines


class Once:
    """ "A line of `kontakte`, `termine`, `ausnahmen` or `abwesenheiten` that repeats an earlier one in
    every field counts once" """

    def __init__(self):
        self.seen = set()

    def again(self, record):
        known = tuple(record) in self.seen
        self.seen.add(tuple(record))
        return known


class CustomerLine:
    """One line of kunden.csv."""

    def value(self, name):
        """ "A column counts as an attribute by its name alone"; missing: empty """
        return self.table.field(self.record, name)

    def flag(self, name):
        # "an empty flag means no"; "a number or yes/no that cannot be read (taken as empty)"
        return same_word(self.value(name)) in YES_WORDS

    def day(self, name):
        return read_day_or_empty(self.value(name))


class Contact:
    """One line of kontakte.csv; an unknown word is None."""


class ExceptionLine:
    """One line of ausnahmen.csv; bis None is open; kind None is an unknown word."""

    def holds(self, day):
        # "both days included": "on the days `Von` to `Bis`"
        return self.von <= day and (self.bis is None or day <= self.bis)


class StaffPeriod:
    """One line of mitarbeiter.csv; first and last None are open."""

    def holds(self, day):
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def overlaps(self, other):
        begins = [period.first for period in (self, other) if period.first is not None]
        ends = [period.last for period in (self, other) if period.last is not None]
        return not begins or not ends or max(begins) <= min(ends)


def period_on(periods, day):
    """Of one member's lines the one that counts on a day."""
    # "Several lines with one `Kürzel` are periods of that member of staff ...: the one that holds a
    # day counts on it"
    for period in periods:
        if period.holds(day):
            return period
    # "On a day that none of the caseworker's lines (1.4) holds, his function is that of his latest
    # line before it, else of his first."
    before = [period for period in periods if period.last is not None and period.last < day]
    if before:
        return max(before, key=lambda period: period.last)
    return min(periods, key=lambda period: period.first)


class Data:
    """All that is read of a folder."""

    def __init__(self, folder, limit=0.01):
        self.customers = collections.OrderedDict()   # number -> lines, in the order of the file
        self.contacts = collections.defaultdict(list)
        self.exceptions = collections.defaultdict(list)
        self.staff = None                            # key -> [StaffPeriod], None: no file
        self.limit = limit
        self.read_customers(os.path.join(folder, "kunden.csv"))
        self.read_contacts(os.path.join(folder, "kontakte.csv"))
        path = os.path.join(folder, "mitarbeiter.csv")
        if os.path.exists(path):
            self.read_staff(path)
        path = os.path.join(folder, "ausnahmen.csv")
        if os.path.exists(path):
            self.read_exceptions(path)
        self.appointments = None                     # number -> [Appointment] by begin, None: no file, or no Status
        self.oldest_begin = None
        path = os.path.join(folder, "termine.csv")
        if os.path.exists(path):
            self.read_appointments(path)
        self.absences = None                         # key -> [(first, last)], None: no file
        path = os.path.join(folder, "abwesenheiten.csv")
        if os.path.exists(path):
            self.read_absences(path)

    @staticmethod
    def open_needed(path):
        if not os.path.exists(path):
            raise Refused(4, path + ": missing")
        return Table(path)

    def read_customers(self, path):
        table = self.open_needed(path)
        table.need("Kundennummer", "Geburtsdatum", "Status", "Betreuung seit")
        self.has_caseworkers = table.has("Betreuer")
        used = set()
        for number, record in enumerate(table.lines, 2):
            try:
                line = CustomerLine()
                line.index = number
                line.number = table.filled(record, "Kundennummer")
                table.filled(record, "Geburtsdatum")
                table.filled(record, "Betreuung seit")
                line.born = read_day(table.field(record, "Geburtsdatum"))
                line.seit = read_day(table.field(record, "Betreuung seit"))
                line.bis = read_day(table.field(record, "Betreuung bis"))
                line.ab = read_day(table.field(record, "Gültig ab"))
                # "an end before its beginning"
                if line.bis is not None and line.bis < line.seit:
                    raise Bad("Betreuung bis before Betreuung seit")
                # "A line of `kunden.csv` has the key day `Gültig ab`, or `Betreuung seit`
                # where that is empty."
                line.key = line.ab if line.ab is not None else line.seit
                # "two with the same key day (2.1): the later line of the file is rejected";
                # "duplicate key (of a line that was used)"
                if (line.number, line.key) in used:
                    raise Bad("duplicate key")
                line.status_text = table.field(record, "Status")
                line.status = STATUS_WORDS.get(same_word(line.status_text), UNKNOWN)
                line.profile_text = table.field(record, "Profillage")
                line.profile = PROFILE_WORDS.get(same_word(line.profile_text), UNKNOWN)
                line.team = table.field(record, "Team")
                line.caseworker = table.field(record, "Betreuer")
                line.table, line.record = table, record
            except Bad:
                table.bad += 1
                continue
            used.add((line.number, line.key))
            self.customers.setdefault(line.number, []).append(line)
        table.check_share(self.limit)

    def read_contacts(self, path):
        table = self.open_needed(path)
        table.need("Kundennummer", "Datum", "Vermerkart", "Kontaktart")
        self.has_entered = table.has("Erfasst am")
        once = Once()
        for number, record in enumerate(table.lines, 2):
            try:
                contact = Contact()
                contact.index = number
                customer = table.filled(record, "Kundennummer")
                table.filled(record, "Datum")
                contact.date = read_day(table.field(record, "Datum"))
                contact.note_text = same_word(table.filled(record, "Vermerkart"))
                contact.mode_text = same_word(table.filled(record, "Kontaktart"))
                contact.partner_text = same_word(table.field(record, "Gesprächspartner"))
                contact.note = NOTE_WORDS.get(contact.note_text)
                contact.mode = MODE_WORDS.get(contact.mode_text)
                contact.partner = PARTNER_WORDS.get(contact.partner_text)
                contact.entered = read_day_or_empty(table.field(record, "Erfasst am"))
            except Bad:
                table.bad += 1
                continue
            # "A line of another file whose customer is not in `kunden.csv` ... stays outside
            # the limit."
            if customer in self.customers and not once.again(record):
                self.contacts[customer].append(contact)
        table.check_share(self.limit)

    def read_staff(self, path):
        table = Table(path)
        table.need("Kürzel")
        self.staff = {}
        for record in table.lines:
            try:
                key = table.filled(record, "Kürzel")
                period = StaffPeriod()
                period.first = read_day(table.field(record, "Von"))
                period.last = read_day(table.field(record, "Bis"))
                if period.first is not None and period.last is not None and period.last < period.first:
                    raise Bad("Bis before Von")
                # "periods that overlap: the later line is rejected"
                if any(period.overlaps(other) for other in self.staff.get(key, ())):
                    raise Bad("duplicate key")
            except Bad:
                table.bad += 1
                continue
            period.function_text = same_word(table.field(record, "Funktion"))
            period.function = FUNCTION_WORDS.get(period.function_text, UNKNOWN)
            period.team = table.field(record, "Team")
            period.workdays = read_workdays(table.field(record, "Arbeitstage"))
            self.staff.setdefault(key, []).append(period)
        table.check_share(self.limit)

    def read_appointments(self, path):
        table = Table(path)
        table.need("Kundennummer", "Beginn")
        if not table.has("Status"):
            return                                   # nobody can tell a cancelled one from a planned one
        self.appointments = collections.defaultdict(list)
        once = Once()
        for number, record in enumerate(table.lines, 2):
            if once.again(record):
                continue
            try:
                customer = table.filled(record, "Kundennummer")
                begin = table.filled(record, "Beginn").strip()
                day = read_day(begin)
                if customer not in self.customers:
                    continue
                time = begin[-5:] if len(begin) > 10 else ""
                status = APPOINTMENT_WORDS.get(same_word(table.field(record, "Status")))
            except Bad:
                table.bad += 1
                continue
            self.appointments[customer].append(Appointment(day, time, number, status))
            self.oldest_begin = day if self.oldest_begin is None else min(day, self.oldest_begin)
        for several in self.appointments.values():
            several.sort(key=lambda one: one[:3])
        table.check_share(self.limit)

    def read_absences(self, path):
        table = Table(path)
        table.need("Kürzel", "Von", "Bis")
        self.absences = collections.defaultdict(list)
        for record in table.lines:
            try:
                key = table.filled(record, "Kürzel")
                table.filled(record, "Von")
                table.filled(record, "Bis")
                first, last = read_day(table.field(record, "Von")), read_day(table.field(record, "Bis"))
                if last < first:
                    raise Bad("Bis before Von")
            except Bad:
                table.bad += 1
                continue
            self.absences[key].append((first, last))
        table.check_share(self.limit)

    def read_exceptions(self, path):
        table = Table(path)
        table.need("Kundennummer", "Von", "Art")
        once = Once()
        for number, record in enumerate(table.lines, 2):
            try:
                exception = ExceptionLine()
                exception.index = number
                customer = table.filled(record, "Kundennummer")
                table.filled(record, "Von")
                exception.von = read_day(table.field(record, "Von"))
                exception.kind = KIND_WORDS.get(same_word(table.filled(record, "Art")))
                exception.bis = read_day(table.field(record, "Bis"))
                exception.span = read_span(table.field(record, "Intervall"))
                if exception.bis is not None and exception.bis < exception.von:
                    raise Bad("Bis before Von")
            except Bad:
                table.bad += 1
                continue
            if customer in self.customers and not once.again(record):
                self.exceptions[customer].append(exception)
        table.check_share(self.limit)


# --------------------------------------------------------------------------------------
# One customer on one reporting day (spec part 2)
# --------------------------------------------------------------------------------------

# What holds on a day: the set in force, the rule (None: none applies), its outcome, the exception whose
# interval is in force (or None), and what is asked: a tuple of Asked, empty unless outcome is REQUIREMENT.
State = collections.namedtuple("State", "rule_set rule outcome exception requirements")

# A day on which a contact is due.  at_end: the last day of a calendar period, judged at its end (2.5);
# which: the requirement it belongs to; ref: what it is counted from; detail: for --trace
Due = collections.namedtuple("Due", "day source moved at_end which ref detail", defaults=(False, 0, None, None))


# ---- 2.5 calendar periods ----

def period_of(day, length):
    """The ISO week, calendar month, quarter, half-year or year that holds a day: (first, last)."""
    if length.unit == "days":
        first = day - day.weekday() * ONE_DAY
        return first, first + 6 * ONE_DAY
    month = (day.month - 1) // length.number * length.number + 1
    last = month + length.number - 1
    return datetime.date(day.year, month, 1), datetime.date(day.year, last, last_of_month(day.year, last))


# ---- 1.10 Words of a Jobcenter's own ----

class Words:
    """The words that a run knows on S beside the fixed ones."""

    def __init__(self, series, s):
        # "declared by a set of the run that begins on or before S"
        known = [one for first, one in zip(series.first_days, series.sets) if first <= s]
        self.own = {kind: {same_word(word): word for one in known for word in one.words.get(kind, ())}
                    for kind in ("status", "funktion", "vermerkart", "partner")}
        # "the list of a word attribute is the union of those of these sets"
        self.lists = {}
        for one in known:
            for name, words in one.word_lists.items():
                self.lists.setdefault(name, {"": ""}).update((same_word(word), word) for word in words)
        # "A declared mode stands for its fixed one under every set of the run that does not declare it
        # otherwise; where several do, as the first of them in the order of the series."
        self.modes = {}
        for one in reversed(known):
            self.modes.update((same_word(word), (word, fixed)) for word, fixed in one.own_modes.items())
        self.modes_of = {id(one): dict(self.modes, **{same_word(word): (word, fixed)
                                                      for word, fixed in one.own_modes.items()})
                         for one in series.sets}


# ---- 2.1 Lines and periods of care ----

def latest_or_earliest(lines, day):
    """ "the one with the latest key day `<= d`, and where none of them has one yet, the earliest
    of them" """
    past = [line for line in lines if line.key <= day]
    if past:
        return max(past, key=lambda line: line.key)
    return min(lines, key=lambda line: line.key)


def care_periods(lines, day):
    """[(first day, last day or None as known on that day, its lines)], ascending."""
    # "Lines with the same `Betreuung seit` are one period of care"
    groups = {}
    for line in lines:
        groups.setdefault(line.seit, []).append(line)
    # "its end as known on a day d is the `Betreuung bis` of its line with the latest key day
    # `<= d` (of its earliest line where there is none)"
    return [(first, latest_or_earliest(groups[first], day).bis, groups[first]) for first in sorted(groups)]


def in_force(first, last, day):
    # "it is in force on d when it begins on or before d and that end is empty or not before d"
    return first <= day and (last is None or last >= day)


def valid_line(lines, day):
    if len(lines) == 1:
        return lines[0]
    # "The line valid on d is, among the lines of the periods in force on d, the one with the
    # latest key day `<= d`, and where none of them has one yet, the earliest of them"
    held = [line for first, last, own in care_periods(lines, day) if in_force(first, last, day) for line in own]
    # "only where no period is in force are all lines asked in the same way"
    return latest_or_earliest(held or lines, day)


class Case:
    """One customer, one rule set, one reporting day S."""

    def __init__(self, data, number, rules, s, lead=14, every_day=False, land=""):
        self.data = data
        self.number = number
        self.series = as_series(rules)
        self.rule_set = self.set_on(s)
        self.words = Words(self.series, s)
        self.s = s
        self.land = land
        self.lead = lead
        self.every_day = every_day          # walk every single day instead of event days only
        self.lines = data.customers[number]
        self.contacts = data.contacts.get(number, [])
        self.exceptions = data.exceptions.get(number, [])
        self.dues = {}
        if self.in_population():
            self.a = self.start_of_care()
            self.walk()

    # ---- 2.14 The set in force --------------------------------------------------------

    def set_on(self, day):
        # "each from its first day ... to the day before the next one's, the first from ever"
        return self.series.sets[bisect.bisect_right(self.series.first_days, day) - 1]

    # ---- 2.1 Who is looked at ---------------------------------------------------------

    def periods(self, day):
        return care_periods(self.lines, day)

    def line_on(self, day):
        return valid_line(self.lines, day)

    def in_population(self):
        # "A customer is in the population when the line valid on S has
        # `Betreuung seit <= S` and its `Betreuung bis` is empty or `>= S`."
        line = self.line_on(self.s)
        return line.seit <= self.s and (line.bis is None or line.bis >= self.s)

    def care_gap(self):
        return 31

    def start_of_care(self):
        # "`A`, the start of care, is the start of the period that holds S" - the one of the
        # line valid on S (with overlapping periods any other that holds S leads to the same A)
        a = self.line_on(self.s).seit
        # "where another period begins before A and its end is empty or not before
        # `A - 31 days`, A becomes its beginning, and so on until none does"
        again = True
        while again:
            again = False
            # "(ends of periods as known on S)"
            for first, last, _ in self.periods(self.s):
                if first < a and (last is None
                                  or last >= a - datetime.timedelta(days=self.care_gap())):
                    a = first
                    again = True
        return a

    def is_u25(self, day):
        # "U25 on day d: d is before the 25th birthday"
        return day < twenty_fifth_birthday(self.line_on(day).born)

    # ---- 2.2 Which rule ---------------------------------------------------------------

    def function_of(self, line, day):
        # "A value is unknown ... for the function, where the caseworker is missing or not in
        # `mitarbeiter.csv`"
        if not line.caseworker.strip() or self.data.staff is None:
            return UNKNOWN
        if line.caseworker not in self.data.staff:
            return UNKNOWN
        period = period_on(self.data.staff[line.caseworker], day)
        return self.words.own["funktion"].get(period.function_text, period.function)

    def status_of(self, line):
        return self.words.own["status"].get(same_word(line.status_text), line.status)

    def since_holds(self, line, day, tag, at_most, at_least):
        # "The start of care A (2.1) may be asked for like a day attribute"
        start = self.a if tag == "Betreuung" else line.day(tag)
        if start is None:
            return False                     # "an empty day fulfils neither"
        # "`hoechstens` a span holds on the days d with `day <= d < day + span`"
        if at_most is not None and not start <= day < plus(start, at_most):
            return False
        # "`mindestens` a span on those with `d >= day + span`"
        return at_least is None or day >= plus(start, at_least)

    def rule_on(self, day):
        """(rule or None, outcome)"""
        line = self.line_on(day)
        # "A rule set lists rules in order; the first whose conditions all hold on the day
        # looked at applies."
        for rule in self.set_on(day).rules:
            holds = True
            asks_unknown = False
            for name, wanted in rule.conditions.items():
                if name == "age":
                    holds = holds and self.is_u25(day) == (wanted == U25)
                elif name.startswith("flag "):
                    holds = holds and line.flag(name[5:]) == wanted
                elif name == "since":
                    holds = holds and all(self.since_holds(line, day, *one) for one in wanted)
                else:
                    if name.startswith("word "):
                        value = self.words.lists[name[5:]].get(same_word(line.value(name[5:])), UNKNOWN)
                    else:
                        value = {"status": self.status_of(line), "profile": line.profile,
                                 "function": self.function_of(line, day)}[name]
                    if value == UNKNOWN:
                        asks_unknown = True
                    else:
                        holds = holds and value in wanted
            # "a rule that asks for an unknown value and whose other conditions hold ends the
            # search with "cannot tell", no rule applying"
            if holds and asks_unknown:
                return None, CANNOT_TELL
            if holds:
                return rule, rule.outcome
        # "No rule at all: "cannot tell"."
        return None, CANNOT_TELL

    # ---- 2.7 Exceptions ---------------------------------------------------------------

    def interval_accepted(self, exception, rule):
        if exception.span is None or exception.kind not in rule.acceptance.interval:
            return False
        if rule.outcome != REQUIREMENT:
            # "an interval where the rule of the day has no requirement: changes nothing"
            return False
        if rule.acceptance.only_shorten:
            # ""Only shorten": it is accepted when `Von + W` is earlier than `Von` plus the
            # first requirement's own W"; "a calendar period has 7 days, 1, 3, 6 or 12 months, and its k"
            own = plus(exception.von, rule.asked.w)
            if rule.asked.kind in ("count", "calendar"):
                # "for a count rule: plus `floor(D / k)` days, D the days of its W from `Von`"
                days = (own - exception.von).days
                own = exception.von + datetime.timedelta(days=days // rule.asked.k)
            return plus(exception.von, exception.span) < own
        return True

    def interval_on(self, day, rule):
        """The exception whose interval is in force on a day whose rule is known, or None."""
        # "With `Intervall`, accepted: on the days `Von` to `Bis`"; "the rule being the one in
        # force on that day"
        holding = [exception for exception in self.exceptions
                   if exception.holds(day) and self.interval_accepted(exception, rule)]
        if not holding:
            return None
        # "Of several on one day, the one with the later `Von`, then the later line."
        return max(holding, key=lambda exception: (exception.von, exception.index))

    def suspends(self, exception, rule):
        # "Without `Intervall`, accepted as suspending"
        return exception.span is None and exception.kind in rule.acceptance.suspend

    def state_on(self, day):
        rule, outcome = self.rule_on(day)
        if outcome != REQUIREMENT:
            return State(self.set_on(day), rule, outcome, None, ())
        exception = self.interval_on(day, rule)
        first = rule.asked
        if exception is not None:
            # "the first requirement is the interval rule with that W (its modes, partners and alternation
            # stay, with the new W; no corridor, count or calendar); further requirements stay"
            kind = "alternation" if first.kind == "alternation" else "interval"
            first = first._replace(kind=kind, w=exception.span, v=None, k=1)
        return State(self.set_on(day), rule, outcome, exception, (first,) + rule.further)

    # ---- 2.3 The requirement in force, and since when ---------------------------------

    def walk(self):
        """Notes what holds from A to S.  self.marks are days in ascending order, the first
        of them A; what holds on a mark holds until the day before the next mark."""
        if self.every_day:
            self.marks = [self.a + datetime.timedelta(days=n)
                          for n in range((self.s - self.a).days + 1)]
        else:
            # "It begins on A, or on a day on which a line of the customer becomes or ceases
            # to be valid, on the 25th birthday, ..., or on the first day of an individual
            # interval or the day after its last."  Which line is valid can change where one
            # has its key day, and where a period begins or ends.  Nothing that state_on()
            # asks changes on any other day.
            days = {self.a}
            for line in self.lines:
                days.add(line.key)
                days.add(line.seit)
                if line.bis is not None:
                    days.add(line.bis + ONE_DAY)
                days.add(twenty_fifth_birthday(line.born))
                # "on a day attribute asked for or the end of a span counted from it"
                for tag, span in self.spans_asked():
                    start = self.a if tag == "Betreuung" else line.day(tag)
                    if start is not None:
                        days |= {start, plus(start, span)}
                # "on a day on which a line of the caseworker begins or ceases to hold"
                for period in (self.data.staff or {}).get(line.caseworker, ()):
                    if period.first is not None:
                        days.add(period.first)
                    if period.last is not None:
                        days.add(period.last + ONE_DAY)
            for exception in self.exceptions:
                days.add(exception.von)
                if exception.bis is not None:
                    days.add(exception.bis + ONE_DAY)
            # "on the first day of a set of a series (2.14)"
            days.update(self.series.first_days)
            self.marks = sorted(day for day in days if self.a <= day <= self.s)
        self.states = [self.state_on(day) for day in self.marks]

    def spans_asked(self):
        return {(tag, span) for one in self.series.sets for rule in one.rules
                for tag, *spans in rule.conditions.get("since", ()) for span in spans if span is not None}

    def mark_of(self, day):
        return bisect.bisect_right(self.marks, day) - 1

    def what_counts(self, state):
        """ "outcome, requirements, modes, what counts (kinds of notes, partners, what declared modes stand
        for, video), and accepted exceptions" (2.14) """
        one, rule = state.rule_set, state.rule
        asked = [(a._replace(modes=a.modes or rule.modes, partners=a.partners or one.partners))
                 for a in (rule.asked,) + rule.further if a is not None]
        return (rule.outcome, asked, one.note_kinds, one.partners, self.words.modes_of[id(one)],
                one.video_is_person, rule.acceptance)

    def same(self, one, other):
        # "with the same rule and the same individual interval (the same line of
        # `ausnahmen.csv`, or none)"
        if one.outcome != other.outcome or one.exception is not other.exception:
            return False
        if one.rule_set is other.rule_set or one.rule is None or other.rule is None:
            return one.rule is other.rule
        return self.what_counts(one) == self.what_counts(other)

    def joined_gap(self):
        return 31

    def first_day(self, day):
        """E for that day: "the first day of the latest unbroken stretch up to S, not before A"."""
        at = self.mark_of(day)
        state = self.states[at]
        while True:
            # back to the first day of this unbroken run
            while at > 0 and self.same(self.states[at - 1], state):
                at -= 1
            # "An interruption of at most 31 days, after which the same requirement is in
            # force again, does not break the stretch (of a requirement; stretches without
            # one are not joined so)."
            if state.outcome != REQUIREMENT:
                return self.marks[at]
            back = at - 1
            while back >= 0 and not self.same(self.states[back], state):
                back -= 1
            if back < 0:
                return self.marks[at]
            # the interruption lasts from marks[back + 1] to the day before marks[at]
            if (self.marks[at] - self.marks[back + 1]).days > self.joined_gap():
                return self.marks[at]
            at = back

    # ---- 2.4 Which contacts count -----------------------------------------------------

    def mode_of(self, contact, rule_set):
        """The fixed mode that a contact's word stands for under a rule set."""
        fixed = contact.mode or self.words.modes_of[id(rule_set)].get(contact.mode_text, (None, None))[1]
        # "Video that the rule set treats as in person is in person everywhere."
        if fixed == VIDEO and rule_set.video_is_person:
            return PERSON
        return fixed

    def mode_allowed(self, contact, rule_set, modes):
        # "each mode says which fixed one it stands for, and may be asked for by itself"
        own = self.words.modes_of[id(rule_set)].get(contact.mode_text, (None, None))[0]
        return self.mode_of(contact, rule_set) in modes or (contact.mode is None and own in modes)

    def earliest_contact(self):
        return self.a - datetime.timedelta(days=31)

    def is_eligible(self, contact, state, asked, last):
        rule_set, own = state.rule_set, self.words.own
        # "its note is of a kind that the rule set counts"
        if (contact.note or own["vermerkart"].get(contact.note_text)) not in rule_set.note_kinds:
            return False
        # "its partner is one the rule set counts (`Bezirk` only on days inside an exception of kind `JBA`
        # of that customer, and then under every requirement, whatever partners it names)"
        if contact.partner == "Bezirk":
            if not any(exception.kind == "JBA" and exception.holds(contact.date)
                       for exception in self.exceptions):
                return False
        elif (contact.partner or own["partner"].get(contact.partner_text)) \
                not in (asked.partners or rule_set.partners):
            return False
        # "its mode is allowed by the rule"; "each with modes and partners of its own where it names them"
        if not self.mode_allowed(contact, rule_set, asked.modes or state.rule.modes):
            return False
        # "`A - 31 days <= date <= S`" (for an earlier day: "contacts up to it")
        return self.earliest_contact() <= contact.date <= last

    def counted(self, state, asked, last):
        """The contacts counted for a requirement up to a day, by date."""
        order = (PERSON, VIDEO, PHONE, "schriftlich", "elektronisch")
        by_date = {}
        for contact in self.contacts:
            if self.is_eligible(contact, state, asked, last):
                by_date.setdefault(contact.date, []).append(contact)
        # "Of several eligible ones of one date one counts: in person before video before
        # telephone, then the earlier line of the file."
        return [min(several, key=lambda c: (order.index(self.mode_of(c, state.rule_set)), c.index))
                for _, several in sorted(by_date.items())]

    def counted_by_any(self, state, last):
        """ "under any of them" """
        found = {contact.index: contact for asked in state.requirements
                 for contact in self.counted(state, asked, last)}
        return sorted(found.values(), key=lambda contact: (contact.date, contact.index))

    def held_on(self, contact):
        # "one dated before A ... stays one of them and is taken as held on A in 2.5 to 2.8"
        return max(contact.date, self.a)

    # ---- 2.5 When the next contact is due: the base -----------------------------------

    @staticmethod
    def merge(pieces):
        """Merges [first, last] (last None: open) "where they touch or overlap"."""
        merged = []
        for first, last in sorted(pieces, key=lambda piece: piece[0]):
            if merged and (merged[-1][1] is None or first <= merged[-1][1] + ONE_DAY):
                if merged[-1][1] is not None and (last is None or last > merged[-1][1]):
                    merged[-1][1] = last
            else:
                merged.append([first, last])
        return merged

    def pauses(self, rule):
        # "Suspending exceptions (2.7) that the rule accepts stop the clock. Take those with
        # `Von <= S`, cut off at S, merged where they touch or overlap, in order"
        # (2.6: "A and the cut of pauses are those of S" - for an earlier day too)
        pieces = []
        for exception in self.exceptions:
            if self.suspends(exception, rule) and exception.von <= self.s:
                last = self.s if exception.bis is None else min(exception.bis, self.s)
                pieces.append([exception.von, last])
        return self.merge(pieces)

    def move(self, ref, day, rule):
        """The day moved by pauses that begin to matter after ref; and by how many days."""
        start = day
        for x, y in self.pauses(rule):
            # "for each [x, y], with `x' = max(x, ref + 1)`: where `x' <= y` and
            # `x' <= base`, base grows by `y - x' + 1` days"
            x = max(x, ref + ONE_DAY)
            if x <= y and x <= day:
                day += y - x + ONE_DAY
        return day, (day - start).days

    def bases(self, state, which, contacts):
        """The days of one requirement: [(Due by its base, how many W its N lies after E)]."""
        asked = state.requirements[which]
        held = [self.held_on(contact) for contact in contacts]
        if asked.kind == "calendar":
            return [(self.calendar_base(state, which, held, self.a, True), 1)]
        # "`ref = c_m`, or A when m = 0"
        ref = held[-1] if held else self.a
        source = "regel"
        if asked.kind == "count":
            # "m >= k: `ref = c_(m-k+1)`; else `ref = A`"
            if len(held) >= asked.k:
                ref = held[len(held) - asked.k]
            else:
                ref = self.a
                # "`anlauf` (base of a count rule with k > 1 and fewer than k contacts)"
                if asked.k > 1:
                    source = "anlauf"
        # "`base = ref + W`"; range: "as interval with W"
        day, moved = self.move(ref, plus(ref, asked.w), state.rule)
        days = [(Due(day, source, moved, False, which, ref), 1)]
        if asked.kind == "alternation":
            # "let `p` be the last one in person, or A; `base` is the earlier of `c_m + W`
            # (A + W) and `p + (r + 1) x W`"; "each of the two days is moved so, from its own start"
            in_person = [self.held_on(c) for c in contacts if self.mode_of(c, state.rule_set) == PERSON]
            p = in_person[-1] if in_person else self.a
            second, second_moved = self.move(p, plus(p, asked.w, asked.r + 1), state.rule)
            days.append((Due(second, source, second_moved, False, which, p), asked.r + 1))
        return days

    def period_counts(self, first, last, start, pauses):
        # "A period counts when it begins on or after A, its last day lies in no pause, and at least half
        # of its days lie in none"
        if first < start or any(x <= last <= y for x, y in pauses):
            return False
        paused = sum(max(0, (min(last, y) - max(first, x)).days + 1) for x, y in pauses)
        length = (last - first).days + 1
        return 2 * (length - paused) >= length

    def calendar_base(self, state, which, held, start, with_q):
        """held: the days of the contacts; start: A, for N (2.6) E, which asks for no q."""
        asked, pauses = state.requirements[which], self.pauses(state.rule)
        full = [period for period, n in collections.Counter(period_of(day, asked.w) for day in held).items()
                if n >= asked.k] if with_q else []
        # "let q be the latest such period ... in which at least k contacts were counted. `base` is the
        # last day of the next period after q that counts; without such a q, the last day of the first
        # that counts"
        period = period_of(max(full)[1] + ONE_DAY if full else start, asked.w)
        while not self.period_counts(period[0], period[1], start, pauses):
            period = period_of(period[1] + ONE_DAY, asked.w)
        # "or, where that is earlier and fewer than k contacts were counted up to it, A plus the length of
        # one period (7 days, 1, 3, 6, 12 months) moved by pauses"
        if not full:
            early, moved = self.move(start, plus(start, asked.w), state.rule)
            if early < period[1] and sum(1 for day in held if day <= early) < asked.k:
                return Due(early, "regel", moved, False, which, start)
        # "Pauses move no last day. A due day that is the last day of a period is judged at the end of S"
        return Due(period[1], "regel", 0, True, which, start)

    def first_contact(self, state):
        """F, or None where the rule set in force sets no greatest lead time."""
        lead = state.rule_set.lead
        if lead is None:
            return None
        # "after A, or, where the set in force belongs to a series and began after A, after its first day"
        at = [one is state.rule_set for one in self.series.sets].index(True)
        start = max(self.a, self.series.first_days[at])
        pauses = self.pauses(state.rule)

        def nth(pauses):
            # "the n-th working day, not in a pause"
            day, left = start, lead
            while left:
                day += ONE_DAY
                left -= (day.weekday() < 5 and day not in holidays(day.year, self.land)
                         and not any(x <= day <= y for x, y in pauses))
            return day

        # "`Pausentage` what the pauses moved it by"
        day = nth(pauses)
        return Due(day, "erstkontakt", (day - nth([])).days, False, 0, start)

    def contact_from(self, state, contacts):
        """ "Kontakt ab": "`ref + V` is the first day of the corridor" """
        asked = state.requirements[0]           # "the corridor [is that] of the first"
        if asked.kind != "range":
            return None
        ref = self.held_on(contacts[-1]) if contacts else self.a
        # "`ref + V` is moved likewise, tested against itself"
        return self.move(ref, plus(ref, asked.v), state.rule)[0]

    # ---- 2.6 When the requirement has changed -----------------------------------------

    def previous(self, e, limit=None):
        """prev as a Due; None where there is no stretch before."""
        if e == self.a:
            return None
        # "let `prev` be the due day that held on the day before E"
        day = e - ONE_DAY
        limit = limit or day
        state = self.states[self.mark_of(day)]
        if state.outcome == CANNOT_TELL:
            # "A stretch with "cannot tell" is passed over, to the one before it, but contacts up to the
            # day before E count"
            return self.previous(self.first_day(day), limit)
        if state.outcome != REQUIREMENT:
            # "Where the earlier outcome was "none" or "not covered", prev lies beyond every day."
            return Due(BEYOND_EVERY_DAY, state.outcome, 0)
        # "found in the same way for that day: its requirement, its E, the rule's own
        # acceptance of exceptions, contacts up to it"
        return self.due(day, limit)

    def due(self, day, limit=None):
        """The due day that held on a day from A to S on which there is a requirement; contacts up to limit."""
        limit = limit or day
        if (day, limit) not in self.dues:
            self.dues[day, limit] = self.find_due(day, limit)
        return self.dues[day, limit]

    def find_due(self, day, limit):
        state = self.states[self.mark_of(day)]
        e = self.first_day(day)
        counted = [self.counted(state, asked, limit) for asked in state.requirements]
        prev = self.previous(e)
        steps, found = [], []
        for which, contacts in enumerate(counted):
            days = self.bases(state, which, contacts)
            # "where ... not one contact was counted"; "Where F is before `base` (of the first requirement,
            # the earlier of its days), F takes its place"
            if which == 0 and not any(counted):
                f = self.first_contact(state)
                earlier = min(range(len(days)), key=lambda n: days[n][0].day)
                if f is not None and f.day < days[earlier][0].day:
                    days[earlier] = (f, days[earlier][1])
            # "For each day of each requirement"
            for base, times in days:
                n = None
                if prev is not None:
                    n = self.transition(state, which, times, e, contacts)
                # "once a contact dated E or later has been counted under any requirement"
                seen = any(contact.date >= e for own in counted for contact in own)
                found.append(self.changed(base, n, prev, e, seen))
                steps.append((base, n, found[-1]))
        # "The earliest of these days is due"; "(the first in order where equal)"
        due = min(found, key=lambda one: one.day)
        return due._replace(detail={"on": day, "state": state, "E": e, "counted": counted, "prev": prev,
                                    "steps": steps})

    def transition(self, state, which, times, e, contacts):
        """N"""
        asked = state.requirements[which]
        if asked.kind == "calendar":
            # "a calendar requirement: as its base without a q, with E in the place of A, contacts from E on"
            since = [contact.date for contact in contacts if contact.date >= e]
            return self.calendar_base(state, which, since, e, False)._replace(source="uebergang")
        # "N is `E + W` moved by pauses from E (the second day of an alternation: `E + (r + 1) x W`"
        new, moved = self.move(e, plus(e, asked.w, times), state.rule)
        return Due(new, "uebergang", moved, False, which)

    @staticmethod
    def changed(base, n, prev, e, seen):
        # "With `E = A`: `due = base`"; "where there is none before it, `due = base`"
        if prev is None:
            return base
        # "A day that is prev keeps its kind"
        backlog = prev._replace(source="rueckstand" if prev.day < e else "bisher", which=base.which)
        # "`regel` ...; where base is as late"
        later = base if base.day >= n.day else n
        if seen:
            # "`base` where `base >= prev` and `base >= E`, else the later of `base` and `N`"
            return base if base.day >= prev.day and base.day >= e else later
        # "before that: `base >= prev`: `base`"
        if base.day >= prev.day:
            return base
        # "else `prev < E` (overdue already when it changed): `prev`"
        if prev.day < e:
            return backlog
        # "else the later of `base` and `N`, but not later than prev"; "where N and prev are equal it is N"
        return backlog if prev.day < later.day else later

    # ---- 2.8 The verdict, as a line of ergebnis.csv (5.2) -----------------------------

    def exempt_until(self, rule):
        """None: not suspended on S; else "offen" or the last day."""
        # "`Ausgenommen bis` is the last day of the stretch of accepted suspending exceptions,
        # merged where they touch or overlap, that holds S (`offen` where one has no end)"
        pieces = [[exception.von, exception.bis] for exception in self.exceptions
                  if self.suspends(exception, rule)]
        for first, last in self.merge(pieces):
            if first <= self.s and (last is None or self.s <= last):
                return "offen" if last is None else last.isoformat()
        return None

    def next_in_person(self, state, last):
        # "alternation: at least r telephone contacts after the last one in person, by their
        # own dates; of all, where none was"; `nein` where there is no alternation
        for asked in state.requirements:
            if asked.kind == "alternation":
                since = 0
                for contact in self.counted(state, asked, last):   # ascending by own date, one a date
                    since = 0 if self.mode_of(contact, state.rule_set) == PERSON else since + 1
                if since >= asked.r:
                    return True
        return False

    def counts_now(self, asked, contact):
        # "contacts counted (those with `c + W >= S`; of a calendar requirement those in the period that
        # holds S"
        held = self.held_on(contact)
        if asked.kind == "calendar":
            return period_of(held, asked.w) == period_of(self.s, asked.w)
        return plus(held, asked.w) >= self.s

    def team(self, line):
        if not line.team.strip():
            if TEAM_FROM_CASEWORKER and self.data.staff and line.caseworker in self.data.staff:
                return period_on(self.data.staff[line.caseworker], self.s).team
            return ""
        return line.team

    def row(self):
        """One line of ergebnis.csv as a dict, or None outside the population."""
        if not self.in_population():
            return None
        line = self.line_on(self.s)
        state = self.states[-1]
        row = dict.fromkeys(COLUMNS, "")
        row["Kundennummer"] = self.number
        row["Team"] = self.team(line)
        row["Betreuer"] = line.caseworker if line.caseworker.strip() else ""
        row["Altersgruppe"] = "U25" if self.is_u25(self.s) else "Ü25"
        # "`Status` in full words, `Profillage` as its letter, an unknown word of either as it came"
        row["Status"] = line.status_text if self.status_of(line) == UNKNOWN else self.status_of(line)
        row["Profillage"] = line.profile_text if line.profile == UNKNOWN else line.profile
        row["Regel"] = "" if state.rule is None else str(state.rule.number)
        row["Individuell"] = "nein" if state.exception is None else "ja"
        # "Where no requirement is in force ... everything from `Fällig` on but `Fundstelle`
        # is empty"
        if state.outcome != REQUIREMENT:
            row["Urteil"] = {CANNOT_TELL: "unklar", NONE: "ohne_vorgabe",
                             NOT_COVERED: "nicht_geregelt"}[state.outcome]
            return row
        due = self.due(self.s)
        # "contacts counted and asked, and the corridor, are those of the first"
        asked = state.requirements[0]
        of_first = self.counted(state, asked, self.s)
        row["Gezählte Kontakte"] = str(sum(1 for contact in of_first if self.counts_now(asked, contact)))
        row["Gefordert"] = str(asked.k)
        # ""Not one counted contact" ... and the last contact shown mean: under any of them"
        contacts = self.counted_by_any(state, self.s)
        # "`Letzter Kontakt` the last counted one, by its own date"
        row["Letzter Kontakt"] = contacts[-1].date.isoformat() if contacts else ""
        row["Nächster persönlich"] = "ja" if self.next_in_person(state, self.s) else "nein"
        until = self.exempt_until(state.rule)
        if until is not None:
            # "where exempt, `Fällig`, `Tage überfällig` and `Kontakt ab` are [empty], and
            # `Ausgenommen bis` is a day or `offen`"; `Frist aus` and `Pausentage` "empty
            # where `Fällig` is"
            row["Urteil"] = "ausgenommen"
            row["Ausgenommen bis"] = until
            return row
        late = (self.s - due.day).days
        # "On S the customer is overdue when `S > due`"; a last day of a calendar period: "when `S >= due`,
        # with `S - due` days (0 on that day)"
        overdue = late > 0 or (late == 0 and due.at_end)
        # in the order of 2.8
        if overdue and not contacts:
            row["Urteil"] = "nie"
        elif overdue:
            row["Urteil"] = "ueberfaellig"
        elif not contacts:
            row["Urteil"] = "neu"
        elif -late <= self.lead:
            row["Urteil"] = "faellig"
        else:
            row["Urteil"] = "erfuellt"
        row["Fällig"] = due.day.isoformat()
        row["Tage überfällig"] = str(max(late, 0))
        first = self.contact_from(state, of_first)
        # ""Kontakt ab" (empty where it is later than the due day)"
        row["Kontakt ab"] = "" if first is None or first > due.day else first.isoformat()
        row["Frist aus"] = due.source
        row["Pausentage"] = str(due.moved)
        return row

    # ---- 2.9, 2.15, 5.2: what stands beside the verdict -------------------------------

    def beside(self, row):
        """Fills in the columns behind `Fundstelle`."""
        line = self.line_on(self.s)
        row["Regelwerk"] = self.rule_set.ident
        # "`Team`: ... empty: the team of `Betreuer`, else "ohne Team"" (1.2)
        team = line.team.strip() and line.team
        if not team and self.data.staff and line.caseworker in self.data.staff:
            team = period_on(self.data.staff[line.caseworker], self.s).team
        row["Team wirksam"] = team if team and team.strip() else "ohne Team"
        row["Bewertet"] = "ja" if row["Urteil"] in ("erfuellt", "faellig", "ueberfaellig", "nie") else "nein"
        if self.data.appointments is None:
            return                               # "the last two empty without appointments"
        own = self.data.appointments.get(self.number, [])
        contacts = self.counted_on_s()      # under any requirement
        # "No-shows in a row": "since the last one `wahrgenommen` or the last counted contact, whichever is later" - of
        # the care that holds S, as all of 2.9; a contact of the same day is one since
        missed = 0
        for one in own:
            if one.day > self.s or one.day < self.earliest_contact():
                continue
            if one.status == "wahrgenommen":
                missed = 0
            elif one.status == "nicht erschienen" and (not contacts or one.day > contacts[-1].date):
                missed += 1
        row["Nicht erschienen in Folge"] = str(missed)
        # "A planned appointment after S is one that is not `abgesagt`, whatever else its status says"
        ahead = [one.day for one in own if one.day > self.s and one.status != "abgesagt"]
        row["Nächster Termin"] = min(ahead).isoformat() if ahead else ""
        # "each customer with `ueberfaellig` or `nie` has one reason, the first that holds"
        if row["Urteil"] in ("ueberfaellig", "nie"):
            # "`ref` is the last contact counted for the requirement that the due day comes from, or A"
            state = self.states[-1]
            asked = state.requirements[self.due(self.s).which]
            row["Grund"] = self.reason(line, own, asked, self.counted(state, asked, self.s))

    def counted_on_s(self):
        state = self.states[-1]
        return self.counted_by_any(state, self.s)

    def reason(self, line, own, asked, contacts):
        # "`ref` is the last contact counted ..., or A; the window is the days after ref up to S (with no counted
        # contact: from A - 31 days)"
        ref = contacts[-1].date if contacts else self.a
        first = ref + ONE_DAY if contacts else self.a - datetime.timedelta(days=31)

        def inside(day):
            return first <= day <= self.s
        # 1. "no caseworker on S, or one not in `mitarbeiter.csv`, or one whose last `Bis` is before S (the last two
        # where staff was delivered)" - where there is a column that names them
        key, staff = line.caseworker, self.data.staff
        if self.data.has_caseworkers:
            if not key.strip():
                return "ohne_betreuung"
            if staff is not None and key not in staff:
                return "ohne_betreuung"
            if staff is not None and all(p.last is not None and p.last < self.s for p in staff[key]):
                return "ohne_betreuung"
        # 2. "in the window a talk in person, by video or telephone took place that does not count there (its note,
        # partner or mode)"
        counted = {contact.index for contact in contacts}
        for contact in self.contacts:
            if inside(contact.date) and self.mode_of(contact, self.rule_set) in (PERSON, VIDEO, PHONE) \
                    and contact.index not in counted \
                    and not self.is_eligible(contact, self.states[-1], asked, self.s):
                return "nicht_anrechenbar"
        # 3. "of the appointments in the window (`Beginn` on or before S, status neither `geplant` nor unknown) the
        # last was"
        told = [one for one in own if inside(one.day) and one.status not in (None, "geplant")]
        if told and told[-1].status in ("nicht erschienen", "abgesagt"):
            return told[-1].status.replace(" ", "_")
        if told and all(contact.date != told[-1].day for contact in self.contacts):
            return "ohne_vermerk"                # "`wahrgenommen` without a note of that day"
        # 4. "the caseworker was absent (absence or holiday) on more than half of the last 20 of his working days up to
        # the due day (where absences were delivered)"
        if key.strip() and self.data.absences is not None and self.was_absent(key, self.due(self.s).day):
            return "abwesend"
        # 5. "the oldest `Beginn` delivered is after ref"; "else"
        if self.data.oldest_begin is None or self.data.oldest_begin > ref:
            return "unbekannt"
        return "nicht_eingeladen"

    def was_absent(self, key, due):
        periods = (self.data.staff or {}).get(key)
        day, days = due, []
        while len(days) < 20 and day.year >= 1900:
            if periods is None:
                works = day.weekday() < 5
            else:
                if all(p.first is not None and day < p.first for p in periods):
                    break                        # before his time here
                works = any(p.holds(day) and day.weekday() in p.workdays for p in periods)
            if works:
                days.append(day)
            day -= ONE_DAY
        absent = [one for one in days if one in holidays(one.year)
                  or any(first <= one <= last for first, last in self.data.absences.get(key, ()))]
        return 2 * len(absent) > len(days)

    # ---- for debugging ----------------------------------------------------------------

    def trace(self):
        out = []
        say = out.append
        say("customer %s on %s under %s" % (self.number, self.s, ", then ".join(
            "%s from %s" % (one.ident, first) for first, one in zip(self.series.first_days, self.series.sets))))
        for line in sorted(self.lines, key=lambda one: one.key):
            say("  line %d: key day %s, in care %s to %s, born %s (25 on %s), status %r, "
                "profile %r, caseworker %r (function %s), %s"
                % (line.index, line.key, line.seit, line.bis or "open", line.born,
                   twenty_fifth_birthday(line.born), line.status_text, line.profile_text,
                   line.caseworker, self.function_of(line, self.s),
                   ", ".join("%s %r" % pair for pair in zip(line.table.columns, line.record[:])
                             if pair[0] not in USUAL_COLUMNS)))
        say("  line valid on S: %d" % self.line_on(self.s).index)
        if not self.in_population():
            say("  not in the population")
            return "\n".join(out)
        for first, last, _ in self.periods(self.s):
            say("  period %s to %s" % (first, last or "open"))
        say("  A = %s" % self.a)
        for number, exception in enumerate(sorted(self.exceptions, key=lambda e: e.von)):
            say("  exception, line %d: %s to %s, %s%s"
                % (exception.index, exception.von, exception.bis or "open", exception.kind,
                   "" if exception.span is None else ", every %d %s" % exception.span))
        for contact in sorted(self.contacts, key=lambda c: (c.date, c.index)):
            say("  note, line %d: %s, %s, %s, %s" % (contact.index, contact.date, contact.note_text,
                                                    contact.mode_text, contact.partner_text))
        say("  requirement by day:")
        at = 0
        while at < len(self.marks):
            end = at
            while end + 1 < len(self.marks) and self.same(self.states[end + 1], self.states[at]):
                end += 1
            last = self.marks[end + 1] - ONE_DAY if end + 1 < len(self.marks) else self.s
            say("    %s to %s: %s" % (self.marks[at], last, self.say_state(self.states[at])))
            at = end + 1
        if self.states[-1].outcome == REQUIREMENT:
            self.say_due(say, self.due(self.s), "  ")
        row = self.row()
        for name in COLUMNS:
            say("  %s = %s" % (name, row[name]))
        return "\n".join(out)

    @staticmethod
    def say_state(state):
        number = "no rule" if state.rule is None else "rule %d" % state.rule.number
        text = "%s %s" % (state.rule_set.ident, number)
        if state.outcome != REQUIREMENT:
            return "%s: %s" % (text, state.outcome)
        for asked in state.requirements:
            text += "; %s, W = %d %s" % (asked.kind, asked.w.number, asked.w.unit)
            text += "" if asked.v is None else ", V = %d %s" % asked.v
            text += "" if asked.k == 1 else ", k = %d" % asked.k
            text += "" if asked.r is None else ", r = %d" % asked.r
            for own in (asked.modes, asked.partners):
                text += "" if own is None else ", " + "/".join(sorted(own))
        if state.exception is not None:
            text += ", interval of exception line %d" % state.exception.index
        return text

    def say_due(self, say, due, indent):
        detail = due.detail
        if not detail:
            say("%sbeyond every day (%s)" % (indent, due.source))
            return
        state, prev = detail["state"], detail["prev"]
        say("%son %s: %s" % (indent, detail["on"], self.say_state(state)))
        say("%s  E = %s" % (indent, detail["E"]))
        for number, contacts in enumerate(detail["counted"], 1):
            say("%s  counted under requirement %d: %s" % (indent, number, ", ".join(
                "%s %s" % (c.date, self.mode_of(c, state.rule_set)) for c in contacts) or "none"))
        say("%s  pauses: %s" % (indent, ", ".join(
            "%s to %s" % (x, y) for x, y in self.pauses(state.rule)) or "none"))
        if prev is None:
            say("%s  no prev" % indent)
        else:
            say("%s  prev = %s" % (indent, "beyond every day" if prev.day == BEYOND_EVERY_DAY else prev.day))
            self.say_due(say, prev, indent + "    prev ")
        for base, n, one in detail["steps"]:
            say("%s  requirement %d: ref = %s, base = %s (%s, moved %d%s), N = %s: %s, %s"
                % (indent, base.which + 1, base.ref, base.day, base.source, base.moved,
                   ", end of period" if base.at_end else "", n and n.day, one.day, one.source))
        say("%s  due = %s, %s, moved %d%s" % (indent, due.day, due.source, due.moved,
                                              ", judged at the end of the day" if due.at_end else ""))


# --------------------------------------------------------------------------------------
# ergebnis.csv (spec 5.2)
# --------------------------------------------------------------------------------------

USUAL_COLUMNS = {same_word(name) for name in (
    "Kundennummer;Nachname;Vorname;Geburtsdatum;Status;Profillage;Team;Betreuer;Betreuung seit;Betreuung bis;"
    "Gültig ab;BG-Nummer").split(";")}

COLUMNS = ("Kundennummer;Team;Betreuer;Altersgruppe;Status;Profillage;Regel;Individuell;Urteil;"
           "Fällig;Tage überfällig;Gezählte Kontakte;Gefordert;Letzter Kontakt;Kontakt ab;"
           "Nächster persönlich;Ausgenommen bis;Frist aus;Pausentage;Fundstelle;Regelwerk;Team wirksam;"
           "Bewertet;Grund;Nicht erschienen in Folge;Nächster Termin").split(";")


def evaluate(data, rules, s, lead=14, every_day=False, case=Case, land=""):
    """The rows of ergebnis.csv, each a dict: "one line a customer of the population in order
    of the first line used of each in `kunden.csv`"."""
    rows = []
    for number in data.customers:
        one = case(data, number, rules, s, lead, every_day, **({"land": land} if land else {}))
        row = one.row()
        if row is not None:
            one.beside(row)
            rows.append(row)
    return rows


def quoted(text):
    # RFC 4180
    if any(sign in text for sign in ';"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def as_csv(rows):
    lines = [";".join(COLUMNS)]
    for row in rows:
        lines.append(";".join(quoted(row[name]) for name in COLUMNS))
    return "\n".join(lines) + "\n"


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Evaluates spec part 2, independently.")
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--rules", required=True, choices=sorted(RULE_SETS))
    parser.add_argument("--as-of", required=True, type=datetime.date.fromisoformat)
    parser.add_argument("--lead", type=int, default=14)
    parser.add_argument("--every-day", action="store_true",
                        help="walk every single day instead of event days only")
    parser.add_argument("--no-limit", action="store_true",
                        help="go on however many lines are bad")
    parser.add_argument("--trace", metavar="NR", help="the intermediate values of one customer")
    options = parser.parse_args(arguments)
    try:
        data = Data(options.folder, limit=2 if options.no_limit else 0.01)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return refused.code
    rules = RULE_SETS[options.rules]
    if options.trace is not None:
        if options.trace not in data.customers:
            print("no such customer: " + options.trace, file=sys.stderr)
            return 2
        text = Case(data, options.trace, rules, options.as_of, options.lead,
                    options.every_day).trace() + "\n"
    else:
        text = as_csv(evaluate(data, rules, options.as_of, options.lead, options.every_day))
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
