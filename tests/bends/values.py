"""Bends of values (spec 1.1 to 1.7): days, times, numbers, yes and no, words, marks for nothing."""

import datetime
import re
import unicodedata

from exports import DAYS, ENDS, FILES, FLAGS, NUMBERS, WORDS
from kinds import Kind, chapter, doubt, noted, refused, rejected, same

CORE = ["kunden", "kontakte"]
NBSP = "\u00a0"
MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
WIDE = {ord("0") + i: 0xFF10 + i for i in range(10)}


class Day:
    """What stands in a column of days: day, month, year, and a time or ""."""

    def __init__(self, value):
        date, _, self.t = value.partition(" ")
        self.d, self.m, self.y = date.split(".")

    def german(self, time=None):
        time = self.t if time is None else time
        return "%s.%s.%s" % (self.d, self.m, self.y) + (" " + time if time else "")

    def iso(self, time=None, between=" "):
        time = self.t if time is None else time
        return "%s-%s-%s" % (self.y, self.m, self.d) + (between + time if time else "")

    def date(self):
        return datetime.date(int(self.y), int(self.m), int(self.d))


def days(change):
    """Every day of the file."""
    def bend(x, stem):
        for name in DAYS[stem]:
            if x[stem].has(name):
                x[stem].filled(name, lambda value: change(Day(value)))
    return bend


def one(name, value):
    """The first value of a column that is not empty; name: by file where it is a table."""
    def bend(x, stem):
        at = x[stem].at(name if isinstance(name, str) else name[stem])
        next(row for row in x[stem].rows if row[at])[at] = value
    return bend


def without(name):
    """The same exports without that line."""
    def like(x, stem):
        at = x[stem].at(name if isinstance(name, str) else name[stem])
        x[stem].rows.remove(next(row for row in x[stem].rows if row[at]))
    return like


chapter("Tage und Zeiten", "1.1")


def day(name, what, example, change, expect=None, files=tuple(FILES), job=()):
    Kind("tag-" + name, what, example, days(change), expect or same(), list(files), job)


def no_day(name, what, example, change, files=tuple(FILES)):
    Kind("tag-" + name, what, example, days(change), refused("Datum|Jahr mit zwei", 3), list(files), touches=None)


day("ohne-null", "Tag und Monat ohne führende Null", "`1.9.2023`",
    lambda v: "%d.%d.%s" % (int(v.d), int(v.m), v.y) + (" " + v.t if v.t else ""), job=CORE)
day("iso", "JJJJ-MM-TT", "`2023-11-30`", lambda v: v.iso(), job=CORE)
day("iso-zeit", "mit Uhrzeit", "`2023-11-30 00:00:00`", lambda v: v.iso((v.t or "00:00") + ":00"))
day("iso-t", "mit T und Uhrzeit", "`2023-11-30T00:00`", lambda v: v.iso(v.t or "00:00", "T"))
day("iso-bruch", "mit Bruchteilen der Sekunde (SQL Server)", "`2023-11-30 00:00:00.000`",
    lambda v: v.iso((v.t or "00:00") + ":00.000"), job=CORE)
day("iso-bruch-7", "mit sieben Stellen", "`2023-11-30T00:00:00.0000000`",
    lambda v: v.iso((v.t or "00:00") + ":00.0000000", "T"))
day("iso-bruch-komma", "Bruchteile mit Komma", "`2023-11-30 00:00:00,000`",
    lambda v: v.iso((v.t or "00:00") + ":00,000"))
day("zeit", "TT.MM.JJJJ mit Uhrzeit", "`30.11.2023 00:00:00`", lambda v: v.german((v.t or "00:00") + ":00"))
day("uhr", "mit „Uhr“", "`30.11.2023 9:05 Uhr`", lambda v: v.german((v.t or "9:05").lstrip("0") + " Uhr"))
day("nbsp", "geschütztes Leerzeichen vor der Uhrzeit und am Rand", "`<NBSP>30.11.2023<NBSP>9:05`",
    lambda v: NBSP + v.german("") + NBSP + (v.t or "9:05") + " ")
