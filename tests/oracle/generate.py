#!/usr/bin/env python3
"""Makes a folder of canonical exports that is dense in edge cases, the same for the same seed.

    python3 generate.py --seed 7 --customers 500 --out DIR [--as-of 2024-02-29]

Writes kunden.csv, kontakte.csv, mitarbeiter.csv and ausnahmen.csv; depending on the seed an
optional file or column is left out, the separator, line ends and the order of columns differ.
Seeds 1 to 4 leave nothing out.  The share of bad lines stays below 1 % in every file.
Prints the reporting day that the data are built around.
"""

import argparse
import datetime
import os
import random
import sys

DAY = datetime.timedelta(days=1)
REPORTING_DAYS = ["2023-12-31", "2024-02-29", "2025-03-31", "2024-03-31", "2021-04-30",
                  "2025-03-01", "2024-07-15", "2023-11-30", "2024-01-31", "2025-08-31",
                  "2020-02-29", "2021-02-28", "2023-02-28"]

# spans that the rules and the exceptions ask for, and what lies beside them
SPANS = ([("m", n) for n in (1, 1, 1, 2, 2, 3, 3, 6, 6, 6, 9, 12)]
         + [("d", n) for n in (28, 28, 42, 42, 30, 31, 14, 56, 84)])
NEAR = (-2, -1, -1, 0, 0, 0, 0, 0, 1, 1, 2)
LENGTHS = (1, 2, 5, 10, 20, 29, 30, 31, 31, 32, 32, 33, 45, 59, 60, 61, 62, 90, 120, 183, 200)

STATUS = ["arbeitslos", "arbeitsuchend", "nicht gesetzt"]
UNKNOWN_STATUS = ["ratsuchend", "erwerbstätig; Minijob", "arbeitssuchend", "arbeitslos?"]
PROFILES = [("M", "Marktprofil"), ("A", "Aktivierungsprofil"), ("F", "Förderprofil"),
            ("E", "Entwicklungsprofil"), ("S", "Stabilisierungsprofil"),
            ("U", "Unterstützungsprofil"), ("I", "I"), ("Z", "Z")]
UNKNOWN_PROFILE = ["K", "Profillage 7", "Förder-Profil", "MA"]
NOTES = ["Beratungsvermerk", "Beratungsvermerk zur Standortbestimmung"]
OTHER_NOTES = ["Allgemeiner Vermerk", "Allgemeiner schriftlicher Kontakt"]
UNKNOWN_NOTES = ["Aktenvermerk", "Beratungsvermerke", "Beratungsvermerk zur"]
KINDS = ["Einzelfall", "Maßnahme", "Einstellungszusage", "Gutachten", "Besondere Umstände"]
UNKNOWN_KINDS = ["Urlaub", "Einzelfälle", "Massnahme (alt)"]
# Several of each: one unknown word in more than one line of twenty is a doubt, and nothing is compared with the months before.
NEITHER = ["vielleicht", "?", "unklar", "2024", "k. A.", "offen", "teils", "-1"]
UNKNOWN = ["unbekannt", "unbekannt!", "nicht bekannt", "weiß nicht", "???", "zu klären"]
YES, NO = ["ja", "j", "1", "x", "true"], ["nein", "n", "0", "", "false", ""]


def plus_months(day, n):
    count = day.year * 12 + day.month - 1 + n
    year, month = count // 12, count % 12 + 1
    number = day.day
    while True:
        try:
            return datetime.date(year, month, number)
        except ValueError:
            number -= 1


def shift(day, span, sign):
    kind, n = span
    if kind == "m":
        return plus_months(day, sign * n)
    return day + sign * n * DAY


def turns_25(born):
    if (born.month, born.day) == (2, 29):
        return datetime.date(born.year + 25, 3, 1)
    return born.replace(year=born.year + 25)


