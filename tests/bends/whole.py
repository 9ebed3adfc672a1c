"""Bends of keys, repeats and whole files (spec 1.2 to 1.9, 2.17)."""

import os
import re

from exports import DAYS, FILES, NUMBERED, SIGNED
from kinds import Kind, chapter, doubt, noted, refused, rejected, same
from values import WIDE, Day

OTHERS = ["kontakte", "ausnahmen", "termine"]
NBSP = "\u00a0"

chapter("Kundennummern", "1.9")
FIT = "unbekannte|passt zu|passen zu|kommt in|anders geschrieben"


def number(name, what, example, change, keys="zahlen", job=()):
    """In one file alone, so that its numbers fit no other file's."""
    Kind("nummer-" + name, what, example, lambda x, s: x[s].filled("Kundennummer", change),
         {"kontakte": refused(FIT, 3), "*": doubt(FIT)}, OTHERS, job, keys=keys, touches=None)


LOOSE = "unsichtbare Zeichen, ohne sie gelesen"


def number_read(name, what, example, change, expect=None):
    Kind("nummer-" + name, what, example, lambda x, s: x[s].filled("Kundennummer", change), expect or same(), NUMBERED,
         keys="zahlen", touches=None if expect else "")


number("nullen", "führende Nullen verloren (in Excel geöffnet und gespeichert)", "`21400001` statt `0021400001`",
       lambda v: v.lstrip("0"), job=["kontakte"])
number("mehr-nullen", "mehr führende Nullen", "`000021400001`", lambda v: "00" + v)
number("exponent", "als Zahl mit Exponent", "`2,14E+09`", lambda v: ("%.2E" % float(v)).replace(".", ","))
number("komma", "als Kommazahl (pandas, R)", "`21400001.0`", lambda v: v.lstrip("0") + ".0")
number("tausender", "mit Tausenderpunkten", "`21.400.001`", lambda v: "{:,}".format(int(v)).replace(",", "."))
number("hochkomma", "mit Hochkomma davor", "`'0021400001`", lambda v: "'" + v)
number("name", "mit dem Namen dahinter", "`0021400001 Müller`", lambda v: v + " Müller")
number("vorsilbe", "mit Vorsilbe", "`KD0021400001`", lambda v: "KD" + v)
number("striche", "mit Bindestrichen", "`0021-400-001`", lambda v: v[:4] + "-" + v[4:7] + "-" + v[7:])
number("gegliedert", "mit Leerzeichen", "`0021 400 001`", lambda v: v[:4] + " " + v[4:7] + " " + v[7:])
number("klein", "Buchstaben klein geschrieben", "`214d345678`", str.lower, keys="buchstaben")
number("breit", "breite Ziffern", "`００２１`", lambda v: v.translate(WIDE))
number("fremd", "die Zeilen eines anderen Jobcenters", "", lambda v: "9" + v[1:])
Kind("nummer-nullen-kunden", "führende Nullen in kunden.csv verloren", "`21400001`",
     lambda x, s: x[s].filled("Kundennummer", lambda v: v.lstrip("0")), refused(FIT, 3), files=["kunden"],
     keys="zahlen",
     touches=None)
Kind("nummer-exponent-kunden", "alle Nummern in kunden.csv mit Exponent", "`2,14E+07`",
     lambda x, s: x[s].filled("Kundennummer", lambda v: ("%.2E" % float(v)).replace(".", ",")),
     refused("E\\+|doppelt|" + FIT, 3), files=["kunden"], keys="zahlen", touches=None)
Kind("nummer-gemischt", "Nullen nur dort verloren, wo die Nummer keine Buchstaben hat", "`21400001`",
     lambda x, s: x[s].filled("Kundennummer", lambda v: v.lstrip("0")), doubt(FIT), OTHERS, touches=None)