day("richtung", "Zeichen für die Schreibrichtung davor", "`<U+200E>30.11.2023`", lambda v: "\u200e" + v.german(),
    files=CORE)


def summer(day):
    """Whether it is summer time in Germany at noon: from the last Sunday of March to the last of October."""
    def last_sunday(month):
        last = datetime.date(day.year, month, 31)
        return last - datetime.timedelta((last.weekday() + 1) % 7)
    return last_sunday(3) <= day < last_sunday(10)


def zoned(v):
    return v.iso((v.t or "12:00") + ":00+0%d:00" % (2 if summer(v.date()) else 1), "T")


day("zone-deutsch", "mit der deutschen Zeitzone des Tages", "`2023-07-01T12:00:00+02:00`", zoned,
    files=["kontakte", "termine"])
no_day("weltzeit", "in Weltzeit: um Mitternacht ein Tag weniger", "`2023-11-29T23:00:00Z`",
       lambda v: (v.date() - datetime.timedelta(1)).isoformat() + "T23:00:00Z")
no_day("zone", "mit einer Zeitzone, die im Sommer nicht die deutsche ist", "`2023-07-01T00:00:00+01:00`",
       lambda v: v.iso((v.t or "00:00") + ":00+01:00", "T"),
       CORE + ["termine"])
no_day("us", "amerikanisch", "`11/30/2023`", lambda v: "%s/%s/%s" % (v.m, v.d, v.y))
no_day("schraeg", "mit Schrägstrichen", "`30/11/2023`", lambda v: "%s/%s/%s" % (v.d, v.m, v.y), CORE)
no_day("striche", "Tag voran, mit Bindestrichen", "`30-11-2023`", lambda v: "%s-%s-%s" % (v.d, v.m, v.y), CORE)
no_day("am-pm", "zwölf Stunden", "`30.11.2023 09:05 PM`", lambda v: v.german((v.t or "09:05") + " PM"),
       CORE + ["termine"])
no_day("zahl", "Zahl von Excel", "`45260`", lambda v: str((v.date() - datetime.date(1899, 12, 30)).days))
no_day("sap", "ohne Trenner", "`20231130`", lambda v: v.y + v.m + v.d)
no_day("zweistellig", "zweistelliges Jahr, ohne dass der Auftrag das Jahrhundert sagt", "`30.11.23`",
       lambda v: "%s.%s.%s" % (v.d, v.m, v.y[2:]))
no_day("wort", "Monat als Wort", "`30. November 2023`", lambda v: "%d. %s %s" % (int(v.d), MONTHS[int(v.m) - 1], v.y),
       CORE)
no_day("abgekuerzt", "Monat abgekürzt", "`30. Nov 23`",
       lambda v: "%s. %s %s" % (v.d, MONTHS[int(v.m) - 1][:3], v.y[2:]), CORE)
no_day("wochentag", "mit Wochentag", "`Do, 30.11.2023`", lambda v: "Do, " + v.german(), CORE)
no_day("hochkomma", "mit Hochkomma davor", "`'30.11.2023`", lambda v: "'" + v.german())
no_day("breit", "breite Ziffern", "`３０.１１.２０２３`", lambda v: v.german().translate(WIDE), CORE)
no_day("24", "24 Uhr", "`30.11.2023 24:00`", lambda v: v.german("24:00"), ["kontakte", "termine"])
no_day("punkt", "Uhrzeit mit Punkt", "`30.11.2023 09.05`", lambda v: v.german((v.t or "09:05").replace(":", ".")),
       ["termine"])
no_day("rauten", "zu schmale Spalte in Excel", "`########`", lambda v: "########")
no_day("jahr-23", "Jahr 23", "`30.11.0023`", lambda v: "%s.%s.00%s" % (v.d, v.m, v.y[2:]), CORE)
no_day("jahr-3023", "Jahr 3023", "`30.11.3023`", lambda v: "%s.%s.3%s" % (v.d, v.m, v.y[1:]),
       ["kontakte", "abwesenheiten", "termine"])
