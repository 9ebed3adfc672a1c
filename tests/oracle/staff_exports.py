"""Makes exports dense in what matters for the figures on staff: notes and appointments in the weeks, several a day, at
weekends, by people who are not in mitarbeiter.csv; part time, odd working days, people who come and go in a week,
absences over holidays; a caseworker or team that changes. Seeds from 7 on leave out files and columns. The same for the
same seed.
"""

import csv
import datetime
import os
import random

import oracle

DAY = datetime.timedelta(days=1)
TALKS = ["Erstgespräch", "Folgegespräch", "Absolventengespräch", "Wunschgespräch", "Strategiegespräch"]


class Maker:
    LANDS = ["NI", "BY", "SN", None, "BE", "TH", "NW", "BB", "HE", "MV", "SL", "ST"]
    DAYS = ["2023-11-30", "2020-12-31", "2021-01-31", "2024-05-31", "2023-12-24", "2024-03-31", "2022-10-03",
            "2023-09-01", "2026-12-31", "2025-05-08", "2023-06-30", "2024-08-02"]

    def __init__(self, seed, folder, weeks_of):
        self.rng = random.Random("staff %d" % seed)
        self.seed, self.folder = seed, folder
        self.s = datetime.date.fromisoformat(self.DAYS[(seed - 1) % len(self.DAYS)])
        self.land = self.LANDS[(seed - 1) % len(self.LANDS)]
        self.full_time = ["39", "39", "40", "38,5", "41"][seed % 5]
        rng = self.rng
        plain = seed <= 6
        self.no_file = set() if plain else {name for name in ("mitarbeiter", "abwesenheiten", "termine")
                                            if rng.random() < 0.2}
        self.no_column = set() if plain else {name for name in (
            ("kontakte", "Mitarbeiter"), ("kontakte", "Dauer"), ("termine", "Gesprächsart"), ("termine", "Mitarbeiter"), ("termine", "Dauer"),
            ("termine", "Status"), ("termine", "Vertretung"), ("kunden", "Betreuer"), ("kunden", "Team"),
            ("kunden", "Profillage"), ("mitarbeiter", "Wochenstunden"), ("mitarbeiter", "Funktion"))
            if rng.random() < 0.1}
        mondays = weeks_of(self.s) or [self.s - self.s.weekday() * DAY]
        self.first, self.last = mondays[0], mondays[-1] + 6 * DAY

    def near(self):
        """A day in the weeks, now and then beside them."""
        reach = 9 if self.rng.random() < 0.3 else 0
        return self.first + self.rng.randrange(-reach, (self.last - self.first).days + 1 + reach) * DAY

    def text(self, day):
        return day.strftime("%d.%m.%Y") if self.rng.random() < 0.5 else day.isoformat()

    def members(self):
        rng, lines = self.rng, []
        self.keys = ["k%02d" % n for n in range(18)]
        for n, key in enumerate(self.keys):
            comes = self.near() if rng.random() < 0.25 else None
            goes = (comes or self.near()) + rng.randrange(0, 20) * DAY if rng.random() < 0.25 else None
            lines.append([key, "Name %d" % n, rng.choice(["Team A", "Team B", "Team Ö", ""]),
                          rng.choice(["IFK", "IFK", "IFK U25", "Fallmanagement", "Netzwerk ABC", "", "Teamleitung"]),
                          rng.choice(["", "39", "19,5", "30.25", "7.8", "0", "40"]),
                          rng.choice(["", "", "Mo-Mi", "Mo,Di,Do", "Fr", "Sa,So", "Mo-So", "Di-Sa", "Fr-Mo", "Mo-Do"]),
                          self.text(comes) if comes else "", self.text(goes) if goes else ""])
            while goes and rng.random() < 0.7:         # comes back: in another team, with other hours, now and then
                comes = goes + rng.choice([1, 1, 2, 6, -1]) * DAY              # while the line before still holds
                goes = comes + rng.randrange(0, 15) * DAY if rng.random() < 0.6 else None
                lines.append([key, "Name %d" % n, rng.choice(["Team A", "Team B", "Team Ö"]),
                              rng.choice(["IFK", "IFK U25", "Fallmanagement", "Teamleitung"]),
                              rng.choice(["39", "19,5", "7.8"]), rng.choice(["", "Mo-Mi", "Di-Sa", "Mo-So"]),
                              self.text(comes), self.text(goes) if goes else ""])
        rng.shuffle(lines)
        self.write("mitarbeiter", ["Kürzel", "Name", "Team", "Funktion", "Wochenstunden", "Arbeitstage", "Von", "Bis"],
                   lines)

    def absences(self):
        lines = []
        for _ in range(40):
            first = self.near()
            lines.append([self.rng.choice(self.keys + ["fremd"]), self.text(first),
                          self.text(first + self.rng.choice([0, 0, 1, 4, 9, 30]) * DAY), "Urlaub"])
        self.write("abwesenheiten", ["Kürzel", "Von", "Bis", "Grund"], lines)

    def people(self):
        return self.rng.choice(self.keys * 4 + ["fremd", "", ""])

    def customers(self):
        rng, lines = self.rng, []
        self.numbers = ["%05d" % n for n in range(120)]
        for number in self.numbers:
            since = self.s - rng.randrange(10, 900) * DAY
            born = datetime.date(self.s.year - rng.choice([20, 24, 25, 26, 40]), self.s.month,
                                 min(self.s.day, 28)) + rng.randrange(-2, 3) * DAY
            until = self.text(self.near()) if rng.random() < 0.1 else ""
            if until and oracle.read_day(until) < since:
                until = ""
            for key_day in sorted({None, self.near()}, key=lambda day: day is not None)[:rng.choice([1, 1, 2])]:
                lines.append([number, self.text(born), "arbeitslos", rng.choice(["M", "Z", "Z", "", "F"]),
                              rng.choice(["Team A", "Team B", "Team C", ""]), self.people(), self.text(since), until,
                              self.text(key_day) if key_day and key_day != since else ""])
        self.write("kunden", ["Kundennummer", "Geburtsdatum", "Status", "Profillage", "Team", "Betreuer",
                              "Betreuung seit", "Betreuung bis", "Gültig ab"], lines)

    def contacts(self):
        rng, lines = self.rng, []
        for _ in range(900):
            lines.append([rng.choice(self.numbers), self.text(self.near()),
                          rng.choice(["Beratungsvermerk"] * 4 + ["Beratungsvermerk zur Standortbestimmung",
                                                                 "Allgemeiner Vermerk", "Aktenvermerk"]),
                          rng.choice(["persönlich"] * 4 + ["telefonisch", "video", "schriftlich"]),
                          rng.choice(["", "IFK", "bFM", "IFK", "Berufsberatung", "Bezirk"]), self.people(),
                          rng.choice(["", "0", "30", "45", "60", "60,4", "95"])])
            while rng.random() < 0.2:          # the same talk noted again, or another of the same day
                again = list(lines[-1])
                again[rng.choice([2, 3, 4, 5, 6])] = rng.choice(["", "30"])
                if again[2] and again[3]:
                    lines.append(again)
        self.write("kontakte", ["Kundennummer", "Datum", "Vermerkart", "Kontaktart", "Gesprächspartner", "Mitarbeiter",
                                "Dauer"], lines)

    def appointments(self):
        rng, lines = self.rng, []
        for _ in range(500):
            day = self.text(self.near())
            lines.append([rng.choice(self.numbers), day + (" " if "." in day else "T") + "%02d:15" % rng.randrange(24),
                          self.people(), rng.choice(["", "20", "45", "60", "60.04", "61", "90"]), rng.choice(TALKS + [""]),
                          rng.choice(["geplant", "wahrgenommen", "wahrgenommen", "nicht erschienen", "abgesagt",
                                      "unklar", ""]),
                          rng.choice(["", "", "", self.people()])])
        self.write("termine", ["Kundennummer", "Beginn", "Mitarbeiter", "Dauer", "Gesprächsart", "Status",
                               "Vertretung"],
                   lines)

    def write(self, name, columns, lines):
        if name in self.no_file:
            return
        if name in ("kontakte", "termine", "abwesenheiten"):    # delivered twice
            lines += self.rng.choices(lines, k=len(lines) // 10)
        keep = [n for n, column in enumerate(columns) if (name, column) not in self.no_column]
        with open(os.path.join(self.folder, name + ".csv"), "w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, delimiter=";", lineterminator="\n")
            writer.writerow([columns[n] for n in keep])
            for line in lines:
                writer.writerow([line[n] for n in keep])

    def make(self):
        os.makedirs(self.folder, exist_ok=True)
        self.members()
        self.absences()
        self.customers()
        self.contacts()
        self.appointments()