Kind("nummer-e", "Nummern mit E in der Mitte als Zahl mit Exponent", "`2,14E+102`",
     lambda x, s: x[s].filled("Kundennummer", lambda v: "2,14E+" + v[4:7] if "E" in v else v), doubt("E\\+|" + FIT),
     OTHERS, touches=None)
Kind("nummer-halb-fremd", "die Hälfte der Zeilen von anderen, die Hälfte fehlt", "",
     lambda x, s: [row.__setitem__(0, "9" + row[0][1:]) for row in x[s].rows[::2]], doubt(FIT), OTHERS, keys="zahlen",
     touches=None)
Kind("nummer-dazu-fremd", "dazu ebenso viele Zeilen von Ehemaligen", "",
     lambda x, s: x[s].rows.extend([["9" + row[0][1:]] + row[1:] for row in x[s].rows]),
     rejected("unbekannt", count=None),
     OTHERS, keys="zahlen", touches=None)
number_read("rand", "Leerzeichen und NBSP am Rand", "`  0021400001<NBSP>`", lambda v: "  " + v + NBSP + " ")
number_read("tabulator", "Tabulator davor, damit Excel sie als Text lässt", "`⇥0021400001`", lambda v: "\t" + v)
number_read("nullbreit-innen", "Zeichen ohne Breite darin", "`0021<U+200B>400001`", lambda v: v[:4] + "\u200b" + v[4:],
            noted(LOOSE))
number_read("nullbreit", "Zeichen ohne Breite davor und dahinter", "`<U+200B>0021400001`",
            lambda v: "\u200b" + v + "\ufeff")


def households(value):
    """Every second line."""
    return lambda x, s: [row.__setitem__(x[s].at("BG-Nummer"), value) for row in x[s].rows[::2]]


for name, value in [("bg-nullen", "0"), ("bg-viele-nullen", "00000//0000000")]:
    Kind(name, "in jeder zweiten Zeile sind es Nullen statt einer BG-Nummer", "`%s`" % value, households(value),
         noted("als leer behandelt.*" + value, households("")), ["kunden"], touches=None)
Kind("bg-platzhalter", "in jeder zweiten Zeile derselbe Platzhalter", "`99999`", households("99999"),
     doubt("dieselbe BG-Nummer"), ["kunden"], touches=None)


def pool(value):
    """Every second customer has a caseworker nobody knows."""
    def bend(x, stem):
        at = x[stem].at("Betreuer")
        for row in x[stem].rows[::2]:
            row[at] = value
    return bend


Kind("betreuer-platzhalter", "in jeder zweiten Zeile derselbe Platzhalter als Betreuer", "`POOL`", pool("POOL"),
     doubt("dieselbe Betreuer"), ["kunden"], touches=None)
Kind("nummer-leer", "eine Zeile ohne Kundennummer", "", lambda x, s: x[s].rows[3].__setitem__(0, ""),
     {"ausnahmen": refused("Pflichtfeld|leer", 3), "*": rejected("leer", lambda x, s: x[s].rows.pop(3), None)},
     NUMBERED,
     touches=None)


def grouped(x, stem):
    """As in a report: the number stands in the first line of a customer alone."""
    before = None
    for row in x[stem].rows:
        row[0], before = ("", before) if row[0] == before else (row[0], row[0])


Kind("nummer-gruppiert", "die Nummer steht nur in der ersten Zeile jeder Kund*in", "", grouped,
     refused("Pflichtfeld|leer", 3), NUMBERED, touches=None)
Kind("nummer-eine-e", "eine Nummer als Zahl mit Exponent", "`2,14E+14`",
     lambda x, s: x[s].rows[-1].__setitem__(0, "2,14E+14"),
     noted("2,14E\\+14", lambda x, s: x[s].rows[-1].__setitem__(0, "2,14E+14")), ["kunden"], touches=None)

chapter("Kürzel", "1.4")


def sign(name, what, example, change, files, expect):
    Kind("kuerzel-" + name, what, example, lambda x, s: x[s].filled(SIGNED[s], change), expect, files,
         touches="" if expect.outcome == "same" else None)