no_day("tag-null", "Tag 00", "`00.11.2023`", lambda v: "00.%s.%s" % (v.m, v.y),
       ["kontakte", "abwesenheiten", "termine"])

NO_SUCH = "31.02.2023"
for stem, column in [("kunden", "Geburtsdatum"), ("kunden", "Betreuung seit"), ("kunden", "Gültig ab"),
                     ("kunden", "Betreuung bis"), ("kontakte", "Datum"), ("termine", "Beginn")]:
    Kind("unmoeglich-" + column.lower().replace(" ", "-"), "unmöglicher Tag in „%s“" % column, "`31.02.2023`",
         one(column, NO_SUCH), rejected("Datum", without(column), None), files=[stem], touches=None)
Kind("unmoeglich-ende", "unmöglicher Tag in „Bis“", "`31.02.2023`", one("Bis", NO_SUCH), refused("Datum", 3),
     files=["abwesenheiten", "ausnahmen"], touches=None)
for stem, column in [("kunden", "EGV seit"), ("kontakte", "Erfasst am"), ("termine", "Vereinbart am")]:
    Kind("unmoeglich-" + column.lower().replace(" ", "-"), "unmöglicher Tag in „%s“, das leer sein darf" % column,
         "`31.02.2023`", one(column, NO_SUCH), noted("Datum", one(column, "")), files=[stem], touches=None)


def ends(value):
    return lambda x, stem: x[stem].each(ENDS[stem], lambda old: old or value)


for name, value in [("9999", "31.12.9999"), ("9999-iso", "9999-12-31"), ("2999", "2999-12-31 00:00:00"),
                    ("2200", "01.01.2200")]:
    Kind("offen-" + name, "offenes Ende", "`%s`" % value, ends(value), same(), files=list(ENDS),
         job=["kunden"] if name == "9999" else [])
Kind("offen-wort", "offenes Ende als Wort", "`unbefristet`", ends("unbefristet"), refused("Datum", 3), files=list(ENDS),
     touches=None)
BEGIN = {"kunden": "Betreuung seit", "kontakte": "Datum"}
Kind("offen-beginn", "31.12.9999 in einer Spalte von Anfängen", "`31.12.9999`", one(BEGIN, "31.12.9999"),
     rejected("Datum", without(BEGIN), None), files=CORE, touches=None)
for name, value in [("null", "00.00.0000"), ("null-iso", "0000-00-00")]:
    Kind("tag-" + name, "kein Tag (SAP, MySQL), wo nichts stehen muss", "`%s`" % value,
         lambda x, s, value=value: [x[s].each(n, lambda old: old or value) for n in DAYS[s]], same(),
         files=["kunden", "kontakte", "mitarbeiter", "ausnahmen", "termine"], job=["kunden"] if name == "null" else [])
Kind("tag-1900", "kein Ende als 01.01.1900", "`01.01.1900`", ends("01.01.1900"), refused("Ende vor Beginn", 3),
     files=["kunden", "mitarbeiter", "ausnahmen"], touches=None)


def born(form):
    """The first thirty lines."""
    def change(x, stem):
        at = x["kunden"].at("Geburtsdatum")
        for row in x["kunden"].rows[:30]:
            row[at] = form(Day(row[at]))
    return change


def february(v):
    return "%d.02.%s" % (29 if int(v.y) % 4 == 0 else 28, v.y)


BORN = "Geburtsdatum|Geburtstag"
Kind("geburt-jahr", "vom Geburtstag nur das Jahr", "`00.00.1985`", born(lambda v: "00.00." + v.y),
     noted(BORN, born(lambda v: "31.12." + v.y)), files=["kunden"], touches=None)