class Maker:
    def __init__(self, seed, customers, as_of=None):
        self.rng = random.Random("kontaktdichte %d" % seed)
        rng = self.rng
        self.seed = seed
        self.size = customers
        chosen = datetime.date.fromisoformat(REPORTING_DAYS[seed % len(REPORTING_DAYS)])
        self.s = as_of or chosen
        self.plain = 1 <= seed <= 4          # nothing is left out
        self.kunden, self.kontakte, self.ausnahmen, self.mitarbeiter = [], [], [], []
        self.termine, self.abwesenheiten = [], []
        # what is left out
        self.dropped = {}
        for table, columns in (("kunden", ["Nachname", "Profillage", "Team", "Betreuer",
                                           "Betreuung bis", "Gültig ab", "Schulpflichtig",
                                           "Abschlussjahr", "EGV seit", "BG-Nummer"]),
                               ("kontakte", ["Gesprächspartner", "Mitarbeiter", "Dauer",
                                             "Erfasst am", "Gesprächsart"]),
                               ("mitarbeiter", ["Funktion", "Name", "Team", "Bis"]),
                               ("ausnahmen", ["Bis", "Intervall", "Begründung"]),
                               ("termine", ["Status", "Mitarbeiter"]), ("abwesenheiten", ["Grund"])):
            odds = 0.0 if self.plain else 0.06
            self.dropped[table] = {name for name in columns if rng.random() < odds}
        self.no_staff = not self.plain and rng.random() < 0.08
        self.no_exceptions = not self.plain and rng.random() < 0.08
        self.no_appointments = not self.plain and rng.random() < 0.15
        self.no_absences = not self.plain and rng.random() < 0.15
        # how far back the appointments reach
        self.first_appointment = self.s - rng.choice((400, 1200, 4000, 20000)) * DAY
        self.history = "Gültig ab" not in self.dropped["kunden"]

    # ---- how values are written -------------------------------------------------------

    def odd(self, word):
        """The same fixed word, now and then in another case or between spaces."""
        rng = self.rng
        if not word or rng.random() > 0.12:
            return word
        # a capital sharp s is a matter of its own: leave such words in lower case
        styles = [word.lower(), " " + word, word + "  ", word.capitalize()]
        if "ß" not in word:
            styles += [word.upper(), "  " + word.swapcase() + " "]
        if any(sign in word for sign in "äöü"):
            styles.append(word.replace("ä", "a\u0308").replace("ö", "o\u0308")
                          .replace("ü", "u\u0308"))
        return rng.choice(styles)

    def day(self, day, time=0.03):
        """A day in one of the two forms, now and then with a time after it."""
        if day is None:
            return ""
        rng = self.rng
        clock = "%02d:%02d" % (rng.randrange(24), rng.randrange(60)) if rng.random() < time else ""
        if rng.random() < 0.5:
            return day.strftime("%d.%m.") + "%04d" % day.year + (" " + clock if clock else "")
        return day.isoformat() + ("T" + clock if clock else "")

    # ---- staff ------------------------------------------------------------------------

    def make_staff(self):
        rng = self.rng
        words = ["IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC", "", "IFK", "IFK U25",
                 "Teamleitung", "IFK", "IFK", "IFK U25", "IFK", "IFK", "IFK"]
        self.keys = []
        for n in range(max(14, self.size // 40)):
            key = rng.choice(["ma%02d", "MA%02d", "k-%d", "Müller%d", "x;%d"]) % n
            word = words[n % len(words)]
            self.keys.append(key)
            member = {
                "Kürzel": key, "Name": "Name \"%d\"; Vorname" % n,
                "Team": rng.choice(["Team 1", "Team 2", "", "Süd;Ost"]),
                "Funktion": self.odd(word), "Wochenstunden": rng.choice(["", "39", "19,5", "30.0"]),
                "Arbeitstage": rng.choice(["", "Mo-Mi", "Mo,Di,Do"]),
                "Von": self.day(datetime.date(2015, 1, 1) if rng.random() < 0.3 else None),
                "Bis": self.day(datetime.date(2022, 6, 30) if rng.random() < 0.1 else None)}
            self.mitarbeiter += self.periods_of(member, words) if rng.random() < 0.4 else [member]
        rng.shuffle(self.mitarbeiter)
        self.mitarbeiter.append(dict(self.mitarbeiter[0], Kürzel="zz-other-case",
                                     Funktion="Fallmanagement"))
        # a key that differs from another one by its case only is another key
        self.mitarbeiter.append(dict(self.mitarbeiter[0], Kürzel="ZZ-Other-Case", Funktion="IFK"))
        self.keys += ["zz-other-case", "ZZ-Other-Case"]

    def periods_of(self, member, words):
        """Up to five lines of one member of staff, with and without gaps between them."""
        rng = self.rng
        if "Bis" in self.dropped["mitarbeiter"]:
            return [member]                   # all of them would overlap
        lines, end = [], self.s - datetime.timedelta(days=rng.randrange(-120, 900))
        begin = None if rng.random() < 0.5 else end - datetime.timedelta(days=rng.randrange(700))
        count = rng.randrange(2, 6)
        for n in range(count):
            last = n == count - 1 and rng.random() < 0.6
            lines.append(dict(member, Team=rng.choice(["Team 1", "Team 2", ""]),
                              Funktion=self.odd(rng.choice(words)), Von=self.day(begin),
                              Bis="" if last else self.day(end)))
            begin = end + datetime.timedelta(days=rng.choice([1, 1, 1, 2, 20, 31, 32, 90]))
            end = begin + datetime.timedelta(days=rng.choice([0, 1, 30, 31, 32, 60, 200]))
        return lines

    # ---- days worth a try -------------------------------------------------------------

    def near(self, anchors, reach=1.0):
        """A day on, beside, or a span away from one of the anchors."""
        rng = self.rng
        day = rng.choice(anchors)
        dice = rng.random()
        if dice < 0.62 * reach:
            day = shift(day, rng.choice(SPANS), rng.choice((-1, -1, -1, 1)))
            if rng.random() < 0.3:
                day = shift(day, rng.choice(SPANS), rng.choice((-1, 1)))
        elif dice < 0.72:
            day = day + rng.randrange(-400, 60) * DAY
        elif dice < 0.78:
            # a month's end
            day = datetime.date(day.year, day.month, 1) - DAY
        day = day + rng.choice(NEAR) * DAY
        low, high = datetime.date(1990, 1, 1), datetime.date(2060, 1, 1)
        return min(max(day, low), high)

    # ---- one customer -----------------------------------------------------------------

    def make_face(self, theme):
        """Status, profile, caseworker and flags that hold together for a while."""
        rng = self.rng
        if theme != "free" and rng.random() < 0.8:
            return {"Status": self.odd(rng.choice(STATUS[:2] + STATUS[:1] * 3)),
                    "Profillage": self.odd(rng.choice(
                        ["M", "A", "F", "E", "S", "U", "I", "Z", "I", "Z", "Marktprofil",
                         "Förderprofil", "Stabilisierungsprofil", ""])),
                    "Betreuer": rng.choice(self.keys), "Schulpflichtig": rng.choice(YES + NO),
                    "Abschlussjahr": rng.choice(NO)}
        dice = rng.random()
        if dice < 0.05:
            status = rng.choice(UNKNOWN_STATUS)
        elif dice < 0.10:
            status = ""
        else:
            status = self.odd(rng.choice(STATUS + ["arbeitslos", "arbeitslos"]))
        dice = rng.random()
        if dice < 0.05:
            profile = rng.choice(UNKNOWN_PROFILE)
        elif dice < 0.14:
            profile = rng.choice(["", "", " "])
        else:
            profile = self.odd(rng.choice(rng.choice(PROFILES)))
        dice = rng.random()
        if dice < 0.04:
            caseworker = ""
        elif dice < 0.08:
            caseworker = "nobody%d" % rng.randrange(3)
        else:
            caseworker = rng.choice(self.keys)
        return {"Status": status, "Profillage": profile, "Betreuer": caseworker,
                "Schulpflichtig": self.odd(rng.choice(YES + NO + [rng.choice(NEITHER)])),
                "Abschlussjahr": self.odd(rng.choice(YES + NO + NO + [rng.choice(NEITHER)]))}

    def make_periods(self, theme):
        """[(first day, last day or None)] of care, ascending by first day."""
        rng = self.rng
        s = self.s
        if theme != "free" and rng.random() < 0.6:
            # long in care, so that it is the requirement that matters
            first = s - rng.randrange(150, 1200) * DAY
            return [(first, rng.choice((None, None, None, s, s + DAY)))]
        dice = rng.random()
        if dice < 0.10:                       # around S
            first = s + rng.choice((-3, -2, -1, -1, 0, 0, 1, 2)) * DAY
            return [(first, None if rng.random() < 0.7 else first + rng.randrange(0, 5) * DAY)]
        if dice < 0.35:                       # one period
            first = s - rng.randrange(20, 1500) * DAY
            if rng.random() < 0.3:
                first = self.near([s])
                first = min(first, s)
            last = None if rng.random() < 0.75 else s + rng.choice((-40, -1, 0, 0, 0, 1, 31)) * DAY
            if last is not None and last < first:
                last = None
            return [(first, last)]
        # several periods with gaps, from the last one back
        first = s - rng.choice(LENGTHS) * DAY - rng.randrange(0, 200) * DAY
        last = None if rng.random() < 0.8 else max(first, s + rng.choice((-1, 0, 0, 0, 1, 30)) * DAY)
        periods = [(first, last)]
        for _ in range(rng.choice((1, 1, 2, 3))):
            gap = rng.choice((0, 1, 7, 29, 30, 30, 31, 31, 31, 32, 32, 33, 45, 60, -10, -100))
            # `gap` days lie between the last day and A's day before; 31 still joins
            end = first - gap * DAY
            length = rng.choice(LENGTHS)
            if gap < 0 and rng.random() < 0.3:
                end = None                    # never closed, overlaps all that follow
            begin = (end or first) - length * DAY
            if begin >= first:
                begin = first - DAY
            if end is not None and end < begin:
                end = begin
            periods.append((begin, end))
            first = begin
        if rng.random() < 0.25:               # one that lies inside another, often over by S
            begin, end = rng.choice(periods + [(first, None)])
            inner = begin + rng.randrange(1, 40) * DAY
            periods.append((inner, inner + rng.randrange(0, 40) * DAY))
            if rng.random() < 0.4:            # and one inside that
                begin = inner + rng.randrange(0, 20) * DAY
                periods.append((begin, begin + rng.randrange(0, 20) * DAY))
        if rng.random() < 0.15:               # a short one at S beside one that goes on
            begin = s - rng.randrange(1, 40) * DAY
            periods.append((begin, max(begin, s + rng.choice((-20, -2, -1, -1, 0, 0, 1)) * DAY)))
        if rng.random() < 0.08:               # one that starts after S
            periods.append((s + rng.randrange(1, 40) * DAY, None))
        unique = {}
        for begin, end in periods:
            unique[begin] = end
        return sorted(unique.items())

    def make_birth(self, anchors, theme):
        rng = self.rng
        dice = rng.random()
        if theme == "young" and dice < 0.6:
            dice = 0.4
        if dice < 0.05:                       # turned 25 on the last 01.03. of an odd year
            years = [year for year in range(self.s.year - 2, self.s.year + 2) if year % 4 == 1]
            if years:
                return datetime.date(years[0] - 25, 2, 29)
        if dice < 0.30:                       # turns 25 on or beside a day that matters
            turns = self.near(anchors, 0.5)
            if rng.random() < 0.25:           # a leap day, near
                year = turns.year - 25
                year -= year % 4
                return datetime.date(year, 2, 29)
            born = plus_months(turns, -300)
            return born
        if dice < 0.55:                       # clearly U25
            return datetime.date(self.s.year - rng.randrange(16, 22), rng.randrange(1, 13),
                                 rng.randrange(1, 29))
        if dice < 0.58:
            return datetime.date(2004 if self.s.year > 2019 else 2000, 2, 29)
        return datetime.date(self.s.year - rng.randrange(27, 70), rng.randrange(1, 13),
                             rng.randrange(1, 29))

    def make_lines(self, number, periods, anchors, theme):
        """The customer's lines; adds the days on which they become valid to the anchors."""
        rng = self.rng
        lines = []
        faces = [self.make_face(theme) for _ in range(rng.choice((1, 2, 2, 2, 3)))]
        if theme == "change" and rng.random() < 0.7:
            # from one requirement to a stricter or looser one
            pairs = [({"Status": "arbeitsuchend"}, {"Status": "arbeitslos"}),
                     ({"Status": "nicht gesetzt"}, {"Status": "arbeitslos"}),
                     ({"Profillage": "I"}, {"Profillage": "M"}),
                     ({"Profillage": "Z"}, {"Profillage": "A"}),
                     ({"Profillage": "S"}, {"Profillage": "F"}),
                     ({"Profillage": "F"}, {"Profillage": "Z"}),
                     ({"Profillage": "U"}, {"Profillage": "E"}),
                     ({"Betreuer": self.keys[2]}, {"Betreuer": self.keys[0]})]
            one, other = rng.choice(pairs)
            if rng.random() < 0.4:
                one, other = other, one
            faces = [dict(faces[0], **one), dict(faces[0], **other)]
        if rng.random() < 0.25:               # turns unclear now and then, else the same
            blank = dict(faces[0])
            blank[rng.choice(["Status", "Profillage", "Betreuer"])] = rng.choice(UNKNOWN)
            faces = [faces[0], blank] + faces[1:2]
            if rng.random() < 0.4:            # unclear for one reason, then for another
                faces.insert(2, dict(blank, Profillage=""))
        used = set()
        team = rng.choice(["Team 1", "Team 2", "", "Süd;Ost", "Team \"A\"", "Zeile 1\nZeile 2",
                           "Su\u0308d", "=1+1"])
        bg = "BG%d" % rng.randrange(10000)
        turn = 0
        for begin, end in periods:
            starts = [begin]
            if self.history:
                day = begin
                recent = theme == "change" and end is None or rng.random() < 0.3
                for _ in range(rng.choice((1, 1, 2, 3) if recent else (0, 0, 1, 2, 3, 5))):
                    if recent and day < self.s - DAY:
                        # the requirement changed not long ago
                        day = max(day, self.s - 230 * DAY)
                        day = day + rng.randrange(1, max(2, (self.s - day).days)) * DAY
                    elif rng.random() < 0.3:
                        day = max(self.near(anchors), begin + DAY)
                    else:
                        day = day + rng.choice(LENGTHS) * DAY
                    starts.append(day)
                if rng.random() < 0.06:       # announced before the care begins
                    starts.append(begin - rng.choice((1, 10, 31, 32)) * DAY)
                if rng.random() < 0.08:       # the first line came later than the care
                    starts[0] = begin + rng.choice((1, 10, 40, 100, 400, 1500)) * DAY
            for position, start in enumerate(sorted(starts)):
                face = faces[turn % len(faces)] if rng.random() < 0.85 else rng.choice(faces)
                turn += 1
                bare = not self.history or (start == begin and rng.random() < 0.5)
                key = begin if bare else start
                if key in used:
                    continue
                used.add(key)
                shown_end = end
                if end is not None and position + 1 < len(starts) and rng.random() < 0.5:
                    # an earlier line did not know the end yet, or told another one
                    shown_end = None if rng.random() < 0.7 else end + rng.choice((1, 40)) * DAY
                elif position + 1 < len(starts) and rng.random() < 0.12:
                    # closed, and opened again by a later line
                    shown_end = max(begin, min(start, self.s) + rng.choice((-30, -1, 0, 1, 5, 40)) * DAY)
                anchors.append(key)
                line = {"Kundennummer": number, "Nachname": rng.choice(
                            ["Łukasz", "O'Hara", "\"von\" Berg", "Zwei\nZeilen", "Semi;kolon"]),
                        "Geburtsdatum": None, "Betreuung seit": self.day(begin),
                        "Betreuung bis": self.day(shown_end),
                        "Gültig ab": "" if bare else self.day(start),
                        "Team": team if rng.random() < 0.9 else "Team 9", "BG-Nummer": bg,
                        "EGV seit": self.day(begin) if rng.random() < 0.3 else ""}
                line.update(face)
                lines.append(line)
        if not lines:
            raise AssertionError("a customer without a line")
        return lines

    def make_exceptions(self, number, anchors, theme):
        rng = self.rng
        made, jba = [], []
        amount = rng.choice((0, 0, 0, 0, 1, 1, 2, 3, 5))
        common = rng.choice(KINDS)
        with_interval = rng.random()
        if theme == "pause":
            amount, with_interval = rng.choice((1, 2, 3, 4, 6)), 0.05
            common = rng.choice(KINDS[1:])
        elif theme == "single":
            amount, with_interval, common = rng.choice((1, 1, 2, 3, 4)), 0.9, "Einzelfall"
        for _ in range(amount):
            if made and rng.random() < 0.35:
                # touches, overlaps, or nearly touches the one before
                before = made[-1]
                edge = before[1] or before[0]
                von = edge + rng.choice((-20, -1, 0, 1, 1, 2, 3, 15)) * DAY
                if rng.random() < 0.3:
                    von = before[0]           # the same first day
            elif theme != "free" and rng.random() < 0.5:
                von = self.s - rng.randrange(0, 250) * DAY
            else:
                von = self.near(anchors)
            dice = rng.random()
            if dice < 0.15:
                bis = None
            elif dice < 0.30:
                bis = max(von, self.near(anchors))
            elif dice < 0.38:
                bis = max(von, self.s + rng.choice((-1, 0, 0, 1, 2)) * DAY)
            elif dice < 0.45:
                bis = von
            else:
                bis = von + rng.choice(LENGTHS) * DAY
            dice = rng.random()
            if dice < 0.60:
                kind = common
            elif dice < 0.82:
                kind = rng.choice(KINDS)
            elif dice < 0.97:
                kind = "JBA"
            else:
                kind = rng.choice(UNKNOWN_KINDS)
            span = ""
            if rng.random() < with_interval:
                if kind in KINDS and rng.random() < 0.4:
                    kind = "Einzelfall"
                span = rng.choice(["1 Woche", "2 Wochen", "4 Wochen", "6 Wochen", "12 Wochen",
                                   "26 Wochen", "1 Monat", "2 Monate", "3 Monate", "6 Monate",
                                   "9 Monate", "12 Monate", "18 Monate", "27 Tage", "28 Tage",
                                   "29 Tage", "30 Tage", "31 Tage", "42 Tage", "45 Tage",
                                   "59 Tage", "91 Tage", "181 Tage", "183 Tage", "1 Tag"])
                span = self.odd(span)
            made.append((von, bis, kind, span))
            anchors.append(von)
            if bis is not None:
                anchors.append(bis)
                anchors.append(bis + DAY)
            if kind == "JBA":
                jba.append((von, bis))
            self.ausnahmen.append({
                "Kundennummer": number, "Von": self.day(von), "Bis": self.day(bis),
                "Art": self.odd(kind), "Intervall": span,
                "Begründung": rng.choice(["", "mit \"Grund\"; ja", "zwei\nZeilen", "Grund"])})
        return jba

    def make_contacts(self, number, anchors, starts, theme, jba):
        rng = self.rng
        dice = rng.random()
        if dice < 0.08:
            amount = 0
        elif dice < 0.35:
            amount = rng.randrange(1, 4)
        else:
            amount = rng.randrange(4, 24)
        clean = rng.random()                  # how many of the notes are such that count
        phone = rng.choice((0.0, 0.2, 0.5, 0.8))
        if theme != "free":
            amount = min(amount, rng.choice((1, 2, 3, 4, 5, 6, 8, 20)))
            clean = max(clean, rng.choice((0.0, 0.9)))
            if theme != "young":
                phone = min(phone, rng.choice((0.1, 0.5)))
        month_ends = rng.random() < 0.25
        changes = []
        if theme != "free":
            changes = [day for day in anchors if self.s - 250 * DAY < day < self.s]
        last = None
        days = list(anchors)
        for _ in range(amount):
            dice = rng.random()
            if last is not None and dice < 0.10:
                date = last                   # the same day again
            elif last is not None and dice < 0.40:
                # a chain: one span after the last
                date = shift(last, rng.choice(SPANS), rng.choice((1, -1))) + rng.choice(NEAR) * DAY
            elif dice < 0.52:
                date = rng.choice(starts) - rng.choice((0, 1, 5, 29, 30, 31, 31, 32, 33, 40)) * DAY
            elif dice < 0.56:
                date = self.s + rng.choice((-1, 0, 0, 1, 2, 30)) * DAY
            elif theme != "free" and dice < 0.75:
                date = self.s - rng.randrange(0, 260) * DAY
            else:
                date = self.near(days)
            if changes and rng.random() < 0.35:
                # so that the requirement changes about the day on which the contact was due,
                # or on the day of the contact
                change = rng.choice(changes)
                if rng.random() < 0.4:
                    date = change + rng.choice((-1, 0, 0, 1)) * DAY
                else:
                    date = shift(change, rng.choice(SPANS), -1) + rng.choice(NEAR) * DAY
            if rng.random() < 0.85 and date > self.s:
                date = self.s - (date - self.s)
            if month_ends and rng.random() < 0.6:
                date = datetime.date(date.year, date.month, 1) - rng.choice((1, 1, 1, 2)) * DAY
            inside = None
            if jba and rng.random() < 0.3:
                first, end = rng.choice(jba)
                inside = min(first, self.s)
                if rng.random() < 0.6:
                    inside = end or self.s
                date = inside + rng.choice((-1, 0, 0, 0, 1)) * DAY
            date = max(date, datetime.date(1990, 1, 1))
            last = date
            if rng.random() < 0.3:
                days.append(date)
            good = rng.random() < 0.55 + 0.45 * clean
            if good:
                note = rng.choice(NOTES)
                mode = "telefonisch" if rng.random() < phone else "persönlich"
                if rng.random() < 0.05:
                    mode = "video"
                partner = rng.choice(["", "IFK", "IFK", "bFM"])
            else:
                note = rng.choice(NOTES * 3 + OTHER_NOTES + UNKNOWN_NOTES[:1] + UNKNOWN_NOTES[1:])
                mode = rng.choice(["persönlich", "persönlich", "telefonisch", "video",
                                   "schriftlich", "elektronisch", "persoenlich", "SMS"])
                partner = rng.choice(["", "IFK", "bFM", "Berufsberatung", "Bezirk", "Bezirk",
                                      "Bezirk", "Arzt", "IFK/bFM"])
            if inside is not None and rng.random() < 0.8:
                note, mode, partner = rng.choice(NOTES), "persönlich", "Bezirk"
            self.kontakte.append({
                "Kundennummer": number, "Datum": self.day(date, 0.15), "Vermerkart": self.odd(note),
                "Kontaktart": self.odd(mode), "Gesprächspartner": self.odd(partner),
                "Mitarbeiter": rng.choice(self.keys), "Dauer": rng.choice(["", "30", "45", "60"]),
                "Erfasst am": self.day(date + rng.randrange(0, 40) * DAY)
                              if rng.random() < 0.5 else "",
                "Gesprächsart": rng.choice(["", "Erstgespräch", "Folgegespräch", "anders"])})

    def make_customer(self, n):
        rng = self.rng
        number = rng.choice(["%06d", "%d", "K%05d", "k-%d;1", "%dABC\u00e9"]) % (n + 1)
        if n == 1:
            number = "Fall-eins"              # differ by case only: two customers
        elif n == 2:
            number = "FALL-EINS"
        elif n == 3:
            number = "0004"                   # leading zeros are kept: two customers
        elif n == 4:
            number = "4"
        theme = rng.choice(["free"] * 6 + ["young"] * 2 + ["pause"] * 3 + ["single"] * 3
                           + ["change"] * 4)
        periods = self.make_periods(theme)
        starts = [begin for begin, _ in periods]
        anchors = [self.s, self.s, self.s] + starts
        anchors += [end + DAY for _, end in periods if end is not None]
        lines = self.make_lines(number, periods, anchors, theme)
        born = self.make_birth(anchors, theme)
        anchors.append(turns_25(born))
        for line in lines:
            line["Geburtsdatum"] = self.day(born, 0.01)
        rng.shuffle(lines)
        self.kunden += lines
        jba = self.make_exceptions(number, anchors, theme)
        before = len(self.kontakte)
        self.make_contacts(number, anchors, starts, theme, jba)
        self.make_appointments(number, anchors, self.kontakte[before:])

    def make_appointments(self, number, anchors, contacts):
        """Some on days of notes, some beside them, some after S; every status, several in a row."""
        rng = self.rng
        for _ in range(rng.choice((0, 1, 1, 2, 3, 4, 6))):
            dice = rng.random()
            if contacts and dice < 0.4:
                text = rng.choice(contacts)["Datum"]
                day = text.replace("T", " ").split(" ")[0]
                day = datetime.date.fromisoformat(day) if day[4] == "-" else \
                    datetime.date(int(day[6:10]), int(day[3:5]), int(day[:2]))
                day += rng.choice((0, 0, 0, 1, -1, 3, 14)) * DAY
            elif dice < 0.8:
                day = self.s + rng.choice((-120, -60, -31, -30, -14, -2, -1, 0, 0, 1, 1, 2, 20)) * DAY
            else:
                day = self.near(anchors)
            if day < self.first_appointment:
                continue
            status = rng.choice(["geplant", "wahrgenommen", "wahrgenommen", "nicht erschienen", "nicht erschienen",
                                 "nicht erschienen", "abgesagt", "", "verschoben"])
            clock = "%02d:%02d" % (rng.randrange(8, 18), rng.choice((0, 15, 30)))
            begin = day.strftime("%d.%m.") + "%04d " % day.year + clock if rng.random() < 0.5 else \
                day.isoformat() + "T" + clock
            self.termine.append({"Kundennummer": number, "Beginn": begin, "Status": self.odd(status),
                                 "Mitarbeiter": rng.choice(self.keys)})

    def make_absences(self):
        """Long ones and single days, before the days on which something falls due."""
        rng = self.rng
        for key in self.keys + ["nobody0"]:
            for _ in range(rng.choice((0, 1, 3, 8, 20))):
                first = self.s - rng.randrange(0, 700) * DAY
                last = first + rng.choice((0, 0, 1, 4, 11, 13, 20, 60)) * DAY
                self.abwesenheiten.append({"Kürzel": key, "Von": self.day(first, 0), "Bis": self.day(last, 0),
                                           "Grund": rng.choice(["", "Urlaub"])})

    # ---- bad lines and strangers ------------------------------------------------------

    def spoil(self):
        """Adds bad lines (well below 1 % of each file) and lines of unknown customers."""
        rng = self.rng
        budget = int(len(self.kunden) * 0.007)
        for _ in range(budget):
            line = dict(rng.choice(self.kunden))
            dice = rng.choice((0, 1, 2, 3, 4, 4, 4, 4, 5))
            if dice == 0:
                line["Kundennummer"] = ""
            elif dice == 1:
                line["Geburtsdatum"] = rng.choice(["", "31.02.1990", "29.02.1999", "1899-12-31"])
            elif dice == 2:
                line["Betreuung seit"] = rng.choice(["", "2021-04-31", "gestern"])
            elif dice == 3:
                if "Betreuung bis" in self.dropped["kunden"]:
                    line["Betreuung seit"] = ""
                line["Betreuung seit"], line["Betreuung bis"] = "02.01.2022", "01.01.2022"
                if "Betreuung bis" in self.dropped["kunden"]:
                    line["Betreuung seit"] = ""
            elif dice == 4:
                # the same key day twice: the later line is rejected, whichever that is
                line["Status"] = rng.choice(STATUS)
                line["Profillage"] = rng.choice("MAFESUIZ")
                if rng.random() < 0.5:
                    line["Betreuung bis"] = ""
            else:
                # a customer of whom no line can be used, and a note on him
                line["Kundennummer"] = "niemand%d" % rng.randrange(10 ** 6)
                line["Geburtsdatum"] = "30.02.1980"
                self.stranger(line["Kundennummer"])
            self.kunden.insert(rng.randrange(len(self.kunden) + 1), line)
        for table, budget in ((self.kontakte, int(len(self.kontakte) * 0.004)),
                              (self.ausnahmen, int(len(self.ausnahmen) * 0.004))):
            for _ in range(budget):
                line = dict(rng.choice(table))
                dice = rng.randrange(4)
                if dice == 0:
                    line["Kundennummer"] = " "
                elif dice == 1:
                    line["Datum" if table is self.kontakte else "Von"] = \
                        rng.choice(["", "30.02.2023", "2023-13-01", "32.01.2023", "2200-01-01"])
                elif dice == 2:
                    line["Vermerkart" if table is self.kontakte else "Art"] = ""
                elif table is self.kontakte:
                    line["Kontaktart"] = "  "
                elif "Intervall" not in self.dropped["ausnahmen"] and \
                        "jba" not in line["Art"].lower():
                    line["Intervall"] = rng.choice(["oft", "Wochen", "monatlich"])
                else:
                    line["Art"] = ""
                table.insert(rng.randrange(len(table) + 1), line)
        for n in range(3):
            self.stranger("unbekannt%d" % n)

    def stranger(self, number):
        rng = self.rng
        if self.kontakte:
            line = dict(rng.choice(self.kontakte), Kundennummer=number)
            self.kontakte.insert(rng.randrange(len(self.kontakte) + 1), line)
        if self.ausnahmen and rng.random() < 0.5:
            line = dict(rng.choice(self.ausnahmen), Kundennummer=number)
            self.ausnahmen.insert(rng.randrange(len(self.ausnahmen) + 1), line)

    # ---- all of it --------------------------------------------------------------------

    def make(self):
        rng = self.rng
        self.make_staff()
        for n in range(self.size):
            self.make_customer(n)
        if rng.random() < 0.5:                # delivered twice, or thrice
            self.kontakte += rng.choices(self.kontakte, k=len(self.kontakte) // 20)
            self.ausnahmen += rng.choices(self.ausnahmen, k=len(self.ausnahmen) // 10)
        if rng.random() < 0.5:                # lines of customers mixed with one another
            self.mix(self.kunden, 30)
        if rng.random() < 0.7:
            rng.shuffle(self.kontakte)
        if rng.random() < 0.7:
            rng.shuffle(self.ausnahmen)
        self.make_absences()
        if rng.random() < 0.7:
            rng.shuffle(self.termine)
        self.spoil()

    def mix(self, lines, reach):
        for n in range(len(lines)):
            other = min(len(lines) - 1, n + self.rng.randrange(reach))
            lines[n], lines[other] = lines[other], lines[n]

    def write(self, folder):
        rng = self.rng
        os.makedirs(folder, exist_ok=True)
        for name in ("kunden", "kontakte", "mitarbeiter", "ausnahmen", "termine", "abwesenheiten"):
            path = os.path.join(folder, name + ".csv")
            if (name == "mitarbeiter" and self.no_staff) or \
                    (name == "ausnahmen" and self.no_exceptions) or \
                    (name == "termine" and self.no_appointments) or \
                    (name == "abwesenheiten" and self.no_absences):
                if os.path.exists(path):
                    os.remove(path)
                continue
            self.write_table(path, name, getattr(self, name), rng)

    HEADERS = {
        "kunden": ["Kundennummer", "Nachname", "Geburtsdatum", "Status", "Profillage", "Team",
                   "Betreuer", "Betreuung seit", "Betreuung bis", "Gültig ab", "BG-Nummer",
                   "EGV seit", "Schulpflichtig", "Abschlussjahr"],
        "kontakte": ["Kundennummer", "Datum", "Vermerkart", "Kontaktart", "Gesprächspartner",
                     "Mitarbeiter", "Dauer", "Erfasst am", "Gesprächsart"],
        "mitarbeiter": ["Kürzel", "Name", "Team", "Funktion", "Wochenstunden", "Arbeitstage",
                        "Von", "Bis"],
        "ausnahmen": ["Kundennummer", "Von", "Bis", "Art", "Intervall", "Begründung"],
        "termine": ["Kundennummer", "Beginn", "Mitarbeiter", "Status"],
        "abwesenheiten": ["Kürzel", "Von", "Bis", "Grund"],
    }

    def write_table(self, path, name, lines, rng):
        columns = [column for column in self.HEADERS[name] if column not in self.dropped[name]]
        separator, end, mark = ";", "\n", ""
        header = list(columns)
        if not self.plain:
            separator = rng.choice([";", ";", ";", ",", "\t"])
            end = rng.choice(["\n", "\n", "\r\n"])
            mark = rng.choice(["", "", "\ufeff"])
            if rng.random() < 0.3:
                columns.append("Bemerkung")   # not known: ignored
            rng.shuffle(columns)
            header = [self.odd(column) for column in columns]
        keen = rng.choice((0.0, 0.0, 0.1, 1.0))      # quotes where none are needed

        def cell(text):
            if any(sign in text for sign in separator + '"\r\n') or \
                    (keen and rng.random() < keen):
                return '"' + text.replace('"', '""') + '"'
            return text

        rows = [separator.join(cell(text) for text in header)]
        for line in lines:
            rows.append(separator.join(cell(line.get(column, "b;e,m\te")) for column in columns))
        text = mark + end.join(rows)
        if self.plain or rng.random() < 0.8:
            text += end                       # "the last one may be missing"
        with open(path, "wb") as handle:
            handle.write(text.encode("utf-8"))


def generate(seed, customers, folder, as_of=None):
    """Writes the exports; returns the reporting day that they are built around."""
    maker = Maker(seed, customers, as_of)
    maker.make()
    maker.write(folder)
    return maker.s


def main():
    parser = argparse.ArgumentParser(description="Makes exports dense in edge cases.")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--customers", type=int, default=500)
    parser.add_argument("--out", required=True)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat)
    options = parser.parse_args()
    print(generate(options.seed, options.customers, options.out, options.as_of))
    return 0


if __name__ == "__main__":
    sys.exit(main())