STAFF = "Mitarbeit|Betreuer|Kürzel"
sign("klein", "in einer Datei klein geschrieben", "`mus01`", str.lower, list(SIGNED), doubt(STAFF))
sign("name", "in einer Datei der Name statt des Kürzels", "`Müller, Susanne`", lambda v: "Kraft " + v,
     ["kunden", "kontakte", "abwesenheiten", "termine"], doubt(STAFF))
sign("rand", "Leerzeichen und NBSP am Rand", "` MUS01<NBSP>`", lambda v: " " + v + NBSP, list(SIGNED), same())
sign("nullbreit", "Zeichen ohne Breite", "`MUS01<U+200B>`", lambda v: v + "\u200b", list(SIGNED), same())
sign("steuer", "Steuerzeichen darin", "`MUS<07>01`", lambda v: v[:2] + "\x07" + v[2:], ["mitarbeiter"],
     doubt("Kürzel.*anders geschrieben"))


def second_period(begin):
    def bend(x, stem):
        e = x["mitarbeiter"]
        later = list(e.rows[0])
        e.rows[0][e.at("Bis")] = "31.08.2023"
        later[e.at("Von")] = begin
        e.rows.append(later)
    return bend


def left(x, stem):
    x["mitarbeiter"].rows[0][x["mitarbeiter"].at("Bis")] = "31.08.2023"


Kind("gewechselt", "zwei Zeiten einer Mitarbeiter*in hintereinander", "Bis 31.08., Von 01.09.",
     second_period("01.09.2023"), same(), ["mitarbeiter"], touches=None)
Kind("ueberschnitten", "zwei Zeiten, die sich überschneiden", "Bis 31.08., Von 01.08.", second_period("01.08.2023"),
     refused("doppelt|überschneid", 3), ["mitarbeiter"], touches=None)
Kind("kuerzel-klein-eine", "in einer Zeile klein geschrieben", "`mus01`",
     lambda x, s: x[s].rows[3].__setitem__(x[s].at(SIGNED[s]), x[s].rows[3][x[s].at(SIGNED[s])].lower()),
     noted("anders geschrieben", lambda x, s: x[s].rows[3].__setitem__(x[s].at(SIGNED[s]), "unbekannt")), ["kontakte"],
     touches=None)
Kind("ausgeschieden", "ausgeschieden, hat aber noch Kund*innen", "Bis 31.08.2023", left,
     noted("nicht mehr|ausgeschieden", left), ["mitarbeiter"], touches=None)


def totals(x, stem):
    x["mitarbeiter"].rows.append(["Summe", "", "", "", "195", "", "", ""])


Kind("summe", "Summenzeile mit allen Feldern", "`Summe;;;;195;;;`", totals, rejected("Summe"), ["mitarbeiter"],
     touches=None)
Kind("stunden-viel", "mehr als das 1,25-fache einer Stelle", "`78`",
     lambda x, s: x[s].rows[0].__setitem__(x[s].at("Wochenstunden"), "78"),
     noted("78", lambda x, s: x[s].rows[0].__setitem__(x[s].at("Wochenstunden"), "78")), ["mitarbeiter"], touches=None)

chapter("Wiederholungen und Verlauf", "1.9")
AGAIN = "doppelt|mehrfach|wiederhol|gleich"


def again(x, stem):
    x[stem].rows.extend([list(row) for row in x[stem].rows])


Kind("doppelt", "jede Zeile noch einmal", "", again, noted(AGAIN),
     ["kontakte", "ausnahmen", "abwesenheiten", "termine"],
     ["kontakte"], touches=None)
Kind("dreifach", "jede Zeile dreimal hintereinander", "",
     lambda x, s: x[s].rows.__setitem__(slice(None), [list(row) for row in x[s].rows for _ in range(3)]), noted(AGAIN),
     ["kontakte", "termine"], touches=None)