Kind("geburt-monat", "vom Geburtstag Monat und Jahr", "`00.02.1984`", born(lambda v: "00.02." + v.y),
     noted(BORN, born(february)), files=["kunden"], touches=None)
Kind("geburt-iso", "unvollständiger Geburtstag als JJJJ-MM-TT", "`1985-00-00`", born(lambda v: v.y + "-00-00"),
     noted(BORN, born(lambda v: "31.12." + v.y)), files=["kunden"], touches=None)
Kind("geburt-2060", "Geburtstage im falschen Jahrhundert", "`01.05.2060`",
     born(lambda v: v.german().replace(".19", ".20")),
     doubt("Geburt|15|Jahre"), files=["kunden"], touches=None)
Kind("geburt-1860", "Geburtstage im falschen Jahrhundert", "`01.05.1860`",
     born(lambda v: v.german().replace(".19", ".18").replace(".20", ".19")), refused("Datum", 3), files=["kunden"], touches=None)
Kind("geburt-platzhalter", "derselbe Tag als Platzhalter", "`01.01.1970`",
     lambda x, s: [row.__setitem__(x[s].at("Geburtsdatum"), "01.01.1970") for row in x[s].rows[::2]],
     doubt("dasselbe Geburtsdatum"), files=["kunden"], touches=None)
Kind("beginn-umstellung", "„Betreuung seit“ ist der Tag einer Umstellung", "`01.10.2023`",
     lambda x, s: [row.__setitem__(x[s].at("Betreuung seit"), "01.10.2023") for row in x[s].rows
                   if not row[x[s].at("Betreuung bis")]], doubt("seit demselben Tag"), files=["kunden"], touches=None)
Kind("geburt-nur-jahr", "statt des Geburtstags das Jahr", "`1985`", born(lambda v: v.y), refused("Datum", 3),
     files=["kunden"], touches=None)
Kind("stunde-ohne-null", "Stunde ohne führende Null", "`30.11.2023 9:05`",
     lambda x, s: x[s].filled("Beginn", lambda v: v.replace(" 0", " ")), same(), files=["termine"], job=["termine"])

chapter("Zahlen", "1.1")
LONG = {"kontakte": "Dauer", "termine": "Dauer"}


def numbers(change):
    return lambda x, stem: x[stem].filled(NUMBERS[stem], change)


def number(name, what, example, change, expect=None, files=tuple(NUMBERS), job=()):
    Kind("zahl-" + name, what, example, numbers(change), expect or same(), list(files), job,
         touches="" if expect is None else None)


def decimal(value, mark):
    return value.replace(",", mark).replace(".", mark) if "," in value or "." in value else value + mark + "0"


def value_of(text):
    return float(text.replace(",", "."))


number("komma", "Dezimalkomma", "`45,0`", lambda v: decimal(v, ","), job=["kontakte"])
number("punkt", "Dezimalpunkt", "`45.0`", lambda v: decimal(v, "."))
number("nullen", "führende Nullen", "`0045`", lambda v: "00" + v)
number("rand", "Leerzeichen und NBSP am Rand", "` 45<NBSP>`", lambda v: " " + v + NBSP)
UNREAD = doubt("Dauer|Wochenstunden|Zahl")
number("einheit", "mit Einheit", "`45 min`", lambda v: v + " min", UNREAD)
number("uhr", "als Uhrzeit", "`00:45`", lambda v: "%02d:%02d" % divmod(int(value_of(v)), 60), UNREAD)
number("minus", "negativ", "`-45`", lambda v: "-" + v, UNREAD)
number("exponent", "mit Exponent", "`4.5E+01`", lambda v: "%.1E" % value_of(v), UNREAD, LONG)
number("breit", "breite Ziffern", "`４５`", lambda v: v.translate(WIDE), UNREAD, LONG)
number("stunden", "Stunden statt Minuten", "`0,75`", lambda v: ("%.2f" % (value_of(v) / 60)).replace(".", ","),
       doubt("Dauer"), LONG)
