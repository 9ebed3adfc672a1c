#!/usr/bin/env python3
"""Rule sets made at random in the syntax of spec 3.7, exports that are dense where those rules turn, and the comparison
of the program with the oracle over both.

    python3 language.py --program build/release/kontaktdichte --seeds 1-40 --customers 120
    python3 language.py --program PATH --seeds 7 --customers 120 --keep DIR     leaves exports and rule files there
    python3 language.py --program self --seeds 1-20                             the oracle against its walk day by day

The first difference is shown whole: the customer's lines, the rule files, every step of the oracle.  A feature that
the program does not load is left out of the rule sets and named; --all-features makes that a failure.
"""

import argparse
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import compare                    # noqa: E402
import generate as generator      # noqa: E402
import oracle                     # noqa: E402
import rulefile                   # noqa: E402

DAY = datetime.timedelta(days=1)
KINDS = ["Einzelfall", "Maßnahme", "Einstellungszusage", "Gutachten", "Besondere Umstände"]
SPANS = ["10 Tage", "28 Tage", "4 Wochen", "6 Wochen", "1 Monat", "2 Monate", "3 Monate", "6 Monate", "12 Monate"]
PERIODS = ["Kalenderwoche", "Kalendermonat", "Kalendermonat", "Kalenderquartal", "Kalenderhalbjahr", "Kalenderjahr"]
SEGMENTS = ["Marktkunde", "Beratungskunde", "Betreuungskunde"]
TAGS = ["Kursende", "Umzug am"]
FEATURES = ["merkmal", "wort", "seit", "worte", "kalender", "mehrere", "erstkontakt", "reihe"]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<regelwerk id="%s" version="1">
  <titel>Zufall</titel> <kurztitel>Zufall</kurztitel> <herausgeber>niemand</herausgeber> <fassung>zum Prüfen</fassung>
  <gueltigkeit angegeben="ja" von="%s"><fundstelle>Z</fundstelle></gueltigkeit>