Kind("doppelt-schluessel", "jede Zeile noch einmal", "", again, refused("doppelt|überschneid", 3),
     ["kunden", "mitarbeiter"], touches=None)
Kind("kunde-zweimal", "eine Zeile noch einmal", "", lambda x, s: x[s].rows.append(list(x[s].rows[7])),
     rejected("doppelt"), ["kunden"], touches=None)


def two_people(x, stem):
    e = x["kunden"]
    other = list(e.rows[-1])
    for name, value in [("Nachname", "Andere"), ("Vorname", "Person"), ("Geburtsdatum", "03.03.1971"),
                        ("Gültig ab", ""), ("Betreuung seit", "01.02.2002"), ("Betreuung bis", "01.03.2002")]:
        other[e.at(name)] = value
    e.rows.append(other)


Kind("zwei-menschen", "zwei Menschen unter einer Nummer", "", two_people, noted("Geburt|Name", two_people), ["kunden"],
     touches=None)
Kind("ohne-gueltig-ab", "Verlauf, aber ohne die Spalte „Gültig ab“", "", lambda x, s: x[s].drop("Gültig ab"),
     refused("doppelt", 3), ["kunden"], touches=None)


def spaced_team(change):
    """Every second row writes its team otherwise."""
    def bend(x, stem):
        at = x[stem].at("Team")
        for row in x[stem].rows[::2]:
            row[at] = change(row[at])
    return bend


Kind("team-leerzeichen", "Teams mal mit NBSP und doppeltem Leerzeichen", "`Team<NBSP> 101`",
     spaced_team(lambda v: v.replace(" ", NBSP + " ")), noted(LOOSE), ["kunden", "mitarbeiter"], touches=None)
for name, what, example, change in [
        ("gross", "in Großbuchstaben", "`TEAM 101`", str.upper), ("punkt", "mit Punkt dahinter", "`Team 101.`", lambda v: v + "."),
        ("zusammen", "ohne Leerzeichen", "`Team101`", lambda v: v.replace(" ", ""))]:
    Kind("team-" + name, "Teams mal " + what, example, spaced_team(change), doubt("zwei Teams"), ["kunden", "mitarbeiter"],
         touches=None)
Kind("team-einmal", "ein Team in einer Zeile klein geschrieben", "`team 101`",
     lambda x, s: x[s].rows[-1].__setitem__(x[s].at("Team"), x[s].rows[-1][x[s].at("Team")].lower()),
     noted("Team nur in Groß", lambda x, s: x[s].rows[-1].__setitem__(x[s].at("Team"), x[s].rows[-1][x[s].at("Team")].lower())),
     ["kunden"], touches=None)
Kind("team-nullbreit", "Teams mal mit Zeichen ohne Breite darin", "`Te<U+200B>am 101`",
     spaced_team(lambda v: v[:2] + "\u200b" + v[2:]), noted(LOOSE), ["kunden", "mitarbeiter"], touches=None)
END = {"kunden": "Betreuung bis"}
Kind("ende-vor-beginn", "ein Ende vor dem Beginn", "",
     lambda x, s: x[s].rows[2].__setitem__(x[s].at(END.get(s, "Bis")), "01.01.1999"),
     {"kunden": rejected("Ende vor Beginn", lambda x, s: x[s].rows.pop(2), None), "*": refused("Ende vor Beginn", 3)},
     ["kunden", "mitarbeiter", "abwesenheiten", "ausnahmen"], touches=None)

chapter("Ganze Dateien", "2.17")


def whole(name, what, bend, expect, files, job=(), keys=None):
    Kind("datei-" + name, what, "", bend, expect, files, job, keys=keys, touches=None)


def gone(x, stem):
    del x.file[stem]


def no_rows(x, stem):
    x[stem].rows.clear()


def swapped(other):
    def bend(x, stem):
        x[stem].path, x[other].path = x[other].path, x[stem].path
    return bend