number("sekunden", "Sekunden statt Minuten", "`2700`", lambda v: str(int(v) * 60), doubt("Dauer"), LONG)
number("anteil", "Anteil einer Stelle statt Stunden", "`0,5`",
       lambda v: ("%.2f" % (value_of(v) / 39)).replace(".", ","), doubt("Wochenstunden"), ["mitarbeiter"])
number("prozent", "Prozent einer Stelle statt Stunden", "`50`", lambda v: "%d" % (value_of(v) / 39 * 100),
       doubt("Wochenstunden"), ["mitarbeiter"])
number("tag", "Stunden am Tag statt in der Woche", "`7,8`",
       lambda v: ("%.2f" % (value_of(v) / 5)).replace(".", ","), doubt("Wochenstunden"), ["mitarbeiter"])
number("monat", "Stunden im Monat statt in der Woche", "`169`", lambda v: "%d" % (value_of(v) * 4), doubt("Wochenstunden"),
       ["mitarbeiter"])
Kind("zahl-lang", "eine Dauer von zwölf Stunden", "`720`", one(LONG, "720"), noted("zehn Stunden", one(LONG, "720")),
     files=list(LONG), touches=None)
Kind("zahl-eine", "ein Wert, der keine Zahl ist", "`45 min`", one(NUMBERS, "45 min"),
     noted("Zahl nicht lesbar", one(NUMBERS, "")), files=list(NUMBERS), touches=None)

chapter("Ja und Nein", "1.1")


def yes_no(name, what, yes, no, expect=None, job=()):
    words = {"ja": yes, "nein": no}

    def bend(x, stem):
        for column in FLAGS[stem]:
            x[stem].each(column, lambda v: words.get(v, v))
    Kind("ja-" + name, what, "`%s`, `%s`" % (yes, no), bend, expect or same(), list(FLAGS), job, rules="aa90",
         touches="" if expect is None else None)


yes_no("gross", "groß geschrieben", "JA", "NEIN")
yes_no("wahr", "wie Excel", "WAHR", "FALSCH", job=["kunden"])
yes_no("wahr-klein", "wie Excel, klein", "wahr", "Falsch")
yes_no("true", "englisch", "True", "False")
yes_no("x", "Kreuz oder leer", "x", "")
yes_no("x-gross", "großes Kreuz oder leer", "X", "")
yes_no("eins", "eins und null", "1", "0")
yes_no("j", "ein Buchstabe", "J", "N")
yes_no("rand", "mit Leerzeichen", " Ja" + NBSP, "nein ")
NEITHER = doubt("weder Ja noch Nein|Ja.*Nein")
yes_no("minus-eins", "wie Access", "-1", "0", NEITHER)
yes_no("yes", "englisch", "Yes", "No", NEITHER)
yes_no("t", "wie psql", "t", "f", NEITHER)
yes_no("y", "englisch, ein Buchstabe", "Y", "N", NEITHER)
yes_no("komma", "wie pandas", "1.0", "0.0", NEITHER)
yes_no("haken", "Haken und Strich", "✓", "–", NEITHER)
yes_no("text", "mit Zusatz", "ja, seit 2020", "nein", NEITHER)

chapter("Wörter", "1.1")


def word(name, what, example, change, job=()):
    """Every word that has a fixed list."""
    def bend(x, stem):
        for column in WORDS[stem]:
            x[stem].filled(column, change)
    Kind("wort-" + name, what, example, bend, same(), list(WORDS), job)


word("gross", "in Großbuchstaben", "`PERSÖNLICH`", str.upper, job=CORE)
word("klein", "in Kleinbuchstaben", "`beratungsvermerk`", str.lower)
word("ss", "ss statt ß", "`Massnahme`", lambda v: v.replace("ß", "ss"))
word("zerlegt", "Umlaute aus zwei Zeichen", "`perso¨nlich`", lambda v: unicodedata.normalize("NFD", v))
word("nbsp", "mit geschützten und doppelten Leerzeichen", "`nicht<NBSP> erschienen`",
     lambda v: v.replace(" ", NBSP + " "), job=CORE + ["ausnahmen"])