"""


class RuleMaker:
    """One rule file; features: those it may use."""

    def __init__(self, rng, features):
        self.rng, self.features = rng, features

    def has(self, feature, odds=1.0):
        return feature in self.features and self.rng.random() < odds

    def when(self):
        rng, parts = self.rng, []
        if rng.random() < 0.25:
            parts.append("<alter>%s</alter>" % rng.choice(["U25", "Ü25"]))
        if rng.random() < 0.35:
            status = ["arbeitslos", "arbeitsuchend", "nicht gesetzt"] + ["ratsuchend"] * self.has("worte")
            parts += ["<status>%s</status>" % one for one in rng.sample(status, rng.choice((1, 1, 2)))]
        if rng.random() < 0.25:
            parts += ["<profillage>%s</profillage>" % one for one in rng.sample(["M", "A", "F", "E", "S", "I", "keine"], 2)]
        if rng.random() < 0.12:
            function = ["IFK", "Fallmanagement"] + ["Aktivteam"] * self.has("worte")
            parts.append("<funktion>%s</funktion>" % rng.choice(function))
        if rng.random() < 0.12:
            parts.append("<merkmal>Schulpflichtig</merkmal>")
        if self.has("merkmal", 0.25):
            parts.append("<merkmal%s>Alleinerziehend</merkmal>" % rng.choice(["", ' wert="nein"', ' wert="ja"']))
        if self.has("wort", 0.35):
            parts += ['<wort name="Segment">%s</wort>' % one for one in rng.sample(SEGMENTS + ["keine"], rng.choice((1, 1, 2)))]
        for _ in range(rng.choice((1, 1, 2)) if self.has("seit", 0.4) else 0):
            sides = rng.choice((["hoechstens"], ["hoechstens"], ["mindestens"], ["mindestens", "hoechstens"]))
            spans = {"hoechstens": rng.choice(SPANS[5:]), "mindestens": rng.choice(SPANS[:5])}
            parts.append('<seit tag="%s" %s/>' % (rng.choice(TAGS + ["Betreuung"]),
                                                  " ".join('%s="%s"' % (side, spans[side]) for side in sides)))
        return "<wenn>%s</wenn>" % "".join(parts)

    def modes(self):
        modes = ["persönlich"] * 3 + ["telefonisch"] + ["video"] * (not self.video) + ["Hausbesuch"] * self.own
        return "".join("<kontaktart>%s</kontaktart>" % one for one in sorted(set(self.rng.sample(modes, 2))))

    def requirement(self, first):
        rng, dice = self.rng, self.rng.random()
        if self.has("kalender", 0.45):
            asked = 'je="%s" anzahl="%d"' % (rng.choice(PERIODS), rng.choice((1, 1, 1, 2, 3)))
        elif dice < 0.45:
            asked = 'alle="%s"' % rng.choice(SPANS)
        elif dice < 0.65:
            asked = 'alle="%s" telefonisch-zwischen="%d"' % (rng.choice(SPANS), rng.choice((1, 1, 2)))
        elif dice < 0.85:
            asked = 'anzahl="%d" innerhalb="%s"' % (rng.choice((1, 2, 3)), rng.choice(SPANS[4:]))
        else:
            asked = 'zwischen="4 Wochen" und="%s"' % rng.choice(SPANS[5:])
        inner = ""
        if "mehrere" in self.features:
            if "telefonisch-zwischen" in asked:
                inner = "<kontaktart>persönlich</kontaktart><kontaktart>telefonisch</kontaktart>" * (not first)
            elif rng.random() < (0.2 if first else 0.7):
                inner = self.modes()
            if rng.random() < 0.2:
                inner += "<partner>%s</partner>" % rng.choice(self.partners)      # (the program takes only those that count)
        return "<vorgabe %s>%s</vorgabe>" % (asked, inner), "telefonisch-zwischen" in asked

    def exceptions(self):
        rng, parts = self.rng, []
        if rng.random() < 0.6:
            kinds = rng.sample(KINDS, rng.choice((1, 3, 5)))
            parts.append("<ruhend>%s</ruhend>" % "".join("<art>%s</art>" % one for one in kinds))
        if rng.random() < 0.6:
            name = rng.choice(["jedes-intervall", "kuerzeres-intervall"])
            kinds = rng.sample(KINDS, rng.choice((1, 3, 5)))
            parts.append("<%s>%s</%s>" % (name, "".join("<art>%s</art>" % one for one in kinds), name))
        return "<ausnahmen>%s<fundstelle>Z</fundstelle></ausnahmen>" % "".join(parts) if parts else "<ausnahmen/>"

    def rule(self, last):
        rng = self.rng
        text = "<regel>" + ("<wenn/>" if last else self.when())
        dice = rng.random()
        if dice < 0.12 and not last:
            return text + rng.choice(["<keine-vorgabe/>", "<nicht-erfasst/>", "<unklar/>"]) + "<fundstelle>Z</fundstelle></regel>"
        asked, alternates = self.requirement(True)
        text += asked
        for _ in range(rng.choice((1, 1, 2, 3)) if self.has("mehrere", 0.4) else 0):
            text += self.requirement(False)[0]
        if alternates:
            text += "<kontaktart>persönlich</kontaktart><kontaktart>telefonisch</kontaktart>"
        elif rng.random() < 0.4:
            text += self.modes()
        if rng.random() < 0.3:
            text += self.exceptions()
        return text + "<fundstelle>Z</fundstelle></regel>"

    def make(self, ident, von):
        rng = self.rng
        self.video, self.own = rng.random() < 0.3, self.has("worte", 0.7)
        self.partners = ["IFK"] + ["bFM"] * (rng.random() < 0.8) + ["Coach"] * (self.own and rng.random() < 0.7)
        text = HEAD % (ident, von)
        declared = ["<ja-nein name=\"Alleinerziehend\"/>"] * ("merkmal" in self.features)
        if "wort" in self.features:
            declared.append('<wort name="Segment">%s</wort>' % "".join("<wert>%s</wert>" % one for one in SEGMENTS))
        if "seit" in self.features:
            declared += ['<tag name="%s"/>' % one for one in TAGS]
        text += "<merkmale>%s</merkmale>" % "".join(declared) if declared else ""
        if "worte" in self.features:
            words = "<funktion>Aktivteam</funktion><status>ratsuchend</status>"
            if self.own:
                words += "<vermerkart>Hausbesuchsprotokoll</vermerkart><partner>Coach</partner>" \
                         '<kontaktart wie="%s">Hausbesuch</kontaktart>' % rng.choice(["persönlich"] * 2 + ["telefonisch"])
            text += "<worte>%s</worte>" % words
        notes = ["Beratungsvermerk", "Beratungsvermerk zur Standortbestimmung"] + ["Hausbesuchsprotokoll"] * self.own
        text += '<zaehlt video-als-persoenlich="%s">' % ("ja" if self.video else "nein")
        text += "".join("<vermerkart>%s</vermerkart>" % one for one in notes)
        text += "".join("<partner>%s</partner>" % one for one in self.partners) + "<kontaktart>persönlich</kontaktart>"
        text += "<kontaktart>telefonisch</kontaktart>" * (rng.random() < 0.4) + "<fundstelle>Z</fundstelle></zaehlt>\n"
        text += self.exceptions() + "\n<regeln>\n"
        count = rng.choice((2, 3, 4, 5))
        text += "\n".join(self.rule(n == count - 1 and rng.random() < 0.7) for n in range(count)) + "\n</regeln>\n"
        if self.has("erstkontakt", 0.5):
            text += '<erstkontakt in-der-regel="3" hoechstens="%d"><fundstelle>Z</fundstelle></erstkontakt>\n' % rng.choice((3, 10, 10, 20))
        return text + "</regelwerk>\n"


class Exports(generator.Maker):
    """The exports of generate.py, with attributes, declared words, and talks where calendar periods turn."""

    HEADERS = dict(generator.Maker.HEADERS,
                   kunden=generator.Maker.HEADERS["kunden"] + ["Alleinerziehend", "Segment"] + TAGS)

    def spoil(self):
        pass                                 # bad lines are compare.py's matter; few customers would make them too many

    def sprinkle(self, firsts):
        """firsts: the first days of the sets of a series."""
        rng = self.rng
        starts, turns = {}, {}
        for line in self.kunden:
            try:
                start = oracle.read_day(line.get("Gültig ab") or line["Betreuung seit"]) or self.s
            except oracle.Bad:
                start = self.s
            key = line["Kundennummer"]
            starts[key] = min(start, starts.get(key, start))
            line["Alleinerziehend"] = rng.choice(generator.YES + generator.NO + [""] * 4)
            line["Segment"] = rng.choice([self.odd(one) for one in SEGMENTS] * 4 + ["", "", "Fremdkunde"])
            for tag in TAGS:
                day = rng.choice((self.s, self.s, start)) + rng.choice((0, 1, -1, 30, -14, 200)) * DAY
                day = generator.plus_months(day, -rng.choice((0, 1, 2, 3, 6, 12)))
                line[tag] = "" if rng.random() < 0.35 else self.day(day)
                turns.setdefault(key, []).append(day)
            if rng.random() < 0.12:
                line["Status"] = rng.choice(["ratsuchend", "Ratsuchend", "RATSUCHEND"])
        for line in self.mitarbeiter:
            if rng.random() < 0.2:
                line["Funktion"] = "Aktivteam"
        for line in self.kontakte:
            if rng.random() < 0.12:
                line["Kontaktart"] = self.odd("Hausbesuch")
            if rng.random() < 0.12:
                line["Gesprächspartner"] = self.odd("Coach")
            if rng.random() < 0.08:
                line["Vermerkart"] = "Hausbesuchsprotokoll"
        # pauses of exactly half a period, a day more or less, and on its last day alone
        for key in starts:
            if rng.random() < 0.3:
                first, last = oracle.period_of(self.s - rng.randrange(120) * DAY, oracle.Span(*rng.choice(
                    ((7, "days"), (1, "months"), (1, "months"), (3, "months")))))
                end = first + ((last - first).days // 2 + rng.choice((-1, 0, 0, 1))) * DAY
                first, end = rng.choice(((first, max(first, end)), (first, max(first, end)), (last, last)))
                self.ausnahmen.append({"Kundennummer": key, "Von": self.day(first), "Bis": self.day(end),
                                       "Art": rng.choice(KINDS), "Intervall": "", "Begründung": "halb"})
        # talks on the first and last days of calendar periods, round the firsts of a series and the turns of attributes
        for key, start in starts.items():
            for _ in range(rng.choice((0, 0, 1, 2, 4))):
                period = oracle.period_of(self.s - rng.randrange(400) * DAY, oracle.Span(*rng.choice(
                    ((7, "days"), (1, "months"), (3, "months"), (6, "months"), (12, "months")))))
                day = rng.choice(period + tuple(turns[key]) + tuple(firsts) + (start,)) + rng.choice((-1, 0, 0, 0, 1)) * DAY
                self.kontakte.append({
                    "Kundennummer": key, "Datum": self.day(day), "Vermerkart": "Beratungsvermerk",
                    "Kontaktart": rng.choice(["persönlich", "persönlich", "telefonisch", "video", "Hausbesuch"]),
                    "Gesprächspartner": rng.choice(["IFK", "IFK", "bFM", "Coach", "Bezirk"]), "Mitarbeiter": "", "Dauer": "",
                    "Erfasst am": "", "Gesprächsart": ""})


def make(seed, customers, folder, features):
    """Writes exports and rule files; returns (S, paths of the rule files, Series)."""
    maker = Exports(seed, customers)
    maker.make()
    rng = random.Random("language %d" % seed)
    count = rng.choice((1, 2, 2, 3)) if "reihe" in features else 1
    # the sets begin on S, the day after, before any A, or somewhere
    firsts = sorted({maker.s + rng.choice((0, 1, -1, -30, -100, -400, -4000, -rng.randrange(700))) * DAY
                     for _ in range(count)})
    maker.sprinkle(firsts)
    maker.write(folder)
    paths, sets, text = [], [], None
    for n, first in enumerate(firsts):
        ident = "zufall-%d" % n
        if text is None or rng.random() < 0.6:
            text = RuleMaker(rng, features).make("ID", "VON")
        paths.append(os.path.join(folder, ident + ".xml"))      # (else the same rules again: their stretches are joined)
        with open(paths[-1], "w", encoding="utf-8") as handle:
            handle.write(text.replace('id="ID"', 'id="%s"' % ident).replace("VON", first.isoformat()))
        sets.append(rulefile.read(paths[-1])[0])
    series = oracle.Series([datetime.date.min] + firsts[1:], sets)
    return maker.s, paths, series


PROBES = {                                               # feature: (conditions, requirements, head, tail, further file)
    "merkmal": ("<merkmal>X</merkmal>", "", '<merkmale><ja-nein name="X"/></merkmale>', ""),
    "wort": ('<wort name="X">a</wort>', "", '<merkmale><wort name="X"><wert>a</wert></wort></merkmale>', ""),
    "seit": ('<seit tag="X" hoechstens="1 Monat"/>', "", '<merkmale><tag name="X"/></merkmale>', ""),
    "worte": ("", "", '<worte><partner>X</partner><kontaktart wie="persönlich">Y</kontaktart></worte>', ""),
    "kalender": ("", '<vorgabe je="Kalendermonat" anzahl="1"/>', "", ""),
    "mehrere": ("", '<vorgabe alle="1 Monat"/><vorgabe alle="3 Monate"><kontaktart>persönlich</kontaktart></vorgabe>', "", ""),
    "erstkontakt": ("", "", "", '<erstkontakt in-der-regel="3" hoechstens="10"><fundstelle>Z</fundstelle></erstkontakt>'),
    "reihe": ("", "", "", ""),
}


def loads(program, feature, folder):
    """Whether the program loads a smallest rule file with the feature, and, for `reihe`, two of them."""
    when, asked, head, tail = PROBES[feature]
    paths = []
    for n in range(2 if feature == "reihe" else 1):
        text = (HEAD % ("frage-%d" % n, "202%d-01-01" % n)) + head + '<zaehlt video-als-persoenlich="nein">' \
            "<vermerkart>Beratungsvermerk</vermerkart><partner>IFK</partner><kontaktart>persönlich</kontaktart>" \
            "<fundstelle>Z</fundstelle></zaehlt><ausnahmen/><regeln><regel><wenn>" + when + "</wenn>" \
            + (asked or '<vorgabe alle="1 Monat"/>') + "<fundstelle>Z</fundstelle></regel></regeln>" + tail + "</regelwerk>"
        paths.append(os.path.join(folder, "frage-%d.xml" % n))
        with open(paths[-1], "w", encoding="utf-8") as handle:
            handle.write(text)
    with open(os.path.join(folder, "kunden.csv"), "w", encoding="utf-8") as handle:
        handle.write("Kundennummer;Geburtsdatum;Status;Betreuung seit\n1;1990-01-01;arbeitslos;2024-01-02\n")
    with open(os.path.join(folder, "kontakte.csv"), "w", encoding="utf-8") as handle:
        handle.write("Kundennummer;Datum;Vermerkart;Kontaktart\n1;2020-01-01;Beratungsvermerk;persönlich\n")
    done = subprocess.run([program, "evaluate", folder, "--rules", ",".join(paths), "--as-of", "2024-02-29"],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if feature == "erstkontakt":                         # it always loaded; now it is a due day
        return done.returncode == 0 and b";erstkontakt;" in done.stdout
    return done.returncode == 0


def compare_seed(options, seed, features, folder, tally):
    day, paths, series = make(seed, options.customers, folder, features)
    data = oracle.Data(folder)
    for s in [day] + [day + n * DAY for n in options.beside]:
        label = "seed %d, %s" % (seed, s)
        wanted = oracle.evaluate(data, series, s)
        if options.program == "self":
            got, complaint = oracle.evaluate(data, series, s, every_day=True), None
        else:
            got, complaint = compare.run_program(options.program, folder, ",".join(paths), s, None)
        if complaint:
            print("%s: %s" % (label, complaint))
            tally.failed += 1
        if got is None:
            continue

        def show(number):
            if tally.shown < options.show and number in data.customers:
                tally.shown += 1
                compare.print_raw(folder, number)
                for path in paths:
                    with open(path, encoding="utf-8") as handle:
                        print("      " + handle.read().split("\n", 3)[3].replace("\n", "\n      "))
                print("      " + oracle.Case(data, number, series, s).trace().replace("\n", "\n      "))

        compare.compare_rows(wanted, got, tally, label, show)


def main():
    parser = argparse.ArgumentParser(description="Random rule sets: the program against the oracle.")
    parser.add_argument("--program", required=True, help="the program, or `self`")
    parser.add_argument("--seeds", type=compare.numbers, default=[1])
    parser.add_argument("--customers", type=int, default=120)
    parser.add_argument("--beside", type=int, nargs="*", default=[1, -20], help="also so many days beside S")
    parser.add_argument("--features", default=",".join(FEATURES))
    parser.add_argument("--all-features", action="store_true", help="a feature that does not load is a failure")
    parser.add_argument("--keep", metavar="DIR")
    parser.add_argument("--show", type=int, default=1)
    options = parser.parse_args()
    tally = compare.Tally()
    work = options.keep or tempfile.mkdtemp(prefix="language-")
    try:
        features = options.features.split(",")
        if options.program != "self":
            probe = os.path.join(work, "frage")
            os.makedirs(probe, exist_ok=True)
            missing = [one for one in features if not loads(options.program, one, probe)]
            if missing:
                print("not loaded, left out: " + ", ".join(missing))
                tally.failed += options.all_features
                features = [one for one in features if one not in missing]
        for seed in options.seeds:
            compare_seed(options, seed, features, os.path.join(work, "seed-%d" % seed), tally)
    finally:
        if not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    for key, amount in sorted(tally.verdicts.items()):
        print("  %7d  %s" % (amount, ", ".join(part or "-" for part in key)))
    if tally.columns:
        print("disagreements by column: " + ", ".join("%s %d" % pair for pair in tally.columns.most_common()))
    print("%d passed, %d failed" % (tally.passed, tally.failed))
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