def kept(test):
    """Notes by their day, as JJJJ-MM-TT."""
    def bend(x, stem):
        at = x[stem].at("Datum")
        x[stem].rows = [row for row in x[stem].rows if test(Day(row[at]).iso())]
    return bend


def years(n):
    def bend(x, stem):
        for name in DAYS[stem]:
            x[stem].filled(name, lambda v: v[:6].replace("29.02", "28.02") + str(int(v[6:10]) + n) + v[10:])
    return bend


def earlier_half(x, stem):
    at = x[stem].at("Datum")
    rows = sorted(x[stem].rows, key=lambda row: Day(row[at]).iso())
    x[stem].rows = rows[:len(rows) // 2]


def other_day(day):
    def bend(x, stem):
        x.day = day
    return bend


def other_heads(first, second):
    def bend(x, stem):
        x[stem].call(first, second)
        x[stem].header[x[stem].at(second)] = first
    return bend


NEEDED = {"kunden": refused("kunden.csv", 4), "kontakte": refused("kontakte.csv", 4)}
whole("fehlt", "fehlt", gone, {**NEEDED, "*": same(gone)}, FILES)
whole("nur-kopf", "hat nur die Kopfzeile", no_rows,
      {"kunden": refused("kein|leer", 3), "kontakte": refused("kein|leer", 3),
                                                    "*": doubt("kein|leer")}, FILES, ["kunden", "kontakte"])


def named(change):
    def bend(x, stem):
        x[stem].path = change(stem)
    return bend


def instead(make):
    def bend(x, stem):
        x[stem].instead = make
    return bend


def almost(name, what, change):
    """A file that is there, but not by the name that is read."""
    whole(name, what, named(change), {stem: refused(re.escape(change(stem)), 4) if stem in NEEDED else
                                      doubt("%s.csv ist nicht geliefert, aber" % stem) for stem in FILES}, FILES)


whole("grossbuchstaben", "heißt anders geschrieben, KUNDEN.CSV", named(lambda stem: stem.upper() + ".CSV"), same(), FILES)
almost("endung", "hat die Endung .txt", lambda stem: stem + ".txt")
almost("nummeriert", "heißt „kunden (1).csv“ (noch einmal heruntergeladen)", lambda stem: stem + " (1).csv")
whole("ordner", "ist ein Ordner", instead(os.mkdir), refused("keine Datei", 4), FILES)
whole("verweis", "ist ein Verweis ins Leere", instead(lambda path: os.symlink("nirgends.csv", path)),
      refused("kann nicht|keine Datei|fehlt|gibt es nicht", 4), FILES)
whole("vertauscht-kunden", "vertauscht mit kontakte.csv", swapped("kontakte"), refused("fehlt", 4), ["kunden"])
whole("vertauscht-termine", "vertauscht mit termine.csv", swapped("termine"), refused("fehlt", 4), ["kontakte"])
whole("vertauscht-personal", "vertauscht mit abwesenheiten.csv", swapped("abwesenheiten"), refused(".", 3, 4),
      ["mitarbeiter"])
REACH = "reich|Stand|neueste|jüngste|endet"
whole("haelfte", "nur die erste Hälfte der Vermerke, nach Kund*innen", lambda x, s: x[s].rows.__delitem__(
    slice(len(x[s].rows) // 2, None)), doubt("Vermerk"), ["kontakte"])
whole("haelfte-tage", "nur die ältere Hälfte der Vermerke", earlier_half, doubt(REACH), ["kontakte"])
whole("ende-september", "Vermerke nur bis Ende September", kept(lambda day: day <= "2023-09-30"), doubt(REACH),
      ["kontakte"])
whole("ohne-zwei-wochen", "Vermerke ohne die letzten zwei Wochen", kept(lambda day: day <= "2023-11-15"), doubt(REACH),
      ["kontakte"])
whole("ein-tag", "in mehr als der Hälfte der Vermerke derselbe Tag (der des Exports)",
      lambda x, s: [row.__setitem__(x[s].at("Datum"), "15.11.2023") for row in x[s].rows[:len(x[s].rows) * 2 // 3]],
      doubt("selben Tag"), ["kontakte"])
whole("drei-monate", "nur die Vermerke der letzten drei Monate", kept(lambda day: day >= "2023-09-01"),
      doubt("reich|Vermerk|älteste"), ["kontakte"])
whole("ein-monat", "nur die Vermerke des Monats", kept(lambda day: day >= "2023-11-01"), doubt("reich|Vermerk|älteste"),
      ["kontakte"])


def with_strays(bend):
    """One of the notes that are left has a wrong year."""
    def both(x, stem):
        bend(x, stem)
        at = x[stem].at("Datum")
        x[stem].rows[0][at] = x[stem].rows[0][at][:6] + "2013"
    return both


def no_later(name, day):
    """Rows up to a day in a column."""
    def bend(x, stem):
        at = x[stem].at(name)
        x[stem].rows = [row for row in x[stem].rows if not row[at] or Day(row[at]).iso()[:10] <= day]
    return bend


whole("drei-monate-verirrt", "nur die Vermerke der letzten drei Monate, einer mit falschem Jahr",
      with_strays(kept(lambda day: day >= "2023-09-01")), doubt("beginnen erst am"), ["kontakte"])
whole("fuenf-monate", "nur die Vermerke der letzten fünf Monate", kept(lambda day: day >= "2023-07-01"),
      doubt("beginnen erst am 0.\\.07\\.2023"), ["kontakte"])
whole("termine-sommer", "Termine, die bis August vereinbart wurden", no_later("Vereinbart am", "2023-08-15"),
      doubt("termine.csv.*Tag davor ist der"), ["termine"])
whole("fehlzeiten-vorjahr", "nur die Abwesenheiten bis zum Vorjahr", no_later("Von", "2022-12-31"),
      doubt("abwesenheiten.csv.*Tag davor ist der"), ["abwesenheiten"])


def excel_limit(x, stem):
    """As many lines as an old spreadsheet holds: older notes of the same people in front of the others."""
    rows = x[stem].rows
    people = [row[0] for row in rows]
    early = [[people[i % len(people)], "0%d.0%d.2015" % (i % 9 + 1, i % 8 + 1), "Allgemeiner Vermerk", "schriftlich",
              "",
              "", str(i % 50), "", ""] for i in range(65535 - len(rows))]
    x[stem].rows = early + rows


whole("65536", "hat genau so viele Zeilen, wie eine alte Tabellenkalkulation fasst", excel_limit, doubt("65"),
      ["kontakte"])
whole("drei-jahre-alt", "drei Jahre alt", years(-3), doubt(REACH + "|alt|Stichtag"),
      ["kunden", "kontakte", "abwesenheiten", "termine"])
whole("fuenf-jahre-alt", "fünf Jahre alt", years(-5), doubt("reicht nicht bis zum|reichen"),
      ["kunden", "kontakte", "abwesenheiten", "termine"])
whole("jahr-voraus", "jedes Jahr um eines zu hoch", years(1), doubt(REACH + "|Stichtag|Beginn"),
      ["kunden", "kontakte", "termine"])
whole("stichtag", "Stichtag sieben Jahre nach den Exporten", other_day("2030-11-30"), doubt(REACH), ["kontakte"])
whole("koepfe-tage", "die Namen von „Geburtsdatum“ und „Betreuung seit“ vertauscht",
      other_heads("Geburtsdatum", "Betreuung seit"), refused("nicht brauchbar", 3), ["kunden"])
whole("koepfe-woerter", "die Namen von „Vermerkart“ und „Kontaktart“ vertauscht",
      other_heads("Vermerkart", "Kontaktart"),
      refused("Vermerkart|Kontaktart", 3), ["kontakte"])