word("rand", "mit Leerzeichen jeder Art am Rand", "` persönlich<NBSP>`", lambda v: " \u2003" + v + NBSP + " ")
word("umbruch", "mit Zeilenumbruch", '`"nicht<LF>gesetzt"`', lambda v: v.replace(" ", "\n"))
word("trennstrich", "mit weichem Trennzeichen", "`Beratungs<U+00AD>vermerk`", lambda v: v[:4] + "\u00ad" + v[4:],
     job=["kontakte"])
word("nullbreit", "mit Zeichen ohne Breite", "`persönlich<U+200B>`", lambda v: v[:1] + "\u200b" + v[1:] + "\ufeff")
Kind("intervall-nbsp", "Intervall mit geschütztem Leerzeichen", "`6<NBSP>Wochen`",
     lambda x, s: x[s].filled("Intervall", lambda v: v.replace(" ", NBSP)), same(), files=["ausnahmen"])
Kind("intervall-gross", "Intervall groß und mit zwei Leerzeichen", "`6  WOCHEN`",
     lambda x, s: x[s].filled("Intervall", lambda v: v.upper().replace(" ", "  ")), same(), files=["ausnahmen"])
Kind("arbeitstage-strich", "Arbeitstage mit Halbgeviertstrich", "`Mo – Mi`",
     lambda x, s: x[s].filled("Arbeitstage", lambda v: v.replace("-", " – ")), same(), files=["mitarbeiter"])

chapter("Unbekannte Wörter", "1.9")


def unknown(name, stem, column, what, example, change, expect, rules="uelzen-ga-08-2019", job=()):
    Kind("wort-" + name, what, example, lambda x, s: x[s].filled(column, change), expect, [stem], job, rules=rules,
         touches=None)


def only(word, other):
    return lambda v: other if v == word else v


unknown("alle-kontaktart", "kontakte", "Kontaktart", "keine Kontaktart ist bekannt", "`01`", lambda v: "%02d" % len(v),
        refused("Kontaktart", 3), job=["kontakte"])
unknown("alle-vermerkart", "kontakte", "Vermerkart", "keine Vermerkart ist bekannt", "`BV`", lambda v: "BV",
        refused("Vermerkart", 3))
unknown("alle-partner", "kontakte", "Gesprächspartner", "kein Gesprächspartner ist bekannt", "`AV`", lambda v: "AV",
        doubt("Gesprächspartner"))
unknown("alle-status", "kunden", "Status", "kein Status ist bekannt", "`ALO`", lambda v: "ALO", refused("Status", 3))
unknown("alle-profil", "kunden", "Profillage", "keine Profillage ist bekannt", "`P10`", lambda v: "P10",
        refused("Profillage", 3))
unknown("eine-kontaktart", "kontakte", "Kontaktart", "die häufigste Kontaktart heißt anders",
        "`Persönliches Gespräch`", only("persönlich", "Persönliches Gespräch"), doubt("Kontaktart"))
unknown("telefon", "kontakte", "Kontaktart", "eine Kontaktart heißt anders", "`Telefonat`",
        only("telefonisch", "Telefonat"), doubt("Kontaktart"))
unknown("eine-vermerkart", "kontakte", "Vermerkart", "die häufigste Vermerkart heißt anders", "`Beratung`",
        only("Beratungsvermerk", "Beratung"), doubt("Vermerkart"))
unknown("ein-status", "kunden", "Status", "ein Status heißt anders", "`arbeitslos gemeldet`",
        only("arbeitslos", "arbeitslos gemeldet"), doubt("Status"))
unknown("ein-profil", "kunden", "Profillage", "eine Profillage heißt anders", "`Profil Z`", only("Z", "Profil Z"),
        doubt("Profillage"))
unknown("funktion", "mitarbeiter", "Funktion", "keine Funktion ist bekannt", "`Vermittler*in`",
        lambda v: "Vermittler*in", doubt("Funktion"), rules="aa90")
unknown("termin", "termine", "Status", "kein Status der Termine ist bekannt", "`erledigt`", lambda v: "erledigt",
        refused("Status", 3))
unknown("ausnahme", "ausnahmen", "Art", "keine Art der Ausnahmen ist bekannt", "`ärztlich`", lambda v: "ärztlich",
        refused("Art", 3))
unknown("arbeitstage", "mitarbeiter", "Arbeitstage", "keine Arbeitstage sind lesbar", "`Montag bis Mittwoch`",
        lambda v: "Montag bis Mittwoch", doubt("Arbeitstage"))
unknown("intervall", "ausnahmen", "Intervall", "Intervalle abgekürzt", "`6 Wo.`", lambda v: v[:4] + ".",
        refused("Intervall", 3))
unknown("status-leer", "kunden", "Status", "Status überall leer", "", lambda v: "", doubt("Status"))
unknown("profil-leer", "kunden", "Profillage", "Profillage überall leer", "", lambda v: "", doubt("Profillage"))
Kind("wort-eines", "ein unbekanntes Wort in einer Zeile", "`Sonstiges`",
     one({"kunden": "Status", "kontakte": "Gesprächsart", "mitarbeiter": "Funktion", "ausnahmen": "Art",
          "termine": "Gesprächsart"}, "Sonstiges"),
     {"*": noted("unbekannte.*Sonstiges|Sonstiges.*unbekannte",
                 one({"kunden": "Status", "kontakte": "Gesprächsart", "mitarbeiter": "Funktion", "ausnahmen": "Art",
                      "termine": "Gesprächsart"}, "Sonstige"))},
     files=["kontakte", "ausnahmen", "termine"], touches=None)

chapter("Zeichen für nichts", "1.9")
for name, mark in [("null", "NULL"), ("null-klammer", "(null)"), ("nan", "NaN"), ("nv", "#NV"), ("na", "n/a"),
                   ("strich", "-"), ("n", "\\N"), ("none", "None"),
                   ("leer", "(Leer)"), ("ka", "k. A."), ("halbgeviert", "–"), ("r", "NA")]:
    def nothing(x, stem, mark=mark):
        for column in x[stem].names:
            x[stem].each(column, lambda v: v or mark)
    Kind("nichts-" + name, "in jedem leeren Feld", "`%s`" % mark, nothing,
         noted("als leer behandelt.*" + re.escape(mark)),
         files=["kunden", "kontakte", "mitarbeiter", "ausnahmen", "termine"] if name in ("null", "strich") else CORE,
         touches=None)


Kind("nichts-teams", "in jedem „Team“ und jedem „Betreuer“", "`-`",
     lambda x, s: [x[s].each(name, lambda v: "-") for name in ("Team", "Betreuer")], doubt("Team ist in allen"),
     files=["kunden"], touches=None)


def first_forty(column, value):
    def bend(x, stem):
        for row in x[stem].rows[:40]:
            row[x[stem].at(column)] = value
    return bend


for stem, column in [("kunden", "BG-Nummer"), ("kunden", "Team"), ("kunden", "Betreuer"), ("kontakte", "Mitarbeiter"),
                     ("mitarbeiter", "Team"), ("termine", "Vertretung")]:
    Kind("nichts-" + column.lower(), "in „%s“" % column, "`NULL`", first_forty(column, "NULL"),
         noted("NULL", first_forty(column, "")), files=[stem], touches=None)
for stem, column in [("kunden", "Betreuer"), ("kontakte", "Mitarbeiter"), ("termine", "Vertretung")]:
    Kind("nichts-nullen-" + column.lower(), "Nullen in „%s“" % column, "`0000`", first_forty(column, "0000"),
         noted("als leer behandelt.*0000", first_forty(column, "")), files=[stem], touches=None)
